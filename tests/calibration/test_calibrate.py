"""Measuring goes on where it stopped, and says when a mark does not hold."""

from __future__ import annotations

import json

import pytest

from tests.calibration import __main__ as calibrate
from tests.calibration import measures
from tests.calibration.measures import SEEDS, Mark, Measure


@pytest.fixture(autouse=True)
def tables(tmp_path, monkeypatch):
    monkeypatch.setattr(measures, "TABLES", tmp_path)
    return tmp_path


def _mark(value=0.9, score=0.95, baseline=0.5, measured=None, fails_at=None) -> Mark:
    def reference(seed):
        if seed == fails_at:
            raise KeyboardInterrupt
        if measured is not None:
            measured.append(seed)
        return score

    return Mark("lesson", "name", value, Measure(reference, lambda seed: baseline))


def test_an_interrupted_run_goes_on_where_it_stopped(tables):
    first, second = [], []
    with pytest.raises(KeyboardInterrupt):
        calibrate._calibrate(_mark(measured=first, fails_at=4), force=False)
    assert first == [0, 1, 2, 3]
    assert calibrate._calibrate(_mark(measured=second), force=False)
    assert second == [4, 5, 6, 7, 8, 9]
    table = json.loads((tables / "lesson.name.json").read_text())
    assert table["mark"] == 0.9
    assert table["rows"] == [{"seed": seed, "score": 0.95, "baseline": 0.5} for seed in SEEDS]
    assert [path.name for path in tables.iterdir()] == ["lesson.name.json"]


def test_force_measures_again():
    again = []
    calibrate._calibrate(_mark(), force=False)
    calibrate._calibrate(_mark(measured=again), force=True)
    assert again == list(SEEDS)


@pytest.mark.parametrize(("score", "baseline"), [(0.89, 0.5), (0.95, 0.9)])
def test_a_mark_that_does_not_hold(score, baseline, capsys):
    assert not calibrate._calibrate(_mark(score=score, baseline=baseline), force=False)
    assert "DOES NOT HOLD" in capsys.readouterr().out


def test_a_mark_that_nobody_measures(capsys):
    assert not calibrate._calibrate(Mark("lesson", "name", 0.9, None), force=False)
    assert "tests/calibration/lesson.py" in capsys.readouterr().err
