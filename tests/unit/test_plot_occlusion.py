"""The occlusion map: what it says and what it refuses. What holds for all pictures: test_plot_pictures.py."""

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
import pytest

import coursekit.plot as plot
from tests.unit.described import described

IMAGE = np.zeros((28, 28))
IMAGE[4:24, 12:16] = 1.0


def test_it_names_the_place_that_matters_most():
    values = np.full((7, 14), 0.9)
    values[2, 5] = 0.125
    values[2, 6] = 0.4
    text = described(plot.occlusion(IMAGE[..., None], values, uncovered=0.98, label="1"))
    assert "class '1', 7 x 14 places" in text
    assert "Uncovered, its probability is 0.980" in text
    assert "from 0.125, with the patch at row 10 and column 10, to 0.900" in text  # rows of 4 pixels, columns of 2
    assert "below one half at 2 places" in text


def test_the_map_covers_the_image_and_the_star_lies_on_the_lowest_place():
    values = np.ones((4, 4))
    values[3, 0] = 0
    ax = plot.occlusion(IMAGE, values)
    assert tuple(ax.images[0].get_extent()) == (-0.5, 27.5, 27.5, -0.5)
    star = next(line for line in ax.lines if line.get_marker() == "*")
    assert (star.get_xdata()[0], star.get_ydata()[0]) == (3.0, 24.0)


def test_an_empty_image_has_no_outline():
    ax = plot.occlusion(np.zeros((5, 5)), np.ones((5, 5)))
    assert "Occlusion map, 5 x 5 places" in described(ax)
    assert len(ax.collections) == 0


@pytest.mark.parametrize(
    ("image", "values", "words"),
    [
        (np.zeros((2, 28, 28)), np.ones((4, 4)), "one grey image"),
        (IMAGE, np.ones(16), "one for each place"),
        (IMAGE, np.full((4, 4), 1.5), "expected 0..1"),
        (IMAGE, np.full((4, 4), np.nan), "NaN"),
    ],
)
def test_what_does_not_fit_is_refused(image, values, words):
    with pytest.raises(ValueError, match=words):
        plot.occlusion(image, values)
