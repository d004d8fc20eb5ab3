"""The stage: an engine, its sink and its clock, driven by messages."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.plan import MASTER_GAIN
from luma.audio.pcm import Pcm
from luma.domain.blocks import PositionBlock
from luma.domain.errors import LumaError, StageError
from luma.domain.lines import LONGEST_SENTENCE
from luma.domain.stems import Stem
from luma.domain.units import Frames
from luma.stage import graphs
from luma.stage.graphmessages import KeepGraph, SetBeat, SetSetting, UseGraph, UseNode
from luma.stage.messages import (
    ClearLoop,
    EndReached,
    Failed,
    Loaded,
    LoadSource,
    Options,
    Pause,
    Play,
    Seek,
    SetGain,
    SetLoop,
    SilenceVoices,
    Steering,
    Told,
    UseClicks,
    UseDevice,
    UseVoices,
    VoicesLoaded,
    Wish,
)
from luma.stage.outlet import Outlet
from luma.stage.voices import VoiceReader

Tell = Callable[[Told], None]


class Stage:
    """Plays one sound at a time and tells what comes of it; called from one thread only."""

    def __init__(self, block: PositionBlock, tell: Tell, options: Options) -> None:
        """Begin to play silence; where there is no device, time alone goes on."""
        self.engine = Engine(block.block.words)
        self._block, self._tell = block, tell
        self._ends = 0
        self._voices = VoiceReader()
        self._outlet = Outlet(self.engine, tell, self._complain)
        self._outlet.use(options.sink, options.choice)

    def handle(self, wish: Wish) -> None:
        """Do what is wished, or tell why it cannot be."""
        try:
            self._obey(wish)
        except LumaError as error:
            self._complain(error)

    def tick(self) -> None:
        """See to what needs no wish: ends, what may be freed, a device that has gone.

        Raises where the device cannot be let go of; the process has to end then.
        """
        self.engine.retire()
        self._take_voices()
        ends = self._block.read()
        if ends.ends > self._ends:
            self._ends = ends.ends
            self._tell(EndReached(ends.generation))
        self._outlet.tick()

    def close(self) -> None:
        """Fall silent and let go of the device."""
        self._outlet.close()

    def _obey(self, wish: Wish) -> None:
        match wish:
            case LoadSource():
                self._load(wish)
            case UseDevice():
                self._outlet.use("device", wish.choice)
            case UseClicks():
                self._click(wish)
            case UseVoices():
                self._use_voices(wish)
            case SilenceVoices(silent):
                self.engine.silence_voices(list(Stem).index(stem) for stem in silent)
            case SetGain(level):
                self.engine.set_setting(MASTER_GAIN, "level", level)
            case UseGraph() | SetSetting() | UseNode() | SetBeat() | KeepGraph():
                graphs.obey(wish, self.engine.graphs, self._tell)
            case _:
                self._steer(wish)

    def _steer(self, wish: Steering) -> None:
        match wish:
            case Play():
                self.engine.play()
            case Pause():
                self.engine.pause()
            case Seek(frame):
                self.engine.seek(frame)
            case SetLoop(start, stop):
                self.engine.loop(start, stop)
            case ClearLoop():
                self.engine.unloop()

    def _load(self, wish: LoadSource) -> None:
        samples = Pcm.open(wish.path).samples
        self._voices.forget()
        self.engine.use_voices((), wish.generation)
        self.engine.use_source(samples, wish.generation)
        self._tell(Loaded(wish.generation, Frames(samples.shape[0])))

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
    except (OSError, ValueError) as cause:
        raise StageError(f"The metronome's clicks in {path.name} cannot be read.") from cause
    return np.asarray(clicks, np.int64).reshape(-1, 2)
