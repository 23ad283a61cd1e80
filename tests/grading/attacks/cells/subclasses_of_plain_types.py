"""Answers with subclasses of int, str, list and dict that change with each look.

Would gain points where the first look is checked and the second one counted.

Plain nbgrader: nothing, as our check takes the plain value out of each. With asserts as checks it gains 4 of 21 points.
"""


# %%
class Number(int):
    looks = 0

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__
    __float__ = lambda self: 262144.0
    __int__ = __index__ = lambda self: 262144
    __ge__ = __le__ = __gt__ = __lt__ = lambda self, other: True


class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = lambda self: hash("sign")
    strip = lower = lambda self, *a: "sign"
    __str__ = lambda self: "sign" if False else "rate"


class Rows(list):
    __len__ = lambda self: 5
    __getitem__ = lambda self, key: Rows([0, 0])
    __eq__ = lambda self, other: True


# %% exercise="shrinking"
shrinking = Number(-1)
Number.__float__ = Number.__int__ = Number.__index__ = lambda self: -1

# %% exercise="which_mistake"
which_mistake = Text("rate")

# %% exercise="dense"
dense = lambda x, W, b: Rows()

# %% exercise="count_params"
count_params = lambda sizes: Number(0)
