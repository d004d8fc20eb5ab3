"""The analyzers hear of the demo song what is known of it, in the pool as in life."""

import os
import queue
from pathlib import Path

import mir_eval
import numpy as np
import pytest

from luma.analysis import formats, order
from luma.analysis.catalogue import catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Cancelled, Failure, Receipt, Report
from luma.analysis.pool import Pool
from luma.audio.demosong import demo_truth, write_demo
from luma.audio.identity import payload_sha256
from luma.domain.energy import Loudness
from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid

WORKERS = Path(__file__).parents[2] / "workers"
KINDS = ("pcm", "loudness", "beats", "chroma", "chords")
PATIENCE = 280.0


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of every result, each made as soon as what it needs was there."""
    folder = tmp_path_factory.mktemp("demo")
    song = folder / "demo.flac"
    write_demo(song)
    works = order.plan(catalogue(WORKERS), payload_sha256(song) or "", KINDS)
    have: dict[str, Path] = {}
    reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
    code = Path(os.environ["NUMBA_CACHE_DIR"])
    folders = Folders(folder / "blobs", folder / "claims", folder / "models", code)
    asked: set[str] = set()
    with Pool(2, WORKERS, folders, reports.put) as pool:
        while left := order.missing(works, [works[kind].recipe for kind in have]):
            there = [works[kind].recipe for kind in have]
            for work in order.startable(left, there):
                if work.kind not in asked:
                    asked.add(work.kind)
                    pool.submit(work.job(song, "Demo"))
            report = reports.get(timeout=PATIENCE)
            assert not isinstance(report, Failure | Cancelled), report
            if isinstance(report, Receipt):
                have[report.kind] = folders.blobs / report.file
    return have


def test_beats_and_bars(results: dict[str, Path]) -> None:
    truth, grid = demo_truth(), formats.load(BeatGrid, results["beats"])
    assert mir_eval.beat.f_measure(np.array(truth.beats), grid.beats) >= 0.95
    assert mir_eval.beat.f_measure(np.array(truth.downbeats), grid.bar_starts) >= 0.95
    assert grid.bpm == pytest.approx(60 / np.diff(truth.beats).mean(), rel=1e-3)


def test_chords(results: dict[str, Path]) -> None:
    truth, track = demo_truth(), formats.load(ChordTrack, results["chords"])
    score = mir_eval.chord.evaluate(
        np.array([(start, stop) for start, stop, _ in truth.chords]),
        [label for *_, label in truth.chords],
        np.column_stack([track.edges[:-1], track.edges[1:]]),
        [chord.label for chord in track.chords],
    )
    assert score["majmin"] >= 0.85


def test_loudness(results: dict[str, Path]) -> None:
    made = formats.load(Loudness, results["loudness"])
    assert abs(made.integrated + 14) <= 1
    assert made.true_peak < -1
