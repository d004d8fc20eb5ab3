"""Voices are taken apart by a real, tiny model, and sum back to the mix."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch
from luma.domain.errors import Unavailable
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve, make_tiny_model
from workers import _demucs, _models
from workers.stems import stems

pytest.importorskip("demucs", reason="the extra `stems` is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SUM = 2e-6  # four roundings to 24 bits, and those of the decoder's floats


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    _models.demucs_model.cache_clear()
    yield
    _models.demucs_model.cache_clear()


def voices_of(made: StemSet) -> dict[Stem, Samples]:
    return {stem: formats.read_stem(made, stem) for stem in Stem}


@pytest.mark.models
def test_four_voices_come_out_and_sum_to_the_mix(tmp_path: Path, shelved: Shelve) -> None:
    make_tiny_model(tmp_path / "models")
    mix = sounds.drums(120, 12) + sounds.progression(["C:maj", "A:min"], 6)
    told: list[float] = []
    made = stems(
        shelved(mix),
        Scratch(tmp_path),
        Models(tmp_path / "models"),
        Progress(lambda share, _: told.append(share)),
    )
    assert made.engine == "demucs"
    assert set(made.files) == set(Stem)
    voices = voices_of(made)
    for voice in voices.values():
        assert voice.shape == (12 * HOUSE_RATE, 2)
        assert np.isfinite(voice).all()
    assert np.abs(sum(voices.values()) - mix).max() < SUM / made.gain
    assert told == sorted(told)
    assert len(told) > 3


@pytest.mark.models
def test_windows_give_what_demucs_itself_gives(tmp_path: Path, shelved: Shelve) -> None:
    """Where only one window lies, there is no other way to lay them; its answer is ours."""
    import torch
    from demucs.apply import apply_model
    from demucs.pretrained import get_model

    folder = make_tiny_model(tmp_path / "models")
    model: Any = get_model("htdemucs", repo=folder)
    mix = (sounds.progression(["C:maj"], 4))[: int(3.9 * HOUSE_RATE)]
    from luma.audio.resample import resampled

    wave = np.concatenate(list(resampled([mix], HOUSE_RATE, 44_100)))
    even = (wave - mix.mean()) / mix.std()
    filled = np.zeros((4 * 44_100, 2), np.float32)
    filled[: len(even)] = even
    with torch.no_grad():
        truth = apply_model(
            model, torch.from_numpy(filled.T.copy())[None], split=False, shifts=0
        )[0]
    made = _demucs.take_apart(_demucs.Ensemble.of(model, "tiny"), mix, Progress())
    ours = np.split(np.concatenate(list(made)), 4, axis=1)
    for stem, voice in zip(Stem, ours, strict=True):
        said = truth[model.sources.index(stem)].numpy().T[: len(wave)] * mix.std()
        back = np.concatenate(list(resampled([said], 44_100, HOUSE_RATE)))
        inner = slice(2000, min(len(back), len(voice)) - 2000)
        assert np.abs(voice[inner] - back[inner]).max() < 1e-4


@pytest.mark.parametrize("frames", [1, 999, 4000, 4001, 7000, 7001, 25_003])
def test_windows_laid_over_one_another_are_the_sound_again(frames: int) -> None:
    sound = np.random.default_rng(frames).normal(size=(frames, 2)).astype(np.float32)
    blocks = np.array_split(sound, max(1, frames // 700))
    heard = _demucs.overlapped(
        _demucs.windows(blocks, 4000), 4000, lambda window: np.tile(window, 4)
    )
    back = np.concatenate(list(heard))
    assert back.shape == (frames, 8)
    assert np.abs(back[:, :2] - sound).max() < 1e-5
    assert np.array_equal(back[:, :2], back[:, 6:])


@pytest.mark.models
@pytest.mark.parametrize(
    "mix",
    [
        pytest.param(sounds.silence(2), id="silence"),
        pytest.param(np.full((1, 2), 0.5, np.float32), id="one frame"),
        pytest.param(
            sounds.sine(440, 3) * np.array([1, -1], np.float32), id="against each other"
        ),
        pytest.param(sounds.sine(440, 3) * np.array([1, 0], np.float32), id="one side"),
        pytest.param(sounds.sine(15_000, 3) + np.float32(0.2), id="high, off the middle"),
    ],
)
def test_odd_sound_sums_to_itself_again(tmp_path: Path, shelved: Shelve, mix: Samples) -> None:
    make_tiny_model(tmp_path / "models")
    made = stems(shelved(mix), Scratch(tmp_path), Models(tmp_path / "models"), Progress())
    voices = voices_of(made)
    assert all(voice.shape == mix.shape for voice in voices.values())
    assert np.abs(sum(voices.values()) - mix).max(initial=0) < SUM / made.gain
    if not mix.any():
        assert not any(voice.any() for voice in voices.values())


@pytest.mark.models
def test_mono_and_a_voice_that_is_silent_throughout_are_whole_voices(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that hears no bass at all, in a mix of one channel on both sides."""
    make_tiny_model(tmp_path / "models")
    mono = sounds.drums(120, 3)
    assert np.array_equal(mono[:, 0], mono[:, 1])

    def hear(_: _demucs.Ensemble, window: Samples, __: str) -> Samples:
        shares = {Stem.DRUMS: 0.5, Stem.BASS: 0.0, Stem.VOCALS: 0.2, Stem.OTHER: 0.3}
        return np.concatenate([window * np.float32(shares[s]) for s in Stem], axis=1)

    monkeypatch.setattr(_demucs.Ensemble, "hear", hear)
    store = Models(tmp_path / "models")
    made = stems(shelved(mono), Scratch(tmp_path), store, Progress())
    voices = voices_of(made)
    assert not voices[Stem.BASS].any()
    assert len(voices[Stem.BASS]) == len(mono)
    for voice in voices.values():
        assert np.array_equal(voice[:, 0], voice[:, 1])
    assert np.abs(sum(voices.values()) - mono).max() < SUM / made.gain


@pytest.mark.models
def test_what_is_held_and_written_beside_the_voices_does_not_grow_with_the_sound(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing lies in the job's folder but the four files, and blocks are short."""
    make_tiny_model(tmp_path / "models")
    room = tmp_path / "room"
    room.mkdir()
    seen: set[str] = set()
    longest = 0
    really = formats.StemWriter.write

    def write(self: formats.StemWriter, voices: Mapping[Stem, Samples]) -> None:
        nonlocal longest
        longest = max(longest, *(len(voice) for voice in voices.values()))
        really(self, voices)
        seen.update(file.name for file in room.iterdir())

    monkeypatch.setattr(formats.StemWriter, "write", write)
    monkeypatch.setattr(_demucs.Ensemble, "hear", lambda _, window, __: np.tile(window, 4))
    mix = shelved(np.tile(sounds.sine(440, 1) * np.float32(0.1), (60, 1)))
    stems(mix, Scratch(room), Models(tmp_path / "models"), Progress())
    assert seen == {f"{stem}.flac" for stem in Stem}
    assert longest < 8 * HOUSE_RATE


@pytest.mark.models
def test_a_full_graphics_card_hands_over_to_the_processor(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    make_tiny_model(tmp_path / "models")
    mix, store = sounds.progression(["C:maj", "F:maj"], 5), Models(tmp_path / "models")
    for name in ("alone", "card"):
        (tmp_path / name).mkdir()
    alone = voices_of(stems(shelved(mix), Scratch(tmp_path / "alone"), store, Progress()))
    asked: list[str] = []
    really = _demucs.Ensemble.hear

    def hear(self: _demucs.Ensemble, window: Samples, device: str) -> Samples:
        asked.append(device)
        if device == "cuda" and len(asked) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return really(self, window, "cpu")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(_demucs.Ensemble, "hear", hear)
    progress = Progress()
    made = voices_of(stems(shelved(mix), Scratch(tmp_path / "card"), store, progress))
    assert asked[:3] == ["cuda", "cuda", "cpu"]
    assert set(asked[2:]) == {"cpu"}
    assert "graphics card had too little memory" in progress.remark
    for stem in Stem:
        assert np.array_equal(made[stem], alone[stem])


@pytest.mark.models
def test_too_little_memory_and_other_mishaps_are_told_apart(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tiny_model(tmp_path / "models")
    asked = shelved(sounds.sine(440, 2)), Scratch(tmp_path), Models(tmp_path / "models")
    said = "[enforce fail] DefaultCPUAllocator: can't allocate memory"
    monkeypatch.setattr(_demucs.Ensemble, "hear", lambda *_: _raise(RuntimeError(said)))
    with pytest.raises(MemoryError):
        stems(*asked, Progress())
    monkeypatch.setattr(_demucs.Ensemble, "hear", lambda *_: _raise(RuntimeError("a shape")))
    with pytest.raises(RuntimeError, match="a shape"):
        stems(*asked, Progress())


def _raise(error: Exception) -> Samples:
    raise error


def test_without_weights_the_sentence_says_what_to_do(tmp_path: Path, shelved: Shelve) -> None:
    with pytest.raises(Unavailable) as caught:
        stems(shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress())
    assert "luma models install htdemucs" in caught.value.sentence()
    assert str(tmp_path / "htdemucs") in caught.value.sentence()


class Trap:
    """A pickle that writes a file when it is opened."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.file,))


def _plant(folder: Path, name: str, content: object) -> Path:
    import torch

    torch.save(content, folder / name)
    return folder / name


@pytest.mark.models
def test_changed_weights_are_refused_before_they_are_opened(
    tmp_path: Path, shelved: Shelve
) -> None:
    folder = make_tiny_model(tmp_path)
    asked = shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress()
    weights = next(folder.glob("*.th"))
    _plant(folder, weights.name, {"klass": Trap(tmp_path / "sprung")})
    with pytest.raises(Unavailable, match="damaged"):
        stems(*asked)
    assert not (tmp_path / "sprung").exists()
    weights.rename(folder / "tiny0001.th")  # demucs itself looks at sums in names
    _vouch(folder)
    with pytest.raises(Unavailable, match="another kind"):
        stems(*asked)
    assert (tmp_path / "sprung").exists(), "the trap works, or this tests nothing"


@pytest.mark.models
def test_weights_without_a_sum_are_not_opened(tmp_path: Path, shelved: Shelve) -> None:
    folder = make_tiny_model(tmp_path)
    _plant(folder, "other002.th", {"klass": Trap(tmp_path / "sprung")})
    asked = shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress()
    with pytest.raises(Unavailable, match="no sum"):
        stems(*asked)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.models
@pytest.mark.parametrize("content", ["list", "voices"])
def test_weights_of_another_kind_are_refused_in_words(
    tmp_path: Path, shelved: Shelve, content: str
) -> None:
    folder = make_tiny_model(tmp_path)
    weights = next(folder.glob("*.th"))
    if content == "list":
        _plant(folder, weights.name, [1, 2, 3])
    else:
        weights.unlink()
        make_tiny_model(tmp_path, sources=("drums", "bass", "other", "piano"))
    _vouch(folder)
    with pytest.raises(Unavailable, match="another kind"):
        stems(shelved(sounds.silence(1)), Scratch(tmp_path), Models(tmp_path), Progress())


def _vouch(folder: Path) -> None:
    """Write sums that fit what is there now."""
    (folder / "SHA256SUMS").unlink()
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))
