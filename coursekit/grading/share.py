"""A worker's share of this machine: processor cores that no other worker here grades on.

Workers of one command, of several commands and of Dask do not know each other. So a core is claimed by a name that the
kernel gives to one socket only, and takes back when its process ends. No file is left, whoever is killed.
"""

from __future__ import annotations

import itertools
import os
import random
import socket

_NAME = "\0coursekit core {core}, claim {level}"  # a leading NUL: a name of Linux that is no file
_MOST_LEVELS = 64  # workers on one core; whoever comes after that is not confined

_claims: list[socket.socket] = []


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def claim(count: int) -> frozenset[int]:
    """Takes `count` cores for this process until it ends, the least claimed ones. Empty where cores have no numbers.

    The order is drawn: containers of one machine share its cores but not its names, and need not all begin with core 0.
    """
    if not hasattr(os, "sched_setaffinity"):
        return frozenset()
    usable = random.sample(sorted(os.sched_getaffinity(0)), cores())
    found: set[int] = set()
    for level, core in itertools.product(range(_MOST_LEVELS), usable):
        if len(found) >= min(count, len(usable)):
            break
        if core not in found and _is_claimed(_NAME.format(core=core, level=level)):
            found.add(core)
    return frozenset(found)


def _is_claimed(name: str) -> bool:
    """Whether the name is this process's from now on."""
    end = socket.socket(socket.AF_UNIX)
    try:
        end.bind(name)
    except OSError:
        end.close()
        return False
    _claims.append(end)
    return True
