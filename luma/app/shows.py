"""The open show: one score in one venue, whose light is kept true while its parts change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luma.app.documents import Documents
from luma.app.events import ShowChanged, ShowReady
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.lights import Lights
from luma.app.litroom import LitRoom
from luma.app.patterns import Patterns, Scene
from luma.app.roomchanges import RoomChange
from luma.domain.ids import ClipId, GraphId, PatternId, ScoreId, TrackId, VenueId
from luma.domain.score import Anchor, Clip, Score
from luma.domain.span import Span
from luma.domain.venue import Head, Venue
from luma.graph.context import Features
from luma.score.timeline import frames_of, spans_touched

FEATURE_KINDS = frozenset(
    {"pcm", "beats", "chords", "energy", "loudness", "sections", "drums", "stems"}
)
HELD = frozenset({"start_s", "stop_s"})
ASKED = HELD | {
    "pattern",
    "implementation",
    "start_beat",
    "stop_beat",
    "anchor",
    "arguments",
    "seed",
}


@dataclass(frozen=True, slots=True, eq=False)
class Show:
    """What is open: the score, the venue, and what is known of the track."""

    score: ScoreId
    venue: VenueId
    track: TrackId
    heads: tuple[Head, ...]
    features: Features
    seconds: float


class Shows:
    """Opens shows, and passes what changes to those who make the light; used on the lane."""

    def __init__(
        self,
        ground: Ground,
        documents: Documents,
        grids: Grids,
        patterns: Patterns,
        lights: Lights,
    ) -> None:
        """Have none open."""
        self._bus = ground.bus
        self._documents, self._grids = documents, grids
        self._patterns, self._lights = patterns, lights
        self._show: Show | None = None
        self._opening = False

    @property
    def show(self) -> Show | None:
        """What is open, if anything."""
        return self._show

    def open(self, score_id: ScoreId, venue_id: VenueId, room: LitRoom | None = None) -> Show:
        """Turn to a score in a venue; its light comes as fast as it is made."""
        score: Score = self._documents.get("score", score_id)
        venue: Venue = self._documents.get("venue", venue_id)
        track, seconds = score.track, self._grids.seconds(score.track)
        features = self._grids.features(track)
        heads = self._lights.heads_in(venue) if room is None else room.heads
        self._show = Show(score_id, venue_id, track, heads, features, seconds)
        self._lights.open(venue, features.beats, seconds, room, heads)
        self._opening = True
        try:
            self._patterns.open(score, Scene(heads, features))
        finally:
            self._opening = False
        self._replan(score, ())
        self.settle()
        return self._show

    def hear_artifact(self, track: TrackId, kind: str) -> None:
        """Look at the track anew when something that patterns listen to has been heard."""
        show = self._show
        if show is not None and show.track == track and kind in FEATURE_KINDS:
            self.open(show.score, show.venue)

    def change_score(self, before: Score, after: Score) -> None:
        """Make the light of what is new or different, and take away what is gone."""
        if self._show is None or after.id != self._show.score:
            return
        old, new = ({clip.id: clip for clip in score.clips} for score in (before, after))
        self._patterns.drop(name for name in old if name not in new)
        again = [c for name, c in new.items() if name not in old or not _same(old[name], c)]
        self._patterns.refresh(again)
        # where a clip comes to lie is composed once, when its light is there
        made = {clip.id for clip in again}
        lying = after.with_clips(tuple(clip for clip in after.clips if clip.id not in made))
        self._replan(after, spans_touched(before, lying, self._show.features.beats))
        self.settle()

    def change_grid(self, track: str) -> None:
        """Put all light on the changed beats of the open track; the old shows meanwhile."""
        show = self._show
        if show is None or track != show.track:
            return
        features = replace(show.features, beats=self._grids.of(show.track))
        self._show = replace(show, features=features)
        score: Score = self._documents.get("score", show.score)
        self._lights.use_grid(features.beats)
        self._patterns.see(score, Scene(show.heads, features))
        self._replan(score, [self._lights.whole])
        self.settle()

    def change_chords(self, track: str) -> None:
        """Run what the open track's clips do again, on its changed chords."""
        show = self._show
        if show is not None and track == show.track:
            chords = self._grids.features(show.track).chords
            self._run_on(show, replace(show.features, chords=chords))

    def change_sections(self, track: str) -> None:
        """Run what the open track's clips do again, on its changed sections."""
        show = self._show
        if show is not None and track == show.track:
            sections = self._grids.features(show.track).sections
            self._run_on(show, replace(show.features, sections=sections))

    def _run_on(self, show: Show, features: Features) -> None:
        self._show = replace(show, features=features)
        score: Score = self._documents.get("score", show.score)
        self._patterns.see(score, Scene(show.heads, features))
        self.settle()

    def change_graph(self, graph: GraphId) -> None:
        """Make the light of the clips that play a graph again."""
        self._patterns.refresh_graph(graph)

    def change_pattern(self, pattern: PatternId) -> None:
        """Make the light of the clips that play a pattern's default or use it again."""
        self._patterns.refresh_pattern(pattern)

    def change_venue(self, venue: Venue) -> None:
        """Take over a changed venue, and make the light again of the clips that can tell."""
        show = self._show
        if show is None or venue.id != show.venue:
            return
        self._lights.lay_out(venue, self._take_room)

    def _take_room(self, room: LitRoom) -> None:
        show = self._show
        if show is None or room.venue.id != show.venue:
            return
        change = RoomChange(show.heads, room.heads)
        if not change.only_adds:
            self.open(show.score, show.venue, room)
            self._bus.announce(ShowChanged(show.score))
            return
        if change.has_other_heads:
            self._lights.open(room.venue, show.features.beats, show.seconds, room)
        else:
            self._lights.use_room(room)
        if change.before != change.after:
            self._show = replace(show, heads=change.after)
            score: Score = self._documents.get("score", show.score)
            self._patterns.see_room(score, Scene(change.after, show.features), change)
            if change.has_other_heads:
                self._replan(score, [self._lights.whole])
        self._bus.announce(ShowChanged(show.score))
        self.settle()

    def change_kinds(self, keys: Iterable[str]) -> None:
        """Take over kinds of lamps that are others now, where the open venue has some."""
        show, changed = self._show, set(keys)
        if show is None:
            return
        venue: Venue = self._documents.get("venue", show.venue)
        if any(fixture.profile in changed for fixture in venue.fixtures):
            self.change_venue(venue)

    def move_to(self, venue: VenueId) -> None:
        """Open the show in another venue."""
        if self._show is not None and venue != self._show.venue:
            self.open(self._show.score, venue)

    def take_light(self, score: ScoreId, name: ClipId) -> None:
        """Put a clip's new light into the plan."""
        if self._show is None or score != self._show.score:
            return
        latest: Score = self._documents.get("score", score)
        spans = [
            frames_of(clip, self._show.features.beats)
            for clip in latest.clips
            if clip.id == name
        ]
        self._replan(latest, spans)
        self.settle()

    def take_near(self, score: ScoreId, span: Span[int]) -> None:
        """Put what was made around the play head into the plan."""
        if self._show is not None and score == self._show.score:
            latest: Score = self._documents.get("score", score)
            self._replan(latest, [span])

    def settle(self) -> None:
        """Say that all light of the show is made, when it is, and no clip is to begin yet."""
        if self._show is not None and not self._opening and self.is_settled:
            self._bus.announce(ShowReady(self._show.score))

    def _replan(self, score: Score, spans: Iterable[Span[int]]) -> None:
        self._lights.replan(score, self._patterns.newest, spans, self._patterns.head())

    @property
    def is_settled(self) -> bool:
        """Whether no light is being made."""
        return self._patterns.is_settled and self._lights.is_settled


def _same(one: Clip, other: Clip) -> bool:
    """Whether two states of a clip ask the same of its graph."""
    asked = ASKED if Anchor.SECONDS in {one.anchor, other.anchor} else ASKED - HELD
    return all(getattr(one, name) == getattr(other, name) for name in asked)
