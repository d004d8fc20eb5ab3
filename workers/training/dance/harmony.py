"""Keys, chord progressions and how chords lie on a keyboard."""

from dataclasses import dataclass, replace

import numpy as np

from luma.domain.harmony import QUALITIES, Chord

Rng = np.random.Generator

MINOR = (
    "0:min 8:maj 3:maj 10:maj",
    "0:min 10:maj 8:maj 10:maj",
    "0:min 5:min 8:maj 7:maj",
    "0:min 3:maj 10:maj 5:maj",
    "0:min 8:maj 10:maj 7:min",
    "8:maj 10:maj 0:min 0:min",
    "0:min 0:min 8:maj 7:min",
    "5:min 0:min 7:maj 0:min",
    "0:min 2:dim 7:maj 0:min",
    "0:min 7:aug 3:maj 10:maj",
    "0:min 10:maj/4 8:maj 5:min/3",
    "0:min 5:min 10:maj 3:maj 8:maj 2:dim 7:maj 0:min",
    "0:min 1:maj 0:min 10:min",
)
MAJOR = (
    "0:maj 7:maj 9:min 5:maj",
    "9:min 5:maj 0:maj 7:maj",
    "0:maj 5:maj 9:min 7:maj",
    "0:maj 9:min 5:maj 7:maj",
    "2:min 7:maj 0:maj 9:min",
    "5:maj 7:maj 4:min 9:min",
    "0:maj 4:min 5:maj 5:min",
    "0:maj 0:aug 9:min 5:maj",
    "0:maj 7:maj/4 9:min 5:maj",
    "0:maj 11:dim 9:min 7:sus4",
    "0:maj 10:maj 5:maj 0:maj",
    "0:maj/4 5:maj 7:sus4 7:maj",
    "0:maj 2:min 4:min 5:maj 9:min 2:min 7:sus4 7:maj",
)
DRONE = ("0:min", "0:min", "0:min 0:min 1:maj 0:min", "0:min 0:min 3:maj 10:min", "0:sus4")
_RICHER = {
    "maj": ("maj7", "maj7", "7", "sus2"),
    "min": ("min7", "min7", "min7", "min"),
    "dim": ("hdim7", "dim"),
    "sus4": ("sus4",),
    "aug": ("aug",),
}
_DOMINANT = 7
_CENTRE = 62.0


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord, or none, over a stretch of beats."""

    start: float
    end: float
    chord: Chord


@dataclass(frozen=True, slots=True)
class Key:
    """The tone and the mode that a song rests on."""

    tonic: int
    mode: str

    @property
    def scale(self) -> tuple[int, ...]:
        """The pitch classes of the key."""
        steps = (0, 2, 3, 5, 7, 8, 10) if self.mode == "min" else (0, 2, 4, 5, 7, 9, 11)
        return tuple((self.tonic + step) % 12 for step in steps)


def progression(rng: Rng, key: Key, *, colour: float, drone: float) -> tuple[Chord, ...]:
    """Chords that go round; the more colour, the more sevenths and suspensions."""
    book: tuple[str, ...] = MINOR if key.mode == "min" else MAJOR
    if key.mode == "min" and rng.random() < drone:
        book = DRONE
    text = book[rng.integers(len(book))]
    return tuple(
        _coloured(rng, _parsed(token, key.tonic), key, colour) for token in text.split()
    )


def _parsed(token: str, tonic: int) -> Chord:
    offset, rest = token.split(":")
    quality, _, over = rest.partition("/")
    root = (int(offset) + tonic) % 12
    return Chord(root, quality, (root + int(over)) % 12 if over else None)


def _coloured(rng: Rng, chord: Chord, key: Key, colour: float) -> Chord:
    assert chord.root is not None
    if rng.random() >= colour:
        return chord
    if chord.quality == "maj" and (chord.root - key.tonic) % 12 == _DOMINANT:
        return replace(chord, quality=str(rng.choice(["7", "7", "sus4"])))
    options = _RICHER[chord.quality]
    return replace(chord, quality=options[rng.integers(len(options))])


def inverted(rng: Rng, chord: Chord, chance: float) -> Chord:
    """The chord, perhaps over its third or fifth."""
    if chord.root is None or chord.bass is not None or rng.random() >= chance:
        return chord
    tone = QUALITIES[chord.quality][int(rng.integers(1, 3))]
    return replace(chord, bass=(chord.root + tone) % 12)


def voiced(chord: Chord, before: tuple[int, ...], centre: float = _CENTRE) -> tuple[int, ...]:
    """The chord's tones as pitches, as near as they can be to how the last one lay."""
    if chord.root is None:
        return ()
    tones = sorted((chord.root + step) % 12 for step in QUALITIES[chord.quality])
    base = 12 * (int(centre) // 12)
    shapes = []
    for turn in range(len(tones)):
        lifted = tones[turn:] + [tone + 12 for tone in tones[:turn]]
        shapes += [tuple(base + octave + tone for tone in lifted) for octave in (-12, 0)]
    goal = float(np.mean(before)) if before else centre
    return min(shapes, key=lambda s: abs(np.mean(s) - goal) + 0.6 * abs(np.mean(s) - centre))


def bass_pitch(chord: Chord, lowest: int) -> int:
    """The lowest pitch at or above some pitch that the bass plays under the chord."""
    assert chord.root is not None
    tone = chord.root if chord.bass is None else chord.bass
    return lowest + (tone - lowest) % 12
