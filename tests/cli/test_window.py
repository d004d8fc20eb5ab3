"""`luma` alone opens the window, and a polite end closes it with all behind it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]
PATIENCE = 60.0
SETTINGS = '[sound]\nsink = "null"\n'


def until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether a process has a handler of its own for a signal."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(line for line in lines if line.startswith("SigCgt:")).split()[1]
    return bool(int(caught, 16) >> (number - 1) & 1)


def test_the_window_opens_and_a_polite_end_closes_it(luma_home: Path) -> None:
    (luma_home / "config").mkdir()
    (luma_home / "config" / "settings.toml").write_text(SETTINGS)
    words = [sys.executable, "-c", "from luma.cli.main import main; raise SystemExit(main())"]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as window:
        until(lambda: window.poll() is not None or catches(window.pid, signal.SIGTERM))
        time.sleep(1.0)
        window.send_signal(signal.SIGTERM)
        _, said = window.communicate(timeout=PATIENCE)
    assert (window.returncode, said) == (0, "")
    kept = json.loads((luma_home / "state" / "window.json").read_text())
    assert kept["size"] == [1440, 900]
