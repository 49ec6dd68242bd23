# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=20 minutes=90 figure="the decision line turning, update by update, and never settling on XOR"
# # The perceptron
#
# In this lesson you build the smallest thing that learns: one artificial neuron, which corrects
# its own weights after every mistake. You will teach it logic and handwriting, meet four points
# that defeat it, and defeat those with three neurons.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say what each part of a nerve cell became in the artificial neuron;
# - set weights and a bias by hand, and see them as a line in the plane;
# - follow the perceptron's learning rule, correction by correction;
# - say what the rule can learn, and prove what it never will;
# - combine units into a network that does what one unit cannot.
#
# The sections called *Deeper*, at the end, can wait.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=1)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="nerve-cell"
# ## 1. A cell that decides
#
# Your brain works with nerve cells, called **neurons**. Each of them gathers signals from many
# others and decides whether to send one of its own. The picture shows one, and below it what each part
# became in a formula.

# %% id="neuron-picture" alt="A nerve cell above an artificial neuron, joined by dotted lines: signals of other cells above inputs, synapses above weights, the cell body above the sum, the axon hillock above the threshold, the axon above the output."
_ = dl.plots.plot_neuron()

# %% [markdown] id="parts-of-the-cell"
# - The **signals of other cells** are the inputs $x_1, x_2, x_3$.
# - A **synapse** is the junction where a signal crosses from one cell to the next, strong or
#   weak, to excite the cell or to hold it back. Synapses became the **weights**
#   $w_1, w_2, w_3$, positive or negative.
# - **Dendrites** are the branches that carry all this to the cell body: the three lines.
# - The **cell body** adds up what arrives.
# - The **axon hillock**, where the axon begins, compares the sum with a **threshold**, written
#   $\theta$ (theta).
# - The **axon** carries the answer on to other neurons: the output $h$.
#
# Follow one signal through the cell.

# %% id="trace-one-signal"
x = np.array([1.0, 0.0, 1.0])  # the first and the third cell send a signal
w = np.array([0.5, 0.9, -0.2])  # the third synapse holds our cell back
threshold = 0.25

arriving = w * x
total = arriving.sum()
h = int(total > threshold)
print("after the synapses:", arriving)
print(f"in the cell body:   {total:.1f}")
print("on the axon:       ", h)

# %% [markdown] id="sum-in-one-symbol"
# Multiply and add: that is the **dot product**
# $\mathbf{w} \cdot \mathbf{x} = w_1 x_1 + w_2 x_2 + w_3 x_3$, in NumPy `x @ w`. With it the whole
# cell fits into one line: $h = 1$ if $\mathbf{w} \cdot \mathbf{x} > \theta$, and $h = 0$ otherwise.
#
# A real cell does more (*Deeper: what the formula leaves out*): an **artificial neural network** is inspired by the brain, not
# a model of it. Its neurons are also called **units** or **nodes**.

# %% [markdown] id="model-not-brain"
# ## 2. 1943: a neuron is a logic circuit
#
# Warren McCulloch, who studied nerves, and Walter Pitts, a logician, noticed that "the cell
# fires or is silent" can be read as "true or false". Their unit is now called the **McCulloch-Pitts neuron** (MCP).
#
# Take **logic gates**, which turn bits (0 or 1) into a bit. AND answers 1 if both inputs are 1.
# OR answers 1 if at least one is. NOT turns 0 into 1 and 1 into 0. Below, each row of `inputs` is one of the four
# possible pairs. The last part of the unit is a **step function**, named
# after Oliver Heaviside: `np.heaviside(z, 0)` is 1 where `z` is above 0, and 0 elsewhere.
#
# **Predict.** The first two gates below differ only in their thresholds, 1.5 and 0.5. Which one is AND?

# %% id="mcp-gates" tags=["predict"]
inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
sums = inputs @ np.array([1, 1])
print("weights 1, 1, threshold 1.5:", np.heaviside(sums - 1.5, 0))
print("weights 1, 1, threshold 0.5:", np.heaviside(sums - 0.5, 0))

sums = np.array([0, 1]) * -1
print("weight -1, threshold -0.5:  ", np.heaviside(sums + 0.5, 0))

# %% [markdown] id="nothing-learned"
# **Explain.** The sum counts the ones. Two of them pass 1.5, so the first unit is AND; a single one passes 0.5, so
# the second is OR. The third is NOT: 0 is above −0.5, and −1 is not. Every
# function that turns bits into bits can be built from these three. But *you* chose the
# weights and the thresholds. Nothing here learns.

# %% [markdown] id="line-section"
# ## 3. A weighted sum is a line
#
# To make units that learn, allow any real numbers as inputs and as weights, and move the threshold
# to the other side:
#
# $$ \mathbf{w} \cdot \mathbf{x} > \theta \qquad\Longleftrightarrow\qquad \mathbf{w} \cdot \mathbf{x} + b > 0 \quad\text{with } b = -\theta . $$
#
# The number $b$ is called the **bias**: what the unit leans towards before any input
# arrives. Write $z$ for $\mathbf{w} \cdot \mathbf{x} + b$; the output is
# $h = \operatorname{step}(z)$. Such a unit is called a **threshold logic unit** (TLU).

# %% id="neuron"
def neuron(x, w, b):
    return np.heaviside(x @ w + b, 0)


w, b = np.array([0.5, -0.9]), -0.2  # the sun speaks for a swim, a sore throat against it
for x in (np.array([1, 0]), np.array([1, 1])):  # sunny; sunny, with a sore throat
    print(f"x = {x}:  z = {x @ w + b:+.1f},  output {neuron(x, w, b):.0f}")

# %% [markdown] id="influence"
# If an input grows by 1, $z$ moves by its weight. So the *size* of a weight says how much its input counts (if all inputs
# share one scale), and its sign whether the input excites or inhibits. Above, the bias says how much you like to swim at all.
#
# With two inputs, each sample is a point in a plane. The border between
# output 0 and output 1 is where $w_1 x_1 + w_2 x_2 + b = 0$: a straight line. Draw the weights as an arrow, $w_1$ to the
# right and $w_2$ up.
#
# - A step of the whole arrow, $(w_1, w_2)$, raises $z$ by $w_1^2 + w_2^2$. So the arrow points to the side where the unit answers 1.
# - A step at right angles to it, $(-w_2, w_1)$, changes $z$ by $-w_1 w_2 + w_2 w_1 = 0$. So that is the direction of the line.
# - The bias shifts the line. Without it, the line would pass through the origin.
#
# Here are three units at once; each column of `kernel`, the table of weights, holds those of one.
# NAND answers 0 only if both inputs are 1. Blue circles are inputs with the
# answer 0, orange triangles those with the answer 1. All arrows are drawn equally long: they show directions only. (`lambda
# points: ...` is a function without a name.)

# %% id="three-gates" alt="Three planes with four points each. One line cuts off the corner (1, 1) for AND and for NAND, another the corner (0, 0) for OR; an arrow points to the side of output 1."
kernel = np.array([[1, 1, -1],
                   [1, 1, -1]])
biases = np.array([-1.5, -0.5, 1.5])
outputs = neuron(inputs, kernel, biases)  # one row for each sample, one column for each unit

fig, axes = plt.subplots(1, 3, figsize=(10, 3.8), sharey=True)
for k, name in enumerate(["AND", "OR", "NAND"]):
    ax = dl.plots.plot_samples(inputs, outputs[:, k], margin=0.5, ax=axes[k])
    dl.plots.plot_regions(lambda points: neuron(points, kernel[:, k], biases[k]), ax=ax)
    dl.plots.plot_decision_line(kernel[:, k], biases[k], normal=True, ax=ax)
    ax.set_title(name)

# %% [markdown] id="exercise-at-least-k-text"
# Several units that share their inputs form a **layer**. A **perceptron** is a
# single layer of one or more TLUs, together with the learning rule of the next section.
#
# ### Exercise: at least $k$ of $n$
#
# AND fires if at least 2 of 2 inputs are 1, and OR if at least 1 of 2 is. Find the
# general rule.

# %% id="exercise-at-least-k" tags=["exercise"]
def at_least_k(n, k):
    """Return (w, b) of a unit with n inputs that fires if at least k of them are 1.

    n, k: whole numbers with 1 <= k <= n.
    Returns w, shape (n,), and b, a number; the unit fires if x @ w + b > 0.
    Its outputs are compared on all patterns of inputs, not its weights.

    Example: for n=2, k=2 the weights (1, 1) and the bias -1.5 are one right answer.
    """
    # solution
    return np.full(n, 2.0), 1.0 - 2 * k

# %% id="check-at-least-k"
dl.exercises.at_least_k.check(at_least_k)

# %% [markdown] id="learning-rule"
# ## 4. 1957: a neuron that learns
#
# Frank Rosenblatt, a psychologist, made a unit that *learns its weights* from examples. He tried several rules; the best
# known, in his book of 1962, corrects mistakes.
#
# Show the unit an input for which the right answer, the **target**, is known. Compare.
#
# $$ \text{error} = \text{target} - \text{output} $$
#
# That is 0 if the answer was right, +1 if the unit should have fired and did not, and −1 if
# it fired and should not have. Then correct every weight, and the bias:
#
# $$ \mathbf{w} \leftarrow \mathbf{w} + \eta \cdot \text{error} \cdot \mathbf{x}, \qquad b \leftarrow b + \eta \cdot \text{error}. $$
#
# The number $\eta$ (eta) is the **learning rate**; we take 1 (*Deeper: which learning rate?*). Why does this help? Suppose
# the unit should have fired. Adding $\mathbf{x}$ to the weights raises
# $\mathbf{w} \cdot \mathbf{x}$ by $\mathbf{x} \cdot \mathbf{x}$, which is never negative, and the
# bias adds 1: for this sample, $z$ goes up. If the unit fired wrongly, it goes down.
# A weight whose input was 0 had no part in the mistake and stays as it is.
#
# Two samples of AND, starting from zeros:

# %% id="two-updates"
w, b = np.zeros(2), 0.0
for x, target in [(np.array([1, 1]), 1), (np.array([0, 0]), 0)]:
    error = target - neuron(x, w, b)
    w, b = w + error * x, b + error
    print(f"x = {x}, target {target}, error {error:+.0f}:  w = {w}, b = {b}")

# %% [markdown] id="exercise-update-text"
# ### Exercise: one update
#
# Turn the rule into a function.

# %% id="exercise-update" tags=["exercise"]
def perceptron_update(w, b, x, target, learning_rate):
    """Return (w, b) after the unit has seen one sample.

    w, x: shape (inputs,).  b: a number.  target: 0 or 1.  learning_rate: above 0.
    The unit answers 1 if x @ w + b > 0 and else 0.
    Do not change w itself. Equal to within 1e-5.

    Example: w = [0, 0], b = 0, x = [1, 1], target = 1, learning_rate = 1
    gives w = [1, 1], b = 1.
    """
    # solution
    fires = int(x @ w + b > 0)
    correction = learning_rate * (target - fires)
    return w + correction * x, b + correction

# %% id="check-update"
dl.exercises.perceptron_update.check(perceptron_update)

# %% [markdown] id="training-loop"
# ### Training
#
# Training repeats the rule, sample after sample. One pass through all
# samples is called an **epoch**. After an epoch without a mistake nothing can change any more: training is over.

# %% id="learn"
gates = {"AND": np.array([0, 0, 0, 1]), "OR": np.array([0, 1, 1, 1]), "NAND": np.array([1, 1, 1, 0])}


def learn(inputs, targets, w, b=0.0, learning_rate=1.0, epochs=100):
    mistakes = []
    for _ in range(epochs):
        mistakes.append(0)
        for x, target in zip(inputs, targets):
            error = target - neuron(x, w, b)
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes[-1] += int(error != 0)
        if mistakes[-1] == 0:
            break
    return w, b, mistakes

# %% [markdown] id="learn-and"
# Let it learn AND. The weights start at zero, and the bias at 0.5, which keeps the lines in our pictures away from the points.
#
# **Predict.** Will the mistakes become fewer from epoch to epoch?

# %% id="learned-and" tags=["predict"]
w_and, b_and, mistakes_and = learn(inputs, gates["AND"], w=np.zeros(2), b=0.5)
print("mistakes in each epoch:", mistakes_and)
print("weights", w_and, "bias", b_and, "outputs", neuron(inputs, w_and, b_and))

# %% [markdown] id="watch-it-learn"
# **Explain.** Nobody told the unit what AND means, and now it computes it. But the mistakes did not simply
# go down. To see why, take `dl.scratch.Perceptron`: it has the same rule and remembers every correction in its `history`.
#
# Each panel after the first shows one correction. The ring marks the misjudged sample, the dashed line is the border before, the solid
# line the border after, and the colours show what the unit now answers. The titles name the new weights and bias.

# %% id="every-update" alt="Twelve planes: the start, where the unit answers 1 everywhere, and one for each of eleven corrections on AND, with the new weights and bias as its title. The line and its arrow turn and shift after each misjudged, ringed point, until only the corner (1, 1) lies on the side of output 1, at a clear distance from the line."
watched = dl.scratch.Perceptron(weights=np.zeros(2), bias=0.5).fit(inputs, gates["AND"])
fig, axes = plt.subplots(3, 4, figsize=(12, 9.6), sharex=True, sharey=True)
dl.plots.plot_samples(inputs, gates["AND"], margin=0.6, ax=axes[0, 0])
dl.plots.plot_regions(lambda points: neuron(points, np.zeros(2), 0.5), ax=axes[0, 0])
axes[0, 0].set_title("start: w (0, 0), b 0.5")
for k, (ax, now) in enumerate(zip(axes.flat[1:], watched.history)):
    dl.plots.plot_update(watched.history, k, inputs, gates["AND"], ax=ax)
    w1, w2 = now.weights
    ax.set_title(f"epoch {now.epoch + 1}: w ({w1:.0f}, {w2:.0f}), b {now.bias}".replace("-", "−"))
for ax in axes.flat:
    ax.label_outer()

# %% [markdown] id="panels-explained"
# Follow the ring, and do the sums. A ringed triangle is added to the weights, $x_1$ to $w_1$ and $x_2$ to $w_2$, and 1 to
# the bias; a ringed circle, and 1, are subtracted. So the orange side comes nearer or draws back, and often the next sample
# spoils what the last one gained. (Where a line or an arrow is missing, it lies outside the picture, or both weights are 0.)

# %% [markdown] id="always"
# ## 5. Does it always find a line?
#
# Was AND luck? Try five random starts, for three gates.

# %% id="five-starts" tags=["claim-L01-06", "claim-L01-11", "claim-L01-15"]
starts = [np.random.default_rng(seed).normal(size=3) for seed in range(5)] + [np.zeros(3)]
epochs = []
for name in ("AND", "OR", "NAND"):
    runs = [learn(inputs, gates[name], w=start[:2], b=start[2]) for start in starts]
    epochs.append([len(mistakes) for _, _, mistakes in runs])
    print(f"{name:4} epochs from five random starts: {epochs[-1][:5]}, from zeros: {epochs[-1][5]}")
most_epochs, most_from_zeros = np.max(epochs), np.max(epochs, axis=0)[5]
dl.claim("From these six starts it learns AND, OR and NAND in fewer than 20 epochs", most_epochs < 20)
dl.claim("From zeros, too: one unit needs no random weights", most_from_zeros < 20)

# %% [markdown] id="cloud-text"
# Now a cloud of 100 points. A secret line divides them into
# two classes, and then every point moves away from that line by half of `gap`, so that an empty street opens.
# (`np.where` takes the first number where the target is True, else the second; `[:, None]` makes the distances a column.)
# Five units learn it from the random starts above.

# %% id="cloud"
def cloud(gap, seed):
    points = np.random.default_rng(seed).uniform(-1, 1, size=(100, 2))
    targets = points @ [0.6, 0.8] > 0.1  # the secret line; (0.6, 0.8) has length 1
    away = np.where(targets, gap / 2, -gap / 2)
    return points + away[:, None] * [0.6, 0.8], targets.astype(int)


points, labels = cloud(gap=0.4, seed=2)
units = []
for w1, w2, b in starts[:5]:
    units.append(dl.scratch.Perceptron([w1, w2], b).fit(points, labels))

# %% [markdown] id="cloud-picture-text"
# Left, a film of the longest training, earlier lines grey, the misjudged point ringed. Right, the last lines of all five.

# %% id="cloud-picture" alt="The last picture of a film. Left, a cloud of points in two classes with an empty street between them; correction by correction, each for one ringed point, a line has swung to and fro, until the ninth line lies in the street. Right, five different lines, all of them in the street."
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 5.2))
dl.plots.plot_samples(points, labels, margin=0.2, ax=right)
for unit in units:
    dl.plots.plot_decision_line(unit.weights, unit.bias, ax=right, lw=1.5, alpha=0.6)
right.set_title("five starts, five lines")
longest = units[np.argmax([len(unit.history) for unit in units])].history
def show(k):
    left.clear()
    dl.plots.plot_turning_line(longest[:k + 1], points, labels, margin=0.2, ax=left)
    left.plot(*points[longest[k].sample], "o", ms=18, mfc="none", mec=dl.plots.COLORS["vermilion"], mew=3)
    left.set_title(f"one start, correction {k + 1} of {len(longest)}")
dl.plots.Film(fig, show, len(longest), interval_ms=700)

# %% [markdown] id="gap-question"
# Five lines, and not one mistake. The rule stops at the first such line; it does not look for the middle of
# the street.
#
# Now twenty clouds, each learned from zeros; then the same clouds with narrower streets. (`*` hands over both results of `cloud`;
# `np.linalg.norm` is the length of an arrow.)
#
# **Predict.** A street a quarter as wide: four times as many corrections, fewer, or more?

# %% id="gap" tags=["predict"]
gaps = [0.4, 0.2, 0.1]
corrections = []
for gap in gaps:
    runs = [dl.scratch.Perceptron([0, 0]).fit(*cloud(gap, seed), epochs=5000) for seed in range(20)]
    corrections.append(np.mean([len(run.history) for run in runs]))
    length = np.mean([np.linalg.norm(run.weights) for run in runs])
    print(f"gap {gap}: {corrections[-1]:2.0f} corrections, length of the weights at the end {length:.1f}",
          "(means of 20 clouds)")

# %% [markdown] id="gap-explained"
# **Explain.** More, on average. Every correction adds or subtracts a whole sample, however narrow the street. So it turns the line
# finely only once the weights have grown long. (As a control, keep them short: after each correction shrink $\mathbf{w}$ and $b$ by
# one factor, which moves no line, so that $\mathbf{w}$ stays within 2. Then 500 epochs hit most of the widest streets, few of the
# narrowest.) The rule itself hits them all. Classes that a line can separate are called **linearly separable**, and for finitely many samples of them
# there is a guarantee, the *perceptron convergence theorem*: wherever you start and however narrow the gap, the rule ends with a line without
# mistakes. (*Deeper: why it must end*. And if there is no such line? *Deeper: when no line is perfect*.)

# %% id="gap-claim"
wide, _, narrow = corrections
dl.claim("From zeros, a street a quarter as wide takes on average more than five times as many corrections",
         narrow > 5 * wide)

# %% [markdown] id="digits-text"
# ## 6. Real handwriting
#
# Rosenblatt's machine, the Mark I Perceptron, looked at the world through
# 400 light sensors and a layer of fixed units (section 8). Ours sees the 64 pixels of our handwritten digits directly, and has
# to tell a 3 (target 0) from an 8 (target 1).

# %% id="two-digits"
digits = dl.datasets.load_digits(flat=True)


def pair(zero, one, images, labels):
    chosen = (labels == zero) | (labels == one)  # | is "or", entry by entry
    return images[chosen], (labels[chosen] == one).astype(int)


x, targets = pair(3, 8, digits.x_train, digits.y_train)
x_test, test_targets = pair(3, 8, digits.x_test, digits.y_test)
print("training images:", x.shape, "  test images:", x_test.shape)

# %% [markdown] id="digits-training"
# **Predict.** In which epoch, if ever, does it make no mistake?

# %% id="digits-learned" tags=["predict"]
reader = dl.scratch.Perceptron(np.zeros(64)).fit(x, targets)
accuracy = np.mean(reader.predict(x_test) == test_targets)
print("mistakes in each epoch:", reader.mistakes)
print(f"test images read correctly: {accuracy:.0%}")

# %% [markdown] id="digits-look"
# **Explain.** So the training images are linearly separable. Nobody can picture the border in 64
# dimensions, but its 64 weights can be laid out as an image.

# %% id="digits-weights" alt="The mean 3, the mean 8 and the weights as images of 8 by 8 pixels. The weights are strongly positive on the left, where an 8 is closed and a 3 is open."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6))
size = np.abs(reader.weights).max()
axes[0].imshow(x[targets == 0].mean(axis=0).reshape(8, 8), cmap="Greys")
axes[1].imshow(x[targets == 1].mean(axis=0).reshape(8, 8), cmap="Greys")
votes = axes[2].imshow(reader.weights.reshape(8, 8), cmap="PuOr_r", vmin=-size, vmax=size)
bar = fig.colorbar(votes, ax=axes[2], ticks=[-size, 0, size])
bar.set_ticklabels(["ink speaks for 3", "does not matter", "ink speaks for 8"])
for ax, title in zip(axes, ["mean of all 3s", "mean of all 8s", "weights"]):
    ax.set(title=title, xticks=[], yticks=[])
    ax.grid(False)

# %% [markdown] id="digits-explained"
# The left side counts, the weights seem to say: an 8 is closed there. To test it, on every test image paint a
# block of eight pixels on the left, black on a 3 and white on an 8. As controls, paint twelve on the right, which changes no
# less ink in all, once in the same colours and once with the colours exchanged.

# %% id="covered" alt="A 3 and an 8, four times: untouched; with eight pixels on the left painted, black on the 3 and white on the 8; with twelve pixels on the right painted in the same colours; and with those colours exchanged."
def painted(first, end, black_on):
    images = x_test.reshape(-1, 8, 8).copy()
    images[:, 2:6, first:end] = (test_targets == black_on)[:, None, None]  # black is 1, white is 0
    return images.reshape(-1, 64)


versions = {"untouched": x_test, "left painted": painted(2, 4, 0),
            "right painted": painted(4, 7, 0), "right, exchanged": painted(4, 7, 1)}
shown = [test_targets.argmin(), test_targets.argmax()]  # the first 3 and the first 8
fig, axes = plt.subplots(1, 4, figsize=(12, 2.7))
for ax, (name, images) in zip(axes, versions.items()):
    ax.imshow(np.hstack(images[shown].reshape(2, 8, 8)), cmap="Greys", zorder=3)  # above the grid
    ax.set(title=name, yticks=[])
    ax.set_xticks([3.5, 11.5], ["a 3", "an 8"])

# %% [markdown] id="covered-question"
# **Predict.** How would *you* read these eight images? How will the unit?

# %% id="covered-read" tags=["predict"]
for name, images in versions.items():
    eight = reader.predict(images)
    print(f"{name:16} {np.mean(eight == test_targets):4.0%} correct; the pair above is read as",
          np.where(eight[shown], 8, 3))

# %% [markdown] id="covered-explained"
# **Explain.** Eight pixels make an 8 of every 3 and a 3 of every 8. Twelve on the right, in either colouring, do far less
# harm. But look at the last two images again: the unit reads a 3 and an 8. It sees no shapes. It adds up pixels.

# %% id="painted-claim"
correct = [np.mean(reader.predict(images) == test_targets) for images in versions.values()]
_, left_painted, *right_painted = correct  # _ takes the first, which we do not need; * gathers the rest
_, ink_left, *ink_right = [np.abs(images - x_test).sum() for images in versions.values()]
dl.claim("Painted on the left, hardly an image is read correctly; on the right, with no less ink changed, most are",
         left_painted < 0.1 and min(right_painted) > 0.8 and min(ink_right) >= ink_left)

# %% [markdown] id="all-pairs-text"
# An easy pair? We try all 45. (Can 64 weights separate *anything*? No: *Deeper: what it can learn by
# heart*.)

# %% id="all-pairs"
last_mistakes, test_accuracy = [], []
for one in range(10):
    for zero in range(one):
        unit = dl.scratch.Perceptron(np.zeros(64)).fit(*pair(zero, one, digits.x_train, digits.y_train))
        x_pair, targets_pair = pair(zero, one, digits.x_test, digits.y_test)
        last_mistakes.append(unit.mistakes[-1])
        test_accuracy.append(np.mean(unit.predict(x_pair) == targets_pair))
most_left, worst_accuracy = max(last_mistakes), min(test_accuracy)
dl.claim("The training images of all 45 pairs are separable: no mistake is left", most_left == 0)
dl.claim("New images of every pair are read with more than 90 % accuracy", worst_accuracy > 0.9)

# %% [markdown] id="xor-question"
# ## 7. Four points that defeat it
#
# If one unit can tell any two digits apart, then surely it can learn any gate with two inputs.
# Here is one more: **XOR**, the *exclusive or*, answers 1 if exactly one input is 1. Think of
# two switches for one lamp on a staircase.
#
# **Predict.** How many mistakes will there be in the last of 100 epochs?

# %% id="xor-trained" tags=["predict"]
gates["XOR"] = np.array([0, 1, 1, 0])
_, _, mistakes = learn(inputs, gates["XOR"], np.zeros(2), b=0.5, epochs=100)
print("first epochs:", mistakes[:8])
print("last epochs: ", mistakes[-8:])

# %% [markdown] id="xor-watch"
# **Explain.** In the end every answer is wrong: by the time a sample comes again, the corrections for the other three have
# spoiled its answer. Below, from another start, twelve epochs of AND and of XOR. The upper row shows the four corrections of
# XOR's last epoch, the lower plot how the arrow of the weights turns (0° is to the right, 90° up).

# %% id="never-settling" tags=["remember"] alt="Four numbered frames joined by arrows in a circle: on XOR the line moves after each of the four points, and after the fourth it is where it was before the first. Below, the direction of the weights over twelve epochs: for AND it becomes constant, for XOR it repeats the same jumps for ever."
settled = dl.scratch.Perceptron([-2, 0.125], 0.5).fit(inputs, gates["AND"], epochs=12)
restless = dl.scratch.Perceptron([-2, 0.125], 0.5).fit(inputs, gates["XOR"], epochs=12)

# Four frames above, one wide plot below, a little less high.
fig, (above, below) = plt.subplots(2, 1, figsize=(12, 6.2), height_ratios=[1.3, 1])
dl.plots.plot_cycle(restless.history, inputs, gates["XOR"], ax=above)
for unit, name in [(settled, "AND: at rest"), (restless, "XOR: for ever")]:
    dl.plots.plot_direction(unit.history, n_samples=4, n_epochs=12, label=name, ax=below)

# %% [markdown] id="xor-circle"
# After the fourth correction the line is back where it was before the first: both triangles are
# added and both circles subtracted, and $(0, 1) + (1, 0) - (0, 0) - (1, 1)$ is $(0, 0)$; the bias goes up twice and down
# twice. The samples come in the same order, and the rule has no memory but $\mathbf{w}$ and $b$, so all this follows again, for ever.
# (Shuffled, the line wanders instead, and never rests either.)
#
# Would another start help? Look for a direction from which XOR comes to rest; then let AND, OR and NAND try. The curve
# counts the points that the *present* line misjudges. (The demo takes $\eta = 1/4$.)

# %% id="xor-demo" alt="A snapshot of the demo on XOR after forty corrections: the line, its earlier lines faded, and a curve of misjudged samples that ends flat at two, under the title: never settles."
dl.demos.perceptron_line(gate="xor", updates=40)

# %% [markdown] id="xor-more"
# **Explain.** No start helps. Nor is the curve in the picture at rest where it lies flat at 2: after each correction,
# the line misjudges a different pair of points. Take our six starts:

# %% id="xor-fails" tags=["claim-L01-16"]
ends = [learn(inputs, gates["XOR"], start[:2], start[2])[2][-1] for start in starts]
print("mistakes in the last of 100 epochs:", ends)
dl.claim("From six starts XOR ends with every answer wrong", min(ends) == 4)

last, before = restless.history[-1], restless.history[-5]
moved = np.abs(last.weights - before.weights).sum() + abs(last.bias - before.bias)
dl.claim("On XOR, four corrections lead the unit back exactly to where it was", moved == 0)

# %% [markdown] id="xor-proof"
# Perhaps another rule would find the right line? There is none to find. Look at the middle of the square. It lies halfway
# between the two triangles; if both are on the orange side, so is the middle. It also lies halfway between the two circles;
# so it must be blue, too. It cannot be both. The same in numbers, one condition for each row of the table:
#
# | $x_1$ | $x_2$ | XOR | condition |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 1 | $w_2 + b > 0$ |
# | 1 | 0 | 1 | $w_1 + b > 0$ |
# | 1 | 1 | 0 | $w_1 + w_2 + b \le 0$ |
#
# Add the two conditions in the middle: $w_1 + w_2 + 2b > 0$. Add the first and the last:
# $w_1 + w_2 + 2b \le 0$. Both cannot be true. So no weights and no bias compute XOR, whatever the learning rule.

# %% [markdown] id="exercise-tasks-text"
# ### Exercise: which tasks can one unit learn?
#
# **Predict.** Six new tasks. Can a line (with one input a point, with three a plane) separate the ones from the zeros? Draw
# them.
#
# | task | inputs | target 1 if | |
# |---|---|---|---|
# | A | three bits | at least two of them are 1 | *majority* |
# | B | three bits | an odd number of them is 1 | *parity* |
# | C | two bits | they are equal | |
# | D | one of the numbers −1, −0.9, ..., 1 | it lies within 0.55 of 0 | *in between* |
# | E | the number of D, and its square | the number lies within 0.55 of 0 | |
# | F | two bits, and their product | exactly one of the two bits is 1 | XOR again |

# %% id="exercise-tasks" tags=["exercise"]
def one_unit_is_enough():
    """Say of each task, A to F, whether the perceptron learns it without a mistake.

    Returns a list of six numbers: 1 if it does, 0 if it never will.

    Example: [1, 1, 1, 0, 0, 0] says that it learns A, B and C, and none of the others.
    """
    # solution
    return [1, 0, 0, 0, 1, 1]

# %% id="check-tasks"
dl.exercises.one_unit_is_enough.check(one_unit_is_enough)

# %% [markdown] id="run-tasks-text"
# As a control, D also gets a random number as its second input. (`np.hstack` puts columns side by side.)

# %% id="run-tasks" tags=["predict"]
bits = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
number = np.arange(-10, 11)[:, None] / 10
near, noise = np.abs(number[:, 0]) < 0.55, np.random.default_rng(0).uniform(size=number.shape)
product = inputs[:, :1] * inputs[:, 1:]  # of the two columns
tasks = {"A": (bits, bits.sum(axis=1) >= 2), "B": (bits, bits.sum(axis=1) % 2),
         "C": (inputs, 1 - gates["XOR"]), "D": (number, near),
         "E": (np.hstack([number, number**2]), near), "F": (np.hstack([inputs, product]), gates["XOR"]),
         "D and a random number": (np.hstack([number, noise]), near)}
left = {}
for name, (samples, answers) in tasks.items():
    unit = dl.scratch.Perceptron(np.zeros(samples.shape[1])).fit(samples, answers, epochs=1000)
    left[name] = unit.mistakes[-1]
    print(f"{name:21} learned without a mistake: {left[name] == 0}")

# %% [markdown] id="run-tasks-explained"
# **Explain.** A is your "at least 2 of 3". B hides an XOR: fix its third bit at 0. C is XOR with the colours
# exchanged. In D a border is a single place, and one place cannot cut out the middle. But in E and F one more input, computed
# from the others, makes the impossible possible: the product singles out the corner $(1, 1)$, the square lifts the outer
# numbers of D above the inner ones. A random number did not help D. (Failing for
# 1000 epochs is no proof of *never*; for B, C and D the reasons above are.) With only four points, as in F, almost any third
# input would help. *The right inputs turn a hard task into an easy one.*

# %% id="tasks-claim" alt="The numbers of D on a parabola, their squares upwards. A line cuts off its bottom, the triangles in the middle, from the circles on both sides."
w1, w2, b = starts[2]  # the third random start of section 5
unit = dl.scratch.Perceptron([w1, w2], b).fit(*tasks["E"], epochs=1000)
_, ax = plt.subplots(figsize=(7, 4.6))
dl.plots.plot_samples(*tasks["E"], margin=0.2, ax=ax)
ax.set(xlabel="the number", ylabel="its square", ylim=(-0.1, 1.1), aspect="auto")
dl.plots.plot_decision_line(unit.weights, unit.bias, ax=ax, lw=2)
with_square, without_square, with_noise = left["E"], left["D"], left["D and a random number"]
dl.claim("With its square as one more input, the task in between is learned; alone or with a random number it is not",
         with_square == 0 and min(without_square, with_noise) > 0)

# %% [markdown] id="network-by-hand"
# ## 8. Three units are enough
#
# Who computes such inputs? Other units can. In the plane of XOR, the two triangles lie in a strip
# *between* two lines, one above the circle at $(0, 0)$ and one below the circle at $(1, 1)$. Those
# two lines you already have: OR and NAND. And "where both arrows point" is AND. So
#
# $$ \text{XOR}(x_1, x_2) = \text{AND}\,\big(\text{OR}(x_1, x_2),\ \text{NAND}(x_1, x_2)\big). $$
#
# Two units look at the inputs; the third looks only at *their* outputs.

# %% id="xor-by-hand"
def network(x):
    hidden = neuron(x, np.array([[1, -1], [1, -1]]), np.array([-0.5, 1.5]))  # OR, NAND
    return neuron(hidden, np.array([1, 1]), -1.5)  # AND


print("XOR by three units:", network(inputs))

# %% [markdown] id="hidden-layer"
# Units between the inputs and the output form a **hidden layer**.

# %% id="network-picture" alt="Left, a network: the inputs x1 and x2 are both joined to the hidden units OR and NAND, and these two to the output unit AND. Right, the plane of XOR with a diagonal strip of output 1 between two parallel lines, named OR and NAND, whose arrows point into the strip; both triangles lie inside it, both circles outside."
fig, (left_plot, right_plot) = plt.subplots(1, 2, figsize=(11, 5))
dl.plots.plot_network([2, 2, 1], names=["inputs", "hidden layer", "output"], ax=left_plot)
for name, *place in [("$x_1$", 0, 0.66), ("$x_2$", 0, -0.74), ("OR", 1, 0.66), ("NAND", 1, -0.74), ("AND", 2, 0.16)]:
    left_plot.text(*place, name, ha="center")
dl.plots.plot_samples(inputs, gates["XOR"], margin=0.5, ax=right_plot)
dl.plots.plot_regions(network, ax=right_plot)
dl.plots.plot_decision_line([1, 1], -0.5, normal=True, ax=right_plot)
dl.plots.plot_decision_line([-1, -1], 1.5, normal=True, ax=right_plot)
right_plot.text(0.22, 0.22, "OR", ha="right", va="top")
_ = right_plot.text(0.78, 0.78, "NAND", va="bottom")

# %% [markdown] id="exercise-exactly-k-text"
# ### Exercise: exactly $k$
#
# XOR fires if exactly 1 of 2 inputs is 1. Build the network that fires if exactly $k$ of any
# number of inputs are 1, again from three units. The first hidden unit fires for *at least k*
# ones, the second for *at least k + 1*.

# %% id="exercise-exactly-k" tags=["exercise"]
def exactly_k(x, k):
    """Return (hidden, output) of a network that fires if exactly k inputs are 1.

    x: zeros and ones, shape (samples, inputs).  k: a whole number, at least 1.
    Returns hidden, shape (samples, 2), with the outputs 0 or 1 of the two hidden units,
    and output, shape (samples,), 0 or 1.

    Example: for x = [[0, 1], [1, 1]], k = 1 it returns
    hidden = [[1, 0], [1, 1]] and output = [1, 0].
    """
    # solution
    ones = np.ones((x.shape[1], 2))
    hidden = np.heaviside(x @ ones - np.array([k, k + 1]) + 0.5, 0)
    return hidden, np.heaviside(hidden @ np.array([1, -1]) - 0.5, 0)

# %% id="check-exactly-k"
dl.exercises.exactly_k.check(exactly_k)

# %% [markdown] id="preview"
# We set these weights by hand. Could chance set some of them? In Rosenblatt's Mark I, several hundred fixed units stood
# between the sensors and the units that learned: wired up beforehand, often at random, and never corrected.
#
# Do likewise: draw all hidden weights and biases at random, once. Only the last unit learns, by our rule; its inputs are the answers of the others.
#
# **Predict.** How many of a hundred such networks learn XOR, with 2, 8, 32 and 128 hidden units? And if the hidden units
# hand on $z$, without the step?

# %% id="random-hidden" tags=["predict"]
rng, learned, without_step = np.random.default_rng(1), {}, {}
for n in (2, 8, 32, 128):
    learned[n] = without_step[n] = 0
    for _ in range(100):
        z = inputs @ rng.normal(size=(2, n)) + rng.normal(size=n)  # never corrected
        _, _, mistakes = learn(np.heaviside(z, 0), gates["XOR"], w=np.zeros(n))
        learned[n] += int(mistakes[-1] == 0)
        _, _, mistakes = learn(z, gates["XOR"], w=np.zeros(n))
        without_step[n] += int(mistakes[-1] == 0)
    print(f"{n:3} random units: {learned[n]} of 100 learn XOR, without the step {without_step[n]}")

# %% [markdown] id="random-hidden-explained"
# **Explain.** Among many random lines there are nearly always some that the last unit can use. Their number alone does not
# help: without the step, a sum of sums is a sum, one line again. Set by hand, two lines were enough; two random ones hardly ever are.
#
# So let the hidden units learn, too? Our rule needs a target for each unit, and nobody knows those of the hidden units: OR
# and NAND were *our* idea. How to share out the blame for a mistake is what **backpropagation** answers, widely known since
# 1986 (lesson 06; it needs slopes, and those of the step are all 0). And
# if the last unit is random, too? *Deeper: ten thousand random networks*.

# %% id="random-hidden-claims" tags=["claim-L01-17"]
accuracy_by_hand = np.mean(network(inputs) == gates["XOR"])
dl.claim("Three units set by hand compute XOR", accuracy_by_hand == 1)
behind_2, behind_32 = learned[2], learned[32]
dl.claim("Behind 32 random units the last one learns XOR in at least 95 of 100 networks, behind 2 in at most 10",
         behind_32 >= 95 and behind_2 <= 10)
dl.claim("Without the step, not one of 400 learns it", max(without_step.values()) == 0)

# %% [markdown] id="by-chance-text"
# ## Deeper: ten thousand random networks
#
# Could chance find the weights for XOR? Take networks with eight hidden units, more than enough, and draw all their weights
# and biases from a normal distribution.
#
# **Predict.** Of 10,000 such networks, how many compute XOR? (Four tossed coins get four answers right once in 16
# times.)

# %% id="random-networks" tags=["predict"]
n, rng = 10_000, np.random.default_rng(0)
# With three axes, @ multiplies the last two; axis 0 counts the networks.
hidden = neuron(inputs, rng.normal(size=(n, 2, 8)), rng.normal(size=(n, 1, 8)))
outputs = neuron(hidden, rng.normal(size=(n, 8, 1)), rng.normal(size=(n, 1, 1)))[:, :, 0]
perfect = int(np.all(outputs == gates["XOR"], axis=1).sum())
opposite = int(np.all(outputs == 1 - gates["XOR"], axis=1).sum())
constant = int(np.all(outputs == outputs[:, :1], axis=1).sum())
print(f"compute XOR: {perfect},  give the same answer to all four inputs: {constant}")

# %% [markdown] id="by-chance-explained"
# **Explain.** Far fewer than coins. Random networks do not answer at random. Most of these say the same to everything, and of
# the rest nearly all answer as a single line could: of the 16 gates with two inputs, only XOR and its opposite need more.

# %% id="by-chance-claims"
dl.claim("Of 10,000 networks with normal weights and biases, fewer than 1 in 100 computes XOR", perfect < 100)
beyond_a_line = (perfect + opposite) / (n - constant)
dl.claim("Of those with more than one answer, fewer than one in twenty do what no single line could",
         beyond_a_line < 0.05)

# %% [markdown] id="trained-text"
# ### And by training?
#
# Here gradient descent trains all weights: a hundred networks with two hidden units, like ours by hand, then a hundred with
# eight, from random starts, at three learning rates. Lessons 02 to 08 explain the new names in the cell.
#
# **Predict.** How many of each hundred find weights for XOR?

# %% id="trained-networks" tags=["predict"]
found = {}
for units in (2, 8):
    found[units] = []
    for rate in (0.02, 0.05, 0.2):
        trained = dl.scratch.mlp([2, units, 1], variants=100, activation="tanh", output="sigmoid", seed=1)
        trained.fit(inputs, gates["XOR"], epochs=500, optimizer=dl.scratch.Adam(rate))
        found[units].append(np.mean(trained.accuracy(inputs, gates["XOR"]) == 1))
    print(f"{units} hidden units: about {[f'{share:.0%}' for share in np.round(found[units], 1)]}")

# %% [markdown] id="enough-explained"
# **Explain.** Two units are enough to *hold* a solution, yet only about half of the trainings *find* one. Eight are more than
# XOR needs, and every training succeeds. Lesson 03 looks for the reason.

# %% id="trained-claims" tags=["claim-L01-17"]
most_with_two, fewest_with_eight = max(found[2]), min(found[8])
dl.claim("Trained from random starts, two hidden units often fail to find it, and eight always find it",
         most_with_two < 0.75 and fewest_with_eight == 1)

# %% [markdown] id="what-is-left-out"
# ## Deeper: what the formula leaves out
#
# The formula of section 1 adds everything up at one instant. In a real cell the signals trickle in, the voltage of
# the cell body rises by small graded amounts, and all the while it leaks away. When it
# reaches the threshold, the axon fires one pulse, the **action potential**, which always has the
# same height, and the voltage starts anew.
#
# Here is such a cell in a few lines. In every step it loses a tenth of its voltage and receives a
# `current`. The threshold is 1.
#
# **Predict.** The cell receives a current of 0.09, on and on. Will it ever fire? What about 0.11?

# %% id="leaky-cell" tags=["predict"]
def voltage_and_pulses(current, steps=200, leak=0.1):
    voltage, voltages, pulses = 0.0, [], 0
    for _ in range(steps):
        voltage += -leak * voltage + current
        voltages.append(voltage)
        if voltage >= 1:
            pulses += 1
            voltage = 0.0
    return voltages, pulses


currents = [0.05, 0.09, 0.11, 0.15, 0.30]
pulses = [voltage_and_pulses(current)[1] for current in currents]
print("current:", currents)
print("pulses: ", pulses)

# %% [markdown] id="leaky-cell-explained"
# **Explain.** The leak grows with the voltage. At some height it takes away exactly what flows in,
# and the voltage stops rising; for a leak of one tenth that height is ten times the current. If it
# lies below the threshold, the cell stays silent for ever. If it lies above, the cell fires, and
# more current does not make its pulses higher. It can only make them more frequent. (`np.flatnonzero`
# finds the steps in which the cell fires.)

# %% id="leaky-cell-picture" alt="Voltage over time. With current 0.09 it levels off below the threshold. With 0.15 it reaches the threshold again and again; each time a pulse is marked and the voltage falls back."
fig, ax = plt.subplots(figsize=(9, 4))
for current, style in [(0.09, "--"), (0.15, "-")]:
    voltages, _ = voltage_and_pulses(current, steps=80)
    ax.plot(voltages, style, label=f"current {current}")
    fires = np.flatnonzero(np.array(voltages) >= 1)
    ax.plot(fires, np.full(len(fires), 1.2), "|k", markersize=18, markeredgewidth=3)
ax.axhline(1, color="black", lw=1)
ax.text(81, 1, "threshold", va="center")
ax.text(81, 1.2, "pulses", va="center")
ax.set(xlabel="time step", ylabel="voltage", xlim=(0, 80), ylim=(0, 1.6))
_ = ax.legend(loc="upper left", ncols=2)

# %% [markdown] id="leaky-cell-control-text"
# Is it really the leak that keeps the cell silent? Take it away, and change nothing else.

# %% id="leaky-cell-control" tags=["claim-L01-02"]
weak_pulses = voltage_and_pulses(0.09, steps=20_000)[1]
without_leak = voltage_and_pulses(0.09, steps=20_000, leak=0)[1]
dl.claim("A current that is too weak never fires the cell, however long it flows", weak_pulses == 0)
dl.claim("Without the leak the same current fires it again and again", without_leak > 1000)
more_pulses = np.diff(pulses[1:])
dl.claim("From 0.09 on, each of our currents gives more pulses than the one before", np.all(more_pulses > 0))

# %% [markdown] id="steps-text"
# ## Deeper: the step at exactly zero
#
# Two step functions are in use: the Heaviside step, which goes from 0 to 1, and the sign function
# $\operatorname{sgn}$, which goes from −1 to 1. What they do at exactly 0 is a convention, and $\operatorname{sgn}$ has
# chosen the middle. In the picture, the dot shows the value at exactly 0.

# %% id="steps-picture" tags=["claim-L01-09"] alt="Three step functions. The two Heaviside steps go from 0 to 1 and differ only in the dot at 0; the sign function goes from -1 to 1, with its dot at 0."
z = np.array([-2, -1, 0, 1, 2])
steps = {"heaviside(z, 0)": np.heaviside(z, 0), "heaviside(z, 1)": np.heaviside(z, 1),
         "sgn(z)": np.sign(z)}
fig, axes = plt.subplots(1, 3, figsize=(10, 3), sharey=True)
for ax, (name, value) in zip(axes, steps.items()):
    ax.plot([-2, 0], value[[0, 0]], color=dl.plots.COLORS["blue"])
    ax.plot([0, 2], value[[-1, -1]], color=dl.plots.COLORS["blue"])
    ax.plot(0, value[2], "o", color=dl.plots.COLORS["vermilion"], markersize=11)
    ax.set(title=name, xlabel="$z$")
low, high, sign = steps.values()
differences = np.abs(sign - (2 * low - 1))
dl.claim("sgn is the Heaviside step stretched, 2 · step − 1, everywhere but at 0",
         np.count_nonzero(differences) == 1 and differences[2] > 0)

# %% [markdown] id="exercise-heaviside-text"
# ### Exercise: the step with its convention
#
# Write the Heaviside step so that the value at 0 can be chosen. Do not call `np.heaviside`.

# %% id="exercise-heaviside" tags=["exercise"]
def heaviside(z, at_zero):
    """Return 0 below zero, `at_zero` at zero and 1 above it.

    z: array of floats of any shape.  at_zero: a number.
    Returns an array of the shape of z; equal to within 1e-6.

    Example: heaviside(np.array([-2.0, 0.0, 3.0]), 0.5) is [0.0, 0.5, 1.0].
    """
    # solution
    result = (z > 0).astype(float)
    result[z == 0] = at_zero
    return result

# %% id="check-heaviside"
dl.exercises.heaviside.check(heaviside)

# %% [markdown] id="learning-rate-question"
# ## Deeper: which learning rate?
#
# A setting chosen before training and not changed by it is called a **hyperparameter**. How much hangs on this one?
# Start from zeros and train AND, OR and NAND with the learning rates 1/64, 1/8, 1 and 8. (They are powers of two on purpose,
# since those are exact in a computer. 0.1 is not, and a sum that should be exactly 0 can then come out a hair above it and
# change a decision.)
#
# **Predict.** Which one needs the fewest epochs?

# %% id="learning-rates" tags=["predict"]
rates = [1 / 64, 1 / 8, 1, 8]
runs = {name: [learn(inputs, gates[name], np.zeros(2), learning_rate=rate) for rate in rates]
        for name in ("AND", "OR", "NAND")}
for name in runs:
    print(f"{name:4} epochs:", [len(mistakes) for _, _, mistakes in runs[name]])

# %% [markdown] id="learning-rate-explained"
# **Explain.** From zeros, $\mathbf{w}$ and $b$ are sums of corrections, and each of these contains the
# factor $\eta$ once. So $\eta$ is a factor of $z$, and the step asks only for the sign of $z$.
# "Choose a small learning rate" is good advice for the method of lesson 05. Here it makes no
# difference. It can if the start is not zero: then the rate says how large a correction is in comparison
# with the start.

# %% id="learning-rate-claims" tags=["claim-L01-13"]
epochs_from_zeros = {len(mistakes) for _, _, mistakes in runs["AND"]}
elsewhere = np.array([-1, 0.5])
from_elsewhere = [learn(inputs, gates["AND"], elsewhere, learning_rate=rate) for rate in rates]
epochs_from_elsewhere = {len(mistakes) for _, _, mistakes in from_elsewhere}
different, different_elsewhere = len(epochs_from_zeros), len(epochs_from_elsewhere)
dl.claim("From zeros, all four learning rates need the same number of epochs", different == 1)
rescaled = np.array([w / rate for (w, _, _), rate in zip(runs["AND"], rates)])
largest_difference = np.abs(rescaled - rescaled[0]).max()
dl.claim("They give the same weights, up to the factor of the rate", largest_difference == 0)
dl.claim("From the start (−1, 0.5) they need different numbers", different_elsewhere > 1)

# %% [markdown] id="must-it-end"
# ## Deeper: why it must end
#
# First a trick that you will meet everywhere: give each sample one more input that is always 1.
# The bias then is simply the weight of this input, and whatever holds for weights holds for the bias as
# well.

# %% [markdown] id="exercise-bias-as-weight-text"
# ### Exercise: the bias is a weight, too
#
# Move the bias in among the weights.

# %% id="exercise-bias-as-weight" tags=["exercise"]
def bias_as_weight(x, w, b):
    """Return (x1, w1) such that x1 @ w1 equals x @ w + b, with the bias among the weights.

    x: shape (samples, inputs).  w: shape (inputs,).  b: a number.
    Returns x1, shape (samples, inputs + 1), and w1, shape (inputs + 1,).
    Do not change x and w themselves. Equal to within 1e-5.

    Example: for x = [[0, 1]], w = [1, 1], b = -1.5 a right answer is
    x1 = [[0, 1, 1]], w1 = [1, 1, -1.5].
    """
    # solution
    constant = np.ones((len(x), 1))
    return np.concatenate([x, constant], axis=1), np.concatenate([w, [b]])

# %% id="check-bias-as-weight"
dl.exercises.bias_as_weight.check(bias_as_weight)

# %% [markdown] id="theorem"
# ### The theorem
#
# This form of it was proved by Albert Novikoff in 1962. Give every sample the constant input 1, so that the bias is
# one of the weights, and let no sample be longer than $R$. Take the weights $\mathbf{u}$ of any unit that
# separates the classes, with no sample on its border, scaled to length 1, and let $\gamma$ (gamma) be the smallest
# $|\mathbf{u} \cdot \mathbf{x}|$ among the samples: how clear the gap is. Starting from zeros,
# with $\eta = 1$, the rule makes
#
# $$ \text{at most } \left(\frac{R}{\gamma}\right)^2 \text{ corrections,} $$
#
# in whatever order the samples come. The proof is short:
#
# - Each correction adds a sample of class 1 or subtracts one of class 0. Either way
#   $\mathbf{w} \cdot \mathbf{u}$ grows by at least $\gamma$. After $k$ corrections it is at least
#   $k\gamma$.
# - A sample that is added was misjudged, so $\mathbf{w} \cdot \mathbf{x} \le 0$. One that is subtracted was
#   misjudged, too, so $\mathbf{w} \cdot \mathbf{x} > 0$. Either way the middle term of $|\mathbf{w} \pm \mathbf{x}|^2 =
#   |\mathbf{w}|^2 \pm 2\, \mathbf{w} \cdot \mathbf{x} + |\mathbf{x}|^2$ is not positive, and
#   the squared length of $\mathbf{w}$ grows by at most $R^2$. After $k$ corrections the length is at
#   most $\sqrt k\, R$.
# - As $\mathbf{u}$ has length 1, $\mathbf{w} \cdot \mathbf{u}$ is at most the length of
#   $\mathbf{w}$. So $k\gamma \le \sqrt k\, R$, and that is the bound.
#
# From another start $\mathbf{w}_0$ the same lines give $\mathbf{w}_0 \cdot \mathbf{u} + k\gamma \le \sqrt{|\mathbf{w}_0|^2 +
# kR^2}$. The left side grows like $k$, the right side only like $\sqrt k$: it must end, too.
#
# Compare it with what happens: AND, in 200 random orders, with the unit of section 3 as
# $\mathbf{u}$.

# %% id="convergence"
with_constant = np.column_stack([inputs, np.ones(4)])
u = np.array([1, 1, -1.5]) / np.linalg.norm([1, 1, -1.5])
radius = np.linalg.norm(with_constant, axis=1).max()
gamma = np.abs(with_constant @ u).min()
bound = (radius / gamma) ** 2

rng = np.random.default_rng(0)
orders = [rng.permutation(np.repeat(np.arange(4), 50)) for _ in range(200)]  # 50 times each sample
ended = [dl.scratch.Perceptron([0, 0]).fit(inputs[order], gates["AND"][order]) for order in orders]
most_corrections = max(len(unit.history) for unit in ended)
dl.claim("In 200 orders, the number of corrections stays below the bound", most_corrections <= bound)

# %% [markdown] id="bound-of-the-clouds"
# And the streets of section 5, with their secret line as $\mathbf{u}$:

# %% id="bounds-of-the-streets"
u = np.array([0.6, 0.8, -0.1]) / np.linalg.norm([0.6, 0.8, -0.1])
for gap, mean in zip(gaps, corrections):
    clouds = [np.column_stack([cloud(gap, seed)[0], np.ones(100)]) for seed in range(20)]
    bounds = [(np.linalg.norm(c, axis=1).max() / np.abs(c @ u).min()) ** 2 for c in clouds]
    print(f"gap {gap}: {mean:.0f} corrections, bound {np.mean(bounds):.0f}")

# %% [markdown] id="exercise-train-text"
# The bound is far too high, but it grows much as the corrections do.
#
# What counts in the bound is the gap between the classes, compared with the length of the samples. The number
# of inputs does not appear.
#
# ### Exercise: train with labels −1 and +1
#
# Many books call the two classes −1 and +1. Then the rule gets shorter. An answer is right if
# label and $z$ have the same sign, that is, if $\text{label} \cdot z > 0$; a $z$ of exactly 0
# counts as a mistake for both classes. After a mistake add $\text{label} \cdot \mathbf{x}$ to the
# weights and the label to the bias. Write the whole training.

# %% id="exercise-train" tags=["exercise"]
def train_signed(x, labels, epochs):
    """Return (w, b) after `epochs` passes through the samples, in their order, from zeros.

    x: shape (samples, inputs).  labels: -1 or +1, shape (samples,).
    Returns w, shape (inputs,), and b, a number. The learning rate is 1.
    Equal to within 1e-5.

    Example: for x = [[0, 1]], labels = [1], epochs = 5 it returns w = [0, 1], b = 1:
    after the first correction the sample is judged right.
    """
    # solution
    w, b = np.zeros(x.shape[1]), 0.0
    for i in list(range(len(x))) * epochs:
        if labels[i] * (w @ x[i] + b) <= 0:
            w, b = w + labels[i] * x[i], b + labels[i]
    return w, b

# %% id="check-train"
dl.exercises.train_signed.check(train_signed)

# %% [markdown] id="keras-unit"
# ## Deeper: the same unit in Keras
#
# In Keras a layer of units is called `Dense`; ours has size 1. We write its step ourselves (`cast` turns True into 1.0), and
# give it the weights and the bias that our loop found for AND.

# %% id="keras-twin" tags=["claim-L01-03"]
def step(z):
    return keras.ops.cast(z > 0, "float32")


twin = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=step)])
twin.set_weights([w_and.reshape(2, 1), np.array([b_and])])
places = np.random.default_rng(0).normal(size=(1000, 2))
theirs = keras.ops.convert_to_numpy(twin(places))[:, 0]
different_answers = np.count_nonzero(neuron(places, w_and, b_and) != theirs)
dl.claim("One Dense unit of Keras answers as our neuron does, on 1000 random points",
         different_answers == 0)

# %% [markdown] id="gradient-question"
# ## Deeper: is this gradient descent?
#
# Most networks today learn by **gradient descent**: find out how the error changes when a weight
# is changed a little (the slope), and move the weight the other way, downhill. Lesson 05 is about
# it. Is the perceptron's rule gradient descent on its error? Measure the slope
# of the step at two places where the answer is wrong, and compare with the rule.

# %% id="flat-step" tags=["claim-L01-12"]
z, tiny = np.array([0.3, -0.5]), 0.001
slope_of_step = (np.heaviside(z + tiny, 0) - np.heaviside(z - tiny, 0)) / (2 * tiny)
error = np.array([0, 1]) - np.heaviside(z, 0)
print("slope of the output:", slope_of_step, "  error used by the rule:", error)
steepest, smallest_error = np.abs(slope_of_step).max(), np.abs(error).min()
dl.claim("The step is flat, so its error has no slope to follow, and yet the rule corrects",
         steepest == 0 and smallest_error == 1)

# %% [markdown] id="delta-rule"
# There is nothing to descend: a tiny change of a weight changes no answer. It is different for a
# unit *without* the step, whose output is $z$ itself. Bernard Widrow and Ted Hoff studied it
# in 1960. Its correction $\eta \cdot \text{error} \cdot \mathbf{x}$ looks the same, but now the error
# is a real number, and the rule, called the **delta rule**, does follow the slope of
# $\frac12 \text{error}^2$ downhill.

# %% id="delta-rule-is-descent" tags=["claim-L01-12"]
sample, target, w, rate = np.array([0.4, -1.2]), 0.7, np.array([0.3, 0.5]), 0.1
nudges = tiny * np.eye(2)  # row i changes weight i by a tiny amount
up, down = [0.5 * (target - (w + sign * nudges) @ sample) ** 2 for sign in (1, -1)]
slope = (up - down) / (2 * tiny)
correction = rate * (target - w @ sample) * sample
print("delta rule:", correction.round(4).tolist(), "  downhill:", (-rate * slope).round(4).tolist())
largest_difference = np.abs(correction + rate * slope).max()
dl.claim("With a linear output the same correction is gradient descent", largest_difference < 1e-8)

# %% [markdown] id="criterion"
# So is the perceptron's rule no descent at all? It is, on another quantity. Ask of each misjudged
# sample how far its $z$ lies on the wrong side of 0: $(\text{output} - \text{target}) \cdot z$. This is
# 0 for right answers and $|z|$ for wrong ones. It is called the *perceptron criterion*. (It is not quite
# the distance from the line, which would be $|z|$ divided by the length of $\mathbf{w}$.) Its slope with respect to
# $\mathbf{w}$ is $(\text{output} - \text{target}) \cdot \mathbf{x}$, which is the rule with the sign changed. (At
# $z = 0$ it has a corner; the rule takes the slope of the side $z < 0$.)
#
# If that is true, then the ordinary gradient descent of Keras, called SGD, must walk exactly our
# path when we tell it to make this quantity small. Let Keras train a new unit on AND from the start of section 4: one
# sample at a time, in their order, for as many epochs as our loop needed.

# %% id="keras-learns" tags=["claim-L01-03", "claim-L01-12"]
def criterion(target, z):
    return keras.ops.mean((step(z) - target) * z)


unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
unit.set_weights([np.zeros((2, 1)), np.array([0.5])])
unit.compile(keras.optimizers.SGD(learning_rate=1.0), loss=criterion)
column = gates["AND"].reshape(4, 1)
unit.fit(inputs, column, batch_size=1, epochs=len(mistakes_and), shuffle=False, verbose=0)
kernel, bias = unit.get_weights()
print("Keras:  ", kernel[:, 0], bias[0])
print("by hand:", w_and, b_and)
largest_difference = max(np.abs(kernel[:, 0] - w_and).max(), abs(bias[0] - b_and))
dl.claim("Keras arrives at the very weights of our loop", largest_difference == 0)

# %% [markdown] id="by-heart-text"
# ## Deeper: what it can learn by heart
#
# All 45 pairs of digits are separable. A doubt: with 64 weights, perhaps a unit can separate *anything*? As a control, keep
# the images of the 3s and 8s and shuffle their targets, so that only the meaning is gone.
#
# **Predict.** Will the unit learn shuffled targets by heart, of 30 images? Of all 267?

# %% id="by-heart" tags=["predict"]
shuffled = [np.random.default_rng(seed).permutation(targets) for seed in range(5)]
fewest = {}
for n, epochs in [(30, 500), (267, 300)]:
    trained = [dl.scratch.Perceptron(np.zeros(64)).fit(x[:n], t[:n], epochs=epochs) for t in shuffled]
    fewest[n] = [min(unit.mistakes) for unit in trained]
    print(f"{n:3} images, fewest mistakes in an epoch, five shufflings: {fewest[n]}")
varying = np.count_nonzero(np.ptp(x, axis=0))  # the largest minus the smallest is not 0
print(f"{varying} inputs vary; two images for each of them and for the bias: {2 * (varying + 1)}")

# %% [markdown] id="by-heart-explained"
# **Explain.** Thirty images it learns by heart, whatever their targets. Of all it does not come near, although the
# images are the same that it learned in a few epochs. What the true targets say is visible in the images; a shuffled target
# is not. Where is the border? That the rule is not done proves nothing: near the border it can take very long. If
# the targets are random, a unit can learn about two samples for each weight that matters, the bias among them, as Thomas
# Cover counted in 1965. The last line of the output counts them.

# %% id="by-heart-claims"
few_images, all_images = max(fewest[30]), min(fewest[267])
dl.claim("Thirty images with shuffled targets are learned without a mistake, five times of five", few_images == 0)
dl.claim("With all images, no epoch of 300 has fewer than 60 mistakes", all_images >= 60)

# %% [markdown] id="nearly-text"
# ## Deeper: when no line is perfect
#
# In real data somebody has mistyped a label, and then, as a rule, no line gets every sample right, and training never ends. Which line do
# you have when you stop it? Take the cloud of section 5 again, and give about one point in ten the wrong label. The rule
# sees those; we judge its lines by a new cloud, in which all labels are right.

# %% id="nearly"
def mistyped(part, seed):
    points, labels = cloud(gap=0.2, seed=seed)
    wrong = np.random.default_rng([seed, 1]).random(100) < part
    return points, np.where(wrong, 1 - labels, labels)


def accuracy_of_lines(lines, points, labels):
    answers = neuron(points, lines[:, :2].T, lines[:, 2])  # one column for each line
    return np.mean(answers == labels[:, None], axis=0)

# %% [markdown] id="three-ways-text"
# Three ways to choose:
#
# - take the **last** line, as we did so far;
# - keep the line that got most training samples right in your **pocket**, while the rule walks on (Stephen Gallant, 1990,
#   who called this form of it the pocket *with ratchet*);
# - take the **average** of all lines, each counted for as many samples as it lasted (Yoav Freund and Robert Schapire,
#   1999).

# %% id="lines-on-the-way"
def lines_on_the_way(points, labels):
    history = dl.scratch.Perceptron([0, 0]).fit(points, labels, epochs=50).history
    lines = np.array([[*update.weights, update.bias] for update in history])
    came = [100 * update.epoch + update.sample for update in history]
    return lines, np.diff(came, append=50 * 100)


def three_lines(points, labels):
    lines, lasted = lines_on_the_way(points, labels)
    best = accuracy_of_lines(lines, points, labels).argmax()
    return np.array([lines[-1], lines[best], np.average(lines, axis=0, weights=lasted)])

# %% [markdown] id="three-ways-predict"
# **Predict.** Draw a curve: how do the lines do on new points, one after the other?

# %% id="three-ways" tags=["predict"] alt="Accuracy on new points of the first 100 lines, one after the other: it jumps up and down, from nearly 1 down to one half or less. The line that is in the pocket in the end and the average of all lines are marked near the top."
noisy = mistyped(0.1, seed=3)
lines, _ = lines_on_the_way(*noisy)
new_points = cloud(gap=0.2, seed=1003)
fig, ax = plt.subplots(figsize=(10, 4.4))
ax.plot(accuracy_of_lines(lines, *new_points)[:100], ".-", color=dl.plots.COLORS["grey"], lw=1)
_, pocket, average = accuracy_of_lines(three_lines(*noisy), *new_points)
for accuracy, name, colour, side in [(pocket, "pocket, in the end", "vermilion", "bottom"),
                                      (average, "average, in the end", "blue", "top")]:
    ax.axhline(accuracy, color=dl.plots.COLORS[colour], lw=3)
    ax.text(101, accuracy, name, color=dl.plots.COLORS[colour], va=side)
_ = ax.set(xlabel="correction", ylabel="accuracy on new points", xlim=(0, 100), ylim=(0.2, 1.05))

# %% [markdown] id="three-ways-explained"
# **Explain.** A mistyped label pulls the line as hard as a right one, and the next samples pull it back. So the last line
# is a matter of luck. Now take twenty clouds, and as a control the same clouds with all labels right.

# %% id="twenty-clouds"
def mean_accuracies(part):
    return np.mean([accuracy_of_lines(three_lines(*mistyped(part, seed)), *cloud(0.2, seed + 1000))
                    for seed in range(20)], axis=0)


wrong_labels, right_labels = mean_accuracies(0.1), mean_accuracies(0)
last, pocket, average = wrong_labels
spread = np.ptp(right_labels)  # the largest minus the smallest
dl.claim("With mistyped labels the last line is worst, by more than 4 points in 100",
         last + 0.04 < min(pocket, average))
dl.claim("The line in the pocket reads more than 95 % of new points", pocket > 0.95)
dl.claim("With right labels the average reads as well as the last line, which is the pocket's, too", spread < 0.01)

# %% [markdown] id="grid"
# ## Deeper: every unit on a grid
#
# The proof of section 7 is one thing, but let us also look. The next function tries every unit on a grid, $w_1$, $w_2$ and $b$ from −2 to 2
# in steps of one tenth, and returns the **accuracy** of each: what part of the four rows it gets right. (The grid
# counts in tenths. Multiplying $\mathbf{w}$ and $b$ by the same positive number moves no line, and sums of whole numbers are
# exact. `np.meshgrid` makes all combinations.)

# %% id="xor-impossible" tags=["claim-L01-16"]
def accuracy_of_all_units(targets, biases):
    w1, w2, b = np.meshgrid(grid, grid, biases)
    right = [(w1 * x1 + w2 * x2 + b > 0) == target for (x1, x2), target in zip(inputs, targets)]
    return np.mean(right, axis=0)


grid = np.arange(-20, 21)
accuracies = {name: accuracy_of_all_units(gates[name], biases=grid) for name in gates}
solutions = {name: int((accuracy == 1).sum()) for name, accuracy in accuracies.items()}
print("units that compute the gate:", solutions)
best_on_xor, solutions_of_xor = accuracies["XOR"].max(), solutions["XOR"]
dl.claim("Not one unit of the grid computes XOR; the best get three of four points right",
         solutions_of_xor == 0 and best_on_xor == 0.75)

# %% [markdown] id="bias-question"
# ### Can we do without a bias?
#
# The bias looks like a detail. Take it away and see what is lost: the same grid, with the bias fixed at 0.
#
# **Predict.** Which of AND, OR and NAND can a line through the origin get entirely right?

# %% id="all-units" tags=["predict"]
without = {name: float(accuracy_of_all_units(gates[name], [0]).max()) for name in ("AND", "OR", "NAND")}
print("best accuracy without bias:", without)

# %% [markdown] id="bias-explained"
# **Explain.** At the origin $\mathbf{w} \cdot \mathbf{x}$ is 0 whatever the
# weights are. A unit without bias always answers 0 there, and NAND needs a 1. For AND, the unit must be silent at $(1, 0)$ and
# at $(0, 1)$, so neither weight may be positive. But then it is silent at $(1, 1)$ as well. Only OR
# survives, because its line may touch the origin. In the demo, untick *the bias learns*, and the bias stays at 0: only OR comes
# to rest.

# %% id="demo" alt="A snapshot of the demo on AND, the bias fixed at 0: every line passes through the origin, and the curve of misjudged samples never comes to 0."
dl.demos.perceptron_line(use_bias=False, updates=40)

# %% [markdown] id="bias-back"
# Give the bias back to the grid, and nothing else:

# %% id="bias-needed" tags=["claim-L01-14"]
best_without = max(without["AND"], without["NAND"])
worst_with = min(accuracies[name].max() for name in without)
dl.claim("Without a bias, no unit on the grid computes AND or NAND", best_without <= 0.75)
dl.claim("With a bias, some unit computes each of the three gates", worst_with == 1)

# %% [markdown] id="history-question"
# ## Deeper: why did it take so long?
#
# In 1969 Marvin Minsky and Seymour Papert published the book *Perceptrons*, a thorough study of
# what a single layer can and cannot do. XOR is the best known example of its limits. A popular
# story says that this book brought on the **AI winter**, and that multilayer networks then ended
# it. It is not that simple. The book did help to turn people and money away from perceptrons. But
# there was more than one winter, and they had several causes: promises that were too large, cuts
# in funding, computers that were too small. And networks of several layers were known all along.
# What was missing was a widely known way to *find* their weights. Shun'ichi Amari had described one as early as 1967,
# gradient descent in a network of several layers, but few took notice.
#
# (One more detail about 1943. The paper had no negative weights; one signal at an inhibiting synapse was a veto. The weight −1
# of our NOT is today's form.)

# %% [markdown] id="timeline-text" tags=["told-L01-05"]
# ### The story in one picture
#
# Three of these dates you have seen at work in this lesson: a unit that computes (1943), a unit that learns (1957), the limit of
# one layer (1969). The way past it (1986) is lesson 06. The other three belong
# to images: Kunihiko Fukushima's *neocognitron* (1980), layers of units that recognise a shape
# wherever it stands; *LeNet-5* (1998) by Yann LeCun and others, which read the amounts on bank
# cheques; and *AlexNet* (2012) by Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, which won
# the ImageNet contest in recognising photographs by a wide margin. By then three things had come
# together, methods, data and fast hardware, and strong growth began. The grey bands are the years
# that are usually given for the two winters.

# %% id="timeline" alt="Timeline: 1943 McCulloch-Pitts neuron, 1957 perceptron, 1969 the book Perceptrons, 1980 neocognitron, 1986 backpropagation, 1998 LeNet-5, 2012 AlexNet, with two winters in the seventies and around 1990."
events = {1943: "McCulloch and Pitts:\nfixed units compute", 1957: "Rosenblatt:\na unit learns",
          1969: "Minsky and Papert:\none layer has limits", 1980: "Fukushima:\nneocognitron",
          1986: "backpropagation\nbecomes known", 1998: "LeCun: LeNet-5\nreads cheques",
          2012: "AlexNet:\ndeep learning grows"}
_ = dl.plots.plot_timeline(events, winters=[(1974, 1980), (1987, 1993)])

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A neuron weighs its inputs, adds them up, and compares the sum with a threshold. Real numbers go in, 0 or 1 comes out.
# - In the plane, a unit is a line, and the bias frees this line from the origin.
# - Perceptrons go back to 1957. The rule learns from mistakes: add $\eta \cdot \text{error} \cdot \mathbf{x}$ to
#   the weights, and $\eta \cdot \text{error}$ to the bias.
# - If a line separates the samples, the rule ends with such a line; a narrow gap takes longer on average.
# - No line separates XOR: its conditions contradict each other, and the rule walks in a circle. One more input, such as
#   their product, solves it, and so do two hidden units, or many random ones. How a network can *learn* good ones is the road to lesson 06.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | neuron | 뉴런 | nerve cell; in a network, one unit |
# | dendrite | 수상돌기 | branch through which a neuron receives signals |
# | cell body | 세포체 | part of the neuron where signals are summed |
# | axon | 축삭돌기 | long fibre through which a neuron sends its signal |
# | synapse | 시냅스 | junction between neurons; its strength is a weight |
# | action potential | 활동전위 | all-or-none electric pulse on the axon |
# | threshold | 임곗값 | value that the sum must exceed for the unit to fire |
# | artificial neural network | 인공 신경망 | network of simple units with adjustable weights |
# | node | 노드 | another word for a unit of a network |
# | McCulloch-Pitts neuron (MCP) | 맥컬록-피츠 뉴런 (MCP) | binary threshold unit of 1943 with fixed weights |
# | step function (Heaviside) | 계단 함수 (헤비사이드) | 0 below a threshold, 1 above it |
# | sign function (sgn) | 부호 함수 | −1, 0 or +1 according to the sign |
# | perceptron | 퍼셉트론 | single layer of threshold units with a learning rule |
# | threshold logic unit (TLU) | 임계 논리 유닛 (TLU) | weighted sum followed by a step |
# | weight | 가중치 | learned factor of an input |
# | bias | 편향 | learned constant in the sum; minus the threshold |
# | linearly separable | 선형 분리 가능 | two classes that a line (plane, ...) can part without a mistake |
# | error | 오차 | target minus output |
# | learning rate | 학습률 | factor of every correction |
# | hyperparameter | 하이퍼파라미터 | setting chosen before training and not learned by it |
# | single-layer perceptron | 단층 퍼셉트론 | perceptron without hidden layer; its border is a line |
# | exclusive or (XOR) | 배타적 논리합 (XOR) | 1 if exactly one input is 1 |
# | hidden layer | 은닉층 | units between input and output |
# | AI winter | 인공지능의 겨울 | period of little interest and funding for AI |

# %% [markdown] id="references"
# ## References
#
# - L. Lapicque, *Recherches quantitatives sur l'excitation électrique des nerfs traitée comme une
#   polarisation*, Journal de physiologie et de pathologie générale 9, 1907. Our leaky cell goes back to it.
# - W. S. McCulloch and W. Pitts, *A logical calculus of the ideas immanent in nervous activity*,
#   Bulletin of Mathematical Biophysics 5, 1943.
# - F. Rosenblatt, *The perceptron: a perceiving and recognizing automaton*, report 85-460-1,
#   Cornell Aeronautical Laboratory, 1957.
# - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and organization
#   in the brain*, Psychological Review 65, 1958.
# - F. Rosenblatt, *Principles of neurodynamics: perceptrons and the theory of brain mechanisms*,
#   Spartan Books, 1962. The rule that corrects mistakes.
# - B. Widrow and M. E. Hoff, *Adaptive switching circuits*, IRE WESCON Convention Record,
#   part 4, 1960.
# - A. B. J. Novikoff, *On convergence proofs on perceptrons*, Symposium on the Mathematical Theory
#   of Automata, 1962.
# - T. M. Cover, *Geometrical and statistical properties of systems of linear inequalities*, IEEE Transactions on
#   Electronic Computers 14, 1965. How many samples a unit can learn by heart.
# - S. Amari, *A theory of adaptive pattern classifiers*, IEEE Transactions on Electronic Computers 16, 1967.
# - M. Minsky and S. Papert, *Perceptrons: an introduction to computational geometry*,
#   MIT Press, 1969.
# - K. Fukushima, *Neocognitron: a self-organizing neural network model for a mechanism of pattern
#   recognition unaffected by shift in position*, Biological Cybernetics 36, 1980.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - S. I. Gallant, *Perceptron-based learning algorithms*, IEEE Transactions on Neural Networks 1, 1990. The pocket.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document
#   recognition*, Proceedings of the IEEE 86, 1998.
# - Y. Freund and R. E. Schapire, *Large margin classification using the perceptron algorithm*, Machine Learning
#   37, 1999. The average.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, *ImageNet classification with deep convolutional
#   neural networks*, Advances in Neural Information Processing Systems 25, 2012.
