"""Records a while of a sound input into a file, with a meter on the terminal."""

import time
from argparse import Namespace

import numpy as np

from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.file import sound_file
from luma.audio.sinks.input import DeviceInput
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.levels import Bars, LevelMeter
from luma.domain.errors import BadValue, DeviceError
from luma.domain.units import HOUSE_RATE

LOOK_EVERY = 0.05
LONGEST = 3600.0
SILENCE = 10.0 ** (-80.0 / 20.0)


def record(args: Namespace, answers: Answers) -> int:
    """Do it, and give the exit code: 1 where the input went before the time was over."""
    if not 0.0 < args.seconds <= LONGEST:
        raise BadValue(
            f"A recording of {args.seconds:g} seconds cannot be made.",
            hint=f"It lasts up to {LONGEST:g} seconds.",
        )
    troubles: list[DeviceError] = []
    heard = DeviceInput(DeviceChoice(args.device, args.host), troubles.append)
    wanted, peak = round(args.seconds * HOUSE_RATE), 0.0
    meter, bars = LevelMeter(), Bars(heard.channels)
    say(f"Listening to {heard.name}.")
    try:
        with sound_file(args.test_input, wanted, channels=heard.channels) as file:
            while file.frames < wanted and not troubles:
                time.sleep(LOOK_EVERY)
                block = heard.read()[: wanted - file.frames]
                file.write(block)
                peak = max(peak, float(np.abs(block).max(initial=0.0)))
                bars.feed(_peaks(block, heard.channels), time.monotonic())
                left = (wanted - file.frames) / HOUSE_RATE
                meter.show([bars.words, f"{left:.1f} s left  lost {heard.intake.lost}"])
            if not file.frames:
                raise troubles[0]
    finally:
        meter.clear()
        heard.close()
    for trouble in troubles:
        say(f"luma: {trouble.sentence()}")
    _tell(answers, args, heard, file.frames, peak)
    return 1 if troubles else 0


def _peaks(
    block: np.ndarray[tuple[int, int], np.dtype[np.float32]], channels: int
) -> list[float]:
    if not len(block):
        return [0.0] * channels
    return [float(level) for level in np.abs(block).max(axis=0)]


def _tell(
    answers: Answers, args: Namespace, heard: DeviceInput, frames: int, peak: float
) -> None:
    lost = heard.intake.lost + heard.intake.overruns
    record = {
        "file": str(args.test_input),
        "device": heard.name,
        "channels": heard.channels,
        "seconds": round(frames / HOUSE_RATE, 3),
        "peak": round(peak, 5),
        "lost": heard.intake.lost,
        "overruns": heard.intake.overruns,
    }
    level = f"peak {20.0 * np.log10(peak):.1f} dB" if peak > SILENCE else "nothing but silence"
    words = on_one_line(str(args.test_input))
    answers.tell(record, f"{words}  {frames / HOUSE_RATE:.1f} s  {level}  gaps {lost}")
    if peak <= SILENCE:
        say("Only silence was heard: is the right input chosen, and is it turned up?")
