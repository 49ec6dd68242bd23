"""setup(): the same numbers each time, and no noise from the libraries."""

import importlib.util
import os
import subprocess
import sys

import numpy as np
import pytest

from dlcourse._setup import _silent_stderr, setup


def test_the_same_seed_gives_the_same_numbers_everywhere():
    import keras

    drawn = []
    for _ in range(2):
        setup(seed=7)
        drawn.append(
            np.concatenate([np.random.rand(2), np.asarray(keras.random.normal((2,), seed=None))])  # noqa: NPY002
        )
    np.testing.assert_array_equal(drawn[0], drawn[1])
    setup(seed=8)
    assert not np.allclose(np.random.rand(2), drawn[0][:2])  # noqa: NPY002


def test_the_course_style_is_on():
    import matplotlib as mpl

    mpl.rcdefaults()
    setup(seed=0)
    assert mpl.rcParams["font.size"] >= 12
    assert mpl.rcParams["savefig.bbox"] is None


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1", None, True])
def test_a_bad_seed_is_refused(seed):
    with pytest.raises(ValueError, match="Expected a whole number.*Received"):
        setup(seed=seed)


def test_neither_start_up_nor_training_writes_to_stderr():
    code = """
import dlcourse as dl
dl.setup(seed=1)
import keras, numpy as np
model = keras.Sequential([keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(np.ones((8, 2)), np.ones(8), epochs=2, verbose=0)
model.evaluate(np.ones((8, 2)), np.ones(8), verbose=0)
for _ in range(6):  # so many compilations in a row make TensorFlow warn of retracing
    model.compile(optimizer="sgd", loss="mse")
    model.train_on_batch(np.ones((8, 2)), np.ones(8))
    model.predict(np.ones((8, 2)), verbose=0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_many_steps_at_once_are_taken_one_by_one_where_the_backend_has_no_other_way(tmp_path):
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    trains = """
import sys, numpy as np, dlcourse as dl, keras
dl.setup(seed=0)
dl.setup(seed=0)
x, batches = np.ones((8, 1)), []
seen = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: batches.append(batch))
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("sgd", "mse", steps_per_execution=4)
model.fit(x, x, batch_size=1, verbose=0, callbacks=[seen])
assert batches == list(range(8)), batches
model.save(sys.argv[1])
assert keras.models.load_model(sys.argv[1]).compiled
"""
    command = [sys.executable, "-c", trains, str(tmp_path / "trained.keras")]
    subprocess.run(command, env={**os.environ, "KERAS_BACKEND": "torch"}, check=True)


def test_held_back_messages_appear_if_the_block_fails(capfd):
    with pytest.raises(RuntimeError), _silent_stderr():
        print("the reason", file=sys.stderr)
        raise RuntimeError
    assert "the reason" in capfd.readouterr().err


def test_held_back_messages_are_dropped_if_all_is_well(capfd):
    with _silent_stderr():
        subprocess.run(["sh", "-c", "echo noise >&2"], check=True)
    assert capfd.readouterr().err == ""
