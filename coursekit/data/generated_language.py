"""Sentences of a small generated language, of which it is known how well their next word can be predicted."""

from __future__ import annotations

import numbers
from dataclasses import dataclass

import numpy as np

from coursekit.data import language_rules as rules
from coursekit.data.language_rules import NextWordScores
from coursekit.data.random_streams import stream

FEWEST = 20


@dataclass(frozen=True, eq=False, repr=False)
class Language:
    """Sentences in three parts, and the rules that they were drawn from.

    A sentence is one text: words with a space between, the full stop is a word too. No sentence stands in two parts.

    Attributes:
        train, val, test: lists of sentences, of 4 to `longest` words each.
        words: all words of the language, in alphabetical order.
        longest: the number of words of the longest sentence that the rules allow, 10.
        source: where the sentences come from.
    """

    train: list[str]
    val: list[str]
    test: list[str]
    words: tuple[str, ...]
    longest: int
    source: str

    def next_words(self, beginning: str) -> dict[str, float]:
        """The words that may follow the beginning of a sentence, with their probabilities; they add up to 1.

        After the full stop, or after words that no sentence of the language begins with, there are none.
        """
        state: rules.State = rules.START
        for word in beginning.split():
            if word not in (following := rules.steps(state)):
                return {}
            state = following[word][1]
        return {word: probability for word, (probability, _) in rules.steps(state).items()}

    def allows(self, sentence: str) -> bool:
        """Whether the rules can make this sentence, from its first word to the full stop."""
        words = sentence.split()
        return words[-1:] == ["."] and words[-1] in self.next_words(" ".join(words[:-1]))

    def best(self, memory: int | None = None) -> NextWordScores:
        """The best accuracy and perplexity that any model can have when it predicts the next word.

        They are computed from the rules' probabilities, for the language as a whole, not estimated from sentences. On
        a sample, a model may score a little better or worse. The first word of a sentence is given, not predicted.

        The **accuracy** is the share of right guesses when the likeliest word is guessed each time. The **perplexity**
        is exp of the mean of -log p(word), the cross-entropy: a perplexity of 4 leaves as much doubt as 4 equally
        likely words.

        Args:
            memory: how many of the last words the model sees, from 0; None for all of them.

        Raises:
            TypeError: `memory` is no whole number.
            ValueError: `memory` is below 0.
        """
        if memory is not None:
            if isinstance(memory, bool) or not isinstance(memory, numbers.Integral):
                raise TypeError(f"memory must be a whole number of words such as 1, or None for all, not {memory!r}.")
            if memory < 0:
                raise ValueError(f"memory must be 0 words or more, not {memory}.")
        return rules.best_scores(memory)

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(part):,} for {name}"
            for name, part in (("training", self.train), ("validation", self.val), ("the test", self.test))
        )
        best = self.best()
        return (
            f"A language of {len(self.words)} words; sentences of 4 to {self.longest} words: {counts}\n"
            f"  for example {self.train[0]!r}\n"
            f"  best next-word accuracy {best.accuracy:.3f}, best perplexity {best.perplexity:.3f}\n"
            f"  source      {self.source}"
        )


def grammar(n: int = 3000, *, seed: int = 0) -> Language:
    """Sentences about animals, such as "the old cats near the dog sleep again .", drawn from known rules.

    The verb fits the first animal, in kind and in number, though other words may stand between. So a model that knows
    only the last word stays well behind the best one: see `Language.best`. The best accuracy is 0.447 and the best
    perplexity 3.90; with a memory of one word they are 0.378 and 4.88.

    About 60% of the sentences are for training, 20% for validation and 20% for the test. A sentence that was drawn
    several times stands in one part only, so often as it was drawn.

    Args:
        n: Sentences in all, at least 20.
        seed: Decides the sentences and their parts, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: `n` or the seed is no integer.
        ValueError: One of them is out of range.
    """
    if isinstance(n, bool) or not isinstance(n, numbers.Integral):
        raise TypeError(f"n must be a whole number of sentences such as 3000, not {n!r}.")
    if n < FEWEST:
        raise ValueError(f"n must be at least {FEWEST} sentences, so that each part has some, not {n}.")
    rng = stream(seed, "grammar")
    sentences = [_draw(rng) for _ in range(n)]
    different = sorted(set(sentences))
    order = rng.permutation(len(different))
    limits = np.round(np.array([0.6, 0.8, 1.0]) * len(different))
    part = dict(zip(different, np.searchsorted(limits, order, side="right").tolist(), strict=True))
    train, val, test = ([s for s in sentences if part[s] == k] for k in range(3))
    return Language(
        train, val, test, rules.all_words(), rules.LONGEST, "Drawn by coursekit from the rules of a grammar."
    )


def _draw(rng: np.random.RandomState) -> str:
    """One sentence, each word by its probability."""
    state, words = rules.START, []
    while following := rules.steps(state):
        limits = np.cumsum([p for p, _ in following.values()])
        chosen = int(np.searchsorted(limits, rng.uniform(0, limits[-1]), side="right"))
        word = list(following)[min(chosen, len(following) - 1)]
        words.append(word)
        state = following[word][1]
    return " ".join(words)
