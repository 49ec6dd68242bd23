# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="accuracy as a staircase under the smooth cross-entropy"
# # Loss functions
#
# To learn from mistakes, a network needs to know how large a mistake is. In this lesson you build the numbers that say so,
# find the recipe behind them, and see why the number that people care about most, the accuracy, cannot show training which
# way to go. At the end a network has a fine loss. Has it learned anything?

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - compute the usual losses by hand: squared and absolute errors, Huber, cross-entropy;
# - say what an outlier does to each, and why no gradient descent uses the accuracy;
# - turn what you believe about your data into a loss;
# - say how cross-entropy treats a confident mistake, and why it is computed from logits;
# - tell whether a loss shows that anything was learned at all.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=4)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(4)
softmax, sigmoid = dl.scratch.softmax, dl.scratch.sigmoid

# %% [markdown] id="one-number"
# ## 1. One number to make small
#
# You and a friend each lay a ruler through the same fifty points and draw a line. Whose line is better? You can argue all
# evening, or agree on a number that says how wrong a line is.
#
# A line $\hat y = w x + b$ has two **parameters**, the weight $w$ and the bias $b$. Here $\hat y$ ("y hat") is what the
# line predicts, and $y$ is the **target**, what was measured. For each point take the error $\hat y - y$, square it, so
# that it cannot cancel an error of the other sign, and average over all points. This is the **mean squared error**, MSE. It
# is a **loss function** $L$ (or *cost function*): a number that is large for bad parameters and small for good ones. Why the
# square, when the absolute value has no sign either? Keep that question; section 5 answers it.

# %% id="loss-of-a-line"
x = rng.uniform(-1, 1, size=50)
y = 3 * x + 2 + rng.normal(0, 0.3, size=50)


def line_loss(w, b):
    return np.mean((w * x + b - y) ** 2)


for w, b in [(0, 0), (1, 1), (3, 2)]:
    print(f"w = {w}, b = {b}: loss {line_loss(w, b):.2f}")

# %% [markdown] id="landscape-text"
# Every pair $(w, b)$ is a place on a plane, and its loss is the height there: a **landscape**. On the left below are three
# lines, with the errors of the green one; on the right the landscape from above, where each line is a single point. As on a map
# of mountains, a curve joins places of equal height; dark is low.

# %% id="landscape" alt="Left: fifty points about a rising line, and three lines of which one fits; from another, thin upright segments lead to the points, its errors. Right: contours of the loss over weight and bias, a single oval valley; the three lines are three points, and the line that fits lies at the bottom."
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.6))
left.plot(x, y, "o", color=dl.plots.COLORS["grey"], ms=5)
left.vlines(x, x + 1, y, color=dl.plots.COLORS["green"], lw=1)  # the errors of the green line
heights = lambda points: np.array([line_loss(w, b) for w, b in points])
dl.plots.plot_contour(heights, xlim=(-1, 5), ylim=(-1, 5), ax=right)
for (w, b), name, marker in [((0, 0), "blue", "o"), ((1, 1), "green", "s"), ((3, 2), "vermilion", "*")]:
    color = dl.plots.COLORS[name]
    left.plot([-1, 1], [b - w, b + w], color=color, marker=marker)
    right.plot(w, b, marker, color=color, markeredgecolor="black", ms=13)
    right.annotate(f"loss {line_loss(w, b):.2f}", (w, b), (12, -4), textcoords="offset points", weight="bold")
left.set(xlabel="$x$", ylabel="$y$")
_ = right.set(xlabel="weight $w$", ylabel="bias $b$")

# %% [markdown] id="data-driven"
# **Training** means to walk down to a low place (lesson 05). The parameters then come from the data: learning is
# **data-driven**. But people chose the points, the straight line, and the loss.

# %% [markdown] id="regression"
# ## 2. Losses for numbers
#
# Predicting a number is called regression (lesson 03). Three losses are common. Write $e = \hat y - y$.
#
# | loss | of one error | in words |
# |---|---|---|
# | mean squared error, MSE | $e^2$ | twice the error costs four times as much |
# | mean absolute error, MAE | $\lvert e\rvert$ | twice the error costs twice as much |
# | Huber | $\tfrac12 e^2$ while $\lvert e\rvert \le \delta$, beyond it $\delta\lvert e\rvert - \tfrac12\delta^2$ | a parabola that goes on as a straight line |
#
# (With the $\tfrac12$, the slope of Huber's parabola is just the error.) Below, each loss stands above its slope: how strongly an
# error pulls at the prediction.

# %% id="three-losses" alt="Three curves over the error from -3 to 3, above their slopes. MSE is a parabola whose slope grows without bound. MAE is a V whose slope jumps from -1 to 1. Huber is a parabola near 0 and straight outside, and its slope stays between -1 and 1."
e = np.linspace(-3, 3, 6001)
huber = dl.scratch.Huber(delta=1.0).per_sample(0 * e[:, None], e[:, None])  # you will write it
kinds = [("MSE", e**2, "no limit"), ("MAE", np.abs(e), "−1 or 1"), ("Huber, δ = 1", huber, "at most ±δ")]
fig, axes = plt.subplots(2, 3, figsize=(11, 5.4), sharex=True, sharey="row")
for (above, below), (name, loss, word) in zip(axes.T, kinds):
    above.plot(e, loss, lw=3)
    slope = np.where(e == 0, np.nan, np.gradient(loss, e))  # rise over run; at 0 the V has none
    below.plot(e, slope, color=dl.plots.COLORS["vermilion"], lw=3)
    below.text(0.1, -2.6, word, color=dl.plots.COLORS["vermilion"])
    above.set(title=name, ylim=(0, 5))
    below.set(xlabel="error $e$", ylim=(-3, 3))
axes[0, 0].set_ylabel("loss")
_ = axes[1, 0].set_ylabel("slope: the pull")

# %% [markdown] id="exercise-huber-text"
# ### Exercise: Huber
#
# Write the loss from the table. The border $\delta$ is an argument.

# %% id="exercise-huber" tags=["exercise"]
def huber_loss(y_true, y_pred, delta):
    """Return the mean Huber loss.

    y_true, y_pred: float, shape (n,).  delta: the border between small and large errors.
    Returns a number, right to a relative error of 1e-5.

    Example: huber_loss(np.array([0.0, 0.0]), np.array([0.5, 3.0]), 1.0) is the mean of
    0.5 * 0.5**2 = 0.125 and 1.0 * 3 - 0.5 * 1.0**2 = 2.5, that is 1.3125.
    """
    # solution
    error = np.abs(y_pred - y_true)
    inner = np.minimum(error, delta)
    return np.mean(inner * (error - inner / 2))

# %% id="check-huber"
dl.exercises.huber_loss.check(huber_loss)

# %% [markdown] id="outliers-text"
# ### What an outlier does
#
# Describe the numbers 1, 2, 3, 4, 100 by one number, the one with the
# smallest loss. (The 100 is an **outlier**, a value far from all others, perhaps mistyped.)
#
# **Predict.** Which number has the smallest MSE, which the smallest MAE?

# %% id="best-constant" tags=["predict"]
numbers = np.array([1, 2, 3, 4, 100])
candidates = np.arange(0, 100.5, 0.5)
errors = candidates[:, None] - numbers
best_squared = candidates[np.mean(errors**2, axis=1).argmin()]
best_absolute = candidates[np.mean(np.abs(errors), axis=1).argmin()]
print("smallest MSE at", best_squared, "   smallest MAE at", best_absolute)

# %% [markdown] id="demo-text"
# **Explain.** They are the mean, 22, and the median, 3. The median stands in the
# middle and does not care how far away the last one is.
#
# ### Try it
#
# And a line? In the demo, the outlier is lifted by 8, and the line lies in the
# valley. Lower the outlier to 4, then to 0, under each loss, and press *Go to the lowest place* after each change. Does
# the valley move with it?

# %% id="demo" alt="Left: twenty points, the last of them lifted high above the others, and the line of least squares, tilted towards it. Right: the landscape of the squared error, with this line in its valley. Below, the controls."
dl.demos.loss_landscape(outlier=8.0, w=3.1, b=1.4)

# %% [markdown] id="demo-explained"
# **Explain.** Under MSE it does: the larger the error, the harder it pulls. Under MAE an error of 8 pulls no harder than one
# of 4, and the valley stays where it is; so it does under Huber. Only when the outlier comes back among the others does the
# valley move, and just a little. Is MAE better, then? Not if large errors are real and dangerous: those should
# weigh more. And close to its target an error pulls under MAE as hard as far away: in long steps its line may jump to
# and fro, where Huber's comes to rest (*Deeper: ten outliers*).

# %% [markdown] id="classes"
# ## 3. Why not simply count the mistakes?
#
# For classes there seems to be an obvious measure: the **accuracy**, the proportion of samples that are
# classified right. "So why not train with it?", asks your friend.
#
# Take 1000 points in two classes and the simplest classifier: answer 1 if $w_1 x_1 + w_2 x_2 > 0$. To walk
# downhill, you must feel with a small step where it goes down. So nudge $w_1$ by one ten-thousandth,
# for 300 random pairs of weights. Beside the accuracy we watch a smooth measure of wrongness, the **binary
# cross-entropy** of section 4. (`from_logits=True`: it gets scores.)

# %% id="two-measures"
blobs = dl.datasets.make_blobs(1000, spread=1.5, radius=1.0, seed=4)
points, labels = blobs.x_train.astype(float), blobs.y_train
binary = dl.scratch.BinaryCrossentropy(from_logits=True)


def accuracy(w):
    return np.mean((points @ w > 0) == labels)


def cross_entropy_at(w):
    return binary(labels, points @ w)

# %% [markdown] id="nudge-text"
# **Predict.** In how many of the 300 cases does the accuracy change?

# %% id="nudge" tags=["predict"]
weights = rng.normal(size=(300, 2))
nudged = weights + [1e-4, 0]
accuracy_moved = sum(accuracy(a) != accuracy(b) for a, b in zip(weights, nudged))
loss_moved = sum(cross_entropy_at(a) != cross_entropy_at(b) for a, b in zip(weights, nudged))
print("accuracy changed:", accuracy_moved, "  cross-entropy changed:", loss_moved)

# %% [markdown] id="staircase-text"
# **Explain.** Mostly the accuracy does not move, and cannot say which way is better. To see why, take only twelve of the
# points, leave the second weight at 1, and turn the first.

# %% id="staircase-scores"
some, some_labels = points[:12], labels[:12]
w1 = np.linspace(-2.5, 1, 1401)
scores = w1[:, None] * some[:, 0] + some[:, 1]  # a row for each w1, a column for each point
smooth = np.array([binary(some_labels, row) for row in scores])
mistakes = np.sum((scores > 0) != some_labels, axis=1)

# %% [markdown] id="staircase-picture-text"
# Above, the cross-entropy; below, the accuracy, upside down: the number of mistakes. Low is good in both. In each lies
# a ball, at the same weight.

# %% id="staircase" tags=["remember"] alt="Above, the cross-entropy over the weight w1: a smooth valley, and a ball on its slope that rolls down to the left. Below, the number of mistakes among twelve points: flat steps and jumps between them; on one of the steps lies a ball, still. A dotted line marks the lowest cross-entropy; the fewest mistakes lie further right, on another step."
fig, (above, below) = plt.subplots(2, 1, figsize=(9, 6.8), sharex=True)
above.plot(w1, smooth, lw=3)
below.plot(w1, mistakes, ".", color="C1", ms=6)  # so many dots that they join
ball = {"marker": "o", "ms": 17, "color": dl.plots.COLORS["grey"], "markeredgecolor": "black"}
above.plot(0.27, 1.41, **ball)
above.annotate("", (-0.35, 0.98), (0.2, 1.36), arrowprops={"arrowstyle": "->", "lw": 2})
above.text(-0.1, 1.4, "rolls down", ha="right", weight="bold")
below.plot(0.3, mistakes[1120] + 0.55, **ball)
below.text(0.18, 9.4, "lies still", ha="right", weight="bold")
for ax in (above, below):
    ax.axvline(w1[smooth.argmin()], color="black", ls=":")
above.text(w1[smooth.argmin()] + 0.05, 2.0, "lowest cross-entropy")
below.text(w1[mistakes.argmin()], 1, "fewest mistakes")
above.set_ylabel("cross-entropy")
_ = below.set(xlabel="weight $w_1$", ylabel="mistakes among 12", ylim=(0, 12))

# %% [markdown] id="staircase-explained"
# Mistakes come and go only when the border between the classes passes over a point and its answer flips. Between two flips
# the slope is 0, and a slope of 0 says "nothing to improve here". **The accuracy is a staircase, and no ball rolls on a flat
# step.** (Lesson 01's rule learned from mistakes, too; but not from the slope of their number, which is 0.) The
# cross-entropy is smooth: it knows whether a point is far on the wrong side or nearly across. But it is only a stand-in: here
# its lowest place is not where the mistakes are fewest.

# %% id="staircase-claim" tags=["claim-L04-10"]
dl.claim("Of 300 small nudges fewer than 30 move the accuracy, and all move the cross-entropy",
         accuracy_moved < 30 and loss_moved == 300)

# %% [markdown] id="cross-entropy"
# ## 4. Cross-entropy
#
# A network for classes ends with a softmax (lesson 03): probabilities $\hat y_k$ that sum to 1. Two networks have read the
# same three images. These are the probabilities that they gave to the *right* classes:
#
# | | image 1 | image 2 | image 3 |
# |---|---|---|---|
# | the bold one | 0.9 | 0.9 | 0.1 |
# | the careful one | 0.6 | 0.6 | 0.6 |
#
# On average the bold one gave them more. But what probability did each network give to all three right
# answers *together*? If the images have nothing to do with each other, probabilities multiply, as with dice.
#
# **Predict.** Which of the two products is larger?

# %% id="three-images" tags=["predict"]
for name, p in [("bold", np.array([0.9, 0.9, 0.1])), ("careful", np.array([0.6, 0.6, 0.6]))]:
    print(f"{name:8} product {p.prod():.3f}   minus its log {-np.log(p.prod()):.2f}   "
          f"minus each log, added {-np.log(p).sum():.2f}")
print("2000 images of 0.6: product", 0.6**2000, "  minus each log, added", round(-2000 * np.log(0.6)))

# %% [markdown] id="why-a-logarithm"
# **Explain.** The careful one's. In a product one small number spoils everything: a confident mistake is expensive. So here
# is a recipe for good weights: make all the right answers, *together*, as probable as possible. It is called **maximum
# likelihood**.
#
# One snag: for 2000 images the product comes out as 0, too small for a computer. The **logarithm** helps: it turns the
# product into a sum, and what was larger stays larger. A minus sign makes small numbers the good ones, and a mean, unlike a
# sum, does not grow with the number of images. That mean is the **cross-entropy**. One image costs *minus the logarithm of
# the probability that its right class got*. Sure and right: $-\log 1 = 0$. Sure and wrong: the probability goes to 0, and the
# cost grows without bound. With the right answer as a **one-hot** vector $y$, 1 at the right class, else 0:
#
# $$ L = -\sum_k y_k \log \hat y_k . $$
#
# (This is the natural logarithm, `np.log`; a calculator says *ln*.)

# %% id="minus-log" alt="The curve minus log p over the probability p of the right class. It is 0 at p = 1, 0.51 at 0.6, 2.3 at 0.1, which is marked as the loss at chance with ten classes, and rises steeply towards 0."
p = np.linspace(0.005, 1, 400)
fig, ax = plt.subplots(figsize=(8, 4.4))
ax.plot(p, -np.log(p), lw=3)
for value, words in [(0.6, "fairly sure, and right"), (0.1, "ten classes, no idea"),
                     (0.01, "sure of something else")]:
    ax.plot(value, -np.log(value), "o", color=dl.plots.COLORS["vermilion"], ms=10)
    ax.annotate(f"{words}: {-np.log(value):.2f}", (value, -np.log(value)), (14, 4), textcoords="offset points")
_ = ax.set(xlabel="probability of the right class", ylabel="cross-entropy")

# %% [markdown] id="chance-explained"
# A network that knows nothing gives each of ten digits 0.1: it pays $\log 10 \approx 2.30$, the **loss at chance**. A new
# network should begin near it; if yours begins far above, look for a mistake before you train. Here is a new
# network, on real digits.

# %% id="cross-entropy-by-hand" tags=["claim-L04-05", "claim-L04-06"]
digits = dl.datasets.load_digits(flat=True)
untrained = dl.models.mlp([64, 32, 10], activation="relu", output="softmax")
probabilities = untrained.predict(digits.x_train, verbose=0)
of_right_class = probabilities[np.arange(len(probabilities)), digits.y_train]  # one entry a row
costs = -np.log(of_right_class + 1e-7)
in_keras = float(keras.losses.SparseCategoricalCrossentropy()(digits.y_train, probabilities))
print(f"one image {costs[0]:.1f}, mean of all by hand {costs.mean():.1f}, in Keras {in_keras:.1f}")
dl.claim("The loss of a batch is the mean over its images, by hand as in Keras",
         abs(costs.mean() - in_keras) < 1e-4)
dl.claim("A network that has learned nothing starts near log 10", abs(in_keras - np.log(10)) < 0.5)

# %% [markdown] id="forgotten-text"
# The tiny 1e-7 is a floor: a probability of 0 would cost infinitely much; now it costs about 16.
#
# **Predict.** Someone forgets to scale the pixels: 0 to 16, instead of 0 to 1. Where does the loss start?

# %% id="forgotten" tags=["predict"]
raw = untrained.predict(16 * digits.x_train, verbose=0)
forgotten = float(keras.losses.SparseCategoricalCrossentropy()(digits.y_train, raw))
same = np.mean(raw.argmax(axis=1) == probabilities.argmax(axis=1))
before, after = probabilities.max(axis=1).mean(), raw.max(axis=1).mean()
print(f"unscaled: loss {forgotten:.0f}; the same guesses as scaled: {same:.0%} of them")
print(f"a guess gets a probability of {after:.1f} on average; scaled, {before:.1f}")

# %% [markdown] id="forgotten-explained"
# **Explain.** Far too high. Its biases are still 0 and its hidden units are ReLUs, so the scores are 16 times as large, too: the
# guesses are the same, only surer.

# %% id="forgotten-claim"
dl.claim("With unscaled pixels it starts above twice log 10", forgotten > 2 * np.log(10))

# %% [markdown] id="share-zero-text"
# Keras has three names for this one idea:
#
# - `categorical_crossentropy` wants one-hot targets;
# - `sparse_categorical_crossentropy` wants class numbers, counted from 0 (classes 1 to 5: subtract 1);
# - `binary_crossentropy` is for sigmoid outputs, each the probability $p$ of a *yes*. It costs $-\log p$ if the answer
#   is yes ($y = 1$), and $-\log(1 - p)$ if it is no ($y = 0$). In one line: $L = -y \log p - (1 - y) \log(1 - p)$.

# %% [markdown] id="exercise-cross-entropy-text"
# ### Exercise: the cross-entropy of a batch
#
# Write the loss for labels that are class numbers. Instead of adding 1e-7 to every probability, lift
# only those below 1e-7.

# %% id="exercise-cross-entropy" tags=["exercise"]
def cross_entropy(labels, probabilities):
    """Return the mean cross-entropy of a batch.

    labels: int, shape (n,), the right classes.  probabilities: float, shape (n, n_classes).
    Probabilities below 1e-7 count as 1e-7. Returns a number, right to a relative error of 1e-5.

    Example: cross_entropy(np.array([1]), np.array([[0.25, 0.5, 0.25]])) is log 2, about 0.693.
    """
    # solution
    picked = np.take_along_axis(probabilities, labels[:, None], axis=1)
    return np.log(1 / np.clip(picked, 1e-7, None)).mean()

# %% id="check-cross-entropy"
dl.exercises.cross_entropy.check(cross_entropy)

# %% [markdown] id="recipe"
# ## 5. One recipe for many losses
#
# Nothing in the recipe of section 4 was about classes:
#
# 1. Say how probable you believe each answer to be.
# 2. Look for the weights that make the answers that really came, *all together*, as probable as possible.
# 3. Take minus the logarithm: the product becomes a sum, and the mountain a valley. That is your loss.
#
# Try it on numbers. How probable is an error $e$? Perhaps errors follow the **bell curve** (normal distribution): small ones
# are common, large ones very rare. Its height at $e$ is $\exp(-e^2 / 2)$, times a constant. (For a number, the height stands
# in for the probability: that of landing close by.) Or perhaps large errors are not so rare: the **Laplace distribution**,
# $\exp(-\lvert e\rvert)$ times a constant, has a sharper peak and longer tails.
#
# **Predict.** Take minus the logarithm of each. Which two losses of section 2 come out?

# %% id="recipe-picture" tags=["predict"] alt="Three steps. Left, a rising line with points about it; at three places a bell lies on its side; a mark shows its middle, which lies on the line. Middle, two beliefs about an error: a bell curve, and a sharper peak with longer tails. Right, minus their logarithms: the bell becomes a parabola, the peak a V, the squared and the absolute error."
e = np.linspace(-4, 4, 801)
bell, laplace = np.exp(-(e**2) / 2) / np.sqrt(2 * np.pi), np.exp(-np.abs(e)) / 2
fig, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 4.2))
for at in (-0.9, -0.1, 0.7):  # bells, turned on their sides; the noise of our points is 0.3 times e
    left.fill_betweenx(3 * at + 2 + 0.3 * e, at, at + 0.6 * bell, color="C0", alpha=0.4)
    left.plot([at, at + 0.24], [3 * at + 2] * 2, "C0o-", markevery=[0], ms=10)
left.plot(x, y, "ko", [-1, 1], [-1, 5], "k", ms=3)
middle.plot(e, bell, "C0-", e, laplace, "C1--", lw=3)
middle.text(1.1, 0.26, "bell curve", color="C0")
middle.text(0.35, 0.44, "Laplace", color="C1")
right.plot(e, -np.log(bell), "C0-", e, -np.log(laplace), "C1--", lw=3)
right.legend(["from the bell", "from Laplace"], loc="upper center", frameon=False)
left.set(title="predict the middle of a bell", xlabel="$x$", ylabel="$y$")
middle.set(title="how probable an error is …", xlabel="error $e$")
_ = right.set(title="… and minus its logarithm", xlabel="error $e$")

# %% [markdown] id="noise-predict"
# **Explain.** On the left, the line predicts, for each $x$, the middle of a bell. On the right stand the parabola and the V
# of section 2: minus the logarithm of the bell is $e^2 / 2$, and Laplace gives $\lvert e\rvert$. Fifty heights multiplied
# become fifty such terms added: **under the bell, the line that makes all fifty points most probable has the smallest MSE**;
# under Laplace, the smallest MAE. (Constants, and one width for all, lift or stretch the valley; its lowest place stays.) And
# Huber? A bell with Laplace's tails. So why the square? It suits a bell, equally wide at every $x$ (else *Deeper: how wide is
# the bell?*). **Each loss so far is minus the logarithm of a belief.**
#
# Does it matter what you believe? The true value is 0. Measure it 25 times, with noise of one kind or the other. MSE is
# smallest at the mean of the 25, MAE at their median; how far are the two from 0? Do it 4,000 times, and take the root of
# the mean square.
#
# **Predict.** Which is closer under which noise?

# %% id="noise" tags=["predict"]
noises = {"bell": rng.normal(size=(4000, 25)), "Laplace": rng.laplace(size=(4000, 25))}
ratio = {}
for name, noise in noises.items():
    means, medians = np.mean(noise, axis=1), np.median(noise, axis=1)
    of_mean, of_median = np.sqrt(np.mean(means**2)), np.sqrt(np.mean(medians**2))
    ratio[name] = of_median / of_mean
    print(f"{name:8} noise: typical error of the mean {of_mean:.2f}, of the median {of_median:.2f}")

# %% [markdown] id="noise-explained"
# **Explain.** Neither loss is best as such: each wins where its belief is true. To choose a loss is to say what kind of
# errors you expect, how much they hurt, or whether you ask for the mean or the median.

# %% id="noise-claim"
bell_ratio, laplace_ratio = ratio["bell"], ratio["Laplace"]
dl.claim("Under bell-shaped noise squares win: the median is off by at least a tenth more", bell_ratio > 1.1)
dl.claim("Under Laplace noise absolute values win", laplace_ratio < 0.9)

# %% [markdown] id="usual-choice"
# So usually: **MSE, MAE or Huber for numbers, cross-entropy for classes**.
#
# ### Exercise: which loss?
#
# Which of the four outputs and losses in the function would you take for each?
#
# | | task | targets as they stand in the data |
# |---|---|---|
# | A | the price of a flat; a few prices were typed with a zero too many | 310,000, 255,000, 2,900,000 |
# | B | the species of a flower, one of five | 3, 1, 5 |
# | C | how high the river will be tomorrow; a large error may drown a town | 2.11 m, 2.08 m, 4.90 m |
# | D | which of three tags suit a photo (sea, dog, snow); several may, or none | (1, 1, 0), (0, 0, 0) |
# | E | the district that a parcel goes to, one of twenty, by its number | 12, 7, 20 |

# %% id="exercise-which-loss" tags=["exercise"]
def which_loss():
    """Return a list of five numbers: the outputs and the loss for A, B, C, D and E.

    1: one output, a plain number; squared errors.
    2: one output, a plain number; absolute errors.
    3: one output for each class, then a softmax; cross-entropy.
    4: one output for each class, each with its own sigmoid; binary cross-entropy.

    Example: [1, 1, 1, 1, 1] takes squared errors for all five.
    """
    # solution
    return [2, 3, 1, 4, 3]

# %% id="check-which-loss"
dl.exercises.which_loss.check(which_loss)

# %% [markdown] id="which-loss"
# ## 6. Why not squared errors for classes?
#
# The MSE between probabilities and one-hot targets is smooth, too: with steps of the right length it
# reads digits as well as cross-entropy does (*Deeper: squares for digits*). The difference shows when a network is
# **very** sure, and wrong.
#
# Take one sample, and three classes. Class 0 is right, but the score of class 1 is higher, by some **lead**. How strongly
# does each loss pull the right score up? Nudge it, as in section 3, and look at the loss. (Scores before a softmax or
# a sigmoid are called **logits**.)

# %% id="pull-computed"
lead = np.linspace(0, 14, 141)
logits = np.stack([0 * lead, lead, 0 * lead], axis=1)
nudge = np.array([1e-4, 0, 0])  # of the right class's score


def pull(loss):
    """Nudge the right score by a hair; return how much the loss falls, per unit of the nudge."""
    return (loss(softmax(logits - nudge)) - loss(softmax(logits + nudge))) / 2e-4


pull_entropy = pull(lambda y_hat: -np.log(y_hat[:, 0]))
pull_squares = pull(lambda y_hat: np.mean((y_hat - [1, 0, 0]) ** 2, axis=1))

# %% [markdown] id="pull-text"
# **Predict.** The network grows surer and surer of the wrong class. Under each loss: does the pull back get
# stronger, or weaker? (Mind the scale: each line of the grid is ten times the one below.)

# %% id="pull" tags=["predict"] alt="Pull on the score of the right class against the lead of the wrong class, from 0 to 14, on a logarithmic scale. Under cross-entropy it rises from about two thirds to 1 and stays there. Under squared errors it falls, from a lead of about 3 on by a factor of ten for every further lead of about 2.3, down to about a millionth."
fig, ax = plt.subplots(figsize=(9, 4.8))
ax.semilogy(lead, pull_entropy, lw=3)
ax.semilogy(lead, pull_squares, "--", lw=3)
ax.text(8, 1.5, "cross-entropy", color="C0")
ax.text(6.6, 3e-3, "squared errors", color="C1")
ax.set(xlabel="lead of the wrong class", ylabel="pull on the right score", ylim=(5e-7, 8))
_ = ax.margins(x=0.02)

# %% [markdown] id="slope-explained"
# **Explain.** Under cross-entropy it gets stronger; under squares it fades away. Raise the right score by 0.7, and a tiny
# probability $p$ doubles, say from one in a million to two. Squares hardly notice: $(1-p)^2$ stays 1.00. The logarithm does:
# $-\log p$ falls by 0.7 at every doubling, however small $p$ was. (The softmax is flat here. The logarithm undoes this:
# $\hat y - y$ remains, lesson 06.) The cost of a sure mistake has no limit; its pull on a score is at most 1.
#
# Does a whole network feel it? Take one for digits, and before training add 14 to the score of class 0.
# It then reads every image as a zero, and gives other digits about one in a million. Train it for five epochs from three
# random starts, in plain steps downhill (`"sgd"`), and judge by 195 images that were kept back.

# %% id="contestants"
one_hot = keras.utils.to_categorical(digits.y_train)
x_fit, y_fit = digits.x_train[:1152], one_hot[:1152]  # 36 full batches
x_kept, y_kept = digits.x_train[1152:], digits.y_train[1152:]
starts = [dl.models.mlp([64, 32, 10]).get_weights() for _ in range(3)]


def compiled(output, loss):
    reader = dl.models.mlp([64, 32, 10], activation="tanh", output=output)
    reader.compile(optimizer="sgd", loss=loss)
    return reader


with_squares = compiled("softmax", "mean_squared_error")
with_entropy = compiled("softmax", "categorical_crossentropy")

# %% [markdown] id="accuracies-text"
# Each step is the slope times a number, the **learning rate**. It can decide such a contest.

# %% id="accuracies"
def accuracies(reader, learning_rate):
    """Train from each start; return the accuracies on the images kept back."""
    found = []
    reader.optimizer.learning_rate = learning_rate
    for start in starts:
        reader.set_weights(start)
        reader.fit(x_fit, y_fit, batch_size=32, epochs=5, verbose=0)
        classes = keras.ops.convert_to_numpy(reader(x_kept)).argmax(axis=1)
        found.append(np.mean(classes == y_kept))
    return np.array(found)

# %% [markdown] id="sure-and-wrong-text"
# Squares may try five rates, all larger than cross-entropy's single one.
#
# **Predict.** At first their slopes, over all weights together, are up to about a million times smaller; their largest rate is
# 2.5 million times as large. Does that make up for it?

# %% id="sure-and-wrong" tags=["predict"] atol=0.06
for start in starts:
    start[-1][0] = 14  # the last bias of class 0; random starts have 0 there
squares_sure = max([accuracies(with_squares, rate).mean() for rate in [8, 32, 1_000, 30_000, 1_000_000]])
entropy_sure = accuracies(with_entropy, 0.4).mean()
print(f"squares, best of five rates: {squares_sure:.1f}   cross-entropy, one rate: {entropy_sure:.1f}")

# %% [markdown] id="slope-text"
# **Explain.** No: at none of these rates do squares teach it to read in five epochs, nor at any that we tried between, each
# twice the one before. Short steps leave the flat place too slowly. Long ones throw the network far off, at once or as soon
# as the pull comes back: at rate 1,000, cap their length, and it reads (*Deeper: squares for digits*). **Cross-entropy pulls
# hardest where the network is sure and wrong; squares behind a softmax hardly pull there.**

# %% id="sure-claims" tags=["claim-L04-03"]
times_stronger = pull_entropy[-1] / pull_squares[-1]
dl.claim("From a wrong lead of 14, five epochs leave squares at chance; with cross-entropy most digits are read",
         squares_sure < 0.2 < 0.8 < entropy_sure)
dl.claim("At this lead, cross-entropy pulls over half a million times as strongly", times_stronger > 500_000)

# %% [markdown] id="logits-text"
# ## 7. From logits
#
# Softmax takes exponentials, the loss takes the logarithm: on paper, one undoes the other. Take logits of 0 and
# 200 where class 0 is right.
#
# **Predict.** The probability of class 0 is $\exp(-200)$, so the loss must be 200. What will 32-bit numbers say?

# %% id="from-logits" tags=["predict"]
logits, zero = np.array([[0.0, 200.0]], dtype=np.float32), np.array([0])
of_probabilities = dl.scratch.SparseCategoricalCrossentropy()(zero, softmax(logits))
of_logits = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)(zero, logits)
in_keras = float(keras.losses.SparseCategoricalCrossentropy(from_logits=True)(zero, logits))
print(f"through probabilities {of_probabilities:.1f}   from logits {of_logits:.1f}   Keras {in_keras:.1f}")

# %% [markdown] id="logits-explained"
# **Explain.** $\exp(-200)$ is smaller than the smallest positive 32-bit number; the probability becomes 0, and the floor of
# 1e-7 under the logarithm turns it into 16. A very wrong answer looks no worse than a wrong one, and the slope there is 0:
# nothing is learned from it. But with logits $z$ and right class $k$ the formula can be simplified before anything is
# computed:
#
# $$ -\log \frac{\exp(z_k)}{\sum_i \exp(z_i)} = \log\Big(\sum_i \exp(z_i)\Big) - z_k
#  = m + \log\Big(\sum_i \exp(z_i - m)\Big) - z_k . $$
#
# The logarithm of the sum is called **log-sum-exp**. Let $m$ be the largest logit: every term of the sum contains the factor
# $\exp(m)$; taken out, its logarithm is $m$. Now no exponent is above 0, and nothing overflows. So leave the softmax layer
# out, and say `from_logits=True`. `predict` then gives scores; `softmax` turns them into probabilities. Never say
# `from_logits=True` of probabilities: the 200 above would become 1.3. (After a softmax *layer*, Keras on TensorFlow finds the
# logits by itself.)

# %% id="logits-claim"
dl.claim("Through probabilities the loss is stuck at 16; from the logits it is 200",
         of_probabilities < 16.2 and of_logits > 199.9)

# %% [markdown] id="exercise-blind-text"
# ## 8. Has it learned anything?
#
# Your friend has trained a network to tell healthy people from sick ones. Its loss is 0.33, less than half of the loss at
# chance for two classes, $\log 2 \approx 0.69$. Has it learned to see?
#
# Nine of ten people in the data are healthy. Imagine a **blind** network: it never looks at its input and gives everyone the
# same probabilities.
#
# ### Exercise: how low can a blind network go?
#
# Which probabilities should it choose? Find its lowest loss, for any numbers of samples.

# %% id="exercise-blind" tags=["exercise"]
def blind_loss(counts):
    """Return the lowest mean cross-entropy of a network that does not look at its input.

    counts: int, shape (n_classes,), the number of samples of each class; at least one is not 0.
    Returns a number, right to a relative error of 1e-5.

    Example: blind_loss(np.array([5, 5])) is log 2, about 0.693.
    """
    # solution
    frequency = counts / counts.sum()
    return -sum(p * np.log(p) for p in frequency if p > 0)

# %% id="check-blind"
dl.exercises.blind_loss.check(blind_loss)

# %% [markdown] id="blind-predict"
# Now 900 healthy, 100 sick, and a network whose only input is always 0. (`batch_size=None`: all people in every step.)
#
# **Predict.** Which probability of *healthy* will it give everyone, and at which loss will it end? Ask your function before you
# run it.

# %% id="blind" tags=["predict"] alt="The cross-entropy over the probability of healthy that everyone gets: a valley. The untrained network stands on its slope, at 0.5 and a loss of 0.69; the trained one lies at the lowest place, at 0.9 and 0.33. Towards 1 the curve rises steeply."
sick = np.repeat([0, 1], [900, 100])
blind = dl.scratch.mlp([1, 2])
curve = blind.fit(np.zeros((1000, 1)), sick, epochs=200, batch_size=None, optimizer=dl.scratch.SGD(1.0))
answer = blind.predict(np.zeros((1, 1)))[0, 0]
p = np.linspace(0.3, 0.995, 500)
fig, ax = plt.subplots(figsize=(8, 4.2))
ax.plot(p, -0.9 * np.log(p) - 0.1 * np.log(1 - p), lw=3)
for at, loss, words in [(0.5, curve[0], "untrained"), (answer, curve[-1], "trained")]:
    ax.plot(at, loss, "o", color=dl.plots.COLORS["vermilion"], ms=12)
    ax.annotate(f"{words}: says {at:.2f},\nloss {loss:.2f}", (at, loss), (-4, -14), va="top", ha="right",
                textcoords="offset points")
_ = ax.set(xlabel="probability of “healthy”, the same for everyone", ylabel="cross-entropy", ylim=(0, 1.2))

# %% [markdown] id="blind-explained"
# **Explain.** It is as good as your friend's, and has seen nothing; to everyone it says how frequent the classes are. Compute
# the blind loss of *your* data before you believe in a network. Any other answer to everyone costs more: **the cheapest answer
# is the honest one.** Its cost is the **entropy** of the class frequencies: $\log K$ for $K$ equal classes, less where some are
# rarer. (*Cross*-entropy: the frequencies are the data's, the logarithms the network's.)
#
# So is your friend's blind? Not necessarily: one that looks, and is far too sure of itself, can have the same loss. So deal a
# network's answers out to the wrong people.
#
# **Predict.** A blind network's loss stays. And that of one that looks?

# %% id="dealt" tags=["predict"]
dice = np.random.default_rng(0)
measured = dice.normal(size=1000) + 2.5 * sick  # higher in the sick
scores = 9 * measured - 19  # looks, and is far too sure: chosen to have a loss of 0.33, too
dealt = dice.permutation(scores)
print(f"as it is {binary(sick, scores):.2f}   dealt out {binary(sick, dealt):.1f}")

# %% [markdown] id="dealt-explained"
# **Explain.** It rises far. The loss alone cannot tell the two apart; this can, with enough new people. (A network may know those that
# it was trained on by heart, lesson 11.) Tell your friend.

# %% [markdown] id="deeper-weights"
# ## Deeper: which weights are found?
#
# For a straight line and squared errors there is a formula for the lowest place, the *least-squares* solution: in NumPy,
# `polyfit` (the 1 asks for a straight line). Compare it with a training: one neuron in plain NumPy, `Dense([[0]], [0])`,
# starts at $w = b = 0$ and walks downhill, with all 50 points in every step.
# `x[:, None]` makes the fifty numbers a column, one row a sample.

# %% id="lowest" tags=["claim-L04-02", "claim-L04-01"]
exact = np.polyfit(x, y, 1)

neuron = dl.scratch.Network([dl.scratch.Dense([[0]], [0])], dl.scratch.MeanSquaredError())
neuron.fit(x[:, None], y, epochs=300, batch_size=None, optimizer=dl.scratch.SGD(0.3))
kernel, bias = neuron.weights
trained = np.array([kernel[0, 0], bias[0]])

print(f"formula {exact.round(2)}   trained {trained.round(2)}   loss {line_loss(*trained):.2f}")
distance = np.abs(trained - exact).max()
dl.claim("Making the loss small, step by step, finds the least-squares line", distance < 1e-4)

# %% [markdown] id="deeper-weights-hidden"
# For this neuron, training finds *the* optimal weights. For a network with hidden layers nobody has a formula, and
# in general nobody can promise it. Train three networks with eight hidden tanh units on the fifty points from three random
# starts, and compare their weights. The units of a layer may change places, and a tanh unit may change the
# sign of all its weights, and the network stays the same. So compare sizes without signs, in sorted order.

# %% id="three-networks" tags=["claim-L04-01"]
networks = dl.scratch.mlp([1, 8, 1], variants=3, activation="tanh", output="linear")
networks.fit(x[:, None], y, epochs=1000, batch_size=None, optimizer=dl.scratch.Adam(0.02))
losses = np.mean((networks.predict(x[:, None])[..., 0] - y) ** 2, axis=1)
sizes_of = [np.sort(np.abs(kernel.reshape(3, 8)), axis=1) for kernel in networks.weights[::2]]
sizes_of = np.concatenate(sizes_of, axis=1)
apart = min(np.linalg.norm(sizes_of[i] - sizes_of[j]) for i, j in [(0, 1), (0, 2), (1, 2)])
loss_range = np.ptp(losses)
dl.claim("Three starts end with nearly the same loss", loss_range < 0.02)
dl.claim("Their weights are different, in whatever order and with whatever signs", apart > 0.1)

# %% [markdown] id="good-enough"
# Many different weights are about equally good, and training finds *good* ones. What counts in the end is the
# error on **new** data (lesson 11).

# %% [markdown] id="batches"
# ## Deeper: the loss of a few samples
#
# Computing the loss of all samples for every single step is slow if there are many. So each step uses
# a **mini-batch**: a few samples, drawn at random. Its loss is an estimate of the loss of all. How good is it?
# Take a trained network, compute the loss of each training image, and draw 2000 random batches of 4, of 32 and of
# 256 images. (Here an image may be drawn twice; in training it is not.)

# %% id="batch-losses"
network = dl.scratch.mlp([64, 32, 10], activation="tanh")
network.fit(digits.x_train, digits.y_train, epochs=5, optimizer=dl.scratch.SGD(0.1))
probabilities = network.predict(digits.x_train)
costs = dl.scratch.SparseCategoricalCrossentropy().per_sample(digits.y_train, probabilities)
batch_losses = {size: rng.choice(costs, size=(2000, size)).mean(axis=1) for size in (4, 32, 256)}

# %% [markdown] id="batch-picture-text"
# **Predict.** Will small batches give too small a loss, too large a one, or neither?

# %% id="batch-picture" tags=["predict"] alt="Three histograms of the loss of random batches of 4, 32 and 256 images. All have the loss of all samples as their mean; the smallest batches give a wide, lopsided histogram, the largest a narrow one."
fig, axes = plt.subplots(1, 3, figsize=(11, 3.8), sharex=True)
for ax, (size, of_batches) in zip(axes, batch_losses.items()):
    ax.hist(of_batches, bins=np.linspace(0, 4 * costs.mean(), 25), color=dl.plots.COLORS["sky"])
    ax.axvline(costs.mean(), color="black", lw=3)
    ax.set(title=f"batches of {size}", xlabel="loss of the batch", yticks=[])
_ = axes[0].set_ylabel("how often")

# %% [markdown] id="batch-explained"
# **Explain.** The black line is the loss of all samples. Apart from chance it is the mean of every histogram,
# even of the lopsided one on the left: most batches of four are a little too low, and a few, which caught a badly
# read image, are far too high. The estimate is **unbiased**: on average it is right.

# %% id="unbiased"
means = np.array([of_batches.mean() for of_batches in batch_losses.values()])
worst_mean = np.abs(means / costs.mean() - 1).max()
dl.claim("For each size, the batches are right on average, to a few per cent", worst_mean < 0.06)

# %% [markdown] id="single-text"
# ## Deeper: please one, or all?
#
# Why the mean over *all* samples?
#
# **Predict.** Take a single point of section 1. How small can you make its error by turning $w$ alone? What does
# this $w$ do to all the other points?

# %% id="single-samples" tags=["predict"]
b = exact[1]
exact_for_0, exact_for_1 = (y[:2] - b) / x[:2]
of_all, of_0, of_1 = (line_loss(w, b) for w in (exact[0], exact_for_0, exact_for_1))
print(f"best w for all samples {exact[0]:5.2f}: loss {of_all:.3f}")
print(f"best w for sample 0    {exact_for_0:5.2f}: loss {of_0:.3f}")
print(f"best w for sample 1    {exact_for_1:5.2f}: loss {of_1:.3f}")

# %% [markdown] id="mean-explained"
# **Explain.** One sample alone is easily pleased: its error can be made 0. But it carries its own noise, and the
# others pay for it. (Sample 1 lies almost at $x = 0$, where only a huge change of $w$ undoes a little noise.) So we want the
# smallest loss over all samples; and we take the *mean*, which does not grow with the amount of data.

# %% id="mean-claim" tags=["claim-L04-12"]
of_each = np.array([line_loss(w, b) for w in (y - b) / x])
doubled = np.mean(of_each > 2 * of_all)
dl.claim("Of all weights that are perfect for one sample, over a third double the loss", doubled > 1 / 3)

# %% [markdown] id="outlier-line-text"
# ## Deeper: ten outliers
#
# A hundred points lie on $2x + 1$, with a little noise; every tenth one was mistyped and is 8
# too high. Fit one line with each loss.
#
# **Predict.** Which line will be lifted towards the outliers, and which will not?

# %% id="outlier-fits"
def fit_line(x, y, loss, optimizer, epochs):
    """Train one neuron from w = b = 0 and return its w and b."""
    neuron = dl.scratch.Network([dl.scratch.Dense([[0]], [0])], loss)
    neuron.fit(x[:, None], y, epochs=epochs, batch_size=None, optimizer=optimizer)
    return np.concatenate([weights.ravel() for weights in neuron.weights])


x_out = np.linspace(0, 3, 100)
y_out = 2 * x_out + 1 + rng.normal(0, 0.2, 100)
y_out[::10] += 8
rivals = {"MSE": dl.scratch.MeanSquaredError(), "Huber, δ = 1": dl.scratch.Huber(delta=1.0),
          "Huber, δ = 0.1": dl.scratch.Huber(delta=0.1), "MAE": dl.scratch.MeanAbsoluteError()}
shrinking = dl.scratch.ExponentialDecay(0.2, decay_steps=500, decay_rate=0.3)  # ever shorter steps
fits = {name: fit_line(x_out, y_out, loss, dl.scratch.SGD(shrinking), epochs=3000) for name, loss in rivals.items()}
off = {name: np.abs(w * x_out + b - (2 * x_out + 1)).mean() for name, (w, b) in fits.items()}

# %% [markdown] id="outlier-picture-text"
# The broad grey line is the true one; on the right is how far each line lies above it.

# %% id="outlier-picture" tags=["predict"] alt="Left, points along a line, ten outliers high above it, and four fitted lines. Right, how far each line is above the true one: the MSE line 1.0 at the left and 0.6 at the right; the two Huber lines and the MAE line less than 0.2."
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6))
left.plot(x_out, y_out, "o", color=dl.plots.COLORS["grey"], ms=5)
left.plot(x_out, 2 * x_out + 1, color=dl.plots.COLORS["grey"], lw=8, alpha=0.4)
for (name, (w, b)), style in zip(fits.items(), ["-", "-.", "--", ":"]):
    left.plot(x_out, w * x_out + b, style, lw=3)
    right.plot(x_out, w * x_out + b - (2 * x_out + 1), style, lw=3, label=f"{name}: on average {off[name]:.2f}")
left.set(xlabel="$x$", ylabel="$y$")
right.set(xlabel="$x$", title="distance above the true line", ylim=(-0.1, 1.2))
_ = right.legend(loc=(0.02, 0.25), fontsize="small")

# %% [markdown] id="outlier-explained"
# **Explain.** The MSE line moves up to please the outliers; the other three hardly do. Under MAE no error's pull shrinks near its
# target; at a fixed rate of 0.2 the line keeps jumping, so the cell above let the rate shrink. Under Huber the pull shrinks, and
# the line comes to rest. (At 0.05 the MAE line hardly jumps; in batches of ten, Huber's does not rest either.)
#
# All this holds for mistyped *targets*. A mistyped *input*, far out, bends all these lines: its pull on $w$ is multiplied by
# its $x$.

# %% id="outlier-claim" tags=["claim-L04-08"]
def last_move(loss):
    """Train at a fixed learning rate; return how far the very last step moves w or b."""
    before, after = (fit_line(x_out, y_out, loss, dl.scratch.SGD(0.2), epochs=n) for n in (999, 1000))
    return np.abs(after - before).max()


right_ones = np.arange(100) % 10 != 0  # all but the mistyped points
w, b = np.polyfit(x_out[right_ones], y_out[right_ones], 1)  # least squares again
mse_without = np.abs(w * x_out + b - (2 * x_out + 1)).mean()
mse_moves, huber_moves, mae_moves = (last_move(rivals[name]) for name in ("MSE", "Huber, δ = 1", "MAE"))
dl.claim("The MAE line is at least five times closer to the truth than the MSE line", 5 * off["MAE"] < off["MSE"])
dl.claim("Without the outliers the MSE line is close to it, too", mse_without < 0.06)
dl.claim("At a fixed rate of 0.2, after 1,000 steps, the lines of MSE and Huber stand still; that of MAE jumps",
         max(mse_moves, huber_moves) < 1e-4 and mae_moves > 0.05)

# %% [markdown] id="bell-width"
# ## Deeper: how wide is the bell?
#
# Squares suit bells that are equally wide at every $x$. Where they are not, let the network say the width, too: a
# second output, $s > 0$. A bell twice as wide is half as high, so that its area stays 1. At an error $e$ its height is
# $\exp(-e^2 / (2 s^2)) / s$, times a constant that you may leave out. ($s$ is the *standard deviation*.)

# %% [markdown] id="exercise-bell-text"
# ### Exercise: a loss by the recipe
#
# Take minus the logarithm, on paper, until no exponential is left. (An error may be so many widths that
# its exponential is 0 for a computer, and 0 has no logarithm.)

# %% id="exercise-bell" tags=["exercise"]
def bell_loss(y_true, y_pred, width):
    """Return the mean over all samples of minus the logarithm of the height.

    y_true, y_pred, width: float, shape (n,); each width is above 0.
    Returns a number, right to a relative error of 1e-5. It may be negative.

    Example: bell_loss(np.array([0.0, 0.0]), np.array([1.0, 4.0]), np.array([1.0, 2.0])) is about 1.5966.
    """
    # solution
    squares_of_widths = (y_true - y_pred) ** 2 / width**2
    return (squares_of_widths / 2 + np.log(width)).mean()

# %% id="check-bell"
dl.exercises.bell_loss.check(bell_loss)

# %% [markdown] id="width-predict"
# **Predict.** The fifty points of section 1 scatter about the line $3x + 2$. With the same width for all, which width is the
# cheapest? And which, if someone forgets that a wide bell is low, and leaves out the $1 / s$?

# %% id="width" tags=["predict"]
widths = np.linspace(0.1, 3, 291)[:, None]  # a row for each width, a column for each point
exponentials = np.exp(-((3 * x + 2 - y) ** 2) / (2 * widths**2))
for name, height in [("with 1 / s", exponentials / widths), ("without", exponentials)]:
    cheapest = widths[np.mean(-np.log(height), axis=1).argmin(), 0]
    print(f"{name:10}  cheapest width {cheapest:.1f}")

# %% [markdown] id="width-explained"
# **Explain.** About 0.3, the width of the noise that made the points: as in section 8, the cheapest answer is the honest one.
# Without the $1 / s$ it is the widest that we tried: a wide bell forgives everything. So a factor may be left out only
# where no output of the network changes it.

# %% [markdown] id="contest-predict"
# ## Deeper: squares for digits
#
# The network of section 6 began very sure, and wrong. Take the 14 away again and train both losses from ordinary
# starts, at the same learning rate.
#
# **Predict.** Which loss reads more digits, and by how much?

# %% id="contest" tags=["predict"] atol=0.15
for start in starts:
    start[-1][0] = 0
squares = accuracies(with_squares, learning_rate=0.1)
entropies = accuracies(with_entropy, learning_rate=0.1)
print("squared errors:", squares.round(1), "  cross-entropy:", entropies.round(1))

# %% [markdown] id="tuned-text"
# **Explain.** What a defeat! But is it fair? At the start, squares have slopes some 50 times smaller: 2/10 from the
# mean over ten outputs, times 1/10 from a softmax whose probabilities are all near 1/10. Smaller slopes make
# shorter steps. So try longer ones: three rates for squares, two for cross-entropy, each four times the one before.
#
# **Predict.** How much of the gap is left, if each keeps its best?

# %% id="tuned" tags=["predict"] atol=0.05
def tune(name, reader, rates):
    """Print the mean accuracy of the starts at each rate, and return the best."""
    found = [accuracies(reader, rate).mean() for rate in rates]
    for rate, a in zip(rates, found):
        word = f"{a:.2f}" if a > 0.8 else "at chance" if a < 0.2 else "< 0.8"
        print(f"{name}, rate {rate:,}: {word}")
    return max(found)


squares_tuned = tune("squares", with_squares, [2, 8, 32])
entropy_tuned = max(entropies.mean(), tune("cross-entropy", with_entropy, [0.4, 1.6]))

# %% [markdown] id="tuned-explained"
# **Explain.** Next to nothing is left: the gap was step length. (195 images are few: by chance alone an accuracy of 0.93
# may come out about 0.02 higher or lower. And both are judged by the images that chose their rates, which flatters both.)

# %% id="contest-claims" tags=["claim-L04-03"]
gap = abs(squares_tuned - entropy_tuned)
dl.claim("With the same short steps, cross-entropy is far ahead from every start",
         squares.max() < 0.5 < 0.7 < entropies.min())
dl.claim("Each at its best rate, less than 4 points are between them", gap < 0.04)

# %% [markdown] id="no-softmax-text"
# So it was not the squares as such that held the network of section 6. How about a wrong lead of 8 instead of 14? There, as
# the picture of the pull shows, squares pull hundreds of times as strongly. Take the rate that was best above.

# %% id="from-eight" atol=0.06
for start in starts:
    start[-1][0] = 8
squares_from_8 = tune("squares", with_squares, [8])

# %% [markdown] id="no-softmax-ask"
# From 8 they do get out. Now back to 14. Is it really the softmax that holds them? Take it away: squares of the bare
# scores, from the same starts. (Their slopes are larger: a rate of 0.8 is too much already. We take 0.2.)

# %% id="no-softmax" atol=0.15
for start in starts:
    start[-1][0] = 14
bare_squares = compiled("linear", "mean_squared_error")
no_softmax = accuracies(bare_squares, learning_rate=0.2)
print("squares without softmax, very sure and wrong at first:", no_softmax.round(1))

# %% [markdown] id="no-softmax-explained"
# Take away the softmax, and squares get out. Keep the softmax and take the logarithm, and the network gets out, too.
#
# And the long steps? Keep the squares and the softmax, take rate 1,000 of section 6, and cap the length of each step at 0.5.

# %% id="capped-steps" atol=0.15
no_longer = keras.optimizers.SGD(1_000.0, global_clipnorm=0.5 / 1_000)  # no step longer than 0.5
with_squares.compile(no_longer, "mean_squared_error")
short_enough = accuracies(with_squares, learning_rate=1_000.0)
print("squares behind a softmax, capped steps:", short_enough.round(1))

# %% [markdown] id="three-to-be-held"
# They read: the high rate carries them off the flat place, and the cap keeps them from being thrown far away when the pull
# comes back. So there are three ways out in five epochs: the logarithm, or no softmax, each at a low rate of its own; or the
# cap, at a high one. (At rate 8 the steps are too short for the cap to matter.)
#
# And with more patience? At rate 8 the network is slow, not lost: in NumPy, three starts read more than 8 of 10 after 400
# epochs. Three at rate 32 were still at chance.

# %% id="no-softmax-claims"
without_softmax = min(no_softmax)
worst_capped = min(short_enough)
dl.claim("From 8, squares get out in five epochs", squares_from_8 > 0.8)
dl.claim("From 14 they do so without the softmax, from every start", without_softmax > 0.3)
dl.claim("Behind the softmax capped steps free them, from every start; without the cap (section 6) they did not",
         squares_sure < 0.2 < 0.8 < worst_capped)

# %% [markdown] id="rare-text"
# ## Deeper: when one class is rare
#
# Again nine of ten are healthy, but now we know two measurements of each person, and those of the sick are higher
# on average. One sigmoid neuron is trained with cross-entropy and raises the alarm where it says more than $1/2$.
# `class_weight={0: 1, 1: 9}` in Keras' `fit` multiplies the loss of each sick person by 9, so that the two
# classes weigh the same.

# %% id="rare-people"
def people(healthy, sick):
    """Draw two measurements of each person, and a 1 for the sick."""
    is_sick = np.repeat([0, 1], [healthy, sick])
    return rng.normal(size=(healthy + sick, 2)) + 1.5 * is_sick[:, None], is_sick


def probability_of_sick(class_weight):
    neuron = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    neuron.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
    neuron.fit(known, is_sick, batch_size=100, epochs=15, class_weight=class_weight, verbose=0)
    return neuron.predict(others, batch_size=5000, verbose=0)[:, 0]


(known, is_sick), (others, others_sick) = people(900, 100), people(9000, 1000)
plain, weighted = probability_of_sick(None), probability_of_sick({0: 1, 1: 9})

# %% [markdown] id="rare-predict"
# The third line is the plain neuron once more, which now raises the alarm above $1/10$ already.
#
# **Predict.** Do the other two find more of the sick than the first, and what do they pay?

# %% id="rare" tags=["predict"] atol=0.04
alarms = {"plain, above 1/2": plain > 0.5, "weighted, above 1/2": weighted > 0.5, "plain, above 1/10": plain > 0.1}
for name, alarm in alarms.items():
    found, false = alarm[others_sick == 1].mean(), alarm[others_sick == 0].mean()
    print(f"{name:19}  of the sick it finds {found:.2f}, false alarms among the healthy {false:.2f}")

# %% [markdown] id="rare-explained"
# **Explain.** The weights find many more of the sick, and pay with false alarms. But the lower threshold does
# nearly the same, for nearly the same people, without another training: here, where one neuron can give the true probabilities,
# a weight of 9 multiplies the *odds* by 9,
# so one to nine becomes one to one, and $1/10$ becomes $1/2$. And only the plain neuron's probabilities are
# right on average: their mean is the proportion of the sick; the weighted one's is more than twice as large.
#
# So train on the data as it is, then ask what each kind of mistake costs, and choose the threshold. (In large
# networks that fit every training sample, class weights may have hardly any effect at all: Byrd and Lipton, 2019.)

# %% id="rare-claims"
found_plain, found_weighted = ((p > 0.5)[others_sick == 1].mean() for p in (plain, weighted))
agree = np.mean(alarms["weighted, above 1/2"] == alarms["plain, above 1/10"])
said_plain, said_weighted = plain.mean(), weighted.mean()
dl.claim("Weights find at least 20 in 100 more of the sick", found_weighted - found_plain > 0.2)
dl.claim("For at least 95 of 100 people, a threshold of 1/10 says the same", agree > 0.95)
dl.claim("On average the plain neuron says one in ten; the weighted one, over two in ten",
         abs(said_plain - 0.1) < 0.02 and said_weighted > 0.2)

# %% [markdown] id="half-text"
# ## Deeper: a half that comes and goes
#
# In many books the "mean squared error" of one sample reads $E = \frac12\sum_k (y_k - t_k)^2$, with
# outputs $y_k$ and targets $t_k$. That is half of a *sum*; a mean divides by
# the number of outputs. The $\frac12$ is convenient: the derivative becomes
# $y_k - t_k$ without a factor. (It is also what the bell curve gives in section 5.) Here are ten
# outputs for a sample of class 2, and what both formulas say. `numerical_gradient` measures slopes by tiny steps (lesson 05).

# %% id="half-of-a-sum" tags=["claim-L04-04"]
outputs = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
t = np.eye(10)[2]
half_sum = lambda outputs: 0.5 * np.sum((outputs - t) ** 2)
mean = float(keras.losses.MeanSquaredError()(t[None], outputs[None]))
slope_error = np.abs(dl.scratch.numerical_gradient(half_sum, outputs) - (outputs - t)).max()
print(f"half of the sum {half_sum(outputs):.4f}   mean in Keras {mean:.4f}")
times = half_sum(outputs) / mean
dl.claim("Half of the sum is n / 2 times the mean: here 5 times", abs(times - 5) < 1e-4)
dl.claim("The derivative of half of the sum is output minus target", slope_error < 1e-6)

# %% [markdown] id="deeper-names"
# Both have their minimum at the same place. Only do not compare numbers that come from different formulas.

# %% [markdown] id="deeper-one-loss"
# ## Deeper: three names, one loss
#
# One sigmoid is a softmax of the scores $0$ and $z$. So the binary form, the categorical form with one-hot
# targets, and the sparse form with class numbers must agree.

# %% id="family" tags=["claim-L04-09"]
z = rng.normal(size=(20, 1))
yes = rng.integers(0, 2, 20)
two = softmax(np.hstack([np.zeros((20, 1)), z]))
of_sigmoid = float(keras.losses.BinaryCrossentropy()(yes[:, None], sigmoid(z)))
of_softmax = float(keras.losses.CategoricalCrossentropy()(np.eye(2)[yes], two))
of_numbers = float(keras.losses.SparseCategoricalCrossentropy()(yes, two))
largest_gap = max(abs(of_softmax - of_numbers), abs(of_sigmoid - of_softmax))
dl.claim("The three losses are one", largest_gap < 1e-5)

# %% [markdown] id="exercise-bce-text"
# ### Exercise: binary cross-entropy from the score
#
# Section 7 computed the loss from the logits. Do the same for one sigmoid, for scores $z$ as large as ±1000. Start on
# paper, with $p = 1 / (1 + \exp(-z))$: what is $-\log p$, and what $-\log(1 - p)$? You should find
# $\log(1 + \exp(-z))$ and $\log(1 + \exp(z))$, each a log-sum-exp of 0 and one more score. `np.logaddexp(a, b)` is the
# log-sum-exp of two numbers.

# %% id="exercise-bce" tags=["exercise"]
def bce_from_logits(targets, z):
    """Return the mean binary cross-entropy of sigmoid(z), without overflow.

    targets: float, shape (n,), zeros and ones.  z: float, shape (n,), scores of any size.
    Returns a number, right to a relative error of 1e-5.

    Example: bce_from_logits(np.array([1.0, 0.0]), np.array([0.0, 1000.0])) is the mean of
    log 2 and 1000, about 500.3466.
    """
    # solution
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return (softplus - targets * z).mean()

# %% id="check-bce"
dl.exercises.bce_from_logits.check(bce_from_logits)

# %% [markdown] id="deeper-steps"
# ## Deeper: how fine are the stairs?
#
# With $N$ samples, accuracy can take only the values $0, 1/N, \dots, 1$: 320 right of 1000 are 32.0 %, and 324 are
# 32.4 %. The steps are small. What matters is that between them nothing moves.

# %% id="steps-of-accuracy" tags=["claim-L04-11"]
many_w1 = np.linspace(-3, 3, 2001)
n_accuracies = len(np.unique([accuracy([w, 1]) for w in many_w1]))
n_losses = len(np.unique([cross_entropy_at([w, 1]) for w in many_w1]))
print("320 of 1000:", 320 / 1000, "   324 of 1000:", 324 / 1000)
dl.claim("At 2001 weights, the accuracy takes between 300 and 500 values", 300 < n_accuracies < 500)
dl.claim("The cross-entropy takes 2001 different ones", n_losses == 2001)

# %% [markdown] id="r2-text"
# ## Deeper: R², a score and not a loss
#
# Lists of losses for regression sometimes contain $R^2$, the **coefficient of determination**. It
# compares your errors with those of a lazy prediction, the mean of all targets, whose MSE is called the
# *variance* of the targets:
#
# $$ R^2 = 1 - \frac{\text{MSE}}{\text{variance of the targets}}. $$
#
# **Predict.** The targets are 1, 2, 3. What is $R^2$ if you predict them exactly? If you always say 2?
# If you predict 3, 2, 1?

# %% id="r2" tags=["predict"]
targets = np.array([1.0, 2.0, 3.0])
predictions = {"exact": targets, "mean": np.full(3, 2.0), "reversed": targets[::-1]}
mse = np.array([np.mean((p - targets) ** 2) for p in predictions.values()])
r2 = []
for p in predictions.values():
    score = keras.metrics.R2Score()
    score.update_state(targets[:, None], p[:, None])
    r2.append(float(score.result()))
for name, error, score in zip(predictions, mse, r2):
    print(f"{name:8} MSE {error:.3f}   R2 {score:.0f}")

# %% [markdown] id="r2-explained"
# **Explain.** Large is good: 1 is perfect, 0 is as good as the lazy prediction, and it can be negative.
# To *minimise* $R^2$ would make the errors as large as possible. To maximise it is to minimise the MSE, since the
# variance of the targets stays what it is. So the loss is the MSE; $R^2$ tells people how good the fit
# is, free of units.

# %% id="r2-claim" tags=["claim-L04-07"]
r2_error = np.abs((1 - np.array(r2)) - mse / targets.var()).max()
dl.claim("1 - R2 is the MSE over the variance", r2_error < 1e-6)
dl.claim("Where the MSE grows, R2 falls", np.diff(mse).min() > 0 > np.diff(r2).max())

# %% [markdown] id="exercise-r2-text"
# ### Exercise: R²
#
# Write the score, for targets that are not all the same.

# %% id="exercise-r2" tags=["exercise"]
def r2_score(y_true, y_pred):
    """Return the coefficient of determination.

    y_true, y_pred: float, shape (n,); y_true is not constant.
    Returns a number, right to a relative error of 1e-5.

    Example: r2_score(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 6.0])) is -3.5.
    """
    # solution
    errors = y_true - y_pred
    deviations = y_true - y_true.mean()
    return 1 - (errors @ errors) / (deviations @ deviations)

# %% id="check-r2"
dl.exercises.r2_score.check(r2_score)

# %% [markdown] id="real-landscape"
# ## Deeper: the landscape of a real network
#
# A line has two weights, and its landscape is a bowl. The digit reader has 2410. Nobody can draw 2411
# dimensions, but you can cut along a straight line. Take two places with *exactly* the same loss: the trained
# network of *Deeper: the loss of a few samples*, after another fifteen epochs, and the same
# network with its hidden units in another order. Walk from one to the other:

# %% id="walk-between"
network.fit(digits.x_train, digits.y_train, epochs=15, optimizer=dl.scratch.SGD(0.1))
W1, b1, W2, b2 = trained = network.weights
order = np.roll(np.arange(32), 1)
exchanged = [W1[:, order], b1[order], W2[order], b2]
walker = dl.scratch.mlp([64, 32, 10], activation="tanh")
along = []
for a in np.linspace(0, 1, 21):
    for weight, one, other in zip(walker.weights, trained, exchanged):
        weight[:] = (1 - a) * one + a * other
    along.append(dl.scratch.SparseCategoricalCrossentropy()(digits.y_train, walker.predict(digits.x_train)))

# %% [markdown] id="barrier-predict"
# **Predict.** Is it level on the way?

# %% id="barrier" tags=["predict"] alt="The loss along the straight line between two networks that differ only in the order of their hidden units. It is equally low at both ends and rises in between to a ridge more than three times as high."
fig, ax = plt.subplots(figsize=(8, 4.2))
ax.plot(np.linspace(0, 1, 21), along, "o-", lw=3)
ax.set(xlabel="from the trained network (0) to the same one, units exchanged (1)", ylabel="loss", ylim=(0, 0.5))
_ = ax.margins(x=0.05)

# %% [markdown] id="barrier-explained"
# **Explain.** Two equally good networks, and a ridge between them. A landscape on which this can happen is not
# **convex**: on a convex one, the way between two places is never higher than the straight line between their
# heights. The bowl of section 1 was convex. With hidden layers there is another equally deep place for
# every order of the units. Whether some curved way *around* the ridge joins them, a straight cut cannot tell; often
# one does (Garipov and others, 2018).

# %% id="barrier-claim"
ends, ridge = max(along[0], along[-1]), max(along)
dl.claim("Between two equally good networks lies a ridge of more than twice their loss", ridge > 2 * ends)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A loss turns "how wrong?" into one number, which training makes small.
# - The losses of sections 2 and 4 are minus logarithms of beliefs: the bell curve gives squares, Laplace absolute values, the
#   probabilities of classes cross-entropy.
# - Under MSE a few outliers can bend the result; under MAE a large error pulls no harder than a small one; Huber lies between.
# - Accuracy is a staircase over the weights: no slope shows the way.
# - Cross-entropy is minus the log of the probability that the right class got; $\log 10$ at chance for ten classes. It pulls
#   hardest at a confident mistake, where squares behind a softmax hardly pull. Compute it from logits.
# - Compare a loss with the blind loss of your data.
#
# The next lesson walks downhill.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | training | 훈련 (학습) | fitting the parameters of a model to data |
# | target (teacher data) | 타깃 (지도 데이터, 정답) | desired output for a sample |
# | parameter | 매개변수 (파라미터) | value learned in training: weights and biases |
# | loss (cost) function | 손실 함수 (비용 함수) | number that training makes small |
# | mean squared error (MSE) | 평균 제곱 오차 | mean of squared differences |
# | mean absolute error (MAE) | 평균 절대 오차 | mean of absolute differences |
# | coefficient of determination ($R^2$) | 결정계수 (R2) | 1 − MSE / variance; goodness of fit, not a loss |
# | cross-entropy error | 교차 엔트로피 오차 | $-\sum_k y_k \log \hat y_k$; loss for classification |
# | binary cross-entropy | 이진 교차 엔트로피 | cross-entropy for one sigmoid output |
# | categorical cross-entropy | 범주형 교차 엔트로피 | cross-entropy for a softmax over several classes |
# | accuracy | 정확도 | proportion of correctly classified samples |
# | binary classification | 이진 분류 | classification into two classes |
# | multi-class classification | 다중 분류 | classification into three or more exclusive classes |
# | Huber loss | 후버 손실 | a parabola near 0 that goes on as a straight line |
# | outlier | 이상치 | a value far from all others, often a mistake |
# | maximum likelihood | 최대 가능도 | choosing what makes the observed data most probable |
# | logit | 로짓 | score before the softmax or sigmoid |
# | log-sum-exp | 로그-합-지수 | $\log\sum_i \exp(z_i)$ |
# | entropy | 엔트로피 | mean of minus the log of the probabilities; lowest loss of a blind network |
# | convex | 볼록 | never above the straight line between two of its points |
# | mini-batch | 미니 배치 | small part of the training data used for one update |

# %% [markdown] id="references"
# ## References
#
# - A.-M. Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805. Least
#   squares.
# - P. J. Huber, *Robust estimation of a location parameter*, Annals of Mathematical Statistics
#   35, 1964.
# - I. J. Good, *Rational decisions*, Journal of the Royal Statistical Society B 14, 1952. The logarithm
#   as a measure of a prediction.
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs, with
#   relationships to statistical pattern recognition*, in: Neurocomputing, Springer, 1990.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   AISTATS, 2010. Flat places of the squared error compared with cross-entropy.
# - L. Hui and M. Belkin, *Evaluation of neural architectures trained with square loss vs cross-entropy in
#   classification tasks*, ICLR, 2021. Squares without a softmax, tuned, on large networks: as good, often better.
# - J. Byrd and Z. C. Lipton, *What is the effect of importance weighting in deep learning?*, ICML, 2019.
# - H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, *Visualizing the loss landscape of neural nets*,
#   NeurIPS, 2018.
# - T. Garipov, P. Izmailov, D. Podoprikhin, D. Vetrov and A. G. Wilson, *Loss surfaces, mode connectivity, and
#   fast ensembling of DNNs*, NeurIPS, 2018.
