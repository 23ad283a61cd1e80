"""grammar, waves and word_order: what they hold, and that their best scores are what the rules imply."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import numpy as np
import pytest

import coursekit as ck
from coursekit.data import language_rules as rules


@pytest.fixture(scope="module")
def language():
    return ck.data.grammar()


def all_sentences() -> dict[str, float]:
    """Every sentence of the language with its probability, word by word: no use is made of states that meet again."""
    found, open_ends = {}, [("", rules.START, 1.0)]
    while open_ends:
        text, state, p = open_ends.pop()
        following = rules.steps(state)
        if not following:
            found[text.strip()] = p
        open_ends += [(f"{text} {word}", after, p * q) for word, (q, after) in following.items()]
    return found


@pytest.fixture(scope="module")
def everything():
    return all_sentences()


def test_probabilities_add_up(everything):
    assert sum(everything.values()) == pytest.approx(1)
    assert len(everything) > 50_000
    lengths = [len(text.split()) for text in everything]
    assert (min(lengths), max(lengths)) == (4, rules.LONGEST)
    assert {word for text in everything for word in text.split()} == set(rules.all_words())


@pytest.mark.parametrize("memory", [0, 1, 2, 4, None])
def test_the_best_scores_are_those_of_counting_all_sentences(everything, memory):
    """An independent way: the whole list of sentences, each weighted by its probability."""
    seen: dict[tuple, Counter] = defaultdict(Counter)
    for text, p in everything.items():
        words = text.split()
        for i in range(1, len(words)):
            context = tuple(words[:i]) if memory is None else tuple(words[max(0, i - memory) : i])
            seen[context][words[i]] += p
    total = sum(sum(words.values()) for words in seen.values())
    hits = sum(max(words.values()) for words in seen.values())
    doubt = -sum(p * math.log(p / sum(words.values())) for words in seen.values() for p in words.values())
    best = ck.data.grammar(20).best(memory)
    assert best.accuracy == pytest.approx(hits / total)
    assert best.perplexity == pytest.approx(math.exp(doubt / total))


def test_the_best_scores_are_as_documented(language):
    best, one = language.best(), language.best(1)
    assert (best.accuracy, best.perplexity) == pytest.approx((0.447, 3.90), abs=0.005)
    assert (one.accuracy, one.perplexity) == pytest.approx((0.378, 4.88), abs=0.005)
    perplexities = [round(language.best(memory).perplexity, 9) for memory in range(6)]
    assert perplexities == sorted(perplexities, reverse=True), "more memory never hurts"
    assert perplexities[-1] == pytest.approx(best.perplexity)


def test_sentences_follow_the_rules_in_the_right_proportion(language):
    drawn = ck.data.grammar(6000, seed=7)
    sentences = drawn.train + drawn.val + drawn.test
    assert len(sentences) == 6000
    assert all(language.allows(text) for text in sentences)
    logs = []
    for text in sentences:
        words = text.split()
        logs += [math.log(language.next_words(" ".join(words[:i]))[words[i]]) for i in range(1, len(words))]
    assert math.exp(-np.mean(logs)) == pytest.approx(language.best().perplexity, rel=0.02)


def test_no_sentence_stands_in_two_parts(language):
    parts = [set(part) for part in (language.train, language.val, language.test)]
    assert not parts[0] & parts[1]
    assert not parts[0] & parts[2]
    assert not parts[1] & parts[2]
    sizes = [len(part) for part in (language.train, language.val, language.test)]
    assert sum(sizes) == 3000
    assert sizes == pytest.approx([1800, 600, 600], abs=60)


def test_the_verb_fits_the_first_animal(language):
    after = language.next_words("the old cats near the dog")
    assert set(after) == {"sleep", "run", "sing", "jump"}
    assert max(after, key=after.get) == "sleep"
    assert sum(after.values()) == pytest.approx(1)
    assert sum(language.next_words("the").values()) == pytest.approx(1)
    assert language.next_words("the cat sleeps .") == {}
    assert language.next_words("cat the") == {}
    assert language.allows("the old cats near the dog sleep again .")
    for text in ("the old cats near the dog sleeps again .", "the cat sleeps", "", "the cat sleeps . ."):
        assert not language.allows(text)


def test_the_seed_decides_the_sentences(language):
    same, other = ck.data.grammar(), ck.data.grammar(seed=1)
    assert same.train == language.train
    assert same.train is not language.train
    assert other.train != language.train
    assert language.train[0] == "the wet cats near the old cats sleep alone ."
    assert "best perplexity 3.896" in repr(language)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: ck.data.grammar(19), ValueError, "n must be at least 20 sentences"),
        (lambda: ck.data.grammar(100.0), TypeError, "n must be a whole number"),
        (lambda: ck.data.grammar(seed=-1), ValueError, "seed must be from 0"),
        (lambda: ck.data.grammar(20).best(-1), ValueError, "memory must be 0 words or more"),
        (lambda: ck.data.grammar(20).best(1.5), TypeError, "memory must be a whole number"),
        (lambda: ck.data.waves(99), ValueError, "n must be at least 100 steps"),
        (lambda: ck.data.waves(noise=-1), ValueError, "noise is a standard deviation"),
        (lambda: ck.data.waves(noise="0.1"), TypeError, "noise must be a number"),
        (lambda: ck.data.waves(200.0), TypeError, "n must be a whole number"),
        (lambda: ck.data.word_order(19), ValueError, "n must be at least 20 sentences"),
        (lambda: ck.data.word_order(True), TypeError, "n must be a whole number"),
    ],
)
def test_bad_arguments_get_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_waves_are_divided_by_time():
    series = ck.data.waves()
    assert (series.values.shape, series.values.dtype) == ((1500,), np.float32)
    np.testing.assert_array_equal(np.concatenate([series.train, series.val, series.test]), series.values)
    assert [len(part) for part in (series.train, series.val, series.test)] == [900, 300, 300]
    before = series.values.copy()
    series.train[0] = 9
    np.testing.assert_array_equal(series.values, before)
    assert "train 900, then validation 300, then test 300" in repr(series)
    assert not np.array_equal(ck.data.waves(seed=1).values, before)
    np.testing.assert_array_equal(ck.data.waves().values, before)


def test_persistence_and_the_best_forecast_are_as_documented():
    values = ck.data.waves(20_000, seed=3).values
    assert np.mean(np.diff(values) ** 2) == pytest.approx(0.053, abs=0.002)
    rows = np.lib.stride_tricks.sliding_window_view(values, 61)
    past = np.c_[rows[:, :60], np.ones(len(rows))]
    half = len(rows) // 2
    weights = np.linalg.lstsq(past[:half], rows[:half, -1], rcond=None)[0]
    assert np.mean((past[half:] @ weights - rows[half:, -1]) ** 2) == pytest.approx(0.0105, abs=0.0006)
    clean = ck.data.waves(noise=0).values
    np.testing.assert_allclose(clean[:-180], clean[180:], atol=1e-5)  # 20 and 9 steps repeat together


def test_only_the_order_tells_cat_from_dog():
    data = ck.data.word_order()
    assert (data.x.shape, data.x.dtype, data.task) == ((2000, 8), np.int64, "binary")
    cat, dog = (np.argmax(data.x == number, axis=1) for number in (1, 2))
    np.testing.assert_array_equal(data.y, cat < dog)
    assert ((data.x == 1).sum(axis=1) == 1).all()
    assert ((data.x == 2).sum(axis=1) == 1).all()
    lengths = (data.x > 0).sum(axis=1)
    assert set(lengths.tolist()) == {4, 5, 6, 7, 8}
    assert all((row[:k] > 0).all() for row, k in zip(data.x, lengths, strict=True)), "zeros stand at the end only"
    assert np.bincount(data.y).tolist() == [1000, 1000]
    assert ck.data.word_order(padded=False).x.min() == 1
    assert ck.data.word_order_words([2, 3, 1, 0]) == ["dog", "the", "cat"]


def test_counting_words_does_not_help():
    from sklearn.linear_model import LogisticRegression

    data = ck.data.word_order(6000)
    counts = (data.x[..., None] == np.arange(12)).sum(axis=1)
    score = LogisticRegression().fit(counts[:3000], data.y[:3000]).score(counts[3000:], data.y[3000:])
    assert score == pytest.approx(0.5, abs=0.03)
