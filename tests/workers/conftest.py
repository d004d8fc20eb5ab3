"""Sounds as the analyzers meet them, and a tiny model for taking voices apart."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luma.audio.pcm import Pcm
from luma.domain.sound import Samples

Shelve = Callable[[Samples], Pcm]


@pytest.fixture
def shelved(tmp_path: Path) -> Shelve:
    """Samples as decoded sound in a file."""
    return lambda samples: Pcm.gather([np.asarray(samples, np.float32)], tmp_path / "sound.npy")


VOICES = ("drums", "bass", "other", "vocals")


def make_tiny_model(store: Path, sources: Sequence[str] = VOICES) -> Path:
    """A real, untrained HTDemucs of a few hundred kilobytes, with its sums."""
    import torch
    from demucs.htdemucs import HTDemucs
    from demucs.states import save_with_checksum

    folder = store / "htdemucs"
    folder.mkdir(parents=True, exist_ok=True)
    shape = {
        "sources": list(sources),
        "channels": 8,
        "depth": 4,
        "nfft": 4096,
        "bottom_channels": 0,
        "t_layers": 1,
        "t_heads": 4,
        "t_hidden_scale": 1.0,
        "segment": 4,
        "dconv_depth": 1,
    }
    torch.manual_seed(1)
    model = HTDemucs(**shape)
    content = {
        "klass": HTDemucs,
        "args": (),
        "kwargs": shape,
        "state": model.state_dict(),
        "training_args": {},
    }
    save: Any = save_with_checksum
    save(content, folder / "tiny0001.th")
    (folder / "htdemucs.yaml").write_text("models: ['tiny0001']\n")
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
        if file.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))
    return folder
