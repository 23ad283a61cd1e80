"""What happens when results cannot be written: a full disk, a lost database."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from sqlalchemy.exc import InterfaceError, OperationalError

# Of the system's errors, those that the next submission will meet as well.
_FOR_ALL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)


class BooksClosed(Exception):
    """Nothing can be written any more. The message says why, and what to do."""


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Raises BooksClosed for what the system or the database refuses in the block."""
    try:
        yield
    except BooksClosed:
        raise
    except Exception as error:
        if not isinstance(error, OSError) and not is_for_all(error):
            raise
        raise books_closed(error) from error


def books_closed(error: BaseException) -> BooksClosed:
    """What to raise for `error`."""
    return BooksClosed(
        f"The results cannot be written: {first_line(error)}. Mend that, then run the same command again: it goes on "
        "where it stopped."
    )


def is_for_all(error: BaseException | None) -> bool:
    """Whether the results of other submissions would meet this error, or the one that it came from, too."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", None) in _FOR_ALL:
            return True
        error = error.__cause__ or error.__context__  # nbgrader wraps the database's errors in its own
    return False


def first_line(error: BaseException) -> str:
    """What an error says, without SQLAlchemy's further lines."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")
