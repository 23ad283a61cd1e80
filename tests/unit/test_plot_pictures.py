"""What holds for every picture: Axes returned, ax= honoured, readable anywhere, nothing global changed."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import coursekit.plot as plot
from coursekit.plot.style import CARD, INK, MUTED, PALETTE, contrast, lighten, text_on
from tests.unit.described import described
from tests.unit.test_plot_gallery import PICTURES

every_picture = pytest.mark.parametrize("name", PICTURES)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


_contrast = functools.cache(contrast)  # most pixels have the card's colour


def _figure(axes):
    return np.ravel(axes)[0].figure


def _pixels(figure):
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())


def _low_contrast_texts(figure):
    """The texts whose colour stands out less than 4.5 : 1 from the pixels that are drawn behind them."""
    _pixels(figure)  # lays the picture out
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [text.get_window_extent() for text in texts]
    colors = [mpl.colors.to_rgb(text.get_color()) for text in texts]
    for text in texts:
        text.set_color((0, 0, 0, 0))  # keeps the box behind the letters
    background = _pixels(figure)[::-1, :, :3] / 255
    poor = []
    for text, box, color in zip(texts, boxes, colors, strict=True):
        left, bottom, right, top = (int(edge) for edge in (box.x0, box.y0, box.x1, box.y1))
        behind = background[max(bottom, 0) : top + 1, max(left, 0) : right + 1].reshape(-1, 3)
        ratios = [_contrast(color, tuple(shade)) for shade in behind[:: max(1, len(behind) // 60)]]
        # A grid line or a contour may cross a text; a quarter of its area may not be hard to read.
        if ratios and np.quantile(ratios, 0.25) < 4.5:
            poor.append((text.get_text(), float(np.quantile(ratios, 0.25))))
    assert len(texts) > 2
    return poor


@every_picture
def test_returns_axes_with_labels_and_a_description(name):
    call, count, labels = PICTURES[name]
    axes = call()
    first = np.ravel(axes)[0]
    assert isinstance(axes, Axes) if count == 1 else isinstance(axes, np.ndarray)
    assert np.size(axes) == count
    assert all(isinstance(item, Axes) for item in np.ravel(axes))
    if labels is None:
        assert not first.axison
    else:
        assert labels[0] in first.get_xlabel()
        assert labels[1] in first.get_ylabel()
    assert len(described(axes)) > 40
    assert described(first) == described(axes)


@every_picture
def test_draws_into_the_axes_given_and_opens_no_figure(name):
    call, count, _ = PICTURES[name]
    figure = mpl.figure.Figure(figsize=(9, 9))
    mine = figure.subplots(1, count, squeeze=False)[0]
    axes = call(mine[0] if count == 1 else mine)
    assert plt.get_fignums() == []
    assert [id(item) for item in np.ravel(axes)] == [id(item) for item in mine]
    assert all(item.has_data() or item.patches for item in mine)


@every_picture
def test_wrong_axes_are_refused(name):
    call, count, _ = PICTURES[name]
    figure, mine = plt.subplots(1, count + 1)
    with pytest.raises(ValueError, match=rf"needs {count} Axes; ax has {count + 1}"):
        call(mine)
    with pytest.raises(ValueError, match="a value of type Figure came"):
        call(figure)


@every_picture
def test_changes_nothing_global(name):
    settings, state = mpl.rcParams.copy(), np.random.get_state()
    described(PICTURES[name][0]())
    assert mpl.rcParams == settings
    for before, after in zip(state, np.random.get_state(), strict=True):
        np.testing.assert_array_equal(before, after)


@every_picture
@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_every_text_is_readable_on_what_lies_behind_it(name, style):
    with plt.style.context(style):
        figure = _figure(PICTURES[name][0]())
        assert _low_contrast_texts(figure) == []


@every_picture
def test_is_an_opaque_card_in_which_nothing_is_clipped(name):
    figure = _figure(PICTURES[name][0]())
    corner = _pixels(figure)[0, 0]
    assert mpl.colors.to_hex(corner / 255) == CARD.lower()
    assert corner[3] == 255
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert box.x0 > -0.02
    assert box.y0 > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02
    assert width <= 8, "wider than a notebook cell"


def test_card_is_light_and_its_text_colours_reach_aa():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # known from WCAG's examples
    assert contrast(CARD, "#FFFFFF") < 1.1
    assert min(contrast(color, CARD) for color in (INK, MUTED)) >= 4.5
    greys = [str(level) for level in np.linspace(0, 1, 256)]
    for color in (*PALETTE, *greys):
        assert contrast(text_on(color), color) >= 4.5
    assert min(contrast(INK, lighten(color, 0.65)) for color in PALETTE) >= 4.5


def test_importing_the_package_imports_no_matplotlib():
    code = (
        "import sys, coursekit.plot as plot; "
        "heavy = {'matplotlib', 'sklearn', 'keras', 'tensorflow', 'numpy'} & set(sys.modules); "
        "assert not heavy, heavy; "
        "import coursekit.plot.learning_curves; assert callable(plot.history); "
        "assert not {'sklearn', 'keras', 'tensorflow', 'matplotlib.pyplot'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_public_names_agree():
    source = ast.parse(Path(plot.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module.rpartition(".")[2]
        for block in source.body
        if isinstance(block, ast.If)
        for node in block.body
        for alias in node.names
    }
    assert typed == plot._MODULES
    assert sorted(plot.__all__) == sorted(typed) == dir(plot)
    for name in plot.__all__:
        assert callable(getattr(plot, name))
        assert name not in typed.values(), "a module would take its function's place"
    with pytest.raises(AttributeError, match="learning_curve"):
        plot.learning_curve  # noqa: B018
