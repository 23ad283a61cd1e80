"""iris, breast_cancer, wine and diabetes: scikit-learn's numbers, and the baselines that the docstrings name."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.datasets
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import coursekit as ck

TABLES = ("iris", "breast_cancer", "wine")


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_scikit_learns(name):
    original = getattr(sklearn.datasets, f"load_{name}")()
    data = getattr(ck.data, name)()
    np.testing.assert_allclose(data.x, original.data, rtol=1e-6)
    np.testing.assert_array_equal(data.y, original.target)
    assert [text.replace("_", " ") for text in original.feature_names] == list(data.feature_names)
    assert "10.24432" in data.source


def test_class_names_stand_at_their_numbers():
    assert ck.data.iris().class_names == ("setosa", "versicolor", "virginica")
    assert ck.data.breast_cancer().class_names == ("malignant", "benign")
    assert np.bincount(ck.data.breast_cancer().y).tolist() == [212, 357]
    assert ck.data.wine().class_names == ("cultivar 0", "cultivar 1", "cultivar 2")
    assert np.bincount(ck.data.wine().y).tolist() == [59, 71, 48]


@pytest.mark.parametrize("name", ["iris", "wine"])
def test_rows_stand_sorted_and_parts_do_not(name):
    data = getattr(ck.data, name)()
    assert (np.diff(data.y) >= 0).all()
    assert (np.diff(data.y_train) < 0).sum() > 10


def test_diabetes_is_for_regression_and_measured_in_its_units():
    original = sklearn.datasets.load_diabetes(scaled=False)
    data = ck.data.diabetes()
    assert data.task == "regression"
    assert (data.x.shape, data.x.dtype) == ((442, 10), np.float32)
    assert (data.y.shape, data.y.dtype) == ((442,), np.float32)
    assert [len(part) for part in (data.y_train, data.y_val, data.y_test)] == [266, 88, 88]
    assert [len(part) for part in (data.x_train, data.x_val, data.x_test)] == [266, 88, 88]
    np.testing.assert_allclose(data.x, original.data, rtol=1e-6)
    np.testing.assert_array_equal(data.y, original.target)
    assert (data.y.min(), data.y.max()) == (25, 346)
    assert data.class_names == ()
    text = repr(data)
    assert "  target      progression of the disease after one year, from 25 to 346" in text
    assert "classes" not in text


def test_diabetes_columns_are_what_their_names_say():
    columns = dict(zip(ck.data.diabetes().feature_names, ck.data.diabetes().x.T, strict=True))
    assert (columns["age (years)"].min(), columns["age (years)"].max()) == (19, 79)
    assert set(columns["sex (1 or 2)"].tolist()) == {1, 2}
    ratio = columns["total cholesterol (mg/dl)"] / columns["HDL (mg/dl)"]
    assert np.mean(np.abs(columns["cholesterol / HDL"] - ratio) < 0.51) > 0.97  # most were rounded
    assert (columns["LDL (mg/dl)"] < columns["total cholesterol (mg/dl)"]).all()


def test_no_test_row_has_a_say_in_the_features():
    raw = ck.data.diabetes()
    scaled_with_all_rows = sklearn.datasets.load_diabetes().data
    assert np.abs(scaled_with_all_rows.mean(axis=0)).max() < 1e-6
    assert np.abs(raw.x.mean(axis=0)).min() > 1


def error_ratio(seed: int) -> float:
    """The test error of linear regression by that of the training mean."""
    data = ck.data.diabetes(seed=seed)
    line = LinearRegression().fit(data.x_train, data.y_train).predict(data.x_test)
    return np.mean((line - data.y_test) ** 2) / np.mean((data.y_train.mean() - data.y_test) ** 2)


def test_linear_regression_halves_the_error_of_the_mean():
    ratios = [error_ratio(seed) for seed in range(20)]
    assert np.mean(ratios) == pytest.approx(0.50, abs=0.01)
    assert min(ratios) == pytest.approx(0.41, abs=0.01)
    assert max(ratios) == pytest.approx(0.63, abs=0.01)
    data = ck.data.diabetes()
    folds = KFold(5, shuffle=True, random_state=0)
    predicted = cross_val_predict(LinearRegression(), data.x, data.y, cv=folds)
    assert np.mean((predicted - data.y) ** 2) / data.y.var() == pytest.approx(0.51, abs=0.015)


@pytest.mark.parametrize(("name", "constant"), [("breast_cancer", 0.63), ("wine", 0.40)])
def test_baselines_of_the_classified_tables(name, constant):
    load = getattr(ck.data, name)
    assert np.bincount(load().y).max() / len(load().y) == pytest.approx(constant, abs=0.005)
    scores = []
    for seed in range(10):
        data = load(seed=seed)
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(data.x_train, data.y_train)
        scores.append(model.score(data.x_test, data.y_test))
    assert np.mean(scores) == pytest.approx(0.98, abs=0.006)
