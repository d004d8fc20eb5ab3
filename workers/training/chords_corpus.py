"""What the chord network learns from: spectra of rendered songs, and what sounds in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from luma.domain.harmony import QUALITIES, Chord
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE
from workers import _pitches
from workers._chordnet import FAMILIES, NONE
from workers.training.chords_midi import melodic_notes

SPARE = 6
"""How many semitones the kept spectra reach beyond what the network sees, on either side."""
UNKNOWN = -1
_STEMS = ("drums", "bass", "vocals", "other")
_HELD_OUT_OF = 8
_SIMPLER = {"maj6": "maj", "min6": "min", "minmaj7": "min", "dim7": "dim", "maj9": "maj7"}
_DRUM_CHANCE, _VOICE_CHANCE, _GAIN_DB = 0.4, 0.25, 4.0

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One song: its spectra in several mixes, and for each frame chord, bass and tones."""

    spectra: Halves
    chords: Whole
    bass: Whole
    tones: Floats


def places(folders: Sequence[Path]) -> list[Path]:
    """The folders of all items of some corpora that have chords to learn, in order."""
    found = (mix.parent for folder in folders for mix in folder.glob("*/mix.*"))
    return sorted(place for place in found if (place / "chords.lab").is_file())


def song_of(place: Path) -> str:
    """The song that an item is a rendering of."""
    return place.name.split("_s")[0]


def is_held_out(song: str) -> bool:
    """Whether a song is kept for choosing settings, whatever rendering of it there is."""
    return hashlib.sha256(song.encode()).digest()[0] % _HELD_OUT_OF == 0


def state_of(label: str) -> int:
    """The number of a chord among the network's answers, `UNKNOWN` where it has none."""
    if label == "N":
        return NONE
    chord = Chord.parse(label)
    if chord.root is None:
        return UNKNOWN
    family = _family(chord.quality)
    return UNKNOWN if family is None else chord.root * len(FAMILIES) + FAMILIES.index(family)


def _family(quality: str) -> str | None:
    plain = _SIMPLER.get(quality, quality).split("(")[0]
    if plain in FAMILIES:
        return plain
    near = [name for name in FAMILIES if plain.startswith(name)]
    return max(near, key=len, default=None)


def spans(path: Path) -> list[tuple[float, float, str]]:
    """The rows of a label file: from, to, and the name."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [(float(row[0]), float(row[1]), row[2]) for row in rows if len(row) > 2]


def item(place: Path, cache: Path, seed: int) -> Item:
    """An item's spectra, reckoned once and kept, with what sounds in them."""
    kept = cache / f"{place.parent.name}-{place.name}.npy"
    if not kept.is_file():
        draft = kept.with_suffix(".part.npy")
        np.save(draft, _spectra(place, seed))
        draft.rename(kept)
    spectra = np.load(kept, mmap_mode="r")
    chords, bass = _targets(place / "chords.lab", spectra.shape[1])
    tones = _sounding(place / "band.mid", chords, spectra.shape[1])
    return Item(spectra, chords, bass, tones)


def _spectra(place: Path, seed: int) -> Halves:
    """The mix as it is, the voices at other levels, and bass and harmony alone."""
    rng = np.random.default_rng([seed, int.from_bytes(place.name.encode()[-6:])])
    mixes = [_read(next(place.glob("mix.*")))]
    files = {stem: next(place.glob(f"stems/{stem}.*"), None) for stem in _STEMS}
    voices = {stem: _read(file) for stem, file in files.items() if file is not None}
    if len(voices) == len(_STEMS):
        gains = 10 ** (rng.normal(0, _GAIN_DB, (2, len(_STEMS))) / 20)
        gains[0, 0] *= rng.random() > _DRUM_CHANCE
        gains[0, 2] *= rng.random() > _VOICE_CHANCE
        gains[1, [0, 2]] = 0
        mixes += [
            np.sum(
                [voices[s] * np.float32(g) for s, g in zip(_STEMS, row, strict=True)], axis=0
            )
            for row in gains
        ]
    lowest, count = _pitches.LOWEST - SPARE, _pitches.TONES + 2 * SPARE
    found = [np.concatenate(list(_pitches.pitches(mix, lowest, count))) for mix in mixes]
    return np.array(found, dtype=np.float16)


def _read(file: Path) -> Samples:
    samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    mono = soxr.resample(samples.mean(axis=1), rate, HOUSE_RATE, quality="MQ")
    return np.repeat(mono.astype(np.float32)[:, None], 2, axis=1)


def _targets(lab: Path, count: int) -> tuple[Whole, Whole]:
    chords, bass = np.full((2, count), UNKNOWN, dtype=np.int64)
    for start, stop, label in spans(lab):
        here = slice(max(0, round(start * _pitches.FPS)), max(0, round(stop * _pitches.FPS)))
        chord = Chord.parse(label)
        chords[here] = state_of(label)
        if chord.root is not None:
            bass[here] = chord.root if chord.bass is None else chord.bass
    return chords, bass


def _sounding(midi: Path, chords: Whole, count: int) -> Floats:
    """Which of the twelve tones sound in each frame; −1 where nobody knows."""
    if midi.is_file():
        tones = np.zeros((count, 12), np.float32)
        for note in melodic_notes(midi):
            first = max(0, round(note.start * _pitches.FPS))
            last = max(first + 1, round(note.stop * _pitches.FPS))
            tones[first:last, note.pitch % 12] = 1
        return tones
    tones = np.full((count, 12), UNKNOWN, np.float32)
    for state in np.unique(chords[(chords >= 0) & (chords < NONE)]):
        root, family = divmod(int(state), len(FAMILIES))
        row = np.zeros(12, np.float32)
        row[[(root + step) % 12 for step in QUALITIES[FAMILIES[family]]]] = 1
        tones[chords == state] = row
    return tones
