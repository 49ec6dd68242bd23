"""The demo cleans where there is noise, and does harm where there is none."""

import numpy as np

from dlcourse.demos.gallery import clean_digit as demo


def mean_errors(noise, damage="noise"):
    every = [
        demo.errors(demo.versions(digit, noise, damage, draw))
        for digit in range(10)
        for draw in range(10)
    ]
    return np.mean(every, axis=0)


def test_at_the_noise_it_was_trained_for_the_network_is_best():
    as_it_comes, network, matrix = mean_errors(demo.TRAINED_AT)
    assert network < matrix < 0.3 * as_it_comes


def test_without_noise_both_do_harm():
    as_it_comes, network, matrix = mean_errors(0.0)
    assert as_it_comes == 0 and min(network, matrix) > 0.005


def test_somewhere_between_it_begins_to_pay():
    assert mean_errors(0.1)[0] < mean_errors(0.1)[1]
    assert mean_errors(0.4)[0] > mean_errors(0.4)[1]


def test_missing_pixels_are_missing():
    shown = demo.versions(5, 0.75, "missing pixels", 0)
    changed = shown[0] != shown[-1]
    np.testing.assert_array_equal(shown[0][changed], 0)
    assert 0.3 < changed.sum() / (shown[-1] > 0).sum() < 0.7


def test_there_is_one_image_of_each_digit():
    assert demo.images()[1].shape == (10, 196)
