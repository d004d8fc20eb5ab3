"""What the views of one window share: the open track, its score, and what is chosen in them.

Everything here lives on Qt's thread. Wishes go to the lane, which never keeps the
views waiting; what comes of them returns as a signal.
"""

import functools
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from luma.app.events import (
    ArtifactReady,
    DocumentChanged,
    KindsChanged,
    ProblemRaised,
    RoomChosen,
    ShowChanged,
)
from luma.app.opening import Opened
from luma.app.rack import KIND as RACK
from luma.app.services import Desk
from luma.app.shows import Show
from luma.domain.audiograph import MASTER
from luma.domain.chorddoc import ChordDoc
from luma.domain.errors import LumaError
from luma.domain.graphedits import GraphEdit
from luma.domain.griddoc import GridDoc
from luma.domain.gridedits import GridEdit
from luma.domain.ids import ClipId, GraphId, NodeId, ScoreId, TrackId, VenueId, new_id
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.scoreedits import ScoreEdit
from luma.domain.sectiondoc import SectionDoc
from luma.domain.track import Track
from luma.domain.units import Seconds
from luma.domain.venue import Venue
from luma.domain.venueedits import VenueEdit
from luma.ui.bridge import Bridge
from luma.ui.wishes import Wishes

Name = tuple[str, str]
Stretch = tuple[float, float]


class Session(Wishes):
    """The window's shared state; views read its properties and hear its signals."""

    track_changed = Signal(object)
    """`Track | None`: another track lies open (it may have no sound, beats or clips yet)."""
    show_changed = Signal(object)
    """`Show | None`: the open show, told again when more was heard of the track."""
    score_changed = Signal(object)
    """`Score | None`: the open score in its newest state."""
    clip_selected = Signal(object)
    """`ClipId | None`: the clip that the inspector and the graph follow."""
    pattern_opened = Signal(object)
    """`GraphId | None`: the graph that lies open in the node editor."""
    node_selected = Signal(object)
    """`NodeId | None`: the node that the inspector follows."""
    hinted = Signal(str)
    """A short sentence for the status bar, such as why a drop is refused; empty ends it."""

    def __init__(self, desk: Desk, bridge: Bridge, parent: QObject | None = None) -> None:
        """Have nothing open."""
        super().__init__(desk, parent)
        self._desk, self._bridge = desk, bridge
        self._opened: Opened | None = None
        self._show: Show | None = None
        self._score: Score | None = None
        self._clips: tuple[ClipId, ...] = ()
        self._followed: tuple[ClipId | None, Stretch | None] = (None, None)
        self._graph: GraphId | None = None
        self._node: NodeId | None = None
        self._room: VenueId | None = None
        self._has_rack = False
        self._attended: Name | None = None
        bridge.on(DocumentChanged, self._hear_document, self)
        bridge.on(ArtifactReady, self._hear_artifact, self)
        bridge.on(RoomChosen, lambda _: self._renew_show(), self)
        bridge.on(KindsChanged, lambda _: self._renew_show(), self)
        bridge.on(ShowChanged, lambda _: self._renew_show(), self)

    @property
    def desk(self) -> Desk:
        """The desk behind the window."""
        return self._desk

    @property
    def bridge(self) -> Bridge:
        """Where views hear facts on Qt's thread."""
        return self._bridge

    @property
    def track(self) -> Track | None:
        """The open track."""
        return None if self._opened is None else self._opened.track

    @property
    def score(self) -> Score | None:
        """The open score in its newest state."""
        return self._score

    @property
    def show(self) -> Show | None:
        """The open show: its heads, and what is known of the track."""
        return self._show

    @property
    def grid(self) -> BeatGrid | None:
        """The beats of the open track, assumed until they are heard."""
        return None if self._show is None else self._show.features.beats

    @property
    def clips(self) -> tuple[ClipId, ...]:
        """All selected clips, the one that is followed first."""
        return self._clips

    @property
    def clip(self) -> Clip | None:
        """The clip that is followed."""
        if self._score is None or not self._clips:
            return None
        return next((c for c in self._score.clips if c.id == self._clips[0]), None)

    @property
    def graph(self) -> GraphId | None:
        """The graph that lies open."""
        return self._graph

    @property
    def node(self) -> NodeId | None:
        """The node that is followed."""
        return self._node

    @property
    def has_sound(self) -> bool:
        """Whether the open track can be played: its sound is decoded and loaded."""
        track = self.track
        return track is not None and self._desk.player.wanted.track == track.id

    @property
    def has_documents(self) -> bool:
        """Whether there is anything that could be undone."""
        return bool(self._documents())

    def open_track(self, name: TrackId) -> None:
        """Open a track with its score in a room, its sound paused at the start."""
        self.ask(
            lambda: self._desk.opening.open(
                name, lambda opened: self.later(lambda: self._take_opened(opened))
            )
        )

    def open_score(self, name: ScoreId) -> None:
        """Turn to another score of the open track, whose sound plays on."""
        self.ask(lambda: self._desk.opening.turn_to(name), self._take_turned)

    def select_clips(self, names: Iterable[ClipId]) -> None:
        """Select clips; the first is followed: its stretch loops and its graph opens.

        A clip that was placed just now may be selected before the score that holds it is here.
        """
        chosen = tuple(names)
        if chosen == self._clips:
            return
        self._clips = chosen
        self.clip_selected.emit(chosen[0] if chosen else None)
        self._follow()

    def open_graph(self, name: GraphId | None) -> None:
        """Open a graph in the node editor."""
        if name == self._graph:
            return
        self._graph = name
        self.select_node(None)
        self.pattern_opened.emit(name)

    def select_node(self, name: NodeId | None) -> None:
        """Let the inspector follow a node of the open graph."""
        if name != self._node:
            self._node = name
            self.node_selected.emit(name)

    def edit_score(self, edit: ScoreEdit, gesture: str | None = None) -> None:
        """Edit the open score; all edits of one gesture are one step of undo."""
        score = self._score
        if score is not None:
            self._edit(("score", score.id), edit, gesture)

    def edit_graph(self, edit: GraphEdit, gesture: str | None = None) -> None:
        """Edit the open graph; all edits of one gesture are one step of undo."""
        if self._graph is not None:
            self._edit(("graph", self._graph), edit, gesture)

    def edit_grid(self, edit: GridEdit) -> None:
        """Put the beats of the open track right; its clips follow in the same step."""
        track = self.track
        if track is not None:
            self._attended = ("grid", track.id)
            self.ask(lambda: self._desk.grids.edit(track.id, edit))

    def use_room(self, name: VenueId | None) -> None:
        """Let edits of the room, and their undo, mean a venue."""
        self._room = name

    def use_rack(self) -> None:
        """Let undo mean the rack of effects where somebody works in it."""
        self._has_rack = True

    def edit_room(self, edit: VenueEdit, gesture: str | None = None) -> None:
        """Edit the room; all edits of one gesture are one step of undo."""
        if self._room is not None:
            self._edit(("venue", self._room), edit, gesture)

    def edit_graph_by(self, edits: Sequence[GraphEdit]) -> None:
        """Edit the open graph by several edits that are one step of undo."""
        if edits:
            gesture = self.new_gesture()
            for edit in edits:
                self.edit_graph(edit, gesture)
            self.finish_gesture()

    def new_gesture(self) -> str:
        """A name for a drag or a turn of a knob; `finish_gesture` ends it."""
        return new_id()

    def finish_gesture(self) -> None:
        """End a gesture on whatever is open: each is one step, and saved."""
        for kind, name in self._documents():
            self.ask(functools.partial(self._desk.documents.finish, kind, name))

    def attend(self, kind: str) -> None:
        """Let undo and redo mean the "score", the "graph", the "venue" or the "audio" rack."""
        self._attended = next((name for name in self._documents() if name[0] == kind), None)

    def undo(self) -> None:
        """Take back the last step of the document that a person works in."""
        self._step(self._desk.documents.undo)

    def redo(self) -> None:
        """Take the last step forward again."""
        self._step(self._desk.documents.redo)

    def play_or_pause(self) -> None:
        """Play on, or hold."""
        player = self._desk.player
        if self.has_sound:
            self.ask(player.pause if player.wanted.playing else player.play)

    def seek(self, at: float) -> None:
        """Go to a second of the song."""
        if self.has_sound:
            self.ask(lambda: self._desk.player.seek(Seconds(max(0.0, at))))

    def loop(self, start: float, stop: float) -> None:
        """Play a stretch of seconds over and over."""
        if self.has_sound and stop > start:
            self.ask(lambda: self._desk.player.loop(Seconds(max(0.0, start)), Seconds(stop)))

    def unloop(self) -> None:
        """Play on past the end of the loop."""
        if self.has_sound:
            self.ask(self._desk.player.unloop)

    def _edit(
        self, name: Name, edit: ScoreEdit | GraphEdit | VenueEdit, gesture: str | None
    ) -> None:
        self._attended = name
        self.ask(lambda: self._desk.documents.edit(*name, edit, gesture))

    def _step(self, step: Callable[[str, str], object]) -> None:
        name = self._attended or next(iter(self._documents()), None)
        if name is not None:
            self.ask(lambda: step(*name))

    def _documents(self) -> tuple[Name, ...]:
        track = None if self.track is None else self.track.id
        score = None if self._score is None else self._score.id
        named = (
            ("score", score), ("graph", self._graph), ("venue", self._room), ("grid", track),
            ("harmony", track), ("sections", track),
            (RACK, MASTER if self._has_rack else None),
        )  # fmt: skip
        return tuple((kind, str(name)) for kind, name in named if name is not None)

    def _take_opened(self, opened: Opened) -> None:
        self._opened, self._attended = opened, None
        self._show = self._desk.shows.show
        self._score = None
        self.select_clips(())
        self.open_graph(None)
        self.track_changed.emit(opened.track)
        self.show_changed.emit(self._show)
        self.ask(lambda: self._newest(opened.score), self._take_score)

    def _take_turned(self, opened: Opened) -> None:
        if self.track is None or opened.track.id != self.track.id:
            return
        self._opened, self._attended = opened, None
        self._show, self._score = self._desk.shows.show, None
        self.select_clips(())
        self.show_changed.emit(self._show)
        self.ask(lambda: self._newest(opened.score), self._take_score)

    def _newest(self, name: ScoreId) -> Score:
        score: Score = self._desk.documents.get("score", name)
        return score

    def _take_score(self, score: Score) -> None:
        if self._opened is None or score.id != self._opened.score:
            return
        before = {clip.id for clip in self._score.clips} if self._score is not None else set()
        self._score = score
        gone = before - {clip.id for clip in score.clips}
        self.score_changed.emit(score)
        self.select_clips(name for name in self._clips if name not in gone)
        self._follow()

    def _follow(self) -> None:
        """Open the followed clip's graph once the score holds it, and keep the clip looped."""
        clip = self.clip
        span = None if clip is None else self._span_of(clip)
        name = None if clip is None else clip.id
        before, self._followed = self._followed, (name, span)
        if clip is None or before == self._followed:
            return
        if before[0] != name:
            self.ask(lambda: self._desk.opening.graph_of(clip), self.open_graph)
            if span is not None:
                self._enter(*span)
        elif span is not None and self._desk.player.wanted.loop == before[1]:
            self.loop(*span)

    def _span_of(self, clip: Clip) -> Stretch | None:
        grid = self.grid
        if grid is None:
            return None
        start, stop = (float(at) for at in grid.seconds([clip.start_beat, clip.stop_beat]))
        return max(0.0, start), stop

    def _enter(self, start: float, stop: float) -> None:
        """Loop a stretch, and go there unless the play head is in it."""
        heard = self._desk.player.snapshot()
        self.loop(start, stop)
        if heard is not None and not start <= heard.seconds < stop:
            self.seek(start)

    def _hear_document(self, fact: DocumentChanged) -> None:
        if isinstance(fact.after, Score):
            self._take_score(fact.after)
        elif isinstance(fact.after, Venue | GridDoc | ChordDoc | SectionDoc):
            self._renew_show()

    def _renew_show(self) -> None:
        """Tell the show of the open track again once its room or its beats are others."""
        show = self._desk.shows.show
        if show is None or self.track is None or show.track != self.track.id:
            return
        if show is not self._show:
            self._show = show
            self.show_changed.emit(show)

    def _hear_artifact(self, fact: ArtifactReady) -> None:
        if self.track is not None and fact.artifact.track == self.track.id:
            self._renew_show()

    def tell_problem(self, trouble: LumaError) -> None:
        """Show a problem where the window shows problems."""
        self._desk.bus.announce(ProblemRaised(trouble))
