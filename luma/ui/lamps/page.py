"""The kinds of lamps: their list, the one that is open, and its channel."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from luma.ui.inspector.rows import small_button
from luma.ui.lamps.bench import Bench
from luma.ui.lamps.channelpanel import ChannelPanel
from luma.ui.lamps.kindpanel import KindPanel
from luma.ui.library.drops import DropSign, paths_of
from luma.ui.panel import Panel
from luma.ui.venue.hall import Hall
from luma.ui.venue.kindlist import FILES, KindList

GAP, LIST, CHANNEL = 4, 312, 336


class LampsPage(QWidget):
    """Three panels side by side; files and folders may be dropped anywhere on them."""

    left = Signal()
    """The room is wanted back."""

    def __init__(self, hall: Hall) -> None:
        """Show the kinds of a session's desk."""
        super().__init__()
        self.bench = Bench(hall)
        self.list = KindList(hall, lambda: self.bench.kinds, self.bench.mark)
        self.kind, self.channel = KindPanel(self.bench), ChannelPanel(self.bench)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.list)
        self.kinds = Panel("Kinds of lamps", body)
        self.back = small_button("chevron-left", "Back to the room (Esc)", self.left.emit)
        self.kinds.lead(self.back)
        self.new = self.kinds.add_tool("plus", "New kind (Ctrl+N)")
        self.copy = self.kinds.add_tool("copy", "Copy this kind as your own (Ctrl+D)")
        self.remove = self.kinds.add_tool("trash-2", "Remove this kind")
        self.folder = self.kinds.add_tool("folder-open", "Bring all kinds of a folder")
        self._page = QSplitter(Qt.Orientation.Horizontal)
        self._page.setHandleWidth(GAP)
        self._page.setChildrenCollapsible(False)
        for panel in (self.kinds, self.kind, self.channel):
            self._page.addWidget(panel)
        self._page.setStretchFactor(1, 1)
        self._page.setSizes([LIST, 640, CHANNEL])
        self.channel.setMinimumWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._page)
        self.setAcceptDrops(True)
        self._sign = DropSign(self)
        self._connect()
        self._tell()

    def bring_folder(self) -> None:
        """Choose a folder whose files are all brought."""
        folder = QFileDialog.getExistingDirectory(self.window(), "Bring kinds of lamps", "")
        if folder:
            self.bench.bring((Path(folder),))

    def bring_files(self) -> None:
        """Choose files with kinds of lamps."""
        files, _ = QFileDialog.getOpenFileNames(
            self.window(), "Bring kinds of lamps", "", FILES
        )
        self.bench.bring(Path(file) for file in files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the room."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if paths_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._sign.appear()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take nothing any more."""
        self._sign.setVisible(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the kinds in what is dropped."""
        self._sign.setVisible(False)
        event.acceptProposedAction()
        self.bench.bring(paths_of(event.mimeData()))

    def _connect(self) -> None:
        bench = self.bench
        self.list.chosen.connect(lambda kind: bench.open(kind.key if kind else ""))
        self.list.files.clicked.disconnect()
        self.list.files.clicked.connect(self.bring_files)
        self.new.clicked.connect(bench.add)
        self.copy.clicked.connect(bench.copy)
        self.remove.clicked.connect(bench.remove)
        self.folder.clicked.connect(self.bring_folder)
        bench.kinds_changed.connect(self._tell)
        bench.changed.connect(self._follow)

    def _tell(self) -> None:
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.list.look()
        self.list.blockSignals(False)  # noqa: FBT003
        self.kinds.facts.setText(str(len(self.bench.kinds) or ""))
        self._follow()

    def _follow(self) -> None:
        bench = self.bench
        if bench.key:
            self.list.choose(bench.key)
        elif self.list.kind is not None:
            bench.open(self.list.kind.key)
        is_new = bench.draft is not None and bench.draft.saved is None
        self.copy.setEnabled(bench.draft is not None)
        self.remove.setEnabled(is_new or bench.is_own)
        words = "Remove this kind; one that came with Luma shows again"
        can = self.remove.isEnabled()
        self.remove.setToolTip(words if can else "Kinds that came with Luma stay")
