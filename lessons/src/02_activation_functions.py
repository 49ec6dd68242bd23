# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=40 minutes=85 figure="every activation above its own derivative, dead and saturated zones shaded"
# # Activation functions
#
# Exchange the hard step of the perceptron for functions with a slope, and see what a network gains.
# You will kill units, bring some of them back, and at the end know which function to take.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - prove that without an activation function, depth is worth nothing;
# - explain why a network that is to learn needs slopes;
# - recognise saturated and dead units, count them, and say which of them can come back;
# - choose an activation function, together with its start, for a hidden layer and for an output.
#
# As before, ✓ marks a fact that the cell has just checked.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=2)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="last-part-of-a-unit"
# ## 1. The last part of a unit
#
# A unit of lesson 01 works in two stages. First it adds up: $z = \mathbf w \cdot \mathbf x + b$.
# Then it answers: $y = \operatorname{step}(z)$. The second stage is called the **activation
# function**, and we write it $\phi$ (phi):
#
# $$ y = \phi(\mathbf w \cdot \mathbf x + b) . $$
#
# It turns the sum into the unit's output, and so decides whether the unit is active, and how far.
# The step knows only "yes" and "no". Others answer more finely. Here are four of them, at five
# values of $z$. You will get to know each.

# %% id="four-answers"
z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
names = ["step", "sigmoid", "tanh", "relu"]
print("z       ", z)
for name in names:
    phi = getattr(dl.scratch, name)
    print(f"{name:8}", phi(z).round(2))

# %% [markdown] id="layer-and-keras"
# `dl.scratch` holds the course's own versions, a few lines of NumPy each. In Keras, a layer is told its
# activation function by name. Here a layer of four units answers five samples of three inputs each.

# %% id="layer-by-hand" tags=["claim-L02-01"]
x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
differences = []
for name in ("sigmoid", "tanh", "relu"):
    layer = keras.layers.Dense(4, activation=name, bias_initializer="ones")
    y = keras.ops.convert_to_numpy(layer(x))
    kernel, bias = layer.get_weights()
    phi = getattr(dl.scratch, name)
    differences.append(np.abs(phi(x @ kernel + bias) - y).max())
largest_difference = max(differences)
dl.claim("A layer is a weighted sum followed by an activation function, by hand and in Keras",
         largest_difference < 1e-6)

# %% [markdown] id="bend-question"
# ## 2. Without a bend, depth is worth nothing
#
# Why not leave the activation function out? Then a unit would simply answer $z$. This is called
# the **linear** activation, $\phi(z) = z$. Think of the smallest case: one input, no bias, each
# layer multiplies by a number $c$, and there are three layers. Together they compute
# $c \, (c \, (c \, x)) = c^3 x$, and a single layer that multiplies by $c^3$ does the same.
#
# It is the same with whole layers. If layer 1 computes $\mathbf x W_1 + \mathbf b_1$ and layer 2
# multiplies that by $W_2$ and adds $\mathbf b_2$, then multiply out:
#
# $$ (\mathbf x W_1 + \mathbf b_1) W_2 + \mathbf b_2 = \mathbf x \, (W_1 W_2) + (\mathbf b_1 W_2 + \mathbf b_2) . $$
#
# That is one layer, with the matrix $W_1 W_2$ and the bias in the last brackets. Three layers
# in Keras, with random weights and biases, against the one layer that they amount to:

# %% id="three-layers-collapse" tags=["claim-L02-02"]
x = np.random.default_rng(1).normal(size=(100, 3))
linear_layer = dict(activation="linear", bias_initializer="normal", dtype="float64")
deep = keras.Sequential([keras.Input((3,), dtype="float64")]
                        + [keras.layers.Dense(n, **linear_layer) for n in (8, 8, 2)])
y_deep = keras.ops.convert_to_numpy(deep(x))

(w1, b1), (w2, b2), (w3, b3) = [layer.get_weights() for layer in deep.layers]
kernel = w1 @ w2 @ w3
bias = b1 @ w2 @ w3 + b2 @ w3 + b3
difference = np.abs(x @ kernel + bias - y_deep).max()
dl.claim("Three linear layers are one linear layer", difference < 1e-6)

# %% [markdown] id="exercise-collapse-text"
# ### Exercise: collapse any number of layers
#
# Write the general rule. Your function gets a list of layers and returns the kernel and the bias of
# the one layer that does the same.

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

# %% [markdown] id="bends"
# Now put a bend between the layers. The next cell draws the output of one network with 1 input, two
# layers of 16 units, and 1 output. All three curves have the *same* random weights. Only $\phi$
# differs.

# %% id="three-curves" alt="Output over input for one network with three activation functions: a straight line with the linear one, a smooth curve with tanh, a line with many corners with ReLU."
rng = np.random.default_rng(5)
layers = [(rng.normal(size=s) / np.sqrt(s[0]), rng.normal(size=s[1]))
          for s in [(1, 16), (16, 16), (16, 1)]]
x = np.linspace(-4, 4, 401)
fig, axes = plt.subplots(1, 3, figsize=(10, 3.5))
bent = {}
for ax, name in zip(axes, ["linear", "tanh", "relu"]):
    h, phi = x[:, None], getattr(dl.scratch, name)
    for kernel, bias in layers:
        y = h @ kernel + bias
        h = phi(y)
    best_line = np.polyval(np.polyfit(x, y[:, 0], deg=1), x)
    bent[name] = np.abs(y[:, 0] - best_line).max()
    ax.plot(x, y)
    ax.set(title=name, xlabel="input", ylabel="output")

# %% [markdown] id="three-curves-explained"
# With the linear function, two hidden layers and hundreds of weights draw a straight line. With
# tanh and with ReLU the output bends.
#
# You know a task that no straight line solves: XOR. Let networks with 8 hidden units learn it.
# Training adjusts their weights in many small steps so that the error shrinks (lessons 04 to 06). So
# that nobody can speak of luck, `dl.scratch.mlp` lets twenty networks learn side by side, each with 2
# inputs, 8 hidden units and 1 output, and each from another random start.
#
# **Predict.** How many of the twenty will get all four points right, with linear units, with tanh?

# %% id="xor-with-and-without" tags=["predict"]
xor = dl.datasets.logic_gate("xor")
accuracy = {}
for name in ("linear", "tanh"):
    networks = dl.scratch.mlp([2, 8, 1], variants=20, activation=name, output="sigmoid")
    networks.fit(xor.x_train, xor.y_train, epochs=400, optimizer=dl.scratch.Adam(0.05))
    accuracy[name] = networks.accuracy(xor.x_train, xor.y_train)
    print(f"{name:6}  all four right: {np.sum(accuracy[name] == 1)} of 20 networks")

# %% [markdown] id="xor-explained"
# **Explain.** The linear networks collapse to a single unit, and lesson 01 has proved what a single
# unit cannot do. So the activation function must be **non-linear**: its graph not a straight line.

# %% id="xor-claims" tags=["claim-L02-02"]
linear_networks, tanh_networks = (np.sum(accuracy[name] == 1) for name in ("linear", "tanh"))
dl.claim("Eight linear hidden units do not help with XOR; eight with tanh always learn it",
         linear_networks == 0 and tanh_networks == 20)

# %% [markdown] id="why-not-the-step"
# ## 3. Why the step is not enough
#
# The step is not linear either, and at the end of lesson 01 three step units computed XOR. Why not
# stay with it? It has two weaknesses. The first: to a step, the sums $z = 1$ and $z = 2$ are the same,
# although the second is clearly more promising. Beside it we put the **sigmoid** function, a softened
# step:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} . $$
#
# The second: the step has no **slope**. The slope of a function at $z$ says how much the output moves
# when $z$ is nudged: move $z$ up and down by a tiny amount, and divide the change of the output by the
# change of the input. (Its mathematical name is the *derivative*, $\phi'(z)$.)

# %% id="slope-of-the-step" tags=["claim-L02-03"]
def slope(f, z, nudge=1e-4):
    return (f(z + nudge) - f(z - nudge)) / (2 * nudge)


step, sigmoid = dl.scratch.step, dl.scratch.sigmoid
z = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0])
step_slopes, sigmoid_slopes = slope(step, z), slope(sigmoid, z)
print("slope of step   ", step_slopes)
print("slope of sigmoid", sigmoid_slopes.round(3))
print("z = 1 and z = 2: step", step(np.array([1, 2])), "  sigmoid", sigmoid(np.array([1, 2])).round(2))
dl.claim("Beside its jump the step is flat; the sigmoid is flat nowhere",
         step_slopes.max() == 0 and sigmoid_slopes.min() > 0)

# %% [markdown] id="why-slopes-matter"
# Why does a slope matter? For each of its many weights a network must know: up or down? The answer is the slope of the error with respect to that weight. If nudging the
# weight up makes the error a little smaller, go up. The slopes with respect to all weights together
# are called the **gradient**.
#
# Take the network for XOR that you know: NAND and OR feed an AND. It has nine numbers, six weights
# and three biases. All units are steps, or all are sigmoids. The error is the mean of the squared
# differences between output and target.

# %% id="xor-network"
by_hand = np.array([-4, -4, 6,   # NAND: two weights and a bias
                    4, 4, -2,    # OR
                    4, 4, -6.0])  # AND, of the two


def outputs(p, phi):
    x = xor.x_train
    nand, either = phi(x @ p[0:2] + p[2]), phi(x @ p[3:5] + p[5])
    return phi(p[6] * nand + p[7] * either + p[8])


def error(p, phi):
    return np.mean((outputs(p, phi) - xor.y_train) ** 2)

# %% [markdown] id="staircase-text"
# Turn one knob, the bias of OR, and watch the error. Suppose the network stands at 1, where the dots
# are, and asks which way to go.

# %% id="staircase" alt="Error over the bias of OR. With step units it is a staircase, and flat at the dot. With sigmoid units it is a smooth valley: at the dot one feels which way is down."
def error_with(bias, phi):
    p = by_hand.copy()
    p[5] = bias
    return error(p, phi)


knob = np.linspace(-10, 4, 801)
fig, ax = plt.subplots(figsize=(9, 4))
for phi, style in [(step, "--"), (sigmoid, "-")]:
    line, = ax.plot(knob, [error_with(bias, phi) for bias in knob], style, label=phi.__name__)
    ax.plot(1, error_with(1, phi), "o", color=line.get_color(), markersize=11)
ax.annotate("flat: no hint", (1, error_with(1, step)), (1.2, 0.31))
ax.annotate("downhill", (1, error_with(1, sigmoid)), (1.4, 0.12))
_ = ax.set(xlabel="bias of OR", ylabel="error of the network")
_ = ax.legend(loc="lower right")

# %% [markdown] id="nine-slopes-question"
# With step units every bias from −4 to 0 is right, but the dot lies on a flat stair. With sigmoid units
# it lies on a hillside. So much for one knob; the gradient needs all nine.
#
# **Predict.** We measure the gradient at 200 random settings of the nine numbers. At how many
# of them does the step network feel any slope?

# %% id="nine-slopes" tags=["predict"]
def gradient(f, p, nudge=1e-6):
    rows = nudge * np.eye(len(p))  # row k nudges number k
    return np.array([(f(p + row) - f(p - row)) / (2 * nudge) for row in rows])


settings = np.random.default_rng(3).normal(scale=4, size=(200, 9))
feels = {phi.__name__: sum(bool(np.any(gradient(lambda p: error(p, phi), p))) for p in settings)
         for phi in (step, sigmoid)}
print("settings at which the network feels a slope:", feels)

# %% [markdown] id="nine-slopes-explained"
# **Explain.** A tiny nudge pushes no sum across its threshold, so the error stays what it was. The
# network of steps was able to compute XOR all along. What the other functions add is that a network can
# *find* its weights.

# %% id="nine-slopes-claim" tags=["claim-L02-04"]
error_of_steps, with_step, with_sigmoid = error(by_hand, step), feels["step"], feels["sigmoid"]
dl.claim("Step units can compute XOR, but a slope that shows the way they feel at no setting",
         error_of_steps == 0 and with_step == 0 and with_sigmoid == len(settings))

# %% [markdown] id="smooth-is-not-accurate"
# ## 4. Sigmoid and tanh: steps with a slope
#
# The sigmoid (also: logistic function) squeezes every number into the range between 0 and 1. Is it more
# accurate than the step because it is smoother? Decide "yes" above one half, and compare.

# %% id="same-decisions" tags=["claim-L02-05", "claim-L02-07"]
print({z: round(float(sigmoid(z)), 5) for z in (-10, -2, 0, 2, 10)})
many = np.linspace(-30, 30, 6001)
lowest, highest = sigmoid(many).min(), sigmoid(many).max()
different_decisions = np.sum((sigmoid(many) > 0.5) != (step(many) > 0.5))
dl.claim("The sigmoid gives values between 0 and 1; cut at one half, it decides exactly as the step",
         0 < lowest and highest < 1 and different_decisions == 0)

# %% [markdown] id="sigmoid-slope"
# Smoothness does not make an answer better; it makes *better weights findable*. (The value 1 is never
# reached. But a float has room for so many digits only: in the 32 bits that Keras uses, the sigmoid of
# 17 *is* 1.)
#
# The slope of the sigmoid has a neat formula, which reuses the output: $\sigma'(z) = \sigma(z)\,
# (1 - \sigma(z))$. Every function in `dl.scratch` carries its slope as `.derivative`.

# %% [markdown] id="exercise-sigmoid-text"
# ### Exercise: a sigmoid that never overflows
#
# In the formula $1/(1 + e^{-z})$, a very negative $z$ makes $e^{-z}$ so large that no float can hold
# it: `np.exp(1000.0)` is `inf`, with a warning. Write a sigmoid that is exact for every $z$, and
# that computes no such number on the way. The exercise counts an overflow as an error, also where
# the result would be right.

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

# %% [markdown] id="tanh-text"
# ### tanh, the sigmoid's sibling
#
# The **hyperbolic tangent**, tanh, has the same S-shape and goes from −1 to 1. It is the sigmoid
# made twice as high, squeezed to half the width, and moved down so that it passes through 0:
# $\tanh(z) = 2\,\sigma(2z) - 1$. Here are both, each with its slope.

# %% id="sigmoid-and-tanh" alt="Sigmoid and tanh, each with its slope. Both slopes are bells around 0, of height one quarter for sigmoid and 1 for tanh; the flat zones to the left and right are shaded."
tanh, z = dl.scratch.tanh, np.linspace(-6, 6, 401)
fig, axes = plt.subplots(1, 2, figsize=(10, 4))
for ax, phi in zip(axes, (sigmoid, tanh)):
    slopes = phi.derivative(z)
    ax.fill_between(z, -1.1, 1.1, where=slopes < 0.2 * slopes.max(), color="0.9", label="saturated")
    ax.plot(z, phi(z), lw=2.5, label=phi.__name__)
    ax.plot(z, slopes, "--", lw=2.5, label=f"slope, ≤ {slopes.max():g}")
    ax.set(xlabel="$z$", ylim=(-1.1, 1.1), title=phi.__name__)
    ax.legend(loc="lower right")

# %% [markdown] id="saturation"
# Both slopes are largest at 0. In the shaded zones the functions are nearly flat: push $z$ there, and
# the output hardly answers. A unit in such a zone is called **saturated**. (Here: its slope is below a fifth of the largest.)
#
# ## 5. Slopes multiply
#
# One flat unit is no disaster. But networks are deep, and in depth slopes *multiply*. If a nudge of
# $A$ moves $B$ by a quarter of it, and a nudge of $B$ moves $C$ by a quarter of that, then $A$ moves
# $C$ by a sixteenth. (This is the *chain rule*, lesson 06.) Here are ten sigmoids in a row: the slope of
# the chain, by nudging, and the product of the ten slopes on the way.

# %% id="chain-of-ten"
def chain(z, n=10):
    for _ in range(n):
        z = sigmoid(z)
    return z


on_the_way = [chain(0.5, n) for n in range(10)]
product = np.prod(sigmoid.derivative(on_the_way))
print(f"product of ten slopes {product:.1e}, slope of the chain {slope(chain, 0.5):.1e}")

# %% [markdown] id="vanishing-question"
# A nudge at the beginning of the chain arrives with less than a millionth of its size. This is the
# **vanishing gradient**, described by Sepp Hochreiter in 1991.
#
# Is that the whole story? In a network, weights stand between the activation functions, and they
# multiply the signal, too. So measure it in real networks: 20 layers of 100 units, random weights. The
# gradient is carried back from the output, layer by layer, and multiplied by slopes and by weights.

# %% id="carry-back"
def carried_back(phi, weight_std, seed=0, depth=20, width=100):
    """Return the gradient's size after 0, 1, 2, ... layers (1 at first), and all slopes it met."""
    rng = np.random.default_rng(seed)
    kernels = rng.normal(scale=weight_std, size=(depth, width, width))
    h, slopes = rng.normal(size=(50, width)), []
    for kernel in kernels:  # forward: 50 random inputs
        z = h @ kernel
        h = phi(z)
        slopes.append(phi.derivative(z))
    g = rng.normal(size=h.shape)  # a random gradient at the output
    sizes = [np.linalg.norm(g)]
    for kernel, slope_here in zip(kernels[::-1], slopes[::-1]):  # and back again
        g = (g * slope_here) @ kernel.T
        sizes.append(np.linalg.norm(g))
    return np.array(sizes) / sizes[0], np.array(slopes)

# %% [markdown] id="weight-size-text"
# The weights are drawn from a normal distribution. A common choice of its standard deviation is
# $1/\sqrt{\text{inputs}}$, here $1/\sqrt{100} = 0.1$. We also try weights ten times as large. The
# vertical axis is **logarithmic**: equal distances are equal *factors*, so that a billionth can be seen
# beside 1.
#
# **Predict.** Which of the four networks lose their gradient? In which are most units saturated?

# %% id="gradient-through-depth" tags=["predict"] alt="Size of the gradient over layers passed, on a logarithmic axis. With weights 0.1 it falls steadily below a billionth for sigmoid and stays near 1 for tanh; with weights 1 sigmoid keeps it, and tanh lets it explode."
sizes = {}
for phi, std in [(sigmoid, 0.1), (sigmoid, 1.0), (tanh, 0.1), (tanh, 1.0)]:
    name = f"{phi.__name__}, weights {std:g}"
    sizes[name], slopes = carried_back(phi, std)
    saturated = np.mean(slopes < 0.2 * phi.derivative(0.0))
    print(f"{name:20} mean slope {slopes.mean():.2f}  saturated {saturated:5.1%}")
fig, ax = plt.subplots(figsize=(9, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(xlabel="layers passed on the way back", ylabel="size of the gradient")

# %% [markdown] id="depth-explained"
# **Explain.** Each layer multiplies by slopes *and* by weights. With weights of 0.1, the sigmoid's
# small slopes win, and the gradient dies, although **hardly one unit in a
# thousand is saturated**. With weights of 1, two
# thirds of the units are saturated, and the gradient lives, because the large weights make up for it.
# tanh with weights of 0.1 keeps its gradient, because its sums stay near 0, where its slope is near 1.
# With weights of 1 nearly all its units are saturated, and the gradient *grows* out of all bounds, the
# **exploding gradient**.
#
# So neither saturation nor a largest slope of 1/4 makes a gradient vanish by itself: what vanishes or
# explodes is a product of slopes and weights. Ten other networks each agree:

# %% id="gradient-over-seeds" tags=["claim-L02-08", "claim-L02-10"]
def left_after_20(phi, weight_std):
    runs = [carried_back(phi, weight_std, seed) for seed in range(1, 11)]
    saturated = [np.mean(slopes < 0.2 * phi.derivative(0.0)) for _, slopes in runs]
    return np.array([sizes[-1] for sizes, _ in runs]), np.array(saturated)


lost, few_saturated = left_after_20(sigmoid, 0.1)
kept, most_saturated = left_after_20(sigmoid, 1.0)
dl.claim("Sigmoids with small weights lose the gradient and hardly a unit is saturated",
         lost.max() < 1e-10 and few_saturated.max() < 0.001)
dl.claim("With large weights most are saturated, and the gradient is kept",
         kept.min() > 0.01 and most_saturated.min() > 0.5)
small, common = left_after_20(tanh, 0.05)[0], left_after_20(tanh, 0.1)[0]
dl.claim("tanh keeps the gradient with weights of 0.1, and loses it with half of that",
         common.min() > 0.1 and small.max() < 1e-4)

# %% [markdown] id="relu-text"
# ## 6. ReLU: half of a straight line
#
# What would an activation function look like whose slope does not fade? A straight line has slope 1
# everywhere, but it must bend somewhere, or depth is worth nothing. The simplest bend is one corner:
#
# $$ \operatorname{ReLU}(z) = \max(0, z) . $$
#
# The **rectified linear unit** passes what is positive and silences the rest. Kunihiko Fukushima used
# it in 1969; Vinod Nair and Geoffrey Hinton made it popular in 2010.

# %% id="relu-values" tags=["claim-L02-11"]
relu = dl.scratch.relu
print("relu:", relu(np.array([-2.0, -1.0, 0.0, 1.0, 2.0])))
relu_slope_far_out, sigmoid_slope_far_out = relu.derivative(1000.0), sigmoid.derivative(1000.0)
dl.claim("However far out on the right, ReLU does not saturate; the sigmoid does",
         relu_slope_far_out == 1 and sigmoid_slope_far_out < 1e-9)

# %% [markdown] id="relu-depth-question"
# It is also cheap: a comparison, and no exponential. (Do not overrate this: behind 1000 inputs, a unit
# multiplies a thousand times before it applies its activation function once.)
#
# Now send gradients back through 20 layers of ReLU, with four different weight sizes. One of them,
# $\sqrt{2/\text{inputs}}$, was proposed for ReLU by Kaiming He and colleagues in 2015; lesson 09
# derives it.
#
# **Predict.** ReLU's slope is 1. Is the gradient safe?

# %% id="relu-through-depth" tags=["predict"] alt="Size of the gradient over layers passed, on a logarithmic axis. With ReLU it stays near 1 only for weights of He's size; for smaller weights it vanishes, for larger ones it explodes."
weight_stds = {"0.01": 0.01, "0.1": 0.1, "He: √(2/100)": np.sqrt(2 / 100), "1": 1.0}
sizes = {name: carried_back(relu, std)[0] for name, std in weight_stds.items()}
fig, ax = plt.subplots(figsize=(9, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(xlabel="layers passed on the way back", ylabel="size of the gradient")

# %% [markdown] id="relu-depth-explained"
# **Explain.** The slope is 1 only on the active side. About half of the units are silent for a given
# input and pass nothing. What the others pass is multiplied by the weights. If these are too small,
# the gradient vanishes with ReLU as well; if they are too large, it explodes.

# %% id="relu-over-seeds" tags=["claim-L02-14"]
left = {name: left_after_20(relu, std)[0] for name, std in weight_stds.items()}
vanished, exploded, he = left["0.01"].max(), left["1"].min(), left["He: √(2/100)"]
dl.claim("With small weights ReLU loses the gradient, with large ones it explodes, with He's it stays",
         vanished < 1e-20 and exploded > 1e12 and 0.2 < he.min() and he.max() < 5)

# %% [markdown] id="demo-text"
# ### Play
#
# Set $z = 3$ and let the gradient pass through several layers. Which functions let it through? And at
# $z = -3$?

# %% id="demo" alt="A snapshot of the demo: the sigmoid with a tangent at a chosen z, its slope below, and a chain of bars that shrink from layer to layer."
dl.demos.activation_explorer()

# %% [markdown] id="dying-text"
# ## 7. Units that die, and a way back
#
# ReLU's strength has a dark side. On the left its slope is exactly 0. If the sum $z$ of a unit is
# negative for *every* input, then its output is always 0, and no nudge of its weights changes
# anything. The unit is **dead**; one speaks of the **dying ReLU**.
#
# Is it negative weights that kill? Look at two units: one with negative weights and inputs between −1
# and 1, and one with positive weights and inputs between 0 and 1.

# %% id="what-kills-a-relu"
rng = np.random.default_rng(10)
both_signs, positive = rng.uniform(-1, 1, size=(1000, 2)), rng.uniform(0, 1, size=(1000, 2))


def active_part(x, p):  # p: two weights and the bias
    return np.mean(x @ p[:2] + p[2] > 0)


negative_weights, low_bias = np.array([-1.0, -2.0, 0.0]), np.array([1.0, 1.0, -5.0])
print(f"negative weights: active for {active_part(both_signs, negative_weights):.0%} of the inputs")
print(f"positive weights, bias −5: active for {active_part(positive, low_bias):.0%}")

# %% [markdown] id="how-units-die"
# Neither kind of weights decides alone: what counts is the sum, for all inputs.
#
# A unit can get there by one step that is too long. Here is a healthy unit with weights (3, 3), active
# for every input. It should always answer 1, so it has to come down. (Had we asked for 0, a silent unit
# would not be dead but done.) We let it learn by 200 steps downhill, again and again with another
# **learning rate**, the number that says how long a step is.

# %% id="train-a-unit"
def unit_error(p, phi, target=1):
    return np.mean((phi(positive @ p[:2] + p[2]) - target) ** 2)


def active_on_the_way(rate, n_steps=200):
    """Return for which part of the inputs the unit is active after each step, and its last error."""
    p, active = np.array([3.0, 3.0, 0.0]), []
    for _ in range(n_steps):
        p = p - rate * gradient(lambda p: unit_error(p, relu), p)
        active.append(active_part(positive, p))
    return active, unit_error(p, relu)

# %% [markdown] id="one-step-too-far-text"
# **Predict.** What happens to a unit whose first step is far too long? Will it come back later?

# %% id="one-step-too-far" tags=["predict"] alt="Part of the inputs for which the unit is active, over the learning rate. After the first step it falls to 0 at a limit; in the end it is 100 % at every rate below the limit and 0 at every rate above."
rates = np.arange(0.1, 1.01, 0.05)
active, errors = zip(*[active_on_the_way(rate) for rate in rates])
first, last = np.array(active)[:, 0], np.array(active)[:, -1]
fig, ax = plt.subplots(figsize=(9, 4))
ax.plot(rates, first, "o--", label="after the first step")
ax.plot(rates, last, "s-", label="after 200 steps")
ax.set(xlabel="learning rate", ylabel="part of the inputs\nfor which it is active")
_ = ax.legend(loc="center left")

# %% [markdown] id="one-step-too-far-explained"
# **Explain.** There is a sharp limit. Below it the first step may silence the unit for most inputs, but
# those that are left pull it back, and in the end it is right for all. Above it not one input is left
# to pull: its answers are as wrong as can be, and it feels nothing. The limit can be computed: a step of
# rate $r$ along the gradient $\mathbf g$ takes $r \, \mathbf g \cdot \mathbf x$ off the sum of input
# $\mathbf x$ (with a 1 appended for the bias), and the last input falls silent when that is all it has.

# %% id="killing-claims" tags=["claim-L02-13"]
x1 = np.column_stack([positive, np.ones(1000)])
healthy = np.array([3.0, 3.0, 0.0])
limit = np.max(x1 @ healthy / (x1 @ gradient(lambda p: unit_error(p, relu), healthy)))
print(f"limit of the learning rate: {limit:.2f}")
errors, is_below = np.array(errors), rates < limit
dl.claim("Below the limit the unit ends up active for all inputs; above it, for none, and always wrong",
         last[is_below].min() > 0.99 and last[~is_below].max() == 0 and errors[~is_below].min() == 1)

# %% [markdown] id="who-comes-back-text"
# Is death for ever? Take networks for the digits of lesson 01, with two hidden layers of 32 units. We
# silence 16 units of the first layer, or 16 of the second, by lowering their bias until no training
# image can wake them. Then the networks learn, by plain gradient descent (`SGD`). Eight random starts each.
#
# **Predict.** How many of the 16 will be active again afterwards: in the first layer, in the second?

# %% id="who-comes-back" tags=["predict"]
digits = dl.datasets.load_digits(flat=True)
x, y = digits.x_train, digits.y_train
back = []
for layer in (0, 1):
    networks = dl.scratch.mlp([64, 32, 32, 10], variants=8, kernel_initializer="he_uniform")
    dense = networks.layers[2 * layer]  # each Dense layer is followed by its ReLU
    inputs = x if layer == 0 else networks.hidden(x, 0)
    dense.bias[:, :16] -= dense.forward(inputs).max(axis=1)[:, :16] + 0.1
    networks.fit(x, y, epochs=20, optimizer=dl.scratch.SGD(0.1))
    is_active = np.any(networks.hidden(x, layer)[:, :, :16] > 0, axis=1)
    back.append(is_active.sum(axis=1))
    print(f"layer {layer + 1}: active again {back[-1].min()} to {back[-1].max()} of 16")

# %% [markdown] id="who-comes-back-explained"
# **Explain.** No dead unit changes its own weights, in either layer. But the inputs of the second layer
# are outputs of the first, and *these* change while the first layer learns; some sums become positive
# again. The inputs of the first layer are the images, which stay as they are. So the rule is: a dead
# unit **in the first layer, under plain gradient descent**, stays dead. (Other optimizers may go on
# moving it: momentum carries on old steps, weight decay shrinks every weight.)

# %% id="who-comes-back-claim" tags=["claim-L02-13"]
first_layer, second_layer = back
dl.claim("Dead units of the first layer stay dead; most of the second layer come back",
         first_layer.max() == 0 and second_layer.min() > 8)

# %% [markdown] id="exercise-dead-units-text"
# ### Exercise: count the dead
#
# Before one can mend a network, one must notice. Write a function that counts the dead ReLU units of
# a layer, given the sums of all units for all samples.

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

# %% [markdown] id="dead-per-layer-text"
# Are dead units rare? Count them in ordinary networks: eight hidden layers of 64 ReLU units with He's
# weights, four random starts for each of two learning rates.

# %% id="dead-in-each-layer"
networks = dl.scratch.mlp([64] + 8 * [64] + [10], variants=8, kernel_initializer="he_normal")


def dead_per_layer():
    """Return how many of the 64 units are dead, shape (layers, rates), mean of four networks."""
    outputs = [networks.hidden(x, layer) for layer in range(8)]
    dead = np.array([np.sum(h.max(axis=1) <= 0, axis=-1) for h in outputs])
    return dead.reshape(8, 2, 4).mean(axis=2)


before = dead_per_layer().mean(axis=1)
networks.fit(x, y, epochs=5, optimizer=dl.scratch.Adam(np.repeat([0.001, 0.01], 4)))
after, accuracy = dead_per_layer(), networks.accuracy(digits.x_test, digits.y_test)

# %% [markdown] id="dead-per-layer-picture-text"
# An **epoch** is one pass through all images; Adam is an optimizer (lesson 05).

# %% id="dead-per-layer" live=true alt="Dead units of 64 over the number of the hidden layer. Before training they grow from about two in the first layer to about nine in the last. After training there are more, and with the larger rate more in every layer."
fig, ax = plt.subplots(figsize=(9, 4))
ax.plot(range(1, 9), after[:, 1], "^-", label="after 5 epochs, rate 0.01")
ax.plot(range(1, 9), after[:, 0], "s-", label="after 5 epochs, rate 0.001")
ax.plot(range(1, 9), before, "o--", label="before training")
ax.set(xlabel="hidden layer", ylabel="dead units of 64", ylim=(0, 32))
_ = ax.legend(loc="upper left")

# %% [markdown] id="dead-per-layer-explained"
# Some are dead from the beginning, more of them the deeper one looks. The larger rate kills more. And
# still these networks read the digits: a few dead units are only waste.

# %% id="dead-per-layer-claims"
times_as_many, worst_accuracy = after[:, 1].sum() / after[:, 0].sum(), accuracy.min()
dl.claim("A tenfold rate leaves more dead units; the networks read the digits in spite of it",
         times_as_many > 1.3 and worst_accuracy > 0.8, shown="more than 1.3 times as many")

# %% [markdown] id="leaky-text"
# The cure is to leave a slope on the left. **Leaky ReLU** (Andrew Maas and colleagues, 2013) multiplies
# what is negative by a small fixed number $\alpha$ (alpha), the *negative slope*; Maas took 0.01. The
# **ELU** (Djork-Arné Clevert and colleagues, 2016) has a curve there, $e^z - 1$.
#
# Now the test. Networks with 64 hidden units start as badly as can be: every bias is −3, so that not one
# of them is active for any training image. Eight random starts, four activation functions.
#
# **Predict.** Which of them will learn to read digits?

# %% id="rescue" tags=["predict"]
s = dl.scratch
kinds = {"ReLU": s.relu, "leaky, 0.01": s.leaky_relu.fix(negative_slope=0.01),
         "leaky, 0.1": s.leaky_relu.fix(negative_slope=0.1), "ELU": s.elu}
rescued = {}
for name, phi in kinds.items():
    networks = s.mlp([64, 64, 10], variants=8, activation=phi)
    networks.layers[0].bias[:] = -3
    networks.fit(x, y, epochs=20, optimizer=s.SGD(0.1))
    rescued[name] = networks.accuracy(digits.x_test, digits.y_test)
    print(f"{name:12} accuracy about {rescued[name].mean():.1f}")

# %% [markdown] id="rescue-explained"
# **Explain.** ReLU does not move. But a negative slope alone is not a rescue: with 0.01, only a
# hundredth of the gradient gets through, and after 20 epochs the networks have hardly begun. They are
# slow, not dead: see them after five times as many epochs.

# %% id="rescue-claims" tags=["claim-L02-16", "claim-L02-19"]
networks = s.mlp([64, 64, 10], variants=8, activation=kinds["leaky, 0.01"])
networks.layers[0].bias[:] = -3
networks.fit(x, y, epochs=100, optimizer=s.SGD(0.1))
patient = networks.accuracy(digits.x_test, digits.y_test).mean()
relu_mean, slow, leaky_mean, elu_mean = (accuracy.mean() for accuracy in rescued.values())
dl.claim("A slope of 0.1 or an ELU rescues a dead network; one of 0.01 hardly, unless it gets more time",
         relu_mean < 0.15 and slow < 0.3 < 0.7 < min(leaky_mean, elu_mean) and patient > slow + 0.1)

# %% [markdown] id="exercise-leaky-text"
# ### Exercise: leaky ReLU for every slope
#
# Write it so that it is right for every $\alpha$, above 1 and below 0 as well.

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

# %% [markdown] id="which-one-question"
# ## 8. Which one?
#
# At the output, the task decides. For a yes-or-no question, take the sigmoid: its value can be read as a
# probability. For "which digit is it?" there is **softmax**, an activation function of all ten scores
# together, which lesson 03 introduces.
#
# For hidden layers, has ReLU replaced the sigmoid because it is better? Let us see: four hidden layers of 64 units, five epochs with Adam. A fair contest lets every function use what
# suits it, so each runs at four learning rates. And we vary the start: Glorot's weights, meant for tanh;
# He's, meant for ReLU; and four times Glorot's, for the sigmoid, whose slope at 0 is a quarter.

# %% id="contestants"
def four_times(shape, rng):
    return 4 * s.glorot_uniform(shape, rng)


contest = {"ReLU, He": ("relu", "he_uniform"), "tanh, Glorot": ("tanh", "glorot_uniform"),
           "sigmoid, 4 × Glorot": ("sigmoid", four_times), "tanh, 4 × Glorot": ("tanh", four_times),
           "sigmoid, Glorot": ("sigmoid", "glorot_uniform")}

# %% [markdown] id="contest-question"
# **Predict.** In which order do they come in, each at its best rate?

# %% id="contest" tags=["predict"] live=true alt="Accuracy on test images over learning rates. The sigmoid with Glorot's weights stays behind at every rate. With weights four times as large it reaches tanh and ReLU, while tanh with these weights falls behind."
rates, best = np.array([0.001, 0.003, 0.01, 0.03]), {}
fig, ax = plt.subplots(figsize=(9, 5))
for (name, (phi, start)), style in zip(contest.items(), ("o-", "s-", "^-", "s:", "^:")):
    networks = s.mlp([64, 64, 64, 64, 64, 10], variants=12, activation=phi, kernel_initializer=start)
    networks.fit(x, y, epochs=5, optimizer=s.Adam(np.repeat(rates, 3)))
    accuracy = networks.accuracy(digits.x_test, digits.y_test).reshape(4, 3).mean(axis=1)
    ax.semilogx(rates, accuracy, style, label=name)
    best[name] = accuracy.max()
ax.set(xlabel="learning rate", ylabel="accuracy on test images\n(mean of 3 starts)", ylim=(0, 1))
_ = ax.legend(loc="lower center")

# %% [markdown] id="contest-explained"
# **Explain.** With Glorot's weights the sigmoid is behind at every rate: section 5 has shown what that
# start does to its gradient. With its own start it comes within a few points of the others. And tanh
# loses with the sigmoid's start. **A function and its start are a pair.**

# %% id="contest-claims" tags=["claim-L02-12"]
own_start = min(best["ReLU, He"], best["tanh, Glorot"], best["sigmoid, 4 × Glorot"])
sigmoid_loses = best["sigmoid, 4 × Glorot"] - best["sigmoid, Glorot"]
tanh_loses = best["tanh, Glorot"] - best["tanh, 4 × Glorot"]
dl.claim("Each with its own start and best rate, all three read more than 90 %", own_start > 0.9)
dl.claim("With each other's start, both sigmoid and tanh lose several points",
         sigmoid_loses > 0.03 and tanh_loses > 0.03, shown="each more than 3 points")

# %% [markdown] id="how-to-choose"
# So "ReLU is the best" is too simple. It is the usual *first choice* for hidden layers. The sigmoid has
# not disappeared; it moved to where a value between 0 and 1 is wanted.
#
# | where | take | reason |
# |---|---|---|
# | hidden layers, fully connected or convolutional | ReLU | cheap, slope 1; start with He's weights |
# | the same, and many units die | LeakyReLU, PReLU, ELU | they keep a slope on the left |
# | hidden layers of transformers | GELU, SiLU; in today's language models mostly gated: SwiGLU, GeGLU | found to work well there (Shazeer, 2020) |
# | recurrent networks (lessons 16 and 17) | tanh, with sigmoid gates | bounded; a gate is a value from 0 to 1 |
# | output: a number | linear | any value must be possible |
# | output: yes or no, or several labels at once | sigmoid | one probability per question |
# | output: one of several classes | softmax | probabilities that sum to 1 |

# %% [markdown] id="deeper-centre-at-zero"
# ## Deeper: a centre at zero
#
# The sigmoid has another weakness, and it is harder to see. All its values are positive; their
# centre is one half. Those of tanh lie around 0: it is **zero-centred**.
#
# Why should a centre matter? Think of a unit in the *next* layer. Its inputs are the outputs
# $h_1, h_2, \dots$ of this one. For one sample, the gradient with respect to its weights is a number
# $\delta$ (delta: how much the error would change with the unit's sum $z$), times these inputs:
# $\delta h_1, \delta h_2, \dots$ If all inputs are positive, all these products have the sign of
# $\delta$. So all weights go up together, or all go down together. Count how often this happens, for a
# unit with 5 inputs and random sums and deltas: for single samples, and for the mean gradient of a
# *mini-batch* of 32.

# %% id="one-sign" tags=["claim-L02-09", "claim-L02-10"]
def one_sign(phi, batch, draws=1000):
    rng = np.random.default_rng(7)
    h = phi(rng.normal(size=(draws, batch, 5)))
    gradients = np.mean(rng.normal(size=(draws, batch, 1)) * h, axis=1)
    return np.mean(np.abs(np.sign(gradients).sum(axis=1)) == 5)


always, sometimes, rarely = one_sign(sigmoid, 1), one_sign(sigmoid, 32), one_sign(tanh, 1)
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


def walk(inputs, rate=0.6):
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
# The centre makes the zigzag, and a batch averages it away. But does the straight path arrive any
# sooner? Nobody pays for the length of a path; we pay for steps. Count the steps until the weights are
# within 0.2 of the goal, at many learning rates, with batches of 32 and 20 draws of the samples.
#
# **Predict.** How many steps does centring save, at one and the same rate?

# %% id="steps-to-the-goal" tags=["predict"] alt="Steps to the goal over the learning rate. The curves of sigmoid and centred sigmoid lie on each other up to a rate of 3. There the sigmoid's ends, because it diverges, while the centred one falls on to two steps. That of tanh lies lower."
def steps_to_goal(phi, rate):
    draws = 1.5 * np.random.default_rng(9).normal(size=(20, 120, 32, 2))
    distances = [np.linalg.norm(walk(phi(z), rate) - goal, axis=1) for z in draws]
    return np.median([np.argmax(d < 0.2) if d.min() < 0.2 else np.inf for d in distances])


rates = np.array([0.3, 0.6, 1, 2, 3, 5, 8, 12])
steps = {phi.__name__: np.array([steps_to_goal(phi, rate) for rate in rates])
         for phi in (sigmoid, centred, tanh)}
fig, ax = plt.subplots(figsize=(9, 4))
for (name, needed), style in zip(steps.items(), ("o-", "s--", "^:")):
    ax.loglog(rates, needed, style, label=name)
ax.set(xlabel="learning rate", ylabel="steps to the goal")
_ = ax.legend()

# %% [markdown] id="steps-to-the-goal-explained"
# **Explain.** None. Where both arrive, sigmoid and centred sigmoid need the same number of steps,
# zigzag or not, and tanh is faster because its outputs are larger. What the centre buys is a *larger
# rate*. The error of the uncentred unit is a valley much steeper in the direction $(1, 1)$, in which all
# inputs agree, than in the direction $(1, -1)$, in which we have to go. The steep direction forbids large
# steps, and the flat one needs them. Such a valley is called **badly conditioned**; lesson 05 walks
# through some.

# %% id="conditioning" tags=["claim-L02-09", "claim-L02-10"]
def steepness(phi, direction):
    h = phi(1.5 * np.random.default_rng(0).normal(size=(100_000, 2)))
    return np.mean((h @ direction) ** 2) / 2


uncentred_ratio, centred_ratio = [
    steepness(phi, np.array([1, 1])) / steepness(phi, np.array([1, -1])) for phi in (sigmoid, centred)]
dl.claim("The centred valley is equally steep both ways, the other is not",
         centred_ratio < 1.1 and uncentred_ratio > 5)

# %% [markdown] id="larger-rates-text"
# That fits what the figure shows:

# %% id="larger-rates" tags=["claim-L02-09"]
both_arrive = np.isfinite(steps["sigmoid"])
saved = np.abs(steps["sigmoid"][both_arrive] / steps["centred"][both_arrive] - 1).max()
fewest, fewest_centred = steps["sigmoid"].min(), steps["centred"].min()
dl.claim("At the same rate, centring saves hardly a step", saved < 0.15)
dl.claim("At its own best rate, the centred unit needs less than half of the steps",
         fewest_centred < 0.5 * fewest)

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

# %% [markdown] id="prelu-text"
# The larger of $\alpha z$ and $z$ is the right branch only if $0 \le \alpha \le 1$.
#
# **PReLU**, the parametric ReLU (He and colleagues, 2015), does not fix $\alpha$: it is one more
# number that training adjusts. Keras gives each unit its own $\alpha$ and starts it at 0; in layers
# that see images, `shared_axes` lets many units share one. What does it learn? Two networks for the
# digits, one from a healthy start, one from the dead start of section 7.

# %% id="prelu-learns"
def learned_slopes(bias):
    start = dict(kernel_initializer=keras.initializers.GlorotUniform(seed=0),
                 bias_initializer=keras.initializers.Constant(bias))
    network = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, **start),
                                keras.layers.PReLU(), keras.layers.Dense(10, activation="softmax")])
    network.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
    network.fit(x, y, epochs=20, verbose=0)
    return network.layers[1].get_weights()[0], network.layers[0].count_params()

# %% [markdown] id="prelu-picture-text"
# How many units end up with which slope?

# %% id="prelu-picture" tags=["claim-L02-18"] alt="Two histograms of the slopes that PReLU learned. From a healthy start all stay close to 0. From a dead start they spread widely, from below minus 1 to above 1."
(from_healthy, n_weights), (from_dead, _) = learned_slopes(0.0), learned_slopes(-3.0)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.5), sharex=True, sharey=True)
for ax, alpha, name in zip(axes, (from_healthy, from_dead), ("healthy start", "dead start")):
    ax.hist(alpha, bins=np.linspace(-2.5, 2.5, 26))
    ax.set(title=name, xlabel="learned slope α")
_ = axes[0].set(ylabel="units")
furthest_healthy, furthest_dead = np.abs(from_healthy).max(), np.abs(from_dead).max()
dl.claim("From a healthy start the slopes stay near 0; a dead start drives some beyond 1",
         furthest_healthy < 0.6 and furthest_dead > 1)
added = from_healthy.size / n_weights
dl.claim("The slopes are less than 2 % of the layer's learned numbers", added < 0.02)

# %% [markdown] id="prelu-explained"
# At first PReLU *is* a ReLU, for its $\alpha$ starts at 0. But $\alpha$ itself feels a slope, since
# changing it changes the output for every negative sum. From a dead start the left side is all that can
# be used, so there the slopes must do all the work. The healthy network hardly needs them. Does PReLU
# risk **overfitting** (learning the training data by heart)? Every learned number adds to that risk,
# but there are few of them.
#
# **RReLU**, the randomised ReLU (Bing Xu and colleagues, 2015), draws $\alpha$ at random for every
# entry, every time: a little noise keeps the network from relying on details. When the network is
# *used*, it must answer the same question the same way, and $\alpha$ is fixed. The paper divides by a
# random number between 3 and 8, and in use by 5.5. PyTorch's layer, and ours, draw the slope itself
# between 1/8 and 1/3 and use the middle of that range. Keras has no such layer.

# %% id="rrelu-picture" tags=["claim-L02-17"] alt="RReLU: for negative inputs the answers in training are a fan of dots between two slopes; the answer in use is one straight line through the middle of the fan."
rrelu = dl.layers.RReLU(lower=1 / 8, upper=1 / 3, seed=0)
z = np.linspace(-4, -1, 600, dtype="float32")
drawn, used = np.array(rrelu(z, training=True)) / z, np.array(rrelu(z)) / z
fig, ax = plt.subplots(figsize=(8, 4))
ax.plot(z, drawn * z, ".", markersize=4, label="in training")
ax.plot(z, used * z, "--", label="in use")
ax.set(xlabel="$z$", ylabel="output")
_ = ax.legend()
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

# %% [markdown] id="exercise-elu-text"
# ### Exercise: ELU without overflow
#
# Watch out: `np.where` computes *both* branches for *all* entries before it chooses. Here, too, an
# overflow counts as an error.

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
# A few relatives remain. They are smooth versions of ReLU, and some of today's largest networks use
# them.
#
# | function | $\phi(z)$ | slope $\phi'(z)$ | range | from |
# |---|---|---|---|---|
# | step | 0 or 1 | 0 | {0, 1} | McCulloch and Pitts, 1943 |
# | sigmoid $\sigma$ | $1/(1+e^{-z})$ | $\sigma(z)(1-\sigma(z))$ | (0, 1) | logistic curve: Verhulst, 1845 |
# | tanh | $2\sigma(2z)-1$ | $1-\tanh^2(z)$ | (−1, 1) | 18th century |
# | softplus | $\ln(1+e^z)$ | $\sigma(z)$ | (0, ∞) | Dugas et al., 2001 |
# | GELU | $z \, P(z)$ | $P(z) + z\,p(z)$ | [−0.17, ∞) | Hendrycks and Gimpel, 2016 |
# | swish (SiLU) | $z \, \sigma(z)$ | $\sigma(z) + z\,\sigma'(z)$ | [−0.28, ∞) | Elfwing et al., Ramachandran et al., 2017 |
# | ReLU | 0 or $z$ | 0 or 1 | [0, ∞) | Fukushima, 1969 |
# | LeakyReLU | $\alpha z$ or $z$, $\alpha$ fixed | $\alpha$ or 1 | all numbers | Maas et al., 2013 |
# | PReLU | $\alpha z$ or $z$, $\alpha$ learned | $\alpha$ or 1 | all numbers | He et al., 2015 |
# | RReLU | $\alpha z$ or $z$, $\alpha$ random | $\alpha$ or 1 | all numbers | Xu et al., 2015 |
# | ELU | $\alpha (e^z-1)$ or $z$ | $\alpha e^z$ or 1 | (−α, ∞) | Clevert et al., 2016 |
# | SELU | $1.05 \cdot \operatorname{ELU}(z)$, $\alpha = 1.67$ | $1.76\,e^z$ or 1.05 | (−1.76, ∞) | Klambauer et al., 2017 |
#
# "A or B" means A left of 0 and B right of it. $p$ is the bell curve of the normal distribution, and
# $P(z)$ the area under it left of $z$.

# %% [markdown] id="gallery-text"
# And here they are, in three groups, each above its own slope. Grey and hatched is where the slope is
# exactly 0: a unit all of whose sums lie there is dead. Yellow is where the slope is smaller than 0.05.
# First the steps:

# %% id="gallery-steps" alt="Step, sigmoid and tanh, each above its own slope. The step is dead everywhere; sigmoid and tanh saturate on both sides."
_ = dl.plots.plot_gallery({"step": s.step, "sigmoid": sigmoid, "tanh": tanh}, columns=3)

# %% [markdown] id="gallery-corners-text"
# Those with a corner. PReLU and RReLU have several lines, because their $\alpha$ is learned or drawn.

# %% id="gallery-corners" alt="ReLU, LeakyReLU, PReLU and RReLU, each above its own slope. ReLU is dead left of 0, the others nowhere."
leaky, *learned = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (0.1, 0.25, 0.0, 0.6)]
random_slopes = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (11 / 48, 1 / 8, 1 / 3)]
corners = {"ReLU": relu, "LeakyReLU": leaky, "PReLU": learned, "RReLU": random_slopes}
_ = dl.plots.plot_gallery(corners, columns=4)

# %% [markdown] id="gallery-smooth-text"
# And the smooth ones:

# %% id="gallery-smooth" alt="Softplus, GELU, swish, ELU and SELU, each above its own slope. All saturate on the left and none on the right."
smooth = {"softplus": s.softplus, "GELU": s.gelu, "swish": s.silu, "ELU": s.elu, "SELU": s.selu}
_ = dl.plots.plot_gallery(smooth, columns=5)

# %% [markdown] id="gallery-explained"
# Read the lower curves. Where one is 0, nothing passes. Where it is 1, signals pass unchanged. Which
# ones are zero-centred? Feed them random sums with mean 0 and standard deviation 1.

# %% id="ranges" tags=["claim-L02-21"]
z = np.linspace(-5, 5, 10_001)  # has 0 in the middle
steepest = [float(phi.derivative(z).max()) for phi in (step, sigmoid, tanh, relu)]
dl.claim("The slopes of step, sigmoid, tanh and ReLU reach 0, 1/4, 1 and 1", steepest == [0, 0.25, 1, 1])
sums = np.random.default_rng(12).normal(size=50_000)
selu_mean, selu_std = s.selu(sums).mean(), s.selu(sums).std()
dl.claim("SELU keeps both the mean of 0 and the standard deviation of 1",
         abs(selu_mean) < 0.02 and abs(selu_std - 1) < 0.02)

# %% [markdown] id="selu-explained"
# SELU is made for this: with suitable weights (lesson 09), its two constants keep mean 0 and standard
# deviation 1 from layer to layer.
#
# ### Exercise: the slope of ReLU
#
# ReLU has a corner at 0, and at a corner there is no slope: from the left it is 0, from the right
# it is 1. A program must choose. Keras takes 0; do the same.

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
    print(f"{name}: strongest push at a lead of 0, 8, 20:", [f"{p:.1g}" for p in push[name]])
push_squared, push_cross_entropy = push["squared error"][2], push["cross-entropy"][2]
dl.claim("Confidently wrong: the push has vanished with squares, and is full with cross-entropy",
         push_squared < 1e-6 and push_cross_entropy > 0.99)

# %% [markdown] id="softmax-explained"
# So the softmax at the output is not to blame: the same softmax passes a full gradient with one error and
# none with the other. In hidden layers, what vanishes is the product of slopes and weights of section 5.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Without a non-linear activation function, any number of layers collapses into one.
# - Networks of steps can compute XOR, but they cannot find the weights: the step's slope is 0. Sigmoid
#   and tanh decide like steps and have a slope.
# - In depth, slopes and weights multiply. The product can vanish without a saturated unit, and explode
#   with nearly all units saturated; ReLU is not immune.
# - A ReLU unit is dead when its sum is negative for all inputs; a step that is too long can do that. In
#   the first layer, under plain gradient descent, it stays dead; in later layers it may come back.
# - LeakyReLU and ELU keep a slope on the left, and bring dead units back, if the slope is large enough
#   for the time they get.
# - A function and its start are a pair. ReLU with He's weights is a good first choice for hidden layers;
#   the task decides at the output.

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
# - R. H. R. Hahnloser et al., *Digital selection and analogue amplification coexist in a
#   cortex-inspired silicon circuit*, Nature 405, 2000.
# - C. Dugas et al., *Incorporating second-order functional knowledge for better option pricing*,
#   Advances in Neural Information Processing Systems 13, 2001.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural
#   networks*, AISTATS, 2010.
# - V. Nair and G. E. Hinton, *Rectified linear units improve restricted Boltzmann machines*, ICML,
#   2010.
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
