"""Where many fixtures hang at once: on a line, an arc, a grid or a circle."""

import math
from typing import Literal

from luma.domain.venue import Vector

Layout = Literal["line", "arc", "grid", "circle"]
LAYOUTS: tuple[Layout, ...] = ("line", "arc", "grid", "circle")
ARC = math.pi
_FINE = 4


def places(layout: Layout, count: int, middle: Vector, width: float) -> tuple[Vector, ...]:
    """The places of so many fixtures about a middle, from left to right, then upstage.

    A line runs across the room; an arc is half a circle that bends upstage; a grid has as
    many columns as rows, or one more, and keeps one distance; a circle lies flat and begins at
    the left. All are as wide as told, and at the height of the middle.
    """
    if count < 1:
        return ()
    x, y, z = middle
    if count == 1:
        return (middle,)
    match layout:
        case "line":
            flat = [(width * (i / (count - 1) - 0.5), 0.0) for i in range(count)]
        case "arc":
            flat = [_on_circle(width, ARC * (1.0 - i / (count - 1))) for i in range(count)]
        case "circle":
            flat = [_on_circle(width, ARC - math.tau * i / count) for i in range(count)]
        case _:
            flat = _grid(count, width)
    return tuple((round(x + dx, _FINE), round(y + dy, _FINE), z) for dx, dy in flat)


def _on_circle(width: float, angle: float) -> tuple[float, float]:
    return width / 2 * math.cos(angle), width / 2 * math.sin(angle)


def _grid(count: int, width: float) -> list[tuple[float, float]]:
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    step = width / (columns - 1)
    return [
        ((i % columns) * step - width / 2, (i // columns - (rows - 1) / 2) * step)
        for i in range(count)
    ]
