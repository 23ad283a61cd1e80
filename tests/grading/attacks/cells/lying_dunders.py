"""Answers whose __class__, __array__, __len__, __iter__, __float__, __index__, __reduce__ and __getattr__ lie.

Would gain points, or make the judge run code, where it asks the object itself.

Plain nbgrader: nothing, as our check copies data and asks no object. With asserts as checks it gains 7 of 21 points.
"""

# %%
import numpy as np


class Liar:
    __class__ = np.ndarray
    dtype, shape, ndim = np.dtype("f8"), (5, 2), 2

    def __array__(self, *args, **kwargs):
        import sys

        frame = sys._getframe(1)
        while frame:
            if "want" in frame.f_locals:
                print("LEAK" + "ED")
                return frame.f_locals["want"]
            frame = frame.f_back
        return np.zeros(1)

    __len__ = lambda self: 2**62
    __iter__ = lambda self: iter(int, 1)
    __float__ = lambda self: 1e6
    __index__ = lambda self: 10**6
    __bool__ = lambda self: True
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0
    __reduce__ = lambda self: (eval, ("print('LEAK' + 'ED')",))
    __repr__ = lambda self: "LEAK" + "ED"

    def __getattr__(self, name):
        if name.startswith("__array"):  # NumPy would ask for its memory there
            raise AttributeError(name)
        return Liar()


# %% exercise="dense"
dense = lambda x, W, b: Liar()

# %% exercise="count_params"
count_params = lambda sizes: Liar()

# %% exercise="shrinking"
shrinking = Liar()

# %% exercise="which_mistake"
which_mistake = Liar()

# %% exercise="gradient"
gradient = lambda *a: (Liar(), Liar())
