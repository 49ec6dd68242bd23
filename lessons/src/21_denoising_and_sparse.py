# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=85 figure="digits drowned in noise, and what a network makes of them that was never shown these digits"
# # Denoising and sparse autoencoders
#
# Can a network clean a digit that nobody has seen? An autoencoder gives back what it is given (lesson 19). That is of
# little use, unless something keeps it from simply copying. So far a narrow door did. In this lesson you take the
# door away and put other obstacles in: noise, and a rule that most units must keep quiet. And you find out what a
# network must be shown so that it learns to clean.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - train a denoising autoencoder in Keras, and judge it fairly: beside filters, PCA and the best straight-line map;
# - say which target teaches a network to clean, and test why;
# - build a sparsity penalty from the Kullback-Leibler divergence, with its gradient;
# - measure how busy the units of a code are, and what each of them responds to, without fooling yourself.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=21)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="clean-text"
# ## 1. Clean a digit that nobody has seen
#
# We take the 5,000 digits of lesson 09, with pixels from 0, paper, to 1, ink: 3,500 to learn from, 500 validation
# images to choose with, and 1,000 test images. To each pixel we add **noise**: a random number from a normal
# distribution with mean 0 and standard deviation 0.7. The difference between paper and ink is just 1.

# %% id="noise" alt="Ten test digits drowned in noise. Some can be guessed, some hardly."
digits = dl.datasets.load_mnist_5k(flat=True)
x_train, x_val, x_test = digits.x_train[:3500], digits.x_train[3500:], digits.x_test
NOISE = 0.7


def with_noise(images, seed, stddev=NOISE):
    """Return the images with Gaussian noise; another seed gives other noise."""
    noise = np.random.default_rng(seed).normal(0, stddev, size=images.shape)
    return (images + noise).astype("float32")


noisy_val, noisy_test = with_noise(x_val, seed=1), with_noise(x_test, seed=2)
_ = dl.plots.plot_reconstructions({"noisy": noisy_test[:10]})

# %% [markdown] id="denoiser-text"
# Which digits are they? Write your guesses down.
#
# The network is a plain autoencoder, 784 pixels in, 784 out, with one more line. Keras has a layer that does our
# damage: `GaussianNoise`. Like dropout (lesson 11) it works in training only. So in each step the network sees noisy
# images, with new noise every time, and its **target** is the image *without* noise. This is a **denoising
# autoencoder**.

# %% id="denoiser"
def autoencoder(*damage):
    """Train 784-300-784 to give the clean training images, behind a layer that damages them, if any."""
    model = keras.Sequential([
        keras.Input((784,)),
        *damage,
        keras.layers.Dense(300, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ])
    falling = keras.optimizers.schedules.CosineDecay(0.006, decay_steps=12 * 35)  # lesson 08
    model.compile(keras.optimizers.Adam(falling), "binary_crossentropy", steps_per_execution=35)
    model.fit(x_train, x_train, epochs=12, batch_size=100, verbose=0)
    return model


denoiser = autoencoder(keras.layers.GaussianNoise(NOISE))

# %% [markdown] id="clean-question"
# **Predict.** It gets the ten test digits from above. Neither these digits nor this noise did it ever see. What will
# come out: grey fog, a blurred version of the input, or digits?

# %% id="clean-picture" tags=["predict", "remember"] live=true alt="Three rows of ten digits: drowned in noise; what the denoiser makes of them, digits on white paper, blurred where it had to guess; and the true ones. Most cleaned digits are those that were written."
cleaned = denoiser.predict(noisy_test, verbose=0)
_ = dl.plots.plot_reconstructions({"noisy": noisy_test[:10], "cleaned": cleaned[:10], "true": x_test[:10]})

# %% [markdown] id="clean-explained"
# **Explain.** Digits! Were your guesses better than the network's? (Some of its digits may be wrong. Where the noise
# hides whether a loop was closed, it has to guess as well, and then it paints something in between.)
#
# We measure by the mean squared error to the *clean* image, over all pixels. (It was trained with the cross-entropy.
# That is fair: by both, the best answer is the mean of all clean images that may be behind the noisy one.)

# %% id="clean-claim" tags=["claim-L21-02"] atol=0.003
def error(images, clean=x_test):
    """Return the mean squared error to the clean images."""
    return np.mean((images - clean) ** 2)


before, after = error(noisy_test), error(cleaned)
dl.claim("Of the error that the noise makes, less than a fifteenth is left", after < before / 15)

# %% [markdown] id="rivals-text"
# ## 2. But how good is that?
#
# A fifteenth sounds great. But anybody can make noise smaller: blur the picture, and the noise averages out. A result
# is worth as much as the rivals it beats. Here are some that every photo program has. All look at a pixel and its
# neighbours.
#
# - **Blur**: the mean of the neighbours, nearer ones with more weight (a Gaussian kernel: lesson 13).
# - **Median**: the middle one of the neighbours, in order of size.
# - **Local mean** after Wiener: pull each pixel towards the mean of its neighbours. But where they differ by more
#   than noise would, there is something to see: pull less.
#
# ### Exercise: a median filter
#
# Write the second one for a single image, with 3 by 3 pixels around each.

# %% id="exercise-median" tags=["exercise"]
def median_filter(image):
    """Return an image in which each pixel is the median of the 3 x 3 pixels around it, itself included.

    image: shape (height, width), float; do not change it. What lies outside of it counts as 0.
    Returns an array of the same shape.
    Example: in [[1.0, 1.0], [1.0, 1.0]] each pixel sees four ones and five zeros, so all become 0.
    """
    # solution
    height, width = image.shape
    framed = np.pad(image, 1)
    shifted = [framed[i:i + height, j:j + width] for i in range(3) for j in range(3)]
    return np.median(shifted, axis=0)

# %% id="check-median"
dl.exercises.median_filter.check(median_filter)

# %% [markdown] id="filters-text"
# All three for many images at once. (`sliding_window_view`, from lesson 13, shows all windows: here a square around
# each pixel.)

# %% id="filters"
def neighbours(images, size):
    """Return for each pixel the size x size pixels around it, shape (n, 28, 28, size, size)."""
    framed = np.pad(images.reshape(-1, 28, 28), [(0, 0), 2 * (size // 2,), 2 * (size // 2,)])
    return np.lib.stride_tricks.sliding_window_view(framed, (size, size), axis=(1, 2))


def blur(images, width):
    distance = np.subtract.outer(np.arange(28), np.arange(28))
    weights = np.exp(-distance**2 / (2 * width**2))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights @ images.reshape(-1, 28, 28) @ weights.T

# %% [markdown] id="filters-more"
# The other two look at all neighbours in a square:

# %% id="filters-2"
def median(images, size):
    return np.median(neighbours(images, size), axis=(3, 4))


def local_mean(images, size):
    around = neighbours(images, size)
    mean, variance = around.mean(axis=(3, 4)), around.var(axis=(3, 4))
    kept = np.maximum(variance - NOISE**2, 0) / np.maximum(variance, NOISE**2)
    return mean + kept * (images.reshape(-1, 28, 28) - mean)

# %% [markdown] id="linear-text"
# These know nothing of digits. Two rivals do; they learn from the same images. **PCA** (lesson 19) keeps only the
# directions in which digits differ most. And there is the **best straight-line map**: of all matrices that turn noisy
# images into clean ones, that with the smallest mean squared error. It can be written down. With $C$, the covariance
# of the clean images, it is
#
# $$ W = (C + s\, I)^{-1} C , $$
#
# where $s$ is the variance of the noise. In the directions of PCA it multiplies each number by $\frac{v}{v + s}$,
# where $v$ is the variance of digits in that direction: much where digits are strong, little where only noise is.

# %% id="linear"
mean = x_train.mean(axis=0)
C = np.cov(x_train.T)
directions = np.linalg.eigh(C)[1][:, ::-1]  # the one of largest variance first


def pca(images, n):
    kept = directions[:, :n]
    return mean + (images - mean) @ kept @ kept.T


def straight_line(images, s):
    return mean + (images - mean) @ np.linalg.solve(C + s * np.eye(784), C)

# %% [markdown] id="tune-text"
# Each of the five may choose from three settings, on the validation images. What lies beyond 0 and 1 is cut off. (The
# formula of the matrix is the best one *before* this cut; after it another $s$ may be better, so $s$ is its setting.)
#
# For the network we tried seven settings of loss, rate, size and batch beforehand, on validation images as well: more
# than its rivals get.
#
# **Predict.** Put the five in order. Where is the largest gap?

# %% id="tune" tags=["predict"]
def cut(images):
    return np.clip(images, 0, 1).reshape(-1, 784)


settings = {blur: [0.9, 1.2, 1.6], median: [3, 5, 7], local_mean: [3, 5, 7], pca: [20, 40, 80],
            straight_line: [NOISE**2 / 4, NOISE**2 / 2, NOISE**2]}
best = {}
for method, choices in settings.items():
    errors = [error(cut(method(noisy_val, choice)), x_val) for choice in choices]
    best[method] = choices[np.argmin(errors)]
    print(f"{method.__name__:14}", *[f"{c:.3g}: {e:.3f}   " for c, e in zip(choices, errors)])

# %% [markdown] id="race-question"
# **Explain.** Each is best at its middle setting (the matrix by a hair), so none was cut short. And the two that have
# learned from digits lead.
#
# Now all meet on the test images, by which nothing has been chosen. One more joins: our autoencoder *without* the
# noise. All else is the same, but it only ever saw clean images.
#
# **Predict.** Where does this plain autoencoder come: beside the denoiser, beside PCA, or among the filters?

# %% id="race" tags=["predict"] live=true alt="Bars of the error on noisy test images. Noisy images, cut off: 0.18. Plain autoencoder, local mean, median and blur: near 0.04. PCA less than 0.03, the straight-line map 0.024, the denoiser least, below 0.023."
plain = autoencoder()
outputs = {"cut off": cut(noisy_test), "plain autoencoder": plain.predict(noisy_test, verbose=0)}
outputs |= {method.__name__.replace("_", " "): cut(method(noisy_test, best[method])) for method in best}
outputs["PCA"] = outputs.pop("pca")
outputs["denoiser"] = cleaned
errors = {name: error(images) for name, images in outputs.items()}
order = sorted(errors, key=errors.get)
fig, ax = plt.subplots(figsize=(9, 4))
bars = ax.barh(order, [errors[name] for name in order],
               color=[dl.plots.COLORS["vermilion" if name == "denoiser" else "blue"] for name in order])
ax.bar_label(bars, fmt=" %.3f")
_ = ax.set(xlabel="mean squared error to the clean image", xlim=(0, 0.21))

# %% [markdown] id="race-explained"
# **Explain.** The denoiser wins. But look where the large steps are. Cutting off what cannot be ink takes more than
# half of the noise away, for nothing. The three filters, which know nothing of digits, reach about 0.04. *Learning*
# what digits look like makes the next large step, and for that a matrix is enough! The last step, from the matrix to
# our network, is the smallest one in this measure.
#
# And the same network without noise in training is no better than a blur. So it is not the 300 units that clean. It
# is what they were trained for.

# %% id="race-claims" tags=["claim-L21-02"] atol=0.003
denoised, by_plain, by_line = (errors[name] for name in ("denoiser", "plain autoencoder", "straight line"))
by_filter = min(errors[name] for name in ("blur", "median", "local mean"))
dl.claim("The denoiser leaves less than 0.7 of the error of the best filter, and of the plain autoencoder",
         max(denoised / by_filter, denoised / by_plain) < 0.7)

# %% [markdown] id="starts-text"
# Such a small lead may be luck. One more denoiser, from another start and with other noise in training:

# %% id="starts" atol=0.02
another = autoencoder(keras.layers.GaussianNoise(NOISE)).predict(noisy_test, verbose=0)
leads = 1 - np.array([denoised, error(another)]) / by_line
least, largest = leads.min(), leads.max()
dl.claim("Both beat the best straight-line map, by less than a tenth", 0 < least and largest < 0.1)

# %% [markdown] id="look-text"
# Numbers are not all. Look at eight digits:

# %% id="look" live=true alt="Five rows of eight digits. The blurred ones are spotted fog; the straight-line map gives grey digits with ghosts around them; the denoiser gives darker strokes on clean paper."
rows = ["cut off", "blur", "straight line", "denoiser"]
_ = dl.plots.plot_reconstructions({**{name: outputs[name][20:28] for name in rows}, "true": x_test[20:28]})

# %% [markdown] id="look-more"
# What a matrix makes of a noisy digit is what it makes of the digit, plus what it makes of the noise. So whatever the
# digit, the noise leaves the same ghosts on the paper. A network is not bound to that, and ours keeps the paper
# clean.

# %% [markdown] id="copy-text"
# ## 3. What must the target be?
#
# The recipe says: noise in, clean image out. Which part of it is essential? To find out, give the network all freedom
# to copy: **more** units than pixels. To be quick, we take the mean of every four pixels (196 are left) and 300
# units. Three networks get the same noisy images, new noise in every epoch. Only the target differs:
#
# - the **clean** image;
# - the **same** noisy image that came in;
# - **another** noisy copy of the same digit. No clean image is shown to this network, ever.

# %% id="targets"
small_train, small_test = (x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) for x in (x_train, x_test))


def taught(target):
    """Train on noisy images, towards target(noisy, epoch)."""
    model = keras.Sequential([keras.Input((196,)), keras.layers.Dense(300, activation="relu"),
                              keras.layers.Dense(196)])
    model.compile(keras.optimizers.Adam(0.003), "mse", steps_per_execution=35)
    for epoch in range(8):
        noisy = with_noise(small_train, seed=100 + epoch)
        model.fit(noisy, target(noisy, epoch), batch_size=50, verbose=0)
    return model

# %% [markdown] id="teachers-text"
# And the three targets:

# %% id="teachers"
teachers = {"clean": lambda noisy, epoch: small_train, "same": lambda noisy, epoch: noisy,
            "another": lambda noisy, epoch: with_noise(small_train, seed=200 + epoch)}

# %% [markdown] id="copy-question"
# **Predict.** Which of the three clean new digits? What does the third one do, whose targets are as noisy as its inputs?

# %% id="copy-run" tags=["predict"] live=true alt="Five rows of eight digits of 14 by 14 pixels: noisy; with the clean target, digits, a little blurred; with the same noisy target, noise as before; with another noisy copy as target, the same digits as with the clean target, somewhat fainter; the true ones."
small_noisy = with_noise(small_test, seed=3)
given = {name: taught(target).predict(small_noisy, verbose=0) for name, target in teachers.items()}
rows = {f"target: {name}": images[:8] for name, images in given.items()}
_ = dl.plots.plot_reconstructions({"noisy": small_noisy[:8], **rows, "true": small_test[:8]})

# %% [markdown] id="copy-explained"
# **Explain.** With the same noisy image as target it learns to copy, noise and all. With another noisy copy it
# cleans, though nobody ever told it what clean is! Both have targets of exactly the same kind, equally noisy. The
# only difference is whether the noise of the target can be *known* from the input. That of another copy cannot. So
# what is the best answer, in the mean of the squares? The mean of all targets that are possible (lesson 04). And
# noise has the mean 0, so the mean of noisy copies is the clean image.
#
# Jaakko Lehtinen and others showed it in 2018, on photographs, and called it Noise2Noise. Its use: where a clean
# picture cannot be had, as in microscopes, two noisy ones do.

# %% id="copy-claims" tags=["claim-L21-03", "claim-L21-01"] rtol=0.1
untouched = error(small_noisy, small_test)
by_clean, by_same, by_another = (error(given[name], small_test) for name in ("clean", "same", "another"))
dl.claim("With 300 units for 196 pixels: towards the same noisy image nothing is cleaned,\n"
         "more than 0.9 of the error is left", by_same > 0.9 * untouched)
dl.claim("Towards the clean image less than a tenth is left", by_clean < 0.1 * untouched)
dl.claim("Towards another noisy image, without a clean one ever, less than a tenth as well", by_another < 0.1 * untouched)

# %% [markdown] id="exercise-targets-text"
# ### Exercise: what comes out?
#
# Five new trainings, with plenty of units and images, new noise in every step, and the mean squared error. The input
# is always the noisy image. The target is
#
# - **A**: the clean image, of which each pixel is set to 0 with probability one half, and else doubled;
# - **B**: the very noisy image that came in, upside down;
# - **C**: the clean image, of which each pixel is set to 0 with probability one half, and else left as it is;
# - **D**: another noisy copy, with all numbers below 0 set to 0;
# - **E**: the noisy image that came in, plus some more noise.
#
# What do they make of a new noisy digit?

# %% id="exercise-targets" tags=["exercise"]
def what_comes_out():
    """Return a list of five numbers, for A to E.

    1: the digit, cleaned; 2: an image with the noise still in it; 3: no noise, but wrong brightness.
    Example: [1, 1, 1, 1, 1] says that all five clean the digit.
    """
    # solution
    return [1, 2, 3, 3, 2]

# %% id="check-targets"
dl.exercises.what_comes_out.check(what_comes_out)

# %% [markdown] id="dropout-text"
# ## 4. Another kind of damage
#
# Damage need not be a number that is added. We can switch pixels off at random, as dropout does: half of them. (Keras
# enlarges those that remain, so they are doubled.) The layer `Dropout` stands where `GaussianNoise` stood, and it,
# too, works in training only.
#
# **Predict.** Half of all pixels are missing, and the network is not told which. Can it paint them in?

# %% id="dropout" tags=["predict"] live=true alt="Four rows of ten digits: with half of the pixels missing; what the plain autoencoder makes of them, strokes with gaps; what the denoiser trained on missing pixels makes of them, closed strokes; the true ones."
painter = autoencoder(keras.layers.Dropout(0.5))
torn = 2 * x_test * (np.random.default_rng(4).random(x_test.shape) < 0.5)
painted, by_plain = (model.predict(torn, verbose=0) for model in (painter, plain))
_ = dl.plots.plot_reconstructions({"half missing": torn[:10] / 2, "plain": by_plain[:10], "trained": painted[:10],
                                   "true": x_test[:10]})

# %% [markdown] id="dropout-explained"
# **Explain.** It can. Strokes are connected, and a pixel between two dark ones is dark as a rule. The control is
# again the same network without damage in training. It closes some gaps, too; but strokes stay torn.

# %% id="dropout-claims" tags=["claim-L21-04"] atol=0.003
missing, filled, filled_by_plain = (error(images) for images in (torn / 2, painted, by_plain))
dl.claim("Trained on missing pixels, it leaves less than 0.4 of the error, and less than 0.8 of what the plain one leaves",
         max(filled / missing / 0.4, filled / filled_by_plain / 0.8) < 1,
         shown={"of the error": filled / missing, "of the plain one's": filled / filled_by_plain})
pixels = np.ones((1, 1000), "float32")
for layer in (keras.layers.GaussianNoise(0.7), keras.layers.Dropout(0.5)):
    in_use, in_training = (keras.ops.convert_to_numpy(layer(pixels, training=t)) for t in (False, True))
    unchanged, changed = np.mean(in_use == 1), np.mean(in_training != 1)
    dl.claim(f"{layer.__class__.__name__} changes nothing in use, and every pixel in training",
             unchanged == 1 and changed == 1)

# %% [markdown] id="dropout-rivals-text"
# And the rivals? A blur fills gaps, too. For the matrix we need the variance of this damage. A pixel of ink $x$
# becomes 0 or $2x$: it is off by $x$ either way, so the variance is $x^2$. Its mean over the images, one number for
# each pixel, takes the place of $s$.

# %% id="dropout-rivals" tags=["claim-L21-04"] atol=0.003
torn_val = 2 * x_val * (np.random.default_rng(8).random(x_val.shape) < 0.5)
width = min([0.6, 0.8, 1.0], key=lambda width: error(cut(blur(torn_val, width)), x_val))
variances = np.maximum(np.mean(x_train**2, axis=0), 0.001)  # not 0, where there is never ink
blurred, mapped = error(cut(blur(torn, width))), error(cut(straight_line(torn, variances)))
dl.claim("The blur beats the plain autoencoder, and the matrix the blur", mapped < blurred < filled_by_plain)
dl.claim("The denoiser beats the matrix, by less than a fifth", 0.8 * mapped < filled < mapped)

# %% [markdown] id="sparse-text"
# ## 5. Most must keep quiet
#
# Here is quite another obstacle. Leave the images clean, but allow each unit of the code to be active only rarely, in
# one image of ten, say. Then every image has to be told with a few units. Such a code is called **sparse**.
#
# For "active" to mean something, the units are sigmoids now, between 0, quiet, and 1. First without any rule: how
# busy are they?

# %% id="coder"
def coder(penalty=None):
    """Train 784-100-784 on clean images, with a penalty for the activity of the code; return it."""
    codes = keras.layers.Dense(100, activation="sigmoid", activity_regularizer=penalty)
    model = keras.Sequential([keras.Input((784,)), codes, keras.layers.Dense(784, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.005), "mse", steps_per_execution=35)
    model.fit(x_train, x_train, epochs=12, batch_size=50, verbose=0)
    return model

# %% [markdown] id="free-text"
# Its first layer alone gives the codes, here of the test images:

# %% id="free"
def codes_of(model):
    return keras.Sequential(model.layers[:1]).predict(x_test, verbose=0)


free = coder()
free_codes = codes_of(free)
print(f"mean activity about {free_codes.mean():.1f}")

# %% [markdown] id="penalty-text"
# Now the rule. In each batch, take the mean activity $q$ of each unit over the samples. Wanted is $p$, here 0.1. What
# should a unit pay whose $q$ is 0.3?
#
# We might charge $(q - p)^2$. The usual choice is another: think of a coin that shows heads with probability $p$, and
# of one with probability $q$. How different they are is measured by the **Kullback-Leibler divergence**
#
# $$ D(p \,\|\, q) = p \log\frac{p}{q} + (1 - p) \log\frac{1 - p}{1 - q} . $$
#
# It is 0 if $q = p$ and else above 0. (It is *not* a distance: $D(p \| q)$ and $D(q \| p)$ differ. And its first term
# alone would not do: it goes below 0.)

# %% id="kl-curves" alt="Two curves over the mean activity q, both 0 at the target 0.1. The squared difference is a flat parabola that reaches 0.8 at q = 1. The divergence is steeper everywhere and goes up like a wall at both ends, q = 0 and q = 1."
def divergence(p, q):
    return p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))


q = np.linspace(0.001, 0.999, 999)
fig, ax = plt.subplots(figsize=(9, 4))
for cost, name, color in [(divergence(0.1, q), "KL divergence", "vermilion"), ((q - 0.1) ** 2, "squared difference", "blue")]:
    ax.plot(q, cost, color=dl.plots.COLORS[color], label=name)
ax.axvline(0.1, color="black", ls=":")
ax.text(0.11, 1.5, "target 0.1")
ax.legend(loc="upper center")
_ = ax.set(xlabel="mean activity q of a unit", ylabel="penalty", ylim=(-0.05, 2))

# %% [markdown] id="kl-numbers-text"
# In numbers:

# %% id="kl-numbers" tags=["claim-L21-07", "claim-L21-06"]
there, back, at_target = divergence(0.1, 0.3), divergence(0.3, 0.1), divergence(0.1, 0.1)
dl.claim("A unit that is active 0.3 of the time pays, one at 0.1 pays nothing", there > 0.1 and at_target == 0)
dl.claim("The divergence has a direction: from 0.1 to 0.3 it is less than from 0.3 to 0.1", there < back)

# %% [markdown] id="slope-text"
# Why the divergence? Look at the slopes:
#
# $$ \frac{\partial D}{\partial q} = \frac{q - p}{q (1 - q)} , \qquad \text{beside} \quad 2 (q - p) . $$
#
# The first is at least twice as steep. That alone would be nothing: a larger strength does the same. What counts is *where*
# it is steep: at both ends, without bound. There sit the units that always shout and those that never speak, and
# there the sigmoid is flat, with slope $q (1 - q)$ if all samples agree. The product of both is $q - p$: the walls
# make up for the flat ends, just as cross-entropy did in lesson 04.

# %% id="slopes" tags=["claim-L21-07"]
of_divergence, of_square = (q - 0.1) / (q * (1 - q)), 2 * (q - 0.1)
ratio = of_divergence[q != 0.1] / of_square[q != 0.1]
at_half, at_99, at_001 = (np.interp(place, q[q != 0.1], ratio) for place in (0.5, 0.99, 0.001))
print(f"times as steep: at 0.5 {at_half:.1f}, at 0.99 {at_99:.0f}, at 0.001 {at_001:.0f}")
least = ratio.min()
dl.claim("The divergence is at least twice as steep as the square, and at both ends more than 50 times",
         least > 1.999 and min(at_99, at_001) > 50)

# %% [markdown] id="exercise-kl-text"
# ### Exercise: the penalty and its gradient
#
# Training needs the slope with respect to each *entry* of the code, not to the mean. What share has one entry in a
# mean of $n$?

# %% id="exercise-kl" tags=["exercise"]
def kl_penalty(codes, target):
    """Return the sparsity penalty of a batch, and its gradient with respect to the codes.

    codes: activities between 0 and 1, both excluded, shape (n_samples, n_units); target: the wanted
        mean activity of each unit, between 0 and 1.
    Returns a number, the sum of the divergences of all units, and an array of the shape of codes.
    Example: codes [[0.2], [0.4]] and target 0.1 give 0.116... and [[0.476...], [0.476...]].
    """
    # solution
    q = codes.mean(axis=0)
    units = target * np.log(target / q) + (1 - target) * np.log((1 - target) / (1 - q))
    slope = (q - target) / (q * (1 - q))
    return units.sum(), np.tile(slope / len(codes), (len(codes), 1))

# %% id="check-kl"
dl.exercises.kl_penalty.check(kl_penalty)

# %% [markdown] id="kl-keras-text"
# Keras has no such penalty; the course has: `KLSparsity`, the same formula times a strength. It is an
# `activity_regularizer`: Keras hands it the outputs of a layer, batch by batch. (A trap: Keras divides what comes
# back by the batch size, which is right for sums over samples. Ours is no such sum, so it multiplies by the batch
# size. Versions that forget this become weaker with larger batches.)
#
# Of the strengths 0.001, 0.003 and 0.01 we take the middle one: the first stays farther from the target, the last
# costs more of the images.
#
# **Predict.** Sketch the histogram of all activities, without the rule and with it. And what will it cost in reconstruction?

# %% id="sparse" tags=["predict"] live=true alt="Two histograms of the activities of 100 units over 1,000 test images. Without penalty most activities are close to 1 and some close to 0. With the penalty nearly all are close to 0, and few are large."
sparse = coder(dl.regularizers.KLSparsity(target=0.1, strength=0.003))
sparse_codes = codes_of(sparse)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
for ax, codes, name in [(axes[0], free_codes, "no penalty"), (axes[1], sparse_codes, "KL, target 0.1")]:
    ax.hist(codes.ravel(), bins=40, range=(0, 1), weights=np.full(codes.size, 1 / codes.size))
    ax.axvline(codes.mean(), color=dl.plots.COLORS["vermilion"])
    ax.text(codes.mean(), 0.4, f"  mean {codes.mean():.2f}  ", color=dl.plots.COLORS["vermilion"],
            ha="left" if codes.mean() < 0.5 else "right")
    _ = ax.set(title=name, xlabel="activity")

# %% [markdown] id="sparse-explained"
# **Explain.** Without a rule the units have no reason to be quiet. With it, an image is told with few of them. And
# the price? See for yourself below: with this strength hardly any.

# %% id="sparse-claims" tags=["claim-L21-05", "claim-L21-06", "claim-L21-01"] atol=0.03
free_mean, sparse_mean = free_codes.mean(), sparse_codes.mean()
free_busy, sparse_busy = np.mean(free_codes > 0.5), np.mean(sparse_codes > 0.5)
dl.claim("The mean activity of new images is near the target 0.1, instead of more than 0.4",
         free_mean > 0.4 and 0.08 < sparse_mean < 0.17)
dl.claim("In an image less than 15 of 100 units are more than half active, instead of more than 40",
         sparse_busy < 0.15 and free_busy > 0.4)
free_error, sparse_error = (error(model.predict(x_test, verbose=0)) for model in (free, sparse))
print(f"error of the images: {free_error:.3f} without, {sparse_error:.3f} with the penalty")

# %% [markdown] id="parts-text"
# ## 6. Do features become parts?
#
# One often reads: in a sparse code each unit stands for a meaningful part, a stroke or a loop. Let us look instead of
# repeating it. If unit $j$ becomes more active, its row of 784 weights in the decoder is added to the image (before
# the last sigmoid). So this row is what the unit *draws*, and it can be shown as an image.
#
# We show 24 units of each code that are *live*: their activity differs from image to image. (Some units of the free
# code are stuck near 1 for every image. They say nothing, and we leave them out here and in what follows.)
#
# **Predict.** What will you see, without the penalty and with it?

# %% id="parts" tags=["predict"] live=true alt="What 24 live units draw, with and without the penalty. Without it: blots, red and blue mixed all over. With it: curved strokes, some nearly whole digits."
fig, axes = plt.subplots(2, 1, figsize=(11, 4.6))
features = {}
for ax, name, model, codes in zip(axes, ["no penalty", "KL penalty"], [free, sparse], [free_codes, sparse_codes]):
    features[name] = model.layers[-1].get_weights()[0]  # shape (100, 784)
    live = codes.std(axis=0) > 0.05
    drawn = features[name][live][:24]
    drawn = drawn - drawn.mean(axis=1, keepdims=True)
    drawn = drawn / np.abs(drawn).max(axis=1, keepdims=True)
    dl.plots.plot_filters(drawn.T.reshape(28, 28, -1), columns=12, ax=ax)
    ax.set_title(name, loc="left")

# %% [markdown] id="parts-explained"
# **Explain.** Without the penalty a unit draws blots: only many of them together make a stroke. With it, pen
# strokes appear, and some units draw nearly a whole digit. That is plausible: if few units may speak, each has to say
# something complete.
#
# But our eyes love strokes. Two measurements. *Likeness*: how similar is what a unit draws to the most similar
# training image? (The cosine of the angle between both, less their means; a unit may also draw the negative.) *Purity*:
# of the ten test images for which a unit is loudest, how many show the same digit? Or of the ten for which it is most
# quiet: a unit that is mostly loud may tell something by its silence. The better of both counts. As a control, the
# same with labels shuffled.

# %% id="measure"
def likeness(rows):
    centred = [a - a.mean(axis=0) for a in (rows, x_train)]
    units, images = (a / np.linalg.norm(a, axis=1, keepdims=True) for a in centred)
    return np.abs(units @ images.T).max(axis=1)


def purity(codes, labels):
    order = np.argsort(codes, axis=0)
    ends = labels[order[:10]], labels[order[-10:]]  # each of shape (10, n_units)
    return np.max([[np.bincount(column).max() for column in end.T] for end in ends], axis=0) / 10

# %% [markdown] id="measured-text"
# What do they say?

# %% id="measured" live=true
shuffled = np.random.default_rng(5).permutation(digits.y_test)
found = {}
for name, codes in [("no penalty", free_codes), ("KL penalty", sparse_codes)]:
    live = codes.std(axis=0) > 0.05
    pure, chance = (purity(codes[:, live], labels) for labels in (digits.y_test, shuffled))
    found[name] = np.median(likeness(features[name][live])), pure.mean(), pure.min()
    print(f"{name}: live units {live.sum()}; likeness {found[name][0]:.2f}; purity {pure.mean():.2f} "
          f"(from {pure.min():.1f} to {pure.max():.1f}), with shuffled labels {chance.mean():.2f}")

# %% [markdown] id="measure-text"
# So it is typical, and not guaranteed: with the penalty units are purer on the whole and look more like digits. But
# the least pure of them are hardly better than chance, and nothing in the penalty asks for a meaning. It asks for
# quiet. (Does the free code suffer from its learning rate? At lower ones it draws blots as well. Its units get purer,
# but its images worse. So compare only codes that give images back about equally well, as these two do.)

# %% id="measure-claims" tags=["claim-L21-05"] atol=0.06
(free_like, free_pure, _), (sparse_like, sparse_pure, worst) = found.values()
dl.claim("With the penalty the units draw what is more like a digit", sparse_like > free_like + 0.08)
dl.claim("They are purer by more than 0.05 on average; the worst has at most 4 of 10 of one digit",
         sparse_pure > free_pure + 0.05 and worst <= 0.4)

# %% [markdown] id="demo-text"
# ## 7. Play
#
# The demo cleans a digit while you turn the noise up, with a small network and with the best straight-line map, both
# trained at the noise 0.7. It begins where there is hardly any: is it wise to clean what is clean? From which noise
# on is it better than doing nothing? And which digit is the first to be taken for another one?

# %% id="demo" alt="A snapshot of the demo: a digit with hardly any noise, what network and straight-line map make of it, and the true one. Both cleaned ones are worse than the input as it comes."
dl.demos.clean_digit()

# %% [markdown] id="arrows"
# ## Deeper: where the arrows point

# %% [markdown] id="arrows-text"
# Pascal Vincent and others drew in 2010 what a denoiser learns. Take images of two pixels only, so that each is a
# point in a plane. The clean ones lie on a ring. Noise throws them off it, and the network has to bring them back.

# %% id="ring"
def points_on_ring(n, seed):
    """Return n points of a ring with radius 1, and the same with noise; both of shape (n, 2)."""
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi, n)
    clean = np.stack([np.cos(angle), np.sin(angle)], axis=1).astype("float32")
    return clean, with_noise(clean, seed + 1, stddev=0.3)


ring, thrown = points_on_ring(5000, seed=10)
guide = keras.Sequential([keras.Input((2,)), keras.layers.Dense(64, activation="relu"),
                          keras.layers.Dense(64, activation="relu"), keras.layers.Dense(2)])
guide.compile(keras.optimizers.Adam(0.003), "mse", steps_per_execution=50)
_ = guide.fit(thrown, ring, epochs=10, batch_size=100, verbose=0)

# %% [markdown] id="arrows-question"
# From each place in the plane we draw an arrow to what the network answers there.
#
# **Predict.** Where do the arrows point outside of the ring, and inside? And in the very middle?

# %% id="arrows-picture" tags=["predict"] live=true alt="A ring, and arrows from a grid of places. Outside all point inwards to the ring, inside outwards; each ends near the ring. On the ring they are short, and in the very middle there is hardly any."
across = np.linspace(-1.5, 1.5, 13)
grid = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2).astype("float32")
arrows = guide.predict(grid, verbose=0) - grid
fig, ax = plt.subplots(figsize=(5.6, 5.6))
ax.plot(*ring[:1000].T, ".", color=dl.plots.COLORS["vermilion"])
ax.quiver(*grid.T, *arrows.T, angles="xy", scale_units="xy", scale=1, color=dl.plots.COLORS["blue"])
_ = ax.set(xlabel="pixel 1", ylabel="pixel 2", aspect="equal")

# %% [markdown] id="arrows-explained"
# **Explain.** All point home. Nobody told the network of a ring; by cleaning it has learned where the data lie. And
# in the middle? From there each part of the ring is equally likely to be the origin, and the mean of them all *is*
# the middle: hardly an arrow. So it is with a digit whose loop the noise hides: what comes out is something in
# between.
#
# Here the best answer can be worked out: the mean of all clean points, each weighted by how probably the noise has
# thrown it just here.

# %% id="arrows-claim" atol=0.03
squares = np.sum((grid[:, None] - ring) ** 2, axis=-1)  # (169, 5000)
weights = np.exp(-squares / (2 * 0.3**2))
best_arrows = weights @ ring / weights.sum(axis=1, keepdims=True) - grid
off, length = (np.sqrt(np.mean(a**2)) for a in (arrows - best_arrows, best_arrows))
dl.claim("The network's arrows are the best ones, to less than 0.25 of their length", off / length < 0.25)
_, new_points = points_on_ring(1000, seed=20)
strayed, left = (np.sqrt(np.mean((np.linalg.norm(points, axis=1) - 1) ** 2))
                 for points in (new_points, guide.predict(new_points, verbose=0)))
dl.claim("One step leaves less than 0.4 of the distance of new points from the ring", left / strayed < 0.4)

# %% [markdown] id="arrows-end"
# The best arrows have another meaning, too: they lead to where noisy points are more frequent, by the shortest way
# uphill. So who can clean knows in which direction an image gets more probable. Diffusion models follow such arrows,
# in many small steps, from mere noise to a picture.

# %% [markdown] id="l1"
# ## Deeper: L1 on activity

# %% [markdown] id="l1-text"
# There is a simpler rule, and Keras has it: charge each activity by its size, with an `L1` activity regularizer. No
# target, no batch means. Its strength is chosen so that this code is, on the whole, about as quiet as the one with
# KL.
#
# **Predict.** KL asks every *unit* to come to the target. L1 asks for little activity in all. How will the mean
# activities of the hundred units differ in the two codes? And which gives better images?

# %% id="l1-run" tags=["predict"] live=true alt="Mean activity of 100 units, sorted, two curves. With the KL penalty it is nearly level, between 0.1 and 0.2. With L1 about a third of the units are at 0, and the others climb to far above."
lasso = coder(keras.regularizers.L1(0.0007))
lasso_codes = codes_of(lasso)
lasso_error = error(lasso.predict(x_test, verbose=0))
fig, ax = plt.subplots(figsize=(9, 3.6))
for codes, name, color, off in [(sparse_codes, "KL", "vermilion", sparse_error), (lasso_codes, "L1", "blue", lasso_error)]:
    ax.plot(np.sort(codes.mean(axis=0)), color=dl.plots.COLORS[color], label=name)
    print(f"{name}: mean activity {codes.mean():.2f}; live units {np.sum(codes.std(axis=0) > 0.05)}; error of the images {off:.3f}")
ax.legend()
_ = ax.set(xlabel="unit, in order of its activity", ylabel="mean activity", ylim=0)

# %% [markdown] id="l1-explained"
# **Explain.** L1 lets the units share the work as they like: some are busy, and about a third are never needed. KL
# pays each the same wage, and keeps all in use. The images are about equally good.

# %% id="l1-claim" tags=["claim-L21-05"] atol=0.04
kl_mean, l1_mean = sparse_codes.mean(), lasso_codes.mean()
kl_spread, l1_spread = (codes.mean(axis=0).std() for codes in (sparse_codes, lasso_codes))
kl_live, l1_live = (np.mean(codes.std(axis=0) > 0.05) for codes in (sparse_codes, lasso_codes))
dl.claim("Equally quiet on the whole, to 0.03, the units differ more than three times as much with L1 as with KL",
         abs(l1_mean - kl_mean) < 0.03 and l1_spread > 3 * kl_spread)
dl.claim("With KL all units live, with L1 less than 0.85 of them", kl_live == 1 and l1_live < 0.85)

# %% [markdown] id="levels"
# ## Deeper: noise never trained on

# %% [markdown] id="levels-text"
# Our denoiser was trained at the noise 0.7. Outside, nobody promises that.
#
# **Predict.** Sketch its error over the noise of the test images, from 0 to 1.2, beside doing nothing but cutting
# off. Where do the two cross? And the same network trained without noise?

# %% id="levels-run" tags=["predict"] live=true alt="Error over the noise from 0 to 1.2. Doing nothing starts at 0 and climbs steeply. The denoiser starts near 0.02, stays level up to 0.5, and climbs slowly. They cross near 0.2. The straight-line map runs beside the denoiser, above it around 0.7. The plain autoencoder starts at less than 0.01 and is overtaken by the denoiser between 0.3 and 0.5."
levels = np.linspace(0, 1.2, 9)
curves = {"doing nothing": [], "straight-line map": [], "denoiser": [], "plain autoencoder": []}
for level in levels:
    images = with_noise(x_test[:300], seed=6, stddev=level)
    by_networks = [model.predict(images, verbose=0) for model in (denoiser, plain)]
    answers = [images, straight_line(images, best[straight_line]), *by_networks]
    for curve, answer in zip(curves.values(), answers):
        curve.append(error(cut(answer), x_test[:300]))
fig, ax = plt.subplots(figsize=(9, 4))
for (name, curve), color, line in zip(curves.items(), ("black", "blue", "vermilion", "green"), (":", "--", "-", "-.")):
    ax.plot(levels, curve, line, color=dl.plots.COLORS[color], label=name)
ax.legend()
_ = ax.set(xlabel="standard deviation of the noise", ylabel="mean squared error", ylim=(0, 0.1))

# %% [markdown] id="levels-explained"
# **Explain.** Where there is little noise it does harm: it cannot know that what it sees is true, for in training
# that was never so. It is not for want of units: the plain autoencoder has as many, and copies clean images far
# better. And where the noise is much weaker or stronger than 0.7, even the lead over the matrix is gone.
#
# And another *kind* of damage? We give both denoisers both kinds.

# %% id="crossed" tags=["claim-L21-04"] atol=0.004
damaged = {"noise": noisy_test, "missing pixels": torn}
crossed = {(name, kind): error(cut(model.predict(images, verbose=0)))
           for name, model in [("noise", denoiser), ("missing pixels", painter)] for kind, images in damaged.items()}
for (name, kind), found in crossed.items():
    print(f"trained on {name:14}  tested on {kind:14} {found:.3f}")
at_0, plain_at_0 = (error(model.predict(x_test, verbose=0)) for model in (denoiser, plain))
own, other = crossed["missing pixels", "missing pixels"], crossed["noise", "missing pixels"]
own_noise, other_noise = crossed["noise", "noise"], crossed["missing pixels", "noise"]
dl.claim("On clean images the denoiser leaves more than twice the error of the plain autoencoder", at_0 > 2 * plain_at_0)
dl.claim("Each does best what it was trained for", own < other and own_noise < other_noise)

# %% [markdown] id="contractive"
# ## Deeper: no noise, but a penalty for answering to it

# %% [markdown] id="contractive-text"
# Why add noise at all, if one can ask directly that small changes of the image change the code little? Salah Rifai
# and others did so in 2011. The **contractive autoencoder** pays for the squares of all slopes of the code $h$ with
# respect to the pixels $x$, in the mean over the samples:
#
# $$ \sum_{i,j} \Big(\frac{\partial h_j}{\partial x_i}\Big)^2 ,
# \qquad \frac{\partial h_j}{\partial x_i} = h_j (1 - h_j)\, W_{ij} \quad \text{for a layer of sigmoids.} $$
#
# ### Exercise: the contractive penalty

# %% id="exercise-contraction" tags=["exercise"]
def contraction(codes, kernel):
    """Return the contractive penalty of a layer of sigmoid units: a number.

    codes: outputs of the layer, shape (n_samples, n_units); kernel: its weights, shape (n_pixels, n_units).
    Returns the sum of the squared slopes over pixels and units, in the mean over the samples.
    Example: codes [[0.5]] and kernel [[2.0]] give 0.25.
    """
    # solution
    slopes = codes * (1 - codes)
    lengths = np.sum(kernel**2, axis=0)
    return np.mean(np.sum(slopes**2 * lengths, axis=1))

# %% id="check-contraction"
dl.exercises.contraction.check(contraction)

# %% [markdown] id="contractive-keras-text"
# In Keras a layer can add to the loss from inside. And we check your formula's promise by experiment: shake images a
# little, and see how far their codes move, compared with how far the codes of different images lie apart.

# %% id="contractive-run"
class ContractiveDense(keras.layers.Dense):
    """A Dense layer of sigmoid units that pays for its slopes."""

    def call(self, inputs):
        h = super().call(inputs)
        lengths = keras.ops.sum(self.kernel**2, axis=0)
        self.add_loss(0.0005 * keras.ops.mean(keras.ops.sum((h * (1 - h)) ** 2 * lengths, axis=1)))
        return h


model = keras.Sequential([keras.Input((784,)), ContractiveDense(100, activation="sigmoid"),
                          keras.layers.Dense(784, activation="sigmoid")])
model.compile(keras.optimizers.Adam(0.005), "mse", steps_per_execution=35)
_ = model.fit(x_train, x_train, epochs=12, batch_size=50, verbose=0)

# %% [markdown] id="contractive-more"
# The rival is the code without any penalty.

# %% id="contractive-claim" atol=0.05
shaken = with_noise(x_test, seed=7, stddev=0.1)


def moved(model):
    """Return how far codes move when images are shaken, as a share of their distance from the mean code."""
    encode = keras.Sequential(model.layers[:1])
    still, after = (encode.predict(images, verbose=0) for images in (x_test, shaken))
    return np.sqrt(np.mean((after - still) ** 2) / still.var(axis=0).mean())


free_moved, contracted_moved = moved(free), moved(model)
contracted_error = error(model.predict(x_test, verbose=0))
print(f"error of the images: {free_error:.3f} without, {contracted_error:.3f} with the penalty")
dl.claim("Shaken images move the contracted codes less than 0.75 times as far as the free ones",
         contracted_moved < 0.75 * free_moved)

# %% [markdown] id="contractive-end"
# Again a price is paid in reconstruction. For small noise both ways come to nearly the same (Guillaume Alain and
# Yoshua Bengio, 2014). Noise is the simpler one: it asks for no derivative, and works for any depth.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A denoising autoencoder gets a damaged image and has to give the clean one. It cleans digits that it never saw,
#   for it has learned what digits look like.
# - Most of the network's lead over a blur a mere matrix has, too. Measure the rivals before you praise the network.
# - What matters in the target is that its noise cannot be guessed from the input. Another noisy copy teaches nearly as much as the
#   clean image.
# - Each denoiser is made for its own damage. On a clean image it does harm.
# - A sparsity penalty holds the mean activity of each unit at a target. The KL divergence is steep where units are
#   always or never active.
# - Sparse units draw strokes, and often belong to one kind of digit. That is typical, not guaranteed: measure it.
#
# All our codes so far came from images that exist. Could we decode a code that no image gave, and get a new digit? Lesson 22.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | denoising autoencoder | 잡음 제거 오토인코더 | autoencoder that gives the clean image for a damaged one |
# | noise | 잡음 (노이즈) | random disturbance added to data |
# | sparse autoencoder | 희소 오토인코더 | autoencoder with a penalty, so that few units of the code are active |
# | sparsity loss | 희소 손실 | penalty for mean activities that are not the wanted one |
# | Kullback-Leibler divergence | 쿨백-라이블러 발산 | how different two distributions are; it has a direction |

# %% [markdown] id="references"
# ## References
#
# - P. Vincent and others, *Extracting and composing robust features with denoising autoencoders*, International
#   Conference on Machine Learning, 2008.
# - P. Vincent and others, *Stacked denoising autoencoders*, Journal of Machine Learning Research 11, 2010 (the
#   arrows).
# - A. Ng, *Sparse autoencoder*, lecture notes CS294A, Stanford, 2011 (the KL penalty).
# - S. Rifai and others, *Contractive auto-encoders: explicit invariance during feature extraction*, International
#   Conference on Machine Learning, 2011.
# - G. Alain and Y. Bengio, *What regularized auto-encoders learn from the data-generating distribution*, Journal of
#   Machine Learning Research 15, 2014.
# - J. Lehtinen and others, *Noise2Noise: learning image restoration without clean data*, International Conference on
#   Machine Learning, 2018.
# - N. Wiener, *Extrapolation, interpolation, and smoothing of stationary time series*, 1949 (the best straight-line
#   map).
