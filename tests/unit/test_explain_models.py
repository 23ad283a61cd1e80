"""Known errors about building models, tensors, files and old names, each provoked with the real library."""

from __future__ import annotations

import importlib
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.unit.explained import Case, Cases, X, Y, check, model

CASES = Cases()
case = CASES.case


@case("layers without a list", "`Dense`", "keras.Sequential([")
def sequential_without_list():
    keras.Sequential(layers.Dense(3), layers.Dense(2))


@case("layers without a list", "`Dense`")
def sequential_of_three_without_list():
    keras.Sequential(layers.Dense(3), layers.Dense(2), layers.Dense(1))


@case("something that is no layer", "class", "`keras.layers.Flatten()`")
def layer_class():
    keras.Sequential([keras.Input((4,)), layers.Flatten])


@case("something that is no layer", '`keras.layers.Activation("relu")`')
def activation_as_layer():
    keras.Sequential([keras.Input((4,)), "relu"])


@case("something that is no layer", "one layer at a time")
def list_added():
    keras.Sequential().add([layers.Dense(3)])


@case("two layers with one name", "`a`")
def same_name():
    keras.Sequential([layers.Dense(3, name="a"), layers.Dense(3, name="a")])


@case("a layer that was not called", "`Dense`")
def layer_not_called():
    keras.Model(keras.Input((4,)), layers.Dense(3))


@case("something that is no tensor, among the model's inputs or outputs", "`inputs`", "`4`")
def shape_as_inputs():
    keras.Model((4,), layers.Dense(3)(keras.Input((4,))))


@case("a layer called on something that is no tensor", "`first`", "`Dense`")
def layer_on_layer():
    layers.Dense(3, name="first")(layers.Dense(3))


@case("outputs that do not come from the inputs", "same Input")
def disconnected():
    keras.Model(keras.Input((4,)), layers.Dense(3)(keras.Input((4,))))


@case("branches of different shape are merged", "(4,) and (3,)")
def unequal_branches():
    layers.Add()([keras.Input((4,)), keras.Input((3,))])


@case("a merging layer called without a list", "(None, 4)")
def merged_alone():
    layers.Concatenate()(keras.Input((4,)))


@case("a TensorFlow function on a Keras tensor", "`keras.ops.sum`")
def tensorflow_on_symbol():
    tf.reduce_sum(keras.Input((4,)), axis=1)


@case("a NumPy function on a Keras tensor", "`keras.ops.exp`")
def numpy_on_symbol():
    np.exp(keras.Input((4,)))


@case("the value of a placeholder", "keras.ops.where")
def choice_on_symbol():
    return 1 if keras.Input((4,)) > 0 else 0


@case("not built yet", "keras.Input")
def parameters_of_unbuilt():
    keras.Sequential([layers.Dense(3)], name="fresh").count_params()


@case("not built yet", "`kernel`")
def kernel_of_unbuilt():
    return layers.Dense(3).kernel


@case("not built yet", "`fresh`")
def inputs_of_unbuilt():
    return keras.Sequential([layers.Dense(3)], name="fresh").inputs


@case("not built yet", "`fresh`")
def output_of_unbuilt():
    return layers.Dense(3, name="fresh").output


@case("a list of weights of the wrong length", "4 arrays", "has 1")
def too_few_weights():
    model().set_weights([X])


@case("weights of another shape", "(5, 3)", "(5, 2)")
def weights_of_another_model():
    model().set_weights(model(units=2).get_weights())


@case("no layer of that name", "`hiden`", '`get_layer("hidden")`')
def misspelt_layer_name():
    model().get_layer("hiden")


@case("a subclass without call", "`Silent`")
def subclass_without_call():
    class Silent(keras.Model):
        pass

    Silent()(X)


@case("a path without an extension", "`mine`", "`mine.keras`")
def model_without_extension():
    model().save("mine")


@case("a path with the wrong extension", "`mine.hd5`", "`mine.keras`")
def model_as_hd5():
    model().save("mine.hd5")


@case("a path with the wrong extension", "`w.h5`", "`w.weights.h5`")
def weights_as_h5():
    model().save_weights("w.h5")


@case("a path with the wrong extension", "`best.hd5`", "`best.keras`")
def checkpoint_as_hd5():
    keras.callbacks.ModelCheckpoint("best.hd5")


@case("a path with the wrong extension", "`best.keras`", "`best.weights.h5`")
def weights_checkpoint_as_model():
    keras.callbacks.ModelCheckpoint("best.keras", save_weights_only=True)


@case("a file that is not there", "`absent.keras`")
def absent_model():
    keras.models.load_model("absent.keras")


@case("a file that is not there", "`absent.weights.h5`")
def absent_weights():
    model().load_weights("absent.weights.h5")


@case("a file that load_model cannot read", ".keras")
def folder_as_model():
    keras.models.load_model(".")


@case("weights that do not fit the model", "`out`", "(5, 2)", "(5, 3)")
def weights_file_of_another_model():
    model().save_weights("three.weights.h5")
    model(units=2).load_weights("three.weights.h5")


@case("a part of Keras that moved", "keras.wrappers.scikit_learn", "SKLearnClassifier")
def old_wrapper():
    return keras.wrappers.scikit_learn


@case("a part of Keras that moved", "TextVectorization")
def old_tokenizer():
    importlib.import_module("keras.preprocessing.text")


@case("a part of Keras that moved", "to_categorical")
def old_utils():
    from keras.utils import np_utils  # noqa: F401


@case("a part of Keras that moved", "keras.backend.function", "keras.Model(")
def old_backend_function():
    return keras.backend.function


@case("a part of Keras that moved", "`keras.ops.mean`")
def old_backend_mean():
    return keras.backend.mean


@case("a misspelt name", "`Dens`", "keras.layers.Dense")
def misspelt_layer():
    return keras.layers.Dens(3)


@case("a misspelt name", "`CategoricalCrossEntropy`", "keras.losses.CategoricalCrossentropy")
def wrong_case():
    return keras.losses.CategoricalCrossEntropy()


@case("a name from another part of Keras", "`Adam`", "keras.optimizers.Adam")
def wrong_part():
    return keras.layers.Adam()


@case("a method that Keras no longer has", "`predict_classes`", "argmax(axis=-1)")
def old_method():
    model().predict_classes(X)


@case("a misspelt method", "`evalute`", "`evaluate`")
def misspelt_method():
    model().evalute(X, Y)


@case("a matrix product whose inner sizes differ", "(16, 4) times (16, 4)")
def matrix_product():
    keras.ops.matmul(X, X)


@case("shapes that cannot be combined", "(2,) and (3,)")
def sum_of_unequal():
    return tf.constant([1.0, 2.0]) + tf.constant([1.0, 2.0, 3.0])


@case("tensors of different dtype", "int32", "float")
def mixed_dtypes():
    return tf.constant(1) + tf.constant(1.0)


@case("assigning into a tensor", "tf.Variable")
def item_assignment():
    tf.constant([1, 2])[0] = 3


@case("a tape used twice", "persistent=True")
def tape_twice():
    v = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        z = v * v
    tape.gradient(z, v)
    tape.gradient(z, v)


@case("no gradient reaches the weights", "inside")
def no_gradient():
    keras.optimizers.SGD().apply_gradients([(None, tf.Variable(1.0))])


@case("`.numpy()` inside a graph", "keras.ops")
def numpy_in_a_pipeline():
    tf.data.Dataset.from_tensor_slices(X).map(lambda row: row.numpy())


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(known)
