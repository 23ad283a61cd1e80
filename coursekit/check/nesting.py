"""How deep data is nested: what walks it later does so by recursion."""

from __future__ import annotations

from typing import Any


def is_deeper(tree: Any, levels: int) -> bool:
    """Whether lists and dicts lie more than `levels` deep in each other. It needs no recursion itself."""
    layer = [tree] if isinstance(tree, (dict, list)) else []
    for _ in range(levels):
        lists = (item.values() if isinstance(item, dict) else item for item in layer)
        layer = [child for items in lists for child in items if isinstance(child, (dict, list))]
    return bool(layer)
