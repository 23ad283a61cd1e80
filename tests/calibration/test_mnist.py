"""The network of lesson 02 on the real MNIST, where it is at hand."""

from __future__ import annotations

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
