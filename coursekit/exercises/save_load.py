"""Lesson 11: saving, loading, resuming, serving."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from coursekit.check import Exercise, require, require_close

saved_model = Exercise(
    "Save a model so that a fresh process can use it",
    points=4,
    takes=("model", "path"),
    hints=(
        "A whole model, with its architecture, goes into one file with the ending `.keras`.",
        "`model.save(path)` writes it; `save_weights` writes the numbers only.",
        "`path = 'digits.keras'`, then `model.save(path)` after the training.",
    ),
)


@saved_model.criterion("a .keras file with the whole model", points=2)
def whole(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    file = answers.path.file
    require(file.suffixes.endswith(".keras"), f"The file is named {file.name}; an ending of .keras expected.")
    config = file.config()
    require("config" in config, f"{file.name} holds no model's architecture.")
    answers.model.model.require_built()


@saved_model.criterion("a fresh process predicts the same", points=2)
def same_predictions(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model = answers.model.model.require_built()
    x = rng.normal(size=(6, *model.input_shape[1:])).astype("float32")
    require_close(answers.path.file.predict_reloaded(x), model.predict(x), what="The reloaded model's prediction")


@saved_model.misconception("weights without architecture")
def weights_only(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.path.file.suffixes.endswith(".weights.h5"):
        return "A `.weights.h5` file holds numbers only. Who loads it must first build the same model in code."
    return None


@saved_model.misconception("saved before the training")
def stale(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    file, model = answers.path.file, answers.model.model
    x = rng.normal(size=(6, *model.input_shape[1:])).astype("float32")
    if not np.allclose(file.predict_reloaded(x), model.predict(x), atol=1e-3):
        return "The file holds other weights than the model has now: it was written before the last training."
    return None
