"""Move the axis of the channels; the pixels stay what they are."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _channels_first(images):
    return np.transpose(images, (0, 3, 1, 2))


def _image_inputs(rng):
    small = np.arange(12.0).reshape(1, 2, 2, 3)
    wide = np.arange(16.0).reshape(2, 2, 1, 4)
    shapes = [(2, 2, 3, 4), (3, 4, 4, 4), (1, 3, 2, 2), (2, 5, 5, 3)]
    return [(small,), (wide,), *((rng.random(shape).round(2),) for shape in shapes)]


def _first_by_moveaxis(images):
    return np.moveaxis(images, -1, 1)


def _first_by_stack(images):
    return np.stack([images[..., c] for c in range(images.shape[-1])], axis=1)


def _first_by_loops(images):
    return [[image[:, :, c].tolist() for c in range(image.shape[2])] for image in images]


def _first_by_keras(images):
    import keras

    return keras.ops.transpose(keras.ops.cast(images, "float32"), (0, 3, 1, 2))


channels_first = Exercise(
    name="channels_first",
    reference=_channels_first,
    right=[_first_by_moveaxis, _first_by_stack, _first_by_loops, _first_by_keras],
    inputs=_image_inputs,
    mistakes=[
        Mistake(
            "reshape instead of transpose",
            "reshape keeps the entries in reading order and only draws new borders: the pixels of "
            "all channels get mixed up.",
            lambda images: images.reshape(
                len(images), images.shape[3], images.shape[1], images.shape[2]
            ),
        ),
        Mistake(
            "height and width swapped",
            "The channels are in the right place, and every picture lies on its side: height "
            "must still come before width.",
            lambda images: np.swapaxes(images, 1, 3),
        ),
        Mistake(
            "all axes reversed",
            "images.T turns round all axes, that of the samples as well.",
            lambda images: images.T,
        ),
        Mistake(
            "the other way",
            "This brings channels from second place to the end. Here they stand at the end.",
            lambda images: np.moveaxis(images, 1, -1),
        ),
        Mistake(
            "channels before the samples",
            "Axis 0 must go on counting the samples; the channels come second.",
            lambda images: np.moveaxis(images, -1, 0),
        ),
        Mistake(
            "channels still at the end",
            "The channels still stand at the end. They must come right after the samples.",
            lambda images: images,
            also=[lambda images: np.transpose(images, (0, 2, 1, 3))],
        ),
        Mistake(
            "channels in third place",
            "The channels have moved only one place. Height and width both come after them.",
            lambda images: np.swapaxes(images, 2, 3),
        ),
        Mistake(
            "samples at the end",
            "Axis 0 counts the samples, and stays where it is.",
            lambda images: np.transpose(images, (3, 1, 2, 0)),
        ),
        Mistake(
            "one image only",
            "All images keep their places along axis 0; you returned a single one.",
            lambda images: np.moveaxis(images, -1, 1)[0],
        ),
        Mistake(
            "channels lost",
            "Every channel keeps its pixels; none is left out and none is mixed with another.",
            lambda images: images[:, None, :, :, 0],
            also=[
                lambda images: images[..., 0],
                lambda images: images.mean(axis=-1),
                lambda images: images.mean(axis=-1)[:, None],
                lambda images: np.moveaxis(images[..., :3], -1, 1),
            ],
        ),
        Mistake(
            "channels in reverse order",
            "The channels move together; their own order stays as it is.",
            lambda images: np.moveaxis(images[..., ::-1], -1, 1),
        ),
        Mistake(
            "the axis of the samples forgotten",
            "An array of images has four axes, and the first one counts the samples. You named "
            "three.",
            lambda images: np.transpose(images, (2, 0, 1)),
        ),
    ],
    further=(
        "`np.moveaxis` and `keras.ops.transpose` do this; PyTorch wants images so, Keras by "
        "default the other way round."
    ),
    hints=[
        "The numbers must keep their neighbours, only the order of the axes changes.",
        "np.transpose takes the old axes in their new order; np.moveaxis moves a single one.",
    ],
)
