"""What the open pattern leaves open: shown when no node is chosen."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from luma.app.openness import KIND_WORDS, faults_of, fresh_argument, kinds, users
from luma.domain.graphdoc import Argument, GraphDoc, Offer
from luma.domain.graphedits import (
    GraphEdit,
    MoveArgument,
    RemoveArgument,
    RemoveOffer,
    RenameArgument,
    SetArgument,
)
from luma.ui.inspector.argument_form import ArgumentForm
from luma.ui.inspector.argument_list import ArgumentList
from luma.ui.inspector.leaving import GivenAway
from luma.ui.inspector.rows import TIGHT, Head, Row, Section
from luma.ui.pace import Pace
from luma.ui.session import Session
from luma.ui.theme import THEME
from luma.ui.wording import label_of

ABOUT = (
    "An argument is chosen anew for every clip. Add one here, or right-click a setting of a "
    "node and leave it open."
)
GIVEN = "Where this pattern is a node, it has this output"
REMOVED = "%d setting%s or wire%s took its default. Ctrl+Z brings it back."


class PatternPanel(QWidget):
    """The arguments of the open graph, and everything about the one that is chosen."""

    def __init__(self, session: Session) -> None:
        """Show no graph yet."""
        super().__init__()
        self._session = session
        self._doc = GraphDoc()
        self._wanted = ""
        self._gesture: str | None = None
        self._pace = Pace(self)
        self.head = Head("Add", "Add an argument   Ins", "plus")
        self._about = QLabel(ABOUT)
        self._about.setWordWrap(True)
        self._about.setProperty("level", "2")
        self._about.setContentsMargins(12, 0, 12, 10)
        self.list, self.form = ArgumentList(), ArgumentForm()
        self._uses = QLabel()
        self._uses.setProperty("level", "3")
        self._uses.setContentsMargins(12, 8, 12, 4)
        menu = QMenu(self)
        for kind in kinds():
            menu.addAction(KIND_WORDS[kind]).triggered.connect(partial(self.add, kind))
        self.head.action.setMenu(menu)
        self.head.action.setPopupMode(self.head.action.ToolButtonPopupMode.InstantPopup)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._given = QWidget()
        for widget in (self.head, self._about, self.list, self._uses, self.form, self._given):
            column.addWidget(widget)
        self._column, self._offers = column, tuple[Offer, ...]()
        column.addStretch(1)
        self._listen()

    def show_doc(self, doc: GraphDoc) -> None:
        """Show the arguments of a graph."""
        before, self._doc = self._doc, doc
        count = len(doc.arguments)
        facts = f"{count} argument{'s' * (count != 1)}" if count else "No arguments yet"
        self.head.tell("Arguments", facts, QColor(THEME.info))
        faulty = faults_of(doc)
        if before.arguments != doc.arguments or self.list.count() != count:
            self.list.show_arguments(doc.arguments, frozenset(faulty))
        if self._wanted and doc.find_argument(self._wanted) is not None:
            names = [argument.name for argument in doc.arguments]
            self.list.setCurrentRow(names.index(self._wanted))
            self._wanted = ""
        if doc.offers != self._offers:
            self._show_given(doc)
        self._show_chosen()

    def _show_given(self, doc: GraphDoc) -> None:
        """List what the pattern gives away where it is a node."""
        self._offers = doc.offers
        section = Section("Given away")
        for offer in doc.offers:
            forget = partial(self._do, RemoveOffer(offer.name))
            source = GivenAway(f"{offer.node}, {offer.output}", forget)
            section.add(Row(label_of(offer.name), source, GIVEN, TIGHT))
        section.setVisible(bool(doc.offers))
        self._column.replaceWidget(self._given, section)
        self._given.hide()
        self._given.deleteLater()
        self._given = section

    def add(self, kind: str = "number") -> None:
        """Add an argument of a kind."""
        argument = fresh_argument(self._doc, kind)
        self._wanted = argument.name
        self._session.edit_graph(SetArgument(argument))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ins adds."""
        if event.key() == Qt.Key.Key_Insert:
            self.add()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.list.itemActivated.connect(lambda _: self.form.name.setFocus())
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.form.changed.connect(self._change)
        self.form.renamed.connect(self._rename)
        self.form.finished.connect(self._finish)

    def _show_chosen(self) -> None:
        argument = self._doc.find_argument(self.list.chosen)
        self.list.setVisible(bool(self._doc.arguments))
        self.form.setVisible(argument is not None)
        self._uses.setVisible(argument is not None)
        self._about.setVisible(not self._doc.arguments)
        if argument is None:
            return
        uses = users(self._doc, argument.name)
        plural = "setting or wire hangs" if uses == 1 else "settings and wires hang"
        self._uses.setText(f"{uses} {plural} on it" if uses else "Nothing hangs on it yet")
        self.form.show_argument(argument, faults_of(self._doc).get(argument.name, ""))

    def _change(self, argument: Argument) -> None:
        gesture = self._gesture = self._gesture or self._session.new_gesture()
        edit = SetArgument(argument)
        self._pace.send("argument", lambda: self._session.edit_graph(edit, gesture))

    def _finish(self) -> None:
        if self._gesture is not None:
            self._pace.flush()
            self._gesture = None
            self._session.finish_gesture()

    def _rename(self, name: str) -> None:
        before = self.list.chosen
        self._wanted = name
        self._do(RenameArgument(before, name))
        self.form.name.put_back()

    def _move(self, name: str, to: int) -> None:
        self._wanted = name
        self._do(MoveArgument(name, to))

    def _remove(self, name: str) -> None:
        uses = users(self._doc, name)
        self._do(RemoveArgument(name))
        if uses:
            some = "" if uses == 1 else "s"
            self._session.hinted.emit(REMOVED % (uses, some, some))

    def _do(self, edit: GraphEdit) -> None:
        self._finish()
        self._session.edit_graph(edit)
