"""Where early stopping would end a training, and what it would keep."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.plot.description import number, plural
from coursekit.plot.inputs import as_numbers
from coursekit.plot.learning_curves import axis_label
from coursekit.plot.style import BEST, BLUE, INK, MUTED, VERMILLION, finish, legend, single_axes


def early_stopping(
    history: Any,
    *,
    patience: int,
    monitor: str = "val_loss",
    mode: str = "min",
    min_delta: float = 0.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw the monitored curve of a full training, and where `keras.callbacks.EarlyStopping` would have ended it.

    A star marks the best epoch up to the stop (what `restore_best_weights=True` keeps), the hatched strip the epochs
    without improvement, the thick line the stop. What would have come after it is dashed.

    Args:
        history: a Keras History of a training that ran on, its dict of lists, or the list of monitored values: one
            number per epoch. As in Keras, NaN improves nothing, and nothing improves on a NaN in the first epoch.
        patience: epochs without improvement before the stop, 0 or more (0 stops at the same epoch as 1).
        monitor: the entry of the history to watch; with a list, its name.
        mode: "min" when lower is better (losses), "max" when higher is (accuracy).
        min_delta: how much better an epoch must be to count as an improvement, 0 or more.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when the history has no such entry, or an argument is out of range.
    """
    values = _values(history, monitor)
    if patience != int(patience) or patience < 0:
        raise ValueError(f"patience is {patience}; expected a whole number of epochs, 0 or more.")
    if mode not in ("min", "max"):
        raise ValueError(f"mode is {mode!r}; expected 'min' (lower is better) or 'max' (higher is better).")
    if min_delta < 0:
        raise ValueError(f"min_delta is {min_delta}; expected 0 or more: how much better an epoch must be.")
    best, stop = find_stop(values, int(patience), mode, min_delta)
    epochs = np.arange(1, len(values) + 1)
    shown = np.where(np.isfinite(values), values, np.nan)
    last = len(values) - 1 if stop is None else stop

    ax = single_axes(ax, (6.8, 4))
    every = max(1, len(values) // 20)
    look = {"color": BLUE, "linewidth": 1.8, "markersize": 5, "markevery": every}
    ax.plot(epochs[: last + 1], shown[: last + 1], marker="o", label=monitor, **look)
    if stop is not None:
        ax.axvspan(
            best + 1, stop + 1, facecolor="none", edgecolor="#A9B2BC", hatch="//", linewidth=0, label="no improvement"
        )
        ax.axvline(stop + 1, color=VERMILLION, linewidth=2.4, label=f"stop after epoch {stop + 1}")
        if stop < len(values) - 1:
            ax.plot(
                epochs[stop:], shown[stop:], linestyle=(0, (3, 3)), color=MUTED, linewidth=1.5, label="had it run on"
            )
    if np.isfinite(values[best]):
        ax.plot(best + 1, values[best], label=f"best epoch: {best + 1}", **BEST)
    if not np.isfinite(shown).any():
        ax.text(0.5, 0.5, "no finite values", transform=ax.transAxes, color=INK, ha="center", fontsize=11)
    ax.set_xlim(0.5, len(values) + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    finish(
        ax,
        title=f"Early stopping, patience {int(patience)}",
        x_label="epoch",
        y_label=axis_label(monitor),
        description=_description(values, best, stop, int(patience), monitor, mode),
    )
    legend(ax)
    return ax


def find_stop(values: np.ndarray, patience: int, mode: str, min_delta: float) -> tuple[int, int | None]:
    """Indices of the best epoch up to the stop and of the last epoch that runs; the latter None without a stop.

    The rule of keras.callbacks.EarlyStopping: the first epoch is the best so far, another one improves when it beats
    the best by more than min_delta; the training ends after `patience` epochs in a row that do not, never after the
    first epoch. So after a NaN in the first epoch nothing is an improvement.
    """
    values = values if mode == "min" else -values
    best, wait = 0, 0
    for epoch in range(1, len(values)):
        wait += 1
        if values[epoch] + min_delta < values[best]:
            best, wait = epoch, 0
        elif wait >= patience:
            return best, epoch
    return best, None


def _values(history: Any, monitor: str) -> np.ndarray:
    logs = getattr(history, "history", history)
    if isinstance(logs, Mapping):
        if monitor not in logs:
            known = ", ".join(sorted(map(str, logs))) or "nothing"
            raise ValueError(
                f"history has no {monitor!r}; it has {known}. Pass validation_data to fit, or another monitor."
            )
        logs = logs[monitor]
    values = as_numbers(logs, "history", finite=False)
    if values.ndim != 1:
        raise ValueError(f"history has shape {values.shape}; expected one value of {monitor} per epoch.")
    return values


def _description(values: np.ndarray, best: int, stop: int | None, patience: int, monitor: str, mode: str) -> str:
    word, sign = ("lowest", 1) if mode == "min" else ("highest", -1)
    text = f"Early stopping on {monitor} with patience {patience}, {plural(len(values), 'epoch')} shown:"
    text += f" the best epoch is {best + 1} ({number(values[best])})"
    if np.isnan(values[best]):
        text += ", and nothing counts as better than that"
    if stop is None:
        return f"{text}; patience never runs out, so the training is not stopped."
    text += f", the training stops after epoch {stop + 1} ({number(values[stop])})."
    later = np.where(np.isfinite(values[stop + 1 :]), sign * values[stop + 1 :], np.inf)
    if not np.isfinite(later).any():
        return text
    epoch = stop + 1 + int(later.argmin())
    if np.isnan(values[best]) or sign * values[epoch] < sign * values[best]:
        return f"{text} Had it run on, epoch {epoch + 1} would have been better: {number(values[epoch])}."
    return f"{text} Had it run on, no later epoch would have been better; the {word} is {number(values[epoch])}."
