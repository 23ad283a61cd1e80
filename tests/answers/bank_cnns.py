"""Answers for lesson 08."""

from tests.answers.bank import Right, Wrong

# -- shapes ------------------------------------------------------------------------------------------------

_SHAPES = """
def conv_shape(image_shape, filters, kernel, stride=1, padding="valid"):
    height, width, _ = image_shape
    if padding == "same":
        return -(-height // stride), -(-width // stride), filters
    return (height - kernel) // stride + 1, (width - kernel) // stride + 1, filters

def conv_params(image_shape, filters, kernel):
    return filters * (kernel * kernel * image_shape[2] + 1)
"""
_BOTH = ("conv_shape", "conv_params")


def _shapes(old: str, new: str) -> str:
    assert old in _SHAPES
    return _SHAPES.replace(old, new)


# -- conv2d ------------------------------------------------------------------------------------------------

_CONV = """
import numpy as np
def conv2d(image, kernel, stride=1, padding="valid"):
    k = len(kernel)
    if padding != "valid":
        pads = []
        for n in image.shape[:2]:
            total = max((-(-n // stride) - 1) * stride + k - n, 0)
            pads.append((total // 2, total - total // 2))
        image = np.pad(image, pads + [(0, 0)], mode="constant" if padding == "same" else "reflect")
    h, w = (image.shape[0] - k) // stride + 1, (image.shape[1] - k) // stride + 1
    result = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            window = image[i * stride : i * stride + k, j * stride : j * stride + k]
            result[i, j] = np.sum(window * kernel)
    return result
"""


def _conv(old: str, new: str) -> str:
    assert old in _CONV
    return _CONV.replace(old, new)


# -- pooling -----------------------------------------------------------------------------------------------

_POOL = """
import numpy as np
def tiles(x, size):
    n, height, width, channels = x.shape
    h, w = height // size, width // size
    return x[:, : h * size, : w * size].reshape(n, h, size, w, size, channels)
def max_pool(x, size):
    return tiles(x, size).max(axis=(2, 4))
def average_pool(x, size):
    return tiles(x, size).mean(axis=(2, 4))
"""
_POOLS = ("max_pool", "average_pool")


def _pool(old: str, new: str) -> str:
    assert old in _POOL
    return _POOL.replace(old, new)


_WITH_KERAS = """
import keras
def max_pool(x, size):
    return keras.ops.max_pool(x, size, padding="PADDING")
def average_pool(x, size):
    return keras.ops.average_pool(x, size, padding="PADDING")
"""

# -- the network -------------------------------------------------------------------------------------------

_NET = """
import keras
layers = [keras.Input((28, 28, 1))]
for filters in (16, 32, 64, 128):
    layers.append(keras.layers.Conv2D(filters, 5, padding="same", activation="relu"))
    layers.append(keras.layers.MaxPooling2D(2, padding="same"))
layers.append(keras.layers.Flatten())
layers.append(keras.layers.Dense(128, activation="relu"))
layers.append(keras.layers.Dropout(0.4))
layers.append(keras.layers.Dense(10, activation="softmax"))
cnn = keras.Sequential(layers)
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
"""


def _net(old: str, new: str) -> str:
    assert old in _NET
    return _NET.replace(old, new)


# -- the pipeline ------------------------------------------------------------------------------------------

_PIPELINE = """
import tensorflow as tf
def augment(x_train, y_train, x_val, y_val, batch_size):
    train = tf.data.Dataset.from_tensor_slices((x_train[..., None], y_train))
    val = tf.data.Dataset.from_tensor_slices((x_val[..., None], y_val))
    train = train.concatenate(train.map(lambda image, label: (1 - image, label)))
    train = train.shuffle(2 * len(x_train))
    return train.batch(batch_size), val.batch(batch_size)
"""


def _pipeline(old: str, new: str) -> str:
    assert old in _PIPELINE
    return _PIPELINE.replace(old, new)


# -- the gate: trained once for all of its answers ---------------------------------------------------------

_TRAIN = """
import keras
import numpy as np
from coursekit import data
keras.utils.set_random_seed(3)
mnist = data.mnist("embedded")
x, y = mnist.x_train[..., None].astype("float32") / 255, mnist.y_train
reader = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),
    keras.layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(10, activation="softmax"),
])
reader.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
"""
_FIT_BOTH = "reader.fit(np.concatenate([x, 1 - x]), np.concatenate([y, y]), epochs=10, batch_size=64, verbose=0)\n"

# -- feature maps ------------------------------------------------------------------------------------------

_MAPS = """
import keras
def feature_maps(model, name, image):
    part = keras.Model(model.inputs, model.get_layer(name).output)
    return part.predict(image[None, ..., None], verbose=0)[0]
"""


def _maps(old: str, new: str) -> str:
    assert old in _MAPS
    return _MAPS.replace(old, new)


# -- preprocessing -----------------------------------------------------------------------------------------

_PHOTO = """
import numpy as np
def preprocess(photo):
    return photo[None, ..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68])
"""


def _photo(old: str, new: str) -> str:
    assert old in _PHOTO
    return _PHOTO.replace(old, new)


ANSWERS = {
    "shapes": [
        Right("whole numbers", _SHAPES, names=_BOTH),
        Right(
            "ceilings and a list",
            """
import math
def conv_shape(image_shape, filters, kernel, stride=1, padding="valid"):
    found = []
    for n in image_shape[:2]:
        places = n if padding == "same" else n - kernel + 1
        found.append(math.ceil(places / stride))
    return found + [filters]
def conv_params(image_shape, filters, kernel):
    weights = image_shape[-1] * kernel**2 * filters
    biases = filters
    return weights + biases
""",
            names=_BOTH,
        ),
        Right(
            "asked of Keras",
            """
import keras
def conv_shape(image_shape, filters, kernel, stride=1, padding="valid"):
    layer = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding)
    return layer.compute_output_shape((None, *image_shape))[1:]
def conv_params(image_shape, filters, kernel):
    layer = keras.layers.Conv2D(filters, kernel)
    layer.build((None, *image_shape))
    return layer.count_params()
""",
            names=_BOTH,
        ),
        Wrong(
            "weights for each pixel",
            _shapes(
                "filters * (kernel * kernel * image_shape[2] + 1)", "filters * (image_shape[0] * image_shape[1] + 1)"
            ),
            misconception="weights depend on the pixel",
            names=_BOTH,
        ),
        Wrong(
            "channels forgotten",
            _shapes("kernel * kernel * image_shape[2] + 1", "kernel * kernel + 1"),
            misconception="one kernel for all channels",
            names=_BOTH,
        ),
        Wrong(
            "no biases",
            _shapes("kernel * kernel * image_shape[2] + 1", "kernel * kernel * image_shape[2]"),
            misconception="biases not counted",
            names=_BOTH,
        ),
        Wrong(
            "a bias for each kernel",
            _shapes(
                "filters * (kernel * kernel * image_shape[2] + 1)", "filters * image_shape[2] * (kernel * kernel + 1)"
            ),
            misconception="a bias for each channel",
            names=_BOTH,
        ),
        Wrong(
            "the image's channels",
            _shapes("// stride + 1, filters", "// stride + 1, image_shape[2]"),
            misconception="channels of the image taken for those of the output",
            names=_BOTH,
        ),
        Wrong("no + 1", _shapes("// stride + 1", "// stride"), misconception="off by one", names=_BOTH),
        Wrong(
            "rounded down",
            _shapes("-(-height // stride), -(-width // stride)", "height // stride, width // stride"),
            misconception="same padding rounded down",
            names=_BOTH,
        ),
        Wrong("no stride", _shapes("// stride", "// 1"), misconception="stride forgotten", names=_BOTH),
        Wrong(
            "numbers of the lesson",
            "def conv_shape(*a, **k):\n    return 26, 26, 32\ndef conv_params(*a):\n    return 320",
            criterion="weights and biases of a convolution layer",
            names=_BOTH,
        ),
        Wrong(
            "padding not looked at",
            _shapes('if padding == "same"', "if False"),
            criterion="same padding, any stride",
            names=_BOTH,
        ),
        Wrong(
            "two numbers",
            _shapes("// stride + 1, filters", "// stride + 1"),
            criterion="valid padding, any stride",
            names=_BOTH,
        ),
        Wrong(
            "floats",
            _shapes("(height - kernel) // stride", "(height - kernel) / stride"),
            criterion="valid padding, any stride",
            names=_BOTH,
        ),
    ],
    "conv2d": [
        Right("two loops", _CONV),
        Right(
            "Keras",
            """
import keras
import numpy as np
def conv2d(image, kernel, stride=1, padding="valid"):
    if padding == "mirror":
        pads = []
        for n in image.shape[:2]:
            total = max((-(-n // stride) - 1) * stride + kernel.shape[0] - n, 0)
            pads.append((total // 2, total - total // 2))
        image, padding = np.pad(image, pads + [(0, 0)], mode="reflect"), "valid"
    return keras.ops.conv(image[None], kernel[..., None], strides=stride, padding=padding)[0, ..., 0]
""",
        ),
        Right(
            "windows and einsum, every place and then every stride-th",
            """
import numpy as np
def conv2d(image, kernel, stride=1, padding="valid"):
    k = kernel.shape[0]
    if padding in ("same", "mirror"):
        def around(n):
            total = max(((n + stride - 1) // stride - 1) * stride + k - n, 0)
            return total // 2, (total + 1) // 2
        mode = {"same": "constant", "mirror": "reflect"}[padding]
        image = np.pad(image, (around(image.shape[0]), around(image.shape[1]), (0, 0)), mode=mode)
    view = np.lib.stride_tricks.sliding_window_view(image, (k, k), axis=(0, 1))
    return np.einsum("abcij,ijc->ab", view, kernel)[::stride, ::stride]
""",
        ),
        Wrong(
            "flipped",
            _conv("window * kernel", "window * kernel[::-1, ::-1]"),
            misconception="convolution flips the kernel",
        ),
        Wrong(
            "SciPy's convolution",
            """
import numpy as np
from scipy.signal import convolve
def conv2d(image, kernel, stride=1, padding="valid"):
    mode = {"valid": "valid", "same": "same", "mirror": "same"}[padding]
    return sum(convolve(image[..., c], kernel[..., c], mode=mode) for c in range(image.shape[2]))[::stride, ::stride]
""",
            misconception="convolution flips the kernel",
        ),
        Wrong("mean", _conv("np.sum(window * kernel)", "np.mean(window * kernel)"), misconception="it averages"),
        Wrong(
            "divided by the window",
            _conv("np.sum(window * kernel)", "np.sum(window * kernel) / k**2"),
            misconception="it averages",
        ),
        Wrong(
            "a map for each channel",
            _conv("np.zeros((h, w))", "np.zeros((h, w, image.shape[2]))").replace(
                "np.sum(window * kernel)", "np.sum(window * kernel, axis=(0, 1))"
            ),
            misconception="channels not added up",
        ),
        Wrong(
            "window not moved by the stride",
            _conv("image[i * stride : i * stride + k, j * stride : j * stride + k]", "image[i : i + k, j : j + k]"),
            misconception="the window moves by one, whatever the stride",
        ),
        Wrong(
            "padding of stride 1",
            _conv("total // 2, total - total // 2", "k // 2, k // 2"),
            misconception="the same amount on both sides",
        ),
        Wrong("edge", _conv('"reflect"', '"edge"'), misconception='"mirror" padding taken for edge padding'),
        Wrong("symmetric", _conv('"reflect"', '"symmetric"'), misconception="the outermost pixel mirrored too"),
        Wrong(
            "the odd pixel in front",
            _conv("total // 2, total - total // 2", "total - total // 2, total // 2"),
            criterion='padding "same", with zeros',
        ),
        Wrong(
            "one window too few",
            _conv("range(w)", "range(w - 1)"),
            criterion="each number is the sum of window times kernel, over all channels",
        ),
        Wrong(
            "ReLU included",
            _conv("return result", "return np.maximum(result, 0)"),
            criterion="each number is the sum of window times kernel, over all channels",
        ),
        Wrong("padding not used", _conv('if padding != "valid"', "if False"), criterion='padding "same", with zeros'),
        Wrong(
            "a constant",
            "import numpy as np\ndef conv2d(image, kernel, stride=1, padding='valid'):\n    return np.zeros((5, 7))",
            criterion="each number is the sum of window times kernel, over all channels",
        ),
        Wrong("printed", _conv("return result", "print(result)"), criterion="one number for each place of the window"),
    ],
    "pooling": [
        Right("reshape", _POOL, names=_POOLS),
        Right("Keras", _WITH_KERAS.replace("PADDING", "valid"), names=_POOLS),
        Right(
            "loops",
            """
import numpy as np
def pooled(x, size, reduce):
    n, height, width, channels = x.shape
    rows = []
    for i in range(0, height - size + 1, size):
        tiles = [reduce(x[:, i : i + size, j : j + size], axis=(1, 2)) for j in range(0, width - size + 1, size)]
        rows.append(np.stack(tiles, axis=1))
    return np.stack(rows, axis=1)
def max_pool(x, size):
    return pooled(x, size, np.max)
def average_pool(x, size):
    return pooled(x, size, np.mean)
""",
            names=_POOLS,
        ),
        Wrong("swapped", _POOL, names=("average_pool", "max_pool"), misconception="the two swapped"),
        Wrong("sums", _pool(".mean(", ".sum("), names=_POOLS, misconception="sum instead of mean"),
        Wrong(
            "channels too",
            _pool(".max(axis=(2, 4))", ".max(axis=(2, 4, 5))"),
            names=_POOLS,
            misconception="pooled over the channels",
        ),
        Wrong(
            "moved by one",
            """
import keras
def max_pool(x, size):
    return keras.ops.max_pool(x, size, strides=1)
def average_pool(x, size):
    return keras.ops.average_pool(x, size, strides=1)
""",
            names=_POOLS,
            misconception="overlapping windows",
        ),
        Wrong("padded", _WITH_KERAS.replace("PADDING", "same"), names=_POOLS, misconception="incomplete tiles kept"),
        Wrong(
            "every size-th pixel",
            "def max_pool(x, size):\n    return x[:, ::size, ::size]\naverage_pool = max_pool",
            names=_POOLS,
            criterion="max pooling",
        ),
        Wrong(
            "axes mixed up",
            _pool("reshape(n, h, size, w, size, channels)", "reshape(n, size, h, size, w, channels)"),
            names=_POOLS,
            criterion="one value for each tile and channel",
        ),
        Wrong(
            "always 2",
            _POOL.replace("tiles(x, size).", "tiles(x, 2)."),
            names=_POOLS,
            criterion="one value for each tile and channel",
        ),
        Wrong(
            "over everything",
            _pool(".max(axis=(2, 4))", ".max()"),
            names=_POOLS,
            criterion="one value for each tile and channel",
        ),
    ],
    "cnn": [
        Right("Sequential", _NET),
        Right(
            "functional, one-hot labels, activations as layers",
            """
import keras
inputs = x = keras.Input((28, 28, 1))
for filters in (16, 32, 64, 128):
    x = keras.layers.Conv2D(filters, (5, 5), padding="same")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPool2D(padding="same")(x)
x = keras.layers.Dense(128, "relu")(keras.layers.Flatten()(x))
x = keras.layers.Dense(10)(keras.layers.Dropout(0.4)(x))
cnn = keras.Model(inputs, keras.layers.Softmax()(x))
cnn.compile(optimizer="sgd", loss="categorical_crossentropy")
""",
        ),
        Right(
            "subclassed",
            """
import keras
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.convolutions = [keras.layers.Conv2D(f, 5, padding="same", activation="relu") for f in (16, 32, 64, 128)]
        self.pool = keras.layers.MaxPooling2D(2, padding="same")
        self.hidden = keras.layers.Dense(128, activation="relu")
        self.drop = keras.layers.Dropout(0.4)
        self.last = keras.layers.Dense(10, activation="softmax")
    def call(self, x, training=False):
        for convolution in self.convolutions:
            x = self.pool(convolution(x))
        x = self.hidden(keras.ops.reshape(x, (-1, 512)))
        return self.last(self.drop(x, training=training))
cnn = Net()
cnn(keras.ops.zeros((1, 28, 28, 1)))
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
""",
        ),
        Wrong("no softmax", _net('10, activation="softmax"', "10"), misconception="logits instead of probabilities"),
        Wrong(
            "valid pooling",
            _net('MaxPooling2D(2, padding="same")', "MaxPooling2D(2)"),
            misconception="pooling that cuts off the last row",
        ),
        Wrong(
            "global pooling",
            _net("Flatten()", "GlobalMaxPooling2D()"),
            misconception="global pooling instead of Flatten",
        ),
        Wrong("3 x 3", _net("filters, 5", "filters, 3"), misconception="the wrong kernel size"),
        Wrong(
            "keeps 0.4", _net("Dropout(0.4)", "Dropout(0.6)"), misconception="the rate taken for the share that is kept"
        ),
        Wrong(
            "three blocks",
            _net("(16, 32, 64, 128)", "(16, 32, 64)"),
            criterion="four blocks of 5 x 5 convolutions and pooling: 28, 14, 7, 4, 2",
        ),
        Wrong(
            "strides instead of pooling",
            _net('padding="same", activation="relu"', 'strides=2, padding="same", activation="relu"').replace(
                '    layers.append(keras.layers.MaxPooling2D(2, padding="same"))\n', ""
            ),
            criterion="four blocks of 5 x 5 convolutions and pooling: 28, 14, 7, 4, 2",
        ),
        Wrong(
            "no dropout",
            _net("layers.append(keras.layers.Dropout(0.4))\n", ""),
            criterion="dropout of 0.4, and compiled for class labels",
        ),
        Wrong(
            "not compiled", _NET[: _NET.index("cnn.compile")], criterion="dropout of 0.4, and compiled for class labels"
        ),
        Wrong(
            "loss for other tasks",
            _net("sparse_categorical_crossentropy", "mse"),
            criterion="dropout of 0.4, and compiled for class labels",
        ),
        Wrong("the number itself", "cnn = 336_394", criterion="336,394 parameters"),
        Wrong(
            "dense, with as many parameters",
            """
import keras
cnn = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(423, "relu"),
                        keras.layers.Dense(10, "softmax")])
cnn.compile(loss="sparse_categorical_crossentropy")
""",
            criterion="336,394 parameters",
        ),
        Wrong("not built", _net("keras.Input((28, 28, 1))", ""), criterion="336,394 parameters"),
        Wrong(
            "flat images",
            _net("keras.Input((28, 28, 1))", "keras.Input((784,)), keras.layers.Reshape((28, 28, 1))"),
            criterion="grey images of 28 x 28 in, ten probabilities out",
        ),
    ],
    "inverted": [
        Right("as by guessing", 'inverted = "little"'),
        Wrong("the same", 'inverted = "same"', misconception="a network sees what people see"),
        Wrong("half", 'inverted = "half"', misconception="half right for half known"),
        Wrong("error", 'inverted = "error"', misconception="an error expected for strange data"),
    ],
    "augment": [
        Right("concatenate", _PIPELINE),
        Right(
            "arrays first, shuffled",
            """
import numpy as np
import tensorflow as tf
def augment(x_train, y_train, x_val, y_val, batch_size):
    both = np.concatenate([x_train, 1 - x_train])[..., np.newaxis]
    train = tf.data.Dataset.from_tensor_slices((both, np.concatenate([y_train, y_train])))
    val = tf.data.Dataset.from_tensor_slices((x_val[..., np.newaxis], y_val)).batch(batch_size)
    return [train.shuffle(len(both)).batch(batch_size).prefetch(2), val.cache()]
""",
        ),
        Right(
            "image by image, the axis in the map",
            """
import tensorflow as tf
def augment(x_train, y_train, x_val, y_val, batch_size):
    def channel(image, label):
        return tf.expand_dims(image, -1), label
    def both(image, label):
        pair = tf.stack([image, 1.0 - image])
        return tf.data.Dataset.from_tensor_slices((pair, tf.stack([label, label])))
    train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).map(channel).flat_map(both)
    val = tf.data.Dataset.from_tensor_slices((x_val, y_val)).map(channel)
    return train.batch(batch_size), val.batch(batch_size)
""",
        ),
        Wrong(
            "no channel axis",
            _PIPELINE.replace("[..., None]", ""),
            misconception="a missing channel axis",
        ),
        Wrong(
            "batched twice",
            _pipeline("train.batch(batch_size), val", "train.batch(batch_size).batch(batch_size), val"),
            misconception="batched twice",
        ),
        Wrong(
            "never batched",
            _pipeline("train.batch(batch_size), val.batch(batch_size)", "train, val"),
            misconception="never batched",
        ),
        Wrong(
            "validation augmented",
            _pipeline(
                "    return", "    val = val.concatenate(val.map(lambda image, label: (1 - image, label)))\n    return"
            ),
            misconception="augmenting validation data",
        ),
        Wrong(
            "validation replaced",
            _pipeline("(x_val[..., None], y_val)", "(1 - x_val[..., None], y_val)"),
            misconception="augmenting validation data",
        ),
        Wrong(
            "originals replaced",
            _pipeline(
                "train.concatenate(train.map(lambda image, label: (1 - image, label)))",
                "train.map(lambda image, label: (1 - image, label))",
            ),
            misconception="only the inverted images",
        ),
        Wrong(
            "negative, not inverted",
            _pipeline("1 - image", "-image"),
            criterion="each training image as it is and inverted, with its own label",
        ),
        Wrong(
            "labels out of step",
            _pipeline("(1 - image, label)", "(1 - image, label + 1)"),
            criterion="each training image as it is and inverted, with its own label",
        ),
        Wrong(
            "not shuffled",
            _pipeline("    train = train.shuffle(2 * len(x_train))\n", ""),
            misconception="black images all last",
        ),
        Wrong(
            "shuffled too early",
            _pipeline("train = train.concatenate", "train = train.shuffle(100).concatenate").replace(
                "    train = train.shuffle(2 * len(x_train))\n", ""
            ),
            misconception="black images all last",
        ),
        Wrong(
            "endless",
            _pipeline("train.batch(batch_size)", "train.repeat().batch(batch_size)"),
            criterion="each training image as it is and inverted, with its own label",
        ),
        Wrong(
            "in place",
            """
import numpy as np
import tensorflow as tf
def augment(x_train, y_train, x_val, y_val, batch_size):
    plain = x_train.copy()
    x_train[:] = 1 - x_train
    both, labels = np.concatenate([plain, x_train]), np.concatenate([y_train, y_train])
    train = tf.data.Dataset.from_tensor_slices((both[..., None], labels))
    val = tf.data.Dataset.from_tensor_slices((x_val[..., None], y_val))
    return train.batch(batch_size), val.batch(batch_size)
""",
            criterion="a second pass gives the same images, and your arrays are left as they are",
        ),
        Wrong(
            "one pass only",
            """
import numpy as np
import tensorflow as tf
def augment(x_train, y_train, x_val, y_val, batch_size):
    both, labels = np.concatenate([x_train, 1 - x_train]), np.concatenate([y_train, y_train])
    pairs = iter([(i[..., None], l) for i, l in zip(both, labels)])
    spec = (tf.TensorSpec((6, 6, 1), tf.float32), tf.TensorSpec((), tf.int64))
    train = tf.data.Dataset.from_generator(lambda: pairs, output_signature=spec)
    val = tf.data.Dataset.from_tensor_slices((x_val[..., None], y_val))
    return train.batch(batch_size), val.batch(batch_size)
""",
            criterion="a second pass gives the same images, and your arrays are left as they are",
        ),
        Wrong(
            "one dataset",
            _pipeline("return train.batch(batch_size), val.batch(batch_size)", "return train.batch(batch_size)"),
            criterion="batches of images with a channel axis (rank 4)",
        ),
        Wrong(
            "arrays",
            "import numpy as np\ndef augment(x_train, y_train, x_val, y_val, batch_size):\n"
            "    return np.concatenate([x_train, 1 - x_train])[..., None], x_val[..., None]",
            criterion="batches of images with a channel axis (rank 4)",
        ),
    ],
    "inversion": [
        Right("strides", _TRAIN + _FIT_BOTH, names=("reader",)),
        Right(
            "functional, with pooling, one-hot labels",
            _TRAIN[: _TRAIN.index("reader =")]
            + """
inputs = keras.Input((28, 28, 1))
h = keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(inputs)
h = keras.layers.MaxPooling2D(2)(keras.layers.Conv2D(32, 3, padding="same", activation="relu")(h))
h = keras.layers.Dropout(0.3)(keras.layers.Flatten()(h))
reader = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(h))
reader.compile(optimizer=keras.optimizers.Adam(0.003), loss="categorical_crossentropy")
"""
            + _FIT_BOTH.replace("np.concatenate([y, y])", "np.eye(10)[np.concatenate([y, y])]"),
            names=("reader",),
        ),
        Wrong(
            "plain digits",
            _TRAIN + "reader.fit(x, y, epochs=5, batch_size=64, verbose=0)\n",
            names=("reader",),
            misconception="trained without inverted images",
        ),
        Wrong(
            "inverted only",
            _TRAIN + "reader.fit(1 - x, y, epochs=5, batch_size=64, verbose=0)\n",
            names=("reader",),
            misconception="trained on inverted images only",
        ),
        Wrong(
            "0 to 255",
            _TRAIN + "reader.fit(255 * x, y, epochs=5, batch_size=64, verbose=0)\n",
            names=("reader",),
            misconception="pixels from 0 to 255",
        ),
        Wrong("not fitted", _TRAIN, names=("reader",), misconception="not trained"),
        Wrong(
            "a constant",
            _TRAIN + "reader.set_weights([np.zeros_like(w) for w in reader.get_weights()])\n",
            names=("reader",),
            misconception="not trained",
        ),
        Wrong(
            "a linear model with augmentation",
            _TRAIN[: _TRAIN.index("reader =")]
            + """
reader = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
reader.compile(optimizer=keras.optimizers.Adam(0.006), loss="sparse_categorical_crossentropy")
"""
            + _FIT_BOTH,
            names=("reader",),
            criterion="reads 95% of them inverted",
        ),
        Wrong(
            "flat images",
            """
import keras
reader = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, "softmax")])
""",
            names=("reader",),
            criterion="reads 95% of new digits as they are",
        ),
        Wrong(
            "the history",
            "reader = {'accuracy': [1.0], 'val_accuracy': [1.0]}",
            names=("reader",),
            criterion="reads 95% of new digits as they are",
        ),
    ],
    "feature_maps": [
        Right("a model up to the layer", _MAPS),
        Right(
            "called, as a tensor",
            """
import keras
def feature_maps(model, name, image):
    outputs = [layer.output for layer in model.layers if layer.name == name]
    return keras.Model(model.input, outputs[0])(image.reshape(1, *image.shape, 1))[0]
""",
        ),
        Right(
            "layer by layer",
            """
def feature_maps(model, name, image):
    x = image[None, :, :, None]
    for layer in model.layers[1:]:
        x = layer(x)
        if layer.name == name:
            return x[0].numpy()
""",
        ),
        Wrong("a batch of one", _maps("[0]", ""), misconception="the batch axis left on"),
        Wrong(
            "kernels",
            "def feature_maps(model, name, image):\n    return model.get_layer(name).get_weights()[0]",
            misconception="kernels taken for feature maps",
        ),
        Wrong(
            "the answer",
            _maps("model.get_layer(name).output", "model.outputs"),
            misconception="the whole model's answer",
        ),
        Wrong("the first layer", _maps("get_layer(name)", "layers[1]"), misconception="always the same layer"),
        Wrong(
            "the layer alone",
            "def feature_maps(model, name, image):\n    return model.get_layer(name)(image[None, ..., None])[0]",
            criterion="any layer, also one further inside",
        ),
        Wrong(
            "upside down",
            _maps("image[None", "image[::-1][None"),
            criterion="one map for each filter of the first layer",
        ),
        Wrong("summed up", _maps("[0]", "[0].sum(axis=-1)"), criterion="one map for each filter of the first layer"),
        Wrong(
            "symbolic",
            "def feature_maps(model, name, image):\n    return model.get_layer(name).output",
            criterion="one map for each filter of the first layer",
        ),
        Wrong(
            "zeros",
            "import numpy as np\ndef feature_maps(model, name, image):\n"
            "    return np.zeros(model.get_layer(name).output.shape[1:])",
            criterion="one map for each filter of the first layer",
        ),
    ],
    "preprocess": [
        Right("NumPy", _PHOTO),
        Right(
            "Keras, on a copy",
            """
import keras
def preprocess(photo):
    return keras.applications.resnet50.preprocess_input(photo[None].astype("float32"))
""",
        ),
        Right(
            "channel by channel",
            """
import numpy as np
def preprocess(photo):
    red, green, blue = (photo[:, :, i].astype(float) for i in range(3))
    return np.stack([np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)])
""",
        ),
        Wrong(
            "no batch axis", _photo("photo[None, ..., ::-1]", "photo[..., ::-1]"), misconception="a missing batch axis"
        ),
        Wrong("RGB, means of BGR", _photo("[None, ..., ::-1]", "[None]"), misconception="red and blue not swapped"),
        Wrong(
            "RGB, means of RGB",
            _photo("[None, ..., ::-1]", "[None]").replace("[103.939, 116.779, 123.68]", "[123.68, 116.779, 103.939]"),
            misconception="red and blue not swapped",
        ),
        Wrong(
            "means of RGB",
            _photo("[103.939, 116.779, 123.68]", "[123.68, 116.779, 103.939]"),
            misconception="the means in the other order",
        ),
        Wrong(
            "0 to 1",
            "def preprocess(photo):\n    return photo[None].astype('float32') / 255",
            misconception="scaled to 0 to 1",
        ),
        Wrong(
            "its own mean",
            _photo("np.array([103.939, 116.779, 123.68])", "photo.mean(axis=(0, 1))[::-1]"),
            misconception="this photograph's own mean",
        ),
        Wrong(
            "Keras, in place",
            """
import keras
def preprocess(photo):
    return keras.applications.resnet50.preprocess_input(photo[None])
""",
            criterion="also for a photograph of floats, which stays as it is",
        ),
        Wrong(
            "bytes that wrap round",
            _PHOTO.replace('.astype("float32")', "").replace(
                "np.array([103.939, 116.779, 123.68])", "np.array([104, 117, 124], 'uint8')"
            ),
            criterion="blue first, and ImageNet's means taken off",
        ),
        Wrong(
            "other ImageNet weights",
            """
import keras
def preprocess(photo):
    return keras.applications.mobilenet_v2.preprocess_input(photo[None].astype("float32"))
""",
            misconception="scaled to 0 to 1",
        ),
        Wrong(
            "upside down",
            _photo("photo[None, ..., ::-1]", "photo[None, ::-1]"),
            criterion="blue first, and ImageNet's means taken off",
        ),
    ],
    "confidence": [
        Right("no such question", 'confidence = "between"'),
        Wrong("knowledge", 'confidence = "known"', misconception="softmax confidence is knowledge"),
        Wrong("memory", 'confidence = "trained"', misconception="a confident answer taken for a memory"),
        Wrong("doubt", 'confidence = "broken"', misconception="doubt expected without having been taught"),
    ],
    "which_mistake": [
        Right("replaced", 'which_mistake = "replaced"'),
        Wrong("twice", 'which_mistake = "twice"', misconception="augmentation taken for repetition"),
        Wrong("labels", 'which_mistake = "labels"', misconception="the label thought to change with the image"),
        Wrong("validation", 'which_mistake = "validation"', misconception="augmenting validation data"),
        Wrong("fewer", 'which_mistake = "fewer"', misconception="originals thought to be superfluous"),
    ],
}
