"""Half-open stretches of time."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Unit = TypeVar("Unit", bound=float)


@dataclass(frozen=True, slots=True, order=True)
class Span(Generic[Unit]):
    """A half-open stretch `[start, stop)` in one unit of time."""

    start: Unit
    stop: Unit

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it begins."""
        if not self.stop >= self.start:
            raise ValueError(f"a span from {self.start} cannot stop at {self.stop}")

    @property
    def length(self) -> float:
        """How long it is."""
        return self.stop - self.start

    def holds(self, moment: float) -> bool:
        """Whether a moment lies inside."""
        return self.start <= moment < self.stop

    def overlaps(self, other: "Span[Unit]") -> bool:
        """Whether the two share any moment."""
        return max(self.start, other.start) < min(self.stop, other.stop)

    def clipped(self, to: "Span[Unit]") -> "Span[Unit] | None":
        """The part that lies inside another span, if any."""
        start, stop = max(self.start, to.start), min(self.stop, to.stop)
        return Span(start, stop) if start < stop else None
