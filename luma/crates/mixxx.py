"""Mixxx's library: its database, with the beats that it packs as messages."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from luma.crates.database import Database, opened
from luma.crates.files import refuse_more
from luma.crates.mixxxbeats import CHANNELS, beats_in
from luma.crates.remarks import Remarks
from luma.crates.values import (
    colour_of,
    is_absolute,
    number,
    seconds,
    slashed,
    stars,
    tempo,
    whole,
    words,
)
from luma.domain.errors import BadDocument
from luma.domain.foreign import (
    Anchor,
    ForeignCue,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
)
from luma.domain.harmony import Key
from luma.domain.playlists import PlaylistKind

NAME = "Mixxx"
FULL = 5.0
FILE = "mixxxdb.sqlite"
TABLES = frozenset({"library", "track_locations", "Playlists", "PlaylistTracks"})
_TRACK = (
    "id", "location", "title", "artist", "album", "genre", "comment", "bpm", "key", "key_id",
    "rating", "color", "timesplayed", "duration", "samplerate", "beats", "beats_version",
    "mixxx_deleted",
)  # fmt: skip
_CUE = ("track_id", "type", "position", "length", "hotcue", "label", "color")
_NAMES = {1: "", 2: "", 4: "", 6: "Intro", 7: "Outro"}
_LOOP = 4
_FASTEST = 1_000_000
Row = Mapping[str, Any]


def read_mixxx(file: Path) -> ForeignLibrary:
    """What a database holds; what was removed or hidden in Mixxx is left out."""
    remarks = Remarks()
    with opened(file) as database:
        places = {
            row["id"]: row
            for row in database.rows("track_locations", ("id", "location", "filesize"))
        }
        cues: dict[object, list[Row]] = {}
        for row in database.rows("cues", _CUE, "position"):
            cues.setdefault(row["track_id"], []).append(row)
        tracks: dict[object, ForeignTrack] = {}
        for row in database.rows("library", _TRACK, "id"):
            if whole(row["mixxx_deleted"]):
                continue
            refuse_more(len(tracks), file)
            place = places.get(row["location"], {})
            track = _track(row, place, cues.get(row["id"], ()), remarks)
            if track is not None:
                tracks[row["id"]] = track
        lists = (*_lists(database, tracks, remarks), *_crates(database, tracks))
    return ForeignLibrary(NAME, tuple(tracks.values()), lists, remarks.all())


def _track(row: Row, place: Row, cues: Sequence[Row], remarks: Remarks) -> ForeignTrack | None:
    location = place.get("location")
    path = slashed(location) if isinstance(location, str) else ""
    if not is_absolute(path):
        title = words(row["title"], 80)
        remarks.add(f'track {row["id"]} "{title}"', "it names no file that lies on a disk")
        return None
    rate = number(row["samplerate"]) or 0.0
    grid: tuple[Anchor, ...] = ()
    if 0.0 < rate < _FASTEST:
        try:
            grid = beats_in(row["beats"], words(row["beats_version"]), rate)
        except BadDocument as trouble:
            remarks.add(f'"{path}"', trouble.message.rstrip("."))
    return ForeignTrack(
        path,
        title=words(row["title"]),
        artist=words(row["artist"]),
        album=words(row["album"]),
        genre=words(row["genre"]),
        comment=words(row["comment"]),
        bpm=tempo(row["bpm"]),
        key=words(row["key"]) or _key(row["key_id"]),
        rating=stars(row["rating"], FULL),
        colour=colour_of(row["color"]),
        plays=max(0, whole(row["timesplayed"]) or 0),
        seconds=seconds(row["duration"]),
        size=whole(place.get("filesize")) or None,
        grid=grid,
        cues=tuple(_cues(cues, rate)) if 0.0 < rate < _FASTEST else (),
    )


def _key(value: object) -> str:
    """The key by its number: twelve in major from 1 for C, then twelve in minor."""
    place = whole(value)
    if place is None or not 1 <= place <= 24:
        return ""
    return Key((place - 1) % 12, minor=place > 12).name


def _cues(rows: Sequence[Row], rate: float) -> Iterator[ForeignCue]:
    """The cues, whose places are counted in the samples of two channels."""
    for row in rows:
        kind, place = whole(row["type"]), number(row["position"])
        if kind not in _NAMES or place is None or place < 0.0:
            continue
        length = number(row["length"]) or 0.0
        at = place / CHANNELS / rate
        stop = at + length / CHANNELS / rate if length > 0.0 and kind >= _LOOP else None
        button = whole(row["hotcue"])
        yield ForeignCue(
            at,
            stop if stop is None or stop > at else None,
            button if button is not None and button >= 0 else None,
            words(row["label"]) or _NAMES[kind],
            colour_of(row["color"]),
        )


def _lists(
    database: Database, tracks: Mapping[object, ForeignTrack], remarks: Remarks
) -> Iterator[ForeignPlaylist]:
    entries: dict[object, list[str]] = {}
    for row in database.rows("PlaylistTracks", ("playlist_id", "track_id"), "position"):
        if row["track_id"] in tracks:
            held = entries.setdefault(row["playlist_id"], [])
            held.append(tracks[row["track_id"]].path)
    for row in database.rows("Playlists", ("id", "name", "hidden"), "position"):
        if whole(row["hidden"]):  # what it plays by itself, and its history
            continue
        name = words(row["name"], 255)
        if not name:
            remarks.add(f"playlist {row['id']}", "it has no name")
            continue
        yield ForeignPlaylist(name, (), tuple(entries.get(row["id"], ())))


def _crates(
    database: Database, tracks: Mapping[object, ForeignTrack]
) -> Iterator[ForeignPlaylist]:
    entries: dict[object, list[str]] = {}
    for row in database.rows("crate_tracks", ("crate_id", "track_id")):
        if row["track_id"] in tracks:
            entries.setdefault(row["crate_id"], []).append(tracks[row["track_id"]].path)
    for row in database.rows("crates", ("id", "name"), "id"):
        name = words(row["name"], 255) or "Unnamed"
        held = tuple(entries.get(row["id"], ()))
        yield ForeignPlaylist(name, (), held, PlaylistKind.CRATE)
