"""A test that leaves something behind fails, and says what it left."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = ROOT / "tests" / "conftest.py"
UNTIDY = """
import os, signal, subprocess, threading, time
from pathlib import Path

release = threading.Event()
kept = []

def start(*command):
    kept.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    return kept[-1]

def test_thread():
    threading.Thread(target=release.wait, name="lingering", daemon=True).start()

def test_child():
    start("sleep", "20")

def test_orphan():
    parent = start("sh", "-c", "sleep 21 >/dev/null & echo $!")
    kept.append(int(parent.communicate()[0]))

def test_file():
    runtime = Path(os.environ["LUMA_HOME"]) / "runtime"
    runtime.mkdir()
    (runtime / "position").touch()

def test_tidy():
    subprocess.run(["true"], check=True)
    threading.Thread(target=time.sleep, args=(0.1,)).start()

def test_end():
    release.set()
    os.kill(kept.pop(), signal.SIGKILL)
    for child in kept:
        child.kill()
        child.wait()
        child.stdout.close()
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By untidy test, what the real conftest found behind it."""
    folder = tmp_path_factory.mktemp("untidy")
    impatient = re.sub(r"GRACE_SECONDS = .*", "GRACE_SECONDS = 0.4", CONFTEST.read_text())
    (folder / "conftest.py").write_text(impatient)
    (folder / "test_untidy.py").write_text(UNTIDY)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rE", "--rootdir", folder, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "300"},
    )
    assert "6 passed" in run.stdout, run.stdout + run.stderr
    said = re.findall(r"^ERROR \S+::test_(\w+) - (.*)$", run.stdout, re.MULTILINE)
    return dict(said)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ("thread", "thread lingering"),
        ("child", "(sleep 20)"),
        ("orphan", "(sleep 21)"),
        ("file", "file runtime/position"),
    ],
)
def test_what_a_test_leaves_behind_fails_it(
    faults: dict[str, str], left: str, words: str
) -> None:
    assert words in faults[left]


def test_what_ends_by_itself_is_no_fault(faults: dict[str, str]) -> None:
    assert "tidy" not in faults
