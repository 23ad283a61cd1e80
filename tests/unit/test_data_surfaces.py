"""bowl(): derivatives against differences, minima, and what each surface is for."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import coursekit as ck

KINDS = ("round", "ravine", "saddle", "plateau")
PLACES = ({}, {"center": (1.5, -2.0), "angle": 35.0})


@pytest.fixture(params=[(kind, place) for kind in KINDS for place in PLACES], ids=lambda p: f"{p[0]} {p[1]}")
def surface(request):
    kind, place = request.param
    return ck.data.bowl(kind, **place)


def points_around(surface: ck.data.Surface, n: int = 200) -> np.ndarray:
    low, high = np.transpose(surface.limits)
    return np.random.default_rng(0).uniform(low, high, size=(n, 2))


def descend(surface: ck.data.Surface, rate: float, steps: int, momentum: float = 0.0) -> np.ndarray:
    path, velocity = [surface.start], np.zeros(2)
    for _ in range(steps):
        velocity = momentum * velocity - rate * surface.gradient(path[-1])
        path.append(path[-1] + velocity)
    return np.array(path)


def adam(surface: ck.data.Surface, rate: float, steps: int) -> np.ndarray:
    path, m, v = [surface.start], np.zeros(2), np.zeros(2)
    for step in range(1, steps + 1):
        gradient = surface.gradient(path[-1])
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        path.append(path[-1] - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-7))
    return np.array(path)


def far(surface: ck.data.Surface, path: np.ndarray) -> float:
    return float(np.linalg.norm(path[-1] - surface.minimum))


def test_the_gradient_is_that_of_the_value(surface):
    w, step = points_around(surface), 1e-6
    for axis in (0, 1):
        aside = np.eye(2)[axis] * step
        slope = (surface.value(w + aside) - surface.value(w - aside)) / (2 * step)
        np.testing.assert_allclose(surface.gradient(w)[:, axis], slope, atol=1e-6)


def test_the_hessian_is_that_of_the_gradient(surface):
    w, step = points_around(surface), 1e-6
    for axis in (0, 1):
        aside = np.eye(2)[axis] * step
        slope = (surface.gradient(w + aside) - surface.gradient(w - aside)) / (2 * step)
        np.testing.assert_allclose(surface.hessian(w)[:, axis], slope, atol=1e-6)


def test_eigenvalues_are_those_of_the_hessian(surface):
    w = points_around(surface)
    np.testing.assert_allclose(surface.eigenvalues(w), np.linalg.eigvalsh(surface.hessian(w)), atol=1e-12)


def test_the_minimum_is_the_lowest_point_and_in_the_picture(surface):
    assert surface.value(surface.minimum) == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(surface.gradient(surface.minimum), 0, atol=1e-12)
    assert (surface.eigenvalues(surface.minimum) > 0).all()
    assert (surface.value(points_around(surface, 10_000)) >= 0).all()
    for point in (surface.minimum, surface.start, surface.center):
        for place, (low, high) in zip(point, surface.limits, strict=True):
            assert low < place < high


def test_shapes_go_through_and_the_surface_is_a_function_for_contours(surface):
    grid = points_around(surface, 12).reshape(3, 4, 2)
    assert surface.value(grid).shape == (3, 4)
    assert surface.gradient(grid).shape == surface.eigenvalues(grid).shape == (3, 4, 2)
    assert surface.hessian(grid).shape == (3, 4, 2, 2)
    np.testing.assert_array_equal(surface(grid[..., 0], grid[..., 1]), surface.value(grid))
    assert np.ndim(surface.value([0, 1])) == 0  # whole numbers are numbers
    assert surface.gradient([0, 1]).dtype == np.float64


def test_the_library_draws_it(surface):
    import matplotlib.pyplot as plt

    axes = ck.plot.descent_path(
        surface, descend(surface, 0.05, 5), limits=surface.limits, minimum=surface.minimum.tolist()
    )
    assert "5 steps" in ck.plot.describe(axes)
    plt.close(axes.figure)


def test_descent_diverges_above_two_over_the_largest_eigenvalue(surface):
    largest = surface.eigenvalues(surface.minimum)[1]
    near = surface.minimum + 1e-3
    for factor, stays in ((0.98, True), (1.02, False)):
        w = near
        for _ in range(200):
            w = w - factor * 2 / largest * surface.gradient(w)
        assert bool(np.linalg.norm(w - surface.minimum) < 1.5e-3) is stays


def test_plain_descent_reaches_the_minimum_of_the_bowl_at_once():
    surface = ck.data.bowl()
    assert far(surface, descend(surface, 1.0, 1)) < 1e-12


def test_momentum_helps_in_the_ravine():
    surface = ck.data.bowl("ravine")
    assert surface.eigenvalues(surface.minimum).tolist() == [1, 25]
    path = descend(surface, 0.07, 20)
    assert (path[:-1, 1] * path[1:, 1] < 0).all()  # it zigzags across
    assert far(surface, descend(surface, 0.03, 60, momentum=0.8)) < far(surface, descend(surface, 0.03, 60)) / 5


def test_the_saddle_looks_like_the_end_for_a_while():
    surface = ck.data.bowl("saddle")
    assert surface.eigenvalues(surface.center).tolist() == [-1, 1]
    norms = np.linalg.norm(surface.gradient(descend(surface, 0.1, 150)), axis=1)
    assert norms[30:40].max() < 0.35 * norms[0]
    assert norms[30:].max() > 1.1 * norms[30:40].max()
    assert norms[-1] < 1e-3
    assert far(surface, descend(surface, 0.1, 200)) < 1e-3


def test_adam_leaves_the_plateau_before_plain_descent():
    surface = ck.data.bowl("plateau")
    assert surface.eigenvalues(surface.start)[0] < 0.01
    assert np.linalg.norm(surface.gradient(surface.start)) < 0.03
    assert far(surface, descend(surface, 0.1, 100)) > 2
    assert far(surface, adam(surface, 0.1, 100)) < 0.3


def test_turning_matters_to_adam_and_not_to_plain_descent():
    straight, turned = ck.data.bowl("ravine"), ck.data.bowl("ravine", angle=45)
    losses = [[s.value(walk(s, 0.05, 40)) for s in (straight, turned)] for walk in (descend, adam)]
    np.testing.assert_allclose(*losses[0], rtol=1e-9)
    assert abs(losses[1][0] - losses[1][1]).max() > 0.5


def test_divergence_is_silent_and_ends_in_no_number(surface):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for w in ([1e200, -1e200], [np.inf, 1.0], [np.nan, 0.0]):
            for method in (surface.value, surface.gradient, surface.hessian, surface.eigenvalues):
                method(w)
    assert np.isnan(surface.value([np.nan, 0.0]))


def test_a_walk_in_place_does_not_move_the_surface(surface):
    start, minimum = surface.start.tolist(), surface.minimum.tolist()
    for name in ("start", "minimum", "center"):
        w = getattr(surface, name)
        w -= surface.gradient(w) + 1
    assert surface.start.tolist() == start
    assert surface.minimum.tolist() == minimum
    assert surface.value(surface.minimum) == pytest.approx(0, abs=1e-12)


def test_repr_says_formula_minimum_and_start():
    text = repr(ck.data.bowl("ravine", center=(1, 2)))
    assert "25 v^2/2" in text
    assert "minimum     (1, 2), eigenvalues there 1 and 25" in text
    assert "start       (-3, 3), loss 20.5" in text


@pytest.mark.parametrize("w", [1.0, [1.0], [1.0, 2.0, 3.0], np.zeros((2, 3))])
def test_points_have_two_weights(w):
    for method in ("value", "gradient", "hessian", "eigenvalues"):
        with pytest.raises(ValueError, match=r"expected \(\.\.\., 2\)"):
            getattr(ck.data.bowl(), method)(w)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"kind": "Round"}, ValueError, "kind must be 'round', 'ravine', 'saddle', 'plateau'"),
        ({"kind": None}, ValueError, "kind must be"),
        ({"kind": ["round"]}, ValueError, "kind must be"),
        ({"angle": "30"}, TypeError, "angle must be a number"),
        ({"angle": float("inf")}, ValueError, "angle must be finite"),
        ({"center": 3}, ValueError, "center must be two numbers"),
        ({"center": (1, 2, 3)}, ValueError, "center must be two numbers"),
        ({"center": (1, "2")}, TypeError, "center must be a number"),
        ({"center": (1, float("nan"))}, ValueError, "center must be finite"),
    ],
)
def test_bad_arguments_get_a_sentence(arguments, error, words):
    with pytest.raises(error, match=words):
        ck.data.bowl(**arguments)
