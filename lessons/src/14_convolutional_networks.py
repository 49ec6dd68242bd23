# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="filters of the first layer and the maps they make of a zero, before and after training"
# # Convolutional networks
#
# Move a digit three pixels to the right, and you will hardly notice. Does a network? In this lesson you build a network
# of a new kind, take it apart to find out what each part is good for, teach it to bear shifts, and look inside: at what
# it has learned to see, and at where it looks when it is wrong.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - build a convolutional network in Keras, and count its shapes and parameters without running it;
# - say what each part is good for, because you have seen the network without it;
# - train it from several starts, with moved images, and compare it fairly with an MLP;
# - draw its filters and its maps, and cover an image to find out where it looks.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=14)

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers

rng = np.random.default_rng(14)

# %% [markdown] id="three-pixels"
# ## 1. Three pixels to the right
#
# The 5,000 digits of lesson 09 again, this time as images with one channel, grey. MNIST's makers put the
# middle of each digit's ink into the middle of its image, with white around it. So there is a margin: we can shift a
# digit by three pixels, and hardly any ink is lost.

# %% id="digits" alt="Six digits, and below them the same six digits three pixels further to the right."
digits = dl.datasets.load_mnist_5k()
x, x_test = digits.x_train[..., None], digits.x_test[..., None]  # (4000, 28, 28, 1), (1000, 28, 28, 1)
y, y_test = digits.y_train, digits.y_test


def to_the_right(images, pixels):
    return np.pad(images, ((0, 0), (0, 0), (pixels, 0), (0, 0)))[:, :, :28]  # white comes in from the left


both = np.concatenate([x_test[:6], to_the_right(x_test[:6], 3)])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="two-text"
# Two networks learn the digits as they are, in the middle. One is an **MLP** with a hidden layer. The other
# begins with what lesson 13 built: filters that slide over the image, and pooling. Both have about 30,000 parameters.

# %% id="two"
mlp = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Flatten(),
    layers.Dense(38, activation="relu"),
    layers.Dense(10),
])
cnn = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(24, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(64, activation="relu"), layers.Dense(10),
])
print(f"parameters: MLP {mlp.count_params():,}, CNN {cnn.count_params():,}")

# %% [markdown] id="train-text"
# A network like the second is called a **convolutional neural network**, CNN. Both get four epochs of Adam; the rate
# rises at first and then falls (lesson 08).
#
# We want several starts of each. A model is compiled once, which takes seconds. For each new start, `fresh` gives it
# new random weights, and sets to zero what Adam remembers of the last training.

# %% id="train"
rise_and_fall = [0.5, 1.0, 0.5, 0.1]  # share of the rate in each of the four epochs
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def compiled(model):
    # 40 batches, an epoch, are handed over at once, which is quicker (lesson 07)
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
    return model


def fresh(model, start):
    keras.utils.set_random_seed(start)
    model.set_weights(keras.models.clone_model(model).get_weights())
    for variable in model.optimizer.variables:
        variable.assign(np.zeros(variable.shape))

# %% [markdown] id="train-again-text"
# And with that a training is three lines. The rate of 0.016 suits the MLP ("Deeper: is the race fair?"). The CNN and all
# its variants take it over, untuned.

# %% id="train-again"
def train(model, start, rate=0.016, images=x):
    fresh(model, start)
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch: rate * rise_and_fall[epoch])
    model.fit(images, y, batch_size=100, epochs=4, callbacks=[schedule], verbose=0)

# %% [markdown] id="shift-train-text"
# Two starts each, and then they read the test images, shifted by 0, 1, 2, 3 and 4 pixels.

# %% id="shift-train"
def read(model, images):
    """Return the share of the 1,000 test images that the model reads."""
    return np.mean(model.predict_on_batch(images).argmax(axis=1) == y_test)


def read_shifted(model):
    return [read(model, to_the_right(x_test, pixels)) for pixels in range(5)]


shifted = {"MLP": [], "CNN": []}
for name, model in (("MLP", compiled(mlp)), ("CNN", compiled(cnn))):
    for start in (0, 1):
        train(model, start)
        shifted[name].append(read_shifted(model))

# %% [markdown] id="shift-question"
# **Predict.** Both read new digits well. And shifted by one, two, three, four pixels? Draw a curve for each.

# %% id="shift" tags=["predict"] live=true alt="Share of the test digits read over the shift in pixels, two starts each. Both networks begin above nine tenths. The MLP falls to less than half at three pixels and a quarter at four; the CNN still reads about three quarters at three pixels."
fig, ax = plt.subplots(figsize=(8, 4.2))
for (name, curves), color in zip(shifted.items(), ("vermilion", "blue")):
    ax.plot(np.transpose(curves), "o-", color=dl.plots.COLORS[color])
    ax.text(3.1, curves[0][3] + 0.04, name, color=dl.plots.COLORS[color], weight="bold", fontsize=15)
_ = ax.set(xlabel="pixels to the right", ylabel="digits read", xticks=range(5), ylim=(0, 1))

# %% [markdown] id="shift-explained"
# **Explain.** To the MLP a pixel is a number in a column of 784, and a weight belongs to *one* of them. Three pixels
# further on, the ink meets weights that learned about other ink. The CNN reads far more. But look: it falls, too.
# Whoever tells you that a CNN does not care where things are has not tried. What holds it up, and what lets it fall?

# %% id="shift-claim" atol=0.06
mlp_shifted, cnn_shifted = (np.mean(shifted[name], axis=0) for name in ("MLP", "CNN"))
mlp_at_3, cnn_at_3, cnn_at_4 = mlp_shifted[3], cnn_shifted[3], cnn_shifted[4]
dl.claim("Three pixels to the right, the MLP reads less than 55 %, the CNN more than 68 %",
         mlp_at_3 < 0.55 and cnn_at_3 > 0.68)
dl.claim("Nor is the CNN safe: at four pixels it reads less than 70 %", cnn_at_4 < 0.7)

# %% [markdown] id="parts"
# ## 2. What is in it
#
# The layers of a CNN come in blocks: **convolution, ReLU, pooling**, and again. At the end stands a small MLP. Follow
# one image through the trained network.

# %% id="parts-picture" live=true alt="A digit becomes eight maps of 24 by 24 pixels, the same halved, then 24 maps of 8 by 8, and 24 of 4 by 4: smaller and more from step to step."
fig, axes = plt.subplots(1, 5, figsize=(11, 3.6), gridspec_kw={"width_ratios": [2, 2, 2, 3, 3]})
h = x_test[:1]
for ax, layer, columns in zip(axes, [None, *cnn.layers[:4]], (1, 2, 2, 4, 4)):
    h = layer(h) if layer else h
    dl.plots.plot_feature_maps(keras.ops.convert_to_numpy(h)[0], columns=columns, ax=ax)
    ax.set_title(f"{type(layer).__name__ if layer else 'image'}\n{h.shape[3]} of {h.shape[1]} by {h.shape[2]}", fontsize=12)

# %% [markdown] id="parts-table-text"
# Each step again, with the shape of what it hands on, and its parameters:

# %% id="parts-table"
h = x_test[:1]
for layer in cnn.layers:
    h = layer(h)
    print(f"{type(layer).__name__:14} {str(tuple(h.shape[1:])):14} {layer.count_params():9,} parameters")
in_place_of_the_first = layers.Dense(24 * 24 * 8)  # as many outputs
in_place_of_the_first.build((None, 28 * 28))
print(f"{'a Dense in place of the first layer':29} {in_place_of_the_first.count_params():9,} parameters")

# %% [markdown] id="parts-explained"
# - A filter of 5 by 5 can stand at $28 - 5 + 1 = 24$ places in each direction. Eight filters make eight maps, with no
#   more than $8 \cdot (5 \cdot 5 + 1) = 208$ parameters, because a filter takes the same weights to all places.
# - Pooling keeps the largest of four: half the size, no parameters.
# - The second layer's filters see all eight maps at once: $24 \cdot (5 \cdot 5 \cdot 8 + 1) = 4{,}824$.
# - In the end 24 maps of 4 by 4 are 384 numbers, and an MLP takes over. Most parameters sit there.
#
# (All layers before that MLP are often called the *feature extractor*.)

# %% [markdown] id="exercise-shapes-text"
# ### Exercise: without running it
#
# Follow the shapes with pencil and paper often enough, and you will want a function that does it.

# %% id="exercise-shapes" tags=["exercise"]
def trace_shapes(size, channels, layers):
    """Return the size of the maps in the end, their number, and all parameters on the way.

    size: height and width of the image, in pixels. channels: how many it has.
    layers: a list of ("conv", filters, kernel) and ("pool", edge), from first to last.
    "conv" slides its filters, kernel by kernel pixels, over the image, without padding, stride 1.
    "pool" takes windows of edge by edge side by side; what is left over at the border is dropped.
    Returns three whole numbers (size, channels, parameters).
    Example: for size 28, channels 1 and layers [("conv", 8, 5), ("pool", 2)] it is (12, 8, 208).
    """
    # solution
    parameters = 0
    for kind, *numbers in layers:
        if kind == "pool":
            size = size // numbers[0]
        else:
            filters, kernel = numbers
            size = size - kernel + 1
            parameters += filters * (kernel * kernel * channels + 1)
            channels = filters
    return size, channels, parameters

# %% id="check-shapes"
dl.exercises.trace_shapes.check(trace_shapes)

# %% [markdown] id="why"
# ## 3. Take it apart
#
# Why does it read better? Two usual answers are: because it looks at neighbours, and because it pools. Both can be
# tested. Remove one thing and keep all else.
#
# First the **neighbours**. Lesson 13 shuffled the pixels of all digits, every image in the same order, and the MLP did
# not notice. Nothing is lost: the order could be undone. But what stood side by side no longer does.

# %% id="mix" alt="Six digits, and below them the same digits with their pixels in another order: they look like noise."
order = rng.permutation(784)


def shuffle(images):
    return images.reshape(-1, 784)[:, order].reshape(-1, 28, 28, 1)


both = np.concatenate([x_test[:6], shuffle(x_test[:6])])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="mix-question"
# **Predict.** The CNN is trained anew on shuffled images, and reads new ones, shuffled alike. Still better than the
# MLP, as good, worse?

# %% id="mix-result" tags=["predict"] atol=0.05
on_shuffled = []
for start in (0, 1):
    train(cnn, start, images=shuffle(x))
    on_shuffled.append([read(cnn, shuffle(images)) for images in (x_test, to_the_right(x_test, 3))])
cnn_shuffled, cnn_shuffled_at_3 = np.mean(on_shuffled, axis=0)
print(f"in place: CNN {cnn_shifted[0]:.2f}, MLP {mlp_shifted[0]:.2f}, CNN on shuffled pixels {cnn_shuffled:.2f}")
print(f"first moved by three pixels, then shuffled: CNN {cnn_shuffled_at_3:.2f}")

# %% [markdown] id="mix-explained"
# **Explain.** A CNN is told who is whose neighbour, and is now told wrongly. It falls *behind the MLP*, and at three
# pixels it reads only half of what it did. You will often hear that an MLP "loses the spatial information". It loses
# nothing, all values are there. It is only never told about neighbours. To a CNN the belief in them is built in: worth
# much where it is true, and harmful where it is false. Do not give a CNN a table whose columns stand in no order.

# %% id="mix-claim" tags=["claim-L14-08"] atol=0.05
cnn_loses, at_3_loses = cnn_shifted[0] - cnn_shuffled, cnn_at_3 - cnn_shuffled_at_3
dl.claim("On shuffled pixels the CNN loses more than 0.04, and reads less than the MLP",
         cnn_loses > 0.04 and cnn_shuffled < mlp_shifted[0])
dl.claim("Of what the CNN read at three pixels, more than 0.3 is lost", at_3_loses > 0.3)

# %% [markdown] id="without-text"
# Next, **pooling**. Two networks without max pooling, everything else as it was, down to the shapes and the parameters.
# The first takes the *mean* of four numbers instead of the largest. The second lets its filters walk in steps of two
# (stride 2): it computes the same maps, and keeps one number of four without looking, as "every second pixel" did in
# lesson 13.

# %% id="without"
mean = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, activation="relu"), layers.AveragePooling2D(2),
    layers.Conv2D(24, 5, activation="relu"), layers.AveragePooling2D(2),
    layers.Flatten(),
    layers.Dense(64, activation="relu"), layers.Dense(10),
])
strided = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, strides=2, activation="relu"),
    layers.Conv2D(24, 5, strides=2, activation="relu"),
    layers.Flatten(),
    layers.Dense(64, activation="relu"), layers.Dense(10),
])
print(f"parameters: {cnn.count_params():,}, {mean.count_params():,}, {strided.count_params():,}")

# %% [markdown] id="without-question"
# **Predict.** A ladder: the largest of four, the mean of four, one of four, and the MLP. All are trained on digits in
# the middle, and tested in the middle and three pixels to the right. What will it look like?

# %% id="without-result" tags=["predict"] live=true alt="A ladder of four networks, two starts each. In place the largest and the mean of four read 98 per cent, one of four 96, the MLP 94. Three pixels to the right: the largest of four nearly 80, the mean 73, one of four 64, the MLP less than half."
for name, model in (("mean of four", compiled(mean)), ("one of four", compiled(strided))):
    shifted[name] = []
    for start in (0, 1):
        train(model, start)
        shifted[name].append(read_shifted(model))
fig, ax = plt.subplots(figsize=(8, 4))
ladder = {"CNN": "largest\nof four", "mean of four": "mean\nof four", "one of four": "one\nof four", "MLP": "MLP"}
for place, name in enumerate(ladder):
    for curve in shifted[name]:
        ax.plot(place, curve[0], "o", color=dl.plots.COLORS["blue"])
        ax.plot(place, curve[3], "^", color=dl.plots.COLORS["vermilion"])
ax.text(0.15, shifted["CNN"][0][0], "in place", color=dl.plots.COLORS["blue"], va="center")
ax.text(0.15, shifted["CNN"][0][3], "three pixels to the right", color=dl.plots.COLORS["vermilion"], va="center")
_ = ax.set(xticks=range(4), xticklabels=ladder.values(), ylabel="digits read", ylim=(0.3, 1), xlim=(-0.4, 3.4))

# %% [markdown] id="without-explained"
# **Explain.** One number of four, kept without looking, forgives least. The mean of all four comes more than half way
# from there to the largest; from most starts the largest stays a little ahead. In place, pooling is worth a point or
# so, too.
#
# The MLP differs in more than one thing; the fair trial of neighbours was the one with shuffled pixels. A third usual
# answer is that filters *share* their weights. We have not taken that away. It would cost: windows of 5 by 5 with
# weights of their own at every place make $24 \cdot 24 \cdot 208 = 119{,}808$ parameters in the first layer alone.
#
# And why does the CNN fall, too? Behind `Flatten`, the dense layer has a weight for each place of each map, as the MLP
# has for each pixel. "Deeper: less at the end" does without it.

# %% id="without-claim" tags=["claim-L14-01"] atol=0.06
mean_in_place, mean_at_3 = np.mean(shifted["mean of four"], axis=0)[[0, 3]]
strided_in_place, strided_at_3 = np.mean(shifted["one of four"], axis=0)[[0, 3]]
print(f"in place: largest {cnn_shifted[0]:.2f}, mean {mean_in_place:.2f}, one of four {strided_in_place:.2f}")
print(f"three pixels to the right: largest {cnn_at_3:.2f}, mean {mean_at_3:.2f}, one of four {strided_at_3:.2f}")
dl.claim("At three pixels, one of four reads at least 0.06 less than the largest", cnn_at_3 - strided_at_3 > 0.06)
dl.claim("and at least 0.03 less than the mean", mean_at_3 - strided_at_3 > 0.03)

# %% [markdown] id="exercise-same-text"
# ### Exercise: the same answers?
#
# A network in the manner of ours: convolution of 4 filters, ReLU, pooling, convolution of 5 filters, ReLU, then
# `Flatten` and a dense layer. All biases are 0. Which changes leave its ten answers as they were, up to rounding?
# (Decide first. Then try in Keras the one that you trust least.)
#
# - **A**: put the first layer's filters into another order, and the channels of the second layer's kernels into the
#   same one.
# - **B**: put the first layer's filters into another order, and nothing else.
# - **C**: pool first, and then take ReLU.
# - **D**: double all kernels of the first layer, and halve those of the second.
# - **E**: shift the image by two pixels, so that its margin stays empty everywhere.
# - **F**: as E, but with the mean of each map (`GlobalAveragePooling2D`) in the place of `Flatten`, before and after
#   the shift. The second layer's maps are empty along the border, too.

# %% id="exercise-same" tags=["exercise"]
def same_logits():
    """Return a list of six numbers, for A to F: 1 if the answers stay as they were, 0 if not.

    Example: [1, 1, 1, 1, 1, 1] says that no change matters.
    """
    # solution
    return [1, 0, 1, 1, 0, 1]

# %% id="check-same"
dl.exercises.same_logits.check(same_logits)

# %% [markdown] id="above"
# ## 4. Teach it to bear shifts
#
# If the trouble is that all training digits stand in the middle, show them elsewhere: **data augmentation**, as in lesson
# 11, where you wrote `shift_images`. Keras has layers for it. They act while the network is trained, with another change
# each time, and do nothing when it answers. Put one in front of each network:

# %% id="augment" alt="Eight copies of one digit, each moved by up to two pixels in another direction."
move = layers.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant", interpolation="nearest", seed=14)
moving_mlp = compiled(keras.Sequential([keras.Input((28, 28, 1)), move, mlp]))
moving_cnn = compiled(keras.Sequential([keras.Input((28, 28, 1)), move, cnn]))
copies = move(np.repeat(x[:1], 8, axis=0), training=True)
_ = dl.plots.plot_feature_maps(keras.ops.convert_to_numpy(copies)[..., 0].transpose(1, 2, 0))

# %% [markdown] id="tune-text"
# `moving_cnn` and `cnn` share their weights: train the one, ask the other. The starts are those of section 1.

# %% id="moved"
moved, weights = {"MLP": [], "CNN": []}, {"MLP": [], "CNN": []}
for name, moving, model in (("MLP", moving_mlp, mlp), ("CNN", moving_cnn, cnn)):
    for start in (0, 1):
        train(moving, start)
        moved[name].append(read_shifted(model))
        weights[name].append(model.get_weights())  # for section 5

# %% [markdown] id="moved-question"
# **Predict.** Who gains from the moved digits: the MLP, the CNN, both? In place, and at three pixels?

# %% id="moved-picture" tags=["predict"] live=true alt="Two panels, digits read by networks trained in place and on moved digits. In place the CNN's line is level near 98 per cent; the MLP's stays near 93 or 94. At three pixels both rise steeply: the CNN from 80 to above 90 per cent, the MLP from less than half to about three quarters."
fig, axes = plt.subplots(1, 2, figsize=(10, 4.2))
for ax, pixels, title in zip(axes, (0, 3), ("tested in place", "tested three pixels to the right")):
    for name, color in (("MLP", dl.plots.COLORS["vermilion"]), ("CNN", dl.plots.COLORS["blue"])):
        one, other = np.array(shifted[name])[:, pixels], np.array(moved[name])[:, pixels]
        ax.plot([0, 1], [one.mean(), other.mean()], color=color, lw=2.5)
        ax.plot(np.zeros(len(one)), one, "o", color=color)
        ax.plot(np.ones(len(other)), other, "o", color=color)
        ax.text(1.08, other.mean(), name, color=color, weight="bold", va="center", fontsize=14)
    ax.set(title=title, xticks=[0, 1], xticklabels=["trained\nin place", "trained on\nmoved digits"], xlim=(-0.2, 1.4))
axes[0].set(ylim=(0.88, 1), ylabel="digits read")
_ = axes[1].set_ylim(0.3, 1)

# %% [markdown] id="tune-explained"
# **Explain.** (Mind the two scales.) At three pixels both gain, and by far, though no copy was moved by more than two:
# what is not built in can be taught by examples. In place, where nothing is moved, the CNN neither gains nor loses more
# than luck would give. The MLP gains nothing there, either, though lesson 11's gained two points; but that one was
# trained for a hundred epochs.

# %% id="moved-claims" atol=0.04
mlp_moved, mlp_moved_at_3 = np.mean(moved["MLP"], axis=0)[[0, 3]]
cnn_moved, cnn_moved_at_3 = np.mean(moved["CNN"], axis=0)[[0, 3]]
worst_of_four = np.min(shifted["CNN"] + moved["CNN"], axis=0)[0]
ahead = cnn_shifted[0] - max(mlp_shifted[0], mlp_moved)
dl.claim("Moved digits bring the MLP more than 0.2 at three pixels, and the CNN above 0.9",
         mlp_moved_at_3 - mlp_at_3 > 0.2 and cnn_moved_at_3 > 0.9)
dl.claim("In place it changes the CNN by less than 0.02", abs(cnn_moved - cnn_shifted[0]) < 0.02)
dl.claim("Each of the four CNNs reads more than 96 % of new digits", worst_of_four > 0.96)
dl.claim("Even in place, the CNN reads at least 0.02 more than an MLP of its size", ahead > 0.02)

# %% [markdown] id="inside"
# ## 5. What the filters have become
#
# `fresh` can bring back the random numbers from which a CNN grew. Show the filters of the first start, before and after
# section 4's training, to a zero, because its stroke runs through all directions. (A map that shows only a part of the ring
# prefers a direction. `sides` measures which: 1 if all that lights up is above and below the middle, −1 if it is on the
# left and right. We draw the eight filters in this order.)

# %% id="of-a-zero"
zeros = x_test[np.flatnonzero(y_test == 0)[:20]]
rows, columns = np.abs(np.mgrid[:24, :24] - 11.5)  # distance from the middle of a map
above_or_below = np.sign(rows - columns)[..., None]  # 1; -1 on the left and right


def maps_of(zeros, weights):
    cnn.set_weights(weights)
    maps = keras.ops.convert_to_numpy(cnn.layers[0](zeros))
    return maps / (maps.max(axis=(1, 2), keepdims=True) + 1e-9)  # each on a scale of its own


def sides(maps):
    return np.sum(maps * above_or_below, axis=(1, 2)) / (np.sum(maps, axis=(1, 2)) + 1e-9)

# %% [markdown] id="first-weights-text"
# And the weights of both starts, as they were drawn and as they were learned:

# %% id="first-weights"
before, after = [], weights["CNN"]
for start in (0, 1):
    fresh(moving_cnn, start)
    before.append(cnn.get_weights())

# %% [markdown] id="before-after-question"
# Filters are drawn as in lesson 09: red where ink speaks for the filter, blue where it speaks against it. Below each is
# the map that it makes of a zero, after ReLU.
#
# **Predict.** Before training the filters are random numbers. What do you expect of the maps: noise as well?

# %% id="before-after" tags=["predict", "remember"] live=true alt="Four rows of eight pictures. Before training: filters of random colours, and maps in which most of the ring of a zero is plain to see, thin, thick or double. After training: filters with broad red and blue areas side by side, and maps in which most rings are broken: some light up at the top and bottom, others at the right and left, others aslant."
fig, axes = plt.subplots(4, 1, figsize=(9, 5.6))
in_order = np.argsort(sides(maps_of(zeros[1:2], after[0]))[0])
for pair, (when, found) in zip(axes.reshape(2, 2), (("before", before[0]), ("after", after[0]))):
    kernels = found[0][..., in_order]
    dl.plots.plot_filters(kernels, limit=np.quantile(np.abs(kernels), 0.95), ax=pair[0])
    dl.plots.plot_feature_maps(maps_of(zeros[1:2], found)[0][..., in_order], ax=pair[1])
    pair[0].set_title(f"filters {when} training, and the maps they make", loc="left")

# %% [markdown] id="before-after-explained"
# **Explain.** Even random filters show the digit: most draw the whole ring, thin, thick or twice, and some rings are
# broken by chance. After training, look for rings with *clean* gaps: such a map lights up only where the stroke runs
# in one direction. (Others still draw all of it.) No one told them to. Hubel and Wiesel found cells that answer to
# one direction in a cat's brain in 1959.
#
# But this is one zero and one start, and a picture can be chosen. So let us measure it on twenty zeros and both starts. And
# a second thing: a random weight says nothing about the weight beside it. Has training made neighbours alike?

# %% id="alike" atol=0.15
def alike(kernels):
    """Return the correlation of weights that are neighbours in a filter."""
    filters = kernels[:, :, 0]
    one = np.concatenate([filters[:, :-1].ravel(), filters[:-1].ravel()])
    beside = np.concatenate([filters[:, 1:].ravel(), filters[1:].ravel()])
    return np.corrcoef(one, beside)[0, 1]


prefer = [[np.abs(sides(maps_of(zeros, one))).mean() for one in found] for found in (before, after)]
print(f"preference, two starts: before {np.round(prefer[0], 1)}, after {np.round(prefer[1], 1)}")
alike_before, alike_after = (np.array([alike(one[0]) for one in found]) for found in (before, after))
dl.claim("Neighbouring weights: unrelated before training, alike after, in both starts",
         np.all(np.abs(alike_before) < 0.2) and np.all(alike_after > 0.35))

# %% [markdown] id="frozen-text"
# So what is sure is that filters become smooth, red on one side and blue on the other; that their maps prefer
# a direction more than before is only the usual outcome. How much is all that learning worth? The control: leave the two
# layers of filters as they were drawn, and train only the dense layers behind them.
#
# **Predict.** Will it be nearer to the MLP or to the CNN: in place? At three pixels?

# %% id="frozen" tags=["predict"] atol=0.02
frozen = keras.models.clone_model(cnn)
for layer in frozen.layers[:4]:
    layer.trainable = False
compiled(frozen)
random_filters = []
for start in (0, 1):
    train(frozen, start)
    random_filters.append(read_shifted(frozen))
random_in_place, *_, random_at_3, _ = np.mean(random_filters, axis=0)
print(f"in place: random filters {random_in_place:.2f}, learned {cnn_shifted[0]:.2f}, MLP {mlp_shifted[0]:.2f}")
print(f"three pixels to the right: random filters {random_at_3:.2f}, learned {cnn_at_3:.2f}, MLP {mlp_at_3:.2f}")

# %% [markdown] id="frozen-explained"
# **Explain.** In place, these random filters read hardly more than the MLP: most of the CNN's lead is *learned*. At
# three pixels they hold out better than the MLP without one learned filter: part of the lead (how large a part
# depends on the start) is there before anything is learned, by the *shape* of the network. The rest is learned. (All
# this at the CNN's rate, and with eight and 24 random filters. More of them might do better.)

# %% id="frozen-claim" atol=0.05
dl.claim("In place, learned filters read at least 0.015 more than random ones", cnn_shifted[0] - random_in_place > 0.015)
dl.claim("At three pixels, random filters read at least 0.05 more than the MLP", random_at_3 - mlp_at_3 > 0.05)

# %% [markdown] id="exercise-build-text"
# ### Exercise: build one
#
# Two blocks, three blocks, larger filters: write the function that builds them all.

# %% id="exercise-build" tags=["exercise"]
def build_cnn(size, filters, kernel, hidden, n_classes):
    """Return an untrained CNN in Keras for grey images of size by size pixels.

    filters: a list of whole numbers, one for each block. A block is a convolution with so many filters,
    kernel by kernel pixels, without padding, with ReLU; then max pooling that halves the maps.
    Behind the blocks: all numbers in a row, a dense layer of hidden units with ReLU, and n_classes logits.
    The model takes images of shape (n, size, size, 1) and gives logits of shape (n, n_classes).
    Example: build_cnn(28, [8, 24], 5, 64, 10) is the CNN of section 1, with 30,322 parameters.
    """
    # solution
    model = keras.Sequential([keras.Input((size, size, 1))])
    for n in filters:
        model.add(layers.Conv2D(n, kernel, activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(hidden, activation="relu"))
    model.add(layers.Dense(n_classes))
    return model

# %% id="check-build"
dl.exercises.build_cnn.check(build_cnn)

# %% [markdown] id="demo-text"
# ### Try it
#
# Draw a digit with the mouse, and watch maps and probabilities while you draw. A clear 3 in the corner, and the network
# is sure of a 7. Which digits does it read there? Then tick the box that centres and scales what you draw, as MNIST's
# makers did: how long may the flag of a 1 be before it becomes a 7?
#
# For another evening: let `build_cnn` make one with at most 10,000 parameters, `compiled` and `train` it, see what it reads
# at three pixels, and draw for it: `dl.demos.draw_digit(model=yours)`.

# %% id="demo" alt="A canvas with a 3 drawn in a corner, the maps of a network's layers, and ten bars of probability: the network is sure of a 7."
dl.demos.draw_digit()

# %% [markdown] id="where"
# ## 6. Where does it look?
#
# These are the worst mistakes of the CNN whose filters you saw: digits whose right answer it found least probable.

# %% id="mistakes" live=true alt="The six worst mistakes, with the right answer and the network's: some are oddly written, some lean to an unusual side."
cnn.set_weights(after[0])
probabilities = dl.scratch.softmax(cnn.predict_on_batch(x_test))
_ = dl.plots.plot_worst_mistakes(x_test[..., 0], y_test, probabilities)

# %% [markdown] id="occlusion-text"
# Why does it say so? Ask as a child would: cover a part and look whether it changes its mind. This is **occlusion**
# (Zeiler and Fergus, 2014). A square of 5 by 5 pixels moves over the image, and at each place we note the probability
# of what the network had said.
#
# **Predict.** In which part of the mistakes above is the reason for the wrong answer?

# %% id="occlusion" tags=["predict"] live=true alt="The four worst mistakes, with orange spots on strokes that the wrong answer rests on: where a white square covers them, its probability falls."
said = probabilities.argmax(axis=1)
wrong = np.flatnonzero(said != y_test)
worst = wrong[np.argsort(probabilities[wrong, y_test[wrong]])[:4]]
still = dl.training.occlusion(cnn, x_test[worst], said[worst], value=0, from_logits=True)
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9))
for ax, i, left in zip(axes, worst, still):
    dl.plots.plot_heat(probabilities[i, said[i]] - np.minimum(left, probabilities[i, said[i]]), x_test[i], limit=1, ax=ax)
    ax.set_title(f"why not {y_test[i]}\nbut {said[i]}?", fontsize=13)

# %% [markdown] id="occlusion-explained"
# **Explain.** Orange is what the wrong answer hangs on: with white paper there, its probability falls. Sometimes it is
# one short stroke, the one that you, too, would call ambiguous, and sometimes a large part of the digit. Where little is
# orange, no single square of paper would have helped.
#
# But beware: such pictures convince too easily. The square is itself something to see. "Deeper: what does the square
# do?" measures that.

# %% [markdown] id="deeper-squares"
# ## Deeper: what does the square do?
#
# Take thirty digits that are read right, and compare a white square with a grey one, on ink and on empty paper.
#
# **Predict.** White on empty paper leaves the image as it was. And grey there: does it cost anything, compared with what
# it costs on ink?

# %% id="squares" tags=["predict"] atol=0.03
right = np.flatnonzero(said == y_test)[:30]
certain = probabilities[right, y_test[right]][:, None, None]
ink = keras.ops.convert_to_numpy(layers.MaxPooling2D(5, strides=1, padding="same")(x_test[right]))[:, 1::2, 1::2, 0]
falls = {}
for name, value in (("white", 0), ("grey", 0.5)):
    left = dl.training.occlusion(cnn, x_test[right], y_test[right], stride=2, value=value, from_logits=True)
    falls[name] = [max(np.mean((certain - left)[place]), 0) for place in (ink > 0.5, ink == 0)]
    print(f"{name:5} square: the right probability falls by {falls[name][0]:.3f} on ink, {falls[name][1]:.3f} on paper")

# %% [markdown] id="squares-explained"
# **Explain.** On ink, grey costs less than white. But on empty paper, where there is nothing to cover, it costs
# something, too: there the square itself is what the network sees, perhaps as a stroke. So the map shows
# what the network needs *and* what the square makes it believe. Cover with what the picture may well contain, try two
# colours, and count.

# %% id="squares-claim" atol=0.03
(white_on_ink, _), (grey_on_ink, grey_on_paper) = falls.values()
dl.claim("On ink, grey costs less than white", grey_on_ink < white_on_ink)
dl.claim("On empty paper it costs more than a quarter of that", grey_on_paper > 0.25 * grey_on_ink)

# %% [markdown] id="exercise-occlude-text"
# ### Exercise: cover and ask
#
# Write it yourself, for one image and any reader. Here all squares lie wholly inside the image.

# %% id="exercise-occlude" tags=["exercise"]
def occlude(probability, image, size, value):
    """Return what a reader says while a square covers one place of the image after the other.

    probability: a function of an image that returns a number.
    image: shape (height, width); do not change it.
    size: height and width of the square. value: the number that fills it.
    Returns an array of shape (height - size + 1, width - size + 1): row r, column c with the
    square's upper left corner at pixel (r, c).
    Example: for probability np.max, image [[0, 1, 0]], size 1 and value 0.5 it is [[1, 0.5, 1]].
    """
    # solution
    height, width = image.shape
    found = np.empty((height - size + 1, width - size + 1))
    for row in range(found.shape[0]):
        for column in range(found.shape[1]):
            covered = image.copy()
            covered[row : row + size, column : column + size] = value
            found[row, column] = probability(covered)
    return found

# %% id="check-occlude"
dl.exercises.occlude.check(occlude)

# %% [markdown] id="deeper-history" tags=["told-L14-05"]
# ## Deeper: from a cat's eye to LeNet-5
#
# Lesson 13 told of Hubel and Wiesel, who listened to cells of a cat's **visual cortex**, the part of the brain that
# receives what the eyes see. Each cell answers only to a small part of the field of view, its **receptive field**. These
# fields overlap and together cover the field of view, and cells further in put the answers of neighbours together. Kunihiko
# Fukushima built a machine on this plan, the **neocognitron** (1980). Yann LeCun trained such a network by
# backpropagation (1989), and the paper with Léon Bottou, Yoshua Bengio and Patrick Haffner (1998) described
# **LeNet-5**. In 2012 AlexNet won the competition of image recognition, ImageNet, by a wide margin: a larger LeNet, ReLU,
# augmentation, dropout, two graphics cards, and a million labelled photographs.

# %% [markdown] id="lenet-text"
# The shape of LeNet-5, in today's words (it had a smooth activation, trained poolings, and not all connections between
# its maps):

# %% id="lenet" tags=["claim-L14-05"]
lenet = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(6, 5, padding="same", activation="tanh"), layers.AveragePooling2D(2),
    layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
    layers.Flatten(),
    layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(10),
])
sizes = [layer.output.shape[1] for layer in lenet.layers[:4]]
n_parameters = lenet.count_params()
dl.claim("LeNet-5's maps are 28, 14, 10 and 5 pixels wide, and it has 61,706 parameters",
         sizes == [28, 14, 10, 5] and n_parameters == 61_706)

# %% [markdown] id="uses" tags=["told-L14-06"]
# Since then such networks find faces in photographs, read the road for cars, sort videos; and not only images: they
# recognise speech and read texts (see "Deeper: not only images"). Why did it take until 2012? Not because machines were
# blind to how eyes work. That was known since 1959 and used in 1980. Missing were labelled data, fast machines, and some
# of the tricks of lessons 08 to 11.

# %% [markdown] id="deeper-field"
# ## Deeper: how far does a unit see?
#
# A unit of the second convolution sees a window of 5 by 5 in maps that were halved, and each of their pixels saw a
# window of its own. How much of the *image* is that? Ask the gradient (lesson 06): how the unit would change if a pixel
# did. Where it is 0, the unit is blind.

# %% id="field" live=true alt="Four images of 28 by 28 pixels, in each the field of one unit, a square of 14 by 14: in the upper left corner, two columns further to the right, in the lower right corner, and left of the middle."
smooth = keras.Sequential([
    keras.Input((28, 28, 1)), layers.Conv2D(8, 5), layers.AveragePooling2D(2), layers.Conv2D(24, 5),
])  # the same windows, without maxima and zeros that hide pixels
units = [(0, 0), (0, 1), (7, 7), (4, 2)]
grey_image = np.full((1, 28, 28, 1), 0.5)
fields = np.array([dl.training.input_gradients(smooth, grey_image, (*unit, 0))[0, ..., 0] != 0 for unit in units])
_ = dl.plots.plot_feature_maps(fields.transpose(1, 2, 0), columns=4)

# %% [markdown] id="field-all-text"
# Why fourteen? A pixel of the pooled maps sees two windows of 5 side by side, one pixel apart: 6 pixels. A unit sees five
# of these in a row, and each lies two pixels further on: $6 + 4 \cdot 2 = 14$. And all 64 units of a map together?

# %% id="field-claim" tags=["claim-L14-04"]
rows, columns = np.divmod(np.arange(64), 8)
slopes = dl.training.input_gradients(smooth, np.repeat(grey_image, 64, axis=0), (rows, columns, np.zeros(64, dtype=int)))
covered = np.any(slopes[..., 0] != 0, axis=0).mean()
widths, shared = fields.any(axis=1).sum(axis=1), np.sum(fields[0] & fields[1]) / np.sum(fields[0])
dl.claim("Each unit sees 14 by 14 pixels, and together they see all of the image", np.all(widths == 14) and covered == 1)
dl.claim("Neighbours share twelve of their fourteen columns", shared == 12 / 14)

# %% [markdown] id="exercise-field-text"
# ### Exercise: receptive field
#
# Compute it for any chain of windows: convolutions and poolings alike have a width and a stride.

# %% id="exercise-field" tags=["exercise"]
def receptive_field(layers):
    """Return how many pixels of the image, in one direction, a unit of the last layer sees.

    layers: a list of (kernel, stride), from first to last: widths of windows and their steps.
    Returns a whole number; without a layer it is 1.
    Example: for [(5, 1), (2, 2), (5, 1)] it is 14.
    """
    # solution
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field

# %% id="check-field"
dl.exercises.receptive_field.check(receptive_field)

# %% [markdown] id="deeper-features"
# ## Deeper: what is a feature worth?
#
# Before features were learned, people made them by hand: counted ink in rows and columns, say, and gave the counts to a
# simple reader, one layer of softmax (lesson 04). Is the CNN better because its features are? Give the same simple
# reader three descriptions of a digit: its pixels, its 56 sums of ink by row and column, and the 384 numbers behind our
# CNN's second pooling. Do it once with the digits in the middle, and once with all of them, training and test, thrown to
# random places up to four pixels away. (Not quite fair: our CNN learned its filters from digits moved by up to two.)

# %% id="features"
features = keras.Model(cnn.inputs[0], cnn.layers[4].output)
far = layers.RandomTranslation(4 / 28, 4 / 28, fill_mode="constant", interpolation="nearest", seed=14)


def describe(images):
    """Return three descriptions of each image, rows of numbers."""
    sums = np.concatenate([images.sum(axis=1)[..., 0], images.sum(axis=2)[..., 0]], axis=1) / 10
    return {"pixels": images.reshape(-1, 784), "sums": sums, "features of the CNN": features.predict_on_batch(images)}


def linear_reader(rows, test_rows):
    """Return what one layer reads at the best of four rates, chosen on the last 500 rows."""
    reader = dl.scratch.mlp([rows.shape[1], 10], variants=4)
    reader.fit(rows[:3500], y[:3500], epochs=10, batch_size=100, optimizer=dl.scratch.Adam(np.geomspace(0.001, 0.064, 4)))
    return reader.accuracy(test_rows, y_test)[reader.accuracy(rows[3500:], y[3500:]).argmax()]

# %% [markdown] id="features-question"
# **Predict.** Which description suffers least when the digits are thrown?

# %% id="features-read" tags=["predict"] atol=0.02
thrown, thrown_test = (keras.ops.convert_to_numpy(far(images, training=True)) for images in (x, x_test))
thrown_read = {}
middle, middle_test, elsewhere, elsewhere_test = map(describe, (x, x_test, thrown, thrown_test))
for name in middle:
    in_the_middle = linear_reader(middle[name], middle_test[name])
    thrown_read[name] = linear_reader(elsewhere[name], elsewhere_test[name])
    print(f"{name:20} in the middle {in_the_middle:.2f}, thrown {thrown_read[name]:.2f}")

# %% [markdown] id="features-explained"
# **Explain.** In the middle, one layer on bare pixels does well; such digits are too easy to prove much. Thrown about,
# pixels say little, and the CNN's features nearly everything, to the *same* simple reader. What has been gained is a
# description from which one layer can read a digit wherever it lies. (How much of that is the learning, and how much the
# shape of the network, `frozen` in the place of `cnn` would tell.) Brains work in this manner, too: much is worked out in
# specialised areas before anything reaches consciousness (the eye itself does only the beginning).

# %% id="features-claim" tags=["claim-L14-02", "claim-L14-03"] atol=0.03
by_hand, by_pixels, by_cnn = thrown_read["sums"], thrown_read["pixels"], thrown_read["features of the CNN"]
dl.claim("From thrown digits one layer reads more than 0.88 by the CNN's\nfeatures, less than 0.65 by pixels or by sums",
         by_cnn > 0.88 and max(by_hand, by_pixels) < 0.65)

# %% [markdown] id="deeper-maximise"
# ## Deeper: what does a unit like best?
#
# Filters of the second layer look at eight maps, so they cannot be drawn as an image. But one can ask a unit what it
# would like to see: begin with grey, and go uphill by the gradient with respect to the *pixels* (Erhan and others,
# 2009).

# %% id="maximise" live=true alt="Eight patterns of 14 by 14 pixels, each as large as a unit sees, one for each unit: dark bars, corners and bows, ragged and on a spotted ground. A few look like pieces of strokes."
sums = layers.Conv2D(24, 5)  # the second convolution, before its ReLU: where that is 0, there is no slope to climb
second = keras.Sequential([keras.Input((28, 28, 1)), *cnn.layers[:2], sums])
sums.set_weights(cnn.layers[2].get_weights())
units = (4, 4, np.arange(8))  # the first eight filters, each at row 4, column 4 of its map
rng = np.random.default_rng(0)
wish = 0.5 + 0.02 * rng.normal(size=(8, 28, 28, 1))
for _ in range(30):
    slope = dl.training.input_gradients(second, wish, units)
    wish = np.clip(wish + 0.2 * slope / (np.abs(slope).max(axis=(1, 2, 3), keepdims=True) + 1e-9), 0, 1)
_ = dl.plots.plot_feature_maps(wish[:, 8:22, 8:22, 0].transpose(1, 2, 0), limit=1)  # the pixels that these units see

# %% [markdown] id="maximise-explained"
# Some wishes look like pieces of writing, somewhat overdone. But mind that they are not digits: no one writes like
# that. A picture of what excites a unit most does not yet say what it is *for*.

# %% id="maximise-claim"
on_digits = second.predict_on_batch(x_test)[..., :8].max(axis=(0, 1, 2))  # at whatever place
on_wish = second.predict_on_batch(wish)[np.arange(8), 4, 4, np.arange(8)]
least_lead = np.min(on_wish - on_digits)
dl.claim("Each unit answers more strongly to its wish than to anything in 1,000 digits", least_lead > 0, shown="eight units")

# %% [markdown] id="deeper-depth"
# ## Deeper: how deep?
#
# AlexNet had eight layers. Soon people wanted fifty, and something odd came up: beyond some depth, networks got worse
# *on the training data* (He and others, 2016), so it was not overfitting. Their remedy is a **shortcut**: a block adds
# its result to what came in, $h + f(h)$ instead of $f(h)$. A network with shortcuts is called a **residual network**,
# ResNet.
#
# The trouble is not one of convolution. So here are 40 dense layers of 32 ReLU units, each after a layer normalization
# (lesson 10), so that nothing can explode or vanish on the way forward. Half of the networks have shortcuts; otherwise
# all is equal: starts, batches, and four rates, trained at once on 2,000 digits of 14 by 14.

# %% id="depth"
class Deep:
    """Networks of many normalized layers, one for each rate."""

    def __init__(self, depth, shortcut, rates, seed):
        rng, shapes = np.random.default_rng(seed), [(196, 32), *depth * [(32, 32)], (32, 10)]
        starts = [rng.normal(scale=np.sqrt(2 / n), size=(1, n, m)) for n, m in shapes]
        self.first, *self.kernels, self.last = (np.tile(w, (len(rates), 1, 1)).astype("float32") for w in starts)
        self.shortcut, self.rates = shortcut, rates[:, None, None]

    def normalize(self, h):
        centred = h - h.mean(axis=-1, keepdims=True)
        std = np.sqrt(np.mean(centred**2, axis=-1, keepdims=True) + 1e-5)
        return centred / std, std

    def back_through(self, du, u, std):  # of normalize
        return (du - du.mean(axis=-1, keepdims=True) - u * np.mean(du * u, axis=-1, keepdims=True)) / std

    def forward(self, inputs):
        """Return the last layer's inputs, how they were divided, and what each layer kept."""
        h, kept = inputs @ self.first, []
        for kernel in self.kernels:
            u, std = self.normalize(h)
            z = u @ kernel
            kept.append((u, std, z))
            h = np.maximum(z, 0) + (h if self.shortcut else 0)
        return *self.normalize(h), kept

    def step(self, inputs, targets):  # one of plain descent; returns the losses before it
        u, std, kept = self.forward(inputs)
        predicted = dl.scratch.softmax(u @ self.last)
        dz = (predicted - targets) / len(inputs)
        dh = self.back_through(dz @ self.last.swapaxes(1, 2), u, std)
        self.last -= self.rates * (u.swapaxes(1, 2) @ dz)
        for kernel, (u, std, z) in zip(self.kernels[::-1], kept[::-1]):
            dz = dh * (z > 0)
            back = self.back_through(dz @ kernel.swapaxes(1, 2), u, std)
            kernel -= self.rates * (u.swapaxes(1, 2) @ dz)
            dh = back + (dh if self.shortcut else 0)
        self.first -= self.rates * (inputs.T @ dh)
        return -np.mean(np.log(np.sum(predicted * targets, axis=-1) + 1e-12), axis=-1)

# %% [markdown] id="depth-train-text"
# The whole difference is the word `shortcut`, once on the way forward and once on the way back.

# %% id="depth-train"
small = x[:2000, :, :, 0].reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
small = ((small - small.mean()) / small.std()).astype("float32")
one_hot = np.eye(10, dtype="float32")[y[:2000]]
depth_rates = np.array([0.01, 0.03, 0.1, 0.3], dtype="float32")


def last_loss(depth, shortcut, seed):
    """Return the mean loss of the fifth epoch at each rate."""
    networks, rng = Deep(depth, shortcut, depth_rates, seed), np.random.default_rng(seed)
    for _ in range(5):
        losses = [networks.step(small[rows], one_hot[rows]) for rows in rng.permutation(2000).reshape(20, 100)]
    return np.mean(losses, axis=0)

# %% [markdown] id="depth-question"
# **Predict.** Loss of the fifth epoch over the rate: 5 layers and 40 layers, with and without shortcuts. (Guessing has
# ln 10 = 2.3.)

# %% id="depth-picture" tags=["predict"] live=true alt="Training loss over the learning rate, two starts each. Five layers without shortcuts fall to a half at rates of 0.1 to 0.3, with shortcuts a little lower. Forty layers without shortcuts stay at 2.3 at all rates; with shortcuts they learn as well as five layers."
depth_losses = {}
fig, ax = plt.subplots(figsize=(8, 4.5))
for depth, color in ((5, "blue"), (40, "vermilion")):
    for shortcut, style in ((False, "o--"), (True, "^-")):
        found = np.array([last_loss(depth, shortcut, seed) for seed in (0, 1)])
        depth_losses[depth, shortcut] = found
        name = f"{depth} layers, {'shortcuts' if shortcut else 'plain'}"
        ax.plot(depth_rates, found.mean(axis=0), style, color=dl.plots.COLORS[color], label=name)
ax.axhline(np.log(10), ls=":", color="grey")
ax.text(0.011, np.log(10) - 0.15, "guessing")
ax.legend(loc="center right", bbox_to_anchor=(1, 0.55))
_ = ax.set(xscale="log", xlabel="learning rate", ylabel="training loss, fifth epoch", ylim=(0, 2.6))

# %% [markdown] id="depth-explained"
# **Explain.** Five plain layers learn. Forty do not, at none of the four rates, though the signal keeps its size.
# (Ours is an extreme case: the deep plain networks of He and others did learn, only worse.) With shortcuts, the same
# starts learn at all four. What is different? Add a little noise to the images and look, before any training, how
# large it is behind the last layer, compared with the signal there.

# %% id="depth-noise" atol=60
def noise_grows(depth, shortcut, seed):
    """Return how many times larger the noise is behind the last layer, relative to the signal."""
    network, images = Deep(depth, shortcut, depth_rates[:1], seed), small[:300]
    noise = 0.001 * np.random.default_rng(seed).normal(size=images.shape)
    clean, noisy = network.forward(images)[0][0], network.forward(images + noise)[0][0]
    return np.median(np.linalg.norm(noisy - clean, axis=1) / np.linalg.norm(clean, axis=1)) / 0.001


plain_noise, shortcut_noise = (np.array([noise_grows(40, shortcut, seed) for seed in range(4)]) for shortcut in (False, True))
dl.claim("Forty plain layers make noise more than 100 times larger", np.all(plain_noise > 100))
dl.claim("With shortcuts it grows less than 3-fold", np.all(shortcut_noise < 3))

# %% [markdown] id="depth-noise-explained"
# Forty plain layers scramble: noise of a thousandth, which no eye would see, comes out at four tenths of the signal
# or more. With shortcuts, small changes stay small. Is that why the plain ones do not learn? We think so, but a
# shortcut changes more than this. Others found the *slopes* of deep plain networks to be as wild: from one image to
# the next, they resemble each other no more than noise does (Balduzzi and others, 2017).

# %% id="depth-claim" atol=0.1
plain_5, plain_40, short_40 = (depth_losses[key].mean(axis=0).min() for key in ((5, False), (40, False), (40, True)))
dl.claim("At the best rate, forty plain layers stay above a loss of 2.2; five get below 0.5", plain_40 > 2.2 and plain_5 < 0.5)
dl.claim("With shortcuts forty layers get below 0.35", short_40 < 0.35)

# %% [markdown] id="deeper-small"
# ## Deeper: less at the end
#
# Most of our CNN's parameters sit behind `Flatten`, and what sits there minds the places. Modern networks flatten nothing:
# they take the mean of each map, **global average pooling** (Lin and others, 2014). A mean does not change if the map
# moves, as long as nothing leaves it: so give the image a margin of four more pixels of paper.

# %% id="small"
averaging = keras.Sequential([
    keras.Input((28, 28, 1)), layers.ZeroPadding2D(4),
    layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(24, 5, activation="relu"), layers.MaxPooling2D(),
    layers.GlobalAveragePooling2D(), layers.Dense(64, activation="relu"), layers.Dense(10),
])
compiled(averaging)
train(averaging, start=0)
shifted["averaging"] = [read_shifted(averaging)]
separable = layers.SeparableConv2D(24, 5)  # see below
separable.build((None, 12, 12, 8))

# %% [markdown] id="small-question"
# **Predict.** It was trained in the middle, as in section 1, from the first of its starts. Draw the curves of
# `averaging` and of our CNN, from no shift to four pixels. Is there a price, and where is it paid?

# %% id="small-picture" tags=["predict"] live=true alt="Digits read over the shift, one start each. The CNN falls from about 98 per cent to less than 60 at four pixels. The network with means begins lower, below nine tenths, and falls far less."
fig, ax = plt.subplots(figsize=(8, 4.2))
for name, color, height in (("CNN", "blue", 0.45), ("averaging", "green", 0.92)):
    ax.plot(shifted[name][0], "o-", color=dl.plots.COLORS[color])
    ax.text(3.6, height, name, color=dl.plots.COLORS[color], weight="bold", fontsize=15, ha="center")
_ = ax.set(xlabel="pixels to the right", ylabel="digits read", xticks=range(5), ylim=(0, 1))

# %% [markdown] id="small-explained"
# **Explain.** The curve with means falls far less than the CNN's. When the image moves by four pixels, a whole step of
# both poolings, the maps move by one place, and a mean does not know it. (Not quite: a few windows leave the map at its
# border. And at one, two or three pixels the grid of the poolings falls otherwise on the strokes; Zhang, 2019, has a
# remedy.) How far it falls depends on the start, and this is only one.
#
# The price is paid in place, at least by ours: it has a quarter of the parameters, the same few epochs, and the MLP's
# rate, untuned. (Nor have we given the CNN with its `Flatten` the same margin.)
#
# Weights can also be saved earlier. A **depthwise separable** convolution first filters each map by itself, and then
# mixes the maps pixel by pixel (Chollet, 2017). We only count them here; put it into the CNN and try.

# %% id="small-claim" atol=0.3
averaging_in_place, *_, averaging_at_4 = shifted["averaging"][0]
full_parameters, separable_parameters = cnn.layers[2].count_params(), separable.count_params()
print(f"parameters of the second convolution: {full_parameters:,}, separable {separable_parameters:,}")
lost_at_4, cnn_lost_at_4 = averaging_in_place - averaging_at_4, shifted["CNN"][0][0] - shifted["CNN"][0][4]
dl.claim("At four pixels the CNN loses more than 0.3 of the digits, and the network with means loses at least 0.1 less",
         cnn_lost_at_4 > 0.3 and lost_at_4 < cnn_lost_at_4 - 0.1)

# %% [markdown] id="cam-text"
# ### Where does it look, in one pass?
#
# Occlusion asks hundreds of times. **Grad-CAM** (Selvaraju and others, 2017) needs one pass forward and one back: it
# adds up the maps, each weighted by the mean slope of the answer with respect to it, and drops what is negative. If the
# network ends with means and *one* dense layer, these slopes are the weights of that layer, up to a factor that is the
# same for all, and you can do it by hand (Zhou and others, 2016).

# %% id="cam" live=true alt="Four digits with the heat of Grad-CAM, coarse squares: it lies on some of the strokes and their ends."
heat = dl.training.grad_cam(averaging, x_test[:4], y_test[:4])
fig, axes = plt.subplots(1, 4, figsize=(10, 2.6))
for ax, one, image in zip(axes, heat, x_test[:4]):
    dl.plots.plot_heat(one, image[2:26, 2:26], ax=ax)  # the part of the image that the maps cover

# %% [markdown] id="cam-explained"
# The picture is as coarse as the maps. And mind where they lie: a convolution without padding loses the border, so the 12
# by 12 places of these maps have their middles in the inner 24 by 24 pixels, and there we draw them. Many programs
# stretch them over the whole image, and then the heat lies beside the strokes. (We did so, too, at first.)

# %% [markdown] id="exercise-cam-text"
# ### Exercise: the class activation map
#
# A network ends like this: maps, the mean of each, one dense layer without activation; let its bias be 0. Which places
# speak for a class?

# %% id="exercise-cam" tags=["exercise"]
def class_activation_map(maps, kernel, label):
    """Return how much each place of the maps speaks for a class.

    maps: shape (rows, columns, n_maps). kernel: of the dense layer, shape (n_maps, n_classes).
    label: the number of the class.
    Returns an array of shape (rows, columns), whose mean is the network's logit for that class.
    Example: for maps [[[1, 10], [2, 20]]], kernel [[1, 0], [0.5, -1]] and label 0 it is [[6, 12]].
    """
    # solution
    return maps @ kernel[:, label]

# %% id="check-cam"
dl.exercises.class_activation_map.check(class_activation_map)

# %% [markdown] id="deeper-race"
# ## Deeper: is the race fair?
#
# The MLP is the rival, so let it choose its rate. Here it is in the course's NumPy engine (lesson 09), where four
# rates train side by side; all else is as in section 1. It learns from 3,500 digits, and the other 500 choose (lesson 07).
# The CNN is not tuned at all.

# %% id="race"
rates = np.array([0.004, 0.016, 0.032, 0.064])


def mlps(start, images, labels):
    """Train the MLP of section 1 from one start at all rates; return the networks."""
    networks, adam = dl.scratch.mlp([784, 38, 10], variants=4, seed=[start] * 4), dl.scratch.Adam()
    for epoch, share in enumerate(rise_and_fall):
        adam.learning_rate = share * rates
        networks.fit(images.reshape(-1, 784), labels, batch_size=100, optimizer=adam, seed=epoch)
    return networks


tuned = [mlps(start, x[:3500], y[:3500]).accuracy(x[3500:].reshape(-1, 784), y[3500:]) for start in (0, 1)]
chosen = np.mean(tuned, axis=0).argmax()

# %% [markdown] id="race-question"
# Now the rate is chosen, all rates learn from all 4,000 digits and read the test images:

# %% id="race-picture" live=true alt="Digits read by the MLP over four learning rates, two starts each, beside two lines for the untuned CNN. In place the MLP stays near 94 per cent at best, below the CNN's 98. Three pixels to the right it stays below a half at all rates, far below the CNN's nearly 80."
tests = [images.reshape(-1, 784) for images in (x_test, to_the_right(x_test, 3))]
raced = [mlps(start, x, y) for start in (0, 1)]
by_rate = np.array([[network.accuracy(images, y_test) for images in tests] for network in raced])  # (start, test, rate)
fig, ax = plt.subplots(figsize=(8, 4.4))
for row, (color, cnn_reads, title) in enumerate((("blue", cnn_shifted[0], "in place"),
                                                 ("vermilion", cnn_at_3, "three pixels to the right"))):
    ax.plot(rates, by_rate[:, row].T, "o-", color=dl.plots.COLORS[color])
    ax.axhline(cnn_reads, ls="--", color=dl.plots.COLORS[color])
    ax.text(0.0032, cnn_reads + (0.015, -0.06)[row], f"CNN, {title}", color=dl.plots.COLORS[color])
    ax.text(0.0032, by_rate[:, row, 0].min() - 0.07, f"MLP, {title}", color=dl.plots.COLORS[color])
ax.set(xscale="log", xlabel="learning rate of the MLP", ylabel="digits read", xlim=(0.003, 0.08), ylim=(0.2, 1.06))
ax.minorticks_off()
_ = ax.set_xticks(rates, rates)

# %% [markdown] id="race-explained"
# No rate brings the MLP near the CNN, in place or at three pixels.

# %% id="race-claim" atol=0.05
mlp_best, mlp_best_at_3 = by_rate.mean(axis=0)[0, chosen], by_rate.mean(axis=0)[1].max()
dl.claim("In place, the untuned CNN reads at least 0.02 more than the MLP at its chosen rate", cnn_shifted[0] - mlp_best > 0.02)
dl.claim("At three pixels the MLP reads less than 55 % at each rate", mlp_best_at_3 < 0.55)

# %% [markdown] id="deeper-strings"
# ## Deeper: not only images
#
# Whatever has neighbours can be filtered: sound, text, a series in time. Here are all 4,096 strings of twelve zeros and
# ones. Does a string contain 1, 0, 1 somewhere? Half of them to train, half to test.

# %% id="strings" tags=["claim-L14-06"]
strings = (np.arange(4096)[:, None] >> np.arange(12)) & 1
contains = np.any((strings[:, :-2] == 1) & (strings[:, 1:-1] == 0) & (strings[:, 2:] == 1), axis=1)
lot = np.random.default_rng(14).permutation(4096)
known, new = lot[:2048], lot[2048:]
finder = keras.Sequential([
    keras.Input((12, 1)), layers.Conv1D(8, 3, activation="relu"), layers.GlobalMaxPooling1D(), layers.Dense(1),
])
keras.utils.set_random_seed(0)
finder.set_weights(keras.models.clone_model(finder).get_weights())
finder.compile(keras.optimizers.Adam(0.03), keras.losses.BinaryCrossentropy(from_logits=True), steps_per_execution=32)
finder.fit(strings[known][..., None], contains[known], batch_size=64, epochs=15, verbose=0)
found = finder.predict_on_batch(strings[new][..., None])[:, 0] > 0
right_share, base_rate = np.mean(found == contains[new]), contains.mean()
dl.claim("A filter of three finds 1-0-1 in every new string; always saying yes would be\nright for less than 75 %",
         right_share > 0.999 and base_rate < 0.75)

# %% [markdown] id="deeper-all"
# ## Deeper: more than 97 %, and all of MNIST
#
# Two starts of four epochs show who is ahead, not what the CNN can reach. Give it eight epochs, and a rate that falls
# to zero: `benchmarks/mnist_5k_97.py` trains it from five starts on moved digits, in plain Keras, prints what each
# reads of the 1,000 test digits, and fails if one of them reads 97 % or less. (How many epochs, and which rate, was
# chosen on training digits held out.)
#
# And we used 4,000 of MNIST's 60,000 training digits. With all of them, our CNN reads about 99 % of the 10,000 test digits
# after three epochs: `benchmarks/mnist_99.py` lets it run in plain Keras, beside one with strides, for several starts, and
# says how many seconds it took. `dl.datasets.load_mnist()` gets the digits where there is internet. Draw those that are
# left with `dl.plots.plot_worst_mistakes`. Which of them can you read?

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A CNN stacks convolution, ReLU and pooling, and ends with dense layers. With as many parameters as an MLP it reads
#   clearly more.
# - Shifted digits hurt both, the CNN less. Without pooling it falls deeper; with shuffled pixels it is worse than the
#   MLP. With means in place of `Flatten`, shifts cost far less (but ours, small and untuned, reads less in place).
# - Moved training digits teach both to bear shifts; in place the CNN loses nothing by it.
# - Filters learn to see edges. Random ones bear shifts better than the MLP, too; in place nearly all of the lead is
#   learned.
# - Covering parts of an image shows what an answer hangs on; count, before you believe a picture.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | convolutional neural network (CNN) | 합성곱 신경망 | network of convolution, activation, pooling and dense layers |
# | convolution layer | 합성곱층 | layer that applies learned filters to all places |
# | data augmentation | 데이터 증강 | training on changed copies of the data |
# | visual cortex | 시각 피질 | the part of the brain that receives what the eyes see |
# | receptive field | 수용장 (수용 영역) | the part of the input that influences a unit |
# | neocognitron | 신인식기 (네오코그니트론) | Fukushima's forerunner of CNNs, 1980 |
# | spatial information | 공간 정보 | which values stand beside which, in height and width |
# | object detection | 사물 감지 (객체 탐지) | finding objects in images |
# | speech recognition | 음성 인식 | turning spoken language into text by computer |
# | natural language processing | 자연어 처리 | processing of human language by computer |

# %% [markdown] id="references"
# ## References
#
# - D. Hubel and T. Wiesel, *Receptive fields of single neurones in the cat's striate cortex*, Journal of Physiology
#   148, 1959.
# - K. Fukushima, *Neocognitron*, Biological Cybernetics 36, 1980.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document recognition*,
#   Proceedings of the IEEE 86, 1998.
# - D. Erhan, Y. Bengio, A. Courville and P. Vincent, *Visualizing higher-layer features of a deep network*, University
#   of Montreal, 2009.
# - Y. LeCun and others, *Backpropagation applied to handwritten zip code recognition*, Neural Computation 1, 1989.
# - A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional neural networks*,
#   Advances in Neural Information Processing Systems 25, 2012.
# - M. Zeiler and R. Fergus, *Visualizing and understanding convolutional networks*, European Conference on Computer
#   Vision, 2014.
# - R. Zhang, *Making convolutional networks shift-invariant again*, International Conference on Machine Learning, 2019.
# - M. Lin, Q. Chen and S. Yan, *Network in network*, International Conference on Learning Representations, 2014.
# - K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*, Computer Vision and Pattern
#   Recognition, 2016.
# - D. Balduzzi and others, *The shattered gradients problem: if resnets are the answer, then what is the question?*,
#   International Conference on Machine Learning, 2017.
# - B. Zhou, A. Khosla, A. Lapedriza, A. Oliva and A. Torralba, *Learning deep features for discriminative
#   localization*, Computer Vision and Pattern Recognition, 2016.
# - F. Chollet, *Xception: deep learning with depthwise separable convolutions*, Computer Vision and Pattern
#   Recognition, 2017.
# - R. Selvaraju and others, *Grad-CAM: visual explanations from deep networks via gradient-based localization*,
#   International Conference on Computer Vision, 2017.
