"""Songs with truth on disk: reading them, and keeping apart what learns and what judges.

An item is a folder: `mix.flac`, `stems/`, `beats.txt`, `chords.lab`, `key.lab`, `meta.json`,
and for music of our own `sections.lab` and `drums.txt`. Rendered corpora look the same.
"""

import functools
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import soundfile

from luma.domain.errors import BadDocument
from luma.domain.harmony import TONES, tone_number
from luma.domain.sound import Samples
from workers.training.chords_midi import Note

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Side = Literal["train", "test", "neither"]

STEMS = ("drums", "bass", "vocals", "other")
LEARNT_FONTS = frozenset({"fluid", "muse", "gmbank"})
"""SoundFonts under the MIT licence or in the public domain: shipped weights know no others."""
_OWN = "dance-"
_ROOT = re.compile(r"([A-G][b#]*)(.*)")


@dataclass(frozen=True, slots=True)
class Label:
    """A name over a stretch of seconds."""

    start: float
    end: float
    name: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A kick, snare or hat, when and how hard."""

    second: float
    drum: str
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """All that is known about a song; `notes` are none where nobody wrote them down."""

    beats: Floats
    places: Whole
    chords: tuple[Label, ...] = ()
    key: str = ""
    sections: tuple[Label, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    notes: tuple[Note, ...] | None = None

    @property
    def downbeats(self) -> Floats:
        """The moments of the first beats of bars."""
        firsts: Floats = self.beats[self.places == 1]
        return firsts

    @property
    def per_bar(self) -> int:
        """How many beats a bar has."""
        return int(self.places.max(initial=1))

    def sped(self, factor: float) -> "Truth":
        """The truth of the sound played faster by a factor, and so higher."""
        steps = round(12 * np.log2(factor))
        return replace(
            self,
            beats=self.beats / factor,
            chords=tuple(transposed(_sped(label, factor), steps) for label in self.chords),
            key=_moved(self.key, steps),
            sections=tuple(_sped(label, factor) for label in self.sections),
            strokes=tuple(replace(s, second=s.second / factor) for s in self.strokes),
            notes=self.notes
            and tuple(Note(a / factor, z / factor, p + steps) for a, z, p in self.notes),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A song of a corpus: its truth, what it is made of, and the way to its sound."""

    folder: Path
    song: str
    fonts: frozenset[str]
    patterns: frozenset[str]
    truth: Truth
    meta: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def is_own(self) -> bool:
        """Whether it is dance music of our own synthesis."""
        return self.song.startswith(_OWN)

    def mix(self) -> tuple[Samples, int]:
        """The whole sound and its rate."""
        return _sound(next(self.folder.glob("mix.*")))

    def stem(self, name: str) -> tuple[Samples, int]:
        """One voice at its level in the mix, and its rate."""
        return _sound(next((self.folder / "stems").glob(f"{name}.*")))


@dataclass(frozen=True, slots=True)
class Split:
    """Which songs, SoundFonts and patterns judge and are never learnt from.

    Names are dealt by their hash, so an item falls on the same side everywhere and for ever.
    """

    songs: float = 0.15
    patterns: float = 0.15
    learnt_fonts: frozenset[str] = LEARNT_FONTS

    def side(self, item: Item) -> Side:
        """Train if nothing of the item judges, test if all of it does, or else neither.

        Dance music of our own has many patterns in each song: its songs alone are dealt.
        """
        parts = [self.holds_back(item)]
        if item.is_own:
            return "test" if parts[0] else "train"
        parts += [font not in self.learnt_fonts for font in item.fonts]
        parts += [_is_dealt("pattern", name, self.patterns) for name in item.patterns]
        if not any(parts):
            return "train"
        return "test" if all(parts) else "neither"

    def holds_back(self, item: Item) -> bool:
        """Whether the item's song judges, whatever else it is made of."""
        return _is_dealt("song", item.song, self.songs)


def items(corpus: Path) -> Iterator[Item]:
    """Every whole item of a folder, by name."""
    for meta in sorted(corpus.glob("*/meta.json")):
        if next(meta.parent.glob("mix.*"), None) and (meta.parent / "beats.txt").is_file():
            yield read(meta.parent)


def read(folder: Path) -> Item:
    """The item that a folder holds."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        parts = dict(meta.get("parts") or {})
        fonts = frozenset(p["soundfont"] for p in parts.values() if p.get("soundfont"))
        patterns = frozenset(map(str, meta.get("drum_patterns") or ()))
        return Item(folder, str(meta["song"]), fonts, patterns, _truth(folder), meta)
    except (OSError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise BadDocument(f'"{folder}" is no song with truth: {error}') from error


def transposed(chord: Label, steps: int) -> Label:
    """A chord's label, some semitones higher."""
    return replace(chord, name=_moved(chord.name, steps))


def _moved(name: str, steps: int) -> str:
    match = _ROOT.fullmatch(name)
    if match is None or not steps % 12:
        return name
    return TONES[(tone_number(match[1]) + steps) % 12] + match[2]


def _sped(label: Label, factor: float) -> Label:
    return replace(label, start=label.start / factor, end=label.end / factor)


def _truth(folder: Path) -> Truth:
    beats = _rows(folder / "beats.txt")
    strokes = _rows(folder / "drums.txt")
    keys = _labels(folder / "key.lab")
    return Truth(
        np.array([float(row[0]) for row in beats]),
        np.array([int(float(row[1])) for row in beats], np.int64),
        _labels(folder / "chords.lab"),
        keys[0].name if keys else "",
        _labels(folder / "sections.lab"),
        tuple(Stroke(float(row[0]), row[1], float(row[2])) for row in strokes),
    )


def _labels(path: Path) -> tuple[Label, ...]:
    return tuple(Label(float(row[0]), float(row[1]), row[2]) for row in _rows(path))


def _rows(path: Path) -> list[list[str]]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line.strip()]


def _sound(path: Path) -> tuple[Samples, int]:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return samples, int(rate)


@functools.lru_cache(maxsize=4096)
def _is_dealt(kind: str, name: str, share: float) -> bool:
    number = int.from_bytes(hashlib.sha256(f"{kind}/{name}".encode()).digest()[:4])
    return number < share * 2**32
