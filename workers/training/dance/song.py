"""A whole song: drawn from a style and a seed, played, mixed, and known."""

import zlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from luma.domain.harmony import NO_CHORD, TONES
from workers.training.dance import drumming, mixing, parts
from workers.training.dance.drumkit import Kit
from workers.training.dance.drumming import Hit
from workers.training.dance.grid import Grid, bent, constant
from workers.training.dance.harmony import ChordSpan, Key, inverted, progression
from workers.training.dance.parts import Sheet
from workers.training.dance.plan import Section, plan
from workers.training.dance.sound import (
    RATE,
    Wave,
    echoed,
    filtered,
    frames_of,
    noise,
    reverberated,
    room,
)
from workers.training.dance.styles import STYLES, Style

Rng = np.random.Generator
_PITCHED = frozenset({"bass", "comp", "pad", "arp", "lead"})


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat's moment, and its place in the bar from 1."""

    second: float
    position: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name over a stretch of seconds."""

    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True)
class Song:
    """Sound and truth; the mix is the plain sum of the stems."""

    stems: dict[str, Wave]
    beats: tuple[Beat, ...]
    chords: tuple[Labelled, ...]
    sections: tuple[Labelled, ...]
    drums: tuple[Hit, ...]
    key: str
    meta: dict[str, Any]

    @property
    def mix(self) -> Wave:
        """All stems together."""
        return np.asarray(np.sum(list(self.stems.values()), axis=0), np.float32)

    @property
    def seconds(self) -> float:
        """How long the sound is."""
        return float(self.stems["drums"].shape[-1]) / RATE


def make_song(style: str, seed: int, seconds: float) -> Song:
    """The song that a style and a seed stand for, for some seconds."""
    kind = STYLES[style]
    draw = _Draw(kind, seed)
    grid, ends = _grid(draw("grid"), kind, seconds)
    bars = grid.bars_within(seconds - (3.0 if ends and seconds > 20 else 0.0))
    sections = plan(draw("plan"), kind.form, bars, ends=ends)
    chords, key = _harmony(draw("harmony"), kind, grid, sections)
    sheet = Sheet(kind, grid, sections, chords, key, frames_of(seconds))
    who = drumming.drummer(draw("drummer"), kind)
    hits = drumming.played(draw("hits"), who, grid, sections)
    stems, heard, mixed = _produced(draw, sheet, hits)
    meta = {
        "song": f"dance-{style}-{seed}",
        "style": style,
        "seed": seed,
        "bpm": grid.bpm,
        "tempo": grid.tempo,
        "meter": grid.per_bar,
        "swing": round(grid.swing, 4),
        "duration": seconds,
        "drums": bool(heard),
        "drum_patterns": list(who.names),
        "parts": {},
        **mixed,
    }
    return Song(
        stems,
        _beats(grid, sections, seconds),
        _chord_labels(sheet, seconds),
        _section_labels(grid, sections, seconds),
        tuple(drumming.heard(heard, seconds)),
        f"{TONES[key.tonic]}:{key.mode}",
        meta,
    )


class _Draw:
    """Streams of chance, one per part of the song: one never shifts another."""

    def __init__(self, style: Style, seed: int) -> None:
        self._style, self._seed = style.name, seed

    def __call__(self, part: str) -> Rng:
        return np.random.default_rng([self._seed, zlib.crc32(f"{self._style}/{part}".encode())])


def _grid(rng: Rng, style: Style, seconds: float) -> tuple[Grid, bool]:
    bpm = float(rng.uniform(*style.bpm))
    bpm = float(np.clip(round(bpm, int(rng.choice([0, 0, 1, 2]))), *style.bpm))
    bar = style.per_bar * 60 / bpm
    lead = float(rng.uniform(-bar, 0) if rng.random() < 0.5 else rng.uniform(0.0, 1.5))
    beats = constant(bpm, lead, 1.3 * seconds)
    tempo = "constant"
    if rng.random() < style.tempo_changes:
        tempo = str(
            rng.choice(["drift", "drift", "step", "ramp"] if style.live else ["step", "ramp"])
        )
        beats = bent(rng, tempo, beats, style.per_bar)
    swing = float(rng.uniform(*style.swing)) if rng.random() < style.swung else 0.0
    grid = Grid(beats, style.per_bar, style.per_beat, swing, bpm, tempo)
    return grid, bool(rng.random() < 0.4)


def _harmony(
    rng: Rng, style: Style, grid: Grid, sections: tuple[Section, ...]
) -> tuple[tuple[ChordSpan, ...], Key]:
    key = Key(int(rng.integers(12)), "min" if rng.random() < style.minor else "maj")
    colour = style.colour * float(rng.uniform(0, 1.6))
    usual, other = (progression(rng, key, colour=colour, drone=style.drone) for _ in range(2))
    length = float(rng.choice(style.chord_bars))
    turned = float(rng.choice([0, 0, 0.1, 0.3]))
    spans: list[ChordSpan] = []
    for section in sections:
        first, last = (bar * grid.per_bar for bar in (section.first_bar, section.end_bar))
        if not section.cast & _PITCHED:
            spans.append(ChordSpan(first, last, NO_CHORD))
            continue
        round_ = other if section.label in {"break", "bridge"} else usual
        step = max(1.0, length * grid.per_bar)
        for n, start in enumerate(np.arange(first, last, step)):
            chord = inverted(rng, round_[n % len(round_)], turned)
            spans.append(ChordSpan(float(start), float(min(start + step, last)), chord))
    return tuple(spans), key


def _produced(
    draw: _Draw, sheet: Sheet, hits: list[Hit]
) -> tuple[dict[str, Wave], list[Hit], dict[str, Any]]:
    """The stems at their level in the mix, the strokes still heard, and the numbers."""
    style, frames, rng = sheet.style, sheet.frames, draw("mix")
    family = str(rng.choice(style.kicks))
    kit = Kit(draw("kit"), family, live=style.live)
    drums = drumming.rendered(draw("drums"), hits, kit, frames)
    bass = parts.bassline(draw("bass"), sheet)
    pads, struck = parts.chords(draw("chords"), sheet)
    plucked = parts.arpeggios(draw("arp"), sheet)
    sung = parts.melody(draw("lead"), sheet)
    air = parts.sweeps(draw("sweeps"), sheet)
    music = filtered(_mixed_keys(rng, pads, struck, plucked), "highpass", rng.uniform(80, 220))
    hits = _filters(rng, sheet, drums, music, hits)
    space = room(rng, rng.uniform(0.3, 2.2), rng.uniform(1500, 7000))
    wet = rng.uniform(0.05, 0.35)
    music += np.float32(wet) * reverberated(music, space)
    sung += np.float32(wet) * reverberated(sung, space)
    if rng.random() < 0.6:
        sung += echoed(sung, sheet.grid.beat_seconds * 0.75, rng.uniform(0.15, 0.4), 3)
    small = room(rng, rng.uniform(0.15, 0.6), 6000)
    drums += np.float32(rng.uniform(0, 0.12)) * reverberated(
        filtered(drums, "highpass", 200), small
    )
    depth = float(rng.uniform(*style.pump))
    push = mixing.pump(hits, sheet.grid, frames, depth, always=bool(rng.random() < 0.3))
    other = (music + np.float32(mixing.loudness(music) + 0.02) * air) * push
    if rng.random() < 0.3:
        other += np.float32(10 ** rng.uniform(-3.5, -2.3)) * noise(rng, frames, 2)
    levels = {
        "drums": 0.0,
        "bass": float(rng.uniform(-5, 0)),
        "vocals": float(rng.uniform(-8, -1)),
        "other": float(rng.uniform(-8, -1)),
    }
    stems = {"drums": drums, "bass": bass * push, "vocals": sung, "other": other}
    level, clips = float(rng.uniform(-18, -8)), bool(rng.random() < 0.4)
    stems = mixing.mastered(mixing.balanced(stems, levels), level, clips=clips)
    about = {
        "kick": family,
        "pump": round(depth, 3),
        "level_db": round(level, 2),
        "clipped": clips,
    }
    return stems, hits, about


def _mixed_keys(rng: Rng, pads: Wave, struck: Wave, plucked: Wave) -> Wave:
    levels = {
        "pads": float(rng.uniform(-8, 0)),
        "struck": float(rng.uniform(-4, 0)),
        "plucked": float(rng.uniform(-9, -1)),
    }
    sounds = {"pads": pads, "struck": struck, "plucked": plucked}
    return np.asarray(
        np.sum(list(mixing.balanced(sounds, levels).values()), axis=0), np.float32
    )


def _filters(rng: Rng, sheet: Sheet, drums: Wave, music: Wave, hits: list[Hit]) -> list[Hit]:
    """Filters that open over intros and builds; strokes that they take away are not heard."""
    closed, thinned = rng.random() < 0.3, rng.random() < 0.3
    for section in sheet.sections:
        if section.label in {"intro", "build"} and rng.random() < 0.5:
            mixing.opened(music, sheet.grid, section, (rng.uniform(200, 900), 16000), "lowpass")
        if closed and section.label == "intro":
            mixing.opened(drums, sheet.grid, section, (180, 14000), "lowpass")
            hits = _without(hits, sheet.grid, section, "hat", (0.0, 0.75))
        if thinned and section.label == "build":
            mixing.opened(drums, sheet.grid, section, (30, 600), "highpass")
            hits = _without(hits, sheet.grid, section, "kick", (0.45, 1.0))
    return hits


def _without(
    hits: list[Hit], grid: Grid, section: Section, kind: str, part: tuple[float, float]
) -> list[Hit]:
    """The strokes, those of a kind in a part of a section made too faint to count."""
    from workers.training.dance.drumkit import HEARD_AS

    start, end = grid.second(section.first_bar), grid.second(section.end_bar)
    first, last = (start + share * (end - start) for share in part)

    def gone(hit: Hit) -> bool:
        return HEARD_AS.get(hit.drum) == kind and first <= hit.second < last - 0.02

    return [replace(hit, force=0.0) if gone(hit) else hit for hit in hits]


def _last_second(grid: Grid, sections: tuple[Section, ...], seconds: float) -> float:
    return min(seconds, grid.second(sections[-1].end_bar))


def _beats(grid: Grid, sections: tuple[Section, ...], seconds: float) -> tuple[Beat, ...]:
    last = _last_second(grid, sections, seconds)
    return tuple(
        Beat(float(second), n % grid.per_bar + 1)
        for n, second in enumerate(grid.beats)
        if 0 <= second < last - 1e-6
    )


def _chord_labels(sheet: Sheet, seconds: float) -> tuple[Labelled, ...]:
    out: list[Labelled] = []
    clock = sheet.grid.second_of_beat
    for span in sheet.chords:
        start, end = max(0.0, clock(span.start)), min(seconds, clock(span.end))
        if start >= end:
            continue
        if out and out[-1].label == span.chord.label:
            out[-1] = replace(out[-1], end=end)
        else:
            out.append(Labelled(start, end, span.chord.label))
    if out[0].start > 0:
        out.insert(0, Labelled(0.0, out[0].start, "N"))
    if out[-1].end < seconds:
        out.append(Labelled(out[-1].end, seconds, "N"))
    return tuple(out)


def _section_labels(
    grid: Grid, sections: tuple[Section, ...], seconds: float
) -> tuple[Labelled, ...]:
    spans = (
        Labelled(
            max(0.0, grid.second(s.first_bar)), min(seconds, grid.second(s.end_bar)), s.label
        )
        for s in sections
    )
    cut = (replace(span, end=min(seconds, span.end)) for span in spans)
    return tuple(span for span in cut if span.start < span.end)
