"""Engine DJ's library: the database m.db of its second and later generations."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from luma.crates.chains import in_chains
from luma.crates.database import Database, opened
from luma.crates.engineblobs import anchors_in, cues_in, loops_in
from luma.crates.files import refuse_more
from luma.crates.remarks import Remarks
from luma.crates.values import is_absolute, seconds, slashed, stars, tempo, whole, words
from luma.domain.errors import BadDocument
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)
from luma.domain.harmony import Key

NAME = "Engine DJ"
FULL = 100.0
TABLES = frozenset({"Track", "Playlist", "PlaylistEntity", "PerformanceData"})
_TRACK = (
    "id", "path", "title", "artist", "album", "genre", "comment", "bpm", "bpmAnalyzed", "key",
    "rating", "length", "fileBytes", "originDatabaseUuid", "originTrackId", "isPlayed",
)  # fmt: skip
_MARKS = ("beatData", "quickCues", "loops")
Row = Mapping[str, Any]


def read_engine(file: Path) -> ForeignLibrary:
    """What a database holds; its paths are told from the folder of the library."""
    home = file.absolute().parent
    home = home.parent if home.name.casefold() == "database2" else home
    remarks = Remarks()
    with opened(file) as database:
        tracks: dict[int, ForeignTrack] = {}
        origins: dict[tuple[str, int], int] = {}
        for row in database.rows("Track", _TRACK, "id"):
            name = whole(row["id"]) or 0
            marks = database.one("PerformanceData", _MARKS, "trackId", row["id"])
            track = _track(row, marks, home, remarks)
            refuse_more(len(tracks), file)
            if track is not None:
                tracks[name] = track
                origin = words(row["originDatabaseUuid"]), whole(row["originTrackId"]) or 0
                origins[origin] = name
        playlists = _playlists(database, tracks, origins, remarks)
        for row in database.rows("Smartlist", ("title",)):
            what = words(row["title"], 80)
            remarks.add(f'the list "{what}"', "it is made by rules that only Engine DJ knows")
    return ForeignLibrary(NAME, tuple(tracks.values()), playlists, remarks.all())


def _track(row: Row, marks: Row, home: Path, remarks: Remarks) -> ForeignTrack | None:
    path = slashed(row["path"]) if isinstance(row["path"], str) else ""
    if not path.strip("/"):
        title = words(row["title"], 80)
        remarks.add(f'track {row["id"]} "{title}"', "it names no file that lies on a disk")
        return None
    if not is_absolute(path):
        path = posixpath.normpath(posixpath.join(home.as_posix(), path))
    grid, cues = _marks(path, marks, remarks)
    return ForeignTrack(
        path,
        title=words(row["title"]),
        artist=words(row["artist"]),
        album=words(row["album"]),
        genre=words(row["genre"]),
        comment=words(row["comment"]),
        bpm=tempo(row["bpmAnalyzed"]) or tempo(row["bpm"]),
        key=_key(row["key"]),
        rating=stars(row["rating"], FULL),
        seconds=seconds(row["length"]),
        size=whole(row["fileBytes"]) or None,
        plays=int(bool(whole(row["isPlayed"]))),
        grid=grid,
        cues=cues,
    )


def _key(value: object) -> str:
    """The key by its number, which goes round the circle of fifths from C major and A minor."""
    place = whole(value)
    if place is None or not 0 <= place < 24:
        return ""
    major = place // 2 * 7 % 12
    return Key((major + 9) % 12, minor=True).name if place % 2 else Key(major, minor=False).name


def _marks(
    path: str, marks: Row, remarks: Remarks
) -> tuple[tuple[Anchor, ...], tuple[ForeignCue, ...]]:
    name = f'"{posixpath.basename(path)}"'
    grid: tuple[Anchor, ...] = ()
    cues: tuple[ForeignCue, ...] = ()
    try:
        rate, grid = anchors_in(_blob(marks, "beatData"), "Its beat grid")
        if rate:
            cues += cues_in(_blob(marks, "quickCues"), rate, "Its row of cues")
            cues += loops_in(_blob(marks, "loops"), rate, "Its row of loops")
    except BadDocument as trouble:
        remarks.add(name, trouble.message.rstrip("."))
    return grid, cues


def _blob(row: Row, name: str) -> bytes:
    value = row.get(name)
    return value if isinstance(value, bytes) else b""


def _playlists(
    database: Database,
    tracks: Mapping[int, ForeignTrack],
    origins: Mapping[tuple[str, int], int],
    remarks: Remarks,
) -> tuple[ForeignPlaylist, ...]:
    """Every list with tracks of its own; one that holds lists is their folder too."""
    inside: dict[object, list[Row]] = {}
    told = ("id", "title", "parentListId", "nextListId")
    for each in database.rows("Playlist", told, "id"):
        inside.setdefault(each["parentListId"] or 0, []).append(each)
    entries: dict[object, list[Row]] = {}
    columns = ("id", "listId", "trackId", "databaseUuid", "nextEntityId")
    for line in database.rows("PlaylistEntity", columns, "id"):
        entries.setdefault(line["listId"], []).append(line)

    def paths(name: str, held: Sequence[Row]) -> Iterator[str]:
        for entry in in_chains(held, "nextEntityId"):
            asked = whole(entry["trackId"]) or 0
            number = origins.get((words(entry["databaseUuid"]), asked), asked)
            if number in tracks:
                yield tracks[number].path
            else:
                remarks.add(f'"{name}"', f"there is no track {asked} in the collection")

    found = []
    waiting: list[tuple[Row, tuple[str, ...]]] = []
    waiting += [(row, ()) for row in reversed(in_chains(inside.pop(0, ()), "nextListId"))]
    while waiting:
        row, folders = waiting.pop()
        name = words(row["title"], 255) or "Unnamed"
        below = in_chains(inside.pop(row["id"], ()), "nextListId")
        held = tuple(paths(name, entries.get(row["id"], ())))
        if held or not below:
            found.append(ForeignPlaylist(name, folders, held))
        waiting += [(child, (*folders, name)) for child in reversed(below)]
    return tuple(found)
