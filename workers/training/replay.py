"""Plays the drums and basses of songs anew: they become items like those they come from.

`python -m workers.training.replay --corpus RENDERED --kits KITS --out DIR --copies N`.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from workers.training import augment
from workers.training.anew import Kits, bassline, drums, told, varied
from workers.training.chords_midi import melodic_notes, struck
from workers.training.copies import SPLIT
from workers.training.corpus import STEMS, Item, items
from workers.training.dance.sound import RATE, Wave, driven

Rng = np.random.Generator

_LEVELS = {"drums": (0.0, 3.0), "bass": (-1.5, 2.5), "vocals": (0.5, 2.5), "other": (-0.5, 2.5)}
_KEPT = ("beats.txt", "chords.lab", "key.lab", "sections.lab")
_FAINT = 1e-6


def replayed(item: Item, number: int, kits: Kits, out: Path) -> Path | None:
    """Write a song played anew; nothing where neither drums nor a bass are written down.

    Chance is fixed by the item's name and the number. A song that is there already stays.
    """
    folder = out / f"{item.name}-anew{number}"
    if (folder / "meta.json").is_file():
        return folder
    notes = item.folder / "band.mid"
    if not notes.is_file():
        return None
    rng = np.random.default_rng([number, zlib.crc32(item.name.encode())])
    voices = {stem: _voice(item, stem) for stem in STEMS}
    frames = min(voice.shape[-1] for voice in voices.values())
    played, line = varied(struck(notes), rng), melodic_notes(notes, "bass")
    if not played and not line:
        return None
    parts: dict[str, Any] = {
        name: part
        for name, part in dict(item.meta.get("parts") or {}).items()
        if name not in {"drums", "bass"}
    }
    made: dict[str, Wave] = {}
    of_drums, of_bass = set[str](), set[str]()
    if played:
        made["drums"], of_drums = drums(played, frames, kits, rng)
    if line:
        made["bass"], of_bass = bassline(line, frames, kits, rng)
    for stem, fonts in (("drums", of_drums), ("bass", of_bass)):
        parts |= {f"{stem} of {font}": {"soundfont": font} for font in sorted(fonts)}
    for stem in ("vocals", "other"):
        colour = rng.uniform(0, 5)
        made[stem] = augment.equalised(voices[stem][:, :frames].T, RATE, rng, colour).T
    _write(folder, _mastered(made, frames, rng))
    for kept in filter(Path.is_file, (item.folder / name for name in _KEPT)):
        (folder / kept.name).write_bytes(kept.read_bytes())
    lines = (f"{each.second:.6f}\t{each.drum}\t{each.strength:.3f}\n" for each in told(played))
    (folder / "drums.txt").write_text("".join(lines), encoding="utf-8")
    meta = {key: item.meta[key] for key in ("song", "bpm", "drum_patterns") if key in item.meta}
    words = json.dumps(meta | {"parts": parts, "source": item.name}, indent=1)
    (folder / "meta.json").write_text(words, encoding="utf-8")
    return folder


def _voice(item: Item, stem: str) -> Wave:
    samples, rate = item.stem(stem)
    if rate != RATE:
        samples = augment.sped(samples, rate / RATE)
    return np.ascontiguousarray(np.broadcast_to(samples, (len(samples), 2)).T, np.float32)


def _mastered(voices: dict[str, Wave], frames: int, rng: Rng) -> dict[str, Wave]:
    """The voices at new levels through one master, whose gain lies on each of them."""
    for stem, voice in voices.items():
        loud = _loudness(voice)
        level = 10 ** (rng.normal(*_LEVELS[stem]) / 20)
        voices[stem] = voice * np.float32(0.1 * level / loud if loud > _FAINT else 0)
    voices = {stem: voices.get(stem, np.zeros((2, frames), np.float32)) for stem in STEMS}
    whole: Wave = np.sum(list(voices.values()), axis=0)
    mix = whole / np.float32(np.percentile(np.abs(whole), 99.9) + _FAINT)
    pressed = driven(mix, rng.uniform(0.5, 1.2)) * np.float32(0.7)
    gain = np.where(np.abs(whole) > _FAINT, pressed / (whole + (whole == 0)), 0)
    return {stem: np.asarray(voice * gain, np.float32) for stem, voice in voices.items()}


def _loudness(voice: Wave) -> float:
    """How loud a voice is while it sounds."""
    step = RATE // 10
    count = voice.shape[-1] // step
    cut = voice[:, : count * step].reshape(len(voice), count, step)
    each = np.sqrt((cut.astype(np.float64) ** 2).mean(axis=(0, 2)))
    heard = each[each > 0.1 * each.max(initial=0)]
    return float(np.sqrt((heard**2).mean())) if len(heard) else 0.0


def _write(folder: Path, voices: dict[str, Wave]) -> None:
    (folder / "stems").mkdir(parents=True, exist_ok=True)
    for stem, voice in voices.items():
        path = folder / "stems" / f"{stem}.wav"
        soundfile.write(path, voice.T, RATE, subtype="PCM_16")
    mix = np.clip(np.sum(list(voices.values()), axis=0), -1, 1)
    soundfile.write(folder / "mix.wav", mix.T, RATE, subtype="PCM_16")


def main(arguments: Sequence[str] | None = None) -> int:
    """Play as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--kits", type=Path, help="what workers.training.kits has taken")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=1)
    asked = parser.parse_args(arguments)
    kits = Kits.of(asked.kits)
    for number in range(asked.copies):
        for folder in asked.corpus:
            for item in items(folder):
                if SPLIT.side(item) != "train":
                    continue
                if made := replayed(item, number, kits, asked.out):
                    sys.stdout.write(f"{made.name}\n")
                    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
