# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=40 minutes=90 figure="five optimizers race down one ravine, animated"
# # Optimizers
#
# Gradient descent walks straight downhill, and in a long valley it wastes most of its steps. In this lesson you meet
# the four rules that promise better, up to Adam; you find out what each of them is good for and where it fails; and you
# race them so fairly that you can believe the result.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - write a step of momentum and of Adam, read AdaGrad and RMSprop, and name every constant;
# - say which trouble each of them cures, and which it does not;
# - compare optimizers without fooling yourself: each at its own best rate, from several starts;
# - let a learning rate rise and fall during a training;
# - tell from its tracks which optimizer has walked.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=8)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(8)

# %% [markdown] id="zigzag-text"
# ## 1. A zigzag
#
# Do you remember the ravine of lesson 05? It is steep across and nearly level along:
#
# $$ L(w_0, w_1) = \frac{w_0^2}{20} + w_1^2, \qquad \nabla L = (0.1\, w_0,\; 2\, w_1) . $$
#
# Across the ravine no rate above 1 is possible; along it, a rate of 10 would be fine. But gradient descent has one rate
# for both.

# %% id="ravine"
def ravine(w):
    return w[..., 0] ** 2 / 20 + w[..., 1] ** 2


def ravine_slope(w):
    return w * [0.1, 2.0]


def descend(slope, rate, start):
    path = [start]
    for _ in range(30):
        path.append(path[-1] - rate * slope(path[-1]))
    return np.array(path)

# %% [markdown] id="zigzag-more"
# Thirty steps at the rate 0.95, and two measures of a walk:

# %% id="zigzag"
def path_length(path):
    return np.linalg.norm(np.diff(path, axis=0), axis=1).sum()


def crossings(path):
    side = np.sign(path[np.abs(path[:, 1]) > 0.01, 1])  # nearer to the floor nobody sees a crossing
    return int(np.sum(side[1:] != side[:-1]))


start = np.array([-7.0, 2.0])
zigzag = descend(ravine_slope, 0.95, start)

# %% [markdown] id="zigzag-question"
# The lowest place, $(0, 0)$, the white cross, is 7.3 away.
#
# **Predict.** How long is the whole path of these 30 steps? How many of them cross the floor, $w_1 = 0$?

# %% id="zigzag-picture" tags=["predict"] alt="A long narrow ravine seen from above. From its upper left end a walk jumps from one flank to the other in every step, all along the ravine, and comes only slowly nearer to the lowest place."
wide = dict(xlim=(-8, 2.5), ylim=(-2.6, 2.6), levels=5)
fig, ax = plt.subplots(figsize=(7.5, 3.4))
dl.plots.plot_contour(ravine, **wide, ax=ax)
dl.plots.plot_path(zigzag, ax=ax)
ax.plot(0, 0, "+", color="white", ms=18, mew=4)
ax.text(0.3, 0.35, "lowest place", color="white", weight="bold")
ax.set(xlabel="$w_0$", ylabel="$w_1$")
print(f"path: {path_length(zigzag):.0f}, distance: {np.linalg.norm(start):.1f}, crossings: {crossings(zigzag)}")

# %% [markdown] id="zigzag-explained"
# **Explain.** All of them cross it, and nearly the whole path is spent on jumping to and fro. A smaller rate ends the
# jumping, but then 30 steps are too few. Is it the shape of the valley? Change only that: walk at the rate 0.4 from the
# same place, once in the ravine and once in a round bowl, $w_0^2 + w_1^2$.

# %% id="zigzag-claim" tags=["claim-L08-02"]
calm, in_bowl = descend(ravine_slope, 0.4, start), descend(lambda w: 2 * w, 0.4, start)
crossed, detour = crossings(zigzag), path_length(zigzag) / np.linalg.norm(start)
crossed_calm, left_calm, left_in_bowl = crossings(calm), *(np.linalg.norm(path[-1]) for path in (calm, in_bowl))
dl.claim("At the rate 0.95 all 30 steps cross the floor, and the path is more than five times the distance",
         crossed > 29 and detour > 5)
dl.claim("At 0.4 none crosses it, but 2 of the 7.3 are still to go; in the bowl the same rate arrives",
         crossed_calm < 1 and left_calm > 2 and left_in_bowl < 1e-9)

# %% [markdown] id="momentum-text"
# A function whose curvature differs so strongly by direction is called **anisotropic**. The rule that turns gradients
# into steps is called an **optimizer**; the one so far, with one rate and no memory, is *plain* descent from now on.
#
# ## 2. A ball with friction
#
# A walker forgets each step. A *ball* keeps its speed. The slope changes its **velocity** $v$, and the velocity changes
# the place. Friction leaves a share $\alpha$ of the velocity in each step:
#
# $$ v \leftarrow \alpha\, v - \eta\, \nabla L, \qquad w \leftarrow w + v . $$
#
# This is **momentum** (Polyak, 1964), and the constant $\alpha$ is called momentum, too; 0.9 is usual, and 0 gives the
# walker back. An optimizer has something to remember now, so we write it as a class, like `Node` in lesson 06.

# %% id="momentum"
class Momentum:
    def __init__(self, rate, momentum=0.9):
        self.rate, self.momentum, self.velocity = rate, momentum, 0.0

    def step(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.rate * gradient
        return w + self.velocity


def walk(optimizer, slope, start, steps):
    path = [np.array(start)]
    for _ in range(steps):
        path.append(optimizer.step(path[-1], slope(path[-1])))
    return np.array(path)

# %% [markdown] id="momentum-question"
# At the rate 0.1, where the slope is 1 or −1, all steps of a walker are 0.1 long.
#
# **Predict.** How long do the steps of the ball become on an endless slope, always 1? And how long, if the slope is 1
# and −1 in turn?

# %% id="momentum-steps" tags=["predict"]
last_step = {}
for name, slopes in {"always 1": [1] * 100, "1, -1, 1, -1, ...": [1, -1] * 50}.items():
    ball = Momentum(0.1)
    for slope in slopes:
        ball.step(0.0, slope)
    last_step[name] = abs(ball.velocity)
    print(f"{name:18} length of the 100th step: {last_step[name]:.3f}")

# %% [markdown] id="momentum-explained"
# **Explain.** On an endless slope the ball gains $\eta$ in each step and loses a tenth of its velocity. The two are
# equal at $v = \eta / (1 - \alpha)$: ten times a walker's step. To and fro, each push mostly cancels the one before, and
# $\eta / (1 + \alpha)$ is left, about half. (The velocity then turns into its opposite in each step: $v = \eta - \alpha v$.) So a ball gets faster where the slopes agree, along the ravine,
# and calmer where they contradict each other, across it.

# %% [markdown] id="exercise-velocity-text"
# ### Exercise: what a velocity is made of
#
# The newest gradient counts in full, the one before it $\alpha$ times, the one before that $\alpha^2$ times: a
# velocity is a memory of all gradients so far that fades.

# %% id="exercise-velocity" tags=["exercise"]
def velocity(gradients, rate, momentum):
    """Return the velocity of a ball after these gradients; it began at rest.

    gradients: one row per step, the oldest first, shape (n_steps, n_weights).
    rate, momentum: two numbers.
    Returns an array of shape (n_weights,).
    Example: for gradients [[1, 0], [0, 2]], rate 0.1 and momentum 0.5 it is [-0.05, -0.2].
    """
    # solution
    v = np.zeros(gradients.shape[1])
    for gradient in gradients:
        v = momentum * v - rate * gradient
    return v

# %% id="check-velocity"
dl.exercises.velocity.check(velocity)

# %% [markdown] id="roll-text"
# Now let the ball roll down the ravine.

# %% id="roll" tags=["claim-L08-03"] alt="The same ravine. The ball, in blue, swings across the floor in a few wide arcs, and rolls past the lowest place."
rolled = walk(Momentum(0.1), ravine_slope, start, 30)
fig, ax = plt.subplots(figsize=(7.5, 3.4))
dl.plots.plot_contour(ravine, **wide, ax=ax)
dl.plots.plot_path(rolled, color=dl.plots.COLORS["blue"], ax=ax)
ax.plot(0, 0, "+", color="white", ms=18, mew=4)
ax.set(xlabel="$w_0$", ylabel="$w_1$")
rolled_crossings, share_of_path = crossings(rolled), path_length(rolled) / path_length(zigzag)
overshoot = rolled[:, 0].max()
print(f"height in the end: zigzag {ravine(zigzag[-1]):.3f}, ball {ravine(rolled[-1]):.3f}")
dl.claim("In 30 steps the ball crosses the floor only 4 times, on a third of the zigzag's path; it rolls too far",
         rolled_crossings < 5 and share_of_path < 0.35 and overshoot > 0.8)

# %% [markdown] id="how-much-text"
# Calmer, but not yet lower. Is 0.9 too much, or is the rate wrong? Tune both. A ball has arrived once its height stays
# below one per cent of what it was, and for each momentum we take the best of 99 rates. The "narrowness" of a valley is its
# largest curvature divided by its smallest, the condition number of lesson 05; our ravine has 20. You may skip the code
# on a first reading.

# %% id="how-much"
def fewest_steps(narrowness, momentum, most=2500, look=0):
    curvatures = np.array([1 / narrowness, 1.0])
    rates = 2 * (1 + momentum) * np.linspace(0.01, 0.99, 99)[:, None]  # up to divergence
    w, v, last_high = np.tile([narrowness**0.5, 1.0], (99, 1)), 0.0, np.zeros(99)  # 99 balls at once
    for step in range(most):
        v = momentum * v - rates * curvatures * (w + look * momentum * v)  # look: see "Deeper"
        w = w + v
        last_high[w**2 @ curvatures > 0.02] = step + 1  # twice the height; 2 at the start
    return last_high.min() + 1


momenta = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97]
needed = {n: np.array([fewest_steps(n, m) for m in momenta]) for n in (20, 200, 2000)}

# %% [markdown] id="how-much-question"
# **Predict.** Draw the steps needed against the momentum, for three valleys of narrowness 20, 200 and 2000. Is more
# momentum always better, and which way does the best one move?

# %% id="how-much-picture" tags=["predict"] alt="Steps needed, on a logarithmic axis, over the momentum, for three valleys. Each curve falls to a lowest point, marked by a star, and rises again. Narrowness 20: from about twenty steps to seven at a momentum of 0.5. Narrowness 200: from about two hundred to 25 at 0.8. Narrowness 2000: from two thousand to fewer than a hundred, beyond 0.9."
fig, ax = plt.subplots(figsize=(8, 4))
for (narrowness, steps), style in zip(needed.items(), ["o-", "s-", "^-"]):
    line, = ax.semilogy(momenta, steps, style)
    ax.plot(momenta[steps.argmin()], steps.min(), "*", ms=22, color=line.get_color(), mec="black", zorder=5)
    ax.text(0.01, 1.25 * steps[0], f"narrowness {narrowness}", color=line.get_color(), weight="bold")
_ = ax.set(xlabel="momentum", ylabel="steps needed, at the best rate", ylim=(5, 5000))

# %% [markdown] id="how-much-explained"
# **Explain.** Too little momentum zigzags, too much rolls to and fro for ages. Each valley has a best momentum, and the
# narrower the valley, the larger it is, and the more it gains. In our wide ravine the usual 0.9 is even worse than
# none! It is a good choice for *narrow* valleys. (More in "Deeper: why the square root?")

# %% id="how-much-claim"
gain_wide, gain_narrow = (needed[n][0] / needed[n].min() for n in (20, 2000))
loss_of_usual = needed[20][momenta.index(0.9)] / needed[20][0]
dl.claim("The best momentum cuts the steps by a factor between 2 and 4 in the wide valley, more than 20 in the narrow one",
         2 < gain_wide < 4 and gain_narrow > 20)
dl.claim("In the wide valley 0.9 needs more steps than no momentum", loss_of_usual > 1.3)

# %% [markdown] id="pixels-text"
# ## 3. A rate for each weight
#
# There is another way out: why should all weights have *one* rate? Look at real slopes. A layer of ten softmax units
# (lesson 04, here without biases) learns digits, 100 steps of plain descent with all images. For each weight we add up its squared slopes:
# squares, so that plus and minus do not cancel.

# %% id="pixels"
digits = dl.datasets.load_digits(flat=True)
images, labels = digits.x_train.astype("float64"), digits.y_train
W, squares = np.zeros((64, 10)), np.zeros((64, 10))
for _ in range(100):
    errors = dl.scratch.softmax(images @ W) - np.eye(10)[labels]
    gradient = images.T @ errors / len(images)
    squares = squares + gradient**2
    W = W - 0.5 * gradient

# %% [markdown] id="pixels-more"
# The weights of a pixel feel a slope only where there is ink. What if each weight had its own rate: $\eta$ divided by
# the root of its sum? (The root brings back the unit of a slope.) White: never ink, so no slope and no rate.

# %% id="pixels-picture" alt="Two maps of 8 by 8 pixels. Left, the mean ink: dark in the middle, none at the left and right edges. Right, the learning rate divided by the root of the summed squared slopes, in colours on a logarithmic scale: smallest in the middle, and a hundred and more times larger towards the edges, where there is hardly any ink; white where there is never any."
fig, axes = plt.subplots(1, 2, figsize=(9, 4))
felt = np.sqrt(squares).mean(axis=1)
own_rate = 0.5 / np.where(felt > 0, felt, np.nan)  # no rate where there is never ink
ink = axes[0].imshow(images.mean(axis=0).reshape(8, 8), cmap="Greys")
map_of_rates = axes[1].imshow(own_rate.reshape(8, 8), norm="log")
for ax, shown, title in zip(axes, (ink, map_of_rates), ("mean ink", "rate of each pixel's weights")):
    ax.set(title=title, xticks=[], yticks=[])
    ax.spines[:].set(visible=True)
    fig.colorbar(shown, ax=ax)

# %% [markdown] id="adagrad-text"
# This is **AdaGrad**, the *adaptive gradient* (Duchi, Hazan and Singer, 2011). Rules that fit the rate of each weight to its slopes
# are called *adaptive*:
#
# $$ G \leftarrow G + (\nabla L)^2, \qquad w \leftarrow w - \frac{\eta}{\sqrt{G}}\, \nabla L , $$
#
# all of it weight by weight. $\eta / \sqrt{G}$ is the **effective learning rate**: small for a weight that has felt
# large slopes, large for one that has felt small ones. A tiny number $\epsilon$ under the root keeps us from dividing
# by 0 where a weight has felt none (white in the map).

# %% id="adagrad"
class AdaGrad:
    def __init__(self, rate, epsilon=1e-7):
        self.rate, self.epsilon, self.squares = rate, epsilon, 0.0

    def step(self, w, gradient):
        self.squares = self.squares + gradient**2
        return w - self.rate * gradient / np.sqrt(self.squares + self.epsilon)

# %% [markdown] id="adagrad-question"
# **Predict.** Two weights begin at 0. The first feels a slope of 10 in every step, the second a slope of 0.1. The rate is
# 0.1. Where are they after 100 steps of AdaGrad? (Plain descent: −100 and −1.)

# %% id="adagrad-two" tags=["predict"]
two_slopes, w, optimizer = np.array([10.0, 0.1]), np.zeros(2), AdaGrad(0.1)
effective = []
for _ in range(100):
    w = optimizer.step(w, two_slopes)
    effective.append(optimizer.rate / np.sqrt(optimizer.squares))
print("places:", w.round(2))
for step in (1, 100):
    print(f"effective rates after step {step}: {effective[step - 1].round(4)}")

# %% [markdown] id="adagrad-explained"
# **Explain.** At the same place! The slope is divided by the size of the slopes, so its unit drops out. Only how *often*
# and how *steadily* a weight was pushed counts. And see what happens in time: the sums can only grow, so all rates can
# only shrink, here both to a tenth.
#
# But AdaGrad stretches the landscape along the *axes of the weights*, and along no others. Turn the ravine by 45 degrees,
# and its advantage is gone, even at its best rate: see "Deeper: the turned ravine".

# %% id="adagrad-claim" tags=["claim-L08-04"]
apart = np.nanmax(own_rate) / np.nanmin(own_rate)
dl.claim("The largest of AdaGrad's rates, at an edge, is over a thousand times the smallest", apart > 1000)

# %% [markdown] id="forget-text"
# ## 4. Learn to forget
#
# AdaGrad has a second weakness: it never forgets. On a slope that stays at 1, its rate is $\eta$ after the first step, a
# tenth of that after 100, a hundredth after 10,000. And one steep stretch at the beginning is paid for during the whole walk. The cure is an average that fades, as the
# velocity of the ball did:
#
# $$ s \leftarrow \rho\, s + (1 - \rho)\, (\nabla L)^2, \qquad w \leftarrow w - \frac{\eta}{\sqrt{s}}\, \nabla L . $$
#
# This is **RMSprop** (Hinton, in a lecture, 2012): the root of the mean of the squares. Such a mean is called an
# **exponential moving average**, and $\rho$ its **decay rate**; Keras takes 0.9.

# %% id="rmsprop"
class RMSprop:
    def __init__(self, rate, rho=0.9, epsilon=1e-7):
        self.rate, self.rho, self.epsilon, self.mean_square = rate, rho, epsilon, 0.0

    def step(self, w, gradient):
        self.mean_square = self.rho * self.mean_square + (1 - self.rho) * gradient**2
        return w - self.rate * gradient / np.sqrt(self.mean_square + self.epsilon)

# %% [markdown] id="forget-question"
# **Predict.** A weight feels a slope of 100 in its first ten steps, and of 1 from then on. Draw the effective rate of
# AdaGrad and of RMSprop over 400 steps, both with $\eta = 1$.

# %% id="forget" tags=["predict"] alt="Effective learning rate over 400 steps, on a logarithmic axis. In the first ten steps, shaded, RMSprop falls from three hundredths to one, AdaGrad below one. Afterwards RMSprop climbs to 1 within a hundred steps and stays there; AdaGrad stays at three thousandths to the end."
adagrad, rmsprop = AdaGrad(1.0), RMSprop(1.0)
felt = np.array([100.0] * 10 + [1.0] * 390)
rate_of = {"AdaGrad": [], "RMSprop": []}
for slope in felt:
    adagrad.step(0.0, slope)
    rmsprop.step(0.0, slope)
    rate_of["AdaGrad"].append(1 / np.sqrt(adagrad.squares))
    rate_of["RMSprop"].append(1 / np.sqrt(rmsprop.mean_square))
fig, ax = plt.subplots(figsize=(8, 3.5))
for (name, curve), color, above in zip(rate_of.items(), ("green", "purple"), (1.5, 0.4)):
    ax.semilogy(curve, color=dl.plots.COLORS[color], lw=3)
    ax.text(250, above * curve[250], name, color=dl.plots.COLORS[color], weight="bold")
ax.axvspan(0, 10, color="grey", alpha=0.2)
ax.text(13, 1.7, "← slope 100", color="grey")
_ = ax.set(xlabel="step", ylabel="effective rate", ylim=(1e-3, 3))

# %% [markdown] id="forget-explained"
# **Explain.** RMSprop looks at recent slopes. Its price: steps never become small by themselves. On a
# constant slope they are as long as the rate says, however gentle it is. (And as the average begins at 0, the very first
# step is $1 / \sqrt{1 - \rho}$ times too long, more than three times; in Keras, too.)

# %% id="forget-claim" tags=["claim-L08-06"]
old_grudge, soon_back, back = rate_of["AdaGrad"][-1], rate_of["RMSprop"][109], rate_of["RMSprop"][-1]
dl.claim("A hundred steps later RMSprop is back at 90 % of its rate, in the end at all of it; AdaGrad never",
         soon_back > 0.9 and back > 0.999 and old_grudge < 1 / 200)

# %% [markdown] id="adam-text"
# ## 5. Adam
#
# Put both ideas together: a mean of the *gradients*, so that it rolls like a ball, divided by the root of a mean of
# their *squares*, so that each weight has its own rate. Statisticians call such means moments, and this is **Adam**,
# *adaptive moment estimation* (Kingma and Ba, 2015):
#
# $$ m \leftarrow \beta_1 m + (1 - \beta_1)\, \nabla L, \qquad s \leftarrow \beta_2\, s + (1 - \beta_2)\, (\nabla L)^2, \qquad
#    w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \epsilon} . $$
#
# $\beta_1$, usually 0.9, says how long it remembers slopes (about ten steps); $\beta_2$, usually 0.999, how long it remembers
# squares (about a thousand). $\epsilon$ stands outside the root this time. And the hats? Both averages begin at 0, so at
# first they are too small: after $t$ steps the shares of all gradients add up only to $1 - \beta^t$ instead of 1. Adam
# divides by that, $\hat m = m / (1 - \beta_1^t)$ and $\hat s = s / (1 - \beta_2^t)$. This is called **bias correction**. (It has
# nothing to do with the bias of a neuron. "Deeper: Adam without its correction" leaves it out, with a surprise.)

# %% [markdown] id="exercise-adam-text"
# ### Exercise: one step of Adam
#
# Write it from the formulas. Keep $m$ and $s$ without their hats: the next step needs them so.

# %% id="exercise-adam" tags=["exercise"]
def adam_step(w, m, s, t, gradient, rate, beta_1, beta_2, epsilon):
    """Take one step of Adam; return the new weights and the two new averages.

    w, m, s, gradient: arrays of the same shape; do not change them.
    t: the number of this step; the first has t = 1.
    rate, beta_1, beta_2, epsilon: four numbers.
    Returns (w, m, s), three arrays.
    Example: w [1, 1], m [0, 0], s [0, 0], t 1, gradient [4, -2], rate 0.1, beta_1 0.5, beta_2 0.75
    and epsilon 0 give [0.9, 1.1], [2, -1] and [4, 1].
    """
    # solution
    m = beta_1 * m + (1 - beta_1) * gradient
    s = beta_2 * s + (1 - beta_2) * gradient**2
    m_hat, s_hat = m / (1 - beta_1**t), s / (1 - beta_2**t)
    return w - rate * m_hat / (np.sqrt(s_hat) + epsilon), m, s

# %% id="check-adam"
dl.exercises.adam_step.check(adam_step)

# %% [markdown] id="adam-class-text"
# As a class, with all that it has to remember:

# %% id="adam"
class Adam:
    def __init__(self, rate, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.rate, self.beta_1, self.beta_2, self.epsilon = rate, beta_1, beta_2, epsilon
        self.mean, self.mean_square, self.steps = 0.0, 0.0, 0

    def step(self, w, gradient):
        self.steps = self.steps + 1
        self.mean = self.beta_1 * self.mean + (1 - self.beta_1) * gradient
        self.mean_square = self.beta_2 * self.mean_square + (1 - self.beta_2) * gradient**2
        mean = self.mean / (1 - self.beta_1**self.steps)
        mean_square = self.mean_square / (1 - self.beta_2**self.steps)
        return w - self.rate * mean / (np.sqrt(mean_square) + self.epsilon)

# %% [markdown] id="five-text"
# ## 6. Five walks in one ravine
#
# Let all of them go down the ravine, 30 steps each. The rates are chosen for clear tracks, so who is lower here says
# nothing. **Watch:** which way does each set out, and how does it arrive? (On the floor RMSprop's track covers AdaGrad's.)

# %% id="five" tags=["remember"] alt="Five optimizers at the end of 30 steps down one ravine, in the still picture of a short film. Plain descent has made a zigzag along the whole ravine; momentum swung across it in wide arcs and rolled past the lowest place; AdaGrad and RMSprop slid to the floor at an angle and went on along it; Adam came down in a gentle curve that crosses the floor by half as much as momentum and comes back."
racers = {"plain": Momentum(0.95, 0), "momentum": Momentum(0.1), "AdaGrad": AdaGrad(1.5),
          "RMSprop": RMSprop(0.3), "Adam": Adam(0.3)}
paths = {name: walk(optimizer, ravine_slope, start, 30) for name, optimizer in racers.items()}
dl.plots.film_paths(paths, ravine, **wide)

# %% [markdown] id="five-explained"
# Those with one rate set out *down the slope*, straight across the ravine. The adaptive three set out at 45 degrees: at
# first every weight makes a step of the same length. (All are in `keras.optimizers`, momentum as an option
# of `SGD`: "Deeper: the same in Keras" compares them with ours, step by step.)

# %% id="five-claim" tags=["claim-L08-01", "claim-L08-12"]
highest_end = max(ravine(path[-1]) for path in paths.values())
crossed_by = {name: crossings(path) for name, path in paths.items()}
most_careful, next_wildest = crossed_by["AdaGrad"], sorted(crossed_by.values())[-2]
dl.claim("All five find the way down, from a height of 6.45 to below 0.11", highest_end < 0.11)
dl.claim("Plain descent crosses the floor 30 times, the next, momentum, 4 times, AdaGrad never",
         crossed_by["plain"] > 29 and crossed_by["momentum"] == next_wildest < 5 and most_careful < 1)

# %% [markdown] id="demo-text"
# ### Try it
#
# Drop them elsewhere. First with one rate for all: raise it slowly. **Which two run away for ever, and why never the
# other three?** (Their steps have the length of the rate, not of the slope.) Then tick *each at its best rate*, let
# them walk 60 steps, and find a landscape on which the order of arrival is another.

# %% id="race-demo" alt="Left, five walks from one place in the ravine, all at the rate 1.3: plain descent jumps out of the picture, momentum swings widely, Adam less, RMSprop hops about the lowest place, AdaGrad glides along the floor towards it. Right, the height of each over 15 steps: that of plain descent climbs. Below, the controls."
dl.demos.optimizer_race()

# %% [markdown] id="race-text"
# ## 7. A fair race
#
# Enough of bowls: a network with 32 hidden units reads digits. Whoever picks one rate for all decides the race (lesson
# 05), so each optimizer gets 19 rates, from a ten-thousandth to above 3, each from five starts. `dl.scratch.mlp` trains
# these 475 networks side by side. We compare the mean training loss *during* the fifth epoch.
#
# Keep in mind what is not raced here: larger networks, longer trainings, new digits; momentum stays at 0.9, and all see
# their batches in the same order.

# %% id="race"
makers = {
    "plain": dl.scratch.SGD,
    "momentum": lambda rate: dl.scratch.SGD(rate, momentum=0.9),
    "AdaGrad": lambda rate: dl.scratch.Adagrad(rate, initial_accumulator_value=0.0),
    "RMSprop": dl.scratch.RMSprop,
    "Adam": dl.scratch.Adam,
}
rates = 10.0 ** np.arange(-4, 0.6, 0.25)

# %% [markdown] id="race-question"
# For each optimizer we get a valley: at its left the rate is too slow, at its right too wild.
#
# **Predict.** Draw it for plain descent and for Adam. Whose lowest point is lower, and how much?

# %% id="race-picture" tags=["predict"] live=true alt="Mean loss of the fifth epoch over the learning rate, logarithmic axes, five U-shaped curves with a band from the best to the worst start and a star at the lowest point. All stars lie near 0.1. Plain descent needs a rate near a half, RMSprop and Adam a rate near two hundredths. Adam's valley is the widest, plain descent's the narrowest; momentum's has the left flank of plain descent's, at a tenth of the rate."
def race(inputs, starts):
    seeds = np.tile(np.repeat(starts, 19), 5).tolist()
    networks = dl.scratch.mlp([64, 32, 10], variants=len(seeds), seed=seeds)
    optimizers = [make(np.tile(rates, len(starts))) for make in makers.values()]
    with np.errstate(over="ignore", invalid="ignore"):  # the wildest rates diverge
        losses = networks.fit(inputs, labels, epochs=5, optimizer=optimizers)
    in_the_fifth = np.fmin(losses[-1], 8).reshape(5, -1, 19)  # 8 also for what diverged
    return dict(zip(makers, in_the_fifth))


even = race(images, range(5))
ax = dl.plots.plot_rates(even, rates, ylabel="mean loss of epoch 5")
ax.axvline(0.01, ls=":", color="grey")
ax.text(0.0092, 4.5, "rate 0.01 for all?", ha="right", color="grey")
_ = ax.set(ylim=(0.05, 8))

# %% [markdown] id="race-explained"
# **Explain.** Choose the rate 0.01 for all, dotted, and you would "prove" that Adam is far ahead. Each at its own best
# rate, Adam is still the lowest, but its lead over plain descent has shrunk to a factor between one and two and a half (we
# tried three sets of five starts). What it gives you here is *forgiveness*: plain descent has the fewest good rates, Adam
# the most; momentum, AdaGrad and RMSprop lie between.
#
# Compare the left flanks of plain descent and momentum: one curve, at a tenth of the rate. That is $\eta / (1 - \alpha)$
# of section 2, on a real network: where steps are small and slopes change slowly, a ball makes ten times a walker's steps.

# %% id="race-claim" tags=["claim-L08-08"]
mean = {name: losses.mean(axis=0) for name, losses in even.items()}
lowest = {name: values.min() for name, values in mean.items()}
lead_shared = mean["plain"][8] / mean["Adam"][8]  # number 8 is the rate 0.01
lead_tuned, next_lowest = lowest["plain"] / lowest["Adam"], sorted(lowest.values())[1]
dl.claim("At the rate 0.01 plain descent ends with more than ten times Adam's loss; each at its best, "
         "with a fifth of that lead or less", lead_shared > 10 and lead_tuned < lead_shared / 5)
good = {name: int(np.sum(values < 0.3)) for name, values in mean.items()}
dl.claim("Adam ends lowest, and below 0.3 at seven of 19 rates or more, plain descent at three or fewer",
         lowest["Adam"] < next_lowest and good["Adam"] > 6 and good["plain"] < 4)
farthest = np.abs(mean["momentum"][:9] / mean["plain"][4:13] - 1).max()  # four rates further: tenfold
dl.claim("At each of nine rates up to 0.01 momentum ends within 10 % of plain descent at the tenfold rate",
         farthest < 0.1)

# %% [markdown] id="uneven-text"
# So are they nearly the same? AdaGrad was made for weights whose slopes are *unlike*. Change the pixels, and nothing else, in three ways.
# *Uneven*: each pixel is multiplied by a number of its own, up to thirty times apart, as if each were measured in another
# unit; the mean square of all pixels stays what it was. Each of the five starts gets other numbers. *Standardised*:
# from each pixel we subtract its mean, and divide by its standard deviation. *Mean alone*: subtract it, and do not divide.

# %% id="inputs"
def other_units():
    uneven = images * 10 ** rng.uniform(-1.5, 0, size=64)
    return uneven * np.sqrt((images**2).sum() / (uneven**2).sum())  # as large as before


deviation = images.std(axis=0)
standard = (images - images.mean(axis=0)) / np.where(deviation > 0, deviation, 1)  # constant pixels: 0

# %% [markdown] id="inputs-more"
# **Predict.** Each at its best rate again: who loses most with uneven pixels? What do standardised ones gain, and is that the
# work of the mean, of the division, or of both?

# %% id="uneven-picture" tags=["predict"] live=true alt="Three panels like the one before, with hollow stars where the race on even pixels had its lowest points. Uneven pixels: all stars have risen, plain descent's and momentum's most, to 0.4 and 0.3; AdaGrad, RMSprop and Adam end near 0.2 or below. Standardised pixels: all stars lie far below the hollow ones, plain descent's near 0.05, momentum's near 0.03, the others below 0.02. The mean alone subtracted: the star of plain descent lies lower still, at the largest rate, and AdaGrad's lies lower, too; the others differ little."
draws = [race(other_units(), [start]) for start in range(5)]
uneven = {name: np.concatenate([draw[name] for draw in draws]) for name in makers}
standardised, centred = race(standard, range(5)), race(images - images.mean(axis=0), range(5))
fig, axes = plt.subplots(1, 3, figsize=(11, 3.4), sharey=True)
for ax, losses, title in zip(axes, (uneven, standardised, centred), ("uneven", "standardised", "mean alone")):
    dl.plots.plot_rates(losses, rates, before=even, ylabel="mean loss of epoch 5", ax=ax)
    ax.get_legend().remove()
    ax.set(title=f"{title} (hollow: even)", ylim=(0.004, 8), ylabel="" if ax is not axes[0] else ax.get_ylabel())
_ = fig.legend(*ax.get_legend_handles_labels(), loc="outside upper center", ncols=5)

# %% [markdown] id="uneven-explained"
# **Explain.** Uneven pixels hurt one rate for all weights most, one rate for each weight less. You know why: only the units
# changed. Standardised pixels are the same numbers whatever the units were, and they gain more than any choice among
# our five: *plain descent on standardised pixels ends lower than Adam on raw ones.* With these pixels, none of them
# negative, it is the mean that matters: subtract it and nothing else, and plain descent ends lower still, in each of three
# sets of five starts. (Its star stands at the largest of our rates, so it may go lower yet.) AdaGrad gains, too; for the other
# three the division makes little difference. It is there for the *units*: without it uneven pixels stay uneven.

# %% id="uneven-claim" tags=["claim-L08-08"] rtol=0.15
def best(losses):
    return {name: values.mean(axis=0).min() for name, values in losses.items()}


hurt, helped, by_mean = best(uneven), best(standardised), best(centred)
growth = {name: hurt[name] / lowest[name] for name in makers}
least_one_rate, most_adaptive = min(list(growth.values())[:2]), max(list(growth.values())[2:])
dl.claim("Uneven pixels raise both losses with one rate most; plain descent ends at 1.7 times Adam's or more",
         least_one_rate > most_adaptive and hurt["plain"] > 1.7 * hurt["Adam"])
left = max(helped[name] / lowest[name] for name in makers)
dl.claim("Standardised pixels more than halve every loss; plain descent ends below Adam without them",
         left < 0.5 and helped["plain"] < lowest["Adam"])
dl.claim("The mean alone, subtracted, helps plain descent more than mean and division together",
         by_mean["plain"] < helped["plain"])

# %% [markdown] id="schedule-text"
# ## 8. A rate that changes
#
# Long steps first, and short ones near the bottom: is that better? A **schedule** says what the rate is at each step, as
# a share of its peak. Five of them: constant; falling along half a **cosine**; a **warm-up**, one epoch in which the rate
# rises from 0, before a constant rate and before the cosine; and, as a control, the cosine backwards.

# %% id="schedules"
def cosine_fall(step, steps=215):
    return (1 + np.cos(np.pi * step / steps)) / 2


schedules = {
    "constant": lambda step: 1.0,
    "cosine": cosine_fall,
    "warm-up + cosine": lambda step: step / 43 if step < 43 else cosine_fall(step - 43, 172),
    "warm-up": lambda step: min(1.0, step / 43),
    "backwards": lambda step: 1 - cosine_fall(step),
}

# %% [markdown] id="schedules-more"
# As curves:

# %% id="schedules-picture" alt="The learning rate over 215 steps under five schedules with the same peak: constant; falling smoothly to 0 along half a cosine; rising in a straight line for 43 steps and then constant; the same and then falling along a cosine; and rising along a cosine from 0 to the peak."
fig, ax = plt.subplots(figsize=(8, 2.8))
for (name, schedule), color in zip(schedules.items(), ("vermilion", "blue", "green", "purple", "orange")):
    style = dict(ls="--" if name == "warm-up" else "-", color=dl.plots.COLORS[color], label=name)
    ax.plot([schedule(step) for step in range(215)], **style)
ax.set(xlabel="step", ylabel="rate / peak", xlim=(0, 290), xticks=range(0, 216, 43))
_ = ax.legend(loc="center right")

# %% [markdown] id="schedule-race-text"
# Adam trains the digit reader once more, five epochs of 43 steps. Each schedule gets 9 peaks and five starts, and is judged
# by the loss *after* the last step.
#
# **Predict.** Order the five by that loss, each with its best peak. (The code only keeps the books: skip it.)

# %% id="schedule-picture" tags=["predict"] live=true alt="Loss at the end of the training over the peak of the rate, five curves with bands. Warm-up and cosine reaches the lowest loss, at a large peak; cosine alone lies above it, constant and warm-up alone higher, close to each other, the cosine backwards highest."
peaks = 10.0 ** np.arange(-2.5, -0.4, 0.25)
networks = dl.scratch.mlp([64, 32, 10], variants=225, seed=np.tile(np.repeat(np.arange(5), 9), 5).tolist())


def adam_with(schedule):
    return dl.scratch.Adam(lambda step: np.tile(peaks, 5) * schedule(step))


networks.fit(images, labels, epochs=5, optimizer=[adam_with(schedule) for schedule in schedules.values()])
of_right_class = networks.predict(images)[:, np.arange(len(labels)), labels]
final = -np.log(np.maximum(of_right_class, 1e-12)).mean(axis=1).reshape(5, 5, 9)
ax = dl.plots.plot_rates(dict(zip(schedules, final)), peaks, ylabel="loss at the end")
_ = ax.set(xlabel="peak of the learning rate", ylim=(0.015, 3))

# %% [markdown] id="schedule-explained"
# **Explain.** The cosine and the same cosine backwards use the same rates, in another order. Compare them at one peak, from
# 0.02 to 0.2: where the rates are large enough to hurt, it is the order that counts, long steps first, short ones last. (At
# smaller peaks all are too slow, and backwards ends even a little lower.) Whether the cosine alone gains anything depends on the
# starts. Warm-up *and* fall, at a larger peak, ended lowest in every set of starts that we tried. (*Why* a beginning needs to
# be gentle is still debated. And all this is Adam: another optimizer needs a race of its own.)
#
# In Keras a schedule stands in the place of the rate:
#
#     schedule = keras.optimizers.schedules.CosineDecay(
#         0.0, 172, warmup_target=0.05, warmup_steps=43)
#     model.compile(keras.optimizers.Adam(schedule), ...)

# %% id="schedule-claim" rtol=0.15
constant, cosine, warmed, warm_only, backwards = final.mean(axis=1).min(axis=1)
next_lowest, next_highest = min(constant, cosine, warm_only), max(constant, cosine, warm_only)
dl.claim("Each at its best peak: warm-up and cosine ends lowest of the five, the cosine backwards highest",
         warmed < next_lowest and backwards > next_highest)
least_worse = (final[4] / final[1]).mean(axis=0)[3:8].min()
dl.claim("At each of the five peaks from 0.018 to 0.18 the order alone costs more than 10 %", least_worse > 1.1)

# %% [markdown] id="which-text"
# ### Which one, then?
#
# There is no best optimizer, but there is a good order of work. First standardise the inputs: in section 7 it gained more
# than any optimizer. Then begin with Adam: it forgives a badly chosen rate. Try three or four rates, each about three
# times the one before, around 0.001, the default of Keras; a small network like ours likes ten to thirty times as much.
# With Adam, let the rate warm up and then fall. If the result matters, give momentum the same number of tries.

# %% [markdown] id="tracks-text"
# ### Exercise: who walked here?
#
# A new valley, and the tracks of four walkers, 25 steps each. The letters are handed out by chance.

# %% id="tracks" alt="Four panels of one slanted valley with a track each. A sets out along the diagonal in steps that become ever shorter. B sets out across the valley in steps that grow, and swings in wide arcs. C begins with one long step along the diagonal and ends in hops about the lowest place. D jumps from flank to flank, and each jump is shorter than the one before."
bowl = np.array([[0.3, -0.5], [-0.5, 1.8]])  # the second slopes; the slope at w is w @ bowl


def slanted(w):
    return np.sum(w @ bowl * w, axis=-1) / 2


fig, axes = plt.subplots(1, 4, figsize=(10, 2.7), sharey=True)
walkers = [Momentum(0.95, 0), Momentum(0.1), AdaGrad(1.2), RMSprop(0.8)]
for ax, letter, number in zip(axes, "ABCD", np.random.default_rng(24).permutation(4)):
    dl.plots.plot_contour(slanted, xlim=(-6, 3), ylim=(-4, 4), levels=3, ax=ax)
    dl.plots.plot_path(walk(walkers[number], lambda w: w @ bowl, [-5.0, 1.0], 25), color="black", ax=ax)
    ax.plot(0, 0, "+", color="white", ms=12, mew=3)
    ax.set(title=letter, aspect="equal", xlabel="$w_0$")
_ = axes[0].set_ylabel("$w_1$")

# %% [markdown] id="exercise-tracks-text"
# Whose tracks are they?

# %% id="exercise-tracks" tags=["exercise"]
def who_walked():
    """Return a list of four numbers: who walked A, B, C and D, each number once.

    1: Plain gradient descent.
    2: Momentum.
    3: AdaGrad.
    4: RMSprop.

    Example: [1, 2, 3, 4] says that A is plain descent, B momentum, and so on.
    """
    # solution
    return [3, 2, 4, 1]

# %% id="check-tracks"
dl.exercises.who_walked.check(who_walked)

# %% [markdown] id="keras-text"
# ## Deeper: the same in Keras
#
# Do they take the same steps as ours? (Keras' AdaGrad would start its sum at 0.1. We tell it to start at 0.)

# %% id="same-in-keras" tags=["claim-L08-08"]
twins = {"momentum": (Momentum(0.1), keras.optimizers.SGD(0.1, momentum=0.9)),
         "AdaGrad": (AdaGrad(1.5), keras.optimizers.Adagrad(1.5, initial_accumulator_value=0.0)),
         "RMSprop": (RMSprop(0.3), keras.optimizers.RMSprop(0.3)),
         "Adam": (Adam(0.03), keras.optimizers.Adam(0.03))}
gaps = {}
for name, (ours, theirs) in twins.items():
    path, w = walk(ours, ravine_slope, start, 20), keras.Variable(start, dtype="float32")
    gaps[name] = 0.0
    for place in path[1:]:
        theirs.apply([w * keras.ops.array([0.1, 2.0])], [w])
        gaps[name] = max(gaps[name], np.abs(w.numpy() - place).max())
largest_gap = max(gaps.values())
dl.claim("For 20 steps all four walk as ours, to a hundred-thousandth", largest_gap < 1e-5)

# %% [markdown] id="turned-text"
# ## Deeper: the turned ravine
#
# In the ravine each weight has a direction of its own, one steep and one level: just what AdaGrad can mend. Is that why it
# helps? Turn the ravine, and nothing else, so that both weights feel both slopes. Plain descent and AdaGrad walk 30
# steps from twelve starts around the lowest place, each at the best of 60 rates.

# %% id="turned"
around, many_rates = rng.uniform(0, 2 * np.pi, 12), 10 ** np.linspace(-1.5, 1.45, 60)[:, None, None]
starts = 7.3 * np.stack([np.cos(around), np.sin(around)], axis=1)


def best_heights(make, degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, -s], [s, c]])  # w @ turn turns back to the ravine along the axes
    begin = np.tile(starts @ turn.T, (60, 1, 1))
    path = walk(make(many_rates), lambda w: ravine_slope(w @ turn) @ turn.T, begin, 30)
    return ravine(path[-1] @ turn).min(axis=0)

# %% [markdown] id="turned-question"
# **Predict.** Draw AdaGrad's height, divided by plain descent's, against the angle of the turn, from 0 to 45 degrees.

# %% id="turned-picture" tags=["predict"] alt="AdaGrad's height divided by that of plain descent, on a logarithmic axis, over the angle by which the ravine is turned: the median of twelve starts and a band of all. Below a billionth at first, it rises with the angle, crosses 1 soon after 20 degrees, and is above 4 at 45."
degrees = np.array([0, 2, 5, 10, 15, 20, 25, 30, 37, 45])
ratios = np.array([best_heights(AdaGrad, angle) / best_heights(lambda rate: Momentum(rate, 0), angle)
                   for angle in degrees])
shown = np.maximum(ratios, 1e-20)  # this, or less
fig, ax = plt.subplots(figsize=(7, 3))
ax.fill_between(degrees, shown.min(axis=1), shown.max(axis=1), color=dl.plots.COLORS["green"], alpha=0.2)
ax.semilogy(degrees, np.median(shown, axis=1), "s-", color=dl.plots.COLORS["green"])
ax.axhline(1, ls=":", color="grey")
ax.text(0.5, 1.5, "above: AdaGrad ends higher", color="grey", va="bottom")
_ = ax.set(xlabel="turned by, degrees", ylabel="height, AdaGrad / plain", ylim=(1e-20, 1e4))

# %% [markdown] id="turned-explained"
# **Explain.** Plain descent knows nothing of axes: it walks the same way, turned. AdaGrad's gain is a gift of the axes,
# typically spent at 25 degrees.

# %% id="turned-claim"
largest_before, higher_after, median_after = ratios[0].max(), int(np.sum(ratios[-1] > 1)), np.median(ratios[-1])
dl.claim("From each start AdaGrad gets a million times lower than plain descent; turned by 45 degrees, it ends higher "
         "from at least 10 of the 12, typically four times as high",
         largest_before < 1e-6 and higher_after > 9 and median_after > 4)

# %% [markdown] id="exercise-memory-head"
# ## Deeper: how long is a memory?

# %% [markdown] id="exercise-memory-text"
# ### Exercise: the newest gradients
#
# In an exponential moving average the newest square has the weight $1 - \rho$, the one before it $(1 - \rho)\,\rho$, the
# one before that $(1 - \rho)\,\rho^2$, and so on; all together they make 1. The larger $\rho$, the more the past counts.

# %% id="exercise-memory" tags=["exercise"]
def memory(rho, part):
    """Return how many of the newest gradients hold at least this part of the whole weight.

    rho: the decay rate; part: both are numbers above 0 and below 1.
    Returns the smallest such whole number.
    Example: rho 0.5, part 0.9: the newest four hold 0.5 + 0.25 + 0.125 + 0.0625 = 0.9375, so it is 4.
    """
    # solution
    n, held = 0, 0.0
    while held < part:
        held = held + (1 - rho) * rho**n
        n = n + 1
    return n

# %% id="check-memory"
dl.exercises.memory.check(memory)

# %% [markdown] id="root-text"
# ## Deeper: why the square root?
#
# In section 2 a valley that was ten times narrower cost the walker ten times the steps, and the ball, at its best
# momentum, only three to four times. Measure it: five valleys, and the momentum that theory says is best.

# %% id="root"
narrow = np.array([20, 63, 200, 632, 2000])
best_by_theory = ((np.sqrt(narrow) - 1) / (np.sqrt(narrow) + 1)) ** 2
steps_of_ball = [fewest_steps(n, momentum) for n, momentum in zip(narrow, best_by_theory)]
steps_of_walker = [fewest_steps(n, 0) for n in narrow]
power_ball, power_walker = (np.polyfit(np.log(narrow), np.log(steps), 1)[0]
                            for steps in (steps_of_ball, steps_of_walker))
dl.claim("The steps of the walker grow with the narrowness, those of the ball with its root",
         abs(power_walker - 1) < 0.02 and abs(power_ball - 0.5) < 0.1)

# %% [markdown] id="root-explained"
# In a direction of curvature $c$ the two lines of momentum are one recursion,
#
# $$ w_{t+1} = (1 + \alpha - \eta c)\, w_t - \alpha\, w_{t-1} , $$
#
# whose solutions shrink by the size of the roots of $z^2 - (1 + \alpha - \eta c)\, z + \alpha$. If the roots are complex,
# both have the size $\sqrt{\alpha}$, *whatever the curvature*; and they are complex as long as $\eta c$ lies between
# $(1 - \sqrt\alpha)^2$ and $(1 + \sqrt\alpha)^2$. So the whole valley, steep and level, shrinks at one pace, if its
# narrowness is at most $\big(\frac{1 + \sqrt\alpha}{1 - \sqrt\alpha}\big)^2$. Solved for $\sqrt\alpha$, for a
# narrowness $n$: $\sqrt\alpha = \frac{\sqrt n - 1}{\sqrt n + 1} \approx 1 - 2 / \sqrt n$. Each step removes about
# $2 / \sqrt n$ of what is left. (Goh's article, below, lets you play with this picture.)

# %% [markdown] id="nesterov-text"
# ## Deeper: look ahead
#
# A ball feels the slope where it is. Nesterov (1983) lets it feel the slope where its velocity is about to carry it: so
# it brakes before it climbs the other flank.

# %% id="nesterov"
def nesterov_walk(rate, momentum, slope, start, steps):
    path, ahead, velocity = [np.array(start)], [np.array(start)], 0.0
    for _ in range(steps):
        velocity = momentum * velocity - rate * slope(ahead[-1])
        path.append(path[-1] + velocity)
        ahead.append(path[-1] + momentum * velocity)
    return np.array(path), np.array(ahead)


looking, ahead = nesterov_walk(0.1, 0.9, ravine_slope, start, 30)

# %% [markdown] id="nesterov-question"
# **Predict.** The ball of section 2 crossed the floor four times and was 0.9 past the lowest place after 30 steps. What changes?

# %% id="nesterov-picture" tags=["predict"] alt="The ravine with two walks at the same rate and momentum. The plain ball swings across the floor in wide arcs; the one that looks ahead swings less and less, and then follows the floor."
fig, ax = plt.subplots(figsize=(7, 3.2))
dl.plots.plot_paths({"momentum": rolled, "Nesterov": looking}, ravine, **wide, ax=ax)
_ = ax.set(xlabel="$w_0$", ylabel="$w_1$")

# %% [markdown] id="nesterov-explained"
# **Explain.** Across the ravine, where the slope changes fast, looking ahead damps the swing. Along it, where the slope
# changes slowly, there is little to see. So at 0.9 it arrives sooner; but give each its best momentum, and in this
# valley nothing of that is left. `keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True)` keeps the place *ahead*
# as its weights.

# %% id="nesterov-claim"
w, theirs = keras.Variable(start, dtype="float32"), keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True)
for _ in range(30):
    theirs.apply([w * keras.ops.array([0.1, 2.0])], [w])
gap = np.abs(w.numpy() - ahead[-1]).max()
late_swing, late_swing_ball = (np.abs(path[15:, 1]).max() for path in (looking, rolled))
dl.claim("Keras ends at our place ahead", gap < 1e-5)
usual, usual_ahead = (fewest_steps(20, 0.9, 100, look) for look in (0, 1))
best, best_ahead = (min(fewest_steps(20, m, 100, look) for m in momenta) for look in (0, 1))
dl.claim("Looking ahead needs fewer steps at momentum 0.9, and not fewer if each has its best momentum",
         usual_ahead < usual and best_ahead >= best)
dl.claim("In the second half of the path the swing across the floor is below a quarter of the ball's",
         late_swing < late_swing_ball / 4)

# %% [markdown] id="bias-head"
# ## Deeper: Adam without its correction

# %% [markdown] id="bias-text"
# What is the bias correction good for? Leave it out. A weight feels the same slope $g$ in every step, so each step should be
# as long as the rate.
#
# **Predict.** Is the first step too long or too short, and does that depend on $g$? Is the tenth longer or shorter than the
# first?

# %% id="bias" tags=["predict"] alt="Length of a step, divided by the rate, over 3000 steps on a logarithmic axis. With the correction it is 1 throughout. Without it the first step is three times too long, the steps around the tenth more than six times, and it takes more than a thousand steps to come near 1."
def step_lengths(g, steps_before):
    adam = Adam(1.0, epsilon=0.0)
    adam.steps = steps_before  # after a million there is nothing left to correct
    return np.abs(np.diff(walk(adam, lambda w: np.array([g]), [0.0], 3000)[:, 0]))


without, with_correction = step_lengths(1.0, 10**6), step_lengths(1.0, 0)
fig, ax = plt.subplots(figsize=(8, 3.5))
for lengths, name, color, y in [(without, "without correction", "vermilion", 5.6),
                                (with_correction, "with correction", "blue", 1.3)]:
    ax.semilogx(range(1, 3001), lengths, color=dl.plots.COLORS[color], lw=3)
    ax.text(40, y, name, color=dl.plots.COLORS[color], weight="bold")
ax.set(xlabel="step", ylabel="step length / rate", ylim=(0, 7.5))
print(f"too long by: first step {without[0]:.2f}, tenth {without[9]:.2f}")

# %% [markdown] id="bias-explained"
# **Explain.** The size of the slope cancels, as in AdaGrad. But the mean of squares fills a hundred times more slowly than
# the other; its root is too small by more, and the quotient too large for hundreds of steps.

# %% id="bias-claim" tags=["claim-L08-10"]
first = [step_lengths(g, 10**6)[0] for g in (0.001, 1.0, 100.0)]
shortest, longest, late = min(first), max(first), without[-1]
off_with = np.abs(with_correction - 1).max()
dl.claim("Without the correction the first step is 3.16 times too long, whatever the slope, step 3000 by 3 %; "
         "with it, none is",
         3.16 < shortest <= longest < 3.17 and late < 1.03 and off_with < 1e-3)

# %% [markdown] id="uncorrected-text"
# What does that do to the digit reader? `dl.scratch` accepts a function as
# rate, so we can undo the correction: multiply the rate by that curve. A third variant adds a warm-up
# of one epoch.
#
# **Predict.** Which rates will no longer work? And which of the three ends lowest, each at its best rate?

# %% id="uncorrected" tags=["predict"] live=true alt="Mean loss of the fifth epoch over the learning rate for Adam, for Adam without bias correction, and for that with a warm-up. Without the correction the curve rises at rates several times smaller, and yet its lowest point is lower; the warm-up moves the rise back to larger rates."
def undone(step):
    return (1 - 0.9 ** (step + 1)) / np.sqrt(1 - 0.999 ** (step + 1))


few = 10.0 ** np.arange(-4, -0.4, 0.25)
peak = np.tile(few, 5)
variants = {"Adam": lambda step: peak, "without correction": lambda step: peak * undone(step),
            "without, warm-up": lambda step: peak * undone(step) * min(1, (step + 1) / 43)}
networks = dl.scratch.mlp([64, 32, 10], variants=225, seed=np.tile(np.repeat(np.arange(5), 15), 3).tolist())
losses = networks.fit(images, labels, epochs=5,
                      optimizer=[dl.scratch.Adam(rate) for rate in variants.values()])
adams = losses[-1].reshape(3, 5, 15)
_ = dl.plots.plot_rates(dict(zip(variants, adams)), few, ylabel="mean loss of epoch 5")

# %% [markdown] id="uncorrected-explained"
# **Explain.** Large rates break first, as they must: all 215 steps are too long. But at *smaller* rates the training
# without correction ends lower, with or without a warm-up. Its steps, first more than six times too long, in the end
# about twice, amount to a rate that falls. (Whether that is why, we did not test.) So the correction is not there to make
# Adam better at its best rate. It makes the rate mean what it says.

# %% id="uncorrected-claim" tags=["claim-L08-10"] rtol=0.15
with_it, without_it, warmed_up = adams.mean(axis=1)
largest_good, largest_good_without = few[with_it < 0.3].max(), few[without_it < 0.3].max()
dl.claim("Without the correction the largest rate that works is less than half as large",
         largest_good_without < 0.5 * largest_good)
dl.claim("At its best rate Adam without it ends lower", without_it.min() < with_it.min())
rescued = warmed_up[11] / without_it[11]
dl.claim("At the rate 0.056 a warm-up lowers its loss to less than half", rescued < 0.5)

# %% [markdown] id="adamw-text"
# ## Deeper: weight decay, and Adam
#
# Large weights often go with learning by heart (lesson 11). One remedy pulls all weights a little towards 0 in each
# step. With plain descent there are two ways to say it, and both are the same: add $\frac{\lambda}{2} w^2$ to the loss,
# whose slope is $\lambda w$, or multiply the weights by $1 - \eta \lambda$ in each step: **weight decay**. With Adam
# they are not the same! In the loss, the pull is divided by the root of the mean square like any other slope. **AdamW**
# (Loshchilov and Hutter, 2019) multiplies instead, before Adam's step.
#
# **Predict.** Two weights begin at 1. Their slopes are pure noise, of size 10 and of size 0.1. Where does each way pull
# them in 1000 steps?

# %% id="adamw" tags=["predict"]
noise = rng.normal(size=(1000, 200, 2)) * [10, 0.1]  # 200 such pairs
shrunk = {}
for name in ("in the loss", "AdamW"):
    w, adam = np.ones((200, 2)), Adam(0.001)
    for slopes in noise:
        if name == "AdamW":
            w = adam.step(w * (1 - 0.001 * 0.3), slopes)
        else:
            w = adam.step(w, slopes + 0.3 * w)
    shrunk[name] = w.mean(axis=0)
    print(f"{name:12} mean weights: {shrunk[name].round(2)}")

# %% [markdown] id="adamw-explained"
# **Explain.** In the loss, the pull drowns where the slopes are large, and takes over where they are small. AdamW shrinks
# all weights at one pace. It is today's default for large language models, though rivals such as Muon have come up; where images are classified, momentum
# still competes.

# %% id="adamw-claim" tags=["claim-L08-11"]
theirs, still = keras.Variable([1.0]), keras.Variable([1.0])
adamw, adam = keras.optimizers.AdamW(0.01, weight_decay=0.1), keras.optimizers.Adam(0.01)
for _ in range(100):
    adamw.apply([keras.ops.zeros(1)], [theirs])
    adam.apply([keras.ops.zeros(1)], [still])
decayed, kept = (float(w.numpy()[0]) for w in (theirs, still))
off_formula = abs(decayed - (1 - 0.01 * 0.1) ** 100)
loud, quiet = shrunk["in the loss"]
apart_adamw = abs(np.diff(shrunk["AdamW"])[0])
dl.claim("Without slopes, 100 steps of AdamW leave (1 - rate * decay)^100 of a weight, and Adam leaves all",
         off_formula < 1e-5 and decayed < 0.91 < 0.999 < kept)
dl.claim("In Adam's loss the pull moves the weight with small slopes far more than the other",
         1 - quiet > 5 * (1 - loud))
dl.claim("With AdamW the two weights shrink alike", apart_adamw < 0.02)

# %% [markdown] id="lands-text"
# ## Deeper: other landscapes
#
# Four that papers like to use: Rosenbrock's banana, Beale's plain with steep corners, two pits with a saddle between them, and the ravine with noise
# in every slope, as mini-batches have. Twenty starts on each; each optimizer gets the best of 33 rates for each start, by
# its mean height over 60 steps. Momentum may also choose between 0.5 and 0.9.

# %% id="lands"
def banana(w):
    return (1 - w[..., 0]) ** 2 + 10 * (w[..., 1] - w[..., 0] ** 2) ** 2


def beale(w):
    x, y = w[..., 0], w[..., 1]
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def saddle(w):
    return w[..., 0] ** 2 + w[..., 1] ** 4 / 4 - w[..., 1] ** 2 / 2 + 0.25

# %% [markdown] id="lands-slopes"
# We need no formulas for their slopes: nudge each weight (lesson 05).

# %% id="lands-walks"
def nudged(height, noise):
    def slope(w):
        place, steps = w[..., None, :], 1e-5 * np.eye(2)
        return (height(place + steps) - height(place - steps)) / 2e-5 + noise * rng.normal(size=w.shape)
    return slope


def fair_heights(makers, height, noise, begins):
    rates = 10 ** np.arange(-3, 1.01, 0.125)[:, None, None]
    with np.errstate(over="ignore", invalid="ignore"):
        paths = [walk(make(rates), nudged(height, noise), np.tile(begins, (33, 1, 1)), 60) for make in makers]
        return np.nan_to_num([height(path).mean(axis=0) for path in paths], nan=np.inf).min(axis=(0, 1))

# %% [markdown] id="lands-list-text"
# The five, and the four landscapes, each with its noise and the ends of its two axes:

# %% id="lands-list"
kinds = {"plain": [lambda rate: Momentum(rate, 0)], "momentum": [lambda rate: Momentum(rate, 0.5), Momentum],
         "AdaGrad": [AdaGrad], "RMSprop": [RMSprop], "Adam": [Adam]}
lands = {"banana": (banana, 0, [-2, -1], [2, 3]), "Beale": (beale, 0, [-1, -1.5], [3, 1.5]),
         "saddle": (saddle, 0, [-2, -1.6], [2, 1.6]), "noisy ravine": (ravine, 1, [-8, -2.5], [2, 2.5])}

# %% [markdown] id="lands-question"
# **Predict.** Does each landscape have its winner, from wherever one starts?

# %% id="lands-race" tags=["predict"] live=true
wins = {}
for name, (height, noise, low, high) in lands.items():
    begins = rng.uniform(low, high, size=(20, 2))
    heights = [fair_heights(make, height, noise, begins) for make in kinds.values()]
    wins[name] = np.bincount(np.argmin(heights, axis=0), minlength=5)
    print(f"{name:13} wins:", dict(zip(kinds, wins[name].tolist())))

# %% [markdown] id="lands-explained"
# **Explain.** No: on one and the same landscape, who wins depends even on the start. A picture of five walks from one place,
# and there are many of them, proves nothing about optimizers.

# %% id="lands-claim" tags=["claim-L08-08"]
most_wins = max(counts.max() for counts in wins.values())
dl.claim("On none of the four landscapes does one optimizer win from all 20 starts", most_wins < 20)

# %% [markdown] id="finder-text"
# ## Deeper: find a rate in one go
#
# Nineteen rates are many if one training takes a day. After Smith (2015), let the rate *grow* during one short training,
# from far too small to far too large, and look at the loss of each batch: it falls, and somewhere it turns. Here three
# epochs, five starts.

# %% id="finder"
growing = 10.0 ** np.linspace(-3, 1, 129)
batches = rng.permutation(1344).reshape(42, 32)


def loss_while_growing(make):
    networks, optimizer, seen = dl.scratch.mlp([64, 32, 10], variants=5), make(growing[0]), []
    for step, rate in enumerate(growing):
        optimizer.learning_rate = rate
        batch = batches[step % 42]
        seen.append(networks.train_on_batch(images[batch], labels[batch], optimizer))
    return np.array([np.mean(seen[max(0, step - 4):step + 5], axis=0) for step in range(129)])

# %% [markdown] id="finder-question"
# **Predict.** Section 7 knows the best rates. Will the curves of plain descent, momentum and Adam turn at theirs?

# %% id="finder-picture" tags=["predict"] live=true alt="Loss of the batches over the growing learning rate for plain descent, momentum and Adam, the median and the range of five starts, drawn to a little beyond the place where it turns, with a dotted line at the best rate of section 7. Plain descent turns close to its line, momentum and Adam several times beyond theirs."
fig, ax = plt.subplots(figsize=(7.5, 3.2))
turns = {}
for name, color, height in [("plain", "vermilion", 2.7), ("momentum", "blue", 0.1), ("Adam", "orange", 2.7)]:
    smooth, color, best_rate = loss_while_growing(makers[name]), dl.plots.COLORS[color], rates[mean[name].argmin()]
    turns[name] = np.median(growing[np.nanargmin(smooth, axis=0)])
    to_see = growing < 1.5 * turns[name]
    shown = smooth[to_see]
    ax.fill_between(growing[to_see], shown.min(axis=1), shown.max(axis=1), color=color, alpha=0.3)
    ax.semilogx(growing[to_see], np.median(shown, axis=1), color=color)
    ax.axvline(best_rate, ls=":", color=color)
    ax.text(0.95 * best_rate, height, f"best: {name}", color=color, weight="bold", ha="right")
_ = ax.set(xlabel="learning rate, growing", ylabel="loss of the batch", ylim=(0, 3))

# %% [markdown] id="finder-explained"
# **Explain.** Plain descent turns close to its best rate. Adam and momentum turn several times beyond theirs: for a training
# of that length, the rate has outgrown them before the loss tells. So with these two begin at a third or a tenth of the
# turn, and look closer there.

# %% id="finder-claim"
beyond = {name: turns[name] / rates[mean[name].argmin()] for name in turns}
dl.claim("The median start of plain descent turns within a factor of 2.5 of the best rate",
         1 / 2.5 < beyond["plain"] < 2.5)
dl.claim("With momentum and with Adam it turns more than twice beyond it", beyond["momentum"] > 2 and beyond["Adam"] > 2)

# %% [markdown] id="exercise-schedule-head"
# ## Deeper: a schedule by hand

# %% [markdown] id="exercise-schedule-text"
# ### Exercise: warm-up and cosine
#
# Write the schedule of section 8.

# %% id="exercise-schedule" tags=["exercise"]
def warm_cosine(step, peak, warmup_steps, all_steps):
    """Return the learning rate of one step.

    step: a whole number from 0 to all_steps.
    It rises in a straight line from 0 at step 0 to peak at step warmup_steps, and then falls along
    half a cosine to 0 at step all_steps. warmup_steps may be 0, and is below all_steps.
    Returns a number.
    Example: peak 2, warmup_steps 2, all_steps 6: the steps 0, 1, 2, 4, 6 give 0, 1, 2, 1, 0.
    """
    # solution
    if step < warmup_steps:
        return peak * step / warmup_steps
    part = (step - warmup_steps) / (all_steps - warmup_steps)
    return peak * (1 + np.cos(np.pi * part)) / 2

# %% id="check-schedule"
dl.exercises.warm_cosine.check(warm_cosine)

# %% [markdown] id="exercise-lion-text"
# ## Deeper: an optimizer of 2023
#
# Now you can read new optimizers in their papers. Chen and others let a program search for optimizers, and published the
# winner, *Lion*. (We leave its weight decay out.) It keeps one average $m$, which begins at 0, and uses the *sign* of a mixture:
#
# $$ w \leftarrow w - \eta \; \mathrm{sign}\big(\beta_1 m + (1 - \beta_1)\, g\big), \qquad
#    \text{and then} \quad m \leftarrow \beta_2\, m + (1 - \beta_2)\, g . $$

# %% [markdown] id="exercise-lion-ask"
# ### Exercise: Lion
#
# Write one step of it.

# %% id="exercise-lion" tags=["exercise"]
def lion(w, m, gradient, rate, beta_1, beta_2):
    """Take one step of Lion; return the new weights and the new average.

    w, m, gradient: arrays of the same shape; do not change them.
    rate, beta_1, beta_2: three numbers.
    Returns (w, m), two arrays.
    Example: w [1, 1], m [0, 1], gradient [2, -3], rate 0.1, beta_1 0.5, beta_2 0.75 give
    [0.9, 1.1] and [0.5, 0].
    """
    # solution
    direction = np.sign(beta_1 * m + (1 - beta_1) * gradient)
    return w - rate * direction, beta_2 * m + (1 - beta_2) * gradient

# %% id="check-lion"
dl.exercises.lion.check(lion)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - One rate for all weights zigzags where the landscape is steep in one direction and level in another.
# - Momentum is a ball with friction, a sum of past gradients that fades. It is faster where slopes agree and calmer where
#   they alternate; the narrower the valley, the more momentum pays.
# - AdaGrad gives each weight its own rate, from all its squared slopes; that helps where a ravine lies along an axis.
#   RMSprop forgets old slopes, AdaGrad never does.
# - Adam is a mean of gradients divided by the root of a mean of their squares; its bias correction makes up for averages that
#   begin at 0.
# - Compare each optimizer at its own best rate, over several starts. On even digits the five end
#   close together, and Adam forgives most rates; on uneven inputs the adaptive ones win.
# - Standardise the inputs first: here it gained more than any optimizer.
# - With Adam, a few gentle steps, then long ones, then ever shorter ones: warm up, and let the rate fall.
#
# All these walks had a start, and we took it as given. Where should a network begin? That is lesson 09.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | optimizer | 옵티마이저 (최적화 함수) | rule that turns gradients into weight updates |
# | anisotropic function | 비등방성 함수 | function whose curvature differs strongly by direction |
# | velocity | 속도 | fading sum of past updates that momentum keeps |
# | momentum | 모멘텀 (관성) | update by a fading sum of past gradients |
# | AdaGrad | AdaGrad (에이다그래드) | rate of each weight divided by the root of its summed squared gradients |
# | adaptive learning rate | 적응적 학습률 | learning rate that is adjusted for each weight |
# | RMSprop | RMSprop | AdaGrad with an exponential moving average of squared gradients |
# | exponential moving average | 지수이동평균 | average whose weights fall geometrically with age |
# | decay rate (ρ) | 감쇠율 | share of the old average that is kept in each step |
# | Adam | Adam (적응적 모멘트 추정) | adaptive moment estimation: momentum and RMSprop with bias correction |
# | bias correction | 편향 보정 | dividing averages that begin at 0 by 1 − β to the power of t |
# | effective learning rate | 유효 학습률 | learning rate of one weight after division by the size of its slopes |
# | weight decay | 가중치 감쇠 (가중치 감소) | multiplying all weights by a number just below 1 in each step |
# | AdamW | AdamW | Adam with decoupled weight decay |
# | learning-rate schedule | 학습률 스케줄 | rule that changes the learning rate during training |
# | cosine schedule | 코사인 스케줄 | learning rate that falls along half a cosine |
# | warm-up | 웜업 | first steps, in which the learning rate rises |

# %% [markdown] id="references"
# ## References
#
# - B. T. Polyak, *Some methods of speeding up the convergence of iteration methods*, USSR Computational Mathematics and
#   Mathematical Physics 4, 1964 (momentum).
# - Y. Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k²)*, Soviet Mathematics
#   Doklady 27, 1983.
# - J. Duchi, E. Hazan and Y. Singer, *Adaptive subgradient methods for online learning and stochastic optimization*, Journal
#   of Machine Learning Research 12, 2011 (AdaGrad).
# - G. Hinton, N. Srivastava and K. Swersky, *Neural networks for machine learning*, lecture 6e, 2012 (RMSprop).
# - D. P. Kingma and J. Ba, *Adam: a method for stochastic optimization*, International Conference on Learning
#   Representations, 2015.
# - L. N. Smith, *Cyclical learning rates for training neural networks*, arXiv 1506.01186, 2015 (growing the rate).
# - G. Goh, *Why momentum really works*, Distill, 2017.
# - I. Loshchilov and F. Hutter, *SGDR: stochastic gradient descent with warm restarts*, 2017 (the cosine), and *Decoupled
#   weight decay regularization*, 2019 (AdamW), International Conference on Learning Representations.
# - X. Chen and others, *Symbolic discovery of optimization algorithms*, Advances in Neural Information Processing Systems
#   36, 2023 (Lion).
