"""Known errors of autoencoders, each provoked with the real library."""

from __future__ import annotations

import keras
import pytest
from keras import layers

from tests.unit.explained import RNG, Case, Cases, check

CASES = Cases()
case = CASES.case
FLAT = RNG.random((16, 64)).astype("float32")
IMAGES = FLAT.reshape(16, 8, 8)


def autoencoder(outputs: int = 64, loss: str = "mse") -> keras.Sequential:
    made = keras.Sequential([keras.Input((64,)), layers.Dense(4), layers.Dense(outputs, activation="sigmoid")])
    made.compile(optimizer="sgd", loss=loss)
    return made


@case("an output of another size than its target", "(16, 64)", "(None, 63)", "64 units")
def one_output_missing():
    autoencoder(63).fit(FLAT, FLAT, verbose=0)


@case("an output of another size than its target", "(16, 64)", "(None, 63)", "64 units")
def one_output_missing_for_mae():
    autoencoder(63, "mae").fit(FLAT, FLAT, verbose=0)


@case("an output of another size than its target", "(16, 64)", "63)", "64 units")
def one_output_missing_in_a_cross_entropy():
    autoencoder(63, "binary_crossentropy").fit(FLAT, FLAT, verbose=0)


@case("targets and outputs of one size in different form", "(16, 8, 8)", "(None, 64)", "64 numbers", "Reshape((8, 8))")
def targets_not_flattened():
    autoencoder().fit(FLAT, IMAGES, verbose=0)


@case("targets and outputs of one size in different form", "(16, 8, 8)", "64)", "reshape(len(x), -1)")
def targets_not_flattened_in_a_cross_entropy():
    autoencoder(loss="binary_crossentropy").fit(FLAT, IMAGES, verbose=0)


@case("an image of another size than its target", "(16, 8, 8, 1)", "(None, 12, 12, 1)", "summary")
def strides_that_do_not_undo_each_other():
    made = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(4, 3, strides=2, padding="same"),
            layers.Conv2DTranspose(1, 3, strides=3, padding="same"),
        ]
    )
    made.compile(optimizer="sgd", loss="mse")
    made.fit(IMAGES[..., None], IMAGES[..., None], verbose=0)


@case("images that were not flattened", "(None, 64)", "8 x 8 = 64", "reshape")
def images_in():
    autoencoder().fit(IMAGES, IMAGES, verbose=0)


@case("the wrong number of features", "(None, 5)", "(None, 4)")
def a_decoder_for_longer_codes():
    encoder = keras.Sequential([keras.Input((64,)), layers.Dense(4)])
    decoder = keras.Sequential([keras.Input((5,)), layers.Dense(64)])
    decoder(encoder(keras.Input((64,))))


@case("outputs that do not come from the inputs", "keras.Model")
def a_decoder_cut_out_without_its_layers():
    made = autoencoder()
    keras.Model(keras.Input((4,)), made.layers[1].output)


@case("one sample without its batch axis", "(64,)", "x[None]")
def one_image():
    autoencoder().predict(FLAT[0], verbose=0)


@case("one sample without its batch axis", "(4,)", "x[None]")
def one_code_to_the_decoder():
    keras.Sequential([keras.Input((4,)), layers.Dense(64)]).predict(FLAT[0, :4], verbose=0)


@pytest.mark.parametrize("case", CASES.parameters)
def test_known(case: Case) -> None:
    check(case)
