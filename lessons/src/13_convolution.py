# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=25 minutes=90 figure="a kernel slides over a photograph: window, products, and the map that they write"
# # Convolution
#
# Every network so far has been blind in a way that you have not noticed. First you find out to what.
# Then you meet the layer that sees it: one small window of weights, moved over the whole image. You will
# write it, see through it, and let it learn a famous filter from nothing but pictures before and after.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - compute a convolution by hand, and write it in NumPy;
# - look at a kernel and say what it will do to a photograph, and the other way round;
# - foretell the size of a map from padding and stride;
# - count the weights of a convolution over several channels, and build a filter that finds one thing;
# - say how much pooling really forgives when an image shifts.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=13)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(13)

# %% [markdown] id="shuffle-text"
# ## 1. What the old networks never saw
#
# Take all 5,000 digits of lesson 09 and shuffle their pixels. Every image is shuffled in the same way:
# one order of the 784 places, drawn once.

# %% id="shuffle" alt="Upper row: eight handwritten digits. Lower row: the same digits with shuffled pixels: black specks without order, none of which can be read."
digits = dl.datasets.load_mnist_5k(flat=True)
order = rng.permutation(784)
shuffled, shuffled_test = digits.x_train[:, order], digits.x_test[:, order]
fig, axes = plt.subplots(2, 8, figsize=(10, 2.7))
for column in range(8):
    for row, images in enumerate([digits.x_train, shuffled]):
        axes[row, column].imshow(images[column].reshape(28, 28), cmap="Greys")
        axes[row, column].set_axis_off()

# %% [markdown] id="shuffle-question"
# You cannot read the lower row. A multilayer perceptron (MLP) may try: six of them train on digits as
# they are, six on shuffled ones.
#
# **Predict.** Of proper new digits they read more than nine in ten. And of new digits shuffled in the
# same way: one in ten, which is guessing? Half? More?

# %% id="shuffle-train" tags=["predict"] atol=2
def six_mlps(x):
    """Train six networks from different starts."""
    networks = dl.scratch.mlp([784, 64, 10], variants=6, seed=range(6))
    networks.fit(x, digits.y_train, epochs=5, batch_size=100, optimizer=dl.scratch.Adam(0.003))
    return networks


on_digits, on_shuffled = six_mlps(digits.x_train), six_mlps(shuffled)
accuracy_digits = on_digits.accuracy(digits.x_test, digits.y_test)
accuracy_shuffled = on_shuffled.accuracy(shuffled_test, digits.y_test)
print(f"read as they are: {accuracy_digits.mean():.0%}    shuffled: {accuracy_shuffled.mean():.0%}")

# %% [markdown] id="shuffle-explained"
# **Explain.** They did not even notice. A hidden unit adds up 784 products, and a sum does not care
# about the order of its terms. Nor do the random weights from which training starts prefer any order.
# Even a network trained on proper digits can read the shuffled ones: shuffle the rows of its first
# weight matrix in the same way, and its answers are the same.

# %% id="shuffle-claim" atol=0.008
before = on_digits.predict(digits.x_test)
on_digits.weights[0][...] = on_digits.weights[0][:, order]  # axis 0: the six networks, axis 1: the pixels
largest_change = np.abs(on_digits.predict(shuffled_test) - before).max()
difference = abs(accuracy_digits.mean() - accuracy_shuffled.mean())
dl.claim("Shuffled or not, six MLPs read the same share of new digits, within 1 %", difference < 0.01)
dl.claim("With the rows of its first weight matrix shuffled alike, each answers as before", largest_change < 1e-4)

# %% [markdown] id="shuffle-lost"
# So what did *you* lose that they never had? **Neighbours.** Beside a dark pixel there is usually
# another dark one; together they are a stroke. An MLP has to find out, for all 784 places, what goes
# with what. And what it learned about a stroke on the left is no help if the same stroke appears on the
# right: other pixels, other weights (lesson 14 measures it).
#
# Two wishes follow. Let a unit look only at a small neighbourhood. And let it look everywhere with the *same*
# weights.

# %% [markdown] id="window-text"
# ## 2. A window that slides
#
# Here is an image of 4 by 4 pixels, and a **kernel**: 3 by 3 weights. Lay the kernel on the upper left
# corner of the image. Nine pixels lie below nine weights; they are the **window**. Multiply each pixel
# by its weight, and add up.

# %% id="by-hand"
image = np.array([[1, 2, 3, 0],
                  [0, 1, 2, 3],
                  [3, 0, 1, 2],
                  [2, 3, 0, 1]])
kernel = np.array([[2, 0, 1],
                   [0, 1, 2],
                   [1, 0, 2]])
window = image[0:3, 0:3]
print(window * kernel)
print("sum:", (window * kernel).sum())

# %% [markdown] id="by-hand-text"
# Now move the window one pixel to the right and do it again; then the lower row. There are four places,
# so the result has 2 by 2 numbers. It is called a **feature map**, or just a map.
#
# **Predict.** Work out the lower left number, on paper.

# %% id="by-hand-all" tags=["predict"]
window = image[1:4, 0:3]
print(window * kernel)
print("sum:", (window * kernel).sum())

# %% [markdown] id="film-text"
# **Explain.** Lower left: 0·2 + 1·0 + 2·1, then 3·0 + 0·1 + 1·2, then 2·1 + 3·0 + 0·2. That makes 6. All
# four numbers, 15 and 16 above, 6 and 15 below, are the **convolution** of the image with the kernel.
#
# Now on a photograph, a part of it made coarse so that you see its pixels. The weights are
# 1, 2, 1 on the left and −1, −2, −1 on the right. On the map, grey is 0.
#
# **Predict.** What will the map show in the bright sky, and what in the black coat?

# %% id="film" tags=["predict", "remember"] alt="A film. Left: a coarse photograph of a man with a camera, with a 3 by 3 window that slides over it line by line. Middle: the nine pixels of the window, each times its weight, and their sum. Right: the map that the sums write, pixel by pixel: it is grey where the photograph is even, and white or black along upright edges."
photo = dl.datasets.load_photograph("camera")
coarse = photo[28:124, 76:172].reshape(32, 3, 32, 3).mean(axis=(1, 3))  # means of 3 by 3 pixels
upright = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
dl.plots.film_convolution(coarse, upright)

# %% [markdown] id="film-explained"
# **Explain.** The bright sky and the black coat give the same grey: where the photograph is even, left
# and right cancel. The kernel does not see brightness, only change. From bright to dark the sum is
# large: white. From dark to bright it is black. The kernel answers to **upright edges**.
#
# ### Exercise: write it
#
# Any image, any kernel; the windows stay inside the image.

# %% id="exercise-convolve" tags=["exercise"]
def convolve(image, kernel):
    """Return the map of a kernel that slides over an image, one pixel at a time.

    image: shape (height, width).  kernel: shape (rows, columns), not larger than the image.
    Returns shape (height - rows + 1, width - columns + 1), equal to within 1e-5.

    Example: an image [[1, 2, 4]] and a kernel [[-1, 1]] give [[1, 2]].
    """
    # solution
    rows, columns = kernel.shape
    height, width = image.shape
    result = np.zeros((height - rows + 1, width - columns + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result

# %% id="check-convolve"
dl.exercises.convolve.check(convolve)

# %% [markdown] id="slide-text"
# Two loops over 65,000 pixels are slow in Python. NumPy's `sliding_window_view` shows all windows at
# once, in the shape (rows of the map, columns of the map, 3, 3). The rest is one product and one sum.

# %% id="slide"
def slide(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


print(slide(image, kernel))

# %% [markdown] id="moved-question"
# **Predict.** Cut 60 columns off the left of the photograph, so that all it shows lies 60 pixels further
# left. What becomes of its map?

# %% id="moved" tags=["predict"] alt="Two maps of upright edges, the man's outline and the legs of the tripod in white and black. The second is narrower, and shows the same lines, further left."
whole, cut_off = slide(photo, upright), slide(photo[:, 60:], upright)
_ = dl.plots.plot_images({"map of the photograph": whole, "map after the cut": cut_off}, columns=2)

# %% [markdown] id="equivariance"
# **Explain.** The map moves with the image. (The word for this is **equivariance**.) Both wishes are
# granted: each pixel of the map looks at a small neighbourhood, and a stroke is found wherever it
# stands, by the same nine weights.

# %% id="moved-claim"
largest_change = np.abs(cut_off - whole[:, 60:]).max()
dl.claim("Apart from the columns cut off, no number of the map has changed", largest_change < 1e-6)

# %% [markdown] id="gallery-text"
# ## 3. What a kernel sees
#
# Five kernels, known to every photo editor, and our photograph.

# %% id="kernels"
kernels = {
    "upright edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "level edges": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    "blur": np.full((5, 5), 1 / 25),
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}

# %% [markdown] id="gallery-question"
# **Predict.** Add up the weights of each. What will you see in the even sky, and which maps will still
# look like a photograph? (Maps around 0 are drawn with grey for 0, the others with black for 0 and white
# for 1.)

# %% id="gallery" tags=["predict"] alt="The photograph and five maps. Upright edges: grey, with the man's outline and the tripod's legs in white and black, and no horizon. Level edges: grey, with the horizon and the shoulders. Blur: soft. Sharpen: crisp, with a grainy lawn. Emboss: as if pressed into metal."
part = photo[20:190, 70:240]
maps = {name: slide(part, weights) for name, weights in kernels.items()}
_ = dl.plots.plot_images({"photograph": part, **maps}, columns=3)

# %% [markdown] id="gallery-explained"
# **Explain.** In the sky all pixels of a window are nearly equal, so the sum is that pixel times the sum
# of the weights.
#
# - The weights of the **edge** kernels add up to 0: the sky becomes 0, and only differences remain. Look
#   for the horizon: one map has it, the other does not. These two are named after Irwin Sobel.
# - The weights of **blur** add up to 1, so the sky keeps its brightness. Each pixel becomes the mean of 25.
# - **Sharpen** also adds up to 1. It exaggerates what sets a pixel apart from its neighbours, the noise
#   of the lawn included.
# - **Emboss** is an edge kernel along the diagonal, plus the photograph itself.
#
# ### Exercise: which kernel was it?
#
# Now backwards. Four other kernels, of 9 by 9 weights, have looked at a part of the photograph.
#
# 1. a row of nine weights of 1/9, in the middle; all others are 0;
# 2. a column of nine weights of 1/9, in the middle; all others are 0;
# 3. 1/2 at the left end of the middle row and 1/2 at its right end; all others are 0;
# 4. 2 in the middle, and then 1/81 subtracted from all 81 weights.

# %% id="which-pictures" alt="Four maps of the same part of the photograph, A to D. A: smeared up and down, upright edges are still crisp. B: everything is there twice, side by side. C: contrasts and fine details are exaggerated. D: smeared to the left and right, level edges are still crisp."
four = np.zeros((4, 9, 9))
four[0, 4, :] = four[1, :, 4] = 1 / 9
four[2, 4, [0, 8]] = 1 / 2
four[3] = -1 / 81
four[3, 4, 4] += 2
secret_order = np.random.default_rng(12).permutation(4)  # do not print it
pictures = {letter: slide(photo[60:180, 100:220], four[k]) for letter, k in zip("ABCD", secret_order)}
_ = dl.plots.plot_images(pictures, columns=4)

# %% [markdown] id="which-note"
# The weights of each add up to 1, so brightness will not help you.

# %% id="exercise-which" tags=["exercise"]
def which_kernel():
    """Return a list: the number of the kernel, from 1 to 4, that made picture A, B, C and D.

    Example: [1, 2, 3, 4] says that the first kernel made picture A.
    """
    # solution
    return [2, 3, 4, 1]

# %% id="check-which"
dl.exercises.which_kernel.check(which_kernel)

# %% [markdown] id="play-text"
# ### Play
#
# If you like, set nine weights yourself. The demo begins with only two of them, and one leg of the
# tripod has vanished. Where did it go? Can you weaken the other leg instead, by moving one weight?

# %% id="demo" alt="A snapshot of the demo: the photograph, and its map for a kernel with 1 in the upper left corner and -1 in the middle of the lower row. One leg of the tripod stands out in white and black, the other, marked in blue, has vanished."
dl.demos.kernel_on_photograph()

# %% [markdown] id="play-explained"
# (The two weights subtract each pixel from the one two rows up and one to the left. The lost leg leans
# in just this direction: from one of its pixels to the next nothing changes, so there is nothing to see.
# The other leg is steeper, and no two of nine places lie along it.)
#
# ## 4. At the border, and in larger steps
#
# A map is smaller than its image, because windows stop at the border. Ten layers of 3 by 3 would eat ten
# pixels on each side. The remedy is **padding**: before the kernel slides, the image gets a border of
# zeros (**zero padding**). In Keras, `padding="valid"` means none, and `padding="same"` as much as keeps
# the map as large as the image, as long as the window moves by one pixel at a time.
#
# The other change is the **stride**, the step by which the window moves. With a stride of 2 it skips
# every second place, and the map has about half as many rows and columns.
#
# **Predict.** An image of 7 by 7, a kernel of 3 by 3, no padding. How large is the map with stride 1,
# and with stride 2? And with one pixel of padding on each side?

# %% id="sizes" tags=["predict"]
for pixels in (0, 1):
    for stride in (1, 2):
        padded = np.zeros((1, 7 + 2 * pixels, 7 + 2 * pixels, 1))
        print(f"padding {pixels}, stride {stride}:", keras.layers.Conv2D(1, 3, strides=stride)(padded).shape[1], "rows")

# %% [markdown] id="size-exercise-text"
# **Explain.** The kernel of 3 rows can begin in row 0, 1, 2, 3 or 4 of 7: five places. With stride 2 it
# takes every second of them: three. Padding by 1 makes nine rows of seven: seven places, and with stride
# 2 four.
#
# ### Exercise: how large is the map?
#
# Turn this into a rule for any numbers. Think of the window's upper edge: how far down may it travel,
# and in which steps? The check tries hundreds of combinations; the course's own tests compare the rule
# with Keras.

# %% id="exercise-size" tags=["exercise"]
def output_size(image, kernel, padding, stride):
    """Return how many rows the map has.

    image, kernel: rows of the image and of the kernel; the kernel fits into the padded image.
    padding: rows of zeros above the image, and as many below.  stride: rows from one window to the next.
    Returns a whole number.

    Example: image 7, kernel 3, padding 0, stride 2 gives 3.
    """
    # solution
    return (image + 2 * padding - kernel) // stride + 1

# %% id="check-size"
dl.exercises.output_size.check(output_size)

# %% [markdown] id="size-after"
# For a kernel of odd size $k$ and stride 1, a padding of $(k-1)/2$ keeps the size. And where the
# division leaves a rest, the last rows of the padded image are never seen.
#
# Both have a price. Zeros are not neutral: they put a black frame around the photograph, and an edge
# kernel takes it for an edge. And with a stride of 2, an image moved by *one* pixel meets other windows:
# its map is not the old one, moved.

# %% [markdown] id="channels-text"
# ## 5. Colours in, many maps out
#
# A colour photograph has three numbers a pixel: red, green, blue. They are its **channels**. Now the
# window is a block, 3 by 3 pixels by 3 channels, and so is the kernel: each channel has its own weights.
# All products go into *one* sum, so the map is flat again.
#
# By hand, with two channels and a window of 2 by 2. (Here they are written channel by channel, which is
# easier to read. In a Keras image the channels are the last axis.)

# %% id="two-channels"
pixels = np.array([[[1, 2], [0, 1]],  # channel 0
                   [[0, 1], [2, 0]]])  # channel 1
weights = np.array([[[1, 0], [1, -1]],
                    [[0, 1], [1, 0]]])

# %% [markdown] id="two-channels-question"
# **Predict.** How many numbers does this window write on the map, and which?

# %% id="two-channels-sum" tags=["predict"]
products = pixels * weights
print("channel 0:", products[0].sum(), "  channel 1:", products[1].sum())
print("on the map:", products.sum())

# %% [markdown] id="two-channels-explained"
# **Explain.** One number. Channel 0 gives 1 − 1 = 0, channel 1 gives 1 + 2 = 3, and the map gets 3.
#
# Now on a photograph, made coarse: a cup, white inside and red outside, on a red saucer. Two kernels
# slide over it, one after the other. The first looks for red: its nine weights are all 2 for the red
# channel, −2 for green, −1 for blue. The second has the nine weights of section 2, for upright edges,
# once for each channel.
#
# **Predict.** How many maps will there be? And on the map that looks for red, which will be brighter:
# the saucer, or the rim of the cup?

# %% id="film-channels" tags=["predict"] alt="A film. Left: a coarse photograph of a white cup on a red saucer, and its red, green and blue channel, with a 3 by 3 window at the same place in each. Middle: nine products for each channel, the sum of each, and the one number that the three make. Right: two maps. The first kernel writes the upper one, on which the saucer is white and the rim of the cup dark; then the second writes the lower one, with upright edges in white and black."
coffee = dl.datasets.load_photograph("coffee")
cup = coffee[:, :296].reshape(25, 8, 37, 8, 3).mean(axis=(1, 3)).round(2)
red_kernel = np.ones((3, 3, 1)) * [2, -2, -1]  # the last axis: red, green, blue
edge_kernel = np.stack([upright, upright, upright], axis=-1)
dl.plots.film_channels(cup, {"red?": red_kernel, "upright edges": edge_kernel})

# %% [markdown] id="filters-text"
# **Explain.** Two maps. A kernel is as deep as its input, 3 by 3 by 3, and all its 27 products make *one*
# number of *one* map. Another map takes another kernel.
#
# In the red channel the rim is brighter than the saucer: white is full of red, too. On the map it is the
# other way round. White has as much green and blue as red, and its sum is 2 − 2 − 1 times that: below 0.
# The saucer has little of either.
#
# So a **convolution layer** has many **filters**, and each writes a map of its own: the maps are the
# channels of what the layer returns. A filter is one kernel over all channels with its bias, a number
# added to all sums. (Keras calls the array of all filters together `kernel`.)
#
# **Predict.** 8 filters of 3 by 3 on the colour photograph. How many numbers does the layer have to
# learn? And if the photograph were twice as wide?

# %% id="keras-layer" tags=["predict"]
layer = keras.layers.Conv2D(filters=8, kernel_size=3, padding="same")
output = keras.ops.convert_to_numpy(layer(coffee[None]))
weights, bias = layer.get_weights()
print("kernel", weights.shape, " bias", bias.shape, " output", output.shape)
print(f"to learn: {layer.count_params()}; a dense layer would have {coffee.size * output.size:,} weights")

# %% [markdown] id="keras-layer-explained"
# **Explain.** The axes are rows, columns, channels in, filters. 3·3·3·8 weights and 8 biases are 224
# numbers, whatever the size of the image. A dense layer from all these inputs to all these outputs would
# need many billions.
#
# Is Keras doing what we did by hand? Slide over each channel, add up, add the bias:

# %% id="equal-keras" tags=["claim-L13-07"]
padded = np.pad(coffee, ((1, 1), (1, 1), (0, 0)))
ours = np.stack([
    sum(slide(padded[..., c], weights[..., c, f]) for c in range(3)) + bias[f] for f in range(8)
], axis=-1)
largest_difference = np.abs(ours - output[0]).max()
dl.claim("Eight sums over three channels by hand are Keras' Conv2D", largest_difference < 1e-5)

# %% [markdown] id="learn-text"
# ## 6. Nobody has to design it
#
# People designed kernels by hand for decades. For edges that works; for "an eye" it does not. But kernel
# and bias are weights like any others. Can they be *learned*?
#
# Here is a game. Somebody has a secret kernel and a secret bias. You get 64 small images of random
# pixels, and what the secret made of them: pictures before and after, nothing else.

# %% id="secret"
secret_kernel, secret_bias = upright, 0.5
x = rng.normal(size=(64, 8, 8))
y = np.array([slide(one, secret_kernel) + secret_bias for one in x])

# %% [markdown] id="learn-question"
# A layer with one filter, random weights, and the mean squared error between its maps and the true ones.
# 320 steps of gradient descent.
#
# **Predict.** Which kernel will it end with: another that does nearly the same, or the very same?

# %% id="learn" tags=["predict"] alt="Six pictures of 3 by 3 weights: after 0, 8, 16, 32 and 320 steps, and the secret kernel. Small random weights become red, above 0, on the left and blue, below 0, on the right, step by step; after 320 steps they are the secret 1, 2, 1 and -1, -2, -1."
model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(1, 3)])
model.compile(keras.optimizers.SGD(0.05), "mse")
learned = [model.get_weights()[0]]
for epochs in (1, 1, 2, 36):
    model.fit(x[..., None], y[..., None], batch_size=8, epochs=epochs, verbose=0)
    learned.append(model.get_weights()[0])
steps = ("0 steps", "8 steps", "16 steps", "32 steps", "320 steps", "secret")
fig, axes = plt.subplots(1, 6, figsize=(10, 2.2))
for ax, name, weights in zip(axes, steps, [*learned, secret_kernel]):
    ax.imshow(np.reshape(weights, (3, 3)), cmap="coolwarm", vmin=-3, vmax=3)
    for (i, j), weight in np.ndenumerate(np.reshape(weights, (3, 3)).round(1) + 0.0):
        ax.text(j, i, f"{weight:.1f}", ha="center", va="center")
    ax.set_title(name)
    ax.set_axis_off()

# %% [markdown] id="learn-explained"
# **Explain.** The very same. Gradient descent has read Sobel's filter off its pictures: nobody told it a
# weight. It did not *invent* the filter, for the pictures came from it. Whether a network invents such
# filters when it is only told which digit it sees, you will find out in lesson 14.
#
# Why no other? Each image has 6 by 6 windows, and each window is an equation for the same ten numbers.
# The windows are random, so no equation repeats another, and only one answer fits them all.

# %% id="learn-claim" tags=["claim-L13-03"]
final_kernel, final_bias = model.get_weights()
kernel_error = np.abs(final_kernel[..., 0, 0] - secret_kernel).max()
bias_error = abs(final_bias[0] - secret_bias)
dl.claim("The secret kernel is found to four digits, and the bias, too", kernel_error < 1e-4 and bias_error < 1e-4)

# %% [markdown] id="pool-text"
# ## 7. Pooling: smaller, and forgiving?
#
# The map of a moved image has moved, too. Sometimes that is more exact than you want. Besides, maps are
# large, and neighbours on them say nearly the same. **Pooling** makes them smaller: divide the map into
# windows of 2 by 2, side by side, and keep one number of each, the largest (**max pooling**) or the mean
# (**average pooling**). Each channel is pooled by itself.

# %% id="pool"
def blocks_of(maps, size=2):
    """Cut maps into windows: axis -3 counts the rows of a window, axis -1 its columns."""
    *front, height, width = maps.shape
    return maps.reshape(*front, height // size, size, width // size, size)


small_map = np.array([[1, 2, 1, 0],
                      [0, 1, 2, 3],
                      [3, 0, 1, 2],
                      [2, 4, 0, 1]])
print(blocks_of(small_map).max(axis=(-3, -1)))
print(blocks_of(small_map).mean(axis=(-3, -1)))
by_keras = keras.layers.MaxPooling2D(2)(small_map[None, ..., None].astype("float32"))
print("Keras:", np.ravel(by_keras))

# %% [markdown] id="pool-keras"
# The stride of `MaxPooling2D(2)` is as long as its window, unless you say otherwise. There is nothing to
# learn in it: no weights.
#
# Pooling has a second use. Move a T by one pixel. Orange lines are the windows:

# %% id="letter" alt="Above, a letter T, the same T one pixel further right, and one pixel further down, all cut into windows of 2 by 2. Below, their pooled maps: the first two are the same, the third is another."
letter = np.zeros((8, 8))
letter[1, 0:5] = letter[1:5, 2] = 1
letters = {"T": letter, "one to the right": np.roll(letter, 1, axis=1), "one down": np.roll(letter, 1, axis=0)}
pooled = {name: blocks_of(one).max(axis=(-3, -1)) for name, one in letters.items()}
fig, axes = plt.subplots(2, 3, figsize=(7.5, 5.4))
for (above, below), name in zip(axes.T, letters):
    above.set_title(name)
    below.set_title("pooled")
    for ax, picture in ((above, letters[name]), (below, pooled[name])):
        ax.imshow(picture, cmap="gray", extent=(0, 8, 8, 0))
        ax.set(xticks=range(0, 9, 2), yticks=range(0, 9, 2), xticklabels=[], yticklabels=[])
        ax.grid(color="orange", linewidth=1.5)

# %% [markdown] id="shift-question"
# To the right, no stroke has left its windows: the pooled maps are equal, and max pooling has not
# noticed. You will often read that pooling makes a network nearly indifferent to small shifts. But we
# chose this T, and down it goes wrong.
#
# So take 1,000 real digits and move them to the right. Pool the digits themselves; and pool the eight
# maps that *learned* filters make of them, where pooling usually stands. The filters come from a network
# that learns to read:

# %% id="shift-filters"
reader = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(8, 5, padding="same", activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(10),
])
reader.compile(keras.optimizers.Adam(0.003), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
_ = reader.fit(digits.x_train.reshape(-1, 28, 28, 1), digits.y_train, batch_size=100, epochs=3, verbose=0)

# %% [markdown] id="shift-controls"
# We compare each moved digit with the same digit before: the length of their difference, divided by the
# distance to another digit, on the same kind of map. (Without this a blurred map would win by making all
# digits alike.)
#
# Two controls. *Average* pooling, to see whether it is the maximum that forgives. And *every second
# pixel*, kept without any pooling, to see whether a smaller map is enough.

# %% id="shift-ways"
def ways_of(maps):  # shape (digits, maps, rows, columns)
    return {
        "as it is": maps,
        "every second pixel": maps[..., ::2, ::2],
        "average, 2 by 2": blocks_of(maps).mean(axis=(-3, -1)),
        "maximum, 2 by 2": blocks_of(maps).max(axis=(-3, -1)),
    }


def length(maps):
    return np.sqrt((maps**2).sum(axis=(1, 2, 3)))


def by_filters(images):
    return np.moveaxis(keras.ops.convert_to_numpy(reader.layers[0](images[..., None])), 3, 1)

# %% [markdown] id="shift-measure"
# For each way, the change at shifts of 0 to 6 pixels:

# %% id="shift-curves"
images = np.pad(digits.x_test.reshape(-1, 28, 28), ((0, 0), (0, 0), (0, 8)))  # room on the right


def change_of(see):
    """Return, for each way, the change of what `see` makes of the digits, over the shift."""
    before, curves = ways_of(see(images)), {name: [] for name in ways_of(images)}
    for shift in range(7):
        for name, after in ways_of(see(np.roll(images, shift, axis=2))).items():
            size = length(before[name])
            another = (length(np.roll(before[name], 1, axis=0) - before[name]) / size).mean()
            curves[name].append((length(after - before[name]) / size).mean() / another)
    return curves

# %% [markdown] id="shift-predict"
# **Predict.** An unpooled digit that moves by one pixel is already half way to being another digit. And
# the pooled ones? And behind learned filters: does the maximum forgive more there than the mean?

# %% id="shift" tags=["predict"] alt="Two panels: change over the shift in pixels, from 0 to 6, as a share of the distance to another digit. Left, the digits: as it is and every second pixel are the same curve, 0.5 at one pixel, nearly 1 at three. Average and max pooling by 2 lie a little lower at one and two pixels and nearly join it at three; at five they lie above it. Right, maps of learned filters: the same picture, all curves a little lower up to three pixels."
of_digits, of_maps = change_of(lambda images: images[:, None]), change_of(by_filters)
fig, axes = plt.subplots(1, 2, figsize=(12, 4.6), sharey=True)
for ax, curves, title in zip(axes, (of_digits, of_maps), ("digits", "maps of learned filters")):
    for (name, curve), style in zip(curves.items(), ("k-", "o:", "s--", "^-")):
        ax.plot(curve, style, label=name)
    ax.axhline(1, color="grey", linewidth=1)
    ax.set(xlabel="shift in pixels", title=title, ylim=0)
axes[0].set_ylabel("change (1: to another digit)")
_ = axes[1].legend(loc="lower right")

# %% [markdown] id="shift-explained"
# **Explain.** Pooling forgives little: of one pixel's shift, about a tenth. It is not that the map is
# smaller, for every second pixel alone forgives nothing. Nor is it the maximum: at one pixel the mean
# saves as much, on digits and behind learned filters; at two and three the maximum is hardly ahead. What
# both have, and every second pixel has not, is that each number has looked at all four pixels. At three
# pixels hardly anything is saved, and at five a pooled digit is further away than an unpooled one.
#
# So pooling forgives *small* shifts, *partly*. What that is worth to a whole network, lesson 14 tries.

# %% id="shift-claims" tags=["claim-L13-11"] atol=0.02
def saved(way, shift):
    """Return the part of the change that a way takes off, of digits and of maps."""
    return np.array([1 - curves[way][shift] / curves["as it is"][shift] for curves in (of_digits, of_maps)])


changed_right, changed_down = ((pooled["T"] != pooled[name]).sum() for name in list(pooled)[1:])
dl.claim("Moved to the right, no number of the pooled T changes; moved down, some do", changed_right < 1 <= changed_down)
by_maximum, by_mean, by_second = (saved(way, 1) for way in ("maximum, 2 by 2", "average, 2 by 2", "every second pixel"))
least, most, most_by_second = by_maximum.min(), by_maximum.max(), by_second.max()
dl.claim("Of one pixel's shift the maximum takes 5 to 20 %, of digits and of maps; every second pixel less than 3 %",
         0.05 < least <= most < 0.2 and most_by_second < 0.03)
lead_of_mean, left_at_3 = (by_mean - by_maximum).min(), 1 - saved("maximum, 2 by 2", 3).max()
dl.claim("At one pixel the mean takes as much as the maximum or more, to five points", lead_of_mean > -0.05)
dl.claim("At three pixels more than 90 % of the change is left, of both", left_at_3 > 0.9)

# %% [markdown] id="diagonal-text"
# ### Exercise: is there a rising diagonal?
#
# Pool with a window as large as the whole map: **global max pooling**. One number for each filter is
# left, and it no longer says where, only *whether*. With an activation function before it, as ever, a
# filter becomes a detector: above 0 if its pattern is anywhere in the image, else 0.
#
# Images are black (0) with white lines (1). Build a filter for ReLU that fires on `/` and on nothing else.

# %% id="exercise-diagonal" tags=["exercise"]
def rising_diagonal():
    """Return (kernel, bias) of a filter that finds windows with a rising diagonal.

    kernel: shape (3, 3).  bias: a number.  The filter fires if (window * kernel).sum() + bias > 0.
    It has to fire on the window [[0, 0, 1], [0, 1, 0], [1, 0, 0]], and not on the falling diagonal, on a
    row or a column of ones, on a window of zeros or of ones, nor on any window with fewer than three ones.
    It is tried on all of these.

    Example: a kernel of nine ones with bias -8.5 fires on a window of ones, and on nothing else.
    """
    # solution
    kernel = np.array([[-1, -1, 1], [-1, 1, -1], [1, -1, -1]])
    return kernel, -2.5

# %% id="check-diagonal"
dl.exercises.rising_diagonal.check(rising_diagonal)

# %% [markdown] id="diagonal-image-text"
# Our own filter, on whole images: lines of one pixel, `/` and its mirror image, then a `/` two pixels thick. The largest
# number on each map, after ReLU:

# %% id="diagonal-image"
detector, detector_bias = dl.exercises.rising_diagonal.reference()
rising = np.fliplr(np.eye(12))
thick = np.maximum(rising, np.roll(rising, 1, axis=0))
for name, one in {"/": rising, "\\": np.eye(12), "a thick /": thick}.items():
    print(name, np.maximum(slide(one, detector) + detector_bias, 0).max())

# %% [markdown] id="diagonal-image-explained"
# The thick line is not found: what lies beside the diagonal speaks against it. Would you have thought of
# that? It is one good reason to let filters be learned, from examples of all that should be found.

# %% [markdown] id="deeper-photo-learn"
# ## Deeper: does a photograph teach as well?
#
# In section 6 the layer learned from noise. Now cut 64 pieces of 16 by 16 pixels out of our photograph,
# and standardise them (lesson 00). Beside them the same pieces with shuffled pixels: the same numbers,
# but neighbours that resemble each other far less. And 64 pieces full of edges: of 3,600 places, from
# the 600 where neighbours differ most. Six rates, three draws of pieces, 120 steps. The layer is the
# course's own, which tries all rates at once.

# %% id="errors-of"
def errors_of(pieces, rates):
    """Learn the secret from pieces with each rate; return the largest error of each kernel."""
    maps = np.array([slide(one, secret_kernel) for one in pieces]) + secret_bias
    start = np.zeros((len(rates), 3, 3, 1, 1), np.float32)
    layer = dl.scratch.Conv2D(start, np.zeros((len(rates), 1)))
    network = dl.scratch.Network([layer], dl.scratch.MeanSquaredError())
    with np.errstate(all="ignore"):
        network.fit(pieces[..., None], maps[..., None], batch_size=8, epochs=15,
                    optimizer=dl.scratch.SGD(rates, momentum=0.9))
    errors = np.abs(layer.kernel[..., 0, 0] - secret_kernel).max(axis=(1, 2))
    return np.fmin(errors, 3)

# %% [markdown] id="cut-text"
# How pieces are cut, and where the edges are:

# %% id="cut"
def cut(corners):
    pieces = np.array([photo[i : i + 16, j : j + 16] for i, j in corners])
    return (pieces - pieces.mean()) / pieces.std()


def difference_of_neighbours(piece):
    return np.abs(np.diff(piece, axis=0)).mean() + np.abs(np.diff(piece, axis=1)).mean()


places = np.stack(np.mgrid[0:240:4, 0:240:4], axis=-1).reshape(-1, 2)
differences = [difference_of_neighbours(photo[i : i + 16, j : j + 16]) for i, j in places]
places_of_edges = places[np.argsort(differences)[-600:]]

# %% [markdown] id="photo-learn-question"
# **Predict.** Which of the three teaches slowest?

# %% id="photo-learn" live=true tags=["predict"] alt="Largest error of the learned kernel over the learning rate, both logarithmic. From shuffled pieces of the photograph it falls to a few thousandths at the best rate; from the pieces as they are it stays above a twentieth at every rate; at their best rate, pieces full of edges come nearly as low as the shuffled ones."
rates = np.array([0.003, 0.01, 0.03, 0.06, 0.1, 0.2])
found = {"photograph": [], "full of edges": [], "shuffled": []}
for draw in range(3):
    generator = np.random.default_rng(draw)
    pieces = cut(generator.integers(0, 240, (64, 2)))
    mixed = pieces.reshape(64, 256)[:, generator.permutation(256)].reshape(64, 16, 16)
    edges = cut(generator.choice(places_of_edges, 64, replace=False))
    for name, several in zip(found, (pieces, edges, mixed)):
        found[name].append(errors_of(several, rates))
_ = dl.plots.plot_rates(found, rates, ylabel="largest error of a weight (3: or more)")

# %% [markdown] id="photo-learn-explained"
# **Explain.** The photograph. It does hold the answer. Take the pictures after, as the layer got them:
# each of their pixels, with the window below it, is an equation for ten unknown numbers. Solved
# together, they give the kernel and the bias at once:

# %% id="photo-solved"
windows = np.lib.stride_tricks.sliding_window_view(pieces, (3, 3), axis=(1, 2)).reshape(-1, 9)
equations = np.column_stack([windows, np.ones(len(windows))])
pictures_after = np.array([slide(one, secret_kernel) for one in pieces]) + secret_bias
solution = np.linalg.lstsq(equations, pictures_after.ravel())[0]
print(solution[:9].reshape(3, 3).round(3) + 0.0, " bias", solution[9].round(3))

# %% [markdown] id="photo-solved-text"
# But gradient descent gets there slowly. A pixel nearly equals its neighbours, so moving weight from one
# to the other hardly changes the map, and the loss is a long flat valley (lesson 08). Edges tell
# neighbours apart: pieces full of them teach much faster. And with neighbours less alike, most of the
# trouble is gone.

# %% id="photo-learn-claim" rtol=0.5 atol=0.01
best_photo, best_edges, best_shuffled = (np.mean(found[name], axis=0).min() for name in found)
dl.claim("Each at its best rate: the photograph leaves more than ten times the error of its shuffled pixels",
         best_photo > 10 * best_shuffled)
dl.claim("Pieces full of edges leave less than half the error of random pieces", best_edges < 0.5 * best_photo)

# %% [markdown] id="deeper-matrix"
# ## Deeper: a convolution is a matrix with few numbers
#
# A convolution multiplies and adds, so it is a matrix, like a dense layer. Which one? Column by column:
# light up a single pixel of an image of 6 by 6, slide, and write down the 16 numbers of the map. The
# kernel has the weights 1 to 9, so that you recognise each.

# %% id="matrix" alt="A matrix of 16 rows and 36 columns. Each row holds the weights 1 to 9, in three groups of three, one place further right than in the row above, with a jump after every four rows; everything else is empty, 0."
nine = np.arange(1, 10).reshape(3, 3)
matrix = np.array([slide(pixel.reshape(6, 6), nine).ravel() for pixel in np.eye(36)]).T
fig, ax = plt.subplots(figsize=(11, 5.2))
ax.imshow(np.ma.masked_equal(matrix, 0), cmap="Oranges", vmin=0, vmax=18)
for (i, j), weight in np.ndenumerate(matrix):
    if weight:
        ax.text(j, i, f"{weight:.0f}", ha="center", va="center", fontsize=11)
ax.grid(False)
_ = ax.set(xlabel="pixel of the image", ylabel="pixel of the map")

# %% [markdown] id="matrix-text"
# Every row has the same nine weights, moved on. A dense layer would have 16 · 36 = 576 free numbers
# here; the convolution has nine. Both of our wishes are in this picture: *small neighbourhoods* are the
# empty places (zeros), *the same weights everywhere* are the stripes.
#
# And the way back comes for free. In lesson 06 the gradient went back through the transposed matrix.
# Here, too. Look down the column of a pixel in the middle: the nine weights, in reverse order. So the
# gradient of the image is again a convolution: of the gradient of the map, with a border of two zeros,
# and the kernel turned by 180°. For the course's own layer, which never builds the matrix:

# %% id="matrix-back"
layer = dl.scratch.Conv2D(nine.reshape(3, 3, 1, 1).astype(float), [0.0])
layer.forward(rng.normal(size=(1, 6, 6, 1)))
dy = rng.normal(size=(1, 4, 4, 1))
turned = nine[::-1, ::-1]
back = layer.backward(dy).reshape(6, 6)
by_matrix = (matrix.T @ dy.ravel()).reshape(6, 6)
by_convolution = slide(np.pad(dy[0, ..., 0], 2), turned)
largest_difference = max(np.abs(back - by_matrix).max(), np.abs(back - by_convolution).max())
dl.claim("Back through the layer, through the transposed matrix, by the turned kernel: all equal", largest_difference < 1e-12)

# %% [markdown] id="im2col-text"
# How does a library compute this fast? Not with the matrix; it is nearly all zeros. One classic way:
# copy each window into a row of a table, and then everything is one matrix product, at which processors
# are best. The trick is called **im2col**; today's libraries have this and cleverer ways. It costs
# memory, for each pixel is copied once for every window that sees it:

# %% id="im2col"
windows = np.lib.stride_tricks.sliding_window_view(photo, (3, 3))
table = windows.reshape(-1, 9)
print(f"{photo.size} pixels, a table of {table.size} numbers: {table.size / photo.size:.1f} times as many")
print("same map:", np.allclose(table @ np.ravel(upright), slide(photo, upright).ravel(), atol=1e-5))

# %% [markdown] id="im2col-more"
# `dlcourse.scratch.Conv2D` does this, forward and back, and a test compares it with Keras over many shapes.
# `benchmarks/convolution.py` measures on your machine how much faster it is than the usual book's way.

# %% [markdown] id="deeper-correlation"
# ## Deeper: is it a convolution at all?
#
# Mathematicians would protest. Their convolution turns the kernel by 180° before it slides; what we do
# they call **cross-correlation**. Our first example, and with the kernel turned:

# %% id="correlation"
print(slide(image, kernel).tolist(), " turned:", slide(image, kernel[::-1, ::-1]).tolist())

# %% [markdown] id="correlation-text"
# Other numbers. But for a kernel that is *learned* it makes no difference: the network would learn the
# turned one. So the field computes the simpler thing and keeps the better-known name. It matters when
# you bring a kernel from elsewhere: `scipy.signal.convolve2d` turns it, Keras does not.

# %% [markdown] id="deeper-receptive"
# ## Deeper: how far does a pixel see?
#
# A map's pixel sees 3 by 3 pixels. On a second layer it sees 3 by 3 pixels of the first map, each of
# which sees its own 3 by 3. What one pixel depends on, all the way down, is its **receptive field**. Let
# us measure it: kernels of ones, a single bright pixel, and count how far its light has spread, for it
# spreads as far as a pixel sees.
#
# There is a trick to see farther with no more weights: **dilation** moves the nine pixels of a window
# apart, so that with a rate of 2 they cover 5 by 5, with gaps.
#
# **Predict.** Three layers of 3 by 3: how many pixels across? And with the rates 1, 2, 4?

# %% id="receptive" tags=["predict"]
for dilations in ([1, 1, 1], [1, 2, 4]):
    light = np.zeros((1, 41, 41, 1))
    light[0, 20, 20, 0] = 1
    for rate in dilations:
        ones = keras.layers.Conv2D(1, 3, padding="same", dilation_rate=rate, kernel_initializer="ones")
        light = ones(light)
    seen = np.count_nonzero(keras.ops.convert_to_numpy(light)[0, ..., 0].max(axis=0))
    print(f"dilation {dilations}: {seen} pixels across")

# %% [markdown] id="receptive-explained"
# **Explain.** Each layer adds what its window reaches beyond its middle, with rate 1 one pixel on each
# side, so 3, 5, 7. With rates that double, 2 + 4 + 8 more: 15. (What strides and pooling do to the
# field, lesson 14 shows.)
#
# And the smallest kernel? One of 1 by 1 pixel, such as 2, −2, −1 for red. It sees no neighbours at all
# and mixes only channels: a **1×1 convolution**, a small dense layer at every pixel.
#
# ### Exercise: how many layers does it take?
#
# A map's pixel should see a whole image, with layers of 3 by 3 alone. How many are needed, without
# dilation and with rates that double?

# %% id="exercise-layers-needed" tags=["exercise"]
def layers_needed(pixels, doubling):
    """Return how many layers of 3 by 3 are needed so that the receptive field is at least `pixels` wide.

    pixels: a whole number from 1.  doubling: whether the layers have the dilations 1, 2, 4, ...
    or all of them 1.  Returns a whole number; without any layer one pixel is seen.

    Example: 7 pixels need 3 layers without doubling, and 2 with it.
    """
    # solution
    field, rate, layers = 1, 1, 0
    while field < pixels:
        field += 2 * rate
        rate *= 2 if doubling else 1
        layers += 1
    return layers

# %% id="check-layers-needed"
dl.exercises.layers_needed.check(layers_needed)

# %% [markdown] id="deeper-history"
# ## Deeper: where it comes from
#
# In 1958 David Hubel and Torsten Wiesel showed slides to a cat, and listened to a nerve cell in the
# visual part of its brain. It was silent for hours. Then, as a slide was pushed in, the edge of its
# glass cast a faint line of shadow into the cat's eye, and the cell went off like a machine gun. Such
# cells answer to an edge of one direction in one small region (1959); others, as they found next, to the
# same edge anywhere in a larger one (1962).

# %% id="history" alt="A timeline: 1959 Hubel and Wiesel, cells for edges; 1980 neocognitron; 1989 kernels learned by backpropagation; 1998 LeNet-5; 2012 AlexNet."
events = {1959: "Hubel and Wiesel:\ncells for edges", 1980: "neocognitron", 1989: "LeCun: kernels\nare learned",
          1998: "LeNet-5\nreads cheques", 2012: "AlexNet"}
_ = dl.plots.plot_timeline(events)

# %% [markdown] id="history-text"
# Kunihiko Fukushima built both kinds into a network in 1980: layers that look for one pattern everywhere
# with the same weights, and layers that forgive small shifts. That is convolution and pooling. But his **neocognitron**
# did not learn from errors. In 1989 Yann LeCun and his colleagues let backpropagation find the kernels,
# as you did in section 6, and **LeNet-5** (1998) read millions of cheques a day. In 2012 **AlexNet**, a
# far larger one, won the contest of recognising photographs, and the field turned to networks. You will
# build one of LeNet's size next.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - An MLP does not know which pixels are neighbours. Shuffle them all alike, and it learns just as well.
# - A convolution slides a kernel over an image; each place gives a sum of products: one pixel of a map.
#   Move the image, and the map moves.
# - Weights that add up to 0 show differences; weights that add up to 1 keep the brightness.
# - Rows of a map: (image + 2 · padding − kernel) / stride + 1, rounded down.
# - A filter has weights for every channel, and one bias. Many filters give many maps.
# - Kernels can be learned: from pictures before and after, gradient descent found the secret one.
# - Pooling makes maps smaller, has no weights, and forgives little: of a digit's shift by one pixel
#   about a tenth, by three pixels hardly anything.
#
# Next: layers of these on top of each other.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | convolution | 합성곱 | sliding a kernel over the input and summing products (strictly: cross-correlation) |
# | kernel | 커널 | small array of weights that slides over the input |
# | filter | 필터 | one kernel over all channels, with its bias |
# | window | 윈도 | the pixels below the kernel at one place |
# | equivariance | 등변성 | if the input moves, the output moves with it |
# | feature map | 특성 맵 | output of a filter over the whole input |
# | channel | 채널 | last axis of an image: red, green, blue, or one map for each filter |
# | stride | 스트라이드 | step by which the window moves |
# | padding | 패딩 | values (nearly always zeros) added around the input |
# | zero padding | 제로 패딩 | padding with zeros |
# | pooling | 풀링 | reducing height and width by the maximum or the mean of windows (also sub-sampling, 서브샘플링) |
# | max pooling | 최대 풀링 | pooling by the largest number of each window |
# | average pooling | 평균 풀링 | pooling by the mean of each window |
# | global max pooling | 전역 최대 풀링 | the largest number of a whole map |
# | receptive field | 수용장 (수용 영역) | pixels of the image on which one number depends |
# | dilation | 팽창 | gaps between the pixels of a window |

# %% [markdown] id="references"
# ## References
#
# - D. Hubel and T. Wiesel, *Receptive fields of single neurones in the cat's striate cortex*, Journal of
#   Physiology 148, 1959.
# - D. Hubel and T. Wiesel, *Receptive fields, binocular interaction and functional architecture in the
#   cat's visual cortex*, Journal of Physiology 160, 1962.
# - I. Sobel and G. Feldman, *A 3×3 isotropic gradient operator for image processing*, talk at the
#   Stanford Artificial Intelligence Project, 1968.
# - K. Fukushima, *Neocognitron*, Biological Cybernetics 36, 1980.
# - Y. LeCun and others, *Backpropagation applied to handwritten zip code recognition*, Neural
#   Computation 1, 1989.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-based learning applied to document
#   recognition*, Proceedings of the IEEE 86, 1998 (LeNet-5).
# - A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional neural
#   networks*, Advances in Neural Information Processing Systems 25, 2012 (AlexNet).
# - F. Yu and V. Koltun, *Multi-scale context aggregation by dilated convolutions*, International
#   Conference on Learning Representations, 2016.
# - R. Zhang, *Making convolutional networks shift-invariant again*, International Conference on Machine
#   Learning, 2019 (what pooling forgives, and what not).
