"""The main window: bars above and below, and panels in splitters between them; nothing else."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.shows import Show
from luma.domain.track import Track
from luma.ui.actions import Action, ActionTable
from luma.ui.appicon import app_icon
from luma.ui.commands import (
    ON_BAR,
    page_commands,
    round_commands,
    transport_commands,
    window_commands,
)
from luma.ui.escape import Escape
from luma.ui.pages import ATTENDED, FIRST, PAGES, SIGNS
from luma.ui.palette import CommandPalette
from luma.ui.panel import HEADER
from luma.ui.rounds import step_round
from luma.ui.session import Session
from luma.ui.sizes import SMALLEST, Kept, Shares, class_of
from luma.ui.sound.page import SoundPage
from luma.ui.topbar import TopBar
from luma.ui.transport.bar import TransportBar
from luma.ui.transport.control import Transport
from luma.ui.troubles import tell_troubles
from luma.ui.venue.page import VenuePage
from luma.ui.views import COLUMNS, Views, splitter

MARGIN = 2
HOMES = {"Clip": "timeline", "Graph": "nodes", "Library": "library", "Pattern": "patterns"}
NARROWEST = {"left": 220, "centre": 480, "right": 260}


class MainWindow(QMainWindow):
    """The one window."""

    def __init__(
        self, session: Session, views: Views, kept: Kept, offered: Sequence[Action] = ()
    ) -> None:
        """Lay the views out as they were left."""
        super().__init__()
        self._session, self._kept = session, kept
        self._filled, self._shown_class = False, kept.size[0]
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*kept.size)
        self.panels = views.panels()
        self.transport = Transport(session)
        homes = {menu: self.panels[name] for menu, name in HOMES.items()}
        self.rooms = {page: views.pages.get(page) or QWidget() for page in PAGES[1:]}
        homes |= self.rooms
        self.table = ActionTable(self, (*self._commands(), *offered), homes)
        acts = {name: self.table.get(name) for name in ON_BAR}
        self.bar = TransportBar(session, self.transport, acts)
        self.top = TopBar(session, self.transport, self.table)
        self.top.pages.chosen.connect(self.turn_to)
        self._lay_out()
        self.table.is_away = self._is_away
        self.finder = CommandPalette(self, session, self.table)
        self._escape = Escape(self, self.transport.panic)
        self._apply(kept.shares_for(kept.size[0]))
        tell_troubles(session, views.stage)
        self._room_facts = views.stage.facts
        session.track_changed.connect(self._name_window)
        session.show_changed.connect(self._name_room)
        QApplication.instance().focusChanged.connect(self._attend)  # type: ignore[union-attr]
        self._name_window(session.track)

    @property
    def session(self) -> Session:
        """What the views share."""
        return self._session

    @property
    def venue(self) -> QWidget:
        """The venue page."""
        return self.rooms["Venue"]

    @property
    def kept(self) -> Kept:
        """What is worth remembering of the window as it is."""
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        track, venue, sound = self._session.track, self.venue, self.rooms["Sound"]
        kept = Kept(
            (size.width(), size.height()),
            self.isMaximized(),
            self._kept.shares,
            self._kept.track if track is None else str(track.id),
            self.page,
            venue.shares if isinstance(venue, VenuePage) else self._kept.venue,
            sound.shares if isinstance(sound, SoundPage) else self._kept.sound,
        )
        return kept if self._filled else kept.with_shares(self.width(), self._shares())

    def find_or_run(self) -> None:
        """Open the command palette."""
        self.finder.open()

    @property
    def page(self) -> str:
        """The page that is seen."""
        return PAGES[self._pages.currentIndex()]

    def turn_to(self, page: str) -> None:
        """Show a page, with the keys on the panel that is the most of it."""
        self.top.pages.choose(page)
        self._pages.setCurrentIndex(PAGES.index(page))
        self._session.attend(ATTENDED[page])
        self.rooms.get(page, self.panels["timeline"]).setFocus()

    def step_round(self, by: int) -> None:
        """Give the keys to the next panel, or to the one before."""
        step_round([*self.panels.values(), *self.rooms.values()], by)

    def _is_away(self, home: QWidget) -> bool:
        """Whether a panel lies on the page that is not seen."""
        pages = (page for page, room in self.rooms.items() if room is home)
        return next(pages, FIRST) != self.page

    def fill_with(self, name: str) -> None:
        """Let one panel have the whole page, or share it out again."""
        self.setFocus()
        shown = name if not self._filled else None
        self._filled = shown is not None
        if shown is not None:
            self._before = self._shares()
        for other, panel in self.panels.items():
            panel.setVisible(shown in {None, other})
        for column, members in zip(self._columns, COLUMNS, strict=True):
            column.setVisible(shown is None or shown in members)
        if shown is None:
            self._apply(self._before)
        self.panels[name].setFocus()

    def _commands(self) -> tuple[Action, ...]:
        own = window_commands(self._session, self, self.find_or_run)
        return (
            *own,
            *page_commands(SIGNS, self.turn_to),
            *round_commands(self.step_round),
            *transport_commands(self._session, self.transport),
        )

    def _lay_out(self) -> None:
        self._page = splitter(Qt.Orientation.Horizontal)
        self._columns = []
        for members in COLUMNS:
            column = splitter(Qt.Orientation.Vertical)
            for name in members:
                column.addWidget(self.panels[name])
                self.panels[name].installEventFilter(self)
            self._columns.append(column)
            self._page.addWidget(column)
        for column, width in zip(self._columns, NARROWEST.values(), strict=True):
            column.setMinimumWidth(width)
        self._page.setStretchFactor(1, 1)
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        inset = QVBoxLayout()
        inset.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._pages = QStackedWidget()
        for page in (self._page, *self.rooms.values()):
            self._pages.addWidget(page)
        if self._kept.page in PAGES:
            self._pages.setCurrentIndex(PAGES.index(self._kept.page))
        inset.addWidget(self._pages)
        rows.addLayout(inset, 1)
        rows.addWidget(self.bar)
        self.setCentralWidget(ground)

    def _shares(self) -> Shares:
        heights = (tuple(column.sizes()) for column in self._columns)
        return Shares(tuple(self._page.sizes()), *heights)

    def _apply(self, shares: Shares) -> None:
        self._page.setSizes(list(shares.columns))
        kinds = (shares.left, shares.centre, shares.right)
        for column, heights in zip(self._columns, kinds, strict=True):
            column.setSizes(list(heights))

    def _name_window(self, track: Track | None) -> None:
        self.setWindowTitle("Luma" if track is None else f"{track.title} – Luma")

    def _name_room(self, show: Show | None) -> None:
        facts = self._room_facts
        if show is None:
            facts.setText("")
            return
        many = f"{len(show.heads)} head{'s' * (len(show.heads) != 1)}"
        documents = self._session.desk.documents
        self._session.ask(
            lambda: documents.get("venue", show.venue).name,
            lambda name: facts.setText(f"{name}, {many}"),
        )

    def _attend(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        for page, room in self.rooms.items():
            if room.isAncestorOf(now):
                self._session.attend(ATTENDED[page])
        for name, kind in (("nodes", "graph"), ("timeline", "score")):
            if self.panels[name].isAncestorOf(now):
                self._session.attend(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out anew where the window has become one of another class."""
        super().resizeEvent(event)
        before, now = self._shown_class, self.width()
        if class_of(before) != class_of(now) and not self._filled:
            self._kept = self._kept.with_shares(before, self._shares())
            self._apply(self._kept.shares_for(now))
        self._shown_class = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fill the page with a panel whose header is double-clicked."""
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            names = [name for name, panel in self.panels.items() if panel is watched]
            if names and event.position().y() < HEADER:
                self.fill_with(names[0])
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin on the page that was left, with the keys on its panel, not on a menu."""
        super().showEvent(event)
        self.turn_to(self.page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what was being dragged; of a kind of lamp that is not kept tell first."""
        venue = self.venue
        if isinstance(venue, VenuePage) and venue.holds_back():
            self.turn_to("Venue")
            event.ignore()
            return
        self._session.finish_gesture()
        super().closeEvent(event)
