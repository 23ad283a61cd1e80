"""`python -m coursekit.check.reload MODEL_FILE`: a saved model's predictions in a process of its own.

Reads the inputs as a codec message from standard input and writes a record to standard output.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from coursekit.check import codec, guard, models


def main() -> None:
    """Reads inputs, loads the model, writes its predictions."""
    import keras

    x = codec.decode(sys.stdin.buffer.read())
    try:
        model = keras.saving.load_model(sys.argv[1])
        record = {"value": models.predict(model, x, training=False)}
    except Exception as error:  # whatever a learner's file does wrong is the answer's problem, told as data
        detail = (guard.known(error) or f"{type(error).__name__}: {error}")[:500]
        record = {"problem": "file", "code": "unreadable", "detail": detail}
    sys.stdout.buffer.write(codec.encode(record))


if __name__ == "__main__":
    main()
