"""Lesson 05: validation data, learning curves, stopping in time."""

from __future__ import annotations

import numpy as np

from coursekit.check import Answer, Exercise, require

early_stopping = Exercise(
    "Stop when validation stops improving",
    points=4,
    hints=(
        "keras.callbacks.EarlyStopping watches one curve. Which one tells how well new data goes?",
        "`patience` is the number of epochs without improvement that it bears; its default is 0.",
        "`EarlyStopping(monitor='val_loss', patience=3, restore_best_weights=True)`.",
    ),
)


def _curves(rng: np.random.Generator) -> tuple[dict[str, list[float]], int]:
    """Losses whose validation part has its minimum at the returned epoch, after a bump, and rises then."""
    best = int(rng.integers(5, 9))
    falling = np.linspace(1.0, 0.4, best + 1)
    falling[2] += 0.5  # a bump that patience must outlast
    rising = 0.4 + 0.05 * np.arange(1, 9)
    val = [*falling, *rising]
    train = np.linspace(1.0, 0.1, len(val))
    return {"loss": [float(v) for v in train], "val_loss": [float(v) for v in val]}, best


@early_stopping.criterion("stops after 3 epochs without a better validation loss", points=2)
def stops(answer: Answer, rng: np.random.Generator) -> None:
    curves, best = _curves(rng)
    ran, _ = answer.callback.epochs(curves)
    total = len(curves["loss"])
    require(ran != total, f"The training was not stopped: all {total} epochs ran.")
    require(
        ran == best + 4,
        f"The best epoch is {best + 1}; the training stopped after epoch {ran}, not {best + 4}.",
    )


@early_stopping.criterion("the weights of the best epoch are kept", points=2)
def restores(answer: Answer, rng: np.random.Generator) -> None:
    curves, best = _curves(rng)
    _, kept = answer.callback.epochs(curves)
    require(
        kept == best,
        f"The model ends with the weights of epoch {int(kept) + 1}; epoch {best + 1} was the best.",
    )


@early_stopping.misconception("patience 0")
def impatient(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, _ = _curves(rng)
    if answer.callback.epochs(curves)[0] == 3:
        return "It stopped at the first epoch that was not better. `patience` is 0 unless you set it."
    return None


@early_stopping.misconception("the last weights kept instead of the best")
def last_weights(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, best = _curves(rng)
    ran, kept = answer.callback.epochs(curves)
    if ran < len(curves["loss"]) and kept == ran - 1 != best:
        return "It stops in time, but the model keeps the weights of the last epoch. Restore the best ones."
    return None


@early_stopping.misconception("early stopping on the training loss")
def training_loss(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, _ = _curves(rng)
    length = len(curves["loss"])
    falling = [float(v) for v in np.linspace(1.0, 0.1, length)]
    callback = answer.callback
    stops_on_loss = callback.epochs({"loss": [0.5] * length, "val_loss": falling})[0] < length
    if stops_on_loss and callback.epochs(curves)[0] == length:
        return "It watches the training loss, which keeps falling while the model overfits. Watch `val_loss`."
    return None
