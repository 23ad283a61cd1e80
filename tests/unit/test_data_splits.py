"""stratified_split: disjoint, complete, stratified, the same rows everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from coursekit.data.splits import stratified_split


def random_labels(rng: np.random.Generator) -> np.ndarray:
    counts = rng.integers(20, 90, size=rng.integers(1, 12))
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


def test_every_row_is_in_exactly_one_part():
    rng = np.random.default_rng(1)
    for seed in range(50):
        y = random_labels(rng)
        parts = stratified_split(y, validation=0.15, test=0.25, seed=seed)
        np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(len(y)))


def test_every_class_keeps_its_share_within_one_row():
    rng = np.random.default_rng(2)
    for _ in range(500):
        y = random_labels(rng)
        validation, test = rng.uniform(0.06, 0.45, size=2).round(2)
        counts = np.bincount(y)
        parts = stratified_split(y, validation, test, seed=0)
        for rows, share in zip(parts, (1 - validation - test, validation, test), strict=True):
            errors = np.bincount(y[rows], minlength=len(counts)) - counts * share
            assert np.abs(errors).max() <= 1 + 1e-9


def test_parts_have_the_size_that_the_fractions_say():
    y = np.repeat(np.arange(10), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])  # MNIST's
    train, validation, test = stratified_split(y, validation=0.1, test=0, seed=0)
    assert (len(train), len(validation), len(test)) == (54_000, 6_000, 0)


def test_same_seed_same_rows_other_seed_other_rows():
    y = np.arange(200) % 3
    first, again, other = (stratified_split(y, 0.2, 0.2, seed) for seed in (7, 7, 8))
    for part in range(3):
        np.testing.assert_array_equal(first[part], again[part])
        assert not np.array_equal(first[part], other[part])


def test_rows_of_a_seed_are_the_same_on_every_machine():
    train, validation, test = stratified_split(np.arange(12) % 2, 0.25, 0.25, seed=0)
    assert (train.tolist(), validation.tolist(), test.tolist()) == (
        [3, 9, 4, 2, 7, 10],
        [0, 6, 1],
        [8, 11, 5],
    )


def test_rows_within_a_part_are_shuffled():
    y = np.repeat([0, 1], 100)
    train, _, _ = stratified_split(y, 0.2, 0.2, seed=0)
    assert 20 < y[train][:60].sum() < 40  # sorted by class it would be 0


def test_global_random_state_is_left_alone():
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    stratified_split(np.arange(40) % 2, 0.2, 0.2, seed=5)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize(
    ("validation", "test", "seed", "error", "words"),
    [
        (0.5, 0.5, 0, ValueError, "add up to 1"),
        (0.7, 0.6, 0, ValueError, "add up to 1.3"),
        (-0.1, 0.2, 0, ValueError, "validation must be a fraction"),
        (0.2, 30, 0, ValueError, "test must be a fraction"),
        (0.2, float("nan"), 0, ValueError, "test must be a fraction"),
        ("0.2", 0.2, 0, TypeError, "validation must be a fraction"),
        (0.2, True, 0, TypeError, "test must be a fraction"),
        (0.01, 0.2, 0, ValueError, "no validation row of class"),
        (0.2, 0.2, 1.5, TypeError, "seed must be a whole number"),
        (0.2, 0.2, None, TypeError, "seed must be a whole number"),
        (0.2, 0.2, True, TypeError, "seed must be a whole number"),
        (0.2, 0.2, -1, ValueError, "seed must be from 0"),
        (0.2, 0.2, 2**32, ValueError, "seed must be from 0"),
    ],
)
def test_bad_arguments_get_a_sentence(validation, test, seed, error, words):
    with pytest.raises(error, match=words):
        stratified_split(np.arange(40) % 2, validation, test, seed)


def test_numpy_numbers_are_numbers():
    y = np.arange(40) % 2
    numpy_numbers = stratified_split(y, np.float32(0.25), np.float64(0.25), np.int64(3))
    np.testing.assert_array_equal(numpy_numbers[0], stratified_split(y, 0.25, 0.25, 3)[0])
