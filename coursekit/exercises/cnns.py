"""Lesson 08: convolutions, pooling, a network for digits, augmentation, feature maps, a network of others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from coursekit import data
from coursekit.check import Answer, Exercise, Option, Quiz, recipe, require, require_close
from coursekit.check.views import ModelView

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
# The lower of two accuracies on the 359 test digits: as they are, and inverted.
MARKS = {"inversion": 0.95}
BLIND = 0.6  # an accuracy that no reader of such digits stays below

Size = tuple[int, int]


def _near(got: np.ndarray, want: np.ndarray) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=1e-4)


def _once(function: Callable[[Answer, np.random.Generator], Any]) -> Callable[[Answer, np.random.Generator], Any]:
    """For one answer the result of the first call: building a pipeline or a model costs more than looking at it."""
    found: WeakKeyDictionary[Answer, Any] = WeakKeyDictionary()

    @wraps(function)
    def again(answer: Answer, rng: np.random.Generator) -> Any:
        if answer not in found:
            found[answer] = function(answer, rng)
        return found[answer]

    return again


# -- sizes and parameters ----------------------------------------------------------------------------------

shapes = Exercise(
    "The shape of the output, and the number of parameters",
    points=4,
    takes=("conv_shape", "conv_params"),
    hints=(
        "Height and width follow the same rule. The channels of the output are the filters. And which of the numbers "
        "does a filter's size depend on?",
        "Valid: the window's first corner can stand at 0, 1, ..., n - kernel; every stride-th of these counts. Same: "
        "as if the window stood on every stride-th pixel.",
        "Valid: `(n - kernel) // stride + 1`. Same: `-(-n // stride)`, which rounds up. One filter has "
        "`kernel * kernel * channels` weights and one bias.",
    ),
)


def _length(n: int, kernel: int, stride: int, padding: str) -> int:
    return (n - kernel) // stride + 1 if padding == "valid" else -(-n // stride)


def _shape(image: tuple[int, int, int], filters: int, kernel: int, stride: int, padding: str) -> list[int]:
    return [_length(n, kernel, stride, padding) for n in image[:2]] + [filters]


def _asked_shape(
    answers: SimpleNamespace, image: tuple[int, int, int], filters: int, kernel: int, stride: int, padding: str
) -> list[int]:
    """What the learner's function gives, with the keywords of its signature."""
    returned = answers.conv_shape(image, filters, kernel, stride=stride, padding=padding)
    return [int(n) for n in returned.array(shape=(3,), integer=True)]


def _require_shape(answers: SimpleNamespace, padding: str, cases: list[tuple[Any, int, int, int]]) -> None:
    for image, filters, kernel, stride in cases:
        got = _asked_shape(answers, image, filters, kernel, stride, padding)
        want = _shape(image, filters, kernel, stride, padding)
        require(
            got == want,
            f"For an image {image}, {filters} filters, kernel {kernel}, stride {stride} and padding {padding!r} you "
            f"say {tuple(got)}; {tuple(want)} expected.",
        )


def _draw_image(rng: np.random.Generator) -> tuple[int, int, int]:
    """Height even and width odd, so that a stride of 2 leaves a pixel over in one of them."""
    height, width = (int(n) for n in rng.integers(6, 20, size=2))
    return 2 * height, 2 * width + 1, int(rng.integers(2, 9))


@shapes.criterion("valid padding, any stride", points=1)
def valid_shapes(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    image = _draw_image(rng)
    filters = int(rng.integers(10, 40))
    _require_shape(answers, "valid", [(image, filters, k, s) for k, s in ((3, 1), (5, 2), (4, 3), (1, 2))])
    default = answers.conv_shape(image, filters, 5).array(shape=(3,), integer=True)
    want = _shape(image, filters, 5, 1, "valid")
    require(
        default.tolist() == want,
        f"Without stride and padding you say {tuple(default.tolist())}; {tuple(want)} expected: stride 1, valid.",
    )


@shapes.criterion("same padding, any stride", points=1)
def same_shapes(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    height = 2 * int(rng.integers(6, 15)) + 1  # odd and even: rounding shows
    image, filters = (height, height + 5, 3), int(rng.integers(10, 40))
    _require_shape(answers, "same", [(image, filters, k, s) for k, s in ((3, 1), (5, 2), (4, 3), (7, 2))])


@shapes.criterion("weights and biases of a convolution layer", points=2)
def parameters(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for kernel, filters in ((3, 32), (5, 16), (1, int(rng.integers(3, 9)))):
        for image in ((28, 28, 1), _draw_image(rng)):
            got = answers.conv_params(image, filters, kernel).number(integer=True)
            want = filters * (kernel * kernel * image[2] + 1)
            require(
                got == want,
                f"For an image {image}, {filters} filters and kernel {kernel} you count {got}; {want} expected.",
            )


def _counted(answers: SimpleNamespace, image: tuple[int, int, int]) -> float:
    """The learner's count for 7 filters of size 3: numbers that leave no doubt about their origin."""
    return answers.conv_params(image, 7, 3).number()


@shapes.misconception("weights depend on the pixel")
def weights_by_pixel(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _counted(answers, (20, 30, 5)) != _counted(answers, (40, 60, 5)):
        return (
            "Your count grows with the image. The same kernel visits every place: its weights are shared by all "
            "pixels, so height and width do not matter. That is what makes a convolution small."
        )
    return None


@shapes.misconception("one kernel for all channels")
def channels_ignored(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _counted(answers, (20, 30, 5)) in (7 * 9 + 7, 7 * 9):
        return (
            "You count 3 times 3 weights for a filter. A filter looks at all channels of the image, and has a kernel "
            "of its own for each of them."
        )
    return None


@shapes.misconception("biases not counted")
def no_biases(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _counted(answers, (20, 30, 5)) == 7 * 9 * 5:
        return "You count the weights only. Each filter also has a bias, one number that it adds everywhere."
    return None


@shapes.misconception("a bias for each channel")
def too_many_biases(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _counted(answers, (20, 30, 5)) == 7 * 5 * (9 + 1):
        return "You count a bias for each input channel. A filter adds up over its channels first, then adds one bias."
    return None


@shapes.misconception("channels of the image taken for those of the output")
def channels_kept(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _asked_shape(answers, (20, 30, 5), 7, 3, 1, "valid")[2] in (5, 35):
        return "Your output has the image's channels. A layer makes one map for each filter, whatever came in."
    return None


@shapes.misconception("off by one")
def last_place_forgotten(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _asked_shape(answers, (20, 30, 5), 7, 3, 1, "valid")[:2] == [17, 27]:
        return (
            "You compute n - kernel. Count by hand: a window of 3 on 4 pixels can stand at 2 places, not at 1. The "
            "first place counts too."
        )
    return None


@shapes.misconception("same padding rounded down")
def same_rounded_down(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _asked_shape(answers, (21, 31, 5), 7, 3, 2, "same")[:2] == [10, 15]:
        return "With 21 pixels and stride 2 the window stands on pixels 0, 2, ..., 20. That makes 11: round up."
    return None


@shapes.misconception("stride forgotten")
def stride_forgotten(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    image = (20, 30, 5)
    for padding in ("valid", "same"):
        if _asked_shape(answers, image, 7, 3, 2, padding) == _shape(image, 7, 3, 1, padding):
            return "Your output is as large with stride 2 as with stride 1. With stride 2 the window skips every other."
    return None


# -- a convolution by hand ---------------------------------------------------------------------------------

conv2d = Exercise(
    "A convolution by hand",
    points=6,
    hints=(
        "Begin with valid padding and stride 1: two loops over the places of the output, and at each of them one "
        "product and one sum.",
        "At place (i, j) the window is `image[i * stride : i * stride + k, j * stride : j * stride + k]`, with all "
        "channels. Padding happens before, and then everything is valid.",
        '`np.pad(image, [(top, bottom), (left, right), (0, 0)], mode=...)` with the mode `"constant"` for zeros or '
        '`"reflect"` for a mirror. The lesson has the formula for the amounts; then `np.sum(window * kernel)`.',
    ),
)


def amounts(n: int, kernel: int, stride: int) -> Size:
    """How many pixels TensorFlow's "same" padding adds before and after an axis of length n."""
    total = max((-(-n // stride) - 1) * stride + kernel - n, 0)
    return total // 2, total - total // 2


def convolved(image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: str = "valid", mode: str = "") -> Any:
    """Cross-correlation of an image (height, width, channels) with one kernel (k, k, channels), shape (h, w).

    "same" is that of TensorFlow; "mirror" adds as many pixels, mirrored at the outermost ones.
    """
    if padding != "valid":
        pads = [amounts(n, len(kernel), stride) for n in image.shape[:2]]
        image = np.pad(image, [*pads, (0, 0)], mode=mode or {"same": "constant", "mirror": "reflect"}[padding])
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape[:2], axis=(0, 1))[::stride, ::stride]
    return np.einsum("hwcij,ijc->hw", windows, kernel)


def _scene(rng: np.random.Generator, height: int, width: int, channels: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """An image without symmetry, above 0 so that padded zeros show, and a kernel with a sum far from 0."""
    return rng.uniform(1, 3, size=(height, width, channels)), rng.normal(0.6, 1.0, size=(k, k, channels))


def _require_convolved(answer: Answer, image: np.ndarray, kernel: np.ndarray, stride: int, padding: str) -> None:
    want = convolved(image, kernel, stride, padding)
    said = f"conv2d with kernel {len(kernel)}, stride {stride} and padding {padding!r}"
    require_close(answer(image, kernel, stride=stride, padding=padding).array(), want, what=said)


@conv2d.criterion("one number for each place of the window", points=1)
def places(answer: Answer, rng: np.random.Generator) -> None:
    image, kernel = _scene(rng, 7, 9, 2, 3)
    answer(image, kernel).array(shape=(5, 7))


@conv2d.criterion("each number is the sum of window times kernel, over all channels", points=2)
def sums(answer: Answer, rng: np.random.Generator) -> None:
    for height, width, channels, k in ((6, 8, 1, 3), (7, 5, 3, 2)):
        image, kernel = _scene(rng, height, width, channels, k)
        for signed in (kernel, -kernel):  # sums of both signs: an activation would show
            require_close(answer(image, signed).array(), convolved(image, signed), what="conv2d(image, kernel)")


@conv2d.criterion("stride", points=1)
def strides(answer: Answer, rng: np.random.Generator) -> None:
    for stride in (2, 3):
        _require_convolved(answer, *_scene(rng, 9, 12, 2, 3), stride, "valid")


@conv2d.criterion('padding "same", with zeros', points=1)
def same_padding(answer: Answer, rng: np.random.Generator) -> None:
    for height, width, k, stride in ((6, 7, 3, 1), (6, 7, 3, 2), (8, 5, 4, 1), (7, 10, 5, 3)):
        _require_convolved(answer, *_scene(rng, height, width, 2, k), stride, "same")


@conv2d.criterion('padding "mirror"', points=1)
def mirror_padding(answer: Answer, rng: np.random.Generator) -> None:
    for height, width, k, stride in ((6, 7, 5, 1), (8, 9, 3, 2)):
        _require_convolved(answer, *_scene(rng, height, width, 2, k), stride, "mirror")


def _resembles(answer: Answer, rng: np.random.Generator, other: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> bool:
    """Whether the answer, without stride and padding, gives what another rule gives, and not the right thing."""
    image, kernel = _scene(rng, 6, 8, 3, 3)
    return _near(answer(image, kernel).array(), other(image, kernel))


@conv2d.misconception("convolution flips the kernel")
def flipped(answer: Answer, rng: np.random.Generator) -> str | None:
    if _resembles(answer, rng, lambda image, kernel: convolved(image, kernel[::-1, ::-1])):
        return (
            "You turn the kernel round before you multiply, as a convolution in mathematics does. Keras does not: it "
            "lays the kernel on the window as it is, which is called cross-correlation."
        )
    return None


@conv2d.misconception("it averages")
def averaged(answer: Answer, rng: np.random.Generator) -> str | None:
    for count in (9, 27):
        if _resembles(answer, rng, lambda image, kernel, n=count: convolved(image, kernel) / n):
            return "You divide by the number of values. A convolution adds up and does not average: leave it a sum."
    return None


@conv2d.misconception("channels not added up")
def by_channel(answer: Answer, rng: np.random.Generator) -> str | None:
    image, kernel = _scene(rng, 6, 8, 3, 3)
    if answer(image, kernel).array().shape == (4, 6, 3):
        return "You have one map for each channel. A filter adds up over its channels too: one number for each place."
    return None


@conv2d.misconception("the window moves by one, whatever the stride")
def stride_ignored(answer: Answer, rng: np.random.Generator) -> str | None:
    image, kernel = _scene(rng, 9, 12, 2, 3)
    got, want = answer(image, kernel, stride=2).array(), convolved(image, kernel)
    if got.ndim == 2 and _near(got, want[: len(got), : got.shape[1]]):
        return "The window of output place (i, j) begins at pixel (i, j). With stride s it begins at (i s, j s)."
    return None


@conv2d.misconception("the same amount on both sides")
def evenly_padded(answer: Answer, rng: np.random.Generator) -> str | None:
    image, kernel = _scene(rng, 6, 8, 2, 3)  # one pixel is to be added in all, and it goes to the end
    padded = convolved(np.pad(image, [(1, 1), (1, 1), (0, 0)]), kernel, 2)
    got = answer(image, kernel, stride=2, padding="same").array()
    if _near(got, padded):
        return (
            "You add k // 2 pixels on every side. With stride 2 the window needs fewer: 6 pixels and a kernel of 3 "
            "need one, and it goes to the end. Compute the amount with the formula, then halve it, rounded down, for "
            "the front."
        )
    return None


@conv2d.misconception('"mirror" padding taken for edge padding')
def edge_padded(answer: Answer, rng: np.random.Generator) -> str | None:
    image, kernel = _scene(rng, 6, 7, 2, 5)
    got = answer(image, kernel, padding="mirror").array()
    if _near(got, convolved(image, kernel, 1, "mirror", mode="edge")):
        return (
            "You repeat the outermost pixel: that is edge padding. A mirror shows what lies inside: next to the border "
            "comes the second pixel, then the third."
        )
    return None


@conv2d.misconception("the outermost pixel mirrored too")
def twice_mirrored(answer: Answer, rng: np.random.Generator) -> str | None:
    image, kernel = _scene(rng, 6, 7, 2, 5)
    got = answer(image, kernel, padding="mirror").array()
    if _near(got, convolved(image, kernel, 1, "mirror", mode="symmetric")):
        return (
            "Your mirror stands behind the outermost pixel, so that pixel comes twice. Here it stands on it: 1 2 3 "
            "goes on as 2 1, not as 3 2 1."
        )
    return None


# -- pooling -----------------------------------------------------------------------------------------------

pooling = Exercise(
    "Max and average pooling",
    points=3,
    takes=("max_pool", "average_pool"),
    hints=(
        "Cut the image into tiles of size by size. What happens in a tile, happens for each sample and each channel "
        "by itself.",
        "Rows and columns that fill no whole tile are dropped: `x[:, : h * size, : w * size]` with "
        "`h, w = x.shape[1] // size, x.shape[2] // size`.",
        "`x.reshape(n, h, size, w, size, channels)` gives each tile the axes 2 and 4: `.max(axis=(2, 4))`.",
    ),
)


def _tiles(x: np.ndarray, size: int) -> np.ndarray:
    n, height, width, channels = x.shape
    h, w = height // size, width // size
    return x[:, : h * size, : w * size].reshape(n, h, size, w, size, channels)


def _batch(rng: np.random.Generator, n: int, height: int, width: int, channels: int) -> np.ndarray:
    return rng.normal(-3, 1, size=(n, height, width, channels))  # below 0: padded zeros would win every tile


_KINDS = ("max_pool", "average_pool")


@pooling.criterion("one value for each tile and channel", points=1)
def tiles(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, height, width, channels, size in ((2, 6, 8, 3, 2), (1, 9, 6, 1, 3)):
        x = _batch(rng, n, height, width, channels)
        for name in _KINDS:
            getattr(answers, name)(x, size).array(shape=(n, height // size, width // size, channels))


def _require_pooled(answers: SimpleNamespace, rng: np.random.Generator, name: str, reduce: Any) -> None:
    for n, height, width, channels, size in ((2, 6, 8, 3, 2), (3, 7, 11, 2, 3)):
        x = _batch(rng, n, height, width, channels)
        said = f"{name} of {height} x {width} pixels with size {size}"
        require_close(getattr(answers, name)(x, size).array(), reduce(_tiles(x, size), axis=(2, 4)), what=said)


@pooling.criterion("max pooling", points=1)
def maximum(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _require_pooled(answers, rng, "max_pool", np.max)


@pooling.criterion("average pooling", points=1)
def average(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _require_pooled(answers, rng, "average_pool", np.mean)


@pooling.misconception("the two swapped")
def swapped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = _batch(rng, 2, 6, 8, 3)
    if _near(answers.max_pool(x, 2).array(), _tiles(x, 2).mean(axis=(2, 4))):
        return "`max_pool` gives the mean of each tile; the largest value is asked. Have you swapped the two?"
    return None


@pooling.misconception("sum instead of mean")
def summed(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = _batch(rng, 2, 6, 8, 3)
    if _near(answers.average_pool(x, 2).array(), _tiles(x, 2).sum(axis=(2, 4))):
        return "`average_pool` adds each tile up. Divide by the number of its pixels. (Here an average is right.)"
    return None


@pooling.misconception("pooled over the channels")
def channels_pooled(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = _batch(rng, 2, 6, 8, 3)
    if answers.max_pool(x, 2).array().shape in ((2, 3, 4), (2, 3, 4, 1)):
        return "Your channels are gone. Each channel is a map of its own, and is pooled by itself."
    return None


@pooling.misconception("overlapping windows")
def overlapping(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = _batch(rng, 2, 6, 8, 3)
    if answers.max_pool(x, 2).array().shape == (2, 5, 7, 3):
        return "Your window moves by one pixel, as a convolution's does. When pooling it moves by its own size."
    return None


@pooling.misconception("incomplete tiles kept")
def incomplete(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = _batch(rng, 2, 7, 11, 2)
    if answers.max_pool(x, 3).array().shape == (2, 3, 4, 2):
        return 'You keep the tiles at the border that are not full. Keras drops them, unless told `padding="same"`.'
    return None


# -- the network -------------------------------------------------------------------------------------------

cnn = Exercise(
    "A network of 336,394 parameters",
    points=4,
    hints=(
        "The input has three axes: height, width, and one channel. Then four times the same pair of layers, with other "
        "numbers of filters.",
        'A pair is `Conv2D(filters, 5, padding="same", activation="relu")` and `MaxPooling2D(2, padding="same")`. '
        "Look at `cnn.summary()`: 28, 14, 7, 4, 2.",
        "After the last pair: `Flatten()`, a Dense layer of 128 with ReLU, `Dropout(0.4)`, a Dense layer of 10 with "
        "softmax; then compile.",
    ),
)

_FILTERS = (16, 32, 64, 128)
_NET_PARAMETERS = 336_394
# With 1 x 1 instead of 2 x 2 pixels before the dense layer.
_ONE_PIXEL = _NET_PARAMETERS - 3 * 128 * 128
_THREE_BY_THREE = _NET_PARAMETERS - (25 - 9) * (1 * 16 + 16 * 32 + 32 * 64 + 64 * 128)


def _net(answer: Answer) -> ModelView:
    return answer.model.require_input((28, 28, 1))


@cnn.criterion("grey images of 28 x 28 in, ten probabilities out", points=1)
def digits_to_probabilities(answer: Answer, rng: np.random.Generator) -> None:
    _probabilities(_net(answer), rng.uniform(size=(3, 28, 28, 1)))


@cnn.criterion("four blocks of 5 x 5 convolutions and pooling: 28, 14, 7, 4, 2", points=1)
def blocks(answer: Answer, rng: np.random.Generator) -> None:
    net = _net(answer)
    kernels = [v.shape for v in net.variables if len(v.shape) == 4]
    want = [(5, 5, before, after) for before, after in zip((1, *_FILTERS), _FILTERS, strict=False)]
    found = ", ".join(f"{k[0]} x {k[1]} from {k[2]} to {k[3]} channels" for k in kernels) or "no kernels"
    require(kernels == want, f"Your convolutions are: {found}. Expected: 5 x 5 from 1 to 16, 32, 64 and 128 channels.")
    sizes = [layer.input_shape[1] for layer in net.of_type("Conv2D") if layer.input_shape is not None]
    require(
        not sizes or sizes == [28, 14, 7, 4],
        f"Your convolutions see images of height {', '.join(map(str, sizes))}; 28, 14, 7 and 4 expected: each block "
        "ends with a pooling that halves, rounded up.",
    )
    steps = [layer.name for layer in net.of_type("Conv2D") if (layer.config or {}).get("strides") not in (None, [1, 1])]
    require(not steps, "Your convolutions have a stride. Let them move by 1, and a MaxPooling2D after each one halve.")


@cnn.criterion("336,394 parameters", points=1)
def counted(answer: Answer, rng: np.random.Generator) -> None:
    got = _net(answer).parameters
    require(got == _NET_PARAMETERS, f"Your network has {got:,} parameters; {_NET_PARAMETERS:,} expected.")


@cnn.criterion("dropout of 0.4, and compiled for class labels", points=1)
def finished(answer: Answer, rng: np.random.Generator) -> None:
    net = _net(answer).require_compiled()
    rates = [(layer.config or {}).get("rate") for layer in net.of_type("Dropout")]
    require(rates, "There is no Dropout layer.")
    require(
        all(rate is None or abs(rate - 0.4) < 1e-6 for rate in rates), f"Your dropout rate is {rates[0]}; 0.4 expected."
    )
    loss = (net.compile["loss"] or {}).get("name", "nothing")
    require(
        loss.endswith("categorical_crossentropy"),
        f"Your loss is {loss}; for ten classes one of the two categorical cross-entropies is expected.",
    )


@cnn.misconception("logits instead of probabilities")
def logits(answer: Answer, rng: np.random.Generator) -> str | None:
    outputs = _net(answer).predict(rng.uniform(size=(3, 28, 28, 1)).astype("float32"))
    if outputs.shape == (3, 10) and not np.allclose(outputs.sum(axis=-1), 1, atol=1e-3):
        return "Your ten outputs are no probabilities: the last layer lacks its softmax."
    return None


@cnn.misconception("pooling that cuts off the last row")
def cut_off(answer: Answer, rng: np.random.Generator) -> str | None:
    net = _net(answer)
    if net.parameters == _ONE_PIXEL and not _has_global_pooling(net):
        return (
            "Your images go 28, 14, 7, 3, 1: a pooling without padding drops the row and the column that fill no whole "
            'tile. With `padding="same"` it rounds up: 28, 14, 7, 4, 2.'
        )
    return None


@cnn.misconception("global pooling instead of Flatten")
def globally_pooled(answer: Answer, rng: np.random.Generator) -> str | None:
    net = _net(answer)
    if net.parameters == _ONE_PIXEL and _has_global_pooling(net):
        return (
            "Global pooling leaves one number for each of the 128 maps. Flatten keeps all 2 x 2 of each, 512 in all, "
            "and so the next layer has four times as many weights."
        )
    return None


@cnn.misconception("the wrong kernel size")
def other_kernel(answer: Answer, rng: np.random.Generator) -> str | None:
    if _net(answer).parameters == _THREE_BY_THREE:
        return "Your kernels are 3 x 3, which is the usual choice today. This network has 5 x 5."
    return None


@cnn.misconception("the rate taken for the share that is kept")
def kept_rate(answer: Answer, rng: np.random.Generator) -> str | None:
    rates = [(layer.config or {}).get("rate") for layer in _net(answer).of_type("Dropout")]
    if rates and all(rate is not None and abs(rate - 0.6) < 1e-6 for rate in rates):
        return "You write 0.6. Keras's argument is the fraction that is dropped, so a dropout of 0.4 is `Dropout(0.4)`."
    return None


def _has_global_pooling(net: ModelView) -> bool:
    return any(layer.type.startswith("Global") for layer in net.layers)


def _probabilities(net: ModelView, images: np.ndarray) -> np.ndarray:
    """Outputs (n, 10), or a Fail when they are no probabilities."""
    outputs = net.predict(images.astype("float32"))
    require(
        isinstance(outputs, np.ndarray) and outputs.shape == (len(images), 10),
        f"For {len(images)} images your model gives outputs of shape {np.shape(outputs)}; ({len(images)}, 10) "
        "expected.",
    )
    require(
        outputs.min() >= -1e-6 and np.allclose(outputs.sum(axis=-1), 1, atol=1e-3),
        "The ten outputs of an image do not add up to 1, or some are negative; probabilities expected.",
    )
    return outputs


# -- inverted digits ---------------------------------------------------------------------------------------

inverted = Quiz(
    "White digits, black digits",
    points=1,
    question=(
        "The network was trained on white digits on black, and reads more than nine of ten new ones. Now `1 - x` "
        "turns its test images round: black digits on white, which you read as easily as before. What share will it "
        "read?"
    ),
    options={
        "same": Option(
            "Nearly the same: the shapes have not changed.",
            "The shapes are the same to you. Its kernels answer to bright strokes on dark, and now every edge has the "
            "other sign and the paper shines everywhere.",
            misconception="a network sees what people see",
        ),
        "half": Option(
            "About one half.",
            "Half of the pixels is not what decides here: all of them have changed, in every image.",
            misconception="half right for half known",
        ),
        "little": Option(
            "Hardly any, no more than by guessing.",
            "It has never met such an image, and nothing in its weights says that brightness does not matter.",
            right=True,
        ),
        "error": Option(
            "None: it stops with an error.",
            "The shape and the range of the values are right, and nothing else is looked at.",
            misconception="an error expected for strange data",
        ),
    },
    hints=(
        "Think of one kernel that answers to a bright stroke. What does it give for a dark one?",
        "Was there anything in the training that could have taught it that colours may be swapped?",
        "Guessing among ten classes would give about 0.1.",
    ),
)

# -- augmentation ------------------------------------------------------------------------------------------

augment = Exercise(
    "A re-runnable augmentation pipeline",
    points=5,
    hints=(
        "Two pipelines. The one for validation only adds the channel axis and makes batches. The one for training "
        "holds every image twice.",
        "`tf.data.Dataset.from_tensor_slices((x, y))`, then `map` for the inverted copy, `concatenate`, and `shuffle` "
        "with a buffer for all of them.",
        "Add the channel axis to the images first (`x[..., None]`), and `batch(batch_size)` once, last. `1 - image` "
        "is a new tensor; `x[:] = ...` would change your data.",
    ),
)

_TRAIN, _VAL, _BATCH = 10, 6, 4


def _images(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.uniform(0.0, 0.4, size=(n, 6, 6)).astype("float32")


class _Flow:
    """What an answer's two pipelines hold: one pass over validation, two over training."""

    def __init__(self, answer: Answer, rng: np.random.Generator) -> None:
        self.x, self.x_val = _images(rng, _TRAIN), _images(rng, _VAL)
        # Labels that tell the image, so that a wrong pair shows.
        self.returned = answer(self.x, np.arange(_TRAIN), self.x_val, 100 + np.arange(_VAL), _BATCH)
        self.train, self.val = self.returned.items(length=2)

    @property
    def specs(self) -> list[list[int | None]]:
        """The shapes of a batch of images, of training and of validation."""
        return [_image_shape(part) for part in (self.train, self.val)]


def _image_shape(part: Answer) -> list[int | None]:
    spec = part.dataset.spec
    require(isinstance(spec, list) and len(spec) == 2, "An element of your dataset is no (images, labels) pair.")
    shape = spec[0]["shape"]
    require(shape is not None, "TensorFlow cannot tell the rank of your images, so no layer can take them.")
    return shape


@_once
def _flow(answer: Answer, rng: np.random.Generator) -> _Flow:
    return _Flow(answer, rng)


@_once
def _first(part: Answer, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return _pass(part)


def _pass(part: Answer) -> tuple[np.ndarray, np.ndarray]:
    elements, ended = part.dataset.take(20)
    require(ended, "The pipeline does not end: 20 batches and more for 10 images. Leave `repeat()` away.")
    pairs = [element.items(length=2) for element in elements]
    images = [pair[0].array(ndim=4) for pair in pairs]
    labels = [pair[1].array(ndim=1) for pair in pairs]
    require(images, "The pipeline is empty.")
    require(max(map(len, images)) <= _BATCH, f"A batch holds {max(map(len, images))} images; at most {_BATCH} asked.")
    return np.concatenate(images), np.concatenate(labels)


@augment.criterion("batches of images with a channel axis (rank 4)", points=1)
def rank(answer: Answer, rng: np.random.Generator) -> None:
    for shape, name in zip(_flow(answer, rng).specs, ("training", "validation"), strict=True):
        require(len(shape) == 4, f"A batch of {name} images has shape {shape}; rank 4 expected.")
        require(shape[1:] == [6, 6, 1], f"One {name} image has shape {shape[1:]}; [6, 6, 1] expected.")


@augment.criterion("each training image as it is and inverted, with its own label", points=1)
def pairs(answer: Answer, rng: np.random.Generator) -> None:
    flow = _flow(answer, rng)
    images, labels = _first(flow.train, rng)
    require(len(images) == 2 * _TRAIN, f"{_TRAIN} training images gave {len(images)}; {2 * _TRAIN} expected.")
    for label in range(_TRAIN):
        found = images[labels == label][..., 0]
        require(len(found) == 2, f"The label {label} comes {len(found)} times; 2 expected.")
        low, high = sorted(found, key=np.mean)
        require_close(low, flow.x[label], what="The image as it is")
        require_close(high, 1 - flow.x[label], what="The inverted image")


@augment.criterion("as they are and inverted in a mixed order", points=1)
def mixed(answer: Answer, rng: np.random.Generator) -> None:
    images, _ = _first(_flow(answer, rng).train, rng)
    require(len(images) == 2 * _TRAIN, f"{_TRAIN} training images gave {len(images)}; {2 * _TRAIN} expected.")
    require(not _in_two_blocks(images), "All images of one kind come first, and those of the other kind after them.")


def _in_two_blocks(images: np.ndarray) -> bool:
    """Whether bright and dark images do not mix; by chance that happens once in 92,378 times."""
    bright = images.mean(axis=(1, 2, 3)) > 0.5
    return bool(bright.any() and not bright.all() and np.count_nonzero(np.diff(bright.astype(int))) == 1)


@augment.criterion("validation images as they are, each once", points=1)
def validation(answer: Answer, rng: np.random.Generator) -> None:
    flow = _flow(answer, rng)
    images, labels = _first(flow.val, rng)
    require(len(images) == _VAL, f"{_VAL} validation images gave {len(images)}; {_VAL} expected.")
    order = np.argsort(labels)
    require(labels[order].tolist() == list(range(100, 100 + _VAL)), "The validation labels are not yours.")
    require_close(images[order][..., 0], flow.x_val, what="The validation images")


@augment.criterion("a second pass gives the same images, and your arrays are left as they are", points=1)
def again(answer: Answer, rng: np.random.Generator) -> None:
    flow = _flow(answer, rng)
    require(not flow.returned.changed, "Your function changes the arrays that it was given. Make new ones.")
    (first, a), (second, b) = _first(flow.train, rng), _pass(flow.train)
    require(len(first) == len(second), f"The first pass had {len(first)} images, the second {len(second)}.")
    require_close(np.sort(first.mean(axis=(1, 2, 3))), np.sort(second.mean(axis=(1, 2, 3))))
    require(sorted(a) == sorted(b), "The second pass had other labels.")


@augment.misconception("a missing channel axis")
def no_channel(answer: Answer, rng: np.random.Generator) -> str | None:
    if any(len(shape) == 3 and shape[-1] != 1 for shape in _flow(answer, rng).specs):
        return "A batch of your images has rank 3: (batch, height, width). A convolution needs a channel axis too."
    return None


@augment.misconception("batched twice")
def batched_twice(answer: Answer, rng: np.random.Generator) -> str | None:
    if any(len(shape) == 5 for shape in _flow(answer, rng).specs):
        return (
            "Your batches are batches of batches (rank 5): `batch` is called twice. In `fit` that ends in an error "
            "about shapes, or about an unknown rank."
        )
    return None


@augment.misconception("never batched")
def unbatched(answer: Answer, rng: np.random.Generator) -> str | None:
    if any(shape == [6, 6, 1] for shape in _flow(answer, rng).specs):
        return "Your pipeline gives single images, without a batch axis. End it with `batch(batch_size)`."
    return None


@augment.misconception("augmenting validation data")
def validation_augmented(answer: Answer, rng: np.random.Generator) -> str | None:
    flow = _flow(answer, rng)
    images, _ = _first(flow.val, rng)
    if images.max() > 0.5:  # the originals end at 0.4
        return (
            "Your validation part holds inverted images. Augmentation is for training. Validation asks how the model "
            "does on real images: leave them as they are, and measure inverted ones beside them, by their own name."
        )
    return None


@augment.misconception("black images all last")
def unmixed(answer: Answer, rng: np.random.Generator) -> str | None:
    images, _ = _first(_flow(answer, rng).train, rng)
    if len(images) == 2 * _TRAIN and _in_two_blocks(images):
        return (
            "Each epoch would show one kind first and end with the other, and what was learned last counts most. "
            "Shuffle after `concatenate` and before `batch`, with a buffer as large as both parts."
        )
    return None


@augment.misconception("only the inverted images")
def only_inverted(answer: Answer, rng: np.random.Generator) -> str | None:
    images, _ = _first(_flow(answer, rng).train, rng)
    if len(images) == _TRAIN and images.mean() > 0.5:
        return "Only inverted images come out. Augmentation adds to the originals; it does not replace them."
    return None


# -- the gate ----------------------------------------------------------------------------------------------

inversion = Exercise(
    "A reader of white and of black digits",
    points=3,
    hints=(
        "The network of the lesson is large enough. What must it see in training that it has not seen so far?",
        "`training, checking = augment(x_train, y_train, x_val, y_val, 64)` gives what `fit` takes: with pixels from 0 "
        "to 1, and white and black in each batch.",
        "`reader = small_cnn()`, then `reader.fit(training, validation_data=checking, epochs=10, shuffle=False, "
        "verbose=0)`: the pipeline shuffles already.",
    ),
)


@cache
def test_digits() -> tuple[np.ndarray, np.ndarray]:
    """The 359 built-in test digits (n, 28, 28, 1) from 0 to 1, and their labels."""
    mnist = data.mnist("embedded")
    return mnist.x_test[..., None].astype("float32") / 255, mnist.y_test


def share_right(outputs: np.ndarray) -> float:
    """Which share of the test digits these outputs (n, 10) name rightly."""
    return float((outputs.argmax(axis=-1) == test_digits()[1]).mean())


@_once
def _shares(answer: Answer, rng: np.random.Generator) -> tuple[float, float]:
    """The shares that the model reads of the test digits, as they are and inverted."""
    x, _ = test_digits()
    net = answer.model.require_input((28, 28, 1))
    return share_right(_probabilities(net, x)), share_right(_probabilities(net, 1 - x))


@inversion.criterion("reads 95% of new digits as they are", points=1)
def normal_gate(answer: Answer, rng: np.random.Generator) -> None:
    share, mark = _shares(answer, rng)[0], MARKS["inversion"]
    require(share >= mark, f"It reads {share:.1%} of the test digits; at least {mark:.0%} expected.")


@inversion.criterion("reads 95% of them inverted", points=2)
def inverted_gate(answer: Answer, rng: np.random.Generator) -> None:
    share, mark = _shares(answer, rng)[1], MARKS["inversion"]
    require(share >= mark, f"It reads {share:.1%} of the inverted test digits; at least {mark:.0%} expected.")


@inversion.misconception("trained without inverted images")
def not_augmented(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, turned = _shares(answer, rng)
    if normal > 0.85 and turned < BLIND:
        return (
            "It reads white digits and fails on black ones: it never saw any. Fit it to the pipeline of the exercise "
            "before, not to the plain images."
        )
    return None


@inversion.misconception("trained on inverted images only")
def only_black(answer: Answer, rng: np.random.Generator) -> str | None:
    normal, turned = _shares(answer, rng)
    if turned > 0.85 and normal < BLIND:
        return "It reads black digits and has never seen white ones. Give it both kinds."
    return None


@inversion.misconception("pixels from 0 to 255")
def unscaled(answer: Answer, rng: np.random.Generator) -> str | None:
    x, _ = test_digits()
    normal, turned = _shares(answer, rng)
    if min(normal, turned) < MARKS["inversion"] and max(normal, turned) < 0.9:
        outputs = _probabilities(answer.model, x * 255)
        if share_right(outputs) > 0.9:
            return "It reads pixels from 0 to 255. The exercise, and the inversion 1 - x, want them from 0 to 1."
    return None


@inversion.misconception("not trained")
def untrained(answer: Answer, rng: np.random.Generator) -> str | None:
    if max(_shares(answer, rng)) < 0.35:
        return "It reads hardly better than by guessing, on both kinds. Has this very model been fitted?"
    return None


# -- feature maps ------------------------------------------------------------------------------------------

feature_maps = Exercise(
    "The feature maps of a layer",
    points=3,
    hints=(
        "A model that begins where yours begins and ends at the layer gives what the layer gives.",
        "`model.get_layer(name).output` is where the new model ends; `keras.Model(inputs, outputs)` makes it. A model "
        "takes batches of images with channels, and you have one image without.",
        "`part = keras.Model(model.inputs, model.get_layer(name).output)`, then `part.predict(image[None, ..., None], "
        "verbose=0)[0]`.",
    ),
)


class _Kernels:
    """A small network with kernels of the check's own, and what its layers give for an image."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.near = rng.normal(size=(3, 3, 1, 4)).astype("float32")
        self.far = rng.normal(size=(2, 2, 4, 3)).astype("float32")
        self.image = rng.uniform(size=(9, 11)).astype("float32")
        self.model = recipe("two_convolutions", near=self.near, far=self.far, height=9, width=11)

    def maps(self, layer: str) -> np.ndarray:
        """The maps of "near", of "pool" or of "far", shape (h, w, channels)."""
        near = np.maximum(_maps(self.image[..., None], self.near), 0)
        pooled = _tiles(near[None], 2).max(axis=(2, 4))[0]
        return {"near": near, "pool": pooled, "far": np.maximum(_maps(pooled, self.far), 0)}[layer]


def _maps(image: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    return np.stack([convolved(image, kernels[..., i]) for i in range(kernels.shape[-1])], axis=-1)


@feature_maps.criterion("one map for each filter of the first layer", points=1)
def first_maps(answer: Answer, rng: np.random.Generator) -> None:
    net = _Kernels(rng)
    want = net.maps("near")
    got = answer(net.model, "near", net.image).array(shape=want.shape)
    require_close(got, want, tolerance=1e-3, what="The maps of the layer `near`")


@feature_maps.criterion("any layer, also one further inside", points=2)
def further_maps(answer: Answer, rng: np.random.Generator) -> None:
    net = _Kernels(rng)
    for name in ("far", "pool"):
        want = net.maps(name)
        got = answer(net.model, name, net.image).array(shape=want.shape)
        require_close(got, want, tolerance=1e-3, what=f"The maps of the layer `{name}`")


def _given(answer: Answer, rng: np.random.Generator, name: str) -> tuple[_Kernels, np.ndarray]:
    net = _Kernels(rng)
    return net, answer(net.model, name, net.image).array()


@feature_maps.misconception("the batch axis left on")
def batch_left(answer: Answer, rng: np.random.Generator) -> str | None:
    net, got = _given(answer, rng, "near")
    if got.shape == (1, *net.maps("near").shape):
        return "You return a batch of one. The maps of the one image are in its first row: `[0]`."
    return None


@feature_maps.misconception("kernels taken for feature maps")
def kernels_returned(answer: Answer, rng: np.random.Generator) -> str | None:
    net, got = _given(answer, rng, "near")
    if got.shape == net.near.shape:
        return (
            "You return the layer's kernels, which are the same for every image. A feature map is what a kernel gives "
            "for this image, place by place."
        )
    return None


@feature_maps.misconception("the whole model's answer")
def output_returned(answer: Answer, rng: np.random.Generator) -> str | None:
    _, got = _given(answer, rng, "near")
    if got.size == 5:
        return "You return the five outputs of the whole model. Let the new model end at the layer called `name`."
    return None


@feature_maps.misconception("always the same layer")
def same_layer(answer: Answer, rng: np.random.Generator) -> str | None:
    net, got = _given(answer, rng, "far")
    if got.shape == net.maps("near").shape:
        return "For the layer `far` you return the maps of the first one. Find the layer by its name."
    return None


# -- preprocessing -----------------------------------------------------------------------------------------

preprocess = Exercise(
    "A photograph for ResNet50",
    points=3,
    hints=(
        "Three things: the order of the colours, the mean of each colour, and an axis that counts the photographs.",
        "`photo[..., ::-1]` turns red, green, blue into blue, green, red. `photo[None]` is a batch of one.",
        '`photo[..., ::-1].astype("float32") - [103.939, 116.779, 123.68]` and the batch axis. Or '
        '`keras.applications.resnet50.preprocess_input`, on a copy: `photo[None].astype("float32")`.',
    ),
)

MEANS = np.array([103.939, 116.779, 123.68])  # of ImageNet's photographs: blue, green, red


def _photo(rng: np.random.Generator) -> np.ndarray:
    """A small photograph in which red, green and blue are far apart."""
    return (rng.integers(0, 60, size=(6, 8, 3)) + np.array([180, 90, 10])).astype("uint8")


def _for_resnet(photo: np.ndarray) -> np.ndarray:
    return photo[None, ..., ::-1] - MEANS


@preprocess.criterion("one photograph becomes a batch of one", points=1)
def one_row(answer: Answer, rng: np.random.Generator) -> None:
    photo = _photo(rng)
    answer(photo).array(shape=(1, *photo.shape))


@preprocess.criterion("blue first, and ImageNet's means taken off", points=1)
def as_imagenet(answer: Answer, rng: np.random.Generator) -> None:
    for _ in range(2):
        photo = _photo(rng)
        require_close(answer(photo).array(), _for_resnet(photo), tolerance=1e-3, what="preprocess(photo)")


@preprocess.criterion("also for a photograph of floats, which stays as it is", points=1)
def untouched(answer: Answer, rng: np.random.Generator) -> None:
    photo = _photo(rng).astype("float32")
    returned = answer(photo)
    require_close(returned.array(), _for_resnet(photo), tolerance=1e-3, what="preprocess of floats")
    require(
        not returned.changed,
        "Your function changes the photograph that it was given: `preprocess_input` works in place on floats. Give it "
        "a copy.",
    )


def _prepared(answer: Answer, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A photograph, and what the answer makes of it, without a batch axis."""
    photo = _photo(rng)
    got = answer(photo).array()
    return photo.astype(float), got[0] if got.ndim == 4 else got


@preprocess.misconception("a missing batch axis")
def no_batch(answer: Answer, rng: np.random.Generator) -> str | None:
    photo = _photo(rng)
    if answer(photo).array().shape == photo.shape:
        return "Your result is one photograph, (height, width, 3). A model takes a batch, also for one: `x[None]`."
    return None


@preprocess.misconception("red and blue not swapped")
def still_rgb(answer: Answer, rng: np.random.Generator) -> str | None:
    photo, got = _prepared(answer, rng)
    for means in (MEANS, MEANS[::-1], 0):
        if _near(got, photo - means):
            return (
                "Red still comes first. ResNet50's weights were trained on blue, green, red, and give nonsense, "
                "without an error, for any other order."
            )
    return None


@preprocess.misconception("the means in the other order")
def means_reversed(answer: Answer, rng: np.random.Generator) -> str | None:
    photo, got = _prepared(answer, rng)
    if _near(got, photo[..., ::-1] - MEANS[::-1]):
        return "You swap the colours but take the mean of red off the blue. 103.939 belongs to blue, 123.68 to red."
    return None


@preprocess.misconception("scaled to 0 to 1")
def divided(answer: Answer, rng: np.random.Generator) -> str | None:
    photo, got = _prepared(answer, rng)
    if got.shape == photo.shape and np.ptp(got) < 3:
        return (
            "You scale to a range of about 1, as we did for the digits. These weights know numbers from about -120 to "
            "150. A model of others wants the preprocessing of others."
        )
    return None


@preprocess.misconception("this photograph's own mean")
def own_mean(answer: Answer, rng: np.random.Generator) -> str | None:
    photo, got = _prepared(answer, rng)
    if got.shape == photo.shape and np.abs(got.mean(axis=(0, 1))).max() < 0.01:
        return "You take the photograph's own mean off. The numbers are those of all of ImageNet, the same every time."
    return None


# -- what a probability says -------------------------------------------------------------------------------

confidence = Quiz(
    "Sure, and of what?",
    points=1,
    question=(
        "A network for digits is shown a picture of a cross. It answers: 4, with a probability of 0.97. What do you "
        "know now?"
    ),
    options={
        "known": Option(
            "That the cross is a 4 in 97 of 100 cases.",
            "That would need training images of crosses, with labels. For inputs unlike the training data the number "
            "has no such meaning.",
            misconception="softmax confidence is knowledge",
        ),
        "between": Option(
            "Among the ten digits, the 4 has by far the largest output. Whether it is a digit was never asked.",
            "Softmax divides one among ten classes, whatever comes in. There is no eleventh place for 'none of these'.",
            right=True,
        ),
        "trained": Option(
            "That the training images held crosses named 4.",
            "Not one. A few strokes of a cross answer to the same kernels as those of a 4, and that is enough.",
            misconception="a confident answer taken for a memory",
        ),
        "broken": Option(
            "That the network is broken: a good one would say 0.1 for each digit.",
            "It does what it was trained for. Nothing in its loss ever rewarded doubt about other things.",
            misconception="doubt expected without having been taught",
        ),
    },
    hints=(
        "What must the ten outputs always do, whatever the picture?",
        "Is there an output for 'something else'?",
        "Large compared with what?",
    ),
)

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A report says: 'Our network failed on inverted digits, so we augmented the data: x_train = "
        "np.concatenate([x_train, 1 - x_train]), the labels likewise, and x_test = 1 - x_test. After training, the "
        "test accuracy rose from 0.00 to 0.98.' What is the mistake?"
    ),
    options={
        "replaced": Option(
            "The test images were replaced, so nobody knows the score on the digits as they are.",
            "It may have fallen, and the report could not show it. Keep the test set, make the inverted one beside it, "
            "and report both numbers.",
            right=True,
        ),
        "twice": Option(
            "Each training image occurs twice, so the network overfits.",
            "The two copies differ in every pixel. Twice as many rows of this kind made it better, not worse.",
            misconception="augmentation taken for repetition",
        ),
        "labels": Option(
            "The labels had to be inverted too.",
            "An inverted 3 is still a 3. Augment only in ways that leave the label true.",
            misconception="the label thought to change with the image",
        ),
        "validation": Option(
            "There is none: test data must be treated as the training data are.",
            "Scaling and shaping, yes: they prepare an image. Augmentation makes new images, and is for training.",
            misconception="augmenting validation data",
        ),
        "fewer": Option(
            "Half of the training images are enough.",
            "With the originals left out, it would read black digits only.",
            misconception="originals thought to be superfluous",
        ),
    },
    hints=(
        "Two scores would describe this network. Which one is missing?",
        "What does `x_test` hold before and after that line?",
        "Could the network have become worse at something without anybody noticing?",
    ),
)
