"""Any file to stereo at the house rate, and clear words for what is none."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from luma.audio.decode import Decoding, decode, in_stereo
from luma.domain.errors import UnreadableFile
from luma.domain.units import HOUSE_RATE
from tests import sounds

EXACT = tuple(ending for ending in sounds.FORMATS if ending not in {".aac", ".wma"})


def marked(rate: int) -> np.ndarray:
    """Two seconds of tone, with one loud sample in the middle."""
    samples = sounds.sine(440, 2, rate, level=0.2)
    samples[rate] = 0.9
    return samples


@pytest.mark.parametrize("ending", sounds.FORMATS)
def test_every_format_is_read_at_the_house_rate(tmp_path: Path, ending: str) -> None:
    file = sounds.write(tmp_path / f"a{ending}", marked(HOUSE_RATE))
    sound = decode(file)
    assert sound.rate == HOUSE_RATE
    assert sound.channels == 2
    assert sound.samples.dtype == np.float32
    assert abs(sound.frames - 2 * HOUSE_RATE) < 2600
    middle = sound.samples[HOUSE_RATE // 2 : HOUSE_RATE, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert abs(spectrum.argmax() * HOUSE_RATE / len(middle) - 440) < 3


@pytest.mark.parametrize("ending", EXACT)
def test_no_sample_is_shifted(tmp_path: Path, ending: str) -> None:
    sound = decode(sounds.write(tmp_path / f"a{ending}", marked(HOUSE_RATE)))
    assert sound.frames == 2 * HOUSE_RATE
    assert abs(int(np.abs(sound.samples[:, 0]).argmax()) - HOUSE_RATE) <= 2


@pytest.mark.parametrize("rate", [8000, 22050, 44100, 96000])
def test_other_rates_are_resampled_in_place(tmp_path: Path, rate: int) -> None:
    sound = decode(sounds.write(tmp_path / "a.wav", marked(rate), rate))
    assert abs(sound.frames - 2 * HOUSE_RATE) <= 1
    assert abs(int(np.abs(sound.samples[:, 0]).argmax()) - HOUSE_RATE) <= 4


def test_a_wav_file_comes_back_bit_for_bit(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).uniform(-1, 1, (70_000, 2)).astype(np.float32)
    soundfile.write(tmp_path / "a.wav", noise, HOUSE_RATE, subtype="FLOAT")
    assert np.array_equal(decode(tmp_path / "a.wav").samples, noise)


def test_one_channel_goes_to_both_sides(tmp_path: Path) -> None:
    mono = sounds.sine(300, 0.2)[:, :1]
    soundfile.write(tmp_path / "a.wav", mono, HOUSE_RATE, subtype="FLOAT")
    assert np.array_equal(decode(tmp_path / "a.wav").samples, np.repeat(mono, 2, axis=1))


@given(st.integers(3, 16), st.integers(0, 2**31))
def test_many_channels_fold_to_two_without_clipping(channels: int, seed: int) -> None:
    block = np.random.default_rng(seed).choice([-1, 1], (50, channels)).astype(np.float32)
    folded = in_stereo(block)
    assert folded.shape == (50, 2)
    assert np.abs(folded).max() <= 1 + 1e-6


def test_left_and_right_of_surround_stay_on_their_sides() -> None:
    block = np.zeros((1, 6), np.float32)
    block[0, 0] = 1
    assert in_stereo(block)[0, 1] == 0
    block[0] = (0, 0, 1, 0, 0, 0)
    left, right = in_stereo(block)[0]
    assert left == right > 0


def test_what_is_not_a_number_becomes_silence(tmp_path: Path) -> None:
    samples = sounds.sine(440, 0.1)
    samples[100], samples[200], samples[300], samples[301] = np.nan, np.inf, -np.inf, 1e30
    soundfile.write(tmp_path / "a.wav", samples, HOUSE_RATE, subtype="FLOAT")
    decoded = decode(tmp_path / "a.wav").samples
    assert np.isfinite(decoded).all()
    assert not decoded[[100, 200, 300, 301]].any()
    assert np.array_equal(decoded[:100], samples[:100])


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3", ".aiff", ".ogg"])
def test_of_a_cut_file_the_rest_is_read_and_said(tmp_path: Path, ending: str) -> None:
    hiss = 0.1 * np.random.default_rng(1).standard_normal((4 * HOUSE_RATE, 2))
    whole = sounds.write(tmp_path / f"a{ending}", hiss.astype(np.float32)).read_bytes()
    (tmp_path / f"cut{ending}").write_bytes(whole[: len(whole) // 2])
    decoding = Decoding(tmp_path / f"cut{ending}")
    frames = sum(len(block) for block in decoding)
    assert HOUSE_RATE // 2 < frames < 3.8 * HOUSE_RATE
    if ending != ".ogg":
        assert "ends early" in decoding.remark


def test_a_whole_file_gets_no_remark(tmp_path: Path) -> None:
    decoding = Decoding(sounds.write(tmp_path / "a.flac", sounds.sweep(1)))
    assert decoding.frames == HOUSE_RATE
    assert sum(len(block) for block in decoding) == HOUSE_RATE
    assert decoding.remark == ""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.wav", b"", "empty"),
        ("a.mp3", b"Dear diary, today I heard a song.\n" * 50, "libsndfile"),
        ("a.m4a", bytes(range(256)) * 20, "FFmpeg"),
        ("a.flac", b"fLaC", "libsndfile"),
    ],
)
def test_a_file_that_is_no_music_is_refused_with_all_reasons(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=says) as caught:
        decode(tmp_path / name)
    assert len(caught.value.causes) == (2 if content else 1)


def test_a_wav_without_samples_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros((0, 2), np.float32), HOUSE_RATE)
    with pytest.raises(UnreadableFile, match="no samples"):
        decode(tmp_path / "a.wav")
    with pytest.raises(UnreadableFile, match="no such file"):
        decode(tmp_path / "b.wav")


@given(st.binary(max_size=400))
def test_garbage_is_read_or_refused_but_never_worse(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("garbage") / "a.wav"
    file.write_bytes(b"RIFF\x00\x10\x00\x00WAVEfmt \x10\x00\x00\x00" + content)
    try:
        sound = decode(file)
    except UnreadableFile:
        return
    assert np.isfinite(sound.samples).all()


def test_a_file_that_is_there_is_not_called_missing(tmp_path: Path) -> None:
    words = tmp_path / "words.mp3"
    words.write_text("not music", encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        Decoding(words)
    assert "libsndfile: it finds no sound in it" in refused.value.causes
    assert "exist" not in refused.value.message
