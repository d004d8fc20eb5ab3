import numpy as np
from scipy import signal

from luma.audio.demosong.effects import filtered
from luma.audio.demosong.master import limiting, mastered, true_peaks
from luma.audio.demosong.oscillators import Wave, noise

RATE = 48_000


def between_samples(frames: int) -> Wave:
    """A sine whose samples all miss its crests by an eighth of a turn."""
    turns = np.arange(frames) / 4.0 + 0.125
    return np.stack([np.sin(2.0 * np.pi * turns)] * 2).astype(np.float32)


def test_true_peaks_sees_what_lies_between_samples() -> None:
    wave = between_samples(2000)
    assert np.abs(wave).max() < 0.72
    assert 0.98 < true_peaks(wave)[100:-100].max() < 1.02


def test_limiting_leaves_soft_sound_alone() -> None:
    assert np.array_equal(limiting(0.1 * between_samples(5000)), np.ones(5000, np.float32))


def test_limiting_holds_the_ceiling_whatever_comes() -> None:
    bursts = filtered(noise(RATE, 3, 2) * (np.arange(RATE) % 7000 < 900), "lowpass", 15e3, 8)
    assert np.abs(bursts).max() > 2.0
    limited = bursts * limiting(bursts)
    peak = max(np.abs(signal.resample_poly(channel, 4, 1)).max() for channel in limited)
    assert 20.0 * np.log10(peak) < -1.0


def test_mastering_treats_all_stems_alike() -> None:
    loud, soft = noise(RATE, 1, 2), 0.3 * noise(RATE, 2, 2)
    done = mastered({"loud": loud, "soft": soft})
    assert np.allclose(done["loud"] * soft, done["soft"] * loud, atol=1e-5)
