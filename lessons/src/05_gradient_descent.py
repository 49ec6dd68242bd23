# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=25 figure="learning rate too small, good, too large, divergent, in the same valley"
# # Gradient descent
#
# A network has a loss, and the loss has a landscape. In this lesson you learn to feel which way is
# down, walk there in steps that are neither too small nor too large, and so build the engine that
# trains every network of this course.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - measure a slope by nudging, and say how small the nudge may be;
# - compute a gradient, and say where it points and where it does not;
# - write gradient descent, and predict at which learning rate it will explode;
# - fit lines to data, from scratch and in Keras, and make the walk short by standardising;
# - reckon with epochs, batch sizes and iterations, and choose between small batches and large ones.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=5)

import time
from fractions import Fraction

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(5)

# %% [markdown] id="nudge-and-divide"
# ## 1. A slope, measured
#
# In lesson 02 you measured slopes: nudge the input by a small $h$, see how far the output moves,
# divide. The **derivative** $f'(x)$ is what this quotient comes to as $h$ shrinks to 0:
#
# $$ f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h} . $$
#
# Replacing the limit by a small $h$ is called **numerical differentiation**. There are two usual
# ways. The **forward difference** compares $x$ with a point ahead. The **central difference** compares
# a point ahead with a point behind, so they are $2h$ apart:
#
# $$ \frac{f(x+h) - f(x)}{h} \qquad\qquad \frac{f(x+h) - f(x-h)}{2h} . $$

# %% id="two-differences"
def forward(f, x, h):
    return (f(x + h) - f(x)) / h


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown] id="try-on-cube"
# Try both on $f(x) = x^3$ at $x = 1$. From school you may remember $f'(x) = 3x^2$, so that the right
# answer is 3. The **error** is what the difference says, minus 3.

# %% id="cube-errors"
def cube(x):
    return x * x * x


for h in (1e-1, 1e-2, 1e-4):
    print(f"h = {h:6}   errors: forward {forward(cube, 1.0, h) - 3:.0e}"
          f"   central {central(cube, 1.0, h) - 3:.0e}")

# %% [markdown] id="why-central-wins"
# Divide $h$ by 10, and the forward error falls by 10, the central one by 100. Multiply out
# $(x+h)^3$, and you see why:
#
# $$ \frac{(x+h)^3 - x^3}{h} = 3x^2 + 3xh + h^2, \qquad
# \frac{(x+h)^3 - (x-h)^3}{2h} = 3x^2 + h^2 . $$
#
# What is left over on the right is the **truncation error**. In the central difference the term with
# $h$ has cancelled, and it does so for every smooth function. One says that the forward error is of
# order $h$, and the central one of order $h^2$.
#
# **Predict.** So take a really small $h$. What will the central difference give for $h = 10^{-10}$, and
# what for $h = 10^{-50}$?

# %% id="too-small-an-h" tags=["claim-L05-02"]
error = {h: abs(central(cube, 1.0, h) - 3) for h in (1e-4, 1e-10, 1e-50)}
slope_at_tiny_h = central(cube, 1.0, 1e-50)
print(slope_at_tiny_h)
dl.claim("The central difference with h = 1e-10 is worse than with h = 1e-4",
         error[1e-10] > 5 * error[1e-4])
dl.claim("With h = 1e-50 it says that x³ is flat", slope_at_tiny_h == 0)

# %% [markdown] id="rounding-explained"
# **Explain.** A computer keeps about 16 digits of a number (`float64`), or 7 (`float32`). So
# $1 + 10^{-50}$ *is* 1: the nudge is lost, both values are equal, and the slope is 0. Long before that,
# $f(x+h)$ and $f(x-h)$ agree in so many digits that hardly any are left of their difference. This is
# **rounding error**, and dividing it by a small $h$ makes it large.
#
# So there are two errors. When $h$ shrinks, the truncation error shrinks with it, and the rounding error
# grows. Draw the size of the whole error over $h$, as an average over 101 places $x$, for both precisions:

# %% id="errors-over-h"
def mean_error(difference, h, dtype):
    x = np.linspace(0.5, 2, 101).astype(dtype)
    measured = difference(cube, x, dtype(h)).astype("float64")
    return np.abs(measured - 3 * x.astype("float64")**2).mean()


# %% [markdown] id="sweep-h"
# We let $h$ run from $10^{-12}$ to 1, four values per power of ten.

# %% id="sweep-over-h"
steps = np.logspace(-12, 0, 49)
errors = {(difference.__name__, dtype.__name__): [mean_error(difference, h, dtype) for h in steps]
          for difference in (forward, central) for dtype in (np.float32, np.float64)}

# %% [markdown] id="v-text"
# Both axes are logarithmic: equal distances are equal factors, and straight lines are powers of $h$.

# %% id="v-curves" alt="Error over h with logarithmic axes, four curves in the shape of a V. From right to left they fall as truncation shrinks, central ones twice as steeply as forward ones, then rise as rounding grows. The curves in float32 turn at a much larger h and error than those in float64."
fig, ax = plt.subplots(figsize=(9, 4.8))
for (difference, dtype), style in zip(errors, ["^:", "^-", "o:", "o-"]):
    color = dl.plots.COLORS["vermilion" if difference == "forward" else "blue"]
    ax.loglog(steps, errors[difference, dtype], style, color=color, markersize=5, lw=1.5,
              label=f"{difference}, {dtype}")
ax.set(xlabel="h", ylabel="mean error of the slope")
_ = ax.legend(loc="lower left")

# %% [markdown] id="v-explained"
# Read each curve from right to left. It falls while truncation rules, turns, and rises while rounding
# rules. On the far left, in `float32`, the nudge is lost altogether: the measured slope is 0, and the error
# is as large as the slope itself. You will often read "take $h = 10^{-4}$". In `float64` that is safe; a
# little less is better. In `float32`, in which Keras computes unless told otherwise, it is already too small.
#
# First the right-hand branches. On such axes the slope of a straight line is the exponent of $h$, the order of
# the error.

# %% id="powers-of-h" tags=["claim-L05-02"]
large = steps >= 1e-2
power = {}
for name in ("forward", "central"):
    curve = np.array(errors[name, "float64"])
    power[name] = np.polyfit(np.log(steps[large]), np.log(curve[large]), deg=1)[0]
dl.claim("The forward error is of order h, the central one of order h²",
         abs(power["forward"] - 1) < 0.15 and abs(power["central"] - 2) < 0.05)

# %% [markdown] id="best-h-text"
# Now the turning points. Let $\varepsilon$ be the relative rounding error of a number, about
# $2 \cdot 10^{-16}$ in `float64` and $10^{-7}$ in `float32`. The rounding error of a central difference is
# about $\varepsilon / h$, the truncation error about $h^2$. They are equal at $h = \sqrt[3]{\varepsilon}$. That
# makes $6 \cdot 10^{-6}$ and $5 \cdot 10^{-3}$, as long as $x$ and $f$ are neither huge nor tiny. Do the
# curves turn there?

# %% id="best-h" tags=["claim-L05-02"]
best_h = {key: steps[np.argmin(curve)] for key, curve in errors.items()}
dl.claim("The best h of the central difference in float64 lies between 1e-6 and 1e-5",
         1e-6 < best_h["central", "float64"] < 1.1e-5)
dl.claim("In float32 it lies between 1e-3 and 1e-2",
         0.9e-3 < best_h["central", "float32"] < 1.1e-2)
dl.claim("With h = 1e-6 the digits of float32 are not enough",
         mean_error(central, 1e-6, np.float32) > 1e-2)

# %% [markdown] id="three-ways-text"
# ## 2. Three ways to a derivative
#
# The rule $f'(x) = 3x^2$ was found by thinking: **analytic differentiation**. It is said to be free of
# error. It is free of *truncation* error. Once you evaluate it in floating point, it
# rounds like everything else.
#
# The third way is **automatic differentiation**: a program follows the computation of $f$ and applies
# the rules of calculus to each step. The library under Keras, here TensorFlow, has such an engine. You build
# one in lesson 06; here it is a box. `dl.training.gradients` asks it for the slope of a loss with respect to each weight of
# a model. We need a model whose loss is $f$ of its weights. So take one unit or more without bias, give
# them the number 1 as their only input, and their outputs *are* the weights; the loss is $f$(output).

# %% id="keras-gradient"
def keras_gradient(f, weights):
    model = keras.Sequential([keras.Input((1,)),
                              keras.layers.Dense(len(weights), use_bias=False, name="only")])
    model.set_weights([np.array([weights])])
    found = dl.training.gradients(model, np.ones((1, 1)), np.zeros((1, 1)),
                                  loss=lambda target, output: f(output))
    return found["only/kernel"][0]


# %% [markdown] id="three-ways-compared-text"
# Now a race for precision at $x = 0.1$. The judge is `Fraction`, which computes with whole numbers and
# never rounds. A **relative error** is the error in proportion to the right answer.

# %% id="exact-judge"
def relative_error(slope, x):
    exact = 3 * Fraction(float(x)) ** 2
    return float(abs(Fraction(float(slope)) - exact) / exact)


# %% [markdown] id="race-of-three"
# The three of them, in order. (In `float32`, 0.1 is a slightly different number, so the last one gets its own
# exact answer.)

# %% id="three-ways" tags=["claim-L05-03"]
x = 0.1
analytic_error = relative_error(3 * x * x, x)
central_error = relative_error(central(cube, x, 1e-4), x)
automatic_error = relative_error(keras_gradient(cube, [x])[0], np.float32(x))
print(f"relative error: analytic {analytic_error:.0e}, central {central_error:.0e}")
dl.claim("The analytic derivative has no truncation error, but it is rounded",
         0 < analytic_error < 1e-15)
dl.claim("The central difference is off by more, because of h", 1e-8 < central_error < 1e-5)
dl.claim("The automatic derivative is as exact as float32 allows", automatic_error < 1e-6)

# %% [markdown] id="three-ways-explained"
# Analytic and automatic differentiation both give the true slope, up to rounding. Nudging is for
# checking: it needs nothing but the function itself.
#
# ## 3. Many knobs: the gradient
#
# A loss depends on many weights. Take a function of two numbers, $f(w_0, w_1) = w_0^2 + w_1^2$, a
# round bowl. Turn one knob and hold the other still: the slope you measure is a **partial
# derivative**, written $\partial f / \partial w_0$. Do this for each knob in turn, and put the results
# into one vector. This is the **gradient**,
#
# $$ \nabla f = \Big( \frac{\partial f}{\partial w_0}, \frac{\partial f}{\partial w_1} \Big) . $$
#
# By the rule for squares it is $(2w_0, 2w_1)$ here. At $(3, 4)$ we expect $(6, 8)$.
#
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

# %% [markdown] id="all-partials-text"
# The gradient takes one such measurement for each knob. In NumPy the nudges can be written as the rows of a
# matrix.

# %% id="gradient-by-nudging"
def numerical_gradient(f, w, h=1e-5):
    nudges = h * np.eye(len(w))  # row k nudges number k and holds the others
    return np.array([(f(w + nudge) - f(w - nudge)) / (2 * h) for nudge in nudges])


# %% [markdown] id="bowl-text"
# The bowl itself is written so that `w` may be one place or an array of places: `w[..., 0]` is the first
# number of each.

# %% id="partial-derivatives" tags=["claim-L05-04"]
def bowl(w):
    return w[..., 0] ** 2 + w[..., 1] ** 2


points = np.array([[3.0, 4.0], [0.0, 2.0], [3.0, 0.0]])
nudged = np.array([numerical_gradient(bowl, w) for w in points])
print(nudged.round(3))
dl.claim("The partial derivatives are 2w₀ and 2w₁", np.allclose(nudged, 2 * points))

# %% [markdown] id="engine-agrees"
# And the engine of Keras?

# %% id="gradient-of-keras" tags=["claim-L05-04"]
automatic = np.array([keras_gradient(bowl, w) for w in points])
dl.claim("The gradient of Keras is the same vector", np.allclose(automatic, nudged, atol=1e-5))

# %% [markdown] id="field-text"
# There is a gradient at every place. Drawn as arrows over the plane, they form a field. The lines are
# **contours**: along each of them the height is the same, as on a hiking map. From each to the next the height
# changes by 2, so close lines mean steep ground. Darker is lower.

# %% id="gradient-field" alt="Circular contours of a round bowl, dark in the middle. Arrows start at the points of a grid: all of them point outwards, away from the dark centre, and get longer where the contours are closer."
square = dict(xlim=(-3, 3), ylim=(-3, 3))
fig, ax = plt.subplots(figsize=(6, 5.6))
dl.plots.plot_contour(bowl, **square, levels=range(0, 19, 2), ax=ax)
dl.plots.plot_gradient_field(lambda w: 2 * w, **square, arrows=9, ax=ax)
_ = ax.set(aspect="equal", xlabel="$w_0$", ylabel="$w_1$")

# %% [markdown] id="field-explained"
# The arrows point *uphill*, and are long where it is steep. At the bottom the gradient is 0.
#
# ## 4. Where does the gradient point?
#
# You will often read that the gradient points to the lowest place, or in the direction in which the
# function decreases most. Both are wrong. It points where the function *increases* most, seen from where
# you stand. So we must walk against it. But does at least *minus* the gradient point to the lowest
# place?
#
# Most valleys are not round. Here is a **ravine**, long and narrow:
#
# $$ f(w_0, w_1) = \frac{w_0^2}{20} + w_1^2 . $$
#
# Its lowest place is $(0, 0)$. You stand at $(-7, 2)$. **Predict.** In which direction is it steepest
# downhill? Sketch it before you run the cell.

# %% id="ravine"
def ravine(w):
    return w[..., 0] ** 2 / 20 + w[..., 1] ** 2


def ravine_gradient(w):
    return w * [0.1, 2.0]


# %% [markdown] id="two-directions-text"
# Two directions, each as a vector of length 1: steepest downhill, and straight to the lowest place.

# %% id="two-directions"
here = np.array([-7.0, 2.0])
g = ravine_gradient(here)
downhill = -g / np.linalg.norm(g)
to_the_minimum = -here / np.linalg.norm(here)

# %% [markdown] id="ravine-picture-text"
# Both arrows are drawn with the same length. The thick line is the contour through your place. (From now on the
# steps in height between the lines are smaller near the bottom, or the floor of the ravine would show none.)

# %% id="ravine-arrows" alt="Long elliptic contours of a ravine. From a point on its upper left flank, the arrow of steepest descent points almost straight down, at a right angle to the contour; the arrow to the minimum points far to the right of it."
wide = dict(xlim=(-8, 8), ylim=(-3, 3))
fig, ax = plt.subplots(figsize=(10, 4.6))
dl.plots.plot_contour(ravine, **wide, levels=8, ax=ax)
circle = np.linspace(0, 2 * np.pi, 401)
height = ravine(here)
ax.plot(np.sqrt(20 * height) * np.cos(circle), np.sqrt(height) * np.sin(circle),
        color="black", lw=4)
for direction, name, text in [(downhill, "vermilion", "against the gradient"),
                              (to_the_minimum, "blue", "to the minimum")]:
    ax.quiver(*here, *2.5 * direction, color=dl.plots.COLORS[name], angles="xy",
              scale_units="xy", scale=1, width=0.008, label=text)
ax.plot(0, 0, "*", color="black", markersize=16)
_ = ax.set(aspect="equal", xlabel="$w_0$", ylabel="$w_1$")
_ = ax.legend(loc="upper right", frameon=True, framealpha=1)

# %% [markdown] id="ravine-numbers-text"
# Check the picture with numbers. Try 3600 directions around the place; which raises $f$ most?

# %% id="steepest-of-3600" tags=["claim-L05-05"]
tiny = 1e-4
angles = np.radians(np.arange(3600) / 10)
directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
steepest_up = directions[np.argmax(ravine(here + tiny * directions))]
angle_off_gradient = np.degrees(np.arccos(steepest_up @ -downhill))
dl.claim("Of 3600 directions, the gradient's raises the function most", angle_off_gradient < 0.1)

# %% [markdown] id="angle-text"
# And what is the angle between the two arrows?

# %% id="steepest-is-local" tags=["claim-L05-05"]
angle_off_minimum = np.degrees(np.arccos(downhill @ to_the_minimum))
print(f"angle between the arrows: {angle_off_minimum:.0f} degrees")
dl.claim("A small step along the gradient goes up, one against it goes down",
         ravine(here + tiny * g) > ravine(here) > ravine(here - tiny * g))
dl.claim("Minus the gradient is far from pointing at the minimum", angle_off_minimum > 60)

# %% [markdown] id="normal-text"
# In which directions does the height *not* change? Along the contour. There is a rule behind it: the
# slope in a direction $\mathbf d$ of length 1 is the dot product $\nabla f \cdot \mathbf d$. It is largest
# if $\mathbf d$ points along the gradient, and 0 if $\mathbf d$ is at a right angle to it. So, wherever it is
# not 0, the gradient stands at a right angle to the contour. Test it at a thousand random places. (The
# vector $(-b, a)$ is $(a, b)$, turned by a right angle.)

# %% id="normal-to-the-contour" tags=["claim-L05-05"]
places = rng.uniform([-8, -3], [8, 3], size=(1000, 2))
gradients = ravine_gradient(places)
turned = np.stack([-gradients[:, 1], gradients[:, 0]], axis=1)
nudge = tiny * turned / np.linalg.norm(turned, axis=1, keepdims=True)
slopes = (ravine(places + nudge) - ravine(places - nudge)) / (2 * tiny)
dl.claim("At a right angle to the gradient the slope is 0", np.abs(slopes).max() < 1e-8)

# %% [markdown] id="misses-text"
# And by what angle does the way down miss the minimum at these places? Compare the ravine with the round
# bowl.

# %% id="misses-the-minimum" tags=["claim-L05-05"]
def angles_to_minimum(gradients):
    cosines = np.sum(gradients * places, axis=1)
    cosines /= np.linalg.norm(gradients, axis=1) * np.linalg.norm(places, axis=1)
    return np.degrees(np.arccos(cosines.clip(-1, 1)))


dl.claim("In the ravine, the way down misses the minimum by more than 30 degrees at most of them",
         np.median(angles_to_minimum(ravine_gradient(places))) > 30)
dl.claim("In the round bowl it points straight at it",
         angles_to_minimum(2 * places).max() < 1e-3)

# %% [markdown] id="local-explained"
# **Explain.** The gradient is local. It knows the slope under your feet and nothing about the valley
# beyond. So one arrow is not enough. Take a step, look again, take the next.
#
# ## 5. Walk downhill
#
# That is **gradient descent** (Cauchy, 1847). Start somewhere, and repeat:
#
# $$ \mathbf w \;\leftarrow\; \mathbf w - \eta \, \nabla f(\mathbf w) . $$
#
# The number $\eta$ (eta) is the **learning rate**. Stop when the gradient is nearly 0, or when you have
# walked enough. Begin in one dimension, in the valley $f(x) = x^2$ with $f'(x) = 2x$.

# %% id="first-descent" tags=["claim-L05-06"]
x, learning_rate, path = -3.0, 0.1, [-3.0]
while abs(2 * x) > 1e-6:
    x = x - learning_rate * 2 * x
    path.append(x)
lengths = np.abs(np.diff(path))
print("first steps:", lengths[:4].round(3), "  number of steps:", len(lengths))
dl.claim("The descent arrives at the minimum", abs(path[-1]) < 1e-6)
dl.claim("Each step is 0.8 times as long as the one before",
         np.allclose(lengths[1:] / lengths[:-1], 0.8))

# %% [markdown] id="no-fixed-distance"
# Some books let each step move "a fixed distance". Look at the first steps: they shrink. A
# step is the learning rate *times the gradient*, and near the bottom the gradient is small. That is why
# the walk comes to rest.
#
# And if you forget the minus sign?

# %% id="uphill" tags=["claim-L05-06"]
x = -3.0
for _ in range(100):
    x = x + learning_rate * 2 * x
dl.claim("Along the gradient instead of against it, the walk leaves for infinity", abs(x) > 1e6)

# %% [markdown] id="exercise-descend-text"
# ### Exercise: gradient descent
#
# Write it for any number of weights, with both stopping rules.

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
# ## 6. Too small, good, too large
#
# The learning rate is sometimes called "the size of the step". Strictly, it is the factor that
# multiplies the gradient: the same rate makes long steps where it is steep, and short ones where it is
# flat. In the valley $x^2$:

# %% id="rate-is-a-factor"
def step(x, rate=0.1):
    return rate * 2 * x  # the slope of x² is 2x


step_far, step_near = step(3.0), step(0.3)
dl.claim("With the same rate 0.1, the step at x = 3 is ten times as long as at x = 0.3",
         np.isclose(step_far, 10 * step_near))

# %% [markdown] id="six-rates-text"
# How large should it be? **Predict.** You start at $x = -3$ and make 100 steps, with each of the rates
# 0.001, 0.01, 0.1, 1, 1.1 and 10. Where do you end?

# %% id="six-rates"
def end_after(rate, steps=100, x=-3.0):
    for _ in range(steps):
        x = x - rate * 2 * x
    return x


end = {rate: end_after(rate) for rate in (0.001, 0.01, 0.1, 1.0, 1.1, 10.0)}
for rate, x in end.items():
    print(f"rate {rate:6}   x = {x:.1e}")

# %% [markdown] id="six-rates-verdict"
# Three kinds of fate, and one curious case on the border:

# %% id="six-rates-judged" tags=["claim-L05-09"]
dl.claim("Too small: after 100 steps still most of the way to go", abs(end[0.001]) > 2)
dl.claim("Good: arrived", abs(end[0.1]) < 1e-8)
dl.claim("At rate 1 it jumps from side to side for ever",
         np.isclose(end_after(1.0, 100), -3) and np.isclose(end_after(1.0, 101), 3))
dl.claim("Beyond, it flies away", abs(end[1.1]) > 1e8 and abs(end[10.0]) > 1e100)

# %% [markdown] id="too-small-explained"
# **Explain.** One step turns $x$ into $x - \eta \cdot 2x = (1 - 2\eta)\,x$. So each step multiplies $x$ by
# the same factor. If $|1 - 2\eta| < 1$, $x$ shrinks; at $\eta = 1$ the factor is $-1$; beyond, $x$ grows with
# each step. Growing without bound like this is called **divergence**.
#
# In the ravine each of the two weights has a factor of its own: $1 - 0.1\,\eta$ for the flat direction and
# $1 - 2\,\eta$ for the steep one. So the steep one forbids large rates, and with small ones the flat one takes
# long. Look at four walks down the same ravine, 30 steps each.

# %% id="four-rates-computed"
def walk(gradient, start, rate, steps):
    path = [np.array(start)]
    for _ in range(steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)


rates = {"too small": 0.03, "good": 0.85, "too large: it zigzags": 0.98, "divergent": 1.02}
walks = {name: walk(ravine_gradient, here, rate, 30) for name, rate in rates.items()}

# %% [markdown] id="four-rates-text"
# The square is the start, the star the place after the last step.

# %% id="four-rates" tags=["claim-L05-09"] alt="Four walks down the same ravine. Too small: it has only slid down the flank, straight below its start. Good: a few shrinking zigzags, then along the floor almost to the centre. Too large: it comes as far, but still jumps from flank to flank. Divergent: the jumps between the flanks grow and leave the picture."
fig, axes = plt.subplots(2, 2, figsize=(10, 5), sharex=True, sharey=True)
for ax, (name, path) in zip(axes.flat, walks.items()):
    dl.plots.plot_contour(ravine, **wide, levels=6, ax=ax)
    dl.plots.plot_path(path, ax=ax)
    ax.set(**wide, aspect="equal", title=f"{name} (rate {rates[name]})")
fig.supxlabel("$w_0$")
fig.supylabel("$w_1$")
final = {name: ravine(path[-1]) for name, path in walks.items()}
dl.claim("The good rate ends lowest", final["good"] == min(final.values()))
dl.claim("The divergent walk ends higher than it began", final["divergent"] > ravine(here))

# %% [markdown] id="remember-the-valley"
# This is the picture to remember. Too small a rate creeps. Too large a rate jumps from flank to flank.
# In between there is a rate that is good for *this* valley.
#
# Try it. Raise the rate slowly, with the steps at their end, and find the best rate and the limit. Then do
# the same in the other two valleys.

# %% id="learning-rate-demo" alt="Left, the path of gradient descent in a ravine at a small learning rate: down the flank and slowly along the floor. Right, its height above the lowest place falls step by step."
dl.demos.learning_rate_valley()

# %% [markdown] id="limit-text"
# **Explain.** In the valley $x^2$ the limit is 1; in the ravine as well. That is no accident. What counts
# is how fast the slope changes: the **curvature**, the derivative of the derivative. For
# $f(x) = \frac{c}{2} x^2$ the slope is $cx$ and the curvature is $c$. One step multiplies $x$ by
# $1 - \eta c$, so it shrinks exactly if
#
# $$ \eta < \frac{2}{c} . $$
#
# In $x^2$ the curvature is 2, and in the steep direction of the ravine, too.
#
# A bowl in many dimensions is $f(\mathbf w) = \frac12 \mathbf w^\top A \, \mathbf w$ with a symmetric matrix
# $A$; its gradient is $A \mathbf w$. Like an egg, it has axes, which may be slanted. The curvatures along them
# are called the **eigenvalues** of $A$, and in a bowl they are all positive. All else you need to know here is
# that `np.linalg.eigvalsh` computes them.
# Each axis has its own factor $1 - \eta\lambda$, so the largest eigenvalue, $\lambda_{\max}$, sets the limit:
# $\eta < 2 / \lambda_{\max}$. Put it to the test on twenty random bowls with five weights each, one per
# cent below the limit and one per cent above. We choose the curvatures, from 1 to 100, and turn each bowl
# at random: $Q$ holds the directions of its axes.

# %% id="twenty-bowls"
curvatures = 10 ** rng.uniform(0, 2, size=(20, 1, 5))
Q = np.linalg.qr(rng.normal(size=(20, 5, 5)))[0]
bowls = (Q * curvatures) @ Q.transpose(0, 2, 1)  # symmetric, and curved upwards in every direction
limits = 2 / np.linalg.eigvalsh(bowls).max(axis=1)

# %% [markdown] id="twenty-walks-text"
# All twenty walks run side by side; each has its own rate.

# %% id="exact-limit" tags=["claim-L05-09"]
def heights(share_of_limit, steps=2000):
    w, found = np.ones((20, 5, 1)), []
    for _ in range(steps):
        found.append((w.transpose(0, 2, 1) @ bowls @ w / 2).ravel())
        w = w - share_of_limit * limits[:, None, None] * (bowls @ w)
    return np.array(found)


below, above = heights(0.99), heights(1.01)
dl.claim("1 % below the limit, every step goes down in every bowl",
         np.all(np.diff(below, axis=0) < 0))
dl.claim("1 % above it, every walk diverges", np.all(above[-1] > 1e6 * above[0]))

# %% [markdown] id="limit-explained"
# The limit is exact for bowls of this form. The loss of a network is no such bowl, and its curvature
# changes as you walk. That is why in practice learning rates are tried out.
#
# ## 7. A line through data
#
# Now let the landscape be a loss. We are given pairs $(x, y)$ and suspect a relation between them. The
# formula that we suppose, and want to predict with, is our **hypothesis**. Ours is a line,
# $H(x) = wx + b$. How good is a guess of $w$ and $b$? The mean squared error (MSE) of lesson 04 says it.

# %% id="data-with-noise"
x = rng.uniform(-1, 1, size=200)
y = 3 * x + 2 + rng.normal(scale=0.3, size=200)


def mse(w, b):
    return np.mean((w * x + b - y) ** 2)


# %% [markdown] id="guesses-text"
# Three guesses, from bad to good:

# %% id="hypothesis" tags=["claim-L05-15"]
guesses = {(w, b): mse(w, b) for w, b in [(0, 0), (1, 1), (3, 2)]}
for (w, b), value in guesses.items():
    print(f"H(x) = {w}x + {b}:  MSE {value:.2f}")
dl.claim("Of the three, the better the guess, the lower its loss",
         guesses[0, 0] > guesses[1, 1] > guesses[3, 2])

# %% [markdown] id="line-gradient-text"
# The data were made with $w = 3$ and $b = 2$, plus noise. Fitting such a line is called **linear
# regression**. What is the gradient of its loss? For one sample the error is $e = wx + b - y$ and the loss
# $e^2$. The slope of a square is $2e$. If $w$ is nudged by $h$, then $e$ moves by $h x$; if $b$ is nudged by
# $h$, then $e$ moves by $h$. And $e^2$ moves $2e$ times as far as $e$. So
#
# $$ \frac{\partial\,\text{MSE}}{\partial w} = \text{mean of } 2\,e\,x , \qquad
#    \frac{\partial\,\text{MSE}}{\partial b} = \text{mean of } 2\,e . $$
#
# ### Exercise: the gradient of a line's loss
#
# Turn the two formulas into code.

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

# %% [markdown] id="line-descent-text"
# With this gradient, walk down.

# %% id="line-descent"
w, b = 0.0, 0.0
for _ in range(200):
    off = w * x + b - y
    w, b = w - 0.5 * np.mean(2 * off * x), b - 0.5 * np.mean(2 * off)
print(f"w = {w:.3f}, b = {b:.3f}")

# %% [markdown] id="closed-form-text"
# Is this the best line? Lines have an advantage over networks: their best weights can be computed at one
# stroke, without walking. `np.linalg.lstsq` does it ("least squares", Legendre 1805 and Gauss 1809). This is
# the **closed form**, and a good judge.

# %% id="closed-form" tags=["claim-L05-16"]
design = np.stack([x, np.ones(200)], axis=1)  # one column per weight; the bias multiplies 1
closed_form = np.linalg.lstsq(design, y)[0]
dl.claim("Gradient descent finds the least-squares line", np.allclose([w, b], closed_form))
dl.claim("Its loss is below that of the true line: it fits some of the noise, too",
         mse(w, b) < mse(3, 2))

# %% [markdown] id="sum-of-gradients-text"
# Now $w$ and $b$ are at the optimum. Sometimes one is told to "differentiate for each sample and check that
# the sum is near 0". What is meant: *every sample* still pulls at the line, some up and some down, but
# the pulls cancel. It is the sum that vanishes.

# %% id="pulls"
def pulls(w, b):
    off = w * x + b - y
    return np.stack([2 * off * x, 2 * off], axis=1)  # one row per sample


# %% [markdown] id="sum-text"
# Compare the start of the walk, $w = b = 0$, with its end:

# %% id="sum-of-gradients" tags=["claim-L05-08"]
at_start, at_end = pulls(0.0, 0.0), pulls(w, b)
sum_at_start, sum_at_end = np.abs(at_start.sum(axis=0)), np.abs(at_end.sum(axis=0))
mean_pull = np.abs(at_end).mean(axis=0)
dl.claim("At the start the sums are far from 0", sum_at_start.min() > 100)
dl.claim("At the optimum they are 0, up to rounding", sum_at_end.max() < 1e-9)
dl.claim("The pulls of single samples are not", mean_pull.min() > 0.1)

# %% [markdown] id="sum-caution"
# Keep in mind that a vanishing sum says "flat here". Whether it is the *lowest* place is another question,
# to which section 11 returns.
#
# ## 8. The same in Keras, with real data
#
# A linear neuron is a line. So linear regression in Keras is one `Dense` unit without activation, with
# the loss `"mse"` and the optimizer `SGD`, which is gradient descent.

# %% id="linear-neuron"
def linear_neuron(n_inputs, learning_rate):
    model = keras.Sequential([keras.Input((n_inputs,)),
                              keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    return model


# %% [markdown] id="train-on-batch-text"
# `train_on_batch(x, y)` makes one step. We call it 200 times, with all the data each time.

# %% id="line-in-keras" tags=["claim-L05-16"]
neuron = linear_neuron(1, learning_rate=0.5)
for _ in range(200):
    neuron.train_on_batch(x[:, None], y[:, None])
learned = np.concatenate([weights.ravel() for weights in neuron.get_weights()])
dl.claim("The neuron of Keras is the least-squares line",
         np.abs(learned - closed_form).max() < 1e-3)

# %% [markdown] id="iris-text"
# With several inputs it is called **multiple linear regression**: one weight per input, and a bias. Real
# data: 105 iris flowers, measured in centimetres. Can the width of a petal be told from three other
# measures, the length of the petal and the length and width of the sepal?
#
# First we **standardise** the inputs, as in lesson 00: subtract each column's mean, divide by its standard
# deviation. Why, we shall see in a moment.

# %% id="flowers"
flowers = dl.datasets.load_iris().x_train.astype("float64")
raw, petal_width = flowers[:, :3], flowers[:, 3]
standard = (raw - raw.mean(axis=0)) / raw.std(axis=0)

# %% [markdown] id="iris-train-text"
# The same neuron, with three inputs:

# %% id="iris-training"
neuron = linear_neuron(3, learning_rate=0.45)
for _ in range(200):
    neuron.train_on_batch(standard, petal_width[:, None])
learned = np.concatenate([weights.ravel() for weights in neuron.get_weights()])
print("weights and bias:", learned.round(2))

# %% [markdown] id="iris-judge-text"
# And the judge:

# %% id="iris-regression" tags=["claim-L05-16"]
design = np.column_stack([standard, np.ones(len(standard))])
closed_form = np.linalg.lstsq(design, petal_width)[0]
dl.claim("Three inputs: again the closed form", np.abs(learned - closed_form).max() < 1e-2)
dl.claim("It is one neuron without hidden layer: three weights and a bias",
         neuron.count_params() == 4)
errors = design @ closed_form - petal_width
print(f"typical error {np.sqrt(np.mean(errors ** 2)):.1f} cm; "
      f"the widths themselves spread by {petal_width.std():.1f} cm")

# %% [markdown] id="not-deep"
# So the answer is yes, quite well. You will find linear regression listed under deep neural networks. There is
# nothing deep in it: no hidden layer, no activation, four numbers.
#
# ### Why standardise?
#
# Because of the shape of the valley. Take one input, the petal length, and draw the loss over $w$ and $b$,
# once for the raw centimetres and once standardised. In both we take half of the largest possible rate.
#
# **Predict.** Petal lengths are all positive. If $w$ is a bit too large, in which direction should $b$ move
# to make up for it?
#
# (In the code, the **Hessian** is the matrix of curvatures, the $A$ of section 6. For a linear neuron with
# MSE it depends on the inputs alone.)

# %% id="two-valleys-computed"
def loss_and_gradient(column):
    design = np.column_stack([column, np.ones(len(column))])
    hessian = 2 * design.T @ design / len(design)
    best = np.linalg.lstsq(design, petal_width)[0]

    def loss(w):
        return np.mean((w @ design.T - petal_width) ** 2, axis=-1)

    return loss, lambda w: (w - best) @ hessian, best, 1 / np.linalg.eigvalsh(hessian).max()


columns = {"raw centimetres": raw[:, 2], "standardised": standard[:, 2]}

# %% [markdown] id="two-valleys-text"
# Both walks start about two units from their goal, the white cross, and make 20 steps.

# %% id="two-valleys" alt="Contours of the loss over weight and bias. Left, raw inputs: a narrow slanted ravine; the walk falls to its floor and then hardly moves. Right, standardised inputs: round contours; the walk is at the minimum after one step."
fig, axes = plt.subplots(1, 2, figsize=(10, 4.6))
for ax, (name, column) in zip(axes, columns.items()):
    loss, gradient, best, rate = loss_and_gradient(column)
    limits = dict(xlim=(best[0] - 2.2, best[0] + 2.2), ylim=(best[1] - 2.2, best[1] + 2.2))
    dl.plots.plot_contour(loss, **limits, levels=6, ax=ax)
    dl.plots.plot_path(walk(gradient, best + np.array([-1.4, -1.4]), rate, 20), ax=ax)
    ax.plot(*best, "+", color="white", markersize=16, markeredgewidth=3, zorder=6)
    ax.set(title=name, xlabel="weight", ylabel="bias", aspect="equal")

# %% [markdown] id="condition-text"
# With raw inputs a larger $w$ can be made up for by a smaller $b$. That makes a slanted ravine, whose floor
# is nearly flat. Standardising makes it round (with several inputs, rounder). How stretched a valley is,
# is measured by the **condition number** $\lambda_{\max} / \lambda_{\min}$, the largest curvature by the
# smallest. Round is 1. Count the steps for all three inputs, until the loss is within one per cent of
# the lowest.

# %% id="condition-number"
def condition_and_steps(inputs):
    design = np.column_stack([inputs, np.ones(len(inputs))])
    curvatures = np.linalg.eigvalsh(2 * design.T @ design / len(design))
    best = np.linalg.lstsq(design, petal_width)[0]
    goal = 1.01 * np.mean((design @ best - petal_width) ** 2)
    w, steps, error = np.zeros(4), 0, -petal_width
    while np.mean(error**2) > goal:
        w = w - 2 / len(design) * design.T @ error / curvatures.max()
        error = design @ w - petal_width
        steps += 1
    return curvatures.max() / curvatures.min(), steps


# %% [markdown] id="steps-needed-text"
# Three versions of the same flowers: in centimetres, in millimetres, standardised.

# %% id="steps-needed"
found = {name: condition_and_steps(inputs) for name, inputs in
         [("centimetres", raw), ("millimetres", 10 * raw), ("standardised", standard)]}
for name, (condition, steps) in found.items():
    print(f"{name:13} condition number {condition:.1e}   steps {steps:5}")
condition = {name: pair[0] for name, pair in found.items()}
steps = {name: pair[1] for name, pair in found.items()}
dl.claim("Standardising makes the condition number smaller by more than a factor of 100",
         condition["standardised"] < condition["centimetres"] / 100)
dl.claim("And the walk at least ten times shorter",
         steps["standardised"] < steps["centimetres"] / 10)

# %% [markdown] id="standardise-explained"
# **Explain.** The best fit is equally good in all three versions; only the walk to it differs. The
# millimetres show that the condition number is not everything: what matters is whether the walk has to go
# far along the flat directions. But a round valley is quick from everywhere. So standardise, with the mean
# and standard deviation of the *training* data.
#
# ## 9. All data, or some, or one
#
# So far each step used all the data. That is **batch gradient descent**. With a million samples, each step
# costs a million errors, before the weights move at all. The way out is known from lesson 04: the loss of a
# small random part of the data, a **mini-batch**, is an estimate of the loss of all. The gradient is a mean
# over samples, too, so a mini-batch can estimate it as well. Do that with 2000 random mini-batches of each
# size, at one and the same place.

# %% id="noisy-gradients" tags=["claim-L05-11"]
N = 4096
x = rng.uniform(-1, 1, size=N)
y = 3 * x + 2 + rng.normal(scale=0.5, size=N)
pull = 2 * (0.0 * x + 0.0 - y) * x  # by w, at w = b = 0, of each sample
spread, off = {}, {}
print(f"all {N} samples: {pull.mean():5.2f}")
for batch_size in (1, 4, 16, 64, 256):
    estimates = pull[rng.integers(N, size=(2000, batch_size))].mean(axis=1)
    spread[batch_size] = estimates.std()
    off[batch_size] = abs(estimates.mean() - pull.mean()) / (estimates.std() / np.sqrt(2000))
    print(f"batches of {batch_size:3}:  {estimates.mean():5.2f} on average, "
          f"spread {spread[batch_size]:.2f}")
dl.claim("For every size, the average is the full gradient, within the error of sampling",
         max(off.values()) < 4)

# %% [markdown] id="noisy-gradients-text"
# Whatever its size, a batch is right on average: the estimate is **unbiased**. The spread (standard deviation)
# shrinks, but slowly.

# %% id="spread-by-root" tags=["claim-L05-11"]
scaled = np.array([value * np.sqrt(batch_size) for batch_size, value in spread.items()])
dl.claim("The spread falls as one over the root: four times the samples, half the spread",
         scaled.max() < 1.15 * scaled.min())

# %% [markdown] id="four-lines-text"
# Four times the work for half of the noise: large batches are a bad bargain. So this is how networks are
# trained, in four lines: *draw* a batch, *predict*, *compare*, *update*. Then repeat.

# %% id="four-lines"
def train_in_four_lines(seed, steps=200, rate=0.1):
    rng, w, b = np.random.default_rng(seed), 0.0, 0.0
    full_loss = []
    for _ in range(steps):
        full_loss.append(np.mean((w * x + b - y) ** 2))
        batch = rng.integers(N, size=8)                          # draw samples and targets
        prediction = w * x[batch] + b                            # run the model on them
        error = prediction - y[batch]                            # the loss is mean(error ** 2)
        w, b = w - rate * np.mean(2 * error * x[batch]), b - rate * np.mean(2 * error)
    return np.array(full_loss)


# %% [markdown] id="ten-trainings-text"
# Does the loss fall? Look at the loss over *all* the data, before each step, in ten trainings.

# %% id="ten-trainings" tags=["claim-L05-01"]
losses = np.array([train_in_four_lines(seed) for seed in range(10)])
rises = (np.diff(losses) > 0).sum(axis=1)
dl.claim("In each of ten trainings the loss over all data falls to a tenth",
         np.all(losses[:, -1] < losses[:, 0] / 10))
dl.claim("But in each of them, dozens of single steps raised it", rises.min() > 24)

# %% [markdown] id="steps-can-rise"
# You will often read that each update lowers the loss. Not that of all data, as you see. Not even that of
# the batch itself, if the rate is too large. Only this is sure: a small enough step lowers the loss of the
# batch from which its gradient came, unless that gradient is 0.

# %% id="batch-loss-change"
def batch_loss_change(rate, batch):
    xb, yb = x[batch], y[batch]
    after_w, after_b = rate * np.mean(2 * yb * xb), rate * np.mean(2 * yb)  # one step from 0, 0
    return np.mean((after_w * xb + after_b - yb) ** 2) - np.mean(yb ** 2)


# %% [markdown] id="batch-loss-text"
# Five hundred batches, one step each, at a small rate and at a large one:

# %% id="batch-loss-falls" tags=["claim-L05-01"]
batches = rng.integers(N, size=(500, 8))
change = {rate: np.array([batch_loss_change(rate, batch) for batch in batches])
          for rate in (0.1, 2.0)}
dl.claim("At rate 0.1, one step lowers the loss of its own batch, for 500 of 500 batches",
         change[0.1].max() < 0)
share_raised = np.mean(change[2.0] > 0)
dl.claim("At rate 2, it raises it for nearly all of them", share_raised > 0.9)

# %% [markdown] id="three-names"
# Three names, by the number of samples per update:
#
# - **batch gradient descent**: all of them;
# - **stochastic gradient descent (SGD)**: one. "Stochastic" means random;
# - **mini-batch gradient descent**: some, often 16 to 512.
#
# Strictly, SGD is the one with single samples. In practice, and in the name `keras.optimizers.SGD`, it
# stands for mini-batches of any size. Let the three race: the same data, the same rate, and each visits
# every sample exactly five times.

# %% id="three-races"
def train(x, y, batch_size, epochs, seed, rate=0.1):
    rng, path = np.random.default_rng(seed), [(0.0, 0.0)]
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start:start + batch_size]
            w, b = path[-1]
            error = w * x[batch] + b - y[batch]
            path.append((w - rate * np.mean(2 * error * x[batch]), b - rate * np.mean(2 * error)))
    return np.array(path)


# %% [markdown] id="restless-text"
# A noisy walk is never quite at rest. So the judge takes the loss over all data not at its last place only,
# but as a mean over its last epoch (over every 16th place of it, to save time).

# %% id="last-epoch"
def full_loss(weights):
    return np.mean((weights[0] * x + weights[1] - y) ** 2)


def loss_in_last_epoch(path, batch_size):
    last = path[-N // batch_size:]
    return np.mean([full_loss(weights) for weights in last[::16]])


# %% [markdown] id="race-question"
# **Predict.** All three compute equally many errors and slopes. Which has the lowest loss in the end?

# %% id="race" tags=["claim-L05-10"]
lowest = full_loss(np.polyfit(x, y, deg=1))
print(f"lowest possible loss: {lowest:.3f}")
excess = {}
for batch_size in (4096, 32, 1):
    paths = [train(x, y, batch_size, epochs=5, seed=seed) for seed in range(3)]
    losses = [loss_in_last_epoch(path, batch_size) for path in paths]
    excess[batch_size] = np.array(losses) / lowest - 1
    print(f"batch size {batch_size:4}: {len(paths[0]) - 1:5} updates, loss {losses[0]:.2f}")
dl.claim("Batch gradient descent has only begun: five updates", excess[4096].min() > 1)
dl.claim("Mini-batches of 32 are within 2 % of the lowest loss", excess[32].max() < 0.02)
dl.claim("Single samples come near and stay restless",
         0.05 < excess[1].min() and excess[1].max() < 0.4)

# %% [markdown] id="race-explained"
# **Explain.** The same arithmetic, but five updates in one case, and hundreds or thousands in the others. A
# gradient from 4096 samples is more exact than one from 32, but far from 128 times as useful. (To be fair: all
# had the same rate. A gradient without noise would bear a larger one, up to the limit of section 6. That helps
# in a nearly round valley such as this, and less in a stretched one.)
#
# Must a noisy gradient be paid for with a worse result? At a constant rate the walk does not come to rest:
# each sample tugs at it. But the tugs shrink with the rate. (Robbins and Monro proved in 1951 that with
# suitably shrinking rates such a walk finds its goal.)

# %% id="smaller-rate" tags=["claim-L05-10"]
calmer = [loss_in_last_epoch(train(x, y, 1, epochs=5, seed=seed, rate=0.001), 1) / lowest - 1
          for seed in range(3)]
dl.claim("At a smaller rate, single samples end within 1 % of the lowest loss, too",
         max(calmer) < 0.01)

# %% [markdown] id="time-text"
# And the time? The arithmetic is the same, but computers like large portions: one product of long arrays is
# faster than thousands of short ones. Stop the clock for one epoch each.

# %% id="time-per-epoch" tags=["claim-L05-10"]
def seconds(batch_size):
    start = time.perf_counter()
    train(x, y, batch_size, epochs=1, seed=0)
    return time.perf_counter() - start


fastest = {batch_size: min(seconds(batch_size) for _ in range(5)) for batch_size in (4096, 32, 1)}
dl.claim("An epoch in single samples takes more than 3 times as long as one in mini-batches of 32",
         fastest[1] > 3 * fastest[32], shown="")

# %% [markdown] id="paths-text"
# So mini-batches are a compromise: enough updates to learn, few enough to be fast. Last, look at the walks
# themselves. This time each makes the same number of *steps*, 100, on 256 of the samples.

# %% id="three-paths-computed"
x, y = x[:256], y[:256]
epochs = {256: 100, 16: 7, 1: 1}  # enough of them for 100 steps
paths = {size: [train(x, y, size, epochs[size], seed)[:101] for seed in range(10)]
         for size in epochs}


def losses_of_lines(w):
    return np.mean((w[:, :1] * x + w[:, 1:] - y) ** 2, axis=1)


def detour(path):
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    return length / np.linalg.norm(path[-1] - path[0])


# %% [markdown] id="three-paths-text"
# The detour is the length of the walk, divided by the straight distance from its start to its end.

# %% id="three-paths" tags=["claim-L05-10"] alt="Three walks over the same oval contours from the lower left to the minimum. With all 256 samples per step it is a smooth curve, with 16 it trembles, with 1 it staggers and keeps straying around the minimum."
fig, axes = plt.subplots(1, 3, figsize=(10, 4.2), sharey=True)
names = {256: "batch: 256", 16: "mini-batch: 16", 1: "stochastic: 1"}
view = dict(xlim=(-0.4, 4.4), ylim=(-0.4, 3.2))
for ax, (size, name) in zip(axes, names.items()):
    dl.plots.plot_contour(losses_of_lines, **view, levels=6, ax=ax)
    dl.plots.plot_path(paths[size][0], marker=".", ax=ax)
    ax.set(title=name, xlabel="weight", **view)
axes[0].set_ylabel("bias")
mean_detour = {size: np.mean([detour(path) for path in paths[size]]) for size in names}
for size, value in mean_detour.items():
    print(f"batch size {size:3}: mean detour {value:.1f}")
dl.claim("The smaller the batch, the longer the detour",
         mean_detour[1] > 1.5 * mean_detour[16] > 1.5 * mean_detour[256])

# %% [markdown] id="arithmetic-text"
# ## 10. Epoch, batch size, iteration
#
# Three words with simple meanings, often explained wrongly:
#
# - One **epoch** is one pass over the whole training set. You will read that it is one forward and
#   one backward pass through the network (the predictions, and the gradient). That is true only if one
#   batch holds all the data.
# - The **batch size** is a *number*: how many samples are used for one update. The samples themselves are
#   the batch.
# - One **iteration** is one update. Per epoch there are as many as it takes to visit all samples; a last,
#   smaller batch counts as well:
#
# $$ \text{iterations per epoch} = \left\lceil \frac{N}{\text{batch size}} \right\rceil . $$
#
# The brackets mean: round up. Ask Keras. A callback is an object that `fit` informs about its progress;
# this one counts the updates of each epoch. Its data are the 1347 digits for training.
#
# **Predict.** How many updates will 5 epochs with batches of 32 make?

# %% id="count-updates"
class CountUpdates(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.per_epoch = 0

    def on_train_batch_end(self, batch, logs=None):
        self.per_epoch += 1


digits = dl.datasets.load_digits(flat=True)
classifier = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation="softmax")])
classifier.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
counter = CountUpdates()

# %% [markdown] id="fit-five-epochs-text"
# The optimizer has a counter of its own, `iterations`. Both must agree with the formula.

# %% id="fit-five-epochs" tags=["claim-L05-12"]
classifier.fit(digits.x_train, digits.y_train, batch_size=32, epochs=5,
               callbacks=[counter], verbose=0)
per_epoch, iterations = counter.per_epoch, int(classifier.optimizer.iterations)
print(len(digits.x_train), "samples:", per_epoch, "updates per epoch,", iterations, "in all")
expected = np.ceil(len(digits.x_train) / 32)
dl.claim("One epoch has ⌈N / batch size⌉ updates", per_epoch == expected)
dl.claim("Five epochs have five times as many", iterations == 5 * per_epoch)

classifier.fit(digits.x_train, digits.y_train, batch_size=len(digits.x_train),
               callbacks=[counter], verbose=0)
dl.claim("With all samples in one batch, an epoch is one update", counter.per_epoch == 1)

# %% [markdown] id="batch-sizes-text"
# Now look at the batches. A `PyDataset` of Keras is a class with two methods: how many batches there are,
# and which is number $i$. `fit` takes one in place of arrays.

# %% id="py-dataset"
class Batches(keras.utils.PyDataset):
    def __init__(self, x, y, batch_size):
        super().__init__()
        self.x, self.y, self.batch_size = x, y, batch_size

    def __len__(self):
        return int(np.ceil(len(self.x) / self.batch_size))

    def __getitem__(self, i):
        part = slice(i * self.batch_size, (i + 1) * self.batch_size)
        return self.x[part], self.y[part]


# %% [markdown] id="sizes-text"
# A thousand of the digits, in batches of 32: how large is each?

# %% id="batch-sizes" tags=["claim-L05-13"]
data = Batches(digits.x_train[:1000], digits.y_train[:1000], batch_size=32)
sizes = [len(data[i][0]) for i in range(len(data))]
dl.claim("1000 samples, batch size 32: 31 batches of 32 and a last one of 8",
         sizes == 31 * [32] + [8])

# %% [markdown] id="iterator-text"
# The third word is sometimes written "iterator", and defined as the number of batches per epoch. An
# *iterator* is something else: an object of Python that hands out one item after the other. The number of
# batches per epoch is called **steps per epoch**.

# %% id="steps-per-epoch" tags=["claim-L05-14"]
steps_per_epoch = {}
for batch_size in (1, 32, 100, 1000):
    steps_per_epoch[batch_size] = len(Batches(data.x, data.y, batch_size))
print(steps_per_epoch)
before = int(classifier.optimizer.iterations)
classifier.fit(Batches(data.x, data.y, batch_size=100), epochs=2, verbose=0)
made = int(classifier.optimizer.iterations) - before
dl.claim("Steps per epoch = ⌈1000 / batch size⌉",
         list(steps_per_epoch.values()) == [1000, 32, 10, 1])
dl.claim("Two epochs of 10 steps are 20 iterations", made == 2 * steps_per_epoch[100])
dl.claim("An iterator hands out batches; it is not their number", len(next(iter(data))[0]) == 32)

# %% [markdown] id="exercise-updates-text"
# ### Exercise: how many updates?
#
# Now the whole arithmetic in one line.

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

# %% [markdown] id="exercise-batches-text"
# ### Exercise: the batches of an epoch
#
# In an epoch every sample has its turn exactly once, in a random order. Make the batches, as arrays of
# sample numbers.

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

# %% [markdown] id="zero-text"
# ## 11. Gradient 0 is not yet a minimum
#
# Gradient descent rests where the gradient is 0. You will often read that this is the optimum. In a bowl it
# is. Other landscapes have more places of rest:
#
# - a **local minimum**: lower than everything around it, but perhaps not the lowest of all;
# - a **saddle point**: downhill to one pair of sides, uphill to the other, like a mountain pass;
# - a **plateau**: so flat that the walk hardly moves, with the gradient nearly 0.
#
# We need one example for each. The plateau is an old acquaintance: the squared error of a saturated
# sigmoid.

# %% id="three-traps"
def two_pits(x):
    return x**4 - 2 * x**2 + 0.3 * x


def pass_height(w):
    return w[..., 0] ** 2 - w[..., 1] ** 2


def plateau(w):
    return dl.scratch.sigmoid(w) ** 2  # the unit should answer 0


pit_walks = [walk(lambda x: 4 * x**3 - 4 * x + 0.3, start, 0.05, 500) for start in (-2.0, 2.0)]
pass_walks = [walk(lambda w: w * [2, -2], start, 0.1, 76) for start in [(1.0, 0.0), (1.0, 1e-6)]]
plateau_walk = walk(lambda w: central(plateau, w, 1e-5), 9.0, 1.0, 1000)

# %% [markdown] id="three-traps-text"
# **Predict.** Where do two walks end that start at −2 and at 2 in a landscape with two pits? And two walks
# down to a pass, one exactly on the ridge line and one a millionth beside it?

# %% id="three-traps-drawn" alt="Three landscapes. Two pits: the walk from the left ends in the deeper one, the walk from the right in the shallower one. Saddle: seen from above, one walk stops at the pass, the other turns there and leaves down the side. Plateau: the walk starts on a high flat part and has not moved visibly."
fig, (pits, saddle, flat) = plt.subplots(1, 3, figsize=(10, 4))
grid = np.linspace(-2, 2, 201)
pits.plot(grid, two_pits(grid), color=dl.plots.COLORS["grey"])
for path, name, marker in zip(pit_walks, ("blue", "vermilion"), "o^"):
    pits.plot(path, two_pits(path), marker, color=dl.plots.COLORS[name], markersize=6)
around = dict(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), levels=np.linspace(-1.25, 1.25, 6))
dl.plots.plot_contour(pass_height, **around, ax=saddle)
for path, name, marker in zip(pass_walks[::-1], ("blue", "vermilion"), "o^"):
    dl.plots.plot_path(path, color=dl.plots.COLORS[name], marker=marker, ax=saddle)
grid = np.linspace(-10, 10, 201)
flat.plot(grid, plateau(grid), color=dl.plots.COLORS["grey"])
flat.plot(plateau_walk, plateau(plateau_walk), "o", color=dl.plots.COLORS["vermilion"])
pits.set(title="two pits", xlabel="$x$", ylabel="height")
saddle.set(title="saddle, from above", xlabel="$w_0$", ylabel="$w_1$")
_ = flat.set(title="plateau", xlabel="weight", ylabel="loss")

# %% [markdown] id="three-traps-explained"
# Where you end depends on where you start. The numbers:

# %% id="three-traps-proved" tags=["claim-L05-07"]
deep, shallow = pit_walks[0][-1], pit_walks[1][-1]
slopes = [abs(4 * x**3 - 4 * x + 0.3) for x in (deep, shallow)]
print(f"pits: {two_pits(deep):.3f} at {deep:.3f}, {two_pits(shallow):.3f} at {shallow:.3f}")
dl.claim("In both pits the gradient is 0", max(slopes) < 1e-12)
dl.claim("But one of them is only a local minimum", two_pits(shallow) > two_pits(deep) + 0.5)
dl.claim("On the ridge line the walk ends at the saddle, where the gradient is 0 and no minimum is",
         np.abs(pass_walks[0][-1]).max() < 1e-6)
dl.claim("A millionth beside it, it escapes", pass_height(pass_walks[1][-1]) < -1)
dl.claim("On the plateau a thousand steps do not lead down", plateau(plateau_walk[-1]) > 0.9)

# %% [markdown] id="traps-in-practice"
# **Explain.** A gradient of 0 says that the ground is level here, and no more. (It is 0 on a summit, too; but
# from there any nudge leads down.) The noise of mini-batches has
# an advantage now: it can shake a walk off the ridge line of a saddle. And for lines there is no danger at
# all: their squared error is a bowl, and level ground is found at its bottom only.
#
# ## 12. From the line to the network
#
# You will often read that a neural network is regression, or logistic regression, only with more parameters.
# The first half holds for *one* neuron. A linear neuron with MSE is linear regression, as you saw. What is
# **logistic regression**? A method of statistics for yes-or-no questions: the probability of "yes" is
# $\sigma(\mathbf w \cdot \mathbf x + b)$, and the loss is the cross-entropy of lesson 04. But that is a
# sigmoid neuron.
#
# Its gradient looks like that of the line, without the 2: the mean of $e\,x$, where $e$ is output minus
# target. (Lesson 06 derives it; central differences will confirm it.) The task: tell *Iris virginica* from
# *Iris versicolor* by two measures of the petal.

# %% id="two-species"
iris = dl.datasets.load_iris()
chosen = iris.y_train > 0
x = iris.x_train[chosen, 2:]
x = (x - x.mean(axis=0)) / x.std(axis=0)
t = (iris.y_train[chosen] == 2).astype("float32")

# %% [markdown] id="logistic-loss-text"
# The loss, and 200 steps with that gradient, at the rate 1. As before, a column of ones in `design` stands for
# the bias.

# %% id="logistic-by-hand"
sigmoid, design = dl.scratch.sigmoid, np.column_stack([x, np.ones(len(x))])


def cross_entropy(w):
    p = sigmoid(design @ w)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


by_hand = np.zeros(3)
for _ in range(200):
    by_hand = by_hand - 1.0 * design.T @ (sigmoid(design @ by_hand) - t) / len(t)

# %% [markdown] id="logistic-in-keras-text"
# The same 200 steps with one neuron of Keras:

# %% id="logistic-in-keras"
neuron = keras.Sequential([keras.Input((2,)),
                           keras.layers.Dense(1, activation="sigmoid", kernel_initializer="zeros")])
neuron.compile(optimizer=keras.optimizers.SGD(1.0), loss="binary_crossentropy")
for _ in range(200):
    neuron.train_on_batch(x, t[:, None])
learned = np.concatenate([weights.ravel() for weights in neuron.get_weights()])
print("weights and bias:", learned.round(2))

# %% [markdown] id="twin-text"
# Twins?

# %% id="logistic-twin" tags=["claim-L05-17"]
formula = design.T @ (sigmoid(design @ by_hand) - t) / len(t)
dl.claim("The gradient is the mean of error times input",
         np.allclose(formula, numerical_gradient(cross_entropy, by_hand), atol=1e-8))
dl.claim("One sigmoid neuron with cross-entropy is logistic regression: the same weights",
         np.abs(learned - by_hand).max() < 1e-3)

# %% [markdown] id="rings-text"
# The second half, "only with more parameters", misses the point. Give logistic regression a task that no
# line solves: each class is a ring, and one lies around the other.

# %% id="two-rings"
angle, ring = rng.uniform(0, 2 * np.pi, size=400), np.repeat([0, 1], 200)
radius = 1 + ring + rng.normal(scale=0.1, size=400)
rings = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)

# %% [markdown] id="rings-contest-text"
# Against it we put a network with a hidden layer of 16 tanh units. Each is trained ten times, from ten random
# starts (`dl.scratch.mlp` trains many at once, as in lesson 03).

# %% id="rings" tags=["claim-L05-17"]
logistic = dl.scratch.mlp([2, 1], variants=10, output="sigmoid")
network = dl.scratch.mlp([2, 16, 1], variants=10, activation="tanh", output="sigmoid")
for model in (logistic, network):
    model.fit(rings, ring, epochs=200, batch_size=None, optimizer=dl.scratch.Adam(0.02))
dl.claim("Logistic regression hardly beats guessing on two rings",
         logistic.accuracy(rings, ring).max() < 0.6)
dl.claim("With a hidden layer, all ten networks solve it",
         network.accuracy(rings, ring).min() > 0.99)

# %% [markdown] id="not-only-more"
# More weights on the two inputs would not have helped. The hidden layer makes *new* inputs out of the old
# ones, learned features, as you saw when it folded the plane in lesson 03.
#
# It has a price: the landscape. A function is **convex** if half-way between any two places it is never higher
# than the mean of their two heights. A convex valley has no second pit and no saddle. The loss of logistic
# regression is convex. And the loss of the network? Here is a neat argument. Exchange the hidden units of a
# trained network with one another, each with all of its weights: the network computes the same, so this is
# another place of the same height. Now go half-way between the two. First the loss of all ten networks at once:

# %% id="ring-loss"
def ring_loss(weights):
    kernel, bias, out_kernel, out_bias = weights
    p = sigmoid(np.tanh(rings @ kernel + bias[:, None]) @ out_kernel + out_bias[:, None])[..., 0].clip(1e-7, 1 - 1e-7)
    return -np.mean(ring * np.log(p) + (1 - ring) * np.log(1 - p), axis=-1)


# %% [markdown] id="exchange-text"
# The exchange: `np.roll` moves each hidden unit to the place of the next.

# %% id="half-way" tags=["claim-L05-17"]
kernel, bias, out_kernel, out_bias = network.weights
exchanged = [np.roll(kernel, 1, axis=2), np.roll(bias, 1, axis=1),
             np.roll(out_kernel, 1, axis=1), out_bias]
half_way = [(a + b) / 2 for a, b in zip(network.weights, exchanged)]
same_loss = np.allclose(ring_loss(exchanged), ring_loss(network.weights))
dl.claim("Exchanged units: the same loss", same_loss)
dl.claim("Half-way between, it is higher for all ten: no convex valley",
         np.all(ring_loss(half_way) > 2 * ring_loss(network.weights)))

# %% [markdown] id="half-way-convex-text"
# And the same test for logistic regression on the flowers, between a thousand random pairs of places:

# %% id="half-way-convex" tags=["claim-L05-17"]
one, other = rng.normal(scale=2, size=(2, 1000, 3))
above_the_mean = [cross_entropy((a + b) / 2) - (cross_entropy(a) + cross_entropy(b)) / 2
                  for a, b in zip(one, other)]
dl.claim("Never is the loss half-way above the mean", max(above_the_mean) < 1e-9)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Central differences have a truncation error of order $h^2$, forward differences of order $h$. Too small an
#   $h$ loses digits: take about 1e-5 in float64. Analytic and automatic derivatives are exact up to rounding.
# - The gradient is the vector of all partial derivatives. It points uphill as steeply as possible, at a right
#   angle to the contour. Minus the gradient is the steepest way down, but seldom the way to the minimum.
# - Gradient descent repeats $\mathbf w \leftarrow \mathbf w - \eta \nabla f$. Its steps shrink with the
#   gradient. Too small a rate creeps, too large a rate diverges; on a bowl the limit is exactly
#   $2/\lambda_{\max}$.
# - A linear neuron is linear regression, and descent finds the closed form. At the optimum the pulls of the
#   samples sum to 0. Standardised inputs make the valley rounder and the walk shorter.
# - A mini-batch gives an unbiased, noisy gradient; its noise falls as one over the root of its size. For the
#   same arithmetic, many rough steps beat a few exact ones. A single step may raise the loss over all data.
# - An epoch is one pass over all samples. It has ⌈N / batch size⌉ iterations. The batch size is a number.
# - Gradient 0 is found at minima, the lowest or not, at saddle points and summits, and nearly on plateaus.
# - One sigmoid neuron is logistic regression. Hidden layers add learned features, and make the loss non-convex.

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
# | saddle point | 안장점 | point of gradient 0 that is a minimum in one direction and a maximum in another |
# | plateau | 고원 | region where the gradient is nearly 0 |
# | convex | 볼록 | nowhere higher half-way between two places than their mean height |

# %% [markdown] id="references"
# ## References
#
# - A.-M. Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805 (least
#   squares).
# - C. F. Gauss, *Theoria motus corporum coelestium*, 1809.
# - A.-L. Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, Comptes
#   rendus de l'Académie des sciences 25, 1847 (gradient descent).
# - H. Robbins and S. Monro, *A stochastic approximation method*, Annals of Mathematical Statistics 22, 1951.
# - D. R. Cox, *The regression analysis of binary sequences*, Journal of the Royal Statistical Society B 20,
#   1958 (logistic regression).
# - L. Bottou, *Large-scale machine learning with stochastic gradient descent*, COMPSTAT, 2010.
# - Y. Dauphin et al., *Identifying and attacking the saddle point problem in high-dimensional non-convex
#   optimization*, Advances in Neural Information Processing Systems 27, 2014.
# - R. A. Fisher, *The use of multiple measurements in taxonomic problems*, Annals of Eugenics 7, 1936 (the
#   iris flowers).
