"""The built-in separator gives back the whole mix, and tells low tones from strokes."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy import signal

from luma.domain.errors import Damaged
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE
from tests import sounds
from workers import _masknet as net
from workers import _separator, _stemears

Floats = npt.NDArray[np.floating]


def apart(mix: Samples, weights: net.Weights | None = None) -> dict[Stem, Samples]:
    blocks = list(_separator.separate(mix, weights or net.weights_of()))
    return {stem: np.concatenate([block[stem] for block in blocks]) for stem in Stem}


def decibels(off: Floats, of: Floats) -> float:
    return float(10 * np.log10((off**2).sum() / (of**2).sum()))


def share(voices: dict[Stem, Samples], stem: Stem) -> float:
    powers = {
        name: float((voice.astype(np.float64) ** 2).sum()) for name, voice in voices.items()
    }
    return powers[stem] / sum(powers.values())


def random_weights(seed: int) -> net.Weights:
    dice = np.random.default_rng(seed)
    shapes = {name: value.shape for name, value in net.weights_of().items()}
    drawn = {n: dice.normal(0, 0.2, shape).astype(np.float32) for n, shape in shapes.items()}
    return drawn | {"spread": np.ones(shapes["spread"], np.float32)}


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.5, 1.0, 21.3])
def test_the_voices_sum_to_the_mix(seconds: float) -> None:
    dice = np.random.default_rng(1)
    mix = dice.normal(0, 0.2, (round(seconds * HOUSE_RATE), 2)).astype(np.float32)
    if not len(mix):
        assert list(_separator.separate(mix, net.weights_of())) == []
        return
    voices = apart(mix)
    total = np.sum(list(voices.values()), axis=0)
    assert total.shape == mix.shape
    assert decibels(total - mix, mix) < -100


def test_masks_that_never_change_are_plain_gains() -> None:
    weights = {n: np.zeros_like(v) for n, v in net.weights_of().items()}
    weights["spread"] += 1
    weights["out_off"] = np.tile(np.log([4, 3, 2, 1]).astype(np.float32), _stemears.CELLS)
    mix = sounds.sweep(3) + sounds.drums(120, 3)
    voices = apart(mix, weights)
    for stem, gain in zip(net.STEMS, (0.4, 0.3, 0.2, 0.1), strict=True):
        assert decibels(voices[stem] - gain * mix, mix) < -100


def test_blocks_do_not_show() -> None:
    picture = np.random.default_rng(2).normal(0, 1, (900, _stemears.SEEN)).astype(np.float32)
    whole = net.masks_of(picture, random_weights(3))
    part = net.masks_of(picture[300 : 400 + 2 * net.REACH], random_weights(3))
    inner = slice(net.REACH, 100 + net.REACH)
    assert np.abs(part[inner] - whole[300 + net.REACH : 400 + net.REACH]).max() < 1e-4
    nearer = net.masks_of(picture[301 : 400 + 2 * net.REACH], random_weights(3))
    assert np.abs(nearer[net.REACH - 1] - part[net.REACH]).max() > 0


def test_silence_stays_silent() -> None:
    for voice in apart(sounds.silence(2)).values():
        assert not voice.any()


def test_samples_that_are_no_numbers_are_silent() -> None:
    mix = sounds.drums(120, 3)
    holed = mix.copy()
    holed[1000:1010], holed[40_000, 1], holed[50_000, 0] = np.nan, np.inf, -np.inf
    mix[1000:1010], mix[40_000, 1], mix[50_000, 0] = 0, 0, 0
    for stem, voice in apart(holed).items():
        assert np.array_equal(voice, apart(mix)[stem])


def test_a_channel_that_is_silent_stays_silent() -> None:
    mix = sounds.drums(120, 4)
    mix[:, 1] = 0
    for voice in apart(mix).values():
        assert np.abs(voice[:, 1]).max() < 1e-6


def test_a_level_does_not_matter() -> None:
    mix = sounds.drums(120, 4) + sounds.sine(55, 4, level=0.2)
    loud, soft = apart(mix), apart(mix * np.float32(0.01))
    for stem in Stem:
        assert np.abs(soft[stem] * 100 - loud[stem]).max() < 1e-3


def test_low_tones_go_to_the_bass() -> None:
    at = np.arange(8 * HOUSE_RATE) / HOUSE_RATE
    wave = sum(0.3 / n * np.sin(2 * np.pi * 55 * n * at) for n in (1, 2, 3))
    wave = np.asarray(wave * (0.2 + np.exp(-3 * (at % 0.5))))
    assert share(apart(sounds.stereo(wave)), Stem.BASS) > 0.7


def test_strokes_go_to_the_drums() -> None:
    dice = np.random.default_rng(3)
    stroke = dice.normal(0, 0.3, 4800) * np.exp(-np.arange(4800) / 700)
    hits = sounds.at_times([(n / 2, stroke) for n in range(16)], 8)
    assert share(apart(hits), Stem.DRUMS) > 0.7


def test_high_chords_go_neither_to_the_bass_nor_to_the_drums() -> None:
    voices = apart(sounds.progression(["C:maj", "A:min"], 4))
    assert share(voices, Stem.DRUMS) + share(voices, Stem.BASS) < 0.4


def test_spectra_are_those_of_scipy() -> None:
    mix = np.random.default_rng(4).normal(0, 1, (20_000, 2)).astype(np.float32)
    made = _stemears.spectra(mix, 2, 9)
    _, _, theirs = signal.stft(
        mix[:, 1], nperseg=_stemears.SIZE, noverlap=_stemears.SIZE - _stemears.HOP, axis=0
    )
    scale = _stemears.window(_stemears.SIZE).sum()
    assert np.abs(made[:, 1].T / scale - theirs[:, 2:9]).max() < 1e-4


def test_weights_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "stems.npz").write_bytes(b"PK")
    with pytest.raises(Damaged, match="separator"):
        net.weights_of(tmp_path / "stems.npz")
