"""The separator learns what NumPy then works out, from voices that are mixed anew."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.domain.stems import Stem
from tests import sounds
from workers import _masknet as net
from workers import _separator, _stemears
from workers.training import stems, stems_data, stems_mixing

torch = pytest.importorskip("torch", reason="the extra `stems` is not installed")

from workers.training import stems_course, stems_network  # noqa: E402  (they need torch)


def write_song(folder: Path, name: str, seed: int) -> Path:
    """A song of a low tone and of strokes."""
    item = folder / name
    (item / "stems").mkdir(parents=True)
    dice = np.random.default_rng(seed)
    voices = {
        "drums": sounds.at_times(
            [
                (n / 2, dice.normal(0, 0.3, 2400) * np.exp(-np.arange(2400) / 400))
                for n in range(12)
            ],
            6,
        ),
        "bass": sounds.sine(50 + seed, 6, level=0.3),
        "vocals": sounds.silence(6),
        "other": sounds.sine(800 + 10 * seed, 6, level=0.2),
    }
    for stem, voice in voices.items():
        soundfile.write(item / "stems" / f"{stem}.flac", voice[: 6 * 44_100], 44_100)
    soundfile.write(
        item / "mix.flac", np.sum(list(voices.values()), axis=0)[: 6 * 44_100], 44_100
    )
    (item / "beats.txt").write_text("".join(f"{n / 2}\t{n % 4 + 1}\n" for n in range(12)))
    (item / "meta.json").write_text(json.dumps({"song": name, "parts": {}}))
    return item


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for seed in range(4):
        write_song(folder, f"song{seed}", seed)
    return folder


def test_training_makes_a_separator(songs: Path, tmp_path: Path) -> None:
    out = tmp_path / "stems.npz"
    asked = ["--corpus", str(songs), "--features", str(tmp_path / "f"), "--out", str(out)]
    assert stems.main([*asked, "--steps", "40", "--batch", "2", "--frames", "64"]) == 0
    mix, _ = soundfile.read(songs / "song1" / "mix.flac", dtype="float32", always_2d=True)
    blocks = list(_separator.separate(mix, net.weights_of(out)))
    bass = np.concatenate([block[Stem.BASS] for block in blocks])
    truth, _ = soundfile.read(songs / "song1" / "stems" / "bass.flac", dtype="float32")
    assert ((bass - truth) ** 2).sum() < 0.5 * (truth**2).sum()


def test_the_same_seed_learns_the_same(songs: Path, tmp_path: Path) -> None:
    items = stems_data.gather([songs], tmp_path / "f")
    course = stems_course.Course(steps=2, seed=5, batch=2, frames=32)
    for name in ("one.npz", "two.npz"):
        stems_course.Trainer(items, course).run(tmp_path / name, lambda _: None)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert one.files == two.files
        for name in one.files:
            assert np.array_equal(one[name], two[name])


def test_numpy_and_torch_agree() -> None:
    weights = stems_network.fresh(1)
    dice = np.random.default_rng(1)
    picture = dice.normal(-3, 2, (2, 150, _stemears.SEEN)).astype(np.float32)
    with torch.no_grad():
        said = stems_network.forward(weights, torch.from_numpy(picture))
        theirs = torch.softmax(said, dim=1).permute(0, 2, 3, 1).numpy()
    plain = {name: value.detach().numpy() for name, value in weights.items()}
    for one, other in zip(picture, theirs, strict=True):
        assert np.abs(net.masks_of(one, plain) - other).max() < 1e-4


def test_a_mix_is_what_its_voices_are_together(songs: Path, tmp_path: Path) -> None:
    item = stems_data.gather([songs], tmp_path / "f")[0]
    voices = item.voices[:, :200].astype(np.float32) / np.float32(stems_data.SCALE)
    one = stems_mixing.example_of(voices)
    assert np.abs(one.shared.sum(axis=0) - one.power).max() < 1e-5 * one.power.max()
    assert one.own.sum() == pytest.approx(1)
    share = one.own / one.own.sum()
    assert share[net.STEMS.index(Stem.VOCALS)] == 0


def test_windows_hear_the_same_at_either_rate() -> None:
    tone = sounds.sine(440, 2, rate=44_100)
    heard = stems_data.heard(tone, stems_data.SAME).astype(np.float32) / stems_data.SCALE
    real, imaginary = heard[40, : _stemears.LOW], heard[40, _stemears.LOW : 2 * _stemears.LOW]
    spectra = _stemears.spectra(sounds.sine(440, 2), 40, 41)[0, 0, : _stemears.LOW]
    here, there = np.hypot(real, imaginary), np.abs(spectra) * 2 / _stemears.SIZE
    assert here.argmax() == there.argmax()
    assert here.max() == pytest.approx(there.max(), rel=0.1)


def test_examples_are_sound_whatever_is_mixed(songs: Path, tmp_path: Path) -> None:
    items = stems_data.gather([songs], tmp_path / "f")
    dice = np.random.default_rng(0)
    for _ in range(30):
        one = stems_mixing.mixed(items, 64, dice)
        assert one.picture.shape == (64, _stemears.SEEN)
        assert np.isfinite(one.picture).all()
        assert (one.power >= 0).all()
        assert one.own.sum() <= 1.0001


def test_voices_of_songs_are_mixed_with_other_colours_and_falls() -> None:
    fall = np.exp(-np.arange(64) / 12).astype(np.float16)[None, :, None]
    voices = np.repeat(np.repeat(fall, 4, axis=0), stems_data.DEPTH, axis=2)
    voices = np.asarray(voices * stems_data.SCALE, np.float16)
    voices[1:] = 0
    item = stems_data.Item("one", "one", 120.0, voices)
    dice = np.random.default_rng(3)
    falls, colours = [], []
    for _ in range(40):
        power = stems_mixing.mixed([item], 64, dice).power
        if power.sum() > 0.5:
            falls.append(power[40, :350].sum() / power[0, :350].sum())
            colours.append(power[0, 200] / power[0, 20])
    assert max(falls) > 3 * min(falls)
    assert max(colours) > 3 * min(colours)
