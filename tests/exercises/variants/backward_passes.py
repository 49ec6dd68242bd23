"""Right answers on backward passes, written in other ways than the references."""

from collections import Counter, defaultdict

import keras
import numpy as np


def send_back_by_all_paths(order, parents, slopes):
    # From the definition: the sum over all paths of the product of their slopes.
    def along(start, end):
        if start == end:
            return 1.0
        edges = zip(parents[end], slopes[end], strict=True)
        return sum(slope * along(start, parent) for parent, slope in edges)

    return {name: along(name, order[-1]) for name in order}


def send_back_by_pulling(order, parents, slopes):
    # Each node asks its children, which come later in the order.
    gradients = defaultdict(float, {order[-1]: 1})
    for name in order[-2::-1]:
        for child in order:
            for i in range(len(parents[child])):
                if parents[child][i] == name:
                    gradients[name] += gradients[child] * slopes[child][i]
    return dict(gradients)


def dense_by_einsum(x, kernel, dz):
    return {
        "x": np.einsum("np,dp->nd", dz, kernel),
        "kernel": np.einsum("nd,np->dp", x, dz),
        "bias": np.einsum("np->p", dz),
    }


def dense_by_samples(x, kernel, dz):
    d_kernel, d_bias, rows = np.zeros_like(kernel), np.zeros(kernel.shape[1]), []
    for sample, back in zip(x, dz, strict=True):
        d_kernel += np.outer(sample, back)
        d_bias += back
        rows.append(kernel @ back)
    return {"kernel": d_kernel, "bias": d_bias, "x": np.array(rows)}


def send_back_by_counter(order, parents, slopes):
    gradients = Counter({order[-1]: 1})
    for name in order[::-1]:
        for i, parent in enumerate(parents[name]):
            gradients[parent] += slopes[name][i] * gradients[name]
    return gradients


def send_back_as_tensors(order, parents, slopes):
    place = {name: i for i, name in enumerate(order)}
    gradients = np.zeros(len(order), dtype="float32")
    gradients[-1] = 1
    for name in reversed(order):
        shares = gradients[place[name]] * np.array(slopes[name])
        np.add.at(gradients, [place[parent] for parent in parents[name]], shares)
    return {name: keras.ops.convert_to_tensor(gradients[i]) for name, i in place.items()}


def dense_by_keras(x, kernel, dz):
    x, kernel, dz = (keras.ops.cast(array, "float32") for array in (x, kernel, dz))
    transpose, matmul = keras.ops.transpose, keras.ops.matmul
    d_kernel = matmul(transpose(x), dz)
    return dict(bias=keras.ops.sum(dz, axis=0), kernel=d_kernel, x=matmul(dz, transpose(kernel)))


def dense_as_lists(x, kernel, dz):
    gradients = {"kernel": (dz.T @ x).T, "bias": np.ones(len(dz)) @ dz, "x": (kernel @ dz.T).T}
    return {name: gradient.tolist() for name, gradient in gradients.items()}


VARIANTS = {
    "send_back": [
        send_back_by_all_paths,
        send_back_by_pulling,
        send_back_by_counter,
        send_back_as_tensors,
    ],
    "dense_backward": [dense_by_einsum, dense_by_samples, dense_by_keras, dense_as_lists],
}
