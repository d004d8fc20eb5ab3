"""The waveform as a picture file."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from luma.ui.theme import THEME
from tests import sounds
from tests.cli.commands import Luma


def shade(name: str) -> np.ndarray:
    """A colour as red, green and blue."""
    colour = QColor(name)
    return np.array([colour.red(), colour.green(), colour.blue()])


GROUND = shade(THEME.sunk)


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    """Two seconds of a low tone, then two of a high one, then two of nothing."""
    parts = (sounds.sine(60, 2.0), sounds.sine(6000, 2.0), sounds.silence(2.0))
    file = sounds.write(tmp_path / "Song.wav", np.concatenate(parts))
    return str(luma("import", "--json", file).lines[0]["track"])


def colours(path: Path) -> np.ndarray:
    """Rows and columns of red, green and blue."""
    read = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert not read.isNull()
    rows = np.frombuffer(read.constBits(), np.uint8).reshape(read.height(), -1)
    return rows[:, : 3 * read.width()].reshape(read.height(), read.width(), 3).astype(int)


def is_near(pixel: np.ndarray, token: str) -> bool:
    return bool(np.abs(pixel - shade(getattr(THEME, token))).max() <= 3)


def test_bands_stand_in_the_colours_of_the_timeline(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    out = tmp_path / "wave.png"
    answer = luma("waveform", track, "--out", out, "--width", 600, "--height", 101, "--json")
    assert answer.code == 0
    assert answer.lines == [{"track": track, "file": str(out), "start": 0.0, "end": 6.0}]
    picture = colours(out)
    assert picture.shape == (101, 600, 3)
    assert is_near(picture[30, 100], "wave_low")
    assert is_near(picture[10, 100], "wave_low")
    assert is_near(picture[44, 300], "wave_high")
    assert (picture[10, 300] == GROUND).all()
    assert (picture[:48, 500] == GROUND).all()


def test_a_stretch_alone_is_drawn(luma: Luma, track: str, tmp_path: Path) -> None:
    out = tmp_path / "wave.png"
    words = ("--from", "2.5", "--to", "3.5", "--width", "50", "--height", "40")
    assert luma("waveform", track, "--out", out, *words).code == 0
    picture = colours(out)
    assert picture.shape == (40, 50, 3)
    assert all(is_near(picture[18, column], "wave_high") for column in (2, 25, 47))
    single = tmp_path / "single.png"
    assert luma("waveform", track, "--out", single, "--from", "1", "--to", "1.01").code == 0
    assert len(np.unique(colours(single).reshape(-1, 3), axis=0)) > 2, "single samples"


@pytest.mark.parametrize(
    "words",
    [
        ["--width", "0"],
        ["--height", "99999"],
        ["--from", "9"],
        ["--from", "2", "--to", "1"],
        ["--from", "nan"],
    ],
)
def test_a_picture_that_cannot_be_is_a_mistake_in_use(
    luma: Luma, track: str, tmp_path: Path, words: list[str]
) -> None:
    answer = luma("waveform", track, "--out", tmp_path / "wave.png", *words)
    assert (answer.code, answer.out) == (2, "")
    assert not (tmp_path / "wave.png").exists()


def test_a_folder_that_is_not_there_is_told(luma: Luma, track: str, tmp_path: Path) -> None:
    answer = luma("waveform", track, "--out", tmp_path / "none" / "wave.png")
    assert answer.code == 1
    assert "cannot be written" in answer.err
