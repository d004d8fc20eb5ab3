"""The chords: pads, stabs, arpeggios and the sweeps of noise around them."""

from functools import cache

import numpy as np

from luma.audio.demosong import drumkit, instruments
from luma.audio.demosong.arrangement import (
    DROP,
    LAST_DROP,
    SECTIONS,
    SONG_FRAMES,
    voicing_of,
)
from luma.audio.demosong.automation import (
    pad_cutoff,
    pad_level,
    riser_cutoff,
    riser_level,
)
from luma.audio.demosong.effects import (
    brightened,
    canvas,
    echoed,
    filtered,
    panned,
    placed,
    reverberated,
    room,
    swept,
)
from luma.audio.demosong.grid import frame_of
from luma.audio.demosong.melody import arpeggio_notes
from luma.audio.demosong.oscillators import Wave, noise

_STABS = ((0, 1.0), (3, 0.8), (6, 1.0), (10, 0.8), (12, 0.8))
_HIGH_DROPS = (DROP, LAST_DROP)


def chords_stem(push: Wave) -> Wave:
    """Everything that is neither drum, bass nor lead, out of the kick's way."""
    pads, stabs = _pads_and_stabs()
    plucked = _arpeggios()
    dry = brightened(0.18 * pads + 0.17 * stabs + 0.26 * plucked, 0.9)
    air = 0.3 * _risers() + 0.19 * _inhales()
    echoes = echoed(0.26 * plucked, 0.45, 4)
    wet = reverberated(np.asarray(dry + echoes + 0.5 * air, np.float32), room(1.9, 73))
    music = (dry + 0.5 * echoes + 0.22 * wet) * (1.0 - 0.72 * push)
    return np.asarray(music + air * (1.0 - 0.4 * push), np.float32)


def _pads_and_stabs() -> tuple[Wave, Wave]:
    pad = cache(instruments.pad)
    stab = cache(lambda pitch: instruments.stab(pad(pitch)))
    held, struck = canvas(SONG_FRAMES), canvas(SONG_FRAMES)
    for section in SECTIONS:
        octaves = ((0, 1.0), (12, 0.5)) if section in _HIGH_DROPS else ((0, 1.0),)
        stabs = _STABS if section in _HIGH_DROPS else ()
        for bar in section.bars:
            voices = [
                (tone + up, gain) for tone in voicing_of(bar).tones for up, gain in octaves
            ]
            for pitch, gain in voices:
                placed(held, pad(pitch), frame_of(bar), gain)
                for step, accent in stabs:
                    placed(struck, stab(pitch), frame_of(bar, step), gain * accent)
    held = swept(held * pad_level(), pad_cutoff())
    return filtered(held, "highpass", 170.0), filtered(struck, "highpass", 220.0)


def _arpeggios() -> Wave:
    arpeggio = cache(instruments.arpeggio)
    played = canvas(SONG_FRAMES)
    for index, note in enumerate(arpeggio_notes()):
        sound = panned(arpeggio(note.pitch), -0.55 if index % 2 else 0.55)
        placed(played, sound, frame_of(note.bar, note.step), note.velocity)
    return played


def _risers() -> Wave:
    breath = noise(SONG_FRAMES, 81, 2) * riser_level()
    return filtered(swept(breath, riser_cutoff(), resonance=1.5), "highpass", 300.0)


def _inhales() -> Wave:
    """A cymbal turned backwards into each section's first beat."""
    turned = np.ascontiguousarray(drumkit.crash()[:, ::-1])
    drawn = canvas(SONG_FRAMES)
    for section in SECTIONS:
        placed(drawn, turned, frame_of(section.first_bar) - turned.shape[1])
    return drawn
