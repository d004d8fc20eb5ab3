"""Ten minutes of random but legal input on the real window do no harm.

`LUMA_MONKEY_S` sets another length, `LUMA_MONKEY_SEED` another seed.
"""

import logging
import os
import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from luma.app.bundled import bundled
from luma.app.demo import furnish
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings
from luma.ui.main import opened_window
from luma.ui.window import MainWindow
from tests import sounds
from tests.app.desks import hear

SECONDS = float(os.environ.get("LUMA_MONKEY_S", "600"))
SEED = int(os.environ.get("LUMA_MONKEY_SEED", "1"))
pytestmark = [pytest.mark.soak, pytest.mark.timeout(SECONDS * 3 + 300)]

WARM_UP, GROWTH = 0.2, 1.10
ASIDE = frozenset({"quit", "add-files", "add-folder", "reveal"})
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_A,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space,
)  # fmt: skip


class Monkey:
    """Random hands: commands, clicks, drags, keys and wheels, the same for the same seed."""

    def __init__(self, app: QApplication, window: MainWindow, seed: int) -> None:
        self.app, self.window, self.dice = app, window, random.Random(seed)
        self.acts: list[str] = []
        self._rescue = QTimer()  # a menu or a dialog holds all acts until somebody leaves it
        self._rescue.timeout.connect(self.leave)
        self._rescue.start(200)

    def leave(self) -> None:
        for held in (QApplication.activeModalWidget(), QApplication.activePopupWidget()):
            if held is not None:
                held.close()

    def act(self) -> None:
        kinds = (self.command, self.click, self.drag, self.key, self.wheel)
        self.acts.append(self.dice.choice(kinds)())
        self.app.processEvents()

    def command(self) -> str:
        free = [a for a in self.window.table.all if a.id not in ASIDE and a.enabled()]
        chosen = self.dice.choice(free)
        if not chosen.title.endswith("…"):
            chosen.run()
        return f"command {chosen.id}"

    def target(self) -> tuple[QWidget, QPoint]:
        panel = self.dice.choice([*self.window.panels.values(), self.window.bar])
        inside = [w for w in panel.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        widget = self.dice.choice(inside) if inside else panel
        return widget, self.place(widget)

    def place(self, widget: QWidget) -> QPoint:
        wide, high = max(1, widget.width()), max(1, widget.height())
        return QPoint(self.dice.randrange(wide), self.dice.randrange(high))

    def click(self) -> str:
        widget, at = self.target()
        twice = self.dice.random() < 0.2
        (QTest.mouseDClick if twice else QTest.mouseClick)(widget, LEFT, NONE, at)
        return f"click {type(widget).__name__} {at.x()},{at.y()}"

    def drag(self) -> str:
        widget, at = self.target()
        QTest.mousePress(widget, LEFT, NONE, at)
        for _ in range(self.dice.randrange(1, 6)):
            at = self.place(widget)
            QTest.mouseMove(widget, at)
        QTest.mouseRelease(widget, LEFT, NONE, at)
        return f"drag {type(widget).__name__}"

    def key(self) -> str:
        widget = QApplication.focusWidget() or self.window
        key = self.dice.choice(KEYS)
        QTest.keyClick(widget, key)
        return f"key {key.name}"

    def wheel(self) -> str:
        widget, at = self.target()
        turn = QPoint(0, self.dice.choice((-240, -120, 120, 240)))
        held = self.dice.choice((NONE, Qt.KeyboardModifier.ControlModifier))
        event = QWheelEvent(
            at.toPointF(), widget.mapToGlobal(at).toPointF(), QPoint(), turn,
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        return f"wheel {type(widget).__name__}"


def resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def a_furnished(desk: Desk, folder: Path) -> None:
    files = [
        sounds.write(folder / f"Song {bpm}.wav", sounds.drums(bpm, 20.0)) for bpm in (120, 128)
    ]
    for outcome in desk.library.add(files).result(60):
        assert outcome.track is not None
        hear(desk, outcome.track.id, "pcm", "peaks", "beats")
    furnish(desk.ground, bundled("assets") / "demo")


def test_random_hands_do_no_harm(
    app: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="luma")
    with open_desk(Paths.find(), Settings(SoundSettings(sink="null"))) as desk:
        a_furnished(desk, tmp_path)
        first = desk.library.tracks()[0].id
        with opened_window(desk, first) as window:
            window.resize(1280, 800)
            window.show()
            QTest.qWait(1500)
            monkey, began, settled = Monkey(app, window, SEED), time.monotonic(), 0
            while (gone := time.monotonic() - began) < SECONDS:
                monkey.act()
                if not settled and gone > SECONDS * WARM_UP:
                    settled = resident()
            QTest.qWait(1000)
            grown = resident() / settled
        desk.ground.keeper.flush()
        problems = desk.ground.store.problems()
    logging.getLogger("luma.monkey").info("%d acts, memory × %.3f", len(monkey.acts), grown)
    mistakes = [record.getMessage() for record in caplog.records]
    assert mistakes == [], monkey.acts[-20:]
    assert problems == ()
    assert grown < GROWTH
