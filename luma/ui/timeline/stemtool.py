"""What can be done with the voices of the open track: hear some alone, or ask for them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from luma.app.analyses import Wish
from luma.app.events import ArtifactReady, JobCancelled, JobFailed, JobMoved, VoicesChanged
from luma.app.stemlanes import StemSketch, stem_sketch_of
from luma.domain.ids import TrackId
from luma.domain.stems import EVEN, Balance, Stem
from luma.ui.actions import Action
from luma.ui.session import Session
from luma.ui.timeline.lanes import STEM, STEMS
from luma.ui.timeline.stems import (
    TITLES,
    HeldStem,
    StemKnob,
    StemScene,
    StemTiles,
    stem_held_at,
    stems_picture,
)
from luma.ui.timeline.wave import Tiles

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

KINDS = ("stems", "stempeaks")
NOT_YET = "The track is not taken apart into its voices yet"
WORDS = {
    StemKnob.TITLE: "Click to show the voices one below the other, or to fold them (Shift+V)",
    StemKnob.SEPARATE: "Take the track apart into drums, bass, vocals and the rest",
    StemKnob.NAME: "",
    StemKnob.SOLO: "Hear this voice alone, with others that are solo (Alt+{number})",
    StemKnob.MUTE: "Mute: this voice is not heard (Ctrl+Alt+{number})",
}


class StemTool(QObject):
    """Holds what is drawn of the voices of the open track, and passes on what is wished."""

    changed = Signal()
    """The lanes are others, or look different."""
    waved = Signal()
    """There is more of the waves."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Have nothing yet; the lanes are folded."""
        super().__init__(parent)
        self._session = session
        self._tiles = StemTiles(self._paint, stems_picture)
        self._is_open = False
        self._balance: Balance = EVEN
        self._words = NOT_YET
        self._is_asked = False
        session.track_changed.connect(lambda _: self._open())
        bridge = session.bridge
        bridge.on(VoicesChanged, self._hear_balance, self)
        bridge.on(ArtifactReady, self._hear_artifact, self)
        bridge.on(JobMoved, self._hear_progress, self)
        bridge.on(JobFailed, self._hear_failure, self)
        bridge.on(JobCancelled, self._hear_cancelled, self)

    @property
    def scene(self) -> StemScene:
        """What is known and heard of the voices."""
        sketch = self._tiles.sketch
        engine = "" if sketch is None else sketch.engine
        offers = sketch is None and not self._is_asked and self._session.track is not None
        return StemScene(self._tiles, engine, self._balance, self._words, offers)

    @property
    def are_there(self) -> bool:
        """Whether the voices of the open track are there."""
        return self._tiles.sketch is not None

    @property
    def height(self) -> int:
        """How high all lanes of the voices are together."""
        return STEMS + (len(Stem) * STEM if self._is_open and self.are_there else 0)

    def fold(self) -> None:
        """Show the voices one below the other, or fold them."""
        self._is_open = not self._is_open
        self.changed.emit()

    def mute(self, stem: Stem) -> None:
        """Mute a voice, or let it be heard again."""
        voices = self._session.desk.player.voices
        self._session.ask(lambda: voices.mute(stem))

    def solo(self, stem: Stem) -> None:
        """Hear a voice alone, or no longer."""
        voices = self._session.desk.player.voices
        self._session.ask(lambda: voices.solo(stem))

    def hear_all(self) -> None:
        """Hear the mix again."""
        self._session.ask(self._session.desk.player.voices.hear_all)

    def separate(self) -> None:
        """Ask the workshop for the voices of the open track."""
        track, analyses = self._session.track, self._session.desk.analyses
        if track is None or self.are_there or self._is_asked:
            return
        wish = Wish(KINDS)
        self._is_asked, self._words = True, "Waiting to be separated"
        self.changed.emit()
        self._session.ask_aside(
            lambda: analyses.pardon(track.id, wish),
            lambda _: self._session.ask(lambda: analyses.complete(track.id, wish)),
        )

    def press(self, held: HeldStem) -> None:
        """Do what a press on a part of the heads means."""
        acts = {StemKnob.SOLO: self.solo, StemKnob.MUTE: self.mute}
        if held.knob is StemKnob.SEPARATE:
            self.separate()
        elif held.knob is StemKnob.TITLE:
            if self.are_there:
                self.fold()
        elif held.knob in acts and held.stem is not None:
            acts[held.knob](held.stem)

    def words(self, view: "TimelineView", at: QPointF) -> str:
        """What is told of a place in the heads."""
        held = stem_held_at(view.scene.lanes, self.scene, at)
        if held is None or (held.knob is StemKnob.TITLE and not self.are_there):
            return ""
        number = 0 if held.stem is None else list(Stem).index(held.stem) + 1
        return WORDS[held.knob].format(number=number)

    def _open(self) -> None:
        track, player = self._session.track, self._session.desk.player
        self._tiles.show(None)
        self._words, self._is_asked = NOT_YET, False
        self._balance = EVEN if track is None else player.voices.balance(track.id)
        self.changed.emit()
        self._load()

    def _load(self) -> None:
        track, analyses = self._session.track, self._session.desk.analyses
        if track is not None:
            self._session.ask_aside(
                lambda: stem_sketch_of(analyses, track.id),
                partial(self._take, track.id),
                key="stems",
            )

    def _take(self, track: TrackId, sketch: StemSketch | None) -> None:
        if sketch is not None and self._is_ours(track):
            self._tiles.show(sketch)
            self._is_asked = False
            self.changed.emit()

    def _paint(self, work: Callable[[], Tiles]) -> None:
        self._session.ask_aside(work, self._take_tiles, key="stem tiles")

    def _take_tiles(self, made: Tiles) -> None:
        self._tiles.take(made)
        self.waved.emit()

    def _is_ours(self, track: TrackId) -> bool:
        return self._session.track is not None and self._session.track.id == track

    def _hear_balance(self, fact: VoicesChanged) -> None:
        if self._is_ours(fact.track):
            self._balance = fact.balance
            self.changed.emit()

    def _hear_artifact(self, fact: ArtifactReady) -> None:
        if self._is_ours(fact.artifact.track) and fact.artifact.kind in KINDS:
            self._load()

    def _hear_progress(self, fact: JobMoved) -> None:
        if self._is_ours(fact.track) and fact.kind in KINDS and not self.are_there:
            doing = "Separating" if fact.kind == "stems" else "Drawing the voices"
            self._is_asked, self._words = True, f"{doing}  {fact.share * 100:.0f} %"
            self.changed.emit()

    def _hear_failure(self, fact: JobFailed) -> None:
        if self._is_ours(fact.track) and fact.kind in KINDS:
            self._is_asked, self._words = False, fact.trouble.message
            self.changed.emit()

    def _hear_cancelled(self, fact: JobCancelled) -> None:
        if self._is_ours(fact.track) and fact.kind in KINDS:
            self._is_asked, self._words = False, NOT_YET
            self.changed.emit()


def stem_actions(view: "TimelineView") -> tuple[Action, ...]:
    """Every command on the voices of the open track."""
    tool = view.stems

    def are_there() -> bool:
        return tool.are_there and view.isVisible()

    def can_ask() -> bool:
        return tool.scene.offers

    return (
        Action("stems", "Show or fold the stems", "Shift+V", are_there, tool.fold, "Track"),
        Action("stems separate", "Separate the stems", "", can_ask, tool.separate, "Track"),
        Action("stems all", "Hear all stems", "Alt+0", are_there, tool.hear_all, "Track"),
        *(
            Action(f"stems solo {stem}", f"Solo: {TITLES[stem].lower()}", f"Alt+{number}",
                   are_there, partial(tool.solo, stem), "Track")
            for number, stem in enumerate(Stem, 1)
        ),
        *(
            Action(f"stems mute {stem}", f"Mute: {TITLES[stem].lower()}",
                   f"Ctrl+Alt+{number}", are_there, partial(tool.mute, stem), "Track")
            for number, stem in enumerate(Stem, 1)
        ),
    )  # fmt: skip
