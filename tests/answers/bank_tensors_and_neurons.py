"""Answers for lesson 01."""

from tests.answers.bank import Right, Wrong

_DENSE = "def dense(x, W, b):\n    return x @ W + b"

_COUNT = """
def count_params(layer_sizes):
    return sum(a * b + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))
"""

_ACTIVATIONS = """
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def tanh(z):
    return np.tanh(z)
def relu(z):
    return np.maximum(z, 0)
def leaky_relu(z, negative_slope=0.2):
    return np.where(z > 0, z, negative_slope * z)
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""
_FIVE = ("sigmoid", "tanh", "relu", "leaky_relu", "softmax")

_DERIVATIVES = """
import numpy as np
def sigmoid_derivative(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)
def relu_derivative(z):
    return np.where(z > 0, 1.0, 0.0)
"""
_SLOPES = ("sigmoid_derivative", "relu_derivative")

_GRADIENT = """
import numpy as np
def gradient(x, y, w, b):
    a = 1 / (1 + np.exp(-(x @ w + b)))
    dz = 2 * (a - y) * a * (1 - a)
    dw = x.T @ dz / len(x)
    db = dz.mean()
    return dw, db
"""

_DESCEND = """
import numpy as np
def descend(gradient, start, learning_rate, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - learning_rate * gradient(w)
        path.append(w)
    return np.array(path)
"""


def _activations(old: str, new: str) -> str:
    assert old in _ACTIVATIONS
    return _ACTIVATIONS.replace(old, new)


ANSWERS = {
    "dense": [
        Right("one product", _DENSE),
        Right(
            "einsum",
            "from numpy import einsum\ndef dense(x, W, b):\n    return einsum('ni,iu->nu', x, W) + b",
        ),
        Right("keras.ops", "import keras\ndef dense(x, W, b):\n    return keras.ops.matmul(x, W) + b"),
        Right(
            "keras.layers.Dense itself",
            """
import keras
def dense(x, W, b):
    layer = keras.layers.Dense(W.shape[1])
    layer.build((None, W.shape[0]))
    layer.set_weights([W, b])
    return layer(x)
""",
        ),
        Right(
            "loops and lists",
            """
def dense(x, W, b):
    return [
        [sum(row[i] * W[i][j] for i in range(len(W))) + b[j] for j in range(len(b))] for row in x
    ]
""",
        ),
        Wrong("no bias", _DENSE.replace(" + b", ""), misconception="bias forgotten"),
        Wrong(
            "bias by row",
            _DENSE.replace("+ b", "+ b[:, None]"),
            misconception="bias added to the rows instead of the columns",
        ),
        Wrong(
            "transposed where it fits",
            "def dense(x, W, b):\n    return x @ (W.T if W.shape[0] == W.shape[1] else W) + b",
            misconception="weights turned round",
        ),
        Wrong("always transposed", _DENSE.replace("W +", "W.T +"), misconception="weights turned round"),
        Wrong("product the other way", _DENSE.replace("x @ W", "W @ x"), criterion="Your code raised"),
        Wrong(
            "an activation as well",
            "import numpy as np\ndef dense(x, W, b):\n    return np.maximum(x @ W + b, 0)",
            criterion="equal to keras.layers.Dense on new inputs",
        ),
        Wrong(
            "transposed result",
            "def dense(x, W, b):\n    return (x @ W + b).T",
            criterion="one row per sample, one column per unit",
        ),
        Wrong(
            "printed",
            "def dense(x, W, b):\n    print(x @ W + b)",
            criterion="one row per sample, one column per unit",
        ),
        Wrong(
            "constant",
            "import numpy as np\ndef dense(x, W, b):\n    return np.ones((len(x), len(b)))",
            criterion="equal to keras.layers.Dense on new inputs",
        ),
        Wrong("a result, not a function", "dense = [[1.0, 2.0]]", criterion="Not yet"),
        Wrong("unanswered", "def dense(x, W, b):\n    ...\n    return ...", criterion="Not attempted"),
    ],
    "count_params": [
        Right("sum over pairs", _COUNT),
        Right(
            "NumPy",
            """
import numpy as np
def count_params(layer_sizes):
    n = np.asarray(layer_sizes)
    return np.sum((n[:-1] + 1) * n[1:])
""",
        ),
        Right(
            "asking Keras",
            """
import keras
def count_params(layer_sizes):
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for units in layer_sizes[1:]:
        model.add(keras.layers.Dense(units))
    return model.count_params()
""",
        ),
        Wrong("weights only", _COUNT.replace("a * b + b", "a * b"), misconception="biases not counted"),
        Wrong(
            "input biases",
            _COUNT.replace("a * b + b", "a * b") + "_c = count_params\n"
            "def count_params(layer_sizes):\n    return _c(layer_sizes) + sum(layer_sizes)",
            misconception="a bias for each input",
        ),
        Wrong(
            "bias by input of each layer",
            _COUNT.replace("a * b + b", "a * b + a"),
            misconception="a bias for each input",
        ),
        Wrong(
            "stops too early",
            _COUNT.replace("layer_sizes[:-1], layer_sizes[1:]", "layer_sizes[:-2], layer_sizes[1:-1]"),
            misconception="one layer left out",
        ),
        Wrong(
            "one bias a layer",
            _COUNT.replace("a * b + b", "a * b + 1"),
            criterion="right for one layer",
        ),
        Wrong("hard-coded", "def count_params(layer_sizes):\n    return 2410", criterion="right for one layer"),
        Wrong(
            "first and last only",
            "def count_params(layer_sizes):\n    return (layer_sizes[0] + 1) * layer_sizes[-1]",
            criterion="right for networks of several layers",
        ),
        Wrong(
            "arguments of its own",
            "def count_params(inputs, hidden, outputs):\n    return inputs",
            criterion="Not yet",
        ),
        Wrong("text", "def count_params(layer_sizes):\n    return '2410'", criterion="right for one layer"),
    ],
    "activations": [
        Right("NumPy", _ACTIVATIONS, _FIVE),
        Right(
            "keras.activations",
            """
from keras.activations import sigmoid, tanh, relu, leaky_relu, softmax
""",
            _FIVE,
        ),
        Right(
            "from exponentials, and lambdas",
            """
import numpy as np
sigmoid = lambda z: np.exp(-np.logaddexp(0, -z))
tanh = lambda z: 2 * sigmoid(2 * z) - 1
relu = lambda z: z * (z > 0)
leaky_relu = lambda z, negative_slope=0.2: np.maximum(z, negative_slope * z)
softmax = lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
""",
            _FIVE,
        ),
        Wrong(
            "softmax by column",
            _activations("axis=-1", "axis=0"),
            misconception="softmax over the batch axis",
            names=_FIVE,
        ),
        Wrong(
            "softmax without an axis",
            _activations("axis=-1, ", ""),
            misconception="softmax over all values at once",
            names=_FIVE,
        ),
        Wrong(
            "softmax by the book",
            _activations("z - z.max(axis=-1, keepdims=True)", "z"),
            misconception="the exponential of a large logit",
            names=_FIVE,
        ),
        Wrong(
            "one largest for the whole batch",
            _activations("z.max(axis=-1, keepdims=True)", "z.max()"),
            criterion="softmax: stable for logits of 1,000",
            names=_FIVE,
        ),
        Wrong(
            "plain shares",
            _activations("np.exp(z - z.max(axis=-1, keepdims=True))", "np.abs(z)"),
            criterion="softmax: each row are probabilities that sum to 1",
            names=_FIVE,
        ),
        Wrong(
            "equal probabilities",
            _activations("np.exp(z - z.max(axis=-1, keepdims=True))", "np.ones(z.shape)"),
            criterion="softmax: each row are probabilities that sum to 1",
            names=_FIVE,
        ),
        Wrong(
            "sign in the exponent",
            _activations("np.exp(-z)", "np.exp(z)"),
            misconception="the minus in the sigmoid's exponent is missing",
            names=_FIVE,
        ),
        Wrong(
            "tanh from 0 to 1",
            _activations("np.tanh(z)", "sigmoid(2 * z)"),
            misconception="tanh pressed into 0..1",
            names=_FIVE,
        ),
        Wrong(
            "slope not used",
            _activations("negative_slope * z", "0.2 * z"),
            criterion="ReLU and leaky ReLU, with any slope",
            names=_FIVE,
        ),
        Wrong(
            "the layer's default slope",
            _activations("negative_slope=0.2", "negative_slope=0.3"),
            criterion="ReLU and leaky ReLU, with any slope",
            names=_FIVE,
        ),
        Wrong(
            "absolute value",
            _activations("np.maximum(z, 0)", "np.abs(z)"),
            criterion="ReLU and leaky ReLU, with any slope",
            names=_FIVE,
        ),
        Wrong(
            "math.exp takes no array",
            _activations("np.exp(-z)", "math.exp(-z)").replace("import numpy", "import math\nimport numpy"),
            criterion="Your code raised",
            names=_FIVE,
        ),
        Wrong(
            "one of five unanswered",
            _activations("return np.tanh(z)", "return ..."),
            criterion="tanh",
            names=_FIVE,
        ),
        Wrong(
            "all unanswered",
            "def sigmoid(z):\n    return ...\ntanh = relu = leaky_relu = softmax = sigmoid",
            criterion="Not attempted",
            names=_FIVE,
        ),
    ],
    "derivatives": [
        Right("formulas", _DERIVATIVES, _SLOPES),
        Right(
            "1 at zero, the slope from the hyperbolic cosine",
            """
import numpy as np
def sigmoid_derivative(z):
    return 1 / (2 * np.cosh(z / 2)) ** 2
def relu_derivative(z):
    return (z >= 0).astype(int)
""",
            _SLOPES,
        ),
        Right(
            "a half at zero",
            """
import numpy as np
def sigmoid_derivative(z):
    return (1 - np.tanh(z / 2) ** 2) / 4
def relu_derivative(z):
    return (np.sign(z) + 1) / 2
""",
            _SLOPES,
        ),
        Right(
            "GradientTape",
            """
import keras, tensorflow as tf
def slope(function, z):
    z = tf.convert_to_tensor(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        out = function(z)
    return tape.gradient(out, z)
def sigmoid_derivative(z):
    return slope(keras.ops.sigmoid, z)
def relu_derivative(z):
    return slope(keras.ops.relu, z)
""",
            _SLOPES,
        ),
        Wrong(
            "flat on the right",
            _DERIVATIVES.replace("z > 0", "z < 0"),
            misconception="ReLU's derivative at the wrong side",
            names=_SLOPES,
        ),
        Wrong(
            "ReLU itself",
            _DERIVATIVES.replace("np.where(z > 0, 1.0, 0.0)", "np.maximum(z, 0)"),
            misconception="the function instead of its derivative",
            names=_SLOPES,
        ),
        Wrong(
            "sigmoid itself",
            _DERIVATIVES.replace("return a * (1 - a)", "return a"),
            misconception="the function instead of its derivative",
            names=_SLOPES,
        ),
        Wrong(
            "z (1 - z)",
            _DERIVATIVES.replace("return a * (1 - a)", "return z * (1 - z)"),
            misconception="z taken for the sigmoid's output",
            names=_SLOPES,
        ),
        Wrong(
            "slope 1 everywhere",
            _DERIVATIVES.replace("np.where(z > 0, 1.0, 0.0)", "np.ones(np.shape(z))"),
            criterion="the slope of ReLU",
            names=_SLOPES,
        ),
        Wrong(
            "2 at zero",
            _DERIVATIVES.replace("np.where(z > 0, 1.0, 0.0)", "np.where(z, z > 0, 2.0)"),
            criterion="the slope of ReLU",
            names=_SLOPES,
        ),
        Wrong(
            "no number at zero",
            _DERIVATIVES.replace("np.where(z > 0, 1.0, 0.0)", "np.maximum(z, 0) / z"),
            criterion="the slope of ReLU",
            names=_SLOPES,
        ),
        Wrong(
            "the largest slope for all",
            _DERIVATIVES.replace("return a * (1 - a)", "return np.full(np.shape(z), 0.25)"),
            criterion="the slope of the sigmoid",
            names=_SLOPES,
        ),
        Wrong(
            "if on an array",
            _DERIVATIVES.replace("np.where(z > 0, 1.0, 0.0)", "1.0 if z > 0 else 0.0"),
            criterion="Your code raised",
            names=_SLOPES,
        ),
    ],
    "gradient": [
        Right("chain rule", _GRADIENT),
        Right(
            "sample by sample",
            """
import math
def gradient(x, y, w, b):
    dw, db = [0.0] * len(w), 0.0
    for row, target in zip(x, y):
        a = 1 / (1 + math.exp(-(sum(r * v for r, v in zip(row, w)) + b)))
        dz = 2 * (a - target) * a * (1 - a) / len(x)
        dw = [d + dz * r for d, r in zip(dw, row)]
        db += dz
    return dw, db
""",
        ),
        Right(
            "GradientTape",
            """
import tensorflow as tf
def gradient(x, y, w, b):
    w, b = tf.Variable(w), tf.Variable([b], dtype=tf.float64)
    with tf.GradientTape() as tape:
        a = tf.sigmoid(tf.linalg.matvec(x, w) + b)
        loss = tf.reduce_mean((a - y) ** 2)
    return tape.gradient(loss, [w, b])
""",
        ),
        Wrong(
            "mean over the inputs",
            _GRADIENT.replace("x.T @ dz / len(x)", "(dz[:, None] * x).mean(axis=1)"),
            misconception="mean over the wrong axis",
        ),
        Wrong(
            "divided by the number of inputs",
            _GRADIENT.replace("x.T @ dz / len(x)", "x.T @ dz / x.shape[1]"),
            misconception="mean over the wrong axis",
        ),
        Wrong(
            "sums",
            _GRADIENT.replace(" / len(x)", "").replace("mean", "sum"),
            misconception="summed over the batch, not averaged",
        ),
        Wrong(
            "target minus output",
            _GRADIENT.replace("a - y", "y - a"),
            misconception="gradient with the wrong sign",
        ),
        Wrong(
            "no slope of the sigmoid",
            _GRADIENT.replace(" * a * (1 - a)", ""),
            misconception="activation's slope forgotten",
        ),
        Wrong("no 2", _GRADIENT.replace("2 * ", ""), misconception="the square's 2 forgotten"),
        Wrong(
            "db summed only",
            _GRADIENT.replace("dz.mean()", "dz.sum()"),
            criterion="db equals the numeric gradient",
        ),
        Wrong(
            "db for each sample",
            _GRADIENT.replace("dz.mean()", "dz"),
            criterion="dw has the shape of w, db is one number",
        ),
        Wrong(
            "slope of z, not of a",
            _GRADIENT.replace("* a * (1 - a)", "* (x @ w + b)"),
            criterion="dw equals the numeric gradient",
        ),
        Wrong(
            "dw only",
            _GRADIENT.replace("return dw, db", "return dw"),
            criterion="dw has the shape of w, db is one number",
        ),
        Wrong(
            "zeros",
            "import numpy as np\ndef gradient(x, y, w, b):\n    return np.zeros(len(w)), 0.0",
            criterion="dw equals the numeric gradient",
        ),
        Wrong(
            "an unknown name",
            "def gradient(x, y, w, b):\n    return x.T @ dz, dz.mean()",
            criterion="Your code raised",
        ),
    ],
    "descend": [
        Right("a list of points", _DESCEND),
        Right(
            "filled array",
            """
import numpy as np
def descend(gradient, start, learning_rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path
""",
        ),
        Right(
            "keras.optimizers.SGD",
            """
import keras
def descend(gradient, start, learning_rate, steps):
    w = keras.Variable(start)
    optimizer = keras.optimizers.SGD(learning_rate)
    path = [w.numpy()]
    for _ in range(steps):
        optimizer.apply([keras.ops.convert_to_tensor(gradient(w.numpy()), dtype="float32")], [w])
        path.append(w.numpy())
    return path
""",
        ),
        Wrong("uphill", _DESCEND.replace("w - ", "w + "), misconception="gradient ascent (wrong sign)"),
        Wrong(
            "in place",
            _DESCEND.replace("w = w - learning", "w -= learning"),
            misconception="the same array kept at each step",
        ),
        Wrong(
            "the end only",
            _DESCEND.replace("np.array(path)", "w"),
            misconception="only the last point returned",
        ),
        Wrong("without the start", _DESCEND.replace("[w]", "[]"), misconception="the start is not on the path"),
        Wrong(
            "whole gradient",
            _DESCEND.replace("learning_rate * gradient", "gradient"),
            misconception="learning rate not used",
        ),
        Wrong(
            "one step too few",
            _DESCEND.replace("range(steps)", "range(steps - 1)"),
            criterion="a row for the start and one for each step",
        ),
        Wrong(
            "a learning rate of its own",
            _DESCEND.replace("    w = start", "    learning_rate = 0.1\n    w = start"),
            criterion="each step goes against the gradient",
        ),
        Wrong(
            "the sign of the gradient only",
            _DESCEND.replace("gradient(w)", "np.sign(gradient(w))"),
            criterion="reaches the minimum",
        ),
        Wrong(
            "stays",
            "import numpy as np\ndef descend(gradient, start, learning_rate, steps):\n"
            "    return np.tile(start, (steps + 1, 1))",
            criterion="reaches the minimum",
        ),
        Wrong(
            "until it stands still, which it never does",
            """
def descend(gradient, start, learning_rate, steps):
    path = [start]
    while len(path) > 0:
        path[-1] = path[-1] - learning_rate * gradient(path[-1])
    return path
""",
            criterion="Your code raised",
        ),
        Wrong(
            "the gradient is not called",
            _DESCEND.replace("gradient(w)", "gradient"),
            criterion="Your code raised",
        ),
    ],
    "shrinking": [
        Right("a million", "shrinking = 1_000_000"),
        Right("by the slopes", "shrinking = 4 ** 9"),
        Right("as a share", "shrinking = 0.25 ** 10"),
        Right("a NumPy number", "import numpy as np\nshrinking = np.float32(4) ** 10"),
        Wrong("not at all", "shrinking = 1", misconception="every layer gets the same gradient"),
        Wrong("added", "shrinking = 4 * 10", misconception="slopes added instead of multiplied"),
        Wrong("a thousand", "shrinking = 1000", criterion="the right order of magnitude"),
        Wrong("far too much", "shrinking = 10.0 ** 12", criterion="the right order of magnitude"),
        Wrong("zero", "shrinking = 0", criterion="the right order of magnitude"),
        Wrong("in words", "shrinking = 'a million'", criterion="the right order of magnitude"),
        Wrong("unanswered", "shrinking = ...", criterion="Not attempted"),
    ],
    "which_mistake": [
        Right("the key", "which_mistake = 'sign'"),
        Right("capitals and spaces", "which_mistake = ' Sign '"),
        Wrong(
            "learning rate",
            "which_mistake = 'rate'",
            misconception="every growing loss blamed on the learning rate",
        ),
        Wrong("patience", "which_mistake = 'steps'", misconception="more steps against divergence"),
        Wrong(
            "local minimum",
            "which_mistake = 'minimum'",
            misconception="divergence taken for a local minimum",
        ),
        Wrong(
            "vanishing",
            "which_mistake = 'vanishing'",
            misconception="growing steps taken for a vanishing gradient",
        ),
        Wrong("two at once", "which_mistake = {'sign', 'rate'}", criterion="the right option"),
        Wrong("no option", "which_mistake = 'momentum'", criterion="the right option"),
        Wrong("unanswered", "which_mistake = ...", criterion="Not attempted"),
    ],
}
