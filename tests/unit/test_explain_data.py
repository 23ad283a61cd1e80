"""Known errors about the shapes of data, labels and calls of fit, each provoked with the real library."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.unit.explained import ONE_HOT, RNG, Case, Cases, X, Y, check, explained, model

CASES = Cases()
case = CASES.case
WIDE = RNG.normal(size=(16, 5)).astype("float32")
IMAGES = RNG.normal(size=(16, 28, 28)).astype("float32")
TEXTS = np.array(["cat", "dog", "cow", "hen"] * 4)


def pairs() -> tf.data.Dataset:
    return tf.data.Dataset.from_tensor_slices((X, Y))


@case("one-dimensional input", "(16,)", "[:, None]")
def one_column_to_dense():
    layers.Dense(3)(X[:, 0])


@case("one-dimensional input", "(None, 4)", "(16,)")
def x_and_y_swapped():
    model().fit(Y, X, verbose=0)


@case("the wrong number of features", "`hidden`", "(None, 4)", "(16, 5)", "`keras.Input((5,))`")
def too_many_features():
    model().predict(WIDE, verbose=0)


@case("the wrong number of features", "(None, 4)", "(16, 5)")
def too_many_features_functional():
    inputs = keras.Input((4,))
    keras.Model(inputs, layers.Dense(3)(inputs))(WIDE)


@case("images that were not flattened", "(None, 784)", "28 x 28 = 784", "reshape")
def images_to_dense():
    keras.Sequential([keras.Input((784,)), layers.Dense(3)]).predict(IMAGES, verbose=0)


@case("one sample without its batch axis", "(4,)", "x[None]")
def one_sample():
    model().predict(X[0], verbose=0)


@case("a dataset without batches", "(4,)", "batch(32)")
def unbatched():
    model().fit(pairs(), verbose=0)


@case("a dataset batched twice", "(None, None, 4)", "unbatch")
def batched_twice():
    model().fit(pairs().batch(8).batch(2), verbose=0)


@case("the channel axis is missing", "`conv`", "(None, 28, 28)", "[..., None]")
def images_without_channels():
    keras.Sequential([keras.Input((28, 28)), layers.Conv2D(4, 3, name="conv")])


@case("a sequence layer without a time axis", "`second`", "(None, 3)", "return_sequences=True")
def stacked_recurrent_layers():
    keras.Sequential([keras.Input((4, 2)), layers.LSTM(3), layers.LSTM(3, name="second")])


@case("an image smaller than the kernel", "(None, 1, 1, 4)", "(3, 3, 4, 4)", "same")
def kernel_too_big():
    keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(4, 3), layers.MaxPooling2D(2), layers.Conv2D(4, 3)])


@case("a reshape that changes the number of values", "784", "900")
def reshape():
    keras.Sequential([keras.Input((28, 28)), layers.Reshape((30, 30))])


@case("validation data of another shape", "(8, 5)", "(16, 4)")
def validation_of_another_shape():
    model().fit(X, Y, validation_data=(WIDE[:8], Y[:8]), verbose=0)


@case("integer labels with categorical_crossentropy", "3 columns", "to_categorical(y, 3)")
def integers_with_dense_loss():
    model(loss="categorical_crossentropy").fit(X, Y, verbose=0)


@case("integer labels with categorical_crossentropy", "The validation labels")
def integers_in_validation():
    model(loss="categorical_crossentropy").fit(X, ONE_HOT, validation_data=(X, Y), verbose=0)


@case("one-hot labels with sparse_categorical_crossentropy", "(16, 3)", "argmax(axis=-1)")
def one_hot_with_sparse_loss():
    model().fit(X, ONE_HOT, verbose=0)


@case("a different number of classes in labels and outputs", "(16, 3)", "(None, 2)")
def too_few_units():
    model(units=2, loss="categorical_crossentropy").fit(X, ONE_HOT, verbose=0)


@case("labels and outputs of different shape in binary_crossentropy", "(16,)", "(None, 2)", "Dense(1")
def two_units_for_one_question():
    model(units=2, loss="binary_crossentropy").fit(X, Y % 2, verbose=0)


@case("labels and outputs of different shape", "`mse`", "(16, 3)", "(None, 2)", "3 units")
def regression_of_another_width():
    model(units=2, loss="mse").fit(X, ONE_HOT, verbose=0)


@case("labels and outputs of different shape", "`mse`", "(16,)", "(16, 3)", "1 unit,")
def three_units_for_one_number():
    model(units=3, loss="mse").fit(X, Y, verbose=0)


@case("labels and outputs of different shape", "`huber`", "labels of shape (16, 3)", "3 units")
def loss_that_starts_from_the_outputs():
    model(units=2, loss="huber").fit(X, ONE_HOT, verbose=0)


@case("outputs with too many axes", "28, 3)", "(16,)", "Flatten")
def no_flatten():
    made = keras.Sequential([keras.Input((28, 28)), layers.Dense(3, activation="softmax")])
    made.compile("sgd", "sparse_categorical_crossentropy")
    made.fit(IMAGES, Y, verbose=0)


@case("a label outside the classes", "2 outputs", "0 to 1", "hold 2", "at least 3 units")
def label_in_a_graph():
    model(units=2).fit(X, Y, verbose=0)


@case("a label outside the classes", "hold 2")
def label_run_eagerly():
    model(units=2, run_eagerly=True).fit(X, Y, verbose=0)


@case("a label outside the classes", "0 to 2", "np.unique")
def negative_label():
    model().fit(X, np.full(16, -1), verbose=0)


@case("labels that are text", "`<U3`", "np.unique")
def text_labels():
    model().fit(X, TEXTS, verbose=0)


@case("labels that are text", "`object`")
def text_labels_as_objects():
    model().fit(X, TEXTS.astype(object), verbose=0)


@case("input that is text or mixed objects", "`object`", "astype('float32')")
def objects_as_input():
    model().fit(X.astype(object), Y, verbose=0)


@case("a yes-or-no metric with integer labels of several classes", "(16,)", "to_categorical")
def precision_of_integers():
    model(metrics=["precision"]).fit(X, Y, verbose=0)


@case("a yes-or-no metric with integer labels of several classes", "AUC")
def auc_of_integers():
    model(metrics=["auc"]).fit(X, Y, verbose=0)


@case("a yes-or-no metric with integer labels of several classes", "F-scores")
def f_score_of_integers():
    model(metrics=[keras.metrics.F1Score()]).fit(X, Y, verbose=0)


@case("a yes-or-no metric with integer labels of several classes", "(16,)")
def recall_in_full_batches_only():
    model(metrics=[keras.metrics.Recall()]).fit(X, Y, batch_size=8, verbose=0)


@case("fewer classes than labels in to_categorical", "2 classes", "label 2", "num_classes=3")
def too_few_classes():
    keras.utils.to_categorical(Y, 2)


@case("text given to to_categorical", "'cat'", "np.unique")
def text_to_categorical():
    keras.utils.to_categorical(TEXTS)


@case("an index outside the table", "3 rows", "7", "8")
def embedding_index():
    made = keras.Sequential([keras.Input((4,)), layers.Embedding(3, 2)])
    made.predict(np.full((8, 4), 7), verbose=0)


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case) -> None:
    check(known)


def test_numpy_index_errors_are_not_explained() -> None:
    assert explained(lambda: np.zeros((3, 2))[:, 2]) is None
