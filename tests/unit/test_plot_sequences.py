"""Pictures for sequences: gates over time, and the map of an embedding."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot
from tests.unit.described import described

WORDS = ["the", "old", "cat"]
GATE = np.array([[0.1, 0.9], [0.1, 0.9], [0.8, 0.9]])
STATE = np.array([[-2.0, 0.0], [-1.0, 0.5], [1.0, 0.5]])


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_gates_show_each_number_at_its_word_and_unit():
    axes = plot.gates_over_time(WORDS, {"forget gate": GATE, "cell state": STATE})
    assert axes.shape == (2,)
    cells = {tuple(map(round, text.get_position())): text.get_text() for text in axes[1].texts}
    assert cells == {(s, u): f"{STATE[s, u]:.1f}" for s in range(3) for u in range(2)}
    assert [tick.get_text() for tick in axes[0].get_xticklabels()] == WORDS
    assert axes[0].get_title(loc="left") == "Forget gate (0 to 1)"
    assert axes[1].get_title(loc="left") == "Cell state"
    assert axes[0].images[0].get_clim() == (0, 1)
    assert axes[1].images[0].get_clim() == (-2, 2), "0 is in the middle of the shades"


def test_gates_tell_where_they_change():
    axes = plot.gates_over_time(WORDS, {"forget gate": GATE})
    assert described(axes) == (
        "Forget gate, mean of 2 units after each word: the 0.500, old 0.500, cat 0.850. It changes most at 'cat' "
        "(word 3)."
    )
    still = plot.gates_over_time(WORDS, {"forget gate": np.full((3, 2), 0.5)})
    assert "changes" not in described(still)
    assert "after each word: hi 0.500." in described(plot.gates_over_time(["hi"], {"input gate": [[0.5]]}))


@pytest.mark.parametrize(
    ("words", "values", "message"),
    [
        (WORDS, {"f": GATE[:2]}, r"shape \(2, 2\); expected \(3, units\)"),
        (WORDS, {"f": GATE[:, 0]}, r"expected \(3, units\)"),
        (WORDS, GATE, "must be a dict"),
        (WORDS, {}, "must be a dict"),
        (["w"] * 17, {"f": np.zeros((17, 2))}, "17 words came"),
        ([], {"f": GATE}, "0 words came"),
        (WORDS, {"f": np.zeros((3, 13))}, "13 units"),
    ],
)
def test_gates_that_do_not_fit(words, values, message):
    with pytest.raises(ValueError, match=message):
        plot.gates_over_time(words, values)


def test_the_map_keeps_distances_where_two_dimensions_are_enough():
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(6, 2)) @ rng.normal(size=(2, 5)) + 3
    ax = plot.embedding_map(flat, list("abcdef"))
    places = ax.collections[0].get_offsets()
    between = np.linalg.norm(places[:, None] - places[None], axis=-1)
    np.testing.assert_allclose(between, np.linalg.norm(flat[:, None] - flat[None], axis=-1), atol=1e-9)
    assert {text.get_text() for text in ax.texts} == set("abcdef")


def test_the_map_names_the_nearest_in_all_dimensions():
    vectors = [[0, 0, 0.0], [0.1, 0, 0], [5, 0, 0], [5, 0.2, 0]]
    ax = plot.embedding_map(vectors, ["cat", "dog", "runs", "sings"], groups=["noun", "noun", "verb", "verb"])
    assert "The nearest to each: cat: dog, dog: cat, runs: sings, sings: runs." in described(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["noun", "verb"]
    assert len(ax.collections) == 2


def test_names_on_the_map_do_not_cover_each_other():
    rng = np.random.default_rng(0)
    crowd = np.concatenate([rng.normal(size=(8, 3)), 0.01 * rng.normal(size=(5, 3)) + 3])
    ax = plot.embedding_map(crowd, [f"word {i}" for i in range(13)])
    boxes = [note.get_window_extent() for note in ax.texts if note.get_text()]
    assert len(boxes) == 13
    assert not [(i, j) for i in range(13) for j in range(i) if boxes[i].overlaps(boxes[j])]


@pytest.mark.parametrize(
    ("vectors", "names", "groups", "message"),
    [
        (np.eye(4), list("abc"), None, "names has 3 entries"),
        (np.eye(4), list("abcd"), ["x"], "groups has 1 entries"),
        (np.ones((2, 2)), list("ab"), None, "at least"),
        (np.ones(4), list("abcd"), None, "at least"),
        (np.ones((81, 2)), ["w"] * 81, None, "81 vectors came"),
        (np.eye(8), list("abcdefgh"), list("abcdefgh"), "8 kinds"),
    ],
)
def test_maps_that_do_not_fit(vectors, names, groups, message):
    with pytest.raises(ValueError, match=message):
        plot.embedding_map(vectors, names, groups=groups)
