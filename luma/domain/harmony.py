"""Chords and keys: names over spans, and what sounds at a moment."""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from luma.domain.errors import BadDocument

Floats = npt.NDArray[np.float64]
TONES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
QUALITIES: dict[str, tuple[int, ...]] = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "dim": (0, 3, 6),
    "aug": (0, 4, 8),
    "hdim7": (0, 3, 6, 10),
}
_LABEL = re.compile(r"([A-G])([b#]*)(?::([^/]+))?(?:/(.+))?")
_MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
_FAINTEST_KEY = 0.05
_DEGREES = ("1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7")


def tone_number(name: str) -> int:
    """The pitch class, 0 for C, that a tone's name stands for."""
    match = re.fullmatch(r"([A-G])([b#]*)", name)
    if match is None:
        raise BadDocument(f'"{name}" is not the name of a tone. Write it like C, F# or Bb.')
    bends = match[2].count("#") - match[2].count("b")
    return (_STEPS[match[1]] + bends) % 12


@dataclass(frozen=True, slots=True)
class Chord:
    """A root and a quality, with the lowest tone if it is another; no root is no chord."""

    root: int | None
    quality: str = "maj"
    bass: int | None = None

    def __post_init__(self) -> None:
        """Refuse tones that are none, and write one chord in one way."""
        for tone in (self.root, self.bass):
            if tone is not None and not 0 <= tone < len(TONES):
                raise BadDocument(f"A chord's tones are numbered from 0 to 11, not {tone}.")
        if self.root is None:
            object.__setattr__(self, "quality", "N")
        if self.root is None or self.bass == self.root:
            object.__setattr__(self, "bass", None)

    @classmethod
    def parse(cls, label: str) -> "Chord":
        """Read a label in Harte's syntax."""
        if label in {"N", "X"}:
            return NO_CHORD
        match = _LABEL.fullmatch(label)
        if match is None:
            raise BadDocument(f'"{label}" is not a chord label. Write it like C:maj or A:min7.')
        root = tone_number(match[1] + match[2])
        bass = None if match[4] is None else (root + interval(match[4])) % 12
        return cls(root, match[3] or "maj", bass)

    @property
    def label(self) -> str:
        """The name in Harte's syntax."""
        if self.root is None:
            return "N"
        over = "" if self.bass is None else f"/{_DEGREES[(self.bass - self.root) % 12]}"
        return f"{TONES[self.root]}:{self.quality}{over}"

    @property
    def tones(self) -> tuple[int, ...]:
        """The pitch classes that sound; a richer quality counts as the one it builds on."""
        if self.root is None:
            return ()
        near = [name for name in QUALITIES if self.quality.startswith(name)]
        steps = QUALITIES[max(near, key=len, default="maj")]
        return tuple((self.root + step) % 12 for step in steps)


NO_CHORD = Chord(None, "N")


def interval(degree: str) -> int:
    """The half tones from a root up to a degree of the major scale, such as b7."""
    match = re.fullmatch(r"([b#]*)(\d+)", degree)
    if match is None or not 1 <= int(match[2]) <= 13:
        raise BadDocument(f'"{degree}" is not a degree of a scale. Write it like 3 or b7.')
    bends = match[1].count("#") - match[1].count("b")
    return _MAJOR_SCALE[(int(match[2]) - 1) % 7] + bends


def _no_numbers() -> Floats:
    return np.empty(0)


def _edges(given: npt.ArrayLike, count: int) -> Floats:
    """The frozen edges of spans that follow one another."""
    edges = np.array(given, dtype=np.float64) + 0.0  # there is one zero
    edges.setflags(write=False)
    if edges.shape != (count + 1,) or not np.all(np.isfinite(edges)):
        raise BadDocument("A track of chords or keys needs one edge more than names.")
    if np.any(np.diff(edges) <= 0):
        raise BadDocument("The edges of a track of chords or keys need to be in order.")
    return edges


def _certainty(given: npt.ArrayLike, count: int) -> Floats:
    """The frozen shares that say how clearly each of some names was heard."""
    row = np.array(given, dtype=np.float64)
    row.setflags(write=False)
    if row.size and (row.shape != (count,) or not np.all((row >= 0.0) & (row <= 1.0))):
        raise BadDocument("The certainty of chords or keys is one number from 0 to 1 for each.")
    return row


def _index_at(edges: Floats, seconds: npt.ArrayLike) -> npt.NDArray[np.int64]:
    index = np.searchsorted(edges, np.asarray(seconds, dtype=np.float64), "right") - 1
    return np.where((index >= 0) & (index < edges.size - 1), index, -1)


@dataclass(frozen=True, slots=True, eq=False)
class ChordTrack:
    """Chords that follow one another without gaps: each from its edge to the next.

    `certainty` says of each how clearly it was heard, and `alternatives` what else it may be,
    the likeliest first; both say it of all chords or of none.
    """

    edges: Floats
    chords: tuple[Chord, ...]
    certainty: Floats = field(default_factory=_no_numbers)
    alternatives: tuple[tuple[Chord, ...], ...] = ()

    def __post_init__(self) -> None:
        """Freeze the edges and refuse chords that do not fit them."""
        object.__setattr__(self, "chords", tuple(self.chords))
        others = tuple(tuple(row) for row in self.alternatives)
        object.__setattr__(self, "alternatives", others)
        object.__setattr__(self, "edges", _edges(self.edges, len(self.chords)))
        object.__setattr__(self, "certainty", _certainty(self.certainty, len(self.chords)))
        if len(others) not in {0, len(self.chords)}:
            raise BadDocument("Alternatives are given for every chord of a track, or for none.")

    def __eq__(self, other: object) -> bool:
        """Whether another track has the same chords at the same edges."""
        if not isinstance(other, ChordTrack):
            return NotImplemented
        return (
            self.chords == other.chords
            and self.alternatives == other.alternatives
            and np.array_equal(self.edges, other.edges)
            and np.array_equal(self.certainty, other.certainty)
        )

    def __hash__(self) -> int:
        """Equal tracks have equal hashes."""
        return hash((self.edges.tobytes(), self.chords))

    def index_at(self, seconds: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Which chord sounds at each moment, −1 where none does."""
        return _index_at(self.edges, seconds)

    def at(self, seconds: float) -> Chord:
        """The chord that sounds at a moment."""
        index = int(self.index_at(seconds))
        return self.chords[index] if index >= 0 else NO_CHORD


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic and a mode."""

    tonic: int
    minor: bool

    def __post_init__(self) -> None:
        """Refuse a tonic that is no tone."""
        if not 0 <= self.tonic < len(TONES):
            raise BadDocument(f"A key's tonic is numbered from 0 to 11, not {self.tonic}.")

    @property
    def name(self) -> str:
        """The key in words."""
        return f"{TONES[self.tonic]} {'minor' if self.minor else 'major'}"

    @property
    def camelot(self) -> str:
        """The key's place on the wheel that DJs mix by."""
        major = (self.tonic + 3) % 12 if self.minor else self.tonic
        return f"{(major * 7 + 7) % 12 + 1}{'A' if self.minor else 'B'}"

    @property
    def open_key(self) -> str:
        """The key in the notation that Traktor and others write."""
        number = (int(self.camelot[:-1]) + 4) % 12 + 1
        return f"{number}{'m' if self.minor else 'd'}"


@dataclass(frozen=True, slots=True, eq=False)
class KeyTrack:
    """Keys that follow one another without gaps: each from its edge to the next.

    `certainty` says of each how clearly it was heard, or nothing at all.
    """

    edges: Floats
    keys: tuple[Key, ...]
    certainty: Floats = field(default_factory=_no_numbers)

    def __post_init__(self) -> None:
        """Freeze the arrays and refuse keys that do not fit their edges."""
        object.__setattr__(self, "keys", tuple(self.keys))
        object.__setattr__(self, "edges", _edges(self.edges, len(self.keys)))
        object.__setattr__(self, "certainty", _certainty(self.certainty, len(self.keys)))
        if not self.keys:
            raise BadDocument("A key track needs at least one key.")

    def __eq__(self, other: object) -> bool:
        """Whether another track has the same keys at the same edges, as sure of them."""
        if not isinstance(other, KeyTrack):
            return NotImplemented
        return (
            self.keys == other.keys
            and np.array_equal(self.edges, other.edges)
            and np.array_equal(self.certainty, other.certainty)
        )

    def __hash__(self) -> int:
        """Equal tracks have equal hashes."""
        return hash((self.edges.tobytes(), self.keys))

    @property
    def main(self) -> Key | None:
        """The key that most of the track is in; none where no key is heard at all."""
        lengths: dict[Key, float] = {}
        sure = self.certainty if self.certainty.size else np.ones(len(self.keys))
        for key, length, heard in zip(self.keys, np.diff(self.edges), sure, strict=True):
            if heard >= _FAINTEST_KEY:
                lengths[key] = lengths.get(key, 0.0) + float(length)
        return max(lengths, key=lambda key: lengths[key], default=None)

    def at(self, seconds: float) -> Key:
        """The key at a moment; the nearest one outside of the track."""
        index = np.searchsorted(self.edges, seconds, "right") - 1
        return self.keys[int(np.clip(index, 0, len(self.keys) - 1))]
