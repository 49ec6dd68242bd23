"""Which places of the maps speak for a class, in a network that ends with means and one layer."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _class_activation_map(maps, kernel, label):
    return maps @ kernel[:, label]


def _class_activation_map_inputs(rng):
    return [
        (np.array([[[1.0, 10.0], [2.0, 20.0]]]), np.array([[1.0, 0.0], [0.5, -1.0]]), 0),
        (np.array([[[1.0, 10.0], [2.0, 20.0]]]), np.array([[1.0, 0.0], [0.5, -1.0]]), 1),
        (rng.normal(size=(3, 4, 5)), rng.normal(size=(5, 2)), 1),
        (rng.normal(size=(2, 2, 3)), rng.normal(size=(3, 3)), 2),
        (rng.normal(size=(4, 3, 4)), rng.normal(size=(4, 6)), 0),
    ]


def _by_einsum(maps, kernel, label):
    return np.einsum("rcm,m->rc", maps, kernel.T[label])


def _by_loop(maps, kernel, label):
    heat = np.zeros(maps.shape[:2])
    for m in range(maps.shape[2]):
        heat += kernel[m, label] * maps[:, :, m]
    return heat.tolist()


class_activation_map = Exercise(
    name="class_activation_map",
    reference=_class_activation_map,
    right=[_by_einsum, _by_loop],
    inputs=_class_activation_map_inputs,
    mistakes=[
        Mistake(
            "averaged",
            "You took the mean over the places, as the network does. Keep the places: the mean of "
            "your map should be the logit.",
            lambda maps, kernel, label: maps.mean(axis=(0, 1)) @ kernel[:, label],
        ),
        Mistake(
            "all classes",
            "You returned a map for every class. Take the weights of `label` alone.",
            lambda maps, kernel, label: maps @ kernel,
        ),
        Mistake(
            "weights left out",
            "Each map speaks for the class by its own weight, and some speak against it.",
            lambda maps, kernel, label: maps.sum(axis=2),
            also=[lambda maps, kernel, label: maps.mean(axis=2)],
        ),
        Mistake(
            "divided by the number of maps",
            "Add the weighted maps up. The logit is a sum over the maps, too.",
            lambda maps, kernel, label: (maps * kernel[:, label]).mean(axis=2),
        ),
        Mistake(
            "negative part dropped",
            "That is Grad-CAM's last step. Here what speaks against the class belongs to the "
            "logit, too.",
            lambda maps, kernel, label: np.maximum(maps @ kernel[:, label], 0),
        ),
        Mistake(
            "a row of the kernel",
            "A row of the kernel belongs to one map. The class has a column.",
            lambda maps, kernel, label: (
                maps @ np.resize(kernel[min(label, len(kernel) - 1)], len(kernel))
            ),
        ),
    ],
    further="Grad-CAM does this for networks that end otherwise, with mean slopes for weights.",
    hints=[
        "What does the network compute behind the maps? First the mean of each, then a weighted "
        "sum. Take the weighted sum alone.",
        "The weights of a class: one for each map. Which axis of `maps` do they belong to?",
    ],
)
