# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=15 figure="a rotation, a scaling and a ReLU bending a grid of points"
# # Tensors
#
# Every network in this course takes in numbers, moves them about, and gives out numbers. In this lesson
# you meet the boxes that hold these numbers and the few operations that move them, you watch them
# turn, stretch and fold a sheet of points, and you find out why deep learning took off in 2012.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - say what is meant by artificial intelligence, machine learning and deep learning, and how they are
#   nested;
# - read rank, shape and data type of a tensor, and give the shape of vectors, sequences, images, videos;
# - work out what an element-wise operation, broadcasting, a dot product, a reshape does to the shape;
# - see a layer of a network as a movement of space, and say why linear layers alone are not enough;
# - scale data without letting the test data leak into the training.
#
# You need a little Python, and nothing about networks. Run the cells from top to bottom (Shift + Enter).
# A line that begins with ✓ is a fact that the cell has just checked. If it were false, the cell would
# stop with an error. The code of section 1 runs ahead: look at what it does, and do not mind how.
# Section 2 begins at the beginning.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=0)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)
digits = dl.datasets.load_digits()

# %% [markdown] id="three-circles"
# ## 1. Three circles
#
# **Artificial intelligence** (AI) is every technology that does with a computer what we would call
# thinking or learning in a person. **Machine learning** (ML) is the part of it in which the rule is
# found from data. **Deep learning** (DL) is the part of machine learning that passes the data through
# several *learned* steps, one after the other.

# %% id="circles" alt="Three circles, each inside the one before: artificial intelligence, where rules may be written by hand; inside it machine learning, where rules are fitted to data; inside that deep learning, with several learned layers."
_ = dl.plots.plot_nested_circles(
    ["artificial intelligence", "machine learning", "deep learning"],
    notes=["rules, written or learned", "rules fitted to data", "learned layers"],
)

# %% [markdown] id="zeros-ones-text"
# One task, three ways. Here are handwritten zeros and ones, 8 × 8 points of grey each. A computer is to
# tell them apart.

# %% id="zeros-ones" alt="Eight small images of handwritten digits. Zeros are rings with a white middle, ones are strokes through the middle."
few = np.concatenate([np.flatnonzero(digits.y_train == k)[:4] for k in (0, 1)])
fig, axes = plt.subplots(1, 8, figsize=(10, 1.6))
for ax, i in zip(axes, few):
    ax.imshow(digits.x_train[i], cmap="gray_r")
    ax.set(title=str(digits.y_train[i]), xticks=[], yticks=[])

# %% [markdown] id="three-ways-text"
# **By hand.** A zero is empty in the middle, a one is not. So: if the middle is darker than one half, say
# "one". That is AI without any learning, and for some tasks it is the best choice.
#
# **Machine learning.** Each of the 64 points gets a **weight**, a number that says how much it speaks
# for a one; a program finds the weights from examples. (It is called *logistic regression*, and it is a
# single **unit**, as in lesson 01, with the soft step of lesson 02.)
#
# **Deep learning.** Two layers of 16 such units in between (lesson 03).
#
# `mlp` makes five machines of a kind, which begin at five random places; `fit` lets them learn. Watch
# them work here; lessons 01 to 07 build every part.
#
# The images come in two parts. The **training** part is there to learn from; all three are judged on the
# **test** part, which was not used before. Take the zeros and ones of both, and lay the 64 points of each
# image in a row.

# %% id="zeros-and-ones"
train, test = digits.y_train < 2, digits.y_test < 2
x_train, x_test = (x.reshape(len(x), 64) for x in (digits.x_train[train], digits.x_test[test]))
y_train, y_test = digits.y_train[train], digits.y_test[test]

# %% [markdown] id="three-ways-predict"
# **Predict.** How good will the rule written by hand be: 60 %, 80 % or 95 %?

# %% id="three-ways" tags=["claim-L00-01"] atol=2
by_hand = digits.x_test[test][:, 2:6, 3:5].mean(axis=(1, 2)) > 0.5  # the rule in one line
accuracy_by_hand = np.mean(by_hand == y_test)
learned = dl.scratch.mlp([64, 1], variants=5, output="sigmoid")
deep = dl.scratch.mlp([64, 16, 16, 1], variants=5, output="sigmoid")
for machines in (learned, deep):
    machines.fit(x_train, y_train, epochs=30, optimizer=dl.scratch.Adam(0.01))
accuracy_ml, accuracy_dl = (m.accuracy(x_test, y_test).min() for m in (learned, deep))
print(f"by hand {accuracy_by_hand:.0%}   ML {accuracy_ml:.0%}   DL {accuracy_dl:.0%}")
dl.claim("The rule written by hand gets more than 9 of 10", accuracy_by_hand > 0.9)
dl.claim("The learned ones are at least as good, from every start",
         min(accuracy_ml, accuracy_dl) >= accuracy_by_hand)

# %% [markdown] id="by-itself"
# **Explain.** Nobody told the second and the third machine about the middle of the image. But one rule
# for two digits is easy to write. Try to write one for all ten!
#
# You will often read that in machine learning the computer learns *by itself*. That is only half true.
# People choose the **task** (name the digit), the **data** (images with their answers, called
# **labels**), the **measure** (the share that is right, called **accuracy**), the form of the rule and
# the algorithm that fits it. What no one writes is the rule's numbers. Tom Mitchell's definition of 1997
# says it well: a program learns if its performance at a *task*, by some *measure*, improves with
# *experience*.
#
# So keep the program as it is, and give it more experience: 10, 50, 200, 1000 images of all ten digits.

# %% id="more-experience" tags=["claim-L00-02"] atol=2
flat_train, flat_test = digits.x_train.reshape(-1, 64), digits.x_test.reshape(-1, 64)
order = rng.permutation(len(flat_train))
accuracies = []
for n in (10, 50, 200, 1000):
    reader = dl.scratch.mlp([64, 10])
    reader.fit(flat_train[order[:n]], digits.y_train[order[:n]], epochs=300, batch_size=None,
               optimizer=dl.scratch.Adam(0.02))
    accuracies.append(reader.accuracy(flat_test, digits.y_test))
    print(f"{n:4} images: {accuracies[-1]:.0%} right")
dl.claim("The same program gets better each time it has more data", np.all(np.diff(accuracies) > 0))

# %% [markdown] id="what-is-a-tensor"
# ## 2. What a tensor is
#
# A **tensor** is a box of numbers, arranged along axes; in NumPy, an array. A single number has no axis
# (a **scalar**), a list of numbers has one (a **vector**), a table has two, rows and columns (a
# **matrix**), and so on. Three properties describe the box:
#
# - its **rank**, the number of axes, `ndim`;
# - its **shape**, the length along each axis, a tuple;
# - its **data type**, the kind of number inside, `dtype`.

# %% id="ranks" tags=["claim-L00-12"]
matrix = np.array([[1, 2, 3], [4, 5, 6]])
boxes = {
    "scalar": np.array(12),
    "vector": np.array([12, 3, 6, 14]),
    "matrix": matrix,
    "two matrices": np.stack([matrix, 10 * matrix]),
    "a batch of images": np.zeros((4, 32, 32, 3), dtype="uint8"),
    "a batch of films": np.zeros((4, 16, 32, 32, 3), dtype="uint8"),
}
for name, box in boxes.items():
    print(f"{name:18} ndim {box.ndim}  dtype {box.dtype!s:6} shape {box.shape}")
dl.claim("From scalar to film the rank goes from 0 to 5",
         [box.ndim for box in boxes.values()] == [0, 1, 2, 3, 4, 5])
dl.claim("The first axis of a matrix counts its rows", np.array_equal(matrix[0], [1, 2, 3]))

# %% [markdown] id="size-text"
# Two words that mislead. *Size* is the number of all entries; the shape is a tuple. And a vector of four
# entries is often called *4-dimensional*, because it is a point in a space of four dimensions; as a
# tensor it still has rank 1. (Linear algebra calls another number rank: how many independent directions
# a matrix has. It has nothing to do with the number of axes.)
#
# **Predict.** What is the size of a box of shape (4, 2, 6)?

# %% id="attributes" tags=["claim-L00-13"]
box = np.zeros((4, 2, 6), dtype="float32")
ones = np.ones((3, 5))
print("shape", box.shape, "  rank", box.ndim, "  size", box.size, "  dtype", box.dtype)
dl.claim("The rank is the length of the shape, the size its product",
         box.ndim == len(box.shape) and box.size == 4 * 2 * 6 == np.prod(box.shape))
dl.claim("The rank of linear algebra is another: 1, in a matrix of two axes",
         np.linalg.matrix_rank(ones) == 1 and ones.ndim == 2)

# %% [markdown] id="picking-text"
# ### Pick, and sum up
#
# Between square brackets each axis has its place, and counting starts at 0. A number picks one entry,
# and the axis vanishes; `2:6` takes the entries 2, 3, 4, 5; a lone `:` takes all; `None` puts in a new
# axis of length 1. And `mean(axis=0)` takes the mean *along* axis 0: this axis vanishes, the others stay.
#
# **Predict.** The images of our training part have the shape (1347, 8, 8). Which shapes come out below?

# %% id="picking"
images = digits.x_train
picked = {
    "images[0]": images[0],
    "images[0, 2]": images[0, 2],
    "images[:, 2:6, 3:5]": images[:, 2:6, 3:5],
    "images[:, :, :, None]": images[:, :, :, None],
    "images.mean(axis=0)": images.mean(axis=0),
    "images.mean(axis=(1, 2))": images.mean(axis=(1, 2)),
}
for name, part in picked.items():
    print(f"{name:25} shape {part.shape}")
dl.claim("The mean along axis 0 is the sum of all images, divided by their number",
         np.allclose(picked["images.mean(axis=0)"], sum(images) / len(images), atol=1e-5))

# %% [markdown] id="keras-tensor"
# Now look at the rule written by hand again: of every image it takes rows 2 to 5 and columns 3 and 4, the
# middle, and one mean over both axes.
#
# ### Tensors in a network library
#
# A network library has a tensor type of its own. It holds the same numbers, knows on which device they
# lie (a processor or a graphics card), and lets the library find derivatives of what is computed with
# it. You can convert in both directions.

# %% id="keras-tensors"
array = np.array([[1, 2, 3], [4, 5, 6]], dtype="float32")
tensor = keras.ops.convert_to_tensor(array)
dtype = keras.backend.standardize_dtype(tensor.dtype)
print("NumPy:", array.ndim, array.shape, array.dtype)
print("Keras:", len(tensor.shape), tuple(tensor.shape), dtype)

# %% [markdown] id="keras-tensor-back"
# And back again:

# %% id="keras-tensors-equal" tags=["claim-L00-11"]
back = keras.ops.convert_to_numpy(tensor)
dl.claim("Two types, the same shape and the same numbers",
         type(array) is not type(tensor) and tuple(tensor.shape) == array.shape
         and dtype == str(array.dtype) and np.array_equal(back, array))

# %% [markdown] id="tensor-word"
# In mathematics a tensor is more than a box of numbers: it also obeys rules for a change of
# coordinates. Deep learning took only the box. And not all of machine learning is made of tensors: a
# decision tree just asks one question after another about a table.
#
# ## 3. Data are tensors
#
# In this course, as nearly everywhere, axis 0 counts the **samples**, that is, the single items of the
# data. What follows depends on the kind.
#
# | data | shape | example here |
# |---|---|---|
# | vectors | (samples, features) | four lengths of each iris flower |
# | sequences | (samples, timesteps, features) | each image read line by line |
# | images | (samples, height, width, channels) | digits written in colour |
# | videos | (samples, frames, height, width, channels) | the digit moves to the right |
#
# A **feature** is one measured property. A **timestep** is a position in a sequence; it is a place in the
# order and no time of day, even where you read *timestamp*. A **channel** is one layer of an image, such
# as its red, green and blue part.

# %% id="kinds"
iris = dl.datasets.load_iris()
gray = digits.x_train[:8, :, :, None]
colour = gray * np.array([1.0, 0.6, 0.0], dtype="float32")
kinds = {
    "vectors": iris.x_train,
    "sequences": digits.x_train[:8],
    "images": colour,
    "videos": np.stack([np.roll(colour, k, axis=2) for k in range(4)], axis=1),
}
for name, data in kinds.items():
    print(f"{name:10} shape {data.shape}")

# %% [markdown] id="layers-text"
# Keras has a kind of layer for each. You will build them all in later lessons; here, look only at the
# first axis of what comes out.

# %% id="kinds-through-layers" tags=["claim-L00-14"]
layers = [keras.layers.Dense(5), keras.layers.SimpleRNN(5), keras.layers.Conv2D(5, 3),
          keras.layers.Conv3D(5, 3)]
outputs = [layer(data) for layer, data in zip(layers, kinds.values())]
for layer, data, output in zip(layers, kinds.values(), outputs):
    print(f"{type(layer).__name__:10} {data.shape!s:18} -> {tuple(output.shape)}")
dl.claim("All four layers leave the number of samples as it is",
         all(len(data) == output.shape[0] for data, output in zip(kinds.values(), outputs)))

# %% [markdown] id="channels-text"
# Keras puts channels last: (8, 8, 8, 3). Other libraries, PyTorch for one, put them right after the
# samples: (8, 3, 8, 8). To change from one to the other, the axes must be *moved*. `transpose(0, 3, 1, 2)`
# says where each new axis comes from: first the old axis 0, then the old axis 3, then 1 and 2. There is
# a trap: `reshape(8, 3, 8, 8)` makes a tensor of the same shape.
#
# **Predict.** What will the picture look like after `reshape`?

# %% id="channels-moved" tags=["claim-L00-14"]
moved = colour.transpose(0, 3, 1, 2)
scrambled = colour.reshape(8, 3, 8, 8)
dl.claim("Both have the shape of channels first", moved.shape == scrambled.shape == (8, 3, 8, 8))
dl.claim("Transposing there and back changes nothing",
         np.array_equal(moved.transpose(0, 2, 3, 1), colour))
dl.claim("Reshaping mixes the pixels", not np.array_equal(scrambled, moved))

# %% [markdown] id="channels-look"
# To draw them, bring the channels back to the end.

# %% id="channels" alt="Three pictures of one coloured digit: the original, the one whose axes were transposed, which looks the same, and the one that was reshaped, which is scrambled."
fig, axes = plt.subplots(1, 3, figsize=(9, 3.3))
shown = {"channels last": colour[1], "transposed": moved[1].transpose(1, 2, 0),
         "reshaped": scrambled[1].transpose(1, 2, 0)}
for ax, (title, picture) in zip(axes, shown.items()):
    ax.imshow(picture)
    ax.set(title=title, xticks=[], yticks=[])

# %% [markdown] id="exercise-channels-text"
# **Explain.** `transpose` carries each number to its new place. `reshape` leaves all numbers in the order
# in which they are read and only draws new borders between them. The program does not fail. But points
# that were neighbours are torn apart, and a layer that looks at neighbours sees a jumble.
#
# ### Exercise: channels first
#
# A first one to warm up. Do not scroll up: ask of each new axis where it stood before.

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

# %% [markdown] id="element-wise-text"
# If it says *wrong*, read which mistake it was. `dl.exercises.channels_first.hint()` gives a hint.
#
# ## 4. Four operations
#
# ### Element-wise
#
# An **element-wise** operation works on each entry by itself. Two tensors of the same shape are added
# or multiplied place by place; a single number meets every entry. A function such as
# $\mathrm{relu}(x) = \max(x, 0)$, which replaces negative numbers by 0, is element-wise, too. You will
# meet it again and again.

# %% id="element-wise" tags=["claim-L00-16"]
a, b = np.array([1, 2, 3, 4, 5]), np.array([10, 20, 30, 40, 50])
c = 100
print("a + b", a + b)
print("a * b", a * b)
print("a * c", a * c)
by_loop = [int(p) + int(q) for p, q in zip(a, b)]
dl.claim("a + b is what a loop over the entries gives",
         by_loop == (a + b).tolist() == [11, 22, 33, 44, 55])
dl.claim("a * b multiplies place by place", (a * b).tolist() == [10, 40, 90, 160, 250])
dl.claim("a * c multiplies every entry by 100", (a * c).tolist() == [100, 200, 300, 400, 500])

# %% [markdown] id="broadcasting-text"
# ### Broadcasting
#
# What if the shapes differ? You will often read that the smaller tensor is made as large as the larger
# one if there is no doubt how. The exact rule is as short: **write the shapes below each other, flush
# right. Each pair of lengths must be equal, or one of them must be 1** (a missing one counts as 1). An
# axis of length 1 is then stretched.
#
# ```
#       (3,)        (3, 1)        (2, 3)
#     (2, 3)        (1, 4)          (2,)
#     ------        ------        ------
#     (2, 3)        (3, 4)        error: 3 meets 2
# ```
#
# In the middle *both* are stretched, so neither is "the smaller one". On the right a person might guess
# that one number per row was meant. NumPy does not guess.

# %% id="broadcasting" tags=["claim-L00-17"]
row, table = np.array([1, 2, 3]), np.array([[10, 20, 30], [40, 50, 60]])
both = np.zeros((3, 1)) + np.zeros((1, 4))
print(row + table)
dl.claim("(3,) meets each row of (2, 3)", (row + table).tolist() == [[11, 22, 33], [41, 52, 63]])
dl.claim("Of (3, 1) and (1, 4) both are stretched", both.shape == (3, 4))

# %% [markdown] id="broadcasting-error"
# Now the one that does not fit. And one look behind the scenes: a stretched axis is not filled with
# copies. `broadcast_to` does the stretching alone, and `strides` says how many bytes lie between one
# entry and the next along each axis (a number of type int64 takes 8).

# %% id="broadcasting-fails" tags=["claim-L00-17"]
try:
    message = (table + np.array([1, 2])).shape
except ValueError as error:
    message = str(error)
print(message)
stretched = np.broadcast_to(np.array([1, 2, 3], dtype="int64"), (2, 3))
dl.claim("(2, 3) and (2,) do not fit", "could not be broadcast" in str(message))
dl.claim("Nothing is copied: one step down is a step of 0 bytes", stretched.strides == (0, 8))

# %% [markdown] id="exercise-broadcast-text"
# ### Exercise: which shape comes out?
#
# Write the rule down as a program.

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

# %% [markdown] id="dot-text"
# ### Dot product
#
# The **dot product** is the workhorse of deep learning. For two vectors: multiply place by place and
# add up, one number comes out. For two matrices, where it is also called the *matrix product*: entry
# $(i, j)$ is the dot product of row $i$ of the first and column $j$ of the second,
#
# $$ c_{ij} = \sum_k a_{ik}\, b_{kj}, \qquad (n, d) \cdot (d, p) \rightarrow (n, p). $$
#
# The inner lengths must be equal, and they vanish. In NumPy, for vectors and matrices, it is `a @ b` or
# `np.dot(a, b)`.
#
# **Predict.** a has shape (2, 3), b has shape (3, 4). Which of `a @ b` and `b @ a` exists, and which
# shape has it?

# %% id="dot" tags=["claim-L00-18"]
a = np.array([[1, 2, 3], [4, 5, 6]])
b = np.array([[10, 20, 30, 40], [30, 40, 50, 60], [50, 60, 70, 80]])
product = np.dot(a, b)
print(product)
dl.claim("(2, 3) · (3, 4) gives (2, 4)", product.shape == (2, 4))
dl.claim("The first entry is 1·10 + 2·30 + 3·50", product[0, 0] == 1 * 10 + 2 * 30 + 3 * 50)
dl.claim("These are the numbers", product.tolist() == [[220, 280, 340, 400], [490, 640, 790, 940]])

# %% [markdown] id="dot-swapped-text"
# And the other way round:

# %% id="dot-swapped" tags=["claim-L00-18"]
try:
    swapped = np.dot(b, a).shape
except ValueError as error:
    swapped = str(error)
print("b · a:", swapped)
dl.claim("The other way round does not exist", "not aligned" in str(swapped))

# %% [markdown] id="exercise-dot-text"
# Even where both exist, `a @ b` and `b @ a` are different as a rule, and neither is `a * b`.
#
# ### Exercise: the product with loops
#
# NumPy does it in one symbol. Do it once by yourself.

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

# %% [markdown] id="reshape-text"
# ### Reshape and transpose
#
# **Reshaping** gives the same numbers, in the same reading order, another shape. The size must stay.
# **Transposing** swaps the axes. They are different things, even where the shapes agree.

# %% id="reshape" tags=["claim-L00-19"]
a = np.arange(10, 130, 10).reshape(3, 4)
print(a.reshape(2, 6))
print("first row of reshape(4, 3):", a.reshape(4, 3)[0], "  of the transpose:", a.T[0])
dl.claim("3 × 4 read line by line and written as 2 × 6",
         a.reshape(2, 6).tolist() == [[10, 20, 30, 40, 50, 60], [70, 80, 90, 100, 110, 120]])
dl.claim("The reading order stays", a.reshape(2, 6).ravel().tolist() == [*range(10, 130, 10)])
dl.claim("Reshaping to 4 × 3 is not transposing", not np.array_equal(a.reshape(4, 3), a.T))

# %% [markdown] id="reshape-size"
# A shape that needs another number of entries is refused:

# %% id="reshape-refused" tags=["claim-L00-19"]
try:
    answer = a.reshape(5, 3).shape
except ValueError as error:
    answer = str(error)
print(answer)
dl.claim("12 numbers do not fill 5 × 3", answer == "cannot reshape array of size 12 into shape (5,3)")

# %% [markdown] id="geometry"
# ## 5. Operations move space
#
# Two numbers are a point in the plane. So a tensor of shape (10, 10, 2) is a sheet of 100 points, and an
# operation on it moves the sheet. In `grid @ W`, each point is a row of two numbers, and each meets the
# same matrix `W` of shape (2, 2). This is the picture to take with you from this lesson.

# %% id="grid"
side = np.linspace(-1, 1, 10)
grid = np.stack(np.meshgrid(side, side), axis=-1)
angle = np.deg2rad(30)
R = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
S = np.diag([2.0, 0.5])
H = np.array([[1.0, 0.0], [0.7, 1.0]])
moves = {"the sheet": grid, "@ R, a rotation": grid @ R, "@ S, a scaling": grid @ S,
         "@ H, a shear": grid @ H, "+ (1, 1), a shift": grid + np.array([1, 1]),
         "@ R, then relu": np.maximum(grid @ R, 0)}
print("grid", grid.shape, "@ R", R.shape, "->", (grid @ R).shape)

# %% [markdown] id="geometry-predict"
# **Predict.** Draw on paper: what becomes of the square sheet under a rotation by 30 degrees? Under
# `S`, which doubles $x_1$ and halves $x_2$? And under relu, after the rotation, where every
# negative coordinate becomes 0?

# %% id="geometry-picture" alt="A square grid of points in four colours; rotated by 30 degrees; scaled to twice the width and half the height; sheared to a slanted parallelogram; shifted by (1, 1); and after the rotation with ReLU, where one corner stays in the positive quadrant, two parts are pressed onto the axes, and one onto the origin."
fig, axes = plt.subplots(2, 3, figsize=(10, 6))
for ax, (title, points) in zip(axes.flat, moves.items()):
    dl.plots.plot_point_grid(points, reach=2.2, ax=ax)
    ax.set(title=title, xlabel="", ylabel="")

# %% [markdown] id="geometry-explained"
# **Explain.** `x @ W` turns, stretches, shears or mirrors the sheet, and some matrices press it flat.
# What was straight stays straight, parallels stay parallel, and the origin stays where it is. `+ b`
# shifts. Only relu does something new: it *bends*. Three quarters of the plane are pressed onto two half
# lines and a corner. Measure it, first all distances between two points of the sheet:

# %% id="distances-measured" tags=["claim-L00-20"]
def distances(points):
    flat = points.reshape(-1, 2)
    return np.linalg.norm(flat[:, None] - flat, axis=-1)


dl.claim("A rotation leaves all distances alone", np.allclose(distances(grid @ R), distances(grid)))

# %% [markdown] id="area-text"
# Every 2 × 2 matrix changes all areas by the same factor. Up to its sign, this factor is the
# **determinant** of the matrix, and NumPy computes it.

# %% id="geometry-measured" tags=["claim-L00-20"]
def area(points):
    along, across = points[0, -1] - points[0, 0], points[-1, 0] - points[0, 0]
    return abs(along[0] * across[1] - along[1] * across[0])


other = np.array([[1.0, 0.5], [1.0, 2.0]])
for name, W in {"rotation": R, "scaling": S, "shear": H, "another matrix": other}.items():
    dl.claim(f"{name}: the area changes by the factor |det|",
             np.isclose(area(grid @ W), area(grid) * abs(np.linalg.det(W))))
folded = np.maximum(grid @ R, 0)
dl.claim("After relu all points lie in the positive quadrant", folded.min() >= 0)

# %% [markdown] id="no-geometry"
# You will often read that *all* tensor operations are geometric transformations. Those of a layer,
# `@`, `+` and relu, are. A reshape has no such picture: it only changes how the numbers are grouped.
#
# ### Why linear is not enough
#
# **Predict.** Send the sheet through two matrices, one after the other, with a shift after each. Or
# three, or a hundred. What can a hundred do that one cannot?

# %% id="chain"
A, B, C = rng.normal(size=(3, 2, 2))
a, b, c = rng.normal(size=(3, 2))
one_by_one = ((grid @ A + a) @ B + b) @ C + c
matrix, shift = A @ B @ C, a @ B @ C + b @ C + c
print("matrix", matrix.shape, "  shift", shift.shape)
dl.claim("Three matrices with their shifts are one matrix and one shift",
         np.allclose(one_by_one, grid @ matrix + shift))

# %% [markdown] id="chain-bent-text"
# **Explain.** Nothing. However many there are, one does the same. Now put a single relu into the chain,
# and look for the matrix and the shift that come nearest to the result. (`lstsq`, *least squares*, finds
# them; the column of ones stands for the shift.)

# %% id="chain-bent"
bent = (np.maximum(grid @ A, 0) @ B @ C).reshape(-1, 2)
points = np.column_stack([grid.reshape(-1, 2), np.ones(100)])
best = np.linalg.lstsq(points, bent, rcond=None)[0]
left_over = np.abs(points @ best - bent).max() / np.abs(bent).max()
dl.claim("With a relu in between, no matrix and no shift do the same", left_over > 0.1)

# %% [markdown] id="chain-explained"
# The bend in between is what makes depth worth something. Now play: choose a matrix, shift, tick ReLU, and
# put several layers in a row.

# %% id="explorer" alt="Two views of a grid of points in four colours: before, and after a rotation by 30 degrees."
dl.demos.tensor_explorer()

# %% [markdown] id="network"
# ## 6. A network is a chain of such moves
#
# Now the secret of the "artificial neuron": it is one dot product, one addition, one function. In Keras,
# `Dense` is a layer of such units; here it has a single one. Its weights start at random, its bias at 1.

# %% id="neuron" tags=["claim-L00-03"]
unit = keras.layers.Dense(1, activation="relu", bias_initializer="ones")
inputs = rng.normal(size=(6, 3)).astype("float32")
in_keras = keras.ops.convert_to_numpy(unit(inputs))
w, b = unit.get_weights()
in_numpy = np.maximum(np.dot(inputs, w) + b, 0)
print("shapes:", inputs.shape, "·", w.shape, "+", b.shape, "->", in_numpy.shape)
print("Keras:", in_keras[:, 0].round(2))
print("NumPy:", in_numpy[:, 0].round(2))
dl.claim("A unit of Keras is relu(x · w + b)", np.allclose(in_keras, in_numpy, atol=1e-6))

# %% [markdown] id="neuron-explained"
# It was loosely inspired by nerve cells, and the name has stuck. You will often read that deep learning
# works like a brain. What defines it is something else: layers of learned steps are stacked, and all of
# them are fitted together by following a slope downhill (lesson 05).
#
# How many layers with weights lie one after the other is the **depth**. Not every object that Keras calls
# a layer has some.

# %% id="depth" tags=["claim-L00-06"]
def stack(n):
    model = keras.Sequential([keras.Input((8,))])
    for _ in range(n):
        model.add(keras.layers.Dense(8))
        model.add(keras.layers.Activation("relu"))
    return model


models = {n: stack(n) for n in (1, 3, 10)}
depths = {n: sum(bool(layer.weights) for layer in m.layers) for n, m in models.items()}
for n, model in models.items():
    print(f"{len(model.layers):2} layers in Keras' list, depth {depths[n]}")
dl.claim("Layers with weights make the depth; activations do not", all(depths[n] == n for n in depths))

# %% [markdown] id="reader-text"
# Large networks have tens to hundreds. One that recognises photographs, *ResNet50*, carries its depth in
# its name. Ours is small: three layers, all ten digits, a few rounds of training. `compile` says how it
# is to learn, and `fit` lets it learn; the words in them belong to later lessons.

# %% id="reader"
reader = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
_ = reader.fit(flat_train, digits.y_train, epochs=5, batch_size=64, verbose=0)

# %% [markdown] id="by-hand-text"
# Its last function, *softmax*, turns ten scores into ten shares that add up to 1: $e^{z_k}$ divided by
# the sum of all of them. Take the weights out of Keras, and predict with the operations of this lesson
# alone.

# %% id="by-hand" tags=["claim-L00-15"]
W1, b1, W2, b2, W3, b3 = reader.get_weights()
h1 = np.maximum(np.dot(flat_test, W1) + b1, 0)
h2 = np.maximum(np.dot(h1, W2) + b2, 0)
exponentials = np.exp(np.dot(h2, W3) + b3)
shares = exponentials / exponentials.sum(axis=1, keepdims=True)
difference = np.abs(shares - reader.predict(flat_test, verbose=0)).max()
print("shapes:", flat_test.shape, h1.shape, h2.shape, shares.shape)
dl.claim("Five operations are all there is to this network", difference < 1e-5)

# %% [markdown] id="rings-text"
# Dot product, addition, maximum, exponential, division. *Learning* only finds the numbers in `W` and `b`.
#
# ### What the moves are good for
#
# Two rings, one inside the other. A single straight line is to separate them.

# %% id="rings"
labels = np.arange(400) % 2
radius = np.where(labels == 1, 1.0, 2.0) + rng.normal(0, 0.1, 400)
theta = rng.uniform(0, 2 * np.pi, 400)
rings = np.stack([radius * np.cos(theta), radius * np.sin(theta)], axis=1)
polar = np.stack([radius, theta], axis=1)

# %% [markdown] id="rings-predict"
# Each point can be told by $(x_1, x_2)$, or by its distance from the middle and its angle $(r, \theta)$. It is
# the same point. Such a way of writing data is a **representation**.
#
# **Predict.** How many points does a straight line get right, in the one and in the other?

# %% id="representation" tags=["claim-L00-05"]
accuracy = {}
for name, x in [("xy", rings), ("polar", polar)]:
    line = dl.scratch.mlp([2, 1], output="sigmoid")
    line.fit(x, labels, epochs=800, batch_size=None, optimizer=dl.scratch.Adam(0.1))
    accuracy[name] = line.accuracy(x, labels)
accuracy_xy, accuracy_polar = accuracy["xy"], accuracy["polar"]
print(f"line in (x1, x2): {accuracy_xy:.1f}   line in (r, theta): {accuracy_polar:.1f}")
dl.claim("In one representation a line gets fewer than 7 of 10", accuracy_xy < 0.7)
dl.claim("In the other it gets practically all", accuracy_polar > 0.99)

# %% [markdown] id="learned-representation"
# A good representation makes the task easy. Here we found it by thinking. Deep learning lets the network
# find one. Give it the raw $(x_1, x_2)$, a layer of 16 units and then one of only 2, so that we can draw
# where the points end up, just before the last unit separates them by a straight line.

# %% id="rings-bent" tags=["claim-L00-21"] alt="Left: two rings, one inside the other. Right: the same points after two layers of a network; the two classes lie apart, and a straight line between them separates all."
networks = dl.scratch.mlp([2, 16, 2, 1], variants=5, activation="tanh", output="sigmoid")
networks.fit(rings, labels, epochs=40, batch_size=20, optimizer=dl.scratch.Adam(0.02))
codes = networks.hidden(rings, layer=1)[0]
w, b = (weights[0] for weights in networks.weights[-2:])
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.8))
dl.plots.plot_samples(rings, labels, ax=left)
dl.plots.plot_samples(codes, labels, ax=right)
dl.plots.plot_decision_line(w[:, 0], float(b[0]), ax=right)
right.set(xlabel="$h_1$", ylabel="$h_2$", title="after two layers")
left.set_title("as they come")
accuracies = networks.accuracy(rings, labels)
dl.claim("From five starts, a line separates what the layers made of the rings", accuracies.min() > 0.98)

# %% [markdown] id="layer-by-layer-text"
# **Explain.** A network is a long chain of simple moves, and together they are one complicated bending of
# space. With 64 points of grey per image this happens in 64 dimensions, and nobody can draw it. But you
# can measure it. Take the ten digits as ten clouds. How far are the clouds from each other, compared
# with how wide they are? Do this for the images, and after each of three layers.

# %% id="separation"
def separation(x, labels):
    """Spread of the clouds' centres over the spread within the clouds."""
    centres = np.stack([x[labels == k].mean(axis=0) for k in range(10)])[labels]
    return ((centres - x.mean(axis=0)) ** 2).sum() / ((x - centres) ** 2).sum()


trio = dl.scratch.mlp([64, 64, 64, 64, 10], variants=2)
_ = trio.fit(flat_train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(0.002))

# %% [markdown] id="separation-predict"
# **Predict.** Will the digits be pulled apart step by step, or only by the last layer?

# %% id="separation-measured" tags=["claim-L00-04"]
views = [np.stack([flat_test] * 2)] + [trio.hidden(flat_test, layer) for layer in range(3)]
separations = np.array([[separation(x, digits.y_test) for x in view] for view in views])
for name, value in zip(["image", "layer 1", "layer 2", "layer 3"], separations.mean(axis=1)):
    print(f"{name:8} {value:.1f}")
dl.claim("Each layer pulls the ten digits further apart, from both starts",
         np.all(np.diff(separations, axis=0) > 0))

# %% [markdown] id="separation-explained"
# **Explain.** Each layer makes a little more of what matters, which digit it is, and a little less of
# what does not, such as who wrote it. This is what *deep* learning is: **layered representations, all
# of them learned**.
#
# ## 7. Preparing the data
#
# Before data go into a network, they are brought to a common scale; this is part of **preprocessing**.
# Two ways are usual, for each feature by itself:
#
# - **min-max normalisation**, $(x - \min) / (\max - \min)$: the training values lie between 0 and 1;
# - **standardisation**, $(x - \text{mean}) / \text{standard deviation}$: mean 0, spread 1, no fixed range.
#
# Why? Let a program fit $y = 3 x_1 + 0.004 x_2 + 1$, where $x_1$ goes up to 1 and $x_2$ up to 1000. It
# walks downhill in 200 steps. Too long a step flies off (lesson 05 shows why), so it takes steps of half
# the longest length that does not.

# %% id="downhill"
raw = np.stack([rng.uniform(0, 1, 100), rng.uniform(0, 1000, 100)], axis=1)
y = 3 * raw[:, 0] + 0.004 * raw[:, 1] + 1


def error_after_200_steps(features):
    x, w = np.column_stack([features, np.ones(100)]), np.zeros(3)
    curvature = np.linalg.eigvalsh(2 * x.T @ x / 100).max()  # steps above 2 / curvature fly off
    for _ in range(200):
        w -= 2 * x.T @ (x @ w - y) / 100 / curvature
    return np.mean((x @ w - y) ** 2)

# %% [markdown] id="scales-predict"
# **Predict.** The information in all three versions is the same. Does it matter?

# %% id="scales" tags=["claim-L00-22"]
low, high, mean, std = raw.min(axis=0), raw.max(axis=0), raw.mean(axis=0), raw.std(axis=0)
versions = {"raw": raw, "min-max": (raw - low) / (high - low), "standardised": (raw - mean) / std}
errors = {"the mean": np.mean((y - y.mean()) ** 2)}  # of one who always says the mean of y
errors |= {name: error_after_200_steps(x) for name, x in versions.items()}
for name, error in errors.items():
    print(f"{name:13}", "below 0.0001" if error < 1e-4 else f"{error:.1f}")
new = (np.array([0.5, 1700]) - low) / (high - low)
dl.claim("Raw features: more than half of the error of always saying the mean is left",
         errors["raw"] > errors["the mean"] / 2)
dl.claim("Scaled features: learned, best of all when standardised",
         errors["standardised"] < errors["min-max"] < 1e-4)
dl.claim("Min-max puts the training data between 0 and 1, and new data may lie outside",
         versions["min-max"].min() == 0 and versions["min-max"].max() == 1 and new.max() > 1)

# %% [markdown] id="scales-explained"
# **Explain.** One step length must serve all weights. It has to be short enough for the weight of the
# large feature, and with such steps the other weights hardly move.
#
# Some lists also name softmax here, the last function of our reader. It is no preprocessing. Of 64 greys
# between 0 and 1 it makes 64 shares that add up to 1. All are tiny, and hardly any contrast is left. See
# what becomes of the reading, with ten rounds of training for both.

# %% id="softmax-inputs" tags=["claim-L00-22"]
accuracy = {}
for name, prepare in {"pixels": np.asarray, "softmax of the pixels": dl.scratch.softmax}.items():
    readers = dl.scratch.mlp([64, 32, 10], variants=3)
    readers.fit(prepare(flat_train), digits.y_train, epochs=10, optimizer=dl.scratch.Adam(0.002))
    accuracy[name] = readers.accuracy(prepare(flat_test), digits.y_test)
worst, best = accuracy["pixels"].min(), accuracy["softmax of the pixels"].max()
dl.claim("Softmax on the input: the best of three is clearly worse than the worst without",
         best < worst - 0.1)

# %% [markdown] id="one-hot-text"
# ### Class numbers are no quantities
#
# Features are scaled, and labels? Flowers of species 2 are not twice flowers of species 1; the numbers are
# only names. So a label is often written as a **one-hot vector**: a 1 in the place of its class, and 0
# elsewhere (more in lesson 03).

# %% id="one-hot"
some = iris.y_train[::25]
one_hot = np.eye(3, dtype=int)[some]  # row k of the unit matrix is class k
print("labels", some)
print(one_hot)
dl.claim("The place of the 1 gives the label back", np.array_equal(one_hot.argmax(axis=1), some))

# %% [markdown] id="leak-text"
# ### Where do mean and spread come from?
#
# From the **training split alone**. The test split stands for data that do not exist yet. There are two
# ways to get this wrong.
#
# The first is to measure on everything. Then the test data have a hand in the training. Watch it: one
# test flower is mistyped, a hundred times too long. What happens to the *training* flowers?

# %% id="leak" tags=["claim-L00-22"]
mistyped = iris.x_test.copy()
mistyped[0, 0] *= 100


def from_everything(x_train, x_test):
    both = np.concatenate([x_train, x_test])
    return (x_train - both.mean(axis=0)) / both.std(axis=0)


clean, touched = (from_everything(iris.x_train, x) for x in (iris.x_test, mistyped))
moved_by = np.abs(clean - touched).max()
dl.claim("Statistics of everything: a slip in one test flower moves the training data", moved_by > 0.5)

# %% [markdown] id="own-statistics-text"
# With a mean and a spread of the training split, the training data cannot change, for the test data
# are nowhere in the formula.
#
# The second way is to scale the test split by its *own* mean and spread. Suppose that all flowers that come
# in today are of the third species, *virginica*. A simple reader assigns each to the species whose
# training mean is nearest.
#
# **Predict.** What becomes of large flowers if you subtract the mean of large flowers?

# %% id="own-statistics" tags=["claim-L00-22"]
mean, std = iris.x_train.mean(axis=0), iris.x_train.std(axis=0)
scaled = (iris.x_train - mean) / std
centres = np.stack([scaled[iris.y_train == k].mean(axis=0) for k in range(3)])
today = iris.x_test[iris.y_test == 2]
versions = {"training statistics": (today - mean) / std,
            "statistics of today": (today - today.mean(axis=0)) / today.std(axis=0)}
right = {}
for name, x in versions.items():
    species = np.linalg.norm(x[:, None] - centres, axis=-1).argmin(axis=1)
    right[name] = int(np.sum(species == 2))
    print(f"{name}: {right[name]} of {len(today)} are virginica")
dl.claim("With its own statistics most of today's flowers are misread",
         right["training statistics"] > len(today) / 2 > right["statistics of today"])

# %% [markdown] id="exercise-standardise-text"
# **Explain.** Minus the mean of large flowers, a large flower looks like an average one. The same flower
# must always get the same numbers.
#
# ### Exercise: standardise
#
# A feature that never changes has spread 0. (The point at the top left of our digits is always white.)
# Leave it undivided.

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
    spread = np.std(x_train, axis=0)
    spread[spread == 0] = 1
    return (x_train - mean) / spread, (x_test - mean) / spread

# %% id="check-standardise"
dl.exercises.standardise.check(standardise)

# %% [markdown] id="exercise-min-max-text"
# ### Exercise: min-max normalisation
#
# The same for a range. Mind again which data the smallest and the largest value come from.

# %% id="exercise-min-max" tags=["exercise"]
def min_max(x_train, x):
    """Scale x so that each feature of the training data would lie between 0 and 1.

    x_train: float, shape (n, features), no feature constant.  x: float, shape (m, features).
    Returns an array of the shape of x, right to a relative error of 1e-5.

    Example: min_max(np.array([[2.], [4.]]), np.array([[3.], [5.]])) is [[0.5], [1.5]].
    """
    # solution
    smallest = np.min(x_train, axis=0)
    return (x - smallest) / np.ptp(x_train, axis=0)

# %% id="check-min-max"
dl.exercises.min_max.check(min_max)

# %% [markdown] id="why-2012"
# ## 8. Why 2012?
#
# The ideas are old. Lesson 01 tells their story and reruns some of it.

# %% id="timeline" alt="Timeline: 1943 first artificial neuron, 1957 perceptron, 1969 its limits, 1986 backpropagation, 1998 LeNet-5, 2012 AlexNet."
_ = dl.plots.plot_timeline({
    1943: "a neuron\nas a formula", 1957: "Rosenblatt:\nperceptron",
    1969: "Minsky and Papert:\nits limits", 1986: "backpropagation\nbecomes known",
    1998: "LeCun: LeNet-5\nreads cheques", 2012: "AlexNet\nwins ImageNet",
})

# %% [markdown] id="drivers"
# In 2012 a deep network, *AlexNet*, won the ImageNet contest, the recognition of photographs, with far
# fewer mistakes than all others. Three things had come together. Try each of them.
#
# **Hardware.** A network is made of dot products, and the millions of multiplications in one do not have
# to wait for each other. A **graphics card** (GPU) does thousands at the same time, and since 2007 one
# can program it freely (CUDA). It is this parallel arithmetic that changed things, much more than
# faster single processors. Get a taste of it on your own: the same product as three loops in Python, and
# as one call to a library. (A large part of the gain comes from the library being compiled, the rest
# from its computing several numbers at once and keeping them close at hand.)

# %% id="hardware" tags=["claim-L00-08"]
import timeit

A, B = rng.normal(size=(2, 80, 80))
rows, columns = A.tolist(), B.T.tolist()


def by_loops():
    return [[sum(p * q for p, q in zip(row, column)) for column in columns] for row in rows]


seconds_loops = min(timeit.repeat(by_loops, number=1, repeat=2))
seconds_library = min(timeit.repeat(lambda: A @ B, number=1, repeat=20))
ratio = seconds_loops / seconds_library
dl.claim("Both give the same matrix", np.allclose(by_loops(), A @ B))
dl.claim("The library is more than 50 times as fast", ratio > 50, shown="")

# %% [markdown] id="data-text"
# **Data.** The internet and cheap storage made collections of millions of labelled images possible
# (ImageNet, 2009). Here is a network with one layer in between on 20 to 1280 of our images, the mean over
# three starts. With fewer images it goes through them more often, so that all take about as many steps.

# %% id="data" tags=["claim-L00-09"] atol=2
means = []
for n in (20, 100, 1280):
    readers = dl.scratch.mlp([64, 32, 10], variants=3)
    readers.fit(flat_train[order[:n]], digits.y_train[order[:n]], epochs=12800 // n, batch_size=20,
                optimizer=dl.scratch.Adam(0.003))
    means.append(readers.accuracy(flat_test, digits.y_test).mean())
    print(f"{n:4} images: {means[-1]:.0%} right")
dl.claim("More data, better reading", np.all(np.diff(means) > 0.02))

# %% [markdown] id="algorithms-text"
# **Algorithms.** For a long time few people managed to train many layers at once. Between about 2010 and
# 2015 three simple things became usual: other functions between the layers (lesson 02), better random
# starts (lesson 09), better ways to walk downhill (lesson 08). Here are eight layers of 64 units,
# trained on the same digits for the same number of rounds. First an old recipe: sigmoids, which squeeze
# every number between 0 and 1, tiny random starts, plain steps downhill.

# %% id="nineties"
def old_layers():
    sizes = [64] * 9 + [10]
    for n_in, n_out in zip(sizes, sizes[1:]):
        yield dl.scratch.Dense(rng.normal(0, 0.01, (n_in, n_out)), np.zeros(n_out))
        yield dl.scratch.Activation(dl.scratch.sigmoid)


*layers, _ = old_layers()
old = dl.scratch.Network(layers, dl.scratch.SparseCategoricalCrossentropy(from_logits=True))
_ = old.fit(flat_train, digits.y_train, epochs=10, batch_size=32, optimizer=dl.scratch.SGD(0.1))

# %% [markdown] id="today-text"
# And a recipe of today: relu, random starts of the right size, Adam. The number of layers and units, the
# data and the number of rounds are equal.
#
# **Predict.** Guessing gets one in ten right. How much does the old recipe get?

# %% id="algorithms" tags=["claim-L00-10"] atol=4
today = dl.scratch.mlp([64] * 9 + [10], variants=3, kernel_initializer="he_normal")
today.fit(flat_train, digits.y_train, epochs=10, optimizer=dl.scratch.Adam(0.001))
accuracy_old = np.mean(old.predict(flat_test).argmax(axis=1) == digits.y_test)
accuracy_today = today.accuracy(flat_test, digits.y_test).min()
print(f"old {accuracy_old:.0%}   today {accuracy_today:.0%}")
dl.claim("The old recipe is no better than guessing", accuracy_old < 0.2)
dl.claim("That of today reads more than 8 of 10, from all three starts", accuracy_today > 0.8)

# %% [markdown] id="not-always-text"
# ### And when is it the wrong tool?
#
# Deep learning shines on large and complex problems. It is no law that it wins. Compare it with the
# simplest method of all: look up the training image that is nearest, and give its label. It is
# called *nearest neighbour*, and there is nothing to train. The deep network has three layers of 64 units
# in between; its number is the mean over three starts.

# %% id="not-always" tags=["claim-L00-07"] atol=4
def nearest(x, labels):
    squares = (x**2).sum(axis=1) - 2 * flat_test @ x.T  # up to a constant per test image
    return labels[squares.argmin(axis=1)]


for n, epochs in [(30, 100), (1347, 15)]:
    x, labels = flat_train[order[:n]], digits.y_train[order[:n]]
    nets = dl.scratch.mlp([64, 64, 64, 64, 10], variants=3)
    nets.fit(x, labels, epochs=epochs, optimizer=dl.scratch.Adam(0.002))
    deep_accuracy = nets.accuracy(flat_test, digits.y_test).mean()
    nearest_accuracy = np.mean(nearest(x, labels) == digits.y_test)
    print(f"{n} images: nearest {nearest_accuracy:.0%}   deep {deep_accuracy:.0%}")
    dl.claim("The deep network is not clearly better", deep_accuracy < nearest_accuracy + 0.02)

# %% [markdown] id="not-always-explained"
# On small images of one size, on small tables, a simple method is often as good. Try it first. The
# lessons on images, on sequences and on graphs show where depth pays.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - Deep learning is a part of machine learning, which is a part of AI. A machine that learns still needs
#   people, who choose the task, the data, the measure and the form of the rule.
# - A tensor is a box of numbers with a rank, a shape and a data type. Axis 0 counts the samples.
# - A mean along an axis makes this axis vanish. Broadcasting: shapes flush right; each pair equal, or one
#   of them 1. Dot product: the inner lengths vanish. `reshape` keeps the reading order, `transpose` moves
#   the axes.
# - A layer moves space: `x @ W` turns and stretches, `+ b` shifts, relu bends. Without the bend, a
#   hundred layers are one.
# - A network is a chain of such layers. Each writes the data in a new representation, and training looks
#   for those that make the task easy.
# - Scale features; take mean and spread from the training split alone.
# - Parallel hardware, large data and better algorithms brought the success. On small problems simple
#   methods may win.
#
# Next you take a single unit and let it learn.

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

# %% [markdown] id="references"
# ## References
#
# - T. M. Mitchell, *Machine Learning*, McGraw-Hill, 1997. The definition by task, measure and experience.
# - C. R. Harris and others, *Array programming with NumPy*, Nature 585, 2020.
# - Y. LeCun, Y. Bengio and G. Hinton, *Deep learning*, Nature 521, 2015. A short survey.
# - J. Deng and others, *ImageNet: a large-scale hierarchical image database*, CVPR, 2009.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, *ImageNet classification with deep convolutional neural
#   networks*, NeurIPS, 2012.
# - K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*, CVPR, 2016.
#   ResNet50.
