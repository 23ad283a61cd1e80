"""Loss and metric by epoch, for training and validation."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.plot.description import capital, change, number, plural
from coursekit.plot.inputs import as_numbers
from coursekit.plot.style import BEST, INK, MUTED, finish, legend, panels, series_style

_SHARES = ("accuracy", "acc", "auc", "precision", "recall")


def history(history: Any, *, metric: str | None = None, ax: Any = None) -> Axes | np.ndarray:
    """Draw what `model.fit` returned: loss by epoch, and one metric beside it.

    The epoch with the lowest validation loss is marked as the best; without validation data the lowest
    training loss is marked under that name. Training values are averages over the batches of an epoch, taken
    while the weights were changing (and with dropout active); validation values are computed once, at the end
    of the epoch. So early in training the validation curve may be the better one.

    Args:
        history: a Keras History, or its dict of lists: "loss", and where they exist "val_loss", a metric and
            "val_" + metric; one value per epoch. NaN and infinity leave gaps.
        metric: the name of a metric in the history, such as "accuracy"; None draws the loss only.
        ax: Axes to draw into; two of them with a metric.

    Returns:
        Axes, or with a metric an array of two Axes, shape (2,).

    Raises:
        ValueError: when the history has no such entry, is empty, or its lists differ in length.
    """
    names = ["loss"] if metric in (None, "loss") else ["loss", metric]
    curves = read_curves(history, names)
    epochs = np.arange(1, len(curves["loss"]) + 1)
    judge = "val_loss" if "val_loss" in curves else "loss"
    best = lowest(curves[judge])

    axes = panels(ax, 1, len(names), (7.8, 3.7) if len(names) == 2 else (6.8, 4))[0]
    description = _description(curves, names, best)
    for item, name in zip(axes, names, strict=True):
        draw_curves(item, epochs, curves, name, None if best is None else best + 1)
        finish(
            item,
            title=f"{capital(name)} by epoch",
            x_label="epoch",
            y_label=axis_label(name),
            description=description,
        )
        legend(item)
    if best is not None:
        name = f"best epoch: {best + 1}" if judge == "val_loss" else f"lowest training loss: epoch {best + 1}"
        axes[0].plot(best + 1, curves[judge][best], label=name, **BEST)
        legend(axes[0])
    return axes if len(names) == 2 else axes[0]


def read_curves(history: Any, names: list[str], label: str = "history") -> dict[str, np.ndarray]:
    """The entries to draw, name and "val_" + name, as arrays of shape (epochs,); `label` names it in errors."""
    logs = getattr(history, "history", history)
    if not isinstance(logs, Mapping):
        raise ValueError(
            f"{label} must be what model.fit returned, or a dict of lists; a value of type "
            f"{type(history).__name__} came. Keep what fit returns: `h = model.fit(...)`."
        )
    for name in names:
        if name.startswith("val_"):
            raise ValueError(
                f"metric is {name!r}; expected {name[4:]!r}: its validation curve is drawn in the same panel."
            )
        if name not in logs:
            known = ", ".join(sorted(str(key) for key in logs if not str(key).startswith("val_"))) or "nothing"
            raise ValueError(f"{label} has no {name!r}; it has {known}. Ask for a metric in compile(metrics=[...]).")
    curves = {
        key: as_numbers(logs[key], f"{label}[{key!r}]", finite=False)
        for name in names
        for key in (name, "val_" + name)
        if key in logs
    }
    for key, curve in curves.items():
        if curve.ndim != 1:
            raise ValueError(f"{label}[{key!r}] has shape {curve.shape}; expected one number per epoch.")
        if len(curve) != len(curves[names[0]]):
            raise ValueError(
                f"{label}[{key!r}] has {len(curve)} values, {label}[{names[0]!r}] has {len(curves[names[0]])}; "
                "expected one per epoch in each. If validation_freq was above 1, leave val_ entries out."
            )
    return curves


def axis_label(name: str) -> str:
    """The label of the axis of a loss or metric, with its range where the name tells it."""
    return f"{name} (0 to 1)" if name.removeprefix("val_").lower() in _SHARES else name


def lowest(curve: np.ndarray) -> int | None:
    """Index of the lowest finite value; None when there is none."""
    usable = np.where(np.isfinite(curve), curve, np.inf)
    return int(usable.argmin()) if np.isfinite(usable).any() else None


def draw_curves(
    ax: Axes, epochs: np.ndarray, curves: dict[str, np.ndarray], name: str, best: int | None = None
) -> None:
    """Draw the training and the validation curve of one quantity, and a line at the best epoch."""
    every = max(1, len(epochs) // 20)
    for index, (key, label) in enumerate(((name, "training"), ("val_" + name, "validation"))):
        if key in curves:
            values = np.where(np.isfinite(curves[key]), curves[key], np.nan)
            ax.plot(
                epochs,
                values,
                label=label,
                markersize=5,
                markevery=every,
                linewidth=1.8,
                **series_style(index),
            )
    if best is not None:
        ax.axvline(best, color=MUTED, linestyle=":", linewidth=1.2, zorder=1)
    ax.set_xlim(epochs[0] - 0.5, epochs[-1] + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    if not any(np.isfinite(curves[key]).any() for key in (name, "val_" + name) if key in curves):
        ax.text(0.5, 0.5, "no finite values", transform=ax.transAxes, color=INK, ha="center", fontsize=11)


def _description(curves: dict[str, np.ndarray], names: list[str], best: int | None) -> str:
    sentences = []
    for name in names:
        parts = [course(f"training {name}", curves[name])]
        if "val_" + name in curves:
            validation = curves["val_" + name]
            if name == "loss" and best is not None and len(validation) > 1:
                parts.append(
                    f"validation loss is lowest, {number(validation[best])}, at epoch {best + 1}"
                    f" and ends at {number(validation[-1])}"
                )
            else:
                parts.append(course(f"validation {name}", validation))
        sentences.append(capital("; ".join(parts)) + ".")
    if "val_loss" not in curves:
        sentences.append("There is no validation curve.")
    return " ".join(sentences)


def course(name: str, curve: np.ndarray) -> str:
    """How a curve runs, in words: "training loss falls from 2.31 to 0.120 over 4 epochs"."""
    finite = np.flatnonzero(np.isfinite(curve))
    count = plural(len(curve), "epoch")
    if len(finite) == 0:
        return f"{name} is never a finite number in {count}"
    if len(curve) == 1:
        return f"{name} is {number(curve[0])} after 1 epoch"
    if len(finite) == len(curve):
        if np.ptp(curve) == 0:
            return f"{name} stays at {number(curve[0])} over {count}"
        return f"{name} {change(curve[0], curve[-1])} over {count}"
    first, last = finite[0], finite[-1]
    text = (
        f"{name} is {number(curve[first])} at epoch {first + 1}"
        if first == last
        else f"{name} {change(curve[first], curve[last])} between epochs {first + 1} and {last + 1}"
    )
    if len(finite) == last + 1:
        return f"{text} and is not a finite number from epoch {last + 2} on"
    return f"{text} and is not a finite number in {len(curve) - len(finite)} of {count}"
