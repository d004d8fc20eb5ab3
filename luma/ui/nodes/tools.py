"""The tools in the header of the node editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from luma.ui.assets import icon

if TYPE_CHECKING:
    from luma.ui.nodes.arranging import Side
    from luma.ui.nodes.view import NodeView

SIDES: tuple[tuple[Side, str], ...] = (
    ("left", "Left edges"),
    ("centre", "Centres, one below another"),
    ("right", "Right edges"),
    ("top", "Top edges"),
    ("middle", "Middles, one beside another"),
    ("bottom", "Bottom edges"),
)

WIDE = 720
"""From this width on the header has room for words on its tools."""


class Tools:
    """The cost of the graph, two switches, and what puts nodes in order and into view."""

    def __init__(self, view: NodeView) -> None:
        """Put the tools into a header."""
        self.cost = QLabel()
        self.cost.setProperty("level", "3")
        self.cost.setToolTip("What the graph cost when it ran last, of a frame's 16.7 ms")
        view.add_widget(self.cost)
        self.costs = _switch(view, "thermometer", "Show what each node costs   H", on=False)
        self.values = _switch(view, "eye", "Show live values on wires", on=True)
        self.costs.clicked.connect(view.toggle_costs)
        self.values.clicked.connect(view.toggle_values)
        order = view.add_tool("align-start-vertical", "Put nodes in order")
        order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        order.setMenu(_order_menu(view))
        self.knife = view.add_tool("scissors", "Cut wires by a stroke   K")
        self.knife.clicked.connect(view.take_knife)
        fit = view.add_tool("maximize", "Show all, or what is chosen   F")
        fit.clicked.connect(view.canvas.frame_all)
        self._add = QToolButton()
        self._add.setText("Add node")
        self._add.setIcon(icon("plus"))
        self._add.setToolTip("Add a node   Tab")
        self._add.setAccessibleName("Add a node")
        self._add.setFixedHeight(24)
        self._add.clicked.connect(
            lambda: view.adding.find_node(
                view.canvas.viewport().rect().center(), None, near=True
            )
        )
        view.add_widget(self._add)
        self.fit(view.width())

    def fit(self, width: int) -> None:
        """Spell the most wanted tool out where there is room."""
        style = Qt.ToolButtonStyle
        self._add.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if width >= WIDE else style.ToolButtonIconOnly
        )


def _switch(view: NodeView, name: str, tip: str, *, on: bool) -> QToolButton:
    tool = view.add_tool(name, tip)
    tool.setCheckable(True)
    tool.setChecked(on)
    return tool


def _order_menu(view: NodeView) -> QMenu:
    """Lining up, spreading and laying out, for those who use the mouse."""
    menu, ordering = QMenu(view), view.ordering
    menu.setToolTipsVisible(True)
    several = []
    for side, title in SIDES:
        entry = menu.addAction(f"Line up: {title.lower()}")
        entry.triggered.connect(lambda _=False, side=side: ordering.align(side))
        several.append(entry)
    menu.addSeparator()
    for across, words in ((True, "Same gaps across"), (False, "Same gaps down")):
        entry = menu.addAction(words)
        entry.triggered.connect(lambda _=False, a=across: ordering.distribute(across=a))
        several.append(entry)
    menu.addSeparator()
    lay = menu.addAction(icon("workflow"), "Lay out along the wires\tShift+L")
    lay.triggered.connect(lambda _=False: ordering.lay_out())

    def refresh() -> None:
        for entry in several:
            entry.setEnabled(len(view.scene.selected) > 1)

    menu.aboutToShow.connect(refresh)
    return menu
