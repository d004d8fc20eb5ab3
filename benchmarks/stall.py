"""How long the window stands still while fifty files are brought in and heard.

`python -m benchmarks.stall`: fifty short songs are dropped on the library of a shown window. A
timer that is due every few milliseconds tells how late Qt's loop comes round; the floor is the
same window at rest. Offscreen, at 1920 × 1080.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from luma.app.bundled import bundled
from luma.app.demo import furnish
from luma.app.desk import open_desk
from luma.app.events import TrackComplete
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
from luma.ui.look import application
from luma.ui.main import opened_window
from tests import sounds

FILES, SECONDS, REST, LONGEST, LIMIT_MS = 50, 6.0, 5.0, 240.0, 100.0
DUE_MS = 4


class Lateness:
    """The gaps between the turns of Qt's loop."""

    def __init__(self) -> None:
        """Begin to listen."""
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._timer.start(DUE_MS)

    def _note(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000.0 - DUE_MS)
        self._last = now

    def during(self, app: QApplication, goes_on: Callable[[], bool]) -> float:
        """The longest gap while something goes on."""
        self.gaps.clear()
        self._last = time.perf_counter()
        while goes_on():
            app.processEvents()
            time.sleep(0.0005)
        return max(self.gaps)


def main() -> int:
    """Measure, and tell whether the limit was kept."""
    app = application(["luma"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUMA_HOME"] = str(Path(folder) / "home")
        files = [
            sounds.write(Path(folder) / f"Song {n}.wav", sounds.drums(90 + 2 * n, SECONDS))
            for n in range(FILES)
        ]
        with open_desk(
            Paths.find(), Settings(SoundSettings(sink="null")), analyse=True
        ) as desk:
            furnish(desk.ground, bundled("assets") / "demo")
            heard: list[TrackComplete] = []
            desk.bus.on(TrackComplete, heard.append)
            with opened_window(desk) as window:
                window.resize(1920, 1080)
                window.show()
                late = Lateness()
                until = time.monotonic() + 3.0
                late.during(app, lambda: time.monotonic() < until)
                until = time.monotonic() + REST
                rest = late.during(app, lambda: time.monotonic() < until)
                desk.library.add(files)
                until = time.monotonic() + LONGEST
                stall = late.during(
                    app, lambda: len(heard) < FILES and time.monotonic() < until
                )
                turns = len(late.gaps)
    kept = "kept" if stall <= LIMIT_MS else "BROKEN"
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(
        f"longest stall {stall:.0f} ms in {turns} turns while {len(heard)} of {FILES} files "
        f"were brought in and heard; at rest {rest:.0f} ms, ratio {stall / rest:.1f}; "
        f"limit {LIMIT_MS:g} ms: {kept}; {load}"
    )
    return 0 if kept == "kept" else 1


if __name__ == "__main__":
    raise SystemExit(main())
