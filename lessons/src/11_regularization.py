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
    model.fit(images, labels, epochs=40, batch_size=100, verbose=0)
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

# %% id="deep-claims" tags=["claim-L11-01"]
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
def learn(data, seeds, rate=0.02, watch=None, **remedies):
    """Train one network for each seed, all on the same images; return them."""
    images, labels, _ = data
    networks = dl.scratch.mlp([196, 50, 50, 10], variants=len(seeds), kernel_initializer="he_normal",
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

# %% id="teacher-picture" tags=["predict"] alt="Three bands over 60 epochs, ten starts each. Wrong labels corrected rises to six tenths within ten epochs and then falls to nearly 0. Wrong labels repeated stays near a tenth for ten epochs and then climbs to 1. New images read rises to two thirds, together with the corrections, and sinks a little afterwards."
fig, ax = plt.subplots(figsize=(9.5, 5))
lines = {"wrong labels repeated": (as_told, "vermilion", (38, 0.9)), "wrong labels corrected": (corrected, "green", (38, 0.12)),
         "new images read": (new, "blue", (38, 0.68))}
for name, (curves, color, place) in lines.items():
    ax.fill_between(range(1, 61), curves.min(axis=0), curves.max(axis=0), color=dl.plots.COLORS[color], alpha=0.25, lw=0)
    ax.plot(range(1, 61), curves.mean(axis=0), color=dl.plots.COLORS[color])
    ax.text(*place, name, color=dl.plots.COLORS[color], weight="bold")
_ = ax.set(xlabel="epoch", ylabel="share of the images", ylim=(0, 1.02))

# %% [markdown] id="teacher-explained"
# **Explain.** First the network learns what the images of a digit have in common. After some ten epochs it corrects its teacher: more than half
# of the wrongly labelled images it reads as what they *are*. Then it begins to learn by heart, one wrong label after the other. And
# what it reads of new images sinks. This is **overfitting**: the network fits its training data ever more closely, and generalises worse.
#
# Is it the wrong labels that make the blue curve sink? Give all images their true labels and change nothing else.

# %% id="teacher-claims" tags=["claim-L11-02"]
*_, new_after_true = watched(draw(seed=0))
most_corrected, in_the_end = corrected.mean(axis=0).max(), corrected.mean(axis=0)[-1]
lost, lost_after_true = (curves.mean(axis=0).max() - curves.mean(axis=0)[-1] for curves in (new, new_after_true))
dl.claim("At best the networks correct more than half of the wrong labels, in the end less than 5 %",
         most_corrected > 0.5 and in_the_end < 0.05)
dl.claim("Of new images they lose more than 0.03 after their best epoch; with true labels, less than 0.01",
         lost > 0.03 and lost_after_true < 0.01)

# %% [markdown] id="cost-text"
# Learning by heart has its price. Look at how far the weights have moved from their start (the length of the difference, all
# kernels together), after the training with true labels, with 30 % wrong ones, and with none that is right.

# %% id="cost"
def way(wrong, seeds=range(10)):
    """Return how far the kernels of ten networks have moved in a training."""
    start = learn(draw(0), list(seeds), rate=1e-9).weights[::2]  # these do not move
    end = learn(draw(0, wrong=wrong), list(seeds)).weights[::2]
    return np.sqrt(sum(((a - b) ** 2).sum(axis=(1, 2)) for a, b in zip(start, end)))


ways = np.array([way(wrong) for wrong in (0.0, 0.3, 1.0)])
longer = (ways[1:] / ways[0]).min(axis=1)
print("moved by about", ways.mean(axis=1).round(0))
dl.claim("With 30 % wrong labels each of ten networks moves at least 1.2 times as far, with only wrong ones 1.3 times",
         longer[0] > 1.2 and longer[1] > 1.3)
