"""The text alternatives: their numbers are those of the data that were drawn, at the edges too."""

import matplotlib as mpl

mpl.use("Agg")

import re
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot
from coursekit.plot.description import change, number, percent
from tests.unit.described import described

NAN = float("nan")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def describe_history(metric=None, **logs):
    return described(plot.history(logs, metric=metric))


def test_history_names_the_best_validation_epoch_not_the_last():
    text = describe_history(loss=[2.31, 0.9, 0.4, 0.12], val_loss=[2.0, 0.8, 0.2, 0.35])
    assert text == (
        "Training loss falls from 2.31 to 0.120 over 4 epochs; "
        "validation loss is lowest, 0.200, at epoch 3 and ends at 0.350."
    )


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ({"loss": [2.3]}, "Training loss is 2.30 after 1 epoch. There is no validation curve."),
        ({"loss": [2.3], "val_loss": [1]}, "2.30 after 1 epoch; validation loss is 1.00 after 1 epoch."),
        ({"loss": [0.5, 0.5, 0.5]}, "Training loss stays at 0.500 over 3 epochs."),
        ({"loss": [1, 3, 1]}, "Training loss starts and ends at 1.00 over 3 epochs."),
        ({"loss": [1, 9]}, "Training loss rises from 1.00 to 9.00 over 2 epochs."),
        ({"loss": [3, 2, NAN, NAN]}, "between epochs 1 and 2 and is not a finite number from epoch 3 on"),
        ({"loss": [3, NAN, 2]}, "between epochs 1 and 3 and is not a finite number in 1 of 3 epochs"),
        ({"loss": [NAN, float("inf")]}, "Training loss is never a finite number in 2 epochs."),
        ({"loss": [2, 1, 1], "val_loss": [2, NAN, 1.5]}, "validation loss is lowest, 1.50, at epoch 3"),
    ],
)  # fmt: skip
def test_history_at_the_edges(logs, expected):
    assert expected in describe_history(**logs)


def test_history_of_a_metric_and_its_curves():
    logs = {"loss": [2, 1], "val_loss": [3, 2], "AUC": [0.5, 0.75], "val_AUC": [0.4, 0.9]}
    axes = plot.history(SimpleNamespace(history=logs), metric="AUC")
    assert "Training AUC rises from 0.500 to 0.750 over 2 epochs; validation AUC rises" in described(axes)
    lines = {line.get_label(): line for line in axes[1].get_lines()}
    np.testing.assert_array_equal(lines["training"].get_xdata(), [1, 2])
    np.testing.assert_array_equal(lines["validation"].get_ydata(), [0.4, 0.9])
    assert all(tick == int(tick) for tick in axes[0].get_xticks())
    shown = " ".join(text.get_text() for text in axes[0].get_legend().get_texts())
    assert "best epoch: 2" in shown
    assert "test" not in shown


def test_best_epoch_is_the_training_curves_only_without_validation():
    words = [text.get_text() for text in plot.history({"loss": [3, 1, 2]}).get_legend().get_texts()]
    assert words == ["training", "lowest training loss: epoch 2"]


def test_confusion_matrix_counts_and_names_what_is_missing():
    ax = plot.confusion_matrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 0], class_names=["a", "b", "c"])
    assert described(ax) == (
        "Confusion matrix of 5 rows in 3 classes: 3 right (60.0%). "
        "Mistakes: a predicted as b (1); b predicted as a (1). Never predicted: c. Without true rows: c."
    )
    cells = {tuple(map(round, text.get_position())): text.get_text() for text in ax.texts}
    assert cells == {(c, r): str([[1, 1, 0], [1, 2, 0], [0, 0, 0]][r][c]) for r in range(3) for c in range(3)}
    never = described(plot.confusion_matrix([0, 1, 1], [0, 0, 0]))
    assert "1 right (33.3%). Mistakes: 1 predicted as 0 (2). Never predicted: 1." in never
    perfect = described(plot.confusion_matrix([0, 1], [0, 1]))
    assert perfect == "Confusion matrix of 2 rows in 2 classes: 2 right (100.0%)."


def test_normalized_rows_add_up_to_one_and_empty_rows_show_no_share():
    ax = plot.confusion_matrix([0, 0, 0, 2], [0, 0, 1, 2], normalize=True)
    rows = [[], [], []]
    for text in ax.texts:
        rows[round(text.get_position()[1])].append(text.get_text())
    assert rows == [["0.67", "0.33", "0.00"], ["-", "-", "-"], ["0.00", "0.00", "1.00"]]


def test_decision_surface_counts_area_and_points():
    x = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1.0]])
    for predict in (
        lambda p: (p[:, 0] > 0).astype(int),
        lambda p: (p[:, 0] > 0).astype("float32"),
        lambda p: np.column_stack([-p[:, 0], p[:, 0]]),
    ):
        text = described(plot.decision_surface(predict, x, [0, 0, 1, 0], resolution=100))
        assert "class 0 fills 50.0%, class 1 fills 50.0% of the area" in text
        assert "3 of 4 points (75.0%) lie in the region of their class" in text
    constant = described(plot.decision_surface(lambda p: np.full(len(p), 0.7), x, [0, 0, 1, 1]))
    assert "class 1 fills 100.0% of the area. The probability of class 1 is 0.700 everywhere." in constant


def test_decision_surface_of_a_class_that_no_point_has():
    x = np.array([[0, 0], [1, 1.0]])
    ax = plot.decision_surface(lambda p: np.full(len(p), 2), x, [0, 1], class_names=["a", "b", "c"])
    assert "c fills 100.0%" in described(ax)
    assert "0 of 2 points (0.0%)" in described(ax)


def test_images_name_the_wrong_predictions():
    ax = plot.images(np.zeros((3, 4, 4, 1)), [7, 2, 1], [7, 3, 1])
    assert "3 images of 4 x 4 pixels, greyscale" in described(ax)
    assert "2 of 3 predictions are right. Wrong: image 2 (predicted 3, true 2)." in described(ax)
    assert [text.get_text() for text in ax.texts] == ["7", "3, not 2", "1"]
    frames = [patch for patch in ax.patches if patch.get_linewidth() > 1]
    assert len(frames) == 1
    assert frames[0].get_linestyle() != "solid"
    assert len(ax.images) == 3
    one = described(plot.images(np.zeros((1, 2, 2, 3), dtype="uint8")))
    assert one == "1 image of 2 x 2 pixels, RGB."


def test_gradient_norms_tell_the_factor_and_what_is_not_on_a_log_axis():
    text = described(plot.gradient_norms({"sigmoid": [1e-4, 1e-2, 1], "dead": [0, NAN, 2]}))
    assert "back to layer 1 the gradient norm falls from 1.00 to 1.00e-04 (a factor of 10,000)." in text
    assert "dead: from layer 3 back to layer 1 the gradient norm falls from 2.00 to 0; it is 0 in layer 1; " in text
    assert text.endswith("it is not finite in layer 2.")
    assert described(plot.gradient_norms([0.5])) == "Gradient norm 0.500 in layer 1."
    ax = plot.gradient_norms([0, 0], layer_names=["in", "out"])
    assert "it is 0 in in, out" in described(ax)
    assert [text.get_text() for text in ax.texts] == ["0", "0"]
    assert ax.get_yscale() == "log"


def test_descent_path_tells_where_it_starts_and_ends():
    def bowl(a, b):
        return a**2 + b**2

    text = described(plot.descent_path(bowl, [[3, 4], [0, 2], [0, 1]]))
    assert text == "Path: 2 steps on the loss surface from (w1, w2) = (3.00, 4.00), loss 25.0, to (0, 1.00), loss 1.00."
    broken = described(plot.descent_path(bowl, {"fast": [[1, 1], [5, 5], [NAN, 1], [NAN, NAN]]}))
    assert broken.startswith("fast: 1 step ")
    assert "then 2 points that are not finite (it diverges)" in broken
    assert "0 steps" in described(plot.descent_path(bowl, [[1, 1]]))
    assert "loss 5.00" in described(plot.descent_path(lambda a, b: 0 * a + 5, [[1, 1], [2, 2]]))


def test_bands_follow_the_feature():
    x = np.array([9.0, 1, 2, 3, 8])
    text = described(plot.bands(x[:, None], [1, 0, 0, 1, 1], [0, 0, 0, 1, 1], class_names=["low", "high", "none"]))
    assert "5 rows: 80.0% predicted right. True rows: low from 1.00 to 2.00, high from 3.00 to 9.00." in text
    assert "3 predicted bands, left to right: low from 1.00 to 2.00, high from 3.00 to 8.00, low from" in text
    assert "Never predicted: class 1." in described(plot.bands(x, [0, 0, 1, 1, 1], [0] * 5))


def test_pairs_find_the_feature_that_separates():
    rng = np.random.default_rng(1)
    y = np.repeat([0, 1], 50)
    x = np.column_stack([rng.normal(size=100), rng.normal(size=100) + 8 * y])
    text = described(plot.pairs(x, y, ["noise", "signal"], ["a", "b"]))
    assert "100 rows (50 a, 50 b) with 2 features: noise, signal." in text
    means = [number(x[y == index, 1].mean()) for index in (0, 1)]
    assert f"The class means differ most in signal: a {means[0]}, b {means[1]}." in text
    angle = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    assert "No single feature separates the classes" in described(plot.pairs(np.vstack([ring, 2 * ring]), y))
    assert "means" not in described(plot.pairs(x, np.zeros(100)))


def test_probability_table_names_winners():
    ax = plot.probability_table([[0.7, 0.3], [0.2, 0.8]], class_names=["cat", "dog"], true=[0, 0])
    assert described(ax) == (
        "Probabilities of 2 classes for 2 rows. Highest in row 0: cat 0.700, right; "
        "row 1: dog 0.800, wrong (true: cat). 1 of 2 rows are right."
    )
    assert sorted(text.get_text() for text in ax.texts if text.get_fontweight() == "bold") == [
        "0.700", "0.800", "wrong: cat",
    ]  # fmt: skip


def test_diagrams_say_what_is_in_them():
    text = described(plot.network([784, 10, 1]))
    assert "input (784 inputs), hidden 1 (10 units), output (1 unit)" in text
    assert "y = tanh(z)" in described(plot.neuron(2, activation="tanh"))
    assert "backend: TensorFlow, JAX, PyTorch" in described(plot.keras_stack())


def test_describe_follows_the_axes():
    figure, axes = plt.subplots(1, 2)
    plot.history({"loss": [2, 1]}, ax=axes[0])
    with pytest.raises(ValueError, match="no picture made by coursekit"):
        described(axes[1])
    plot.gradient_norms([1, 2], ax=axes[1])
    first, second = described(axes).split("\n")
    assert "loss" in first
    assert "gradient norm" in second
    axes[0].clear()
    with pytest.raises(ValueError, match="nothing to describe"):
        described(axes[0])
    for stranger in (figure, None, "a text"):
        with pytest.raises(ValueError, match=re.escape("needs the Axes that a coursekit.plot function returned")):
            described(stranger)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.2, "0.200"), (2.314, "2.31"), (99.99, "100"), (1234.5, "1,234"), (-0.05, "-0.0500"),
     (1e-9, "1.00e-09"), (3e7, "3.00e+07"), (NAN, "not a number"), (-np.inf, "minus infinity")],
)  # fmt: skip
def test_numbers_for_people(value, text):
    assert number(value) == text


def test_percentages_and_changes_do_not_round_away_the_point():
    assert percent(9999, 10000) == "over 99.9%"
    assert percent(1, 100000) == "under 0.1%"
    assert (percent(3, 3), percent(0, 3), percent(1, 3)) == ("100.0%", "0.0%", "33.3%")
    assert change(1.0001, 1.0) == "starts and ends at 1.00"
