"""The panel of voices: the four stems of the open track as strips with faders."""

from functools import partial

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from luma.domain.stems import EVEN, Stem
from luma.domain.units import Decibels
from luma.ui.emptiness import Emptiness
from luma.ui.panel import Panel
from luma.ui.session import Session
from luma.ui.sound.strip import Strip
from luma.ui.theme import colour
from luma.ui.timeline.stemtool import NOT_YET, StemTool

NO_TRACK = "Open a track, and its drums, bass, vocals and the rest get a fader each."
APART = "Taken apart, the track gets a fader for each of its voices."


class VoicePanel(Panel):
    """Shows how loud each voice is heard, and passes on what is wished."""

    def __init__(self, session: Session, stems: StemTool) -> None:
        """Follow what is known of the voices of the open track."""
        self._pages = QStackedWidget()
        super().__init__("Voices", self._pages)
        self._session, self._stems = session, stems
        self.even = self.add_tool("rotate-ccw", "Hear the mix as it is again (Alt+0)")
        self.even.clicked.connect(lambda _: stems.hear_all())
        self.empty = Emptiness("layers", "No voices", NO_TRACK)
        self.ask = self.empty.offer(
            "Separate",
            stems.separate,
            "Take the track apart into drums, bass, vocals and the rest",
            "layers",
            primary=True,
        )
        self.strips = {stem: Strip(stem) for stem in Stem}
        self._pages.addWidget(self.empty)
        self._pages.addWidget(_Row(tuple(self.strips.values())))
        for stem, strip in self.strips.items():
            strip.mute.clicked.connect(partial(self._mute, stem))
            strip.solo.clicked.connect(partial(self._solo, stem))
            strip.fader.moved.connect(partial(self._set_level, stem))
        stems.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        scene, track = self._stems.scene, self._session.track
        self._pages.setCurrentIndex(1 if scene.are_there else 0)
        self.even.setEnabled(scene.are_there and scene.balance != EVEN)
        if scene.are_there:
            for strip in self.strips.values():
                strip.show_balance(scene.balance)
            self.facts.setText(_facts(len(scene.balance.silent)))
            return
        self.facts.setText("")
        is_plain = scene.words == NOT_YET
        self.ask.setVisible(track is not None and scene.offers)
        if track is None:
            title, words = "No track open", NO_TRACK
        elif is_plain:
            title, words = "Not taken apart yet", APART
        elif scene.offers:
            title, words = "The voices were not found", scene.words
        else:
            title, words = "Taking the track apart", scene.words
        self.empty.title.setText(title)
        self.empty.sentence.setText(words)

    def _mute(self, stem: Stem, _checked: bool) -> None:  # noqa: FBT001  (Qt calls it so)
        self._stems.mute(stem)

    def _solo(self, stem: Stem, _checked: bool) -> None:  # noqa: FBT001  (Qt calls it so)
        self._stems.solo(stem)

    def _set_level(self, stem: Stem, level: float) -> None:
        voices = self._session.desk.player.voices
        self._session.ask(lambda: voices.set_level(stem, Decibels(level)))


class _Row(QWidget):
    """Strips beside each other, with a line between each two."""

    def __init__(self, strips: tuple[Strip, ...]) -> None:
        super().__init__()
        self._strips = strips
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for strip in strips:
            row.addWidget(strip, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for strip in self._strips[1:]:
            painter.fillRect(strip.x(), 12, 1, self.height() - 24, colour("line_soft"))


def _facts(silent: int) -> str:
    return "" if not silent else f"{silent} silent"
