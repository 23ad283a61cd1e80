"""Start Keras in a notebook without TensorFlow's start-up noise."""

from __future__ import annotations

import contextlib
import glob
import importlib
import logging
import os
import platform
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata

from coursekit.quick_imports import without_collecting

# Device files of NVIDIA cards, of WSL's GPU bridge and of AMD cards (ROCm reads CUDA_VISIBLE_DEVICES too).
GPU_DEVICE_FILES = ("/dev/nvidia[0-9]*", "/dev/dxg", "/dev/kfd")

# What TensorFlow's C++ side prints while it starts on a healthy machine. Everything else is passed on.
STARTUP_NOISE = re.compile(
    r"""
      All\ log\ messages\ before\ absl::InitializeLog
    | ^I\d{4}\ \d\d:\d\d:\d\d                                  # information, in absl's format
    | ^\d{4}-\d\d-\d\d\ \d\d:\d\d:\d\d\.\d+:\ I\               # information, in the format before absl's
    | ^To\ enable\ the\ following(\ others)?:?\ instructions   # second line of the CPU feature notice
    | oneDNN\ custom\ operations\ are\ on
    | Could\ not\ find\ (cuda\ drivers|TensorRT)
    | failed\ call\ to\ cuInit
    | Cannot\ dlopen\ some\ GPU\ libraries
    | ^Skipping\ registering\ GPU\ devices
    | Unable\ to\ register\ cu(BLAS|DNN|FFT)\ factory
    | computation\ placer\ already\ registered
    | successful\ NUMA\ node\ read\ from\ SysFS
    """,
    re.VERBOSE,
)

_started = False


def setup() -> None:
    """Import Keras and run its first operation, then print one line with the versions in use.

    Every notebook calls this in its first code cell. TensorFlow prints notices about drivers and processor
    features when it is imported and when it computes for the first time; they look like errors and are none.
    They are taken out here. Real warnings and errors stay visible, and so does whatever is printed later, except
    TensorFlow's advice on tracing, which a notebook with several models gets without a fault of its own.

    Environment variables are set only where you have not set them: `TF_CPP_MIN_LOG_LEVEL` to 2 (C++ errors,
    no notices) and, on a machine without a GPU, `CUDA_VISIBLE_DEVICES` to -1. `KERAS_BACKEND` is left alone.
    Python's random state is the same after the call. A second call only prints the line again.

    In IPython, known errors of Keras and TensorFlow are explained from now on; the environment variable
    `COURSEKIT_EXPLAIN=off` brings plain tracebacks back.

    Raises:
        ImportError: Keras or its backend is missing, or Keras is older than version 3. The message holds the
            command that mends it.
    """
    global _started
    if not _started:
        _check_keras_version()
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        if not _has_gpu():
            os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
        random_state = random.getstate()  # importing Keras draws from it
        try:
            with _without_startup_noise():
                _first_operation()
        finally:
            random.setstate(random_state)
        _started = True
    _explain_errors()
    print(_versions())


def _explain_errors() -> None:
    ipython = sys.modules.get("IPython")
    if ipython is not None and (shell := ipython.get_ipython()) is not None:
        from coursekit.explain.handler import install

        install(shell)


def _check_keras_version() -> None:
    try:
        version = metadata.version("keras")
    except metadata.PackageNotFoundError:
        raise ImportError(f"Keras is not installed. {_remedy()}") from None
    if int(version.split(".")[0]) < 3:
        raise ImportError(f"This course needs Keras 3; Keras {version} is installed. {_remedy()}")


def _first_operation() -> None:
    try:
        with without_collecting():
            import keras
    except ModuleNotFoundError as error:
        raise ImportError(f"Keras cannot start: {error.name} is missing. {_remedy()}") from error
    keras.ops.add(0.0, 0.0)  # the search for a GPU happens at the first operation, not at the import
    if "tensorflow" in sys.modules:
        # Where people type, TensorFlow logs information as well, to both outputs: "Assets written to ..." at an export.
        logger = sys.modules["tensorflow"].get_logger()
        logger.setLevel(logging.WARNING)
        logger.addFilter(_no_tracing_advice)


def _no_tracing_advice(record: logging.LogRecord) -> bool:
    """Drops the advice on tracing: each new model compiles a prediction of its own, and a lesson has many models."""
    return "triggered tf.function retracing" not in record.getMessage()


def _remedy() -> str:
    command = 'pip install --upgrade "keras>=3.8" "tensorflow>=2.18"'
    if "ipykernel" in sys.modules:
        return f"Run  %{command}  in a cell, then restart the kernel."
    return f"Run  {sys.executable} -m {command}"


def _versions() -> str:
    import keras

    import coursekit

    backend = keras.config.backend()  # also the name of its package
    return (
        f"coursekit {coursekit.__version__}, Keras {keras.__version__}, "
        f"{backend} {importlib.import_module(backend).__version__}, Python {platform.python_version()}"
    )


def _has_gpu() -> bool:
    return shutil.which("nvidia-smi") is not None or any(glob.glob(pattern) for pattern in GPU_DEVICE_FILES)


@contextlib.contextmanager
def _without_startup_noise() -> Iterator[None]:
    """Hold back what is written to file descriptor 2, then pass on all of it that is not start-up noise.

    TensorFlow's C++ code writes to the descriptor, not to `sys.stderr`. `sys.stderr` is left in place on
    purpose: logging handlers made during the import keep a reference to it, and a stand-in would be closed
    by the time they use it.
    """
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        original = os.dup(2)
    except OSError:  # there is no standard error (a windowed program, a service): nobody sees the noise
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            if sys.stderr is not None:
                sys.stderr.flush()
            os.dup2(original, 2)
            os.close(original)
            held.seek(0)
            text = held.read().decode("utf-8", errors="replace")
            kept = "".join(line for line in text.splitlines(keepends=True) if not STARTUP_NOISE.search(line))
            if kept.strip() and sys.stderr is not None:
                sys.stderr.write(kept)
                sys.stderr.flush()
