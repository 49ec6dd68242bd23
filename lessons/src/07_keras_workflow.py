# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="learning curves with their controls, and the confusion matrix of the first real classifier"
# # The Keras workflow
#
# A parcel office asks you for help: on its forms people write digits by hand, and a computer should read
# them. You have 1,347 labelled images, and an envelope with 450 more that stays sealed until the end. You
# will hand over two things: **a file** that reads digits, and **an honest number** that says how well.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - build, compile, fit, evaluate and use a Keras model, and find a mistake in a second instead of after hours;
# - split data into three parts, and show what goes wrong if you don't;
# - tell from a learning curve what is wrong with a training;
# - report a classifier's mistakes and its quality honestly;
# - hand over a model that works on the data it will really meet.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=7)

import pathlib
import tempfile

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(7)

# %% [markdown] id="ten-lines"
# ## 1. A digit reader in ten lines
#
# Before you build anything, look at the data. Each image has 8 by 8 pixels, from 0 (paper) to 1 (ink), laid
# out as a row of 64 numbers. Put the first 347 labelled images aside for questions on the way, and learn from the
# other 1,000. (They are in random order already.)

# %% id="look" alt="Twelve images of 8 by 8 pixels in two rows, with their labels: handwritten digits, blurred but readable, some of them only just."
digits = dl.datasets.load_digits(flat=True)
x_val, y_val = digits.x_train[:347], digits.y_train[:347]
x_train, y_train = digits.x_train[347:], digits.y_train[347:]

fig, axes = plt.subplots(2, 6, figsize=(9, 3.8))
for ax, image, label in zip(axes.flat, x_train, y_train):
    ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    ax.set_title(label)
    ax.set_axis_off()
print("images of each digit:", np.bincount(y_train))

# %% [markdown] id="baseline"
# All digits are about equally frequent, so a program that always gives the same answer is right about one time
# in ten. Any reader has to beat that; section 6 brings a stronger rival.
#
# **Keras** is a library for building and training networks. The work always has the same five verbs:
#
# | verb | what it does | lesson |
# |---|---|---|
# | build | chain layers (`summary()` lists them) | 03 |
# | `compile` | choose loss and optimizer | 04, 05 |
# | `fit` | train | 05, 06 |
# | `evaluate` | compute the loss and the metrics on other data | 04 |
# | `predict` | compute outputs | 03 |
#
# Here are the first three. The last layer has no activation: it gives ten **logits**, and `from_logits=True` tells the
# loss to take the softmax itself, which is safer (lesson 04). `metrics` are numbers for people; training looks only
# at the loss. Run the cell and watch the bars.

# %% id="first-classifier" live=true
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10),
])
start = model.get_weights()  # the random start; we come back to it in section 2
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=cross_entropy, metrics=["accuracy"])
_ = model.fit(x_train, y_train, epochs=10)

# %% [markdown] id="progress-bar"
# Each bar counts batches: 31 of 32 images, and one of 8. It shows the time, the metric and the loss.
# (`verbose=0` silences all this. Lesson 08 opens the box `"adam"`.)
#
# **Predict.** Of the images it learned from, the last bar counts more than nine in ten as right. Of 347 that it has never
# seen: half, three quarters, or about as many?

# %% id="first-score" tags=["predict"] atol=1
_, first_accuracy = model.evaluate(x_val, y_val, verbose=0)
print(f"right, of 347 new images: {first_accuracy:.0%}")

# %% [markdown] id="first-explained"
# **Explain.** About as many. (Why even a few more? Sections 4 and 6.) That is the whole workflow. The rest is about trusting it.

# %% id="first-claim" tags=["claim-L07-01"]
dl.claim("Ten epochs are enough to read more than 90 % of images that the network has never seen",
         first_accuracy > 0.9)

# %% [markdown] id="predict-text"
# And what does it say to one image? `predict` gives the ten logits; softmax turns them into probabilities.

# %% id="first-answer" alt="Left, the image of a handwritten digit. Right, ten bars, the probabilities of the digits 0 to 9: the bar of the right digit, 4, is by far the highest, and takes little more than half; a few others get some of the rest."
logits = model.predict(x_val[:1], verbose=0)
probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(logits))[0]
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), width_ratios=[1, 2.5])
left.imshow(x_val[0].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
left.set_title(f"label: {y_val[0]}")
left.set_axis_off()
right.bar(range(10), probabilities)
_ = right.set(xticks=range(10), xlabel="digit", ylabel="probability", ylim=(0, 1))

# %% [markdown] id="exercise-train-text"
# ### Exercise: now you
#
# Put it all into one function, for any data. One name is new: `keras.optimizers.Adam(rate)` is `"adam"` with a learning
# rate of your own. (`//` rounds down.)

# %% id="exercise-train" tags=["exercise"]
def train_reader(x, y, units, rate, epochs):
    """Build, compile and fit a classifier, and evaluate it on samples that it has not seen.

    x: float, shape (n, features), in random order.  y: int, shape (n,), classes from 0 to 9.
    Put the first n // 5 samples aside; learn from the others for `epochs` epochs, by Adam with the learning
    rate `rate`. The model has one hidden layer of `units` ReLU units and gives ten logits.
    Returns the model and its accuracy on the samples put aside, a number from 0 to 1.

    Example: of 100 samples it puts x[:20] aside and learns from x[20:].
    """
    # solution
    aside = len(x) // 5
    net = keras.Sequential([keras.layers.Dense(units, activation="relu"), keras.layers.Dense(10)])
    of_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(keras.optimizers.Adam(rate), of_logits, metrics=["accuracy"])
    net.fit(x[aside:], y[aside:], epochs=epochs, verbose=0)
    _, accuracy = net.evaluate(x[:aside], y[:aside], verbose=0)
    return net, accuracy

# %% id="check-train"
dl.exercises.train_reader.check(train_reader)

# %% [markdown] id="inside-fit"
# ## 2. What `fit` does
#
# Training is one circle. A batch goes through the layers and becomes predictions. The loss compares them with
# the targets. Backpropagation computes the gradient of the loss with respect to every weight. The
# **optimizer** turns the gradients into a change of the weights. Again.

# %% id="training-loop" alt="Diagram of one training step. Forward, in blue: a batch of inputs enters the layers, which give predictions; predictions and targets meet in the loss. Backward, in orange: backpropagation leads from the loss to the gradients, and the optimizer updates the weights of the layers."
_ = dl.plots.plot_training_loop()

# %% [markdown] id="gradient-text"
# So `fit` is two loops, over epochs and over batches. You wrote them in NumPy in lesson 06; here they are with the
# parts of Keras. One part Keras does not have: the gradient. It comes from the **backend engine**, the library below
# Keras that does the arithmetic: TensorFlow, unless you chose another. `dl.training.gradients` fetches it
# (*Deeper: what runs underneath* shows how). `trainable_variables` are the weights. Our loops and the real `fit` start
# from the same weights, take the same 320 images, and do not shuffle.

# %% id="by-hand"
x, y = x_train[:320], y_train[:320]
model.set_weights(start)
optimizer = keras.optimizers.SGD(0.1)
for _ in range(2):
    for begin in range(0, len(x), 32):
        batch = slice(begin, begin + 32)
        found = dl.training.gradients(model, x[batch], y[batch], cross_entropy)  # a dict of arrays
        gradients = [keras.ops.convert_to_tensor(array) for array in found.values()]  # as tensors
        optimizer.apply(gradients, model.trainable_variables)  # each w becomes w - 0.1 * its gradient
by_hand = model.get_weights()

# %% [markdown] id="by-fit-text"
# **Predict.** That was two epochs of ten steps. How far apart will the weights of our loops and those of `fit` be?

# %% id="by-fit" tags=["predict"]
model.set_weights(start)
model.compile(keras.optimizers.SGD(0.1), cross_entropy)
model.fit(x, y, batch_size=32, epochs=2, shuffle=False, verbose=0)
moved = max(np.abs(a - b).max() for a, b in zip(by_hand, start))
apart = max(np.abs(a - b).max() for a, b in zip(by_hand, model.get_weights()))
print(f"largest move of a weight: {moved:.2f}   largest difference: {apart:.5f}")

# %% [markdown] id="by-fit-explained"
# **Explain.** Hardly at all. There is no magic in `fit`: it shuffles, counts, reports, and runs this loop.

# %% id="by-fit-claim" tags=["claim-L07-05"]
dl.claim("The loop by hand and fit end at the same weights, to 1 part in 10,000 of the way",
         apart < 1e-4 * moved)

# %% [markdown] id="two-tests-text"
# ### Two tests before a long training
#
# Better to learn now than after three hours that the program is wrong.
#
# - *The loss at chance* (lesson 04). A network that knows nothing gives each of ten classes about the probability 1/10.
#   So untrained, its cross-entropy is near $-\log\frac{1}{10} = \log 10 \approx 2.3$.
# - *One batch by heart.* Train on 32 images alone, fifty times. For once, learning by heart is what you want: the loss
#   should go to 0. A program that cannot do even that has a mistake.
#
# Three programs take both tests: ours; one that forgets `from_logits=True`; and one whose labels slipped by a row, so
# that each image has its neighbour's. None of them gives an error message. Afterwards each also reads the 347 new images.
#
# **Predict.** Which test notices which mistake?

# %% id="two-tests" tags=["predict"] atol=15
forgetful = keras.losses.SparseCategoricalCrossentropy()  # from_logits=True is forgotten
slipped = np.roll(y_train, 1)  # each label moves on by one row
programs = {"right": (cross_entropy, y_train), "forgetful": (forgetful, y_train), "slipped": (cross_entropy, slipped)}
tested, fresh = {}, {}
for name, (loss, labels) in programs.items():
    model.set_weights(start)
    model.compile(keras.optimizers.Adam(0.01), loss, metrics=["accuracy"])
    untrained, _ = model.evaluate(x_train, labels, verbose=0)
    same_x, same_y = np.tile(x[:32], (50, 1)), np.tile(labels[:32], 50)  # one batch, fifty times
    model.fit(same_x, same_y, batch_size=32, shuffle=False, verbose=0)
    by_heart, _ = model.evaluate(x[:32], labels[:32], verbose=0)
    _, fresh[name] = model.evaluate(x_val, y_val, verbose=0)
    tested[name] = untrained, by_heart
    print(f"{name:9}  untrained: {untrained:4.1f}   by heart: {by_heart:.1f}   new images: {fresh[name]:.0%}")

# %% [markdown] id="two-tests-explained"
# **Explain.** Both tests notice the forgotten word. That loss takes logits for probabilities. Keras on TensorFlow
# raises each negative logit to 0.0000001. Minus the logarithm of that is about 16, so the loss starts far above chance.
# The loss divides all ten by their sum, so it pushes each wrong one down; and below 0 the slope is 0: its image cannot
# pull it back. Here all ten sink, each counts as 1/10, and that is chance again: 2.3.
#
# Neither test notices the labels! Wrong ones are learned by heart as well. The last column does: 32 images are enough to
# read about three in four new ones, if the labels belong to the images. So look at new images early, and draw a few
# with their labels, just as `fit` gets them.

# %% id="chance"
off_chance = max(abs(tested[name][0] - np.log(10)) for name in ("right", "slipped"))
by_heart = max(tested[name][1] for name in ("right", "slipped"))
dl.claim("Right or slipped: loss near chance, one batch by heart; of new images over half, or under a fifth",
         off_chance < 0.4 and by_heart < 0.1 and fresh["right"] > 0.5 and fresh["slipped"] < 0.2)
(untrained_loss, _), (untrained_forgetful, heart_forgetful), _ = tested.values()
dl.claim("Without from_logits=True it starts at more than twice the loss at chance, and ends above 1",
         untrained_forgetful > 2 * np.log(10) and heart_forgetful > 1)

# %% [markdown] id="three-parts"
# ## 3. Three parts of the data
#
# Learned by heart is not understood. So the only honest question is how well a network does on data that it has **not**
# seen. But one part put aside is not enough.
#
# - The **training** part sets the weights.
# - The **validation** part serves your decisions: how many units, how many epochs, which of two models.
# - The **test** part, our sealed envelope, is opened once, when all is decided.
#
# "If I choose the model by its validation score, why can't I report that score?" Try it. Train fifty small networks
# that differ in their random start alone: nearly equals. Draw $k$ of them, and 30 images. The network that reads most of
# the 30 wins. Then see how the winner does on the other images, which had no say. One such contest is a gamble, so
# average 3,000. (`dl.scratch.mlp`, our NumPy twin of Keras, trains all fifty side by side.)

# %% id="fifty"
fifty = dl.scratch.mlp([64, 16, 10], variants=50, activation="tanh", seed=71)
fifty.fit(x_train[:100], y_train[:100], epochs=20, batch_size=20, optimizer=dl.scratch.Adam(0.01))
is_right = fifty.predict(x_val).argmax(axis=2) == y_val  # one row per network


def choose_among(k, n=30):
    """Return the score of the best of k networks, on the n images that chose it and on the others."""
    few, fresh = np.split(rng.permutation(len(y_val)), [n])  # n images, and the others
    some = is_right[rng.permutation(50)[:k]]  # k of the fifty networks, a row for each
    winner = some[some[:, few].mean(axis=1).argmax()]  # the row that has most of the n right
    return winner[few].mean(), winner[fresh].mean()


tries = [1, 2, 5, 10, 20, 50]
scores = np.array([[choose_among(k) for _ in range(3000)] for k in tries]).mean(axis=1)

# %% [markdown] id="once-predict"
# **Predict.** Draw two curves against $k$: the winner's score on the 30 images that chose it, and its score
# on fresh ones.

# %% id="once" tags=["predict"] alt="Proportion of right answers against the number of networks to choose from, 1 to 50. At 1 two curves begin at the same point. On the 30 images that chose, the winner's score rises steadily; on fresh images it stays nearly level. The gap between them grows: it is the part of the score that was luck."
fig, ax = plt.subplots()
ax.semilogx(tries, scores[:, 0], "C1^--")
ax.semilogx(tries, scores[:, 1], "C2o-")
ax.text(5, scores[2, 0] + 0.004, "on the 30 images that chose it", ha="right", color="C1")
ax.text(12, scores[3, 1] - 0.002, "on fresh images", ha="center", va="top", color="C2")
ax.set(xlabel="number of networks to choose from", ylabel="winner's accuracy (axis from 0.87)",
       ylim=(0.87, 0.95))
_ = ax.set_xticks(tries, tries)

# %% [markdown] id="once-explained"
# **Explain.** One curve rises, the other hardly. The gap is luck: the *winner's curse*. The winner was lucky with its 30
# images, and luck does not come again. With $k = 1$ there is no choice, and no gap: it is the choosing that spoils the score. If you choose by the test
# part, the same happens to *its* score, and no fresh images are left to tell you. What helps? More images to choose by.

# %% id="once-claims"
gap = scores[:, 0] - scores[:, 1]
by_150 = np.mean([choose_among(50, n=150) for _ in range(3000)], axis=0)
gap_150 = by_150[0] - by_150[1]
dl.claim("Without a choice, the two scores agree to five thousandths", abs(gap[0]) < 0.005)
dl.claim("The best of fifty promises at least four hundredths too much", gap[-1] > 0.04)
dl.claim("If 150 images choose it, less than two thirds of that", gap_150 / gap[-1] < 2 / 3)

# %% [markdown] id="callbacks"
# ## 4. Train it, and watch
#
# Now for the reader that we hand over. It has 64 hidden units, as in section 1, here with tanh: with it, computers agree
# better (*Deeper: the same training twice*). Which learning rate? That is a decision, so ask the validation images. Given
# `validation_data`, `fit` evaluates the network on it after each epoch, and `.history` keeps the losses as `val_loss`.

# %% id="rate-chosen" atol=0.03
reader = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(64, activation="tanh"),
    keras.layers.Dense(10),
])
first = reader.get_weights()
for rate in (0.001, 0.01, 0.1):
    reader.set_weights(first)
    reader.compile(keras.optimizers.Adam(rate), cross_entropy, metrics=["accuracy"])
    tried = reader.fit(x_train, y_train, batch_size=64, epochs=10, verbose=0,
                       validation_data=(x_val, y_val), validation_batch_size=347)  # all of them at once
    print(f"rate {rate:5}: lowest validation loss {min(tried.history['val_loss']):.2f}")

# %% [markdown] id="rate-chosen-text"
# So take 0.01: its loss is the lowest. (One start, ten epochs.)
#
# And how many epochs? Too few leave it unfinished, too many may harm it, and nobody wants to sit beside it. A **callback**
# is an object that `fit` calls at certain moments, such as the end of an epoch. We use two:
#
# - `EarlyStopping` ends the training when the validation loss has not improved for some epochs: with `patience=5`,
#   after five in a row without a new best.
# - `LiveCurve`, from this course, draws the losses while the network learns.

# %% id="reader" live=true alt="Training and validation loss against the epoch, as the cell drew them last. Both fall steeply at first; later the training loss goes on towards zero while the validation loss stays level above it."
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)  # then go back to the best
live = dl.callbacks.LiveCurve(every=10)

reader.set_weights(first)
reader.compile(keras.optimizers.Adam(0.01), cross_entropy, metrics=["accuracy"])  # "adam" is Adam(0.001)
history = reader.fit(x_train, y_train, batch_size=64, epochs=100, verbose=0,
                     validation_data=(x_val, y_val), validation_batch_size=347,
                     callbacks=[stop, live]).history

# %% [markdown] id="left-behind-text"
# What grew there is a **learning curve**: the loss against the epochs. This one is healthy. The training loss goes on towards
# 0; the validation loss levels out. (At first the training loss lies above: `fit` averages it over the epoch, while the
# weights still change. *Deeper: early stopping, to the letter* shows it.) Then five epochs in a row brought no new best: the
# training ended, and `EarlyStopping` went back to the best. Without this course, draw the curve afterwards:
#
# ```
# plt.plot(history["loss"], label="training")
# plt.plot(history["val_loss"], "--", label="validation")
# plt.legend()
# ```

# %% id="left-behind"
print("epochs trained:", len(history["loss"]), "  best epoch:", np.argmin(history["val_loss"]) + 1)
_, train_accuracy = reader.evaluate(x_train, y_train, verbose=0)
val_loss, val_accuracy = reader.evaluate(x_val, y_val, verbose=0)
print(f"right, of the images it learned from: about {train_accuracy:.0%}   of the validation images: about {val_accuracy:.0%}")

# %% [markdown] id="read-the-curve"
# ## 5. Read the learning curve
#
# Three things commonly go wrong. For each, make one change to a healthy training and keep all the rest. (`curves_of` trains
# eight networks from eight random starts and returns their curves; you need not read it.)

# %% id="curves-of"
def curves_of(hidden, rate, x, y, y_val, epochs=60):
    """Train eight networks; return training loss, validation loss and accuracy, shape (3, epochs, 8)."""
    loss, curves = dl.scratch.SparseCategoricalCrossentropy(), []  # no from_logits: they end in a softmax

    def note(nets):
        curves.append([loss(y, nets.predict(x)), loss(y_val, nets.predict(x_val)), nets.accuracy(x_val, y_val)])

    nets = dl.scratch.mlp([64, *hidden, y.max() + 1], variants=8, activation="tanh", seed=72)
    nets.fit(x, y, epochs=epochs, batch_size=50, optimizer=dl.scratch.Adam(rate), on_epoch_end=note)
    return np.array(curves).swapaxes(0, 1)

# %% [markdown] id="two-changes-text"
# - *No hidden layer*, and a harder question for the same images: odd or even? The control has 16 hidden units.
# - *Careless labels*: the ten digits, from only 300 images, every fifth label drawn at random. The control has the right
#   ones.
# - *The wrong learning rate*, far too small and far too large, in plain Keras: the model and the 320 images of section 2,
#   each time from the same start. The control has rate 0.3.

# %% id="three-changes"
no_hidden = curves_of([], 0.01, x_train, y_train % 2, y_val % 2)
with_hidden = curves_of([16], 0.01, x_train, y_train % 2, y_val % 2)

careless = y_train[:300].copy()
careless[::5] = rng.integers(0, 10, 60)
right_labels = curves_of([64], 0.02, x_train[:300], y_train[:300], y_val)
careless_labels = curves_of([64], 0.02, x_train[:300], careless, y_val)

by_rate = {}
model.compile(keras.optimizers.SGD(), cross_entropy, metrics=["accuracy"])
for rate in (0.005, 0.3, 5.0):
    model.set_weights(start)
    model.optimizer.learning_rate = rate
    by_rate[rate] = model.fit(x, y, epochs=12, shuffle=False, verbose=0).history["loss"]

# %% [markdown] id="sick-predict"
# **Predict.** Draw the patients before you look: the training loss, solid, and the validation loss, dashed. (In the third
# picture, the training loss alone. The dotted line is the loss at chance. The cell only draws: skip its code.)

# %% id="sick-curves" tags=["predict", "remember"] alt="Three panels: training loss in blue, validation loss in orange and dashed, and the same for a healthy control in grey; each broad line is the mean of eight starts in a pale band. Left, no hidden layer: both losses level out, high above the grey ones. Middle, careless labels: the training loss starts above the validation loss and goes towards 0, the validation loss turns after some epochs and rises; with right labels, grey, it falls and stays down, and lies above the training loss from the beginning. Right, training losses alone: rate 5, with dots, comes to rest near 2.3, the loss at chance, a dotted line; rate 0.005 has hardly begun to fall from there; rate 0.3, grey, falls far below 0.5."
fig, axes = plt.subplots(1, 3, figsize=(12, 4.8))
panels = [("no hidden layer", 0.6, no_hidden, with_hidden, "control: 16 hidden units", 0.11),
          ("careless labels", 1.5, careless_labels, right_labels, "control: right labels", 0.24)]
for ax, (title, top, sick, control, name, height) in zip(axes, panels):
    for curves, colors in ((control, ("0.6", "0.6")), (sick, ("C0", "C1"))):
        for loss, color, style in zip(curves, colors, ("-", "--")):  # training, validation
            ax.plot(range(1, 61), loss.mean(axis=1), style, color=color)  # of eight starts
            ax.fill_between(range(1, 61), loss.min(axis=1), loss.max(axis=1), color=color, alpha=0.2)
    ax.text(60, height, name, color="0.4", ha="right")
    ax.set(title=title, ylim=(0, top), xlabel="epoch", ylabel="loss (dashed: validation)")
axes[2].axhline(np.log(10), color="black", linestyle=":")
for rate, color, mark, height in zip(by_rate, ("C0", "0.6", "C0"), "  o", (1.95, 0.55, 2.6)):
    axes[2].plot(range(1, 13), by_rate[rate], color=color, marker=mark)
    axes[2].text(12, height, f"rate {rate:g}", color="0.4" if rate == 0.3 else "black", ha="right")
_ = axes[2].set(title="wrong learning rate", ylim=(0, 3), xlabel="epoch", xticks=[1, 6, 12])

# %% [markdown] id="how-to-read"
# **Explain.** Each patient differs from its grey control in one thing alone. (The third panel shows one start. In the first,
# the patient still creeps down; *Deeper: really at rest?* lets it run.) Ask three questions, in this order.
#
# - *Does it learn at all?* At rate 5 it does not: the loss comes to rest near chance. Then give it the two tests, look at the labels,
#   and try a rate ten times smaller, and one ten times larger. (A training loss that jumps: the steps are too large, or
#   the batches very small.)
# - *Is the training loss small?* If not, look at the end of both curves. Both still falling: train longer, or take larger
#   steps than those of rate 0.005. Level, or nearly, from every start, as without a hidden layer: most often the network is
#   too small for the task (**underfitting**), or the inputs do not hold the answer.
# - *Does the validation loss follow?* In the middle panel both networks end by knowing their 300 images by heart. With
#   right labels that costs little. With careless ones the validation loss starts below the training loss (its labels are
#   right), then turns and rises: what is learned by heart harms new images. That is **overfitting**. Stop in time, and mend the labels.
#   (Would more images help? *Deeper: only too sure, or really worse?* tries.)

# %% id="sick-claims"
rest_without, rest_with = no_hidden[0, -1].min(), with_hidden[0, -1].max()
rise_careless = (careless_labels[1, -1] / careless_labels[1].min(axis=0)).mean()
rise_right = (right_labels[1, -1] / right_labels[1].min(axis=0)).mean()
off_chance = abs(by_rate[5.0][-1] - np.log(10))
dl.claim("Without a hidden layer no training comes below 0.14; with one, all come below 0.02",
         rest_without > 0.14 and rest_with < 0.02)
dl.claim("With careless labels the validation loss ends at more than 1.3 times its lowest; with right ones, less",
         rise_careless > 1.3 and rise_right < 1.3)
dl.claim("At rate 5 the loss ends within 0.15 of the loss at chance", off_chance < 0.15)

# %% [markdown] id="demo-text"
# ### Try it: you are `fit`
#
# Each press trains for one epoch on 400 images. Below: ten epochs at rate 0.8, then four at 0.1. **Take 64 hidden units. After
# ten epochs at rate 3, can rate 0.1 still rescue it? And after one?** Then tick *careless labels* (here every
# third), and let it play (▶) at rate 0.8 to epoch 60: how do the curves part?

# %% id="demo" alt="Left: training and validation loss over 14 epochs. At rate 0.8 both fall, jump up in the seventh epoch and come down again; after the change to rate 0.1 they are smooth and low. Right: twelve validation images with what the network takes them for."
monitor = dl.demos.training_monitor(rate=0.8)
for _ in range(10):
    monitor.press("train")
monitor.set(rate=0.1)
for _ in range(4):
    monitor.press("train")
monitor

# %% [markdown] id="demo-explained"
# **Explain.** After ten it cannot: the loss stays at chance. The large steps have killed all hidden units, or nearly all
# (lesson 02), and a dead unit learns at no rate. Start again. After one epoch, some still live, and the loss
# comes down. With careless labels the validation loss lies below the training loss at first, and far above it at the end.

# %% [markdown] id="exercise-curves-text"
# ### Exercise: four patients
#
# A new question, *is the digit five or more?*, and four trainings, one start of each. Here the loss at chance is
# $\log 2 \approx 0.69$, and a training loss below 0.1 is possible. (Skip the code: the letters are handed out at random.)

# %% id="patients-picture" alt="Four learning curves with the loss at chance, 0.69, as a dotted line. A: both losses fall and rest well below the line. B: both fall smoothly and still fall at the end. C: the training loss falls, the validation loss turns and rises above the line. D: both jump about and above the line together."
five = y_train // 5
wrong = five[:80].copy()
wrong[::4] = 1 - wrong[::4]
trainings = [([32], 0.2, x_train[:300], five[:300]), ([32], 0.01, x_train[:80], wrong),
             ([], 0.03, x_train, five), ([32], 0.0002, x_train[:300], five[:300])]
fig, axes = plt.subplots(1, 4, figsize=(11, 3.6), sharey=True)
for ax, letter, number in zip(axes, "ABCD", np.random.default_rng(10).permutation(4)):
    loss, val_loss_of_it, _ = curves_of(*trainings[number], y_val // 5, epochs=100)[:, :, 1]  # one start
    ax.plot(range(1, 101), loss)
    ax.plot(range(1, 101), val_loss_of_it, "--")
    ax.axhline(np.log(2), color="black", linestyle=":")
    ax.set(title=letter, xlabel="epoch", ylim=(0, 1.5))
axes[0].text(100, 0.4, "validation", color="C1", ha="right")
axes[0].text(100, 0.12, "training", color="C0", ha="right")
_ = axes[0].set(ylabel="loss")

# %% [markdown] id="diagnosis-text"
# What is wrong with each of them?

# %% id="exercise-curves" tags=["exercise"]
def read_the_curves():
    """Return a list of four numbers: the diagnosis of A, B, C and D, each number once.

    1: It was stopped too early; train on.
    2: The learning rate is too large.
    3: The network is too small.
    4: It learns its training data by heart, at the cost of new data.

    Example: [1, 2, 3, 4] says that A was stopped too early, B has too large a rate, and so on.
    """
    # solution
    return [3, 1, 4, 2]

# %% id="check-curves"
dl.exercises.read_the_curves.check(read_the_curves)

# %% [markdown] id="mistakes"
# ## 6. Look at the mistakes, then open the envelope
#
# Before you hand over a network, look at what it gets wrong, on validation images. One network makes about a dozen
# mistakes. Train ten, from ten random starts, and count together. The **confusion
# matrix** has a row for each right class and a column for each answer. Along the row of the 9: what
# were real nines taken for? The share of them that is right is the **recall** of the 9. Down its column: what was read as a
# 9? The share of these answers that is right is its **precision**.

# %% id="confusion" atol=2 alt="A 10 by 10 matrix of counts. Nearly all answers lie on the diagonal. Beside it stand ten single cells; the darkest are 4 and 5 read as 9, and 9 read as 5 and as 8, with about twenty each."
ten = dl.scratch.mlp([64, 64, 10], variants=10, activation="tanh", seed=70)
ten.fit(x_train, y_train, epochs=25, batch_size=32, optimizer=dl.scratch.Adam(0.005))
answers = ten.predict(x_val).argmax(axis=2)  # one row per network
print("mistakes of all ten:", (answers != y_val).sum())
ax = dl.plots.plot_confusion_matrix(np.tile(y_val, 10), answers.ravel(), class_names=digits.class_names)
_ = ax.text(2.5, 1.5, "right", color="C0", rotation=-45, ha="center", va="center")
nine = answers == 9
recall, precision = nine[:, y_val == 9].mean(), (np.tile(y_val, (10, 1))[nine] == 9).mean()
print(f"recall of the 9: {recall:.0%}   precision: {precision:.0%}")

# %% [markdown] id="same-mistakes-predict"
# **Predict.** The ten networks differ in their random start alone. Do they stumble over the same images, or does each make
# mistakes of its own? (Also asked: the nearest neighbour of lesson 00, which trains nothing.)

# %% id="same-mistakes" tags=["predict"] alt="Eleven images that at least eight of the ten networks misread. Several are hard to read for a person, too: a 4 closed at the top like a 9, a 6 without a loop."
misread_by = (answers != y_val).sum(axis=0)  # for each image, by how many of the ten
hard = np.flatnonzero(misread_by >= 8)
print("misread by eight or more:", len(hard))
own = reader.predict(x_val, verbose=0).argmax(axis=1) != y_val
print("misread by our reader:", own.sum(), "  also among these:", own[hard].sum())
nearest = np.array([y_train[((x_train - one) ** 2).sum(axis=1).argmin()] for one in x_val]) != y_val
print("misread by the nearest neighbour:", nearest.sum(), "  also among these:", nearest[hard].sum())
fig, axes = plt.subplots(2, 6, figsize=(9, 4.4))
for ax, i in zip(axes.flat, hard):
    ax.imshow(x_val[i].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
_ = [ax.set_axis_off() for ax in axes.flat]

# %% [markdown] id="same-mistakes-explained"
# **Explain.** Over the same ones! *At least eight* of the ten misread each of these. Most of them our reader misreads, too,
# and so does the nearest neighbour, which reads about as well.
#
# **Predict.** Could *you* read them? Write down eleven digits, row by row.

# %% id="hard-labels" tags=["predict"]
print("labels: ", y_val[hard])
print("read as:", np.array([np.bincount(answers[:, i]).argmax() for i in hard]))

# %% [markdown] id="hard-labels-explained"
# **Explain.** If one network alone misreads an image, blame chance. If all do, the nearest neighbour as well, and perhaps
# you, look at the image, the label, and the thousand training images. (*Deeper: why the same mistakes?* changes the kind of
# network and the images.)
#
# The control: scatter each network's mistakes over the images at random, and none is misread by more than a few. So ten
# networks are not ten times the evidence: all those fours read as 9 are *two images*, ten times each. For a pattern you
# need more images, not more networks.
#
# And be honest: our reader's advantage is not its score but its size, 4,810 weights instead of 64,000 pixels to search.

# %% id="same-mistakes-claims"
from_hard_images = misread_by[hard].sum() / misread_by.sum()
dl.claim("More than seven in ten of all mistakes come from images that at least eight of ten misread",
         from_hard_images > 0.7)
scattered = rng.permuted(answers != y_val, axis=1).sum(axis=0).max()  # each row shuffled by itself
dl.claim("Scattered at random, the same mistakes hit no image more than four times", scattered <= 4)
fours_as_9 = ((answers == 9) & (y_val == 4)).sum(axis=0)  # for each image, by how many of the ten
dl.claim("The fours read as 9 are two images, each by at least nine networks",
         np.count_nonzero(fours_as_9) == 2 and fours_as_9[fours_as_9 > 0].min() >= 9)

# %% [markdown] id="envelope"
# Now all is decided, and the 450 images in the envelope had no say. (In a real envelope they would be new; earlier lessons
# have looked at these.) Break the seal, once.
#
# **Predict.** You know how well it reads the validation images. And these?

# %% id="test" tags=["predict"]
_, test_accuracy = reader.evaluate(digits.x_test, digits.y_test, verbose=0)
standard_error = np.sqrt(test_accuracy * (1 - test_accuracy) / len(digits.y_test))
margin = 2 * 100 * standard_error  # twice, in percentage points
print(f"right: about {test_accuracy:.0%}, give or take {margin:.1f} percentage points")

# %% [markdown] id="test-explained"
# **Explain.** No lower than the validation score! Is section 3 wrong? There 30 images chose the best of fifty networks; here
# 347 chose one of three rates, and one epoch. And one point either way is within the margin.
#
# Two things belong to an honest number. *How sure is it?* Each image is like the toss of a coin that shows heads with
# probability $a$, the true accuracy. In 450 tosses the proportion of heads varies by about $\sqrt{a(1-a)/450}$, the **standard error**. Twice that
# is the usual margin: about 19 times in 20 it should hold $a$ (tried in *Deeper: how wide a margin?*). *What is it about?* The 13 people who wrote
# these images also wrote the training images. Strangers' handwriting may be harder.

# %% [markdown] id="saving"
# ## 7. Hand it over
#
# `reader.save("name.keras")` writes architecture, weights, loss and optimizer into one file. What is **not** in it is what you did to the data before. Our pixels go from 0 (paper) to 1. The office's scanner
# counts ink from 0 to 16. And an older scanner sends negatives: in them, 0 is ink.
#
# **Predict.** What will the reader do with counts sixteen times too large? And with negatives, from 0 to 1?

# %% id="wrong-input" tags=["predict"]
sent = {"as trained": x_val, "counts": 16 * x_val, "negative": 1 - x_val}
judged = {name: reader.evaluate(x, y_val, verbose=0) for name, x in sent.items()}
for name, (loss, accuracy) in judged.items():
    print(f"{name:10}  right: about {accuracy:.0%}   loss: {loss:5.1f}")

# %% [markdown] id="wrong-input-explained"
# **Explain.** The counts hardly harm the answers: nearly every hidden sum keeps its sign. But tanh goes to −1 or 1, the
# logits grow, and so does the loss (*Deeper: only too sure, or really worse?*). The negatives are a catastrophe. A negative is all
# ink, minus the digit. What spoke for the digit now speaks against it, and all ink alone is a 4 to this reader,
# and to all ten of section 6. So it takes nearly all of them for a 4, except those that are. (To tell the two
# causes apart, the last claim turns the sign alone and adds no ink.)
#
# So make the preprocessing a part of the model: `Rescaling(scale, offset=...)` is a layer, and computes `x * scale + offset`.

# %% id="wrong-input-claims"
change_of_accuracy = abs(judged["counts"][1] - judged["as trained"][1])
growth_of_loss = judged["counts"][0] / judged["as trained"][0]
taken_for_4 = reader.predict(1 - x_val, verbose=0).argmax(axis=1) == 4
dl.claim("Counts change the accuracy by less than 0.03; the loss grows by over a tenth",
         change_of_accuracy < 0.03 and growth_of_loss > 1.1)
others_taken, fours_taken = taken_for_4[y_val != 4].mean(), taken_for_4[y_val == 4].mean()
dl.claim("Of the negatives it reads fewer than one in ten: it takes most for a 4, but hardly a real one",
         judged["negative"][1] < 0.1 and others_taken > 0.75 and fours_taken < 0.2)
ink = reader.predict(np.ones((1, 64)), verbose=0).argmax()
ink_to_ten = ten.predict(np.ones((1, 64))).argmax(axis=2)
turned = reader.predict(-x_val, verbose=0).argmax(axis=1)  # the sign turned, and no ink added
turned_right, turned_to_4 = (turned == y_val).mean(), (turned == 4).mean()
dl.claim("To all ink it says 4, as all ten do; "
         "with the sign alone turned it reads under 1 in 50, and says 4 to under half",
         ink == 4 and np.all(ink_to_ten == 4) and turned_right < 0.02 and turned_to_4 < 0.5)

# %% [markdown] id="deliver-text"
# The model for the office takes raw counts and answers with probabilities. Its list holds the reader's layers, one
# by one (`*` unpacks them). Save it, load it as the office will, and check.

# %% id="deliver"
office = keras.Sequential([keras.Input((64,)), keras.layers.Rescaling(1 / 16), *reader.layers,
                           keras.layers.Softmax()])
folder = pathlib.Path(tempfile.mkdtemp())  # a new empty folder
office.save(folder / "office.keras")
loaded = keras.models.load_model(folder / "office.keras")
probabilities = loaded.predict(16 * x_val, verbose=0)
expected = keras.ops.convert_to_numpy(keras.ops.softmax(reader.predict(x_val, verbose=0)))
difference = np.abs(probabilities - expected).max()
dl.claim("From raw counts, the loaded file gives the reader's probabilities", difference < 1e-5)

# %% [markdown] id="exercise-scanner-text"
# ### Exercise: the older scanner
#
# Its negatives are counts, too: from 0 for ink up to some number for blank paper, 16 or another. Make a model for it.

# %% id="exercise-scanner" tags=["exercise"]
def for_negatives(reader, paper):
    """Return a Keras model that reads negatives and answers with probabilities.

    reader: a trained Keras model for pixels from 0 (paper) to 1 (ink); it gives logits. Do not change it.
        It may have any number of inputs: reader.input_shape[1:] is the shape of one sample.
    paper: the number that the scanner sends for blank paper, such as 16 or 255; it sends 0 for ink.

    Example: what reader takes as 0.25, the scanner sends as 0.75 * paper.
    """
    # solution
    return keras.Sequential([
        keras.Input(reader.input_shape[1:]),
        keras.layers.Rescaling(-1 / paper, offset=1),
        reader,
        keras.layers.Softmax(),
    ])

# %% id="check-scanner"
dl.exercises.for_negatives.check(for_negatives)

# %% [markdown] id="handed-over"
# Now the two things that you promised: the file, and the honest number.

# %% id="hand-over"
read = loaded.predict(16 * digits.x_test, verbose=0).argmax(axis=1) == digits.y_test
print("office.keras reads digits from raw counts of ink, 0 to 16.")
print(f"Of 450 digits that had no say in its making it read about {read.mean():.0%}, give or take {margin:.1f} points.")
print("That holds for people who write as these 13 do.")
dl.claim("The file reads more than 96 % of the test images", read.mean() > 0.96)

# %% [markdown] id="overfit-text"
# ## Deeper: only too sure, or really worse?
#
# A validation loss that rises may only mean that the network is too sure of its few mistakes. So look at the accuracy,
# too, for the labels of section 5, careless and right.

# %% id="overfit-claims"
lost = {}
for name, curves in {"right": right_labels, "careless": careless_labels}.items():
    turn = curves[1].argmin(axis=0)  # for each start, the epoch of its lowest validation loss
    lost[name] = curves[2, turn, np.arange(8)].mean() - curves[2, -1].mean()
dl.claim("At the end the careless networks read at least 5 in 100 fewer new images than at the turn",
         lost["careless"] > 0.05)
dl.claim("With right labels they read as many, to 1 in 100", abs(lost["right"]) < 0.01)

# %% [markdown] id="overfit-explained"
# The careless are really worse: what they learned by heart was wrong. Would more data have helped, labelled as carelessly?

# %% id="more-careless"
labels = y_train.copy()
labels[::5] = np.random.default_rng(0).integers(0, 10, 200)
thousand = curves_of([64], 0.02, x_train, labels, y_val)
rise_thousand = (thousand[1, -1] / thousand[1].min(axis=0)).mean()
end_ratio = thousand[1, -1].mean() / careless_labels[1, -1].mean()
dl.claim("With 1,000 images instead of 300 the validation loss ends lower, but turns and rises all the same",
         end_ratio < 0.85 and rise_thousand > 1.3)

# %% [markdown] id="more-careless-explained"
# And the counts of section 7, which raised the loss and hardly changed the answers?

# %% id="sure-claims"
sure = {}  # the mean probability that it gives to its wrong answers
for name in ("as trained", "counts"):
    p = dl.scratch.softmax(reader.predict(sent[name], verbose=0))
    sure[name] = p.max(axis=1)[p.argmax(axis=1) != y_val].mean()
dl.claim("Given counts, the reader is much surer of its wrong answers", sure["counts"] - sure["as trained"] > 0.1)
W, b = reader.layers[0].get_weights()
same_sign = np.mean(np.sign(x_val @ W + b) == np.sign(16 * x_val @ W + b))
dl.claim("Of the hidden sums, more than 95 in 100 keep their sign", same_sign > 0.95)

# %% [markdown] id="sure-explained"
# It is only too sure: what is read wrongly is now wrong with more confidence.

# %% [markdown] id="margin-text"
# ## Deeper: how wide a margin?
#
# About 95 of 100 such intervals should hold the true value. Do they, so near to 100 %? Toss the coin of section 6.

# %% id="margin"
heads = np.random.default_rng(0).binomial(450, 0.978, size=100_000) / 450
held = np.mean(np.abs(heads - 0.978) <= 2 * np.sqrt(heads * (1 - heads) / 450))
dl.claim("If the true value is 0.978, between 91 and 94 of 100 intervals hold it", 0.91 < held < 0.94)

# %% [markdown] id="margin-explained"
# A few fewer. And it is a margin for these 13 people. For strangers it is wider: 13 are a small sample of people.

# %% [markdown] id="own-callback"
# ## Deeper: a callback of your own
#
# A callback is a **class**: a plan for objects, here with methods of fixed names, which
# `fit` calls when the time has come. The first parameter, `self`, is the object itself, and `self.steps` is a
# variable that it keeps between the calls.

# %% id="count-steps"
class CountSteps(keras.callbacks.Callback):  # a new kind of callback
    def on_train_begin(self, logs):  # called once, at the beginning
        self.steps = 0

    def on_train_batch_end(self, batch, logs):  # called after each batch
        self.steps = self.steps + 1

    def on_epoch_end(self, epoch, logs):  # epoch counts from 0
        print("epoch", epoch, "steps so far:", self.steps, "numbers in logs:", list(logs))


counter = CountSteps()  # make an object by the plan
_ = model.fit(x, y, batch_size=32, epochs=2, verbose=0, callbacks=[counter])
print("afterwards we can ask it:", counter.steps)

# %% [markdown] id="exercise-callback-text"
# ### Exercise: which epoch was the best?
#
# `logs` is a dictionary with the numbers of the epoch: `logs["loss"]`, and with validation data also
# `logs["val_loss"]`. Write a callback that keeps the best.

# %% id="exercise-callback" tags=["exercise"]
def best_epoch():
    """Return a callback that remembers the best epoch of the training that it watches.

    The callback has the attributes `epoch` (from 1) and `val_loss`, the smallest so far.
    A new training starts anew. Of two epochs that are equally good, the first one counts.

    Example: after the validation losses 0.9, 0.5, 0.7 it has epoch == 2 and val_loss == 0.5.
    """
    # solution
    class BestEpoch(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.epoch, self.val_loss = None, np.inf

        def on_epoch_end(self, epoch, logs=None):
            if self.val_loss > logs["val_loss"]:
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

    return BestEpoch()

# %% id="check-callback"
dl.exercises.best_epoch.check(best_epoch)

# %% [markdown] id="deeper-early-stopping-to-the-letter"
# ## Deeper: early stopping, to the letter
#
# What exactly does `patience` count? Write the rule down.

# %% id="exercise-stop" tags=["exercise"]
def stopping_epoch(losses, patience):
    """Return how many epochs are trained before early stopping ends the training.

    losses: validation losses, one per epoch, in order.  patience: int, at least 1.
    Stop after `patience` epochs in a row that were not smaller than the smallest loss before them;
    if that never happens, all epochs are trained.

    Example: stopping_epoch([3.0, 2.0, 2.5, 2.0, 1.0], 2) is 4: epochs 3 and 4 were no better than 2.0.
    """
    # solution
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses)

# %% id="check-stop"
dl.exercises.stopping_epoch.check(stopping_epoch)

# %% [markdown] id="stop-in-keras-text"
# Does Keras count like that? With `patience=5` the reader's training must have ended exactly five epochs
# after its best one, and the network in memory must be that of the best epoch.

# %% id="stop-in-keras"
epochs_after_the_best = len(history["val_loss"]) - 1 - int(np.argmin(history["val_loss"]))
dl.claim("Keras stopped at the fifth epoch after the best one", epochs_after_the_best == 5)
off = abs(val_loss - min(history["val_loss"]))
dl.claim("The network in memory is that of the best epoch", off < 1e-4)

# %% [markdown] id="twin-text"
# In a long training, let `ModelCheckpoint` save the best network in a file. Try it on a twin of the reader, from the same
# start. After its first epoch, compare the loss that `fit` reported with the loss at its end. Then spoil it with a rate
# far too large, and no early stopping.

# %% id="twin"
twin = keras.models.clone_model(reader)
twin.set_weights(first)
twin.compile(keras.optimizers.Adam(0.01), cross_entropy, metrics=["accuracy"])
reported = twin.fit(x_train, y_train, batch_size=64, verbose=0).history["loss"][0]
at_end, _ = twin.evaluate(x_train, y_train, verbose=0)
twin.optimizer.learning_rate = 0.3
checkpoint = keras.callbacks.ModelCheckpoint(folder / "best.keras", save_best_only=True)
twin_losses = twin.fit(x_train, y_train, batch_size=64, epochs=4, verbose=0, validation_data=(x_val, y_val),
                       validation_batch_size=347, callbacks=[checkpoint]).history["val_loss"]
loss_in_file, _ = keras.models.load_model(folder / "best.keras").evaluate(x_val, y_val, verbose=0)
dl.claim("For epoch 1 fit reports over 1.8 times the training loss at its end", reported > 1.8 * at_end)
off_in_file = abs(loss_in_file - min(twin_losses))
dl.claim("The file holds the twin's best epoch", off_in_file < 1e-4)

# %% [markdown] id="tensorboard-text"
# For trainings of hours, or dozens to compare, there is **TensorBoard** (`pip install tensorboard`). Put
# `keras.callbacks.TensorBoard("logs/first")` among the callbacks, with another folder for each training.
# `tensorboard --logdir logs` in a terminal then shows the curves in a browser, also while the network trains.
# And `keras.callbacks.LearningRateScheduler(f)` asks your function `f` for the rate before each epoch. Lesson 08 shows what
# a rate that changes is good for.

# %% [markdown] id="at-rest-text"
# ## Deeper: really at rest?
#
# In section 5 the losses without a hidden layer level out above 0.14. Perhaps they are only slow? Take a thousand steps
# with all images at once.

# %% id="at-rest"
floor = dl.scratch.mlp([64, 2]).fit(x_train, y_train % 2, epochs=1000, batch_size=None,
                                    optimizer=dl.scratch.Adam(0.1))[-1]
dl.claim("Without a hidden layer a thousand steps with all images do not come below 0.14 either", floor > 0.14)

# %% [markdown] id="deeper-stuck-at-chance"
# ## Deeper: stuck at the loss at chance
#
# One picture, several causes. Take the model and the images of the third panel, and give it one fault at a
# time.

# %% id="stuck-function"
def last_loss(rate, weights=start, labels=y):
    """Return the loss after twelve passes, given to Keras as one long epoch, which is faster."""
    model.set_weights(weights)
    model.optimizer.learning_rate = rate
    model.fit(np.tile(x, (12, 1)), np.tile(labels, 12), verbose=0)
    return model.evaluate(x, labels, verbose=0, return_dict=True)["loss"]

# %% [markdown] id="stuck-text"
# The steps that are far too large come last, so that we can count the units that they leave alive.

# %% id="stuck"
without_fault = last_loss(0.1)
with_fault = {"steps far too small": last_loss(5e-5), "labels of other images": last_loss(0.1, labels=np.roll(y, 1)),
              "start far too small": last_loss(0.1, weights=[w / 1000 for w in start]),
              "steps far too large": last_loss(5.0)}
alive = int(np.count_nonzero(keras.ops.convert_to_numpy(model.layers[0](x)).max(axis=0)))
farthest = max(abs(loss - np.log(10)) for loss in with_fault.values())
dl.claim("Four different faults, and each ends within 0.3 of the loss at chance", farthest < 0.3)
dl.claim("Without a fault the loss is below 0.8 by then", without_fault < 0.8)
dl.claim("After steps far too large, of the 64 ReLU units not one is alive", alive < 1)

# %% [markdown] id="stuck-explained"
# The curve alone cannot tell which. Steps that were too large have killed all units: they answer 0 to every image, so
# every image gets the same logits, and no later step can wake the units. A new start at a smaller rate cures that. A larger rate
# cures steps that are too small. A start that is too small needs a larger rate, patience, or an ordinary start. With wrong
# labels the loss can leave chance, too, if one waits: the network learns them by heart. Only the validation loss stays bad.

# %% [markdown] id="before-training-text"
# Some faults show before the training starts. Put the random weights back, and imitate one: pixels from 0 to 255.

# %% id="before-training"
model.set_weights(start)
loss_of_bytes = model.evaluate(255 * x_train, y_train, verbose=0, return_dict=True)["loss"]
dl.claim("With pixels up to 255 an untrained network's loss is more than ten times as large",
         loss_of_bytes / untrained_loss > 10)

# %% [markdown] id="before-training-explained"
# If an untrained network is far from the loss at chance, look at how the loss is chosen (section 2), and at the scale of
# the inputs and of the random weights.

# %% [markdown] id="deeper-a-trap-when-splitting"
# ## Deeper: a trap when splitting
#
# `fit(..., validation_split=0.2)` is quick to write, and takes the **last** fifth of the arrays as they are.
# Our images are in random order. Data from an office is often sorted; what would happen then?

# %% id="sorted-trap"
first_part, last_fifth = np.split(np.sort(digits.y_train), [len(digits.y_train) * 4 // 5])
print("classes to learn from:", np.unique(first_part), "  to validate:", np.unique(last_fifth))

# %% [markdown] id="sorted-explained"
# The network would be judged by digits that it was never shown. Shuffle first. And if one person gave several
# samples, put all of them into the same part; else the network may know the hand already.
#
# Shuffling is enough while every class is frequent. Imagine that of 1,000 samples only 20 are of a rare class, and
# put 100 aside. **How often is not one of the 20 among them?**

# %% id="rare-class"
rare = np.repeat([0, 1], [980, 20])
drawn = np.array([rng.permutation(rare)[:100].sum() for _ in range(5000)])
tenths = [rng.permutation(np.flatnonzero(rare == c))[: n // 10] for c, n in enumerate(np.bincount(rare))]
stratified = rare[np.concatenate(tenths)].sum()  # a tenth of each class
without = np.mean(drawn == 0)
dl.claim("About one random split in eight has no sample of the rare class to judge by", 0.1 < without < 0.14)
print("rare samples in a tenth of each class:", stratified)

# %% [markdown] id="stratified"
# A split that takes the same part of each class is called **stratified**. A tenth of the 20 is two, always. In
# scikit-learn it is `train_test_split(..., stratify=y)`.

# %% [markdown] id="other-draws"
# ## Deeper: why the same mistakes?
#
# In section 6 ten networks misread the same images. They had the thousand training images in common: change that.
# Give each network its own draw of a thousand (with replacement, so that some images come twice and some
# not at all). A draw has fewer *different* images; for that there is a control: ten networks which all get one and the same
# draw.

# %% id="mistakes-of"
def mistakes(draws, nets_a_draw):
    """Train networks on each draw; return all mistakes, and those that eight or more have in common."""
    answers = []
    for number, rows in enumerate(draws):
        nets = dl.scratch.mlp([64, 64, 10], variants=nets_a_draw, activation="tanh", seed=number)
        nets.fit(x_train[rows], y_train[rows], epochs=25, optimizer=dl.scratch.Adam(0.005))
        answers.extend(nets.predict(x_val).argmax(axis=2))
    misread_by = (np.array(answers) != y_val).sum(axis=0)
    return misread_by.sum(), misread_by[misread_by >= 8].sum()

# %% [markdown] id="own-draws-text"
# Two sets of ten draws, and two controls:

# %% id="own-draws"
draws = rng.integers(0, 1000, (2, 10, 1000))  # two sets of ten draws
own = np.array([mistakes(ten_draws, 1) for ten_draws in draws])
same = np.array([mistakes([draws[0, one]], 10) for one in range(2)])  # two controls
for name, counts in {"a draw for each": own, "one draw for all": same}.items():
    print(name, "  mistakes of ten:", counts[:, 0], "  in common:", counts[:, 1])
common_own, common_same = (np.mean(counts[:, 1] / counts[:, 0]) for counts in (own, same))
dl.claim("With a draw for each, on average at least 20 in 100 fewer of all mistakes are common",
         common_same - common_own > 0.2)

# %% [markdown] id="own-draws-explained"
# So some of the common mistakes came from learning the very same images. And the kind of network? Train ten with ReLU
# instead of tanh on the thousand, and give them the images that were hard for tanh.

# %% id="other-kind"
relu = dl.scratch.mlp([64, 64, 10], variants=10, activation="relu", seed=70)
relu.fit(x_train, y_train, epochs=25, batch_size=32, optimizer=dl.scratch.Adam(0.005))
relu_misread = (relu.predict(x_val[hard]).argmax(axis=2) != y_val[hard]).sum(axis=0)  # by how many of the ten
hard_for_both = np.mean(relu_misread >= 5)
dl.claim("At least eight in ten of them are misread by half of the ReLU networks, too", hard_for_both >= 0.8,
         shown="0.8 or more")

# %% [markdown] id="other-kind-explained"
# What is left to blame is the image, the label, what both kinds have in common, and the thousand from which all draws were
# made.
#
# Which digits does such a network confuse most? For that you need more images to judge by. So cut all 1,347 into five parts
# and train five networks, each on four parts; it is judged by the fifth, which it has not seen. This is **five-fold
# cross-validation**: each image is judged once.

# %% id="five-fold"
x_all, y_all = digits.x_train, digits.y_train
every, read_as = np.arange(len(y_all)), np.empty(len(y_all), int)
for part in np.array_split(every, 5):
    rest = np.delete(every, part)
    net = dl.scratch.mlp([64, 64, 10], activation="tanh", seed=70)
    net.fit(x_all[rest], y_all[rest], epochs=25, batch_size=32, optimizer=dl.scratch.Adam(0.005))
    read_as[part] = net.predict(x_all[part]).argmax(axis=1)
confused = np.zeros((10, 10), int)
np.add.at(confused, (y_all, read_as), 1)  # as in the confusion matrix: row the label, column the answer
np.fill_diagonal(confused, 0)
eights = confused[8, 1]
dl.claim("Most often an 8 is read as 1: at least four different images", confused.max() == eights and eights >= 4)
dl.claim("A 4 is read as 9 at most twice", confused[4, 9] <= 2)
eights_as_1 = np.count_nonzero((answers == 1) & (y_val == 8))
dl.claim("In section 6 none of the ten read an 8 as 1", eights_as_1 < 1)

# %% [markdown] id="five-fold-explained"
# The ten networks had shown another pattern, that of a few images. And these are not many either, but they are different
# ones.

# %% [markdown] id="deeper-the-same-training-twice"
# ## Deeper: the same training twice
#
# `keras.utils.set_random_seed(7)` makes a training repeat itself on one machine. On another processor sums
# may be taken in another order, and numbers differ in their last digit. Does that matter? Imitate it: change
# every starting weight by about a millionth of itself, and train the same network twice, from twelve starts
# each.

# %% id="twice"
def largest_change(activation):
    """Return by how much a probability of two almost equal trainings differs at most, over twelve starts."""
    results = []
    for relative in (0, 1e-6):
        nets = dl.scratch.mlp([64, 64, 64, 10], variants=12, activation=activation, seed=7)
        for weight in nets.weights:
            weight *= 1 + relative * rng.normal(size=weight.shape)
        nets.fit(x_train, y_train, epochs=15, batch_size=50, optimizer=dl.scratch.Adam(0.003))
        results.append(nets.predict(x_val))
    return np.abs(results[0] - results[1]).max()

# %% [markdown] id="twice-four"
# Do this with four activations. Tanh and ELU are smooth; ReLU and leaky ReLU have a kink at 0.

# %% id="twice-claims"
smooth = max(largest_change(activation) for activation in ("tanh", "elu"))
kinked = min(largest_change(activation) for activation in ("relu", "leaky_relu"))
dl.claim("With tanh and with ELU no probability changed by more than 1 in 10,000", smooth < 1e-4)
dl.claim("With ReLU and with leaky ReLU some changed by more than 1 in 1,000", kinked > 1e-3,
         shown="over 1 in 1,000")

# %% [markdown] id="twice-text"
# The activation alone makes the difference. Where the derivative jumps, two networks that differ by a hair take different
# steps as soon as some sample lies on one side of the kink for the first, and on the other side for the second. (ELU looks
# much like leaky ReLU, and bends without a kink.) Neither result is worse. But "the same seed" is no promise. Report several
# starts.

# %% [markdown] id="deeper-five-optimizers-one-gradient"
# ## Deeper: five optimizers, one gradient
#
# The optimizer is a part that can be exchanged. Give the same gradient to five of them, each with learning
# rate 0.01. It is the gradient over all of `x` at once, so this is a step of *batch* gradient descent; in
# `fit`, `batch_size=len(x)` does that.
#
# **Predict.** The rate is the same. How far does a typical weight move, in learning rates?

# %% id="optimizers" tags=["predict"]
rate = 0.01
choices = {"SGD": keras.optimizers.SGD(rate), "momentum": keras.optimizers.SGD(rate, momentum=0.9),
           "Adagrad": keras.optimizers.Adagrad(rate), "RMSprop": keras.optimizers.RMSprop(rate),
           "Adam": keras.optimizers.Adam(rate)}
model.set_weights(start)
found = dl.training.gradients(model, x, y, cross_entropy)
gradient = [keras.ops.convert_to_tensor(array) for array in found.values()]
moves = {}
for name, choice in choices.items():
    model.set_weights(start)
    choice.apply(gradient, model.trainable_variables)
    steps = [np.ravel(new - old) for new, old in zip(model.get_weights(), start)]
    moves[name] = np.abs(np.concatenate(steps)) / rate
    print(f"{name:9} median: {np.median(moves[name][moves[name] > 0]):.1g} rates")

# %% [markdown] id="optimizers-explained"
# **Explain.** SGD moves a weight by rate times gradient. Momentum has no past yet, so its first step is the
# same. RMSprop and Adam divide by a size of past gradients, and in the first step that is the
# gradient itself: what is left is its sign times a constant. RMSprop keeps a tenth of the new square, so it
# divides by $\sqrt{0.1}$ of the gradient and moves up to $1/\sqrt{0.1} \approx 3.2$ rates. Adam corrects for that,
# and moves one rate. Adagrad starts its sum of squares at 0.1, so a small gradient is divided by about
# $\sqrt{0.1}$ and stays small. Some weights do not move at all: their gradient is exactly 0, as at pixels
# that are always blank. So a learning rate has a meaning only together with its optimizer.

# %% id="optimizers-compared" tags=["claim-L07-06"]
moved_weights = {name: float(np.mean(move > 0)) for name, move in moves.items()}
median_move = {name: float(np.median(move[move > 0])) for name, move in moves.items()}
adam_move, rmsprop_move = median_move["Adam"], median_move["RMSprop"]
dl.claim("With each optimizer, at least one weight in ten stays where it is", max(moved_weights.values()) < 0.9)
dl.claim("Adam's typical first move is one learning rate", 0.95 < adam_move < 1.05)
dl.claim("RMSprop's is about three", 2.8 < rmsprop_move < 3.2)

# %% [markdown] id="no-chain"
# ## Deeper: forks, and classes of your own
#
# `Sequential` is a list: each layer takes what the one before it gives. In the **Functional** style you call a
# layer on the output of another, and the model is the way from an input to an output. Here is the model of
# section 1 once more. (Nothing is computed: `inputs` stands for data to come, and Keras notes what will be
# done with it.)

# %% id="functional"
inputs = keras.Input((64,))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(10)(hidden)
functional = keras.Model(inputs, outputs)

# %% [markdown] id="exercise-build-text"
# ### Exercise: build a classifier
#
# Another architecture is another list. Write a function that builds a model from the given numbers.
# (`net.add(layer)` appends one more layer.)

# %% id="exercise-build" tags=["exercise"]
def build_classifier(n_inputs, hidden, n_classes):
    """Return an untrained Keras classifier: ReLU in its hidden layers, logits at its end.

    n_inputs: int, numbers per sample.  hidden: list of int, units of the hidden layers; may be empty.
    n_classes: int.  The model takes (n, n_inputs) and gives logits of shape (n, n_classes).

    Example: build_classifier(64, [32], 10) has 64 * 32 + 32 + 32 * 10 + 10 = 2410 parameters.
    """
    # solution
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_classes))
    return net

# %% id="check-build"
dl.exercises.build_classifier.check(build_classifier)

# %% [markdown] id="fork-text"
# What can the Functional style say that a list cannot? Two inputs, for instance. Here a reader gets the image and also a
# number between 0 and 1, how dark the paper is; the last layer sees 16 hidden units and that number side by
# side.

# %% id="fork"
image, paper = keras.Input((64,)), keras.Input((1,))
hidden = keras.layers.Dense(16, activation="relu")(image)
joined = keras.layers.concatenate([hidden, paper])
two_inputs = keras.Model([image, paper], keras.layers.Dense(10)(joined))
print("kernel of the last layer:", two_inputs.layers[-1].get_weights()[0].shape)
print("output:", two_inputs.predict([x_val[:3], np.full((3, 1), 0.2)], verbose=0).shape)

# %% [markdown] id="subclass-text"
# When the computation itself must be programmed, write the model as a **class**, as you wrote a callback: in
# `call` you say in plain Python what happens when data comes. `def __init__(self):` and `super().__init__()`
# are needed when the class makes layers of its own; they come after these two lines. The price of that
# freedom: nobody has said how many inputs there will be, so the weights are made at the first call.

# %% id="subclass"
class TwoLayers(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(64, activation="relu")
        self.out = keras.layers.Dense(10)

    def call(self, x):
        return self.out(self.hidden(x))


subclass = TwoLayers()
_ = subclass(x_val[:1])

# %% [markdown] id="styles-equal-text"
# Are the three styles the same model? Give them the same weights, and compare what they answer.

# %% id="styles-equal"
answers = []
for style in (model, functional, subclass):
    style.set_weights(start)
    answers.append(keras.ops.convert_to_numpy(style(x_val)))
difference = max(np.abs(answer - answers[0]).max() for answer in answers)
print(f"largest difference: {difference:.4f}")

# %% [markdown] id="custom-text"
# A `.keras` file holds the *names* of classes, and the weights. It holds no program, unless you used a `Lambda` layer. Such a
# file Keras refuses to load without `safe_mode=False`, because a stranger's program could do anything.
#
# Keras knows its own layers. A class of yours must be there when the model is loaded: the file knows only its name.
# Registering the class tells Keras which class has that name.

# %% id="custom"
@keras.saving.register_keras_serializable(package="parcel_office")
class Darken(keras.layers.Layer):
    def call(self, x):
        return keras.ops.sqrt(x)


darker = keras.Sequential([keras.Input((64,)), Darken(), keras.layers.Dense(10)])
darker.save(folder / "darker.keras")
again = keras.models.load_model(folder / "darker.keras")
difference = np.abs(again.predict(x_val, verbose=0) - darker.predict(x_val, verbose=0)).max()
print(f"largest difference: {difference:.4f}")

# %% [markdown] id="custom-explained"
# Without the first line, `load_model` refuses: *Could not locate class 'Darken'*. If the code must not be
# changed, say `load_model(file, custom_objects={"Darken": Darken})`.

# %% [markdown] id="deeper-what-runs-underneath"
# ## Deeper: what runs underneath
#
# Keras is a *model-level* library: layers, losses, callbacks. Arithmetic and derivatives are done by the
# backend engine: TensorFlow, JAX or PyTorch. The environment variable `KERAS_BACKEND`, set before Keras is
# imported, chooses it:
#
#     KERAS_BACKEND=jax python my_training.py
#
# `keras.ops` offers the backend's operations under NumPy's names, so that a `Dense` layer can be written with
# them.

# %% id="ops" tags=["claim-L07-04"]
layer, few = reader.layers[0], x_val[:5]
kernel, bias = layer.get_weights()
with_ops = keras.ops.convert_to_numpy(keras.ops.tanh(keras.ops.matmul(few, kernel) + bias))
of_layer = keras.ops.convert_to_numpy(layer(few))
worst_ops = np.abs(of_layer - with_ops).max()
worst_numpy = np.abs(of_layer - np.tanh(few @ kernel + bias)).max()
dl.claim("The layer, the backend's operations and NumPy agree", max(worst_ops, worst_numpy) < 1e-5)

# %% [markdown] id="backends-text"
# There is no gradient among these operations. Each backend has its own way to one, and `fit` calls the right
# one for you, as `dl.training.gradients` does:
#
# | backend | the gradient of a loss |
# |---|---|
# | TensorFlow | record on a `tf.GradientTape`, then `tape.gradient(loss, weights)` |
# | JAX | `jax.grad(loss_function)` makes a new function, which gives the gradient |
# | PyTorch | `loss.backward()`, then each `weight.grad` |
#
# What if you want another step, and all the rest of `fit`? Override `train_step`.
# Here is the circle of section 2 as Keras runs it under TensorFlow (keras.io has a guide for each backend).

# %% id="train-step"
if keras.config.backend() == "tensorflow":
    import tensorflow as tf

    class ByTape(keras.Sequential):
        def train_step(self, data):
            x, y = data
            with tf.GradientTape() as tape:  # while the tape runs, all that is computed is recorded
                loss = self.compute_loss(x, y, self(x, training=True))
            gradients = tape.gradient(loss, self.trainable_variables)  # play it backwards
            self.optimizer.apply(gradients, self.trainable_variables)
            return {"loss": loss}

# %% [markdown] id="by-tape-text"
# Does it do what our loop did?

# %% id="by-tape"
if keras.config.backend() == "tensorflow":
    by_tape = ByTape([keras.Input((64,)), *model.layers])
    by_tape.set_weights(start)
    by_tape.compile(keras.optimizers.SGD(0.1), cross_entropy)
    by_tape.fit(x, y, batch_size=32, epochs=2, shuffle=False, verbose=0)
    apart = max(np.abs(a - b).max() for a, b in zip(by_hand, by_tape.get_weights()))
    dl.claim("With a step of your own, fit ends where the loop by hand ended, to 1 part in 10,000",
             apart < 1e-4 * moved)

# %% [markdown] id="devices-text"
# A file saved under one backend can be loaded under another, unless a class of yours uses one backend's own operations.
#
# The backend also decides *where* to compute: on a GPU if there is one, without a change of your code. The last digits may
# differ, because sums are taken in another order, and some GPUs multiply with fewer digits. NumPy always computes on the
# processor, so let it check what your machine does.

# %% id="devices" tags=["claim-L07-02"]
W1, b1, W2, b2 = reader.get_weights()
on_processor = np.tanh(x_val @ W1 + b1) @ W2 + b2
wherever = reader.predict(x_val, verbose=0)
largest_difference = np.abs(wherever - on_processor).max()
dl.claim("Wherever Keras computes, the logits are those of NumPy on the processor, to 0.05",
         largest_difference < 0.05)

# %% [markdown] id="speed"
# Each epoch and each new model has a fixed price. Three remedies for small networks:
# `steps_per_execution=20` in `compile` hands over twenty batches at a time; a larger `validation_batch_size`
# validates in one go; and `set_weights`, as in sections 4 and 5, saves building the model anew.

# %% [markdown] id="deeper-what-else-is-in-the-box"
# ## Deeper: what else is in the box
#
# Layers for images (part III: `Conv2D`) and sequences (`SimpleRNN`, `LSTM`, `GRU`) are used like `Dense`.
# Look at the shapes of what they return.

# %% id="other-layers"
image, sequence = np.zeros((2, 8, 8, 1)), np.zeros((2, 12, 3))
shapes = {"Conv2D": tuple(keras.layers.Conv2D(4, kernel_size=3)(image).shape)}
for kind in ("SimpleRNN", "LSTM", "GRU"):
    shapes[kind] = tuple(getattr(keras.layers, kind)(5)(sequence).shape)
print(shapes)

# %% [markdown] id="more-in-the-box"
# And two things that you will meet in other people's code:
#
# - `keras.layers.Normalization()` is standardisation (lesson 00) as a layer. Its `adapt(x_train)` measures means
#   and standard deviations, and they are saved with the model.
# - `fit` also takes a `tf.data.Dataset`, or a `keras.utils.PyDataset` that you write: data too large for the
#   memory comes batch by batch.

# %% [markdown] id="gan-text"
# A **generative adversarial network** (GAN, 2014) is no layer. It is *two* networks and a special training. A
# **generator** turns random numbers into fakes; a **discriminator** learns to tell them from real samples;
# the generator learns to fool it. In the smallest example, real samples are single numbers about 4, and fakes
# start about 0. Both learn in one `fit`, by turning the gradient around between them (Ganin and Lempitsky, 2015):
# `2 * stop_gradient(f) - f` has the value of `f`, and slope $-1$, because what `stop_gradient` gives counts as a constant.

# %% id="gan"
generator = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
discriminator = keras.Sequential([keras.Input((1,)), keras.layers.Dense(16, activation="tanh"),
                                  keras.layers.Dense(1)])
noise, real = keras.Input((1,)), keras.Input((1,))
fakes = generator(noise)
turned = 2 * keras.ops.stop_gradient(fakes) - fakes
judged_by = keras.layers.concatenate([discriminator(real), discriminator(turned)])
duel = keras.Model([noise, real], judged_by)
duel.compile(keras.optimizers.Adam(0.02, beta_1=0.5), keras.losses.BinaryCrossentropy(from_logits=True),
             steps_per_execution=20)

# %% [markdown] id="gan-predict"
# The real numbers have the mean 4 and the standard deviation 1. Look at 2,000 fakes before the training, after one
# pass through 19,200 real numbers, and after three passes more.
#
# **Predict.** Which will be right after the first pass: the mean, the standard deviation, or both?

# %% id="gan-training" tags=["predict"] atol=0.15
n = 300 * 64
moments = []
for passes in (0, 1, 3):
    if passes:
        duel.fit([rng.normal(size=(n, 1)), rng.normal(4, 1, (n, 1))], np.tile([1.0, 0.0], (n, 1)),
                 batch_size=64, epochs=passes, verbose=0)
    made = generator.predict(rng.normal(size=(2000, 1)), batch_size=2000, verbose=0)
    moments.append((made.mean(), made.std()))
    print(f"{passes} more: the fakes have mean {made.mean():.1f}, standard deviation {made.std():.1f}")

# %% [markdown] id="gan-explained"
# **Explain.** First the mean. Here the deviation was still off, and was put right later. Nobody showed the
# generator a real sample: all it got was the gradient of its opponent.

# %% id="gan-claim" tags=["claim-L07-03"]
off_mean_early, off_mean = (abs(moments[i][0] - 4) for i in (1, 2))
off_deviation = abs(moments[-1][1] - 1)
dl.claim("After one pass the mean is nearly right, to 0.4", off_mean_early < 0.4)
dl.claim("After four passes it is right to 0.3", off_mean < 0.3)
dl.claim("And their standard deviation, to 0.2", off_deviation < 0.2)

# %% [markdown] id="gan-limits"
# That this works in general is *not* shown: two opponents may circle for ever, or the generator may find one good
# fake and make nothing else (*mode collapse*).

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Build, compile, fit, evaluate, predict: the same five verbs for every network. `fit` is a loop that you can write out.
# - Two tests before a long training: untrained, the loss is near chance; one batch can be learned by heart. Neither sees
#   wrong labels: new images do.
# - Training data sets the weights, validation data serves your decisions, test data is opened once: the
#   score of a winner promises too much on the data that chose it.
# - A learning curve answers three questions: does it learn at all, is the training loss small, does the validation
#   loss follow?
# - Look at the mistakes, on validation data. Our ten networks stumbled over the same images.
# - An honest number says how sure it is and what it is about. A file to hand over holds the preprocessing, too.
#
# This is the end of part I. You can go from raw data to an understood classifier, and have built nearly
# every part yourself. One box is still closed: Adam. It is where part II begins.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | Keras | 케라스 | high-level deep-learning API for Python with exchangeable backends |
# | backend engine | 백엔드 엔진 | library doing the low-level tensor work for Keras |
# | optimizer | 옵티마이저 (최적화 함수) | rule that turns gradients into weight updates |
# | epoch | 에포크 | one pass over the whole training set |
# | validation data | 검증 데이터 | data for decisions about the training; sets no weights |
# | test data | 테스트 데이터 | data that is used once, at the end |
# | callback | 콜백 | object whose methods `fit` calls at fixed moments |
# | early stopping | 조기 종료 | ending a training when the validation loss no longer improves |
# | learning curve | 학습 곡선 | loss against the epochs, for training and validation data |
# | underfitting | 과소적합 | not even the training loss becomes small |
# | overfitting | 과적합 (과대적합, 오버피팅) | the fit to the training data improves while new data are done worse |
# | confusion matrix | 혼동 행렬 | how often each class was taken for each class |
# | recall | 재현율 | of all samples of a class, the share that is recognised |
# | precision | 정밀도 | of all answers that name a class, the share that is right |
# | generative adversarial network (GAN) | 적대적 생성 신경망 | generator and discriminator trained against each other |

# %% [markdown] id="references"
# ## References
#
# - F. Chollet and others, *Keras*, 2015. keras.io has a guide for most sections of this lesson.
# - A. Karpathy, *A recipe for training neural networks*, karpathy.github.io, 2019. The two tests of section 2, and more.
# - L. Prechelt, *Early stopping, but when?*, in: Neural Networks: Tricks of the Trade, Springer, 1998.
# - I. Goodfellow and others, *Generative adversarial nets*, Advances in Neural Information Processing
#   Systems 27, 2014.
# - Y. Ganin and V. Lempitsky, *Unsupervised domain adaptation by backpropagation*, International Conference
#   on Machine Learning, 2015.
# - M. Mitchell and others, *Model cards for model reporting*, Conference on Fairness, Accountability, and
#   Transparency, 2019. What else to say of a model that you hand over.
# - C. Kaynak, *Methods of combining multiple classifiers and their applications to handwritten digit
#   recognition*, MSc thesis, Bogazici University, 1995. Where these digits come from.
