"""Opens a track for work: its score, a room, its sound and its light."""

from collections.abc import Callable
from dataclasses import dataclass

from luma.app.events import ProblemRaised, TrackOpened
from luma.app.ground import Ground
from luma.app.lights import Lights
from luma.app.player import Player
from luma.app.shows import Shows
from luma.app.venues import Venues
from luma.domain.errors import LumaError, NotFound, Refused
from luma.domain.ids import GraphId, ScoreId, TrackId, VenueId, new_id
from luma.domain.score import Clip, Score
from luma.domain.track import Track
from luma.store.store import Shelf

FIRST_SCORE = "Main"


@dataclass(frozen=True, slots=True)
class Opened:
    """What lies open: a track with the score and the venue that it is shown with."""

    track: Track
    score: ScoreId
    venue: VenueId


class Opening:
    """Opens one track after another; used on the lane."""

    def __init__(
        self, ground: Ground, shows: Shows, player: Player, lights: Lights, venues: Venues
    ) -> None:
        """Have none open."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store
        self._shows, self._player, self._lights = shows, player, lights
        self._venues = venues
        self._asked: TrackId | None = None
        self._silent: TrackId | None = None

    def open(self, name: TrackId, then: Callable[[Opened], object]) -> None:
        """Open a track with its default score, made if it has none; the latest wish wins."""
        self._asked = name
        self._bus.announce(TrackOpened(name))
        with self._store.read() as shelf:
            found = self._standing(shelf, name)
        if found is not None:
            self._begin(found, then)
            return
        self._keeper.save(lambda shelf: self._with_score(shelf, name)).then(
            lambda opened: self._begin(opened, then), self._tell
        )

    def turn_to(self, name: ScoreId) -> Opened:
        """Show another score of the open track, whose sound plays on."""
        with self._store.read() as shelf:
            score = shelf.scores.load(name)
            opened = Opened(shelf.tracks.get(score.track), name, self._venues.room(shelf))
        if score.track != self._asked:
            raise Refused(
                f'The score "{score.name}" belongs to another track.',
                hint="Open that track first.",
            )
        self._shows.open(name, opened.venue)
        return opened

    def has(self, name: TrackId) -> bool:
        """Whether the library has a track."""
        with self._store.read() as shelf:
            return shelf.tracks.find(name) is not None

    def hear_artifact(self, track: TrackId, kind: str) -> None:
        """Give the player the sound of the open track, once it is decoded or taken apart."""
        self._player.voices.hear_artifact(track, kind)
        if kind == "pcm" and track == self._silent:
            self._load(track)

    def graph_of(self, clip: Clip) -> GraphId | None:
        """The graph that a clip plays, if its pattern has one."""
        if clip.implementation is not None:
            return clip.implementation
        with self._store.read() as shelf:
            pattern = shelf.patterns.find(clip.pattern)
        return None if pattern is None else pattern.default

    def _begin(self, opened: Opened, then: Callable[[Opened], object]) -> None:
        if opened.track.id != self._asked:
            return
        self._shows.open(opened.score, opened.venue)
        self._load(opened.track.id)
        self._lights.start(self._player.start())
        then(opened)

    def _load(self, track: TrackId) -> None:
        try:
            self._player.load(track)
            self._silent = None
        except NotFound:
            if self._player.wanted.playing:
                self._player.pause()
            self._silent = track

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            raise trouble
        self._bus.announce(ProblemRaised(trouble))

    def _standing(self, shelf: Shelf, name: TrackId) -> Opened | None:
        score = shelf.scores.find_default(name)
        if score is None:
            return None
        return Opened(shelf.tracks.get(name), score.id, self._venues.room(shelf))

    def _with_score(self, shelf: Shelf, name: TrackId) -> Opened:
        track, score = shelf.tracks.get(name), Score(ScoreId(new_id()), name, FIRST_SCORE)
        shelf.scores.save(score)
        return Opened(track, score.id, self._venues.room(shelf))
