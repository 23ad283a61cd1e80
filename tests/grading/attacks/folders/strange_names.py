"""Hands in files whose names hold newlines, quotation marks, terminal escapes, no UTF-8, and `..`-like parts.

Would break lists, logs and commands that are made of names.

Plain nbgrader: its log has the escapes.
"""

import os

NAMES = ["a\nb", "-rf", "$(id)", "`id`", "x\x1b]0;owned\x07", "..x", "...", " ", "a'b\"c", "\u202egpj.exe", "é" * 60]


def attack(folder, places):
    for name in NAMES:
        (folder / name).write_text("x")
    with open(os.fsencode(str(folder)) + b"/no-utf8-\xff\xfe", "wb") as file:
        file.write(b"x")
