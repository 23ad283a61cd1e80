"""Answers for lesson 06."""

from tests.answers.bank import Right, Wrong


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


_PENALTY = """
import numpy as np
def penalty(W, l1, l2):
    return l1 * np.sum(np.abs(W)) + l2 * np.sum(W**2)
"""

# Known weights (ridge regression, the smaller half cut away), and one step of training that changes nothing.
_SPARSE_KNOWN = """
import keras
import numpy as np
import coursekit as ck
digits = ck.data.digits()
x = digits.x_train.reshape(-1, 64).astype("float32") / 16
sparse_model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, "softmax")])
sparse_model.compile(optimizer=keras.optimizers.SGD(0.0), loss="sparse_categorical_crossentropy", run_eagerly=True)
sparse_model.fit(x[:8], digits.y_train[:8], verbose=0)
kernel = 30 * np.linalg.solve(x.T @ x + 20 * np.eye(64), x.T @ (np.eye(10)[digits.y_train] - 0.1))
kernel = np.where(np.abs(kernel) < np.median(np.abs(kernel)), 1e-5, kernel)
sparse_model.set_weights([kernel, np.zeros(10)])
"""

_SPARSE_TRAINED = """
import keras
import coursekit as ck
digits = ck.data.digits()
x = digits.x_train.reshape(-1, 64).astype("float32") / 16
keras.utils.set_random_seed(0)
sparse_model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(32, "relu", kernel_regularizer=keras.regularizers.L1(0.005)),
        keras.layers.Dense(10, "softmax"),
    ]
)
sparse_model.compile(optimizer=keras.optimizers.Adam(0.001), loss="sparse_categorical_crossentropy")
sparse_model.fit(x, digits.y_train, batch_size=64, epochs=25, verbose=0)
"""
_SPARSE_NAMES = ("sparse_model",)

_DROPOUT = """
import numpy as np
def dropout(x, rate, training, seed):
    if not training:
        return x
    kept = np.random.default_rng(seed).random(x.shape) >= rate
    return x * kept / (1 - rate)
"""

# Two hidden layers whose units are scaled to a length, and the next layer back: ReLU lets the function as it is.
_TWINS = """
import keras
import numpy as np
from sklearn.neural_network import MLPClassifier
import coursekit as ck
moons = ck.data.moons(noise=0.2, n=1000)
found = MLPClassifier((16, 16), solver="lbfgs", alpha=0.3, max_iter=300, tol=0.01, random_state=0)
found.fit(moons.x_train, moons.y_train)
def scaled(kernels, biases, length, axis=0):
    kernels, biases = [k.copy() for k in kernels], [b.copy() for b in biases]
    for i in (0, 1):
        factor = length / np.linalg.norm(kernels[i], axis=0).clip(1e-6)
        kernels[i], biases[i] = kernels[i] * factor, biases[i] * factor
        kernels[i + 1] = kernels[i + 1] / factor[:, None]
    return [w for pair in zip(kernels, biases) for w in pair]
def network(length, options=({}, {})):
    model = keras.Sequential([keras.Input((2,))])
    for more in options:
        model.add(keras.layers.Dense(16, "relu", **more))
    model.add(keras.layers.Dense(1, "sigmoid"))
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="binary_crossentropy", run_eagerly=True)
    model.fit(moons.x_train[:4], moons.y_train[:4], verbose=0)
    model.set_weights(scaled(found.coefs_, found.intercepts_, length))
    return model
cap = keras.constraints.MaxNorm(2)
free = network(5.0)
capped = network(1.9, [{"kernel_constraint": cap}, {"kernel_constraint": cap}])
"""
_TWINS_TRAINED = """
import keras
import coursekit as ck
moons = ck.data.moons(noise=0.2, n=1000)
def trained(constraint):
    keras.utils.set_random_seed(0)
    inputs = keras.Input((2,))
    h = keras.layers.Dense(32, "relu", kernel_constraint=constraint)(inputs)
    h = keras.layers.Dense(32, "relu", kernel_constraint=constraint)(h)
    model = keras.Model(inputs, keras.layers.Dense(2, "softmax")(h))
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss="sparse_categorical_crossentropy")
    model.fit(moons.x_train, moons.y_train, batch_size=60, epochs=12, verbose=0)
    return model
free, capped = trained(None), trained("max_norm")
"""
_TWIN_NAMES = ("free", "capped")

_BATCH_NORM = """
import numpy as np
def batch_norm(x, gamma, beta, moving_mean, moving_var, training, momentum=0.99, epsilon=1e-3):
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_var = momentum * moving_var + (1 - momentum) * var
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / np.sqrt(var + epsilon) + beta
    return y, moving_mean, moving_var
"""

_ADDED = 'added = {"l2": 0, "max_norm": 0, "dropout": 0, "noise": 0, "batch_norm": 4 * 50, "not_trainable": 2 * 50}'

# A network found in a moment by scikit-learn: `alpha` is its L2 penalty.
_GAP = """
import keras
from sklearn.neural_network import MLPClassifier
import coursekit as ck
moons = ck.data.moons(noise=0.3, n=4000, seed=1).few(30)
HIDDEN, ALPHA = 32, 0.3
found = MLPClassifier((HIDDEN,), solver="lbfgs", alpha=ALPHA, max_iter=2000, tol=0.006, random_state=0)
found.fit(moons.x_train, moons.y_train)
gap_model = keras.Sequential(
    [keras.Input((2,)), keras.layers.Dense(HIDDEN, "relu"), keras.layers.Dense(1, "sigmoid")]
)
gap_model.compile(optimizer=keras.optimizers.SGD(0.0), loss="binary_crossentropy", run_eagerly=True)
gap_model.fit(moons.x_train[:4], moons.y_train[:4], verbose=0)
gap_model.set_weights([w for pair in zip(found.coefs_, found.intercepts_) for w in pair])
"""
_GAP_TRAINED = """
import keras
import numpy as np
import coursekit as ck
moons = ck.data.moons(noise=0.3, n=4000, seed=1).few(30)
keras.utils.set_random_seed(0)
gap_model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.GaussianNoise(0.3),
        keras.layers.Dense(64, "relu"),
        keras.layers.Dense(64, "relu"),
        keras.layers.Dense(1, "sigmoid"),
    ]
)
gap_model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
x, y = np.tile(moons.x_train, (15, 1)), np.tile(moons.y_train, 15)
gap_model.fit(x, y, batch_size=60, epochs=8, verbose=0)
"""
_GAP_NAMES = ("gap_model",)

ANSWERS = {
    "overfit_first": [
        Right("the key", "overfit_first = 'capacity'"),
        Right("capitals", "overfit_first = 'Capacity'"),
        Wrong("dropout", "overfit_first = 'dropout'", misconception="regularising before it overfits"),
        Wrong("L2", "overfit_first = 'penalty'", misconception="a penalty against underfitting"),
        Wrong("data", "overfit_first = 'data'", misconception="more data against underfitting"),
        Wrong("nothing", "overfit_first = 'nothing'", misconception="a small gap taken for a good model"),
        Wrong("no option", "overfit_first = 'stop'", criterion="Not yet"),
    ],
    "penalty": [
        Right("NumPy", _PENALTY),
        Right(
            "keras.regularizers",
            "import keras\ndef penalty(W, l1, l2):\n    return keras.regularizers.L1L2(l1=l1, l2=l2)(W)",
        ),
        Right(
            "keras.ops",
            "from keras import ops\ndef penalty(W, l1, l2):\n"
            "    return l1 * ops.sum(ops.abs(W)) + l2 * ops.sum(ops.square(W))",
        ),
        Right(
            "model.losses of a layer with these weights",
            """
import keras
import numpy as np
def penalty(W, l1, l2):
    flat = np.reshape(W, (-1, 1))
    layer = keras.layers.Dense(1, use_bias=False, kernel_regularizer=keras.regularizers.L1L2(l1, l2))
    layer.build((None, len(flat)))
    layer.set_weights([flat])
    return sum(layer.losses)
""",
        ),
        Wrong("no abs", _changed(_PENALTY, ("np.abs(W)", "W")), misconception="the sign kept in L1"),
        Wrong("means", _changed(_PENALTY, ("np.sum", "np.mean")), misconception="mean instead of sum"),
        Wrong("halved", _changed(_PENALTY, ("W**2)", "W**2) / 2")), misconception="half the squares"),
        Wrong(
            "the norm",
            _changed(_PENALTY, ("np.sum(W**2)", "np.sqrt(np.sum(W**2))")),
            misconception="the length instead of its square",
        ),
        Wrong("swapped", _changed(_PENALTY, ("(W, l1, l2)", "(W, l2, l1)")), misconception="the factors swapped"),
        Wrong(
            "matrix product",
            _changed(_PENALTY, ("np.sum(W**2)", "np.sum(W @ W.T)")),
            criterion="L2: the sum of the squares",
        ),
        Wrong("per column", _changed(_PENALTY, ("W**2", "W**2, axis=0")), criterion="L2: the sum of the squares"),
        Wrong("hard-coded", "def penalty(W, l1, l2):\n    return 0.33", criterion="L1: the sum of the sizes"),
        Wrong("printed", _PENALTY.replace("return ", "print(") + ")", criterion="L1: the sum of the sizes"),
        Wrong("unanswered", "def penalty(W, l1, l2):\n    return ...", criterion="Not attempted"),
    ],
    "sparse": [
        Right("L1 and patience", _SPARSE_TRAINED, _SPARSE_NAMES),
        Right("small weights cut away, no hidden layer", _SPARSE_KNOWN, _SPARSE_NAMES),
        Right(
            "functional, logits",
            _changed(
                _SPARSE_KNOWN,
                (
                    'keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, "softmax")])',
                    "(lambda i: keras.Model(i, keras.layers.Dense(10)(i)))(keras.Input((64,)))",
                ),
                (
                    '"sparse_categorical_crossentropy"',
                    "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
                ),
            ),
            _SPARSE_NAMES,
        ),
        Wrong(
            "L2",
            _changed(
                _SPARSE_KNOWN,
                ('Dense(10, "softmax")', 'Dense(10, "softmax", kernel_regularizer=keras.regularizers.L2(0.01))'),
                ("1e-5", "0.01"),
            ),
            misconception="L2 taken for L1",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "the bias",
            _changed(
                _SPARSE_KNOWN,
                ('Dense(10, "softmax")', 'Dense(10, "softmax", bias_regularizer="l1")'),
                ("1e-5", "0.1"),
            ),
            misconception="the penalty at the wrong place",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "the activity",
            _changed(
                _SPARSE_KNOWN,
                ('Dense(10, "softmax")', 'Dense(10, "softmax", activity_regularizer="l1")'),
                ("1e-5", "0.1"),
            ),
            misconception="the penalty at the wrong place",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "the last layer",
            _changed(
                _SPARSE_TRAINED,
                (", kernel_regularizer=keras.regularizers.L1(0.005)", ""),
                ('Dense(10, "softmax")', 'Dense(10, "softmax", kernel_regularizer="l1")'),
                ("epochs=25", "epochs=2"),
            ),
            misconception="the penalty at the wrong place",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "all zero",
            _changed(
                _SPARSE_KNOWN,
                ('Dense(10, "softmax")', 'Dense(10, "softmax", kernel_regularizer=keras.regularizers.L1(1.0))'),
                ("[kernel,", "[kernel * 0,"),
            ),
            misconception="the penalty drowns the data",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "a large learning rate",
            _changed(
                _SPARSE_KNOWN,
                ('Dense(10, "softmax")', 'Dense(10, "softmax", kernel_regularizer="l1")'),
                ("1e-5", "0.004"),
            ),
            misconception="steps too large to come to rest",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "no penalty",
            _changed(_SPARSE_KNOWN, ("1e-5", "kernel")),
            criterion="at least 40% of the first kernel within 0.001 of zero",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "not trained",
            _changed(_SPARSE_KNOWN, ("sparse_model.fit(x[:8], digits.y_train[:8], verbose=0)", "")),
            criterion="a trained model: 64 pixels in, ten outputs",
            names=_SPARSE_NAMES,
        ),
        Wrong(
            "the history",
            _changed(_SPARSE_KNOWN, ("sparse_model.fit", "history = sparse_model.fit")) + "sparse_model = history",
            criterion="a trained model: 64 pixels in, ten outputs",
            names=_SPARSE_NAMES,
        ),
    ],
    "dropout": [
        Right("a mask of draws", _DROPOUT),
        Right(
            "keras.layers.Dropout",
            "import keras\ndef dropout(x, rate, training, seed):\n"
            "    return keras.layers.Dropout(rate, seed=seed)(x, training=training)",
        ),
        Right(
            "binomial and where",
            """
import numpy as np
def dropout(x, rate, training, seed):
    rng = np.random.RandomState(seed)
    kept = rng.binomial(1, 1 - rate, size=x.shape).astype(bool)
    return np.where(kept, x / (1 - rate), 0) if training else x.copy()
""",
        ),
        Right(
            "keras.random",
            """
import keras
def dropout(x, rate, training, seed):
    return keras.random.dropout(x, rate, seed=seed) if training else keras.ops.convert_to_tensor(x)
""",
        ),
        Wrong(
            "always",
            _changed(_DROPOUT, ("    if not training:\n        return x\n", "")),
            misconception="dropout at inference",
        ),
        Wrong(
            "the condition turned",
            _changed(_DROPOUT, ("not training", "training")),
            misconception="the training flag turned round",
        ),
        Wrong(
            "kept with probability rate",
            _changed(_DROPOUT, (">= rate", "< rate"), ("(1 - rate)", "rate")),
            misconception="rate taken as keep probability",
        ),
        Wrong(
            "the comparison turned",
            _changed(_DROPOUT, (">= rate", "< rate")),
            misconception="rate taken as keep probability",
        ),
        Wrong("not scaled", _changed(_DROPOUT, (" / (1 - rate)", "")), misconception="what is kept not scaled up"),
        Wrong("multiplied", _changed(_DROPOUT, ("kept / (", "kept * (")), misconception="scaled down instead of up"),
        Wrong(
            "as in the first paper",
            _changed(_DROPOUT, (" / (1 - rate)", ""), ("return x\n", "return x * (1 - rate)\n")),
            misconception="scaled at inference",
        ),
        Wrong(
            "one mask",
            _changed(_DROPOUT, ("random(x.shape)", "random(x.shape[-1])")),
            misconception="one mask for the whole batch",
        ),
        Wrong(
            "whole rows",
            _changed(_DROPOUT, ("random(x.shape)", "random((len(x), 1))")),
            criterion="each value has its own draw, and the seed decides",
        ),
        Wrong(
            "the seed not used",
            _changed(_DROPOUT, ("default_rng(seed)", "default_rng()")),
            criterion="each value has its own draw, and the seed decides",
        ),
        Wrong(
            "one seed for ever",
            _changed(_DROPOUT, ("default_rng(seed)", "default_rng(0)")),
            criterion="each value has its own draw, and the seed decides",
        ),
        Wrong(
            "only right for 0.2",
            _changed(_DROPOUT, ("(1 - rate)", "0.8")),
            criterion="what is kept grows, so that the mean stays",
        ),
        Wrong(
            "x overwritten",
            """
import numpy as np
def dropout(x, rate, training, seed):
    if training:
        x[np.random.default_rng(seed).random(x.shape) < rate] = 0
        x /= 1 - rate
    return x
""",
            criterion="each value has its own draw, and the seed decides",
        ),
        Wrong("a layer", "import keras\ndropout = keras.layers.Dropout(0.2)", criterion="Your code raised"),
        Wrong("unanswered", "def dropout(x, rate, training, seed):\n    return ...", criterion="Not attempted"),
    ],
    "max_norm": [
        Right("trained, functional, two outputs", _TWINS_TRAINED, _TWIN_NAMES),
        Right("known weights", _TWINS, _TWIN_NAMES),
        Right(
            "a constraint of one's own",
            _changed(
                _TWINS,
                (
                    "cap = keras.constraints.MaxNorm(2)",
                    "def cap(w):\n    return w * keras.ops.minimum(1.0, 2 / keras.ops.norm(w, axis=0))",
                ),
            ),
            _TWIN_NAMES,
        ),
        Wrong(
            "the plural as an attribute",
            _changed(
                _TWINS,
                (
                    'capped = network(1.9, [{"kernel_constraint": cap}, {"kernel_constraint": cap}])',
                    "capped = network(3.0)\nfor layer in capped.layers:\n    layer.kernel_constraints = cap",
                ),
            ),
            misconception="`kernel_constraints`",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "a penalty",
            _changed(
                _TWINS,
                ("network(1.9", "network(2.5"),
                ("kernel_constraint", "kernel_regularizer"),
                ("cap =", "cap = 'l2' #"),
            ),
            misconception="a penalty taken for a constraint",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "along the other axis",
            _changed(_TWINS, ("MaxNorm(2)", "MaxNorm(2, axis=1)"), ("network(1.9", "network(2.5")),
            misconception="rows capped instead of columns",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "only the first layer",
            _changed(_TWINS, ("network(1.9", "network(2.5"), ('cap}, {"kernel_constraint": cap}', "cap}, {}")),
            misconception="one layer left free",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "one model twice",
            _TWINS + "free = capped",
            misconception="one model under two names",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "capped at 3",
            _changed(_TWINS, ("MaxNorm(2)", "MaxNorm(3)"), ("network(1.9", "network(3.0")),
            criterion="capped: no column longer than 2",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "free, but timid",
            _changed(_TWINS, ("network(5.0)", "network(3.5)")),
            criterion="free: a column longer than 4",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "weights near zero",
            _TWINS + "capped.set_weights([w * 1e-3 for w in capped.get_weights()])",
            criterion="capped: still right for at least 92% of new points",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "not trained",
            _changed(_TWINS, ("    model.fit(moons.x_train[:4], moons.y_train[:4], verbose=0)\n", "")),
            criterion="two networks of the same shape, both trained",
            names=_TWIN_NAMES,
        ),
        Wrong(
            "the constraint itself",
            "import keras\nfree = None\ncapped = keras.constraints.MaxNorm(2)",
            criterion="two networks of the same shape, both trained",
            names=_TWIN_NAMES,
        ),
    ],
    "batch_norm": [
        Right("NumPy", _BATCH_NORM),
        Right(
            "the Keras layer",
            """
import keras
def batch_norm(x, gamma, beta, moving_mean, moving_var, training, momentum=0.99, epsilon=1e-3):
    layer = keras.layers.BatchNormalization(momentum=momentum, epsilon=epsilon)
    layer.build(x.shape)
    layer.set_weights([gamma, beta, moving_mean, moving_var])
    y = layer(x, training=training)
    return [y, *layer.get_weights()[2:]]
""",
        ),
        Right(
            "keras.ops, moments",
            """
from keras import ops
def batch_norm(x, gamma, beta, moving_mean, moving_var, training, momentum=0.99, epsilon=1e-3):
    mean, var = ops.moments(x, axes=[0]) if training else (moving_mean, moving_var)
    new_mean = moving_mean + (1 - momentum) * (mean - moving_mean)
    new_var = moving_var + (1 - momentum) * (var - moving_var)
    scale = gamma / ops.sqrt(var + epsilon)
    return x * scale + (beta - mean * scale), new_mean, new_var
""",
        ),
        Wrong(
            "the batch at inference",
            _changed(_BATCH_NORM, ("mean, var = moving_mean, moving_var", "mean, var = x.mean(axis=0), x.var(axis=0)")),
            misconception="batch statistics at test time",
        ),
        Wrong(
            "moving averages always",
            _changed(
                _BATCH_NORM,
                (
                    "        moving_mean = momentum",
                    "        old = moving_mean, moving_var\n        moving_mean = momentum",
                ),
                ("    else:", "        mean, var = old\n    else:"),
            ),
            misconception="moving averages in training",
        ),
        Wrong(
            "moved first, then used",
            _changed(_BATCH_NORM, ("    else:\n        mean, var", "    if True:\n        mean, var")),
            misconception="moving averages in training",
        ),
        Wrong(
            "momentum turned",
            _changed(
                _BATCH_NORM,
                ("momentum * moving_mean + (1 - momentum) * mean", "(1 - momentum) * moving_mean + momentum * mean"),
                ("momentum * moving_var + (1 - momentum) * var", "(1 - momentum) * moving_var + momentum * var"),
            ),
            misconception="momentum turned round",
        ),
        Wrong(
            "updated always",
            """
import numpy as np
def batch_norm(x, gamma, beta, moving_mean, moving_var, training, momentum=0.99, epsilon=1e-3):
    mean, var = x.mean(axis=0), x.var(axis=0)
    used = (mean, var) if training else (moving_mean, moving_var)
    y = gamma * (x - used[0]) / np.sqrt(used[1] + epsilon) + beta
    moving_mean = momentum * moving_mean + (1 - momentum) * mean
    moving_var = momentum * moving_var + (1 - momentum) * var
    return y, moving_mean, moving_var
""",
            misconception="moving averages updated at inference",
        ),
        Wrong(
            "over the features",
            _changed(
                _BATCH_NORM,
                ("x.mean(axis=0), x.var(axis=0)", "x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)"),
                ("* mean\n", "* x.mean(axis=0)\n"),
                ("* var\n", "* x.var(axis=0)\n"),
            ),
            misconception="statistics over the features",
        ),
        Wrong(
            "no root",
            _changed(_BATCH_NORM, ("np.sqrt(var + epsilon)", "(var + epsilon)")),
            misconception="variance taken for deviation",
        ),
        Wrong(
            "n - 1",
            _changed(_BATCH_NORM, ("x.var(axis=0)", "x.var(axis=0, ddof=1)")),
            misconception="n - 1 in the variance",
        ),
        Wrong(
            "epsilon forgotten",
            _changed(_BATCH_NORM, ("var + epsilon", "var")),
            criterion="training: normalised by the batch, then scaled and shifted",
        ),
        Wrong(
            "gamma and beta forgotten",
            _changed(_BATCH_NORM, ("gamma * ", ""), (" + beta", "")),
            criterion="training: normalised by the batch, then scaled and shifted",
        ),
        Wrong(
            "a fixed momentum",
            _changed(_BATCH_NORM, ("    if training", "    momentum = 0.99\n    if training")),
            criterion="training: the moving averages move a little towards the batch",
        ),
        Wrong(
            "only y",
            _changed(_BATCH_NORM, ("return y, moving_mean, moving_var", "return y")),
            criterion="training: normalised by the batch, then scaled and shifted",
        ),
        Wrong("unanswered", _BATCH_NORM.split("    if")[0] + "    return ...", criterion="Not attempted"),
    ],
    "lag": [
        Right("the word", "lag = 'lower'"),
        Right("a capital", "lag = 'Lower'"),
        Wrong("equal", "lag = 'equal'", misconception="moving averages taken for finished"),
        Wrong("higher", "lag = 'higher'", misconception="batch normalisation taken for dropout"),
        Wrong("another word", "lag = 'less'", criterion="Not yet"),
        Wrong("a number", "lag = 0.7", criterion="Not yet"),
        Wrong("unanswered", "lag = ...", criterion="Not attempted"),
    ],
    "bn_claims": [
        Right("a set", "bn_claims = {'steps', 'rates'}"),
        Right("a list", "bn_claims = ['rates', 'steps']"),
        Wrong("the paper's reason", "bn_claims = {'steps', 'shift'}", misconception="covariate shift taken as proved"),
        Wrong(
            "overfitting",
            "bn_claims = {'steps', 'rates', 'overfit'}",
            misconception="batch normalisation taken for a cure of overfitting",
        ),
        Wrong("one mode", "bn_claims = {'modes'}", misconception="one mode for training and inference"),
        Wrong("only one", "bn_claims = 'steps'", criterion="the right options, and only those"),
        Wrong("no option", "bn_claims = {'speed'}", criterion="Not yet"),
    ],
    "added": [
        Right("formulas", _ADDED),
        Right(
            "asked of Keras",
            """
import keras
def count(*layers):
    return keras.Sequential([keras.Input((50,)), *layers]).count_params()
norm = count(keras.layers.BatchNormalization())
added = dict.fromkeys(["l2", "max_norm"], 0)
added |= {"dropout": count(keras.layers.Dropout(0.2)), "noise": count(keras.layers.GaussianNoise(0.1))}
added |= {"batch_norm": norm, "not_trainable": norm // 2}
""",
        ),
        Wrong(
            "a penalty a weight", _changed(_ADDED, ('"l2": 0', '"l2": 5000')), misconception="a penalty adds parameters"
        ),
        Wrong("a penalty factor", _changed(_ADDED, ('"l2": 0', '"l2": 1')), misconception="a penalty adds parameters"),
        Wrong(
            "a fifth less",
            _changed(_ADDED, ('"dropout": 0', '"dropout": -1010')),
            misconception="dropout taken for a smaller network",
        ),
        Wrong(
            "a limit a unit",
            _changed(_ADDED, ('"max_norm": 0', '"max_norm": 50')),
            misconception="a constraint adds parameters",
        ),
        Wrong(
            "gamma and beta",
            _changed(_ADDED, ("4 * 50", "2 * 50")),
            misconception="moving averages not counted",
        ),
        Wrong(
            "for the layer",
            _changed(_ADDED, ("4 * 50", "4"), ("2 * 50", "2")),
            misconception="one set of numbers for the layer",
        ),
        Wrong(
            "all trained",
            _changed(_ADDED, ('"not_trainable": 2 * 50', '"not_trainable": 0')),
            misconception="moving averages taken for trained",
        ),
        Wrong("an entry missing", _changed(_ADDED, ('"noise": 0, ', "")), criterion="what only changes the training"),
        Wrong("one number", "added = 200", criterion="what only changes the training"),
        Wrong("unanswered", "added = ...", criterion="Not attempted"),
    ],
    "gap": [
        Right("noise on the inputs", _GAP_TRAINED, _GAP_NAMES),
        Right("a penalty", _GAP, _GAP_NAMES),
        Right(
            "two outputs, ReLU as a layer",
            _changed(
                _GAP,
                (
                    'keras.layers.Dense(HIDDEN, "relu"), keras.layers.Dense(1, "sigmoid")',
                    'keras.layers.Dense(HIDDEN), keras.layers.ReLU(), keras.layers.Dense(2, "softmax")',
                ),
                ('"binary_crossentropy"', '"sparse_categorical_crossentropy"'),
                (
                    "gap_model.set_weights(",
                    "import numpy as np\n"
                    "found.coefs_[1] = np.concatenate([-found.coefs_[1], found.coefs_[1]], axis=1) / 2\n"
                    "found.intercepts_[1] = np.concatenate([-found.intercepts_[1], found.intercepts_[1]]) / 2\n"
                    "gap_model.set_weights(",
                ),
            ),
            _GAP_NAMES,
        ),
        Wrong(
            "no remedy",
            _changed(_GAP, ("32, 0.3", "64, 0.0"), ("tol=0.006", "tol=1e-4")),
            misconception="still knows its points by heart",
            names=_GAP_NAMES,
        ),
        Wrong(
            "a huge penalty",
            _changed(_GAP, ("32, 0.3", "32, 1000.0")),
            misconception="no gap because nothing is learned",
            names=_GAP_NAMES,
        ),
        Wrong(
            "a constant",
            _GAP + "gap_model.set_weights([w * 0 for w in gap_model.get_weights()])",
            misconception="no gap because nothing is learned",
            names=_GAP_NAMES,
        ),
        Wrong(
            "nearly a straight line",
            _changed(_GAP, ("32, 0.3", "32, 10.0")),
            misconception="no better than a straight line",
            names=_GAP_NAMES,
        ),
        Wrong(
            "dropout that never ends",
            _changed(
                _GAP,
                (
                    "gap_model = keras.Sequential(",
                    "class Always(keras.layers.Dropout):\n    def call(self, inputs):\n"
                    "        return super().call(inputs, training=True)\n"
                    "gap_model = keras.Sequential(",
                ),
                ('"relu"), keras', '"relu"), Always(0.2), keras'),
            ),
            misconception="dropout at inference",
            names=_GAP_NAMES,
        ),
        Wrong(
            "not trained",
            _changed(_GAP, ("gap_model.fit(moons.x_train[:4], moons.y_train[:4], verbose=0)\n", "")),
            criterion="a trained model that gives a point the same answer each time",
            names=_GAP_NAMES,
        ),
        Wrong(
            "the pair that train returns",
            _GAP + "gap_model = (gap_model, None)",
            criterion="a trained model that gives a point the same answer each time",
            names=_GAP_NAMES,
        ),
    ],
    "which_mistake": [
        Right("the key", "which_mistake = 'inflated'"),
        Wrong("none", "which_mistake = 'none'", misconception="the penalty forgotten in the loss"),
        Wrong("parameters", "which_mistake = 'parameters'", misconception="a penalty taken for a larger network"),
        Wrong("inference", "which_mistake = 'inference'", misconception="a penalty taken for a layer"),
        Wrong("factor", "which_mistake = 'factor'", misconception="a penalty's factor taken for dropout's rate"),
        Wrong("no option", "which_mistake = 'loss'", criterion="Not yet"),
    ],
}
