"""Known errors about texts, sequences and states, each provoked with the real library."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from tests.unit.explained import Case, Cases, check, explained, model

CASES = Cases()
case = CASES.case
TEXTS = np.array(["the cat sleeps", "a dog"])
UNEQUAL = [[1, 2, 3], [4, 5]]
TEXT = "text given to a layer that reads numbers"
LENGTHS = "sequences of unequal length"


def reader() -> keras.Sequential:
    """Word numbers below 10, of any length, to one probability."""
    made = keras.Sequential(
        [keras.Input((None,)), layers.Embedding(10, 4), layers.LSTM(3), layers.Dense(1, activation="sigmoid")]
    )
    made.compile(optimizer="sgd", loss="binary_crossentropy")
    return made


@case(TEXT, "`Embedding`", "'the cat sleeps'", "TextVectorization")
def texts_to_fit():
    reader().fit(TEXTS, np.array([0, 1]), verbose=0)


@case(TEXT, "`Embedding`", "'the cat sleeps'")
def texts_to_predict():
    reader().predict(TEXTS.astype(object), verbose=0)


@case(TEXT, "`Embedding`", "'the cat sleeps'")
def texts_to_the_model():
    reader()(TEXTS)


@case(TEXT, "`Embedding`", "'a'")
def words_to_an_embedding():
    layers.Embedding(10, 4)(np.array([["a", "cat"], ["a", "dog"]]))


@case(TEXT, "`LSTM`", "'the cat sleeps'")
def texts_to_an_lstm():
    layers.LSTM(3)(TEXTS)


@case(LENGTHS, "no array", "pad_sequences")
def unequal_rows_to_numpy():
    np.array(UNEQUAL)


@case(LENGTHS, "no array")
def unequal_rows_to_a_tensor():
    keras.ops.convert_to_tensor(UNEQUAL)


@case(LENGTHS, "from 2 to 3", "mask_zero=True")
def unequal_lists_to_fit():
    reader().fit(UNEQUAL, np.array([0, 1]), verbose=0)


@case(LENGTHS, "from 2 to 3")
def unequal_objects_to_predict():
    reader().predict(np.array(UNEQUAL, dtype=object), verbose=0)


@case(LENGTHS, "from 2 to 3")
def unequal_lists_to_a_layer():
    layers.Embedding(10, 4)(UNEQUAL)


@case("a sequence layer without a time axis", "(8, 20)", "[..., None]", "`Embedding`")
def rows_without_features():
    layers.LSTM(3)(np.zeros((8, 20), "float32"))


@case("a series without its axes", "`memory`", "(20,)", "x[None, :, None]")
def one_bare_series():
    layers.LSTM(3, name="memory")(np.zeros(20, "float32"))


@case("an index outside the table", "10 rows", "12", "13")
def vocabulary_too_small():
    reader().fit(np.array([[1, 2, 12]]), np.array([1]), verbose=0)


@case("another number of rows for a stateful layer", "2 rows", "has 3", "reset_state()")
def stateful_with_more_rows():
    keeper = layers.LSTM(3, stateful=True)
    keeper(np.zeros((2, 3, 1)))
    keeper(np.zeros((3, 3, 1)))


@case("a stateful layer that does not know its number of rows", "batch_shape=")
def stateful_without_rows():
    keras.Sequential([keras.Input((5, 1)), layers.LSTM(3, stateful=True)]).predict(np.zeros((2, 5, 1)), verbose=0)


@case("a method of an older Keras", "`Sequential`", "reset_state()")
def states_of_a_model():
    reader().reset_states()


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case) -> None:
    check(known)


def test_texts_elsewhere_keep_their_own_explanation() -> None:
    """A model without a reader: text columns are made one-hot."""
    found = explained(lambda: model().fit(np.full((4, 4), "a"), np.zeros(4), verbose=0))
    assert found.name == "input that is text or mixed objects"


def test_lists_of_equal_length_keep_their_own_explanation() -> None:
    found = explained(lambda: reader().fit([[1, 2], [3, 4]], np.array([0, 1]), verbose=0))
    assert found.name == "Python lists as data"
