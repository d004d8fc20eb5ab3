"""The modes of a kind: which one is shown, its name and its heads, and how they come and go."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.app.lampedits import apart_of, with_heads
from luma.domain.profile import Mode, Slot
from luma.domain.profileedits import AddMode, RemoveMode
from luma.domain.profilefaults import MOST_HEADS
from luma.ui.controls.choices import ArrowBox, TextField
from luma.ui.inspector.rows import small_button
from luma.ui.lamps.bench import Bench
from luma.ui.venue.numberfields import number, whole

FARTHEST, NEAREST = 5.0, 0.0


class ModeBar(QWidget):
    """Two lines: the modes, then the name and the heads of the one that is shown."""

    def __init__(self, bench: Bench) -> None:
        """Follow what is shown."""
        super().__init__()
        self._bench = bench
        self.modes, self.name = ArrowBox(), TextField()
        self.heads = whole(1, MOST_HEADS, 1, "How many heads the lamp has in this mode")
        self.apart = number(NEAREST, FARTHEST, 0.1, "How far they are apart, in metres")
        self.remove = small_button("trash-2", "Remove this mode", self.remove_mode)
        self._lay_out()
        self.modes.activated.connect(bench.show_mode)
        self.name.moved.connect(lambda words: bench.rename_mode(str(words)))
        self.heads.valueChanged.connect(lambda _: self._set_heads())
        self.apart.valueChanged.connect(lambda _: self._set_heads())
        bench.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the modes as they are."""
        mode, profile = self._bench.mode, self._bench.profile
        if mode is None or profile is None:
            return
        names = [f"{each.name}  ({len(each.slots)})" for each in profile.modes]
        if names != [self.modes.itemText(n) for n in range(self.modes.count())]:
            self.modes.clear()
            self.modes.addItems(names)
        self.modes.setCurrentIndex(profile.modes.index(mode))
        self.name.show_value(mode.name)
        self.remove.setEnabled(len(profile.modes) > 1)
        apart = apart_of(mode.heads)
        for field in (self.heads, self.apart):
            field.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.heads.setValue(len(mode.heads))
        self.apart.setSpecialValueText("–" if apart is None else "")
        self.apart.setValue(NEAREST if apart is None else apart)
        self.apart.setEnabled(len(mode.heads) > 1)
        for field in (self.heads, self.apart):
            field.blockSignals(False)  # noqa: FBT003

    def add_mode(self) -> None:
        """Begin a mode with a dimmer alone, and turn to it."""
        self._add(Mode("", (Slot("dimmer"),)))

    def copy_mode(self) -> None:
        """Begin a mode like the shown one, and turn to it."""
        if self._bench.mode is not None:
            self._add(self._bench.mode)

    def remove_mode(self) -> None:
        """Take the shown mode away."""
        if self._bench.mode is not None:
            self._bench.edit(RemoveMode(self._bench.mode.name))

    def _add(self, mode: Mode) -> None:
        profile = self._bench.profile
        if profile is None:
            return
        taken, begun = {each.name for each in profile.modes}, mode.name or "New mode"
        name = begun
        for again in range(2, len(taken) + 3):
            if name not in taken:
                break
            name = f"{begun} {again}"
        self._bench.edit(AddMode(replace(mode, name=name)))
        self._bench.show_mode(len(profile.modes))

    def _set_heads(self) -> None:
        mode = self._bench.mode
        if mode is not None:
            self._bench.edit(with_heads(mode, self.heads.value(), self.apart.value()))

    def _lay_out(self) -> None:
        self.modes.setToolTip("The mode that is shown, with its number of channels")
        self.modes.setAccessibleName("Mode")
        self.name.setToolTip("What the mode is called")
        self.name.setAccessibleName("Name of the mode")
        for field in (self.heads, self.apart):
            field.setKeyboardTracking(False)
            field.setFixedWidth(56)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(6)
        column.addLayout(
            _line(
                _label("Mode"),
                self.modes,
                small_button("plus", "New mode", self.add_mode),
                small_button("copy", "Copy this mode", self.copy_mode),
                self.remove,
            )
        )
        column.addLayout(
            _line(
                _label("Called"),
                self.name,
                _word("Heads"),
                self.heads,
                _word("apart"),
                self.apart,
                _word("m"),
            )
        )


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, ArrowBox | TextField) else 0)
    return row


def _label(words: str) -> QLabel:
    made = _word(words)
    made.setFixedWidth(56)
    return made


def _word(words: str) -> QLabel:
    made = QLabel(words)
    made.setProperty("level", "2")
    return made
