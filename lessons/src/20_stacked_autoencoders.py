# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="accuracy with 50 and with 200 labels: a deep network from a random start, from pretraining, and from a start multiplied by four"
# # Stacked autoencoders
#
# You have thousands of images and fifty labels. In 2006 a trick that uses both brought deep networks back into
# fashion. Until then hardly anybody could train many dense layers. (Networks of other kinds, yes: LeNet of lesson 14,
# the LSTM of lesson 17.) In this lesson you perform the trick, and it works. Then you take it apart, and find out
# which problem it had really solved. It is not quite the one that everybody named.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - train a deep network layer by layer, without labels, and put a classifier on top of it;
# - build a deep symmetric autoencoder, tie its weights, and say what that saves and what not;
# - notice an autoencoder that gives back its images from memory;
# - test whether pretraining helps, and against which rival the test has to be made.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=20)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="fifty-text"
# ## 1. Fifty labels
#
# Images are cheap: somebody leaves a camera running. Labels are dear: somebody has to look. So here are 3,500 handwritten
# digits, of which we may look up only a few labels. Another 500 images are for **validation**: with them we choose learning
# rates. The test images stay closed until section 5. To save time we halve all images to 14 × 14 pixels.

# %% id="digits"
def smaller(images):
    """Return images of 14 x 14 pixels, the means of 2 x 2, as rows of 196 numbers."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196).astype("float32")


digits = dl.datasets.load_mnist_5k()
x, y = smaller(digits.x_train[:3500]), digits.y_train[:3500]
x_val, y_val = smaller(digits.x_train[3500:]), digits.y_train[3500:]
x_test, y_test = smaller(digits.x_test), digits.y_test

# %% [markdown] id="draw-text"
# Fifty labels are five of each digit. These are all examples that the network gets:

# %% id="draw" alt="Fifty small handwritten digits, five of each class from 0 to 9, a column for each."
def draw(n, seed):
    """Return where n labelled images stand, equally many of each digit."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.choice(np.flatnonzero(y == c), n // 10, replace=False) for c in range(10)])


fifty = draw(50, seed=0)
page = x[fifty].reshape(10, 5, 14, 14).transpose(1, 2, 0, 3).reshape(70, 140)
_, ax = plt.subplots(figsize=(8, 4))
ax.imshow(page, cmap="Greys")
ax.set_axis_off()

# %% [markdown] id="network-text"
# Now a deep network as it was built twenty years ago: four hidden layers of sigmoids, a random start, plain gradient descent.
# It takes 200 steps, each with all fifty images. (We lay them out 200 times and call it one epoch: that is faster.)

# %% id="network"
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def learn_labels(hidden, rows):
    """Put ten outputs on these layers, train all on the labelled images; return the validation accuracy."""
    network = keras.Sequential([keras.Input((196,)), *hidden, keras.layers.Dense(10)])
    network.compile(keras.optimizers.SGD(1.0), cross_entropy, metrics=["accuracy"], steps_per_execution=20)
    many = np.tile(rows, 200)
    network.fit(x[many], y[many], batch_size=len(rows), shuffle=False, verbose=0)
    return network.evaluate(x_val, y_val, verbose=0)[1]

# %% [markdown] id="random-text"
# How much does it read? (Whoever guesses reads 0.10. The rate of 1.0 is no trap: section 5 tries others, and they
# help little.)

# %% id="random-run" atol=0.25
random_layers = [keras.layers.Dense(64, "sigmoid") for _ in range(4)]
print(f"from a random start: {learn_labels(random_layers, fifty):.2f}")

# %% [markdown] id="stack-text"
# About half, or less. Here is the trick. We have 3,500 images, so let each layer learn something from *them*. The
# first hidden layer gets a decoder of one layer, and both learn to give the image back: an autoencoder, as in lesson 19.
# Then the decoder is put aside. The first layer stays as it is, and turns each image into 64 numbers. The second
# layer learns to give back *those*. And so on, upwards, layer upon layer. No label is used. (All these numbers lie
# between 0 and 1, so the loss can be the binary cross-entropy of lesson 04, the usual choice in those days. The mean
# squared error makes a much weaker start here.)

# %% id="stack"
def train_stack(images, sizes, activation):
    """Train one layer after the other to give back what the layer below hands on; return layers and decoders."""
    layers, decoders = [], []
    for size in sizes:
        layer, decoder = keras.layers.Dense(size, activation), keras.layers.Dense(images.shape[1])
        small = keras.Sequential([keras.Input(images.shape[1:]), layer, decoder])
        small.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True), steps_per_execution=35)
        small.fit(images, images, batch_size=100, epochs=8, verbose=0)
        images = keras.ops.convert_to_numpy(layer(images))
        layers.append(layer)
        decoders.append(decoder)
    return layers, decoders


layers, decoders = train_stack(x, [64, 64, 64, 64], "sigmoid")

# %% [markdown] id="stack-question"
# We work on a copy, to keep the stack as it is:

# %% id="stack-copy"
stacked = [keras.layers.Dense(64, "sigmoid") for _ in range(4)]
for new, old in zip(stacked, layers):
    new.build((None, old.kernel.shape[0]))
    new.set_weights(old.get_weights())
copied = [layer.get_weights()[0] for layer in stacked]

# %% [markdown] id="stack-question-2"
# Now the same fifty labels, the same rate, the same 200 steps. Only the start is another one.
#
# **Predict.** The labels are as few as before. What does it read now?

# %% id="stack-run" tags=["predict"] atol=0.1
reads_stacked = learn_labels(stacked, fifty)
print(f"from the stack: {reads_stacked:.2f}")

# %% [markdown] id="stack-explained"
# **Explain.** What a jump! This is **unsupervised pretraining**, and the procedure has three steps: train a stack on all
# images, most of them without labels; reuse its layers below a new output layer; train the whole with the labels there are.

# %% id="stack-claim" tags=["claim-L20-06"] atol=0.1
apart = max(np.abs(kernel - layer.get_weights()[0]).max() for kernel, layer in zip(copied, layers))
moved = min(np.abs(kernel - layer.get_weights()[0]).max() for kernel, layer in zip(copied, stacked))
dl.claim("It began with the kernels of the stack, all have learned on, and fifty labels read 60 % or more",
         apart == 0 and moved > 0 and reads_stacked > 0.6)

# %% [markdown] id="history"
# Hinton, Osindero and Teh did it in 2006 with layers of another kind, Bengio and others in 2007 with autoencoders.
# Before, deep networks of such layers were thought hopeless. After, they were called *deep learning*. Everybody
# understood the explanation: fifty labels are too few to learn what a digit looks like, so the network learns it from
# the images.
#
# Keep this explanation in mind. We shall test it in section 5.

# %% [markdown] id="inside"
# ## 2. What is in the stack?
#
# Each layer has a decoder. So whatever layer 4 says can be sent all the way back: through decoder 4, then 3, 2, 1, to an
# image. That is one large autoencoder: an encoder of four layers, and a decoder that goes the same way back. An autoencoder
# with several hidden layers is called a **stacked** or **deep autoencoder**; this one is **symmetric**: the sizes
# read the same from both ends, 196-64-64-64-64-64-64-64-196.

# %% id="inside-picture" live=true alt="Ten digits, and below each what comes back after one, two, three and four layers. After one layer they are blurred; the layers above it change hardly anything more, and after four most can still be read."
def there_and_back(images, depth):
    """Send images up through the first layers of the stack, and down again."""
    for layer in layers[:depth]:
        images = layer(images)
    for decoder in decoders[:depth][::-1]:
        images = keras.ops.sigmoid(decoder(images))
    return keras.ops.convert_to_numpy(images)


ten = x_val[:10]
rows = {"image": ten} | {f"{k} up, {k} down": there_and_back(ten, k) for k in (1, 2, 3, 4)}
_ = dl.plots.plot_reconstructions(rows)

# %% [markdown] id="inside-explained"
# Each layer had to give back only what it got, and was told nothing of the others. The first one, from 196 numbers to
# 64, costs most; those above lose little more. Nobody has trained this tower as a whole.
#
# ### Exercise: how many weights?
#
# A deep autoencoder has many weights. Count them. (The second argument belongs to the next section: with *tied*
# weights, the decoder has no kernels of its own, only biases.)

# %% id="exercise-count" tags=["exercise"]
def count_autoencoder(sizes, tied):
    """Return the number of weights, biases included, of a deep symmetric autoencoder.

    sizes: units from the input to the code, such as [196, 64, 16]; the decoder goes the same way back.
    tied: True if the decoder has no kernels of its own, but biases.
    Example: count_autoencoder([4, 3, 2], tied=False): kernels 4 x 3, 3 x 2, 2 x 3 and 3 x 4, biases
    3, 2, 3 and 4, so 48; with tied=True 30.
    """
    # solution
    kernels = sum(a * b for a, b in zip(sizes[:-1], sizes[1:]))
    encoder_biases, decoder_biases = sum(sizes[1:]), sum(sizes[:-1])
    return (1 if tied else 2) * kernels + encoder_biases + decoder_biases

# %% id="check-count"
dl.exercises.count_autoencoder.check(count_autoencoder)

# %% [markdown] id="depth-text"
# ### Depth
#
# Does depth pay for an autoencoder? Let three of them squeeze 196 numbers into a code of 8. One has no hidden layer
# besides the code, one has a layer of 64 on either side, one has 128 and 64. Each is trained whole, from two starts
# at two rates, in the course's NumPy engine, where copies train side by side. Their activation is ELU (lesson 02), a
# relative of ReLU that is not dead below zero.

# %% id="depth"
shapes = {"no hidden layer": [196, 8, 196], "64": [196, 64, 8, 64, 196], "128, 64": [196, 128, 64, 8, 64, 128, 196]}
depth_errors = {}
for name, sizes in shapes.items():
    networks = dl.scratch.mlp(sizes, variants=4, activation="elu", output="linear", seed=[1, 1, 2, 2])
    adam = dl.scratch.Adam(np.array([0.003, 0.01, 0.003, 0.01]))
    networks.fit(x, x, epochs=10, batch_size=100, optimizer=adam)
    errors = np.mean((networks.predict(x_val) - x_val) ** 2, axis=(1, 2)).reshape(2, 2)
    depth_errors[name] = errors.mean(axis=0).min()

# %% [markdown] id="depth-text-2"
# At the better rate of each:

# %% id="depth-claim" tags=["claim-L20-01"] atol=0.002
for name, error in depth_errors.items():
    print(f"{name:15}  mean squared error {error:.4f}")
flat, one, two = depth_errors.values()
dl.claim("With the same code of 8 numbers, one more layer on either side leaves 5 % less error or better, two 10 %",
         one < 0.95 * flat and two < 0.9 * flat)

# %% [markdown] id="depth-explained"
# Added layers let the encoder bend the data before it squeezes them: it learns more complex codes.

# %% [markdown] id="tied"
# ## 3. Half the weights
#
# The way back looks like the way there in a mirror: a kernel of 196 × 64 below, one of 64 × 196 above. So why not use
# the same one, transposed? Such weights are called **tied**. In Keras it takes a layer of our own, which holds
# another layer and uses its kernel:

# %% id="tied-layer"
class Tied(keras.layers.Layer):
    def __init__(self, dense, activation=None):
        super().__init__()
        self.dense = dense
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.bias = self.add_weight(shape=(self.dense.kernel.shape[0],), initializer="zeros")

    def call(self, inputs):
        kernel = keras.ops.transpose(self.dense.kernel)
        return self.activation(keras.ops.matmul(inputs, kernel) + self.bias)

# %% [markdown] id="tied-text"
# (`dl.layers.TiedDense` is the same with all that a layer needs in order to be saved.) Two autoencoders, one of them tied:

# %% id="tied-models"
outer, inner = keras.layers.Dense(64, "elu"), keras.layers.Dense(16, "elu")
tied = keras.Sequential([keras.Input((196,)), outer, inner, Tied(inner, "elu"), Tied(outer)])
untied = keras.Sequential([keras.Input((196,)), *[keras.layers.Dense(n, "elu") for n in (64, 16, 64)], keras.layers.Dense(196)])

# %% [markdown] id="tied-question"
# **Predict.** How many weights has `tied`, in per cent of `untied`: 50, or more, or less? And how many
# multiplications does an image cost in each?

# %% id="tied-count" tags=["predict"]
def multiplications(model):
    """Count them for one image: as many as there are entries in all kernels that it meets."""
    kernels = [layer.dense.kernel if isinstance(layer, Tied) else layer.kernel for layer in model.layers]
    return sum(int(np.prod(kernel.shape)) for kernel in kernels)


for name, model in (("untied", untied), ("tied", tied)):
    print(f"{name:7} {model.count_params():,} weights, {multiplications(model):,} multiplications")

# %% [markdown] id="tied-explained"
# **Explain.** A little more than half: the decoder keeps its biases. And no multiplication is saved. The image still
# has to go all the way. You may read that tying speeds up training; a step takes as long as before. (Its gradient is
# the *sum* of two: the kernel is used on the way there and on the way back.)
#
# So what is it good for? It halves what has to be stored, and half the weights can overfit less. Is that so? Let both learn
# from 100 images, four starts each, at two rates, and take the better one.

# %% id="tied-race"
def few_images(is_tied):
    """Return the validation error of each of four starts, at the better of two rates."""
    s, rates = dl.scratch, np.repeat([0.003, 0.01], 4)
    untied = s.mlp([196, 64, 16, 64, 196], variants=8, activation="elu", output="linear", seed=[1, 2, 3, 4, 1, 2, 3, 4])
    network = untied
    if is_tied:
        first, second = untied.layers[0], untied.layers[2]
        back = [s.TiedDense(second, np.zeros((8, 64))), s.Activation(s.elu), s.TiedDense(first, np.zeros((8, 196)))]
        network = s.Network(untied.layers[:4] + back, s.MeanSquaredError())
    network.fit(x[:100], x[:100], epochs=150, batch_size=50, optimizer=s.Adam(rates))
    errors = np.mean((network.predict(x_val) - x_val) ** 2, axis=(1, 2)).reshape(2, 4)
    return errors[errors.mean(axis=1).argmin()]

# %% [markdown] id="tied-claim-text"
# Together with what was counted above:

# %% id="tied-claim" tags=["claim-L20-03"] atol=0.003
share = tied.count_params() / untied.count_params()
same_work = multiplications(tied) == multiplications(untied)
dl.claim("Tying leaves 50 to 52 % of the weights, and all multiplications", 0.5 < share < 0.52 and same_work)
of_tied, of_untied = few_images(True).mean(), few_images(False).mean()
dl.claim("From 100 images, tied weights leave less error on new images", of_tied < 0.97 * of_untied)

# %% [markdown] id="exercise-mirror-text"
# ### Exercise: there and back
#
# Write the deep tied autoencoder in NumPy, for any number of layers.

# %% id="exercise-mirror" tags=["exercise"]
def there_and_back_tied(x, kernels, biases, back_biases):
    """Return what a tied autoencoder gives back, shape of x.

    x: shape (n, d). kernels, biases: of the encoder's layers, from the input on; each layer ends in np.tanh.
    back_biases: back_biases[k] is used on the way back through kernels[k]; np.tanh after each layer of the
    decoder, too, but not after the last one, which gives the image.
    Example: x = [[1.0]], kernels [[[2.0]]], biases [[0.0]], back_biases [[0.5]]: 2 tanh(2) + 0.5 = 2.428.
    """
    # solution
    for kernel, bias in zip(kernels, biases):
        x = np.tanh(x @ kernel + bias)
    for k in reversed(range(len(kernels))):
        x = x @ kernels[k].T + back_biases[k]
        if k > 0:
            x = np.tanh(x)
    return x

# %% id="check-mirror"
dl.exercises.there_and_back_tied.check(there_and_back_tied)

# %% [markdown] id="power"
# ## 4. Forty images, two numbers
#
# More layers, more units: why not more of everything? Take forty images, a code of only *two* numbers, and 256-256 units on
# both sides. Train for long.

# %% id="power-train" atol=0.02
def autoencoder(sizes):
    """Return a deep symmetric autoencoder: its encoder, and the whole."""
    encoder = keras.Sequential([keras.Input(sizes[:1]), *[keras.layers.Dense(n, "elu") for n in sizes[1:-1]],
                                keras.layers.Dense(sizes[-1])])
    decoder = [keras.layers.Dense(n, "elu") for n in sizes[-2:0:-1]] + [keras.layers.Dense(sizes[0])]
    whole = keras.Sequential([encoder, *decoder])
    whole.compile(keras.optimizers.Adam(0.001), "mse", steps_per_execution=20)
    return encoder, whole


forty = x[:40]
strong_encoder, strong = autoencoder([196, 256, 256, 2])
strong.fit(np.tile(forty, (700, 1)), np.tile(forty, (700, 1)), batch_size=40, shuffle=False, verbose=0)
print(f"error on the forty: {strong.evaluate(forty, forty, verbose=0):.3f}")

# %% [markdown] id="power-question"
# A small error, through two numbers! A triumph?
#
# **Predict.** What does it make of digits that it has not seen?

# %% id="power-picture" tags=["predict"] live=true alt="Above, ten of the forty training images and what comes back: nearly the same. Below, ten new digits and what comes back: other digits, clear ones, or mixtures of several."
seen, new = forty[:10], x_val[10:20]
rows = {"seen": seen, "comes back": strong.predict(seen, verbose=0),
        "new": new, "comes back ": strong.predict(new, verbose=0)}
_ = dl.plots.plot_reconstructions(rows)

# %% [markdown] id="power-explained"
# **Explain.** It answers a new digit with one that it knows, or with a mixture. It has not learned what digits are
# made of. It has given each training image a place on a sheet of paper, and learned the forty pictures by heart.
# Measure it against the same network trained on all images, and against the dullest answer there is: the mean image.
#
# And are its codes of use? Give each validation image the label of the nearest code among 500 labelled ones. (Here we
# look up 500 labels: it is a measurement and no method.)

# %% id="power-measure"
wide_encoder, wide = autoencoder([196, 256, 256, 2])
wide.fit(x, x, batch_size=50, epochs=10, verbose=0)  # 700 steps, too


def nearest_code(encoder):
    """Return how often the nearest of 500 codes has the right label."""
    known, asked = encoder.predict(x[:500], verbose=0), encoder.predict(x_val, verbose=0)
    nearest = ((asked[:, None] - known) ** 2).sum(axis=-1).argmin(axis=1)
    return np.mean(y[:500][nearest] == y_val)

# %% [markdown] id="power-errors-text"
# And the errors:

# %% id="power-errors" atol=0.03
mean_error = np.mean((x_val - x.mean(axis=0)) ** 2)
errors = {name: [model.evaluate(images, images, verbose=0) for images in (forty, x_val)]
          for name, model in (("40 images", strong), ("3,500 images", wide))}
for name, (of_seen, of_new) in errors.items():
    print(f"from {name:12}: the forty {of_seen:.3f}, new images {of_new:.3f}   (mean image: {mean_error:.3f})")

# %% [markdown] id="power-claim-text"
# What does it say of memory, and of power?

# %% id="power-claim" tags=["claim-L20-02"] atol=0.08
strong_seen, strong_new, wide_new = errors["40 images"][0], errors["40 images"][1], errors["3,500 images"][1]
dl.claim("From 40 images it is near perfect on them, and worse than the mean image on new ones",
         strong_seen < 0.02 and strong_new > 1.3 * mean_error)
reads_strong, reads_wide = nearest_code(strong_encoder), nearest_code(wide_encoder)
dl.claim("The same network from 3,500 images does well on new ones, and has the better codes",
         wide_new < 0.85 * mean_error and reads_wide > reads_strong)

# %% [markdown] id="power-explained-2"
# So "too powerful" is said of a network *and* its images. Nothing but their number has changed. Judge an autoencoder
# by new images.

# %% [markdown] id="problem"
# ## 5. Which problem did it solve?
#
# Back to the jump of section 1. It was one draw of fifty labels and one learning rate. Now make it a fair race: five
# draws, three numbers of labels, three rates for each way, chosen on validation images, 200 steps of plain gradient
# descent for all. Each draw has a random start of its own.

# %% id="starts"
s = dl.scratch


def random_start(seed, scale=1.0):
    """Return pairs of kernel and bias for 196-64-64-64-64-10: Glorot's kernels (lesson 09), times a number."""
    rng, sizes = np.random.default_rng(seed), [196, 64, 64, 64, 64, 10]
    return [(scale * s.glorot_uniform((a, b), rng), np.zeros(b, "float32")) for a, b in zip(sizes[:-1], sizes[1:])]

# %% [markdown] id="pretrain-text"
# Section 1's stack, in NumPy; the output layer stays random:

# %% id="pretrain"
def loss_for(images):
    """Return the cross-entropy where all numbers lie between 0 and 1, else the mean squared error."""
    return s.BinaryCrossentropy(from_logits=True) if images.max() <= 1 else s.MeanSquaredError()


def pretrain(start, activation):
    rng, images, result = np.random.default_rng(0), x, []
    for kernel, bias in start[:-1]:
        layer = s.Dense(kernel, bias)
        back = s.Dense(s.glorot_uniform(kernel.T.shape, rng), np.zeros(len(kernel)))
        small = s.Network([layer, s.Activation(activation), back], loss_for(images))
        small.fit(images, images, batch_size=100, epochs=8, optimizer=s.Adam(0.01 if activation is s.sigmoid else 0.003))
        images = activation(layer.forward(images))
        result.append((layer.kernel.copy(), layer.bias.copy()))
    return result + start[-1:]

# %% [markdown] id="race-text"
# `copies` makes networks that start alike, one for each rate; `race` runs all.

# %% id="race"
counts = [20, 50, 200]


def copies(start, activation, n):
    layers = []
    for kernel, bias in start:
        layers += [s.Dense(np.stack(n * [kernel]), np.stack(n * [bias])), s.Activation(activation)]
    return s.Network(layers[:-1], s.SparseCategoricalCrossentropy(from_logits=True))

# %% [markdown] id="race-function-text"
# Each copy has its own rate. Every draw goes with a start of its own.

# %% id="race-function"
def race(starts, activation, rates, optimizer=s.SGD):
    """Return accuracies for each draw, count and rate: on validation images, and on test images."""
    found = np.zeros((2, 5, 3, len(rates)))
    for seed, start in enumerate(starts):
        for k, n in enumerate(counts):
            rows, networks = draw(n, seed), copies(start, activation, len(rates))
            networks.fit(x[rows], y[rows], epochs=10_000 // max(n, 50), batch_size=50, optimizer=optimizer(np.array(rates)))
            found[:, seed, k] = networks.accuracy(x_val, y_val), networks.accuracy(x_test, y_test)
    return found


def at_best_rate(found):
    """Return test accuracies, shape (5 draws, 3 counts), at the rate with the best mean on validation images."""
    best = found[0].mean(axis=0).argmax(axis=-1)
    return found[1][:, np.arange(3), best]

# %% [markdown] id="race-run-text"
# The two of section 1 first:

# %% id="race-run"
sigmoid_rates, relu_rates = [0.3, 1.0, 3.0], [0.03, 0.1, 0.2]
starts = [random_start(seed) for seed in range(5)]
pretrained_starts = [pretrain(start, s.sigmoid) for start in starts]
found = {"sigmoid, random": race(starts, s.sigmoid, sigmoid_rates),
         "sigmoid, pretrained": race(pretrained_starts, s.sigmoid, sigmoid_rates)}
accuracy = {name: at_best_rate(of_all) for name, of_all in found.items()}

# %% [markdown] id="race-question"
# **Predict.** If the trouble is a lack of labels, then 200 of them should cure it. Does the random start catch up?

# %% id="race-print" tags=["predict"] atol=0.15
for name, of_all in accuracy.items():
    print(f"{name:20}", "  ".join(f"{n} labels: {a:.2f}" for n, a in zip(counts, of_all.mean(axis=0))))

# %% [markdown] id="race-explained"
# **Explain.** Look at the random start with 200 labels. It has four times as many, and reads *less*: it guesses. (Now
# each step sees 50 of the 200, always others, and that little noise is enough.) Give it all 200 in each step. How
# many of the very images whose labels it was told does it read then?

# %% id="own-labels" atol=0.1
own = np.zeros((5, 3))
for seed, start in enumerate(starts):
    rows, networks = draw(200, seed), copies(start, s.sigmoid, 3)
    networks.fit(x[rows], y[rows], epochs=200, batch_size=200, optimizer=s.SGD(np.array(sigmoid_rates)))
    own[seed] = networks.accuracy(x[rows], y[rows])
best_own = own.mean(axis=0).max()
dl.claim("With all 200 in each step, it reads less than 65 % of its own labelled images", best_own < 0.65)

# %% [markdown] id="own-explained"
# Who cannot read the examples that were explained to him does not lack examples. A lack of labels cannot be the reason.
#
# You know this illness from lessons 06 and 09. The slope of a sigmoid is at most 1/4. Four layers of it, and hardly
# any gradient reaches the bottom. What pretraining gave it may not be knowledge of digits. Maybe it is just a start
# from which gradients get through.
#
# If so, then a start that knows nothing of digits would do, as long as it lets gradients through. Lesson 09 tells how: for a
# slope of 1/4, make the random kernels 4 times as large. That is the control: no image, no autoencoder, one multiplication.
#
# A second control keeps the usual start and changes the descent. Adam (lesson 08) divides each gradient by its usual size, so
# small ones move a weight, too. And today's networks use ReLU, with He's start: √2 times Glorot's kernels here, in layers as
# wide as the one before.

# %% id="controls"
found["sigmoid, random, Adam"] = race(starts, s.sigmoid, [0.003, 0.01, 0.03], s.Adam)
found["sigmoid, 4 × random"] = race([random_start(seed, 4) for seed in range(5)], s.sigmoid, sigmoid_rates)
relu_starts = [random_start(seed, 2**0.5) for seed in range(5)]
found["ReLU, random"] = race(relu_starts, s.relu, relu_rates)
found["ReLU, pretrained"] = race([pretrain(start, s.relu) for start in relu_starts], s.relu, relu_rates)
accuracy = {name: at_best_rate(of_all) for name, of_all in found.items()}

# %% [markdown] id="show-text"
# A row for each way, a dot for each draw, a bar for their mean:

# %% id="show"
def show(names):
    """Draw the test accuracies of these ways to start, with 50 and with 200 labels."""
    _, axes = plt.subplots(1, 2, sharey=True, figsize=(12, 1.2 + 0.6 * len(names)))
    for ax, k in zip(axes, (1, 2)):
        for row, name in enumerate(names):
            draws, color = accuracy[name][:, k], dl.plots.COLORS[looks[name]]
            ax.plot(draws, 5 * [row], "o", color=color, ms=9, alpha=0.6)
            ax.plot(draws.mean(), row, "|", color=color, ms=30, mew=4)
            ax.text(1, row, f"{draws.mean():.2f}", va="center", ha="right", weight="bold", color=color)
        ax.axvline(0.1, color="0.5", ls=":")
        ax.set(title=f"{counts[k]} labels", xlabel="accuracy on test images", xlim=(0, 1), ylim=(len(names) - 0.5, -0.5))
    axes[0].set_yticks(range(len(names)), names)
    axes[0].text(0.11, 0.4, "guessing", color="0.4")

# %% [markdown] id="controls-question"
# **Predict.** Which of the controls come near *pretrained*: Adam, 4 × random, ReLU?

# %% id="controls-picture" tags=["predict", "remember"] live=true alt="Two panels, 50 and 200 labels; a row for each way to start, five dots for its draws and a bar for their mean. The random sigmoid network reads 0.43 with 50 labels and guesses with 200. With Adam it lies halfway to the others with 50 labels, and nearer with 200. Sigmoids from a random start times four, ReLU random and ReLU pretrained lie close together, at about two thirds and four fifths; pretrained sigmoids are ahead of them by a few points."
looks = {"sigmoid, random": "black", "sigmoid, random, Adam": "purple", "sigmoid, 4 × random": "vermilion",
         "sigmoid, shuffled": "sky", "sigmoid, pretrained": "orange", "ReLU, random": "blue", "ReLU, pretrained": "green"}
ways = [name for name in looks if name in accuracy]
show(ways)

# %% [markdown] id="controls-explained"
# **Explain.** One multiplication, and most of the jump is there. Adam alone makes about half of it. ReLU with a start
# that suits it needs no pretraining either.

# %% id="controls-claim" tags=["claim-L20-05"] atol=4
random, adam, times_4, pretrained, relu, relu_pretrained = (accuracy[name].mean(axis=0) for name in ways)
for name, ahead in (("sigmoid", pretrained - times_4), ("ReLU", relu_pretrained - relu)):
    print(f"{name:8} pretrained ahead of the best start without:", "  ".join(f"{n}: {100 * a:+.0f}" for n, a in zip(counts, ahead)))
guesses, trained = random[2], min(pretrained[2], times_4[2], relu[2])
dl.claim("200 labels: the random sigmoids guess; pretrained, 4 × random, ReLU read 75 % or more", guesses < 0.2 and trained > 0.75)
share, share_adam = ((of_all[1] - random[1]) / (pretrained[1] - random[1]) for of_all in (times_4, adam))
dl.claim("50 labels: the factor of 4 alone makes 60 % of the jump or more", share > 0.6)
dl.claim("50 labels: Adam alone makes a third or more, and less than the factor", 1 / 3 < share_adam < share)

# %% [markdown] id="shuffled-text"
# But is it what pretraining did, too? Look at the size of its kernels. Then shuffle the entries of each: the same
# numbers, and nothing left of what the images taught. (Erhan and others, 2010, did much the same.)

# %% id="shuffled" atol=0.06
def shuffled(start, seed):
    """Return the start with the entries of each kernel but the last in random order."""
    rng = np.random.default_rng(seed)
    return [(rng.permutation(kernel.ravel()).reshape(kernel.shape), bias) for kernel, bias in start[:-1]] + start[-1:]


mixed_starts = [shuffled(start, seed) for seed, start in enumerate(pretrained_starts)]
accuracy["sigmoid, shuffled"] = at_best_rate(race(mixed_starts, s.sigmoid, sigmoid_rates))
mixed = accuracy["sigmoid, shuffled"].mean(axis=0)
growth = min(new[0].std() / old[0].std() for q in range(5) for new, old in zip(pretrained_starts[q][:-1], starts[q][:-1]))
dl.claim("Pretraining has made each kernel 2.5 times as large or larger", growth > 2.5)
kept = (mixed[1] - random[1]) / (pretrained[1] - random[1])
dl.claim("50 labels: shuffled, it still makes 60 % of the jump, and not all of it", 0.6 < kept < 0.97)

# %% [markdown] id="shuffled-picture-text"
# Beside the others:

# %% id="shuffled-picture" live=true alt="The same two panels, sigmoids with plain descent alone: random, 4 × random, shuffled, pretrained. Shuffled and 4 × random lie close together, pretrained a few points ahead, random far behind."
show([name for name in looks if "sigmoid" in name and "Adam" not in name])

# %% [markdown] id="shuffled-explained"
# So the great problem of 2006 was not the lack of labels. *From the usual start, plain gradient descent hardly moved
# deep sigmoid networks.* Pretraining solved it, mostly by handing them larger kernels. Today a start and an
# activation solve it, and Adam a good part of it. (Batch normalization and shortcuts help in the same direction:
# lessons 10, 14.) And what shuffling takes away is what the images taught.

# %% [markdown] id="honest"
# So the old explanation is not false. But it is the smaller part: a few points, about as much as another draw of
# labels does. (The settings of the pretraining itself we chose beforehand: an advantage that the rivals had not.) And
# is the rival tuned? It had plain descent, four hidden layers, and no dropout. The last section below gives both
# sides more to choose from, Adam, too. There the rival takes a single hidden layer or dropout if it wants to, and on
# these digits, with fifty labels, the lead is gone. Always ask who was beaten.
#
# Pretraining without labels pays where images are many, labels very few, and where what is learned without labels is
# what the task needs. To give back each pixel is a modest task: most of the ink says how a digit is written, and not
# which one it is. Today's large language models are pretrained without labels, too, at a far better task: what comes
# next?
#
# One thing is not honest yet. Rates were chosen with 500 validation labels. Who has fifty labels does not have them.
# It was the same gift to all, so the comparison is fair; the heights are flattered. A section of the deeper part
# chooses with the fifty alone.

# %% [markdown] id="demo-text"
# ### Play
#
# The race was run with four hidden layers. In the demo you choose the depth, too, and each of the 200 steps sees all
# labels. **Is there a depth, or a number of labels, at which nothing has to be rescued? How much is pretraining worth
# there?**

# %% id="demo" alt="Accuracy with 50 labels over the number of hidden layers, from one to five, for four ways to start. The random sigmoid network reads as well as the others with one layer and falls steeply from three on; the three other ways stay level at every depth, pretrained a few points ahead. Right, the four ways as bars at four layers. Below, the controls: number of labels, hidden layers."
dl.demos.pretrain_or_not()

# %% [markdown] id="exercise-claims-text"
# ### Exercise: four papers
#
# Four groups report that pretraining on unlabelled images helps. In each report one thing is wrong, or nothing.
#
# | | what they compare | result |
# |---|---|---|
# | A | pretrained, best of 20 learning rates, against random start, at the authors' usual rate | 84 % against 80 % |
# | B | pretrained sigmoids, 8 layers, against random sigmoids, 8 layers, each at its best of 20 rates | 84 % against 10 % |
# | C | pretrained ReLU against random ReLU, He's start, each at its best of 20 rates, on ten draws of labels | 84 % against 80 %, ahead in 10 of 10 |
# | D | pretrained ReLU against random ReLU, He's start, each at its best of 20 rates, on one draw | 84 % against 80 % |
#
# Which is which? **1**: the rival could not be trained at all. **2**: the rival was not tuned. **3**: it may be luck. **4**:
# a gain to believe in.

# %% id="exercise-claims" tags=["exercise"]
def four_papers():
    """Return a list of four numbers, each from 1 to 4 once: what is to be said of A, B, C and D.

    Example: [1, 3, 4, 2] says that the rival of A could not be trained, B may be luck, and so on.
    """
    # solution
    return [2, 1, 4, 3]

# %% id="check-claims"
dl.exercises.four_papers.check(four_papers)

# %% [markdown] id="deeper-greedy"
# ## Deeper: one layer at a time, or all at once?
#
# For very deep autoencoders one reads: train one layer at a time and stack them. It was true. Is it still? Take
# 196-64-64-16-64-64-196. *All at once* trains for 12 epochs. *Layer by layer* trains three small autoencoders for 4
# epochs each, and puts them together. Two starts, three rates.

# %% id="greedy"
def by_layers(seed, activation, rate):
    """Train layer by layer; return the error of the whole on validation images."""
    rng, images, layers, decoders = np.random.default_rng(seed), x, [], []
    for a, b in ((196, 64), (64, 64), (64, 16)):
        up, down = (s.Dense(s.glorot_uniform(pair, rng), np.zeros(pair[1])) for pair in ((a, b), (b, a)))
        small = s.Network([up, s.Activation(activation), down], loss_for(images))
        small.fit(images, images, epochs=4, batch_size=100, optimizer=s.Adam(rate))
        decoders = [down, s.Activation(s.sigmoid if images.max() <= 1 else s.linear)] + decoders
        images = activation(up.forward(images))
        layers += [up, s.Activation(activation)]
    return np.mean((s.Network(layers + decoders, s.MeanSquaredError()).predict(x_val) - x_val) ** 2)

# %% [markdown] id="at-once-text"
# And the rival, the whole tower trained together:

# %% id="at-once"
def at_once(activation, rates):
    """Train the whole from two starts at each rate; return the errors, shape (2, number of rates)."""
    n = len(rates)
    networks = s.mlp([196, 64, 64, 16, 64, 64, 196], variants=2 * n, activation=activation, output="sigmoid",
                     seed=np.repeat([1, 2], n).tolist())
    networks.fit(x, x, epochs=12, batch_size=100, optimizer=s.Adam(np.tile(rates, 2)))
    return np.mean((networks.predict(x_val) - x_val) ** 2, axis=(1, 2)).reshape(2, n)

# %% [markdown] id="greedy-question"
# **Predict.** Four numbers: sigmoid and ReLU, each all at once and layer by layer. Which is the smallest?

# %% id="greedy-run" tags=["predict"] atol=0.004
greedy_rates, whole, layered = [0.003, 0.01, 0.03], {}, {}
for name in ("sigmoid", "relu"):
    whole[name] = at_once(name, greedy_rates).mean(axis=0)
    layered[name] = np.mean([[by_layers(seed, getattr(s, name), rate) for rate in greedy_rates] for seed in (1, 2)], axis=0)
    print(f"{name:8} all at once {whole[name].min():.3f}   layer by layer {layered[name].min():.3f}")

# %% [markdown] id="greedy-claim-text"
# **Explain.** It depends on the activation, and on the rate:

# %% id="greedy-claim" tags=["claim-L20-04"] atol=0.004 rtol=0.1
at_001, at_best = whole["sigmoid"][1] / layered["sigmoid"][1], whole["sigmoid"].min() / layered["sigmoid"].min()
dl.claim("Sigmoids: at rate 0.01 layer by layer leaves a sixth less error or better; at the best rates the lead is gone, nearly",
         at_001 > 1.2 and at_best < 1.2)
relu_loss, relu_whole = layered["relu"].min() / whole["relu"].min(), whole["relu"].min()
dl.claim("ReLU: all at once leaves less, and less than either way with sigmoids",
         relu_loss > 1.15 and relu_whole < min(layered["sigmoid"].min(), whole["sigmoid"].min()))

# %% [markdown] id="greedy-explained"
# Where little gradient gets through, a short way for each layer is better than a long way that hardly works; Adam at
# a high rate makes up for most of it. Where gradients get through, layers that learn together beat layers that each
# solve a problem of their own.

# %% [markdown] id="deeper-conv"
# ## Deeper: an autoencoder of convolutions
#
# For images, the encoder would be convolutions with strides (lesson 13), each of which halves the picture. And the
# way back? A **transposed convolution** turns a convolution round. In a convolution, a window of the image gives one
# number. Here one number stamps a window onto the image, and where stamps overlap they add up. It is precisely what a
# convolution does when gradients go *back* through it (lesson 13).

# %% id="conv-model" atol=0.004
up = {"activation": "relu", "strides": 2, "padding": "same"}
conv = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(8, 4, **up),
    keras.layers.Conv2D(8, 4, **up),                        # the code: 7 x 7 x 8
    keras.layers.Conv2DTranspose(8, 4, **up),
    keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same"),
])
conv.compile(keras.optimizers.Adam(0.005), "mse", steps_per_execution=20)
fine, fine_val = digits.x_train[:2000, ..., None], digits.x_train[3500:, ..., None]
conv.fit(fine, fine, batch_size=50, epochs=3, verbose=0)
print(f"{conv.count_params():,} weights, error {conv.evaluate(fine_val, fine_val, verbose=0):.3f}")

# %% [markdown] id="conv-text"
# With few weights it gives back whole images, for all places share them. (Its code is large, 392 numbers, so do not
# compare it with a code of 8.)
#
# ### A chessboard
#
# Generated images sometimes have a pattern of fine squares. Here is where it comes from: a grey area, stamps whose
# weights are all 1.

# %% id="board" alt="Three grey maps. Stamps of 3 by 3, two apart: a chessboard pattern. Stamps of 4 by 4, two apart: evenly grey except at the rim. Pixels repeated twice, then a convolution of 3 by 3: evenly grey except at the rim."
grey, ones = np.ones((1, 5, 5, 1)), {"kernel_initializer": "ones"}
maps = {"stamps of 3 × 3, 2 apart": keras.layers.Conv2DTranspose(1, 3, strides=2, **ones)(grey),
        "stamps of 4 × 4, 2 apart": keras.layers.Conv2DTranspose(1, 4, strides=2, **ones)(grey),
        "repeat pixels, then convolve": keras.layers.Conv2D(1, 3, padding="same", **ones)(keras.layers.UpSampling2D(2)(grey))}
maps = {name: keras.ops.convert_to_numpy(found)[0, ..., 0] for name, found in maps.items()}
_ = dl.plots.plot_images({name: found / found.max() for name, found in maps.items()}, columns=3)

# %% [markdown] id="board-claim-text"
# Count the shades, away from the rim:

# %% id="board-claim"
inner_3, inner_4, inner_up = (len(np.unique(found[3:-3, 3:-3])) for found in maps.values())
dl.claim("Of grey, stamps of 3 with strides of 2 make three shades; stamps of 4, or repeated pixels, one",
         inner_3 == 3 and inner_4 == 1 and inner_up == 1)

# %% [markdown] id="board-explained"
# Three does not divide by two: some pixels get one stamp, others two or four. So choose a window that the strides divide, or
# repeat pixels and convolve (Odena and others, 2016). Training can learn weights that even it out, but has to.
#
# ### Exercise: stamps in a row
#
# Write a transposed convolution in one dimension.

# %% id="exercise-stamps" tags=["exercise"]
def stamp_row(x, kernel, stride):
    """Return the transposed convolution of a row of numbers, without padding.

    x: shape (n,). kernel: shape (k,). stride: a whole number from 1 to k.
    Entry i of x adds x[i] * kernel to the result, from place i * stride on. Returns shape ((n - 1) * stride + k,).
    Example: x = [1, 10], kernel = [1, 2, 3], stride 2 gives [1, 2, 13, 20, 30].
    """
    # solution
    result = np.zeros((len(x) - 1) * stride + len(kernel))
    for i, number in enumerate(x):
        result[i * stride:i * stride + len(kernel)] += number * np.asarray(kernel)
    return result

# %% id="check-stamps"
dl.exercises.stamp_row.check(stamp_row)

# %% [markdown] id="deeper-choose"
# ## Deeper: fifty labels and not one more
#
# Now choose the rate as somebody with fifty labels would: **five-fold cross-validation** (lesson 12). Ten labels
# judge, forty teach, five times over; the rate with the best mean is used with all fifty. We do it for ReLU from a
# random start; draws and starts are those of the race.

# %% id="choose"
def choose_alone(start, rows, activation, rates):
    """Return the number of the rate that five folds of these rows choose."""
    scores = np.zeros(len(rates))
    for fold in range(5):
        is_judge = np.arange(len(rows)) % 5 == fold  # one of each digit
        teach, judge = rows[~is_judge], rows[is_judge]
        networks = copies(start, activation, len(rates))
        networks.fit(x[teach], y[teach], epochs=200, batch_size=50, optimizer=s.SGD(np.array(rates)))
        scores += networks.accuracy(x[judge], y[judge])
    return scores.argmax()


chosen = [choose_alone(start, draw(50, q), s.relu, relu_rates) for q, start in enumerate(relu_starts)]
alone = np.mean([found["ReLU, random"][1, q, 1, k] for q, k in enumerate(chosen)])

# %% [markdown] id="choose-claim-text"
# What does the missing gift cost?

# %% id="choose-claim" atol=0.04
gift = accuracy["ReLU, random"][:, 1].mean()
dl.claim("ReLU, random: without the gift of 500 labels it loses less than 5 points", gift - alone < 0.05)

# %% [markdown] id="deeper-tune"
# ## Deeper: have we tuned the rival enough?
#
# Pretrained sigmoids were ahead. A critic would say: give the rival Adam, dropout (lesson 11), more steps, fewer
# layers! So ReLU networks from a random start get one or four hidden layers, plain descent or Adam, three rates of
# each, with and without dropout, 300 steps. Pretrained sigmoids get the same choice, but for the depth. Fifty labels,
# five draws.

# %% id="tune"
def tuned(starts, activation, rates, optimizer=s.SGD):
    """Return accuracies, shape (2, 5 draws, 6 settings): on validation images, and on test images."""
    drop, scores = np.repeat([0.0, 0.3], 3), np.zeros((2, 5, 6))
    for seed, start in enumerate(starts):
        rows, plain, layers = draw(50, seed), copies(start, activation, 6), []
        for number, layer in enumerate(plain.layers):
            layers += [layer] + ([s.Dropout(drop, list(range(6)))] if number % 2 else [])
        networks = s.Network(layers, plain.loss)
        networks.fit(x[rows], y[rows], epochs=200, batch_size=50, optimizer=optimizer(np.tile(rates, 2)))
        scores[:, seed] = networks.accuracy(x_val, y_val), networks.accuracy(x_test, y_test)
    return scores

# %% [markdown] id="tune-run-text"
# Of each side, validation images choose the best setting:

# %% id="tune-run"
shallow = [start[:1] + start[-1:] for start in relu_starts]  # one hidden layer
rival = np.concatenate([tuned(some, s.relu, *how) for some in (relu_starts, shallow)
                        for how in ((relu_rates,), ([0.001, 0.003, 0.01], s.Adam))], axis=-1)
ours = np.concatenate([tuned(pretrained_starts, s.sigmoid, *how)
                       for how in ((sigmoid_rates,), ([0.003, 0.01, 0.03], s.Adam))], axis=-1)
best_rival, best_pretrained = (scores[1][:, scores[0].mean(axis=0).argmax()].mean() for scores in (rival, ours))

# %% [markdown] id="tune-claim-text"
# Both on the test images:

# %% id="tune-claim" atol=0.04
print(f"best rival without pretraining {best_rival:.2f}, pretrained {best_pretrained:.2f}")
lead = best_pretrained - best_rival
dl.claim("Against the best rival that we found, the lead of pretraining is less than 5 points", lead < 0.05)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A stacked autoencoder can be trained layer by layer, without labels. Its layers are then a start for a network
#   that learns from few labels.
# - Tying leaves little more than half of the weights. No step gets faster.
# - An autoencoder that is too powerful for its few images gives back its training images from memory. Look at new
#   images, not at the training error.
# - Most of what pretraining did here was *optimization*: plain descent hardly moved deep sigmoid networks from the
#   usual start. A factor of 4 does that, too, and so does ReLU with its own start; Adam makes about half of the jump.
# - What the images taught beyond that was a few points with few labels, and next to none against a rival with a free
#   choice of depth, optimizer and dropout.
#
# To give an image back is an easy task, and not always a useful one. What if the task is made harder, by giving the
# autoencoder a damaged image? That is lesson 21.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | stacked autoencoder | 적층 오토인코더 | autoencoder with several hidden layers |
# | autoencoder | 오토인코더 | network trained to reproduce its input through a code |
# | tied weights | 가중치 묶기 | decoder kernels are the transposed encoder kernels |
# | unsupervised pretraining | 비지도 사전 훈련 | training lower layers without labels before the real task |
# | supervised learning | 지도 학습 | learning from labelled samples |
# | reconstruction | 재구성 | what an autoencoder gives back |

# %% [markdown] id="references"
# ## References
#
# - G. E. Hinton, S. Osindero and Y.-W. Teh, *A fast learning algorithm for deep belief nets*, Neural Computation 18, 2006.
# - G. E. Hinton and R. R. Salakhutdinov, *Reducing the dimensionality of data with neural networks*, Science 313, 2006.
# - Y. Bengio, P. Lamblin, D. Popovici and H. Larochelle, *Greedy layer-wise training of deep networks*, Advances in
#   Neural Information Processing Systems 19, 2007.
# - D. Erhan and others, *Why does unsupervised pre-training help deep learning?*, Journal of Machine Learning
#   Research 11, 2010.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, AISTATS, 2010.
# - P. Vincent and others, *Stacked denoising autoencoders*, Journal of Machine Learning Research 11, 2010.
# - A. Odena, V. Dumoulin and C. Olah, *Deconvolution and checkerboard artifacts*, Distill, 2016.
