"""The picture of gates: each block shows its values, in its place and on its scale."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse import plots
from dlcourse.plots.gates import GateRows

RNG = np.random.default_rng(0)
GATES = {"input": RNG.random((6, 2)), "forget": RNG.random((6, 3)), "cell": RNG.normal(size=(6, 2))}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_each_unit_has_a_row_and_each_step_a_column():
    ax = plots.plot_gates(GATES)
    for image, values in zip(ax.images, GATES.values(), strict=True):
        shown = image.get_array() * (
            np.abs(values).max(axis=0)[:, None] if image is ax.images[2] else 1
        )
        np.testing.assert_allclose(shown, values.T)
        left, right, bottom, top = image.get_extent()
        assert (left, right) == (-0.5, 5.5)
        assert bottom - top == values.shape[1]


def test_blocks_stand_below_each_other_in_their_order():
    ax = plots.plot_gates(GATES)
    ends = [image.get_extent()[2:] for image in ax.images]
    for (bottom, _), (_, top) in zip(ends, ends[1:], strict=False):
        assert top > bottom
    assert ax.yaxis_inverted()


def test_gates_have_the_scale_from_0_to_1_and_states_one_around_0():
    ax = plots.plot_gates(GATES)
    assert [image.get_clim() for image in ax.images[:2]] == [(0, 1), (0, 1)]
    assert ax.images[2].get_clim() == (-1, 1)
    assert np.all(np.abs(ax.images[2].get_array()).max(axis=1) == 1)
    assert ax.images[2].get_cmap().name != ax.images[0].get_cmap().name


def test_symbols_and_marks_stand_at_their_steps():
    ax = plots.plot_gates(GATES, symbols="abcdef", marked=[1, 4])
    assert [label.get_text() for label in ax.get_xticklabels()] == list("abcdef")
    assert [line.get_xdata()[0] for line in ax.lines] == [1, 4]


def test_names_stand_beside_their_blocks():
    texts = [text.get_text() for text in plots.plot_gates(GATES).texts]
    assert [text for text in texts if text in GATES] == list(GATES)
    assert sum("open" in text for text in texts) == 2


def test_it_draws_where_it_is_told():
    ax = plt.subplots()[1]
    assert plots.plot_gates(GATES, ax=ax) is ax


def test_rows_can_be_changed():
    rows = GateRows({"cell": 2}, 6, ax=plt.subplots()[1])
    rows.update({"cell": np.zeros((6, 2))})
    assert np.all(rows.images["cell"].get_array() == 0)
    rows.update({"cell": -3 * np.ones((6, 2))})
    assert np.all(rows.images["cell"].get_array() == -1)


@pytest.mark.parametrize(
    "gates", [{}, {"input": np.ones(3)}, {"input": np.ones((3, 2)), "forget": np.ones((4, 2))}]
)
def test_wrong_shapes_are_refused(gates):
    with pytest.raises(ValueError, match="Expected gates of shape"):
        plots.plot_gates(gates)


def test_one_symbol_for_each_step():
    with pytest.raises(ValueError, match="Expected 6 symbols. Received: 2"):
        plots.plot_gates(GATES, symbols="ab")
