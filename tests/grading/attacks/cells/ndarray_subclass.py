"""An ndarray subclass whose comparisons and differences are always right.

Would gain points where the answer's own operators decide.

Plain nbgrader: nothing, as our check copies an array's memory. With asserts as checks it gains 3 of 21 points.
"""

# %%
import numpy as np


class Right(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        plain = [np.asarray(x).view(np.ndarray) for x in inputs]
        result = getattr(ufunc, method)(*plain)
        return np.ones(result.shape, bool) if result.dtype == bool else np.zeros(result.shape)

    def __array_function__(self, function, types, args, kwargs):
        return True

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    @property
    def shape(self):
        return (5, 2)


def made(*shape):
    return np.zeros(shape).view(Right)


# %% exercise="dense"
def dense(x, W, b):
    return made(1)


# %% exercise="gradient"
def gradient(w, b, x, y):
    return made(5, 2), made(5)
