"""What the clip's tab sets: the settings that it shows, and changes of clips as functions."""

from collections.abc import Callable

from luma.domain.ids import new_id
from luma.domain.nodetype import Json, Setting
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Blend, Clip
from luma.domain.scoreedits import ScoreEdit, SetArguments

BLENDS = {blend: blend.value.capitalize() for blend in Blend}
OPACITY = Setting("opacity", "number", 100.0, 0.0, 100.0, unit="%")
SEED = Setting("seed", "whole", 0, 0, 999_999)
SEEDS = 100_000
LENGTH_TIP = "Beats as 2 or 2b, or seconds as 5s"
PLACE_TIP = "Bar and beat as 12.3, seconds as 5s, or beats as 2b"
Change = Callable[[Clip], ScoreEdit]


def with_argument(name: str, value: Json) -> Change:
    """A change that gives a pattern an argument, or takes back what was given."""

    def changed(clip: Clip) -> ScoreEdit:
        given = {**clip.arguments, name: value}
        return SetArguments(clip.id, {k: v for k, v in given.items() if v is not None})

    return changed


def number(value: Json) -> float:
    """A value as a number; what is none is nought."""
    return float(value) if isinstance(value, int | float) else 0.0


def share(value: Json) -> float:
    """A percentage as a share."""
    return min(max(number(value) / 100.0, 0.0), 1.0)


def common(clips: tuple[Clip, ...], ask: Callable[[Clip], Json]) -> Json:
    """What all clips have in common, or nothing."""
    answers = [ask(clip) for clip in clips]
    return answers[0] if all(a == answers[0] for a in answers) else None


def head_words(clips: tuple[Clip, ...], grid: BeatGrid, name: str) -> tuple[str, str]:
    """What some clips are called, and where they lie."""
    if len(clips) > 1:
        return f"{len(clips)} clips", "Changes go to all of them"
    bars = (clips[0].stop_beat - clips[0].start_beat) / grid.metre
    return name, f"Layer {clips[0].layer + 1} · {bars:g} {'bar' if bars == 1 else 'bars'}"


def thrown_seed() -> int:
    """Other dice."""
    return int.from_bytes(new_id().encode(), "big") % SEEDS
