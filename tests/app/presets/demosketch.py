"""The demo song as presets see it in tests: its truth, and a quick sketch of its sound."""

from functools import cache
from pathlib import Path

import numpy as np

from luma.analysis.contract import Progress
from luma.app.bundled import bundled
from luma.audio.demosong import DemoTruth, demo_truth
from luma.audio.pcm import Pcm
from luma.domain.curve import FrameTimes
from luma.domain.documents import VENUE
from luma.domain.drums import DrumTrack, Hits
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.recording import Recordings
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.context import Features
from luma.light.fixtures import read_definitions
from luma.light.patch import heads_of
from tests import sounds
from tests.graph.sound import Tape
from workers.energy import energy

LOUDNESS = {"break": 0.45, "drop": 1.0}
FIRST_BAR, LAST_BAR = 28, 46


@cache
def demo() -> Features:
    """What is known of the song, with a sketch of what sounds from bar 28 to bar 45."""
    truth = demo_truth()
    return features(truth, sketch(truth))


def features(truth: DemoTruth, sound: Samples) -> Features:
    """What is known of the song, with the energy of a sound in stereo."""
    downbeats = [truth.beats.index(beat) for beat in truth.downbeats]
    edges = [*(start for start, _, _ in truth.chords), truth.chords[-1][1]]
    labels = sorted({label for _, _, label in truth.sections})
    sections = tuple(
        Section(start, stop, label, labels.index(label))
        for start, stop, label in truth.sections
    )
    return Features(
        BeatGrid(np.array(truth.beats), np.array(downbeats)),
        ChordTrack(np.array(edges), tuple(Chord.parse(label) for *_, label in truth.chords)),
        energy(Pcm(Path(), sound), Progress()),
        SectionTrack(sections),
        DrumTrack(*(_hits(truth.drums[name]) for name in ("kick", "snare", "hat"))),
        Recordings(Tape("the demo song", sound.mean(axis=1))),
    )


def sketch(truth: DemoTruth) -> Samples:
    """Drums and chords where the song has them, softer in its break."""
    start, stop = truth.downbeats[FIRST_BAR - 1], truth.downbeats[LAST_BAR - 1]
    blows = [
        (moment, power * sound)
        for name, sound, power in (
            ("kick", sounds.kick(), 1.0),
            ("snare", sounds.clap(), 1.0),
            ("hat", sounds.click(), 0.3),
        )
        for moment in truth.drums[name]
        if start <= moment < stop
    ]
    sound = sounds.at_times(blows, truth.sections[-1][1])
    for begins, ends, label in truth.chords:
        if start <= begins < stop:
            at = round(begins * HOUSE_RATE)
            tones = sounds.chord(label, ends - begins)
            sound[at : at + len(tones)] += tones
    for begins, ends, label in truth.sections:
        part = slice(round(begins * HOUSE_RATE), round(ends * HOUSE_RATE))
        sound[part] *= 0.6 * LOUDNESS.get(label, 0.7)
    return sound


def _hits(moments: tuple[float, ...]) -> Hits:
    return Hits(np.sort(np.array(moments)), np.full(len(moments), 0.9))


@cache
def demo_heads() -> tuple[Head, ...]:
    """The 24 heads of the demo's room."""
    assets = bundled("assets")
    venue = VENUE.read((assets / "demo" / "venue.json").read_text(encoding="utf-8"))
    return heads_of(venue, read_definitions(assets / "fixtures"))


def bars(grid: BeatGrid, first: int, stop: int) -> FrameTimes:
    """The frames from one bar up to another; the first bar is 1."""
    ends = np.round(grid.bar_starts[[first - 1, stop - 1]] * LIGHT_FPS).astype(int)
    return FrameTimes(int(ends[0]), int(ends[1] - ends[0]))
