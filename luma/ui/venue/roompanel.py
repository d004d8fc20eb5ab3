"""The panel of the room: its tools, and the ways to look at it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QToolButton

from luma.ui.controls.choices import ArrowBox
from luma.ui.panel import Panel
from luma.ui.segment import Segment
from luma.ui.venue.hall import Hall
from luma.ui.venue.roomview import GRIDS, RoomView
from luma.ui.venue.sight import WAYS

MARGIN = 8
_CORNER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class RoomPanel(Panel):
    """The room, with a header of tools."""

    def __init__(self, hall: Hall) -> None:
        """Show the lit room."""
        self.view = RoomView(hall)
        super().__init__("Room", self.view)
        self._hall = hall
        self.moving = self._tool("move", "Drag moves fixtures (G)", turns=False)
        self.turning = self._tool("rotate-3d", "Drag turns fixtures (R)", turns=True)
        self.moving.setChecked(True)
        self.view.turning_changed.connect(self._show_tool)
        self.grid = ArrowBox()
        self.grid.addItems(
            [f"Grid {name.lower()}" if name == "Off" else name for name in GRIDS]
        )
        self.grid.setCurrentIndex(3)
        self.grid.setToolTip("The grid on which a drag or an arrow key ends; Alt frees a drag")
        self.grid.setAccessibleName("Grid")
        self.grid.currentIndexChanged.connect(self._use_grid)
        self.add_widget(self.grid)
        fit = self.add_tool("scan", "Show the whole room (F)")
        fit.clicked.connect(self.view.look_at_all)
        self.ways = Segment(WAYS, "Where to look from: Alt+1 to Alt+4")
        self.ways.chosen.connect(self.look_from)
        corner = QGridLayout(self.view)
        corner.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        corner.addWidget(self.ways, 0, 0, _CORNER)
        hall.sheet_changed.connect(self._tell)
        self._tell()

    def look_from(self, way: str) -> None:
        """Look at the room another way."""
        self.ways.choose(way)
        self.view.look(self.view.sight.looking(way))

    def _tool(self, sign: str, tip: str, *, turns: bool) -> QToolButton:
        tool = self.add_tool(sign, tip)
        tool.setCheckable(True)
        tool.setAccessibleName(tip)
        tool.clicked.connect(lambda: self._choose_tool(turns=turns))
        return tool

    def _choose_tool(self, *, turns: bool) -> None:
        self.view.turn_instead(on=turns)
        self._show_tool(turns)

    def _show_tool(self, turns: bool) -> None:  # noqa: FBT001  (a signal's word)
        self.moving.setChecked(not turns)
        self.turning.setChecked(turns)

    def _use_grid(self, number: int) -> None:
        self.view.grid = tuple(GRIDS.values())[number]

    def _tell(self) -> None:
        sheet = self._hall.sheet
        heads = len(sheet.heads)
        many = f"{heads} head{'s' * (heads != 1)}"
        self.facts.setText(f"{sheet.venue.name}, {many}" if self._hall.is_there else "")
