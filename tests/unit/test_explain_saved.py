"""Known errors about opening saved and exported models, each provoked with the real library."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.unit.explained import Case, Cases, X, check, model

CASES = Cases()
case = CASES.case


class Half(layers.Layer):
    """A layer whose settings can be left out of its configuration, one by one."""

    def __init__(self, threshold, **options):
        super().__init__(**options)
        self.threshold = threshold

    def call(self, x):
        return x

    def get_config(self):
        return super().get_config()


@keras.saving.register_keras_serializable(package="tests")
class Registered(Half):
    pass


@keras.saving.register_keras_serializable(package="tests")
class Nameless(layers.Layer):
    def __init__(self):
        super().__init__()

    def call(self, x):
        return x

    def get_config(self):
        return super().get_config()


class WithObject(layers.Layer):
    def __init__(self, thing, **options):
        super().__init__(**options)
        self.thing = thing

    def call(self, x):
        return x


def own_loss(y, p):
    return keras.ops.mean((y - p) ** 2, axis=-1)


def saved_with(layer: layers.Layer) -> str:
    keras.Sequential([keras.Input((4,)), layer, layers.Dense(2)]).save("own.keras")
    return "own.keras"


@case("a custom object that Keras does not know", "`Half`", "register_keras_serializable")
def unknown_layer():
    keras.saving.load_model(saved_with(Half(0.3)))


@case("a custom object that Keras does not know", "`own_loss`", "compile=False")
def unknown_loss():
    model(loss=own_loss).save("loss.keras")
    keras.saving.load_model("loss.keras")


@case("a setting missing from get_config", "`Half`", "`threshold`")
def setting_left_out():
    keras.saving.load_model(saved_with(Registered(0.3)))


@case("a layer that does not take its name back", "`Nameless`", "**options")
def name_not_taken():
    keras.saving.load_model(saved_with(Nameless()))


@case("a layer that cannot tell its settings", "`WithObject`", "get_config")
def object_as_setting():
    saved_with(WithObject(object()))


@case("safe_mode refuses a Lambda", "bytecode", "zipfile")
def lambda_layer():
    keras.saving.load_model(saved_with(layers.Lambda(lambda x: 2 * x)))


@case("weights of another architecture", "2 weights", "0 for")
def weights_of_fewer_layers():
    model().save_weights("two.weights.h5")
    keras.Sequential([keras.Input((4,)), layers.Dense(5), layers.Dense(3), layers.Dense(2)]).load_weights(
        "two.weights.h5"
    )


@case("weights without architecture", "`w.weights.h5`", "load_weights")
def weights_as_model():
    model().save_weights("w.weights.h5")
    keras.saving.load_model("w.weights.h5")


@case("a folder that is not there", "`models`", "mkdir")
def model_into_no_folder():
    model().save("models/a.keras")


@case("a folder that is not there", "`models`", "`a.weights.h5`")
def weights_into_no_folder():
    model().save_weights("models/a.weights.h5")


@case("a file that is no .keras archive", "`text.keras`")
def text_as_model():
    Path("text.keras").write_text("weights: 1 2 3")
    keras.saving.load_model("text.keras")


@case("a file that is no .keras archive", "`cut.keras`")
def half_a_file():
    model().save("whole.keras")
    Path("cut.keras").write_bytes(Path("whole.keras").read_bytes()[:3000])
    keras.saving.load_model("cut.keras")


@case("a file that load_model cannot read", "`best.hd5`")
def hd5_as_model():
    Path("best.hd5").write_bytes(b"numbers")
    keras.saving.load_model("best.hd5")


@case("a file that load_model cannot read", "`mine`")
def no_extension_at_loading():
    keras.saving.load_model("mine")


@case("no exported model in this folder", "`nowhere`", "model.export")
def export_not_there():
    tf.saved_model.load("nowhere")


@case("an endpoint that the export does not have", "`predict`", "'serve'")
def wrong_endpoint():
    keras.layers.TFSMLayer(exported(), call_endpoint="predict")


@case("a loaded model that was not kept", "variable")
def loaded_in_passing():
    tf.saved_model.load(exported()).serve(X)


@case("an export is no Keras model", "`predict`", ".serve(x)")
def export_asked_to_predict():
    served = tf.saved_model.load(exported())
    served.predict(X)


@case("an export is no Keras model", "a call", ".serve(x)")
def export_called():
    served = tf.saved_model.load(exported())
    served(X)


@case("a request that does not fit the exported model", "(None, 4)", "(2, 5)")
def request_of_another_shape():
    served = tf.saved_model.load(exported())
    served.serve(np.zeros((2, 5), "float32"))


@case("not built yet", "keras.Input")
def unbuilt_export():
    keras.Sequential([layers.Dense(2)]).export("folder", verbose=False)


def exported() -> str:
    model(loss=None).export("folder", verbose=False)
    return "folder"


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(known)
