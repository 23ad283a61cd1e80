"""Known errors about compile and fit, each provoked with the real library; errors that stay unknown."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.unit.explained import Case, Cases, X, Y, check, explained, model

CASES = Cases()
case = CASES.case
BATCHES = tf.data.Dataset.from_tensor_slices((X, Y)).batch(8)


@case("arrays of different length", "`x` has 16", "`y` has 14")
def fewer_labels():
    model().fit(X, Y[:-2], verbose=0)


@case("validation arrays of different length", "`x` has 16", "`y` has 5", "validation_data")
def fewer_validation_labels():
    model().fit(X, Y, validation_data=(X, Y[:5]), verbose=0)


@case("arrays of different length", "`sample_weight` has 5")
def fewer_weights():
    model().fit(X, Y, sample_weight=np.ones(5), verbose=0)


@case("Python lists as data", "`y` is a list", "`y = np.array(y)`")
def labels_in_a_list():
    model().fit(X, Y.tolist(), verbose=0)


@case("Python lists as data", "`x` and `y` are lists")
def both_in_lists():
    model().fit(X.tolist(), Y.tolist(), verbose=0)


@case("the model is not compiled", "`fit`", "compile")
def fit_without_compile():
    model(loss=None).fit(X, Y, verbose=0)


@case("the model is not compiled", "`evaluate`")
def evaluate_without_compile():
    model(loss=None).evaluate(X, Y, verbose=0)


@case("compiled without a loss", "loss=")
def compile_without_loss():
    made = model(loss=None)
    made.compile("sgd")
    made.fit(X, Y, verbose=0)


@case("the labels are missing", "`fit`", "fit(x, y)")
def fit_without_labels():
    model().fit(X, verbose=0)


@case("a dataset without labels", "(None, 4)", "(x, y)")
def dataset_without_labels():
    model().fit(tf.data.Dataset.from_tensor_slices(X).batch(8), verbose=0)


@case("validation data without labels", "(x_val, y_val)")
def validation_without_labels():
    model().fit(X, Y, validation_data=X, verbose=0)


@case("a call that returns nothing", "`Silent`", "return")
def call_without_return():
    class Silent(keras.Model):
        def call(self, x):
            x * 2

    made = Silent()
    made.compile("sgd", "mse")
    made.fit(X, Y, verbose=0)


@case("validation_split with a dataset", "`validation_split=0.2`", "dataset.take")
def split_of_dataset():
    model().fit(BATCHES, validation_split=0.2, verbose=0)


@case("too few rows to split", "0.2 of 1 rows")
def split_of_one_row():
    model().fit(X[:1], Y[:1], validation_split=0.2, verbose=0)


@case("y given beside a dataset", "fit(dataset)")
def labels_beside_dataset():
    model().fit(BATCHES, Y, verbose=0)


@case("class_weight that is no dictionary", "list of 3", "dict(enumerate(weights))")
def class_weight_as_list():
    model().fit(X, Y, class_weight=[1, 2, 3], verbose=0)


@case("an optimizer used for a second model", "second/wide/kernel", "Adam(0.001)")
def optimizer_used_twice():
    adam = keras.optimizers.Adam()
    model(loss=None).compile(adam, "sparse_categorical_crossentropy")
    first = model(loss=None)
    first.compile(adam, "sparse_categorical_crossentropy")
    first.fit(X, Y, verbose=0)
    second = keras.Sequential([keras.Input((4,)), layers.Dense(7, name="wide")], name="second")
    second.compile(adam, "mse")
    second.fit(X, np.zeros((16, 7)), verbose=0)


@case("a callback that was not made", "`EarlyStopping`", "EarlyStopping()")
def callback_class():
    model().fit(X, Y, callbacks=[keras.callbacks.EarlyStopping], verbose=0)


@case("something that is no callback", "a str")
def callback_as_text():
    model().fit(X, Y, callbacks=["early"], verbose=0)


@case("a monitored value without a direction", "`val_f1`", 'mode="max"')
def unknown_monitor():
    stop = keras.callbacks.EarlyStopping(monitor="val_f1")
    model().fit(X, Y, validation_data=(X, Y), callbacks=[stop], verbose=0)


@case("a name that the history does not hold", "`acc`", "`accuracy`, `loss`")
def old_history_key():
    history = model(metrics=["accuracy"]).fit(X, Y, verbose=0)
    return history.history["acc"]


@case("a name that the history does not hold", "`val_loss`", "validation_data=")
def history_without_validation():
    history = model().fit(X, Y, verbose=0)
    return history.history["val_loss"]


@case("the History object used as a dictionary", 'history.history["loss"]')
def history_subscripted():
    return model().fit(X, Y, verbose=0)["loss"]


@case("NumPy inside a loss or metric", "`squares`", "keras.ops")
def numpy_in_a_loss():
    def squares(y_true, y_pred):
        return np.mean((y_true - y_pred) ** 2)

    model(units=1, loss=squares).fit(X, Y.astype("float32"), verbose=0)


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case) -> None:
    check(known)


class Cranky(layers.Layer):
    def call(self, x):
        raise ValueError("no tea today")


UNKNOWN = {
    "division": lambda: 1 / 0,
    "key of a dictionary": lambda: {}["loss"],
    "attribute of a list": lambda: [].get("loss"),
    "the learner's own": lambda: (_ for _ in ()).throw(ValueError("None values not supported here")),
    "raised in a layer of the learner's": lambda: Cranky()(X),
    "another library's module": lambda: __import__("keras_that_nobody_wrote"),
    "NumPy": lambda: np.zeros(3) + np.zeros(4),
    "text to number": lambda: int("a"),
    "iterating a number": lambda: list(3),
}


@pytest.mark.parametrize("provoke", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_unknown(provoke) -> None:
    assert explained(provoke) is None
