"""The settings of the chosen node."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from luma.app.events import DocumentChanged, PatternAdded, PatternChanged, PatternRemoved
from luma.app.nodes import Catalogue
from luma.app.openness import closed
from luma.app.patternbook import Book
from luma.domain.graphdoc import ARGUMENTS_NODE, GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import Disconnect, GraphEdit, SetParam
from luma.domain.ids import GraphId, NodeId
from luma.domain.nodetype import Json, NodeType, Setting
from luma.domain.settingvalue import argument_name
from luma.ui.controls.control import Control
from luma.ui.controls.making import control_for
from luma.ui.emptiness import Emptiness
from luma.ui.inspector.leaving import LeftOpen, setting_menu
from luma.ui.inspector.pattern_panel import PatternPanel
from luma.ui.inspector.rows import Head, Row, Section, Wired
from luma.ui.nodes.look import family_of
from luma.ui.pace import Pace
from luma.ui.session import Session
from luma.ui.theme import THEME
from luma.ui.wording import (
    choice_words,
    family_words,
    is_same,
    label_of,
    number_words,
    spoken,
)


class NodeTab(QWidget):
    """Shows and edits every setting of the node that is followed."""

    def __init__(self, session: Session) -> None:
        """Show that no node is chosen."""
        super().__init__()
        self._session = session
        self._doc: GraphDoc | None = None
        self._shown: tuple[object, ...] = ()
        self._controls: dict[str, Control] = {}
        self._rows: dict[str, Row] = {}
        self._gesture: str | None = None
        self._pace = Pace(self)
        self._catalogue = Catalogue()
        self.pattern = PatternPanel(session)
        self.head = Head("Defaults", "Give every setting its default back", "rotate-ccw")
        self.head.action.clicked.connect(self._restore_all)
        self._help = QLabel()
        self._help.setWordWrap(True)
        self._help.setProperty("level", "2")
        self._help.setContentsMargins(12, 0, 12, 10)
        self._empty = Emptiness(
            "workflow", "No node is chosen", "Choose a node to see its settings."
        )
        self._section = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self._empty, self.pattern, self.head, self._help, self._section):
            self._column.addWidget(widget)
        self._column.addStretch(0)
        session.node_selected.connect(lambda _: self._show())
        session.pattern_opened.connect(self._open)
        session.bridge.on(DocumentChanged, self._hear, self)
        for fact in (PatternAdded, PatternChanged, PatternRemoved):
            session.bridge.on(fact, lambda _: self._ask_patterns(), self)
        self._ask_patterns()
        self._open(session.graph)

    @property
    def controls(self) -> dict[str, Control]:
        """The control of every setting that is not wired, by name."""
        return self._controls

    def _open(self, graph: GraphId | None) -> None:
        self._doc = None
        self._show()
        if graph is not None:
            desk = self._session.desk
            self._session.ask(
                lambda: desk.documents.get("graph", graph), lambda doc: self._take(graph, doc)
            )

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == "graph" and isinstance(fact.after, GraphDoc):
            self._take(GraphId(fact.id), fact.after)

    def _take(self, graph: GraphId, doc: GraphDoc) -> None:
        if graph == self._session.graph:
            self._doc = doc
            self._show()

    def _show(self) -> None:
        name, doc = self._session.node, self._doc
        node = None if doc is None or name is None else doc.nodes.get(name)
        for widget in (self.head, self._help, self._section):
            widget.setVisible(node is not None)
        self._empty.setVisible(node is None and doc is None)
        is_whole = doc is not None and (node is None or node.type == ARGUMENTS_NODE)
        self.pattern.setVisible(is_whole)
        if doc is not None and is_whole:
            self.pattern.show_doc(doc)
        if node is None or doc is None or name is None:
            self._shown = ()
            return
        kind = self._catalogue.kind_of(doc, node)
        feeds = {wire.input: wire for wire in doc.feeds(name)}
        left = tuple((s, a) for s, v in node.settings.items() if (a := argument_name(v)))
        shape = (name, kind, tuple(sorted(feeds.items())), left)
        if shape != self._shown:
            self._shown = shape
            self._build(name, node, kind, feeds)
        if kind is not None:
            for setting in kind.settings:
                self._show_value(setting, node)

    def _build(
        self, name: NodeId, node: NodeDoc, kind: NodeType | None, feeds: dict[str, Wire]
    ) -> None:
        self._finish()
        self._controls.clear()
        self._rows.clear()
        if kind is None:
            self.head.tell(node.type, "Not known here; kept as it is", QColor(THEME.error))
            self._help.setText("Its settings and wires stay. A newer Luma may know it.")
        else:
            first, _, rest = kind.help.partition("\n\n")
            shade = QColor(family_of(kind.family).colour)
            self.head.tell(kind.title, _facts(name, kind), shade)
            self._help.setText(spoken(first))
            self._help.setToolTip(spoken(" ".join(rest.split())))
        self.head.action.setEnabled(kind is not None and bool(kind.settings))
        section = Section("Settings")
        if kind is not None and not kind.settings:
            section.hide()
        for setting in () if kind is None else kind.settings:
            row = self._row(name, node, setting, feeds.get(setting.name))
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(partial(self._open_menu, row, setting))
            section.add(row)
        self._column.replaceWidget(
            self._section, section, Qt.FindChildOption.FindDirectChildrenOnly
        )
        self._section.hide()
        self._section.deleteLater()
        self._section = section

    def _row(self, name: NodeId, node: NodeDoc, setting: Setting, wire: Wire | None) -> Row:
        tip = _tip(setting)
        left = argument_name(node.settings.get(setting.name))
        if left is not None and wire is None:
            chip = LeftOpen(left, lambda: self._do_on(lambda d: closed(d, name, setting)))
            return Row(label_of(setting.name), chip, tip)
        if wire is not None:
            kind = "Colour" if setting.kind == "colour" else "Number"
            source = wire.source if self._doc is None else self._title(wire.source)
            row = Row(
                label_of(setting.name),
                Wired(
                    "Colour" if kind == "Colour" else "Number",
                    source,
                    lambda: self._session.edit_graph(Disconnect(wire)),
                ),
                tip,
            )
            row.control.setToolTip(f"From {wire.source}")
            return row
        control = control_for(setting)
        control.moved.connect(lambda value: self._set(name, setting, value))
        control.finished.connect(self._finish)
        row = Row(label_of(setting.name), control, tip)
        row.label.restored.connect(lambda: self._set_once(name, setting.name, None))
        self._controls[setting.name] = control
        self._rows[setting.name] = row
        return row

    def _title(self, name: NodeId) -> str:
        node = None if self._doc is None else self._doc.nodes.get(name)
        kind = None
        if self._doc is not None and node is not None:
            kind = self._catalogue.kind_of(self._doc, node)
        return str(name) if kind is None else kind.title

    def _show_value(self, setting: Setting, node: NodeDoc) -> None:
        control = self._controls.get(setting.name)
        if control is None or (self._gesture is not None and control.underMouse()):
            return
        value = node.settings.get(setting.name, setting.default)
        changed = not is_same(value, setting.default)
        control.show_value(value, changed=changed)
        self._rows[setting.name].label.setText(
            label_of(setting.name) + (" •" if changed else "")
        )

    def _set(self, node: NodeId, setting: Setting, value: Json) -> None:
        gesture = self._gesture = self._gesture or self._session.new_gesture()
        kept = None if is_same(value, setting.default) else value
        edit = SetParam(node, setting.name, kept)
        self._pace.send(setting.name, lambda: self._session.edit_graph(edit, gesture))

    def _open_menu(self, row: Row, setting: Setting, at: QPoint) -> None:
        name, doc = self._session.node, self._doc
        if name is not None and doc is not None and name in doc.nodes:
            menu = setting_menu(row, doc, name, setting, self._do)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(row.mapToGlobal(at))

    def _do_on(self, edits: Callable[[GraphDoc], tuple[GraphEdit, ...]]) -> None:
        if self._doc is not None:
            self._do(edits(self._doc))

    def _do(self, edits: tuple[GraphEdit, ...]) -> None:
        self._finish()
        self._session.edit_graph_by(edits)

    def _ask_patterns(self) -> None:
        book = self._session.desk.pattern_book
        self._session.ask(lambda: book.now, self._know)

    def _know(self, book: Book) -> None:
        self._catalogue = Catalogue(patterns=book.get)
        self._show()

    def _set_once(self, node: NodeId, name: str, value: Json) -> None:
        self._finish()
        self._session.edit_graph(SetParam(node, name, value))

    def _finish(self) -> None:
        if self._gesture is not None:
            self._pace.flush()
            self._gesture = None
            self._session.finish_gesture()

    def _restore_all(self) -> None:
        name, doc = self._session.node, self._doc
        if name is None or doc is None or name not in doc.nodes:
            return
        self._do(tuple(SetParam(name, s, None) for s in doc.nodes[name].settings))


def _facts(name: NodeId, kind: NodeType) -> str:
    """A node's family, the name it has in this graph where it says something, its version."""
    family = family_words(kind.family)
    given = "" if kind.family == "pattern" or _is_plain(name, kind) else f"“{name}” · "
    return f"{given}{family} · version {kind.version}"


def _is_plain(name: NodeId, kind: NodeType) -> bool:
    """Whether a name is the one that a node gets by itself."""
    return name.rstrip("0123456789").rstrip("_-") == kind.key.rsplit("/", 1)[-1]


def _tip(setting: Setting) -> str:
    """What a setting takes, and how to have its default back."""
    takes = ""
    if setting.low is not None and setting.high is not None:
        low, high = number_words(setting.low), number_words(setting.high, setting.unit)
        takes = f"{low} to {high}. "
    elif setting.choices:
        takes = f"One of {', '.join(map(choice_words, setting.choices))}. "
    return f"{takes}Double-click the name for the default."
