"""How well chords and keys are heard in rendered songs, beside templates on librosa's chroma.

`python -m benchmarks.hearing_chords FOLDER …`: folders of items with `mix.flac`, `chords.lab`
and perhaps `key.lab`. Luma names chords on beats of its own, the templates on librosa's.
"""

import argparse
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import mir_eval
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from luma.analysis.contract import Progress
from luma.audio.pcm import Pcm
from luma.domain.harmony import TONES, Chord, ChordTrack, KeyTrack
from luma.domain.units import HOUSE_RATE
from workers.beats import beats
from workers.chords import chords
from workers.key import key
from workers.tones import tones

FIGURES = ("majmin", "root", "sevenths", "tetrads", "majmin_inv", "seg")
_HOP, _STAY = 4096, 8.0

Floats = npt.NDArray[np.float64]
Spans = tuple[Floats, list[str]]
Figures = dict[str, float]


def main() -> None:
    """Score every item, and print means: all, with drums, without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--no-peer", action="store_true", help="leave librosa aside")
    parser.add_argument("--each", action="store_true", help="print every item too")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", module="mir_eval")
    if not given.folders:
        print("No songs were given. Name a folder of rendered ones to hear chords in them.")
    for folder in given.folders:
        rows: dict[str, dict[str, Figures]] = {}
        for place in sorted(lab.parent for lab in folder.glob("*/chords.lab")):
            rows[place.name] = scored(place, peer=not given.no_peer)
            if given.each:
                figures = rows[place.name]["luma"]
                said = " ".join(f"{name} {value:.3f}" for name, value in figures.items())
                print(f"{place.name:28} {said}", flush=True)
        print(f"{folder.name}: {len(rows)} items")
        _print(rows)


def scored(place: Path, *, peer: bool) -> dict[str, Figures]:
    """What Luma and its peer reach in one item."""
    samples, rate = soundfile.read(place / "mix.flac", dtype="float32", always_2d=True)
    both = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
    house = soxr.resample(both, rate, HOUSE_RATE).astype(np.float32)
    with TemporaryDirectory() as scratch:
        sound = Pcm.gather([house], Path(scratch) / "sound.npy")
        grid = beats(sound, Progress())
        began = time.process_time()
        heard = tones(sound, Progress())
        track = chords(sound, heard, grid, Progress())
        keys = key(sound, heard, Progress())
        spent = (time.process_time() - began) / sound.seconds
    made = {"luma": _chord_figures(place, _spans(track)) | _key_figures(place, keys)}
    made["luma"]["cost"] = spent
    if peer:
        began = time.process_time()
        told = templates(both.mean(axis=1), rate)
        made["librosa"] = _chord_figures(place, told)
        made["librosa"]["cost"] = (time.process_time() - began) * rate / len(samples)
    return made


def templates(wave: npt.NDArray[np.float32], rate: int) -> Spans:
    """Major and minor on the beats of librosa, by templates and Viterbi."""
    import librosa

    chroma = librosa.feature.chroma_cqt(y=wave, sr=rate, hop_length=_HOP)
    _, frames = librosa.beat.beat_track(y=wave, sr=rate)
    moments = librosa.frames_to_time(frames, sr=rate)
    places = np.unique(np.clip(np.round(moments * rate / _HOP).astype(int), 1, None))
    places = places[places < chroma.shape[1]]
    upper = librosa.util.sync(chroma, places, aggregate=np.median).T
    edges = np.concatenate([[0], places * _HOP / rate, [len(wave) / rate]])
    names = [Chord(root, mode) for mode in ("maj", "min") for root in range(12)]
    shapes = np.zeros((len(names), 12))
    for row, chord in zip(shapes, names, strict=True):
        row[list(chord.tones)] = 1 / np.sqrt(3)
    likeness = upper / np.maximum(np.linalg.norm(upper, axis=1, keepdims=True), 1e-9) @ shapes.T
    share = np.exp(12 * likeness)
    share = np.maximum(share / share.sum(axis=1, keepdims=True), 1e-9)
    stay = np.full((len(names), len(names)), 1.0) + np.eye(len(names)) * _STAY * len(names)
    path = librosa.sequence.viterbi_discriminative(
        share.T, stay / stay.sum(axis=1, keepdims=True)
    )
    return np.column_stack([edges[:-1], edges[1:]]), [names[n].label for n in path]


def _spans(track: ChordTrack) -> Spans:
    edges = np.column_stack([track.edges[:-1], track.edges[1:]])
    return edges, [chord.label for chord in track.chords]


def _chord_figures(place: Path, told: Spans) -> Figures:
    intervals, labels = mir_eval.io.load_labeled_intervals(str(place / "chords.lab"))
    spans = np.clip(told[0], intervals.min(), intervals.max())
    kept = np.flatnonzero(np.diff(spans, axis=1)[:, 0] > 0)
    names = [told[1][n] for n in kept]
    score = mir_eval.chord.evaluate(intervals, labels, spans[kept], names)
    return {name: float(score[name]) for name in FIGURES}


def _key_figures(place: Path, keys: KeyTrack) -> Figures:
    """The share of time in the right key, the weighted score, and the whole song's key."""
    lab = place / "key.lab"
    if not lab.is_file():
        return {}
    rows = [line.split() for line in lab.read_text(encoding="utf-8").splitlines() if line]
    times, right, near = 0.0, 0.0, 0.0
    lengths: dict[str, float] = {}
    for start, stop, label in ((float(a), float(z), _key_name(k)) for a, z, k in rows):
        lengths[label] = lengths.get(label, 0.0) + stop - start
        for n, told in enumerate(keys.keys):
            shared = min(stop, keys.edges[n + 1]) - max(start, keys.edges[n])
            if shared > 0:
                score = mir_eval.key.weighted_score(label, told.name)
                times, near = times + shared, near + shared * score
                right += shared * (score == 1)
    main = max(lengths, key=lambda name: lengths[name])
    same = mir_eval.key.weighted_score(main, keys.main.name) == 1
    return {"key": right / times, "key_weighted": near / times, "main_key": float(same)}


def _key_name(label: str) -> str:
    tonic, _, mode = label.partition(":")
    root = Chord.parse(tonic).root
    assert root is not None
    return f"{TONES[root]} {'minor' if mode.startswith('min') else 'major'}"


def _print(rows: dict[str, dict[str, Figures]]) -> None:
    quiet = [name for name in rows if "_nd" in name]
    for who in ("luma", "librosa"):
        held = {name: row[who] for name, row in rows.items() if who in row}
        for figure in dict.fromkeys(name for row in held.values() for name in row):
            loud = _mean(row[figure] for n, row in held.items() if n not in quiet)
            without = _mean(row[figure] for n, row in held.items() if n in quiet)
            whole = _mean(row[figure] for row in held.values())
            print(f"{who:8} {figure:12} {whole}  drums {loud}  no drums {without}")


def _mean(values: Iterable[float]) -> str:
    row = list(values)
    return f"{np.mean(row):.4f} ({len(row)})" if row else "-"


if __name__ == "__main__":
    main()
