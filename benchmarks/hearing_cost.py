"""What it costs to hear: seconds of the processor for a second of sound, by kind.

`python -m benchmarks.hearing_cost [KIND,KIND]` writes an MP3, decodes it plainly for
comparison, and makes each kind in one warm slot of one thread. Then it hears ten minutes for
the memory that they take, and fifty short tracks with one and with two slots. Limits: the
pyramid at most 1.5 × plain decoding; pcm, peaks, beats and chords together at most 0.03 s a
second; under 700 MB; two slots at least 1.6 × as fast as one.
"""

import os
import queue
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile

from luma.analysis.catalogue import catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Failure, Receipt
from luma.analysis.order import Work, plan
from luma.analysis.pool import Pool
from luma.app.bundled import bundled

RATE, MINUTES, TRACKS, ROUNDS = 44_100, 4, 50, 3
SUM_KINDS = ("pcm", "peaks", "beats", "chords")
MOST_PER_SECOND, MOST_PYRAMID, MOST_MB, LEAST_GAIN = 0.03, 1.5, 700.0, 1.6
TICKS = os.sysconf("SC_CLK_TCK")


def music(seconds: float, seed: int) -> np.ndarray[Any, Any]:
    """Chords, a bass and drums, as long as wanted, in stereo."""
    rng, at = np.random.default_rng(seed), np.arange(round(seconds * RATE)) / RATE
    beat = at * 2.0
    root = 110.0 * 2 ** (np.array([0, 5, 7, 3])[(beat // 4 % 4).astype(int)] / 12)
    chord = sum(np.sin(2 * np.pi * np.cumsum(root * ratio) / RATE) for ratio in (1, 1.26, 1.5))
    kick = np.sin(2 * np.pi * 55 * (beat % 1) / 2) * np.exp(-(beat % 1) * 9)
    hat = rng.standard_normal(len(at)) * np.exp(-((beat * 2) % 1) * 20)
    left = 0.12 * chord + 0.5 * kick + 0.1 * hat
    return np.stack([left, np.roll(left, 30)]).astype(np.float32)


def write_mp3(path: Path, sound: np.ndarray[Any, Any]) -> None:
    """Encode at 320 kbit a second."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", rate=RATE)
        stream.bit_rate, stream.layout = 320_000, "stereo"  # type: ignore[attr-defined]
        for first in range(0, sound.shape[1], RATE):
            block = np.ascontiguousarray(sound[:, first : first + RATE])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, first
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def plain(path: Path) -> tuple[float, float]:
    """Processor seconds to do nothing but decode: by FFmpeg, and by libsndfile."""
    began = time.process_time()
    with av.open(str(path)) as file:
        for frame in file.decode(audio=0):
            frame.to_ndarray()
    between = time.process_time()
    with soundfile.SoundFile(path) as sound:
        while len(sound.read(1 << 16, dtype="float32")):
            pass
    return between - began, time.process_time() - between


class Shop:
    """A pool over private folders, and its bookkeeping."""

    def __init__(self, home: Path, slots: int) -> None:
        """Start with nothing made."""
        self.folders = Folders(
            home / "blobs", home / "claims", home / "models", home.parent / "compiled"
        )
        self.catalogue = catalogue(bundled("workers"))
        self.reports: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.pool = Pool(slots, self.catalogue.folder, self.folders, self.reports.put)

    def works(self, sound: str, kinds: tuple[str, ...]) -> dict[str, Work]:
        """All that has to be made for these kinds, inputs first."""
        return plan(self.catalogue, sound, kinds)

    def make(self, work: Work, source: Path) -> tuple[float, float]:
        """Seconds that a result took, and seconds of the processor, in its slot."""
        before = _processor(self.pool.processes)
        self.pool.submit(replace(work.job(source, source.stem)))
        took = self.next_end().seconds
        return took, _processor(self.pool.processes) - before

    def submit(
        self,
        work: Work,
        source: Path,
        rest: tuple[Work, ...],
        going: dict[str, tuple[Work, ...]],
    ) -> None:
        """Begin a job, and note what comes after it."""
        job = work.job(source)
        going[job.id] = rest
        self.pool.submit(job)

    def next_end(self) -> Receipt:
        """Wait for the next job's end."""
        while True:
            report = self.reports.get()
            if isinstance(report, Failure):
                raise SystemExit(report.trouble.sentence())
            if isinstance(report, Receipt):
                return report


def _processor(processes: tuple[int, ...]) -> float:
    total = 0
    for pid in processes:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _highest_mb(processes: tuple[int, ...]) -> float:
    lines = [line for pid in processes for line in _status(pid) if line.startswith("VmHWM")]
    return max((int(line.split()[1]) for line in lines), default=0) / 1024


def _status(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/status").read_text().splitlines()


def by_kind(home: Path, path: Path, kinds: tuple[str, ...]) -> dict[str, float]:
    """Processor seconds a second of sound for each kind, in a slot that has warmed up."""
    shop = Shop(home / "kinds", 1)
    costs: dict[str, float] = {}
    with shop.pool:
        for work in shop.works("warming", kinds).values():
            shop.make(work, path)
        for number in range(ROUNDS):
            for kind, work in shop.works(f"sound {number}", kinds).items():
                _, cost = shop.make(work, path)
                costs[kind] = min(cost, costs.get(kind, cost))
    return {kind: cost / (MINUTES * 60) for kind, cost in costs.items()}


def memory(home: Path, kinds: tuple[str, ...]) -> float:
    """The most memory of a slot that heard ten minutes, in MB (mapped sound included)."""
    path = home / "long.mp3"
    write_mp3(path, music(600.0, 3))
    shop = Shop(home / "long", 1)
    with shop.pool:
        for work in shop.works("long", kinds).values():
            shop.make(work, path)
        return _highest_mb(shop.pool.processes)


def many(home: Path, slots: int, kinds: tuple[str, ...]) -> float:
    """Seconds until all the tracks are heard."""
    shop = Shop(home / f"many {slots}", slots)
    path = home / "short.mp3"
    if not path.exists():
        write_mp3(path, music(30.0, 5))
    with shop.pool:
        for number in range(slots):  # every slot warm
            for work in shop.works(f"warm {number}", kinds).values():
                shop.make(work, path)
        began = time.perf_counter()
        going: dict[str, tuple[Work, ...]] = {}
        for number in range(TRACKS):
            first, *later = shop.works(f"track {number}", kinds).values()
            shop.submit(first, path, tuple(later), going)
        while going:
            receipt = shop.next_end()
            rest = going.pop(receipt.job)
            if rest:
                shop.submit(rest[0], path, rest[1:], going)
        return time.perf_counter() - began


def main() -> None:
    """Take all the measures."""
    asked = tuple(sys.argv[1].split(",")) if len(sys.argv) > 1 else SUM_KINDS
    verdicts = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "song.mp3"
        write_mp3(path, music(MINUTES * 60, 1))
        runs = [plain(path) for _ in range(3)]
        by_ffmpeg, by_libsndfile = (min(run[n] for run in runs) for n in (0, 1))
        seconds = MINUTES * 60
        print(f"plain decoding: FFmpeg {by_ffmpeg / seconds * 1e3:.2f} ms a second of sound, "
              f"libsndfile {by_libsndfile / seconds * 1e3:.2f} ms")  # fmt: skip
        costs = by_kind(home, path, asked)
        whole = max(by_ffmpeg, by_libsndfile) / seconds
        for kind, cost in costs.items():
            print(f"{kind:<10} {cost * 1e3:7.2f} ms a second of sound {cost / whole:6.1f} ×")
        counted = plan(catalogue(bundled("workers")), "any", SUM_KINDS)
        total = sum(cost for kind, cost in costs.items() if kind in counted)
        limit = f"limit {MOST_PER_SECOND * 1e3:.0f} ms"
        print(f"together   {total * 1e3:7.2f} ms with what they need, {limit}")
        verdicts += [total <= MOST_PER_SECOND]
        if "peaks" in costs:
            verdicts += [costs["peaks"] <= MOST_PYRAMID * whole]
        mb = memory(home, asked)
        print(f"ten minutes of sound: {mb:.0f} MB at most, limit {MOST_MB:.0f} MB")
        one, two = many(home, 1, asked), many(home, 2, asked)
        print(f"{TRACKS} tracks of 30 s: {one:.1f} s with one slot, {two:.1f} s with two, "
              f"{one / two:.2f} ×, limit {LEAST_GAIN} ×")  # fmt: skip
        verdicts += [mb <= MOST_MB, one / two >= LEAST_GAIN]
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{'kept' if all(verdicts) else 'missed'}; load {load} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
