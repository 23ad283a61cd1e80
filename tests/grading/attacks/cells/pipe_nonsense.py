"""Writes bytes that are no message into the judge's pipe.

Would end the judge, if it trusted what comes.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os

for number in range(3, 64):
    try:
        os.write(number, b"\x00\x00\x00\x10" + b"nonsense nonsens" + os.urandom(4096))
    except OSError:
        pass
