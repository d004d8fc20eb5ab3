"""Pixels and seconds, without Qt."""

from dataclasses import dataclass, replace

DEEPEST = 16.0 * 48_000  # pixels a second: sixteen for each sample
FOLLOWED_AT = 1 / 3


@dataclass(frozen=True, slots=True)
class Viewport:
    """Which stretch of a track lies in how many pixels."""

    duration: float = 1.0
    width: int = 1
    start: float = 0.0
    scale: float = 0.0

    def __post_init__(self) -> None:
        """Show no less than a few samples, no more than the whole, and nothing beside it."""
        scale = min(max(self.scale, self.widest), DEEPEST)
        object.__setattr__(self, "scale", scale)
        last = max(0.0, self.duration - self.width / scale)
        object.__setattr__(self, "start", min(max(self.start, 0.0), last))

    @property
    def widest(self) -> float:
        """The scale at which the whole track is seen."""
        return max(1, self.width) / max(self.duration, 1e-3)

    @property
    def stop(self) -> float:
        """The second at the right edge."""
        return self.start + self.width / self.scale

    def x(self, seconds: float) -> float:
        """Where a second lies."""
        return (seconds - self.start) * self.scale

    def seconds(self, x: float) -> float:
        """Which second lies at a place."""
        return self.start + x / self.scale

    def resized(self, width: int) -> "Viewport":
        """The same scale in another width; what showed the whole goes on to."""
        wide = self.scale <= self.widest * 1.0001
        return replace(self, width=max(1, width), scale=0.0 if wide else self.scale)

    def moved(self, pixels: float) -> "Viewport":
        """The stretch so many pixels further on."""
        return replace(self, start=self.start + pixels / self.scale)

    def zoomed(self, factor: float, x: float) -> "Viewport":
        """Another scale, with the second at a place staying there."""
        held = self.seconds(x)
        scale = min(max(self.scale * factor, self.widest), DEEPEST)
        return replace(self, scale=scale, start=held - x / scale)

    def fitted(self, start: float, stop: float) -> "Viewport":
        """The view that a stretch fills."""
        return replace(self, start=start, scale=self.width / max(stop - start, 1e-4))

    def following(self, seconds: float) -> "Viewport":
        """The view with a moment at one third, unless the track ends there."""
        return replace(self, start=seconds - self.width * FOLLOWED_AT / self.scale)
