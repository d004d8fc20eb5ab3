"""What taking apart costs with a full-size HTDemucs, whose weights are drawn by dice.

`python -m benchmarks.demucs [--seconds N]`: the whole
analyzer as a slot runs it, for a sound of that length, in a process of its own. Time and
memory do not depend on what the weights are, so none have to be fetched.
"""

import argparse
import hashlib
import importlib.util
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from luma.analysis.contract import Models, Progress, Scratch
from luma.audio.pcm import Pcm
from luma.domain.units import HOUSE_RATE

SOURCES = ("drums", "bass", "other", "vocals")


def install(store: Path) -> None:
    """Put a model of `htdemucs`' own shape into a store of models."""
    import torch
    from demucs.htdemucs import HTDemucs
    from demucs.states import save_with_checksum

    folder = store / "htdemucs"
    folder.mkdir(parents=True)
    torch.manual_seed(1)
    shape = {"sources": list(SOURCES), "bottom_channels": 512, "segment": 7.8}
    model = HTDemucs(**shape)
    count = sum(weights.numel() for weights in model.parameters())
    print(f"HTDemucs with {count / 1e6:.1f} million weights, windows of 7.8 s")
    kept = {"klass": HTDemucs, "args": (), "kwargs": shape, "training_args": {}}
    save_with_checksum({**kept, "state": model.state_dict()}, folder / "full0001.th")
    (folder / "htdemucs.yaml").write_text("models: ['full0001']\n")
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))


def peak_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(seconds: float, folder: Path) -> None:
    """Take noise of that length apart, and say what it took."""
    import torch

    from workers import _models
    from workers.stems import stems

    install(folder / "models")
    began = time.monotonic()
    _models.demucs_model(folder / "models" / "htdemucs")
    print(f"sums and loading: {time.monotonic() - began:.1f} s")
    rng = np.random.default_rng(1)
    second = (0.1 * rng.standard_normal((HOUSE_RATE, 2))).astype(np.float32)
    sound = Pcm.gather((second for _ in range(int(seconds))), folder / "sound.npy")
    (folder / "scratch").mkdir()
    before, busy, began = peak_mb(), time.process_time(), time.monotonic()
    stems(sound, Scratch(folder / "scratch"), Models(folder / "models"), Progress())
    took, spent = time.monotonic() - began, time.process_time() - busy
    card = ""
    if torch.cuda.is_available():
        card = f", on the card {torch.cuda.max_memory_allocated() / 1e6:.0f} MB"
    print(
        f"{seconds:g} s of sound: {took:.1f} s, {60 * took / seconds:.0f} s per minute "
        f"({seconds / took:.2f} times real time); the processor was busy for "
        f"{60 * spent / seconds:.0f} s per minute with {torch.get_num_threads()} threads"
    )
    print(f"memory: {peak_mb():.0f} MB at most, {before:.0f} MB before the first window{card}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> int:
    """Measure with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    args = parser.parse_args()
    if importlib.util.find_spec("demucs") is None:
        print("not measured: the extra `stems` is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measure(args.seconds, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
