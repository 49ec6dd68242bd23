# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=35 minutes=90 figure="learning rate too small, good, too large, divergent, in the same valley"
# # Gradient descent
#
# A network has a loss, and the loss has a landscape. In this lesson you learn to feel which way is
# down, and to walk there in steps that are neither too small nor too large. So you build the engine that
# trains nearly every network of this course.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - write gradient descent in three lines, and say how long its steps are;
# - predict at which learning rate a walk explodes;
# - say where a gradient points, and where it does not;
# - make a walk many times shorter, by standardising;
# - choose a batch size, and diagnose a training from its curve.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=5)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(5)

# %% [markdown] id="feel-the-slope"
# ## 1. Feel the slope, take a step
#
# You stand on a hillside in thick fog and want to get down into the valley. You cannot see it, but your foot
# feels which way the ground falls. Take a step that way, feel again, step again. That is the whole idea of this
# lesson. The hillside is the loss, and where you stand is given by the weights.
#
# Begin with a single weight $w$ and the simplest valley there is, $L(w) = w^2$. You stand at $w = -3$. To feel the slope
# (lesson 02), nudge $w$ a little ahead and a little back, and divide the change of height by the distance. If the slope
# is positive, the ground rises to the right, so step to the left: *minus* the slope.

# %% id="first-walk"
def valley(w):
    return w**2


def slope(L, w, nudge=1e-5):
    return (L(w + nudge) - L(w - nudge)) / (2 * nudge)


trail = [-3.0]
for _ in range(100):
    w = trail[-1]
    trail.append(w - 0.1 * slope(valley, w))

# %% [markdown] id="first-walk-question"
# The film below shows the first steps. The blue chord joins the ground a little to the left and to the right of
# you; beside it stands its slope. (The film nudges by 0.7, to be seen, the code by 0.00001. In this valley both find the
# same slope. At the start it is that of the dashed line, which touches the ground there.)
#
# **Predict.** Every step was made by the same line of code, with the same factor 0.1. Were all steps equally long
# (measured along the $w$ axis)? Where did the walk end?

# %% id="first-walk-picture" tags=["predict"] alt="A parabola with its lowest point at 0; the still picture of a short film. A walk of dots starts high on the left at -3, where an arrow shows that a dashed line touches the parabola, and ends near the bottom, where a blue chord falls slightly, with the slope -0.2. Along the lower edge the steps are marked: long at first, then ever shorter, until they pile up at 0."
places, ground, blue = np.array(trail), np.linspace(-3.9, 3.4, 201), dl.plots.COLORS["blue"]
fig, ax = plt.subplots(figsize=(8.5, 4.8))
ax.plot(ground, valley(ground), color=dl.plots.COLORS["grey"])
ax.axline((-3, 9), slope=slope(valley, -3), ls="--", color=blue)
ax.annotate("touches the ground\nat the start", (-3, 9), (-3.2, 1.5), color=blue, ha="center",
            arrowprops={"arrowstyle": "->", "color": blue, "shrinkB": 8})
ax.set(xlabel="weight $w$, and the steps along it", ylabel="height $L(w)$", ylim=(-2.6, 15))
walked, steps = [ax.plot([], [], style, color=dl.plots.COLORS["vermilion"], ms=10)[0] for style in ("o", "|-")]
chord, said = ax.plot([], [], "s-", color=blue, lw=3)[0], ax.text(0, 0, "", color=blue, weight="bold")
def show(n):
    walked.set_data(places[:n + 1], valley(places[:n + 1]))
    steps.set_data(places[:n + 1], np.full(n + 1, -1.5))
    chord.set_data(places[n] + [-0.7, 0.7], valley(places[n] + [-0.7, 0.7]))
    said.set(position=(places[n] + 0.8, valley(places[n]) + 1), text=f"slope {slope(valley, places[n]):.1f}")
dl.plots.Film(fig, show, 16, interval_ms=400, sharpness=1.1)

# %% [markdown] id="first-walk-explained"
# **Explain.** A step is 0.1 *times the slope*. Where the ground is steep, the step is long; near the bottom the slope goes to
# 0, and so do the steps. This is **gradient descent** (Cauchy, 1847):
#
# $$ w \;\leftarrow\; w - \eta \, L'(w) . $$
#
# The factor $\eta$ ("eta") is the **learning rate**. $L'(w)$ is the **derivative**, the number that the measured
# slope approaches as the nudge shrinks to 0. From now on we use formulas where we have them (the derivative of $w^2$
# is $2w$), and check them by nudging both ways: a **central difference**. (How small a nudge? See Deeper.)

# %% id="first-walk-claim" tags=["claim-L05-06"]
step_lengths = np.abs(np.diff(places))
first_step, fiftieth_step, distance_left = step_lengths[0], step_lengths[49], abs(places[-1])
dl.claim("The walk arrives, though nobody told it where the bottom is", distance_left < 1e-6)
dl.claim("Its steps have no fixed length: the 50th is less than a ten-thousandth of the first",
         fiftieth_step < first_step / 10000)

# %% [markdown] id="exercise-descend-text"
# ### Exercise: gradient descent
#
# Write it yourself, for any number of weights: all their slopes are kept in one array, the *gradient*, and the rule is
# the same. `np.linalg.norm(v)` is the length of a vector `v`.

# %% id="exercise-descend" tags=["exercise"]
def descend(gradient, start, learning_rate, tolerance, most_steps):
    """Walk against the gradient; return the last place and the number of steps made.

    gradient: a function; takes weights of shape (n,), returns the gradient of shape (n,).
    start: shape (n,); do not change this array.
    Before each step: stop if the gradient's length (Euclidean norm) is below tolerance.
    Never make more than most_steps steps.
    Returns (weights, steps): an array of shape (n,) and a whole number.
    Example: for gradient 2w, start [-3, 4], rate 0.25, tolerance 1, the result is
    [-0.1875, 0.25] after 4 steps (to 5 digits).
    """
    # solution
    w = start
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance:
            return w, steps
        w = w - learning_rate * slope
    return w, most_steps


# %% id="check-descend"
dl.exercises.descend.check(descend)

# %% [markdown] id="rate-text"
# ## 2. How large a learning rate?
#
# The rate 0.1 was a guess.
#
# **Predict.** You start at $w = -3$ in the same valley and make 100 steps, with each of the rates 0.001, 0.01, 0.1, 1, 1.1
# and 10. Where do you end?

# %% id="six-rates" tags=["predict"]
for rate in (0.001, 0.01, 0.1, 1.0, 1.1, 10.0):
    w = -3.0
    for _ in range(100):
        w = w - rate * 2 * w
    print(f"rate {rate:6}: {abs(w):8.1e} away from the bottom")

# %% [markdown] id="six-rates-explained"
# **Explain.** One step turns $w$ into $w - \eta \cdot 2w = (1 - 2\eta)\,w$: it multiplies $w$ by a factor.
#
# - For a tiny rate the factor is just below 1, and the walk creeps.
# - For $\eta = 0.1$ it is 0.8: each step removes a fifth of the distance.
# - For $\eta = 1$ it is −1: the walk jumps from side to side for ever. (Between 0.5 and 1 it would jump across as well,
#   but come nearer.)
# - For larger rates each step lands farther up on the other side. It is steeper there, so the next step is longer
#   still. This growing without bound is called **divergence**.
#
# Beyond the largest number comes `inf`, and `inf - inf` is `nan`: when the loss of a training suddenly shows that, suspect
# too large a rate first.

# %% [markdown] id="gradient-text"
# ## 3. Many weights: the gradient
#
# A network has many weights. Nudge one of them and hold the others still: what you measure is a **partial
# derivative**, written $\partial L / \partial w_0$. Do so for each weight, and put the results into one
# vector, the **gradient** $\nabla L$ ("nabla L").
#
# Here is a **ravine**, a long and narrow valley over two weights:
#
# $$ L(w_0, w_1) = \frac{w_0^2}{20} + w_1^2 , \qquad
# \nabla L = \Big( \frac{\partial L}{\partial w_0}, \frac{\partial L}{\partial w_1} \Big)
# = \Big( \frac{w_0}{10},\; 2 w_1 \Big) . $$

# %% id="ravine"
def ravine(w):  # w may also hold many places, one in each row; w[..., 0] is the first weight of each
    return w[..., 0] ** 2 / 20 + w[..., 1] ** 2


def ravine_gradient(w):
    return w * [0.1, 2.0]


here = np.array([-7.0, 2.0])
measured = [slope(lambda w0: ravine(np.array([w0, 2.0])), -7.0),
            slope(lambda w1: ravine(np.array([-7.0, w1])), 2.0)]
print("by formula:", ravine_gradient(here), "  by nudging:", np.round(measured, 3))

# %% [markdown] id="direction-question"
# Read the gradient as a list of what counts *here*: a nudge of $w_1$ changes the height several times as much as
# the same nudge of $w_0$, and with the other sign.
#
# The lowest place of the ravine is $(0, 0)$, the white cross below. You stand at $(-7, 2)$, in fog.
#
# **Predict.** In which direction does *minus* the gradient point: to the lowest place? Sketch the ravine from
# above, and your arrow.

# %% id="ravine-arrows" tags=["predict"] alt="Long elliptic contours of a ravine, seen from above. From a point on its upper left flank, the arrow against the gradient points almost straight down across the ravine, at a right angle, marked by a small square, to the contour through that point; the arrow to the lowest place points far to the right of it."
downhill = -ravine_gradient(here) / np.linalg.norm(ravine_gradient(here))
to_lowest = -here / np.linalg.norm(here)
wide = dict(xlim=(-8.5, 8.5), ylim=(-3.2, 3.2))
fig, ax = plt.subplots(figsize=(8, 3.8))
dl.plots.plot_contour(ravine, **wide, levels=ravine(here) * np.array([0.1, 0.4, 1, 1.7]), ax=ax)
for direction, name in [(downhill, "vermilion"), (to_lowest, "blue")]:
    ax.quiver(*here, *2.6 * direction, color=dl.plots.COLORS[name], angles="xy", scale_units="xy", scale=1)
ax.plot(0, 0, "+", color="white", markersize=18, markeredgewidth=4)
along = np.array([downhill[1], -downhill[0]])  # the contour's direction
ax.plot(*(here + 0.5 * np.array([along, along + downhill, downhill])).T, "k-", lw=2)  # the right angle
ax.plot(*here, "ko", ms=10)
for x, y, name, color in [(-6.4, -1.2, "against the gradient", "vermilion"), (-4.1, 1.3, "to the lowest place", "blue")]:
    ax.text(x, y, name, color=dl.plots.COLORS[color], weight="bold", bbox={"color": "white", "alpha": 0.7})
_ = ax.set(aspect="equal", xlabel="$w_0$", ylabel="$w_1$", **wide)

# %% [markdown] id="direction-explained"
# **Explain.** The rings are *contours*, lines of equal height; yours passes through the dot. A small step
# $(s_0, s_1)$ changes the height by about $-0.7\,s_0 + 4\,s_1$, each leg times its slope: the dot product of step and
# gradient, a measure of their agreement (lesson 00). So of all steps of one length, the one along the gradient leads
# *up* most, and the one against it leads *down* most. Along the contour the height stays: the dot product is 0, a
# right angle. The gradient knows the ground under your feet, and nothing of the valley beyond. (You will often read
# that it "points to the minimum". In general not even minus the gradient does.)

# %% id="direction-claim" tags=["claim-L05-05"]
angles = np.radians(np.arange(3600) / 10)
compass = np.stack([np.cos(angles), np.sin(angles)], axis=1)
lowest_of_3600 = compass[ravine(here + 1e-4 * compass).argmin()]
off_gradient = np.degrees(np.arccos(lowest_of_3600 @ downhill))
off_lowest = np.degrees(np.arccos(downhill @ to_lowest))
dl.claim("Of 3600 directions, the one against the gradient leads down most steeply, to a tenth of a degree",
         off_gradient < 0.1)
dl.claim("It misses the lowest place by more than 60 degrees", off_lowest > 60)

# %% [markdown] id="four-rates-text"
# ## 4. Four walks down one ravine
#
# In the ravine each weight has its own factor: a step multiplies $w_0$ by $1 - 0.1\,\eta$ and $w_1$ by
# $1 - 2\,\eta$. The same rate must serve both.
#
# Four walks of 40 steps:

# %% id="walk"
def walk(gradient, start, rate, steps):
    path = [np.array(start)]
    for _ in range(steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)


walks = {rate: walk(ravine_gradient, here, rate, 40) for rate in (0.03, 0.7, 0.98, 1.03)}

# %% [markdown] id="four-rates-question"
# **Predict.** The rates are 0.03, 0.7, 0.98 and 1.03. Sketch the four walks, all from $(-7, 2)$. (The last is shown
# for ten steps.)

# %% id="four-rates" tags=["predict", "remember"] alt="Four walks down the same ravine, in the still picture of a short film. Rate 0.03: it slides down the flank in ever shorter steps and has only just turned when the 40 steps are over. Rate 0.7: two short zigzags, then along the floor nearly to the lowest place. Rate 0.98: it jumps from flank to flank the whole way. Rate 1.03: the jumps between the flanks grow."
fig, axes = plt.subplots(2, 2, figsize=(10, 5), sharex=True, sharey=True)
moments = [*range(12), 14, 17, 20, 25, 30, 35, 40]
tracks, balls, color = [], [], dl.plots.COLORS["vermilion"]
for ax, (rate, path) in zip(axes.flat, walks.items()):
    dl.plots.plot_contour(ravine, **wide, levels=4, ax=ax)
    tracks += ax.plot([], [], "o-", color=color, lw=1.3, ms=5, mec="white", mew=0.6)
    balls += ax.plot([], [], "*", color=color, ms=17, mec="black")
    ax.set(aspect="equal", xlabel="$w_0$", ylabel="$w_1$")
    ax.set_title(f"rate {rate}: height {ravine(path[-1]):.2f} after 40 steps", weight="bold")
def show(n):
    for (rate, path), track, ball in zip(walks.items(), tracks, balls):
        gone = path[:min(moments[n], 10 if rate > 1 else 40) + 1]
        track.set_data(*gone.T)
        ball.set_data(*gone[-1:].T)
dl.plots.Film(fig, show, len(moments), interval_ms=250, sharpness=1.1)

# %% [markdown] id="four-rates-explained"
# **Explain.** Top: too small a rate creeps, a good one has nearly arrived. Bottom: just below a limit the walk jumps
# from flank to flank and still comes down, slowly; a little beyond the limit it diverges. Where is the limit? That
# depends on the **curvature**, which says how fast the slope changes: the derivative of the derivative. In a valley
# $\frac{c}{2} w^2$ the slope is $c\,w$ and the curvature $c$. So a step multiplies $w$ by $1 - \eta c$, and comes nearer to
# the bottom exactly if this factor lies between −1 and 1, that is, if
#
# $$ \eta < \frac{2}{c} . $$
#
# Across the ravine the curvature is 2, so the limit is 1. Along it the curvature is only 0.1: alone, it would allow
# any rate below 20. **The most curved direction sets the limit; at a rate well below it, the flattest one makes
# you wait.** (Here the limit is exact; in a network something stranger happens. For both see Deeper.)

# %% id="four-rates-claim" tags=["claim-L05-09"]
start_height, below_limit, above_limit = ravine(here), ravine(walks[0.98][-1]), ravine(walks[1.03][-1])
dl.claim("Two per cent below the limit of 1 the walk comes down; three per cent above, it climbs",
         below_limit < start_height / 2 < start_height < above_limit / 5,
         shown={"height at the start": start_height, "at rate 0.98": below_limit, "at rate 1.03": above_limit})
well_below, near = [ravine(walks[rate][-1] * [1, 0]) / ravine(walks[rate][-1]) for rate in (0.7, 0.98)]
dl.claim("At 0.7 the height that is left lies along the ravine, at 0.98 across it", near < 0.01 < 0.99 < well_below,
         shown={"part along the ravine at 0.7": round(well_below, 3), "at 0.98": round(near, 3)})

# %% [markdown] id="demo-text"
# ### Try it
#
# Which rate is best in the ravine: half the limit, or nearly the limit? Guess, then change the rate slowly. Before you
# switch to the round bowl, with the curvature 2 in all directions, predict its limit and its best rate.

# %% id="learning-rate-demo" alt="Left, the path of gradient descent in a ravine at the learning rate 0.98: it jumps from flank to flank all the way. Right, its height above the lowest place falls slowly, in a nearly straight line. Below, the controls."
dl.demos.learning_rate_valley()

# %% [markdown] id="demo-explained"
# **Explain.** In the ravine about 0.94 is best. Nearer to the limit of 1 the walk wastes its steps across the ravine;
# farther below, it creeps along it. In the bowl the limit is 1 again, but the best rate is 0.5: there the
# factor $1 - 2\eta$ is 0 for both weights, and you arrive in a single step.

# %% [markdown] id="line-text"
# ## 5. A line through real flowers
#
# Now let the landscape be the loss of real data: 105 iris flowers. Can the width of a petal be told from its
# length? Suppose a line will do, as in lesson 04: $\hat y = w x + b$ (such a supposed formula is called a
# **hypothesis**), with the mean squared error as the loss. Finding the best line is called **linear regression**.
#
# Its gradient needs no nudging. For one flower the error is $e = wx + b - y$ and the loss $e^2$, whose slope is $2e$
# with respect to $e$. Nudge $w$, and $e$ moves $x$ times as far; nudge $b$, and $e$ moves just as far.

# %% [markdown] id="exercise-line-text"
# ### Exercise: the gradient of a line's loss
#
# What, then, are the slopes of one flower's loss with respect to $w$ and $b$? The gradient is their mean over all flowers.

# %% id="exercise-line-gradient" tags=["exercise"]
def line_gradient(w, b, x, y):
    """Return the gradient of the mean squared error of the line w * x + b.

    w, b: two numbers; x, y: inputs and targets, both of shape (n_samples,).
    Returns two numbers: the partial derivatives with respect to w and b.
    Example: for w = b = 0, x = [0, 1, 2], y = [1, 3, 5] they are -8.6667 and -6 (to 5 digits).
    """
    # solution
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


# %% id="check-line-gradient"
dl.exercises.line_gradient.check(line_gradient)

# %% [markdown] id="flowers-text"
# The walk below uses centimetres as they are, or **standardised** lengths (lesson 00): minus their mean, divided by their
# standard deviation. Two more walks get only one half of this treatment. All allow the same lines, with the same lowest
# loss.

# %% id="flowers"
flowers = dl.datasets.load_iris().x_train.astype("float64")
length, width = flowers[:, 2], flowers[:, 3]
standard = (length - length.mean()) / length.std()
lengths = {"centimetres": length, "only divided": length / length.std(),
           "only minus the mean": length - length.mean(), "standardised": standard}

# %% [markdown] id="steps-counted-text"
# We count the steps until the loss is within one per cent of the lowest. All try the same 37 rates. (Skip
# this code on a first reading.)

# %% id="steps-counted"
def line_loss(p, x):
    off = p[0] * x + p[1] - width
    return np.mean(off**2), np.array([2 * np.mean(off * x), 2 * np.mean(off)])


def count_steps(x, rate, most=600):
    lowest = line_loss(np.polyfit(x, width, 1), x)[0]
    p = np.zeros(2)  # weight and bias
    for steps in range(most):
        loss, gradient = line_loss(p, x)
        if loss < 1.01 * lowest or loss > 1e6:
            return steps if loss < 1e6 else np.nan  # nan: it has diverged
        p = p - rate * gradient
    return np.nan

# %% [markdown] id="tuning-question"
# **Predict.** How many steps will the best rate need with centimetres, and how many with standardised lengths? (Where a
# point is missing, the walk diverged or needed more than 600 steps.)

# %% id="tuning" tags=["predict"] alt="Steps needed over the learning rate, both axes logarithmic. All curves fall as the rate grows and end where the walk diverges. With centimetres it ends at a rate of 0.05, with more than a hundred steps at best. Only divided, it ends at 0.15, with more than fifty. With only the mean subtracted it goes on to larger rates and a few steps, with standardised lengths to a rate near 1 and a single step, at 0.5."
rates = 2.0 ** np.arange(-9, 0.25, 0.25)
needed = {name: np.array([count_steps(x, rate) for rate in rates]) for name, x in lengths.items()}
fewest = {name: int(np.nanmin(steps)) for name, steps in needed.items()}
fig, ax = plt.subplots(figsize=(8.5, 4.4))
spots = [(0.004, 720), (0.085, 110), (0.33, 21), (0.055, 1.1)]
for (name, steps), style, (x, y) in zip(needed.items(), ["^-", "D-", "s-", "o-"], spots):
    line, = ax.loglog(rates, steps, style, ms=6)
    ax.text(x, y, f"{name}: {fewest[name]}", color=line.get_color(), weight="bold")
_ = ax.set(xlabel="learning rate", ylabel="steps needed", xlim=(0.003, 3), ylim=(0.7, 1200))

# %% [markdown] id="valleys-text"
# **Explain.** Each with its best rate: more than a hundred steps against one. (Had our rates missed 0.5 by a little:
# two.) The two landscapes show why. The white cross is the lowest place. Both walks start from the same line,
# $\hat y = 0$, at 0.7 times their best rate.

# %% id="two-valleys" alt="Contours of the loss over weight and bias. Left, centimetres: a narrow slanted ravine; the walk jumps across it a few times and then creeps along its floor; after 20 steps it is still far from the lowest place, 46 % above the lowest loss. Right, standardised lengths: round contours; the walk goes straight to the lowest place in a few steps; after 20 it is 0 % above the lowest loss."
fig, axes = plt.subplots(1, 2, figsize=(7.8, 3.9))
for ax, name in zip(axes, ("centimetres", "standardised")):
    x, steps = lengths[name], needed[name]
    best = np.polyfit(x, width, 1)
    heights = lambda points: np.array([line_loss(p, x)[0] for p in points])
    path = walk(lambda p: line_loss(p, x)[1], np.zeros(2), 0.7 * rates[np.nanargmin(steps)], 20)
    reach = 1.3 * np.abs(best).max()
    view = dict(xlim=(best[0] - reach, best[0] + reach), ylim=(best[1] - reach, best[1] + reach))
    dl.plots.plot_contour(heights, **view, levels=4, ax=ax)
    dl.plots.plot_path(path, ax=ax)
    ax.plot(*best, "+", color="white", markersize=18, markeredgewidth=4, zorder=6)
    ax.set(xlabel="weight $w$", ylabel="bias $b$", aspect="equal")
    above = 100 * (line_loss(path[-1], x)[0] / line_loss(best, x)[0] - 1)
    ax.set_title(f"{name}: after 20 steps\n{round(above)} % above the lowest loss")

# %% [markdown] id="valleys-explained"
# Lengths in centimetres are all positive. If $w$ is a bit too large, every prediction is too high, and a smaller $b$
# makes up for it: one can be traded for the other, and that is a slanted ravine. Subtract the mean, and $w$ tilts the
# line about its middle while $b$ lifts it: two separate matters. Divide by the standard deviation as well, and the
# valley is round, the bowl of section 4.
#
# The **condition number** says how stretched a valley is: its curvature straight across, the largest, divided by that along the
# floor, the smallest. NumPy finds this ratio from how both slopes change when $w$, then $b$, is nudged by 1 (the matrix $A$ of
# *Deeper: the exact limit*):

# %% id="valleys-claim"
in_millimetres = 10 * lengths["only minus the mean"]
fewest["minus mean, millimetres"] = int(np.nanmin([count_steps(in_millimetres, rate, most=1000) for rate in rates]))
for name, x in {**lengths, "minus mean, millimetres": in_millimetres}.items():
    at, to_the_right, ahead = [line_loss(np.array(place), x)[1] for place in ([0, 0], [1, 0], [0, 1])]
    number = np.linalg.cond([to_the_right - at, ahead - at])
    print(f"{name:23} condition number {number:5.1f}   fewest steps {fewest[name]:3}")
fewest_raw, fewest_standard = fewest["centimetres"], fewest["standardised"]
dl.claim("With centimetres even the best rate needs more than thirty times as many steps",
         fewest_raw > 30 * fewest_standard)

# %% [markdown] id="valleys-lesson"
# The rounder the valley, the fewer steps. Which half does more depends on the unit. In centimetres it is the mean. In
# millimetres the mean is not enough (last line; up to 1000 steps were allowed), while dividing leaves the same valley in any
# unit. So do both, with mean and standard deviation of the *training* data.

# %% [markdown] id="keras-text"
# ### The same in Keras
#
# A line is one `Dense` unit without activation, and `SGD` is gradient descent. Judge it by the **closed form**,
# the lowest place computed without walking (in lesson 04 by `polyfit`, here by `lstsq`, which takes
# several inputs). First with one input, then with three (**multiple linear regression**). `train_on_batch` makes one step.

# %% id="line-in-keras" tags=["claim-L05-16"]
measures, gaps = flowers[:, :3], []
three = (measures - measures.mean(axis=0)) / measures.std(axis=0)
for inputs in (standard[:, None], three):
    neuron = keras.Sequential([keras.Input((inputs.shape[1],)), keras.layers.Dense(1)])
    neuron.compile(optimizer=keras.optimizers.SGD(0.45), loss="mse")
    for _ in range(150):
        neuron.train_on_batch(inputs, width[:, None])
    learned = np.concatenate([weights.ravel() for weights in neuron.get_weights()])
    closed_form = np.linalg.lstsq(np.column_stack([inputs, np.ones(105)]), width)[0]
    gaps.append(np.abs(learned - closed_form).max())
gap_one, gap_three = gaps
dl.claim("One linear neuron is linear regression: it finds the closed form, with one input and with three",
         gap_one < 1e-4 and gap_three < 1e-2)

# %% [markdown] id="batches-text"
# ## 6. All data, or some, or one
#
# So far each step looked at all the data: with a million samples, a million errors before the weights move.
# But a few samples, drawn at random, give an estimate that is right on average: of the loss (lesson 04), and so of
# its gradient. Such a handful is a **mini-batch**. Hence the loop that trains all networks: draw, predict,
# compare, update.

# %% id="mini-batches"
def train(batch_size, rate=0.1, steps=100, seed=0, target=width):
    rng, path = np.random.default_rng(seed), [(0.0, 0.0)]
    for _ in range(steps):
        w, b = path[-1]
        batch = rng.integers(105, size=batch_size)             # draw some flowers
        prediction = w * standard[batch] + b                   # predict their widths
        error = prediction - target[batch]                     # compare; the loss is mean(error**2)
        slopes = 2 * np.mean(error * standard[batch]), 2 * np.mean(error)
        path.append((w - rate * slopes[0], b - rate * slopes[1]))  # update
    return np.array(path)


def loss_of_all(p):
    return np.mean((p[:, :1] * standard + p[:, 1:] - width) ** 2, axis=1)

# %% [markdown] id="paths-question"
# **Predict.** Three walks of 100 steps, with 64, 8 and 1 flowers per step. Which gets to the bottom? Which stays
# there?

# %% id="three-paths" tags=["predict"] alt="Three walks over the same round contours. With 64 flowers per step it runs nearly straight to the lowest place; with 8 it trembles; with a single flower it staggers and keeps straying about the lowest place."
fig, axes = plt.subplots(1, 3, figsize=(8.5, 4.1), sharey=True)
view = dict(xlim=(-0.25, 1.25), ylim=(-0.25, 1.75))
for ax, batch_size in zip(axes, (64, 8, 1)):
    dl.plots.plot_contour(loss_of_all, **view, levels=4, ax=ax)
    dl.plots.plot_path(train(batch_size), marker=".", ax=ax)
    ax.set(title=f"batch size {batch_size}", xlabel="weight $w$", aspect="equal", **view)
_ = axes[0].set_ylabel("bias $b$")

# %% [markdown] id="paths-explained"
# **Explain.** All three get to the bottom, but none comes quite to rest (with 64 flowers the star hides it; we measure it below):
# the steps stop shrinking. To see why, draw at two
# places the step that each flower alone would make. The star marks the end of their mean, the step of all flowers.

# %% id="pulls" alt="Two bundles of thin lines over the same round contours, a line for each flower. At the start they are long, and nearly all point up, most of them to the right; the star lies in their middle, on the way to the lowest place. At the bottom they are shorter and point to opposite sides; the star lies where they begin: they cancel."
lowest_place = np.polyfit(standard, width, 1)
fig, ax = plt.subplots(figsize=(4.7, 4.8))
dl.plots.plot_contour(loss_of_all, xlim=(-0.25, 1.15), ylim=(-0.2, 1.45), levels=4, ax=ax)
for place, name in [((0, 0), "start"), (lowest_place, "bottom")]:
    error = place[0] * standard + place[1] - width
    ends = place - 0.2 * np.column_stack([error * standard, error])  # of the step for each flower alone
    for w, b in ends:
        ax.plot([place[0], w], [place[1], b], "k-", lw=0.7)
    ax.plot(*ends.mean(axis=0), "*", color=dl.plots.COLORS["vermilion"], ms=11, mec="black")
    ax.text(place[0] + 0.06, place[1] - 0.13, name, weight="bold")
_ = ax.set(xlabel="weight $w$", ylabel="bias $b$", aspect="equal")

# %% [markdown] id="straying-text"
# At the start most agree. At the bottom all together cancel, but a few drawn at random do not. How far does a walk stray?
# We measure its mean distance from the bottom in steps 200 to 400, over ten walks; as a control also with widths
# exactly on the line, where the slopes of each flower are 0 at the bottom. And does each step lead down?

# %% id="paths-claim" tags=["claim-L05-01"]
for batch_size, rate in [(64, 0.1), (8, 0.1), (1, 0.1), (1, 0.02)]:
    late = np.array([train(batch_size, rate, 400, seed)[200:] for seed in range(10)])
    stray = np.linalg.norm(late - lowest_place, axis=2).mean()
    print(f"batch size {batch_size:2}, rate {rate:4}: strays by {stray:.2f}")
late = np.array([train(1, 0.1, 400, seed, np.polyval(lowest_place, standard))[200:] for seed in range(10)])
print(f"control, batch size 1:   strays by {np.linalg.norm(late - lowest_place, axis=2).mean():.2f}")
ten = np.array([loss_of_all(train(8, seed=seed)) for seed in range(10)])
fewest_rises = (np.diff(ten) > 0).sum(axis=1).min()
worst_end = (ten[:, -1] / ten[:, 0]).max()
dl.claim("In each of ten trainings the loss of all flowers falls to less than a tenth, though more than "
         "20 of the 100 steps raised it", worst_end < 0.1 and fewest_rises > 20)

# %% [markdown] id="straying-explained"
# A larger batch calms the walk, and so does a smaller rate; that is why one often lets the rate shrink towards the end.
# A step lowers the loss of *its own batch*, if the rate is small enough, and may raise the loss of all flowers.

# %% [markdown] id="words-text"
# The **batch size** is the number of samples in a step, and one update is an **iteration**. In practice one shuffles all
# samples and cuts the row into batches; when every sample has had its turn, one **epoch** is over. (A last, smaller batch
# counts as well.)
#
# | samples in a step | name |
# |---|---|
# | all (the *full batch*) | **batch gradient descent** |
# | some | **mini-batch gradient descent** |
# | one | **stochastic gradient descent (SGD)**, in everyday use also the name for mini-batches |

# %% [markdown] id="exercise-updates-text"
# ### Exercise: how many updates?
#
# Count those of a whole training.

# %% id="exercise-updates" tags=["exercise"]
def updates_in_training(n_samples, batch_size, epochs):
    """Return the number of updates in a whole training.

    n_samples, batch_size: whole numbers, at least 1; epochs: a whole number, at least 0.
    Returns a whole number.
    Example: 10 samples, batches of 4, 2 epochs: 6 updates.
    """
    # solution
    return int(np.ceil(n_samples / batch_size)) * epochs


# %% id="check-updates"
dl.exercises.updates_in_training.check(updates_in_training)

# %% [markdown] id="race-text"
# ### A fair race
#
# Which batch size learns most from the same data? The task: 1280 images of digits, and a hidden layer of 16 tanh
# units. (`fit` finds the slopes of all weights; lesson 06 shows how.) Each rival sees every image five times, so
# all do the same arithmetic for the slopes. (The updates come on top: next to nothing, except with single images.) Each is judged at its best rate, by its loss over all images at the end, the mean of five
# starts, each with its own order of the images. (You may skip this code.)

# %% id="race"
digits = dl.datasets.load_digits(flat=True)
images, labels = digits.x_train[:1280], digits.y_train[:1280]


def race(batch_size, epochs, rates):
    loss, of_each_start = dl.scratch.SparseCategoricalCrossentropy(), []
    for seed in range(5):  # of the start, and of the order of the images
        networks = dl.scratch.mlp([64, 16, 10], activation="tanh", variants=len(rates), seed=[seed] * len(rates))
        losses = [loss(labels, networks.predict(images))]  # at each rate, before the first epoch and after each
        networks.fit(images, labels, epochs=epochs, batch_size=batch_size, optimizer=dl.scratch.SGD(rates), seed=seed,
                     on_epoch_end=lambda trained: losses.append(loss(labels, trained.predict(images))))
        of_each_start.append(losses)
    of_each_rate = np.mean(of_each_start, axis=0)
    best = of_each_rate[-1].argmin()
    return of_each_rate[:, best], rates[best]

# %% [markdown] id="race-question"
# **Predict.** Five exact steps, 200 rough ones, or 6400 very rough ones: which ends with the lowest loss? And, as a
# control, the full batch with 200 steps, at forty times the arithmetic?

# %% id="race-picture" tags=["predict"] alt="Loss of all images over five epochs, on a logarithmic axis. All three curves begin at the same height. Five steps with all images fall slowly and smoothly. 200 steps with 32 images end more than ten times lower, 6400 steps with one image a little lower still. A dashed line far below all marks where 200 steps with all images end, the control."
# The small rates end at 1/16: whether 1/8 is better or worse, rounding decides.
small, large = 2.0 ** np.arange(-11, -3), 2.0 ** np.arange(-5, 3)
rivals = {"5 steps with all images": (1280, 5, large), "200 steps with 32 images": (32, 5, large),
          "6400 steps with one image": (1, 5, small), "control: all, in 200 epochs": (1280, 200, large[4:])}
final, (fig, ax) = {}, plt.subplots(figsize=(9, 4.6))
styles, sides = ["o-", "s-", "^-", "k--"], ["center", "bottom", "top", "center"]
for (name, rival), style, side in zip(rivals.items(), styles, sides):
    losses, best_rate = race(*rival)
    final[name] = losses[-1]
    print(f"{name:27}  loss {final[name]:.2f}  at its best rate, {best_rate}")
    shown = losses if len(losses) == 6 else np.full(6, losses[-1].round(2))  # the control: only its end
    line, = ax.semilogy(shown, style, lw=3, ms=9)
    ax.text(5.15, shown[-1], name, color=line.get_color(), va=side, weight="bold")
ax.set(xlabel="epochs", ylabel="loss of all images", xlim=(-0.2, 8.5), ylim=(0.025, 4), xticks=range(6))
ax.yaxis.set_major_formatter("{x:g}")

# %% [markdown] id="race-explained"
# **Explain.** Step for step, exact ones are better: given 200 steps as well, the full batch wins (dashed: its end, after 200
# epochs). What it lacks is steps. For the price of one exact step you get forty rough ones, and together they bring
# you farther. (On the images trained with; new ones are another question: lesson 11.)

# %% id="race-claim" tags=["claim-L05-10"]
full, mini, single, full_200 = final.values()
dl.claim("Each at its best rate: the full batch ends with more than five times the loss of mini-batches",
         full > 5 * mini)
dl.claim("Single samples end below mini-batches, by a factor under 3", 1 < mini / single < 3)
dl.claim("Given 200 steps, too, the full batch ends at less than half the loss of mini-batches", full_200 < mini / 2)

# %% [markdown] id="race-verdict"
# Then why not always single samples? A computer likes large portions: one product of large matrices is faster
# than a thousand of small ones. So take batches small enough for many steps, large enough to keep the machine busy; 16 to
# 512 are common. (See *Deeper: how large a batch?*)

# %% [markdown] id="zero-text"
# ## 7. Level ground is not always the bottom
#
# Gradient descent rests where the gradient is 0. In a bowl that is the bottom. But there can be other places where a walk
# rests, or nearly:
#
# - a **local minimum**: lower than all around it, but perhaps not the lowest of all;
# - a **saddle point**, like a mountain pass: downhill to two sides, uphill to the other two;
# - a **plateau**: ground so level that the walk hardly moves (see Deeper).
#
# Here are two pits, a deep one on the left and a shallow one on the right, with a ridge between them.

# %% id="two-pits"
def two_pits(w):
    return w[..., 0] ** 4 + 0.4 * w[..., 0] ** 3 - 2 * w[..., 0] ** 2 + w[..., 1] ** 2


def two_pits_gradient(w):
    return np.array([4 * w[0] ** 3 + 1.2 * w[0] ** 2 - 4 * w[0], 2 * w[1]])

# %% [markdown] id="traps-question"
# **Predict.** Three walks start far to the left, *exactly* on the ridge, and far to the right. Where do they end?

# %% id="traps" tags=["predict"] alt="Contours of a landscape with a deep pit on the left and a shallow one on the right. A walk from the left ends in the deep pit, one from the right in the shallow pit, and one from the ridge between them stops at the saddle."
fig, ax = plt.subplots(figsize=(7, 4.1))
dl.plots.plot_contour(two_pits, xlim=(-1.8, 1.8), ylim=(-1.2, 1.2), levels=8, ax=ax)
rests = []
for name, start in {"blue": (-1.7, 1), "black": (0, 1), "vermilion": (1.7, 1)}.items():
    path = walk(two_pits_gradient, start, 0.03, 150)
    rests.append(path[-1])
    dl.plots.plot_path(path, color=dl.plots.COLORS[name], ax=ax)
for x, text in [(-1.16, "deep pit"), (0.86, "shallow pit"), (0, "saddle")]:
    ax.text(x, -0.35, text, ha="center", weight="bold", bbox={"color": "white", "alpha": 0.7})
_ = ax.set(xlabel="$w_0$", ylabel="$w_1$")

# %% [markdown] id="traps-explained"
# **Explain.** Where you end depends on where you start. A gradient of 0 says that the ground is level here, and no more.
# The walk on the ridge rests at the saddle, but only because it stands *exactly* on the ridge. Nudge it aside, and it
# leaves, slowly at first. (With thousands of weights? See "Deeper: saddles in many dimensions".)

# %% id="traps-claim" tags=["claim-L05-07"]
beside = walk(two_pits_gradient, (0.001, 1), 0.03, 150)[-1]
steepest_rest = max([np.abs(two_pits_gradient(rest)).max() for rest in rests])
deep, saddle, shallow, beside_height = [two_pits(rest) for rest in [*rests, beside]]
dl.claim("All three rest on level ground, at three different heights",
         steepest_rest < 1e-2 and deep < shallow - 0.5 < saddle - 1,
         shown={"deep": deep, "shallow": shallow, "saddle": round(saddle, 2)})
dl.claim("A thousandth beside the ridge, the walk leaves the saddle and ends in a pit", beside_height < shallow + 0.01)

# %% [markdown] id="exercise-change-text"
# ## 8. Four patients
#
# When a training goes wrong, its curve often says why. In four trainings, the width of a petal is to be told from
# *three* measures of the flower.

# %% id="patients"
def losses_of(inputs, batch_size, rate):
    draw, w, losses = np.random.default_rng(1), np.zeros(inputs.shape[1] + 1), []
    design = np.column_stack([inputs, np.ones(105)])  # the ones stand for the bias
    for _ in range(61):
        losses.append(np.mean((design @ w - width) ** 2))
        batch = draw.permutation(105)[:batch_size]
        w = w - rate * 2 * design[batch].T @ (design[batch] @ w - width[batch]) / batch_size
    return losses


with_ones = np.column_stack([three, np.ones(105)])
lowest_loss = np.mean((with_ones @ np.linalg.lstsq(with_ones, width)[0] - width) ** 2)  # in closed form

# %% [markdown] id="patients-picture-text"
# The dashed line is the lowest possible loss; the vertical axis is logarithmic.

# %% id="patients-picture" alt="Loss over 60 steps for four trainings, the lowest possible loss as a dashed line. A: it falls at once, then creeps well above the line. B: it falls slowly and smoothly and is still far above the line. C: it falls once, then grows out of the picture. D: it falls fast and then jitters above the line."
cases = [(three, 105, 0.003), (three, 105, 0.53), (flowers[:, :3], 105, 0.012), (three, 1, 0.1)]
sick = [losses_of(*cases[case]) for case in np.random.default_rng(0).permutation(4)]
fig, axes = plt.subplots(1, 4, figsize=(10, 3.3), sharey=True)
for ax, letter, losses in zip(axes, "ABCD", sick):
    ax.semilogy(losses, lw=3)
    ax.axhline(lowest_loss, ls="--", color="grey")
    ax.set(title=letter, xlabel="step", ylim=(0.02, 10))
_ = axes[0].set_ylabel("loss of all flowers")

# %% [markdown] id="patients-text"
# ### Exercise: what to change?
#
# One of them has its measures in centimetres, at a rate not far below the largest that these bear. What would help each of the
# four?

# %% id="exercise-change" tags=["exercise"]
def what_to_change():
    """Return a list of four numbers: what would help A, B, C and D, each number once.

    1: A larger learning rate.
    2: A smaller learning rate.
    3: Standardised inputs, and a rate that suits them.
    4: Larger batches.

    Example: [1, 2, 3, 4] says that A needs a larger rate, B a smaller one, and so on.
    """
    # solution
    return [3, 1, 2, 4]


# %% id="check-change"
dl.exercises.what_to_change.check(what_to_change)

# %% [markdown] id="healed-question"
# Do the remedies work (grey: before, green: after)? B gets the rate 0.1, C 0.45, D batches of 16. A is standardised,
# once at its old rate of 0.012 (dotted), once at 0.45.
#
# **Predict.** At the old rate, will A's loss after 60 steps be lower than before?

# %% id="patients-healed" tags=["predict"] alt="The four trainings again in grey, and healed in green. Healed, A and C fall to the dashed line within about 30 steps; B and D end just above it, and D no longer jitters. A dotted curve shows A standardised at its old rate: it falls more slowly than the grey one and ends far above it."
remedies = [(three, 105, 0.45), (three, 105, 0.1), (three, 105, 0.45), (three, 16, 0.1)]
healed, half_healed = [losses_of(*remedy) for remedy in remedies], losses_of(three, 105, 0.012)
fig, axes = plt.subplots(1, 4, figsize=(10, 3.3), sharey=True)
for ax, letter, before, after in zip(axes, "ABCD", sick, healed):
    ax.semilogy(before, color=dl.plots.COLORS["grey"], lw=2)
    ax.semilogy(after, color=dl.plots.COLORS["green"], lw=3)
    ax.axhline(lowest_loss, ls="--", color="grey")
    ax.set(title=f"{letter}, healed", xlabel="step", ylim=(0.02, 10))
axes[0].semilogy(half_healed, ":", color=dl.plots.COLORS["green"], lw=3)
_ = axes[0].set_ylabel("loss of all flowers")

# %% [markdown] id="healed-explained"
# **Explain.** Only A needed two changes. Standardising took away the steep flanks down which A fell at first, so at
# the old rate it is behind after 60 steps. (With one input it would be as well; section 5 counted the whole way, to within
# one per cent.) But the rounder valley bears a far larger rate, and that heals it.

# %% id="healed-claim"
late_before, late_after = [np.array(losses)[:, -20:].mean(axis=1) for losses in (sick, healed)]
worst_healed, a_at_old_rate = (late_after / late_before).max(), half_healed[-1] / sick[0][-1]
dl.claim("Healed, each has a lower loss in its last 20 steps", worst_healed < 1)
dl.claim("A, standardised at its old rate, ends more than three times as high as before", a_at_old_rate > 3)
one_raw, one_standard = (losses_of(inputs[:, None], 105, 0.012)[-1] for inputs in (length, standard))
dl.claim("With one input, too, it is more than twice as high after 60 steps at this rate", one_standard > 2 * one_raw)
best_raw = min([losses_of(flowers[:, :3], 105, rate)[-1] for rate in (0.012, 0.013, 0.014, 0.015, 0.016, 0.018)])
dl.claim("A larger rate alone: the best of six ends over 100 times as far above the lowest loss as healed A",
         best_raw - lowest_loss > 100 * (healed[0][-1] - lowest_loss))

# %% [markdown] id="patients-closing"
# C climbs and D jitters: that you can read off. A curve that falls fast and then creeps says less. Healed B has A's bend,
# and there a larger rate is enough (B at 0.45 is C, healed). So try a larger rate; if it flies apart, standardise.

# %% [markdown] id="plateau-text"
# ## Deeper: a plateau
#
# Take one saturated sigmoid (lesson 02) with the input 1. It should answer 0, so its squared error is
# $L = \sigma(w)^2$, with the slope $2\sigma(w) \cdot \sigma(w)(1 - \sigma(w))$. Start at the weight 9 and at the
# weight 3, and make 300 steps at the rate 1.
#
# **Predict.** What will their losses do?

# %% id="plateau" tags=["predict"] alt="Loss over 300 steps. From weight 3 it falls within 30 steps; from weight 9 it stays level near 1 the whole time."
sigmoid, on_plateau = dl.scratch.sigmoid, {}
fig, ax = plt.subplots(figsize=(8, 3.8))
for start in (9.0, 3.0):
    path = walk(lambda w: 2 * sigmoid(w) ** 2 * (1 - sigmoid(w)), start, 1.0, 300)
    on_plateau[start] = sigmoid(path) ** 2
    ax.plot(on_plateau[start], lw=3)
    ax.text(150, on_plateau[start][150] - 0.1 * (start > 5) + 0.04, f"from weight {start:.0f}")
_ = ax.set(xlabel="step", ylabel="loss", ylim=(0, 1.1))

# %% [markdown] id="plateau-explained"
# **Explain.** At 9 the loss is far from 0, but there is hardly any slope to feel, so the steps are tiny. (A hundred
# times the rate would free it; but in a network the steepest direction might not bear that.) Cross-entropy has no
# such plateau (lesson 04).

# %% id="plateau-claim" tags=["claim-L05-07"]
still_lost, soon_found = on_plateau[9.0][-1], on_plateau[3.0][100]
dl.claim("300 steps leave the walk from 9 on its plateau, while 100 bring the one from 3 down",
         still_lost > 0.99 and soon_found < 0.01)

# %% [markdown] id="nudge-text"
# ## Deeper: how small may a nudge be?
#
# The derivative is what the quotient approaches as the nudge $h$ shrinks to 0. (Elsewhere, $h$ is what a hidden unit
# gives.) Measuring it is called
# **numerical differentiation**, finding a formula **analytic differentiation**. So the smaller the nudge, the better?
# Compare the central difference with the **forward difference**, which
# looks ahead only, on $f(x) = x^3$. We average the size of the error over 101 places, for $h$ from $10^{-12}$ to 1,
# in `float64` (16 digits) and `float32` (7 digits).

# %% id="errors-over-h"
def cube(x):
    return x * x * x


def forward(f, x, h):
    return (f(x + h) - f(x)) / h


# %% [markdown] id="mean-error-text"
# The derivative is $3x^2$, so the error is known:

# %% id="mean-error"
def mean_error(difference, h, dtype):
    x = np.linspace(0.5, 2, 101).astype(dtype)
    measured = difference(cube, x, dtype(h)).astype("float64")
    return np.abs(measured - 3 * x.astype("float64") ** 2).mean()

# %% [markdown] id="sweep-text"
# Four values of $h$ per power of ten:

# %% id="sweep"
nudges = np.logspace(-12, 0, 49)
errors = {(name, dtype.__name__): np.array([mean_error(difference, h, dtype) for h in nudges])
          for name, difference in [("forward", forward), ("central", slope)]
          for dtype in (np.float32, np.float64)}

# %% [markdown] id="v-text"
# **Predict.** Both axes are logarithmic, so powers of $h$ are straight lines. What will the curves look like?

# %% id="v-curves" tags=["predict"] alt="Error over h with logarithmic axes, four curves in the shape of a V. From right to left they fall, central ones twice as steeply as forward ones, then they rise again. The curves in float32 turn at a much larger h and error than those in float64."
fig, ax = plt.subplots(figsize=(8, 4.4))
for (name, dtype), style in zip(errors, ["^:", "^-", "o:", "o-"]):
    color = dl.plots.COLORS["vermilion" if name == "forward" else "blue"]
    ax.loglog(nudges, errors[name, dtype], style, color=color, ms=5, lw=1.5, label=f"{name}, {dtype}")
ax.text(2e-3, 1e-9, "truncation")
ax.text(1e-11, 1e-9, "rounding")
ax.set(xlabel="nudge h", ylabel="mean error of the slope", ylim=(1e-11, 1e4))
_ = ax.legend(loc="upper center", ncols=2)

# %% [markdown] id="v-explained"
# **Explain.** Two errors work against each other. Multiply out $(x \pm h)^3$:
#
# $$ \frac{(x+h)^3 - x^3}{h} = 3x^2 + 3xh + h^2, \qquad
# \frac{(x+h)^3 - (x-h)^3}{2h} = 3x^2 + h^2 . $$
#
# What is left over is the **truncation error**. It shrinks with $h$ in the forward difference and with $h^2$ in the
# central one, where the term with $h$ cancels. (The same happens for every smooth function.) But $f(x+h)$ and
# $f(x-h)$ agree in ever more digits, few digits are left of their difference, and dividing by a small $h$ makes this
# **rounding error** large. On the far left of `float32` the nudge is lost altogether: the slope comes out as 0.
#
# If $\varepsilon$ is the gap between 1 and the next larger number (`np.finfo`), the two are equal near
# $h = \sqrt[3]{\varepsilon}$: about $6 \cdot 10^{-6}$ in `float64` and $5 \cdot 10^{-3}$ in `float32`. Hence our
# `nudge=1e-5`. You will often read "take $h = 10^{-4}$"; that is fine in `float64`, and too small in `float32`, in
# which Keras computes.
#
# Analytic formulas have no truncation error, and still round. The same is true of **automatic differentiation**, which
# applies the rules of calculus step by step; Keras finds its gradients this way, and in lesson 06 you build it.

# %% id="orders-of-h" tags=["claim-L05-02"]
large = nudges >= 1e-2
power_forward, power_central = (np.polyfit(np.log(nudges[large]), np.log(errors[name, "float64"][large]), 1)[0]
                                for name in ("forward", "central"))
dl.claim("The forward error is of order h, the central one of order h²",
         abs(power_forward - 1) < 0.15 and abs(power_central - 2) < 0.05)

# %% [markdown] id="v-claim-text"
# And the turning points:

# %% id="v-claim" tags=["claim-L05-02"]
best_64, best_32 = (nudges[errors["central", dtype].argmin()] for dtype in ("float64", "float32"))
too_small = errors["central", "float64"][nudges < 2e-10].mean()
at_best = errors["central", "float64"].min()
dl.claim("In float64 the best nudge lies between 1e-6 and 1e-5", 1e-6 < best_64 < 1.1e-5)
dl.claim("In float32 it is more than a hundred times larger", best_32 > 100 * best_64)
dl.claim("Nudges below 2e-10 are more than a thousand times worse than the best one", too_small > 1000 * at_best)

# %% [markdown] id="exercise-partial-text"
# ### Exercise: one partial derivative
#
# Measure it by a central difference. Mind that only one of the numbers moves.

# %% id="exercise-partial" tags=["exercise"]
def partial_derivative(f, w, k, h):
    """Return the partial derivative of f by number k, as a central difference.

    f: a function; takes an array like w, returns a number.
    w: the place, shape (n,), float; do not change this array.
    k: which number, from 0 to n - 1; h: the distance from w to each neighbour, above 0.
    Returns a number.
    Example: for f(w) = w[0]**3 * w[1], w = [1, 2], k = 0, h = 0.5 it is 6.5 (to 5 digits).
    """
    # solution
    ahead, behind = w.copy(), w.copy()
    ahead[k] += h
    behind[k] -= h
    return (f(ahead) - f(behind)) / (2 * h)


# %% id="check-partial"
dl.exercises.partial_derivative.check(partial_derivative)

# %% [markdown] id="limit-text"
# ## Deeper: the exact limit
#
# A bowl over many weights is $\frac12 \mathbf{w}^\top A \, \mathbf{w}$ with a symmetric matrix $A$ whose eigenvalues
# (see below) are positive; its gradient is
# $A \mathbf{w}$ (so nudging one weight by 1 changes the slopes by one column of $A$). Like an egg it has axes, which may be
# slanted. The curvatures along the axes are the **eigenvalues**
# of $A$. Each axis has its own factor $1 - \eta\lambda$, so the largest eigenvalue sets the limit:
# $\eta < 2 / \lambda_{\max}$. Put it to the test on twenty random bowls over five weights. We choose the curvatures,
# from 1 to 100, and turn each bowl at random: the columns of $Q$ are its axes. All walks run side by side.

# %% id="twenty-bowls"
eigenvalues = 10 ** rng.uniform(0, 2, size=(20, 1, 5))
Q = np.linalg.qr(rng.normal(size=(20, 5, 5)))[0]
bowls = (Q * eigenvalues) @ Q.transpose(0, 2, 1)
limits = 2 / eigenvalues.max(axis=2, keepdims=True)


def bowl_heights(part_of_limit, steps=2000):
    w, found = np.ones((20, 5, 1)), []
    for _ in range(steps):
        found.append((w.transpose(0, 2, 1) @ bowls @ w / 2).ravel())
        w = w - part_of_limit * limits * (bowls @ w)
    return np.array(found)

# %% [markdown] id="limit-claim-text"
# One per cent below the limit, and one per cent above:

# %% id="exact-limit" tags=["claim-L05-09"]
below, above = bowl_heights(0.99), bowl_heights(1.01)
largest_change, smallest_growth = np.diff(below, axis=0).max(), (above[-1] / above[0]).min()
dl.claim("1 % below the limit, every step leads down in all twenty bowls", largest_change < 0)
dl.claim("1 % above it, every walk ends more than a million times higher", smallest_growth > 1e6)

# %% [markdown] id="condition-text"
# And how much does a stretched bowl cost? Call its condition number $\kappa$ ("kappa"). At the rate
# $2 / (\lambda_{\min} + \lambda_{\max})$ the flattest direction creeps, and the steepest one jumps across, by
# the same factor $(\kappa - 1) / (\kappa + 1)$ for each step; any other rate makes one of the two slower. So a bowl ten
# times as stretched needs about ten times as many steps. (In the ravine $\kappa$ is 20, and this rate is 2 / 2.1, near
# the one that you found.)

# %% id="condition"
flattest, steepest = eigenvalues.min(axis=2, keepdims=True), eigenvalues.max(axis=2, keepdims=True)
kappa = (steepest / flattest).ravel()
at_best = bowl_heights(steepest / (flattest + steepest), steps=400)
per_step = (at_best[300] / at_best[200]) ** (1 / 200)  # the height falls with the square of the distance
off_law = np.abs(per_step - (kappa - 1) / (kappa + 1)).max()
dl.claim("At this rate a step multiplies the distance by (kappa - 1) / (kappa + 1), in all twenty bowls", off_law < 0.01)

# %% [markdown] id="condition-flowers-text"
# For a linear neuron, $\kappa$ is the square of the condition number of the table of inputs, with a column of ones for the
# bias. Three measures of a flower:

# %% id="condition-flowers"
kappa_raw, kappa_three = (np.linalg.cond(np.column_stack([inputs, np.ones(105)])) ** 2 for inputs in (measures, three))
dl.claim("Standardising three inputs makes the valley 200 times less stretched, but not round",
         kappa_raw > 200 * kappa_three and kappa_three > 10, shown={"before": kappa_raw, "after": kappa_three})

# %% [markdown] id="limit-explained"
# For a network, the matrix of all curvatures at a place is called the **Hessian**. What follows now measures its
# largest eigenvalue, by *power iteration*.

# %% [markdown] id="edge-text"
# ## Deeper: at the edge
#
# The limit $\eta < 2/c$ was found in valleys whose curvature $c$ is the same everywhere. The landscape of a network
# is nothing like that: its curvature changes as you walk. Does the limit mean anything there?
#
# Take a real network, 64 inputs, 16 tanh units, 10 outputs, with the mean squared error on 100 images of digits, and
# full batches, so that there is no noise. All of its 1210 weights are one vector `w`, and `walk` of section 4 can
# train it. (Lesson 06 shows how `backward` finds all slopes at once.)

# %% id="edge-network"
def images_and_network(seed):
    some = slice(100 * seed, 100 * seed + 100)
    network = dl.scratch.mlp([64, 16, 10], activation="tanh", output="linear", dtype="float64", seed=seed)
    start = 0.5 * np.concatenate([part.ravel() for part in network.weights])
    return digits.x_train[some], np.eye(10)[digits.y_train[some]], network, start


x, y, network, start = images_and_network(0)

# %% [markdown] id="edge-slopes-text"
# Loss and gradient, as functions of the one vector:

# %% id="edge-slopes"
borders = np.cumsum([part.size for part in network.weights])[:-1]


def loss_at(w):
    for part, values in zip(network.weights, np.split(w, borders)):
        part[...] = values.reshape(part.shape)
    return network.backward(x, y)


def gradient_at(w):
    loss_at(w)
    return np.concatenate([part.ravel() for part in network.gradients])

# %% [markdown] id="curvature-text"
# In each direction the landscape has another curvature. We want the largest. Nudge the weights in a random direction
# and see how the *gradient* changes. The change points mostly along the directions in which the ground curves most. So
# take it as the new direction, and repeat. Soon it points to where the curvature is largest, and the length of the
# change, divided by the nudge, *is* that curvature.

# %% id="largest-curvature"
def largest_curvature(w, direction, repeats=5, nudge=1e-4):
    for _ in range(repeats):
        step = nudge * direction
        change = (gradient_at(w + step) - gradient_at(w - step)) / (2 * nudge)
        curvature = np.linalg.norm(change)
        direction = change / curvature
    return curvature, direction


def curvatures_on_the_way(path, every=20):
    direction, found = rng.normal(size=path.shape[1]), []
    for place in path[::every]:
        curvature, direction = largest_curvature(place, direction, repeats=5 if found else 30)
        found.append(curvature)
    return np.array(found)

# %% [markdown] id="edge-train-text"
# Three walks of 600 steps from the same start (half of the usual random weights), with the rates 0.5, 1 and 1.5. The
# limits $2/\eta$ of these rates are the curvatures 4, 2 and 1.33.

# %% id="edge-walks"
paths = {rate: walk(gradient_at, start, rate, 600) for rate in (0.5, 1.0, 1.5)}
sharpness = {rate: curvatures_on_the_way(path) for rate, path in paths.items()}

# %% [markdown] id="edge-question"
# **Predict.** Draw the three limits as level lines, and then, for each walk, the largest curvature over its 600 steps.
# All begin at about 2.

# %% id="edge-picture" tags=["predict"] alt="Largest curvature of the network over 600 steps, three curves, and three dashed lines at 2 divided by the rate. At the rate 0.5 the curvature grows from 2 to above 2.5, still below its line at 4. At the rate 1 it stays at its line at 2. At the rate 1.5 it drops from 2 to its line at 1.33, and stays there."
fig, ax = plt.subplots(figsize=(8.5, 4.4))
for rate, name, above in [(0.5, "green", 0.15), (1.0, "blue", -0.35), (1.5, "vermilion", -0.35)]:
    ax.plot(20 * np.arange(31), sharpness[rate], color=dl.plots.COLORS[name], lw=3)
    ax.plot([0, 600], [2 / rate, 2 / rate], "--", color=dl.plots.COLORS[name], lw=1.5)
    ax.text(608, 2 / rate, f"limit of rate {rate}", color=dl.plots.COLORS[name], va="center")
    ax.text(500, sharpness[rate][25] + above, f"rate {rate}", color=dl.plots.COLORS[name], weight="bold")
_ = ax.set(xlabel="step", ylabel="largest curvature", xlim=(0, 745), ylim=(0, 4.5), xticks=range(0, 601, 100))

# %% [markdown] id="edge-explained"
# **Explain.** With the smallest rate the walk comes to places that are ever more curved, and its limit is still far
# above. With the other two the curvature is held at the limit of the rate, from below or from above. Just beyond
# the limit the walk jumps from flank to flank, as in the ravine; but instead of flying apart it ends up in flatter
# places, where the limit holds. (*Far* beyond, it does fly apart: that is why we halved the weights.) So it goes
# along the *edge of stability*: at the rate 1 the loss rises in about a third of the steps, and still falls in the long run.
# Cohen and others found this in 2021, in networks large and small.

# %% id="edge-claim"
late = {rate: values[-15:] for rate, values in sharpness.items()}
off_edge = max(np.abs(late[rate].mean() * rate / 2 - 1) for rate in (1.0, 1.5))
free = sharpness[0.5][-1]
losses = np.array([loss_at(place) for place in paths[1.0]])
rises, fall = int((np.diff(losses) > 0).sum()), losses[0] / losses[-1]
dl.claim("At the rates 1 and 1.5 the curvature settles within 10 % of 2 / rate", off_edge < 0.1)
dl.claim("At the rate 0.5, whose limit is higher, it grows beyond both of these values", free > 2.4)
dl.claim("At the rate 1 the loss rises in more than 100 of 600 steps, and ends five times lower",
         rises > 100 and fall > 5)
lost = loss_at(walk(gradient_at, 2 * start, 1.5, 10)[-1])
dl.claim("From weights twice as large, far beyond the limit, the rate 1.5 flies apart within ten steps",
         lost > 1000)

# %% [markdown] id="slow-edge-text"
# And the smallest rate, with five times as many steps?

# %% id="slow-edge"
last_place = walk(gradient_at, start, 0.5, 3000)[-1]
climbed_to, _ = largest_curvature(last_place, rng.normal(size=1210), repeats=30)
dl.claim("After 3000 steps at the rate 0.5 the curvature has climbed beyond 3.5, to about its limit of 4", climbed_to > 3.5)

# %% [markdown] id="edge-elsewhere-text"
# (Some starts need more.) Is all this a whim of one start? Three others, each with other images:

# %% id="edge-elsewhere"
off_elsewhere = []
for seed in (1, 2, 3):
    x, y, network, start = images_and_network(seed)
    for rate in (1.0, 1.5):
        settled = curvatures_on_the_way(walk(gradient_at, start, rate, 600))[-15:].mean()
        off_elsewhere.append(abs(settled * rate / 2 - 1))
x, y, network, start = images_and_network(0)  # back to the first
farthest_off = max(off_elsewhere)
dl.claim("There, too, the curvature settles within 10 % of 2 / rate, at both rates", farthest_off < 0.1)

# %% [markdown] id="saddles-text"
# ## Deeper: saddles in many dimensions
#
# Which is likelier, with a thousand weights: a pit or a saddle? Where the gradient is 0, a pit has to curve upwards in
# *every* direction. If some curve up and some down, it is a saddle; if all curve down, a peak. Draw them at random:
# symmetric matrices of random numbers, 20,000 for each number of weights. (Their eigenvalues are the curvatures, as in
# "Deeper: the exact limit".)
#
# **Predict.** How many per cent are pits, with 1, 2, 3, 4 and 5 weights?

# %% id="random-saddles" tags=["predict"] atol=0.5
pits = []
for n in (1, 2, 3, 4, 5):
    matrices = rng.normal(size=(20_000, n, n))
    curvatures = np.linalg.eigvalsh(matrices + matrices.transpose(0, 2, 1))
    pits.append(100 * np.mean(np.all(curvatures > 0, axis=1)))
print("pits, in per cent:", *np.round(pits, 1))

# %% [markdown] id="random-saddles-explained"
# **Explain.** Half, a seventh, a fortieth, then next to none. A network is no random matrix, so look at one: the
# network of "Deeper: at the edge", where it starts, and where it has slowed down, after 600 steps at the rate 0.5. Nudge
# each of its 1210 weights in turn, and note how the whole gradient changes.

# %% id="network-curvatures" atol=2
nudge = 1e-4
lowest, highest = [], []
for name, place in {"start": start, "after 600 steps": paths[0.5][-1]}.items():
    changes = [gradient_at(place + step) - gradient_at(place - step) for step in nudge * np.eye(1210)]
    curvatures = np.linalg.eigvalsh(np.array(changes) / (2 * nudge))
    lowest.append(curvatures[0])
    highest.append(curvatures[-1])
    print(f"{name:15}  gradient {np.linalg.norm(gradient_at(place)):.3f}   downwards {np.sum(curvatures < -1e-4):3}",
          f"  curvatures from {lowest[-1]:.3f} to {highest[-1]:.1f}")
dl.claim("At the start some ways curve downwards, over a tenth as strongly as the steepest upwards",
         -lowest[0] > highest[0] / 10)
dl.claim("Where the walk has slowed down some still do, less than a hundredth as strongly", 0 < -lowest[1] < highest[1] / 100)

# %% [markdown] id="saddles-explained"
# Neither place is level, so we have counted no saddles. But where the walk has slowed down, many directions still curve downwards, hundreds of times less than the steepest curves
# upwards. Dauphin and others (2014) argue that the level places of a large network are mostly saddles, unless they
# lie nearly as low as the lowest. And you have seen that a saddle lets a walk go that does not stand exactly on its
# ridge.

# %% [markdown] id="counting-text"
# ## Deeper: counting updates
#
# `fit` speaks of epochs; the optimizer counts updates, in `iterations`. The number of batches in an epoch is called
# **steps per epoch**. (Not "iterator": that is a Python object which hands out one batch after the other.)
#
# **Predict.** How many updates are 5 epochs with the 1347 digits in batches of 32?

# %% id="count-updates" tags=["predict"]
classifier = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation="softmax")])
classifier.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
classifier.fit(digits.x_train, digits.y_train, batch_size=32, epochs=5, verbose=0)
print(int(classifier.optimizer.iterations), "updates")

# %% [markdown] id="count-updates-explained"
# **Explain.** In each epoch 42 full batches and a last one of 3 images: 43 updates, five times.

# %% [markdown] id="exercise-batches-text"
# ### Exercise: the batches of an epoch
#
# Build them, as arrays of sample numbers: shuffle all, and cut the row into batches.

# %% id="exercise-batches" tags=["exercise"]
def epoch_batches(n_samples, batch_size, seed):
    """Return the batches of one epoch: a list of arrays of sample numbers.

    n_samples, batch_size: whole numbers, at least 1; seed: for np.random.default_rng.
    Each number from 0 to n_samples - 1 occurs exactly once, all of them in random order.
    Every batch has batch_size numbers; only the last one may have fewer.
    The same seed gives the same batches, another seed gives others.
    Example: 7 samples and batches of 3 could give [[5, 0, 2], [6, 1, 4], [3]].
    """
    # solution
    order = np.random.default_rng(seed).permutation(n_samples)
    return [order[i:i + batch_size] for i in range(0, n_samples, batch_size)]


# %% id="check-batches"
dl.exercises.epoch_batches.check(epoch_batches)

# %% [markdown] id="critical-text"
# ## Deeper: how large a batch?
#
# Section 6 struck a bargain between many steps and a busy machine. Seconds would judge it for one machine only, so
# count steps. If a machine can work on twice as many samples in the same time, a batch twice as large costs nothing.
# Does it halve the number of steps? We fit the width of a petal to three measures again, twenty walks for each batch
# size and rate, and count until the loss of all flowers is within a fifth of the lowest. The median counts. All this
# three times, with other random draws. (Each flower of a batch is drawn from all 105, so one may come twice, and a
# batch may even hold 128.)

# %% id="steps-needed"
def steps_needed(batch_size, rate, seed, most=250):
    draw, w, arrived = np.random.default_rng(seed), np.zeros((20, 4)), np.full(20, np.inf)
    for step in range(1, most):
        batch = draw.integers(105, size=(20, batch_size))
        error = np.sum(with_ones[batch] * w[:, None], axis=2) - width[batch]
        w = w - rate * 2 * np.mean(error[:, :, None] * with_ones[batch], axis=1)
        w = np.clip(w, -1e6, 1e6)  # no overflow where the rate is too large
        loss = np.mean((w @ with_ones.T - width) ** 2, axis=1)
        arrived[(loss < 1.2 * lowest_loss) & np.isinf(arrived)] = step
    return np.median(arrived)

# %% [markdown] id="critical-question"
# **Predict.** From 1 to 128 flowers per step, each at the best of nine rates: how does the number of steps fall?

# %% id="critical-batch" tags=["predict"] alt="Steps needed over the batch size, both axes logarithmic; three curves lie close together. They fall less steeply than a dashed line on which twice the batch halves the steps, bend further away from it, and from 32 flowers on they are level at about 20 steps."
batch_sizes, nine_rates = 2 ** np.arange(8), 0.05 * 2 ** (np.arange(9) / 2)
best_steps = np.array([[min(steps_needed(size, rate, seed) for rate in nine_rates) for size in batch_sizes]
                       for seed in range(3)])
fig, ax = plt.subplots(figsize=(7.5, 4.2))
ax.loglog(batch_sizes, best_steps.T, "o-", color=dl.plots.COLORS["blue"], alpha=0.6)
ax.loglog(batch_sizes[:5], best_steps[:, 0].mean() / batch_sizes[:5], "--", color="grey")
ax.text(5, 12, "twice the batch,\nhalf the steps", color="grey", ha="right")
ax.text(150, 24, "hardly any left to save", ha="right")
ax.set(xlabel="flowers per step", ylabel="steps needed", ylim=(5, 150))
for axis in (ax.xaxis, ax.yaxis):
    axis.set_major_formatter("{x:g}")

# %% [markdown] id="critical-explained"
# **Explain.** First the noise is what costs steps. Two flowers instead of one save about two fifths of them, the
# next three doublings about a quarter each, on average. The noise does not vanish (no walk comes to rest,
# section 6). But from 32 flowers on, less noise saves hardly any steps on the way to within a fifth of the lowest loss. The size at
# which the curve bends is called the **critical batch size** (McCandlish and others, 2018): well below it larger batches save
# steps, well above it next to none. It differs widely from task to task.

# %% id="critical-claim"
saved_at_first = (best_steps[:, 0] / best_steps[:, 1]).min()
saved_at_last = (best_steps[:, 5] / best_steps[:, 7]).max()
dl.claim("Two flowers per step instead of one save a quarter of the steps or more, each time", saved_at_first > 1.33)
dl.claim("128 instead of 32 never save a fifth", saved_at_last < 1.25)

# %% [markdown] id="logistic-text"
# ## Deeper: regression, logistic regression, networks
#
# A linear neuron with squared errors is linear regression. **Logistic regression** is the method of statistics for
# yes-or-no questions: the probability of "yes" is $\sigma(\mathbf{w} \cdot \mathbf{x} + b)$, and the loss is the
# binary cross-entropy. But that is a sigmoid neuron! Its gradient is the mean of $e\,x$, with $e = \hat y - y$
# (lesson 06 derives it). Tell *Iris virginica* from *Iris versicolor* by two measures of the petal, by hand and in
# Keras: 200 steps each, both from zeros.

# %% id="two-species"
iris = dl.datasets.load_iris()
two_species = iris.y_train > 0
petals = iris.x_train[two_species, 2:]
petals = (petals - petals.mean(axis=0)) / petals.std(axis=0)
virginica = (iris.y_train[two_species] == 2).astype("float32")
design = np.column_stack([petals, np.ones(len(petals))])

# %% [markdown] id="logistic-walk-text"
# A column of ones in `design` stands for the bias.

# %% id="logistic-walks" tags=["claim-L05-17"]
by_hand = walk(lambda w: design.T @ (sigmoid(design @ w) - virginica) / len(virginica), np.zeros(3), 1.0, 200)[-1]

neuron = keras.Sequential([keras.Input((2,)),
                           keras.layers.Dense(1, activation="sigmoid", kernel_initializer="zeros")])
neuron.compile(optimizer=keras.optimizers.SGD(1.0), loss="binary_crossentropy")
for _ in range(200):
    neuron.train_on_batch(petals, virginica[:, None])
learned = np.concatenate([weights.ravel() for weights in neuron.get_weights()])
largest_gap = np.abs(learned - by_hand).max()
dl.claim("One sigmoid neuron with cross-entropy is logistic regression: the same weights", largest_gap < 1e-3)

# %% [markdown] id="rings-text"
# Is a network, then, logistic regression with more weights? Give both a task that no line solves, two rings, one
# around the other. The network has a hidden layer of 16 tanh units. Each is trained from ten starts, with each of
# four learning rates, and keeps the rate that ends with the lowest mean loss. (`Adam` is a gradient descent that adapts
# its steps, lesson 08.)

# %% id="rings"
angle, ring = rng.uniform(0, 2 * np.pi, size=400), np.repeat([0, 1], 200)
radius = 1 + ring + rng.normal(scale=0.1, size=400)
rings = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
ring_accuracy, regions = {}, {}
for name, sizes in [("logistic regression", [2, 1]), ("16 hidden units", [2, 16, 1])]:
    trained = [dl.scratch.mlp(sizes, variants=10, activation="tanh", output="sigmoid") for _ in range(4)]
    ends = [model.fit(rings, ring, epochs=200, batch_size=None, optimizer=dl.scratch.Adam(rate))[-1].mean()
            for model, rate in zip(trained, (0.01, 0.03, 0.1, 0.3))]
    best = trained[np.argmin(ends)]
    ring_accuracy[name] = best.accuracy(rings, ring)
    regions[name] = lambda points, best=best: (best.predict(points)[0, :, 0] > 0.5).astype(int)

# %% [markdown] id="rings-question"
# **Predict.** Where will each of them draw its border?

# %% id="rings-picture" tags=["predict"] alt="Two rings of points, one inside the other. Logistic regression cuts both rings with a straight line; the network with 16 hidden units has drawn a closed border between the two rings."
fig, axes = plt.subplots(1, 2, figsize=(7.6, 4))
for ax, (name, region) in zip(axes, regions.items()):
    dl.plots.plot_samples(rings, ring, ax=ax)
    dl.plots.plot_regions(region, ax=ax)
    ax.set(title=name, aspect="equal", xlabel="$x_1$", ylabel="$x_2$")

# %% [markdown] id="rings-explained"
# **Explain.** More weights on the same two inputs would not have helped. The hidden layer makes *new* inputs out of
# the old ones, as in lesson 03, where it folded the plane. The price is the landscape: that of logistic regression
# is convex, without a second pit; that of the network is not (lesson 04 walked across a ridge in one).

# %% id="rings-claim" tags=["claim-L05-17"]
best_logistic, worst_network = ring_accuracy["logistic regression"].max(), ring_accuracy["16 hidden units"].min()
dl.claim("Logistic regression hardly beats guessing on two rings", best_logistic < 0.62)
dl.claim("With a hidden layer, all ten networks solve it", worst_network > 0.99)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Gradient descent repeats $w \leftarrow w - \eta \nabla L$. Its steps shrink with the gradient.
# - The gradient holds all partial derivatives and points uphill as steeply as possible, at a right angle to
#   the contour. Minus the gradient is the steepest way down, but seldom the way to the lowest place.
# - Too small a rate creeps, too large a rate diverges. In a bowl the limit is 2 divided by the largest curvature.
# - One linear neuron is linear regression. Standardised inputs make the valley rounder and the walk shorter.
# - A mini-batch gives a noisy gradient that is right on average. For the same arithmetic, many rough steps
#   beat a few exact ones here. A single step may raise the loss over all data.
# - An epoch is one pass over all samples; it has N / batch size iterations, rounded up.
# - Level ground is found at minima, the lowest or not, at saddles, and, nearly level, on plateaus.
#
# How does a network find the slopes of thousands of weights at once? That is lesson 06.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | derivative | 미분 | rate of change of a function at a point |
# | numerical differentiation | 수치 미분 | approximating a derivative by small finite differences |
# | central difference | 중심 차분 | (f(x+h) − f(x−h)) / 2h |
# | analytic differentiation | 해석적 미분 | deriving the exact formula of the derivative |
# | partial derivative | 편미분 | derivative in one variable with the others fixed |
# | gradient | 기울기 (그래디언트) | vector of all partial derivatives; direction of steepest increase |
# | gradient descent | 경사 하강법 | repeated small steps against the gradient |
# | learning rate | 학습률 | factor that multiplies the gradient in an update |
# | curvature | 곡률 | derivative of the derivative: how fast the slope changes |
# | divergence | 발산 | values growing without bound instead of converging |
# | hypothesis | 가설 | formula assumed to relate input and output |
# | linear regression | 선형 회귀 | regression with a weighted sum plus bias |
# | condition number | 조건수 | largest curvature divided by the smallest |
# | logistic regression | 로지스틱 회귀 | classification with one sigmoid of a weighted sum |
# | batch gradient descent | 배치 경사 하강법 | gradient descent using all training data per update |
# | stochastic gradient descent (SGD) | 확률적 경사 하강법 | gradient descent using one sample (or a mini-batch) per update |
# | mini-batch | 미니 배치 | small part of the training data used for one update |
# | epoch | 에포크 | one pass over the whole training set |
# | batch size | 배치 크기 | number of samples per update |
# | iteration | 이터레이션 (반복) | one parameter update |
# | local minimum | 지역 최솟값 | point lower than all around it, but perhaps not the lowest |
# | saddle point | 안장점 | point of gradient 0 with ways down to two sides and up to the others |
# | plateau | 고원 | region where the gradient is nearly 0 |

# %% [markdown] id="references"
# ## References
#
# - A.-L. Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, Comptes
#   rendus de l'Académie des sciences 25, 1847 (gradient descent).
# - H. Robbins and S. Monro, *A stochastic approximation method*, Annals of Mathematical Statistics 22, 1951
#   (stochastic steps).
# - D. R. Cox, *The regression analysis of binary sequences*, Journal of the Royal Statistical Society B 20,
#   1958 (logistic regression).
# - J. Cohen, S. Kaur, Y. Li, J. Z. Kolter and A. Talwalkar, *Gradient descent on neural networks typically occurs
#   at the edge of stability*, International Conference on Learning Representations, 2021.
# - S. McCandlish, J. Kaplan, D. Amodei and the OpenAI Dota team, *An empirical model of large-batch training*,
#   arXiv:1812.06162, 2018 (the critical batch size).
# - Y. N. Dauphin, R. Pascanu, C. Gulcehre, K. Cho, S. Ganguli and Y. Bengio, *Identifying and attacking the saddle
#   point problem in high-dimensional non-convex optimization*, Advances in Neural Information Processing Systems
#   27, 2014.
# - R. A. Fisher, *The use of multiple measurements in taxonomic problems*, Annals of Eugenics 7, 1936 (the
#   iris flowers).
