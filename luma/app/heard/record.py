"""What is known of a track's music as one JSON object."""

import math

from luma.app.heard.known import Known, Stretch
from luma.domain.energy import Loudness
from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid


def record_of(known: Known) -> dict[str, object]:
    """All of it; times are seconds, chord labels are in Harte's syntax."""
    grid, keys = known.grid, known.keys
    main = None if keys is None else keys.main
    loudness = None if known.loudness is None else known.loudness.integrated
    return {
        "bpm": round(grid.bpm, 3),
        "metre": grid.metre,
        "assumed": grid.assumed,
        "corrected": _corrected(known),
        "confidence": round(grid.confidence, 3),
        "beats": [round(beat, 4) for beat in grid.beats.tolist()],
        "beat_confidence": [round(share, 3) for share in grid.certainty.tolist()],
        "downbeats": [round(beat, 4) for beat in grid.bar_starts.tolist()],
        "second": None if grid.second is None else _second(grid.second),
        "chords": [] if known.chords is None else chord_spans(known.chords),
        "key": (known.track.tags.key or None) if main is None else main.name,
        "camelot": None if main is None else main.camelot,
        "openkey": None if main is None else main.open_key,
        "keys": [] if keys is None else _keys(known),
        "sections": _sections(known),
        "loudness": None if loudness is None or not math.isfinite(loudness) else loudness,
        "levels": None if known.loudness is None else _levels(known.loudness),
    }


def chord_spans(chords: ChordTrack) -> list[dict[str, object]]:
    """Each chord: where, what, how sure, and what else it may be."""
    edges = [round(edge, 4) for edge in chords.edges.tolist()]
    spans = []
    for n, chord in enumerate(chords.chords):
        span: dict[str, object] = {
            "start": edges[n],
            "end": edges[n + 1],
            "label": chord.label,
        }
        if chords.certainty.size:
            span["confidence"] = round(float(chords.certainty[n]), 3)
        if chords.alternatives:
            span["alternatives"] = [other.label for other in chords.alternatives[n]]
        spans.append(span)
    return spans


def _levels(loudness: Loudness) -> dict[str, float | None]:
    """What EBU R128 tells of a track, in LUFS, LU and dBTP; nothing for what is no number."""
    told = {
        "integrated": loudness.integrated,
        "range": loudness.spread,
        "short_term_max": loudness.loudest_short_term,
        "momentary_max": loudness.loudest_moment,
        "true_peak": loudness.true_peak,
    }
    return {name: round(v, 2) if math.isfinite(v) else None for name, v in told.items()}


def _corrected(known: Known) -> list[str]:
    told = (("beats", known.own_grid), ("chords", known.own_chords))
    return [name for name, is_own in told if is_own]


def _second(grid: BeatGrid) -> dict[str, object]:
    return {
        "bpm": round(grid.bpm, 3),
        "metre": grid.metre,
        "confidence": round(grid.confidence, 3),
    }


def _keys(known: Known) -> list[dict[str, object]]:
    assert known.keys is not None
    rows = zip(known.key_stretches(), known.keys.keys, strict=False)
    return [
        {**_span(stretch), "camelot": key.camelot, "openkey": key.open_key}
        for stretch, key in rows
    ]


def _sections(known: Known) -> list[dict[str, object]]:
    if known.sections is None:
        return []
    return [
        {
            "start": round(each.start, 4),
            "end": round(each.stop, 4),
            "label": each.label,
            "group": each.group,
        }
        for each in known.sections.sections
    ]


def _span(stretch: Stretch) -> dict[str, object]:
    span: dict[str, object] = {
        "start": round(stretch.start, 4),
        "end": round(stretch.stop, 4),
        "label": stretch.label,
    }
    if stretch.certainty is not None:
        span["confidence"] = round(stretch.certainty, 3)
    return span
