# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=50 minutes=90 figure="nine trials as a grid and nine at random on one landscape of a thousand trained networks"
# # Hyperparameter search
#
# A network learns its weights. Everything else *you* have to choose: the learning rate, the size of the layers, the
# penalty. In this lesson you train a thousand networks at once and look at the whole landscape of choices; you learn
# how to search it when you can afford nine networks, not a thousand; and how not to be fooled by what you find.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say how much of a good score was luck, and report a number that others can believe;
# - draw learning rates without a bet on one power of ten;
# - choose between a grid, random and evenly spread trials, and say when each of them wins;
# - make a search in two rounds, and write a report that holds when others repeat it.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=12)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(12)

# %% [markdown] id="coins-text"
# ## 1. The best of two hundred
#
# A **hyperparameter** is a setting that is chosen before the training and not learned by it. To choose, you train
# several networks and keep the best. What could go wrong? We need some digits for that, and many, many networks. So
# that thousands of them train in seconds, we shrink the images of MNIST to 7 by 7 pixels, each the mean of 4 by 4.

# %% id="digits" alt="Six handwritten digits, above with 28 by 28 pixels, below shrunk to 7 by 7: coarse, but some can still be read."
digits = dl.datasets.load_mnist_5k()
mixed = rng.permutation(5000)
images = np.concatenate([digits.x_train, digits.x_test])[mixed]
labels = np.concatenate([digits.y_train, digits.y_test])[mixed]
small = images.reshape(5000, 7, 4, 7, 4).mean(axis=(2, 4))
fig, axes = plt.subplots(2, 6, figsize=(8, 2.8))
for ax, size in zip(axes[:, 0], ("28 × 28", "7 × 7")):
    ax.text(-0.15, 0.5, size, ha="right", va="center", transform=ax.transAxes)
for column, number in zip(axes.T, range(6)):
    for ax, image in zip(column, (images[number], small[number])):
        ax.imshow(image, cmap="Greys")
        ax.set_axis_off()

# %% [markdown] id="split-text"
# Imagine that we own only 1,500 of these 5,000 digits: 500 to train, 500 for validation, 500 for the test. The last
# 2,000 are *the world*: all the digits that a network will meet later. In life nobody has them. Here they tell who was
# fooled, and by how much. (We mixed all rows once, so that the four heaps are alike: lesson 07.)

# %% id="split"
small = small.reshape(5000, 49)
small = (small - small[:500].mean()) / small[:500].std()
x, y = small[:500], labels[:500]
x_val, y_val = small[500:1000], labels[500:1000]
x_test, y_test = small[1000:1500], labels[1000:1500]
x_world, y_world = small[3000:], labels[3000:]

# %% [markdown] id="coins-question"
# A firm sells a program that says whether a digit is even or odd. It was right, the firm says, on far more than half of
# 50 images. The firm does not say that it had 200 such programs, of which you get the best; and that each of them
# tosses a coin.
#
# **Predict.** What share of the 50 images did the best of 200 coins get right? And what share of the other 1,950?

# %% id="coins" tags=["predict"]
tosses = rng.integers(2, size=(200, 2000))  # one row for each program
is_right = tosses == y_world % 2
on_50 = is_right[:, :50].mean(axis=1)
best = on_50.argmax()
print(f"the best of 200: {on_50[best]:.0%} of the 50 images")
print(f"the same one:    {is_right[best, 50:].mean():.0%} of the others")

# %% [markdown] id="coins-explained"
# **Explain.** Nothing was learned and nothing was forged. Each coin gets some score by luck, and whoever takes the
# highest of 200 scores takes the greatest luck. Luck does not come again. Was it an exception? Repeat the whole sale
# a thousand times:

# %% id="coins-claim" tags=["claim-L12-01"]
sold = rng.binomial(50, 0.5, size=(1000, 200)).max(axis=1) / 50
afterwards = rng.binomial(1950, 0.5, size=1000) / 1950
mean_sold, mean_afterwards, lowest_sold = sold.mean(), afterwards.mean(), sold.min()
dl.claim("The best of 200 coins gets 69 % on average, and never less than 60 %",
         mean_sold > 0.68 and lowest_sold > 0.59)
dl.claim("On new images it gets 50 %", abs(mean_afterwards - 0.5) < 0.005)

# %% [markdown] id="networks-text"
# "But networks do learn something." Then take 200 networks. Each is a **trial**: a learning rate, drawn at random,
# and a random start. (`dl.scratch.mlp` trains such *variants* side by side, as in lessons 08 and 09.) The first 100
# images of the world shall be our test images for now.

# %% id="networks"
rates_200 = 10 ** rng.uniform(-1.5, -0.4, size=200)
networks = dl.scratch.mlp([49, 32, 10], variants=200, seed=list(range(200)), kernel_initializer="he_normal")
networks.fit(x, y, epochs=10, batch_size=50, optimizer=dl.scratch.SGD(rates_200))
is_right = networks.predict(x_world).argmax(axis=2) == y_world  # shape (200, 2000)
on_test, on_world = is_right[:, :100].mean(axis=1), is_right[:, 100:].mean(axis=1)

# %% [markdown] id="networks-question"
# Draw each network as a point: its accuracy on the 100 test images to the right, its accuracy on the other 1,900
# upwards. On the dashed line a network keeps what its test promises.
#
# **Predict.** Where does the network lie that is best on the test images: above the line, on it, or below?

# %% id="networks-picture" live=true tags=["predict"] alt="Two hundred points, one for each network: accuracy on 100 test images to the right, accuracy on 1900 other images upwards. The cloud lies mostly to the right of the dashed diagonal. The rightmost point, ringed, lies far below the diagonal: it promises 88 per cent and keeps 80."
best = on_test.argmax()
fig, ax = plt.subplots(figsize=(7.5, 5))
ax.plot(on_test, on_world, "o", ms=6, alpha=0.5)
ax.plot([0.6, 0.94], [0.6, 0.94], "k--", lw=1.5)
red = dl.plots.COLORS["vermilion"]
ax.plot(on_test[best], on_world[best], "o", ms=18, mfc="none", mec=red, mew=3)
ax.annotate("the best\non the test", (on_test[best], on_world[best]), (0.875, 0.7), color=red, weight="bold",
            arrowprops={"arrowstyle": "->", "color": red})
ax.text(0.77, 0.845, "keeps what it promises", rotation=34, ha="center", va="center")
_ = ax.set(xlabel="accuracy on 100 test images", ylabel="accuracy on 1,900 others",
           xlim=(0.58, 0.95), ylim=(0.58, 0.95))

# %% [markdown] id="networks-explained"
# **Explain.** A test score is quality plus luck. Up and down, the networks differ in quality; left and right, luck is
# added. Whoever takes the rightmost point takes a bit of both, and keeps only the quality. (A hundred that is easy for
# all networks moves the whole cloud to the right. Over many hundreds this cancels.)
#
# The world holds twenty hundreds of images. Let each be the test once: by how many points, that is per cent, does the
# winner promise too much? Two controls: what if the test has 400 images? And what does the winner get on the *next*
# hundred, which has not chosen it?

# %% id="networks-claim" atol=0.005 tags=["claim-L12-01"]
def sold_and_kept(n_images):
    """Return what the winner gets on its test, on the next one, and on all other images: means over all tests."""
    found = []
    for test in np.split(np.arange(2000), 2000 // n_images):
        winner = is_right[is_right[:, test].mean(axis=1).argmax()]
        others = np.delete(winner, test)
        found.append([winner[test].mean(), winner[(test + n_images) % 2000].mean(), others.mean()])
    return np.mean(found, axis=0)


(promised, on_next, kept), (promised_400, _, kept_400) = sold_and_kept(100), sold_and_kept(400)
too_much, too_much_400 = promised - kept, promised_400 - kept_400
dl.claim("By 100 images, the winners promise 3.5 points too much or more", too_much > 0.035)
dl.claim("By 400 images, less than two thirds of that", too_much_400 < too_much * 2 / 3)
dl.claim("The next hundred says what the winners keep, to 2 points", kept - 0.02 < on_next < kept + 0.02)

# %% [markdown] id="three-heaps"
# ## 2. Three heaps, and one look
#
# So the remedy is the last line: *who chooses must not report*. You know the three heaps from lesson 07. The training
# images set the weights. The **validation** images choose among the trials. The test images wait in a closed envelope; it is
# opened once, when nothing is left to choose. Then they have no winner's luck in them, and what they say is right on average. It still
# swings with the images that happen to be there: by about $\sqrt{p (1 - p) / n}$ for an accuracy $p$ on $n$ images, its
# **standard error**. That is 4 points for 100 images and $p = 0.8$.
#
# This sounds easy, and is broken every day, because a choice does not always look like one. (If you have too few images
# for three heaps: the first deeper section.)

# %% [markdown] id="exercise-numbers-text"
# ### Exercise: whom do you believe?
#
# Six reports. Is the number at the end right on average for new images (1), or too good (0)?
#
# | report | what was done |
# |---|---|
# | A | Sixty settings were trained. The one that was best on the test images is reported, with its test accuracy. |
# | B | Sixty settings were trained. The one that was best on the validation images was tested, once. Its test accuracy is reported. |
# | C | As B, but its accuracy on the validation images is reported: "We did not touch the test images at all." |
# | D | The setting that was best on the validation images was trained from five starts. The best test accuracy of the five is reported. |
# | E | As D, but the mean test accuracy of the five is reported. |
# | F | One setting only. Its test accuracy was measured after each of 30 epochs, and the best is reported. |

# %% id="exercise-numbers" tags=["exercise"]
def honest_numbers():
    """Return a list of six numbers for the reports A to F: 1 for right on average, 0 for too good.

    Example: [1, 1, 1, 0, 0, 0] believes the first three.
    Think of what the images of the number have chosen.
    """
    # solution
    return [0, 1, 0, 0, 1, 0]

# %% id="check-numbers"
dl.exercises.honest_numbers.check(honest_numbers)

# %% [markdown] id="log-text"
# ## 3. Which numbers to try
#
# Now we know how to judge a trial. Which trials shall we make? Say that all you know of a learning rate is that it is
# somewhere between 0.00001 and 1. "Draw at random, all are equally likely" sounds fair.
#
# **Predict.** Of 1,000 rates drawn like this, how many are below 0.01?

# %% id="log" tags=["predict"] alt="Two histograms of 1000 draws over powers of ten from 0.00001 to 1. Above, uniform draws: nearly all stand in the last bars, close to 1. Below, draws with a uniform exponent: all bars are about equally high."
uniform = rng.uniform(1e-5, 1, size=1000)
log_draws = 10 ** rng.uniform(-5, 0, size=1000)
fig, axes = plt.subplots(2, 1, figsize=(8, 4.4), sharex=True)
for ax, draws, name in zip(axes, (uniform, log_draws), ("the number is uniform", "its exponent is uniform")):
    ax.hist(draws, bins=10 ** np.linspace(-5, 0, 26))
    ax.set(xscale="log", ylabel="draws")
    ax.set_title(name, loc="left")
    print(f"{name + ':':24} {np.mean(draws < 0.01):.0%} below 0.01")
_ = axes[1].set_xlabel("learning rate")

# %% [markdown] id="log-explained"
# **Explain.** One in a hundred. The numbers from 0.1 to 1 are nine tenths of all numbers up to 1, so nine tenths of the
# trials go there. Uniform draws bet on the highest power of ten. Draws with a uniform **exponent** do not bet: each
# power of ten gets its share. But a bet can be won. We shall see in section 4.

# %% [markdown] id="exercise-log-text"
# ### Exercise: log-uniform
#
# The ends are given as numbers, not as exponents.

# %% id="exercise-log" tags=["exercise"]
def log_uniform(low, high, n, seed):
    """Return n random numbers between low and high whose exponents are uniform.

    low, high: two numbers above 0. n: how many. seed: for np.random.default_rng.
    Returns an array of shape (n,). The share of each range shall be right to 0.02 (absolute tolerance 2e-2).
    Example: between 0.001 and 10 about a quarter of the numbers is below 0.01.
    """
    # solution
    exponents = np.random.default_rng(seed).uniform(np.log10(low), np.log10(high), size=n)
    return 10 ** exponents

# %% id="check-log"
dl.exercises.log_uniform.check(log_uniform)

# %% [markdown] id="thousand-text"
# ## 4. A thousand networks
#
# How do a thousand choices look, all together? Take a network with two hidden layers of 20 units. On one axis, 40
# learning rates from 0.00001 to 10; on the other, 25 values of a second hyperparameter. That makes 1,000 networks. We
# train them at once, and keep the accuracy on the validation images after each epoch, and on the world at the end.

# %% id="thousand"
rates = 10 ** np.linspace(-5, 1, 40)
penalties = 10 ** np.linspace(-8, -2, 25)
factors = 10 ** np.linspace(-2, 1.5, 25)


@np.errstate(all="ignore")  # some diverge; they read one digit in ten
def train_thousand(**settings):
    """Return accuracies on the validation images, shape (8, 40, 25), and on the world, (40, 25)."""
    nets = dl.scratch.mlp([49, 20, 20, 10], variants=1000, seed=list(range(1000)), **settings)
    by_epoch = []
    nets.fit(x, y, epochs=8, batch_size=50, optimizer=dl.scratch.SGD(np.repeat(rates, 25)),
             on_epoch_end=lambda nets: by_epoch.append(nets.accuracy(x_val, y_val)))
    return np.reshape(by_epoch, (8, 40, 25)), nets.accuracy(x_world, y_world).reshape(40, 25)

# %% [markdown] id="thousand-two"
# Twice: in the first landscape the second hyperparameter is the strength of an L2 penalty (lesson 11), in the second
# it is the size of the first weights, as a multiple of He's (lesson 09).

# %% id="thousand-run"
def he_times(factor):
    return lambda shape, rng: np.float32(factor) * dl.scratch.he_normal(shape, rng)


val_penalty, world_penalty = train_thousand(kernel_initializer="he_normal",
                                            kernel_regularizer=dl.scratch.L2(np.tile(penalties, 40)))
val_start, world_start = train_thousand(kernel_initializer=[he_times(f) for f in np.tile(factors, 40)])

# %% [markdown] id="thousand-question"
# **Predict.** Sketch both landscapes, seen from above: where are the good networks? Does the best rate depend on the
# other hyperparameter?

# %% id="thousand-picture" live=true tags=["predict"] alt="Two landscapes of 1000 trained networks, accuracy as colour, learning rate to the right on a logarithmic axis. Left, the L2 penalty upwards: an upright bright band at rates from about 0.05 to 1, the same at all heights. Right, the size of the first weights upwards: a bright spot near He's size and a rate of 0.1 to 1, with an arm that bends up to ever smaller rates."
def ridge(world):
    """Return for each height the middle of the rates within a tenth of the best; NaN where all are bad."""
    good = (world > 0.9 * world.max(axis=0)) & (world.max(axis=0) > 0.4)
    return 10 ** (np.log10(rates) @ good / np.where(good.any(axis=0), good.sum(axis=0), np.nan))


fig, axes = plt.subplots(1, 2, figsize=(12, 5))
landscapes = [(penalties, world_penalty, "strength of the L2 penalty"),
              (factors, world_start, "first weights, times He's")]
for ax, (heights, world, name) in zip(axes, landscapes):
    seen = ax.pcolormesh(rates, heights, world.T, vmin=0.1, vmax=0.85)
    ax.plot(ridge(world), heights, color="white", lw=3)
    ax.set(xscale="log", yscale="log", xlabel="learning rate", ylabel=name)
    ax.grid(False)
_ = fig.colorbar(seen, ax=axes, label="accuracy on the world")

# %% [markdown] id="thousand-explained"
# **Explain.** On the left runs an upright ridge: only the rate matters. The penalty could have been left out.
# (Among *these* strengths, in this short training. Another problem has another landscape.) On the right both matter:
# in eight epochs no rate cures a start that is much too large or too small. And the best rate depends on the start: the
# white line runs through the middle of the good rates, where there are any. Here it bends, so tuning one after the other may
# fail.
#
# To put a number on "matters": average over the other hyperparameter, and see by how much the accuracy changes.

# %% id="matters-claim" atol=0.02
def matters(world):
    """Return how much the mean accuracy changes with each hyperparameter."""
    return np.ptp(world.mean(axis=1)), np.ptp(world.mean(axis=0))


(rate_left, penalty_left), (rate_right, factor_right) = matters(world_penalty), matters(world_start)
dl.claim("Left, the rate moves the accuracy by 60 points or more, the penalty by less than 5",
         rate_left > 0.6 and penalty_left < 0.05)
dl.claim("Right, both move it by more than 15", min(rate_right, factor_right) > 0.15)

# %% [markdown] id="bet-text"
# Now to the bet of section 3. Nine rates, each with a random penalty; the validation images choose one, the world tells
# what it is worth. A thousand times.
#
# **Predict.** Which draws win if the range ends at 1? And if it ends at 10?

# %% id="bet" atol=0.02 tags=["predict"]
def winner_of_nine(draws):
    """Return the mean accuracy on the world of the winners among nine rates; draws: shape (1000, 9)."""
    row, column = ((np.log10(draws) + 5) / 6 * 39).round().astype(int), rng.integers(25, size=(1000, 9))
    best = val_penalty[-1][row, column].argmax(axis=1)[:, None]
    return np.take_along_axis(world_penalty[row, column], best, axis=1).mean()


bets = {}
for high in (1, 10):
    bets["number", high] = winner_of_nine(rng.uniform(1e-5, high, size=(1000, 9)))
    bets["exponent", high] = winner_of_nine(10 ** rng.uniform(-5, np.log10(high), size=(1000, 9)))
    print(f"up to {high:2}: uniform number {bets['number', high]:.2f}, uniform exponent {bets['exponent', high]:.2f}")

# %% [markdown] id="bet-explained"
# **Explain.** Up to 1 the bet is won: the ridge happens to stand in the highest power of ten. Up to 10 it is lost: most
# draws are now above 1, where little learns. Uniform exponents are not the best in every range, but neither range
# ruins them. So draw the exponent of a rate, a penalty, a size: of whatever is above 0 and whose size you do not know.

# %% id="bet-claim" atol=0.02 tags=["claim-L12-04"]
won, lost = (bets["number", high] - bets["exponent", high] for high in (1, 10))
moved = abs(bets["exponent", 1] - bets["exponent", 10])
dl.claim("Uniform numbers win if the range ends at 1, and lose by 10 points if it ends at 10",
         won > 0 and lost < -0.1)
dl.claim("Uniform exponents find nearly the same in both: within 7 points", moved < 0.07)

# %% [markdown] id="nine-text"
# ## 5. Nine trials: grid or random?
#
# Now forget the landscapes. You can afford nine trials, and you do not know which hyperparameter matters. Two plans.
# A **grid**: three rates times three penalties. Or **random search**: nine times a random rate and a random penalty.
# Both plans are points in a square; the finished networks tell what each point is worth.

# %% id="plans"
def grid(n, rng):
    """Return n = k * k points of a grid that is laid down at a random place, shape (n, 2)."""
    k = round(n**0.5)
    across, up = np.meshgrid(np.arange(k), np.arange(k))
    return (np.stack([across.ravel(), up.ravel()], axis=1) + rng.random(2)) / k


def at_random(n, rng):
    return rng.random((n, 2))


def trials_at(points):
    """Return row and column of the networks that stand at these points of the square."""
    return tuple((points * [40, 25]).astype(int).T)

# %% [markdown] id="nine-question"
# **Predict.** On the left landscape: how many different *rates* does each plan try? Which of them is more likely to
# hit the ridge?

# %% id="nine" live=true tags=["predict", "remember"] alt="The landscape in which only the learning rate matters, twice, with the mean accuracy over the rate as a hill above. Left, nine trials as a grid: above, they fall on three places of the hill, none near its top. Right, nine random trials: they fall on nine different places, two of them near the top."
fig, axes = plt.subplots(2, 2, figsize=(12, 6.4), sharex=True, sharey="row", height_ratios=[1, 1.6])
hill = world_penalty.mean(axis=1)
for (above, below), plan, name in zip(axes.T, (grid, at_random), ("vermilion", "blue")):
    (row, column), color = trials_at(plan(9, np.random.default_rng(6))), dl.plots.COLORS[name]
    below.pcolormesh(rates, penalties, world_penalty.T, vmin=0.1, vmax=0.85)
    below.plot(rates[row], penalties[column], "o", ms=13, color=color, mec="white", mew=2, clip_on=False, zorder=5)
    above.fill_between(rates, hill, color="#E0E0E0")
    above.vlines(rates[row], 0, hill[row], color=color, lw=2)
    above.plot(rates[row], hill[row], "o", ms=9, color=color, clip_on=False)
    text = f"nine trials,\n{len(set(row.tolist()))} different rates"
    above.text(1.5e-5, 0.6, text, color=color, weight="bold")
    below.set(xscale="log", yscale="log", xlabel="learning rate")
    below.grid(False)
_ = axes[0, 0].set(ylabel="accuracy", ylim=(0, 0.9)), axes[1, 0].set(ylabel="strength of the L2 penalty")

# %% [markdown] id="nine-explained"
# **Explain.** The grid spends its nine trials on three rates, each with three penalties that do not matter. Random trials
# repeat no rate: nine trials, nine rates. This is the famous argument of Bergstra and Bengio (2012). But one
# picture proves nothing. Make each search a thousand times, with the grid at another place each time. (That is kind to
# it: most people put its outermost trials on the ends of the range, where little learns.)

# %% id="search-many"
def winners(plan, n, val, world, repeats=1000):
    """Return the accuracy on the world of the winners of many searches with n trials each."""
    rng, found = np.random.default_rng(n), []
    for _ in range(repeats):
        row, column = trials_at(plan(n, rng))
        best = val[row, column].argmax()
        found.append(world[row[best], column[best]])
    return np.array(found)


one_matters = {plan: winners(plan, 9, val_penalty[-1], world_penalty) for plan in (grid, at_random)}
both_matter = {plan: winners(plan, 9, val_start[-1], world_start) for plan in (grid, at_random)}

# %% [markdown] id="search-many-question"
# **Predict.** Who wins on the left landscape, where one hyperparameter matters? And on the right one, where both do?

# %% id="search-means" atol=0.02 tags=["predict"]
for name, found in {"one matters": one_matters, "both matter": both_matter}.items():
    means = {plan.__name__: f"{results.mean():.2f}" for plan, results in found.items()}
    print(f"{name}: mean accuracy of the winner {means}")

# %% [markdown] id="nine-both"
# **Explain.** Random wins where one matters, and *loses* where both do! There, the best place is a spot, and a grid
# leaves no large hole in the square. Random points do: some lie side by side, and elsewhere there is nobody. So
# "random search is better than a grid" is half of the truth.
#
# Is it really the number of different rates that helps on the left? The control: random points with three different
# rates only. (They lose more than the lead: three random rates may lie side by side.)

# %% id="nine-claim" atol=0.02 tags=["claim-L12-05"]
def at_random_three_rates(n, rng):
    return np.stack([np.repeat(rng.random(3), n // 3), rng.random(n)], axis=1)


random_one, grid_one = one_matters[at_random], one_matters[grid]
three_rates = winners(at_random_three_rates, 9, val_penalty[-1], world_penalty)
gain_one, gain_three = random_one.mean() - grid_one.mean(), three_rates.mean() - grid_one.mean()
gain_both = both_matter[at_random].mean() - both_matter[grid].mean()
wins_one = np.mean(random_one[:, None] > grid_one)
dl.claim("One matters: random gains 3 points on average; with three rates, it loses",
         gain_one > 0.03 and gain_three < 0)
dl.claim("But it wins only 55 to 70 % of all pairs: a single grid may be lucky", 0.55 < wins_one < 0.7)
dl.claim("Both matter: random loses 3 points or more", gain_both < -0.03)

# %% [markdown] id="golden-text"
# Can one have both: as many rates as trials, and no large holes in the square? Yes, with a trick as old as the sunflower.
# Spread the rates evenly. On the other axis, go on by the same step from trial to trial, round and round, and choose a step
# that never quite comes back to where it was: $1/g$ with the golden ratio, $g^2 = g + 1$. (With a third axis it is $1/g$ and
# $1/g^2$ with $g^3 = g + 1$: Roberts, 2018.) Such points are called **quasi-random**. The price: you must know beforehand how many
# trials you can afford.

# %% id="golden" alt="Three squares with 25 points each. The grid: five rows of five. Random: some points nearly touch, elsewhere there are large holes. Golden: evenly spread without large holes, and no two points share a column or a row."
def golden(n, rng, axes=2):
    """Return n points, shape (n, axes): equal steps on the first axis, golden ones on the others."""
    g = 1.0
    for _ in range(30):
        g = (g + 1) ** (1 / axes)  # ends where g ** axes = g + 1
    steps = [1 / n, *g ** -np.arange(1.0, axes)]
    return (rng.random(axes) + np.outer(np.arange(n), steps)) % 1  # % 1: round and round


plans = {"grid": (grid, "vermilion"), "random": (at_random, "blue"), "golden": (golden, "green")}
fig, axes = plt.subplots(1, 3, figsize=(9.5, 3.2))
for ax, (name, (plan, color)) in zip(axes, plans.items()):
    ax.plot(*plan(25, np.random.default_rng(2)).T, "o", color=dl.plots.COLORS[color], clip_on=False)
    ax.set(title=f"{name}, 25 trials", xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], aspect="equal")

# %% [markdown] id="budgets-question"
# **Predict.** Draw the mean accuracy of the winner over the number of trials, for the three plans, in both
# landscapes. What happens to the differences when you can afford more trials?

# %% id="budgets" live=true tags=["predict"] alt="Mean accuracy of the winner over the number of trials, 4 to 49, three plans. Left, where one hyperparameter matters: with 4 trials the grid lies far below golden, random between them; from 25 trials on all three nearly meet. Right, where both matter: with 4 trials golden is as low as random; from 9 on it lies close to the grid, far above random."
fig, axes = plt.subplots(1, 2, figsize=(12, 4.8), sharex=True, sharey=True)
shown = {"one matters": (val_penalty[-1], world_penalty), "both matter": (val_start[-1], world_start)}
budgets, curves = [4, 9, 16, 25, 49], {}
for ax, (title, landscape) in zip(axes, shown.items()):
    for (name, (plan, color)), marker in zip(plans.items(), "so^"):
        curves[title, name] = np.array([winners(plan, n, *landscape).mean() for n in budgets])
        ax.plot(budgets, curves[title, name], marker + "-", color=dl.plots.COLORS[color], label=name)
    ax.set(xscale="log", xlabel="trials", title=title)
    ax.set_xticks(budgets, budgets)
    ax.set_xticks([], minor=True)
axes[0].set_ylabel("accuracy of the winner")
_ = axes[1].legend()

# %% [markdown] id="budgets-explained"
# **Explain.** From nine trials on, golden is near the better of the two, or above it, in both landscapes. It is also the
# control for what we said of holes: points that are all different, as at random, but leave no large ones, do not lose where both
# matter, whichever axis gets the even steps. You seldom know your landscape, so take golden points or their relatives (*Sobol*, *Halton*), as Google's tuning
# playbook does. And with many trials the plans come closer together: soon where one matters, late where both do.

# %% id="budgets-claim" atol=0.02
better = {title: np.maximum(curves[title, "grid"], curves[title, "random"]) for title in shown}
worst_behind = min((curves[title, "golden"] - better[title])[1:3].min() for title in shown)
swapped = lambda n, rng: golden(n, rng)[:, ::-1]
worst_swapped = min(winners(swapped, n, *shown[title]).mean() - better[title][i]
                    for title in shown for i, n in ((1, 9), (2, 16)))
dl.claim("With 9 and 16 trials golden is at most 3 points behind the better of the other two, with its axes swapped 5",
         worst_behind > -0.03 and worst_swapped > -0.05)
spread_4, spread_49 = (np.ptp([curves["one matters", name][i] for name in plans]) for i in (0, 4))
dl.claim("One matters: with 4 trials 15 points or more between the plans, with 49 less than 2",
         spread_4 > 0.15 and spread_49 < 0.02)

# %% [markdown] id="demo-text"
# ### Try it
#
# Place ten trials by hand, one after the other, and see the accuracy of each before you place the next; on the right,
# ten random trials keep pace. **Does looking help more where one hyperparameter matters, or where two do?** In the end,
# uncover the landscape.

# %% id="demo" alt="Left, the landscape of real networks, uncovered, with ten trials placed by hand; right, ten random trials on the same landscape. The title of each side tells the best accuracy found. Below, the controls: landscape, place, try here, uncover."
dl.demos.ten_trials()

# %% [markdown] id="fine-text"
# ## 6. From coarse to fine
#
# By hand you have used something that none of the plans has: you *looked* before you went on. The simplest way to do
# so is in two rounds. Spend half of the trials on the whole square. Then draw a smaller square around the best one,
# with a third of its side, and spend the other half there.

# %% id="fine"
def two_rounds(n, rng, val, plan, side=1 / 3):
    """Return n points: half of them in the whole square, half in a smaller one around the best."""
    first = plan(n // 2, rng)
    best = first[val[trials_at(first)].argmax()]
    corner = np.clip(best - side / 2, 0, 1 - side)
    return np.concatenate([first, corner + side * plan(n - n // 2, rng)])

# %% [markdown] id="fine-shown"
# 32 golden trials in two rounds, where both hyperparameters matter:

# %% id="fine-places" live=true alt="The landscape in which both hyperparameters matter, with 16 white dots spread over all of it, the best of them ringed, and 16 orange triangles crowded around it, many of them on brighter ground."
start_val = val_start[-1]
row, column = trials_at(two_rounds(32, np.random.default_rng(2), start_val, golden))
fig, ax = plt.subplots(figsize=(7.5, 4.8))
ax.pcolormesh(rates, factors, world_start.T, vmin=0.1, vmax=0.85)
look = {"linestyle": "", "mec": "black", "ms": 9}
ax.plot(rates[row[:16]], factors[column[:16]], "o", color="white", label="first round", **look)
ax.plot(rates[row[16:]], factors[column[16:]], "^", color=dl.plots.COLORS["orange"], label="second round", **look)
best = start_val[row[:16], column[:16]].argmax()
ax.plot(rates[row[best]], factors[column[best]], "o", ms=20, mfc="none", mec="white", mew=3)
ax.set(xscale="log", yscale="log", xlabel="learning rate", ylabel="first weights, times He's")
ax.grid(False)
_ = ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)

# %% [markdown] id="fine-question"
# Does looking help, or is it only the even spread? Compare one round of 32 with two rounds of 16, at random and golden.
# (Box: the middle half of a thousand searches; line: their median; whiskers: all but the worst and the best twentieth.)
#
# **Predict.** Which of the four is best? And which has the most to fear in a bad case?

# %% id="fine-picture" live=true tags=["predict"] alt="Box plots of the winners of a thousand searches with 32 trials each: random and golden points, in one round and in two. Random in one round reaches lowest, golden in two rounds lies highest. Both lower whiskers of random reach down to about 0.4, that of golden in two rounds only to nearly 0.7."
searches = {}
for name, plan in (("random", at_random), ("golden", golden)):
    twice = lambda n, rng: two_rounds(n, rng, start_val, plan)
    searches[f"{name},\none round"] = winners(plan, 32, start_val, world_start)
    searches[f"{name},\ntwo rounds"] = winners(twice, 32, start_val, world_start)
fig, ax = plt.subplots(figsize=(8, 4.4))
ax.boxplot(list(searches.values()), whis=(5, 95), showfliers=False, widths=0.5, medianprops={"lw": 3})
_ = ax.set(xticks=range(1, 5), xticklabels=searches, ylabel="accuracy of the winner")

# %% [markdown] id="fine-explained"
# **Explain.** Looking helps, and even spread helps (it lifts the bad cases; the median it hardly moves); both together help
# most. But see the lower whiskers of the random
# points: in the worst of twenty searches, two rounds end nearly as low as one. If the first has not seen the right
# hill, the second looks closely at the wrong one. Even points seldom overlook a hill. So let the first round be golden,
# and not too small. And if its best trial lies at the *edge* of the range, widen the range before anything else.

# %% id="fine-claim" atol=0.05 tags=["claim-L12-03"]
random_1, random_2, golden_1, golden_2 = (found.mean() for found in searches.values())
by_looking, by_spread, by_both = (mean - random_1 for mean in (random_2, golden_1, golden_2))
halves = [start_val[trials_at(two_rounds(32, np.random.default_rng(seed), start_val, golden))].reshape(2, 16)
          for seed in range(300)]
second_higher = np.mean([np.median(second) > np.median(first) for first, second in halves])
dl.claim("Looking alone gains 2 points or more, even spread alone, too", min(by_looking, by_spread) > 0.02)
worst_random, worst_golden = (np.percentile(found, 5) for found in list(searches.values())[1::2])
dl.claim("Both together gain more than either, and the bad cases are 10 points better than at random",
         by_both > max(by_looking, by_spread) + 0.01 and worst_golden > worst_random + 0.1)
dl.claim("In nine of ten searches the second round has the higher median", second_higher > 0.9)

# %% [markdown] id="report-text"
# ## 7. An honest report
#
# A real search, as we would make it now: three hyperparameters together (rate, penalty, first weights), golden points
# with evenly spread exponents, and two rounds of 120 networks.

# %% id="four"
low, high = np.array([1e-4, 1e-8, 0.03]), np.array([10, 1e-2, 10])


@np.errstate(all="ignore")
def train_round(points, seeds):
    """Return what was tried at these points of a cube, shape (n, 3), and the validation accuracies."""
    rate, penalty, factor = tried = (low * (high / low) ** points).T
    nets = dl.scratch.mlp([49, 32, 32, 10], variants=len(points), seed=seeds,
                          kernel_initializer=[he_times(f) for f in factor], kernel_regularizer=dl.scratch.L2(penalty))
    nets.fit(x, y, epochs=10, batch_size=50, optimizer=dl.scratch.SGD(rate))
    return tried.T, nets.accuracy(x_val, y_val)


points = golden(120, rng, axes=3)
tried, on_val = train_round(points, list(range(120)))

# %% [markdown] id="four-question"
# Each trial of the first round is a line across three axes to its validation accuracy. The ten best stand in front.
#
# **Predict.** Through which axes do the ten best pass in a bundle, and through which do they pass anywhere?

# %% id="four-picture" live=true tags=["predict"] alt="A hundred and twenty trials as lines across three axes, rate, penalty and first weights, to the validation accuracy. The ten best, dark, pass in a bundle through the upper part of the rate and through the middle of the first weights; through the penalty they pass spread out."
trials = dict(zip(["rate", "L2 penalty", "first weights"], tried.T))
_ = dl.plots.plot_trials(trials, on_val, log=trials, ax=plt.subplots(figsize=(7.5, 3.5))[1])

# %% [markdown] id="four-explained"
# **Explain.** The rate and the first weights are bundled: they matter. Whether the penalty matters a little, ten lines
# cannot tell; the thousand networks of section 4 could. No bundle touches an end, so the ranges are wide enough.
#
# The second round takes half of each axis, around the best. There the trials differ little, and a lucky start may
# decide. So we try 40 points from three starts each, and choose by the mean.

# %% id="second-round" atol=0.02
corner = np.clip(points[on_val.argmax()] - 1 / 4, 0, 1 / 2)
points_2 = corner + golden(40, rng, axes=3) / 2
tried_2, on_val_2 = train_round(np.repeat(points_2, 3, axis=0), list(range(120, 240)))
means = on_val_2.reshape(40, 3).mean(axis=1)
rate, penalty, factor = tried_2[3 * means.argmax()]
print(f"best of single starts: {on_val.max():.2f} in the first round, {on_val_2.max():.2f} in the second")
print(f"best mean of three starts: {means.max():.2f}")

# %% [markdown] id="final-why"
# The winner may still owe something to the images and starts that chose it. So take its setting into Keras, give it new
# starts, and open the envelope with the test images, once.

# %% id="final"
def dense(units, seed, **more):
    start = keras.initializers.VarianceScaling(2 * factor**2, seed=seed)  # 2 alone is He's
    return keras.layers.Dense(units, kernel_initializer=start, kernel_regularizer=keras.regularizers.L2(penalty), **more)


def final_model(seed):
    """Return a Keras model with the setting of the best trial."""
    hidden = [dense(32, 3 * seed + layer, activation="relu") for layer in (0, 1)]
    model = keras.Sequential([keras.Input((49,)), *hidden, dense(10, 3 * seed + 2)])
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(rate), cross_entropy, metrics=["accuracy"])
    return model

# %% [markdown] id="final-text"
# Five starts, and then the envelope:

# %% id="final-run" atol=0.02
on_val, on_test, on_world = [], [], []
for seed in range(5):
    model = final_model(seed)
    model.fit(x, y, epochs=10, batch_size=50, verbose=0)
    on_val.append(model.evaluate(x_val, y_val, verbose=0)[1])
    on_test.append(model.evaluate(x_test, y_test, verbose=0)[1])
    on_world.append(model.evaluate(x_world, y_world, verbose=0)[1])  # in life nobody can do this
accuracy, spread = np.mean(on_test), np.std(on_test, ddof=1)
standard_error = np.sqrt(accuracy * (1 - accuracy) / len(x_test))
print(f"160 settings in two rounds, chosen by {len(x_val)} validation images ({means.max():.2f}; new starts {np.mean(on_val):.2f})")
print(f"test: {accuracy:.2f} ± {standard_error:.2f} ({len(x_test)} images), std over {len(on_test)} starts {spread:.3f}")

# %% [markdown] id="report-explained"
# See how the promise shrinks on the same validation images: the best single start promised most, the best mean of three less, and
# five new starts no more than that. The best single one was lucky, as in section 1. A report
# that others can rely on says what was tried, in which ranges and how often; what chose; the mean over new starts; and
# that the test images were used once. It gives two spreads: over the starts, and the standard error, which says how
# much these 500 images matter. And the number of trials: a rival with 12 need not be worse than you with 160, perhaps
# only poorer. Is the report true? Ask the world:

# %% id="report-claim" atol=0.02 tags=["claim-L12-02"]
off_world = abs(accuracy - np.mean(on_world))
dl.claim("The test mean is within two standard errors of the world's", off_world < 2 * standard_error)

# %% [markdown] id="exercise-report-text"
# ### Exercise: the report
#
# Write the function that makes it. Each trial has been run from several starts.

# %% id="exercise-report" tags=["exercise"]
def honest_report(validation, test):
    """Return a dict: trials (how many), chosen (its number, from 0), mean and std of its test accuracies.

    validation, test: accuracies, shape (n_trials, n_starts), two starts or more. The trial with the best mean on the
    validation images is chosen; std is the standard deviation over its starts, as of a sample (divided by n - 1).
    Example: validation [[0.8, 0.6], [0.75, 0.73]] and test [[0.9, 0.8], [0.72, 0.68]] choose number 1,
    with the mean 0.70 and std 0.0283, of 2 trials.
    """
    # solution
    chosen = validation.mean(axis=1).argmax()
    return {"trials": len(validation), "chosen": chosen,
            "mean": test[chosen].mean(), "std": test[chosen].std(ddof=1)}

# %% id="check-report"
dl.exercises.honest_report.check(honest_report)

# %% [markdown] id="folds-text"
# ## Deeper: let every image judge
#
# Validation images are taken away from training, and images are dear. With 200 images you will hardly spare more than
# 40, and 40 images judge badly: the standard error is near 7 points. Is there a way to train on nearly all of them
# *and* be judged by all of them? Yes, if you train several times. Cut the images into $k$ equal parts, the **folds**.
# Each fold judges once the network that was trained on all the others. The mean of the $k$ scores is the result:
# **k-fold cross-validation** (Stone, 1974).

# %% id="folds-picture" alt="Five rows, one for each training. In each row one of five blocks, from the first to the last, is vermilion and says judges; the other four are blue and say train."
fig, ax = plt.subplots(figsize=(8, 2.6))
for row in range(5):
    for fold in range(5):
        color = "vermilion" if fold == row else "sky"
        ax.barh(row, 0.96, left=fold, height=0.8, color=dl.plots.COLORS[color])
        ax.text(fold + 0.48, row, "judges" if fold == row else "train", ha="center", va="center")
ax.invert_yaxis()
ax.set(yticks=range(5), yticklabels=[f"training {row + 1}" for row in range(5)], xticks=[])
ax.grid(False)
_ = ax.spines[:].set(visible=False)

# %% [markdown] id="folds-people"
# Is it worth five trainings? Thirty people have 200 images each and all train the same network. Each of the five
# folds gives a score. How far is it from the truth, the accuracy of that network on the world?

# %% id="folds"
def fold_errors(rows):
    """Return how far the scores of five folds are from the truth, shape (5,)."""
    errors = []
    for judges in np.split(rows, 5):
        train = np.setdiff1d(rows, judges)
        network = dl.scratch.mlp([49, 32, 10], kernel_initializer="he_normal")
        network.fit(small[train], labels[train], epochs=20, batch_size=40, optimizer=dl.scratch.SGD(0.2))
        errors.append(network.accuracy(small[judges], labels[judges]) - network.accuracy(x_world, y_world))
    return errors


errors = np.array([fold_errors(rng.permutation(3000)[:200]) for _ in range(30)])

# %% [markdown] id="folds-question"
# **Predict.** Now 200 images judge instead of 40. By what factor does the error become smaller: not at all, 2.2, or 5?

# %% id="folds-spread" tags=["predict"] alt="Thirty columns, one for each person, sorted: five small grey dots, the errors of the single folds, reach from about minus 19 to plus 16 points. A large blue dot, their mean, stays within 9 points of zero in every column."
order = errors.mean(axis=1).argsort()
fig, ax = plt.subplots(figsize=(9, 4))
ax.plot(100 * errors[order], "o", ms=5, color=dl.plots.COLORS["grey"], alpha=0.6)
ax.plot(100 * errors[order].mean(axis=1), "o", ms=10, color=dl.plots.COLORS["blue"])
ax.text(0, 20, "one fold", color=dl.plots.COLORS["grey"], weight="bold")
ax.text(0, 15.5, "mean of five", color=dl.plots.COLORS["blue"], weight="bold")
_ = ax.set(xlabel="person", xticks=[], ylabel="score minus truth, points", ylim=(-25, 25))

# %% [markdown] id="folds-explained"
# **Explain.** By about $\sqrt 5 = 2.2$, as if all 200 images had judged at once. They have, whatever $k$ is: 20 folds do
# not judge better than 5. With more folds each network trains on more of the images, and you pay for $k$ trainings. So
# k folds are for small data; with tens of thousands of images one validation heap judges well enough. And which of the
# five networks do you keep? None: train once more, on all 200. It will be a bit better than the score says.

# %% id="folds-claim" tags=["claim-L12-02"]
one_fold, five_folds = np.sqrt(np.mean(errors**2)), np.sqrt(np.mean(errors.mean(axis=1)**2))
smaller = one_fold / five_folds
dl.claim("One fold of 40 images errs by 5 to 9 points, the mean of five by less than 4.5",
         0.05 < one_fold < 0.09 and five_folds < 0.045)
dl.claim("The error is divided by about the root of 5", 1.7 < smaller < 3)

# %% [markdown] id="exercise-folds-text"
# ### Exercise: k folds
#
# Write the splitter. Mix first: data often come sorted.

# %% id="exercise-folds" tags=["exercise"]
def k_folds(n_samples, k, seed):
    """Return k pairs of arrays of sample numbers: who trains, and who judges.

    n_samples: the samples are numbered from 0 to n_samples - 1. k: 2 or more. seed: of the random order.
    Each sample judges in exactly one pair and trains in all others. The folds differ in size by 1 at most.
    Example: for 4 samples and k = 2 it may be [([3, 0], [2, 1]), ([2, 1], [3, 0])].
    """
    # solution
    folds = np.array_split(np.random.default_rng(seed).permutation(n_samples), k)
    return [(np.concatenate(folds[:i] + folds[i + 1:]), folds[i]) for i in range(k)]

# %% id="check-folds"
dl.exercises.k_folds.check(k_folds)

# %% [markdown] id="halving-text"
# ## Deeper: stop the hopeless early
#
# Most of our trials were hopeless, and one could see it after an epoch or two. **Successive halving** (Jamieson and
# Talwalkar, 2016) trains all for a short while, sends half of them home, trains the others to twice as many epochs,
# halves again. We kept the validation accuracy of each epoch, so we can play it on the finished networks.

# %% id="halving"
def successive_halving(points, val, world, epochs=(1, 2, 4, 8)):
    """Return the accuracy on the world of the survivor, and how many epochs were trained in all."""
    alive, trained, before = np.array(trials_at(points)), 0, 0
    for epoch in epochs:
        trained, before = trained + alive.shape[1] * (epoch - before), epoch
        scores = val[epoch - 1][tuple(alive)]
        alive = alive[:, np.argsort(-scores, kind="stable")[:max(1, alive.shape[1] // 2)]]
    return world[tuple(alive[:, 0])], trained


halved, cost = np.transpose([successive_halving(at_random(36, np.random.default_rng(seed)), val_start, world_start)
                             for seed in range(1000)])

# %% [markdown] id="halving-question"
# 36 random trials. All of them to the end would be 288 epochs.
#
# **Predict.** How many epochs did halving need? And how good is its winner: like the best of 36, or like the best of
# as many as one can train fully in that time?

# %% id="halving-result" atol=0.02 tags=["predict"]
print(f"epochs: {cost[0]:.0f} of 288")
all_36 = winners(at_random, 36, val_start[-1], world_start)
same_cost = winners(at_random, round(cost[0] / 8), val_start[-1], world_start)
for name, found in {"36 halved": halved, "36 to the end": all_36, "same epochs": same_cost}.items():
    print(f"{name:14} mean accuracy of the winner {found.mean():.2f}")

# %% [markdown] id="halving-explained"
# **Explain.** Here it loses next to nothing, for less than a third of the epochs. It can go wrong: a small rate
# begins slowly and would have caught up, and halving never finds out. (*Hyperband* runs several such races, of which
# some begin with more patience.)

# %% id="halving-claim" atol=0.02
lost_by_halving, won_by_halving = all_36.mean() - halved.mean(), halved.mean() - same_cost.mean()
share = cost[0] / 288
dl.claim("For less than a third of the epochs, halving loses less than 2 points against all",
         share < 1 / 3 and lost_by_halving < 0.02)
dl.claim("Against as many epochs without halving it wins 10 points or more", won_by_halving > 0.1)

# %% [markdown] id="exercise-halving-text"
# ### Exercise: what does it cost?
#
# Each round brings the survivors *to* twice as many epochs. They go on where they stopped.

# %% id="exercise-halving" tags=["exercise"]
def halving_epochs(n_trials, first_epochs):
    """Return how many epochs successive halving trains, all trials together.

    n_trials: at the beginning. first_epochs: how long all of them train in the first round.
    After each round half of the trials survive (the smaller half of an odd number), down to 1, which trains once more.
    Example: 4 trials and first_epochs 1: 4 train to epoch 1, 2 to epoch 2, 1 to epoch 4, which makes 4 + 2 + 2 = 8.
    """
    # solution
    alive, total = n_trials, n_trials * first_epochs
    epochs = first_epochs
    while alive > 1:
        alive = alive // 2
        total, epochs = total + alive * epochs, 2 * epochs
    return total

# %% id="check-halving"
dl.exercises.halving_epochs.check(halving_epochs)

# %% [markdown] id="tuner-text"
# ## Deeper: a tuner that remembers
#
# Two rounds look once. A *tuner* looks before every trial. **Optuna** (Akiba and others, 2019) is one; its standard
# sampler, *TPE* (Bergstra and others, 2011), keeps two densities, that of the good trials so far and that of the
# others, and tries next where their ratio is largest. The first ten trials it draws at random. A function says what a
# trial is worth; ours looks it up among the finished networks.

# %% id="tuner"
import optuna

optuna.logging.set_verbosity(optuna.logging.WARNING)


def search_by_optuna(val, n_trials, seed):
    """Return the points that Optuna tries, shape (n_trials, 2)."""
    def objective(trial):
        point = np.array([trial.suggest_float("across", 0, 0.999), trial.suggest_float("up", 0, 0.999)])
        return val[trials_at(point)]
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(objective, n_trials=n_trials)
    return np.array([list(trial.params.values()) for trial in study.trials])

# %% [markdown] id="tuner-more"
# Twenty searches of 50 trials in each landscape. What would the winner of the first 10 have been worth, of the first
# 25, of all? The rivals: random points, and golden ones in one round and in two.

# %% id="tuner-run"
def winner_of(points, val, world):
    places = trials_at(points)
    return world[places][val[places].argmax()]


asked = [10, 25, 50]
by_tuner = {title: np.array([[winner_of(points[:n], *landscape) for n in asked]
                             for points in (search_by_optuna(landscape[0], 50, seed) for seed in range(20))])
            for title, landscape in shown.items()}

# %% [markdown] id="tuner-question"
# **Predict.** From which number of trials on is the tuner better than golden points? And better than two rounds of them?

# %% id="tuner-result" live=true tags=["predict"]
for title, landscape in shown.items():
    print(f"{title}, after {asked} trials:")
    twice = lambda n, rng: two_rounds(n, rng, landscape[0], golden)
    for name, plan in {"random": at_random, "golden": golden, "golden, two rounds": twice}.items():
        print(f"  {name:18}", np.array([winners(plan, n, *landscape).mean() for n in asked]).round(2))
    print("  Optuna            ", by_tuner[title].mean(axis=0).round(2))

# %% [markdown] id="tuner-explained"
# **Explain.** After ten trials it is random search, for these *are* random. Then it learns, and where both matter it
# pays: at 25 trials it is ahead of golden points in one round, and about level with two rounds, which look only once. Where one
# matters there is little left to win. So with several tens of trials, one after the other, a tuner does for you what two golden
# rounds do; here it did not do more. If you can train them all at once, it has no past to learn from.
#
# A tuner can also stop trials early, which is called **pruning**.

# %% id="tuner-claim" atol=0.02
golden_10, golden_25 = (winners(golden, n, *shown["both matter"]).mean() for n in (10, 25))
tuner_10, tuner_25, _ = by_tuner["both matter"].mean(axis=0)
ahead_10, ahead_25 = tuner_10 - golden_10, tuner_25 - golden_25
ahead_one = by_tuner["one matters"][:, 2].mean() - winners(golden, 50, *shown["one matters"]).mean()
dl.claim("Both matter: the tuner is ahead of golden points after 25 trials, after 10 it is not",
         ahead_25 > 0.03 and ahead_10 < 0.03)
dl.claim("One matters: after 50 trials it is ahead by less than 2.5 points", ahead_one < 0.025)

# %% [markdown] id="pruning-why"
# For pruning, the objective reports the accuracy of each epoch, and asks whether to go on:

# %% id="pruning"
def pruned_objective(trial):
    point = np.array([trial.suggest_float("across", 0, 0.999), trial.suggest_float("up", 0, 0.999)])
    for epoch in range(8):
        trial.report(val_start[epoch][trials_at(point)], epoch)
        if trial.should_prune():
            raise optuna.TrialPruned
    return val_start[-1][trials_at(point)]

# %% [markdown] id="pruning-text"
# Optuna's `MedianPruner` stops a trial that is worse than the median of the earlier ones was at the same epoch. We
# let it watch 36 random trials, in thirty searches:

# %% id="pruning-search"
def pruned_search(seed):
    """Return the epochs that 36 trials took, and what the winner is worth with and without pruning."""
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.RandomSampler(seed=seed),
                                pruner=optuna.pruners.MedianPruner(n_warmup_steps=1))
    study.optimize(pruned_objective, n_trials=36)
    epochs = sum(len(trial.intermediate_values) for trial in study.trials)
    points = np.array([list(trial.params.values()) for trial in study.trials])
    kept = world_start[trials_at(np.array(list(study.best_params.values())))]
    return epochs, kept, winner_of(points, val_start[-1], world_start)

# %% [markdown] id="pruning-question"
# What does it cost, and what would the *same* 36 trials have found without it? On average over the thirty:

# %% id="pruning-claim" atol=0.02
pruned_epochs, with_pruning, without = np.mean([pruned_search(seed) for seed in range(30)], axis=0)
share_pruned, lost_by_pruning = pruned_epochs / 288, without - with_pruning
dl.claim("Pruning saves more than a third of the epochs and loses less than 3 points",
         share_pruned < 0.65 and lost_by_pruning < 0.03)

# %% [markdown] id="luck-text"
# ## Deeper: how much luck is in the best of n?
#
# Section 1 once more, as a law. If $n$ scores swing about one mean with the standard error $s$, the highest of them
# lies about $s \sqrt{2 \ln n}$ too high, or somewhat less: this is an upper bound for bell-shaped scores. It grows
# very slowly with $n$ and falls with the root of the number of test images:

# %% id="luck" alt="How many standard errors the best of n is too high, over n from 2 to 1000 on a logarithmic axis: measured dots lie below the curve root of 2 ln n and rise with it, from about a half to more than 3."
tries = np.array([2, 5, 10, 20, 50, 100, 200, 500, 1000])
best_of = np.array([rng.normal(size=(2000, n)).max(axis=1).mean() for n in tries])
fig, ax = plt.subplots(figsize=(7.5, 3.6))
ax.semilogx(tries, best_of, "o", label="bell-shaped scores, measured")
ax.semilogx(tries, np.sqrt(2 * np.log(tries)), "--", color="black", label="√(2 ln n)")
ax.set(xlabel="trials n", ylabel="best of n: standard errors too high")
_ = ax.legend()

# %% [markdown] id="luck-more"
# And our 200 networks? They make many of the same mistakes, so they are lucky and unlucky together, and differ less than
# coins would. The control: 200 coins, each with the accuracy of one network.

# %% id="luck-claim" atol=0.01 tags=["claim-L12-01"]
coin_gap, bound_200 = mean_sold - 0.5, 0.5 / np.sqrt(50) * np.sqrt(2 * np.log(200))
quality = is_right.mean(axis=1)
scores = rng.binomial(100, quality, size=(1000, 200)) / 100
too_much_coins = np.mean(scores.max(axis=1) - quality[scores.argmax(axis=1)])
dl.claim("On average, the best of n lies below the bound", np.max(best_of / np.sqrt(2 * np.log(tries))) < 1)
dl.claim("For the 200 coins the bound is right to a quarter", 0.75 < coin_gap / bound_200 < 1)
dl.claim("Networks promise too much, but less than coins of their accuracy", too_much < 0.85 * too_much_coins)

# %% [markdown] id="luck-end"
# And from 200 trials to 1,000 the bound grows by a seventh only. The danger is not the large search: it is the small test.

# %% [markdown] id="processes-text"
# ## Deeper: killed, resumed, spread
#
# Our networks train in seconds. If one takes an hour, a search takes days, and in days something goes wrong. Two
# things are then worth more than any clever plan: a *journal* that keeps each finished trial on disk, and trials that
# depend on their own hyperparameters alone, the seed being one of them. Then it does not matter who runs them, in
# which order and how often one has to begin again.
#
# `dl.training.search` does this. Let us pull the plug in the middle:

# %% id="objective"
def objective(rate, seed):
    """Return the validation accuracy of one network."""
    if len(ran) == pull_the_plug_after:
        raise KeyboardInterrupt
    ran.append(seed)
    network = dl.scratch.mlp([49, 20, 20, 10], seed=seed, kernel_initializer="he_normal")
    network.fit(x, y, epochs=8, batch_size=50, optimizer=dl.scratch.SGD(rate))
    return network.accuracy(x_val, y_val)


twelve = {"rate": 10 ** rng.uniform(-2, -0.7, size=12), "seed": np.arange(12)}

# %% [markdown] id="resume-question"
# **Predict.** Twelve trials; the plug is pulled before the eighth. How many does the second call run?

# %% id="resume" tags=["predict"]
import tempfile

with tempfile.TemporaryDirectory() as folder:
    ran, pull_the_plug_after = [], 7
    try:
        dl.training.search(objective, twelve, f"{folder}/journal.db")
    except KeyboardInterrupt:
        print(f"the first call ran {len(ran)} trials")
    ran, pull_the_plug_after = [], None
    resumed = dl.training.search(objective, twelve, f"{folder}/journal.db")
    print(f"the second call ran {len(ran)}")
    in_one_go = dl.training.search(objective, twelve, f"{folder}/another.db")

# %% [markdown] id="resume-explained"
# **Explain.** Only the five that were missing. To spread the same search over four processes, install the extra
# `search`, and give it a client of **Dask**; the last line stays as it is but for one word:
#
# ```python
# from distributed import Client
#
# with Client(n_workers=4, threads_per_worker=1) as client:
#     scores = dl.training.search(objective, twelve, "journal.db", client=client)
# ```
#
# There the objective has to load its data itself, since it runs elsewhere; `help(dl.training.search)` says how to do
# it, and how to use several machines.

# %% id="resume-claim"
off = np.abs(resumed - in_one_go).max()
dl.claim("The resumed search finds what a search in one go finds", off < 0.04, shown="all twelve scores")

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - The best of many scores is too good, by luck alone: 200 coins promise 69 %. Whoever chooses must not report.
# - Validation images choose, test images are looked at once. (With few images: $k$ folds.)
# - Draw the exponent of a rate: uniform numbers bet on the highest power of ten.
# - Random search beats the grid where few hyperparameters matter, and loses where all do. Quasi-random points were
#   good in both, from nine trials on.
# - First coarse, then fine; if the best lies at the edge, widen the range.
# - A report says what was tried and how often, what chose, the mean over new starts, and the standard error.
#
# So far every pixel had weights of its own. Lesson 13 asks what an image has that a list of numbers has not.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | hyperparameter | 하이퍼파라미터 | setting chosen before training and not learned by it |
# | validation data | 검증 데이터 | data for decisions about the training; sets no weights |
# | test data | 테스트 데이터 | data that is used once, at the end |
# | k-fold cross-validation | k-겹 교차 검증 | each of k parts judges once the network trained on the others |
# | standard error | 표준 오차 | how far a measured mean swings about the true one |
# | grid search | 그리드 서치 (격자 탐색) | trying all combinations of fixed values |
# | random sampling (random search) | 무작위 샘플링 (랜덤 서치) | trying randomly drawn hyperparameter values |
# | log scale | 로그 스케일 | axis on which equal factors are equally long |
# | quasi-random points | 준난수 점 | points spread more evenly than random ones |
# | successive halving | 연속 절반 제거 | training all shortly, dropping half, going on with the others |

# %% [markdown] id="references"
# ## References
#
# - M. Stone, *Cross-validatory choice and assessment of statistical predictions*, Journal of the Royal Statistical Society B 36, 1974.
# - J. Bergstra and Y. Bengio, *Random search for hyper-parameter optimization*, Journal of Machine Learning Research 13, 2012.
# - J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, *Algorithms for hyper-parameter optimization*, Advances in Neural Information
#   Processing Systems 24, 2011 (TPE).
# - K. Jamieson and A. Talwalkar, *Non-stochastic best arm identification and hyperparameter optimization*, Artificial Intelligence and
#   Statistics, 2016 (successive halving); L. Li and others, *Hyperband*, Journal of Machine Learning Research 18, 2018.
# - M. Roberts, *The unreasonable effectiveness of quasirandom sequences*, 2018 (the golden points).
# - T. Akiba, S. Sano, T. Yanase, T. Ohta and M. Koyama, *Optuna*, Knowledge Discovery and Data Mining, 2019.
# - V. Godbole, G. Dahl, J. Gilmer, C. Shallue and Z. Nado, *Deep learning tuning playbook*, 2023.
