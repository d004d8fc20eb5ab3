"""Drums and basses played anew: the same notes on sounds that nobody has heard together.

Every drum of a song is drawn for itself, from kits of SoundFonts (`kits`) or made by
`dance.drumkit`, and then bent: pitch, length, attack, colour, drive. Basses likewise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from scipy import signal

from workers.training import augment
from workers.training.chords_midi import Note, Stroke
from workers.training.corpus import Stroke as Told
from workers.training.dance.basses import BASSES, bass
from workers.training.dance.drumkit import HEARD_AS, KICKS, MAKERS
from workers.training.dance.sound import (
    RATE,
    Wave,
    clock,
    driven,
    filtered,
    frames_of,
    lay,
    levelled,
    silence,
    softened,
)

Rng = np.random.Generator

PLAYED = {
    "kick": (35, 36),
    "snare": (38, 40),
    "rim": (37,),
    "clap": (39,),
    "hat": (42, 44),
    "open": (46,),
    "ride": (51, 53, 59),
    "crash": (49, 57),
    "tom": (41, 43, 45, 47, 48, 50),
    "perc": (54, 56, 70),
}
"""The numbers of General MIDI that each drum has here."""
_NAMES = {number: name for name, numbers in PLAYED.items() for number in numbers}
_PEAKS = {
    "kick": 0.9,
    "snare": 0.75,
    "rim": 0.5,
    "clap": 0.55,
    "hat": 0.3,
    "open": 0.32,
    "ride": 0.28,
    "crash": 0.4,
    "tom": 0.6,
    "perc": 0.3,
}
_SWAPS = {
    "hat": (("hat", 0.84), ("ride", 0.1), ("open", 0.06)),
    "ride": (("ride", 0.7), ("hat", 0.3)),
    "snare": (("snare", 0.86), ("clap", 0.09), ("rim", 0.05)),
    "rim": (("rim", 0.5), ("snare", 0.4), ("clap", 0.1)),
    "clap": (("clap", 0.55), ("snare", 0.45)),
}
_OWN_SHARE, _LAYERED = 0.3, 0.2
_FORCES = (45, 80, 115)


@dataclass(frozen=True, slots=True)
class Kits:
    """Where sounds of SoundFonts lie; without any, all are made here."""

    drums: tuple[Path, ...] = ()
    basses: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folder: Path | None) -> "Kits":
        """The kits of a folder that `kits.take` has filled."""
        if folder is None:
            return cls()
        found = (tuple(sorted(folder.glob(f"{kind}-*.npz"))) for kind in ("drums", "bass"))
        return cls(*found)


def font_of(file: Path) -> str:
    """The name of the SoundFont that a kit is from."""
    return file.stem.split("-")[1]


def varied(strokes: Iterable[Stroke], rng: Rng) -> list[tuple[float, str, float]]:
    """When which drum is struck how hard, by a drummer with other habits."""
    swaps = {
        name: str(rng.choice([n for n, _ in odds], p=[share for _, share in odds]))
        for name, odds in _SWAPS.items()
    }
    forgets, doubles = rng.uniform(0, 0.12), rng.uniform(0, 0.12) * (rng.random() < 0.5)
    bend, steady = rng.uniform(0.7, 1.6), rng.uniform(0.02, 0.12)
    played = []
    for stroke in strokes:
        name = _NAMES.get(stroke.pitch)
        if name is None or rng.random() < forgets:
            continue
        force = float(np.clip((stroke.velocity / 110) ** bend + rng.normal(0, steady), 0.08, 1))
        played.append((stroke.start, swaps.get(name, name), force))
        if rng.random() < doubles:
            other = str(rng.choice(["kick", "kick", "snare", "hat"]))
            played.append((stroke.start, other, float(rng.uniform(0.25, 1))))
    return sorted(played)


def told(played: Iterable[tuple[float, str, float]]) -> list[Told]:
    """What of it is a kick, a snare or a hat."""
    return [
        Told(second, HEARD_AS[name], force)
        for second, name, force in played
        if name in HEARD_AS
    ]


def drums(
    played: Sequence[tuple[float, str, float]], frames: int, kits: Kits, rng: Rng
) -> tuple[Wave, set[str]]:
    """Strokes on a kit drawn for them; and the names of the SoundFonts that are in it."""
    canvas, fonts = silence(frames), set[str]()
    main = _drawn(kits.drums, rng)
    for name in sorted({name for _, name, _ in played}):
        source = main if rng.random() < 0.45 else _drawn(kits.drums, rng)
        sounds = _drum(name, source, rng, fonts)
        if rng.random() < _LAYERED:
            under = _drum(name, _drawn(kits.drums, rng), rng, fonts)
            sounds = [
                _sum(a, b, rng.uniform(0.2, 0.9)) for a, b in zip(sounds, under, strict=True)
            ]
        wide = 0.12 if name in {"kick", "snare"} else 0.5
        gain = _PEAKS[name] * 10 ** (rng.normal(0, 2.5) / 20)
        pan, softer = rng.uniform(-wide, wide), rng.uniform(0.7, 1.5)
        for second, drum, force in played:
            if drum == name:
                sound = sounds[min(2, int(3 * force))]
                lay(canvas, sound, frames_of(second), gain * force**softer, pan)
    return _together(canvas, rng), fonts


def _drawn(files: Sequence[Path], rng: Rng) -> Path | None:
    """A kit; none is one of our own."""
    if not files or rng.random() < _OWN_SHARE:
        return None
    font = str(rng.choice(sorted({font_of(file) for file in files})))
    return [file for file in files if font_of(file) == font][
        int(rng.integers(sum(font_of(file) == font for file in files)))
    ]


def _drum(name: str, source: Path | None, rng: Rng, fonts: set[str]) -> list[Wave]:
    """A drum struck softly, well and hard, each with its loudest sample at one."""
    found: list[Wave] = []
    if source is not None:
        found = _taken(source, int(rng.choice(PLAYED[name])))
        fonts |= {font_of(source)} if found else set()
    if not found:
        sound = MAKERS[name](rng, str(rng.choice(sorted(KICKS))))
        dark = float(rng.uniform(3000, 14000))
        found = [filtered(sound, "lowpass", dark, order=1), sound, sound]
    bend = _bent(rng)
    return [levelled(bend(sound)) for sound in found]


def _taken(source: Path, number: int) -> list[Wave]:
    with np.load(source) as kit:
        names = [f"{number}-{force}" for force in _FORCES]
        if any(name not in kit for name in names):
            return []
        return [kit[name].astype(np.float32) / np.float32(32768) for name in names]


def _bent(rng: Rng) -> Callable[[Wave], Wave]:
    """One way of making a stroke other, the same for every stroke of a drum."""
    use = rng.random(5) < np.array([0.6, 0.35, 0.4, 0.6, 0.3])
    factor = 2 ** (rng.uniform(-4, 4) / 12)
    length, attack = float(np.exp(rng.uniform(-3.2, -0.7))), rng.uniform(-0.5, 1.5)
    colour, seed, drive = rng.uniform(2, 7), int(rng.integers(1 << 31)), rng.uniform(0.8, 4)

    def bent(sound: Wave) -> Wave:
        if use[0]:
            sound = np.ascontiguousarray(augment.sped(sound.T, factor).T)
        time = clock(sound.shape[-1])
        if use[1]:
            sound = sound * np.exp(-time / np.float32(length))
        if use[2]:
            sound = sound * (1 + np.float32(attack) * np.exp(-time / np.float32(0.012)))
        if use[3]:
            coloured = augment.equalised(sound.T, RATE, np.random.default_rng(seed), colour)
            sound = np.ascontiguousarray(coloured.T)
        if use[4]:
            sound = driven(levelled(sound), drive)
        return softened(np.asarray(sound, np.float32), 0.0002, 0.004)

    return bent


def _sum(one: Wave, other: Wave, gain: float) -> Wave:
    both = silence(max(one.shape[-1], other.shape[-1]))
    lay(both, one, 0)
    lay(both, other, 0, gain)
    return levelled(both)


def _together(voice: Wave, rng: Rng) -> Wave:
    """A whole voice through a room, a desk and a compressor, or none of them."""
    if rng.random() < 0.45:
        wet = rng.uniform(0.03, 0.3)
        voice = augment.roomed(voice.T, RATE, rng, rng.uniform(0.1, 0.9), wet).T
    if rng.random() < 0.5:
        voice = augment.equalised(voice.T, RATE, rng, rng.uniform(1, 5)).T
    if rng.random() < 0.35:
        voice = _pressed(voice, rng.uniform(0.15, 0.5), rng.uniform(0.005, 0.06))
    if rng.random() < 0.3:
        voice = driven(levelled(voice), rng.uniform(0.8, 3))
    return np.ascontiguousarray(voice, np.float32)


def _pressed(voice: Wave, share: float, seconds: float) -> Wave:
    """Loud moments nearer to soft ones; the gain follows within some seconds."""
    keep = float(np.exp(-1 / (seconds * RATE)))
    power = signal.lfilter([1 - keep], [1, -keep], (voice**2).mean(axis=0))
    level = np.sqrt(np.maximum(power, 0))
    floor = 0.05 * float(level.max(initial=0)) + 1e-9
    return np.asarray(voice * np.maximum(level, floor) ** -share, np.float32)


def bassline(notes: Sequence[Note], frames: int, kits: Kits, rng: Rng) -> tuple[Wave, set[str]]:
    """Notes on a bass drawn for them; and the names of the SoundFonts that are in it."""
    source = _drawn(kits.basses, rng)
    fonts = set() if source is None else {font_of(source)}
    plays = [_bass(source, rng)]
    if rng.random() < _LAYERED:
        plays.append(_bass(None, rng))
    steps = 12 * int(rng.choice([-1, 0, 1], p=[0.03, 0.92, 0.05]))
    shorter, made = rng.uniform(0.6, 1.0), dict[tuple[int, int], Wave]()
    canvas = silence(frames)
    for note in notes:
        tenths = max(1, round(10 * shorter * (note.stop - note.start)))
        key = (note.pitch + steps, tenths)
        if key not in made:
            made[key] = levelled(_layered([play(key[0], tenths / 10) for play in plays]))
        lay(canvas, made[key], frames_of(note.start), float(rng.uniform(0.75, 1)))
    return _together(canvas, rng), fonts


def _layered(waves: Sequence[Wave]) -> Wave:
    return waves[0] if len(waves) == 1 else _sum(levelled(waves[0]), levelled(waves[1]), 0.6)


def _bass(source: Path | None, rng: Rng) -> Callable[[float, float], Wave]:
    if source is None:
        return bass(rng, str(rng.choice(sorted(BASSES))))
    with np.load(source) as kit:
        heard = {int(name): kit[name].astype(np.float32) / np.float32(32768) for name in kit}

    def play(pitch: float, seconds: float) -> Wave:
        nearest = min(heard, key=lambda at: abs(at - pitch))
        factor = 2 ** ((pitch - nearest) / 12)
        note = heard[nearest][:, : frames_of(factor * seconds) + 2000]
        moved = soxr.resample(note.T, RATE * factor, RATE).T
        gone = np.maximum(clock(moved.shape[-1]) - np.float32(seconds), 0)
        faded = moved * np.exp(-gone / np.float32(0.02))
        return softened(np.asarray(faded, np.float32), 0.0002, 0.005)

    return play
