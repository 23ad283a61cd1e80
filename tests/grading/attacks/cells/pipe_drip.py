"""Sends a message one byte at a time, as slowly as it can.

Would hold the judge for hours: each byte arrives in time.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import struct
import time

for number in range(3, 64):
    try:
        os.write(number, struct.pack("!i", 100_000))
    except OSError:
        continue
    for _ in range(10**6):
        try:
            os.write(number, b"x")
            time.sleep(0.05)
        except BaseException as error:
            if isinstance(error, OSError):
                break
