"""A model that was not trained: its class lies in predict, call, evaluate, get_weights, by the number of calls.

Would gain the points of a trained model where one call is believed.

Plain nbgrader: nothing, as our check looks at layers. With asserts as checks it gains 11 of 25 points.
"""
# lesson: 02_keras_basics

# %%
import numpy as np


class Liar(keras.Model):
    calls = 0

    def __init__(self):
        super().__init__()
        self.layer = keras.layers.Dense(1)
        self.built = True
        self.compiled = True

    def call(self, x, training=False):
        Liar.calls += 1
        return keras.ops.zeros((len(x), 1)) + (Liar.calls % 2)

    def predict(self, x, **kwargs):
        return np.ones((len(x), 1))

    def evaluate(self, *args, **kwargs):
        return {"accuracy": 1.0, "loss": 0.0}

    def get_weights(self):
        return [np.zeros((784, 784)), np.zeros(784), np.zeros((784, 10)), np.zeros(10)]

    def count_params(self):
        return 623_290

    @property
    def layers(self):
        return []

    def get_config(self):
        return {"layers": [{"class_name": "Dense", "config": {"units": 784, "activation": "relu"}}]}


# %% exercise="bands"
def to_column(x):
    return None


bands_model = Liar()

# %% exercise="mlp"
mlp = Liar()
parameters = 1
