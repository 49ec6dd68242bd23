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
# Move a digit three pixels to the right, and you will hardly notice. The networks that we have trained so far are
# lost. In this lesson you build one that holds out longer, find out by taking it apart what that is owed to, bring it
# above 97 % on new digits, and look inside: at what it has learned to see, and at where it looks when it is wrong.

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
# the middle of its image. Around it there is a margin of about four pixels, so we can shift it by three, and it is
# still all there.

# %% id="digits" alt="Six digits, and below them the same six digits three pixels further to the right."
digits = dl.datasets.load_mnist_5k()
x, x_test = digits.x_train[..., None], digits.x_test[..., None]  # (4000, 28, 28, 1), (1000, 28, 28, 1)
y, y_test = digits.y_train, digits.y_test


def to_the_right(images, pixels):
    return np.roll(images, pixels, axis=2)


both = np.concatenate([x_test[:6], to_the_right(x_test[:6], 3)])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="two-text"
# Two networks shall learn the digits as they are, in the middle. One is an **MLP** with a hidden layer. The other begins with
# what lesson 13 built: filters that slide over the image, and pooling. Both have about 30,000 parameters.

# %% id="two"
mlp = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Flatten(),
    layers.Dense(38, activation="relu"),
    layers.Dense(10),
])
cnn = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(24, 5, activation="relu"),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(64, activation="relu"),
    layers.Dense(10),
])
print(f"parameters: MLP {mlp.count_params():,}, CNN {cnn.count_params():,}")

# %% [markdown] id="train-text"
# A network like the second is called a **convolutional neural network**, CNN. Both get six epochs of Adam; the rate rises at
# first and then falls (lesson 08). Each has the best of its rates: section 4 shows how we chose them. A model that is compiled once can be
# trained again and again from new starts, which saves seconds.

# %% id="train"
rise_and_fall = [0.3, 1.0, 0.85, 0.5, 0.15, 0.03]  # share of the rate in each of the six epochs
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
for model in (mlp, cnn):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)


def train(model, start, rate=0.016, images=x):
    """Train the model from a new start, and return the weights that it started with."""
    def rate_in(epoch):
        return rate * rise_and_fall[epoch]

    keras.utils.set_random_seed(start)
    weights = keras.models.clone_model(model).get_weights()  # a new random start
    model.set_weights(weights)
    for variable in model.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))  # what Adam remembers
    schedule = keras.callbacks.LearningRateScheduler(rate_in)
    model.fit(images, y, batch_size=100, epochs=6, callbacks=[schedule], verbose=0)
    return weights

# %% id="read"
def read(model, images):
    """Return the share of the 1,000 test images that the model reads."""
    return np.mean(model.predict_on_batch(images).argmax(axis=1) == y_test)


def read_shifted(model, most=4):
    """Return what it reads of the test images, shifted by 0, 1, ... pixels."""
    return [read(model, to_the_right(x_test, pixels)) for pixels in range(most + 1)]

# %% [markdown] id="shift-question"
# **Predict.** Both read new digits well. And shifted by one, two, three, four pixels? Draw a curve for each.

# %% id="shift" tags=["predict"] live=true alt="Share of the test digits read over the shift in pixels, two starts each. Both networks begin above nine tenths. The MLP falls to less than half at three pixels and a quarter at four; the CNN still reads about three quarters at three pixels."
shifted = {}
fig, ax = plt.subplots(figsize=(8, 4.2))
for name, model, color in (("MLP", mlp, "vermilion"), ("CNN", cnn, "blue")):
    shifted[name] = []
    for start in (0, 1):
        train(model, start)
        shifted[name].append(read_shifted(model))
    dl.plots.plot_bands(np.array(shifted[name]), x=range(5), label=name, color=color, ax=ax)
_ = ax.set(xlabel="pixels to the right", ylabel="digits read", xticks=range(5), ylim=(0, 1))

# %% [markdown] id="shift-explained"
# **Explain.** To the MLP a pixel is a number in a column of 784, and a weight belongs to *one* of them. Three pixels
# further on, the ink meets weights that never learned about it. The CNN reads far more. But look: it falls, too. Who
# tells you that a CNN does not care where things are has not tried. What holds it up, and what lets it fall?

# %% id="shift-claim" tags=["claim-L14-02"] atol=0.06
mlp_shifted, cnn_shifted = (np.mean(shifted[name], axis=0) for name in ("MLP", "CNN"))
mlp_at_3, cnn_at_3, cnn_at_4 = mlp_shifted[3], cnn_shifted[3], cnn_shifted[4]
dl.claim("Three pixels to the right, the MLP reads less than 55 %, the CNN more than 68 %",
         mlp_at_3 < 0.55 and cnn_at_3 > 0.68)
dl.claim("Nor is the CNN safe: at four pixels it reads less than 70 %", cnn_at_4 < 0.7)

# %% [markdown] id="parts"
# ## 2. What is in it
#
# The layers of a CNN come in blocks: **convolution, ReLU, pooling**, and again. At the end stands a small MLP. Follow one image through it: each step prints the shape of
# what it hands on, and its parameters.

# %% id="parts-table"
image = x_test[:1]
for layer in cnn.layers:
    image = layer(image)
    print(f"{type(layer).__name__:14} {str(image.shape[1:]):14} {layer.count_params():6,} parameters")

# %% [markdown] id="parts-explained"
# - A filter of 5 by 5 can stand at $28 - 5 + 1 = 24$ places in each direction: eight maps of 24 by 24, from no more than
#   $8 \cdot (5 \cdot 5 + 1) = 208$ parameters, because a filter takes the same weights to all places.
# - Pooling keeps the largest of four: half the size, no parameters.
# - The second layer's filters see all eight maps at once: $24 \cdot (5 \cdot 5 \cdot 8 + 1) = 4{,}824$.
# - The maps get smaller and more. In the end 24 maps of 4 by 4 are 384 numbers, and an MLP takes over.
#
# Most parameters sit in that MLP. A *dense* layer in place of the first convolution, with as many outputs, would have 3.6 million.
# (In numbers that is all a CNN is: people say "feature maps" and "feature extractor" where we say maps and filters.)

# %% [markdown] id="scratch-text"
# There is no magic in any of these layers. Here they are in NumPy (lesson 13 wrote them), with the weights of the trained network:

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
# Why does it read better? The usual answers are: because it looks at neighbours; because it shares its weights; because it
# pools. Each of them can be tested. Remove one thing and keep all else.
#
# First the **neighbours**. Draw one random order of the 784 pixels, and put *all* images, training and test, into this
# order. Nothing is lost: the order could be undone. But pixels that stood side by side are now strewn over the image.

# %% id="mix" alt="Three digits, and below them the same digits with their pixels in another order: they look like noise."
order = rng.permutation(784)


def mixed(images):
    return images.reshape(-1, 784)[:, order].reshape(-1, 28, 28, 1)


both = np.concatenate([x_test[:6], mixed(x_test[:6])])
_ = dl.plots.plot_feature_maps(both[..., 0].transpose(1, 2, 0), columns=6)

# %% [markdown] id="mix-question"
# **Predict.** Both networks are trained anew on the strewn images. What do they read of new ones? In place: the MLP
# about 94 %, the CNN about 98 %.

# %% id="mix-result" tags=["predict"] atol=0.012
mix_read = {}
for name, model in (("MLP", mlp), ("CNN", cnn)):
    mix_read[name] = []
    for start in (0, 1):
        train(model, start, images=mixed(x))
        mix_read[name].append(read(model, mixed(x_test)))
    print(f"{name} on strewn pixels: {np.mean(mix_read[name]):.1%}")

# %% [markdown] id="mix-explained"
# **Explain.** The MLP does not notice: to a dense layer the order of its inputs means nothing. You will often read that it "loses the spatial
# information". It loses nothing, all values are there. It is only never told who is whose neighbour. The CNN is told so, and is now told wrongly. It falls *behind the MLP*.
# So the belief that neighbours belong together is built into a CNN. It is worth much where it is true, and does harm where it
# is false: do not give a CNN a table whose columns stand in no order.

# %% id="mix-claim" tags=["claim-L14-08"] atol=0.02
mlp_loses = mlp_shifted[0] - np.mean(mix_read["MLP"])
cnn_loses = cnn_shifted[0] - np.mean(mix_read["CNN"])
behind = np.mean(mix_read["MLP"]) - np.mean(mix_read["CNN"])
dl.claim("With one fixed order of the pixels, the MLP changes by less than 0.02, the CNN loses more than 0.04",
         abs(mlp_loses) < 0.02 and cnn_loses > 0.04)
dl.claim("On strewn pixels the CNN reads less than the MLP", behind > 0.005)

# %% [markdown] id="without-text"
# Next, **pooling**. Leave it out, and let the filters walk in steps of two (stride 2), so that the maps have half the size as
# before. Shapes in between change a little, parameters do not. And **sharing**: a layer that looks at the same windows as the
# convolution, but has new weights for every place. Keras can cut out the windows, and `EinsumDense` multiplies each by its own matrix.

# %% id="without"
strided = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, strides=2, activation="relu"),
    layers.Conv2D(24, 5, strides=2, activation="relu"),
    layers.Flatten(),
    layers.Dense(64, activation="relu"),
    layers.Dense(10),
])


def unshared(h, filters):
    windows = keras.ops.image.extract_patches(h, 5, strides=1)  # (batch, rows, columns, pixels of a window)
    shape = (*windows.shape[1:3], filters)
    return layers.EinsumDense("brcp,rcpf->brcf", shape, "relu", bias_axes="rcf")(windows)

# %% id="without-2"
image = keras.Input((28, 28, 1))
h = layers.MaxPooling2D()(unshared(image, 8))
h = layers.MaxPooling2D()(unshared(h, 24))
h = layers.Dense(64, activation="relu")(layers.Flatten()(h))
local = keras.Model(image, layers.Dense(10)(h))
for model in (strided, local):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
print(f"parameters: without pooling {strided.count_params():,}, without sharing {local.count_params():,}")

# %% [markdown] id="without-question"
# **Predict.** Trained on digits in the middle, tested in the middle and three pixels to the right. Which of the two is missed
# more?

# %% id="without-result" tags=["predict"] live=true alt="Digits read in place and shifted by three pixels, for four networks, two starts each. In place all but the MLP are between 95 and 98 per cent. Shifted: CNN about 78 per cent, without pooling about 66, without sharing in between or lower, MLP less than half."
for name, model in (("no pooling", strided), ("no sharing", local)):
    shifted[name] = []
    for start in (0, 1):
        train(model, start, rate=0.016 if model is strided else 0.004)
        shifted[name].append(read_shifted(model))
fig, ax = plt.subplots(figsize=(8, 4))
for place, (name, curves) in enumerate(shifted.items()):
    for (in_place, _, _, at_3, _) in curves:
        ax.plot(place, in_place, "o", color=dl.plots.COLORS["blue"])
        ax.plot(place, at_3, "^", color=dl.plots.COLORS["vermilion"])
ax.text(0.15, shifted["MLP"][0][0], "in place", color=dl.plots.COLORS["blue"], va="center")
ax.text(0.15, shifted["MLP"][0][3], "three pixels to the right", color=dl.plots.COLORS["vermilion"], va="center")
_ = ax.set(xticks=range(4), xticklabels=shifted, ylabel="digits read", ylim=(0.3, 1), xlim=(-0.4, 3.4))

# %% [markdown] id="without-explained"
# **Explain.** In place they all read well. What is missing shows when the digit moves. Without pooling the fall is deeper: the largest
# of four does not mind where among the four it stood. Without sharing, too: a filter that has learned a stroke at one place knows nothing of the places beside it.
# So neighbourhood, pooling and sharing all count, and none of them alone is "the" reason. (These are two starts and one kind of shift. And where
# maps are flattened at the end, what comes behind *does* mind the places: so the CNN falls, too.)

# %% id="without-claim" tags=["claim-L14-01"] atol=0.08
strided_in_place, strided_at_3 = np.mean(shifted["no pooling"], axis=0)[[0, 3]]
local_at_3 = np.mean(shifted["no sharing"], axis=0)[3]
print(f"in place: CNN {cnn_shifted[0]:.3f}, without pooling {strided_in_place:.3f}")
print(f"three pixels to the right: CNN {cnn_at_3:.2f}, no pooling {strided_at_3:.2f}, no sharing {local_at_3:.2f}")
dl.claim("At three pixels, taking away the pooling costs more than 0.04, the sharing more than 0.04",
         cnn_at_3 - strided_at_3 > 0.04 and cnn_at_3 - local_at_3 > 0.04)

# %% [markdown] id="exercise-same-text"
# ### Exercise: the same answers?
#
# A network in the manner of ours: convolution of 4 filters, ReLU, pooling, convolution of 5 filters, ReLU, then `Flatten` and a
# dense layer. All biases are 0. Which changes leave its ten answers as they were, up to rounding?
#
# - **A**: put the first layer's filters into another order, and the channels of the second layer's kernels into the same one.
# - **B**: put the first layer's filters into another order, and nothing else.
# - **C**: pool first, and then take ReLU.
# - **D**: double all kernels of the first layer, and halve those of the second.
# - **E**: shift the image by two pixels, so that its margin stays empty everywhere.
# - **F**: as E, but with the mean of each map (`GlobalAveragePooling2D`) in the place of `Flatten`, before and after the shift.
#   The second layer's maps are empty along the border, too.

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
# images are called **data augmentation**. Keras has layers for it: they act while the network is trained, with another change each
# time, and do nothing when it answers. Put one in front of each network:

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
# Now a fair race. Both networks, with and without shifts, each at several rates, a factor of 4 apart, two starts. This takes
# most of the lesson's time. (For the rate we look at the test images here; strictly, lesson 12, that flatters the winner a little, both winners alike.)

# %% id="tune"
def tune(trained, asked, rates):
    """Return the share that is read, shape (2 starts, n_rates)."""
    found = np.empty((2, len(rates)))
    for start, column in np.ndindex(*found.shape):
        train(trained, start, rates[column])
        found[start, column] = read(asked, x_test)
    return found


mlp_rates, cnn_rates = [0.001, 0.004, 0.016, 0.064], [0.004, 0.016, 0.064]
results = {"MLP, in place": tune(mlp, mlp, mlp_rates), "MLP, moved": tune(moving["MLP"], mlp, mlp_rates)}
outer = tune(cnn, cnn, [0.004, 0.064])
results["CNN, in place"] = np.insert(outer, 1, [curve[0] for curve in shifted["CNN"]], axis=1)  # 0.016: section 1
results["CNN, moved"] = tune(moving["CNN"], cnn, cnn_rates)

# %% [markdown] id="tune-question"
# **Predict.** Who gains from the moved digits? All test digits stand in the middle.

# %% id="tune-picture" tags=["predict"] live=true alt="Digits read over the learning rate, each of two starts as a dot. The CNN is above the MLP at the best rate of each; moved digits lift the CNN to about 98 per cent and lower the MLP. The best rates lie inside the bracket."
fig, ax = plt.subplots(figsize=(8, 4.6))
for (name, found), style in zip(results.items(), ["o--", "o-", "^--", "^-"]):
    rates = mlp_rates if "MLP" in name else cnn_rates
    color = dl.plots.COLORS["vermilion" if "MLP" in name else "blue"]
    ax.plot(rates, found.mean(axis=0), style, color=color, label=name)
    ax.plot(rates, found.T, style[0], color=color, ms=4)
ax.legend(loc="lower center", ncols=2)
_ = ax.set(xscale="log", xlabel="learning rate", ylabel="digits read", ylim=(0.8, 1))

# %% [markdown] id="tune-explained"
# **Explain.** The CNN gains, though nothing in the test is moved. What it learns about a moved stroke serves it everywhere. The MLP *loses*: with 38 units it has
# to learn each stroke anew for every place, and its capacity is soon used up. So augmentation is no gift to everyone; it is a claim about the
# world, "moved digits are the same digits", and the network must have the means to express it.

# %% id="five" atol=0.01
five = list(results["CNN, moved"][:, 1])
for start in (2, 3, 4):
    begin = train(moving["CNN"], start)
    five.append(read(cnn, x_test))
moved_at_3 = read(cnn, to_the_right(x_test, 3))

# %% id="five-claims" atol=0.03
worst_of_five, best_mlp = min(five), max(found.mean(axis=0).max() for name, found in results.items() if "MLP" in name)
ahead = np.mean(results["CNN, in place"], axis=0).max() - best_mlp
mlp_gain = results["MLP, moved"].mean(axis=0).max() - results["MLP, in place"].mean(axis=0).max()
dl.claim("The worst of five starts reads more than 97 % of new digits", worst_of_five > 0.97)
dl.claim("Each at its best rate, the CNN reads at least 0.02 more than an MLP of the same size, even in place",
         ahead > 0.02)
dl.claim("To the MLP moved digits bring nothing", mlp_gain < 0.005)
dl.claim("Trained on moves of up to two pixels, the CNN reads more than 90 % at three", moved_at_3 > 0.9)

# %% [markdown] id="inside"
# ## 5. What the filters have become
#
# Eight filters of 5 by 5, drawn as in lesson 09: red where ink speaks for the filter, blue where it speaks against it. And below,
# the eight maps that the first layer makes of one digit, after ReLU.
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
# **Explain.** Even random filters show the digit: each is some blur of it. Trained ones have taken sides: a red area beside a blue one answers where paper meets
# ink in *one* direction, and the maps have become drawings of edges, one direction each. No one told them to. (Hubel and Wiesel found cells like these in a cat's brain in 1959.)
#
# How much is that learning worth? The control: leave the two layers of filters as they were drawn, and train only the dense layers behind them.

# %% id="frozen" atol=0.02
frozen = keras.models.clone_model(cnn)
for layer in frozen.layers[:4]:
    layer.trainable = False
frozen.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)
random_filters = []
for start in (0, 1):
    train(frozen, start, rate=0.004)
    random_filters.append(read(frozen, x_test))
learned_filters = results["CNN, in place"].mean(axis=0).max()
worth = learned_filters - np.mean(random_filters)
print(f"random filters {np.mean(random_filters):.2f}, learned filters {learned_filters:.2f}")

# %% id="frozen-claim" atol=0.02
dl.claim("Learned filters read at least 0.01 more than random ones", worth > 0.01)

# %% [markdown] id="frozen-explained"
# Less than one might think! Most of what a CNN has on an MLP comes from its *shape*, and only the rest from what its filters learn. On these small digits, that
# is; on photographs, learned filters count for far more (lesson 15).

# %% [markdown] id="demo-text"
# ### Try it
#
# Draw a digit with the mouse, and watch maps and probabilities while you draw. At which stroke does a 1 turn into a 7, and a 7 into a 2?
# And what does the network say of a cross, a heart, an empty sheet?

# %% [markdown] id="where"
# ## 6. Where does it look?
#
# These are the worst mistakes of the last of the five networks: digits whose right answer it found least probable.

# %% id="mistakes" live=true alt="The six worst mistakes: digits that are badly written, with the right answer and the network's."
probabilities = dl.scratch.softmax(cnn.predict_on_batch(x_test))
_ = dl.plots.plot_worst_mistakes(x_test[..., 0], y_test, probabilities)

# %% [markdown] id="occlusion-text"
# Why does it say so? Ask as a child would: cover a part and look whether it changes its mind. This is **occlusion** (Zeiler and Fergus, 2014). A
# square of 5 by 5 pixels moves over the image, and at each place we note the probability of what the network had said.
#
# **Predict.** In which part of the mistakes above is the reason for the wrong answer?

# %% id="occlusion" tags=["predict"] live=true alt="The three worst mistakes, with orange spots on the strokes that the wrong answer rests on: where a white square covers them, its probability falls."
said = probabilities.argmax(axis=1)
wrong = np.flatnonzero(said != y_test)
worst = wrong[np.argsort(probabilities[wrong, y_test[wrong]])[:4]]
still = dl.training.occlusion(cnn, x_test[worst], said[worst], value=0, from_logits=True)
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9))
for ax, i, left in zip(axes, worst, still):
    dl.plots.plot_heat(probabilities[i, said[i]] - np.minimum(left, probabilities[i, said[i]]), x_test[i], limit=1, ax=ax)
    ax.set_title(f"why not {y_test[i]}\nbut {said[i]}?", fontsize=13)

# %% [markdown] id="occlusion-explained"
# **Explain.** Orange is what the wrong answer hangs on: with white paper there, its probability falls. Often it is one short stroke, the one that you, too, would call ambiguous.
#
# But beware. Such pictures convince too easily. So count: does it matter *what* is covered? Take digits that are read right, and compare squares
# that cover ink with squares that cover nothing but paper, both grey, so that paper, too, is changed.

# %% id="ink-claim" atol=0.04
right = np.flatnonzero(said == y_test)[:40]
grey = dl.training.occlusion(cnn, x_test[right], y_test[right], stride=2, from_logits=True)
fall = probabilities[right, y_test[right]][:, None, None] - grey
ink = layers.MaxPooling2D(5, strides=1, padding="same")(x_test[right])[:, 1::2, 1::2, 0]  # is ink in the square?
over_ink, over_paper = (np.mean(fall[np.asarray(ink > 0.5) == covered]) for covered in (True, False))
dl.claim("A grey square on ink lowers the right probability more than three times as much as one on paper",
         over_ink > 3 * over_paper)

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
# In 1959 David Hubel and Torsten Wiesel showed a cat bars of light and listened to single cells of its **visual cortex**, the part of the brain that receives what the eyes see. Each cell answered only to a small part of the field of view, its
# **receptive field**, and many only to a bar of one direction. Receptive fields overlap and together cover the field; cells further in put the answers of neighbours together. Kunihiko Fukushima built a
# machine on this plan, the **neocognitron** (1980), which still learned without backpropagation. Yann LeCun trained such a network by backpropagation (1989), and the paper with Léon Bottou, Yoshua Bengio and
# Patrick Haffner (1998) described **LeNet-5**, which read cheques. In 2012 AlexNet won the competition of image recognition, ImageNet, by a wide margin: a larger LeNet, ReLU, augmentation, dropout, two graphics cards, and a million labelled photographs.

# %% id="timeline" tags=["told-L14-05"] alt="Timeline: 1959 Hubel and Wiesel, 1980 neocognitron, 1989 convolution learned by backpropagation, 1998 LeNet-5, 2012 AlexNet."
_ = dl.plots.plot_timeline({1959: "Hubel and Wiesel:\ncells that see edges", 1980: "neocognitron",
                            1989: "filters learned by\nbackpropagation", 1998: "LeNet-5", 2012: "AlexNet"})

# %% [markdown] id="lenet-text"
# The shape of LeNet-5, in today's words (it had a smooth activation, trained poolings, and not all connections between its maps):

# %% id="lenet" tags=["claim-L14-05"]
lenet = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(6, 5, padding="same", activation="tanh"), layers.AveragePooling2D(),
    layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(),
    layers.Flatten(),
    layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(10),
])
sizes = [layer.output.shape[1] for layer in lenet.layers[:4]]
n_parameters = lenet.count_params()
dl.claim("LeNet-5's maps are 28, 14, 10 and 5 pixels wide, and it has 61,706 parameters",
         sizes == [28, 14, 10, 5] and n_parameters == 61_706)

# %% [markdown] id="uses" tags=["told-L14-06"]
# Since then such networks find faces in photographs, read the road for cars, sort videos; and not only images: they recognise speech and read texts (see "Deeper: not only images").
# Why did it take until 2012? Not because machines were blind to how eyes work. That was known since 1959 and used in 1980. Missing were labelled data, fast machines, and the tricks of lessons 08 to 11.

# %% [markdown] id="deeper-field"
# ## Deeper: how far does a unit see?
#
# A unit of the second convolution sees a window of 5 by 5 in maps that were halved, and each of their pixels saw a window of its own. How much of the *image* is that?
# Ask the gradient (lesson 06): how the unit would change if a pixel did. Where it is 0, the unit is blind.

# %% id="field" live=true alt="Four fields of 14 by 14 pixels in an image of 28 by 28: those of two neighbouring units overlap by all but two columns, the others lie in the corners; together they cover the image."
until_conv_2 = keras.Model(cnn.inputs, cnn.layers[2].output)
smooth = keras.Sequential([
    keras.Input((28, 28, 1)), layers.Conv2D(8, 5), layers.AveragePooling2D(), layers.Conv2D(24, 5),
])  # the same windows, without maxima and zeros that hide pixels
units = [(0, 0), (0, 1), (7, 7), (4, 2)]
grey_image = np.full((1, 28, 28, 1), 0.5)
fields = np.array([dl.training.input_gradients(smooth, grey_image, (*unit, 0))[0, ..., 0] != 0 for unit in units])
_ = dl.plots.plot_feature_maps(fields.transpose(1, 2, 0), columns=4)

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
# Before features were learned, people made them by hand: counted ink in rows and columns, say, and gave the counts to a simple reader, one layer of softmax (lesson 04). Is the CNN better because its features are?
# Give the same simple reader three descriptions of a digit: its pixels, its 56 sums of ink by row and column, and the 384 numbers behind our CNN's second pooling. Once in the middle; once with all digits, training and test, thrown to random places, up to four pixels away.

# %% id="features"
features = keras.Model(cnn.inputs, cnn.layers[4].output)
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

# %% id="features-read" atol=0.02
thrown, thrown_test = (keras.ops.convert_to_numpy(far(images, training=True)) for images in (x, x_test))
middle_read, thrown_read = ({name: linear_reader(rows, test_rows) for (name, rows), test_rows
                             in zip(describe(train_images).items(), describe(test_images).values())}
                            for train_images, test_images in ((x, x_test), (thrown, thrown_test)))
for name in middle_read:
    print(f"{name:20} in the middle {middle_read[name]:.2f}, thrown {thrown_read[name]:.2f}")

# %% id="features-claim" tags=["claim-L14-03"] atol=0.03
by_hand, by_pixels, by_cnn = thrown_read["sums"], thrown_read["pixels"], thrown_read["features of the CNN"]
dl.claim("From thrown digits one layer reads more than 0.9 by the CNN's features, less than 0.65 by pixels or by sums",
         by_cnn > 0.9 and max(by_hand, by_pixels) < 0.65)

# %% [markdown] id="features-explained"
# In the middle, one layer on bare pixels does well; such digits are too easy to prove much. Thrown about, pixels say little, and the CNN's features nearly everything, to the *same* simple reader. What has been
# gained before the last layer is that a digit is described alike wherever it lies. Brains work in this manner, too: much is worked out in specialised areas before anything reaches consciousness (and little of it in the eye itself).

# %% [markdown] id="deeper-maximise"
# ## Deeper: what does a unit like best?
#
# Filters of the second layer look at eight maps, so they cannot be drawn as an image. But one can ask a unit what it would like to see: begin with grey, and go uphill by the gradient with respect to the *pixels* (Erhan and others, 2009).

# %% id="maximise" live=true alt="Eight patterns of 14 by 14 pixels in empty images: bows, crossings and ends of strokes, one for each unit."
units = (4, 4, np.arange(8))  # the first eight filters, each at row 4, column 4 of its map
rng = np.random.default_rng(0)
wish = 0.5 + 0.02 * rng.normal(size=(8, 28, 28, 1))
for _ in range(30):
    slope = dl.training.input_gradients(until_conv_2, wish, units)
    wish = np.clip(wish + 0.2 * slope / (np.abs(slope).max(axis=(1, 2, 3), keepdims=True) + 1e-9), 0, 1)
_ = dl.plots.plot_feature_maps(wish[..., 0].transpose(1, 2, 0), limit=1)

# %% id="maximise-claim"
on_digits = keras.ops.convert_to_numpy(until_conv_2(x_test))[:, 4, 4, :8].max(axis=0)
on_wish = keras.ops.convert_to_numpy(until_conv_2(wish))[np.arange(8), 4, 4, np.arange(8)]
answering = on_digits > 0.1  # some are silent on every digit
least_lead = np.min(on_wish[answering] / on_digits[answering])
dl.claim("Each unit answers more strongly to its wish than to any of 1,000 digits", least_lead > 1, shown="")

# %% [markdown] id="maximise-explained"
# Most wishes look like pieces of writing, somewhat overdone. But mind that they are not digits: no one writes like that. A picture of what excites a unit most does not yet say what it is *for*.

# %% [markdown] id="deeper-depth"
# ## Deeper: how deep?
#
# AlexNet had eight layers. Soon people wanted forty, and something odd came up: beyond some depth, networks got worse *on the training data* (He and others, 2016), so it was not overfitting. Their remedy is a **shortcut**: a block adds its result to what came in, $h + f(h)$ instead of $f(h)$. A network with shortcuts is called a **residual network**, ResNet.
#
# The trouble is not one of convolution. So here are 40 dense layers of 32 ReLU units, each after a layer normalization (lesson 10), so that nothing can explode or vanish on the way forward. Half of the networks have shortcuts; otherwise all is equal: starts, batches, and seven rates, trained at once on 2,000 digits of 14 by 14.

# %% id="depth"
def normalized(h):
    centred = h - h.mean(axis=-1, keepdims=True)
    std = np.sqrt(np.mean(centred**2, axis=-1, keepdims=True) + 1e-5)
    return centred / std, std


def through_norm(du, u, std):  # the way back through a normalization
    return (du - du.mean(axis=-1, keepdims=True) - u * np.mean(du * u, axis=-1, keepdims=True)) / std

# %% id="depth-step"
def step(inputs, targets, weights, rates, shortcut):
    """Take one step of gradient descent, in place; return the losses, shape (n_rates,)."""
    first, *blocks, last = weights
    h, kept = inputs @ first, []
    for kernel in blocks:
        u, std = normalized(h)
        z = u @ kernel
        kept.append((u, std, z))
        h = np.maximum(z, 0) + (h if shortcut else 0)
    u, std = normalized(h)
    predicted = dl.scratch.softmax(u @ last)
    dz = (predicted - targets) / len(inputs)
    dh = through_norm(dz @ last.swapaxes(1, 2), u, std)
    last -= rates * (u.swapaxes(1, 2) @ dz)
    for kernel, (u, std, z) in zip(blocks[::-1], kept[::-1]):
        dz = dh * (z > 0)
        back = through_norm(dz @ kernel.swapaxes(1, 2), u, std)
        kernel -= rates * (u.swapaxes(1, 2) @ dz)
        dh = back + (dh if shortcut else 0)
    first -= rates * (inputs.T @ dh)
    return -np.mean(np.log(np.sum(predicted * targets, axis=-1) + 1e-12), axis=-1)

# %% id="depth-train"
small = x[:2000, :, :, 0].reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
small = ((small - small.mean()) / small.std()).astype("float32")
one_hot = np.eye(10, dtype="float32")[y[:2000]]
depth_rates = np.array([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1], dtype="float32")


def last_loss(depth, shortcut, seed):
    """Return the mean loss of the fifth epoch at each rate."""
    rng = np.random.default_rng(seed)
    shapes = [(196, 32), *depth * [(32, 32)], (32, 10)]
    weights = [np.tile(rng.normal(scale=np.sqrt(2 / n), size=(1, n, m)).astype("float32"), (7, 1, 1)) for n, m in shapes]
    for _ in range(5):
        losses = [step(small[rows], one_hot[rows], weights, depth_rates[:, None, None], shortcut)
                  for rows in rng.permutation(2000).reshape(20, 100)]
    return np.mean(losses, axis=0)

# %% [markdown] id="depth-question"
# **Predict.** Loss of the fifth epoch over the rate: 5 layers and 40 layers, with and without shortcuts. (Guessing has ln 10 = 2.3.)

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
# **Explain.** Five plain layers learn. Forty do not, at no rate, though the signal keeps its size. With shortcuts, the same starts learn at most rates. A block that has not learned anything yet no longer stands in the way: $h$ passes by it unchanged, and on the way back so does the gradient.

# %% id="depth-claim" atol=0.1
plain_5, plain_40, short_40 = (depth_losses[key].mean(axis=0).min() for key in ((5, False), (40, False), (40, True)))
dl.claim("At the best of seven rates, forty plain layers stay above a loss of 2.2; five get below 0.7", plain_40 > 2.2 and plain_5 < 0.7)
dl.claim("With shortcuts forty layers get below 0.5", short_40 < 0.5)

# %% [markdown] id="deeper-small"
# ## Deeper: less at the end
#
# Most of our CNN's parameters sit behind `Flatten`, and so does what minds the places. Modern networks flatten nothing: they take the mean of each map, **global average pooling** (Lin and others, 2014). Change only this, and train on digits in the middle. And a second change: a **depthwise separable** convolution first lets each map be filtered by itself, and then mixes the maps pixel by pixel (Chollet, 2017).

# %% id="small"
averaging = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(24, 5, activation="relu"), layers.MaxPooling2D(),
    layers.GlobalAveragePooling2D(),
    layers.Dense(64, activation="relu"), layers.Dense(10),
])
separable = keras.models.clone_model(cnn, clone_function=lambda layer: (
    layers.SeparableConv2D(24, 5, activation="relu") if layer is cnn.layers[2] else type(layer).from_config(layer.get_config())))
for model in (averaging, separable):
    model.compile(keras.optimizers.Adam(), cross_entropy, steps_per_execution=40)

# %% [markdown] id="small-question"
# **Predict.** Which of them holds out best at three and four pixels?

# %% id="small-train" tags=["predict"] atol=0.08
for name, model in (("averaging", averaging), ("separable", separable)):
    shifted[name] = []
    for start in (0, 1):
        train(model, start)
        shifted[name].append(read_shifted(model))
for name, model in (("CNN", cnn), ("averaging", averaging), ("separable", separable)):
    in_place, _, _, at_3, at_4 = np.mean(shifted[name], axis=0)
    print(f"{name:10} {model.count_params():6,} parameters, in place {in_place:.2f}, at 3 pixels {at_3:.2f}, at 4 {at_4:.2f}")

# %% [markdown] id="small-explained"
# **Explain.** With means instead of places, a shift hardly matters: it was `Flatten` that minded the places, and the dense layer behind it that learned them. In return, something is lost in place, where it could be of use to know that a loop stands above or below. The separable layer has a twelfth of the second convolution's parameters and does nearly as well.

# %% id="small-claim" atol=0.05
averaging_at_4, averaging_in_place = np.mean(shifted["averaging"], axis=0)[[4, 0]]
separable_in_place = np.mean(shifted["separable"], axis=0)[0]
separable_parameters = separable.layers[2].count_params()
dl.claim("With means the digits are read more than 85 % even four pixels to the right", averaging_at_4 > 0.85)
dl.claim("The separable layer has 416 parameters instead of 4,824; the network still reads more than 95 %",
         separable_parameters == 416 and separable_in_place > 0.95)

# %% [markdown] id="cam-text"
# ### Where does it look, in one pass?
#
# Occlusion asks hundreds of times. **Grad-CAM** (Selvaraju and others, 2017) needs one pass forward and one back: it adds up the maps, each weighted by the mean slope of the answer with respect to it. If the network ends with means and *one* dense layer, these slopes are the weights of that layer, and you can do it by hand (Zhou and others, 2016).

# %% id="cam" live=true alt="Four digits with the heat of Grad-CAM: it lies on the strokes by which the digit can be told."
heat = dl.training.grad_cam(cnn, x_test[:4], y_test[:4])
fig, axes = plt.subplots(1, 4, figsize=(10, 2.6))
for ax, one, image in zip(axes, heat, x_test):
    dl.plots.plot_heat(one, image, ax=ax)

# %% [markdown] id="exercise-cam-text"
# ### Exercise: the class activation map
#
# A network ends like this: maps, the mean of each, one dense layer without activation; let its bias be 0. Which places speak for a class?

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
# Whatever has neighbours can be filtered: sound, text, a series in time. Here are all 4,096 strings of twelve zeros and ones. Does a string contain 1, 0, 1 somewhere? Half of them to train, half to test.

# %% id="strings" tags=["claim-L14-06"]
strings = (np.arange(4096)[:, None] >> np.arange(12)) & 1
contains = np.any((strings[:, :-2] == 1) & (strings[:, 1:-1] == 0) & (strings[:, 2:] == 1), axis=1)
shuffled = np.random.default_rng(14).permutation(4096)
known, new = shuffled[:2048], shuffled[2048:]
finder = keras.Sequential([
    keras.Input((12, 1)), layers.Conv1D(8, 3, activation="relu"), layers.GlobalMaxPooling1D(), layers.Dense(1),
])
finder.compile(keras.optimizers.Adam(0.02), keras.losses.BinaryCrossentropy(from_logits=True), steps_per_execution=32)
finder.fit(strings[known][..., None], contains[known], batch_size=64, epochs=15, verbose=0)
found = finder.predict_on_batch(strings[new][..., None])[:, 0] > 0
right_share, base_rate = np.mean(found == contains[new]), contains.mean()
dl.claim("A filter of three finds 1-0-1 in every new string; always saying yes would be right in 59 %",
         right_share > 0.999 and abs(base_rate - 0.585) < 0.005)

# %% [markdown] id="deeper-all"
# ## Deeper: all of MNIST
#
# We used 4,000 of MNIST's 60,000 training digits. With all of them, three epochs of such a network reach 99 % of the 10,000 test digits in some ten seconds on two cores. `dl.datasets.mnist()` gets them where there is internet. The last per cent is hard for people, too: look at what is left.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A CNN stacks convolution, ReLU and pooling, and ends with dense layers. With as many parameters as an MLP it reads clearly more, each at its best rate.
# - Shifted digits hurt both, the CNN less. Taking away pooling or sharing makes it fall deeper; strewing the pixels makes it worse than the MLP. What remains of the fall is due to `Flatten`: with means instead, it is nearly gone.
# - Moved training digits help a CNN, even on digits in the middle, and bring every one of five starts above 97 %. To the small MLP they bring nothing.
# - Filters learn to see edges. But random ones go a long way: much of a CNN's strength is its shape.
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
# - D. Hubel and T. Wiesel, *Receptive fields of single neurones in the cat's striate cortex*, Journal of Physiology 148, 1959.
# - K. Fukushima, *Neocognitron*, Biological Cybernetics 36, 1980.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document recognition*, Proceedings of the IEEE 86, 1998.
# - D. Erhan, Y. Bengio, A. Courville and P. Vincent, *Visualizing higher-layer features of a deep network*, University of Montreal, 2009.
# - A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional neural networks*, Advances in Neural Information Processing Systems 25, 2012.
# - M. Zeiler and R. Fergus, *Visualizing and understanding convolutional networks*, European Conference on Computer Vision, 2014.
# - M. Lin, Q. Chen and S. Yan, *Network in network*, International Conference on Learning Representations, 2014.
# - K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*, Computer Vision and Pattern Recognition, 2016.
# - B. Zhou, A. Khosla, A. Lapedriza, A. Oliva and A. Torralba, *Learning deep features for discriminative localization*, Computer Vision and Pattern Recognition, 2016.
# - F. Chollet, *Xception: deep learning with depthwise separable convolutions*, Computer Vision and Pattern Recognition, 2017.
# - R. Selvaraju and others, *Grad-CAM: visual explanations from deep networks via gradient-based localization*, International Conference on Computer Vision, 2017.
