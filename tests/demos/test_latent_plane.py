"""The demo of a latent plane: decoders that are shipped, and what beta makes of them."""

import numpy as np
import pytest

import dlcourse as dl
from dlcourse.demos.gallery.latent_plane import EDGE, WHAT, decode, planes, scattered, sheet

BETAS = range(6)


def test_a_decoder_is_its_layers_in_a_row():
    z = np.random.default_rng(0).normal(size=(5, 2))
    for number in BETAS:
        parts = [weight[number].astype(float) for weight in planes().weights]
        relu = dl.scratch.Activation(dl.scratch.relu)
        h = z
        for k in (0, 2, 4):
            h = dl.scratch.Dense(*parts[k : k + 2]).forward(h)
            h = relu.forward(h) if k < 4 else h
        np.testing.assert_allclose(
            decode(z, number).reshape(5, -1), dl.scratch.sigmoid(h), atol=1e-6
        )


def test_the_sheet_shows_what_its_middle_places_decode_to():
    middle = EDGE / 16  # of the picture right above the middle of the plane
    picture = sheet(2, WHAT[0])[7 * 28 : 8 * 28, 8 * 28 : 9 * 28]
    np.testing.assert_allclose(picture, decode(np.array([[middle, middle]]), 2)[0], atol=1e-6)


def test_images_lie_at_their_places():
    image = np.ones((28, 28))
    paper = scattered(np.array([[0.0, 0.0], [0.1, 0.0], [9.0, 0.0]]), np.stack([image] * 3))
    assert paper.sum() == 28 * 28
    assert paper[210:238, 210:238].all()
    above = scattered(np.array([[0.0, 2.0]]), image[None])
    assert above[:224].sum() == 28 * 28


def test_at_beta_0_digits_are_far_off_and_at_the_largest_all_places_alike():
    codes = planes().codes
    outside = np.abs(codes).max(axis=2) > EDGE
    assert outside[0].mean() > 0.3 > 0.1 > outside[2].mean()
    assert codes[2].std() == pytest.approx(1, abs=0.3)
    assert np.abs(codes[-1]).max() < 0.3
    places = np.random.default_rng(1).normal(size=(50, 2))
    spread = [np.std(decode(places, number), axis=0).mean() for number in BETAS]
    assert spread[-1] < 0.02 < 0.06 < spread[2]


def test_the_mark_moves_and_the_knob_turns():
    view = dl.demos.latent_plane()
    pictures = [view.png]
    for values in ({"place": (1.0, 1.0)}, {"beta": 2}, {"shown": WHAT[1]}):
        view.set(**values)
        pictures.append(view.png)
    assert len(set(pictures)) == 4
