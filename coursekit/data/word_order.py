"""Sentences in which only the order of two words matters."""

from __future__ import annotations

import numbers

import numpy as np

from coursekit.data.dataset import Dataset
from coursekit.data.random_streams import stream

WORDS = ("", "cat", "dog", "the", "old", "small", "wet", "garden", "sees", "and", "today", "runs")
SHORTEST, LONGEST = 4, 8
FEWEST = 20


def word_order(n: int = 2000, *, padded: bool = True, seed: int = 0) -> Dataset:
    """Rows of word numbers: does the cat come before the dog?

    A sentence holds one `cat` (1), one `dog` (2), and other words (3 to 11) by chance. y is 1 where the cat comes
    first, which is in half of the sentences. The words alone say nothing: whoever counts them is right for half.

    x has shape (n, 8) and dtype int64; sentences have 4 to 8 words, and zeros fill the rows up at their end. y has
    dtype int64. `coursekit.data.word_order_words` turns numbers into words.

    Args:
        n: Sentences in all, at least 20.
        padded: False makes all sentences 8 words long, without a 0.
        seed: Decides the sentences and which of them go into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: `n` or the seed is no integer.
        ValueError: One of them is out of range.
    """
    if isinstance(n, bool) or not isinstance(n, numbers.Integral):
        raise TypeError(f"n must be a whole number of sentences such as 2000, not {n!r}.")
    if n < FEWEST:
        raise ValueError(f"n must be at least {FEWEST} sentences, so that each part has some, not {n}.")
    rng = stream(seed, "word order")
    x = rng.randint(3, len(WORDS), size=(n, LONGEST), dtype=np.int64)
    lengths = rng.randint(SHORTEST, LONGEST + 1, size=n, dtype=np.int64) if padded else np.full(n, LONGEST)
    y = np.arange(n) % 2
    for row, length, label in zip(x, lengths, y, strict=True):
        first, second = np.sort(rng.permutation(length)[:2])
        row[first], row[second] = (1, 2) if label else (2, 1)
        row[length:] = 0
    return Dataset.divided(
        name="word order",
        x=x,
        y=y.astype(np.int64),
        seed=seed,
        class_names=("dog first", "cat first"),
        source="Drawn by coursekit: words by chance, with one cat and one dog.",
    )


def word_order_words(row: np.ndarray) -> list[str]:
    """The words of one row of `word_order().x`, shape (length,); padding is left out."""
    return [WORDS[number] for number in np.asarray(row).ravel() if number]
