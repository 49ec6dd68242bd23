# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="filters of the first layer and the maps they make of one digit, before and after training"
# # Convolutional networks
#
# Move a digit three pixels to the right, and you will hardly notice. The networks that we have trained so far are lost.
# In this lesson you build one that holds out longer, find out by taking it apart what that is owed to, bring it above
# 97 % on new digits, and look inside: at what it has learned to see, and at where it looks when it is wrong.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - build a convolutional network in Keras, and count its shapes and parameters without running it;
# - say what each part is good for, because you have seen the network without it;
# - train it from several starts, with a schedule and with shifted images, and compare it fairly with an MLP;
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
# The 5,000 digits of lesson 09 again, this time as images with one channel, grey. MNIST's makers put every digit into
# the middle of its image. Around it there is a margin of about four pixels, so we can shift it by three, and hardly any
# ink is lost.

# %% id="digits" alt="Six digits, and below them the same six digits three pixels further to the right."
digits = dl.datasets.load_mnist_5k()
x, x_test = digits.x_train[..., None], digits.x_test[..., None]  # (4000, 28, 28, 1), (1000, 28, 28, 1)
y, y_test = digits.y_train, digits.y_test


def to_the_right(images, pixels):
    return np.roll(images, pixels, axis=2)


both = np.concatenate([x_test[:6], to_the_right(x_test[:6], 3)])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="two-text"
# Two networks shall learn the digits as they are, in the middle. One is an **MLP** with a hidden layer. The other
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
# A network like the second is called a **convolutional neural network**, CNN. Both get five epochs of Adam; the rate
# rises at first and then falls (lesson 08). Each has the best of its rates: section 4 shows how we chose them. A model
# that is compiled once can be trained again and again from new starts, which saves seconds.

# %% id="train"
rise_and_fall = [0.4, 1.0, 0.7, 0.3, 0.06]  # share of the rate in each of the five epochs
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
for model in (mlp, cnn):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)


def train(model, start, rate=0.016, images=x):
    keras.utils.set_random_seed(start)
    weights = keras.models.clone_model(model).get_weights()  # a new random start
    model.set_weights(weights)
    for variable in model.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))  # what Adam remembers
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch: rate * rise_and_fall[epoch])
    model.fit(images, y, batch_size=100, epochs=5, callbacks=[schedule], verbose=0)
    return weights  # those before the training

# %% [markdown] id="shift-train-text"
# Two starts each, and then they read the test images, shifted by 0, 1, 2, 3 and 4 pixels.

# %% id="shift-train"
def read(model, images):
    """Return the share of the 1,000 test images that the model reads."""
    return np.mean(model.predict_on_batch(images).argmax(axis=1) == y_test)


def read_shifted(model):
    return [read(model, to_the_right(x_test, pixels)) for pixels in range(5)]


shifted = {"MLP": [], "CNN": []}
for name, model in (("MLP", mlp), ("CNN", cnn)):
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
# further on, the ink meets weights that never learned about it. The CNN reads far more. But look: it falls, too. Who
# tells you that a CNN does not care where things are has not tried. What holds it up, and what lets it fall?

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
# one image through it: each step prints the shape of what it hands on, and its parameters.

# %% id="parts-table"
image = x_test[:1]
for layer in cnn.layers:
    image = layer(image)
    print(f"{type(layer).__name__:14} {str(image.shape[1:]):14} {layer.count_params():6,} parameters")

# %% [markdown] id="parts-explained"
# - A filter of 5 by 5 can stand at $28 - 5 + 1 = 24$ places in each direction: eight maps of 24 by 24, from no more
#   than $8 \cdot (5 \cdot 5 + 1) = 208$ parameters, because a filter takes the same weights to all places.
# - Pooling keeps the largest of four: half the size, no parameters.
# - The second layer's filters see all eight maps at once: $24 \cdot (5 \cdot 5 \cdot 8 + 1) = 4{,}824$.
# - The maps get smaller and more. In the end 24 maps of 4 by 4 are 384 numbers, and an MLP takes over.
#
# Most parameters sit in that MLP. A *dense* layer in place of the first convolution, with as many outputs, would have
# 3.6 million. (Elsewhere you will meet *feature maps*, our maps, and the *feature extractor*, all layers before that
# MLP.)

# %% [markdown] id="scratch-text"
# There is no magic in any of these layers. Here they are in NumPy (lesson 13 wrote them), with the weights of the
# trained network:

# %% id="scratch" tags=["claim-L14-07"]
conv_1, bias_1, conv_2, bias_2, dense_1, bias_3, dense_2, bias_4 = cnn.get_weights()
in_numpy = [
    dl.scratch.Conv2D(conv_1, bias_1), dl.scratch.Activation(dl.scratch.relu), dl.scratch.MaxPooling2D(2),
    dl.scratch.Conv2D(conv_2, bias_2), dl.scratch.Activation(dl.scratch.relu), dl.scratch.MaxPooling2D(2),
    dl.scratch.Flatten(3),
    dl.scratch.Dense(dense_1, bias_3), dl.scratch.Activation(dl.scratch.relu), dl.scratch.Dense(dense_2, bias_4),
]
h = x_test
for layer in in_numpy:
    h = layer.forward(h)
logits = cnn.predict_on_batch(x_test)
largest_difference = np.abs(h - logits).max() / np.abs(logits).max()
dl.claim("Convolution, ReLU, pooling twice, then dense layers: NumPy and Keras agree\nto a hundred-thousandth",
         largest_difference < 1e-5, shown="1,000 images, ten logits each")

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
# Why does it read better? The usual answers are: because it looks at neighbours; because it shares its weights; because
# it pools. Each of them can be tested. Remove one thing and keep all else.
#
# First the **neighbours**. Draw one random order of the 784 pixels, and put *all* images, training and test, into this
# order. Nothing is lost: the order could be undone. But pixels that stood side by side are now strewn over the image.

# %% id="mix" alt="Six digits, and below them the same digits with their pixels in another order: they look like noise."
order = rng.permutation(784)


def mixed(images):
    return images.reshape(-1, 784)[:, order].reshape(-1, 28, 28, 1)


both = np.concatenate([x_test[:6], mixed(x_test[:6])])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="mix-question"
# **Predict.** Both networks are trained anew on the strewn images. What do they read of new ones? In place: the MLP
# about 94 %, the CNN about 98 %.

# %% id="mix-result" tags=["predict"] atol=0.05
strewn = {"MLP": [], "CNN": []}
for name, model in (("MLP", mlp), ("CNN", cnn)):
    for start in (0, 1):
        train(model, start, images=mixed(x))
        strewn[name].append([read(model, mixed(images)) for images in (x_test, to_the_right(x_test, 3))])
    in_place, at_3 = np.mean(strewn[name], axis=0)
    print(f"{name} on strewn pixels: {in_place:.2f}, and moved by three pixels before they were strewn {at_3:.2f}")

# %% [markdown] id="mix-explained"
# **Explain.** The MLP does not notice: to a dense layer the order of its inputs means nothing. You will often read that
# it "loses the spatial information". It loses nothing, all values are there. It is only never told who is whose
# neighbour. The CNN is told so, and is now told wrongly. It falls *behind the MLP*, and most of what it could read of
# moved digits is gone. So the belief that neighbours belong together is built into a CNN. It is worth much where it is
# true, and does harm where it is false: do not give a CNN a table whose columns stand in no order.

# %% id="mix-claim" tags=["claim-L14-08"] atol=0.05
(mlp_strewn, _), (cnn_strewn, cnn_strewn_at_3) = (np.mean(strewn[name], axis=0) for name in ("MLP", "CNN"))
mlp_loses, cnn_loses, at_3_loses = mlp_shifted[0] - mlp_strewn, cnn_shifted[0] - cnn_strewn, cnn_at_3 - cnn_strewn_at_3
dl.claim("With strewn pixels the MLP changes by less than 0.02, the CNN loses more than 0.04",
         abs(mlp_loses) < 0.02 and cnn_loses > 0.04)
dl.claim("The CNN then reads less than the MLP", cnn_strewn < mlp_strewn)
dl.claim("Of what the CNN read at three pixels, more than 0.2 is lost", at_3_loses > 0.2)

# %% [markdown] id="without-text"
# Next, **pooling** and **sharing**, one after the other. First leave the pooling out and let the filters walk in steps
# of two (stride 2), so that the maps shrink all the same. Then keep these windows, but give every place weights of its
# own: Keras cuts out the windows, and `EinsumDense` multiplies each place by its own matrix.

# %% id="without"
strided = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, strides=2, activation="relu"),
    layers.Conv2D(24, 5, strides=2, activation="relu"),
    layers.Flatten(),
    layers.Dense(64, activation="relu"),
    layers.Dense(10),
])

# %% [markdown] id="without-sharing-text"
# And now without sharing as well:

# %% id="without-sharing"
def unshared(maps, filters):
    windows = keras.ops.image.extract_patches(maps, 5, strides=2)  # (batch, rows, columns, 5 * 5 * channels)
    shape = (*windows.shape[1:3], filters)
    return layers.EinsumDense("brcp,rcpf->brcf", shape, "relu", bias_axes="rcf")(windows)


image = keras.Input((28, 28, 1))
flat = layers.Flatten()(unshared(unshared(image, 8), 24))
local = keras.Model(image, layers.Dense(10)(layers.Dense(64, activation="relu")(flat)))
for model in (strided, local):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
print(f"parameters: without pooling {strided.count_params():,}, and without sharing {local.count_params():,}")

# %% [markdown] id="without-question"
# **Predict.** A ladder: the CNN; without pooling; without sharing as well; and the MLP, which does not even look at
# windows. All are trained on digits in the middle, and tested in the middle and three pixels to the right. What will
# the ladder look like?

# %% id="without-result" tags=["predict"] live=true alt="A ladder of four networks, two starts each. Digits in place: all but the MLP read about 97 to 98 per cent, the MLP 94. Three pixels to the right: the CNN reads nearly four fifths, without pooling about two thirds; without sharing as well no less than that; the MLP less than half."
for name, model in (("no pooling", strided), ("nor sharing", local)):
    shifted[name] = []
    for start in (0, 1):
        train(model, start)
        shifted[name].append(read_shifted(model))
fig, ax = plt.subplots(figsize=(8, 4))
ladder = ["CNN", "no pooling", "nor sharing", "MLP"]
for place, name in enumerate(ladder):
    for curve in shifted[name]:
        ax.plot(place, curve[0], "o", color=dl.plots.COLORS["blue"])
        ax.plot(place, curve[3], "^", color=dl.plots.COLORS["vermilion"])
ax.text(0.15, shifted["CNN"][0][0], "in place", color=dl.plots.COLORS["blue"], va="center")
ax.text(0.15, shifted["CNN"][0][3], "three pixels to the right", color=dl.plots.COLORS["vermilion"], va="center")
_ = ax.set(xticks=range(4), xticklabels=ladder, ylabel="digits read", ylim=(0.3, 1), xlim=(-0.4, 3.4))

# %% [markdown] id="without-explained"
# **Explain.** Pooling counts: the largest of four numbers does not mind where among the four it stood. But *sharing*,
# the idea that is praised most, does nothing here! A network with weights of its own at every place holds out as well.
# It only needs four times as many parameters, and has enough images to learn them all. (The MLP has no windows, but it
# differs in more than that. The fair trial of windows was the one with strewn pixels.)
#
# And where maps are flattened at the end, what comes behind *does* mind the places: so the CNN falls, too. "Deeper:
# less at the end" takes that away.

# %% id="without-claim" tags=["claim-L14-01"] atol=0.08
strided_in_place, strided_at_3 = np.mean(shifted["no pooling"], axis=0)[[0, 3]]
local_in_place, local_at_3 = np.mean(shifted["nor sharing"], axis=0)[[0, 3]]
print(f"in place: CNN {cnn_shifted[0]:.2f}, no pooling {strided_in_place:.2f}, nor sharing {local_in_place:.2f}")
print(f"three pixels to the right: CNN {cnn_at_3:.2f}, no pooling {strided_at_3:.2f}, nor sharing {local_at_3:.2f}")
dl.claim("At three pixels, leaving out the pooling costs more than 0.04", cnn_at_3 - strided_at_3 > 0.04)
dl.claim("Leaving out the sharing as well costs less than 0.05", strided_at_3 - local_at_3 < 0.05)

# %% [markdown] id="exercise-same-text"
# ### Exercise: the same answers?
#
# A network in the manner of ours: convolution of 4 filters, ReLU, pooling, convolution of 5 filters, ReLU, then
# `Flatten` and a dense layer. All biases are 0. Which changes leave its ten answers as they were, up to rounding?
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
# ## 4. Above 97 %, from every start
#
# If the trouble is that all training digits stand in the middle, show them elsewhere. Changed copies of the training
# images are called **data augmentation**. Keras has layers for it: they act while the network is trained, with another
# change each time, and do nothing when it answers. Put one in front of each network:

# %% id="augment" alt="Eight copies of one digit, each moved by up to two pixels in another direction."
move = layers.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant", interpolation="nearest", seed=14)
moving = {name: keras.Sequential([keras.Input((28, 28, 1)), move, model])
          for name, model in (("MLP", mlp), ("CNN", cnn))}
for model in moving.values():
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
copies = move(np.repeat(x[:1], 8, axis=0), training=True)
_ = dl.plots.plot_feature_maps(keras.ops.convert_to_numpy(copies)[..., 0].transpose(1, 2, 0))

# %% [markdown] id="tune-text"
# `moving["CNN"]` has the same weights as `cnn`: train the one, ask the other.
#
# Now a fair race. Both networks, in place and moved, each at three rates, a factor of 4 apart: two starts at the middle
# one, one at the others. This takes most of the lesson's time. (We choose by the test images here. Strictly that
# flatters the winner a little, lesson 12, but both alike.)

# %% id="tune"
rates = [0.004, 0.016, 0.064]


def tune(trained, asked, runs):
    """Return for each start and rate the shares read in place and at three pixels."""
    found = []
    for start, rate in runs:
        train(trained, start, rate)
        found.append([read(asked, x_test), read(asked, to_the_right(x_test, 3))])
    return found

# %% [markdown] id="race-text"
# In place, the middle rate has run already, in section 1.

# %% id="race"
results = {}
for name, model in (("MLP", mlp), ("CNN", cnn)):
    low, high = tune(model, model, [(0, 0.004), (0, 0.064)])
    middle = [[curve[0], curve[3]] for curve in shifted[name]]
    results[f"{name}, in place"] = np.array([low, *middle, high])
    runs = [(0, 0.004), (0, 0.016), (1, 0.016), (0, 0.064)]
    results[f"{name}, moved"] = np.array(tune(moving[name], model, runs))

# %% [markdown] id="tune-question"
# **Predict.** Who gains from the moved digits: the MLP, the CNN, both? In place, and at three pixels?

# %% id="tune-picture" tags=["predict"] live=true alt="Two panels, digits read over the learning rate. In place, the CNN lies above the MLP at the best rate of each; moved training digits lift the CNN to about 98 per cent, and the MLP not at all. At three pixels moved training digits lift both by far: the CNN from 80 to nearly 95 per cent, the MLP from less than half to three quarters."
fig, axes = plt.subplots(1, 2, figsize=(10, 4.4), sharey=True)
for (name, found), style in zip(results.items(), ["o--", "o-", "^--", "^-"]):
    color = dl.plots.COLORS["vermilion" if "MLP" in name else "blue"]
    for ax, (low, one, other, high) in zip(axes, found.T):
        ax.plot(rates, [low, (one + other) / 2, high], style, color=color, label=name)
        ax.plot([0.016, 0.016], [one, other], style[0], color=color, ms=4)
axes[0].legend(loc="lower left")
for ax, title in zip(axes, ("in place", "three pixels to the right")):
    ax.set(xscale="log", xlabel="learning rate", title=title, xticks=rates, xticklabels=rates, ylim=(0.2, 1))
    ax.minorticks_off()
_ = axes[0].set_ylabel("digits read")

# %% [markdown] id="tune-explained"
# **Explain.** At three pixels both gain, and by far: what is not built in can be taught by examples. In place, where
# nothing is moved, the CNN gains a little as well, and the MLP does not.
#
# Why not? We first wrote here: because 38 units are too few to learn each stroke at every place. It sounded right. Then
# we removed the cause:

# %% id="wide" atol=0.015
wide = keras.Sequential([
    keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(300, activation="relu"), layers.Dense(10),
])
wide_reads = []
for trained in (wide, keras.Sequential([keras.Input((28, 28, 1)), move, wide])):
    trained.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
    train(trained, start=0)
    wide_reads.append(read(wide, x_test))
print(f"300 hidden units: trained in place {wide_reads[0]:.2f}, moved {wide_reads[1]:.2f}")

# %% [markdown] id="five-text"
# Eight times the units, and no gain either. So we do not know. (Five epochs may be too few for an MLP.) Beware of
# reasons that only sound right.
#
# And is 97 % luck? Three more starts at the best rate make five.

# %% id="five"
five = list(results["CNN, moved"][1:3, 0])
for start in (2, 3, 4):
    begin = train(moving["CNN"], start)
    five.append(read(cnn, x_test))

# %% [markdown] id="five-claims-text"
# What the race says, each network at its best rate, the mean of two starts:

# %% id="five-claims" atol=0.04
(mlp_in_place, mlp_at_3), (mlp_moved, mlp_moved_at_3), (cnn_in_place, _), (_, cnn_moved_at_3) = (
    found[1:3].mean(axis=0) for found in results.values())
worst_of_five, ahead = min(five), cnn_in_place - max(mlp_in_place, mlp_moved)
mlp_gain, wide_gain = mlp_moved - mlp_in_place, wide_reads[1] - wide_reads[0]
dl.claim("The worst of five starts reads more than 97 % of new digits", worst_of_five > 0.97)
dl.claim("Each at its best rate, and even in place, the CNN reads at least 0.02 more\nthan an MLP of the same size",
         ahead > 0.02)
dl.claim("Moved digits bring the MLP more than 0.2 at three pixels, and the CNN above 0.9",
         mlp_moved_at_3 - mlp_at_3 > 0.2 and cnn_moved_at_3 > 0.9)
dl.claim("In place they bring the MLP nothing, with 38 units or with 300", max(mlp_gain, wide_gain) < 0.01)

# %% [markdown] id="inside"
# ## 5. What the filters have become
#
# Eight filters of 5 by 5, drawn as in lesson 09: red where ink speaks for the filter, blue where it speaks against it.
# And below, the eight maps that the first layer makes of one digit, after ReLU.
#
# **Predict.** Before training the filters are random numbers. What do you expect of the maps: noise as well?

# %% id="before-after" tags=["predict", "remember"] live=true alt="Four rows of eight pictures. Before training: filters of random colours, and yet maps in which the digit is plain to see, blurred or thickened. After training: filters with broad red and blue areas side by side, and maps in which some parts of the strokes are bright, such as left or upper edges, and others dark."
trained = cnn.get_weights()
fig, axes = plt.subplots(4, 1, figsize=(9, 5.6))
for rows, (when, weights) in zip(axes.reshape(2, 2), (("before", begin), ("after", trained))):
    cnn.set_weights(weights)
    dl.plots.plot_filters(weights[0], ax=rows[0])
    dl.plots.plot_feature_maps(keras.ops.convert_to_numpy(cnn.layers[0](x_test[3:4]))[0], ax=rows[1])
    rows[0].set_title(f"filters {when} training, and the maps they make", loc="left")

# %% [markdown] id="before-after-explained"
# **Explain.** Even random filters show the digit: each is some blur of it. Many of the trained ones have taken sides: a
# red area beside a blue one answers where paper meets ink in *one* direction. Their maps have become drawings of single
# strokes and edges, one direction each. No one told them to. (Hubel and Wiesel found cells like these in a cat's brain
# in 1959.)
#
# How much is that learning worth? The control: leave the two layers of filters as they were drawn, and train only the
# dense layers behind them.

# %% id="frozen" atol=0.02
frozen = keras.models.clone_model(cnn)
for layer in frozen.layers[:4]:
    layer.trainable = False
frozen.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
random_filters = []
for start in (0, 1):
    train(frozen, start)
    random_filters.append(read_shifted(frozen))
random_in_place, *_, random_at_3, _ = np.mean(random_filters, axis=0)
print(f"in place: random filters {random_in_place:.2f}, learned {cnn_in_place:.2f}, MLP {mlp_in_place:.2f}")
print(f"three pixels to the right: random filters {random_at_3:.2f}, learned {cnn_at_3:.2f}, MLP {mlp_at_3:.2f}")

# %% [markdown] id="frozen-explained"
# In place, random filters are worth hardly more than the MLP: the lead of the CNN is *learned*. At three pixels they
# hold out better than the MLP without having learned anything: that part is the *shape* of the network.

# %% id="frozen-claim" atol=0.05
dl.claim("In place, learned filters read at least 0.015 more than random ones", cnn_in_place - random_in_place > 0.015)
dl.claim("At three pixels, random filters read at least 0.05 more than the MLP", random_at_3 - mlp_at_3 > 0.05)

# %% [markdown] id="demo-text"
# ### Try it
#
# Draw a digit with the mouse, and watch maps and probabilities while you draw. A clear 3 in the corner, and the network
# is sure of a 7. Which digits does it read there? How long may the flag of a 1 be before it becomes a 7? (With
# `dl.demos.draw_digit(model=cnn)` your own network reads.)

# %% id="demo" alt="A canvas with a 3 drawn in a corner, the maps of a network's layers, and ten bars of probability: the network is sure of a 7."
dl.demos.draw_digit()

# %% [markdown] id="where"
# ## 6. Where does it look?
#
# These are the worst mistakes of the last of the five networks: digits whose right answer it found least probable.

# %% id="mistakes" live=true alt="The six worst mistakes: digits that are badly written, with the right answer and the network's."
probabilities = dl.scratch.softmax(cnn.predict_on_batch(x_test))
_ = dl.plots.plot_worst_mistakes(x_test[..., 0], y_test, probabilities)

# %% [markdown] id="occlusion-text"
# Why does it say so? Ask as a child would: cover a part and look whether it changes its mind. This is **occlusion**
# (Zeiler and Fergus, 2014). A square of 5 by 5 pixels moves over the image, and at each place we note the probability
# of what the network had said.
#
# **Predict.** In which part of the mistakes above is the reason for the wrong answer?

# %% id="occlusion" tags=["predict"] live=true alt="The four worst mistakes, with orange spots on the strokes that the wrong answer rests on: where a white square covers them, its probability falls."
said = probabilities.argmax(axis=1)
wrong = np.flatnonzero(said != y_test)
worst = wrong[np.argsort(probabilities[wrong, y_test[wrong]])[:4]]
still = dl.training.occlusion(cnn, x_test[worst], said[worst], value=0, from_logits=True)
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9))
for ax, i, left in zip(axes, worst, still):
    dl.plots.plot_heat(probabilities[i, said[i]] - np.minimum(left, probabilities[i, said[i]]), x_test[i], limit=1, ax=ax)
    ax.set_title(f"why not {y_test[i]}\nbut {said[i]}?", fontsize=13)

# %% [markdown] id="occlusion-explained"
# **Explain.** Orange is what the wrong answer hangs on: with white paper there, its probability falls. Often it is one
# short stroke, the one that you, too, would call ambiguous.
#
# But beware: such pictures convince too easily. A square is itself something to see. Take fifty digits that are read
# right, and compare a white square with a grey one, on ink and on empty paper.
#
# **Predict.** On empty paper, a white square changes nothing. And a grey one?

# %% id="squares" tags=["predict"] atol=0.03
right = np.flatnonzero(said == y_test)[:50]
before = probabilities[right, y_test[right]][:, None, None]
ink = keras.ops.convert_to_numpy(layers.MaxPooling2D(5, strides=1, padding="same")(x_test[right]))[:, 1::2, 1::2, 0]
falls = {}
for name, value in (("white", 0), ("grey", 0.5)):
    left = dl.training.occlusion(cnn, x_test[right], y_test[right], stride=2, value=value, from_logits=True)
    falls[name] = [max(np.mean((before - left)[place]), 0) for place in (ink > 0.5, ink == 0)]
    print(f"{name:5} square: the right probability falls by {falls[name][0]:.3f} on ink, {falls[name][1]:.3f} on paper")

# %% [markdown] id="squares-explained"
# **Explain.** To a network that knows only black on white, a grey square on empty paper is a stroke. So the map shows
# what the network needs *and* what the square makes it believe. Cover with what the picture may well contain, try two
# colours, and count.

# %% id="squares-claim" atol=0.03
(white_on_ink, white_on_paper), (grey_on_ink, grey_on_paper) = falls.values()
dl.claim("White on ink costs more than 0.03, on paper nothing", white_on_ink > 0.03 and white_on_paper < 1e-6)
dl.claim("Grey on empty paper costs more than a tenth of grey on ink", grey_on_paper > 0.1 * grey_on_ink)

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

# %% [markdown] id="deeper-history"
# ## Deeper: from a cat's eye to LeNet-5
#
# In 1959 David Hubel and Torsten Wiesel showed a cat bars of light and listened to single cells of its **visual
# cortex**, the part of the brain that receives what the eyes see. Each cell answered only to a small part of the field
# of view, its **receptive field**, and many only to a bar of one direction. Receptive fields overlap and together cover
# the field; cells further in put the answers of neighbours together. Kunihiko Fukushima built a machine on this plan,
# the **neocognitron** (1980), which still learned without backpropagation. Yann LeCun trained such a network by
# backpropagation (1989), and the paper with Léon Bottou, Yoshua Bengio and Patrick Haffner (1998) described
# **LeNet-5**, which read cheques. In 2012 AlexNet won the competition of image recognition, ImageNet, by a wide margin:
# a larger LeNet, ReLU, augmentation, dropout, two graphics cards, and a million labelled photographs.

# %% id="timeline" tags=["told-L14-05"] alt="Timeline: 1959 Hubel and Wiesel, 1980 neocognitron, 1989 convolution learned by backpropagation, 1998 LeNet-5, 2012 AlexNet."
_ = dl.plots.plot_timeline({1959: "Hubel and Wiesel:\ncells that see edges", 1980: "neocognitron",
                            1989: "filters learned by\nbackpropagation", 1998: "LeNet-5", 2012: "AlexNet"})

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
# blind to how eyes work. That was known since 1959 and used in 1980. Missing were labelled data, fast machines, and the
# tricks of lessons 08 to 11.

# %% [markdown] id="deeper-field"
# ## Deeper: how far does a unit see?
#
# A unit of the second convolution sees a window of 5 by 5 in maps that were halved, and each of their pixels saw a
# window of its own. How much of the *image* is that? Ask the gradient (lesson 06): how the unit would change if a pixel
# did. Where it is 0, the unit is blind.

# %% id="field" live=true alt="Four fields of 14 by 14 pixels in an image of 28 by 28: those of two neighbouring units overlap by all but two columns, the others lie in the corners; together they cover the image."
smooth = keras.Sequential([
    keras.Input((28, 28, 1)), layers.Conv2D(8, 5), layers.AveragePooling2D(2), layers.Conv2D(24, 5),
])  # the same windows, without maxima and zeros that hide pixels
units = [(0, 0), (0, 1), (7, 7), (4, 2)]
grey_image = np.full((1, 28, 28, 1), 0.5)
fields = np.array([dl.training.input_gradients(smooth, grey_image, (*unit, 0))[0, ..., 0] != 0 for unit in units])
_ = dl.plots.plot_feature_maps(fields.transpose(1, 2, 0), columns=4)

# %% [markdown] id="field-all-text"
# Fourteen pixels: five, twice as far apart behind the pooling, and the width of a window. And all 64 units of a map
# together?

# %% id="field-claim" tags=["claim-L14-04"]
everywhere = np.zeros((28, 28), dtype=bool)
for row, column in np.ndindex(8, 8):
    everywhere |= dl.training.input_gradients(smooth, grey_image, (row, column, 0))[0, ..., 0] != 0
widths, shared = fields.any(axis=1).sum(axis=1), np.sum(fields[0] & fields[1]) / np.sum(fields[0])
covered = everywhere.mean()
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
# CNN's second pooling. Once in the middle; once with all digits, training and test, thrown to random places, up to four
# pixels away.

# %% id="features"
features = keras.Model(cnn.inputs[0], cnn.layers[4].output)
far = layers.RandomTranslation(4 / 28, 4 / 28, fill_mode="constant", interpolation="nearest", seed=14)


def describe(images):
    """Return three descriptions of each image, rows of numbers."""
    sums = np.concatenate([images.sum(axis=1)[..., 0], images.sum(axis=2)[..., 0]], axis=1) / 10
    return {"pixels": images.reshape(-1, 784), "sums": sums, "features of the CNN": features.predict(images, verbose=0)}


def linear_reader(rows, test_rows):
    """Return what one layer reads at the best of four rates."""
    reader = dl.scratch.mlp([rows.shape[1], 10], variants=4)
    reader.fit(rows, y, epochs=10, batch_size=100, optimizer=dl.scratch.Adam(np.array([0.001, 0.004, 0.016, 0.064])))
    return reader.accuracy(test_rows, y_test).max()

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
# pixels say little, and the CNN's features nearly everything, to the *same* simple reader. What has been gained before
# the last layer is that a digit is described alike wherever it lies. Brains work in this manner, too: much is worked
# out in specialised areas before anything reaches consciousness (and little of it in the eye itself).

# %% id="features-claim" tags=["claim-L14-02", "claim-L14-03"] atol=0.03
by_hand, by_pixels, by_cnn = thrown_read["sums"], thrown_read["pixels"], thrown_read["features of the CNN"]
dl.claim("From thrown digits one layer reads more than 0.85 by the CNN's\nfeatures, less than 0.65 by pixels or by sums",
         by_cnn > 0.85 and max(by_hand, by_pixels) < 0.65)

# %% [markdown] id="deeper-maximise"
# ## Deeper: what does a unit like best?
#
# Filters of the second layer look at eight maps, so they cannot be drawn as an image. But one can ask a unit what it
# would like to see: begin with grey, and go uphill by the gradient with respect to the *pixels* (Erhan and others,
# 2009).

# %% id="maximise" live=true alt="Eight patterns of 14 by 14 pixels in empty images: bows, crossings and ends of strokes, one for each unit."
sums = layers.Conv2D(24, 5)  # the second convolution, before its ReLU: where that is 0, there is no slope to climb
second = keras.Sequential([keras.Input((28, 28, 1)), *cnn.layers[:2], sums])
sums.set_weights(cnn.layers[2].get_weights())
units = (4, 4, np.arange(8))  # the first eight filters, each at row 4, column 4 of its map
rng = np.random.default_rng(0)
wish = 0.5 + 0.02 * rng.normal(size=(8, 28, 28, 1))
for _ in range(30):
    slope = dl.training.input_gradients(second, wish, units)
    wish = np.clip(wish + 0.2 * slope / (np.abs(slope).max(axis=(1, 2, 3), keepdims=True) + 1e-9), 0, 1)
_ = dl.plots.plot_feature_maps(wish[..., 0].transpose(1, 2, 0), limit=1)

# %% [markdown] id="maximise-explained"
# Most wishes look like pieces of writing, somewhat overdone. But mind that they are not digits: no one writes like
# that. A picture of what excites a unit most does not yet say what it is *for*.

# %% id="maximise-claim"
on_digits = second.predict_on_batch(x_test)[..., :8].max(axis=(0, 1, 2))  # at whatever place
on_wish = second.predict_on_batch(wish)[np.arange(8), 4, 4, np.arange(8)]
least_lead = np.min(on_wish - on_digits)
dl.claim("Each unit answers more strongly to its wish than to anything in 1,000 digits", least_lead > 0, shown="eight units")

# %% [markdown] id="deeper-depth"
# ## Deeper: how deep?
#
# AlexNet had eight layers. Soon people wanted forty, and something odd came up: beyond some depth, networks got worse
# *on the training data* (He and others, 2016), so it was not overfitting. Their remedy is a **shortcut**: a block adds
# its result to what came in, $h + f(h)$ instead of $f(h)$. A network with shortcuts is called a **residual network**,
# ResNet.
#
# The trouble is not one of convolution. So here are 40 dense layers of 32 ReLU units, each after a layer normalization
# (lesson 10), so that nothing can explode or vanish on the way forward. Half of the networks have shortcuts; otherwise
# all is equal: starts, batches, and seven rates, trained at once on 2,000 digits of 14 by 14.

# %% id="depth"
class Deep:
    """Seven networks of many normalized layers, one for each rate."""

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

    def step(self, inputs, targets):
        """Take one step of plain descent; return the losses before it."""
        h, kept = inputs @ self.first, []
        for kernel in self.kernels:
            u, std = self.normalize(h)
            z = u @ kernel
            kept.append((u, std, z))
            h = np.maximum(z, 0) + (h if self.shortcut else 0)
        u, std = self.normalize(h)
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
depth_rates = np.array([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1], dtype="float32")


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
ax.legend(loc="lower left")
_ = ax.set(xscale="log", xlabel="learning rate", ylabel="training loss, fifth epoch", ylim=(0, 3))

# %% [markdown] id="depth-explained"
# **Explain.** Five plain layers learn. Forty do not, at no rate, though the signal keeps its size. With shortcuts, the
# same starts learn at most rates. A block that has not learned anything yet no longer stands in the way: $h$ passes by
# it unchanged, and on the way back so does the gradient.

# %% id="depth-claim" atol=0.1
plain_5, plain_40, short_40 = (depth_losses[key].mean(axis=0).min() for key in ((5, False), (40, False), (40, True)))
dl.claim("At the best of seven rates, forty plain layers stay above a loss of 2.2; five get below 0.7", plain_40 > 2.2 and plain_5 < 0.7)
dl.claim("With shortcuts forty layers get below 0.5", short_40 < 0.5)

# %% [markdown] id="deeper-small"
# ## Deeper: less at the end
#
# Most of our CNN's parameters sit behind `Flatten`, and so does what minds the places. Modern networks flatten nothing:
# they take the mean of each map, **global average pooling** (Lin and others, 2014). A mean does not change if the map
# moves, as long as nothing leaves it: so give the image a margin of four more pixels of paper.
#
# And a second change: a **depthwise separable** convolution first filters each map by itself, and then mixes the maps
# pixel by pixel (Chollet, 2017).

# %% id="small"
averaging = keras.Sequential([
    keras.Input((28, 28, 1)), layers.ZeroPadding2D(4),
    layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(24, 5, activation="relu"), layers.MaxPooling2D(),
    layers.GlobalAveragePooling2D(), layers.Dense(64, activation="relu"), layers.Dense(10),
])
separable = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(),
    layers.SeparableConv2D(24, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(10),
])
for model in (averaging, separable):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)

# %% [markdown] id="small-question"
# **Predict.** Both trained in the middle, as in section 1. Two poolings of 2 make steps of four pixels. What does
# `averaging` read at one, two, three, four pixels?

# %% id="small-picture" tags=["predict"] live=true alt="Digits read over the shift. The CNN and the network with a separable layer fall from about 98 per cent to a half or little more at four pixels. The network with means begins lower, below nine tenths, and stays nearly level up to four."
fig, ax = plt.subplots(figsize=(8, 4.2))
for name, model in (("averaging", averaging), ("separable", separable)):
    train(model, start=0)
    shifted[name] = [read_shifted(model)]
for name, color in (("CNN", "blue"), ("averaging", "green"), ("separable", "purple")):
    ax.plot(shifted[name][0], "o-", color=dl.plots.COLORS[color], label=name)
ax.legend(loc="lower left")
_ = ax.set(xlabel="pixels to the right", ylabel="digits read", xticks=range(5), ylim=(0, 1))

# %% [markdown] id="small-explained"
# **Explain.** The curve with means is nearly level. When the image moves by four pixels, a whole step of both poolings,
# the maps move by one place, and a mean does not know it. (Not quite: a few windows leave the map at its border, and in
# between the grid of the poolings falls otherwise on the strokes; Zhang, 2019, has a remedy.) So it was `Flatten`, and
# the dense layer behind it, that minded the places. The price is paid in place: after the same five epochs this network
# reads less. The separable layer costs next to nothing.

# %% id="small-claim" atol=0.05
averaging_in_place, *_, averaging_at_4 = shifted["averaging"][0]
separable_in_place = shifted["separable"][0][0]
full_parameters, separable_parameters = (model.layers[2].count_params() for model in (cnn, separable))
print(f"parameters of the second convolution: {full_parameters:,}, separable {separable_parameters:,}")
lost_at_4, cnn_lost_at_4 = averaging_in_place - averaging_at_4, cnn_shifted[0] - cnn_at_4
dl.claim("At four pixels the network with means loses less than 0.1, the CNN more than 0.25",
         lost_at_4 < 0.1 and cnn_lost_at_4 > 0.25)
dl.claim("With the separable layer the network still reads more than 95 %", separable_in_place > 0.95)

# %% [markdown] id="cam-text"
# ### Where does it look, in one pass?
#
# Occlusion asks hundreds of times. **Grad-CAM** (Selvaraju and others, 2017) needs one pass forward and one back: it
# adds up the maps, each weighted by the mean slope of the answer with respect to it. If the network ends with means and
# *one* dense layer, these slopes are the weights of that layer, and you can do it by hand (Zhou and others, 2016).

# %% id="cam" live=true alt="Four digits with the heat of Grad-CAM, coarse squares: it lies on and beside some of the strokes, such as the foot of a 2 or the two arms of a 4."
heat = dl.training.grad_cam(averaging, x_test[:4], y_test[:4])
with_margin = np.pad(x_test[:4, :, :, 0], ((0, 0), (4, 4), (4, 4)))
fig, axes = plt.subplots(1, 4, figsize=(10, 2.6))
for ax, one, image in zip(axes, heat, with_margin):
    dl.plots.plot_heat(one, image, ax=ax)

# %% [markdown] id="cam-explained"
# The picture is as coarse as the maps. (We asked the network with means. Behind a `Flatten` the mean slope of a map
# mixes places that speak for and against, and empty corners light up: try it with `cnn`.)

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

# %% [markdown] id="deeper-strings"
# ## Deeper: not only images
#
# Whatever has neighbours can be filtered: sound, text, a series in time. Here are all 4,096 strings of twelve zeros and
# ones. Does a string contain 1, 0, 1 somewhere? Half of them to train, half to test.

# %% id="strings" tags=["claim-L14-06"]
strings = (np.arange(4096)[:, None] >> np.arange(12)) & 1
contains = np.any((strings[:, :-2] == 1) & (strings[:, 1:-1] == 0) & (strings[:, 2:] == 1), axis=1)
shuffled = np.random.default_rng(14).permutation(4096)
known, new = shuffled[:2048], shuffled[2048:]
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
# ## Deeper: all of MNIST
#
# We used 4,000 of MNIST's 60,000 training digits. With all of them, three epochs are enough for 99 % of the 10,000 test
# digits: `benchmarks/mnist_99.py` does it in plain Keras, for several starts, and says how many seconds it took.
# `dl.datasets.load_mnist()` gets the digits where there is internet. The last per cent is hard for people, too: look at
# what is left.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A CNN stacks convolution, ReLU and pooling, and ends with dense layers. With as many parameters as an MLP it reads
#   clearly more, each at its best rate.
# - Shifted digits hurt both, the CNN less. Taking away pooling makes it fall deeper, strewing the pixels makes it worse
#   than the MLP. Taking away the sharing changed nothing but the number of parameters. With means in place of
#   `Flatten`, shifts are hardly felt, at a price in place.
# - Moved training digits teach both to bear shifts. The CNN gains even in place, and every one of five starts gets
#   above 97 %.
# - Filters learn to see edges. Random ones bear shifts, too, but in place the lead over the MLP is learned.
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
# - A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional neural networks*,
#   Advances in Neural Information Processing Systems 25, 2012.
# - M. Zeiler and R. Fergus, *Visualizing and understanding convolutional networks*, European Conference on Computer
#   Vision, 2014.
# - R. Zhang, *Making convolutional networks shift-invariant again*, International Conference on Machine Learning, 2019.
# - M. Lin, Q. Chen and S. Yan, *Network in network*, International Conference on Learning Representations, 2014.
# - K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*, Computer Vision and Pattern
#   Recognition, 2016.
# - B. Zhou, A. Khosla, A. Lapedriza, A. Oliva and A. Torralba, *Learning deep features for discriminative
#   localization*, Computer Vision and Pattern Recognition, 2016.
# - F. Chollet, *Xception: deep learning with depthwise separable convolutions*, Computer Vision and Pattern
#   Recognition, 2017.
# - R. Selvaraju and others, *Grad-CAM: visual explanations from deep networks via gradient-based localization*,
#   International Conference on Computer Vision, 2017.
