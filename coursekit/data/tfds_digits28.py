"""The built-in digits at 28x28 as a TensorFlow Datasets data set, which needs no network.

    import coursekit.data.tfds_digits28  # registers the name
    import tensorflow_datasets as tfds

    train, info = tfds.load("digits28", split="train[:80%]", as_supervised=True, with_info=True)

The first `tfds.load` writes the data set to TFDS's own folder (or `data_dir=`), which takes a second or two.
Importing this module imports TensorFlow Datasets; `import coursekit` does not.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import tensorflow_datasets as tfds

from coursekit.data.mnist_arrays import embedded_arrays
from coursekit.data.scanned_digits import CLASS_NAMES, HOMEPAGE, SOURCE

CITATION = """\
@misc{alpaydin1998optical,
  author = {Alpaydin, Ethem and Kaynak, Cenk},
  title = {Optical Recognition of Handwritten Digits},
  year = {1998},
  howpublished = {UCI Machine Learning Repository},
  doi = {10.24432/C50P49},
}"""


class Digits28(tfds.core.GeneratorBasedBuilder):
    """1,438 training and 359 test images, the rows of `coursekit.data.mnist("embedded")`.

    Features: `image`, shape (28, 28, 1), uint8 from 0 to 255; `label`, one of ten classes, "0" to "9".
    """

    VERSION = tfds.core.Version("1.0.0")
    RELEASE_NOTES: ClassVar[dict[str, str]] = {"1.0.0": "First release."}

    def _info(self) -> tfds.core.DatasetInfo:
        return tfds.core.DatasetInfo(
            builder=self,
            description=f"Handwritten digits scaled to 28x28 and laid out like MNIST. {SOURCE}",
            features=tfds.features.FeaturesDict(
                {
                    "image": tfds.features.Image(shape=(28, 28, 1), dtype=np.uint8),
                    "label": tfds.features.ClassLabel(names=list(CLASS_NAMES)),
                }
            ),
            supervised_keys=("image", "label"),
            homepage=HOMEPAGE,
            citation=CITATION,
        )

    def _split_generators(self, dl_manager: tfds.download.DownloadManager) -> dict[str, Iterator]:
        arrays = embedded_arrays()
        return {part: self._generate_examples(arrays[f"x_{part}"], arrays[f"y_{part}"]) for part in ("train", "test")}

    def _generate_examples(self, images: np.ndarray, labels: np.ndarray) -> Iterator[tuple[int, dict[str, Any]]]:
        for row, (image, label) in enumerate(zip(images, labels, strict=True)):
            yield row, {"image": image[..., None], "label": int(label)}

    def is_prepared(self) -> bool:
        """Whether the data set is in its folder. TFDS's own check warns on stderr when it is not."""
        return (self.data_path / "dataset_info.json").exists() and super().is_prepared()

    def download_and_prepare(self, **options: Any) -> None:
        """Write the data set to its folder, quietly. The options are those of every TFDS builder."""
        # TFDS announces a download (there is none) and draws progress bars on stderr (for one second).
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            super().download_and_prepare(**options)
