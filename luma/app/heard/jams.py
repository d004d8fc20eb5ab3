"""What is known of a track's music as JAMS, the JSON that research on music writes."""

import json
import re
from collections.abc import Iterable, Mapping

from luma import __version__
from luma.app.heard.known import Known, Stretch
from luma.domain.harmony import TONES

VERSION = "0.3.4"
_QUALITIES = frozenset(
    {
        "maj", "min", "dim", "aug", "1", "5", "sus2", "sus4", "maj6", "min6", "7", "maj7",
        "min7", "dim7", "hdim7", "minmaj7", "aug7", "9", "maj9", "min9", "11", "maj11", "min11",
        "13", "maj13", "min13",
    }
)  # fmt: skip
"""The kinds of chords that the namespace `chord` has."""
Observation = Mapping[str, object]


def jams_of(known: Known) -> str:
    """A JAMS document with the namespaces beat, tempo, chord, key_mode and segment_open."""
    tags = known.track.tags
    own = "corrected by hand"
    document = {
        "file_metadata": {
            "title": known.track.title,
            "artist": tags.artist,
            "release": tags.album,
            "duration": round(known.seconds, 6),
            "identifiers": {"luma": known.track.id},
            "jams_version": VERSION,
        },
        "annotations": [
            _annotation("beat", _beats(known), known, own if known.own_grid else ""),
            _annotation("tempo", _tempo(known), known, own if known.own_grid else ""),
            _annotation("chord", _chords(known), known, own if known.own_chords else ""),
            _annotation("key_mode", _keys(known), known),
            _annotation("segment_open", _spans(known.section_stretches()), known),
        ],
        "sandbox": {},
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _annotation(
    namespace: str, data: Iterable[Observation], known: Known, rules: str = ""
) -> dict[str, object]:
    return {
        "namespace": namespace,
        "annotation_metadata": {
            "curator": {"name": "", "email": ""},
            "version": __version__,
            "corpus": "",
            "annotator": {},
            "annotation_tools": "Luma",
            "annotation_rules": rules,
            "validation": "",
            "data_source": "manual" if rules else "program",
        },
        "data": list(data),
        "sandbox": {},
        "time": 0.0,
        "duration": round(known.seconds, 6),
    }


def _beats(known: Known) -> Iterable[Observation]:
    if known.grid.assumed:
        return
    for beat in known.beats():
        yield _observation(beat.at, 0.0, float(beat.place), beat.certainty)


def _tempo(known: Known) -> Iterable[Observation]:
    """One tempo for the track, with how sure its beats are."""
    if not known.grid.assumed:
        sure = min(1.0, max(0.0, known.grid.confidence))
        yield _observation(0.0, known.seconds, known.grid.bpm, sure)


def _chords(known: Known) -> Iterable[Observation]:
    renamed = (
        Stretch(each.start, each.stop, _known_label(each.label), each.certainty)
        for each in known.chord_stretches()
    )
    return _spans(renamed)


def _known_label(label: str) -> str:
    """A chord's label; a kind that the namespace lacks is told as the third that it has."""
    root, colon, rest = label.partition(":")
    quality, slash, bass = rest.partition("/")
    bare = re.split(r"\(", quality, maxsplit=1)[0]
    if not colon or bare in _QUALITIES:
        return label
    third = "min" if bare.startswith("min") else "maj"
    return f"{root}:{third}{slash}{bass}"


def _keys(known: Known) -> Iterable[Observation]:
    if known.keys is None:
        return ()
    named = (
        Stretch(each.start, each.stop, f"{TONES[key.tonic]}:{_mode(key.minor)}", each.certainty)
        for each, key in zip(known.key_stretches(), known.keys.keys, strict=False)
    )
    return _spans(named)


def _mode(minor: bool) -> str:  # noqa: FBT001
    return "minor" if minor else "major"


def _spans(stretches: Iterable[Stretch]) -> Iterable[Observation]:
    for each in stretches:
        start = max(0.0, each.start)
        yield _observation(start, each.stop - start, each.label, each.certainty)


def _observation(
    time: float, duration: float, value: object, confidence: float | None
) -> Observation:
    sure = None if confidence is None else round(confidence, 4)
    told = round(value, 4) if isinstance(value, float) else value
    return {
        "time": round(time, 6),
        "duration": round(duration, 6),
        "value": told,
        "confidence": sure,
    }
