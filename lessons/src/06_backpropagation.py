# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=35 minutes=90 figure="a computational graph, forward values above and gradients below each edge; and fifty lines of code that part two moons"
# # Backpropagation
#
# In lesson 05 a network's gradient came out of a box. Now you open the box. You will find the slope of the loss with respect
# to *every* weight in one walk back through the network: with a pencil, with some fifty lines of Python that really learn,
# and with matrices that read digits.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - compute the gradients of a small graph by hand, with the chain rule;
# - build a machine that differentiates formulas, and train a network with it;
# - send a gradient back through layers, as matrix products;
# - say why one goes back from the end, and what that costs;
# - check a gradient, and find the fault in a wrong one.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=6)

import itertools
import math

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(6)
relu, sigmoid, tanh = dl.scratch.relu, dl.scratch.sigmoid, dl.scratch.tanh

# %% [markdown] id="too-dear-text"
# ## 1. A gradient that costs too much
#
# You can already compute any gradient, with central differences (lesson 05): nudge one weight up and down, and
# compute the loss each time.
#
# **Predict.** A small network has 64 inputs, 100 hidden units and 10 outputs. How often must it compute its loss for *one* step downhill? And for a training of 18 epochs of 43 mini-batches?

# %% id="too-dear" tags=["predict"]
n_parameters = (64 * 100 + 100) + (100 * 10 + 10)
losses = 2 * n_parameters
print(f"one step: {losses:,} losses   a training: {losses * 18 * 43:,} losses")

# %% [markdown] id="too-dear-explained"
# **Explain.** Two losses for each of 7,510 weights and biases, at 18 · 43 steps: more than three hours, at a millisecond a loss.
# Soon the same gradient will cost about as much as *three* losses, however many weights there are. The method is called
# **backpropagation**. It rests on a single rule, and one weight is enough to see it.
#
# ## 2. Five nodes, by hand
#
# One weight $w$, one input $x$, the target 4, and the squared error as the loss:
#
# $$ L = (w \cdot x - 4)^2. $$
#
# Take it apart, so that each line does one thing. Going through these lines is the **forward pass**.

# %% id="five-nodes-forward"
w, x = 3.0, 2.0
p = w * x  # product
e = p - 4  # error
L = e**2  # loss
print(f"p = {p:.0f}   e = {e:.0f}   L = {L:.0f}")

# %% [markdown] id="five-nodes-question"
# Five numbers. Draw each as a **node**, a circle, and an **edge**, an arrow, from each to what is
# computed from it: a **computational graph**.
#
# If $w$ grows a tiny bit, by how much does $L$ grow? Nudge $w$ by a thousandth, and follow the nudge.

# %% id="five-nodes-nudge"
nudged = 3.001
print(f"p = {nudged * x:.3f}   e = {nudged * x - 4:.3f}   L = {(nudged * x - 4) ** 2:.6f}")

# %% [markdown] id="chain-rule"
# Compare with the numbers above, from left to right:
#
# - $p = w \cdot x$ moved $x = 2$ times as far as $w$: its slope with respect to $w$ is $x$;
# - $e = p - 4$ moved just as far as $p$: its slope is 1;
# - $L = e^2$ moved $2e = 4$ times as far as $e$: its slope is $2e$. (The last 0.000004 is there because the slope grows
#   on the way; it vanishes with smaller nudges.)
#
# Twice as far, then once, then four times: together eight times. **Slopes along a path are multiplied.** This is
# the **chain rule**, with $dL/dw$ for the slope of $L$ with respect to $w$:
#
# $$ \frac{dL}{dw} = \frac{dL}{de}\cdot\frac{de}{dp}\cdot\frac{dp}{dw}
#    = 2e \cdot 1 \cdot x = 8. $$
#
# **Predict.** What is $dL/dx$? Which of the three slopes can you use again?

# %% id="five-nodes-backward" tags=["predict"]
dL_de = 2 * e
dL_dp = dL_de * 1
dL_dw = dL_dp * x
dL_dx = dL_dp * w
print(f"dL/de = {dL_de:.0f}   dL/dp = {dL_dp:.0f}   dL/dw = {dL_dw:.0f}   dL/dx = {dL_dx:.0f}")

# %% [markdown] id="five-nodes-explained"
# **Explain.** Only the product's slope differs: $w$ instead of $x$. The rest of the way is the same, and `dL_dp` serves both.
# Each line goes one step back from $L$, and multiplies an earlier result by *one* slope. Here it is on the graph. (`Value` is a
# number that remembers how it was computed. In section 4 you build its like.)

# %% id="five-nodes-picture" tags=["remember"] alt="Graph of five nodes: w and x lead into a product, then minus 4, then a square. The still picture of a short film: above the edges stand the values 3, 2, 6, 2, 4; below them, from right to left, each gradient as a product of what came back and one slope: 1, then 1·4 = 4, 4·1 = 4, then 4·2 = 8 for w and 4·3 = 12 for x."
nodes = {"w": dl.scratch.Value(3.0), "x": dl.scratch.Value(2.0)}
nodes["p"] = nodes["w"] * nodes["x"]
nodes["e"] = nodes["p"] - 4
nodes["L"] = nodes["e"] ** 2
nodes["L"].backward()
dl.plots.film_computation_graph(nodes["L"], names=nodes, slopes=True)

# %% [markdown] id="five-nodes-reading"
# **Values go right, above the edges. Gradients come back, below them**, and each edge multiplies by its slope. (A circle
# shows the step that makes its number; the number leaves on the arrow.) At the far right the gradient starts as 1: $L$ grows by
# as much as $L$ grows. "The gradient of a node" means: the slope of the loss with respect to it.
#
# ### A fork
#
# In $L = ((a + w) \cdot w)^2$ two paths lead from $w$ to $L$, one through the sum and
# one directly to the product. If $w$ moves, both carry its movement to $L$, and the effects add up.
# **Along a path multiply, over paths add.**
#
# **Predict.** For $a = 1$ and $w = 3$, what comes back to $w$? Take a pencil. The program nudges $w$, too.

# %% id="fork-picture" tags=["predict"] alt="Graph with a fork, the still picture of a short film: w leads into a sum and directly into a product. The edge to the sum brings back 72·1 = 72, the direct edge 24·4 = 96, and below w stands their sum 168."
a, used_twice = dl.scratch.Value(1.0), dl.scratch.Value(3.0)
fork = ((a + used_twice) * used_twice) ** 2
fork.backward()
print(f"w = 3: L = {fork.data:.3f}   w = 3.001: L = {((1 + 3.001) * 3.001) ** 2:.3f}")
dl.plots.film_computation_graph(fork, names={"a": a, "w": used_twice, "L": fork}, slopes=True)

# %% [markdown] id="fork-explained"
# **Explain.** The product is 12, and the slope of its square $2 \cdot 12 = 24$: that comes back to it. Its own slope with
# respect to the sum is $w = 3$, and with respect to $w$ it is the sum, 4. So 72 arrive through the sum and 96 directly,
# together 168. The nudge agrees: a thousandth more of $w$ makes $L$ larger by 168 thousandths.
#
# Which unit of the demo will send back a 0? Guess, then move on by edges. Make $w$ negative: which one
# does now? And at which $w$ does *nothing* come back to $w$?

# %% id="steps-demo" alt="Graph of two ReLU units that get w times x and its negative. The values have been computed, up to the loss; no gradient has come back yet. Below, the controls."
dl.demos.backprop_steps(graph="two ReLU units", step=8)

# %% [markdown] id="demo-explained"
# **Explain.** A **sum** hands the gradient on to everybody who contributed: its slopes are 1. A **product** sends
# each factor the gradient times the *other* factor. A **ReLU** is a gate: it lets the gradient pass if its input
# was positive, and stops it otherwise. The lower one is open where the upper one is shut. At the kink, $w = 0$, there
# is no slope; by convention both are shut.
#
# ### Exercise: send it back
#
# What you did with a pencil, for every graph. Given are a list of nodes, the **parents** of each (what it was computed from)
# and the slopes of its edges. Begin with a dictionary that gives every node the gradient 0.0, and the last one 1.0.
# Then walk the list backwards, and add up what arrives.

# %% id="exercise-send-back" tags=["exercise"]
def send_back(order, parents, slopes):
    """Return the gradient of every node of a graph: the slope of the last node with respect to it.

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
# "Over paths add" sounds as if somebody had to list the paths. Take ten layers of 30 nodes. Edges lead from each node
# to all 30 of the next layer, and from the last layer to the loss.
#
# **Predict.** How many paths lead from one node of the first layer to the loss? And how many edges are there?

# %% id="edges-and-paths" tags=["predict"]
sizes = [30] * 10 + [1]  # ten layers, and the loss
paths = math.prod(sizes[1:])
edges = sum(n * m for n, m in zip(sizes, sizes[1:]))
print(f"paths: {paths:,}   edges: {edges:,}")

# %% [markdown] id="paths-explained"
# **Explain.** Nine times, a path has the choice among 30 nodes. But the way back goes over each *edge* once. At each node,
# all paths from there to the end are already added up in one number, the node's gradient.
#
# Why from the *end*? You can also walk from the front: move one weight, and write down how fast each number changes with it.
# Here are both walks, on the five nodes of section 2.
#
# | | $w$ | $x$ | $p$ | $e$ | $L$ |
# |---|---|---|---|---|---|
# | from the front: its change with $w$ | 1 | | 2 | 2 | **8** |
# | from the front: its change with $x$ | | 1 | 3 | 3 | **12** |
# | from the end: the change of $L$ with it | **8** | **12** | 4 | 4 | 1 |
#
# Each row is one walk. One from the front (**forward mode**) serves one weight; one from the end (**reverse mode**)
# serves one *loss*, for all weights. We have 7,510 weights and one loss: so one walk instead of 7,510.
#
# **Backpropagation is reverse-mode differentiation of the loss.** (Linnainmaa 1970, Werbos 1974; made famous by Rumelhart,
# Hinton and Williams in 1986.)

# %% [markdown] id="reverse-name"
# ## 4. Build the machine
#
# Now a program. Its heart is a `Node`, a number that remembers where it came from. Three ideas carry it.
#
# - Each `Node` keeps its value, its parents, and the slope of the edge from each parent. All of these are known
#   the moment it is made.
# - Arithmetic makes new nodes, so `a * b + c` builds its graph behind the scenes.
# - To go back, take the nodes from the youngest to the oldest: so everything has arrived at a node before it hands on.
#   (What is computed from it is younger.)
#
# A **class** is a plan for objects. `Node(3.0)` makes one: Python calls `__init__`, where `self` is the new object, and
# `self.data` a number that it keeps. For `a * b` Python calls `__mul__`, with `a` as `self` and `b` as `other`. `births`
# hands out 0, 1, 2, ...
#
# Read only `__init__`, `__mul__` (a plain 2 becomes a `Node` first) and `backward`, which is your `send_back` once more.
# `ancestors` collects a node and all from which it was computed, the oldest first.

# %% id="engine"
class Node:
    """A number that remembers how it was computed."""
    births = itertools.count()  # 0, 1, 2, ...
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.gradient, self.birth = data, 0.0, next(Node.births)
        self.parents, self.slopes, self.operation = parents, slopes, operation

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)  # also a + 2
        return Node(self.data + other.data, (self, other), (1, 1), "+")

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data), "*")

    def __pow__(self, n):
        return Node(self.data**n, (self,), (n * self.data ** (n - 1),), f"power {n}")

    def tanh(self):
        h = math.tanh(self.data)
        return Node(h, (self,), (1 - h**2,), "tanh")

    def __sub__(self, other):
        return self + other * -1
    __radd__, __rmul__ = __add__, __mul__  # 2 + a is a + 2

    def ancestors(self):
        found, waiting = {self}, [self]
        while waiting:
            new = set(waiting.pop().parents) - found
            found |= new
            waiting += new
        return sorted(found, key=lambda node: node.birth)

    def backward(self):
        self.gradient = 1.0
        for node in reversed(self.ancestors()):
            for parent, slope in zip(node.parents, node.slopes):
                parent.gradient += slope * node.gradient

# %% [markdown] id="engine-poke-text"
# Give it a neuron with one input, a tanh, and the target $-1$ (so output minus target is output plus 1):
#
# $$ L = \left(\tanh(w \cdot x + b) + 1\right)^2 . $$
#
# **Predict.** The slope of tanh is $1 - \tanh^2$. At $w = 3$, $x = 2$, $b = -6$ the sum is 0, so this slope is 1. What comes back to $w$, $x$ and
# $b$? And which slopes does the product keep?

# %% id="engine-poke" tags=["predict"] alt="The graph of a neuron, drawn from the nodes of this notebook, the still picture of a short film: w times x, plus b, tanh, plus 1, squared. The square sends 2 back, the sums and tanh hand it on, and the product sends 2·2 = 4 to w and 2·3 = 6 to x. b gets 2."
w, x, b = Node(3.0), Node(2.0), Node(-6.0)
product = w * x
loss = ((product + b).tanh() + 1) ** 2
loss.backward()
print("product:", product.data, "  slopes:", product.slopes, "  first parent is w:", product.parents[0] is w)
dl.plots.film_computation_graph(loss, names={"w": w, "x": x, "b": b, "L": loss}, slopes=True)

# %% [markdown] id="exercise-divide-text"
# **Explain.** The square sends 2 back. Sums hand it on, and here tanh does, too. The product kept $x$ for $w$, and $w$ for
# $x$. Nobody told the machine the slope of this formula, only that of each single step: **automatic differentiation**.
# (*Deeper: more from the machine* checks it.)
#
# ### Exercise: teach it to divide
#
# Division is missing. `__mul__` is the pattern: a new operation needs its value, and a slope for each parent. If $a$ grows by a
# bit, $a/b$ grows by $1/b$ of that bit. And if $b$ grows? (Then say `Node.__truediv__ = divide`, and `/` works between Nodes, too.)

# %% id="exercise-divide" tags=["exercise"]
def divide(a, b):
    """Return a new Node: the quotient of two Nodes, with its parents and its slopes.

    a, b: Nodes; b.data is not 0.
    Returns a Node with the parents a and b; value and slopes right to a relative error of 1e-5.

    Example: for a = Node(6.0) and b = Node(2.0) the new node has the data 3.0; after its backward(),
    a.gradient is 0.5 and b.gradient is -1.5.
    """
    # solution
    quotient = a.data / b.data
    return Node(quotient, (a, b), (1 / b.data, -quotient / b.data), "/")

# %% id="check-divide"
dl.exercises.divide.check(divide)

# %% [markdown] id="moons-text"
# ## 5. Fifty lines that learn
#
# What differentiates a neuron differentiates a network. Take sixty points on two moons, with the target $-1$
# for the upper one and $1$ for the lower. The network has eight tanh units, each with two weights and a bias, and an
# output with nine of its own: 33 `Node`s.

# %% id="moons"
moons = dl.datasets.make_moons(60, seed=6)
points, moon_targets = moons.x_train.tolist(), (2 * moons.y_train - 1).tolist()
hidden = [[Node(w) for w in rng.normal(size=3) * [2, 2, 1]] for _ in range(8)]  # 2 weights, 1 smaller bias
output = [Node(w) for w in rng.normal(size=9) / 3]
parameters = [w for unit in hidden + [output] for w in unit]
start = [w.data for w in parameters]  # kept, to begin again

def network(x1, x2):
    h = [(u * x1 + v * x2 + b).tanh() for u, v, b in hidden]
    return sum(w * unit for w, unit in zip(output[:8], h)) + output[8]  # the ninth is the bias

def moons_loss():
    errors = [network(x1, x2) - y for (x1, x2), y in zip(points, moon_targets)]
    return sum(e**2 for e in errors) * (1 / len(errors))

# %% [markdown] id="train-text"
# In each step: set the old gradients to 0, compute the loss, go back, move the weights.
#
# The first of the four is the line that everybody forgets once. `backward` *adds* to the gradients, because of the
# forks. It cannot know whether what stands there came along another path, or is left over from the last step. (In
# PyTorch you write it, too: `optimizer.zero_grad()`.) All other nodes are new in each step, with gradient 0. (So go back
# through a graph only once: nobody sets *them* to 0 again.)

# %% id="train"
def train(steps, rate=0.2):
    for _ in range(steps):
        for w in parameters:
            w.gradient = 0.0
        loss = moons_loss()
        loss.backward()
        for w in parameters:
            w.data -= rate * w.gradient

def read(points):  # answers for many points at once; you need not read it
    units = np.array([[w.data for w in unit] for unit in hidden])  # a row for each unit
    last = np.array([w.data for w in output])
    h = np.tanh(points @ units[:, :2].T + units[:, 2])
    return h @ last[:8] + last[8] > 0

# %% [markdown] id="moons-predict"
# **Predict.** Before the first step, all weights are random. Sketch the border between the two answers after 20 steps, and
# after 250.

# %% id="moons-learned" tags=["predict"] alt="The two moons with the regions that the network decides, the last of the 26 pictures of a film, after 250 steps: the border is a curve that winds between the moons. Before, it had nothing to do with the points, then it had one bend, with several points on the wrong side. The title tells the loss, a few hundredths."
for w, data in zip(parameters, start):
    w.data = data
fig, ax = plt.subplots(figsize=(7, 4))
ax.set(title=" ", xlabel=" ", ylabel=" ")  # room for them

def show(picture):
    train(10 if picture else 0)
    ax.clear()
    dl.plots.plot_samples(moons.x_train, moons.y_train, margin=0.15, ax=ax)
    dl.plots.plot_regions(read, ax=ax)
    ax.set_title(f"after {10 * picture} steps: loss {moons_loss().data:.2f}")

dl.plots.Film(fig, show, 26, interval_ms=[1500, 250, 2500] + 23 * [250])  # steps 0 and 20 stay longer

# %% [markdown] id="moons-explained"
# **Explain.** Twenty steps bring most points to their side, with one bend; the last point is there after about 140. The
# machine knows the slopes of a sum, a product, a power and tanh. The rest is the chain rule, 250 times.

# %% id="moons-claims"
new_points_right = np.mean(read(moons.x_test) == moons.y_test)
dl.claim("From this start, more than 95 % of new points end on the right side", new_points_right > 0.95)

# %% [markdown] id="layers-text"
# From some starts 250 steps are not enough (*Deeper: what is not solved*).
#
# ## 6. From numbers to layers
#
# One Python object per number is far too slow. Lesson 03 wrote a layer as
# $Z = XW + b$. Entry by entry, with $n$ for the sample, $k$ for the input and $j$ for the unit,
#
# $$ z_{nj} = \sum_k x_{nk}\, w_{kj} + b_j. $$
#
# Suppose the gradient of every entry of $Z$ has come back. It is a matrix of the same shape,
# called **delta**, $\delta$. Whatever is used many times is a fork: multiply along each path, and add over them.
#
# - $w_{kj}$ is used once for **each sample** $n$, with the slope $x_{nk}$: add up $\sum_n x_{nk}\, \delta_{nj}$.
# - $b_j$ is used once for each sample, with the slope 1: $\sum_n \delta_{nj}$.
# - $x_{nk}$ is used once by **each unit** $j$, with the slope $w_{kj}$: $\sum_j \delta_{nj}\, w_{kj}$.
#
# ### Exercise: the dense layer, backwards
#
# In the example below the first weight met a 1 in the first sample and a 3 in the second: $1 \cdot 10 + 3 \cdot 1 = 13$.
# Write each as a matrix product, or a sum over an axis: **a gradient has the shape of what it belongs to.** (`dz` is delta.)

# %% id="exercise-dense-backward" tags=["exercise"]
def dense_backward(x, kernel, dz):
    """Return the gradients of a dense layer, given the gradient dz of its weighted sums.

    x: float, shape (N, d), what the layer was given.  kernel: float, shape (d, p).
    dz: float, shape (N, p), derivative of the loss with respect to x @ kernel + bias.
    Returns a dict with "kernel", shape (d, p), "bias", shape (p,), and "x", shape (N, d),
    right to a relative error of 1e-5.

    Example: for x = [[1.0, 2.0], [3.0, 4.0]], kernel = [[5.0], [6.0]], dz = [[10.0], [1.0]] the
    gradients are kernel [[13.0], [24.0]], bias [11.0], x [[50.0, 60.0], [5.0, 6.0]].
    """
    # solution
    return {
        "kernel": x.T @ dz,
        "bias": dz.sum(axis=0),
        "x": dz @ kernel.T,
    }

# %% id="check-dense-backward"
dl.exercises.dense_backward.check(dense_backward)

# %% [markdown] id="whole-network-text"
# Now a whole network: 20 tanh units, then a layer of ten, whose sums are the logits, and softmax (lesson 03)
# with cross-entropy (lesson 04). The upper row is the way forward of a batch of 32 images (without biases), the lower row the way
# back: delta leaves a gradient at each kernel. Dotted arrows show which values are used again. ($f'$ is the
# slope of tanh, and $\odot$ multiplies entry by entry.)

# %% id="whole-network" alt="Diagram in two rows, the still picture of a short film. Above, from left to right, with shapes: X, times W1, Z1, tanh, H1, times W2, Z2, softmax and mean loss, L. Below, from right to left, each step under its twin: the error divided by N gives delta 2, below Z2; times W2 transposed and, entry by entry, times the slope of tanh at Z1 gives delta 1, below Z1. From each delta an arrow leads to the gradient of its kernel, which has the kernel's shape. Dotted arrows lead from X, Z1 and H1 to where they are used again."
dl.plots.film_way_back([64, 20, 10], samples=32)

# %% [markdown] id="first-delta-text"
# The way back begins with a gift. Softmax, logarithm and mean together have a very simple slope,
# $\delta_2 = (\hat y - y)/N$: the probabilities minus the one-hot targets, divided by the number of samples. ("Deeper:
# the first signal" derives it.) **The error itself is the first delta.**
#
# Say that one image gets the probabilities $(0.7, 0.2, 0.1)$, and the second class is right. Then delta is
# $(0.7, -0.8, 0.1)$. Read *minus* delta as a list of wishes: the second logit should rise and the others should fall, the first
# one most, for it was the surest of the wrong ones.
#
# The rest of the way you know from your exercise. The gradient of $W_2$ is $H_1^{\mathsf T}\, \delta_2$. And
# $\delta_2\, W_2^{\mathsf T}$ hands the wishes back. With three classes, a hidden unit whose weights to the logits are 1, 2
# and 0 hears $-0.7 \cdot 1 + 0.8 \cdot 2 - 0.1 \cdot 0 = 0.9$: rise! Then comes tanh:
#
# $$ \delta_1 = \left(\delta_2\, W_2^{\mathsf T}\right) \odot f'(Z_1) . $$
#
# In a deeper network each delta is made from the one before, in the same way: a **recurrence relation**, in code a loop. (Over
# many layers, delta may vanish or explode: *Deeper: a long way back*.) On its way forward, a network keeps what each layer was given:

# %% id="forward-and-backward"
def forward(X, layers):
    """Return what each layer was given, and the logits; layers is a list of (W, b)."""
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(np.tanh(inputs[-1] @ W + b))
    W, b = layers[-1]
    return inputs, inputs[-1] @ W + b

# %% [markdown] id="backward-text"
# On its way back it meets that in reverse order. What a layer was given is an output $h$ of tanh, with the slope $1 - h^2$: no $Z$
# need be kept. (The formula's $y$ is one-hot; the code gets labels.)

# %% id="backward"
def backward(inputs, logits, y, layers):
    """Return (dW, db) of each layer."""
    targets = np.eye(logits.shape[1])[y]  # one-hot: for each label, its row of the identity matrix
    delta = (dl.scratch.softmax(logits) - targets) / len(y)
    gradients = []
    for (W, _), h in zip(reversed(layers), reversed(inputs)):
        gradients.append((h.T @ delta, delta.sum(axis=0)))
        delta = (delta @ W.T) * (1 - h**2)  # in the last round h is X: wrong there, and not needed
    return gradients[::-1]

# %% [markdown] id="digits-text"
# That is all of backpropagation. And the price? For each layer, the way forward takes one matrix product, and the way
# back two of the same size. That is **the work of about three losses**, whatever the number of weights. (*Deeper: up or back*
# counts.)
#
# ## 7. What a hidden unit is told
#
# The rule of the perceptron (lesson 01) adds a misread image to the weights of a unit or subtracts it, as the label says. But no
# label says what a *hidden* unit should have answered. Who tells it?
#
# `new_layers` draws random weights, divided by $\sqrt n$ for $n$ inputs, so that the size of a
# unit's sum does not depend on $n$.

# %% id="digits"
digits = dl.datasets.load_digits(flat=True)
X, y = digits.x_train[:32].astype(float), digits.y_train[:32]  # the first batch

def new_layers(sizes, rng):
    pairs = zip(sizes, sizes[1:])
    return [(rng.normal(size=(n, p)) / np.sqrt(n), np.zeros(p)) for n, p in pairs]

# %% [markdown] id="one-image-text"
# A network with random weights sees a single image, a 4. What does a step downhill do to its first kernel? Each hidden unit
# has 64 weights there, one for each pixel, so what is added to them can be drawn as an image: orange is added, violet
# subtracted. Here are ten of the 20 units.
#
# **Predict.** What will you see in the ten pictures? And what after a batch of 32 images?

# %% id="one-image" tags=["predict"] alt="Two rows of ten small pictures, what a step adds to the weights of ten hidden units. Above, after one image, all ten show the same 4: strong or faint, orange or violet. Below, after 32 images, the pictures differ: blurred digits laid over one another."
layers = new_layers([64, 20, 10], np.random.default_rng(0))
fig, axes = plt.subplots(2, 10, figsize=(12, 2.9))
for row, n in zip(axes, (1, 32)):
    inputs, logits = forward(X[:n], layers)
    (dW1, _), _ = backward(inputs, logits, y[:n], layers)
    largest = np.abs(dW1).max()
    for ax, column in zip(row, -dW1.T[10:]):  # minus: downhill
        ax.imshow(column.reshape(8, 8), cmap="PuOr_r", vmin=-largest, vmax=largest)
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel("1 image" if n == 1 else f"{n} images")
_ = fig.suptitle("orange: added to the weights   violet: subtracted")

# %% [markdown] id="cost-text"
# **Explain.** Ten times the same 4, some of them faint! With one sample, $X^{\mathsf T} \delta_1$ is the image times the delta
# of each unit. So the image is added or subtracted, just as in the perceptron. There the label decided; here **delta
# decides**: where it is negative the image is added, where positive
# subtracted, and its size says how strongly. In a batch, the pictures of all images add up.
#
# **Backpropagation computes the gradient; an optimizer uses it.** Now ask a network: *odd or even?* That needs
# only two logits, and as labels the remainders, `y % 2`. The optimizer is plain gradient descent: 15 epochs, and three more with
# steps ten times shorter, against the jitter of lesson 05.

# %% id="digits-loop"
def train_digits(seed, sizes, rate, backward):
    """Return trained layers: two outputs answer "odd or even?", ten "which digit?"."""
    rng = np.random.default_rng(seed)
    layers = new_layers(sizes, rng)
    for step in [rate] * 15 + [rate / 10] * 3:  # one for each epoch
        order = rng.permutation(len(digits.x_train))
        for rows in np.split(order, range(32, len(order), 32)):
            labels = digits.y_train[rows] % sizes[-1]  # % 10 changes nothing
            inputs, logits = forward(digits.x_train[rows], layers)
            gradients = backward(inputs, logits, labels, layers)
            for (W, b), (dW, db) in zip(layers, gradients):
                W -= step * dW
                b -= step * db
    return layers

# %% [markdown] id="read-right-text"
# What is delta good for? As a control, leave the same 20 hidden units at their random weights: `last_alone` moves the last
# layer only. And a rival has no hidden layer at all. Three networks each. (Other rates, and why not *which digit?*:
# *Deeper: thanks to the way back?*)

# %% id="read-right"
def read_right(sizes, rate=0.5, backward=backward):
    """Return the percentage of 450 new digits that each of three networks answers correctly."""
    networks = [train_digits(seed, sizes, rate, backward) for seed in range(3)]
    answers = [forward(digits.x_test, layers)[1].argmax(axis=1) for layers in networks]
    return 100 * np.mean(answers == digits.y_test % sizes[-1], axis=1)

def last_alone(inputs, logits, y, layers):
    return [(0, 0), backward(inputs, logits, y, layers)[1]]  # no step for the first layer

# %% [markdown] id="odd-or-even-predict"
# **Predict.** Guessing gets half of the new digits. How many per cent will each of the three get?

# %% id="odd-or-even" tags=["predict"] atol=1.5
rows = [("no hidden layer", [64, 2], backward), ("20 hidden units, left random", [64, 20, 2], last_alone),
        ("20 hidden units, trained by delta", [64, 20, 2], backward)]
for name, sizes, way_back in rows:
    print(f"{name:33}{read_right(sizes, backward=way_back).mean():4.0f} %")

# %% [markdown] id="odd-or-even-explained"
# **Explain.** Left random, twenty units are *worse than none*. The same twenty units, from the same starts, trained by delta,
# are better than both: delta has made random units *useful*.

# %% [markdown] id="check-text"
# ## 8. Trust no gradient unchecked
#
# Forget a factor, such as the slope of tanh: there is no error message, and training goes on (*Deeper: thanks to the way
# back?* shows where it ends). So compare each gradient that you derive with central differences, once, and
# **array by array**: then you also see *where* something is wrong.
#
# `gradient_error` is the length of the difference of two gradients, divided by the sum of their lengths.
# In float64 it should be below a millionth; above a thousandth, something is wrong. Here is a network with four arrays;
# `by_differences` (you need not read it) nudges one of them, entry by entry.

# %% id="checked-network"
gradient_error = dl.scratch.gradient_error
small = new_layers([64, 16, 10], rng)
(W1, b1), (W2, b2) = small
arrays = [W1, b1, W2, b2]
loss_of_ours = dl.scratch.SparseCategoricalCrossentropy(from_logits=True)

def by_differences(k, dtype="float64", nudge=1e-5):
    """Return the gradient of array k."""
    def loss(nudged):
        given = [array.astype(dtype) for array in arrays]
        given[k] = nudged.astype(dtype)  # the other three stay
        _, logits = forward(X.astype(dtype), [given[:2], given[2:]])
        return loss_of_ours(y, logits)
    return dl.scratch.numerical_gradient(loss, arrays[k], nudge)

# %% [markdown] id="checked-text"
# Ours passes:

# %% id="checked"
exact = [by_differences(k) for k in range(4)]
inputs, logits = forward(X, small)
right = [array for pair in backward(inputs, logits, y, small) for array in pair]  # dW1, db1, dW2, db2
largest_error = max(map(gradient_error, right, exact))
dl.claim("All four arrays pass the check", largest_error < 1e-8)

# %% [markdown] id="faults-text"
# ### Exercise: four checks that failed
#
# Four colleagues made one mistake each. For each array you see the `gradient_error`, and how long the gradient is,
# divided by how long it should be. (Skip the code: the letters are handed out at random.)

# %% id="four-checks" atol=0.15
dW1, db1, dW2, db2 = right
rounded = [by_differences(k, "float32") for k in range(4)]
delta_2 = (dl.scratch.softmax(logits) - np.eye(10)[y]) / 32
wrong = (delta_2 @ W2.T) * tanh.derivative(inputs[1])
checks = [([32 * g for g in right], exact), ([X.T @ wrong, wrong.sum(axis=0), dW2, db2], exact),
          ([dW1, db1 / 32, dW2, db2 / 32], exact), (right, rounded)]
print("        error of                              length, divided by what it should be")
print("        W1       b1       W2       b2       W1     b1     W2     b2")
for letter, number in zip("ABCD", np.random.default_rng(115).permutation(4)):
    found, measured = checks[number]
    pairs = list(zip(found, measured))
    errors = [f"{gradient_error(a, b):9.0e}" for a, b in pairs]
    ratios = [f"{np.linalg.norm(a) / np.linalg.norm(b):7.2f}" for a, b in pairs]
    print(letter + "".join(errors) + "  " + "".join(ratios))

# %% [markdown] id="faults-question"
# Small numbers such as `2e-10` are rounding: that array is right. Which mistake is which?

# %% id="exercise-faults" tags=["exercise"]
def find_the_faults():
    """Return a list of four numbers: the mistake in A, B, C and D, each number once.

    1: The loss is a mean over 32 samples, and the 1/32 was forgotten.
    2: For the slope of tanh, h went through tanh once more: 1 - tanh(h)**2 instead of 1 - h**2.
    3: The gradients of the biases were averaged over the samples, instead of summed.
    4: The gradient is right, but the central differences were computed in float32, with a nudge of 1e-5.

    Example: [1, 2, 3, 4] says that A has mistake 1, B has mistake 2, and so on.
    """
    # solution
    return [2, 4, 1, 3]

# %% id="check-faults"
dl.exercises.find_the_faults.check(find_the_faults)

# %% [markdown] id="faults-explained"
# **Explain.** Where did you look first? A wrong number spoils what is computed *from* it; the other arrays stay right. So two
# right arrays out of four say where the mistake is. And a rough yardstick makes even right arrays look wrong (*Deeper: a
# rough yardstick* mends it).

# %% [markdown] id="box-is-open"
# The box is open. Values go forward, gradients come back, and the weights take a step: you have done it with a pencil, with nodes
# and with matrices. From the next lesson on Keras does it for you, and you know what it does.

# %% [markdown] id="deeper-more-from-the-machine"
# ## Deeper: more from the machine
#
# Let central differences check the machine of section 4, on a neuron at a place where the slope of tanh is not 1.

# %% id="neuron" tags=["claim-L06-09"]
weight, given, bias = Node(0.5), Node(2.0), Node(-0.2)
loss = ((weight * given + bias).tanh() - 1) ** 2
loss.backward()
found = [weight.gradient, given.gradient, bias.gradient]

measured = dl.scratch.numerical_gradient(lambda v: (tanh(v[0] * v[1] + v[2]) - 1) ** 2, [0.5, 2.0, -0.2])
print("by the machine:", np.round(found, 4), "  measured:", measured.round(4))
error_of_node = gradient_error(found, measured)
dl.claim("Your machine and central differences agree", error_of_node < 1e-8)

# %% [markdown] id="nodes-and-matrices-text"
# Do nodes and matrices (section 6) agree? Find the gradients of the moons' nine output weights, at the start of the training:
# by the nodes, then by products. The 60 points are the rows; delta is the slope of the mean squared error. (The cell puts the
# moons' weights back to their start.)

# %% id="nodes-and-matrices" atol=0.02
for w, data in zip(parameters, start):
    w.data, w.gradient = data, 0.0
moons_loss().backward()
by_nodes = [w.gradient for w in output]

h = np.array([[(u * x1 + v * x2 + b).tanh().data for u, v, b in hidden] for x1, x2 in points])  # (60, 8)
kernel = np.array([[w.data] for w in output[:8]])  # (8, 1)
answers = h @ kernel + output[8].data  # (60, 1)
delta = 2 * (answers - np.reshape(moon_targets, (60, 1))) / 60
by_matrices = [*(h.T @ delta)[:, 0], delta.sum()]
print("nodes:   ", np.round(by_nodes, 2))
print("matrices:", np.round(by_matrices, 2))
largest_gap = np.abs(np.subtract(by_nodes, by_matrices)).max()
dl.claim("The matrices find the nodes' gradients", largest_gap < 1e-12)

# %% [markdown] id="yours-text"
# The same numbers. And what does your `dense_backward` say?

# %% id="yours" atol=0.02
yours = dense_backward(h, kernel, delta)  # nothing, until you have written it
if yours:
    print("yours:   ", np.round([*yours["kernel"][:, 0], *yours["bias"]], 2))

# %% [markdown] id="deeper-a-rough-yardstick"
# ## Deeper: a rough yardstick
#
# In section 8, one right gradient failed the check. float32 keeps seven digits, and at a nudge of 1e-5 the two losses differ in
# the last of them only. (Two more things spoil a check: a nudge that crosses a kink of ReLU, and gradients that are almost 0.)
# Take a larger nudge:

# %% id="larger-nudge"
worst_in_float32 = max(gradient_error(right[k], by_differences(k, "float32", nudge=0.01)) for k in range(4))
dl.claim("In float32, with a nudge of 0.01, the error is below a thousandth", worst_in_float32 < 1e-3)

# %% [markdown] id="depth-text"
# ## Deeper: a long way back
#
# Lesson 02 sent a nudge *up* through layers and saw it vanish or explode. On the way back, too, delta is multiplied by a
# kernel and a slope at every layer. So send the same signal back through ten layers of 30 units, and note how long delta
# is: the root of the sum of all its squared entries.

# %% id="way-back"
def way_back(activation, scale, slopes, seed):
    """Return the lengths of delta and of the kernel's gradient, for layers 1 to 10."""
    rng = np.random.default_rng(seed)
    kernels = scale * rng.normal(size=(10, 30, 30)) / np.sqrt(30)
    inputs, sums, lengths = [rng.normal(size=(32, 30))], [], []
    for W in kernels:
        sums.append(inputs[-1] @ W)
        inputs.append(activation(sums[-1]))
    back = rng.normal(size=(32, 30)) / 30  # the same for all kinds of layers
    for W, Z, X in reversed(list(zip(kernels, sums, inputs))):
        delta = back * activation.derivative(Z) if slopes else back
        lengths.insert(0, (np.linalg.norm(delta), np.linalg.norm(X.T @ delta)))
        back = delta @ W.T
    return np.array(lengths).T

# %% [markdown] id="depth-kinds"
# The slope of the sigmoid is at most 1/4 (lesson 02). For ReLU there is a size of random kernels that neither
# amplifies nor damps on average (He's, lesson 09); we take it, three times it, and a third of it. As a control, the
# signal goes through the sigmoid network once more, with *the slopes alone* left out on the way back.

# %% id="depth-lengths"
he = np.sqrt(2)
kinds = {"ReLU, 3 × He": (relu, 3 * he, True), "ReLU, He": (relu, he, True),
         "ReLU, He / 3": (relu, he / 3, True),
         "sigmoid": (sigmoid, 1, True), "sigmoid, no slopes": (sigmoid, 1, False)}
lengths = {name: np.array([way_back(*kind, seed) for seed in range(10)]) for name, kind in kinds.items()}

# %% [markdown] id="depth-predict"
# **Predict.** Draw the length of delta from layer 10 back to layer 1 for three of the five: ReLU with He's kernels,
# with three times them, and the sigmoid. By what factor does it shrink in the sigmoid network?

# %% id="depth" tags=["predict"] alt="Length of delta over the layers 10 to 1, logarithmic. ReLU with He's kernels stays level; with kernels three times too large it rises in a straight line by more than four powers of ten, with a third it falls as much; the sigmoid falls by nearly six powers of ten; the sigmoid without its slopes stays level."
def plot_lengths(which, ups):
    fig, ax = plt.subplots(figsize=(9, 5))
    styles = ["C0D-", "C1o-", "C2s-", "C3^-", "C3v--"]  # the control in the colour of its network
    for (name, found), style, up in zip(lengths.items(), styles, ups):
        curve = np.median(found, axis=0)[which]
        ax.semilogy(range(1, 11), curve, style)
        ax.text(0.7, curve[0] * up, name, va="center", color=style[:2], weight="bold")
    ax.set(xlabel="layer", xlim=(10.5, -2.6), xticks=range(10, 0, -1))
    return ax

_ = plot_lengths(0, ups=(1, 0.4, 1, 1, 2.5)).set_ylabel("length of delta")

# %% [markdown] id="depth-explained"
# **Explain.** Read from left to right, as the signal travels. With kernels three times too large, delta is tripled at
# each layer: it **explodes**. With a third, it is divided by three: it **vanishes**. The sigmoid divides delta by more
# than four, on average, at each of nine steps, together by more than $4^9 \approx 260{,}000$. It is the slopes that do it:
# the control has the same kernels and no slopes, and loses almost nothing.

# %% id="depth-claims" tags=["claim-L06-10"]
arrives = {name: found[:, 0, 0] / found[:, 0, 9] for name, found in lengths.items()}
shrinks_by, without_slopes = (1 / arrives["sigmoid"]).min(), arrives["sigmoid, no slopes"]
level, exploded = arrives["ReLU, He"], arrives["ReLU, 3 × He"].min()
dl.claim("Sigmoid: delta is divided by more than four to the ninth power, from every start", shrinks_by > 4**9)
dl.claim("Without the slopes, more than half arrives", np.all(without_slopes > 1 / 2))
dl.claim("ReLU and He: it changes by less than a factor of 4", np.all((level > 0.25) & (level < 4)))
dl.claim("Kernels three times too large: it becomes at least 5,000 times as long", exploded > 5000)

# %% [markdown] id="deeper-kernels-that-do-not-fade"
# ## Deeper: and the kernels' gradients?
#
# **Predict.** A weight does not move by delta, but by its gradient. Do the kernels' gradients of the same five networks
# vanish and explode, too?

# %% id="kernel-lengths" tags=["predict"] alt="Length of the kernels' gradients over the layers 10 to 1, logarithmic. The three ReLU networks are level lines at very different heights, and so is the sigmoid without its slopes; the sigmoid falls by more than five powers of ten."
_ = plot_lengths(1, ups=(1, 0.4, 1, 1, 2.5)).set_ylabel("length of the kernel's gradient")

# %% [markdown] id="kernel-lengths-explained"
# **Explain.** The three ReLU curves are *level*. A kernel's gradient is what came up times what came back.
# Kernels that amplify delta on its way back have amplified $H$ on its way up, so a layer that gets little of the
# one gets much of the other. The sigmoid's outputs have about the same size in all
# layers, so nothing makes up for the vanishing delta.

# %% id="kernel-lengths-claim"
kernel_ratio = lengths["ReLU, 3 × He"][:, 1, 0] / lengths["ReLU, 3 × He"][:, 1, 9]
dl.claim("Kernels three times too large: the first and the last gradient differ by less than a factor of 4",
         np.all((kernel_ratio > 0.25) & (kernel_ratio < 4)))

# %% [markdown] id="deeper-thanks-to-the-way-back"
# ## Deeper: thanks to the way back?
#
# Section 7 compared at one learning rate. Now take three.
#
# **Predict.** Does the order stay?

# %% id="three-rates" tags=["predict"] atol=1.5
def at_three_rates(sizes, backward=backward):
    return np.array([read_right(sizes, rate, backward) for rate in (0.2, 0.5, 1)])

no_hidden = at_three_rates([64, 2])
left_random = at_three_rates([64, 20, 2], backward=last_alone)
sixty_random = at_three_rates([64, 60, 2], backward=last_alone)
learned = at_three_rates([64, 20, 2])
print("learning rate                       0.2    0.5      1")
for name, right in (("no hidden layer", no_hidden), ("20 hidden units, left random", left_random),
                    ("60 hidden units, left random", sixty_random), ("20 hidden units, trained by delta", learned)):
    print(f"{name:33}", *[f"{mean:4.0f} %" for mean in right.mean(axis=1)])

# %% [markdown] id="three-rates-explained"
# **Explain.** At all three it does. And *sixty* random units do about as well as none: twenty were too few.

# %% id="odd-or-even-claim" tags=["claim-L06-02"] atol=1.5
worst_learned, best_rival = learned.min(), max(no_hidden.max(), left_random.max(), sixty_random.max())
dl.claim("The worst of nine networks trained by delta beats the best of these rivals by more than 2 points",
         worst_learned - best_rival > 2)

# %% [markdown] id="digits-control-text"
# With twenty units, *odd or even?* needed delta. Do the ten digits, too?
#
# **Predict.** How many per cent of new digits will be read without a hidden layer, and how many with 20 units, trained, each at
# the best of three rates?

# %% id="digits-control" tags=["predict"] atol=1.5
ten_without, ten_with = (at_three_rates(sizes).mean(axis=1).max() for sizes in ([64, 10], [64, 20, 10]))
print(f"no hidden layer: {ten_without:.0f} %   20 hidden units: {ten_with:.0f} %")

# %% [markdown] id="digits-control-explained"
# **Explain.** Nearly the same: that a network reads digits does not show that its hidden layer has learned anything. Ask
# what the network reads without it.

# %% id="digits-claim" atol=1.5
gap = ten_with - ten_without
dl.claim("Ten digits: the hidden layer is worth less than 2 points", gap < 2)

# %% [markdown] id="careless-text"
# Now forget a factor on the way back: the slope of tanh.
#
# **Predict.** Train *odd or even?* once more, with 20 hidden units. How will you notice that the gradient is wrong?

# %% id="careless-training" tags=["predict"] atol=1.5
def careless_backward(inputs, logits, y, layers):
    """Return (dW, db) of two layers, without the slope of tanh."""
    X, h = inputs
    delta = (dl.scratch.softmax(logits) - np.eye(logits.shape[1])[y]) / len(y)
    back = delta @ layers[1][0].T  # * (1 - h**2) is missing
    return [(X.T @ back, back.sum(axis=0)), (h.T @ delta, delta.sum(axis=0))]

careless = at_three_rates([64, 20, 2], backward=careless_backward)
print("wrong gradient:", *[f"{mean:4.0f} %" for mean in careless.mean(axis=1)])
print("right gradient:", *[f"{mean:4.0f} %" for mean in learned.mean(axis=1)])

# %% [markdown] id="check-by-differences"
# **Explain.** It learns, so you may never notice. But even at the best of three rates it answers only about as well as no
# hidden layer does. You would blame the network; the check blames the gradient:

# %% id="careless-claim" atol=1.5
careless_error = gradient_error(careless_backward(inputs, logits, y, small)[0][0], exact[0])
best_careless = careless.max()
dl.claim("The careless gradient of the first kernel fails the check", careless_error > 0.01)
dl.claim("It learns: more than 85 % at the best of three rates; but more than 2 points less than the worst right one",
         85 < best_careless < worst_learned - 2)

# %% [markdown] id="random-back-text"
# ## Deeper: a random way back
#
# Must delta come back through the *kernel*? Put random numbers in its place, between four and five times as large as the
# kernel's at the start, and keep them. (Lillicrap and others, 2016, call this *feedback alignment*.)
# And as a control, hold the last layer still, at its random start, while the first one learns.

# %% id="random-back"
def way_through(numbers, hold):
    """Return a backward whose delta comes back through these numbers; hold keeps the last layer still."""
    def backward(inputs, logits, y, layers):
        X, h = inputs
        delta = (dl.scratch.softmax(logits) - np.eye(2)[y]) / len(y)
        back = (delta @ numbers) * (1 - h**2)
        last = (0, 0) if hold else (h.T @ delta, delta.sum(axis=0))
        return [(X.T @ back, back.sum(axis=0)), last]
    return backward

def cosine(kernel, numbers):  # of the differences: only the difference of two logits counts
    a, b = kernel[:, 1] - kernel[:, 0], numbers[1] - numbers[0]
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))

# %% [markdown] id="random-starts"
# The **cosine** tells whether the random numbers point the way of the last kernel (1), across it (0), or against it ($-1$).
# Train from twelve starts, each with other random numbers.

# %% id="random-found" atol=1.5
found = []
for start_of in range(12):
    numbers = np.random.default_rng(100 + start_of).normal(size=(2, 20))
    row = [cosine(new_layers([64, 20, 2], np.random.default_rng(start_of))[1][0], numbers)]
    for hold in (False, True):
        layers = train_digits(start_of, [64, 20, 2], 0.5, way_through(numbers, hold))
        answers = forward(digits.x_test, layers)[1].argmax(axis=1)
        row += [100 * np.mean(answers == digits.y_test % 2), cosine(layers[1][0], numbers)]
    found.append(row)
before, free, after, held, _ = np.transpose(found)

# %% [markdown] id="random-predict"
# **Predict.** At which cosines does the network learn odd from even, if its last layer learns, too? And if that is held still?

# %% id="random-drawn" tags=["predict"] alt="New digits right, in per cent, against the cosine at the start, for twelve starts. With the last layer learning, all twelve dots lie just below 100. With the last layer held still, the dots with a cosine from about 0.1 on lie near 90, those below 0 near 10; of the four between, three lie near 10 and one near 50."
fig, ax = plt.subplots(figsize=(9, 4.5))
ax.plot(before, free, "o", before, held, "D", markersize=9)
ax.axhline(50, color="0.6", linestyle=":")
ax.text(-0.37, 88, "the last layer learns, too", color="C0")
ax.text(-0.37, 17, "the last layer is held still", color="C1")
ax.text(0.3, 53, "guessing", ha="right", color="0.4")
_ = ax.set(xlabel="cosine at the start", ylabel="new digits right, in per cent", ylim=(0, 103))

# %% [markdown] id="random-why-explained"
# **Explain.** Held still, the last layer makes it a matter of chance. If the random numbers happen to point its way, the hidden
# units learn what it needs; of ours, those that point against it learn the opposite. (Near 0, the sign alone does not decide.) But
# let the last layer learn, and *every* start ends well: in all twelve, the kernel **turns** towards the random numbers. Nobody taught
# the numbers to fit the kernel. The kernel came to fit them. (Ten times smaller numbers would only make the first layer's steps
# ten times shorter.)

# %% id="random-claims" atol=1.5
true_held = read_right([64, 20, 2], backward=lambda *how: [backward(*how)[0], (0, 0)])
dl.claim("Random way back: all twelve networks answer more than 95 % right", free.min() > 95)
turned, rising = np.median(after - before), np.sum(after > before)
dl.claim("The cosine rises in at least eleven of twelve, in the median by more than 0.5",
         rising >= 11 and turned > 0.5)
dl.claim("Held still, some of the twelve get more than 85 %, and some less than 20 %",
         held.max() > 85 and held.min() < 20)
dl.claim("With the true way back, holding the last layer still does no such harm: more than 88 %", true_held.min() > 88)

# %% [markdown] id="deeper-up-or-back"
# ## Deeper: up or back
#
# Section 3 compared both walks on five nodes. Now both modes and central differences, for a sigmoid unit with 785 weights
# (784 pixels and a bias; `theta` holds them all) on a batch of 32.

# %% id="two-modes"
pixels, targets = rng.normal(size=(32, 785)), rng.integers(0, 2, 32)
pixels[:, -1] = 1  # the last weight is the bias
theta = 0.05 * rng.normal(size=785)

def unit_loss(theta):
    return np.mean((sigmoid(pixels @ theta) - targets) ** 2)

def forward_mode(direction):
    z, change = pixels @ theta, pixels @ direction  # each number, and how fast it changes
    return np.mean(2 * (sigmoid(z) - targets) * sigmoid.derivative(z) * change)

def reverse_mode():
    z = pixels @ theta
    return pixels.T @ (2 * (sigmoid(z) - targets) / len(targets) * sigmoid.derivative(z))

# %% [markdown] id="modes-compared-text"
# Let each of the three ways find all 785 slopes, and count.

# %% id="modes-compared" tags=["claim-L06-04", "claim-L06-06"]
computed = []

def noted_loss(theta):
    computed.append(unit_loss(theta))
    return computed[-1]

by_nudges = dl.scratch.numerical_gradient(noted_loss, theta)
one_by_one = [forward_mode(direction) for direction in np.eye(785)]  # row k moves weight k alone
off = max(gradient_error(found, reverse_mode()) for found in (by_nudges, one_by_one))
print(f"central differences: {len(computed)} losses   forward mode: {len(one_by_one)} passes")
dl.claim("One pass back gives what all of these give together", off < 1e-7)

# %% [markdown] id="multiplications-text"
# And the "three losses"? Nearly all the work of a network is in its matrix products. So let arrays count the
# multiplications in which they take part, and send them through `forward` and `backward` of section 6.

# %% id="multiplications"
class Counting(np.ndarray):
    done = 0

    def __matmul__(self, other):
        Counting.done += self.size * other.shape[1]
        return (np.asarray(self) @ np.asarray(other)).view(Counting)

    def __rmatmul__(self, other):
        return np.asarray(other).view(Counting) @ self

counted = [(W.view(Counting), b) for W, b in new_layers([64, 100, 10], np.random.default_rng(1))]
passed_up = forward(X.view(Counting), counted)
way_up = Counting.done
backward(*passed_up, y, counted)
dl.claim("A gradient takes three times the multiplications of a loss, or less", Counting.done / way_up <= 3)

# %% [markdown] id="multiplications-explained"
# Exactly three times: our loop goes back through the first layer, too, where nobody needs it. (In `backward`, look at the
# last round.)

# %% [markdown] id="paths-text"
# The paths can be counted, too, in a graph that is small enough to be built: if every slope is 1, each path contributes
# exactly 1 to a gradient, so the gradient *is* the number of paths. Count, for up to ten layers. (Here the 30 inputs
# lie below the ten layers, one factor of 30 more than in section 3; and a sum of 30 nodes takes 30 steps.)

# %% id="paths" alt="Number of paths and number of edges against the number of layers, 1 to 10, on a logarithmic axis. The edges grow from about two thousand to about eighteen thousand. The paths are multiplied by 30 with each layer and reach more than a hundred million million."
def edges_and_paths(depth):
    inputs = layer = [dl.scratch.Value(1.0) for _ in range(30)]
    for _ in range(depth):
        layer = [sum(layer) for _ in range(30)]  # each new node adds up the whole old layer
    end = sum(layer)
    end.backward()
    return sum(len(node.parents) for node in end.ancestors()), inputs[0].gradient

counts = np.array([edges_and_paths(depth) for depth in range(1, 11)])
fig, ax = plt.subplots()
ax.semilogy(range(1, 11), counts[:, 0], "o-", range(1, 11), counts[:, 1], "^--")
ax.text(10, counts[-1, 0] * 3, f"edges: {counts[-1, 0]:,.0f}", ha="right", color="C0")
ax.text(9.2, counts[-1, 1], f"paths from one input: {counts[-1, 1]:.0e}", ha="right", color="C1")
_ = ax.set(xlabel="layers of 30 nodes", ylabel="how many (logarithmic)", xticks=range(1, 11), ylim=(10, 1e17))

# %% [markdown] id="deeper-step-for-step"
# ## Deeper: step for step with Keras
#
# Is your `Node` network what Keras would have built? Give Keras the same 33 numbers. `as_arrays` sorts ours into
# Keras' four arrays, a kernel and biases for each layer.

# %% id="moons-keras" tags=["claim-L06-09"]
def as_arrays(name):  # getattr(w, "gradient") is w.gradient
    units = np.array([[getattr(w, name) for w in unit] for unit in hidden])
    last = np.array([getattr(w, name) for w in output])
    return [units[:, :2].T, units[:, 2], last[:-1, None], last[-1:]]

for w, data in zip(parameters, start):
    w.data, w.gradient = data, 0.0
moons_loss().backward()
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
model.set_weights(as_arrays("data"))
by_keras = dl.training.gradients(model, moons.x_train, np.array(moon_targets)[:, None],
                                 keras.losses.MeanSquaredError())
error_of_nodes = max(map(gradient_error, as_arrays("gradient"), by_keras.values()))
dl.claim("Your machine and Keras agree on the gradient of all 33 weights", error_of_nodes < 1e-5)

# %% [markdown] id="recurrence-check-text"
# Now the matrices of section 6, with four layers. The library below Keras records its arithmetic as your nodes do, with
# arrays in place of numbers; `dl.training.gradients` asks for its gradients.

# %% id="recurrence-check" tags=["claim-L06-08"]
four = new_layers([64, 50, 40, 30, 10], rng)
deep = dl.models.mlp([64, 50, 40, 30, 10], activation="tanh", output="linear", dtype="float64")
deep.set_weights([array for pair in four for array in pair])
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype="float64")
by_keras = dl.training.gradients(deep, X, y, cross_entropy).values()
by_loop = [array for pair in backward(*forward(X, four), y, four) for array in pair]
worst_error = max(map(gradient_error, by_loop, by_keras))  # array by array
dl.claim("The loop finds the gradients of all four layers that Keras finds", worst_error < 1e-10)

# %% [markdown] id="twin-text"
# And the digits? From the same start, with the same mini-batches, `train_on_batch` of Keras and our loop must agree
# after *every* step, but for rounding. Take a hundred steps, side by side, and note both losses, and how far `apart`
# all weights are.

# %% id="twin"
layers = new_layers([64, 100, 10], np.random.default_rng(1))
ours = [array for pair in layers for array in pair]
twin = dl.models.mlp([64, 100, 10], activation="tanh", output="linear")
twin.set_weights([array.copy() for array in ours])
twin.compile(keras.optimizers.SGD(0.5), cross_entropy)

# %% [markdown] id="twin-loop-text"
# A hundred steps:

# %% id="twin-loop"
losses, apart = [], []
for step in range(100):
    rows = np.arange(32 * step, 32 * (step + 1)) % len(digits.x_train)
    images, labels = digits.x_train[rows], digits.y_train[rows]
    inputs, logits = forward(images, layers)
    twin.reset_metrics()  # else Keras reports the mean of all losses so far
    losses.append((loss_of_ours(labels, logits), twin.train_on_batch(images, labels)))
    for (W, b), (dW, db) in zip(layers, backward(inputs, logits, labels, layers)):
        W -= 0.5 * dW
        b -= 0.5 * db
    apart.append(max(map(gradient_error, ours, twin.get_weights())))

# %% [markdown] id="twin-plot-text"
# Keras is drawn dashed, on top of ours.

# %% id="twin-plot" alt="The loss of each of 100 steps: the dashed line of Keras lies on the broad line of the NumPy network, jump for jump."
fig, ax = plt.subplots()
by_numpy, by_twin = np.transpose(losses)
ax.plot(by_numpy, linewidth=6, color=dl.plots.COLORS["sky"], label="NumPy, this lesson")
ax.plot(by_twin, "--", linewidth=1.5, color="black", label="Keras")
ax.set(xlabel="step", ylabel="loss of the mini-batch")
ax.legend()
largest_distance = max(apart)
dl.claim("After each of 100 steps, all weights agree with those of Keras", largest_distance < 1e-5)

# %% [markdown] id="deeper-the-first-signal"
# ## Deeper: the first signal
#
# Why is the first delta the error itself? Let $c$ be the right class of a sample. Lesson 03 had
# $\hat y_c = e^{z_c} / \sum_i e^{z_i}$ ($e$ is Euler's number again, not the error), so
#
# $$ L = -\log \hat y_c = -z_c + \log \sum_i e^{z_i}. $$
#
# The first term has the slope $-1$ with respect to $z_c$, and 0 with respect to the others: that is $-y_k$. In
# the second, $\log u$ has the slope $1/u$, and $u = \sum_i e^{z_i}$ has the slope $e^{z_k}$ with respect to
# $z_k$. Multiply, and you get $e^{z_k} / \sum_i e^{z_i}$, which is $\hat y_k$. For a mean over $N$ samples,
#
# $$ \frac{\partial L}{\partial z_{nk}} = \frac{\hat y_{nk} - y_{nk}}{N}. $$

# %% [markdown] id="exercise-logits-text"
# ### Exercise: from the logits
#
# Write it. Mind the huge logits (lesson 03).

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

# %% [markdown] id="deeper-the-table-that-nobody-builds"
# ## Deeper: the table that nobody builds
#
# Other books have a longer name for such a step back through a layer. The slopes of all outputs of a layer with
# respect to all its inputs form a table with one row per output and one column per input, the **Jacobian
# matrix**. To send a gradient back through all these slopes, multiply and add: that is a row vector times this
# table, a **vector–Jacobian product** (JAX calls it `vjp`). The trick is never to build the table.

# %% id="vjp" tags=["claim-L06-07"]
W, b, x = rng.normal(size=(20, 30)), rng.normal(size=30), rng.normal(size=20)
from_above = rng.normal(size=30)  # the gradient of the layer's 30 outputs
jacobian = np.array([dl.scratch.numerical_gradient(lambda x: tanh(x @ W + b)[j], x) for j in range(30)])
step_back = (from_above * tanh.derivative(x @ W + b)) @ W.T
error_of_step = gradient_error(from_above @ jacobian, step_back)
print("Jacobian:", jacobian.shape, "  what travels:", from_above.shape, "->", step_back.shape)
dl.claim("A step back is the vector times the Jacobian, without the Jacobian", error_of_step < 1e-8)

# %% [markdown] id="deeper-a-useful-mistake"
# ## Deeper: a useful mistake
#
# What if the line of section 5 is forgotten, the one that sets the gradients to 0?

# %% id="forgotten"
def losses_of(forget):
    losses = []
    for w, data in zip(parameters, start):
        w.data, w.gradient = data, 0.0
    for _ in range(100):
        for w in parameters:
            w.gradient = w.gradient if forget else 0.0
        loss = moons_loss()
        loss.backward()
        losses.append(loss.data)
        for w in parameters:
            w.data -= 0.1 * w.gradient
    return losses

# %% [markdown] id="forgotten-run"
# **Predict.** Train the moons again from the start, at a rate of 0.1, once with the line and once without it. What will
# the loss do?

# %% id="forgotten-drawn" tags=["predict"] alt="Loss over 100 steps. With gradients set to 0 it falls smoothly. With the line forgotten it swings up and down, and does not settle."
set_to_zero, forgotten = losses_of(forget=False), losses_of(forget=True)
fig, ax = plt.subplots()
ax.plot(set_to_zero)
ax.plot(forgotten, "--")
ax.text(99, 0.05, "set to 0 at each step", ha="right", color="C0")
ax.text(35, 1.35, "forgotten", color="C1")
_ = ax.set(xlabel="step", ylabel="loss", ylim=(0, None))

# %% [markdown] id="forgotten-explained"
# **Explain.** If you forget, each step follows the sum of *all* gradients so far. At the bottom of a valley the
# newest gradient is small, but the old ones still push. So the weights run up the other side, like a ball without
# friction.

# %% id="forgotten-claims"
rises, rises_forgotten = (np.mean(np.diff(losses) > 0) for losses in (set_to_zero, forgotten))
dl.claim("Set to 0, the loss rises in under a tenth of the steps; forgotten, in over a third",
         rises < 0.1 and rises_forgotten > 1 / 3)

# %% [markdown] id="every-rate-text"
# Does it hurt at *every* learning rate? And what if, instead of all or nothing,
# part of the old sum is kept? Train 20 networks on the moons at each of five rates, keeping nothing, nine tenths,
# or all.

# %% id="useful-mistake"
rates, signs = np.array([0.01, 0.03, 0.1, 0.2, 0.3]), np.array(moon_targets)

@np.errstate(all="ignore")  # a few diverge at the largest rate; their loss counts as infinite
def final_losses(keep, steps=200):
    """Return losses, shape (5 rates, 20 starts), keeping a part of the old gradients."""
    nets = dl.scratch.mlp([2, 8, 1], variants=100, activation="tanh", output="linear",
                          seed=5 * list(range(20)))
    sums, rate_of = [np.zeros_like(w) for w in nets.weights], np.repeat(rates, 20)
    for _ in range(steps):
        nets.backward(moons.x_train, signs)
        for w, total, gradient in zip(nets.weights, sums, nets.gradients):
            total *= keep
            total += gradient
            w -= rate_of.reshape(-1, *[1] * (w.ndim - 1)) * total
    return np.nan_to_num(nets.backward(moons.x_train, signs), nan=np.inf).reshape(5, 20)

# %% [markdown] id="useful-mistake-predict"
# **Predict.** Which column will hold the lowest loss after 200 steps, and which the highest?

# %% id="useful-mistake-table" tags=["predict"] atol=0.1
none, nine_tenths, everything = (np.median(final_losses(keep), axis=1) for keep in (0, 0.9, 1))
print("  rate    none   nine tenths    all")
for row in zip(rates, none, nine_tenths, everything):
    print("{:6}  {:6.2f}  {:12.2f}  {:6.2f}".format(*row))

# %% [markdown] id="useful-mistake-explained"
# **Explain.** (These are medians of 20 starts.) None of the five rates saves the forgetful. But with nine tenths
# of the sum kept, the mistake becomes a method, and it has a name: **momentum** (lesson 08). Old gradients fade to a third
# within ten steps: that is the friction that the ball lacked. (A sum of about ten gradients also
# makes longer steps, so compare each at its own best rate.)

# %% id="useful-mistake-claim" atol=0.1
best_none, best_part, best_all = none.min(), nine_tenths.min(), everything.min()
dl.claim("Each at its best rate: forgetting ends at least 1.8 times as high as setting to 0",
         best_all > 1.8 * best_none)
dl.claim("Keeping nine tenths ends at less than half of it", best_part < best_none / 2)

# %% [markdown] id="deeper-what-must-be-stored"
# ## Deeper: what must be stored
#
# Backpropagation is cheap in time; the price is paid in memory. The recurrence needs $H_{l-1}$ of every layer (for tanh the
# slope is $1 - H_{l-1}^2$). So the forward pass must **store** its outputs until the backward pass comes by. To predict,
# each may be forgotten as soon as the next is there. `tracemalloc`, which comes with Python, knows how many bytes
# are in use.

# %% id="memory"
import tracemalloc


def megabytes_kept(n_layers, batch_size, to_train):
    """Return the megabytes in use after a forward pass through layers of 100 units."""
    h, W = np.ones((batch_size, 100), "float32"), np.eye(100, dtype="float32")
    tracemalloc.start()
    stored = []
    for _ in range(n_layers):
        h = np.tanh(h @ W)
        stored += [h] if to_train else []
    in_use, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return in_use / 1e6

# %% [markdown] id="memory-predict"
# **Predict.** With ten times as many layers, how much more memory? And with twice the batch?

# %% id="memory-plot" tags=["predict"] alt="Megabytes in use against the number of layers. To train, with batches of 64 and 128 samples: two rising straight lines that point at the origin, one twice as steep as the other. To predict, with a batch of 128: a flat line near 0."
depths = np.arange(5, 55, 5)
large, half, flat = (
    np.array([min(megabytes_kept(depth, *how) for _ in range(5)) for depth in depths])
    for how in ((128, True), (64, True), (128, False)))  # least of 5: others use memory, too
fig, ax = plt.subplots()
for curve, style, name in ((large, "s-", "train, batch of 128"), (half, "^-", "train, batch of 64"),
                           (flat, "D--", "predict, batch of 128")):
    ax.plot(depths, curve, style)
    ax.text(50, curve[-1] + 0.06, name, ha="right")
_ = ax.set(xlabel="layers of 100 units", ylabel="megabytes in use", xlim=0, ylim=0)

# %% [markdown] id="memory-explained"
# **Explain.** Proportional to the depth, and to the batch: of each layer one array is kept, with one row per sample.
# This is why a batch that is too large ends with "out
# of memory", and why cutting it into pieces helps. (One can also store every tenth layer only, and compute the
# others again on the way back: *checkpointing*, less memory for about one more forward pass.)

# %% [markdown] id="exercise-accumulate-text"
# ### Exercise: a batch that is too large
#
# A batch does not fit into memory? Cut it into pieces, and go back through one after the other. `backward` *adds* to
# the gradients (section 5), so they collect; then you take *one* step, as if the batch had been whole.

# %% id="exercise-accumulate" tags=["exercise"]
def accumulated_step(weights, losses, rate):
    """Take one step of gradient descent on the mean loss of several pieces of a batch.

    weights: list of nodes with the attributes data and gradient; change data in place. Their
        gradients may hold anything when your function begins.
    losses: list of functions without arguments, one for each piece, all equally large. Each returns
        a node, the mean loss of its piece; backward() on it adds to the gradients of the weights.
    rate: the learning rate.
    Returns the mean of the losses before the step, a number.

    Example: w = Node(3.0), losses = [lambda: w * 2, lambda: w * 4], rate = 0.1 gives 9.0 (the mean
    of 6 and 12); the gradient of that mean is 3, and w.data becomes 2.7.
    """
    # solution
    for w in weights:
        w.gradient = 0.0
    total = 0.0
    for loss_of in losses:
        piece = loss_of()
        piece.backward()
        total += piece.data
    for w in weights:
        w.data -= rate * w.gradient / len(losses)
    return total / len(losses)

# %% id="check-accumulate"
dl.exercises.accumulated_step.check(accumulated_step)

# %% [markdown] id="overwrite-text"
# What if somebody saves memory by overwriting a stored array? Halve one hidden output of the four layers of *Deeper: step for step with Keras*,
# in place, before the way back. Which gradients are wrong then, and how wrong?

# %% id="overwrite" tags=["claim-L06-05"]
kept_inputs, four_logits = forward(X, four)
kept_inputs[2] *= 0.5
spoilt = backward(kept_inputs, four_logits, y, four)
errors = [gradient_error(dW, old) for (dW, _), old in zip(spoilt, by_loop[::2])]
print("wrong now: the kernels of layers", [n for n, error in enumerate(errors, 1) if error > 1e-3])
largest_error = max(errors)
dl.claim("With one stored output overwritten, gradients are wrong", largest_error > 1e-3)

# %% [markdown] id="overwrite-explained"
# No error message. Layer 3 was *given* the array that we spoilt, and the slope computed from it stands on the way
# to layers 2 and 1. The arrays of TensorFlow and JAX cannot be changed in place, so this accident cannot happen
# there; PyTorch counts changes and refuses to go back.

# %% [markdown] id="deeper-what-is-not-solved"
# ## Deeper: what is not solved
#
# Backpropagation made the gradient *cheap*. A cheap gradient can still vanish, as you have seen, and following it
# can still end in a bad place. Lesson 03 trained 200 networks with two hidden units on XOR: about half of them got
# stuck, and longer training rescued hardly any. All had exact gradients. What helped was more hidden units.
#
# And the moons of section 5, with eight? Draw 60 starts as there. A start *ends well* if more than 95 % of new points are right.

# %% id="sixty-starts" atol=0.06
@np.errstate(all="ignore")  # some losses become too large for a number
def share_well(rate):
    """Return the share of 60 starts that end well after 250 and after 1,000 steps, and the share of losses lost."""
    rng, shares = np.random.default_rng(60), []
    nets = dl.scratch.mlp([2, 8, 1], variants=60, activation="tanh", output="linear")
    for w, size in zip(nets.weights, (2, 1, 1 / 3, 1 / 3)):  # kernel, bias, kernel, bias
        w[...] = size * rng.normal(size=w.shape)
    for step in range(1, 1001):
        loss = nets.backward(moons.x_train, np.array(moon_targets))
        for w, gradient in zip(nets.weights, nets.gradients):
            w -= rate * gradient
        if step in (250, 1000):
            right_side = np.mean((nets.predict(moons.x_test)[..., 0] > 0) == moons.y_test, axis=1)
            shares.append(np.mean(right_side > 0.95))
    return *shares, np.mean(~np.isfinite(loss))

# %% [markdown] id="sixty-predict"
# **Predict.** How many end well after 250 steps, and after 1,000? And if the steps are half as long again, a rate of 0.3?

# %% id="sixty-counted" tags=["predict"] atol=6
(early, late, _), (early_long, late_long, lost_long) = share_well(0.2), share_well(0.3)
print(f"rate 0.2: {early:.0%} after 250 steps, {late:.0%} after 1,000")
print(f"rate 0.3: {early_long:.0%} after 250 steps, {late_long:.0%} after 1,000")

# %% [markdown] id="sixty-explained"
# **Explain.** At the smaller rate hardly anybody was stuck: the slow ones needed more steps. At the larger one, with
# gradients as exact, about a quarter of the losses grew too large for a number. **A gradient tells the direction. It does not tell how far to go.**

# %% id="sixty-claims" atol=0.06
dl.claim("Rate 0.2: more than nine tenths of 60 starts end well, some only after more than 250 steps",
         early + 0.05 < late and late > 0.9)
dl.claim("Rate 0.3: more than a tenth end with a loss too large for a number", lost_long > 0.1)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A computation is a graph. Along a path, slopes are multiplied; over paths, they are added.
# - Going back edge by edge shares the work of all paths, and one walk gives every gradient, because a loss is one number.
#   It costs about three losses, and memory.
# - Gradients add up: somebody must set them to 0.
# - A dense layer sends back $\delta\,W^{\mathsf T}$; its own gradients are $X^{\mathsf T}\delta$ and the sum of
#   the rows of $\delta$. Softmax with cross-entropy begins with $(\hat y - y)/N$.
# - For each sample, delta tells every unit whether to add its inputs to its weights or to subtract them, and how strongly.
# - Backpropagation computes gradients; an optimizer changes weights. Check gradients array by array.

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
# | Jacobian matrix | 야코비 행렬 | derivatives of all outputs with respect to all inputs, one row per output |
# | vector–Jacobian product | 벡터–야코비 곱 | what a step back computes: a gradient of outputs turned into one of inputs |
# | recurrence relation | 점화식 | formula giving each term from the next or previous one |
# | gradient check | 기울기 확인 | comparing a derived gradient with central differences |
# | vanishing gradient | 기울기 소멸 (소실) | gradient that shrinks towards 0 on its way back |
# | exploding gradient | 그래디언트 폭주 | gradient that grows without bound on its way back |

# %% [markdown] id="references"
# ## References
#
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16, 1976 (master's thesis
#   1970). Reverse-mode differentiation.
# - P. J. Werbos, *Beyond regression: new tools for prediction and analysis in the behavioral sciences*, PhD thesis,
#   Harvard, 1974.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - W. Baur and V. Strassen, *The complexity of partial derivatives*, Theoretical Computer Science 22, 1983.
#   All partial derivatives for a small multiple of the work of the function.
# - Y. Bengio, P. Simard and P. Frasconi, *Learning long-term dependencies with gradient descent is
#   difficult*, IEEE Transactions on Neural Networks 5, 1994. Vanishing and exploding.
# - A. Griewank and A. Walther, *Algorithm 799: revolve*, ACM Transactions on Mathematical Software 26, March 2000.
#   Checkpointing.
# - T. P. Lillicrap, D. Cownden, D. B. Tweed and C. J. Akerman, *Random synaptic feedback weights support error
#   backpropagation for deep learning*, Nature Communications 7, 2016. Feedback alignment.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, *Automatic differentiation in machine
#   learning: a survey*, Journal of Machine Learning Research 18, 2018.
# - A. Karpathy, *micrograd*, 2020: an engine of the size of ours; and *The spelled-out intro to neural networks and
#   backpropagation*, a lecture on it. 3Blue1Brown, *Neural networks*, chapters 3 and 4: the same in pictures.
