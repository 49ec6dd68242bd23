"""Many networks at once are what each would be alone."""

import numpy as np
import pytest

from dlcourse import scratch

RNG = np.random.default_rng(0)
X = RNG.normal(size=(30, 4))
LABELS = {"softmax": RNG.integers(0, 3, 30), "sigmoid": RNG.integers(0, 2, 30)}
LABELS["linear"] = RNG.normal(size=(30, 2))
OUTPUTS = {"softmax": 3, "sigmoid": 1, "linear": 2}
HOW = {"epochs": 3, "batch_size": 8}


def together_and_alone(n=3, optimizers=None, output="softmax", options=None, **shared):
    """Train `n` variants at once, and each of their seeds by itself; return both."""
    sizes, seeds = [4, 6, 5, OUTPUTS[output]], list(range(10, 10 + n))
    shared = {"output": output, "dtype": "float64", **shared}
    options = options or [{}] * n
    optimizers = optimizers or [lambda: scratch.Adam(0.01)] * (n + 1)
    merged = {name: [one[name] for one in options] for name in options[0]}
    many = scratch.mlp(sizes, variants=n, seed=seeds, **shared, **merged)
    history = many.fit(X, LABELS[output], optimizer=optimizers[0](), **HOW)
    for variant, (seed, make) in enumerate(zip(seeds, optimizers[1:], strict=True)):
        one = scratch.mlp(sizes, seed=seed, **shared, **options[variant])
        alone = one.fit(X, LABELS[output], optimizer=make(), **HOW)
        np.testing.assert_allclose(history[:, variant], alone, rtol=1e-9)
        np.testing.assert_allclose(many.predict(X)[variant], one.predict(X), rtol=1e-7)
    assert not np.allclose(many.predict(X)[0], many.predict(X)[1], rtol=0.01)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("batch_normalization", [False, True])
def test_variants_are_what_each_is_alone(output, batch_normalization):
    together_and_alone(output=output, batch_normalization=batch_normalization)


def test_more_variants_than_one_chunk_holds():
    together_and_alone(n=scratch.network.CHUNK + 3)


RATES = [0.001, 0.01, 0.1]


@pytest.mark.parametrize(
    "make",
    [
        lambda rate: scratch.SGD(rate),
        lambda rate: scratch.SGD(0.01, momentum=np.minimum(np.multiply(rate, 9), 0.9)),
        lambda rate: scratch.Adagrad(rate),
        lambda rate: scratch.RMSprop(rate),
        lambda rate: scratch.Adam(0.01, epsilon=rate),
        lambda rate: scratch.AdamW(0.01, weight_decay=rate),
        lambda rate: scratch.Adam(scratch.ExponentialDecay(rate, 5, 0.5)),
        lambda rate: scratch.SGD(0.1, clipnorm=rate),
        lambda rate: scratch.SGD(0.1, global_clipnorm=rate),
        lambda rate: scratch.SGD(0.1, clipvalue=rate),
    ],
)
def test_each_variant_has_its_own_constants(make):
    together_and_alone(optimizers=[lambda: make(RATES), *(lambda r=r: make(r) for r in RATES)])


def test_a_common_limit_clips_each_variant_by_itself():
    def make():
        return scratch.SGD(0.1, global_clipnorm=0.01)

    together_and_alone(optimizers=[make] * 4)


def test_several_optimizers_share_the_variants():
    one_each = [lambda: scratch.SGD(0.1), lambda: scratch.Adam(0.01), lambda: scratch.Adagrad(0.1)]
    together_and_alone(optimizers=[lambda: [make() for make in one_each], *one_each])


def test_each_variant_has_its_own_start_dropout_and_penalty():
    starts = ["he_normal", "zeros", scratch.glorot_uniform]
    rates = [0.0, 0.2, 0.5]
    options = [{"kernel_initializer": s} for s in starts]
    together_and_alone(options=options)
    sizes = [4, 6, 3]
    many = scratch.mlp(sizes, variants=3, dropout=rates, seed=[1, 2, 3], dtype="float64")
    many.fit(X, LABELS["softmax"], optimizer=scratch.SGD(0.1), **HOW)
    for variant in (1, 2):  # without dropout there is no layer for it
        one = scratch.mlp(sizes, dropout=rates[variant], seed=variant + 1, dtype="float64")
        one.fit(X, LABELS["softmax"], optimizer=scratch.SGD(0.1), **HOW)
        np.testing.assert_allclose(many.predict(X)[variant], one.predict(X), rtol=1e-9)


def test_each_variant_has_its_own_penalty():
    sizes, strengths = [4, 6, 3], [0.0, 0.01, 0.1]
    many = scratch.mlp(
        sizes, variants=3, seed=1, dtype="float64", kernel_regularizer=scratch.L2(strengths)
    )
    starts = [w.copy() for w in many.weights]
    losses = many.fit(X, LABELS["softmax"], optimizer=scratch.SGD(0.1), **HOW)
    for variant, strength in enumerate(strengths):
        one = scratch.mlp(sizes, dtype="float64", kernel_regularizer=scratch.L2(strength))
        for mine, start in zip(one.weights, starts, strict=True):
            mine[...] = start[variant]
        alone = one.fit(X, LABELS["softmax"], optimizer=scratch.SGD(0.1), **HOW)
        np.testing.assert_allclose(losses[:, variant], alone, rtol=1e-9)


def test_the_first_of_many_starts_as_the_single_network():
    one, many = scratch.mlp([4, 3], seed=5), scratch.mlp([4, 3], seed=5, variants=2)
    np.testing.assert_array_equal(many.weights[0][0], one.weights[0])
    assert not np.allclose(many.weights[0][1], one.weights[0])
    assert one.weights[0].dtype == np.float32


@pytest.mark.parametrize(
    "bad",
    [
        {"sizes": [4]},
        {"sizes": [4, 0, 1]},
        {"variants": 0},
        {"output": "step"},
        {"activation": "relus"},
        {"kernel_initializer": "he"},
        {"variants": 3, "seed": [1, 2]},
        {"variants": 3, "kernel_initializer": ["zeros"]},
        {"variants": 3, "kernel_regularizer": scratch.L2([0.1, 0.2])},
        {"kernel_regularizer": scratch.L1([0.1] * 4)},  # as many as inputs, and no variants
        {"sizes": [4, 3, 2], "variants": 3, "dropout": [0.1, 0.2]},
        {"sizes": [4, 3, 2], "dropout": 1.0},
        {"seed": -1},
        {"seed": 1.5},
        {"dtype": "int32"},
    ],
)
def test_impossible_networks_are_refused(bad):
    with pytest.raises(ValueError, match=r"Expected .* Received: "):
        scratch.mlp(**{"sizes": [4, 2], **bad})


@pytest.mark.parametrize(
    "optimizer",
    [[scratch.SGD(), scratch.SGD()], [], scratch.SGD([0.1, 0.2]), scratch.Adam(epsilon=[1] * 6)],
)
def test_constants_that_do_not_fit_the_variants_are_refused(optimizer):
    network = scratch.mlp([4, 3], variants=3)
    with pytest.raises(ValueError, match=r"Expected .* Received: "):
        network.fit(X, LABELS["softmax"], optimizer=optimizer)


@pytest.mark.parametrize("optimizer", ["adam", scratch.Adam, [scratch.Adam(), "adam"]])
def test_only_optimizers_are_taken(optimizer):
    with pytest.raises(TypeError, match=r"Expected an optimizer such as .* Received: "):
        scratch.mlp([4, 3], variants=2).fit(X, LABELS["softmax"], optimizer=optimizer)


def test_a_constant_for_each_variant_needs_weights_of_variants():
    network = scratch.mlp([4, 3])
    with pytest.raises(ValueError, match=r"one for each.*\[3, 4\]"):
        scratch.SGD([0.1] * 4).apply(network.gradients, network.weights)
