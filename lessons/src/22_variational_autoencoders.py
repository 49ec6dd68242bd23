# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=85 figure="the plane of two code numbers, decoded: one digit turns into the next"
# # Variational autoencoders
#
# Most networks of this course were asked about something that exists: which digit is this? One invented names, letter
# by letter (lesson 17). In the last lesson you ask for a whole picture at once: draw me a digit that nobody has ever
# written. The decoder of an autoencoder looks like the right machine. Is it?

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say where an autoencoder's decoder can invent, and where it cannot;
# - let a gradient pass through a random draw;
# - write a variational autoencoder in plain Keras, with both terms of its loss in the right proportion;
# - travel through a plane of digits, and walk from one digit to another;
# - tell a sick variational autoencoder by its numbers.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=22)

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import ops

# %% [markdown] id="invent-text"
# ## 1. Draw me a digit
#
# Here is an autoencoder as in lesson 19: 784 pixels, a code of 8 numbers, 784 pixels. Its outputs are **logits**, one
# for each pixel, and its loss is the cross-entropy (lesson 04), for pixels lie between 0 and 1.

# %% id="plain"
mnist = dl.datasets.load_mnist_5k()
x_train, x_test = (x.reshape(-1, 784).astype("float32") for x in (mnist.x_train, mnist.x_test))


def make_decoder(n_inputs):
    return keras.Sequential([keras.Input((n_inputs,)), keras.layers.Dense(64, "relu"),
                             keras.layers.Dense(128, "relu"), keras.layers.Dense(784)])


plain_encoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"),
                                  keras.layers.Dense(64, "relu"), keras.layers.Dense(8)])
plain_decoder = make_decoder(8)
plain = keras.Sequential([plain_encoder, plain_decoder])

# %% [markdown] id="plain-text"
# We train it for 25 epochs, at a rate that falls along a cosine (lesson 08).

# %% id="plain-train" live=true
falling = keras.optimizers.schedules.CosineDecay(0.004, decay_steps=40 * 25)
plain.compile(keras.optimizers.Adam(falling), keras.losses.BinaryCrossentropy(from_logits=True), steps_per_execution=40)
_ = plain.fit(x_train, x_train, batch_size=100, epochs=25, verbose=0)

# %% [markdown] id="invent-more"
# Now cut off the encoder, and hand the decoder codes of our own: random numbers with mean 0 and standard deviation 1,
# from the **standard Gaussian**.

# %% id="invent"
def decode(decoder, codes):
    """Return images, shape (n, 784), with pixels from 0 to 1."""
    return dl.scratch.sigmoid(decoder.predict(codes.astype("float32"), batch_size=1000, verbose=0))


test_codes = plain_encoder.predict(x_test, batch_size=1000, verbose=0)
random_codes = np.random.default_rng(22).normal(size=(500, 8))
plain_invented = decode(plain_decoder, random_codes)

# %% [markdown] id="invent-question"
# **Predict.** The first row shows new digits, the second what comes back of them. What will the third row show, the digits
# from random codes?

# %% id="invent-picture" tags=["predict"] live=true alt="Three rows of twelve images. New digits; what comes back of them, a little soft, each clearly the same digit; images decoded from random codes: grey smears, hardly a digit among them."
rows = {"new digits": x_test[:12], "returned": decode(plain_decoder, test_codes[:12]), "random codes": plain_invented[:12]}
_ = dl.plots.plot_reconstructions(rows)

# %% [markdown] id="invent-explained"
# **Explain.** Rubbish. How bad is it? Let a judge decide: the small network of lesson 14 that reads digits. We
# call an image **clear** if the judge gives one digit more than 90 %. (A sure judge can be wrong: it was
# never shown anything but digits. So keep your own eyes open, too.)

# %% id="judge"
conv, pool, dense = keras.layers.Conv2D, keras.layers.MaxPooling2D, keras.layers.Dense
judge = keras.Sequential([keras.Input((28, 28, 1)), conv(8, 5, activation="relu"), pool(), conv(24, 5, activation="relu"),
                          pool(), keras.layers.Flatten(), dense(64, "relu"), dense(10)])
judge.set_weights(dl.datasets.load_digit_reader().weights)


def chances(images):
    """Return the probabilities of the ten digits, shape (n, 10), that the judge gives."""
    return dl.scratch.softmax(judge.predict(images.reshape(-1, 28, 28, 1), batch_size=1000, verbose=0))


def share_clear(images):
    return np.mean(chances(images).max(axis=1) > 0.9)

# %% [markdown] id="judge-text"
# All 1,000 test digits, what comes back of them, and 500 inventions:

# %% id="plain-claim" atol=0.08
clear_digits, clear_returned = share_clear(x_test), share_clear(decode(plain_decoder, test_codes))
clear_plain = share_clear(plain_invented)
dl.claim("Real digits: more than 95 % are clear", clear_digits > 0.95)
dl.claim("Of what the autoencoder returns, more than 65 %; of its inventions less than 25 %",
         clear_returned > 0.65 and clear_plain < 0.25)

# %% [markdown] id="cloud-text"
# ## 2. From a point to a cloud
#
# What went wrong? The encoder lays each training image on one point, wherever it likes. At these 4,000 points the decoder has
# practised, and nowhere else. Where are they?

# %% id="where" atol=5
train_codes = plain_encoder.predict(x_train, batch_size=1000, verbose=0)
distances = np.linalg.norm(train_codes, axis=1), np.linalg.norm(random_codes, axis=1)
print("typical distance from the origin: {:.0f} for training codes, {:.0f} for ours".format(*map(np.median, distances)))

# %% [markdown] id="idea-text" tags=["told-L22-01"]
# Miles away. And even if we looked there: nothing in the loss says what the places *between* the points should mean.
#
# In December 2013 Diederik Kingma and Max Welling put an idea on the net (Danilo Rezende, Shakir Mohamed and Daan
# Wierstra had the same one, and published it in 2014, too). Let the encoder give not a point but a cloud, a **Gaussian**
# for each number of the code: a mean $\mu$ and a standard deviation $\sigma$. The code $z$ is *drawn* from it, anew
# each time the image comes by. Then the decoder has to make the same digit out of nearly every place in that cloud,
# and where clouds overlap there is no "between" any more.
#
# But a clever encoder could make its clouds tiny, or move them miles apart, and be a plain one again. So there is a
# second term in the loss: each cloud is pulled toward one and the same place and width, $\mu = 0$ and $\sigma = 1$, the
# standard Gaussian. Images have to share the room, and we know where the room is. To invent, draw $z$
# there, and decode.
#
# That is the **variational autoencoder**, VAE. ("Variational" will be explained in "Deeper"; you do not need it
# here.) The unseen $z$ that an image is thought to come from is called a **latent variable**.

# %% [markdown] id="draw-text"
# ### Exercise: draw a code
#
# How to draw from such a Gaussian? Take standard noise $\varepsilon$, with mean 0 and standard deviation 1; stretch
# it and move it:
#
# $$ z = \mu + \sigma\, \varepsilon . $$
#
# An encoder's output may be any number, but $\sigma$ has to be positive. So it says the logarithm of the variance,
# $\log \sigma^2$.

# %% id="exercise-draw" tags=["exercise"]
def draw_code(mean, log_var, noise):
    """Return the codes that this noise leads to, same shape.

    mean, log_var: what the encoder says, shape (n_samples, n_codes); log_var is the logarithm of the variance.
    noise: standard normal numbers, same shape.
    Example: mean 1, variance 4 (so log_var is 1.3863) and noise -1 give -1.
    """
    # solution
    return mean + np.exp(log_var / 2) * noise

# %% id="check-draw"
dl.exercises.draw_code.check(draw_code)

# %% [markdown] id="slope-text"
# ## 3. The slope of a draw
#
# Stop. Training needs gradients (lesson 06): if $\mu$ were a little larger, how much would the loss change? But
# between $\mu$ and the loss there is a throw of dice. Does a draw have a slope?
#
# Try it in the smallest case. A code is drawn with mean $\mu = 0$ and $\sigma = 1$, and its cost is $(z - 3)^2$. Move
# $\mu$ by 0.01, draw again, and see how the cost has changed. A thousand times. By hand: the mean cost is $(\mu - 3)^2 +
# 1$, so the slope is $2 (\mu - 3) = -6$.

# %% id="slope"
def slopes(noise_before, noise_after, step=0.01):
    """Return slopes of the cost (z - 3)**2, one for each draw."""
    z_before, z_after = 0 + noise_before, step + noise_after
    return ((z_after - 3) ** 2 - (z_before - 3) ** 2) / step


rng = np.random.default_rng(3)
noise, other_noise = rng.normal(size=(2, 1000))
drawn_again, drawn_once = slopes(noise, other_noise), slopes(noise, noise)

# %% [markdown] id="slope-question"
# **Predict.** `drawn_again` draws new noise after the step, `drawn_once` uses the same noise before and after. All
# else is equal. Which slopes come out near −6, one by one?

# %% id="slope-picture" tags=["predict"] alt="Two histograms of a thousand slopes. With noise drawn again they spread over thousands, from minus three thousand to three thousand. With the same noise they stand in a narrow heap around minus six, between minus thirteen and one."
fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
for ax, found, name in zip(axes, (drawn_again, drawn_once), ("noise drawn again", "the same noise")):
    ax.hist(found, bins=30)
    ax.axvline(-6, color="C1", lw=3)
    _ = ax.set(title=name, xlabel="slope", yticks=[])

# %% [markdown] id="slope-explained"
# **Explain.** Look at the axes. If you throw again, the luck of two throws drowns the little step. If you keep the
# luck fixed, the step is all that changes, and each single draw tells nearly the truth.
#
# So the draw is written as $z = \mu + \sigma \varepsilon$ not just for convenience. Chance comes in from the side,
# like a second input, and on the way from $\mu$ and $\sigma$ to the loss there is only a sum and a product.
# Backpropagation can do that: $\partial z / \partial \mu = 1$ and $\partial z / \partial \sigma = \varepsilon$. It is
# called the **reparameterisation**, and it is the trick that made these networks easy to train. ("Deeper" has a rival
# that draws once, too.)

# %% id="slope-claim"
spread_again, spread_once = drawn_again.std(), drawn_once.std()
dl.claim("With the same noise the slopes spread by less than 3 around -6, with new noise by more than 500",
         abs(drawn_once.mean() + 6) < 0.3 and spread_once < 3 and spread_again > 500)

# %% [markdown] id="losses-text"
# ## 4. Two losses
#
# The **reconstruction loss**: each pixel is taken for a coin that shows ink with the probability that the decoder
# says. What the real pixel costs is the cross-entropy, *summed* over the 784 pixels.
#
# The **latent loss**: how far is an image's cloud from the standard Gaussian? The usual measure is the
# Kullback-Leibler divergence (lesson 21). For Gaussians it can be worked out ("Deeper" checks it by a million draws), *summed*
# over the numbers of the code:
#
# $$ L_\text{latent} = \tfrac12 \sum_k \left( \mu_k^2 + \sigma_k^2 - 1 - \log \sigma_k^2 \right) . $$
#
# Read it term by term: $\mu^2$ keeps the clouds near 0; $\sigma^2$ keeps them from growing, $-\log \sigma^2$ from shrinking.

# %% id="losses-picture" alt="The latent loss of one code number over its standard deviation, for means of 0, 1 and 2. Each curve is lowest at the standard deviation 1: at 0, 0.5 and 2. Towards 0 all rise steeply, towards 3 slowly."
sigma = np.linspace(0.05, 3, 200)
fig, ax = plt.subplots(figsize=(8, 3.6))
for mu in (0, 1, 2):
    loss = dl.scratch.gaussian_kl(np.full((200, 1), mu), np.log(sigma[:, None] ** 2))
    ax.plot(sigma, loss)
    ax.text(3.05, loss[-1], f"$\\mu = {mu}$", va="center")
ax.plot(1, 0, "o", color="black")
_ = ax.set(xlabel="$\\sigma$", ylabel="latent loss", xlim=(0, 3.4), ylim=(-0.2, 6))

# %% [markdown] id="latent-text"
# The lowest place is the standard Gaussian, and its loss is 0. To the left all curves rise without end: nobody may
# become a point.
#
# ### Exercise: the latent loss

# %% id="exercise-latent" tags=["exercise"]
def latent_loss(mean, log_var):
    """Return the latent loss of each sample, shape (n_samples,).

    mean, log_var: what the encoder says, shape (n_samples, n_codes); log_var is the logarithm of the variance.
    Example: two numbers with the means 2 and 0 and the variances 1 and 1 cost 2.
    """
    # solution
    return 0.5 * np.sum(mean**2 + np.exp(log_var) - 1 - log_var, axis=1)

# %% id="check-latent"
dl.exercises.latent_loss.check(latent_loss)

# %% [markdown] id="encoder-text"
# Now all of it in Keras. The encoder has two outputs, mean and log variance.

# %% id="encoder"
def make_encoder(n_codes, n_inputs=784):
    x = keras.Input((n_inputs,))
    hidden = keras.layers.Dense(64, "relu")(keras.layers.Dense(128, "relu")(x))
    return keras.Model(x, [keras.layers.Dense(n_codes)(hidden), keras.layers.Dense(n_codes)(hidden)])

# %% [markdown] id="sampling-text"
# The draw is a small layer without weights. Its dice lie in a `SeedGenerator`, where Keras keeps chance on every backend.

# %% id="sampling"
class Sampling(keras.layers.Layer):
    """Draw a code from mean and log variance."""

    def __init__(self):
        super().__init__()
        self.dice = keras.random.SeedGenerator()

    def call(self, inputs):
        mean, log_var = inputs
        return mean + ops.exp(log_var / 2) * keras.random.normal(ops.shape(mean), seed=self.dice)

# %% [markdown] id="vae-text"
# The model says two things: what happens to an image (`call`), and what that costs (`compute_loss`). Keras does the
# rest, on any backend: batches, gradients, steps. Two `Mean`s keep a record of the two losses. Beware of one thing:
# Keras' cross-entropy is a *mean* over the pixels; times 784 it is the sum. The factor $\beta$, beta, is 1, but wait.

# %% id="vae"
class VAE(keras.Model):
    """A variational autoencoder. Call it to get logits, mean and log variance."""

    def __init__(self, encoder, decoder, beta=1.0):
        super().__init__()
        self.encoder, self.decoder, self.beta = encoder, decoder, beta
        self.sampling = Sampling()
        self.reconstruction_record = keras.metrics.Mean(name="reconstruction_loss")
        self.latent_record = keras.metrics.Mean(name="latent_loss")

    def call(self, x):
        mean, log_var = self.encoder(x)
        return self.decoder(self.sampling([mean, log_var])), mean, log_var

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        logits, mean, log_var = y_pred
        reconstruction = 784 * keras.losses.binary_crossentropy(y, logits, from_logits=True)
        latent = 0.5 * ops.sum(mean**2 + ops.exp(log_var) - 1 - log_var, axis=-1)
        self.reconstruction_record.update_state(reconstruction)
        self.latent_record.update_state(latent)
        return ops.mean(reconstruction + self.beta * latent)

# %% [markdown] id="train-text"
# As long as the plain one, and with the same rate. The target is the image itself.

# %% id="train" live=true
def train(vae, inputs, epochs):
    """Train a VAE, and return both losses of the last epoch."""
    rate = keras.optimizers.schedules.CosineDecay(0.004, decay_steps=40 * epochs)
    vae.compile(keras.optimizers.Adam(rate), steps_per_execution=40)
    history = vae.fit(inputs, x_train, batch_size=100, epochs=epochs, verbose=0).history
    return {name: history[name][-1] for name in ("reconstruction_loss", "latent_loss")}


vae = VAE(make_encoder(8), make_decoder(8))
losses = train(vae, x_train, epochs=25)
print(*[f"{name}: {loss:.0f}" for name, loss in losses.items()], sep="\n")

# %% [markdown] id="again-text"
# ## 5. Draw me a digit, once more
#
# The codes are drawn as before, the decoder has the same shape.
#
# **Predict.** Will the lower row be better? Perfect?

# %% id="again-picture" tags=["predict"] live=true alt="Two rows of twelve invented images. Of the plain autoencoder: grey smears. Of the variational one: mostly digits, somewhat soft, and a few that are between two digits."
vae_invented = decode(vae.decoder, random_codes)
_ = dl.plots.plot_reconstructions({"plain": plain_invented[:12], "variational": vae_invented[:12]})

# %% [markdown] id="again-explained"
# **Explain.** You can read many of them. They are soft: each pixel shows a probability of ink, grey where the decoder is not
# sure. And some lie between two digits.
#
# Has anybody ever written them? Perhaps the decoder just gives back training images. Below each invention stands the *nearest*
# of the 4,000.

# %% id="nearest" live=true alt="Two rows of twelve images: inventions, and below each the nearest training image. Most pairs are the same digit, and no pair is the same image: slant, width and loops differ."
def nearest(images):
    """Return the number of the nearest training image of each, and its distance."""
    squares = np.sum(images**2, axis=1)[:, None] - 2 * images @ x_train.T + np.sum(x_train**2, axis=1)
    return squares.argmin(axis=1), np.sqrt(squares.min(axis=1))


which, distance = nearest(vae_invented)
_ = dl.plots.plot_reconstructions({"invented": vae_invented[:12], "nearest": x_train[which[:12]]})

# %% [markdown] id="rival-text"
# Not copies, it seems; below we measure it. So the latent loss has made an inventor. Or has it? Be strict with us: we
# drew codes for the plain autoencoder where it has none. Give it a fair chance. Measure the mean and the covariance
# of its 4,000 training codes, and draw from *that* Gaussian.
#
# **Predict.** Which share of its inventions will be clear now, compared with the variational one's?

# %% id="rival" tags=["predict"] live=true alt="Two rows of twelve invented images, of the plain autoencoder with fitted codes and of the variational one. Both show digits, soft or knotted here and there; it is hard to say which row is better."
fitted = np.random.default_rng(22).multivariate_normal(train_codes.mean(axis=0), np.cov(train_codes.T), size=500)
fitted_invented = decode(plain_decoder, fitted)
_ = dl.plots.plot_reconstructions({"plain, fitted": fitted_invented[:12], "variational": vae_invented[:12]})
print(f"clear: plain {clear_plain:.0%}, plain with fitted codes {share_clear(fitted_invented):.0%}, "
      f"variational {share_clear(vae_invented):.0%}")

# %% [markdown] id="rival-explained"
# **Explain.** Its inventions are at least as clear; by this judge they are even ahead! Most of the rubbish came from
# drawing in the wrong place. (Partha Ghosh and others said so in 2020.) What the variational autoencoder adds is not
# magic. It is order: you *know* where to draw, before you have seen a single code, and its loss gives a bound for how
# probable an image is ("Deeper").
#
# And copies? A copied training image would lie as near to the training images as one that has gone through the
# network. So we take that distance for a yardstick.

# %% id="again-claim" tags=["claim-L22-03"] atol=0.4
clear_vae, clear_fitted = share_clear(vae_invented), share_clear(fitted_invented)
train_means = vae.encoder.predict(x_train, batch_size=1000, verbose=0)[0]
far_invented, far_returned = np.median(distance), np.median(nearest(decode(vae.decoder, train_means))[1])
dl.claim("With standard Gaussian codes, inventions of the variational autoencoder are clear more than twice as often",
         clear_vae > 2 * clear_plain)
dl.claim("With codes drawn where its own lie, the plain one's are at least as clear, to 0.15", clear_fitted > clear_vae - 0.15)
dl.claim("No copies: from the nearest training image, inventions are typically farther than training images that come back",
         far_invented > far_returned)

# %% [markdown] id="chance-text"
# And where is chance in this network? Only in the code.

# %% id="chance" tags=["claim-L22-02"] atol=0.1
image = x_test[:1]
first, second = (dl.scratch.sigmoid(keras.ops.convert_to_numpy(vae(image)[0])) for _ in range(2))
by_mean, again = (decode(vae.decoder, keras.ops.convert_to_numpy(vae(image)[1])) for _ in range(2))
largest_change, change_by_mean = np.abs(first - second).max(), np.abs(by_mean - again).max()
dl.claim("The same digit twice through the trained network: some pixel differs by more than 0.1", largest_change > 0.1)
dl.claim("With the mean in place of a draw both answers are the same", change_by_mean == 0)

# %% [markdown] id="mean-text"
# ### One word
#
# In many programs the reconstruction loss is a mean over the pixels, as Keras has it, and the latent loss a sum. It
# looks like a matter of taste. It makes the latent loss 784 times as heavy as it should be: beside a sum, that is
# $\beta = 784$.
#
# **Predict.** What comes back of the digits?

# %% id="mean-picture" tags=["predict"] live=true alt="Two rows of twelve images. New digits; and what comes back of them from the network with the heavy latent loss: twelve times the same grey blot, the mean of all digits."
heavy = VAE(make_encoder(8), make_decoder(8), beta=784.0)
heavy_losses = train(heavy, x_train, epochs=25)
heavy_means = heavy.encoder.predict(x_test, batch_size=1000, verbose=0)[0]
_ = dl.plots.plot_reconstructions({"new digits": x_test[:12], "returned": decode(heavy.decoder, heavy_means[:12])})

# %% [markdown] id="mean-explained"
# **Explain.** The same blot, twelve times. It is the mean of all digits. To send a message through the code costs
# latent loss, and where that is so dear, silence is cheapest: $\mu = 0$ and $\sigma = 1$ for every image, whatever it
# shows. This is called **posterior collapse** (the posterior is an image's cloud). Beta is all that has changed:
# epochs and learning rate are those of the healthy one. ("Deeper" goes through eight betas, and tells why just $\beta =
# 1$ has a meaning.)

# %% id="mean-claim" tags=["claim-L22-05"] atol=0.05
heavy_latent, healthy_latent = heavy_losses["latent_loss"], losses["latent_loss"]
dl.claim("Averaged over pixels: the latent loss falls below 0.1, the code says nothing", heavy_latent < 0.1,
         shown=f"{heavy_latent:.2f}")
dl.claim("Summed: it stays above 10", healthy_latent > 10)

# %% [markdown] id="plane-text"
# ## 6. A plane full of digits
#
# With *two* numbers the whole world of this network can be drawn on one sheet. They are little room: compare both
# losses with those of the eight.

# %% id="plane" live=true
flat = VAE(make_encoder(2), make_decoder(2))
flat_losses = train(flat, x_train, epochs=40)
print(*[f"{name}: {loss:.0f}" for name, loss in flat_losses.items()], sep="\n")
places = flat.encoder.predict(x_test, batch_size=1000, verbose=0)[0]  # the means

# %% [markdown] id="codes-text"
# First the encoder: each test digit at its place. (The colours are for our eyes: the network has seen no label.)

# %% id="codes-picture" live=true alt="Test digits as little pictures at their places in the plane, a colour for each of the ten. They fill a round region around the middle, without wide gaps; ones at one side, zeros at the other, and between them regions of other digits that run into each other."
_ = dl.plots.plot_codes(places, x_test, labels=mnist.y_test, xlim=(-3.2, 3.2), ylim=(-3.2, 3.2))

# %% [markdown] id="grid-text"
# And now the decoder: what it makes of each place, between −2.2 and 2.2, whether an image lies there or not.

# %% id="grid-picture" tags=["remember"] live=true alt="Fifteen by fifteen decoded images in the plane of two code numbers. Zeros, ones, sixes, sevens, nines and threes have regions of their own, and at each border one digit turns softly into the next."
_ = dl.plots.plot_code_grid(lambda codes: decode(flat.decoder, codes), xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), across=15)

# %% [markdown] id="grid-more"
# No holes: each place means something, and nobody told it which digits there are. But it is crowded. Fours and nines
# share a place, and in the crowded middle twos, fives and eights blur into each other. (Tell the network which digit
# you want, and nearly all are clear: "Deeper".)
#
# ### A walk
#
# Go from one digit to another, in a straight line through the plane, and look at what the decoder shows on the way.
# Beside it, the plain way to change one image into another: fade the first out and the second in.

# %% id="walk" live=true
start, end = (places[mnist.y_test == digit][0] for digit in (1, 0))
path = np.linspace(start, end, 40)
walked = decode(flat.decoder, path)
faded = np.linspace(walked[0], walked[-1], 40)

# %% [markdown] id="walk-film-text"
# Forty steps:

# %% id="walk-film" live=true alt="The last picture of a film. Left the plane, a dot for each test digit, and a mark that has gone in a straight line from a one to a zero; middle, what the decoder shows there, a zero; right the faded image, the same zero."
fig, (left, middle, right) = plt.subplots(1, 3, figsize=(10.5, 3.5), layout="constrained")
left.plot(*places.T, ".", *path.T, "-", ms=3)
dot, = left.plot(*start, "o", color="C1", ms=14)
shown = [ax.imshow(np.zeros((28, 28)), cmap=plt.get_cmap("Greys", 13), vmin=0, vmax=1) for ax in (middle, right)]
for ax, name in ((middle, "walked"), (right, "faded")):
    ax.set(title=name, xticks=[], yticks=[])


def take_step(k):
    dot.set_data(*path[k][:, None])
    for image, images in zip(shown, (walked, faded)):
        image.set_data(images[k].reshape(28, 28))


dl.plots.Film(fig, take_step, 40)

# %% [markdown] id="walk-text"
# The fade is two ghosts, one above the other. The walk bends one digit into the next, and in between it may become a
# third. Is a walk always clearer than a fade? Take some 270 pairs of test images of unlike digits, and look at the
# middle of each way.

# %% id="walk-claim" atol=0.08
rng = np.random.default_rng(1)
one, other = rng.integers(1000, size=(2, 300))
one, other = (chosen[mnist.y_test[one] != mnist.y_test[other]] for chosen in (one, other))
halfway = decode(flat.decoder, (places[one] + places[other]) / 2)
ghosts = (decode(flat.decoder, places[one]) + decode(flat.decoder, places[other])) / 2
clear_halfway, clear_ghosts = share_clear(halfway), share_clear(ghosts)
dl.claim("Halfway through the plane more images are clear than halfway through a fade", clear_halfway > clear_ghosts + 0.05)

# %% [markdown] id="walk-after"
# Not always, only more often: in this plane many places between two digits are blurred, too.

# %% [markdown] id="sick-text"
# ## 7. Which of them is ill?
#
# A VAE is judged by two numbers together, on training images and on new ones, and by its inventions.
#
# ### Exercise: five patients
#
# | | reconstruction loss | latent loss | reconstruction loss, new images | from standard Gaussian codes |
# |---|---|---|---|---|
# | A | 206 | 0.0 | 207 | all alike, a blot |
# | B | 110 | 15 | 115 | mostly digits, somewhat soft |
# | C | 98 | 371 | 105 | knots of ink |
# | D | 71 | 18 | 152 | mostly digits |
# | E | 159 | 5 | 162 | soft, and some digits never come |
#
# What would you do? 1 nothing, it is healthy; 2 make the latent loss weigh less; 3 make it weigh more; 4 give more
# numbers to the code; 5 take more training images, or a smaller network.

# %% id="exercise-sick" tags=["exercise"]
def sick_vaes():
    """Return a list of five numbers, what to do with A to E, each from 1 to 5.

    Example: [1, 2, 3, 4, 5] says that A is healthy, B's latent loss weighs too much, and so on.
    """
    # solution
    return [2, 1, 3, 5, 4]

# %% id="check-sick"
dl.exercises.sick_vaes.check(sick_vaes)

# %% [markdown] id="sick-more"
# E is what you have walked in. It is not ill at all if you wanted a map.
#
# ### Try it
#
# Six such planes under your mouse, one for each beta. In the picture the latent loss is sixteen times too heavy. Drag
# the ring from left to right, then from bottom to top: **which of the two numbers has fallen silent?** Then choose
# another beta. **Where have the test digits gone at beta 0? At which beta would you draw?**

# %% id="demo" alt="Left, the plane of two code numbers at beta 16, decoded: every row is the same from left to right, and from bottom to top zeros turn into eights and ones. A ring in the middle; right, the blurred digit decoded there. Below, the controls: place, beta, what the plane shows."
dl.demos.latent_plane()

# %% [markdown] id="deeper-order"
# ## Deeper: order a digit

# %% [markdown] id="order-text"
# "Draw me a digit" is one thing, "draw me a 4" another. For that, tell both halves which digit it is: ten more
# inputs, one-hot, for the encoder and for the decoder. The code need not say any more *which* digit it is, only *how*
# it is written. This is a **conditional** VAE (Kihyuk Sohn and others, 2015).

# %% id="conditional" live=true
class ConditionalVAE(VAE):
    def call(self, inputs):
        x, label = inputs
        mean, log_var = self.encoder(ops.concatenate([x, label], axis=-1))
        z = self.sampling([mean, log_var])
        return self.decoder(ops.concatenate([z, label], axis=-1)), mean, log_var


labels = np.eye(10, dtype="float32")[mnist.y_train]
conditional = ConditionalVAE(make_encoder(2, 794), make_decoder(12))
_ = train(conditional, [x_train, labels], epochs=18)

# %% [markdown] id="order-question"
# Fifty of each digit, with two code numbers only.
#
# **Predict.** How many of them does the judge read as what we ordered?

# %% id="order-picture" tags=["predict"] live=true alt="Ten rows of twelve invented digits, one row for each digit. Nearly all can be read, a few are blots, and in each row slant, width and thickness vary."
ordered = np.repeat(np.eye(10), 50, axis=0)
z = np.random.default_rng(5).normal(size=(500, 2))
made = decode(conditional.decoder, np.concatenate([z, ordered], axis=1))
_ = dl.plots.plot_reconstructions({str(digit): made[50 * digit:50 * digit + 12] for digit in range(10)})

# %% [markdown] id="order-explained"
# **Explain.** Nearly all; your own eyes may find a few blots that the judge lets pass. The code still has two numbers, as in
# section 6, but they are now free for slant and thickness.

# %% id="order-claim" tags=["claim-L22-03"] atol=0.05
as_ordered = np.mean(chances(made).argmax(axis=1) == ordered.argmax(axis=1))
dl.claim("More than 85 % are read as the digit that was ordered", as_ordered > 0.85)

# %% [markdown] id="deeper-weigh"
# ## Deeper: a slope without the slope of the cost

# %% [markdown] id="weigh-text"
# Section 3 compared the fixed noise with a poor rival. Here is a better one: draw once, and *weigh* the cost by how
# much likelier a step of $\mu$ makes this draw. That is the slope of $\log p(z)$ with respect to $\mu$; for $\sigma =
# 1$ it is $z - \mu$, here the noise itself. In the mean it is right, too, and the cost may be anything, even without
# a slope (Ronald Williams, 1992). A constant may be taken off the cost first; the mean stays. We give it the best of
# nine.

# %% id="weigh-claim"
weighed = [((noise - 3) ** 2 - constant) * noise for constant in range(0, 25, 3)]
best = min(weighed, key=np.std)
spread_best, spread_plain = best.std(), weighed[0].std()
print(f"spread: weighed {spread_plain:.0f}, with the best constant {spread_best:.0f}, the same noise {spread_once:.0f}")
dl.claim("Weighed costs have the right mean, to 1, but spread at least 3 times as much as slopes with the same noise",
         abs(best.mean() + 6) < 1 and spread_best > 3 * spread_once)

# %% [markdown] id="deeper-bound"
# ## Deeper: why the sum of both

# %% [markdown] id="bound-text"
# Where does the loss come from? Suppose that images come about like this: nature draws a code $z$ from the standard
# Gaussian, $p(z)$, and then, from what the decoder says, each pixel, $p(x \mid z)$. How probable is an image $x$
# then?
#
# $$ p(x) = \int p(x \mid z)\, p(z)\, dz . $$
#
# A good model makes the real images probable. But hardly any $z$ leads to just this image, so an average over random
# $z$ would take forever. The encoder says where to look. Call its cloud $q(z)$. Multiply and divide by it
# ($\mathbb{E}_q$ is the mean over draws from $q$):
#
# $$ \log p(x) = \log \mathbb{E}_q \left[ \frac{p(x \mid z)\, p(z)}{q(z)} \right]
# \ge \mathbb{E}_q \left[ \log \frac{p(x \mid z)\, p(z)}{q(z)} \right]
# = \underbrace{\mathbb{E}_q [\log p(x \mid z)]}_{-\text{reconstruction}} - \underbrace{\mathbb{E}_q \Big[ \log \frac{q(z)}{p(z)} \Big]}_{\text{latent}} . $$
#
# The step in the middle is Jensen's inequality: the logarithm of a mean is at least the mean of the logarithms. So
# minus our loss is a **lower bound** of $\log p(x)$, with $\beta = 1$ and sums, not means, over pixels and code
# numbers. What is lost is the divergence of $q(z)$ from $p(z \mid x)$, the codes that might really stand behind $x$:
# the better the encoder, the tighter the bound. To search among functions $q$ for the one with the best bound is
# called *variational*.
#
# Check it. First the latent loss, worked out, against a million draws.

# %% id="bound-draws" tags=["claim-L22-05"]
mean, log_var = 0.7, -0.4
z = mean + np.exp(log_var / 2) * np.random.default_rng(7).normal(size=1_000_000)
log_q = -0.5 * ((z - mean) ** 2 / np.exp(log_var) + log_var)
by_draws = np.mean(log_q - (-0.5 * z**2))
worked_out = dl.scratch.gaussian_kl([mean], [log_var])
dl.claim("The latent loss is the mean of log q - log p, to 0.005", abs(by_draws - worked_out) < 0.005)

# %% [markdown] id="evidence-text"
# Then the bound. If the mean inside of the logarithm is taken over $K$ draws, the bound gets tighter with $K$, and
# for many draws it becomes $\log p(x)$ itself (Yuri Burda and others, 2016). Write $w$ for $p(x \mid z)\, p(z) /
# q(z)$.
#
# ### Exercise: the logarithm of a mean

# %% id="exercise-evidence" tags=["exercise"]
def log_evidence(log_weights):
    """Return the logarithm of the mean weight of each image, shape (n_images,).

    log_weights: logarithms of the weights w, shape (n_draws, n_images), of any size, -2000 too.
    Example: two draws with the weights 1 and 3 have the mean 2: [[0.0], [1.0986]] gives [0.6931].
    """
    # solution
    largest = log_weights.max(axis=0)
    return largest + np.log(np.mean(np.exp(log_weights - largest), axis=0))

# %% id="check-evidence"
dl.exercises.log_evidence.check(log_evidence)

# %% [markdown] id="bound-run-text"
# Sixty test digits in the plane of section 6, and 300 draws for each. (Strictly, a coin is black or white, and our
# pixels are grey: the cross-entropy is then not quite the logarithm of a probability. The inequality holds all the
# same.)

# %% id="bound-run" live=true
means, log_vars = (part[:60] for part in flat.encoder.predict(x_test, batch_size=1000, verbose=0))
noise = np.random.default_rng(8).normal(size=(300, 60, 2))
z = means + np.exp(log_vars / 2) * noise
logits = flat.decoder.predict(z.reshape(-1, 2).astype("float32"), batch_size=1000, verbose=0).reshape(300, 60, 784)
log_p_x = np.sum(x_test[:60] * logits - np.logaddexp(0, logits), axis=-1)
log_w = log_p_x + 0.5 * np.sum(noise**2 + log_vars - z**2, axis=-1)  # log p(x|z) + log p(z) - log q(z)

# %% [markdown] id="bound-claim-text"
# For $K = 1$ it is minus our loss, on average.

# %% id="bound-claim" live=true
def log_mean(log_w):
    return np.logaddexp.reduce(log_w, axis=0) - np.log(len(log_w))


for k in (1, 3, 10, 30, 300):
    bounds = [log_mean(log_w[start:start + k]).mean() for start in range(0, 300, k)]
    print(f"K = {k:3}: {np.mean(bounds):.1f}")

# %% [markdown] id="bound-claim-more"
# Minus the loss, with the latent loss worked out, against the mean of $\log w$; and against the tightest bound.

# %% id="bound-check" atol=2
minus_loss = log_p_x.mean(axis=0) - dl.scratch.gaussian_kl(means, log_vars)
off = np.abs(minus_loss.mean() - log_w.mean())
gap = np.mean(log_mean(log_w) - minus_loss)
dl.claim("Minus the loss, worked out and drawn: on average they agree to 0.3", off < 0.3)
dl.claim("The tightest bound lies above it, on average by more than 1", gap > 1)

# %% [markdown] id="deeper-beta"
# ## Deeper: from copying to silence

# %% [markdown] id="beta-text"
# One knob between a copier and a mute: beta (Irina Higgins and others, 2017). Eight values, two starts each, on the
# small digits of 8 by 8 pixels, with four code numbers; our own engine trains all sixteen at once. It averages over
# the 64 pixels, so it gets $\beta / 64$. ("One word" again.)

# %% id="beta" live=true
digits = dl.datasets.load_digits()
small, small_test = (x.reshape(-1, 64).astype("float32") for x in (digits.x_train, digits.x_test))
betas, rng = np.repeat([0, 0.3, 1, 1.5, 2, 2.5, 3, 4], 2), np.random.default_rng(0)


def dense_layer(n_inputs, n_units):
    kernels = rng.normal(scale=np.sqrt(2 / n_inputs), size=(16, n_inputs, n_units))
    return dl.scratch.Dense(kernels.astype("float32"), np.zeros((16, n_units), "float32"))


draw = dl.scratch.Sampling(betas / 64, seed=list(range(16)))
first, last = (dl.scratch.Activation(dl.scratch.relu) for _ in range(2))
layers = [dense_layer(64, 64), first, dense_layer(64, 8), draw, dense_layer(4, 64), last, dense_layer(64, 64)]
panel = dl.scratch.Network(layers, dl.scratch.BinaryCrossentropy(from_logits=True))
_ = panel.fit(small, small, batch_size=64, epochs=40, optimizer=dl.scratch.Adam(0.005))

# %% [markdown] id="beta-measure-text"
# For each number of the code we look at its latent loss over the test digits. If it is below 0.05, that number is silent.

# %% id="beta-measure" live=true
hidden = small_test
for layer in layers[:3]:
    hidden = layer.forward(hidden)
means, log_vars = np.split(hidden, 2, axis=-1)  # (16, 450, 4)
each = 0.5 * (means**2 + np.exp(log_vars) - 1 - log_vars).mean(axis=1)
codes = means + np.exp(log_vars / 2) * rng.normal(size=means.shape)
in_use = (each > 0.05).sum(axis=1)
panel_loss = 64 * panel.loss(small_test, panel.predict(small_test))  # with the means as codes

# %% [markdown] id="beta-question"
# Left both losses, right how many of the four numbers still speak; each point is the mean of two starts.
#
# **Predict.** With growing beta, do numbers fall silent all at once, or one after the other?

# %% id="beta-picture" tags=["predict"] live=true alt="Left, over beta from 0 to 4: the reconstruction loss rises from 19 to 27, the latent loss falls steeply at first, from more than 20 to 6, and then slowly to 0. Right: all four numbers of the code are in use up to beta 1; then they fall silent one after the other, and from beta 3 on all are."
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
for y, name in ((panel_loss, "reconstruction"), (each.sum(axis=1), "latent")):
    line, = left.plot(betas[::2], y.reshape(8, 2).mean(axis=1), "o-")
    left.text(4, y[-2:].mean() + 1, name, color=line.get_color(), ha="right")
right.plot(betas[::2], in_use.reshape(8, 2).mean(axis=1), "o-")
left.set(xlabel=r"$\beta$", ylabel="loss", ylim=(-1, 31), xticks=range(5))
_ = right.set(xlabel=r"$\beta$", ylabel="numbers in use, of 4", yticks=range(5))

# %% [markdown] id="beta-explained"
# **Explain.** Not all at once: the first falls silent at about 2, the last at about 3. That is how collapse comes: a
# number that saves less reconstruction loss than it costs is given up. The first steps, from 0 to 0.3, are nearly
# free: the reconstruction hardly suffers, and the clouds come home.

# %% id="beta-claim" tags=["claim-L22-05"] atol=0.1
spread = codes.std(axis=(1, 2))
off_at_1, spread_at_0 = abs(spread[betas == 1] - 1).max(), spread[betas == 0].min()
dl.claim("Drawn codes have the standard deviation 1 at beta 1, to 0.15; more than 1.2 at beta 0",
         off_at_1 < 0.15 and spread_at_0 > 1.2)
used_at_1, used_at_4 = in_use[betas == 1].min(), in_use[betas == 4].max()
dl.claim("At beta 1 all four numbers speak, at 4 at most one", used_at_1 == 4 and used_at_4 <= 1)

# %% [markdown] id="deeper-boltzmann"
# ## Deeper: Boltzmann machines

# %% [markdown] id="boltzmann-text"
# Networks that invent are older. A **restricted Boltzmann machine** (Paul Smolensky, 1986; Geoffrey Hinton) has two
# layers, pixels and hidden units, and the same weights lead from each to the other. It draws the hidden units from
# the pixels, then the pixels from the hidden units, then again, hundreds of times, until the image has forgotten
# where it began (*Gibbs sampling*). Training needs such chains, too, though shorter ones. A VAE needs one draw and
# one pass. Let us count multiplications, for an image of 784 pixels, 128 hidden units (as many as our decoder has in
# its last hidden layer), and 200 rounds.

# %% id="boltzmann" tags=["claim-L22-04"]
kernels = [weight for weight in vae.decoder.get_weights() if weight.ndim == 2]
for_vae = sum(kernel.size for kernel in kernels)
for_rbm = 200 * 2 * kernels[-1].size  # there and back
dl.claim("A Boltzmann machine multiplies more than 100 times as often for one new image", for_rbm > 100 * for_vae)

# %% [markdown] id="deeper-library"
# ## Deeper: the same in the library

# %% [markdown] id="library-text"
# `dl.models.VariationalAutoencoder` is your class with more safety around it: saved and loaded, images of any shape,
# seeds. The same? One epoch on 1,000 images, from the same start and with the same noise:

# %% id="library" live=true
def one_epoch(kind):
    keras.utils.set_random_seed(9)
    model = kind(make_encoder(2), make_decoder(2))
    model.compile(keras.optimizers.Adam(0.004))
    model.fit(x_train[:1000], x_train[:1000], batch_size=100, shuffle=False, verbose=0)
    return model.get_weights()


ours, library = one_epoch(VAE), one_epoch(dl.models.VariationalAutoencoder)
apart = max(np.abs(one - other).max() for one, other in zip(ours, library))

# %% [markdown] id="library-claim-text"
# Weight by weight:

# %% id="library-claim"
dl.claim("After ten steps all weights agree to 0.0001", apart < 1e-4, shown=f"{apart:.4f}")

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A plain autoencoder lays its codes wherever it likes, and its decoder can invent only there: drawn elsewhere,
#   codes give rubbish.
# - A variational encoder gives a Gaussian, from which the code is drawn. The latent loss pulls all these Gaussians
#   toward the standard one.
# - A draw has a slope if its noise is kept fixed: $z = \mu + \sigma \varepsilon$.
# - Both losses are sums, over pixels and over code numbers. A mean over the pixels in place of the sum, and the code
#   falls silent.
# - In the plane of two numbers every place is an image. Inventions are new and soft, and many can be read.
#
# ### Farewell
#
# You began with boxes of numbers and one unit that could not learn XOR. Since then you have written backpropagation
# by hand, started deep networks so that they learn, read digits and photographs, and let networks remember, spell,
# and reason about friends. Now one has drawn digits for you. Each time it was the same few things: weights, a loss, a
# gradient, and the honesty to test what one believes. What is called artificial intelligence today is made of these.
#
# Where to go on? *Understanding Deep Learning* (Simon Prince, 2023) goes on from here, to transformers and to
# diffusion models, which cleaned noise (lesson 21) until they could invent better than any VAE. Then take data that
# you care about, and a question of your own. Predict. Run. Explain.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | variational autoencoder (VAE) | 변이형 오토인코더 (변분 오토인코더) | probabilistic autoencoder with Gaussian codes |
# | latent variable | 잠재 변수 | unobserved code assumed to generate the data |
# | latent loss | 잠재 변수 손실 | divergence that pulls codes toward a standard Gaussian |
# | sampling | 샘플링 | drawing random values from a distribution |
# | Gaussian (normal) distribution | 가우시안 분포 (정규분포) | bell-shaped distribution given by mean and variance |
# | generative model | 생성 모델 | model from which new data can be sampled |
# | reconstruction loss | 재구성 손실 | penalty for differences between input and reconstruction |
# | Kullback-Leibler divergence | 쿨백-라이블러 발산 | non-symmetric measure of difference between two distributions |
# | restricted Boltzmann machine (RBM) | 제한된 볼츠만 머신 | two-layer energy-based generative model sampled by Gibbs steps |

# %% [markdown] id="references"
# ## References
#
# - D. Kingma and M. Welling, *Auto-encoding variational Bayes*, International Conference on Learning Representations, 2014.
# - D. Rezende, S. Mohamed and D. Wierstra, *Stochastic backpropagation and approximate inference in deep generative
#   models*, International Conference on Machine Learning, 2014.
# - I. Higgins et al., *beta-VAE: learning basic visual concepts with a constrained variational framework*,
#   International Conference on Learning Representations, 2017.
# - R. Williams, *Simple statistical gradient-following algorithms for connectionist reinforcement learning*, Machine
#   Learning 8, 1992.
# - K. Sohn, H. Lee and X. Yan, *Learning structured output representation using deep conditional generative models*,
#   Advances in Neural Information Processing Systems, 2015.
# - Y. Burda, R. Grosse and R. Salakhutdinov, *Importance weighted autoencoders*, International Conference on Learning
#   Representations, 2016.
# - P. Smolensky, *Information processing in dynamical systems: foundations of harmony theory*, in Parallel
#   Distributed Processing, 1986.
# - P. Ghosh et al., *From variational to deterministic autoencoders*, International Conference on Learning
#   Representations, 2020.
# - S. Prince, *Understanding Deep Learning*, MIT Press, 2023.
