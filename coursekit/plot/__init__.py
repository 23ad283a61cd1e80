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
    from coursekit.plot.anomaly_scores import error_histogram
    from coursekit.plot.class_bands import bands
    from coursekit.plot.code_map import latent_map
    from coursekit.plot.confusion import confusion_matrix
    from coursekit.plot.descent import descent_path
    from coursekit.plot.description import describe
    from coursekit.plot.gate_grid import gates_over_time
    from coursekit.plot.gradients import gradient_norms
    from coursekit.plot.head_diagram import output_heads
    from coursekit.plot.history_comparison import compare_histories
    from coursekit.plot.image_comparison import image_rows
    from coursekit.plot.image_grid import images
    from coursekit.plot.learning_curves import history
    from coursekit.plot.mask_grid import dropout_masks
    from coursekit.plot.named_curves import curves
    from coursekit.plot.network_diagram import network
    from coursekit.plot.neuron_diagram import neuron
    from coursekit.plot.occlusion_map import occlusion
    from coursekit.plot.pair_plot import pairs
    from coursekit.plot.parallel_plot import parallel_coordinates
    from coursekit.plot.point_bars import lesson_points
    from coursekit.plot.probabilities import probability_table
    from coursekit.plot.ranking_curves import precision_recall_curve, roc_curve
    from coursekit.plot.reliability import calibration
    from coursekit.plot.score_grid import score_heatmap
    from coursekit.plot.search_plot import search_scores
    from coursekit.plot.stack_diagram import keras_stack
    from coursekit.plot.stopping import early_stopping
    from coursekit.plot.surface import decision_surface
    from coursekit.plot.threshold_curves import threshold_sweep
    from coursekit.plot.vector_map import embedding_map
    from coursekit.plot.weight_histograms import histograms

# No module is named after its function: importing coursekit.plot.history would put the module in the
# function's place.
_MODULES = {
    "activations": "activation_curves",
    "bands": "class_bands",
    "calibration": "reliability",
    "compare_histories": "history_comparison",
    "confusion_matrix": "confusion",
    "curves": "named_curves",
    "decision_surface": "surface",
    "descent_path": "descent",
    "describe": "description",
    "dropout_masks": "mask_grid",
    "early_stopping": "stopping",
    "error_histogram": "anomaly_scores",
    "embedding_map": "vector_map",
    "gates_over_time": "gate_grid",
    "gradient_norms": "gradients",
    "histograms": "weight_histograms",
    "history": "learning_curves",
    "image_rows": "image_comparison",
    "images": "image_grid",
    "keras_stack": "stack_diagram",
    "latent_map": "code_map",
    "lesson_points": "point_bars",
    "network": "network_diagram",
    "neuron": "neuron_diagram",
    "occlusion": "occlusion_map",
    "output_heads": "head_diagram",
    "pairs": "pair_plot",
    "parallel_coordinates": "parallel_plot",
    "precision_recall_curve": "ranking_curves",
    "probability_table": "probabilities",
    "roc_curve": "ranking_curves",
    "score_heatmap": "score_grid",
    "search_scores": "search_plot",
    "threshold_sweep": "threshold_curves",
}

__all__ = [
    "activations",
    "bands",
    "calibration",
    "compare_histories",
    "confusion_matrix",
    "curves",
    "decision_surface",
    "descent_path",
    "describe",
    "dropout_masks",
    "early_stopping",
    "embedding_map",
    "error_histogram",
    "gates_over_time",
    "gradient_norms",
    "histograms",
    "history",
    "image_rows",
    "images",
    "keras_stack",
    "latent_map",
    "lesson_points",
    "network",
    "neuron",
    "occlusion",
    "output_heads",
    "pairs",
    "parallel_coordinates",
    "precision_recall_curve",
    "probability_table",
    "roc_curve",
    "score_heatmap",
    "search_scores",
    "threshold_sweep",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"coursekit.plot has no {name!r}. It has: {', '.join(__all__)}.")
    function = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = function
    return function


def __dir__() -> list[str]:
    return sorted(__all__)
