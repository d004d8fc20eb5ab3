"""The XML that rekordbox exports: its collection, and its playlists in folders."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from luma.crates.files import MOST_ENTRIES, refuse_more
from luma.crates.markup import Piece, pieces
from luma.crates.remarks import Remarks
from luma.crates.values import number, seconds, stars, tempo, whole, words
from luma.domain.errors import BadDocument
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)

NAME = "rekordbox"
ROOT = "DJ_PLAYLISTS"
FULL = 255.0
FOLDER, LIST = "0", "1"
BY_ID, BY_LOCATION = "0", "1"
_TRACK = (ROOT, "COLLECTION", "TRACK")
_LISTS = (ROOT, "PLAYLISTS")
_LOOP = "4"


def read_rekordbox(file: Path) -> ForeignLibrary:
    """What an exported collection holds."""
    remarks, found = Remarks(), dict[str, ForeignTrack]()
    tracks: list[ForeignTrack] = []
    playlists: list[ForeignPlaylist] = []
    for way, piece in pieces(file, {_TRACK, _LISTS}):
        if way == _LISTS:
            playlists += _playlists(piece, found, remarks)
        elif (track := _track(piece, remarks)) is not None:
            refuse_more(len(tracks), file)
            tracks.append(track)
            found[f"{BY_ID} {piece.get('TrackID')}"] = track
            found[f"{BY_LOCATION} {piece.get('Location')}"] = track
    return ForeignLibrary(NAME, tuple(tracks), tuple(playlists), remarks.all())


def path_of(location: str) -> str:
    """The path that a location such as file://localhost/C:/a%20b.mp3 names."""
    if not location.startswith("file:"):
        return ""
    bare = unquote(location.removeprefix("file:"), errors="surrogateescape")
    if bare.startswith("//"):
        bare = "/" + bare[2:].partition("/")[2]
    if len(bare) > 2 and bare[2] == ":":
        bare = bare[1:]
    return bare


def _track(piece: Piece, remarks: Remarks) -> ForeignTrack | None:
    path = path_of(piece.get("Location"))
    if not path.strip("/"):
        remarks.add(
            f"line {piece.line}",
            f'"{words(piece.get("Name"), 80)}" names no file that lies on a disk',
        )
        return None
    return ForeignTrack(
        path,
        title=words(piece.get("Name")),
        artist=words(piece.get("Artist")),
        album=words(piece.get("Album")),
        genre=words(piece.get("Genre")),
        comment=words(piece.get("Comments")),
        bpm=tempo(piece.get("AverageBpm")),
        key=words(piece.get("Tonality")),
        rating=stars(piece.get("Rating"), FULL),
        colour=_colour(piece.get("Colour")),
        plays=max(0, whole(piece.get("PlayCount")) or 0),
        seconds=seconds(piece.get("TotalTime")),
        size=whole(piece.get("Size")) or None,
        grid=tuple(_anchors(piece, remarks)),
        cues=tuple(_cues(piece, remarks)),
    )


def _anchors(track: Piece, remarks: Remarks) -> Iterator[Anchor]:
    for piece in track.all("TEMPO"):
        at, bpm = number(piece.get("Inizio")), tempo(piece.get("Bpm"))
        if at is None or bpm is None:
            remarks.add(f"line {piece.line}", "a tempo without a second or without a number")
            continue
        metre = whole(piece.get("Metro").partition("/")[0]) or 4
        beat = whole(piece.get("Battito")) or 1
        yield Anchor(at, bpm, beat, metre)


def _cues(track: Piece, remarks: Remarks) -> Iterator[ForeignCue]:
    for piece in track.all("POSITION_MARK"):
        at, stop = number(piece.get("Start")), number(piece.get("End"))
        if at is None or at < 0.0:
            remarks.add(f"line {piece.line}", "a mark that lies at no second")
            continue
        button = whole(piece.get("Num"))
        is_loop = piece.get("Type") == _LOOP and stop is not None and stop > at
        yield ForeignCue(
            at,
            stop if is_loop else None,
            button if button is not None and button >= 0 else None,
            words(piece.get("Name")),
            _parts(piece),
        )


def _parts(mark: Piece) -> int | None:
    parts = [whole(mark.get(name)) for name in ("Red", "Green", "Blue")]
    if not all(part is not None and 0 <= part <= 255 for part in parts):
        return None
    red, green, blue = (part or 0 for part in parts)
    return red << 16 | green << 8 | blue


def _colour(text: str) -> int | None:
    try:
        return int(text, 16) & 0xFFFFFF if text else None
    except ValueError:
        return None


def _playlists(
    lists: Piece, found: Mapping[str, ForeignTrack], remarks: Remarks
) -> Iterator[ForeignPlaylist]:
    """Every list, in the order in which the tree is read; the root has no name of its own."""
    roots = list(lists.all("NODE"))
    waiting: list[tuple[Piece, tuple[str, ...]]] = []
    for root in reversed(roots):
        inside = list(root.all("NODE")) if root.get("Type") == FOLDER else [root]
        waiting += [(node, ()) for node in reversed(inside)]
    taken = 0
    while waiting:
        node, folders = waiting.pop()
        name = words(node.get("Name"), 255) or "Unnamed"
        if node.get("Type") == FOLDER:
            inner = (*folders, name)
            waiting += [(child, inner) for child in reversed(list(node.all("NODE")))]
            continue
        entries = tuple(_entries(node, found, remarks))
        taken += len(entries)
        if taken > MOST_ENTRIES:
            raise BadDocument(f"The playlists have more than {MOST_ENTRIES} entries.")
        yield ForeignPlaylist(name, folders, entries)


def _entries(node: Piece, found: Mapping[str, ForeignTrack], remarks: Remarks) -> Iterator[str]:
    way = BY_LOCATION if node.get("KeyType") == BY_LOCATION else BY_ID
    for piece in node.all("TRACK"):
        track = found.get(f"{way} {piece.get('Key')}")
        if track is None:
            where = f'"{words(node.get("Name"), 80)}", line {piece.line}'
            key = words(piece.get("Key"), 80)
            remarks.add(where, f'there is no track "{key}" in the collection')
        else:
            yield track.path
