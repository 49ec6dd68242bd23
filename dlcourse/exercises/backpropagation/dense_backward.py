"""The backward pass of a dense layer."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _dense_backward(x, kernel, dz):
    d_kernel = x.T @ dz
    d_bias = dz.sum(axis=0)
    d_x = dz @ kernel.T
    return {"kernel": d_kernel, "bias": d_bias, "x": d_x}


def _dense_inputs(rng):
    def draw(n, d, p):
        shapes = (n, d), (d, p), (n, p)
        return tuple(rng.integers(-5, 6, shape).astype(float) for shape in shapes)

    one = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, -1.0], [3.0, 1.0, 2.0]])
    return [(*one, np.array([[1.0, 10.0, 0.0]])), draw(3, 3, 3), draw(4, 2, 3), draw(5, 3, 1)]


def _changed(**changes):
    """Return the right gradients with some parts computed in another way."""

    def faulty(x, kernel, dz):
        right = _dense_backward(x, kernel, dz)
        return right | {part: change(x, kernel, dz) for part, change in changes.items()}

    return faulty


def _renamed(form):
    return lambda *inputs: {form.format(n): g for n, g in _dense_backward(*inputs).items()}


def _lacking(name):
    return lambda *inputs: {n: g for n, g in _dense_backward(*inputs).items() if n != name}


def _dense_by_einsum(x, kernel, dz):
    return {
        "x": np.einsum("np,dp->nd", dz, kernel),
        "kernel": np.einsum("nd,np->dp", x, dz),
        "bias": np.einsum("np->p", dz),
    }


def _dense_by_samples(x, kernel, dz):
    d_kernel, d_bias, rows = np.zeros_like(kernel), np.zeros(kernel.shape[1]), []
    for sample, back in zip(x, dz, strict=True):
        d_kernel += np.outer(sample, back)
        d_bias += back
        rows.append(kernel @ back)
    return {"kernel": d_kernel, "bias": d_bias, "x": np.array(rows)}


def _dense_by_keras(x, kernel, dz):
    import keras

    x, kernel, dz = (keras.ops.cast(array, "float32") for array in (x, kernel, dz))
    transpose, matmul = keras.ops.transpose, keras.ops.matmul
    d_kernel = matmul(transpose(x), dz)
    return dict(bias=keras.ops.sum(dz, axis=0), kernel=d_kernel, x=matmul(dz, transpose(kernel)))


def _dense_as_lists(x, kernel, dz):
    gradients = {"kernel": (dz.T @ x).T, "bias": np.ones(len(dz)) @ dz, "x": (kernel @ dz.T).T}
    return {name: gradient.tolist() for name, gradient in gradients.items()}


dense_backward = Exercise(
    name="dense_backward",
    reference=_dense_backward,
    right=[_dense_by_einsum, _dense_by_samples, _dense_by_keras, _dense_as_lists],
    inputs=_dense_inputs,
    mistakes=[
        Mistake(
            "kernel not transposed",
            "On the way back the gradient goes from units to inputs, so the kernel has to be "
            "turned: (N, p) times (p, d).",
            _changed(x=lambda x, kernel, dz: dz @ kernel),
        ),
        Mistake(
            "inputs not transposed",
            "The gradient of the kernel has the kernel's shape (d, p), and it sums over the N "
            "samples. Which of the two factors has to be turned for that?",
            _changed(kernel=lambda x, kernel, dz: x @ dz),
        ),
        Mistake(
            "kernel's gradient transposed",
            "Your gradient of the kernel has one row per unit. It must have the shape of the "
            "kernel, one row per input.",
            _changed(kernel=lambda x, kernel, dz: dz.T @ x),
        ),
        Mistake(
            "bias not summed",
            "All samples share one bias, so its gradient is the sum of theirs, shape (p,).",
            _changed(bias=lambda x, kernel, dz: dz),
        ),
        Mistake(
            "bias averaged",
            "dz is already the gradient of the mean loss: the 1/N is in it. Here the samples "
            "are summed.",
            _changed(bias=lambda x, kernel, dz: dz.mean(axis=0)),
        ),
        Mistake(
            "kernel averaged",
            "dz is already the gradient of the mean loss: the 1/N is in it. Do not divide by the "
            "number of samples again.",
            _changed(kernel=lambda x, kernel, dz: x.T @ dz / len(x)),
            also=[
                _changed(
                    kernel=lambda x, kernel, dz: x.T @ dz / len(x),
                    bias=lambda x, kernel, dz: dz.mean(axis=0),
                )
            ],
        ),
        Mistake(
            "gradient of x averaged",
            "Each row of x has its own gradient. Nothing is averaged in it.",
            _changed(x=lambda x, kernel, dz: dz @ kernel.T / len(x)),
        ),
        Mistake(
            "bias summed over units",
            "Each unit has a bias of its own. Sum over the samples, which are the rows.",
            _changed(bias=lambda x, kernel, dz: dz.sum(axis=1)),
        ),
        Mistake(
            "one sum for all biases",
            "That is a single number. Each unit has a bias of its own: sum over the samples only.",
            _changed(bias=lambda x, kernel, dz: dz.sum()),
        ),
        Mistake(
            "a tuple instead of a dict",
            "Each gradient goes by its name: return a dict with kernel, bias and x.",
            lambda x, kernel, dz: tuple(_dense_backward(x, kernel, dz).values()),
        ),
        Mistake(
            "kernel and x exchanged",
            "Each gradient has the shape of what it belongs to: x has as many rows as there are "
            "samples.",
            lambda x, kernel, dz: {
                **_dense_backward(x, kernel, dz),
                "kernel": dz @ kernel.T,
                "x": x.T @ dz,
            },
        ),
        Mistake(
            "bias with an axis too many",
            "The bias has shape (p,), and so has its gradient: no axis is kept.",
            _changed(bias=lambda x, kernel, dz: dz.sum(axis=0, keepdims=True)),
        ),
        Mistake(
            "other names",
            "The keys of the dict are 'kernel', 'bias' and 'x'.",
            _renamed("d_{}"),
            also=[_renamed("d{}"), _renamed("d{}s"), _renamed("{}_gradient")],
        ),
        Mistake(
            "an entry is missing",
            "All three have a gradient: kernel, bias and x.",
            _lacking("bias"),
            also=[_lacking("x"), _lacking("kernel")],
        ),
        Mistake(
            "kernel's gradient entry by entry",
            "`*` multiplies entry by entry. Weight (i, j) collects input i times dz j over all "
            "samples: that is a sum of products.",
            _changed(kernel=lambda x, kernel, dz: x.T * dz),
            also=[_changed(kernel=lambda x, kernel, dz: x * dz)],
        ),
        Mistake(
            "gradient of x entry by entry",
            "`*` multiplies entry by entry. Each input collects from all units: that is a matrix "
            "product with the kernel.",
            _changed(x=lambda x, kernel, dz: dz * kernel),
            also=[_changed(x=lambda x, kernel, dz: dz * kernel.T)],
        ),
        Mistake(
            "gradient of x in the wrong order",
            "Samples are rows, so dz stands on the left of the kernel. The result is (N, d).",
            _changed(x=lambda x, kernel, dz: kernel @ dz),
            also=[
                _changed(x=lambda x, kernel, dz: kernel @ dz.T),
                _changed(x=lambda x, kernel, dz: kernel.T @ dz),
            ],
        ),
        Mistake(
            "dz left out",
            "What comes back from above, dz, takes part in every gradient.",
            _changed(kernel=lambda x, kernel, dz: x),
            also=[
                _changed(kernel=lambda x, kernel, dz: x.T),
                _changed(
                    kernel=lambda x, kernel, dz: np.outer(x.sum(axis=0), np.ones(dz.shape[1]))
                ),
                _changed(x=lambda x, kernel, dz: kernel),
                _changed(x=lambda x, kernel, dz: kernel.T),
                _changed(bias=lambda x, kernel, dz: np.ones(dz.shape[1])),
            ],
        ),
        Mistake(
            "one sample only",
            "All samples add to the gradients of kernel and bias, not only the first.",
            _changed(bias=lambda x, kernel, dz: dz[0]),
            also=[
                _changed(kernel=lambda x, kernel, dz: np.outer(x[0], dz[0])),
                _changed(
                    bias=lambda x, kernel, dz: dz[0],
                    kernel=lambda x, kernel, dz: np.outer(x[0], dz[0]),
                ),
            ],
        ),
        Mistake(
            "product of the sums",
            "Multiply input and dz of the same sample first, then add over the samples.",
            _changed(kernel=lambda x, kernel, dz: np.outer(x.sum(axis=0), dz.sum(axis=0))),
            also=[_changed(kernel=lambda x, kernel, dz: np.outer(x.mean(axis=0), dz.sum(axis=0)))],
        ),
        Mistake(
            "gradient of x summed over the samples",
            "Every sample has its own gradient of x; nothing is added over the samples there.",
            _changed(x=lambda x, kernel, dz: (dz @ kernel.T).sum(axis=0)),
            also=[_changed(x=lambda x, kernel, dz: (dz @ kernel.T).mean(axis=0))],
        ),
        Mistake(
            "gradient of x times x",
            "The derivative of the weighted sums by x is the kernel; x itself has no part in it.",
            _changed(x=lambda x, kernel, dz: (dz @ kernel.T) * x),
            also=[_changed(x=lambda x, kernel, dz: x)],
        ),
        Mistake(
            "an activation function",
            "x may be negative, and so may what comes back. A dense layer's sums have no corner.",
            _changed(x=lambda x, kernel, dz: (dz @ kernel.T) * (x > 0)),
        ),
        Mistake(
            "a step taken already",
            "You return a changed kernel. Asked for is its gradient.",
            _changed(kernel=lambda x, kernel, dz: kernel - x.T @ dz),
        ),
        Mistake(
            "kernel's gradient times the kernel",
            "The weighted sums are linear in the kernel: it has no part in its own gradient.",
            _changed(kernel=lambda x, kernel, dz: (x.T @ dz) * kernel),
        ),
        Mistake(
            "back through the gradient of the kernel",
            "What comes back to x passes through the kernel itself, not through its gradient.",
            _changed(x=lambda x, kernel, dz: dz @ (x.T @ dz).T),
        ),
    ],
    further=(
        "The same two products train every large model. Rumelhart, Hinton and Williams, 1986; "
        "Nielsen, 2015, chapter 2."
    ),
    hints=[
        "Each gradient has the shape of what it belongs to: kernel (d, p), bias (p,), x (N, d).",
        "Write the shapes of x, kernel and dz down. For each gradient there is one product, with "
        "one factor transposed, that has the right shape and sums over the right axis.",
        "The bias is added to every row, a fork with N branches: its gradients add up.",
    ],
)
