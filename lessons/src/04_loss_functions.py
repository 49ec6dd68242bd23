# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=20 figure="accuracy as a staircase under the smooth cross-entropy"
# # Loss functions
#
# To learn from mistakes, a network needs to know how large a mistake is. In this lesson you build the
# numbers that say so, see which of them fits which task, and find out why the number that people care
# about most, the accuracy, is the one that nobody can walk down.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - compute the usual losses by hand: mean squared and mean absolute error, Huber, cross-entropy;
# - choose a loss for a task, and say what an outlier does to it;
# - explain why accuracy and $R^2$ are scores, and not losses to train with;
# - say why classes are learned with cross-entropy and not with squared errors;
# - read the loss of a network as a landscape over its weights.

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
# Fifty measurements lie about a straight line. Nobody tells you the line; you have only the points. A
# line $\hat y = w x + b$ has two **parameters**, the weight $w$ and the bias $b$. Which pair is
# best? Before you can search, you must be able to compare two pairs.
#
# So measure how wrong a line is. For each point take the error $\hat y - y$, square it, so that errors
# above and below the line count alike, and average over all points. This is the **mean squared
# error**, MSE, and it is a **loss function**: a number that is large for bad parameters and small for
# good ones. (Some books say *cost function*.)

# %% id="loss-of-a-line"
x = rng.uniform(-1, 1, size=50)
y = 3 * x + 2 + rng.normal(0, 0.3, size=50)


def line_loss(w, b):
    return np.mean((w * x + b - y) ** 2)


for w, b in [(0, 0), (1, 1), (3, 2)]:
    print(f"w = {w}, b = {b}: loss {line_loss(w, b):.2f}")

# %% [markdown] id="landscape-text"
# Now every pair $(w, b)$ has a height, and the pairs form a plane: the loss is a **landscape** above
# it. To train means to walk to a deep place. On the left below are three lines, on the right the
# landscape from above, where each of these lines is a single point. As on a hiking map, a curve joins
# places of equal height; dark is deep.

# %% id="landscape" alt="Left: fifty points about a rising line, and three lines of which one fits. Right: contours of the loss over weight and bias, a single round valley; the three lines are three points, and the line that fits lies at the bottom."
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.6))
left.plot(x, y, "o", color=dl.plots.COLORS["grey"], ms=5)
heights = lambda points: np.array([line_loss(w, b) for w, b in points])
dl.plots.plot_contour(heights, xlim=(-1, 5), ylim=(-1, 5), ax=right)
for (w, b), name, marker in [((0, 0), "blue", "o"), ((1, 1), "green", "s"), ((3, 2), "vermilion", "*")]:
    color = dl.plots.COLORS[name]
    left.plot([-1, 1], [b - w, b + w], color=color, marker=marker)
    right.plot(w, b, marker, color=color, markeredgecolor="black", ms=13)
left.set(xlabel="$x$", ylabel="$y$")
_ = right.set(xlabel="weight $w$", ylabel="bias $b$")

# %% [markdown] id="lowest-text"
# For a straight line and squared errors, the lowest point is known in closed form; it is called the
# *least-squares* solution, and NumPy computes it (`lstsq`; the column of ones belongs to the bias). For
# a network with hidden layers nobody has such a formula, and one must search. Compare three answers: a
# search over a grid of pairs, the closed form, and a training, which starts at (0, 0) and takes many
# steps downhill (lesson 05 shows how).

# %% id="lowest" tags=["claim-L04-02", "claim-L04-01"]
grid = np.round(np.arange(-1, 5, 0.05), 2)
on_grid = np.array([[line_loss(w, b) for b in grid] for w in grid])
best_w, best_b = (grid[i] for i in np.unravel_index(on_grid.argmin(), on_grid.shape))
exact = np.linalg.lstsq(np.stack([x, np.ones(50)], axis=1), y, rcond=None)[0]
neuron = dl.scratch.Network([dl.scratch.Dense([[0]], [0])], dl.scratch.MeanSquaredError())
history = neuron.fit(x[:, None], y, epochs=300, batch_size=50,
                     optimizer=dl.scratch.SGD(0.3))
trained = np.concatenate([w.ravel() for w in neuron.weights])
print(f"grid ({best_w}, {best_b})   closed form {exact.round(2)}   trained {trained.round(2)}")
dl.claim("The lowest place of the grid is the least-squares line, to one step of the grid",
         np.all(np.abs(exact - [best_w, best_b]) <= 0.05))
dl.claim("In the training the loss falls with each of the first 20 steps",
         np.all(np.diff(history[:20]) < 0))
dl.claim("Training finds the least-squares line", np.allclose(trained, exact, atol=1e-4))

# %% [markdown] id="data-driven"
# Look at what happened in the training. We gave points and a loss; two numbers close to 3 and 2, those
# that the points were made with, were found. No person wrote them down. That is what **data-driven**
# means. But people still chose a lot: these points, the straight line as the form of the answer, and
# the loss.
#
# You will often read that learning finds *the optimal* weights. For one neuron with this loss, yes. For
# a network with hidden layers nobody can promise it in general. Train three networks with eight hidden
# tanh units on the same points from three random starts, and compare their weights. Mind that the units
# of a layer may change places, or a tanh unit the sign of all its weights and its bias, and the network
# stays the same. So compare sizes without signs, in sorted order.

# %% id="three-networks" tags=["claim-L04-01"]
networks = dl.scratch.mlp([1, 8, 1], variants=3, activation="tanh", output="linear")
networks.fit(x[:, None], y, epochs=1000, batch_size=None, optimizer=dl.scratch.Adam(0.02))
losses = np.mean((networks.predict(x[:, None])[..., 0] - y) ** 2, axis=1)
sizes = [np.sort(np.abs(kernel.reshape(3, 8)), axis=1) for kernel in networks.weights[::2]]
sizes = np.concatenate(sizes, axis=1)
apart = min(np.linalg.norm(sizes[i] - sizes[j]) for i, j in [(0, 1), (0, 2), (1, 2)])
print("losses:", losses.round(2))
dl.claim("Three starts end with nearly the same loss", np.ptp(losses) < 0.02)
dl.claim("Their weights are different, in whatever order and with whatever signs", apart > 0.1)

# %% [markdown] id="good-enough"
# Many different weights are about equally good, and training finds *good* ones. Good for what, is a
# question that lesson 11 takes up: what counts in the end is the error on **new** data.
#
# ### Why the mean over all samples?
#
# **Predict.** Take a single point. How small can you make its error by turning $w$ alone? What does
# this $w$ do to all the other points?

# %% id="single-samples" tags=["claim-L04-12"]
b = exact[1]
exact_for_0, exact_for_1 = (y[:2] - b) / x[:2]
for name, w in [("sample 0", exact_for_0), ("sample 1", exact_for_1), ("all", exact[0])]:
    print(f"best w for {name:8}: {w:5.2f}   mean loss of all samples {line_loss(w, b):.3f}")
dl.claim("A weight that is perfect for one sample is worse for all of them together",
         line_loss(exact[0], b) < min(line_loss(exact_for_0, b), line_loss(exact_for_1, b)))

# %% [markdown] id="mean-explained"
# **Explain.** One sample alone is easily pleased, and it carries its own noise. What we look for are the
# parameters with the smallest loss over all samples. And we take the *mean*, because then the number does
# not grow with the amount of data.

# %% [markdown] id="regression"
# ## 2. Losses for numbers
#
# Predicting a number is called regression (lesson 03). Three losses are in common use. Write
# $e = \hat y - y$ for the error of one output.
#
# | loss | of one error | in words |
# |---|---|---|
# | mean squared error, MSE | $e^2$ | twice the error costs four times as much |
# | mean absolute error, MAE | $\lvert e\rvert$ | twice the error costs twice as much |
# | Huber | $\tfrac12 e^2$ while $\lvert e\rvert \le \delta$, beyond it $\delta\lvert e\rvert - \tfrac12\delta^2$ | a parabola that goes on as a straight line |
#
# Below each loss stands its slope: how strongly an error pulls at the parameters. That of the MAE jumps.

# %% id="three-losses" alt="Three curves over the error from -3 to 3, above their slopes. MSE is a parabola whose slope grows without bound. MAE is a V whose slope is -1 or 1. Huber is a parabola near 0 and straight outside, and its slope stays between -1 and 1."
e = np.linspace(-3, 3, 6001)[:, None]
fig, axes = plt.subplots(2, 3, figsize=(10, 4.6), sharex=True, sharey="row")
for (above, below), loss, name in zip(
    axes.T,
    [dl.scratch.MeanSquaredError(), dl.scratch.MeanAbsoluteError(), dl.scratch.Huber(delta=1.0)],
    ["MSE", "MAE", "Huber, $\\delta$ = 1"],
):
    above.plot(e, loss.per_sample(0 * e, e))
    slope = loss.gradient(0 * e, e) * len(e)  # of each error alone, without the mean's 1 / n
    below.plot(e, slope, color=dl.plots.COLORS["vermilion"])
    above.set(title=name, ylim=(0, 5))
    below.set(xlabel="error $e$", ylim=(-3, 3))
axes[0, 0].set_ylabel("loss")
_ = axes[1, 0].set_ylabel("slope")

# %% [markdown] id="outliers-text"
# ### What an outlier does
#
# **Predict.** A hundred points lie on the line $2x + 1$, with a little noise. Every tenth one was
# mistyped and is 8 too high. Which loss is fooled more, MSE or MAE?
#
# Start with the smallest case: describe the numbers 1, 2, 3, 4, 100 by one single number.

# %% id="best-constant" tags=["claim-L04-08"]
numbers = np.array([1, 2, 3, 4, 100])
candidates = np.arange(0, 100.5, 0.5)
errors = candidates[:, None] - numbers
best_squared = candidates[np.mean(errors**2, axis=1).argmin()]
best_absolute = candidates[np.mean(np.abs(errors), axis=1).argmin()]
print("smallest MSE at", best_squared, "   smallest MAE at", best_absolute)
dl.claim("The smallest MSE is at the mean", best_squared == numbers.mean())
dl.claim("The smallest MAE is at the median", best_absolute == np.median(numbers))

# %% [markdown] id="outlier-line-text"
# The mean, 22, is like none of the numbers. The median stands in the middle and does not care how far
# away the last one is. Now the line. For MSE there is the closed form. For MAE we use that one of the
# best lines always passes through two of the points, and simply try all pairs. For Huber we train.

# %% id="outlier-fits"
x_out = np.linspace(0, 3, 100)
y_out = 2 * x_out + 1 + rng.normal(0, 0.2, 100)
y_out[::10] += 8

columns = np.stack([x_out, np.ones(100)], axis=1)
fits = {"MSE": np.linalg.lstsq(columns, y_out, rcond=None)[0]}
i, j = np.triu_indices(100, k=1)
slopes = (y_out[j] - y_out[i]) / (x_out[j] - x_out[i])
lines = np.stack([slopes, y_out[i] - slopes * x_out[i]], axis=1)
fits["MAE"] = lines[np.abs(lines @ columns.T - y_out).mean(axis=1).argmin()]
huber = dl.scratch.Network([dl.scratch.Dense([[0]], [0])], dl.scratch.Huber(delta=0.5))
huber.fit(x_out[:, None], y_out, epochs=3000, batch_size=100,
          optimizer=dl.scratch.SGD(0.2))
fits["Huber"] = np.concatenate([w.ravel() for w in huber.weights])

# %% [markdown] id="outlier-picture-text"
# All three in one picture. The grey line is the one that the points were made from.

# %% id="outlier-picture" tags=["claim-L04-08"] alt="Points along a line, ten outliers high above it. The MSE line is lifted clearly above the others towards the outliers; the MAE and Huber lines lie on the true line."
fig, ax = plt.subplots(figsize=(9, 4.4))
ax.plot(x_out, y_out, "o", color=dl.plots.COLORS["grey"], ms=4)
ax.plot(x_out, 2 * x_out + 1, color=dl.plots.COLORS["grey"], lw=6, alpha=0.4, label="true line")
for (name, (w, b)), style in zip(fits.items(), ["-", "--", ":"]):
    ax.plot(x_out, w * x_out + b, style, label=name)
ax.set(xlabel="$x$", ylabel="$y$")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
off = {name: np.abs(w * x_out + b - (2 * x_out + 1)).mean() for name, (w, b) in fits.items()}
print("mean distance from the true line:", {name: round(float(d), 2) for name, d in off.items()})
dl.claim("The MAE line is more than five times closer to the truth than the MSE line",
         5 * off["MAE"] < off["MSE"])

# %% [markdown] id="outlier-explained"
# **Explain.** An error of 8 costs 64 under MSE, as much as 64 errors of 1, so the line moves up to please
# the outliers. Under MAE it costs 8. Is MAE better, then? Not always. If the large errors are real and
# dangerous, you *want* them to weigh more. And the slope of MAE does not shrink near the target, so a
# walk with steps of fixed length keeps jumping to and fro across it. Huber takes the good side of both,
# and asks you to choose $\delta$.
#
# ### Try it
#
# In the demo a line on the left is a point on the right. Walk, then lift the outlier.

# %% id="demo" alt="Left: twenty points and a flat line far from most of them, its errors drawn as vertical strokes. Right: the landscape of the loss, where this line is one point on the slope of a round valley."
dl.demos.loss_landscape()

# %% [markdown] id="exercise-huber-text"
# **Explain.** Under MSE the valley moves with the outlier. Under MAE and Huber it hardly does: once the
# outlier is far away, it pulls with a constant force, however far it is.
#
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

# %% [markdown] id="half-text"
# ### A half that comes and goes
#
# In many books the "mean squared error" of one sample reads $E = \frac12\sum_k (y_k - t_k)^2$, with
# outputs $y_k$ and **targets** $t_k$, the right answers. (Mind the letters: here, and in the rest of this
# lesson, $y$ is what the network says and $t$ what is right.) That is half of a *sum*; a mean divides by
# the number of outputs. The $\frac12$ is there for convenience alone: the derivative becomes
# $y_k - t_k$ without a factor. Here are ten outputs for a sample of class 2, and what both formulas say.
# `numerical_gradient` measures slopes by tiny steps (lesson 06).

# %% id="half-of-a-sum" tags=["claim-L04-04"]
outputs = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
t = np.eye(10)[2]
half_sum = lambda outputs: 0.5 * np.sum((outputs - t) ** 2)
mean = float(keras.losses.MeanSquaredError()(t[None], outputs[None]))
print(f"half of the sum {half_sum(outputs):.4f}   mean in Keras {mean:.4f}")
dl.claim("Half of the sum is n / 2 times the mean: here 5 times",
         np.isclose(half_sum(outputs), 5 * mean))
dl.claim("The derivative of half of the sum is y - t",
         np.allclose(dl.scratch.numerical_gradient(half_sum, outputs), outputs - t))

# %% [markdown] id="r2-text"
# Both have their minimum at the same place. Only do not compare numbers that come from different
# formulas.
#
# ### R²: a score, and no loss
#
# Lists of losses for regression sometimes contain $R^2$, the **coefficient of determination**. It
# compares your errors with those of a lazy prediction, the mean of all targets, whose MSE is called the
# *variance* of the targets:
#
# $$ R^2 = 1 - \frac{\text{MSE}}{\text{variance of the targets}}. $$
#
# **Predict.** The targets are 1, 2, 3. What is $R^2$ if you predict them exactly? If you always say 2?
# If you predict 3, 2, 1?

# %% id="r2" tags=["claim-L04-07"]
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
dl.claim("1 - R2 is the MSE over the variance", np.allclose(1 - np.array(r2), mse / targets.var()))
dl.claim("Where the MSE grows, R2 falls", np.all(np.diff(mse) > 0) and np.all(np.diff(r2) < 0))
dl.claim("Keras has R2 among its metrics and not among its losses",
         hasattr(keras.metrics, "R2Score") and not hasattr(keras.losses, "R2Score"))

# %% [markdown] id="r2-explained"
# **Explain.** Large is good: 1 is perfect, 0 is as good as the lazy prediction, and it can be negative.
# Who *minimises* $R^2$ makes the errors as large as can be. Who maximises it minimises the MSE, for the
# variance of the targets stays what it is. So the loss is the MSE; $R^2$ tells people how good the fit
# is, free of units.
#
# ### Exercise: R²

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

# %% [markdown] id="classes"
# ## 3. Why not simply count the mistakes?
#
# For classes there seems to be an obvious measure: the **accuracy**, the share of samples that are
# classified right. It is what we care about. Why not train with it?
#
# Take 1000 points in two classes and the simplest classifier: answer 1 if $w_1 x_1 + w_2 x_2 > 0$. To walk
# downhill, you must feel with a small step where it goes down. So nudge $w_1$ by one ten-thousandth,
# for 300 random pairs of weights. Beside the accuracy we watch the **binary cross-entropy**, whose
# formula is coming soon; for now, it is some other measure of how wrong the outputs are.

# %% id="two-measures"
blobs = dl.datasets.make_blobs(1000, spread=1.5, radius=1.0, seed=4)
points, labels = blobs.x_train.astype(float), blobs.y_train
binary = dl.scratch.BinaryCrossentropy(from_logits=True)


def accuracy(w):
    return np.mean((points @ w > 0) == labels)


def entropy(w):
    return binary(labels, points @ w)

# %% [markdown] id="nudge-text"
# **Predict.** In how many of the 300 cases does the accuracy change?

# %% id="nudge" tags=["claim-L04-10"]
weights = rng.normal(size=(300, 2))
nudged = weights + [1e-4, 0]
accuracy_moved = sum(accuracy(a) != accuracy(b) for a, b in zip(weights, nudged))
entropy_moved = sum(entropy(a) != entropy(b) for a, b in zip(weights, nudged))
print("accuracy changed:", accuracy_moved, "  cross-entropy changed:", entropy_moved)
dl.claim("A small nudge leaves the accuracy as it is in more than 90 % of the cases",
         accuracy_moved < 0.1 * 300)
dl.claim("It changes the cross-entropy in every case", entropy_moved == 300)

# %% [markdown] id="staircase-text"
# To see why, draw both over one weight. For the picture, 40 of the points are enough.

# %% id="staircase" alt="Two curves over the weight w1 with a common axis. Above, the cross-entropy: a smooth valley. Below, the accuracy: a staircase of flat steps and sudden jumps."
some, some_labels = points[:40], labels[:40]
w1 = np.linspace(-4, 3, 1401)
scores = w1[:, None] * some[:, 0] + some[:, 1]
fig, (above, below) = plt.subplots(2, 1, figsize=(9, 5.4), sharex=True)
above.plot(w1, binary.per_sample(np.broadcast_to(some_labels, scores.shape), scores))
below.plot(w1, np.mean((scores > 0) == some_labels, axis=1), color=dl.plots.COLORS["vermilion"])
above.set_ylabel("cross-entropy")
_ = below.set(xlabel="weight $w_1$", ylabel="accuracy", ylim=(0, 1))

# %% [markdown] id="staircase-explained"
# **Explain.** The accuracy changes only when a point crosses the border and flips its class. Between two
# flips it is flat. Its derivative is 0, and a derivative of 0 says "nothing to improve here", wherever
# you stand. At the flips it jumps, and there is no derivative at all. **The accuracy is a staircase,
# and nobody can roll down a staircase of flat steps.** The cross-entropy is smooth: it knows whether a
# point is far on the wrong side or nearly across.
#
# How fine can the stairs be? With $N$ samples, accuracy can take only the values $0, 1/N, \dots, 1$.
# You may read the example "320 right of 1000 and 324 right of 1000 are both 32 %". They are not: 324 of
# 1000 are 32.4 %. The steps are small. What matters is that between them nothing moves.

# %% id="steps-of-accuracy" tags=["claim-L04-11"]
many_w1 = np.linspace(-3, 3, 2001)
accuracies = np.array([accuracy([w, 1]) for w in many_w1])
entropies = np.array([entropy([w, 1]) for w in many_w1])
print("320 of 1000:", 320 / 1000, "   324 of 1000:", 324 / 1000)
dl.claim("For 2001 weights, the accuracy takes at most 1001 values",
         len(np.unique(accuracies)) <= 1001)
dl.claim("All its values are multiples of 1 / 1000",
         np.allclose(accuracies * 1000, np.round(accuracies * 1000)))
dl.claim("The cross-entropy takes 2001 different values", len(np.unique(entropies)) == 2001)

# %% [markdown] id="cross-entropy"
# ## 4. Cross-entropy
#
# A network for classes ends with a softmax (lesson 03): shares $y_k$ that sum to 1. The right answer is a
# one-hot vector $t$. The **cross-entropy** is
#
# $$ E = -\sum_k t_k \log y_k , $$
#
# with the natural logarithm. All $t_k$ are 0 except one, so a single term of the sum is left: *minus the
# logarithm of the share that the right class got*. Sure and right: $-\log 1 = 0$. Sure and wrong: the
# share goes to 0, and the loss grows without bound.

# %% id="minus-log" alt="The curve minus log y over the share y of the right class from 0 to 1: it is 0 at share 1, 0.51 at share 0.6, 2.3 at share 0.1, and rises steeply towards share 0."
share = np.linspace(0.005, 1, 400)
fig, ax = plt.subplots(figsize=(7, 3.8))
ax.plot(share, -np.log(share))
for value in (0.6, 0.1):
    ax.plot(value, -np.log(value), "o", color=dl.plots.COLORS["vermilion"])
    ax.annotate(f"{-np.log(value):.2f}", (value, -np.log(value)), (8, 6), textcoords="offset points")
_ = ax.set(xlabel="share of the right class", ylabel="cross-entropy")

# %% [markdown] id="cross-entropy-text"
# The two points are the ten outputs from above: 0.6 for class 2, and 0.1 for class 0.

# %% id="cross-entropy-by-hand" tags=["claim-L04-05"]
def cross_entropy_of(t, outputs):
    return -np.sum(t * np.log(outputs + 1e-7))


other = outputs.copy()
other[[0, 3]] = other[[3, 0]]  # exchange two outputs of wrong classes
right, wrong = cross_entropy_of(np.eye(10)[2], outputs), cross_entropy_of(np.eye(10)[0], outputs)
print(f"right class 2: {right:.4f}   right class 0: {wrong:.4f}")
dl.claim("It is minus the log of the right class's share",
         np.allclose([right, wrong], [-np.log(0.6), -np.log(0.1)], atol=1e-5))
dl.claim("It does not look at how the rest is shared among the wrong classes",
         np.isclose(cross_entropy_of(np.eye(10)[2], other), right))

# %% [markdown] id="share-zero-text"
# What about a share of exactly 0? It is the reason for the tiny number inside the logarithm.

# %% id="share-zero" tags=["claim-L04-05"]
with np.errstate(divide="ignore"):
    hopeless = -np.log(0.0)
dl.claim("A share of 0 would cost infinitely much; 1e-7 inside the log makes it about 16",
         np.isinf(hopeless) and 16 < -np.log(1e-7) < 16.2)

# %% [markdown] id="batch-text"
# ### A batch: again the mean
#
# For several samples, take the mean of their losses. Then the loss of one hundred copies of a sample is
# the loss of the sample, and batches of different sizes can be compared.

# %% id="batch-mean" tags=["claim-L04-06"]
in_keras = keras.losses.CategoricalCrossentropy()
of_copies = [float(in_keras(np.tile(t, (n, 1)), np.tile(outputs, (n, 1)))) for n in (1, 10, 100)]
dl.claim("1, 10 and 100 copies of a sample have the same loss",
         np.allclose(of_copies, -np.log(0.6), atol=1e-5))

# %% [markdown] id="batch-keras-text"
# And why the *logarithm*? Ask how probable a network holds it that **all** answers come out as they did.
# If the samples do not depend on each other, this is the product of the shares of all right classes. The
# best network makes it as large as possible (*maximum likelihood*). The logarithm turns the product into
# a sum, and the minus sign turns the mountain into a valley. Here is a batch of 32 samples, by hand and in
# Keras.

# %% id="batch-in-keras" tags=["claim-L04-06"]
shares, one_hot = softmax(rng.normal(size=(32, 10))), np.eye(10)[rng.integers(0, 10, 32)]
by_hand = np.mean([cross_entropy_of(a, b) for a, b in zip(one_hot, shares)])
from_keras = float(in_keras(one_hot, shares))
product = np.prod(shares[one_hot == 1])
dl.claim("The mean by hand is what Keras computes", abs(by_hand - from_keras) < 1e-5)
dl.claim("The 32 losses add up to minus the log of the product of all right shares",
         abs(32 * by_hand + np.log(product)) < 1e-3)

# %% [markdown] id="exercise-cross-entropy-text"
# ### Exercise: the cross-entropy of a batch
#
# Labels are usually stored as class numbers and not as one-hot vectors. Write the loss for these. Further
# above we added 1e-7 to every share; this time lift only the shares below 1e-7, and leave the others as they are.

# %% id="exercise-cross-entropy" tags=["exercise"]
def cross_entropy(labels, shares):
    """Return the mean cross-entropy of a batch.

    labels: int, shape (n,), the right classes.  shares: float, shape (n, n_classes).
    Shares below 1e-7 count as 1e-7. Returns a number, right to a relative error of 1e-5.

    Example: cross_entropy(np.array([1]), np.array([[0.25, 0.5, 0.25]])) is log 2, about 0.693.
    """
    # solution
    picked = np.take_along_axis(shares, labels[:, None], axis=1)
    return np.log(1 / np.clip(picked, 1e-7, None)).mean()

# %% id="check-cross-entropy"
dl.exercises.cross_entropy.check(cross_entropy)

# %% [markdown] id="family-text"
# ### Three names in Keras
#
# - `binary_crossentropy`: one output $p$ between 0 and 1 and a target $t$ of 0 or 1:
#   $-t\log p - (1-t)\log(1-p)$.
# - `categorical_crossentropy`: one output per class, targets one-hot.
# - `sparse_categorical_crossentropy`: the same with class numbers as targets.
#
# For a target of 1, only the first term of the binary form is left: minus the log of the output.

# %% id="binary-form" tags=["claim-L04-09"]
one = float(keras.losses.BinaryCrossentropy()(np.array([[1.0]]), np.array([[0.7]])))
dl.claim("For target 1, the binary form is minus the log of the output",
         abs(one + np.log(0.7)) < 1e-5)

# %% [markdown] id="one-idea"
# The three are one idea. A yes-or-no question is a choice between two classes, and one sigmoid is a softmax of
# the scores $0$ and $z$.

# %% id="family" tags=["claim-L04-09"]
z = rng.normal(size=(20, 1))
yes = rng.integers(0, 2, 20)
of_sigmoid = float(keras.losses.BinaryCrossentropy()(yes[:, None], sigmoid(z)))
two_shares = softmax(np.hstack([np.zeros((20, 1)), z]))
of_softmax = float(keras.losses.CategoricalCrossentropy()(np.eye(2)[yes], two_shares))
of_numbers = float(keras.losses.SparseCategoricalCrossentropy()(yes, two_shares))
dl.claim("With one-hot targets or class numbers: the same loss", abs(of_softmax - of_numbers) < 1e-5)
dl.claim("A sigmoid with the binary form, or two classes with softmax: the same loss",
         abs(of_sigmoid - of_softmax) < 1e-5)

# %% [markdown] id="logits-text"
# ### From logits
#
# The scores before the softmax are called **logits**. Softmax takes exponentials, the loss takes the
# logarithm: one undoes the other. On paper it makes no difference whether they are computed one after
# the other. On a computer it does. Take logits of 0 and 200 where class 0 is right.
#
# **Predict.** The share of class 0 is $e^{-200}$, so the loss must be 200. What will 32-bit numbers say?

# %% id="from-logits"
logits, zero = np.array([[0.0, 200.0]], dtype=np.float32), np.array([0])
of_shares = dl.scratch.SparseCategoricalCrossentropy()(zero, softmax(logits))
of_logits = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)(zero, logits)
in_keras = float(keras.losses.SparseCategoricalCrossentropy(from_logits=True)(zero, logits))
print(f"through shares {of_shares:.1f}   from logits {of_logits:.1f}   Keras {in_keras:.1f}")
dl.claim("Through the shares the loss is stuck at about 16", 16 < of_shares < 16.2)
dl.claim("From the logits it is 200, in NumPy and in Keras", of_logits == in_keras == 200)

# %% [markdown] id="logits-explained"
# **Explain.** $e^{-200}$ is smaller than the smallest positive 32-bit number; the share becomes 0, and
# the floor of 1e-7 under the logarithm turns it into 16. A very wrong answer looks no worse than a wrong one, and its
# derivative is 0: nothing is learned from it. From the logits, $-\log y_k$ can be simplified before
# anything is computed:
#
# $$ -\log \frac{e^{z_k}}{\sum_i e^{z_i}} = \log\Big(\sum_i e^{z_i}\Big) - z_k
#  = m + \log\Big(\sum_i e^{z_i - m}\Big) - z_k, \qquad m = \max_i z_i . $$
#
# The logarithm in the middle is called **log-sum-exp**, and taking out the largest score $m$ keeps it
# from overflowing. So let the last layer have no activation, and say `from_logits=True`. (If the last layer
# is a softmax, Keras looks for its logits and uses them on TensorFlow, and on other backends it does not;
# better not to depend on it.)
#
# ### Exercise: binary cross-entropy from the score
#
# Do the same for one sigmoid: compute the loss from $z$, for scores as large as ±1000. Start on paper, with
# $p = 1 / (1 + e^{-z})$: what is $-\log p$, and what $-\log(1 - p)$? The hints lead you on.

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

# %% [markdown] id="which-loss"
# ## 5. Why not squared errors for classes?
#
# The MSE is smooth as well. Some texts call it *the* general loss. Try it: a network with 32 hidden
# units and a softmax (`mlp` builds it as you did in lesson 03), real digits, five rounds through the data,
# from three random starts. Everything is equal except the loss.

# %% id="contestants"
digits = dl.datasets.load_digits(flat=True)
one_hot = keras.utils.to_categorical(digits.y_train)
sizes = [64, 32, 10]
starts = [dl.models.mlp(sizes, output="softmax").get_weights() for _ in range(3)]
reader = dl.models.mlp(sizes, output="softmax")

# %% [markdown] id="shares-right-text"
# The next function trains from each start with a given loss.

# %% id="shares-right"
def shares_right(loss, learning_rate):
    """Train from each start, and return the shares of test images that are read right."""
    reader.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)
    shares = []
    for start in starts:
        reader.set_weights(start)
        reader.fit(digits.x_train, one_hot, batch_size=32, epochs=5, verbose=0)
        classes = reader.predict(digits.x_test, verbose=0).argmax(axis=1)
        shares.append(np.mean(classes == digits.y_test))
    return shares

# %% [markdown] id="contest-predict"
# The learning rate says how long the steps are (lesson 05); both get the same.
#
# **Predict.** Will the squared errors be a little worse, or a little better?

# %% id="contest"
squares = shares_right("mean_squared_error", learning_rate=0.1)
entropies = shares_right("categorical_crossentropy", learning_rate=0.1)
trained = reader.get_weights()

# %% [markdown] id="contest-result-text"
# The shares of test images that are read right:

# %% id="contest-result" tags=["claim-L04-03"]
worst_entropy, best_squares = min(entropies), max(squares)
print(f"cross-entropy: at least {worst_entropy:.1f}   squared errors: at most {best_squares:.1f}")
dl.claim("With cross-entropy every start reads more than 60 %", worst_entropy > 0.6)
dl.claim("With squared errors no start reads even 40 %", best_squares < 0.4)

# %% [markdown] id="longer-steps-text"
# Is that fair? A mean of squares over ten outputs has smaller slopes, and smaller slopes make shorter
# steps. So give the squared errors steps forty times as long. And because cross-entropy, too, may like
# longer ones, give it steps four times as long.

# %% id="longer-steps"
squares_long = np.array(shares_right("mean_squared_error", learning_rate=4.0))
entropies_long = np.array(shares_right("categorical_crossentropy", learning_rate=0.4))
dl.claim("With steps forty times as long, squared errors read more than 8 of 10 digits from every start",
         squares_long.min() > 0.8)
print(f"medians: squared errors {np.median(squares_long):.1f}, "
      f"cross-entropy, steps four times as long, {np.median(entropies_long):.1f}")

# %% [markdown] id="slope-text"
# So the gap was a matter of the step length: squared errors *of softmax probabilities* have small slopes,
# and long steps make up for it. What remains is that no step length is right for all samples at once.
# Look at the pull on the logits when the network is **confidently wrong**: of three classes, class 0 is
# right, but the score of class 1 is ahead by some lead. The upward scale is logarithmic: each line of the
# grid is a tenth of the one above.

# %% id="pull" tags=["claim-L04-03"] alt="Pull on the logit of the right class against the lead of the wrong class, from 0 to 12, on a logarithmic scale. Under cross-entropy it rises from about two thirds to 1 and stays there. Under squared errors it falls by a factor of ten for every further lead of about 2.3, down to a hundred-thousandth."
lead = np.linspace(0, 12, 121)
logits = np.stack([0 * lead, lead, 0 * lead], axis=1)
p, t = softmax(logits), np.array([1.0, 0.0, 0.0])
pull_entropy = np.abs(p - t)[:, 0]
d_squares = 2 / 3 * (p - t)  # by the shares; the Jacobian of lesson 02 leads on to the logits
pull_squares = np.abs(np.einsum("nk,nkj->nj", d_squares, softmax.jacobian(logits)))[:, 0]
fig, ax = plt.subplots(figsize=(8, 4))
ax.semilogy(lead, pull_entropy, label="cross-entropy")
ax.semilogy(lead, pull_squares, "--", label="squared errors")
ax.set(xlabel="lead of the wrong class", ylabel="pull on the right logit", ylim=(2e-6, 4))
ax.legend(loc="lower left")
at_8 = np.argmin(np.abs(lead - 8))
dl.claim("With a wrong lead of 8, cross-entropy pulls with nearly full strength",
         pull_entropy[at_8] > 0.99)
dl.claim("Squared errors pull with less than one thousandth", pull_squares[at_8] < 0.001)

# %% [markdown] id="slope-explained"
# **Explain.** The slope of the squared error is multiplied by the slope of the softmax, and a softmax that
# is sure of itself is saturated: flat, as you saw in lesson 02. The more wrong the answer, the weaker
# the correction. The logarithm in the cross-entropy undoes exactly this flatness; what remains is
# $y - t$ (lesson 06 derives it). A confident mistake gets the strongest correction.
#
# So the usual choice is: **MSE, MAE or Huber for numbers, cross-entropy for classes.**

# %% [markdown] id="batches"
# ## 6. The loss of a few samples
#
# Computing the loss of all samples for every single step is slow if there are many. So networks are
# trained on a **mini-batch**: a few samples, drawn at random. Its loss is an estimate of the loss of all.
# How good is it? Take a network trained with cross-entropy, compute the loss of each training image, and
# draw 2000 random batches of 4, of 32 and of 256 images. (Here an image may be drawn twice; in training
# each is drawn once per round, which only makes the estimate a little better.)

# %% id="batch-losses"
reader.set_weights(trained)
shares = reader.predict(digits.x_train, verbose=0)
costs = dl.scratch.SparseCategoricalCrossentropy().per_sample(digits.y_train, shares)
batch_losses = {size: rng.choice(costs, size=(2000, size)).mean(axis=1) for size in (4, 32, 256)}

# %% [markdown] id="batch-picture-text"
# **Predict.** Will small batches give too small a loss, too large a one, or neither?

# %% id="batch-picture" alt="Three histograms of the loss of random batches of 4, 32 and 256 images. All have the loss of all samples as their mean; the smallest batches give a wide, lopsided histogram, the largest a narrow one."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharex=True)
for ax, (size, losses) in zip(axes, batch_losses.items()):
    ax.hist(losses, bins=np.linspace(0, 4 * costs.mean(), 41), color=dl.plots.COLORS["sky"])
    ax.axvline(costs.mean(), color="black", lw=2)
    ax.set(title=f"batches of {size}", xlabel="loss of the batch", yticks=[])
_ = axes[0].set_ylabel("how often")

# %% [markdown] id="batch-explained"
# **Explain.** The black line is the loss of all samples. Up to chance it is the mean of every histogram,
# even of the lopsided one on the left: most batches of four are a little too low, and a few, which caught a badly
# read image, are far too high. The estimate is **unbiased**: on average it is right. Its spread falls
# with the square root of the size: for half of the noise, four times as many samples.

# %% id="unbiased"
for size, losses in batch_losses.items():
    error_of_mean = abs(losses.mean() - costs.mean())
    expected_spread = costs.std() / np.sqrt(size)
    dl.claim(f"Batches of {size}: right on average, with a spread of std / √{size}",
             error_of_mean < 4 * expected_spread / np.sqrt(2000)
             and 0.9 < losses.std() / expected_spread < 1.1)

# %% [markdown] id="real-landscape"
# ## 7. The landscape of a real network
#
# A line has two weights, and its landscape is a bowl. The digit reader has 2410. Nobody can draw 2411
# dimensions, but you can cut a slice: keep all weights except two, and move these two. Here are two
# weights of one output unit, and two weights of two hidden units that belong to the same pixel.

# %% id="slices"
W1, b1, W2, b2 = reader.get_weights()
reading = dl.scratch.Network(
    [dl.scratch.Dense(W1, b1), dl.scratch.Activation(dl.scratch.relu), dl.scratch.Dense(W2, b2)],
    dl.scratch.SparseCategoricalCrossentropy(from_logits=True),
)
images, image_labels = digits.x_train[:200], digits.y_train[:200]

# %% [markdown] id="slice-text"
# The next function moves two entries of an array, writes down the loss, and puts them back.

# %% id="slice-of"
def slice_of(array, first, second):
    def heights(moves):
        kept, result = (array[first], array[second]), []
        for a, b in moves:
            array[first], array[second] = kept[0] + a, kept[1] + b
            result.append(reading.loss(image_labels, reading.predict(images)))
        array[first], array[second] = kept
        return np.array(result)
    return heights

# %% [markdown] id="slices-picture-text"
# The star is where training stands.

# %% id="slices-picture" alt="Two slices through the loss landscape of the digit reader. Over two output weights it is a single smooth valley. Over two hidden weights it has a small hollow at the star, flat channels that lead away from it, and bends where a ReLU switches."
first, _, last = reading.layers
busy = np.argsort(-np.abs(W2).sum(axis=1))[:2]  # the two hidden units with the largest weights
fig, axes = plt.subplots(1, 2, figsize=(10, 4.6))
over_output = slice_of(last.kernel, (busy[0], 3), (busy[1], 3))
over_hidden = slice_of(first.kernel, (28, busy[0]), (28, busy[1]))
for ax, heights, reach in [(axes[0], over_output, 4.0), (axes[1], over_hidden, 15.0)]:
    dl.plots.plot_contour(heights, xlim=(-reach, reach), ylim=(-reach, reach), resolution=31, ax=ax)
    ax.plot(0, 0, "*", color=dl.plots.COLORS["vermilion"], markeredgecolor="black", ms=18)
axes[0].set(title="two weights of an output unit", xlabel="move of one", ylabel="move of the other")
_ = axes[1].set(title="one weight of two hidden units", xlabel="move of one", ylabel="move of the other")

# %% [markdown] id="slices-explained"
# **Explain.** Over the weights of the output layer, the cross-entropy has no bumps and no second valley:
# it is *convex*. Over the weights of a hidden layer it is not: a hidden unit that goes silent or wakes up
# bends the landscape. Check both along straight lines: on a convex landscape the middle of two places is never
# higher than the mean of their heights.

# %% id="convex"
def highest_middle(heights, reach):
    """The most by which a middle lies above the mean of its ends, over 50 random pairs."""
    ends = rng.uniform(-reach, reach, size=(2, 50, 2))
    return np.max(heights(ends.mean(axis=0)) - (heights(ends[0]) + heights(ends[1])) / 2)


dl.claim("Over output weights the middle never lies above the mean of the ends",
         highest_middle(over_output, reach=10) < 1e-6)
dl.claim("Over hidden weights it sometimes does", highest_middle(over_hidden, reach=15) > 0.01)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A loss turns "how wrong?" into one number, the mean over all samples. Training looks for parameters
#   that make it small. With hidden layers it finds good ones, and not *the* best ones.
# - MSE punishes large errors with the square, so a few outliers can bend the result; MAE takes them as
#   they are; Huber lies between. $R^2$ is a score: large is good.
# - Accuracy is a staircase over the weights. Its derivative is 0 almost everywhere, so no slope shows the
#   way.
# - Cross-entropy is minus the log of the share that the right class got. To make it small is to make the
#   right answers as probable as possible. Compute it from logits.
# - For classes, squared errors give a confident mistake hardly any correction; cross-entropy gives it
#   the strongest.
# - The loss of a mini-batch is an unbiased estimate of the loss of all samples; its spread falls with
#   the square root of its size.
#
# Now you can measure how wrong a network is. The next lesson walks downhill.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | training | 훈련 (학습) | fitting the parameters of a model to data |
# | training data | 훈련 데이터 (학습 데이터) | data used to fit the weights |
# | target (teacher data) | 타깃 (지도 데이터, 정답) | desired output for a sample |
# | parameter | 매개변수 (파라미터) | value learned in training: weights and biases |
# | loss (cost) function | 손실 함수 (비용 함수) | number that training makes small |
# | mean squared error (MSE) | 평균 제곱 오차 | mean of squared differences |
# | mean absolute error (MAE) | 평균 절대 오차 | mean of absolute differences |
# | coefficient of determination ($R^2$) | 결정계수 (R2) | 1 − MSE / variance; goodness of fit, not a loss |
# | cross-entropy error | 교차 엔트로피 오차 | $-\sum t \log y$; loss for classification |
# | binary cross-entropy | 이진 교차 엔트로피 | cross-entropy for one sigmoid output |
# | categorical cross-entropy | 범주형 교차 엔트로피 | cross-entropy for a softmax over several classes |
# | accuracy | 정확도 | share of correctly classified samples |
# | binary classification | 이진 분류 | classification into two classes |
# | multi-class classification | 다중 분류 | classification into three or more exclusive classes |
# | mini-batch | 미니 배치 | small part of the training data used for one update |

# %% [markdown] id="references"
# ## References
#
# - A.-M. Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805. Least
#   squares.
# - P. J. Huber, *Robust estimation of a location parameter*, Annals of Mathematical Statistics 35,
#   1964.
# - I. J. Good, *Rational decisions*, Journal of the Royal Statistical Society B 14, 1952. The logarithm
#   as a measure of a prediction.
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs, with
#   relationships to statistical pattern recognition*, in: Neurocomputing, Springer, 1990.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   AISTATS, 2010. Flat places of the squared error compared with cross-entropy.
# - H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, *Visualizing the loss landscape of neural nets*,
#   NeurIPS, 2018.
