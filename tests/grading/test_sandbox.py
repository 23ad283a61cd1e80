"""What a submission's process can see, do and use: next to nothing outside of its scratch folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.check.channel import AnswerSideLost
from coursekit.grading import system_calls
from coursekit.grading.limits import MEBIBYTE, Ended, Limits
from tests.grading.sandboxed import process

ROOT = Path(__file__).parents[2]


@pytest.fixture
def inside(warm):
    with process(warm) as found:
        yield found


def test_it_is_nobody(inside):
    lines = inside.printed("print(open('/proc/self/status').read())").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    assert 0 not in {int(number) for number in status["Uid"].split()}
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert status["NoNewPrivs"].strip() == "1"
    assert status["Seccomp"].strip() == "2"


def test_it_sees_its_own_processes_only(inside):
    found = inside.printed("import os; print(sorted(int(n) for n in os.listdir('/proc') if n.isdigit()))")
    assert found == "[1, 2]"


def test_it_reaches_no_network(inside):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket\ntry: socket.create_connection(('127.0.0.1', {port}), 5)\nexcept OSError: print('no')"
        assert inside.printed(code) == "no"
    assert inside.printed("import socket; print([name for _, name in socket.if_nameindex()])") == "['lo']"


@pytest.mark.parametrize("path", ["solutions", "lessons", "notebooks", "tests", "nbgrader_config.py", ".git"])
def test_it_sees_no_file_of_the_course(inside, path):
    assert inside.printed(f"import os; print(os.path.lexists({str(ROOT / path)!r}))") == "False"


def test_it_has_no_answer_key(inside):
    code = "import os, coursekit; print(os.listdir(os.path.join(os.path.dirname(coursekit.__file__), 'exercises')))"
    assert inside.printed(code) == "[]"
    code = "from coursekit.exercises import keras_basics as ex; print(type(ex.mlp).__name__, ex.mlp.check(3))"
    assert inside.printed(code) == "StandIn None"


def test_it_sees_nobody_elses_files(inside, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("grades")
    assert inside.printed(f"import os; print(os.path.exists({str(secret)!r}))") == "False"
    home = inside.printed("import os; print(os.listdir('/home'), os.getcwd(), os.path.expanduser('~'))")
    assert home == "['learner'] /home/learner /home/learner"


def test_it_gets_no_secret_from_the_environment(warm, monkeypatch):
    monkeypatch.setenv("DB_PASSWORD", "hunter2")
    warm.close()  # the next one starts with this environment
    with process(warm) as inside:
        assert "hunter2" not in inside.printed("import os; print(dict(os.environ))")
        assert "hunter2" not in str(inside.cell("open('/proc/self/environ').read() + open('/proc/1/environ').read()"))


@pytest.mark.parametrize("place", ["/x", "/etc/x", "/usr/x", "/dev/x", "/home/x", str(ROOT / "coursekit" / "x")])
def test_it_writes_nowhere(inside, place):
    code = f"try:\n    open({place!r}, 'w')\nexcept OSError as error:\n    print('no')"
    assert inside.printed(code) == "no"
    assert not Path(place).exists()


def test_it_writes_in_its_scratch_folder_which_is_gone_afterwards(warm):
    with process(warm) as first:
        code = "import tempfile\nopen('x', 'w').write('y')\nwith tempfile.TemporaryFile() as f: print(f.write(b'z'))"
        assert first.printed(code) == "1"
    with process(warm) as second:
        assert second.printed("import os; print(os.path.exists('x'))") == "False"


@pytest.mark.parametrize(
    "command", ["unshare -U true", "mount -t tmpfs x .", "chroot / true", "su -c id", "nsenter -t 1 -m true"]
)
def test_root_tricks_fail(inside, command):
    code = f"import subprocess; print(subprocess.run({command!r}, shell=True, capture_output=True).returncode != 0)"
    assert inside.printed(code) == "True"


@pytest.mark.parametrize("name", ["ptrace", "unshare", "memfd_create", "keyctl", "bpf", "io_uring_setup", "shmget"])
def test_forbidden_system_calls_fail(inside, name):
    number = system_calls.FORBIDDEN[name][0 if os.uname().machine == "x86_64" else 1]
    code = (
        "import ctypes, errno\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"print(libc.syscall({number}, 0, 0, 0, 0, 0), errno.errorcode[ctypes.get_errno()])"
    )
    assert inside.printed(code) == "-1 EPERM"


def test_a_user_namespace_cannot_be_made_by_clone(inside):
    code = (
        "import ctypes, errno, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"print(libc.syscall({56 if os.uname().machine == 'x86_64' else 220}, 0x10000000 | 17, 0, 0, 0, 0))"
    )
    assert inside.printed(code) == "-1"


def test_the_numbers_of_system_calls_are_the_kernels():
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    generic = Path("/usr/include/asm-generic/unistd.h")
    if not (header.is_file() and generic.is_file()):
        pytest.skip("the kernel's headers are not installed")
    x86 = _numbers(header.read_text(), "__NR_")
    arm = {**_numbers(generic.read_text(), "__NR3264_"), **_numbers(generic.read_text(), "__NR_")}
    for name, (on_x86, on_arm) in system_calls.FORBIDDEN.items():
        assert x86.get(name) == on_x86, name
        assert arm.get(name) == on_arm, name


def _numbers(text: str, prefix: str) -> dict[str, int]:
    words = [line.split() for line in text.splitlines() if line.startswith(f"#define {prefix}")]
    return {w[1].removeprefix(prefix): int(w[2]) for w in words if len(w) == 3 and w[2].isdigit()}


def test_what_it_starts_ends_with_it(warm):
    mark = f"sleep 9{os.getpid()}"
    with process(warm) as inside:
        inside.printed(f"import subprocess; subprocess.Popen('setsid nohup {mark} &', shell=True).wait()")
        assert _until(lambda: _running(mark))
    assert not _running(mark), "the process outlived its submission"


def _until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def _running(command: str) -> bool:
    """Whether a process executes just this, and no longer one of the programs that lead to it."""
    asked = command.replace(" ", "\0") + "\0"
    return any(asked == _read(path / "cmdline") for path in Path("/proc").iterdir() if path.name.isdigit())


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_one_huge_array_is_a_memory_error(warm):
    with process(warm, Limits(memory_bytes=512 * MEBIBYTE)) as inside:
        (output,) = inside.cell("import numpy as np; np.ones(2**27)")
        assert "MemoryError" in output["ename"]


def test_memory_of_many_processes_is_added_up(warm):
    code = (
        "import os, time\nfor i in range(6):\n    if os.fork() == 0:\n"
        "        x = bytearray(150 * 2**20)\n        for k in range(0, len(x), 4096): x[k] = 1\n"
        "        time.sleep(60)\ntime.sleep(60)"
    )
    with process(warm, Limits(memory_bytes=512 * MEBIBYTE)) as inside, pytest.raises(AnswerSideLost):
        inside.cell(code, seconds=60.0)
    assert inside.runner.ended is Ended.OVER_MEMORY


def test_page_tables_are_memory(warm):
    """A byte read of every two megabytes: no process's memory grows."""
    code = (
        "import ctypes, mmap\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\n"
        "libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, "
        "ctypes.c_long]\nplace = libc.mmap(None, 2**40, mmap.PROT_READ, 0x4022, -1, 0)\n"
        "libc.madvise(ctypes.c_void_p(place), ctypes.c_size_t(2**40), 15)\n"
        "for i in range(2**19): ctypes.c_char.from_address(place + i * 2**21).value"
    )
    with process(warm, Limits(memory_bytes=512 * MEBIBYTE)) as inside, pytest.raises(AnswerSideLost):
        inside.cell(code, seconds=60.0)
    assert inside.runner.ended is Ended.OVER_MEMORY


def test_what_waits_in_sockets_is_memory(warm):
    code = (
        "import os, socket, time\nfor i in range(20):\n    if os.fork() == 0:\n        kept = []\n        try:\n"
        "            while True:\n                kept.append(socket.socketpair())\n"
        "                kept[-1][0].setblocking(False)\n                try:\n"
        "                    while True: kept[-1][0].send(bytes(2**16))\n"
        "                except BlockingIOError: pass\n        except OSError: time.sleep(60)\ntime.sleep(60)"
    )
    with process(warm, Limits(memory_bytes=512 * MEBIBYTE)) as inside, pytest.raises(AnswerSideLost):
        inside.cell(code, seconds=20.0)
    assert inside.runner.ended is Ended.OVER_MEMORY


def test_there_is_no_memory_without_an_owner(inside):
    code = "import mmap\ntry: print(mmap.mmap(-1, 4096))\nexcept OSError as error: print(error.errno)"
    assert inside.printed(code) == "1"
    assert inside.printed("import mmap; print(len(mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE)))") == "4096"
    assert inside.printed("import os; print(os.path.exists('/dev/zero'))") == "False"


@pytest.mark.parametrize("family", [40, 38, 17, 31], ids=["vsock", "alg", "packet", "bluetooth"])
def test_sockets_are_of_few_kinds(inside, family):
    code = f"import socket\ntry: socket.socket({family}, 1)\nexcept OSError as error: print(error.errno)"
    assert inside.printed(code) == "97"
    assert inside.printed("import socket; print([len(socket.socketpair()), socket.socket().close()])") == "[2, None]"


def test_nothing_can_be_handed_on_through_the_standard_streams(warm):
    with process(warm) as first:
        first.printed("import os\nfor i in (0, 1, 2): os.write(i, b'for you')")
    with process(warm) as second:
        code = (
            "import os\nprint([os.pread(i, 9, 0) if os.path.isfile(f'/proc/self/fd/{i}') else b'' for i in (0, 1, 2)])"
        )
        assert second.printed(code) == "[b'', b'', b'']"
        assert (
            second.printed("import os; print({os.readlink(f'/proc/self/fd/{i}') for i in (0, 1, 2)})")
            == "{'/dev/null'}"
        )


def test_a_fork_bomb_stays_inside(warm):
    code = (
        "import os, signal\ntry:\n    while True:\n        if os.fork() == 0: signal.pause()\n"
        "except OSError:\n    print('enough')"
    )
    before = _processes()
    with process(warm, Limits(processes=100)) as inside, process(warm) as other:
        assert inside.printed(code) == "enough"
        assert other.printed("import os; print(os.waitstatus_to_exitcode(os.system('exit 7')))") == "7"
    assert _until(lambda: _processes() <= before + 20)


def _processes() -> int:
    return sum(path.name.isdigit() for path in Path("/proc").iterdir())


def test_the_scratch_folder_is_small(warm):
    code = (
        "try:\n    with open('big', 'wb') as f:\n        while True: f.write(bytes(2**20))\n"
        "except OSError as error:\n    print(error.errno)"
    )
    with process(warm, Limits(scratch_bytes=32 * MEBIBYTE)) as inside:
        assert inside.printed(code) in ("27", "28")  # file too large, or no space left


def test_a_cell_is_interrupted_and_the_next_one_runs(inside):
    (output,) = inside.cell("while True: pass", seconds=1.0)
    assert output["ename"] == "CellTimeout"
    assert inside.printed("print('on')") == "on"


def test_output_is_cut(inside):
    outputs = inside.cell("for i in range(10**6): print('x' * 1000)", output_bytes=50_000)
    assert sum(len(o["text"]) for o in outputs) < 60_000
    assert "left out" in outputs[-1]["text"]
    outputs = inside.cell("from IPython.display import display\nfor i in range(10**4): display(i)", output_bytes=50_000)
    assert len(outputs) < 1_000


def test_it_ends_when_the_warm_process_is_killed(warm):
    mark = f"sleep 8{os.getpid()}"
    with process(warm) as inside:
        inside.printed(f"import subprocess; subprocess.Popen('setsid nohup {mark} &', shell=True).wait()")
        assert _until(lambda: _running(mark))
        os.kill(warm.pid, signal.SIGKILL)
        assert _until(lambda: not _running(mark))
    assert inside.runner.ended is None
    with process(warm) as again:  # a new one takes over
        assert again.printed("print(1)") == "1"


def test_people_without_rights_can_make_it_too():
    """The tests may run as root, for whom it is made in another way."""
    if os.geteuid() != 0:
        pytest.skip("the other tests have done it already")
    code = (
        "import os, sys\nfrom coursekit.grading import linux\nfrom coursekit.grading.sandbox import confine\n"
        "from coursekit.grading.limits import Limits\n"
        "os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)\n"
        "linux.open_to_itself()\nsys.exit(int(confine(lambda: None, Limits(), [], [])))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 73), run.stderr
    if run.returncode == 73:
        pytest.skip(f"people without rights may not: {run.stderr[-200:]}")
