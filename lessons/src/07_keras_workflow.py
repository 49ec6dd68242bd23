# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=30
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
# - split data into training, validation and test part, and say what each is for;
# - watch a training with callbacks, read its learning curve, and write a callback of your own;
# - look into a classifier's mistakes, and save and load it.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=7)

import pathlib
import tempfile

import keras
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
# | `fit` | train | lesson 06 |
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
# The words `"adam"` and `"sparse_categorical_crossentropy"` stand for objects with default settings;
# write `keras.optimizers.Adam(0.003)` to choose your own.
#
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
# `Sequential` is a list of layers. It is enough for everything in this course so far. Two more styles
# exist, because not every network is a list.
#
# - **Functional**: call a layer on the output of another one, as a function. The model is the way from an
#   input to an output, and it may fork and join.
# - **Subclass**: write a class; `call` says what happens. Any Python will do, but Keras can no longer look
#   inside before data has passed through.

# %% id="functional"
inputs = keras.Input((64,))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(10, activation="softmax")(hidden)
functional = keras.Model(inputs, outputs)

# %% [markdown] id="subclass-text"
# The same as a class:

# %% id="subclass"
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(64, activation="relu")
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        return self.out(self.hidden(x))


subclass = Reader()
_ = subclass(digits.x_test[:1])  # the weights are made when the first data comes

# %% [markdown] id="styles-equal-text"
# Are they the same model? Give all three the same weights and compare what they say.

# %% id="styles-equal"
functional.set_weights(model.get_weights())
subclass.set_weights(model.get_weights())
expected = model.predict(digits.x_test, verbose=0)
differences = [np.abs(m.predict(digits.x_test, verbose=0) - expected).max()
               for m in (functional, subclass)]
dl.claim("Sequential, Functional and subclass compute the same", max(differences) < 1e-6)

# %% [markdown] id="which-style"
# Use the simplest that can say what you mean: `Sequential` for a chain, Functional for forks and several
# inputs or outputs, a subclass when the computation itself must be programmed.
#
# ### Exercise: build a model

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
# The whole of deep learning fits into one circle. A batch of inputs goes through the layers and becomes
# predictions. The loss compares them with the targets. Backpropagation computes the gradient of the loss
# by every weight. The **optimizer** turns the gradients into a change of the weights. Again.
#
# `fit` is this circle in two loops, over epochs and over batches. Write it yourself, with
# `dl.training.gradients` for the backward pass, which you know from the inside, and compare. To be
# comparable, both start from the same weights, and `fit` must not shuffle.

# %% id="by-hand"
start = model.get_weights()
model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
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
# `fit` also shuffles, counts, prints and calls callbacks. But there is no more magic in it than this.
#
# The optimizer is a part that can be exchanged. All of them get the same gradients and make different
# steps of them (lesson 08 builds them). `train_on_batch` takes one single step. If the batch is the whole
# training set, it is one step of batch gradient descent.

# %% id="optimizers" tags=["claim-L07-06"]
choices = [keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01, momentum=0.9),
           keras.optimizers.Adagrad(0.01), keras.optimizers.RMSprop(0.01), keras.optimizers.Adam(0.01)]
smallest_moves = []
for choice in choices:
    model.set_weights(start)
    model.compile(choice, "sparse_categorical_crossentropy")
    model.train_on_batch(x, y)
    moves = [np.abs(a - b).max() for a, b in zip(model.get_weights(), start)]
    smallest_moves.append(min(moves))
dl.claim("Each optimizer changed every weight array in one step", min(smallest_moves) > 0)

# %% [markdown] id="splits"
# ## 4. Three parts of the data
#
# A network can learn its training data by heart. So the only honest question is how well it does on data
# that it has **not** seen.
#
# - The **training** part sets the weights.
# - The **validation** part is for your decisions: how many units, how many epochs, which of two models.
# - The **test** part is opened once, at the end. If you use it to decide, you fit it, too, and nobody is
#   left to say how good the model really is (lesson 12 measures this).
#
# Our digits come with a test part. Cut the validation part from the rest. The samples must be shuffled
# first: data is often sorted, and the last fifth of it may hold classes that the rest does not have.

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
# | `ModelCheckpoint` | saves the model, if you like only when it is the best so far |
# | `LearningRateScheduler` | sets the learning rate of each epoch |
# | `TensorBoard` | writes logs for the program of that name; `pip install tensorboard` brings it |
#
# Without `verbose=0`, `fit` draws a progress bar with the loss so far. Here we draw the curve instead:
# `dl.callbacks.LiveCurve()` replaces its picture after every few epochs. Run the cell and watch.

# %% id="live-curve" alt="Training and validation loss against the epoch. Both fall steeply during the first five epochs; then the training loss goes on towards zero while the validation loss flattens above it."
folder = pathlib.Path(tempfile.mkdtemp())
checkpoint = keras.callbacks.ModelCheckpoint(folder / "best.keras", save_best_only=True)
schedule = keras.callbacks.LearningRateScheduler(lambda epoch: 0.003 if epoch < 15 else 0.001)
live = dl.callbacks.LiveCurve(every=8)

reader = classifier(64, 64)
reader.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = reader.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=24, verbose=0,
                     callbacks=[live, checkpoint, schedule])

# %% [markdown] id="read-the-curve"
# **How to read it.**
#
# - Both curves still fall: train longer.
# - The training loss is high and flat: the network is too small, or the learning rate is wrong.
# - The training loss falls while the validation loss rises: the network begins to learn the training
#   data by heart. That is **overfitting**, and lesson 11 is about it.
# - The curves jump up and down: the learning rate is too large.
# - In the first epochs the training curve may lie *above* the validation curve. That is no miracle: Keras
#   averages the training loss over the whole epoch, while the network is still improving, and computes the
#   validation loss at its end.
#
# Here the validation loss flattens while the training loss goes on. More epochs would not help. And
# how good is it? Open the test part, once.

# %% id="above-97"
_, test_accuracy = reader.evaluate(digits.x_test, digits.y_test, verbose=0)
saved = keras.models.load_model(folder / "best.keras")
best_epoch = int(np.argmin(history.history["val_loss"]))
saved_loss = saved.evaluate(x_val, y_val, verbose=0)[0]
dl.claim("It reads more than 97 % of the test images", test_accuracy > 0.97)
dl.claim("The checkpoint holds the model of the epoch with the smallest validation loss",
         abs(saved_loss - history.history["val_loss"][best_epoch]) < 1e-4)

# %% [markdown] id="seeds-text"
# One start is an anecdote (lesson 03). Ten networks of the same shape, each from its own random start:

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
# `EarlyStopping(patience=3)` watches the validation loss. After an epoch that is no better than the best
# so far, it counts one; after three such epochs in a row it stops. Write down what it does.

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
# Does Keras agree? Train with it, and apply the rule to the losses that it saw.

# %% id="stop-in-keras"
patient = classifier(64)
patient.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
stopper = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
losses = patient.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=60, verbose=0,
                     callbacks=[stopper]).history["val_loss"]
best_before = np.minimum.accumulate(losses)
dl.claim("It stopped before the 60 epochs were over", len(losses) < 60)
dl.claim("The last two epochs were no better than the best before them",
         min(losses[-2:]) >= best_before[-3])

# %% [markdown] id="own-callback"
# ### A callback of your own
#
# A callback is a class with methods of fixed names. `logs` is a dictionary with the numbers of the epoch,
# such as `logs["loss"]` and `logs["val_loss"]`.

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
# In the demo you are `fit`. Each press trains for one epoch. Change the learning rate in the middle of a
# training. When do the curves part?

# %% id="demo" alt="Left: training and validation loss after four epochs, both falling. Right: twelve test images with what the network takes them for; the wrong ones are framed."
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

# %% id="confusion" alt="A 10 by 10 matrix of counts for the test images. Nearly all lie on the diagonal, about 45 per class; a few single mistakes stand beside it."
shares = reader.predict(digits.x_test, verbose=0)
predicted = shares.argmax(axis=1)
ax = dl.plots.plot_confusion_matrix(digits.y_test, predicted, class_names=digits.class_names)
matrix = dl.plots.confusion_matrix(digits.y_test, predicted, 10)
dl.claim("The diagonal divided by the number of images is the accuracy",
         np.isclose(np.trace(matrix) / matrix.sum(), test_accuracy))

# %% [markdown] id="worst-text"
# Then look at the images themselves: those where the right class got the smallest share.
#
# **Predict.** Could you read them?

# %% id="worst" alt="Six test images that the network misread, with the right digit and what it was taken for. Several are hard to read for a person, too."
images = digits.x_test.reshape(-1, 8, 8)
_ = dl.plots.plot_worst_mistakes(images, digits.y_test, shares, class_names=digits.class_names)

# %% [markdown] id="worst-explained"
# **Explain.** Always do this. Sometimes the label is wrong, sometimes the image is hopeless, and sometimes
# you see what the network lacks. For an MLP each pixel is a number of its own; it does not know that
# neighbours belong together. Lesson 13 mends that.

# %% [markdown] id="saving"
# ## 7. Save and load
#
# `model.save("name.keras")` writes architecture, weights, loss, optimizer and its state into one file.
# Anybody with Keras can load it, and it predicts the same.

# %% id="save-and-load"
reader.save(folder / "reader.keras")
again = keras.models.load_model(folder / "reader.keras")
difference = np.abs(again.predict(digits.x_test, verbose=0) - shares).max()
dl.claim("The loaded model makes the same predictions", difference < 1e-6)

# %% [markdown] id="save-explained"
# A model without its preprocessing is useless: whoever loads it must scale the images in the same way. So
# write down what it expects (here: 64 numbers from 0, paper, to 1, ink), or make the scaling a layer of
# the model.

# %% [markdown] id="backends"
# ## 8. What runs underneath
#
# Keras is a *model-level* library. It knows layers, losses and callbacks. The arithmetic and the
# derivatives are done by a **backend**: TensorFlow, JAX or PyTorch. The environment variable
# `KERAS_BACKEND` chooses it before Keras is imported; it can be `"tensorflow"` (the default), `"jax"` or
# `"torch"`. The lines of this lesson stay the same.
#
# `keras.ops` has the backend's operations under NumPy's names. So one `Dense` layer can be written with
# them, too.

# %% id="ops" tags=["claim-L07-04"]
layer = reader.layers[0]
few = digits.x_test[:5]
with_ops = keras.ops.relu(keras.ops.matmul(few, layer.kernel) + layer.bias)
with_numpy = np.maximum(few @ layer.get_weights()[0] + layer.get_weights()[1], 0)
of_layer = keras.ops.convert_to_numpy(layer(few))
backend = keras.config.backend()
dl.claim("A layer, keras.ops and NumPy compute the same",
         np.allclose(of_layer, with_ops, atol=1e-5) and np.allclose(of_layer, with_numpy, atol=1e-5))
dl.claim("Some backend does the work", backend in ("tensorflow", "jax", "torch"))

# %% [markdown] id="devices-text"
# The backend also decides *where* to compute. If there is a GPU, it is used, without a change of your code.
# The last digits may differ, because sums are taken in another order.

# %% id="devices" tags=["claim-L07-02"]
cpu = keras.device("cpu:0")
with cpu:
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
# In lists of network types you will also meet the **generative adversarial network**, GAN. It is no layer.
# It is *two* models and a special training: a **generator** turns random numbers into fakes, a
# **discriminator** learns to tell real from fake, and the generator learns from it what would pass as
# real. In the smallest example, real samples are single numbers about 4; the generator starts at 0.

# %% id="gan"
generator = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, name="generate")])
discriminator = keras.Sequential([keras.Input((1,)), keras.layers.Dense(8, "relu", name="look"),
                                  keras.layers.Dense(1, "sigmoid", name="judge")])
both = keras.Sequential([generator, discriminator])
judge_loss = keras.losses.BinaryCrossentropy()


def step_of(part, whole, x, y, optimizer):
    gradients = dl.training.gradients(whole, x, y, judge_loss)
    names = dl.training.parameter_names(part)
    optimizer.apply([keras.ops.convert_to_tensor(gradients[n]) for n in names],
                    part.trainable_variables)

# %% [markdown] id="gan-train-text"
# One step for the discriminator, one for the generator, and again:

# %% id="gan-train" tags=["claim-L07-03"]
real = lambda n: rng.normal(4, 1, (n, 1))
noise = lambda n: rng.normal(0, 1, (n, 1))
fakes = lambda n: keras.ops.convert_to_numpy(generator(noise(n)))
before = fakes(500).mean()
optimizers = [keras.optimizers.Adam(0.05), keras.optimizers.Adam(0.05)]
for _ in range(40):
    samples, truth = np.concatenate([real(32), fakes(32)]), np.repeat([[1.0], [0.0]], 32, axis=0)
    step_of(discriminator, discriminator, samples, truth, optimizers[0])
    step_of(generator, both, noise(32), np.ones((32, 1)), optimizers[1])
after = fakes(500).mean()
dl.claim("The fakes have moved towards the real numbers", abs(after - 4) < abs(before - 4))

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Build, compile, fit, evaluate, predict: the same five verbs for every network.
# - Sequential, Functional and subclass are three ways to write one model.
# - `fit` is a loop: forward pass, loss, gradients, update. Written out, it ends at the same weights.
# - Training data sets the weights, validation data makes your decisions, test data is opened once.
# - Callbacks watch, stop, save and steer; a learning curve says what to change.
# - The confusion matrix and the worst mistakes say what an accuracy hides.
# - A saved model predicts the same. A backend does the arithmetic, on whatever device there is.
#
# This is the end of part I. You can go from raw data to an understood classifier, and nothing in between
# is a black box any more.

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
# | confusion matrix | 혼동 행렬 | how often each class was taken for each class |
# | early stopping | 조기 종료 | ending a training when the validation loss no longer improves |
# | generative adversarial network (GAN) | 적대적 생성 신경망 | generator and discriminator trained against each other |

# %% [markdown] id="references"
# ## References
#
# - F. Chollet and others, *Keras*, 2015. The documentation at keras.io has a guide for every section of
#   this lesson.
# - L. Prechelt, *Early stopping, but when?*, in: Neural Networks: Tricks of the Trade, Springer, 1998.
# - I. Goodfellow and others, *Generative adversarial nets*, Advances in Neural Information Processing
#   Systems 27, 2014.
# - D. P. Kingma and J. Ba, *Adam: a method for stochastic optimization*, International Conference on
#   Learning Representations, 2015.
# - C. Kaynak, *Methods of combining multiple classifiers and their applications to handwritten digit
#   recognition*, MSc thesis, Bogazici University, 1995. The digits.
