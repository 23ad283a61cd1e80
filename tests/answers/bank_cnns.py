"""Answers for lesson 08."""

from tests.answers.bank import Right, Wrong

_PIPELINE = """
import tensorflow as tf
def augment(x, y, batch_size):
    data = tf.data.Dataset.from_tensor_slices((x[..., None], y))
    inverted = data.map(lambda image, label: (1 - image, label))
    return data.concatenate(inverted).batch(batch_size)
"""

ANSWERS = {
    "augment": [
        Right("concatenate", _PIPELINE),
        Right(
            "arrays first, shuffled",
            """
import numpy as np
import tensorflow as tf
def augment(x, y, batch_size):
    both = np.concatenate([x, 1 - x])[..., np.newaxis]
    data = tf.data.Dataset.from_tensor_slices((both, np.concatenate([y, y])))
    return data.shuffle(len(both)).batch(batch_size).prefetch(2)
""",
        ),
        Wrong("no channel axis", _PIPELINE.replace("x[..., None]", "x"), misconception="a missing channel axis"),
        Wrong(
            "batched twice",
            _PIPELINE.replace(".batch(batch_size)", ".batch(batch_size).batch(batch_size)"),
            misconception="batched twice",
        ),
        Wrong(
            "originals replaced",
            _PIPELINE.replace("data.concatenate(inverted)", "inverted"),
            misconception="only the inverted images",
        ),
        Wrong(
            "negative, not inverted",
            _PIPELINE.replace("1 - image", "-image"),
            criterion="each image as it is and inverted, with its own label",
        ),
        Wrong(
            "labels out of step",
            _PIPELINE.replace("(1 - image, label)", "(1 - image, label + 1)"),
            criterion="each image as it is and inverted, with its own label",
        ),
        Wrong(
            "endless",
            _PIPELINE.replace(".batch(batch_size)", ".repeat().batch(batch_size)"),
            criterion="each image as it is and inverted, with its own label",
        ),
        Wrong(
            "one pass only",
            """
import numpy as np
import tensorflow as tf
def augment(x, y, batch_size):
    pairs = iter([(i[..., None], l) for i, l in zip(np.concatenate([x, 1 - x]), np.concatenate([y, y]))])
    spec = (tf.TensorSpec((6, 6, 1), tf.float32), tf.TensorSpec((), tf.int64))
    return tf.data.Dataset.from_generator(lambda: pairs, output_signature=spec).batch(batch_size)
""",
            criterion="a second pass gives the same images",
        ),
        Wrong(
            "an array",
            "import numpy as np\ndef augment(x, y, batch_size):\n    return np.concatenate([x, 1 - x])",
            criterion="batches of images with a channel axis (rank 4)",
        ),
    ]
}
