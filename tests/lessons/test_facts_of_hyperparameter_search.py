"""What lesson 12 says of choosing, splitting and searching, away from its networks."""

import keras
import numpy as np
import pytest

import dlcourse as dl
from dlcourse.exercises import honest_numbers


def _grid(k):
    steps = (np.arange(k) + 0.5) / k
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)


def _golden(n, rng, axes=2):
    g = 1.0
    for _ in range(30):
        g = (g + 1) ** (1 / (axes + 1))
    return (rng.random(axes) + np.outer(np.arange(n), g ** -np.arange(1, axes + 1))) % 1


def _largest_hole(points):
    """Return how far, on the square whose edges meet, a place can be from all points."""
    places = _grid(40)
    apart = np.abs(places[:, None] - points)
    return np.linalg.norm(np.minimum(apart, 1 - apart), axis=-1).min(axis=1).max()


@pytest.mark.proves("L12-01")
def test_the_best_of_many_coins_is_better_the_more_there_are_and_the_fewer_images():
    rng = np.random.default_rng(0)

    def best(n_coins, n_images):
        return rng.binomial(n_images, 0.5, size=(2000, n_coins)).max(axis=1).mean() / n_images

    assert best(1, 50) == pytest.approx(0.5, abs=0.01)
    assert 0.5 < best(10, 50) < best(200, 50) == pytest.approx(0.69, abs=0.01)
    assert best(200, 200) - 0.5 == pytest.approx((best(200, 50) - 0.5) / 2, rel=0.05)


def _reports(rng):
    """Return the six numbers of the exercise for settings of which each is right half the time."""
    test, val = rng.binomial(100, 0.5, size=(2, 60)) / 100
    starts, epochs = rng.binomial(100, 0.5, size=5) / 100, rng.binomial(100, 0.5, size=30) / 100
    return [
        test.max(),
        test[val.argmax()],
        val.max(),
        starts.max(),
        starts.mean(),
        epochs.max(),
    ]


@pytest.mark.proves("L12-01")
def test_the_exercise_on_reports_is_right():
    rng = np.random.default_rng(1)
    means = np.mean([_reports(rng) for _ in range(2000)], axis=0)
    assert [int(mean < 0.51) for mean in means] == honest_numbers.reference()


@pytest.mark.proves("L12-02")
def test_the_heaps_are_disjoint_and_mixed():
    digits = dl.datasets.load_mnist_5k(flat=True)
    mixed = np.random.default_rng(12).permutation(5000)
    images = np.concatenate([digits.x_train, digits.x_test])[mixed]
    labels = np.concatenate([digits.y_train, digits.y_test])[mixed]
    heaps = [range(0, 500), range(500, 1000), range(1000, 1500), range(3000, 5000)]
    together = [number for heap in heaps for number in heap]
    assert len(set(together)) == len(together)
    assert len(np.unique(images[together], axis=0)) == len(together)
    for heap in heaps:
        shares = np.bincount(labels[heap], minlength=10) / len(heap)
        assert shares.min() > 0.05 and shares.max() < 0.15


@pytest.mark.proves("L12-02")
def test_keras_takes_the_last_rows_for_validation_as_they_stand():
    x, y = np.arange(20.0)[:, None], np.sort(np.arange(20.0) % 2)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.0), "mse")
    history = model.fit(x, y, validation_split=0.25, epochs=1, verbose=0).history
    last = model.evaluate(x[15:], y[15:], verbose=0)
    assert history["val_loss"][0] == pytest.approx(last, rel=1e-5)
    assert set(y[15:]) == {1.0}


@pytest.mark.proves("L12-04")
def test_how_many_draws_are_below_a_hundredth():
    uniform = (1e-2 - 1e-5) / (1 - 1e-5)
    log_uniform = (np.log10(1e-2) + 5) / 5
    assert uniform == pytest.approx(0.01, abs=1e-4) and log_uniform == pytest.approx(0.6)


@pytest.mark.proves("L12-05")
def test_random_wins_where_one_matters_and_loses_against_a_lucky_grid():
    rng = np.random.default_rng(2)
    draws = rng.random((200, 25, 2))

    def ridge(p):
        return -np.abs(p[..., 0] - 0.37) + 0.01 * p[..., 1]

    def bump(p):
        return -np.linalg.norm(p - _grid(5)[7], axis=-1)

    assert np.mean(ridge(draws).max(axis=1) > ridge(_grid(5)).max()) > 0.75
    assert np.mean(bump(draws).max(axis=1) > bump(_grid(5)).max()) == 0


def test_golden_points_have_all_different_coordinates_and_smaller_holes_than_random_ones():
    rng = np.random.default_rng(3)
    golden = [_golden(25, rng) for _ in range(20)]
    assert all(len(np.unique(axis.round(6))) == 25 for points in golden for axis in points.T)
    random_holes = [_largest_hole(rng.random((25, 2))) for _ in range(20)]
    assert max(map(_largest_hole, golden)) < min(random_holes)


@pytest.mark.parametrize(
    ("axes", "steps"),
    [(1, [0.6180340]), (2, [0.7548777, 0.5698403]), (3, [0.8191725, 0.6710436, 0.5497005])],
)
def test_the_steps_of_golden_points_are_those_of_roberts(axes, steps):
    points = _golden(2, np.random.default_rng(4), axes)
    np.testing.assert_allclose((points[1] - points[0]) % 1, steps, atol=1e-6)


@pytest.mark.proves("L12-04")
def test_uniform_numbers_bet_on_the_highest_power_of_ten():
    rng = np.random.default_rng(5)

    def share_above_a_tenth_of(top):
        return np.mean(rng.uniform(1e-5, top, size=4000) > top / 10)

    assert share_above_a_tenth_of(1) == pytest.approx(0.9, abs=0.02)
    assert share_above_a_tenth_of(10) == pytest.approx(0.9, abs=0.02)
