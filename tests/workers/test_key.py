"""The key is that of the chords, and changes with them."""

import numpy as np
import pytest

from luma.analysis.contract import Progress
from luma.audio.pcm import Pcm
from luma.domain.harmony import Key, KeyTrack
from tests import sounds
from tests.workers.conftest import Shelve
from workers.key import key
from workers.tones import tones

MAJOR = ["C:maj", "F:maj", "G:maj", "C:maj"]
MINOR = ["A:min", "D:min", "E:maj", "A:min"]


def heard(pcm: Pcm) -> KeyTrack:
    return key(pcm, tones(pcm, Progress()), Progress())


@pytest.mark.parametrize(
    ("names", "expected", "camelot"),
    [(MAJOR, Key(0, False), "8B"), (MINOR, Key(9, True), "8A")],
)
def test_a_cadence_says_its_key(
    shelved: Shelve, names: list[str], expected: Key, camelot: str
) -> None:
    track = heard(shelved(sounds.progression(names * 2, 1.0)))
    assert track.main == expected
    assert track.main.camelot == camelot
    assert track.certainty.min() > 0.3


def test_a_key_that_changes_is_heard_to_change(shelved: Shelve) -> None:
    other = ["F#:maj", "B:maj", "C#:maj", "F#:maj"]
    track = heard(shelved(sounds.progression(MAJOR * 4 + other * 4, 1.0)))
    assert track.keys == (Key(0, False), Key(6, False))
    assert track.edges[1] == pytest.approx(16, abs=2.1)


def test_in_silence_nobody_is_sure_of_a_key(shelved: Shelve) -> None:
    track = heard(shelved(sounds.silence(3)))
    assert track.certainty.max() == 0
    assert track.edges.tolist() == [0, 3]


def test_noise_has_no_key_to_be_sure_of(shelved: Shelve) -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, (8 * 48_000, 2))
    assert heard(shelved(np.asarray(noise, np.float32))).certainty.max() < 0.3


@pytest.mark.parametrize("seconds", [0.01, 1.0])
def test_a_very_short_sound_has_a_key_too(shelved: Shelve, seconds: float) -> None:
    assert heard(shelved(sounds.chord("A:min", seconds))).edges[-1] == pytest.approx(seconds)
