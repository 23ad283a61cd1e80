"""Known errors of convolutions, pooling and images that lack an axis, each provoked with the real library."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.unit.explained import Case, Cases, Y, check, explained

CASES = Cases()
case = CASES.case
GREY = np.random.default_rng(1).uniform(size=(16, 28, 28)).astype("float32")
IMAGES = GREY[..., None]


def reader(padding: str = "valid", channels: int = 1) -> keras.Sequential:
    """A compiled network for images of 28 by 28."""
    made = keras.Sequential(
        [
            keras.Input((28, 28, channels)),
            layers.Conv2D(4, 3, padding=padding, name="conv"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax", name="out"),
        ]
    )
    made.compile("sgd", "sparse_categorical_crossentropy")
    return made


def functional() -> keras.Model:
    inputs = keras.Input((28, 28, 1))
    made = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(layers.Conv2D(4, 3)(inputs))))
    made.compile("sgd", "mse")
    return made


def rows(x: np.ndarray) -> tf.data.Dataset:
    return tf.data.Dataset.from_tensor_slices((x, Y))


def fit(data: tf.data.Dataset, model: keras.Model | None = None) -> None:
    (model or reader()).fit(data, shuffle=False, verbose=0)


@case("the channel axis is missing", "(16, 28, 28)", "[..., None]")
def layer_without_channels():
    layers.Conv2D(4, 3)(GREY)


@case("one image without its batch axis", "(28, 28, 1)", "x[None]")
def layer_with_one_image():
    layers.Conv2D(4, 3)(IMAGES[0])


@case("one image without its batch axis", "(28, 28)", "nor channels", "x[None, ..., None]")
def layer_with_one_grey_image():
    layers.Conv2D(4, 3)(GREY[0])


@case("one sample without its batch axis", "(None, 28, 28, 1)", "got (28, 28, 1)", "x[None]")
def predict_one_image():
    reader().predict(IMAGES[0], verbose=0)


@case("one sample without its batch axis", "got (28, 28, 1)", "x[None]")
def call_with_one_image():
    reader()(IMAGES[0])


@case("one sample without its batch axis", "got (28, 28, 1)", "x[None]")
def functional_with_one_image():
    functional().predict(IMAGES[0], verbose=0)


@case("one sample without its batch axis", "got (28, 28, 1)", "x[None]")
def one_image_that_passes_a_padded_convolution():
    reader("same").predict(IMAGES[0], verbose=0)


@case("one sample without its batch axis", "got (28, 28)", "channel axis is missing too", "x[None, ..., None]")
def predict_one_grey_image():
    reader().predict(GREY[0], verbose=0)


@case("one sample without its batch axis", "(None, 28, 28, 3)", "got (28, 28, 3)")
def predict_one_photograph():
    reader(channels=3).predict(np.zeros((28, 28, 3)), verbose=0)


@case("a dataset without batches", "got (28, 28, 1)", "batch(32)")
def unbatched_images():
    fit(rows(IMAGES))


@case("a dataset without batches", "got (28, 28)", "batch(32)")
def unbatched_grey_images():
    fit(rows(GREY))


@case("a dataset batched twice", "(None, None, 28, 28, 1)", "unbatch")
def batched_twice():
    fit(rows(IMAGES).batch(4).batch(2))


@case("a dataset batched twice", "(None, None, 28, 28)", "unbatch")
def batched_twice_without_channels():
    fit(rows(GREY).batch(4).batch(2))


@case("a dataset batched twice", "(None, None, 28, 28, 1)")
def batched_twice_functional():
    fit(rows(IMAGES).batch(4).batch(2), functional())


@case("images of unknown rank", "element_spec", "set_shape", "`batch` once")
def unknown_rank():
    same = lambda x, y: tf.py_function(lambda a, b: (a, b), [x, y], [tf.float32, tf.int64])  # noqa: E731
    fit(rows(IMAGES).batch(8).map(same))


@case("an image smaller than the kernel", "(None, 4, 4, 1)", "(5, 5, 1, 3)", "same")
def kernel_too_big():
    keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(3, 5)])


@case("an image smaller than the kernel", "(2, 4, 4, 1)", "larger images")
def images_too_small_for_a_model_of_any_size():
    keras.Sequential([keras.Input((None, None, 1)), layers.Conv2D(3, 5)]).predict(np.zeros((2, 4, 4, 1)), verbose=0)


@case("an image smaller than the pooling window", "1 by 1 pixels", "2 by 2", "same")
def one_pooling_too_many():
    stack = [layers.Conv2D(3, 3), layers.MaxPooling2D(2), layers.MaxPooling2D(2)]
    keras.Sequential([keras.Input((4, 4, 1)), *stack])


@case("an image smaller than the pooling window", "4 by 4", "5 by 5")
def average_pooling_too_big():
    keras.Sequential([keras.Input((4, 4, 1)), layers.AveragePooling2D(5)])


@case("a padding that the layer does not have", "mirror", "reflect")
def mirrored():
    layers.Conv2D(4, 3, padding="mirror")


@case("stride and dilation at once", "one of the two")
def strided_and_dilated():
    layers.Conv2D(4, 3, strides=2, dilation_rate=2)


@case("predictions that are not ImageNet's", "(1, 10)", "argmax")
def ten_classes_decoded():
    keras.applications.resnet50.decode_predictions(np.zeros((1, 10)))


@case("predictions that are not ImageNet's", "(1000,)", "predictions[None]")
def one_row_decoded():
    keras.applications.resnet50.decode_predictions(np.zeros(1000))


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case) -> None:
    check(known)


def test_images_without_channels_are_mended_by_keras() -> None:
    assert reader().predict(GREY, verbose=0).shape == (16, 3)


def test_a_batch_of_colour_for_a_grey_model_is_no_trouble_of_batches() -> None:
    found = explained(lambda: reader().predict(np.zeros((2, 28, 28, 3)), verbose=0))
    assert found.name == "the wrong number of features"


def test_the_flow_ends_at_the_pooling() -> None:
    found = explained(one_pooling_too_many)
    assert [row.wrong for row in found.flow] == [False, False, False, True]
    assert found.flow[-1].gets == "(None, 1, 1, 3)"


def test_channels_first() -> None:
    def provoke():
        layers.Conv2D(4, 3, data_format="channels_first")(np.zeros((1, 1, 8, 8), "float32"))

    try:
        provoke()
    except tf.errors.OpError:
        pass
    else:  # a GPU, or a processor for which TensorFlow's oneDNN has it
        pytest.skip("this machine computes channels first: it is no error here")
    check(Case(provoke, "channels first, on a processor that wants them last", ("GPU", "moveaxis")))
