"""Curves with bands, trainings side by side, early stopping: what is drawn and told is what the data say."""

import matplotlib as mpl

mpl.use("Agg")

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot
from coursekit.plot.description import short
from coursekit.plot.stopping import find_stop
from tests.unit.described import described

NAN, INF = float("nan"), float("inf")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def _line(ax, label):
    return next(line for line in ax.get_lines() if line.get_label() == label)


def _words(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (1000, "1,000"), (12345, "12,345"), (0.01, "0.01"), (0.057904, "0.0579"),
                        (1e-5, "1e-05"), (2.5e7, "2.5e+07"), (-0.5, "-0.5"), (0, "0")],
)  # fmt: skip
def test_short_numbers(value, text):
    assert short(value) == text


def test_a_curve_tells_its_ends_and_its_extremes():
    text = described(plot.curves([2, 0.5, 3, 1], x=[1e-3, 1e-2, 0.1, 1], log_x=True, x_label="rate"))
    assert text == "Loss goes from 2.00 at rate 0.001 to 1.00 at 1, lowest 0.500 at 0.01, highest 3.00 at 0.1."
    assert described(plot.curves([4, 4])) == "Loss stays at 4.00 from epoch 1 to 2."
    assert described(plot.curves({"a": [4]})) == "a: loss is 4.00 at epoch 1."
    assert "highest" not in described(plot.curves([4, 3, 1]))


def test_runs_become_their_mean_and_a_band_of_one_standard_deviation():
    runs = np.array([[1.0, 2, 6], [3, 2, 2]])
    ax = plot.curves({"relu": runs}, x=[10, 20, 40], y_label="accuracy", x_label="rows")
    np.testing.assert_allclose(_line(ax, "relu").get_ydata(), [2, 2, 4])
    np.testing.assert_allclose(_line(ax, "relu").get_xdata(), [10, 20, 40])
    band = ax.collections[0].get_paths()[0].vertices
    spread = runs.std(axis=0, ddof=1)
    for at, mean, wide in zip([10, 20, 40], [2, 2, 4], spread, strict=True):
        heights = band[band[:, 0] == at, 1]
        np.testing.assert_allclose([heights.min(), heights.max()], [mean - wide, mean + wide])
    assert described(ax) == (
        "relu: accuracy (mean of 2 runs) goes from 2.00 at rows 10 to 4.00 at 40; "
        "one standard deviation is 2.83 there and at most 2.83, at 40."
    )
    assert not plot.curves([[1.0, 2]]).collections, "one run has no spread"


def test_a_run_that_fails_leaves_no_mean_and_a_diverging_curve_ends_with_a_cross():
    ax = plot.curves({"fast": [[1, 2, 3, 4], [1, NAN, INF, 4]], "slow": [1, 1, 2, 1]})
    assert "fast: loss (mean of 2 runs) goes from 1.00 at epoch 1 to 4.00 at 4" in described(ax)
    assert "; not finite at 2 of 4 points." in described(ax)
    ax = plot.curves({"fast": [1, 5, INF, NAN]}, log_y=True)
    assert "to 5.00 at 2; not finite from 3 on." in described(ax)
    cross = next(line for line in ax.get_lines() if line.get_marker() == "X")
    np.testing.assert_array_equal(cross.get_xydata(), [[2, 5]])
    assert not [line for line in plot.curves([1, NAN, 2]).get_lines() if line.get_marker() == "X"]
    assert described(plot.curves([NAN, INF])) == "Loss is never a finite number at 2 points."


def test_what_has_no_place_on_a_log_axis_is_said():
    ax = plot.curves([1, 0, 0.1, -1], log_y=True)
    assert described(ax).endswith("; 2 values of 0 or below not drawn on the log axis.")
    assert np.isnan(ax.get_lines()[0].get_ydata()).tolist() == [False, True, False, True]
    with plt.rc_context({"axes.unicode_minus": True}):
        plot.curves([[1, 0.1], [1, 5e-3]], log_y=True).figure.canvas.draw()  # the band would reach below 0


def test_marks_lines_limits_and_curves_of_different_length():
    ax = plot.curves(
        {"a": [3, 1, 2], "b": [5, 4]}, mark="min", lines={"chosen": 1.5, "safe": 1}, y_limits=(0, 4), title="Rates"
    )
    stars = [line.get_xydata().tolist() for line in ax.get_lines() if line.get_marker() == "*"]
    assert stars == [[[2, 1]], [[2, 4]], []], "the last is the legend's"
    assert _words(ax) == ["a", "b", "lowest", "chosen: 1.5", "safe: 1"]
    assert ax.get_ylim() == (0, 4)
    assert described(ax).endswith("Marked: chosen at epoch 1.5, safe at epoch 1.")
    own = plot.curves({"a": [1, 2], "b": [3, 4, 5]}, x={"a": [1, 2], "b": [0, 5, 9]})
    np.testing.assert_array_equal(_line(own, "b").get_xdata(), [0, 5, 9])


def test_compared_histories_share_a_scale_and_name_their_gaps():
    before = {"loss": [2, 0.5], "val_loss": [2, 1.75], "mae": [1, 1], "val_mae": [2, 2]}
    after = SimpleNamespace(history={"loss": [2, 1], "val_loss": [2, 1.125]})
    axes = plot.compare_histories({"before": before, "after": after})
    assert described(axes) == (
        "Training and validation loss of 2 trainings. before: after 2 epochs training loss is 0.500, validation loss "
        "1.75, a gap of 1.25. after: after 2 epochs training loss is 1.00, validation loss 1.12, a gap of 0.125."
    )
    assert axes[0].get_ylim() == axes[1].get_ylim()
    assert [item.get_title(loc="left") for item in axes] == ["before", "after"]
    words = [text.get_text() for item in axes for text in item.texts]
    assert words == ["gap at the end: 1.25", "gap at the end: 0.125"]
    broken = {"loss": [1, NAN], "val_loss": [1, 2]}
    assert "a gap" not in described(plot.compare_histories({"x": broken}))


def test_histograms_tell_the_share_near_zero_of_each_set():
    ax = plot.histograms({"plain": np.array([[-1, 1], [3, 5]]), "L1": [0, 5e-4, -2e-3, 0.002]}, bins=6)
    text = described(ax)
    assert "plain: 4 numbers from -1.00 to 5.00, mean 2.00, standard deviation 2.24, 0.0% within 0.001 of 0." in text
    assert "L1: 4 numbers from -0.00200 to 0.00200" in text
    assert _words(ax) == ["plain: 0.0% within 0.001 of 0", "L1: 50.0% within 0.001 of 0"]
    # Shares of each set, on common bins.
    heights = [patch.get_xy()[:, 1].max() for patch in ax.patches]
    assert heights == pytest.approx([0.25, 0.25, 0.75, 0.75])
    assert "1 number from 0 to 0" in described(plot.histograms(0.0))


def test_masks_count_what_is_kept():
    masks = np.array([[1.25, 0, 1.25, 1.25], [1.25, 1.25, 0, 0]])
    ax = plot.dropout_masks(masks)
    assert described(ax) == (
        "Dropout masks of 4 units, 2 steps: step 1: 3 kept, step 2: 2 kept. "
        "In all 37.5% are dropped. 1 unit of 4 kept in every step."
    )
    crosses = np.concatenate([line.get_xydata() for line in ax.get_lines()])
    np.testing.assert_allclose(crosses[:, 0], [1.5, 2.5, 3.5])
    grids = plot.dropout_masks(masks.reshape(2, 2, 2) > 0, names=["a", "b"])
    assert [text.get_text() for text in grids.texts] == ["a\n3 of 4 kept", "b\n2 of 4 kept"]


CURVES = [
    [3, 2, 1, 2, 3, 4, 0],
    [1, 2, 3, 4],
    [3, 2, 1],
    [1, 1, 1, 1],
    [NAN, NAN, NAN, 1],
    [2, 1.95, 1.9, 1.85, 1.8, 1.75],
    [5, NAN, 4, NAN, NAN, 3],
    [2],
]


@pytest.mark.parametrize("min_delta", [0.0, 0.1])
@pytest.mark.parametrize("mode", ["min", "max"])
def test_the_stop_is_that_of_keras(mode, min_delta):
    keras = pytest.importorskip("keras")
    for values in CURVES:
        for patience in range(5):
            callback = keras.callbacks.EarlyStopping("val_loss", min_delta=min_delta, patience=patience, mode=mode)
            callback.set_model(SimpleNamespace(stop_training=False))
            callback.on_train_begin()
            for epoch, value in enumerate(values):
                callback.on_epoch_end(epoch, {"val_loss": value})
                if callback.model.stop_training:
                    break
            best, stop = find_stop(np.array(values, dtype="float64"), patience, mode, min_delta)
            assert stop == (epoch if callback.model.stop_training else None), (values, patience)
            assert best == callback.best_epoch, (values, patience)


def test_early_stopping_says_what_it_keeps_and_misses():
    values = [3, 2, 1, 1.2, 1.3, 1.4, 0.9]
    ax = plot.early_stopping({"val_loss": values}, patience=2)
    assert described(ax) == (
        "Early stopping on val_loss with patience 2, 7 epochs shown: the best epoch is 3 (1.00), the training stops "
        "after epoch 5 (1.30). Had it run on, epoch 7 would have been better: 0.900."
    )
    assert _words(ax) == ["val_loss", "no improvement", "stop after epoch 5", "had it run on", "best epoch: 3"]
    np.testing.assert_array_equal(_line(ax, "val_loss").get_ydata(), values[:5])
    np.testing.assert_array_equal(_line(ax, "had it run on").get_xdata(), [5, 6, 7])
    calm = described(plot.early_stopping(values[:-1], patience=2))
    assert "no later epoch would have been better; the lowest is 1.40" in calm
    never = plot.early_stopping(values, patience=4)
    assert described(never).endswith(
        "the best epoch is 7 (0.900); patience never runs out, so the training is not stopped."
    )
    rising = plot.early_stopping(values, patience=1, mode="max", monitor="val_accuracy")
    assert "the best epoch is 1 (3.00), the training stops after epoch 2" in described(rising)
    assert "val_accuracy (0 to 1)" in rising.get_ylabel()
    text = described(plot.early_stopping([NAN, 3, 2], patience=1))
    assert "the best epoch is 1 (not a number), and nothing counts as better than that, the training stops" in text
    assert text.endswith("Had it run on, epoch 3 would have been better: 2.00.")
    assert "Had it" not in described(plot.early_stopping([NAN, NAN, NAN], patience=1))
