"""What Jupyter needs: a kernel that is this Python, and nbgrader's extensions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from coursekit.doctor.finding import Finding
from coursekit.doctor.python_parts import install_command

KERNEL = "python3"  # what every notebook of the course names
_SERVER = tuple(
    f"nbgrader.server_extensions.{name}"
    for name in ("formgrader", "validate_assignment", "assignment_list", "course_list")
)
_LAB = "@jupyter/nbgrader"


def kernel() -> Finding:
    """Whether the notebooks' kernel is there, and is this Python (`coursekit lab` asks this Python's own first)."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = f"{sys.executable} -m ipykernel install --sys-prefix"
    manager = KernelSpecManager(ensure_native_kernel=False)
    manager.kernel_dirs = [str(Path(sys.prefix, "share", "jupyter", "kernels")), *manager.kernel_dirs]
    try:
        found = manager.get_kernel_spec(KERNEL)
    except NoSuchKernel:  # then ipykernel is missing too: jupyter_client falls back on it
        return Finding("Kernel", "broken", f"there is no Jupyter kernel called {KERNEL}.", install_command())
    program = sys.executable if found.argv[0] in ("python", "python3") else found.argv[0]  # as jupyter_client does
    try:
        run = subprocess.run(
            [program, "-c", "import sys, ipykernel; print(sys.prefix)"], capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("Kernel", "broken", f"the kernel in {found.resource_dir} does not start: {error}.", remedy)
    if run.returncode != 0:
        last = (run.stderr.strip().splitlines() or ["no output"])[-1]
        return Finding("Kernel", "broken", f"the kernel in {found.resource_dir} does not start: {last}.", remedy)
    prefix = run.stdout.strip()
    if Path(prefix).resolve() != Path(sys.prefix).resolve():
        return Finding("Kernel", "broken", f"the kernel {KERNEL} is another Python, the one in {prefix}.", remedy)
    return Finding("Kernel", "ok", f"{KERNEL} in {found.resource_dir}")


def nbgrader_extensions() -> Finding:
    """Whether nbgrader's panels are on in JupyterLab; only who teaches needs them."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path
    from jupyter_server.extension.config import ExtensionConfigManager
    from jupyterlab.commands import get_app_info

    name = "nbgrader in JupyterLab"
    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    on = manager.get_jpserver_extensions()
    off = [extension.rsplit(".", 1)[-1] for extension in _SERVER if not on.get(extension)]
    if off:
        remedy = f"{sys.executable} -m jupyter server extension enable --sys-prefix --py nbgrader"
        return Finding(name, "missing", f"these server extensions are off: {', '.join(off)}.", remedy)
    if not any(Path(folder, "labextensions", _LAB).is_dir() for folder in jupyter_path()):
        remedy = f"{sys.executable} -m pip install --force-reinstall --no-deps nbgrader"
        return Finding(name, "missing", f"the JupyterLab extension {_LAB} is not there.", remedy)
    if get_app_info()["disabled"].get(_LAB):
        remedy = f"{sys.executable} -m jupyter labextension enable --level=sys_prefix {_LAB}"
        return Finding(name, "missing", f"the JupyterLab extension {_LAB} is switched off.", remedy)
    return Finding(name, "ok", "its server extensions and its panels are on.")
