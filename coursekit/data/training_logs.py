"""Curves of real trainings, to learn to read them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

FOLDER = Path(__file__).parent / "curves"


@dataclasses.dataclass(frozen=True)
class TrainingLog:
    """What one training left behind.

    Attributes:
        name: its short name.
        how: data, network, optimiser and epochs, in a sentence.
        history: as `History.history` of Keras: "loss", "accuracy", "val_loss", "val_accuracy", one value an epoch,
            rounded to four decimals.
    """

    name: str
    how: str
    history: dict[str, list[float]]


def training_curves() -> dict[str, TrainingLog]:
    """The logs of seven real trainings, by name: "A" to "F" for practice, and "mnist".

    "A" to "F" were trained on the course's embedded data, "mnist" on the real MNIST. benchmarks/training_curves.py
    makes them again. The lists are new in every call: changing one changes no other.
    """
    logs = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]
    return {log["name"]: TrainingLog(log["name"], log["how"], log["logs"]) for log in logs}
