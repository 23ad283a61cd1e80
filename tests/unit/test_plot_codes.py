"""Pictures of codes: versions of images, a latent map, errors with a threshold."""

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
import pytest

import coursekit.plot as plot
from tests.unit.described import described

RNG = np.random.default_rng(0)
IMAGES = RNG.random((5, 4, 4))


def test_rows_of_images_are_compared_with_the_first():
    ax = plot.image_rows({"original": IMAGES, "darker": IMAGES - 0.1, "same": IMAGES.reshape(5, 16)})
    text = described(ax)
    assert text.startswith("5 images of 4 x 4 pixels (black is 0, white 1), 3 rows. First row: original.")
    assert "Row 'darker': mean squared difference to the first 0.0100." in text
    assert "Row 'same': mean squared difference to the first 0." in text
    assert [label.get_text() for label in ax.get_yticklabels()] == ["original", "darker", "same"]
    assert len(ax.images) == 15
    np.testing.assert_array_equal(ax.images[14].get_array(), IMAGES[4])
    assert ax.images[0].get_clim() == (0, 1)


def test_flattened_images_that_are_not_square_need_their_size():
    wide = {"original": RNG.random((2, 12))}
    assert "2 images of 3 x 4 pixels" in described(plot.image_rows(wide, shape=(3, 4)))
    with pytest.raises(ValueError, match=r"has 12 values, which make no image of 3 x 3"):
        plot.image_rows(wide)


def test_the_map_says_whether_classes_keep_apart():
    labels = np.arange(200) % 4
    corners = np.array([[0, 0], [9, 0], [0, 9], [9, 9]])[labels] + RNG.normal(size=(200, 2)) / 4
    apart = plot.latent_map(corners, labels)
    assert "nearest other point is of the same class for 100.0%" in described(apart)
    assert [text.get_text() for text in apart.texts] == ["0", "1", "2", "3"]
    np.testing.assert_allclose(apart.texts[3].get_position(), (9, 9), atol=0.2)
    mixed = described(plot.latent_map(RNG.normal(size=(200, 2)), labels))
    share = float(mixed.rsplit(" ", 1)[1].rstrip("%."))
    assert 10 < share < 45  # chance is 25
    named = plot.latent_map(corners, labels, class_names=["a", "b", "c", "d"])
    assert [text.get_text() for text in named.texts] == ["a", "b", "c", "d"]


def test_a_map_of_many_points_finds_the_nearest_in_every_block():
    line = np.stack([np.arange(1200.0), np.zeros(1200)], axis=1)
    pairs = np.arange(1200) // 2 % 2  # each point's pair is one step away, and so is a stranger
    line[1::2, 0] -= 0.5
    assert "same class for 100.0%" in described(plot.latent_map(line, pairs))


def test_the_threshold_counts_alarms_of_both_kinds():
    errors = np.array([0.1, 0.2, 0.3, 0.4, 0.4, 0.9])
    ax = plot.error_histogram(errors, [0, 0, 0, 0, 1, 1], 0.35)
    text = described(ax)
    assert "4 normal: from 0.100 to 0.400, median 0.250, 25.0% raise an alarm." in text
    assert "2 strange: from 0.400 to 0.900, median 0.650, 100.0% raise an alarm." in text
    labels = ax.get_legend_handles_labels()[1]
    assert {"normal: 25.0% above the threshold", "threshold 0.35"} <= set(labels)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plot.image_rows({}), "rows has 0 rows"),
        (lambda: plot.image_rows({"a": IMAGES, "b": IMAGES[:3]}), "numbers of rows differ"),
        (lambda: plot.image_rows({"a": IMAGES, "b": RNG.random((5, 9))}), "differ in size"),
        (lambda: plot.image_rows({"a": np.zeros((21, 4, 4))}), "at most 20"),
        (lambda: plot.image_rows({"a": IMAGES[0, 0]}), r"expected \(n, height, width\)"),
        (lambda: plot.image_rows({"a": IMAGES}, limits=(1, 0)), "black below white"),
        (lambda: plot.latent_map(np.zeros((4, 3)), [0, 1, 0, 1]), "Longer codes must be projected"),
        (lambda: plot.latent_map(np.zeros((4, 2)), [0, 1, 0]), "numbers of rows differ"),
        (lambda: plot.latent_map(np.zeros((4, 2)), [0, 1, 0, 2], class_names=["a"]), "class_names has 1 names"),
        (lambda: plot.error_histogram(np.zeros((3, 4)), [0, 1, 0], 1), "one error for each row"),
        (lambda: plot.error_histogram([1, 2, 3], [0, 0, 0], 1), "one kind of rows only"),
        (lambda: plot.error_histogram([1, 2, 3], [0, 1, 0], np.nan), "threshold is nan"),
        (lambda: plot.error_histogram([1, 2, 3], [0, 1, 0], 1, bins=1), "bins is 1"),
    ],
)
def test_bad_arguments_get_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
