"""Which lane lies where, and which clip in which row; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from luma.domain.ids import ClipId
from luma.domain.score import Clip, Score

RULER, SECTIONS, CHORDS, FOOT = 24, 20, 20, 28
TONES, TONES_SMALL = 72, 48
STEMS, STEM = 20, 24
GAP = 5
SMALL_BELOW = 440
NARROW_BELOW = 900
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """One row of clips: its layer, and whether it is the layer's topmost."""

    layer: int
    is_first: bool
    top: int
    height: int

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a size from top to bottom; layers scroll under the others."""

    header: int
    mix: int
    has_chords: bool
    row: int
    rows: tuple[Row, ...]
    row_of: Mapping[ClipId, int]
    height: int
    tones: int = 0
    stems: int = 0
    sections: int = 0
    dynamics: int = 0

    @property
    def mix_top(self) -> int:
        """Where the waveform begins, below the sections if there are any."""
        return RULER + self.sections

    @property
    def tones_top(self) -> int:
        """Where the spectrogram begins; it has no height where it is folded away."""
        return self.mix_top + self.mix

    @property
    def chords_top(self) -> int:
        """Where the chords begin."""
        return self.tones_top + self.tones

    @property
    def stems_top(self) -> int:
        """Where the voices begin, below the chords."""
        return self.chords_top + (CHORDS if self.has_chords else 0)

    @property
    def dynamics_top(self) -> int:
        """Where drums, energy, loudness and brightness begin, below the voices."""
        return self.stems_top + self.stems

    @property
    def layers_top(self) -> int:
        """Where the layers begin."""
        return self.dynamics_top + self.dynamics + 1

    @property
    def foot_top(self) -> int:
        """Where the layers end, and a new one can be added below them."""
        return self.rows[-1].bottom if self.rows else 0

    @property
    def content(self) -> int:
        """How high all layers are together, with their foot."""
        return self.foot_top + FOOT if self.rows else 0

    @property
    def overflow(self) -> int:
        """How many pixels of the layers there is no room for."""
        return max(0, self.layers_top + self.content - self.height)

    def row_at(self, y: float) -> int:
        """The row at a height below the layers' top; −1 above all, their count below all."""
        if y < 0:
            return -1
        return next((i for i, row in enumerate(self.rows) if y < row.bottom), len(self.rows))

    def layer_at(self, y: float) -> int:
        """The layer at a height below the layers' top; a new one beside them all."""
        if not self.rows:
            return 0
        index = self.row_at(y)
        if index < 0:
            return self.rows[0].layer + 1
        if index == len(self.rows):
            return self.rows[-1].layer - 1
        return self.rows[index].layer


def lay_out(  # noqa: PLR0913  (each lane may be there or not)
    width: int,
    height: int,
    score: Score | None,
    *,
    has_chords: bool,
    has_tones: bool = False,
    has_sections: bool = False,
    stems: int = 0,
    dynamics: int = 0,
) -> Lanes:
    """The lanes of a score in a size."""
    small = height < SMALL_BELOW
    row = 44 if small else 58
    rows, row_of = ((), {}) if score is None else _rows(score, row)
    return Lanes(
        header=120 if width < NARROW_BELOW else 140,
        mix=80 if small else 112,
        has_chords=has_chords,
        row=row,
        rows=rows,
        row_of=MappingProxyType(row_of),
        height=height,
        tones=(TONES_SMALL if small else TONES) if has_tones else 0,
        stems=stems,
        sections=SECTIONS if has_sections else 0,
        dynamics=dynamics,
    )


def _rows(score: Score, height: int) -> tuple[tuple[Row, ...], dict[ClipId, int]]:
    """The top layer first; clips of one layer that overlap lie in rows of their own."""
    layers: dict[int, list[Clip]] = {layer.number: [] for layer in score.layers}
    for clip in score.clips:
        layers.setdefault(clip.layer, []).append(clip)
    rows: list[Row] = []
    row_of: dict[ClipId, int] = {}
    for layer in sorted(layers, reverse=True):
        first = len(rows)
        rows.append(Row(layer, is_first=True, top=first * height, height=height))
        for clip, place in _packed(layers[layer]):
            row_of[clip.id] = first + place
            while len(rows) <= first + place:
                rows.append(Row(layer, is_first=False, top=len(rows) * height, height=height))
    return tuple(rows), row_of


def _packed(clips: list[Clip]) -> list[tuple[Clip, int]]:
    """Each clip with the first row that is free where it begins."""
    ends: list[float] = []
    placed = []
    for clip in sorted(clips, key=lambda c: (c.start_beat, c.stop_beat, c.id)):
        free = (i for i, end in enumerate(ends) if end <= clip.start_beat + _HAIR)
        place = next(free, len(ends))
        ends[place : place + 1] = [clip.stop_beat]
        placed.append((clip, place))
    return placed
