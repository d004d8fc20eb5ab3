"""What other programs know of a person's music: their tracks, lists, beat grids and cues."""

from dataclasses import dataclass

from luma.domain.playlists import PlaylistKind


@dataclass(frozen=True, slots=True)
class Anchor:
    """A beat at a second, from which a tempo holds; `beat` is its number in the bar, from 1."""

    at: float
    bpm: float
    beat: int = 1
    metre: int = 4


@dataclass(frozen=True, slots=True)
class ForeignCue:
    """A marked second or a loop; `button` counts pads from 0, `colour` is 0xRRGGBB."""

    at: float
    stop: float | None = None
    button: int | None = None
    name: str = ""
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class ForeignTrack:
    """A track as another program knows it; `path` is where its file lay on that machine.

    Paths are written with slashes, whatever the other machine wrote. `rating` counts stars.
    `size` is the file's bytes, as far as `size_within` of them.
    """

    path: str
    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    comment: str = ""
    bpm: float | None = None
    key: str = ""
    rating: int = 0
    colour: int | None = None
    plays: int = 0
    seconds: float = 0.0
    size: int | None = None
    size_within: int = 0
    grid: tuple[Anchor, ...] = ()
    cues: tuple[ForeignCue, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignPlaylist:
    """A list of another program: its name, the folders it lies in, and the paths in it."""

    name: str
    folders: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    kind: PlaylistKind = PlaylistKind.LIST


@dataclass(frozen=True, slots=True)
class ForeignLibrary:
    """What could be read of another program's library, and a line for what could not."""

    program: str
    tracks: tuple[ForeignTrack, ...] = ()
    playlists: tuple[ForeignPlaylist, ...] = ()
    remarks: tuple[str, ...] = ()
