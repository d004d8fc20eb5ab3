"""A venue with all that comes of it: its heads and their addresses."""

import contextlib
import itertools
from dataclasses import dataclass
from pathlib import Path

from luma.domain.errors import ArtifactError, LumaError
from luma.domain.venue import Head, Venue
from luma.light.fixtures import Definitions
from luma.light.patch import Patch, compile_patch, heads_of, save_patch

AT_ONCE = 64
"""Up to so many fixtures are patched within a few milliseconds."""


@dataclass(frozen=True, slots=True, eq=False)
class LitRoom:
    """The heads and the patch of a venue, whose file still lies beside the one in use."""

    venue: Venue
    heads: tuple[Head, ...]
    patch: Patch
    turn: int
    trouble: LumaError | None = None


class RoomFiles:
    """Writes patches beside the one in use; the latest that is wanted takes its place."""

    def __init__(self, file: Path, definitions: Definitions) -> None:
        """Have written none; `file` is the one in use."""
        self._file, self._definitions = file, definitions
        self._turns = itertools.count(1)
        self._beside: dict[int, Path] = {}

    def lay_out(self, venue: Venue) -> LitRoom:
        """Patch a venue; takes a second where it is large, and may be asked from any thread."""
        turn = next(self._turns)
        path = self._beside[turn] = self._file.with_stem(f"{self._file.stem}-{turn}")
        heads, patch = (
            heads_of(venue, self._definitions),
            compile_patch(venue, self._definitions),
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save_patch(patch, path)
        except ArtifactError as trouble:
            return LitRoom(venue, heads, patch, turn, trouble)
        except OSError as error:
            words = f'The patch "{path}" cannot be written: {error}.'
            return LitRoom(venue, heads, patch, turn, ArtifactError(words))
        return LitRoom(venue, heads, patch, turn)

    def use(self, room: LitRoom) -> None:
        """Put the file of a room in place, and clear away those of the rooms before it."""
        if room.trouble is not None:
            raise room.trouble
        self._beside.pop(room.turn).replace(self._file)
        self.clear(room.turn)

    def clear(self, turn: int) -> None:
        """Clear away what was written for the turns up to one, and never came into use."""
        for before in [number for number in self._beside if number <= turn]:
            with contextlib.suppress(OSError):
                self._beside.pop(before).unlink(missing_ok=True)

    def close(self) -> None:
        """Clear away all of it."""
        for path in self._file.parent.glob(f"{self._file.stem}-*{self._file.suffix}"):
            path.unlink(missing_ok=True)
        self._file.unlink(missing_ok=True)
