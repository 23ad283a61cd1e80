"""The contract of every kind of answer and of exercise: judged here and over a pipe, with the same Result."""

from __future__ import annotations

import numpy as np
import pytest

from coursekit.check import Exercise, Manual, Option, Outcome, Predict, Quiz, recipe, require, require_close
from coursekit.check.channel import LocalChannel
from coursekit.check.codec import encode
from coursekit.check.host import Host
from tests.answers import bank, remote

MODEL = """
import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax", name="out")])
model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""
X = np.arange(12.0).reshape(4, 3).astype("float32")


def look_array(answer, rng):
    require_close(answer.array(shape=(2, 2)), [[1, 2], [3, 4]])


def look_number(answer, rng):
    require(answer.number(integer=True, minimum=0) == 469, "no")


def look_text(answer, rng):
    require(answer.text() == "relu", "no")


def look_bool(answer, rng):
    require(answer.boolean() is True, "no")


def look_items(answer, rng):
    first, second = answer.items(length=2)
    require(first.array().shape == (2,) and second(3).number() == 4, "no")


def look_entries(answer, rng):
    require(answer.entries()["units"].number() == 10, "no")


def look_function(answer, rng):
    x = rng.normal(size=5)
    require_close(answer(x, scale=2.0).array(shape=(5,)), 2 * x)
    require(answer(np.zeros(1), scale=1).changed == [], "no")


def look_recipe(answer, rng):
    center = rng.normal(size=2)
    gradient = recipe("quadratic_gradient", center=center, scale=np.ones(2))
    require_close(answer(gradient, np.zeros(2)).array(), -center)


def look_model(answer, rng):
    model = answer.model.require_compiled().require_input((3,))
    require(model.parameters == 8 and model.output_shape == (None, 2), "no")
    require(model.compile["loss"]["name"] == "sparse_categorical_crossentropy", "no")
    require_close(model.predict(X).sum(axis=1), np.ones(4))
    require_close(model.layer_output("out", X), model.predict(X))
    kernel, bias = model.weights("out")
    require(kernel.shape == (3, 2) and not bias.any(), "no")
    copy, logs = model.fit_clone(X, np.array([0, 1, 0, 1]), epochs=2)
    require(len(logs["loss"]) == 2 and copy.parameters == 8, "no")


def look_several(answers, rng):
    one, two = answers.encoder.model, answers.whole.model
    require({v.id for v in one.variables} < {v.id for v in two.variables}, "not shared")


def look_history(answer, rng):
    logs = answer.logs()
    require(len(logs["loss"]) == 2 and logs["loss"][1] < logs["loss"][0], "no")


def look_iterator(answer, rng):
    items, ended = answer(4).iterate(10)
    require([item.number() for item in items] == [0, 1, 2, 3] and ended, "no")


def look_dataset(answer, rng):
    require(
        answer.dataset.spec == [{"shape": [None, 2], "dtype": "float32"}, {"shape": [None], "dtype": "int64"}], "no"
    )
    require(answer.dataset.cardinality == 2, "no")
    batches, ended = answer.dataset.take(5)
    require(ended and len(batches) == 2 and batches[0].items()[0].array().shape == (2, 2), "no")


def look_callback(answer, rng):
    require(answer.callback.epochs({"loss": [3, 2, 1], "val_loss": [1, 2, 3]}) == (2, 1.0), "no")


def look_file(answer, rng):
    require(answer.file.name == "notes.txt" and answer.file.bytes == b"hello", "no")


def look_saved_model(answer, rng):
    require(answer.path == "small.keras", "no")
    model = answer.file.load().require_compiled().require_input((3,))
    require_close(model.predict(X).sum(axis=1), np.ones(4))
    require(model.compile["loss"]["name"] == "sparse_categorical_crossentropy", "no")


def look_exported_folder(answer, rng):
    require("saved_model.pb" in answer.folder.files and answer.folder.files["variables/variables.index"] > 0, "no")
    require_close(answer.folder.serve(X).sum(axis=1), np.ones(4))


def look_recipes_of_files(answer, rng):
    kernels, biases = [rng.normal(size=(3, 2)), rng.normal(size=(2, 4))], [np.ones(2), np.zeros(4)]
    stored = answer(recipe("weights_file", kernels=kernels, biases=biases), "weights").items(length=4)
    require_close(stored[0].array(), kernels[0])
    x, y, start = rng.normal(size=(8, 3)), rng.normal(size=(8, 1)), rng.normal(size=(3, 1))
    path = recipe("interrupted_training", kernel=start, x=x, y=y, steps=2, learning_rate=0.5)
    moved = answer(path, "model").array(shape=(3, 1)) - start
    # Adam's first step has the size of the learning rate, whatever the slope.
    require(0.5 < np.abs(moved).max() < 1.01, f"no: {moved}")
    kernel = rng.normal(size=(6, 2))
    shares = answer(recipe("exported_folder", kernel=kernel, shape=[2, 3]), "export").array(shape=(1, 2))
    powers = np.exp(np.ones((1, 6)) @ kernel)
    require_close(shares, powers / powers.sum())


def look_method(answer, rng):
    require(answer.call((), method="get_config").entries()["units"].number() == 5, "no")


def look_nothing(answer, rng):
    require(answer.call((1,)).kind == "none", "no")


KINDS = [
    ("array", "a = [[1, 2], [3, 4]]", look_array),
    ("tensor", "import keras\na = keras.ops.array([[1., 2.], [3., 4.]])", look_array),
    ("number", "import numpy as np\na = np.int64(469)", look_number),
    ("text", "a = 'relu'", look_text),
    ("bool", "a = 1 < 2", look_bool),
    ("list with a function", "import numpy as np\na = [np.zeros(2), lambda x: x + 1]", look_items),
    ("dict", "a = {'units': 10}", look_entries),
    ("function", "def a(x, scale):\n    return x * scale", look_function),
    ("function of a function", "def a(gradient, w):\n    return gradient(w)", look_recipe),
    ("function without a result", "def a(x):\n    pass", look_nothing),
    ("model", MODEL + "a = model", look_model),
    ("history", MODEL.replace("sgd", "adam") + """
import numpy as np
a = model.fit(np.eye(3), np.array([0, 1, 0]), epochs=2, verbose=0)
""", look_history),
    ("layer", "import keras\na = keras.layers.Dense(5)", look_method),
    ("generator", "def a(n):\n    yield from range(n)", look_iterator),
    ("dataset", """
import numpy as np
import tensorflow as tf
a = tf.data.Dataset.from_tensor_slices((np.zeros((3, 2), "float32"), np.arange(3))).batch(2)
""", look_dataset),
    ("callback", "import keras\na = keras.callbacks.EarlyStopping(patience=1)", look_callback),
    ("saved model", MODEL + "from pathlib import Path\na = Path('small.keras')\nmodel.save(a)", look_saved_model),
    ("exported folder", MODEL + "a = 'served'\nmodel.export(a, verbose=False)", look_exported_folder),
    ("function of a file", """
import keras
import numpy as np
import tensorflow as tf
def a(path, kind):
    if kind == "weights":
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(4)])
        model.load_weights(path)
        return model.get_weights()
    if kind == "model":
        return keras.saving.load_model(path).get_weights()[0]
    served = tf.saved_model.load(path)
    return served.serve(np.ones((1, 2, 3), "float32"))
""", look_recipes_of_files),
    ("saved file", "from pathlib import Path\na = Path('notes.txt')\na.write_text('hello')", look_file),
]  # fmt: skip


def judged_both_ways(exercise, code, names, folder):
    namespace = bank.run(code, "contract")
    here = exercise.judge(LocalChannel(Host([namespace[name] for name in names])))
    with remote.remote_answer(code, "contract", names, folder) as channel:
        there = exercise.judge(channel)
    assert encode(here.as_data()) == encode(there.as_data()), (here.as_data(), there.as_data())
    return here


@pytest.mark.parametrize(("code", "look"), [(code, look) for _, code, look in KINDS], ids=[k[0] for k in KINDS])
def test_kind(code, look, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exercise = Exercise("contract", points=1)
    exercise.criterion("holds", points=1)(look)
    result = judged_both_ways(exercise, code, ["a"], tmp_path)
    assert result.outcome is Outcome.CORRECT, (result.as_data(), result.checker_errors)


def test_several_answers_share_variables(tmp_path):
    exercise = Exercise("shared", points=1, takes=("encoder", "whole"))
    exercise.criterion("shared", points=1)(look_several)
    code = """
import keras
i = keras.Input((4,))
encoder = keras.Model(i, keras.layers.Dense(2)(i))
whole = keras.Model(i, keras.layers.Dense(4)(encoder(i)))
"""
    assert judged_both_ways(exercise, code, ["encoder", "whole"], tmp_path).score == 1.0


def test_quiz_predict_and_manual(tmp_path):
    quiz = Quiz("q", points=1, question="?", options={"a": Option("A", "", right=True), "b": Option("B", "Not b.")})
    assert judged_both_ways(quiz, "q = 'a'", ["q"], tmp_path).score == 1.0
    assert judged_both_ways(quiz, "q = 'b'", ["q"], tmp_path).diagnoses[0].message == "Not b."
    predict = Predict("p", points=1)
    predict.criterion("near", points=1)(lambda answer, rng: require(abs(answer.number() - 3) < 1, "far"))
    assert judged_both_ways(predict, "p = 3.5", ["p"], tmp_path).score == 1.0
    assert judged_both_ways(predict, "p = ...", ["p"], tmp_path).outcome is Outcome.NOT_ATTEMPTED
    manual = Manual("m", points=2, rubric=[("clear", 2)], words=2)
    assert judged_both_ways(manual, "m = 'two words'", ["m"], tmp_path).outcome is Outcome.MANUAL
    assert judged_both_ways(manual, "m = ...", ["m"], tmp_path).outcome is Outcome.NOT_ATTEMPTED


def test_a_process_that_exits_is_told_and_earns_nothing(tmp_path):
    exercise = Exercise("exit", points=1)
    exercise.criterion("answers", points=1)(lambda answer, rng: require(answer(1).number() == 1, "no"))
    with remote.remote_answer("import os\ndef a(x):\n    os._exit(0)", "exit", ["a"], tmp_path) as channel:
        result = exercise.judge(channel)
    assert result.outcome is Outcome.CHECKER_FAILED
    assert result.score == 0.0
    assert "its process ended" in result.criteria[0].message
