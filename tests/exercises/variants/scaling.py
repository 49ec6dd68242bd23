"""Right answers, written differently from the references."""

import numpy as np


def standardise_feature_by_feature(x_train, x_test):
    train, test = x_train.copy(), x_test.copy()
    for j in range(x_train.shape[1]):
        centre = sum(x_train[:, j]) / len(x_train)
        spread = np.sqrt(np.mean((x_train[:, j] - centre) ** 2)) or 1.0
        train[:, j] = (train[:, j] - centre) / spread
        test[:, j] = (test[:, j] - centre) / spread
    return [train, test]


def standardise_all_at_once(x_train, x_test):
    std = x_train.std(0)
    std[std == 0] = 1
    both = (np.concatenate([x_train, x_test]) - x_train.mean(0)) / std
    return both[: len(x_train)], both[len(x_train) :]


def min_max_by_ptp(x_train, x):
    return (x - np.min(x_train, axis=0)) / np.ptp(x_train, axis=0)


def min_max_by_interpolation(x_train, x):
    low, high = x_train.min(0), x_train.max(0)
    slope = 1 / (high - low)
    return x * slope - low * slope


VARIANTS = {
    "standardise": [standardise_feature_by_feature, standardise_all_at_once],
    "min_max": [min_max_by_ptp, min_max_by_interpolation],
}
