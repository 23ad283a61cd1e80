"""Lesson 01: tensors, neurons, layers, gradients."""

from __future__ import annotations

import numpy as np

from coursekit.check import Answer, Exercise, require_close

dense = Exercise(
    "A dense layer in one line",
    points=3,
    hints=(
        "A layer multiplies its inputs by its weights and adds its bias: one matrix product, one sum.",
        "`x` has shape (n, inputs) and `W` has shape (inputs, units). Which order of the product fits?",
        "`x @ W` has shape (n, units). Adding `b` of shape (units,) adds it to every row.",
    ),
)


def _layer(rng: np.random.Generator, n: int, inputs: int, units: int) -> tuple[np.ndarray, ...]:
    return rng.normal(size=(n, inputs)), rng.normal(size=(inputs, units)), rng.normal(size=units) + 2.0


@dense.criterion("one row per sample, one column per unit", points=1)
def shape(answer: Answer, rng: np.random.Generator) -> None:
    answer(*_layer(rng, 5, 3, 2)).array(shape=(5, 2))


@dense.criterion("equal to keras.layers.Dense on new inputs", points=2)
def unseen(answer: Answer, rng: np.random.Generator) -> None:
    for sizes in ((5, 3, 2), (4, 3, 3)):
        x, w, b = _layer(rng, *sizes)
        require_close(answer(x, w, b).array(shape=(sizes[0], sizes[2])), x @ w + b)


@dense.misconception("bias forgotten")
def bias_forgotten(answer: Answer, rng: np.random.Generator) -> str | None:
    x, w, b = _layer(rng, 5, 3, 2)
    if np.allclose(answer(x, w, b).array(), x @ w):
        return "Your layer computes `x @ W`. The bias `b` is missing: without it every unit gives 0 for the input 0."
    return None
