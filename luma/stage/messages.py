"""Everything that the stage may be asked, and what it tells: lines of JSON, never long.

Places in the song are frames at the house rate.
"""

from dataclasses import dataclass
from pathlib import Path

from luma.audio.sinks import DeviceChoice, Latency, SinkKind
from luma.domain.lines import message_of
from luma.domain.stems import Stem
from luma.domain.units import Decibels, Frames
from luma.stage.graphmessages import GraphTold, GraphWish

DEVICE_STUCK = 3
"""The exit code of a stage whose device has gone and cannot be let go of."""


@dataclass(frozen=True, slots=True)
class Options:
    """Where sound goes: the chosen device, the default one, or nowhere.

    Machine code is kept under `code`.
    """

    sink: SinkKind = "device"
    device: str = ""
    host: str = ""
    latency: Latency = "high"
    code: Path | None = None

    @property
    def choice(self) -> DeviceChoice:
        """The device that is chosen."""
        return DeviceChoice(self.device, self.host, self.latency)


@dataclass(frozen=True, slots=True)
class LoadSource:
    """Wish: hold at the start of the decoded sound in a file, known by this number from now on.

    What was set of a loop belongs to the sound before and is gone.
    """

    path: Path
    generation: int


@dataclass(frozen=True, slots=True)
class Play:
    """Wish: play on; from the start where the song has ended."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wish: fade out and hold."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Wish: go to a place in the song."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class SetLoop:
    """Wish: loop `[start, stop)`; a play head already past it comes back into it."""

    start: Frames
    stop: Frames


@dataclass(frozen=True, slots=True)
class ClearLoop:
    """Wish: play on past the end of the loop."""


@dataclass(frozen=True, slots=True)
class SetGain:
    """Wish: the master level, from −120 dB, which is silence, to 12 dB."""

    level: Decibels


@dataclass(frozen=True, slots=True)
class UseClicks:
    """Wish: add the metronome's clicks in a file to the song at a level; without one, none.

    The file holds a row for each click: its song frame, and 1 where it begins a bar.
    """

    path: Path | None
    level: Decibels = Decibels(0.0)


@dataclass(frozen=True, slots=True)
class UseVoices:
    """Wish: have the voices of the sound with this number at hand; without files, none.

    The files are in the order of the stems, and were written with a gain.
    """

    generation: int
    files: tuple[Path, ...] = ()
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class SilenceVoices:
    """Wish: take these stems out of what is heard, and let all others be heard."""

    silent: tuple[Stem, ...] = ()


@dataclass(frozen=True, slots=True)
class UseDevice:
    """Wish: play on the device that has this in its name, or on the default one."""

    device: str = ""
    host: str = ""
    latency: Latency = "high"

    @property
    def choice(self) -> DeviceChoice:
        """The device that is wished."""
        return DeviceChoice(self.device, self.host, self.latency)


@dataclass(frozen=True, slots=True)
class Ready:
    """Told: sound comes out here; without a device only time passes.

    It may be another device than the one that was wished.
    """

    sink: str
    is_device: bool
    latency_ms: float
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Loaded:
    """Told: this sound is resident and can be played."""

    generation: int
    frames: Frames


@dataclass(frozen=True, slots=True)
class VoicesLoaded:
    """Told: the voices of this sound are resident, so that each can be silenced."""

    generation: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Told: something could not be done; the rest goes on."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class EndReached:
    """Told: the song has come to its end, and the head holds there."""

    generation: int


Steering = Play | Pause | Seek | SetLoop | ClearLoop
Wish = LoadSource | Steering | SetGain | UseClicks | UseVoices | SilenceVoices | UseDevice | GraphWish
Told = Ready | Loaded | VoicesLoaded | Failed | EndReached | GraphTold


def options_of(line: bytes) -> Options:
    """The options that a line says."""
    options: Options = message_of(Options, line)
    return options


def wish_of(line: bytes) -> Wish:
    """The wish that a line says."""
    wish: Wish = message_of(Wish, line)
    return wish


def told_of(line: bytes) -> Told:
    """What a line tells."""
    told: Told = message_of(Told, line)
    return told
