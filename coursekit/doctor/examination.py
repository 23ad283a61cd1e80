"""All that is looked at, in the order in which things depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from coursekit.checkout import NoCheckoutError, find_checkout
from coursekit.doctor import jupyter_parts, machine, python_parts
from coursekit.doctor.finding import Finding


def examine() -> Iterator[Finding]:
    """Looks at one thing after the other; takes some seconds, as Keras is started in a process of its own."""
    try:
        root: Path | None = find_checkout()
    except NoCheckoutError:
        root = None
    looks: list[Callable[[], Finding]] = [
        python_parts.python,
        python_parts.packages,
        lambda: python_parts.versions(root),
        python_parts.keras,
        jupyter_parts.kernel,
        jupyter_parts.nbgrader_extensions,
        lambda: machine.writing(root),
        lambda: machine.disk(root),
        machine.network,
        machine.mnist,
        machine.sandbox,
        machine.dask,
    ]
    for look in looks:
        try:
            yield look()
        except Exception as error:  # a broken installation can fail in any way, and the others are worth a look
            name = getattr(look, "__name__", "examination").replace("_", " ")
            yield Finding(name, "broken", f"cannot be examined: {type(error).__name__}: {error}")
