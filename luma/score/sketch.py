"""A first score of a track: a look for each kind of part, and a reason for each clip."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from luma.domain.errors import NotFound
from luma.domain.ids import ClipId
from luma.domain.score import Clip
from luma.score.bars import Bars, Floats
from luma.score.casting import GROUND, Preset, arguments_for, candidates, throw
from luma.score.colouring import schemes_of
from luma.score.looks import (
    CONTRAST,
    DARK,
    Place,
    Voice,
    fitness,
    places_for,
    rise_of,
    share_of_drop,
)
from luma.score.reasons import reason_for
from luma.score.roles import Part, Role

Look = tuple[Role, int]
Voices = tuple[Voice, ...]
Measure = Callable[[Sequence[Clip], Floats], Floats]
"""Gives how bright clips make the room between neighbouring beats, `(bars, 2)`."""

TRIED = 6
_ORDER = (Role.DROP, Role.BUILD, Role.VERSE, Role.BREAK, Role.INTRO, Role.OUTRO)
_WITHOUT_DROP = np.array([0.5, 0.2])
_LEAST_OPACITY = 0.05
_ROUNDS, _STEP = 12, 0.8
_MARGIN = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What a sketch is made from: the bars and parts of a track, patterns, a room, and dice.

    `measure` tells how bright clips are in the room, and `movers` whether some of its heads,
    but not all, move.
    """

    bars: Bars
    parts: tuple[Part, ...]
    presets: tuple[Preset, ...]
    measure: Measure
    movers: bool = False
    seed: int = 0


def sketched(task: Task) -> tuple[Clip, ...]:
    """The clips of a first score, each with its reason; the same for the same seed."""
    return _Sketch(task).clips()


class _Sketch:
    """The making of one score."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._schemes = schemes_of(task.parts, task.bars)
        self._looks: dict[Look, Voices] = {}
        self._used: set[str] = set()

    def clips(self) -> tuple[Clip, ...]:
        """Cast every look, level them with one another, and place them."""
        parts = sorted(self._task.parts, key=lambda part: (_ORDER.index(part.role), part.start))
        for look in dict.fromkeys(part.look for part in parts):
            self._looks[look] = tuple(self._cast(look))
        drops = self._brightness_of_drops()
        for look in self._looks:
            if look[0] is Role.BUILD:
                self._level_build(look, drops)
            elif look[0] is not Role.DROP:
                self._level(look, drops)
        placed = [clip for part in self._task.parts for clip in self._placed(part)]
        return tuple(
            replace(clip, id=ClipId(f"sketch-{number:03}"))
            for number, clip in enumerate(placed, 1)
        )

    def _cast(self, look: Look) -> Iterator[Voice]:
        places = places_for(look[0], self._energy(look), movers=self._task.movers)
        for place in places:
            found = self._fill(look, place)
            if found is not None:
                self._used.add(found.preset.id)
                yield found

    def _fill(self, look: Look, place: Place) -> Voice | None:
        """The first pattern of those that answer the call that fits, or else the best."""
        part, energy = self._longest(look), self._energy(look)
        dice = f"{self._task.seed}\0{look[0]}\0{look[1]}\0{place.task}"
        called = candidates(self._task.presets, place.call, dice)
        if not called and place.task in {"ground", "bed"}:
            called = candidates(self._task.presets, GROUND, dice) or self._task.presets
        fresh = [preset for preset in called if preset.id not in self._used] or list(called)
        best: tuple[float, Voice] | None = None
        for preset in fresh[:TRIED]:
            given = arguments_for(preset, self._schemes[look], energy)
            voice = Voice(place, preset, given, throw(dice))
            plain = replace(voice, place=replace(place, opacity=1.0, fade_in=0.0, fade_out=0.0))
            bars = self._measured([self._clip(part, plain)], part)
            fit = fitness(look[0], place.task, bars[: place.bars])
            if best is None or fit > best[0]:
                best = fit, voice
            if fit >= 1.0:
                break
        if best is None and place.task == "ground":
            raise NotFound(
                "There is no pattern to sketch a score with.",
                hint="`luma patterns` lists those that are there.",
            )
        return None if best is None else best[1]

    def _brightness_of_drops(self) -> Floats:
        """How bright the dimmest drop is; a guess where there is none."""
        drops = [part for part in self._task.parts if part.role is Role.DROP]
        levels = [self._measured(self._placed(part), part).mean(axis=0) for part in drops]
        return np.min(levels, axis=0) if levels else _WITHOUT_DROP

    def _level(self, look: Look, drops: Floats) -> None:
        """Make a look as bright as its part is meant to be beside the drops, but never dark."""
        target = share_of_drop(look[0], self._energy(look)) * drops
        for part in self._parts(look):
            bars = self._measured(self._placed(part), part)
            scale = float((target / np.maximum(bars.mean(axis=0), 1e-6)).min())
            least = _MARGIN * DARK / max(float(bars.min()), 1e-6)
            self._scale(look, min(max(scale, least), 1.0))

    def _level_build(self, look: Look, drops: Floats) -> None:
        """Dim a build until it starts well below the drops and rises from there."""
        for _ in range(_ROUNDS):
            parts = self._parts(look)
            bars = [self._measured(self._placed(part), part) for part in parts]
            starts = max(float((each[0] / drops).max()) for each in bars)
            rises = min(rise_of(each) for each in bars if len(each) > 1) if bars else 2.0
            if starts <= 1.0 / CONTRAST and rises >= _MARGIN:
                return
            self._scale(look, _STEP, of=("bed",) if rises < _MARGIN else ("bed", "rise"))

    def _scale(self, look: Look, by: float, of: tuple[str, ...] = ()) -> None:
        self._looks[look] = tuple(
            replace(
                voice,
                place=replace(
                    voice.place, opacity=max(_LEAST_OPACITY, voice.place.opacity * by)
                ),
            )
            if not of or voice.place.task in of
            else voice
            for voice in self._looks[look]
        )

    def _placed(self, part: Part) -> list[Clip]:
        voices = self._looks[part.look]
        return [self._clip(part, voice) for voice in voices]

    def _clip(self, part: Part, voice: Voice) -> Clip:
        place, edges = voice.place, self._task.bars.edges
        stop = part.stop if place.bars is None else min(part.stop, part.start + place.bars)
        bars, beats = stop - part.start, float(edges[stop] - edges[part.start])
        arguments = dict(voice.arguments)
        if place.selection != "all":
            arguments["selection"] = place.selection
        return Clip(
            ClipId(f"{part.start}-{place.task}"),
            voice.preset.id,
            float(edges[part.start]),
            float(edges[stop]),
            place.layer,
            place.blend,
            round(place.opacity, 3),
            round(place.fade_bars(place.fade_in, bars) * beats / bars, 3),
            round(place.fade_bars(place.fade_out, bars) * beats / bars, 3),
            arguments,
            voice.seed,
            reason=reason_for(part, self._task.parts, voice, self._schemes[part.look]),
        )

    def _measured(self, clips: Sequence[Clip], part: Part) -> Floats:
        return self._task.measure(clips, self._task.bars.edges[part.start : part.stop + 1])

    def _parts(self, look: Look) -> list[Part]:
        return [part for part in self._task.parts if part.look == look]

    def _longest(self, look: Look) -> Part:
        return max(self._parts(look), key=lambda part: part.bars)

    def _energy(self, look: Look) -> float:
        parts = self._parts(look)
        energies, lengths = [p.energy for p in parts], [p.bars for p in parts]
        return float(np.average(energies, weights=lengths))
