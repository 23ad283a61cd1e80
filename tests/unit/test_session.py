"""setup(): a quiet start that hides no real warning and leaves no trace."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from coursekit import session
from coursekit.quick_imports import without_collecting


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)


def test_in_plain_python() -> None:
    result = run(
        """
import json, random, sys, time, warnings
import numpy as np
import coursekit as ck

before = random.getstate(), np.random.get_state()
ck.setup()
start = time.perf_counter()
ck.setup()
second = time.perf_counter() - start
after = random.getstate(), np.random.get_state()
import tensorflow as tf
tf.reduce_sum(tf.random.normal((4, 4)))
warnings.warn("a real warning")
same = before[0] == after[0] and all(np.array_equal(a, b) for a, b in zip(before[1], after[1]))
print(json.dumps({"second": second, "same": same}))
"""
    )
    first, again, facts = result.stdout.splitlines()
    assert first == again
    assert first.startswith("coursekit ")
    assert "Keras 3" in first
    facts = json.loads(facts)
    assert facts["same"], "setup() changed the global random state"
    assert facts["second"] < 0.1
    assert result.stderr.splitlines() == ["<string>:14: UserWarning: a real warning"]


def test_in_a_notebook() -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("import coursekit as ck\nck.setup()"),
            nbformat.v4.new_code_cell("import keras\nkeras.ops.sum(keras.random.normal((2, 2))).shape"),
            nbformat.v4.new_code_cell("import warnings\nwarnings.warn('a real warning')"),
            nbformat.v4.new_code_cell(
                "import tensorflow as tf\n"
                "tf.get_logger().info('for information')\n"
                "tf.get_logger().warning('take care')\n"
                "for units in range(9):\n"
                "    f = tf.function(lambda x: x + 1)\n"
                "    for n in range(9):\n"
                "        f(units * 10 + n)"
            ),
            # ipykernel reads the descriptor on a thread of its own.
            nbformat.v4.new_code_cell("import os, time\nos.write(2, b'from C++\\n')\ntime.sleep(2)"),
        ]
    )
    # With this variable ipykernel would leave file descriptor 2 alone, unlike in a learner's JupyterLab.
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(env=environment)
    start, operation, warning, _, written = (stderr(cell) for cell in notebook.cells)
    assert start == operation == ""
    assert "a real warning" in warning
    logged = str(notebook.cells[3].outputs)  # a notebook's TensorFlow logs to either output, or to both
    assert "take care" in logged
    assert "for information" not in logged
    assert "retracing" not in logged
    assert "from C++" in written, "standard error is not connected again"


def stderr(cell: nbformat.NotebookNode) -> str:
    return "".join(output["text"] for output in cell.outputs if output.get("name") == "stderr")


def test_noise_is_dropped_and_everything_else_passed_on_in_order() -> None:
    noise = [
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
        "I0000 00:00:1795531852.271770    7364 cudart_stub.cc:31] Could not find cuda drivers.",
        "To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow.",
        "E0000 00:00:1.825122 7364 cuda_platform.cc:52] failed call to cuInit: INTERNAL: CUDA error",
        "E0000 00:00:1.1 10 cuda_dnn.cc:8579] Unable to register cuDNN factory: already registered",
        "2024-01-02 10:11:12.123456: I tensorflow/core/util/port.cc:113] oneDNN custom operations are on.",
    ]
    real = [
        "E0000 00:00:1.2 10 gpu_device.cc:1] out of memory",
        "DeprecationWarning: soon",
        "I think this stays",
    ]
    lines = [line for pair in zip(noise, real * 2, strict=True) for line in pair]
    code = f"""
import os
from coursekit.session import _without_startup_noise
with _without_startup_noise():
    for line in {lines!r}:
        os.write(2, (line + os.linesep).encode())
os.write(2, b"after")
"""
    assert run(code).stderr.splitlines() == [*real, *real, "after"]


def test_an_error_during_the_start_is_not_swallowed() -> None:
    code = """
from coursekit.session import _without_startup_noise
import os
try:
    with _without_startup_noise():
        os.write(2, b"reason")
        raise ImportError
except ImportError:
    os.write(2, b" raised")
"""
    assert run(code).stderr == "reason raised"


def test_without_standard_error() -> None:
    code = """
import os, sys
from coursekit.session import _without_startup_noise
sys.stderr = None
os.close(2)
with _without_startup_noise():
    print("ran")
"""
    assert run(code).stdout == "ran\n"


@pytest.mark.parametrize(("gpu", "expected"), [(True, None), (False, "-1")])
def test_the_gpu_is_hidden_only_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, gpu: bool, expected: str | None
) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL", raising=False)
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    monkeypatch.setattr(session, "_has_gpu", lambda: gpu)
    seen = started_environment(monkeypatch)
    assert seen.get("CUDA_VISIBLE_DEVICES") == expected
    assert seen["TF_CPP_MIN_LOG_LEVEL"] == "2"
    assert seen["KERAS_BACKEND"] == "tensorflow"


def test_what_the_user_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")
    monkeypatch.setattr(session, "_has_gpu", lambda: False)
    seen = started_environment(monkeypatch)
    assert (seen["CUDA_VISIBLE_DEVICES"], seen["TF_CPP_MIN_LOG_LEVEL"]) == ("1", "0")


def started_environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Run setup() without importing Keras; return the environment at the moment of the import."""
    seen: dict[str, str] = {}
    monkeypatch.setattr(session, "_started", False)
    monkeypatch.setattr(session, "_first_operation", lambda: seen.update(session.os.environ))
    monkeypatch.setattr(session, "_versions", lambda: "versions")
    session.setup()
    return seen


@pytest.mark.parametrize(
    ("version", "message"),
    [(None, "Keras is not installed"), ("2.15.0", "needs Keras 3; Keras 2.15.0 is installed")],
)
def test_a_missing_or_old_keras(monkeypatch: pytest.MonkeyPatch, version: str | None, message: str) -> None:
    def installed(name: str) -> str:
        if version is None:
            raise session.metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(session, "_started", False)
    monkeypatch.setattr(session.metadata, "version", installed)
    with pytest.raises(ImportError, match=message) as caught:
        session.setup()
    assert 'pip install --upgrade "keras>=3.8" "tensorflow>=2.18"' in str(caught.value)


def test_a_missing_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(ImportError, match=r"Keras cannot start: keras is missing.*pip install"):
        session._first_operation()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(ImportError), without_collecting():
            assert not gc.isenabled()
            raise ImportError
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
