"""Known errors about keywords, values and names, each provoked with the real Keras."""

from __future__ import annotations

import keras
import pytest
from keras import layers

from tests.unit.explained import Case, Cases, X, Y, check, explained, model

CASES = Cases()
case = CASES.case


@case("a misspelt keyword", "`metric=`", "`metrics=`")
def metric_in_compile():
    model(loss=None).compile(optimizer="sgd", loss="mse", metric=["accuracy"])


@case("a misspelt keyword", "`optimiser=`", "`optimizer=`")
def optimiser_in_compile():
    model(loss=None).compile(optimiser="sgd", loss="mse")


@case("`metrics=` passed to `fit`", "`metrics=`", "`fit`", "compile")
def metrics_in_fit():
    model().fit(X, Y, metrics=["accuracy"], verbose=0)


@case("`epochs=` passed to `compile`", "`epochs=`", "fit")
def epochs_in_compile():
    model(loss=None).compile("sgd", "mse", epochs=3)


@case("a misspelt keyword", "`epoch=`", "`epochs=`")
def epoch_in_fit():
    model().fit(X, Y, epoch=2, verbose=0)


@case("a keyword of an older Keras", "`workers=`", "PyDataset")
def workers_in_fit():
    model().fit(X, Y, workers=2, verbose=0)


@case("a misspelt keyword", "`Dense`", "`kernel_constraints=`", "`kernel_constraint=`")
def plural_keyword():
    layers.Dense(3, kernel_constraints="max_norm")


@case("a misspelt keyword", "`activations=`", "`activation=`")
def plural_activation():
    layers.Dense(3, activations="relu")


class Own(layers.Dense):
    def __init__(self, units, strength=1.0, **settings):
        super().__init__(units, **settings)
        self.strength = strength


@case("a misspelt keyword", "`Own`", "`strenght=`", "`strength=`")
def keyword_of_the_learners_own_layer():
    Own(3, strenght=2.0)


@case("a keyword for the input's shape", "`input_size=`", "keras.Input")
def input_size():
    layers.Dense(3, input_size=4)


@case("a keyword of an older Keras", "`weights=`", "set_weights")
def weights():
    layers.Dense(3, weights=[X])


@case("a keyword that does not exist", "`colour=`", "`units`")
def nothing_like_it():
    layers.Dense(3, colour="red")


@case("a misspelt keyword", "`unit=`", "`units=`")
def unit():
    layers.Dense(unit=3)


@case("a needed argument is missing", "`Dense`", "`units`")
def units_left_out():
    layers.Dense(activation="relu")


@case("a keyword of an older Keras", "`Adam`", "`lr=`", "`learning_rate=`")
def old_learning_rate():
    keras.optimizers.Adam(lr=0.1)


@case("a misspelt keyword", "`EarlyStopping`", "`restore_best_weight=`", "`restore_best_weights=`")
def callback_keyword():
    keras.callbacks.EarlyStopping(restore_best_weight=True)


@case("a rate outside 0 to 1", "20", "`0.2`")
def dropout_in_percent():
    layers.Dropout(20)


@case("a rate outside 0 to 1", "-0.5")
def negative_rate():
    layers.Dropout(-0.5)


@case("a layer's size that is no positive whole number", "`units`", "`3.5`")
def fractional_units():
    layers.Dense(3.5)


@case("a tensor passed to the layer's constructor", "`units`", "(3)(x)")
def tensor_as_units():
    layers.Dense(keras.Input((4,)))


@case("a tensor passed to the layer's constructor", "`activation`")
def tensor_as_activation():
    layers.Dense(3, keras.Input((4,)))


@case("a whole number as momentum", "`0`", "`momentum=0.0`")
def integer_momentum():
    keras.optimizers.SGD(momentum=0)


@case("a momentum outside 0 to 1", "`2.0`")
def large_momentum():
    keras.optimizers.SGD(momentum=2.0)


@case("a learning rate that is no number", "`0.1`", "quotes")
def learning_rate_as_text():
    keras.optimizers.Adam("0.1")


@case("a number where a shape belongs", "`4`", "`(4,)`")
def bare_number_as_shape():
    keras.Input(4)


@case("a shape with entries that are no whole numbers", "`(4.0,)`")
def fractional_shape():
    keras.Input((4.0,))


@case("metrics without a list", "'accuracy'", "`metrics=['accuracy']`")
def metrics_as_text():
    model(metrics="accuracy").fit(X, Y, verbose=0)


@case("an unknown optimizer", '"adm"', '"adam"')
def misspelt_optimizer():
    model(loss=None).compile("adm", "mse")


@case("an unknown loss", '"sparse_crossentropy"', '"sparse_categorical_crossentropy"')
def shortened_loss():
    model(loss="sparse_crossentropy").fit(X, Y, verbose=0)


@case("an unknown metric", '"acuracy"', '"accuracy"')
def misspelt_metric():
    model(metrics=["acuracy"]).fit(X, Y, verbose=0)


@case("an unknown activation function", '"relus"', '"relu"')
def misspelt_activation():
    layers.Dense(3, activation="relus")


@case("an unknown initializer", '"he_norma"', '"he_normal"')
def misspelt_initializer():
    layers.Dense(3, kernel_initializer="he_norma")


@case("an unknown regularizer", '"l3"', "keras.regularizers")
def unknown_regularizer():
    layers.Dense(3, kernel_regularizer="l3")


@case("an unknown constraint", '"maxnorm"', '"max_norm"')
def misspelt_constraint():
    layers.Dense(3, kernel_constraint="maxnorm")


@case("an unknown optimizer", '"mse" is a loss', "order")
def loss_and_optimizer_swapped():
    model(loss=None).compile("mse", "adam")


@pytest.mark.parametrize("known", CASES.parameters)
def test_known(known: Case) -> None:
    check(known)


def test_a_function_of_the_learners_own_is_not_explained() -> None:
    def train(rate):
        return rate

    assert explained(lambda: train(rates=3)) is None


def test_the_learners_statement_is_shown_whole() -> None:
    def build():
        return layers.Dense(
            3,
            kernel_constraints="max_norm",
        )

    found = explained(build)
    assert found.source == 'return layers.Dense(\n    3,\n    kernel_constraints="max_norm",\n)'
    assert found.function == "build"
