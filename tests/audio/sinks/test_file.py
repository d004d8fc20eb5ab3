"""A bounce holds exactly what would have been played, and a file is whole or not there."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel.engine import Engine
from luma.audio.sinks.file import Depth, bounce, sound_file
from luma.domain.errors import LumaError, OutputError, Refused
from luma.domain.units import HOUSE_RATE, Frames

SOUND = np.random.default_rng(2).uniform(-0.5, 0.5, (30_000, 2)).astype(np.float32)


def test_a_bounce_is_the_sound_to_the_bit(tmp_path: Path) -> None:
    engine = Engine()
    engine.use_source(SOUND, 1)
    engine.play()
    told: list[int] = []
    with sound_file(tmp_path / "out.wav", 25_000) as writer:
        bounce(engine, writer, Frames(25_000), told.append)
    written, rate = soundfile.read(tmp_path / "out.wav", dtype="float32")
    assert rate == HOUSE_RATE
    assert written.shape == (25_000, 2)
    assert np.array_equal(written[240:], SOUND[240:25_000])
    assert told == list(range(0, 25_000, 4096))
    assert [path.name for path in tmp_path.iterdir()] == ["out.wav"]


@pytest.mark.parametrize("name", ["out.wav", "out.flac", "OUT.FLAC", "a\nb ü \udcff.wav"])
def test_24_bits_are_the_sound_to_half_a_step(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with sound_file(path, len(SOUND), depth="24") as writer:
        writer.write(SOUND)
    written, _ = soundfile.read(os.fsencode(path), dtype="float64")
    assert np.abs(written - SOUND).max() <= 2.0**-23
    assert writer.clipped == 0


def test_what_is_too_loud_is_clipped_and_counted_but_never_in_floats(tmp_path: Path) -> None:
    loud = np.array([[0.5, 1.5], [-2.0, 1.0]], np.float32)
    with sound_file(tmp_path / "24.wav", 2, depth="24") as writer:
        writer.write(loud)
    assert writer.clipped == 2
    written, _ = soundfile.read(tmp_path / "24.wav")
    assert np.allclose(written, [[0.5, 1.0], [-1.0, 1.0]], atol=1e-6)
    with sound_file(tmp_path / "float.wav", 2) as floats:
        floats.write(loud)
    assert floats.clipped == 0
    kept, _ = soundfile.read(tmp_path / "float.wav")
    assert np.array_equal(kept, loud)


@pytest.mark.parametrize(
    ("name", "depth", "said"),
    [
        ("nowhere/out.wav", "float", "there is no folder"),
        ("out.mp3", "float", "end in .wav or .flac"),
        ("out", "24", "end in .wav or .flac"),
        ("out.flac", "float", "does not hold floats"),
        ("folder.wav", "24", "is a folder"),
    ],
)
def test_what_cannot_be_written_is_told_in_words(
    tmp_path: Path, name: str, depth: Depth, said: str
) -> None:
    (tmp_path / "folder.wav").mkdir()
    with (
        pytest.raises((OutputError, Refused)) as trouble,
        sound_file(tmp_path / name, 10, depth=depth) as writer,
    ):
        writer.write(SOUND[:10])
    assert said in trouble.value.sentence()
    assert [path.name for path in tmp_path.iterdir()] == ["folder.wav"]


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=3_000_000)
    monkeypatch.setattr("luma.audio.sinks.file.shutil.disk_usage", lambda _: usage)
    with pytest.raises(OutputError, match=r"no room.*takes 8 MB, and 3 MB are free"):
        sound_file(tmp_path / "out.wav", 1_000_000).__enter__()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, LumaError("stop"), OSError(28, "full")])
def test_what_is_broken_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: BaseException | type[BaseException]
) -> None:
    (tmp_path / "out.wav").write_text("old")

    def write() -> None:
        with sound_file(tmp_path / "out.wav", len(SOUND)) as writer:
            writer.write(SOUND)
            raise error

    with pytest.raises((KeyboardInterrupt, LumaError)):
        write()
    assert (tmp_path / "out.wav").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_of_more_than_four_gigabytes_has_larger_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 50)
    monkeypatch.setattr("luma.audio.sinks.file.shutil.disk_usage", lambda _: usage)
    with sound_file(tmp_path / "long.wav", 6 * 3600 * HOUSE_RATE) as writer:
        writer.write(SOUND[:10])
    assert soundfile.info(tmp_path / "long.wav").format == "RF64"
