"""The twelve tones are shown for every light frame."""

import numpy as np

from luma.analysis.contract import Progress
from luma.audio.pcm import Pcm
from luma.domain.curve import Chroma
from luma.domain.tones import Chromagram
from luma.domain.units import LIGHT_FPS
from tests import sounds
from tests.workers.conftest import Shelve
from workers.chroma import chroma
from workers.tones import tones


def heard(pcm: Pcm) -> Chromagram:
    return chroma(pcm, tones(pcm, Progress()))


def test_chroma_shows_the_tones_that_sound(shelved: Shelve) -> None:
    shown = heard(shelved(sounds.progression(["C:maj", "F#:maj"], 2.0)))
    assert shown.tones.shape == (4 * LIGHT_FPS, 12)
    assert shown.none.shape == (4 * LIGHT_FPS,)
    assert shown.tones.min() >= 0
    assert shown.tones.max() <= 1
    for second, expected in ((1, {0, 4, 7}), (3, {6, 10, 1})):
        strongest = np.argsort(shown.tones[second * LIGHT_FPS])[-3:]
        assert set(strongest.tolist()) == expected
        assert shown.none[second * LIGHT_FPS] < 0.2


def test_a_chord_that_begins_is_seen_within_a_tenth_of_a_second(shelved: Shelve) -> None:
    shown = heard(shelved(sounds.progression(["C:maj", "F#:maj"], 2.0)))
    ahead = shown.tones[:, [6, 10, 1]].mean(axis=1) > shown.tones[:, [0, 4, 7]].mean(axis=1)
    assert abs(int(ahead.argmax()) - 2 * LIGHT_FPS) <= 0.1 * LIGHT_FPS


def test_in_silence_no_tone_sounds(shelved: Shelve) -> None:
    assert heard(shelved(sounds.silence(1))).tones.max() == 0


def test_a_very_short_sound_has_chroma_too(shelved: Shelve) -> None:
    shown = heard(shelved(sounds.sine(440, 0.02)))
    assert len(shown.tones) == 2
    assert isinstance(shown.curve, Chroma)
    assert shown.curve.frames == 2
