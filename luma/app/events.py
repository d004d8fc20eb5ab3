"""Every fact that the desk announces."""

from dataclasses import dataclass
from pathlib import Path

from luma.domain.chorddoc import ChordDoc
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.griddoc import GridDoc
from luma.domain.ids import ClipId, Recipe, ScoreId, TrackId, VenueId
from luma.domain.pattern import Pattern
from luma.domain.patterndoc import PatternDoc
from luma.domain.score import Score
from luma.domain.span import Span
from luma.domain.stems import Balance
from luma.domain.track import Artifact, Track
from luma.domain.venue import Venue

Document = GraphDoc | Score | Venue | GridDoc | ChordDoc


@dataclass(frozen=True, slots=True)
class DeskOpened:
    """The desk stands and its services answer."""


@dataclass(frozen=True, slots=True)
class TrackAdded:
    """A new piece of music is in the library."""

    track: Track
    path: Path


@dataclass(frozen=True, slots=True)
class TrackAlreadyHere:
    """A file whose music the library already has."""

    track: Track
    path: Path
    file_sha256: str


@dataclass(frozen=True, slots=True)
class TrackRefused:
    """A file that could not come in, and why."""

    path: Path
    trouble: LumaError


@dataclass(frozen=True, slots=True)
class ImportMoved:
    """How far files on their way in have come, told a few times a second and at the end."""

    done: int
    found: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class SoundReplaced:
    """A track that has another file now, with all the work that hangs on it."""

    track: TrackId


@dataclass(frozen=True, slots=True)
class SameSoundFound:
    """Two tracks of the same samples in other packing; a person may make one of them."""

    track: TrackId
    others: tuple[TrackId, ...]


@dataclass(frozen=True, slots=True)
class TracksJoined:
    """A track that is another one's now, with all the work that hung on it."""

    kept: TrackId
    gone: TrackId


@dataclass(frozen=True, slots=True)
class TrackOpened:
    """A track that somebody works on from now on."""

    track: TrackId


@dataclass(frozen=True, slots=True)
class TracksChanged:
    """Tracks whose tags, colour or noted tempo are others now."""

    tracks: tuple[TrackId, ...]


@dataclass(frozen=True, slots=True)
class TracksRemoved:
    """Tracks that lie in the trash now."""

    tracks: tuple[TrackId, ...]


@dataclass(frozen=True, slots=True)
class TracksRestored:
    """Tracks that came back out of the trash."""

    tracks: tuple[TrackId, ...]


@dataclass(frozen=True, slots=True)
class PatternAdded:
    """A new pattern is in the library."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class PatternChanged:
    """A pattern is called or described otherwise, or its implementations are others now."""

    before: Pattern
    after: Pattern


@dataclass(frozen=True, slots=True)
class PatternRemoved:
    """A pattern that the library no longer has, whole, so that it can be restored."""

    pattern: PatternDoc


@dataclass(frozen=True, slots=True)
class ScoreAdded:
    """A new score is in the library."""

    score: Score


@dataclass(frozen=True, slots=True)
class ScoreRemoved:
    """A score that the library no longer has, whole, so that it can be restored."""

    score: Score


@dataclass(frozen=True, slots=True)
class DefaultScoreChosen:
    """Another score of a track plays with it when none is named."""

    track: TrackId
    score: ScoreId


@dataclass(frozen=True, slots=True)
class FileSkipped:
    """A file in a folder that does not claim to be sound."""

    path: Path


@dataclass(frozen=True, slots=True)
class JobQueued:
    """Some work on a track waits for a slot."""

    track: TrackId
    kind: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class JobMoved:
    """How far some work has come."""

    track: TrackId
    kind: str
    share: float
    stage: str
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """Some work that was called off; it is begun again when somebody asks for it."""

    track: TrackId
    kind: str


@dataclass(frozen=True, slots=True)
class JobFailed:
    """Some work that ended without a result."""

    track: TrackId
    kind: str
    trouble: LumaError


@dataclass(frozen=True, slots=True)
class ArtifactReady:
    """A result that is on its shelf, and what was amiss although it came out."""

    artifact: Artifact
    seconds: float
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TrackComplete:
    """A track for which nothing is left to be made, but for what failed before."""

    track: TrackId
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChanged:
    """A document was edited, undone or redone."""

    kind: str
    id: str
    before: Document
    after: Document


@dataclass(frozen=True, slots=True)
class DocumentSaved:
    """A document's newest state is on disk."""

    kind: str
    id: str
    revision: int


@dataclass(frozen=True, slots=True)
class PlaylistsChanged:
    """Playlists came, went or hold other tracks."""


@dataclass(frozen=True, slots=True)
class VenuesChanged:
    """Rooms came or went."""


@dataclass(frozen=True, slots=True)
class KindsChanged:
    """Kinds of lamps are others, or came, or went; named by their keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomChosen:
    """Another room is lit from now on."""

    venue: VenueId


@dataclass(frozen=True, slots=True)
class PatternNear:
    """A clip's light around the play head has been computed, ahead of the rest of it."""

    score: ScoreId
    clip: ClipId
    span: Span[int]


@dataclass(frozen=True, slots=True)
class PatternReady:
    """What a clip does with the lights has been computed."""

    score: ScoreId
    clip: ClipId


@dataclass(frozen=True, slots=True)
class PatternFailed:
    """A clip whose pattern could not be computed."""

    score: ScoreId
    clip: ClipId
    trouble: LumaError


@dataclass(frozen=True, slots=True)
class PlanReady:
    """The show file holds the score as it is now."""

    score: ScoreId


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """The open show has taken over a changed room."""

    score: ScoreId


@dataclass(frozen=True, slots=True)
class ShowReady:
    """All light of the open show is made."""

    score: ScoreId


@dataclass(frozen=True, slots=True)
class TransportChanged:
    """The player was told to do something else."""

    playing: bool
    looping: bool


@dataclass(frozen=True, slots=True)
class VoicesChanged:
    """Other voices of a track are muted or solo."""

    track: TrackId
    balance: Balance


@dataclass(frozen=True, slots=True)
class StageReady:
    """The stage runs, through which sink it sounds, and whether that is the chosen one."""

    sink: str
    trouble: str = ""
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """The sound devices were looked at anew, or why they cannot be listed."""

    said: str = ""


@dataclass(frozen=True, slots=True)
class StageLost:
    """The stage fell."""

    said: str


@dataclass(frozen=True, slots=True)
class LightsReady:
    """The light process runs."""


@dataclass(frozen=True, slots=True)
class LightsLost:
    """The light process fell."""

    said: str


@dataclass(frozen=True, slots=True)
class OutputFailed:
    """A light output that cannot be reached."""

    trouble: LumaError
    name: str = ""


@dataclass(frozen=True, slots=True)
class OutputSends:
    """A light output sends, for the first time or again."""

    name: str


@dataclass(frozen=True, slots=True)
class OutputsChanged:
    """There are other outputs, or one fares otherwise."""


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    """Something that a person should know of."""

    trouble: LumaError
