"""Sends half of a message, and then nothing more.

Would keep the judge waiting for the rest without end.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import struct
import time

for number in range(3, 64):
    try:
        os.write(number, struct.pack("!i", 1000) + b"half of it")
    except OSError:
        pass
while True:
    try:
        time.sleep(100)
    except BaseException:
        pass
