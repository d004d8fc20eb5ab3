"""A library as the XML that rekordbox takes in."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from luma.crates.rekordbox import BY_ID, FOLDER, FULL, LIST, ROOT
from luma.domain.foreign import Anchor, ForeignCue, ForeignLibrary, ForeignTrack

_KINDS = {
    "mp3": "MP3 File", "m4a": "M4A File", "mp4": "M4A File", "aac": "M4A File",
    "wav": "WAV File", "wave": "WAV File", "aif": "AIFF File", "aiff": "AIFF File",
    "flac": "FLAC File", "ogg": "OGG File",
}  # fmt: skip
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PADS = 8


def rekordbox_xml(library: ForeignLibrary, version: str) -> bytes:
    """A library as the text of an XML file; each entry of a playlist is one of its tracks."""
    numbers = {track.path: place for place, track in enumerate(library.tracks, 1)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{ROOT} Version="1.0.0">']
    lines.append(f'  <PRODUCT Name="Luma" Version={quoteattr(version)} Company=""/>')
    lines.append(f'  <COLLECTION Entries="{len(library.tracks)}">')
    for track in library.tracks:
        lines += _track(track, numbers[track.path])
    lines += ["  </COLLECTION>", "  <PLAYLISTS>"]
    lines += _folder("ROOT", _tree(library), numbers, 2)
    lines += ["  </PLAYLISTS>", f"</{ROOT}>", ""]
    return "\n".join(lines).encode()


def location_of(path: str) -> str:
    """A path as the location of a file on the machine that reads it."""
    plain = path if path.startswith("/") else "/" + path
    return "file://localhost" + quote(plain, safe="/:", errors="surrogateescape")


def _track(track: ForeignTrack, number: int) -> Iterable[str]:
    kind = track.path.rpartition(".")[2].casefold()
    attributes = {
        "TrackID": str(number),
        "Name": track.title,
        "Artist": track.artist,
        "Album": track.album,
        "Genre": track.genre,
        "Kind": _KINDS.get(kind, f"{kind.upper()} File"),
        "Size": "" if track.size is None else str(track.size),
        "TotalTime": str(round(track.seconds)),
        "AverageBpm": "" if track.bpm is None else f"{track.bpm:.2f}",
        "Comments": track.comment,
        "PlayCount": str(track.plays),
        "Rating": str(round(track.rating * FULL / 5)),
        "Location": location_of(track.path),
        "Tonality": track.key,
        "Colour": "" if track.colour is None else f"0x{track.colour:06X}",
    }
    inside = [*map(_tempo, track.grid), *map(_mark, track.cues)]
    head = f"    <TRACK {_written(attributes)}"
    return [head + "/>"] if not inside else [head + ">", *inside, "    </TRACK>"]


def _tempo(anchor: Anchor) -> str:
    attributes = {
        "Inizio": f"{anchor.at:.6f}",
        "Bpm": f"{anchor.bpm:.6f}",
        "Metro": f"{anchor.metre}/4",
        "Battito": str(anchor.beat),
    }
    return f"      <TEMPO {_written(attributes)}/>"


def _mark(cue: ForeignCue) -> str:
    pad = cue.button if cue.button is not None and cue.button < _PADS else -1
    attributes = {"Name": cue.name, "Type": "0" if cue.stop is None else "4"}
    attributes["Start"] = f"{cue.at:.6f}"
    if cue.stop is not None:
        attributes["End"] = f"{cue.stop:.6f}"
    attributes["Num"] = str(pad)
    if cue.colour is not None:
        parts = zip(("Red", "Green", "Blue"), cue.colour.to_bytes(3, "big"), strict=True)
        attributes.update((name, str(part)) for name, part in parts)
    return f"      <POSITION_MARK {_written(attributes)}/>"


Tree = list[tuple[str, "Tree | tuple[str, ...]"]]


def _tree(library: ForeignLibrary) -> Tree:
    """The playlists in their folders, as they follow one another."""
    root: Tree = []
    folders: dict[tuple[str, ...], Tree] = {(): root}
    for playlist in library.playlists:
        for depth in range(len(playlist.folders)):
            way = playlist.folders[: depth + 1]
            if way not in folders:
                folders[way] = []
                folders[way[:-1]].append((way[-1], folders[way]))
        folders[playlist.folders].append((playlist.name, playlist.entries))
    return root


def _folder(name: str, inside: Tree, numbers: dict[str, int], depth: int) -> list[str]:
    indent = "  " * depth
    head = _written({"Type": FOLDER, "Name": name, "Count": str(len(inside))})
    lines = [f"{indent}<NODE {head}>"]
    for inner, held in inside:
        if isinstance(held, list):
            lines += _folder(inner, held, numbers, depth + 1)
        else:
            lines += _list(inner, [numbers[path] for path in held], depth + 1)
    return [*lines, f"{indent}</NODE>"]


def _list(name: str, entries: Sequence[int], depth: int) -> list[str]:
    indent = "  " * depth
    told = {"Name": name, "Type": LIST, "KeyType": BY_ID, "Entries": str(len(entries))}
    keys = [f'{indent}  <TRACK Key="{number}"/>' for number in entries]
    return [f"{indent}<NODE {_written(told)}>", *keys, f"{indent}</NODE>"]


def _written(attributes: dict[str, str]) -> str:
    return " ".join(
        f"{name}={quoteattr(_UNWRITABLE.sub(' ', text))}" for name, text in attributes.items()
    )
