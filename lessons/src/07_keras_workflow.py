# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=30 figure="live learning curve and confusion matrix of the first real classifier"
# # The Keras workflow
#
# You have built every part of a network with your own hands. Now you put the parts away and work as
# people do every day: from raw images to a trained classifier that you have judged honestly, understood
# in its mistakes, and saved to a file.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - build, compile, fit, evaluate and use a Keras model, in three styles of writing;
# - say what one step of `fit` does, and write it yourself;
# - split data into training, validation and test part, and show what goes wrong without;
# - watch a training with callbacks, tell from its learning curve what is wrong, and write a callback;
# - look into a classifier's mistakes, and save and load it.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=7)

import contextlib
import io
import pathlib
import re
import tempfile

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(7)

# %% [markdown] id="ten-lines"
# ## 1. A classifier in ten lines
#
# **Keras** is a library for building and training networks; François Chollet published it in 2015, for
# people who want to try an idea quickly. The work always has the same five verbs:
#
# | verb | what it does | where you built it yourself |
# |---|---|---|
# | build | chain layers | lesson 03 |
# | `compile` | choose loss and optimizer | lessons 04 and 05 |
# | `fit` | train | lessons 05 and 06 |
# | `evaluate` | compute the loss and the metrics on other data | lesson 04 |
# | `predict` | compute outputs | lesson 03 |
#
# **Predict.** How many lines does it take to read handwritten digits with more than 90 % right?

# %% id="first-classifier" tags=["claim-L07-01"]
digits = dl.datasets.load_digits(flat=True)
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.x_train, digits.y_train, epochs=10, verbose=0)
loss, accuracy = model.evaluate(digits.x_test, digits.y_test, verbose=0)
shares = model.predict(digits.x_test[:1], verbose=0)
dl.claim("Ten epochs are enough to read more than 90 % of new digits", accuracy > 0.9)

# %% [markdown] id="ten-lines-explained"
# `metrics` are numbers for people, computed on the way; training looks only at the loss (lesson 04).
# `verbose=0` keeps Keras quiet. The words `"adam"` and `"sparse_categorical_crossentropy"` stand for
# objects with default settings; write `keras.optimizers.Adam(0.003)` to choose the learning rate. You have
# used Adam since lesson 03 without opening it. Lesson 08 does.
#
# And what did `predict` say? One row of ten shares for each image:

# %% id="first-answer" alt="Left, an image of a handwritten digit of 8 by 8 pixels. Right, ten bars, the shares of the digits 0 to 9: the bar of the right digit takes nearly everything."
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), width_ratios=[1, 2.5])
left.imshow(digits.x_test[0].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
left.set_title(f"right class: {digits.y_test[0]}")
left.set_axis_off()
right.bar(range(10), shares[0])
_ = right.set(xticks=range(10), xlabel="digit", ylabel="share", ylim=(0, 1))

# %% [markdown] id="architectures-text"
# Because models are built from parts, trying another one is one line. Here are four architectures from
# one function.

# %% id="four-architectures" tags=["claim-L07-01"]
def classifier(*hidden):
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((64,)), *layers, keras.layers.Dense(10, activation="softmax")])


sizes = [(), (16,), (64,), (64, 64)]
parameters = [classifier(*hidden).count_params() for hidden in sizes]
for hidden, count in zip(sizes, parameters):
    print(f"hidden layers {hidden!s:8}  {count:5} parameters")
dl.claim("One function builds four different networks", len(set(parameters)) == 4)

# %% [markdown] id="three-styles"
# ## 2. One model, written three times
#
# `Sequential` is a list of layers: each takes what the one before it gives. Two more styles exist, because
# not every network is a list.
#
# - **Functional**: call a layer on the output of another one, as a function. The model is the way from an
#   input to an output, and it may fork and join.
# - **Subclass**: write a class; `call` says what happens, in any Python you like.

# %% id="functional"
inputs = keras.Input((64,))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(10, activation="softmax")(hidden)
functional = keras.Model(inputs, outputs)

# %% [markdown] id="subclass-text"
# Nothing has been computed there: `inputs` stands for data to come, and Keras takes down what is done with
# it. The same as a class (`**options` are a name and such; they are needed when a saved model is loaded):

# %% id="subclass"
class TwoLayers(keras.Model):
    def __init__(self, **options):
        super().__init__(**options)
        self.hidden = keras.layers.Dense(64, activation="relu")
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        return self.out(self.hidden(x))


subclass = TwoLayers()
arrays_before = len(subclass.weights)
_ = subclass(digits.x_test[:1])
print("arrays of weights before the first data:", arrays_before, "  after:", len(subclass.weights))

# %% [markdown] id="subclass-price"
# That is the price of freedom. Nothing in the class says how many inputs there will be, so Keras makes the
# weights when the first data comes. It cannot look ahead into Python code.

# %% [markdown] id="styles-equal-text"
# Are the three the same model? Give them the same weights and compare what they say. (You may call a model
# like a function; for many samples `predict` is better, because it goes batch by batch.)

# %% id="styles-equal"
functional.set_weights(model.get_weights())
subclass.set_weights(model.get_weights())
answers = [keras.ops.convert_to_numpy(m(digits.x_test)) for m in (model, functional, subclass)]
differences = [np.abs(answer - answers[0]).max() for answer in answers[1:]]
dl.claim("Sequential, Functional and subclass compute the same", max(differences) < 1e-6)

# %% [markdown] id="which-style"
# And what can Functional say that a list cannot? A way around: here the output layer sees the 64 pixels
# *and* 16 hidden units, side by side.

# %% id="fork"
inputs = keras.Input((64,))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
joined = keras.layers.concatenate([inputs, hidden])  # a fork at inputs, a join here
shortcut = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(joined))
kernel = shortcut.layers[-1].get_weights()[0]
dl.claim("The output layer has a weight for each of 64 + 16 numbers and each class",
         kernel.shape == (64 + 16, 10))

# %% [markdown] id="exercise-build-text"
# Use the simplest style that can say what you mean: `Sequential` for a chain, Functional for forks and
# several inputs or outputs, a subclass when the computation itself must be programmed.
#
# ### Exercise: build a model
#
# In the style of your choice.

# %% id="exercise-build" tags=["exercise"]
def build_classifier(n_inputs, hidden, n_classes):
    """Return an untrained Keras classifier with ReLU in its hidden layers and softmax at its end.

    n_inputs: int, numbers per sample.  hidden: list of int, units of the hidden layers; may be empty.
    n_classes: int.  The model takes (n, n_inputs) and gives shares of shape (n, n_classes).

    Example: build_classifier(64, [32], 10) has 64 * 32 + 32 + 32 * 10 + 10 = 2410 parameters.
    """
    # solution
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    return net

# %% id="check-build"
dl.exercises.build_classifier.check(build_classifier)

# %% [markdown] id="inside-fit"
# ## 3. What `fit` does
#
# All you have learned since lesson 03 fits into one circle. A batch of inputs goes through the layers and
# becomes predictions. The loss compares them with the targets. Backpropagation computes the gradient of
# the loss by every weight. The **optimizer** turns the gradients into a change of the weights. Again.

# %% id="training-loop" alt="Diagram of one training step. Forward, in blue: a batch of inputs enters the layers, which give predictions; predictions and targets meet in the loss. Backward, in orange: backpropagation leads from the loss to the gradients, and the optimizer updates the weights of the layers."
_ = dl.plots.plot_training_loop()

# %% [markdown] id="by-hand-text"
# `fit` is this circle in two loops, over epochs and over batches. Write it yourself, with
# `dl.training.gradients` for the way to the gradients, and compare. To be comparable, both start from the
# same weights, and `fit` must not shuffle. (`compile` sets loss and optimizer anew; it leaves the weights
# alone.)

# %% id="by-hand"
start = model.get_weights()
model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
x, y = digits.x_train[:320], digits.y_train[:320]

optimizer = keras.optimizers.SGD(0.1)
for _ in range(2):
    for first in range(0, len(x), 32):
        batch = slice(first, first + 32)
        gradients = dl.training.gradients(model, x[batch], y[batch])  # forward, loss, backward
        gradients = [keras.ops.convert_to_tensor(g) for g in gradients.values()]
        optimizer.apply(gradients, model.trainable_variables)  # update
by_hand = model.get_weights()

# %% [markdown] id="by-fit-text"
# **Predict.** After 20 steps, how far apart are the weights of the two?

# %% id="by-fit" tags=["claim-L07-05"]
model.set_weights(start)
model.fit(x, y, batch_size=32, epochs=2, shuffle=False, verbose=0)
moved = max(np.abs(a - b).max() for a, b in zip(by_hand, start))
apart = max(np.abs(a - b).max() for a, b in zip(by_hand, model.get_weights()))
print(f"largest move of a weight: {moved:.2f}")
dl.claim("The loop by hand and fit end at the same weights", apart < 1e-5 < moved)

# %% [markdown] id="optimizers-text"
# `fit` also shuffles, counts, reports, calls callbacks, and translates the step into a faster form the first
# time it runs. What it computes is this loop.
#
# ### The progress bar
#
# Without `verbose=0`, `fit` draws a bar for each epoch. Catch what it writes and look at the last state of
# the bar (what differs from run to run is replaced by dots).

# %% id="progress-bar"
with contextlib.redirect_stdout(io.StringIO()) as caught:
    model.fit(x, y, batch_size=32, verbose=1)
bar = re.sub(r"\x1b\[\d*m", "", caught.getvalue()).split("\r")[-1]  # without codes for colours
bar = re.sub(r"\S+s/step", "..ms/step", re.sub(r"\d+s ", "..s ", bar))
print(re.sub(r"(\d\.)\d+", r"\1...", bar).strip())
dl.claim("It counts batches: 320 samples are ten batches of 32", bar.startswith("10/10"))

# %% [markdown] id="progress-bar-explained"
# From left to right: batches done of all batches; the bar; seconds (left to go while the epoch runs, used
# when it is over); time per step; the metrics and the loss. Two things deceive the eye. The first epoch takes longer,
# because of that translation. And the loss shown is the *mean over the batches of this epoch so
# far*, while the weights were changing. So it begins anew with each epoch, and it is not the loss of
# the weights that you have at the end.
#
# `verbose=2` writes one line per epoch: right for a log file, where a bar would leave a mess.
#
# ### Another optimizer
#
# The optimizer is a part that can be exchanged (lesson 08 builds them). Give the same gradient to five of
# them, all with the learning rate 0.01. It is the gradient over all of `x` at once, so this is
# one step of *batch* gradient descent; in `fit` you get it with `batch_size=len(x)`.
#
# **Predict.** The learning rate is the same. Are the steps of the same size?

# %% id="optimizers"
rate, moves = 0.01, {}
choices = {"SGD": keras.optimizers.SGD(rate), "momentum": keras.optimizers.SGD(rate, momentum=0.9),
           "Adagrad": keras.optimizers.Adagrad(rate), "RMSprop": keras.optimizers.RMSprop(rate),
           "Adam": keras.optimizers.Adam(rate)}
model.set_weights(start)
gradients = list(dl.training.gradients(model, x, y).values())
for name, choice in choices.items():
    model.set_weights(start)
    choice.apply([keras.ops.convert_to_tensor(g) for g in gradients], model.trainable_variables)
    moves[name] = [new - old for new, old in zip(model.get_weights(), start)]
largest = {name: max(np.abs(m).max() for m in move) for name, move in moves.items()}
for name in choices:
    print(f"{name:9} largest move of a weight: {largest[name] / rate:.2f} x learning rate")

# %% [markdown] id="optimizers-explained"
# **Explain.** SGD moves by learning rate times gradient, and the gradients of a trained network are small.
# Momentum has no past yet, so its first step is that of SGD. Adam divides by the size of the
# gradient: its first step moves a weight by the learning rate, whether its gradient is large or tiny. So a
# learning rate has a meaning only together with its optimizer. What is usual for Adam (0.001) is small for
# SGD, and what is usual for SGD (0.1) is far too much for Adam.

# %% id="optimizers-compared" tags=["claim-L07-06"]
smallest = min(np.abs(m).max() for move in moves.values() for m in move)
off_sgd = max(np.abs(m + rate * g).max() for m, g in zip(moves["SGD"], gradients))
apart = max(np.abs(a - b).max() for a, b in zip(moves["SGD"], moves["momentum"]))
dl.claim("Each optimizer changed every array of weights", smallest > 0)
dl.claim("SGD took the step minus learning rate times gradient", off_sgd < 1e-6)
dl.claim("The first step of momentum is the same", apart < 1e-6)
dl.claim("Adam's largest first move is the learning rate", abs(largest["Adam"] / rate - 1) < 0.01)

# %% [markdown] id="splits"
# ## 4. Three parts of the data
#
# A network can learn its training data by heart. So the only honest question is how well it does on data
# that it has **not** seen.
#
# - The **training** part sets the weights.
# - The **validation** part is for your decisions: how many units, how many epochs, which of two models.
# - The **test** part is opened once, at the end, when all is decided.
#
# Our digits come with a test part. (Section 1 has looked at it, to show you `evaluate`; nothing was
# decided by it.) Cut the validation part from the rest.

# %% [markdown] id="exercise-split-text"
# ### Exercise: split

# %% id="exercise-split" tags=["exercise"]
def split_indices(order, share):
    """Return (training, validation): the positions of the samples in each part.

    order: int, shape (n,), all positions 0 ... n - 1 in random order.
    share: part of the samples for validation, between 0 and 1; round its number to the nearest int.
    The validation part takes the first positions of order, the training part all others, in order.

    Example: split_indices(np.array([3, 0, 2, 1]), 0.25) is ([0, 2, 1], [3]).
    """
    # solution
    n_validation = round(share * len(order))
    return order[n_validation:], order[:n_validation]

# %% id="check-split"
dl.exercises.split_indices.check(split_indices)

# %% [markdown] id="split-text"
# With a fifth for validation:

# %% id="split"
order = rng.permutation(len(digits.x_train))
validation, training = np.split(order, [len(order) // 5])
x_train, y_train = digits.x_train[training], digits.y_train[training]
x_val, y_val = digits.x_train[validation], digits.y_train[validation]
print("training", x_train.shape, "  validation", x_val.shape, "  test", digits.x_test.shape)
dl.claim("No sample is in both parts, and none is lost",
         len(np.union1d(training, validation)) == len(training) + len(validation) == len(order))

# %% [markdown] id="sorted-text"
# Why the random order? Data is often sorted. And `fit(..., validation_split=0.2)`, which is quick to
# write, takes the **last** fifth of the arrays as they are; it shuffles only what is left for training.
# See what that would be if the digits were sorted by class.

# %% id="sorted-trap"
sorted_labels = np.sort(digits.y_train)
first_part, last_fifth = np.split(sorted_labels, [len(sorted_labels) * 4 // 5])
print("classes in the last fifth:", np.unique(last_fifth))
missing = np.setdiff1d(last_fifth, first_part)
dl.claim("Sorted, the training part would hold no 8 and no 9 at all", missing.tolist() == [8, 9])

# %% [markdown] id="once-text"
# ### Why the test part is opened once
#
# "If I choose the model by its validation score, why can't I report that score?" Try it. Train
# fifty small networks; they differ in their random start alone, so none is truly much better than the
# others. Choose the best by 30 images. Then see how good it is on *fresh* images, that had no say in the
# choice. (`dl.training.Networks`, from lesson 03, trains all fifty at once.)

# %% id="fifty"
fifty = dl.training.Networks([64, 16, 10], 50, activation="relu", output="softmax", seed=71)
fifty.fit(x_train[:100], y_train[:100], epochs=20, batch_size=20, learning_rate=0.01)
is_right = fifty.predict(x_val).argmax(axis=2) == y_val  # one row per network


def choose_among(k):
    """Return the score of the best of k networks, on the 30 images that chose it and on others."""
    few, others = np.split(rng.permutation(len(y_val)), [30])
    some = is_right[rng.permutation(50)[:k]]
    winner = some[:, few].mean(axis=1).argmax()
    return some[winner, few].mean(), some[winner, others].mean()

# %% [markdown] id="once-predict"
# **Predict.** Draw two curves against the number $k$ of networks from which you choose: the winner's
# score on the 30 images, and its score on fresh ones. The cell repeats each choice 300 times and
# shows the mean.

# %% id="once" alt="Share of right answers against the number of networks to choose from, 1 to 50. On the 30 images that chose, the winner's score rises steadily. On fresh images it stays nearly level. At 1 both are about equal; at 50 they are several hundredths apart."
tries = [1, 2, 5, 10, 20, 50]
scores = np.array([[choose_among(k) for _ in range(300)] for k in tries])
fig, ax = plt.subplots()
ax.semilogx(tries, scores[..., 0].mean(axis=1), "^--", label="on the 30 images that chose it")
ax.semilogx(tries, scores[..., 1].mean(axis=1), "o-", label="on fresh images")
ax.set(xlabel="number of networks to choose from", ylabel="winner: share of right answers")
ax.set_xticks(tries, tries)
_ = ax.legend()

# %% [markdown] id="once-explained"
# **Explain.** The winner is the one that was lucky with these 30 images. Luck does not come again. The more
# you try, the better the score you see, and hardly anything has become better. A larger validation
# part makes the gap smaller, and does not close it. If you decide by the test part, the same happens
# to *its* score, and no fresh images are left to tell you. Lesson 12 measures this for real choices.

# %% id="once-claims"
gap = (scores[..., 0] - scores[..., 1]).mean(axis=1)
dl.claim("Without a choice, the score is honest", abs(gap[0]) < 0.02)
dl.claim("The more there is to choose from (1, 5, 50), the more the winner's score promises too much",
         gap[0] < gap[2] < gap[5])
dl.claim("The best of fifty promises more than four hundredths too much", gap[-1] > 0.04)

# %% [markdown] id="callbacks"
# ## 5. Watching a training
#
# A **callback** is an object that `fit` calls at certain moments: at the beginning, after each batch, after
# each epoch, at the end. Keras brings many:
#
# | callback | what it does |
# |---|---|
# | `History` | keeps loss and metrics of each epoch; `fit` always returns one |
# | `EarlyStopping` | ends the training when the validation loss has not improved for some epochs |
# | `ModelCheckpoint` | saves the model to a file, if you like only when it is the best so far |
# | `LearningRateScheduler` | sets the learning rate of each epoch, from a function of the epoch |
# | `TensorBoard` | writes a log for the program of that name, which draws it in a browser |
#
# Use three at once. `dl.callbacks.LiveCurve` draws the curve while the network learns and replaces its
# picture every 12 epochs. The checkpoint looks at the validation loss after each epoch and, if that
# is the smallest so far, writes the model to `best.keras`. The schedule takes smaller steps from the 16th
# epoch on (epochs are counted from 0), so that the weights settle. Run the cell and watch.

# %% id="live-curve" alt="Training and validation loss against the epoch. Both fall steeply during the first five epochs; then the training loss goes on towards zero while the validation loss flattens above it."
folder = pathlib.Path(tempfile.mkdtemp())  # a new empty folder
checkpoint = keras.callbacks.ModelCheckpoint(folder / "best.keras", save_best_only=True)
schedule = keras.callbacks.LearningRateScheduler(lambda epoch: 0.003 if epoch < 15 else 0.001)
live = dl.callbacks.LiveCurve(every=12)

reader = classifier(64, 64)
reader.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = reader.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=24, verbose=0,
                     callbacks=[live, checkpoint, schedule]).history

# %% [markdown] id="left-behind-text"
# What did they leave behind? A history with one list per number, and a file.

# %% id="left-behind"
print(sorted(history))
print([path.name for path in folder.iterdir()])
rates = np.array(history["learning_rate"])
dl.claim("The schedule set 0.003 for 15 epochs and 0.001 for the others",
         np.allclose(rates, np.repeat([0.003, 0.001], [15, 9])))

# %% [markdown] id="checkpoint-text"
# Which model is in the file? Load it, and compare its validation loss with the history.

# %% id="checkpoint"
saved = keras.models.load_model(folder / "best.keras")
saved_loss, _ = saved.evaluate(x_val, y_val, verbose=0)
smallest_loss = min(history["val_loss"])
dl.claim("It is the model of the epoch with the smallest validation loss",
         abs(saved_loss - smallest_loss) < 1e-4)

# %% [markdown] id="checkpoint-explained"
# A checkpoint is worth its second of work. If the power fails in epoch 20 of 24, the best model so far
# is on the disk. And if the network has become worse towards the end, you still have what it was
# before.
#
# ### Read the curve
#
# In the picture above, both losses fall steeply, then the training loss goes on towards 0 while the
# validation loss flattens. This is what a healthy training looks like: little would be gained by more
# epochs.
#
# Mind one thing in the first epochs: the training curve may lie *above* the validation curve. Keras
# averages the training loss over the epoch, while the network is still improving (the progress
# bar's loss), and computes the validation loss at the end of it.
#
# Now for the sick ones. Four trainings with 300 images each, and each has another fault. (In one, every
# fifth label has been drawn at random, as careless labelling might do.) Each is trained from three
# random starts.

# %% id="sick-trainings"
def watch(hidden, learning_rate, labels):
    """Train three networks; return both losses, shape (2, epochs, 3)."""
    losses, sets = [], [(x_train[:300], labels), (x_val, y_val)]

    def note(nets):
        losses.append([-np.log(nets.predict(images)[:, np.arange(len(right)), right] + 1e-7).mean(1)
                       for images, right in sets])

    nets = dl.training.Networks([64, hidden, 10], 3, activation="tanh", output="softmax", seed=72)
    nets.fit(*sets[0], epochs=40, batch_size=50, learning_rate=learning_rate, on_epoch_end=note)
    return np.swapaxes(losses, 0, 1)

# %% [markdown] id="sick-faults-text"
# The list `kinds` says what was done, so do not read it yet. Look at the picture first.

# %% id="sick-faults"
careless = y_train[:300].copy()
careless[::5] = rng.integers(0, 10, 60)
kinds = {"A": (2, 0.05, y_train[:300]), "B": (32, 0.03, careless),
         "C": (32, 0.5, y_train[:300]), "D": (32, 0.001, y_train[:300])}
sick = {name: watch(*kind) for name, kind in kinds.items()}

# %% [markdown] id="sick-picture-text"
# The first of the three starts of each:

# %% id="sick-curves" alt="Four learning curves over 40 epochs. A: both losses fall and come nearly to rest far above 0. B: the training loss falls towards 0, the validation loss falls, turns and rises. C: both losses jump up and down together and stay high. D: both losses fall smoothly side by side and are still falling at the end."
fig, axes = plt.subplots(2, 2, figsize=(10, 6), sharex=True, sharey=True)
for ax, (name, losses) in zip(axes.flat, sick.items()):
    curves = {"loss": losses[0, :, 0], "val_loss": losses[1, :, 0]}
    dl.plots.plot_learning_curve(curves, ax=ax)
    ax.set(title=name, ylim=(0, 4))
    ax.label_outer()

# %% [markdown] id="exercise-curves-text"
# ### Exercise: read the curves
#
# What is wrong in A, B, C and D?
#
# 1. It was stopped too early: more epochs would help.
# 2. The learning rate is too large.
# 3. The network is too small.
# 4. The network learns the training data by heart.

# %% id="exercise-curves" tags=["exercise"]
def read_the_curves():
    """Return a list of four numbers from 1 to 4: what is wrong in picture A, B, C and D.

    Each number is used once.

    Example: [1, 2, 3, 4] says that A was stopped too early, that B has too large a rate, and so on.
    """
    # solution
    return [3, 4, 2, 1]

# %% id="check-curves"
dl.exercises.read_the_curves.check(read_the_curves)

# %% [markdown] id="read-the-curve"
# **How to read it.** Ask three questions, in this order.
#
# - *Is it smooth?* If both curves jump, and do not come down, the steps are too large: lower the learning
#   rate. (A validation curve that jumps alone may only come from a small validation part.)
# - *Is the training loss small?* If it is not, look at the end of the curve. Still falling: train longer,
#   or take larger steps. At rest: the network is too small for the task. This is **underfitting**.
# - *Does the validation loss follow?* If it turns and rises while the training loss falls, the
#   network learns the training data by heart, here with the wrong labels. This is **overfitting**.
#   Stop in time; get more data; lesson 11 has more.
#
# One picture may have two faults, and these are signs and no proofs. Change one thing and look
# again. Do the signs hold for all three starts of each training?

# %% id="sick-claims"
end = {name: losses[0, -1] for name, losses in sick.items()}  # of the training loss
fall = {name: 1 - losses[0, -1] / losses[0, -11] for name, losses in sick.items()}  # last ten epochs
jumps = {name: np.diff(losses[0, 20:], axis=0).max(axis=0) for name, losses in sick.items()}
turned = sick["B"][1, -1] / sick["B"][1].min(axis=0)
dl.claim("A: the training loss stays high, and has nearly come to rest",
         end["A"].min() > 0.5 and fall["A"].max() < 0.2)
dl.claim("B: the training loss is small, the validation loss has turned and risen",
         end["B"].max() < 0.2 and turned.min() > 1.2)
dl.claim("C: the training loss jumps up, again and again, and stays high",
         jumps["C"].min() > 0.12 > jumps["B"].max() and end["C"].min() > 0.4)
dl.claim("D: the training loss still falls, without a single jump",
         fall["D"].min() > 0.2 and jumps["D"].max() < 0)

# %% [markdown] id="test-text"
# ### Open the test part
#
# Back to the healthy network. All is decided. How good is it on images that nobody has used?
#
# Which of the two do we judge, the last model or the one in the file? That, too, is a decision, and it
# must be made before we look. Take the last one; the two curves had become flat.

# %% id="above-97"
_, test_accuracy = reader.evaluate(digits.x_test, digits.y_test, verbose=0)
dl.claim("It reads more than 97 % of the test images", test_accuracy > 0.97)

# %% [markdown] id="seeds-text"
# One start is an anecdote (lesson 03). Here are ten networks of the same shape, each from its own random
# start. Nothing is chosen among them; the spread is the answer.

# %% id="seeds"
ten = dl.training.Networks([64, 64, 64, 10], 10, activation="relu", output="softmax", seed=70)
ten.fit(x_train, y_train, epochs=24, batch_size=32, learning_rate=0.003)
accuracies = ten.accuracy(digits.x_test, digits.y_test)
print(f"worst {accuracies.min():.0%}, best {accuracies.max():.0%}")
dl.claim("Each of ten starts reads more than 96 %, and on average they read more than 97 %",
         accuracies.min() > 0.96 and accuracies.mean() > 0.97)

# %% [markdown] id="early-stopping"
# ### Stop in time
#
# How many epochs? Too few leave the network unfinished, too many may overfit, and all cost time. The
# callback `EarlyStopping(patience=3)` watches the validation loss. After an epoch that is no better than the
# best so far, it counts one; after three such epochs in a row it stops. Patience is needed because the
# curve trembles: one bad epoch means nothing. Write down what it does.

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
# Does Keras agree? Train with it, and apply the rule to the losses that it saw. When it stops, the
# best weights are `patience` epochs old; `restore_best_weights=True` brings them back.
#
# Beside it we use **TensorBoard**, a program that draws the curves of many trainings in the browser. It is
# a package of its own (`pip install tensorboard`). So first see whether it is installed here:

# %% id="has-tensorboard"
import importlib.util

has_board = all(importlib.util.find_spec(name) for name in ("tensorflow", "tensorboard"))
board = [keras.callbacks.TensorBoard(folder / "logs")] if has_board else []

# %% [markdown] id="stop-train-text"
# `board` is a list with the callback, or an empty one; `fit` takes both.

# %% id="stop-in-keras"
stopper = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
patient = classifier(64)
patient.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
losses = patient.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=60, batch_size=64,
                     verbose=0, callbacks=[stopper, *board]).history["val_loss"]
best = np.minimum.accumulate(losses)
no_better = np.append(False, losses[1:] >= best[:-1])  # for each epoch
stops = np.flatnonzero(no_better[1:] & no_better[:-1]) + 1  # the second of two such epochs
dl.claim("It stopped before the 60 epochs were over", len(losses) < 60)
dl.claim("It stopped at the first two epochs in a row without improvement",
         stops.tolist() == [len(losses) - 1])

# %% [markdown] id="restored-text"
# Which weights does the network have now, the last ones or the best ones?

# %% id="restored"
loss_now = patient.evaluate(x_val, y_val, verbose=0)
dl.claim("It has those of its best epoch", abs(loss_now - min(losses)) < 1e-4)
dl.claim("The last ones were no better", losses[-1] >= min(losses))

# %% [markdown] id="tensorboard-text"
# ### TensorBoard
#
# Where the package is installed, there are now two folders, one log file in each:
#
#     logs/train/events.out.tfevents. ...
#     logs/validation/events.out.tfevents. ...
#
# They hold the loss and the metrics of each epoch, and grow while the network trains. In a terminal,
# `tensorboard --logdir FOLDER` reads all logs below a folder and shows them at `localhost:6006`; in a
# notebook, `%load_ext tensorboard` and `%tensorboard --logdir FOLDER` do. It is worth the effort when
# trainings take hours or when you compare dozens: give each its own folder. For a training of
# seconds, `LiveCurve` does.
#
# And without the package? `keras.callbacks.TensorBoard(...)` itself gives no error. `fit` trains the whole
# first epoch, and then stops with *TensorBoard is not installed*. The callback also needs TensorFlow,
# whatever backend does the training. So try it on one epoch before you start a long one.

# %% id="tensorboard"
logs = sorted(path.parent.name for path in folder.glob("logs/*/events.out.tfevents.*"))
dl.claim("One log for training and one for validation, if TensorBoard is there, else none",
         logs == (["train", "validation"] if has_board else []))

# %% [markdown] id="own-callback"
# ### A callback of your own
#
# A callback is a class with methods of fixed names: `on_train_begin(self, logs=None)`,
# `on_epoch_end(self, epoch, logs=None)`, `on_train_batch_end(self, batch, logs=None)` and so on. `fit` calls
# them when the time has come. `logs` is a dictionary with the numbers of the epoch, such as `logs["loss"]`
# and `logs["val_loss"]`; `self.model` is the model.
#
# ### Exercise: a callback

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

# %% [markdown] id="demo-text"
# ### Try it: a training to play with
#
# In the demo you are `fit`. Each press trains for one epoch on 400 images; others are for validation. Change
# the learning rate in the middle of a training. Can you make each of the four sick curves?

# %% id="demo" alt="Left: training and validation loss after four epochs, both falling. Right: twelve validation images with what the network takes them for; the wrong ones are framed."
monitor = dl.demos.training_monitor()
for _ in range(4):
    monitor.press("train")
monitor

# %% [markdown] id="mistakes"
# ## 6. Look at the mistakes
#
# "More than 97 %" says how many, and not which. The **confusion matrix** has one row per right class and
# one column per predicted class. The pale diagonal is what went right; every other number is a kind of
# mistake.
#
# Read it along both ways. Along the row of the 8: of all real eights, how many were found, and what
# were the others taken for? Down the column of the 8: of all answers "8", how many were right?

# %% id="confusion" alt="A 10 by 10 matrix of counts for the test images. Nearly all lie on the diagonal, about 45 per class; a few single mistakes stand beside it."
shares = reader.predict(digits.x_test, verbose=0)
predicted = shares.argmax(axis=1)
ax = dl.plots.plot_confusion_matrix(digits.y_test, predicted, class_names=digits.class_names)
matrix = dl.plots.confusion_matrix(digits.y_test, predicted, 10)
dl.claim("The diagonal divided by the number of images is the accuracy",
         np.isclose(np.trace(matrix) / matrix.sum(), test_accuracy))

# %% [markdown] id="exercise-commonest-text"
# ### Exercise: the commonest mistake
#
# Where should you look first?

# %% id="exercise-commonest" tags=["exercise"]
def commonest_mistake(matrix):
    """Return (right, predicted): the two classes of the most frequent mistake.

    matrix: int, shape (n, n), a confusion matrix; row = right class, column = predicted class.
    Do not change it. At least one mistake was made. Of equally frequent mistakes take the first one
    in reading order: row by row, each from left to right.

    Example: for [[9, 0, 1], [0, 8, 0], [2, 0, 7]] it is (2, 0): twice, a 2 was taken for a 0.
    """
    # solution
    mistakes = matrix.copy()
    np.fill_diagonal(mistakes, 0)
    return divmod(int(mistakes.argmax()), len(matrix))

# %% id="check-commonest"
dl.exercises.commonest_mistake.check(commonest_mistake)

# %% [markdown] id="worst-text"
# Where a kind of mistake happens only once or twice, it is no pattern yet. So look at the images themselves,
# first at those where the right class got the smallest share.
#
# **Predict.** Cover the titles. Could you read them? For each, decide: is the *label* wrong, is the
# *image* hopeless, or is it the *network's* fault?

# %% id="worst" alt="Six test images that the network misread, with the right digit and what it was taken for. Several are hard to read for a person, too."
images = digits.x_test.reshape(-1, 8, 8)
_ = dl.plots.plot_worst_mistakes(images, digits.y_test, shares, class_names=digits.class_names)

# %% [markdown] id="same-mistakes-text"
# Is it bad luck of this one training, or are these images hard for everybody? The ten networks of
# section 5 are still there.
#
# **Predict.** Each of the ten misreads only a few of the 450 images. Are they the same ones?

# %% id="same-mistakes" alt="Bars: number of networks, out of ten, that misread an image, against the number of such images. Most misread images are misread by one to three networks, but several by seven or more."
wrong = ten.predict(digits.x_test).argmax(axis=2) != digits.y_test
misread_by = wrong.sum(axis=0)  # for each image, by how many networks
counts = np.bincount(misread_by, minlength=11)[1:]
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.bar(range(1, 11), counts)
_ = ax.set(xticks=range(1, 11), xlabel="misread by so many of ten networks", ylabel="number of images")
hard = misread_by >= 5
dl.claim("More than half of all mistakes come from images that at least five of ten misread",
         misread_by[hard].sum() > 0.5 * misread_by.sum())
dl.claim("These are fewer than one image in twenty", hard.mean() < 0.05)

# %% [markdown] id="worst-explained"
# **Explain.** Always do this. What one network misreads and the others do not is a matter of chance: another
# start mends it. What all misread lies in the images, in the labels, or in what all these networks
# lack. For an MLP each pixel is a number of its own; it does not know that neighbours belong together. Part
# III mends that.
#
# A caution: we now know mistakes of the *test* part. If we change the network because of them, the test
# part has become a validation part. For work on the network, look into the mistakes on validation images.

# %% [markdown] id="saving"
# ## 7. Save and load
#
# `model.save("name.keras")` writes architecture, weights, loss, optimizer and its state into one file, and
# `load_model` makes the same model of it.

# %% id="save-and-load"
reader.save(folder / "reader.keras")
again = keras.models.load_model(folder / "reader.keras")
difference = np.abs(again.predict(digits.x_test, verbose=0) - shares).max()
steps_taken, steps_loaded = int(reader.optimizer.iterations), int(again.optimizer.iterations)
dl.claim("The loaded model makes the same predictions", difference < 1e-6)
dl.claim("Its optimizer remembers how many steps it has taken: training can go on",
         steps_loaded == steps_taken == 24 * int(np.ceil(len(x_train) / 32)))

# %% [markdown] id="zip-text"
# There is no secret in the file. It is a zip archive; look into it.

# %% id="zip"
import json
import zipfile

with zipfile.ZipFile(folder / "reader.keras") as archive:
    print(sorted(archive.namelist()))
    config = json.loads(archive.read("config.json"))
units = [layer["config"].get("units") for layer in config["config"]["layers"]]
print("units of the layers:", units)
dl.claim("The architecture is text, the weights are in a file of their own", units[1:] == [64, 64, 10])

# %% [markdown] id="custom-text"
# The file holds the *names* of the layers' classes and no program. Keras knows its own layers. Of a class
# that you wrote, whoever loads the model needs the code, and must hand it over:

# %% id="custom"
subclass.save(folder / "subclass.keras")
try:
    keras.models.load_model(folder / "subclass.keras")
    refused = False
except TypeError:  # Could not locate class 'TwoLayers'
    refused = True
own = keras.models.load_model(folder / "subclass.keras", custom_objects={"TwoLayers": TwoLayers})
dl.claim("Without the class, loading is refused", refused)
by_own, by_subclass = (keras.ops.convert_to_numpy(m(digits.x_test)) for m in (own, subclass))
dl.claim("With it, the predictions are the same", np.allclose(by_own, by_subclass, atol=1e-6))

# %% [markdown] id="save-explained"
# One more thing is not in the file: your preprocessing. These pixels were counts from 0 to 16, divided by 16
# before the network saw them. Whoever feeds raw counts gets nonsense, without any error. So write down
# what the model expects, or better: make the scaling its first layer.

# %% id="rescaling"
complete = keras.Sequential([keras.Input((64,)), keras.layers.Rescaling(1 / 16), *reader.layers])
raw = digits.x_test * 16
right_answers = complete.predict(raw, verbose=0).argmax(axis=1)
forgotten = reader.predict(raw, verbose=0).max(axis=1)
dl.claim("With the scaling inside, raw pixels get the same answers",
         np.array_equal(right_answers, predicted))
dl.claim("Without it the network is 99 % sure of most answers, right or wrong",
         np.median(forgotten) > 0.99)

# %% [markdown] id="backends"
# ## 8. What runs underneath
#
# Keras is a *model-level* library. It knows layers, losses and callbacks. The arithmetic and the
# derivatives are done by a **backend**: TensorFlow, JAX or PyTorch. The environment variable
# `KERAS_BACKEND`, set before Keras is imported, chooses it: `"tensorflow"` (the default), `"jax"` or
# `"torch"`. For instance, in a terminal where JAX is installed:
#
#     KERAS_BACKEND=jax python my_training.py
#
# `keras.ops` has the backend's operations under NumPy's names, so that a `Dense` layer can be written with
# them, too.

# %% id="ops" tags=["claim-L07-04"]
layer = reader.layers[0]
few = digits.x_test[:5]
with_ops = keras.ops.convert_to_numpy(
    keras.ops.relu(keras.ops.matmul(few, layer.kernel) + layer.bias))
with_numpy = np.maximum(few @ layer.get_weights()[0] + layer.get_weights()[1], 0)
of_layer = keras.ops.convert_to_numpy(layer(few))
dl.claim("A layer, keras.ops and NumPy compute the same",
         np.allclose(of_layer, with_ops, atol=1e-5) and np.allclose(of_layer, with_numpy, atol=1e-5))

# %% [markdown] id="no-gradient-text"
# One thing you will look for in vain: a function for gradients. Each backend has its own way.
#
# | backend | the gradient of a loss |
# |---|---|
# | TensorFlow | record the computation on a `tf.GradientTape`, then `tape.gradient(loss, weights)` |
# | JAX | `jax.grad(loss_function)` makes a new function, which gives the gradient |
# | PyTorch | `torch.autograd.grad(loss, weights)`, or `loss.backward()` |
#
# `fit` calls the right one for you. So does `dl.training.gradients`, in section 3.
#
# And the file that you saved? Does the architecture in it say which backend made it?

# %% id="no-gradient" tags=["claim-L07-04"]
backend = keras.config.backend()
offered = {"matmul", "exp", "relu", "grad", "gradient", "gradients"} & set(dir(keras.ops))
architecture = json.dumps(config["config"])
dl.claim("keras.ops has operations, and no gradients", offered == {"matmul", "exp", "relu"})
dl.claim("The architecture in the file does not name the backend",
         backend in ("tensorflow", "jax", "torch") and backend not in architecture)

# %% [markdown] id="devices-text"
# So layers and weights can be saved under one backend and loaded under another. The optimizer is not always
# so easy: PyTorch has an Adam of its own in Keras, the file names it, and where PyTorch is not installed
# loading fails. Then write `load_model(file, compile=False)`, and compile anew.
#
# The backend also decides *where* to compute. If there is a GPU, and the backend was installed with support
# for it, it is used, without a change of your code. The last digits may differ, because sums are taken in
# another order. The cell asks for the processor, then takes the default device. (On a machine without a GPU
# these are the same, and so the claim must hold. Run it on one with a GPU: then it is a test.)

# %% id="devices" tags=["claim-L07-02"]
with keras.device("cpu:0"):
    on_cpu = reader.predict(digits.x_test, verbose=0)
on_default = reader.predict(digits.x_test, verbose=0)
dl.claim("On the processor and on the default device the predictions agree",
         np.allclose(on_cpu, on_default, atol=1e-5))

# %% [markdown] id="other-networks"
# ## 9. What else is in the box
#
# Layers for images (part III of this course: `Conv2D`) and for sequences (`SimpleRNN`, `LSTM`, `GRU`) are
# used like `Dense`. Look at the shapes of what they return, without training anything.

# %% id="other-layers" tags=["claim-L07-03"]
image, sequence = np.zeros((2, 8, 8, 1)), np.zeros((2, 12, 3))
shapes = {"Conv2D": tuple(keras.layers.Conv2D(4, kernel_size=3)(image).shape)}
for kind in ("SimpleRNN", "LSTM", "GRU"):
    shapes[kind] = tuple(getattr(keras.layers, kind)(5)(sequence).shape)
print(shapes)
dl.claim("An image becomes 4 smaller images, a sequence of 12 steps becomes 5 numbers",
         shapes["Conv2D"] == (2, 6, 6, 4) and shapes["LSTM"] == (2, 5))

# %% [markdown] id="gan-text"
# In lists of network types you will also meet the **generative adversarial network**, GAN (2014). It is no
# layer. It is *two* networks and a special training. A **generator** turns random numbers into fakes. A
# **discriminator** sees real samples and fakes, and learns to give 1 to the real ones and 0 to the fakes. The
# generator learns the opposite: to make fakes that the discriminator takes for real.
#
# The smallest example: real samples are single numbers, spread about 4. The fakes start about 0.

# %% id="gan"
generator = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
discriminator = keras.Sequential([
    keras.Input((1,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])


def make_fakes():
    return keras.ops.convert_to_numpy(generator(rng.normal(size=(2000, 1))))[:, 0]

# %% [markdown] id="gan-turn-text"
# One loss, which one network wants small and the other large: how can a single `fit` serve both? You
# know from lesson 06 that gradients flow back through the discriminator into the fakes, and on into the
# generator. So turn their sign around between the two! The expression `2 * stop(fakes) - fakes` has the
# value of the fakes, $2f - f = f$. But `stop_gradient` counts as a constant for backpropagation, so that
# its slope is $-1$. The generator now walks *up* the loss that the discriminator walks down. The
# Functional style, with two inputs and a join, says it in four lines.

# %% id="gan-duel"
noise, real = keras.Input((1,)), keras.Input((1,))
fakes = generator(noise)
turned = 2 * keras.ops.stop_gradient(fakes) - fakes
judged = keras.layers.concatenate([discriminator(real), discriminator(turned)])
duel = keras.Model([noise, real], judged)
duel.compile(keras.optimizers.Adam(0.02, beta_1=0.5), "binary_crossentropy")

# %% [markdown] id="gan-predict-text"
# (`beta_1=0.5`, a usual choice for GANs, lets Adam forget sooner; see lesson 08.) Train twice: first with
# real samples in one heap about 4, then go on with two heaps, about 2 and 6.
#
# **Predict.** How will the fakes be spread after each training?

# %% id="gan-train"
def train_against(real_samples):
    """Train the duel for 300 steps of 64 samples; return 2000 fakes."""
    n = len(real_samples)
    duel.fit([rng.normal(size=(n, 1)), real_samples], np.tile([1.0, 0.0], (n, 1)),
             batch_size=64, verbose=0)
    return make_fakes()


one_heap = rng.normal(4, 1, (300 * 64, 1))
two_heaps = rng.normal(rng.choice([2, 6], (300 * 64, 1)), 0.5)
before = make_fakes()
after_one = train_against(one_heap)
after_two = train_against(two_heaps)

# %% [markdown] id="gan-picture-text"
# Fakes and real samples, as histograms:

# %% id="gan-picture" alt="Three histograms. Before: the fakes are a heap about 0, the real samples one about 4. After: the fakes lie on the real samples. With two heaps of real samples, about 2 and 6, the fakes are one heap in the gap between the two."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharex=True)
bins = np.linspace(-4, 9, 40)
for ax, true, fake in zip(axes, [one_heap, one_heap, two_heaps], [before, after_one, after_two]):
    ax.hist(true[:2000, 0], bins, density=True, histtype="stepfilled", alpha=0.4, label="real")
    ax.hist(fake, bins, density=True, histtype="step", linewidth=2, label="fakes")
    ax.set(xlabel="number", yticks=[])
for ax, title in zip(axes, ["before", "after", "two heaps"]):
    ax.set_title(title)
_ = axes[0].legend()

# %% [markdown] id="gan-explained"
# **Explain.** Nobody told the generator where the real samples are; it has never seen one. All it
# got was the gradient of its opponent. But look at the third picture. This generator is one
# straight line, so one heap is all that it can make, and many of its fakes lie where no real sample does.
#
# What this example does not show: that training a GAN works in general. Two opponents may circle for ever, one
# may win at once, or the generator may find one good fake and make nothing else (*mode collapse*).
# In practice one usually updates the two in turn, with a slightly different loss for the generator.

# %% id="gan-claims" tags=["claim-L07-03"]
dl.claim("The fakes have moved from about 0 to about 4",
         abs(before.mean()) < 0.5 and abs(after_one.mean() - 4) < 0.6)
in_the_gap = np.mean(np.abs(after_two - 4) < 0.5)
real_in_the_gap = np.mean(np.abs(two_heaps - 4) < 0.5)
dl.claim("With two heaps, many fakes fall into the gap, where real samples hardly are",
         in_the_gap > 0.1 > 0.02 > real_in_the_gap)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Build, compile, fit, evaluate, predict: the same five verbs for every network.
# - Sequential, Functional and subclass are three ways to write one model.
# - `fit` is a loop: forward pass, loss, gradients, update. Written out, it ends at the same weights.
# - Training data sets the weights, validation data makes your decisions, test data is opened once: the
#   score of a winner promises too much on the data that chose it.
# - Callbacks watch, stop, save and steer. A learning curve says what to change: is it smooth, is the training
#   loss small, does the validation loss follow?
# - The confusion matrix and the worst mistakes say what an accuracy hides.
# - A saved model predicts the same; own classes and preprocessing must travel with it. A backend does the
#   arithmetic and the derivatives, on whatever device there is.
#
# This is the end of part I. You can go from raw data to an understood classifier. Nearly every part in
# between you have built yourself. One box is still closed, and we have used it all the time: Adam. It is where part
# II begins.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | Keras | 케라스 | high-level deep-learning API for Python with exchangeable backends |
# | backend engine | 백엔드 엔진 | library doing the low-level tensor work for Keras |
# | optimizer | 옵티마이저 (최적화 함수) | rule that turns gradients into weight updates |
# | epoch | 에포크 | one pass over the whole training set |
# | batch size | 배치 크기 | number of samples per update |
# | validation data | 검증 데이터 | data for decisions about the training; sets no weights |
# | test data | 테스트 데이터 | data that is used once, at the end |
# | callback | 콜백 | object whose methods `fit` calls at fixed moments |
# | learning curve | 학습 곡선 | loss against the epochs, for training and validation data |
# | underfitting | 과소적합 | the network cannot even do its training data |
# | overfitting | 과적합 (과대적합, 오버피팅) | training data learned by heart; new data done worse and worse |
# | confusion matrix | 혼동 행렬 | how often each class was taken for each class |
# | early stopping | 조기 종료 | ending a training when the validation loss no longer improves |
# | generative adversarial network (GAN) | 적대적 생성 신경망 | generator and discriminator trained against each other |

# %% [markdown] id="references"
# ## References
#
# - F. Chollet and others, *Keras*, 2015. The documentation at keras.io has a guide for most sections of
#   this lesson.
# - L. Prechelt, *Early stopping, but when?*, in: Neural Networks: Tricks of the Trade, Springer, 1998.
# - I. Goodfellow and others, *Generative adversarial nets*, Advances in Neural Information Processing
#   Systems 27, 2014.
# - Y. Ganin and V. Lempitsky, *Unsupervised domain adaptation by backpropagation*, International Conference
#   on Machine Learning, 2015. The gradient that is turned around.
# - D. P. Kingma and J. Ba, *Adam: a method for stochastic optimization*, International Conference on
#   Learning Representations, 2015.
# - C. Kaynak, *Methods of combining multiple classifiers and their applications to handwritten digit
#   recognition*, MSc thesis, Bogazici University, 1995. The digits.
