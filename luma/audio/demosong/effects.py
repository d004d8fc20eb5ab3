"""What is done to sound, `(channels, frames)`: filters, sweeps, echoes, rooms, ducking."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import fft, signal

from luma.audio.demosong.grid import BEAT_FRAMES, STEP_FRAMES
from luma.audio.demosong.oscillators import Wave, clock, noise
from luma.domain.units import HOUSE_RATE

_SWEEP_FRAMES = 4096
_ECHO_FRAMES = 3 * STEP_FRAMES


def filtered(sound: Wave, kind: str, edges: float | Sequence[float], order: int = 2) -> Wave:
    """The sound through a Butterworth `lowpass`, `highpass` or `bandpass`."""
    sections = signal.butter(order, edges, kind, fs=HOUSE_RATE, output="sos")
    through: Wave = signal.sosfilt(sections.astype(np.float32), sound, axis=-1)
    return through.astype(np.float32, copy=False)


def swept(sound: Wave, cutoff: Wave, *, resonance: float = 0.5, steepness: int = 3) -> Wave:
    """The sound through a low-pass filter that follows a cutoff in hertz, frame by frame."""
    hop = _SWEEP_FRAMES // 2
    window = np.sqrt(signal.get_window("hann", _SWEEP_FRAMES)).astype(np.float32)
    frames = sound.shape[-1]
    blocks = frames // hop + 2
    centres = np.clip(np.arange(blocks) * hop, 0, frames - 1)
    bins = np.maximum(fft.rfftfreq(_SWEEP_FRAMES, 1.0 / HOUSE_RATE), 1.0).astype(np.float32)
    distance = np.log2(bins[None, :] / cutoff[centres, None])
    mask = 1.0 / np.sqrt(1.0 + np.exp2(distance * (2.0 * steepness)))
    mask *= 1.0 + resonance * np.exp(-np.square(distance / 0.35))
    out = np.empty_like(sound)
    for channel, line in enumerate(sound):
        padded = np.pad(line, (hop, (blocks + 1) * hop - frames - hop))
        cut = np.lib.stride_tricks.sliding_window_view(padded, _SWEEP_FRAMES)[::hop] * window
        back = fft.irfft(fft.rfft(cut, axis=1) * mask, n=_SWEEP_FRAMES, axis=1) * window
        joined = np.zeros((blocks + 1, hop), dtype=np.float32)
        joined[:-1] += back[:, :hop]
        joined[1:] += back[:, hop:]
        out[channel] = joined.reshape(-1)[hop : hop + frames]
    return out


def brightened(sound: Wave, amount: float, above: float = 2200.0) -> Wave:
    """The sound with what lies above a frequency raised gently."""
    lifted: Wave = sound + np.float32(amount) * filtered(sound, "highpass", above, 1)
    return lifted


def canvas(frames: int, channels: int = 2) -> Wave:
    """Silence to place sounds on."""
    return np.zeros((channels, frames), dtype=np.float32)


def placed(onto: Wave, sound: Wave, at: int, gain: float = 1.0) -> None:
    """Adds a sound to another from a frame on; what hangs over either edge is dropped."""
    start, stop = max(0, at), min(onto.shape[-1], at + sound.shape[-1])
    if stop > start:
        onto[..., start:stop] += np.float32(gain) * sound[..., start - at : stop - at]


def panned(sound: Wave, where: float) -> Wave:
    """A one-channel sound between left (−1) and right (1), at equal power."""
    angle = (where + 1.0) * np.pi / 4.0
    sides = np.array([[np.cos(angle)], [np.sin(angle)]], dtype=np.float32)
    return sides * sound[None, :] * np.float32(np.sqrt(2.0))


def room(seconds: float, seed: int, *, darkness: float = 3000.0) -> Wave:
    """The answer of a room to a clap: decorrelated noise whose highs die first."""
    frames = round(seconds * 1.3 * HOUSE_RATE)
    time = clock(frames)
    grain = noise(frames, seed, 2)
    low = filtered(grain, "lowpass", darkness, 1)
    tail = low * np.exp(-6.9 * time / seconds) + (grain - low) * np.exp(-15.0 * time / seconds)
    tail = filtered(tail, "highpass", 220.0)
    tail *= np.minimum(1.0, time / 0.012)
    return np.asarray(tail / np.sqrt(np.square(tail).sum(axis=1, keepdims=True)), np.float32)


def reverberated(sound: Wave, space: Wave, delay_frames: int = 900) -> Wave:
    """What a room gives back of a sound, without the sound itself."""
    wet = signal.oaconvolve(sound, space, axes=1)[:, : sound.shape[1] - delay_frames]
    return np.pad(wet.astype(np.float32, copy=False), ((0, 0), (delay_frames, 0)))


def echoed(sound: Wave, feedback: float, repeats: int = 6) -> Wave:
    """Dotted eighths that bounce from side to side, without the sound itself."""
    echo = filtered(sound, "bandpass", (350.0, 4500.0), 1)
    out = np.zeros_like(sound)
    for repeat in range(1, repeats + 1):
        sides = echo[::-1] if repeat % 2 else echo
        placed(out, sides, repeat * _ECHO_FRAMES, feedback**repeat)
    return out


def ducking(kicks: Iterable[int], frames: int) -> Wave:
    """How far sound is pushed down by kicks, from 0 (not at all) to 1, frame by frame."""
    push = np.zeros(frames, dtype=np.float32)
    length = round(BEAT_FRAMES * 0.9)
    fall = np.linspace(1.0, 0.0, length, dtype=np.float32)
    shape = np.minimum(1.0, np.arange(length, dtype=np.float32) / 240.0) * fall**1.8
    for kick in kicks:
        here = push[kick : kick + length]
        np.maximum(here, shape[: here.size], out=here)
    return push
