"""The stage: an engine, its sink and its clock, driven by messages."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.plan import MASTER_GAIN
from luma.domain.blocks import PositionBlock
from luma.domain.errors import LumaError, StageError
from luma.domain.lines import LONGEST_SENTENCE
from luma.stage import graphs
from luma.stage.graphmessages import (
    GraphWish,
    KeepGraph,
    SetBeat,
    SetSetting,
    UseGraph,
    UseNode,
)
from luma.stage.lately import Lately
from luma.stage.messages import (
    BalanceVoices,
    ClearLoop,
    CountIn,
    EndReached,
    Failed,
    KeepNear,
    Loaded,
    LoadSource,
    Moving,
    NotLoaded,
    Options,
    Pause,
    Play,
    Release,
    Scrub,
    Seek,
    SetCrossfade,
    SetGain,
    SetLoop,
    SetRate,
    Sounding,
    Steering,
    Switch,
    Told,
    UseClicks,
    UseDevice,
    UseOther,
    UseStretched,
    UseVoices,
    VoicesLoaded,
    Wish,
)
from luma.stage.outlet import Outlet
from luma.stage.sounds import Sounds
from luma.stage.voices import VoiceReader

Tell = Callable[[Told], None]
Obeyed = LoadSource | SetGain | GraphWish | Steering | Sounding


class Stage:
    """Plays one sound at a time and tells what comes of it; called from one thread only."""

    def __init__(self, block: PositionBlock, tell: Tell, options: Options) -> None:
        """Begin to play silence; where there is no device, time alone goes on."""
        self.engine = Engine(block.block.words)
        self._block, self._tell = block, tell
        self._ends = 0
        self._voices = VoiceReader()
        self._sounds = Sounds(self.engine, self._tell_loaded)
        self._lately = Lately(self.engine.memory)
        self._held: list[Wish] = []
        self._outlet = Outlet(self.engine, tell, self._complain)
        self._outlet.use(options.sink, options.choice)

    def handle(self, wish: Wish) -> None:
        """Do what is wished, or tell why it cannot be; what needs the sound waits for it.

        Raises where the device cannot be let go of; the process has to end then.
        """
        if isinstance(wish, UseDevice):
            self._outlet.use("device", wish.choice)
            return
        if isinstance(wish, LoadSource):
            self._held.clear()
        elif self._sounds.is_waiting and isinstance(wish, Steering | Sounding):
            self._held.append(wish)
            return
        try:
            self._obey(wish)
        except LumaError as error:
            self._complain(error)

    def tick(self) -> None:
        """See to what needs no wish: ends, what may be freed, a device that has gone.

        Raises where the device cannot be let go of; the process has to end then.
        """
        self.engine.retire()
        self._lately.tick()
        self._take_voices()
        for trouble in (self.engine.graphs.take_trouble(), self._sounds.tick()):
            if trouble is not None:
                self._complain(trouble)
        self._go_on()
        ends = self._block.read()
        if ends.ends > self._ends:
            self._ends = ends.ends
            self._tell(EndReached(ends.generation))
        self._outlet.tick()

    def close(self) -> None:
        """Fall silent and let go of the device."""
        self._outlet.close()

    def _tell_loaded(self, told: Loaded | NotLoaded) -> None:
        if isinstance(told, NotLoaded):
            self._held.clear()
        self._tell(told)

    def _go_on(self) -> None:
        """Do what was wished while the sound was not there."""
        if self._held and not self._sounds.is_waiting:
            held, self._held = self._held, []
            for wish in held:
                self.handle(wish)

    def _obey(self, wish: Obeyed) -> None:
        match wish:
            case LoadSource():
                self._voices.forget()
                self.engine.use_voices((), wish.generation)
                self._sounds.load(wish)
            case SetGain(level):
                self.engine.set_setting(MASTER_GAIN, "level", level)
            case UseGraph() | SetSetting() | UseNode() | SetBeat() | KeepGraph():
                graphs.obey(wish, self.engine.graphs, self._tell)
            case Seek() | SetLoop() | ClearLoop() | Scrub() | Release():
                self._move(wish)
            case Play() | Pause() | SetRate() | SetCrossfade() | CountIn():
                self._steer(wish)
            case _:
                self._sound(wish)

    def _move(self, wish: Moving) -> None:
        match wish:
            case Seek(frame):
                self._sounds.seek(frame)
            case Scrub(frame):
                self._sounds.scrub(frame)
            case Release():
                self.engine.release()
            case SetLoop(start, stop):
                self.engine.loop(start, stop)
            case ClearLoop():
                self.engine.unloop()

    def _steer(self, wish: Play | Pause | SetRate | SetCrossfade | CountIn) -> None:
        match wish:
            case Play():
                self.engine.play()
            case Pause():
                self.engine.pause()
            case SetRate(rate, keeps_pitch):
                self._sounds.set_rate(rate, keeps_pitch=keeps_pitch)
            case SetCrossfade(frames):
                self.engine.set_crossfade(frames)
            case CountIn(path, length, level):
                self.engine.count_in(_clicks(path), length, level)

    def _sound(self, wish: Sounding) -> None:
        match wish:
            case UseOther(path):
                self._sounds.use_other(path)
            case Switch(is_other):
                self._sounds.switch(is_other=is_other)
            case UseStretched():
                self._sounds.use_stretched(wish)
            case KeepNear(frames):
                self._sounds.keep_near(frames)
            case UseClicks():
                self._click(wish)
            case UseVoices():
                self._use_voices(wish)
            case BalanceVoices(gains):
                self.engine.balance_voices(gains)

    def _click(self, wish: UseClicks) -> None:
        none = np.empty((0, 2), np.int64)
        self.engine.use_clicks(none if wish.path is None else _clicks(wish.path), wish.level)

    def _use_voices(self, wish: UseVoices) -> None:
        self._voices.forget()
        if wish.files:
            self._voices.read(wish.generation, wish.files, wish.gain)
        else:
            self.engine.use_voices((), wish.generation)

    def _take_voices(self) -> None:
        """Have the voices at hand that were read meanwhile."""
        read = self._voices.take()
        if isinstance(read, LumaError):
            self._complain(read)
        elif read is not None:
            try:
                self.engine.use_voices(read.voices, read.generation)
            except LumaError as error:
                self._complain(error)
            else:
                self._tell(VoicesLoaded(read.generation))

    def _complain(self, error: LumaError) -> None:
        self._tell(Failed(error.code, error.sentence()[:LONGEST_SENTENCE]))


def _clicks(path: Path) -> npt.NDArray[np.int64]:
    """The clicks in a file."""
    try:
        clicks = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as cause:
        raise StageError(f"The metronome's clicks in {path.name} cannot be read.") from cause
    is_table = isinstance(clicks, np.ndarray) and clicks.ndim == 2 and clicks.shape[1] == 2
    if not is_table or clicks.dtype.kind not in "iu" or not np.isin(clicks[:, 1], (0, 1)).all():
        raise StageError(
            f"{path.name} does not hold a metronome's clicks.",
            hint="Each is a frame and 0, or 1 where it begins a bar, as whole numbers.",
        )
    return np.asarray(clicks, np.int64)
