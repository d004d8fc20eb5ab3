"""How well Luma hears music whose truth is known, beside others in the same run.

`python -m benchmarks.hearing --corpus DIR … [--peers] [--madmom PYTHON] [--out DIR]`
takes folders of items with `mix.flac`, `meta.json` and `beats.txt` (rows of a moment and its
place in the bar). What each hears is put under `--out`, a JSON per item, like `luma features`.

Tables: F of beats and downbeats (70 ms), AMLt (the best over octaves and off-beats), T1 and T2
(tempo within 4 %, T2 also at half, twice and thrice), milliseconds off (median), the share of
machine-made items within 0.02 BPM and 10 ms, seconds of the processor for one of sound.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mir_eval
import numpy as np
import numpy.typing as npt

from benchmarks import _hearers as hearers
from workers.training import corpus

Floats = npt.NDArray[np.float64]
Figures = dict[str, float]

OCTAVES = (1, 2, 1 / 2, 3, 1 / 3)
NEAR_TEMPO, NEAR_BPM, NEAR_S, STEADY_S = 0.04, 0.02, 0.010, 0.0005


@dataclass(frozen=True, slots=True)
class Row:
    """What one hearer scored on one item."""

    item: str
    has_drums: bool
    figures: Figures


def beat_figures(truth: corpus.Truth, told: hearers.Told) -> Figures:
    """How near the beats and bars that were told are to the true ones."""
    said = np.sort(np.asarray(told["beats"], dtype=np.float64))
    firsts = np.sort(np.asarray(told["downbeats"], dtype=np.float64))
    if len(said) < 2:
        return dict.fromkeys(("beats F", "AMLt", "downbeats F", "T1", "T2"), 0.0)
    true_bpm, bpm = _bpm(truth.beats), _bpm(said)
    hits = [abs(bpm - true_bpm * k) <= NEAR_TEMPO * true_bpm * k for k in OCTAVES]
    late = _late(truth.beats, said)
    figures = {
        "beats F": _f(truth.beats, said),
        "AMLt": mir_eval.beat.continuity(_kept(truth.beats), _kept(said))[3],
        "downbeats F": _f(truth.downbeats, firsts),
        "T1": float(hits[0]),
        "T2": float(any(hits)),
    }
    if len(late):
        figures["off ms"] = 1000 * float(np.median(np.abs(late)))
    if np.ptp(np.diff(truth.beats)) < STEADY_S:
        line = np.polyfit(np.arange(len(truth.beats)), truth.beats, 1)
        exact = len(late) and np.median(np.abs(late)) <= NEAR_S
        figures["grid"] = float(bool(exact and abs(bpm - 60 / line[0]) <= NEAR_BPM))
    return figures


def _f(true: Floats, said: Floats) -> float:
    return float(mir_eval.beat.f_measure(_kept(true), _kept(said)))


def _kept(moments: Floats) -> Floats:
    """All but the first five seconds, as is the custom."""
    kept: Floats = mir_eval.beat.trim_beats(moments)
    return kept


def _bpm(moments: Floats) -> float:
    return float(60 / np.median(np.diff(moments)))


def _late(true: Floats, said: Floats) -> Floats:
    """By how many seconds beats come late, of those that are told at all."""
    off = said[np.abs(said[:, None] - true).argmin(axis=0)] - true
    return np.asarray(off[np.abs(off) < 0.07], dtype=np.float64)


def measure(folder: Path, name: str, hear: hearers.Hearer, out: Path | None) -> list[Row]:
    """Let one hearer hear every item of a corpus."""
    rows = []
    for item in corpus.items(folder):
        began = time.process_time()
        told = hear(next(item.folder.glob("mix.*")))
        cost = (time.process_time() - began) / float(item.meta.get("duration", 60.0))
        if out is not None:
            file = out / name / folder.name / f"{item.name}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(told), encoding="utf-8")
        figures = beat_figures(item.truth, told) | {"cost": cost}
        rows.append(Row(item.name, bool(item.meta.get("drums", True)), figures))
    return rows


def table(rows: Sequence[Row]) -> str:
    """Means over items, and over those with and without drums."""
    parts = {
        "all": list(rows),
        "with drums": [row for row in rows if row.has_drums],
        "without": [row for row in rows if not row.has_drums],
    }
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    lines = ["| | n | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    for part, chosen in parts.items():
        if chosen:
            means = [_mean(chosen, name) for name in names]
            lines.append(f"| {part} | {len(chosen)} | " + " | ".join(means) + " |")
    return "\n".join(lines)


def _mean(rows: Sequence[Row], name: str) -> str:
    values = [row.figures[name] for row in rows if name in row.figures]
    return f"{np.mean(values):.3f}" if values else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Hear each corpus with each hearer and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--peers", action="store_true", help="librosa beside Luma")
    parser.add_argument("--madmom", type=Path, metavar="PYTHON", help="one that has madmom")
    parser.add_argument("--out", type=Path, help="where to put what was heard, as JSON")
    asked = parser.parse_args(arguments)
    if not asked.corpus:
        print("Not measured: name a folder of music with its truth by --corpus.")
        return 0
    who: dict[str, hearers.Hearer] = {"luma": hearers.luma}
    if asked.peers:
        who["librosa"] = hearers.librosa
    if asked.madmom:
        who["madmom"] = hearers.madmom(asked.madmom)
    for folder in asked.corpus:
        for name, hear in who.items():
            print(f"\n{folder.name}, {name}", flush=True)
            print(table(measure(folder, name, hear, asked.out)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
