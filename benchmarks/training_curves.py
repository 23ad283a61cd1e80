"""Trains the networks whose curves lesson 05 reads, and writes them: `python -m benchmarks.training_curves [NAME ...]`.

Each training becomes a file in coursekit/data/curves. The one named "mnist" needs the real MNIST (about five minutes);
the other six take a few seconds each.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursekit import data, session
from coursekit.data.training_logs import FOLDER

SEED = 5
Training = tuple[str, Any]  # how it was trained, in a sentence; the History
_TRAININGS: dict[str, Callable[[], Training]] = {}


def _training(function: Callable[[], Training]) -> Callable[[], Training]:
    _TRAININGS[function.__name__] = function
    return function


def _network(inputs: int, hidden: list[int], outputs: int) -> Any:
    import keras

    keras.utils.set_random_seed(SEED)
    last = keras.layers.Dense(outputs, "softmax")
    layers = [keras.layers.Dense(units, "relu") for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, last])


def _fit(model: Any, optimizer: Any, x: Any, y: Any, validation: Any, **options: Any) -> Any:
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, validation_data=validation, verbose=0, **options)


def _digits() -> tuple[Any, Any, Any]:
    digits = data.digits()
    x_train, x_val = (part.reshape(-1, 64).astype("float32") / 16 for part in (digits.x_train, digits.x_val))
    return x_train, digits.y_train, (x_val, digits.y_val)


@_training
def A() -> Training:
    """Digits, stopped too early."""
    import keras

    history = _fit(_network(64, [64], 10), keras.optimizers.SGD(0.01), *_digits(), epochs=8, batch_size=32)
    return "Digits, 64 hidden units, SGD with a learning rate of 0.01, stopped after 8 epochs.", history


@_training
def B() -> Training:
    """Few noisy moons, overfitted."""
    import keras

    moons = data.moons(noise=0.3).few(30)
    validation = (moons.x_val, moons.y_val)
    model = _network(2, [128, 128], 2)
    history = _fit(model, keras.optimizers.Adam(0.01), moons.x_train, moons.y_train, validation, epochs=60)
    return "Only 60 noisy moons, two hidden layers of 128 units, Adam with 0.01, 60 epochs.", history


@_training
def C() -> Training:
    """Digits, steps too large."""
    import keras

    history = _fit(_network(64, [64], 10), keras.optimizers.Adam(0.2), *_digits(), epochs=25, batch_size=32)
    return "Digits, 64 hidden units, Adam with a learning rate of 0.2 (its default is 0.001), 25 epochs.", history


@_training
def D() -> Training:
    """Digits, a model too small."""
    import keras

    history = _fit(_network(64, [1], 10), keras.optimizers.Adam(0.03), *_digits(), epochs=40, batch_size=32)
    return "Digits squeezed through a single hidden unit, Adam with 0.03, 40 epochs.", history


@_training
def E() -> Training:
    """Iris, validated on the tail of the sorted table."""
    import keras

    iris = data.iris()
    x = (iris.x - iris.x[:100].mean(axis=0)) / iris.x[:100].std(axis=0)
    model = _network(4, [16], 3)
    history = _fit(
        model, keras.optimizers.Adam(0.01), x, iris.y, None, validation_split=1 / 3, epochs=30, batch_size=16
    )
    return "Iris, sorted by species, 16 hidden units, Adam with 0.01, validation_split=1/3, 30 epochs.", history


@_training
def F() -> Training:
    """Digits, as it should be."""
    import keras

    history = _fit(_network(64, [32], 10), keras.optimizers.Adam(0.003), *_digits(), epochs=15, batch_size=32)
    return "Digits, 32 hidden units, Adam with 0.003, 15 epochs.", history


@_training
def mnist() -> Training:
    """The real MNIST, trained for longer than its validation loss likes."""
    import keras

    images = data.mnist("full").split(validation=1 / 6)
    x_train, x_val = (part[..., None].astype("float32") / 255 for part in (images.x_train, images.x_val))
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(64, "relu"),
            keras.layers.Dense(10, "softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(0.002)
    history = _fit(model, optimizer, x_train, images.y_train, (x_val, images.y_val), epochs=20, batch_size=128)
    how = f"MNIST, {len(x_train):,} training rows, two convolutions and 64 hidden units, Adam with 0.002, 20 epochs."
    return how, history


def write(name: str, folder: Path) -> None:
    """Trains one of them and writes its file: {"name", "how", "seed", "keras", "logs"}."""
    import keras

    how, history = _TRAININGS[name]()
    logs = {key: [round(float(value), 4) for value in values] for key, values in history.history.items()}
    lines = ",\n".join(f"    {json.dumps(key)}: {json.dumps(values)}" for key, values in logs.items())
    head = "".join(
        f"  {json.dumps(key)}: {json.dumps(value)},\n"
        for key, value in {"name": name, "how": how, "seed": SEED, "keras": keras.__version__}.items()
    )
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.json"
    temporary = file.with_suffix(".tmp")
    temporary.write_text(f'{{\n{head}  "logs": {{\n{lines}\n  }}\n}}\n', encoding="utf-8", newline="\n")
    temporary.replace(file)
    print(file.name, how)


def main() -> None:
    """Trains those that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training_curves", description=__doc__)
    parser.add_argument("names", nargs="*", help="A to F, mnist; all by default")
    given = parser.parse_args()
    session.setup()
    for name in given.names or _TRAININGS:
        write(name, FOLDER)


if __name__ == "__main__":
    main()
