"""What a person means by the name of a score, pattern or venue, and documents in files."""

import os
import secrets
from pathlib import Path
from typing import TypeVar

from luma.app.services import Desk
from luma.domain.codec import Schema
from luma.domain.errors import NotFound, Refused, Unavailable
from luma.domain.ids import ScoreId, TrackId
from luma.domain.pattern import Pattern
from luma.domain.score import Score
from luma.domain.venue import Venue

D = TypeVar("D")


def find_score(desk: Desk, name: str) -> Score:
    """The score of that id, or the default one of the track of that name."""
    with desk.ground.store.read() as shelf:
        score = shelf.scores.find(ScoreId(name))
    if score is not None:
        return score
    try:
        track = desk.library.track(name)
    except NotFound as cause:
        raise NotFound(
            f'The library has no score and no track "{name}".',
            hint="`luma score list` and `luma tracks` tell what there is.",
        ) from cause
    with desk.ground.store.read() as shelf:
        found = shelf.scores.find_default(track.id)
    if found is None:
        raise NotFound(
            f'"{track.title}" has no score yet.', hint=f"Make one: `luma score add {track.id}`."
        )
    return found


def find_venue(desk: Desk, name: str | None) -> Venue:
    """The venue of that id or name; the one that is lit where none is named."""
    with desk.ground.store.read() as shelf:
        venues = shelf.venues.list()
    sought = desk.venues.find_lit() if name is None else name
    found = [venue for venue in venues if venue.id == sought]
    found = found or [venue for venue in venues if venue.name == sought]
    if len(found) > 1:
        ids = ", ".join(venue.id for venue in found)
        raise Refused(
            f'"{name}" means {len(found)} venues.', hint=f"Name one by its id: {ids}."
        )
    if not found:
        known = ", ".join(venue.name for venue in venues) or "none yet; `luma demo` brings one"
        raise NotFound(f"There is no such venue. The library has {known}.")
    return found[0]


def find_pattern(desk: Desk, name: str) -> Pattern:
    """The pattern of that id or name, or the only one whose id or name begins like it."""
    with desk.ground.store.read() as shelf:
        patterns = shelf.patterns.list()
    sought = name.casefold()
    ways = (
        [pattern for pattern in patterns if pattern.id == name],
        [pattern for pattern in patterns if pattern.name.casefold() == sought],
        [p for p in patterns if p.id.startswith(name) or p.name.casefold().startswith(sought)],
    )
    found = next((way for way in ways if way and name), [])
    if not found:
        raise NotFound(
            f'The library has no pattern "{name}".', hint="`luma patterns` lists them."
        )
    if len(found) > 1:
        ids = ", ".join(pattern.id for pattern in found[:5])
        raise Refused(
            f'"{name}" means {len(found)} patterns.', hint=f"Name one by its id: {ids}."
        )
    return found[0]


def track_of(desk: Desk, name: str | None, otherwise: TrackId) -> TrackId:
    """The track that is named, or else another."""
    return otherwise if name is None else desk.library.track(name).id


def write_document(file: Path, schema: Schema[D], document: D) -> None:
    """Put a document into a file, whole or not at all."""
    write_text(file, schema.write(document) + "\n")


def write_text(file: Path, text: str) -> None:
    """Put a text into a file, whole or not at all."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, data: bytes) -> None:
    """Put some bytes into a file, whole or not at all."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        aside.write_bytes(data)
        aside.replace(file)
    except OSError as cause:
        raise Unavailable(
            f'"{file}" cannot be written: {os.strerror(cause.errno or 0)}.',
            hint="Check that its folder is there and has room.",
        ) from cause
    finally:
        aside.unlink(missing_ok=True)
