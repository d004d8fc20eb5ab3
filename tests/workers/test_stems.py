"""Voices are taken apart by a real, tiny model, and sum back to the mix."""

from pathlib import Path

import numpy as np
import pytest

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch
from luma.domain.errors import Unavailable
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve, make_tiny_model
from workers.stems import stems

pytest.importorskip("demucs", reason="the extra `stems` is not installed")


@pytest.mark.models
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_four_voices_come_out_and_sum_to_the_mix(tmp_path: Path, shelved: Shelve) -> None:
    make_tiny_model(tmp_path / "models")
    mix = sounds.drums(120, 6) + sounds.progression(["C:maj", "A:min"], 3)
    told: list[float] = []
    made = stems(
        shelved(mix),
        Scratch(tmp_path),
        Models(tmp_path / "models"),
        Progress(lambda share, _: told.append(share)),
    )
    assert made.engine == "demucs"
    assert set(made.files) == set(Stem)
    voices = {stem: formats.read_stem(made, stem) for stem in Stem}
    for voice in voices.values():
        assert voice.shape == (6 * HOUSE_RATE, 2)
        assert np.isfinite(voice).all()
    total = sum(voices.values())
    assert np.abs(total - mix).max() < 1e-4
    assert told == sorted(told)
    assert len(told) > 3


def test_without_weights_the_sentence_says_what_to_do(tmp_path: Path, shelved: Shelve) -> None:
    with pytest.raises(Unavailable) as caught:
        stems(shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress())
    assert "luma models install htdemucs" in caught.value.sentence()
    assert str(tmp_path / "htdemucs") in caught.value.sentence()


def test_changed_weights_are_not_loaded(tmp_path: Path, shelved: Shelve) -> None:
    folder = tmp_path / "htdemucs"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  htdemucs.yaml\n")
    (folder / "htdemucs.yaml").write_text("models: []\n")
    with pytest.raises(Unavailable, match="damaged"):
        stems(shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress())
