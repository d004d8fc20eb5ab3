"""The four stems, each with its own room and echoes, before the master."""

from functools import cache

import numpy as np

from luma.audio.demosong import drumkit, instruments
from luma.audio.demosong.arrangement import BREAK, DROP, LAST_DROP, SONG_FRAMES
from luma.audio.demosong.automation import band_level
from luma.audio.demosong.chords import chords_stem
from luma.audio.demosong.drumming import frames_of, hits
from luma.audio.demosong.effects import (
    brightened,
    canvas,
    ducking,
    echoed,
    filtered,
    placed,
    reverberated,
    room,
)
from luma.audio.demosong.grid import BAR_FRAMES, frame_of
from luma.audio.demosong.melody import bass_notes, lead_notes, pluck_notes
from luma.audio.demosong.oscillators import Wave

_DRUM_LEVELS = {
    "kick": 0.8,
    "clap": 0.72,
    "snare": 0.64,
    "hat": 0.33,
    "open": 0.24,
    "ride": 0.17,
    "crash": 0.26,
    "high_tom": 0.42,
    "low_tom": 0.45,
    "boom": 0.5,
}
_DRUM_ROOM = {
    "clap": 0.18,
    "snare": 0.14,
    "crash": 0.1,
    "high_tom": 0.15,
    "low_tom": 0.15,
    "boom": 0.12,
}


def stems() -> dict[str, Wave]:
    """Drums, bass, vocals (the lead) and other (the chords), `(2, frames)` each."""
    push = ducking(frames_of("kick"), SONG_FRAMES)
    level = band_level()
    return {
        "drums": drums_stem() * level,
        "bass": bass_stem(push) * level,
        "vocals": lead_stem(push) * level,
        "other": chords_stem(push) * level,
    }


def drums_stem() -> Wave:
    """All drums with the room around them."""
    kit = drumkit.kit()
    dry, send = canvas(SONG_FRAMES), canvas(SONG_FRAMES)
    for hit in hits():
        placed(dry, kit[hit.drum], hit.frame, hit.velocity * _DRUM_LEVELS[hit.drum])
        if hit.drum in _DRUM_ROOM:
            placed(send, kit[hit.drum], hit.frame, hit.velocity * _DRUM_ROOM[hit.drum])
    driven: Wave = np.tanh(1.15 * dry) / np.float32(1.15)
    wet = reverberated(send, room(0.9, 71, darkness=4000.0), 480)
    return filtered(driven, "highpass", 24.0) + wet


def bass_stem(push: Wave) -> Wave:
    """The bass, out of the kick's way: one voice below, a little width above."""
    bass = cache(instruments.bass)
    line = canvas(SONG_FRAMES, 1)
    for note in bass_notes():
        at = frame_of(note.bar, note.step)
        placed(line, bass(note.pitch, note.steps), at, note.velocity)
    line = filtered(line, "highpass", 24.0) * (1.0 - 0.8 * push)
    driven: Wave = np.tanh(2.5 * filtered(line, "highpass", 120.0))
    grit = filtered(driven, "bandpass", (250.0, 2200.0), 1)
    sides = np.concatenate((grit, -np.roll(grit, 190, axis=1)))
    return np.asarray(0.4 * line + 0.24 * grit + 0.1 * sides, np.float32)


def lead_stem(push: Wave) -> Wave:
    """Pluck and lead with their echoes."""
    plucks, sung = _plucks(), _sung()
    dry = brightened(0.38 * plucks + 0.44 * filtered(sung, "highpass", 250.0), 0.7)
    echoes = echoed(0.38 * plucks + 0.24 * sung, 0.52)
    wet = reverberated(dry + 0.5 * echoes, room(2.2, 72))
    return np.asarray((dry + 0.62 * echoes + 0.3 * wet) * (1.0 - 0.45 * push), np.float32)


def _plucks() -> Wave:
    pluck = cache(instruments.pluck)
    played = canvas(SONG_FRAMES)
    for note in pluck_notes():
        placed(played, pluck(note.pitch), frame_of(note.bar, note.step), note.velocity)
    return played


def _sung() -> Wave:
    sung = canvas(SONG_FRAMES)
    for section in (DROP, BREAK, LAST_DROP):
        notes = tuple(note for note in lead_notes() if note.bar in section.bars)
        line = instruments.lead(notes, BAR_FRAMES * len(section.bars))
        placed(sung, line, frame_of(section.first_bar))
    return sung
