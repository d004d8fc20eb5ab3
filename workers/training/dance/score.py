"""What a song is before it sounds: everything that is drawn from a style and a seed."""

import zlib
from dataclasses import dataclass, replace

import numpy as np

from luma.domain.harmony import NO_CHORD
from workers.training.dance import drumming
from workers.training.dance.drumkit import HEARD_AS
from workers.training.dance.drumming import Drummer, Hit
from workers.training.dance.grid import Grid, bent, constant
from workers.training.dance.harmony import ChordSpan, Key, inverted, progression
from workers.training.dance.parts import Sheet
from workers.training.dance.plan import Section, plan
from workers.training.dance.sound import frames_of
from workers.training.dance.style import Style
from workers.training.dance.styles import STYLES

Rng = np.random.Generator
_PITCHED = frozenset({"bass", "comp", "pad", "arp", "lead"})
_DRUMS = frozenset({"kick", "snare", "hat", "perc", "roll"})
_TAIL = 3.0
_BARE = 0.08


class Draw:
    """Streams of chance, one per part of the song: one never shifts another."""

    def __init__(self, style: str, seed: int) -> None:
        """Begin the streams of one song."""
        self._style, self._seed = style, seed

    def __call__(self, part: str) -> Rng:
        """The stream of a part, from its beginning."""
        return np.random.default_rng([self._seed, zlib.crc32(f"{self._style}/{part}".encode())])


@dataclass(frozen=True, slots=True)
class Opening:
    """A filter that moves from one edge to another over a section."""

    section: Section
    sound: str
    kind: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """A song on paper: the players' sheet, every stroke, and the filters that will move."""

    sheet: Sheet
    seed: int
    seconds: float
    drummer: Drummer
    strokes: tuple[Hit, ...]
    openings: tuple[Opening, ...]

    @property
    def draw(self) -> Draw:
        """The song's streams of chance."""
        return Draw(self.sheet.style.name, self.seed)

    @property
    def end(self) -> float:
        """When the last bar ends, or the sound if it is cut off before."""
        grid = self.sheet.grid
        return min(self.seconds, grid.second(self.sheet.sections[-1].end_bar))

    @property
    def heard(self) -> tuple[Hit, ...]:
        """The kicks, snares and hats that a listener can hear."""
        return tuple(drumming.heard(self._unfiltered(), self.seconds))

    def _unfiltered(self) -> list[Hit]:
        """The strokes without those that a filter takes away."""
        strokes = list(self.strokes)
        for opening in self.openings:
            if opening.sound == "drums":
                kind, part = (
                    ("hat", (0.0, 0.75)) if opening.kind == "lowpass" else ("kick", (0.45, 1.0))
                )
                strokes = _without(strokes, self.sheet.grid, opening.section, kind, part)
        return strokes


def compose(style: str, seed: int, seconds: float) -> Score:
    """The song that a style and a seed stand for, for some seconds, on paper."""
    kind, draw = STYLES[style], Draw(style, seed)
    rng = draw("grid")
    grid = _grid(rng, kind, seconds)
    ends = bool(rng.random() < 0.4)
    bars = max(1, grid.bars_within(seconds - (_TAIL if ends and seconds > 20 else 0.0)))
    sections = plan(draw("plan"), kind.form, bars, ends=ends)
    if kind.live and draw("bare").random() < _BARE:
        sections = tuple(_bare(section) for section in sections)
    chords, key = _harmony(draw("harmony"), kind, grid, sections)
    who = drumming.drummer(draw("drummer"), kind)
    strokes = drumming.played(draw("hits"), who, grid, sections)
    sheet = Sheet(kind, grid, sections, chords, key, frames_of(seconds))
    return Score(
        sheet, seed, seconds, who, tuple(strokes), _openings(draw("filters"), sections)
    )


def _bare(section: Section) -> Section:
    """The section without drums; somebody plays chords."""
    return replace(section, cast=(section.cast - _DRUMS) | {"comp"})


def _grid(rng: Rng, style: Style, seconds: float) -> Grid:
    bpm = float(rng.uniform(*style.bpm))
    bpm = float(np.clip(round(bpm, int(rng.choice([0, 0, 1, 2]))), *style.bpm))
    bar = style.per_bar * 60 / bpm
    lead = float(rng.uniform(-bar, 0) if rng.random() < 0.5 else rng.uniform(0.0, 1.5))
    beats = constant(bpm, lead, 1.3 * seconds)
    tempo = "constant"
    if rng.random() < style.tempo_changes:
        kinds = ["drift", "drift", "step", "ramp"] if style.live else ["step", "ramp"]
        tempo = str(rng.choice(kinds))
        beats = bent(rng, tempo, beats, style.per_bar)
    swing = float(rng.uniform(*style.swing)) if rng.random() < style.swung else 0.0
    return Grid(beats, style.per_bar, style.per_beat, swing, bpm, tempo)


def _harmony(
    rng: Rng, style: Style, grid: Grid, sections: tuple[Section, ...]
) -> tuple[tuple[ChordSpan, ...], Key]:
    key = Key(int(rng.integers(12)), "min" if rng.random() < style.minor else "maj")
    colour = style.colour * float(rng.uniform(0, 1.6))
    usual, other = (progression(rng, key, colour=colour, drone=style.drone) for _ in range(2))
    length = float(rng.choice(style.chord_bars))
    turned = float(rng.choice([0, 0, 0.1, 0.3]))
    step = max(1.0, length * grid.per_bar)
    spans: list[ChordSpan] = []
    for section in sections:
        first, last = (bar * grid.per_bar for bar in (section.first_bar, section.end_bar))
        if not section.cast & _PITCHED:
            spans.append(ChordSpan(first, last, NO_CHORD))
            continue
        turns = other if section.label in {"break", "bridge"} else usual
        for n, start in enumerate(np.arange(first, last, step)):
            chord = inverted(rng, turns[n % len(turns)], turned)
            spans.append(ChordSpan(float(start), float(min(start + step, last)), chord))
    return tuple(spans), key


def _openings(rng: Rng, sections: tuple[Section, ...]) -> tuple[Opening, ...]:
    """Filters that open over intros and builds."""
    closed, thinned = rng.random() < 0.3, rng.random() < 0.3
    out = []
    for section in sections:
        if section.label in {"intro", "build"} and rng.random() < 0.5:
            low = float(rng.uniform(200, 900))
            out.append(Opening(section, "music", "lowpass", low, 16_000))
        if closed and section.label == "intro":
            out.append(Opening(section, "drums", "lowpass", 180, 14_000))
        if thinned and section.label == "build":
            out.append(Opening(section, "drums", "highpass", 30, 600))
    return tuple(out)


def _without(
    strokes: list[Hit], grid: Grid, section: Section, kind: str, part: tuple[float, float]
) -> list[Hit]:
    """The strokes, without those of a kind in a part of a section."""
    start, end = grid.second(section.first_bar), grid.second(section.end_bar)
    first, last = (start + share * (end - start) - 0.02 for share in part)
    return [
        stroke
        for stroke in strokes
        if not (HEARD_AS.get(stroke.drum) == kind and first <= stroke.second < last)
    ]
