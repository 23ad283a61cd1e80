"""One call of every picture, for the tests of what holds for all of them."""

import matplotlib as mpl

mpl.use("Agg")

import numpy as np

import coursekit.plot as plot

_DRAWS = np.random.default_rng(0)
_POINTS = _DRAWS.normal(size=(60, 2))
_THREE = np.arange(60) % 3
_TWO = (_POINTS[:, 0] > 0).astype(int)
_EPOCHS = np.arange(12)
_LOGS = {
    "loss": 2.3 * np.exp(-_EPOCHS / 4),
    "val_loss": 2.2 * np.exp(-_EPOCHS / 4) + 0.03 * _EPOCHS,
    "accuracy": 1 - 0.9 * np.exp(-_EPOCHS / 4),
    "val_accuracy": 0.95 - 0.8 * np.exp(-_EPOCHS / 4),
}
_PATH = np.array([[4, 2], [3, -1.5], [2, 1], [1, -0.5], [0.3, 0.1]])
_IMAGES = _DRAWS.random((10, 6, 8))
_PROBABILITIES = _DRAWS.dirichlet([0.4] * 3, 6)
_X = np.linspace(-3, 3, 61)
_RUNS = 0.8 - _DRAWS.random((3, 4)) / 5
_SCORES = 1 / (1 + np.exp(-2 * _POINTS[:, 0] - _POINTS[:, 1]))
_MASKS = _DRAWS.random((5, 6, 8)) > 0.3
_TRIALS = [
    {
        "rate": 10.0 ** -(1 + index % 4),
        "units": 8 << index % 3,
        "activation": ("relu", "tanh")[index % 2],
        "score": score,
    }
    for index, score in enumerate([[0.7, 0.8], 0.9, 0.6, [0.8, 0.85], np.nan, 0.75, 0.82, 0.91, 0.5])
]
_SPECIES = ["setosa", "versicolor", "virginica"]


def _sigmoid(points):
    return 1 / (1 + np.exp(-3 * points[:, :1] - points[:, 1:]))


def _nearest(points):
    return -((points[:, None] - np.array([[-1, 0], [1, 0], [0, 1.5]])) ** 2).sum(axis=-1)


# name -> (the call, the number of Axes it draws on, the words its first Axes must carry as labels)
PICTURES = {
    "activations": (lambda ax=None: plot.activations(ax=ax), 2, ("input z", "output φ(z)")),
    "activations alone": (
        lambda ax=None: plot.activations(("linear", "softplus"), derivatives=False, ax=ax),
        1,
        ("input z", "output φ(z)"),
    ),
    "decision surface, probability": (
        lambda ax=None: plot.decision_surface(
            _sigmoid, _POINTS, _TWO, feature_names=("length (cm)", "width (cm)"), ax=ax
        ),
        1,
        ("length (cm)", "width (cm)"),
    ),
    "decision surface, classes": (
        lambda ax=None: plot.decision_surface(_nearest, _POINTS, _THREE, class_names=_SPECIES, ax=ax),
        1,
        ("feature 1", "feature 2"),
    ),
    "images": (
        lambda ax=None: plot.images(_IMAGES, _THREE[:10], [0, 1, 1, *_THREE[3:10]], class_names=_SPECIES, ax=ax),
        1,
        None,
    ),
    "history": (lambda ax=None: plot.history(_LOGS, ax=ax), 1, ("epoch", "loss")),
    "history, accuracy": (
        lambda ax=None: plot.history(_LOGS, metric="accuracy", ax=ax),
        2,
        ("epoch", "loss"),
    ),
    "confusion matrix": (
        lambda ax=None: plot.confusion_matrix(_THREE, np.roll(_THREE, 7), class_names=_SPECIES, ax=ax),
        1,
        ("predicted class", "true class"),
    ),
    "confusion matrix of ten": (
        lambda ax=None: plot.confusion_matrix(np.arange(60) % 10, np.arange(60) // 6, normalize=True, ax=ax),
        1,
        ("0 to 1", "true class"),
    ),
    "gradient norms": (
        lambda ax=None: plot.gradient_norms(
            {"sigmoid": [1e-6, 1e-4, 1e-2], "relu": [0, 1, 2], "tanh": [np.nan, np.inf, 1]}, ax=ax
        ),
        1,
        ("layer", "gradient norm (log scale)"),
    ),
    "descent path": (
        lambda ax=None: plot.descent_path(
            lambda a, b: a**2 + 10 * b**2, {"slow": _PATH, "fast": _PATH[::2]}, minimum=(0, 0), ax=ax
        ),
        1,
        ("w1", "w2"),
    ),
    "occlusion map": (
        lambda ax=None: plot.occlusion(_IMAGES[0], _IMAGES[1], uncovered=0.9, label="7", ax=ax),
        1,
        ("pixel column", "pixel row"),
    ),
    "bands": (
        lambda ax=None: plot.bands(_POINTS[:, 0], _TWO, _POINTS[:, 0] > 0.2, x_label="x (mm)", ax=ax),
        1,
        ("x (mm)", "class"),
    ),
    "pairs": (
        lambda ax=None: plot.pairs(_POINTS, _THREE, ["length (cm)", "width (cm)"], _SPECIES, ax=ax),
        4,
        ("", "length (cm)"),
    ),
    "probability table": (
        lambda ax=None: plot.probability_table(_PROBABILITIES, class_names=_SPECIES, true=_THREE[:6], ax=ax),
        1,
        ("probability of each class (0 to 1)", ""),
    ),
    "network": (lambda ax=None: plot.network([784, 64, 5, 10], ax=ax), 1, None),
    "neuron": (lambda ax=None: plot.neuron(4, activation="sigmoid", ax=ax), 1, None),
    "keras stack": (lambda ax=None: plot.keras_stack(ax=ax), 1, None),
    "curves": (
        lambda ax=None: plot.curves({"mse": _X**2, "mae": abs(_X)}, x=_X, x_label="error", ax=ax),
        1,
        ("error", "loss"),
    ),
    "curves, diverging": (
        lambda ax=None: plot.curves(
            {"slow": 0.9**_EPOCHS, "fast": np.where(_EPOCHS < 6, 3.0**_EPOCHS, np.inf)}, log_y=True, mark="min", ax=ax
        ),
        1,
        ("epoch", "loss (log scale)"),
    ),
    "curves, runs by size": (
        lambda ax=None: plot.curves(
            {"training": _RUNS + 0.1, "validation": _RUNS},
            x=[20, 50, 100, 500],
            log_x=True,
            x_label="training rows",
            y_label="accuracy",
            title="More data",
            lines={"enough": 100},
            ax=ax,
        ),
        1,
        ("training rows (log scale)", "accuracy"),
    ),
    "ROC": (
        lambda ax=None: plot.roc_curve(_TWO, {"sure": _SCORES, "rounded": _SCORES.round(1)}, threshold=0.5, ax=ax),
        1,
        ("false-positive rate", "recall"),
    ),
    "precision and recall": (
        lambda ax=None: plot.precision_recall_curve(_TWO, _SCORES, threshold=0.5, ax=ax),
        1,
        ("recall", "precision"),
    ),
    "threshold": (
        lambda ax=None: plot.threshold_sweep(_TWO, _SCORES, metrics=("precision", "recall", "f1", "accuracy"), ax=ax),
        1,
        ("threshold", "metric (0 to 1)"),
    ),
    "calibration": (
        lambda ax=None: plot.calibration(_TWO, _SCORES, ax=ax),
        1,
        ("predicted probability", "share of class 1"),
    ),
    "output heads": (lambda ax=None: plot.output_heads(ax=ax), 1, None),
    "early stopping": (
        lambda ax=None: plot.early_stopping([3, 2, 1, 1.2, 1.3, 1.4, 0.9], patience=2, ax=ax),
        1,
        ("epoch", "val_loss"),
    ),
    "two histories": (
        lambda ax=None: plot.compare_histories({"before": _LOGS, "after": _LOGS}, metric="accuracy", ax=ax),
        2,
        ("epoch", "accuracy (0 to 1)"),
    ),
    "four histories": (
        lambda ax=None: plot.compare_histories(dict.fromkeys("abcd", _LOGS), ax=ax),
        4,
        ("epoch", "loss"),
    ),
    "histograms": (
        lambda ax=None: plot.histograms({"plain": _POINTS, "L1": _POINTS**3}, log=True, ax=ax),
        1,
        ("weight", "share of the numbers"),
    ),
    "masks of units": (lambda ax=None: plot.dropout_masks(_MASKS[:, 0], ax=ax), 1, None),
    "masks of a grid": (lambda ax=None: plot.dropout_masks(_MASKS, names=list("abcde"), ax=ax), 1, None),
    "search by order": (
        lambda ax=None: plot.search_scores(_TRIALS, ax=ax),
        1,
        ("trial", "score"),
    ),
    "search by rate": (
        lambda ax=None: plot.search_scores(_TRIALS, by="rate", ax=ax),
        1,
        ("rate (log scale)", "score"),
    ),
    "search by name": (lambda ax=None: plot.search_scores(_TRIALS, by="activation", ax=ax), 1, ("activation", "score")),
    "heat map": (
        lambda ax=None: plot.score_heatmap(_TRIALS, "units", "rate", ax=ax),
        1,
        ("rate", "units"),
    ),
    "rows of images": (
        lambda ax=None: plot.image_rows({"original": _IMAGES, "noisy": _IMAGES + 0.3, "rebuilt": _IMAGES / 2}, ax=ax),
        1,
        ("", ""),  # the rows' names stand where a scale would
    ),
    "latent map": (lambda ax=None: plot.latent_map(_POINTS, _THREE, ax=ax), 1, ("code 1", "code 2")),
    "points of lessons": (
        lambda ax=None: plot.lesson_points({"fit": (3, 10.5), "compile": (0, 8), "tuning": (12, 12)}, ax=ax),
        1,
        ("points", "lesson"),
    ),
    "errors and a threshold": (
        lambda ax=None: plot.error_histogram(_SCORES, _THREE == 0, 0.6, ax=ax),
        1,
        ("reconstruction error", "share of its kind"),
    ),
    "gates": (
        lambda ax=None: plot.gates_over_time(
            ["the", "old", "cat"], {"forget gate": _MASKS[:3, 0] * 0.8, "cell state": _POINTS[:3]}, ax=ax
        ),
        2,
        ("word", "unit"),
    ),
    "embedding map": (
        lambda ax=None: plot.embedding_map(
            _IMAGES[:, 0], list("abcdefghij"), groups=["vowel", *["other"] * 3] * 2 + ["vowel", "other"], ax=ax
        ),
        1,
        ("first main axis", "second main axis"),
    ),
    "parallel coordinates": (
        lambda ax=None: plot.parallel_coordinates(_TRIALS, ax=ax),
        1,
        ("hyper-parameters", ""),
    ),
}


def test_the_gallery_has_every_picture():
    drawn = {name for call, *_ in PICTURES.values() for name in call.__code__.co_names}
    assert set(plot.__all__) - drawn == {"describe"}
