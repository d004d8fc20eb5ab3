"""Chords as musicians write them, such as C, Am7, F#m7/A or N, read and written."""

import re

from luma.domain.errors import BadExpression
from luma.domain.harmony import NO_CHORD, TONES, Chord, interval, tone_number

WRITTEN = {"maj": "", "min": "m", "min7": "m7", "hdim7": "m7♭5", "minmaj7": "mMaj7"}
"""How a quality is written where that is not its own name."""

_READ = {
    "maj": ("", "maj", "M", "major"),
    "min": ("m", "min", "-", "minor"),
    "7": ("7", "dom7"),
    "maj7": ("maj7", "M7", "ma7", "j7", "Δ", "Δ7", "^7"),
    "min7": ("m7", "min7", "-7", "mi7"),
    "minmaj7": ("mMaj7", "minmaj7", "mM7", "m(maj7)"),
    "sus2": ("sus2",),
    "sus4": ("sus4", "sus"),
    "dim": ("dim", "°", "o"),
    "dim7": ("dim7", "°7", "o7"),
    "hdim7": ("m7♭5", "m7b5", "hdim7", "ø", "ø7", "min7b5"),
    "aug": ("aug", "+", "+5"),
    "maj6": ("6", "maj6", "M6"),
    "min6": ("m6", "min6", "-6"),
    "9": ("9",),
    "maj9": ("maj9", "M9"),
    "min9": ("m9", "min9", "-9"),
}
_QUALITIES = {name: quality for quality, names in _READ.items() for name in names}
_BY_CASE = {name.casefold(): quality for name, quality in reversed(_QUALITIES.items())}
_NONE = frozenset({"n", "n.c.", "nc", "x", "–", "no chord"})
_ROOT = re.compile(r"[A-Ga-g](?:[#♯]{1,2}|[b♭]{1,2})?")
_WHY = "write a chord such as C, Am, F#m7/A or N for none"


def chord_name(chord: Chord) -> str:
    """A chord as musicians write it, such as Am7 or C/E; nothing for none."""
    if chord.root is None:
        return ""
    over = "" if chord.bass is None else f"/{TONES[chord.bass]}"
    return f"{TONES[chord.root]}{WRITTEN.get(chord.quality, chord.quality)}{over}"


def read_chord(text: str) -> Chord:
    """The chord that a text names, in musicians' words or in Harte's syntax."""
    bare = text.strip()
    at = len(text) - len(text.lstrip())
    if bare.casefold() in _NONE:
        return NO_CHORD
    match = _ROOT.match(bare)
    if match is None:
        raise BadExpression(text, at, _WHY)
    rest, root = bare[match.end() :], _tone(match[0])
    name, slash, under = rest.partition("/")
    quality = _quality(name.removeprefix(":").strip())
    if quality is None:
        raise BadExpression(text, at + match.end(), f'"{name}" is no kind of chord; {_WHY}')
    if not slash:
        return Chord(root, quality)
    bass = _bass(under.strip(), root)
    if bass is None:
        place = at + match.end() + len(name) + 1
        raise BadExpression(text, place, "after / stands a tone such as E, or a degree as b7")
    return Chord(root, quality, bass)


def _quality(name: str) -> str | None:
    """A kind of chord; upper case tells M from m, and means nothing elsewhere."""
    return _QUALITIES.get(name, _BY_CASE.get(name.casefold()) if len(name) > 2 else None)


def _bass(text: str, root: int) -> int | None:
    if _ROOT.fullmatch(text):
        return _tone(text)
    degree = re.fullmatch(r"[b#]*(\d{1,2})", text)
    if degree is None or not 1 <= int(degree[1]) <= 13:
        return None
    return (root + interval(text)) % 12


def _tone(name: str) -> int:
    return tone_number(name[0].upper() + name[1:].replace("♯", "#").replace("♭", "b"))
