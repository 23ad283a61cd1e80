"""Known errors: convolutions and pooling, and images that lack an axis."""

from __future__ import annotations

import re

from coursekit.explain.batches import batch_trouble, own_shape
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape

CONVOLUTIONS = Topic()


@CONVOLUTIONS.known(
    "ValueError InvalidArgumentError",
    r"Negative dimension size caused by subtracting \d+ from \d+"
    r"|Computed output size would be negative: -?\d+ \[input_size",
    "08",
)
def nothing_left(seen: Seen, found: re.Match[str]) -> Says:
    """One image (28, 28, 1) to a model: Keras reads 28 rows of 28 by 1 pixels, too small for any kernel."""
    return batch_trouble(seen) or Says(
        "an image smaller than the kernel",
        f"The window does not fit into the image that reaches it. The data have shape {own_shape(seen)}.",
        'Give larger images, use `padding="same"`, or a smaller kernel.',
        "input",
    )


@CONVOLUTIONS.known(
    "ValueError",
    r"Computed output size would be zero or negative\. Received: `inputs\.shape=(\[.*?\])`, `pool_size=(\[.*?\])`",
    "08",
)
def image_smaller_than_pool(seen: Seen, found: re.Match[str]) -> Says:
    """A pooling of 2 by 2 on what three poolings left of 8 by 8."""
    image, window = (tuple(re.findall(r"None|\d+", text)) for text in found.groups())
    return Says(
        "an image smaller than the pooling window",
        f"The image that reaches this pooling has {' by '.join(image[1:-1])} pixels, and a tile of "
        f"{' by '.join(window)} does not fit into it. Each pooling before it made the image smaller.",
        'Leave this pooling away, or let it round up with `padding="same"`.',
        "input",
    )


@CONVOLUTIONS.known(
    "ValueError",
    r"Cannot take the length of shape with unknown rank|as_list\(\) is not defined on an unknown TensorShape",
    "08",
)
def unknown_rank(seen: Seen, found: re.Match[str]) -> Says:
    """A dataset whose map runs Python code by tf.py_function."""
    return Says(
        "images of unknown rank",
        "TensorFlow cannot tell how many axes the images of your dataset have. That happens when a function of "
        "`map` runs plain Python (`tf.py_function`), or when `batch` packs what it cannot know.",
        "Look at `dataset.element_spec`: the images should read (None, 28, 28, 1). Say the shape in the function of "
        "`map`: `image.set_shape((28, 28, 1))`, and call `batch` once, last.",
    )


@CONVOLUTIONS.known("ValueError", r"The `padding` argument must be .*\. Received: (\w+)", "08")
def unknown_padding(seen: Seen, found: re.Match[str]) -> Says:
    """Conv2D(8, 3, padding="mirror")."""
    return Says(
        "a padding that the layer does not have",
        f'The layer pads with zeros (`"same"`) or not at all (`"valid"`). It was told `"{found[1]}"`.',
        "Use one of the two. For a mirrored border pad before the layer: `keras.ops.pad(x, [(0, 0), (1, 1), (1, 1), "
        '(0, 0)], mode="reflect")`, and leave the layer `"valid"`.',
    )


@CONVOLUTIONS.known("ValueError", r"`strides > 1` not supported in conjunction with `dilation_rate > 1`", "08")
def strided_and_dilated(seen: Seen, found: re.Match[str]) -> Says:
    """Conv2D(8, 3, strides=2, dilation_rate=2)."""
    return Says(
        "stride and dilation at once",
        "A stride skips places of the window, a dilation skips pixels inside it. A layer does one of the two.",
        "Set one of them to 1. To have both effects, let a pooling or a layer with a stride follow.",
    )


@CONVOLUTIONS.known(
    "UnimplementedError InvalidArgumentError",
    r"only supports? (?:the )?NHWC tensor format on the CPU",
    "08",
)
def channels_first(seen: Seen, found: re.Match[str]) -> Says:
    """Conv2D(8, 3, data_format="channels_first") without a GPU."""
    return Says(
        "channels first, on a processor that wants them last",
        'With `data_format="channels_first"` an image is (channels, height, width). TensorFlow computes that on a GPU, '
        "and on some processors. Yours is none of them.",
        "Leave the default, and bring the data into its order: `keras.ops.moveaxis(x, 1, -1)`.",
    )


@CONVOLUTIONS.known(
    "ValueError",
    r"`decode_predictions` expects a batch of predictions .*Received array with shape: (\([^)]*\))",
    "08",
)
def not_imagenet(seen: Seen, found: re.Match[str]) -> Says:
    """decode_predictions of a model with ten outputs, or of one row."""
    shape = parse_shape(found[1])
    one = shape == (1000,)
    return Says(
        "predictions that are not ImageNet's",
        f"It names ImageNet's 1,000 classes, for a batch: an array (rows, 1000). It got shape {found[1]}.",
        "Give a batch of one row: `predictions[None]`."
        if one
        else "For a model with classes of your own use `argmax(axis=-1)` and a list of their names.",
    )
