# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=50 minutes=90 figure="what five layers hand on, layer by layer, for weights of std 1, 0.01 and 1/√n"
# # Weight initialization
#
# Before a network learns anything, somebody has to choose its first weights. Choosing them is the **initialization**;
# we call its result the **start**. It holds no knowledge at all, and yet it can decide whether the network learns.
# You will spoil networks in three ways before their first step, and then find, from one rule about sums, the numbers
# with which a signal keeps its size through fifty layers.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say why the weights of hidden units must differ, and which weights may be equal;
# - tell from outputs *and deltas* whether a start is too small, too large, or right;
# - derive the starts of Glorot and He, and what any other function asks for, forward and back;
# - predict from outputs and deltas which layers will learn;
# - choose a start in Keras, and check it before you train.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=9)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(9)

# %% [markdown] id="twins"
# ## 1. What could be fairer?
#
# From now on we read larger images: 5,000 digits of MNIST, the most famous data set of the field, 28 by 28
# pixels each, standardised (lesson 00).

# %% id="digits" alt="Twelve handwritten digits of 28 by 28 pixels, much sharper than the digits of 8 by 8 pixels in earlier lessons."
digits = dl.datasets.load_mnist_5k(flat=True)
mean, std = digits.x_train.mean(), digits.x_train.std()
x, x_test = (digits.x_train - mean) / std, (digits.x_test - mean) / std
y, y_test = digits.y_train, digits.y_test
fig, axes = plt.subplots(1, 12, figsize=(10, 1.1))
for ax, image in zip(axes, x):
    ax.imshow(image.reshape(28, 28), cmap="Greys")
    ax.set_axis_off()

# %% [markdown] id="equal-text"
# Here is a small network: 784 pixels, 100 hidden units, ten digits. Which weights shall it begin with? Nothing is known,
# so treat all weights alike: give each the value 0.01, the biases 0, and train. And two others: one with each
# weight **nudged** by a random number, a hundred times smaller; one with random weights.

# %% id="equal-start"
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(100, activation="tanh"),
    keras.layers.Dense(10),
])
model.compile(keras.optimizers.SGD(0.1), cross_entropy, metrics=["accuracy"])

# %% [markdown] id="train-from-text"
# `set_weights` puts any weights into it.

# %% id="train-from"
def train_from(hidden_kernel, output_kernel, epochs=5):
    """Train; return the hidden kernel and the accuracy on new images."""
    model.set_weights([hidden_kernel, np.zeros(100), output_kernel, np.zeros(10)])
    model.fit(x, y, epochs=epochs, batch_size=100, verbose=0)
    return model.get_weights()[0], model.evaluate(x_test, y_test, verbose=0)[1]


random_784, random_100 = rng.normal(size=(784, 100)), rng.normal(size=(100, 10))
equal_784, equal_100 = np.full((784, 100), 0.01), np.full((100, 10), 0.01)
from_equal, accuracy_equal = train_from(equal_784, equal_100)
from_nudged, accuracy_nudged = train_from(equal_784 + 1e-4 * random_784, equal_100 + 1e-4 * random_100)
from_random, accuracy_random = train_from(0.03 * random_784, 0.1 * random_100)

# %% [markdown] id="twins-question"
# A hidden unit has one weight for each pixel, so its weights can be drawn as an image: red where ink speaks for the
# unit, blue where it speaks against it.
#
# **Predict.** Seven units of each network, after training. What will you see in the three rows?

# %% id="twins-picture" live=true tags=["predict"] alt="Weights of seven hidden units as images, after training. From equal weights: seven times exactly the same pattern. From weights equal but for one per cent: seven different patterns of smooth strokes. From random weights: seven different patterns, nearly hidden by noise."
rows = {"equal": from_equal, "nudged": from_nudged, "random": from_random}
fig, axes = plt.subplots(3, 7, figsize=(10, 4.9))
for row, (name, kernel) in zip(axes, rows.items()):
    largest = np.abs(kernel).max()
    for ax, weights in zip(row, kernel.T):
        ax.imshow(weights.reshape(28, 28), cmap="coolwarm", vmin=-largest, vmax=largest)
        ax.set_axis_off()
    row[0].set_title(name, loc="left")

# %% [markdown] id="twins-explained"
# **Explain.** The units above are twins, all hundred of them. Lesson 06 says why. What comes back to a hidden unit is
#
# $$ \delta_k = f'(z_k) \sum_j \delta_j w_{kj} , $$
#
# where $w_{kj}$ is its weight to output $j$. Twins see the same inputs with the same weights, so $z_k$ and $f'(z_k)$
# are the same. Their weights $w_{kj}$ are the same. So is $\delta_k$, hence the gradient, hence the step. After the
# step they are twins again, and so on for ever. A hundred units do the work of one. (On paper; with some backends rounding
# parts them, slowly.)
#
# It is the equality, not the value 0.01: one per cent of difference is enough, and each unit finds strokes of its own.
# (At the border, where all images are empty, the nudged
# network stays flat: weights there tell no images apart.)

# %% id="twins-claim" atol=0.2 tags=["claim-L09-02"]
one_epoch, _ = train_from(equal_784, equal_100, epochs=1)
largest_difference = np.ptp(one_epoch, axis=1).max() / np.abs(one_epoch).max()
dl.claim("After an epoch all units are equal to a hundred-thousandth of a weight", largest_difference < 1e-5)
dl.claim("From equal weights it reads less than half of new digits, nudged more than 80 %,\n"
         "from random weights more than 88 %", accuracy_equal < 0.5 and accuracy_nudged > 0.8 and accuracy_random > 0.88)

# %% [markdown] id="zeros-text"
# This is called **breaking the symmetry**. Almost any random numbers do it.
#
# And zeros, every beginner's favourite? With 0 in both kernels, the hidden outputs are tanh 0 = 0, and
# nothing comes back through a kernel of zeros: the twins cannot even move. But do not
# conclude "never zeros". Biases start there in nearly every network. And without a hidden layer all weights may, too: each output unit has a
# target of its own, so no two get the same gradient.

# %% id="zeros" tags=["claim-L09-02"]
zeros_784, accuracy_zeros = train_from(np.zeros((784, 100)), np.zeros((100, 10)))
no_hidden = dl.scratch.mlp([784, 10], kernel_initializer="zeros")
no_hidden.fit(x, y, epochs=5, batch_size=100, optimizer=dl.scratch.SGD(0.1))
accuracy_no_hidden, largest_weight = no_hidden.accuracy(x_test, y_test), np.abs(zeros_784).max()
dl.claim("From zeros no hidden weight moves, and one digit in ten is read;\nwithout a hidden layer, more than 85 %",
         largest_weight == 0 and accuracy_zeros < 0.12 and accuracy_no_hidden > 0.85)

# %% [markdown] id="exercise-twins-text"
# ### Exercise: how many are different?
#
# A smaller network: 3 inputs, a hidden layer of 4 tanh units, 2 outputs. It is trained for many steps from six starts;
# hidden biases and output biases are 0.
#
# | start | hidden kernel | output kernel |
# |---|---|---|
# | A | 0.5 everywhere | 0.5 everywhere |
# | B | 0.5 everywhere | random |
# | C | random | 0 everywhere |
# | D | 0 everywhere | 0 everywhere |
# | E | units 1 and 2 alike, 3 and 4 alike, else random | units 1 and 2 alike, 3 and 4 alike, else random |
# | F | units 1 and 2 alike, 3 and 4 alike, else random | random |
#
# How many *different* units will the hidden layer have afterwards?

# %% id="exercise-twins" tags=["exercise"]
def different_units():
    """Return a list of six numbers: how many different units there are after training, for A to F.

    Each is 1, 2 or 4.
    Example: [4, 4, 4, 4, 4, 4] says that all four are different, whatever the start.
    """
    # solution
    return [1, 4, 4, 1, 2, 4]

# %% id="check-twins"
dl.exercises.different_units.check(different_units)

# %% [markdown] id="five-layers"
# ## 2. Random, but how large?
#
# In some older books "random" means numbers from a normal distribution with **standard deviation** (std) 1. Or 0.01, to be
# careful. Does it matter? Send 500 digits through five layers of 100 tanh units, untrained, and keep what each layer
# hands on. `std_for(n)` says how large the weights are where n numbers come in.

# %% id="layers-of"
def layers_of(phi, std_for, n_layers=5, units=100, seed=0, images=x[:500]):
    """Return the outputs of each layer, shape (500, units), for 500 digits."""
    rng = np.random.default_rng(seed)
    h, outputs = images, []
    for _ in range(n_layers):
        n = h.shape[1]
        W = rng.normal(scale=std_for(n), size=(n, units))
        h = phi(h @ W)
        outputs.append(h)
    return outputs


tanh, relu, sigmoid = dl.scratch.tanh, dl.scratch.relu, dl.scratch.sigmoid
tanh_starts = {"std 1": lambda n: 1, "std 0.01": lambda n: 0.01, "std 1 / √n": lambda n: 1 / np.sqrt(n)}

# %% [markdown] id="five-layers-question"
# By the **size** of many numbers we mean the root of their mean square. For numbers around 0 that is their std.

# %% id="size"
def size(numbers):
    return np.sqrt(np.mean(numbers**2))

# %% [markdown] id="five-layers-predict"
# The third start takes smaller weights where more numbers come in.
#
# **Predict.** tanh gives numbers between −1 and 1. Sketch for each start how the outputs of layers 1 and 5 are
# distributed.

# %% id="five-layers-picture" tags=["predict", "remember"] alt="Upright histograms of the outputs of five tanh layers, for three starts. With weights of std 1 nearly all outputs of all layers lie at -1 and 1. With std 0.01 they shrink to a needle at 0 from layer 2 on. With std 1 over root n they fill the whole range in layer 1 and get only slowly narrower."
fig, axes = plt.subplots(3, 1, figsize=(8, 7.8))
for ax, (name, std_for) in zip(axes, tanh_starts.items()):
    dl.plots.plot_layers(layers_of(tanh, std_for), limits=(-1, 1), measure="size", ax=ax)
    ax.set(title=f"tanh, weights of {name}", xlabel="", ylabel="output")
_ = ax.set_xlabel("layer")

# %% [markdown] id="five-layers-explained"
# **Explain.** Each layer stands upright: the longer the bar, the more outputs lie there.
#
# - **std 1**: nearly every unit shouts −1 or 1. There tanh is flat, the units are *saturated* (lesson 02). And a unit
#   whose sum is near 0 jumps from one end to the other at a touch: of a little disturbance each layer makes more.
# - **std 0.01**: the signal shrinks. The images still differ, in proportion, but by too little for the gradients.
# - **std 1/√n**: all five layers use their range, and a small disturbance stays small.
#
# It is like a message that is whispered along a row of people. If each speaks a little too softly, nothing arrives. If
# each shouts, all you hear at the end is shouting.

# %% id="five-layers-claim"
large_5, small_5, right_5 = (layers_of(tanh, std_for)[-1] for std_for in tanh_starts.values())
saturated, size_small, size_right = np.mean(np.abs(large_5) > 0.9), size(small_5), size(right_5)
dl.claim("In layer 5, std 1 has more than 80 % of the outputs beyond 0.9;\n"
         "std 0.01 leaves a size below 0.0001, std 1/√n one above 0.25",
         saturated > 0.8 and size_small < 1e-4 and size_right > 0.25)

# %% [markdown] id="disturbed-text"
# Now disturb each pixel by about a thousandth.

# %% id="disturbed-claim"
disturbed = x[:500] + rng.normal(scale=0.001, size=(500, 784))
moved = [layers_of(tanh, std_for, images=disturbed)[-1] for std_for in tanh_starts.values()]
times_std_1, *others = (size(a - b) / size(b) / 0.001 for a, b in zip(moved, (large_5, small_5, right_5)))
times_others = max(others)
dl.claim("A small disturbance of the images, compared with the signal, is more than\n"
         "80 times larger in layer 5 with std 1, less than twice with the others",
         times_std_1 > 80 and times_others < 2)

# %% [markdown] id="sums-text"
# ## 3. How large is a sum?
#
# Why smaller weights where more numbers come in? A unit adds up $n$ products, $z = w_1 h_1 + \dots + w_n h_n$. Each is positive or
# negative by chance, so they partly cancel. Draw many such sums, where both factors have std 1:
#
# **Predict.** With one term, the sums have a std of 1. With 4 terms? With 16, 64, 256?

# %% id="sums" tags=["predict"]
for n in (1, 4, 16, 64, 256):
    terms = rng.normal(size=(20_000, n)) * rng.normal(size=(20_000, n))
    print(f"{n:3} terms: std of the sum about {terms.sum(axis=1).std():.0f}")

# %% [markdown] id="sums-explained"
# **Explain.** Not $n$, but $\sqrt n$. What adds up is the square of the std, the **variance**: for independent terms
# the variance of the sum is the sum of the variances. With two terms of variance 1 it is 2, and the std is $\sqrt2$.
#
# And one term $w\,h$? Since $w$ averages 0, so does $w\,h$, and
# its variance is the mean of $w^2 h^2$. As $w$ and $h$ know nothing of each other, that is the mean of $w^2$, which is
# $\operatorname{Var}(w)$, times the mean of $h^2$, written $\overline{h^2}$. (Not the *variance* of $h$: the outputs of
# ReLU have a mean, and it counts.) So
#
# $$ \operatorname{Var}(z) = n \cdot \operatorname{Var}(w) \cdot \overline{h^2} , $$
#
# over all draws of the weights, or, in one network, over the units of a layer. This line is the whole theory of the way
# forward. Our digits are standardised, so $\overline{h^2} = 1$, and there are 784 pixels. With
# std 1 the first sums have a std of $\sqrt{784} = 28$, far out where tanh is flat. To neither grow nor shrink, the sum
# needs $n \operatorname{Var}(w) = 1$: weights with std $1/\sqrt n$ (Yann LeCun and others, 1998).
#
# Does it matter from which *kind* of distribution they come? Try three very
# different ones: the bell, a flat distribution, and the toss of a coin.

# %% id="kinds"
def sums_of(draw, seed):
    """Return the std of the sums of 100 units, whose weights are drawn with variance 1/784."""
    return (x[:1000] @ (draw(np.random.default_rng(seed)) / np.sqrt(784))).std()


shape = (784, 100)
kinds = {"bell": lambda rng: rng.normal(size=shape),
         "flat": lambda rng: rng.uniform(-np.sqrt(3), np.sqrt(3), size=shape),
         "coin": lambda rng: rng.choice([-1.0, 1.0], size=shape)}
stds = np.array([[sums_of(draw, seed) for seed in range(10)] for draw in kinds.values()])
lowest, highest = stds.min(), stds.max()
dl.claim("Bell, flat or coin: with variance 1/n, ten first layers of each kind have sums of a std within 10 % of 1",
         lowest > 0.9 and highest < 1.1)

# %% [markdown] id="relu-text"
# ## 4. ReLU throws half away
#
# So $1/\sqrt n$ keeps the *sums* as large as what came in. Then comes the activation function. ReLU silences every negative
# sum. Sums are negative as often as positive, and as large, so half of the squares are lost:
# $\overline{h^2} = \frac12 \operatorname{Var}(z)$. With $1/\sqrt n$ the size is divided by $\sqrt2$ in each layer. Make up for it by twice
# the variance:
#
# $$ n \operatorname{Var}(w) = 2 , \qquad \text{std } \sqrt{2/n} . $$
#
# This is the start of Kaiming He and others (2015), which you have used since lesson 02.

# %% id="relu-picture" alt="Upright histograms of the positive outputs of ReLU layers 1 to 5; half of the outputs are 0. With std 1 over root n they shrink from layer to layer. With std root 2 over n they keep their range up to layer 5; what lies beyond 4 is collected in the last bar."
relu_starts = {"1 / √n": lambda n: np.sqrt(1 / n), "√(2 / n), He": lambda n: np.sqrt(2 / n)}
fig, axes = plt.subplots(2, 1, figsize=(8, 5.8))
for ax, (name, std_for) in zip(axes, relu_starts.items()):
    dl.plots.plot_layers(layers_of(relu, std_for), limits=(0, 4), measure="size", ax=ax)
    ax.set_title(f"ReLU, weights of std {name} (the last bar: 4 and more)")

# %% [markdown] id="fifty-text"
# ### Fifty layers
#
# Five layers forgive much. With fifty, every error is repeated fifty times. The computer can follow the theory.
# One step: the sums get the variance $n \operatorname{Var}(w) \cdot \overline{h^2}$. A sum of many terms is nearly
# bell-shaped; so draw such sums from a bell, apply the function, average the squares. Repeat. No network, no images:

# %% id="theory"
bell = rng.normal(size=50_000)
bell = np.concatenate([bell, -bell]) / bell.std()  # exactly as much below 0 as above, size 1


def theory(phi, n_var, n_layers=50):
    """Return the size of the outputs of each layer; n_var is n times Var(w)."""
    mean_square, found = 1.0, []
    for _ in range(n_layers):
        mean_square = np.mean(phi(np.sqrt(n_var * mean_square) * bell) ** 2)
        found.append(np.sqrt(mean_square))
    return np.array(found)

# %% [markdown] id="fifty-question"
# Now fifty layers of 100 units, ten networks for each start. Besides those that you know, we take He's start with
# all weights 10 % too small or too large.
#
# **Predict.** How large is the signal after fifty layers, with weights 10 % too small? With weights 10 % too large?

# %% id="fifty" tags=["predict"] alt="Size of the outputs over 50 layers, logarithmic, ten thin lines for each start and the theory as a dashed black line on top. ReLU with He's start stays near 1. With weights 10 per cent too large it rises to about 100, with 10 per cent too small it falls below a hundredth, with 1 over root n to less than a ten-millionth. tanh with 1 over root n sinks slowly to a tenth. Most of the ReLU networks lie a little below the theory."
fifty = {"10 % too large": (relu, 2 * 1.1**2, "vermilion"), "ReLU, He": (relu, 2, "green"),
         "tanh, 1 / √n": (tanh, 1, "purple"), "10 % too small": (relu, 2 * 0.9**2, "orange"),
         "ReLU, 1 / √n": (relu, 1, "blue")}
fig, ax = plt.subplots(figsize=(10, 6))
measured, expected = {}, {}
for name, (phi, n_var, color) in fifty.items():
    networks = [layers_of(phi, lambda n: np.sqrt(n_var / n), 50, seed=seed) for seed in range(10)]
    measured[name] = np.array([[size(h) for h in outputs] for outputs in networks])
    expected[name] = theory(phi, n_var)
    ax.semilogy(range(1, 51), measured[name].T, color=dl.plots.COLORS[color], lw=0.8)
    ax.semilogy(range(1, 51), expected[name], "k--", lw=1.5)
    ax.text(51, expected[name][-1], name, color=dl.plots.COLORS[color], weight="bold", va="center")
_ = ax.set(xlabel="layer", ylabel="size of the outputs", xlim=(0, 65), xticks=range(0, 51, 10))

# %% [markdown] id="fifty-explained"
# **Explain.** Thin lines are networks, dashed lines the theory. 10 % too small in each layer leaves
# $0.9^{50} \approx 0.005$; 10 % too large makes $1.1^{50} \approx 117$. So *about* right is not enough. And
# tanh sinks ever more slowly: the smaller its sums, the more it is like a straight line of slope 1.

# %% id="fifty-claim" tags=["claim-L09-07"]
gaps = [np.abs(np.log10(np.median(measured[name], axis=0) / expected[name])).max() for name in fifty]
largest_gap, root_50 = max(gaps), np.median(measured["ReLU, 1 / √n"][:, -1])
dl.claim("Over fifty layers theory and the median network agree to half a power of ten;\n"
         "ReLU with 1/√n ends below a ten-millionth", largest_gap < 0.5 and root_50 < 1e-7)

# %% [markdown] id="fifty-width-text"
# A typical ReLU network lies a little below the theory, which follows the *mean* square: in each layer chance
# multiplies the size, and a few lucky networks hold up the mean. With more units chance has less to say: try He's
# start with 25 and with 200.

# %% id="fifty-width" tags=["claim-L09-07"]
he_50 = {units: [layers_of(relu, relu_starts["√(2 / n), He"], 50, units, seed, x[:100])[-1] for seed in range(20)]
         for units in (25, 200)}
narrow, wide = (np.median([size(h) for h in he_50[units]]) for units in (25, 200))
dl.claim("He's start, layer 50: the median of 20 networks of 25 units is below 0.3,\nof 200 units above 0.45",
         narrow < 0.3 and wide > 0.45)

# %% [markdown] id="exercise-std-text"
# ### Exercise: the way forward, for any function
#
# Somebody invents a new activation function. Which weights does it need? The rule tells, once you have measured what the
# function leaves of bell-shaped sums. If the sums of one layer have std 1, those of the next shall, too. (Deltas have
# a wish of their own: section 5.)

# %% id="exercise-std" tags=["exercise"]
def kernel_std(phi, n_inputs, z):
    """Return the standard deviation of weights that turn sums of std 1 into sums of std 1 in the next layer.

    phi: the activation function; n_inputs: how many of its outputs a unit of the next layer adds up.
    z: many draws from a normal distribution with std 1, shape (n_draws,); phi(z) is the outputs.
    Weights have mean 0.
    Example: for phi = ReLU, 100 inputs and z = [-1, 2, 0.5] it is 0.084017 (to 5 digits).
    """
    # solution
    return 1 / np.sqrt(n_inputs * np.mean(phi(z) ** 2))

# %% id="check-std"
dl.exercises.kernel_std.check(kernel_std)

# %% [markdown] id="back-text"
# ## 5. And on the way back
#
# A start also has to bring the *gradients* through. Backpropagation (lesson 06) multiplies delta, the gradient with respect to
# a layer's sums, by the same kernels, read the other way round, and by the slopes. The gradient of a kernel is what
# came in, times delta:

# %% id="way-back"
def way_back(phi, std_for, n_layers=10, units=100, seed=0):
    """Return the sizes of what goes into each layer, of its delta and of its kernel's gradient."""
    rng = np.random.default_rng(seed)
    inputs, sums, kernels = [x[:200]], [], []
    for n, n_out in zip([784] + n_layers * [units], n_layers * [units] + [10]):
        kernels.append(rng.normal(scale=std_for(n), size=(n, n_out)))
        sums.append(inputs[-1] @ kernels[-1])
        inputs.append(phi(sums[-1]))
    delta = (dl.scratch.softmax(sums[-1]) - np.eye(10)[y[:200]]) / 200
    sizes = np.zeros((3, n_layers))
    for layer in reversed(range(n_layers)):
        delta = (delta @ kernels[layer + 1].T) * phi.derivative(sums[layer])
        sizes[:, layer] = size(inputs[layer]), size(delta), size(inputs[layer].T @ delta)
    return sizes

# %% [markdown] id="back-question"
# Ten layers of ReLU, with He's weights, with all weights halved, and doubled; and tanh with std 1.
#
# **Predict.** With halved weights, delta is halved from layer to layer on its way back, so it is smallest in layer 1.
# In which layer is the gradient *of the kernel* smallest?

# %% id="back" tags=["predict"] alt="Two panels over layers 1 to 10, logarithmic. Left, delta: with He's weights level; with halved weights it falls towards layer 1, with doubled weights it rises, and with tanh and std 1 it rises, too. Right, the gradient of the kernel: nearly level with He's weights, with halved and with doubled ones, at very different heights; only for tanh with std 1 it rises towards layer 1."
back_starts = {"ReLU, He doubled": (relu, lambda n: 2 * np.sqrt(2 / n)), "tanh, std 1": (tanh, lambda n: 1),
               "ReLU, He": (relu, lambda n: np.sqrt(2 / n)),
               "ReLU, He halved": (relu, lambda n: np.sqrt(2 / n) / 2)}
sizes = {name: np.array([way_back(*start, seed=seed) for seed in range(10)])
         for name, start in back_starts.items()}
fig, axes = plt.subplots(1, 2, figsize=(12, 5))
for ax, part, title in zip(axes, (1, 2), ("size of delta", "size of the kernel's gradient")):
    for (name, found), marker in zip(sizes.items(), "D^os"):
        median = np.median(found, axis=0)[part]
        line, = ax.semilogy(range(1, 11), median, marker + "-", ms=7)
        ax.text(10.3, median[-1], name if part == 2 else "", color=line.get_color(), weight="bold", va="center")
        ax.text(0.7, median[0], name if part == 1 else "", color=line.get_color(), weight="bold", va="center", ha="right")
    ax.set(title=title, xlabel="layer", xticks=range(1, 11), xlim=(0.5, 14.5) if part == 2 else (-5, 10.5))

# %% [markdown] id="back-explained"
# **Explain.** In none! With halved weights what comes in is halved with every layer *forward*, delta with every layer *back*;
# in their product one makes up for the other. All kernels get about the same gradient, all equally tiny: it is not
# that "the first layers do not learn"; at an ordinary rate *none* moves at first.
#
# With tanh and std 1 the outputs are held at ±1, but delta is multiplied by large
# weights: the gradient **explodes** towards layer 1, although most slopes are nearly 0. So look at both,
# outputs and deltas.

# %% id="back-claims" tags=["claim-L09-01"]
kernels = {name: found[:, 2] for name, found in sizes.items()}
uneven = max((k.max(axis=1) / k.min(axis=1)).max() for name, k in kernels.items() if name != "tanh, std 1")
halved_delta = (sizes["ReLU, He halved"][:, 1, 0] / sizes["ReLU, He halved"][:, 1, -1]).max()
times_smaller = np.median(kernels["ReLU, He"]) / np.median(kernels["ReLU, He halved"])
exploded = (kernels["tanh, std 1"][:, 0] / kernels["tanh, std 1"][:, -1]).min()
dl.claim("The gradients of the ten kernels differ by less than a factor of 5 with ReLU,\n"
         "and grow more than 200 times towards layer 1 with tanh, std 1", uneven < 5 and exploded > 200)
dl.claim("He halved: delta shrinks below 1/100 from layer 10 to layer 1, and the\n"
         "kernels' gradients are more than 1,000 times smaller than with He",
         halved_delta < 0.01 and times_smaller > 1000)

# %% [markdown] id="demo-text"
# ### Try it
#
# Turn the weights up and down, and watch five layers, forward on the left and back on the right. From where to where do all
# five stay alive, and which function leaves you more room?

# %% id="demo" alt="Left, upright histograms of five tanh layers with weights of standard deviation 1: nearly all outputs lie at -1 and 1. Right, the gradients grow from layer 5 to layer 1. Below, the controls: function and weights."
dl.demos.initial_weights()

# %% [markdown] id="glorot-text"
# ### What delta asks for
#
# Why is He's delta level? On the way back, a unit adds up what comes from the $n_\text{out}$ units behind it, each times
# a weight, and multiplies by its slope. So the rule of section 3 asks, with the mean square of the slopes,
#
# $$ n_\text{out} \operatorname{Var}(w) \cdot \overline{f'^2} = 1 . $$
#
# Half of ReLU's slopes are 1, the others 0: $n_\text{out} \operatorname{Var}(w) = 2$, the same 2 as forward. And
# other functions? Both wishes, for sums of std 1:

# %% id="both-wishes"
for phi in (relu, tanh, dl.scratch.selu, sigmoid):
    forward, back = 1 / np.mean(phi(bell) ** 2), 1 / np.mean(phi.derivative(bell) ** 2)
    print(f"{phi.name:8} forward n Var(w) = {forward:.1f}, back {back:.0f}" if back > 10 else
          f"{phi.name:8} forward n Var(w) = {forward:.1f}, back {back:.1f}")

# %% [markdown] id="wishes-text"
# Where both roughly agree, one start can serve both. For the sigmoid none can (see "Deeper"): choose another function.
#
# For tanh, Xavier Glorot and Yoshua Bengio (2010) took sums so small that it is a straight line of slope 1:
# then forward asks $n_\text{in} \operatorname{Var}(w) = 1$, back $n_\text{out} \operatorname{Var}(w) = 1$. Between 784 and 100 both cannot hold, so
# they put the mean of the two numbers, called fan-in and fan-out, in place of $n$:
#
# $$ \operatorname{Var}(w) = \frac{1}{(n_\text{in} + n_\text{out}) / 2} = \frac{2}{n_\text{in} + n_\text{out}} . $$
#
# (Also called *Xavier*.) Between equal layers it is our $1/\sqrt n$. It is Keras' default for `Dense`.

# %% [markdown] id="race-text"
# ## 6. Does it matter for learning?
#
# Now train: five layers of 100 ReLU units, with std 1, std 0.01, Glorot's start and He's. Small gradients need a large
# learning rate, and the other way round, so each start gets *eight* rates, from a millionth to 10,
# and two draws for each. The engine of lesson 06 trains all 64 together.

# %% id="train-many"
@np.errstate(all="ignore")  # some diverge; their loss counts as infinite
def train_many(hidden, start, rates, activation="relu", epochs=4, draws=2):
    """Return losses, shape (epochs, rates, draws), and accuracies on new images, shape (rates, draws)."""
    networks = dl.scratch.mlp([784, *hidden, 10], variants=draws * len(rates), activation=activation,
                              kernel_initializer=start, seed=list(range(draws)) * len(rates))
    losses = networks.fit(x[:2000], y[:2000], epochs=epochs, batch_size=100,
                          optimizer=dl.scratch.SGD(np.repeat(rates, draws)))
    losses = np.nan_to_num(losses.reshape(epochs, len(rates), draws), nan=np.inf)
    return losses, networks.accuracy(x_test, y_test).reshape(len(rates), draws)

# %% [markdown] id="race-starts-text"
# The engine takes a start by name, or as a function of shape and random numbers.

# %% id="race"
def with_std(std):
    return lambda shape, rng: rng.normal(scale=std, size=shape)


rates = 10.0 ** np.arange(-6, 2)
starts = {"std 1": with_std(1), "std 0.01": with_std(0.01), "Glorot": "glorot_normal", "He": "he_normal"}
race = {name: train_many(5 * [100], start, rates) for name, start in starts.items()}

# %% [markdown] id="race-question"
# **Predict.** For each start, the loss after four epochs over the rate, one line for each draw. Whose lowest point lies where?
# (A network that knows nothing has the loss ln 10, about 2.3.)

# %% id="race-picture" live=true tags=["predict"] alt="Left, loss after four epochs over the learning rate, both axes logarithmic. std 0.01 stays at the loss at chance, 2.3, for every rate. Glorot begins there and He a little above; at 0.01 He's is far ahead; at 0.1, the last rate at which they do not diverge, both are down at 0.3 to 0.4. std 1 lies far above the picture, or diverged. Right, the loss over the epochs, each start at its best rate: std 0.01 is a level line at 2.3; two curves each of Glorot and He fall side by side below 0.6, those of He a little faster."
fig, (left, right) = plt.subplots(1, 2, figsize=(12, 5.2), width_ratios=[1.4, 1])
looks = {"std 0.01": ("orange", "^-", (1, 2.6), (2.2, 2.36)), "Glorot": ("green", "s--", (0.2, 0.36), (2.1, 1.1)),
         "He": ("vermilion", "o-", (0.03, 0.25), (1.25, 0.9))}
for name, (color, style, left_place, right_place) in looks.items():
    losses, color = race[name][0], dl.plots.COLORS[color]
    left.loglog(rates, losses[-1], style, color=color)
    right.plot(range(1, 5), losses[:, losses[-1].mean(axis=1).argmin()], style, color=color)
    left.text(*left_place, name, color=color, weight="bold")
    right.text(*right_place, name, color=color, weight="bold")
left.annotate("std 1: far above,\nor diverged", (1e-5, 9.5), (1e-5, 4.5), color=dl.plots.COLORS["blue"], weight="bold",
              ha="center", arrowprops={"arrowstyle": "->"})
left.set(xlabel="learning rate", ylabel="loss after 4 epochs", ylim=(0.2, 10))
_ = right.set(xlabel="epoch, each start at its best rate", ylabel="loss", ylim=(0, 2.5), xticks=range(1, 5))

# %% [markdown] id="race-explained"
# **Explain.** In four epochs no rate repairs a start that is wrong by much.
#
# - **std 0.01**: no rate gets below the loss at chance, not even 10, where the others have long diverged.
# - **std 1**: "gives nan", you will read. At ordinary rates it does. At a rate ten thousand times smaller
#   it learns, slowly. (Its sums are in the thousands: where it errs, it errs with full conviction. Hence the huge loss
#   beside a fair accuracy.)
# - **Glorot** and **He**: close together at their best rate, 0.1 (at 0.01 they are not). In four layers from 100 to 100
#   $1/\sqrt n$ in place of $\sqrt{2/n}$ costs a factor of only $\sqrt2^{\,4} = 4$.

# %% id="race-claims" tags=["claim-L09-01"] rtol=0.2
off_chance = np.log(10) - race["std 0.01"][0][-1].min()
std_1_reads = race["std 1"][1].mean(axis=1).max()
ordinary = race["std 1"][0][-1, rates > 1e-3].min()
std_1, glorot, he = (race[name][0][-1].mean(axis=1).min() for name in ("std 1", "Glorot", "He"))
dl.claim("std 0.01: no rate brings the loss more than 0.01 below the loss at chance", off_chance < 0.01)
dl.claim("std 1: all diverge at rates from 0.01 on; the lowest loss of all eight rates is\n"
         "above 10, and none reads more than 65 %", ordinary == np.inf and std_1 > 10 and std_1_reads < 0.65,
         shown={"best accuracy": std_1_reads})
dl.claim("Each at its best rate, Glorot and He bring the loss below 0.55", glorot < 0.55 and he < 0.55)

# %% [markdown] id="deep-text"
# Then is a factor of 2 in the variance a trifle? Take twenty layers of 50 units, ReLU and tanh, three values of
# $n \operatorname{Var}(w)$ each. First the theory, forward and back:

# %% id="deep-theory"
def theory_back(phi, n_var, n_layers=20):
    """Return what delta is multiplied by on its way from the last of the layers to the first."""
    sums = [np.sqrt(n_var) * before * bell for before in (1, *theory(phi, n_var, n_layers - 2))]
    slopes = np.array([np.mean(phi.derivative(z) ** 2) for z in sums])
    return np.prod(np.sqrt(n_var * slopes))


deep = [(relu, 1), (relu, 2), (relu, 4), (tanh, 0.5), (tanh, 1), (tanh, 2)]
for phi, n_var in deep:
    print(f"{phi.name}, n Var(w) = {n_var:<3}: outputs times {theory(phi, n_var, 20)[-1]:.1g}, "
          f"delta times {theory_back(phi, n_var):.1g}")

# %% [markdown] id="deep-question"
# For ReLU 2 is He's start; for tanh 1 is Glorot's. Now train
# them. Each gets three rates, around the best of a wider search, and three draws.
#
# **Predict.** Which of the six will hardly learn in six epochs? Which start is best for tanh?

# %% id="deep" tags=["predict"] rtol=0.25
deep_losses, deep_reads = {}, {}
for (phi, n_var), middle in zip(deep, (0.3, 0.03, 2e-4, 1.0, 0.1, 0.06)):
    losses, reads = train_many(20 * [50], lambda shape, rng: rng.normal(scale=np.sqrt(n_var / shape[0]), size=shape),
                               middle * np.array([0.5, 1, 2]), phi.name, epochs=6, draws=3)
    best = losses[-1].mean(axis=1).argmin()
    deep_losses[phi.name, n_var], deep_reads[phi.name, n_var] = losses[-1, best].mean(), reads[best].mean()
    print(f"{phi.name}, n Var(w) = {n_var:<3}: loss {losses[-1, best].mean():.1f}")

# %% [markdown] id="deep-explained"
# **Explain.** The three that theory multiplies by a thousand or a thousandth learn next to nothing. tanh learns best, and
# *better with twice Glorot's variance*, as theory foretold: outputs and deltas stay nearer to 1. Glorot's 1 is exact only for
# small sums: safe, not best.
#
# And half of He's variance is, between equal layers, Glorot's: the start of every Keras `Dense` to which you say
# `activation="relu"` and nothing else!

# %% id="deep-claim" tags=["claim-L09-01"] rtol=0.25 atol=0.15
spoiled = min(deep_losses["relu", 1], deep_losses["relu", 4], deep_losses["tanh", 0.5])
relu_he, tanh_1, tanh_2 = deep_losses["relu", 2], deep_losses["tanh", 1], deep_losses["tanh", 2]
relu_reads, tanh_reads = deep_reads["relu", 2], deep_reads["tanh", 2]
dl.claim("Twenty layers, each at its best rate: three starts stay above a loss of 2,\n"
         "He's gets below 1.8", spoiled > 2 and relu_he < 1.8)
dl.claim("tanh ends lower with twice Glorot's variance; it reads more than 70 % of\n"
         "new digits, ReLU with He's start less than 65 %", tanh_2 < tanh_1 and tanh_reads > 0.7 and relu_reads < 0.65)

# %% [markdown] id="deep-alike-text"
# But He's start, perfect by this theory, is slow! So size is not all. Here is a suspect: the direction. Take the *cosine* between
# the outputs for two images (1: the same direction, 0: a right angle). How large is it on average after twenty layers?

# %% id="deep-alike"
def alike(phi, n_var, seed):
    h = layers_of(phi, lambda n: np.sqrt(n_var / n), 20, 50, seed)[-1]
    h = h / np.linalg.norm(h, axis=1, keepdims=True)
    return np.mean(h @ h.T)


relu_alike = np.median([alike(relu, 2, seed) for seed in range(10)])
tanh_alike = np.median([alike(tanh, 2, seed) for seed in range(10)])
dl.claim("In layer 20 ReLU with He's start turns all images into nearly one direction,\n"
         "tanh with twice Glorot's variance does not", relu_alike > 0.9 and tanh_alike < 0.2)

# %% [markdown] id="deep-delta-text"
# A last layer that gets nearly the same from every image should find it hard to tell them apart. (It is a suspect: we have not
# trained such a network without this fault.) What keeps the images apart, lesson 10 finds out in "Deeper: fifty layers".
#
# Is the theory of the way back true of networks, too? Compare it with deltas in untrained ones.

# %% id="deep-delta-claim" tags=["claim-L09-05", "claim-L09-07"]
times_off = []
for phi, n_var in deep:
    deltas = np.array([way_back(phi, lambda n: np.sqrt(n_var / n), 20, 50, seed)[1] for seed in range(10)])
    times_off.append(np.median(deltas[:, 0] / deltas[:, -1]) / theory_back(phi, n_var))
dl.claim("In all six, theory tells how delta changes through twenty layers, to a factor\n"
         "of 2 (median of ten networks)", max(times_off) < 2 and min(times_off) > 0.5)

# %% [markdown] id="check-yours-text"
# ## 7. In Keras, and in your own network
#
# | activation | start | in Keras |
# |---|---|---|
# | tanh, softmax, none | Glorot: $2/(n_\text{in}+n_\text{out})$; twice that for tanh may learn faster | the default |
# | ReLU, leaky ReLU; ELU and its like nearly | He: $2/n_\text{in}$ | `"he_normal"`, `"he_uniform"` |
# | SELU | LeCun: $1/n_\text{in}$ (see "Deeper") | `"lecun_normal"` |
# | your own | measure both wishes; if they differ by much, take another function | `keras.initializers.RandomNormal(stddev=...)` |
#
# In Keras you say `kernel_initializer="he_normal"`. (`_normal` are bells without their tails, `_uniform` are flat; for the size
# of sums this hardly matters.) Before you train, look: what do the layers hand on, and how large are the gradients?
# `dlcourse` tells it of any Keras model. Here is one model of five ReLU layers with two starts.

# %% id="check-yours"
def look_into(starts):
    """Return the sizes of the outputs of layers 1 to 5, and the length of the first kernel's gradient."""
    network = keras.Sequential([keras.Input((784,))])
    for start in starts:
        network.add(keras.layers.Dense(100, activation="relu", kernel_initializer=start))
    network.add(keras.layers.Dense(10))
    recorder = dl.callbacks.ActivationRecorder(x[:500])
    recorder.set_model(network)
    outputs = list(recorder.snapshot().values())
    lengths = dl.training.gradient_norms(network, x[:500], y[:500], cross_entropy)
    return [size(h) for h in outputs[:5]], list(lengths.values())[0]


sizes_he, first_he = look_into(5 * ["he_normal"])
sizes_small, first_small = look_into([keras.initializers.RandomNormal(stddev=0.01, seed=i) for i in range(5)])

# %% [markdown] id="check-yours-note"
# (One initializer *object*, with a seed or without, gives all layers of one shape the *same* numbers: take one
# for each layer. Names such as `"he_normal"` are safe.)

# %% id="check-yours-claim" tags=["claim-L09-01"] rtol=0.2
least_he, last_small, times_as_large = min(sizes_he), sizes_small[-1], first_he / first_small
dl.claim("he_normal: five layers hand on a size above 0.6; std 0.01: layer 5 below 0.0001;\n"
         "and layer 1 has a gradient 20,000 times smaller",
         least_he > 0.6 and last_small < 1e-4 and times_as_large > 20_000)

# %% [markdown] id="exercise-diagnosis-text"
# ### Exercise: which layers will learn?
#
# Four new networks of ten layers: the size of what goes *into* each layer, and of its delta.

# %% id="four-networks" alt="Four panels with two curves each over layers 1 to 10, logarithmic: what goes into the layer, and delta. A: the inputs fall from left to right, delta rises as steeply. B: the inputs are level, delta falls from left to right. C: both are level. D: the inputs are level, delta rises from left to right."
four = [(tanh, lambda n: 0.3 / np.sqrt(n)), (tanh, lambda n: 0.5), (relu, lambda n: np.sqrt(2 / n)),
        (sigmoid, lambda n: 1 / np.sqrt(n))]
fig, axes = plt.subplots(2, 2, figsize=(10, 7), sharex=True)
for ax, letter, (phi, std_for) in zip(axes.flat, "ABCD", four):
    h, delta, _ = np.median([way_back(phi, std_for, seed=seed) for seed in range(10)], axis=0)
    ax.semilogy(range(1, 11), h, "s-", label="what goes in")
    ax.semilogy(range(1, 11), delta, "o--", label="delta")
    ax.set(title=letter, xlabel="layer", xticks=range(1, 11), ylim=(1e-10, 10))
_ = axes[0, 0].legend(loc="lower right")

# %% [markdown] id="diagnosis-question"
# You do not see the gradients of the kernels. What will they be like? (On a logarithmic axis, multiplying is adding
# heights. "A good size" is one like that of He's start in section 5.)

# %% id="exercise-diagnosis" tags=["exercise"]
def kernel_gradients():
    """Return a list of four numbers: what the kernels' gradients of A, B, C and D are like, each once.

    1: about the same in all layers, and of a good size.
    2: about the same in all layers, but tiny.
    3: they get larger and larger towards layer 1.
    4: they get smaller and smaller towards layer 1.

    Example: [1, 2, 3, 4] says that A is well, B is tiny, and so on.
    """
    # solution
    return [2, 3, 1, 4]

# %% id="check-diagnosis"
dl.exercises.kernel_gradients.check(kernel_gradients)

# %% [markdown] id="deeper-uniform"
# ## Deeper: Glorot's flat numbers
#
# Keras' default start, `"glorot_uniform"`, draws flat numbers, between $-a$ and $a$. Their variance is $a^2/3$.

# %% [markdown] id="exercise-glorot-text"
# ### Exercise: Glorot's start
#
# So which $a$ gives Glorot's variance?

# %% id="exercise-glorot" tags=["exercise"]
def glorot_uniform(n_in, n_out, seed):
    """Return a random kernel with Glorot's variance, from a uniform distribution around 0.

    n_in, n_out: inputs and units of the layer; seed: for np.random.default_rng.
    Returns shape (n_in, n_out). Standard deviation and largest weight shall be within 2e-2
    (2 per cent) of what the distribution promises.
    Example: for 300 inputs and 200 units no weight is beyond 0.11, and their std is about 0.063.
    """
    # solution
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.default_rng(seed).uniform(-limit, limit, size=(n_in, n_out))

# %% id="check-glorot"
dl.exercises.glorot_uniform.check(glorot_uniform)

# %% [markdown] id="sigmoid-text"
# ## Deeper: the sigmoid between two evils
#
# The sigmoid gives numbers between 0 and 1, never around 0, and its slope is at most a quarter. Books show it with three
# starts: std 1, std 0.01 and $1/\sqrt n$, and say that large weights make its gradients vanish, and that $1/\sqrt n$ helps. Look at outputs *and* deltas.
#
# **Predict.** With which of the three does delta vanish on its way back through five layers? With which does layer 5 still
# tell the images apart? (The titles tell what is left of delta, and the std with which a unit
# of layer 5 varies between images.)

# %% id="sigmoid" tags=["predict"] alt="Upright histograms of five sigmoid layers. With std 1 most outputs lie near 0 and near 1. With std 0.01 all lie at one half. With 1 over root n the outputs of layer 1 are spread widely; those of layers 4 and 5 are thin spikes, one for each unit."
fig, axes = plt.subplots(3, 1, figsize=(8, 7.8))
remains, between = {}, {}
for ax, (name, std_for) in zip(axes, tanh_starts.items()):
    dl.plots.plot_layers(layers_of(sigmoid, std_for), limits=(0, 1), bins=201, ax=ax)
    deltas = np.array([way_back(sigmoid, std_for, n_layers=5, seed=seed)[1] for seed in range(10)])
    remains[name] = deltas[:, 0] / deltas[:, -1]
    between[name] = [layers_of(sigmoid, std_for, seed=seed)[-1].std(axis=0) for seed in range(10)]
    ax.set(xlabel="", ylabel="output", title=f"sigmoid, {name}: of delta {np.median(remains[name]):.1g} is left, "
           f"layer 5 varies by {np.median(between[name]):.1g}")
_ = ax.set_xlabel("layer")

# %% [markdown] id="sigmoid-explained"
# **Explain.** Saturation is real with std 1: most units sit at 0 or 1. But the large weights multiply back what the flat
# slopes take away, and delta lives. With std 0.01, where *no* unit is saturated, it is lost most thoroughly, and all
# units say one half to everything.
#
# $1/\sqrt n$ only seems to help. Its outputs are spread, but between *units*: each says a number of its own, whatever
# the image. The spikes give it away. Lesson 02 pushed the differences between images through, and saw them die as well.

# %% id="sigmoid-claims" tags=["claim-L09-03", "claim-L09-04", "claim-L09-05", "claim-L09-06"]
large_5 = layers_of(sigmoid, tanh_starts["std 1"])[-1]
at_the_ends = np.mean((large_5 < 0.05) | (large_5 > 0.95))
left_large, left_small, left_root = (remains[name] for name in tanh_starts)
varies_large, varies_small, varies_root = (np.array(between[name]) for name in tanh_starts)
dl.claim("std 1: more than half of the outputs of layer 5 are beyond 0.05 and 0.95,\n"
         "and more than a fifth of delta is left", at_the_ends > 0.5 and np.all(left_large > 0.2))
dl.claim("std 0.01: less than a millionth of delta is left; between images no unit of\n"
         "layer 5 varies by more", np.all(left_small < 1e-6) and np.all(varies_small < 1e-6))
dl.claim("1/√n: between images no unit of layer 5 varies by more than 0.002,\n"
         "and less than 1/50 of delta is left", np.all(varies_root < 0.002) and np.all(left_root < 0.02))

# %% [markdown] id="sigmoid-wishes-text"
# And the start that `kernel_std` returns? It keeps the size of the sums, but a constant counts in them like a signal, and so
# it keeps the constants and loses the images. 16 times Glorot's variance does better, on both ways (in lesson 02
# sigmoids learn from such a start).

# %% id="sigmoid-wishes" tags=["claim-L09-06"]
def five_sigmoids(n_var):
    """Return what is left of delta, and by how much the units of layer 5 vary between images."""
    std_for = lambda n: np.sqrt(n_var / n)
    deltas = np.array([way_back(sigmoid, std_for, n_layers=5, seed=seed)[1] for seed in range(10)])
    varies = [layers_of(sigmoid, std_for, seed=seed)[-1].std(axis=0).mean() for seed in range(10)]
    return deltas[:, 0] / deltas[:, -1], np.array(varies)


left_forward, varies_forward = five_sigmoids(1 / np.mean(sigmoid(bell) ** 2))
left_16, varies_16 = five_sigmoids(16)
dl.claim("The start that keeps the sums: a unit varies by less than 0.01, and less than\n"
         "a twentieth of delta is left", np.all(varies_forward < 0.01) and np.all(left_forward < 0.05))
dl.claim("n Var(w) = 16: a unit varies by more than 0.025, and more than 8 % of delta\n"
         "is left", np.all(varies_16 > 0.025) and np.all(left_16 > 0.08))

# %% [markdown] id="selu-text"
# ## Deeper: a function that heals itself
#
# With a wrong start the sums drift away. Günter Klambauer and others (2017) looked for a function that pulls them *back*: SELU,
# an ELU stretched by two constants, so that with LeCun's weights ($1/n$) sums of mean 0 and variance 1 stay so.
#
# **Predict.** Fifty layers of SELU: with LeCun's weights, with He's, and with LeCun's halved. And with LeCun's, if all pixels
# are a thousand times too large, or too small?

# %% id="selu" tags=["predict"] alt="Standard deviation of the outputs of SELU layers over 50 layers, logarithmic. With LeCun's weights it stays at 1, and comes back to 1 from inputs a thousand times too large and too small. With He's it grows to tens, with LeCun's halved it vanishes."
selu_starts = {"LeCun, 1/√n": (1, 1), "He, √2/√n": (np.sqrt(2), 1), "LeCun's halved": (0.5, 1),
               "inputs × 1000": (1, 1000), "inputs ÷ 1000": (1, 0.001)}
fig, ax = plt.subplots(figsize=(9, 5))
selu_50 = {}
for (name, (factor, scale)), style in zip(selu_starts.items(), ["o-", "s-", "^-", "v--", "D--"]):
    outputs = [layers_of(dl.scratch.selu, lambda n: factor / np.sqrt(n), 50, seed=seed, images=scale * x[:500])
               for seed in range(5)]
    stds = np.array([[h.std() for h in network] for network in outputs])
    selu_50[name] = [network[-1] for network in outputs]
    ax.semilogy(range(1, 51), np.median(stds, axis=0), style, markevery=7, label=name)
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
_ = ax.set(xlabel="layer", ylabel="std of the outputs")

# %% [markdown] id="selu-explained"
# **Explain.** With LeCun's weights SELU heals even these inputs, in some 25 layers; ReLU would pass the error on. But no layer can heal weights
# that are wrong in *every* layer: He's are too large for it. So LeCun's start belongs to it. (This tells of sizes. Whether SELU
# learns better is another question.)

# %% id="selu-claim" tags=["claim-L09-08"]
selu_stds = {name: np.array([h.std() for h in found]) for name, found in selu_50.items()}
selu_means = np.array([abs(h.mean()) for h in selu_50["LeCun, 1/√n"]])
kept, too_large, too_small = selu_stds["LeCun, 1/√n"], selu_stds["He, √2/√n"].min(), selu_stds["LeCun's halved"].max()
healed = np.array([selu_stds["inputs × 1000"], selu_stds["inputs ÷ 1000"]])
dl.claim("SELU with LeCun: after fifty layers every mean is within 0.2 of 0, every std between 0.8 and 1.2",
         np.all(selu_means < 0.2) and kept.min() > 0.8 and kept.max() < 1.2)
dl.claim("From inputs a thousand times too large or too small, every std is back between 0.7 and 1.4",
         healed.min() > 0.7 and healed.max() < 1.4)
dl.claim("With He's weights the std exceeds 5, with LeCun's halved it is below a millionth",
         too_large > 5 and too_small < 1e-6)

# %% [markdown] id="deeper-last-layer"
# ## Deeper: zeros in the last layer alone
#
# Section 1 condemned zeros in both kernels. And in the *last* kernel alone, the others being He's? Exercise C told you that the
# units do not stay twins. Then the network gives all ten classes the same probability, and its first loss is exactly ln 10.
# Let us see what that is worth.

# %% id="last-layer"
last = dl.scratch.mlp([784, *5 * [100], 10], variants=8, kernel_initializer="he_normal", seed=2 * [0, 1, 2, 3])
last.weights[-2][4:] = 0  # the last kernel of the last four networks
first_losses = last.backward(x[:2000], y[:2000])
first_gradients = np.abs(last.gradients[0]).max(axis=(1, 2))
last.train_on_batch(x[:2000], y[:2000], dl.scratch.SGD(0.1))
last.backward(x[:2000], y[:2000])
second_gradients = np.abs(last.gradients[0]).max(axis=(1, 2))
losses = last.fit(x[:2000], y[:2000], epochs=4, batch_size=100, optimizer=dl.scratch.SGD(0.1))

# %% [markdown] id="last-layer-steps"
# We looked at the gradient of the first kernel before the first step and after it, and then trained on, four draws of each kind.

# %% id="last-layer-claim" tags=["claim-L09-02"] rtol=0.2 atol=0.1
from_ln_10, above_ln_10 = np.abs(first_losses[4:] - np.log(10)).max(), first_losses[:4].min() - np.log(10)
before, after = first_gradients[4:].max(), second_gradients[4:].min()
he_2, he_4, zeros_2, zeros_4 = losses[1, :4].mean(), losses[3, :4].mean(), losses[1, 4:].mean(), losses[3, 4:].mean()
dl.claim("Zeros in the last layer: the first loss is ln 10, to 5 digits; with He's it is\nhigher by 0.2 or more",
         from_ln_10 < 1e-5 and above_ln_10 > 0.2)
dl.claim("In the first step the other layers get no gradient at all, in the second they do",
         before == 0 and after > 1e-4)
print(f"loss after two epochs: He {he_2:.1f}, zeros {zeros_2:.1f}; after four: He {he_4:.1f}, zeros {zeros_4:.1f}")
dl.claim("After two epochs the zeros are behind by more than 0.15, and after four still behind",
         zeros_2 - he_2 > 0.15 and zeros_4 > he_4)

# %% [markdown] id="last-layer-explained"
# One step, and the last layer is no longer 0. It costs a little here: after four epochs the zeros have not quite caught up. In
# return you know the first loss beforehand: ln 10 *whatever* the inputs are. If it is another number, look at the loss
# function, or at the number of classes. About the inputs and the other weights it says nothing. With random last weights
# a first loss of 3 is normal; 30 or 3,000 means that inputs or weights are too large.

# %% [markdown] id="deeper-clipping"
# ## Deeper: clipping what explodes
#
# Suppose that a gradient explodes all the same. **Gradient clipping** shortens it before the step. Two ways are common. *By value*:
# every number is cut off at ±1. *By norm*: if the whole arrow is longer than 1, it is shortened to 1.
#
# **Predict.** A gradient is (0.9, 100), nearly straight up. Where does each way point?

# %% id="clipping" tags=["predict"] alt="Two arrows from one point: clipped by norm it points straight up, like the gradient; clipped by value it points to the upper right, at 48 degrees."
gradient = np.array([0.9, 100.0])
ways = {"by value": {"clipvalue": 1.0}, "by norm": {"global_clipnorm": 1.0}}
steps = {}
for name, way in ways.items():
    weight = keras.Variable([0.0, 0.0])
    keras.optimizers.SGD(1.0, **way).apply([keras.ops.convert_to_tensor(gradient, "float32")], [weight])
    steps[name] = -weight.numpy()
fig, ax = plt.subplots(figsize=(5, 4.5))
for (name, step), color in zip(steps.items(), ("vermilion", "blue")):
    ax.quiver(0, 0, *step, color=dl.plots.COLORS[color], angles="xy", scale_units="xy", scale=1)
    ax.text(*step + 0.03, name, color=dl.plots.COLORS[color], weight="bold")
_ = ax.set(xlim=(-0.1, 1.3), ylim=(0, 1.2), aspect="equal",
           xlabel="gradient's first component", ylabel="second component")

# %% [markdown] id="clipping-explained"
# **Explain.** By norm the direction is kept. By value a gradient that is nearly straight up becomes a diagonal one: still
# downhill, since every sign is kept, but no longer the steepest way.
#
# Can it rescue a run? Take He's weights, all doubled, in five layers of ReLU: gradients are then some fifty times as long.
# Six rates, two draws each: without clipping, clipped to the length 1, clipped to 100; and the right start, without clipping.

# %% id="rescue"
def last_losses(stretch, **clipping):
    """Return the loss of the last of four epochs, shape (6 rates, 2 draws)."""
    nets = dl.scratch.mlp([784, *5 * [100], 10], variants=12, kernel_initializer="he_normal", seed=6 * [0, 1])
    for kernel in nets.weights[::2]:
        kernel *= stretch
    sgd = dl.scratch.SGD(np.repeat([0.003, 0.01, 0.03, 0.1, 0.3, 1.0], 2), **clipping)
    with np.errstate(all="ignore"):
        losses = nets.fit(x[:2000], y[:2000], epochs=4, batch_size=100, optimizer=sgd)
    return np.nan_to_num(losses[-1], nan=np.inf).reshape(6, 2)


too_large, healthy = last_losses(2), last_losses(1)
clipped_1, clipped_100 = (last_losses(2, global_clipnorm=np.full(12, limit)) for limit in (1.0, 100.0))

# %% [markdown] id="rescue-explained"
# **Explain.** Clipped to 1 the run survives every rate, but unless the rate is large, it hardly gets anywhere in four epochs.
# Clipped to 100 only the wildest steps are shortened, and it does better than any rate without clipping: the limit is
# one more number to tune. But neither brings it to where the right start is. Clipping treats the symptom; the start is the
# cause. And for what *vanishes* it does nothing. It is worth its place where now and then a single batch has a huge gradient, as
# in recurrent networks (lesson 16).

# %% id="rescue-claims" tags=["claim-L09-09"] rtol=0.2 atol=0.15
diverged, largest_clipped = too_large[2:].min(), clipped_1.max()
plain, to_1, to_100, right = (found.mean(axis=1).min() for found in (too_large, clipped_1, clipped_100, healthy))
print(f"loss at the best rate: without {plain:.1f}, to 1 {to_1:.1f}, to 100 {to_100:.1f}, right start {right:.1f}")
dl.claim("Without clipping all diverge at rates from 0.03 on; clipped to 1 none does",
         diverged == np.inf and largest_clipped < np.inf, shown="eight networks and twelve")
dl.claim("At its best rate the run clipped to 100 ends lower than the one without", to_100 < plain)
dl.claim("The right start ends at less than 60 % of the best of them", right < 0.6 * min(to_1, to_100, plain))

# %% [markdown] id="tiny-text"
# And a gradient that has nearly vanished?

# %% id="tiny-claim" tags=["claim-L09-09"]
tiny = keras.Variable([0.0, 0.0])
sgd = keras.optimizers.SGD(1.0, clipnorm=1.0)
sgd.apply([keras.ops.convert_to_tensor([6e-7, 8e-7])], [tiny])
length_of_step = np.linalg.norm(tiny.numpy())
dl.claim("A gradient of length 0.000001 stays as short as it was", length_of_step < 1.001e-6)

# %% [markdown] id="exercise-clip-text"
# ### Exercise: clip by norm
#
# A network has many arrays of gradients, and the direction of the step is that of all of them together. So one length and
# one factor for all.

# %% id="exercise-clip" tags=["exercise"]
def clip_by_norm(gradients, limit):
    """Return the gradients, shortened so that their common length is at most limit.

    gradients: a list of arrays of any shapes; do not change them. limit: a number above 0.
    The length is the Euclidean norm of all numbers in all arrays together.
    Returns a list of new arrays of the same shapes, all multiplied by one factor, which is 1 if the
    length is within the limit.
    Example: [[3, 0], [4]] has the length 5; with the limit 1 it becomes [[0.6, 0], [0.8]].
    """
    # solution
    length = np.sqrt(sum(np.sum(g**2) for g in gradients))
    if length <= limit:
        return [g.copy() for g in gradients]
    return [g * (limit / length) for g in gradients]

# %% id="check-clip"
dl.exercises.clip_by_norm.check(clip_by_norm)

# %% [markdown] id="adam-text"
# ## Deeper: would Adam forgive?
#
# Adam divides each gradient by its own size (lesson 08), so tiny gradients should not matter to it. Does it make the start
# superfluous? Five layers of ReLU again, std 0.01 and He, five rates, two draws each.
#
# **Predict.** After four epochs: equal, or not?

# %% id="adam" tags=["predict"] rtol=0.3
adam_best = {}
for name in ("std 0.01", "He"):
    nets = dl.scratch.mlp([784, *5 * [100], 10], variants=10, kernel_initializer=starts[name], seed=5 * [0, 1])
    adam = dl.scratch.Adam(np.repeat([0.001, 0.003, 0.01, 0.03, 0.1], 2))
    losses = nets.fit(x[:2000], y[:2000], epochs=4, batch_size=100, optimizer=adam)
    adam_best[name] = losses[-1].reshape(5, 2).mean(axis=1).min()
    print(f"{name:8} loss {adam_best[name]:.2f}")

# %% [markdown] id="adam-explained"
# **Explain.** Not equal. With Adam the tiny gradients do move the weights, but after four epochs std 0.01 is still far behind.

# %% id="adam-claim" tags=["claim-L09-01"] rtol=0.3
adam_small, adam_he = adam_best["std 0.01"], adam_best["He"]
dl.claim("With Adam, std 0.01 does get below a loss of 1.6 in four epochs;\nbut He's loss is less than a quarter of its",
         adam_small < 1.6 and adam_he < adam_small / 4)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Hidden units with equal weights, in and out, are twins for ever. Random weights break the symmetry; biases may be
#   0, and so may the last kernel alone.
# - Forward, a sum has the variance $n_\text{in} \operatorname{Var}(w)\, \overline{h^2}$; back, $n_\text{out} \operatorname{Var}(w)\, \overline{f'^2}$
#   multiplies delta's square. All starts follow.
# - Too small: the layers hand on nearly nothing. Too large: tanh saturates, ReLU explodes.
# - A kernel's gradient is what goes in times delta. If both shrink, *all* layers stand still; if only delta does, the
#   first ones.
# - He: $2/n_\text{in}$, for ReLU. Glorot: $2/(n_\text{in} + n_\text{out})$, safe for tanh, though twice that
#   learned faster. LeCun: $1/n_\text{in}$, for SELU. For others measure both ways.
# - In a few epochs no rate repairs a start that is wrong by much. In twenty layers of ReLU a factor
#   of 2 in the variance is much.
# - Size is not all: through twenty layers of ReLU with He's start all images come to point in nearly one direction.
#
# Who keeps the signal's size later, when all weights have moved? Lesson 10 makes the network do this by itself.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | weight initialization | 가중치 초기화 | choice of the random starting weights |
# | symmetry breaking | 대칭성 깨기 | making units different, so that they can learn different things |
# | standard deviation | 표준편차 | root of the variance |
# | variance | 분산 | mean squared deviation from the mean |
# | fan-in, fan-out | 입력 / 출력 노드 수 | number of inputs and outputs of a layer, used to scale its weights |
# | Xavier (Glorot) initialization | Xavier(세이비어) / 글로럿 초기화 | variance 2 / (fan-in + fan-out); for tanh and similar |
# | He initialization | He 초기화 | variance 2 / fan-in; for ReLU and its variants |
# | LeCun initialization | 르쿤 초기화 | variance 1 / fan-in; for SELU |
# | exploding gradient | 그래디언트 폭주 | gradient that grows without bound as it is propagated back |
# | gradient clipping | 그래디언트 클리핑 | limiting the size of gradients before the update |

# %% [markdown] id="references"
# ## References
#
# - Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient backprop*, Neural Networks: Tricks of the Trade, 1998
#   (weights with variance 1/n).
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document recognition*, Proceedings
#   of the IEEE 86, 1998 (MNIST).
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, Artificial
#   Intelligence and Statistics, 2010.
# - R. Pascanu, T. Mikolov and Y. Bengio, *On the difficulty of training recurrent neural networks*, International
#   Conference on Machine Learning, 2013 (clipping by norm).
# - K. He, X. Zhang, S. Ren and J. Sun, *Delving deep into rectifiers*, International Conference on Computer Vision, 2015.
# - G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, *Self-normalizing neural networks*, Advances in Neural
#   Information Processing Systems 30, 2017.
