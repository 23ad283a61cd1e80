"""The steps of nbgrader's Autograde share the gradebook that they open, as long as one submission is entered."""

from __future__ import annotations

import shutil

import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import autograde
from nbgrader.preprocessors import saveautogrades

from coursekit.grading.one_gradebook import one_gradebook


@pytest.fixture
def url(empty_gradebook, tmp_path) -> str:
    shutil.copy(empty_gradebook, tmp_path / "gradebook.db")
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


def test_steps_share_what_they_open(url):
    with one_gradebook():
        with autograde.Gradebook(url, "coursekit") as first:
            first.add_student("ada")
        with saveautogrades.Gradebook(url, "coursekit") as second:
            assert second is first
            assert second.find_student("ada").id == "ada"
        with saveautogrades.Gradebook(url) as other:
            assert other is not first, "another course's"
            assert other.engine is first.engine
    assert autograde.Gradebook is saveautogrades.Gradebook is Gradebook
    assert first.engine.pool.checkedout() == 0
    with Gradebook(url, "coursekit") as after:
        assert [student.id for student in after.students] == ["ada"]


def test_what_a_step_leaves_unsaved_is_no_other_steps(url):
    with one_gradebook():
        with autograde.Gradebook(url, "coursekit") as first:
            first.add_student("ada")
            first.find_student("ada").first_name = "Ada"
        with autograde.Gradebook(url, "coursekit") as second:
            assert second.find_student("ada").first_name is None


def test_an_error_puts_everything_back(url):
    with pytest.raises(MissingEntry), one_gradebook(), autograde.Gradebook(url, "coursekit") as gradebook:
        gradebook.find_student("nobody")
    assert autograde.Gradebook is Gradebook
