"""Takes single strokes and notes from SoundFonts, for playing songs anew.

`python -m workers.training.kits --out KITS --soundfont NAME=FILE …` needs `fluidsynth`.
A kit is a file `drums-<font>-<program>.npz` with a sound for each drum and force, or
`bass-<font>-<bank>-<program>.npz` with one for each pitch.
"""

import argparse
import itertools
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import soundfile

from luma.domain.errors import BadDocument, Unavailable
from workers.training.dance.sound import RATE

Sounds = dict[str, npt.NDArray[np.int16]]

DRUMS = (35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 57, 59, 70)
FORCES = (45, 80, 115)
PITCHES = tuple(range(28, 56, 3))
_DRUM_BANK, _LAST_KIT = 128, 47
_BASSES = range(32, 40)
_STRUCK_S, _HELD_S = 1.3, 2.6
_PER_SECOND = 960
_SILENT = 40


class Preset(NamedTuple):
    """A sound of a SoundFont by its bank and program."""

    bank: int
    program: int


class Sounded(NamedTuple):
    """A note that is to be played: its pitch, its force, and how long until the next."""

    pitch: int
    force: int
    seconds: float


def presets(font: Path) -> list[Preset]:
    """All that a SoundFont can play."""
    content = font.read_bytes()
    at = content.find(b"phdr")
    if content[:4] != b"RIFF" or at < 0:
        raise BadDocument(f'"{font}" is no SoundFont.')
    size = struct.unpack_from("<I", content, at + 4)[0]
    rows = range(at + 8, at + 8 + size - 38, 38)
    found = (struct.unpack_from("<HH", content, row + 20) for row in rows)
    return sorted(Preset(bank, program) for program, bank in found)


def take(name: str, font: Path, out: Path) -> int:
    """Write the kits and basses of a SoundFont; gives how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    found = presets(font)
    kits = [p for p in found if p.bank == _DRUM_BANK and p.program <= _LAST_KIT]
    basses = [p for p in found if p.bank < _DRUM_BANK - 1 and p.program in _BASSES]
    for kit in kits:
        strokes = [Sounded(drum, force, _STRUCK_S) for drum in DRUMS for force in FORCES]
        names = [f"{stroke.pitch}-{stroke.force}" for stroke in strokes]
        _keep(out / f"drums-{name}-{kit.program}.npz", names, _played(font, kit, strokes))
    for bass in basses:
        notes = [Sounded(pitch, 100, _HELD_S) for pitch in PITCHES]
        file = out / f"bass-{name}-{bass.bank}-{bass.program}.npz"
        _keep(file, [str(pitch) for pitch in PITCHES], _played(font, bass, notes))
    return len(kits) + len(basses)


def _keep(file: Path, names: Sequence[str], played: Sequence[npt.NDArray[np.int16]]) -> None:
    heard: dict[str, Any] = {
        name: _trimmed(sound) for name, sound in zip(names, played, strict=True) if sound.any()
    }
    np.savez(file, **heard)


def _trimmed(sound: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    loud = np.flatnonzero(np.abs(sound).max(axis=0) > _SILENT)
    return sound[:, : loud[-1] + 1] if len(loud) else sound[:, :1]


def _played(
    font: Path, preset: Preset, notes: Sequence[Sounded]
) -> list[npt.NDArray[np.int16]]:
    """The sound of each note `(channels, frames)`, one after the other through fluidsynth."""
    with tempfile.TemporaryDirectory() as folder:
        song, wave = Path(folder) / "notes.mid", Path(folder) / "notes.wav"
        song.write_bytes(_song(preset, notes))
        asked = ["fluidsynth", "-ni", "-q", "-g", "0.5", "-r", str(RATE), "-R", "0", "-C", "0"]
        asked += ["-T", "wav", "-O", "s16", "-F", str(wave), str(font), str(song)]
        try:
            subprocess.run(asked, check=True, capture_output=True)
        except FileNotFoundError:
            raise Unavailable(
                "Sounds of SoundFonts need the program fluidsynth, which is not installed."
            ) from None
        samples, _ = soundfile.read(wave, dtype="int16", always_2d=True)
    edges = np.round(np.cumsum([0.0, *(note.seconds for note in notes)]) * RATE).astype(int)
    whole = np.pad(samples, ((0, max(0, edges[-1] - len(samples))), (0, 0)))
    return [whole[a:z].T.copy() for a, z in itertools.pairwise(edges)]


def _song(preset: Preset, notes: Sequence[Sounded]) -> bytes:
    """A MIDI file at sixty beats a minute."""
    is_kit = preset.bank == _DRUM_BANK
    channel = 9 if is_kit else 0
    track = b"" if is_kit else bytes([0, 0xB0, 0, preset.bank])
    track += bytes([0, 0xC0 | channel, preset.program])
    for note in notes:
        held = round(_PER_SECOND * note.seconds * 0.85)
        rest = round(_PER_SECOND * note.seconds) - held
        track += bytes([0, 0x90 | channel, note.pitch, note.force])
        track += _number(held) + bytes([0x80 | channel, note.pitch, 0])
        track += _number(rest) + bytes([0xB0 | channel, 120, 0])
    track += bytes([0, 0xFF, 0x2F, 0])
    tempo = bytes([0, 0xFF, 0x51, 3]) + (1_000_000).to_bytes(3)
    head = b"MThd" + (6).to_bytes(4) + struct.pack(">HHH", 0, 1, _PER_SECOND)
    return head + b"MTrk" + (len(tempo) + len(track)).to_bytes(4) + tempo + track


def _number(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(0x80 | value & 0x7F)
    return bytes(reversed(parts))


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the sounds as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soundfont", action="append", required=True, help="NAME=FILE")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    for each in asked.soundfont:
        name, _, file = each.partition("=")
        sys.stdout.write(f"{name}: {take(name, Path(file), asked.out)} kits and basses\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
