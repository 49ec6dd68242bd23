# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=30 figure="XOR before and after the hidden layer folds the plane"
# # The multilayer perceptron
#
# One neuron draws one straight line, and four points were enough to defeat it. In this lesson you
# fold the plane until a straight line suffices, write the fold as two matrix products, let a
# network find folds of its own, and learn how to read the numbers at its output.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - explain with a picture what a hidden layer does to its inputs;
# - write the forward pass of a network as matrix products, with the shape of every array, and
#   count its parameters;
# - train a network in Keras, and judge it by many random starts and not by one;
# - say what the universal approximation theorem promises, and what it does not;
# - choose the output layer for a task, and compute a softmax that does not overflow.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=3)

import functools
import timeit

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(3)
step, relu, sigmoid = dl.scratch.step, dl.scratch.relu, dl.scratch.sigmoid

# %% [markdown] id="a-line-is-not-enough"
# ## 1. A line is not enough
#
# XOR answers 1 if exactly one of its two inputs is 1. In the plane its two classes sit on opposite
# corners of a square, and no straight line separates them. Lesson 01 ended with a way out: let one
# unit compute NAND, another OR, and let a third unit look only at the outputs of these two.
#
# Here is that network again, with the NumPy functions of lesson 02 (`step`, and soon `relu` and
# `sigmoid`). Each of the four points takes two steps, and this time we keep an eye on what stands in
# the middle.

# %% id="codes-by-hand" tags=["claim-L03-03"]
xor = dl.datasets.logic_gate("xor")
inputs, targets = xor.x_train, xor.y_train

nand = step(inputs @ [-0.5, -0.5] + 0.7)
either = step(inputs @ [0.5, 0.5] - 0.2)  # OR
codes = np.stack([nand, either], axis=1)
answers = step(codes @ [0.5, 0.5] - 0.7)  # AND
for point, code, answer in zip(inputs, codes, answers):
    print(point, "->", code, "->", answer)
dl.claim("Threshold units in two layers, set by hand, compute XOR", np.array_equal(answers, targets))

# %% [markdown] id="codes-text"
# The column in the middle is new coordinates for the old points. The third unit never sees
# $(x_1, x_2)$. It sees the *codes*, a point in another plane. Draw both planes side by side. Circles
# are points where XOR is 0, triangles where it is 1; each line is the border of one unit, and its
# arrow points to the side where the unit answers 1.

# %% id="codes-plane" alt="Left, the input plane: the two triangles lie between the parallel lines of OR and NAND. Right, the plane of the hidden codes: both triangles have landed on the corner (1, 1), the circles on (1, 0) and (0, 1), and one line separates them."
fig, (before, after) = plt.subplots(1, 2, figsize=(10, 4.8))
dl.plots.plot_samples(inputs, targets, ax=before)
dl.plots.plot_decision_line([-0.5, -0.5], 0.7, normal=True, ax=before)
dl.plots.plot_decision_line([0.5, 0.5], -0.2, normal=True, ax=before)
before.set_title("what comes in")
before.text(0.02, 0.45, "OR")
before.text(0.9, 0.6, "NAND")
dl.plots.plot_samples(codes, targets, ax=after)
dl.plots.plot_decision_line([0.5, 0.5], -0.7, normal=True, ax=after)
_ = after.set(title="what the third unit sees", xlabel="NAND", ylabel="OR")

# %% [markdown] id="hidden-layer-defined"
# On the left, each line belongs to one unit. On the right, both triangles have come to lie on the
# same corner, and a single line is enough.
#
# That is the whole idea of this lesson. Units between input and output form a **hidden layer**;
# nothing in the data says what they should answer, which is why they are called hidden. A network
# with one or more hidden layers is a **multilayer perceptron**, in short **MLP**. Its hidden layers
# move the data, until the last layer can do with straight lines.

# %% [markdown] id="fold-text"
# ## 2. Fold the plane
#
# Step units move points in a crude way: they stamp each region of the plane onto one corner. With
# ReLU, $\max(0, z)$, from lesson 02, a hidden layer keeps more. Think of the plane as a sheet of
# squared paper.
#
# The number $x_1 - x_2$ says how far a point lies from the diagonal, and on which side: it is
# positive on one side and negative on the other. One ReLU sees the first side,
# $\text{relu}(z)$. A second one sees the other side, $\text{relu}(-z)$. Their sum is the absolute
# value, the distance *without* the side:
#
# $$ \text{relu}(z) + \text{relu}(-z) = |z|. $$
#
# If the side is forgotten, both halves of the sheet lie on one another. The paper is folded.
#
# **Predict.** Take a real piece of paper, mark the four points and fold it along the diagonal through
# $(0, 0)$ and $(1, 1)$. Where do the points come to lie?

# %% id="fold-by-hand"
def fold(points):
    along = points[:, 0] + points[:, 1]
    across = points[:, 0] - points[:, 1]
    return np.stack([along, relu(across) + relu(-across)], axis=1)


for point, place in zip(inputs, fold(inputs)):
    print(point, "->", place)

# %% [markdown] id="fold-predict"
# The points $01$ and $10$ have met. The first coordinate tells how far along the crease a point lies,
# the second how far from it.
#
# **Predict.** Cut the folded sheet once, in a straight line, so that the triangles fall off. What do you
# see when you unfold it?

# %% id="fold-unfold" alt="Three sheets of squared paper. First: flat, with a dashed crease through the points 00 and 11. Second: folded; the points 01 and 10 lie on one another, and one straight cut parts them from 00 and 11. Third: unfolded again, the single cut has become two parallel cuts with a strip between them."
def cut(folded):
    return (folded[:, 1] > 0.5).astype(int)


paper = {"crease": ([1, -1], 0), "names": ["00", "01", "10", "11"]}
fig, axes = plt.subplots(1, 3, figsize=(10, 4), width_ratios=[1, 1.3, 1])
dl.plots.plot_squared_paper(inputs, targets, **paper, ax=axes[0])
dl.plots.plot_squared_paper(inputs, targets, fold, **paper, ax=axes[1])
dl.plots.plot_regions(cut, ax=axes[1])
dl.plots.plot_decision_line([0, 1], -0.5, ax=axes[1])
dl.plots.plot_squared_paper(inputs, targets, **paper, ax=axes[2])
dl.plots.plot_regions(lambda points: cut(fold(points)), ax=axes[2])
for ax, title in zip(axes, ["1. mark a crease", "2. fold, and cut once", "3. unfold"]):
    ax.set_title(title)

# %% [markdown] id="fold-explained"
# **Explain.** The hidden layer folded the sheet, and the output unit made one straight cut. On the
# unfolded sheet this cut appears twice: two parallel lines, a border that no single unit can draw.
# **Hidden layers bend the data, and the output layer cuts them straight.** Seen from the inputs, the
# cut is bent.

# %% id="fold-solves-xor" tags=["claim-L03-03"]
right_after_folding = np.mean(cut(fold(inputs)) == targets)
dl.claim("After one fold, one straight cut solves XOR", right_after_folding == 1)

# %% [markdown] id="demo-text"
# Why did the fold take two ReLU units? Try it with less. In the demo below, the purple half of the
# sheet turns about the crease, and you look at it from above. A half sheet that has turned by an
# angle looks shorter by the cosine of that angle. In the network this cosine is the slope of a
# *leaky* ReLU for negative inputs: 1 at 0° (nothing happens), 0 at 90° (an ordinary ReLU: the half
# sheet stands upright and looks like a line), −1 at 180° (the absolute value).
#
# The black line is always the best straight line for the sheet as it lies. From which angle on
# does it get all four points right?

# %% id="folding-demo" alt="Two sheets of squared paper with a crease along the diagonal. The purple half of the right sheet is turned by 60 degrees and looks shorter; the best straight line still gets only 3 of 4 points right."
dl.demos.folding_plane()

# %% [markdown] id="demo-explained"
# **Explain.** Up to 90° the two triangles stay on different sides of the crease, or on it, with the
# circles between them. One ReLU alone presses a half sheet flat onto the crease, and that does not
# help. Beyond 90° the half sheet comes over to the other side, and from then on a line exists. Two
# ReLUs back to back, one for each side, do the same as a fold by 180°.
#
# Did you try the other creases, the disc in a ring, the chessboard? One fold is not enough for
# them. More hidden units make more folds.

# %% [markdown] id="matrices-text"
# ## 3. The same as matrices
#
# Real networks have thousands of units. Nobody writes them down one by one; one line per layer is
# enough. First the words. In the diagram below, each circle is a unit and each line a weight; the
# biases are not drawn.

# %% id="diagram" alt="Diagram of a network: two inputs, each joined by a line to each of three hidden units, which are all joined to one output unit."
fig, ax = plt.subplots(figsize=(9, 4))
layers = ["input layer\n2 numbers", "hidden layer\n3 units", "output layer\n1 unit"]
_ = dl.plots.plot_network([2, 3, 1], names=layers, ax=ax)

# %% [markdown] id="diagram-text"
# The **input layer** computes nothing; it stands for the numbers that enter. Every unit of the
# **hidden layer** takes a weighted sum of all inputs plus a bias, then the activation function. The
# **output layer** does the same with the outputs of the hidden layer.
#
# So an MLP is a chain: weighted sums, activation, weighted sums, activation, ... You will often
# read that it is composed of *linear* models and activation functions. Strictly, a linear map sends
# 0 to 0, and the bias shifts it away from there. The right word for "weighted sums plus bias" is
# **affine**. Build the network of the diagram in Keras, take its weights, and chain the parts
# yourself.

# %% id="chain" tags=["claim-L03-01"]
net = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(3, activation="sigmoid", name="hidden"),
    keras.layers.Dense(1, name="output"),
])
W1, b1, W2, b2 = net.get_weights()
parts = [lambda x: x @ W1 + b1, sigmoid, lambda x: x @ W2 + b2]
chained = functools.reduce(lambda value, part: part(value), parts, inputs)
print("layers:", [(layer.name, layer.units) for layer in net.layers])
largest_difference = np.abs(chained - net.predict(inputs, verbose=0)).max()
dl.claim("An MLP is affine maps and activations, one after the other", largest_difference < 1e-6)
dl.claim("It has one hidden layer, between input and output", len(net.layers) - 1 == 1)

# %% [markdown] id="one-layer"
# ### One layer, all samples at once
#
# Look at `x @ W1 + b1`. It computes all units of the layer, for all samples, in one stroke:
#
# $$ \underset{(n,\,p)}{Z} \;=\; \underset{(n,\,d)}{X}\;\underset{(d,\,p)}{W} \;+\;
# \underset{(p,)}{b} $$
#
# - $X$: one **row** per sample, $n$ of them, each with $d$ inputs;
# - $W$: one **column** per unit, $p$ of them, each with $d$ weights. Keras calls it the *kernel*;
# - $b$: one bias per unit, a row that is added to every row of $XW$;
# - $Z$: the weighted sum of each unit for each sample.
#
# The two $d$ must be equal: every input needs a weight. You will often find this formula as
# $O = XW$. Then the bias was forgotten.

# %% id="layer-shapes" tags=["claim-L03-04"]
X = rng.normal(size=(3, 4))  # 3 samples, 4 inputs
W = rng.normal(size=(4, 2))  # 4 inputs, 2 units
b = rng.normal(size=2)  # 2 units
Z = X @ W + b  # (3, 4) @ (4, 2) + (2,) -> (3, 2)

by_sums = [[sum(x[k] * W[k, j] for k in range(4)) + b[j] for j in range(2)] for x in X]
dl.claim("X W + b has one row per sample and one column per unit", Z.shape == (3, 2))
dl.claim("It holds the weighted sum of every unit for every sample", np.allclose(Z, by_sums))

# %% [markdown] id="layer-in-keras"
# A `Dense` layer of Keras with the same weights gives the same numbers. `build` tells it how many
# inputs to expect, so that it can make its weights. `dl.scratch.Dense` is its twin in NumPy, short
# enough to read in one go; lesson 06 needs it.

# %% id="layer-in-keras-shown" tags=["claim-L03-04"]
dense = keras.layers.Dense(2)
dense.build((None, 4))
dense.set_weights([W, b])
largest_difference = np.abs(Z - keras.ops.convert_to_numpy(dense(X))).max()
twin = dl.scratch.Dense(W, b).forward(X)
dl.claim("Dense computes X W + b, and so does its twin in NumPy",
         largest_difference < 1e-5 and np.allclose(twin, Z))

# %% [markdown] id="fold-as-matrices"
# And the fold of section 2? Its two ReLU units compute $x_1 - x_2$ and $x_2 - x_1$; these weights are
# the columns of the first matrix. The output unit adds the two and subtracts one half. Read the shapes
# from left to right.

# %% id="fold-two-products" tags=["claim-L03-03"]
W1 = np.array([[1, -1], [-1, 1]])
W2 = np.array([[1], [1]])
H = relu(inputs @ W1)  # (4, 2) @ (2, 2) -> (4, 2)
Z = H @ W2 - 0.5  # (4, 2) @ (2, 1) -> (4, 1)
print(np.hstack([inputs, H, Z]))
dl.claim("Two matrix products with a ReLU between them compute XOR",
         np.array_equal(Z[:, 0] > 0, targets))

# %% [markdown] id="fold-two-products-explained"
# Each row is one point: its inputs, its hidden outputs, and the output, which is positive for the
# triangles and negative for the circles.
#
# Compare the hidden outputs with the drawing, for something is different. In the drawing the two
# triangles met. Here the two *circles* meet, at (0, 0), and the triangles lie on two different axes: each
# ReLU unit keeps one half of the sheet and presses the other flat. The halves come to lie on each other
# only in the output unit, which adds them: $h_1 + h_2 = |x_1 - x_2|$, the distance from the crease. The place
# *along* the crease, which the drawing shows as well, is lost. XOR does not need it.

# %% [markdown] id="shapes-must-fit"
# ### When shapes do not fit
#
# If the inner lengths differ, there is no product. NumPy refuses, and so would Keras. When you meet
# this error, write the two shapes side by side.

# %% id="wrong-shape" tags=["claim-L03-04"]
try:
    X @ W[:3]  # (3, 4) @ (3, 2)
    refused = False
except ValueError:
    refused = True
dl.claim("A weight matrix with 3 rows does not fit 4 inputs", refused)

# %% [markdown] id="exercise-dense-text"
# ### Exercise: one layer
#
# Write the layer as a function. It is short; the shapes are the point.

# %% id="exercise-dense" tags=["exercise"]
def dense_forward(x, kernel, bias):
    """Return the weighted sums of a layer, without activation.

    x: float, shape (n, d), one row per sample.
    kernel: float, shape (d, p), one column per unit.  bias: float, shape (p,).
    Returns an array of shape (n, p), right to a relative error of 1e-5.

    Example: dense_forward(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [3.0, 1.0]]),
    np.array([0.5, -1.0])) is [[7.5, 1.0]].
    """
    # solution
    return x @ kernel + bias

# %% id="check-dense"
dl.exercises.dense_forward.check(dense_forward)

# %% [markdown] id="exercise-xnor-text"
# ### Exercise: weights by hand
#
# **XNOR** is the opposite of XOR: it answers 1 if its two inputs are *equal*. Find weights for a
# network of step units (1 if the sum is greater than 0, else 0) with one hidden layer that computes
# it. This time, give the weights as the matrices of two layers.

# %% id="exercise-xnor" tags=["exercise"]
def xnor_weights():
    """Return (kernel1, bias1, kernel2, bias2) of a network of step units for XNOR.

    kernel1: shape (2, h), bias1: shape (h,), for h hidden units; 2 are enough.
    kernel2: shape (h, 1), bias2: shape (1,), for the output unit.
    What counts is what the network answers to 00, 01, 10, 11: it must be 1, 0, 0, 1.

    Example of the form, with a network that always answers 0:
    np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)
    """
    # solution
    kernel1 = np.array([[1.0, -1.0], [1.0, -1.0]])  # columns: AND, NOR
    bias1 = np.array([-1.5, 0.5])
    return kernel1, bias1, np.ones((2, 1)), np.array([-0.5])  # OR

# %% id="check-xnor"
dl.exercises.xnor_weights.check(xnor_weights)

# %% [markdown] id="fully-connected-text"
# ### Fully connected
#
# In the diagram every unit is joined to every unit of the neighbouring layer. Such a layer is
# called **fully connected** or **dense**, hence the name `Dense`. Test it: raise each of 4 inputs
# by 1, one at a time, and see which of 5 units notice.

# %% id="fully-connected" tags=["claim-L03-06"]
layer = keras.layers.Dense(5)
layer.build((None, 4))
x = rng.normal(size=(1, 4))
changes = keras.ops.convert_to_numpy(layer(x + np.eye(4)) - layer(x))  # row i: input i raised
noticed = np.count_nonzero(np.abs(changes) > 1e-6)
print("changes:", changes.shape, "  different from 0:", noticed)
parameters = layer.count_params()
dl.claim("Each of 5 units reacts to each of 4 inputs", noticed == 4 * 5)
dl.claim("The layer has 4 · 5 weights and 5 biases", parameters == 4 * 5 + 5)

# %% [markdown] id="edges-text"
# ### How many lines does the diagram have?
#
# You can find this answer in print: "(columns of $x$) · (rows of $w$) · (rows of $x$)". Do not
# believe it. The columns of $X$ and the rows of $W$ are the same number $d$, and the rows of $X$
# are samples. A network does not grow lines because more samples pass through it.
#
# **Predict.** Images of 784 pixels enter a layer of 50 units. How many weights does it have for one
# image, and how many for a batch of 32?

# %% id="edges" tags=["claim-L03-05"]
d, p = 784, 50
layer = keras.layers.Dense(p)
edges = {}
for n in (1, 32):
    layer(np.zeros((n, d)))
    kernel, bias = layer.get_weights()
    edges[n] = kernel.size
    print(f"batch of {n:2}: {kernel.size} weights, {bias.size} biases, {n * d * p} products")
dl.claim("The layer has d · p weights, for any number of samples", edges == {1: d * p, 32: d * p})
dl.claim("The formula found in print, d · d · n, gives neither weights nor products",
         d * d * n not in (d * p, n * d * p))

# %% [markdown] id="edges-explained"
# **Explain.** The weights, $d \cdot p$, are what the network *is*; they fill its memory. What grows
# with the number of samples $n$ is the work: each line multiplies once per sample, $n \cdot d \cdot
# p$ products in all.

# %% [markdown] id="forward-text"
# ### Forward propagation
#
# To compute a whole network, go from the input layer to the output layer, and keep what each layer
# gave. This is **forward propagation**, or the forward pass. Here it runs through a network with
# two hidden layers, for five images of handwritten digits; each image is a row of 64 pixels. The
# weights are still random, so the answers mean nothing yet.

# %% id="reader"
digits = dl.datasets.load_digits(flat=True)
reader = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation="relu", name="hidden_1"),
    keras.layers.Dense(16, activation="relu", name="hidden_2"),
    keras.layers.Dense(10, name="output"),
], name="reader")

# %% [markdown] id="forward-loop-text"
# Now the same by hand. The list `kept` holds the outputs of all layers; the variable `A` is what
# flows through the network.

# %% id="forward" tags=["claim-L03-07"]
A = digits.x_test[:5]
kept = [A]
for layer in reader.layers:
    W, b = layer.get_weights()
    Z = A @ W + b
    print(f"{layer.name:8}  {A.shape} @ {W.shape} + {b.shape} -> {Z.shape}")
    A = Z if layer.name == "output" else relu(Z)
    kept.append(A)
largest_difference = np.abs(kept[-1] - reader.predict(kept[0], verbose=0)).max()
dl.claim("The forward pass by hand gives what predict gives", largest_difference < 1e-5)
dl.claim("It kept the input and the output of every layer",
         [a.shape[1] for a in kept] == [64, 32, 16, 10])

# %% [markdown] id="why-kept"
# Why keep what is in the middle, if only the last line is wanted? For an answer alone you need not.
# For learning you must: lesson 06 shows that each layer's correction is computed from what the layer
# was given.
#
# ### Count the parameters
#
# Weights and biases together are the **parameters** of a network. A layer of $p$ units on $d$
# inputs has $d \cdot p$ weights and $p$ biases. Count them by hand, and compare with Keras'
# `summary()`. The word `None` in it stands for the number of samples, which may be any.

# %% id="summary"
by_hand = (64 * 32 + 32) + (32 * 16 + 16) + (16 * 10 + 10)
print("by hand:", by_hand)
reader.summary()
dl.claim("The summary counts the same parameters", reader.count_params() == by_hand)

# %% [markdown] id="exercise-count-text"
# ### Exercise: count
#
# Now for any network, given the units of its layers.

# %% id="exercise-count" tags=["exercise"]
def count_parameters(sizes):
    """Return the number of weights and biases of a fully connected network.

    sizes: list of int, the units per layer, input layer first; at least two.
    Returns an int.

    Example: count_parameters([2, 3, 1]) is 13.
    """
    # solution
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total

# %% id="check-count"
dl.exercises.count_parameters.check(count_parameters)

# %% [markdown] id="exercise-mlp-text"
# ### Exercise: the whole forward pass
#
# Write the forward pass for any number of layers: ReLU after every layer but the last.

# %% id="exercise-mlp" tags=["exercise"]
def mlp_forward(x, weights):
    """Return the outputs of an MLP with ReLU in its hidden layers and none at its output.

    x: float, shape (n, d).
    weights: list of (kernel, bias), one pair per layer, in order; shapes (d_in, d_out), (d_out,).
    Returns an array of shape (n, units of the last layer), right to a relative error of 1e-5.

    Example: with x = [[1.0, 2.0]] and weights = [([[1.0], [-1.0]], [0.0]), ([[5.0]], [0.5])] the
    hidden unit gives relu(-1.0) = 0, so the result is [[0.5]].
    """
    # solution
    *hidden, (last_kernel, last_bias) = weights
    for kernel, bias in hidden:
        x = np.maximum(x @ kernel + bias, 0)
    return x @ last_kernel + last_bias

# %% id="check-mlp"
dl.exercises.mlp_forward.check(mlp_forward)

# %% [markdown] id="deep-text"
# ### When is a network deep?
#
# Networks with many hidden layers are called **deep neural networks** (DNN), and their study *deep
# learning*. How many is many? Books disagree. Some count one hidden layer as deep, most ask for two
# or more. Compare the two conventions.

# %% id="deep-or-not" tags=["claim-L03-02"]
def n_hidden(model):
    return len(model.layers) - 1  # all layers here are Dense; the last one is the output


disagree = []
for hidden in (0, 1, 2, 8):
    stack = [keras.layers.Dense(2) for _ in range(hidden + 1)]
    model = keras.Sequential([keras.Input((2,)), *stack])
    one, two = n_hidden(model) >= 1, n_hidden(model) >= 2
    print(f"hidden layers: {hidden}   deep if >= 1: {one!s:5}   deep if >= 2: {two}")
    disagree += [n_hidden(model)] if one != two else []
dl.claim("The two conventions differ for exactly one hidden layer only", disagree == [1])

# %% [markdown] id="deep-convention"
# There is no agreed threshold, so state yours. In this course **deep means two or more hidden
# layers**.

# %% [markdown] id="training-text"
# ## 4. Let it learn
#
# So far you set all weights by hand. Frank Rosenblatt had perceptrons with several layers in 1962,
# and in most of them only the last layer could learn. **Training** finds the weights of all layers. It
# starts from random ones and repeats one small step many times: compute the answers, measure how wrong
# they are, turn every weight a little in the direction that makes them less wrong.
#
# Two words in the next cell are new. The **loss** is the number that says how wrong the answers are
# (`binary_crossentropy` suits answers between 0 and 1; lesson 04). The **optimizer** turns the
# weights (`Adam` is a good one; lessons 05, 06 and 08 open that box). Everything else you know. The
# output unit is a sigmoid, and we read its value as "1" if it is greater than one half.

# %% id="keras-learns-xor" tags=["claim-L03-03"]
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(8, activation="tanh"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy")
repeated = np.tile(inputs, (60, 1)), np.tile(targets, 60)  # the four rows, 60 times
model.fit(*repeated, batch_size=4, epochs=4, shuffle=False, verbose=0)  # 4 x 60 steps

outputs = model.predict(inputs, verbose=0)[:, 0]
print("outputs:", outputs.round(1), "  targets:", targets)
dl.claim("Eight tanh units, trained in Keras, compute XOR", np.array_equal(outputs > 0.5, targets))

# %% [markdown] id="luck-text"
# Nobody told the network to fold anything. In 240 steps it found its own way.
#
# Was it luck? Training starts from random weights, and another start may end elsewhere. A result
# from one start is an anecdote. So train 200 networks, each from its own start, and do this for
# several widths. `dl.scratch.mlp` (a multilayer perceptron in NumPy) does the arithmetic of the
# Keras model above for many **variants** at once, with one stack of matrix products.
#
# **Predict.** You know weights for two hidden units that compute XOR. Of 200 networks with two
# hidden units, how many will find such weights?

# %% id="many-starts" tags=["claim-L03-03"]
widths, solved = [1, 2, 3, 4, 8], {}
for width in widths:
    networks = dl.scratch.mlp([2, width, 1], variants=200, activation="tanh", output="sigmoid",
                              seed=width)
    networks.fit(inputs, targets, epochs=240, optimizer=dl.scratch.Adam(0.05))
    solved[width] = np.mean(networks.accuracy(inputs, targets) == 1)

dl.claim("One hidden unit never suffices", solved[1] == 0)
dl.claim("With two hidden units, many starts succeed and many fail", 0.2 < solved[2] < 0.7)
dl.claim("With eight, all but a few starts succeed", solved[8] > 0.98)

# %% [markdown] id="many-starts-picture-text"
# All widths in one picture:

# %% id="many-starts-picture" alt="Bars: share of 200 random starts that solve XOR, against the number of hidden units. None with 1 unit, fewer than two in three with 2, most with 3, nearly all with 4 and 8."
fig, ax = plt.subplots(figsize=(8, 4))
bars = ax.bar([str(width) for width in widths], solved.values(), color=dl.plots.COLORS["blue"])
ax.bar_label(bars, fmt="{:.0%}")
_ = ax.set(xlabel="hidden units", ylabel="share of starts that solve XOR", ylim=(0, 1.1))

# %% [markdown] id="many-starts-explained"
# **Explain.** Two units are able to *represent* XOR; you have set the weights yourself. But many of
# the starts do not *find* such weights. Perhaps these were just slow? Give two hundred networks nearly
# ten times as many steps.

# %% id="longer" tags=["claim-L03-03"]
pairs = dl.scratch.mlp([2, 2, 1], variants=200, activation="tanh", output="sigmoid", seed=2)
adam = dl.scratch.Adam(0.05)
pairs.fit(inputs, targets, epochs=240, optimizer=adam)
short = pairs.accuracy(inputs, targets)
pairs.fit(inputs, targets, epochs=2000, optimizer=adam)
long = pairs.accuracy(inputs, targets)
found_later = np.mean(long == 1) - np.mean(short == 1)
dl.claim("Ten times as many steps help hardly any of the others", found_later < 0.05)

# %% [markdown] id="stuck-text"
# They are stuck: where they are, small turns of the weights change next to nothing, although better
# weights exist elsewhere. Remember the difference between *can represent* and *will find*; it returns in
# every lesson on training. More units than strictly needed make finding much easier.
#
# ### What the hidden layer sees
#
# With two hidden units, we can look at what training made of the sheet of paper. Below are two of
# these networks, the first that succeeded and the first that failed. The upper row is the flat sheet,
# the lower row the same sheet after the hidden layer. Blue means that the output is below 0.4, orange
# that it is above 0.6, and green that the network is undecided.

# %% id="hidden-view" alt="Left, a network that succeeded: the hidden layer has pressed the sheet into a bent band; both triangles lie at the bend, the circles at the two ends, and one line cuts off the bend. Right, a network that failed: a circle and a triangle have landed on the same corner, in the green zone where the network is undecided."
def verdict(z):
    return np.array([0, 2, 1])[np.digitize(sigmoid(z), [0.4, 0.6])]


fig, axes = plt.subplots(2, 2, figsize=(7, 6.6))
for (flat, bent), i in zip(axes.T, [np.argmax(long == 1), np.argmax(long < 1)]):
    W1, b1, W2, b2 = [weight[i] for weight in pairs.weights]
    dl.plots.plot_squared_paper(inputs, targets, ax=flat)
    dl.plots.plot_regions(lambda x: verdict(np.tanh(x @ W1 + b1) @ W2 + b2), ax=flat)
    dl.plots.plot_squared_paper(inputs, targets, lambda x: np.tanh(x @ W1 + b1), ax=bent)
    dl.plots.plot_regions(lambda h: verdict(h @ W2 + b2), ax=bent)
axes[0, 0].set_title("one that succeeded")
_ = axes[0, 1].set_title("one that failed")

# %% [markdown] id="hidden-view-explained"
# **Explain.** Compare the left column with the first picture of this lesson. Two parallel lines in the
# plane, both triangles on one corner, the circles on two others: training has rediscovered the network
# that you set by hand. In the network that failed, a circle and a triangle have landed on the same
# corner. Whatever the output unit does, it must give both the same answer; one half is its best
# compromise. The hidden layer has lost what it would take to tell them apart.

# %% [markdown] id="wider-text"
# ## 5. How much can it represent?
#
# ### Wider
#
# Each hidden unit can add one more bend to the border. See how the border grows with the **width**, the number of
# hidden units, on two harder problems: two moons, and two arms of a spiral. Per width we train five
# networks and draw the one with the lowest training loss. The number above each picture is the
# mean accuracy of all five on new points.

# %% id="moons-and-spirals"
moons = dl.datasets.make_moons(200, noise=0.15, seed=1)
spirals = dl.datasets.make_spirals(200, turns=1.5, seed=1)
shrinking = dl.scratch.CosineDecay(0.05, decay_steps=800)  # steps that become ever smaller

# %% [markdown] id="growing-regions-text"
# One row for each problem, one column for each width.

# %% id="growing-regions" alt="Decision regions for 1, 2, 4 and 16 hidden units, on two moons above and two spiral arms below. One unit draws a straight line. On the moons four units follow the shape; on the spiral it takes sixteen."
scores = {}
fig, axes = plt.subplots(2, 4, figsize=(10, 5))
for row, data in enumerate([moons, spirals]):
    for ax, width in zip(axes[row], [1, 2, 4, 16]):
        five = dl.scratch.mlp([2, width, 1], variants=5, activation="tanh", output="sigmoid",
                              seed=width)
        losses = five.fit(data.x_train, data.y_train, epochs=800, batch_size=None,
                          optimizer=dl.scratch.Adam(shrinking))
        best = losses[-1].argmin()
        scores[data.name, width] = five.accuracy(data.x_test, data.y_test).mean()
        dl.plots.plot_samples(data.x_train, data.y_train, margin=0.1, ax=ax)
        dl.plots.plot_regions(lambda x: five.predict(x)[best] > 0.5, resolution=100, ax=ax)
        ax.set(title=f"width {width}: {scores[data.name, width]:.0%}", xlabel="", ylabel="")

# %% [markdown] id="growing-regions-explained"
# With one hidden unit the border is a straight line, as if there were no hidden layer: one unit
# presses the whole plane onto a line. Two units do little better, or not at all.
# With four, the border follows the moons, and with sixteen it winds around with the spiral.

# %% id="growing-scores"
for name in ("moons", "spirals"):
    one, two, four, sixteen = [scores[name, width] for width in (1, 2, 4, 16)]
    dl.claim(f"On the {name}, four units beat one on new points, and sixteen get over 90 %",
             one < four and sixteen > 0.9)

# %% [markdown] id="universal-text"
# ### Wide enough for any curve?
#
# A network with one number in and one number out draws a curve. A hidden ReLU unit
# $\text{relu}(x - k)$ is flat up to $k$ and rises after it: it gives the curve a **kink** at $k$,
# and its output weight says how sharp the kink is. With enough kinks one can follow any curve.
#
# The function that we want to come close to, the **target function**, shall be
# $f(x) = \sin 3x + \tfrac12 \cos 7x$ between −1 and 1. We do not train. We place the kinks by hand, at
# equal distances, and let NumPy compute the output weights with the least sum of squared errors
# (`lstsq`).

# %% id="fit-a-curve"
def curve(x):
    return np.sin(3 * x) + 0.5 * np.cos(7 * x)


def hidden_layer(x, units, phi):
    kinks = np.linspace(-1, 1, units, endpoint=False)
    return np.column_stack([phi(x[:, None] - kinks), np.ones_like(x)])  # the last one: bias


def fitted(x_new, units, phi):
    weights = np.linalg.lstsq(hidden_layer(x_fit, units, phi), curve(x_fit), rcond=None)[0]
    return hidden_layer(x_new, units, phi) @ weights


x_fit = np.linspace(-1, 1, 1001)

# %% [markdown] id="universal-measure-text"
# Measure the largest error for 2, 4, ..., 64 units. Do it also with two other activations: the
# identity (no activation at all), and the square $z^2$.
#
# **Predict.** Which of the three will follow the curve?

# %% id="universal" tags=["claim-L03-08"]
units = [2, 4, 8, 16, 32, 64]
activations = {"relu": relu, "identity": lambda z: z, "square": np.square}
errors = {
    name: [np.abs(fitted(x_fit, h, phi) - curve(x_fit)).max() for h in units]
    for name, phi in activations.items()
}
for name, row in errors.items():
    print(f"{name:8}", " ".join(f"{error:8.3f}" for error in row))
falls = np.all(np.diff(errors["relu"]) < 0)
least = {name: min(row) for name, row in errors.items()}
dl.claim("With ReLU every doubling lowers the error, to below 0.01", falls and least["relu"] < 0.01)
dl.claim("With the identity or the square, more units do not help",
         least["identity"] > 1.2 and least["square"] > 0.9)

# %% [markdown] id="universal-picture-text"
# The left picture shows the curve, and what four and sixteen ReLU units make of it. It also looks
# beyond the region of the fit, which is shaded.

# %% id="universal-picture" alt="Left: the curve and its approximations. With 4 and 16 ReLU units the approximation follows the curve inside the shaded region, closely with 16, and runs away from it outside. Right: largest error against number of units on logarithmic axes; it falls steadily for ReLU and stays high for identity and square."
x_wide = np.linspace(-1.5, 2.5, 801)
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.4))
left.axvspan(-1, 1, color=dl.plots.COLORS["grey"], alpha=0.15)
left.plot(x_wide, curve(x_wide), color="black", label="curve")
for h, style in [(4, "--"), (16, "-")]:
    left.plot(x_wide, fitted(x_wide, h, relu), style, label=f"{h} ReLU units")
left.set(xlabel="$x$", ylim=(-2.5, 4.5))
left.legend(loc="upper left")
for (name, row), marker in zip(errors.items(), "os^"):
    right.loglog(units, row, marker=marker, label=name)
right.set(xlabel="hidden units", ylabel="largest error", xticks=units, xticklabels=units)
right.minorticks_off()
_ = right.legend()

# %% [markdown] id="universal-explained"
# **Explain.** A weighted sum of straight lines is a straight line, and a weighted sum of parabolas
# is a parabola, no matter how many there are. A sum of kinks keeps its kinks. Twice as many units make
# the straight pieces half as long, and on a smooth curve the error of a straight piece goes with the
# *square* of its length: four times as many units, about a sixteenth of the error. Outside of the
# region there are no kinks, and nothing holds the line to the curve.

# %% id="universal-limits" tags=["claim-L03-08"]
error_of = dict(zip(units, errors["relu"]))
ratio = error_of[16] / error_of[64]
dl.claim("From 16 to 64 units the error falls to about one sixteenth", 13 < ratio < 19)
outside = np.linspace(2, 3, 101)
error_outside = min(np.abs(fitted(outside, h, relu) - curve(outside)).max() for h in units)
dl.claim("Between 2 and 3, outside of the region, each of them is off by more than 2",
         error_outside > 2)

# %% [markdown] id="universal-theorem"
# This is an instance of the **universal approximation theorem**, which George Cybenko (for sigmoids)
# and Kurt Hornik, Maxwell Stinchcombe and Halbert White proved in 1989. You will often read it as "a
# two-layer network can approximate any function". Read it with its conditions. One hidden layer can
# come as close as you like
#
# - to any **continuous** function,
# - on a **closed and bounded region** of inputs (about the outside it says nothing),
# - if the activation is **not a polynomial** (Hornik widened the theorem to all continuous, bounded
#   activations but the constant ones in 1991; Moshe Leshno and others showed in 1993 that every
#   continuous one will do, except polynomials),
# - and if there are **enough units**, which may be very many.
#
# Above all, it is about what *exists*. It does not say that training finds it. Sixteen units placed
# by hand were close. Train twenty networks with sixteen ReLU units from random starts.

# %% id="exists-is-not-found" tags=["claim-L03-08"]
twenty = dl.scratch.mlp([1, 16, 1], variants=20, output="linear", seed=1)
x_train = np.linspace(-1, 1, 101)[:, None]
twenty.fit(x_train, curve(x_train), epochs=1000, batch_size=None,
           optimizer=dl.scratch.Adam(0.01))
trained_errors = np.abs(twenty.predict(x_train) - curve(x_train)).max(axis=(1, 2))
by_hand_error = error_of[16]
print(f"by hand {by_hand_error:.2f}, best of twenty trained {trained_errors.min():.1f}")
dl.claim("None of twenty trained networks comes as close as the one set by hand",
         trained_errors.min() > 2 * by_hand_error)

# %% [markdown] id="deeper-text"
# ### Deeper
#
# One wide layer can do everything, then? In principle. But think of the paper: to fold a strip into
# 64 layers, you do not make 63 separate creases. You fold it in half, and again, six times.
#
# A hidden layer of two ReLU units folds the interval from 0 to 1 in the middle; its graph looks like
# a tent. Feed its output into a second such layer, and so on.
#
# **Predict.** Six such layers have twelve units together. Of how many straight pieces does their
# graph consist?

# %% id="tents" alt="Three graphs on the interval from 0 to 1: after one layer a tent with 2 straight pieces, after two layers 4 pieces, after four layers 16 pieces."
def tent(x):
    return 2 * relu(x) - 4 * relu(x - 0.5)  # two units


grid = np.linspace(0, 1, 2**10 + 1)
fig, axes = plt.subplots(1, 3, figsize=(10, 3), sharey=True)
for ax, folds in zip(axes, [1, 2, 4]):
    y = functools.reduce(lambda value, layer: layer(value), [tent] * folds, grid)
    ax.plot(grid, y)
    _ = ax.set(title=f"layers: {folds}, units: {2 * folds}", xlabel="$x$")

# %% [markdown] id="pieces-text"
# Count the pieces: wherever the slope changes, a new one begins.

# %% id="pieces" tags=["claim-L03-09"]
pieces, y = [], grid
for _ in range(6):
    y = tent(y)
    slopes = np.diff(y) / np.diff(grid)
    pieces.append(int(np.count_nonzero(np.diff(slopes))) + 1)
print("units: ", [2 * folds for folds in range(1, 7)])
print("pieces:", pieces)
dl.claim("k layers of two units give 2 to the power k pieces",
         pieces == [2**folds for folds in range(1, 7)])

# %% [markdown] id="shallow-twin-text"
# Each fold doubles the number of pieces. A *single* hidden layer has no such trick: each of its ReLU
# units adds at most one kink. For 64 pieces, that is 63 kinks, it needs at least 63 units. Build it:
# one unit at the left end, and one for each kink, with the change of slope as its output weight.

# %% id="shallow-twin" tags=["claim-L03-09"]
kinks = np.arange(64) / 64
changes = np.array([64] + 63 * [128]) * (-1.0) ** np.arange(64)
shallow = relu(grid[:, None] - kinks) @ changes
largest_difference = np.abs(shallow - y).max()
deep_count, shallow_count = (
    sum(n_in * n_out + n_out for n_in, n_out in zip(sizes[:-1], sizes[1:]))
    for sizes in ([1, 2, 2, 2, 2, 2, 2, 1], [1, 64, 1]))
print(f"parameters: {deep_count} in six layers, {shallow_count} in one")
dl.claim("One layer of 64 units draws the same graph as six layers of 2", largest_difference < 1e-9)
dl.claim("The deep network does it with fewer parameters", deep_count < shallow_count)

# %% [markdown] id="depth-caution"
# With every further fold the deep network gets two more units, while the shallow one *doubles*. In
# 2016 Matus Telgarsky made this into a theorem: there are functions that a deep network computes
# with few units, and a shallow one cannot even come near without exponentially many. Two years
# before, Guido Montúfar and others had described deep ReLU networks as folding.
#
# You will often read this as "the deeper the network, the fewer units it needs, so learning is more
# efficient". Two things are wrong with that. The saving is proved for *certain* functions, such as
# our tents, and not for all. And depth can make learning much harder. Here is the counterexample:
# sigmoid networks with one and with eight hidden layers of 64 units, trained to read digits. Both
# get the same ten passes over the training images.

# %% id="deep-can-fail" tags=["claim-L03-09"]
accuracy = {}
for depth in (1, 8):
    sizes = [64] + depth * [64] + [10]
    three = dl.scratch.mlp(sizes, variants=3, activation="sigmoid", seed=depth)
    three.fit(digits.x_train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(0.01))
    accuracy[depth] = three.accuracy(digits.x_test, digits.y_test)
dl.claim("One hidden layer: all three networks read more than 80 % of new digits",
         accuracy[1].min() > 0.8)
dl.claim("Eight hidden layers: all three are near chance, one in ten", accuracy[8].max() < 0.3)

# %% [markdown] id="depth-outlook"
# Deep networks *can* be trained; the lessons on activations (02), weights at the start (09) and
# batch normalization (10) give the means. Depth is a chance, and it has a price.

# %% [markdown] id="heads-text"
# ## 6. What to put at the output
#
# The hidden layers prepare; the last layer answers. What form should the answer have? That depends
# on the task, and there are two main kinds.
#
# - **Classification** decides to which category, or **class**, the data belong: which digit is this?
# - **Regression** predicts a number: what is the sine of this angle?
#
# The same hidden layers serve both. Only the last layer, the *head*, differs. For regression it is
# one unit without activation, that is with the **identity function** $f(z) = z$: the **prediction**, the
# network's answer to an input, may be any number. For ten exclusive classes it is ten units with *softmax*, which comes next.

# %% id="two-heads"
def network(n_inputs, head, loss):
    body = [keras.layers.Dense(32, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input((n_inputs,)), *body, head])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    return model

# %% [markdown] id="two-heads-train"
# One network learns to read digits, the other learns the sine from 1000 examples. Afterwards we
# compare each loss after the first pass over the data with that after the last.

# %% id="both-learn" tags=["claim-L03-10"] atol=0.05
classifier = network(64, keras.layers.Dense(10, "softmax"), "sparse_categorical_crossentropy")
reading = classifier.fit(digits.x_train, digits.y_train, batch_size=64, epochs=6, verbose=0)

regressor = network(1, keras.layers.Dense(1), "mean_squared_error")
angles = rng.uniform(-3, 3, size=(1000, 1))
guessing = regressor.fit(angles, np.sin(angles), batch_size=50, epochs=6, verbose=0)

for name, losses in [("digits", reading.history["loss"]), ("sine", guessing.history["loss"])]:
    print(f"{name:6}: loss {losses[0]:.2f} -> {losses[-1]:.2f}")
    dl.claim(f"Learning the {name}, the loss falls to less than half", losses[-1] < losses[0] / 2)

# %% [markdown] id="two-heads-use"
# And how good are they? Digits are right or wrong, so count the right ones. Numbers are near or far,
# so measure the distance.

# %% id="heads-measured" tags=["claim-L03-10"]
probabilities = classifier.predict(digits.x_test, verbose=0)  # (450, 10)
accuracy = np.mean(probabilities.argmax(axis=1) == digits.y_test)
angles = np.array([[-1.5], [0.0], [1.5]])
error = np.abs(regressor.predict(angles, verbose=0) - np.sin(angles)).max()
dl.claim("The classifier names the right digit for more than 85 % of new images", accuracy > 0.85)
dl.claim("The regressor is off by less than 0.2 at -1.5, 0 and 1.5", error < 0.2)

# %% [markdown] id="softmax-text"
# ### Softmax
#
# Ten units give ten scores, one for each class. Scores before an output function are also called
# **logits**. They may be any numbers. We would like probabilities: positive, with sum 1. **Softmax** makes
# them positive by the exponential, and divides by the sum:
#
# $$ y_k = \frac{e^{a_k}}{\sum_i e^{a_i}} $$
#
# The upper part of a fraction is the *numerator*, the lower part the *denominator*. All outputs
# have one denominator, so each score influences every probability.

# %% id="softmax-by-hand" tags=["claim-L03-12"]
a = np.array([0.3, 2.9, 4.0])
by_formula = np.exp(a) / np.exp(a).sum()
print("probabilities:", by_formula.round(4), "  sum:", by_formula.sum().round(4))

shifted = np.exp(a + 5) / np.exp(a + 5).sum()
largest_difference = np.abs(by_formula - keras.ops.convert_to_numpy(keras.ops.softmax(a))).max()
dl.claim("Keras' softmax gives the same", largest_difference < 1e-6)
dl.claim("A constant added to all scores changes nothing", np.allclose(shifted, by_formula))

# %% [markdown] id="softmax-shift-text"
# Only differences of scores matter. Why? A constant $c$ added to each score multiplies the numerator
# by $e^c$, and the denominator too. It cancels out.
#
# That is good news, because the formula as it stands is dangerous.
#
# **Predict.** What does `np.exp(1010)` give?

# %% id="overflow" tags=["claim-L03-16"]
large = np.array([1010.0, 1000.0, 990.0])
with np.errstate(over="ignore", invalid="ignore"):  # NumPy would warn here
    naive = np.exp(large) / np.exp(large).sum()
    print("exponentials:", np.exp(large), "  probabilities:", naive)
stable = np.exp(large - large.max()) / np.exp(large - large.max()).sum()
print("after subtracting the largest score:", stable)
dl.claim("The plain formula overflows and gives no number (nan)", np.all(np.isnan(naive)))
dl.claim("Subtracting the largest score first gives the right probabilities",
         np.allclose(stable, keras.ops.softmax(large)))

# %% [markdown] id="divide-text"
# The largest 64-bit float is about $10^{308}$, and $e^{1010}$ is far beyond it: it **overflows** to
# infinity, and infinity divided by infinity is not a number. Since a constant changes nothing, choose
# it well: subtract the largest score. Then the largest exponential is $e^0 = 1$.
#
# You will often read that the numerator and the denominator are "divided by the largest of the
# inputs", or that they are multiplied by a constant $C$ which is "minus the largest input". Both are
# wrong. They are multiplied by $C = e^{-\max}$, that is divided by $e^{\max}$; the largest input itself is
# *subtracted from the exponents*. What happens if one divides the scores by it?

# %% id="do-not-divide" tags=["claim-L03-16"]
def softmax_divided(a):
    return np.exp(a / a.max()) / np.exp(a / a.max()).sum()


print("right:  ", by_formula.round(4), " ", stable.round(4))
print("divided:", softmax_divided(a).round(4), " ", softmax_divided(large).round(4))
subtracted = np.exp(a - a.max()) / np.exp(a - a.max()).sum()
dl.claim("Subtracting the maximum leaves the probabilities as they are",
         np.allclose(subtracted, by_formula))
off = np.abs(softmax_divided(a) - by_formula).max()
dl.claim("Dividing by it gives others", off > 0.2)

# %% [markdown] id="keepdims-text"
# ### A batch of scores
#
# A network answers a whole batch: scores of shape $(n, \text{classes})$, and each **row** needs a
# maximum and a sum of its own. `sum(axis=-1)` adds along the last axis. What shape does it leave? You
# will find comments in code that `keepdims=True` returns "a one-dimensional array", and that
# `axis=-1` "turns (1, 2, 3) into (1, 2)". Look for yourself.

# %% id="keepdims" tags=["claim-L03-18"]
shapes = {}
for shape in [(2, 3), (1, 2, 3)]:
    ones = np.ones(shape)
    shapes[shape] = ones.sum(axis=-1).shape, ones.sum(axis=-1, keepdims=True).shape
    print(f"{shape}: without keepdims {shapes[shape][0]}, with keepdims {shapes[shape][1]}")
dl.claim("keepdims=True keeps the summed axis, with length 1",
         shapes == {(2, 3): ((2,), (2, 1)), (1, 2, 3): ((1, 2), (1, 2, 1))})

# %% [markdown] id="keepdims-why"
# The axis is kept so that the division fits: $(2, 3)$ by $(2, 1)$ divides each row by its own sum.
# Without it, NumPy lines $(2,)$ up with the *columns*, as lesson 00 showed for broadcasting. Here
# that is an error. With as many samples as classes it would not even be one, and every number would
# be wrong, silently.

# %% id="keepdims-division" tags=["claim-L03-18"]
scores_2x3 = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]])
exps = np.exp(scores_2x3)
try:
    exps / exps.sum(axis=-1)
    refused = False
except ValueError:
    refused = True
row_sums = (exps / exps.sum(axis=-1, keepdims=True)).sum(axis=-1)
dl.claim("(2, 3) divided by (2,) is refused", refused)
dl.claim("Divided by (2, 1), each row sums to 1", np.allclose(row_sums, 1))

# %% [markdown] id="exercise-softmax-text"
# ### Exercise: a softmax that does not overflow
#
# Now you have all that is needed. Mind that one row of scores may be huge, and another one small.

# %% id="exercise-softmax" tags=["exercise"]
def stable_softmax(z):
    """Return the softmax of each row of z, without overflow.

    z: float, shape (n, classes), scores of any size.
    Returns an array of shape (n, classes); right to a relative error of 1e-5 and an absolute
    error of 1e-7.

    Example: stable_softmax(np.array([[1000.0, 1000.0], [0.0, 1.0]])) is about
    [[0.5, 0.5], [0.2689, 0.7311]].
    """
    # solution
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)

# %% id="check-softmax"
dl.exercises.stable_softmax.check(stable_softmax)

# %% [markdown] id="names-text"
# With this in your hands, judge a piece of code that is passed around. Its numbers are right, so a
# test that looks at numbers will pass it. What is wrong?

# %% id="names-found"
def softmax_found(vec):
    denumerator = np.exp(vec - np.max(vec, axis=-1, keepdims=True))
    numerator = np.sum(denumerator, axis=-1, keepdims=True)
    return denumerator / numerator

# %% [markdown] id="names-explained"
# The names are exchanged. In a fraction $\frac{\text{numerator}}{\text{denominator}}$ the exponential
# stands above and the sum below, and "denumerator" is no word at all. Wrong names do not break a
# program; they break the next reader. Here it is with the right ones, and compared.

# %% id="names-mended" tags=["claim-L03-17"]
def softmax(scores):
    numerator = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    denominator = np.sum(numerator, axis=-1, keepdims=True)
    return numerator / denominator


random_scores = rng.normal(size=(5, 10))
ours = softmax(random_scores)
dl.claim("Renaming changes no number", np.array_equal(ours, softmax_found(random_scores)))
dl.claim("Keras agrees", np.allclose(ours, keras.ops.softmax(random_scores)))

# %% [markdown] id="honest-text"
# ### Are they honest probabilities?
#
# They are positive and sum to 1. Does an output of 0.9 therefore mean that nine in ten such answers
# are right?

# %% id="sums-to-one" tags=["claim-L03-13"]
largest_deviation = np.abs(probabilities.sum(axis=1) - 1).max()
dl.claim("All outputs lie between 0 and 1", probabilities.min() >= 0 and probabilities.max() <= 1,
         shown="")
dl.claim("The outputs for each image sum to 1", largest_deviation < 1e-5)
a = np.array([2.0, 1.0, 0.0])
for factor in (0.1, 1, 5):
    print(f"softmax({factor:3} a) = {softmax(factor * a).round(3)}")

# %% [markdown] id="calibration-text"
# But any positive numbers with sum 1 look like that. Multiply all scores by 5 and the winner becomes
# nearly certain; by 0.1, and all is open. The order of the classes stays the same. So which of the
# three is the *probability*? A model is called **calibrated** if its confidence is honest: of all
# answers given with 90 %, nine in ten are right. Nothing in the softmax sees to that. Often training
# does not, either.
#
# Train five networks on only 200 images. Their **confidence** is the largest probability. Compare it with how
# often they are right on new images. Then show them images that hold no digit at all, only noise.
#
# **Predict.** How sure are they of the noise?

# %% id="overconfident" tags=["claim-L03-13"]
five = dl.scratch.mlp([64, 64, 10], variants=5, seed=5)
five.fit(digits.x_train[:200], digits.y_train[:200], epochs=200, optimizer=dl.scratch.Adam(0.003))
confidence = five.predict(digits.x_test).max(axis=2).mean(axis=1)
right = five.accuracy(digits.x_test, digits.y_test)
noise = rng.uniform(size=(500, 64))
noise_probabilities = five.predict(noise)
print(f"on digits: {confidence.mean():.0%} sure, {right.mean():.0%} right")
print(f"on noise:  {noise_probabilities.max(axis=2).mean():.0%} sure")
dl.claim("Each network is surer than it is right", np.all(confidence > right))
dl.claim("On noise each is more than 60 % sure, on average, though no digit is there",
         np.all(noise_probabilities.max(axis=2).mean(axis=1) > 0.6))

# %% [markdown] id="noise-text"
# Here are six of the images, with the answer of the first network.

# %% id="noise-picture" alt="Six images of random grey pixels without any digit. The network names a digit for each, some with a confidence of more than 90 percent."
fig, axes = plt.subplots(1, 6, figsize=(10, 2.1))
for ax, image, answer in zip(axes, noise, noise_probabilities[0]):
    ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    sure = ", > 90 %" if answer.max() > 0.9 else ""
    ax.set(title=f"“{answer.argmax()}”{sure}", xticks=[], yticks=[])
    ax.grid(False)

# %% [markdown] id="calibration-explained"
# **Explain.** A softmax divides 100 % among the ten digits; "none of them" is not on offer. And
# training rewards certainty on the training images. In 2017 Chuan Guo and others measured that modern
# networks are often overconfident, and showed that dividing all scores by one well-chosen number, as
# we did above, repairs much of it. So read softmax outputs as the **probabilities that
# the network assigns**, and check them on new data before you bet on them.

# %% [markdown] id="argmax-text"
# ### If only the winner counts
#
# The exponential keeps the order of the scores: softmax never changes which is the largest. If you
# only want the class, you can leave softmax out and save its exponentials. The function `argmax`
# gives the index of the largest entry.

# %% id="argmax" tags=["claim-L03-14"]
W, b = classifier.layers[-1].get_weights()
up_to_the_head = keras.Sequential(classifier.layers[:-1])
logits = up_to_the_head.predict(digits.x_test, verbose=0) @ W + b
same_class = np.mean(logits.argmax(axis=1) == probabilities.argmax(axis=1))
dl.claim("With and without softmax, every test image gets the same class", same_class == 1)

# %% [markdown] id="from-logits-text"
# That holds for *using* a trained network. For training, the loss needs the probabilities: it is
# $-\log$ of the probability that the right class got (lesson 04). So someone has to compute softmax. Either
# the last layer does (`activation="softmax"`), or the loss does: then tell it, with
# `from_logits=True`. Forgetting both is a common mistake, and no error message will come. Here is the
# loss of the scores 2, −1 and 0.5, first if class 0 is right, then if class 1 is.

# %% id="from-logits" tags=["claim-L03-14"]
Loss = functools.partial(keras.losses.SparseCategoricalCrossentropy, reduction=None)
two_samples, right_classes = np.array([[2.0, -1.0, 0.5]] * 2), np.array([0, 1])
by_definition = -np.log(softmax(two_samples)[[0, 1], right_classes])
told = keras.ops.convert_to_numpy(Loss(from_logits=True)(right_classes, two_samples))
forgotten = keras.ops.convert_to_numpy(Loss()(right_classes, two_samples))
print("by definition:", by_definition.round(3))
print("told:         ", told.round(3))
print("forgotten:    ", forgotten.round(3))
dl.claim("With from_logits=True the loss is right", np.allclose(told, by_definition))
dl.claim("Without it the loss is wrong, silently", np.all(np.abs(forgotten - by_definition) > 0.1))

# %% [markdown] id="labels-text"
# ### How to write the right answer
#
# The right class of a sample can be written in two ways. As an **index**: the digit's number, 0 to 9.
# Or as a **one-hot vector**: all zeros, with a single 1 at the place of the class. You will read that
# "the index of the largest value is the one-hot representation". These are two things: `argmax` gives
# the index, one-hot is the vector that encodes it. And mind that indices start at 0: class number 1
# of 4 is $[0, 1, 0, 0]$, the *second* entry.

# %% id="one-hot" tags=["claim-L03-15"]
vector = np.eye(4)[1]  # row 1 of the 4 x 4 identity matrix
print("index 1 of 4 classes:", vector, "  and back:", vector.argmax())
dl.claim("Keras makes the same vector of the index 1",
         np.array_equal(keras.utils.to_categorical([1], 4)[0], vector))
round_trip = keras.utils.to_categorical(digits.y_train, 10).argmax(axis=1)
dl.claim("One-hot and back again returns every label", np.array_equal(round_trip, digits.y_train))

# %% [markdown] id="sparse-text"
# In Keras, `sparse_categorical_crossentropy` takes indices and `categorical_crossentropy` takes
# one-hot vectors. They compute the same loss; *sparse* only saves you the zeros.
#
# ### Exercise: one-hot

# %% id="exercise-one-hot" tags=["exercise"]
def to_one_hot(labels, n_classes):
    """Return the one-hot vectors of class indices.

    labels: int, shape (n,), from 0 to n_classes - 1.  n_classes: int.
    Returns an array of shape (n, n_classes) of zeros and ones.

    Example: to_one_hot(np.array([1, 0]), 3) is [[0, 1, 0], [1, 0, 0]].
    """
    # solution
    identity = np.eye(n_classes)
    return identity[labels]

# %% id="check-one-hot"
dl.exercises.to_one_hot.check(to_one_hot)

# %% [markdown] id="one-hot-code-text"
# A widespread version reads `[np.eye(dim)[_] for _ in val]`. It works. But it builds a new identity
# matrix for every sample, returns a list, and gives the name `_`, which means "not used", to
# something that is used. Its companion takes the number of classes from `shape[1]`, which is right for
# two axes only. Compare with indexing once.

# %% id="one-hot-code" tags=["claim-L03-19"]
labels, dim = rng.integers(0, 10, size=1000), 10
slow = min(timeit.repeat(lambda: [np.eye(dim)[_] for _ in labels], number=5, repeat=3))
fast = min(timeit.repeat(lambda: np.eye(dim)[labels], number=5, repeat=3))
equal = np.array_equal(np.array([np.eye(dim)[_] for _ in labels]), np.eye(dim)[labels])
dl.claim("Both give the same vectors", equal)
dl.claim("Indexing once is more than twice as fast", slow > 2 * fast, shown="")

# %% [markdown] id="one-hot-axes-text"
# And the companion, which turns scores into one-hot vectors, on scores with three axes: 2 sequences
# of 3 steps with 4 scores each.

# %% id="one-hot-axes" tags=["claim-L03-19"]
batch = rng.normal(size=(2, 3, 4))
companion = np.eye(batch.shape[1])[batch.argmax(axis=1)]
general = np.eye(batch.shape[-1])[batch.argmax(axis=-1)]
print("scores", batch.shape, "  with shape[1]:", companion.shape, "  with shape[-1]:", general.shape)
dl.claim("For three axes shape[1] gives a wrong shape, shape[-1] the right one",
         companion.shape != batch.shape and general.shape == batch.shape)

# %% [markdown] id="choose-text"
# ### Which output for which task?
#
# | task | example | units | activation | loss in Keras (lesson 04) |
# |---|---|---|---|---|
# | regression | a temperature | one per number | identity (`linear`) | `mean_squared_error` |
# | two classes | spam or not | 1 | sigmoid | `binary_crossentropy` |
# | exclusive classes | which digit | one per class | softmax | `sparse_categorical_crossentropy` |
# | several labels at once | cat? dog? outdoors? | one per label | sigmoid | `binary_crossentropy` |
#
# You will often read "softmax for classification, identity for regression". That is the first and
# the third row, and it leaves out the others. Softmax makes the classes compete; where several can
# be true at once, each label needs a sigmoid of its own. Three scores, read in both ways:

# %% id="choose" tags=["claim-L03-11"]
a = np.array([2.0, 1.0, 0.0])
print(f"softmax {softmax(a).round(2)}, sum {softmax(a).sum():.2f}")
print(f"sigmoid {sigmoid(a).round(2)}, sum {sigmoid(a).sum():.2f}")
sum_of_sigmoids = sigmoid(a).sum()
dl.claim("Softmax divides one whole among the classes", np.isclose(softmax(a).sum(), 1))
dl.claim("Sigmoids are independent: here they sum to more than 2", sum_of_sigmoids > 2)

# %% [markdown] id="two-classes-text"
# For two classes, one sigmoid says the same as a softmax of two. And the identity leaves its input
# alone, so that a prediction may be any number.

# %% id="two-classes" tags=["claim-L03-11"]
two_scores = rng.normal(size=(100, 2))
of_difference = sigmoid(two_scores[:, 0] - two_scores[:, 1])
dl.claim("A softmax of two classes is a sigmoid of the difference of their scores",
         np.allclose(softmax(two_scores)[:, 0], of_difference))
identity = keras.ops.convert_to_numpy(keras.activations.linear(a))
dl.claim("The identity returns its input; it may exceed 1", np.array_equal(identity, a))

# %% [markdown] id="units-text"
# ### How many units?
#
# The table says that, too: for exclusive classes, as many units as classes; for two classes usually
# one sigmoid; for regression, one unit per predicted number. You will often read simply "the number
# of classes", which is right for the third row.
#
# Count the *possible* classes, from 0 to the largest label. If the digits run from 0 to 9, a layer of
# nine units has no place for the 9. What happens then depends on the software below Keras, its
# *backend*. Some raise an error, some return `nan`, and some count such a sample as no loss at all,
# which is the worst, because nobody notices. In no case is there a usable number.

# %% id="usable-loss"
def usable_loss(n_units, label):
    """Say whether the loss of one sample, all scores 0, comes out as it should: log(n_units)."""
    try:
        loss = float(Loss(from_logits=True)(np.array([label]), np.zeros((1, n_units)))[0])
    except Exception:  # its type depends on the backend
        return False
    return bool(np.isclose(loss, np.log(n_units)))

# %% [markdown] id="units-tried"
# Try it with ten units and with nine. The other three claims are the first three rows of the table,
# seen on the networks of this lesson.

# %% id="units-per-task" tags=["claim-L03-20"]
n_classes = len(np.unique(digits.y_train))
dl.claim("The classifier has one output per class",
         classifier.output_shape[-1] == n_classes == digits.y_train.max() + 1)
dl.claim("Ten units have a place for label 9", usable_loss(10, label=9))
dl.claim("Nine units have none: no usable loss", not usable_loss(9, label=9))
dl.claim("Two classes took one sigmoid unit, the sine one unit without activation",
         model.output_shape[-1] == 1 == regressor.output_shape[-1])

# %% [markdown] id="units-check"
# Write the check into your own programs: `assert labels.max() < n_units`. One line, on every backend.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A hidden layer moves the data, so that a straight cut is enough behind it. One fold solves XOR.
#   On the unfolded sheet, the cut is bent.
# - A layer computes $Z = XW + b$ for all samples at once: rows of $X$ are samples, columns of $W$ are
#   units. It has $d \cdot p$ weights and $p$ biases, for any number of samples.
# - Forward propagation computes and keeps the outputs of the layers in order. An MLP is a chain of
#   affine maps and activations.
# - To be able to represent is one thing, to be found by training another. Two hidden units can do
#   XOR, but many starts get stuck; with eight, nearly every start succeeds.
# - One hidden layer, wide enough and with an activation that is no polynomial, comes close to any
#   continuous function on a bounded region. The theorem says nothing about training or the outside.
# - For some functions depth saves exponentially many units. It is no law for all functions, and it
#   can make training harder.
# - The output layer follows the task: identity for numbers, sigmoid for yes or no, softmax for
#   exclusive classes. Softmax subtracts the largest score, keeps the order, and sums to 1, but its
#   outputs are not automatically honest probabilities.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | multilayer perceptron (MLP) | 다층 퍼셉트론 | fully connected network with one or more hidden layers |
# | deep neural network (DNN) | 심층 신경망 | network with several (here: two or more) hidden layers |
# | input layer | 입력층 | where the data enter the network |
# | hidden layer | 은닉층 | layer between input and output layer |
# | output layer | 출력층 | last layer, which gives the prediction |
# | fully connected (dense) layer | 완전 연결 계층 | layer in which every unit is connected to all inputs |
# | forward propagation | 순전파 | computing and keeping layer outputs from input to output |
# | parameter | 매개변수 (파라미터) | value learned in training: weights and biases |
# | prediction | 예측 | output of a model for an input |
# | classification | 분류 | predicting to which category a sample belongs |
# | class | 클래스 | one of the categories in classification |
# | regression | 회귀 | predicting a number |
# | identity function | 항등 함수 | function that returns its input unchanged |
# | softmax function | 소프트맥스 함수 | $e^{a_k} / \sum_i e^{a_i}$: turns scores into probabilities, which sum to 1 |
# | numerator | 분자 | upper part of a fraction; in softmax one exponential |
# | denominator | 분모 | lower part of a fraction; in softmax the sum of exponentials |
# | overflow | 오버플로우 | result too large for the floating-point format |
# | one-hot vector | 원-핫 벡터 | vector with a single 1 at the index of the class |
# | universal approximation theorem | 보편 근사 정리 | one wide hidden layer comes close to any continuous function |
# | target function | 목표 함수 | function to be approximated |
# | objective function | 목적 함수 | what training minimises, such as a loss |

# %% [markdown] id="references"
# ## References
#
# - F. Rosenblatt, *Principles of neurodynamics: perceptrons and the theory of brain mechanisms*,
#   Spartan Books, 1962. Perceptrons with several layers.
# - G. Cybenko, *Approximation by superpositions of a sigmoidal function*, Mathematics of Control,
#   Signals, and Systems 2, 1989.
# - K. Hornik, M. Stinchcombe and H. White, *Multilayer feedforward networks are universal
#   approximators*, Neural Networks 2, 1989.
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs, with
#   relationships to statistical pattern recognition*, in: Neurocomputing, Springer, 1990. The name
#   softmax.
# - K. Hornik, *Approximation capabilities of multilayer feedforward networks*, Neural Networks 4,
#   1991.
# - M. Leshno, V. Y. Lin, A. Pinkus and S. Schocken, *Multilayer feedforward networks with a
#   nonpolynomial activation function can approximate any function*, Neural Networks 6, 1993.
# - G. Montúfar, R. Pascanu, K. Cho and Y. Bengio, *On the number of linear regions of deep neural
#   networks*, Advances in Neural Information Processing Systems 27, 2014. Layers that fold.
# - M. Telgarsky, *Benefits of depth in neural networks*, Conference on Learning Theory, 2016.
# - C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, *On calibration of modern neural networks*,
#   International Conference on Machine Learning, 2017.
