"""Places in a track that a person has marked, and stretches to loop."""

import math
from dataclasses import dataclass

from luma.domain.errors import BadValue

COLOURS = 9


@dataclass(frozen=True, slots=True)
class Cue:
    """A marked second, or a stretch up to another; `button` is the pad it lies on, from 0.

    `colour` is one of nine, counted from 1; 0 is none.
    """

    at: float
    stop: float | None = None
    button: int | None = None
    name: str = ""
    colour: int = 0

    def __post_init__(self) -> None:
        """Refuse places that no track has."""
        if not (math.isfinite(self.at) and self.at >= 0.0):
            raise BadValue(f"A cue lies at a second of its track, not at {self.at:g}.")
        if self.stop is not None and not self.at < self.stop < math.inf:
            raise BadValue(f"A loop ends after its start, not at {self.stop:g}.")
        if self.button is not None and self.button < 0:
            raise BadValue("The pads of cues are counted from 0.")
        if not 0 <= self.colour <= COLOURS:
            raise BadValue(f"A cue has one of {COLOURS} colours, or 0 for none.")
