# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=50 minutes=90 figure="two maps over 16 starts and 10 learning rates: an island where networks learn, and a continent"
# # Batch normalization
#
# A good start keeps the signal's size at the first step. From then on, nobody looks after it any more. In this lesson a
# network learns to look after itself, in every step, by four lines of arithmetic. They make training so forgiving that
# many starts and many rates will do. And they have a price: what the network says of an image depends on the company in
# which the image comes.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - write batch normalization from scratch, forward and backward, and say what each line is for;
# - tell which changes of weights and inputs it undoes, and which it does not;
# - explain why it works differently in training and in use;
# - recognise three mistakes that it invites, by their symptoms;
# - say how much it helps against a wrong start and a large rate, and where its help ends.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=10)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(10)

# %% [markdown] id="sixteen-text"
# ## 1. Sixteen starts
#
# Lesson 09 ended with a warning: weights that are a little too small or too large ruin a deep network. How narrow is
# the way? We take the small digits of 8 by 8 pixels, standardised, and cut off three images so that all batches are
# full.

# %% id="digits"
digits = dl.datasets.load_digits(flat=True)
mean, std = digits.x_train.mean(), digits.x_train.std()
x, x_test = (digits.x_train[:1344] - mean) / std, (digits.x_test - mean) / std
y, y_test = digits.y_train[:1344], digits.y_test

# %% [markdown] id="train-text"
# The network has five hidden layers of 40 ReLU units. Its weights come from a bell curve of any standard deviation (std)
# that we choose. With `batch_normalization=True` each hidden layer gets one more step, between its sums and ReLU; section
# 2 says what it does. First see what it is good for.

# %% id="train"
def with_std(std):
    return lambda shape, rng: rng.normal(scale=std, size=shape)


@np.errstate(all="ignore")  # some diverge; their loss counts as infinite
def train(starts, rates, seeds, batch_normalization, epochs=6):
    """Train one network for each start, rate and seed; return losses, shape (epochs, n_networks)."""
    networks = dl.scratch.mlp([64, *5 * [40], 10], variants=len(starts), kernel_initializer=starts,
                              seed=seeds, batch_normalization=batch_normalization)
    sgd = dl.scratch.SGD(np.array(rates))
    losses = networks.fit(x, y, epochs=epochs, batch_size=64, optimizer=sgd)
    return np.nan_to_num(losses, nan=np.inf)

# %% [markdown] id="race-text"
# Sixteen starts, from std 1 to 0.0001, without the new step and with it. To be fair, each gets ten learning rates, from
# 0.0003 to 10, in turn: 160 networks of each kind, all at once. The best rate of each start, found with one random draw
# of the weights, then trains three fresh draws.

# %% id="race"
stds, rates = np.logspace(0, -4, 16), 10 ** np.arange(-3.5, 1.1, 0.5)
every_start = [with_std(std) for std in stds]
grids, curves = {}, {}
for name, normalized in {"without": False, "with": True}.items():
    grid = train(np.repeat(every_start, 10).tolist(), np.tile(rates, 16), 160 * [0], normalized)
    grids[name] = grid[-1].reshape(16, 10)
    best = rates[grids[name].argmin(axis=1)]
    fresh = train(np.repeat(every_start, 3).tolist(), np.repeat(best, 3), 16 * [1, 2, 3], normalized)
    curves[name] = fresh.reshape(6, 16, 3)

# %% [markdown] id="panel-question"
# **Predict.** A network that knows nothing has the loss ln 10, about 2.3. Each at its best rate: how many of the
# sixteen will get below 1 in six epochs without the new step? How many with it?

# %% id="panel" live=true tags=["predict"] alt="Sixteen small panels, from weights of std 1 to 0.0001: the loss over six epochs, three draws each. Without batch normalization, dashed, only std 0.29 and 0.16 fall below 0.6; most others stay at 2.3. With it, solid, the first twelve panels all fall, most to below 0.3; the last four stay at 2.3."
fig, axes = plt.subplots(4, 4, figsize=(10, 8), sharex=True, sharey=True)
for i, ax in enumerate(axes.flat):
    ax.plot(range(1, 7), curves["without"][:, i], "--", color=dl.plots.COLORS["vermilion"], lw=1.5)
    ax.plot(range(1, 7), curves["with"][:, i], color=dl.plots.COLORS["blue"], lw=1.5)
    ax.set_title(f"std {stds[i]:.2g}", fontsize=12)
axes[1, 1].text(6, 2.2, "without", color=dl.plots.COLORS["vermilion"], ha="right", va="top")
axes[1, 1].text(2.2, 0.8, "with", color=dl.plots.COLORS["blue"])
axes[0, 0].set(ylim=(0, 2.5), xticks=range(1, 7))
fig.supxlabel("epoch, each start at its best rate")
_ = fig.supylabel("loss")

# %% [markdown] id="panel-explained"
# **Explain.** Without it, two. One step to the left or right, a factor of 1.8 in the weights, and learning is slow;
# one more, and no rate helps within six epochs. With it, eleven, and a twelfth narrowly. (No dashed line: above 2.5, or
# under the blue ones.)
#
# So batch normalization makes the start matter *much less*, but not irrelevant: std 1 learns more
# slowly than 0.3, and the last four panels do not learn at all. Section 2 finds out why.

# %% id="panel-claim" tags=["claim-L10-07"]
learned = {name: (found[-1] < 1).all(axis=1).sum() for name, found in curves.items()}
some = {name: (found[-1] < 1).any(axis=1).sum() for name, found in curves.items()}
most_without, least_with = some["without"], learned["with"]
dl.claim("Without: at most 3 of 16 starts get below 1; with: all draws of 11 or more", most_without < 4 and least_with > 10,
         shown="three fresh draws each")
slow, quick = curves["with"][-1, 0].min(), curves["with"][-1, 2:4].max()
dl.claim("With it, too, the start matters: std 1 ends higher than 0.29 and 0.16", slow > quick,
         shown="all draws")

# %% [markdown] id="forward-text"
# ## 2. Four lines
#
# You know the idea from lesson 00: standardise the inputs, so that they have mean 0 and standard deviation 1. Sergey
# Ioffe and Christian Szegedy asked in 2015: why only the inputs? Do it with the sums of *every* layer, in every step.
# Mean and variance come from the images at hand, the mini-batch. For one unit, with the sums $z_1, \dots, z_n$ of $n$
# images:
#
# $$ \mu = \frac1n \sum_i z_i, \qquad \sigma^2 = \frac1n \sum_i (z_i - \mu)^2, \qquad
# \hat z_i = \frac{z_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad \gamma\, \hat z_i + \beta . $$
#
# - $\mu$ and $\sigma^2$ belong to *one unit*, and go over the images: down a column, not along a row.
# - $\epsilon$ is a small number (0.001 in Keras) that saves us from dividing by 0.
# - $\gamma$ and $\beta$, two numbers for each unit, are *learned*. They begin at 1 and 0. If the network is better off
#   with another mean and another spread, it can have them, as two weights of their own.

# %% id="normalize"
def normalize(z, gamma=1.0, beta=0.0, epsilon=1e-3):
    """Batch normalization in training; z: shape (n_images, n_units)."""
    mean = z.mean(axis=0)
    variance = ((z - mean) ** 2).mean(axis=0)
    z_hat = (z - mean) / np.sqrt(variance + epsilon)
    return gamma * z_hat + beta

# %% [markdown] id="forward-question"
# Here are the sums of four units for 256 digits. Their weights are of very different size.
#
# **Predict.** What are mean and standard deviation of each unit after `normalize(z)`? And with `gamma=2, beta=3`?

# %% id="forward" tags=["predict"]
def row(numbers):
    return " ".join(f"{number:8.2f}" for number in numbers.round(2) + 0.0)


z = x[:256] @ (rng.normal(size=(64, 4)) * [0.02, 0.1, 1, 10])
for text, sums in {"before": z, "after": normalize(z), "gamma 2, beta 3": normalize(z, 2.0, 3.0)}.items():
    print(f"{text:16} mean {row(sums.mean(axis=0))}    std {row(sums.std(axis=0))}")

# %% [markdown] id="forward-explained"
# **Explain.** Mean 0 and standard deviation 1, whatever came in; then γ is the standard deviation, and β the mean. (The
# first unit has a little less than 1. That is ε: the smaller the variance, the more it counts.)
#
# Is this what Keras does?

# %% id="forward-claim" tags=["claim-L10-02", "claim-L10-03"]
layer = keras.layers.BatchNormalization()
layer.build((None, 4))
layer.set_weights([np.full(4, 2.0), np.full(4, 3.0), np.zeros(4), np.ones(4)])  # gamma, beta; two more: section 4
by_keras = keras.ops.convert_to_numpy(layer(z, training=True))
off_keras = np.abs(by_keras - normalize(z, 2.0, 3.0)).max()
dl.claim("Our four lines and Keras' layer agree", off_keras < 1e-5)
largest_mean, stds_after = np.abs(normalize(z).mean(axis=0)).max(), normalize(z).std(axis=0)
expected = z.std(axis=0) / np.sqrt(z.var(axis=0) + 1e-3)
off_expected = np.abs(stds_after - expected).max()
dl.claim("The mean is 0, the std a little below 1: σ / √(σ² + ε)", largest_mean < 1e-9 and off_expected < 1e-9 and np.all(stds_after < 1))

# %% [markdown] id="scale-text"
# Now you see the first half of the reason why the start matters so little. Double all weights of a layer: its sums
# double, so do μ and σ, and $\hat z$ is what it was. In lesson 09, tanh with weights of std 0.01 handed on nearly
# nothing after five layers. The first five of ten such layers:

# %% id="ten-layers" alt="Upright histograms of five tanh layers, weights of std 0.01. Above, without normalization, they shrink to a needle at 0 from layer 2 on. Below, with it, all five fill the range from -1 to 1 in the same way."
def ten_layers(std, between):
    rng, h, outputs = np.random.default_rng(0), x[:500], []
    for _ in range(10):
        h = np.tanh(between(h @ rng.normal(scale=std, size=(h.shape[1], 100))))
        outputs.append(h)
    return outputs


fig, axes = plt.subplots(2, 1, figsize=(9, 6.5))
for ax, between, title in zip(axes, (lambda z: z, normalize), ("without", "with")):
    dl.plots.plot_layers(ten_layers(0.01, between)[:5], limits=(-1, 1), ax=ax)
    ax.set_title(f"tanh, std 0.01, {title} batch normalization")

# %% [markdown] id="ten-layers-text"
# And at the end of all ten, for std 1, 0.1 and 0.01:

# %% id="ten-layers-claim" tags=["claim-L10-01"]
without = [ten_layers(std, lambda z: z)[-1].std() for std in (1, 0.1, 0.01)]
normal = np.array([ten_layers(std, normalize)[-1].std() for std in (1, 0.1, 0.01)])
largest, middle, smallest = without
dl.claim("With it, layer 10 spreads by 0.55 to 0.65; without, by 0.95, 0.2 or nothing",
         normal.min() > 0.55 and normal.max() < 0.65 and largest > 0.9 and 0.15 < middle < 0.25 and smallest < 1e-9)

# %% [markdown] id="exercise-same-text"
# ### Exercise: what does it not notice?
#
# A `Dense` layer with a bias, then batch normalization (ε so small that it does not matter), in training, with a batch
# of twenty images. Six changes:
#
# | | change |
# |---|---|
# | A | all weights and biases of the `Dense` layer are doubled |
# | B | 5 is added to all of its biases |
# | C | the weights and the bias of *one* unit are multiplied by 100 |
# | D | all weights and biases are multiplied by −1 |
# | E | *one* of the twenty images is replaced by another |
# | F | every pixel of every image becomes 3 larger |
#
# After which of them does the first image (it is not the one replaced) still get the same outputs from the
# normalization?

# %% id="exercise-same" tags=["exercise"]
def same_output():
    """Return a list of six numbers, for A to F: 1 if the outputs stay the same, 0 if not.

    Example: [1, 0, 1, 0, 1, 0] says that A, C and E leave them the same.
    """
    # solution
    return [1, 1, 1, 0, 0, 1]

# %% id="check-same"
dl.exercises.same_output.check(same_output)

# %% [markdown] id="epsilon-text"
# ### The last four panels
#
# If the size of the weights cancels, why did the four smallest starts fail? With std 0.0006 the sums of 64 standardised
# pixels have a variance of about $64 \cdot 0.0006^2$, or 0.00002 (lesson 09). And what do we add to it, before we divide?
# ε, 0.001: forty times as much. So the layer hands on less than it should; the next layer gets even less. Then it is not
# the start that failed, but ε!
#
# If that is the cause, a smaller ε must cure it, with nothing else changed. And to make it hard, all starts use the same
# rate this time, 1.
#
# **Predict.** Which of the sixteen learn with ε = 0.000000000001?

# %% id="epsilon" live=true tags=["predict"] alt="Loss after six epochs over the std of the first weights, three draws each. With epsilon 0.001 the curve is low from std 1 to 0.003, rises, and lies at 2.3 for the four smallest. With epsilon 1e-12 it stays below 0.3 for all sixteen."
fig, ax = plt.subplots(figsize=(9, 4.2))
last = {}
for epsilon, style, color in ((1e-3, "o-", "blue"), (1e-12, "s-", "green")):
    losses = train(3 * every_start, np.full(48, 1.0), np.repeat([1, 2, 3], 16).tolist(), {"epsilon": epsilon})
    last[epsilon] = losses[-1].reshape(3, 16)
    ax.plot(stds, last[epsilon].T, style, ms=5, lw=1, color=dl.plots.COLORS[color])
ax.axvline(np.sqrt(1e-3 / 64), color="0.6", ls=":")
ax.text(np.sqrt(1e-3 / 64) * 1.15, 1.6, "64 std² = 0.001")
ax.text(3e-4, 2.05, "ε = 0.001", color=dl.plots.COLORS["blue"], weight="bold", ha="center")
ax.text(3e-4, 0.4, "ε = 0.000000000001", color=dl.plots.COLORS["green"], weight="bold", ha="center")
_ = ax.set(xscale="log", ylim=(0, 2.5), xlabel="std of the first weights, all at the rate 1", ylabel="loss after 6 epochs")

# %% [markdown] id="epsilon-explained"
# **Explain.** All sixteen, over a factor of ten thousand. So the help of batch normalization fades where the variance of the
# sums falls below ε, left of the line.
#
# But wait: how can *one* rate serve them all? A step that hardly moves a long kernel throws a short one about. Here is
# the second half of the reason: **the first steps lengthen a kernel that is too short.** Halve a kernel in front of batch
# normalization, and its gradient doubles. So a very short kernel makes a huge first step, and is short no more. Forbid
# that, set the kernels back to their first length after each step, and the small starts fail at this rate (the control is
# in "Deeper: why larger rates?").

# %% id="epsilon-claim" tags=["claim-L10-07"]
worst_tiny, best_usual = last[1e-12].max(), last[1e-3][:, -4:].min()
dl.claim("ε = 1e-12: all 16 starts get below 0.5; ε = 0.001: the last four stay above 2.2",
         worst_tiny < 0.5 and best_usual > 2.2, shown="three draws each")

# %% [markdown] id="backward-text"
# ## 3. The way back
#
# Backpropagation (lesson 06) needs the slope of each step. Here is something new: the output for *one* image depends on
# *all* images of the batch, through μ and σ.
#
# Let $d_i$ be the gradient that arrives at $\hat z_i$. If μ and σ were fixed, $d_i / \sigma$ would go on to $z_i$. But
# two changes of the sums are in vain: add the same to all, or stretch them all, and $\hat z$ stays what it is (but for
# ε). Whatever in $d$ asks for one of these has to go. We make up gradients for twelve images, draw them over $\hat z$, and with them the straight line that fits best:

# %% id="line" alt="Twelve points, the gradient d over the normalized sum, with the straight line that fits them best, in red. Upright blue sticks from the line to each point are what is left over and goes on."
made_up = np.random.default_rng(5)
z_hat = normalize(z[:12, 2])
d = 0.7 + 0.6 * z_hat + made_up.normal(scale=0.5, size=12)
slope, height = np.polyfit(z_hat, d, 1)
fig, ax = plt.subplots(figsize=(8.5, 4.4))
ax.axline((0, height), slope=slope, color=dl.plots.COLORS["vermilion"], lw=2)
ax.vlines(z_hat, height + slope * z_hat, d, color=dl.plots.COLORS["blue"], lw=3)
ax.plot(z_hat, d, "o", color="black")
ax.text(-1.9, 0.45, "the line: in vain", color=dl.plots.COLORS["vermilion"], weight="bold")
ax.text(0.6, 0.2, "the rest: goes on", color=dl.plots.COLORS["blue"], weight="bold")
_ = ax.set(xlabel="normalized sum of an image", ylabel="gradient d that arrives there")

# %% [markdown] id="backward-formula"
# The line's height is what $d$ asks of all images alike, its slope asks for a stretch. So the whole *line* goes; the
# sticks, what a straight line cannot explain, go on, divided by the standard deviation. For numbers like $\hat z$, of
# mean 0 and mean square 1, the best line has the height $\overline d$ and the slope $\overline{d\, \hat z}$, where a bar
# is the mean over the batch. So this is the whole way back:
#
# $$ \frac{\partial L}{\partial z_i} = \frac{1}{\sqrt{\sigma^2 + \epsilon}}
# \Bigl( d_i \;-\; \overline{d} \;-\; \hat z_i\, \overline{d\, \hat z} \Bigr) . $$

# %% id="backward"
def normalize_backward(dy, z, gamma=1.0, epsilon=1e-3):
    """Return the gradients for z, gamma and beta, from that of the output; dy has the shape of z."""
    std = np.sqrt(z.var(axis=0) + epsilon)
    z_hat = (z - z.mean(axis=0)) / std
    d = gamma * dy
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / std
    return dz, (dy * z_hat).sum(axis=0), dy.sum(axis=0)

# %% [markdown] id="gradient-check-text"
# Is that right? Take some loss, here the squared distance from random targets, and compare with central differences.

# %% id="gradient-check"
few, goals = z[:8], rng.normal(size=(8, 4))


def some_loss(z):
    return np.mean((normalize(z, 2.0, 3.0) - goals) ** 2)


dy = 2 * (normalize(few, 2.0, 3.0) - goals) / goals.size
numeric = dl.scratch.numerical_gradient(some_loss, few.copy())
off_numeric = np.abs(normalize_backward(dy, few, 2.0)[0] - numeric).max() / np.abs(numeric).max()
dl.claim("Our gradient agrees with central differences", off_numeric < 1e-6)

# %% [markdown] id="gradient-claim-text"
# And with Keras, where a `Dense` layer with a bias stands in front?

# %% id="gradient-claim" tags=["claim-L10-02"]
pair = keras.Sequential([keras.Input((64,)), keras.layers.Dense(4), keras.layers.BatchNormalization()])
kernel, bias = (w.astype("float64") for w in pair.get_weights()[:2])
sums = x[:8] @ kernel + bias
dz, d_gamma, d_beta = normalize_backward(2 * (normalize(sums) - goals) / goals.size, sums)
ours = [x[:8].T @ dz, dz.sum(axis=0), d_gamma, d_beta]  # kernel, bias, gamma, beta
by_keras = dl.training.gradients(pair, x[:8], goals, "mse", training=True).values()
off_keras = max(np.abs(a - b).max() for a, b in zip(ours, by_keras))
bias_gradient = np.abs(ours[1]).max()
dl.claim("All agree with Keras'; a bias in front gets no gradient", off_keras < 1e-5 and bias_gradient < 1e-12)

# %% [markdown] id="bias-text"
# A bias in front of it is useless, for μ takes it away again (change B of the exercise). So in Keras one writes
# `Dense(50, use_bias=False)` before a `BatchNormalization`; β does the work of a bias.
#
# ## 4. Judged by its company
#
# Now a network with the real layers of Keras, trained for six epochs.

# %% id="keras-model"
def dense_and_normalize(units):
    return [keras.layers.Dense(units, use_bias=False),
            keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]


model = keras.Sequential([keras.Input((64,)), *dense_and_normalize(50), *dense_and_normalize(50), keras.layers.Dense(10)])
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.SGD(0.3), cross_entropy)
_ = model.fit(x, y, epochs=6, batch_size=64, verbose=0)

# %% [markdown] id="company-question"
# Let it read the 450 new digits as one batch, with `training=True`: each layer takes mean and variance of that batch, as
# in section 2. It reads nearly all of them. Now somebody sorts the pile, and all zeros come in one batch, all ones in the
# next. The same images, the same weights.
#
# **Predict.** How many of the zeros will it read, of the ones, of the twos?

# %% id="company" tags=["predict"] live=true alt="Two bars for each digit from 0 to 9: the share of its images that is read. With all digits mixed in one batch it is more than nine tenths, for every digit. With each digit in a batch of its own it is a fifth at best, and for most digits a tenth or less."
def read(images, training):
    return keras.ops.convert_to_numpy(model(images, training=training)).argmax(axis=-1)


weights = model.get_weights()
mixed = [np.mean(read(x_test, True)[y_test == d] == d) for d in range(10)]
sorted_out = [np.mean(read(x_test[y_test == d], True) == d) for d in range(10)]
fig, ax = plt.subplots(figsize=(9, 4))
ax.bar(np.arange(10) - 0.2, mixed, 0.4, color=dl.plots.COLORS["blue"], label="all mixed, one batch")
ax.bar(np.arange(10) + 0.2, sorted_out, 0.4, color=dl.plots.COLORS["vermilion"], hatch="//", label="sorted, ten batches")
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
_ = ax.set(xticks=range(10), xlabel="digit", ylabel="read correctly", ylim=(0, 1))

# %% [markdown] id="company-explained"
# **Explain.** The network that reads nearly every digit becomes blind when they come sorted. In a batch of threes the
# *mean is the three*: what all of them have in common is exactly what normalization takes away. How they differ from each
# other, which is left, says little about which digit they are. ("Deeper: the mean or the variance?" shows that it is the
# mean.) An image is not judged by itself, but by how it differs from its company.
#
# In training this is all right, for batches are shuffled. In use it is a disaster. And what would it say of a single
# image?

# %% id="alone" tags=["claim-L10-03"] atol=0.02
alone = [read(image[None], True)[0] for image in x_test[:100]]
different_answers = len(set(alone))
worst_mixed, best_sorted = np.mean(mixed), np.mean(sorted_out)
dl.claim("Mixed: more than 95 % are read; sorted: fewer than 20 %", worst_mixed > 0.95 and best_sorted < 0.2)
dl.claim("One at a time, a hundred images all get the same answer", different_answers < 2)

# %% [markdown] id="running-text"
# Of course: with one image, μ is $z$ itself, so $\hat z$ is 0, whatever the image shows.
#
# So for use, the layer needs a mean and a variance that do not come from the batch at hand. It could make one more pass
# over training images, as its inventors did. Keras, like most libraries, keeps a **moving average** of each
# instead, and renews it in every training step:
#
# $$ \text{average} \leftarrow m \cdot \text{average} + (1 - m) \cdot \text{of this batch} . $$
#
# $m$ is called the layer's **momentum**, though it has nothing to do with the ball of lesson 08. (We took 0.9, Keras'
# default is 0.99.) The averages begin at 0 and 1; no gradient moves them. In use, called **inference**,
# `training=False`, the layer takes them instead of the batch's own. That is what `predict` and `evaluate` do; `fit`
# says `training=True`.

# %% id="inference" tags=["claim-L10-05"]
model.set_weights(weights)  # every look with training=True has moved the averages
together, single = read(x_test, False), [read(image[None], False)[0] for image in x_test[:100]]
right, disagreeing = np.mean(together == y_test), np.sum(together[:100] != single)
dl.claim("In inference more than 95 % are read, and company no longer matters", right > 0.95 and disagreeing < 1)
fresh, batch, kept = keras.layers.BatchNormalization(), rng.normal(5, 2, size=(64, 1)), []
for _ in range(200):
    fresh(batch, training=True)
    kept.append(fresh.get_weights()[2][0] / batch.mean())
after_1, after_200 = kept[0], kept[-1]
dl.claim("After one step Keras' average holds 1 % of the mean, after 200 still only 87 %",
         0.009 < after_1 < 0.011 and 0.85 < after_200 < 0.89)

# %% [markdown] id="exercise-normalize-text"
# ### Exercise: the whole layer, forward
#
# Give `normalize` its memory.

# %% id="exercise-normalize" tags=["exercise"]
def normalize_batch(z, running_mean, running_variance, training, momentum=0.9, epsilon=1e-3):
    """Return the normalized z, and the moving averages of mean and variance after this call.

    z: sums, shape (n_images, n_units). running_mean, running_variance: shape (n_units,).
    training: True or False. Gamma is 1 and beta 0. Do not change what you are given.
    Returns three arrays, of the shapes of z, running_mean and running_variance.
    Example: in training, z = [[1], [3]] with the averages [0] and [1] becomes about [[-1], [1]]; the
    averages become [0.2] and [1].
    """
    # solution
    if training:
        mean, variance = z.mean(axis=0), z.var(axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    else:
        mean, variance = running_mean, running_variance
    return (z - mean) / np.sqrt(variance + epsilon), running_mean, running_variance

# %% id="check-normalize"
dl.exercises.normalize_batch.check(normalize_batch)

# %% [markdown] id="demo-text"
# ### Try it
#
# The sums of one unit above, normalized below. Drag one image away. How far out can it get below, in a batch of 5, of
# 10? What happens to the others? Then take the statistics kept from training.

# %% id="demo" alt="Ten sums on a line above, tied to their normalized values on a line below. One sum, dragged to 9, comes back to 2.87; the nine others are squeezed together below 0."
dl.demos.one_batch()

# %% [markdown] id="mistakes-text"
# (Did you find the wall? In a batch of $n$ it stands at $\sqrt{n - 1}$.)
#
# ## 5. Two more mistakes
#
# To forget the mode is the first classic mistake. The second has to do with the size of the batch. Train on 200 digits,
# with batches of one and of four, with and without batch normalization, each at the best of five rates.
#
# **Predict.** Which of the four will not learn?

# %% id="batch-of-one" tags=["predict"]
@np.errstate(all="ignore")
def best_loss(batch_size, batch_normalization):
    """Return the lowest loss after four epochs on 200 digits, over five rates."""
    networks = dl.scratch.mlp([64, 40, 40, 10], variants=5, kernel_initializer="he_normal", seed=5 * [0],
                              batch_normalization=batch_normalization)
    sgd = dl.scratch.SGD(np.array([0.001, 0.003, 0.01, 0.03, 0.1]))
    return np.nanmin(networks.fit(x[:200], y[:200], epochs=4, batch_size=batch_size, optimizer=sgd)[-1])


small = {(size, normalized): best_loss(size, normalized) for size in (1, 4) for normalized in (False, True)}
for (size, normalized), loss in small.items():
    print(f"batches of {size}, {'with' if normalized else 'without':8}", "learns" if loss < 1.2 else "does not learn")

# %% [markdown] id="batch-of-one-explained"
# **Explain.** **A batch of one** together with normalization. Either alone learns. But with one image at a time, $\hat z$
# is 0, and the layer hands on β, whatever the image shows. Nothing can be learned but how frequent the classes are.

# %% id="batch-of-one-claim" tags=["claim-L10-03"]
one_with, others = small.pop((1, True)), max(small.values())
dl.claim("Batches of one: no rate gets below 2.2; the other three get below 1.2", one_with > 2.2 and others < 1.2, shown="five rates each")

# %% [markdown] id="memory-text"
# The third mistake is the meanest, since in training all looks well: there the moving averages are never used. So we can
# train the *same* network twice, with the same weights in every step, and change nothing but the momentum of its
# averages. The batches are large, 192 images, seven steps an epoch. After each epoch, networks from four draws read the
# new images in inference.

# %% id="memory"
remembered = {}
for momentum in (0.99, 0.9):
    networks = dl.scratch.mlp([64, *5 * [40], 10], variants=4, kernel_initializer="he_normal",
                              seed=[0, 1, 2, 3], batch_normalization={"momentum": momentum})
    found = []
    networks.fit(x, y, epochs=8, batch_size=192, optimizer=dl.scratch.SGD(np.full(4, 0.3)),
                 on_epoch_end=lambda networks: found.append(networks.accuracy(x_test, y_test)))
    remembered[momentum] = np.array(found)

# %% [markdown] id="memory-question"
# **Predict.** The same weights. After 8 epochs (56 steps), how many new images are read with the momentum 0.99, and how
# many with 0.9?

# %% id="memory-picture" live=true tags=["predict"] alt="Accuracy on new images in inference over eight epochs, four draws each. With momentum 0.9 all rise above 90 per cent by epoch 4. With 0.99 they creep from between 25 and 45 per cent to between 60 and 85."
fig, ax = plt.subplots(figsize=(8.5, 4.2))
for found, color, style in zip(remembered.values(), ("vermilion", "blue"), ("o-", "s-")):
    ax.plot(range(1, 9), found, style, ms=5, lw=1, color=dl.plots.COLORS[color])
ax.text(6.6, 0.52, "momentum 0.99", color=dl.plots.COLORS["vermilion"], weight="bold")
ax.text(2.2, 0.72, "momentum 0.9", color=dl.plots.COLORS["blue"], weight="bold")
_ = ax.set(xlabel="epoch of 7 steps", ylabel="new images read, in inference", ylim=(0, 1.05))

# %% [markdown] id="memory-explained"
# **Explain.** Same weights, another memory. The averages need *steps*, and large batches make few: $0.99^{56}$, more than
# half, of the 0 and 1 at which they began is still in them. If a network shines in training and fails in validation, ask
# first: how many steps has it made? (More steps or a smaller momentum cure it.)

# %% id="memory-claim" tags=["claim-L10-05"]
long_memory, short_memory = remembered[0.99][-1].max(), remembered[0.9][-1].min()
dl.claim("After 56 steps, momentum 0.99 reads below 85 %, momentum 0.9 above 90 %",
         long_memory < 0.85 and short_memory > 0.9, shown="four draws each")

# %% [markdown] id="exercise-sick-text"
# ### Exercise: four patients
#
# Four trainings with batch normalization. How many images does each network read: training images, in batches as in its
# training; new images in use, all together in one batch; and one by one?
#
# | run | in training | in use, together | in use, one by one |
# |---|---|---|---|
# | A | nearly all | about half | about half |
# | B | nearly all | nearly all | nearly all |
# | C | one in ten | one in ten | one in ten |
# | D | nearly all | nearly all | one in ten |
#
# "One in ten" is what guessing gives. What ails them?

# %% id="exercise-sick" tags=["exercise"]
def sick_runs():
    """Return a list of four numbers: what is the matter with A, B, C and D, each once.

    1: nothing, it is well.
    2: it was trained with batches of one.
    3: in use it was called with training=True.
    4: it made too few steps for its momentum.

    Example: [1, 2, 3, 4] says that A is well, B had batches of one, and so on.
    """
    # solution
    return [4, 1, 2, 3]

# %% id="check-sick"
dl.exercises.sick_runs.check(sick_runs)

# %% [markdown] id="rates-text"
# ## 6. An island and a continent
#
# Of the 160 networks of each kind in section 1 we saw only the best. Now look at all: each square is a network, dark
# where it has learned.
#
# **Predict.** Where is the dark country in each map? Is it as long in one direction as in the other?

# %% id="map" live=true tags=["predict", "remember"] alt="Two maps, std of the first weights downwards from 1 to 0.0001, learning rate from 0.0003 to 10 to the right. Without batch normalization a small dark island around std 0.2 and rate 0.1. With it a dark continent: from std 1 down to 0.002, over rates from 0.02 to 5, where the coast is straight."
fig, axes = plt.subplots(1, 2, figsize=(11, 6.4), sharey=True)
edges = 10 ** np.arange(-3.75, 1.3, 0.5), np.logspace(2 / 15, -4 - 2 / 15, 17)
for ax, (name, grid) in zip(axes, grids.items()):
    shown = ax.pcolormesh(*edges, np.clip(grid, 0.1, 2.3), norm="log", cmap="YlGnBu_r", vmin=0.1, vmax=2.3)
    ax.contour(rates, stds, np.minimum(grid, 2.3), levels=[1], colors=dl.plots.COLORS["vermilion"], linewidths=2.5)
    ax.set(xscale="log", yscale="log", xlabel="learning rate", title=f"{name} batch normalization")
axes[0].text(0.04, 0.06, "island", fontsize=15, ha="center")
axes[1].text(0.45, 0.1, "continent", fontsize=15, ha="center", color="white")
axes[0].set_ylabel("std of the first weights")
bar = fig.colorbar(shown, ax=axes, label="loss after 6 epochs", ticks=[0.1, 0.3, 1, 2.3])
_ = bar.ax.set_yticklabels(["0.1", "0.3", "1", "2.3"])

# %% [markdown] id="map-explained"
# **Explain.** Inside the red line the loss is below 1. Without batch normalization there is a small island, hardly half a
# power of ten along the starts, and up to two along the rates. With it, a continent: on this map nearly three powers of ten
# along the starts, and two and a half along the rates. This is its real gift: many more ways to a good network. (Upwards the map
# cuts it off. It does not go on for long: see the line printed below.)

# %% id="map-claim" tags=["claim-L10-07"] rtol=0.25 atol=0.4
land = {name: np.sum(grid < 1) for name, grid in grids.items()}
learn_without, learn_with = land["without"], land["with"]
dl.claim("Of 160 pairs of start and rate, fewer than 10 learn without, more than 40 with",
         learn_without < 10 and learn_with > 40, shown={"with, to the nearest ten": round(int(learn_with), -1)})
std_3, std_10 = (train(10 * [with_std(std)], rates, 10 * [0], True)[-1].min() for std in (3, 10))
print(f"lowest loss with it, above the map: std 3 {std_3:.1f}, std 10 {std_10:.1f}")

# %% [markdown] id="rates-more"
# Now the rates, from the right start, He's. (Line: mean of four draws; band: lowest to highest; star: best rate.)

# %% id="he-rates" live=true alt="Loss after two epochs over the learning rate from 0.01 to 10, both logarithmic, with bands over four draws. Without batch normalization the lowest point lies at 0.1, and from 1 on nothing is learned. With it the lowest point is lower, at 1, and the rate 3 still works; at small rates it lies above."
def with_he(rates, batch_normalization, epochs=2):
    losses = train(4 * len(rates) * ["he_normal"], np.tile(rates, 4), np.repeat([4, 5, 6, 7], len(rates)).tolist(),
                   batch_normalization, epochs)
    return np.minimum(losses[-1], 2.5).reshape(4, len(rates))


he_rates = np.array([0.01, 0.03, 0.1, 0.3, 1, 3, 10])
by_rate = {"without": with_he(he_rates, False), "with": with_he(he_rates, True)}
ax = dl.plots.plot_rates(by_rate, he_rates, ylabel="loss in epoch 2 (2.5: or more)")

# %% [markdown] id="he-rates-explained"
# So "batch normalization speeds up learning" is true, for the reason in this picture: it lets you take a larger rate.
# At the same *small* rate it is slower. (Why it bears
# it: see "Deeper: why larger rates?".)

# %% id="he-rates-claim" tags=["claim-L10-06"]
means = {name: found.mean(axis=0) for name, found in by_rate.items()}
best_rates = {name: he_rates[found.argmin()] for name, found in means.items()}
gain = means["without"].min() / means["with"].min()
rate_ratio, lost = best_rates["with"] / best_rates["without"], by_rate["without"][:, he_rates >= 3].min()
dl.claim("The best rate is ten times as large, the loss less than 40 %", rate_ratio > 9 and gain > 2.5,
         shown="four draws at each of seven rates")
at_3, at_small = by_rate["with"][:, 5].max(), means["without"][0] / means["with"][0]
dl.claim("At 3 all are lost without, none with; at 0.01 it is slower", lost > 2.2 and at_3 < 1 and at_small < 1,
         shown="four draws at each rate")

# %% [markdown] id="patience-question"
# Is the network a better one in the end? New images, at the best of five rates, after 6 epochs and after 20:

# %% id="patience"
@np.errstate(all="ignore")
def best_read(batch_normalization):
    """Return the shares of new images read after 6 and 20 epochs, each at the best of five rates."""
    networks = dl.scratch.mlp([64, *5 * [40], 10], variants=15, kernel_initializer="he_normal",
                              seed=5 * [4, 5, 6], batch_normalization=batch_normalization)
    sgd, found = dl.scratch.SGD(np.repeat([0.03, 0.1, 0.3, 1, 3], 3)), []
    for more_epochs in (6, 14):
        networks.fit(x, y, epochs=more_epochs, batch_size=64, optimizer=sgd)
        found.append(networks.accuracy(x_test, y_test).reshape(5, 3).mean(axis=1).max())
    return np.array(found)


gain_6, gain_20 = best_read({"momentum": 0.9}) - best_read(False)
dl.claim("After 6 epochs it reads at least 1.5 % more; after 20 they differ by less",
         gain_6 > 0.015 and abs(gain_20) < gain_6, shown="best of five rates each, three draws")

# %% [markdown] id="patience-text"
# With patience, the best plain networks read as well. What you gain is time, and freedom.

# %% [markdown] id="use-text"
# ## 7. In use
#
# - **Where?** Between the sums and the activation, as here, or behind the activation: see Deeper.
# - **How many weights?** Four numbers for each unit: γ and β are trained, the averages only kept. In a convolution
#   (lesson 13) a whole channel counts as one unit.
# - **Which batches, which momentum?** Never one image; and a momentum such that your training has many times $1 / (1 - m)$ steps.
# - **In your own loop** say `training=True` or `False` yourself.
# - **Frozen layers?** With `layer.trainable = False` Keras' layer takes its averages, even in `fit`.
# - **What does it cost in use?** Nothing, once it is folded into a `Dense` layer: see Deeper.

# %% [markdown] id="fold-text"
# ## Deeper: folded away
#
# In inference, mean and variance are fixed numbers, so what the layer does is a multiplication and an addition. So does
# the `Dense` layer before it. Two in a row are one. (If it stands behind ReLU, it goes into the *next* `Dense` layer.)

# %% [markdown] id="exercise-fold-text"
# ### Exercise: fold it in
#
# Find the kernel and the bias of the one `Dense` layer that does in inference what the pair does: a `Dense` layer
# without bias, and batch normalization behind it.

# %% id="exercise-fold" tags=["exercise"]
def fold_into_dense(kernel, gamma, beta, mean, variance, epsilon):
    """Return kernel and bias of one Dense layer that replaces the pair in inference.

    kernel: shape (n_inputs, n_units). All others but epsilon: shape (n_units,); mean and variance are
    the moving averages.
    Returns two arrays, shapes (n_inputs, n_units) and (n_units,).
    Example: kernel [[1]], gamma [2], beta [3], mean [5], variance [3], epsilon 1 give [[1]] and [-2].
    """
    # solution
    factor = gamma / np.sqrt(variance + epsilon)
    return kernel * factor, beta - mean * factor

# %% id="check-fold"
dl.exercises.fold_into_dense.check(fold_into_dense)

# %% [markdown] id="folded-text"
# With it, our network of section 4 loses both of its normalizations and stays the same. (The cell uses the solution of
# the exercise, so that it runs in any case.)

# %% id="folded" tags=["claim-L10-02"]
plain = keras.Sequential([keras.Input((64,)), keras.layers.Dense(50, activation="relu"),
                          keras.layers.Dense(50, activation="relu"), keras.layers.Dense(10)])
kernel_1, *statistics_1 = weights[:5]
kernel_2, *statistics_2 = weights[5:10]
fold = dl.exercises.fold_into_dense.reference
plain.set_weights([*fold(kernel_1, *statistics_1, 1e-3), *fold(kernel_2, *statistics_2, 1e-3), *weights[10:]])
logits, folded = (keras.ops.convert_to_numpy(m(x_test, training=False)) for m in (model, plain))
off_folded = np.abs(logits - folded).max()
dl.claim("Without the layers, folded, the network gives the same logits", off_folded < 1e-3)

# %% [markdown] id="mean-or-text"
# ## Deeper: the mean or the variance?
#
# In section 4 sorted digits were not read in training mode, since "the mean is the three". But mean *and* variance come
# from the batch there. So run our Keras network by hand, and choose for each of the two: that of the batch, or the moving
# average.

# %% id="mean-or"
def read_by(images, batch_mean, batch_variance):
    h = images
    for kernel, gamma, beta, mean, variance in (weights[:5], weights[5:10]):
        sums = h @ kernel
        mean = sums.mean(axis=0) if batch_mean else mean
        variance = sums.var(axis=0) if batch_variance else variance
        h = np.maximum(gamma * (sums - mean) / np.sqrt(variance + 1e-3) + beta, 0)
    return (h @ weights[10] + weights[11]).argmax(axis=1)
# %% [markdown] id="mean-or-more"
# Sorted digits again, with one of the two from the batch:

# %% id="mean-or-claim"
only_variance = np.mean([np.mean(read_by(x_test[y_test == d], False, True) == d) for d in range(10)])
only_mean = np.mean([np.mean(read_by(x_test[y_test == d], True, False) == d) for d in range(10)])
dl.claim("Sorted digits: with the batch's variance more than 85 % are read", only_variance > 0.85)
dl.claim("With the batch's mean fewer than 20 %", only_mean < 0.2)

# %% [markdown] id="deeper-depth"
# ## Deeper: fifty layers
#
# Twenty layers of ReLU with He's start, you saw in lesson 09, bring all images into nearly one direction. And fifty, and with
# batch normalization? The measure is the **cosine** between the outputs for two images again: 1 if the two point the same way.
# We take its mean over all pairs of 200 digits.

# %% id="mean-cosine"
def mean_cosine(h):
    directions = h / np.linalg.norm(h, axis=1, keepdims=True)
    return ((directions @ directions.T).sum() - len(h)) / (len(h) * (len(h) - 1))

# %% [markdown] id="fifty-code-text"
# Batch normalization does two things, it takes the mean away and it divides. To see which of them does what, we also
# try each alone. Each way forward has its way back; the last delta is that of a network that knows nothing.

# %% id="fifty-divide"
def divide(z):
    return z / np.sqrt(z.var(axis=0) + 1e-3)


def divide_backward(d, z):
    std = np.sqrt(z.var(axis=0) + 1e-3)
    return d / std - (z - z.mean(axis=0)) * (d * z).mean(axis=0) / std**3

# %% [markdown] id="fifty-kinds-text"
# So there are four kinds:

# %% id="fifty"
kinds_50 = {"without": (lambda z: z, lambda d, z: d),
            "mean only": (lambda z: z - z.mean(axis=0), lambda d, z: d - d.mean(axis=0)),
            "division only": (divide, divide_backward),
            "with": (normalize, lambda d, z: normalize_backward(d, z)[0])}

# %% [markdown] id="fifty-code-more"
# Then forward, keeping what the way back needs, and back:

# %% id="fifty-layers"
def fifty_layers(forward, back, seed):
    """Return the mean cosine after each layer and the length of delta at each, shape (2, 50)."""
    rng, h, kept, cosines, deltas = np.random.default_rng(seed), x[:200], [], [], []
    for _ in range(50):
        kernel = rng.normal(scale=np.sqrt(2 / h.shape[1]), size=(h.shape[1], 100))
        z = h @ kernel
        h = np.maximum(forward(z), 0)
        kept.append((kernel, z, h > 0))
        cosines.append(mean_cosine(h))
    delta = (np.eye(10)[y[:200]] - 0.1) @ rng.normal(scale=0.1, size=(10, 100)) / 200
    for kernel, z, positive in reversed(kept):
        delta = back(delta * positive, z)
        deltas.insert(0, np.linalg.norm(delta))
        delta = delta @ kernel.T
    return np.array([cosines, deltas])

# %% [markdown] id="fifty-question"
# **Predict.** Which of the four keep the images apart? And in which does delta stay level on the way back?

# %% id="fifty-picture" tags=["predict"] alt="Two panels over 50 layers, five draws each. Left, the mean cosine between images: without normalization it climbs from 0.6 to nearly 1, with the mean taken away it stays near 0.33 for fifteen layers and then rises, with the division alone it climbs to nearly 0.9 and sinks back to about 0.8, with full normalization it stays level near 0.33. Right, the length of delta, logarithmic: without, and with the mean taken away, it is level; with the division alone it grows from layer 50 back to layer 1 by two powers of ten, with full normalization by four."
deep = {name: np.array([fifty_layers(*ways, seed) for seed in range(5)]) for name, ways in kinds_50.items()}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.7))
for part, (ax, ylabel) in enumerate(zip(axes, ("mean cosine between two images", "length of delta"))):
    colors = ("vermilion", "green", "orange", "blue")
    for (name, found), color, style in zip(deep.items(), colors, ("--", ":", "-.", "-")):
        lines = ax.plot(range(1, 51), found[:, part].T, style, lw=1.5, color=dl.plots.COLORS[color])
        lines[0].set_label(name)
    ax.set(xlabel="layer", ylabel=ylabel)
axes[1].set_yscale("log")
axes[1].legend(loc="upper right")
_ = axes[0].set_ylim(0, 1.05)

# %% [markdown] id="fifty-explained"
# **Explain.** Batch normalization keeps the images apart in all fifty layers. To take the mean away, that is what all
# images have in common, does most of it; without the division it wears off in the second half. (The division alone does little
# for them.) But look at delta. It is
# the *division* that makes it grow, alone more than fifty times in fifty layers. Where the mean is gone as well, it grows
# by a factor of about 1.2 in each layer, many thousand times in all: gradients of very deep plain networks *explode* at the
# start with batch normalization (Yang and others, 2019). Very deep networks join it with bridges around the layers
# (lesson 14).

# %% id="fifty-claim"
alike, apart = deep["without"][:, 0, -1].min(), deep["with"][:, 0].max()
mean_20, mean_50 = deep["mean only"][:, 0, :20].max(), deep["mean only"][:, 0, -1].min()
ratios = {name: found[:, 1, 0] / found[:, 1, -1] for name, found in deep.items()}
grown, level = ratios["with"].min(), max(ratios["without"].max(), ratios["mean only"].max())
by_division = ratios["division only"].min()
dl.claim("Layer 50: the cosine is above 0.96 without; with it, it never exceeds 0.4", alike > 0.96 and apart < 0.4)
dl.claim("Mean only: below 0.45 for 20 layers, above 0.6 in layer 50", mean_20 < 0.45 and mean_50 > 0.6)
dl.claim("Back to layer 1 delta grows more than 2,000 times; without the division less than 3", grown > 2000 and level < 3)
dl.claim("With the division alone, more than 50 times", by_division > 50)

# %% [markdown] id="deeper-why"
# ## Deeper: why larger rates?
#
# Three measurements. **First: where must it stand?** We put batch normalization into *one* of the five layers only.
# For this we need networks whose hidden layers are made as we like.

# %% id="build"
def with_layers(make, variants, seeds, starts="he_normal"):
    """Return networks of section 1; make(relu, number) returns what stands in place of each ReLU."""
    networks = dl.scratch.mlp([64, *5 * [40], 10], variants=variants, kernel_initializer=starts, seed=seeds)
    layers, number = [], 0
    for layer in networks.layers:
        if isinstance(layer, dl.scratch.Activation):
            layers, number = layers + make(layer, number), number + 1
        else:
            layers.append(layer)
    return dl.scratch.Network(layers, networks.loss, networks.output)

# %% [markdown] id="compare-text"
# And a race over rates and draws:

# %% id="compare"
@np.errstate(all="ignore")
def compare(make, rates, seeds=(0, 1, 2), epochs=6):
    """Train at each rate and from each seed; return losses and accuracies, shape (n_seeds, n_rates)."""
    n = len(seeds) * len(rates)
    networks = with_layers(lambda relu, number: make(relu, number, (n, 40)), n, np.repeat(seeds, len(rates)).tolist())
    losses = networks.fit(x, y, epochs=epochs, batch_size=64, optimizer=dl.scratch.SGD(np.tile(rates, len(seeds))))
    losses = np.minimum(np.nan_to_num(losses[-1], nan=np.inf), 2.5)
    return losses.reshape(len(seeds), -1), networks.accuracy(x_test, y_test).reshape(len(seeds), -1)

# %% [markdown] id="batch-norm-text"
# The layer of the engine takes γ and β, a row for each network:

# %% id="batch-norm"
def batch_norm(shape, epsilon=1e-3):
    ones, zeros = np.ones(shape, "float32"), np.zeros(shape, "float32")
    return dl.scratch.BatchNormalization(ones, zeros, momentum=0.9, epsilon=epsilon)

# %% [markdown] id="where-question"
# **Predict.** Will one of five help at all? Does it matter which?

# %% id="where" live=true tags=["predict"] alt="Loss after six epochs over the learning rate. Without normalization the lowest point is at 0.1 and everything is lost from 1 on. With one normalization, in the third layer or in the last, the loss at the rate 1 stays below 0.2, with all five below 0.1; with one in the first it does not. Only with all five the rate 3 works."
where = {"none": (), "only layer 1": (0,), "only layer 3": (2,), "only layer 5": (4,), "all": range(5)}
wide_rates = np.array([0.03, 0.1, 0.3, 1, 3, 10])
by_place = {name: compare(lambda relu, number, shape: [batch_norm(shape), relu] if number in places else [relu],
                          wide_rates)[0] for name, places in where.items()}
ax = dl.plots.plot_rates(by_place, wide_rates, ylabel="loss in epoch 6")

# %% [markdown] id="where-explained"
# **Explain.** One is enough for the rate 1, in layer 3 or 5! So it is not necessary that *every* layer gets tidy
# inputs. But one in the first layer does not help reliably at this rate: perhaps since nothing behind it brings back what
# grows too large.

# %% id="where-claim"
at_1 = {name: np.median(found[:, 3]) for name, found in by_place.items()}
none_at_1, first_at_1, late_at_1 = at_1["none"], at_1["only layer 1"], max(at_1["only layer 3"], at_1["only layer 5"])
dl.claim("At the rate 1: above 1.5 without, above 0.6 with layer 1 alone, below 0.4 with 3 or 5",
         none_at_1 > 1.5 and first_at_1 > 0.6 and late_at_1 < 0.4, shown="medians of three draws")

# %% [markdown] id="ahead-text"
# **Second: how far does the slope hold?** A gradient tells of the slope *here*. Stop now and then during a training,
# and look ahead: go a certain *length* along the gradient (equal lengths, so that it does not matter whose gradient is
# longer), and look at the loss, and at the gradient there. Both kinds train at the same rates, 0.03 and 0.1, from the
# same weights.

# %% id="ahead"
def direction(networks):
    """Return all gradients of each network as one row of length 1, shape (n_networks, n_weights)."""
    rows = np.concatenate([g.reshape(len(g), -1) for g in networks.gradients], axis=1)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def go(networks, weights, direction, length):
    """Set the weights to `weights`, moved by `length` against the direction."""
    place = 0
    for w, old in zip(networks.weights, weights):
        size = old[0].size
        w[...] = old - length * direction[:, place:place + size].reshape(old.shape)
        place += size

# %% [markdown] id="ahead-code-text"
# At each stop we go all lengths, one after the other, and come back.

# %% id="look-ahead"
lengths = np.array([0.03, 0.1, 0.3, 1.0, 3.0])


def look_ahead(networks, batch, labels):
    """Return loss there / loss here, and the cosine of both gradients, shape (2, lengths, networks)."""
    loss_here = networks.backward(batch, labels, training=True)
    here, weights, found = direction(networks), [w.copy() for w in networks.weights], []
    for length in lengths:
        go(networks, weights, here, length)
        loss_there = networks.backward(batch, labels, training=True)
        found.append([loss_there / loss_here, np.sum(here * direction(networks), axis=1)])
    go(networks, weights, here, 0)
    return np.array(found).swapaxes(0, 1)

# %% [markdown] id="ahead-runs-text"
# Seven stops in 63 steps, three draws at each rate:

# %% id="ahead-runs"
def all_looks(normalized):
    """Return what was seen, shape (2, lengths, 7 stops, 6 networks)."""
    make = (lambda relu, number: [batch_norm((6, 40)), relu]) if normalized else (lambda relu, number: [relu])
    networks, looks = with_layers(make, 6, 2 * [0, 1, 2]), []
    sgd = dl.scratch.SGD(np.repeat([0.03, 0.1], 3))
    for step in range(63):
        batch = slice(64 * (step % 21), 64 * (step % 21 + 1))
        if step % 9 == 0:
            looks.append(look_ahead(networks, x[batch], y[batch]))
        networks.train_on_batch(x[batch], y[batch], sgd)
    return np.stack(looks, axis=2)


ahead = {"without": all_looks(False), "with": all_looks(True)}

# %% [markdown] id="ahead-question"
# **Predict.** Sketch the loss ahead, as a part of the loss here, over the length of the step. For which kind does it
# turn up sooner?

# %% id="ahead-picture" live=true tags=["predict"] alt="Two panels over the length of a step along the gradient. Left, the loss there divided by the loss here: without normalization it falls a little and rises above 1 before length 1; with it, it falls to about a half at length 1. Right, the cosine between the gradient there and here: without it is below 0 at length 0.3; with it still near 0.6."
fig, axes = plt.subplots(1, 2, figsize=(11, 4.4))
for part, (ax, ylabel) in enumerate(zip(axes, ("loss there / loss here", "cosine of the two gradients"))):
    for (name, found), color, style in zip(ahead.items(), ("vermilion", "blue"), ("o--", "s-")):
        ax.plot(lengths, np.minimum(np.median(found[part], axis=(1, 2)), 2), style, color=dl.plots.COLORS[color], label=name)
    ax.axhline(1 - part, color="0.7", zorder=0)
    ax.set(xscale="log", xlabel="length of the step", ylabel=ylabel)
axes[0].set_ylim(0, 2)
axes[0].text(0.03, 1.05, "worse than before")
_ = axes[0].legend(loc="upper left")

# %% [markdown] id="ahead-explained"
# **Explain.** With batch normalization the gradient tells the truth several times further: the landscape is
# *smoother*. This was Santurkar and others' finding in 2018. It says what is so, and not yet why.

# %% id="ahead-claim"
loss_1 = {name: np.median(found[0][3], axis=0) for name, found in ahead.items()}
cosine_03 = {name: np.median(found[1][2], axis=0) for name, found in ahead.items()}
worst_with, best_without = loss_1["with"].max(), loss_1["without"].min()
turned, kept_direction = cosine_03["without"].max(), cosine_03["with"].min()
dl.claim("A step of length 1: without, all six networks get worse; with it all get better",
         best_without > 1 and worst_with < 0.8, shown="medians of seven stops")
dl.claim("After 0.3 the gradient has turned by 80° or more without; with it, by less than 65°",
         turned < 0.17 and kept_direction > 0.42, shown="medians of seven stops")

# %% [markdown] id="brake-text"
# **Third: kernels find their length.** Stretching a kernel in front of batch normalization changes nothing, so its
# gradient is at a right angle to it, and each step makes the kernel longer (Pythagoras). A longer kernel gets a
# *smaller* gradient (see the exercise). So a kernel that is too short for the rate grows with a leap, and one that is
# long enough hardly grows. If this matters, forbid it: set each unit's weights back to the length that they began with,
# after every step.

# %% id="brake"
def train_at(rate, stds, set_back, epochs):
    """Return the last epoch's losses, shape (n_stds, 3 draws), and by how much first kernels grew."""
    n, starts = 3 * len(stds), [with_std(std) for std in np.repeat(stds, 3)]
    networks = with_layers(lambda relu, number: [batch_norm((n, 40), 1e-12), relu], n, len(stds) * [0, 1, 2], starts)
    kernels = [w for w in networks.weights if w.ndim == 3][:-1]  # all with normalization behind them
    first = [np.linalg.norm(w, axis=1, keepdims=True) for w in kernels]
    sgd, losses = dl.scratch.SGD(np.full(n, rate)), []
    for epoch in range(epochs):
        for batch in np.random.default_rng(epoch).permutation(1344).reshape(21, 64):
            losses.append(networks.train_on_batch(x[batch], y[batch], sgd))
            for kernel, length in zip(kernels, first if set_back else []):
                kernel *= length / np.linalg.norm(kernel, axis=1, keepdims=True)
    growth = np.median(np.linalg.norm(kernels[0], axis=1, keepdims=True) / first[0], axis=(1, 2))
    return np.mean(losses[-21:], axis=0).reshape(-1, 3), growth.reshape(-1, 3)

# %% [markdown] id="brake-run-text"
# **Predict.** Every third of the sixteen starts, at the rate 1 and with ε = 1e-12, as in section 2, for three epochs. Which
# of them will learn if the kernels may not grow?

# %% id="brake-run" live=true tags=["predict"] alt="Loss in epoch 3 over the std of the first weights, three draws each. With kernels free to grow it stays below 0.7 for all starts. With kernels set back to their first length it is as low at std 1 and 0.16, near 1.9 at 0.025, and at 2.3 for std 0.004 and all smaller ones."
some_stds = stds[::3]
(free, growth), (held, _) = (train_at(1.0, some_stds, set_back, 3) for set_back in (False, True))
fig, ax = plt.subplots(figsize=(8.5, 4.2))
ax.plot(some_stds, held, "o--", ms=5, lw=1, color=dl.plots.COLORS["vermilion"])
ax.plot(some_stds, free, "s-", ms=5, lw=1, color=dl.plots.COLORS["green"])
ax.text(1e-4, 2.05, "kernels set back after each step", color=dl.plots.COLORS["vermilion"], weight="bold")
ax.text(1e-4, 0.6, "kernels free to grow", color=dl.plots.COLORS["green"], weight="bold")
_ = ax.set(xscale="log", xlabel="std of the first weights", ylabel="loss in epoch 3, at the rate 1", ylim=(0, 2.6))

# %% [markdown] id="brake-explained"
# **Explain.** Forward, nothing has changed: short kernels give the same sums, normalized. But if they may not grow, the
# small starts are lost at this rate. So this is the second half of why one rate served sixteen starts.

# %% id="growth-claim"
worst_free, best_held, least_growth = free.max(), held[3:].min(), growth[-1].min()
dl.claim("Free: all get below 0.9; set back: std 0.004 and below stay above 2.2",
         worst_free < 0.9 and best_held > 2.2, shown="three draws each")
dl.claim("The smallest kernels grow more than 900-fold", least_growth > 900)

# %% [markdown] id="brake-again"
# And it is a brake as well: a rate that is too large makes the kernels grow, until it is no longer too large. At the
# rates 0.3 and 3, from weights of std 0.2 (close to He's):

# %% id="brake-claim"
losses_at = {(rate, back): train_at(rate, [0.2], back, 6)[0] for rate in (0.3, 3.0) for back in (False, True)}
apart = np.abs(losses_at[0.3, True] - losses_at[0.3, False]).max()
cost, slowest = np.min(losses_at[3.0, True] / losses_at[3.0, False]), losses_at[3.0, True].max()
dl.claim("At 0.3, setting back changes the loss by less than 0.03", apart < 0.03, shown="three draws")
dl.claim("At 3, set back, the loss is higher for each draw, but below 1", cost > 1.1 and slowest < 1, shown="three draws")

# %% [markdown] id="brake-more"
# So at 0.3 the brake has nothing to do. At 3 it is a part of the answer, not all of it: even without it, the network
# learns at a rate where one without normalization is lost.
#
# ### Exercise: the same path
#
# A `Dense` layer without bias, and behind it batch normalization with a negligible ε. Multiply all weights of the
# `Dense` layer by $c$, a number above 0. By which factor do the outputs of the pair change? The gradient of the
# kernel? And by which factor must the learning rate of this kernel change, so that the network goes the same way as
# before, with all its kernels $c$ times as long? (Your third factor says which rate the short kernels above would have
# needed.)

# %% id="exercise-path" tags=["exercise"]
def same_path(c):
    """Return three factors: of the outputs, of the kernel's gradient, of the rate for the same path.

    c: a number above 0, with which all weights of the kernel are multiplied.
    Example: if nothing at all had to change, whatever c is, the answer would be (1, 1, 1).
    """
    # solution
    return 1, 1 / c, c**2

# %% id="check-path"
dl.exercises.same_path.check(same_path)

# %% [markdown] id="deeper-shift"
# ## Deeper: a story that did not hold
#
# Why did Ioffe and Szegedy believe that it works? While a network learns, the inputs of a layer keep changing, because
# the layers before it learn, too. They called it **internal covariate shift**, and said: batch normalization takes the
# shift away, *therefore* it speeds up learning. It sounds so good that you find it in many textbooks.
#
# A "therefore" needs a control: put the shift back, and keep all the rest. Santurkar and others did that in 2018, and
# so do we. *Behind* each normalization every unit is stretched and shifted by random amounts, new in each step. Is
# that much? First measure how much a plain network shifts by itself: by how much the mean of a unit's sums moves in
# one step, as a part of their std.

# %% id="drift" atol=0.05
plain_networks, means, stds_of_sums = with_layers(lambda relu, number: [relu], 3, [0, 1, 2]), [], []
for step in range(63):
    batch = slice(64 * (step % 21), 64 * (step % 21 + 1))
    plain_networks.train_on_batch(x[batch], y[batch], dl.scratch.SGD(np.full(3, 0.1)))
    sums = x[:500].astype("float32")
    for layer in plain_networks.layers[:5]:
        sums = layer.forward(sums)
    means.append(sums.mean(axis=1))
    stds_of_sums.append(sums.std(axis=1))
moves = np.abs(np.diff(means, axis=0)) / stds_of_sums[1:]
own_shift = np.median(moves, axis=(0, 2))
dl.claim("In layer 3 of plain networks at the rate 0.1 it moves by less than a fifth", np.all(own_shift < 0.2))

# %% [markdown] id="shift-layer-text"
# Ours shall be up to a half either way, for the mean and for the std. From one step to the next that is a third on
# average.

# %% id="shift"
class Shift(dl.scratch.layers.Layer):
    """Stretch and shift each unit at random, anew in each training step."""

    rng = np.random.default_rng(0)

    def forward(self, x, training=False):
        n = x.shape[-1] if training else 0
        self.factor = 1 + 0.5 * self.rng.uniform(-1, 1, n).astype("float32") if n else 1
        return self.factor * x + (0.5 * self.rng.uniform(-1, 1, n).astype("float32") if n else 0)

    def backward(self, dy):
        return self.factor * dy

# %% [markdown] id="shift-question"
# **Predict.** If the story is true, such a network must be no better than a plain one. Is it?

# %% id="shift-race" live=true tags=["predict"] alt="Loss after six epochs over the learning rate. Plain networks: lowest at 0.1, lost from 1 on. Batch normalization: lower, and good up to 3. With random shifts behind every normalization: about three times higher, but still good at 1 and far from lost at 3. Plain networks with the same random shifts: bad at every rate."
kinds = {"plain": lambda relu, number, shape: [relu],
         "batch norm": lambda relu, number, shape: [batch_norm(shape), relu],
         "batch norm + shifts": lambda relu, number, shape: [batch_norm(shape), Shift(), relu],
         "plain + shifts": lambda relu, number, shape: [Shift(), relu]}
shift_rates = np.array([0.03, 0.1, 0.3, 1, 3])
shifted = {name: compare(make, shift_rates) for name, make in kinds.items()}
ax = dl.plots.plot_rates({name: losses for name, (losses, _) in shifted.items()}, shift_rates, ylabel="loss in epoch 6")

# %% [markdown] id="shift-explained"
# **Explain.** The shift is back, larger than a plain network's own, and the larger rates are still possible. It costs
# something: the best loss is two to four times as high, above even the plain one's. But on new images, where the shifts are
# switched off, the network still reads more than the best plain one after six epochs, and plain networks with the same shifts
# end far behind. Taking away the shift cannot be the reason for the larger rates, for here it is not taken away. What exactly
# makes the landscape smoother is still a subject of research.

# %% id="shift-claim"
accuracies = {name: read.mean(axis=0).max() for name, (_, read) in shifted.items()}
shifts_at_1, plain_at_1 = shifted["batch norm + shifts"][0][:, 3].max(), shifted["plain"][0][:, 3].min()
dl.claim("At the rate 1: below 0.4 in spite of the shifts; plain networks above 1.5",
         shifts_at_1 < 0.4 and plain_at_1 > 1.5, shown="three draws each")
best_of = {name: losses.mean(axis=0).min() for name, (losses, _) in shifted.items()}
cost = best_of["batch norm + shifts"] / best_of["batch norm"]
dl.claim("The shifts cost: the best loss is 1.8 to 4 times as high", 1.8 < cost < 4, shown="three draws")
more = accuracies["batch norm + shifts"] - accuracies["plain"]
plain_shifts = accuracies["plain + shifts"]
dl.claim("New images: with shifts 1 % more than plain; plain with shifts below 92 %",
         more > 0.01 and plain_shifts < 0.92, shown="each at its best rate, three draws")

# %% [markdown] id="deeper-place"
# ## Deeper: before ReLU or behind it?
#
# The paper puts it before the activation; many put it behind. At *one* rate you may see a large difference. Over all rates,
# with four draws:

# %% id="place" live=true alt="Loss after six epochs over the learning rate, normalization before and behind ReLU. Behind is lower at small rates; the lowest points of the two lie side by side."
places = {"before ReLU": lambda relu, number, shape: [batch_norm(shape), relu],
          "behind ReLU": lambda relu, number, shape: [relu, batch_norm(shape)]}
both = {name: compare(make, shift_rates, seeds=(0, 1, 2, 3)) for name, make in places.items()}
ax = dl.plots.plot_rates({name: losses for name, (losses, _) in both.items()}, shift_rates, ylabel="loss in epoch 6")

# %% [markdown] id="place-explained"
# At 0.03 and 0.1 behind is better, at larger rates the bands overlap. At the best rate you would have to look twice to see
# a difference.

# %% id="place-claim" tags=["claim-L10-04"]
best_losses = np.array([losses.mean(axis=0).min() for losses, _ in both.values()])
best_read = np.array([read.mean(axis=0).max() for _, read in both.values()])
apart, read_apart = np.ptp(best_losses), np.ptp(best_read)
dl.claim("Each at its best rate, losses differ by less than 0.03, accuracies by less than 1.5 %", apart < 0.03 and read_apart < 0.015,
         shown="four draws at each of five rates")

# %% [markdown] id="deeper-regularizing"
# ## Deeper: does it replace dropout?
#
# "Batch normalization regularises", one reads, "so you can do without dropout" (lesson 11). There is something to it:
# the batch's μ and σ are noisy, and noise makes learning by heart harder. How much harder? 300 digits, 30 % of them
# with a wrong label, two layers of 128, batches of 50, each kind at four rates, three draws. New images have right
# labels. A network that learns the wrong ones by heart reads them badly. (The rate is chosen on the same new images,
# for all kinds alike.)

# %% id="labels"
def noisy_labels(seed, **options):
    """Return the best accuracy of four rates, on new images and on the trained ones."""
    rng = np.random.default_rng(seed)
    labels = y[:300].copy()
    wrong = rng.random(300) < 0.3
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    networks = dl.scratch.mlp([64, 128, 128, 10], variants=12, kernel_initializer="he_normal", seed=4 * [0, 1, 2], **options)
    with np.errstate(all="ignore"):
        networks.fit(x[:300], labels, epochs=30, batch_size=50, optimizer=dl.scratch.SGD(np.repeat([0.01, 0.03, 0.1, 0.3], 3)))
    new, trained = (networks.accuracy(*pair).reshape(4, 3).mean(axis=1) for pair in ((x_test, y_test), (x[:300], labels)))
    return new.max(), trained.max()

# %% [markdown] id="labels-question"
# **Predict.** At its best rate, will batch normalization read as well as dropout?

# %% id="labels-run" tags=["predict"]
options = {"neither": {}, "batch norm": {"batch_normalization": {"momentum": 0.9}}, "dropout": {"dropout": 0.5}}
noisy = {name: np.array([noisy_labels(seed, **option) for seed in (0, 1)]) for name, option in options.items()}
for name, found in noisy.items():
    print(f"{name:11} reads {'more' if found[:, 0].min() > 0.835 else 'less'} than 83.5 % of new images")

# %% [markdown] id="labels-explained"
# **Explain.** No: it gains next to nothing, where dropout gains several per cent. At the larger rates it learns the wrong labels
# by heart, to the last one. If you need a regulariser, take one.

# %% id="labels-claim" tags=["claim-L10-08"]
neither, normed, dropped = (found[:, 0] for found in noisy.values())
gain_normed, gain_dropped, by_heart = (normed - neither).max(), (dropped - neither).min(), noisy["batch norm"][:, 1].min()
dl.claim("Batch normalization gains less than 1.5 %, dropout more than 3 %", gain_normed < 0.015 and gain_dropped > 0.03,
         shown="four rates, three draws of weights, two of data")
dl.claim("With batch normalization the wrong labels can be learned by heart", by_heart > 0.99)

# %% [markdown] id="deeper-cost"
# ## Deeper: what it costs
#
# Count operations, for a layer of $k$ units behind $k$ others. The sums take $k$ multiplications for each unit and
# image. Normalization takes about ten operations, whatever $k$ is. So the wider the layer, the less it matters. In
# bytes it is different: the arrays are read and written several times more, and moving numbers, not multiplying them,
# is what takes the time of small layers. (`benchmarks/batch_normalization.py` measures how much longer a step takes.)
# And it needs the whole batch at once. If a batch is spread over several machines, either they exchange their sums, or
# each normalizes its own part.

# %% [markdown] id="deeper-layer-norm"
# ## Deeper: layer normalization
#
# All trouble came from the batch. Jimmy Ba and others (2016) turned the table round by 90 degrees: **layer
# normalization** takes mean and variance over the *units* of a layer, for each image by itself. No batch, no company,
# no moving averages, no second mode.

# %% [markdown] id="exercise-layer-norm-text"
# ### Exercise: along the other axis
#
# Turn the axis, and you have it.

# %% id="exercise-layer-norm" tags=["exercise"]
def layer_norm(z, gamma, beta, epsilon=1e-3):
    """Return the sums, normalized for each image over its units, times gamma plus beta.

    z: shape (n_images, n_units). gamma, beta: shape (n_units,).
    Example: z = [[1, 2, 6]] with gamma [1, 1, 1], beta [0, 0, 0] and epsilon 1 becomes about
    [[-0.84, -0.42, 1.25]].
    """
    # solution
    mean = z.mean(axis=-1, keepdims=True)
    variance = z.var(axis=-1, keepdims=True)
    return gamma * (z - mean) / np.sqrt(variance + epsilon) + beta

# %% id="check-layer-norm"
dl.exercises.layer_norm.check(layer_norm)

# %% [markdown] id="layer-norm-code"
# Our engine has it, too:

# %% id="layer-norm"
def layer_normalization(shape):
    return dl.scratch.LayerNormalization(np.ones(shape, "float32"), np.zeros(shape, "float32"))

# %% [markdown] id="centre-text"
# And for a control, a layer that takes the batch's mean away, and does nothing else:

# %% id="centre"
class Centre(dl.scratch.layers.Layer):
    def forward(self, x, training=False):
        return x - x.mean(axis=-2, keepdims=True)

    backward = forward

# %% [markdown] id="layer-norm-question"
# **Predict.** Will it widen the range of rates for our five layers as batch normalization does? Does it train with
# batches of one? And what if each unit is first centred over the batch, as in batch normalization, and then each image
# is divided by *its* standard deviation?

# %% id="layer-norm-race" live=true tags=["predict"] alt="Loss after six epochs over the learning rate. Layer normalization has its lowest point at 0.3 and is bad at 1. If each unit is first centred over the batch, it is as low as batch normalization up to the rate 1, but lost at 3, where batch normalization is still good."
by_layer = compare(lambda relu, number, shape: [layer_normalization(shape), relu], shift_rates)[0]
centred = compare(lambda relu, number, shape: [Centre(), layer_normalization(shape), relu], shift_rates)[0]
three = {"plain": shifted["plain"][0], "layer norm": by_layer, "centred, layer norm": centred,
         "batch norm": shifted["batch norm"][0]}
ax = dl.plots.plot_rates(three, shift_rates, ylabel="loss in epoch 6")
one_by_one = with_layers(lambda relu, number: [layer_normalization((3, 40)), relu], 3, [0, 1, 2])
losses_of_one = one_by_one.fit(x[:200], y[:200], epochs=4, batch_size=1, optimizer=dl.scratch.SGD(np.full(3, 0.01)))

# %% [markdown] id="layer-norm-explained"
# **Explain.** With batches of one it learns. But at the rate 1 it does badly. Centre each unit over the batch first, and
# it bears the rate 1 as batch normalization does: what was missing is to take away what all images have in common. (At 3
# the division over the batch counts, too.) The home of layer normalization is elsewhere: in networks for text (lesson 17
# and later), where the samples of a batch differ in length and batches are small. There it is found in every layer.

# %% id="layer-norm-claim"
layer_at_1, batch_at_1, of_one = by_layer[:, 3].min(), three["batch norm"][:, 3].max(), losses_of_one[-1].max()
dl.claim("At the rate 1 layer normalization stays above 0.4, batch normalization below 0.25",
         layer_at_1 > 0.4 and batch_at_1 < 0.25, shown="three draws each")
centred_at_1 = centred[:, 3].max()
dl.claim("Centred over the batch first, it is below 0.25, too", centred_at_1 < 0.25, shown="three draws")
dl.claim("With batches of one, layer normalization gets below 1.2", of_one < 1.2, shown="three draws")

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Batch normalization standardises the sums of each unit over the mini-batch; γ and β, both learned, scale and shift.
# - The size of the weights matters much less: the sums forget it at once, and the first steps correct it. This help fades
#   where the variance falls below ε.
# - On the way back the best straight line is taken away: what would only shift or stretch the batch.
# - In training an image is judged by its company; in inference moving averages take its place.
# - Three mistakes: the mode forgotten, batches of one, too few steps for the momentum.
# - Its gift is an island that becomes a continent: many starts and rates instead of few. At the same small rate it is
#   slower, and with patience the best plain network reads as well.
# - That it removes a "covariate shift" is *not* the reason for its larger rates: with the shift put back they are still
#   there. With it the slope holds further, and short kernels lengthen themselves.
#
# It does not keep a network from learning by heart. What does? That is lesson 11.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | batch normalization | 배치 정규화 | standardising a layer's sums over each mini-batch, then scaling and shifting |
# | scale γ, shift β | 스케일과 시프트 | two learned numbers for each unit, behind the normalization |
# | moving average | 이동 평균 | average in which old values fade; kept for use without a batch |
# | inference | 추론 | use of a trained network, without training |
# | layer normalization | 층 정규화 | normalization of each sample over the units of a layer |
# | internal covariate shift | 내부 공변량 변화 | change of a layer's inputs while the layers before it learn |

# %% [markdown] id="references"
# ## References
#
# - S. Ioffe and C. Szegedy, *Batch normalization: accelerating deep network training by reducing internal covariate
#   shift*, International Conference on Machine Learning, 2015.
# - J. L. Ba, J. R. Kiros and G. E. Hinton, *Layer normalization*, arXiv 1607.06450, 2016.
# - S. Santurkar, D. Tsipras, A. Ilyas and A. Madry, *How does batch normalization help optimization?*, Advances in
#   Neural Information Processing Systems 31, 2018.
# - J. Bjorck, C. Gomes, B. Selman and K. Q. Weinberger, *Understanding batch normalization*, Advances in Neural
#   Information Processing Systems 31, 2018 (larger rates).
# - G. Yang and others, *A mean field theory of batch normalization*, International Conference on Learning
#   Representations, 2019 (gradients explode with depth).
# - S. Arora, Z. Li and K. Lyu, *Theoretical analysis of auto rate-tuning by batch normalization*, International
#   Conference on Learning Representations, 2019 (the brake).
# - K. Saito, *Deep learning from scratch*, O'Reilly Japan, 2016 (sixteen starts in sixteen panels).
