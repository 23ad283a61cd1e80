"""IMDB's film reviews from wherever they are, or generated ones of the same form in their place."""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from typing import Literal

import numpy as np

from coursekit.data.dataset import Dataset, parts_of
from coursekit.data.errors import DataUnavailable
from coursekit.data.imdb_places import (
    Missing,
    Reviews,
    from_data_folder,
    from_download,
    from_keras_cache,
    keras_cache_file,
)
from coursekit.data.random_streams import stream

SOURCE = "Maas and others, Learning word vectors for sentiment analysis, ACL 2011; the reviews belong to their authors"
GENERATED_SOURCE = "Drawn by coursekit: words by chance, of which some praise and some blame."
PADDING, START, UNKNOWN, FIRST_WORD = 0, 1, 2, 3  # what keras.datasets.imdb gives these numbers to
GENERATED_ROWS = (1600, 400)


def imdb(source: Literal["auto", "full", "embedded"] = "auto", *, words: int = 5000, length: int = 100) -> Dataset:
    """50,000 film reviews as rows of word numbers, half of them praise; or 2,000 generated ones in the same form.

    Looks for the reviews in `$COURSEKIT_DATA/imdb.npz` and in Keras's cache (`$KERAS_HOME` or `~/.keras`), then tries
    to download them. When all of that fails it takes the generated ones, and prints a line that says so.

    x has shape (n, length) and dtype int32. The numbers mean the same as from `keras.datasets.imdb`: 0 is padding, 1
    begins a review, 2 stands for any word that is not among the most frequent, and other words are numbered from 3 on,
    the most frequent first. Long reviews keep their last words; short ones have their zeros in front, as
    `keras.utils.pad_sequences` does it. y has dtype int64: 1 is praise. x_train is (25000, length) and x_test as
    large, or 1,600 and 400 rows of the generated ones. Take a validation part with `imdb().split(validation=0.1)`.

    Args:
        source: "auto" as above; "full" raises an error instead of falling back; "embedded" takes the generated reviews
            at once. `fallback` is True whenever they are returned.
        words: numbers from 0 to words - 1 occur, at least 4: what `input_dim` of an Embedding must be.
        length: words of a row, at least 1.

    Raises:
        DataUnavailable: "full", and the reviews are nowhere. The message lists the places and the ways to mend it.
        DataDamaged: One of the places holds a damaged file. The message names it.
        TypeError: `words` or `length` is no integer.
        ValueError: Another source, or a number out of range.
    """
    if source not in ("auto", "full", "embedded"):
        raise ValueError(f'source must be "auto", "full" or "embedded", not {source!r}.')
    for name, value, least in (("words", words, FIRST_WORD + 1), ("length", length, 1)):
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise TypeError(f"{name} must be a whole number, not {value!r}.")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}.")

    if source != "embedded":
        looked_at = []
        for place in (from_data_folder, from_keras_cache, from_download):
            try:
                reviews, found_at = place()
            except Missing as missing:
                looked_at.append(str(missing))
            else:
                return _dataset(reviews, words, length, f"{SOURCE}. Read from {found_at}", fallback=False)
        if source == "full":
            raise DataUnavailable(_explanation(looked_at))
        print(
            "imdb: the IMDB reviews are not on this computer and cannot be downloaded. FALLBACK: 2,000 generated "
            'reviews stand in for them. imdb("full") says what to do.'
        )
    return _dataset(_generated(), words, length, GENERATED_SOURCE, fallback=True)


def _dataset(reviews: Reviews, words: int, length: int, source: str, *, fallback: bool) -> Dataset:
    x = np.concatenate([_rows(reviews[part], words, length) for part in ("x_train", "x_test")])
    y = np.concatenate([reviews["y_train"], reviews["y_test"]]).astype(np.int64)
    train, test = np.split(np.arange(len(y)), [len(reviews["y_train"])])
    return Dataset(
        name="imdb",
        x=x,
        y=y,
        **parts_of(x, y, train, train[:0], test),
        class_names=("blame", "praise"),
        source=source,
        fallback=fallback,
        published_test=len(test),
    )


def _rows(reviews: Iterable[list[int]], words: int, length: int) -> np.ndarray:
    """Reviews as in the file, where the most frequent word is 1, as rows in Keras's numbers; shape (n, length)."""
    rows = np.full((len(reviews), length), PADDING, dtype=np.int32)
    for row, review in zip(rows, reviews, strict=True):
        numbers_of = np.array([START, *(word + FIRST_WORD for word in review)])[-length:]
        row[length - len(numbers_of) :] = np.where(numbers_of < words, numbers_of, UNKNOWN)
    return rows


def _generated(words: int = 300) -> Reviews:
    """Reviews in the file's form. One word in six says something; three quarters of those say what is meant."""
    rng = stream(0, "imdb")
    loud = np.arange(20, 60)  # even ones praise, odd ones blame; the others are neutral
    reviews: dict[str, list] = {"x_train": [], "y_train": [], "x_test": [], "y_test": []}
    for part, rows in zip(("train", "test"), GENERATED_ROWS, strict=True):
        for row in range(rows):
            praise = row % 2
            size = rng.randint(20, 160)
            review = np.minimum(rng.geometric(0.02, size=size), words)  # frequent words have small numbers
            review = np.where(np.isin(review, loud), 1, review)
            says = rng.uniform(size=size) < 1 / 6
            meant = np.where(rng.uniform(size=size) < 3 / 4, praise, 1 - praise)
            review = np.where(says, 2 * rng.randint(10, 30, size=size) + 1 - meant, review)
            reviews[f"x_{part}"].append(review.tolist())
            reviews[f"y_{part}"].append(praise)
    return {key: np.array(value, dtype=object if key.startswith("x") else np.int64) for key, value in reviews.items()}


def _explanation(looked_at: list[str]) -> str:
    places = "\n".join(f"  - {line}" for line in looked_at)
    return (
        f"The IMDB reviews were not found. Looked at:\n{places}\n"
        "To mend it, do one of these:\n"
        "  - go online and call imdb() again (17 MB, once);\n"
        f"  - copy imdb.npz from a computer that has it to {keras_cache_file()},\n"
        "    or into any folder, and set COURSEKIT_DATA to that folder;\n"
        '  - work with the generated reviews: imdb("embedded").'
    )
