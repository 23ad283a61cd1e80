"""Answers for lesson 11."""

from tests.answers.bank import Right, Wrong

_MODEL = """
import keras
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
model.compile("adam", "mse")
"""
_NAMES = ("model", "path")

ANSWERS = {
    "saved_model": [
        Right("model.save", _MODEL + "path = 'small.keras'\nmodel.save(path)", _NAMES),
        Right(
            "saving.save_model, a functional model, a Path",
            """
import keras
from pathlib import Path
keras.utils.set_random_seed(1)
i = keras.Input((3,))
model = keras.Model(i, keras.layers.Dense(2)(keras.layers.Dense(4, "relu")(i)))
path = Path("other.keras")
keras.saving.save_model(model, path)
""",
            _NAMES,
        ),
        Wrong(
            "weights only",
            _MODEL + "path = 'small.weights.h5'\nmodel.save_weights(path)",
            misconception="weights without architecture",
            names=_NAMES,
        ),
        Wrong(
            "saved too early",
            _MODEL
            + """
import numpy as np
path = "early.keras"
model.save(path)
model.fit(np.ones((8, 3)), np.ones((8, 2)), epochs=20, verbose=0)
""",
            misconception="saved before the training",
            names=_NAMES,
        ),
        Wrong(
            "never saved",
            _MODEL + "path = 'absent.keras'",
            criterion="a .keras file with the whole model",
            names=_NAMES,
        ),
        Wrong(
            "not a model file",
            _MODEL
            + """
path = "text.keras"
open(path, "w").write("weights: 1 2 3")
""",
            criterion="a .keras file with the whole model",
            names=_NAMES,
        ),
        Wrong(
            "outside the folder",
            _MODEL + "path = '/etc/hostname'",
            criterion="a .keras file with the whole model",
            names=_NAMES,
        ),
        Wrong(
            "the model given twice",
            _MODEL + "path = model",
            criterion="a .keras file with the whole model",
            names=_NAMES,
        ),
    ]
}
