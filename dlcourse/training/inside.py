"""Looking inside a trained network: where it looks, and what its output would gain from.

All three functions take the reader's own Keras model, on whatever backend runs underneath, and
leave it as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training.slopes import Output, checked, indices, pick, slopes_of


def input_gradients(model: Any, x: ArrayLike, output: Output = None) -> np.ndarray:
    """Return the gradient of one output with respect to each number of the input.

    It says how the output would change if that pixel, that step of a sequence or that column were
    a little larger. That is the slope at this input alone: where a network is saturated, it is
    small even for what matters. Layers behave as in inference.

    Args:
        model: A built Keras model of one input and one output. Take the slope of a logit rather
            than of a probability, which hardly moves once it is near 1.
        x: A batch of inputs, shape (n, *sample), such as images (n, height, width, channels) or
            sequences (n, steps, features).
        output: Which number of a sample's output: an int or, where it has several axes, a tuple; or
            an array (n,) of one int for each sample, such as the predicted classes. It may be left
            out if the model gives one number per sample.

    Returns:
        Shape of `x`, dtype float32.

    Raises:
        ValueError: The model is not built or takes word numbers, which have no slope; `x` does not
            fit it; or there is no such output.
        NotImplementedError: The backend is none of TensorFlow, JAX and PyTorch.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.set_weights([np.array([[3.0], [-1.0]]), np.array([0.0])])
        >>> input_gradients(model, [[0.5, 0.5]])
        array([[ 3., -1.]], dtype=float32)

    Reference:
        Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks: visualising image
        classification models and saliency maps", 2014.
    """
    x = checked(model, x)
    chosen = indices(output, model.output_shape, len(x))
    return slopes_of(lambda tensor: pick(model(tensor, training=False), chosen), x)


def grad_cam(
    model: Any, x: ArrayLike, output: Output = None, *, layer: str | None = None
) -> np.ndarray:
    """Return where the feature maps that speak for an output are active.

    Each map of the layer is weighted by the output's mean slope with respect to it, the maps are
    added up, and what is negative is dropped. The picture is as coarse as the maps. A network that
    looks at the right place may still be right for the wrong reason, so cover the place and look
    whether the output falls: see `occlusion`.
    Without padding, the maps cover only the inner part of the image: draw them over that part, for
    stretched over all of it they lie too far outside.

    Args:
        model: A built Keras model, sequential or functional, of one input and one output, better
            logits than probabilities.
        x: A batch of images, shape (n, height, width, channels).
        output: Which class, or one class for each image; see `input_gradients`.
        layer: Name of a layer that gives maps, shape (n, height, width, channels), and through
            which all passes on its way to the output; by default the last that is no pooling.

    Returns:
        Shape (n, rows, columns) of the layer's maps, float32, at least 0, not scaled: only places
        of one picture compare.

    Raises:
        ValueError: As for `input_gradients`; or there is no such layer, or it gives no maps, or
            something passes by it.
        NotImplementedError: The backend is none of TensorFlow, JAX and PyTorch.

    Example:
        >>> import keras
        >>> layers = [keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3), keras.layers.Flatten()]
        >>> model = keras.Sequential([*layers, keras.layers.Dense(10)])
        >>> grad_cam(model, np.ones((2, 8, 8, 1)), output=3).shape
        (2, 6, 6)

    Reference:
        Selvaraju and others, "Grad-CAM: visual explanations from deep networks via gradient-based
        localization", 2017.
    """
    import keras

    x = checked(model, x)
    chosen = indices(output, model.output_shape, len(x))
    found = _layer_of_maps(model, layer)
    try:
        rest = keras.Model(found.output, model.outputs[0])
    except ValueError as error:
        raise ValueError(
            f"Expected a layer through which all passes. Received: layer={found.name!r}"
        ) from error
    before = keras.Model(model.inputs[0], found.output)
    maps = keras.ops.convert_to_numpy(before(x, training=False))
    slopes = slopes_of(lambda tensor: pick(rest(tensor, training=False), chosen), maps)
    weights = slopes.mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * maps, axis=-1), 0)


def occlusion(
    model: Any,
    x: ArrayLike,
    output: Output = None,
    *,
    size: int = 5,
    stride: int = 1,
    value: float = 0.5,
    from_logits: bool = False,
    batch_size: int = 256,
) -> np.ndarray:
    """Return what a model says of images while a square covers one place after the other.

    Where the number falls, the model has used what is there. Mind that the square is itself
    something to see: where the number changes over empty paper, try another `value`.

    Args:
        model: A Keras model of one input and one output, shape (n, n_classes) or (n, 1).
        x: Images, shape (n, height, width) or (n, height, width, channels), as the model takes.
        output: Which class, or one class for each image; see `input_gradients`.
        size: Edge of the square in pixels, best odd; at the border of an image it is cut off.
        stride: Pixels from one place to the next.
        value: What the square is filled with.
        from_logits: Whether the model gives logits; then their softmax is taken.
        batch_size: How many covered images the model gets at once.

    Returns:
        Shape (n, rows, columns), float32: row r, column c with the middle of the square at the
        pixel `(r * stride + stride // 2, c * stride + stride // 2)`, all such pixels in the image.

    Raises:
        ValueError: The model is not built, the images do not fit, there is no such output, or a
            number of pixels or images is no whole number above 0.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.GlobalMaxPooling2D()])
        >>> one_bright = np.zeros((1, 4, 4, 1))
        >>> one_bright[0, 3, 3] = 1
        >>> occlusion(model, one_bright, size=1, stride=1, value=0)[0, 3]
        array([1., 1., 1., 0.], dtype=float32)

    Reference:
        Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014.
    """
    import keras

    _check_whole(size=size, stride=stride, batch_size=batch_size)
    x = checked(model, x)
    if x.ndim not in (3, 4):
        raise ValueError(f"Expected images of height and width. Received: x.shape={x.shape}")
    chosen = indices(output, model.output_shape, len(x))
    rows, columns = (np.arange(stride // 2, n, stride) for n in x.shape[1:3])
    places = [(r, c) for r in rows for c in columns]
    found = np.empty((len(x), len(places)), dtype=np.float32)
    for i, image in enumerate(x):
        index = (slice(None), *(int(axis[i]) for axis in chosen))
        for start in range(0, len(places), batch_size):
            part = slice(start, start + batch_size)
            answers = model(_covered(image, places[part], size, value), training=False)
            answers = keras.ops.softmax(answers) if from_logits else answers
            found[i, part] = keras.ops.convert_to_numpy(answers)[index]
    return found.reshape(len(x), len(rows), len(columns))


def _covered(image: np.ndarray, places: list, size: int, value: float) -> np.ndarray:
    """Return copies of an image, each with a square around one of the places."""
    copies = np.repeat(image[None], len(places), axis=0)
    for copy, (row, column) in zip(copies, places, strict=True):
        top, left = row - size // 2, column - size // 2
        copy[max(top, 0) : top + size, max(left, 0) : left + size] = value
    return copies


def _check_whole(**numbers: int) -> None:
    """Raise ValueError unless all numbers are whole and above 0."""
    for name, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < 1:
            raise ValueError(f"Expected a whole number above 0. Received: {name}={number!r}")


def _layer_of_maps(model: Any, name: str | None) -> Any:
    """Return the layer of that name, by default the last that gives maps and does not pool."""
    import keras

    layers = [found for found in model.layers if not isinstance(found, keras.layers.InputLayer)]
    maps = [found for found in layers if len(getattr(found.output, "shape", ())) == 4]
    if name is None:
        maps = [found for found in maps if "Pooling" not in type(found).__name__]
    else:
        maps = [found for found in maps if found.name == name]
    if not maps:
        raise ValueError(
            "Expected the name of a layer that gives maps, shape (n, height, width, channels), "
            f"in a model of layers {[found.name for found in layers]}. "
            f"Received: layer={name!r}"
        )
    return maps[-1]
