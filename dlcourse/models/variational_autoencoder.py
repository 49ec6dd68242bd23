"""The variational autoencoder as a Keras model, for every backend."""

from __future__ import annotations

import keras
import numpy as np
from keras import ops

from dlcourse.layers.sampling import Sampling
from dlcourse.scratch import sigmoid


@keras.saving.register_keras_serializable(package="dlcourse")
class VariationalAutoencoder(keras.Model):
    """An autoencoder whose code is drawn from a Gaussian, one for each input.

    Trained by `compile(optimizer)` and `fit(x, x)` with x from 0 to 1; no loss is named, for it
    brings its own: the cross-entropy of each output with its target, summed over all outputs of a
    sample, plus `beta` times the Kullback-Leibler divergence of the code's Gaussian from the
    standard one, summed over all numbers of the code; then the mean over the batch. With `beta=1`
    this is an upper bound of `-log p(x)` for pixels that are on or off. Images decoded from it are
    soft: where sharp ones matter more than a code, take another kind of model.

    Args:
        encoder: A model from x to `[mean, log_var]`, two tensors of shape (n_samples, n_codes).
        decoder: A model from codes of this shape to logits of the shape of x.
        beta: Weight of the divergence, at least 0.
        seed: Of the draws, a whole number, or None.
        **kwargs: Passed on to `keras.Model`: `name`, `dtype`.

    Call arguments:
        inputs: What the encoder takes.

    Returns (on call):
        Three tensors: logits, mean, log_var. The logits are those of a drawn code, so two calls
        differ, after training, too.

    Raises:
        ValueError: `beta` is negative.

    Example:
        >>> x = keras.Input((6,))
        >>> encoder = keras.Model(x, [keras.layers.Dense(2)(x), keras.layers.Dense(2)(x)])
        >>> decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(6)])
        >>> vae = VariationalAutoencoder(encoder, decoder)
        >>> vae.sample(3, seed=0).shape
        (3, 6)

    Reference:
        Kingma and Welling, "Auto-encoding variational Bayes", 2014; `beta`: Higgins et al.,
        "beta-VAE: learning basic visual concepts with a constrained variational framework", 2017.
    """

    def __init__(self, encoder, decoder, beta: float = 1.0, seed: int | None = None, **kwargs):
        """Keep the parts."""
        super().__init__(**kwargs)
        if not beta >= 0:
            raise ValueError(f"Expected beta of at least 0. Received: beta={beta}")
        self.encoder, self.decoder, self.beta, self.seed = encoder, decoder, float(beta), seed
        self.sampling = Sampling(seed)
        self.reconstruction_tracker = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    def call(self, inputs):
        """Return logits of a drawn code, and the mean and log variance that it was drawn with."""
        mean, log_var = self.encoder(inputs)
        return self.decoder(self.sampling([mean, log_var])), mean, log_var

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        """Return the loss of a batch; its two parts are recorded as metrics."""
        logits, mean, log_var = y_pred
        targets = ops.cast(x if y is None else y, logits.dtype)
        each = ops.softplus(logits) - targets * logits  # the cross-entropy, safe for any logit
        reconstruction = ops.sum(each, axis=tuple(range(1, len(each.shape))))
        kl = ops.sum(ops.square(mean) + ops.exp(log_var) - 1 - log_var, axis=-1) / 2
        self.reconstruction_tracker.update_state(reconstruction, sample_weight)
        self.kl_tracker.update_state(kl, sample_weight)
        loss = reconstruction + self.beta * kl
        return ops.mean(loss if sample_weight is None else loss * sample_weight)

    def build(self, input_shape):
        """Nothing is left to build: encoder and decoder are given."""

    def decode(self, codes) -> np.ndarray:
        """Return what the decoder makes of codes, shape (n_samples, n_codes), from 0 to 1."""
        logits = self.decoder.predict(np.asarray(codes, "float32"), batch_size=1000, verbose=0)
        return sigmoid(logits)

    def reconstruct(self, x) -> np.ndarray:
        """Return what comes back of `x` without chance, through the mean of its code."""
        return self.decode(self.encoder.predict(x, batch_size=1000, verbose=0)[0])

    def sample(self, n: int, seed: int | None = None) -> np.ndarray:
        """Return `n` new samples, decoded from standard normal codes."""
        n_codes = self.decoder.input_shape[-1]
        return self.decode(np.random.default_rng(seed).normal(size=(n, n_codes)))

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this model again."""
        parts = {
            "encoder": keras.saving.serialize_keras_object(self.encoder),
            "decoder": keras.saving.serialize_keras_object(self.decoder),
        }
        return {**super().get_config(), **parts, "beta": self.beta, "seed": self.seed}

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """Build a model from what `get_config` returned."""
        parts = {
            name: keras.saving.deserialize_keras_object(config[name], custom_objects)
            for name in ("encoder", "decoder")
        }
        return cls(**{**config, **parts})
