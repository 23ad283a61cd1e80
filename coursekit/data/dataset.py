"""The record that every loader returns."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

import numpy as np

from coursekit.data.dataset_text import describe
from coursekit.data.random_streams import check_fraction, stream
from coursekit.data.splits import stratified_split
from coursekit.data.variants import check_class, few_rows, thinned_rows, wrong_labels

Task = Literal["binary", "multi-class", "multi-label", "regression"]
ARRAYS = ("x", "y", "x_train", "y_train", "x_val", "y_val", "x_test", "y_test")


@dataclasses.dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Dataset:
    """A data set and its training, validation and test parts.

    No two data sets share memory, and no two parts of one do: an in-place change stays where it is made.

    Attributes:
        name: Short name.
        x: All rows before any split, shape (n, ...). The loader's docstring gives dtype and range.
        y: Their targets. With one class for each row, shape (n,), integers from 0 to classes - 1; with several labels,
            shape (n, labels), integers 0 or 1; with a number to predict, shape (n,), floats.
        x_train, y_train, x_val, y_val, x_test, y_test: The parts. A part without rows has length 0.
        class_names: One text per class or label; `class_names[y[i]]` is the class of row i. Empty for regression.
        target_name: What the number to predict is, with its unit. Empty for classes and labels.
        feature_names: One text per column of x; empty for images.
        source: Where the data comes from, with citation and licence.
        fallback: True when these rows stand in for a data set that is not here.
        published_test: So many rows at the end of x are the test part that everybody reports on. `split`
            leaves them alone unless it is told a test fraction. 0 where there is no such part.
        changes: One text for each change to the parts since the split, such as "training: 5 rows of each class".
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
    class_names: tuple[str, ...] = ()
    target_name: str = ""
    feature_names: tuple[str, ...] = ()
    source: str
    fallback: bool = False
    published_test: int = 0
    changes: tuple[str, ...] = ()

    @property
    def task(self) -> Task:
        """What there is to learn: "binary" (two classes), "multi-class", "multi-label" or "regression"."""
        if self.y.dtype.kind == "f":
            return "regression"
        if self.y.ndim == 2:
            return "multi-label"
        return "binary" if len(self.class_names) == 2 else "multi-class"

    @classmethod
    def divided(cls, *, x: np.ndarray, y: np.ndarray, seed: int, **about: Any) -> Dataset:
        """A data set with 60% of the rows for training, 20% for validation and 20% for the test.

        Args:
            x: All rows, shape (n, ...).
            y: Their targets, as in `Dataset.y`.
            seed: Decides which row goes where, an integer from 0 to 2**32 - 1.
            **about: The other attributes that are no parts.
        """
        rows = stratified_split(_strata(y), validation=0.2, test=0.2, seed=seed)
        return cls(x=x, y=y, **parts_of(x, y, *rows), **about)

    def split(self, validation: float = 0.2, test: float | None = None, seed: int = 0) -> Dataset:
        """The same rows in other parts: shuffled by seed, each class with its share, no row in two parts.

        Without classes (several labels, or a number to predict) the rows are drawn by seed alone.

        Args:
            validation: Share of the rows for validation, at least 0 and below 1.
            test: Share of the rows for the test. Left out, it is 0.2; but the test part that a data set was
                published with (`mnist`) then stays as it is, and `validation` is a share of the other rows.
            seed: Decides which row goes where, an integer from 0 to 2**32 - 1.

        Returns:
            A new data set with its own copies of the arrays.

        Raises:
            TypeError: A fraction is no number, or the seed no integer.
            ValueError: Fractions that leave no rows for a part, a seed out of range, or parts that were changed
                since the last split: a new one starts from all rows, and would lose the change.
        """
        if self.changes:
            raise ValueError(
                f"The parts of {self.name!r} were changed after the split ({'; '.join(self.changes)}). Call split "
                "first: data.split(...).few(...), for example."
            )
        published = self.published_test if test is None else 0
        strata = _strata(self.y)
        if published:
            free = len(self.y) - published
            train, val, _ = stratified_split(strata[:free], validation, test=0, seed=seed)
            rows = (train, val, np.arange(free, len(self.y)))
        else:
            rows = stratified_split(strata, validation, 0.2 if test is None else test, seed)
        return dataclasses.replace(
            self,
            x=self.x.copy(),
            y=self.y.copy(),
            **parts_of(self.x, self.y, *rows),
            published_test=published,
        )

    def sorted_by_class(self) -> Dataset:
        """The same parts, with the training rows class by class, as many files are stored.

        `fit(validation_split=0.2)` takes the last fifth of such rows, and so no row of the first classes.

        Raises:
            ValueError: There is not one class for each row.
        """
        self._needs_classes("sorted_by_class")
        rows = np.argsort(self.y_train, kind="stable")
        return self._changed("training: sorted by class", x_train=self.x_train[rows], y_train=self.y_train[rows])

    def few(self, per_class: int, *, seed: int = 0) -> Dataset:
        """So many training rows of each class; validation and test rows stay as they are.

        With one seed, the rows of a smaller number are among those of a larger one.

        Args:
            per_class: From 1 to the training rows of the smallest class.
            seed: Decides which rows stay, an integer from 0 to 2**32 - 1.

        Raises:
            TypeError: `per_class` or the seed is no integer.
            ValueError: One of them is out of range, or there is not one class for each row.
        """
        self._needs_classes("few")
        rows = few_rows(self.y_train, per_class, self.class_names, seed)
        note = f"training: {per_class} row{'s' if per_class > 1 else ''} of each class"
        return self._changed(note, x_train=self.x_train[rows], y_train=self.y_train[rows])

    def with_label_noise(self, share: float, *, seed: int = 0) -> Dataset:
        """A share of the training labels is wrong; rows and their order, validation and test stay as they are.

        `round(n * share)` rows get another class, each of the others equally likely. With one seed, the wrong labels
        of a smaller share are among those of a larger one.

        Args:
            share: From 0 to 1.
            seed: Decides which labels are wrong, and how, an integer from 0 to 2**32 - 1.

        Raises:
            TypeError: The share is no number, or the seed no integer.
            ValueError: One of them is out of range, or there is not one class for each row.
        """
        self._needs_classes("with_label_noise")
        y_train = wrong_labels(self.y_train, share, len(self.class_names), seed)
        return self._changed(f"training: {share:.3g} of the labels are wrong", y_train=y_train)

    def imbalanced(self, label: int, keep: float, *, seed: int = 0) -> Dataset:
        """One class becomes rare: each part keeps `round(count * keep)` of its rows, and all rows of other classes.

        Args:
            label: The class, an integer from 0 to classes - 1.
            keep: Share of its rows that stays, above 0 and at most 1.
            seed: Decides which rows stay, an integer from 0 to 2**32 - 1.

        Raises:
            TypeError: The share is no number, or the seed no integer.
            ValueError: One of the arguments is out of range, a part would lose the class, or there is not one class
                for each row.
        """
        self._needs_classes("imbalanced")
        check_class(label, self.class_names)
        check_fraction("keep", keep)
        rng = stream(seed, "imbalanced")
        parts = {}
        for part in ("train", "val", "test"):
            x, y = getattr(self, f"x_{part}"), getattr(self, f"y_{part}")
            rows = thinned_rows(y, label, keep, rng)
            if label in y and label not in y[rows]:
                raise ValueError(
                    f"keep={keep} leaves none of the {(y == label).sum()} rows of class {self.class_names[label]!r} "
                    f"in the {part} part: keep more."
                )
            parts |= {f"x_{part}": x[rows], f"y_{part}": y[rows]}
        return self._changed(f"all parts: {keep:.3g} of the rows of class {self.class_names[label]!r}", **parts)

    def held_out(self, label: int) -> Dataset:
        """One class is kept for the test: no training and no validation row is of it; the test part stays as it is.

        So a model learns, and a threshold is chosen, from normal rows only. `y_test == label` tells the anomalies.

        Args:
            label: The class, an integer from 0 to classes - 1.

        Raises:
            ValueError: The label is out of range, or there is not one class for each row.
        """
        self._needs_classes("held_out")
        check_class(label, self.class_names)
        train, val = self.y_train != label, self.y_val != label
        return self._changed(
            f"training and validation: no row of class {self.class_names[label]!r}",
            x_train=self.x_train[train],
            y_train=self.y_train[train],
            x_val=self.x_val[val],
            y_val=self.y_val[val],
        )

    def __repr__(self) -> str:
        return describe(self)

    def _needs_classes(self, method: str) -> None:
        if self.task in ("multi-label", "regression"):
            raise ValueError(
                f"{method} works on data with one class for each row, such as iris() or digits(); {self.name!r} is "
                f"for {self.task}."
            )

    def _changed(self, note: str, **arrays: np.ndarray) -> Dataset:
        copies = {name: getattr(self, name).copy() for name in ARRAYS if name not in arrays}
        return dataclasses.replace(self, **copies, **arrays, changes=(*self.changes, note))


def parts_of(
    x: np.ndarray, y: np.ndarray, train: np.ndarray, val: np.ndarray, test: np.ndarray
) -> dict[str, np.ndarray]:
    """The six arrays of the parts, as copies, by their names in `Dataset`; rows as integer arrays."""
    rows = {"train": train, "val": val, "test": test}
    return {f"{letter}_{part}": array[rows[part]] for part in rows for letter, array in (("x", x), ("y", y))}


def _strata(y: np.ndarray) -> np.ndarray:
    """What a split keeps the shares of: the classes; without classes all rows are one kind."""
    return y if y.ndim == 1 and y.dtype.kind in "iu" else np.zeros(len(y), dtype=np.int64)
