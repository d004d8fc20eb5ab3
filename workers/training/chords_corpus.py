"""What the chord network learns from: spectra of rendered songs, and what sounds in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from luma.domain.harmony import QUALITIES, Chord
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE
from workers import _pitches
from workers._chordnet import FAMILIES, NONE
from workers.training.chords_midi import Note, melodic_notes
from workers.training.copies import ALTERED, Copy, copies, kept
from workers.training.corpus import STEMS, Label

SPARE = 6
"""How many semitones the kept spectra reach beyond what the network sees, on either side."""
UNKNOWN = -1
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


def sung(folders: Sequence[Path], altered: int = ALTERED) -> list[Copy]:
    """The songs of some corpora that have chords, as all trainers deal them."""
    return [copy for copy in copies(folders, altered) if copy.item.truth.chords]


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


def item(copy: Copy, cache: Path, seed: int) -> Item:
    """A song's spectra, reckoned once and kept, with what sounds in them."""
    file = cache / f"{copy.name}.npy"
    spectra = kept(file, lambda: _spectra(copy, seed), mapped=True)
    midi, known = copy.item.folder / "band.mid", copy.item.truth
    if midi.is_file():
        known = replace(known, notes=tuple(melodic_notes(midi)))
    truth = copy.truth(known)
    chords, bass = _targets(truth.chords, spectra.shape[1])
    return Item(spectra, chords, bass, _sounding(truth.notes, chords, spectra.shape[1]))


def _spectra(copy: Copy, seed: int) -> Halves:
    """The mix; of a song as it is also its voices at other levels, and bass and harmony."""
    folder = copy.item.folder
    rng = np.random.default_rng([seed, int.from_bytes(folder.name.encode()[-6:])])
    mixes = [_mono(*copy.mix())]
    if not copy.number and all(next(folder.glob(f"stems/{stem}.*"), None) for stem in STEMS):
        voices = [_mono(*copy.stem(stem)) for stem in STEMS]
        gains = 10 ** (rng.normal(0, _GAIN_DB, (2, len(STEMS))) / 20)
        gains[0, 0] *= rng.random() > _DRUM_CHANCE
        gains[0, 2] *= rng.random() > _VOICE_CHANCE
        gains[1, [0, 2]] = 0
        mixes += [
            np.sum([v * np.float32(g) for v, g in zip(voices, row, strict=True)], axis=0)
            for row in gains
        ]
    lowest, count = _pitches.LOWEST - SPARE, _pitches.TONES + 2 * SPARE
    found = [np.concatenate(list(_pitches.pitches(mix, lowest, count))) for mix in mixes]
    return np.array(found, dtype=np.float16)


def _mono(samples: Samples, rate: int) -> Samples:
    mono = soxr.resample(samples.mean(axis=1), rate, HOUSE_RATE, quality="MQ")
    return np.repeat(mono.astype(np.float32)[:, None], 2, axis=1)


def _targets(labels: Sequence[Label], count: int) -> tuple[Whole, Whole]:
    chords, bass = np.full((2, count), UNKNOWN, dtype=np.int64)
    for label in labels:
        here = slice(*(max(0, round(at * _pitches.FPS)) for at in (label.start, label.end)))
        chord = Chord.parse(label.name)
        chords[here] = state_of(label.name)
        if chord.root is not None:
            bass[here] = chord.root if chord.bass is None else chord.bass
    return chords, bass


def _sounding(notes: Sequence[Note] | None, chords: Whole, count: int) -> Floats:
    """Which of the twelve tones sound in each frame; −1 where nobody knows."""
    if notes is not None:
        tones = np.zeros((count, 12), np.float32)
        for note in notes:
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
