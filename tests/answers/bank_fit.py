"""Answers for lesson 04."""

from coursekit.exercises.fit import MARKS
from tests.answers.bank import Right, Wrong

_GENERATOR = """
import numpy as np
def batches(x, y, batch_size):
    order = np.random.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
"""

_THREE = ("sgd", "rmsprop", "adam")

_OPTIMIZERS = """
import numpy as np
np.seterr(all="ignore")
def sgd(w, gradients, learning_rate=0.01, momentum=0.0):
    path, v = [], np.zeros_like(w)
    for g in gradients:
        v = momentum * v - learning_rate * g
        w = w + v
        path.append(w)
    return np.array(path)
def rmsprop(w, gradients, learning_rate=0.001, rho=0.9, epsilon=1e-7):
    path, s = [], np.zeros_like(w)
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        w = w - learning_rate * g / np.sqrt(s + epsilon)
        path.append(w)
    return np.array(path)
def adam(w, gradients, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    path, m, v = [], np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat, v_hat = m / (1 - beta_1**t), v / (1 - beta_2**t)
        w = w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
        path.append(w)
    return np.array(path)
"""

_FINDERS = ("try_rates", "pick_rate")

_FINDER = """
import numpy as np
def try_rates(model, x, y, rates):
    losses = []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(x, y)))
    return losses
def pick_rate(rates, losses):
    return rates[np.nanargmin(losses)] / 10
"""

_SCHEDULE = """
import math
def schedule(step, peak, warmup, total):
    if step < warmup:
        return peak * step / warmup
    done = min(1, (step - warmup) / (total - warmup))
    return peak * (1 + math.cos(math.pi * done)) / 2
"""

_PIPELINE = """
import tensorflow as tf
def pipeline(x, y, batch_size, repeats):
    data = tf.data.Dataset.from_tensor_slices((x, y)).map(lambda a, b: (tf.cast(a, tf.float32) / 16, b))
    data = data.shuffle(len(x)).repeat(repeats).batch(batch_size).prefetch(tf.data.AUTOTUNE)
    return data
"""

_RARE_NAMES = ("class_weights", "weighted")

_WEIGHTS = """
import numpy as np
def class_weights(y):
    classes, counts = np.unique(y, return_counts=True)
    return {int(c): len(y) / (len(classes) * n) for c, n in zip(classes, counts)}
"""

_RARE = (
    _WEIGHTS
    + """
import keras
import coursekit as ck
rare = ck.data.moons(0.3, n=1600).imbalanced(1, 0.1)
keras.utils.set_random_seed(0)
weighted = keras.Sequential(
    [keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
weighted.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
weighted.fit(rare.x_train, rare.y_train, batch_size=32, epochs=12, verbose=0, class_weight=class_weights(rare.y_train))
"""
)

# A straight cut between the moons, compiled: where only what surrounds the model matters.
_KNOWN_MODEL = """
import keras
weighted = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
weighted.compile(optimizer="sgd", loss="binary_crossentropy")
weighted.layers[0].kernel.assign([[1.0], [-3.0]])
weighted.layers[0].bias.assign([0.0])
"""


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


def _quiz(name: str, right: str, **wrong: str) -> list[Right | Wrong]:
    """The answers to a quiz: its right key, and each wrong key with its misconception."""
    return [
        Right("the right option", f"{name} = {right!r}"),
        *(Wrong(key, f"{name} = {key!r}", misconception=text) for key, text in wrong.items()),
        Wrong("no such option", f"{name} = 'none of these'", criterion="the right option"),
    ]


ANSWERS = {
    "batches": [
        Right("generator", _GENERATOR),
        Right(
            "list of pairs",
            """
import random
def batches(x, y, batch_size):
    rows = list(range(len(x)))
    random.shuffle(rows)
    parts = [rows[i : i + batch_size] for i in range(0, len(rows), batch_size)]
    return [(x[part], y[part]) for part in parts]
""",
        ),
        Right(
            "iterator class with a generator of its own",
            """
import numpy as np
rng = np.random.default_rng()
class batches:
    def __init__(self, x, y, batch_size):
        self.x, self.y, self.size = x, y, batch_size
        self.order, self.at = rng.permutation(len(x)), 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.at >= len(self.order):
            raise StopIteration
        rows = self.order[self.at : self.at + self.size]
        self.at += self.size
        return self.x[rows], self.y[rows]
""",
        ),
        Wrong(
            "drops the last",
            _GENERATOR.replace("len(x), batch_size", "len(x) - batch_size + 1, batch_size"),
            misconception="last batch dropped",
        ),
        Wrong(
            "two orders",
            """
import numpy as np
def batches(x, y, batch_size):
    a, b = np.random.permutation(len(x)), np.random.permutation(len(x))
    for i in range(0, len(x), batch_size):
        yield x[a[i : i + batch_size]], y[b[i : i + batch_size]]
""",
            misconception="x and y shuffled apart",
        ),
        Wrong(
            "seeded inside",
            _GENERATOR.replace("order = np", "np.random.seed(0); order = np"),
            misconception="the same order every epoch",
        ),
        Wrong(
            "no shuffle",
            _GENERATOR.replace("np.random.permutation(len(x))", "np.arange(len(x))"),
            criterion="another order in each epoch",
        ),
        Wrong(
            "never ends",
            """
import numpy as np
def batches(x, y, batch_size):
    while True:
        rows = np.random.permutation(len(x))[:batch_size]
        yield x[rows], y[rows]
""",
            criterion="every row once, in batches of the asked size",
        ),
        Wrong(
            "with replacement",
            _GENERATOR.replace("np.random.permutation(len(x))", "np.random.randint(0, len(x), len(x))"),
            criterion="every row once, in batches of the asked size",
        ),
        Wrong(
            "raises on the way",
            """
def batches(x, y, batch_size):
    yield x[:batch_size], y[:batch_size]
    yield x[undefined], y[undefined]
""",
            criterion="Your code raised",
        ),
        Wrong("unanswered", "def batches(x, y, batch_size):\n    return ...", criterion="Not attempted"),
    ],
    "larger_batch": [
        Right("the quotient", "larger_batch = 68 * 5 / 9"),
        Right("rounded up", "larger_batch = 38"),
        Right("by the batch sizes", "larger_batch = 5 * 128 // 16"),
        Wrong("five again", "larger_batch = 5", misconception="the same epochs taken for the same training"),
        Wrong("steps", "larger_batch = 340", misconception="an epoch is a step"),
        Wrong("divided", "larger_batch = 5 * 16 / 128", misconception="larger batches taken for more steps"),
        Wrong("too many", "larger_batch = 80", criterion="as many steps as before"),
        Wrong("text", "larger_batch = '38'", criterion="as many steps as before"),
        Wrong("unanswered", "larger_batch = ...", criterion="Not attempted"),
    ],
    "largest_rate": [
        Right(
            "eigvalsh",
            "import numpy as np\ndef largest_rate(hessian):\n    return 2 / np.linalg.eigvalsh(hessian)[-1]",
        ),
        Right(
            "spectral norm",
            "import numpy as np\ndef largest_rate(hessian):\n    return 2 / np.linalg.norm(hessian, 2)",
        ),
        Right(
            "keras.ops",
            """
import keras
def largest_rate(hessian):
    values, vectors = keras.ops.eigh(keras.ops.convert_to_tensor(hessian, "float64"))
    return 2 / keras.ops.max(values)
""",
        ),
        Wrong(
            "one over",
            "import numpy as np\ndef largest_rate(hessian):\n    return 1 / np.linalg.eigvalsh(hessian).max()",
            misconception="half the limit",
        ),
        Wrong(
            "smallest",
            "import numpy as np\ndef largest_rate(hessian):\n    return 2 / np.linalg.eigvalsh(hessian)[0]",
            misconception="the flattest direction instead of the steepest",
        ),
        Wrong(
            "diagonal",
            "import numpy as np\ndef largest_rate(hessian):\n    return 2 / np.diag(hessian).max()",
            misconception="the diagonal taken for the curvatures",
        ),
        Wrong("hard-coded", "def largest_rate(hessian):\n    return 0.08", criterion="right for bowls that are turned"),
        Wrong(
            "all of them",
            "import numpy as np\ndef largest_rate(hessian):\n    return 2 / np.linalg.eigvalsh(hessian)",
            criterion="right for bowls that lie along the axes",
        ),
        Wrong("printed", "def largest_rate(hessian):\n    print(0.08)", criterion="right for bowls that are turned"),
        Wrong("unanswered", "def largest_rate(hessian):\n    return ...", criterion="Not attempted"),
    ],
    "optimizers": [
        Right("NumPy", _OPTIMIZERS, _THREE),
        Right(
            "Keras's own",
            """
import keras
import numpy as np
def walk(optimizer, w, gradients):
    variable = keras.Variable(w, dtype="float32")
    path = []
    for gradient in gradients:
        optimizer.apply([keras.ops.cast(gradient, "float32")], [variable])
        path.append(keras.ops.convert_to_numpy(variable).copy())
    return np.array(path)
def sgd(w, gradients, learning_rate=0.01, momentum=0.0):
    return walk(keras.optimizers.SGD(learning_rate, momentum=momentum), w, gradients)
def rmsprop(w, gradients, learning_rate=0.001, rho=0.9, epsilon=1e-7):
    return walk(keras.optimizers.RMSprop(learning_rate, rho=rho, epsilon=epsilon), w, gradients)
def adam(w, gradients, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return walk(keras.optimizers.Adam(learning_rate, beta_1=beta_1, beta_2=beta_2, epsilon=epsilon), w, gradients)
""",
            _THREE,
        ),
        Right(
            "arrays filled in, momentum as a velocity to subtract, epsilon outside the root",
            """
import numpy as np
def sgd(w, gradients, learning_rate=0.01, momentum=0.0):
    path, velocity = np.empty(gradients.shape), 0
    for i, g in enumerate(gradients):
        velocity = momentum * velocity + g
        w = w - learning_rate * velocity
        path[i] = w
    return path
def rmsprop(w, gradients, learning_rate=0.001, rho=0.9, epsilon=1e-7):
    path, s = np.empty(gradients.shape), 0
    for i, g in enumerate(gradients):
        s = s + (1 - rho) * (g * g - s)
        path[i] = w = w - learning_rate * g / (np.sqrt(s) + epsilon)
    return path
def adam(w, gradients, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    path, m, v, p1, p2 = [], 0, 0, 1, 1
    for g in gradients:
        m, v = beta_1 * m + (1 - beta_1) * g, beta_2 * v + (1 - beta_2) * g * g
        p1, p2 = p1 * beta_1, p2 * beta_2
        alpha = learning_rate * np.sqrt(1 - p2) / (1 - p1)
        w = w - alpha * m / (np.sqrt(v) + epsilon)
        path.append(w)
    return path
""",
            _THREE,
        ),
        Wrong(
            "momentum brakes",
            _changed(_OPTIMIZERS, ("v = momentum * v - learning", "v = -momentum * v - learning")),
            misconception="momentum added with the wrong sign",
            names=_THREE,
        ),
        Wrong(
            "an average of steps",
            _changed(_OPTIMIZERS, ("- learning_rate * g\n", "- (1 - momentum) * learning_rate * g\n")),
            misconception="momentum taken for an average",
            names=_THREE,
        ),
        Wrong(
            "momentum ignored",
            _changed(_OPTIMIZERS, ("v = momentum * v - learning", "v = -learning")),
            misconception="momentum not used",
            names=_THREE,
        ),
        Wrong(
            "climbs",
            _changed(_OPTIMIZERS, ("w = w + v", "w = w - v")),
            misconception="gradient ascent (wrong sign)",
            names=_THREE,
        ),
        Wrong(
            "in place",
            _changed(_OPTIMIZERS, ("w = w + v", "w += v")),
            misconception="the same array kept at each step",
            names=_THREE,
        ),
        Wrong(
            "sum of squares",
            _changed(_OPTIMIZERS, ("s = rho * s + (1 - rho) * g**2", "s = rho * s + g**2")),
            misconception="squares summed, not averaged",
            names=_THREE,
        ),
        Wrong(
            "Adagrad",
            _changed(_OPTIMIZERS, ("s = rho * s + (1 - rho) * g**2", "s = s + g**2")),
            misconception="squares summed, not averaged",
            names=_THREE,
        ),
        Wrong(
            "no correction",
            _changed(_OPTIMIZERS, ("m / (1 - beta_1**t), v / (1 - beta_2**t)", "m, v")),
            misconception="Adam without bias correction",
            names=_THREE,
        ),
        Wrong(
            "t from 0",
            _changed(_OPTIMIZERS, ("enumerate(gradients, start=1)", "enumerate(gradients)")),
            misconception="steps counted from 0",
            names=_THREE,
        ),
        Wrong(
            "t from 2",
            _changed(_OPTIMIZERS, ("start=1", "start=2")),
            misconception="steps counted from 0",
            names=_THREE,
        ),
        Wrong(
            "default of SGD",
            _changed(
                _OPTIMIZERS, ("def adam(w, gradients, learning_rate=0.001", "def adam(w, gradients, learning_rate=0.01")
            ),
            misconception="default learning rate of Adam taken for 0.01",
            names=_THREE,
        ),
        Wrong(
            "Nesterov",
            _changed(_OPTIMIZERS, ("w = w + v", "w = w + momentum * v - learning_rate * g")),
            criterion="sgd with momentum: five steps equal to Keras",
            names=_THREE,
        ),
        Wrong(
            "root forgotten",
            _changed(_OPTIMIZERS, ("g / np.sqrt(s + epsilon)", "g / (s + epsilon)")),
            criterion="rmsprop: five steps equal to Keras",
            names=_THREE,
        ),
        Wrong(
            "right for one step only",
            _changed(
                _OPTIMIZERS,
                ("w = w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)", "w = w - learning_rate * np.sign(g)"),
            ),
            criterion="adam: five steps equal to Keras",
            names=_THREE,
        ),
        Wrong(
            "the last weights only",
            _changed(_OPTIMIZERS, ("return np.array(path)", "return path[-1]")),
            criterion="sgd: one row of weights for each step, against the gradient",
            names=_THREE,
        ),
        Wrong(
            "one unanswered",
            _OPTIMIZERS + "\ndef adam(w, gradients, learning_rate=0.001):\n    return ...",
            criterion="adam: five steps equal to Keras",
            names=_THREE,
        ),
    ],
    "first_step": _quiz(
        "first_step",
        "same",
        larger="default learning rate of Adam is 0.001, not 0.01",
        gradient="Adam's step grows with the gradient",
        triple="bias correction forgotten",
    ),
    "finder": [
        Right("train_on_batch", _FINDER, _FINDERS),
        Right(
            "fit, and a third of the lowest",
            """
import keras
import numpy as np
def try_rates(model, x, y, rates):
    given = keras.callbacks.LearningRateScheduler(lambda epoch: rates[epoch])
    history = model.fit(x, y, batch_size=len(x), epochs=len(rates), callbacks=[given], verbose=0)
    return history.history["loss"]
def pick_rate(rates, losses):
    losses = np.where(np.isnan(losses), np.inf, losses)
    return rates[losses.argmin()] / 3
""",
            _FINDERS,
        ),
        Right(
            "a tape; the loss after each step",
            """
import numpy as np
import tensorflow as tf
def try_rates(model, x, y, rates):
    losses = []
    for rate in rates:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        gradients = tape.gradient(loss, model.trainable_variables)
        for variable, gradient in zip(model.trainable_variables, gradients):
            variable.assign_sub(rate * gradient)
        losses.append(float(tf.reduce_mean((model(x) - y) ** 2)))
    return np.array(losses)
def pick_rate(rates, losses):
    fine = [(loss, rate) for rate, loss in zip(rates, losses) if loss == loss]
    return 0.1 * min(fine)[1]
""",
            _FINDERS,
        ),
        Wrong(
            "rate not set",
            _changed(_FINDER, ("        model.optimizer.learning_rate = rate\n", "")),
            misconception="the rate is never changed",
            names=_FINDERS,
        ),
        Wrong(
            "evaluated only",
            _changed(_FINDER, ("train_on_batch(x, y)", "evaluate(x, y, verbose=0)")),
            misconception="no step between the losses",
            names=_FINDERS,
        ),
        Wrong(
            "argmin",
            _changed(_FINDER, ("nanargmin", "argmin")),
            misconception="NaN taken for the lowest loss",
            names=_FINDERS,
        ),
        Wrong(
            "at the lowest",
            _changed(_FINDER, (" / 10", "")),
            misconception="the rate of the lowest loss itself",
            names=_FINDERS,
        ),
        Wrong(
            "a position",
            _changed(_FINDER, ("rates[np.nanargmin(losses)] / 10", "np.nanargmin(losses)")),
            misconception="a position instead of a rate",
            names=_FINDERS,
        ),
        Wrong(
            "a loss",
            _changed(_FINDER, ("rates[np.nanargmin(losses)] / 10", "np.nanmin(losses)")),
            misconception="a loss instead of a rate",
            names=_FINDERS,
        ),
        Wrong(
            "two steps with each rate",
            _changed(_FINDER, ("        losses", "        model.train_on_batch(x, y)\n        losses")),
            criterion="try_rates: one step with each rate, in order",
            names=_FINDERS,
        ),
        Wrong(
            "the last loss",
            _changed(_FINDER, ("return losses", "return losses[-1]")),
            criterion="try_rates: one loss for each rate",
            names=_FINDERS,
        ),
        Wrong(
            "always 0.01",
            _changed(_FINDER, ("rates[np.nanargmin(losses)] / 10", "rates[0]")),
            criterion="pick_rate: where the loss still falls",
            names=_FINDERS,
        ),
        Wrong(
            "unanswered",
            "def try_rates(model, x, y, rates):\n    return ...\ndef pick_rate(rates, losses):\n    return ...",
            criterion="Not attempted",
            names=_FINDERS,
        ),
    ],
    "schedule": [
        Right("two pieces", _SCHEDULE),
        Right(
            "Keras's CosineDecay",
            """
import keras
def schedule(step, peak, warmup, total):
    decay = keras.optimizers.schedules.CosineDecay(0.0, total - warmup, warmup_target=peak, warmup_steps=warmup)
    return decay(step)
""",
        ),
        Right(
            "NumPy, the smaller of two curves",
            """
import numpy as np
def schedule(step, peak, warmup, total):
    done = np.clip((step - warmup) / (total - warmup), 0, 1)
    return peak * min(step / warmup, np.cos(np.pi * done / 2) ** 2)
""",
        ),
        Wrong(
            "no warm-up",
            _changed(_SCHEDULE, ("    if step < warmup:\n        return peak * step / warmup\n", "")),
            misconception="no warm-up",
        ),
        Wrong(
            "cosine from 0",
            _changed(_SCHEDULE, ("(step - warmup) / (total - warmup)", "step / total")),
            misconception="the cosine begins at step 0",
        ),
        Wrong(
            "whole wave",
            _changed(_SCHEDULE, ("math.pi *", "2 * math.pi *")),
            misconception="a whole wave of the cosine",
        ),
        Wrong(
            "below 0",
            _changed(_SCHEDULE, ("(1 + math.cos(math.pi * done)) / 2", "math.cos(math.pi * done)")),
            misconception="a rate below 0",
        ),
        Wrong(
            "rises after the end",
            _changed(_SCHEDULE, ("min(1, (step - warmup) / (total - warmup))", "(step - warmup) / (total - warmup)")),
            misconception="the rate rises again after the end",
        ),
        Wrong(
            "one step late",
            _changed(_SCHEDULE, ("peak * step / warmup", "peak * (step + 1) / warmup")),
            criterion="rises in a straight line from 0 to the peak",
        ),
        Wrong(
            "a straight line down",
            _changed(_SCHEDULE, ("(1 + math.cos(math.pi * done)) / 2", "(1 - done)")),
            criterion="falls to 0 along half a cosine",
        ),
        Wrong("constant", "def schedule(step, peak, warmup, total):\n    return peak", misconception="no warm-up"),
        Wrong("unanswered", "def schedule(step, peak, warmup, total):\n    return ...", criterion="Not attempted"),
    ],
    "diverging": _quiz(
        "diverging",
        "rate",
        overfitting="a learning rate that is too high taken for overfitting",
        epochs="more epochs against divergence",
        minimum="divergence taken for a local minimum",
        capacity="capacity blamed for the learning rate",
    ),
    "pipeline": [
        Right("shuffle, repeat, batch", _PIPELINE),
        Right(
            "cached, batched before repeat",
            """
import tensorflow as tf
def pipeline(x, y, batch_size, repeats):
    data = tf.data.Dataset.from_tensor_slices((x, y)).cache()
    data = data.shuffle(10_000).batch(batch_size)
    data = data.map(lambda a, b: (tf.cast(a, "float32") / 16, b), num_parallel_calls=tf.data.AUTOTUNE)
    return data.repeat(repeats).prefetch(1)
""",
        ),
        Right(
            "seeded, scaled before, datasets zipped",
            """
import tensorflow as tf
def pipeline(x, y, batch_size, repeats):
    a = tf.data.Dataset.from_tensor_slices(x.astype("float32") / 16)
    both = tf.data.Dataset.zip((a, tf.data.Dataset.from_tensor_slices(y)))
    return both.shuffle(len(y), seed=3, reshuffle_each_iteration=True).repeat(repeats).batch(batch_size)
""",
        ),
        Wrong(
            "repeat first",
            _changed(_PIPELINE, (".shuffle(len(x)).repeat(repeats)", ".repeat(repeats).shuffle(3 * len(x))")),
            misconception="repeat before shuffle",
        ),
        Wrong(
            "batch first",
            _changed(
                _PIPELINE,
                (
                    ".shuffle(len(x)).repeat(repeats).batch(batch_size)",
                    ".batch(batch_size).shuffle(100).repeat(repeats)",
                ),
            ),
            misconception="shuffled after batching",
        ),
        Wrong(
            "buffer of 8",
            _changed(_PIPELINE, ("shuffle(len(x))", "shuffle(8)")),
            misconception="shuffle buffer too small",
        ),
        Wrong(
            "not reshuffled",
            _changed(_PIPELINE, ("shuffle(len(x))", "shuffle(len(x), reshuffle_each_iteration=False)")),
            misconception="the same order every epoch",
        ),
        Wrong(
            "cached after shuffle",
            _changed(_PIPELINE, ("shuffle(len(x))", "shuffle(len(x)).cache()")),
            misconception="the same order every epoch",
        ),
        Wrong(
            "remainder dropped",
            _changed(
                _PIPELINE,
                ("repeat(repeats).batch(batch_size)", "batch(batch_size, drop_remainder=True).repeat(repeats)"),
            ),
            misconception="last batch dropped",
        ),
        Wrong("endless", _changed(_PIPELINE, ("repeat(repeats)", "repeat()")), misconception="repeat without an end"),
        Wrong("not scaled", _changed(_PIPELINE, (" / 16", "")), misconception="x not scaled"),
        Wrong(
            "no shuffle",
            _changed(_PIPELINE, (".shuffle(len(x))", "")),
            criterion="rows well mixed, in another order each epoch",
        ),
        Wrong(
            "one epoch only",
            _changed(_PIPELINE, (".repeat(repeats)", "")),
            criterion="every epoch holds each row once, with its label",
        ),
        Wrong(
            "an iterator",
            _changed(_PIPELINE, ("return data", "return iter(data)")),
            criterion="batches of x and y; x as float32 from 0 to 1",
        ),
        Wrong(
            "labels lost",
            _changed(_PIPELINE, ("/ 16, b", "/ 16")),
            criterion="batches of x and y; x as float32 from 0 to 1",
        ),
        Wrong("unanswered", "def pipeline(x, y, batch_size, repeats):\n    return ...", criterion="Not attempted"),
    ],
    "rare_class": [
        Right("Adam on the balanced weights", _RARE, _RARE_NAMES),
        Right(
            "scikit-learn's weights, two softmax units, functional",
            """
import keras
import numpy as np
import coursekit as ck
from sklearn.utils.class_weight import compute_class_weight
def class_weights(y):
    classes = np.unique(y)
    return dict(zip(classes, compute_class_weight("balanced", classes=classes, y=y)))
rare = ck.data.moons(0.3, n=1600).imbalanced(1, 0.1)
keras.utils.set_random_seed(5)
inputs = keras.Input((2,))
hidden = keras.layers.Dense(12, activation="tanh")(inputs)
weighted = keras.Model(inputs, keras.layers.Dense(2, activation="softmax")(hidden))
weighted.compile(optimizer=keras.optimizers.RMSprop(0.03), loss="sparse_categorical_crossentropy")
weights = {int(c): float(w) for c, w in class_weights(rare.y_train).items()}
weighted.fit(rare.x_train, rare.y_train, batch_size=32, epochs=16, verbose=0, class_weight=weights)
""",
            _RARE_NAMES,
        ),
        Right(
            "a loop over bincount, sample_weight by row",
            _changed(
                _RARE,
                (
                    "    classes, counts = np.unique(y, return_counts=True)\n"
                    "    return {int(c): len(y) / (len(classes) * n) for c, n in zip(classes, counts)}",
                    "    counts = np.bincount(y)\n    return dict(enumerate(counts.sum() / len(counts) / counts))",
                ),
                (
                    "class_weight=class_weights(rare.y_train)",
                    "sample_weight=np.array([class_weights(rare.y_train)[label] for label in rare.y_train])",
                ),
            ),
            _RARE_NAMES,
        ),
        Wrong(
            "by row",
            _changed(
                _RARE,
                (
                    "{int(c): len(y) / (len(classes) * n) for c, n in zip(classes, counts)}",
                    "{i: 1.0 + 9.0 * c for i, c in enumerate(y)}",
                ),
            ),
            misconception="class_weight keyed by sample",
            names=_RARE_NAMES,
        ),
        Wrong(
            "an array by row",
            _KNOWN_MODEL + "import numpy as np\ndef class_weights(y):\n    return np.where(y == 1, 5.0, 0.5)",
            misconception="class_weight keyed by sample",
            names=_RARE_NAMES,
        ),
        Wrong(
            "by the counts",
            _changed(_RARE, ("len(y) / (len(classes) * n)", "len(classes) * n / len(y)")),
            misconception="more weight for the common class",
            names=_RARE_NAMES,
        ),
        Wrong(
            "one over the count",
            _KNOWN_MODEL + _WEIGHTS.replace("len(y) / (len(classes) * n)", "1 / n"),
            misconception="right ratio, another size of the loss",
            names=_RARE_NAMES,
        ),
        Wrong(
            "weights not given to fit",
            _changed(_RARE, (", class_weight=class_weights(rare.y_train)", "")),
            misconception="trained without class weights",
            names=_RARE_NAMES,
        ),
        Wrong(
            "all rare",
            _WEIGHTS + _KNOWN_MODEL.replace("[0.0]", "[50.0]"),
            misconception="the rare class for all",
            names=_RARE_NAMES,
        ),
        Wrong(
            "hard-coded for these counts",
            _KNOWN_MODEL + "def class_weights(y):\n    return {0: 0.55, 1: 5.5}",
            criterion="class_weights: every class weighs the same in all",
            names=_RARE_NAMES,
        ),
        Wrong(
            "not compiled",
            _WEIGHTS
            + "import keras\nweighted = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, 'sigmoid')])",
            criterion=f"weighted: finds at least {MARKS['rare_recall']:.0%} of the rare class",
            names=_RARE_NAMES,
        ),
        Wrong(
            "the history",
            _changed(_RARE, ("\nweighted.fit(", "\nweighted = weighted.fit("), ("epochs=12", "epochs=1")),
            criterion=f"weighted: finds at least {MARKS['rare_recall']:.0%} of the rare class",
            names=_RARE_NAMES,
        ),
        Wrong(
            "unanswered",
            "def class_weights(y):\n    return ...\nweighted = ...",
            criterion="Not attempted",
            names=_RARE_NAMES,
        ),
    ],
    "which_mistake": _quiz(
        "which_mistake",
        "steps",
        minimum="a learning rate of 0 taken for a local minimum",
        rate="a standstill taken for a rate that is too high",
        overfitting="a standstill taken for overfitting",
        batch="the batch size blamed for a standstill",
    ),
}
