"""Settings that are left open: the chip that stands for one, and the menu that makes one."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from luma.app.openness import closed, fitting, left_open
from luma.domain.graphdoc import GraphDoc
from luma.domain.graphedits import GraphEdit, SetParam
from luma.domain.ids import NodeId
from luma.domain.nodetype import Setting
from luma.domain.settingvalue import argument_name, left_to
from luma.ui.assets import icon, pixmap
from luma.ui.elided import Elided, as_written
from luma.ui.inspector.rows import small_button
from luma.ui.theme import colour, font
from luma.ui.wording import label_of

Do = Callable[[tuple[GraphEdit, ...]], object]


class LeftOpen(QWidget):
    """Says to which argument a setting is left; the link at its end gives it back its own."""

    def __init__(self, name: str, close: Callable[[], object]) -> None:
        """Name the argument."""
        super().__init__()
        self._name = name
        self.setFixedHeight(24)
        self.setToolTip(as_written(f"Left to the argument {name}, which every clip may choose"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self.button = small_button("unlink", "Give it a value of its own again", close)
        row.addWidget(self.button)
        self.setFocusProxy(self.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a chip with the argument's name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12, 500))
        room = self.width() - 33
        wanted = painter.fontMetrics().horizontalAdvance(label_of(self._name)) + 36
        box = QRectF(0.5, 1.5, min(room, wanted), 21)
        painter.setPen(colour("info", 0.5))
        painter.setBrush(colour("info_fill"))
        painter.drawRoundedRect(box, 10.5, 10.5)
        painter.drawPixmap(9, 5, pixmap("log-in", "info", 14))
        painter.setPen(colour("info"))
        words = painter.fontMetrics().elidedText(
            label_of(self._name), Qt.TextElideMode.ElideRight, int(box.width()) - 36
        )
        painter.drawText(box.adjusted(27, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)


class GivenAway(QWidget):
    """Says which output is given away; the cross at its end keeps it again."""

    def __init__(self, source: str, keep: Callable[[], object]) -> None:
        """Name the node and its output."""
        super().__init__()
        words = Elided(source)
        words.setProperty("level", "2")
        words.setToolTip(as_written(source))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        self.button = small_button("x", "Give it away no longer", keep)
        row.addWidget(self.button)
        self.setFocusProxy(self.button)


def setting_menu(
    parent: QWidget, doc: GraphDoc, node: NodeId, setting: Setting, do: Do
) -> QMenu:
    """What can be done with a setting besides giving it a value."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    value = doc.node(node).settings.get(setting.name)
    bound = argument_name(value)
    if bound is None:
        entry = menu.addAction(icon("log-in"), "Leave open as an argument")
        entry.setToolTip("Every clip may choose it then")
        entry.triggered.connect(lambda _=False: do(left_open(doc, node, setting)))
    else:
        entry = menu.addAction(icon("unlink"), f"Leave to “{label_of(bound)}” no longer")
        entry.triggered.connect(lambda _=False: do(closed(doc, node, setting)))
    others = [name for name in fitting(doc, setting) if name != bound]
    if others:
        more = menu.addMenu("Leave to an argument")
        for name in others:
            leave = (SetParam(node, setting.name, left_to(name)),)
            more.addAction(label_of(name)).triggered.connect(
                lambda _=False, leave=leave: do(leave)
            )
    menu.addSeparator()
    back = menu.addAction(icon("rotate-ccw"), "Back to the default")
    back.setEnabled(value is not None)
    back.triggered.connect(lambda _=False: do((SetParam(node, setting.name, None),)))
    return menu
