# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=55 minutes=90 figure="accuracy against the number of labels: from scratch, frozen and fine-tuned, three bands that cross"
# # Transfer learning
#
# A network that can read the digits 0 to 4 has never seen a 7. Can it help you read 7s all the same? In this lesson you
# have five labelled examples of each new digit. You will reuse what a network has learned before, in two ways, find out
# how far the help goes, and hunt for what it was that the old network knew. The answer surprised us.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - reuse a trained network in Keras: cut off its head, freeze it, put a new head on;
# - fine-tune it in two stages, and choose the learning rate of each;
# - avoid two traps, one in freezing and one in batch normalization;
# - say with how many labels transfer pays, and test what it was that transferred.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=15)

import keras
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] id="five"
# ## 1. Five of each
#
# A post office has a machine that reads house numbers. For years it has read nothing but the digits 0 to 4. Next week the
# district grows, and the digits 5 to 9 will come. The postman has labelled five of each for you: 25 images.
#
# Our images are the digits of lesson 09. Each stands for a letter in the mail, so we shall call it a letter. Letters lie
# under the camera as they fall: we move each by up to four pixels, up or down, left or right.

# %% id="digits"
def shifted(images, seed):
    """Move each image of 28 x 28 pixels by up to 4 pixels each way; return shape (n, 28, 28, 1)."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (4, 4), (4, 4)))
    corners = rng.integers(0, 9, size=(len(images), 2))
    return np.stack([frame[top:top + 28, left:left + 28] for frame, (top, left) in zip(framed, corners)])[..., None]


digits = dl.datasets.load_mnist_5k()
is_old, is_old_test = digits.y_train < 5, digits.y_test < 5
x_old, y_old = digits.x_train[is_old], digits.y_train[is_old]
x_new, y_new = shifted(digits.x_train[~is_old], seed=0), digits.y_train[~is_old] - 5  # classes 0 to 4 again
x_test, y_test = shifted(digits.x_test[~is_old_test], seed=1), digits.y_test[~is_old_test] - 5

# %% [markdown] id="draw-text"
# Of the 2,000 new images that the course has, the postman labels a few, drawn at random. He draws from the first
# 1,500; the last 500 are our **validation** images (lesson 07). On them we choose the learning rates; the test images
# stay closed until the race in section 4.

# %% id="draw" alt="Twenty-five handwritten digits, five each of 5, 6, 7, 8 and 9, each off the middle in another direction."
x_val, y_val = x_new[1500:], y_new[1500:]


def draw(n, seed):
    """Return where n labelled images of each new digit stand."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.choice(np.flatnonzero(y_new[:1500] == c), n, replace=False) for c in range(5)])


five = draw(5, seed=0)
fig, axes = plt.subplots(2, 13, figsize=(11, 1.9))
for ax in axes.flat:
    ax.set_axis_off()
for ax, image in zip(axes.flat, x_new[five]):
    ax.imshow(image, cmap="Greys")

# %% [markdown] id="pretrain-text"
# And this is the old machine. Its lower part, the **base**, turns an image into 64 numbers, its **features**. Its upper
# part, the **head**, is one layer that turns features into five logits:
#
# ```text
#  image        ┌──────────── base ────────────┐              ┌─── head ───┐
#  28 × 28  ──▶ │ two convolutions and a dense │ ──▶ 64   ──▶ │ one dense  │ ──▶  5 logits
#               │ layer: reused for new digits │  features    │ layer: new │
#               └──────────────────────────────┘              └────────────┘
# ```
#
# The machine learns from 2,000 images of 0 to 4, ten times over, shifted anew each time. Training for one task in order
# to use the network for another is called **pretraining**.

# %% id="pretrain"
def new_base():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(12, 5, strides=2, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(24, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
    ])


cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

# %% [markdown] id="pretrain-run-text"
# `pretrain` puts a head on a base and trains both, with a rate that falls to 0 (lesson 08).

# %% id="pretrain-run" atol=0.01
def pretrain(base, images, labels):
    """Put a head on this base, and let both learn from 20,000 images; return the machine."""
    machine = keras.Sequential([base, keras.layers.Dense(5)])
    schedule = keras.optimizers.schedules.CosineDecay(0.004, 400)
    machine.compile(keras.optimizers.Adam(schedule), cross_entropy, metrics=["accuracy"], steps_per_execution=20)
    machine.fit(images, labels, batch_size=50, verbose=0)
    return machine


x_years = np.concatenate([shifted(x_old, seed) for seed in range(10)])
base = new_base()
machine = pretrain(base, x_years, np.tile(y_old, 10))
x_old_test, y_old_test = shifted(digits.x_test[is_old_test], seed=2), digits.y_test[is_old_test]
print(f"digits 0 to 4 that it has not seen: {machine.evaluate(x_old_test, y_old_test, verbose=0)[1]:.2f}")

# %% [markdown] id="reuse-text"
# Now the 25 letters. The first network starts from scratch: all weights are random. The second one takes the machine's base
# as it is, **frozen**: its weights stay what they are, and only a new head learns. Both take sixty steps, each with all 25
# images. (We lay the 25 out sixty times and call it one epoch: that is faster.)

# %% id="reuse"
sixty_times = np.tile(five, 60)


def learn_five(model, rate):
    """Train on the 25 labelled images; return the accuracy on the validation images."""
    model.compile(keras.optimizers.Adam(rate), cross_entropy, metrics=["accuracy"])
    model.fit(x_new[sixty_times], y_new[sixty_times], batch_size=25, shuffle=False, verbose=0)
    return model.evaluate(x_val, y_val, verbose=0)[1]


from_scratch = keras.Sequential([new_base(), keras.layers.Dense(5)])
base.trainable = False
reused = keras.Sequential([base, keras.layers.Dense(5)])

# %% [markdown] id="weights-of-text"
# To see later whether weights have moved, we keep a copy:

# %% id="weights-of"
def weights_of(model):
    return [np.array(weights) for weights in model.get_weights()]

# %% [markdown] id="reuse-question"
# **Predict.** Whoever guesses reads one in five. How many of 500 new images does each read? The base has never seen a digit
# above 4.

# %% id="reuse-run" tags=["predict"] atol=0.06
pretrained = weights_of(base)
for name, model, rate in (("from scratch", from_scratch, 0.003), ("reused", reused, 0.01)):
    print(f"{name:12}: {learn_five(model, rate):.2f}")

# %% [markdown] id="reuse-explained"
# **Explain.** The old base helps with digits that it has never seen. This is **transfer learning**: layers that were learned
# on one task are reused on another.
#
# But this was *one* draw, *one* base and *one* rate for each. Do not believe it yet. Section 4 makes it a fair race. First
# let us get the freezing right.

# %% [markdown] id="freeze"
# ## 2. Frozen, or not?
#
# `trainable = False` tells the optimizer to leave these weights alone. And it goes down: set on a model, it holds for all
# layers inside.

# %% id="freeze-claim" tags=["claim-L15-02"]
n_learn = sum(int(np.prod(variable.shape)) for variable in reused.trainable_variables)
print(f"{reused.count_params():,} parameters, of which {n_learn} learn")
moved = max(np.abs(a - b).max() for a, b in zip(weights_of(base), pretrained))
dl.claim("After sixty steps no weight of the frozen base has moved", moved == 0)

# %% [markdown] id="exercise-count-text"
# ### Exercise: what learns?
#
# A network is described layer by layer, as below, with a word for each: is it frozen? Count the numbers that the
# optimizer moves. Careful with batch normalization (lesson 10): of its four numbers for each unit, two are learned,
# and two are statistics.

# %% id="exercise-count" tags=["exercise"]
def count_trained(layers):
    """Return how many numbers the optimizer moves.

    layers: a list of tuples (kind, sizes, frozen):
        ("conv", (size, channels, filters), frozen)   windows of size x size; one bias for each filter
        ("dense", (inputs, units), frozen)            one bias for each unit
        ("norm", (units,), frozen)                    gamma, beta, running mean, running variance
        ("pool", (), frozen)
    frozen is True or False.
    Example: [("dense", (64, 10), True), ("norm", (10,), False), ("dense", (10, 5), False)] gives 75.
    """
    # solution
    total = 0
    for kind, sizes, frozen in layers:
        if frozen or kind == "pool":
            continue
        if kind == "norm":
            total += 2 * sizes[0]
        elif kind == "dense":
            inputs, units = sizes
            total += inputs * units + units
        else:
            size, channels, filters = sizes
            total += size * size * channels * filters + filters
    return total

# %% id="check-count"
dl.exercises.count_trained.check(count_trained)

# %% [markdown] id="trap-text"
# ### Does Keras obey?
#
# Now try to catch Keras. We take three new machines and switch `trainable` at different moments.
#
# | | before | then |
# |---|---|---|
# | A | `compile`, `fit` | freeze, `fit` |
# | B | `compile`, `fit` | freeze, `compile`, `fit` |
# | C | freeze, `compile`, `fit` | unfreeze, `fit` |
#
# Two helpers:

# %% id="trap"
def switch(model, trainable, compile=False):
    model.layers[0].trainable = trainable
    if compile:
        model.compile("sgd", cross_entropy)


def fit(model):
    """Train for one step; say what the base did."""
    before = weights_of(model.layers[0])
    try:
        model.fit(x_new[five], y_new[five], batch_size=25, verbose=0)
    except ValueError:  # with another backend than TensorFlow
        return "Keras refuses"
    moved = any(np.any(a != b) for a, b in zip(before, weights_of(model.layers[0])))
    return "the base moves" if moved else "the base stays"

# %% [markdown] id="trap-question"
# **Predict.** In which does the base move during the last `fit`?

# %% id="trap-run" tags=["predict"]
for name in "ABC":
    model = keras.Sequential([new_base(), keras.layers.Dense(5)])
    switch(model, name != "C", compile=True)
    fit(model)
    switch(model, name == "C", compile=name == "B")
    print(name, fit(model))

# %% [markdown] id="trap-explained"
# **Explain.** A is frozen, and moves all the same; C is unfrozen, and stays. The first `fit` builds the step of training
# and settles which weights it moves. Later `fit`s use that step, until `compile` throws it away. In C you believe that you
# fine-tune, and only the head learns. (That was TensorFlow. With JAX, Keras refuses A and C; with
# PyTorch A obeys and C is refused.) So **after each change of `trainable`, compile**, and look whether the
# weights have moved.

# %% [markdown] id="features-text"
# ### Why run it sixty times?
#
# A frozen base says the same of an image each time. So let it speak once, keep the features, and train the head on
# them as if they were the images.

# %% id="features"
features, features_test = base.predict(x_new, verbose=0), base.predict(x_test, verbose=0)

# %% [markdown] id="features-text-2"
# Is it the same? One head through the base, one on its features, from the same start:

# %% id="features-claim" atol=0.06
start = weights_of(reused.layers[-1])


def train_head(model, images):
    """Train from one start, all steps with all 25 images; return the head's weights."""
    model.layers[-1].set_weights(start)
    model.compile(keras.optimizers.Adam(0.01), cross_entropy)
    model.fit(images[sixty_times], y_new[sixty_times], batch_size=25, shuffle=False, verbose=0)
    return weights_of(model.layers[-1])


head_alone = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5)])
apart = max(np.abs(a - b).max() for a, b in zip(train_head(reused, x_new), train_head(head_alone, features)))
trained = max(np.abs(a - b).max() for a, b in zip(start, weights_of(head_alone.layers[0])))
dl.claim("Through the base or on stored features: sixty steps later, the same head", apart < 0.001 and trained > 0.1)

# %% [markdown] id="operations-explained"
# The same head, and the base has run once for each image instead of sixty times. The price: no step can see the images
# changed (lesson 11's augmentation). A single layer on frozen features is also known as a **linear probe**: it tells how
# much of an answer the features already hold.

# %% [markdown] id="fine"
# ## 3. Let it learn on
#
# Surely a base made for other digits can be improved for the new ones: unfreeze it, and train all weights together. This is
# **fine-tuning**. Two pieces of advice come with it wherever you read about it:
#
# 1. **Head first.** A new head is random, and what it sends back to the base is noise. So train it alone, then all.
# 2. **A low rate.** A large step would wash away what was learned.
#
# In Keras:

# %% id="fine-keras" atol=0.06
base.trainable = True
reused.compile(keras.optimizers.Adam(0.0003), cross_entropy, metrics=["accuracy"])  # compile, after the switch
reused.fit(x_new[sixty_times], y_new[sixty_times], batch_size=25, shuffle=False, verbose=0)
print(f"after the head (section 2), then all at a low rate: {reused.evaluate(x_val, y_val, verbose=0)[1]:.2f}")
base.set_weights(pretrained)  # as it was: all that follows needs the base that has never seen a new digit

# %% [markdown] id="fine-text"
# About what the head alone had read. Is the advice right? How low is low? To test it we need hundreds of trainings. Here is
# our machine in the course's NumPy engine, where many copies train side by side (lesson 09): each array of weights gets
# one more axis in front.

# %% id="twins"
def copies(starts):
    """Return machines in NumPy, one for each start: a list of eight arrays, in Keras' order."""
    conv_1, bias_1, conv_2, bias_2, dense, bias_3, head, bias_4 = map(np.stack, zip(*starts))
    s = dl.scratch
    layers = [s.Conv2D(conv_1, bias_1, strides=2), s.Activation(s.relu), s.MaxPooling2D(),
              s.Conv2D(conv_2, bias_2), s.Activation(s.relu), s.Flatten(),
              s.Dense(dense, bias_3), s.Activation(s.relu), s.Dense(head, bias_4)]
    return s.Network(layers, s.SparseCategoricalCrossentropy(from_logits=True))


def random_start(seed):
    rng = np.random.default_rng(seed)
    shapes = [weights.shape for weights in machine.get_weights()]
    return [dl.scratch.glorot_uniform(shape, rng, kernel_axes=len(shape)) if len(shape) > 1 else np.zeros(shape, "float32")
            for shape in shapes]

# %% [markdown] id="methods-text"
# Now the three ways, each as a function; `rates` holds a learning rate for each copy.
#
# | | base | head |
# |---|---|---|
# | from scratch | random, learns | random, learns |
# | frozen | pretrained, stays | random, learns |
# | fine-tuned | pretrained; stays for the first half of the steps, then learns | random, learns from the first step |
#
# All take the same number of steps.

# %% id="methods"
def train(network, images, labels, rates, epochs):
    network.fit(images, labels, epochs=epochs, batch_size=25, optimizer=dl.scratch.Adam(np.array(rates)))
    return network


def scratch(rows, seed, rates, epochs):
    return train(copies(len(rates) * [random_start(seed)]), x_new[rows], y_new[rows], rates, epochs)


def frozen(rows, seed, rates, epochs, features=features):
    kernel, bias = (np.stack(len(rates) * [weights]) for weights in random_start(seed)[6:])
    head = dl.scratch.Network([dl.scratch.Dense(kernel, bias)], dl.scratch.SparseCategoricalCrossentropy(from_logits=True))
    return train(head, features[rows], y_new[rows], rates, epochs)

# %% [markdown] id="methods-fine"
# To test the first piece of advice we add a way that does not follow it.

# %% id="fine-tuned"
def fine_tuned(rows, seed, rates, epochs, base=pretrained, features=features):
    head = [weights[0] for weights in frozen(rows, seed, [0.03], epochs // 2, features).weights]
    return train(copies(len(rates) * [base + head]), x_new[rows], y_new[rows], rates, epochs // 2)


def all_at_once(rows, seed, rates, epochs):
    """Fine-tuning without advice 1: a random head, and all weights learn from the first step."""
    return train(copies(len(rates) * [pretrained + random_start(seed)[6:]]), x_new[rows], y_new[rows], rates, epochs)

# %% [markdown] id="travel-text"
# Three draws of 25 letters, seven rates, read on the validation images. We also measure how far the base has travelled.
# Take all its weights as one long vector: how far from its beginning does it end, as a share of its length there?

# %% id="travel"
fine_rates = 10 ** np.arange(-4, -0.9, 0.5)
weights_before = np.concatenate([weights.ravel() for weights in pretrained])
accuracy, way = {}, {}
for name, method in (("head first", fine_tuned), ("all at once", all_at_once)):
    networks = [method(draw(5, seed), seed, fine_rates, 60) for seed in range(3)]
    accuracy[name] = np.array([network.accuracy(x_val, y_val) for network in networks])
    after = [np.concatenate([w.reshape(7, -1) for w in network.weights[:6]], axis=1) for network in networks]
    way[name] = np.array([np.linalg.norm(a - weights_before, axis=1) for a in after]) / np.linalg.norm(weights_before)

# %% [markdown] id="travel-question"
# **Predict.** At which rate is fine-tuning best, and how far has the base gone there: 5 %, 50 %, or further than its
# own length? And what becomes of those that do not train the head first?

# %% id="travel-picture" live=true tags=["predict"] alt="Left: accuracy with five labels over the learning rate of fine-tuning. With the head trained first it is above 0.5 at low rates, about a half at 0.01 and lower at 0.03; all at once starts far lower, is best, near a half, at about 0.001, and from 0.01 on little lower than the other. The bands overlap. Right: how far the base travelled, from a few per cent at the lowest rate to several times its own length at the highest."
fig, axes = plt.subplots(1, 2, figsize=(11, 4.3))
for name, color in (("head first", "blue"), ("all at once", "vermilion")):
    dl.plots.plot_bands(accuracy[name][:, :-1], x=fine_rates[:-1], label=name, color=color, ax=axes[0])
    dl.plots.plot_bands(100 * way[name], x=fine_rates, color=color, ax=axes[1])
axes[0].set(xscale="log", xlabel="learning rate of all weights", ylabel="accuracy on new images")
axes[1].axhline(100, color="0.5", ls=":")
axes[1].text(fine_rates[0], 115, "as far as its own length")
_ = axes[1].set(xscale="log", yscale="log", xlabel="learning rate of all weights", ylabel="way of the base, %")

# %% [markdown] id="travel-explained"
# **Explain.** With five labels the base should hardly move: head first, up to a rate of 0.001, it goes some ten per cent of
# its length at most. At the rate 0.1 (drawn on the right alone) it ends several times its own length away,
# and reads no more than a network from scratch did.
#
# And advice 1? Without it even the best rate reads less on average, though the bands overlap. Our reading: a random head has
# a long way to go, and the base only a short one, so no rate suits both.

# %% id="travel-claims" atol=0.3
first, at_once = (accuracy[name].mean(axis=0) for name in ("head first", "all at once"))
print(f"best rate: head first {first.max():.2f}, all at once {at_once.max():.2f}")
low_first, low_at_once, high_first = first[:3].min(), at_once[0], first[-1]
dl.claim("From rate 0.0001 to 0.001, head first stays near 0.5; all at once, 0.0001 is far too low",
         low_first > 0.44 and low_at_once < 0.4)
way_there, way_highest = np.median(way["head first"][:, :3], axis=0).max(), np.median(way["head first"][:, -1])
dl.claim("Up to the rate 0.001 the base travels less than 15 % of its length, at 0.1 more than\n"
         "twice, and what it had learned is gone", way_there < 0.15 and way_highest > 2 and high_first < 0.35)

# %% [markdown] id="race"
# ## 4. A fair race
#
# What if the postman writes one label of each digit, or 200? And was our machine lucky? From another start, a base learns
# other features. So we pretrain four more machines, side by side:

# %% id="machines"
def pretrain_copies(starts, images):
    """Pretrain a machine from each start, all at once; return the six arrays of each base."""
    machines = copies(starts)
    adam = dl.scratch.Adam(dl.scratch.CosineDecay(0.004, 400))
    machines.fit(images, labels_10, batch_size=50, optimizer=adam)
    return [[weights[i] for weights in machines.weights[:6]] for i in range(len(starts))]

# %% [markdown] id="machines-text"
# For the features, each base is put into a model in Keras:

# %% id="machines-features"
def features_of(weights, *several):
    """Return what a base with these weights makes of some images."""
    any_base.set_weights(weights)
    return [any_base.predict(images, verbose=0) for images in several]


labels_10, any_base = np.tile(y_old, 10), new_base()
five_bases = [pretrained] + pretrain_copies([random_start(seed) for seed in range(1, 5)], x_years)
five_features = [features_of(weights, x_new, x_test) for weights in five_bases]

# %% [markdown] id="tuning-run-text"
# Now we race the three ways. For each number of labels all take equally many steps. Each way tries four rates on two draws,
# with two of the bases, and takes the rate that reads most validation images. Then come five fresh draws, each with a base of
# its own, and the test images.

# %% id="tuning"
def run(name, n, seed, rates):
    """Train in one of the three ways, all rates at once; return the networks, and what they read."""
    weights, (seen, seen_test) = five_bases[seed % 5], five_features[seed % 5]
    rows, epochs = draw(n, seed), epochs_for[n]
    if name == "from scratch":
        return scratch(rows, seed, rates, epochs), x_val, x_test
    if name == "frozen":
        return frozen(rows, seed, rates, epochs, seen), seen[1500:], seen_test
    return fine_tuned(rows, seed, rates, epochs, weights, seen), x_val, x_test


epochs_for = {1: 40, 2: 40, 5: 60, 10: 30, 50: 10, 200: 4}  # 40 to 160 steps
rates = {"from scratch": 10 ** np.arange(-3, -1.4, 0.5), "frozen": 10 ** np.arange(-2, -0.4, 0.5),
         "fine-tuned": 10 ** np.arange(-3, -1.4, 0.5)}

# %% [markdown] id="tuning-run-text-2"
# First the rates, then the race:

# %% id="race-run"
tuned, raced = {}, {}
for name in rates:
    tuned[name], raced[name] = np.zeros((6, 4)), np.zeros((5, 6))
    for i, n in enumerate(epochs_for):
        for seed in (100, 101):
            networks, images, _ = run(name, n, seed, rates[name])
            tuned[name][i] += networks.accuracy(images, y_val) / 2
        best = rates[name][tuned[name][i].argmax()]
        for seed in range(5):
            network, _, images = run(name, n, seed, [best])
            raced[name][seed, i] = network.accuracy(images, y_test)[0]

# %% [markdown] id="race-question"
# **Predict.** Sketch three curves, the accuracy on new images against the number of labels: from scratch, frozen,
# fine-tuned. Do they cross? Where?

# %% id="race-picture" live=true tags=["predict", "remember"] alt="Accuracy on new images over the number of labels for each digit, from 1 to 200, three bands. With few labels frozen and fine-tuned lie together, well above from scratch. From ten labels on frozen falls behind fine-tuned and ends near 0.72. From scratch overtakes frozen between ten and fifty labels, and is level with fine-tuned at 50 and at 200, where both end near 0.87."
looks = {"from scratch": ("vermilion", "s-"), "frozen": ("sky", "^-"), "fine-tuned": ("blue", "o-")}
fig, ax = plt.subplots(figsize=(9, 5.2))
for name, (color, _) in looks.items():
    dl.plots.plot_bands(raced[name], x=list(epochs_for), label=name, color=color, ax=ax)
ax.axhline(0.2, color="0.5", ls=":")
ax.text(200, 0.21, "guessing", ha="right")
ax.set(xscale="log", ylim=(0.15, 1), xlabel="labels for each new digit", ylabel="accuracy on new images")
_ = ax.set_xticks(list(epochs_for), list(epochs_for))

# %% [markdown] id="race-explained"
# **Explain.** Three regions.
#
# - **Few labels**: reusing wins, and by much. Frozen or fine-tuned makes little difference; so freeze, it costs less.
# - **Around ten**: fine-tuned still wins. Frozen begins to fall behind.
# - **Fifty and more**: the lead is gone. From scratch is as good as fine-tuned, or a little better, and
#   freezing does harm.
#
# The bands are wide: it matters *which* letters the postman drew, and which base he has. So compare in pairs, on the same
# draw. (We first raced with the base of section 1 alone, and it was ahead with fifty labels, too. It had been lucky.)

# %% id="race-claims" tags=["claim-L15-01"] rtol=0.25 atol=0.06
from_zero, kept, tuned_on = (raced[name] for name in rates)
ahead = (tuned_on - from_zero).mean(axis=0)  # pairs on the same draw
print("fine-tuned ahead of scratch:", "  ".join(f"{n}: {a:+.2f}" for n, a in zip(epochs_for, ahead)))
wins = (tuned_on > from_zero)[:, 1:4].sum(axis=0).min()
dl.claim("With 2, 5 and 10 labels fine-tuned is 7 points ahead or more, on most draws",
         np.all(ahead[1:4] > 0.07) and wins >= 3)
beats_frozen, frozen_behind = (tuned_on - kept)[:, 4].mean(), (from_zero - kept)[:, 5].mean()
dl.claim("With 50 labels fine-tuned is 4 points or more ahead of frozen", beats_frozen > 0.04)
dl.claim("With 50 from scratch is level with fine-tuned, within 4 points; with 200 it is level or ahead",
         abs(ahead[4]) < 0.04 and ahead[5] < 0.02)
dl.claim("With 200 it is 9 points or more ahead of frozen", frozen_behind > 0.09)

# %% [markdown] id="tuning-text"
# And the tuning, with five labels and with fifty. Where a curve is flat it matters little which rate was chosen. One
# best rate lies at the edge: with five labels fine-tuning took the lowest of its four, 0.001. In section 3 rates down
# to a tenth of it read hardly more, so the race does it little wrong.

# %% id="tuning-picture" live=true alt="Validation accuracy over the learning rate, five labels left and fifty right. With five labels fine-tuned, at low rates, and frozen, at all, reach about 0.5, and from scratch stays near 0.4; with fifty labels from scratch and fine-tuned reach about 0.8, best near 0.01, and frozen stays near 0.7."
fig, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
for ax, n in zip(axes, (5, 50)):
    for name, (color, style) in looks.items():
        ax.plot(rates[name], tuned[name][list(epochs_for).index(n)], style, color=dl.plots.COLORS[color], label=name)
    ax.set(xscale="log", xlabel="learning rate", title=f"{n} labels a digit")
axes[0].set_ylabel("accuracy on validation images")
_ = axes[1].legend()

# %% [markdown] id="why"
# ## 5. What did it know?
#
# Perhaps *any* base would help, or any training. So we take one of the bases of the race, pretrain three rivals from the same
# start, with one thing changed in each, and freeze all four:
#
# - **never trained**: the random weights of the start;
# - **mixed pixels**: right labels, but the pixels of all images in one other order (the same for all);
# - **never moved**: right labels, but all digits in the middle.
#
# Features of one base are larger than those of another. So we divide them by their spread: then the same rates suit all.

# %% id="sources"
order = np.random.default_rng(15).permutation(784)
mixed = x_years.reshape(-1, 784)[:, order].reshape(x_years.shape)
middle = np.tile(x_old, (10, 1, 1))[..., None]
one_start = random_start(1)
bases = {"0 to 4, moved": five_bases[1], "never trained": one_start[:6], "mixed pixels": pretrain_copies([one_start], mixed)[0],
         "never moved": pretrain_copies([one_start], middle)[0]}


def probe(weights, images, images_test):
    """Train heads on eight draws of five labels; return the eight test accuracies, at the best rate."""
    seen, seen_test = features_of(weights, images, images_test)
    size = seen.std()
    tries = [frozen(draw(5, seed), seed, rates["frozen"], 60, seen / size) for seed in range(8)]
    best = np.mean([head.accuracy(seen[1500:] / size, y_val) for head in tries], axis=0).argmax()
    return np.array([head.accuracy(seen_test / size, y_test)[best] for head in tries])

# %% [markdown] id="sources-question"
# **Predict.** With five labels the real base reads about half. And those three?

# %% id="sources-run" live=true tags=["predict"] alt="Accuracy with five labels and a frozen base, eight draws for each of four bases. The real base reads about half; one that was never trained, one from mixed pixels and one whose digits were never moved about a third."
heads = {name: probe(weights, x_new, x_test) for name, weights in bases.items()}
fig, ax = plt.subplots(figsize=(9, 3.6))
for height, found in enumerate(heads.values()):
    ax.plot(found, np.full(8, -height), "o", color=dl.plots.COLORS["blue"], alpha=0.5)
    ax.plot(found.mean(), -height, "|", ms=28, mew=3, color="black")
ax.set_yticks(-np.arange(4), heads)
_ = ax.set(xlim=(0.15, 0.65), ylim=(-3.5, 0.5), xlabel="accuracy with five labels, each at its best rate")

# %% [markdown] id="sources-explained"
# **Explain.** Random convolutions do not do it, nor does training as such: mixed pixels are no help. But look at the
# last row: same digits, right labels, only the moves are missing, and most of the help is gone. So what helped was
# above all what the *moves* had taught. One thing that they teach is that **a digit is the same wherever it lies**.
# That is true of a 2 and of a 7 alike.
#
# But moving changes two things at once. It shows digits in other places, and it makes ten different images of each: the
# moved base has seen 20,000 different images, the other one 2,000, ten times over. Which of the two taught more, place or
# variety, these runs do not say. (See "Deeper: put the letters back".)

# %% id="sources-claims" atol=0.2
real, untrained, mixed_up, unmoved = (found.mean() for found in heads.values())
dl.claim("Untrained, mixed pixels: each 12 points or more behind the real base", real - max(untrained, mixed_up) > 0.12)
dl.claim("Never moved: less than half of the real base's lead over the untrained one",
         (unmoved - untrained) / (real - untrained) < 0.5)

# %% [markdown] id="tell-text"
# ### Tell it
#
# If most of the help came from moved images, could we not simply *tell* a new network what they tell? Move the
# postman's 25 images anew before each step: **augmentation** (lesson 11). Nothing else changes. We do so from
# scratch, and also from the pretrained base: head first, on features as they are, then all on moved images.

# %% id="tell"
def told_moves(way, seed, rates):
    """Train all weights; the 25 images are moved anew in each step. Return the networks, one for each rate."""
    rows, adam, start, steps = draw(5, seed), dl.scratch.Adam(np.array(rates)), random_start(seed), 60
    if way == "pretrained base":
        steps = 30  # and thirty before them for the head, as in `fine_tuned`
        start = pretrained + [weights[0] for weights in frozen(rows, seed, [0.03], 30).weights]
    network = copies(len(rates) * [start])
    for step in range(steps):
        network.fit(shifted(x_new[rows, :, :, 0], 1000 * seed + step), y_new[rows], batch_size=25, optimizer=adam)
    return network

# %% [markdown] id="tell-tuning"
# Its rate is tuned like all others:

# %% id="tell-tuned"
def tuned_and_tried(way):
    """Choose a rate on two draws; return the accuracies of five others."""
    tell_rates = 10 ** np.arange(-3, -1.9, 0.5)
    tries = [told_moves(way, seed, tell_rates).accuracy(x_val, y_val) for seed in (100, 101)]
    best = tell_rates[np.mean(tries, axis=0).argmax()]
    return np.array([told_moves(way, seed, [best]).accuracy(x_test, y_test)[0] for seed in range(5)])

# %% [markdown] id="tell-question"
# **Predict.** From scratch with moved images, or fine-tuned without (a little over 0.5): who reads more?

# %% id="tell-run" tags=["predict"] atol=0.05
told = {way: tuned_and_tried(way) for way in ("from scratch", "pretrained base")}
for name, found in told.items():
    print(f"{name}, images moved in each step: {found.mean():.2f}")

# %% [markdown] id="tell-explained"
# **Explain.** A start from scratch that is told of the moves, in a few lines of NumPy, beats transfer that is not.
# What you *can* say about your task, say: it is cheaper than pretraining, which adds little here once the moves are
# told. What you *cannot* say, such as what makes a cat a cat from all sides, a network that has seen a million
# photographs may know.

# %% id="tell-claim" atol=0.05
told_scratch, transferred = told["from scratch"].mean(), tuned_on[:, 2].mean()
dl.claim("From scratch with moved images: 6 points or more above fine-tuned without", told_scratch - transferred > 0.06)

# %% [markdown] id="norm"
# ## 6. Sixty steps at a rate of 0
#
# Many networks that you can download contain batch normalization (lesson 10). It holds numbers that no gradient moves: the
# running mean and variance of each channel. In training they are updated, in use they are read. (Keras calls them
# "non-trainable weights"; by weights we mean those that learn.) So here is an experiment that looks absurd. A machine with
# batch normalization gets new letters from a pale printer, half as dark, and takes sixty steps at the rate **0**. No weight
# can move.

# %% id="norm-machine"
def norm_base():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(12, 5, strides=2), keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU(),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(24, 3), keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU(),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
    ])


def read_old():
    """Return how many of the old digits the machine reads, in use and not in training."""
    return np.mean(keras.ops.convert_to_numpy(norm_machine(x_old_test)).argmax(axis=1) == y_old_test)

# %% [markdown] id="norm-pretrain-text"
# It learns as the old machine did, from half as many images:

# %% id="norm-pretrain" atol=0.03
norm_machine = pretrain(norm_base(), x_years[:10_000], labels_10[:10_000])
as_trained = weights_of(norm_machine)
read_before = read_old()
print(f"old digits, from the old printer: {read_before:.2f}")
pale, pale_labels = 0.5 * x_new[sixty_times], y_new[sixty_times]

# %% [markdown] id="norm-question"
# Afterwards it reads the *old* digits, from the old printer. Three ways: as it is; with the base called with
# `training=False`, as guides advise; and with its normalization layers, and only them, frozen.
#
# **Predict.** How many of the old digits does it read after sixty steps of nothing, each way?

# %% id="norm-run" tags=["predict"] atol=0.06
norm_layers, head = norm_machine.layers
image = keras.Input((28, 28, 1))
called = keras.Model(image, head(norm_layers(image, training=False)))
after = {}
for name, model in (("as it is", norm_machine), ("training=False", called), ("frozen", norm_machine)):
    norm_machine.set_weights(as_trained)
    for layer in norm_layers.layers:
        layer.trainable = name != "frozen" or not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(keras.optimizers.SGD(0.0), cross_entropy)
    model.fit(pale, pale_labels, batch_size=25, shuffle=False, verbose=0)
    after[name] = read_old()
    print(f"{name:15} {after[name]:.2f}")

# %% [markdown] id="norm-explained"
# **Explain.** No weight moved, and yet it has forgotten a good part of its old work. The running means and variances now fit
# pale letters. With the normalization layers frozen nothing is forgotten: in Keras a frozen `BatchNormalization`
# also *runs* as in use.
#
# And `training=False`? In the Keras of this course (3.15) it does nothing here: in a Functional model (lesson 07) the
# `training=True` of `fit` wins over what you wrote inside. So **freeze the normalization layers**, also while you
# fine-tune all others. (Only if the old work need not be kept, new statistics may be what you want.)

# %% id="norm-claims" atol=0.06
as_it_is, by_call, by_freezing = after.values()
forgotten, forgotten_frozen = read_before - as_it_is, read_before - by_freezing
dl.claim("Rate 0, new statistics: 5 points or more of the old work are gone;\nwith frozen normalization, nothing",
         forgotten > 0.05 and forgotten_frozen < 0.001)
dl.claim("`training=False` inside a Functional model does not help", abs(by_call - as_it_is) < 0.02)

# %% [markdown] id="demo-text"
# ## 7. Which five would you label?
#
# So far the letters were drawn at random. But a postman can *choose*. Below are 120 new letters as a base like ours
# sees them, with eight numbers each, of which the plane shows two: what looks near need not be near. Click a letter,
# and it gets its label. Each other letter is taken for the digit whose labelled letters have the nearest mean;
# nothing is trained. **Can you find five letters, one of each digit, that do better than nearly all random choices?
# And if you then change the base, are they still a good choice?**

# %% id="demo" alt="Left, 120 new letters as points in the plane, as seen by the base that learned 0 to 4; five are labelled, circles, and most others are crossed out: read wrongly. Right, a histogram of the shares that 300 random choices of five read right, from 0.17 to 0.45; a line marks this choice, at 0.21. Below, the controls: which base looks, five more at random, clear."
dl.demos.five_labels()

# %% [markdown] id="exercise-mean-text"
# ### Exercise: a reader without training
#
# What the demo does, you can do. For each class take the mean of the features of its labelled examples. A new image
# belongs to the class whose mean is nearest. (It is known as the nearest-mean classifier, and, with features that a
# network has learned, as a *prototypical network*.)

# %% id="exercise-mean" tags=["exercise"]
def nearest_mean(examples, labels, new):
    """Return the class of each new row: that of the nearest mean.

    examples: shape (n, d), features of labelled images. labels: shape (n,), whole numbers from 0 to
    n_classes - 1, in any order; each class occurs, not all equally often. new: shape (m, d).
    Returns whole numbers, shape (m,). Nearest: the smallest Euclidean distance.
    Example: examples [[0.0], [2.0], [10.0]], labels [0, 0, 1]: the means are 1 and 10, so [[4.0], [7.0]]
    belong to [0, 1].
    """
    # solution
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    distances = ((new[:, None] - means) ** 2).sum(axis=-1)
    return distances.argmin(axis=1)

# %% id="check-mean"
dl.exercises.nearest_mean.check(nearest_mean)

# %% [markdown] id="mean-use-text"
# If it passed, try it on `features[five]`, `y_new[five]` and `features_test`, and compare with the trained heads.

# %% [markdown] id="deeper-layers"
# ## Deeper: which layers transfer?
#
# Yosinski and others (2014) cut a large network after layer 1, 2, 3, ... and reused what lay below. Ours has three
# layers that learn below the head: two convolutions and a dense layer. Keep the first $k$, frozen, and let all above
# start anew: $k = 0$ is "from scratch", $k = 3$ is "frozen".

# %% id="layers-below"
whole = copies([pretrained + random_start(0)[6:]])
cuts = [0, 3, 6, 8]  # in the list of layers in `copies`


def below(cut, images):
    """Return what the first layers make of images."""
    for layer in whole.layers[:cut]:
        images = layer.forward(images)
    return images[0] if cut else images

# %% [markdown] id="layers-keep"
# What lies above is trained on what comes out below, as in section 2, three rates each:

# %% id="layers-run"
def keep(cut, n, epochs):
    """Train what lies above, for three draws; return the test accuracies at the best rate."""
    inside, inside_val, inside_test = (below(cut, images) for images in (x_new[:1500], x_val, x_test))
    found = []
    for seed in range(3):
        upper = copies(3 * [random_start(seed)]).layers[cut:]
        upper = dl.scratch.Network(upper, whole.loss)
        rows = draw(n, seed)
        train(upper, inside[rows], y_new[rows], 10 ** np.arange(-2.5, -1.4, 0.5), epochs)
        found.append([upper.accuracy(inside_val, y_val), upper.accuracy(inside_test, y_test)])
    found = np.array(found)
    return found[:, 1, found[:, 0].mean(axis=0).argmax()]

# %% [markdown] id="layers-question"
# **Predict.** With five labels, and with fifty: which $k$ is best? Is more always better?

# %% id="layers-all"
kept_layers = {n: np.stack([keep(cut, n, epochs) for cut in cuts], axis=1) for n, epochs in ((5, 60), (50, 10))}

# %% [markdown] id="layers-picture-text"
# The band holds three draws.

# %% id="layers-picture" live=true tags=["predict"] alt="Accuracy over the number of frozen layers kept, three draws as bands. With five labels it rises from below 0.4 with none or one layer kept to about 0.55 with three. With fifty labels it is about 0.8 for none, one or two layers kept, and falls to 0.75 at three."
ax = dl.plots.plot_bands(kept_layers[50], x=range(4), label="50 labels", color="green")
dl.plots.plot_bands(kept_layers[5], x=range(4), label="5 labels", color="blue", ax=ax)
ax.set(xlabel="layers kept, frozen", ylabel="accuracy on new images", ylim=(0.25, 0.9))
_ = ax.set_xticks(range(4), ["none", "conv 1", "+ conv 2", "+ dense"])

# %% [markdown] id="layers-explained"
# **Explain.** You often read "reuse the lower layers, for the upper ones are specialised". That is half of it. With
# five labels we may keep all, and much of the gain is there once both convolutions are kept. (A convolution treats
# all places nearly alike before it has learned anything. So what its *trained* filters add must be more than
# "position does not matter".)
#
# With fifty the dense layer of 0 to 4 is in the way, and the convolutions neither help nor harm much. How many layers to keep
# depends on how many labels you have and, as Yosinski and others found, on how like the tasks are. Try it.

# %% id="layers-claims" tags=["claim-L15-02"] atol=0.04
few, many = (kept_layers[n].mean(axis=0) for n in (5, 50))
rises = few[2] - few[0]
drops = many[2] - many[3]
dl.claim("Five labels: both convolutions kept, 8 points or more above none", rises > 0.08)
dl.claim("Fifty labels: keeping the dense layer, too, costs 3 points or more", drops > 0.03)

# %% [markdown] id="deeper-middle"
# ## Deeper: put the letters back
#
# Was section 5 unfair? The base that was never moved met letters off the middle for the first time. So put all letters back:

# %% id="middle" atol=0.05
x_middle, x_middle_test = digits.x_train[~is_old][..., None], digits.x_test[~is_old_test][..., None]
for name in ("0 to 4, moved", "never trained", "never moved"):
    print(f"letters in the middle, {name:13}: {probe(bases[name], x_middle, x_middle_test).mean():.2f}")

# %% [markdown] id="middle-explained"
# All read more, and the base that was never moved nearly catches up with the one that was. What is left of the gap
# differs from start to start: it may be luck. Or the moved base gained from variety of any kind, for it saw 20,000
# different images, the other one 2,000 ten times over. Our runs do not separate the two.

# %% [markdown] id="deeper-whose"
# ## Deeper: whose mistake?

# %% [markdown] id="exercise-transcripts-text"
# ### Exercise: four colleagues
#
# Four colleagues reuse a base with batch normalization for new letters. Each wanted to train a head first (stage 1) and then
# all weights but those of the normalization at a low rate (stage 2), and noted:
#
# | | base moved in stage 1 | base moved in stage 2 | new letters read after stage 1 | after stage 2 | old letters, old head, after stage 2 |
# |---|---|---|---|---|---|
# | A | not at all | 3 % | 0.62 | 0.66 | 0.95 |
# | B | not at all | not at all | 0.62 | 0.62 | 0.97 |
# | C | not at all | 240 % | 0.62 | 0.31 | 0.22 |
# | D | 1 % | 3 % | 0.62 | 0.66 | 0.71 |
#
# Which is which? **1**: did all right. **2**: the rate of stage 2 was far too high. **3**: set `trainable = True`,
# and did not compile again. **4**: for stage 1 froze the `Dense` and `Conv2D` layers one by one, and never froze any
# other layer. (How far a base has moved is measured as in section 3, on the weights that learn.)

# %% id="exercise-transcripts" tags=["exercise"]
def four_colleagues():
    """Return a list of four numbers, each from 1 to 4 once: what A, B, C and D did.

    Example: [2, 1, 4, 3] says that A had too high a rate, B did all right, and so on.
    """
    # solution
    return [1, 3, 2, 4]

# %% id="check-transcripts"
dl.exercises.four_colleagues.check(four_colleagues)

# %% [markdown] id="deeper-hurts"
# ## Deeper: can it hurt?
#
# Frozen, yes: you saw it fall behind with fifty labels. When a start does harm, one speaks of **negative transfer**. With all
# weights free to move our race ends about level. And from a base that knows nothing useful? Try it: start `copies` from the
# base of section 5 that learned from mixed pixels, against `random_start`, with 20 labels and several draws.

# %% [markdown] id="hurts-explained"
# And with more data and time? He, Girshick and Dollár found in 2019, for finding objects in photographs, that
# networks trained from scratch for longer caught up with pretrained ones, as long as labelled images were not few:
# part of the help was a head start. Yosinski and others (2014) had found a small gain that stayed, with much data and
# long fine-tuning. So "level at fifty labels" is an answer about our digits, and no law.

# %% [markdown] id="deeper-file"
# ## Deeper: what is in the file?
#
# A base is handed on as a file. `base.save("base.keras")` writes a zip archive. Look inside:

# %% id="file"
import tempfile
import zipfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
base.save(folder / "base.keras")
with zipfile.ZipFile(folder / "base.keras") as archive:
    print(*sorted(archive.namelist()), sep="\n")

# %% [markdown] id="file-text"
# The plan of the layers (`config.json`), when and with which Keras (`metadata.json`), and all weights. No images, no
# labels, and not a word about what went in: whether pixels ran from 0 to 1 or to 255, whether ink was bright or dark.
# This you must know from elsewhere. What if you get it wrong?

# %% id="file-claim" atol=0.05
loaded = keras.models.load_model(folder / "base.keras")
again = np.abs(loaded.predict(x_test, verbose=0) - features_test).max()
ink_turned = keras.Sequential([loaded, machine.layers[1]]).predict(1 - x_old_test, verbose=0).argmax(axis=1)
accuracy_turned = np.mean(ink_turned == y_old_test)
dl.claim("The loaded base gives the same features", again < 1e-4)
dl.claim("With white ink on black paper exchanged the machine reads less than half", accuracy_turned < 0.5)

# %% [markdown] id="applications"
# ## Deeper: a network that has seen a million photographs
#
# `keras.applications` has some forty of them. Their files (14 MB for the smallest) must be downloaded, and this
# course works offline; so these lines are **not run here**. But you know every one of them:
#
# ```python
# base = keras.applications.MobileNetV2(weights="imagenet", include_top=False, pooling="avg",
#                                       input_shape=(160, 160, 3))
# base.trainable = False                                            # all of it, normalization too
# image = keras.Input((160, 160, 3))
# # pixels from 0 to 255 become -1 to 1, which no file tells:
# prepared = keras.applications.mobilenet_v2.preprocess_input(image)
# logits = keras.layers.Dense(5)(keras.layers.Dropout(0.2)(base(prepared)))
# model = keras.Model(image, logits)
# model.compile(keras.optimizers.Adam(0.001), cross_entropy)
# model.fit(photographs, labels, epochs=10)                         # stage 1: the head
#
# base.trainable = True                                             # stage 2: all ...
# for layer in base.layers:                                         # ... but the normalization
#     layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
# model.compile(keras.optimizers.Adam(0.00001), cross_entropy)      # compile again!
# model.fit(photographs, labels, epochs=10)
# ```

# %% [markdown] id="exercise-layers-text"
# ### Exercise: take over some layers
#
# Write what `pretrained + random_start(seed)[6:]` does, for any number of layers.

# %% id="exercise-layers" tags=["exercise"]
def take_over(old, new, k):
    """Return the weights of a network whose first k layers are the old network's.

    old, new: lists of layers; each layer is a list of arrays, [] for a layer without weights (pooling,
    flatten). Both networks have the same layers up to the head. Layers without weights do not count in k.
    Returns a list like new: copies of the arrays, so that training the result changes neither network.
    Example: with layers [W1, b1], [], [W2, b2] and k = 1 the result has the old W1, b1 and the new W2, b2.
    """
    # solution
    result, taken = [], 0
    for old_layer, new_layer in zip(old, new):
        source = old_layer if taken < k else new_layer
        result.append([array.copy() for array in source])
        taken += len(new_layer) > 0
    return result

# %% id="check-layers"
dl.exercises.take_over.check(take_over)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A base that was trained on one task gives features for another. With few labels a new head on a frozen base beats
#   a start from scratch by far; with fifty of each digit nothing is left of the lead, and freezing does harm.
# - Fine-tuning goes in two stages: head first, then all at a low rate. With few labels it reads no more than frozen;
#   with fifty it leaves frozen behind, but not a start from scratch.
# - Compile after each change of `trainable`, compute features of a frozen base once, and look whether weights have
#   moved.
# - What transferred was mostly what the base had learned from moved images. What you can tell a network yourself,
#   tell it.
# - Batch normalization forgets even at a rate of 0. Freeze its layers; `training=False` inside a Functional model
#   does not do it.
#
# All networks so far saw an image at once. What if the numbers come one after the other, as in a melody? That is lesson 16.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | transfer learning | 전이 학습 | reusing layers trained on another task |
# | pretraining | 사전 훈련 | training a network for one task in order to use it for another |
# | base | 기반 모델 | lower part of a network that turns inputs into features |
# | head | 헤드 (출력층) | upper part that turns features into the answer |
# | feature | 특성 (특징) | one of the numbers into which a base turns an input |
# | freezing | 동결 | excluding weights from training |
# | fine-tuning | 미세 조정 | training a reused network further, at a low rate |
# | linear probe | 선형 프로브 | a single layer trained on frozen features |

# %% [markdown] id="references"
# ## References
#
# - J. Yosinski, J. Clune, Y. Bengio and H. Lipson, *How transferable are features in deep neural networks?*, Advances in
#   Neural Information Processing Systems 27, 2014.
# - J. Snell, K. Swersky and R. Zemel, *Prototypical networks for few-shot learning*, Advances in Neural Information
#   Processing Systems 30, 2017.
# - G. Alain and Y. Bengio, *Understanding intermediate layers using linear classifier probes*, 2016.
# - K. He, R. Girshick and P. Dollár, *Rethinking ImageNet pre-training*, International Conference on Computer Vision, 2019.
# - M. Sandler and others, *MobileNetV2: Inverted residuals and linear bottlenecks*, Computer Vision and Pattern
#   Recognition, 2018.
# - F. Chollet, *Transfer learning and fine-tuning*, Keras guide, and Keras issue 20285 (2024), where a reader noticed what
#   section 6 shows.
