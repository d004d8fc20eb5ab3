"""Sounds are taken from SoundFonts, one for each drum and force and one for each pitch."""

import struct
from pathlib import Path

import numpy as np
import pytest

from luma.domain.errors import BadDocument, Unavailable
from workers.training import kits

PLAYER = """#!/usr/bin/env python3
import sys, wave
song = open(sys.argv[-1], "rb").read()
out = wave.open(sys.argv[sys.argv.index("-F") + 1], "wb")
out.setnchannels(2), out.setsampwidth(2), out.setframerate(44100)
for at in range(len(song) - 2):
    if song[at] in (0x90, 0x99) and song[at + 2]:
        seconds = 1.3 if song[at] == 0x99 else 2.6
        out.writeframes(bytes([song[at + 1], song[at + 2]] * 2) * round(44100 * seconds / 2))
        out.writeframes(bytes(4) * round(44100 * seconds / 2))
out.close()
"""


def font(path: Path, *programs: tuple[int, int]) -> Path:
    """A file that names programs of banks as a SoundFont does, and has no sounds."""
    rows = [*programs, (255, 255)]
    content = b"".join(
        struct.pack("<20sHHHIII", b"x", program, bank, 0, 0, 0, 0) for bank, program in rows
    )
    path.write_bytes(b"RIFF\0\0\0\0sfbk" + b"phdr" + struct.pack("<I", len(content)) + content)
    return path


def test_kits_and_basses_are_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = tmp_path / "bin" / "fluidsynth"
    player.parent.mkdir()
    player.write_text(PLAYER)
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")
    sounds = font(tmp_path / "a.sf2", (0, 0), (0, 33), (8, 38), (128, 0), (128, 56))
    assert kits.take("own", sounds, tmp_path / "kits") == 3
    found = sorted(file.name for file in (tmp_path / "kits").iterdir())
    assert found == ["bass-own-0-33.npz", "bass-own-8-38.npz", "drums-own-0.npz"]
    with np.load(tmp_path / "kits" / "drums-own-0.npz") as kit:
        assert set(kit) == {f"{drum}-{force}" for drum in kits.DRUMS for force in kits.FORCES}
        for name in kit:
            drum, force = map(int, name.split("-"))
            assert set(np.unique(kit[name])) == {drum | force << 8}
            assert kit[name].shape == (2, 28_665)
    with np.load(tmp_path / "kits" / "bass-own-8-38.npz") as kit:
        assert set(kit) == set(map(str, kits.PITCHES))


def test_what_is_no_soundfont_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sf2"
    wrong.write_bytes(b"RIFF" + bytes(40))
    with pytest.raises(BadDocument, match="no SoundFont"):
        kits.presets(wrong)


def test_without_the_player_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="fluidsynth"):
        kits.take("own", font(tmp_path / "a.sf2", (128, 0)), tmp_path)
