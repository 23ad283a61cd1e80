"""moons, circles and multilabel: where the points lie, and how well any model can do on them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

import coursekit as ck

SHAPES = (ck.data.moons, ck.data.circles)


def test_without_noise_the_moons_are_half_circles():
    data = ck.data.moons(noise=0, n=400)
    upper, lower = data.x[data.y == 0], data.x[data.y == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1, atol=1e-6)
    np.testing.assert_allclose(np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5), 1, atol=1e-6)
    assert upper[:, 1].min() > -1e-6
    assert lower[:, 1].max() < 0.5 + 1e-6


def test_without_noise_the_circles_are_circles():
    data = ck.data.circles(noise=0, n=400)
    radius = np.hypot(*data.x.T)
    np.testing.assert_allclose(radius, np.where(data.y == 0, 1, 0.5), atol=1e-6)


@pytest.mark.parametrize("load", SHAPES)
def test_noise_has_the_stated_deviation_and_the_seed_decides_it(load):
    clean, noisy, other = load(0, 4000), load(0.3, 4000, seed=1), load(0.3, 4000, seed=2)
    np.testing.assert_array_equal(noisy.y, clean.y)
    assert (noisy.x - clean.x).std(axis=0) == pytest.approx([0.3, 0.3], rel=0.05)
    assert np.abs((noisy.x - clean.x).mean(axis=0)).max() < 0.02
    assert not np.array_equal(noisy.x, other.x)
    assert "normal noise of 0.3" in noisy.source


def test_rows_of_a_seed_are_the_same_on_every_machine():
    assert ck.data.moons().x_test[0] == pytest.approx([0.5122204, 1.1075871], abs=1e-5)
    assert ck.data.circles().x_test[0] == pytest.approx([-0.884765, -0.08322615], abs=1e-5)
    assert ck.data.multilabel().x[0] == pytest.approx([18.459406, 0, 5.163197, 10.884018], abs=1e-4)
    assert ck.data.multilabel().y.sum(axis=0).tolist() == [1268, 953, 624, 214]


@pytest.mark.parametrize("load", SHAPES)
@pytest.mark.parametrize("n", [20, 21, 1001])
def test_any_number_of_rows_has_both_classes_everywhere(load, n):
    data = load(n=n)
    assert len(data.x) == n
    assert abs(np.subtract(*np.bincount(data.y))) <= 1
    for y in (data.y_train, data.y_val, data.y_test):
        assert set(y.tolist()) == {0, 1}


@pytest.mark.parametrize(
    ("load", "noise", "line", "best"),
    [
        (ck.data.moons, 0.2, 0.87, 0.97),
        (ck.data.moons, 0.3, 0.85, 0.92),
        (ck.data.circles, 0.1, 0.50, 0.99),
        (ck.data.circles, 0.2, 0.50, 0.89),
    ],
)
def test_a_line_and_the_best_model_score_as_documented(load, noise, line, best):
    data = load(noise, 4000)
    straight = LogisticRegression().fit(data.x, data.y).score(data.x, data.y)
    assert straight == pytest.approx(line, abs=0.015)
    # The densest class at each place: a mean of normal densities along the curve.
    curve = load(0, 300)
    logs = cdist(data.x, curve.x, "sqeuclidean") / (-2 * noise**2)
    densest = logsumexp(logs[:, curve.y == 1], axis=1) > logsumexp(logs[:, curve.y == 0], axis=1)
    assert np.mean(densest == data.y) == pytest.approx(best, abs=0.015)


@pytest.mark.parametrize("load", SHAPES)
@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"noise": -0.1}, ValueError, "noise is a standard deviation: at least 0"),
        ({"noise": float("nan")}, ValueError, "noise is a standard deviation"),
        ({"noise": float("inf")}, ValueError, "noise is a standard deviation"),
        ({"noise": None}, TypeError, "noise must be a number"),
        ({"noise": "0.2"}, TypeError, "noise must be a number"),
        ({"n": 19}, ValueError, "n must be at least 20 rows"),
        ({"n": 100.0}, TypeError, "n must be a whole number"),
        ({"n": (50, 50)}, TypeError, "n must be a whole number"),
    ],
)
def test_bad_arguments_get_a_sentence(load, arguments, error, words):
    with pytest.raises(error, match=words):
        load(**arguments)


@pytest.fixture(scope="module")
def many():
    return ck.data.multilabel(20_000)


def test_multilabel_arrays_are_as_documented():
    data = ck.data.multilabel()
    assert data.task == "multi-label"
    assert (data.x.shape, data.x.dtype) == ((2000, 4), np.float32)
    assert (data.y.shape, data.y.dtype) == ((2000, 4), np.int64)
    assert set(data.y.ravel().tolist()) == {0, 1}
    assert data.y_train.shape == (1200, 4)
    assert data.y_val.shape == data.y_test.shape == (400, 4)
    assert len(data.class_names) == len(data.feature_names) == 4
    assert "  labels      4: coat, sunglasses, umbrella, gloves" in repr(data)


def test_labels_are_as_frequent_as_documented(many):
    assert many.y.mean(axis=0) == pytest.approx([0.64, 0.50, 0.31, 0.11], abs=0.01)
    assert (many.y.sum(axis=1) == 0).mean() == pytest.approx(0.10, abs=0.01)
    assert (many.y.sum(axis=1) == 4).mean() == pytest.approx(0.01, abs=0.004)
    assert len(np.unique(many.y, axis=0)) > 10


@pytest.mark.parametrize("seed", range(10))
def test_every_part_has_every_label_and_days_with_none_and_all(seed):
    data = ck.data.multilabel(seed=seed)
    for y in (data.y_train, data.y_val, data.y_test):
        assert y.any(axis=0).all()
        assert (y.sum(axis=1) == 0).any()
    assert (data.y_train.sum(axis=1) == 4).any()


def test_the_smallest_set_has_every_label_in_every_part():
    for seed in range(50):
        data = ck.data.multilabel(500, seed=seed)
        assert data.y_val.any(axis=0).all()
        assert data.y_test.any(axis=0).all()


def test_weather_is_as_documented(many):
    temperature, rain, wind, sunshine = many.x.T
    assert (temperature.min(), temperature.max()) == (-20, 40)
    assert temperature.mean() == pytest.approx(10, abs=0.3)
    assert (rain == 0).mean() == pytest.approx(0.5, abs=0.02)
    assert rain.min() == 0
    assert wind.min() > 0
    assert 0 <= sunshine.min() < sunshine.max() <= 12
    assert sunshine[rain > 0].mean() < sunshine[rain == 0].mean() - 3


def test_labels_are_drawn_with_the_stated_probabilities(many):
    chance = ck.data.multilabel_probabilities(many.x)
    assert (chance.min() >= 0) and (chance.max() <= 1)
    for label in range(4):
        for low in np.arange(0, 1, 0.2):
            inside = (low <= chance[:, label]) & (chance[:, label] < low + 0.2)
            expected, spread = chance[inside, label].mean(), np.sqrt(0.25 / inside.sum())
            assert abs(many.y[inside, label].mean() - expected) < 4 * spread


def test_probabilities_of_known_days():
    cold_sun, mild_rain, storm = [-15, 0, 1, 12], [20, 10, 1, 0], [20, 10, 25, 0]
    expected = [[1, 1, 0, 1], [0, 0, 1, 0], [0, 0, 0, 0]]
    chance = ck.data.multilabel_probabilities([cold_sun, mild_rain, storm])
    assert chance.round(1).tolist() == pytest.approx(np.array(expected), abs=0.1)
    half = ck.data.multilabel_probabilities(np.array([[10, 2, 0, 6]]))
    assert half[0, [0, 1, 2]] == pytest.approx([0.5, 0.5, 0.5], abs=1e-3)


def test_one_linear_model_for_each_label_is_beaten_on_the_umbrella_alone(many):
    chance = ck.data.multilabel_probabilities(many.x)
    gaps = []
    for label in range(4):
        model = LogisticRegression(max_iter=2000).fit(many.x, many.y[:, label])
        best = np.mean((chance[:, label] > 0.5) == many.y[:, label])
        gaps.append(best - model.score(many.x, many.y[:, label]))
    assert gaps[2] == pytest.approx(0.062, abs=0.01)
    assert np.abs(np.delete(gaps, 2)).max() < 0.005


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: ck.data.multilabel(499), ValueError, "n must be at least 500 rows"),
        (lambda: ck.data.multilabel(1e3), TypeError, "n must be a whole number"),
        (lambda: ck.data.multilabel_probabilities(np.zeros(4)), ValueError, r"shape \(4,\); expected \(n, 4\)"),
        (lambda: ck.data.multilabel_probabilities(np.zeros((4, 3))), ValueError, r"expected \(n, 4\)"),
    ],
)
def test_multilabel_refuses_in_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()
