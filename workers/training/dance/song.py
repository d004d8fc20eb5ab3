"""A whole song: composed, played, mixed, and known."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from luma.domain.harmony import TONES
from workers.training.dance import drumming, mixing, parts, truth
from workers.training.dance.drumkit import Kit
from workers.training.dance.drumming import Hit
from workers.training.dance.score import Score, compose
from workers.training.dance.sound import (
    RATE,
    Wave,
    echoed,
    filtered,
    noise,
    reverberated,
    room,
)
from workers.training.dance.truth import Beat, Labelled

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Song:
    """Sound and truth; the mix is the plain sum of the stems."""

    stems: dict[str, Wave]
    beats: tuple[Beat, ...]
    chords: tuple[Labelled, ...]
    sections: tuple[Labelled, ...]
    drums: tuple[Hit, ...]
    key: str
    meta: dict[str, Any]

    @property
    def mix(self) -> Wave:
        """All stems together."""
        return np.asarray(np.sum(list(self.stems.values()), axis=0), np.float32)

    @property
    def seconds(self) -> float:
        """How long the sound is."""
        return float(self.stems["drums"].shape[-1]) / RATE


def make_song(style: str, seed: int, seconds: float) -> Song:
    """The song that a style and a seed stand for, for some seconds."""
    score = compose(style, seed, seconds)
    stems, mixed = _mastered(score, _voices(score))
    key = score.sheet.key
    return Song(
        stems,
        truth.beats(score),
        truth.chords(score),
        truth.sections(score),
        score.heard,
        f"{TONES[key.tonic]}:{key.mode}",
        {**_about(score), **mixed},
    )


def _about(score: Score) -> dict[str, Any]:
    grid = score.sheet.grid
    style = score.sheet.style.name
    return {
        "song": f"dance-{style}-{score.seed}",
        "style": style,
        "seed": score.seed,
        "bpm": grid.bpm,
        "tempo": grid.tempo,
        "meter": grid.per_bar,
        "swing": round(grid.swing, 4),
        "duration": score.seconds,
        "drums": bool(score.heard),
        "drum_patterns": list(score.drummer.names),
        "parts": {},
    }


@dataclass(frozen=True, slots=True)
class _Voices:
    """What everybody plays, before it is mixed."""

    drums: Wave
    bass: Wave
    music: Wave
    sung: Wave
    air: Wave
    kick: str


def _voices(score: Score) -> _Voices:
    """Every player's sound."""
    sheet, draw, rng = score.sheet, score.draw, score.draw("players")
    family = str(rng.choice(sheet.style.kicks))
    kit = Kit(draw("kit"), family, live=sheet.style.live)
    drums = drumming.rendered(draw("drums"), list(score.strokes), kit, sheet.frames)
    held, struck = parts.chords(draw("chords"), sheet)
    keys = {"held": held, "struck": struck, "plucked": parts.arpeggios(draw("arp"), sheet)}
    quiet = {"held": -8.0, "struck": -4.0, "plucked": -9.0}
    levels = {name: float(rng.uniform(low, 0)) for name, low in quiet.items()}
    music = np.sum(list(mixing.balanced(keys, levels).values()), axis=0)
    music = filtered(np.asarray(music, np.float32), "highpass", rng.uniform(80, 220))
    for opening in score.openings:
        sound = drums if opening.sound == "drums" else music
        span = opening.low, opening.high
        mixing.opened(sound, sheet.grid, opening.section, span, opening.kind)
    return _Voices(
        drums,
        parts.bassline(draw("bass"), sheet),
        music,
        parts.melody(draw("lead"), sheet),
        parts.sweeps(draw("sweeps"), sheet),
        family,
    )


def _mastered(score: Score, heard: _Voices) -> tuple[dict[str, Wave], dict[str, Any]]:
    """The stems at their level in the mix, and the numbers behind them."""
    sheet, rng = score.sheet, score.draw("mix")
    drums, music, sung = _in_rooms(rng, heard, sheet.grid.beat_seconds)
    depth = float(rng.uniform(*sheet.style.pump))
    always = bool(rng.random() < 0.3)
    push = mixing.pump(list(score.strokes), sheet.grid, sheet.frames, depth, always=always)
    other = (music + np.float32(mixing.loudness(music) + 0.02) * heard.air) * push
    if rng.random() < 0.3:
        other += np.float32(10 ** rng.uniform(-3.5, -2.3)) * noise(rng, sheet.frames, 2)
    levels = {
        "drums": 0.0,
        "bass": float(rng.uniform(-7, 0)),
        "vocals": float(rng.uniform(-8, -1)),
        "other": float(rng.uniform(-8, -1)),
    }
    stems = {"drums": drums, "bass": heard.bass * push, "vocals": sung, "other": other}
    level, clips = float(rng.uniform(-18, -8)), bool(rng.random() < 0.4)
    bright = float(score.draw("air").uniform(0, 9))
    stems = mixing.lifted(mixing.balanced(stems, levels), bright)
    stems = mixing.mastered(stems, level, clips=clips)
    about = {"kick": heard.kick, "pump": round(depth, 3), "level_db": round(level, 2)}
    return stems, {**about, "clipped": clips}


def _in_rooms(rng: Rng, heard: _Voices, beat_seconds: float) -> tuple[Wave, Wave, Wave]:
    """Drums, chords and melody with the rooms they stand in."""
    space = room(rng, rng.uniform(0.3, 2.2), rng.uniform(1500, 7000))
    small = room(rng, rng.uniform(0.15, 0.6), 6000)
    wet, damp = np.float32(rng.uniform(0.05, 0.35)), np.float32(rng.uniform(0, 0.12))
    echo, back = rng.random() < 0.6, rng.uniform(0.15, 0.4)
    drums = heard.drums + damp * reverberated(filtered(heard.drums, "highpass", 200), small)
    music = heard.music + wet * reverberated(heard.music, space)
    sung = heard.sung + wet * reverberated(heard.sung, space)
    if echo:
        sung += echoed(sung, beat_seconds * 0.75, back, 3)
    return drums, music, sung
