"""Rooms as MVR files: out of the library and into it, with the lamps that they bring."""

from pathlib import Path

from luma.app.fixtures import Fixtures, read_whole, write_whole
from luma.domain.venue import Venue
from luma.light.formats.mvr import Rig, read_mvr
from luma.light.formats.mvr_writer import write_mvr

__all__ = ["RIG", "Rig", "bring_rig", "write_rig"]

RIG = ".mvr"


def bring_rig(file: Path, fixtures: Fixtures) -> Rig:
    """The rig in an MVR file, once the kinds of lamps that it brings are kept."""
    rig = read_mvr(read_whole(file), file.stem, fixtures.definitions)
    for key, profile in rig.profiles.items():
        fixtures.save(key, profile)
    return rig


def write_rig(venue: Venue, file: Path, fixtures: Fixtures) -> None:
    """Write a venue and the kinds of its lamps into an MVR file."""
    write_whole(file, write_mvr(venue, fixtures.definitions))
