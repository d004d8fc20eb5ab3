"""The light for all outputs of one latency: its moment, its last hand and its levels."""

from collections.abc import Mapping
from pathlib import Path

from luma.domain.errors import BadValue
from luma.domain.light import INTENSITY, Floats
from luma.light.dmx import DmxEncoder
from luma.light.overlay import LastHand, Overlay
from luma.light.patch import Patch
from luma.light.show import Show


class Feed:
    """One plan, read ahead of the sound by a latency, after the overlay."""

    def __init__(self, latency_ns: int, patch: Patch) -> None:
        """Begin in the dark."""
        self._latency_ns = latency_ns
        self._encoder = DmxEncoder(patch)
        self._hand = LastHand()
        self._show = Show()
        self._show.use_heads(len(patch.heads))

    @property
    def song_frame(self) -> float | None:
        """The place in the song whose light was given last."""
        return self._show.song_frame

    def use_patch(self, patch: Patch) -> None:
        """Serve other lamps from now on."""
        self._encoder = DmxEncoder(patch)
        self._show.use_heads(len(patch.heads))

    def use_plan(self, path: Path | None) -> None:
        """Show another plan, which should speak of as many heads as the patch."""
        self._show.use_plan(path)
        plan, heads = self._show.plan, len(self._encoder.patch.heads)
        if plan is not None and plan.heads != heads:
            raise BadValue(
                f"The plan speaks of {plan.heads} heads, but the patch has {heads}.",
                hint="It stays dark until both fit: patch the venue, then compose the show.",
            )

    def use_position(self, path: Path) -> None:
        """Follow another position block."""
        self._show.use_position(path)

    def light(self, overlay: Overlay, now_ns: int) -> Floats:
        """The plain frame that is due now, after the overlay."""
        levels = self._show.levels(now_ns + self._latency_ns)
        return self._hand.lay(levels, overlay, now_ns / 1e9)

    def levels(self, frame: Floats, *, strikes: bool = False) -> Mapping[int, bytes]:
        """The levels of every universe for a plain frame, and to switch lamps on."""
        return self._encoder.encode(frame, strikes=strikes)

    def darkness(self) -> Mapping[int, bytes]:
        """The levels for no light, in which nothing else moves."""
        levels = self._show.last.copy()
        levels[:, INTENSITY] = 0.0
        return self._encoder.encode(levels)

    def flashes_too_often(self, now_ns: int) -> bool:
        """Whether what it gave within a second flashes more than is safe."""
        return self._hand.is_too_much(now_ns / 1e9)

    def close(self) -> None:
        """Let go of the plan and the position."""
        self._show.close()
