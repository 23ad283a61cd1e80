"""nbgrader's autograding with one gradebook for all of its steps.

nbgrader opens the gradebook anew for every step, about eight times a submission: each time it looks for every table,
and makes an SQLAlchemy engine, which compiles again the SQL that the engine before it knew. That was two
fifths of the time of entering a result, under a profiler.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from types import ModuleType

from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.converters import autograde
from nbgrader.preprocessors import latesubmissions, saveautogrades
from sqlalchemy import create_engine

_STEPS = (autograde, saveautogrades, latesubmissions)

_engine = functools.cache(create_engine)


@contextlib.contextmanager
def one_gradebook() -> Iterator[Callable[..., Gradebook]]:
    """In this block the steps of nbgrader's Autograde share what they open; its end closes all connections.

    What the block gets opens a gradebook as `Gradebook` does, and shares it as well. Each step has a session of its
    own, as it had before. Not for several threads at once.
    """
    opened: dict[tuple[str, str], Gradebook] = {}

    def shared(db_url: str, course_id: str = "default_course") -> Gradebook:
        if (db_url, course_id) not in opened:
            with _replaced(api, "create_engine", _engine):
                found = Gradebook(db_url, course_id)
            found.close = found.db.remove  # what a step calls at its end
            opened[db_url, course_id] = found
        return opened[db_url, course_id]

    try:
        with contextlib.ExitStack() as stack:
            for step in _STEPS:
                stack.enter_context(_replaced(step, "Gradebook", shared))
            yield shared
    finally:
        for gradebook in opened.values():
            gradebook.db.remove()
            gradebook.engine.dispose()


@contextlib.contextmanager
def _replaced(module: ModuleType, name: str, value: object) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)
