"""Everything that the stage may be asked, and what it tells: lines of JSON, never long.

Places in the song are frames at the house rate.
"""

from dataclasses import dataclass
from pathlib import Path

from luma.audio.sinks import DeviceChoice, Latency, SinkKind
from luma.domain.errors import DeviceError, code_of
from luma.domain.lines import message_of
from luma.domain.units import Decibels, Frames
from luma.stage.graphmessages import GraphTold, GraphWish

DEVICE_STUCK = 3
"""The exit code of a stage whose device has gone and cannot be let go of."""


class DeviceGone(DeviceError):
    """The sound device that played has gone."""


DEVICE_GONE = code_of(DeviceGone)
"""The code of `Failed` where it tells that."""


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
    """Wish: hold at the start of the sound in a file, known by this number from now on.

    Decoded sound is a `.npy` file; any other is decoded while it plays. Of `[start, stop)` no
    more is kept than that; without a stop it goes to the end. What was set of a loop, another
    sound or a stretched one belongs to the sound before and is gone.
    """

    path: Path
    generation: int
    start: Frames = Frames(0)
    stop: Frames | None = None


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
class Scrub:
    """Wish: hear a grain at a place in the song; until `Release` the head follows the hand."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class Release:
    """Wish: go on from where the last grain began, playing or holding as before."""


@dataclass(frozen=True, slots=True)
class SetRate:
    """Wish: play at 0.5 to 2 times the speed, and so higher or lower.

    With `keeps_pitch` the sound is heard as it was stretched for this rate, once it is there.
    """

    rate: float
    keeps_pitch: bool = False


@dataclass(frozen=True, slots=True)
class SetCrossfade:
    """Wish: let a loop's end fade into its start over these frames; 0 for a hard seam."""

    frames: Frames


@dataclass(frozen=True, slots=True)
class CountIn:
    """Wish: hold for some frames while the clicks in a file are heard, then play.

    The file holds a row for each click: its frame from now on, and 1 where it begins a bar.
    """

    path: Path
    length: Frames
    level: Decibels = Decibels(0.0)


@dataclass(frozen=True, slots=True)
class UseOther:
    """Wish: have another decoded sound at hand, to be heard at the same place; or none."""

    path: Path | None


@dataclass(frozen=True, slots=True)
class Switch:
    """Wish: hear the other sound, or the loaded one again; the head does not move."""

    is_other: bool


@dataclass(frozen=True, slots=True)
class UseStretched:
    """Wish: where the rate is this one, hear the loaded sound as it was stretched for it."""

    path: Path
    generation: int
    rate: float


@dataclass(frozen=True, slots=True)
class KeepNear:
    """Wish: have these places of a long sound in memory, so that jumps there are heard."""

    frames: tuple[Frames, ...] = ()


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
class BalanceVoices:
    """Wish: hear the stems, in their order, as much louder as these factors say.

    1 is as in the mix, 0 is not at all, 2 is the most.
    """

    gains: tuple[float, ...]


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
    """Told: this sound can be played; it is told again once all of it is decoded."""

    generation: int
    frames: Frames


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """Told: this sound cannot be played; there is silence until another is loaded."""

    generation: int


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


Moving = Seek | SetLoop | ClearLoop | Scrub | Release
Steering = Moving | Play | Pause | SetRate | SetCrossfade | CountIn
Sounding = UseOther | Switch | UseStretched | KeepNear | UseClicks | UseVoices | BalanceVoices
Wish = LoadSource | Steering | Sounding | SetGain | UseDevice | GraphWish
Told = Ready | Loaded | NotLoaded | VoicesLoaded | Failed | EndReached | GraphTold


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
