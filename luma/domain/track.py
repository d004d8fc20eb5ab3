"""What a file is, once it is known."""

from dataclasses import dataclass, field
from pathlib import Path

from luma.domain.ids import Recipe, TrackId
from luma.domain.units import Seconds


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself."""

    title: str = ""
    artist: str = ""
    album: str = ""
    bpm: float | None = None
    key: str = ""
    seconds: Seconds = Seconds(0.0)
    genre: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that a track came from."""

    file_sha256: str
    payload_sha256: str
    path: Path
    original: str


@dataclass(frozen=True, slots=True)
class Track:
    """A piece of music in the library; its name stays when its file is re-tagged or moved."""

    id: TrackId
    tags: Tags
    source: Source
    added: str

    @property
    def title(self) -> str:
        """What to call it: its title, or the name of its file."""
        return self.tags.title or Path(self.source.original).stem


@dataclass(frozen=True, slots=True)
class Artifact:
    """A result that was made from a track's sound, named by its recipe."""

    recipe: Recipe
    track: TrackId
    kind: str
    engine: str
    version: int
    file: str
    bytes: int
    settings: dict[str, object] = field(default_factory=dict)
