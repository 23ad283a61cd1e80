"""Lesson 10: encoders, decoders, denoising, anomalies, latent space."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from coursekit.check import Answer, Exercise, Fail, Option, Picture, Quiz, recipe, require, require_close
from coursekit.check.views import ModelView

# Pass marks of trained models, on the test digits. tests/calibration measures the reference and the simplest baseline.
# beat_pca and denoiser: how many times smaller the squared error is than that of the best linear way, PCA with 4
# components (0.0381) and ridge regression (about 0.0245). detector: the AUC; PCA with 4 components gets 0.61.
MARKS = {"beat_pca": 1.15, "denoiser": 1.03, "detector": 0.85}
PIXELS = 64
CODE = 4
NOISE = 0.3
HELD_OUT = 3
ALARM_RATE = 0.05

COPIED = "the encoder copied, not shared"
TEST_IN_FIT = "the test set in the fit"
FROM_ANOMALIES = "a threshold from anomalies"
UNSCALED = "a sigmoid output for unscaled data"


@cache
def flat_digits() -> dict[str, np.ndarray]:
    """`x_train`, `x_val`, `x_test` of the 8x8 digits as the lesson has them: (n, 64), float32, 0 to 1."""
    from coursekit import data

    digits = data.digits()
    return {part: _flat(getattr(digits, part)) for part in ("x_train", "x_val", "x_test")}


@cache
def watched_digits() -> dict[str, np.ndarray]:
    """The same with the digit HELD_OUT in the test only, and `is_anomaly` (n,) bool for the test."""
    from coursekit import data

    normal = data.digits().held_out(HELD_OUT)
    parts = {part: _flat(getattr(normal, part)) for part in ("x_train", "x_val", "x_test")}
    return parts | {"is_anomaly": normal.y_test == HELD_OUT}


def _flat(images: np.ndarray) -> np.ndarray:
    return (images.reshape(len(images), -1) / 16).astype("float32")


def squared_error(a: np.ndarray, b: np.ndarray) -> float:
    """The mean squared difference of two arrays."""
    return float(np.mean((a - b) ** 2))


def image_errors(x: np.ndarray, rebuilt: np.ndarray) -> np.ndarray:
    """The mean squared difference of each row, (n,)."""
    return np.mean((x - rebuilt) ** 2, axis=1)


@cache
def mean_image_error() -> float:
    """The squared error on the test digits of the mean training image, said of every digit."""
    parts = flat_digits()
    return squared_error(parts["x_test"], parts["x_train"].mean(axis=0))


def _pca(x_train: np.ndarray, x: np.ndarray, size: int) -> np.ndarray:
    """Rows of x projected on the first `size` principal components of x_train and back, shape of x."""
    mean = x_train.mean(axis=0)
    directions = np.linalg.svd(x_train - mean, full_matrices=False)[2][:size]
    return mean + (x - mean) @ directions.T @ directions


def _pixels(model: ModelView, x: np.ndarray) -> np.ndarray:
    """The model's outputs for flat images, (n, 64), or a Fail."""
    outputs = model.require_input((PIXELS,)).predict(x)
    if np.shape(outputs) != x.shape:
        raise Fail(f"For {len(x)} images the outputs have shape {np.shape(outputs)}; {x.shape} expected.")
    return outputs


def _saturated(outputs: np.ndarray) -> str | None:
    """The explanation when nearly all outputs are drawn to 1, as targets of up to 16 draw a sigmoid."""
    if outputs.mean() > 0.5 and outputs.max() <= 1:
        return (
            f"Your outputs are {outputs.mean():.2f} on average, those of the digits 0.31. A sigmoid ends at 1: if the "
            "targets go up to 16, it can only say 1 wherever there is ink. Divide the images by 16."
        )
    return None


# -- how many parameters? ----------------------------------------------------------------------------------

parameters = Quiz(
    "How many parameters?",
    points=1,
    question="An autoencoder has 100 inputs, a code of 4 and 100 outputs, all dense. How many parameters are that?",
    options={
        "904": Option("904", "100 * 4 + 4 for the encoder, 4 * 100 + 100 for the decoder.", right=True),
        "800": Option(
            "800",
            "Those are the weights. Each unit also has a bias: 4 in the code, 100 at the output.",
            misconception="bias forgotten",
        ),
        "404": Option(
            "404",
            "That is the encoder alone. The decoder has weights of its own; it does not use the encoder's backwards.",
            misconception="the decoder taken for the encoder backwards",
        ),
        "808": Option(
            "808",
            "The number of biases is that of the units. The output layer has 100 units, so 100 biases, not 4.",
            misconception="biases counted by inputs",
        ),
    },
    hints=(
        "There are two dense layers. Which sizes have they?",
        "Each has inputs * units weights and a bias for each unit.",
        "100 * 4 + 4, and 4 * 100 + 100.",
    ),
)


# -- three models, one set of layers -----------------------------------------------------------------------

make_autoencoder = Exercise(
    "Three models that share their layers",
    points=4,
    hints=(
        "Build the encoder and the decoder first. A model can be called like a layer: `encoder(x)`.",
        "`x = keras.Input((inputs,))`; what does `decoder(encoder(x))` give? A third `keras.Model` leads from `x` to "
        "it.",
        "`encoder = keras.Sequential([keras.Input((inputs,)), Dense(64, 'relu'), Dense(code)])`, the decoder the other "
        "way round, then `autoencoder = keras.Model(x, decoder(encoder(x)))` and `return encoder, decoder, "
        "autoencoder`.",
    ),
)


def _three(answer: Answer, inputs: int, code: int) -> list[ModelView]:
    """Encoder, decoder and autoencoder that the function makes, or a Fail when their shapes do not fit."""
    models = [item.model.require_built() for item in answer(inputs, code).items(length=3)]
    for name, model, n_in, n_out in zip(
        ("encoder", "decoder", "autoencoder"), models, (inputs, code, inputs), (code, inputs, inputs), strict=True
    ):
        shape = model.require_input((n_in,)).output_shape
        if shape is None:  # a subclassed model does not tell
            shape = np.shape(model.predict(np.zeros((1, n_in), "float32")))
        require(
            shape[1:] == (n_out,),
            f"Called with ({inputs}, {code}), the {name} gives {shape[1:]} for each row; ({n_out},) expected.",
        )
    return models


def _ids(model: ModelView) -> set[int]:
    return {variable.id for variable in model.variables if variable.parameter}


@make_autoencoder.criterion("encoder, decoder, autoencoder: the sizes fit", points=1)
def sizes_fit(answer: Answer, rng: np.random.Generator) -> None:
    _three(answer, int(rng.integers(20, 30)), int(rng.integers(2, 6)))


@make_autoencoder.criterion("the autoencoder does what encoder and decoder do one after the other", points=1)
def chained(answer: Answer, rng: np.random.Generator) -> None:
    encoder, decoder, autoencoder = _three(answer, 12, 3)
    x = rng.normal(size=(5, 12)).astype("float32")
    require_close(autoencoder.predict(x), decoder.predict(encoder.predict(x)), what="The autoencoder's output")


@make_autoencoder.criterion("they share their weights", points=2)
def shared(answer: Answer, rng: np.random.Generator) -> None:
    encoder, decoder, autoencoder = _three(answer, 12, 3)
    parts = _ids(encoder) | _ids(decoder)
    require(_ids(encoder) and _ids(decoder), "The encoder and the decoder need weights of their own to learn.")
    missing = len(parts - _ids(autoencoder))
    require(
        not missing,
        f"{missing} of the {len(parts)} weight arrays of encoder and decoder are not in the autoencoder, so training "
        "it does not change them.",
    )
    extra = len(_ids(autoencoder) - parts)
    require(not extra, f"The autoencoder has {extra} weight arrays that neither the encoder nor the decoder has.")


@make_autoencoder.misconception(COPIED)
def copied(answer: Answer, rng: np.random.Generator) -> str | None:
    encoder, decoder, autoencoder = _three(answer, 12, 3)
    for name, part in (("encoder", encoder), ("decoder", decoder)):
        if not _ids(part) & _ids(autoencoder):
            return (
                f"Your autoencoder has layers of its own, equal in form to those of the {name}. Training it will leave "
                f"the {name} at its random start. Call the {name} itself, as you would call a layer."
            )
    return None


@make_autoencoder.misconception("the models in another order")
def other_order(answer: Answer, rng: np.random.Generator) -> str | None:
    models = [item.model.require_built() for item in answer(12, 3).items(length=3)]
    shapes = [(model.input_shape or (0, 0))[-1:] + (model.output_shape or (0, 0))[-1:] for model in models]
    if shapes != [(12, 3), (3, 12), (12, 12)] and sorted(shapes) == [(3, 12), (12, 3), (12, 12)]:
        return "All three models are there, in another order. Return encoder, decoder, autoencoder."
    return None


@make_autoencoder.misconception("sizes that are fixed")
def fixed_sizes(answer: Answer, rng: np.random.Generator) -> str | None:
    shapes = [
        [(model.input_shape, model.output_shape) for model in (item.model.require_built() for item in found)]
        for found in (answer(*sizes).items(length=3) for sizes in ((12, 3), (20, 5)))
    ]
    if shapes[0] == shapes[1]:
        return "Your models have the same shapes whatever the function is given. Use `inputs` and `code` in it."
    return None


# -- PCA ---------------------------------------------------------------------------------------------------

pca_reconstruct = Exercise(
    "PCA: there and back",
    points=3,
    hints=(
        "Three things are learned: the mean, the directions, nothing else. From which rows?",
        "`sklearn.decomposition.PCA(size)` has `fit`, `transform` and `inverse_transform`. In NumPy, the rows of the "
        "third result of `np.linalg.svd(x_train - mean, full_matrices=False)` are the directions.",
        "`pca = PCA(size).fit(x_train)`, then `return pca.inverse_transform(pca.transform(x))`.",
    ),
)


def _clouds(rng: np.random.Generator, n: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Training rows (40, 6) away from 0, and n other rows from another cloud."""
    scales = np.array([3.0, 2.0, 1.2, 0.6, 0.3, 0.1])
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    x_train = rng.normal(size=(40, 6)) * scales @ turn + 2
    x = rng.normal(size=(n, 6)) * np.roll(scales, 2) @ turn - 1
    return x_train, x


@pca_reconstruct.criterion("as many rows and columns as `x` has", points=1)
def pca_shape(answer: Answer, rng: np.random.Generator) -> None:
    for n in (7, 1):
        x_train, x = _clouds(rng, n)
        answer(x_train, x, 2).array(shape=x.shape)


@pca_reconstruct.criterion("the training rows themselves, from so many components", points=1)
def pca_training(answer: Answer, rng: np.random.Generator) -> None:
    x_train, _ = _clouds(rng)
    for size in (1, 3):
        got = answer(x_train, x_train, size).array(shape=x_train.shape)
        require_close(got, _pca(x_train, x_train, size), what=f"With {size} components the reconstruction")


@pca_reconstruct.criterion("other rows, by what the training rows taught", points=1)
def pca_other(answer: Answer, rng: np.random.Generator) -> None:
    for size in (2, 4):
        x_train, x = _clouds(rng)
        got = answer(x_train, x, size).array(shape=x.shape)
        require_close(got, _pca(x_train, x, size), what=f"With {size} components the reconstruction")
        require_close(
            answer(x_train, x[:3], size).array(), got[:3], what="Asked for three of the rows only, the reconstruction"
        )


def _same(got: np.ndarray, want: np.ndarray) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=1e-4)


@pca_reconstruct.misconception(TEST_IN_FIT)
def fitted_on_new_rows(answer: Answer, rng: np.random.Generator) -> str | None:
    x_train, x = _clouds(rng, 12)
    got = answer(x_train, x, 2).array()
    mixed = x_train.mean(axis=0) + _pca(x - x.mean(axis=0), x - x_train.mean(axis=0), 2)
    fits = (_pca(x, x, 2), _pca(np.concatenate([x_train, x]), x, 2), mixed)
    if any(_same(got, fit) for fit in fits):
        return (
            "Your mean or your directions come from `x` as well. Those rows stand for the test: a model that has seen "
            "them rebuilds them too well. Fit on `x_train` only."
        )
    return None


@pca_reconstruct.misconception("not centred")
def not_centred(answer: Answer, rng: np.random.Generator) -> str | None:
    x_train, x = _clouds(rng)
    got, mean = answer(x_train, x, 2).array(), x_train.mean(axis=0)
    raw = np.linalg.svd(x_train, full_matrices=False)[2][:2]
    if _same(got, x @ raw.T @ raw) or _same(got, _pca(x_train, x, 2) - mean):
        return (
            "The mean is missing. PCA looks at how rows differ from the mean row: subtract it first, and add it again "
            "at the end."
        )
    return None


@pca_reconstruct.misconception("the code returned, not the picture")
def code_returned(answer: Answer, rng: np.random.Generator) -> str | None:
    x_train, x = _clouds(rng)
    if answer(x_train, x, 2).array().shape == (len(x), 2):
        return "You return the codes, two numbers a row. The way back is missing: `inverse_transform`."
    return None


@pca_reconstruct.misconception("nothing left out")
def everything_kept(answer: Answer, rng: np.random.Generator) -> str | None:
    x_train, x = _clouds(rng)
    if _same(answer(x_train, x, 2).array(), x):
        return "Your rows come back unchanged: all components are kept. Keep the first `size`."
    return None


# -- the linear case ---------------------------------------------------------------------------------------

linear_case = Quiz(
    "A network without activations",
    points=1,
    question=(
        "A network 64-4-64 without any activation is trained to return its inputs, with the loss `mse`. How does its "
        "error on the training digits compare with that of PCA with 4 components?"
    ),
    options={
        "reaches": Option(
            "It comes down towards PCA's error, and never below it.",
            "Without activations both layers together are one linear map through 4 numbers, and among those PCA is the "
            "best.",
            right=True,
        ),
        "below": Option(
            "It goes below: a network learns more than a formula.",
            "What a network can learn depends on its activations. Without any it is a linear map like PCA's.",
            misconception="layers without activations taken for more than a linear map",
        ),
        "above": Option(
            "It stays at that of the mean image: nothing bends.",
            "A linear map can do much more than the mean image: PCA is one, and nearly halves the error.",
            misconception="a linear map taken for a constant",
        ),
        "zero": Option(
            "It comes down to 0: copying is easy.",
            "Copying 64 numbers is easy with 64 units in the middle. Here everything must pass through 4.",
            misconception="the bottleneck overlooked",
        ),
    },
    hints=(
        "Lesson 01: what do two layers without an activation amount to?",
        "So it is a linear map through 4 numbers. Which linear map through 4 numbers has the least squared error?",
        "That is what PCA computes. Gradient descent can reach it, not beat it.",
    ),
)


# -- beat PCA ----------------------------------------------------------------------------------------------

beat_pca = Exercise(
    "Beat PCA with four numbers",
    points=4,
    takes=("encoder", "decoder", "autoencoder"),
    hints=(
        "What can a network do that PCA cannot? Bend. So it needs hidden layers with ReLU, on both sides of the code.",
        "`make_autoencoder(64, 4)`, with a code without activation and a sigmoid at the end. Compile with "
        "`keras.optimizers.Adam(0.01)` and `mse`; what is the target of a picture?",
        "`autoencoder.fit(x_train, x_train, batch_size=64, epochs=30, verbose=0)`.",
    ),
)


@cache
def pca_error() -> float:
    """The squared error of PCA with CODE components on the test digits, 0.0381."""
    parts = flat_digits()
    return squared_error(parts["x_test"], _pca(parts["x_train"], parts["x_test"], CODE))


def times_better(rebuilt: np.ndarray) -> float:
    """How many times smaller the squared error of rebuilt test digits (n, 64) is than that of PCA."""
    return pca_error() / squared_error(rebuilt, flat_digits()["x_test"])


def _rebuilt(answers: SimpleNamespace, x: np.ndarray) -> np.ndarray:
    """decoder(encoder(x)); so everything has gone through the code."""
    codes = answers.encoder.model.require_input((PIXELS,)).predict(x)
    if np.shape(codes) != (len(x), CODE):
        raise Fail(f"For {len(x)} images the codes have shape {np.shape(codes)}; ({len(x)}, {CODE}) expected.")
    outputs = answers.decoder.model.require_input((CODE,)).predict(codes)
    if np.shape(outputs) != x.shape:
        raise Fail(f"For {len(x)} codes the decoder gives shape {np.shape(outputs)}; {x.shape} expected.")
    return outputs


def _rows(**rows: np.ndarray) -> Picture:
    return Picture("image_rows", {"rows": {name.replace("_", " "): images[:8] for name, images in rows.items()}})


@beat_pca.criterion("64 pixels to 4 numbers, and 4 numbers to 64 pixels", points=1)
def through_four(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _rebuilt(answers, flat_digits()["x_test"][:5])


@beat_pca.criterion("decoder and encoder have learned: better than the mean image", points=1)
def beats_mean_image(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    x = flat_digits()["x_test"]
    rebuilt = _rebuilt(answers, x)
    if (error := squared_error(rebuilt, x)) >= mean_image_error():
        raise Fail(
            f"The squared error on the test digits is {error:.4f}; the mean image has {mean_image_error():.4f}.",
            _rows(original=x, yours=rebuilt),
        )


@beat_pca.criterion(f"an error {MARKS['beat_pca']} times smaller than that of PCA, on test digits", points=2)
def beats_pca(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    x = flat_digits()["x_test"]
    rebuilt = _rebuilt(answers, x)
    if times_better(rebuilt) < MARKS["beat_pca"]:
        raise Fail(
            f"The squared error on the test digits is {squared_error(rebuilt, x):.4f}; at most "
            f"{pca_error() / MARKS['beat_pca']:.4f} expected. PCA has {pca_error():.4f}.",
            _rows(original=x, yours=rebuilt),
        )


@beat_pca.misconception(COPIED)
def trained_another(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = flat_digits()["x_test"]
    whole = squared_error(_pixels(answers.autoencoder.model, x), x)
    if whole < 0.7 * squared_error(_rebuilt(answers, x), x):
        return (
            "Your autoencoder has learned, and `encoder` with `decoder` has not: they are other layers. Build the "
            "autoencoder from these very models, then they learn with it."
        )
    return None


@beat_pca.misconception(UNSCALED)
def raw_targets(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if trained_another(answers, rng):  # the outputs are those of layers that never learned
        return None
    return _saturated(_rebuilt(answers, flat_digits()["x_test"]))


@beat_pca.misconception("a code that cannot be negative")
def positive_code(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    codes = answers.encoder.model.require_input((PIXELS,)).predict(flat_digits()["x_test"])
    if codes.shape[-1] == CODE and codes.min() >= 0 and codes.max() > 0:
        idle = int((codes.max(axis=0) == 0).sum())
        more = f", and {idle} of the 4 numbers {'is' if idle == 1 else 'are'} 0 for every digit" if idle else ""
        return (
            f"No number in your codes is negative{more}. ReLU and sigmoid cut off half of the room that the code has. "
            "Leave the code's layer without an activation."
        )
    return None


@beat_pca.misconception("a network that hardly bends")
def no_hidden_layer(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    models = answers.encoder.model, answers.decoder.model
    dense = [sum(bool(layer.variables) for layer in model.layers) for model in models]
    if dense == [1, 1] and times_better(_rebuilt(answers, flat_digits()["x_test"])) < MARKS["beat_pca"]:
        return (
            "Your encoder and your decoder have one layer each. That is a linear map into the code, like PCA's. Put a "
            "hidden layer with ReLU before the code and another one behind it."
        )
    return None


@beat_pca.misconception("the mean image for every digit")
def other_targets(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = flat_digits()["x_test"]
    rebuilt = _rebuilt(answers, x)
    if rebuilt.std(axis=0).max() < 0.1 and abs(squared_error(rebuilt, x) / mean_image_error() - 1) < 0.1:
        return (
            "Your model draws nearly the same picture for every digit, the mean image. Is each image its own target, "
            "in the same order: `fit(x_train, x_train)`? And has the training gone on for long enough?"
        )
    return None


# -- denoising ---------------------------------------------------------------------------------------------

denoiser = Exercise(
    "A denoiser",
    points=4,
    hints=(
        "What shall go in, and what shall come out? The targets are not the inputs here.",
        "Add `0.3 * rng.normal(size=x_train.shape)` to the training images: noisy in, clean out. A hidden layer of "
        "some 128 ReLU units and a sigmoid output are enough; a narrow code is not needed.",
        "`four_times = np.concatenate([x_train] * 4)`, compile with `keras.optimizers.Adam(0.005)` and `mse`, then "
        "`denoiser.fit(with_noise(four_times, 0), four_times, batch_size=64, epochs=5, verbose=0)`.",
    ),
)


def with_noise(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Images plus normal noise of deviation NOISE, float32, not clipped."""
    return (x + NOISE * rng.normal(size=x.shape)).astype("float32")


@cache
def _ridge() -> object:
    """The linear denoiser: ridge regression from noisy to clean training digits."""
    from sklearn.linear_model import Ridge

    x = flat_digits()["x_train"]
    return Ridge(alpha=10).fit(with_noise(x, np.random.default_rng(0)), x)  # 10 is the best of 1, 10, 30, 100


def times_cleaner(noisy: np.ndarray, cleaned: np.ndarray) -> float:
    """How many times smaller the squared error of cleaned test digits is than ridge regression's on the same noise."""
    x = flat_digits()["x_test"]
    return squared_error(_ridge().predict(noisy), x) / squared_error(cleaned, x)


def _cleaned(answer: Answer, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Test digits, clean, with fresh noise, and after the model."""
    x = flat_digits()["x_test"]
    noisy = with_noise(x, rng)
    return x, noisy, _pixels(answer.model, noisy)


def _noise_left(x: np.ndarray, noisy: np.ndarray, cleaned: np.ndarray) -> float:
    """The share of the noise that is found again in the outputs: 1 for the identity, 0 when all is gone."""
    noise = noisy - x
    return float(np.sum((cleaned - x) * noise) / np.sum(noise**2))


@denoiser.criterion("64 pixels in, 64 out, and less wrong than before", points=1)
def less_noise(answer: Answer, rng: np.random.Generator) -> None:
    x, noisy, cleaned = _cleaned(answer, rng)
    before, after = squared_error(noisy, x), squared_error(cleaned, x)
    if after >= before:
        raise Fail(
            f"The squared error of the noisy images is {before:.3f}, that of your outputs {after:.3f}.",
            _rows(noisy=noisy, yours=cleaned, original=x),
        )


@denoiser.criterion("better than drawing the mean image each time", points=1)
def beats_mean(answer: Answer, rng: np.random.Generator) -> None:
    x, noisy, cleaned = _cleaned(answer, rng)
    if (error := squared_error(cleaned, x)) >= 0.8 * mean_image_error():
        raise Fail(
            f"Your squared error is {error:.3f}; the mean image has {mean_image_error():.3f}.",
            _rows(noisy=noisy, yours=cleaned, original=x),
        )


@denoiser.criterion("better than ridge regression, on noise it has not seen", points=2)
def beats_ridge(answer: Answer, rng: np.random.Generator) -> None:
    x, noisy, cleaned = _cleaned(answer, rng)
    if (score := times_cleaner(noisy, cleaned)) < MARKS["denoiser"]:
        linear = score * squared_error(cleaned, x)
        raise Fail(
            f"Your squared error is {squared_error(cleaned, x):.4f}, that of ridge regression {linear:.4f}; at most "
            f"{linear / MARKS['denoiser']:.4f} expected.",
            _rows(noisy=noisy, yours=cleaned, original=x),
        )


@denoiser.misconception("noise to noise")
def noisy_targets(answer: Answer, rng: np.random.Generator) -> str | None:
    if (left := _noise_left(*_cleaned(answer, rng))) > 0.38:
        return (
            f"{left:.0%} of the noise is still in your outputs. A model whose targets are the noisy images learns to "
            "keep the noise. Give the noisy images as inputs and the clean ones as targets: `fit(noisy, x_train)`."
        )
    return None


@denoiser.misconception("trained on clean images only")
def never_saw_noise(answer: Answer, rng: np.random.Generator) -> str | None:
    x, noisy, cleaned = _cleaned(answer, rng)
    on_clean = squared_error(_pixels(answer.model, x), x)
    if on_clean < 0.25 * squared_error(cleaned, x) and _noise_left(x, noisy, cleaned) <= 0.38:
        return (
            f"On clean images your squared error is {on_clean:.4f}, on noisy ones {squared_error(cleaned, x):.4f}: the "
            "model has learned to copy clean images and never saw noise. Its inputs in `fit` must be noisy."
        )
    return None


@denoiser.misconception(UNSCALED)
def raw_images(answer: Answer, rng: np.random.Generator) -> str | None:
    return _saturated(_cleaned(answer, rng)[2])


@denoiser.misconception("one picture for every digit")
def one_picture(answer: Answer, rng: np.random.Generator) -> str | None:
    if _cleaned(answer, rng)[2].std(axis=0).max() < 0.05:
        return "Your model draws the same picture for every digit, so it is not trained, or it ignores its input."
    return None


# -- an alarm ----------------------------------------------------------------------------------------------

alarm = Exercise(
    "When to raise the alarm",
    points=3,
    hints=(
        "What do you know for certain before the first anomaly has been seen? The errors of normal images.",
        "Of 100 normal errors, 5 may lie above the threshold when `rate` is 0.05. `np.quantile` finds such a place.",
        "`threshold = np.quantile(normal_errors, 1 - rate)`, then `return threshold, new_errors > threshold`.",
    ),
)


def _errors(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Errors of 200 normal images and of 50 new ones, a part of them strange; no value comes twice."""
    normal = rng.gamma(4, 0.01, size=200)
    return normal, rng.permutation(np.concatenate([rng.gamma(4, 0.01, size=30), rng.gamma(8, 0.015, size=20)]))


def _alarms(answer: Answer, normal: np.ndarray, new: np.ndarray, rate: float) -> tuple[float, np.ndarray]:
    threshold, alarms = answer(normal, new, rate).items(length=2)
    return threshold.number(), alarms.array(shape=new.shape, integer=True)


@alarm.criterion("a threshold, and True or False for each new error", points=1)
def alarm_form(answer: Answer, rng: np.random.Generator) -> None:
    _, alarms = _alarms(answer, *_errors(rng), 0.05)
    require(set(np.unique(alarms)) <= {0, 1}, "An alarm is True or False for each new error.")


@alarm.criterion("the asked share of the normal errors lies above the threshold", points=1)
def alarm_share(answer: Answer, rng: np.random.Generator) -> None:
    for rate in (0.05, 0.2, 0.01):
        normal, new = _errors(rng)
        above = int((normal > _alarms(answer, normal, new, rate)[0]).sum())
        want = rate * len(normal)
        require(
            abs(above - want) <= 1,
            f"For the rate {rate}, {above} of {len(normal)} normal errors lie above your threshold; {want:.0f} "
            "expected.",
        )


@alarm.criterion("an alarm for each new error above it, whatever the others are", points=1)
def alarm_new(answer: Answer, rng: np.random.Generator) -> None:
    normal, new = _errors(rng)
    threshold, alarms = _alarms(answer, normal, new, 0.1)
    wrong = int((alarms.astype(bool) != (new > threshold)).sum())
    require(not wrong, f"{wrong} of {len(new)} alarms do not agree with your threshold of {threshold:.4f}.")
    other = _alarms(answer, normal, new[:10] * 5, 0.1)[0]
    require_close(other, threshold, tolerance=1e-6, what="With other new errors your threshold")


@alarm.misconception(FROM_ANOMALIES)
def moved_by_new(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, new = _errors(rng)
    first, other = (_alarms(answer, normal, errors, 0.1)[0] for errors in (new, new * 5))
    if not np.isclose(first, other, rtol=1e-6):
        return (
            "Your threshold moves when only the new errors change. They hold the anomalies that you look for: the more "
            "there are, the fewer you would see. Take it from the normal errors alone."
        )
    return None


@alarm.misconception("the wrong tail")
def wrong_tail(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, new = _errors(rng)
    share = float((normal > _alarms(answer, normal, new, 0.05)[0]).mean())
    if abs(share - 0.95) < 0.02:
        return (
            "95% of the normal images would raise an alarm, 5% asked. Anomalies have large errors: the threshold is "
            "the quantile at `1 - rate`."
        )
    return None


@alarm.misconception("a bell curve taken for granted")
def bell_curve(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, new = _errors(rng)
    steps = (_alarms(answer, normal, new, 0.05)[0] - normal.mean()) / normal.std()
    if min(abs(steps - k) for k in (1, 1.5, 1.645, 1.96, 2, 2.5, 3)) < 0.006:  # with n or n - 1 in the deviation
        return (
            f"Your threshold is the mean plus {steps:.3g} deviations. That gives a known share for a bell curve, and "
            "errors are no bell curve: they have a long tail. A quantile needs no such guess."
        )
    return None


@alarm.misconception("the largest normal error")
def largest(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, new = _errors(rng)
    if np.isclose(_alarms(answer, normal, new, 0.2)[0], normal.max()):
        return "Your threshold is the largest normal error, whatever `rate` is. One odd normal image decides it alone."
    return None


@alarm.misconception("alarm for small errors")
def below(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, new = _errors(rng)
    threshold, alarms = _alarms(answer, normal, new, 0.1)
    if (alarms.astype(bool) == (new < threshold)).all():
        return "Alarms are raised below the threshold. What the model cannot rebuild has a large error: `>`."
    return None


# -- a detector --------------------------------------------------------------------------------------------

detector = Exercise(
    "Find a digit that was never shown",
    points=4,
    takes=("watcher", "threshold"),
    hints=(
        "What must the model have seen, and what must it never have seen? Look at the parts of `normal`.",
        "`make_autoencoder(64, 8)`, fitted to the normal training images as in the exercise above. Then the errors of "
        "the normal validation images, one for each.",
        "`errors = np.mean((x - watcher.predict(x, verbose=0)) ** 2, axis=1)` for the validation images `x`, then "
        "`threshold = np.quantile(errors, 0.95)`.",
    ),
)


def area(errors: np.ndarray, is_anomaly: np.ndarray) -> float:
    """The AUC: the share of pairs in which the anomaly has the larger error; ties count half."""
    strange, usual = errors[is_anomaly][:, None], errors[~is_anomaly]
    return float(np.mean((strange > usual) + 0.5 * (strange == usual)))


def _watched(answers: SimpleNamespace, part: str) -> np.ndarray:
    x = watched_digits()[part]
    return image_errors(x, _pixels(answers.watcher.model, x))


@detector.criterion("a model that rebuilds normal digits", points=1)
def rebuilds(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    error = float(_watched(answers, "x_val").mean())
    if error >= 0.6 * mean_image_error():
        x = watched_digits()["x_val"]
        raise Fail(
            f"On normal validation digits your squared error is {error:.3f}; below {0.6 * mean_image_error():.3f} "
            f"expected. The mean image has {mean_image_error():.3f}.",
            _rows(original=x, yours=_pixels(answers.watcher.model, x)),
        )


@detector.criterion("a false alarm for about 5% of the normal validation digits", points=1)
def false_alarms(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    share = float((_watched(answers, "x_val") > answers.threshold.number()).mean())
    require(
        abs(share - ALARM_RATE) <= 0.015,
        f"{share:.1%} of the normal validation digits lie above your threshold; {ALARM_RATE:.0%} expected.",
    )


@detector.criterion(f"an AUC of at least {MARKS['detector']} for threes among the test digits", points=2)
def finds_threes(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    errors, strange = _watched(answers, "x_test"), watched_digits()["is_anomaly"]
    if (score := area(errors, strange)) < MARKS["detector"]:
        shown = {"errors": errors, "is_anomaly": strange, "threshold": answers.threshold.number()}
        raise Fail(
            f"The AUC is {score:.3f}; at least {MARKS['detector']} expected. PCA with 4 components gets 0.61, a guess "
            "0.50.",
            Picture("error_histogram", shown),
        )


@detector.misconception("a code so wide that it copies anything")
def copies(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    error = float(_watched(answers, "x_test").mean())
    if error <= 0.004:
        return (
            f"Your squared error is {error:.4f}, on threes too: the model copies whatever comes. Make the code "
            "narrower, 4 to 10 numbers, so that only what is usual gets through."
        )
    return None


@detector.misconception(UNSCALED)
def raw_watched(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    return _saturated(_pixels(answers.watcher.model, watched_digits()["x_test"]))


@detector.misconception(FROM_ANOMALIES)
def seen_anomalies(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    errors, strange = _watched(answers, "x_test"), watched_digits()["is_anomaly"]
    threshold = answers.threshold.number()
    known = [np.quantile(part, share) for part in (errors[strange], errors) for share in (0, 0.05, 0.1, 0.5, 0.9, 0.95)]
    known.append(errors[strange].mean())
    # A model that copies has errors near 0, and any threshold is near one of theirs.
    if np.isclose(threshold, known, rtol=1e-3).any() and copies(answers, rng) is None:
        return (
            "Your threshold comes from test errors with threes among them. In practice you do not have the anomalies "
            "of tomorrow, and the test is for the last look. Take a quantile of the errors of normal validation digits."
        )
    return None


@detector.misconception("the anomaly in the training data")
def knows_threes(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    errors, strange = _watched(answers, "x_test"), watched_digits()["is_anomaly"]
    alike = errors[strange].mean() < 1.15 * errors[~strange].mean()
    if alike and copies(answers, rng) is None and raw_watched(answers, rng) is None:
        return (
            "Your model rebuilds a three about as well as the other digits, so it has learned to. Fit it on the "
            "training part of `normal`, which has no threes, not on that of `digits`."
        )
    return None


# -- interpolation -----------------------------------------------------------------------------------------

interpolate = Exercise(
    "From one digit to another",
    points=3,
    hints=(
        "Where shall the steps be even: between the pixels or between the codes?",
        "Encode both images (a batch of two), go from one code to the other in `steps` even steps, decode all of them.",
        "`start, end = encoder.predict(np.stack([a, b]), verbose=0)`, then `np.linspace(start, end, steps)` has a "
        "code in each row; `return decoder.predict(codes, verbose=0)`.",
    ),
)


def _halves(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Weights of an encoder (6 to 3, tanh) and a decoder (3 to 6, sigmoid), and two images (6,).

    Half-way between the codes the decoder draws something else than the mean of the two ends, so that mixing shows.
    """
    shapes = {"W": (6, 3), "b": (3,), "V": (3, 6), "c": (6,)}
    while True:
        weights = {name: rng.normal(scale=1.5, size=shape).astype("float32") for name, shape in shapes.items()}
        a, b = rng.uniform(0, 1, size=(2, 6)).astype("float32")
        start, end = _encode(weights, a), _encode(weights, b)
        ends = _decode(weights, start) + _decode(weights, end)
        if np.abs(_decode(weights, (start + end) / 2) - ends / 2).max() > 0.05:
            return weights, a, b


def _encode(weights: dict[str, np.ndarray], x: np.ndarray) -> np.ndarray:
    return np.tanh(x @ weights["W"] + weights["b"])


def _decode(weights: dict[str, np.ndarray], codes: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(codes @ weights["V"] + weights["c"])))


def _between(start: np.ndarray, end: np.ndarray, steps: int) -> np.ndarray:
    return np.linspace(start, end, steps)


def _path(
    answer: Answer, weights: dict[str, np.ndarray], a: np.ndarray, b: np.ndarray, steps: int, shape: bool = True
) -> np.ndarray:
    encoder = recipe("dense_model", kernel=weights["W"], bias=weights["b"], activation="tanh")
    decoder = recipe("dense_model", kernel=weights["V"], bias=weights["c"], activation="sigmoid")
    found = answer(encoder, decoder, a, b, steps)
    return found.array(shape=(steps, 6)) if shape else found.array()


@interpolate.criterion("one image for each step", points=1)
def path_shape(answer: Answer, rng: np.random.Generator) -> None:
    _path(answer, *_halves(rng), 5)


@interpolate.criterion("from the first image, rebuilt, to the second, rebuilt", points=1)
def path_ends(answer: Answer, rng: np.random.Generator) -> None:
    weights, a, b = _halves(rng)
    path = _path(answer, weights, a, b, 2)
    for name, got, image in (("first", path[0], a), ("last", path[-1], b)):
        require_close(got, _decode(weights, _encode(weights, image)), tolerance=1e-3, what=f"The {name} step")


@interpolate.criterion("even steps from code to code, decoded", points=1)
def path_middle(answer: Answer, rng: np.random.Generator) -> None:
    weights, a, b = _halves(rng)
    want = _decode(weights, _between(_encode(weights, a), _encode(weights, b), 6))
    require_close(_path(answer, weights, a, b, 6), want, tolerance=1e-3, what="With 6 steps the path")


@interpolate.misconception("pixels blended instead of codes")
def blended(answer: Answer, rng: np.random.Generator) -> str | None:
    weights, a, b = _halves(rng)
    got, blend = _path(answer, weights, a, b, 5), _between(a, b, 5)
    ends = (_decode(weights, _encode(weights, image)) for image in (a, b))
    if any(_same(got, other) for other in (blend, _decode(weights, _encode(weights, blend)), _between(*ends, 5))):
        return (
            "You mix the pixels of two images: one fades out while the other fades in. Mix their codes, and let the "
            "decoder draw each mixture."
        )
    return None


@interpolate.misconception("an end that is never reached")
def end_missing(answer: Answer, rng: np.random.Generator) -> str | None:
    weights, a, b = _halves(rng)
    start, end = _encode(weights, a), _encode(weights, b)
    got = _path(answer, weights, a, b, 5)
    tries = (
        np.linspace(start, end, 5, endpoint=False),
        np.linspace(start, end, 7)[1:-1],
        np.linspace(start, end, 6)[1:],
    )
    if any(_same(got, _decode(weights, codes)) for codes in tries):
        return "Your steps leave out an end. Both belong to the path: `np.linspace(start, end, steps)` has them."
    return None


@interpolate.misconception("from the second to the first")
def backwards(answer: Answer, rng: np.random.Generator) -> str | None:
    weights, a, b = _halves(rng)
    want = _decode(weights, _between(_encode(weights, b), _encode(weights, a), 5))
    if _same(_path(answer, weights, a, b, 5), want):
        return "Your path runs from `b` to `a`."
    return None


@interpolate.misconception("codes, not pictures")
def codes_returned(answer: Answer, rng: np.random.Generator) -> str | None:
    weights, a, b = _halves(rng)
    if _path(answer, weights, a, b, 5, shape=False).shape == (5, 3):
        return "You return the codes, three numbers a step. The decoder has not drawn them yet."
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend fits an autoencoder to all 1,797 digits: `fit(x, x)`, since no labels are used. Its squared error on "
        "`x_test` is 0.021. PCA, fitted on `x_train`, has 0.038 there. The friend reports: nearly twice as good on new "
        "digits. What is the mistake?"
    ),
    options={
        "leak": Option(
            "The autoencoder has learned from the test digits, so 0.021 says nothing about new ones.",
            "In an autoencoder the image is the target. Whoever has seen the test images has seen the answers.",
            right=True,
        ),
        "none": Option(
            "There is none: without labels nothing can leak.",
            "Here the image itself is the target, so the answers were in the fit.",
            misconception=TEST_IN_FIT,
        ),
        "both": Option(
            "PCA should have been fitted to all digits too; then the comparison is fair.",
            "Then both numbers would be too good. Fair is: both learn from the training digits only.",
            misconception="two leaks taken for a fair comparison",
        ),
        "loss": Option(
            "Squared error is no measure for pictures; accuracy is.",
            "Pixels are numbers from 0 to 1, not classes. Accuracy has no meaning for them.",
            misconception="accuracy of pixels",
        ),
        "code": Option(
            "The code must have been wider than PCA's.",
            "Nothing tells so, and a network can beat PCA with a code of the same size, as yours did. Look at the "
            "rows.",
            misconception="a leak taken for capacity",
        ),
    },
    hints=(
        "Which digits took part in each of the two fits?",
        "What is the target of an image in `fit(x, x)`?",
        "Compare the rows of the fit with the rows of the report.",
    ),
)
