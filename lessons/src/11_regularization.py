# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=50 minutes=85 figure="what each remedy against learning by heart is worth, counted in images"
# # Regularization
#
# Give a large network a few hundred examples, and it learns them by heart, the mistakes in them included. In this lesson
# a careless teacher has put a wrong label on three of ten images. You will watch a network first correct its teacher
# and then, epoch by epoch, learn his mistakes. You build the remedies, see how they work, and find out what each of them is worth,
# counted in images.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - tell a network that has understood from one that has learned by heart;
# - explain how L2, L1, dropout and early stopping hold a network back, and build each of them;
# - say which penalty makes weights exactly 0, and with which step;
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
# ## 1. By heart
#
# We go on with the 5,000 digits of lesson 09. To be quick we take the mean of every four pixels, which leaves 14 by 14. Of the 4,000
# training images the last 1,000 shall help us to choose (they are our **validation** images, lesson 07). From the others we
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

# %% [markdown] id="deep-question"
# A deep network, seven layers in all, and 300 images. `fit_deep` builds it anew, trains it, and asks it twice: about these images
# and about 1,000 new ones.
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
    known, new = (np.argmax(model(x), axis=1) for x in (images, x_test))
    return np.mean(known == labels), np.mean(new == y_test)


images, labels, _ = draw(seed=0)
on_known, on_new = fit_deep(images, labels)
on_random, new_after_random = fit_deep(images, rng.integers(10, size=300))
print(f"true labels:   {on_known:.0%} of the 300, {'about 80 %' if 0.76 < on_new < 0.84 else on_new} of the new")
print(f"random labels: {on_random:.0%} of the 300, {'about 10 %' if new_after_random < 0.16 else 'more'} of the new")

# %% [markdown] id="deep-explained"
# **Explain.** It learns all of them, even the random ones, though there is nothing to understand. (Zhang and others,
# 2017, did the same with a million photographs.) So a perfect score on the training images says nothing. What we want is
# that a network is right about images that it has *not* seen: that it **generalises**.

# %% id="deep-claims" atol=0.02 tags=["claim-L11-01"]
dl.claim("Seven layers learn 300 images by heart, with true labels and with random ones",
         min(on_known, on_random) > 0.99)
dl.claim("The first of them reads more than 70 % of new digits, the other less than 20 %",
         on_new > 0.7 and new_after_random < 0.2)

# %% [markdown] id="teacher-text"
# ## 2. A careless teacher
#
# Real labels are neither true nor random. People who look at a thousand images a day get tired. Let a teacher be very
# tired: of 300 labels 90 are wrong, 30 %. Who learns them all by heart repeats the 90 mistakes. But *when* does a network learn them?
#
# Two hidden layers of 50 units will do from here on, so that we can train many networks at once (lesson 06). Sixty epochs at a rate
# of 0.02 and with momentum 0.9 (lesson 08) are enough for all 300.

# %% id="learn"
def learn(data, seeds, rate=0.02, units=50, watch=None, **remedies):
    """Train one network for each seed, all on the same images; return them."""
    images, labels, _ = data
    networks = dl.scratch.mlp([196, units, units, 10], variants=len(seeds), kernel_initializer="he_normal",
                              seed=seeds, **remedies)
    networks.fit(images, labels, epochs=60, batch_size=100, on_epoch_end=watch,
                 optimizer=dl.scratch.SGD(rate, momentum=0.9))
    return networks

# %% [markdown] id="teacher-more"
# After each epoch we ask about the 90 images with a wrong label: for how many does the network give the label that it was told, and
# for how many the *true* one, which nobody ever told it?

# %% id="watch"
def watched(data, **remedies):
    """Train ten networks; return three shares, each of shape (10 starts, 60 epochs)."""
    images, given, truth = data
    wrong, record = given != truth, []

    def note(networks):
        answers = networks.predict(images[wrong]).argmax(axis=-1)
        record.append([(answers == given[wrong]).mean(axis=1), (answers == truth[wrong]).mean(axis=1),
                       networks.accuracy(x_test, y_test)])

    learn(data, list(range(10)), watch=note, **remedies)
    return np.array(record).transpose(1, 2, 0)


as_told, corrected, new = watched(draw(seed=0, wrong=0.3))

# %% [markdown] id="teacher-question"
# **Predict.** Sketch three curves over sixty epochs: wrong labels repeated, wrong labels corrected, new images read.

# %% id="teacher-picture" live=true tags=["predict"] alt="Three bands over 60 epochs, ten starts each. Wrong labels corrected rises to six tenths within ten epochs and then falls to nearly 0. Wrong labels repeated stays near a tenth for ten epochs and then climbs to 1. New images read rises to two thirds, together with the corrections, and sinks a little afterwards."
fig, ax = plt.subplots(figsize=(10, 5))
dl.plots.plot_bands(as_told, label="wrong labels repeated", color="vermilion", ax=ax)
dl.plots.plot_bands(new, label="new images read", color="blue", ax=ax)
dl.plots.plot_bands(corrected, label="wrong labels corrected", color="green", ax=ax)
_ = ax.set(ylabel="share of the images", ylim=(-0.04, 1.04))

# %% [markdown] id="teacher-explained"
# **Explain.** First the network learns what the images of a digit have in common. After some ten epochs it corrects its teacher: more than half
# of the wrongly labelled images it reads as what they *are*. Then it begins to learn by heart, one wrong label after the other. And
# what it reads of new images sinks. (Five other draws of images gave the same picture.) This is **overfitting**: the network fits its training data ever more closely, and generalises worse.
#
# Is it the wrong labels that make the blue curve sink? Give all images their true labels and change nothing else.

# %% id="teacher-claims" atol=0.02 tags=["claim-L11-02"]
new_after_true = []
learn(draw(seed=0), list(range(10)), watch=lambda networks: new_after_true.append(networks.accuracy(x_test, y_test)))
most_corrected, in_the_end = corrected.mean(axis=0).max(), corrected.mean(axis=0)[-1]
lost, lost_after_true = (mean.max() - mean[-1] for mean in (new.mean(axis=0), np.mean(new_after_true, axis=1)))
dl.claim("At best the networks correct more than half of the wrong labels, in the end less than 5 %",
         most_corrected > 0.5 and in_the_end < 0.05)
dl.claim("Of new images they lose more than 0.03 after their best epoch; with true labels, less than 0.01",
         lost > 0.03 and lost_after_true < 0.01)

# %% [markdown] id="cost-text"
# Learning by heart has its price. Look at how far the weights have moved from their start (the length of the difference, all
# kernels together), after the training with true labels, with 30 % wrong ones, and with none that is right.

# %% id="cost"
def way(wrong):
    """Return how far the kernels of ten networks have moved in a training."""
    start = dl.scratch.mlp([196, 50, 50, 10], variants=10, kernel_initializer="he_normal", seed=list(range(10)))
    end = learn(draw(0, wrong=wrong), list(range(10)))
    return np.sqrt(sum(((a - b) ** 2).sum(axis=(1, 2)) for a, b in zip(start.weights[::2], end.weights[::2])))

# %% [markdown] id="cost-question"
# **Predict.** Do they move equally far?

# %% id="cost-run" tags=["predict"]
ways = np.array([way(wrong) for wrong in (0.0, 0.3, 1.0)])
longer = (ways[1:] / ways[0]).min(axis=1)
print("moved by about", ways.mean(axis=1).round(0))

# %% [markdown] id="cost-explained"
# **Explain.** No: the more wrong labels, the further. What many images have in common is cheap to learn. Exceptions are dear.

# %% id="cost-claim" atol=0.02
dl.claim("With 30 % wrong labels each of ten networks moves at least 1.2 times as far, with only wrong ones 1.3 times",
         longer[0] > 1.2 and longer[1] > 1.3)

# %% [markdown] id="leash-text"
# ## 3. L2: a leash for every weight
#
# So put the weights on a leash. Add a **penalty** for large weights to the loss; its **strength** is $\lambda$:
#
# $$ L + \lambda \sum w^2 , \qquad \text{with the slope} \quad \frac{\partial L}{\partial w} + 2 \lambda w . $$
#
# This is the **L2 penalty**. It pulls every weight towards 0, a large one more strongly than a small one. Biases are left out as a rule. With plain descent, a step of rate $\eta$ is
#
# $$ w \leftarrow w - \eta \Big(\frac{\partial L}{\partial w} + 2 \lambda w\Big)
#    = (1 - 2 \eta \lambda)\, w - \eta\, \frac{\partial L}{\partial w} : $$
#
# each step takes a small share of every weight away. Hence its other name, **weight decay**. (With Adam the two are not the same: lesson 08,
# "Deeper: weight decay, and Adam".) In Keras a layer is told, and the model keeps the books:

# %% id="l2-keras" tags=["claim-L11-03"]
layer = keras.layers.Dense(50, kernel_regularizer=keras.regularizers.L2(0.02))
model = keras.Sequential([keras.Input((196,)), layer])
in_keras, by_hand = float(model.losses[0]), 0.02 * np.sum(model.get_weights()[0] ** 2)
gap = abs(in_keras / by_hand - 1)
dl.claim("What Keras adds to the loss is the strength times the sum of the squares", gap < 1e-5)

# %% [markdown] id="toward-text"
# Where does the penalty lead if nothing else acts? You may read that it keeps weights from *differing*. Try three equal ones and three different ones:

# %% id="toward" tags=["claim-L11-04"]
w = np.array([[5.0, 5.0, 5.0], [-1.0, 0.0, 1.0]])
for _ in range(1000):
    w = w - 0.1 * 2 * 0.02 * w  # the penalty alone, at the rate 0.1
largest_left = np.abs(w).max()
dl.claim("The penalty alone shrinks 5, 5, 5 and −1, 0, 1 to 0, equal or not", largest_left < 0.1)

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

# %% [markdown] id="l2-question"
# Now back to the careless teacher. Nine strengths, three draws of images, and the same three questions after sixty epochs. (New images are now the
# validation images, for we are choosing.)
#
# **Predict.** Sketch the three curves over the strength, from none to far too much.

# %% id="l2-picture" tags=["predict"] live=true alt="Three curves over the strength of L2 from 0.001 to 0.1, logarithmic. Wrong labels repeated falls from 1 to a tenth, wrong labels corrected rises from 0 to more than a half, new images read rises by a tenth, has its peak near 0.03 and then all break down."
strengths = np.array([0.001, 0.002, 0.004, 0.007, 0.012, 0.02, 0.03, 0.05, 0.09])
by_strength = []
for seed in range(3):
    images, given, truth = data = draw(seed, wrong=0.3)
    networks = learn(data, 9 * [seed], kernel_regularizer=dl.scratch.L2(strengths))
    answers = networks.predict(images[:90]).argmax(axis=-1)
    by_strength.append([(answers == given[:90]).mean(axis=1), (answers == truth[:90]).mean(axis=1),
                        networks.accuracy(x_val, y_val)])
repeated_by, corrected_by, new_by = np.moveaxis(by_strength, 1, 0)
fig, ax = plt.subplots(figsize=(10, 5))
for curves, name, color in [(repeated_by, "wrong labels repeated", "vermilion"), (new_by, "new images read", "blue"),
                            (corrected_by, "wrong labels corrected", "green")]:
    dl.plots.plot_bands(curves, x=strengths, label=name, color=color, ax=ax)
_ = ax.set(xscale="log", xlabel="strength of L2", ylabel="share of the images", ylim=(-0.04, 1.04))

# %% [markdown] id="l2-explained"
# **Explain.** Too weak, and nothing changes. In the middle the network can no longer pay for every single wrong label, but still for what
# many images have in common: it corrects its teacher, and reads more new images. Too strong, and it cannot even pay for that. So
# a strength has to be *tuned*, and the best one is no constant of nature.

# %% id="l2-claims" atol=0.02 tags=["claim-L11-03"]
best = new_by.mean(axis=0).argmax()
gain = new_by.mean(axis=0)[best] - new_by.mean(axis=0)[0]
repeated_best, corrected_best = repeated_by.mean(axis=0)[best], corrected_by.mean(axis=0)[best]
too_strong = new_by.mean(axis=0)[best] - new_by.mean(axis=0)[-1]
dl.claim("At the best strength, of the wrong labels less than 60 % are repeated and more than 35 % corrected",
         repeated_best < 0.6 and corrected_best > 0.35)
dl.claim("New images gain more than 0.05, and lose as much again where the leash is far too short",
         gain > 0.05 and too_strong > 0.05)

# %% [markdown] id="balls-text"
# ## 4. L1: some weights go to zero
#
# One can also punish the size itself: $\lambda \sum |w|$, the **L1 penalty**, or *lasso*. Its slope is $\lambda$ times the sign of $w$.
# So it pulls a weight of 0.001 as strongly as one of 5, while L2's pull on the small one is next to nothing.
#
# Look at two weights. The loss is a bowl, with its lowest point at the cross, where both are above 0. We raise the strength step by step, and follow the place where loss
# and penalty together are lowest.

# %% id="balls"
curvature, lowest = np.array([[1.0, 0.3], [0.3, 0.7]]), np.array([2.0, 1.2])


def best_place(strength, penalty):
    """Return where loss and penalty together are lowest, by many small steps."""
    w = lowest.copy()
    for _ in range(500):
        w = w - 0.05 * (w - lowest) @ curvature
        if penalty == "L2":
            w = w / (1 + 0.05 * 2 * strength)
        else:
            w = np.sign(w) * np.maximum(np.abs(w) - 0.05 * strength, 0)
    return w


# %% [markdown] id="balls-question"
# **Predict.** Both ways begin at the cross and end near 0. How does each of them get there?

# %% id="balls-picture" tags=["predict"] alt="Two maps of the same bowl with two weights. Left, L2: the way bends smoothly from the cross to 0; the ball that it touches on its way is a circle. Right, L1: the way runs straight down to the axis, where the second weight is exactly 0, and then along the axis to 0; the ball is a diamond, touched at its corner."
fig, axes = plt.subplots(1, 2, figsize=(11, 5))
for ax, name in zip(axes, ("L2", "L1")):
    path = np.array([best_place(strength, name) for strength in np.linspace(0, 3, 61)])
    dl.plots.plot_contour(lambda w: ((w - lowest) @ curvature * (w - lowest)).sum(axis=-1) / 2,
                          xlim=(-1.6, 3), ylim=(-1.6, 2.2), levels=7, ax=ax)
    w = path[26]  # the white point
    angle = np.linspace(0, 2 * np.pi, 200 if name == "L2" else 5)  # a circle, or four corners
    size = np.linalg.norm(w) if name == "L2" else np.abs(w).sum()
    ax.fill(size * np.cos(angle), size * np.sin(angle), color="white", alpha=0.5, ec="black")
    ax.plot(*path.T, color=dl.plots.COLORS["vermilion"], lw=4)
    ax.plot(*w, "o", color="white", mec="black", ms=10)
    ax.plot(*lowest, "+", color="white", ms=18, mew=4)
    ax.set(title=f"{name}: the way as the strength grows", aspect="equal", xlabel="$w_0$", ylabel="$w_1$")

# %% [markdown] id="balls-explained"
# **Explain.** White is the *ball*: all places with no larger penalty than the white point. There the ball touches a contour of the
# loss; else one could go lower at the same price. A circle is round everywhere, so nothing makes L2 stop on an axis. L1's ball has corners, and a corner is touched
# easily. There one weight is 0, exactly. From then on the other shrinks alone, by the same amount for each bit of strength.
#
# ### Exactly zero needs a step of its own
#
# But the steps of gradient descent jump across 0, to and fro, and never land on it. The code above does something else for L1: first
# a step down the loss alone, and then it takes $\eta \lambda$ off the size of each weight, and *stops at 0*. This is a **proximal step**.
#
# Try all of them: 100 samples with 20 features, of which only three matter. The targets are noisy.

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
# **Predict.** With which rule do how many of the 17 superfluous weights become 0, exactly?

# %% id="lasso-picture" tags=["predict"] alt="Three panels of twenty weights each. The first three stand out in all. With L2 the other seventeen are small but none is 0. With L1 by its slope they are tiny, and none is 0. With the proximal step they are exactly 0, drawn as hollow points."
rules = {"L2": 0.1, "L1, by its slope": 0.25, "L1, proximal": 0.25}
fig, axes = plt.subplots(1, 3, figsize=(12, 3.6), sharey=True)
zeros = {}
for ax, (rule, strength) in zip(axes, rules.items()):
    w = fit_features(1, strength, rule)
    zeros[rule] = [np.sum(fit_features(seed, strength, rule)[3:] == 0) for seed in range(20)]
    ax.stem(range(1, 21), w, basefmt=" ")
    ax.plot(np.flatnonzero(w == 0) + 1, w[w == 0], "o", color="white", mec="black", zorder=4)
    ax.axhline(0, color="black", lw=1)
    ax.set(title=f"{rule}: {np.sum(w == 0)} are 0", xlabel="weight", xticks=(1, 10, 20))

# %% [markdown] id="lasso-explained"
# **Explain.** Both L1 rules look for the same place, but only the proximal step gets there. Who says "L1 makes weights zero" speaks of
# the best place, not of what gradient descent, or Keras, leaves in your arrays. Whoever wants to leave features out has to cut off small weights, or take such steps.
# And L2? It takes most off the large weights, and never quite finishes with the small ones.

# %% id="lasso-claims" tags=["claim-L11-05", "claim-L11-06"]
fewest_proximal, most_others = min(zeros["L1, proximal"]), max(zeros["L2"] + zeros["L1, by its slope"])
dl.claim("In twenty draws the proximal step makes at least 12 of 17 superfluous weights 0, the others none",
         fewest_proximal > 11 and most_others == 0)
lost_l2, lost_l1 = (np.mean([[3, -2, 1] - fit_features(seed, rules[rule], rule)[:3] for seed in range(20)], axis=0)
                    for rule in ("L2", "L1, proximal"))
dl.claim("L2 takes more than twice as much off the largest of the three as off the smallest; L1 takes nearly the same off all",
         lost_l2[0] > 2 * lost_l2[2] and np.ptp(np.abs(lost_l1)) < 0.06)

# %% [markdown] id="histograms-text"
# And a network? Here are the 9,800 weights of the first layer, after our training with the careless teacher: without a penalty, with L2, and
# with L1 by its slope, as Keras does it.

# %% id="histograms" live=true alt="Three histograms of the weights of the first layer with the same axes, counts logarithmic. Without a penalty a broad bell. With L2 a narrow bell. With L1 a needle at 0 and a few weights far out on both sides."
penalties = {"none": dl.scratch.L2(0.0), "L2, 0.03": dl.scratch.L2(0.03), "L1, 0.004": dl.scratch.L1(0.004)}
fig, axes = plt.subplots(1, 3, figsize=(12, 3.6), sharey=True)
tiny, spread = {}, {}
for ax, (name, penalty) in zip(axes, penalties.items()):
    W = learn(draw(0, wrong=0.3), [0], kernel_regularizer=penalty).weights[0][0]
    tiny[name], spread[name] = np.mean(np.abs(W) < 0.005), W.std()
    ax.hist(W.ravel(), bins=np.linspace(-0.5, 0.5, 101), log=True, color=dl.plots.COLORS["blue"])
    ax.set(title=f"{name}: std {spread[name]:.2f}", xlabel="weight")

# %% [markdown] id="histograms-explained"
# L2 leaves a narrow bell, L1 a needle at 0 and a few weights far out. How near to 0 is the needle?

# %% id="histograms-claim" atol=0.02 tags=["claim-L11-05", "claim-L11-06"]
exact = np.sum(W == 0)
tiny_l1, tiny_l2 = tiny["L1, 0.004"], tiny["L2, 0.03"]
dl.claim("Within 0.005 of 0: more than half of L1's weights, less than a third of L2's; exactly 0: none",
         tiny_l1 > 0.5 and tiny_l2 < 0.33 and exact == 0)

# %% [markdown] id="exercise-pixels-text"
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
# unit, and the losers are set to 0 this once. No unit can rely on what another one does. This is **dropout** (Hinton and others, 2012). Its rate $p$ is the
# probability of being dropped. In use nothing is dropped, all units work together.
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
# Write it. For each output there is a random number between 0 and 1; the output is dropped if its number is *below* the rate. And
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

# %% id="fewer" atol=0.02 tags=["claim-L11-07"]
def three_draws(**options):
    """Return shares of new images read, shape (3 draws, 3 starts)."""
    return np.array([learn(draw(seed, wrong=0.3), [0, 1, 2], **options).accuracy(x_test, y_test) for seed in range(3)])


plain, dropped, smaller = three_draws(), three_draws(dropout=[0.4] * 3), three_draws(units=30)
by_fewer, least_by_dropout = (smaller - plain).mean(), (dropped - plain).mean(axis=1).min()
dl.claim("In each draw dropout adds more than 0.02 to the share of new images read; fewer units do not on average",
         least_by_dropout > 0.02 and by_fewer < 0.02)

# %% [markdown] id="worth-text"
# ## 6. What is a remedy worth?
#
# Now all of them in one race. The fourth remedy you know from lesson 07: **early stopping**. In section 2 the blue curve had its best epoch near the fifteenth; so stop there. Each remedy gets five
# strengths, and each strength four learning rates, 0.003, 0.01, 0.03 and 0.1:
#
# | remedy | weakest | | | | strongest |
# |---|---|---|---|---|---|
# | L2, strength | 0.003 | 0.01 | 0.02 | 0.04 | 0.08 |
# | L1, strength | 0.001 | 0.003 | 0.006 | 0.012 | 0.024 |
# | dropout, rate | 0.1 | 0.25 | 0.4 | 0.55 | 0.7 |
# | stop after epoch | 40 | 20 | 10 | 5 | 2 |

# %% id="race"
knobs = {"L2": [0.003, 0.01, 0.02, 0.04, 0.08], "L1": [0.001, 0.003, 0.006, 0.012, 0.024],
         "dropout": [0.1, 0.25, 0.4, 0.55, 0.7]}
rates = np.tile([0.003, 0.01, 0.03, 0.1], 5)
l2, l1, drop = (np.repeat(knob, 4) for knob in knobs.values())


def read_by(networks):
    return np.array([networks.accuracy(x_val, y_val), networks.accuracy(x_test, y_test)])

# %% [markdown] id="race-how-text"
# Twenty networks for each remedy learn side by side, one for each pair of strength and rate. For stopping we note what the network without a
# remedy reads after 40, 20, 10, 5 and 2 epochs.

# %% id="race-run"
def race(seed, wrong):
    """Return shares of images read, shape (validation and test, 4 remedies, 5 strengths, 4 rates)."""
    data, record, found = draw(seed, wrong=wrong), [], []
    for remedy in (dict(kernel_regularizer=dl.scratch.L2(l2)), dict(kernel_regularizer=dl.scratch.L1(l1)),
                   dict(dropout=drop)):
        found.append(read_by(learn(data, 20 * [seed], rates, **remedy)))
    learn(data, 4 * [seed], rates[:4], watch=lambda networks: record.append(read_by(networks)))
    stopped = np.moveaxis(np.array(record)[[39, 19, 9, 4, 1]], 0, 1)
    return np.stack([*(each.reshape(2, 5, 4) for each in found), stopped], axis=1)

# %% [markdown] id="race-text"
# With true labels and with 30 % wrong ones, on three draws of 300 images each. The validation images choose, for each draw, strength and rate; then the
# test images judge. First the tuning itself:

# %% id="tuning" live=true alt="Two panels, share of validation images read over the strength, from weakest to strongest, four curves with bands. Left, true labels: all four are nearly level and break down at the strongest settings. Right, with wrong labels: L2 and L1 rise by nearly a tenth, dropout and stopping less, each to a peak, and fall."
results = {wrong: np.array([race(seed, wrong) for seed in range(3)]) for wrong in (0.0, 0.3)}
names, colors = (*knobs, "stopping"), ("blue", "purple", "orange", "green")
fig, axes = plt.subplots(1, 2, figsize=(13, 5), sharey=True)
for ax, (wrong, found) in zip(axes, results.items()):
    for number, (name, color) in enumerate(zip(names, colors)):
        best_rate = found[:, 0, number].mean(axis=0).argmax(axis=1)  # of each strength
        curves = found[:, 0, number, range(5), best_rate]
        dl.plots.plot_bands(curves, x=range(1, 6), label=name, color=color, ax=ax)
    ax.set(title=f"{wrong:.0%} wrong labels", xlabel="strength, weakest to strongest", xticks=range(1, 6))
_ = axes[0].set_ylabel("validation images read, at the best rate")

# %% [markdown] id="judged-text"
# With true labels nothing much happens, with wrong ones each remedy has its best strength. Now the judgement: for each draw and remedy, what do the
# *test* images say of the pair that the validation images have chosen?

# %% id="judged"
def judged(found):
    """Return shares of test images read, shape (3 draws, 4 remedies)."""
    validation, test = found.reshape(3, 2, 4, 20).swapaxes(0, 1)
    best = validation.argmax(axis=2)[:, :, None]
    return np.take_along_axis(test, best, axis=2)[:, :, 0]


chosen = {wrong: judged(found) for wrong, found in results.items()}

# %% [markdown] id="currency-text"
# And in which currency do we give the result? "Two per cent more" says little. Let us count in *images*: how many would a network *without* any remedy
# need, to be as good? So we train it on 75 to 1,200 images, always for sixty epochs.

# %% id="currency"
sizes = [75, 150, 300, 600, 1200]


def by_heart(wrong):
    return np.array([[learn(draw(seed, n, wrong), [seed]).accuracy(x_test, y_test)[0] for n in sizes]
                     for seed in range(3)])


curve = {wrong: by_heart(wrong) for wrong in results}

# %% [markdown] id="more-text"
# One more point, to see whether remedies and images add up: L2 on 1,200 images, the best of three strengths.

# %% id="more"
def l2_on_1200(seed, wrong):
    networks = learn(draw(seed, 1200, wrong), 3 * [seed], kernel_regularizer=dl.scratch.L2([0.003, 0.01, 0.03]))
    validation, test = read_by(networks)
    return test[validation.argmax()]


def worth(wrong, level):
    """Return how many images the network without a remedy needs to get to this level."""
    return np.exp(np.interp(level, curve[wrong].mean(axis=0), np.log(sizes), right=np.inf))


l2_1200 = {wrong: np.array([l2_on_1200(seed, wrong) for seed in range(3)]) for wrong in results}

# %% [markdown] id="worth-question"
# **Predict.** How many images is the best remedy worth with true labels: 310, 400, 600, 1,200? And with 30 % wrong labels?

# %% id="worth-picture" tags=["predict", "remember"] live=true alt="Two panels, share of new images read over the number of training images, logarithmic. Left, true labels: the curve without remedy climbs steeply from two thirds to nine tenths; the four remedies on 300 images lie on it or a little above, the best worth about a hundred images more. Right, 30 per cent wrong labels: the curve without remedy climbs slowly and stops; L2, L1 and dropout on 300 images lie above the level that it reaches with four times as many; L2 on 1,200 images lies far above all."
fig, axes = plt.subplots(1, 2, figsize=(13, 6), sharey=True)
for ax, (wrong, best) in zip(axes, chosen.items()):
    dl.plots.plot_bands(curve[wrong], x=sizes, color="black", ax=ax)
    for place, name, color, marker in zip((255, 285, 318, 355), names, colors, "osD^"):
        ax.plot([place] * 3, best[:, names.index(name)], marker, color=dl.plots.COLORS[color], label=name)
    ax.plot([1200] * 3, l2_1200[wrong], "o", color=dl.plots.COLORS["blue"], mfc="white", mew=2)
    ax.text(1130, l2_1200[wrong].mean(), "L2 on 1,200", ha="right", va="center", color=dl.plots.COLORS["blue"])
    level, images = best.mean(axis=0).max(), worth(wrong, best.mean(axis=0).max())
    ax.annotate("", (min(images, 1500), level), (390, level), arrowprops=dict(arrowstyle="->", lw=2.5))
    told = f"worth about {round(images, -1):.0f} images" if images < 1200 else "worth more than 1,200 images"
    ax.text(390, level + 0.045, told, ha="right", weight="bold")
    ax.set(xscale="log", title=f"{wrong:.0%} wrong labels", xlabel="training images", xlim=(65, 1600))
    ax.set_xticks(sizes, sizes, minor=False)
axes[0].legend(loc="lower right", title="on 300 images")
_ = axes[0].set_ylabel("new images read")

# %% [markdown] id="worth-explained"
# **Explain.** Black is the network that learns everything by heart.
#
# - **True labels**: the remedies on 300 images lie hardly above the curve. One or two hundred images more would do as much, and twice as many images
#   beat them all. Where there is nothing wrong to learn by heart, *more data* are the strongest remedy of all.
# - **30 % wrong labels**: L2 on 300 images reads more than the other network on 1,200! More images bring more mistakes, too, and it
#   learns them all. With L2 more images are again what they were: top right.
#
# (You may object that nobody has 1,000 validation images and trains on 300. Right: see the curve on the left. We took so many to see
# clearly. With few images there is cross-validation: lesson 12.) Three other draws gave the same result. But the spread between draws is as large as the
# differences between L2, L1 and dropout, so do not take their order from here.

# %% id="worth-claims" atol=0.02 tags=["claim-L11-02", "claim-L11-03"]
gain_true, gain_wrong = (chosen[wrong].mean(axis=0) - curve[wrong][:, 2].mean() for wrong in (0.0, 0.3))
doubled = (curve[0.0][:, 3] - curve[0.0][:, 2]).mean()
best_true, dearest = gain_true.max(), worth(0.0, chosen[0.0].mean(axis=0).max())
dl.claim("True labels: twice the images gain more than the best remedy, which is worth less than 600 images",
         doubled > best_true and dearest < 600, shown="three draws")
ahead = chosen[0.3][:, 0].mean() - curve[0.3][:, 4].mean()
dl.claim("30 % wrong labels: L2 on 300 images beats the network without a remedy on 1,200", ahead > 0.03)
more_too = (l2_1200[0.3] - chosen[0.3][:, 0]).mean()
dl.claim("And on 1,200 images L2 reads more again, by at least 0.05", more_too > 0.05)

# %% [markdown] id="which-text"
# ## 7. Which one, then?
#
# Before you take any remedy, look at both curves (lesson 07). Where the training images are not learned, a remedy makes it worse. Where they are,
# and new images are not:
#
# 1. Look at your labels, and mend what you can. With true labels nothing helps more than more data, real ones or made ones (see "Deeper: images
#    for nothing").
# 2. Stop at the best epoch. It costs nothing but validation images.
# 3. L2 *or* dropout, tuned over strengths about three times apart, on validation images.
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
# Four networks have come back from a training with other images, 30 % of the labels wrong. The letters are handed out by chance. You see the weights of
# the first layer, and how many of the training labels each network gives: once as it is in training, and once in use.

# %% id="patients" live=true alt="Four columns, each with a histogram of the weights of the first layer and two bars. A: a broad bell, the bar in training much shorter than the one in use. B: a needle at 0 and a few weights far out, both bars equal and not full. C: a broad bell, both bars full. D: a narrow bell, both bars equal and not full."
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
    below.set(xlim=(0, 1), xticks=(0, 0.5, 1))

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

# %% id="crowd-picture" tags=["predict"] live=true alt="Share of new images read over the number of averaged networks, three lines each. Thinned networks begin near one half and rise to just below seven tenths within thirty. Separately trained ones begin above six tenths and reach seven tenths with ten. The whole network with dropout, dashed, lies at about seven tenths in one pass."
fig, ax = plt.subplots(figsize=(9.5, 4.6))
dl.plots.plot_bands(thinned, x=range(1, 31), label="thinned by dropout", color="orange", ax=ax)
dl.plots.plot_bands(separate, x=range(1, 11), label="separately trained", color="blue", ax=ax)
for share in in_one_pass:
    ax.axhline(share, ls="--", color="black", lw=1)
ax.text(31, in_one_pass.max() + 0.006, "the whole, in one pass", ha="right")
_ = ax.set(xlabel="networks averaged", ylabel="new images read")

# %% [markdown] id="crowd-explained"
# **Explain.** One pass says nearly what thirty thinned networks say on average. So dropout does make a crowd of one network. A *real* crowd, which
# is called an **ensemble**, costs ten times the work. Here it reads a little more; in three of five other draws it did, too, and in two a little less.

# %% id="crowd-claim" atol=0.02 tags=["claim-L11-07"]
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
# Changed images take longer to learn, so there are 100 epochs. (The plain network is done long before.)

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
    plain = [learn(draw(seed, wrong=wrong), [0, 1, 2]).accuracy(x_test, y_test).mean() for seed in range(3)]
    gains[name] = np.array([augmented(seed, change, wrong) for seed in range(3)]) - plain
    print(f"{name:22} {'gain' if gains[name].mean() > 0 else 'loss'}")

# %% [markdown] id="augmented-explained"
# **Explain.** Moving tells the network something that is true of new images, too, and mirroring something that is not. It is not the number of copies that
# helps, but what one knows about the world and puts into them.

# %% id="augmented-claim" atol=0.02
moved_true, mirrored_true, moved_wrong = (found.mean() for found in gains.values())
dl.claim("Moved images add more than 0.02 with true labels and with wrong ones, mirrored ones take more than 0.02 away",
         min(moved_true, moved_wrong) > 0.02 and mirrored_true < -0.02)

# %% [markdown] id="descent-text"
# ## Deeper: more units than images

# %% [markdown] id="descent-what"
# Too many weights, so the textbooks said for decades, must end in overfitting. But networks with a thousand times more weights than images work. Look closely, with a network so simple that it can be
# solved exactly: a hidden layer of ReLU units whose weights are random and stay as they are; only the last layer is fitted, by least squares. No training, no
# rate: 300 images, and as many units as you like. The line with `solve` is the exact solution with an L2 penalty, in the form that suits few images. With the strength 0.000001 it is
# as good as none, but it decides: where many solutions fit, it takes the one with the shortest weights.

# %% id="descent"
widths = [10, 20, 40, 70, 100, 150, 200, 250, 300, 350, 420, 600, 1000, 2000]


def shares_by_width(seed, n=300, strength=1e-6):
    """Fit the last layer to n images, 30 % of the labels wrong; return a share for each width."""
    images, given, _ = draw(seed, n, wrong=0.3)
    random_weights = np.random.default_rng(seed).normal(size=(196, 2000)) / 14
    hidden, new = (np.maximum(x @ random_weights, 0) for x in (images, x_test))
    goals, shares = np.eye(10)[given] - 0.1, []
    for width in widths:
        h = hidden[:, :width]
        W = h.T @ np.linalg.solve(h @ h.T + strength * np.eye(n), goals)
        shares.append(np.mean((new[:, :width] @ W).argmax(axis=1) == y_test))
    return shares

# %% [markdown] id="descent-question"
# **Predict.** Draw the share of new images that are read over the number of units, from 10 to 2,000. Where is it worst? And with half of the images?

# %% id="descent-picture" tags=["predict"] alt="Share of new images read over the number of units, logarithmic, three bands. With 300 images it rises to more than a half at 100 units, falls to a tenth, pure chance, at exactly 300 units, and rises again to its best at 2,000. With 150 images the same, with the lowest point at 150. With 300 images and an L2 penalty it rises all the way to seven tenths, without a fall."
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
# the images the worst place moves to half of the units. And a well-chosen penalty takes the whole mountain away.

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
# - Dropout silences other units in each step and enlarges the rest; in use nothing changes.
# - Where the labels are true, more images beat every remedy. Where many are wrong, a tuned penalty on 300 images beats four times as many without one.
# - A strength has to be tuned, on images that neither train nor judge.
#
# Tuning took us twenty settings for each remedy. How to search well, and how one fools oneself with a search, is lesson 12.

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
