"""Raises errors whose text, class name, traceback or chain have no end, or whose methods raise.

Would make the runner or the judge fail where it describes what went wrong.

Plain nbgrader: a notebook of over 100 MB.
"""


# %%
class Bad(BaseException):
    def __str__(self):
        raise SystemExit("no text")

    __repr__ = __str__

    def __getattribute__(self, name):
        if name in ("args", "__traceback__", "__cause__"):
            raise KeyboardInterrupt
        return BaseException.__getattribute__(self, name)


def deep(n):
    return deep(n + 1)


def chain():
    error = None
    for number in range(5_000):
        new = ValueError("x" * 1000)
        new.__cause__ = error
        error = new
    raise error


# %% exercise="dense"
def dense(x, W, b):
    raise Bad


# %% exercise="count_params"
def count_params(layer_sizes):
    raise type("E" * 10**6, (ValueError,), {})("x" * 10**8)


# %% exercise="activations"
sigmoid = lambda z: deep(0)
tanh = lambda z: chain()
relu = lambda z: (_ for _ in ()).throw(SystemExit(0))
leaky_relu = lambda z, *a, **k: (_ for _ in ()).throw(GeneratorExit())
softmax = lambda z: exec("x = = 1")

# %%
raise type("E" * 10**6, (ValueError,), {})("x" * 10**8)

# %%
import sys

sys.exit(0)

# %%
raise Bad
