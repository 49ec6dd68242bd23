# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=30 minutes=90 figure="a sheet of paper with two rings, bent into a tent by three bends and parted by one straight cut"
# # Tensors
#
# A computer cannot see a handwritten 7. It is given a box of numbers, and all it can do is arithmetic on boxes.
# In this lesson you open such a box, build readers of handwriting out of a few operations, and let one read your own
# digits. You run a trained network by hand, and see what one network does to a sheet of paper: it hangs it up by the
# middle, and makes one straight cut.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - read the rank, the shape and the data type of a tensor, and say what each axis counts;
# - tell which shape an operation gives, and find the bug when another one comes out;
# - read handwriting with ten averages and one matrix product;
# - see a matrix as a movement of space, and read its numbers off a few points;
# - say what training adds, what hidden layers add, and choose the numbers of a small network by hand.
#
# You need a little Python and school mathematics. Run the cells from top to bottom with Shift + Enter. **Predict** asks for
# a guess before you run the cell below it. A ✓ stands before a fact that the cell has just checked. Code that only draws
# may be skipped (`_ = ...` hides what a line returns), and sections headed *Deeper* can wait.
# The first cell loads NumPy, for boxes of numbers, and Keras, which builds and trains networks from them.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=0)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)  # a source of random numbers, the same on every run

# %% [markdown] id="one-picture-text"
# ## 1. A picture is a box of numbers
#
# In a drawer lie 1,797 scans of handwritten digits, each with a note of which digit was meant. Take one out.

# %% id="one-picture" alt="A handwritten zero on a grid of 8 by 8 squares, each with its number inside: close to 1 where there is ink, 0 where there is paper. The middle of the ring is empty."
digits = dl.datasets.load_digits()
image = digits.x_train[digits.y_train == 0][0]  # the first zero; how this line works, you see below
fig, ax = plt.subplots(figsize=(6, 6))
ax.imshow(image, cmap="Greys")
for row in range(8):
    for column in range(8):
        ink = image[row, column]
        ax.text(column, row, f"{ink:.1f}", ha="center", va="center",
                color="white" if ink > 0.5 else "black")
ax.grid(False)
_ = ax.set(xlabel="column", ylabel="row")

# %% [markdown] id="pixels-text"
# Each square is a **pixel**. Its number says how much ink it holds: 0 is bare paper, 1 is all ink. A computer will
# never know more about this zero.
#
# Square brackets pick numbers from the box, the row first, then the column, and counting starts at 0. `2:6` means
# "from 2 up to, but not including, 6". So `image[2:6, 3:5]` is the middle of the picture.

# %% id="middle"
print("one pixel:", image[1, 2].round(1))
print(image[2:6, 3:5].round(1))
print("mean ink in the middle:", image[2:6, 3:5].mean().round(2))

# %% [markdown] id="by-hand-text"
# A zero is empty in the middle; a one is full of ink there. That is enough for a **first reader**, which knows
# only zeros and ones: *if the mean ink in the middle is above one half, say "one".*
#
# Let it read all zeros and ones of the **test** part of the drawer. (The **training** part is there to learn from.) The
# notes are called **labels**.
#
# `digits.x_test` is a stack of images: the first index picks the image, the second the row, the third the column. A
# lone `:` means "all", and `mean(axis=(1, 2))` averages over rows and columns: one number per image.
# `digits.y_test < 2` gives a True or False for each label. In square brackets, it keeps the images where it is True.
#
# **Predict.** How often will such a simple rule be right: 60 %, 80 % or 95 %?

# %% id="by-hand" tags=["predict"]
zero_or_one = digits.y_test < 2
images, labels = digits.x_test[zero_or_one], digits.y_test[zero_or_one]
says_one = images[:, 2:6, 3:5].mean(axis=(1, 2)) > 0.5
by_hand = np.mean(says_one == labels)  # True counts as 1, False as 0
print(f"right: {by_hand:.0%} of {len(labels)} images")

# %% [markdown] id="by-hand-explained"
# **Explain.** The proportion of right answers is called **accuracy**, and one good idea gave us a high one. But try to
# write such a rule for all ten digits!
#
# ## 2. Rank, shape, data type
#
# A **tensor** is a box of numbers arranged along **axes**. NumPy calls it an array. A single
# number, a **scalar**, has no axis; a list of numbers, a **vector**, has one; a table, a **matrix**, has two. Stack boxes of
# the same shape, and you get a box with one axis more. (`np.zeros` makes a box of zeros.)

# %% id="ranks"
vector = np.array([12, 3, 6, 14])
matrix = np.array([[1, 2, 3], [4, 5, 6]])
boxes = {"scalar": np.array(12), "vector": vector, "matrix": matrix,
         "two matrices": np.stack([matrix, 10 * matrix]),
         "4 colour photos": np.zeros((4, 32, 32, 3)),
         "4 films": np.zeros((4, 16, 32, 32, 3))}
for name, box in boxes.items():
    print(f"{name:16} rank {box.ndim}   {box.dtype!s:8} shape {box.shape}")

# %% [markdown] id="ranks-explained"
# The **rank** is the number of axes (`ndim`), the **shape** the length along each of them; a shape of a single length is
# written with a comma, `(4,)`. Each film has 16 pictures of 32 rows, 32 columns and
# 3 colours. The third property is the **data type** (`dtype`): `int64` are whole numbers, `float64` decimal ones; our
# images are `float32`, decimal numbers with fewer digits.
#
# Axis 0 nearly always counts the **samples**, the single items of the data: the training images have the shape
# (1347, 8, 8), samples, rows, columns. A few samples taken together, such as `x[0:32]`, are a **batch**.
#
# You have met `axis`: to average or to add up *along* an axis makes it vanish. `mean(axis=(1, 2))` made rows and
# columns vanish; `mean(axis=0)` makes the *images* vanish.
#
# **Predict.** Take all sevens and average them with `mean(axis=0)`. Which shape comes out, and what does it look like?

# %% id="averages" tags=["predict"] alt="Ten blurred images in two rows: the average zero, the average one, and so on to the average nine. Most can be read at once; the 8 is the most blurred."
averages = np.stack([digits.x_train[digits.y_train == k].mean(axis=0) for k in range(10)])
print("all ten averages:", averages.shape)
fig, axes = plt.subplots(2, 5, figsize=(10, 4.4))
for k, ax in enumerate(axes.flat):
    ax.imshow(averages[k], cmap="Greys", vmin=0, vmax=1)
    ax.set(title=k, xticks=[], yticks=[])

# %% [markdown] id="averages-explained"
# **Explain.** The mean of all sevens, of shape (8, 8), is a blurred 7; `np.stack` puts the ten averages into one box. They
# will read. But first, a trap.

# %% [markdown] id="element-wise-text"
# ## 3. When boxes meet
#
# An **element-wise** operation works on each place by itself. Boxes of the same shape are added or multiplied place
# by place. If the shapes differ, NumPy tries to stretch them: **broadcasting**. The whole rule:
#
# **Write one shape below the other, so that they end together. Each pair of lengths must be equal, or one of the two
# must be 1. A missing length counts as 1.** An axis of length 1 is repeated as often as needed.
#
# ```
#       (3,)        (3, 1)        (2, 3)
#     (2, 3)        (1, 4)          (2,)
#     ------        ------        ------
#     (2, 3)        (3, 4)        error: 3 meets 2
# ```
#
# Here are the first two. What is dashed was repeated; in the second, *both* are stretched.

# %% id="broadcasting" alt="Two additions of tables. Above, a vector of shape (3,) is repeated to fill two rows, dashed, and added to a table of shape (2, 3). Below, a column of shape (3, 1) is repeated to the right, a row of shape (1, 4) downwards; their sum is a full table of shape (3, 4)."
vector, table = np.array([1, 2, 3]), np.array([[10, 20, 30], [40, 50, 60]])
column, row = np.array([[10], [20], [30]]), np.array([[1, 2, 3, 4]])
fig, (above, below) = plt.subplots(2, 1, figsize=(10, 5.2))
dl.plots.plot_broadcast(vector, table, ax=above)  # vector + table
dl.plots.plot_broadcast(column, row, ax=below)  # column + row
try:
    table + np.array([1, 2])
except ValueError as error:
    print("error:", error)

# %% [markdown] id="perfect-reader-text"
# The error came from the third case. NumPy does not guess.
#
# A perfect reader gives every test image
# its label, as a table with one column, of shape (450, 1). (`None` puts in an axis of length 1, `astype` changes the data
# type.) The labels have the shape (450,). How far apart are they, on average? `np.abs` drops the minus signs.
#
# **Predict.** What is the mean error of a reader that is always right?

# %% id="perfect-reader" tags=["predict"]
answers = digits.y_test[:, None].astype("float32")  # always right
measured_error = np.abs(answers - digits.y_test).mean()
print("shapes:", answers.shape, digits.y_test.shape)
print("mean error:", measured_error.round(1))

# %% [markdown] id="exercise-error-text"
# **Explain.** An error message is good luck. Here is a bug without one: the reader *is* perfect, so the measurement is
# wrong. Find out why.
#
# ### Exercise: diagnose and mend
#
# Write the two shapes below each other: what was averaged? Then write a measurement that is right if either of
# them, or both, come as a column. (`x.reshape(-1)` lays all numbers of `x` in one line, of shape (n,).) If the check
# says *wrong*, read why; `dl.exercises.mean_error.hint()` gives a hint.

# %% id="exercise-error" tags=["exercise"]
def mean_error(answers, labels):
    """Return the mean distance between each answer and its own label.

    answers, labels: float, n numbers each, of shape (n,) or (n, 1).
    Returns one number, right to a relative error of 1e-5.

    Example: mean_error(np.array([[1.], [2.]]), np.array([1., 3.])) is 0.5.
    """
    # solution
    return np.mean(np.abs(np.reshape(answers, -1) - np.reshape(labels, -1)))

# %% id="check-error"
dl.exercises.mean_error.check(mean_error)

# %% [markdown] id="perfect-reader-solved"
# This is what happened, for four of the images. With only the shape put right, the error is 0:

# %% id="perfect-reader-claim" tags=["claim-L00-17"] alt="A column of four answers is repeated to the right, a row of four labels downwards. Their difference is a table of 16 numbers. It is 0 only on its diagonal, where each answer meets its own label."
fig, ax = plt.subplots(figsize=(10, 3.6))
four = [0, 1, 3, 8]  # a list of places picks several
dl.plots.plot_broadcast(answers[four], digits.y_test[four], symbol="-", ax=ax)
for i in range(4):  # each answer with its own label
    ax.add_patch(plt.Rectangle((10 + i, i), 1, 1, fill=False, edgecolor="C1", lw=5, zorder=5))
true_error = np.abs(answers[:, 0] - digits.y_test).mean()
dl.claim("A column minus a vector: the perfect reader seems to be wrong by more than 3",
         measured_error > 3 and true_error == 0)

# %% [markdown] id="dot-text"
# Each answer met *every* label; only the framed ones belong together. When a number surprises you, print the shapes first.
#
# ## 4. The dot product compares
#
# Now for all ten digits. Lay the image on an average, like tracing paper: multiply pixel by pixel, and add up. Ink on ink
# counts, ink on paper does not. So the more ink the two share, the larger the sum. This is the **dot product**. In
# small:
#
# $$ (1, 2, 3) \cdot (4, 5, 6) = 1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 32. $$

# %% id="agreement" alt="Two rows of three pictures. The zero, times the average zero, leaves a dark ring: sum 13.0. The same zero, times the average one, leaves only a few dark squares where the two cross: sum 8.6."
agreement = (image * averages).sum(axis=(1, 2))  # (8, 8) meets (10, 8, 8)
fig, axes = plt.subplots(2, 3, figsize=(10, 6.8))
for row, k in zip(axes, (0, 1)):
    shown = {"our image": image, f"times average {k}": averages[k],
             f"what agrees: sum {agreement[k]:.1f}": image * averages[k]}
    for ax, (name, box) in zip(row, shown.items()):
        ax.imshow(box, cmap="Greys", vmin=0, vmax=1)
        ax.set(title=name, xticks=[], yticks=[])
print(agreement.round(1), "  largest at", agreement.argmax())

# %% [markdown] id="small-product-text"
# (`argmax` gives the place of the largest.) For all 450 test images we need 4,500 dot products. The **matrix
# product**, written `@`, takes them at once. Each entry is the dot product of a row of the first matrix and a column of
# the second:

# %% id="small-product"
print(np.array([[1, 2], [3, 4]]) @ np.array([[5, 6], [7, 8]]))

# %% [markdown] id="matrix-product-text"
# The 43 comes from row $(3, 4)$ and column $(5, 7)$: $3 \cdot 5 + 4 \cdot 7$. So every image must lie in a row, and every average in a
# column.
#
# - **Reshape** lays the 64 pixels of an image in one row. All numbers keep their reading order, only the lines break
#   elsewhere. (-1 means "work this length out yourself".) So the test images become `flat_test`.
# - **Transpose**, written `.T`, turns rows into columns. So the ten averages are reshaped, too, and then transposed: `W`.
#
# With $n$ images, $d$ pixels and $p$ averages,
#
# $$ (n, d)\;@\;(d, p) \rightarrow (n, p). $$
#
# The inner lengths must be equal, and they vanish.
#
# **Predict.** There are 450 test images. What comes out of `flat_test @ W`, a shape or an error? And of `W @ flat_test`?

# %% id="matrix-product" tags=["predict"]
flat_train, flat_test = digits.x_train.reshape(-1, 64), digits.x_test.reshape(-1, 64)
W = averages.reshape(10, 64).T
scores = flat_test @ W
print(flat_test.shape, "@", W.shape, "->", scores.shape)
try:
    W @ flat_test
except ValueError:
    print(W.shape, "@", flat_test.shape, "-> error")

# %% [markdown] id="second-reader-text"
# **Explain.** In the first, 64 meets 64: ten scores for each of 450 images. In the second, 10 meets 450. The order counts.
#
# The reader's answer is the place of the largest score. That is our **second reader**. Guessing gets one in ten right.
#
# **Predict.** How many of the test images will the averages read correctly? And with `averages.reshape(64, 10)` in place of
# the transpose? Its shape fits, too.

# %% id="second-reader" tags=["predict"]
def accuracy(scores):
    return np.mean(scores.argmax(axis=1) == digits.y_test)


reshaped = flat_test @ averages.reshape(64, 10)
print(f"right: {accuracy(scores):.0%}   reshaped, not transposed: {accuracy(reshaped):.0%}")
said = np.bincount(scores.argmax(axis=1))  # how often each digit is said
print("says 0, 1, ..., 9 so often:", said, "  of each there are", np.sum(digits.y_test == 8))
print("ink of each average:", W.sum(axis=0).round(1))

# %% [markdown] id="second-reader-explained"
# **Explain.** Not bad. (Reshaped, the averages have the right shape and their numbers in the wrong order, and nobody
# complains.) But why so many eights? The average 8 has the most ink, much of it where other digits have theirs,
# too. So it agrees with every image a little. To be fair, take something off the scores of each average: half of the
# average's dot product with itself.
# A number that is added to a score is called a **bias**, `b`; ours is negative. (*Deeper: why half*.) As a control, give
# all averages the same ink instead.

# %% id="with-bias"
def wrong_eights(scores):
    return np.sum(scores.argmax(axis=1)[digits.y_test != 8] == 8)


b = -0.5 * (W**2).sum(axis=0)
print("bias:", b.round(1))
biased, same_ink = flat_test @ W + b, flat_test @ (W / W.sum(axis=0))
for name, s in [("before", scores), ("bias", biased), ("same ink", same_ink)]:
    says_8 = np.sum(s.argmax(axis=1) == 8)
    print(f"{name:9} right {accuracy(s):.0%}   says 8: {says_8}, wrongly: {wrong_eights(s)}")
averages_right, plain_right = accuracy(biased), accuracy(scores)
dl.claim("Ten averages, one matrix product and a bias read more than 85 % of the digits", averages_right > 0.85)
wrong_share = wrong_eights(biased) / wrong_eights(scores)
dl.claim("With a bias, fewer other digits are called '8', and more digits are read correctly",
         wrong_share < 0.65 and averages_right > plain_right)

# %% [markdown] id="machine-learning"
# (Equal ink does too much: no wrong eight is left, but of 43 right ones only 25. The bias loses right ones, too, but
# fewer than it mends.)
#
# Nobody wrote down what a 3 looks like. To find the numbers of a rule from examples is **machine learning**. (People
# still chose the task, the data, the measure and the form of the rule, `x @ W + b`.)
#
# Now let it read *your* handwriting. Draw a digit with `#`, as large as the box allows, in place of the 7. Can you draw one
# that *you* can read, and your reader cannot? (The same people wrote both parts of the drawer; you are a stranger.)

# %% id="your-digit"
drawing = """
. . # # # # . .
. . . . . # . .
. . . . . # . .
. . . # # # # .
. . . . # . . .
. . . # . . . .
. . . # . . . .
. . . # . . . .
"""
ink = np.array([mark == "#" for mark in drawing.split()], dtype=float)  # 64 numbers
your_scores = ink @ W + b
print(your_scores.round(1))
print("I read a", your_scores.argmax())

# %% [markdown] id="pause"
# *A good place for a pause.*

# %% [markdown] id="space-text"
# ## 5. Operations move space
#
# What does `x @ W + b` *do* to data? Nobody can draw images as points in 64 dimensions. So take a hundred points with
# two coordinates, like a sheet of squared paper, and one matrix `W` of shape (2, 2). Where does it send (2, 3)? Its dot
# product with each column is 2 times the upper number plus 3 times the lower: in all, 2 times the first row of `W` plus 3
# times the second. So (1, 0) goes to the first row, and (0, 1) to the second. (`@` works on the last axis; the others
# only count points.)

# %% id="grid"
side = np.linspace(-1, 1, 10)
grid = np.stack(np.meshgrid(side, side), axis=-1)  # all pairs of two coordinates, on the last axis
angle = np.deg2rad(30)
# the rows: where (1, 0) and (0, 1) go, each turned by 30°
rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
scaling = np.array([[1.8, 0.0], [0.0, 0.5]])
print(grid.shape, "@", rotation.shape, "->", (grid @ rotation).shape)

# %% [markdown] id="geometry-predict"
# **Predict.** Draw what becomes of the sheet: turned by `rotation`; multiplied by `scaling`; and turned, then with
# every negative coordinate replaced by 0. This function, $\max(x, 0)$, is called **relu**.

# %% id="geometry" tags=["predict"] alt="One sheet of 100 points, its quarters in four colours, four times: flat; turned by 30 degrees; stretched to nearly twice its width and half its height. In all three the lines stay straight. Last, turned and sent through relu: only what has two positive coordinates stays where it was, the rest is pressed flat onto the two axes, and part of it, most of it blue, into the origin."
moves = {"the sheet": grid, "@ rotation": grid @ rotation, "@ scaling": grid @ scaling,
         "@ rotation, then relu": np.maximum(grid @ rotation, 0)}
fig, axes = plt.subplots(2, 2, figsize=(10, 9.6))
for ax, (name, points) in zip(axes.flat, moves.items()):
    dl.plots.plot_point_grid(points, ax=ax)
    ax.set_title(name)

# %% [markdown] id="geometry-explained"
# **Explain.** The rotation turned the sheet, the scaling made it wider and flatter. Relu pressed much of it onto the
# axes, and part of it into one point.
#
# A matrix turns, stretches, slants, mirrors or flattens the sheet, but straight lines stay straight, and
# parallels parallel. `+ b` shifts. Only relu does something new: it *bends*.
#
# Now send the sheet through ten random matrices, one after the other. Could *one* matrix do the same? There is only one
# candidate: its rows must be the two places to which the ten send (1, 0) and (0, 1).

# %% id="chain-functions"
matrices = rng.normal(size=(10, 2, 2))


def through_all(points, with_relu):
    points = points @ matrices[0]
    if with_relu:
        points = np.maximum(points, 0)
    for matrix in matrices[1:]:
        points = points @ matrix
    return points

# %% [markdown] id="chain-question"
# **Predict.** Does the candidate do the same as the ten? And if there is a relu after the first of them?

# %% id="chain" tags=["predict"]
difference = []
for with_relu in (False, True):
    sheet = through_all(grid, with_relu)
    candidate = through_all(np.array([[1.0, 0.0], [0.0, 1.0]]), with_relu)
    difference.append(np.abs(grid @ candidate - sheet).max() / np.abs(sheet).max())
    print(f"relu: {with_relu!s:5}   largest difference: {difference[-1]:.0%} of the largest number")

# %% [markdown] id="chain-explained"
# **Explain.** Where (2, 3) lands is 2 times where (1, 0) lands plus 3 times where (0, 1) lands. The first matrix keeps this recipe,
# so does the next, and so does a chain of any length: two landing places fix it all, and they are the rows of one matrix.
# Relu breaks the recipe: it keeps 1, but makes 0 of −1. With a bend, a chain can do more.

# %% id="chain-claim"
ten_matrices, one_relu = difference
dl.claim("Ten matrices are one matrix; with one relu among them, no single matrix does the same",
         ten_matrices < 1e-9 and one_relu > 0.1)

# %% [markdown] id="fold-text"
# Bends need not crush. The first matrix makes four numbers of $(x_1, x_2)$: $x_1, -x_1, x_2, -x_2$. Relu sets the
# negative ones to 0. The second matrix adds the pairs: $\max(x, 0) + \max(-x, 0)$ is $|x|$.

# %% id="fold" alt="Two panels. Left, relu alone: three quarters of the sheet are pressed onto two lines and a point. Right, two matrices with relu in between: the sheet is folded twice, like a napkin, and all four colours lie on each other in the positive quadrant."
both_sides = np.array([[1, -1, 0, 0], [0, 0, 1, -1]])
add_up = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
folded = np.maximum(grid @ both_sides, 0) @ add_up
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.8))
dl.plots.plot_point_grid(np.maximum(grid, 0), reach=1.4, ax=left)
left.set_title("relu: crushed")
dl.plots.plot_point_grid(folded, reach=1.4, layered=True, ax=right)
_ = right.set_title("@, relu, @: folded like a napkin")

# %% [markdown] id="explorer-text"
# Play: turn by 45° and fold, again and again. **After how many such layers do the four corners, the stars, meet in one point?**

# %% id="explorer" alt="Two views of a sheet of points in four colours, with its corners as stars. Left, before: a square. Right, turned by 45 degrees and folded along both axes: a triangle of four layers, in which the four corners lie at two points; the area of the paper is unchanged."
dl.demos.tensor_explorer()

# %% [markdown] id="exercise-unlock-text"
# ### Exercise: what is in the box?
#
# A function `move` computes `x @ W + b`, but `W` and `b` are locked inside. You may send any points
# through it. Which ones give the secret away? (`np.eye(d)` is a table with `d` rows, (1, 0, ..., 0), (0, 1, 0, ..., 0) and
# so on.)

# %% id="exercise-unlock" tags=["exercise"]
def unlock(move, d):
    """Return the matrix W and the bias b of move, which computes x @ W + b.

    move: a function; takes points of shape (n, d), or one point of shape (d,).
    d: the number of coordinates of a point.
    Returns (W, b), of shapes (d, p) and (p,), right to a relative error of 1e-5.

    Example: if move sends (0, 0) to (5, -1), (1, 0) to (7, -1) and (0, 1) to (6, 2), then
    W is [[2., 0.], [1., 3.]], and b is [5., -1.].
    """
    # solution
    b = move(np.zeros(d))
    return move(np.eye(d)) - b, b

# %% id="check-unlock"
dl.exercises.unlock.check(unlock)

# %% [markdown] id="third-reader-text"
# ## 6. From one matrix to a network
#
# A **layer** of a network is `x @ W + b`, mostly with a function after it; Keras calls it `Dense`. Each column of `W` belongs to one
# **unit**, or artificial neuron, loosely inspired by nerve cells; its numbers are the unit's **weights**. A **network**
# is several layers in a row. Their number is its **depth**; learning is called **deep** if several layers learn
# together. Here is the **third reader**, of depth 3, drawn with fewer circles than it has. On the left are the
# pixels; all the other circles are units, and each line is one weight.

# %% id="network-drawn" alt="A network of circles and lines: on the left some of the 64 pixels, then two layers of 32 units, on the right ten scores. Each unit is joined by a line to each circle of the layer before; below stand the operations, @ W1 + b1 and relu, @ W2 + b2 and relu, @ W3 + b3."
fig, ax = plt.subplots(figsize=(9, 3.8))
names = ["64 pixels\nx", "32 units\nrelu(x @ W1 + b1)", "32 units\nrelu(h1 @ W2 + b2)", "10 scores\nh2 @ W3 + b3"]
_ = dl.plots.plot_network([6, 4, 4, 3], names=names, ax=ax)

# %% [markdown] id="third-reader-training"
# Its weights begin at random. Then it sees the training images fifteen times, in batches of 32. After each batch the weights
# change a little, so that the scores of the right digits rise compared with the others: they are **fitted**. (`fit` does
# all this; `Adam` and `SparseCategoricalCrossentropy` are names that lessons 04 to 08 explain.)

# %% id="third-reader"
reader = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10),
])
reader.compile(optimizer=keras.optimizers.Adam(0.003),
               loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
_ = reader.fit(flat_train, digits.y_train, epochs=15, batch_size=32, verbose=0)

# %% [markdown] id="by-numpy-text"
# Is that magic? The trained network is three matrices and three biases. Take them out of Keras, and do what it does, with
# the operations of this lesson alone.

# %% id="by-numpy" tags=["claim-L00-03", "claim-L00-15"]
W1, b1, W2, b2, W3, b3 = reader.get_weights()
h1 = np.maximum(flat_test @ W1 + b1, 0)
h2 = np.maximum(h1 @ W2 + b2, 0)
network_scores = h2 @ W3 + b3
in_keras = reader.predict(flat_test, verbose=0)
print(flat_test.shape, "->", h1.shape, "->", h2.shape, "->", network_scores.shape)
relative_difference = np.abs(network_scores - in_keras).max() / np.abs(in_keras).max()
dl.claim("This trained network needs three operations only: @, + and maximum",
         relative_difference < 1e-5)

# %% [markdown] id="why-better-text"
# **Predict.** Does this network read better than the averages? And if so, is this due to its hidden layers, those in the middle,
# or to the fitting?
#
# The control is fitted in the same way, but has no hidden layers, just `x @ W + b`. The **learning rate** sets how large the
# little changes are. Each kind tries five rates, from three random starts each, and its best rate counts. (It is chosen
# on the test images, which flatters both a little. All fifteen readers, `variants`, learn side by side, in plain NumPy.)

# %% id="why-better" tags=["predict"] atol=0.04
def learn(layers, rates):
    """Train three readers at each rate; return the readers, and their mean accuracy at each rate."""
    rate_of_each = np.repeat(rates, 3)  # the first rate three times, then the second, ...
    readers = dl.scratch.mlp(layers, variants=3 * len(rates), seed=[0, 1, 2] * len(rates))
    readers.fit(flat_train, digits.y_train, epochs=20, optimizer=dl.scratch.Adam(rate_of_each))
    right = readers.accuracy(flat_test, digits.y_test)
    return readers, right.reshape(-1, 3).mean(axis=1)  # one row for each rate


matrix_readers, matrix_right = learn([64, 10], [0.003, 0.01, 0.03, 0.1, 0.3])
_, hidden_right = learn([64, 32, 32, 10], [0.0003, 0.001, 0.003, 0.008, 0.02])
print("one matrix, at its five rates", matrix_right.round(2))
print("hidden layers, at theirs     ", hidden_right.round(2))
print(f"averages {averages_right:.2f}   third reader {accuracy(network_scores):.2f}")

# %% [markdown] id="why-better-explained"
# **Explain.** It does, and mostly by the fitting: a matrix of the averages' shape reads far better when its numbers are
# fitted, not averaged. These hidden layers add little to that. (Other hidden layers may add more. A reader that fits
# nothing, but keeps all training images, reads at least as well: *Deeper: how much data, and when not*.)

# %% id="why-better-claim" atol=0.012
learned, deep = matrix_right.max(), hidden_right.max()
dl.claim("Fitting takes away over half of the averages' errors, these hidden layers less than half of the rest",
         1 - learned < 0.5 * (1 - averages_right) and 1 - deep > 0.5 * (1 - learned))

# %% [markdown] id="rings-text"
# ## 7. What bends are for
#
# For the digits hidden layers were worth a few images at most. Here they are everything: points lie on two rings,
# of radius 1 and 2, scattered a little. A reader gives each point one score, which is to be above 0 on the inner
# ring and below 0 on the outer. Without bends the score is $w_1 x_1 + w_2 x_2 + b$, and it is 0 on a straight line. No straight line parts two rings. But you know how to fold.

# %% id="rings-data" alt="A ring of blue dots around a ring of orange triangles, with a gap between them."
y = np.arange(400) % 2  # every second point is of the inner ring
r = np.where(y == 1, 1.0, 2.0) + rng.normal(0, 0.1, 400)  # distance from the middle
theta = np.linspace(0, 2 * np.pi, 400)  # direction
rings = np.stack([r * np.cos(theta), r * np.sin(theta)], axis=1)
_ = dl.plots.plot_samples(rings, y)

# %% [markdown] id="exercise-rings-text"
# ### Exercise: part the rings by hand
#
# Be the training: choose the numbers of the network `np.maximum(x @ W1 + b1, 0) @ W2 + b2`. Begin with the fold of section
# 5. How large can $|x_1| + |x_2|$ be on the inner ring, and how small on the outer? (Half-way between the axes, a point of the
# inner ring is (0.71, 0.71).)

# %% id="exercise-rings" tags=["exercise"]
def part_rings():
    """Return the numbers of a network with one hidden layer of p units: W1, b1, W2, b2.

    Their shapes are (2, p), (p,), (p, 1) and (1,); choose p yourself.
    The check looks at eight points of each ring: on the axes, and half-way between them.
    """
    # solution
    W1 = np.array([[1, -1, 0, 0], [0, 0, 1, -1]])
    return W1, np.zeros(4), np.array([[-1], [-1], [-1], [-1]]), np.array([1.7])

# %% id="check-rings"
dl.exercises.part_rings.check(part_rings)

# %% [markdown] id="rings-training-text"
# Can training find such numbers? Twenty random starts each, with one hidden layer of 1, 2, 3, 4 or 8 units; and as a
# control, 8 units without the bend (`"linear"`). Again there is one score for each answer.
#
# **Predict.** How many units are needed at least?

# %% id="rings" tags=["predict"] atol=3
def twenty(units, activation="relu"):
    networks = dl.scratch.mlp([2, units, 2], variants=20, activation=activation)
    networks.fit(rings, y, epochs=40, batch_size=20, optimizer=dl.scratch.Adam(0.03))
    right = networks.accuracy(rings, y)
    print(f"{activation:6} units: {units}   part the rings: {np.sum(right > 0.95):2} of 20")
    return networks, right


one, two, three, four, eight = [twenty(units) for units in (1, 2, 3, 4, 8)]
linear = twenty(8, "linear")

# %% [markdown] id="rings-explained"
# **Explain.** Without bends, no start parts them; nor would more units help, for a chain of `x @ W + b` is again one. With
# one bend or two, none does. With three, it depends on the start; with four or eight all do, or nearly all.
#
# Why three? Lay the rings on squared paper. Each unit bends it along one straight line: on one side the
# unit works, on the other relu makes it 0. Take a network with three units.

# %% id="rings-view" alt="A ring of blue dots around a ring of orange triangles. Three dashed lines, along which the paper is bent, form a triangle with its corners on the orange ring. Between the rings runs a closed border of straight pieces, which changes its direction only at the dashed lines. Inside the triangle no unit works, beside one of its sides one, beyond a corner two."
networks, right_three = three
# of these twenty, take the third; squeeze drops axes of length 1
W1, b1, W2, b2 = [part[2].squeeze() for part in networks.weights]
fig, ax = plt.subplots(figsize=(5.4, 5.4))
dl.plots.plot_samples(rings, y, ax=ax)
dl.plots.plot_regions(lambda x: (np.maximum(x @ W1 + b1, 0) @ W2 + b2).argmax(axis=1), ax=ax)
for w, shift in zip(W1.T, b1):  # where a unit begins to work, the paper is bent
    on_line = -shift * w / (w @ w)
    ax.axline(on_line, on_line + [-w[1], w[0]], color="black", ls="--", lw=1.5)
for place, name in [((0.1, 0.05), "0 units work"), ((1.5, -1.9), "1 unit"), ((-0.55, -1.48), "2 units")]:
    ax.text(*place, name, ha="center", va="center", fontsize=12)
_ = ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-2.4, 2.4), ylim=(-2.4, 2.4))

# %% [markdown] id="rings-view-text"
# To the last layer, the three outputs of the hidden layer are a point's place: the paper stands in space. The last
# layer compares its two scores. They are equal on a plane, and on one side of it "inner" wins. The film is turned so that
# this plane lies level, with "inner" above. (Heights are drawn larger.)

# %% id="paper"
def seen(points, slope=0):  # by the last layer; below 0 relu has slope 0, and slope 1 bends nothing
    z = points @ W1 + b1
    return np.maximum(z, slope * z)


side = np.linspace(-2.4, 2.4, 97)
paper = np.stack(np.meshgrid(side, side), axis=-1)
print(paper.shape, "->", seen(paper).shape)

# %% [markdown] id="rings-film-text"
# The film begins above the flat paper. Paper above the plane is orange, paper below it blue: here, without bends, all of it
# is "inner". Then the camera comes down, and all three bends come in at once.

# %% id="rings-film" tags=["remember"] alt="The still picture of a short film: the paper stands in space like a tent with one peak and three legs. The orange ring lies around the peak, the blue one further down, and a level plane, one straight cut, runs between the two. In the film the flat paper with both rings bulges into a dome, and its rim sinks through the plane, until only the peak stands out."
fig = plt.figure(figsize=(6.5, 5.2))
space = fig.add_subplot(projection="3d", position=(-0.1, -0.25, 1.2, 1.5))


def show(i):
    t = i / 11  # from 0 to 1
    sheet, points = [seen(x, slope=min(1, 1.15 * (1 - t))) for x in (paper, rings)]
    space.clear()
    name = "one straight cut" if t > 0.9 else ""
    dl.plots.plot_bent_sheet(sheet, points, y, W2, b2, cut=name, reach=6, zoom=0.7 + 0.75 * t**2, ax=space)
    space.view_init(elev=89 - 73 * np.sin(np.pi / 2 * t), azim=-71 - 79 * t)


dl.plots.Film(fig, show, 12, interval_ms=[1000] + 11 * [250], sharpness=1, all_colors=True)

# %% [markdown] id="rings-view-explained"
# *This* network lets the paper sink, its rim most: it hangs like a handkerchief held by its middle, and one straight cut is
# enough. (Inside the triangle no unit works: it is pressed into the peak. Where one works, the paper becomes a leg of the
# tent; where two, a side. Other starts find other shapes.)
#
# Why not two? Going outwards, in every direction, "inner" has to lose its lead. But one unit can lower it in one half of
# all directions only, like one side of a roof. Two can make a roof, but a roof has a ridge: walk along it, and nothing falls.
# Three can make a tent. (The proof: *Deeper: why two bends are too few*.)
#
# Each point is still the same point, in another **representation**, and a good representation makes the task easy. A person
# who knows about circles takes the distance $r$ from the middle, and cuts at $r = 1.5$.

# %% id="rings-claim" tags=["claim-L00-05", "claim-L00-21"]
by_radius = np.mean((r < 1.5) == (y == 1))
best_straight = linear[1].max()
dl.claim("By radius one cut is right; in x1 and x2, no network without bends finds one",
         by_radius > 0.99 and best_straight < 0.75)
best_of_two, best_of_three = two[1].max(), right_three.max()
dl.claim("Twenty starts: two bends never part the rings, three can", best_of_two < 0.85 and best_of_three > 0.98)

# %% [markdown] id="why-half"
# ## Deeper: why half
#
# Which average $\mathbf a$ is *nearest* to the image $\mathbf x$? Their **squared distance** is the sum of the squared
# differences of their pixels: the dot product of $\mathbf x - \mathbf a$ with itself. Multiply it out:
#
# $$ (\mathbf x - \mathbf a) \cdot (\mathbf x - \mathbf a) = \mathbf x \cdot \mathbf x
#    - 2 \, (\mathbf x \cdot \mathbf a - \tfrac12\, \mathbf a \cdot \mathbf a). $$
#
# $\mathbf x \cdot \mathbf x$ is the same for all ten averages. So the nearest has the largest bracket, and the bracket is
# our score, $\mathbf x \cdot \mathbf a$, with its bias. The second reader answers with the nearest average. As a
# function, for any data with the classes 0, 1, 2, ..., it has two lines:

# %% id="nearest-average"
def nearest_average(x_train, y_train, x):
    """Return, for each row of x, the class whose average is nearest."""
    W = np.stack([x_train[y_train == k].mean(axis=0) for k in np.unique(y_train)]).T
    return (x @ W - 0.5 * (W**2).sum(axis=0)).argmax(axis=1)

# %% [markdown] id="exercise-dot-text"
# ## Deeper: the product with loops
#
# NumPy takes a matrix product in one symbol. Do it once by yourself, with loops, from products of single numbers.

# %% id="exercise-dot" tags=["exercise"]
def matrix_product(a, b):
    """Return the matrix product of a and b; use loops and no @, np.dot or np.matmul.

    a: float, shape (n, d).  b: float, shape (d, p).
    Returns an array of shape (n, p), right to a relative error of 1e-5.

    Example: matrix_product(np.array([[1., 2.]]), np.array([[3.], [4.]])) is [[11.]].
    """
    # solution
    result = np.zeros((len(a), b.shape[1]))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = np.sum(a[i, :] * b[:, j])
    return result

# %% id="check-dot"
dl.exercises.matrix_product.check(matrix_product)

# %% [markdown] id="fitted-text"
# ## Deeper: what the averages lack
#
# What has the fitted matrix that the averages lack? Draw its ten columns below the averages (one of the three starts, at
# the rate 0.03). Only differences between the ten scores count. So take from the ten weights of each pixel their mean:
# all scores of an image change by the same amount, and no answer changes. (Each row has its own scale of colours.)

# %% id="fitted" alt="Two rows of ten small images, one for each digit; in each row, every pixel's ten weights less their mean. Above, the ten averages: red where a digit has more ink than the digits have on average, blue where it has less, pale at the edges. Below, the fitted matrix, which is patchier, with strong red and blue next to each other, even at the edges."
fitted, fitted_bias = matrix_readers.weights[0][6], matrix_readers.weights[1][6]
fig, axes = plt.subplots(2, 10, figsize=(12, 2.8))
for row, columns, reach in zip(axes, (W, fitted), (0.7, 3)):
    for k, (ax, column) in enumerate(zip(row, (columns - columns.mean(axis=1, keepdims=True)).T)):
        ax.imshow(column.reshape(8, 8), cmap="RdBu_r", vmin=-reach, vmax=reach)
        axes[0, k].set_title(k)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
axes[0, 0].set_ylabel("average")
_ = axes[1, 0].set_ylabel("fitted")

# %% [markdown] id="fitted-explained"
# Red speaks for the digit, blue against it. The minus signs are not what helps: add to the ten weights of each pixel the
# same amount, just so much that none is negative, and no answer changes. But no average knows how much each pixel varies,
# and which pixels vary together. Allow for both, by a formula (no fitting), and the averages read far better; how much each varies is not enough.

# %% id="fitted-claim" atol=0.03
with_minus = accuracy(flat_test @ fitted + fitted_bias)
no_minus = fitted - fitted.min(axis=1, keepdims=True)
without_minus = accuracy(flat_test @ no_minus + fitted_bias)
dl.claim("Without a single minus in it, the fitted matrix reads as well, and better than the averages",
         without_minus == with_minus > averages_right)
rest = flat_train - averages[digits.y_train].reshape(-1, 64)  # how each image differs from its digit's average
shared = np.linalg.pinv(rest.T @ rest / len(rest), rcond=1e-6, hermitian=True) @ W
allowed_for = accuracy(flat_test @ shared - 0.5 * (W * shared).sum(axis=0))
widths = np.maximum(rest.var(axis=0), 0.01)[:, None]  # of each pixel alone; some never vary
alone = accuracy(flat_test @ (W / widths) - 0.5 * (W**2 / widths).sum(axis=0))
dl.claim("Averages that allow for how pixels vary, and which together, lose a third of their errors; fitting, more",
         1 - with_minus < 1 - allowed_for < 0.67 * (1 - averages_right))
dl.claim("Allowing only for how much each pixel varies, they lose less than a tenth", 1 - alone > 0.9 * (1 - averages_right))

# %% [markdown] id="deeper-two-bends"
# ## Deeper: why two bends are too few
#
# For each unit there is a half of all directions in which it cannot lower the lead of "inner". If it counts for "inner",
# that is the half towards its working side, where its output never falls. If it counts against, it is the other half, where
# its output never rises. The edge of a half belongs to it: along the crease the output does not change at all.
#
# Two such halves always share a direction; even opposite ones share an edge, the ridge of the roof. Walk that way from the
# inner ring, and the lead never falls: at the outer, "inner" still wins. Three halves need not share a direction.

# %% [markdown] id="deeper-layers"
# ## Deeper: layer by layer

# %% [markdown] id="separation-text"
# In 64 dimensions nobody can draw what layers do, but you can measure it. Take the images of each digit as a cloud: how
# far are the ten clouds apart, compared with how wide they are? Ask this of the images, and of what each of three layers
# makes of them, before training and after.

# %% id="separation"
def separation(x):
    """Return the variance between the clouds over the variance within them."""
    centres = np.stack([x[digits.y_test == k].mean(axis=0) for k in range(10)])[digits.y_test]
    return ((centres - x.mean(axis=0)) ** 2).sum() / ((x - centres) ** 2).sum()


def by_layer(networks):
    """Return the separation after each of three layers, shape (3, variants)."""
    views = [networks.hidden(flat_test, layer) for layer in range(3)]
    return np.array([[separation(x) for x in view] for view in views])

# %% [markdown] id="separation-predict"
# **Predict.** Are the digits pulled apart step by step, or at once by the last layer? And before training?

# %% id="separation-measured" tags=["predict"] atol=0.3
trio = dl.scratch.mlp([64, 64, 64, 64, 10], variants=3)
before = by_layer(trio)
trio.fit(flat_train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(0.002))
after = by_layer(trio)
print(f"images             {separation(flat_test):.1f}")
no_relu = by_layer(dl.scratch.mlp([64, 64, 64, 64, 10], variants=3, activation="linear"))
print("untrained, no relu", no_relu.mean(axis=1).round(1))
print("layers, untrained ", before.mean(axis=1).round(1))
print("layers, trained   ", after.mean(axis=1).round(1))

# %% [markdown] id="separation-explained"
# **Explain.** Random layers with relu blur the clouds a little; without relu, on average, they do not. Trained ones make more
# and more of what matters, which digit it is, and less of the rest.

# %% id="separation-claim" tags=["claim-L00-04"] atol=0.3
smallest_rise = np.diff(after, axis=0).min()
rise_untrained = (before[2] - before[0]).mean()
dl.claim("From three starts, each trained layer pulls the digits further apart; untrained, on average none",
         smallest_rise > 0.3 and rise_untrained < 0.05)

# %% [markdown] id="deeper-data"
# ## Deeper: how much data, and when not

# %% [markdown] id="exercise-nearest-text"
# ### Exercise: build a better reader
#
# Can a reader be good that fits nothing at all? Averages blur. So keep *all* training images, and answer with the
# label of the **nearest neighbour**: the image whose squared differences, pixel by pixel, have the smallest sum.
#
# Begin with a single image `x[0]`: `x_train - x[0]` is broadcast, and a sum along axis 1 leaves one number for each training
# image. `argmin` gives the place of the smallest. Then loop over all rows of `x`. (`y_train[places]`, with a list of places,
# picks several labels.)

# %% id="exercise-nearest" tags=["exercise"]
def nearest_label(x, x_train, y_train):
    """Return, for each row of x, the label of the nearest row of x_train.

    x: float, shape (m, d).  x_train: float, shape (n, d).  y_train: int, shape (n,).
    Returns an array of whole numbers, shape (m,).

    Example: nearest_label(np.array([[4.]]), np.array([[1.], [5.]]), np.array([7, 9])) is [9].
    """
    # solution
    nearest = [np.sum((x_train - row) ** 2, axis=1).argmin() for row in x]
    return y_train[nearest]

# %% id="check-nearest"
dl.exercises.nearest_label.check(nearest_label)

# %% [markdown] id="nearest-text"
# How well does it read? One matrix product finds all neighbours at once: put the training images in the place of the averages
# of section 4, with their bias, and the largest score is that of the nearest image (*Deeper: why half*).

# %% id="nearest-neighbour" atol=0.012
agree = flat_test @ flat_train.T - 0.5 * (flat_train**2).sum(axis=1)
nearest_right = np.mean(digits.y_train[agree.argmax(axis=1)] == digits.y_test)
print(f"nearest neighbour {nearest_right:.2f}   one matrix {learned:.2f}   hidden layers {deep:.2f}")

# %% [markdown] id="more-data-text"
# Nothing was fitted, and it reads at least as well as the others. But reading costs more: each new image meets all 1,347.
#
# A program learns, said Tom Mitchell in 1997, if its performance at a task, by some measure, improves with experience.
# Do our readers? And how do they compare on a small problem, when deep learning is praised for large ones? Give them 3,
# 10 and 30 images of each digit, and all: the averages; nearest neighbour, your exercise; and a network with three hidden
# layers of 64 tanh units. It is trained from two starts with each of two learning rates, and the better rate counts. With
# few images it goes through them more often, so that it always makes about as many steps. Which images it gets is luck,
# so all three readers get the same five draws.

# %% id="data" atol=0.03
by_size = np.zeros((3, 5, 4))  # reader, draw, number of images
for draw in range(5):
    order = rng.permutation(len(flat_train))
    for i, n in enumerate([3, 10, 30, 1347]):
        chosen = np.concatenate([order[digits.y_train[order] == k][:n] for k in range(10)])
        x, labels = flat_train[chosen], digits.y_train[chosen]
        by_size[0, draw, i] = np.mean(nearest_average(x, labels, flat_test) == digits.y_test)
        nearest = (flat_test @ x.T - 0.5 * (x**2).sum(axis=1)).argmax(axis=1)
        by_size[1, draw, i] = np.mean(labels[nearest] == digits.y_test)
        nets = dl.scratch.mlp([64, 64, 64, 64, 10], variants=4, seed=[0, 1, 0, 1], activation="tanh")
        nets.fit(x, labels, epochs=10 * 1347 // len(x),
                 optimizer=dl.scratch.Adam([0.001, 0.001, 0.003, 0.003]))
        by_rate = nets.accuracy(flat_test, digits.y_test).reshape(2, 2).mean(axis=1)
        by_size[2, draw, i] = by_rate.max()

# %% [markdown] id="data-predict"
# **Predict.** Who wins with 30 images, and who with all of them?

# %% id="data-drawn" tags=["predict"] alt="Accuracy against the number of training images, from 30 to 1347, the mean of five draws, with their range shaded. All three curves rise. At 30 images the ranges overlap; the averages hardly rise beyond 300 images; the deep network stays a little below the nearest neighbour."
names, places = ["averages", "nearest neighbour", "deep network"], [(2.3, 0.86), (0.9, 0.965), (2.1, 0.925)]
fig, ax = plt.subplots(figsize=(9, 5))
for name, curves, marker, place in zip(names, by_size, "os^", places):
    line = ax.plot(range(4), curves.mean(axis=0), marker=marker, ms=9, lw=2.5)[0]
    ax.fill_between(range(4), curves.min(axis=0), curves.max(axis=0), alpha=0.2, lw=0)
    ax.text(*place, name, color=line.get_color(), fontsize=15)
_ = ax.set(xlabel="training images", ylabel="accuracy", xticks=range(4), xticklabels=[30, 100, 300, 1347])

# %% [markdown] id="data-explained"
# **Explain.** With 30 images the draw matters more than the reader. The averages soon stop gaining: one blurred
# image per digit has no room for more. Nearest neighbour, the same rule with all images in place of the averages, goes on
# gaining, and so does the network. On small data a simple method is often as good or better, so try it first. Depth pays on large and complex problems, photographs, speech, language, to which
# later lessons come.

# %% id="data-claim" tags=["claim-L00-02", "claim-L00-09", "claim-L00-07"] atol=0.03
means = by_size.mean(axis=1)
smallest_gain, network_gain = np.diff(means[:, :3]).min(), np.diff(means[2]).min()
mean_lead = (means[2] - means[1]).mean()
dl.claim("From 3 to 10 to 30 images of each digit, all three readers read better each time", smallest_gain > 0.01)
dl.claim("With all images the network reads better still", network_gain > 0.01)
dl.claim("On this small problem it is not better than nearest neighbour, on average", mean_lead < 0)

# %% [markdown] id="deeper-2012"
# ## Deeper: why 2012

# %% [markdown] id="circles-text" tags=["told-L00-01"]
# Our three readers stand for three circles, each inside the one before. **Artificial intelligence** (AI) does by computer
# what takes intelligence in a person. **Machine learning** (ML) finds its rule in data, as averages and network do. **Deep
# learning** (DL) does so in several learned layers.
#
# The ideas are old: a neuron as a formula in 1943, the perceptron in 1957, its limits in 1969, backpropagation widely
# known since 1986, a network that read cheques in 1998. (Lesson 01 draws the timeline.) In 2012 a deep network, *AlexNet*,
# won the ImageNet contest, the recognition of photographs, by a wide margin, and the innermost circle began to grow.

# %% id="circles" alt="Three circles, each inside the one before: artificial intelligence, with the rule by hand; inside it machine learning, with the averages and the learned matrix; inside that deep learning, with the network."
fig, ax = plt.subplots(figsize=(5.5, 5.5))
_ = dl.plots.plot_nested_circles(
    ["artificial intelligence", "machine learning", "deep learning"],
    notes=["the rule by hand", "averages, learned matrix", "the network"], ax=ax,
)

# %% [markdown] id="hardware-text" tags=["told-L00-08"]
# Three things had come together. **Data** was one: millions of labelled photographs (ImageNet, 2009). **Hardware** was
# another. The product of two matrices of shape (1000, 1000) is a million dot products, and none of them has to wait for
# another. A **graphics card** (GPU) does thousands at once, and since 2007 it can be programmed freely (CUDA).

# %% [markdown] id="algorithms-text"
# The third was **algorithms**: other functions between the layers (lesson 02); then, over the years around 2012, better
# random starts (lesson 09) and other ways to change the weights (lesson 08). To see which matters, take a network of
# six hidden layers of 32 units, and
# change one thing at a time: the *function*, S-shaped sigmoid or relu; the *start*, random weights with standard deviation
# 0.01 or of a size that suits the function; the *steps*, plain (SGD) or Adam's. Each of these eight recipes may choose the
# best of several learning rates; what counts is the mean over three random draws.

# %% id="recipes"
def tiny(shape, rng):
    return rng.normal(0, 0.01, shape)


def four_glorot(shape, rng):  # the start that suits a sigmoid; lesson 09 derives it
    return 4 * dl.scratch.glorot_uniform(shape, rng)


rates_of = {("sigmoid", "SGD"): [0.1, 0.2, 0.4, 0.8, 1.6], ("relu", "SGD"): [0.01, 0.03, 0.06],
            ("sigmoid", "Adam"): [0.001, 0.003, 0.01], ("relu", "Adam"): [0.001, 0.003, 0.01]}
steps = {"SGD": dl.scratch.SGD, "Adam": dl.scratch.Adam}
suited = {"sigmoid": four_glorot, "relu": dl.scratch.he_normal}

# %% [markdown] id="algorithms-predict"
# **Predict.** Guessing gets one in ten right. Which of the eight recipes get beyond one in five, in twelve passes through
# the data?

# %% id="algorithms" tags=["predict"] atol=0.15
recipes = {}
for (function, name), rates in rates_of.items():
    n = 3 * len(rates)  # three draws at each rate, from either start
    nets = dl.scratch.mlp([64] + [32] * 6 + [10], variants=2 * n, activation=function,
                          seed=[0, 1, 2] * 2 * len(rates),
                          kernel_initializer=[tiny] * n + [suited[function]] * n)
    nets.fit(flat_train, digits.y_train, epochs=12, optimizer=steps[name](np.tile(np.repeat(rates, 3), 2)))
    by_rate = nets.accuracy(flat_test, digits.y_test).reshape(2, len(rates), 3).mean(axis=2)
    recipes[function, name] = by_rate.max(axis=1)
    tiny_start, suited_start = recipes[function, name]
    print(f"{function:8}{name:5} tiny start: {tiny_start:.1f}  suited start: {suited_start:.1f}")

# %% [markdown] id="algorithms-explained"
# **Explain.** From a tiny start both functions still guess after twelve passes, with Adam, too, at each rate tried.
# From a suited start all four learn, relu even with plain steps. The sigmoid then reads a little more than half on
# average, at its best rate, with great differences from draw to draw; with Adam's steps, nearly all. So the start comes
# first; then function and steps can stand in for one another: relu needs no Adam. One sees it only by changing one
# thing at a time. (This is not a model of AlexNet, which used relu, dropout, SGD with momentum and two graphics cards,
# and itself started from 0.01. In layers with thousands of inputs that is not tiny: He's rule, of 2015, gives 0.015 for
# 9,216 inputs, and 0.25 for the 32 of ours. Adam came in 2014.)

# %% id="algorithms-claim" tags=["claim-L00-10"] atol=0.15
best_tiny = max(tiny_start for tiny_start, _ in recipes.values())
worst_with_adam = min(recipes[function, "Adam"][1] for function in suited)
dl.claim("From a tiny start, all four recipes guess; from a suited one, Adam trains both functions",
         best_tiny < 0.2 and worst_with_adam > 0.8)
lift = recipes["sigmoid", "Adam"][1] - recipes["sigmoid", "SGD"][1]
dl.claim("Sigmoid, suited start: plain steps stay, on average, 20 percentage points below Adam", lift > 0.2)

# %% [markdown] id="one-scale-text"
# ## Deeper: on one scale
#
# There is a trap before the first layer. Of iris flowers of three species, two lengths and two widths were measured, in
# centimetres. The second reader does fine. Now somebody writes one of the four columns in millimetres. Not a flower has changed.
#
# **Predict.** How many of the 45 test flowers are named correctly before, and how many after?

# %% id="units" tags=["predict"]
iris = dl.datasets.load_iris()


def named_right(x_train, x_test):
    return int(np.sum(nearest_average(x_train, iris.y_train, x_test) == iris.y_test))


units = 1 + 9 * np.eye(4)  # row k: column k in millimetres, the others in centimetres
right_cm = named_right(iris.x_train, iris.x_test)
right_mm = [named_right(iris.x_train * unit, iris.x_test * unit) for unit in units]
print(f"all in cm: {right_cm} of {len(iris.x_test)}   one column in mm, each in turn: {right_mm}")

# %% [markdown] id="units-explained"
# **Explain.** In that column, differences became ten times as large, and outweigh the others. What that does depends on
# the column; it should depend on none. The usual remedy is **standardisation**: from each **feature**, each measured
# property,
# subtract its mean, and divide by its **standard deviation**, roughly the typical distance from the mean (`std`).
# (Another, **min-max normalisation**, brings each feature into the range from 0 to 1.)

# %% id="standardised" tags=["claim-L00-22"]
def scaled(x, measured_on):
    return (x - measured_on.mean(axis=0)) / measured_on.std(axis=0)


right_scaled = []
for unit in [np.ones(4), *units]:
    train, test = iris.x_train * unit, iris.x_test * unit
    right_scaled.append(named_right(scaled(train, train), scaled(test, train)))
print("standardised, from cm and with each column from mm:", right_scaled)
worst_mm, change_scaled = min(right_mm), np.ptp(right_scaled)
dl.claim("A change of unit can cost raw data five flowers or more, standardised data none",
         right_cm - worst_mm >= 5 and change_scaled == 0)

# %% [markdown] id="exercise-standardise-text"
# (To be honest: plain centimetres did even better. Standardising makes results independent of units, not always better.)
# The test flowers, too, were scaled with mean and standard deviation of the *training* flowers.
#
# ### Exercise: standardise
#
# One difficulty is left. In our digits, the pixel at the top left is blank in *all* training images: its standard
# deviation is 0. Do not divide such a feature: `np.where(condition, a, b)` takes `a` where the condition is True, else `b`.

# %% id="exercise-standardise" tags=["exercise"]
def standardise(x_train, x_test):
    """Standardise both splits with the mean and standard deviation of the training split.

    x_train: float, shape (n, features).  x_test: float, shape (m, features).
    A feature with standard deviation 0 is divided by 1.
    Returns (x_train scaled, x_test scaled), right to a relative error of 1e-5.

    Example: standardise(np.array([[1.], [3.]]), np.array([[4.]])) is
    (array([[-1.], [1.]]), array([[2.]])).
    """
    # solution
    mean = np.mean(x_train, axis=0)
    std = np.std(x_train, axis=0)
    std[std == 0] = 1
    return (x_train - mean) / std, (x_test - mean) / std

# %% id="check-standardise"
dl.exercises.standardise.check(standardise)

# %% [markdown] id="deeper-scaling"
# ## Deeper: what scaling does to learning

# %% [markdown] id="own-text"
# Why scale test flowers with the mean of the *training* flowers, and not with their own?
# Suppose that all flowers that come in today are of one species with large petals, *virginica*.
#
# **Predict.** What becomes of large flowers if you subtract the mean of large flowers?

# %% id="own" tags=["predict"]
today = iris.x_test[iris.y_test == 2]
parts = {"training": iris.x_train, "today": today}
centres = np.stack([scaled(iris.x_train, iris.x_train)[iris.y_train == k].mean(axis=0)
                    for k in range(3)])
for mean_of, std_of in [("training", "training"), ("today", "today"), ("today", "training"), ("training", "today")]:
    mean, std = parts[mean_of].mean(axis=0), parts[std_of].std(axis=0)
    nearest = np.linalg.norm(((today - mean) / std)[:, None] - centres, axis=-1).argmin(axis=1)
    print(f"mean of {mean_of:9} std of {std_of:9} {np.sum(nearest == 2):2} of {len(today)} recognised")

# %% [markdown] id="downhill-text"
# **Explain.** Minus the mean of large flowers, a large flower looks average; the standard deviation alone does no such
# harm. Measure once, on the training data.
#
# Scaling matters even more where weights are learned step by step. Let a program find
# $y = 3 x_1 + 0.004\, x_2 + 1$ from 100 points, where $x_1$ goes up to 1 and $x_2$ up to 1000. It changes its three
# numbers in 200 steps, each in the direction in which the error falls (lesson 05). Each version of the data may choose
# the best of 21 step sizes; a step that is too large flies off.

# %% id="downhill"
raw = np.stack([rng.uniform(0, 1, 100), rng.uniform(0, 1000, 100)], axis=1)
target = 3 * raw[:, 0] + 0.004 * raw[:, 1] + 1


def error_after_200_steps(features, rate):
    x, w = np.column_stack([features, np.ones(100)]), np.zeros(3)
    for _ in range(200):
        w -= rate * 2 * x.T @ np.clip(x @ w - target, -1e9, 1e9) / 100  # clipped: no overflow
    return np.mean((x @ w - target) ** 2)

# %% [markdown] id="scales-predict"
# **Predict.** The information in all three versions is the same. Does it matter?

# %% id="scales" tags=["predict"]
low, high = raw.min(axis=0), raw.max(axis=0)
versions = {"raw": raw, "min-max": (raw - low) / (high - low), "standardised": scaled(raw, raw)}
errors = {}
for name, x in versions.items():
    errors[name] = min(error_after_200_steps(x, rate) for rate in 10.0 ** np.arange(-9, 1.1, 0.5))
    print(f"{name:13}", "below 0.0001" if errors[name] < 1e-4 else f"{errors[name]:.1f}")
print(f"always the mean of y: {target.var():.1f}")

# %% [markdown] id="scales-explained"
# **Explain.** One step size must serve all three numbers. The raw $x_2$ allows only tiny steps, with which the other two
# hardly move. After 200 of them it is about as far off as always answering with the mean of $y$.
# Scaled, everything is learned.

# %% id="scales-claim" tags=["claim-L00-22"]
raw_error, scaled_error = errors["raw"], max(errors["min-max"], errors["standardised"])
dl.claim("With the best step size each: raw, most of the variance is left; scaled, nothing",
         raw_error > 0.5 * target.var() and scaled_error < 1e-4)

# %% [markdown] id="softmax-text"
# Lists of preprocessing sometimes name *softmax*, which turns numbers into positive ones with the sum 1 (lesson 03).
# It belongs at the other end of a network. Of 64 pixels it makes 64 numbers of about 1/64. What does that do, and why?
# There are three controls: pixels just divided by 64; softmax, then minus its mean; softmax, then standardised. Each version
# may choose the best of three learning rates.
#
# **Predict.** Does softmax destroy the form of the digits, or only their scale?

# %% id="softmax-inputs" tags=["predict"] atol=0.04
def standardised(train, test):
    std = np.where(train.std(axis=0) == 0, 1, train.std(axis=0))
    return (train - train.mean(axis=0)) / std, (test - train.mean(axis=0)) / std


soft = [dl.scratch.softmax(x) for x in (flat_train, flat_test)]
inputs = {"pixels": (flat_train, flat_test), "pixels / 64": (flat_train / 64, flat_test / 64),
          "softmax": soft, "softmax, centred": [x - soft[0].mean(axis=0) for x in soft],
          "softmax, standardised": standardised(*soft)}
read = {}
for name, (train, test) in inputs.items():
    nets = dl.scratch.mlp([64, 32, 10], variants=9, seed=[0, 1, 2] * 3)  # three starts at each rate
    nets.fit(train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(np.repeat([0.002, 0.01, 0.03], 3)))
    read[name] = nets.accuracy(test, digits.y_test).reshape(3, 3).mean(axis=1).max()
    print(f"{name:22} {read[name]:.2f}")

# %% [markdown] id="softmax-explained"
# **Explain.** Only scale and offset, and most of it is the offset: minus its mean, softmax gets most of its loss back. A
# smaller scale alone costs something, too, as pixels divided by 64 show. And standardised, which moves and stretches
# each pixel and cannot bring back a lost form, softmax does no harm at all.

# %% id="softmax-claim" tags=["claim-L00-22"] atol=0.04
cost, cost_of_scale = read["pixels"] - read["softmax"], read["pixels"] - read["pixels / 64"]
cost_standardised = read["pixels"] - read["softmax, standardised"]
cost_centred = read["pixels"] - read["softmax, centred"]
dl.claim("In ten passes, softmax on the inputs costs accuracy, and so does a smaller scale alone",
         min(cost, cost_of_scale) > 0.02)
dl.claim("Softmax, then centred, costs less than half as much", cost_centred < 0.5 * cost)
dl.claim("Softmax, then standardised, costs nothing", cost_standardised < 0.02)

# %% [markdown] id="leak-text"
# What if mean and standard deviation are measured on *all* data? Then the test data have a hand in the training: they
# **leak**. How bad is it? Compare the names that the second reader gives to the test flowers without the leak and with it.
# Then let one number of one test flower be mistyped, a hundred times too large. There are 180 such slips; make each in
# turn, and count the flowers whose name the leak changes.

# %% id="leak"
def names(x_test, measured_on):
    train, test = scaled(iris.x_train, measured_on), scaled(x_test, measured_on)
    return nearest_average(train, iris.y_train, test)


def changed_by_leak(x_test):
    with_leak = names(x_test, np.concatenate([iris.x_train, x_test]))
    return np.sum(with_leak != names(x_test, iris.x_train))

# %% [markdown] id="slips-text"
# Now all 180 slips:

# %% id="slips" tags=["claim-L00-22"]
changed = []
for slip in range(180):
    mistyped = iris.x_test.copy()
    mistyped[slip // 4, slip % 4] *= 100
    changed.append(changed_by_leak(mistyped))
no_slip, mean_changed, most_changed = changed_by_leak(iris.x_test), np.mean(changed), max(changed)
print(f"names changed: without a slip {no_slip}, after one {mean_changed:.1f} on average, at most {most_changed} of 45")
dl.claim("Without a slip the leak changes no name; one slip can change five or more",
         no_slip == 0 and most_changed >= 5)

# %% [markdown] id="leaks-told"
# One wrong number in the *test* data, and other flowers get other names. The rule costs nothing, and other leaks do
# more harm: to choose features with the help of test labels, to have the same sample in both parts, to predict a day
# from the day after.

# %% [markdown] id="deeper-inside"
# ## Deeper: inside the box

# %% [markdown] id="keras-tensor-text"
# **Keras' tensors.** A network library has a tensor type of its own. It holds the same numbers, knows on which device they
# lie, and while slopes are wanted, the library records what is computed with it. Convert in both directions:

# %% id="keras-tensors"
tensor = keras.ops.convert_to_tensor(flat_test)
product = keras.ops.convert_to_numpy(keras.ops.matmul(tensor, W))
print("shape", tuple(tensor.shape), "  dtype", keras.backend.standardize_dtype(tensor.dtype))
print("same as in NumPy:", np.allclose(product, flat_test @ W, atol=1e-4))

# %% [markdown] id="bytes-text"
# **Whole numbers.** Image files store a pixel as a whole number from 0 to 255, in 8 bits: `uint8`.
#
# **Predict.** Add 100 to pixels of type `uint8`. What becomes of 0, of 155, of 156, of 255?

# %% id="brighter" tags=["predict"]
pixels = np.array([0, 155, 156, 255], dtype="uint8")
print(pixels, "plus 100:", pixels + 100)
stored = (255 * image).astype("uint8")
more_ink = stored + 100

# %% [markdown] id="brighter-explained"
# **Explain.** Eight bits end at 255, and counting goes on at 0, like the mileage counter of an old car. No error, no
# warning. So turn images into decimal numbers first.

# %% id="brighter-claim" tags=["claim-L00-13"]
less_ink = np.sum(more_ink < stored)
less_ink_as_float = np.sum(stored.astype("float32") + 100 < stored)
dl.claim("Adding 100 made pixels smaller in uint8, and not one in float32",
         less_ink > 10 and less_ink_as_float == 0)

# %% [markdown] id="float-text"
# **Seven digits.** Keras computes with `float32`, 4 bytes a number; NumPy, unless told otherwise, with `float64`, 8 bytes.
#
# **Predict.** Start at 16,777,000 and add 1, a thousand times. Where do you arrive, in either type?

# %% id="float-digits" tags=["predict"]
for dtype in (np.float32, np.float64):
    number = dtype(16_777_000)
    for _ in range(1000):
        number += dtype(1)
    print(dtype.__name__, f"{number:,.0f}")

# %% [markdown] id="tensor-word"
# **Explain.** `float32` has 24 binary digits, and from $2^{24} = 16{,}777{,}216$ on, the next number it knows is 2
# further. Each 1 is
# rounded away. Networks can live with that, and save half of the memory. But never ask of such numbers whether they
# are *equal*; `np.allclose` asks whether they are close.
#
# (In mathematics a tensor is more than a box of numbers: it obeys rules for a change of coordinates. Deep learning
# took only the box. And linear algebra calls something else the rank of a matrix: how many of its rows are
# independent.)
#
# **Views.** A slice is not a copy. It looks at the same numbers in memory, which saves time, and bites.
#
# **Predict.** A part of a box is set to 0. What is in the box?

# %% id="views" tags=["predict"]
box = np.arange(6)
part, kept = box[2:4], box[4:6].copy()
part[:] = 0
kept[:] = 0
print(box)

# %% [markdown] id="views-explained"
# **Explain.** The slice changed the box, the copy did not.

# %% [markdown] id="area-text"
# **Areas.** A 2 × 2 matrix changes all areas on the sheet by one and the same factor, up to its sign the
# **determinant**, which NumPy computes. A rotation has 1; a matrix that presses the sheet flat has 0.

# %% id="areas" tags=["claim-L00-20"]
def area(points):
    along, across = points[0, -1] - points[0, 0], points[-1, 0] - points[0, 0]
    return abs(along[0] * across[1] - along[1] * across[0])


samples = [rotation, scaling, *rng.normal(size=(8, 2, 2))]
factors = np.array([[area(grid @ w) / area(grid), abs(np.linalg.det(w))] for w in samples])
largest_gap = np.abs(factors[:, 0] - factors[:, 1]).max()
print("factors:", factors[:4, 0].round(2))
dl.claim("For ten matrices, areas change by the factor |det|", largest_gap < 1e-9)

# %% [markdown] id="kinds-of-data"
# **Kinds of data.** What follows after the samples depends on the data. A **feature** is one measured property, such as
# the length of a petal; a **timestep** is a place in a sequence; the **channels** of a colour picture are its red, its
# green and its blue part.
#
# | data | shape |
# |---|---|
# | vectors | (samples, features) |
# | sequences | (samples, timesteps, features) |
# | images | (samples, height, width, channels) |
# | videos | (samples, frames, height, width, channels) |
#
# A label that is only a name, like our digits, can be written as a **one-hot** vector, all zeros but for a single 1: row 3 of
# `np.eye(10)` stands for a 3 (lesson 03).
#
# Programs often want the axes in another order. To transpose a box is to swap its axes; to reshape it is to keep all
# numbers in their reading order, and to break the lines elsewhere (section 4). Take a picture of 8 rows and 6 columns.
# `picture.T` and `picture.reshape(6, 8)` both have 6 rows and 8 columns.
#
# **Predict.** Do they look the same?

# %% id="transposed" tags=["predict"] alt="Three pictures. Left, a handwritten three, 8 rows by 6 columns. Middle, transposed: the same three, mirrored and lying on its side. Right, reshaped: a jumble of dots in which no three can be seen."
picture = digits.x_train[digits.y_train == 3][0][:, 1:7]
transposed, reshaped = picture.T, picture.reshape(6, 8)
fig, axes = plt.subplots(1, 3, figsize=(10, 3.8))
shown = {"picture": picture, "transposed": transposed, "reshaped": reshaped}
for ax, (name, box) in zip(axes, shown.items()):
    ax.imshow(box, cmap="Greys")
    ax.set(title=f"{name}: {box.shape}", xticks=[], yticks=[])

# %% [markdown] id="exercise-channels-text"
# **Explain.** Transposing mirrors the three, and it is still a three. Reshaping tears neighbours apart, and nothing
# warned you: the shape was right. What the numbers mean, only you know.
#
# ### Exercise: channels first
#
# Keras puts the channels last, as in this table; PyTorch wants them right after the samples. Bring them there, with
# `np.transpose(images, (...))`, which takes the old axes in their new order, or with
# `np.moveaxis(images, old_place, new_place)`.

# %% id="exercise-channels" tags=["exercise"]
def channels_first(images):
    """Bring the channels from the end to second place.

    images: shape (samples, height, width, channels).
    Returns an array of shape (samples, channels, height, width), the same pixels.

    Example: images of shape (2, 5, 7, 3) become an array of shape (2, 3, 5, 7), and
    result[0, 2, 4, 6] is images[0, 4, 6, 2].
    """
    # solution
    return np.moveaxis(images, 3, 1)

# %% id="check-channels"
dl.exercises.channels_first.check(channels_first)

# %% [markdown] id="exercise-broadcast-text"
# ### Exercise: which shape comes out?
#
# Write the rule of broadcasting down as a program.

# %% id="exercise-broadcast" tags=["exercise"]
def broadcast_shape(a, b):
    """Return the shape that two arrays of shapes a and b have together, or the text "error".

    a, b: shapes, tuples of at least one whole number.
    Returns a tuple, or "error" if the shapes do not fit. Do not create arrays.

    Example: broadcast_shape((3, 1), (4,)) is (3, 4); broadcast_shape((2, 3), (2,)) is "error".
    """
    # solution
    longest = max(len(a), len(b))
    result = []
    for i in range(1, longest + 1):
        one = a[-i] if i <= len(a) else 1
        other = b[-i] if i <= len(b) else 1
        if one != other and one != 1 and other != 1:
            return "error"
        result = [other if one == 1 else one] + result
    return tuple(result)

# %% id="check-broadcast"
dl.exercises.broadcast_shape.check(broadcast_shape)

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A tensor is a box of numbers with a rank, a shape and a data type. The right shape does not yet mean the right numbers.
# - The dot product measures agreement; a matrix product takes it for all samples at once. Ten averages and a bias read
#   digits; a matrix of the same shape, its numbers fitted, reads them far better.
# - `x @ W + b` turns, stretches and shifts space; relu bends it. Without bends, ten matrices are one.
# - Each layer of a network gives a representation. For the digits most of the gain came from fitting; for the rings hidden
#   layers are everything: three bends can make the middle a peak, and one straight cut does the rest.
#
# Next you take a single unit and teach it, correction by correction.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | artificial intelligence (AI) | 인공지능 | technology that realises abilities associated with human intelligence by computer |
# | machine learning (ML) | 머신러닝 (기계 학습) | methods that improve at a task by fitting a model to data |
# | deep learning (DL) | 딥러닝 (심층 학습) | machine learning with many successive layers of learned representation |
# | representation | 표현 | a way of encoding or viewing data that makes a task easier or harder |
# | representation learning | 표현 학습 | learning useful representations from data instead of designing them by hand |
# | layer | 층 (레이어) | a block of units that transforms one tensor into another |
# | depth | 깊이 | number of successive layers with learned weights |
# | sample | 샘플 | one item of the data; usually one entry along axis 0 |
# | feature | 특성 (특징) | a measured or learned property of a sample |
# | label | 레이블 | the known answer attached to a sample |
# | tensor | 텐서 | an n-dimensional array of numbers with a shape and a data type |
# | scalar | 스칼라 | tensor without axes: a single number |
# | vector | 벡터 | tensor with one axis |
# | matrix | 행렬 | tensor with two axes: rows and columns |
# | axis | 축 | one index direction of a tensor |
# | rank (number of axes) | 랭크 | how many axes a tensor has |
# | shape | 크기 (형상, shape) | tuple with the length of a tensor along each axis |
# | data type (dtype) | 데이터 타입 | kind of number stored in a tensor, e.g. float32 |
# | channel | 채널 | last (or second) image axis, e.g. red, green, blue |
# | time series / sequence | 시계열 / 시퀀스 | samples ordered in time or position |
# | element-wise operation | 원소별 연산 | operation applied to each entry separately |
# | broadcasting | 브로드캐스팅 | virtual stretching of length-1 axes so that two shapes match |
# | dot product | 점곱 (내적) | sum of products over the shared inner axis of two tensors |
# | reshaping | 크기 변환 (reshape) | giving the same entries in the same order another shape |
# | geometric transformation | 기하학적 변환 | reading of a tensor operation as moving, turning or folding points in space |
# | preprocessing | 전처리 | transforming raw inputs before they enter the model |
# | normalisation | 정규화 | bringing data to a common range or scale |
# | standardisation | 표준화 | subtracting the mean of the training data, dividing by its standard deviation |

# %% [markdown] id="references"
# ## References
#
# - T. M. Mitchell, *Machine Learning*, McGraw-Hill, 1997. The definition by task, measure and experience.
# - C. R. Harris and others, *Array programming with NumPy*, Nature 585, 2020.
# - C. Olah, *Neural networks, manifolds, and topology*, 2014. Rings and knots, and what layers do to them.
# - Y. LeCun, Y. Bengio and G. Hinton, *Deep learning*, Nature 521, 2015. A short survey.
# - J. Deng and others, *ImageNet: a large-scale hierarchical image database*, CVPR, 2009.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, *ImageNet classification with deep convolutional neural
#   networks*, NeurIPS, 2012.
