"""Bad input: what came, what was expected, what to do. No half-drawn figure stays open."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot

X, Y = np.zeros((4, 2)), [0, 1, 0, 1]
LOGITS = np.array([[2.0, -1.0], [0.5, 3.0]])


def surface(**changes):
    return plot.decision_surface(**{"predict": lambda p: np.zeros(len(p)), "x": X, "y": Y} | changes)


CASES = {
    "history: a model": (
        lambda: plot.history(object()),
        "a value of type object came. Keep what fit returns: `h = model.fit",
    ),
    "history: no loss": (lambda: plot.history({"mae": [1]}), "has no 'loss'; it has mae"),
    "history: unknown metric": (
        lambda: plot.history({"loss": [1], "mae": [1]}, metric="accuracy"),
        "has no 'accuracy'; it has loss, mae. Ask for a metric in compile",
    ),
    "history: val_ metric": (lambda: plot.history({"loss": [1]}, metric="val_loss"), "expected 'loss'"),
    "history: empty": (lambda: plot.history({"loss": []}), "is empty"),
    "history: lengths": (
        lambda: plot.history({"loss": [1, 2], "val_loss": [1]}),
        "has 1 values, history\\['loss'\\] has 2",
    ),
    "history: nested": (lambda: plot.history({"loss": [[1, 2]]}), "expected one number per epoch"),
    "surface: three columns": (lambda: surface(x=np.zeros((4, 3))), "Choose two columns, such as x"),
    "surface: lengths": (lambda: surface(y=[0]), "x has 4, y has 1"),
    "surface: one-hot": (lambda: surface(y=np.eye(4)), "pass np.argmax\\(y, axis=-1\\)"),
    "surface: no function": (
        lambda: surface(predict=3),
        "must be a function or a model; a value of type int came",
    ),
    "surface: logits": (lambda: surface(predict=lambda p: p[:, 0] - 5), "Apply a sigmoid to logits"),
    "surface: nan": (lambda: surface(predict=lambda p: np.full(len(p), np.nan)), "NaN or infinite"),
    "surface: scalar": (lambda: surface(predict=lambda p: 1.0), "returned shape \\(\\)"),
    "surface: flipped": (lambda: surface(predict=lambda p: p.T), "returned shape \\(2, "),
    "surface: names": (lambda: surface(class_names=["a"]), "class_names has 1 names; 2 are needed"),
    "surface: a text for names": (lambda: surface(class_names="ab"), "expected a list of 2 names"),
    "surface: feature names": (lambda: surface(feature_names=["a"]), "expected two names"),
    "surface: resolution": (lambda: surface(resolution=1), "at least 2 grid points"),
    "images: one": (lambda: plot.images(np.zeros((8, 8))), "For one image pass images\\[None\\]"),
    "images: channels": (lambda: plot.images(np.zeros((2, 8, 8, 2))), "expected \\(n, height, width\\)"),
    "images: many": (lambda: plot.images(np.zeros((201, 2, 2))), "at most 200 can be seen"),
    "images: range": (
        lambda: plot.images(np.full((1, 2, 2, 3), 2.0)),
        "integers in 0..255 or floats in 0..1",
    ),
    "images: lengths": (lambda: plot.images(np.zeros((2, 4, 4)), [1]), "images has 2, labels has 1"),
    "images: probabilities": (
        lambda: plot.images(np.zeros((2, 4, 4)), [0, 1], LOGITS),
        "pass np.argmax\\(predictions, axis=-1\\)",
    ),
    "images: names": (
        lambda: plot.images(np.zeros((1, 4, 4)), [3], class_names=["a", "b"]),
        "classes outside 0..1",
    ),
    "images: columns": (lambda: plot.images(np.zeros((1, 4, 4)), columns=0), "at least 1"),
    "confusion: probabilities": (
        lambda: plot.confusion_matrix([0, 1], LOGITS),
        "np.argmax\\(y_pred, axis=-1\\)",
    ),
    "confusion: sigmoid": (lambda: plot.confusion_matrix([0, 1], [0.2, 0.9]), "\\(y_pred > 0.5\\).astype"),
    "confusion: negative": (lambda: plot.confusion_matrix([0, -1], [0, 1]), "y_true holds -1"),
    "confusion: lengths": (lambda: plot.confusion_matrix([0, 1], [0]), "y_true has 2, y_pred has 1"),
    "confusion: texts": (lambda: plot.confusion_matrix(["a"], ["b"]), "y_true must be numbers"),
    "confusion: empty": (lambda: plot.confusion_matrix([], []), "y_true is empty"),
    "norms: negative": (lambda: plot.gradient_norms([-1]), "a norm is 0 or more"),
    "norms: gradients": (lambda: plot.gradient_norms([[1, 2]]), "np.linalg.norm"),
    "norms: lengths": (lambda: plot.gradient_norms({"a": [1], "b": [1, 2]}), "a: 1, b: 2"),
    "norms: none": (lambda: plot.gradient_norms({}), "empty dict"),
    "norms: names": (lambda: plot.gradient_norms([1, 2], layer_names=["a"]), "2 are needed"),
    "path: shape": (lambda: plot.descent_path(np.add, [1, 2]), "one row \\(w1, w2\\) per step"),
    "path: start": (lambda: plot.descent_path(np.add, [[np.nan, 1]]), "Start at two finite weights"),
    "path: not vectorised": (lambda: plot.descent_path(lambda a, b: 1.0, [[1, 2]]), "returned shape \\(\\)"),
    "path: limits": (lambda: plot.descent_path(np.add, [[1, 2]], limits=((1, 0), (0, 1))), "low below high"),
    "bands: two features": (lambda: plot.bands(X, Y, Y), "expected one feature"),
    "bands: probabilities": (lambda: plot.bands([1, 2], [0, 1], [0.3, 0.6]), "y_pred holds 0.3"),
    "pairs: one feature": (lambda: plot.pairs(X[:, :1], Y), "2 to 8 features"),
    "pairs: nine features": (lambda: plot.pairs(np.zeros((4, 9)), Y), "Choose columns"),
    "pairs: nan": (lambda: plot.pairs(X * np.nan, Y), "x has 8 of 8 values that are NaN"),
    "table: logits": (lambda: plot.probability_table(LOGITS), "Apply softmax to logits"),
    "table: sigmoids": (lambda: plot.probability_table([[0.9, 0.8]]), "Row 0 of probabilities has sum 1.7"),
    "table: one column": (lambda: plot.probability_table([[0.9], [0.1]]), "np.hstack"),
    "table: many": (lambda: plot.probability_table(np.full((41, 2), 0.5)), "at most 40"),
    "table: class": (lambda: plot.probability_table([[0.5, 0.5]], true=[2]), "true holds class 2"),
    "network: one layer": (lambda: plot.network([3]), "2 to 10 whole numbers above 0"),
    "network: half a unit": (lambda: plot.network([3, 1.5]), "whole numbers"),
    "neuron: none": (lambda: plot.neuron(0), "from 1 to 6"),
    "curves: nine": (lambda: plot.curves({name: [1] for name in "abcdefghi"}), "at most 8 can be told apart"),
    "curves: shape": (lambda: plot.curves(np.zeros((1, 2, 3))), "expected \\(points,\\), or \\(runs, points\\)"),
    "curves: x": (lambda: plot.curves([1, 2], x=[1, 2, 3]), "x has shape \\(3,\\), series has 2 points"),
    "curves: order": (lambda: plot.curves([1, 2], x=[2, 1]), "np.argsort\\(x\\)"),
    "curves: names": (lambda: plot.curves({"a": [1]}, x={"b": [1]}), "x has the names b; series has a"),
    "curves: log": (lambda: plot.curves([1, 2], x=[0, 1], log_x=True), "a log axis needs x above 0"),
    "curves: mark": (lambda: plot.curves([1], mark="best"), "expected 'min', 'max' or None"),
    "curves: limits": (lambda: plot.curves([1], y_limits=(1, 0)), "low below high"),
    "roc: one class": (lambda: plot.roc_curve([1, 1], [0, 1]), "y_true holds only class 1"),
    "roc: three classes": (lambda: plot.roc_curve([0, 1, 2], [0, 1, 2]), "\\(y_true == k\\).astype\\(int\\)"),
    "roc: softmax": (lambda: plot.roc_curve([0, 1], LOGITS), "pass the second: scores\\[:, 1\\]"),
    "roc: lengths": (lambda: plot.roc_curve([0, 1], {"a": [1]}), "y_true has 2, scores\\['a'\\] has 1"),
    "recall: nan": (lambda: plot.precision_recall_curve([0, 1], [0, np.nan]), "NaN or infinite"),
    "sweep: logits": (lambda: plot.threshold_sweep([0, 1], [-3, 3]), "Apply a sigmoid to logits"),
    "sweep: metric": (lambda: plot.threshold_sweep([0, 1], [0, 1], metrics=["auc"]), "choose one or more from"),
    "sweep: threshold": (lambda: plot.threshold_sweep([0, 1], [0, 1], threshold=50), "threshold is 50; expected 0..1"),
    "calibration: bins": (lambda: plot.calibration([0, 1], [0, 1], bins=1), "from 2 to 20"),
    "heads: unknown": (lambda: plot.output_heads(["ranking"]), "choose one or more from binary"),
    "stop: name": (lambda: plot.early_stopping({"loss": [1]}, patience=1), "has no 'val_loss'; it has loss"),
    "stop: patience": (lambda: plot.early_stopping([1], patience=-1), "whole number of epochs, 0 or more"),
    "stop: mode": (lambda: plot.early_stopping([1], patience=1, mode="auto"), "lower is better"),
    "stop: delta": (lambda: plot.early_stopping([1], patience=1, min_delta=-1), "min_delta is -1"),
    "compare: one history": (lambda: plot.compare_histories([1]), "a list came"),
    "compare: five": (lambda: plot.compare_histories({name: {"loss": [1]} for name in "abcde"}), "5 came"),
    "compare: no validation": (lambda: plot.compare_histories({"a": {"loss": [1]}}), "without it there is no gap"),
    "compare: a model": (lambda: plot.compare_histories({"a": 3}), "histories\\['a'\\] must be what model.fit"),
    "histograms: nan": (lambda: plot.histograms({"a": [np.nan]}), "values\\['a'\\] has 1 of 1 values"),
    "histograms: six": (lambda: plot.histograms({name: [1] for name in "abcdef"}), "at most 5"),
    "histograms: bins": (lambda: plot.histograms([1], bins=1), "2 or more"),
    "histograms: near zero": (lambda: plot.histograms([1], near_zero=0), "a number above 0"),
    "masks: one": (lambda: plot.dropout_masks([1, 0]), "For one mask pass masks\\[None\\]"),
    "masks: many": (lambda: plot.dropout_masks(np.ones((3, 1000))), "at most 12 masks and 2,000 cells"),
    "search: a table": (lambda: plot.search_scores({"score": [1]}), "must be a list of dicts.*a dict came"),
    "search: empty": (lambda: plot.search_scores([]), "an empty list came"),
    "search: no score": (lambda: plot.search_scores([{"accuracy": 1}]), "has no 'score'; it has accuracy"),
    "search: parameter": (lambda: plot.search_scores([{"score": 1}], by="units"), "trials\\[0\\] has no 'units'"),
    "search: all failed": (lambda: plot.search_scores([{"score": np.nan}]), "No trial has a finite score"),
    "search: mode": (lambda: plot.search_scores([{"score": 1}], mode="best"), "a higher score is better"),
    "heat map: too fine": (
        lambda: plot.score_heatmap([{"a": i, "b": 1, "score": 1} for i in range(13)], "a", "b"),
        "a has 13 values; a heat map needs a grid of at most 12",
    ),
    "parallel: none": (lambda: plot.parallel_coordinates([{"score": 1}]), "1 to 7 can be drawn"),
    "parallel: many": (lambda: plot.parallel_coordinates([{"a": 1, "score": 1}] * 201), "at most 200"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_explained_and_nothing_is_drawn(name):
    call, message = CASES[name]
    with pytest.raises(ValueError, match=message):
        call()
    assert plt.get_fignums() == []
