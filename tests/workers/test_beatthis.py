"""Beat This! is loaded by hand, from a checkpoint that is what it was."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from luma.analysis.contract import Models, Progress
from luma.domain.errors import Unavailable
from tests import sounds
from tests.workers.conftest import Shelve
from workers import _beatthis
from workers.beats import beats_by_transformer


def store(tmp_path: Path) -> Path:
    """A checkpoint of the real architecture, tiny and untrained, with its sum."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    tracker = pytest.importorskip(
        "beat_this.model.beat_tracker", reason="the package beat-this is not installed"
    )
    shape = {"transformer_dim": 32, "n_layers": 1, "stem_dim": 8, "head_dim": 8}
    torch.manual_seed(1)
    state = tracker.BeatThis(**shape).state_dict()
    folder = tmp_path / "models" / "beat_this"
    folder.mkdir(parents=True)
    content = {
        "hyper_parameters": {**shape, "lr": 1e-3},
        "state_dict": {f"model.{name}": value for name, value in state.items()},
    }
    torch.save(content, folder / "final0.ckpt")
    total = hashlib.sha256((folder / "final0.ckpt").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{total}  final0.ckpt\n")
    return folder


def test_a_checkpoint_is_heard_with(shelved: Shelve, tmp_path: Path) -> None:
    folder = store(tmp_path)
    sound = shelved(sounds.drums(120, 40))
    heard = _beatthis.listen(_beatthis.model_of(folder), sound.samples, lambda _: None)
    assert heard.beat.shape == heard.downbeat.shape == (2000,)
    assert np.isfinite(heard.beat).all()
    grid = beats_by_transformer(sound, Models(folder.parent), Progress())
    assert len(grid.beats) > 8


def test_pieces_join_without_a_seam(shelved: Shelve) -> None:
    samples = shelved(sounds.drums(97, 40)).samples
    whole = _beatthis.seen(samples, 0, 1900)
    part = _beatthis.seen(samples, 700, 900)
    np.testing.assert_allclose(part, whole[700:900], atol=2e-3)


def test_a_changed_checkpoint_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "beat_this"
    folder.mkdir()
    (folder / "final0.ckpt").write_bytes(b"something else")
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  final0.ckpt\n")
    with pytest.raises(Unavailable, match="damaged"):
        _beatthis.model_of(folder)


def test_without_a_checkpoint_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="not in the model store"):
        _beatthis.model_of(tmp_path / "beat_this")


def test_the_picture_is_as_the_model_learnt_it() -> None:
    """A tone of known height lies in its band, at the height that the definition gives."""
    height = 0.25
    samples = sounds.sine(1000.0, 4, level=height)
    picture = _beatthis.seen(samples, 50, 100)
    assert picture.shape == (50, 128)
    band = picture.mean(axis=0).argmax()
    slaney = np.linspace(30 * 3 / 200, 15 + 27 * np.log(11) / np.log(6.4), 130)
    assert abs(slaney[band + 1] - 15) < 0.5
    linear = np.expm1(picture.astype(np.float64)).sum(axis=1) / 1000
    sum_of_main_lobe = height / 2 * 512 * 2 / 32
    assert linear.mean() == pytest.approx(sum_of_main_lobe, rel=0.1)
