"""The panel of one kind: its names, its modes, and the channels of the mode that is shown."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.lampedits import without
from luma.domain.errors import LumaError
from luma.domain.profile import Slot
from luma.domain.profileedits import AddSlot, MoveSlot
from luma.ui.assets import icon
from luma.ui.emptiness import Emptiness
from luma.ui.inspector.rows import small_button
from luma.ui.lamps.bench import Bench
from luma.ui.lamps.channels import ChannelTable
from luma.ui.lamps.kindform import KindForm
from luma.ui.lamps.modebar import ModeBar
from luma.ui.panel import Panel
from luma.ui.toast import Toast


class KindPanel(Panel):
    """Describes the kind that is open; nothing is kept before *Save*."""

    def __init__(self, bench: Bench) -> None:
        """Follow what is open."""
        self._pages = QStackedWidget()
        super().__init__("Kind of lamp", self._pages)
        self._bench = bench
        self._toast: Toast | None = None
        self.undo = self.add_tool("undo-2", "Undo (Ctrl+Z)")
        self.redo = self.add_tool("redo-2", "Redo (Ctrl+Y)")
        self.discard, self.save = QPushButton("Discard"), QPushButton("Save")
        self.save.setProperty("primary", "true")
        for button in (self.discard, self.save):
            self.add_widget(button)
        self.form, self.bar = KindForm(bench), ModeBar(bench)
        self.table = ChannelTable(bench)
        self.count = QLabel()
        self.setFocusProxy(self.table)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show whether there is anything to keep, and how much there is."""
        draft, mode = self._bench.draft, self._bench.mode
        self._pages.setCurrentIndex(1 if draft else 0)
        is_changed = draft is not None and draft.is_changed
        wrong = len(draft.faults) if draft else 0
        self.save.setEnabled(is_changed and not wrong)
        self.discard.setEnabled(is_changed)
        self.discard.setToolTip("Forget what was changed")
        words = "Keep it in your own set; the lamps of all rooms follow (Ctrl+S)"
        faults = f"{wrong} thing{'s are' if wrong != 1 else ' is'} wrong with it"
        self.save.setToolTip(f"{faults}: mend what is told in red" if wrong else words)
        self.undo.setEnabled(bool(draft and draft.history.past))
        self.redo.setEnabled(bool(draft and draft.history.future))
        state = "not kept yet" if is_changed else ""
        self.facts.setText(faults if wrong else state)
        if mode is not None:
            slots, heads = len(mode.slots), len(mode.heads)
            self.count.setText(
                f"{slots} channel{'s' * (slots != 1)}, {heads} head{'s' * (heads != 1)}"
            )

    def add_channel(self) -> None:
        """Put a channel behind the chosen one."""
        mode = self._bench.mode
        if mode is not None:
            at = self._bench.at + 1
            self._bench.edit(AddSlot(mode.name, at, Slot()))
            self._bench.show_slot(at)

    def remove_channel(self) -> None:
        """Take the chosen channel out."""
        mode = self._bench.mode
        if mode is not None and self._bench.at >= 0:
            self._bench.edit(without(mode, self._bench.at))

    def move_channel(self, step: int) -> None:
        """Put the chosen channel a place up or down."""
        mode, at = self._bench.mode, self._bench.at
        if mode is not None and 0 <= at + step < len(mode.slots):
            self._bench.edit(MoveSlot(mode.name, at, at + step))
            self._bench.show_slot(at + step)

    def tell(self, trouble: LumaError) -> None:
        """Tell what could not be done."""
        self.problems.tell(trouble)

    def _say(self, words: str) -> None:
        if self._toast is None:
            self._toast = Toast(self.window())
        self._toast.tell(words)

    def _connect(self) -> None:
        bench = self._bench
        bench.changed.connect(self.refresh)
        bench.troubled.connect(self.tell)
        bench.told.connect(self._say)
        self.undo.clicked.connect(bench.undo)
        self.redo.clicked.connect(bench.redo)
        self.save.clicked.connect(bench.save)
        self.discard.clicked.connect(bench.discard)
        self.table.moved.connect(self.move_channel)
        self.table.deleted.connect(self.remove_channel)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.form, self.bar):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self._made_foot())
        empty = Emptiness(
            "spotlight", "No kind chosen", "Choose one in the list, or describe a new one."
        )
        empty.offer(
            "New kind", self._bench.add, "Describe a lamp that is not in the list", "plus",
            primary=False,
        )  # fmt: skip
        self._pages.addWidget(empty)
        self._pages.addWidget(page)

    def _made_foot(self) -> QWidget:
        add = QPushButton("Add channel")
        add.setIcon(icon("plus"))
        add.setToolTip("Put a channel behind the chosen one (Ins)")
        add.clicked.connect(self.add_channel)
        self.count.setProperty("level", "3")
        up = small_button("chevron-up", "Move up (Alt+Up)", lambda: self.move_channel(-1))
        down = small_button(
            "chevron-down", "Move down (Alt+Down)", lambda: self.move_channel(1)
        )
        remove = small_button("trash-2", "Take it out (Del)", self.remove_channel)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        for widget in (add, up, down, remove):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.count)
        return foot
