"""Pictures of the course: `ck.plot.history(h)`, `ck.plot.decision_surface(...)` and so on.

Each function takes data, draws it with matplotlib and returns the Axes (an array of Axes where a picture has
several panels). `ax=` draws into Axes that you made. Nothing here trains, draws random numbers, calls
`plt.show` or changes matplotlib's settings. `describe(axes)` gives the text alternative of a picture.

A function's module is loaded when it is first used, so importing this package does not import matplotlib.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for editors; at run time the table below does the same, later
    from coursekit.plot.activation_curves import activations
    from coursekit.plot.class_bands import bands
    from coursekit.plot.confusion import confusion_matrix
    from coursekit.plot.descent import descent_path
    from coursekit.plot.description import describe
    from coursekit.plot.gradients import gradient_norms
    from coursekit.plot.image_grid import images
    from coursekit.plot.learning_curves import history
    from coursekit.plot.network_diagram import network
    from coursekit.plot.neuron_diagram import neuron
    from coursekit.plot.pair_plot import pairs
    from coursekit.plot.probabilities import probability_table
    from coursekit.plot.stack_diagram import keras_stack
    from coursekit.plot.surface import decision_surface

# No module is named after its function: importing coursekit.plot.history would put the module in the
# function's place.
_MODULES = {
    "activations": "activation_curves",
    "bands": "class_bands",
    "confusion_matrix": "confusion",
    "decision_surface": "surface",
    "descent_path": "descent",
    "describe": "description",
    "gradient_norms": "gradients",
    "history": "learning_curves",
    "images": "image_grid",
    "keras_stack": "stack_diagram",
    "network": "network_diagram",
    "neuron": "neuron_diagram",
    "pairs": "pair_plot",
    "probability_table": "probabilities",
}

__all__ = [
    "activations",
    "bands",
    "confusion_matrix",
    "decision_surface",
    "descent_path",
    "describe",
    "gradient_norms",
    "history",
    "images",
    "keras_stack",
    "network",
    "neuron",
    "pairs",
    "probability_table",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"coursekit.plot has no {name!r}. It has: {', '.join(__all__)}.")
    function = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = function
    return function


def __dir__() -> list[str]:
    return sorted(__all__)
