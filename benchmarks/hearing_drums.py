"""How well drums and sections are heard where they are known, beside plain bands of flux.

`python -m benchmarks.hearing_drums FOLDER … [--sections FOLDER …]`: folders of items with
`mix.flac` and `meta.json`; drums in `band.mid` or `drums.txt`, sections in `sections.lab`.

Drums: F within 30 ms of all strokes of a folder, and the mean of its items in brackets. The
peer takes peaks of the rise in three bands (below 150 Hz, 150 Hz to 5 kHz with the highs, above
7 kHz), over the median around them. Sections: F of the edges within half a bar, precision and
recall, both ends left aside; pairwise F of the groups by tenths of a second; how much of the
time the names agree, drops and choruses being one, and bridges breaks.
"""

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, Scratch
from luma.audio.decode import Decoding
from luma.audio.pcm import Pcm
from luma.domain.sections import SectionTrack
from luma.domain.units import HOUSE_RATE
from workers import _drumears, _drumnet
from workers.beats import beats
from workers.drums import drums
from workers.mel import mel
from workers.sections import sections
from workers.tones import tones
from workers.training import corpus
from workers.training.drums_data import strokes_of

NEAR_S, TWINS_S = 0.03, 0.001
KIN = {"chorus": "high", "drop": "high", "bridge": "break"}
_BANDS = ((0, 2), (4, 46), (38, 48))
_OVER, _AROUND = 1.2, 20

Floats = npt.NDArray[np.float64]


@dataclass
class Count:
    """Strokes that were there, that were told, and that were both; and the F of each item."""

    true: int = 0
    told: int = 0
    both: int = 0
    each: list[float] = field(default_factory=list)

    def add(self, true: Floats, told: Floats) -> None:
        """Count an item."""
        both = matched(true, told)
        self.true, self.told, self.both = (
            self.true + len(true),
            self.told + len(told),
            self.both + both,
        )
        if len(true):
            self.each.append(2 * both / (len(true) + len(told)))

    @property
    def words(self) -> str:
        """The F of all strokes, and the mean over items."""
        f = 2 * self.both / max(1, self.true + self.told)
        mean = float(np.mean(self.each)) if self.each else 0.0
        return f"{f:.3f} ({mean:.3f}; {self.true})"


def matched(true: Floats, told: Floats) -> int:
    """How many moments agree, each with one at most."""
    at, hits = 0, 0
    for moment in np.sort(told):
        while at < len(true) and true[at] < moment - NEAR_S:
            at += 1
        if at < len(true) and true[at] <= moment + NEAR_S:
            hits, at = hits + 1, at + 1
    return hits


def apart(moments: Floats) -> Floats:
    """Moments in order, those that are the same but once."""
    order = np.sort(moments)
    return order[np.diff(order, prepend=-np.inf) > TWINS_S]


def flux(sound: Pcm) -> dict[str, Floats]:
    """What plain rises in three bands tell."""
    loud = _drumears.loudness(sound.samples)
    rise = np.maximum(np.diff(np.log1p(300 * np.exp(loud)), axis=0, prepend=loud[:1] * 0), 0)
    found = {}
    for name, (low, high) in zip(_drumnet.DRUMS, _BANDS, strict=True):
        row = rise[:, low:high].mean(axis=1)
        views = np.lib.stride_tricks.sliding_window_view(np.pad(row, _AROUND), 2 * _AROUND + 1)
        level = np.median(views, axis=1) + _OVER * row.std()
        beside = np.lib.stride_tricks.sliding_window_view(np.pad(row, 3), 7).max(axis=1)
        found[name] = np.flatnonzero((row >= beside) & (row > level)) / _drumears.FPS
    return found


def hear_drums(folder: Path, stride: int) -> None:
    """Print how well the drums of a folder are heard."""
    counts = {who: {name: Count() for name in _drumnet.DRUMS} for who in ("luma", "flux")}
    spent, lasted, heard = dict.fromkeys(counts, 0.0), 0.0, 0
    for item in list(corpus.items(folder))[::stride]:
        true = strokes_of(item)
        if not any(len(rows) for rows in true.values()):
            continue
        heard += 1
        with TemporaryDirectory() as scratch:
            sound = Pcm.gather(
                Decoding(next(item.folder.glob("mix.*"))), Path(scratch) / "s.npy"
            )
            began = time.process_time()
            track = drums(sound, Progress())
            between = time.process_time()
            plain = flux(sound)
            spent["luma"] += between - began
            spent["flux"] += time.process_time() - between
            lasted += sound.frames / HOUSE_RATE
        for name in _drumnet.DRUMS:
            moments = apart(true[name][:, 0])
            counts["luma"][name].add(moments, getattr(track, name).seconds)
            counts["flux"][name].add(moments, plain[name])
    print(f"\n{folder.name}: {heard} items with drums")
    print("| | kick | snare | hat | processor per second |\n|---|---|---|---|---|")
    for who, row in counts.items():
        cells = " | ".join(count.words for count in row.values())
        print(f"| {who} | {cells} | {spent[who] / max(lasted, 1e-9):.4f} |", flush=True)


def hear_sections(folder: Path, stride: int) -> None:
    """Print how well the sections of a folder are heard, on beats that were heard too."""
    rows, spent = [], 0.0
    for item in list(corpus.items(folder))[::stride]:
        if not item.truth.sections:
            continue
        with TemporaryDirectory() as scratch:
            room = Path(scratch)
            sound = Pcm.gather(Decoding(next(item.folder.glob("mix.*"))), room / "s.npy")
            grid, picture = beats(sound, Progress()), mel(sound, Scratch(room), Progress())
            struck, toned = drums(sound, Progress()), tones(sound, Progress())
            began = time.process_time()
            told = sections(picture, grid, struck, toned, Progress())
            spent += (time.process_time() - began) / sound.seconds
        rows.append(section_figures(item.truth, told))
        print(f"  {item.name:34} {rows[-1][0]:.2f}", flush=True)
    names = ("edges F", "precision", "recall", "pairwise F", "names")
    print(
        f"\n{folder.name}, sections: {len(rows)} items, {spent / max(1, len(rows)):.5f} s per s"
    )
    print("| " + " | ".join(names) + " |\n" + "|---" * len(names) + "|")
    print("| " + " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0)) + " |")


def section_figures(truth: corpus.Truth, told: SectionTrack) -> tuple[float, ...]:
    """F, precision and recall of edges, pairwise F of groups, and how far names agree."""
    half = float(np.median(np.diff(truth.downbeats))) / 2
    first, last = truth.sections[0].start, truth.sections[-1].end
    true = np.array([part.start for part in truth.sections[1:]])
    said = np.array([part.start for part in told.sections[1:]])
    said = said[(np.abs(said - first) > half) & (np.abs(said - last) > half)]
    hits = _agreeing(true, said, half + 1e-3)
    precision, recall = hits / max(1, len(said)), hits / max(1, len(true))
    moments = np.arange(first, last, 0.1)
    names = [_true_name(truth, at) for at in moments]
    parts = [told.at(float(at)) for at in moments]
    labels = ["" if part is None else part.label for part in parts]
    same = np.mean([KIN.get(a, a) == KIN.get(b, b) for a, b in zip(names, labels, strict=True)])
    pairs = _pairwise(names, [-1 if part is None else part.group for part in parts])
    f = 2 * hits / max(1, len(true) + len(said))
    return f, precision, recall, pairs, float(same)


def _agreeing(true: Floats, said: Floats, near: float) -> int:
    left, hits = said.tolist(), 0
    for edge in true.tolist():
        nearest = min(left, key=lambda at: abs(at - edge), default=None)
        if nearest is not None and abs(nearest - edge) <= near:
            left.remove(nearest)
            hits += 1
    return hits


def _true_name(truth: corpus.Truth, at: float) -> str:
    return next((part.name for part in truth.sections if part.start <= at < part.end), "")


def _pairwise(true: Iterable[object], said: Iterable[object]) -> float:
    """F of the pairs of moments that are told to sound alike."""
    whole = [
        np.unique([str(each) for each in side], return_inverse=True)[1] for side in (true, said)
    ]
    table = np.zeros((whole[0].max() + 1, whole[1].max() + 1))
    np.add.at(table, (whole[0], whole[1]), 1)
    both, left, right = (
        (x * (x - 1)).sum() for x in (table, table.sum(axis=1), table.sum(axis=0))
    )
    return float(2 * both / max(1.0, left + right))


def main() -> None:
    """Hear every folder, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sections", nargs="*", type=Path, default=[])
    parser.add_argument("--stride", type=int, default=1, help="every so many items")
    given = parser.parse_args()
    if not given.folders and not given.sections:
        print("Not measured: name folders of music with its truth.")
    for folder in given.folders:
        hear_drums(folder, given.stride)
    for folder in given.sections:
        hear_sections(folder, given.stride)


if __name__ == "__main__":
    main()
