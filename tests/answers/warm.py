"""Imported by the fork server: what nearly every answer imports, without running an operation.

The quiet start comes from the environment that `coursekit.setup` left in the parent.
"""

import keras  # noqa: F401
import sklearn.datasets  # noqa: F401
import tensorflow  # noqa: F401
