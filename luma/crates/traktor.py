"""Traktor's collection.nml: its tracks, and its playlists in folders."""

from collections.abc import Iterator
from pathlib import Path

from luma.crates.files import refuse_more
from luma.crates.markup import Piece, pieces
from luma.crates.remarks import Remarks
from luma.crates.values import number, seconds, stars, tempo, whole, words
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)
from luma.domain.harmony import Key

NAME = "Traktor"
ROOT = "NML"
FULL = 255.0
_TRACK = (ROOT, "COLLECTION", "ENTRY")
_LISTS = (ROOT, "PLAYLISTS")
_ROOT_FOLDER = "$ROOT"
_GRID, _LOOP = "4", "5"
_OF_THE_SYSTEM = frozenset({"Users", "Volumes", "Library", "Applications", "System", "home"})
_COLOURS = (None, 0xFF0000, 0xFF8000, 0xFFFF00, 0x00FF00, 0x0055FF, 0x8000FF, 0xFF00D4)


def read_traktor(file: Path) -> ForeignLibrary:
    """What a collection holds."""
    remarks = Remarks()
    tracks: list[ForeignTrack] = []
    playlists: list[ForeignPlaylist] = []
    for way, piece in pieces(file, {_TRACK, _LISTS}):
        if way == _LISTS:
            playlists += _playlists(piece, remarks)
        elif (track := _track(piece, remarks)) is not None:
            refuse_more(len(tracks), file)
            tracks.append(track)
    return ForeignLibrary(NAME, tuple(tracks), tuple(playlists), remarks.all())


def path_of(volume: str, folders: str, name: str = "") -> str:
    """The path of a file, of which Traktor writes /:Users/:me/: for the folders /Users/me.

    A colon within a name is written as two slashes. The disk is a letter on Windows. On a Mac
    it is a name, below /Volumes unless the folder is one that only the first disk has.
    """
    parts = [part.replace("//", ":") for part in f"{folders}{name}".split("/:") if part]
    bare = "/" + "/".join(parts)
    if len(volume) == 2 and volume.endswith(":"):
        return volume + bare
    if not volume or (parts and parts[0] in _OF_THE_SYSTEM):
        return bare
    return f"/Volumes/{volume}{bare}"


def _track(piece: Piece, remarks: Remarks) -> ForeignTrack | None:
    where = piece.first("LOCATION")
    if not where.get("FILE"):
        what = words(piece.get("TITLE"), 80)
        remarks.add(f"line {piece.line}", f'"{what}" names no file that lies on a disk')
        return None
    info = piece.first("INFO")
    bpm = tempo(piece.first("TEMPO").get("BPM"))
    marks = list(piece.all("CUE_V2"))
    kilobytes = whole(info.get("FILESIZE"))
    return ForeignTrack(
        path_of(where.get("VOLUME"), where.get("DIR"), where.get("FILE")),
        title=words(piece.get("TITLE")),
        artist=words(piece.get("ARTIST")),
        album=words(piece.first("ALBUM").get("TITLE")),
        genre=words(info.get("GENRE")),
        comment=words(info.get("COMMENT")),
        bpm=bpm,
        key=_key(piece, info),
        rating=stars(info.get("RANKING"), FULL),
        colour=_colour(info.get("COLOR")),
        plays=max(0, whole(info.get("PLAYCOUNT")) or 0),
        seconds=seconds(info.get("PLAYTIME_FLOAT")) or seconds(info.get("PLAYTIME")),
        size=kilobytes * 1024 if kilobytes else None,
        size_within=2048,
        grid=tuple(_anchors(marks, bpm, remarks)),
        cues=tuple(_cues(marks, remarks)),
    )


def _key(piece: Piece, info: Piece) -> str:
    value = whole(piece.first("MUSICAL_KEY").get("VALUE"))
    if value is not None and 0 <= value < 24:
        return Key(value % 12, minor=value >= 12).name
    return words(info.get("KEY"))


def _colour(text: str) -> int | None:
    value = whole(text)
    return _COLOURS[value] if value is not None and 0 <= value < len(_COLOURS) else None


def _anchors(marks: list[Piece], bpm: float | None, remarks: Remarks) -> Iterator[Anchor]:
    for mark in marks:
        if mark.get("TYPE") != _GRID:
            continue
        at = number(mark.get("START"))
        told = tempo(mark.first("GRID").get("BPM")) or bpm
        if at is None or told is None:
            remarks.add(f"line {mark.line}", "a grid marker without a place or a tempo")
        else:
            yield Anchor(at / 1000.0, told)


def _cues(marks: list[Piece], remarks: Remarks) -> Iterator[ForeignCue]:
    for mark in marks:
        if mark.get("TYPE") == _GRID:
            continue
        at, length = number(mark.get("START")), number(mark.get("LEN")) or 0.0
        if at is None:
            remarks.add(f"line {mark.line}", "a cue that lies at no second")
            continue
        at = max(at, 0.0)
        stop = (at + length) / 1000.0 if mark.get("TYPE") == _LOOP and length > 0 else None
        button = whole(mark.get("HOTCUE"))
        name = words(mark.get("NAME"))
        yield ForeignCue(
            at / 1000.0,
            stop,
            button if button is not None and button >= 0 else None,
            "" if name == "n.n." else name,
        )


def _playlists(lists: Piece, remarks: Remarks) -> Iterator[ForeignPlaylist]:
    waiting: list[tuple[Piece, tuple[str, ...]]] = [(node, ()) for node in lists.all("NODE")]
    while waiting:
        node, folders = waiting.pop()
        name = words(node.get("NAME"), 255) or "Unnamed"
        if node.get("TYPE") == "FOLDER":
            inner = folders if name == _ROOT_FOLDER else (*folders, name)
            nodes = [child for nodes in node.all("SUBNODES") for child in nodes.all("NODE")]
            waiting += [(child, inner) for child in reversed(nodes)]
        elif node.get("TYPE") == "PLAYLIST":
            if not name.startswith("_"):  # those it keeps for itself, as _LOOPS
                yield ForeignPlaylist(name, folders, tuple(_entries(node)))
        else:
            remarks.add(
                f"line {node.line}",
                f'the list "{name}" is made by rules that only Traktor knows',
            )


def _entries(node: Piece) -> Iterator[str]:
    for listing in node.all("PLAYLIST"):
        for entry in listing.all("ENTRY"):
            key = entry.first("PRIMARYKEY").get("KEY")
            volume, _, rest = key.partition("/:")
            if rest:
                yield path_of(volume, "/:" + rest)
