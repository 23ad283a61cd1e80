"""Lesson 08: convolutions, feature maps, augmentation."""

from __future__ import annotations

import numpy as np

from coursekit.check import Answer, Exercise, require, require_close

augment = Exercise(
    "A re-runnable augmentation pipeline",
    points=4,
    hints=(
        "Build two datasets from the same arrays, one with `1 - image`, and put one behind the other.",
        "`tf.data.Dataset.from_tensor_slices((x, y))`, then `map` for the inverted copy and `concatenate`.",
        "Add the channel axis to the images first (`x[..., None]`), and `batch(batch_size)` last.",
    ),
)


def _images(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    return rng.uniform(0.0, 0.4, size=(n, 6, 6)).astype("float32"), np.arange(n)


def _pass(dataset: Answer) -> tuple[np.ndarray, np.ndarray]:
    elements, ended = dataset.dataset.take(100)
    require(ended, "The pipeline does not end: 100 batches and more. Leave `repeat()` away.")
    pairs = [element.items(length=2) for element in elements]
    images = [pair[0].array(ndim=4) for pair in pairs]
    labels = [pair[1].array(ndim=1) for pair in pairs]
    require(images, "The pipeline is empty.")
    return np.concatenate(images), np.concatenate(labels)


@augment.criterion("batches of images with a channel axis (rank 4)", points=1)
def rank(answer: Answer, rng: np.random.Generator) -> None:
    spec = answer(*_images(rng, 10), 4).dataset.spec
    require(isinstance(spec, list) and len(spec) == 2, "An element of your dataset is no (images, labels) pair.")
    shape = spec[0]["shape"]
    require(shape is not None and len(shape) == 4, f"A batch of images has shape {shape}; rank 4 expected.")
    require(shape[1:] == [6, 6, 1], f"One image has shape {shape[1:]}; [6, 6, 1] expected.")


@augment.criterion("each image as it is and inverted, with its own label", points=2)
def pairs(answer: Answer, rng: np.random.Generator) -> None:
    x, y = _images(rng, 10)
    images, labels = _pass(answer(x, y, 4))
    require(len(images) == 20, f"10 images gave {len(images)}; 20 expected.")
    for label in range(10):
        found = images[labels == label][..., 0]
        require(len(found) == 2, f"The label {label} comes {len(found)} times; 2 expected.")
        low, high = sorted(found, key=np.mean)
        require_close(low, x[label], what="The image as it is")
        require_close(high, 1 - x[label], what="The inverted image")


@augment.criterion("a second pass gives the same images", points=1)
def again(answer: Answer, rng: np.random.Generator) -> None:
    x, y = _images(rng, 7)
    dataset = answer(x, y, 3)
    (first, a), (second, b) = _pass(dataset), _pass(dataset)
    require(len(first) == len(second), f"The first pass had {len(first)} images, the second {len(second)}.")
    require_close(np.sort(first.mean(axis=(1, 2, 3))), np.sort(second.mean(axis=(1, 2, 3))))
    require(sorted(a) == sorted(b), "The second pass had other labels.")


@augment.misconception("a missing channel axis")
def no_channel(answer: Answer, rng: np.random.Generator) -> str | None:
    elements, _ = answer(*_images(rng, 4), 2).dataset.take(1)
    if elements and elements[0].items(length=2)[0].array().ndim == 3:
        return "A batch of your images has rank 3: (batch, height, width). A convolution needs a channel axis too."
    return None


@augment.misconception("batched twice")
def batched_twice(answer: Answer, rng: np.random.Generator) -> str | None:
    elements, _ = answer(*_images(rng, 8), 2).dataset.take(1)
    if elements and elements[0].items(length=2)[0].array().ndim == 5:
        return "Your batches are batches of batches (rank 5): `batch` is called twice."
    return None


@augment.misconception("only the inverted images")
def only_inverted(answer: Answer, rng: np.random.Generator) -> str | None:
    x, y = _images(rng, 8)
    images, _ = _pass(answer(x, y, 4))
    if len(images) == 8 and images.mean() > 0.5:
        return "Only inverted images come out. Augmentation adds to the originals; it does not replace them."
    return None
