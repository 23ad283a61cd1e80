"""Pictures of a search: the best by either direction, failed trials, repeated scores, scales."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot
from tests.unit.described import described

NAN = float("nan")
TRIALS = [
    {"rate": 0.001, "units": 8, "activation": "relu", "score": 0.5},
    {"rate": 0.1, "units": 8, "activation": "tanh", "score": [0.8, 0.9, 1.0]},
    {"rate": 0.001, "units": 16, "activation": "relu", "score": 0.7},
    {"rate": 0.1, "units": 16, "activation": "relu", "score": [0.9, NAN]},
]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def _star(ax):
    return next(tuple(line.get_xydata()[0]) for line in ax.get_lines() if line.get_marker() == "*")


def test_search_names_the_best_trial_and_the_failed_ones():
    ax = plot.search_scores(TRIALS)
    assert described(ax) == (
        "4 trials of a search: score from 0.500 to 0.900, median 0.700. Best is trial 2, 0.900 (rate 0.1, units 8, "
        "activation tanh). Its scores have a standard deviation of 0.100. 1 trial without a finite score."
    )
    assert _star(ax) == pytest.approx((2, 0.9))
    so_far = next(line for line in ax.get_lines() if line.get_label() == "best so far")
    np.testing.assert_allclose(so_far.get_ydata(), [0.5, 0.9, 0.9, 0.9])
    failed = next(line for line in ax.get_lines() if line.get_label() == "failed")
    assert failed.get_xdata().tolist() == [4]


def test_lower_can_be_better():
    ax = plot.search_scores([{"loss": value} for value in (3, 1, 2)], score="loss", mode="min")
    assert "Best is trial 2, 1.00." in described(ax)
    so_far = next(line for line in ax.get_lines() if line.get_label() == "best so far")
    np.testing.assert_array_equal(so_far.get_ydata(), [3, 1, 1])
    heat = plot.score_heatmap(
        [{"a": a, "b": b, "loss": a * b} for a in (1, 2) for b in (3, 4)], "a", "b", score="loss", mode="min"
    )
    assert "Best is 3.00 at a 1, b 3." in described(heat)
    assert heat.images[0].get_array()[0, 0] == 1, "the best is the darkest"


def test_search_by_a_parameter_uses_the_scale_that_shows_it():
    by_rate = plot.search_scores(TRIALS, by="rate")
    assert by_rate.get_xscale() == "log"
    assert _star(by_rate) == pytest.approx((0.1, 0.9))
    assert "Mean score by rate: 0.001 0.600, 0.1 0.900." in described(by_rate)
    assert plot.search_scores(TRIALS, by="units").get_xscale() == "linear"
    by_name = plot.search_scores(TRIALS, by="activation")
    assert [tick.get_text() for tick in by_name.get_xticklabels()] == ["relu", "tanh"]
    assert _star(by_name) == pytest.approx((1, 0.9))
    many = [{"dropout": value / 10, "score": 1 - value / 10} for value in range(8)]
    assert "Mean score is 0.850 for dropout up to 0.35 and 0.450 above." in described(
        plot.search_scores(many, by="dropout")
    )
    flags = plot.search_scores([{"bn": True, "score": 1}, {"bn": False, "score": 2}], by="bn")
    assert [tick.get_text() for tick in flags.get_xticklabels()] == ["True", "False"]


def test_heat_map_averages_repeats_and_shows_what_is_missing():
    trials = [*TRIALS, {"rate": 0.001, "units": 8, "score": 0.7}, {"rate": 0.01, "units": 8, "score": 0.2}]
    ax = plot.score_heatmap(trials, "units", "rate")
    cells = {tuple(map(round, text.get_position())): text.get_text() for text in ax.texts}
    assert cells == {(0, 0): "0.600", (1, 0): "0.200", (2, 0): "0.900", (0, 1): "0.700", (1, 1): "-", (2, 1): "-"}
    assert [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"] == ["0.900"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0.001", "0.01", "0.1"], "numbers rise"
    text = described(ax)
    assert "Best is 0.900 at units 8, rate 0.1. Mean by units: 8 0.567, 16 0.700." in text
    assert "Mean by rate: 0.001 0.650, 0.01 0.200, 0.1 0.900. 2 pairs without a score." in text
    assert "from 1.00 to 1.00" in described(plot.score_heatmap([{"a": 1, "b": 2, "score": 1}], "a", "b"))


def test_parallel_coordinates_draw_a_line_for_each_trial():
    ax = plot.parallel_coordinates(TRIALS)
    lines = [line for line in ax.get_lines() if len(line.get_xdata()) == 4]
    assert len(lines) == 3 + 1, "three trials have a score, and the best is drawn again"
    np.testing.assert_allclose(lines[-1].get_ydata(), [1, 0, 1, 1])
    assert lines[-1].get_linewidth() > lines[0].get_linewidth()
    assert described(ax) == (
        "3 trials over rate, units, activation. Best score is 0.900 with rate 0.1, units 8, activation tanh. "
        "1 trial without a finite score left out."
    )
    turned = plot.parallel_coordinates(TRIALS, parameters=["units"], mode="min")
    best = next(line for line in turned.get_lines() if line.get_linewidth() == 3)
    np.testing.assert_allclose(best.get_ydata(), [0, 1])
    assert "Best score is 0.500 with units 8." in described(turned)


def test_parallel_coordinates_tell_what_the_best_quarter_shares_and_use_round_marks():
    trials = [
        {"rate": 10 ** (-4 + index / 4.01), "bn": index > 8, "act": "relu" if index % 2 else "tanh", "score": index}
        for index in range(13)
    ]
    ax = plot.parallel_coordinates(trials)
    expected = "The best quarter (3 trials) has rate from 0.0312 to 0.0983; bn True (3); act tanh (2), relu (1)."
    assert expected in described(ax)
    marks = [text.get_text() for text in ax.texts]
    assert marks[:3] == ["0.0001", "0.001", "0.01"]
    assert marks[3:7] == ["False", "True", "tanh", "relu"]
    rates = [line.get_ydata()[0] for line in ax.get_lines() if len(line.get_xdata()) == 4][:-1]
    np.testing.assert_allclose(rates, np.linspace(0, 1, 13), atol=1e-12)
