"""Replaces the runner's look at models: it tells of a compiled network of the right layers that does not exist.

Would gain points where a record is believed without a prediction.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""
# lesson: 02_keras_basics

# %%
import numpy as np

from coursekit.check import models

LAYERS = [
    {
        "name": f"dense_{i}",
        "type": "Dense",
        "config": {"units": units, "activation": activation},
        "input_shape": [None, 784],
        "output_shape": [None, units],
        "trainable": True,
        "variables": [],
    }
    for i, (units, activation) in enumerate(((784, "relu"), (10, "softmax")))
]
models.view = lambda model, number: {
    "type": "sequential",
    "name": "x",
    "built": True,
    "compiled": False,
    "input_shapes": [[None, 784]],
    "output_shapes": [[None, 10]],
    "layers": LAYERS,
    "edges": None,
    "variables": [],
    "compile": None,
}
models.predict = lambda model, x, training: np.zeros((len(x), 1))
models.weights = lambda model, name: []
