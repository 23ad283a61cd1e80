"""The activation curves against Keras and against numeric differences; Keras objects as input."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import coursekit.plot as plot
from tests.unit.described import described

ALL = ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "softplus")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def _curves(ax):
    return {
        line.get_label().split(" ")[0]: line.get_xydata().T for line in ax.get_lines() if line.get_label()[0] != "_"
    }


@pytest.fixture(scope="module")
def keras():
    return pytest.importorskip("keras")


def test_drawn_values_equal_keras(keras):
    values = _curves(plot.activations(ALL, derivatives=False))
    assert set(values) == set(ALL)
    for name, (z, drawn) in values.items():
        expected = np.asarray(keras.activations.get(name)(z.astype("float32")))
        np.testing.assert_allclose(drawn, expected, rtol=1e-5, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("name", ALL)
def test_drawn_derivatives_equal_central_differences(name):
    axes = plot.activations((name,))
    z, value = axes[0].get_lines()[0].get_xydata().T
    _, slope = axes[1].get_lines()[0].get_xydata().T
    numeric = (value[2:] - value[:-2]) / (z[2:] - z[:-2])
    smooth = ~np.isnan(slope[1:-1])
    np.testing.assert_allclose(slope[1:-1][smooth], numeric[smooth], atol=2e-4)
    # No derivative at the kink of ReLU, and a gap there only.
    assert list(z[np.isnan(slope)]) == ([0] if "relu" in name else [])


def test_description_has_the_numbers():
    text = described(plot.activations(("sigmoid", "relu")))
    assert "sigmoid: output from 0.0180 to 0.982, derivative from 0.0177 to 0.250, largest at z = 0" in text
    assert "relu: output from 0 to 4.00, derivative 0 for z below 0, 1.00 above, none at 0" in text
    assert "linear: output from -4.00 to 4.00, derivative 1.00 everywhere" in described(plot.activations("linear"))
    assert "derivative" not in described(plot.activations(derivatives=False))


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("softmax",), "each output depends on all inputs"),
        (("swish",), "Choose from linear, sigmoid"),
        ((), "names is empty"),
    ],
)
def test_unknown_names_are_refused(names, message):
    with pytest.raises(ValueError, match=message):
        plot.activations(names)
    assert plt.get_fignums() == []


def test_a_keras_model_and_its_history_can_be_passed_as_they_are(keras):
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(64, 2)).astype("float32")
    y = (x[:, 0] > 0).astype("int64")
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss="binary_crossentropy", metrics=["accuracy"])
    fitted = model.fit(x, y, validation_data=(x, y), epochs=3, verbose=0)

    axes = plot.history(fitted, metric="accuracy")
    np.testing.assert_allclose(axes[0].get_lines()[0].get_ydata(), fitted.history["loss"])
    right = int(((np.asarray(model(x))[:, 0] > 0.5) == y).sum())
    assert f" {right} of 64 points" in described(plot.decision_surface(model, x, y[:, None]))
