"""What a right click on the canvas offers: what can be done with what lies there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from luma.ui.assets import icon
from luma.ui.inspector.leaving import setting_menu
from luma.ui.nodes.live import views_of
from luma.ui.swatches import add_tints
from luma.ui.wording import label_of, output_label

if TYPE_CHECKING:
    from luma.domain.ids import NodeId
    from luma.ui.nodes.hits import Hit
    from luma.ui.nodes.offers import Offers
    from luma.ui.nodes.remarkhands import RemarkHands
    from luma.ui.nodes.remarks import Remarks
    from luma.ui.nodes.view import NodeView
    from luma.ui.session import Session


class Menus(QObject):
    """Opens the menu of a node, a port, a setting, a remark or the ground."""

    def __init__(
        self,
        session: Session,
        view: NodeView,
        remarks: tuple[Remarks, RemarkHands],
        offers: Offers,
    ) -> None:
        """Watch the canvas of a view."""
        super().__init__(view)
        self._session, self._view = session, view
        self._remarks, self._hands = remarks
        self._offers = offers
        view.canvas.viewport().installEventFilter(self)
        view.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open a menu for a right click, or for the menu key."""
        if not isinstance(event, QContextMenuEvent) or not self._view.is_open:
            return False
        canvas = self._view.canvas
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = canvas.viewport().mapFromGlobal(event.globalPos())
        if by_key and len(self._view.scene.selected) == 1:
            at = canvas.head_of(next(iter(self._view.scene.selected))).center()
        menu = self.menu_at(at)
        menu.popup(canvas.viewport().mapToGlobal(at))
        return True

    def menu_at(self, at: QPoint) -> QMenu:
        """The menu of what lies under a point of the view."""
        canvas = self._view.canvas
        hit = canvas.hands.hit_at(at)
        if hit.node is not None and hit.setting is not None:
            menu = setting_menu(
                canvas,
                self._view.scene.doc,
                hit.node,
                hit.setting,
                self._session.edit_graph_by,
            )
        else:
            menu = QMenu(canvas)
            menu.setToolTipsVisible(True)
            self._fill(menu, hit, at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def open_settings(self) -> None:
        """Ask which setting of the chosen node should be left open."""
        scene, canvas = self._view.scene, self._view.canvas
        node = next(iter(scene.selected), None)
        kind = None if node is None else scene.kind_of(node)
        if node is None or kind is None:
            return
        menu = QMenu(canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_settings(menu, node)
        if not kind.settings:
            menu.addAction("This node has no settings").setEnabled(False)
        head = canvas.head_of(node)
        menu.popup(canvas.viewport().mapToGlobal(head.bottomLeft()))

    def open_tints(self) -> None:
        """Ask for the colour of the chosen remark."""
        canvas, name = self._view.canvas, self._remarks.chosen
        if name is not None:
            menu = QMenu(canvas)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            add_tints(menu, self._remarks.tint)
            corner = canvas.mapFromScene(self._remarks.items[name].body().topLeft())
            menu.popup(canvas.viewport().mapToGlobal(corner))

    def _fill(self, menu: QMenu, hit: Hit, at: QPoint) -> None:
        place = self._view.canvas.place_of(at)
        remark = self._hands.at(place) if hit.what == "empty" else None
        if hit.node is not None:
            self._fill_for_node(menu, hit.node, hit)
        elif remark is not None:
            self._remarks.choose(remark.name)
            menu.addAction("Write\tF2").triggered.connect(partial(self._hands.type, None))
            add_tints(menu.addMenu(icon("palette"), "Colour"), self._remarks.tint)
            gone = menu.addAction(icon("trash-2"), "Delete\tDel")
            gone.triggered.connect(self._remarks.remove)
        elif hit.wire is not None:
            wire, scene = hit.wire, self._view.scene
            scene.select((), [wire])
            menu.addAction(icon("route"), "Bend the wire\tR").triggered.connect(
                lambda _=False: self._view.canvas.hands.bend(wire, place)
            )
            menu.addAction(icon("trash-2"), "Delete\tDel").triggered.connect(
                lambda _=False: self._view.editor.remove_chosen()
            )
        else:
            menu.addAction(icon("plus"), "Add a node\tTab").triggered.connect(
                lambda _=False: self._view.adding.find_node(at, None)
            )
            menu.addAction(icon("message-square"), "Comment here\tShift+C").triggered.connect(
                lambda _=False: self._remarks.add_comment(place)
            )
            menu.addAction(icon("group"), "Frame\tShift+F").triggered.connect(
                lambda _=False: self._remarks.add_frame(place)
            )

    def _fill_for_node(self, menu: QMenu, node: NodeId, hit: Hit) -> None:
        view, kind = self._view, self._view.scene.kind_of(node)
        if node not in view.scene.selected:
            view.scene.select({node})
        if hit.port is not None and hit.port.is_output and hit.port.kind is not None:
            label = output_label(hit.port.name, hit.port.kind)
            self._offers.add_to(menu, node, hit.port.name, label)
            return
        if node in views_of(view.scene.doc):
            large = menu.addAction(icon("maximize"), "Show large\tEnter")
            large.triggered.connect(lambda _=False: view.furnishing.magnify(node))
        menu.addAction("Rename\tF2").triggered.connect(lambda _=False: view.rename())
        menu.addAction(icon("copy"), "Duplicate\tCtrl+D").triggered.connect(
            lambda _=False: view.editor.duplicate()
        )
        menu.addAction(icon("eye-off"), "Mute\tM").triggered.connect(
            lambda _=False: view.editor.use("muted")
        )
        menu.addAction(icon("route"), "Bypass\tB").triggered.connect(
            lambda _=False: view.editor.use("bypassed")
        )
        menu.addAction(icon("group"), "Frame around it\tShift+F").triggered.connect(
            lambda _=False: self._remarks.add_frame(view.canvas.place_of(QPoint()))
        )
        if kind is not None and kind.settings:
            self._add_settings(menu.addMenu(icon("log-in"), "Settings"), node)
        if kind is not None and kind.outputs:
            menu.addSeparator()
            for port in kind.outputs:
                label = output_label(port.name, port.kind)
                self._offers.add_to(menu, node, port.name, label)
        menu.addSeparator()
        menu.addAction(icon("trash-2"), "Delete\tDel").triggered.connect(
            lambda _=False: view.editor.remove_chosen()
        )

    def _add_settings(self, menu: QMenu, node: NodeId) -> None:
        kind = self._view.scene.kind_of(node)
        for setting in () if kind is None else kind.settings:
            doc = self._view.scene.doc
            more = setting_menu(menu, doc, node, setting, self._session.edit_graph_by)
            more.setTitle(label_of(setting.name))
            menu.addMenu(more)
