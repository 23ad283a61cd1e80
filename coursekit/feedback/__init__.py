"""Showing what a check found: HTML with a full text alternative, pictures drawn with `coursekit.plot`."""

from coursekit.feedback.show import show, show_hints, show_note, show_question, show_solution

__all__ = ["show", "show_hints", "show_note", "show_question", "show_solution"]
