"""The record that every loader returns."""

from __future__ import annotations

import dataclasses
import textwrap
from typing import Any

import numpy as np

from coursekit.data.splits import stratified_split


@dataclasses.dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Dataset:
    """A labelled data set and its training, validation and test parts.

    No two data sets share memory, and no two parts of one do: an in-place change stays where it is made.

    Attributes:
        name: Short name.
        x: All rows before any split, shape (n, ...). The loader's docstring gives dtype and range.
        y: Their labels, shape (n,), integers from 0 to classes - 1.
        x_train, y_train, x_val, y_val, x_test, y_test: The parts. A part without rows has length 0.
        class_names: One text per class; `class_names[y[i]]` is the class of row i.
        feature_names: One text per column of x; empty for images.
        source: Where the data comes from, with citation and licence.
        fallback: True when these rows stand in for a data set that is not here.
        published_test: So many rows at the end of x are the test part that everybody reports on. `split`
            leaves them alone unless it is told a test fraction. 0 where there is no such part.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...] = ()
    source: str
    fallback: bool = False
    published_test: int = 0

    @classmethod
    def stratified(cls, *, x: np.ndarray, y: np.ndarray, seed: int, **about: Any) -> Dataset:
        """A data set with 60% of the rows for training, 20% for validation and 20% for the test.

        Args:
            x: All rows, shape (n, ...).
            y: Labels, shape (n,), integers from 0.
            seed: Decides which row goes where, an integer from 0 to 2**32 - 1.
            **about: The other attributes that are no parts.
        """
        rows = stratified_split(y, validation=0.2, test=0.2, seed=seed)
        return cls(x=x, y=y, **parts_of(x, y, *rows), **about)

    def split(self, validation: float = 0.2, test: float | None = None, seed: int = 0) -> Dataset:
        """The same rows in other parts: shuffled by seed, each class with its share, no row in two parts.

        Args:
            validation: Share of the rows for validation, at least 0 and below 1.
            test: Share of the rows for the test. Left out, it is 0.2; but the test part that a data set was
                published with (`mnist`) then stays as it is, and `validation` is a share of the other rows.
            seed: Decides which row goes where, an integer from 0 to 2**32 - 1.

        Returns:
            A new data set with its own copies of the arrays.

        Raises:
            TypeError: A fraction is no number, or the seed no integer.
            ValueError: Fractions that leave no rows for a part, or a seed out of range.
        """
        published = self.published_test if test is None else 0
        if published:
            free = len(self.y) - published
            train, val, _ = stratified_split(self.y[:free], validation, test=0, seed=seed)
            rows = (train, val, np.arange(free, len(self.y)))
        else:
            rows = stratified_split(self.y, validation, 0.2 if test is None else test, seed)
        return dataclasses.replace(
            self,
            x=self.x.copy(),
            y=self.y.copy(),
            **parts_of(self.x, self.y, *rows),
            published_test=published,
        )

    def __repr__(self) -> str:
        names = ", ".join(self.class_names)
        shape = " x ".join(str(size) for size in self.x.shape[1:])
        each = f"{shape} values" if shape else "1 value"
        lines = [
            f"Dataset {self.name!r}: {len(self.x):,} rows of {each}, {self.x.dtype}, {_range(self.x)}",
            _part("train", self.x_train, self.y_train),
            _part("validation", self.x_val, self.y_val),
            _part("test", self.x_test, self.y_test),
            f"  {'classes':<11} {len(self.class_names)}: {names}",
        ]
        if self.feature_names:
            lines.append(f"  {'features':<11} {', '.join(self.feature_names)}")
        lines += textwrap.wrap(self.source, 100, initial_indent="  source      ", subsequent_indent=" " * 14)
        if self.fallback:
            lines.append(f"  FALLBACK    This is not the full {self.name}: smaller data stands in for it.")
        return "\n".join(lines)


def parts_of(
    x: np.ndarray, y: np.ndarray, train: np.ndarray, val: np.ndarray, test: np.ndarray
) -> dict[str, np.ndarray]:
    """The six arrays of the parts, as copies, by their names in `Dataset`; rows as integer arrays."""
    rows = {"train": train, "val": val, "test": test}
    return {f"{letter}_{part}": array[rows[part]] for part in rows for letter, array in (("x", x), ("y", y))}


def _part(name: str, x: np.ndarray, y: np.ndarray) -> str:
    if len(x) == 0:
        advice = ": take some with .split(validation=0.1)" if name == "validation" else ""
        return f"  {name:<11} no rows{advice}"
    return f"  {name:<11} x {x.shape!s:<16} {x.dtype!s:<8} y {y.shape!s:<9} {y.dtype}"


def _range(x: np.ndarray) -> str:
    return f"from {x.min():.4g} to {x.max():.4g}" if len(x) else "no rows"
