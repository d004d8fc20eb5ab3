"""The sounds of the stage: the loaded one, another beside it, and a stretched one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luma.audio.kernel import slots
from luma.audio.kernel.engine import RATES, Engine
from luma.audio.kernel.paging import LONGEST_WHOLE, Pages, Span
from luma.audio.kernel.sources import Reel
from luma.audio.pcm import Pcm
from luma.domain.errors import BadValue, LumaError, StageError
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, Frames
from luma.stage.filling import Filler
from luma.stage.messages import Loaded, LoadSource, NotLoaded, UseStretched

BEHIND, BEFORE, AROUND = 3 * HOUSE_RATE, 60 * HOUSE_RATE, 8 * HOUSE_RATE
TOGETHER = 1024
"""Frames ahead at which two commands are obeyed at once."""


@dataclass(slots=True)
class Stretched:
    """The slot of a stretched sound, and the rate it is for."""

    slot: int
    rate: float


class Sounds:
    """What the engine plays from; used by the stage's own thread."""

    def __init__(self, engine: Engine, tell: Callable[[Loaded | NotLoaded], None]) -> None:
        """Nothing is loaded."""
        self._engine, self._tell = engine, tell
        self._generation, self._frames = -1, 0
        self._base: int | None = None
        self._other: int | None = None
        self._stretched: Stretched | None = None
        self._filler: Filler | None = None
        self._pages: Pages | None = None
        self._near: tuple[int, ...] = ()
        self._aim: tuple[int, int] | None = None
        self._is_other, self._rate, self._keeps_pitch = False, 1.0, False

    @property
    def is_waiting(self) -> bool:
        """Whether the sound that is wished has not begun to be there."""
        return self._filler is not None and self._base is None

    def load(self, wish: LoadSource) -> None:
        """Hold at the start of a sound; where it cannot be, at that of silence."""
        self._engine.pause()
        self._engine.unloop()
        self._forget()
        self._generation = wish.generation
        try:
            self._load(wish)
        except LumaError:
            self._fall_silent()
            raise
        except MemoryError as cause:
            self._fall_silent()
            raise StageError(f'There is not memory enough for "{wish.path.name}".') from cause

    def _load(self, wish: LoadSource) -> None:
        if wish.path.suffix != Pcm.suffix:
            self._filler = Filler(wish.path)
            return
        samples = Pcm.open(wish.path).samples
        self._frames = len(samples)
        stop = len(samples) if wish.stop is None else min(wish.stop, len(samples))
        if not 0 <= wish.start < max(stop, 1):
            raise BadValue(
                f"A stretch from frame {wish.start} to {stop} cannot be loaded.",
                hint=f"The sound has {len(samples)} frames.",
            )
        if stop - wish.start > LONGEST_WHOLE:
            self._load_pages(samples)
            return
        held = self._engine.resident(samples[wish.start : stop])
        self._begin(Reel.whole(held, wish.start), stop)

    def use_other(self, path: Path | None) -> None:
        """Have another sound at hand, or none."""
        self._is_other = False
        self._hear()
        if self._other is not None:
            self._engine.sources.let_go(self._other)
            self._other = None
        if path is not None:
            self._other = self._engine.sources.hold(Reel.whole(self._whole(path)))

    def switch(self, *, is_other: bool) -> None:
        """Hear the other sound, or the loaded one again."""
        if is_other and self._other is None:
            raise StageError("There is no other sound.", hint="Choose one first.")
        self._is_other = is_other
        self._hear()

    def use_stretched(self, wish: UseStretched) -> None:
        """Hear the sound as it was stretched wherever the rate is that one."""
        if wish.generation != self._generation or self._base is None:
            return  # of a sound before
        made = Reel.whole(self._whole(wish.path), song=self._frames)
        before, self._stretched = self._stretched, None
        slot = self._engine.sources.hold(made)
        self._stretched = Stretched(slot, wish.rate)
        self._hear()
        if before is not None:
            self._engine.sources.let_go(before.slot)

    def set_rate(self, rate: float, *, keeps_pitch: bool) -> None:
        """Play faster or slower, stretched where that is wished and at hand."""
        if not RATES[0] <= rate <= RATES[1]:
            self._engine.set_rate(rate)  # refuses it in words
        self._rate, self._keeps_pitch = rate, keeps_pitch
        at = self._engine.stream_frame + TOGETHER
        self._engine.set_rate(rate, at=at)
        self._hear(at)

    def seek(self, frame: Frames) -> None:
        """Send the head to a place, once that is in memory."""
        self._prepare(frame)
        self._aim = frame, self._engine.seek(frame)

    def scrub(self, frame: Frames) -> None:
        """Have a grain heard at a place, once that is in memory."""
        self._prepare(frame)
        self._aim = frame, self._engine.scrub(frame)

    def keep_near(self, frames: tuple[Frames, ...]) -> None:
        """Have these places of a long sound in memory from now on."""
        self._near = tuple(int(frame) for frame in frames)

    def tick(self) -> LumaError | None:
        """Go on filling; gives what went wrong."""
        if self._pages is not None:
            self._pages.keep(self._spans())
            broken, self._pages.broken = self._pages.broken, 0
            self._engine.note_broken(broken)
        if self._filler is None:
            return None
        trouble = self._fill(self._filler)
        if trouble is not None and self._base is None:
            self._fall_silent()
        return trouble

    def _fill(self, filler: Filler) -> LumaError | None:
        samples, sources, trouble = filler.samples, self._engine.sources, filler.trouble
        if samples is not None and self._base is None and filler.can_begin:
            frames = len(samples)
            self._begin(Reel(samples, frames, frames, ready=filler.ready), frames)
        elif self._base is not None:
            sources.fill(self._base, filler.ready)
        is_over = filler.is_whole or trouble is not None
        if is_over and self._base is not None:
            sources.finish(self._base, filler.ready)
            self._frames = filler.ready
            self._tell(Loaded(self._generation, Frames(filler.ready)))
        if is_over:
            self._filler = None
        return trouble

    def _prepare(self, frame: Frames) -> None:
        if self._pages is not None:
            self._pages.keep([(frame, frame + BEHIND), *self._spans()])

    def _load_pages(self, samples: Samples) -> None:
        self._pages = Pages(np.asarray(samples), self._engine.memory)
        self._pages.keep([(0, AROUND)])
        self._begin(self._pages.reel, len(samples))

    def _begin(self, reel: Reel, stop: int) -> None:
        self._base = self._engine.use_reel(reel, self._generation)
        self._tell(Loaded(self._generation, Frames(stop)))

    def _fall_silent(self) -> None:
        """Hold at the start of nothing, so that the sound before is not heard as this one."""
        self._forget()
        self._engine.use_source(np.zeros((1, slots.CHANNELS), np.float32), self._generation)
        self._tell(NotLoaded(self._generation))

    def _forget(self) -> None:
        """Let go of all that belongs to the sound before."""
        if self._filler is not None:
            self._filler.forget()
        for slot in (self._other, self._stretched.slot if self._stretched else None):
            if slot is not None:
                self._engine.sources.let_go(slot)
        self._base = self._other = self._stretched = self._filler = self._pages = None
        self._is_other, self._near, self._aim = False, (), None

    def _hear(self, at: int = 0) -> None:
        """Hear what is wished: the other, or what was stretched for the rate, or the sound."""
        if self._base is None:
            return
        slot = self._base
        if self._is_other and self._other is not None:
            slot = self._other
        elif self._keeps_pitch and self._stretched and self._stretched.rate == self._rate:
            slot = self._stretched.slot
        self._engine.sources.hear(slot, at=at)

    def _whole(self, path: Path) -> slots.Audio:
        samples = Pcm.open(path).samples
        if len(samples) > 2 * LONGEST_WHOLE:
            raise StageError(
                f'"{path.name}" is too long to be heard beside another sound.',
                hint="It may last 20 minutes.",
            )
        return self._engine.resident(samples)

    def _spans(self) -> list[Span]:
        """What of a long sound should be in memory, the most urgent first."""
        deck = self._engine.memory.transport
        head = int(deck[slots.TARGET if deck[slots.SEEKING] else slots.PLACE])
        spans = [(head - HOUSE_RATE, head + 2 * BEHIND)]
        if deck[slots.SEEKING]:  # it fades out where it was
            leaves = int(deck[slots.PLACE])
            spans.append((leaves, leaves + 2 * slots.FADE_FRAMES))
        if self._aim is not None:
            frame, number = self._aim
            if self._engine.is_taken(number):
                self._aim = None
            else:
                spans.insert(0, (frame, frame + BEHIND))
        places = [*self._near]
        if deck[slots.LOOPING]:
            places[:0] = [int(deck[slots.LOOP_START]), int(deck[slots.LOOP_STOP])]
        spans += [(at - HOUSE_RATE, at + AROUND) for at in places[:2]]
        spans += [(head - BEHIND, head + BEFORE)]
        return spans + [(at - HOUSE_RATE, at + AROUND) for at in places[2:]]
