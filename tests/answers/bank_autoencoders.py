"""Answers for lesson 10."""

from tests.answers.bank import Right, Wrong


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


_START = """
import keras
import numpy as np
import coursekit as ck
from keras.layers import Dense

keras.utils.set_random_seed(1)
digits = ck.data.digits()
x_train, x_val, x_test = (
    (x.reshape(len(x), 64) / 16).astype("float32") for x in (digits.x_train, digits.x_val, digits.x_test)
)


def with_noise(x, seed):
    return (x + 0.3 * np.random.default_rng(seed).normal(size=x.shape)).astype("float32")

"""

# -- three models --------------------------------------------------------------------------------------------

_MAKE = """
import keras
from keras.layers import Dense


def make_autoencoder(inputs, code):
    encoder = keras.Sequential([keras.Input((inputs,)), Dense(64, "relu"), Dense(code)])
    decoder = keras.Sequential([keras.Input((code,)), Dense(64, "relu"), Dense(inputs, "sigmoid")])
    x = keras.Input((inputs,))
    return encoder, decoder, keras.Model(x, decoder(encoder(x)))

"""

_CUT = """
import keras
from keras.layers import Dense


def make_autoencoder(inputs, code):
    x = keras.Input((inputs,))
    small = Dense(code, name="code")(Dense(64, "relu")(x))
    layers = [Dense(64, "relu"), Dense(inputs, "sigmoid")]
    autoencoder = keras.Model(x, layers[1](layers[0](small)))
    encoder = keras.Model(autoencoder.inputs, autoencoder.get_layer("code").output)
    z = keras.Input((code,))
    decoder = keras.Model(z, layers[1](layers[0](z)))
    return encoder, decoder, autoencoder
"""

_SUBCLASSED = """
import keras
from keras.layers import Dense


class Both(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def call(self, x):
        return self.decoder(self.encoder(x))


def make_autoencoder(inputs, code):
    encoder = keras.Sequential([keras.Input((inputs,)), Dense(32, "tanh"), Dense(code)])
    decoder = keras.Sequential([keras.Input((code,)), Dense(32, "tanh"), Dense(inputs)])
    both = Both(encoder, decoder)
    both(keras.ops.zeros((1, inputs)))
    return [encoder, decoder, both]
"""


def _make(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_MAKE, *pairs), **said)


# -- beat PCA ------------------------------------------------------------------------------------------------

_MODELS = ("encoder", "decoder", "autoencoder")

_BEAT = (
    _START
    + _MAKE
    + """
encoder, decoder, autoencoder = make_autoencoder(64, 4)
autoencoder.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
autoencoder.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)
"""
)

_BY_PCA = (
    _START
    + """
from sklearn.decomposition import PCA
pca = PCA(4).fit(x_train)
encoder = keras.Sequential([keras.Input((64,)), Dense(4)])
decoder = keras.Sequential([keras.Input((4,)), Dense(64)])
encoder.set_weights([pca.components_.T, -pca.mean_ @ pca.components_.T])
decoder.set_weights([pca.components_, pca.mean_])
autoencoder = keras.Sequential([encoder, decoder])
"""
)


def _beat(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_BEAT, *pairs), names=_MODELS, **said)


# -- a denoiser ----------------------------------------------------------------------------------------------

_DENOISE = (
    _START
    + """
denoiser = keras.Sequential([keras.Input((64,)), Dense(128, "relu"), Dense(64, "sigmoid")])
denoiser.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
denoiser.fit(with_noise(x_train, 0), x_train, batch_size=64, epochs=15, verbose=0)
"""
)


def _denoise(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_DENOISE, *pairs), **said)


# -- an alarm ------------------------------------------------------------------------------------------------

_ALARM = """
import numpy as np


def alarm(normal_errors, new_errors, rate):
    threshold = np.quantile(normal_errors, 1 - rate)
    return threshold, new_errors > threshold
"""


def _alarm(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_ALARM, *pairs), **said)


# -- a detector ----------------------------------------------------------------------------------------------

_DETECTOR = ("watcher", "threshold")

_WATCH = (
    _START
    + _MAKE
    + """
normal = digits.held_out(3)
normal_train, normal_val = ((x.reshape(len(x), 64) / 16).astype("float32") for x in (normal.x_train, normal.x_val))
watcher = make_autoencoder(64, 8)[2]
watcher.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
watcher.fit(normal_train, normal_train, batch_size=64, epochs=20, verbose=0)


def errors(x):
    return np.mean((x - np.asarray(watcher(x))) ** 2, axis=1)


threshold = np.quantile(errors(normal_val), 0.95)
"""
)


def _watch(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_WATCH, *pairs), names=_DETECTOR, **said)


# -- interpolation -------------------------------------------------------------------------------------------

_WALK = """
import numpy as np


def interpolate(encoder, decoder, a, b, steps):
    start, end = encoder.predict(np.stack([a, b]), verbose=0)
    return decoder.predict(np.linspace(start, end, steps), verbose=0)
"""


def _walk(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_WALK, *pairs), **said)


_PCA = """
from sklearn.decomposition import PCA


def pca_reconstruct(x_train, x, size):
    pca = PCA(size).fit(x_train)
    return pca.inverse_transform(pca.transform(x))
"""


def _pca(label: str, *pairs: tuple[str, str], **said: str) -> Wrong:
    return Wrong(label, _changed(_PCA, *pairs), **said)


ANSWERS = {
    "parameters": [
        Right("the number as text", "parameters = '904'"),
        Right("the number", "parameters = 904"),
        Wrong("no biases", "parameters = '800'", misconception="bias forgotten"),
        Wrong("half", "parameters = 404", misconception="the decoder taken for the encoder backwards"),
        Wrong("four biases twice", "parameters = '808'", misconception="biases counted by inputs"),
        Wrong("unanswered", "parameters = ...", criterion="Not attempted"),
    ],
    "make_autoencoder": [
        Right("two Sequential models in a functional one", _MAKE),
        Right("cut out of one graph", _CUT),
        Right("a subclassed model", _SUBCLASSED),
        Right(
            "a Sequential of models",
            _changed(_MAKE, ("keras.Model(x, decoder(encoder(x)))", "keras.Sequential([encoder, decoder])")),
        ),
        _make(
            "encoder cloned",
            ("decoder(encoder(x))", "decoder(keras.models.clone_model(encoder)(x))"),
            misconception="the encoder copied, not shared",
        ),
        _make(
            "built again",
            (
                "decoder(encoder(x))",
                'Dense(inputs, "sigmoid")(Dense(64, "relu")(Dense(code)(Dense(64, "relu")(x))))',
            ),
            misconception="the encoder copied, not shared",
        ),
        Wrong(
            "copied with its weights",
            _changed(
                _MAKE,
                (
                    "    x = keras.Input((inputs,))\n",
                    "    twin = keras.models.clone_model(decoder)\n    twin.set_weights(decoder.get_weights())\n    "
                    "x = keras.Input((inputs,))\n",
                ),
                ("decoder(encoder(x))", "twin(encoder(x))"),
            ),
            criterion="they share their weights",
        ),
        _make(
            "a layer more in the autoencoder",
            ("decoder(encoder(x))", "decoder(Dense(code)(encoder(x)))"),
            criterion="the autoencoder does what encoder and decoder do one after the other",
        ),
        _make(
            "decoder first",
            ("return encoder, decoder,", "return decoder, encoder,"),
            misconception="the models in another order",
        ),
        _make(
            "64 and 4 whatever is asked",
            (
                "def make_autoencoder(inputs, code):\n",
                "def make_autoencoder(inputs, code):\n    inputs, code = 64, 4\n",
            ),
            misconception="sizes that are fixed",
        ),
        _make(
            "no code",
            ("Dense(code)])", "Dense(inputs)])"),
            ("keras.Input((code,))", "keras.Input((inputs,))"),
            criterion="encoder, decoder, autoencoder: the sizes fit",
        ),
        _make(
            "the autoencoder alone",
            ("return encoder, decoder, keras", "return keras"),
            criterion="encoder, decoder, autoencoder: the sizes fit",
        ),
        _make(
            "not built",
            ("keras.Input((code,)), ", ""),
            ("decoder(encoder(x))", "encoder(x)"),
            criterion="encoder, decoder, autoencoder: the sizes fit",
        ),
        Wrong("unanswered", "def make_autoencoder(inputs, code):\n    return ...", criterion="Not attempted"),
    ],
    "pca_reconstruct": [
        Right("scikit-learn", _PCA),
        Right(
            "singular vectors",
            """
import numpy as np
def pca_reconstruct(x_train, x, size):
    mean = x_train.mean(axis=0)
    V = np.linalg.svd(x_train - mean, full_matrices=False)[2][:size].T
    return mean + (x - mean) @ V @ V.T
""",
        ),
        Right(
            "eigenvectors of the covariance",
            """
import numpy as np
def pca_reconstruct(x_train, x, size):
    mean = x_train.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(x_train.T))
    V = vectors[:, ::-1][:, :size]
    return (mean + (x - mean) @ V @ V.T).tolist()
""",
        ),
        _pca("fitted to x", ("fit(x_train)", "fit(x)"), misconception="the test set in the fit"),
        _pca(
            "fitted to both",
            ("from sklearn", "import numpy as np\nfrom sklearn"),
            ("fit(x_train)", "fit(np.concatenate([x_train, x]))"),
            misconception="the test set in the fit",
        ),
        Wrong(
            "no mean",
            """
from sklearn.decomposition import TruncatedSVD
def pca_reconstruct(x_train, x, size):
    svd = TruncatedSVD(size, algorithm="arpack").fit(x_train)
    return svd.inverse_transform(svd.transform(x))
""",
            misconception="not centred",
        ),
        Wrong(
            "mean not added again",
            """
import numpy as np
def pca_reconstruct(x_train, x, size):
    mean = x_train.mean(axis=0)
    V = np.linalg.svd(x_train - mean, full_matrices=False)[2][:size]
    return (x - mean) @ V.T @ V
""",
            misconception="not centred",
        ),
        _pca(
            "codes",
            ("pca.inverse_transform(pca.transform(x))", "pca.transform(x)"),
            misconception="the code returned, not the picture",
        ),
        _pca("all components", ("PCA(size)", "PCA()"), misconception="nothing left out"),
        _pca(
            "one more",
            ("PCA(size)", "PCA(size + 1)"),
            criterion="the training rows themselves, from so many components",
        ),
        _pca(
            "two components always",
            ("PCA(size)", "PCA(2)"),
            criterion="the training rows themselves, from so many components",
        ),
        _pca(
            "whitened",
            ("pca.transform(x)", "pca.transform(x) / pca.singular_values_"),
            criterion="the training rows themselves, from so many components",
        ),
        _pca(
            "training rows only",
            ("transform(x))", "transform(x_train))"),
            criterion="as many rows and columns as `x` has",
        ),
    ],
    "linear_case": [
        Right("the option", "linear_case = 'reaches'"),
        Wrong(
            "below",
            "linear_case = 'below'",
            misconception="layers without activations taken for more than a linear map",
        ),
        Wrong("above", "linear_case = 'above'", misconception="a linear map taken for a constant"),
        Wrong("zero", "linear_case = 'zero'", misconception="the bottleneck overlooked"),
    ],
    "beat_pca": [
        Right("the three models", _BEAT, names=_MODELS),
        Right(
            "tanh, validation data",
            _changed(
                _BEAT,
                ('Dense(64, "relu"), Dense(code)', 'Dense(64, "tanh"), Dense(code)'),
                ('Dense(64, "relu"), Dense(inputs, "sigmoid")', 'Dense(64, "tanh"), Dense(inputs, "sigmoid")'),
                ("epochs=25,", "epochs=25, validation_data=(x_val, x_val),"),
            ),
            names=_MODELS,
        ),
        Wrong(
            "the halves copied",
            _changed(
                _BEAT,
                (
                    "make_autoencoder(64, 4)\n",
                    "make_autoencoder(64, 4)\nencoder, decoder = (keras.models.clone_model(m) for m in (encoder, "
                    "decoder))\n",
                ),
                ("epochs=25", "epochs=6"),
            ),
            names=_MODELS,
            misconception="the encoder copied, not shared",
        ),
        _beat(
            "pixels up to 16",
            ("autoencoder.fit(x_train, x_train", "autoencoder.fit(16 * x_train, 16 * x_train"),
            ("epochs=25", "epochs=6"),
            misconception="a sigmoid output for unscaled data",
        ),
        _beat(
            "ReLU code",
            ("Dense(code)])", 'Dense(code, "relu")])'),
            ("epochs=25", "epochs=4"),
            misconception="a code that cannot be negative",
        ),
        Wrong("PCA's own weights", _BY_PCA, names=_MODELS, misconception="a network that hardly bends"),
        _beat(
            "targets of other rows",
            ("fit(x_train, x_train", "fit(x_train, x_train[::-1]"),
            ("epochs=25", "epochs=4"),
            misconception="the mean image for every digit",
        ),
        _beat(
            "not trained",
            ("autoencoder.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)", ""),
            criterion="decoder and encoder have learned: better than the mean image",
        ),
        _beat(
            "four epochs",
            ("epochs=25", "epochs=4"),
            criterion="an error 1.15 times smaller than that of PCA, on test digits",
        ),
        _beat(
            "a wider code",
            ("make_autoencoder(64, 4)", "make_autoencoder(64, 16)"),
            ("autoencoder.fit(x_train, x_train, batch_size=64, epochs=25, verbose=0)", ""),
            criterion="64 pixels to 4 numbers, and 4 numbers to 64 pixels",
        ),
        Wrong(
            "the history",
            _changed(_BEAT, ("autoencoder.fit", "decoder = autoencoder.fit"), ("epochs=25", "epochs=1")),
            names=_MODELS,
            criterion="64 pixels to 4 numbers, and 4 numbers to 64 pixels",
        ),
        Wrong("unanswered", "encoder = decoder = autoencoder = ...", names=_MODELS, criterion="Not attempted"),
    ],
    "denoiser": [
        Right("one noisy copy", _DENOISE),
        Right(
            "fresh noise by a layer, functional",
            _changed(
                _DENOISE,
                (
                    'keras.Sequential([keras.Input((64,)), Dense(128, "relu"), Dense(64, "sigmoid")])',
                    "None\nx = keras.Input((64,))\nnoisy = keras.layers.GaussianNoise(0.3)(x)\n"
                    'denoiser = keras.Model(x, Dense(64, "sigmoid")(Dense(128, "relu")(noisy)))',
                ),
                ("with_noise(x_train, 0), x_train", "x_train, x_train"),
            ),
        ),
        _denoise(
            "noisy targets",
            ("with_noise(x_train, 0), x_train,", "with_noise(x_train, 0), with_noise(x_train, 0),"),
            ("epochs=15", "epochs=8"),
            misconception="noise to noise",
        ),
        Wrong(
            "the identity",
            _START + 'denoiser = keras.Sequential([keras.Input((64,)), Dense(64, kernel_initializer="identity")])\n',
            misconception="noise to noise",
        ),
        _denoise(
            "never noisy",
            ("with_noise(x_train, 0), x_train,", "x_train, x_train,"),
            misconception="trained on clean images only",
        ),
        _denoise(
            "pixels up to 16",
            ("with_noise(x_train, 0), x_train,", "16 * with_noise(x_train, 0), 16 * x_train,"),
            ("epochs=15", "epochs=5"),
            misconception="a sigmoid output for unscaled data",
        ),
        _denoise(
            "the mean image",
            ('Dense(128, "relu"), ', ""),
            ('Dense(64, "sigmoid")', 'Dense(64, kernel_initializer="zeros")'),
            (
                "denoiser.fit(with_noise(x_train, 0), x_train, batch_size=64, epochs=15, verbose=0)",
                "denoiser.layers[0].bias.assign(x_train.mean(axis=0))",
            ),
            misconception="one picture for every digit",
        ),
        Wrong(
            "ridge regression",
            _START
            + """
from sklearn.linear_model import Ridge
ridge = Ridge(alpha=10).fit(with_noise(x_train, 5), x_train)
denoiser = keras.Sequential([keras.Input((64,)), Dense(64)])
denoiser.set_weights([ridge.coef_.T, ridge.intercept_])
""",
            criterion="better than ridge regression, on noise it has not seen",
        ),
        _denoise(
            "three epochs",
            ("epochs=15", "epochs=3"),
            criterion="better than ridge regression, on noise it has not seen",
        ),
        _denoise(
            "not trained",
            ("denoiser.fit(with_noise(x_train, 0), x_train, batch_size=64, epochs=15, verbose=0)", ""),
            criterion="64 pixels in, 64 out, and less wrong than before",
        ),
        _denoise(
            "images",
            ('Dense(64, "sigmoid")]', 'Dense(64, "sigmoid"), keras.layers.Reshape((8, 8))]'),
            ("denoiser.fit(with_noise(x_train, 0), x_train, batch_size=64, epochs=15, verbose=0)", ""),
            criterion="64 pixels in, 64 out, and less wrong than before",
        ),
    ],
    "alarm": [
        Right("quantile", _ALARM),
        Right(
            "sorted, lists",
            """
def alarm(normal_errors, new_errors, rate):
    errors = sorted(normal_errors)
    allowed = round(rate * len(errors))
    threshold = float(errors[len(errors) - allowed - 1])
    return threshold, [bool(error > threshold) for error in new_errors]
""",
        ),
        Right(
            "percentile, 0 and 1",
            _changed(
                _ALARM,
                ("np.quantile(normal_errors, 1 - rate)", "np.percentile(normal_errors, 100 * (1 - rate))"),
                ("new_errors > threshold", "(new_errors > threshold).astype(int)"),
            ),
        ),
        _alarm(
            "from the new errors",
            ("quantile(normal_errors", "quantile(new_errors"),
            misconception="a threshold from anomalies",
        ),
        _alarm(
            "from both",
            ("quantile(normal_errors", "quantile(np.concatenate([normal_errors, new_errors])"),
            misconception="a threshold from anomalies",
        ),
        _alarm("the lower tail", ("1 - rate", "rate"), misconception="the wrong tail"),
        _alarm(
            "two deviations",
            ("np.quantile(normal_errors, 1 - rate)", "normal_errors.mean() + 2 * normal_errors.std()"),
            misconception="a bell curve taken for granted",
        ),
        _alarm(
            "the maximum",
            ("np.quantile(normal_errors, 1 - rate)", "normal_errors.max()"),
            misconception="the largest normal error",
        ),
        _alarm(
            "small errors", ("new_errors > threshold", "new_errors < threshold"), misconception="alarm for small errors"
        ),
        _alarm(
            "always 5%",
            ("1 - rate", "0.95"),
            criterion="the asked share of the normal errors lies above the threshold",
        ),
        _alarm(
            "row numbers",
            ("new_errors > threshold", "np.flatnonzero(new_errors > threshold)"),
            criterion="a threshold, and True or False for each new error",
        ),
        _alarm(
            "alarms of normal images",
            ("new_errors > threshold", "normal_errors > threshold"),
            criterion="a threshold, and True or False for each new error",
        ),
        _alarm(
            "the threshold alone",
            ("return threshold, new_errors > threshold", "return threshold"),
            criterion="a threshold, and True or False for each new error",
        ),
        _alarm(
            "a fixed number",
            ("np.quantile(normal_errors, 1 - rate)", "0.05"),
            criterion="the asked share of the normal errors lies above the threshold",
        ),
    ],
    "detector": [
        Right("a code of 8", _WATCH, names=_DETECTOR),
        Right(
            "one Sequential, tanh, counted by sorting",
            _changed(
                _WATCH,
                (
                    "make_autoencoder(64, 8)[2]",
                    'keras.Sequential([keras.Input((64,)), Dense(64, "tanh"), Dense(8), Dense(64, "tanh"), '
                    'Dense(64, "sigmoid")])',
                ),
                ("np.quantile(errors(normal_val), 0.95)", "float(np.sort(errors(normal_val))[-17])"),
            ),
            names=_DETECTOR,
        ),
        _watch(
            "below the errors of the anomalies",
            ("np.quantile(errors(normal_val), 0.95)", "np.quantile(errors(x_test[digits.y_test == 3]), 0.05)"),
            ("epochs=20", "epochs=2"),
            misconception="a threshold from anomalies",
        ),
        _watch(
            "the test part",
            ("np.quantile(errors(normal_val), 0.95)", "np.quantile(errors(x_test), 0.9)"),
            ("epochs=20", "epochs=1"),
            misconception="a threshold from anomalies",
        ),
        _watch(
            "threes in training",
            ("watcher.fit(normal_train, normal_train", "watcher.fit(x_train, x_train"),
            misconception="the anomaly in the training data",
        ),
        Wrong(
            "no bottleneck",
            _changed(
                _WATCH,
                (
                    "make_autoencoder(64, 8)[2]",
                    'keras.Sequential([keras.Input((64,)), Dense(64, kernel_initializer="identity")])',
                ),
                ("epochs=20", "epochs=1"),
            ),
            names=_DETECTOR,
            misconception="a code so wide that it copies anything",
        ),
        _watch(
            "pixels up to 16",
            ("watcher.fit(normal_train, normal_train", "watcher.fit(16 * normal_train, 16 * normal_train"),
            ("epochs=20", "epochs=6"),
            misconception="a sigmoid output for unscaled data",
        ),
        _watch(
            "one in a hundred",
            ("0.95", "0.99"),
            ("epochs=20", "epochs=1"),
            criterion="a false alarm for about 5% of the normal validation digits",
        ),
        _watch(
            "not trained",
            ("watcher.fit(normal_train, normal_train, batch_size=64, epochs=20, verbose=0)", ""),
            criterion="a model that rebuilds normal digits",
        ),
        Wrong(
            "PCA",
            _changed(_BY_PCA, ("PCA(4).fit(x_train)", "PCA(4).fit(x_train[digits.y_train != 3])"))
            + "watcher = autoencoder\nx = x_val[digits.y_val != 3]\n"
            + "threshold = np.quantile(np.mean((x - np.asarray(watcher(x))) ** 2, axis=1), 0.95)\n",
            names=_DETECTOR,
            criterion="an AUC of at least 0.85 for threes among the test digits",
        ),
        _watch(
            "all thresholds",
            ("np.quantile(errors(normal_val), 0.95)", "errors(normal_val)"),
            ("watcher.fit(normal_train, normal_train, batch_size=64, epochs=20, verbose=0)", ""),
            criterion="a false alarm for about 5% of the normal validation digits",
        ),
    ],
    "interpolate": [
        Right("linspace of two codes", _WALK),
        Right(
            "shares, called, one image at a time",
            """
import numpy as np
def interpolate(encoder, decoder, a, b, steps):
    first, last = np.asarray(encoder(a[None])), np.asarray(encoder(b[None]))
    path = []
    for i in range(steps):
        share = i / (steps - 1)
        path.append(np.asarray(decoder((1 - share) * first + share * last))[0])
    return path
""",
        ),
        Right(
            "keras.ops",
            """
import keras
def interpolate(encoder, decoder, a, b, steps):
    codes = encoder(keras.ops.stack([a, b]))
    share = keras.ops.reshape(keras.ops.linspace(0.0, 1.0, steps), (-1, 1))
    return decoder(codes[:1] + share * (codes[1:] - codes[:1]))
""",
        ),
        Wrong(
            "cross-fade",
            "import numpy as np\ndef interpolate(encoder, decoder, a, b, steps):\n    return np.linspace(a, b, steps)",
            misconception="pixels blended instead of codes",
        ),
        Wrong(
            "cross-fade, encoded and decoded",
            """
import numpy as np
def interpolate(encoder, decoder, a, b, steps):
    return decoder.predict(encoder.predict(np.linspace(a, b, steps)))
""",
            misconception="pixels blended instead of codes",
        ),
        Wrong(
            "rebuilt images mixed",
            """
import numpy as np
def interpolate(encoder, decoder, a, b, steps):
    first, last = decoder.predict(encoder.predict(np.stack([a, b])))
    return np.linspace(first, last, steps)
""",
            misconception="pixels blended instead of codes",
        ),
        _walk(
            "without the end",
            ("np.linspace(start, end, steps)", "np.linspace(start, end, steps, endpoint=False)"),
            misconception="an end that is never reached",
        ),
        _walk(
            "only what lies between",
            ("np.linspace(start, end, steps)", "np.linspace(start, end, steps + 2)[1:-1]"),
            misconception="an end that is never reached",
        ),
        _walk("backwards", ("stack([a, b])", "stack([b, a])"), misconception="from the second to the first"),
        Wrong(
            "codes",
            """
import numpy as np
def interpolate(encoder, decoder, a, b, steps):
    start, end = encoder.predict(np.stack([a, b]))
    return np.linspace(start, end, steps)
""",
            misconception="codes, not pictures",
        ),
        _walk(
            "a step too many",
            ("np.linspace(start, end, steps)", "np.linspace(start, end, steps + 1)"),
            criterion="one image for each step",
        ),
        _walk(
            "uneven",
            ("np.linspace(start, end, steps)", "start + np.linspace(0, 1, steps)[:, None] ** 2 * (end - start)"),
            criterion="even steps from code to code, decoded",
        ),
        Wrong(
            "no batch axis",
            "import numpy as np\ndef interpolate(encoder, decoder, a, b, steps):\n"
            "    return decoder.predict(np.linspace(encoder.predict(a), encoder.predict(b), steps))",
            criterion="one image for each step",
        ),
    ],
    "which_mistake": [
        Right("the option", "which_mistake = 'leak'"),
        Wrong("none", "which_mistake = 'none'", misconception="the test set in the fit"),
        Wrong("both", "which_mistake = 'both'", misconception="two leaks taken for a fair comparison"),
        Wrong("loss", "which_mistake = 'loss'", misconception="accuracy of pixels"),
        Wrong("code", "which_mistake = 'code'", misconception="a leak taken for capacity"),
    ],
}
