# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=75 figure="four activation functions, each with its slope on the same axes, the flat zones shaded"
# # Activation functions
#
# Exchange the hard step of the perceptron for functions with a slope, and see what a network gains. You will follow a tiny
# nudge through twenty layers and lose it where few expect it, foresee from it which networks will learn, and kill a unit
# with a single step.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - prove that without an activation function, depth is worth nothing;
# - explain why a network that is to learn needs slopes, and what becomes of them in depth;
# - choose an activation function, together with the weights from which it learns;
# - spot saturated, dead and nearly linear layers by their sums, and say which of the dead can come back.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=2)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="last-part-of-a-unit"
# ## 1. The last part of a unit
#
# At the end of lesson 01 three units computed XOR, with weights that we had set by hand. For networks that *find* their
# weights, the step must go, we said. Why? And what takes its place?
#
# A unit works in two stages. First it adds up: $z = \mathbf w \cdot \mathbf x + b$. Then it answers:
# $h = \operatorname{step}(z)$. The second stage is called the **activation function**, and we write it $\phi$ (phi):
#
# $$ h = \phi(\mathbf w \cdot \mathbf x + b) . $$
#
# It turns the sum into the unit's output $h$, and so decides whether the unit is active, and how strongly. Here is the
# step, in blue, over the sum $z$, with three functions that took its place. The dashed line is the **slope**: how steep
# the blue line is at this place.

# %% id="four-functions" tags=["remember"] alt="Step, sigmoid, tanh and ReLU, each with its slope as a dashed line. The slope of the step is 0 everywhere. Those of sigmoid and tanh are bells around 0, one quarter and 1 high, and the zones on both sides are shaded as saturated. That of ReLU is 0 on the left and 1 on the right."
s = dl.scratch  # the course's own functions, a few lines of NumPy each
functions = {"step": s.step, "sigmoid": s.sigmoid, "tanh": s.tanh, "ReLU": s.relu}
_ = dl.plots.plot_gallery(functions)

# %% [markdown] id="read-the-picture"
# **Keep this picture in mind: nearly everything in this lesson can be read from it.** Where the blue line
# climbs, the slope is large. Where it is nearly level, shaded in yellow, a unit is called **saturated**. (We
# draw the border where the slope is a fifth of its largest.) Where it is hatched, the slope is exactly 0.
#
# ### Exercise: the slope of ReLU
#
# Write the dashed line of the last panel as a function. At its corner ReLU has no slope: coming from the left it is 0, from
# the right it is 1. Keras takes 0; do the same.

# %% id="exercise-relu-slope" tags=["exercise"]
def relu_slope(z):
    """Return the slope of ReLU at every entry of z, with slope 0 at exactly 0.

    z: array of floats of any shape. Do not change it.
    Returns an array of floats of the same shape.
    Example: relu_slope(np.array([-2.0, 0.0, 3.0])) is [0.0, 0.0, 1.0].
    """
    # solution
    return (z > 0).astype(float)

# %% id="check-relu-slope"
dl.exercises.relu_slope.check(relu_slope)

# %% [markdown] id="bend-question"
# ## 2. Without a bend, depth is worth nothing
#
# Why not leave the activation function out? Then a unit would simply answer $z$. This is called
# the **linear** activation, $\phi(z) = z$. In lesson 00 ten matrices turned out to be one. Here is the
# reason. If layer 1 computes $\mathbf x W_1 + \mathbf b_1$ and layer 2 multiplies that by $W_2$ and adds
# $\mathbf b_2$, then multiply out:
#
# $$ (\mathbf x W_1 + \mathbf b_1) W_2 + \mathbf b_2 = \mathbf x \, (W_1 W_2) + (\mathbf b_1 W_2 + \mathbf b_2) . $$
#
# That is one layer, with the matrix $W_1 W_2$ and the bias in the last brackets. And so on: any number of
# linear layers is one. (In Keras a layer is told its activation function by name,
# `Dense(8, activation="tanh")`. Without a name it is linear.)
#
# Now put a bend between the layers. The line `output = ...` is a whole network: one input, two layers of 16 units, one
# output. All three networks have the *same* random weights. Only $\phi$ differs.
#
# **Predict.** What do their outputs look like over the input, with the linear function, with tanh, with ReLU?

# %% id="three-curves" tags=["predict"] alt="Output over input for one network with three activation functions: a straight line with the linear one, a smooth curve with tanh, a line with many corners with ReLU."
rng = np.random.default_rng(5)
w1, w2, w3 = rng.normal(size=(1, 16)), rng.normal(size=(16, 16)) / 4, rng.normal(size=(16, 1)) / 4
b1, b2 = rng.normal(size=(2, 16))
x = np.linspace(-4, 4, 401)[:, None]  # 401 inputs, one in each row
fig, axes = plt.subplots(1, 3, figsize=(10, 3.5))
for ax, phi in zip(axes, [s.linear, s.tanh, s.relu]):
    output = phi(phi(x @ w1 + b1) @ w2 + b2) @ w3
    ax.plot(x, output)
    ax.set(title=phi.__name__, xlabel="input", ylabel="output")

# %% [markdown] id="three-curves-explained"
# **Explain.** With the linear function, hundreds of weights draw a straight line. With tanh and with ReLU it bends. So the
# activation function must be **non-linear**: its graph not a straight line. (*Deeper: any number of layers* lets twenty
# linear networks try XOR.)

# %% [markdown] id="why-not-the-step"
# ## 3. Why the step is not enough
#
# The step is not linear either. Why not stay with it? To a step, the sums $z = 1$ and $z = 2$ are the same, although the
# second is the clearer "yes". Worse, its slope is 0, and at the jump there is none. Compare the **sigmoid**, a softened
# step:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} . $$
#
# To measure a slope, nudge $z$ up and down by a tiny amount, and divide the change of the output by the change of $z$. (Its
# mathematical name is the *derivative*, $\phi'(z)$.)

# %% id="slope-of-the-step"
def slope(f, z, nudge=1e-4):
    return (f(z + nudge) - f(z - nudge)) / (2 * nudge)


step, sigmoid = s.step, s.sigmoid
z = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0])
print("slope of step   ", slope(step, z))
print("slope of sigmoid", slope(sigmoid, z).round(3))
print("z = 1 and z = 2: step", step([1, 2]), "  sigmoid", sigmoid([1, 2]).round(2))

# %% [markdown] id="why-slopes-matter"
# Why does that matter? For each of its many weights a network must know: up or down? The answer is the
# slope of the error with respect to that weight. If nudging the weight up makes the error a little
# smaller, go up. The slopes with respect to all weights together are called the **gradient**.
#
# Take a single unit, still wrong, that is to learn OR with two weights and a bias. (The perceptron learned OR without
# slopes: its rule takes target minus answer. But hidden units have no target.) Its error is
# the mean of the squared differences between output and target. We nudge its three numbers, one after the other.
#
# **Predict.** What are the three slopes if the unit is a step? Which signs have they if it is a sigmoid? (`lambda p: ...` is
# a function of `p` without a name.)

# %% id="three-slopes" tags=["predict"]
def gradient(f, p, nudge=1e-6):
    rows = nudge * np.eye(len(p))  # row k nudges number k
    return np.array([(f(p + row) - f(p - row)) / (2 * nudge) for row in rows])


gate = dl.datasets.logic_gate("or")


def error_of_unit(p, phi):  # p: two weights and the bias
    return np.mean((phi(gate.x_train @ p[:2] + p[2]) - gate.y_train) ** 2)


wrong = np.array([0.5, -0.3, 0.1])
for phi in (step, sigmoid):
    print(f"{phi.__name__:8}", gradient(lambda p: error_of_unit(p, phi), wrong).round(2))

# %% [markdown] id="three-slopes-explained"
# **Explain.** A tiny nudge pushes no sum across the threshold, so the step's error stays what it was: flat ground, and no
# hint where to go. (*Deeper: flat ground* finds the same at 200 places in the network that computes XOR.) The sigmoid knows
# for each of its numbers whether to go up or down. (Here: up with all three, for a negative slope says that the error
# falls.) With a slope, a network can *find* its weights.

# %% [markdown] id="tanh-text"
# ### Sigmoid and tanh: steps with a slope
#
# The sigmoid, or logistic function, squeezes every number into the range between 0 and 1.
# The **hyperbolic tangent**, tanh, is its sibling: twice as high, squeezed to half the width, and moved down so that it
# passes through 0, $\tanh(z) = 2\,\sigma(2z) - 1$. So it is steeper: find the largest slopes of both in the first picture.
# (In `dl.scratch` every function carries its slope as `.derivative`.)

# %% [markdown] id="slopes-multiply"
# ## 4. Slopes multiply, and so do weights
#
# In a deep network slopes *multiply*. Let $B$ move by a quarter of what $A$ moves, and $C$ by a quarter of
# what $B$ moves: then $C$ moves by a sixteenth of what $A$ moves. (This is the *chain rule*, lesson 06.) Ten sigmoids in a
# row, none steeper than a quarter, leave at most $(\tfrac14)^{10}$ of a nudge, less than a millionth. This is the
# **vanishing gradient**, described by Sepp Hochreiter in 1991.
#
# But between the units stand weights, and they multiply the nudge, too. Take 20 layers of one unit each, all slopes
# $\tfrac14$. With weights of 1, a millionth of a millionth arrives: $(\tfrac14 \cdot 1)^{20}$. With weights of 4, it arrives
# as it was: $(\tfrac14 \cdot 4)^{20} = 1$. **A weight can undo a slope.**
#
# Does that hold for whole layers? We follow a nudge through 20 layers of 100 units. It is now a list of 100 numbers, and its
# size is the root of the sum of their squares, `np.linalg.norm`. The weights are random, from a **normal distribution**:
# most lie near 0, and about two thirds within one **standard deviation** (their typical distance from 0). For it we take
# $\text{gain}/\sqrt{\text{inputs}}$, here $\text{gain}/\sqrt{100}$.
#
# The **gain** plays the part of the single weight: with all slopes 1, each layer multiplies the size of a nudge by about the
# gain. (Section 5 tries it, lesson 09 says why.)

# %% id="through-layers"
def through_layers(phi, gain, seed=0):
    """Return the size of a nudge after 0, 1, ..., 20 layers, and all sums z on the way."""
    rng = np.random.default_rng(seed)
    h, nudge = rng.normal(size=(2, 50, 100))  # 50 inputs of 100 numbers, and a nudge to each
    sizes, sums = [np.linalg.norm(nudge)], []
    for _ in range(20):
        kernel = rng.normal(scale=gain / np.sqrt(100), size=(100, 100))
        z = h @ kernel
        nudge = (nudge @ kernel) * phi.derivative(z)  # times the weights, times the slopes
        h = phi(z)
        sizes.append(np.linalg.norm(nudge))
        sums.append(z)
    return np.array(sizes) / sizes[0], np.array(sums)

# %% [markdown] id="weight-size-text"
# We send a nudge through four networks. The vertical axis is **logarithmic**: equal distances are equal *factors*. Each
# label says which part of the sums is saturated. *Kept* means: between a hundredth and a hundred times its size.
#
# **Predict.** Sigmoid with gain 1 and with gain 10, tanh with gain 1 and with gain 3: in which of the four does the nudge
# vanish? In which are most units saturated?

# %% id="nudge-through-depth" tags=["predict"] alt="Size of the nudge over layers passed, on a logarithmic axis. Sigmoid with gain 1, no unit saturated, falls in a straight line below a billionth. Sigmoid with gain 10, two thirds saturated, keeps most of the nudge; tanh with gain 1, hardly any saturated, loses it only slowly. Tanh with gain 3, more than half saturated, explodes."
def is_saturated(phi, sums):
    return phi.derivative(sums) < 0.2 * phi.derivative(0.0)


sizes = {}
for phi, gain in [(s.sigmoid, 1), (s.sigmoid, 10), (s.tanh, 1), (s.tanh, 3)]:
    size, sums = through_layers(phi, gain)
    sizes[f"{phi.__name__}, gain {gain}, {is_saturated(phi, sums).mean():.0%} saturated"] = size
fig, ax = plt.subplots(figsize=(11, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(ylabel="size of the nudge", xlim=(-0.5, 36))

# %% [markdown] id="depth-explained"
# **Explain.** Each layer multiplies by weights *and* by slopes.
#
# - Sigmoid, gain 1: no slope is above a quarter, and the weights do not make up for it. The nudge vanishes, although
#   **hardly one unit in a thousand is saturated**.
# - Sigmoid, gain 10: **two thirds are saturated, and the nudge lives.** The larger weights make up for it.
# - tanh, gain 1: the sums come near 0, where the slope is near 1, and the nudge shrinks only slowly.
# - tanh, gain 3: more than half are saturated, and the nudge *grows* from layer to layer, the **exploding gradient**.
#
# So saturation does not decide: **what vanishes or explodes is the product of weights and slopes.** (The gradient travels
# from the last layer to the first and meets the same weights and slopes: *Deeper: the gradient on its way back*.)

# %% [markdown] id="relu-text"
# ## 5. ReLU: half of a straight line
#
# What would an activation function look like whose slope does not fade? The line $\phi(z) = z$ has slope 1 everywhere, but
# it must bend somewhere, or depth is worth nothing. The simplest bend is one corner:
#
# $$ \operatorname{ReLU}(z) = \max(0, z) . $$
#
# The **rectified linear unit** passes what is positive and silences the rest. However far out on the right, its
# slope is 1. (Fukushima used it in 1969; Nair and Hinton made it popular in 2010.)
#
# We send the nudge through ReLU with a gain of 1 and of $\sqrt 2 \approx 1.41$; and, as a control, through linear
# units. Each label says for which part of the sums the slope is 0.
#
# **Predict.** A gain of 1 keeps a nudge's size, and where ReLU is active, its slope is 1. Does the nudge survive?

# %% id="relu-through-depth" tags=["predict"] alt="Size of the nudge over layers passed, on a logarithmic axis. Through linear units with gain 1 it is kept. Through ReLU with gain 1, half of the sums at slope 0, it falls to a thousandth; with gain 1.41 it is kept."
relu, sizes = s.relu, {}
for phi, gain in [(s.linear, 1), (relu, 1), (relu, np.sqrt(2))]:
    size, sums = through_layers(phi, gain)
    flat = np.mean(phi.derivative(sums) == 0)
    sizes[f"{phi.__name__}, gain {gain:.3g}, {flat:.0%} at slope 0"] = size
fig, ax = plt.subplots(figsize=(11, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(ylabel="size of the nudge", xlim=(-0.5, 36))

# %% [markdown] id="relu-depth-explained"
# **Explain.** At a gain of 1, a thousandth is left! Half of the units are silent for a given input and pass nothing, so each
# layer halves the *sum of squares*. The size is its root: after 20 layers, $(\sqrt{1/2})^{20} = 1/1024$. Linear units with
# the same weights silence nothing, and keep the nudge. To make up for the silent half, the gain must be $\sqrt 2$.
# Kaiming He and colleagues proposed such weights for ReLU in 2015 (lesson 09).

# %% [markdown] id="demo-text"
# ### Play
#
# Below, there is one unit in each layer, far out at $z = 3$, and not even a weight of 6 saves the nudge. Set the weight to
# 1, and find functions that let the nudge pass through all 20 layers. Then try ReLU at $z = -3$: **is there a weight that
# helps?**

# %% id="demo" alt="A snapshot of the demo. Left: the sigmoid and its slope, with a tangent at z = 3 in the saturated zone. Right: a nudge that shrinks from layer to layer although the weights are 6."
dl.demos.activation_explorer(z=3.0, weight=6.0)

# %% [markdown] id="test-text"
# ## 6. Every function has its own weights
#
# Does the nudge matter for learning? Then we should see it coming. What do six layers leave of it, at each of six gains?

# %% id="nudge-by-gain" alt="Size of a nudge after six layers over the gain, both axes logarithmic. The three curves rise. tanh and ReLU cross the line at 1, where the nudge is kept, at a gain of about 1.4; the sigmoid crosses it a little above 10."
gains = [0.25, 1.4, 2, 4, 10, 20]
left = {phi.__name__: [through_layers(phi, gain)[0][6] for gain in gains] for phi in (sigmoid, s.tanh, relu)}
fig, ax = plt.subplots(figsize=(9, 4.5))
for (name, sizes), style in zip(left.items(), ("o-", "s--", "^-.")):
    ax.loglog(gains, sizes, style, label=name)
ax.axhline(1, color="black", lw=1)
ax.text(0.25, 2, "the nudge is kept")
ax.set(xlabel="gain", ylabel="size of the nudge after 6 layers", xticks=gains, xticklabels=gains)
ax.minorticks_off()
_ = ax.legend(loc="lower right")

# %% [markdown] id="learners-text"
# Now networks with six hidden layers of 32 units learn to read the digits of lesson 00, by plain steps downhill: each
# step looks at 30 images, and subtracts from every weight the slope of their error with respect to it, times a **learning
# rate** (the $\eta$ of lesson 01). The error is *cross-entropy* (lesson 04): small if the right digit gets a high
# probability.

# %% id="random-weights"
digits = dl.datasets.load_digits(flat=True)
x, y = digits.x_train, digits.y_train


def random_weights(gain):  # of the hidden layers; the ten outputs start with gain 1
    return lambda shape, rng: rng.normal(0, (1 if shape[1] == 10 else gain) / np.sqrt(shape[0]), shape)

# %% [markdown] id="trials-text"
# At every gain a function may choose the best of many learning rates; what counts is the mean of two random starts. Skip the
# code: it trains all these networks side by side. (Rates beyond both ends did no better. Choosing by the test images flatters a
# little; lesson 07 shows how much.)

# %% id="learners"
rates = np.outer(10.0 ** np.arange(-7, 1), [1, 3]).ravel()  # 1 and 3 ten-millionths, ..., 1 and 3


@np.errstate(all="ignore")  # at the largest rates some explode
def read_digits(phi):
    """Train two networks at each gain and rate; return the accuracy at each gain, with its best rate."""
    trials = [(gain, rate, start) for gain in gains for rate in rates for start in (0, 1)]
    trial_gains, trial_rates, starts = zip(*trials)
    networks = s.mlp([64] + 6 * [32] + [10], activation=phi, variants=len(trials), seed=starts,
                     kernel_initializer=[random_weights(gain) for gain in trial_gains])
    networks.fit(x, y, epochs=10, batch_size=30, optimizer=s.SGD(np.array(trial_rates)))
    accuracy = networks.accuracy(digits.x_test, digits.y_test).reshape(len(gains), len(rates), 2)
    return accuracy.mean(axis=2).max(axis=1)

# %% [markdown] id="test-question"
# **Predict.** At which gain will each of the three read best? (Ten digits: who guesses reads 10 %.)

# %% id="test" tags=["predict"] atol=15
print("gain    ", *[f"{gain:>5}" for gain in gains])
read = {}
for phi in (sigmoid, s.tanh, relu):
    read[phi.__name__] = read_digits(phi)
    print(f"{phi.__name__:8}", *[f"{accuracy:5.0%}" for accuracy in read[phi.__name__]])

# %% [markdown] id="test-explained"
# **Explain.** Each row has its hill, at the gain where its curve above comes nearest to 1, or next to it. At 1.4 tanh and ReLU read about
# nine in ten, and the sigmoid guesses, at each rate. At 10 the sigmoid reads eight or nine in ten, tanh less than
# four in ten.
#
# All this in ten epochs. (In 150, the sigmoid reads nine in ten at a gain of 2, too.)
#
# Now put the first figure's nudge on the axis, and the accuracies in three bands, for rounding on another computer moves some
# by several points.

# %% id="hills" alt="The digits read, in three bands, over the size of the nudge after six layers, on a logarithmic axis. Below a thousandth, shaded grey, all three read under 40 %; so does the sigmoid a little above it. Near 1, where the nudge is kept, all three read over 75 %. On the right each falls at its own place: the sigmoid to the middle band at 5, tanh under 40 % beyond 12, ReLU to the middle band beyond 7."
fig, ax = plt.subplots(figsize=(9, 4))
for k, ((name, accuracy), style) in enumerate(zip(read.items(), "os^")):
    band = np.digitize(accuracy, [0.4, 0.75])  # 0, 1 or 2
    # The nudge of the first figure; in the digit networks it is the same within a factor of 2.5.
    ax.semilogx(left[name], band + 0.06 * (k - 1), style, ms=9, label=name)  # drawn a little apart
ax.axvspan(1e-8, 0.001, color="lightgrey", zorder=0)
ax.axvline(1, color="black", lw=1)
ax.text(0.7, 0.15, "the nudge\nis kept", ha="right")
ax.text(1.5e-8, 0.7, "less than\na thousandth\nis left")
ax.set(xlabel="size of the nudge after 6 layers of random weights", ylabel="digits read", yticks=range(3),
       yticklabels=["under 40 %", "40 to 75 %", "over 75 %"])
_ = ax.legend(loc="upper left", frameon=True, framealpha=1)  # a frame: its signs are no networks

# %% [markdown] id="pair"
# **Where less than a thousandth of the nudge is left (grey), no network reads even four in ten.** (A little more is no
# promise: the sigmoid's third point still guesses.) On the right each falls at a place of its own. At the gain that keeps
# the nudge best, all three read: **a function and its weights are a pair.**
#
# What keeps the sigmoid from learning? *Deeper: forward or back?*

# %% id="test-claims" tags=["claim-L02-12"] atol=0.1
nudge, accuracy = np.array(list(left.values())), np.array(list(read.values()))  # a row for each function
where_lost = accuracy[nudge < 0.001].max()
where_kept = accuracy[range(3), np.abs(np.log(nudge)).argmin(axis=1)].min()
dl.claim("Where less than a thousandth of the nudge is left, none of these reads even a quarter of the digits; "
         "at the gain that keeps it best, each reads most of them",
         where_lost < 0.25 and where_kept > 0.7)
small, large = gains.index(1.4), gains.index(10)
dl.claim("At gain 1.4 tanh and ReLU read more than eight in ten, and the sigmoid guesses at every rate",
         min(read["tanh"][small], read["relu"][small]) > 0.8 and read["sigmoid"][small] < 0.2)
dl.claim("At gain 10 the sigmoid reads more than seven in ten, tanh less than four in ten",
         read["sigmoid"][large] > 0.7 and read["tanh"][large] < 0.4)

# %% [markdown] id="dying-text"
# ## 7. Units that die, and a way back
#
# In the demo no weight helped ReLU at $z = -3$: what is multiplied by 0 is 0. If the sum of a unit is negative for
# *every* input, its output is always 0, and no tiny nudge of its weights changes anything. The unit is
# **dead**; one speaks of the **dying ReLU**.
#
# A healthy unit can die in a single step. Here is one with weights 3 and 3, active for each of a thousand inputs. It
# should always answer 1, so it has to come down.

# %% id="healthy-unit"
points = np.random.default_rng(10).uniform(0, 1, size=(1000, 2))  # 1000 inputs of two numbers
healthy = np.array([3.0, 3.0, 0.0])  # two weights and the bias


def sums_of(p):
    return points @ p[:2] + p[2]


def unit_error(p):
    return np.mean((relu(sums_of(p)) - 1) ** 2)

# %% [markdown] id="one-step-question"
# **Predict.** After one step downhill at the learning rate 0.2, 0.4, 0.6 or 0.8: for which part of the inputs, drawn in
# black, is the unit still active?

# %% id="one-step" tags=["predict"] alt="Four squares full of points, the inputs, black where the unit is active after one step, grey elsewhere. A line sweeps over them from the lower left: at the rate 0.2 nearly all are black, at 0.4 two thirds, at 0.6 a few in the upper right corner, at 0.8 not one."
fig, axes = plt.subplots(1, 4, figsize=(11, 3.2), sharey=True)
for ax, rate in zip(axes, (0.2, 0.4, 0.6, 0.8)):
    after = healthy - rate * gradient(unit_error, healthy)
    active = sums_of(after) > 0
    ax.scatter(*points.T, s=6, marker="s", lw=0, c=np.where(active, "black", "lightgrey"))
    ax.set(title=f"rate {rate}: {active.mean():.0%} active", aspect="equal", xticks=[0, 1], yticks=[0, 1])

# %% [markdown] id="exercise-dead-units-text"
# **Explain.** The longer the step, the further the line of lesson 01 sweeps across the square. At 0.6 a few inputs are left.
# They pull the unit back: some thirty steps later it is active for all thousand again. At 0.8 not one is left to pull. **One
# step that is too long is enough.** A linear unit comes back from the same step, if the next are shorter (*Deeper: what
# kills a unit*).
#
# Is death for ever? In the first layer, yes, under plain gradient descent: its inputs, the data, stay as they
# are. In later layers the inputs change while others learn, and some come back (*Deeper: who comes back?*).
#
# Here are 24 ReLU units with random weights, and what they do with 40 images of the digits. Each row is an image, each
# column a unit; black is active.

# %% id="active-map" alt="Two tables of 40 rows, images, and 24 columns, units, black where the unit is active for the image. Left, with the images as they are, nine columns are nearly white or black; five are blank. Right, with the mean image subtracted, black and white are mixed in every column."
rng = np.random.default_rng(54)
kernel = rng.normal(scale=np.sqrt(2 / 64), size=(64, 24))
z_all, z_centred = x @ kernel, (x - x.mean(axis=0)) @ kernel
z_map = z_all[:40]
fig, axes = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True)
for ax, z, images in zip(axes, (z_map, z_centred[:40]), ("images as they are", "mean image subtracted")):
    active = np.mean(z > 0, axis=0)  # of each unit: for which part of the images
    ax.imshow(z > 0, cmap="Greys", aspect="auto", interpolation="nearest")
    ax.vlines(np.arange(24) - 0.5, -0.5, 39.5, color="grey", lw=1)  # between the units
    ax.grid(False)
    ax.set(title=f"{images}: {np.sum(np.abs(active - 0.5) > 0.4)} of 24 nearly one colour", xlabel="unit", xticks=range(0, 24, 4))
_ = axes[0].set(ylabel="image")

# %% [markdown] id="count-dead-text"
# On the left, a blank column is silent for all 40. (A black one is alive, but never bends: it is linear here.) Why are so
# many nearly of one colour (for over 90 % of the images)? All images have much in common, and it pushes a unit the same way
# each time. On the right, their mean is subtracted from each, and nothing else is changed. (Over many draws: typically nine such columns, against none.)
#
# ### Exercise: count the dead
#
# Count the dead ReLU units of a layer. Try it on `z_map`, and on
# `z_all`, the sums for all training images. One that is silent only for these 40 was asleep.

# %% id="exercise-dead-units" tags=["exercise"]
def dead_units(z):
    """Return how many ReLU units are silent for every sample.

    z: the sums before the activation function, shape (samples, units).
    A unit is dead if it is positive for none of the samples; 0 counts as silent.
    Returns a whole number.
    Example: dead_units(np.array([[-1.0, 2.0], [0.0, -3.0]])) is 1: the first unit.
    """
    # solution
    return int((z.max(axis=0) <= 0).sum())

# %% id="check-dead-units"
dl.exercises.dead_units.check(dead_units)

# %% [markdown] id="leaky-text"
# An idea: leave a slope on the left. **Leaky ReLU** (Andrew Maas, 2013) multiplies what is negative by a small fixed number
# $\alpha$ (alpha), the *negative slope*. The **ELU** (Djork-Arné Clevert, 2016) has a curve there, $e^z - 1$.
#
# Can a network learn whose units are all silent? Its 64 hidden units start with a bias of −3: none is active for any
# training image. Three functions try, and linear units as a control, each at the best of five
# learning rates, mean of four random starts.
#
# **Predict.** Which of the four will learn to read digits?

# %% id="rescue" tags=["predict"] atol=4
@np.errstate(all="ignore")  # at the largest rate some diverge
def rescue(phi, optimizer=s.SGD, rates=(0.1, 0.3, 1, 3, 10)):
    """Return networks that were trained from a dead start, and their mean accuracy at each rate."""
    networks = s.mlp([64, 64, 10], variants=4 * len(rates), activation=phi, seed=[0, 1, 2, 3] * len(rates))
    networks.layers[0].bias[:] = -3
    assert np.all(networks.layers[0].forward(x) < 0)
    networks.fit(x, y, epochs=20, optimizer=optimizer(np.repeat(rates, 4)))
    return networks, networks.accuracy(digits.x_test, digits.y_test).reshape(-1, 4).mean(axis=1)


leaky = s.leaky_relu.fix(negative_slope=0.1)
rescued = {"ReLU": rescue(relu), "leaky, 0.1": rescue(leaky), "ELU": rescue(s.elu), "linear": rescue(s.linear)}
for name, (_, accuracy) in rescued.items():
    print(f"{name:10} reads {accuracy.max():.0%}")

# %% [markdown] id="rescue-explained"
# **Explain.** With ReLU no hidden unit moves, at any rate. A slope on the left lets the weights move again, and the network
# reads; even linear units do. (*Deeper: how small a slope?* finds one that is too small.)

# %% id="rescue-claims" tags=["claim-L02-19"] atol=0.05
with_relu, with_leaky, with_elu, with_linear = (accuracy.max() for _, accuracy in rescued.values())
dl.claim("From a dead start ReLU learns nothing at any of five rates; a slope of 0.1, ELU's, or 1 reads nine in ten",
         with_relu < 0.15 and min(with_leaky, with_elu, with_linear) > 0.9)

# %% [markdown] id="look-inside-text"
# ## 8. Look inside, then choose
#
# How would you notice any of this? Here are the sums of three networks: tanh at a good gain of section 6, and two of
# section 4. A **histogram** shows how often a layer's sums fall where; yellow are the saturated zones of the first picture.
# Behind ± stands how much a unit's sum differs between inputs.

# %% id="look-inside" alt="Histograms of the sums in layers 1, 10 and 20 of three networks. Tanh with gain 1.4: most lie in the steep zone around 0, and they do not become narrower after layer 10. Tanh with gain 3: more than half of them lie in the saturated zones. Sigmoid with gain 1: none is saturated, but from layer 10 on a unit's sum is the same for all inputs, within a hundred-thousandth."
fig, axes = plt.subplots(3, 3, figsize=(10, 7))
for row, (phi, gain) in zip(axes, [(s.tanh, 1.4), (s.tanh, 3), (sigmoid, 1)]):
    sums = through_layers(phi, gain)[1]
    for ax, number, z in zip(row, (1, 10, 20), sums[[0, 9, 19]]):  # z: 50 inputs, 100 units
        dl.plots.plot_sums(z, phi, limits=(-10, 10), ax=ax)
        ax.set_title(f"layer {number}: ± {z.std(axis=0).mean():.1g}", color="black" if z.std(axis=0).mean() > 0.01 else "red")
    row[0].set_ylabel(f"{phi.__name__}, gain {gain}")

# %% [markdown] id="exercise-sums-text"
# Row 1: most sums lie in the steep zone, wide enough to reach its bends: healthy. Row 2: more than half
# lie in the flat zones, as in the sigmoid with gain 10: a warning, not a verdict. (Here the nudge explodes, and ± does not
# show it.) Row 3 avoids the yellow, yet by layer 10 (in red) each unit answers nearly the same to every input; only the units differ.
#
# ### Exercise: four layers, four diagnoses
#
# Four new layers of 50 units, without shading. The axes differ, so read their numbers, too.

# %% id="four-layers" alt="Four histograms of sums. A, tanh: from about -20 to 20, ± 5. B, tanh: the same shape, but from about -0.05 to 0.05, ± 0.01. C, ReLU: all sums are below 0, ± 0.5. D, ReLU: from about -4 to 4, ± 1."
rng = np.random.default_rng(7)
x_new = rng.normal(size=(500, 100))
layers = [("ReLU", 0.1, 0), ("ReLU", 0.05, -4), ("tanh", 0.5, 0), ("tanh", 0.001, 0)]
fig, axes = plt.subplots(2, 2, figsize=(10, 5.5))
for ax, letter, k in zip(axes.flat, "ABCD", rng.permutation(4)):
    name, std, bias = layers[k]
    z = x_new @ rng.normal(scale=std, size=(100, 50)) + bias
    ax.hist(z.ravel(), bins=40)
    ax.set(title=f"{letter}: {name}, ± {z.std(axis=0).mean():.1g}", yticks=[])
    ax.locator_params(axis="x", nbins=5)

# %% [markdown] id="diagnosis-text"
# How is each of them?

# %% id="exercise-sums" tags=["exercise"]
def read_the_sums():
    """Return a list of four numbers: the diagnosis of A, B, C and D, each number once.

    1: It is healthy.
    2: Most of its units are saturated.
    3: All of its units are dead.
    4: It works almost like a linear layer, so as one of many layers it adds next to nothing.

    Example: [1, 2, 3, 4] says that A is healthy, B is saturated, and so on.
    """
    # solution
    return [2, 4, 3, 1]

# %% id="check-sums"
dl.exercises.read_the_sums.check(read_the_sums)

# %% [markdown] id="how-to-choose"
# ### Which one?
#
# In hidden layers ReLU has replaced the sigmoid; yet in section 6 each read most of the
# digits with weights that suit it, and tanh about as many as ReLU. So ReLU is not "the best"; it is the usual *first choice*,
# with its own weights. In Keras they bear He's name:

# %% id="he-in-keras"
he = keras.initializers.HeNormal(seed=0)
layer = keras.layers.Dense(32, activation="relu", kernel_initializer=he)
h = keras.ops.convert_to_numpy(layer(x))  # the images
kernel = layer.get_weights()[0]
print(f"gain {kernel.std() * np.sqrt(64):.1f}")
print("the same as relu(x @ kernel):", np.allclose(h, relu(x @ kernel), atol=1e-4))

# %% [markdown] id="which-one"
# | where | take | reason |
# |---|---|---|
# | hidden layers | ReLU (transformers: GELU, SiLU, *Deeper: the whole family*) | ReLU: no exponential; slope 1 right of 0; with He's weights (`"he_normal"`) |
# | the same, and many units die | Leaky ReLU, ELU | a slope on the left |
# | output: a number | linear | any value must be possible |
# | output: yes or no, or several labels at once | sigmoid | one probability per question |
# | output: one of several classes | softmax (lesson 03) | probabilities that sum to 1 |

# %% [markdown] id="flat-ground-text"
# ## Deeper: flat ground
#
# The network for XOR that you know: NAND and OR feed an AND. It has nine numbers, six weights and three biases. All units
# are steps, or all are sigmoids.

# %% id="xor-network"
xor = dl.datasets.logic_gate("xor")
by_hand = np.array([-4, -4, 6,   # NAND: two weights and a bias
                    4, 4, -2,    # OR
                    4, 4, -6.0])  # AND, of the two


def outputs(p, phi):
    x = xor.x_train
    nand, either = phi(x @ p[0:2] + p[2]), phi(x @ p[3:5] + p[5])
    return phi(p[6] * nand + p[7] * either + p[8])


def error(p, phi):
    return np.mean((outputs(p, phi) - xor.y_train) ** 2)

# %% [markdown] id="nine-slopes-question"
# **Predict.** We measure the gradient, all nine slopes, at 200 random settings of the nine numbers. At how many of them
# does the step network feel any slope?

# %% id="nine-slopes" tags=["predict"]
settings = np.random.default_rng(3).normal(scale=4, size=(200, 9))
feels = {}
for phi in (step, sigmoid):
    gradients = [gradient(lambda p: error(p, phi), p) for p in settings]
    feels[phi.__name__] = sum(np.any(g != 0) for g in gradients)
    print(phi.__name__, "feels a slope at", feels[phi.__name__], "settings")

# %% [markdown] id="nine-slopes-explained"
# **Explain.** Flat ground everywhere, although the network of steps was able to compute XOR all along.

# %% id="nine-slopes-claim" tags=["claim-L02-04"]
error_of_steps, with_step, with_sigmoid = error(by_hand, step), feels["step"], feels["sigmoid"]
dl.claim("Step units can compute XOR, but at none of the 200 settings do they feel a slope",
         error_of_steps == 0 and with_step == 0 and with_sigmoid == len(settings))

# %% [markdown] id="deeper-any-number"
# ## Deeper: any number of layers
#
# Section 2 made one layer of two. Three layers in Keras, with random weights and biases, against the one layer that they
# amount to:

# %% id="three-layers-collapse"
Dense = keras.layers.Dense
deep = keras.Sequential([keras.Input((3,)),
                         Dense(8, bias_initializer="normal"),
                         Dense(8, bias_initializer="normal"),
                         Dense(2, bias_initializer="normal")])
samples = np.random.default_rng(1).normal(size=(100, 3)).astype("float32")
h_deep = keras.ops.convert_to_numpy(deep(samples))

w1, b1, w2, b2, w3, b3 = deep.get_weights()
kernel = w1 @ w2 @ w3
bias = b1 @ w2 @ w3 + b2 @ w3 + b3
print("three layers and one the same:", np.allclose(samples @ kernel + bias, h_deep, atol=1e-4))

# %% [markdown] id="xor-question"
# So linear layers should not help with XOR. Let networks with 8 hidden units learn it, twenty at once, each from another
# random start. (Adam is a way to take the steps, lesson 08.)
#
# **Predict.** How many of the twenty will get all four points right, each output within 0.4 of its target, with linear
# units, with tanh?

# %% id="xor-with-and-without" tags=["predict"]
solved = {}
for name in ("linear", "tanh"):
    networks = dl.scratch.mlp([2, 8, 1], variants=20, activation=name, output="sigmoid")
    networks.fit(xor.x_train, xor.y_train, epochs=400, optimizer=dl.scratch.Adam(0.05))
    off = np.abs(networks.predict(xor.x_train)[..., 0] - xor.y_train)  # shape (20, 4)
    solved[name] = np.sum(off.max(axis=1) < 0.4)
    print(f"{name:6}  all four right: {solved[name]} of 20 networks")

# %% [markdown] id="xor-explained"
# **Explain.** The linear networks are a single unit in disguise.

# %% id="xor-claims" tags=["claim-L02-02"]
linear_networks, tanh_networks = solved["linear"], solved["tanh"]
dl.claim("Eight linear hidden units do not help with XOR; eight with tanh always learn it",
         linear_networks == 0 and tanh_networks == 20)

# %% [markdown] id="exercise-collapse-text"
# ### Exercise: collapse them all
#
# Write the general rule, for a list of layers.

# %% id="exercise-collapse" tags=["exercise"]
def collapse_layers(layers):
    """Return (kernel, bias) of the one linear layer that equals all `layers` in a row.

    layers: a list of pairs (kernel, bias), the first layer first; kernel has shape
        (inputs, units), bias has shape (units,). A layer computes x @ kernel + bias.
    Returns a kernel of shape (first inputs, last units) and a bias of shape (last units,).
    Do not change the arrays in the list.
    Example: for 1x1 layers 2x + 1 and then 3x + 4, kernel is [[6]] and bias is [7].
    """
    # solution
    kernel, bias = layers[0]
    for next_kernel, next_bias in layers[1:]:
        kernel, bias = kernel @ next_kernel, bias @ next_kernel + next_bias
    return kernel, bias

# %% id="check-collapse"
dl.exercises.collapse_layers.check(collapse_layers)

# %% [markdown] id="deeper-gradient-back"
# ## Deeper: the gradient on its way back
#
# Were sections 4 and 5 a matter of luck? Ten other networks of each kind:

# %% id="nudge-over-seeds" tags=["claim-L02-08"]
def left_after_20(phi, gain):
    """Return what is left of the nudge and which part is saturated, for ten networks."""
    runs = [through_layers(phi, gain, seed) for seed in range(1, 11)]
    saturated = [is_saturated(phi, sums).mean() for _, sums in runs]
    return np.array([sizes[-1] for sizes, _ in runs]), np.array(saturated)


lost, few_saturated = left_after_20(s.sigmoid, 1)
kept, most_saturated = left_after_20(s.sigmoid, 10)
dl.claim("Sigmoids with gain 1 lose the nudge, and hardly a unit is saturated",
         lost.max() < 1e-10 and few_saturated.max() < 0.001)
dl.claim("With gain 10 most are saturated, and the nudge is kept",
         kept.min() > 0.01 and most_saturated.min() > 0.5)

# %% [markdown] id="relu-over-seeds-text"
# And with ReLU, beside linear units as a control:

# %% id="relu-over-seeds" tags=["claim-L02-14"]
vanished, he, exploded = (left_after_20(relu, gain)[0] for gain in (0.1, np.sqrt(2), 10))
half, linear = (left_after_20(phi, 1)[0] for phi in (relu, s.linear))
dl.claim("With a gain of 0.1 ReLU loses the nudge, with 10 it explodes, with He's √2 it stays",
         vanished.max() < 1e-20 and exploded.min() > 1e12 and 0.2 < he.min() and he.max() < 5)
dl.claim("With a gain of 1 ReLU leaves about a thousandth, linear units keep the nudge",
         half.max() < 0.005 and 0.2 < linear.min() and linear.max() < 5)

# %% [markdown] id="gradient-back-text"
# Section 4 sent a nudge from the first layer to the last. The gradient goes the other way: it starts at the
# error and is carried back, layer by layer (lesson 06). It meets the same slopes, and the same weights in
# transposed matrices. So it should fare as the nudge does.

# %% id="carry-back"
def carried_back(phi, gain, seed=0):
    """Return what is left of a random gradient at the last layer when it reaches the first."""
    rng = np.random.default_rng(seed)
    h, kernels = rng.normal(size=(50, 100)), rng.normal(scale=gain / np.sqrt(100), size=(20, 100, 100))
    slopes = []
    for kernel in kernels:  # forward, to know the slopes
        z = h @ kernel
        h = phi(z)
        slopes.append(phi.derivative(z))
    gradient_at_end = rng.normal(size=h.shape)
    g = gradient_at_end
    for kernel, slope_here in zip(kernels[::-1], slopes[::-1]):  # back: times the slopes, times the weights
        g = (g * slope_here) @ kernel.T
    return np.linalg.norm(g) / np.linalg.norm(gradient_at_end)

# %% [markdown] id="back-cases-text"
# Five kinds of networks, five draws of each:

# %% id="back-cases"
cases = [(s.sigmoid, 1), (s.sigmoid, 10), (s.tanh, 1), (s.tanh, 3), (relu, np.sqrt(2))]
ratios = []
for phi, gain in cases:
    forward = np.mean([through_layers(phi, gain, seed)[0][-1] for seed in range(5)])
    back = np.mean([carried_back(phi, gain, seed) for seed in range(5)])
    ratios.append(max(forward / back, back / forward))
    print(f"{phi.__name__:8} gain {gain:5.2f}:  nudge {forward:.0e}  gradient {back:.0e}")

# %% [markdown] id="carry-back-explained"
# They agree, from a millionth of a millionth to several hundred.

# %% id="carry-back-claim" tags=["claim-L02-08"]
largest_ratio = max(ratios)
dl.claim("In all five networks the gradient fares as the nudge does, within a factor of 3", largest_ratio < 3)

# %% [markdown] id="deeper-limit"
# ## Deeper: what kills a unit
#
# Is it negative weights that kill? Take weights $-1$ and $-2$ without a bias. If the inputs lie between 0 and
# 1, no sum is positive: dead. If they lie between −1 and 1, the input $(-1, -1)$ has the sum 3: alive. And
# positive weights are no protection: with weights 1 and 1, a bias of $-5$ and inputs between 0 and 1, the
# largest sum is $1 + 1 - 5 = -3$. What counts is the sum, for all inputs.
#
# Now follow the unit of section 7 for 200 steps.

# %% id="walk-down"
def active_on_the_way(rate, start=healthy):
    """Return, after each of 200 steps, for which part of the inputs the unit is active."""
    p, active = start, []
    for _ in range(200):
        p = p - rate * gradient(unit_error, p)
        active.append(np.mean(sums_of(p) > 0))
    return active

# %% [markdown] id="one-step-too-far-text"
# **Predict.** Make the rate larger, little by little. Does the unit end up active for fewer and fewer
# inputs, or is it all or nothing?

# %% id="one-step-too-far" tags=["predict"] alt="Part of the inputs for which the unit is active, over the learning rate. After the first step it falls to 0 at a limit; in the end it is 100 % at every rate below the limit and 0 at every rate above."
rates = np.arange(1, 11) / 10
active = np.array([active_on_the_way(rate) for rate in rates])
fig, ax = plt.subplots(figsize=(9, 4))
ax.plot(rates, active[:, 0], "o--", label="after the first step")
ax.plot(rates, active[:, -1], "s-", label="after 200 steps")
ax.set(xlabel="learning rate", ylabel="part of the inputs\nfor which it is active")
_ = ax.legend(loc="center left")

# %% [markdown] id="one-step-too-far-explained"
# **Explain.** All or nothing: from this start there is a sharp limit. Below it, those inputs that are left pull the unit
# back.

# %% id="all-or-nothing" tags=["claim-L02-13"]
for_all, for_none = rates[active[:, -1] > 0.99], rates[active[:, -1] == 0]
dl.claim("From this start every rate up to a limit ends with a unit that is active for all inputs, beyond it for none",
         for_all.max() < for_none.min() and len(for_all) + len(for_none) == len(rates),
         shown={"the last below": for_all.max(), "the first above": for_none.min()})

# %% [markdown] id="limit-text"
# Where does the limit lie? Let $(g_1, g_2, g_3)$ be the gradient. One step with rate $r$ lowers the sum of an
# input $(x_1, x_2)$ by $r \, (g_1 x_1 + g_2 x_2 + g_3)$. The input falls silent when this is all that its
# sum was, and the unit dies when the last of its inputs falls silent. From this start, and from two others:

# %% id="killing-claims" tags=["claim-L02-13"]
ends = []
for weight in (3.0, 6.0, 2.0):
    start = np.array([weight, weight, 0.0])
    g = gradient(unit_error, start)
    limit = (sums_of(start) / (points @ g[:2] + g[2])).max()  # of one rate for each input
    ends.append([active_on_the_way(factor * limit, start)[-1] for factor in (0.98, 1.02)])
    print(f"weights {weight:g}: limit {limit:.2f}; active in the end just below it for {ends[-1][0]:.0%}, just above for {ends[-1][1]:.0%}")
active_below, active_above = np.array(ends).T
dl.claim("Just above the computed limit the unit dies; just below, from weights 3 and 6, it lives, from 2 it does not",
         active_above.max() == 0 and active_below[:2].min() > 0.99 and active_below[2] == 0)

# %% [markdown] id="killing-explained"
# Above its limit the first step kills. Below it, a later step still may: so it does from weights of 2.
#
# Would such steps be too long for any unit? Give a *linear* unit the same inputs. From weights 6 at the rate 0.6, above the
# limit. And from weights 3, one step at 0.8, then at 0.2:

# %% id="linear-survives"
def linear_error(p):
    return np.mean((sums_of(p) - 1) ** 2)


def walk_both(start, rates):
    """Return the error of a linear unit and of a ReLU unit after a step at each of the rates."""
    linear_p = relu_p = np.array([start, start, 0.0])
    for rate in rates:
        linear_p = linear_p - rate * gradient(linear_error, linear_p)
        relu_p = relu_p - rate * gradient(unit_error, relu_p)
    return linear_error(linear_p), unit_error(relu_p)

# %% [markdown] id="linear-survives-text"
# The error that is left:

# %% id="linear-survives-claim" tags=["claim-L02-13"]
linear_left, relu_left = np.transpose([walk_both(6, [0.6] * 200), walk_both(3, [0.8] + [0.2] * 199)])
dl.claim("The linear unit learns both times, the ReLU unit dies of the first step",
         linear_left.max() < 1e-3 and relu_left.min() > 0.99)

# %% [markdown] id="small-slope-text"
# ## Deeper: how small a slope?
#
# Maas took a slope of 0.01. Give it the same dead start, the same five rates; and Adam, an optimizer that does not care how
# small a gradient is as long as it is not 0 (lesson 08).

# %% id="small-slope" tags=["claim-L02-16"] atol=0.02
tiny = s.leaky_relu.fix(negative_slope=0.01)
rescued["leaky, 0.01"] = rescue(tiny)
accuracies = {name: accuracy for name, (_, accuracy) in rescued.items()}
slow, others_at_this_rate = accuracies["leaky, 0.01"][1], min(accuracies[name][1] for name in ("leaky, 0.1", "ELU"))
dl.claim("At a rate of 0.3 plain steps rescue a slope of 0.1 and an ELU, and hardly one of 0.01",
         slow < 0.25 < 0.9 < others_at_this_rate)
relu_adam, tiny_adam = (rescue(phi, s.Adam, [0.003])[1][0] for phi in (relu, tiny))
dl.claim("With Adam a slope of 0.01 is enough; the dead ReLU network does not move",
         tiny_adam > 0.9 and relu_adam < 0.15)

# %% [markdown] id="small-slope-explained"
# So little gets through a slope of 0.01 that it takes longer steps, and even the best of the five rates brings it only part
# of the way in twenty epochs (how far, the last digits of the weights decide):

# %% id="small-slope-best" tags=["claim-L02-16"] atol=0.5
best_of_tiny, best_of_others = accuracies["leaky, 0.01"].max(), min(with_leaky, with_elu)
dl.claim("At its own best rate, too, a slope of 0.01 gets going, and stays behind",
         0.2 < best_of_tiny < best_of_others - 0.05)

# %% [markdown] id="who-is-back-text"
# Such networks are slow, not dead. And who is back in those that read well? At the rate of 0.3, for how many of their units
# is the sum positive for at least one image?

# %% id="who-is-back" tags=["claim-L02-19"] atol=0.05
def part_that_is_back(name, rate=1):  # rate number 1: 0.3
    networks, _ = rescued[name]
    back = np.any(networks.hidden(x) > 0, axis=1).mean(axis=1)  # of each network's units
    return back.reshape(-1, 4).mean(axis=1)[rate]


leaky_back, elu_back = part_that_is_back("leaky, 0.1"), part_that_is_back("ELU")
dl.claim("At this rate both read nine in ten, and about half of the units or more are positive for no image",
         max(leaky_back, elu_back) < 0.55, shown={"back, leaky": leaky_back, "back, ELU": elu_back})

# %% [markdown] id="who-is-back-explained"
# The others work on the left, where a leaky unit is a straight line. To read these digits, straight lines are enough: the
# linear units of section 7 did it.

# %% [markdown] id="who-comes-back-text"
# ## Deeper: who comes back?
#
# Take networks for the digits, with two hidden layers of 32 units. We silence 16 units of the first layer, or 16 of the
# second: we lower their bias until the largest sum of each, over all training images, is 0.1, 1 or 3 below 0. Then the
# networks learn, by plain gradient descent (`SGD`). Eight random starts each.

# %% id="silence"
def active_again(layer, below):
    networks = s.mlp([64, 32, 32, 10], variants=8, kernel_initializer="he_uniform")
    dense = networks.layers[2 * layer]  # each Dense layer is followed by its ReLU
    inputs = x if layer == 0 else networks.hidden(x, 0)
    dense.bias[:, :16] -= dense.forward(inputs).max(axis=1)[:, :16] + below
    networks.fit(x, y, epochs=20, optimizer=s.SGD(0.1))
    return np.any(networks.hidden(x, layer)[:, :, :16] > 0, axis=1).sum(axis=1)

# %% [markdown] id="who-comes-back-question"
# **Predict.** How many of the 16 will be active again afterwards: in the first layer, in the second?

# %% id="who-comes-back" tags=["predict"]
first_layer, second_layer = [[active_again(layer, below) for below in (0.1, 1, 3)] for layer in (0, 1)]
for below, first, second in zip((0.1, 1, 3), first_layer, second_layer):
    print(f"{below} below 0: active again {first.mean():.0f} in layer 1, {second.mean():.0f} in layer 2")

# %% [markdown] id="who-comes-back-explained"
# **Explain.** No dead unit changes its own weights, in either layer. But the inputs of the second layer are outputs of the
# first, and *these* change while the first layer learns; sums just below 0 become positive again, those far below next to
# never. So the rule is: a dead unit **in the first layer, under plain gradient descent**, stays dead. (Other optimizers may
# go on moving it: momentum carries on old steps, weight decay shrinks every weight.)

# %% id="who-comes-back-claim" tags=["claim-L02-13"] atol=0.5
most_of_first, just_below, far_below = np.max(first_layer), second_layer[0].mean(), second_layer[2].mean()
dl.claim("Dead units of the first layer stay dead; of the second most from just below 0 come back, from far below hardly one",
         most_of_first == 0 and just_below > 12 and far_below < 1)

# %% [markdown] id="why-sigmoid-loses"
# ## Deeper: forward or back?
#
# Why does the sigmoid guess in section 6, unless its weights are large? There are two suspects. Going back, the gradient
# shrinks. Going forward, the difference between two images shrinks just as much. We take networks with four hidden layers,
# and Glorot's weights, meant for tanh (lesson 09; here their gain is about 1), or four times as large ones, since the slope
# of the sigmoid is a quarter at 0. Look inside: before training, what do the units of each hidden layer answer to all the
# images? We subtract each unit's mean, so that only the differences are left.

# %% id="activations-per-layer" alt="Histograms of the differences between a unit's outputs for different images, hidden layers 1 to 4. With Glorot's weights they narrow from layer to layer to a needle at 0. With four times these weights they narrow much more slowly."
def four_times(shape, rng):
    return 4 * s.glorot_uniform(shape, rng)


fig, axes = plt.subplots(2, 4, figsize=(10, 4.5), sharex=True)
for row, (start, name) in zip(axes, [("glorot_uniform", "Glorot"), (four_times, "4 × Glorot")]):
    networks = s.mlp([64, 48, 48, 48, 48, 10], variants=1, activation="sigmoid", kernel_initializer=start)
    for layer, ax in enumerate(row):
        h = networks.hidden(x, layer)[0]
        differences = h - h.mean(axis=0)
        ax.hist(differences.ravel(), bins=np.linspace(-0.4, 0.4, 41))
        ax.set(title=f"layer {layer + 1}", yticks=[])
        print(f"{name}, layer {layer + 1}: standard deviation {differences.std():.1g}")
    row[0].set(ylabel=name)

# %% [markdown] id="forward-or-back-text"
# With Glorot's weights the fourth layer answers nearly the same to every image. But is it that, or the
# gradient? Repair one at a time, with Glorot's weights. *Forward only*: the units answer $\sigma(4z)$, but
# carry the gradient back with the sigmoid's own small slope. *Back only*: they answer $\sigma(z)$, but carry
# it back with four times the slope. Then repair neither, and both. All four run under plain steps for twelve
# epochs, and under Adam for five and for twelve, three random starts at each of several rates.

# %% id="repairs"
def repaired(forward, back):
    return s.ActivationFunction("repaired", lambda z: sigmoid(forward * z),
                                lambda z: back * sigmoid.derivative(forward * z))


repairs = {"none": repaired(1, 1), "forward only": repaired(4, 1), "back only": repaired(1, 4), "both": repaired(4, 4)}
methods = {"plain steps": (s.SGD, [0.03, 0.1, 0.3, 1, 3], [12]),
           "Adam": (s.Adam, [0.003, 0.01, 0.03], [5, 7])}  # five epochs, and seven more

# %% [markdown] id="side-by-side-text"
# All rates and starts are trained side by side:

# %% id="side-by-side"
def repaired_accuracy(phi, optimizer, rates, epochs):
    """Return the mean accuracy after so many epochs, and so many more, at each rate: shape (times, rates)."""
    networks = s.mlp([64, 48, 48, 48, 48, 10], variants=3 * len(rates), activation=phi, seed=[0, 1, 2] * len(rates))
    optimizer, accuracy = optimizer(np.repeat(rates, 3)), []
    for more in epochs:
        networks.fit(x, y, epochs=more, batch_size=30, optimizer=optimizer)
        accuracy.append(networks.accuracy(digits.x_test, digits.y_test).reshape(-1, 3).mean(axis=1))
    return np.array(accuracy)

# %% [markdown] id="forward-or-back-question"
# **Predict.** Which repair helps under plain steps, which under Adam?

# %% id="forward-or-back" atol=0.05 tags=["predict"]
best = {}
print("accuracy at the best rate", *[f"{name:>12}" for name in repairs])
for method, (optimizer, tried, epochs) in methods.items():
    runs = [repaired_accuracy(phi, optimizer, tried, epochs) for phi in repairs.values()]
    at_best_rate = np.max(runs, axis=2)  # shape (repairs, times)
    best[method] = dict(zip(repairs, at_best_rate))
    for after, row in zip(np.cumsum(epochs), at_best_rate.T):
        print(f"{method:12} {after:2} epochs  ", *[f"{accuracy:12.2f}" for accuracy in row])

# %% [markdown] id="forward-or-back-explained"
# **Explain.** It depends on how one steps. With plain steps the unrepaired network learns nothing in twelve
# epochs, at any of the five rates. Either repair alone takes it from guessing to most of the digits, and both
# together are best. Adam makes up for the lost gradient by itself: the back repair multiplies each layer's gradient by a
# constant, and Adam divides constants out (lesson 08). So under Adam only the forward signal is left to
# repair, and even that saves only time: in twelve epochs Adam gets nearly as far without.

# %% id="forward-or-back-claim" tags=["claim-L02-12"] atol=0.05
none, forward, back, both = (best["plain steps"][name][0] for name in repairs)
dl.claim("Plain steps at their best rate, twelve epochs: without a repair the network guesses, with either it reads most digits",
         none < 0.15 and forward > 0.85 and back > 0.75 and both > 0.93)
forward_gain, back_gain = (best["Adam"][name][0] - best["Adam"]["none"][0] for name in ("forward only", "back only"))
dl.claim("Adam, five epochs: the forward repair gains several points, the back repair none",
         forward_gain > 0.07 and abs(back_gain) < 0.02)
unrepaired_adam = best["Adam"]["none"][1]
dl.claim("Adam, twelve epochs: nine in ten without any repair", unrepaired_adam > 0.9)

# %% [markdown] id="deeper-centre-at-zero"
# ## Deeper: a centre at zero
#
# The sigmoid has another weakness. All its values are positive; their centre is one half. Those of tanh lie around 0: it is
# **zero-centred**.
#
# Why should a centre matter? Think of a unit in the *next* layer. Its inputs are the outputs
# $h_1, h_2, \dots$ of this one. For one sample, the gradient with respect to its weights is a number
# $\delta$ (delta: how much the error would change with the unit's sum $z$), times these inputs:
# $\delta h_1, \delta h_2, \dots$ If all inputs are positive, all these products have the sign of
# $\delta$: all weights go up together, or all go down together. Count how often this happens, for a unit with 5 inputs and
# random sums and deltas: for single samples, and for the mean gradient of a *mini-batch* of 32.

# %% id="one-sign" tags=["claim-L02-09", "claim-L02-10"]
def one_sign(phi, batch, draws=1000):
    rng = np.random.default_rng(7)
    h = phi(rng.normal(size=(draws, batch, 5)))
    gradients = np.mean(rng.normal(size=(draws, batch, 1)) * h, axis=1)
    return np.mean(np.abs(np.sign(gradients).sum(axis=1)) == 5)


always, sometimes, rarely = one_sign(sigmoid, 1), one_sign(sigmoid, 32), one_sign(s.tanh, 1)
dl.claim("Behind sigmoids all weights of a unit move the same way at each sample, behind tanh rarely",
         always == 1 and rarely < 0.12)
dl.claim("Averaging over a batch weakens the effect, and does not remove it", 0.4 < sometimes < 0.9)

# %% [markdown] id="zigzag-question"
# Watch the path of two weights. A linear unit starts at weights $(-1, 1)$, and the right weights are
# $(1, -1)$: one must grow, the other shrink. With positive inputs no single step can do that. Each
# sample moves the weights by $-\text{rate} \cdot \delta \cdot \mathbf h$, and $\delta$ is the amount by
# which the unit's output is too large.
#
# Three paths with one rate: behind sigmoids with one sample at a time; the control, the same sigmoids
# moved down by one half, so that nothing but their centre is changed; and sigmoids with batches of 32.

# %% id="zigzag"
goal = np.array([1.0, -1.0])


def walk(inputs, rate=0.6, goal=goal):
    path = [-goal]
    for h in inputs:  # one batch of inputs, shape (batch, 2)
        delta = h @ (path[-1] - goal)
        path.append(path[-1] - rate * delta @ h / len(h))
    return np.array(path)


def centred(z):
    return sigmoid(z) - 0.5

# %% [markdown] id="zigzag-picture-text"
# Hatched are the two quarters that a step on one sample cannot reach from the start, if its inputs are
# positive. The goal lies in one of them.

# %% id="zigzag-picture" alt="Three paths from start to goal. Behind sigmoids, single samples make the path zigzag between up-right and down-left. Behind centred sigmoids, and averaged over a batch, it is nearly straight."
z = np.random.default_rng(8).normal(scale=1.5, size=(120, 32, 2))
paths = {"sigmoid, one sample": walk(sigmoid(z[:, :1])),
         "centred, one sample": walk(centred(z[:, :1])), "sigmoid, batch of 32": walk(sigmoid(z))}
fig, axes = plt.subplots(1, 3, figsize=(10, 4), sharey=True)
for ax, (name, path) in zip(axes, paths.items()):
    dl.plots.plot_weight_path(path, goal, ax=ax)
    ax.set(title=name, xlim=(-1.7, 1.7), ylim=(-1.7, 1.7))
    ax.label_outer()

# %% [markdown] id="zigzag-explained"
# The centre makes the zigzag, and here a batch smooths most of it. But does the straight path arrive any
# sooner? Nobody pays for the length of a path; we pay for steps. Count the steps until the weights are
# within 0.2 of the goal, at many learning rates, with batches of 32 and 20 draws of the samples.

# %% id="count-steps"
def steps_to_goal(phi, rate, goal=goal):
    draws = 1.5 * np.random.default_rng(9).normal(size=(20, 120, 32, 2))
    distances = [np.linalg.norm(walk(phi(z), rate, goal) - goal, axis=1) for z in draws]
    return np.median([np.argmax(d < 0.2) if d.min() < 0.2 else np.inf for d in distances])


def widened(z):
    return 2.72 * centred(z)  # its outputs have the standard deviation of those of tanh

# %% [markdown] id="steps-question"
# **Predict.** How many steps does centring save on this way, at one and the same rate?

# %% id="steps-to-the-goal" tags=["predict"] alt="Steps to the goal over the learning rate. The curves of sigmoid and centred sigmoid lie on each other up to a rate of 3. There the sigmoid's ends, because it diverges, while the centred one falls on to two steps. That of tanh lies lower, and that of the widened centred sigmoid lies on it."
rates = np.array([0.3, 0.6, 1, 2, 3, 5, 8, 12, 16])
steps = {phi.__name__: np.array([steps_to_goal(phi, rate) for rate in rates])
         for phi in (sigmoid, centred, s.tanh, widened)}
fig, ax = plt.subplots(figsize=(9, 4))
for (name, needed), style in zip(steps.items(), ("o-", "s--", "^:", "v-.")):
    ax.loglog(rates, needed, style, label=name)
ax.set(xlabel="learning rate", ylabel="steps to the goal")
_ = ax.legend()

# %% [markdown] id="steps-to-the-goal-explained"
# **Explain.** None, on this way. Where both arrive, sigmoid and centred sigmoid need the same number of steps, zigzag or
# not: their curves lie on each other. tanh is faster because its outputs are larger: the centred sigmoid, widened to the
# standard deviation of tanh's outputs, is as fast. What the centre buys is a *larger rate*. The error of the uncentred unit
# is a valley much steeper in the direction $(1, 1)$, in which all inputs agree, than in the direction $(1, -1)$, in which
# we have to go. The steep direction forbids large steps, and the flat one needs them. Such a valley is called **badly
# conditioned**; lesson 05 walks through some. (The curve of *centred* ends with our rates; the others end where larger steps
# diverge.)

# %% id="conditioning" tags=["claim-L02-09", "claim-L02-10"]
def steepness(phi, direction):
    h = phi(1.5 * np.random.default_rng(0).normal(size=(100_000, 2)))
    return np.mean((h @ direction) ** 2) / 2


uncentred_ratio, centred_ratio = [
    steepness(phi, np.array([1, 1])) / steepness(phi, np.array([1, -1])) for phi in (sigmoid, centred)]
dl.claim("The centred valley is equally steep both ways, the other is not",
         centred_ratio < 1.1 and uncentred_ratio > 5)

# %% [markdown] id="larger-rates-text"
# That fits what the figure shows. And were the goal on the other side of the steep direction, the uncentred unit would be
# there first:

# %% id="larger-rates" tags=["claim-L02-09"]
both_arrive = np.isfinite(steps["sigmoid"])
saved = np.abs(steps["sigmoid"][both_arrive] / steps["centred"][both_arrive] - 1).max()
fewest, fewest_centred = steps["sigmoid"].min(), steps["centred"].min()
dl.claim("Along the flat direction, at the same rate, centring saves hardly a step", saved < 0.15)
dl.claim("At its own best rate, the centred unit needs less than half of the steps",
         fewest_centred < 0.5 * fewest)
steep_way = np.array([1.0, 1.0])
steep_steps, steep_steps_centred = (steps_to_goal(phi, 0.3, steep_way) for phi in (sigmoid, centred))
dl.claim("Along the steep direction, at a rate of 0.3, the uncentred unit needs less than a quarter of the steps",
         steep_steps < 0.25 * steep_steps_centred)

# %% [markdown] id="deeper-four-slopes"
# ## Deeper: four slopes on the left
#
# **Leaky ReLU** is often written $\max(\alpha z, z)$. Try this formula with $\alpha = 0.01$ and with
# $\alpha = 2$. (Nobody uses a slope of 2, but the next function *learns* its slope.)

# %% id="max-formula" tags=["claim-L02-16"]
z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
off_by = {}
for alpha in (0.01, 2):
    in_keras = np.array(keras.layers.LeakyReLU(negative_slope=alpha)(z))
    off_by[alpha] = np.abs(np.maximum(alpha * z, z) - in_keras).max()
off_by_small_slope, off_by_slope_2 = off_by[0.01], off_by[2]
dl.claim("max(αz, z) is right for a small α, and takes the wrong branch for α = 2",
         off_by_small_slope < 1e-6 and off_by_slope_2 > 1)

# %% [markdown] id="exercise-leaky-text"
# The larger of $\alpha z$ and $z$ is the right branch only if $\alpha \le 1$.
#
# ### Exercise: leaky ReLU for every slope
#
# Write it so that it is right for every $\alpha$, above 1 as well.

# %% id="exercise-leaky" tags=["exercise"]
def leaky_relu(z, alpha):
    """Return z where z is positive, and alpha * z elsewhere.

    z: array of floats of any shape. Do not change it.
    alpha: any number, or an array that broadcasts against z, such as one number per unit.
    Returns an array of the shape of z.
    Example: leaky_relu(np.array([-1.0, 3.0]), 2.0) is [-2.0, 3.0].
    """
    # solution
    return np.where(z > 0, z, alpha * z)

# %% id="check-leaky"
dl.exercises.leaky_relu.check(leaky_relu)

# %% [markdown] id="prelu-text"
# **PReLU**, the parametric ReLU (He and colleagues, 2015), does not fix $\alpha$: it is one more
# number that training adjusts. Keras gives each unit its own $\alpha$ and starts it at 0; in layers
# that see images, `shared_axes` lets many units share one. What does it learn? Networks for the digits,
# two from a healthy start, two from the dead start of section 7.

# %% id="prelu-learns"
def learned_slopes(bias, seed):
    start = dict(kernel_initializer=keras.initializers.GlorotUniform(seed=seed),
                 bias_initializer=keras.initializers.Constant(bias))
    network = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, **start),
                                keras.layers.PReLU(), keras.layers.Dense(10, activation="softmax")])
    network.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
    network.fit(x, y, epochs=10, verbose=0)
    return network.layers[1].get_weights()[0]

# %% [markdown] id="prelu-picture-text"
# How many units end up with which slope?

# %% id="prelu-picture" tags=["claim-L02-18"] alt="Two histograms of the slopes that PReLU learned. From a healthy start all stay close to 0. From a dead start they spread widely, from below minus 1 to above 1."
slopes = {name: np.array([learned_slopes(bias, seed) for seed in range(2)])
          for name, bias in [("healthy start", 0.0), ("dead start", -3.0)]}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.5), sharex=True, sharey=True)
for ax, (name, alpha) in zip(axes, slopes.items()):
    ax.hist(alpha.ravel(), bins=np.linspace(-2.5, 2.5, 26))
    ax.set(title=name, xlabel="learned slope α")
_ = axes[0].set(ylabel="units")
furthest_healthy, furthest_dead = (np.abs(alpha).max(axis=1) for alpha in slopes.values())
dl.claim("From a healthy start no slope leaves the neighbourhood of 0", furthest_healthy.max() < 0.5)
dl.claim("Each of the dead starts drives some slopes beyond 1", furthest_dead.min() > 1.5)

# %% [markdown] id="prelu-explained"
# At first PReLU *is* a ReLU, for its $\alpha$ starts at 0. But $\alpha$ itself feels a slope, since
# changing it changes the output for every negative sum. A healthy network hardly moves most of its slopes.
# From a dead start, the left side is all that can be used at first. Does PReLU
# risk **overfitting** (learning the training data by heart)? Every learned number adds to that risk,
# but there are few of them: here one for each unit, beside 64 weights and a bias.
#
# **RReLU**, the randomised ReLU (Bing Xu and colleagues, 2015), draws $\alpha$ at random for every
# entry, every time: a little noise, meant to keep the network from relying on details. When the network is
# *used*, it must answer the same question the same way, and $\alpha$ is fixed. The paper divides by a
# random number between 3 and 8, and in use by 5.5. PyTorch's layer, and ours, draw the slope itself
# between 1/8 and 1/3 and use the middle of that range. Keras has no such layer.

# %% id="rrelu" tags=["claim-L02-17"]
rrelu = dl.layers.RReLU(lower=1 / 8, upper=1 / 3, seed=0)
z = np.linspace(-4, -1, 600, dtype="float32")
drawn, used = np.array(rrelu(z, training=True)) / z, np.array(rrelu(z)) / z
dl.claim("In training the slopes are random, in use all are the middle of the range",
         drawn.max() - drawn.min() > 0.15 and np.abs(used - (1 / 8 + 1 / 3) / 2).max() < 1e-6)

# %% [markdown] id="elu-text"
# **ELU** is $z$ for $z > 0$ and $\alpha\,(e^z - 1)$ elsewhere. It saturates on the far left, at
# $-\alpha$. With $\alpha = 1$ it has no corner. And because its left side is negative, its outputs lie
# nearer to zero. Its price is an exponential. The paper reports that networks with ELU learn faster and
# end up better. That was found by experiment, on certain tasks; it is not a law.

# %% id="elu" tags=["claim-L02-19"]
z = np.random.default_rng(11).normal(size=100_000)
elu_mean, relu_mean = s.elu(z).mean(), relu(z).mean()
dl.claim("The mean output of ELU is less than half as far from 0 as that of ReLU",
         abs(elu_mean) < 0.5 * relu_mean)

# %% [markdown] id="deeper-overflow"
# ## Deeper: numbers too large for a float
#
# A float has room for only so many digits. The sigmoid never reaches 1, but in the 32 bits that Keras uses,
# the sigmoid of 17 *is* 1. And in the formula $1/(1 + e^{-z})$, a very negative $z$ makes $e^{-z}$ so large
# that no float can hold it: `np.exp(1000.0)` is `inf`, with a warning.

# %% [markdown] id="exercise-sigmoid-text"
# ### Exercise: a sigmoid that never overflows
#
# Write a sigmoid that is exact for every $z$, and that computes no such number on the way. For a negative $z$,
# multiply the fraction above and below by $e^z$: it becomes $e^z / (1 + e^z)$, which is safe there. Watch out:
# `np.where(a, b, c)` computes *both* `b` and `c` for *all* entries before it chooses, and here an overflow
# counts as an error even where the result is not used. So look for one exponential that is safe on both
# sides; `np.abs` helps.

# %% id="exercise-sigmoid" tags=["exercise"]
def stable_sigmoid(z):
    """Return 1 / (1 + exp(-z)) for every entry of z, without overflow.

    z: array of float64 of any shape, with any finite values.
    Returns an array of the same shape. Tolerance: relative 1e-9, also for tiny results.
    Example: stable_sigmoid(np.array([-1000.0, 0.0, 1000.0])) is [0.0, 0.5, 1.0].
    """
    # solution
    small = np.exp(-np.abs(z))  # between 0 and 1
    return np.where(z >= 0, 1, small) / (1 + small)

# %% id="check-sigmoid"
dl.exercises.stable_sigmoid.check(stable_sigmoid)

# %% [markdown] id="exercise-elu-text"
# ### Exercise: ELU without overflow
#
# Again `np.where` computes *both* branches for *all* entries, and an overflow counts as an error.

# %% id="exercise-elu" tags=["exercise"]
def stable_elu(z, alpha):
    """Return z where z > 0, and alpha * (exp(z) - 1) elsewhere, without overflow.

    z: array of float64 of any shape, with any finite values. Do not change it.
    alpha: a number.
    Returns an array of the shape of z.
    Example: stable_elu(np.array([-1000.0, 0.0, 1000.0]), 1.0) is [-1.0, 0.0, 1000.0].
    """
    # solution
    negative = np.minimum(z, 0)
    return np.where(z > 0, z, alpha * (np.exp(negative) - 1))

# %% id="check-elu"
dl.exercises.stable_elu.check(stable_elu)

# %% [markdown] id="deeper-family"
# ## Deeper: the whole family
#
# A few relatives remain. Most are smooth versions of ReLU, and today's largest networks use them: in the hidden
# layers of transformers you find GELU and SiLU, in language models mostly gated (SwiGLU, GeGLU), since they
# were found to work well there (Shazeer, 2020). Recurrent networks (lessons 16 and 17) have tanh, with
# sigmoids as gates: a gate is a value from 0 to 1.
#
# | function | $\phi(z)$ | slope $\phi'(z)$ | range | from |
# |---|---|---|---|---|
# | step | 0 or 1 | 0 | {0, 1} | McCulloch and Pitts, 1943 |
# | sigmoid $\sigma$ | $1/(1+e^{-z})$ | $\sigma(z)(1-\sigma(z))$ | (0, 1) | logistic curve: Verhulst, 1845 |
# | tanh | $2\sigma(2z)-1$ | $1-\tanh^2(z)$ | (−1, 1) | 18th century |
# | softplus | $\ln(1+e^z)$ | $\sigma(z)$ | (0, ∞) | Dugas et al., 2001 |
# | GELU | $z \, P(z)$ | $P(z) + z\,p(z)$ | [−0.17, ∞) | Hendrycks and Gimpel, 2016 |
# | swish (SiLU) | $z \, \sigma(z)$ | $\sigma(z) + z\,\sigma'(z)$ | [−0.28, ∞) | Hendrycks and Gimpel, 2016; Elfwing et al., Ramachandran et al., 2017 |
# | ReLU | 0 or $z$ | 0 or 1 | [0, ∞) | Fukushima, 1969 |
# | LeakyReLU | $\alpha z$ or $z$, $\alpha$ fixed | $\alpha$ or 1 | all numbers | Maas et al., 2013 |
# | PReLU | $\alpha z$ or $z$, $\alpha$ learned | $\alpha$ or 1 | all numbers if $\alpha > 0$, else [0, ∞) | He et al., 2015 |
# | RReLU | $\alpha z$ or $z$, $\alpha$ random | $\alpha$ or 1 | all numbers | Xu et al., 2015 |
# | ELU | $\alpha (e^z-1)$ or $z$ | $\alpha e^z$ or 1 | (−α, ∞) | Clevert et al., 2016 |
# | SELU | $1.05 \cdot \operatorname{ELU}(z)$, $\alpha = 1.67$ | $1.76\,e^z$ or 1.05 | (−1.76, ∞) | Klambauer et al., 2017 |
#
# "A or B" means A left of 0 and B right of it. $p$ is the bell curve of the normal distribution, and
# $P(z)$ the area under it left of $z$.

# %% [markdown] id="gallery-text"
# Step, sigmoid and tanh stand in the first picture of the lesson. Here are those of two straight lines,
# with the same shades. PReLU and RReLU have several lines, because their $\alpha$ is learned or drawn.

# %% id="gallery-corners" alt="ReLU, LeakyReLU, PReLU and RReLU, each with its slope. The slope of ReLU is 0 on the left, and that of the others is not."
leaky, *learned = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (0.3, 0.25, 0.0, 0.6)]
random_slopes = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (11 / 48, 1 / 8, 1 / 3)]
corners = {"ReLU": relu, "LeakyReLU": leaky, "PReLU": learned, "RReLU": random_slopes}
_ = dl.plots.plot_gallery(corners)

# %% [markdown] id="gallery-smooth-text"
# And those with a curve on the left, with ReLU to compare:

# %% id="gallery-smooth" alt="Softplus, GELU, swish, ELU and SELU, each with its slope, beside ReLU. All five saturate on the left, and none on the right."
smooth = {"softplus": s.softplus, "GELU": s.gelu, "swish": s.silu, "ELU": s.elu, "SELU": s.selu,
          "ReLU": relu}
_ = dl.plots.plot_gallery(smooth, columns=3)

# %% [markdown] id="gallery-explained"
# Read the dashed curves. Where one is 0, nothing passes. Where it is 1, a nudge passes unchanged. Which
# ones are zero-centred? Feed all of them random sums with mean 0 and standard deviation 1, and look at the mean
# of what comes out.

# %% id="ranges" tags=["claim-L02-21"]
z = np.linspace(-5, 5, 10_001)  # has 0 in the middle
steepest = [float(phi.derivative(z).max()) for phi in (step, sigmoid, s.tanh, relu)]
dl.claim("The slopes of step, sigmoid, tanh and ReLU reach 0, 1/4, 1 and 1", steepest == [0, 0.25, 1, 1])
sums = np.random.default_rng(12).normal(size=50_000)
for phi in (sigmoid, s.tanh, relu, leaky, s.softplus, s.gelu, s.silu, s.elu, s.selu):
    print(f"{phi.__name__:10} mean {phi(sums).mean():.1f}")
selu_mean, selu_std = s.selu(sums).mean(), s.selu(sums).std()
dl.claim("SELU keeps both the mean of 0 and the standard deviation of 1",
         abs(selu_mean) < 0.02 and abs(selu_std - 1) < 0.02)

# %% [markdown] id="selu-explained"
# SELU is made for this: with suitable weights (lesson 09), its two constants keep mean 0 and standard
# deviation 1 from layer to layer.

# %% [markdown] id="deeper-softmax"
# ## Deeper: an activation function of a whole vector
#
# Softmax, which lesson 03 introduces, turns scores into probabilities:
# $\operatorname{softmax}(\mathbf z)_k = e^{z_k} / \sum_i e^{z_i}$. It is the sigmoid's extension to many
# classes, and of another kind than the rest. These work **element-wise**: each output depends on its own
# $z$ alone. In softmax each input moves every output. Nudge them one after the other; the table of all
# these slopes is called the **Jacobian matrix**.

# %% id="jacobians" tags=["claim-L02-06", "claim-L02-20"] alt="Two 4 by 4 tables of slopes. For sigmoid only the diagonal is filled. For softmax every cell is filled: each input moves each output."
softmax, z = s.softmax, np.array([1.0, 0.5, 0.0, -0.5])
tables = {"sigmoid": gradient(sigmoid, z).T, "softmax": gradient(softmax, z).T}
fig, axes = plt.subplots(1, 2, figsize=(10, 4.2))
for ax, (name, table) in zip(axes, tables.items()):
    dl.plots.plot_jacobian(table, ax=ax)
    ax.set_title(name)
elsewhere = ~np.eye(4, dtype=bool)
sigmoid_elsewhere, softmax_elsewhere = (np.abs(t[elsewhere]) for t in tables.values())
dl.claim("Sigmoid is element-wise; in softmax each score moves every output",
         sigmoid_elsewhere.max() == 0 and softmax_elsewhere.min() > 0)
off_by = max(abs(softmax([score, 0.0])[0] - sigmoid(score)) for score in np.linspace(-8, 8, 33))
dl.claim("The sigmoid is the softmax of two scores, one of them fixed to 0", off_by < 1e-12)

# %% [markdown] id="does-softmax-vanish"
# Does softmax, like a chain of sigmoids, make gradients vanish? Put it to the test. Let the right class
# be the first, and let a wrong one lead by 0, 8 or 20 points. How strongly is the network told to change
# its scores? That depends on how the error is counted. Lesson 04 treats two ways: the *squared error* of
# the probabilities, and the *cross-entropy*, which is minus the logarithm of the probability that the
# right class got.

# %% id="confident-and-wrong" tags=["claim-L02-15"]
target = np.array([1.0, 0.0, 0.0])
errors = {"squared error": lambda z: np.sum((softmax(z) - target) ** 2),
          "cross-entropy": lambda z: -np.log(softmax(z)[0])}
push = {}
for name, f in errors.items():
    push[name] = [np.abs(gradient(f, np.array([0.0, lead, 0.0]), nudge=1e-3)).max()
                  for lead in (0, 8, 20)]
    print(f"{name}: strongest push at a lead of 0, 8, 20:", [f"{size:.1g}" for size in push[name]])
push_squared, push_cross_entropy = push["squared error"][2], push["cross-entropy"][2]
dl.claim("Confidently wrong: the push has vanished with squares, and is full with cross-entropy",
         push_squared < 1e-6 and push_cross_entropy > 0.99)

# %% [markdown] id="softmax-explained"
# So the softmax at the output is not to blame: the same softmax passes a full gradient with one error and
# none with the other. In hidden layers, what vanishes is the product of slopes and weights of section 4.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Without a non-linear activation function, any number of layers collapses into one.
# - Networks of steps can compute XOR, but no slope leads them to the weights: the step's is 0. Sigmoid and tanh are steps
#   with a slope.
# - In depth, slopes and weights multiply. The product can vanish with hardly a unit saturated, and explode with most units
#   saturated; ReLU is not immune.
# - A function and its weights are a pair: where less than a thousandth of the nudge is left, no network has learned to read after ten
#   epochs of plain steps; at the gain that keeps it best, each has. For hidden layers, ReLU with He's weights is a good first choice; at the output
#   the task decides.
# - A ReLU unit is dead when its sum is negative for all inputs; a step that is too long can do that. In the first layer,
#   under plain gradient descent, it stays dead; in later layers it may come back from just below 0.
# - Leaky ReLU and ELU keep a slope on the left, so a silent unit can still learn.
# - Look at the sums inside a layer: they tell healthy units from saturated, dead, and merely linear ones. Their
#   spread between inputs betrays a nudge that vanishes, but not always one that explodes.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | activation function | 활성화 함수 | function applied to a unit's weighted sum to give its output |
# | non-linear function | 비선형 함수 | function whose graph is not a straight line |
# | step function (Heaviside) | 계단 함수 (헤비사이드) | 0 below a threshold, 1 above it |
# | sigmoid (logistic) function | 시그모이드 (로지스틱) 함수 | S-shaped function with values between 0 and 1 |
# | hyperbolic tangent (tanh) | 하이퍼볼릭 탄젠트 (쌍곡탄젠트) | S-shaped zero-centred function between −1 and 1 |
# | derivative | 미분 | slope of a function at a point |
# | gradient | 기울기 (그래디언트) | the slopes with respect to all variables together |
# | saturation | 포화 | zone where a function is nearly flat |
# | vanishing gradient | 기울기 소멸 (소실) | gradient that shrinks towards 0 on its way back |
# | exploding gradient | 그래디언트 폭주 | gradient that grows without bound on its way back |
# | mini-batch | 미니 배치 | small part of the training data used for one update |
# | zero-centred | 영점 중심 | with outputs distributed around 0 |
# | ReLU | ReLU (렐루) | max(0, z) |
# | dying ReLU | 죽은 렐루 (Dying ReLU) | unit that is silent for all inputs, so that its own weights feel no slope |
# | Leaky ReLU | LeakyReLU (리키 렐루) | ReLU with a small fixed slope for negative inputs |
# | parametric ReLU (PReLU) | PReLU | leaky ReLU whose slope is learned |
# | randomised leaky ReLU (RReLU) | RReLU | leaky ReLU with a random slope in training |
# | ELU | ELU | z for z > 0, α(exp(z) − 1) elsewhere |
# | SELU | SELU | scaled ELU that keeps mean 0 and standard deviation 1 |
# | overfitting | 과적합 (과대적합, 오버피팅) | fitting training data so closely that new data suffer |
# | softmax function | 소프트맥스 함수 | turns scores into probabilities that sum to 1 |
# | element-wise operation | 원소별 연산 | operation on each entry separately |

# %% [markdown] id="references"
# ## References
#
# - K. Fukushima, *Visual feature extraction by a multilayered network of analog threshold elements*,
#   IEEE Transactions on Systems Science and Cybernetics 5, 1969.
# - S. Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen*, diploma thesis, TU München, 1991.
# - C. Dugas et al., *Incorporating second-order functional knowledge for better option pricing*,
#   Advances in Neural Information Processing Systems 13, 2001.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural
#   networks*, AISTATS, 2010.
# - V. Nair and G. E. Hinton, *Rectified linear units improve restricted Boltzmann machines*,
#   ICML, 2010.
# - A. L. Maas, A. Y. Hannun and A. Y. Ng, *Rectifier nonlinearities improve neural network acoustic
#   models*, ICML Workshop on Deep Learning for Audio, Speech and Language Processing, 2013.
# - K. He, X. Zhang, S. Ren and J. Sun, *Delving deep into rectifiers: surpassing human-level
#   performance on ImageNet classification*, ICCV, 2015.
# - B. Xu, N. Wang, T. Chen and M. Li, *Empirical evaluation of rectified activations in convolutional
#   network*, arXiv:1505.00853, 2015.
# - D.-A. Clevert, T. Unterthiner and S. Hochreiter, *Fast and accurate deep network learning by
#   exponential linear units (ELUs)*, ICLR, 2016.
# - D. Hendrycks and K. Gimpel, *Gaussian error linear units (GELUs)*, arXiv:1606.08415, 2016.
# - G. Klambauer et al., *Self-normalizing neural networks*, Advances in Neural Information Processing
#   Systems 30, 2017.
# - P. Ramachandran, B. Zoph and Q. V. Le, *Searching for activation functions*, arXiv:1710.05941, 2017.
# - S. Elfwing, E. Uchibe and K. Doya, *Sigmoid-weighted linear units for neural network function
#   approximation in reinforcement learning*, Neural Networks 107, 2018 (arXiv 2017).
# - N. Shazeer, *GLU variants improve transformer*, arXiv:2002.05202, 2020.
