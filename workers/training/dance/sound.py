"""Sound as arrays of `(channels, frames)`, and laying short sounds on long ones."""

import functools

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

RATE = 44_100
_BLOCK = 256

Wave = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]


def frames_of(seconds: float) -> int:
    """The frame nearest to a time."""
    return round(seconds * RATE)


def silence(frames: int, channels: int = 2) -> Wave:
    """An empty canvas."""
    return np.zeros((channels, frames), np.float32)


def clock(frames: int) -> Wave:
    """The time of every frame in seconds."""
    return np.arange(frames, dtype=np.float32) / np.float32(RATE)


def noise(rng: np.random.Generator, frames: int, channels: int = 1) -> Wave:
    """White noise of unit deviation."""
    return rng.standard_normal((channels, frames), np.float32)


def decay(frames: int, seconds: float) -> Wave:
    """A fall to 1/e within some seconds."""
    return np.asarray(np.exp(-clock(frames) / np.float32(seconds)), np.float32)


def lay(canvas: Wave, sound: Wave, frame: int, gain: float = 1.0, pan: float = 0.0) -> None:
    """Add a sound to a stereo canvas at a frame; what lies outside is cut off."""
    first, last = max(frame, 0), min(frame + sound.shape[-1], canvas.shape[-1])
    if first >= last:
        return
    part = sound[:, first - frame : last - frame]
    left, right = min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)
    canvas[0, first:last] += part[0] * np.float32(gain * left)
    canvas[1, first:last] += part[-1] * np.float32(gain * right)


def softened(sound: Wave, start: float = 0.0005, end: float = 0.005) -> Wave:
    """The sound with its first instant and its end faded, so that neither clicks."""
    frames = sound.shape[-1]
    rise, fall = min(frames_of(start), frames // 2), min(frames_of(end), frames // 2)
    shape = np.ones(frames, np.float32)
    shape[:rise] = np.linspace(0, 1, rise, endpoint=False, dtype=np.float32)
    shape[frames - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return sound * shape


def levelled(sound: Wave, peak: float = 1.0) -> Wave:
    """The sound with its loudest sample at a peak."""
    top = float(np.abs(sound).max(initial=0))
    return sound * np.float32(peak / top) if top > 1e-9 else sound


@functools.lru_cache(maxsize=512)
def _butterworth(kind: str, hertz: tuple[float, ...], order: int) -> Floats:
    edges = [min(max(h, 10.0), 0.47 * RATE) for h in hertz]
    sections = signal.butter(
        order, edges if len(edges) > 1 else edges[0], kind, fs=RATE, output="sos"
    )
    return np.asarray(sections, dtype=np.float64)


def filtered(sound: Wave, kind: str, *hertz: float, order: int = 2) -> Wave:
    """The sound through a filter that does not move."""
    sections = _butterworth(kind, tuple(float(h) for h in hertz), order)
    return np.asarray(signal.sosfilt(sections.astype(np.float32), sound), np.float32)


def swept(sound: Wave, cutoff: Wave, resonance: float = 0.8, kind: str = "lowpass") -> Wave:
    """The sound through a filter whose edge moves, given in hertz frame by frame."""
    frames = sound.shape[-1]
    block = _BLOCK if frames < 20 * RATE // 10 else 4 * _BLOCK
    hertz = np.clip(cutoff[::block], 20.0, 0.45 * RATE).astype(np.float64)
    out = np.empty_like(sound)
    state = np.zeros((1, sound.shape[0], 2), np.float32)
    for n, section in enumerate(_biquads(hertz, resonance, kind)):
        span = slice(n * block, (n + 1) * block)
        out[:, span], state = signal.sosfilt(section[None], sound[:, span], zi=state)
    return out


def _biquads(hertz: Floats, resonance: float, kind: str) -> Wave:
    """Two-pole sections, one per edge frequency."""
    angle = 2 * np.pi * hertz / RATE
    cosine, slope = np.cos(angle), np.sin(angle) / (2 * resonance)
    side = (1 - cosine) / 2 if kind == "lowpass" else (1 + cosine) / 2
    middle = 1 - cosine if kind == "lowpass" else -(1 + cosine)
    ones = np.ones_like(angle)
    rows = np.stack([side, middle, side, 1 + slope, -2 * cosine, 1 - slope], axis=1)
    return np.asarray(rows / (ones + slope)[:, None], np.float32)


def room(rng: np.random.Generator, seconds: float, brightness: float) -> Wave:
    """A stereo room to reverberate in: noise that dies and darkens, with a few early walls."""
    frames = frames_of(1.2 * seconds)
    tail = noise(rng, frames, 2) * decay(frames, seconds / 6.9)
    dark = filtered(tail, "lowpass", brightness, order=1)
    fade = decay(frames, seconds / 14)
    out = filtered(tail * fade + dark * (1 - fade), "highpass", 180.0, order=1)
    out[:, : frames_of(rng.uniform(0.004, 0.02))] = 0
    for at in rng.uniform(0.005, 0.05, 6):
        out[int(rng.integers(2)), frames_of(at)] += np.float32(rng.uniform(1, 3))
    return np.asarray(out / np.sqrt((out**2).sum(axis=1, keepdims=True)), np.float32)


def reverberated(sound: Wave, space: Wave) -> Wave:
    """What comes back from a room."""
    length = sound.shape[-1] + space.shape[-1] - 1
    size = fft.next_fast_len(length, real=True)
    sent = fft.rfft(sound.mean(axis=0), size)
    back = fft.irfft(sent * fft.rfft(space, size), size)[:, : sound.shape[-1]]
    return np.asarray(back, np.float32)


def echoed(sound: Wave, seconds: float, feedback: float, count: int = 4) -> Wave:
    """Echoes that wander from side to side, without the sound itself."""
    out = np.zeros_like(sound)
    for n in range(1, count + 1):
        behind = frames_of(seconds * n)
        if behind < sound.shape[-1]:
            from_side = sound if n % 2 else sound[::-1]
            out[:, behind:] += from_side[:, :-behind] * np.float32(feedback**n)
    return out


def driven(sound: Wave, amount: float) -> Wave:
    """The sound pressed softly against its limits; loudness stays about what it was."""
    return np.asarray(
        np.tanh(sound * np.float32(amount)) / np.float32(np.tanh(amount)), np.float32
    )
