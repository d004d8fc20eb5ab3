"""Pictures and sound into an MP4 file."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from luma.domain.errors import OutputError
from luma.domain.sound import Sound

Picture = npt.NDArray[np.uint8]
SOUND_BLOCK = 1024


def write_film(path: Path, pictures: Iterable[Picture], fps: int, sound: Sound) -> None:
    """Put pictures `(height, width, 3)`, one after the other, and their sound into a file."""
    aside = path.with_name(f".{path.name}.part")
    try:
        with av.open(str(aside), "w", format="mp4") as film:
            _write(film, pictures, fps, sound)
        aside.replace(path)
    except (av.FFmpegError, OSError) as cause:
        raise OutputError(
            f'The film "{path}" could not be written: {cause}.',
            hint="Check that its folder is there and has room.",
        ) from cause
    finally:
        aside.unlink(missing_ok=True)


def _write(
    film: av.container.OutputContainer, pictures: Iterable[Picture], fps: int, sound: Sound
) -> None:
    video = film.add_stream("libx264", rate=fps, options={"preset": "fast", "crf": "20"})
    video.pix_fmt = "yuv420p"
    audio = film.add_stream("aac", rate=sound.rate, layout="stereo", bit_rate=192_000)
    heard = 0
    for number, picture in enumerate(pictures):
        if number == 0:
            video.height, video.width = picture.shape[:2]
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        frame.pts, frame.time_base = number, Fraction(1, fps)
        film.mux(video.encode(frame))
        due = min(sound.frames, (number + 1) * sound.rate // fps)
        while heard < due:
            block = sound.samples[heard : min(heard + SOUND_BLOCK, due)]
            film.mux(audio.encode(_sound_frame(block, heard, sound.rate)))
            heard += len(block)
    film.mux(video.encode())
    film.mux(audio.encode())


def _sound_frame(block: npt.NDArray[np.float32], start: int, rate: int) -> av.AudioFrame:
    planes = np.ascontiguousarray(block.T, dtype=np.float32)
    frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
    return frame
