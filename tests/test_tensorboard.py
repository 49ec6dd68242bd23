"""Keras' TensorBoard callback and the log that it writes; only where TensorBoard is installed."""

import keras
import numpy as np
import pytest

pytest.importorskip("tensorflow")
pytest.importorskip("tensorboard", reason="pip install tensorboard")

from dlcourse import models  # noqa: E402


@pytest.mark.filterwarnings("ignore")
def test_tensorboard_reads_the_losses_of_each_epoch_as_the_history_has_them(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util import tensor_util

    model = models.mlp([4, 3], output="softmax")
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(40, 4)), rng.integers(0, 3, 40)
    board = keras.callbacks.TensorBoard(tmp_path)
    options = {"validation_data": (x[:8], y[:8]), "verbose": 0, "callbacks": [board]}
    history = model.fit(x, y, epochs=3, **options).history

    assert sorted(path.name for path in tmp_path.iterdir()) == ["train", "validation"]
    for part, prefix in (("train", ""), ("validation", "val_")):
        log = EventAccumulator(str(tmp_path / part)).Reload()
        for name in ("loss", "accuracy"):
            events = log.Tensors(f"epoch_{name}")
            assert [event.step for event in events] == [0, 1, 2]
            read = [float(tensor_util.make_ndarray(event.tensor_proto)) for event in events]
            np.testing.assert_allclose(read, history[prefix + name], rtol=1e-5)
