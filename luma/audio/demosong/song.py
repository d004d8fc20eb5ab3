"""The finished song, as a value and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import soundfile

from luma.audio.demosong.arrangement import ARTIST, KEY, TITLE
from luma.audio.demosong.grid import BPM
from luma.audio.demosong.master import mastered
from luma.audio.demosong.oscillators import Wave
from luma.audio.demosong.parts import stems
from luma.audio.demosong.truth import DemoTruth, demo_truth
from luma.domain.errors import Refused
from luma.domain.sound import Sound
from luma.domain.units import HOUSE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class DemoSong:
    """The song that Luma brings along: its sound, its stems, and what is true of it."""

    title: str
    artist: str
    key: str
    bpm: float
    sound: Sound
    stems: Mapping[str, Sound]
    truth: DemoTruth


def demo_song() -> DemoSong:
    """Plays the song from nothing; the same every time."""
    parts = mastered(stems())
    mix: Wave = np.sum(list(parts.values()), axis=0, dtype=np.float32)
    return DemoSong(
        title=TITLE,
        artist=ARTIST,
        key=KEY,
        bpm=BPM,
        sound=_sound(mix),
        stems=MappingProxyType({name: _sound(part) for name, part in parts.items()}),
        truth=demo_truth(),
    )


def write_demo(path: Path, song: DemoSong | None = None) -> DemoSong:
    """Writes the song as 24-bit FLAC or WAV, by the path's ending, with title and artist."""
    endings = {".flac": "FLAC", ".wav": "WAV"}
    kind = endings.get(path.suffix.lower())
    if kind is None:
        raise Refused(
            f'The demo song is not written as "{path.name}".',
            hint="Give a name that ends in .flac or .wav.",
        )
    song = song or demo_song()
    try:
        with soundfile.SoundFile(path, "w", HOUSE_RATE, 2, "PCM_24", format=kind) as file:
            file.title, file.artist = song.title, song.artist
            file.write(song.sound.samples)
    except soundfile.LibsndfileError as error:
        raise Refused(
            f'The demo song could not be written to "{path}": {error}',
            hint="Check that the folder exists and may be written to.",
        ) from error
    return song


def _sound(wave: Wave) -> Sound:
    return Sound(np.ascontiguousarray(wave.T), HOUSE_RATE)
