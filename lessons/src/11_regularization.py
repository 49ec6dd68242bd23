# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=60 minutes=90 figure="with wrong labels, more images help only where something keeps the network from learning by heart"
# # Regularization
#
# Give a large network a few hundred examples, and it learns them by heart, the mistakes in them included. In this lesson
# a careless teacher has put a wrong label on three of ten images. What does a network make of them? You will see something
# that nobody told it. Then you build the remedies against learning by heart, see how they work, and ask when they
# are worth more than more images.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - tell a network that has understood from one that has learned by heart;
# - explain how L2, L1, dropout and early stopping hold a network back, and build dropout;
# - tune the strength of a remedy without fooling yourself;
# - judge when a remedy pays, and when more data pay more.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=11)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(11)

# %% [markdown] id="heart-text"
# ## 1. Seven layers and 300 images
#
# We go on with the 5,000 digits of lesson 09. To be quick we take the mean of every four pixels, which leaves 14 by 14. We keep
# 1,000 of the 4,000 training images to choose with: they are our **validation** images (lesson 07). From the others we
# draw a few to learn from, and if a teacher is careless, a share of them gets a wrong label.

# %% id="digits"
digits = dl.datasets.load_mnist_5k(flat=True)
x_all, x_test = (images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
                 for images in (digits.x_train, digits.x_test))
mean, std = x_all.mean(), x_all.std()
x_all, x_test, y_test = (x_all - mean) / std, (x_test - mean) / std, digits.y_test
x_val, y_val = x_all[3000:], digits.y_train[3000:]


def draw(seed, n=300, wrong=0.0):
    """Return n images, the labels that the teacher gives, and the true labels."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(3000)[:n]
    truth, given, n_wrong = digits.y_train[chosen], digits.y_train[chosen], round(wrong * n)
    given[:n_wrong] = (truth[:n_wrong] + rng.integers(1, 10, size=n_wrong)) % 10  # the first ones are wrong
    return x_all[chosen], given, truth

# %% [markdown] id="mistakes-text"
# Twelve images and the labels, wrong ones red:

# %% id="mistakes" alt="Twelve images of digits, 14 by 14 pixels. Above each stands the label that the teacher gave; the six wrong ones are red."
images, given, truth = draw(seed=0, wrong=0.3)
fig, axes = plt.subplots(1, 12, figsize=(12, 1.5))
for ax, number in zip(axes, range(84, 96)):  # the first 90 of the 300 have a wrong label
    ax.imshow(images[number].reshape(14, 14), cmap="gray_r")
    color = "vermilion" if given[number] != truth[number] else "black"
    ax.set_title(given[number], color=dl.plots.COLORS.get(color, color), weight="bold")
    ax.set_axis_off()

# %% [markdown] id="deep-question"
# First all labels are true. A network of seven layers learns 300 images. `fit_deep` builds it anew, trains it, and asks it twice:
# about these images and about 1,000 new ones.
#
# **Predict.** How many of the 300 will it read, and how many of the new ones? Then it is trained again on the same images, but each
# label is drawn by lot, any digit for any image. How many of *these* labels can it learn?

# %% id="deep" tags=["predict"]
def fit_deep(images, labels):
    """Train seven layers; return the shares of right answers for these images and for new ones."""
    hidden = [keras.layers.Dense(100, activation="relu", kernel_initializer="he_normal") for _ in range(6)]
    model = keras.Sequential([keras.Input((196,)), *hidden, keras.layers.Dense(10)])
    model.compile(keras.optimizers.Adam(0.001), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(images, labels, epochs=30, batch_size=100, verbose=0)
    known, new = (np.argmax(model.predict(x, verbose=0), axis=1) for x in (images, x_test))
    return np.mean(known == labels), np.mean(new == y_test)


images, labels, _ = draw(seed=0)
on_known, on_new = fit_deep(images, labels)
on_random, new_after_random = fit_deep(images, rng.integers(10, size=300))
print(f"true labels:   {on_known:.0%} of the 300, about {on_new.round(1):.0%} of the new")
print(f"random labels: {on_random:.0%} of the 300, about {new_after_random.round(1):.0%} of the new")

# %% [markdown] id="deep-explained"
# **Explain.** It learns all of them, even the random ones, though there is nothing to understand. (Zhang and others,
# 2017, did almost the same with a million photographs.) So a perfect score on the training images says nothing. What we want is
# that a network is right about images that it has *not* seen: that it **generalises**.

# %% id="deep-claims" atol=0.02 tags=["claim-L11-01"]
dl.claim("Seven layers learn 300 images by heart, with true labels and with random ones",
         min(on_known, on_random) > 0.99)
dl.claim("The first of them reads more than 70 % of new digits, the other less than 20 %",
         on_new > 0.7 and new_after_random < 0.2)

# %% [markdown] id="teacher-text"
# ## 2. A careless teacher
#
# People who look at a thousand images a day get tired. Let a teacher be very tired: of 300 labels 90 are wrong. A network that learns them all by heart repeats the 90 mistakes. But *when* does it learn them?
#
# Two hidden layers of 50 units will do from here on, so that we can train many networks side by side (lesson 06): one for each start in
# `seeds`. Sixty epochs at a rate of 0.02 and with momentum 0.9 (lesson 08) are enough for all 300.

# %% id="learn"
def learn(data, seeds, rate=0.02, units=50, epochs=60, watch=None, **remedies):
    """Train one network for each seed, all on the same images; return them."""
    images, labels, _ = data
    networks = dl.scratch.mlp([196, units, units, 10], variants=len(seeds), kernel_initializer="he_normal",
                              seed=seeds, **remedies)
    networks.fit(images, labels, epochs=epochs, batch_size=100, on_epoch_end=watch,
                 optimizer=dl.scratch.SGD(rate, momentum=0.9))
    return networks

# %% [markdown] id="teacher-more"
# `watch` is called after each epoch. It asks about the 90 images with a wrong label: how often does the network give the label that it was told, and how often
# the *true* one, which nobody ever told it? It also asks about the validation images, which are new, and how far the kernels have moved from their start:
# the length of the difference, all kernels together.

# %% id="watch"
def watched(data, seeds=tuple(range(10)), **options):
    """Train networks; return four curves, each of shape (starts, epochs)."""
    images, given, truth = data
    start, record = learn(data, seeds, epochs=0).weights[::2], []  # the kernels, without the biases

    def note(networks):
        answers = networks.predict(images[:90]).argmax(axis=-1)
        squares = sum(((now - then) ** 2).sum(axis=(1, 2)) for now, then in zip(networks.weights[::2], start))
        told, true = ((answers == labels[:90]).mean(axis=1) for labels in (given, truth))
        record.append([told, true, networks.accuracy(x_val, y_val), np.sqrt(squares)])
    learn(data, seeds, watch=note, **options)
    return np.array(record).transpose(1, 2, 0)


as_told, corrected, new, way = watched(draw(seed=0, wrong=0.3))

# %% [markdown] id="teacher-question"
# **Predict.** Sketch three curves over sixty epochs: wrong labels repeated, wrong labels corrected, new images read.

# %% id="teacher-picture" tags=["predict"] live=true alt="Three bands over 60 epochs, ten starts each. Wrong labels corrected rises above one half within ten epochs and then falls to nearly 0. Wrong labels repeated climbs slowly from a tenth, then steeply to 1. New images read rises to two thirds within fifteen epochs, and sinks a little afterwards."
fig, ax = plt.subplots(figsize=(10, 5))
dl.plots.plot_bands(as_told, label="wrong labels repeated", color="vermilion", ax=ax)
dl.plots.plot_bands(new, label="new images read", color="blue", ax=ax)
dl.plots.plot_bands(corrected, label="wrong labels corrected", color="green", ax=ax)
ax.axvline(10, color="black", ls=":")
ax.text(10.7, 0.97, "10 epochs")
_ = ax.set(ylabel="share of the images", ylim=(-0.04, 1.04), xticks=range(0, 61, 15))

# %% [markdown] id="teacher-explained"
# **Explain.** (A band reaches from the lowest to the highest of ten starts.) First the network learns what the images of a digit have in common. After some ten epochs it corrects its teacher: more than half
# of the wrongly labelled images it reads as what they *are*. Then it learns by heart, one wrong label after the other, and some
# ten epochs later what it reads of new images begins to sink. This is **overfitting**: the network fits its training data ever more closely, and generalises worse.
# (Five other draws: the same.)
#
# Is it the wrong labels that make the blue curve sink? Give all images their true labels and change nothing else.

# %% id="teacher-claims" tags=["claim-L11-02"] atol=0.03
_, _, new_after_true, way_after_true = watched(draw(seed=0))
most_corrected, in_the_end = corrected.mean(axis=0).max(), corrected.mean(axis=0)[-1]
lost, lost_after_true = (mean.max() - mean[-1] for mean in (new.mean(axis=0), new_after_true.mean(axis=0)))
dl.claim("At best the networks correct more than half of the wrong labels, in the end less than 5 %",
         most_corrected > 0.5 and in_the_end < 0.05)
dl.claim("Of new images they lose more than 0.03 after their best epoch; with true labels, less than 0.01",
         lost > 0.03 and lost_after_true < 0.01)

# %% [markdown] id="cost-question"
# Now look at the kernels.
#
# **Predict.** Which network moves further from its start, the one with true labels or the one with wrong ones? And how much of its way has the
# second one gone when it corrects most?

# %% id="cost-run" tags=["predict"] live=true alt="How far the kernels have moved, over 60 epochs. With true labels they move faster at first and come to rest near 5. With 30 per cent wrong labels they have gone two fifths of their way when they correct most, after ten epochs, and end near 6."
fig, ax = plt.subplots(figsize=(10, 4))
dl.plots.plot_bands(way, label="30 % wrong labels", color="vermilion", ax=ax)
dl.plots.plot_bands(way_after_true, label="true labels", color="blue", ax=ax)
ax.axvline(10, color="black", ls=":")
ax.text(10.7, 0.3, "10 epochs: most corrected")
_ = ax.set(ylabel="way of the kernels", ylim=0, xticks=range(0, 61, 15))

# %% [markdown] id="cost-explained"
# **Explain.** When it corrects its teacher best, the network with wrong labels has gone less than half of its way. While it learns the mistakes, it
# goes as far again, and more. With true labels, where there are no mistakes to learn, the second part of the way is the
# *smaller* one. So learning mistakes has a price: the weights go on changing for long.

# %% id="cost-claim" atol=0.03
gone, gone_with_true = (way[:, 9] / way[:, -1]).max(), (way_after_true[:, 9] / way_after_true[:, -1]).min()
dl.claim("After ten epochs all ten have gone less than half their way; with true labels more",
         gone < 0.5 and gone_with_true > 0.55)

# %% [markdown] id="leash-text"
# ## 3. L2: a leash for every weight
#
# Put the weights on a leash: will the mistakes still be learned? The usual leash is not tied to the start, it pulls each weight
# to 0. Add a **penalty** for large weights to the loss; its **strength** is $\lambda$:
#
# $$ L + \lambda \sum w^2 , \qquad \text{with the slope} \quad \frac{\partial L}{\partial w} + 2 \lambda w . $$
#
# This is the **L2 penalty**. It pulls every weight towards 0, a large one more strongly than a small one. Biases are left out as a rule. With plain descent, a step of rate $\eta$ is
#
# $$ w \leftarrow w - \eta \Big(\frac{\partial L}{\partial w} + 2 \lambda w\Big)
#    = (1 - 2 \eta \lambda)\, w - \eta\, \frac{\partial L}{\partial w} : $$
#
# each step takes a small share of every weight away. Hence its other name, **weight decay**. (With Adam the two are not the same: lesson 08,
# "Deeper: weight decay, and Adam".) You may read that L2 keeps weights from *differing*. But three weights 5, 5, 5 do not differ at all, and they shrink by the
# same share: the pull is towards 0.

# %% [markdown] id="exercise-halve-text"
# ### Exercise: how fast is the leash?
#
# Where the loss is level, only the penalty moves a weight.

# %% id="exercise-halve" tags=["exercise"]
def steps_to_halve(rate, strength):
    """Return after how many steps of plain descent at most half of a weight is left.

    Only an L2 penalty acts, strength * w**2.
    rate, strength: two numbers above 0; 2 * rate * strength is below 1.
    Returns the smallest such whole number.
    Example: rate 0.5, strength 0.2: of a weight 1 there are left 0.8, 0.64, 0.512, 0.4096, so it is 4.
    """
    # solution
    left, steps = 1.0, 0
    while left > 0.5:
        left = left - rate * 2 * strength * left
        steps = steps + 1
    return steps

# %% id="check-halve"
dl.exercises.steps_to_halve.check(steps_to_halve)

# %% [markdown] id="keras-text"
# In Keras a layer is told the penalty, and the model keeps the books:

# %% id="l2-keras" tags=["claim-L11-03"]
layer = keras.layers.Dense(50, kernel_regularizer=keras.regularizers.L2(0.02))
model = keras.Sequential([keras.Input((196,)), layer])
in_keras, by_hand = float(model.losses[0]), 0.02 * np.sum(model.get_weights()[0] ** 2)
gap = abs(in_keras / by_hand - 1)
dl.claim("What Keras adds to the loss is the strength times the sum of the squares", gap < 1e-5)

# %% [markdown] id="l2-question"
# Now back to the careless teacher. Nine strengths, three draws of images, and the same three questions after sixty epochs.
#
# **Predict.** Sketch the three curves over the strength.

# %% id="l2-picture" tags=["predict"] live=true alt="Three curves over the strength of L2 from 0.001 to 0.1, logarithmic. Wrong labels repeated falls from 1 to a tenth, wrong labels corrected rises from 0 to more than a half, new images read rises by a tenth to its peak near 0.03. At three times that strength corrections and reading break down."
strengths = np.array([0.001, 0.002, 0.004, 0.007, 0.012, 0.02, 0.03, 0.05, 0.09])
by_strength = []
for seed in range(3):
    images, given, truth = data = draw(seed, wrong=0.3)
    networks = learn(data, 9 * [seed], kernel_regularizer=dl.scratch.L2(strengths))
    answers = networks.predict(images[:90]).argmax(axis=-1)
    by_strength.append([(answers == given[:90]).mean(axis=1), (answers == truth[:90]).mean(axis=1),
                        networks.accuracy(x_val, y_val)])
repeated_by, corrected_by, new_by = map(np.array, zip(*by_strength))  # each of shape (3 draws, 9)
fig, ax = plt.subplots(figsize=(10, 5))
for curves, name, color in [(repeated_by, "wrong labels repeated", "vermilion"), (new_by, "new images read", "blue"),
                            (corrected_by, "wrong labels corrected", "green")]:
    dl.plots.plot_bands(curves, x=strengths, label=name, color=color, ax=ax)
_ = ax.set(xscale="log", xlabel="strength of L2", ylabel="share of the images", ylim=(-0.04, 1.04))

# %% [markdown] id="l2-explained"
# **Explain.** Too weak, and nothing changes. Near the best strength about a third of the wrong labels are still repeated, but more than half are corrected, and
# more new images are read. Too strong, and the network cannot even learn what the images have in common. So
# a strength has to be *tuned*, for these images and this network.

# %% id="l2-claims" tags=["claim-L11-03"] atol=0.03
best = new_by.mean(axis=0).argmax()
gain = new_by.mean(axis=0)[best] - new_by.mean(axis=0)[0]
repeated_best, corrected_best = repeated_by.mean(axis=0)[best], corrected_by.mean(axis=0)[best]
too_strong = new_by.mean(axis=0)[best] - new_by.mean(axis=0)[-1]
dl.claim("At the best strength less than 45 % of the wrong labels are repeated, more than 45 % corrected",
         repeated_best < 0.45 and corrected_best > 0.45)
dl.claim("New images gain more than 0.05, and lose as much again where the leash is far too short",
         gain > 0.05 and too_strong > 0.05)

# %% [markdown] id="balls-text"
# ## 4. L1: the same pull for all
#
# One can also punish the size itself: $\lambda \sum |w|$, the **L1 penalty**, or *lasso*. Its slope is $\lambda$ times the sign of $w$.
# So it pulls a weight of 0.001 as strongly as one of 5, while L2's pull on the small one is next to nothing.
#
# Look at two weights. The loss is a bowl, with its lowest point at the cross, where both are above 0. We raise the strength step by step, and follow the place where loss
# and penalty together are lowest.

# %% id="balls"
steepness, lowest = np.array([[1.0, 0.3], [0.3, 0.7]]), np.array([2.0, 1.2])


def bowl(w):
    return ((w - lowest) @ steepness * (w - lowest)).sum(axis=-1) / 2

# %% [markdown] id="balls-more"
# Each small step goes down the loss first, and then the penalty shortens the weights: L2 by a share, L1 by a constant amount,
# stopping at 0.

# %% id="balls-places"
def best_place(strength, penalty):
    """Return where loss and penalty together are lowest, by many small steps."""
    w = lowest.copy()
    for _ in range(500):
        w = w - 0.05 * (w - lowest) @ steepness
        if penalty == "L2":
            w = w / (1 + 0.05 * 2 * strength)
        else:
            w = np.sign(w) * np.maximum(np.abs(w) - 0.05 * strength, 0)
    return w

# %% [markdown] id="balls-question"
# **Predict.** Both ways begin at the cross and end near 0. How does each of them get there?

# %% id="balls-picture" tags=["predict"] alt="Two maps of the same bowl with two weights. Left, L2: the way runs nearly straight from the cross to 0; the thick contour of the white point touches the ball, a circle, from outside. Right, L1: the way slants down to the axis, where the second weight is exactly 0, and then follows the axis to 0; the thick contour touches the ball, a diamond, at its corner."
fig, axes = plt.subplots(1, 2, figsize=(11, 5))
grid = np.stack(np.meshgrid(np.linspace(-1.6, 3, 150), np.linspace(-1.6, 2.2, 150)), axis=-1)
for ax, name in zip(axes, ("L2", "L1")):
    path = np.array([best_place(strength, name) for strength in np.linspace(0, 3, 61)])
    dl.plots.plot_contour(bowl, xlim=(-1.6, 3), ylim=(-1.6, 2.2), levels=7, ax=ax)
    w = path[26]  # the white point
    ax.contour(grid[..., 0], grid[..., 1], bowl(grid), levels=[bowl(w)], colors="white", linewidths=3)
    angle = np.linspace(0, 2 * np.pi, 200 if name == "L2" else 5)  # a circle, or four corners
    size = np.linalg.norm(w) if name == "L2" else np.abs(w).sum()
    ax.fill(size * np.cos(angle), size * np.sin(angle), color="white", alpha=0.5, ec="black")
    ax.plot(*path.T, color=dl.plots.COLORS["vermilion"], lw=4)
    ax.plot(*w, "o", color="white", mec="black", ms=10)
    ax.plot(*lowest, "+", color="white", ms=18, mew=4)
    ax.set(title=f"{name}: the way as the strength grows", aspect="equal", xlabel="$w_0$", ylabel="$w_1$")

# %% [markdown] id="balls-explained"
# **Explain.** The pale area is the *ball*: all places with no larger penalty than the white point. The thick white line is the contour of the loss through
# that point: all places with the same loss. The two just touch; if they crossed, one could go lower at the same price. On a circle each point has just one direction that
# touches. At a corner a whole fan of directions counts as touching, so many different bowls end up there. There one weight is 0, exactly.
#
# And a network? Here are the 9,800 weights of the first layer, after our training with the careless teacher: without a penalty, with L2, and
# with L1, as Keras does it: its slope goes into plain descent.

# %% id="histograms" live=true alt="Three histograms of the weights of the first layer with the same axes, counts logarithmic. Without a penalty a broad bell. With L2 a narrow bell. With L1 a needle at 0 that holds two thirds of the weights, and the others in a tent around it, narrower than the bell without a penalty."
penalties = {"none": dl.scratch.L2(0.0), "L2, 0.03": dl.scratch.L2(0.03), "L1, 0.004": dl.scratch.L1(0.004)}
fig, axes = plt.subplots(1, 3, figsize=(12, 3.6), sharey=True)
tiny, spread = {}, {}
for ax, (name, penalty) in zip(axes, penalties.items()):
    W = learn(draw(0, wrong=0.3), [0], kernel_regularizer=penalty).weights[0][0]
    tiny[name], spread[name] = np.mean(np.abs(W) < 0.005), W.std()
    ax.hist(W.ravel(), bins=np.linspace(-0.5, 0.5, 101), log=True, color=dl.plots.COLORS["blue"])
    ax.text(0.98, 0.92, f"{tiny[name]:.0%} within 0.005 of 0", fontsize="small", ha="right", transform=ax.transAxes)
    ax.set(title=f"{name}: std {spread[name]:.2f}", xlabel="value of a weight", ylim=(0.7, 12000))
_ = axes[0].set_ylabel("number of weights")

# %% [markdown] id="histograms-explained"
# L2 leaves a narrow bell, L1 a needle at 0, and the remaining third in a tent around it. But is a weight in the needle exactly 0? (See "Deeper: exactly zero".)

# %% id="histograms-claim" tags=["claim-L11-05", "claim-L11-06"] atol=0.03
exact = np.sum(W == 0)
tiny_l1, tiny_l2 = tiny["L1, 0.004"], tiny["L2, 0.03"]
dl.claim("Within 0.005 of 0: more than half of L1's weights, less than a third of L2's; exactly 0: none",
         tiny_l1 > 0.5 and tiny_l2 < 0.33 and exact == 0)

# %% [markdown] id="demo-text"
# ### Try it
#
# A curve through a few noisy points: a polynomial, with a weight for each of its terms. First leave the penalty off and raise the degree slowly, past the number of
# points. **At which degree is the curve worst? Is more always worse?** Then stay there, and look for the penalty that helps most.

# %% id="demo" alt="Left, fifteen noisy points and a polynomial of degree 14 without a penalty: it goes through all points and swings wildly between them, far from the dashed truth. Middle, its fifteen weights, most of them beyond the picture. Right, the error on new points over the degree: a high narrow peak at as many weights as points, and low again beyond. Below, the controls."
dl.demos.curve_fit()

# %% [markdown] id="dropout-text"
# ## 5. Dropout: nobody is indispensable
#
# Quite another idea: disturb the network while it learns. In *each step* of the training, and for each image, a coin is tossed for every hidden
# unit, and the losers are set to 0 this once. The idea: no unit can rely on what another one does. This is **dropout** (Hinton and others, 2012). Its rate $p$ is the
# probability of being dropped. When the network is *in use*, on new images, nothing is dropped and all units work together.
#
# **Predict.** A layer of dropout with the rate 0.5 gets 10,000 ones, first in training, twice, and then in use. What comes out?

# %% id="dropout-keras" tags=["predict"]
dropout, ones = keras.layers.Dropout(0.5, seed=5), np.ones((1, 10_000), "float32")
first, second = (np.array(keras.ops.convert_to_numpy(dropout(ones, training=True))) for _ in range(2))
in_use = keras.ops.convert_to_numpy(dropout(ones, training=False))
print("in training:", np.unique(first), f"mean about {first.mean():.1f}; differently in the second pass: {np.mean(first != second):.0%}")
print("in use:     ", np.unique(in_use))

# %% [markdown] id="dropout-explained"
# **Explain.** Half of the ones are 0, others in each pass. Those that stay are *doubled*, divided by $1 - p$. So on average the next layer
# gets as much in training as in use, where nothing is changed at all. Nothing is deleted either: weights and units are all there.

# %% id="dropout-claims" tags=["claim-L11-07", "claim-L11-08"]
zero_share, mean_in_training, differ = np.mean(first == 0), first.mean(), np.mean(first != second)
unchanged = np.abs(in_use - ones).max()
dl.claim("In training half of the ones are 0, the others 2, and the mean stays 1",
         0.47 < zero_share < 0.53 and 0.95 < mean_in_training < 1.05 and set(np.unique(first)) == {0.0, 2.0})
dl.claim("The next pass drops others, and in use nothing changes", differ > 0.45 and unchanged == 0)

# %% [markdown] id="exercise-dropout-text"
# ### Exercise: dropout, there and back
#
# For each output there is a random number between 0 and 1; the output is dropped if its number is *below* the rate. And
# what must backpropagation (lesson 06) multiply by? The slope of this layer's output with respect to its input.

# %% id="exercise-dropout" tags=["exercise"]
def dropout_layer(h, draws, rate, training):
    """Return what a layer of dropout hands on, and its slope.

    h: outputs of the layer before, any shape; do not change it. draws: random numbers from 0 to 1,
    same shape. rate: at least 0 and below 1. training: True or False.
    Returns (output, slope), two arrays of the shape of h.
    Example: h [5, 6], draws [0.1, 0.9], rate 0.5, in training: ([0, 12], [0, 2]); in use: ([5, 6], [1, 1]).
    """
    # solution
    if not training:
        return h.copy(), np.ones(h.shape)
    slope = (draws >= rate) / (1 - rate)
    return h * slope, slope

# %% id="check-dropout"
dl.exercises.dropout_layer.check(dropout_layer)

# %% [markdown] id="fewer-text"
# Does it help against the careless teacher? And if so, is it because fewer units work at a time? Compare: 50 units; 50 with dropout at 0.4; and 30, the number that
# dropout leaves, but always the same. Three draws of images, three starts each.

# %% id="fewer" tags=["claim-L11-07"] atol=0.03
def three_draws(**options):
    """Return shares of new images read, shape (3 draws, 3 starts)."""
    return np.array([learn(draw(seed, wrong=0.3), [0, 1, 2], **options).accuracy(x_test, y_test) for seed in range(3)])


plain, dropped, smaller = three_draws(), three_draws(dropout=[0.4] * 3), three_draws(units=30)
by_fewer, least_by_dropout = (smaller - plain).mean(), (dropped - plain).mean(axis=1).min()
dl.claim("In each draw dropout adds more than 0.02 to the share of new images read; fewer units do not on average",
         least_by_dropout > 0.02 and by_fewer < 0.02)

# %% [markdown] id="fewer-explained"
# Fewer units read *fewer* new images. So the small number of units is not what helps; perhaps their changing is. (In five
# other draws, too.)

# %% [markdown] id="delay-question"
# Sixty epochs may be too short to judge, for dropout also slows the learning down. So go on to 120, and look once more at the wrong labels. We compare no remedy, L2 at 0.03, and dropout
# at 0.4 and at 0.6.
#
# **Predict.** Who has learned the mistakes by heart in the end?

# %% id="delay" tags=["predict"] live=true alt="Wrong labels repeated in use over 120 epochs, four bands. Without a remedy nearly all are repeated after 50 epochs. With dropout at 0.4 the curve climbs steadily, to nearly three quarters. With dropout at 0.6 and with L2 it stays below one half, still climbing slowly."
runs = {"no remedy": {}, "L2": dict(kernel_regularizer=dl.scratch.L2(0.03)), "dropout 0.4": dict(dropout=[0.4] * 3),
        "dropout 0.6": dict(dropout=[0.6] * 3)}
long = {name: watched(draw(0, wrong=0.3), seeds=[0, 1, 2], epochs=120, **run) for name, run in runs.items()}
fig, ax = plt.subplots(figsize=(10, 4.6))
for (name, curves), color in zip(long.items(), ("black", "blue", "orange", "purple")):
    dl.plots.plot_bands(curves[0], label=name, color=color, ax=ax)
_ = ax.set(ylabel="wrong labels repeated", ylim=(0, 1.04))

# %% [markdown] id="delay-explained"
# **Explain.** At 0.4 dropout *delays* learning by heart, it does not prevent it. L2 holds better: most mistakes are still not
# learned, though the curve creeps up. And yet its kernels have gone about *twice as far* from their start as those without a
# remedy (printed below), towards 0: a long way need not mean mistakes. Dropout at 0.6 holds about as well, but at a price: it reads
# fewer new images. So dropout, too, has to be tuned, together with the number of epochs. (Five other draws: the same.)

# %% id="delay-claims" tags=["claim-L11-03", "claim-L11-07"] atol=0.03 rtol=0.1
with_l2, with_04, with_06 = (long[name][0, :, -1].mean() for name in ("L2", "dropout 0.4", "dropout 0.6"))
dl.claim("After 120 epochs dropout at 0.4 repeats more than 0.65 of the mistakes, L2 and 0.6 less than 0.5",
         with_04 > 0.65 and max(with_l2, with_06) < 0.5)
read_l2, read_06 = (long[name][2, :, -1].mean() for name in ("L2", "dropout 0.6"))
dl.claim("But dropout at 0.6 reads at least 0.05 fewer new images than L2", read_06 < read_l2 - 0.05)
way_none, way_l2 = (long[name][3, :, -1].mean() for name in ("no remedy", "L2"))
print(f"way of the kernels: {way_none:.0f} with no remedy, {way_l2:.0f} with L2")

# %% [markdown] id="worth-text"
# ## 6. A remedy, or more images?
#
# A careless teacher labels as many images as you pay for. Do more of them help? We train on 300, 600 and 1,200 images, with true labels and with 30 % wrong ones,
# in four ways. All but the first are tuned over the learning rates 0.003, 0.01, 0.03 and 0.1, and the *validation* images choose. Only then do the test images judge.
#
# - **by heart**: no remedy, and the rate 0.03, at which sixty epochs are enough to learn (nearly) every label;
# - **best rate**: no remedy, but the best of the four rates after sixty epochs;
# - **stopped**: early stopping (lesson 07), at the best rate and the best of the epochs 5, 10, 20, 40, 60;
# - **L2**: at the best rate and the best of the strengths 0.003, 0.01 and 0.03.

# %% id="race"
rates, stops, sizes = np.array([0.003, 0.01, 0.03, 0.1]), [5, 10, 20, 40, 60], [300, 600, 1200]


def read_by(networks):
    return networks.accuracy(x_val, y_val), networks.accuracy(x_test, y_test)


def choose(found):
    """Return what the test images say of the setting that the validation images choose."""
    validation, test = (np.ravel(shares) for shares in zip(*found))
    return test[validation.argmax()]

# %% [markdown] id="race-how-text"
# Four networks learn side by side, one for each rate. We note what they read after each of the five epochs, and in the end how many of the given labels they repeat.

# %% id="race-run"
def no_remedy(data, seed):
    """Return the share of new images read in three ways, of the labels repeated in two, and the best rate."""
    record = []

    def note(networks):
        record.append(read_by(networks) if len(record) + 1 in stops else None)

    repeated = learn(data, 4 * [seed], rates, watch=note).accuracy(*data[:2])
    validation, test = record[-1]
    best = validation.argmax()
    return {"by heart": test[2], "best rate": test[best], "stopped": choose([record[epoch - 1] for epoch in stops]),
            "labels, by heart": repeated[2], "labels, best rate": repeated[best], "rate chosen": rates[best]}

# %% [markdown] id="race-l2-text"
# With L2 the four rates learn once for each strength.

# %% id="race-l2"
def with_penalty(data, seed):
    return choose([read_by(learn(data, 4 * [seed], rates, kernel_regularizer=dl.scratch.L2(strength)))
                   for strength in (0.003, 0.01, 0.03)])

# %% [markdown] id="race-text"
# Three draws of images. (To be quick, L2 learns from 600 and 1,200 images only where labels are wrong.)

# %% id="race-all"
plain = {}  # of each share an array, 3 draws by 3 sizes
for wrong in (0.0, 0.3):
    runs = [[no_remedy(draw(seed, n, wrong), seed) for n in sizes] for seed in range(3)]
    plain[wrong] = {name: np.array([[run[name] for run in of_draw] for of_draw in runs]) for name in runs[0][0]}
l2_sizes = {0.0: [300], 0.3: sizes}
l2 = {wrong: np.array([[with_penalty(draw(seed, n, wrong), seed) for n in l2_sizes[wrong]] for seed in range(3)])
      for wrong in plain}

# %% [markdown] id="worth-question"
# **Predict.** Draw four lines from 300 to 1,200 images, with true labels. And with wrong ones?

# %% id="worth-picture" tags=["predict", "remember"] live=true alt="Two panels, share of new images read over 300, 600 and 1,200 training images. Left, true labels: by heart, at the best rate and stopped climb together from about 0.82 to more than 0.9; L2 on 300 images lies a little above. Right, 30 per cent wrong labels: by heart stays nearly level, below 0.7, while the best rate and stopping climb to 0.8, from 0.63 and 0.7, and L2 from 0.73 to 0.85."
fig, axes = plt.subplots(1, 2, figsize=(14, 5.5), sharey=True)
for ax, wrong in zip(axes, plain):
    for name, color in {"by heart": "black", "best rate": "orange", "stopped": "green"}.items():
        dl.plots.plot_bands(plain[wrong][name], x=sizes, label=name, color=color, ax=ax)
    dl.plots.plot_bands(l2[wrong], x=l2_sizes[wrong], label="L2" if wrong else None, color="blue", ax=ax)
    ax.set(xscale="log", title=f"{wrong:.0%} wrong labels" if wrong else "true labels", xlabel="training images")
    ax.set_xticks(sizes, sizes)
    ax.minorticks_off()
axes[0].plot([300] * 3, l2[0.0][:, 0], "o", color=dl.plots.COLORS["blue"])
axes[0].text(315, l2[0.0].mean(), "L2", color=dl.plots.COLORS["blue"], weight="bold", va="center")
_ = axes[0].set_ylabel("new images read")

# %% [markdown] id="worth-explained"
# **Explain.** (Bands: three draws.)
#
# - **True labels**: it hardly matters what you do. L2 on 300 images reads a little more; twice as many images do more than it. Where there is
#   nothing wrong to learn by heart, *more data* are the strongest remedy.
# - **30 % wrong labels**: a network that learns everything by heart gains next to nothing from four times the images, for each hundred brings its thirty mistakes. Held back by L2, or stopped in
#   time, it gains as much as ever. And what is the "best rate" with 1,200? The slowest of the four: after sixty epochs it has learned only three quarters of the labels. A slow rate is a stop in disguise.
#
# So *more data help again, once something keeps the network from learning by heart*. Three other draws say the same.
#
# (Nobody has 1,000 *truly labelled* images to choose with and trains on 300. We did, to see clearly. How one chooses with few
# images, lesson 12 shows.)

# %% id="worth-claims" tags=["claim-L11-02", "claim-L11-03"] atol=0.05
at_best = plain[0.0]["best rate"]
more_images, by_l2 = (at_best[:, 1] - at_best[:, 0]).mean(), (l2[0.0][:, 0] - at_best[:, 0]).mean()
dl.claim("True labels: twice the images add more than L2 does", more_images > by_l2 + 0.01)
careless = plain[0.3] | {"L2": l2[0.3]}
by_heart, *held = ((careless[name][:, 2] - careless[name][:, 0]).mean() for name in ("by heart", "best rate", "stopped", "L2"))
least_held = min(held)
dl.claim("Wrong labels, four times the images: by heart they add less than 0.07, held back more than 0.08",
         by_heart < 0.07 and least_held > 0.08)
on_300 = careless["L2"][:, 0]
ahead, behind = (on_300 - careless["by heart"][:, 2]).min(), (careless["stopped"][:, 2] - on_300).min()
dl.claim("In each draw 1,200 images by heart read fewer than L2 on 300, and stopped more", ahead > 0.02 and behind > 0.01)
all_by_heart, at_best_rate = careless["labels, by heart"][:, 2].min(), careless["labels, best rate"][:, 2].max()
largest_chosen, slowest = careless["rate chosen"][:, 2].max(), rates.min()
dl.claim("Of 1,200 labels given, by heart repeats more than 0.98; the best rate, the slowest in each draw, less than 0.85",
         all_by_heart > 0.98 and at_best_rate < 0.85 and largest_chosen == slowest)

# %% [markdown] id="which-text"
# ## 7. Which one, then?
#
# Before you take any remedy, look at both curves (lesson 07). Where the training images are not learned, a remedy makes it worse. Where they are,
# and new images are not:
#
# 1. Look at your labels, and mend what you can. With true ones nothing that we tried helped more than more data, real ones or
#    made ones (see "Deeper: images for nothing"). With wrong ones take more data together with 2 or 3.
# 2. Stop at the best epoch. It costs no extra training, only validation images; with true labels it brings nothing.
# 3. L2, tuned over strengths about three times apart, *or* dropout, tuned over rates from 0.1 to 0.6; validation images choose.
#
# In Keras all of it takes three lines:
#
#     layers.Dense(50, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01)),
#     layers.Dropout(0.3),
#     ... callbacks=[keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)]
#
# And all of it is called **regularization**: whatever holds a network back on its training data, so that it does better on new ones.
#
# ### Exercise: which remedy was it?
#
# Four networks have come back from a training with other images, 30 % of the labels wrong. You see the weights of
# the first layer, and how many of the training labels each network gives: once as it is in training, and once in use.

# %% id="patients" live=true alt="Four columns, each with a histogram of the weights of the first layer and two bars. A: a broad bell, the bar in training much shorter than the one in use. B: a needle at 0 above a tent, both bars equal and not full. C: a broad bell, both bars full. D: a narrow bell, both bars equal and not full."
data = draw(7, wrong=0.3)
trained = [learn(data, [7]), learn(data, [7], kernel_regularizer=dl.scratch.L2(0.03)),
           learn(data, [7], kernel_regularizer=dl.scratch.L1(0.006)), learn(data, [7], dropout=[0.4])]
fig, axes = plt.subplots(2, 4, figsize=(12, 4.6), height_ratios=[3, 1], sharey="row")
for (above, below), letter, number in zip(axes.T, "ABCD", np.random.default_rng(2).permutation(4)):
    h = data[0]
    for layer in trained[number].layers:
        h = layer.forward(h, training=True)
    in_training, in_use = np.mean(h.argmax(axis=-1) == data[1]), trained[number].accuracy(*data[:2])[0]
    above.hist(trained[number].weights[0].ravel(), bins=np.linspace(-0.5, 0.5, 61), log=True)
    above.set_title(letter)
    below.barh(["in use", "in training"], [in_use, in_training], color=[dl.plots.COLORS["green"], dl.plots.COLORS["orange"]])
    below.set(xlim=(0, 1), xticks=(0, 0.5, 1), xlabel="share of the labels given")

# %% [markdown] id="exercise-which-text"
# Which of them had which remedy?

# %% id="exercise-which" tags=["exercise"]
def which_remedy():
    """Return a list of four numbers: what A, B, C and D were trained with, each number once.

    1: Nothing.
    2: L2.
    3: L1, by its slope.
    4: Dropout.

    Example: [1, 2, 3, 4] says that A had no remedy, B had L2, and so on.
    """
    # solution
    return [4, 3, 1, 2]

# %% id="check-which"
dl.exercises.which_remedy.check(which_remedy)

# %% [markdown] id="zero-text"
# ## Deeper: exactly zero

# %% [markdown] id="zero-what"
# The needle of L1 in section 4 held weights very near to 0, and not one that was 0. The steps of gradient descent jump across 0, to and fro, and never land on it. The code of the two balls did something else for L1: first
# a step down the loss alone, and then it took $\eta \lambda$ off the size of each weight, and *stopped at 0*. This is a **proximal step**.
#
# Try three rules: 100 samples with 20 features (columns of numbers), of which only three matter. The targets are noisy.

# %% id="lasso"
def fit_features(seed, strength, rule, rate=0.1):
    """Return 20 weights, fitted with an L1 or an L2 penalty by one of three rules."""
    rng = np.random.default_rng(seed)
    x, relevant = rng.normal(size=(100, 20)), np.array([3, -2, 1] + 17 * [0])
    y, w = x @ relevant + rng.normal(size=100), np.zeros(20)
    for _ in range(1000):
        w = w - rate * x.T @ (x @ w - y) / 100
        if rule == "L2":
            w = w - rate * 2 * strength * w
        elif rule == "L1, by its slope":
            w = w - rate * strength * np.sign(w)
        else:
            w = np.sign(w) * np.maximum(np.abs(w) - rate * strength, 0)
    return w

# %% [markdown] id="lasso-question"
# **Predict.** 17 of the 20 weights are superfluous. With each of the three rules, how many of them become exactly 0?

# %% id="lasso-picture" tags=["predict"] alt="Above, three panels of twenty weights each; the first three stand out in all. Below, the same much enlarged: with L2 most of the seventeen others leave the picture, with L1 by its slope they are tiny but not 0, with the proximal step most are exactly 0, hollow points."
rules = {"L2": 0.1, "L1, by its slope": 0.25, "L1, proximal": 0.25}
fig, axes = plt.subplots(2, 3, figsize=(12, 5.4), sharey="row", sharex=True)
zeros = {}
for (above, below), (rule, strength) in zip(axes.T, rules.items()):
    w = fit_features(1, strength, rule)
    zeros[rule] = [np.sum(fit_features(seed, strength, rule)[3:] == 0) for seed in range(20)]
    for ax in (above, below):
        ax.axhline(0, color="black", lw=1)
        ax.plot(range(1, 21), w, "o", ms=5)
        ax.plot(np.flatnonzero(w == 0) + 1, w[w == 0], "o", ms=6, color="white", mec="black")
    above.set_title(f"{rule}: {np.sum(w == 0)} are 0")
    below.set(xlabel="number of the weight", xticks=(1, 10, 20), ylim=(-0.03, 0.03))
_ = axes[0, 0].set_ylabel("weight"), axes[1, 0].set_ylabel("enlarged")

# %% [markdown] id="lasso-explained"
# **Explain.** Both L1 rules look for the same place, but only the proximal step gets there. "L1 makes weights zero" is true of
# the best place, not of what gradient descent, or Keras, leaves in your arrays. To leave features out, cut off the small weights, or take proximal steps.
# And L2? It takes most off the large weights, and never quite finishes with the small ones. (The strengths of L1 and L2 cannot be compared; both were set by hand.)

# %% id="lasso-claims" tags=["claim-L11-05", "claim-L11-06"]
fewest_proximal, most_others = min(zeros["L1, proximal"]), max(zeros["L2"] + zeros["L1, by its slope"])
dl.claim("In twenty draws the proximal step makes at least 12 of 17 superfluous weights 0, the others none",
         fewest_proximal > 11 and most_others == 0)
lost_l2, lost_l1 = (np.mean([[3, -2, 1] - fit_features(seed, rules[rule], rule)[:3] for seed in range(20)], axis=0)
                    for rule in ("L2", "L1, proximal"))
dl.claim("L2 takes more than twice as much off the largest of the three as off the smallest; L1 takes nearly the same off all",
         lost_l2[0] > 2 * lost_l2[2] and np.ptp(np.abs(lost_l1)) < 0.06)

# %% [markdown] id="lasso-price-text"
# We chose L1's strength for its zeros. What does it do to the three weights that matter? The table shows, for five strengths, how many of the 17 are 0, and the squared distance of all 20
# weights from the true ones, means of ten draws.

# %% id="lasso-price"
true_weights, table = np.array([3, -2, 1] + 17 * [0]), {}
for strength in (0.05, 0.1, 0.15, 0.25, 0.4):
    fits = np.array([fit_features(seed, strength, "L1, proximal") for seed in range(10)])
    table[strength] = (fits[:, 3:] == 0).sum(axis=1).mean(), ((fits - true_weights) ** 2).sum(axis=1).mean()
    print(f"strength {strength:4}: {table[strength][0]:4.1f} of 17 are 0, squared distance {table[strength][1]:.2f}")
best_strength = min(table, key=lambda strength: table[strength][1])
zeros_there, price = table[best_strength][0], table[0.25][1] / table[best_strength][1]
dl.claim("At the strength nearest to the truth less than 14 of 17 are 0; at 0.25 the distance is twice as large",
         zeros_there < 14 and price > 2)

# %% [markdown] id="exercise-pixels-text"
# L1 picks features and shrinks them with one knob: strong enough to drop all superfluous ones, it spoils those it keeps.
#
# ### Exercise: drop whole pixels
#
# Which pixels are superfluous? L1 sets single weights to 0, but a pixel is out only if *all* its weights are 0: a row of the kernel. So treat a row as L1 treats a weight: make its *length*
# (the root of the sum of squares) shorter by a constant amount, keep its direction, and stop at 0.

# %% id="exercise-pixels" tags=["exercise"]
def shorten_rows(kernel, amount):
    """Return the kernel with each row shortened by this amount.

    kernel: shape (n_inputs, n_units); do not change it. amount: a number of at least 0.
    A row of a length up to amount becomes 0; the others keep their direction.
    Returns an array of the same shape, without NaN.
    Example: [[3, 4], [0.3, 0.4]] with amount 1 becomes [[2.4, 3.2], [0, 0]].
    """
    # solution
    length = np.sqrt(np.sum(kernel**2, axis=1, keepdims=True))
    left = np.maximum(length - amount, 0)
    return kernel * left / np.where(length > 0, length, 1)

# %% id="check-pixels"
dl.exercises.shorten_rows.check(shorten_rows)

# %% [markdown] id="four-text"
# ## Deeper: four remedies in a race

# %% [markdown] id="four-what"
# L2, L1, dropout, stopping: which is best against the careless teacher? Each remedy gets five
# strengths, and each strength four learning rates, 0.003, 0.01, 0.03 and 0.1; three draws of 300 images, 30 % of the labels wrong.
#
# | remedy | weakest | | | | strongest |
# |---|---|---|---|---|---|
# | L2, strength | 0.003 | 0.01 | 0.02 | 0.04 | 0.08 |
# | L1, strength | 0.001 | 0.003 | 0.006 | 0.012 | 0.024 |
# | dropout, rate | 0.1 | 0.25 | 0.4 | 0.55 | 0.7 |
# | stop after epoch | 40 | 20 | 10 | 5 | 2 |

# %% id="knobs"
knobs = {"L2": [0.003, 0.01, 0.02, 0.04, 0.08], "L1": [0.001, 0.003, 0.006, 0.012, 0.024],
         "dropout": [0.1, 0.25, 0.4, 0.55, 0.7], "stopping": [40, 20, 10, 5, 2]}


def four_rates(data, seed, remedy, strength):
    """Return validation and test shares of four networks, one for each rate, shape (2, 4)."""
    options = dict(dropout=[strength] * 4) if remedy == "dropout" else {}
    if remedy in ("L2", "L1"):
        penalty = dl.scratch.L2 if remedy == "L2" else dl.scratch.L1
        options = dict(kernel_regularizer=penalty(strength))
    epochs = strength if remedy == "stopping" else 60
    return read_by(learn(data, 4 * [seed], rates, epochs=epochs, **options))

# %% [markdown] id="four-run-text"
# Four networks learn side by side, one for each rate. To stop is to train for fewer epochs.

# %% id="four-run"
found = {remedy: np.array([[four_rates(draw(seed, wrong=0.3), seed, remedy, strength) for strength in knobs[remedy]]
                           for seed in range(3)]) for remedy in knobs}  # each (3 draws, 5 strengths, 2, 4 rates)

# %% [markdown] id="tuning-text"
# First the tuning itself: how strong should each remedy be?

# %% id="tuning" live=true alt="Share of validation images read over the strength, from weakest to strongest, at the best rate, four curves with bands. L2 rises most, by about six hundredths, to its peak at the fourth strength, L1 less; dropout is best at the second, stopping nearly level up to the fourth; all fall where the remedy is too strong."
fig, ax = plt.subplots(figsize=(10, 5))
for (remedy, shares), color in zip(found.items(), ("blue", "purple", "orange", "green")):
    validation = shares[:, :, 0].max(axis=-1)  # at the best rate of each strength and draw
    dl.plots.plot_bands(validation, x=range(1, 6), label=remedy, color=color, ax=ax)
_ = ax.set(xlabel="strength, weakest to strongest", xticks=range(1, 6), ylabel="validation images read, best rate")

# %% [markdown] id="judged-text"
# Each remedy does harm where it is too strong. Now the judgement. For each draw the validation images choose strength and rate, and the test images say what that
# is worth. The draws differ more than the remedies do, so we compare *within* each draw.

# %% id="judged" tags=["claim-L11-03"] atol=0.08
judged = {remedy: np.array([choose(draws) for draws in shares]) for remedy, shares in found.items()}
least_gain = min(shares.mean() for shares in judged.values()) - plain[0.3]["best rate"][:, 0].mean()
dl.claim("Each of the four reads more new images than the best rate without a remedy", least_gain > 0.02)
leads = {other: judged["L2"] - judged[other] for other in ("L1", "dropout", "stopping")}
for other, lead in leads.items():
    print(f"L2 ahead of {other:8}, draw by draw:", lead.round(2))
ahead_by = min(lead.mean() for lead in leads.values())
dl.claim("Within the draws L2 is ahead of each of the others, on average", ahead_by > 0.005)

# %% [markdown] id="judged-explained"
# L2 was ahead of the other three in each of these draws, and in three others. But the leads are small, one to four images in a
# hundred, and these are small networks and digits: on your data, tune and compare.

# %% [markdown] id="crowd-text"
# ## Deeper: a crowd in one network

# %% [markdown] id="crowd-what"
# With 100 hidden units there are $2^{100}$ ways to drop some. Each is a network of its own, all share their weights, and each image trains another one. The
# whole network in use is a guess at what all of them would say *on average*. Is it a good guess? Average the probabilities of a few of them
# and compare. And compare both with a real crowd: networks without dropout, trained one by one from different starts.

# %% id="crowd"
data = draw(0, wrong=0.3)
whole, real = learn(data, [0, 1, 2], dropout=[0.4] * 3), learn(data, list(range(30)))


def thinned_once():
    """Return the probabilities of three networks for new images, some units dropped."""
    h = x_test
    for layer in whole.layers:
        h = layer.forward(h, training=True)
    return dl.scratch.softmax(h)

# %% [markdown] id="crowd-more"
# Each of the three networks is thinned thirty times; the thirty separate ones make three crowds of ten.

# %% id="crowd-shares"
def share_read(probabilities):
    """Return what averages of 1, 2, 3, ... networks read, shape (3, number of networks)."""
    so_far = np.cumsum(probabilities, axis=0)
    return (so_far.argmax(axis=-1) == y_test).mean(axis=-1).T


thinned = share_read([thinned_once() for _ in range(30)])
separate = share_read(real.predict(x_test).reshape(10, 3, 1000, 10))
in_one_pass = whole.accuracy(x_test, y_test)

# %% [markdown] id="crowd-question"
# **Predict.** How does the share of new images read grow with the number of networks that are averaged, for the thinned ones and for the real ones? Where lies the
# whole network with dropout?

# %% id="crowd-picture" tags=["predict"] live=true alt="Share of new images read over the number of averaged networks, three lines each. Thinned networks begin near one half, come close to 0.65 with ten, and gain little from there to thirty. Separately trained ones begin at six tenths and reach nearly seven tenths with ten. The whole network with dropout, dashed, lies at 0.65 in one pass."
fig, ax = plt.subplots(figsize=(9.5, 4.6))
dl.plots.plot_bands(thinned, x=range(1, 31), label="thinned by dropout", color="orange", ax=ax)
dl.plots.plot_bands(separate, x=range(1, 11), label="separately trained", color="blue", ax=ax)
for share in in_one_pass:
    ax.axhline(share, ls="--", color="black", lw=1)
ax.text(20, in_one_pass.max() + 0.012, "the whole, in one pass", ha="center")
_ = ax.set(xlabel="networks averaged", ylabel="new images read")

# %% [markdown] id="crowd-explained"
# **Explain.** One pass stands for the average of the thinned networks: that is what dividing by $1 - p$ is good for. As a crowd they are a poor one, for each of them reads only half of the
# images, and it takes some ten of them to read as many as the whole does in one pass. A *real* crowd, which is called an
# **ensemble**, costs ten times the work. Ten separate
# networks here read a little more; in three of five other draws they did, too, and in two a little less.

# %% id="crowd-claim" tags=["claim-L11-07"] atol=0.03
off = np.abs(thinned[:, -1] - in_one_pass).max()
one, ten, whole_one = separate[:, 0].mean(), separate[:, -1].mean(), in_one_pass.mean()
thin = thinned[:, 0].mean()
dl.claim("The whole network reads as many as the average of 30 thinned ones, to 0.03; one thinned network far fewer",
         off < 0.03 and thin < whole_one - 0.08)
dl.claim("It reads more than a separate network; ten of those together read as many, to 0.05",
         one + 0.01 < whole_one and abs(ten - whole_one) < 0.05)

# %% [markdown] id="shift-text"
# ## Deeper: images for nothing

# %% [markdown] id="shift-ask"
# If more images help most, make some: a digit that is moved by a pixel is still the same digit. This is **augmentation**. Each epoch shows other copies.
#
# ### Exercise: shift images

# %% id="exercise-shift" tags=["exercise"]
def shift_images(images, down, right):
    """Return all images, moved by whole pixels; what is moved in from outside is 0.

    images: shape (n, height, width); do not change them.
    down, right: whole numbers of -2 to 2; negative ones move up or to the left.
    Returns an array of the same shape.
    Example: [[[1, 2], [3, 4]]] with down 1 and right 0 becomes [[[0, 0], [1, 2]]].
    """
    # solution
    n, height, width = images.shape
    framed = np.zeros((n, height + 4, width + 4))
    framed[:, 2 + down:2 + down + height, 2 + right:2 + right + width] = images
    return framed[:, 2:-2, 2:-2]

# %% id="check-shift"
dl.exercises.shift_images.check(shift_images)

# %% [markdown] id="augmented-text"
# Does it help because there is *more* to see, or because what we add is *true*? As a control, mirror images instead: this tells the network that a mirrored 2 is a 2, and that is not true of new images.

# %% id="augmented"
def moved(images, rng):
    """Return each image moved by -1, 0 or 1 pixels in both directions."""
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1)), constant_values=images.min())
    steps = rng.integers(3, size=(len(images), 2))
    return np.array([image[a:a + 14, b:b + 14] for image, (a, b) in zip(framed, steps)])


def mirrored(images, rng):
    """Return images of which half are mirrored."""
    return np.where(rng.random(len(images))[:, None, None] < 0.5, images[:, :, ::-1], images)

# %% [markdown] id="augmented-more"
# Changed images take longer to learn, so there are 100 epochs, for the plain network, too.

# %% id="augmented-train"
def augmented(seed, change, wrong=0.0):
    """Train three networks, in each epoch on changed images; return the share of new images read."""
    (images, labels, _), rng = draw(seed, wrong=wrong), np.random.default_rng(seed)
    networks = dl.scratch.mlp([196, 50, 50, 10], variants=3, kernel_initializer="he_normal", seed=[0, 1, 2])
    optimizer = dl.scratch.SGD(0.02, momentum=0.9)
    for epoch in range(100):
        changed = change(images.reshape(-1, 14, 14), rng).reshape(-1, 196)
        networks.fit(changed, labels, batch_size=100, optimizer=optimizer, seed=epoch)
    return networks.accuracy(x_test, y_test).mean()

# %% [markdown] id="augmented-question"
# **Predict.** Who gains, who loses, with true labels? And does moving help against wrong labels?

# %% id="augmented-run" tags=["predict"]
gains = {}
for name, change, wrong in [("moved, true labels", moved, 0.0), ("mirrored, true labels", mirrored, 0.0),
                            ("moved, 30 % wrong", moved, 0.3)]:
    alone = [learn(draw(seed, wrong=wrong), [0, 1, 2], epochs=100).accuracy(x_test, y_test).mean() for seed in range(3)]
    gains[name] = np.array([augmented(seed, change, wrong) for seed in range(3)]) - alone
    print(f"{name:22} {'gain' if gains[name].mean() > 0 else 'loss'}")

# %% [markdown] id="augmented-explained"
# **Explain.** Moving tells the network something that is true of new images, too, and mirroring something that is not. It is not the number of copies alone that
# helps, but what one knows about the world and puts into them. With wrong labels moving helps as well: a label that comes with ever other pixels is harder to learn by heart.
# (Whether it does more there than a stop would, we have not asked.)

# %% id="augmented-claim" atol=0.02
moved_true, mirrored_true, moved_wrong = (found.mean() for found in gains.values())
dl.claim("Moved images add more than 0.02 with true labels and with wrong ones, mirrored ones take more than 0.02 away",
         min(moved_true, moved_wrong) > 0.02 and mirrored_true < -0.02)

# %% [markdown] id="descent-text"
# ## Deeper: more units than images

# %% [markdown] id="descent-what"
# Must too many weights end in overfitting? Networks with a thousand times more weights than images work. Look closely, with a network so simple that it can be
# solved exactly: a hidden layer of ReLU units whose weights are random and stay as they are; only the last layer is fitted, by least squares. No training, no
# rate: 300 images, and as many units as you like. The line with `solve` is the exact solution with an L2 penalty, in the form that suits few images. With the strength 0.000001 it is
# as good as none, but it decides: where many solutions fit, it takes the one with the shortest weights.

# %% id="descent"
widths = [10, 20, 40, 70, 100, 150, 200, 250, 300, 350, 420, 600, 1000, 2000]


def shares_by_width(seed, n=300, strength=1e-6, x_new=x_test, y_new=y_test):
    """Fit the last layer to n images, 30 % of the labels wrong; return a share for each width."""
    images, given, _ = draw(seed, n, wrong=0.3)
    random_weights = np.random.default_rng(seed).normal(size=(196, 2000)) / 14
    hidden, new = (np.maximum(x @ random_weights, 0) for x in (images, x_new))
    goals, shares = np.eye(10)[given] - 0.1, []
    for width in widths:
        h = hidden[:, :width]
        W = h.T @ np.linalg.solve(h @ h.T + strength * np.eye(n), goals)
        shares.append(np.mean((new[:, :width] @ W).argmax(axis=1) == y_new))
    return shares

# %% [markdown] id="descent-question"
# **Predict.** Draw the share of new images that are read over the number of units, from 10 to 2,000. Where is it worst? And with half of the images?

# %% id="descent-picture" tags=["predict"] alt="Share of new images read over the number of units, logarithmic, three bands. With 300 images it rises to more than a half below 100 units, falls to a tenth, pure chance, at exactly 300 units, and rises again to as much at 2,000. With 150 images the same shape, lower: up to four tenths, down to a tenth at exactly 150, up to one half. With 300 images and an L2 penalty it rises to seven tenths without a fall."
settings = {"300 images": (300,), "150 images": (150,), "300, with L2": (300, 100.0)}
descents = {name: np.array([shares_by_width(seed, *setting) for seed in range(4)])
            for name, setting in settings.items()}
fig, ax = plt.subplots(figsize=(10, 5))
for (name, curves), color in zip(descents.items(), ("vermilion", "blue", "green")):
    dl.plots.plot_bands(curves, x=widths, label=name, color=color, ax=ax)
_ = ax.set(xscale="log", xlabel="hidden units", ylabel="new images read")

# %% [markdown] id="descent-explained"
# **Explain.** This is **double descent** (Belkin and others, 2019; it is the *error* that falls twice). Few units cannot learn mistakes by heart. With exactly as many units as images there is just *one*
# solution that fits all labels, wrong ones included, and it has to bend wildly to do so. With far more units there are many solutions, and the shortest of them is tame. The control: with half of
# the images the worst place moves to half of the units. And a well-chosen penalty takes the whole mountain away. Well-chosen means: by the validation images, of these four strengths (300 images, two draws, mean over all widths):

# %% id="descent-tuning"
for strength in (1.0, 10.0, 100.0, 1000.0):
    by_width = np.mean([shares_by_width(seed, 300, strength, x_val, y_val) for seed in range(2)], axis=0)
    at_300 = by_width[widths.index(300)] - by_width[widths.index(70)]
    print(f"strength {strength:6.0f}: {by_width.mean():.0%} read, {'a dip' if at_300 < 0 else 'no dip'} at 300 units")

# %% [markdown] id="descent-verdict"
# A penalty that is too weak leaves the dip. The best of the four was drawn above.

# %% id="descent-claims"
worst_300, worst_150, _ = (widths[curves.mean(axis=0).argmin()] for curves in descents.values())
at_peak, beyond = descents["300 images"].mean(axis=0)[8], descents["300 images"].mean(axis=0)[-1]
largest_fall = np.max(-np.diff(descents["300, with L2"].mean(axis=0)))
dl.claim("The worst number of units is the number of images: 300, and with half of the images 150",
         worst_300 == 300 and worst_150 == 150)
dl.claim("There chance is all that is left, less than 15 %; 2,000 units read more than half", at_peak < 0.15 and beyond > 0.5)
dl.claim("With a penalty no more units do harm: the curve never falls by 0.03", largest_fall < 0.03)

# %% [markdown] id="exercise-peak-text"
# ### Exercise: where is the worst place?
#
# Four new experiments with random units and least squares, wrong labels included. How many units are worst?
#
# - **A**: 200 images.
# - **B**: 200 images, but only the upper half of their pixels.
# - **C**: 300 images: 150 different ones, each twice, with the same label both times.
# - **D**: 300 images, and an L2 penalty of the best strength.

# %% id="exercise-peak" tags=["exercise"]
def worst_units():
    """Return a list of four numbers, for A to D: with how many units the fewest new images are read.

    Each is 150 or 200; or 0, if there is no such peak of the error.
    Example: [150, 150, 150, 150] says that 150 units are always worst.
    """
    # solution
    return [200, 200, 150, 0]

# %% id="check-peak"
dl.exercises.worst_units.check(worst_units)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A perfect score on the training images says nothing: a network can learn even random labels by heart. What counts is that it generalises.
# - It first learns what images have in common, and corrects its teacher; later it learns his mistakes. Overfitting is this second part.
# - L2 shortens every weight by a share, L1 by a constant amount. At L1's best place many weights are exactly 0, but it takes a proximal step to land there.
# - Dropout silences other units in each step and enlarges the rest; in use nothing changes. It delays learning by heart.
# - Where the labels are true, more images do more than a remedy. Where many are wrong, first hold the network back; then more images help again.
# - A strength has to be tuned, on images that neither train nor judge.
#
# Tuning took us twelve settings for L2 alone, strengths times rates. How to search well, and how one fools oneself with a search, is lesson 12.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | generalisation | 일반화 | being right about data that were not trained on |
# | overfitting | 과적합 (과대적합, 오버피팅) | training data learned by heart; new data done worse and worse |
# | regularization | 규제 | whatever holds a model back on its training data, so that it does better on new data |
# | weight decay | 가중치 감쇠 (가중치 감소) | shrinking all weights by a share in each step; with plain descent the L2 penalty |
# | L2 penalty (ridge) | L2 규제 (릿지) | strength times the sum of the squared weights, added to the loss |
# | L1 penalty (lasso) | L1 규제 (라쏘) | strength times the sum of the absolute weights, added to the loss |
# | proximal step | 근접 단계 | step on the penalty that stops at exactly 0 |
# | dropout | 드롭아웃 | setting random unit outputs to 0 in each training step |
# | ensemble | 앙상블 | several models whose answers are averaged |
# | data augmentation | 데이터 증강 | training on changed copies that keep their label |
# | double descent | 이중 하강 | error that falls, rises near as many weights as data, and falls again |

# %% [markdown] id="references"
# ## References
#
# - A. Krogh and J. Hertz, *A simple weight decay can improve generalization*, Advances in Neural Information Processing Systems 4, 1991.
# - R. Tibshirani, *Regression shrinkage and selection via the lasso*, Journal of the Royal Statistical Society B 58, 1996 (the two balls).
# - G. Hinton and others, *Improving neural networks by preventing co-adaptation of feature detectors*, arXiv 1207.0580, 2012 (dropout).
# - N. Parikh and S. Boyd, *Proximal algorithms*, Foundations and Trends in Optimization 1, 2014.
# - N. Srivastava and others, *Dropout: a simple way to prevent neural networks from overfitting*, Journal of Machine Learning Research 15, 2014.
# - C. Zhang and others, *Understanding deep learning requires rethinking generalization*, International Conference on Learning Representations, 2017.
# - D. Arpit and others, *A closer look at memorization in deep networks*, International Conference on Machine Learning, 2017 (first what is common, then by heart).
# - M. Belkin and others, *Reconciling modern machine-learning practice and the classical bias-variance trade-off*, Proceedings of the National Academy of Sciences 116, 2019 (double descent).
# - P. Nakkiran and others, *Optimal regularization can mitigate double descent*, International Conference on Learning Representations, 2021.
