"""Curves of records: every curve in its place, told apart without colour."""

import numpy as np
import pytest

from dlcourse.plots import plot_record


def test_each_array_has_a_named_line_over_the_batches():
    curves = {"first": [3.0, 2.0, 1.0], "second": [1.0, 1.0, 4.0]}
    ax = plot_record(curves, [0, 10, 20], ylabel="norm", log=True)
    for line, (name, values) in zip(ax.lines, curves.items(), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [0, 10, 20])
        np.testing.assert_array_equal(line.get_ydata(), values)
        assert line.get_label() == name
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("batches", "norm", "log")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["first", "second"]
    assert len({line.get_marker() for line in ax.lines}) == 2


def test_a_long_record_keeps_few_markers():
    (line,) = plot_record({"norm": np.ones(600)}, np.arange(600), ylabel="norm").lines
    assert 600 / line.get_markevery() <= 13


def test_a_curve_of_another_length_is_named():
    with pytest.raises(ValueError, match=r"shape \(3,\). Received: 'norm' of shape \(2,\)"):
        plot_record({"norm": [1, 2]}, [0, 1, 2], ylabel="norm")
