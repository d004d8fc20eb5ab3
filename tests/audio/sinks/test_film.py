"""A film shows the pictures and sounds the sound that it was given."""

from pathlib import Path

import av
import numpy as np
import pytest

from luma.audio.sinks.film import write_film
from luma.domain.errors import OutputError
from luma.domain.sound import Sound

RATE, FPS = 48_000, 30


def tone(seconds: float) -> Sound:
    time = np.arange(int(RATE * seconds)) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 440 * time)
    return Sound(np.stack([wave, wave], axis=1).astype(np.float32), RATE)


def test_a_film_holds_every_picture_and_the_sound_in_step(tmp_path: Path) -> None:
    pictures = [np.full((48, 64, 3), (number * 4, 128, 20), np.uint8) for number in range(45)]
    path = tmp_path / "show.mp4"
    write_film(path, pictures, FPS, tone(1.5))
    with av.open(str(path)) as film:
        shown = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    with av.open(str(path)) as film:
        heard = np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])
    assert len(shown) == 45
    reds = [int(picture[..., 0].mean()) for picture in shown]
    assert np.allclose(reds, [number * 4 for number in range(45)], atol=8)
    spectrum = np.abs(np.fft.rfft(heard[:RATE]))
    assert abs(int(spectrum.argmax()) - 440) <= 2
    assert 1.45 * RATE <= heard.size <= 1.6 * RATE


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    with pytest.raises(OutputError, match="nowhere"):
        write_film(tmp_path / "nowhere" / "show.mp4", [picture], FPS, tone(0.1))
    assert list(tmp_path.iterdir()) == []
