"""Models as data: every way to build one, sharing, and that a look changes nothing."""

from __future__ import annotations

import statistics
import time

import numpy as np
import pytest

from coursekit import session
from coursekit.check.answer import Answer
from coursekit.check.channel import LocalChannel
from coursekit.check.codec import Handle
from coursekit.check.host import Host
from coursekit.check.problems import Fail


@pytest.fixture(scope="module")
def keras():
    session.setup()
    import keras

    return keras


def answers(*objects) -> list[Answer]:
    channel = LocalChannel(Host(list(objects)))
    return [Answer(channel, channel.request({"op": "describe", "of": Handle(i)})) for i in range(len(objects))]


def mlp(keras, kind: str):
    dense = keras.layers.Dense
    if kind == "sequential":
        return keras.Sequential([keras.Input((4,)), dense(5, activation="relu"), dense(3), keras.layers.Softmax()])
    if kind == "functional":
        i = keras.Input((4,))
        return keras.Model(i, keras.layers.Activation("softmax")(dense(3)(dense(5, activation="relu")(i))))

    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.hidden, self.out = dense(5, activation="relu"), dense(3, activation="softmax")

        def call(self, x):
            return self.out(self.hidden(x))

    model = Net()
    model(np.zeros((1, 4), "float32"))
    return model


@pytest.mark.parametrize("kind", ["sequential", "functional", "subclassed"])
def test_three_ways_to_build_one_model(keras, kind):
    (answer,) = answers(mlp(keras, kind))
    model = answer.model
    assert model.type == kind
    assert model.built and not model.compiled
    assert model.parameters == model.trainable_parameters == 4 * 5 + 5 + 5 * 3 + 3
    assert [layer.units for layer in model.of_type("Dense")] == [5, 3]
    x = np.random.default_rng(0).normal(size=(7, 4)).astype("float32")
    probabilities = model.predict(x)
    assert probabilities.shape == (7, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    if kind != "subclassed":
        assert (model.input_shape, model.output_shape) == ((None, 4), (None, 3))
        assert len(model.edges) == len(model.layers) - 1 + (kind == "functional")


def test_compile_settings_in_any_spelling(keras):
    spellings = [
        ("adam", "sparse_categorical_crossentropy", ["accuracy"]),
        (
            keras.optimizers.Adam(0.01),
            keras.losses.SparseCategoricalCrossentropy(),
            [keras.metrics.SparseCategoricalAccuracy(name="a")],
        ),
        ("sgd", keras.losses.sparse_categorical_crossentropy, ["mse"]),
    ]
    seen = []
    for optimizer, loss, metrics in spellings:
        model = mlp(keras, "sequential")
        model.compile(optimizer, loss, metrics=metrics)
        settings = answers(model)[0].model.require_compiled().compile
        assert settings["loss"]["name"] == "sparse_categorical_crossentropy"
        seen.append((settings["optimizer"]["name"], [m["name"] for m in settings["metrics"]]))
    assert seen == [
        ("adam", ["accuracy"]),
        ("adam", ["sparse_categorical_accuracy"]),
        ("sgd", ["mean_squared_error"]),
    ]


def test_unbuilt_and_uncompiled_models_have_a_sentence(keras):
    unbuilt = keras.Sequential([keras.layers.Dense(2)])
    model = answers(unbuilt)[0].model
    with pytest.raises(Fail, match=r"not built.*keras\.Input"):
        model.predict(np.zeros((1, 3), "float32"))
    assert not unbuilt.built, "a look must not build the learner's model"
    with pytest.raises(Fail, match="not compiled"):
        model.require_compiled()
    with pytest.raises(Fail, match=r"takes samples of shape \(4,\); samples of shape \(784,\)"):
        answers(mlp(keras, "sequential"))[0].model.require_input((784,))


def test_shared_layers_have_the_same_ids_across_answers(keras):
    i = keras.Input((4,))
    encoder = keras.Model(i, keras.layers.Dense(2, name="code")(i))
    autoencoder = keras.Model(i, keras.layers.Dense(4)(encoder(i)))
    copied = keras.models.clone_model(encoder)
    views = [answer.model for answer in answers(encoder, autoencoder, copied)]
    ids = [{v.id for v in view.variables} for view in views]
    assert ids[0] < ids[1]
    assert not ids[0] & ids[2]
    assert views[1].layers[0].name.split("/")[-1] == "code"


def test_predicting_leaves_the_state_alone(keras):
    keras.utils.set_random_seed(3)
    stateful = keras.Sequential(
        [
            keras.Input((3, 2), batch_size=4),
            keras.layers.LSTM(3, stateful=True),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5),
        ]
    )
    before = [v.numpy() for v in stateful.non_trainable_variables]
    view = answers(stateful)[0].model
    x = np.random.default_rng(0).normal(size=(4, 3, 2)).astype("float32")
    first, second = view.predict(x), view.predict(x)
    np.testing.assert_array_equal(first, second)
    view.predict(x, training=True)
    for a, v in zip(before, stateful.non_trainable_variables, strict=True):
        np.testing.assert_array_equal(a, v.numpy())


def test_layer_outputs_and_weights(keras):
    model = mlp(keras, "functional")
    view = answers(model)[0].model
    hidden = view.of_type("Dense")[0].name
    x = np.random.default_rng(1).normal(size=(6, 4)).astype("float32")
    w, b = view.weights(hidden)
    np.testing.assert_allclose(view.layer_output(hidden, x), np.maximum(x @ w + b, 0), atol=1e-5)
    with pytest.raises(Fail, match="no layer named"):
        view.layer_output("absent", x)
    with pytest.raises(Fail, match="cannot be reached"):
        subclassed = answers(mlp(keras, "subclassed"))[0].model
        subclassed.layer_output(subclassed.of_type("Dense")[0].name, x)


def test_fit_clone_trains_a_copy(keras):
    model = mlp(keras, "sequential")
    model.compile("adam", "sparse_categorical_crossentropy")
    before = [w.copy() for w in model.get_weights()]
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(64, 4)).astype("float32"), rng.integers(0, 3, 64)
    view = answers(model)[0].model
    copy, history = view.fit_clone(x, y, epochs=3, batch_size=16)
    assert len(history["loss"]) == 3
    assert np.abs(copy.predict(x) - view.predict(x)).max() > 1e-3
    for a, b in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_fit_clone_takes_a_loss_of_the_learners_own(keras):
    def my_loss(y_true, y_pred):
        return keras.ops.mean(keras.ops.square(keras.ops.cast(y_true, "float32") - y_pred), axis=-1)

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.02), my_loss)
    view = answers(model)[0].model
    assert view.compile["loss"]["name"] == "my_loss"
    x = np.random.default_rng(0).normal(size=(32, 4)).astype("float32")
    copy, history = view.fit_clone(x, x[:, :1], epochs=5)
    assert history["loss"][-1] < history["loss"][0]
    assert copy.compile["optimizer"]["learning_rate"] == pytest.approx(0.02)


def test_many_copies_write_nothing_to_stderr(keras, capfd):
    model = mlp(keras, "sequential")
    model.compile("sgd", "sparse_categorical_crossentropy")
    view = answers(model)[0].model
    x = np.zeros((8, 4), "float32")
    for _ in range(7):  # TensorFlow warns of retracing from the sixth on
        view.fit_clone(x, np.zeros(8, int), epochs=1)
    assert capfd.readouterr().err == ""


def test_keras_global_state_stays(keras):
    model = mlp(keras, "functional")
    number = int(keras.layers.Dense(1).name.split("_")[-1])
    keras.utils.set_random_seed(11)
    first = keras.random.uniform((1,))

    def builds(x):
        keras.config.set_floatx("float64")
        keras.mixed_precision.set_dtype_policy("mixed_float16")
        keras.utils.set_random_seed(99)
        keras.Sequential([keras.layers.Dense(1) for _ in range(5)])
        return keras.random.uniform((2,))

    function, net = answers(builds, model)
    function(1).array(shape=(2,), finite=True)
    view = net.model
    view.layer_output(view.of_type("Dense")[0].name, np.zeros((1, 4), "float32"))
    assert keras.config.floatx() == "float32"
    assert keras.config.dtype_policy().name == "float32"
    rest = keras.random.uniform((3,))
    keras.utils.set_random_seed(11)
    np.testing.assert_array_equal(keras.random.uniform((1,)), first)
    np.testing.assert_array_equal(keras.random.uniform((3,)), rest)
    assert int(keras.layers.Dense(1).name.split("_")[-1]) == number + 1


def test_a_model_check_without_training_is_quick(keras):
    model = mlp(keras, "sequential")
    model.compile("adam", "mse")
    x = np.zeros((360, 4), "float32")
    times = []
    for _ in range(11):
        start = time.process_time()
        answers(model)[0].model.predict(x)
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.05


def test_history_callback_and_dataset_are_recognised(keras):
    import tensorflow as tf

    history = keras.callbacks.History()
    history.history = {"loss": [1.0, 0.5]}
    kinds = [
        a.kind
        for a in answers(
            history,
            keras.callbacks.EarlyStopping(),
            tf.data.Dataset.range(3),
            keras.layers.Dense(1),
            keras.optimizers.Adam(),
            tf.constant([1.0]),
            tf.Variable([1.0]),
            keras.Input((2,)),
            mlp(keras, "sequential"),
        )
    ]
    assert kinds == [
        "history", "callback", "dataset", "layer", "optimizer", "array", "array", "symbolic", "model",
    ]  # fmt: skip
    assert answers(history)[0].logs() == {"loss": [1.0, 0.5]}
    with pytest.raises(Fail, match="give the model itself"):
        _ = answers(history)[0].model
