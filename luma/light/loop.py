"""Forty-four times a second: where are we, what light is that, send it."""

import contextlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from luma.domain.blocks import block_path
from luma.domain.errors import BadValue, LumaError, StageError
from luma.domain.lines import LONGEST_SENTENCE
from luma.light.feed import Feed
from luma.light.messages import (
    DMX_RATE,
    FlashesSeen,
    FramePublished,
    OutputChoice,
    OutputFailed,
    ProblemTold,
    StrikeLamps,
    Told,
    UseOutputs,
    UsePatch,
    UsePlan,
    UsePosition,
    Wish,
)
from luma.light.overlay import OverlayBlock
from luma.light.patch import Patch, PatchReading
from luma.light.register import outputs
from luma.light.sent import SentBlock, SentFrame
from luma.light.wire import Wire, period_ns

LOOK_AGAIN_NS = 500_000_000
PARTS_AT_ONCE = 3
"""How much of a patch is read as soon as it is wished for; small rooms have no more."""


class LightLoop:
    """The whole work of the light process; whoever owns it calls `tick` in time.

    There is one feed for each latency. That of none is always there: it is what is seen in the
    room now, and what is published.
    """

    def __init__(
        self, folder: Path, overlay: OverlayBlock, tell: Callable[[Told], None]
    ) -> None:
        """Begin in the dark, without an output."""
        self._folder, self._overlay, self._tell = folder, overlay, tell
        self._patch, self._plan = Patch(), UsePlan()
        self._reading: PatchReading | None = None
        self._held: UsePlan | None = None
        self._position: UsePosition | None = None
        self._missing: UsePosition | None = None
        self._feeds = {0: Feed(0, self._patch)}
        self._wires: dict[str, tuple[OutputChoice, Wire]] = {}
        self._leaving: list[Wire] = []
        self._rate = DMX_RATE
        self._look_again_ns = 0
        self._struck_until_ns = 0
        self._blocks = 0
        self._block, self._block_path = self._new_block(0)
        self._count = 0
        self._warned = False

    @property
    def period_ns(self) -> int:
        """The time from one packet to the next."""
        return period_ns(self._rate)

    def obey(self, wish: Wish) -> None:
        """Follow a wish, or tell why not; everything else goes on."""
        try:
            match wish:
                case UsePatch():
                    self._begin_to_read(wish.path)
                case UsePlan() if self._reading is not None:
                    self._held = wish
                case UsePlan():
                    self._use_plan(wish)
                case UsePosition():
                    self._use_position(wish)
                case UseOutputs():
                    self._use_outputs(wish)
                case StrikeLamps():
                    self._struck_until_ns = time.monotonic_ns() + round(wish.seconds * 1e9)
        except LumaError as error:
            self._complain(error)

    def _complain(self, error: LumaError) -> None:
        self._tell(ProblemTold(error.sentence()[:LONGEST_SENTENCE]))

    @property
    def is_reading(self) -> bool:
        """Whether a patch is on its way; until it is whole, the one before is sent."""
        return self._reading is not None

    def read_on(self) -> None:
        """Read a part more of the patch that is on its way.

        A plan that was wished for meanwhile is for the new patch, and comes with it.
        """
        if self._reading is None:
            return
        try:
            patch = self._reading.go_on()
            if patch is None:
                return
            self._reading = None
            self._use_patch(patch)
        except LumaError as error:
            self._reading = None
            self._complain(error)
        held, self._held = self._held, None
        if held is not None:
            self.obey(held)

    def _begin_to_read(self, path: Path) -> None:
        reading = PatchReading(path)
        if self._reading is not None:
            self._reading.close()
        self._reading = reading
        for _ in range(PARTS_AT_ONCE):
            self.read_on()

    def _use_plan(self, wish: UsePlan) -> None:
        self._plan, self._warned = wish, False
        self._for_all(lambda feed: feed.use_plan(wish.path))

    def _for_all(self, do: Callable[[Feed], None]) -> None:
        """Do it to every feed; a trouble that all of them have is one."""
        troubles = []
        for feed in self._feeds.values():
            try:
                do(feed)
            except LumaError as error:
                troubles.append(error)
        if troubles:
            raise troubles[0]

    def _use_patch(self, patch: Patch) -> None:
        old, old_path = self._block, self._block_path
        self._patch = patch
        self._for_all(lambda feed: feed.use_patch(patch))
        self._block, self._block_path = self._new_block(len(patch.heads))
        old.close()
        old_path.unlink(missing_ok=True)

    def _new_block(self, heads: int) -> tuple[SentBlock, Path]:
        # a new file each time: whoever still reads the old one keeps its old size
        self._blocks += 1
        path = block_path(self._folder, f"sent{self._blocks}")
        block = SentBlock(path, heads, create=True)
        self._tell(FramePublished(path, heads))
        return block, path

    def _use_position(self, wish: UsePosition) -> None:
        self._missing = self._position = wish
        self._for_all(lambda feed: feed.use_position(wish.path))
        self._missing = None

    def _use_outputs(self, wish: UseOutputs) -> None:
        if not 1.0 <= wish.rate <= DMX_RATE:
            raise BadValue(f"An output takes 1 to 44 packets a second, not {wish.rate:g}.")
        self._rate = wish.rate
        kept = {c.name: w for c in wish.outputs if (w := self._same(c)) is not None}
        for name in [*self._wires]:
            if name not in kept:
                self._leave(name)
        self._wires = {}
        for choice in wish.outputs:
            self._take(choice, kept.get(choice.name))
        self._tend_feeds({_latency_ns(choice) for choice, _ in self._wires.values()})

    def _same(self, choice: OutputChoice) -> Wire | None:
        """The wire that a choice already has, if it leads to the same place."""
        known, wire = self._wires.get(choice.name, (None, None))
        if known is None or (known.kind, known.settings) != (choice.kind, choice.settings):
            return None
        return wire

    def _take(self, choice: OutputChoice, wire: Wire | None) -> None:
        try:
            output = outputs().get(choice.kind).make(choice.settings)
        except LumaError as error:
            said = error.sentence()[:LONGEST_SENTENCE]
            self._tell(OutputFailed(choice.name, said))
            return
        self._wires[choice.name] = choice, wire or Wire(choice.name, output, self._tell)

    def _leave(self, name: str) -> None:
        choice, wire = self._wires.pop(name)
        wire.leave(self._last_word(choice))
        self._leaving.append(wire)

    def _last_word(self, choice: OutputChoice) -> Mapping[int, bytes]:
        is_dark = choice.at_close == "dark"
        return self._feeds[_latency_ns(choice)].darkness() if is_dark else {}

    def _tend_feeds(self, latencies: set[int]) -> None:
        for latency in self._feeds.keys() - latencies - {0}:
            self._feeds.pop(latency).close()
        for latency in latencies - self._feeds.keys():
            feed = self._feeds[latency] = Feed(latency, self._patch)
            with contextlib.suppress(LumaError):  # told when it was wished for
                feed.use_plan(self._plan.path)
            if self._position is not None:
                with contextlib.suppress(LumaError):
                    feed.use_position(self._position.path)

    def tick(self, now_ns: int) -> None:
        """Send the light of one moment and publish it."""
        self._look_for_position(now_ns)
        overlay = self._overlay.read()
        for latency, feed in self._feeds.items():
            frame = feed.light(overlay, now_ns)
            here = [(c, w) for c, w in self._wires.values() if _latency_ns(c) == latency]
            strikes = now_ns < self._struck_until_ns
            levels = feed.levels(frame, strikes=strikes) if here else {}
            for choice, wire in here:
                wire.show(_carried(choice, levels), now_ns)
            if latency == 0:
                self._count += 1
                self._block.write(SentFrame(self._count, feed.song_frame, frame))
        self._leaving = [wire for wire in self._leaving if not wire.finish(now_ns)]
        if not self._warned and self._feeds[0].flashes_too_often(now_ns):
            self._warned = True
            self._tell(FlashesSeen())

    def _look_for_position(self, now_ns: int) -> None:
        if self._missing is None or now_ns < self._look_again_ns:
            return
        self._look_again_ns = now_ns + LOOK_AGAIN_NS
        try:
            self._use_position(self._missing)
        except StageError:
            return

    def close(self) -> None:
        """Say the last words, and leave no block behind."""
        for name in [*self._wires]:
            self._leave(name)
        while self._leaving:
            time.sleep(self.period_ns / 1e9)
            now_ns = time.monotonic_ns()
            self._leaving = [wire for wire in self._leaving if not wire.finish(now_ns)]
        if self._reading is not None:
            self._reading.close()
        for feed in self._feeds.values():
            feed.close()
        self._block.close()
        self._block_path.unlink(missing_ok=True)


def _latency_ns(choice: OutputChoice) -> int:
    return round(choice.latency_ms * 1e6)


def _carried(choice: OutputChoice, levels: Mapping[int, bytes]) -> Mapping[int, bytes]:
    if not choice.universes:
        return levels
    return {number: levels[number] for number in choice.universes if number in levels}
