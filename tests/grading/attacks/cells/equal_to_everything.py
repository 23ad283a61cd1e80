"""An object that is equal to everything, of every length and shape, and true.

Would gain points where an answer is compared by its own ==.

Plain nbgrader: nothing, as our check looks at the type of an answer first. With asserts as checks it gains
4 of 21 points.
"""


# %%
class Equal(float):
    shape, ndim, size, dtype = (5, 2), 2, 10, "float64"
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = __contains__ = lambda self, other=None: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0
    __len__ = lambda self: 5
    __getattr__ = lambda self, name: self
    __call__ = lambda self, *a, **k: self
    __getitem__ = lambda self, key: self
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = lambda self, *a: self


anything = Equal()

# %% exercise="dense"
dense = lambda *a: anything

# %% exercise="count_params"
count_params = lambda *a: anything

# %% exercise="shrinking"
shrinking = anything

# %% exercise="which_mistake"
which_mistake = type("Text", (str,), {"__eq__": lambda self, other: True, "__hash__": lambda self: hash("sign")})(
    "rate"
)
