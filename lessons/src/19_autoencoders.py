# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=50 minutes=90 figure="the plane of two code numbers: digits at their places, and what the decoder makes of every place"
# # Autoencoders
#
# A picture of 784 numbers has to pass through a door that is two numbers wide. On the other side a network paints what it
# thinks has come through. In this lesson you build this strange machine, walk about in the plane of its two numbers, set
# it against a rival from 1901, and let it find letters that do not belong.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - build an encoder and a decoder in Keras, and train them without a single label;
# - read the plane of codes, and say where its decoder must not be believed;
# - say what a linear autoencoder finds, and when PCA is the better choice;
# - find odd images by their reconstruction error, and judge how well that works.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=19)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="door-text"
# ## 1. Two numbers wide
#
# We take the handwritten digits of lesson 09, each image as one row of 784 pixels from 0, paper, to 1, ink. And we throw
# the labels away: nobody tells this network what a 7 is.

# %% id="digits"
digits = dl.datasets.load_mnist_5k()
x, x_test = digits.x_train.reshape(-1, 784), digits.x_test.reshape(-1, 784)

# %% [markdown] id="parts-text"
# The network comes in two parts. The **encoder** turns an image into a few numbers, here two. They are the **code**
# (also: latent representation). The **decoder** sees the code alone, and paints an image from it: the **reconstruction**.
# (ELU is from lesson 02. Behind the code stands no activation: any two numbers will do. The sigmoid at the end keeps
# pixels between 0 and 1.)

# %% id="build"
encoder = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(128, activation="elu"),
    keras.layers.Dense(64, activation="elu"),
    keras.layers.Dense(2),
])
decoder = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(64, activation="elu"),
    keras.layers.Dense(128, activation="elu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
autoencoder = keras.Sequential([encoder, decoder])

# %% [markdown] id="fit-text"
# One in front of the other they make an **autoencoder**. What should it answer? The image that it was given! So the
# image is input *and* target: `fit(x, x)`. The loss, how far the reconstruction is from the image, is called the **reconstruction
# loss**; ours is the mean squared error (lesson 04).

# %% id="fit"
falling = keras.optimizers.schedules.CosineDecay(0.004, 30 * 40)  # to 0, within 30 epochs of 40 batches
autoencoder.compile(keras.optimizers.Adam(falling), "mse", steps_per_execution=40)  # 40 steps at a go: faster
untrained_loss = autoencoder.evaluate(x_test, x_test, verbose=0)
_ = autoencoder.fit(x, x, batch_size=100, epochs=30, verbose=0)

# %% [markdown] id="pairs-question"
# **Predict.** Ten test digits go in, one of each kind. Between the rows stand the two numbers that are *all* the
# decoder gets. How many of the ten will you recognise below?

# %% id="pairs" tags=["predict"] live=true alt="Ten digits, under each two numbers, and below them the reconstructions: blurred, but the 0, 1, 3 and 9 are easily read; the 4 and the 7 look like a 9, the 5 and the 8 like a 3."
ten = [np.flatnonzero(digits.y_test == digit)[0] for digit in range(10)]
codes_of_test = encoder.predict(x_test, verbose=0)
painted = decoder.predict(codes_of_test, verbose=0)
texts = [f"{a:.0f}, {b:.0f}" for a, b in codes_of_test[ten].round() + 0.0]  # + 0.0: else "-0"
_ = dl.plots.plot_reconstructions({"goes in": x_test[ten], "comes out": painted[ten]}, texts=texts)

# %% [markdown] id="pairs-explained"
# **Explain.** Not a memory of these images: the network has never seen one of them. It has learned what digits look
# like, and two numbers are enough to say roughly *which* of them, how slanted, how fat. They are not enough for
# everything: some come out as something else.
#
# How good is it? Compare it with a painter who ignores what comes in and always paints the mean image.

# %% id="loss-claim" tags=["claim-L19-01", "claim-L19-08"] rtol=0.05
trained_loss = autoencoder.evaluate(x_test, x_test, verbose=0)
by_hand = np.mean((painted - x_test) ** 2)
mean_loss = np.mean((x.mean(axis=0) - x_test) ** 2)
print(f"untrained {untrained_loss:.3f}, the mean image {mean_loss:.3f}, two numbers {trained_loss:.3f}")
dl.claim("Without a label it learns a code of two numbers that beats the mean image by a quarter",
         trained_loss < 0.75 * mean_loss)
dl.claim("The reconstruction loss is the mean squared difference to the input", abs(by_hand - trained_loss) < 1e-4,
         shown={"loss": trained_loss, "by hand": by_hand})

# %% [markdown] id="two-parts-text"
# The two parts are networks of their own, and can be used apart: the encoder at the sender's, the decoder at the
# receiver's. One after the other they do what the whole does.

# %% id="two-parts" tags=["claim-L19-06"]
by_parts = decoder.predict(encoder.predict(x_test, verbose=0), verbose=0)
apart = np.abs(by_parts - autoencoder.predict(x_test, verbose=0)).max()
print("encoder", encoder.input_shape[1:], "→", encoder.output_shape[1:],
      "  decoder", decoder.input_shape[1:], "→", decoder.output_shape[1:])
dl.claim("decoder(encoder(x)) is autoencoder(x)", apart < 1e-5, shown="apart by less than 0.00001")

# %% [markdown] id="words"
# A code with fewer numbers than the input, as here, is called **undercomplete**; its layer is the **bottleneck**. To learn
# without labels is called **unsupervised learning**. A more precise word for our case is self-supervised: there is a
# target, the input itself. (Older books call the encoder a *recognition network*, and the decoder a *generative* one.)
#
# ### Exercise: which image came out worst?
#
# `evaluate` gives one number for all. Later we shall need one for each image.

# %% id="exercise-errors" tags=["exercise"]
def errors_per_image(images, reconstructions):
    """Return the mean squared error of each image, shape (n,).

    images, reconstructions: n each, shape (n, n_pixels) or (n, height, width).
    Example: errors_per_image(np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 1.0]]))
    is [0.5, 0]
    """
    # solution
    squares = (images - reconstructions) ** 2
    return squares.reshape(len(images), -1).mean(axis=1)

# %% id="check-errors"
dl.exercises.errors_per_image.check(errors_per_image)

# %% [markdown] id="plane-text"
# ## 2. A map of digits
#
# Two numbers are a place in a plane. So let us put each test image at its place, as a little picture. (Where one
# would hide another it is a dot. The colours are for our eyes: the network has seen no label.)

# %% id="plane" live=true alt="The plane of the two code numbers with little test digits at their places, a colour for each of the ten. Zeros fill one corner, ones another, sevens and nines mingle, and eights, threes and fives share the middle."
low, high = np.percentile(codes_of_test, [0.5, 99.5], axis=0)
limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
_ = dl.plots.plot_codes(codes_of_test, x_test, labels=digits.y_test, **limits)

# %% [markdown] id="kind-text"
# Nobody has told it what a digit is, and yet digits of one kind lie together, more or less. How much? Ask each for
# its nearest neighbour in the plane. By chance it would be of the same kind once in ten times.

# %% id="kind-claim" atol=0.06
def same_kind(codes):
    """Return how often the nearest other code belongs to the same digit."""
    squares = ((codes[:, None] - codes) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)  # nobody is a neighbour of his own
    return np.mean(digits.y_test[squares.argmin(axis=1)] == digits.y_test)


neighbours = same_kind(codes_of_test)
dl.claim("The nearest neighbour in the plane is of the same kind more than four times as often as by chance", neighbours > 0.4)

# %% [markdown] id="plane-question"
# In some directions the slant changes, in others the weight of the pen.
#
# Now ask the decoder. It paints for *any* two numbers, also where no image has ever been. So let it paint the whole plane.
#
# **Predict.** What will it paint between the zeros and the ones? And in the empty regions?

# %% id="map" tags=["predict", "remember"] live=true alt="The same plane twice. Left, test digits at their places, with empty regions. Right, what the decoder paints at 256 places: where digits live, digits that change smoothly from one into the other; in one empty region blots and nonsense, in another passable digits."
fig, axes = plt.subplots(1, 2, figsize=(15, 7.6))
dl.plots.plot_codes(codes_of_test, x_test, labels=digits.y_test, **limits, ax=axes[0])
dl.plots.plot_code_grid(lambda z: decoder.predict(z, verbose=0), **limits, across=16, ax=axes[1])
axes[0].set_title("where test digits are sent")
_ = axes[1].set_title("what the decoder paints there")

# %% [markdown] id="map-explained"
# **Explain.** Where digits live, neighbours look alike, and one digit turns into the next. On the way there are
# things that are no digit at all, halfway between two.
#
# And where no digit lives? In one corner black blots, in another a passable digit. Nothing in the loss ever asked about such
# places, so what comes there is luck. Is it a machine for new digits, then? Draw codes blindly from the map, and measure how
# far each painting is from the nearest image of the training data; do the same for the codes of test images.

# %% id="blind"
def far_from_digits(images):
    """Return the distance of each image to the nearest of 4,000 training images."""
    squares = (images**2).sum(axis=1)[:, None] - 2 * images @ x.T + (x**2).sum(axis=1)
    return np.sqrt(np.maximum(squares.min(axis=1), 0))


blind = np.random.default_rng(1).uniform(low, high, size=(1000, 2))
far_blind = far_from_digits(decoder.predict(blind, verbose=0))
far_test = far_from_digits(painted)

# %% [markdown] id="blind-text"
# (The long line is $|a - b|^2 = a^2 - 2ab + b^2$, for all pairs of images at once.) Look at some of the worst: every
# twentieth, from the farthest on.

# %% id="blind-picture" live=true alt="Eight paintings of codes that were drawn blindly, from the farthest from all digits on: first black sheets with bright blots in them, then smudges, and among them a two."
worst = far_blind.argsort()[::-1][:160:20]
_ = dl.plots.plot_reconstructions({"drawn blindly": decoder.predict(blind[worst], verbose=0)})

# %% [markdown] id="blind-yardstick"
# Sheets of ink first, and then, with luck, something like a digit. How many are too far out? As a yardstick take the
# farthest of the 1,000 paintings of test digits.

# %% id="blind-claim" tags=["claim-L19-03"] atol=0.3
farthest_blind, farthest_test = far_blind.max(), far_test.max()
share_beyond = np.mean(far_blind > farthest_test)
dl.claim("Drawn blindly, more than one painting in 50 is farther from all digits than any of a test digit", share_beyond > 0.02)
dl.claim("and some are more than three times as far as that",
         farthest_blind > 3 * farthest_test)

# %% [markdown] id="blind-more"
# A plain autoencoder is a painter of what it is shown, and no **generative model**, from which new data can be drawn. To
# make it one, the codes must be told where to live. That is lesson 22.

# %% [markdown] id="walk-text"
# ### Exercise: a walk
#
# Go from one digit to another, not by fading the one picture out and the other in, but through the plane.

# %% id="exercise-walk" tags=["exercise"]
def walk(decode, start, end, n):
    """Return n images painted along the straight way from one code to another, both ends included.

    decode: takes codes, shape (n, 2), and returns n images.
    start, end: two codes, each of shape (2,); n: a whole number, at least 2.
    Example: walk(lambda codes: 10 * codes, [0.0, 0.0], [1.0, 2.0], 3) is [[0, 0], [5, 10], [10, 20]]
    """
    # solution
    shares = np.linspace(0, 1, n)[:, None]
    return decode((1 - shares) * np.array(start) + shares * np.array(end))

# %% id="check-walk"
dl.exercises.walk.check(walk)

# %% [markdown] id="walk-more"
# Take it for a walk, from the zero of section 1 to the one: once by codes, and once by pixels, where nothing is decoded. (The
# walker is the one that checks yours. Put your own in its place.)
#
# **Predict.** What will stand halfway, above and below?

# %% id="walk-shown" tags=["predict"] live=true alt="Nine steps from a zero to a one, twice. Above, by codes, with the two numbers of each step: other digits are painted on the way, such as a 2, an 8 and a 9. Below, by pixels: the zero fades while the one comes up inside it."
walker = dl.exercises.walk.reference  # or: walk
zero, one = ten[:2]
by_codes = walker(lambda codes: decoder.predict(codes, verbose=0), codes_of_test[zero], codes_of_test[one], 9)
by_pixels = walker(lambda images: images, painted[zero], painted[one], 9)
places = walker(lambda codes: codes, codes_of_test[zero], codes_of_test[one], 9)
texts = [f"{a:.0f}, {b:.0f}" for a, b in places.round() + 0.0]
_ = dl.plots.plot_reconstructions({"by codes": by_codes, "by pixels": by_pixels}, texts=texts)

# %% [markdown] id="walk-explained"
# **Explain.** By pixels, both at once, each half as dark. By codes, neither! The straight way leads through other
# digits' land (find the places on the map above), so the zero becomes an eight, say, and a nine, before it is a one.
# The picture changes little by little; what it *is* changes again and again.
#
# ### Play
#
# The demo holds such a network, trained longer. Drag the point. Find a place where what is painted is surely no
# digit, and yet test digits live close by. Can you get from the ones to the zeros without crossing such a place?
# (`dl.demos.code_plane(encoder=encoder, decoder=decoder)` shows the plane of your own network.)

# %% id="demo" alt="A snapshot of the demo: on the left little test digits at their places and a point among them, on the right the digit that is painted there."
dl.demos.code_plane()

# %% [markdown] id="rival-text"
# ## 3. A rival from 1901
#
# Karl Pearson asked the same question long before: how do I describe many numbers by few (**dimensionality reduction**)? His
# answer is **principal component analysis**, PCA. Lay a flat plane through the cloud of images, so that the squared distances
# to it add up to as little as possible. The code is the place on the plane to which an image falls straight down. No network,
# no training: NumPy finds the plane at once. (`svd` returns directions, the most telling first. How far an image goes in the
# first two of them is its code.)
#
# For the many trainings that follow we take the small digits of lesson 00, 8 × 8 pixels.

# %% id="pca"
small = dl.datasets.load_digits(flat=True)
x_train, x_val, x_small_test = small.x_train[:1047], small.x_train[1047:], small.x_test


def lay_plane(cloud):
    """Return the mean of a cloud of images, and the directions from there."""
    mean = cloud.mean(axis=0)
    return mean, np.linalg.svd(cloud - mean, full_matrices=False)[2]


plane = mean, directions = lay_plane(x_train)

# %% [markdown] id="pca-text"
# There and back again:

# %% id="pca-code"
def pca(images, k, mean, directions):
    """Return what is left of images if each becomes k numbers."""
    code = (images - mean) @ directions[:k].T
    return mean + code @ directions[:k]

# %% [markdown] id="linear-text"
# What has that to do with our network? Take everything out of it that is not straight: hidden layers and activations.
# What remains are two layers, 64 → 2 → 64, a **linear autoencoder**. (We hand over the images ten times in a row:
# fewer, longer epochs run faster.)

# %% id="linear"
linear = keras.Sequential([keras.Input((64,)), keras.layers.Dense(2), keras.layers.Dense(64)])
ten_times = np.tile(x_train, (10, 1))  # 105 batches of 100
falling = keras.optimizers.schedules.CosineDecay(0.01, 40 * 105)
linear.compile(keras.optimizers.Adam(falling), "mse", steps_per_execution=105)
linear.fit(ten_times, ten_times, batch_size=100, epochs=40, verbose=0)
found = linear.layers[1].get_weights()[0]  # the decoder's kernel: its two rows span a plane

# %% [markdown] id="linear-question"
# **Predict.** Gradient descent has never heard of Pearson. Sixty test images go through both machines. Seen on his
# plane, where will the network's reconstructions lie: far from his, near them, or on them?

# %% id="linear-picture" tags=["predict"] alt="Seen on the plane of PCA: sixty reconstructions by PCA as open circles, and in nearly each the dot of the linear autoencoder's reconstruction. Beside it the two images that span either plane: they are different."
fig, axes = plt.subplots(1, 2, figsize=(12, 5), width_ratios=(1.2, 1))
by_network, by_pca = linear.predict(x_small_test[:60], verbose=0), pca(x_small_test[:60], 2, *plane)
on_plane = [(images - mean) @ directions[:2].T for images in (by_pca, by_network)]
axes[0].plot(*on_plane[0].T, "o", markersize=12, fillstyle="none", color=dl.plots.COLORS["grey"], label="PCA")
axes[0].plot(*on_plane[1].T, ".", color=dl.plots.COLORS["vermilion"], label="linear autoencoder")
axes[0].legend(loc="upper right")
_ = axes[0].set(xlabel="direction 1", ylabel="direction 2", title="60 reconstructions on the plane of PCA")
unit = found / np.linalg.norm(found, axis=1, keepdims=True)
both = np.concatenate([directions[:2], unit]).reshape(4, 8, 8).transpose(1, 2, 0)
dl.plots.plot_filters(both, columns=2, ax=axes[1])
_ = axes[1].set_title("what spans the plane:\nabove PCA, below the network")

# %% [markdown] id="linear-explained"
# **Explain.** The same reconstructions! Of all flat planes Pearson's loses least, and the loss has no other valley in
# which gradient descent could be caught (Baldi and Hornik proved it in 1989). Only the two images that span the plane
# are different: PCA orders its directions, at right angles; the network takes any two that lie in the plane. The next
# cell measures the largest angle between the two planes.

# %% id="linear-claim" tags=["claim-L19-02"] atol=0.3
orthogonal, _ = np.linalg.qr(found.T)
cosines = np.linalg.svd(directions[:2] @ orthogonal)[1]
angle = np.degrees(np.arccos(min(cosines.min(), 1)))
linear_loss, pca_loss = (np.mean((images - x_train) ** 2)
                         for images in (linear.predict(x_train, verbose=0), pca(x_train, 2, *plane)))
dl.claim("Between the plane of the linear autoencoder and that of PCA is an angle of less than 1 degree", angle < 1)
dl.claim("and its loss is within 1 % of PCA's, the least that any plane can have", linear_loss < 1.01 * pca_loss,
         shown={"autoencoder": linear_loss, "PCA": pca_loss})

# %% [markdown] id="maps-text"
# A decoder lays the plane of codes as a sheet among the images. PCA's is flat; what hidden layers add is that the
# sheet may be *bent*. Here are the large digits of section 2 again, on Pearson's plane and on ours.
#
# **Predict.** On whose map do digits of one kind lie closer together?

# %% id="maps" tags=["predict"] live=true alt="Two maps of the same test digits, a colour for each of the ten. By PCA, ones and zeros lie apart, and most others across one another. By the autoencoder, several more kinds go off in directions of their own."
large_mean, large_directions = lay_plane(x)
codes_of_pca = (x_test - large_mean) @ large_directions[:2].T
fig, axes = plt.subplots(1, 2, figsize=(13, 6.5))
for ax, title, codes in zip(axes, ("PCA: a flat sheet", "autoencoder: a bent one"), (codes_of_pca, codes_of_test)):
    dl.plots.plot_codes(codes, x_test, labels=digits.y_test, ax=ax)
    ax.set_title(title)

# %% [markdown] id="maps-explained"
# **Explain.** Both keep zeros and ones apart. On the flat sheet most other digits lie across one another; on the bent
# one several kinds go off in directions of their own. Neither has seen a label.

# %% id="maps-claim" atol=0.06
neighbours_pca = same_kind(codes_of_pca)
dl.claim("On the map of the autoencoder the nearest neighbour is of the same kind more often", neighbours > neighbours_pca + 0.05)

# %% [markdown] id="bend-text"
# When does bending pay? Try codes of 1 to 32 numbers, on the small digits. To be fair to the network it gets three
# learning rates, and three starts at each. Our NumPy engine trains all nine at once (lesson 09).

# %% id="nine"
def nine(k):
    """Return nine autoencoders 64-64-k-64-64 in NumPy."""
    rng = np.random.default_rng(k)
    layers = []
    for n_in, n_out in [(64, 64), (64, k), (k, 64), (64, 64)]:
        kernels = np.stack([dl.scratch.glorot_uniform((n_in, n_out), rng) for _ in range(9)])
        layers += [dl.scratch.Dense(kernels, np.zeros((9, n_out), "float32")), dl.scratch.Activation(dl.scratch.elu)]
    del layers[3], layers[-1]  # no activation behind the code, nor at the end
    return dl.scratch.Network(layers, dl.scratch.MeanSquaredError())

# %% [markdown] id="train-text"
# Three of the nine learn at the first rate, three at the second, three at the third:

# %% id="train"
def train(k, images, epochs):
    networks = nine(k)
    adam = dl.scratch.Adam(np.repeat([0.002, 0.005, 0.012], 3))
    networks.fit(images, images, batch_size=50, epochs=epochs, optimizer=adam)
    return networks


def loss_of(networks, images):
    """Return the loss of each, shape (3 rates, 3 starts)."""
    return np.mean((networks.predict(images) - images) ** 2, axis=(1, 2)).reshape(3, 3)

# %% [markdown] id="sizes-text"
# The rate is chosen on the 300 validation images; the test images are opened once.

# %% id="sizes"
sizes = [1, 2, 4, 8, 16, 32]
bent, flat = [], []
for k in sizes:
    networks = train(k, x_train, epochs=60)
    best = loss_of(networks, x_val).mean(axis=1).argmin()
    bent.append(loss_of(networks, x_small_test)[best])
    flat.append(np.mean((pca(x_small_test, k, *plane) - x_small_test) ** 2))

# %% [markdown] id="sizes-question"
# **Predict.** How does the error change with the size of the code? And at which sizes does bending pay most?

# %% id="sizes-picture" tags=["predict"] alt="Test error over the number of code numbers, both logarithmic. Both fall; the autoencoder's three starts, close together, lie below PCA from 1 to 16 numbers; at 32 PCA lies below."
fig, ax = plt.subplots(figsize=(9, 4.6))
ax.plot(sizes, bent, ".-", color=dl.plots.COLORS["blue"], lw=1)
ax.text(1.1, flat[0] * 0.36, "autoencoder, three starts", color=dl.plots.COLORS["blue"], weight="bold", ha="left")
ax.plot(sizes, flat, "s--", color=dl.plots.COLORS["vermilion"])
ax.text(1.1, flat[0] * 1.12, "PCA", color=dl.plots.COLORS["vermilion"], weight="bold")
_ = ax.set(xscale="log", yscale="log", xticks=sizes, xticklabels=sizes, xlabel="code numbers", ylabel="test error")
_ = ax.set(ylim=(0.002, 0.09), yticks=[0.003, 0.01, 0.03], yticklabels=[0.003, 0.01, 0.03])
ax.minorticks_off()

# %% [markdown] id="sizes-explained"
# **Explain.** Up to 16 numbers it pays to bend the sheet, and most in the middle, at 4 and 8. The larger the code,
# the nearer the network comes to the **identity function**, which hands on what it gets. A narrow one *cannot* copy,
# so it has to find out what digits are like. (The first Deeper section takes the narrow door away.)

# %% id="sizes-claim" tags=["claim-L19-05"] rtol=0.1
means = np.mean(bent, axis=1)
print(*[f"{k:2}: autoencoder {a:.4f}  PCA {b:.4f}" for k, a, b in zip(sizes, means, flat)], sep="\n")
dl.claim("From 2 to 16 numbers the autoencoder loses less than PCA", np.all(means[1:5] < flat[1:5]),
         shown={"at most, of PCA's": np.max(means[1:5] / flat[1:5])})
dl.claim("Each doubling of the code lowers its error", np.all(np.diff(means) < 0), shown="1 to 32 numbers")

# %% [markdown] id="longer-text"
# With 32 numbers for 64 pixels PCA lost less. Is a flat sheet the better one there? Or have we stopped too early? Give these
# networks 60 epochs more, at a fifth of their rates.

# %% id="longer" rtol=0.1
adam = dl.scratch.Adam(np.repeat([0.002, 0.005, 0.012], 3) / 5)
networks.fit(x_train, x_train, batch_size=50, epochs=60, optimizer=adam)  # the last ones: of 32 numbers
best = loss_of(networks, x_val).mean(axis=1).argmin()
after_60, after_120, by_pca = means[-1], loss_of(networks, x_small_test)[best].mean(), flat[-1]
dl.claim("32 numbers: PCA is ahead of the network after 60 epochs, and behind it after 120", after_120 < by_pca < after_60)

# %% [markdown] id="longer-explained"
# So we had stopped too early. (Two things changed at once, more steps and smaller ones. Which of them the network needed, we
# have not tested.) In any case begin with PCA. It costs one line and a moment, and it is the number to beat.

# %% [markdown] id="odd-text"
# ## 4. A letter that does not belong
#
# Remember the post office of lesson 15: its machine knows house numbers of the digits 0 to 4 alone. One day letters
# with 5 to 9 begin to come (each letter is one of our small images). Nobody has labelled a single one. Will it
# notice? This is **anomaly detection**: to find what is not as usual.
#
# An autoencoder that has only seen 0 to 4 should paint a 7 badly. So let the reconstruction error raise the alarm. How
# good is that? Take a usual and an odd letter at random: how often does the odd one have the larger error? Half of the time
# if it says nothing, always if it is perfect. This share is called **ROC AUC**, the area under a curve that you need
# not know.

# %% id="odd"
def auc(scores, is_odd):
    """Return how often an odd letter has a higher score than a usual one."""
    return np.mean(scores[is_odd][:, None] > scores[~is_odd])


usual = x_train[small.y_train[:1047] < 5]
odd_val, odd_test = small.y_train[1047:] > 4, small.y_test > 4

# %% [markdown] id="odd-rivals"
# PCA can do the same with its own reconstructions, and a plane through usual letters. And there is the simplest thing
# of all: keep every usual letter, and measure how far the new one is from the nearest.

# %% id="odd-nearest"
def distance_to_nearest(images):
    return np.sqrt(((images[:, None] - usual) ** 2).sum(axis=2)).min(axis=1)


nearest_val, nearest_test = (auc(distance_to_nearest(images), is_odd)
                             for images, is_odd in ((x_val, odd_val), (x_small_test, odd_test)))

# %% [markdown] id="odd-sizes-text"
# Nine networks for each size, as before. The learning rate is chosen by the *usual* validation letters alone.

# %% id="odd-sizes"
odd_sizes, usual_plane = [1, 2, 4, 8, 16, 32, 48], lay_plane(usual)
of_network, of_pca, ratios = {"val": [], "test": []}, {"val": [], "test": []}, []
for k in odd_sizes:
    networks = train(k, usual, epochs=80)
    best = 3 * loss_of(networks, x_val[~odd_val]).mean(axis=1).argmin()
    for name, images, is_odd in (("val", x_val, odd_val), ("test", x_small_test, odd_test)):
        errors = np.mean((networks.predict(images)[best:best + 3] - images) ** 2, axis=2)
        of_network[name].append(np.mean([auc(error, is_odd) for error in errors]))
        of_pca[name].append(auc(np.mean((pca(images, k, *usual_plane) - images) ** 2, axis=1), is_odd))
    ratios.append(errors[:, odd_test].mean() / errors[:, ~odd_test].mean())  # test images came last

# %% [markdown] id="odd-question"
# **Predict.** The larger the code, the better the reconstructions. And the alarm? Sketch its curve. And who wins:
# autoencoder, PCA, or the nearest letter?

# %% id="odd-picture" tags=["predict"] live=true alt="ROC AUC over the number of code numbers. Autoencoder and PCA both rise to a top, near 8 and 16 numbers, and fall again, PCA most. The distance to the nearest usual letter is a line above both."
fig, ax = plt.subplots(figsize=(9, 4.8))
ax.plot(odd_sizes, of_network["test"], "o-")
ax.plot(odd_sizes, of_pca["test"], "s--")
ax.axhline(nearest_test, color=dl.plots.COLORS["green"])
ax.text(1, nearest_test + 0.015, "nearest letter", color=dl.plots.COLORS["green"], weight="bold")
ax.text(1.85, of_network["test"][1], "autoencoder", color=dl.plots.COLORS["blue"], weight="bold", ha="right")
ax.text(2.1, of_pca["test"][1] - 0.06, "PCA", color=dl.plots.COLORS["vermilion"], weight="bold")
_ = ax.set(xscale="log", xticks=odd_sizes, xticklabels=odd_sizes, ylim=(0.6, 1.05), xlabel="code numbers", ylabel="ROC AUC")
ax.minorticks_off()

# %% [markdown] id="odd-explained"
# **Explain.** With one number it paints everything badly, the usual and the odd. With too many it paints everything
# well: who can copy anything notices less. In between lies a size at which the usual letters just fit through the
# door. The catch: to find it we needed some odd letters with their labels, here those of the validation images.

# %% id="odd-claim" tags=["claim-L19-02"] rtol=0.3
auc_network, auc_pca = (aucs["test"][int(np.argmax(aucs["val"]))] for aucs in (of_network, of_pca))
print("odd letters' error, in errors of usual ones:", *[f"{k}: {ratio:.1f} " for k, ratio in zip(odd_sizes, ratios)])
dl.claim("At the size chosen on validation images the autoencoder reaches more than 0.97, and beats PCA",
         auc_network > 0.97 and auc_network > auc_pca)
dl.claim("The distance to the nearest usual letter does better than both", nearest_test > max(auc_network, auc_pca))
widest, middle = ratios[-1], max(ratios)
dl.claim("The odd letters' error stands out most in between, not with the widest code", middle > 1.1 * widest)

# %% [markdown] id="nearest-more"
# So why bother? The nearest letter needs all usual letters by heart, and compares each new one with every one of
# them. With some 530 small letters that is cheap, and then it is the better alarm: try it first. The network keeps
# its weights alone, however many letters it has seen.
#
# ### Exercise: when should it ring?
#
# Somebody has to choose the error above which the alarm rings. Odd letters are not at hand, but you know how many false
# alarms the office will put up with.

# %% id="exercise-alarm" tags=["exercise"]
def alarm_limit(usual_errors, share):
    """Return the smallest of the errors above which lie at most this share of the usual letters.

    usual_errors: reconstruction errors of usual letters, all different, shape (n,).
    share: of false alarms, at least 0 and below 1. "Above" means strictly greater.
    Returns a number, one of usual_errors.
    Example: alarm_limit(np.array([0.3, 0.1, 0.4, 0.2]), 0.25) is 0.3
    """
    # solution
    allowed = int(share * len(usual_errors) + 1e-9)
    return np.sort(usual_errors)[len(usual_errors) - 1 - allowed]

# %% id="check-alarm"
dl.exercises.alarm_limit.check(alarm_limit)

# %% [markdown] id="deeper-copy"
# ## Deeper: wide enough to copy

# %% [markdown] id="copy-text"
# A code with *more* numbers than the input is called **overcomplete**. Two linear autoencoders, codes of 8 and of 128
# numbers, learn from the digits. Then show them an image that no one should be able to compress: pure noise.
#
# **Predict.** What comes out?

# %% id="copy" tags=["predict"] live=true alt="Six noise images. Rebuilt from 8 numbers they are faint digits, such as a 0 and an 8, which were never there; from 128 numbers they are largely copied."
def two_layers(k):
    rng = np.random.default_rng(k)
    dense = [dl.scratch.Dense(dl.scratch.glorot_uniform(shape, rng), np.zeros(shape[1], "float32")) for shape in [(64, k), (k, 64)]]
    network = dl.scratch.Network(dense, dl.scratch.MeanSquaredError())
    network.fit(x_train, x_train, batch_size=50, epochs=100, optimizer=dl.scratch.Adam(0.005))
    return network


noise = np.random.default_rng(3).uniform(size=(6, 64)).astype("float32")
narrow, wide = two_layers(8), two_layers(128)
_ = dl.plots.plot_reconstructions({"noise": noise, "from 8": narrow.predict(noise), "from 128": wide.predict(noise)})

# %% [markdown] id="copy-explained"
# **Explain.** The narrow one has eight strokes of a pen that has learned digits, so it sees digits even in noise. The
# wide one has learned nothing about digits: it copies. (Not quite everywhere. At the margin, where digits never have
# ink, nothing has taught it to copy.)

# %% id="copy-claim" tags=["claim-L19-04"] rtol=0.7 atol=0.0005
def loss(network, images):
    return np.mean((network.predict(images) - images) ** 2)


digits_wide, digits_narrow = loss(wide, x_small_test), loss(narrow, x_small_test)
noise_wide, noise_narrow = loss(wide, noise), loss(narrow, noise)
print(f"digits: from 128 {digits_wide:.5f}, from 8 {digits_narrow:.3f};  noise: {noise_wide:.3f}, {noise_narrow:.3f}")
dl.claim("Without the constraint digits come out all but perfect, and noise is copied, too", digits_wide < 0.001,
         shown="less than 0.001")
dl.claim("from 8 numbers the error on noise is more than twice as large", noise_narrow > 2 * noise_wide)

# %% [markdown] id="copy-more"
# So the constraint is what makes an autoencoder learn. The narrow door is one kind. Lesson 21 has others: noise in
# the input, or a code of which only a few units may be awake. (And *convolutional* autoencoders have another inside,
# but the same idea: what comes out has the shape of what went in.)
#
# ### Exercise: the perfect copier
#
# Be the training, and build one.

# %% id="exercise-copier" tags=["exercise"]
def perfect_copier(n, k):
    """Return encoder and decoder kernels, shapes (n, k) and (k, n), that rebuild any n numbers from k.

    n: number of inputs, at least 1; k: size of the code, at least n. There are no biases.
    Each of the k code units must be used: no column of the encoder and no row of the decoder is all 0.
    For any x of shape (m, n), x @ encoder @ decoder must be x, to 1e-6.
    Example: for n = 1 and k = 2 the kernels [[1, 1]] and [[0.5], [0.5]] do it.
    """
    # solution
    encoder = np.zeros((n, k))
    encoder[np.arange(k) % n, np.arange(k)] = 1
    copies = encoder.sum(axis=1)
    return encoder, encoder.T / copies

# %% id="check-copier"
dl.exercises.perfect_copier.check(perfect_copier)

# %% [markdown] id="deeper-bias"
# ## Deeper: what the bias is for

# %% [markdown] id="bias-text"
# PCA subtracts the mean image first. Our linear autoencoder did not. Its biases did it for it. Take them away,
# leave the images as they are, and train again, here in plain NumPy:

# %% id="bias"
def without_bias(images, k=2):
    """Return the encoder's and the decoder's kernel after 1,500 steps with all images."""
    rng = np.random.default_rng(0)
    kernels = [rng.normal(scale=0.1, size=(64, k)), rng.normal(scale=0.1, size=(k, 64))]
    adam = dl.scratch.Adam(0.01)
    for _ in range(1500):
        encode, decode = kernels
        codes = images @ encode
        errors = (codes @ decode - images) / len(images)
        adam.update([images.T @ (errors @ decode.T), codes.T @ errors], kernels)
    return kernels


# %% [markdown] id="bias-svd-text"
# Beside it the best that any plane through 0 can do; `svd` without subtracting the mean finds it. And the control:
# still no biases, but the mean subtracted beforehand.

# %% id="bias-svd"
encode, decode = without_bias(x_train.astype(float))
loss_without = np.mean((x_train @ encode @ decode - x_train) ** 2)
through_0 = np.linalg.svd(x_train, full_matrices=False)[2]
loss_through_0 = [np.mean((x_train @ through_0[:k].T @ through_0[:k] - x_train) ** 2) for k in (2, 3)]
centred = x_train - x_train.mean(axis=0, dtype=float)
encode, decode = without_bias(centred)
loss_centred = np.mean((centred @ encode @ decode - centred) ** 2)

# %% [markdown] id="bias-text-2"
# Such a plane must go through the empty image, where all pixels are 0. So it spends one of its two directions on the
# way from there to the mean image.

# %% id="bias-claim" tags=["claim-L19-02"] rtol=0.02
to_mean = x_train.mean(axis=0) / np.linalg.norm(x_train.mean(axis=0))
cosine = abs(through_0[0] @ to_mean)
print(f"two numbers and biases {pca_loss:.4f}; without biases {loss_without:.4f}; three numbers through 0 {loss_through_0[1]:.4f}")
dl.claim("Without biases it ends within 1 % of the best plane through 0", loss_without < 1.01 * loss_through_0[0],
         shown={"network": loss_without, "plane": loss_through_0[0]})
dl.claim("The first direction of that plane points at the mean image", cosine > 0.99)
dl.claim("Still without biases, but with the mean subtracted, it loses what PCA loses, within 1 %", loss_centred < 1.01 * pca_loss)

# %% [markdown] id="bias-more"
# One of its two numbers says, for every image, "about as much as the mean". It takes three numbers through 0 to beat
# two with biases.

# %% [markdown] id="deeper-unit"
# ## Deeper: what a unit encodes

# %% [markdown] id="unit-text"
# To check a network by its pictures, look at reconstructions, as we did, and at its **features**: what each unit of the first
# layer looks for. Before training its weights are noise.

# %% id="unit-picture" live=true alt="Weights of sixteen units of the first layer as images. Above, untrained: noise. Below, the sixteen whose weights have become largest: smooth patches and strokes of positive and negative weights."
fresh = keras.models.clone_model(encoder).get_weights()[0]
trained = encoder.get_weights()[0]
largest = np.argsort(-np.linalg.norm(trained, axis=0))
fig, axes = plt.subplots(2, 1, figsize=(11, 6.4))
for ax, kernel, title in zip(axes, (fresh, trained[:, largest]), ("untrained", "trained, the largest")):
    dl.plots.plot_filters(kernel[:, :16].reshape(28, 28, 16), columns=8, ax=ax)
    ax.set_title(title, loc="left")

# %% [markdown] id="unit-text-2"
# These sixteen of 128 look for strokes and patches. (Many others are hardly larger than at the start, and look as
# noisy.) Are the weights of all units smoother than they were? In the middle of the image, how alike are the weights
# of neighbouring pixels?

# %% id="unit-claim" tags=["claim-L19-09"] atol=0.05
def likeness(kernel):
    """Return the correlation of the weights of pixels side by side, over all units."""
    middle = kernel.reshape(28, 28, -1)[6:22, 6:22]
    return np.corrcoef(middle[:, :-1].ravel(), middle[:, 1:].ravel())[0, 1]


likeness_before, likeness_after = likeness(fresh), likeness(trained)
dl.claim("Neighbouring weights: no likeness before training, some after", abs(likeness_before) < 0.1 and likeness_after > 0.25)

# %% [markdown] id="unit-more"
# And a single number of the code? Do not ask what "code number 1" means. Turn the plane of codes by any angle, let
# the decoder's first layer turn it back, and every reconstruction is the same, and so is the loss. So nothing in the
# loss prefers these two axes. Only places in the plane mean something.

# %% id="turn"
turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
turned_back = keras.models.clone_model(decoder)
first, *others = decoder.get_weights()
turned_back.set_weights([turn.T @ first, *others])
change = np.abs(turned_back.predict(codes_of_test @ turn, verbose=0) - painted).max()
print("codes turned by 29 degrees: the same paintings?", bool(change < 1e-3))

# %% [markdown] id="deeper-diagnosis"
# ## Deeper: four strange painters

# %% [markdown] id="diagnosis-text"
# ### Exercise: what is wrong with it?
#
# Four autoencoders for digits, for each three errors: on digits it was trained with, on new digits, and on pure
# noise. The mean image has the error 0.074 on digits.
#
# | | trained with | new digits | noise |
# |---|---|---|---|
# | A | 0.074 | 0.074 | 0.19 |
# | B | 0.001 | 0.001 | 0.01 |
# | C | 0.017 | 0.018 | 0.18 |
# | D | 0.003 | 0.089 | 0.20 |

# %% id="exercise-painters" tags=["exercise"]
def strange_painters():
    """Return for A, B, C and D what it is.

    1: it copies, the door is too wide; 2: it is healthy; 3: it paints the same for every input;
    4: it knows its own images by heart.
    Example: [1, 2, 3, 4] if A copies, B is healthy, and so on.
    """
    # solution
    return [3, 1, 2, 4]

# %% id="check-painters"
dl.exercises.strange_painters.check(strange_painters)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - An autoencoder is its own teacher: the input is the target. The encoder makes a code, the decoder paints from the
#   code alone, and the reconstruction loss compares.
# - Two numbers are a map of digits. Where test digits live, the decoder paints digits; where none live, anything.
# - A linear autoencoder finds the plane of PCA. A bent one lost less with up to 16 numbers for 64 pixels; with 32 it
#   took 60 epochs more, at lower rates, to overtake PCA, which is found at once. Measure PCA first.
# - A reconstruction error finds odd images, if the door is neither too narrow nor too wide: who copies everything
#   notices nothing. On our letters the distance to the nearest usual one was still better.
# - What makes it learn is a constraint, here the narrow door.
#
# Here each part had two hidden layers. How deep can one go, and does what was learned without labels help when there
# are few? Lesson 20.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | autoencoder | 오토인코더 | network trained to reproduce its input through a restricted code |
# | coding (latent representation) | 코딩 (부호, 내부 표현) | the code: what stands between encoder and decoder |
# | encoder (recognition network) | 인코더 (인지 네트워크) | part that turns the input into the code |
# | decoder (generative network) | 디코더 (생성 네트워크) | part that turns the code into the output |
# | reconstruction | 재구성 | output of an autoencoder |
# | reconstruction loss | 재구성 손실 | how far reconstructions are from the inputs |
# | undercomplete | 과소완전 | with a code smaller than the input |
# | unsupervised learning | 비지도 학습 | learning without labels |
# | generative model | 생성 모델 | model from which new data can be drawn |
# | dimensionality reduction | 차원 축소 | describing data with fewer numbers |
# | principal component analysis (PCA) | 주성분 분석 | the flat plane from which the data are least far |
# | anomaly detection | 이상 탐지 | to find what is not as usual |

# %% [markdown] id="references"
# ## References
#
# - K. Pearson, *On lines and planes of closest fit to systems of points in space*, Philosophical Magazine 2, 1901
#   (PCA).
# - H. Bourlard and Y. Kamp, *Auto-association by multilayer perceptrons and singular value decomposition*, Biological
#   Cybernetics 59, 1988; P. Baldi and K. Hornik, *Neural networks and principal component analysis*, Neural Networks
#   2, 1989 (the linear autoencoder and PCA).
# - G. Hinton and R. Salakhutdinov, *Reducing the dimensionality of data with neural networks*, Science 313, 2006
#   (deep autoencoders, and the map of digits).
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, chapter 14.
