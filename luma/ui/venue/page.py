"""The venue page: patch and groups on the left, the room and what is chosen on the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from luma.ui.lamps.page import LampsPage
from luma.ui.session import Session
from luma.ui.sizes import VenueShares, class_of
from luma.ui.venue.fixturepanel import FixturePanel
from luma.ui.venue.groupspanel import GroupsPanel
from luma.ui.venue.hall import Hall
from luma.ui.venue.monitorpanel import MonitorPanel
from luma.ui.venue.outputspanel import OutputsPanel
from luma.ui.venue.patchpanel import PatchPanel
from luma.ui.venue.roompanel import RoomPanel

GAP = 4
LEFT_SHARE, PATCH_SHARE, ROOM_SHARE, FIXTURE = 0.39, 0.66, 0.6, 336
NARROWEST, LOWEST = 264, 216


class VenuePage(QWidget):
    """All panels of the page, in splitters."""

    def __init__(
        self, session: Session, shares: Mapping[str, VenueShares] | None = None
    ) -> None:
        """Show the lit room of a session's desk, shared out as it was left."""
        super().__init__()
        self._kept = dict(shares or {})
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hall = Hall(session)
        self.patch, self.groups = PatchPanel(self.hall), GroupsPanel(self.hall)
        self.room, self.fixture = RoomPanel(self.hall), FixturePanel(self.hall)
        self.monitor, self.outputs = MonitorPanel(self.hall), OutputsPanel(self.hall)
        self._left = _splitter(Qt.Orientation.Vertical, self.patch, self.groups)
        self._upper = _splitter(Qt.Orientation.Horizontal, self.room, self.fixture)
        self._lower = _splitter(Qt.Orientation.Horizontal, self.monitor, self.outputs)
        self._right = _splitter(Qt.Orientation.Vertical, self._upper, self._lower)
        self._page = _splitter(Qt.Orientation.Horizontal, self._left, self._right)
        for panel in (self.fixture, self.outputs):
            panel.setMinimumWidth(NARROWEST)
        self.groups.setMinimumHeight(LOWEST)
        self._shared_for = -1
        for splitter in self._splitters():
            splitter.splitterMoved.connect(lambda *_: self._keep_shares())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.lamps = LampsPage(self.hall)
        self._pages = QStackedWidget()
        for page in (self._page, self.lamps):
            self._pages.addWidget(page)
        row.addWidget(self._pages)
        self.lamps.left.connect(self.show_room)
        self.patch.lamps.clicked.connect(self.show_lamps)
        self.patch.popup.described.connect(self.show_lamps)

    def show_lamps(self) -> None:
        """Turn to the kinds of lamps."""
        self._pages.setCurrentWidget(self.lamps)
        self.lamps.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_room(self) -> None:
        """Turn back to the room."""
        self._pages.setCurrentWidget(self._page)
        self.patch.view.setFocus()

    def holds_back(self) -> bool:
        """Whether a kind of lamp would be lost that nobody was told of: it is shown then."""
        is_held = self.lamps.bench.holds_back()
        if is_held:
            self.show_lamps()
        return is_held

    def turn(self) -> None:
        """Turn from the room to the kinds of lamps, or back."""
        self.show_room() if self.sees_lamps() else self.show_lamps()

    def sees_lamps(self) -> bool:
        """Whether the kinds of lamps are seen."""
        return self.lamps.isVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys to the patch, or to the kinds of lamps where they are seen."""
        (self.lamps.list.search if self.sees_lamps() else self.patch.view).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no lamp shine for somebody who looks elsewhere."""
        if self.hall.identified:
            self.hall.identify(self.hall.identified)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the page out anew where it has become another size."""
        super().resizeEvent(event)
        bucket = self.width() // 200 * 100 + self.height() // 200
        if bucket != self._shared_for:
            self._shared_for = bucket
            self._share()

    @property
    def shares(self) -> dict[str, VenueShares]:
        """How a hand has shared the page out, by class of window size."""
        return dict(self._kept)

    def _splitters(self) -> tuple[QSplitter, ...]:
        return self._page, self._left, self._right, self._upper, self._lower

    def _keep_shares(self) -> None:
        sizes = (tuple(splitter.sizes()) for splitter in self._splitters())
        self._kept[class_of(self.window().width())] = VenueShares(*sizes)

    def _share(self) -> None:
        kept = self._kept.get(class_of(self.window().width()))
        if kept is None:
            self._share_evenly()
            return
        sizes = (kept.columns, kept.left, kept.right, kept.upper, kept.lower)
        for splitter, each in zip(self._splitters(), sizes, strict=True):
            splitter.setSizes(list(each))

    def _share_evenly(self) -> None:
        width, height = self.width(), self.height()
        left = round(width * LEFT_SHARE)
        right = width - left - GAP
        beside = FIXTURE if right > FIXTURE * 3 else NARROWEST
        self._page.setSizes([left, right])
        patch = round(height * PATCH_SHARE)
        self._left.setSizes([patch, height - patch])
        for row in (self._upper, self._lower):
            row.setSizes([right - beside, beside])
        room = round(height * ROOM_SHARE)
        self._right.setSizes([room, height - room])


def _splitter(way: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    made = QSplitter(way)
    made.setHandleWidth(GAP)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made
