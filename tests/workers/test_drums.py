"""Kick, snare and hat are heard where they are struck."""

from pathlib import Path

import numpy as np
import pytest
import soxr

from luma.analysis import formats
from luma.analysis.contract import Progress
from luma.domain.drums import DrumTrack, Hits
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve
from workers import _drumears, _drumnet
from workers.drums import drums, strokes
from workers.training import corpus
from workers.training.dance.song import make_song
from workers.training.dance.writing import write
from workers.training.drums_data import strokes_of


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> tuple[Samples, dict[str, list[float]]]:
    """Some seconds of house that no network has learnt from, and its strokes."""
    folder = tmp_path_factory.mktemp("house")
    write(make_song("house", 99_001, 20.0), folder)
    item = corpus.read(folder)
    mix, rate = item.mix()
    house = soxr.resample(mix, rate, HOUSE_RATE).astype(np.float32)
    return house, {name: rows[:, 0].tolist() for name, rows in strokes_of(item).items()}


def f_of(true: list[float], said: Hits) -> float:
    """The F of strokes within 30 ms, each told at most once."""
    left, right = sorted(set(true)), said.seconds.tolist()
    hits = 0
    while left and right:
        if abs(left[0] - right[0]) <= 0.03:
            hits += 1
            left, right = left[1:], right[1:]
        elif left[0] < right[0]:
            left = left[1:]
        else:
            right = right[1:]
    return 2 * hits / max(1, len(set(true)) + len(said.seconds))


def test_a_song_of_house_is_heard(
    shelved: Shelve, song: tuple[Samples, dict[str, list[float]]]
) -> None:
    samples, truth = song
    heard = drums(shelved(samples), Progress())
    assert f_of(truth["kick"], heard.kick) > 0.9
    assert f_of(truth["hat"], heard.hat) > 0.7
    for hits in (heard.kick, heard.snare, heard.hat):
        assert np.all(np.diff(hits.seconds) > 0)
        assert hits.strength.min(initial=1) >= 0
        assert hits.strength.max(initial=0) <= 1


def test_the_drums_alone_are_listened_to_where_they_lie_apart(
    shelved: Shelve, tmp_path: Path, song: tuple[Samples, dict[str, list[float]]]
) -> None:
    samples, truth = song
    voices = {stem: np.zeros_like(samples) for stem in Stem} | {Stem.DRUMS: samples}
    (tmp_path / "stems").mkdir()
    apart = sounds.write_stems(tmp_path / "stems", voices, "test")
    heard = drums(shelved(np.zeros_like(samples)), Progress(), apart)
    assert f_of(truth["kick"], heard.kick) > 0.9
    assert not len(drums(shelved(np.zeros_like(samples)), Progress()).kick.seconds)


@pytest.mark.parametrize("seconds", [0.0, 0.004, 0.3])
def test_a_blink_of_sound_is_heard_without_fuss(shelved: Shelve, seconds: float) -> None:
    heard = drums(shelved(sounds.silence(seconds)), Progress())
    assert not len(heard.kick.seconds)


def test_strokes_come_back_from_their_file(tmp_path: Path) -> None:
    hits = Hits(np.array([0.25, 1.0]), np.array([1.0, 0.5]))
    formats.save(DrumTrack(hits, hits, Hits(np.zeros(0), np.zeros(0))), tmp_path / "a.json")
    back = formats.load(DrumTrack, tmp_path / "a.json")
    assert np.array_equal(back.snare.seconds, hits.seconds)
    assert np.array_equal(back.kick.strength, hits.strength)


def test_a_stroke_is_a_peak_that_is_clear_and_lies_between_frames() -> None:
    odds = np.zeros(40, np.float32)
    odds[10:13] = 0.4, 0.9, 0.6
    odds[20:23] = 0.1, 0.3, 0.1
    odds[30:32] = 0.8, 0.8
    found = strokes(odds, np.full(40, 0.7, np.float32), 0.5, 10.0)
    assert found.seconds == pytest.approx([0.11125, 0.305], abs=1e-6)
    assert found.strength.tolist() == pytest.approx([0.7, 0.7])


def test_long_sounds_are_heard_in_parts_as_if_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    loud = np.random.default_rng(3).normal(-5, 1.5, (700, _drumears.BANDS)).astype(np.float32)
    weights = _drumnet.weights_of()
    whole = _drumnet.listen(loud, weights).odds
    monkeypatch.setattr(_drumnet, "_AT_ONCE", 130)
    np.testing.assert_allclose(_drumnet.listen(loud, weights).odds, whole, atol=1e-5)
