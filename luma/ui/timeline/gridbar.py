"""A bar with what can be done about the beats of the open track."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from luma.ui.assets import icon
from luma.ui.controls.numbers import read_number
from luma.ui.session import Session
from luma.ui.theme import MONO, colour, font
from luma.ui.timeline.gridtool import FEWEST_TAPS, GridTool

ROW, NARROW, FIELD, SMALL, OFFERED = 32, 700, 64, 38, 90


class GridBar(QWidget):
    """Shows the tempo and whether it was corrected, with every correction as a button."""

    def __init__(
        self, session: Session, tool: GridTool, play_beat: Callable[[], float]
    ) -> None:
        """Be hidden while the tool is off; `play_beat` tells where bars would begin."""
        super().__init__()
        self._tool = tool
        self._state = QLabel()
        self._state.setProperty("level", "3")
        self.field = QLineEdit()
        self.field.setFont(font(12, 500, MONO))
        self.field.setFixedSize(FIELD, 24)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setPlaceholderText("Tempo")
        self.field.setToolTip("Tempo; Enter sets one for the whole track, in beats a minute")
        self.field.setAccessibleName("Constant tempo")
        self.field.returnPressed.connect(self._take_tempo)
        self.back = QToolButton()
        self.back.setProperty("flat", "word")
        self.back.setFixedHeight(24)
        self.back.clicked.connect(lambda _: tool.forget())
        self.second = _button("", "", tool.take_second)
        self.second.setProperty("flat", "word")
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(12, 0, 6, 0)
        self._rows.setSpacing(4)
        self._lay_out(tool, play_beat)
        tool.changed.connect(self._show)
        session.show_changed.connect(lambda _: self._show())
        self._show()

    def _lay_out(self, tool: GridTool, play_beat: Callable[[], float]) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(4)
            self._rows.addLayout(row)
        first.addWidget(self.field)
        first.addWidget(self._state)
        first.addSpacing(4)
        self.tap = _button("Tap", "Tap the tempo along with the song (T)", tool.tap)
        first.addWidget(self.tap)
        first.addWidget(self.second)
        first.addWidget(self.back)
        first.addStretch(1)
        for words, tip, run in (
            ("−½", "All beats half a beat earlier", partial(tool.shift_half, -1)),
            ("−1 f", "All beats one frame earlier", partial(tool.shift, -1)),
            ("+1 f", "All beats one frame later", partial(tool.shift, 1)),
            ("+½", "All beats half a beat later", partial(tool.shift_half, 1)),
            ("÷2", "Count half as many beats", partial(tool.scale, double=False)),
            ("×2", "Count twice as many beats", partial(tool.scale, double=True)),
            (
                "One here",
                "Bars begin at the beat under the play head (Shift+G)",
                lambda: tool.set_one(play_beat()),
            ),
        ):
            button = _button(words, tip, run)
            if len(words) <= len("−1 f"):
                button.setFixedWidth(SMALL + 8 * (len(words) > len("−½")))
            second.addWidget(button)
        second.addStretch(0)
        close = _button("", "Beats are right: close this bar (G)", tool.toggle)
        close.setIcon(icon("x"))
        close.setIconSize(QSize(16, 16))
        close.setFixedWidth(24)
        close.setProperty("flat", "true")
        second.addWidget(close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two rows where one has no room."""
        self._arrange()

    def _arrange(self) -> None:
        has_both = not self.second.isHidden() and not self.back.isHidden()
        narrow = self.width() < (NARROW + OFFERED if has_both else NARROW)
        across = QBoxLayout.Direction.LeftToRight
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self.setFixedHeight(ROW * 2 if narrow else ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, with the edge of something that is on."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, 3, self.height(), colour("accent"))

    def _show(self) -> None:
        tool, grid = self._tool, self._tool.grid
        self.setVisible(tool.is_on and grid is not None)
        if grid is None:
            return
        standing, taps = tool.standing, len(tool.taps)
        words = "corrected" if standing.corrected else "assumed" if grid.assumed else "as heard"
        self._state.setText(f"bpm · {words}")
        if not self.field.hasFocus():
            self.field.setText(f"{grid.bpm:.2f}")
        bpm = tool.tapped_bpm
        self.tap.setText("Tap" if not taps else f"{bpm:.1f}" if bpm else f"Tap {taps}")
        more = f" – {FEWEST_TAPS} taps or more" if taps < FEWEST_TAPS else ""
        self.tap.setToolTip(f"Tap the tempo along with the song (T){more}")
        self._show_second(standing.second_bpm)
        self.back.setVisible(standing.corrected)
        self.back.setText("Use analysed")
        heard = "" if standing.heard_bpm is None else f" at {standing.heard_bpm:.2f} bpm"
        told = f"Let the beats count that were heard{heard}; clips go to the nearest beats."
        self.back.setToolTip(standing.offer or told)
        self._arrange()

    def _show_second(self, bpm: float | None) -> None:
        self.second.setVisible(bpm is not None)
        if bpm is not None:
            self.second.setText(f"Or {bpm:.1f}")
            told = f"The beats may be these instead, at {bpm:.2f} bpm: let them count"
            self.second.setToolTip(f"{told}; clips go to the nearest beats.")
            self.second.setAccessibleName(told)

    def _take_tempo(self) -> None:
        bpm = read_number(self.field.text())
        self.field.clearFocus()
        if bpm is not None:
            self._tool.set_tempo(bpm)
        self._show()


def _button(words: str, tip: str, run: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFixedHeight(24)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _: run())
    return made
