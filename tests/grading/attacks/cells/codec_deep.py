"""Sends data that is nested a hundred thousand levels deep.

Would end the judge by its recursion limit, or by the stack of the JSON parser.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import codec

encode = codec.encode


def deep(value):
    if isinstance(value, dict) and "outputs" in value:
        return encode(value)
    head = b"[" * 100_000 + b"]" * 100_000
    return codec._LENGTHS.pack(1) + codec._LENGTHS.pack(len(head)) + head


codec.encode = deep
