"""The drum network learns, what it learnt is heard, and the two ways to work it out agree."""

from pathlib import Path

import numpy as np
import pytest

from workers import _drumnet
from workers._drumears import BANDS, FPS, level, seen
from workers.training import drums_data as data
from workers.training.chords_midi import struck
from workers.training.dance.song import make_song
from workers.training.dance.writing import write

torch = pytest.importorskip("torch", reason="torch is not installed: nothing can be trained")

from workers.training import drums, drums_network  # noqa: E402


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short songs with their strokes."""
    folder = tmp_path_factory.mktemp("corpus")
    for seed in (5, 6):
        write(make_song("techno", seed, 8.0), folder / f"dance-techno-{seed}_s{seed}")
    return folder


def test_training_writes_weights_that_learnt(corpus: Path, tmp_path: Path) -> None:
    outs = {steps: tmp_path / f"{steps}.npz" for steps in (1, 25)}
    for steps, out in outs.items():
        features = tmp_path / "features"
        asked = ["--corpus", corpus, "--features", features, "--out", out, "--steps", steps]
        assert drums.main(list(map(str, asked))) == 0
    items = data.gather([corpus], tmp_path / "features")
    assert _error(items, outs[25]) < 0.8 * _error(items, outs[1])


def _error(items: list[data.Item], weights: Path) -> float:
    """How far the odds of strokes are from what they should be."""
    misses = []
    for item in items:
        loud = item.loud.astype(np.float32)
        odds = _drumnet.listen(loud, _drumnet.weights_of(weights)).odds.T.astype(np.float64)
        wanted = data.wishes(item.strokes, len(loud), 0.0)[0]
        odds = np.clip(odds, 1e-9, 1 - 1e-9)
        misses.append(-np.mean(wanted * np.log(odds) + (1 - wanted) * np.log1p(-odds)))
    return float(np.mean(misses))


@pytest.mark.parametrize("frames", [1, 40, 333])
def test_numpy_says_what_torch_says(tmp_path: Path, frames: int) -> None:
    file = tmp_path / "weights.npz"
    weights = drums_network.fresh(5)
    drums.write(weights, file)
    dice = np.random.default_rng(frames)
    loud = dice.normal(-5, 1.5, (frames, BANDS)).astype(np.float32)
    heard = _drumnet.listen(loud, _drumnet.weights_of(file))
    halves = {name: value.detach().half().float() for name, value in weights.items()}
    with torch.no_grad():
        picture = torch.from_numpy(seen(loud, level(loud)))[None]
        said, hard = drums_network.forward(halves, picture)
    np.testing.assert_allclose(heard.odds.T, torch.sigmoid(said)[0], atol=1e-4)
    np.testing.assert_allclose(heard.strength.T, torch.sigmoid(hard)[0], atol=1e-4)


def test_a_grown_network_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = torch.randn(2, 200, BANDS)
    with monkeypatch.context() as smaller:
        smaller.setattr(drums_network, "WIDTH", drums_network.WIDTH // 2)
        smaller.setattr(drums_network, "DILATIONS", (1, 2, 4))
        small = drums_network.fresh(3)
        before = drums_network.forward(small, picture)
    large = drums_network.grown(small, 4)
    assert len(large["first_off"]) == 2 * len(small["first_off"])
    for one, other in zip(before, drums_network.forward(large, picture), strict=True):
        assert torch.allclose(one, other, atol=1e-4)
    assert drums_network.grown(large, 5) is large


def test_wishes_are_clearest_where_strokes_are() -> None:
    none = np.zeros((0, 2))
    strokes = {"kick": np.array([[1.0, 0.8], [3.004, 0.5]]), "snare": none, "hat": none}
    wanted, strength = data.wishes(strokes, 250, 0.9)
    assert wanted[0, 9:12].tolist() == pytest.approx([0.4, 1.0, 0.4])
    assert wanted[0, 210] == 1.0
    assert strength[0, [10, 210]].tolist() == pytest.approx([0.8, 0.5])
    assert wanted.sum() == pytest.approx(2 * 1.8)


def test_examples_are_as_long_as_asked_whatever_the_song(corpus: Path, tmp_path: Path) -> None:
    items = data.gather([corpus], tmp_path / "features")
    dice = np.random.default_rng(2)
    for frames in (100, 20 * FPS):
        for _ in range(8):
            one = data.example(items[0], frames, dice)
            assert one.picture.shape == (frames, BANDS)
            assert one.wanted.shape == one.strength.shape == (3, frames)
            assert np.isfinite(one.picture).all()


def test_drums_are_laid_on_music_without_any() -> None:
    quiet, none = np.full((500, BANDS), -6, np.float16), np.zeros((0, 2))
    music = data.Item("m", "m", quiet, {"kick": none, "snare": none, "hat": none})
    loud = np.full((500, BANDS), -13, np.float16)
    loud[100::100] = -2
    blows = np.array([[n * 1.0, 0.8] for n in range(1, 5)])
    alone = {"kick": blows, "snare": none, "hat": none}
    drums_alone = data.Item("d", "d", loud, alone, voice="drums")
    one = data.laid_over(music, drums_alone, 500, np.random.default_rng(4))
    assert np.flatnonzero(one.wanted[0] == 1).tolist() == [100, 200, 300, 400]
    level_of = one.picture.mean(axis=1)
    assert level_of[[100, 200, 300, 400]].min() > np.median(level_of) + 0.3
    assert one.strength.max() == pytest.approx(0.8)


def test_strokes_of_midi_files_know_their_drums(tmp_path: Path) -> None:
    track = bytes([0, 0x99, 36, 100, 96, 0x99, 38, 64, 0, 0x99, 42, 127, 0, 0x99, 49, 90])
    track += bytes([0, 0x90, 60, 90, 0, 0xFF, 0x2F, 0])
    head = b"MThd" + (6).to_bytes(4) + bytes([0, 1, 0, 1, 0, 96])
    file = tmp_path / "band.mid"
    file.write_bytes(head + b"MTrk" + len(track).to_bytes(4) + track)
    found = struck(file)
    assert [stroke.pitch for stroke in found] == [36, 38, 42, 49]
    assert found[1].start == pytest.approx(0.5)
    assert found[1].velocity == 64
