"""The grader's end of a submission's pipe: whole messages within a time, whatever the other end does.

The bytes are those of a multiprocessing Connection, which stands at the other end. A Connection here would wait for the
second half of a message without end, and for the reader of a long one.
"""

from __future__ import annotations

import socket
import struct
import time

SEND_SECONDS = 30.0  # for what is asked; a submission may have handed in files of many MiB
_SHORT, _LONG = struct.Struct("!i"), struct.Struct("!Q")
_CHUNK = 2**20


class FramedSocket:
    """Has the methods of a Connection that `PipeChannel` calls.

    Args:
        end: a stream socket; it is closed with this object.
        most_bytes: of one message; a longer one is not read.
    """

    def __init__(self, end: socket.socket, most_bytes: int) -> None:
        self._socket, self._most = end, most_bytes
        self._message: bytes | None = None

    def send_bytes(self, message: bytes) -> None:
        """Sends a message. Raises OSError when the other end is gone, or does not read it in time."""
        self._socket.settimeout(SEND_SECONDS)
        header = _SHORT.pack(len(message)) if len(message) < 2**31 else _SHORT.pack(-1) + _LONG.pack(len(message))
        self._socket.sendall(header)
        self._socket.sendall(message)

    def poll(self, seconds: float) -> bool:
        """Whether a whole message has come within `seconds`.

        Raises EOFError when the other end is gone, and OSError when its message is too long.
        """
        end = time.monotonic() + seconds
        try:
            (size,) = _SHORT.unpack(self._read(_SHORT.size, end))
            if size == -1:
                (size,) = _LONG.unpack(self._read(_LONG.size, end))
            if not 0 <= size <= self._most:
                raise OSError(f"a message of {size} bytes")
            self._message = self._read(size, end)
        except TimeoutError:
            return False
        return True

    def recv_bytes(self) -> bytes:
        """The message that `poll` has found."""
        message, self._message = self._message, None
        if message is None:
            raise EOFError
        return message

    def close(self) -> None:
        """Closes the socket."""
        self._socket.close()

    def _read(self, size: int, end: float) -> bytes:
        found = bytearray()
        while len(found) < size:
            self._socket.settimeout(max(0.001, end - time.monotonic()))
            # Room is made for what is there, not for what was announced.
            part = self._socket.recv(min(size - len(found), _CHUNK))
            if not part:
                raise EOFError
            found += part
            if time.monotonic() > end:
                raise TimeoutError
        return bytes(found)
