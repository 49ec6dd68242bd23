# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=45 minutes=85 figure="what five layers hand on, layer by layer, for weights of std 1, 0.01 and 1/√n"
# # Weight initialization
#
# Before a network learns anything, somebody has to choose its first weights. Choosing them is the **initialization**;
# we call its result the **start**. It holds no knowledge at all, and yet it decides whether the network will ever learn.
# You will spoil networks in three ways before their first step, and then find, from one rule about sums, the numbers
# with which a signal keeps its size through fifty layers.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say why weights must be random, and which of them need not be;
# - tell from the outputs of the layers whether a start is too small, too large, or right;
# - derive the starts of Glorot and He, and find one for a function that nobody has told you about;
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
# ## 1. A hundred twins
#
# From this lesson on we read larger images: 5,000 digits of MNIST, the most famous data set of the field, with 28 by 28
# pixels each. We standardise them, all pixels with one mean and one standard deviation (lesson 00).

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
# so what could be fairer than to treat all weights alike? Give each the value 0.01, the biases 0, and train. For
# comparison, give the same network random weights.

# %% id="equal-start"
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(100, activation="tanh"),
    keras.layers.Dense(10),
])
model.compile(keras.optimizers.SGD(0.1), cross_entropy, metrics=["accuracy"])

# %% [markdown] id="train-from-text"
# `set_weights` puts any weights into it. We write the training as a function, for we shall need it again.

# %% id="train-from"
def train_from(hidden_kernel, output_kernel, epochs=5):
    """Train; return the hidden kernel and the accuracy on new images."""
    model.set_weights([hidden_kernel, np.zeros(100), output_kernel, np.zeros(10)])
    model.fit(x, y, epochs=epochs, batch_size=100, verbose=0)
    return model.get_weights()[0], model.evaluate(x_test, y_test, verbose=0)[1]


equal_784, equal_100 = np.full((784, 100), 0.01), np.full((100, 10), 0.01)
random_784, random_100 = rng.normal(scale=0.03, size=(784, 100)), rng.normal(scale=0.1, size=(100, 10))
from_equal, accuracy_equal = train_from(equal_784, equal_100)
from_random, accuracy_random = train_from(random_784, random_100)

# %% [markdown] id="twins-question"
# A hidden unit has one weight for each pixel, so its weights can be drawn as an image: red where ink speaks for the
# unit, blue where it speaks against it.
#
# **Predict.** Above, the weights of seven units of the network that began with equal weights; below, of the other.
# What will you see? (The pixels at the border are paper in nearly every image. Weights there tell no images apart and take the same steps,
# so above the border stays one flat colour.)

# %% id="twins-picture" tags=["predict"] alt="Weights of seven hidden units as images, after training. Above, from equal weights: seven times exactly the same pattern. Below, from random weights: seven different noisy patterns."
fig, axes = plt.subplots(2, 7, figsize=(10, 3.2))
for row, kernel in zip(axes, (from_equal, from_random)):
    largest = np.abs(kernel).max()
    for ax, weights in zip(row, kernel.T):
        ax.imshow(weights.reshape(28, 28), cmap="coolwarm", vmin=-largest, vmax=largest)
        ax.set_axis_off()
    row[0].set_title("from equal weights" if kernel is from_equal else "from random weights", loc="left")

# %% [markdown] id="twins-explained"
# **Explain.** The units above are twins, all hundred of them. Lesson 06 says why. What comes back to a hidden unit is
#
# $$ \delta_k = f'(z_k) \sum_j \delta_j w_{kj} , $$
#
# where $w_{kj}$ is its weight to output $j$. Twins see the same inputs with the same weights, so $z_k$ and $f'(z_k)$
# are the same. Their weights $w_{kj}$ are the same. So is $\delta_k$, hence the gradient, hence the step. After the
# step they are twins again, and so on for ever. A hundred units do the work of one. (On paper. A computer that rounds
# two columns differently can part them, slowly: with PyTorch they begin to differ after some epochs.)
#
# Is it really the equality, and not the value 0.01? Change that alone: add to each weight a random
# number, a hundred times smaller than the weight.

# %% id="twins-claim" tags=["claim-L09-02"]
_, accuracy_nudged = train_from(equal_784 + 1e-4 * rng.normal(size=(784, 100)),
                                equal_100 + 1e-4 * rng.normal(size=(100, 10)))
one_epoch, _ = train_from(equal_784, equal_100, epochs=1)
largest_difference = np.ptp(one_epoch, axis=1).max() / np.abs(one_epoch).max()
dl.claim("After an epoch all units are equal to a hundred-thousandth of a weight", largest_difference < 1e-5)
dl.claim("A network from equal weights reads less than half of new digits, from random ones more than 85 %; "
         "from weights equal but for one per cent, more than 80 %", accuracy_equal < 0.5 and accuracy_random > 0.85 and accuracy_nudged > 0.8)

# %% [markdown] id="zeros-text"
# This is called **breaking the symmetry**. Almost any random numbers do it.
#
# And what about zeros, every beginner's favourite? With 0 in both kernels, the hidden outputs are tanh 0 = 0, and
# nothing comes back through a kernel of zeros: the hundred twins cannot even move. But be careful with the conclusion
# "never start from zeros". Biases start there in nearly every network. And without a hidden layer all weights may start at 0,
# too: each output unit has a target of its own, so no two get the same gradient.

# %% id="zeros" tags=["claim-L09-02"]
zeros_784, accuracy_zeros = train_from(np.zeros((784, 100)), np.zeros((100, 10)))
no_hidden = dl.scratch.mlp([784, 10], kernel_initializer="zeros")
no_hidden.fit(x, y, epochs=5, batch_size=100, optimizer=dl.scratch.SGD(0.03))
accuracy_no_hidden, largest_weight = no_hidden.accuracy(x_test, y_test), np.abs(zeros_784).max()
dl.claim("From zeros no hidden weight moves, and one digit in ten is read; without a hidden layer, more than 80 %",
         largest_weight == 0 and accuracy_zeros < 0.12 and accuracy_no_hidden > 0.8)

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
# In many textbooks "random" means numbers from a normal distribution with **standard deviation** (std) 1. Or 0.01, to be
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
# The third start takes smaller weights where more numbers come in. (Section 3 tells why.)
#
# **Predict.** tanh gives numbers between −1 and 1. Sketch for each start how the outputs of layers 1 and 5 are
# distributed.

# %% id="five-layers-picture" tags=["predict", "remember"] alt="Upright histograms of the outputs of five tanh layers, for three starts. With weights of std 1 nearly all outputs of all layers lie at -1 and 1. With std 0.01 they shrink to a needle at 0 from layer 2 on. With std 1 over root n they fill the whole range in layer 1 and get only slowly narrower."
fig, axes = plt.subplots(3, 1, figsize=(8, 10))
for ax, (name, std_for) in zip(axes, tanh_starts.items()):
    dl.plots.plot_layers(layers_of(tanh, std_for), limits=(-1, 1), ax=ax)
    ax.set_title(f"tanh, weights of {name}")

# %% [markdown] id="five-layers-explained"
# **Explain.** Each layer stands upright: the longer the bar, the more outputs lie there.
#
# - **std 1**: nearly every unit shouts −1 or 1. There tanh is flat, the units are *saturated* (lesson 02). And a unit
#   whose sum is near 0 jumps from one end to the other at a touch: disturb an image a little, and each layer makes more
#   of it, so that like images no longer give like outputs.
# - **std 0.01**: the signal shrinks. All outputs of layer 5 are nearly 0. The images still differ as before, in proportion, but
#   by too little for the next layers and their gradients.
# - **std 1/√n**: all five layers use their range, and a small disturbance stays small.
#
# It is like a message that is whispered along a row of people. If each speaks a little too softly, nothing arrives. If
# each shouts, all you hear at the end is shouting.

# %% id="five-layers-claim"
large_5, small_5, right_5 = (layers_of(tanh, std_for)[-1] for std_for in tanh_starts.values())
saturated, spread_small, spread_right = np.mean(np.abs(large_5) > 0.9), small_5.std(), right_5.std()
dl.claim("In layer 5, std 1 has more than 80 % of the outputs beyond 0.9; std 0.01 leaves a spread below 0.0001, "
         "std 1/√n one above 0.25", saturated > 0.8 and spread_small < 1e-4 and spread_right > 0.25)
disturbed = x[:500] + rng.normal(scale=0.001, size=(500, 784))
moved = [layers_of(tanh, std_for, images=disturbed)[-1] for std_for in tanh_starts.values()]
grown, *others = (1000 * (a - b).std() / b.std() for a, b in zip(moved, (large_5, small_5, right_5)))
largest_other = max(others)
dl.claim("Disturb the images by a thousandth: layer 5 differs by more than 80 thousandths with std 1, by less "
         "than two with the others", grown > 80 and largest_other < 2)

# %% [markdown] id="sums-text"
# ## 3. How large is a sum?
#
# Where does $1/\sqrt n$ come from? A unit adds up $n$ products, $z = w_1 h_1 + \dots + w_n h_n$. Each is positive or
# negative by chance, so they partly cancel. Draw many such sums, where both factors have std 1:
#
# **Predict.** With one term, the sums have a std of 1. With 4 terms? With 16, 64, 256?

# %% id="sums" tags=["predict"]
for n in (1, 4, 16, 64, 256):
    terms = rng.normal(size=(20_000, n)) * rng.normal(size=(20_000, n))
    print(f"{n:3} terms: std of the sum about {terms.sum(axis=1).std():.0f}")

# %% [markdown] id="sums-explained"
# **Explain.** Not $n$, but $\sqrt n$. What adds up is the square of the std, the **variance**: for independent terms
# the variance of the sum is the sum of the variances. And one term $w\,h$? Since $w$ averages 0, so does $w\,h$, and
# its variance is the mean of $w^2 h^2$. As $w$ and $h$ know nothing of each other, that is the mean of $w^2$, which is
# $\operatorname{Var}(w)$, times the mean of $h^2$, written $\overline{h^2}$. (Not the *variance* of $h$: the outputs of
# ReLU have a mean, and it counts.) So
#
# $$ \operatorname{Var}(z) = n \cdot \operatorname{Var}(w) \cdot \overline{h^2} . $$
#
# This one line is the whole theory. Our digits are standardised, so $\overline{h^2} = 1$, and there are 784 pixels. With
# std 1 the first sums have a std of $\sqrt{784} = 28$, far out where tanh is flat. To neither grow nor shrink, the sum
# needs $n \operatorname{Var}(w) = 1$: weights with std $1/\sqrt n$. Yann LeCun and others gave this rule in 1998.
#
# The rule asks for a variance. Does it matter from which *kind* of distribution the weights come? Try three that could
# not be more different: the bell, a flat distribution, and the toss of a coin.

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
# So $1/\sqrt n$ keeps the *sums* as large as what came in. Then comes the activation function. tanh takes much from large sums, but near 0 it is almost a straight line of slope 1: the smaller the sums become, the
# less it takes. ReLU takes the same share at every size, layer after layer, since it silences every negative sum. A sum is as
# often negative as positive, and as large, so half of the squares are lost: after ReLU $\overline{h^2} = \frac12 \operatorname{Var}(z)$, and in each
# layer with $1/\sqrt n$ the mean square is halved, its root divided by $\sqrt2$. Make up for it by twice the variance:
#
# $$ n \operatorname{Var}(w) = 2 , \qquad \text{std } \sqrt{2/n} . $$
#
# This is the start of Kaiming He and others (2015), which you have used since lesson 02.

# %% id="relu-picture" alt="Upright histograms of the positive outputs of ReLU layers 1 to 5; half of the outputs are 0. With std 1 over root n they shrink from layer to layer. With std root 2 over n they keep their range up to layer 5."
relu_starts = {"1 / √n": lambda n: np.sqrt(1 / n), "√(2 / n), He": lambda n: np.sqrt(2 / n)}
fig, axes = plt.subplots(2, 1, figsize=(8, 7))
for ax, (name, std_for) in zip(axes, relu_starts.items()):
    dl.plots.plot_layers(layers_of(relu, std_for), limits=(0, 4), ax=ax)
    ax.set_title(f"ReLU, weights of std {name}")

# %% [markdown] id="fifty-text"
# ### Fifty layers
#
# Five layers forgive much. With fifty, every error is repeated fifty times. The theory can be followed by the computer.
# One step: the sums get the variance $n \operatorname{Var}(w) \cdot \overline{h^2}$; draw such sums from a bell, apply
# the function, average the squares. Repeat. No network, no images:

# %% id="theory"
bell = rng.normal(size=50_000)
bell = np.concatenate([bell, -bell]) / bell.std()  # as many below 0 as above, root mean square 1


def theory(phi, n_var, n_layers=50):
    """Return the root of the mean square after each layer; n_var is n times Var(w)."""
    mean_square, found = 1.0, []
    for _ in range(n_layers):
        mean_square = np.mean(phi(np.sqrt(n_var * mean_square) * bell) ** 2)
        found.append(np.sqrt(mean_square))
    return np.array(found)

# %% [markdown] id="fifty-question"
# Now fifty layers of 100 units, ten networks for each start. Besides the three starts that you know, we take He's start, but
# with all weights 10 % too small or 10 % too large. You would hardly see this in one layer.
#
# **Predict.** How large is the signal still after fifty layers, with weights 10 % too small? How much larger has it become
# with weights 10 % too large?

# %% id="fifty" tags=["predict"] alt="Root mean square of the outputs over 50 layers, logarithmic, ten thin lines for each start and the theory as a dashed black line on top. ReLU with He's start stays near 1. With weights 10 per cent too large it rises above 50, with 10 per cent too small it falls to a hundredth, with 1 over root n to less than a ten-millionth. tanh with 1 over root n sinks slowly to a tenth. The theory goes through the middle of all of them."
fifty = {"10 % too large": (relu, 2 * 1.1**2, "vermilion"), "ReLU, He": (relu, 2, "green"),
         "tanh, 1 / √n": (tanh, 1, "purple"), "10 % too small": (relu, 2 * 0.9**2, "orange"),
         "ReLU, 1 / √n": (relu, 1, "blue")}
fig, ax = plt.subplots(figsize=(10, 6))
measured, expected = {}, {}
for name, (phi, n_var, color) in fifty.items():
    networks = [layers_of(phi, lambda n: np.sqrt(n_var / n), 50, seed=seed) for seed in range(10)]
    measured[name] = np.array([[np.sqrt(np.mean(h**2)) for h in outputs] for outputs in networks])
    expected[name] = theory(phi, n_var)
    ax.semilogy(range(1, 51), measured[name].T, color=dl.plots.COLORS[color], lw=0.8)
    ax.semilogy(range(1, 51), expected[name], "k--", lw=1.5)
    ax.text(51, expected[name][-1], name, color=dl.plots.COLORS[color], weight="bold", va="center")
_ = ax.set(xlabel="layer", ylabel="root of the mean square", xlim=(0, 65), xticks=range(0, 51, 10))

# %% [markdown] id="fifty-explained"
# **Explain.** Thin lines are networks, the dashed lines are the theory. 10 % too small in each layer leaves
# $0.9^{50} \approx 0.005$; 10 % too large makes $1.1^{50} \approx 117$. So *about* right is not enough. And
# look how tanh sinks and then nearly stops: the smaller its sums, the more it is like a straight line. (Each network
# strays a little, since 100 units are few; layer by layer, the straying adds up.)
#
# The size is necessary, not sufficient: in fifty layers of ReLU the outputs of all images grow alike, even with He's
# start. Lesson 10 goes on from there.

# %% id="fifty-claim" tags=["claim-L09-07"]
log_gap = {name: np.abs(np.median(np.log(measured[name]), axis=0) - np.log(expected[name])).max() / np.log(10)
           for name in fifty}
largest_gap = max(log_gap.values())
he_50, root_50 = np.median(measured["ReLU, He"][:, -1]), np.median(measured["ReLU, 1 / √n"][:, -1])
dl.claim("Over fifty layers theory and the median network agree to less than a fifth of a power of ten",
         largest_gap < 0.2)
dl.claim("ReLU: He's start keeps more than half over fifty layers, 1/√n less than a ten-millionth",
         he_50 > 0.5 and root_50 < 1e-7)

# %% [markdown] id="exercise-std-text"
# ### Exercise: a start for any function
#
# Somebody invents a new activation function. Which weights does it need? The rule tells, once you have measured what the
# function leaves of bell-shaped sums. If the sums of one layer have std 1, those of the next shall have std 1, too.
# (This serves the way forward. Deltas have a wish of their own: section 5.)

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
# A start also has to bring the *gradients* through. Backpropagation (lesson 06) multiplies delta by the same kernels, read
# the other way round, and by the slopes; and the gradient of a kernel is what came in, times delta:

# %% id="way-back"
def way_back(phi, std_for, n_layers=10, units=100, seed=0):
    """Return the lengths of what goes into each layer, of its delta and of its kernel's gradient."""
    rng = np.random.default_rng(seed)
    inputs, sums, kernels = [x[:200]], [], []
    for n, m in zip([784] + n_layers * [units], n_layers * [units] + [10]):
        kernels.append(rng.normal(scale=std_for(n), size=(n, m)))
        sums.append(inputs[-1] @ kernels[-1])
        inputs.append(phi(sums[-1]))
    delta = (dl.scratch.softmax(sums[-1]) - np.eye(10)[y[:200]]) / 200
    sizes = []
    for layer in reversed(range(n_layers)):
        delta = (delta @ kernels[layer + 1].T) * phi.derivative(sums[layer])
        gradient = inputs[layer].T @ delta
        sizes.insert(0, [np.linalg.norm(array) for array in (inputs[layer], delta, gradient)])
    return np.array(sizes).T

# %% [markdown] id="back-question"
# Ten layers, with ReLU and weights of He's size, half of it, and twice; and tanh with std 1.
#
# **Predict.** With half of He's weights, delta is halved from layer to layer on its way back, so it is smallest in layer 1.
# In which layer is the gradient *of the kernel* smallest? (Shown is the length of each array, the root of the sum of all
# its squares.)

# %% id="back" tags=["predict"] alt="Two panels over layers 1 to 10, logarithmic. Left, delta: with He's weights level; with half of them it falls towards layer 1, with twice of them it rises, and with tanh and std 1 it rises, too. Right, the gradient of the kernel: level, within a factor of 2, for He, for half and for twice of it, at very different heights; only for tanh with std 1 it rises towards layer 1."
back_starts = {"ReLU, 2 × He": (relu, lambda n: 2 * np.sqrt(2 / n)), "tanh, std 1": (tanh, lambda n: 1),
               "ReLU, He": (relu, lambda n: np.sqrt(2 / n)),
               "ReLU, He / 2": (relu, lambda n: np.sqrt(2 / n) / 2)}
sizes = {name: np.array([way_back(*start, seed=seed) for seed in range(10)])
         for name, start in back_starts.items()}
fig, axes = plt.subplots(1, 2, figsize=(12, 5), sharex=True)
for ax, part, title in zip(axes, (1, 2), ("length of delta", "length of the kernel's gradient")):
    for (name, found), marker in zip(sizes.items(), "D^os"):
        ax.semilogy(range(1, 11), np.median(found, axis=0)[part], marker + "-", ms=7, label=name)
    ax.set(title=title, xlabel="layer", xticks=range(1, 11))
_ = axes[1].legend(loc="upper left", bbox_to_anchor=(1, 1))

# %% [markdown] id="back-explained"
# **Explain.** In none! What comes into a layer shrinks by a half with every layer *forward*, delta with every layer *back*.
# In their product one makes up for the other: with half of He's weights the kernels of layers 2 to 10 get about the same
# gradient, all equally tiny (layer 1 has more inputs, and a little more). It is not
# that "the first layers do not learn": at an ordinary rate *none* moves at first.
#
# With tanh and std 1 it is different. Forward, saturation holds the outputs at ±1. Back, delta is multiplied by large
# weights, and grows towards layer 1: the gradient **explodes** there, although most slopes are nearly 0. So look at both,
# outputs and deltas.

# %% id="back-claims" tags=["claim-L09-01"]
kernels = {name: found[:, 2, 1:] for name, found in sizes.items()}  # without layer 1, which has more inputs
uneven = max((k.max(axis=1) / k.min(axis=1)).max() for name, k in kernels.items() if name != "tanh, std 1")
half_delta = (sizes["ReLU, He / 2"][:, 1, 0] / sizes["ReLU, He / 2"][:, 1, -1]).max()
times_smaller = np.median(kernels["ReLU, He"]) / np.median(kernels["ReLU, He / 2"])
exploded = (kernels["tanh, std 1"][:, 0] / kernels["tanh, std 1"][:, -1]).min()
dl.claim("ReLU, all three sizes: the gradients of the kernels of layers 2 to 10 differ by less than a factor "
         "of 4", uneven < 4)
dl.claim("Half of He: delta shrinks below 1/100 on its way from layer 10 to layer 1, and the gradients of the "
         "kernels are more than 1,000 times smaller than with He", half_delta < 0.01 and times_smaller > 1000)
dl.claim("tanh, std 1: from layer 10 to layer 2 the kernel's gradient grows more than 200 times", exploded > 200)

# %% [markdown] id="demo-text"
# ### Try it
#
# Turn the weights up and down, and watch five layers, forward on the left and back on the right. (Here 100 random numbers
# come in.) With weights that are too small, both tanh and ReLU die. Which of the two explodes *forward* if they are too large,
# and what does the other do? (Section 6 trains both.)

# %% id="demo" alt="Left, upright histograms of five tanh layers with weights of standard deviation 1: nearly all outputs lie at -1 and 1. Right, the gradients grow from layer 5 to layer 1. Below, the controls: function and weights."
dl.demos.initial_weights()

# %% [markdown] id="glorot-text"
# ### Glorot's compromise
#
# What does delta ask for? On its way back, a unit adds up what comes from its $n_\text{out}$ followers, so the same
# rule gives $n_\text{out} \operatorname{Var}(w) = 1$ (for slopes near 1, as with tanh). Forward it was
# $n_\text{in} \operatorname{Var}(w) = 1$. In a layer from 784 to 100 both cannot hold. Xavier Glorot and Yoshua Bengio
# (2010) put the mean of $n_\text{in}$ and $n_\text{out}$ in place of $n$:
#
# $$ \operatorname{Var}(w) = \frac{1}{(n_\text{in} + n_\text{out}) / 2} = \frac{2}{n_\text{in} + n_\text{out}} . $$
#
# Some call it *Xavier*, others *Glorot*; it is the same. Between layers of equal size it is our $1/\sqrt n$. It is
# Keras' default for every `Dense`, with uniform numbers.
#
# ### Exercise: Glorot's start
#
# Uniform numbers between $-a$ and $a$ have the variance $a^2/3$.

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

# %% [markdown] id="race-text"
# ## 6. Does it matter for learning?
#
# So far nobody has learned anything. Now train: five layers of 100 ReLU units, with the starts std 1, std 0.01, Glorot and
# He. A start that makes small gradients needs a large learning rate, and the other way round, so one rate for all would not be
# fair. Each start gets *eight* rates, from a millionth to 10, and two random draws for each: 64 networks. The
# engine of lesson 06 trains them together.

# %% id="train-many"
@np.errstate(all="ignore")  # some diverge; their loss counts as infinite
def train_many(hidden, start, rates, activation="relu", epochs=4):
    """Return losses, shape (epochs, rates, 2), and accuracies, shape (rates, 2): two draws for each rate."""
    networks = dl.scratch.mlp([784, *hidden, 10], variants=2 * len(rates), activation=activation,
                              kernel_initializer=start, seed=[0, 1] * len(rates))
    losses = networks.fit(x[:2000], y[:2000], epochs=epochs, batch_size=100,
                          optimizer=dl.scratch.SGD(np.repeat(rates, 2)))
    losses = np.nan_to_num(losses.reshape(epochs, len(rates), 2), nan=np.inf)
    return losses, networks.accuracy(x_test, y_test).reshape(len(rates), 2)

# %% [markdown] id="race-starts-text"
# The engine wants a start as a function of shape and random numbers, or by name:

# %% id="race"
def with_std(std):
    return lambda shape, rng: rng.normal(scale=std, size=shape)


rates = 10.0 ** np.arange(-6, 2)
starts = {"std 1": with_std(1), "std 0.01": with_std(0.01), "Glorot": "glorot_normal", "He": "he_normal"}
race = {name: train_many(5 * [100], start, rates) for name, start in starts.items()}

# %% [markdown] id="race-question"
# **Predict.** For each start, the loss after four epochs over the rate, one line for each draw. Whose lowest point lies where? And how does the loss
# fall from epoch to epoch, for each start at its best rate? (A network that knows nothing has the loss ln 10, about 2.3.)

# %% id="race-picture" live=true tags=["predict"] alt="Left, loss after four epochs over the learning rate, both axes logarithmic. std 0.01 stays at the loss at chance, 2.3, for every rate. Glorot and He fall from there to about 0.3 at the rate 0.1. std 1 has its lowest point above 1000 at the rate 0.00001, and diverges from 0.0001 on. Right, the loss over the epochs, each start at its best rate: std 0.01 is a level line at 2.3; two curves each of Glorot and He fall side by side below 0.6, those of He a little faster."
fig, (left, right) = plt.subplots(1, 2, figsize=(12, 5.2), width_ratios=[1.4, 1])
looks = [("blue", "D-", (1.3e-5, 1.6e4)), ("orange", "^-", (2e-3, 4)), ("green", "s--", (1.4e-1, 0.2)),
         ("vermilion", "o-", (2e-3, 0.55))]
for (name, (losses, _)), (color, style, place) in zip(race.items(), looks):
    line, _ = left.loglog(rates, np.minimum(losses[-1], 1e6), style, color=dl.plots.COLORS[color])
    left.text(*place, name, color=line.get_color(), weight="bold")
    if name != "std 1":
        right.plot(range(1, 5), losses[:, losses[-1].mean(axis=1).argmin()], style, color=line.get_color())
for x_text, y_text, text in [(2.2, 2.36, "std 0.01"), (2.1, 1.1, "Glorot"), (1.3, 0.9, "He")]:
    right.text(x_text, y_text, text)
left.text(1e-6, 1.5e6, "diverged")
left.set(xlabel="learning rate", ylabel="loss after 4 epochs", ylim=(0.1, 6e6))
_ = right.set(xlabel="epoch, each start at its best rate", ylabel="loss", ylim=(0, 2.5), xticks=range(1, 5))

# %% [markdown] id="race-explained"
# **Explain.** A start that is wrong by much cannot be repaired by the rate.
#
# - **std 0.01**: at no rate does it get below the loss at chance, even at 10, where the others have long diverged. The gradients
#   of all kernels are tiny (section 7 measures one). (Adam makes up for a part of that: see "Deeper: would Adam forgive?".)
# - **std 1**: you will read that such a network "gives nan". At ordinary rates it does. At a rate ten thousand times smaller
#   it learns something, badly.
# - **Glorot** and **He**: nearly alike here. Four layers from 100 to 100 are few: $1/\sqrt n$ in place of $\sqrt{2/n}$
#   costs a factor of $\sqrt2^{\,4} = 4$. (In layer 1 Glorot, with 784 and 100 in its mean, comes near to He.)

# %% id="race-claims" tags=["claim-L09-01"]
off_chance = np.log(10) - race["std 0.01"][0][-1].min()
std_1 = race["std 1"][1].mean(axis=1).max()
glorot, he = (race[name][0][-1].mean(axis=1).min() for name in ("Glorot", "He"))
ordinary = race["std 1"][0][-1, rates > 1e-3].min()
dl.claim("std 0.01: no rate brings the loss more than 0.01 below the loss at chance", off_chance < 0.01)
dl.claim("std 1: all diverge at rates from 0.01 on, and the best rate reads less than 65 %",
         std_1 < 0.65 and ordinary == np.inf, shown="two draws at each of eight rates")
dl.claim("Each at its best rate, Glorot and He bring the loss below 0.6", max(glorot, he) < 0.6,
         shown="two draws each")

# %% [markdown] id="deep-text"
# Then is a factor of 2 in the variance a trifle? Go deeper: twenty layers of 50 units, with weights of any $n \operatorname{Var}(w)$.

# %% id="with-n-var"
def with_n_var(n_var):
    return lambda shape, rng: rng.normal(scale=np.sqrt(n_var / shape[0]), size=shape)

# %% [markdown] id="deep-question"
# For ReLU the right $n \operatorname{Var}(w)$ is 2. For tanh we call Glorot's 1 right: it is, for sums so small that
# tanh is a straight line. (To keep sums at std 1, tanh needs about 2.5: ask your `kernel_std`.) Take each with half of its variance, with all of it, and with twice as much; four rates from 0.0001 to 1, two
# draws.
#
# **Predict.** Which of the six will hardly learn in six epochs, at any of the rates?

# %% id="deep" tags=["predict"]
deep = {}
for activation, right_n_var in (("relu", 2), ("tanh", 1)):
    for size, factor in (("half", 0.5), ("right", 1), ("twice", 2)):
        losses, _ = train_many(20 * [50], with_n_var(factor * right_n_var), [1e-4, 0.03, 0.1, 1.0], activation, epochs=6)
        deep[activation, size] = losses[-1].mean(axis=1).min()
        print(f"{activation}, {size:5} loss", "below 1.8" if deep[activation, size] < 1.8 else "above 1.9")

# %% [markdown] id="deep-explained"
# **Explain.** Too small spoils both: $\sqrt2$ is repeated twenty times, a factor of a thousand. Too large spoils only ReLU, for
# tanh saturates instead, which does little harm while it is mild. So **a function and its start are a pair**.
#
# And half of He's variance is, between equal layers, Glorot's: the start of every Keras `Dense` to which you say
# `activation="relu"` and nothing else!

# %% id="deep-claim" tags=["claim-L09-01"]
learned = max(deep["relu", "right"], deep["tanh", "right"], deep["tanh", "twice"])
spoiled = min(deep["relu", "half"], deep["tanh", "half"], deep["relu", "twice"])
dl.claim("Twenty layers, each at its best rate: half of the variance leaves both above a loss of 1.9, twice the "
         "variance ReLU alone; the others get below 1.8", spoiled > 1.9 and learned < 1.8)

# %% [markdown] id="keras-text"
# ## 7. In Keras, and in your own network
#
# In Keras each start is a name, `kernel_initializer="he_normal"`. Do these names keep what the formulas promise? Draw a
# kernel from 400 inputs to 100 units with each, and compare.

# %% id="keras-initializers" tags=["claim-L09-06", "claim-L09-07", "claim-L09-08"]
promised = {"glorot_uniform": 2 / 500, "glorot_normal": 2 / 500, "he_uniform": 2 / 400,
            "he_normal": 2 / 400, "lecun_uniform": 1 / 400, "lecun_normal": 1 / 400}
off = []
for name, variance in promised.items():
    in_keras = keras.ops.convert_to_numpy(keras.initializers.get(name)((400, 100)))
    by_hand = getattr(dl.scratch, name)((400, 100), rng)
    off += [abs(kernel.std() / np.sqrt(variance) - 1) for kernel in (in_keras, by_hand)]
    print(f"{name:15} std {np.sqrt(variance):.4f}")
largest_off = max(off)
dl.claim("Keras' six starts and ours have the std of their formulas, to 2 %", largest_off < 0.02)

# %% [markdown] id="check-yours-text"
# | activation | start | in Keras |
# |---|---|---|
# | tanh, softmax, none | Glorot: $2/(n_\text{in}+n_\text{out})$ | the default |
# | ReLU, leaky ReLU, ELU and their like | He: $2/n_\text{in}$ | `"he_normal"`, `"he_uniform"` |
# | SELU | LeCun: $1/n_\text{in}$ (see Deeper) | `"lecun_normal"` |
# | your own | measure it: `kernel_std`, then look at the deltas | `keras.initializers.RandomNormal(stddev=...)` |
#
# (`_normal` are bells without their tails, `_uniform` are flat; you have seen that this hardly matters.) And before you train a
# network of your own, look at it: what do the layers hand on, and how large are the gradients? Two lines of `dlcourse`
# tell it of any Keras model. Here is one model of five ReLU layers with two starts.

# %% id="check-yours"
def look_into(starts):
    """Return the std of the outputs of layers 1 to 5, and the norms of the gradients of all six layers."""
    layers = [keras.layers.Dense(100, activation="relu", kernel_initializer=start) for start in starts]
    network = keras.Sequential([keras.Input((784,)), *layers, keras.layers.Dense(10)])
    recorder = dl.callbacks.ActivationRecorder(x[:500])
    recorder.set_model(network)
    outputs = list(recorder.snapshot().values())
    norms = dl.training.gradient_norms(network, x[:500], y[:500], cross_entropy)
    return np.array([h.std() for h in outputs[:5]]), np.array(list(norms.values()))


spread_he, norms_he = look_into(5 * ["he_normal"])
spread_small, norms_small = look_into([keras.initializers.RandomNormal(stddev=0.01, seed=i) for i in range(5)])

# %% [markdown] id="check-yours-note"
# (One object of a start with a seed gives all layers of one shape the *same* numbers. So each layer gets an object, and a
# seed, of its own.)

# %% id="check-yours-claim" tags=["claim-L09-01"]
least_he, last_small = spread_he.min(), spread_small[-1]
first_he, first_small = norms_he[0], norms_small[0]
dl.claim("With he_normal all five layers hand on a spread above 0.5; with std 0.01 layer 5 less than 0.0001",
         least_he > 0.5 and last_small < 1e-4)
dl.claim("The gradient of layer 1 is more than 10,000 times as large with he_normal",
         first_he > 10_000 * first_small)

# %% [markdown] id="exercise-diagnosis-text"
# ### Exercise: which layers will learn?
#
# Four new networks of ten layers: the size of what goes *into* each layer, and of its delta. (Layer 1, which has more
# inputs, is left out.)

# %% id="four-networks" alt="Four panels with two curves each over layers 1 to 10, logarithmic: what goes into the layer, and delta. A: the inputs fall from left to right, delta rises as steeply. B: the inputs are level, delta falls from left to right. C: both are level. D: the inputs are level, delta rises from left to right."
four = [(tanh, lambda n: 0.3 / np.sqrt(n)), (tanh, lambda n: 0.5), (relu, lambda n: np.sqrt(2 / n)),
        (sigmoid, lambda n: 1 / np.sqrt(n))]
fig, axes = plt.subplots(2, 2, figsize=(10, 7), sharex=True)
for ax, letter, (phi, std_for) in zip(axes.flat, "ABCD", four):
    h, delta, _ = np.median([way_back(phi, std_for, seed=seed) for seed in range(10)], axis=0)
    ax.semilogy(range(2, 11), h[1:], "s-", label="what goes in")
    ax.semilogy(range(2, 11), delta[1:], "o--", label="delta")
    ax.set(title=letter, xlabel="layer", xticks=range(2, 11), ylim=(1e-8, 1e6))
_ = axes[0, 0].legend(loc="upper center")

# %% [markdown] id="diagnosis-question"
# You do not see the gradients of the kernels. What will they be like? (On a logarithmic axis, multiplying is adding
# heights.)

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

# %% [markdown] id="sigmoid-text"
# ## Deeper: the sigmoid between two evils
#
# The sigmoid gives numbers between 0 and 1, never around 0, and its slope is at most a quarter. Books show it with three
# starts: std 1, std 0.01 and $1/\sqrt n$, and say that large weights make its gradients vanish. Look at outputs *and* deltas.
#
# **Predict.** With which of the three does delta vanish on its way back through five layers?

# %% id="sigmoid" tags=["predict"] alt="Upright histograms of five sigmoid layers. With std 1 most outputs lie near 0 and near 1. With std 0.01 all lie at one half. With 1 over root n they spread around one half."
fig, axes = plt.subplots(3, 1, figsize=(8, 10))
remains = {}
for ax, (name, std_for) in zip(axes, tanh_starts.items()):
    dl.plots.plot_layers(layers_of(sigmoid, std_for), limits=(0, 1), ax=ax)
    deltas = np.array([way_back(sigmoid, std_for, n_layers=5, seed=seed)[1] for seed in range(10)])
    remains[name] = deltas[:, 0] / deltas[:, -1]
    ax.set_title(f"sigmoid, {name}: of delta {np.median(remains[name]):.1g} is left")

# %% [markdown] id="sigmoid-explained"
# **Explain.** Saturation is real with std 1: most units sit at 0 or 1. But the large weights multiply back what the flat
# slopes take away, and delta lives. With std 0.01, where *no* unit is saturated, it is lost most thoroughly, and all
# units say one half to everything. $1/\sqrt n$ improves the outputs, but each layer still takes a factor of about 4 from delta:
# the start was derived for a slope near 1. For the sigmoid, $16$ times Glorot's variance helps (lesson 02 lets it compete).

# %% id="sigmoid-claims" tags=["claim-L09-03", "claim-L09-04", "claim-L09-05", "claim-L09-06"]
large_5, small_5, root_5 = (layers_of(sigmoid, std_for)[-1] for std_for in tanh_starts.values())
at_the_ends = np.mean((large_5 < 0.05) | (large_5 > 0.95))
spread_small, spread_root = small_5.std(), root_5.std()
between_images = small_5.std(axis=0).max()
left_large, left_small, left_root = remains["std 1"].min(), remains["std 0.01"].max(), remains["std 1 / √n"]
dl.claim("std 1: more than half of the outputs of layer 5 are beyond 0.05 and 0.95, and more than a fifth of "
         "delta is left", at_the_ends > 0.5 and left_large > 0.2)
dl.claim("std 0.01: less than a millionth of delta is left, and between images no unit varies by more",
         left_small < 1e-6 and between_images < 1e-6)
dl.claim("1/√n: more than twice the spread of std 0.01, but less than 1/50 of delta is left",
         spread_root > 2 * spread_small and np.all(left_root < 0.02))
stretched = np.array([way_back(sigmoid, lambda n: 4 / np.sqrt(n), n_layers=5, seed=seed)[1] for seed in range(10)])
left_stretched = (stretched[:, 0] / stretched[:, -1]).min()
dl.claim("With four times these weights, 16 times the variance, more than a twentieth is left", left_stretched > 1 / 20)

# %% [markdown] id="selu-text"
# ## Deeper: a function that heals itself
#
# With a wrong start the sums drift away. Günter Klambauer and others (2017) looked for a function that pulls them *back*: SELU,
# an ELU stretched by two constants, so that with LeCun's weights ($1/n$) sums of mean 0 and variance 1 stay so.
#
# **Predict.** Fifty layers of SELU: with LeCun's weights, with He's, and with half of LeCun's. And with LeCun's, if all pixels
# are a thousand times too large, or too small?

# %% id="selu" tags=["predict"] alt="Standard deviation of the outputs of SELU layers over 50 layers, logarithmic. With LeCun's weights it stays at 1, and comes back to 1 from inputs a thousand times too large and too small. With He's it grows to tens, with half of LeCun's it vanishes."
selu_starts = {"LeCun, 1/√n": (1, 1), "He, √2/√n": (np.sqrt(2), 1), "half of LeCun": (0.5, 1),
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
# **Explain.** With LeCun's weights SELU heals inputs of any size; ReLU would pass the error on. But no layer can heal weights
# that are wrong in *every* layer: He's are too large for it. So LeCun's start belongs to it.

# %% id="selu-claim" tags=["claim-L09-08"]
selu_stds = {name: np.array([h.std() for h in found]) for name, found in selu_50.items()}
selu_means = np.array([abs(h.mean()) for h in selu_50["LeCun, 1/√n"]])
kept, too_large, too_small = selu_stds["LeCun, 1/√n"], selu_stds["He, √2/√n"].min(), selu_stds["half of LeCun"].max()
healed = np.array([selu_stds["inputs × 1000"], selu_stds["inputs ÷ 1000"]])
dl.claim("SELU with LeCun: after fifty layers every mean is within 0.2 of 0, every std between 0.8 and 1.2",
         np.all(selu_means < 0.2) and kept.min() > 0.8 and kept.max() < 1.2)
dl.claim("From inputs a thousand times too large or too small, every std is back between 0.8 and 1.2",
         healed.min() > 0.8 and healed.max() < 1.2)
dl.claim("With He's weights the std exceeds 10, with half of LeCun's it is below a millionth",
         too_large > 10 and too_small < 1e-6)

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
# We looked at the gradient of the first kernel before the first step and after it, and then trained on.

# %% id="last-layer-claim" tags=["claim-L09-02"]
from_ln_10, above_ln_10 = np.abs(first_losses[4:] - np.log(10)).max(), first_losses[:4].min() - np.log(10)
before, after = first_gradients[4:].max(), second_gradients[4:].min()
best_zero, best_he = losses[-1][4:].mean(), losses[-1][:4].mean()
dl.claim("Zeros in the last layer: the first loss is ln 10, to 5 digits; with He's it is higher by 0.2 or more",
         from_ln_10 < 1e-5 and above_ln_10 > 0.2)
dl.claim("In the first step the other layers get no gradient at all, in the second they do",
         before == 0 and after > 1e-4)
dl.claim("After four epochs both kinds are below 0.5", max(best_zero, best_he) < 0.5, shown="both below 0.5")

# %% [markdown] id="last-layer-explained"
# So it does no harm: one step, and the last layer is no longer 0. It is a cheap way to a first loss that you know
# beforehand, and such a number finds mistakes: if the first loss is far from ln (number of classes), something is wrong with the
# inputs, the loss or the start.

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
_ = ax.set(xlim=(-0.3, 1.4), ylim=(0, 1.2), aspect="equal", xlabel="first weight", ylabel="second weight")

# %% [markdown] id="clipping-explained"
# **Explain.** By norm the direction is kept. By value a gradient that is nearly straight up becomes a diagonal one: still
# downhill, since every sign is kept, but no longer the steepest way.
#
# Can it rescue a run? Take He's weights, twice as large, in five layers of ReLU: gradients are then some fifty times as long.
# Five rates, two draws each, without clipping and with it; and the right start, without it.

# %% id="rescue"
def last_losses(stretch, **clipping):
    """Return the loss of the last of four epochs, shape (5 rates, 2 draws)."""
    nets = dl.scratch.mlp([784, *5 * [100], 10], variants=10, kernel_initializer="he_normal", seed=5 * [0, 1])
    for kernel in nets.weights[::2]:
        kernel *= stretch
    sgd = dl.scratch.SGD(np.repeat([0.003, 0.01, 0.1, 0.3, 1.0], 2), **clipping)
    with np.errstate(all="ignore"):
        losses = nets.fit(x[:2000], y[:2000], epochs=4, batch_size=100, optimizer=sgd)
    return np.nan_to_num(losses[-1], nan=np.inf).reshape(5, 2)


too_large = last_losses(2)
clipped = last_losses(2, global_clipnorm=np.ones(10))
healthy = last_losses(1)

# %% [markdown] id="rescue-explained"
# **Explain.** Clipping keeps the run alive at rates that would have killed it. It treats the symptom; the start is the cause. And for what *vanishes* it does nothing. It is worth its place where now and then a single batch has a
# huge gradient, as in recurrent networks (lesson 16).

# %% id="rescue-claims" tags=["claim-L09-09"]
diverged, largest_clipped = too_large[2:].min(), clipped.max()
best_large, best_clipped, best_healthy = (found.mean(axis=1).min() for found in (too_large, clipped, healthy))
dl.claim("Without clipping all diverge at rates from 0.1 on; with it, no loss exceeds 200 at any rate",
         diverged == np.inf and largest_clipped < 200, shown="six networks and ten")
dl.claim("Each at its best rate, the right start ends at less than half the loss of either",
         best_healthy < min(best_large, best_clipped) / 2, shown="two draws at each rate")
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
# superfluous? Five layers of ReLU again, std 0.01 and He, four rates, two draws each.
#
# **Predict.** After four epochs: equal, or not?

# %% id="adam" tags=["predict"]
adam_best = {}
for name in ("std 0.01", "He"):
    nets = dl.scratch.mlp([784, *5 * [100], 10], variants=8, kernel_initializer=starts[name], seed=4 * [0, 1])
    adam = dl.scratch.Adam(np.repeat([0.003, 0.01, 0.03, 0.1], 2))
    losses = nets.fit(x[:2000], y[:2000], epochs=4, batch_size=100, optimizer=adam)
    adam_best[name] = losses[-1].reshape(4, 2).mean(axis=1).min()
    print(f"{name:8} loss", "below 0.25" if adam_best[name] < 0.25 else "above 0.75")

# %% [markdown] id="adam-explained"
# **Explain.** Not equal. With Adam the tiny gradients do move the weights, but it takes epochs to make up for what a right start
# gives for nothing.

# %% id="adam-claim" tags=["claim-L09-01"]
adam_small, adam_he = adam_best["std 0.01"], adam_best["He"]
dl.claim("With Adam, std 0.01 does get below a loss of 1.6 in four epochs; but He's loss is less than a quarter of its",
         adam_small < 1.6 and adam_he < adam_small / 4, shown="four rates, two draws each")

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Units of a hidden layer with equal weights, in and out, are twins for ever. Random weights break the symmetry; biases may be
#   0, and so may the last kernel alone.
# - The variance of a sum is $n \operatorname{Var}(w)\, \overline{h^2}$. From this one line follow all starts.
# - Too small: the layers hand on nearly nothing. Too large: tanh saturates, ReLU explodes. Ten per cent matter in fifty layers.
# - A kernel's gradient is what goes in times delta. If both shrink, *all* layers stand still; if only delta does, the
#   first ones.
# - Glorot: $2/(n_\text{in} + n_\text{out})$, for tanh. He: $2/n_\text{in}$, for ReLU, since it throws half away. LeCun:
#   $1/n_\text{in}$, for SELU. For any other function, measure.
# - No learning rate repairs a start that is wrong by much. With five layers, Glorot and He are nearly alike under ReLU; with
#   twenty, half of He's variance learns next to nothing in six epochs.
#
# A good start keeps the signal's size at the first step. Who keeps it so later, when all weights have moved? Lesson 10
# makes the network do this by itself.

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
