"""The chosen fixtures: what they are, where they listen, hang and look, and what they do."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.patchedits import freed, in_mode, in_universe, readdressed, renamed
from luma.app.patching import PatchRow
from luma.domain.addressing import numberings
from luma.domain.errors import LumaError
from luma.domain.roomedits import MoveFixtures, RotateFixtures, SetTrim
from luma.domain.venue import Fixture, Vector
from luma.domain.venueedits import VenueEdit
from luma.ui.controls.choices import ArrowBox, Switch
from luma.ui.controls.rowcontrol import TALL
from luma.ui.emptiness import Emptiness
from luma.ui.inspector.rows import Row, Section
from luma.ui.panel import Panel
from luma.ui.venue.hall import Hall
from luma.ui.venue.numberfields import Triple

MIXED = "–"


class FixturePanel(Panel):
    """Shows one fixture, or what several have in common."""

    def __init__(self, hall: Hall) -> None:
        """Follow what is chosen."""
        self._pages = QStackedWidget()
        super().__init__("Fixture", self._pages)
        self._hall = hall
        self.shows = self.add_tool(
            "lightbulb", "Let what is chosen shine, to find it (Ctrl+Shift+L)"
        )
        self.shows.setCheckable(True)
        self.shows.clicked.connect(self._identify)
        self.name, self.address = QLineEdit(), QLineEdit()
        self.mode, self.universe = ArrowBox(), QLineEdit()
        self.kind, self.groups, self.trouble, self.to = (QLabel() for _ in range(4))
        self.place, self.turn = Triple("Position in metres"), Triple("Rotation in degrees", 5.0)
        self.switches = {name: Switch() for name in ("invert_pan", "invert_tilt", "swap")}
        self._lay_out()
        self._connect()
        for signal in (
            hall.sheet_changed,
            hall.chosen_changed,
            hall.kinds_changed,
            hall.identified_changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen, as it is."""
        rows = self._hall.chosen_rows()
        self._pages.setCurrentIndex(1 if rows else 0)
        self.shows.setEnabled(bool(rows) and self._hall.session.show is not None)
        if not rows:
            self.title.setText("Fixture")
            self.facts.setText("")
            return
        fixtures = [row.fixture for row in rows]
        one = fixtures[0]
        many = len(rows) > 1
        self.title.setText("Fixture" if not many else f"{len(rows)} fixtures")
        self.facts.setText("" if many else f"{one.universe}.{one.address:03d}")
        self.shows.setChecked(self._hall.identified == {f.id for f in fixtures})
        _write(self.name, MIXED if many else one.name)
        kinds = {row.kind for row in rows}
        self.kind.setText(rows[0].kind if len(kinds) == 1 else f"{len(kinds)} kinds")
        self._show_modes(rows)
        universes = {f.universe for f in fixtures}
        _write(self.universe, numberings(one.universe) if len(universes) == 1 else MIXED)
        _write(self.address, f"{one.address:03d}")
        last = rows[0].footprint.last
        self.to.setText(f"to {last:03d}" if not many else "and on")
        shared = [name for name in rows[0].groups if all(name in row.groups for row in rows)]
        self.groups.setText(", ".join(shared) or "None")
        self.place.show_value(one.position, _mixed([f.position for f in fixtures]))
        self.turn.show_value(one.rotation, _mixed([f.rotation for f in fixtures]))
        for name, switch in self.switches.items():
            switch.show_value(getattr(one.trim, name))
        self.trouble.setText(rows[0].trouble)
        self.trouble.setVisible(bool(rows[0].trouble))

    def _show_modes(self, rows: Sequence[PatchRow]) -> None:
        one = rows[0].fixture
        kind = self._hall.find_kind(one.profile)
        is_one = len({row.fixture.profile for row in rows}) == 1
        self.mode.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.mode.clear()
        self.mode.addItems(
            [mode.name for mode in kind.modes] if kind and is_one else [one.mode]
        )
        self.mode.setCurrentText(one.mode)
        self.mode.setEnabled(is_one and kind is not None)
        self.mode.blockSignals(False)  # noqa: FBT003

    def _try(self, made: Callable[[], VenueEdit]) -> None:
        try:
            self._hall.edit(made())
        except LumaError as trouble:
            self._hall.session.problem.emit(trouble)
            self.refresh()

    def _typed(
        self, field: QLineEdit, act: Callable[[Sequence[PatchRow], str], VenueEdit]
    ) -> None:
        words = field.text().strip()
        if field.isModified() and words not in {"", MIXED}:
            field.setModified(False)
            rows = self._hall.chosen_rows()
            self._try(lambda: act(rows, words))

    def _use_mode(self, name: str) -> None:
        rows = self._hall.chosen_rows()
        if rows:
            self._try(lambda: in_mode(rows, rows[0].fixture.profile, name))

    def _move(self, axis: int, value: float) -> None:
        to = {f.id: _with(f.position, axis, value) for f in self._hall.chosen_fixtures()}
        self._hall.edit(MoveFixtures(to))

    def _turn(self, axis: int, value: float) -> None:
        to = {f.id: _with(f.rotation, axis, value) for f in self._hall.chosen_fixtures()}
        self._hall.edit(RotateFixtures(to))

    def _trim(self, name: str, on: object) -> None:
        fixtures: tuple[Fixture, ...] = self._hall.chosen_fixtures()
        if fixtures:
            trim = replace(fixtures[0].trim, **{name: bool(on)})
            self._hall.edit(SetTrim(tuple(f.id for f in fixtures), trim))

    def _free(self) -> None:
        rows = self._hall.chosen_rows()
        if rows:
            self._try(lambda: freed(self._hall.sheet, rows))

    def _identify(self) -> None:
        self._hall.identify(self._hall.chosen)

    def _connect(self) -> None:
        self.name.editingFinished.connect(lambda: self._typed(self.name, renamed))
        self.address.editingFinished.connect(lambda: self._typed(self.address, readdressed))
        self.universe.editingFinished.connect(lambda: self._typed(self.universe, in_universe))
        self.mode.textActivated.connect(self._use_mode)
        self.place.moved.connect(self._move)
        self.turn.moved.connect(self._turn)
        for name, switch in self.switches.items():
            switch.moved.connect(lambda on, name=name: self._trim(name, on))

    def _lay_out(self) -> None:
        for label in (self.trouble, self.kind, self.groups):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.trouble.setProperty("level", "error")
        self.trouble.setContentsMargins(12, 2, 12, 6)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        for title, control, tip in (
            ("Name", self.name, "Several are numbered"),
            ("Kind", self.kind, "What it is"),
            ("Mode", self.mode, "How many channels it uses"),
            ("Universe", self.universe, "Type it as sACN counts it"),
            ("Address", self._made_address(), "Its first channel; several follow on"),
            ("Groups", self.groups, "The groups that have it"),
        ):
            column.addWidget(Row(title, control, tip))
        for section in self._made_sections():
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        empty = Emptiness(
            "crosshair", "No fixture chosen", "Choose one in the patch or in the room."
        )
        self._pages.addWidget(empty)
        self._pages.addWidget(area)

    def _made_address(self) -> QWidget:
        self.address.setProperty("mono", "true")
        self.to.setProperty("level", "3")
        next_free = QPushButton("Next free")
        next_free.setToolTip("Give it the next free address (Ctrl+Shift+A)")
        next_free.clicked.connect(self._free)
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.address, 1)
        line.addWidget(self.to)
        line.addWidget(next_free)
        return made

    def _made_sections(self) -> tuple[Section, Section]:
        for triple in (self.place, self.turn):
            triple.setProperty(TALL, "true")
        place, movement = Section("Place"), Section("Movement")
        place.add(Row("Position", self.place, "x to the right, y upstage, z up, in metres"))
        place.add(Row("Rotation", self.turn, "About x, y and z, in degrees"))
        words = {"invert_pan": "Invert pan", "invert_tilt": "Invert tilt", "swap": "Swap axes"}
        for name, switch in self.switches.items():
            movement.add(Row(words[name], switch, "For a lamp that is mounted otherwise"))
        return place, movement


def _write(field: QLineEdit, words: str) -> None:
    if not (field.hasFocus() and field.isModified()):
        field.setText(words)
        field.setCursorPosition(0)


def _mixed(values: Sequence[Vector]) -> tuple[bool, bool, bool]:
    x, y, z = (len({value[axis] for value in values}) > 1 for axis in range(3))
    return x, y, z


def _with(value: Vector, axis: int, number: float) -> Vector:
    parts = list(value)
    parts[axis] = number
    return parts[0], parts[1], parts[2]
