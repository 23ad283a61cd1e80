"""What the tests of known errors share: cases that provoke an error with the real library, and a small model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
import pytest

from coursekit.explain.catalogue import explain
from coursekit.explain.known import Explanation

RNG = np.random.default_rng(0)
X = RNG.normal(size=(16, 4)).astype("float32")
Y = np.arange(16) % 3
ONE_HOT = np.eye(3)[Y]


class Case(NamedTuple):
    provoke: Callable[[], Any]
    name: str
    words: tuple[str, ...]


class Cases(list[Case]):
    def case(self, name: str, *words: str) -> Callable[[Callable], Callable]:
        """Declares a function that provokes the known error `name`, whose explanation says `words`."""

        def declare(provoke: Callable[[], Any]) -> Callable:
            self.append(Case(provoke, name, words))
            return provoke

        return declare

    @property
    def parameters(self) -> list[Any]:
        return [pytest.param(case, id=case.provoke.__name__) for case in self]


def model(units: int = 3, loss: Any = "sparse_categorical_crossentropy", **settings: Any) -> keras.Sequential:
    """4 numbers in, two Dense layers called hidden and out; compiled unless the loss is None."""
    made = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="relu", name="hidden"),
            keras.layers.Dense(units, activation="softmax", name="out"),
        ]
    )
    if loss is not None:
        made.compile(optimizer="sgd", loss=loss, **settings)
    return made


def explained(provoke: Callable[[], Any]) -> Explanation | None:
    with pytest.raises(Exception) as caught:
        provoke()
    return explain(caught.value)


def check(case: Case) -> Explanation:
    """The case's error is known by its name, tells the learner's own values, and shows the learner's line."""
    found = explained(case.provoke)
    assert found is not None, "not a known error"
    assert found.name == case.name
    said = f"{found.means} {found.mend}"
    assert [word for word in case.words if word not in said] == [], said
    assert found.line is not None
    assert found.source
    assert found.short
    assert "\x1b" not in found.short
    assert "call last" not in found.short
    return found
