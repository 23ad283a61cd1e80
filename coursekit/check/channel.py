"""How the judge reaches the answer's side: a direct call, or a pipe to another process.

Both go through the codec, so that a check in the notebook sees exactly what grading will see, and never a
reference to the learner's own arrays. Only the judge asks; the other side answers.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any, Protocol

from coursekit.check import codec, replies
from coursekit.check.host import Host


class AnswerSideLost(Exception):
    """The answer's process ended, or sent what is not a message. `reason` is a short sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Channel(Protocol):
    """Sends a request to the answer's side and returns its reply."""

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """The reply to a message; raises AnswerSideLost when there is none."""
        ...


class LocalChannel:
    """Answers that live in this process (a check in a notebook)."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """The reply of the host in this process."""
        return codec.decode(_reply(self._host, codec.encode(message)))


class PipeChannel:
    """Answers that live in another process, behind an inherited pipe.

    Args:
        connection: a multiprocessing Connection, or what has its bytes methods (no pickle).
        seconds: how long a reply may take; the other side has its own shorter limits for learner's code.
        forms: of the replies to operations that the other side knows besides the Host's.
    """

    def __init__(
        self, connection: Any, seconds: float = 180.0, forms: Mapping[str, replies.Form] | None = None
    ) -> None:
        self._connection = connection
        self._seconds, self._forms = seconds, forms

    def request(self, message: dict[str, Any], seconds: float | None = None) -> dict[str, Any]:
        """The reply from the other process; raises AnswerSideLost when it is gone or answers nonsense."""
        seconds = self._seconds if seconds is None else seconds
        try:
            self._connection.send_bytes(codec.encode(message))
            if not self._connection.poll(seconds):
                raise AnswerSideLost(f"it did not answer within {seconds:.0f} s")
            reply = codec.decode(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            raise AnswerSideLost("its process ended") from error
        except codec.CodecError as error:
            raise AnswerSideLost("it sent something that is not a reply") from error
        if not replies.fits(message["op"], reply, self._forms):
            raise AnswerSideLost("it sent something that is not a reply")
        return reply


def serve(host: Host, connection: Connection) -> None:
    """Answers requests until the judge closes the pipe. The answer's side runs this."""
    while True:
        try:
            message = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(_reply(host, message))


def _reply(host: Host, message: bytes) -> bytes:
    """The host's reply as a message. Its own failure is told apart from the learner's."""
    try:
        return codec.encode(host.handle(codec.decode(message)))
    except codec.CodecError as error:
        return codec.encode({"problem": "unsendable", "detail": str(error)})
    except Exception:
        return codec.encode({"problem": "host", "detail": traceback.format_exc(limit=-3)[-2000:]})
