"""The rules of the course's small language, and what they imply: the chances of each next word, and the best scores.

A sentence is

    the [adjective] animal [near|behind the [adjective] animal] verb [adverb] .

Which verb follows, and in which number, depends on the first animal, however many words ago that was. The words so far
always tell the state that the rules are in, so the chances of the next word are known exactly.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache

State = Hashable
START, END = ("start",), ("end",)
LONGEST = 10  # words, with the full stop

ADJECTIVES = {"old": 0.2, "small": 0.2, "wet": 0.2, "brown": 0.15, "young": 0.15}  # none: what is left of 1
ANIMALS = {
    "cat": 0.15,
    "dog": 0.15,
    "bird": 0.1,
    "frog": 0.1,
    "cats": 0.15,
    "dogs": 0.15,
    "birds": 0.1,
    "frogs": 0.1,
}
PLACES = {"near": 0.3, "behind": 0.25, "above": 0.15}
VERBS = {  # in the plural; the singular has an s more
    "cat": {"sleep": 0.75, "run": 0.1, "sing": 0.05, "jump": 0.1},
    "dog": {"sleep": 0.1, "run": 0.75, "sing": 0.05, "jump": 0.1},
    "bird": {"sleep": 0.05, "run": 0.1, "sing": 0.8, "jump": 0.05},
    "frog": {"sleep": 0.1, "run": 0.05, "sing": 0.1, "jump": 0.75},
}
ADVERBS = {  # after each verb; the sentence ends with what is left of 1
    "sleep": {"quietly": 0.4, "today": 0.1, "again": 0.1, "alone": 0.2},
    "run": {"quietly": 0.1, "today": 0.4, "again": 0.2, "alone": 0.1},
    "sing": {"quietly": 0.1, "today": 0.1, "again": 0.5, "alone": 0.1},
    "jump": {"quietly": 0.1, "today": 0.2, "again": 0.1, "alone": 0.4},
}


@dataclass(frozen=True)
class NextWordScores:
    """How well the next word can be predicted, averaged over all words of the language but the first of a sentence.

    Attributes:
        accuracy: the share of words that are the likeliest one at their place, 0 to 1.
        perplexity: exp of the mean of -log p(word): so many equally likely words would leave the same doubt; 1 is
            certainty.
    """

    accuracy: float
    perplexity: float


def steps(state: State) -> dict[str, tuple[float, State]]:
    """The words that may follow in a state: {word: (probability, the state after it)}."""
    match state:
        case ("start",):
            return {"the": (1.0, ("subject", ""))}
        case ("subject", adjective):
            return _noun_phrase(state, adjective, lambda animal: ("after", animal))
        case ("after", animal):
            rest = 1 - sum(PLACES.values())
            return {
                **{word: (p, ("place", animal)) for word, p in PLACES.items()},
                **_verbs(animal, rest),
            }
        case ("place", animal):
            return {"the": (1.0, ("object", animal, ""))}
        case ("object", animal, adjective):
            return _noun_phrase(state, adjective, lambda _: ("verb", animal))
        case ("verb", animal):
            return _verbs(animal, 1.0)
        case ("adverb", verb):
            adverbs = ADVERBS[verb]
            return {
                **{word: (p, ("stop",)) for word, p in adverbs.items()},
                ".": (1 - sum(adverbs.values()), END),
            }
        case ("stop",):
            return {".": (1.0, END)}
    return {}


def all_words() -> tuple[str, ...]:
    """Every word of the language, in alphabetical order; the full stop is one."""
    return tuple(sorted({word for state in _visits() for word in steps(state)}))


def best_scores(memory: int | None = None) -> NextWordScores:
    """The best scores that any model can have on the whole language, computed from the rules' probabilities.

    A model that knows the state can do no better than say the rules' own probabilities p(word | state). With them
    the accuracy is sum_s P(s) max_w p(w | s), and the log of the perplexity is the conditional entropy
    -sum_s P(s) sum_w p(w | s) log p(w | s), where P(s) is the share of places that are in the state s (Shannon 1948,
    "A Mathematical Theory of Communication"). A model that sees only the last words knows the mean of p(w | s) over
    the states that these words leave open. The first word of a sentence is given, not predicted.

    Args:
        memory: how many of the last words the model sees, 0 or more; None for all.
    """
    places: dict[Hashable, float] = defaultdict(float)  # how often a sentence has a place with this context
    follows: dict[Hashable, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (state, context), visits in _with_context(memory).items():
        known = state if memory is None else context
        places[known] += visits
        for word, (p, _) in steps(state).items():
            follows[known][word] += visits * p
    total = sum(places.values())
    hits = sum(max(words.values()) for words in follows.values())
    doubt = -sum(n * math.log(n / places[known]) for known, words in follows.items() for n in words.values())
    return NextWordScores(accuracy=hits / total, perplexity=math.exp(doubt / total))


def _noun_phrase(state: tuple, adjective: str, after: Callable[[str], State]) -> dict[str, tuple[float, State]]:
    found: dict[str, tuple[float, State]] = {}
    if not adjective:
        found = {word: (p, (*state[:-1], word)) for word, p in ADJECTIVES.items()}
    rest = 1 - sum(p for p, _ in found.values())
    return found | {animal: (rest * p, after(animal)) for animal, p in ANIMALS.items()}


def _verbs(animal: str, share: float) -> dict[str, tuple[float, State]]:
    ending = "" if animal.endswith("s") else "s"
    chances = VERBS[animal.removesuffix("s")]
    return {verb + ending: (share * p, ("adverb", verb)) for verb, p in chances.items()}


@cache
def _visits() -> dict[State, float]:
    """Every state, with the expected number of times that a sentence is in it."""
    return {state: visits for (state, _), visits in _with_context(None, first=True).items()}


def _with_context(memory: int | None, *, first: bool = False) -> dict[tuple[State, tuple[str, ...]], float]:
    """States with the last words before them and the expected visits, without the first word's unless `first`."""
    found: dict[tuple[State, tuple[str, ...]], float] = defaultdict(float)
    reached = {(START, ()): 1.0}
    while reached:  # all beginnings of the same length at once; no sentence is longer than ten words
        after: dict[tuple[State, tuple[str, ...]], float] = defaultdict(float)
        for (state, context), chance in reached.items():
            if state != END and (first or state != START):
                found[state, context] += chance
            for word, (p, then) in steps(state).items():
                kept = (*context, word)[-memory:] if memory else ()
                after[then, kept] += chance * p
        reached = dict(after)
    return found
