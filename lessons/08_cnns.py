# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   coursekit:
#     title: Convolutional networks
#     minutes: 110
#     teaches: How networks see, from one kernel on a photograph to feature maps, augmentation and transfer learning.
# ---

# %% [markdown]
# # Convolutional networks
#
# You will find edges in photographs with nine numbers, build a network out of many such kernels, fool it, mend
# it, look inside it, and let it read digits of your own. In the end a trained one learns new digits from a few
# examples.
#
# Where you see `...`, it is your turn.

# %%
import socket

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

import coursekit as ck
from coursekit.exercises import cnns as ex

# %% [markdown]
# ## Nine numbers that find edges
#
# Two photographs, and three small tables of numbers called **kernels**. The first is Prewitt's, of 1970: minus
# ones on the left, ones on the right. Guess before you run: where will it answer, on the sky or on a pillar?

# %% tags=["demo"]
photos = ck.data.photos()
grey = np.stack([photo.mean(axis=-1) / 255 for photo in photos.values()])[..., None].astype("float32")
upright = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], "float32")
kernels = {"upright edges": upright, "level edges": upright.T, "blur": np.ones((9, 9), "float32") / 81}
pictures, names = [], []
for name, photo in zip(photos, grey, strict=True):
    pictures.append(photo[..., 0])
    names.append(name)
    for kind, kernel in kernels.items():
        answers = keras.ops.conv(photo[None], kernel[..., None, None], padding="same")
        strength = np.abs(keras.ops.convert_to_numpy(answers))[0, ..., 0]
        pictures.append((strength / np.quantile(strength, 0.98)).clip(0, 1))
        names.append(kind)
figure, ax = plt.subplots(figsize=(13, 5.2), layout="constrained")
ck.plot.images(np.stack(pictures), names, columns=4, ax=ax)
print(ck.plot.describe(ax))

# %% [markdown]
# ## A window that slides
#
# Lay the kernel $K$ on a window of the image $X$. Multiply the numbers that meet, and **add up**. That is one
# number of the output. Move the window, and do it again:
#
# $$Y_{ij} = \sum_{a,b,c} X_{i s + a,\; j s + b,\; c} \; K_{a b c}$$
#
# On a plain sky the ones and minus ones cancel. Where dark meets bright, they do not.
#
# - It is a sum. Some texts say that a convolution averages; only a kernel such as the blur makes it so.
# - Mathematicians turn the kernel round first. Keras does not; its operation is really a **cross-correlation**.
# - $c$ counts the channels, such as red, green and blue. They are added up too.
# - $s$ is the **stride**: by how many pixels the window moves.
#
# The output is smaller than the image, for the window must fit in. **Padding** adds pixels around first:
#
# | padding | 1 2 3 4 becomes |
# | --- | --- |
# | `"valid"`: none | 1 2 3 4 |
# | `"same"`: zeros | 0 0 1 2 3 4 0 0 |
# | mirror: as in a mirror on the last pixel | 3 2 1 2 3 4 3 2 |
# | edge: the last pixel repeated; no mirror, though some notes call it one | 1 1 1 2 3 4 4 4 |
#
# ### Exercise: a convolution by hand (6 points)
#
# Write `conv2d` for one image and one kernel, with the first three paddings. On an axis of $n$ pixels,
# `"same"` and `"mirror"` add, for a kernel of $k$,
#
# $$p = \max\left(\left(\lceil n / s \rceil - 1\right) s + k - n,\; 0\right)$$
#
# pixels in all: half of them, rounded down, in front, and the rest at the end.


# %% exercise="conv2d"
def conv2d(image, kernel, stride=1, padding="valid"):
    """Image (height, width, channels), kernel (k, k, channels), padding "valid", "same" or "mirror" -> (h, w)."""
    ### BEGIN SOLUTION
    k = len(kernel)
    if padding != "valid":
        around = []
        for n in image.shape[:2]:
            p = max((-(-n // stride) - 1) * stride + k - n, 0)
            around.append((p // 2, p - p // 2))
        mode = "constant" if padding == "same" else "reflect"
        image = np.pad(image, [*around, (0, 0)], mode=mode)
    h, w = ((n - k) // stride + 1 for n in image.shape[:2])
    result = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            window = image[i * stride : i * stride + k, j * stride : j * stride + k]
            result[i, j] = np.sum(window * kernel)
    return result
    ### END SOLUTION
    return ...


# %%
ex.conv2d.check(conv2d)

# %% [markdown]
# ## A layer of kernels
#
# In `keras.layers.Conv2D(filters, kernel_size)` nobody chooses the numbers. They are learned. Each **filter** is a
# kernel with a bias, and makes a **feature map** of its own. The maps are the channels of the next layer's image.
#
# The same filter visits every place. So its weights do not belong to a pixel: they are **shared**, and their
# number does not depend on the size of the image. An edge is an edge, wherever it is.
#
# Images are (batch, height, width, channels) here, `data_format="channels_last"`. PyTorch's data come with
# channels first; `keras.ops.moveaxis(x, 1, -1)` turns them.
#
# ### Exercise: shapes and parameters (4 points)
#
# Write both functions for one layer. `image_shape` is (height, width, channels). With valid padding, count the
# places where the window fits in. With same padding the output has $\lceil n / s \rceil$ pixels.
#
# For (28, 28, 1), 32 filters and a kernel of 3: (26, 26, 32), and 320 parameters. The cell after the check counts a
# small network for three classes. Guess first: which layer has most of its parameters?


# %% exercise="shapes"
def conv_shape(image_shape, filters, kernel, stride=1, padding="valid"):
    """The shape of the output of Conv2D: (height, width, channels)."""
    ### BEGIN SOLUTION
    sizes = []
    for n in image_shape[:2]:
        places = n if padding == "same" else n - kernel + 1
        sizes.append(-(-places // stride))
    return (*sizes, filters)
    ### END SOLUTION
    return ...


def conv_params(image_shape, filters, kernel):
    """How many weights and biases the layer learns."""
    ### BEGIN SOLUTION
    return filters * (kernel * kernel * image_shape[2] + 1)
    ### END SOLUTION
    return ...


# %%
ex.shapes.check(conv_shape, conv_params)

# %% tags=["demo"]
stack = [keras.layers.Conv2D(filters, 3, activation="relu") for filters in (32, 8)]
small = keras.Sequential([keras.Input((28, 28, 1)), *stack, keras.layers.Flatten(), keras.layers.Dense(3, "softmax")])
for layer in small.layers:
    print(f"{layer.name:<10} gives {layer.output.shape[1:]!s:<13} parameters: {layer.count_params():>6,}")
print(f"in all {small.count_params():,}")

# %% [markdown]
# Of 16,459 parameters 13,827 belong to the dense layer, which has a weight for every pixel of every map.
#
# ## Pooling: look from further away
#
# **Pooling** cuts each map into tiles and keeps one number of each: the largest, or the average. Nothing is
# learned. The maps become smaller and cheaper, and a stroke may move by a pixel without much changing. Pooling over the
# whole map is called **global**: `GlobalMaxPooling2D` asks whether a feature occurs anywhere, `GlobalAveragePooling2D`
# how much of it there is.
#
# ### Exercise: max and average pooling (3 points)
#
# Write both, for tiles of `size` by `size`. Rows and columns that fill no whole tile are dropped.


# %% exercise="pooling"
def max_pool(x, size):
    """The largest value of each tile: (n, height, width, channels) -> (n, height // size, width // size, channels)."""
    ### BEGIN SOLUTION
    n, height, width, channels = x.shape
    h, w = height // size, width // size
    tiles = x[:, : h * size, : w * size].reshape(n, h, size, w, size, channels)
    return tiles.max(axis=(2, 4))
    ### END SOLUTION
    return ...


def average_pool(x, size):
    """The mean of each tile, in the same shapes."""
    ### BEGIN SOLUTION
    n, height, width, channels = x.shape
    h, w = height // size, width // size
    tiles = x[:, : h * size, : w * size].reshape(n, h, size, w, size, channels)
    return tiles.mean(axis=(2, 4))
    ### END SOLUTION
    return ...


# %%
ex.pooling.check(max_pool, average_pool)

# %% [markdown]
# ## A whole network
#
# Convolution, pooling, convolution, pooling: the maps shrink, their number grows. What one number of a map can
# see of the image is its **receptive field**. It grows with each layer: two kernels of 3 see 5 pixels, and a
# pooling doubles the steps of all that follows. In the network below it is 5 pixels wide after the first
# convolution, 14 after the second, and 32, more than the image, after the third. **Dilation** spreads a kernel
# with gaps: of 3 by 3 with `dilation_rate=2` it sees 5 by 5, with nine weights.
#
# ### Exercise: 336,394 parameters (4 points)
#
# Build and compile `cnn` for grey images of 28 by 28. Four times a convolution (5 by 5, same padding, ReLU) and
# a max pooling of 2, with 16, 32, 64 and 128 filters. Let the pooling round up, with same padding: 28, 14, 7, 4,
# 2. Then flatten, a dense layer of 128 with ReLU, dropout of 0.4, and softmax for ten classes. Do not train it.

# %% exercise="cnn"
cnn = ...
### BEGIN SOLUTION
layers = [keras.Input((28, 28, 1))]
for filters in (16, 32, 64, 128):
    layers.append(keras.layers.Conv2D(filters, 5, padding="same", activation="relu"))
    layers.append(keras.layers.MaxPooling2D(2, padding="same"))
layers += [keras.layers.Flatten(), keras.layers.Dense(128, activation="relu")]
layers += [keras.layers.Dropout(0.4), keras.layers.Dense(10, activation="softmax")]
cnn = keras.Sequential(layers)
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
### END SOLUTION

# %%
ex.cnn.check(cnn)

# %% [markdown]
# On the real MNIST, in batches of 128, an epoch has 469 steps, and this network reads more than 99.2% of the
# test digits. The notes that it comes from report validation accuracies from 0.9900 to 0.9943, the last 0.9923.
# (Their log starts at 0.9987, which no first epoch reaches: it shows a `fit` that went on from another one.)
#
# That takes minutes, so here its lighter sibling learns from 1,294 of our digits. (`ck.data.mnist()`
# finds the real ones where there is a network, `ck.data.fashion()` clothes in the same shapes.)
#
# The sibling's convolutions have a stride of 2, which halves as a pooling does. And the axis of channels must be
# there: `[..., None]`.


# %%
def small_cnn():
    """A new compiled network for images (28, 28, 1) with values 0 to 1."""
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu", name="strokes"),
            keras.layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="parts"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


mnist = ck.data.mnist("embedded").split(validation=0.1, seed=0)
x_train, x_val, x_test = (x.astype("float32") / 255 for x in (mnist.x_train, mnist.x_val, mnist.x_test))
y_train, y_val, y_test = mnist.y_train, mnist.y_val, mnist.y_test
keras.utils.set_random_seed(1)
plain = small_cnn()
validation = (x_val[..., None], y_val)
history = plain.fit(x_train[..., None], y_train, 64, epochs=8, validation_data=validation, verbose=0)
print(f"{plain.count_params():,} parameters, validation accuracy {history.history['val_accuracy'][-1]:.3f}")

# %% [markdown]
# ### Exercise: black digits (1 point)
#
# Our digits are white on black. What if somebody writes in black on white?

# %%
ex.inverted.ask()

# %% exercise="inverted"
inverted = ...
### BEGIN SOLUTION
inverted = "little"
### END SOLUTION

# %%
ex.inverted.check(inverted)

# %% tags=["demo"]
if inverted is ...:
    print("Answer first; then this cell shows what happens.")
else:
    for name, images in {"as they are": x_test, "inverted": 1 - x_test}.items():
        guesses = plain.predict(images[..., None], verbose=0).argmax(axis=-1)
        print(f"test digits {name}: {np.mean(guesses == y_test):.3f} right")
    ax = ck.plot.images(1 - x_test[:8], y_test[:8], guesses[:8])
    print(ck.plot.describe(ax))

# %% [markdown]
# ## Augmentation
#
# The network knows what it has seen. So show it more: **augmentation** makes new training images of old ones, in ways
# that leave the label true. Inverted, moved by some pixels, turned a little: still a 3. Upside down a 6 is a 9, so
# there it ends.
#
# Layers such as `RandomRotation` and `RandomTranslation` do that at random, in training only. Here is a version
# for `tf.data`.
#
# Augmentation is for **training**. Validation asks how the model does on real images.
#
# ### Exercise: an augmentation pipeline (5 points)
#
# Write `augment`. The training pipeline holds each image as it is and inverted, with its label, in a mixed order;
# the validation pipeline the images as they are. Both add the channel axis and give batches, batched once: batches
# of batches end in errors about shapes, or about an "unknown rank". Both can be run again, and your arrays stay as
# they are.


# %% exercise="augment"
def augment(x_train, y_train, x_val, y_val, batch_size):
    """Images (n, height, width) from 0 to 1, labels (n,) -> tf.data.Datasets of training and of validation batches."""
    ### BEGIN SOLUTION
    training = tf.data.Dataset.from_tensor_slices((x_train[..., None], y_train))
    training = training.concatenate(training.map(lambda image, label: (1 - image, label)))
    training = training.shuffle(2 * len(x_train))
    validation = tf.data.Dataset.from_tensor_slices((x_val[..., None], y_val))
    return training.batch(batch_size), validation.batch(batch_size)
    ### END SOLUTION
    return ...


# %%
ex.augment.check(augment)

# %% tags=["demo"]
some = x_train[:4, ..., None]
keras.utils.set_random_seed(0)
turned = keras.layers.RandomRotation(0.08, fill_mode="constant")(some, training=True)
moved = keras.layers.RandomTranslation(0.15, 0.15, fill_mode="constant")(some, training=True)
rows = {"as it is": some, "inverted": 1 - some, "turned": turned, "moved": moved}
captions = [name for name in rows for _ in some]
ax = ck.plot.images(np.concatenate([np.asarray(row) for row in rows.values()]), captions, columns=4)
print(ck.plot.describe(ax))

# %% [markdown]
# ### Exercise: a reader of both (3 points)
#
# Train `reader` on white and on black digits: start from `small_cnn()`, use your pipelines, and say
# `fit(..., shuffle=False)`, for they shuffle already.
#
# The check shows it the 359 test digits, as they are and inverted. It must read 95% of **both**. Without
# augmentation it reads almost none of the black ones. A linear model fails with it too: a weight cannot say yes to
# bright and to dark.

# %% exercise="inversion"
reader = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(2)
reader = small_cnn()
training, checking = augment(x_train, y_train, x_val, y_val, 64)
fitted = reader.fit(training, validation_data=checking, epochs=10, shuffle=False, verbose=0)
### END SOLUTION

# %%
ex.inversion.check(reader)

# %% [markdown]
# Report two numbers, as the check does: the score on the test digits, and the score on inverted ones. Some notes
# invert the test set in place. Then only one is left, and nobody sees what the change has cost.
#
# ## Look inside
#
# A model may end anywhere: `keras.Model(model.inputs, layer.output)` shares the layers and stops at that one.
#
# ### Exercise: feature maps (3 points)
#
# Write `feature_maps(model, name, image)`. It returns what the layer of that name makes of one grey image.


# %% exercise="feature_maps"
def feature_maps(model, name, image):
    """A model for images (n, height, width, 1), a layer's name, an image (height, width) -> (h, w, filters)."""
    ### BEGIN SOLUTION
    part = keras.Model(model.inputs, model.get_layer(name).output)
    return part.predict(image[None, ..., None], verbose=0)[0]
    ### END SOLUTION
    return ...


# %%
ex.feature_maps.check(feature_maps)

# %% tags=["demo"]
seven = x_test[y_test == 7][0]
until = keras.Model(plain.inputs, plain.get_layer("strokes").output)
strokes = until.predict(seven[None, ..., None], verbose=0)[0]
scaled = strokes / np.maximum(strokes.max(axis=(0, 1)), 1e-6)
names = [f"max {top:.1f}\nmean {mean:.2f}" for top, mean in zip(strokes.max((0, 1)), strokes.mean((0, 1)), strict=True)]
ax = ck.plot.images(np.moveaxis(scaled, -1, 0), names, columns=8)
print(ck.plot.describe(ax))

# %% [markdown]
# Each small picture is one filter's answer to a 7. Some found the bar, others a side of the stem. Below stand the
# numbers that the two global poolings would keep.
#
# ### What does the answer hang on?
#
# Cover a part of the image, and ask again. Where the probability falls, the network was looking. A black patch on every
# place in turn gives an **occlusion map**. Guess: the bar, or the foot?

# %% tags=["demo"]
starts = range(-2, 26, 2)  # a patch of 6 by 6, with its centre on every second pixel
covered = np.repeat(seven[None], len(starts) ** 2, axis=0)
for number, (top, left) in enumerate((top, left) for top in starts for left in starts):
    covered[number, max(top, 0) : top + 6, max(left, 0) : left + 6] = 0
chances = plain.predict(covered[..., None], verbose=0)[:, 7].reshape(len(starts), -1)
whole = plain.predict(seven[None, ..., None], verbose=0)[0, 7]
ax = ck.plot.occlusion(seven, chances, uncovered=whole, label="7")
print(ck.plot.describe(ax))

# %% [markdown]
# A few places decide, where a 7 differs from its rivals. The rest may be covered, and the network hardly notices.
#
# ## A digit of your own
#
# Change the drawing below, and run. You may also load an image: the cell writes a file `my_digit.png`, and reads it
# as you would read a scan, grey and 28 by 28. The last rows are no digits.

# %%
drawing = """
..............
..............
..#########...
.........##...
.........##...
........##....
.......##.....
.......##.....
......##......
......##......
.....##.......
.....##.......
..............
..............
"""
rows = [[character == "#" for character in line] for line in drawing.split()]
mine = np.kron(np.array(rows, "float32"), np.ones((2, 2)))
blurred = sum(np.roll(mine, (i, j), axis=(0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)) / 9

keras.utils.save_img("my_digit.png", blurred[..., None], scale=True)
loaded = keras.utils.load_img("my_digit.png", color_mode="grayscale", target_size=(28, 28))
scan = keras.utils.img_to_array(loaded)[..., 0] / 255

face = np.zeros((28, 28))
face[[8, 9, 8, 9], [9, 9, 18, 18]] = face[19, 9:19] = face[17:19, [8, 19]] = 1
board = np.indices((28, 28)).sum(axis=0) // 4 % 2
asked = {"drawing": blurred, "file": scan, "face": face, "stripes": board, "nothing": np.zeros((28, 28))}
images = np.stack(list(asked.values())).astype("float32")
answers = plain.predict(images[..., None], verbose=0)
figure, axes = plt.subplots(2, 1, figsize=(8, 4.6), height_ratios=(1, 1.4), layout="constrained")
ck.plot.images(images, list(asked), columns=5, ax=axes[0])
ck.plot.probability_table(answers, class_names=list("0123456789"), ax=axes[1])
axes[1].set_yticks(range(len(asked)), list(asked))
print(ck.plot.describe(axes))

# %% [markdown]
# ### Exercise: sure, and of what? (1 point)
#
# A larger network, with 99.2% on MNIST, read 5 of 9 digits drawn by hand, and called a 6 a 3 with a probability
# of 99.9%.

# %%
ex.confidence.ask()

# %% exercise="confidence"
confidence = ...
### BEGIN SOLUTION
confidence = "between"
### END SOLUTION

# %%
ex.confidence.check(confidence)

# %% [markdown]
# ## Transfer learning
#
# Strokes are strokes. Can a network that knows 0 to 4 help with 5 to 9, of which we have a few?
#
# 1. Train a **base** on 0 to 4. Here all digits are moved about, so that position must be learned too.
# 2. Put a new head on it and **freeze** the base: `base.trainable = False`. Only the head learns.
# 3. **Fine-tune**: let the base learn again, in small steps. Compile after each change of `trainable`.
#
# Before you run: with 5 examples of each, how much does the base help? And with 50?


# %% tags=["demo"]
def body():
    """Convolutions, pooling and a dense layer, without a head."""
    convolutions = [
        keras.layers.Conv2D(8, 5, strides=2, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
    ]
    return keras.Sequential(
        [keras.Input((28, 28, 1)), *convolutions, keras.layers.Flatten(), keras.layers.Dense(64, activation="relu")]
    )


def headed(part, optimizer):
    """The part with a new softmax for five classes, compiled."""
    model = keras.Sequential([part, keras.layers.Dense(5, activation="softmax")])
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


def moved_about(images):
    """Each image moved by up to 4 pixels in both directions; its border of 4 is empty."""
    return np.stack([np.roll(image, rng.integers(-4, 5, size=2), axis=(0, 1)) for image in images])[..., None]


rng = np.random.default_rng(0)
keras.utils.set_random_seed(0)
low, high, last = y_train < 5, y_train >= 5, y_test >= 5
base = body()
teacher = headed(base, keras.optimizers.Adam(0.004))
teacher.fit(np.concatenate([moved_about(x_train[low]) for _ in range(2)]), np.tile(y_train[low], 2), 64, 6, verbose=0)

base.trainable = False
frozen = headed(base, keras.optimizers.SGD(0.05))
tuned = headed(body(), keras.optimizers.SGD(0.03))
scratch = headed(body(), keras.optimizers.SGD(0.1))
new_head, untrained = frozen.get_weights(), scratch.get_weights()
x_new, y_new, x_last, y_last = (
    moved_about(x_train[high]),
    y_train[high] - 5,
    moved_about(x_test[last]),
    y_test[last] - 5,
)
examples, found = (1, 5, 20), {"from scratch": [], "frozen base": [], "fine-tuned": []}
for _ in range(2):
    scores = {name: [] for name in found}
    for count in examples:
        few = np.concatenate([rng.permutation(np.flatnonzero(y_new == digit))[:count] for digit in range(5)])
        batches = rng.choice(few, 40 * 16)  # 40 steps, whatever the number of examples
        for name, model, steps in zip(found, (scratch, frozen, tuned), (2, 1, 1), strict=True):
            model.set_weights({"from scratch": untrained, "frozen base": new_head}.get(name) or frozen.get_weights())
            model.fit(np.tile(x_new[batches], (steps, 1, 1, 1)), np.tile(y_new[batches], steps), 16, verbose=0)
            scores[name].append(np.mean(np.asarray(model(x_last)).argmax(axis=-1) == y_last))
    for name in found:
        found[name].append(scores[name])
found = {name: np.array(scores) for name, scores in found.items()}
ax = ck.plot.curves(found, x=examples, x_label="examples of each digit", y_label="test accuracy (0 to 1)", log_x=True)
print(ck.plot.describe(ax))

# %% [markdown]
# Each gets 40 steps on the few examples; from scratch gets 80, as many as frozen and fine-tuned together. The base
# helps at once. Frozen, it soon reaches its limit: its features were made for other digits. Fine-tuning lifts
# that. From scratch catches up with many more examples and steps. (Plain SGD remembers nothing between fits, so
# `set_weights` is a fresh start here.)
#
# ## ResNet50
#
# Other people's bases are far larger. ResNet50 was trained on 1.2 million photographs of ImageNet, in 1,000 classes.
# It takes (1, 224, 224, 3) and has 25,636,712 parameters. Its weights expect what they were trained on: **blue,
# green, red**, from 0 to 255, minus the mean of each over ImageNet: 103.939, 116.779, 123.68.
#
# ### Exercise: prepare a photograph (3 points)
#
# Write `preprocess` for one photograph in red, green, blue. Mind the batch axis. The photograph stays as it is.


# %% exercise="preprocess"
def preprocess(photo):
    """Photo (height, width, 3), RGB from 0 to 255, uint8 or float32 -> what ResNet50 takes, (1, height, width, 3)."""
    ### BEGIN SOLUTION
    return photo[None, ..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68])
    ### END SOLUTION
    return ...


# %%
ex.preprocess.check(preprocess)

# %% tags=["demo"]
try:
    socket.create_connection(("storage.googleapis.com", 443), timeout=3).close()
    resnet = keras.applications.ResNet50(weights="imagenet")  # 103 MB, once
except OSError:
    print("No network, so no weights of ImageNet: here are the shapes only. Run this cell again when you are online.")
    resnet = None
photo = keras.ops.image.resize(photos["china"].astype("float32"), (224, 224))
batch = keras.applications.resnet50.preprocess_input(keras.ops.convert_to_numpy(photo)[None])
if resnet is None:
    resnet = keras.applications.ResNet50(weights=None)
else:
    for _, name, probability in keras.applications.resnet50.decode_predictions(resnet.predict(batch, verbose=0), 3)[0]:
        print(f"{name}: {probability:.2f}")
print(f"{resnet.count_params():,} parameters; {batch.shape} in, {resnet.output_shape} out")

# %% [markdown]
# `decode_predictions` names the classes with the highest probabilities. Do not expect 99%: in one set of notes
# the photograph of a dog got the right breed with 17%, first of a thousand. Doubt among similar breeds is honest.
#
# To transfer it, take `include_top=False`, freeze, and add your head, as above.
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `K.function([model.input], [layer.output])` | `keras.Model(model.inputs, layer.output)`, and call it |
# > | `Conv2D(32, 3, input_shape=(28, 28, 1))` | `keras.Input((28, 28, 1))` first |
# > | `ImageDataGenerator(rotation_range=15)` | layers such as `RandomRotation`, or `tf.data` |
# > | `keras.preprocessing.image.load_img` | `keras.utils.load_img` |
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "replaced"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | convolution | window times kernel, added up; not turned round, not averaged |
# | padding | valid: none; same: zeros; mirror starts at the second pixel, edge repeats the first |
# | parameters | filters · (k · k · channels + 1), whatever the size of the image |
# | pooling | one number a tile; global: one number a map |
# | shapes | (batch, height, width, channels), also for one grey image |
# | augmentation | training only; report the original score beside the new one |
# | feature map | a model may end at any layer |
# | probabilities | compare the classes that it knows, and say nothing of others |
# | transfer | freeze, train the head, then fine-tune in small steps |
#
# **Next**, in lesson 09, sequences: networks with a memory, for text and for time.
