"""Who hears in `benchmarks.hearing`: each tells of a sound file what `luma features` would."""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from luma.analysis.contract import Progress
from luma.audio.decode import Decoding
from luma.audio.pcm import Pcm
from workers.beats import beats

Told = dict[str, Any]
Hearer = Callable[[Path], Told]

MADMOM = """
import json, sys
from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor
hear = RNNDownBeatProcessor()
walk = DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=100)
for line in sys.stdin:
    rows = walk(hear(line.strip()))
    told = {"beats": rows[:, 0].tolist(), "downbeats": rows[rows[:, 1] == 1, 0].tolist()}
    print(json.dumps(told), flush=True)
"""


def luma(mix: Path) -> Told:
    """Luma's own analyzers."""
    with tempfile.TemporaryDirectory() as folder:
        sound = Pcm.gather(Decoding(mix), Path(folder) / "sound.npy")
        grid = beats(sound, Progress())
    return {
        "bpm": grid.bpm,
        "beats": grid.beats.tolist(),
        "downbeats": grid.bar_starts.tolist(),
        "assumed": grid.assumed,
    }


def librosa(mix: Path) -> Told:
    """Beats of librosa as they come, every fourth of them taken for a downbeat."""
    import librosa as library

    wave, rate = library.load(mix, sr=22_050)
    _, moments = library.beat.beat_track(y=wave, sr=rate, units="time")
    found = np.asarray(moments, dtype=np.float64)
    return {"beats": found.tolist(), "downbeats": found[::4].tolist()}


def madmom(python: Path) -> Hearer:
    """The recurrent networks and bar pointer of madmom, in an interpreter that has them."""
    process = subprocess.Popen(
        [python, "-W", "ignore", "-c", MADMOM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def hear(mix: Path) -> Told:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("madmom was started without pipes.")
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "mix.wav"
            _write_plain(mix, plain)
            process.stdin.write(f"{plain}\n")
            process.stdin.flush()
            told: Told = json.loads(process.stdout.readline())
        return told

    return hear


def _write_plain(mix: Path, plain: Path) -> None:
    """The sound as a file that needs no decoder."""
    import soundfile

    samples, rate = soundfile.read(mix, dtype="int16")
    soundfile.write(plain, samples, rate)
