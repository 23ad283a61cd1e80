"""Reads the judge's requests itself, on a thread, to see what the judge would ask.

Would show fresh inputs before an answer has to be given; keys and expected values must never pass there.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import threading


def listen(number):
    while True:
        try:
            data = os.read(number, 2**16)
        except OSError:
            return
        if not data:
            return
        for word in (b"expected", b"criterion", b"points", b"seed", b"want"):
            if word in data:
                os.write(1, b"LEAK" + b"ED " + word)


for number in range(3, 64):
    try:
        os.fstat(number)
        threading.Thread(target=listen, args=(number,), daemon=True).start()
    except OSError:
        pass
