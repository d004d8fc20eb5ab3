"""A song as a folder, in the layout that all of Luma's corpora share."""

import json
from collections.abc import Iterable
from pathlib import Path

import soundfile

from workers.training.dance.song import Song
from workers.training.dance.sound import RATE, Wave
from workers.training.dance.truth import Labelled


def write(song: Song, folder: Path) -> None:
    """Put the sound and everything that is known about it into a folder."""
    (folder / "stems").mkdir(parents=True, exist_ok=True)
    _write_sound(folder / "mix.flac", song.mix)
    for name, sound in song.stems.items():
        _write_sound(folder / "stems" / f"{name}.flac", sound)
    _write_lines(folder / "beats.txt", (f"{b.second:.6f}\t{b.position}" for b in song.beats))
    _write_lines(
        folder / "drums.txt", (f"{h.second:.6f}\t{h.drum}\t{h.force:.3f}" for h in song.drums)
    )
    _write_lines(folder / "chords.lab", _spans(song.chords))
    _write_lines(folder / "sections.lab", _spans(song.sections))
    _write_lines(folder / "key.lab", _spans([Labelled(0.0, song.seconds, song.key)]))
    (folder / "meta.json").write_text(json.dumps(song.meta, indent=1), encoding="utf-8")


def _write_sound(path: Path, sound: Wave) -> None:
    soundfile.write(path, sound.T, RATE, subtype="PCM_16")


def _spans(labels: Iterable[Labelled]) -> Iterable[str]:
    return (f"{span.start:.6f}\t{span.end:.6f}\t{span.label}" for span in labels)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
