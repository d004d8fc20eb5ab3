"""The top bar: menus, finding, what is live, the grand master and blackout."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from luma.ui.actions import MENUS, ActionTable
from luma.ui.appicon import app_pixmap
from luma.ui.assets import icon
from luma.ui.fields import BlackoutButton, CommandField, LiveState
from luma.ui.pages import PageSwitch
from luma.ui.session import Session
from luma.ui.theme import MONO, colour, font
from luma.ui.transport.control import Transport
from luma.ui.transport.level import LevelSlider
from luma.ui.transport.reading import Reading

HEIGHT, FIELD, NARROW, TICK_MS = 40, 216, 1100, 100
MENUS_FROM = 48
"""Where the menus begin, with what they keep free behind them."""
SIGN, ROOMY = 28, 1680


class TopBar(QWidget):
    """What the whole window is about."""

    def __init__(self, session: Session, transport: Transport, table: ActionTable) -> None:
        """Offer the commands of a table."""
        super().__init__()
        self._session, self._transport = session, transport
        self.setFixedHeight(HEIGHT)
        self._menus = [_menu_button(table, name) for name in _used(table)]
        self._menu = _one_menu(table)
        self.field = CommandField(table.get("find").shown_keys)
        self.field.pressed.connect(lambda: table.run("find"))
        self.pages = PageSwitch()
        self.pages.setParent(self)
        self._live = LiveState(session)
        self._name = QLabel("Master")
        self._name.setProperty("level", "2")
        self._master = LevelSlider("Grand master: how much of all light is let through")
        self._master.moved.connect(transport.set_master)
        self._share = Reading("100", "Grand master, in percent.", face=font(12, 500, MONO))
        self._blackout = BlackoutButton(table.get("blackout").shown_keys)
        self._blackout.clicked.connect(lambda _: transport.toggle_blackout())
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.refresh)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(app_pixmap(20, tile=False, ratio=self.devicePixelRatioF()))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(mark)
        row.addSpacing(4)
        for button in (self._menu, *self._menus):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.field)
        row.addSpacing(12)
        row.addWidget(self._live)
        row.addSpacing(12)
        for widget in (self._name, self._master):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self._share)
        row.addSpacing(4)
        row.addWidget(self._blackout)

    def refresh(self) -> None:
        """Show the overlay as it is."""
        overlay = self._session.desk.lights.overlay
        self._blackout.tell(dark=overlay.blackout)
        self._master.tell(overlay.master)
        self._share.tell(f"{round(overlay.master * 100)}")

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the menus where there is little room, and keep the pages in the middle."""
        left = (self.width() - self.pages.width()) // 2
        wide = MENUS_FROM + sum(b.sizeHint().width() + 4 for b in self._menus) <= left
        self._menu.setVisible(not wide)
        for button in self._menus:
            button.setVisible(wide)
        for widget in (self._name, self._share, self._master):
            widget.setVisible(self.width() >= NARROW)
        self.field.setFixedSize(FIELD if self.width() >= ROOMY else SIGN, 28)
        self.pages.move(left, (HEIGHT - self.pages.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colour("void"))


def _used(table: ActionTable) -> tuple[str, ...]:
    there = {action.menu for action in table.all}
    return tuple(name for name in MENUS if name in there)


def _menu_button(table: ActionTable, name: str) -> QToolButton:
    made = QToolButton()
    made.setText(name)
    made.setProperty("flat", "true")
    made.setObjectName("menu")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolTip(f"The commands of {name}")
    menu = QMenu(made)
    table.fill(menu, name)
    made.setMenu(menu)
    return made


def _one_menu(table: ActionTable) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon("menu"))
    made.setProperty("flat", "true")
    made.setObjectName("menu")
    made.setFixedSize(28, 28)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolTip("All commands")
    made.setAccessibleName("Menu")
    menu = QMenu(made)
    for name in _used(table):
        table.fill(menu.addMenu(name), name)
    made.setMenu(menu)
    return made
