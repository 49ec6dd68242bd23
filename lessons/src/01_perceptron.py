# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=10 figure="the decision line turning, update by update, and never settling on XOR"
# # The perceptron
#
# In this lesson you build the smallest thing that learns: one artificial neuron, which corrects
# its own weights after every mistake. You will teach it logic and handwriting, prove that a puzzle
# of four points is beyond it, and then solve that puzzle with three neurons.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - name the parts of a nerve cell, and say what each became in the artificial neuron and what was
#   left out;
# - set weights and a bias by hand, and see them as a line in the plane;
# - write the perceptron's learning rule and follow it, correction by correction;
# - say when the rule must succeed, and prove why no single unit computes XOR;
# - combine units into a network that does.
#
# Run the cells from top to bottom. A line that begins with ✓ is a fact that the cell has just
# checked. If it were false, the cell would stop with an error.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=1)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="nerve-cell"
# ## 1. A cell that decides
#
# Your brain is made of nerve cells, called **neurons**. Each of them gathers signals from many
# others and decides, again and again, whether to send a signal of its own. In the upper half of
# the picture a signal travels from left to right. The lower half shows what became of each part
# when people wrote the neuron down as a formula.

# %% id="neuron-picture" alt="A nerve cell above an artificial neuron, joined by dotted lines: synapses above weights, the cell body above the sum, the axon hillock above the threshold, the axon above the output."
_ = dl.plots.plot_neuron()

# %% [markdown] id="parts-of-the-cell"
# - A **synapse** is the junction where a signal crosses from one neuron to the next. It may be
#   strong or weak, and it may excite the cell or hold it back: the **weights** $w_1, w_2, w_3$,
#   positive or negative.
# - **Dendrites** are the branches that receive the signals: the inputs $x_1, x_2, x_3$.
# - The **cell body** adds up what arrives.
# - The **axon hillock**, where the axon begins, compares the sum with a **threshold**, written
#   $\theta$ (theta).
# - The **axon** carries the answer away, to synapses on the dendrites or the cell bodies of other
#   neurons: the output $y$.
#
# Follow one signal through the cell, part by part.

# %% id="trace-one-signal"
x = np.array([1.0, 0.0, 1.0])  # dendrites 1 and 3 receive a signal
w = np.array([0.5, 0.9, -0.2])  # the third synapse holds the cell back
threshold = 0.25

arriving = w * x
total = arriving.sum()
y = int(total > threshold)
print("after the synapses:", arriving)
print(f"in the cell body:   {total:.1f}")
print("on the axon:       ", y)

# %% [markdown] id="sum-in-one-symbol"
# Multiply and add: that is the **dot product**
# $\mathbf{w} \cdot \mathbf{x} = w_1 x_1 + w_2 x_2 + w_3 x_3$, in NumPy `x @ w`. With it the whole
# cell fits into one line: $y = 1$ if $\mathbf{w} \cdot \mathbf{x} > \theta$, and else $0$. The
# next cell sends all eight patterns of inputs both ways, part by part and through the formula.

# %% id="anatomy-equals-formula" tags=["claim-L01-01"]
patterns = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
part_by_part = []
for signals in patterns:
    in_the_cell_body = 0.0
    for signal, synapse in zip(signals, w):
        in_the_cell_body += synapse * signal
    part_by_part.append(in_the_cell_body > threshold)
formula = patterns @ w > threshold
dl.claim("Synapses, cell body and hillock answer one question: is w · x above the threshold?",
         np.array_equal(part_by_part, formula))

# %% [markdown] id="what-is-left-out"
# ### What the formula leaves out
#
# The formula adds everything up at one instant. A real cell lives in time. Signals trickle in, the
# voltage of the cell body rises by small graded amounts, and all the while it leaks away. When it
# reaches the threshold, the axon fires one pulse, the **action potential**, which always has the
# same height, and the voltage starts anew.
#
# Here is such a cell in a few lines. In every step it loses a tenth of its voltage and receives a
# `current`. The threshold is 1.
#
# **Predict.** The cell receives a current of 0.09 for ever. Does it fire at some time? What about
# 0.11?

# %% id="leaky-cell"
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

# %% [markdown] id="leaky-cell-seen"
# The first two currents cause no pulse at all. See why:

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

# %% [markdown] id="leaky-cell-explained"
# **Explain.** The leak grows with the voltage. At some height it takes away exactly what flows in,
# and the voltage stops rising; for a leak of one tenth that height is ten times the current. If it
# lies below the threshold, the cell stays silent for ever. If it lies above, the cell fires, and
# more current does not make its pulses higher. It makes more of them.

# %% id="all-or-none" tags=["claim-L01-02"]
longest_silence = voltage_and_pulses(0.09, steps=20_000)[1]
dl.claim("A current that is too weak never fires the cell, however long it flows",
         longest_silence == 0)
firing = np.array(pulses[2:])
dl.claim("A stronger one does, and more current gives more pulses",
         firing[0] > 0 and np.all(np.diff(firing) > 0))

# %% [markdown] id="model-not-brain"
# The artificial neuron keeps the weighted sum and the threshold, and drops time, leak and pulses.
# So take the word *neural* with care: an **artificial neural network** is a way to learn from data
# that was inspired by the brain. It is no faithful model of one. Its neurons are also called
# **units** or **nodes**.
#
# ## 2. 1943: a neuron is a logic circuit
#
# Warren McCulloch, who studied nerves, and Walter Pitts, a young logician, noticed that "the cell
# fires or is silent" can be read as "true or false". Then a cell computes a statement about its
# inputs, and a net of cells can compute whatever *and*, *or* and *not* can say. Their unit is today
# called the **McCulloch-Pitts neuron** (MCP).
#
# Its last part is a **step function**. Two are in use: the Heaviside step, named after Oliver
# Heaviside, which goes from 0 to 1, and the sign function $\operatorname{sgn}$, which goes from −1
# to 1.

# %% id="steps-at-zero" tags=["claim-L01-09"]
z = np.array([-2, -1, 0, 1, 2])
steps = {"heaviside(z, 0)": np.heaviside(z, 0), "heaviside(z, 1)": np.heaviside(z, 1),
         "sgn(z)": np.sign(z)}
for name, value in steps.items():
    print(f"{name:16}", value)
low, high, sign = steps.values()
apart, at_zero = z != 0, [low[2], high[2], sign[2]]
dl.claim("Away from 0, sgn is the Heaviside step stretched: 2 · step − 1",
         np.array_equal(sign[apart], 2 * low[apart] - 1))
dl.claim("At exactly 0 the step is 0 or 1, as agreed, and sgn is 0", at_zero == [0, 1, 0])

# %% [markdown] id="steps-seen"
# In the picture, the dot shows the value at exactly 0.

# %% id="steps-picture" alt="Three step functions. The two Heaviside steps go from 0 to 1 and differ only in the dot at 0; the sign function goes from -1 to 1, with its dot at 0."
fig, axes = plt.subplots(1, 3, figsize=(10, 3), sharey=True)
for ax, (name, value) in zip(axes, steps.items()):
    ax.plot([-2, 0], value[[0, 0]], color=dl.plots.COLORS["blue"])
    ax.plot([0, 2], value[[-1, -1]], color=dl.plots.COLORS["blue"])
    ax.plot(0, value[2], "o", color=dl.plots.COLORS["vermilion"], markersize=11)
    ax.set(title=name, xlabel="$z$")

# %% [markdown] id="convention"
# What the Heaviside step does at exactly 0 is up to us. In this lesson a unit fires only *above*
# the threshold, so the step of 0 is 0. Remember it: some of the sums below will be exactly 0.
#
# ### Exercise: the step with its convention
#
# Write the Heaviside step so that the value at 0 can be chosen. Do not call `np.heaviside`. The
# second cell checks your function, and `dl.exercises.heaviside.hint()` gives a hint. No later cell
# needs your answer, so you can come back to an exercise at any time.

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

# %% [markdown] id="logic-gates"
# ### Gates out of thresholds
#
# A **logic gate** takes bits, 0 or 1, and answers with a bit. AND answers 1 if both inputs are 1.
# OR answers 1 if at least one is. NOT turns its one input round. Below, `inputs` holds the four
# possible pairs, one in each row. All that distinguishes AND from OR is the threshold.

# %% id="mcp-gates" tags=["claim-L01-04"]
def mcp(x, weights, threshold):
    return np.heaviside(x @ np.array(weights) - threshold, 0)


inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
mcp_and = mcp(inputs, [1, 1], threshold=1.5)
mcp_or = mcp(inputs, [1, 1], threshold=0.5)
mcp_not = mcp(np.array([[0], [1]]), [-1], threshold=-0.5)
print("AND", mcp_and, "  OR", mcp_or, "  NOT", mcp_not)
dl.claim("McCulloch-Pitts neurons compute AND, OR and NOT",
         [*mcp_and, *mcp_or, *mcp_not] == [0, 0, 0, 1] + [0, 1, 1, 1] + [1, 0])

# %% [markdown] id="nothing-learned"
# Out of these three, every function from bits to bits can be built, and computers are. But look at
# who did the work: *you* chose the weights and the thresholds. Nothing here learns. (In the paper
# of 1943 there were no negative weights. One signal at an inhibiting synapse was a veto. A weight
# of −1, as in NOT above, is the form that we use today.)
#
# ## 3. A weighted sum is a line
#
# To make units that learn, allow any real numbers as inputs and as weights, and move the threshold
# to the other side:
#
# $$ \mathbf{w} \cdot \mathbf{x} > \theta \qquad\Longleftrightarrow\qquad \mathbf{w} \cdot \mathbf{x} + b > 0 \quad\text{with } b = -\theta . $$
#
# The number $b$ is called the **bias**: it is what the unit leans towards before any input
# arrives. Write $z$ for $\mathbf{w} \cdot \mathbf{x} + b$; the output is
# $y = \operatorname{step}(z)$. Such a unit is also called a **threshold logic unit** (TLU). In
# code it takes one sample, or a table of samples with one in each row: then `x @ w` is the
# weighted sum of every row.

# %% id="neuron"
def neuron(x, w, b):
    return np.heaviside(x @ w + b, 0)


w, b = np.array([0.5, 0.5]), -0.7
for x in (np.array([1, 1]), np.array([1, 0])):
    print(f"x = {x}:  z = {x @ w + b:+.1f},  output {neuron(x, w, b):.0f}")

# %% [markdown] id="influence"
# How much does an input count? Raise each input by 1, one after the other, and see how far $z$
# moves. Then write the third input in a unit of measurement a hundred times smaller, centimetres
# instead of metres, say, so that its numbers are a hundred times larger, and leave the weights
# alone.

# %% id="influence-of-weights" tags=["claim-L01-10"]
w, b = np.array([3.0, -3.0, 0.1]), 0.0
one_more = np.eye(3)  # row i raises input i by 1
moves = one_more @ w + b
print("z moves by         ", moves.tolist())
rescaled = one_more * [1, 1, 100]
print("input 3 times 100: ", (rescaled @ w + b).tolist())
dl.claim("An input that grows by 1 moves z by its weight", np.allclose(moves, w))
strongest = np.abs(rescaled @ w).argmax()
dl.claim("On a finer scale, the input with the smallest weight counts most", strongest == 2)

# %% [markdown] id="influence-explained"
# So influence grows with the *size* of a weight. The second weight, −3, is the smallest number,
# and it counts as much as the first: it holds the unit back. And weights can only be compared if
# their inputs are on the same scale.
#
# Some books say that a perceptron's input and output are arbitrary numbers. The inputs are. The
# output is not.

# %% id="binary-output" tags=["claim-L01-07", "claim-L01-14"]
rng = np.random.default_rng(0)
x, w, b = rng.normal(size=(1000, 3)), rng.normal(size=3), rng.normal()
output = neuron(x, w, b)
dl.claim("Real numbers go in, but only 0 and 1 come out", np.array_equal(np.unique(output), [0, 1]))
threshold = -b
dl.claim("A bias is a threshold with the sign changed", np.array_equal(output, x @ w > threshold))

# %% [markdown] id="line"
# Now the picture behind the formula. With two inputs, each sample is a point in a plane. Where is
# the border between output 0 and output 1? Where $w_1 x_1 + w_2 x_2 + b = 0$, and that is the
# equation of a straight line. The weights, drawn as an arrow, stand at a right angle to the line
# and point to the side where the unit answers 1. The bias shifts the line: without it, the line
# would pass through the origin.
#
# The next cell sets up three units at once. Each column of `kernel` holds the weights of one unit.
# NAND is AND turned round: it answers 0 only if both inputs are 1.

# %% id="layer-of-units" tags=["claim-L01-08"]
kernel = np.array([[1, 1, -1],
                   [1, 1, -1]])
biases = np.array([-1.5, -0.5, 1.5])
outputs = neuron(inputs, kernel, biases)
print("  AND OR NAND")
print(outputs)
one_by_one = [neuron(inputs, kernel[:, k], biases[k]) for k in range(3)]
dl.claim("One product with a weight matrix runs a whole layer of units",
         np.array_equal(outputs.T, one_by_one))

# %% [markdown] id="layer-explained"
# Several units that share their inputs form a **layer**. A TLU is one unit. A **perceptron** is a
# single layer of one or more of them, together with the learning rule that you will meet in the
# next section.
#
# Here are the three units as lines. Blue circles are inputs for which the gate answers 0, orange
# triangles those for which it answers 1.

# %% id="three-gates" alt="Three planes with four points each. One line cuts off the corner (1, 1) for AND and for NAND, another the corner (0, 0) for OR; an arrow points to the side of output 1."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.8), sharey=True)
for k, (name, ax) in enumerate(zip(["AND", "OR", "NAND"], axes)):
    dl.plots.plot_samples(inputs, outputs[:, k], margin=0.5, ax=ax)
    dl.plots.plot_regions(lambda points: neuron(points, kernel[:, k], biases[k]), ax=ax)
    dl.plots.plot_decision_line(kernel[:, k], biases[k], normal=True, ax=ax)
    ax.set_title(name)

# %% [markdown] id="exercise-at-least-k-text"
# ### Exercise: at least $k$ of $n$
#
# AND of two inputs fires if at least 2 of 2 inputs are 1, and OR if at least 1 of 2 is. Find the
# general rule: weights and a bias for a unit with $n$ inputs, each 0 or 1, that fires if and only
# if at least $k$ of them are 1. Many answers are right. The check tries your unit on all patterns
# of inputs.

# %% id="exercise-at-least-k" tags=["exercise"]
def at_least_k(n, k):
    """Return (w, b) of a unit with n inputs that fires if at least k of them are 1.

    n, k: whole numbers with 1 <= k <= n.
    Returns w, shape (n,), and b, a number; the unit fires if x @ w + b > 0.
    Its outputs are compared, not the weights.

    Example: for n=2, k=2 the weights (1, 1) and the bias -1.5 are one right answer.
    """
    # solution
    return np.full(n, 2.0), 1.0 - 2 * k

# %% id="check-at-least-k"
dl.exercises.at_least_k.check(at_least_k)

# %% [markdown] id="bias-question"
# ### Can we do without a bias?
#
# The bias looks like a detail. Take it away and see what is lost. We try every pair of weights on
# a grid, $w_1$ and $w_2$ from −2 to 2 in steps of one tenth, and note the best **accuracy**, the
# share of the four rows that come out right. (The grid below counts in tenths, from −20 to 20.
# Multiplying $w$ and $b$ by the same positive number moves no line, and sums of whole numbers are
# exact.)
#
# **Predict.** Which of AND, OR and NAND can a line through the origin get entirely right?

# %% id="all-units"
def accuracy_of_all_units(targets, biases):
    w1, w2, b = np.meshgrid(grid, grid, biases)
    right = [(w1 * x1 + w2 * x2 + b > 0) == target for (x1, x2), target in zip(inputs, targets)]
    return np.mean(right, axis=0)


grid = np.arange(-20, 21)
gates = {name: dl.datasets.logic_gate(name).y_train for name in ("AND", "OR", "NAND")}
without = {name: float(accuracy_of_all_units(gates[name], [0]).max()) for name in gates}
with_bias = {name: float(accuracy_of_all_units(gates[name], grid).max()) for name in gates}
print("best accuracy without bias:", without)
print("best accuracy with a bias: ", with_bias)

# %% [markdown] id="bias-explained"
# **Explain.** At the origin both inputs are 0, so $\mathbf{w} \cdot \mathbf{x}$ is 0 whatever the
# weights are. A unit without bias answers 0 there for ever, and NAND needs a 1. AND fails for
# another reason. To be silent at $(1, 0)$ and at $(0, 1)$, neither weight may be positive. But
# then their sum is not positive either, and the unit is silent at $(1, 1)$ as well. Only OR
# survives, because its line may touch the origin.

# %% id="bias-needed" tags=["claim-L01-14"]
dl.claim("Without a bias, no unit on the grid computes AND or NAND, and some compute OR",
         without["AND"] == 0.75 and without["NAND"] == 0.5 and without["OR"] == 1)
dl.claim("With a bias, all three can be computed", min(with_bias.values()) == 1)

# %% [markdown] id="exercise-bias-as-weight-text"
# ### Exercise: the bias is a weight, too
#
# There is a trick that you will meet everywhere: give each sample one more input that is always 1.
# The bias then is simply the weight of this input, and whatever learns weights learns the bias as
# well.

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

# %% [markdown] id="learning-rule"
# ## 4. 1957: a neuron that learns
#
# Frank Rosenblatt was a psychologist. His report of 1957 and his paper of 1958 ask how a machine
# could find its weights by itself, from examples. His perceptron is often called the first
# artificial neural network. The units of McCulloch and Pitts are fourteen years older, and a few
# early machines changed their weights, too. The perceptron made famous that a unit can *learn its
# weights by a rule*.
#
# The idea: show the unit an input for which the right answer, the **target**, is known. Compare.
#
# $$ \text{error} = \text{target} - \text{output} $$
#
# The error is 0 if the answer was right, +1 if the unit should have fired and did not, and −1 if
# it fired and should not. Then correct every weight, and the bias, by a little:
#
# $$ \mathbf{w} \leftarrow \mathbf{w} + \eta \cdot \text{error} \cdot \mathbf{x}, \qquad b \leftarrow b + \eta \cdot \text{error}. $$
#
# The number $\eta$ (eta) is the **learning rate**; for now it is 1. Why does this help? Suppose
# the unit should have fired. Adding $\mathbf{x}$ to the weights raises
# $\mathbf{w} \cdot \mathbf{x}$ by $\mathbf{x} \cdot \mathbf{x}$, which is never negative, and the
# bias adds 1. For this sample, $z$ goes up, towards the right answer. If the unit fired wrongly,
# everything is reversed. And a weight whose input was 0 had no part in the mistake: it stays as it
# is.
#
# Two samples of AND, starting from zeros:

# %% id="two-updates" tags=["claim-L01-14"]
w, b = np.zeros(2), 0.0
for x, target in [(np.array([1, 1]), 1), (np.array([0, 0]), 0)]:
    error = target - neuron(x, w, b)
    change_of_w, change_of_b = error * x, error
    w, b = w + change_of_w, b + change_of_b
    print(f"x = {x}, target {target}, error {error:+.0f}:  w = {w}, b = {b}")
dl.claim("At the origin the rule cannot correct the weights, only the bias",
         not change_of_w.any() and change_of_b == -1)

# %% [markdown] id="exercise-update-text"
# The bias is sometimes described as a fixed value. You have just seen it learn, and at the origin
# nothing else can.
#
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
# Training repeats the rule: sample after sample, then again from the first. One pass through all
# samples is called an **epoch**. When an epoch passes without a mistake, nothing will change any
# more, and training is over.

# %% id="learn"
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
# Let it learn AND, starting from zeros.

# %% id="learned-and"
w_and, b_and, mistakes = learn(inputs, gates["AND"], w=np.zeros(2))
print("mistakes in each epoch:", mistakes)
print("weights", w_and, "bias", b_and, "outputs", neuron(inputs, w_and, b_and))

# %% [markdown] id="watch-it-learn"
# Nobody told the unit what AND means, and now it computes it. To look over its shoulder we use the
# same rule from the course's library, `dl.scratch.Perceptron`. It remembers every correction in
# its `history`.
#
# Each panel shows one correction, with its number and the error that caused it. The ring marks the
# misjudged sample, the dashed line is the border before, the solid line the border after, and the
# colours show what the unit answers now.

# %% id="every-update" alt="Ten small planes, one for each correction on AND. The line turns and shifts after each misjudged, ringed point, until only the corner (1, 1) lies on the side of output 1."
watched = dl.scratch.Perceptron(weights=np.zeros(2)).fit(inputs, gates["AND"])
fig, axes = plt.subplots(2, 5, figsize=(10, 5), sharex=True, sharey=True)
for k, ax in enumerate(axes.flat):
    dl.plots.plot_update(watched.history, k, inputs, gates["AND"], ax=ax)
    ax.label_outer()

# %% [markdown] id="panels-explained"
# Follow the ring. A ringed triangle pulls the orange side towards itself, a ringed circle pushes
# it away, and often the next sample spoils what the last one gained. In some panels no line can be
# seen. Then either both weights are 0, or the line lies outside of the picture. In the last panel
# the point $(1, 0)$ lies exactly on the line. Its $z$ is 0, and by our convention the unit is
# silent there, which is right.
#
# Was this luck? Start instead from five different random weights, for three gates. (A *seed* is a
# number from which random numbers are made: another seed, other numbers, but the same ones on
# every computer.) The last line of the cell makes sure of a piece of history: the unit of section
# 2, which the library calls `ThresholdUnit`, has nothing to learn with.

# %% id="five-starts" tags=["claim-L01-06", "claim-L01-11", "claim-L01-15"]
units = {name: [] for name in gates}
for seed in range(5):
    start = np.random.default_rng(seed).normal(size=2)
    for name, targets in gates.items():
        units[name].append(dl.scratch.Perceptron(start, learning_rate=0.1).fit(inputs, targets))
for name in gates:
    print(f"{name:4} epochs from random weights:", [len(unit.mistakes) for unit in units[name]])
wrong = [(unit.predict(inputs) != gates[name]).sum() for name in gates for unit in units[name]]
dl.claim("From every random start the perceptron learns AND, OR and NAND", max(wrong) == 0)
zeros = [dl.scratch.Perceptron([0, 0]).fit(inputs, targets) for targets in gates.values()]
print("epochs from zeros:", [len(unit.mistakes) for unit in zeros])
dl.claim("It learns them from zeros just as well", all(unit.mistakes[-1] == 0 for unit in zeros))
dl.claim("A McCulloch-Pitts unit has no such rule", not hasattr(dl.scratch.ThresholdUnit, "fit"))

# %% [markdown] id="random-starts-explained"
# That weights must start at random, as you will often read, is not true for one layer: zeros do as
# well. Networks with several layers do need random starts, and lesson 09 shows why.
#
# Here are the five lines that the unit found for each gate.

# %% id="five-lines" alt="For AND, OR and NAND, five different lines, from five random starts, each of them separating the circles from the triangles."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.8), sharey=True)
for (name, learned), ax in zip(units.items(), axes):
    dl.plots.plot_samples(inputs, gates[name], margin=0.5, ax=ax)
    for unit in learned:
        dl.plots.plot_decision_line(unit.weights, unit.bias, ax=ax, alpha=0.7)
    ax.set_title(name)

# %% [markdown] id="demo-text"
# Five starts, five lines, all of them right. The rule stops at the first line that makes no
# mistake. It does not look for the best one, and some of these pass very close to a point.
#
# ### Play
#
# Move the slider, or press play, and watch the corrections one by one. Choose another gate,
# another start, or switch off the learning of the bias. (Leave XOR for section 6, if you can.)

# %% id="demo" alt="A snapshot of the demo: the line of a perceptron that learns AND after six corrections, with its earlier lines faded, and a curve of misjudged samples that falls to 0."
dl.demos.perceptron_line()

# %% [markdown] id="learning-rate-question"
# ### Which learning rate?
#
# Start from zeros and train AND, OR and NAND with the learning rates 1/64, 1/8, 1 and 8.
#
# **Predict.** Which one needs the fewest epochs?

# %% id="learning-rates" tags=["claim-L01-13"]
rates = [1 / 64, 1 / 8, 1, 8]
same_mistakes, same_line = [], []
for name, targets in gates.items():
    runs = [learn(inputs, targets, np.zeros(2), learning_rate=rate) for rate in rates]
    print(f"{name:4} epochs:", [len(mistakes) for _, _, mistakes in runs])
    same_mistakes.append(all(run[2] == runs[0][2] for run in runs))
    rescaled = [run[0] / rate for run, rate in zip(runs, rates)]
    same_line.append(np.all(np.array(rescaled) == rescaled[0]))
dl.claim("From zeros, the learning rate changes no decision: the mistakes are the same",
         all(same_mistakes))
dl.claim("It only rescales the weights", all(same_line))

# %% [markdown] id="learning-rate-explained"
# **Explain.** From zeros, $w$ and $b$ are sums of corrections, and each of these contains the
# factor $\eta$ once. So $\eta$ is a factor of $z$, and the step asks only for the sign of $z$.
# "Choose a small learning rate" is good advice for the method of lesson 05. Here it makes no
# difference.
#
# (The rates above are powers of two on purpose. Those are exact in a computer. 0.1 is not, and a
# sum that should be exactly 0 can then come out a hair above it and change a decision.)
#
# If the start is not zero, the rate says how large a correction is in comparison with the start:

# %% id="rates-from-elsewhere"
start = np.array([-1, 0.5])
runs = [learn(inputs, gates["AND"], start, learning_rate=rate) for rate in rates]
epochs_needed = [len(mistakes) for _, _, mistakes in runs]
print("AND  epochs:", epochs_needed)
dl.claim("From another start, the learning rate does change the number of epochs",
         len(set(epochs_needed)) > 1)

# %% [markdown] id="must-it-end"
# A setting that you choose before training, and that training does not change, is called a
# **hyperparameter**. The learning rate is the first of many.
#
# ### Must it end?
#
# Classes that a line can separate are called **linearly separable**. For them there is a
# guarantee, the *perceptron convergence theorem*; this form of it was proved by Albert Novikoff in
# 1962. Give every sample the constant input 1 of the exercise above, so that the bias is one of
# the weights, and let no sample be longer than $R$. Take the weights $\mathbf{u}$ of any unit that
# separates the classes, scaled to length 1, and let $\gamma$ (gamma) be the smallest
# $|\mathbf{u} \cdot \mathbf{x}|$ among the samples: how clear the gap is. Starting from zeros,
# with $\eta = 1$, the rule makes
#
# $$ \text{at most } \left(\frac{R}{\gamma}\right)^2 \text{ corrections,} $$
#
# in whatever order the samples come. The proof is short:
#
# - Each correction adds a sample of class 1 or subtracts one of class 0, so that
#   $\mathbf{w} \cdot \mathbf{u}$ grows by at least $\gamma$. After $k$ corrections it is at least
#   $k\gamma$.
# - A sample that is added was misjudged, so it did not point the way of $\mathbf{w}$, and the
#   squared length of $\mathbf{w}$ grows by at most $R^2$. After $k$ corrections the length is at
#   most $\sqrt k\, R$.
# - As $\mathbf{u}$ has length 1, $\mathbf{w} \cdot \mathbf{u}$ is at most the length of
#   $\mathbf{w}$. So $k\gamma \le \sqrt k\, R$, and that is the bound.
#
# Compare it with what happens: AND, in 200 random orders, with the unit of section 3 as
# $\mathbf{u}$.

# %% id="convergence"
with_constant = np.c_[inputs, np.ones(4)]
u = np.array([1, 1, -1.5]) / np.linalg.norm([1, 1, -1.5])
radius = np.linalg.norm(with_constant, axis=1).max()
gamma = np.abs(with_constant @ u).min()
bound = (radius / gamma) ** 2

rng = np.random.default_rng(0)
orders = [rng.permutation(np.repeat(np.arange(4), 50)) for _ in range(200)]
runs = [dl.scratch.Perceptron([0, 0]).fit(inputs[order], gates["AND"][order]) for order in orders]
most = max(len(run.history) for run in runs)
print(f"bound {bound:.0f}, most corrections in any order {most}")
dl.claim("No order needs more corrections than the bound", most <= bound)

# %% [markdown] id="exercise-train-text"
# What counts is the gap between the classes, compared with the length of the samples. The number
# of inputs does not appear in the bound. Keep this in mind for section 5.
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
# ### The same unit in Keras
#
# Keras is the library that we will build larger networks with. A layer of units with weights and
# biases is called `Dense` there, and one unit is a `Dense` layer of size 1. `set_weights` gives it
# our weights, as a matrix of 2 inputs by 1 unit, and our bias.

# %% id="keras-twin" tags=["claim-L01-03"]
def step(z):
    return keras.ops.cast(z > 0, z.dtype)


twin = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=step)])
twin.set_weights([w_and.reshape(2, 1), np.array([b_and])])
points = np.random.default_rng(0).normal(size=(1000, 2))
ours = neuron(points, w_and, b_and)
theirs = keras.ops.convert_to_numpy(twin(points))[:, 0]
dl.claim("One Dense unit of Keras answers as our neuron does, on 1000 random points",
         np.array_equal(ours, theirs))

# %% [markdown] id="gradient-question"
# ### A closer look: is this gradient descent?
#
# You can skip this part at first reading. Section 5 goes on with something you can look at.
#
# Most networks today learn by **gradient descent**: find out how the error changes when a weight
# is changed a little (the slope), and move the weight the other way, downhill. Lesson 05 is about
# it. The perceptron's rule is often presented as gradient descent on its error. Measure the slope
# of the step at two places where the answer is wrong, and compare with the rule.

# %% id="flat-step" tags=["claim-L01-12"]
z, h = np.array([0.3, -0.5]), 0.001
slope_of_step = (np.heaviside(z + h, 0) - np.heaviside(z - h, 0)) / (2 * h)
targets = np.array([0, 1])
error = targets - np.heaviside(z, 0)
print("slope of the output:", slope_of_step, "  error used by the rule:", error)
dl.claim("The step is flat, so its error has no slope to follow, and yet the rule corrects",
         np.all(slope_of_step == 0) and np.all(error != 0))

# %% [markdown] id="delta-rule"
# There is nothing to descend: a tiny change of a weight changes no answer. It is different for a
# unit *without* the step, whose output is $z$ itself. Bernard Widrow and Ted Hoff studied it in
# 1960. Its correction $\eta \cdot \text{error} \cdot \mathbf{x}$ looks the same, but now the error
# is a real number, and the rule, called the **delta rule**, does follow the slope of
# $\frac12 \text{error}^2$ downhill.

# %% id="delta-rule-is-descent" tags=["claim-L01-12"]
x, target, w, rate = np.array([0.4, -1.2]), 0.7, np.array([0.3, 0.5]), 0.1
nudges = h * np.eye(2)  # row i changes weight i by h
up, down = [0.5 * (target - (w + sign * nudges) @ x) ** 2 for sign in (1, -1)]
slope = (up - down) / (2 * h)
correction = rate * (target - w @ x) * x
print("delta rule:", correction.round(4).tolist(), "  downhill:", (-rate * slope).round(4).tolist())
largest_difference = np.abs(correction + rate * slope).max()
dl.claim("With a linear output the same correction is gradient descent", largest_difference < 1e-8)

# %% [markdown] id="criterion"
# So is the perceptron's rule no descent at all? It is, on another quantity. Ask of each misjudged
# sample how far its $z$ lies on the wrong side: $(\text{output} - \text{target}) \cdot z$. This is
# 0 for right answers and grows with the mistake. Its slope in $\mathbf{w}$ is
# $(\text{output} - \text{target}) \cdot \mathbf{x}$, which is the rule with the sign changed.
#
# If that is true, then the ordinary gradient descent of Keras, called SGD, must walk exactly our
# path when we tell it to make this quantity small. Here is a new unit, with zeros as weights:

# %% id="untrained-unit"
def wrong_side(target, z):
    return keras.ops.mean((step(z) - target) * z)


def accuracy_on_and(model):
    z = keras.ops.convert_to_numpy(model(inputs))[:, 0]
    return np.mean(np.heaviside(z, 0) == gates["AND"])


unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="zeros")])
unit.compile(keras.optimizers.SGD(learning_rate=1.0), loss=wrong_side)
accuracy_before = accuracy_on_and(unit)
print("accuracy before training:", float(accuracy_before))

# %% [markdown] id="let-keras-learn"
# Let Keras train it on AND: one sample at a time, in their order, for as many epochs as our loop.

# %% id="keras-learns" tags=["claim-L01-03"]
targets = gates["AND"].reshape(4, 1)
unit.fit(inputs, targets, batch_size=1, epochs=len(mistakes), shuffle=False, verbose=0)
kernel, bias = unit.get_weights()
accuracy_after = accuracy_on_and(unit)
print("Keras:  ", kernel[:, 0], bias[0])
print("by hand:", w_and, b_and)
dl.claim("Keras arrives at the very weights of our loop",
         np.array_equal([*kernel[:, 0], bias[0]], [*w_and, b_and]))
dl.claim("The same unit with other weights: now it can do AND",
         accuracy_before < 1 and accuracy_after == 1)

# %% [markdown] id="digits-text"
# ## 5. Real handwriting
#
# Four points are a toy. Rosenblatt's machine, the Mark I Perceptron, looked at the world through
# 400 light sensors. Ours gets 64: images of digits that people wrote, 8 by 8 pixels, each pixel a
# number from 0 (paper) to 1 (ink). To a perceptron an image is a row of 64 inputs. It shall tell a
# 3 (target 0) from an 8 (target 1). It learns from the *training* images, and is tested on others
# that it has never seen.

# %% id="two-digits"
digits = dl.datasets.load_digits(flat=True)


def pair(zero, one):
    train, test = np.isin(digits.y_train, (zero, one)), np.isin(digits.y_test, (zero, one))
    x, targets = digits.x_train[train], digits.y_train[train] == one
    return x, targets, digits.x_test[test], digits.y_test[test] == one


x, targets, x_test, test_targets = pair(3, 8)
print("training images:", x.shape, "  test images:", x_test.shape)

# %% [markdown] id="digits-training"
# **Predict.** How many mistakes will it make on the training images before it makes none, if it
# ever comes to that?

# %% id="digits-learned"
reader = dl.scratch.Perceptron(np.zeros(64)).fit(x, targets)
accuracy = np.mean(reader.predict(x_test) == test_targets)
print("mistakes in each epoch:", reader.mistakes)
print(f"test images read correctly: {accuracy:.0%}")

# %% [markdown] id="digits-look"
# The line in a plane has become a border in a space of 64 dimensions, which nobody can picture.
# But the 64 weights can be laid out as an image. Orange pixels speak for an 8, purple ones for a
# 3.

# %% id="digits-weights" alt="The mean 3, the mean 8 and the weights as images of 8 by 8 pixels. The weights are strongly positive on the left, where an 8 is closed and a 3 is open."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6))
size = np.abs(reader.weights).max()
axes[0].imshow(x[~targets].mean(axis=0).reshape(8, 8), cmap="Greys")
axes[1].imshow(x[targets].mean(axis=0).reshape(8, 8), cmap="Greys")
votes = axes[2].imshow(reader.weights.reshape(8, 8), cmap="PuOr_r", vmin=-size, vmax=size)
fig.colorbar(votes, ax=axes[2])
for ax, title in zip(axes, ["mean of all 3s", "mean of all 8s", "weights"]):
    ax.set(title=title, xticks=[], yticks=[])
    ax.grid(False)

# %% [markdown] id="digits-explained"
# What distinguishes an 8 from a 3? The left side, which is closed. Nobody said so; it emerged from
# corrections. Not every pixel makes sense, though. The rule stopped as soon as all training images
# were right, and it did not tidy up.
#
# Is 3 against 8 an easy pair? There are 45 pairs of digits. Try them all.

# %% id="all-pairs"
left_over, test_accuracy = [], []
for one in range(10):
    for zero in range(one):
        x, targets, x_test, test_targets = pair(zero, one)
        unit = dl.scratch.Perceptron(np.zeros(64)).fit(x, targets)
        left_over.append(unit.mistakes[-1])
        test_accuracy.append(np.mean(unit.predict(x_test) == test_targets))
print(f"{len(left_over)} pairs, worst test accuracy {min(test_accuracy):.0%}")
dl.claim("Every pair of digits is separable: training ends without a mistake", max(left_over) == 0)
dl.claim("New images of every pair are read with more than 90 % accuracy", min(test_accuracy) > 0.9)

# %% [markdown] id="xor-question"
# ## 6. Four points that defeat it
#
# If one unit can tell any two digits apart, then surely it can learn any gate with two inputs.
# Here is one more: **XOR**, the *exclusive or*. It answers 1 if exactly one input is 1. Think of
# two switches for one lamp on a staircase.
#
# **Predict.** The perceptron trains on XOR for 100 epochs. How many mistakes does it make in the
# last one?

# %% id="xor-trained"
gates["XOR"] = np.array([0, 1, 1, 0])
_, _, mistakes = learn(inputs, gates["XOR"], np.zeros(2), epochs=100)
print("first epochs:", mistakes[:8])
print("last epochs: ", mistakes[-8:])
dl.claim("In the end every sample is misjudged when its turn comes", set(mistakes[-50:]) == {4})

# %% [markdown] id="xor-watch"
# It does not get better. It gets as bad as it can: each time the unit comes to a sample, the
# correction for the one before has just made it wrong. Watch the line, beside that of AND. Both
# start from the same weights. Grey lines are early ones, coloured lines the last ones; below is
# the direction of the weights over time.

# %% id="never-settling" alt="Left, on AND, the line turns step by step and comes to rest; the direction of the weights becomes constant. Right, on XOR, the line jumps between the same positions for ever; the direction keeps swinging."
start = {"weights": [-1, 0.5], "bias": 0.5, "learning_rate": 0.125}
settled = dl.scratch.Perceptron(**start).fit(inputs, gates["AND"], epochs=24)
restless = dl.scratch.Perceptron(**start).fit(inputs, gates["XOR"], epochs=24)

fig, axes = plt.subplots(2, 2, figsize=(10, 6), height_ratios=[2, 1], sharey="row")
for column, name, unit, last in [(0, "AND", settled, 1), (1, "XOR", restless, 4)]:
    top, bottom = axes[:, column]
    dl.plots.plot_turning_line(unit.history, inputs, gates[name], highlight=last, ax=top)
    dl.plots.plot_direction(unit.history, n_samples=4, n_epochs=24, ax=bottom)
axes[0, 0].set_title("AND: the line comes to rest")
_ = axes[0, 1].set_title("XOR: round and round")

# %% [markdown] id="xor-circle"
# Is it only slow? No. The rule has no memory but $w$ and $b$. If it stands before the same sample
# with the same weights and bias as at some earlier time, then all that followed must follow again,
# and again, for ever. The first claim below finds such a repetition. The second tries five random
# starts, and keeps the best accuracy that any line on the way ever had.

# %% id="xor-fails" tags=["claim-L01-16"]
states = [(update.sample, *update.weights, update.bias) for update in restless.history]
dl.claim("On XOR the perceptron returns to an earlier state, so it will never end",
         states[-1] in states[:-1])

best = []
for seed in range(5):
    start = np.random.default_rng(seed).normal(size=2)
    unit = dl.scratch.Perceptron(start, learning_rate=0.1).fit(inputs, gates["XOR"], epochs=100)
    lines = [neuron(inputs, update.weights, update.bias) for update in unit.history]
    best.append(np.mean(lines == gates["XOR"], axis=1).max())
print("best accuracy on the way, five starts:", [float(value) for value in best])
dl.claim("In 100 epochs, from five starts, no line gets more than three points right",
         max(best) <= 0.75)

# %% [markdown] id="xor-proof"
# **Explain.** Perhaps another rule would find the right line? There is none to find. Write down
# what XOR asks of $w_1$, $w_2$ and $b$, one condition for each row of its table:
#
# | $x_1$ | $x_2$ | XOR | condition |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 1 | $w_2 + b > 0$ |
# | 1 | 0 | 1 | $w_1 + b > 0$ |
# | 1 | 1 | 0 | $w_1 + w_2 + b \le 0$ |
#
# Add the two conditions in the middle: $w_1 + w_2 + 2b > 0$. Add the first and the last:
# $w_1 + w_2 + 2b \le 0$. Both cannot be true. The four conditions contradict each other, so no
# weights and no bias compute XOR. This is a proof, for all real numbers and for every learning
# rule. The grid of section 3 agrees: of its $41^3$ units, count those that are entirely right.

# %% id="xor-impossible" tags=["claim-L01-16"]
accuracies = {name: accuracy_of_all_units(gates[name], biases=grid) for name in gates}
solutions = {name: int((accuracy == 1).sum()) for name, accuracy in accuracies.items()}
print("units that compute the gate:", solutions)
best_on_xor = accuracies["XOR"].max()
dl.claim("Many units of the grid compute AND, OR and NAND",
         min(solutions[name] for name in ("AND", "OR", "NAND")) > 1000)
dl.claim("None computes XOR; the best get three of four points right",
         solutions["XOR"] == 0 and best_on_xor == 0.75)

# %% [markdown] id="network-by-hand"
# ## 7. Three units are enough
#
# One line cannot do it, but look at the plane once more. The two triangles lie in a strip
# *between* two lines, one above the circle at $(0, 0)$ and one below the circle at $(1, 1)$. Those
# two lines you already have: OR and NAND. And "on the right side of both" is AND. So
#
# $$ \text{XOR}(x_1, x_2) = \text{AND}\,\big(\text{OR}(x_1, x_2),\ \text{NAND}(x_1, x_2)\big). $$
#
# Two units look at the inputs; the third looks only at *their* outputs. Units between the inputs
# and the output form a **hidden layer**.

# %% id="xor-by-hand" tags=["claim-L01-17"]
def network(x):
    hidden = neuron(x, np.array([[1, -1], [1, -1]]), np.array([-0.5, 1.5]))  # OR, NAND
    return neuron(hidden, np.array([1, 1]), -1.5)  # AND


print("XOR by three units:", network(inputs))
accuracy_by_hand = np.mean(network(inputs) == gates["XOR"])
dl.claim("Three units, set by hand, compute XOR, without any training", accuracy_by_hand == 1)

# %% [markdown] id="network-picture"
# Here is what this network answers in the whole plane. The border is no longer one line.

# %% id="strip" alt="The plane of XOR with a diagonal strip of output 1 between two parallel lines; both triangles lie inside the strip, both circles outside."
ax = dl.plots.plot_samples(inputs, gates["XOR"], class_names=["0", "1"], margin=0.5)
dl.plots.plot_regions(network, ax=ax)
dl.plots.plot_decision_line([1, 1], -0.5, normal=True, ax=ax)
_ = dl.plots.plot_decision_line([-1, -1], 1.5, normal=True, ax=ax)

# %% [markdown] id="exercise-exactly-k-text"
# ### Exercise: exactly $k$
#
# XOR fires if exactly 1 of 2 inputs is 1. Build the network that fires if exactly $k$ of any
# number of inputs are 1, again from three units. The first hidden unit fires for *at least k*
# ones, the second for *at least k + 1*. The output unit sees nothing but these two.

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

# %% [markdown] id="history-question"
# ### If it is so easy, why did it take so long?
#
# In 1969 Marvin Minsky and Seymour Papert published the book *Perceptrons*, a thorough study of
# what a single layer can and cannot do. XOR is the best known example of its limits. A popular
# story says that this book brought on the **AI winter**, and that multilayer networks then ended
# it. It is not that simple. The book did help to turn people and money away from perceptrons. But
# there was more than one winter, and they had several causes: promises that were too large, cuts
# in funding, computers that were too small. And networks of several layers were known all along.
# What was missing was a way to *find* their weights.
#
# How hard is that? Take networks with eight hidden units, which is more than enough, and draw
# their weights at random.

# %% id="random-networks" tags=["claim-L01-17"]
n, rng = 200, np.random.default_rng(0)
hidden = neuron(inputs, rng.normal(size=(n, 2, 8)), rng.normal(size=(n, 1, 8)))
outputs = neuron(hidden, rng.normal(size=(n, 8, 1)), rng.normal(size=(n, 1, 1)))[:, :, 0]
accuracy = np.mean(outputs == gates["XOR"], axis=1)
perfect = int((accuracy == 1).sum())
print(f"mean accuracy {accuracy.mean():.2f}, perfect {perfect} of {n}")
dl.claim("Of 200 random networks, hardly any computes XOR: having units enough is not knowing how",
         perfect <= 0.05 * n)

# %% [markdown] id="preview"
# Random networks guess like a coin. What finds the weights is gradient descent, with the slopes
# computed by **backpropagation**, a method that became widely known in 1986. It needs units whose
# output has a slope, so the step must go. Lessons 02 to 06 build all this. As a preview, here are
# five networks of the same size, with a smooth curve in place of the step, each trained from its
# own random start. (`mlp` belongs to the course's library and trains all five at once.)

# %% id="trained-networks" tags=["claim-L01-17"]
trained = dl.scratch.mlp([2, 8, 1], variants=5, activation="tanh", output="sigmoid", seed=1)
before = trained.accuracy(inputs, gates["XOR"])
trained.fit(inputs, gates["XOR"], epochs=500, optimizer=dl.scratch.Adam(0.05))
after = trained.accuracy(inputs, gates["XOR"])
print("before:", before, "  after:", after)
dl.claim("Trained by backpropagation, five of five networks compute XOR", np.all(after == 1))

# %% [markdown] id="timeline-text"
# ### The story in one picture
#
# Four of the dates below you have rerun in this lesson with your own hands. The other three belong
# to images: Kunihiko Fukushima's *neocognitron* (1980), layers of units that recognise a shape
# wherever it stands; *LeNet-5* (1998) by Yann LeCun and others, which read the amounts on bank
# cheques; and *AlexNet* (2012) by Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton, which won
# the ImageNet contest in recognising photographs by a wide margin. By then three things had come
# together, methods, data and fast hardware, and strong growth began. The grey bands are the years
# that are usually given for the two winters.

# %% id="timeline" tags=["claim-L01-05"] alt="Timeline: 1943 McCulloch-Pitts neuron, 1957 perceptron, 1969 the book Perceptrons, 1980 neocognitron, 1986 backpropagation, 1998 LeNet-5, 2012 AlexNet, with two winters in the seventies and around 1990."
events = {1943: "McCulloch and Pitts:\nfixed units compute", 1957: "Rosenblatt:\na unit learns",
          1969: "Minsky and Papert:\none layer has limits", 1980: "Fukushima:\nneocognitron",
          1986: "backpropagation\nbecomes known", 1998: "LeCun: LeNet-5\nreads cheques",
          2012: "AlexNet:\ndeep learning grows"}
dl.plots.plot_timeline(events, winters=[(1974, 1980), (1987, 1993)])
learned_and = watched.predict(inputs)
rerun = {1943: np.mean(mcp_and == gates["AND"]), 1957: np.mean(learned_and == gates["AND"]),
         1969: best_on_xor, 1986: after.min()}
print({year: float(accuracy) for year, accuracy in rerun.items()})
dl.claim("Rerun today: units compute (1943), learn (1957), meet their limit (1969), pass it (1986)",
         list(rerun.values()) == [1, 1, 0.75, 1])

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A neuron weighs its inputs, adds them up, and compares the sum with a threshold. The artificial
#   one keeps just that; the living one also leaks, and fires pulses in time.
# - Fixed units (1943) compute AND, OR and NOT. The inputs and weights of a perceptron are real
#   numbers, its output is 0 or 1.
# - A weight's size is the influence of its input, if the inputs share one scale. In the plane, a
#   unit is a line, and the bias, which is learned like a weight, frees this line from the origin.
# - The perceptron (1957) learns from mistakes: add $\eta \cdot \text{error} \cdot \mathbf{x}$ to
#   the weights, and $\eta \cdot \text{error}$ to the bias. Zeros are a good start, and then $\eta$
#   only sets the scale.
# - The rule is not gradient descent on the error, since the step is flat. It is descent on the
#   distance to the right side.
# - If a line separates the classes, the rule ends, after at most $(R/\gamma)^2$ corrections from
#   zeros. Each pair of our handwritten digits is such a case.
# - XOR is not: its four conditions contradict each other. Three units in two layers compute it.
#   How a network can *learn* to do so is the road to lesson 06.

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
#   polarisation*, Journal de physiologie et de pathologie générale 9, 1907. The leaky cell of
#   section 1 goes back to it.
# - W. S. McCulloch and W. Pitts, *A logical calculus of the ideas immanent in nervous activity*,
#   Bulletin of Mathematical Biophysics 5, 1943.
# - F. Rosenblatt, *The perceptron: a perceiving and recognizing automaton*, report 85-460-1,
#   Cornell Aeronautical Laboratory, 1957.
# - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and organization
#   in the brain*, Psychological Review 65, 1958.
# - B. Widrow and M. E. Hoff, *Adaptive switching circuits*, IRE WESCON Convention Record, part 4,
#   1960.
# - A. B. J. Novikoff, *On convergence proofs on perceptrons*, Symposium on the Mathematical Theory
#   of Automata, 1962.
# - M. Minsky and S. Papert, *Perceptrons: an introduction to computational geometry*, MIT Press,
#   1969.
# - K. Fukushima, *Neocognitron: a self-organizing neural network model for a mechanism of pattern
#   recognition unaffected by shift in position*, Biological Cybernetics 36, 1980.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document
#   recognition*, Proceedings of the IEEE 86, 1998.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, *ImageNet classification with deep convolutional
#   neural networks*, Advances in Neural Information Processing Systems 25, 2012.
