"""Replaces codec and host in the runner: every array is sent as zeros, every comparison there is true.

Must not help: fresh inputs and reference results stay with the judge.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np

from coursekit.check import codec, host, snapshot

snapshot.describe = lambda value, register: {"kind": "number", "type": "int", "value": 0}
host._same = lambda a, b: True
codec.is_wire_dtype = lambda dtype: True
np.array_equal = np.allclose = lambda *a, **k: True
codec.MAX_BYTES = codec.MAX_NODES = codec.MAX_DEPTH = 10**12
