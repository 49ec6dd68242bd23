# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=40 minutes=90 figure="XOR before and after the hidden layer folds the plane"
# # The multilayer perceptron
#
# One neuron draws one straight line, and four points were enough to defeat it. In this lesson you fold the plane until one
# straight cut will do, watch networks find folds of their own, and see what frees those that get stuck.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - explain with a picture what a hidden layer does to its inputs;
# - follow a forward pass as matrix products, and count parameters;
# - say what the stuck tanh networks have in common;
# - draw any curve without jumps out of ramps, and say what width and depth do not promise;
# - choose an output layer, and compute a softmax that does not overflow.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=3)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(3)
step, relu, sigmoid = dl.scratch.step, dl.scratch.relu, dl.scratch.sigmoid

# %% [markdown] id="a-line-is-not-enough"
# ## 1. A line is not enough
#
# Draw a square on a sheet of paper: circles on two opposite corners, triangles on the other two. Can you part the circles
# from the triangles with one straight cut? That is XOR, and lesson 01 proved that you cannot. But nobody has
# forbidden you to *fold* the paper first.
#
# Lesson 01 built XOR from three units: NAND, OR, and a third that looks only at the outputs of these two. Watch
# the middle of each printed line.

# %% id="codes-by-hand"
xor = dl.datasets.logic_gate("xor")
inputs, targets = xor.x_train, xor.y_train

nand = step(inputs @ [-0.5, -0.5] + 0.7)
either = step(inputs @ [0.5, 0.5] - 0.2)  # OR
codes = np.stack([nand, either], axis=1)
answers = step(codes @ [0.5, 0.5] - 0.7)  # AND
for point, code, answer in zip(inputs, codes, answers):
    print(point, "->", code, "->", answer)

# %% [markdown] id="codes-text"
# The two numbers in the middle are new coordinates of the old point, its *code*. The third unit sees only these codes,
# points in another plane. Below, circles are points where XOR is 0, triangles where
# it is 1; each line is the border of a unit, and its arrow points to the side where the unit answers 1.

# %% id="codes-plane" alt="Left, the input plane: the two triangles lie between the parallel lines of OR and NAND. Right, the plane of the hidden codes: both triangles have landed on the corner (1, 1), the circles on (1, 0) and (0, 1), and one line separates them."
fig, (before, after) = plt.subplots(1, 2, figsize=(10, 4.8))
dl.plots.plot_samples(inputs, targets, ax=before)
dl.plots.plot_decision_line([-0.5, -0.5], 0.7, normal=True, ax=before)
dl.plots.plot_decision_line([0.5, 0.5], -0.2, normal=True, ax=before)
before.set_title("what comes in")
before.text(0.02, 0.45, "OR")
before.text(0.28, 0.74, "NAND")
dl.plots.plot_samples(codes, targets, ax=after)
dl.plots.plot_decision_line([0.5, 0.5], -0.7, normal=True, ax=after)
after.text(1, 1.1, "both triangles", ha="center")
after.text(0.98, 0.55, "AND")
_ = after.set(title="what the third unit sees", xlabel="NAND", ylabel="OR")

# %% [markdown] id="hidden-layer-defined"
# On the right, a single line is enough.
#
# Units between input and output form a **hidden layer**: the data hold inputs and targets, but not what lies between them.
# A network with at least one is a **multilayer perceptron**, in short **MLP**.

# %% [markdown] id="fold-text"
# ## 2. Fold the plane
#
# A step unit says only on which side of its line a point lies. A ReLU unit, $\max(0, z)$, also says how
# far out it lies, on one of the two sides. Two of them can fold.
#
# Let a crease run along the diagonal through $(0, 0)$ and $(1, 1)$. The sign of
# $z = x_1 - x_2$ says on which side of it a point lies, and the size of $z$ grows with the distance. One
# ReLU unit sees one side, $\text{relu}(z)$, another the other, $\text{relu}(-z)$. Their sum forgets the side:
#
# $$ \text{relu}(z) + \text{relu}(-z) = |z|. $$
#
# **Predict.** Take a real piece of paper, mark the four points and fold it along the crease. Which points
# meet?

# %% id="fold-by-hand" tags=["predict"]
def fold(points):
    along = points[:, 0] + points[:, 1]
    across = points[:, 0] - points[:, 1]
    return np.stack([along, relu(across) + relu(-across)], axis=1)


for point, place in zip(inputs, fold(inputs)):
    print(point, "->", place)

# %% [markdown] id="fold-predict"
# **Explain.** The triangles, 01 and 10. (The first coordinate tells how far along the crease a
# point lies, the second how far away from it.)
#
# **Predict.** Cut the folded sheet once, straight, so that the triangles fall off. What will you see when you unfold it?

# %% id="fold-unfold" tags=["predict", "remember"] alt="Three sheets of squared paper. First: flat, with a dashed crease through the points 00 and 11. Second: folded; the points 01 and 10 lie on one another, and one straight cut parts them from 00 and 11. Third: unfolded again, the single cut has become two parallel cuts with a strip between them."
def draw_sheet(bend, ax):
    dl.plots.plot_squared_paper(inputs, targets, bend, crease=([-1, 1], 0),
                                names=["00", "01", "10", "11"], ax=ax)


fig, axes = plt.subplots(1, 3, figsize=(12, 4.6), width_ratios=[1, 1.3, 1])
titles = ["1. mark a crease", "2. fold, and cut once", "3. unfold"]
for ax, bend, title in zip(axes, [None, fold, None], titles):
    draw_sheet(bend, ax)
    ax.set_title(title)
dl.plots.plot_regions(lambda places: places[:, 1] > 0.5, ax=axes[1])  # the cut
dl.plots.plot_decision_line([0, 1], -0.5, ax=axes[1])
axes[1].set(xlabel="along the crease", ylabel="across it")
dl.plots.plot_regions(lambda points: fold(points)[:, 1] > 0.5, ax=axes[2])
_ = dl.plots.plot_borders(lambda points: fold(points)[:, 1], ax=axes[2])

# %% [markdown] id="fold-explained"
# **Explain.** You cut once, and find two cuts: a border that no single unit can draw.
# **Hidden layers bend the data; the output layer finishes with one straight cut.** Seen from the inputs, it is
# the cut that is bent.

# %% [markdown] id="demo-text"
# Why did the fold take *two* ReLU units? In the demo, the purple half of the sheet turns about the crease, and you look
# from above. At 0° it lies flat, at 180° folded over, and the black line is always the best one for the sheet as it
# lies. **Turn the half sheet back from 120°: at which angle does the line lose a point, and where does that point lie?**

# %% id="folding-demo" alt="Two sheets of squared paper with a crease along the diagonal. The purple half of the right sheet is turned by 120 degrees: it leans over the other half and looks half as wide, and a straight line now gets 4 of 4 points right."
dl.demos.folding_plane()

# %% [markdown] id="demo-explained"
# **Explain.** At 90° the purple half looks pressed onto the crease. That is a *single* ReLU: it turns all negative numbers
# into 0. One triangle now lies between the two circles. Try other creases: pressed, none will do.

# %% [markdown] id="matrices-text"
# ## 3. Layers as matrices
#
# Here is the fold as a network (the cut needs only the distance from the crease): two ReLU units, and a third unit that adds
# them up and cuts. Each line is a weight, solid for 1, dashed for −1. Biases are not drawn.

# %% id="diagram" alt="Diagram of the folding network: the inputs x1 and x2, each joined by a line to each of the hidden units h1 and h2, which are both joined to the output unit z. Weights of 1 are solid, weights of -1 dashed."
W1 = np.array([[1, -1], [-1, 1]])  # one column per hidden unit: x1 - x2, and x2 - x1
W2 = np.array([[1], [1]])
fig, ax = plt.subplots(figsize=(9, 4))
layers = ["input layer\n2 numbers", "hidden layer\n2 units", "output layer\n1 unit"]
dl.plots.plot_network([2, 2, 1], names=layers, weights=[W1, W2], ax=ax)
places = {"$x_1$": (0, 0.5), "$x_2$": (0, -0.5), "$h_1$": (1, 0.5), "$h_2$": (1, -0.5), "$z$": (2, 0)}
for name, place in places.items():
    ax.text(*place, name, ha="center", va="center")

# %% [markdown] id="diagram-text"
# The **input layer** computes nothing; it stands for the numbers that enter. Every unit of the **hidden layer** takes a
# weighted sum of all inputs plus a bias, then the activation function, here $h_1 = \text{relu}(x_1 - x_2)$ and
# $h_2 = \text{relu}(x_2 - x_1)$. The **output layer** adds these two and subtracts one half.
# Layers in which each unit is joined to all of the layer before are called **fully connected**, or **dense**. As
# matrices, the sums of a layer are
#
# $$ \underset{(n,\,p)}{Z} \;=\; \underset{(n,\,d)}{X}\;\underset{(d,\,p)}{W} \;+\;
# \underset{(p,)}{b} $$
#
# - $X$: one **row** per sample, $n$ of them, each with $d$ inputs;
# - $W$: one **column** per unit, $p$ of them, each with $d$ weights. Keras calls it the *kernel*;
# - $b$: one bias per unit, added to every row.
#
# **Predict.** On the folded sheet, the triangles met. Now look *before* the two halves are added:
# which points meet in `H`, the outputs of the hidden layer?

# %% id="fold-two-products" tags=["predict"] alt="The sheet after the two ReLU units: one half lies pressed flat on the horizontal axis, the other on the vertical axis, and the crease with both circles is the single point at the origin. The triangles sit on different axes, and one slanted cut parts both from the origin."
H = relu(inputs @ W1)  # (4, 2) @ (2, 2) -> (4, 2)
Z = H @ W2 - 0.5  # (4, 2) @ (2, 1) -> (4, 1)
for point, h, z in zip(inputs, H, Z):
    print(point, "->", h, "->", z)

fig, ax = plt.subplots(figsize=(7, 5.4))
draw_sheet(lambda x: relu(x @ W1), ax)
dl.plots.plot_regions(lambda h: (h @ W2 > 0.5)[:, 0], ax=ax)
dl.plots.plot_decision_line(W2[:, 0], -0.5, normal=True, ax=ax)
ax.text(0.06, 1.6, "one half of the sheet\nlies on this axis,")
ax.text(1.3, 0.08, "the other half\non this one")
_ = ax.text(0.55, 0.55, "the output unit's cut,\n$h_1 + h_2 = 1/2$")

# %% [markdown] id="fold-two-products-explained"
# **Explain.** This time the *circles* have met! Each ReLU unit keeps one half of the sheet and presses the other to 0. So
# the halves lie on two different axes, and the crease, with both circles, has shrunk to the origin. Only the output unit
# lays the halves on one another, when it adds: $h_1 + h_2 = |x_1 - x_2|$.

# %% [markdown] id="exercise-xnor-text"
# ### Exercise: weights by hand
#
# **XNOR** answers 1 if its two inputs are *equal*. Build it with step units (1 if the sum is greater than 0, else 0)
# and one hidden layer.

# %% id="exercise-xnor" tags=["exercise"]
def xnor_weights():
    """Return (kernel1, bias1, kernel2, bias2) of a network of step units for XNOR.

    kernel1: shape (2, p), bias1: shape (p,), for p hidden units; 2 are enough.
    kernel2: shape (p, 1), bias2: shape (1,), for the output unit.
    To 00, 01, 10, 11 the network must answer 1, 0, 0, 1.

    Example of the form, with a network that always answers 0:
    np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)
    """
    # solution
    kernel1 = np.array([[1.0, -1.0], [1.0, -1.0]])  # columns: AND, NOR
    bias1 = np.array([-1.5, 0.5])
    return kernel1, bias1, np.ones((2, 1)), np.array([-0.5])  # OR

# %% id="check-xnor"
dl.exercises.xnor_weights.check(xnor_weights)

# %% [markdown] id="forward-text" tags=["told-L03-02"]
# ### Forward propagation
#
# To compute a whole network, go from the input layer to the output layer, and keep what each layer
# gives. This is **forward propagation**. Here is a network, not yet trained, that is to read images of 64 pixels. Networks
# with two or more hidden layers, like this one, are usually called **deep**.

# %% id="reader"
digits = dl.datasets.load_digits(flat=True)
reader = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation="relu", name="hidden_1"),
    keras.layers.Dense(16, activation="relu", name="hidden_2"),
    keras.layers.Dense(10, name="output"),
], name="reader")

# %% [markdown] id="forward-loop-text"
# Send five images through it by hand. `H` is what flows through the network.

# %% id="forward" tags=["claim-L03-01", "claim-L03-07"]
H = digits.x_test[:5]
kept = [H]
for layer in reader.layers:
    W, b = layer.get_weights()
    Z = H @ W + b
    print(f"{layer.name:8}  {H.shape} @ {W.shape} + {b.shape} -> {Z.shape}")
    H = Z if layer.name == "output" else relu(Z)
    kept.append(H)
largest_difference = np.abs(kept[-1] - reader.predict(kept[0], verbose=0)).max()
dl.claim("An MLP is weighted sums with a bias and activations, in turn; Keras agrees",
         largest_difference < 1e-5)

# %% [markdown] id="summary-text"
# Weights and biases together are the **parameters** of a network. A layer of $p$ units on $d$ inputs has
# $d \cdot p$ weights and $p$ biases.
#
# **Predict.** How many parameters does the reader have for five images, and how many for a thousand?

# %% id="summary" tags=["predict"]
reader.summary()

# %% [markdown] id="summary-explained"
# **Explain.** $(64 \cdot 32 + 32) + (32 \cdot 16 + 16) + (16 \cdot 10 + 10)$, for both. The number
# of samples is not part of the network: the summary writes `None` for it.
# (Write the pass and the count yourself: *Deeper: one layer, taken apart*.)

# %% [markdown] id="training-text"
# ## 4. Let it learn
#
# So far you have set the weights. **Training** starts from random ones and repeats one small step: compute the answers,
# measure how wrong they are (the **loss**, lesson 04), move every weight a little in the direction that makes them less
# wrong (the **optimizer**, here `Adam`, lesson 08). An output above one half means 1.

# %% id="keras-learns-xor" tags=["claim-L03-03"]
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(8, activation="tanh"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.1), loss="binary_crossentropy")
model.fit(inputs, targets, epochs=60, verbose=0)

outputs = model.predict(inputs, verbose=0)[:, 0]
print("outputs:", outputs.round(1), "  targets:", targets)
right_in_keras = np.sum((outputs > 0.5) == targets)
dl.claim("Eight tanh units, trained in Keras, compute XOR", right_in_keras == 4)

# %% [markdown] id="luck-text"
# Was it luck? One start is an anecdote. So train 200 networks with one hidden unit, 200 with two, and so on, with three
# learning rates in turn. `dl.scratch.mlp`, from lesson 02, trains all `variants` of a network side by side.
#
# **Predict.** For two hidden units you know weights that compute XOR. (A steep tanh is nearly a step.) Of 200 such
# networks, how many will find them?

# %% id="many-starts" tags=["predict"] alt="Bars: how many of 200 random starts solve XOR, against the number of hidden units. None with 1 unit, about half with 2, most with 3, nearly all with 4 and all with 8."
rates = np.resize([0.03, 0.05, 0.1], 200)  # over and over, one for each network
solved = {}
for width in (1, 2, 3, 4, 8):
    network = dl.scratch.mlp([2, width, 1], variants=200, activation="tanh", output="sigmoid", seed=width)
    network.fit(inputs, targets, epochs=300, optimizer=dl.scratch.Adam(rates))
    solved[width] = network.accuracy(inputs, targets) == 1
    if width == 2:
        pairs = network

fig, ax = plt.subplots(figsize=(8, 3.8))
bars = ax.bar([str(width) for width in solved], [np.mean(solved[width]) for width in solved])
ax.bar_label(bars, fmt="{:.0%}")
_ = ax.set(xlabel="hidden units", ylabel="networks that solve XOR", ylim=(0, 1.1), yticks=[])

# %% [markdown] id="many-starts-explained"
# **Explain.** Two units *can represent* XOR, and from these starts about half of the networks do. The others, just as large, do not *find* such weights. Are they only slow? Let all with two units take five
# times as many steps. (Four points fit in one batch: an epoch is one step.)

# %% id="longer" tags=["claim-L03-03"]
with_one, with_two, with_eight = (np.mean(solved[width]) for width in (1, 2, 8))
dl.claim("No network with one hidden unit solves XOR, some with two, nearly all with eight",
         with_one == 0 and 0.2 < with_two < 0.7 and with_eight > 0.98)
pairs.fit(inputs, targets, epochs=1500, optimizer=dl.scratch.Adam(rates))
late = pairs.accuracy(inputs, targets) == 1
shares = [np.mean(late[~solved[2] & (rates == rate)]) for rate in (0.03, 0.05, 0.1)]
found_later = max(shares)
dl.claim("Five times as many steps help hardly any of the others, whatever the rate", found_later < 0.1)

# %% [markdown] id="stuck-text"
# They are stuck: *can represent* is not yet *will find*.
#
# ### What the failures share
#
# Of the networks with the smallest rate (every third), take the first that succeeds
# (`argmax` finds it) and the first that fails. Both start anew.

# %% id="photographs"
again = dl.scratch.mlp([2, 2, 1], variants=200, activation="tanh", output="sigmoid", seed=2)
adam, photographs = dl.scratch.Adam(rates), []
for steps in np.geomspace(2, 70, 12).astype(int):  # ever longer pauses
    photographs.append([weight.copy() for weight in again.weights])
    again.fit(inputs, targets, epochs=steps, optimizer=adam)

# %% [markdown] id="film-text"
# You see the sheet after the hidden layer, and the output unit's cut.
#
# **Predict.** Which points will come to lie together in the network that succeeds, and which in the one that fails?

# %% id="hidden-view" tags=["predict"] alt="The last picture of a film. Left, a network that succeeds: the hidden layer has pressed the sheet onto two arms at a right angle; both circles are squeezed into the corner where the arms meet, the triangles sit at their ends, and the line of the output unit cuts off the corner. Right, a network that fails: a circle and a triangle are squeezed into the same corner, and the line runs through both."
shown = [3 * np.argmax(late[::3]), 3 * np.argmin(late[::3])]


def show(k):
    for ax, i, title in zip(axes, shown, ["one that succeeds", "one that fails"]):
        W1, b1, W2, b2 = [weight[i] for weight in photographs[k]]
        ax.clear()
        dl.plots.plot_squared_paper(inputs, targets, lambda x: np.tanh(x @ W1 + b1), lines=5, ax=ax)
        ax.set(title=title, xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
        dl.plots.plot_decision_line(W2[:, 0], b2[0], ax=ax)


fig, axes = plt.subplots(1, 2, figsize=(7.6, 4))
show(0)  # with its labels, before the film lays it out
dl.plots.Film(fig, show, len(photographs), interval_ms=300, sharpness=1)

# %% [markdown] id="hidden-view-explained"
# **Explain.** On the left, training comes near the picture of section 3: the circles are squeezed into a corner, and the
# triangles sit on two arms. On the right, a circle is squeezed against a triangle. The output unit gives both nearly the same
# answer; one half is the best compromise, so the cut runs through them.
#
# Is that what goes wrong in *all* networks that fail? Measure how far each circle lies from each triangle, in
# $h_1$ or in $h_2$, whichever is larger; `nearest` is the smallest of these four distances. (Rows 0 and 3 of `inputs` are
# circles, rows 1 and 2 triangles.)

# %% id="nearest" tags=["claim-L03-03"] atol=0.1
codes = pairs.hidden(inputs)  # (200, 4, 2): network, point, unit
distances = [np.abs(codes[:, i] - codes[:, j]).max(axis=1) for i in (0, 3) for j in (1, 2)]
nearest = np.min(distances, axis=0)
widest_in_failures, closest_in_successes = nearest[~late].max(), nearest[late].min()
dl.claim("Of these 200, every network that fails has a circle within 0.01 of a triangle",
         widest_in_failures < 0.01)
dl.claim("In every one that succeeds they are far apart", closest_in_successes > 1.5)

# %% [markdown] id="nearest-explained"
# **What one layer has laid on one place, no later layer can part**; if only nearly, it takes huge weights. Training
# pushed them together: at the start, hardly any pair was so close. (That is tanh; ReLU networks can fail otherwise: *Deeper: ReLU, and how it
# starts*.)
#
# **Predict.** Give each stuck network a third unit with random weights, or draw one of its two anew. Train on. How many
# get free?

# %% id="third-unit" tags=["predict"] atol=0.03
freed = {}
for width, kept in [(3, 2), (2, 1)]:
    new = dl.scratch.mlp([2, width, 1], variants=200, activation="tanh", output="sigmoid", seed=7)
    (W1, b1, W2, b2), old = new.weights, pairs.weights
    W1[:, :, :kept], b1[:, :kept] = old[0][:, :, :kept], old[1][:, :kept]  # W1: network, input, unit
    W2[:, :kept], b2[:] = old[2][:, :kept], old[3]
    new.fit(inputs, targets, epochs=300, optimizer=dl.scratch.Adam(rates))
    freed[width] = np.mean(new.accuracy(inputs, targets)[~late] == 1)
    print(f"{width} units, {kept} kept: {freed[width]:.0%} of {np.sum(~late)} got free")

# %% [markdown] id="third-unit-explained"
# **Explain.** A third frees nearly all. But drawing one of the two anew frees most, too: much of the help is the new
# draw.

# %% id="third-unit-claim" tags=["claim-L03-03"] atol=0.03
dl.claim("A third unit frees more than 95 in 100 of the stuck networks", freed[3] > 0.95)
dl.claim("One of the two, drawn anew, frees more than 70 in 100", freed[2] > 0.7)

# %% [markdown] id="exercise-hidden-layers-text"
# ### Exercise: which hidden layers will do?
#
# **Predict.** Six hidden layers of two ReLU units, with weights set by hand. After which of them can one straight cut compute
# XOR? Work out on paper where each lays the four points.
#
# | layer | $h_1$ | $h_2$ |
# |---|---|---|
# | A | $\text{relu}(x_1 + x_2)$ | $\text{relu}(x_1 + x_2 - 1)$ |
# | B | $\text{relu}(x_1)$ | $\text{relu}(x_2)$ |
# | C | $\text{relu}(x_1)$ | $\text{relu}(x_1 - x_2)$ |
# | D | $\text{relu}(x_1 + x_2 - 1)$ | $\text{relu}(1 - x_1 - x_2)$ |
# | E | $\text{relu}(x_1 + x_2)$ | $\text{relu}(-x_1 - x_2)$ |
# | F | $\text{relu}(x_1 - x_2)$ | $\text{relu}(2x_2 - x_1)$ |

# %% id="exercise-hidden-layers" tags=["exercise"]
def hidden_layers_that_do():
    """Say of each hidden layer, A to F, whether one straight cut after it can compute XOR.

    Returns a list of six numbers: 1 if such a cut exists, 0 if there is none.

    Example: [1, 1, 1, 0, 0, 0] says that there is one after A, B and C, and after no other.
    """
    # solution
    return [1, 0, 0, 1, 0, 1]

# %% id="check-hidden-layers"
dl.exercises.hidden_layers_that_do.check(hidden_layers_that_do)

# %% [markdown] id="run-layers-text"
# The experiment: the perceptron of lesson 01, which finds a line wherever there is one.

# %% id="run-layers" tags=["predict"]
x1, x2 = inputs.T
hidden_layers = {"A": (x1 + x2, x1 + x2 - 1), "B": (x1, x2), "C": (x1, x1 - x2),
                 "D": (x1 + x2 - 1, 1 - x1 - x2), "E": (x1 + x2, -x1 - x2), "F": (x1 - x2, 2 * x2 - x1)}
left = {}
for name, sums in hidden_layers.items():
    H = relu(np.stack(sums, axis=1))
    unit = dl.scratch.Perceptron(np.zeros(2)).fit(H, targets, epochs=1000)
    left[name] = unit.mistakes[-1]
print("mistakes in the last epoch:", left)

# %% [markdown] id="run-layers-explained"
# **Explain.** In A and D the triangles meet, and a cut takes them off. (In A the first unit still tells apart what the second presses to 0.) In E
# they meet, too, but between the circles. In B no sum is negative at any of the four points, so nothing bends. In C a triangle
# meets a circle. In F nothing meets, nor has to.

# %% [markdown] id="wider-text"
# ## 5. Wide: how much can it represent?
#
# The number of hidden units is called the **width**. What does more of it buy? Take a disc in a ring.

# %% id="moons-and-spirals"
draw = np.random.default_rng(0)
kind = np.arange(200) % 2  # 0: in the disc, 1: in the ring
radius = np.where(kind == 0, draw.uniform(0, 0.5, 200), draw.uniform(0.8, 1.1, 200))
angle = draw.uniform(0, 2 * np.pi, 200)
disc = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), kind
spirals = dl.datasets.make_spirals(200, turns=1.5, seed=1)

# %% [markdown] id="growing-regions-text"
# **Predict.** How many tanh units does it take to cut out the disc: one, two, three, more? Which shape will the border have?
#
# (Lines: the borders of six networks, two starts at each of three learning rates. Colour: the answers of the last.
# On the right, two spiral arms.)

# %% id="growing-regions" tags=["predict"] alt="Borders of six networks each. Left, a disc in a ring and two hidden units: all borders run out of the picture, strips and wedges that cannot close around the disc. Middle, the same with three units: all borders are closed, rounded triangles around the disc. Right, sixteen units on two spiral arms: the borders wind with the arms."
shrinking = dl.scratch.CosineDecay(np.repeat([0.02, 0.05, 0.15], 2), decay_steps=800)  # ever smaller steps
right, nets = {}, {}
fig, axes = plt.subplots(1, 3, figsize=(10.8, 4))
for ax, width, reach, (x, y) in zip(axes, [2, 3, 16], [1.3, 1.3, 1.03], [disc, disc, spirals[:2]]):
    six = dl.scratch.mlp([2, width, 1], variants=6, activation="tanh", output="sigmoid", seed=1)
    six.fit(x, y, epochs=800, batch_size=None, optimizer=dl.scratch.Adam(shrinking))
    right[width], nets[width] = six.accuracy(x, y), six
    dl.plots.plot_samples(x, y, size=20, ax=ax)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach))
    dl.plots.plot_regions(lambda x: six.predict(x)[-1] > 0.5, ax=ax)
    dl.plots.plot_borders(six.predict, ax=ax)
    ax.set(title=f"width {width}", ylabel="", xticks=[], yticks=[])
    ax.set_xlabel(f"the best gets {right[width].max():.0%} right")

# %% [markdown] id="growing-regions-explained"
# **Explain.** Three: one border from each unit, a triangle with rounded corners. Will training find the spirals with three, too?

# %% id="growing-scores"
three = dl.scratch.mlp([2, 3, 1], variants=6, activation="tanh", output="sigmoid", seed=1)
three.fit(*spirals[:2], epochs=800, batch_size=None, optimizer=dl.scratch.Adam(shrinking))
best_on_spirals = three.accuracy(*spirals[:2]).max()
best_of_two, solved_by_three, usual_of_sixteen = right[2].max(), np.mean(right[3] == 1), np.median(right[16])
dl.claim("A disc in a ring: none of six networks with two units gets 95 % right", best_of_two < 0.95)
dl.claim("With three units, most get all of it right", solved_by_three > 0.5)
dl.claim("On the spirals, none of six with three units gets 92 % right", best_on_spirals < 0.92)
dl.claim("With sixteen units, most get more than 95 % of the spirals right", usual_of_sixteen > 0.95)

# %% [markdown] id="arrows-text"
# Two units can never close a border, trained or not. Draw each unit's weights as an arrow, as in lesson 01, and turn it
# round if the output weight is negative. Along its arrow a unit raises the answer, against it lowers it, across changes
# nothing. For any two arrows there is a way against both or, if they are opposite, across both. Walk it from the disc: the
# answer starts below one half and never rises, out through the ring. So the border stays open. Three arrows can point all around, and leave no such way.

# %% id="arrows" alt="Left, the last network with two hidden units: its two arrows point out of a wedge without end, and a dashed way out leads along it, against both arrows. Right, the last with three: its arrows point all around, each through one side of the closed triangle."
fig, axes = plt.subplots(1, 2, figsize=(8.4, 4.2))
for ax, width in zip(axes, [2, 3]):
    W1, b1, W2, b2 = [weight[-1] for weight in nets[width].weights]
    arrows = W1.T * np.sign(W2)  # one row per unit, turned round where its output weight is negative
    arrows = arrows / np.linalg.norm(arrows, axis=1, keepdims=True)
    ax.set(xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), title=f"width {width}", xticks=[], yticks=[])
    dl.plots.plot_regions(lambda x: nets[width].predict(x)[-1] > 0.5, ax=ax)
    ax.quiver(*np.zeros((2, width)), *arrows.T, angles="xy", scale_units="xy", scale=1.6)
    if width == 2:
        out = -9 * arrows.sum(axis=0)  # against both
        ax.plot([0, out[0]], [0, out[1]], "--", color="black")
        ax.text(0.5, 0.65, "a way out")

# %% [markdown] id="universal-text"
# ### Wide enough for any curve?
#
# A network with one number in and one number out draws a curve. A hidden ReLU unit, $\text{relu}(x - k)$, is a **ramp**: flat
# up to $k$, then rising with slope 1. Its output weight makes it steeper, or turns it downwards.
# Add a ramp to a curve: left of $k$ nothing changes, and at $k$ the curve gets a **kink**, where its slope changes by the
# output weight.
#
# To copy a curve, put marks on it and join them by straight lines. A ramp begins where each line begins; its output weight
# is the change of slope there (before the first mark the slope is 0). Our **target function**, the one to come close to, is $f(x) = \sin 3x +
# \tfrac12 \cos 7x$ between −1 and 1. (`np.diff` gives the differences of neighbours.)

# %% id="ramps"
def curve(x):
    return np.sin(3 * x) + 0.5 * np.cos(7 * x)


def ramps(x, width):
    marks = np.linspace(-1, 1, width + 1)
    slopes = np.diff(curve(marks)) / np.diff(marks)  # of the straight lines
    changes = np.diff(slopes, prepend=0)  # of slope at each mark but the last: output weights
    return relu(x[:, None] - marks[:-1]) * changes  # one column for each ramp

# %% [markdown] id="ramps-picture-text"
# Add the ramps one by one. (The output unit's bias is the height at which the curve begins, $f(-1)$.)

# %% id="ramps-picture" alt="The target curve in grey with nine marks, three times. With one ramp the line runs straight down through the second mark and out of the picture. With three ramps it runs through the first four marks, turns upwards at the third and leaves the picture at the top. With all eight it runs through all nine marks, close to the curve."
x, marks = np.linspace(-1, 1, 1001), np.linspace(-1, 1, 9)
fig, axes = plt.subplots(1, 3, figsize=(10.5, 3.7), sharey=True)
for ax, count in zip(axes, [1, 3, 8]):
    ax.plot(x, curve(x), color="black", lw=6, alpha=0.3)
    ax.plot(x, curve(-1) + ramps(x, 8)[:, :count].sum(axis=1))
    ax.plot(marks, curve(marks), "o", color="black")
    ax.set(title=f"ramps added: {count}", xlabel="$x$", ylim=(-2.4, 1.8))
_ = axes[1].annotate("the third ramp\nbegins here", (-0.5, -1.5), (0, -2), arrowprops={"arrowstyle": "->"})

# %% [markdown] id="exercise-hat-text"
# ### Exercise: a hat
#
# Build the simplest bump, a hat: 0 up to `left`, straight up to 1 at `top`, straight down to 0 at `right`, then 0 for ever. Which
# ramps does it take?

# %% id="exercise-hat" tags=["exercise"]
def hat(left, top, right):
    """Return (kinks, weights) of ramps that add up to a hat.

    left, top, right: numbers, left < top < right. The two sides may differ in length.
    kinks: where the ramps begin. weights: their output weights. Three ramps are enough.
    What counts is their sum, right to within 1e-5.

    Example of the form, a single ramp with slope 2: ([left], [2.0])
    """
    # solution
    up, down = 1 / (top - left), 1 / (right - top)  # how steep the sides are
    return [left, top, right], [up, -up - down, down]

# %% id="check-hat"
dl.exercises.hat.check(hat)

# %% [markdown] id="universal-measure-text"
# **Predict.** With *four times* as many ramps, how much of the largest error is left: a half, a quarter, a sixteenth?

# %% id="universal" tags=["predict"]
errors = {}
for width in (16, 64, 256):
    errors[width] = np.abs(curve(-1) + ramps(x, width).sum(axis=1) - curve(x)).max()
    print(f"{width:3} ramps: off by {errors[width]:.5f} at most")

# %% [markdown] id="universal-explained"
# **Explain.** The lines are a quarter as long, and the gap between a smooth arc and its line goes with the *square* of the
# length: about a sixteenth is left. But look beyond the last mark.

# %% id="universal-picture" tags=["claim-L03-08", "claim-L03-10"] alt="A wavy curve and two networks of 4 and 64 ramps. In the shaded region the one with 64 lies on the curve. To the right of it both run straight on, and the one with 64 falls further and further below the curve."
x_wide = np.linspace(-1.3, 3, 861)
fig, ax = plt.subplots(figsize=(10, 4.8))
ax.axvspan(-1, 1, color=dl.plots.COLORS["grey"], alpha=0.15)
ax.plot(x_wide, curve(x_wide), color="black", lw=6, alpha=0.3, label="target function")
for width, style in [(4, "--"), (64, "-")]:
    ax.plot(x_wide, curve(-1) + ramps(x_wide, width).sum(axis=1), style, label=f"{width} ramps")
ax.text(-0.95, -9.3, "marks here")
ax.text(1.05, 2.2, "no marks: nothing holds the line")
ax.set(xlabel="$x$", ylim=(-10, 3))
ax.legend(loc="upper left")
outside = np.linspace(2, 3, 101)
off_inside = errors[64]
off_outside = np.abs(curve(-1) + ramps(outside, 64).sum(axis=1) - curve(outside)).min()
dl.claim("64 ramps stay within 0.01 of the curve between −1 and 1; from 2 to 3 they miss it by more than 4",
         off_inside < 0.01 and off_outside > 4)

# %% [markdown] id="universal-theorem"
# Put the marks close enough, and ramps copy every **continuous** curve, one without jumps. So you have seen why the
# **universal approximation theorem** holds for one input. In general it says: one hidden layer, wide enough and with a
# suitable activation, comes as close as you like to any continuous function on a closed, bounded region, such as the
# interval from −1 to 1. It promises that good weights *exist*. About finding them by training, and about the outside, it
# says nothing. (*Deeper: more to draw with ramps*, and *the theorem and its conditions*.)

# %% [markdown] id="deeper-text"
# ## 6. Deep: fold, and fold again
#
# Why put layers on top of each other? To fold a strip of paper often, fold it in half, again and again.
#
# Two ramps make a tent: up with slope 2, and from the middle on down again. It folds the interval from 0 to 1
# in half: $x$ and $1 - x$ meet. Feed its output into a second such layer, and so on.
#
# **Predict.** Six such layers have twelve units together. Of how many straight pieces does their
# graph consist?

# %% id="tents" tags=["predict"] alt="Three graphs on the interval from 0 to 1: after one layer a tent with 2 straight pieces, after two layers 4 pieces, after six layers a dense zigzag of 64 pieces. A level line at one half crosses every piece. Below, the unfolded strip: one orange band where the graph is above the line, then two, then 32."
def tent(x):
    return 2 * relu(x) - 4 * relu(x - 0.5)  # two units


grid, pieces = np.linspace(0, 1, 2**10 + 1), {}
fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True)
for ax, layers in zip(axes, [1, 2, 6]):
    h = grid
    for _ in range(layers):
        h = tent(h)
    pieces[layers] = 1 + np.count_nonzero(np.diff(np.diff(h)))  # corners: where the slope changes
    ax.plot(grid, h, lw=1.5)
    ax.axhline(0.5, color="black", lw=1.5)  # cut once
    ax.fill_between(grid, -0.3, -0.1, where=h > 0.5, color=dl.plots.COLORS["orange"])  # unfolded
    ax.set(title=f"depth {layers}, {2 * layers} units: {pieces[layers]} pieces", xlabel="$x$", yticks=[0, 0.5, 1])

# %% [markdown] id="depth-explained"
# **Explain.** Each fold doubles the pieces: six folds, 64 pieces. And the black cut passes through every one: fold six
# times, cut once, unfold (the strip below), and you find 64 cuts, the edges of the orange bands. In a *single* hidden layer
# each ReLU unit adds at most one kink, so it needs at least 63 units. (*Deeper: the same in one layer*.)

# %% [markdown] id="depth-caution"
# With every further fold the deep network gets two more units, while the shallow one must *double*. In 2016 Matus Telgarsky
# proved: for some functions a deep network needs few units, and a shallow one exponentially many even to come near. But a
# deep network can be harder to train (*Deeper: when depth hurts*).

# %% [markdown] id="heads-text"
# ## 7. What to put at the output
#
# - **Regression** predicts a number. The last layer is one unit with the **identity
#   function** $\phi(z) = z$, so its **prediction**, the network's answer, may be any number.
# - **Classification** decides to which category, or **class**, the data belong. For ten digits, of which exactly one is right
#   (*exclusive* classes), the last layer is ten units with *softmax*, which makes probabilities.
#
# To *see* what such a layer is given, let the layer before have only two units, without activation: each image
# becomes a point in a plane.

# %% id="plane"
to_plane = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(64, activation="tanh"),
    keras.layers.Dense(2),
])
cuts = keras.Sequential([keras.Input((2,)), keras.layers.Dense(10, activation="softmax")])
classifier = keras.Sequential([to_plane, cuts])
classifier.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")

heap = to_plane.predict(digits.x_test, verbose=0)
classifier.fit(digits.x_train, digits.y_train, batch_size=64, epochs=20, verbose=0)
arranged = to_plane.predict(digits.x_test, verbose=0)
score = np.mean(classifier.predict(digits.x_test, verbose=0).argmax(axis=1) == digits.y_test)
dl.claim("Through two numbers, more than 80 % of new digits are read", score > 0.8)

# %% [markdown] id="plane-predict"
# **Predict.** At the start the digits lie in one heap. How will training arrange ten kinds of digits so that straight cuts
# part them?

# %% id="plane-picture" tags=["predict"] alt="Two planes full of small coloured digits. At the start all ten kinds lie in one heap. After training most kinds lie in wedges of their own, like slices of a cake, parted by straight borders; the 8s lie in the middle, closed in on all sides; where two kinds touch, some lie on the wrong side."
W, b = cuts.get_weights()


def lead(places):  # for each digit: its score less the best other, above 0 where it wins
    scores = places @ W + b
    return np.array([scores[:, d] - np.delete(scores, d, axis=1).max(axis=1) for d in range(10)])


fig, axes = plt.subplots(1, 2, figsize=(10, 5))
for ax, places, title in zip(axes, [heap, arranged], ["at the start", "after training"]):
    for digit in range(10):
        kind = places[digits.y_test == digit][:20]
        ax.scatter(kind[:, 0], kind[:, 1], marker=f"${digit}$", s=70, color=plt.cm.tab10(digit))
    ax.set(title=title, xlabel="$h_1$", ylabel="$h_2$")
_ = dl.plots.plot_borders(lead, level=0, ax=axes[1])

# %% [markdown] id="plane-explained"
# **Explain.** Like slices of a cake: most kinds lie in a wedge of their own that opens outwards. Here the 8 is left for the
# middle. Where two kinds touch, mistakes remain. (Did that take bends? *Deeper: without the bends*.)

# %% [markdown] id="softmax-text"
# ### Softmax
#
# Ten units give ten scores $z_k$, which may be any numbers. We would like probabilities
# $\hat y_k$: positive, with sum 1. **Softmax** takes the exponential of each score, which is positive, and divides by their
# sum:
#
# $$ \hat y_k = \frac{e^{z_k}}{\sum_i e^{z_i}} $$
#
# The largest score gets the largest probability, so `argmax` of the scores names the class. And only
# *differences* of scores matter: a constant $c$ added to all of them multiplies numerator and denominator by the same $e^c$,
# which cancels.
#
# **Predict.** What will `np.exp(1010)` be?

# %% id="overflow" tags=["predict"]
def plain_softmax(z):
    return np.exp(z) / np.exp(z).sum()


small, large = np.array([0.3, 2.9, 4.0]), np.array([1010.0, 1000.0, 990.0])
print("of small scores:", plain_softmax(small).round(4))
with np.errstate(over="ignore", invalid="ignore"):  # NumPy would warn here
    print("exponentials of large scores:", np.exp(large), "  softmax:", plain_softmax(large))

# %% [markdown] id="overflow-explained"
# **Explain.** The largest 64-bit float is about $10^{308}$, and $e^{1010}$ is far beyond it: it **overflows** to
# infinity, and infinity divided by infinity is not a number, `nan`. The remedy: since a constant changes
# nothing, *subtract the largest score* first. Then the largest exponential is $e^0 = 1$.

# %% id="softmax-claim" tags=["claim-L03-12"]
def softmax(z):
    numerator = np.exp(z - z.max())
    return numerator / numerator.sum()


in_keras = keras.ops.convert_to_numpy(keras.ops.softmax(large))
off_subtracted = np.abs(softmax(large) - in_keras).max()
dl.claim("After subtracting the largest score, softmax agrees with Keras", off_subtracted < 1e-6)

# %% [markdown] id="exercise-softmax-text"
# ### Exercise: a softmax that does not overflow
#
# This function takes the scores of one sample. For a whole batch each **row** needs a maximum and a sum
# of its own: `z.max(axis=1)` has shape $(n,)$, which NumPy lines up with the *columns*;
# with `keepdims=True` it is $(n, 1)$, and each row meets its own maximum.

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

# %% [markdown] id="choose-text"
# ### Which output for which task?
#
# | task | example | units | activation | loss in Keras (lesson 04) |
# |---|---|---|---|---|
# | regression | a price | one per number | identity (`linear`) | `mean_squared_error` |
# | two classes | spam or not | 1 | sigmoid | `binary_crossentropy` |
# | exclusive classes | which digit | one per class | softmax | `sparse_categorical_crossentropy` |
# | several labels at once | cat? dog? outdoors? | one per label | sigmoid | `binary_crossentropy` |
#
# **Predict.** A photo shows a cat *and* a dog; the scores for cat, dog, outdoors are 3, 2.5 and −4. What does softmax
# answer, what do three sigmoids?

# %% id="choose" tags=["predict"]
scores = np.array([3, 2.5, -4])
print("softmax:", softmax(scores).round(2), "  sigmoids:", sigmoid(scores).round(2))

# %% [markdown] id="choose-explained"
# **Explain.** Softmax makes them compete: the dog falls below one half. Where several can be true at once, each needs a
# sigmoid of its own.

# %% [markdown] id="divide-text"
# ## Deeper: dividing the scores
#
# Softmax stays the same if the largest score is *subtracted* from all (section 7).
#
# **Predict.** Somebody *divides* all scores by the largest instead. For these scores that does not overflow. Is it as good?

# %% id="do-not-divide" tags=["predict"]
for z in (small, large):
    print("subtracted:", softmax(z).round(4), "  divided:", softmax(z / z.max()).round(4))

# %% [markdown] id="divide-explained"
# **Explain.** Dividing changes the differences, and with them the answer. Scores that are sure of the first class become a
# shrug: one third each.

# %% id="divide-claim" tags=["claim-L03-16"]
off_divided = np.abs(softmax(large / large.max()) - in_keras).max()
dl.claim("After dividing by the largest score, a probability is wrong by more than one half", off_divided > 0.5)

# %% [markdown] id="temperature-text"
# Dividing can also be a tool. Divide the scores by a positive number $T$ of *your* choice, the
# **temperature**. A low one sharpens the answer, a high one flattens it; the order stays.
# Language models draw their next word from probabilities made like this: low $T$ for safe answers, high $T$ for surprising
# ones.

# %% id="temperature" alt="Bars of three probabilities at three temperatures. At temperature 0.2 the largest score takes nearly everything; at 1 it takes three quarters; at 5 the three bars are nearly alike."
fig, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=True)
for ax, temperature in zip(axes, [0.2, 1, 5]):
    bars = ax.bar([f"score {z}" for z in small], softmax(small / temperature))
    ax.bar_label(bars, fmt="{:.2f}")
    ax.set(title=f"T = {temperature}", ylim=(0, 1.15))
_ = axes[0].set_ylabel("probability")

# %% [markdown] id="deeper-bends"
# ## Deeper: without the bends

# %% [markdown] id="bends-text"
# Section 7 laid the digits in a plane. Did that take tanh? Straight cuts on all 64 pixels do well, too. But through a doorway
# of *two* numbers? Train the same network with its tanh and without, three starts at each of four learning rates; the
# table shows the mean accuracy for each rate.

# %% id="heads-measured" tags=["claim-L03-10"] atol=0.06
def accuracies(sizes, activation):
    layers = dl.scratch.mlp(sizes, variants=12, activation=activation, seed=1).layers
    del layers[3:4]  # no activation behind the two numbers
    twelve = dl.scratch.Network(layers, dl.scratch.SparseCategoricalCrossentropy(from_logits=True))
    twelve.fit(digits.x_train, digits.y_train, batch_size=64, epochs=20,
               optimizer=dl.scratch.Adam(np.repeat([0.003, 0.01, 0.03, 0.06], 3)))
    return twelve.accuracy(digits.x_test, digits.y_test).reshape(4, 3).mean(axis=1)


bent, unbent = (accuracies([64, 64, 2, 10], name) for name in ("tanh", "linear"))
print("straight cuts in 64 pixels:       ", accuracies([64, 10], "linear").round(2))
print("through two numbers, with tanh:   ", bent.round(2))
print("through two numbers, without tanh:", unbent.round(2))
ahead = bent.max() - unbent.max()
dl.claim("Through two numbers, at the best rate of each, bends are worth more than 15 points", ahead > 0.15)

# %% [markdown] id="deeper-dense"
# ## Deeper: one layer, taken apart

# %% [markdown] id="dense-text"
# A `Dense` layer of Keras with your weights gives your numbers. `build` tells it how many inputs to
# expect. `dl.scratch.Dense` is its twin in NumPy, short enough to read in one go; lesson 06 needs it.

# %% id="layer-in-keras-shown" tags=["claim-L03-04"]
X, W, b = rng.normal(size=(3, 4)), rng.normal(size=(4, 2)), rng.normal(size=2)
dense = keras.layers.Dense(2)
dense.build((None, 4))
dense.set_weights([W, b])
in_keras = np.abs(X @ W + b - keras.ops.convert_to_numpy(dense(X))).max()
in_scratch = np.abs(X @ W + b - dl.scratch.Dense(W, b).forward(X)).max()
dl.claim("Dense computes X W + b, and so does its twin in NumPy",
         in_keras < 1e-5 and in_scratch < 1e-12)

# %% [markdown] id="edges-text"
# ### Weights and work
#
# Do not confuse the two. A layer of $p$ units on $d$ inputs holds $d \cdot p$ weights: one for each line of
# the diagram, and they fill its memory. To send $n$ samples through it takes $n \cdot d \cdot p$ products:
# each line multiplies once per sample. A network does not grow because more samples pass through it.
#
# ### Exercise: count
#
# Count the parameters of any network, given the units of its layers.

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

# %% [markdown] id="deeper-stuck"
# ## Deeper: ReLU, and how it starts

# %% [markdown] id="stuck-relu-text"
# Do networks with two ReLU units get stuck as those with tanh do? Measure the nearest circle and triangle again, before
# and after training (closer than 0.1 counts as met). As a control take ReLU with biases that start at 0.5 instead of 0.

# %% id="nearest-of"
def nearest_of(network):
    codes = network.hidden(inputs)
    distances = [np.abs(codes[:, i] - codes[:, j]).max(axis=1) for i in (0, 3) for j in (1, 2)]
    return np.min(distances, axis=0)

# %% [markdown] id="start-matters"
# **Predict.** Will ReLU do better or worse than tanh? Does the start matter?

# %% id="diagnosis" tags=["predict"] atol=0.05
solve, start_met, have_met = {}, {}, {}
for name, phi, bias in [("tanh", "tanh", 0), ("relu", "relu", 0), ("relu, 0.5", "relu", 0.5)]:
    folders = dl.scratch.mlp([2, 2, 1], variants=200, activation=phi, output="sigmoid", seed=2)
    folders.layers[0].bias[:] = bias  # before the first step
    start_met[name] = np.mean(nearest_of(folders) < 0.1)
    folders.fit(inputs, targets, epochs=600, optimizer=dl.scratch.Adam(0.05))
    right, met = folders.accuracy(inputs, targets) == 1, nearest_of(folders) < 0.1
    solve[name], have_met[name] = np.mean(right), np.mean(met[~right])
    print(f"{name:9}  solved by {solve[name]:.2f}. A circle has met a triangle in {start_met[name]:.2f} "
          f"at the start, in {have_met[name]:.2f} of the failures at the end")

# %% [markdown] id="diagnosis-explained"
# **Explain.** For tanh the diagnosis holds. At this rate ReLU does far worse, but do not blame ReLU alone: with other biases at the
# start, and nothing else changed, it does much better. (Tanh keeps its biases of 0.) With biases of 0, a ReLU unit answers
# 0 to the circle 00, and also to each triangle that it does not see: about half of these networks have lost a pair before
# the first step.
#
# From the better start, at this rate, about a third of the failures have another reason. Here is one that is possible: if both
# units are active at all four points, as in layer B of section 4, the sheet is not bent between them at all.

# %% id="diagnosis-claim" tags=["claim-L03-03"] atol=0.05
tanh_met, other_start, common_start = have_met["tanh"], solve["relu, 0.5"], solve["relu"]
dl.claim("Again tanh networks that fail have lost a pair: more than 97 in 100", tanh_met > 0.97)
dl.claim("ReLU: other biases at the start, and nothing else, rescue more than 15 networks in 100",
         other_start - common_start > 0.15)

# %% [markdown] id="lost-pairs-text"
# ### Exercise: count the lost pairs
#
# Make the diagnosis a function: count the pairs of samples with different targets whose codes lie too close together.

# %% id="exercise-lost-pairs" tags=["exercise"]
def lost_pairs(codes, targets, tolerance):
    """Return the number of pairs of samples that a hidden layer has laid on one place.

    A pair counts if its targets differ, and if its codes differ by less than the tolerance in
    every unit. Each pair counts once.

    codes: float, shape (n, units), what the hidden layer gives for each sample.
    targets: int, shape (n,).  tolerance: a number.
    Returns an int.

    Example: lost_pairs(np.array([[0.0, 1.0], [0.02, 0.98], [0.0, -1.0]]), np.array([0, 1, 1]),
    0.1) is 1.
    """
    # solution
    count = 0
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            largest = np.abs(codes[i] - codes[j]).max()
            count += int(targets[i] != targets[j] and largest < tolerance)
    return count

# %% id="check-lost-pairs"
dl.exercises.lost_pairs.check(lost_pairs)

# %% [markdown] id="deeper-ramps"
# ## Deeper: more to draw with ramps

# %% [markdown] id="ramps-plane-text"
# ### Two inputs
#
# A ReLU unit of two inputs is a sheet with one crease: flat on one side, rising on the other. Add up many of them, with
# creases in random places. The target is a handwritten digit: darkness over the plane, with straight lines between the
# pixels. Nothing is trained; the output weights are those with the smallest squared error (`lstsq` computes them).

# %% id="ramps-plane"
digit = digits.x_test[10].reshape(8, 8)
at = np.linspace(0, 7, 36)  # from the first pixel to the last, in small steps
rows = np.array([np.interp(at, range(8), row) for row in digit])
darkness = np.array([np.interp(at, range(8), column) for column in rows.T]).T.ravel()
places = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2) / 3.5 - 1  # between -1 and 1
draw = np.random.default_rng(0)
angles, shifts = draw.uniform(0, 2 * np.pi, 512), draw.uniform(-1.4, 1.4, 512)
sheets = relu(places @ [np.cos(angles), np.sin(angles)] - shifts)
drawn = {}
for width in (16, 64, 512):
    part = np.column_stack([sheets[:, :width], np.ones(len(places))])  # the last one for the bias
    drawn[width] = part @ np.linalg.lstsq(part, darkness, rcond=None)[0]

# %% [markdown] id="ramps-plane-predict"
# **Predict.** How many creased sheets does it take until you can read the digit: 16, 64 or 512?

# %% id="ramps-plane-picture" tags=["predict"] alt="Four grey pictures. Sixteen creased sheets give a few coarse facets; with 64 a blurred ring appears; with 512 the picture looks like the target beside it, a handwritten zero."
fig, axes = plt.subplots(1, 4, figsize=(10, 2.8))
for ax, name, picture in zip(axes, [*drawn, "target"], [*drawn.values(), darkness]):
    ax.imshow(picture.reshape(36, 36), cmap="Greys", vmin=0, vmax=1)
    ax.set(title=name, xticks=[], yticks=[])
    ax.grid(False)

# %% [markdown] id="ramps-plane-explained"
# **Explain.** The creases cut the plane into facets, each of them flat. More creases, smaller facets.

# %% id="ramps-plane-claim" tags=["claim-L03-08"]
off_by_few, off_by_many = (np.sqrt(np.mean((drawn[width] - darkness) ** 2)) for width in (16, 512))
dl.claim("512 random creases copy the picture to 0.04 (root of the mean square); 16 miss it by more than 0.1",
         off_by_many < 0.04 and off_by_few > 0.1)

# %% [markdown] id="deeper-theorem"
# ## Deeper: the theorem and its conditions

# %% [markdown] id="theorem-text"
# George Cybenko (for sigmoids) and Kurt Hornik, Maxwell Stinchcombe and Halbert White proved it in 1989. One hidden
# layer can come as close as you like
#
# - to any **continuous** function,
# - on a **closed and bounded region** of inputs,
# - if the activation is **not a polynomial** (Hornik widened the theorem to all continuous, bounded
#   activations but the constant ones in 1991; Moshe Leshno and others showed in 1993 that every
#   continuous one will do, except polynomials),
# - and if there are **enough units**, which may be very many.
#
# Why no polynomials? Take two of them in place of ReLU, the identity, which leaves $z$ as it is, and the square. Give them the
# output weights with the smallest squared error (`lstsq` computes them).
#
# **Predict.** How close will they come with 4, 16 and 64 units?

# %% id="polynomials" tags=["predict"]
off = {}
for name, phi in [("identity", lambda z: z), ("square", np.square)]:
    for width in (4, 16, 64):
        hidden = phi(x[:, None] - np.linspace(-1, 1, width, endpoint=False))
        hidden = np.column_stack([hidden, np.ones_like(x)])  # the last one for the bias
        weights = np.linalg.lstsq(hidden, curve(x), rcond=None)[0]
        off[name, width] = np.abs(hidden @ weights - curve(x)).max()
        print(f"{name:8} {width:2} units: off by {off[name, width]:.3f}")

# %% [markdown] id="polynomials-explained"
# **Explain.** A weighted sum of straight lines is a straight line, and one of parabolas is a parabola, no matter how many
# there are. A sum of ramps keeps its kinks.

# %% id="polynomials-claim" tags=["claim-L03-08"]
closest_polynomial = min(off.values())
dl.claim("Fitted by least squares, the identity and the square are off by more than 0.9, with 64 units, too",
         closest_polynomial > 0.9)

# %% [markdown] id="exists-text"
# Is existing the same as being found? Sixteen ramps set by hand were close to the curve. Now train networks with
# sixteen units, ten starts for each of three learning rates: with ReLU, with tanh, and with ReLU once more, but with the kinks
# spread over the interval at the start. (A unit's kink lies where its sum is 0. With biases of 0, all kinks begin at 0.)
# Each is judged by what it is trained for: the root of the mean square of its errors.
#
# **Predict.** Will the best of thirty come as close as the one set by hand?

# %% id="exists-is-not-found" tags=["predict"] atol=0.01
x_train = np.linspace(-1, 1, 101)[:, None]
shrinking = dl.scratch.CosineDecay(np.repeat([0.03, 0.1, 0.3], 10), decay_steps=1500)
trained = {}
for name in ("relu", "relu, spread", "tanh"):
    thirty = dl.scratch.mlp([1, 16, 1], variants=30, activation=name[:4], output="linear", seed=2)
    if "spread" in name:
        W, b = thirty.weights[:2]
        b[:] = (-W * np.linspace(-1, 1, 16, endpoint=False)).reshape(b.shape)
    thirty.fit(x_train, curve(x_train), epochs=1500, batch_size=None, optimizer=dl.scratch.Adam(shrinking))
    error = thirty.predict(x_train) - curve(x_train)
    trained[name] = np.sqrt((error**2).mean(axis=(1, 2)))
    print(f"{name:13} best {trained[name].min():.3f}, median {np.median(trained[name]):.3f}")
error = curve(-1) + ramps(x_train[:, 0], 16).sum(axis=1) - curve(x_train[:, 0])
by_hand = np.sqrt(np.mean(error**2))
print(f"set by hand   {by_hand:.3f}")

# %% [markdown] id="exists-explained"
# **Explain.** In 1,500 steps at these three rates, none of the sixty ReLU networks came as close as ramps set by hand, even with
# kinks spread. The best with tanh came closer. What exists and what is found are two
# questions. Training follows its **objective function**, here the mean squared error, downhill from where it starts, and
# need not arrive.

# %% id="exists-claim" tags=["claim-L03-08"] atol=0.01
best_relu = min(trained["relu"].min(), trained["relu, spread"].min())
best_tanh = trained["tanh"].min()
usual_relu = min(np.median(trained["relu"]), np.median(trained["relu, spread"]))
dl.claim("Half of the ReLU networks miss by more than three times as much as ramps set by hand", usual_relu > 3 * by_hand)
dl.claim("The best with tanh comes closer than any with ReLU", best_tanh < best_relu)

# %% [markdown] id="shallow-text"
# ## Deeper: the same in one layer
#
# Build the 64 pieces of section 6 in a single layer, out of ramps: one at the left end, and one for each kink, with the change
# of slope as its output weight.

# %% id="shallow-twin" tags=["claim-L03-09"]
kinks = np.arange(64) / 64
changes = np.array([64] + 63 * [128]) * (-1.0) ** np.arange(64)
shallow = relu(grid[:, None] - kinks) @ changes
largest_difference = np.abs(shallow - h).max()
for name, sizes in {"six layers of two": [1] + 6 * [2] + [1], "one layer of 64": [1, 64, 1]}.items():
    print(f"{name:17} parameters: {sum(d * p + p for d, p in zip(sizes, sizes[1:])):3}")
dl.claim("A single layer of 64 units draws the same graph", largest_difference < 1e-9)

# %% [markdown] id="deeper-depth"
# ## Deeper: when depth hurts

# %% [markdown] id="depth-text"
# Sigmoid networks with one and with eight hidden layers of 32 units learn to read digits, ten passes
# over the training images each. Lesson 02 suggests what may go wrong with eight: signals that fade from layer to
# layer. So there is a control, in which only one thing is changed: all weights are four times as large at the start. Each
# kind gets three learning rates and three starts; the table shows the mean accuracy of the three.
#
# **Predict.** Which of the rows will be near chance, one in ten?

# %% id="deep-can-fail" tags=["predict"] atol=0.2
rates = np.repeat([0.001, 0.003, 0.01], 3)
read = {}
for depth, factor in [(1, 1), (8, 1), (8, 4)]:
    nine = dl.scratch.mlp([64, *[32] * depth, 10], variants=9, activation="sigmoid", seed=1)
    for weight in nine.weights:
        weight *= factor  # biases are 0 at the start
    nine.fit(digits.x_train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(rates))
    accuracy = nine.accuracy(digits.x_test, digits.y_test)
    read[depth, factor] = accuracy.reshape(3, 3).mean(axis=1)
    print(f"depth {depth}, weights x {factor}:", read[depth, factor].round(2))

# %% [markdown] id="deep-can-fail-explained"
# **Explain.** In ten passes, eight layers with the common start learn little, at each of these rates. With larger weights
# at the start, and no other change, they read. So it was not the depth alone, but depth together with this start. Lessons 09 (starts) and
# 10 (batch normalization) make deep networks trainable.

# %% id="deep-can-fail-claim" tags=["claim-L03-09"] atol=0.06
shallow_best, deep_best, rescued_best = (scores.max() for scores in read.values())
dl.claim("In ten passes, eight layers stay below 35 % at each rate; a single one gets above 90 %",
         deep_best < 0.35 and shallow_best > 0.9)
dl.claim("From a start with larger weights, the eight layers get above 80 %", rescued_best > 0.8)

# %% [markdown] id="deeper-labels"
# ## Deeper: how to write the right answer

# %% [markdown] id="labels-text"
# The right class of a sample can be written as an **index**, the digit's number, or as a **one-hot vector**: all
# zeros, with a single 1 at the place of the class. `argmax` leads from the vector to the index. Indices start at 0:
# class number 1 of 4 is $[0, 1, 0, 0]$, the *second* entry. In Keras, `sparse_categorical_crossentropy` takes indices
# and `categorical_crossentropy` one-hot vectors. They compute the same loss; *sparse* only saves you the zeros.
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

# %% [markdown] id="deeper-calibration"
# ## Deeper: how sure, and how right?

# %% [markdown] id="calibration-text"
# The **confidence** of a model in its answer is the largest of its probabilities. A model is called **calibrated** if it is
# honest: of all answers given with 90 %, nine in ten are right. Train five networks, each on 100 images of its own, and
# compare how sure they are of new images with how often they are right: once after 5 passes, once after 200.

# %% id="hundred-images"
orders = [rng.permutation(len(digits.x_train)) for _ in range(5)]


def train_five(epochs):
    mlps = [dl.scratch.mlp([64, 64, 10], activation="tanh", seed=i) for i in range(5)]
    for order, mlp in zip(orders, mlps):
        seen = order[:100]
        mlp.fit(digits.x_train[seen], digits.y_train[seen], epochs=epochs,
                optimizer=dl.scratch.Adam(0.01))
    return mlps


young, old = train_five(5), train_five(200)

# %% [markdown] id="confidence-text"
# Then show them images that hold no digit at all, only noise.
#
# **Predict.** Are they surer than they are right after 5 passes, and after 200? How sure are they of the noise?

# %% id="overconfident" tags=["predict"] atol=0.03
def confidence(mlps, images):
    return np.mean([mlp.predict(images).max(axis=1) for mlp in mlps])


noise = rng.uniform(size=(500, 64))
sure, right = {}, {}
for passes, mlps in [(5, young), (200, old)]:
    sure[passes] = confidence(mlps, digits.x_test)
    right[passes] = np.mean([mlp.accuracy(digits.x_test, digits.y_test) for mlp in mlps])
    print(f"after {passes:3} passes: {sure[passes]:.2f} sure, {right[passes]:.2f} right")
sure_of_noise = confidence(old, noise)
print(f"noise, after 200 passes: {sure_of_noise:.2f} sure")

# %% [markdown] id="noise-text"
# **Explain.** A softmax divides 100 % among the ten digits; "none of them" is not on offer. It could give each of them
# 10 %. But the networks were never shown noise, so nothing in training asked for that. Here are six of the
# images, with the answers of the first network:

# %% id="noise-picture" alt="Six images of random grey pixels without any digit. The network names a digit for each."
fig, axes = plt.subplots(1, 6, figsize=(12, 2.6))
for ax, image, answer in zip(axes, noise, old[0].predict(noise)):
    ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    ax.set(title=f"“a {answer.argmax()}!”", xticks=[], yticks=[])
    ax.grid(False)

# %% [markdown] id="calibration-explained"
# Long training made them so sure of the digits: after five passes the same networks were not sure enough. Even
# where all training images are right, the loss can still fall: by making them surer.
#
# In 2017 Chuan Guo and others measured that modern networks are often overconfident, and that one well-chosen temperature
# (*Deeper: dividing the scores*) repairs much of it. Try it: choose for each network the $T$ that gives the right classes the
# largest probabilities (the mean logarithm counts; lesson 04 says why), on images that were not used in training. The
# logarithm of a probability is its score, up to a constant, which changes nothing.

# %% id="best-temperature"
def best_temperature(mlp, images, labels):
    scores, rows = np.log(mlp.predict(images)), np.arange(len(labels))

    def fit_of(T):
        return np.log(dl.scratch.softmax(scores / T)[rows, labels]).mean()

    return max(np.arange(0.5, 3, 0.1), key=fit_of)

# %% [markdown] id="cooled-text"
# Now divide the scores of each network by its own temperature, on the images for the test.

# %% id="cooled" atol=0.05
temperatures, cooled = [], []
for order, mlp in zip(orders, old):
    unseen = order[100:]
    T = best_temperature(mlp, digits.x_train[unseen], digits.y_train[unseen])
    temperatures.append(T)
    cooled.append(dl.scratch.softmax(np.log(mlp.predict(digits.x_test)) / T).max(axis=1))
print(f"mean T = {np.mean(temperatures):.2f}: {np.mean(cooled):.2f} sure, {right[200]:.2f} right")

# %% [markdown] id="cooled-claims-text"
# What is left of the difference between sure and right?

# %% id="cooled-claims" tags=["claim-L03-13"] atol=0.05
early_gap, too_sure = sure[5] - right[5], sure[200] - right[200]
still_off = abs(np.mean(cooled) - right[200])
dl.claim("After 5 passes the networks are less sure than right, after 200 surer by 2 points or more",
         early_gap < -0.1 and too_sure > 0.02)
dl.claim("The temperature takes most of that away", still_off < 0.5 * too_sure)
dl.claim("Shown noise, they are more than 60 % sure of a digit", sure_of_noise > 0.6)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A hidden layer moves the data; if it does so well, a straight cut is enough.
# - A layer computes $Z = XW + b$: rows of $X$ are samples, columns of $W$ are units. It has $d \cdot p$ weights and $p$
#   biases.
# - *Can represent* is one thing, *will find* another: for XOR, more units than needed helped to find. What one layer has laid on one
#   place, no later layer can part.
# - One hidden layer, wide enough, comes close to any continuous function
#   on a closed, bounded region. That says nothing about training or the outside.
# - For some functions, depth saves exponentially many units.
# - The output follows the task: identity for numbers, sigmoid for yes or no, softmax for exclusive classes. Subtract the
#   largest score first: nothing changes, and nothing overflows.

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
# | softmax function | 소프트맥스 함수 | $e^{z_k} / \sum_i e^{z_i}$: turns scores into probabilities, which sum to 1 |
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
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating errors*,
#   Nature 323, 1986. Hidden units that are learned.
# - G. Cybenko, *Approximation by superpositions of a sigmoidal function*, Mathematics of Control,
#   Signals, and Systems 2, 1989.
# - K. Hornik, M. Stinchcombe and H. White, *Multilayer feedforward networks are universal
#   approximators*, Neural Networks 2, 1989.
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs, with
#   relationships to statistical pattern recognition*, in: Neurocomputing, Springer, 1990. The name
#   softmax.
# - K. Hornik, *Approximation capabilities of multilayer feedforward networks*, Neural
#   Networks 4, 1991.
# - M. Leshno, V. Y. Lin, A. Pinkus and S. Schocken, *Multilayer feedforward networks with a
#   nonpolynomial activation function can approximate any function*, Neural Networks 6, 1993.
# - G. Montúfar, R. Pascanu, K. Cho and Y. Bengio, *On the number of linear regions of deep neural
#   networks*, Advances in Neural Information Processing Systems 27, 2014. Layers that fold.
# - M. Telgarsky, *Benefits of depth in neural networks*, Conference on Learning Theory, 2016.
# - C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, *On calibration of modern neural networks*,
#   International Conference on Machine Learning, 2017.
