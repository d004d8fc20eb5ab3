"""The beat network learns, what it learnt is heard, and the two ways to work it out agree."""

from pathlib import Path

import numpy as np
import pytest

from tests import sounds
from workers import _beatnet
from workers._beatears import BANDS, FPS, seen
from workers.training import beats_data as data

torch = pytest.importorskip("torch", reason="torch is not installed: nothing can be trained")

from workers.training import beats, beats_course, beats_network  # noqa: E402

SECONDS = 12.0


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A few seconds of drums at some tempi, with their truth."""
    folder = tmp_path / "corpus"
    for n, bpm in enumerate((84.0, 100.0, 121.0, 133.0)):
        item = folder / f"song{n}"
        item.mkdir(parents=True)
        sounds.write(item / "mix.flac", sounds.drums(bpm, SECONDS, 0.2))
        times = np.arange(0.2, SECONDS, 60 / bpm)
        rows = [f"{time:.4f}\t{n % 4 + 1}" for n, time in enumerate(times)]
        (item / "beats.txt").write_text("\n".join(rows))
        (item / "meta.json").write_text(f'{{"song": "song{n}"}}')
    return folder


def test_training_writes_weights_that_learnt(corpus: Path, tmp_path: Path) -> None:
    items = data.gather([corpus], tmp_path / "features")
    out = tmp_path / "models" / "beats.npz"
    said: list[str] = []
    beats_course.write(beats_network.fresh(3), tmp_path / "fresh.npz")
    course = beats_course.Course(steps=12, seed=3, batch=2, frames=300)
    beats_course.Trainer(items, course, beats_course.read(tmp_path / "fresh.npz")).run(
        out, said.append
    )
    assert said[-1].startswith("12 steps")
    assert _error(items, out) < 0.8 * _error(items, tmp_path / "fresh.npz")


def _error(items: list[data.Item], weights: Path) -> float:
    """How far the odds of beats are from what they should be."""
    misses = []
    for item in items:
        loud = item.loud.astype(np.float32)
        heard = _beatnet.listen(loud, _beatnet.weights_of(weights))
        wanted = data.truth_of(seen(loud), item.times, item.places).wanted[0]
        chance = 1 / (1 + np.exp(-heard.beat.astype(np.float64)))
        wrong = wanted * np.log(chance) + (1 - wanted) * np.log1p(-chance)
        misses.append(-float(wrong.mean()))
    return float(np.mean(misses))


def test_the_same_seed_gives_the_same_weights(corpus: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "first.npz", tmp_path / "second.npz"]
    for out in outs:
        features = tmp_path / "features"
        asked = ["--corpus", corpus, "--features", features, "--out", out, "--steps", 1]
        assert beats.main([*map(str, asked), "--seed", "7"]) == 0
    first, second = (np.load(out) for out in outs)
    assert all(np.array_equal(first[name], second[name]) for name in first.files)


@pytest.mark.parametrize("frames", [40, 333, 800])
def test_numpy_says_what_torch_says(tmp_path: Path, frames: int) -> None:
    file = tmp_path / "weights.npz"
    beats_course.write(beats_network.fresh(5), file)
    dice = np.random.default_rng(frames)
    loud = dice.normal(-5, 1.5, (frames, BANDS)).astype(np.float32)
    heard = _beatnet.listen(loud, _beatnet.weights_of(file))
    with torch.no_grad():
        picture = torch.from_numpy(seen(loud))[None]
        said, pace = beats_network.forward(beats_course.read(file), picture)
    np.testing.assert_allclose(heard.beat, said[0, 0], atol=1e-4)
    np.testing.assert_allclose(heard.downbeat, said[0, 1], atol=1e-4)
    np.testing.assert_allclose(heard.pace[0], torch.log_softmax(pace, 1)[0], atol=1e-4)


def test_examples_say_where_their_beats_are() -> None:
    dice = np.random.default_rng(2)
    times = np.arange(0.5, 40, 0.5)
    loud = np.full((40 * FPS, BANDS), -9, np.float16)
    loud[np.round(times * FPS).astype(int)] = -2
    item = data.Item("a", "a", loud, times, np.arange(len(times)) % 4 + 1)
    hits = 0
    for _ in range(40):
        one = data.example(item, 400, dice)
        assert one.picture.shape == (400, BANDS)
        assert one.wanted.shape == (2, 400)
        assert np.isfinite(one.picture).all()
        struck = one.picture.mean(axis=1)
        beats_there = (one.wanted[0] > 0.7) & (one.weight > 0)
        if beats_there.any():
            hits += struck[beats_there].mean() > struck[one.wanted[0] == 0].mean() + 0.1
            assert one.wanted[1].max() <= 1
    assert hits >= 30


def test_bars_that_are_cut_stay_true() -> None:
    dice = np.random.default_rng(1)
    times = np.arange(1.0, 30, 0.5)
    places = np.arange(len(times)) % 4 + 1
    loud = np.repeat(places, 25).astype(np.float16)[:, None] * np.ones((1, BANDS), np.float16)
    loud = np.concatenate([np.zeros((50, BANDS), np.float16), loud])
    for _ in range(8):
        cut, moments, counted = data._other_metre(loud, times, places, dice)
        assert counted.max() in (3, 5)
        firsts = np.round(moments[counted == 1] * FPS).astype(int)
        assert set(cut[firsts + 3, 0].tolist()) == {1.0}
        assert np.all(np.diff(moments) > 0.4)
