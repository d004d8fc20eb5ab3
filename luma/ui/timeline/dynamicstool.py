"""What is drawn of the dynamics of the open track, and which of their lanes are shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtWidgets import QMenu

from luma.app.analyses import Wish
from luma.app.dynamics import (
    DRUMS,
    KIND_OF,
    KINDS,
    Dynamic,
    DynamicsSketch,
    dynamics_sketch_of,
)
from luma.app.events import ArtifactReady, JobCancelled, JobFailed, JobMoved
from luma.domain.ids import TrackId
from luma.ui.actions import Action
from luma.ui.session import Session
from luma.ui.timeline.dynamics import (
    HEIGHTS,
    TITLE,
    DynamicsScene,
    DynamicsTiles,
    dynamic_at,
    dynamics_picture,
    is_in_heads,
    is_on_title,
)
from luma.ui.timeline.menus import add, choice, popped
from luma.ui.timeline.wave import Tiles

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from luma.ui.timeline.view import TimelineView

FOLD = "Click to show drums, energy, loudness and brightness, or to fold them (Shift+E)"
CHOOSE = "Right-click to choose which of these lanes are shown"
NEAR = 5.0
"""How many pixels beside a stroke it is told of."""
GROUPS = {
    "Kick, snare and hat": DRUMS,
    "Energy": (Dynamic.ENERGY,),
    "Loudness": (Dynamic.LOUDNESS,),
    "Brightness": (Dynamic.BRIGHTNESS,),
}
NOT_YET = {
    "drums": "The drums have yet to be heard",
    "energy": "The energy has yet to be heard",
    "loudness": "The loudness has yet to be heard",
}
DOING = {
    "drums": "Listening for drums",
    "energy": "Listening for energy",
    "loudness": "Measuring the loudness",
}


class DynamicsTool(QObject):
    """Holds what is drawn of the dynamics of the open track."""

    changed = Signal()
    """The lanes are others, or look different."""
    drawn = Signal()
    """There is more of the strokes and curves."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Have nothing yet; the lanes are folded."""
        super().__init__(parent)
        self._session = session
        self._tiles = {
            each: DynamicsTiles(partial(self._paint, each), partial(dynamics_picture, each))
            for each in Dynamic
        }
        self._sketch: DynamicsSketch | None = None
        self._is_open = False
        self._chosen = frozenset(Dynamic)
        self._said = dict(NOT_YET)
        session.track_changed.connect(lambda _: self._open())
        bridge = session.bridge
        bridge.on(ArtifactReady, self._hear_artifact, self)
        bridge.on(JobMoved, self._hear_progress, self)
        bridge.on(JobFailed, self._hear_failure, self)
        bridge.on(JobCancelled, self._hear_cancelled, self)

    @property
    def scene(self) -> DynamicsScene:
        """What is known of the dynamics."""
        said = {each: self._said[KIND_OF[each]] for each in Dynamic}
        return DynamicsScene(self._tiles, self._sketch, self.shown, said)

    @property
    def shown(self) -> tuple[Dynamic, ...]:
        """The lanes that are shown one below the other; none where they are folded."""
        is_open = self._is_open and self.are_there
        return tuple(each for each in Dynamic if each in self._chosen) if is_open else ()

    @property
    def are_there(self) -> bool:
        """Whether anything of the open track's dynamics was heard."""
        return self._sketch is not None and self._sketch.has_any

    @property
    def height(self) -> int:
        """How high all lanes of the dynamics are together."""
        return TITLE + sum(HEIGHTS[each] for each in self.shown)

    def fold(self) -> None:
        """Show the lanes one below the other, or fold them."""
        self._is_open = not self._is_open
        self._chosen = self._chosen or frozenset(Dynamic)
        self.changed.emit()

    def shows(self, name: str) -> bool:
        """Whether a group of lanes is among those that are shown unfolded."""
        return self._chosen >= frozenset(GROUPS[name])

    def toggle(self, name: str) -> None:
        """Show a group of lanes, or do without it; without the last of them they fold."""
        group = frozenset(GROUPS[name])
        is_seen = self._is_open and self.shows(name)
        self._chosen = self._chosen - group if is_seen else self._chosen | group
        self._is_open = bool(self._chosen)
        self.changed.emit()

    def ask(self) -> None:
        """Let the workshop hear what is missing, what failed before too."""
        track, analyses = self._session.track, self._session.desk.analyses
        if track is not None:
            wish = Wish(KINDS)
            self._session.ask_aside(
                lambda: analyses.pardon(track.id, wish),
                lambda _: self._session.ask(lambda: analyses.complete(track.id, wish)),
            )

    def is_whole(self) -> bool:
        """Whether all of it was heard."""
        return self._sketch is not None and all(self._sketch.has(each) for each in Dynamic)

    def press(self, view: "TimelineView", at: QPointF) -> None:
        """Fold or unfold where the name is pressed."""
        if is_on_title(view.scene.lanes, at) and self.are_there:
            self.fold()

    def words(self, view: "TimelineView", at: QPointF) -> str:
        """What is told of a place in the lanes or their names."""
        scene, lanes = view.scene, view.scene.lanes
        if is_in_heads(lanes, at):
            if not self.are_there:
                return ""
            return FOLD if is_on_title(lanes, at) else CHOOSE
        each = dynamic_at(lanes, self.scene, at)
        if each is None:
            return ""
        if self._sketch is None or not self._sketch.has(each):
            return self._said[KIND_OF[each]]
        return self._sketch.words(each, scene.seconds(at.x()), NEAR / scene.view.scale)

    def menu(self, view: "TimelineView", at: QPointF, globally: "QPoint") -> bool:
        """Show which lanes there are, where the pointer is among their names."""
        lanes = view.scene.lanes
        is_over = dynamic_at(lanes, self.scene, at) is not None
        if not is_in_heads(lanes, at) and not is_over:
            return False
        menu = QMenu(view)
        for name in GROUPS:
            ticked = self._is_open and self.shows(name)
            entry = choice(menu, name, partial(self.toggle, name), ticked=ticked)
            entry.setEnabled(self.are_there)
        menu.addSeparator()
        words = "Fold\tShift+E" if self.shown else "Show all lanes\tShift+E"
        add(menu, "", words, self.fold).setEnabled(self.are_there)
        add(menu, "", "Hear what is missing", self.ask).setEnabled(not self.is_whole())
        popped(menu, globally)
        return True

    def _open(self) -> None:
        self._sketch, self._said = None, dict(NOT_YET)
        for tiles in self._tiles.values():
            tiles.show(None)
        self.changed.emit()
        self._load()

    def _load(self) -> None:
        track, analyses = self._session.track, self._session.desk.analyses
        if track is not None:
            self._session.ask_aside(
                lambda: dynamics_sketch_of(analyses, track.id), self._take, key="dynamics"
            )

    def _take(self, sketch: DynamicsSketch) -> None:
        if self._is_ours(sketch.track):
            self._sketch = sketch
            for each, tiles in self._tiles.items():
                tiles.show(sketch if sketch.has(each) else None)
            self.changed.emit()

    def _paint(self, each: Dynamic, work: Callable[[], Tiles]) -> None:
        self._session.ask_aside(work, partial(self._take_tiles, each), key=f"{each} tiles")

    def _take_tiles(self, each: Dynamic, made: Tiles) -> None:
        self._tiles[each].take(made)
        self.drawn.emit()

    def _is_ours(self, track: TrackId) -> bool:
        return self._session.track is not None and self._session.track.id == track

    def _hear_artifact(self, fact: ArtifactReady) -> None:
        if self._is_ours(fact.artifact.track) and fact.artifact.kind in KINDS:
            self._load()

    def _hear_progress(self, fact: JobMoved) -> None:
        if fact.kind in KINDS:
            self._say(fact.track, fact.kind, f"{DOING[fact.kind]}  {fact.share * 100:.0f} %")

    def _hear_failure(self, fact: JobFailed) -> None:
        if fact.kind in KINDS:
            self._say(fact.track, fact.kind, fact.trouble.message)

    def _hear_cancelled(self, fact: JobCancelled) -> None:
        if fact.kind in KINDS:
            self._say(fact.track, fact.kind, NOT_YET[fact.kind])

    def _say(self, track: TrackId, kind: str, words: str) -> None:
        if self._is_ours(track) and words != self._said[kind]:
            self._said[kind] = words
            self.changed.emit()


def dynamics_actions(view: "TimelineView") -> tuple[Action, ...]:
    """Every command on the dynamics of the open track."""
    tool = view.dynamics

    def are_there() -> bool:
        return tool.are_there and view.isVisible()

    def lacks() -> bool:
        return view.session.track is not None and not tool.is_whole()

    return (
        Action("dynamics", "Show or fold the dynamics", "Shift+E", are_there, tool.fold,
               "Track"),
        Action("dynamics hear", "Hear drums, energy and loudness", "", lacks, tool.ask,
               "Track"),
        *(
            Action(f"dynamics {group[0]}", f"Show or hide: {name.lower()}", "", are_there,
                   partial(tool.toggle, name), "Track")
            for name, group in GROUPS.items()
        ),
    )  # fmt: skip
