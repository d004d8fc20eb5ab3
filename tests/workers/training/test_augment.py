"""Sound made other: what changes, what stays, and that the truth comes along."""

import numpy as np
import pytest

from luma.domain.sound import Samples
from workers.training import augment
from workers.training.corpus import Label, Stroke, Truth

RATE = 44_100
CLICKS = np.array([0.5, 1.0, 1.5, 2.0, 2.5])


@pytest.fixture
def clicks() -> Samples:
    """Short bursts at known moments, the same on both sides."""
    rng = np.random.default_rng(3)
    wave = np.zeros((3 * RATE, 2), np.float32)
    for second in CLICKS:
        burst = rng.standard_normal(600) * np.exp(-np.arange(600) / 100)
        wave[int(second * RATE) : int(second * RATE) + 600] = 0.2 * burst[:, None]
    return wave


@pytest.fixture
def truth() -> Truth:
    """What is known about the clicks."""
    return Truth(
        CLICKS,
        np.array([1, 2, 3, 4, 1]),
        (Label(0.0, 1.5, "A:min7/b3"), Label(1.5, 3.0, "N")),
        "A:min",
        (Label(0.5, 3.0, "drop"),),
        tuple(Stroke(float(second), "kick", 1.0) for second in CLICKS),
    )


def moments(samples: Samples) -> list[float]:
    """Where a sound leaves silence, to the millisecond."""
    level = np.abs(samples).max(axis=1)
    loud = np.flatnonzero(level > 0.15 * level.max())
    starts = loud[np.insert(np.diff(loud) > RATE // 10, 0, True)]
    return [float(start) / RATE for start in starts]


@pytest.mark.parametrize("factor", [0.84, 1.0595, 1.1])
def test_the_truth_follows_the_speed(clicks: Samples, truth: Truth, factor: float) -> None:
    faster, told = augment.sped(clicks, factor), truth.sped(factor)
    assert len(faster) == pytest.approx(len(clicks) / factor, abs=2)
    assert moments(faster) == pytest.approx(told.beats, abs=0.002)
    assert [stroke.second for stroke in told.strokes] == pytest.approx(told.beats)
    assert told.sections[0].start == pytest.approx(told.beats[0])
    assert list(told.places) == [1, 2, 3, 4, 1]


def test_a_tone_and_its_name_rise_together(truth: Truth) -> None:
    factor = 2 ** (3 / 12)
    time = np.arange(2 * RATE) / RATE
    tone = np.sin(2 * np.pi * 440 * time).astype(np.float32)[:, None]
    higher = augment.sped(tone, factor)[:, 0]
    peak = np.abs(np.fft.rfft(higher * np.hanning(len(higher)))).argmax() * RATE / len(higher)
    told = truth.sped(factor)
    assert peak == pytest.approx(523.25, rel=1e-3)
    assert told.chords[0].name == "C:min7/b3"
    assert told.chords[1].name == "N"
    assert told.key == "C:min"


@pytest.mark.parametrize("codec", ["mp3", "aac"])
@pytest.mark.parametrize("channels", [1, 2])
def test_codecs_shift_nothing(clicks: Samples, codec: augment.Codec, channels: int) -> None:
    back = augment.coded(clicks[:, :channels], RATE, codec, 128)
    assert back.shape == (len(clicks), channels)
    assert moments(back) == pytest.approx(CLICKS, abs=0.003)
    assert not np.array_equal(back, clicks[:, :channels])


def test_codecs_shift_nothing_after_long_silence(
    clicks: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(augment, "_SEARCH_S", 1.5)
    late = np.pad(clicks, ((2 * RATE, 0), (0, 0)))
    assert moments(augment.coded(late, RATE, "aac", 128)) == pytest.approx(
        CLICKS + 2, abs=0.003
    )


def test_a_part_is_as_silent_as_before(clicks: Samples, truth: Truth) -> None:
    """Noise and codecs are of the whole: in a part they would count as its own sound."""
    for seed in range(12):
        dice, again = (np.random.default_rng(seed) for _ in range(2))
        silence = np.zeros((RATE, 2), np.float32)
        silence[0] = 0.5
        made, told = augment.augmented(silence, RATE, truth, dice, is_part=True)
        assert np.abs(made[-2000:]).max() < 1e-3 * np.abs(made).max()
        assert np.array_equal(told.beats, augment.following(truth, again).beats)


def test_filters_and_rooms_move_no_beginning(clicks: Samples) -> None:
    rng = np.random.default_rng(1)
    for made in (
        augment.tilted(clicks, RATE, 2.0),
        augment.equalised(clicks, RATE, rng, 6.0),
        augment.roomed(clicks, RATE, rng, 0.4, 0.2),
        augment.clipped(clicks, 6.0),
    ):
        assert made.shape == clicks.shape
        assert moments(made) == pytest.approx(CLICKS, abs=0.004)


def test_a_tilt_lifts_octave_by_octave() -> None:
    time = np.arange(RATE) / RATE
    for hertz, db in ((250.0, -6.0), (1000.0, 0.0), (4000.0, 6.0)):
        tone = np.sin(2 * np.pi * hertz * time).astype(np.float32)[:, None]
        made = augment.tilted(tone, RATE, 3.0)[4000:-4000]
        assert 20 * np.log10(made.std() / tone.std()) == pytest.approx(db, abs=0.5)


def test_noise_lies_where_it_was_asked(clicks: Samples) -> None:
    made = augment.noisy(clicks, np.random.default_rng(1), -20.0)
    level = 20 * np.log10((made - clicks).std() / np.sqrt(np.mean(clicks**2)))
    assert level == pytest.approx(-20, abs=0.1)


def test_width_and_gain_and_clipping() -> None:
    wave = np.array([[1.0, 0.0], [0.5, -0.5]], np.float32)
    assert augment.widened(wave, 0.0).tolist() == [[0.5, 0.5], [0.0, 0.0]]
    assert augment.widened(wave, 2.0).tolist() == [[1.5, -0.5], [1.0, -1.0]]
    assert augment.gained(wave, 20.0)[0, 0] == pytest.approx(10)
    assert augment.clipped(wave, 20.0).max() == pytest.approx(0.1)


def test_chance_is_all_in_the_generator(clicks: Samples, truth: Truth) -> None:
    plain = augment.augmented(clicks, RATE, truth, np.random.default_rng(0))[0]
    for seed in range(6):
        once = augment.augmented(clicks, RATE, truth, np.random.default_rng(seed))
        again = augment.augmented(clicks, RATE, truth, np.random.default_rng(seed))
        assert np.array_equal(once[0], again[0])
        assert np.array_equal(once[1].beats, again[1].beats)
        assert np.isfinite(once[0]).all()
    other = augment.augmented(clicks, RATE, truth, np.random.default_rng(7))
    assert not np.array_equal(plain, other[0])
