"""The networks of lessons 02 and 08 on the real MNIST, where it is at hand.

Those of lesson 08 train for ten minutes each on two free cores, so they run only when asked for: `make mnist`.
"""

from __future__ import annotations

import numpy as np
import pytest


@pytest.mark.slow
def test_mlp_reads_97_5_percent_of_the_real_test_digits(mnist_folder):
    import keras

    from coursekit import data

    mnist = data.mnist("full")
    assert str(mnist_folder) in mnist.source
    assert (mnist.x_train.shape, mnist.x_test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(784, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    assert model.count_params() == 623_290
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    pixels = [x.reshape(-1, 784).astype("float32") / 255 for x in (mnist.x_train, mnist.x_test)]
    one_hot = [keras.utils.to_categorical(y, 10) for y in (mnist.y_train, mnist.y_test)]
    model.fit(pixels[0], one_hot[0], batch_size=128, epochs=5, verbose=0)
    assert int(model.optimizer.iterations) == 5 * 469
    scores = model.evaluate(pixels[1], one_hot[1], verbose=0, return_dict=True)
    assert scores["accuracy"] >= 0.975, scores


def _cnn_trained(x, y, epochs):
    """The 336,394-parameter network, fitted with a learning rate that warms up and then falls to nothing."""
    import keras

    keras.utils.set_random_seed(0)
    blocks = []
    for filters in (16, 32, 64, 128):
        blocks.append(keras.layers.Conv2D(filters, 5, padding="same", activation="relu"))
        blocks.append(keras.layers.MaxPooling2D(2, padding="same"))
    ends = [keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"), keras.layers.Dropout(0.4)]
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), *blocks, *ends, keras.layers.Dense(10, activation="softmax")],
    )
    assert model.count_params() == 336_394
    steps = epochs * -(-len(x) // 128)
    warm_up = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(2e-4, steps - warm_up, warmup_target=2e-3, warmup_steps=warm_up)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=2)
    assert int(model.optimizer.iterations) == steps
    return model


def _digits(mnist_folder):
    from coursekit import data

    mnist = data.mnist("full")
    assert str(mnist_folder) in mnist.source
    x_train, x_test = (x[..., None].astype("float32") / 255 for x in (mnist.x_train, mnist.x_test))
    return x_train, mnist.y_train, x_test, mnist.y_test


@pytest.mark.long
def test_cnn_reads_99_2_percent_of_the_real_test_digits(mnist_folder):
    x_train, y_train, x_test, y_test = _digits(mnist_folder)
    model = _cnn_trained(x_train, y_train, epochs=5)
    assert int(model.optimizer.iterations) == 5 * 469
    normal, inverted = (model.evaluate(x, y_test, verbose=0)[1] for x in (x_test, 1 - x_test))
    print(f"without augmentation: {normal:.4f} as they are, {inverted:.4f} inverted")
    assert normal >= 0.992
    assert inverted < 0.5  # what augmentation is for


@pytest.mark.long
def test_cnn_with_augmentation_reads_inverted_digits_too(mnist_folder):
    x_train, y_train, x_test, y_test = _digits(mnist_folder)
    both = np.concatenate([x_train, 1 - x_train]), np.concatenate([y_train, y_train])
    model = _cnn_trained(*both, epochs=3)
    normal, inverted = (model.evaluate(x, y_test, verbose=0)[1] for x in (x_test, 1 - x_test))
    print(f"with augmentation: {normal:.4f} as they are, {inverted:.4f} inverted")
    assert inverted >= 0.98
    assert normal >= 0.98
