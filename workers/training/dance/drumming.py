"""What the drums play: patterns, fills, rolls, ghosts and the hand's small errors."""

import bisect
from dataclasses import dataclass, replace

import numpy as np

from workers.training.dance.drumkit import HEARD_AS, Kit
from workers.training.dance.grid import Grid
from workers.training.dance.plan import Section
from workers.training.dance.sound import Wave, filtered, frames_of, lay, silence, softened
from workers.training.dance.style import Style

Rng = np.random.Generator

FORCE = {"X": 1.0, "x": 0.8, "o": 0.5, "g": 0.22}
_ROLES = {
    "kick": "kick",
    "snare": "snare",
    "clap": "snare",
    "rim": "snare",
    "hat": "hat",
    "open": "hat",
    "ride": "hat",
    "shaker": "hat",
    "perc": "perc",
    "perc2": "perc",
}
_GAINS = {
    "kick": (0.9, 1.1),
    "snare": (0.5, 0.85),
    "clap": (0.35, 0.7),
    "rim": (0.3, 0.5),
    "hat": (0.16, 0.45),
    "open": (0.16, 0.42),
    "ride": (0.12, 0.32),
    "shaker": (0.12, 0.32),
    "crash": (0.15, 0.35),
    "tom": (0.4, 0.7),
    "low_tom": (0.4, 0.7),
    "perc": (0.12, 0.35),
    "perc2": (0.1, 0.3),
}
_FAINTEST = 0.12


@dataclass(frozen=True, slots=True)
class Hit:
    """One stroke: when, on what, how hard."""

    second: float
    drum: str
    force: float
    section: str = ""


@dataclass(frozen=True, slots=True)
class Drummer:
    """How somebody plays this song: chosen patterns and habits."""

    patterns: dict[str, str]
    names: tuple[str, ...]
    late: dict[str, float]
    loose: float
    roll: str
    stops: bool
    fills: float


def drummer(rng: Rng, style: Style) -> Drummer:
    """Draw the patterns and habits of one song."""
    patterns, names = {}, []
    for drum, book in style.drums.items():
        number = int(rng.integers(len(book)))
        patterns[drum] = _varied(rng, drum, book[number])
        if set(book[number]) != {"."}:
            names.append(f"{style.name}/{drum}{number}")
    for drum, other in (("snare", "clap"), ("hat", "open")):
        empty = all(set(patterns.get(d, ".")) == {"."} for d in (drum, other))
        if empty and drum in patterns:
            patterns[drum] = style.drums[drum][0] if drum in style.drums else patterns[drum]
    loose = float(rng.uniform(0.001, 0.006)) if style.live else 0.0
    late = {drum: float(rng.normal(0, 0.004)) if style.live else 0.0 for drum in style.drums}
    if style.name == "hip-hop":
        late["snare"] = late["clap"] = float(rng.uniform(0, 0.012))
    return Drummer(
        patterns,
        tuple(names),
        late,
        loose,
        str(rng.choice(["snare", "snare", "clap", "tom"])),
        bool(rng.random() < 0.5),
        float(rng.uniform(0.2, 0.9)),
    )


def _varied(rng: Rng, drum: str, pattern: str) -> str:
    """A pattern of small drums with some of its strokes moved."""
    if not drum.startswith("perc") or set(pattern) == {"."}:
        return pattern
    signs = list(pattern)
    for _ in range(int(rng.integers(0, 4))):
        here, there = rng.integers(len(signs), size=2)
        signs[here], signs[there] = signs[there], signs[here]
    return "".join(signs)


def played(rng: Rng, who: Drummer, grid: Grid, sections: tuple[Section, ...]) -> list[Hit]:
    """Every stroke of the song, in the order of time."""
    hits: list[Hit] = []
    for section in sections:
        for bar in range(section.first_bar, section.end_bar):
            hits += _bar(rng, who, grid, section, bar)
        if "roll" in section.cast:
            hits += _roll(who, grid, section)
        if section.label in {"drop", "chorus", "outro", "verse"} and rng.random() < 0.8:
            hits.append(Hit(grid.second(section.first_bar), "crash", 0.9, section.label))
    shaken = [_by_hand(rng, who, hit) for hit in hits]
    return sorted(shaken, key=lambda hit: (hit.second, hit.drum))


def _by_hand(rng: Rng, who: Drummer, hit: Hit) -> Hit:
    if not who.loose:
        return hit
    moved = who.late.get(hit.drum, 0.0) + rng.normal(0, who.loose)
    force = float(np.clip(hit.force * rng.normal(1, 0.08), 0.08, 1.0))
    return replace(hit, second=hit.second + float(moved), force=force)


def _bar(rng: Rng, who: Drummer, grid: Grid, section: Section, bar: int) -> list[Hit]:
    place = bar - section.first_bar
    last = bar == section.end_bar - 1
    turn = last or (place + 1) % 4 == 0
    until = grid.steps
    hits: list[Hit] = []
    cast = section.cast
    if last and "riser" in cast and who.stops:
        until = grid.steps - grid.per_beat * (
            1 if grid.per_bar < 4 else int(rng.integers(1, 3))
        )
    elif turn and {"snare", "kick"} <= cast and rng.random() < who.fills:
        until = grid.steps - grid.per_beat * int(rng.integers(1, 3 if grid.per_bar > 2 else 2))
        hits += _fill(rng, grid, section, bar, until)
    grown = place >= 4 or section.label in {"drop", "chorus"}
    for drum, pattern in who.patterns.items():
        role = _ROLES[drum]
        if role not in cast or (drum in {"ride", "shaker", "perc2"} and not grown):
            continue
        offset = (place * grid.steps) % len(pattern)
        for step in range(until):
            if force := FORCE.get(pattern[offset + step]):
                hits.append(Hit(grid.second(bar, step), drum, force, section.label))
    return hits


def _fill(rng: Rng, grid: Grid, section: Section, bar: int, start: int) -> list[Hit]:
    drums = [["snare"], ["tom", "low_tom"], ["snare", "tom", "low_tom"], ["snare", "kick"]]
    chosen = drums[rng.integers(len(drums))]
    density = rng.uniform(0.45, 1.0)
    hits = []
    for step in range(start, grid.steps):
        if rng.random() < density:
            drum = chosen[
                min(len(chosen) - 1, (step - start) * len(chosen) // (grid.steps - start))
            ]
            force = 0.55 + 0.4 * (step - start) / (grid.steps - start)
            hits.append(Hit(grid.second(bar, step), drum, force, section.label))
    return hits


def _roll(who: Drummer, grid: Grid, section: Section) -> list[Hit]:
    """A roll that doubles as it climbs: beats, halves, quarters."""
    hits = []
    total = section.bars * grid.steps
    end = total - (grid.per_beat if who.stops else 0)
    quarter = max(1, grid.per_beat // 4)
    for step in range(0, end, quarter):
        done = step / total
        gap = grid.per_beat if done < 0.5 else grid.per_beat // 2 if done < 0.75 else quarter
        if step % gap == 0:
            bar, place = divmod(step, grid.steps)
            second = grid.second(section.first_bar + bar, place)
            hits.append(Hit(second, who.roll, 0.3 + 0.65 * done, section.label))
    return hits


def rendered(rng: Rng, hits: list[Hit], kit: Kit, frames: int) -> Wave:
    """The drums as sound."""
    gains = {drum: float(rng.uniform(*span)) for drum, span in _GAINS.items()}
    wide = {
        drum: 0.0 if drum in {"kick", "snare", "clap"} else float(rng.uniform(-0.5, 0.5))
        for drum in gains
    }
    shut = [frames_of(hit.second) for hit in hits if hit.drum in {"hat", "open"}]
    canvas = silence(frames)
    for hit in hits:
        sound = kit.sound(hit.drum, hit.force)
        if hit.drum == "open":
            sound = _choked(sound, frames_of(hit.second), shut)
        lay(canvas, sound, frames_of(hit.second), gains[hit.drum] * hit.force, wide[hit.drum])
    return filtered(canvas, "highpass", 25.0)


def _choked(sound: Wave, frame: int, shut: list[int]) -> Wave:
    """An open hat, silenced by the next stroke of the hats."""
    place = bisect.bisect_right(shut, frame)
    length = shut[place] - frame if place < len(shut) else sound.shape[-1]
    return softened(sound[:, :length]) if length < sound.shape[-1] else sound


def heard(hits: list[Hit], seconds: float) -> list[Hit]:
    """What a listener should name: kicks, snares and hats, one per kind and moment."""
    out: list[Hit] = []
    latest: dict[str, int] = {}
    for hit in hits:
        kind = HEARD_AS.get(hit.drum)
        if kind is None or not 0 <= hit.second < seconds or hit.force < _FAINTEST:
            continue
        before = latest.get(kind)
        if before is not None and hit.second - out[before].second < 0.02:
            if hit.force > out[before].force:
                out[before] = replace(out[before], force=hit.force)
            continue
        latest[kind] = len(out)
        out.append(replace(hit, drum=kind))
    return out
