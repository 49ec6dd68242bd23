# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=25 figure="the computational graph, forward values above and gradients below each edge"
# # Backpropagation
#
# Gradient descent wants the slope of the loss with respect to every single weight, at every single step. In this
# lesson you find all of them in one walk through the network from its end to its beginning, first
# with a pencil, then with a program that you write yourself, and at last with matrices.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - compute the gradients of a small graph by hand, edge by edge, with the chain rule;
# - write the backward pass of a dense layer, of activations, and of softmax with cross-entropy;
# - check any gradient against central differences, and recognise a wrong one;
# - say what backpropagation costs in time and in memory, and why gradients vanish or explode;
# - say what backpropagation does not do.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=6)

import time
import tracemalloc

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(6)
relu, sigmoid, tanh = dl.scratch.relu, dl.scratch.sigmoid, dl.scratch.tanh
numerical_gradient, gradient_error = dl.scratch.numerical_gradient, dl.scratch.gradient_error

# %% [markdown] id="too-dear-text"
# ## 1. A gradient that costs too much
#
# Lesson 05 had a gradient for everybody: the central difference. Move one weight a little up, compute
# the loss; move it a little down, compute the loss again; divide. That is two losses for one weight.
#
# **Predict.** A network with 64 inputs, 100 hidden units and 10 outputs is small. How many times must
# it compute its loss for *one* step of gradient descent? How often for 35 epochs of 43 mini-batches?

# %% id="too-dear"
n_parameters = (64 * 100 + 100) + (100 * 10 + 10)
one_step = 2 * n_parameters
print("weights and biases:  ", n_parameters)
print("losses for one step: ", one_step)
print("losses for 35 epochs:", one_step * 35 * 43)

# %% [markdown] id="too-dear-explained"
# **Explain.** Nobody trains like that. In this lesson the same gradient will cost about as much as
# *three* computations of the loss, no matter how many weights there are. The method is called
# **backpropagation**. You need one rule for it, and you can learn it on a network with a single weight.
#
# ## 2. Five nodes, by hand
#
# One weight $w$, one input $x$, a target of 4, and the squared error as the loss $L$:
#
# $$ L = (w \cdot x - 4)^2. $$
#
# Take it apart, so that each line does one thing. This is the forward pass.

# %% id="five-nodes-forward"
w, x = 3.0, 2.0
p = w * x  # product
e = p - 4  # error
L = e**2  # loss
print(f"p = {p:.0f}   e = {e:.0f}   L = {L:.0f}")

# %% [markdown] id="five-nodes-question"
# Five numbers: $w$, $x$, $p$, $e$, $L$. Draw each as a circle, or **node**, and an arrow, or **edge**,
# from each number to what is computed from it. That picture is a **computational graph**.
#
# Now the question: if $w$ grows by a tiny bit, by how much does $L$ grow? Every line of the forward
# pass is so simple that its own slope is known:
#
# - $L = e^2$ has the slope $dL/de = 2e$;
# - $e = p - 4$ has the slope $de/dp = 1$;
# - $p = w \cdot x$ has the slope $\partial p/\partial w = x$, and also $\partial p/\partial x = w$.
#
# If $w$ grows by 1 thousandth, $p$ grows by $x$ thousandths. Then $e$ grows just as much, and $L$ by
# $2e$ times that, but for a tiny rest. **Slopes along a path are multiplied.** That is the **chain rule**:
#
# $$ \frac{dL}{dw} = \frac{dL}{de}\cdot\frac{de}{dp}\cdot\frac{\partial p}{\partial w}
#    = 2e \cdot 1 \cdot x. $$
#
# **Predict.** What is $dL/dw$ for the numbers above? And $dL/dx$? Write both down.

# %% id="five-nodes-backward"
dL_de = 2 * e
dL_dp = dL_de * 1
dL_dw = dL_dp * x
dL_dx = dL_dp * w
print(f"dL/de = {dL_de:.0f}   dL/dp = {dL_dp:.0f}   dL/dw = {dL_dw:.0f}   dL/dx = {dL_dx:.0f}")
measured = numerical_gradient(lambda v: (v[0] * v[1] - 4) ** 2, [w, x])
dl.claim("The chain rule gives what central differences measure",
         np.allclose([dL_dw, dL_dx], measured))

# %% [markdown] id="five-nodes-explained"
# **Explain.** Look at the order of the lines. We began at $L$ and went back. Each line took the number
# of the line before it and multiplied it by *one* slope. And `dL_dp` was computed once and used twice.
# Here is the same on the graph, the picture to remember. (A `Value` of the course is a number that remembers
# how it was computed. Its `backward` does what you just did. You build both in section 4.)

# %% id="five-nodes-picture" alt="Graph of five nodes: w and x lead into a product, then minus 4, then a square. Above the edges stand the values 3, 2, 6, 2, 4; below them, from right to left, the gradients 1, 4, 4, then 8 for w and 12 for x."
Value = dl.scratch.Value
w, x = Value(3.0), Value(2.0)
p = w * x
e = p - 4
L = e**2
L.backward()
_ = dl.plots.plot_computation_graph(L, names={"w": w, "x": x, "p": p, "e": e, "L": L})

# %% [markdown] id="five-nodes-reading"
# **Values go right, above the edges. Gradients come back, below them.** On its way to the left, the
# number passes a node and is multiplied by that node's slope. At the far right it starts as 1: if $L$
# grows by a bit, $L$ grows by that bit.
#
# From here on, "the gradient of a node" means the derivative of the final loss with respect to that node's number.
#
# ### A fork
#
# What if a number is used twice? In $L = ((a + w) \cdot w)^2$, the weight $w$ acts through the sum and
# through the product. Two paths lead from $w$ to $L$. If $w$ moves, both carry its movement to $L$, and
# the effects add up. **Along a path multiply, over paths add.**

# %% id="fork-picture" alt="Graph with a fork: w leads into a sum and directly into a product. The edge to the sum brings back 72, the direct edge 96, and below w stands their sum 168."
a, w = Value(1.0), Value(3.0)
L = ((a + w) * w) ** 2
L.backward()
_ = dl.plots.plot_computation_graph(L, names={"a": a, "w": w, "L": L})
measured = numerical_gradient(lambda v: ((v[0] + v[1]) * v[1]) ** 2, [1.0, 3.0])
dl.claim("At a fork the gradients of both paths add up",
         np.allclose([a.gradient, w.gradient], measured))

# %% [markdown] id="demo-text"
# In the demo you go through four graphs one edge at a time. Before each number below an edge, say what it
# will be. Three questions to find out: what does a sum do with the gradient that comes back? What does a
# product do? And a ReLU?

# %% id="steps-demo" alt="Graph of a squared error, half way through the backward pass: all values stand above their edges, the gradients 1, 4 and 4 below the three right ones, and a bold arrow points back from the subtraction to the product."
dl.demos.backprop_steps()

# %% [markdown] id="demo-explained"
# **Explain.** A **sum** copies the gradient to all who contributed, since its slopes are 1. A
# **product** sends to each factor the gradient times the *other* factor. A **ReLU** lets the gradient
# pass if its input was positive, and stops it otherwise.
#
# ### Exercise: send it back
#
# You know the rule. Teach it to the computer. The graph comes as a list of nodes, with the parents of
# each node (the nodes it was computed from) and the slope of each edge.

# %% id="exercise-send-back" tags=["exercise"]
def send_back(order, parents, slopes):
    """Return the gradient of every node of a graph: the derivative of the last node by it.

    order: list of names, each node after all of its parents; the last one is the loss.
    parents: dict, name -> list of the names it was computed from; empty for an input.
    slopes: dict, name -> list of float: the slope of the node with respect to each parent, in order.
    Returns a dict, name -> float, right to a relative error of 1e-5.

    Example: send_back(["w", "p", "L"], {"w": [], "p": ["w"], "L": ["p"]},
    {"w": [], "p": [2.0], "L": [4.0]}) is {"w": 8.0, "p": 4.0, "L": 1.0}.
    """
    # solution
    gradients = {name: 0.0 for name in order}
    gradients[order[-1]] = 1.0
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name]):
            gradients[parent] += slope * gradients[name]
    return gradients

# %% id="check-send-back"
dl.exercises.send_back.check(send_back)

# %% [markdown] id="why-back-text"
# ## 3. Why backwards?
#
# Take $t = x + y$ and $z = t^2$. The chain rule says $dz/dx = dz/dt \cdot dt/dx = 2t \cdot 1$.

# %% id="chain-by-hand" tags=["claim-L06-04"]
x, y = 1.5, -0.4
t = x + y
dz_dt, dt_dx = 2 * t, 1.0
measured = numerical_gradient(lambda v: (v[0] + v[1]) ** 2, [x, y])
dl.claim("dz/dt · dt/dx is 2 (x + y), and is what central differences measure",
         np.allclose([dz_dt * dt_dx, measured[0]], 2 * (x + y)))

# %% [markdown] id="why-back-imprecise"
# You will often read that gradients *must* be computed from the end, because from below the information
# is missing. That is half true. The factor $dt/dx$ is known as soon as $t$ is. What $z$ makes of $t$ is
# known only above: the gradient of a low layer contains the slopes of all layers over it.
#
# But a product can be multiplied from either side. One can go from the inputs upwards and carry along
# with each number how fast it changes if *one* chosen input moves. This is **forward-mode**
# differentiation. It works. It costs one pass for each input that one is asked about. Going back from the
# loss is **reverse-mode** differentiation. It costs one pass for each *output* one is asked about, and
# a loss is one number.
#
# Count them on one sigmoid unit with 784 weights and a bias, for a batch of 32. The bias is written as
# one more weight, whose input is always 1. The numbers are random: what is counted does not depend on
# them.

# %% id="two-modes"
X = np.hstack([rng.normal(size=(32, 784)), np.ones((32, 1))])
targets, theta = rng.integers(0, 2, size=32), 0.05 * rng.normal(size=785)


def loss_of(theta):
    return np.mean((sigmoid(X @ theta) - targets) ** 2)

# %% [markdown] id="forward-mode-text"
# One pass of forward mode carries two numbers through each line: the value, and its rate of change.

# %% id="forward-mode"
def forward_mode(direction):
    """Return how fast the loss grows if theta moves in one direction."""
    z, dz = X @ theta, X @ direction  # each number beside its rate of change
    dy = sigmoid.derivative(z) * dz
    return np.mean(2 * (sigmoid(z) - targets) * dy)

# %% [markdown] id="two-modes-text"
# The function above goes up once, for one direction. The next one goes up and comes back once, and has
# the slopes for all 785 parameters. (Its last line adds up over the samples; section 5 comes to that.)

# %% id="reverse-mode"
def reverse_mode():
    """Return the gradient of the loss with respect to all parameters."""
    z = X @ theta
    dy = 2 * (sigmoid(z) - targets) / len(targets)
    return X.T @ (dy * sigmoid.derivative(z))

# %% [markdown] id="modes-compared-text"
# Do both know the same? The course's `gradient_error` tells how far two gradients are apart: it divides the
# length of their difference by the sum of their lengths, so 0 means equal.

# %% id="modes-compared" tags=["claim-L06-04"]
directions = np.eye(785)  # row k moves parameter k alone
one_by_one = [forward_mode(direction) for direction in directions]
print(f"forward mode: {len(directions)} passes   reverse mode: 1 pass")
dl.claim("One reverse pass gives what 785 forward-mode passes give",
         gradient_error(one_by_one, reverse_mode()) < 1e-12)

# %% [markdown] id="reverse-name"
# So "backwards" is a matter of *cost*: many parameters go in, one loss comes out. Backpropagation is
# reverse-mode differentiation, applied to the loss of a network. (It was found more than once. Seppo
# Linnainmaa described it in 1970 to follow rounding errors, Paul Werbos proposed it for networks in 1982, and
# Rumelhart, Hinton and Williams made it famous in 1986.)
#
# And the central differences? They too need a pass for every parameter, or rather two.
#
# **Predict.** How many times faster is the backward pass than central differences, for these 785
# parameters: 10 times, 50 times, or more?

# %% id="cost-785"
calls = 0


def counted_loss(theta):
    global calls
    calls += 1
    return loss_of(theta)

# %% [markdown] id="cost-785-run-text"
# We look at the clock before and after.

# %% id="cost-785-run" tags=["claim-L06-06"]
start = time.perf_counter()
numeric = numerical_gradient(counted_loss, theta)
slow = time.perf_counter() - start
print("losses computed:", calls)
dl.claim("Central differences need 2 · 785 losses", calls == 2 * 785)
dl.claim("Both find the same gradient", gradient_error(numeric, reverse_mode()) < 1e-8)

# %% [markdown] id="cost-785-timed-text"
# Now the clock. We take the best of several runs for backpropagation, since one run is too short to be
# timed.

# %% id="cost-785-timed" tags=["claim-L06-06"]
def seconds(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


fast = min(seconds(reverse_mode) for _ in range(20))
dl.claim("Backpropagation is more than 100 times faster here", slow > 100 * fast, shown="")

# %% [markdown] id="engine-text"
# ## 4. Build the machine
#
# Now write a program that differentiates *anything* made of sums, products and a few functions. It is
# the heart of every deep-learning library, and it fits on one screen.
#
# The idea: a number that remembers where it came from. Each `Node` holds its value, a place for its
# gradient, its parents, and the slope of the edge from each parent. The slopes are filled in during the
# forward pass, when all values are at hand.

# %% id="engine-node"
class Node:
    """A number that remembers how it was computed."""

    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data = float(data)
        self.gradient = 0.0
        self.parents = parents
        self.slopes = slopes
        self.operation = operation  # its name in pictures

# %% [markdown] id="engine-plain-text"
# A plain number, such as the 4 in $p - 4$, may take part as well. Here it becomes a node of its own. (The
# course's `Value` counts it as part of the operation, which makes smaller pictures.)

# %% id="engine-plain"
def as_node(number):
    return number if isinstance(number, Node) else Node(number)

# %% [markdown] id="engine-arithmetic-text"
# Teach it to add and to multiply. Read the third line of each: values, parents, slopes. A sum has the
# slopes 1 and 1; a product has the two factors, exchanged.

# %% id="engine-arithmetic"
def add(a, b):
    a, b = as_node(a), as_node(b)
    return Node(a.data + b.data, (a, b), (1, 1), "+")


def multiply(a, b):
    a, b = as_node(a), as_node(b)
    return Node(a.data * b.data, (a, b), (b.data, a.data), "×")

# %% [markdown] id="engine-functions-text"
# Functions of one number have one parent and one slope, and the slope is the derivative that you know
# from lesson 02.

# %% id="engine-functions"
def power(a, n):
    return Node(a.data**n, (a,), (n * a.data ** (n - 1),), f"power {n}")


def squash(a):
    y = sigmoid(a.data)
    return Node(y, (a,), (y * (1 - y),), "sigmoid")

# %% [markdown] id="engine-operators-text"
# Tell Python to use these functions when it reads `a + b`, `a * b`, `a ** n` or `a - b`. (The names with an `r`
# are for a plain number on the left, as in `2 * a`.)

# %% id="engine-operators"
Node.__add__ = Node.__radd__ = add
Node.__mul__ = Node.__rmul__ = multiply
Node.__pow__ = power
Node.__sub__ = lambda a, b: a + as_node(b) * -1

# %% [markdown] id="engine-order-text"
# Arithmetic now builds a graph behind the scenes. To walk through it we need the nodes in an order in
# which parents come before their children. A small recursion finds it: before a node is put on the list,
# all of its parents are.

# %% id="engine-order"
def ancestors(self):
    """Return all nodes that this one was computed from, parents first, itself last."""
    order = []

    def visit(node):
        if node not in order:
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(self)
    return order

# %% [markdown] id="engine-backward-text"
# And the walk back. It is what you wrote in `send_back`: start with 1, go through the nodes in reverse,
# multiply along each edge, add at each fork. Because of the reverse order, all the parts of a node's gradient have
# arrived before it passes anything on.

# %% id="engine-backward"
def backward(self):
    """Set the gradient of this node and of all it was computed from."""
    order = self.ancestors()
    for node in order:
        node.gradient = 0.0
    self.gradient = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.gradient += slope * node.gradient

# %% [markdown] id="engine-attach-text"
# Make both of them methods of every node.

# %% id="engine-attach"
Node.ancestors = ancestors
Node.backward = backward

# %% [markdown] id="engine-done-text"
# That is all: fewer than 50 lines of code. It is called **automatic differentiation**, because nobody has to
# derive a formula. Try it on $(a b + c)^2$.

# %% id="engine-tried" tags=["claim-L06-09"]
point = [2.0, -3.0, 10.0]
a, b, c = nodes = [Node(number) for number in point]
result = (a * b + c) ** 2
result.backward()
found = [node.gradient for node in nodes]
print("value:", result.data, "  gradients:", found)
measured = numerical_gradient(lambda v: (v[0] * v[1] + v[2]) ** 2, point)
dl.claim("The machine agrees with central differences", gradient_error(found, measured) < 1e-8)

# %% [markdown] id="engine-keras-text"
# Keras stands on a library, here TensorFlow, that does the same with whole arrays. As in lesson 05,
# `dl.training.gradients` asks it for the gradient of a loss with respect to the weights of a model, and we take a model
# whose outputs are its weights: three units without bias, with the number 1 as input.

# %% id="engine-keras"
def formula(target, output):  # a loss gets targets, too; this one has no use for them
    a, b, c = output[0, 0], output[0, 1], output[0, 2]
    return (a * b + c) ** 2

# %% [markdown] id="engine-keras-asked-text"
# Set the weights to the same three numbers and ask.

# %% id="engine-keras-asked" tags=["claim-L06-09"]
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(3, use_bias=False)])
model.set_weights([np.array([point])])
(by_keras,) = dl.training.gradients(model, np.ones((1, 1)), np.zeros((1, 1)), formula).values()
dl.claim("The machine agrees with Keras", np.allclose(found, by_keras[0]))

# %% [markdown] id="engine-neuron-text"
# The course carries this machine as `dl.scratch.Value`; you have met it in the pictures. Here is yours
# on a whole neuron: two inputs, a sigmoid ($\sigma$ in the picture), and the squared error for the target 1,
# $(y - 1)^2$. It is one more function whose slope you know, so teach it to the machine. Your nodes know enough
# to be drawn, too. Follow the gradient of $w_2$ back with your finger.

# %% id="neuron-picture" alt="Graph of a sigmoid neuron with two weighted inputs and a bias. Forward values stand above every edge; below run the gradients, from 1 at the right to the weights and inputs at the left. The two sums pass the gradient on unchanged."
def squared_error_to_1(y):
    return Node((y.data - 1) ** 2, (y,), (2 * (y.data - 1),), "loss")


names = ["$w_1$", "$x_1$", "$w_2$", "$x_2$", "$b$"]
w1, x1, w2, x2, b = leaves = [Node(number) for number in (0.5, 2, -1, 3, 1)]
loss = squared_error_to_1(squash(w1 * x1 + w2 * x2 + b))
loss.backward()
fig, ax = plt.subplots(figsize=(10, 6))
_ = dl.plots.plot_computation_graph(loss, names=dict(zip(names, leaves)), ax=ax)

# %% [markdown] id="layers-text"
# ## 5. From numbers to layers
#
# One Python object per number is fine for understanding and far too slow for a network. Whole layers go
# back in the same way, with arrays in place of numbers. First convince yourself on the smallest real
# network: two inputs, two sigmoid units, one sigmoid output, one sample. Pick one weight, from the first
# input to the first hidden unit, and multiply the slopes along its only path to the loss.

# %% id="one-weight"
x, target = np.array([0.8, -0.5]), 1.0
W1, b1 = rng.normal(size=(2, 2)), rng.normal(size=2)
W2, b2 = rng.normal(size=(2, 1)), rng.normal(size=1)

h = sigmoid(x @ W1 + b1)
y = sigmoid(h @ W2 + b2).item()
by_hand = 2 * (y - target) * y * (1 - y) * W2[0, 0] * h[0] * (1 - h[0]) * x[0]

# %% [markdown] id="one-weight-path"
# The last line reads like a path on the graph: from the loss through the output's sigmoid, along the
# weight `W2[0, 0]`, through the hidden sigmoid, to the input. Compare with moving the weight a little.

# %% id="one-weight-measured" tags=["claim-L06-03"]
def squared_error(weight):
    kernel = W1.copy()
    kernel[0, 0] = weight.item()
    return (sigmoid(sigmoid(x @ kernel + b1) @ W2 + b2).item() - target) ** 2


measured = numerical_gradient(squared_error, W1[0, 0]).item()
dl.claim("By hand and by central differences", np.isclose(by_hand, measured, rtol=1e-6))

# %% [markdown] id="one-weight-text"
# Now the same weight by automatic differentiation in Keras. `dl.models.mlp` makes a Keras model of dense layers,
# named `hidden_1` and so on up to `output`. We let it compute in float64, so that the comparison is sharp.

# %% id="one-weight-keras" tags=["claim-L06-03"]
tiny = dl.models.mlp([2, 2, 1], activation="sigmoid", output="sigmoid", dtype="float64")
tiny.set_weights([W1, b1, W2, b2])
loss = keras.losses.MeanSquaredError(dtype="float64")
gradients = dl.training.gradients(tiny, x[None], np.array([[target]]), loss)
by_keras = gradients["hidden_1/kernel"][0, 0]
dl.claim("Automatic differentiation finds the same", np.isclose(by_hand, by_keras, rtol=1e-6))

# %% [markdown] id="dense-text"
# ### The dense layer
#
# Lesson 03 wrote a layer as $Z = XW + b$: rows are samples, columns are units. Entry by entry,
#
# $$ z_{nj} = \sum_k x_{nk}\, w_{kj} + b_j. $$
#
# Suppose the layers above have told us $dZ$, the gradient of the loss with respect to every entry of $Z$. It has the
# shape of $Z$, and its customary name is **delta**. What are the gradients of $W$, $b$ and $X$? Count
# the paths:
#
# - $w_{kj}$ is used once for **each sample** $n$, with the slope $x_{nk}$. Add up over the samples:
#   $\sum_n x_{nk}\, dz_{nj}$.
# - $b_j$ is used once for each sample, with the slope 1: $\sum_n dz_{nj}$.
# - $x_{nk}$ is used once by **each unit** $j$, with the slope $w_{kj}$: $\sum_j dz_{nj}\, w_{kj}$.
#
# Each of these sums is a matrix product, or a sum over an axis.
#
# ### Exercise: the dense layer, backwards
#
# Find the products. A hint that always works: **a gradient has the shape of what it belongs to.**

# %% id="exercise-dense-backward" tags=["exercise"]
def dense_backward(x, kernel, dz):
    """Return the gradients of a dense layer, given the gradient dz of its weighted sums.

    x: float, shape (n, d), what the layer was given.  kernel: float, shape (d, p).
    dz: float, shape (n, p), derivative of the loss with respect to x @ kernel + bias.
    Returns a dict with "kernel", shape (d, p), "bias", shape (p,), and "x", shape (n, d),
    right to a relative error of 1e-5.

    Example: for x = [[1.0, 2.0]], kernel = [[5.0], [6.0]], dz = [[10.0]] the gradients are
    kernel [[10.0], [20.0]], bias [10.0], x [[50.0, 60.0]].
    """
    # solution
    return {
        "kernel": x.T @ dz,
        "bias": dz.sum(axis=0),
        "x": dz @ kernel.T,
    }

# %% id="check-dense-backward"
dl.exercises.dense_backward.check(dense_backward)

# %% [markdown] id="dense-scratch-text"
# `dl.scratch.Dense` is such a layer: `forward` keeps what came in, `backward` uses it. Test it. As a
# stand-in for the layers above we take the loss $\sum Z \cdot G$ with fixed random numbers $G$; its
# gradient with respect to $Z$ is $G$ itself.

# %% id="dense-scratch"
X, G = rng.normal(size=(5, 4)), rng.normal(size=(5, 3))
layer = dl.scratch.Dense(kernel=rng.normal(size=(4, 3)), bias=rng.normal(size=3))
layer.forward(X)
dX = layer.backward(G)
measured = numerical_gradient(lambda kernel: np.sum((X @ kernel + layer.bias) * G), layer.kernel)
print("shapes:", [g.shape for g in layer.gradients], dX.shape)
kernel_error = gradient_error(layer.gradients[0], measured)
input_error = gradient_error(
    dX, numerical_gradient(lambda x: np.sum((x @ layer.kernel + layer.bias) * G), X))
dl.claim("The dense layer's gradients are right", max(kernel_error, input_error) < 1e-8)

# %% [markdown] id="activations-text"
# ### Activations
#
# An activation works entry by entry, so its backward pass does, too: what comes back is multiplied by
# the slope at that entry. For ReLU the slope is 0 or 1. Its backward pass is a *mask*.
#
# ### Exercise: ReLU, backwards

# %% id="exercise-relu-backward" tags=["exercise"]
def relu_backward(dy, z):
    """Return the gradient of the inputs of a ReLU, given that of its outputs.

    dy: float array, the derivative of the loss by relu(z).
    z: float array of the same shape, what the ReLU was given; its slope at 0 counts as 0.
    Returns an array of the same shape, right to a relative error of 1e-5.

    Example: relu_backward(np.array([3.0, 3.0]), np.array([2.0, -2.0])) is [3.0, 0.0].
    """
    # solution
    return dy * (z > 0)

# %% id="check-relu-backward"
dl.exercises.relu_backward.check(relu_backward)

# %% [markdown] id="exercise-sigmoid-text"
# ### Exercise: sigmoid, backwards
#
# The slope of the sigmoid is largest at $z = 0$. Take care at which number you compute it.

# %% id="exercise-sigmoid-backward" tags=["exercise"]
def sigmoid_backward(dy, z):
    """Return the gradient of the inputs of a sigmoid, given that of its outputs.

    dy: float array, the derivative of the loss by sigmoid(z).
    z: float array of the same shape, what the sigmoid was given.
    Returns an array of the same shape, right to a relative error of 1e-5.

    Example: sigmoid_backward(np.array([1.0]), np.array([0.0])) is [0.25].
    """
    # solution
    y = 1 / (1 + np.exp(-z))
    return dy * y * (1 - y)

# %% id="check-sigmoid-backward"
dl.exercises.sigmoid_backward.check(sigmoid_backward)

# %% [markdown] id="softmax-text"
# ### Softmax and cross-entropy, together
#
# A classifier ends with logits $z$ (the weighted sums of the last layer), probabilities $y$ (their softmax) and
# the cross-entropy $L = -\sum_k t_k \log y_k$, where $t$ is one-hot. Their slopes are not pretty one by
# one. Together they are. Let $c$ be the right class. Lesson 03 had $y_c = e^{z_c} / \sum_i e^{z_i}$, so
#
# $$ L = -\log y_c = -z_c + \log \sum_i e^{z_i}. $$
#
# The first term has the slope $-1$ by $z_c$ and 0 by the others: that is $-t_k$. In the second, $\log u$ has the
# slope $1/u$, and $u = \sum_i e^{z_i}$ has by $z_k$ the slope $e^{z_k}$. Multiply: $e^{z_k} / \sum_i e^{z_i}$.
# That is $y_k$. Hence, for a mean over $N$ samples,
#
# $$ \frac{\partial L}{\partial z_{nk}} = \frac{y_{nk} - t_{nk}}{N}. $$
#
# The probability minus the target: the error itself is the first signal that travels back.
#
# ### Exercise: the first signal
#
# Write it, from the logits. Mind the huge ones (lesson 03).

# %% id="exercise-logits-gradient" tags=["exercise"]
def logits_gradient(logits, targets):
    """Return the derivative of the mean cross-entropy with respect to the logits.

    logits: float, shape (n, k), one row per sample; softmax has not been applied.
    targets: float, shape (n, k), one-hot.
    Returns an array of shape (n, k), right to a relative error of 1e-5.

    Example: logits_gradient(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]])) is [[-0.5, 0.5]].
    """
    # solution
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return (probabilities - targets) / len(logits)

# %% id="check-logits-gradient"
dl.exercises.logits_gradient.check(logits_gradient)

# %% [markdown] id="softmax-keras-text"
# Is it true? Ask automatic differentiation. A small trick makes logits into weights: feed the identity
# matrix to a dense layer without bias, and its output *is* its kernel.

# %% id="softmax-keras" tags=["claim-L06-03"]
logits, labels = rng.normal(size=(6, 10)), rng.integers(0, 10, size=6)
t = np.eye(10)[labels]
no_bias = keras.layers.Dense(10, use_bias=False, dtype="float64", name="logits")
holder = keras.Sequential([keras.Input((6,), dtype="float64"), no_bias])
holder.set_weights([logits])
loss = keras.losses.CategoricalCrossentropy(from_logits=True, dtype="float64")
(by_keras,) = dl.training.gradients(holder, np.eye(6), t, loss).values()
first_signal = (dl.scratch.softmax(logits) - t) / 6
largest_difference = np.abs(first_signal - by_keras).max()
dl.claim("The first backward signal is (y - t) / N", largest_difference < 1e-7)

# %% [markdown] id="trace-text"
# ## 6. A whole step
#
# All parts are there. A training step takes a mini-batch through the layers (forward), measures the
# loss, goes back layer by layer (backward), and then changes the weights. You will often read that going
# back "computes the weights". It computes *gradients*: how fast the loss would change with each weight. Watch
# where the weights change.
#
# First a function that makes a network of such layers. The kernels begin as random numbers of a size that
# suits ReLU (He's start, lesson 09).

# %% id="new-network"
def new_network(sizes, rng):
    """Return dense layers with ReLU between them, He start, and softmax with cross-entropy."""
    layers = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        kernel = dl.scratch.he_normal((n_in, n_out), rng)
        layers += [dl.scratch.Dense(kernel, np.zeros(n_out, "float32"))]
        layers += [dl.scratch.Activation(relu)]
    loss = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)
    return dl.scratch.Network(layers[:-1], loss)  # no ReLU after the last: it gives logits

# %% [markdown] id="trace-network-text"
# Take one for the handwritten digits of lesson 03, and keep a copy of its weights.

# %% id="trace-network"
digits = dl.datasets.load_digits(flat=True)
network = new_network([64, 100, 10], rng)
before = [weight.copy() for weight in network.weights]

# %% [markdown] id="trace-loop-text"
# Forward and backward are loops over the layers, one up and one down, with the loss between them.

# %% id="trace"
A, y = digits.x_train[:32], digits.y_train[:32]
for layer in network.layers:
    A = layer.forward(A)
    print(f"forward   {type(layer).__name__:15} output {A.shape}")
print(f"loss      {network.loss(y, A):.2f}")
dA = network.loss.gradient(y, A)
for layer in reversed(network.layers):
    dA = layer.backward(dA)
    print(f"backward  {type(layer).__name__:15} gradients {[g.shape for g in layer.gradients]}")

# %% [markdown] id="trace-shapes-text"
# Compare the gradients with the weights, and the weights with their copy.

# %% id="trace-shapes" tags=["claim-L06-01", "claim-L06-02"]
same_shapes = [g.shape for g in network.gradients] == [w.shape for w in network.weights]
unchanged = all(np.array_equal(w, old) for w, old in zip(network.weights, before))
dl.claim("Each gradient has the shape of its weight", same_shapes)
dl.claim("So far no weight has changed", unchanged)

# %% [markdown] id="update-text"
# The gradients are known, and nothing has been learned yet. The last step is gradient descent.

# %% id="update" tags=["claim-L06-02"]
dl.scratch.SGD(learning_rate=0.1).apply(network.gradients, network.weights)
changed = [not np.array_equal(w, old) for w, old in zip(network.weights, before)]
loss_before, loss_after = network.loss(y, A), network.loss(y, network.predict(digits.x_train[:32]))
dl.claim("Now every array of weights has changed", all(changed))
dl.claim("The loss of this batch has become smaller", loss_after < loss_before)

# %% [markdown] id="optimizer-text"
# Forward, loss, backward, update: repeat it for all mini-batches, and that is one epoch; repeat the
# epochs, and that is training.
#
# You will also read that backpropagation is "a method of gradient descent", or the learning method of
# the MLP. They are two things. **Backpropagation computes the gradient. An optimizer uses it.** Give the
# same gradients to three optimizers: plain gradient descent, one with momentum, and Adam (lesson 08
# explains them). On the very first step, momentum has no past yet and does what SGD does; so take two
# steps.

# %% id="optimizers" tags=["claim-L06-01"]
optimizers = [keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1, momentum=0.9),
              keras.optimizers.Adam(0.1)]
gradient, start, ends = network.gradients[0], before[0], []
for optimizer in optimizers:
    weight = keras.Variable(start)
    for _ in range(2):
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [weight])
    ends.append(keras.ops.convert_to_numpy(weight))
apart = [np.abs(ends[i] - ends[j]).max() for i, j in ((0, 1), (0, 2), (1, 2))]
dl.claim("One gradient, three optimizers, three different updates", min(apart) > 1e-3)

# %% [markdown] id="recurrence-text"
# ### One formula for all layers
#
# Write $\delta_l$ for the gradient of the weighted sums $Z_l$ of layer $l$, its delta. The way from one
# layer to the one below is always the same: through the kernel, then through the activation $f$.
#
# $$ \delta_l = \left(\delta_{l+1} W_{l+1}^{\mathsf T}\right) \odot f'(Z_l),
#    \qquad \frac{\partial L}{\partial W_l} = A_{l-1}^{\mathsf T}\, \delta_l $$
#
# ($\odot$ multiplies entry by entry; $A_{l-1}$ is what layer $l$ was given.) A formula that gives each
# term from its neighbour is a **recurrence relation**. As a program it is a loop of three lines. Here is
# a network with four layers, tanh everywhere, and the mean squared error.

# %% id="four-layers"
deep = dl.models.mlp([20, 30, 30, 30, 5], activation="tanh", output="tanh", dtype="float64")
kernels, biases = deep.get_weights()[::2], deep.get_weights()[1::2]
X, T = rng.normal(size=(32, 20)), rng.uniform(-1, 1, size=(32, 5))

# %% [markdown] id="four-layers-forward"
# The forward pass keeps all it computes, as in lesson 03.

# %% id="keep-everything"
def forward_pass(X):
    """Return the weighted sums of all layers, and all outputs (the inputs are the first)."""
    sums, outputs = [], [X]
    for W, b in zip(kernels, biases):
        sums.append(outputs[-1] @ W + b)
        outputs.append(tanh(sums[-1]))
    return sums, outputs

# %% [markdown] id="four-layers-backward"
# Now the way back. The three lines of the loop are the recurrence.

# %% id="recurrence"
def backward_pass(sums, outputs, T):
    """Return the deltas and the gradients of the kernels, first layer first."""
    delta = 2 * (outputs[-1] - T) / T.size * tanh.derivative(sums[-1])
    deltas = [delta]
    for W, Z in zip(reversed(kernels[1:]), reversed(sums[:-1])):
        delta = (delta @ W.T) * tanh.derivative(Z)
        deltas.insert(0, delta)
    return deltas, [A.T @ delta for A, delta in zip(outputs, deltas)]

# %% [markdown] id="recurrence-check-text"
# Compare all four gradients with those of Keras.

# %% id="recurrence-check" tags=["claim-L06-08"]
deltas, by_loop = backward_pass(*forward_pass(X), T)
loss = keras.losses.MeanSquaredError(dtype="float64")
by_keras = list(dl.training.gradients(deep, X, T, loss).values())[::2]
errors = [gradient_error(ours, theirs) for ours, theirs in zip(by_loop, by_keras)]
dl.claim("The recurrence gives all four gradients that Keras finds", max(errors) < 1e-6)

# %% [markdown] id="jacobian-text"
# What is it that travels back? Some texts say: "the gradient of the output with respect to the input".
# No: it is the derivative of the **loss** by each layer's sums, the deltas. The derivative of the outputs
# by the inputs is a different object, a table with one row per output and one column per input, called
# the **Jacobian matrix**. Compute both, the Jacobian by central differences, and compare their shapes.

# %% id="jacobian"
def output(x, k):
    return forward_pass(x)[1][-1][k]

# %% [markdown] id="jacobian-shapes-text"
# One row of the Jacobian for each of the five outputs, for the first sample:

# %% id="jacobian-shapes" tags=["claim-L06-07"]
jacobian = np.array([numerical_gradient(lambda x: output(x, k), X[0]) for k in range(5)])
print("delta of layer 1, a row per sample: ", deltas[0].shape)
print("gradient of W1, the shape of W1:    ", by_loop[0].shape)
print("Jacobian of one sample:             ", jacobian.shape)
dl.claim("Three objects, three shapes", (deltas[0].shape, by_loop[0].shape, jacobian.shape)
         == ((32, 30), (20, 30), (5, 20)))
dl.claim("dL/dW1 is X transposed times delta 1", gradient_error(X.T @ deltas[0], by_keras[0]) < 1e-6)

# %% [markdown] id="check-text"
# ## 7. Trust no gradient unchecked
#
# A wrong backward pass raises no error. Often the network even learns, only worse. So every gradient that
# was derived by hand is compared once with central differences, in float64. A `gradient_error` below a
# millionth is right, above a thousandth it is wrong. (In between, look for a ReLU whose input is so near 0
# that it switches within the difference.)
#
# Here are two favourite slips. Both have the right shape, so nothing complains.

# %% id="gradient-check"
def mean_square(kernel):
    return np.mean((tanh(X @ kernel + biases[0]) - G) ** 2)


G, Z = rng.uniform(-1, 1, size=(32, 30)), X @ kernels[0] + biases[0]
dA = 2 * (tanh(Z) - G) / G.size

candidates = {"right": X.T @ (dA * tanh.derivative(Z)),
              "derivative at the output": X.T @ (dA * tanh.derivative(tanh(Z))),
              "1/N forgotten": X.T @ (dA * tanh.derivative(Z)) * 32}

# %% [markdown] id="gradient-check-text"
# Which of the three pass?

# %% id="gradient-check-run"
measured = numerical_gradient(mean_square, kernels[0])
errors = {name: gradient_error(found, measured) for name, found in candidates.items()}
for name, error in errors.items():
    print(f"{name:25} {'below 1e-6' if error < 1e-6 else f'{error:.2f}'}")
dl.claim("The check passes the right gradient", errors.pop("right") < 1e-6)
dl.claim("It catches both slips", min(errors.values()) > 1e-3)

# %% [markdown] id="cost-text"
# ## 8. What it costs
#
# ### In time
#
# How does the price grow with the network? A clock would say something else on each computer. So first
# count the work itself: the multiplications in all matrix products. (There are few others.) One number of
# the product of an $n \times d$ and a $d \times p$ matrix takes $d$ of them.

# %% id="counting"
work = []  # multiplications of each matrix product so far


def product(a, b):
    work.append(len(a) * b.size)
    return a @ b

# %% [markdown] id="counting-layer-text"
# Then a dense layer with the formulas of section 5, in which every product is counted.

# %% id="counting-layer"
class CountingDense(dl.scratch.Dense):
    def forward(self, x, training=False):
        self.x = x
        return product(x, self.kernel) + self.bias

    def backward(self, dy):
        self.gradients = [product(self.x.T, dy), dy.sum(axis=0)]
        return product(dy, self.kernel.T)

    def backward_weights(self, dy):  # of the first layer; we count its second product, too
        self.backward(dy)

# %% [markdown] id="counting-text"
# A network with few or many hidden units, on one mini-batch of digits:

# %% id="counting-network"
X, y = digits.x_train[:32].astype(float), digits.y_train[:32]


def counting_network(n_hidden):
    first = CountingDense(rng.normal(size=(64, n_hidden)) / 8, np.zeros(n_hidden))
    last = CountingDense(rng.normal(size=(n_hidden, 10)), np.zeros(10))
    loss = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)
    return dl.scratch.Network([first, dl.scratch.Activation(tanh), last], loss)

# %% [markdown] id="loss-with-text"
# For central differences we write all of its weights in one long row, and put a row back into the
# network before each loss.

# %% id="loss-with"
def loss_with(network, row):
    """Return the loss with the numbers of a row as weights."""
    ends = np.cumsum([weight.size for weight in network.weights])
    for weight, part in zip(network.weights, np.split(row, ends[:-1])):
        weight[...] = part.reshape(weight.shape)
    return network.loss(y, network.predict(X))

# %% [markdown] id="counting-way-text"
# How much work is done for what?

# %% id="both-ways"
def counted(function):
    """Return what a function returns, and the multiplications that it took."""
    work.clear()
    return function(), sum(work)


def both_ways(network):
    """Return gradient and work of central differences, of backpropagation; the work of one loss."""
    row = np.concatenate([weight.ravel() for weight in network.weights])
    numeric, numeric_work = counted(
        lambda: numerical_gradient(lambda row: loss_with(network, row), row))
    _, work_of_loss = counted(lambda: loss_with(network, row))  # also puts the weights back
    _, work_of_backprop = counted(lambda: network.backward(X, y))
    gradient = np.concatenate([gradient.ravel() for gradient in network.gradients])
    return numeric, numeric_work, gradient, work_of_backprop, work_of_loss

# %% [markdown] id="counting-run-text"
# **Predict.** If the number of weights is doubled, by what factor does the work of backpropagation grow?
# And that of central differences?

# %% id="counting-run" tags=["claim-L06-06"]
networks = [counting_network(n_hidden) for n_hidden in (1, 2, 4, 8, 16, 32)]
n_weights = np.array([sum(weight.size for weight in network.weights) for network in networks])
numeric, numeric_work, backprop, backprop_work, loss_work = zip(*map(both_ways, networks))
errors = [gradient_error(*pair) for pair in zip(numeric, backprop)]
dl.claim("In every network both gradients are equal", max(errors) < 1e-6)

# %% [markdown] id="counting-plot-text"
# With logarithmic scales on both axes, a power of the number of weights is a straight line, and its slope
# is the exponent.

# %% id="counting-plot" tags=["claim-L06-06"] alt="Multiplications against the number of weights on logarithmic axes: three straight lines. The one of central differences has the slope 2 and leaves the others far below. The one of backpropagation has the slope 1 and runs at a small, constant distance above that of a single loss."
def exponent(work):
    return np.polyfit(np.log(n_weights), np.log(work), 1)[0]


slope_numeric, slope_backprop = exponent(numeric_work), exponent(backprop_work)
fig, ax = plt.subplots(figsize=(8, 5))
ax.loglog(n_weights, numeric_work, "o-", label=f"central differences, slope {slope_numeric:.1f}")
ax.loglog(n_weights, backprop_work, "^--", label=f"backpropagation, slope {slope_backprop:.1f}")
ax.loglog(n_weights, loss_work, "s:", label=f"one loss, slope {exponent(loss_work):.1f}")
ax.set(xlabel="weights and biases", ylabel="multiplications")
ax.legend()
dl.claim("Central differences: work grows with the square of the number of weights",
         abs(slope_numeric - 2) < 0.1)
dl.claim("Backpropagation: work grows in proportion to it", abs(slope_backprop - 1) < 0.1)

# %% [markdown] id="counting-ratio-text"
# The lower two lines keep their distance. Divide:

# %% id="counting-ratio" tags=["claim-L06-06"]
losses_numeric, losses_backprop = (np.divide(w, loss_work) for w in (numeric_work, backprop_work))
dl.claim("Central differences cost two losses for each weight or bias",
         np.array_equal(losses_numeric, 2 * n_weights))
dl.claim("Backpropagation costs three losses in every network", np.all(losses_backprop == 3))

# %% [markdown] id="counting-explained"
# **Explain.** In dense layers, one loss costs work in proportion to the number of weights, $P$. Central
# differences need $2P$ losses, so the work grows like $P^2$. Backpropagation needs one forward pass and a
# backward pass with two products for its one: three in all, for every $P$. Twice the weights: twice the work of
# backpropagation, and four times that of central differences. (The gradient with respect to the inputs of the first layer is
# not needed to learn. We have counted it; a library leaves it out and gets by with less than three.)

# %% [markdown] id="memory-text"
# ### In memory
#
# The price is paid elsewhere. Look again at the recurrence: the backward pass needs $A_{l-1}$ and $f'(Z_l)$ of
# every layer. So the forward pass has to **store** its outputs until the backward pass comes by. (For tanh they
# are enough, since its slope is $1 - A_l^2$.) Who only wants to predict may forget each as soon as the next is
# there. Here are both.

# %% id="memory"
def to_predict(A, kernels):
    for W in kernels:
        A = tanh(A @ W)
    return A


def to_train(A, kernels):
    outputs = [A]
    for W in kernels:
        outputs.append(tanh(outputs[-1] @ W))
    return outputs

# %% [markdown] id="memory-plot-text"
# `tracemalloc` belongs to Python and knows how many bytes are in use. Ask it after a forward pass through
# 5 to 50 layers.

# %% id="memory-measured"
def megabytes_kept(forward, n_layers, batch_size):
    A, kernels = np.ones((batch_size, 100), "float32"), [np.eye(100, dtype="float32")] * n_layers
    tracemalloc.start()
    kept = forward(A, kernels)
    in_use, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept  # only now may it be forgotten
    return in_use / 1e6

# %% [markdown] id="memory-predict"
# **Predict.** With ten times as many layers, how much more memory is in use? And with twice the batch?

# %% id="memory-plot" alt="Megabytes in use against the number of layers. To train, with batches of 32, 64 and 128 samples: three rising straight lines that point at the origin, each twice as steep as the one before. To predict, with a batch of 128: a flat line near 0."
depths = np.arange(5, 55, 5)
ax = plt.subplots()[1]
kept = {}
for forward, batch, style in [(to_train, 128, "s-"), (to_train, 64, "^-"),
                              (to_train, 32, "o-"), (to_predict, 128, "D--")]:
    name = f"{forward.__name__.replace('_', ' ')}, batch of {batch}"
    kept[name] = np.array([megabytes_kept(forward, depth, batch) for depth in depths])
    ax.plot(depths, kept[name], style, label=name)
ax.set(xlabel="layers of 100 units", ylabel="megabytes in use", xlim=0, ylim=0)
_ = ax.legend()

# %% [markdown] id="memory-axes"
# To train, the memory grows in proportion to the depth, and in proportion to the batch.

# %% id="memory-claim" tags=["claim-L06-05"]
small, large = kept["to train, batch of 64"], kept["to train, batch of 128"]
flat = kept["to predict, batch of 128"]
dl.claim("Twice the depth, twice the memory", np.allclose(large[1::2], 2 * large[:5], rtol=0.1))
dl.claim("Twice the batch, twice the memory", np.allclose(large, 2 * small, rtol=0.1))
dl.claim("To predict, 50 layers need no more than 5", flat.max() < 1.2 * flat[0])

# %% [markdown] id="overwrite-text"
# That is a main reason why training needs far more memory than predicting, and why a batch that is too large
# ends with "out of memory". (One can store every tenth layer only and compute the others again on the way back.
# This is *checkpointing*: less memory, about one more forward pass of time.)
#
# And if somebody saves memory by overwriting a stored array? Take the four layers of section 6 and spoil
# one hidden output before the backward pass.
#
# **Predict.** Will there be an error message?

# %% id="overwrite" tags=["claim-L06-05"]
X = rng.normal(size=(32, 20))
true = list(dl.training.gradients(deep, X, T, loss).values())[::2]
sums, outputs = forward_pass(X)
_, intact = backward_pass(sums, outputs, T)
outputs[2] *= 0.5  # in place: the stored array itself is changed
_, spoilt = backward_pass(sums, outputs, T)
errors_intact = [gradient_error(g, t) for g, t in zip(intact, true)]
errors_spoilt = [gradient_error(g, t) for g, t in zip(spoilt, true)]
print("gradients that are wrong now: layer", [n for n, e in enumerate(errors_spoilt, 1) if e > 1e-3])
dl.claim("With what was stored, backpropagation is exact", max(errors_intact) < 1e-6)
dl.claim("With an overwritten output, it is wrong", max(errors_spoilt) > 1e-3)

# %% [markdown] id="overwrite-explained"
# **Explain.** No error message. The gradient of layer 3 is wrong, because layer 3 was *given* the array
# that we spoilt. `scratch.Dense` would suffer the same if you changed its input in place between forward
# and backward. (Some libraries, such as PyTorch, keep count of such changes and refuse to go back.)
#
# ## 9. What happens on a long way back
#
# The recurrence multiplies by a kernel and by a slope at every layer. Ten layers, ten products. If the
# factors are small on average, the gradient dies out on its way down: it **vanishes**. If they are large,
# it **explodes**. Send a gradient back through ten layers of 30 units, for four kinds of layers, each
# with ten random starts.

# %% id="depth-norms"
def gradient_norms(activation, start, seed, depth=10, width=30):
    """Return the length of the gradient of each kernel, first layer first."""
    rng, layers = np.random.default_rng(seed), []
    for _ in range(depth):
        layers.append(dl.scratch.Dense(start((width, width), rng), np.zeros(width)))
        layers.append(dl.scratch.Activation(activation))
    loss = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)
    network = dl.scratch.Network(layers[:-1], loss)  # the last layer gives logits
    network.backward(rng.normal(size=(32, width)), rng.integers(0, width, size=32))
    return [np.linalg.norm(gradient) for gradient in network.gradients[::2]]

# %% [markdown] id="depth-text"
# Two usual random starts: Glorot's, the default of Keras, made for units with a slope near 1 at 0, such as tanh;
# and He's, made for ReLU (lesson 09). The fourth kind has weights three times too large.
#
# **Predict.** The slope of the sigmoid is at most 1/4. By what factor does the gradient shrink over nine
# such layers, at least, if the kernels neither help nor hurt?

# %% id="depth" alt="Length of the gradient by layer on a logarithmic axis. With sigmoid it falls by more than five powers of ten from layer 10 to layer 1. With tanh, and with ReLU and He's start, it stays level. With weights three times too large it is level, but ten thousand times higher."
glorot, he = dl.scratch.glorot_uniform, dl.scratch.he_normal
kinds = {"sigmoid": (sigmoid, glorot, "o-"), "tanh": (tanh, glorot, "^--"),
         "ReLU, He's start": (relu, he, "s-"),
         "ReLU, 3 times too large": (relu, lambda shape, rng: 3 * he(shape, rng), "D-.")}
norms = {}
fig, ax = plt.subplots(figsize=(9, 5))
for name, (activation, start, style) in kinds.items():
    norms[name] = np.array([gradient_norms(activation, start, seed) for seed in range(10)])
    ax.semilogy(range(1, 11), np.median(norms[name], axis=0), style, label=name)
ax.set(xlabel="layer", ylabel="length of the gradient", xticks=range(1, 11), ylim=(1e-7, 1e9))
_ = ax.legend(ncols=2, loc="upper left")

# %% [markdown] id="depth-explained"
# **Explain.** With the sigmoid the first layer gets less than a ten-thousandth of what the last one gets:
# it hardly learns. $4^{-9}$ is about four millionths. Tanh and ReLU with a suitable start pass the
# gradient on nearly unchanged. With weights three times too large, each layer triples what comes through
# it, forward or backward. Each kernel's gradient is the product of what came up to it and what came down,
# so all ten are too large together.

# %% id="depth-claims" tags=["claim-L06-10"]
first, last = ({name: n[:, k] for name, n in norms.items()} for k in (0, -1))
held = first["ReLU, He's start"] / last["ReLU, He's start"]
exploded = first["ReLU, 3 times too large"] / first["ReLU, He's start"]
dl.claim("Sigmoid: the first gradient is below 1/10000 of the last, for every start",
         np.all(first["sigmoid"] < 1e-4 * last["sigmoid"]))
dl.claim("ReLU with He's start: within a factor of 10, for every start",
         np.all((held > 0.1) & (held < 10)))
dl.claim("Weights three times too large: more than 1000 times as much, for every start",
         np.all(exploded > 1000))

# %% [markdown] id="not-solved-text"
# ### What backpropagation does not solve
#
# It is said that backpropagation overcame the difficulty of training networks with many parameters. It
# made the gradient *cheap*. A cheap gradient can still vanish, as you have just seen. And following it can
# still end in a bad place. Train a hundred networks on XOR with 2 hidden tanh units, and a hundred with 8,
# all with exact gradients. Perhaps some are only slow? So look again after a thousand epochs more.

# %% id="not-solved" tags=["claim-L06-10"] atol=3
xor = dl.datasets.logic_gate("xor")
solved = {}
for n_hidden in (2, 8):
    networks = dl.scratch.mlp([2, n_hidden, 1], variants=100, activation="tanh", output="sigmoid")
    for more in (240, 1000):
        networks.fit(xor.x_train, xor.y_train, epochs=more, optimizer=dl.scratch.Adam(0.05))
        solved[n_hidden] = np.mean(networks.accuracy(xor.x_train, xor.y_train) == 1)
        print(f"{n_hidden} hidden units, {more:4} epochs more: "
              f"{solved[n_hidden]:.0%} of the starts solve XOR")
dl.claim("With 2 hidden units many starts get stuck, exact gradients or not", solved[2] < 0.8)
dl.claim("With 8 nearly all succeed", solved[8] > 0.9)

# %% [markdown] id="digits-text"
# ## 10. A network of your own reads digits
#
# Now put the parts to real work: 1347 handwritten digits for training, 450 others for the test, and a
# network of 64 inputs, 100 ReLU units and 10 outputs. No framework: `scratch.Network` does exactly what
# you have built in this lesson. The training is four ideas, one inside the other: epochs, mini-batches,
# backward, step. After 30 epochs the learning rate becomes ten times smaller. With large steps, each of
# the last few mini-batches would still shake the weights; small steps at the end let them settle.

# %% id="digits-loop"
def train(seed, batch_size=32):
    """Return a trained network and the loss of each step."""
    rng, losses = np.random.default_rng(seed), []
    network = new_network([64, 100, 10], rng)
    for learning_rate in [0.5] * 30 + [0.05] * 5:  # one for each epoch
        optimizer = dl.scratch.SGD(learning_rate)
        order = rng.permutation(len(digits.x_train))
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            losses.append(network.backward(digits.x_train[rows], digits.y_train[rows]))
            optimizer.apply(network.gradients, network.weights)
    return network, losses

# %% [markdown] id="digits-predict"
# **Predict.** How many of the 450 test digits will it read correctly? We train ten networks from ten
# random starts, so that no lucky one decides.

# %% id="digits" tags=["claim-L06-02"] atol=1
runs = [train(seed) for seed in range(10)]
accuracies = [np.mean(network.predict(digits.x_test).argmax(axis=1) == digits.y_test)
              for network, _ in runs]
print("right, in per cent:", *[round(100 * accuracy) for accuracy in accuracies])
print(f"mean: {np.mean(accuracies):.0%}")
dl.claim("Each of the ten reads more than 97 % of the test digits", min(accuracies) > 0.97)

# %% [markdown] id="digits-look"
# Look at the course of one training, and at what that network still gets wrong.

# %% id="digits-curve" alt="Loss of each step on a logarithmic axis over 35 epochs, averaged over an epoch: it falls from about 1 to about one hundredth, and becomes smooth when the steps get smaller."
per_epoch = np.reshape(runs[0][1], (35, -1)).mean(axis=1)
fig, ax = plt.subplots()
ax.semilogy(range(1, 36), per_epoch)
_ = ax.set(xlabel="epoch", ylabel="training loss, mean of an epoch")

# %% [markdown] id="digits-mistakes-text"
# And six misread test digits: those to whose right class it gave the smallest probability.

# %% id="digits-mistakes" alt="Six test digits that the network misreads; several are badly written, and a human reader would hesitate as well."
probabilities = dl.scratch.softmax(runs[0][0].predict(digits.x_test))
images = digits.x_test.reshape(-1, 8, 8)
_ = dl.plots.plot_worst_mistakes(images, digits.y_test, probabilities, class_names=digits.class_names)

# %% [markdown] id="twin-text"
# ### The same path in Keras
#
# Is it really what Keras does? Build the same network in Keras, give both the same start, and show both
# the same mini-batches in the same order. Then their weights have to agree after **every** step, as far as
# rounding in float32 allows.

# %% id="twin"
ours = new_network([64, 100, 10], np.random.default_rng(1))
twin = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(100, activation="relu"),
    keras.layers.Dense(10),
])
twin.set_weights([w.copy() for w in ours.weights])  # from now on each changes its own
twin.compile(keras.optimizers.SGD(0.5),
             keras.losses.SparseCategoricalCrossentropy(from_logits=True))

# %% [markdown] id="twin-loop-text"
# A hundred steps, side by side. After each we record both losses, two biases of each network, and how far the
# weights are apart, array by array, measured against their length.

# %% id="twin-loop"
optimizer, losses, watched, apart = dl.scratch.SGD(0.5), [], [], []
for step in range(100):
    rows = np.arange(32 * step, 32 * (step + 1)) % len(digits.x_train)
    x, y = digits.x_train[rows], digits.y_train[rows]
    twin.reset_metrics()  # else Keras reports the mean of all losses so far
    losses.append((ours.train_on_batch(x, y, optimizer), twin.train_on_batch(x, y)))
    pairs = list(zip(ours.weights, twin.get_weights()))
    watched.append([(b.flat[0], b.flat[1]) for b in pairs[3]])  # two biases of the last layer
    apart.append(max(np.linalg.norm(a - b) / np.linalg.norm(b) for a, b in pairs))

# %% [markdown] id="twin-plot-text"
# On the left the losses, on the right the path of two of the 7510 parameters, the biases of the outputs
# "0" and "1", from their start at (0, 0).

# %% id="twin-plot" alt="Left, the loss of each of 100 steps: the dashed line of Keras lies on the broad line of the NumPy network, jump for jump. Right, the path of two biases from the origin: both draw the same winding line."
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.5))
paths = np.concatenate([np.zeros((1, 2, 2)), watched])
broad = {"linewidth": 6, "color": dl.plots.COLORS["sky"], "label": "NumPy, this lesson"}
thin = {"linewidth": 1.5, "color": "black", "linestyle": "--", "label": "Keras"}
for k, style in enumerate((broad, thin)):
    left.plot(range(1, 101), np.array(losses)[:, k], **style)
    right.plot(*paths[:, k].T, **style)
left.set(xlabel="step", ylabel="loss of the mini-batch")
right.set(xlabel="bias of output 0", ylabel="bias of output 1")
_ = left.legend()

# %% [markdown] id="twin-explained"
# **Explain.** Even the jumps agree, since each comes from the same mini-batch. Your hand-made backward
# passes and the automatic differentiation of a large library compute the same gradients.

# %% id="twin-claims"
largest_distance, largest_gap = max(apart), np.abs(np.diff(losses)).max()
moved = np.linalg.norm(ours.weights[3])
dl.claim("After every step the weights agree to a relative difference of 1e-5",
         largest_distance < 1e-5)
dl.claim("So do the losses, to 1e-4", largest_gap < 1e-4)
dl.claim("It was a path: the biases have left 0", moved > 0.01)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A computation is a graph. Along a path, slopes are multiplied; over paths, they are added. That is the
#   chain rule.
# - Backpropagation is reverse-mode differentiation of the loss: start with 1 at the end, multiply at each
#   edge, add at each fork. It finds all gradients in one pass back. Going forward is possible, too, and
#   costs one pass per parameter.
# - A dense layer sends back $dZ\,W^{\mathsf T}$, and its own gradients are $X^{\mathsf T} dZ$ and the sum of
#   the rows of $dZ$. Activations multiply by their slope. Softmax with cross-entropy begins with
#   $(y - t)/N$.
# - What travels is the derivative of the loss with respect to each layer's sums, the delta, from layer to layer by one
#   recurrence relation.
# - In dense layers it costs at most as much work as three forward passes, where central differences need two for
#   each weight; and it costs memory, in proportion to depth and batch, because outputs must be stored.
# - Backpropagation computes gradients and changes no weight; an optimizer does. It makes gradients cheap,
#   and promises neither that they survive many layers nor that they lead to a good place.
# - A network written in NumPy reads more than 97 % of the test digits, and Keras takes the same steps.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | backpropagation | 역전파 (오차역전파법) | computing all gradients in one backward pass by the chain rule |
# | chain rule | 연쇄 법칙 | derivative of a composition is the product of the derivatives |
# | computational graph | 계산 그래프 | nodes for numbers or arrays, edges from each to what is computed from it |
# | automatic differentiation | 자동 미분 | gradients computed by a program that knows the slope of each step |
# | forward-mode differentiation | 순방향 미분 | carrying rates of change from one input up to the output |
# | reverse-mode differentiation | 역방향 미분 | carrying gradients from the output back to the inputs |
# | delta | 델타 | derivative of the loss with respect to the weighted sums of a layer |
# | recurrence relation | 점화식 | formula giving each term from the next or previous one |
# | Jacobian matrix | 야코비 행렬 | derivatives of all outputs with respect to all inputs, one row per output |
# | gradient check | 기울기 확인 | comparing a derived gradient with central differences |
# | vanishing gradient | 기울기 소멸 (소실) | gradient that shrinks towards 0 on its way back |
# | exploding gradient | 그래디언트 폭주 | gradient that grows without measure on its way back |

# %% [markdown] id="references"
# ## References
#
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16, 1976 (master's thesis
#   1970). Reverse-mode differentiation.
# - P. J. Werbos, *Applications of advances in nonlinear sensitivity analysis*, in: System Modeling and
#   Optimization, Springer, 1982. Proposed for neural networks.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - W. Baur and V. Strassen, *The complexity of partial derivatives*, Theoretical Computer Science 22, 1983.
#   All partial derivatives for a small multiple of the work of the function.
# - Y. Bengio, P. Simard and P. Frasconi, *Learning long-term dependencies with gradient descent is
#   difficult*, IEEE Transactions on Neural Networks 5, 1994. Vanishing and exploding.
# - A. Griewank and A. Walther, *Algorithm 799: revolve*, ACM Transactions on Mathematical Software 26,
#   2000. Checkpointing.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, *Automatic differentiation in machine
#   learning: a survey*, Journal of Machine Learning Research 18, 2018.
