"""What is known of the song because it was written so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from luma.audio.demosong.arrangement import BARS, SECTIONS, SONG_FRAMES
from luma.audio.demosong.drumming import frames_of
from luma.audio.demosong.grid import BEATS_PER_BAR, STEPS_PER_BAR, seconds_of
from luma.domain.units import HOUSE_RATE

Labelled = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class DemoTruth:
    """Times in seconds: beats, downbeats, chords in Harte syntax, sections, drum strokes."""

    beats: tuple[float, ...]
    downbeats: tuple[float, ...]
    chords: tuple[Labelled, ...]
    sections: tuple[Labelled, ...]
    drums: Mapping[str, tuple[float, ...]]


def demo_truth() -> DemoTruth:
    """The song's truth, without rendering it."""
    step = STEPS_PER_BAR // BEATS_PER_BAR
    return DemoTruth(
        beats=tuple(
            seconds_of(bar, step * beat) for bar in range(BARS) for beat in range(BEATS_PER_BAR)
        ),
        downbeats=tuple(seconds_of(bar) for bar in range(BARS)),
        chords=_chords(),
        sections=_sections(),
        drums=MappingProxyType(
            {
                "kick": _seconds("kick"),
                "snare": _seconds("snare", "clap"),
                "hat": _seconds("hat", "open"),
            }
        ),
    )


def _seconds(*drums: str) -> tuple[float, ...]:
    return tuple(frame / HOUSE_RATE for frame in frames_of(*drums))


def _chords() -> tuple[Labelled, ...]:
    ends = SONG_FRAMES / HOUSE_RATE
    bars = [
        (bar, label)
        for section in SECTIONS
        for bar, label in zip(section.bars, section.chords, strict=True)
    ]
    found: list[Labelled] = [(0.0, seconds_of(0), "N")]
    for bar, label in bars:
        stop = ends if bar == BARS - 1 else float(seconds_of(bar + 1))
        if found[-1][2] == label:
            found[-1] = (found[-1][0], stop, label)
        else:
            found.append((float(seconds_of(bar)), stop, label))
    return tuple(found)


def _sections() -> tuple[Labelled, ...]:
    edges = [
        0.0,
        *(float(seconds_of(section.first_bar)) for section in SECTIONS[1:]),
        SONG_FRAMES / HOUSE_RATE,
    ]
    return tuple(
        (start, stop, section.label)
        for section, start, stop in zip(SECTIONS, edges, edges[1:], strict=False)
    )
