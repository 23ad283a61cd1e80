"""few, sorted_by_class, with_label_noise, imbalanced, held_out: what changes, and what must not."""

from __future__ import annotations

import numpy as np
import pytest

import coursekit as ck
from coursekit.data.dataset import ARRAYS

VARIANTS = {
    "few": lambda data, seed=0: data.few(5, seed=seed),
    "sorted_by_class": lambda data, seed=0: data.sorted_by_class(),
    "with_label_noise": lambda data, seed=0: data.with_label_noise(0.3, seed=seed),
    "imbalanced": lambda data, seed=0: data.imbalanced(1, keep=0.2, seed=seed),
    "held_out": lambda data, seed=0: data.held_out(1),
}
CHANGED = {
    "imbalanced": {"x_val", "y_val", "x_test", "y_test"},
    "held_out": {"x_val", "y_val"},
}


@pytest.fixture(params=VARIANTS)
def name(request):
    return request.param


@pytest.fixture(params=["iris", "digits"])
def data(request):
    return getattr(ck.data, request.param)()


def positions(some: np.ndarray, among: np.ndarray) -> list[int]:
    """Where each row of `some` stands in `among`, which has no row twice."""
    places = {row.tobytes(): place for place, row in enumerate(among)}
    assert len(places) == len(among)
    return [places[row.tobytes()] for row in some]


def test_the_original_and_all_rows_stay_as_they_are(name, data):
    before = {array: getattr(data, array).copy() for array in ARRAYS}
    variant = VARIANTS[name](data)
    for array in ARRAYS:
        assert getattr(variant, array).dtype == before[array].dtype
        getattr(variant, array)[:] = 0
    for array, values in before.items():
        np.testing.assert_array_equal(getattr(data, array), values)


def test_validation_and_test_rows_stay_where_only_training_is_changed(name, data):
    variant = VARIANTS[name](data)
    for array in ("x", "y", "x_val", "y_val", "x_test", "y_test"):
        same = np.array_equal(getattr(variant, array), getattr(data, array))
        assert same is (array not in CHANGED.get(name, set()))


def test_no_row_comes_from_another_part(name):
    data = ck.data.digits()
    variant = VARIANTS[name](data)
    for part in ("train", "val", "test"):
        positions(getattr(variant, f"x_{part}"), getattr(data, f"x_{part}"))  # KeyError for a foreign row


def test_the_seed_decides(name):
    data = ck.data.digits()
    first, again, other = (VARIANTS[name](data, seed=seed) for seed in (3, 3, 4))
    for array in ARRAYS:
        np.testing.assert_array_equal(getattr(first, array), getattr(again, array))
    changed = (first.x_train.tobytes(), first.y_train.tobytes()) != (other.x_train.tobytes(), other.y_train.tobytes())
    assert changed is (name not in ("sorted_by_class", "held_out"))  # these draw nothing


def test_a_variant_says_so_and_is_split_before_not_after(name):
    data = ck.data.iris()
    variant = VARIANTS[name](data)
    assert "changed" not in repr(data)
    assert f"  changed     {variant.changes[0]}" in repr(variant)
    with pytest.raises(ValueError, match="Call split first"):
        variant.split()
    assert VARIANTS[name](data.split(validation=0.3, seed=1)).changes == variant.changes


def test_few_keeps_so_many_of_each_class_in_their_order():
    data = ck.data.digits()
    small, large = data.few(5), data.few(12)
    assert np.bincount(small.y_train).tolist() == [5] * 10
    assert np.bincount(large.y_train).tolist() == [12] * 10
    places = positions(small.x_train, data.x_train)
    assert places == sorted(places)
    np.testing.assert_array_equal(small.y_train, data.y_train[places])
    assert set(places) <= set(positions(large.x_train, data.x_train))  # so that size curves compare like with like


def test_variants_of_a_seed_are_the_same_on_every_machine():
    data = ck.data.iris()
    few = [[5.5, 4.2, 1.4, 0.2], [7.6, 3.0, 6.6, 2.1], [6.6, 2.9, 4.6, 1.3]]
    np.testing.assert_allclose(data.few(1).x_train, few, rtol=1e-6)
    assert np.flatnonzero(data.with_label_noise(0.03).y_train != data.y_train).tolist() == [13, 14, 88]


def test_few_takes_up_to_the_smallest_class():
    data = ck.data.breast_cancer()
    smallest = np.bincount(data.y_train).min()
    assert np.bincount(data.few(smallest).y_train).tolist() == [smallest, smallest]
    with pytest.raises(ValueError, match=f"from 1 to {smallest}, .*'malignant'"):
        data.few(smallest + 1)


def test_sorted_rows_keep_their_labels_and_the_tail_misses_classes():
    data = ck.data.iris()
    variant = data.sorted_by_class()
    assert (np.diff(variant.y_train) >= 0).all()
    order = np.lexsort((*data.x_train.T, data.y_train))
    again = np.lexsort((*variant.x_train.T, variant.y_train))
    np.testing.assert_array_equal(data.x_train[order], variant.x_train[again])
    np.testing.assert_array_equal(data.y_train[order], variant.y_train[again])
    assert set(variant.y_train[-18:].tolist()) == {2}  # what fit(validation_split=0.2) takes


def test_label_noise_is_exact_reaches_all_other_classes_and_grows():
    data = ck.data.digits()
    wrong = {}
    for share in (0.1, 0.4):
        noisy = data.with_label_noise(share)
        np.testing.assert_array_equal(noisy.x_train, data.x_train)
        wrong[share] = np.flatnonzero(noisy.y_train != data.y_train)
        assert len(wrong[share]) == round(len(data.y_train) * share)
        shifts = (noisy.y_train - data.y_train)[wrong[share]] % 10
        assert set(shifts.tolist()) == set(range(1, 10))
    assert set(wrong[0.1]) <= set(wrong[0.4])
    assert (data.with_label_noise(1).y_train != data.y_train).all()
    np.testing.assert_array_equal(data.with_label_noise(0).y_train, data.y_train)


def test_label_noise_of_two_classes_swaps_them_and_of_uint8_stays_uint8():
    data = ck.data.moons()
    np.testing.assert_array_equal(data.with_label_noise(1).y_train, 1 - data.y_train)
    noisy = ck.data.mnist("embedded").with_label_noise(0.5)
    assert noisy.y_train.dtype == np.uint8
    assert noisy.y_train.max() == 9


def test_imbalance_is_the_same_in_each_part():
    data = ck.data.breast_cancer()
    rare = data.imbalanced(0, keep=0.1)
    for part in ("train", "val", "test"):
        before, after = (np.bincount(getattr(of, f"y_{part}")) for of in (data, rare))
        assert after.tolist() == [round(before[0] * 0.1), before[1]]
        places = positions(getattr(rare, f"x_{part}"), getattr(data, f"x_{part}"))
        assert places == sorted(places)
        np.testing.assert_array_equal(getattr(rare, f"y_{part}"), getattr(data, f"y_{part}")[places])


def test_always_the_frequent_class_has_a_high_accuracy_and_half_the_balanced_one():
    y = ck.data.moons().imbalanced(1, keep=0.05).y_test
    recalls = [np.mean(y[y == label] == 0) for label in (0, 1)]
    assert np.mean(y == 0) > 0.95
    assert np.mean(recalls) == 0.5


def test_a_held_out_class_is_met_in_the_test_only():
    data = ck.data.digits()
    variant = data.held_out(3)
    for part in ("train", "val"):
        before, after = getattr(data, f"y_{part}"), getattr(variant, f"y_{part}")
        np.testing.assert_array_equal(after, before[before != 3])
        places = positions(getattr(variant, f"x_{part}"), getattr(data, f"x_{part}"))
        assert places == np.flatnonzero(before != 3).tolist()
    assert 0 < (variant.y_test == 3).sum() < len(variant.y_test)
    seen = {row.tobytes() for row in (*variant.x_train, *variant.x_val)}
    assert not seen & {row.tobytes() for row in variant.x_test}


def test_variants_of_variants_tell_all_of_it():
    data = ck.data.moons().few(50).with_label_noise(0.2)
    assert data.changes == ("training: 50 rows of each class", "training: 0.2 of the labels are wrong")
    assert len(data.y_train) == 100


def test_an_empty_part_stays_empty():
    data = ck.data.mnist("embedded").imbalanced(3, keep=0.5)
    assert data.x_val.shape == (0, 28, 28)


@pytest.mark.parametrize("loader", [ck.data.diabetes, ck.data.multilabel])
def test_without_classes_there_are_no_variants(name, loader):
    with pytest.raises(
        ValueError, match=f"{name} works on data with one class for each row, .* is for {loader().task}"
    ):
        VARIANTS[name](loader())


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda data: data.few(0), ValueError, "per_class must be from 1 to 30"),
        (lambda data: data.few(2.0), TypeError, "per_class must be a whole number"),
        (lambda data: data.few(True), TypeError, "per_class must be a whole number"),
        (lambda data: data.few(2, seed=-1), ValueError, "seed must be from 0"),
        (lambda data: data.with_label_noise(20), ValueError, "share must be a fraction"),
        (lambda data: data.with_label_noise(-0.1), ValueError, "share must be a fraction"),
        (lambda data: data.with_label_noise(float("nan")), ValueError, "share must be a fraction"),
        (lambda data: data.with_label_noise("0.2"), TypeError, "share must be a fraction"),
        (lambda data: data.with_label_noise(0.2, seed=0.5), TypeError, "seed must be a whole number"),
        (lambda data: data.imbalanced(3, 0.5), ValueError, "label must be a class from 0 to 2, not 3"),
        (lambda data: data.imbalanced(-1, 0.5), ValueError, "label must be a class"),
        (lambda data: data.imbalanced("setosa", 0.5), ValueError, "label must be a class"),
        (lambda data: data.imbalanced(0, 5), ValueError, "keep must be a fraction"),
        (lambda data: data.imbalanced(0, 0.0), ValueError, "leaves none of the 30 rows of class 'setosa' in the train"),
        (lambda data: data.imbalanced(0, 0.04), ValueError, "leaves none of the 10 rows of class 'setosa' in the val"),
        (lambda data: data.held_out(3), ValueError, "label must be a class from 0 to 2, not 3"),
        (lambda data: data.held_out(True), ValueError, "label must be a class"),
        (lambda data: data.held_out("setosa"), ValueError, "label must be a class"),
        (lambda data: data.imbalanced(0, 0.5, seed=None), TypeError, "seed must be a whole number"),
    ],
)
def test_bad_arguments_get_a_sentence(change, error, words):
    with pytest.raises(error, match=words):
        change(ck.data.iris())


def test_global_random_state_is_left_alone(name):
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    VARIANTS[name](ck.data.iris())
    np.testing.assert_array_equal(np.random.get_state()[1], before)
