"""Drum sounds, made anew for every song: no two kits are alike."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workers.training.dance.oscillators import phase, sine
from workers.training.dance.sound import (
    RATE,
    Wave,
    clock,
    decay,
    driven,
    filtered,
    frames_of,
    levelled,
    noise,
    softened,
)

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class KickShape:
    """How a family of kicks sounds: ranges in hertz and seconds."""

    settles: tuple[float, float]
    rings: tuple[float, float]
    falls_from: tuple[float, float]
    click: tuple[float, float]
    drive: tuple[float, float]


KICKS = {
    "round": KickShape((44, 58), (0.1, 0.2), (120, 300), (0.1, 0.6), (1.0, 2.0)),
    "hard": KickShape((42, 56), (0.14, 0.3), (200, 500), (0.2, 0.9), (2.0, 6.0)),
    "short": KickShape((50, 75), (0.05, 0.11), (150, 400), (0.4, 1.0), (1.2, 3.0)),
    "dusty": KickShape((55, 80), (0.06, 0.14), (60, 160), (0.2, 0.7), (1.5, 4.0)),
    "deep": KickShape((38, 50), (0.25, 0.5), (80, 200), (0.05, 0.4), (1.0, 3.0)),
    "skin": KickShape((52, 70), (0.07, 0.15), (40, 110), (0.4, 1.1), (1.0, 1.6)),
}


def kick(rng: Rng, family: str) -> Wave:
    """A low drum that falls onto its pitch."""
    shape = KICKS[family]
    ring = rng.uniform(*shape.rings)
    frames = frames_of(min(1.0, 4.5 * ring))
    settled, high = rng.uniform(*shape.settles), rng.uniform(*shape.falls_from)
    glide = settled * (1 + 0.3 * decay(frames, 0.08)) + high * decay(
        frames, rng.uniform(0.01, 0.03)
    )
    glide += np.float32(rng.uniform(0, 1500)) * decay(frames, 0.003)
    body = sine(phase(np.asarray(glide, np.float32), frames, 0.12)) * decay(frames, ring)
    stick = filtered(noise(rng, frames), "bandpass", 1200, rng.uniform(4000, 9000))[0]
    stick *= decay(frames, rng.uniform(0.002, 0.008)) * np.float32(rng.uniform(*shape.click))
    struck = driven((body + stick)[None], rng.uniform(*shape.drive))
    if family == "dusty":
        struck = filtered(struck, "lowpass", rng.uniform(4000, 9000), order=1)
    return levelled(softened(struck, 0.0004, 0.02))


def snare(rng: Rng, family: str) -> Wave:
    """A shell under bright wires."""
    live = family in {"skin", "dusty"}
    ring = rng.uniform(0.08, 0.16) if live else rng.uniform(0.05, 0.2)
    frames = frames_of(5 * ring)
    tone = rng.uniform(150, 260)
    glide = tone * (1 + rng.uniform(0.2, 0.8) * decay(frames, 0.012))
    shell = sine(phase(np.asarray(glide, np.float32), frames)) * decay(frames, ring * 0.6)
    upper = sine(phase(float(tone * rng.uniform(1.5, 1.9)), frames)) * decay(
        frames, ring * 0.35
    )
    wires = filtered(noise(rng, frames, 2), "bandpass", rng.uniform(700, 2200), 12000, order=1)
    hiss = decay(frames, ring * rng.uniform(0.7, 1.3)) + 0.8 * decay(frames, 0.008)
    sound = rng.uniform(0.4, 1.0) * shell + 0.3 * upper + rng.uniform(0.3, 0.7) * wires * hiss
    return levelled(
        softened(driven(np.asarray(sound, np.float32), rng.uniform(0.8, 2.5)), 0.0003, 0.03)
    )


def clap(rng: Rng, _family: str) -> Wave:
    """Many hands: the first is the truth's moment, others follow within some milliseconds."""
    frames = frames_of(rng.uniform(0.2, 0.4))
    time = clock(frames)
    low = rng.uniform(700, 1200)
    hands = filtered(noise(rng, frames, 2), "bandpass", low, rng.uniform(3500, 7000), order=1)
    shape = rng.uniform(0.3, 0.7) * decay(frames, rng.uniform(0.04, 0.1))
    for begins in (0.0, *np.cumsum(rng.uniform(0.004, 0.009, 2))):
        since = time - np.float32(begins)
        shape += np.where(since >= 0, np.exp(-np.maximum(since, 0) / 0.005), 0)
    return levelled(softened(np.asarray(hands * shape, np.float32), 0.0003, 0.02))


def rim(rng: Rng, _family: str) -> Wave:
    """A short woody click."""
    frames = frames_of(0.09)
    first, second = rng.uniform(400, 700), rng.uniform(1500, 2400)
    wood = sine(phase(float(first), frames)) + sine(phase(float(second), frames))
    snap = filtered(noise(rng, frames), "bandpass", 1500, 8000)[0] * decay(frames, 0.003)
    sound = wood * decay(frames, rng.uniform(0.008, 0.02)) + 2 * snap
    return levelled(softened(sound[None], 0.0003, 0.01))


def _metal(rng: Rng, seconds: float, low: float) -> Wave:
    """Thin metal: squares out of tune with one another, and noise."""
    frames = frames_of(min(3.0, max(0.06, 5 * seconds)))
    metal = np.zeros(frames, np.float32)
    for tone in rng.uniform(2500, 9500, 6):
        metal += np.sign(sine(phase(float(tone), frames)))
    grain = noise(rng, frames, 2) + np.float32(rng.uniform(0, 0.6)) * metal
    bright = filtered(grain, "highpass", low, order=3)
    shape = decay(frames, seconds) + np.float32(0.4) * decay(frames, seconds / 6)
    return levelled(softened(bright * shape, 0.0003, 0.01))


def closed_hat(rng: Rng, _family: str) -> Wave:
    """A hat that is shut."""
    return _metal(rng, rng.uniform(0.012, 0.045), rng.uniform(5000, 9000))


def open_hat(rng: Rng, _family: str) -> Wave:
    """A hat that rings."""
    return _metal(rng, rng.uniform(0.07, 0.2), rng.uniform(5000, 8500))


def ride(rng: Rng, _family: str) -> Wave:
    """A cymbal played in time."""
    ping = rng.uniform(2800, 5500)
    wash = _metal(rng, rng.uniform(0.2, 0.5), rng.uniform(3000, 6000))
    frames = wash.shape[-1]
    bell = (
        sine(phase(float(ping), frames)) * decay(frames, 0.12) * np.float32(rng.uniform(0, 0.5))
    )
    return levelled(0.6 * wash + bell)


def shaker(rng: Rng, _family: str) -> Wave:
    """Grains that rush; softer at its beginning than a hat."""
    frames = frames_of(rng.uniform(0.06, 0.12))
    grains = filtered(noise(rng, frames), "bandpass", rng.uniform(3000, 5000), 12000)
    shape = np.minimum(1, clock(frames) / np.float32(0.004)) * decay(frames, 0.025)
    return levelled(softened(grains * shape))


def crash(rng: Rng, _family: str) -> Wave:
    """A wide cymbal that washes out."""
    return _metal(rng, rng.uniform(0.5, 1.1), rng.uniform(2000, 4500))


def tom(rng: Rng, _family: str) -> Wave:
    """A tuned drum."""
    frames = frames_of(0.4)
    tone = rng.uniform(75, 220)
    glide = tone * (1 + rng.uniform(0.3, 0.9) * decay(frames, 0.025))
    skin = sine(phase(np.asarray(glide, np.float32), frames)) * decay(
        frames, rng.uniform(0.06, 0.14)
    )
    stick = filtered(noise(rng, frames), "bandpass", 1500, 6000)[0] * decay(frames, 0.005)
    return levelled(softened(np.tanh(1.3 * skin + 0.4 * stick)[None], 0.0003, 0.02))


def perc(rng: Rng, _family: str) -> Wave:
    """Something small: a conga, a block, a bell or a blip."""
    frames = frames_of(0.25)
    tone = rng.uniform(200, 1200)
    overtone = rng.choice([1.5, 2.0, 2.76, 1.34])
    glide = tone * (1 + rng.uniform(0, 0.5) * decay(frames, 0.01))
    body = sine(phase(np.asarray(glide, np.float32), frames))
    body += np.float32(rng.uniform(0, 0.8)) * sine(phase(float(tone * overtone), frames))
    slap = filtered(noise(rng, frames), "bandpass", 1000, 7000)[0] * decay(frames, 0.004)
    sound = (
        body * decay(frames, rng.uniform(0.02, 0.08)) + np.float32(rng.uniform(0, 0.8)) * slap
    )
    return levelled(softened(sound[None], 0.0003, 0.02))


MAKERS: dict[str, Callable[[Rng, str], Wave]] = {
    "kick": kick,
    "snare": snare,
    "clap": clap,
    "rim": rim,
    "hat": closed_hat,
    "open": open_hat,
    "ride": ride,
    "shaker": shaker,
    "crash": crash,
    "tom": tom,
    "low_tom": tom,
    "perc": perc,
    "perc2": perc,
}
HEARD_AS = {
    "kick": "kick",
    "snare": "snare",
    "clap": "snare",
    "rim": "snare",
    "hat": "hat",
    "open": "hat",
    "ride": "hat",
    "shaker": "hat",
}
TAKES = 3


class Kit:
    """The drums of one song, each with several takes of which softer ones are darker."""

    def __init__(self, rng: Rng, family: str, *, live: bool) -> None:
        """Make every drum's sound from the generator's numbers."""
        self.live = live
        self._sounds = {}
        for name, make in MAKERS.items():
            sound = make(rng, family)
            self._sounds[name] = [sound] if not live else self._takes(rng, sound)

    def _takes(self, rng: Rng, sound: Wave) -> list[Wave]:
        takes = [sound]
        for n in range(1, TAKES):
            bright = 16000 / (1 + n) * rng.uniform(0.8, 1.2)
            takes.append(filtered(sound, "lowpass", min(bright, 0.45 * RATE), order=1))
        return takes

    def sound(self, name: str, velocity: float) -> Wave:
        """The sound of a drum struck with some force."""
        takes = self._sounds[name]
        return takes[min(len(takes) - 1, int((1 - min(velocity, 1.0)) * len(takes)))]
