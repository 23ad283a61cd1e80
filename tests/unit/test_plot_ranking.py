"""ROC, precision-recall, threshold and calibration: exact, with ties, against scikit-learn and against counting."""

import matplotlib as mpl

mpl.use("Agg")

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from sklearn.metrics import average_precision_score, precision_score, recall_score, roc_auc_score, roc_curve

import coursekit.plot as plot
from tests.unit.described import described

DRAWS = np.random.default_rng(5)
LABELS = DRAWS.integers(0, 2, 200)
SCORES = DRAWS.normal(size=200) + LABELS
SETS = {
    "no ties": (LABELS, SCORES),
    "many ties": (LABELS, SCORES.round()),
    "all tied": (LABELS, np.zeros(200)),
    "wrong way round": (LABELS, -SCORES),
    "perfect": ([0, 0, 1], [0.1, 0.2, 0.9]),
    "rare": (np.eye(1, 200, 7, dtype=int)[0], SCORES.round(1)),
}
every_set = pytest.mark.parametrize("name", SETS)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def _solid(ax):
    """The first curve that is not the baseline."""
    return next(line for line in ax.get_lines() if line.get_label().startswith("model"))


@every_set
def test_roc_equals_scikit_learn_and_counts_ties_half(name):
    labels, scores = (np.asarray(values) for values in SETS[name])
    ax = plot.roc_curve(labels, scores)
    false, true, _ = roc_curve(labels, scores, drop_intermediate=False)
    np.testing.assert_allclose(_solid(ax).get_xdata(), false)
    np.testing.assert_allclose(_solid(ax).get_ydata(), true)
    pairs = scores[labels == 1][:, None] - scores[labels == 0]
    area = (pairs > 0).mean() + (pairs == 0).mean() / 2
    assert area == pytest.approx(roc_auc_score(labels, scores))
    assert f"AUC {area:.3f}." in described(ax)
    assert _solid(ax).get_label() == f"model: AUC {area:.3f}"


@every_set
def test_average_precision_is_the_area_under_the_steps(name):
    labels, scores = SETS[name]
    ax = plot.precision_recall_curve(labels, scores)
    average = average_precision_score(labels, scores)
    assert f"average precision {average:.3f}." in described(ax)
    line = _solid(ax)
    assert line.get_drawstyle() == "steps-pre"
    recall, precision = line.get_xydata().T
    assert (np.diff(recall) * precision[1:]).sum() == pytest.approx(average)
    assert f"guessing gives precision {np.mean(labels):.3f}" in described(ax)
    baseline = next(item for item in ax.get_lines() if item.get_label().startswith("guessing"))
    assert baseline.get_ydata()[0] == pytest.approx(np.mean(labels))


def test_a_threshold_is_marked_where_greater_scores_are_positive():
    labels, scores = [0, 1, 1, 0, 1], [0.1, 0.5, 0.5, 0.6, 0.9]
    ax = plot.roc_curve(labels, {"a": scores, "b": np.array(scores)[:, None]}, threshold=0.5)
    rates = "the true-positive rate is 0.333, the false-positive rate 0.500."
    assert described(ax).startswith("ROC of 3 positives and 2 negatives; guessing gives AUC 0.5.")
    assert f"b: AUC 0.667; above the threshold 0.5 {rates}" in described(ax)
    text = described(plot.precision_recall_curve(labels, scores, threshold=0.5))
    assert "above the threshold 0.5 precision is 0.500, recall 0.333." in text
    none = described(plot.precision_recall_curve(labels, scores, threshold=0.9))
    assert "above the threshold 0.9 no row is predicted positive." in none


def test_the_sweep_equals_scoring_at_each_threshold():
    probabilities = np.round(1 / (1 + np.exp(-SCORES)), 2)
    ax = plot.threshold_sweep(LABELS, probabilities, metrics=("precision", "recall", "f1", "accuracy"), threshold=0.37)
    lines = {line.get_label(): line for line in ax.get_lines()}
    at, precision = lines["precision"].get_xydata().T
    assert at[0] == 0
    assert at[-1] == 1
    for place in (*DRAWS.random(12), 0.5, probabilities[3]):
        step = np.searchsorted(at, place, side="right") - 1
        predicted = probabilities > place
        assert lines["recall"].get_ydata()[step] == pytest.approx(recall_score(LABELS, predicted))
        assert lines["accuracy"].get_ydata()[step] == pytest.approx((predicted == LABELS).mean())
        if predicted.any():
            assert precision[step] == pytest.approx(precision_score(LABELS, predicted))
    assert np.isnan(precision[-1])
    predicted = probabilities > 0.37
    expected = f"At the threshold 0.37 precision is {precision_score(LABELS, predicted):.3f}, recall is"
    assert expected in described(ax)


def test_the_sweep_of_a_model_that_never_says_yes():
    text = described(plot.threshold_sweep([0, 1], [0, 0]))
    assert "At the threshold 0.5 precision does not exist (no row is above it), recall is 0." in text
    assert "Precision runs" not in text


def test_calibration_bins_by_the_edges_it_names():
    probabilities = np.array([0.3, 0.3, 0.35, 0.39, 1.0, 0.95, 0.0], dtype="float64")
    ax = plot.calibration([1, 0, 0, 0, 1, 1, 0], probabilities)
    counts = [int(text.get_text()) for text in ax.texts]
    assert counts == [1, 0, 0, 4, 0, 0, 0, 0, 0, 2]
    points = next(line for line in ax.get_lines() if line.get_label() == "rows of a bin").get_xydata()
    np.testing.assert_allclose(points, [[0, 0], [0.335, 0.25], [0.975, 1]])
    error = (4 * 0.085 + 2 * 0.025) / 7
    text = described(ax)
    assert "7 rows in 10 bins: 0 to 0.1: predicted 0, observed 0 (1 row); 0.3 to 0.4: predicted 0.335" in text
    assert "Farthest from the diagonal: 0.3 to 0.4, too high by 0.0850." in text
    assert text.endswith(f"Expected calibration error {error:.3f}.")
    assert "Farthest" not in described(plot.calibration([0, 1], [0.0, 1.0], bins=2))


def test_every_row_falls_into_one_bin_for_any_number_of_bins():
    for bins in range(2, 21):
        probabilities = np.concatenate([DRAWS.random(50), np.arange(bins + 1) / bins])
        ax = plot.calibration(DRAWS.integers(0, 2, len(probabilities)), probabilities, bins=bins)
        counts = np.array([int(text.get_text()) for text in ax.texts])
        assert len(counts) == bins
        # An edge belongs to the bin above it, 1.0 to the last.
        expected = np.minimum((probabilities[:, None] >= np.arange(bins + 1) / bins).sum(axis=1) - 1, bins - 1)
        np.testing.assert_array_equal(counts, np.bincount(expected, minlength=bins))
        plt.close("all")


def test_output_heads_follow_the_tasks_asked_for():
    text = described(plot.output_heads("multi-label"))
    assert "multi-label (which of many labels?): 3 units, sigmoid" in text
    assert "softmax" not in text
    assert len(re.findall("unit", described(plot.output_heads()))) == 4
