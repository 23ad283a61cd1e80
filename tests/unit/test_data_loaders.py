"""What every Dataset promises; digits and intervals. Tables and drawn data: test_data_tables.py, test_data_drawn.py."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import numpy as np
import pytest

import coursekit as ck
from coursekit.data.image_scaling import scans_to_28x28

LOADERS = {
    "digits": ck.data.digits,
    "iris": ck.data.iris,
    "intervals 2": lambda seed=0: ck.data.intervals(2, seed=seed),
    "intervals 4": lambda seed=0: ck.data.intervals(4, seed=seed),
    "breast_cancer": ck.data.breast_cancer,
    "wine": ck.data.wine,
    "diabetes": ck.data.diabetes,
    "moons": ck.data.moons,
    "circles": ck.data.circles,
    "multilabel": ck.data.multilabel,
}
CLASSIFIED = [name for name in LOADERS if name not in ("diabetes", "multilabel")]
PARTS = ("train", "val", "test")


@pytest.fixture(params=LOADERS)
def load(request):
    return LOADERS[request.param]


def arrays_of(dataset: ck.data.Dataset) -> dict[str, np.ndarray]:
    values = {field.name: getattr(dataset, field.name) for field in dataclasses.fields(dataset)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def rows_of(x: np.ndarray, y: np.ndarray) -> list[bytes]:
    return sorted(row.tobytes() + target.tobytes() for row, target in zip(x, y, strict=True))


@pytest.mark.parametrize(
    ("name", "task", "shape", "dtype", "low", "high", "classes", "sizes"),
    [
        ("digits", "multi-class", (1797, 8, 8), np.uint8, 0, 16, 10, (1079, 359, 359)),
        ("iris", "multi-class", (150, 4), np.float32, 0.1, 7.9, 3, (90, 30, 30)),
        ("intervals 2", "binary", (600,), np.float32, 0, 30, 2, (360, 120, 120)),
        ("intervals 4", "multi-class", (800,), np.float32, 0, 45, 4, (480, 160, 160)),
        ("breast_cancer", "binary", (569, 30), np.float32, 0, 4254, 2, (341, 114, 114)),
        ("wine", "multi-class", (178, 13), np.float32, 0.13, 1680, 3, (106, 36, 36)),
        ("moons", "binary", (1000, 2), np.float32, -2, 3, 2, (600, 200, 200)),
        ("circles", "binary", (1000, 2), np.float32, -1.5, 1.5, 2, (600, 200, 200)),
    ],
)
def test_arrays_are_as_documented(name, task, shape, dtype, low, high, classes, sizes):
    data = LOADERS[name]()
    assert data.task == task
    assert data.target_name == ""
    assert data.x.shape == shape
    assert data.x.dtype == data.x_train.dtype == data.x_val.dtype == data.x_test.dtype == dtype
    assert np.float32(low) <= data.x.min() < data.x.max() <= np.float32(high)
    assert data.y.dtype == np.int64
    assert data.y.shape == shape[:1]
    assert set(data.y.tolist()) == set(range(classes))
    assert len(data.class_names) == classes
    assert len(data.feature_names) == {1: 1, 2: shape[-1], 3: 0}[len(shape)]
    for part, size in zip(PARTS, sizes, strict=True):
        assert getattr(data, f"x_{part}").shape == (size, *shape[1:])
        assert getattr(data, f"y_{part}").shape == (size,)
    assert data.fallback is False


def test_digits_are_scikit_learns():
    from sklearn.datasets import load_digits

    original = load_digits()
    data = ck.data.digits()
    np.testing.assert_array_equal(data.x, original.images)
    np.testing.assert_array_equal(data.y, original.target)
    assert data.class_names == tuple("0123456789")


def test_parts_hold_every_row_once_with_its_label(load):
    data = load()
    together = [np.concatenate([getattr(data, f"{kind}_{part}") for part in PARTS]) for kind in "xy"]
    assert rows_of(*together) == rows_of(data.x, data.y)


def test_no_content_is_in_two_parts_but_the_flower_recorded_twice(load):
    data = load()
    duplicates = len(data.x) - len(np.unique(data.x, axis=0))
    assert duplicates == (1 if data.name == "iris" else 0)
    seen = [{row.tobytes() for row in getattr(data, f"x_{part}")} for part in PARTS]
    assert len(seen[0] & seen[1]) + len(seen[0] & seen[2]) + len(seen[1] & seen[2]) <= duplicates


@pytest.mark.parametrize("name", CLASSIFIED)
def test_each_class_keeps_its_share_in_each_part(name):
    data = LOADERS[name]()
    shares = np.bincount(data.y) / len(data.y)
    for part in PARTS:
        labels = getattr(data, f"y_{part}")
        errors = np.bincount(labels) - shares * len(labels)
        assert np.abs(errors).max() <= 1.5  # one row, and half a row because the part's size is rounded too


def test_same_seed_same_arrays(load):
    first, again, other = arrays_of(load(seed=4)), arrays_of(load(seed=4)), arrays_of(load(seed=5))
    for name, array in first.items():
        np.testing.assert_array_equal(array, again[name])
    assert not np.array_equal(first["x_test"], other["x_test"])


def test_a_change_in_place_stays_where_it_is_made(load):
    untouched = arrays_of(load())
    data = load()
    others = [data.split(), load()]
    for array in arrays_of(data).values():
        array[:] = 0
    for name, array in untouched.items():
        np.testing.assert_array_equal(getattr(others[1], name), array)
    assert rows_of(others[0].x, others[0].y) == rows_of(untouched["x"], untouched["y"])
    assert others[0].x_train.any()


def test_split_gives_new_parts_of_the_same_rows(load):
    data = load()
    new = data.split(validation=0.1, test=0.3, seed=1)
    n = len(data.y)
    assert [len(new.y_train), len(new.y_val), len(new.y_test)] == [
        n - round(n * 0.1) - round(n * 0.3),
        round(n * 0.1),
        round(n * 0.3),
    ]
    np.testing.assert_array_equal(new.x, data.x)
    np.testing.assert_array_equal(new.split(seed=0).x_test, data.x_test)  # whatever was split before
    for part in PARTS:  # without classes too, the rows are shuffled
        assert getattr(new, f"x_{part}").tobytes() not in data.x.tobytes()


def test_split_without_validation_rows():
    data = ck.data.iris().split(validation=0, test=0.2)
    assert data.x_val.shape == (0, 4)
    assert "validation  no rows" in repr(data)


def test_split_refuses_fractions_that_leave_nothing():
    with pytest.raises(ValueError, match=r"add up to 1\.1"):
        ck.data.iris().split(validation=0.5, test=0.6)
    with pytest.raises(ValueError, match="leave no validation row"):
        ck.data.iris().split(validation=0.001)
    with pytest.raises(ValueError, match="leave no validation row of 442: choose"):
        ck.data.diabetes().split(validation=0.001)


def test_a_dataset_cannot_be_reassigned():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ck.data.iris().x = np.zeros(3)


def test_repr_fits_in_100_columns_and_names_the_source(load):
    text = repr(load())
    assert max(map(len, text.splitlines())) <= 100
    assert "  source      " in text


def test_repr_says_shapes_range_and_source():
    text = repr(ck.data.iris())
    lines = text.splitlines()
    assert lines[0] == "Dataset 'iris': 150 rows of 4 values, float32, from 0.1 to 7.9"
    assert "(90, 4)" in text
    assert "(30, 4)" in text
    assert "setosa" in text
    assert "petal width (cm)" in text
    assert "Fisher" in text
    assert "FALLBACK" not in text
    assert repr(ck.data.intervals()).startswith("Dataset 'intervals': 600 rows of 1 value, float32")


@pytest.mark.parametrize("seed", [1.0, "0", None, True])
def test_a_seed_is_a_whole_number(load, seed):
    with pytest.raises(TypeError, match="seed must be a whole number"):
        load(seed=seed)


@pytest.mark.parametrize("classes", [3, 0, 2.0, "2", None, [2]])
def test_intervals_come_in_two_or_four_classes(classes):
    for function in (ck.data.intervals, ck.data.intervals_best_accuracy):
        with pytest.raises(ValueError, match=r"classes must be 2 .* or 4 "):
            function(classes)


@pytest.mark.parametrize("classes", [2, 4])
def test_each_band_has_200_points_that_fill_it(classes):
    bands = [(0, 10), (9, 21), (22, 30), (31, 45)][: 3 if classes == 2 else 4]
    data = ck.data.intervals(classes, seed=3)
    for band, (low, high) in enumerate(bands):
        points = data.x[200 * band : 200 * (band + 1)]
        assert low <= points.min() < low + 0.1 * (high - low)
        assert high - 0.1 * (high - low) < points.max() <= high
        assert set(data.y[200 * band : 200 * (band + 1)]) == {band % 2 if classes == 2 else band}


def test_best_accuracy_is_that_of_the_overlap():
    assert ck.data.intervals_best_accuracy(2) == pytest.approx(0.972, abs=0.0005)
    assert ck.data.intervals_best_accuracy(4) == pytest.approx(0.979, abs=0.0005)


@pytest.mark.parametrize("classes", [2, 4])
def test_best_accuracy_is_what_the_best_rule_gets_on_many_draws(classes):
    draws = [ck.data.intervals(classes, seed=seed) for seed in range(50)]
    x, y = (np.concatenate([getattr(draw, name) for draw in draws]) for name in "xy")
    band = np.searchsorted([10, 21.5, 30.5], x)  # from 9 to 10 the first band is denser
    accuracy = np.mean((band % 2 if classes == 2 else band) == y)
    assert accuracy == pytest.approx(ck.data.intervals_best_accuracy(classes), abs=0.003)


def test_a_linear_model_gets_two_thirds_of_two_classes_and_nearly_all_of_four():
    from sklearn.linear_model import LogisticRegression

    for classes, low, high in ((2, 0.64, 0.69), (4, 0.95, 0.99)):
        data = ck.data.intervals(classes)
        model = LogisticRegression(C=1e6, max_iter=5000).fit(data.x[:, None], data.y)
        assert low < model.score(data.x[:, None], data.y) < high


def test_scaling_is_bilinear_and_centred():
    from scipy.ndimage import zoom

    scans = ck.data.digits().x[:50]
    images = scans_to_28x28(scans)
    assert images.shape == (50, 28, 28)
    assert images.dtype == np.uint8
    reference = np.stack([zoom(scan / 16 * 255, 20 / 8, order=1, mode="nearest", grid_mode=True) for scan in scans])
    np.testing.assert_allclose(images[:, 4:24, 4:24], reference, atol=0.51)
    assert images.sum() == images[:, 4:24, 4:24].sum(dtype=np.uint64)  # nothing in the margin
    full = scans_to_28x28(np.full((1, 8, 8), 16, dtype=np.uint8))
    assert set(full[0, 4:24, 4:24].ravel().tolist()) == {255}


def test_importing_the_package_is_light():
    heavy = ["tensorflow", "keras", "tensorflow_datasets", "sklearn", "matplotlib", "coursekit.plot"]
    code = f"import sys, coursekit.data; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
    assert result.stderr == ""
