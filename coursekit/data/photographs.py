"""The two photographs that come with scikit-learn."""

from __future__ import annotations

import numpy as np

NAMES = ("china", "flower")


def photos() -> dict[str, np.ndarray]:
    """Two colour photographs by their names: "china", a temple behind trees, and "flower", a dahlia.

    Each has shape (427, 640, 3) and dtype uint8, 0 (dark) to 255 (bright); the channels are red, green, blue. They
    are photographs to look at, not a data set to learn from: no labels, no parts.

    Source: scikit-learn's `load_sample_images`. "china.jpg" by danielbuechele and "flower.jpg" by vultilion, Flickr,
    CC BY 2.0.
    """
    from sklearn.datasets import load_sample_image

    return {name: np.array(load_sample_image(f"{name}.jpg")) for name in NAMES}
