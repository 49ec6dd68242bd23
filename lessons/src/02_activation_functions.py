# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=20 figure="every activation above its own derivative, dead and saturated zones shaded"
# # Activation functions
#
# In this lesson you exchange the hard step of the perceptron for functions with a slope, and see
# what a network gains by it. You will measure which signals each function lets through and which
# it swallows, kill a whole layer of units and bring it back, and at the end know which function to
# take.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say what an activation function is for, and prove that without one, depth is worth nothing;
# - explain why a network that shall learn needs slopes, and why the step has none to offer;
# - recognise saturated and dead units, count them, and revive them;
# - write the common activation functions and their slopes so that they never overflow;
# - choose an activation function for a hidden layer and for an output.
#
# As before, a line that begins with ✓ is a fact that the cell has just checked.

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
# `dl.scratch` holds the course's own versions, a few lines of NumPy each. In Keras, a layer is told
# its activation function by name, or gets a function of yours. Let us compare: `Dense(4, ...)` is a
# layer of four units, which we ask for five samples of three inputs each. Its weights are random.

# %% id="layer-by-hand" tags=["claim-L02-01"]
def keras_step(z):
    return keras.ops.cast(z > 0, z.dtype)


x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
differences = []
for name in names:
    twin = keras_step if name == "step" else name
    layer = keras.layers.Dense(4, activation=twin, bias_initializer="ones")
    y = keras.ops.convert_to_numpy(layer(x))
    kernel, bias = layer.get_weights()
    phi = getattr(dl.scratch, name)
    differences.append(np.abs(phi(x @ kernel + bias) - y).max())
dl.claim("A layer is a weighted sum followed by an activation function, by hand and in Keras",
         max(differences) < 1e-6)

# %% [markdown] id="bend-question"
# ## 2. Without a bend, depth is worth nothing
#
# Why not leave the activation function out? Then a unit would simply answer $z$. This is called
# the **linear** activation, $\phi(z) = z$. Think of the smallest case: one input, no bias, each
# layer multiplies by a number $c$, and there are three layers.

# %% id="c-cubed" tags=["claim-L02-02"]
c, x = 3.0, np.linspace(-2, 2, 9)
three_layers = c * (c * (c * x))
one_layer = c**3 * x
dl.claim("Three layers that multiply by c are one layer that multiplies by c³",
         np.allclose(three_layers, one_layer))

# %% [markdown] id="matrices-collapse"
# Nothing was gained by stacking them. It is the same with whole layers. If layer 1 computes
# $\mathbf x W_1 + \mathbf b_1$ and layer 2 multiplies that by $W_2$ and adds $\mathbf b_2$, then
# multiply out:
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
# tanh and with ReLU the output bends, and no straight line matches it.

# %% id="only-one-is-straight" tags=["claim-L02-02"]
dl.claim("Without a bend the whole network is a straight line", bent["linear"] < 1e-10)
dl.claim("With tanh or ReLU even the best straight line misses it",
         min(bent["tanh"], bent["relu"]) > 0.1)

# %% [markdown] id="xor-question"
# You know a task that no straight line solves: XOR. Take networks with 8 hidden units and let them
# learn it. Training adjusts their weights in many small steps so that the error shrinks. How this
# works is the subject of lessons 04 to 06; here only the result counts. So that nobody can speak of
# luck, `dl.scratch.mlp` lets twenty networks learn side by side, each with 2 inputs, 8 hidden
# units and 1 output, and each from another random start.
#
# **Predict.** What share of the four points will the linear networks get right, at best? And the
# networks with tanh?

# %% id="xor-with-and-without" tags=["claim-L02-02"]
xor = dl.datasets.logic_gate("xor")
accuracy = {}
for name in ("linear", "tanh"):
    networks = dl.scratch.mlp([2, 8, 1], variants=20, activation=name, output="sigmoid")
    networks.fit(xor.x_train, xor.y_train, epochs=400, optimizer=dl.scratch.Adam(0.05))
    accuracy[name] = networks.accuracy(xor.x_train, xor.y_train)
    print(f"{name:6}  worst {accuracy[name].min():.2f}  best {accuracy[name].max():.2f}")
dl.claim("Eight linear hidden units do not help with XOR: at most 3 of 4 points",
         accuracy["linear"].max() <= 0.75)
dl.claim("With tanh, all twenty networks learn XOR", accuracy["tanh"].min() == 1)

# %% [markdown] id="xor-explained"
# **Explain.** The linear networks collapse to a single unit, and lesson 01 has proved what a single
# unit cannot do. So the activation function must not be linear. This is what **non-linear** means
# here: its graph is no straight line.
#
# ## 3. Why the step is not enough
#
# The step is not linear either, and at the end of lesson 01 three step units computed XOR. Why not
# stay with it? (At exactly 0 its value is a convention; ours is 0, as in lesson 01.) It has two
# weaknesses. The first you can see at once. Imagine the sums of two inputs,
# $z = 1$ and $z = 2$. The second is clearly more promising. What do the units say? Beside the step
# we put the **sigmoid** function, a softened step:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} . $$
#
# The second weakness is that the step has no **slope**. The slope of a function at $z$ says how much
# the output moves when $z$ is nudged: move $z$ up and down by a tiny $h$, and divide the change of
# the output by the change of the input. You did so in lesson 01. (The mathematical name is the
# *derivative*, written $\phi'(z)$; lesson 05 makes it exact.)

# %% id="slope-of-the-step" tags=["claim-L02-03"]
def slope(f, z, h=1e-4):
    return (f(z + h) - f(z - h)) / (2 * h)


step, sigmoid = dl.scratch.step, dl.scratch.sigmoid
z = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0])
slopes = {phi.__name__: slope(phi, z) for phi in (step, sigmoid)}
print("slope of step   ", slopes["step"])
print("slope of sigmoid", slopes["sigmoid"].round(3))
dl.claim("The step has two answers and a jump between them: z = 1 and z = 2 look the same to it",
         step(1) == step(2) and step(1e-9) - step(-1e-9) == 1)
dl.claim("The sigmoid tells z = 2 from z = 1", sigmoid(2) > sigmoid(1))
dl.claim("The step is flat on both sides of its jump: its slope is 0",
         not slopes["step"].any() and slopes["sigmoid"].all())

# %% [markdown] id="why-slopes-matter"
# Why does a slope matter? Because of how networks learn. A network has many weights, and for each of
# them one must know: up or down? The answer is the slope of the error in that weight. If nudging the
# weight up makes the error a little smaller, go up. The slopes of all weights together are called
# the **gradient**.
#
# Take the network for XOR that you know: NAND and OR feed an AND. It has nine numbers, six weights
# and three biases, here all in one array. We give every unit the same activation function, step or
# sigmoid. The error is the mean of the squared differences between output and target.

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
# Turn one knob, the bias of OR, and watch the error. The right value is −2, the black line. Suppose
# the network stands at 1, where the dots are, and asks which way to go.

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
ax.axvline(-2, color="black", lw=1)
ax.set(xlabel="bias of OR", ylabel="error of the network")
_ = ax.legend()

# %% [markdown] id="nine-slopes-question"
# With sigmoid units the dot lies on a hillside: it is clear which way is down. With step units it
# lies on a flat stair. The goal is not far, but nothing near the dot hints at it.
#
# So much for one knob. The gradient needs all nine: nudge one number after the other.

# %% id="gradient-by-nudging"
def gradient(f, p, h=1e-6):
    nudges = h * np.eye(len(p))  # row k nudges number k
    return np.array([(f(p + nudge) - f(p - nudge)) / (2 * h) for nudge in nudges])


# %% [markdown] id="many-settings"
# **Predict.** We measure the gradient at 200 random settings of the nine numbers. At how many
# of them does the step network feel any slope?

# %% id="nine-slopes" tags=["claim-L02-04"]
settings = np.random.default_rng(3).normal(scale=4, size=(200, 9))
feels_slope = {phi: [np.any(gradient(lambda p: error(p, phi), p)) for p in settings]
               for phi in (step, sigmoid)}
dl.claim("Step units can compute XOR", np.array_equal(outputs(by_hand, step), xor.y_train))
dl.claim("But at none of 200 settings does the step network know which way to go",
         not np.any(feels_slope[step]))
dl.claim("With sigmoid units it knows at each of them", np.all(feels_slope[sigmoid]))

# %% [markdown] id="nine-slopes-explained"
# **Explain.** A tiny nudge pushes no sum across its threshold, so no step changes, and the error
# stays exactly what it was. You will often read that replacing the step by another function is the
# key that leads from perceptrons to neural networks. The network of steps was able to compute XOR
# all along. What the other functions add is that a network can *find* its weights.
#
# ## 4. Sigmoid and tanh: steps with a slope
#
# The sigmoid (also: logistic function) squeezes every number into the range between 0 and 1.

# %% id="sigmoid-values" tags=["claim-L02-05"]
print({z: round(float(sigmoid(z)), 5) for z in (-10, -2, 0, 2, 10)})
many = np.linspace(-30, 30, 6001)
dl.claim("All values lie strictly between 0 and 1, and they only rise",
         0 < sigmoid(many).min() and sigmoid(many).max() < 1 and np.all(np.diff(sigmoid(many)) > 0))
dl.claim("At 0 the value is one half", sigmoid(0) == 0.5)
dl.claim("The graph is symmetric about that point", np.allclose(sigmoid(-many), 1 - sigmoid(many)))

# %% [markdown] id="smooth-is-not-accurate"
# You will often read that the sigmoid makes results more accurate because it is smoother than the
# step. Take its answer and decide "yes" above one half. Compare with the step.

# %% id="same-decisions" tags=["claim-L02-07"]
z = np.random.default_rng(4).normal(scale=3, size=1000)
same_decision = (sigmoid(z) > 0.5) == (step(z) > 0.5)
sigmoid_slopes, step_slopes = sigmoid.derivative(z), step.derivative(z)
dl.claim("A thresholded sigmoid decides exactly as the step does", same_decision.all())
dl.claim("What it adds is a slope: above 0 and at most 1/4, while the step's is 0",
         np.all((0 < sigmoid_slopes) & (sigmoid_slopes <= 0.25)) and not step_slopes.any())

# %% [markdown] id="sigmoid-slope"
# For the same weights the decisions are the same. Smoothness does not make an answer better; it
# makes *better weights findable*.
#
# The slope of the sigmoid has a neat formula, which reuses the output: $\sigma'(z) = \sigma(z)\,
# (1 - \sigma(z))$. Every function in `dl.scratch` carries its slope as `.derivative`. Check both
# against nudging.

# %% id="sigmoid-slope-formula"
z = np.linspace(-6, 6, 121)
formula = sigmoid(z) * (1 - sigmoid(z))
dl.claim("The slope of the sigmoid is σ(1 − σ)",
         np.allclose(formula, slope(sigmoid, z), atol=1e-8)
         and np.allclose(formula, sigmoid.derivative(z)))

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
# $\tanh(z) = 2\,\sigma(2z) - 1$.

# %% id="sigmoid-and-tanh" tags=["claim-L02-10"] alt="Sigmoid and tanh above their slopes. Both slopes are bells around 0, of height one quarter for sigmoid and 1 for tanh; the flat zones to the left and right are shaded."
tanh = dl.scratch.tanh
dl.claim("tanh is a stretched sigmoid", np.allclose(tanh(z), 2 * sigmoid(2 * z) - 1, atol=1e-12))
_ = dl.plots.plot_gallery({"sigmoid": sigmoid, "tanh": tanh}, columns=2)

# %% [markdown] id="saturation"
# Below each function you see its slope. Both slopes are largest at 0, and tanh's is four times as
# large as the sigmoid's. In the shaded zones the functions are nearly flat: push $z$ there, and the
# output hardly answers. A unit in such a zone is called **saturated**.

# %% id="slopes-in-the-tails" tags=["claim-L02-08", "claim-L02-10"]
far_out = np.array([0.0, 1.0, 2.0, 5.0, 10.0])
for phi in (sigmoid, tanh):
    slopes = phi.derivative(far_out)
    print("slope of", phi.__name__, [f"{s:.2g}" for s in slopes])
    dl.claim(f"The slope of {phi.__name__} only falls on the way out, to less than 0.0001",
             np.all(np.diff(slopes) < 0) and slopes[-1] < 1e-4)
dl.claim("The slope of sigmoid is never above 1/4", sigmoid.derivative(many).max() == 0.25)

# %% [markdown] id="slopes-multiply"
# ## 5. Slopes multiply
#
# One flat unit is no disaster. But networks are deep, and in depth slopes *multiply*. If a nudge of
# $A$ moves $B$ by a quarter of it, and a nudge of $B$ moves $C$ by a quarter of that, then $A$ moves
# $C$ by a sixteenth. (This is the *chain rule*; lesson 06 builds on it.) Send a number through ten
# sigmoids in a row, and compare the slope of the whole chain, by nudging, with the product of the
# ten slopes on the way.

# %% id="chain-of-ten" tags=["claim-L02-08"]
def chain(z, n=10):
    for _ in range(n):
        z = sigmoid(z)
    return z


on_the_way = [chain(0.5, n) for n in range(10)]
product = np.prod(sigmoid.derivative(on_the_way))
measured = slope(chain, 0.5)
print(f"product of ten slopes {product:.1e}, slope of the chain {measured:.1e}")
dl.claim("The slope of a chain is the product of its slopes", np.isclose(product, measured, rtol=1e-3))
dl.claim("Ten sigmoids let less than a millionth through", product <= 0.25**10 < 1e-6)

# %% [markdown] id="vanishing-question"
# A nudge at the beginning of the chain arrives with less than a millionth of its size. The first
# weight of such a chain would not know which way to go. This is the **vanishing gradient**, described
# by Sepp Hochreiter in 1991.
#
# Is that the whole story? In a network, weights stand between the activation functions, and they
# multiply the signal, too. So let us measure it in real networks: 20 layers of 100 units, random
# weights. The gradient starts at the output and is carried back, layer by layer. On the way it is
# multiplied by the slope of every unit and by every weight. The function below does just that.

# %% id="carry-back"
def carried_back(phi, weight_size, seed=0, depth=20, width=100):
    """Return the size of the gradient after 0, 1, 2, ... layers, as a share of the start."""
    rng = np.random.default_rng(seed)
    kernels = rng.normal(scale=weight_size, size=(depth, width, width))
    h, sums = rng.normal(size=(50, width)), []
    for kernel in kernels:  # forward: 50 random inputs
        sums.append(h @ kernel)
        h = phi(sums[-1])
    g = rng.normal(size=h.shape)  # a random gradient at the output
    sizes = [np.linalg.norm(g)]
    for kernel, z in zip(kernels[::-1], sums[::-1]):  # and back again
        g = (g * phi.derivative(z)) @ kernel.T
        sizes.append(np.linalg.norm(g))
    return np.array(sizes) / sizes[0]


# %% [markdown] id="weight-size-text"
# The weights are drawn from a normal distribution. Its spread is the `weight_size`. A common choice
# is $1/\sqrt{\text{inputs}}$, here $1/\sqrt{100} = 0.1$. For the sigmoid we also try weights ten
# times as large.
#
# **Predict.** Does a network of sigmoids lose its gradient in any case?

# %% id="gradient-through-depth" alt="Size of the gradient over layers passed, on a logarithmic axis. With weights 0.1 it falls steadily below a billionth for sigmoid and stays near 1 for tanh; with weights 1 sigmoid keeps it."
sizes = {"sigmoid": carried_back(sigmoid, 0.1), "tanh": carried_back(tanh, 0.1),
         "sigmoid, weights 10×": carried_back(sigmoid, 1.0)}
fig, ax = plt.subplots(figsize=(9, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(xlabel="layers passed on the way back", ylabel="size of the gradient")

# %% [markdown] id="depth-explained"
# **Explain.** Each layer multiplies by slopes *and* by weights. With the common weights, the
# sigmoid's small slopes win, and after 20 layers practically nothing is left. Larger weights make up
# for small slopes, at a price: they also drive most units into saturation. tanh passes the same
# depth with its gradient alive, because its slope reaches 1, but it is not immune. The next cell
# repeats the measurement with ten other random networks each.

# %% id="gradient-over-seeds" tags=["claim-L02-08", "claim-L02-10"]
def after_20_layers(phi, weight_size):
    return np.array([carried_back(phi, weight_size, seed)[-1] for seed in range(1, 11)])


dl.claim("Sigmoids with weights of 0.1 lose the gradient: less than a billionth is left",
         after_20_layers(sigmoid, 0.1).max() < 1e-9)
dl.claim("tanh keeps more than a tenth", after_20_layers(tanh, 0.1).min() > 0.1)
dl.claim("With weights ten times as large, sigmoids keep more than a hundredth",
         after_20_layers(sigmoid, 1.0).min() > 0.01)
sums = sigmoid(rng.normal(size=(1000, 100))) @ rng.normal(size=(100, 100))
saturated = np.mean(sigmoid.derivative(sums) < 0.05)
dl.claim("but then most of them are saturated", saturated > 0.5)
dl.claim("With weights of half the size, tanh loses the gradient, too",
         after_20_layers(tanh, 0.05).max() < 1e-4)

# %% [markdown] id="zero-centred-text"
# You will often read that the sigmoid makes gradients vanish because its slope is at most 1/4. Now
# you know the fuller truth: what vanishes is a product of slopes and weights.
#
# ## 6. A centre at zero
#
# The sigmoid has another weakness, and it is harder to see. All its values are positive; their
# centre is one half. Those of tanh lie around 0. One says: tanh is **zero-centred**.

# %% id="means-of-outputs" tags=["claim-L02-10"]
z = np.random.default_rng(6).normal(size=100_000)
mean_sigmoid, mean_tanh = sigmoid(z).mean(), tanh(z).mean()
print(f"mean output for random z:  sigmoid {mean_sigmoid:.2f}  tanh {abs(mean_tanh):.2f}")
dl.claim("tanh is centred at 0, sigmoid at one half",
         abs(mean_tanh) < 0.01 and abs(mean_sigmoid - 0.5) < 0.01)

# %% [markdown] id="one-sign-text"
# Why should a centre matter? Think of a unit in the *next* layer. Its inputs are the outputs
# $h_1, h_2, \dots$ of this one. For one sample, the gradient for its weights is a number $\delta$
# (delta: how much the error would change with the unit's sum $z$), times these inputs:
# $\delta h_1, \delta h_2, \dots$ If all inputs are positive, all these products have the sign of
# $\delta$. So all weights go up together, or all go down together.
#
# Count how often this happens, for a unit with 5 inputs and random sums and deltas. Training often
# averages the gradient over a few dozen samples, a *mini-batch*, before it takes a step. So count
# that as well.

# %% id="one-sign"
def share_of_one_sign(phi, batch, draws=1000, seed=7):
    rng = np.random.default_rng(seed)
    h = phi(rng.normal(size=(draws, batch, 5)))
    delta = rng.normal(size=(draws, batch, 1))
    gradients = np.mean(delta * h, axis=1)
    return np.mean(np.abs(np.sign(gradients).sum(axis=1)) == 5)


shares = {name: share_of_one_sign(phi, batch) for name, phi, batch in [
    ("sigmoid, one sample", sigmoid, 1), ("sigmoid, batch of 32", sigmoid, 32),
    ("tanh, one sample", tanh, 1)]}
for name, share in shares.items():
    print(f"{name:21} {share:4.0%}")

# %% [markdown] id="one-sign-explained"
# With sigmoid inputs and single samples it happens every time. With tanh inputs it is chance: five
# coins show the same side in 2 of 32 cases. The batch lies in between: its samples have deltas of
# both signs, and averaging mixes them.

# %% id="one-sign-claims" tags=["claim-L02-09"]
always, sometimes, rarely = shares.values()
dl.claim("Behind sigmoids, the weights of a unit all move the same way at every single sample",
         always == 1)
dl.claim("Behind tanh they rarely do", rarely < 0.12)
dl.claim("Averaging over a batch weakens the effect, and does not remove it", 0.4 < sometimes < 0.9)

# %% [markdown] id="zigzag-question"
# What does that do to learning? Watch the path of two weights. A linear unit starts at weights
# $(-1, 1)$, and the right weights are $(1, -1)$: one must grow, the other shrink. With positive
# inputs no single step can do that. Each sample moves the weights by
# $-\text{rate} \cdot \delta \cdot \mathbf h$, and $\delta$ is the amount by which the unit's
# output is too large.
#
# **Predict.** What path will the weights take?

# %% id="zigzag"
goal, start, rate = np.array([1.0, -1.0]), np.array([-1.0, 1.0]), 0.6


def walk(inputs):
    path = [start]
    for h in inputs:  # one batch of inputs, shape (batch, 2)
        delta = h @ (path[-1] - goal)
        path.append(path[-1] - rate * delta @ h / len(h))
    return np.array(path)


# %% [markdown] id="zigzag-picture-text"
# Three paths: behind sigmoids and behind tanh, with one sample at a time, and behind sigmoids with
# batches of 32. Each dot is one step. Hatched are the two quarters that a step on one sample cannot
# reach from the start, if its inputs are positive. The goal lies in one of them.

# %% id="zigzag-picture" alt="Three paths from start to goal. Behind sigmoids, single samples make the path zigzag between up-right and down-left. Behind tanh it is short. Averaged over a batch it is nearly straight."
z = np.random.default_rng(8).normal(scale=1.5, size=(120, 32, 2))
paths = {"sigmoid, one sample": walk(sigmoid(z[:, :1])), "tanh, one sample": walk(tanh(z[:, :1])),
         "sigmoid, batch of 32": walk(sigmoid(z))}
fig, axes = plt.subplots(1, 3, figsize=(10, 4), sharey=True)
for ax, (name, path) in zip(axes, paths.items()):
    dl.plots.plot_weight_path(path, goal, ax=ax)
    ax.set(title=name, xlim=(-1.7, 1.7), ylim=(-1.7, 1.7))
    ax.label_outer()

# %% [markdown] id="zigzag-explained"
# **Explain.** The only way to go down-right is to alternate: up-right, down-left, up-right. Inputs
# around zero allow every direction. And a batch of samples averages much of the zigzag away. Compare
# the lengths of the paths, over fifty other draws of the samples.

# %% id="zigzag-over-seeds" tags=["claim-L02-09"]
def detour(path):
    """Return the length of the path, as a multiple of the straight way."""
    return np.linalg.norm(np.diff(path, axis=0), axis=1).sum() / np.linalg.norm(goal - start)


draws = 1.5 * np.random.default_rng(9).normal(size=(50, 120, 32, 2))
zigzag = np.array([detour(walk(sigmoid(z[:, :1]))) for z in draws])
averaged = np.array([detour(walk(sigmoid(z))) for z in draws])
dl.claim("With single samples, inputs that are not zero-centred make the path much longer",
         zigzag.min() > 1.5)
dl.claim("With batches of 32 it is nearly straight", averaged.max() < 1.2)

# %% [markdown] id="relu-text"
# So the effect is real, but with mini-batches it is milder than is often said.
#
# ## 7. ReLU: half of a straight line
#
# What would an activation function look like whose slope does not fade? A straight line has slope 1
# everywhere, but it must bend somewhere, or depth is worth nothing. The simplest bend is one corner:
#
# $$ \operatorname{ReLU}(z) = \max(0, z) . $$
#
# The **rectified linear unit** passes what is positive and silences the rest. Electronics knows it
# as a rectifier. Kunihiko Fukushima used it in 1969, Richard Hahnloser and colleagues built it into a
# brain-like circuit in 2000, and Vinod Nair and Geoffrey Hinton made it popular in 2010.

# %% id="relu-values" tags=["claim-L02-11"]
relu = dl.scratch.relu
z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
print("relu:", relu(z))
far = np.array([1.0, 10.0, 1000.0])
for phi in (relu, sigmoid):
    print("slope at 1, 10, 1000: ", phi.__name__, [f"{s:.1g}" for s in phi.derivative(far)])
dl.claim("ReLU is the input where that is positive, and else 0", relu(z).tolist() == [0, 0, 0, 1, 2])
dl.claim("For positive inputs it does not saturate: its slope stays 1, however far out",
         np.all(relu.derivative(far) == 1))

# %% [markdown] id="cost-text"
# It is also cheap. There is no exponential in it, only a comparison; sigmoid, tanh and the ELU of
# section 10 need one exponential for each number. Do not overrate this: in a layer with 1000 inputs,
# each unit multiplies a thousand times before it applies its activation function once.
#
# ### Exercise: the slope of ReLU
#
# ReLU has a corner at 0, and at a corner there is no slope: from the left it is 0, from the right
# it is 1. A program must choose. Keras takes 0, and so shall you.

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

# %% [markdown] id="relu-depth-question"
# Now send gradients back through 20 layers of ReLU, with four different weight sizes. The last one,
# $\sqrt{2/\text{inputs}}$, was proposed for ReLU by Kaiming He and colleagues in 2015; lesson 09
# derives it.
#
# **Predict.** ReLU's slope is 1. Is the gradient safe?

# %% id="relu-through-depth" alt="Size of the gradient over layers passed, on a logarithmic axis. With ReLU it stays near 1 only for weights of He's size; for smaller weights it vanishes, for larger ones it explodes."
weight_sizes = {"0.01": 0.01, "0.1": 0.1, "He: √(2/100)": np.sqrt(2 / 100), "1": 1.0}
sizes = {name: carried_back(relu, size) for name, size in weight_sizes.items()}
fig, ax = plt.subplots(figsize=(9, 4.5))
dl.plots.plot_signal_through_depth(sizes, ax=ax)
_ = ax.set(xlabel="layers passed on the way back", ylabel="size of the gradient")

# %% [markdown] id="relu-depth-explained"
# **Explain.** The slope is 1 only on the active side. About half of the units are silent for a given
# input and pass nothing. What the others pass is multiplied by the weights. If these are too small,
# the gradient vanishes with ReLU as well. If they are too large, it grows without bound: the
# **exploding gradient**.

# %% id="relu-over-seeds" tags=["claim-L02-14"]
left = {name: after_20_layers(relu, size) for name, size in weight_sizes.items()}
dl.claim("ReLU is not immune: weights of 0.01 make the gradient vanish", left["0.01"].max() < 1e-20)
dl.claim("Weights of 1 make it explode", left["1"].min() > 1e12)
dl.claim("With He's weights it keeps its size within a factor of five",
         0.2 < left["He: √(2/100)"].min() and left["He: √(2/100)"].max() < 5)
active = relu.derivative(np.random.default_rng(0).normal(size=(1000, 100)))
dl.claim("About half of the units are active", 0.45 < active.mean() < 0.55)

# %% [markdown] id="dying-text"
# ## 8. Units that die
#
# ReLU's strength has a dark side. On the left its slope is exactly 0. If the sum $z$ of a unit is
# negative for *every* input that it ever sees, its output is always 0, no nudge of its weights
# changes anything, and so training never changes them again. The unit is **dead**; one speaks of
# the **dying ReLU**.
#
# You will often read that a ReLU dies when its weights become negative. Look closer, at two units:
# one with negative weights that sees inputs between −1 and 1, and one with positive weights that
# sees inputs between 0 and 1.

# %% id="what-kills-a-relu" tags=["claim-L02-13"]
rng = np.random.default_rng(10)
both_signs, positive = rng.uniform(-1, 1, size=(1000, 2)), rng.uniform(0, 1, size=(1000, 2))


def active_share(x, w, b):
    return np.mean(x @ np.array(w) + b > 0)


negative_weights = active_share(both_signs, w=[-1, -2], b=0)
low_bias = active_share(positive, w=[1, 1], b=-5)
print(f"negative weights: active for {negative_weights:.0%} of the inputs")
print(f"positive weights, bias −5: active for {low_bias:.0%}")
dl.claim("Negative weights alone do not kill: this unit is active for about half of the inputs",
         0.4 < negative_weights < 0.6)
dl.claim("Positive weights do not save: with a bias of −5 this one is never active", low_bias == 0)

# %% [markdown] id="dead-gradient-text"
# What counts is the sum, for all inputs. Check that the dead unit cannot learn: let its output be
# wrong for every input, and nudge its weights and its bias.

# %% id="dead-unit-feels-nothing" tags=["claim-L02-13"]
def unit_error(p, phi, target=1):
    y = phi(positive @ p[:2] + p[2])
    return np.mean((y - target) ** 2)


dead = np.array([1.0, 1.0, -5.0])  # two weights and the bias
feels = gradient(lambda p: unit_error(p, relu), dead)
dl.claim("A dead unit feels no slope, although all its answers are wrong",
         not np.any(feels) and unit_error(dead, relu) == 1)

# %% [markdown] id="how-units-die"
# How does a unit get there? Often by one step that was too large. This unit is healthy. It should
# answer 0, and takes one step downhill, with a learning rate that is a hundred times too bold.

# %% id="one-step-too-far" tags=["claim-L02-13"]
healthy = np.array([1.0, 1.0, 0.0])
uphill = gradient(lambda p: unit_error(p, relu, target=0), healthy)
hit = healthy - 10.0 * uphill
shares = [active_share(positive, w=p[:2], b=p[2]) for p in (healthy, hit)]
print("active before the step: {:.0%}, after it: {:.0%}".format(*shares))
dl.claim("One step that is too large can kill a ReLU", shares == [1, 0])

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

# %% [markdown] id="leaky-text"
# ## 9. A way back: leaky, learned, random, curved
#
# The cure is to leave a slope on the left. Here are four ways to do it.
#
# **Leaky ReLU** (Andrew Maas and colleagues, 2013) multiplies what is negative by a small fixed
# number $\alpha$ (alpha), the *negative slope*, instead of silencing it. It is often written
# $\max(\alpha z, z)$. Try this formula with $\alpha = 0.01$ and with $\alpha = 2$. (Nobody uses a
# slope of 2, but the next function *learns* its slope and may arrive anywhere.)

# %% id="max-formula" tags=["claim-L02-16"]
z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
formula = {alpha: np.maximum(alpha * z, z) for alpha in (0.01, 2)}
in_keras = {alpha: np.array(keras.layers.LeakyReLU(negative_slope=alpha)(z)) for alpha in (0.01, 2)}
for alpha in (0.01, 2):
    print(f"alpha {alpha}:  max formula {formula[alpha]}   Keras {in_keras[alpha].round(2)}")
dl.claim("max(αz, z) is right for a small α",
         np.allclose(formula[0.01], in_keras[0.01]))
dl.claim("For α = 2 it takes the wrong branch everywhere but at 0",
         np.array_equal(formula[2] == in_keras[2], z == 0))

# %% [markdown] id="leaky-explained"
# The larger of $\alpha z$ and $z$ is the right branch only if $0 \le \alpha \le 1$. And you may read
# that leaky ReLU is needed because ReLU "converges to 0" on the left. It *is* 0 there, and what hurts
# is not the value 0 but the slope 0. (`.fix` sets the negative slope once for all.)

# %% id="leaky-slope" tags=["claim-L02-16"]
leaky = dl.scratch.leaky_relu.fix(negative_slope=0.01)
print("slope at −1:  relu", relu.derivative(-1.0), "  leaky", leaky.derivative(-1.0))
feels = gradient(lambda p: unit_error(p, leaky), dead)
dl.claim("Left of 0, ReLU has slope 0 and leaky ReLU has slope α",
         relu.derivative(-1.0) == 0 and leaky.derivative(-1.0) == 0.01)
dl.claim("The dead unit of section 8 feels a slope again, in every weight", np.all(feels))

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

# %% [markdown] id="prelu-text"
# **PReLU**, the parametric ReLU (He and colleagues, 2015), does not fix $\alpha$: it is one more
# number that training adjusts. Keras gives each unit its own $\alpha$ and starts it at 0. In layers
# that see images, `shared_axes` lets many units share one. How many numbers does it add?

# %% id="prelu-parameters" tags=["claim-L02-18"]
own, shared = keras.layers.PReLU(), keras.layers.PReLU(shared_axes=[1])
own.build((None, 7))
shared.build((None, 7))
digits_layer = keras.layers.Dense(64)
digits_layer.build((None, 64))
print("7 units:", own.count_params(), "  shared:", shared.count_params(),
      "  weights and biases of a layer of 64 units on 64 inputs:", digits_layer.count_params())
dl.claim("PReLU adds one number per unit, or one for all if they share it",
         own.count_params() == 7 and shared.count_params() == 1)
added = 64 / digits_layer.count_params()
dl.claim("One slope per unit adds less than 2 % to the layer's learned numbers", added < 0.02)

# %% [markdown] id="prelu-risk"
# You will often read that PReLU risks **overfitting** (learning the training data by heart) when
# data are few. Every learned number adds to that risk, but compare the counts: a layer of 64 units
# on 64 inputs gets 64 slopes beside its thousands of weights. At the end of this section
# you will see what the slopes become.
#
# **RReLU**, the randomised ReLU (Bing Xu and colleagues, 2015), draws $\alpha$ at random for every
# entry, every time, from a range such as 1/8 to 1/3. That is meant for training alone: a little noise
# keeps the network from relying on details. When the network is *used*, it must answer the same
# question the same way, and $\alpha$ is fixed to the middle of the range. Keras has no such layer;
# `dl.layers.RReLU` is ours.

# %% id="rrelu-two-behaviours" tags=["claim-L02-17"]
rrelu = dl.layers.RReLU(lower=1 / 8, upper=1 / 3, seed=0)
minus_ones = -np.ones(1000, dtype="float32")
drawn = -np.array(rrelu(minus_ones, training=True))
used = [-np.array(rrelu(minus_ones, training=False)) for _ in range(2)]
print(f"training: slopes from {drawn.min():.2f} to {drawn.max():.2f};  in use: {used[0].mean():.4f}")
dl.claim("In training the slopes are random, within the range",
         1 / 8 <= drawn.min() and drawn.max() <= 1 / 3 and drawn.std() > 0)
middle = (1 / 8 + 1 / 3) / 2
dl.claim("In use every call gives the same: the middle of the range",
         np.array_equal(*used) and np.allclose(used[0], middle))

# %% [markdown] id="rrelu-picture-text"
# The two behaviours as a picture: each dot is one answer during training, the line is the answer in
# use.

# %% id="rrelu-picture" alt="RReLU: for negative inputs the answers in training are a fan of dots between two slopes; the answer in use is one straight line through the middle of the fan."
x = np.linspace(-4, 4, 600, dtype="float32")
fig, ax = plt.subplots(figsize=(8, 4))
ax.plot(x, np.array(rrelu(x, training=True)), ".", markersize=4, label="in training")
ax.plot(x, np.array(rrelu(x)), "--", label="in use")
ax.set(xlabel="$z$", ylabel="output")
_ = ax.legend()

# %% [markdown] id="elu-text"
# **ELU**, the exponential linear unit (Djork-Arné Clevert and colleagues, 2016), replaces the left
# half by a curve: $\operatorname{ELU}(z) = z$ for $z > 0$ and $\alpha\,(e^z - 1)$ elsewhere. It
# saturates on the far left, at $-\alpha$. With $\alpha = 1$ it has no corner. And because its left
# side is negative, its outputs lie nearer to zero (remember section 6).

# %% id="elu" tags=["claim-L02-19"]
elu = dl.scratch.elu
z = np.random.default_rng(11).normal(size=100_000)
means = {phi.__name__: phi(z).mean() for phi in (relu, leaky, elu)}
print("mean output:", {name: round(float(mean), 1) for name, mean in means.items()})
dl.claim("ELU follows its formula: ELU(−2) is exp(−2) − 1, ELU(2) is 2",
         np.isclose(elu(-2.0), np.exp(-2) - 1) and elu(2.0) == 2)
dl.claim("With α = 1 its slopes from the left and from the right meet at 0",
         np.isclose(elu.derivative(-1e-9), elu.derivative(1e-9)))
dl.claim("Its mean output is less than half as far from 0 as that of ReLU",
         abs(means["elu"]) < 0.5 * means["relu"])

# %% [markdown] id="exercise-elu-text"
# Its price is the exponential, as you measured in section 7. The paper reports that networks with
# ELU learn faster and end up better. That was found by experiment, on certain tasks; it is no law.
#
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

# %% [markdown] id="rescue-text"
# ### The rescue
#
# Now the test. We build a network for the digits of lesson 01, with 64 hidden units, and start it as
# badly as we can: every bias is −3, so that not one hidden unit is active for any of the training
# images. Four copies of it, all with the same weights, get four different activation functions.
# They lie side by side in one Keras model, so that one `fit` trains them all. (`SGD` is gradient
# descent, lesson 05, and `sparse_categorical_crossentropy` is an error for classes, lesson 04.)

# %% id="bad-start"
digits = dl.datasets.load_digits(flat=True)
pixels = keras.Input((64,))
kinds = {"ReLU": keras.layers.ReLU(), "LeakyReLU": keras.layers.LeakyReLU(negative_slope=0.1),
         "PReLU": keras.layers.PReLU(), "ELU": keras.layers.ELU()}
hidden = {name: keras.layers.Dense(64, kernel_initializer=keras.initializers.GlorotUniform(seed=0),
                                   bias_initializer=keras.initializers.Constant(-3.0))
          for name in kinds}
sums = {name: hidden[name](pixels) for name in kinds}
scores = {name: keras.layers.Dense(10, activation="softmax")(kinds[name](sums[name]))
          for name in kinds}
four_networks, all_sums = keras.Model(pixels, scores), keras.Model(pixels, sums)

# %% [markdown] id="rescue-count-text"
# We count the hidden units that are positive for at least one training image, and keep a copy of the
# weights.

# %% id="count-before"
def active_units():
    return {name: int(np.any(keras.ops.convert_to_numpy(z) > 0, axis=0).sum())
            for name, z in all_sums(digits.x_train).items()}


before = active_units()
weights_before = {name: layer.get_weights()[0] for name, layer in hidden.items()}
print("active units before training:", before)
dl.claim("At the start, no hidden unit is active for any image", not any(before.values()))

# %% [markdown] id="rescue-question"
# **Predict.** Which of the four networks will learn to read digits?

# %% id="rescue" tags=["claim-L02-13", "claim-L02-16", "claim-L02-18", "claim-L02-19"]
four_networks.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
four_networks.fit(digits.x_train, {name: digits.y_train for name in kinds}, epochs=20, verbose=0)
found = four_networks.predict(digits.x_test, verbose=0)
answers = {name: np.argmax(shares, axis=1) for name, shares in found.items()}
accuracy = {name: np.mean(answers[name] == digits.y_test) for name in kinds}
moved = {name: int(np.any(hidden[name].get_weights()[0] != weights_before[name], axis=0).sum())
         for name in kinds}
print("hidden units whose weights have changed:", moved)
dl.claim("Not one weight of the dead ReLU layer has changed", moved["ReLU"] == 0)
dl.claim("Its network gives the same answer for every image", np.unique(answers["ReLU"]).size == 1)
revived = min(accuracy["LeakyReLU"], accuracy["PReLU"], accuracy["ELU"])
dl.claim("LeakyReLU, PReLU and ELU revive the network: most digits are read", revived > 0.5)

# %% [markdown] id="rescue-picture-text"
# On the left, how many units have come back to being active for some image; on the right, the share
# of test images that are read correctly. The line marks what guessing would give.

# %% id="rescue-picture" alt="Two bar charts for ReLU, LeakyReLU, PReLU and ELU. Active units after training: none for ReLU, some for the others. Accuracy: ReLU at the level of guessing, the others far above it."
COLORS, after = dl.plots.COLORS, active_units()
fig, axes = plt.subplots(1, 2, figsize=(10, 4))
for ax, heights in zip(axes, (after, accuracy)):
    ax.bar(list(kinds), list(heights.values()), color=[COLORS["grey"]] + 3 * [COLORS["blue"]])
axes[0].set(ylabel="active units after training", ylim=(0, 64))
axes[1].set(ylabel="accuracy on test images", ylim=(0, 1))
_ = axes[1].axhline(0.1, color="black", lw=1)

# %% [markdown] id="rescue-explained"
# **Explain.** Three networks learned, from a start at which nothing worked. PReLU is the surprise:
# its $\alpha$ starts at 0, so it *is* a ReLU at first. But $\alpha$ itself feels a slope, since
# changing it changes the output for every negative sum. Once it has left 0, the weights feel one, too.
#
# And notice how few units are active in the usual sense. The others work on their left side. Here is
# what PReLU learned: the function of each of its 64 units.

# %% id="what-prelu-learned" tags=["claim-L02-18"] alt="64 curves through the origin, one per unit. On the right all are the same line of slope 1. On the left they fan out from steeply falling to steeply rising."
alpha = kinds["PReLU"].get_weights()[0]
z = np.linspace(-2, 2, 201)
fig, ax = plt.subplots(figsize=(8, 4))
ax.plot(z, dl.scratch.prelu(z[:, None], alpha), color=COLORS["blue"], lw=1, alpha=0.6)
ax.set(xlabel="$z$", ylabel="output of each unit", ylim=(-5, 5))
dl.claim("PReLU has learned its slopes: all have left 0, some upwards, some downwards",
         np.all(alpha != 0) and alpha.min() < -0.1 and alpha.max() > 0.1)
dl.claim("Some even lie outside of 0 to 1, where the max formula fails",
         np.any((alpha < 0) | (alpha > 1)))

# %% [markdown] id="family-text"
# ## 10. The whole family
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
#
# And here they are, each above its own slope. Take your time with this picture. Grey and hatched is
# where the slope is exactly 0: a unit all of whose sums lie there is dead. Yellow is where a unit is
# saturated. PReLU and RReLU have several lines, because their $\alpha$ is learned or drawn.

# %% id="gallery" alt="Twelve activation functions, each above its own slope. The step is dead everywhere, ReLU left of 0. Sigmoid and tanh saturate on both sides, softplus, GELU, swish, ELU and SELU on the left; leaky kinds nowhere."
s = dl.scratch
leaky, *learned = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (0.1, 0.25, 0.0, 0.6)]
drawn = [s.leaky_relu.fix(negative_slope=alpha) for alpha in (middle, 1 / 8, 1 / 3)]
family = {"step": s.step, "sigmoid": s.sigmoid, "tanh": s.tanh, "softplus": s.softplus,
          "GELU": s.gelu, "swish": s.silu, "ReLU": s.relu, "LeakyReLU": leaky,
          "PReLU": learned, "RReLU": drawn, "ELU": s.elu, "SELU": s.selu}
_ = dl.plots.plot_gallery(family)

# %% [markdown] id="gallery-explained"
# Read the lower curves. Where one is 0, learning stops. Where it is small, learning crawls. Where it
# is 1, signals pass unchanged. The pictures are only worth something if the functions are right, so
# check the ranges first.

# %% id="ranges" tags=["claim-L02-21"]
z = np.linspace(-5, 5, 10_001)  # has 0 in the middle
dl.claim("step takes the values 0 and 1, sigmoid lies in (0, 1), tanh in (−1, 1), ReLU in [0, ∞)",
         set(step(z)) == {0, 1} and 0 < sigmoid(z).min() < sigmoid(z).max() < 1
         and -1 < tanh(z).min() < tanh(z).max() < 1 and relu(z).min() == 0)
steepest = [float(phi.derivative(z).max()) for phi in (step, sigmoid, tanh, relu)]
print("largest slopes of step, sigmoid, tanh, relu:", steepest)
dl.claim("Their slopes reach 0, 1/4, 1 and 1", steepest == [0, 0.25, 1, 1])
lowest = np.array([s.gelu(z).min(), s.silu(z).min(), s.selu(-50.0)])
dl.claim("GELU dips to −0.17, swish to −0.28, and SELU ends at −1.76",
         np.array_equal(lowest.round(2), [-0.17, -0.28, -1.76]))

# %% [markdown] id="zero-centred-question"
# Which ones are zero-centred? Feed them random sums with mean 0 and spread 1, and look at the mean of
# what comes out.

# %% id="zero-centred" tags=["claim-L02-10", "claim-L02-19"]
sums = np.random.default_rng(12).normal(size=50_000)
for name, members in family.items():
    phi = members if name not in ("PReLU", "RReLU") else members[0]
    print(f"{name:10} mean output {abs(phi(sums).mean()):.1f}")
dl.claim("tanh and SELU are zero-centred",
         abs(tanh(sums).mean()) < 0.02 and abs(s.selu(sums).mean()) < 0.02)
dl.claim("SELU keeps the spread at 1, too", abs(s.selu(sums).std() - 1) < 0.02)

# %% [markdown] id="parity-text"
# SELU is made for this: with suitable weights (lesson 09), its two constants keep mean 0 and spread 1
# from layer to layer.
#
# Last, check every function and every slope against Keras and against nudging. (We leave out 0, where
# some functions have a corner.)

# %% id="parity" tags=["claim-L02-21"]
off_by, slope_off_by = [], []
z = np.linspace(-5, 5, 1000)
for name in ("sigmoid", "tanh", "softplus", "gelu", "silu", "relu", "leaky_relu", "elu", "selu"):
    ours = getattr(dl.scratch, name)
    keras_function = getattr(keras.activations, name)
    theirs = keras.ops.convert_to_numpy(keras_function(keras.ops.convert_to_tensor(z, "float32")))
    off_by.append(np.abs(ours(z.astype("float32")) - theirs).max())
    slope_off_by.append(np.abs(ours.derivative(z) - slope(ours, z)).max())
dl.claim("Nine functions equal their twins in Keras", max(off_by) < 2e-6)
dl.claim("Their slopes equal what nudging measures", max(slope_off_by) < 1e-6)

# %% [markdown] id="demo-text"
# ### Play
#
# Choose a function, move $z$, and see the tangent and its slope. Then let the gradient pass through
# several layers.

# %% id="demo" alt="A snapshot of the demo: the sigmoid with a tangent at a chosen z, its slope below, and a chain of bars that shrink from layer to layer."
dl.demos.activation_explorer()

# %% [markdown] id="softmax-text"
# ## 11. At the output: functions of a whole vector
#
# So far we spoke of hidden layers. At the output, the task decides. For one yes-or-no question, the
# sigmoid is right: its value lies between 0 and 1. For "which digit is it?" there are ten outputs
# that must share one truth, and the network above used **softmax** for that:
#
# $$ \operatorname{softmax}(\mathbf z)_k = \frac{e^{z_k}}{\sum_i e^{z_i}} . $$
#
# It turns the scores into shares that sum to 1. Lesson 03 looks at it closely. You will read that
# softmax and activation functions are different things, or that the sigmoid "is used as softmax".
# Let us sort that out.

# %% id="sigmoid-and-softmax" tags=["claim-L02-06"]
softmax = dl.scratch.softmax
z = np.linspace(-8, 8, 33)
two_classes = np.array([softmax([score, 0.0])[0] for score in z])
scores_of_three = np.array([2.0, 1.0, 0.0])
print("softmax :", softmax(scores_of_three).round(2), "  sum", softmax(scores_of_three).sum().round(2))
print("sigmoids:", sigmoid(scores_of_three).round(2), "  sum", sigmoid(scores_of_three).sum().round(2))
dl.claim("The sigmoid is the softmax of two scores, one of them fixed to 0",
         np.allclose(two_classes, sigmoid(z), atol=1e-12))
dl.claim("Softmax sums to 1; separate sigmoids need not",
         np.isclose(softmax(scores_of_three).sum(), 1) and sigmoid(scores_of_three).sum() > 2)

# %% [markdown] id="softmax-or-sigmoid"
# So softmax is the sigmoid's extension to many classes. Take softmax if the classes exclude each
# other, as digits do. Take one sigmoid per question if several can be true at once: is there a dog in
# the picture? is there a cat?
#
# Softmax is an activation function, too, but of another kind. The others work **element-wise**: each
# output depends on its own $z$ alone. Nudge every input, one after the other, and note how every
# output moves. This table of slopes is called the **Jacobian matrix**.

# %% id="jacobians" alt="Two 4 by 4 tables of slopes. For sigmoid only the diagonal is filled. For softmax every cell is filled: each input moves each output."
z = np.array([1.0, 0.5, 0.0, -0.5])
tables = {"sigmoid": np.diag(sigmoid.derivative(z)), "softmax": softmax.jacobian(z)}
off_by = [np.abs(table - gradient(f, z).T).max()
          for f, table in zip((sigmoid, softmax), tables.values())]
fig, axes = plt.subplots(1, 2, figsize=(10, 4.2))
for ax, (name, table) in zip(axes, tables.items()):
    dl.plots.plot_jacobian(table, ax=ax)
    ax.set_title(name)

# %% [markdown] id="jacobians-explained"
# Each number says how far the output of its row moves when the input of its column is nudged. In the
# softmax, a higher score takes something away from all others. That is the difference: it is
# **vector-valued**, while sigmoid, tanh, ReLU and the rest look at one number at a time.

# %% id="vector-or-element" tags=["claim-L02-20"]
diagonal = np.eye(4, dtype=bool)
dl.claim("Nudging gives the same tables as the formulas", max(off_by) < 1e-8)
dl.claim("Sigmoid is element-wise: only the diagonal is not 0",
         np.array_equal(tables["sigmoid"] != 0, diagonal))
dl.claim("Softmax is not: each score moves every output, the others downwards",
         np.all(tables["softmax"][diagonal] > 0) and np.all(tables["softmax"][~diagonal] < 0))

# %% [markdown] id="does-softmax-vanish"
# One more thing is often said: that softmax, like the sigmoid, makes gradients vanish. Put it to the
# test. Let the right class be the first, and let a wrong one lead by 0, 8 or 20 points. How strongly
# is the network told to change its scores? That depends on how the error is counted. Lesson 04 treats
# two ways: the *squared error* of the shares, and the *cross-entropy*, which is $-\ln$ of the share
# that the right class got.

# %% id="confident-and-wrong"
target = np.array([1.0, 0.0, 0.0])
errors = {"squared error": lambda z: np.sum((softmax(z) - target) ** 2),
          "cross-entropy": lambda z: -np.log(softmax(z)[0])}
push = {}
for name, f in errors.items():
    for lead in (0.0, 8.0, 20.0):
        z = np.array([0.0, lead, 0.0])
        push[name, lead] = np.abs(gradient(f, z, h=1e-3)).max()
    print(f"{name}: strongest push at a lead of 0, 8, 20:",
          [f"{push[name, lead]:.1g}" for lead in (0.0, 8.0, 20.0)])

# %% [markdown] id="confident-and-wrong-explained"
# The more confident the mistake, the *weaker* the push under the squared error: there the gradient
# does vanish. With the cross-entropy it does not. The reason is a small miracle of algebra that
# lesson 06 derives: the gradient is simply $\mathbf y - \mathbf t$, output minus target.

# %% id="no-vanishing-with-cross-entropy" tags=["claim-L02-15"]
nudged = gradient(errors["cross-entropy"], z)
dl.claim("With cross-entropy the gradient is output minus target",
         np.allclose(nudged, softmax(z) - target, atol=1e-6))
dl.claim("Confidently wrong, softmax with cross-entropy is pushed as hard as can be",
         push["cross-entropy", 20.0] > 0.99)
dl.claim("With the squared error the push has vanished", push["squared error", 20.0] < 1e-6)

# %% [markdown] id="which-one-question"
# So do not blame the softmax at the output. What hurts deep networks are saturated units in the
# *hidden* layers, and a saturated output combined with the squared error.
#
# ## 12. Which one?
#
# You will read that ReLU is the most used activation function and has replaced the sigmoid. Let us
# see, on the real digits: networks with four hidden layers of 64 units each, and the functions
# sigmoid, tanh and ReLU. Five networks each, from five random starts, five passes through the images.
#
# **Predict.** In which order do they come in?

# %% id="contest"
x, y = digits.x_train[:1344], digits.y_train[:1344]  # 42 whole batches of 32
curves = {}
for name in ("sigmoid", "tanh", "relu"):
    networks = dl.scratch.mlp([64, 64, 64, 64, 64, 10], variants=5, activation=name)
    adam = dl.scratch.Adam(0.001)
    curves[name] = []
    for epoch in range(5):
        networks.fit(x, y, epochs=1, optimizer=adam, seed=epoch)
        curves[name].append(networks.accuracy(digits.x_test, digits.y_test))

# %% [markdown] id="contest-picture-text"
# Each thin line is one network.

# %% id="contest-picture" tags=["claim-L02-12"] alt="Accuracy on test images over five epochs. The ten networks with tanh and ReLU rise together and end close to each other near the top; the five with sigmoid stay far below."
fig, ax = plt.subplots(figsize=(8, 4.5))
for (name, curve), style in zip(curves.items(), ("o-", "s--", "^:")):
    lines = ax.plot(range(1, 6), curve, style, color=f"C{list(curves).index(name)}", lw=1.5)
    lines[0].set_label(name)
ax.set(xlabel="epoch", ylabel="accuracy on test images", ylim=(0, 1), xticks=range(1, 6))
ax.legend(loc="center right")
final = {name: np.array(curve[-1]) for name, curve in curves.items()}
dl.claim("With sigmoid, every network is far behind after the same number of steps",
         final["sigmoid"].max() < 0.75 < 0.85 < min(final["tanh"].min(), final["relu"].min()))
dl.claim("They do learn, slowly: all in all they are better than guessing",
         final["sigmoid"].mean() > 0.12)
dl.claim("ReLU is not ahead of tanh here", final["relu"].mean() < final["tanh"].mean() + 0.01)

# %% [markdown] id="how-to-choose"
# **Explain.** You know from section 5 what sigmoids do to a gradient, layer after layer. These networks
# do learn, but slowly. ReLU and tanh both work. So "ReLU is the best" is too simple. It is the usual
# *first choice* for hidden layers, since it is cheap and, with He's weights, keeps its gradient alive
# through many layers. The sigmoid has not disappeared; it moved to the places where a value between
# 0 and 1 is wanted.
#
# | where | take | because |
# |---|---|---|
# | hidden layers, fully connected or convolutional | ReLU | cheap, slope 1; start with He's weights |
# | the same, and many units die | LeakyReLU, PReLU, ELU | they keep a slope on the left |
# | hidden layers of transformers | GELU, SiLU | smooth; found to work well there |
# | recurrent networks (lessons 16 and 17) | tanh, with sigmoid gates | bounded; a gate is a value from 0 to 1 |
# | output: a number | linear | any value must be possible |
# | output: yes or no, or several labels at once | sigmoid | one share per question |
# | output: one of several classes | softmax | shares that sum to 1, trained with cross-entropy |

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - The activation function follows the weighted sum and decides how far a unit is active. Without a
#   non-linear one, any number of layers collapses into one.
# - Networks of steps can compute XOR, but they cannot find the weights: the step's slope is 0. Sigmoid
#   and tanh decide like steps and have a slope.
# - In depth, slopes and weights multiply. Small slopes or small weights make the gradient vanish,
#   large weights make it explode, with ReLU as well.
# - Behind functions that are not zero-centred, single samples make the weights zigzag. Batches soften
#   it.
# - ReLU is fast and does not saturate to the right. A ReLU unit dies when its sum is negative for all
#   inputs; negative weights are neither needed nor enough for that.
# - LeakyReLU (fixed slope), PReLU (learned), RReLU (random in training, fixed in use) and ELU (curved)
#   keep a slope on the left, and bring dead units back.
# - Softmax extends the sigmoid to many classes. It is vector-valued, and with cross-entropy its
#   gradient does not vanish for wrong answers.
# - No function is best everywhere. ReLU is a good first choice for hidden layers; the task decides at
#   the output.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | activation function | 활성화 함수 | function applied to a unit's weighted sum to give its output |
# | non-linear function | 비선형 함수 | function whose graph is no straight line |
# | step function (Heaviside) | 계단 함수 (헤비사이드) | 0 below a threshold, 1 above it |
# | sigmoid (logistic) function | 시그모이드 (로지스틱) 함수 | S-shaped function with values between 0 and 1 |
# | hyperbolic tangent (tanh) | 하이퍼볼릭 탄젠트 (쌍곡탄젠트) | S-shaped zero-centred function between −1 and 1 |
# | derivative | 미분 | slope of a function at a point |
# | gradient | 기울기 (그래디언트) | the slopes in all variables together |
# | saturation | 포화 | zone where a function is nearly flat |
# | vanishing gradient | 기울기 소멸 (소실) | gradient that shrinks towards 0 on its way back |
# | exploding gradient | 그래디언트 폭주 | gradient that grows without bound on its way back |
# | mini-batch | 미니 배치 | small part of the training data used for one update |
# | zero-centred | 영점 중심 | with outputs distributed around 0 |
# | ReLU | ReLU (렐루) | max(0, z) |
# | dying ReLU | 죽은 렐루 (Dying ReLU) | unit that is silent for all inputs and no longer learns |
# | Leaky ReLU | LeakyReLU (리키 렐루) | ReLU with a small fixed slope for negative inputs |
# | parametric ReLU (PReLU) | PReLU | leaky ReLU whose slope is learned |
# | randomised leaky ReLU (RReLU) | RReLU | leaky ReLU with a random slope in training |
# | ELU | ELU | z for z > 0, α(exp(z) − 1) elsewhere |
# | SELU | SELU | scaled ELU that keeps mean 0 and spread 1 |
# | overfitting | 과적합 (과대적합, 오버피팅) | fitting training data so closely that new data suffer |
# | softmax function | 소프트맥스 함수 | turns scores into shares that sum to 1 |
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
