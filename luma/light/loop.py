"""Forty-four times a second: where are we, what light is that, send it."""

from collections.abc import Callable
from pathlib import Path

from luma.domain.blocks import block_path
from luma.domain.errors import BadValue, LumaError, StageError
from luma.domain.light import INTENSITY
from luma.light.dmx import DmxEncoder
from luma.light.messages import (
    DMX_RATE,
    LONGEST_SENTENCE,
    FramePublished,
    ProblemTold,
    Told,
    UseOutput,
    UsePatch,
    UsePlan,
    UsePosition,
    Wish,
)
from luma.light.overlay import OverlayBlock, laid_over
from luma.light.patch import Patch, load_patch
from luma.light.register import outputs
from luma.light.sent import SentBlock, SentFrame
from luma.light.show import Show
from luma.light.wire import Wire

LOOK_AGAIN_NS = 500_000_000


class LightLoop:
    """The whole work of the light process; whoever owns it calls `tick` in time."""

    def __init__(
        self, folder: Path, overlay: OverlayBlock, tell: Callable[[Told], None]
    ) -> None:
        """Begin in the dark, with an output that goes nowhere."""
        self._folder, self._overlay, self._tell = folder, overlay, tell
        self._show = Show()
        self._encoder = DmxEncoder(Patch())
        self._setting = UseOutput()
        self._wire = Wire(self._setting.kind, outputs().get("null").make({}), tell)
        self._missing: UsePosition | None = None
        self._look_again_ns = 0
        self._blocks = 0
        self._block, self._block_path = self._new_block(0)
        self._count = 0

    @property
    def period_ns(self) -> int:
        """The time from one packet to the next."""
        return round(1e9 / self._setting.rate)

    def obey(self, wish: Wish) -> None:
        """Follow a wish, or tell why not; everything else goes on."""
        try:
            match wish:
                case UsePatch():
                    self._use_patch(load_patch(wish.path))
                case UsePlan():
                    self._use_plan(wish)
                case UsePosition():
                    self._use_position(wish)
                case UseOutput():
                    self._use_output(wish)
        except LumaError as error:
            self._tell(ProblemTold(error.sentence()[:LONGEST_SENTENCE]))

    def _use_patch(self, patch: Patch) -> None:
        old, old_path = self._block, self._block_path
        self._encoder = DmxEncoder(patch)
        self._show.use_heads(len(patch.heads))
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

    def _use_plan(self, wish: UsePlan) -> None:
        self._show.use_plan(wish.path)
        plan, heads = self._show.plan, len(self._encoder.patch.heads)
        if plan is not None and plan.heads != heads:
            raise BadValue(
                f"The plan speaks of {plan.heads} heads, but the patch has {heads}.",
                hint="It stays dark until both fit: patch the venue, then compose the show.",
            )

    def _use_position(self, wish: UsePosition) -> None:
        self._missing = wish
        self._show.use_position(wish.path)
        self._missing = None

    def _use_output(self, wish: UseOutput) -> None:
        if not 1.0 <= wish.rate <= DMX_RATE:
            raise BadValue(f"An output takes 1 to 44 packets a second, not {wish.rate:g}.")
        output = outputs().get(wish.kind).make(wish.settings)
        is_same = (wish.kind, wish.settings) == (self._setting.kind, self._setting.settings)
        if not is_same:
            self._last_word()
            self._wire = Wire(wish.kind, output, self._tell)
        self._setting = wish

    def tick(self, now_ns: int) -> None:
        """Send the light of one moment and publish it."""
        self._look_for_position(now_ns)
        levels = self._show.levels(now_ns + round(self._setting.latency_ms * 1e6))
        covered = laid_over(levels, self._overlay.read())
        self._wire.show(self._encoder.encode(covered), now_ns)
        self._count += 1
        self._block.write(SentFrame(self._count, self._show.song_frame, covered))

    def _look_for_position(self, now_ns: int) -> None:
        if self._missing is None or now_ns < self._look_again_ns:
            return
        self._look_again_ns = now_ns + LOOK_AGAIN_NS
        try:
            self._use_position(self._missing)
        except StageError:
            return

    def _last_word(self) -> None:
        levels = self._show.last.copy()
        levels[:, INTENSITY] = 0.0
        is_dark = self._setting.last_word == "dark"
        word = self._encoder.encode(levels) if is_dark else {}
        self._wire.close(word, self.period_ns / 1e9)

    def close(self) -> None:
        """Say the last word, and leave no block behind."""
        self._last_word()
        self._show.close()
        self._block.close()
        self._block_path.unlink(missing_ok=True)
