"""Right answers, written differently from the references."""

import numpy as np


def update_with_if(w, b, x, target, learning_rate):
    fires = sum(a * c for a, c in zip(w, x, strict=True)) + b > 0
    if fires and not target:
        return w - learning_rate * x, b - learning_rate
    if target and not fires:
        return w + learning_rate * x, b + learning_rate
    return w, b


def update_with_constant_input(w, b, x, target, learning_rate):
    w, x = np.append(w, b), np.append(x, 1)
    w += learning_rate * (target - np.heaviside(w @ x, 0)) * x
    return w[:-1], w[-1]


def update_as_list(w, b, x, target, learning_rate):
    error = target - int(np.dot(w, x) + b > 0)
    return [
        [wi + learning_rate * error * xi for wi, xi in zip(w, x, strict=True)],
        b + learning_rate * error,
    ]


def train_with_constant_input(x, labels, epochs):
    x, w = np.c_[x, np.ones(len(x))], np.zeros(x.shape[1] + 1)
    for i in range(epochs * len(x)):
        sample, label = x[i % len(x)], labels[i % len(x)]
        if np.sign(sample @ w) != label:
            w += label * sample
    return w[:-1], w[-1]


def train_and_stop_early(x, labels, epochs):
    w, b = [0.0] * x.shape[1], 0.0
    for _ in range(epochs):
        clean = True
        for sample, label in zip(x, labels, strict=True):
            if (np.dot(w, sample) + b) * label <= 0:
                clean = False
                w = [wi + label * si for wi, si in zip(w, sample, strict=True)]
                b += label
        if clean:
            break
    return np.array(w), b


VARIANTS = {
    "perceptron_update": [update_with_if, update_with_constant_input, update_as_list],
    "train_signed": [train_with_constant_input, train_and_stop_early],
}
