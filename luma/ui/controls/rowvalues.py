"""Steps, drawn lines and stops of colour as plain numbers, and what hands do to them; no Qt."""

from luma.domain.nodetype import Json

Levels = tuple[float, ...]
Spot = tuple[float, float]
Stop = tuple[float, float, float, float]
MOST_STEPS, MOST_SPOTS = 64, 64
"""How many a hand may add; a value that has more is shown and kept."""


def levels_of(value: Json) -> Levels:
    """A row of levels as it is written down, or one that is dark."""
    if not isinstance(value, list | tuple):
        return (0.0,)
    return tuple(_share(part) for part in value) or (0.0,)


def spots_of(value: Json) -> tuple[Spot, ...]:
    """A drawn line as it is written down, or a straight one."""
    return tuple((x, y) for x, y in _rows(value, 2)) or ((0.0, 0.0), (1.0, 1.0))


def stops_of(value: Json) -> tuple[Stop, ...]:
    """Stops of colour as they are written down, or white all along."""
    return tuple((a, r, g, b) for a, r, g, b in _rows(value, 4)) or ((0.0, 1.0, 1.0, 1.0),)


def as_json(rows: Levels | tuple[Spot, ...] | tuple[Stop, ...]) -> Json:
    """A row as it is written down."""
    return [list(row) if isinstance(row, tuple) else row for row in rows]


def drawn_over(levels: Levels, start: tuple[int, float], stop: tuple[int, float]) -> Levels:
    """Levels with a straight stroke drawn over them from one place to another."""
    (first, low), (last, high) = sorted((start, stop)) if start[0] != stop[0] else (start, stop)
    made = list(levels)
    for n in range(max(first, 0), min(last, len(made) - 1) + 1):
        share = 1.0 if last == first else (n - first) / (last - first)
        made[n] = _share(low + (high - low) * share)
    return tuple(made)


def resized(levels: Levels, count: int) -> Levels:
    """A row with another number of levels; what is added repeats the row."""
    kept = min(max(count, 1), MOST_STEPS)
    return tuple(levels[n % len(levels)] for n in range(kept))


def spot_moved(spots: tuple[Spot, ...], number: int, to: Spot) -> tuple[Spot, ...]:
    """A line with one of its points elsewhere, between its neighbours."""
    x, y = _between([at for at, _ in spots], number, to[0]), _share(to[1])
    return (*spots[:number], (x, y), *spots[number + 1 :])


def stop_moved(stops: tuple[Stop, ...], number: int, to: float) -> tuple[Stop, ...]:
    """Stops with one of them elsewhere, between its neighbours."""
    place = _between([stop[0] for stop in stops], number, to)
    return (*stops[:number], (place, *stops[number][1:]), *stops[number + 1 :])


def shade_at(stops: tuple[Stop, ...], place: float) -> tuple[float, float, float]:
    """The colour at a place of a line of colours, straight between its neighbours."""
    before = [stop for stop in stops if stop[0] <= place]
    after = [stop for stop in stops if stop[0] > place]
    if not before or not after:
        only = (before or after)[-1 if before else 0]
        return only[1:]
    left, right = before[-1], after[0]
    share = (place - left[0]) / (right[0] - left[0])
    red, green, blue = (
        round(a + (b - a) * share, 4) for a, b in zip(left[1:], right[1:], strict=True)
    )
    return red, green, blue


def _rows(value: Json, width: int) -> list[tuple[float, ...]]:
    if not isinstance(value, list | tuple):
        return []
    whole = (row for row in value if isinstance(row, list | tuple) and len(row) == width)
    return [tuple(_share(part) for part in row) for row in whole]


def _between(places: list[float], number: int, wanted: float) -> float:
    low = places[number - 1] if number else 0.0
    high = places[number + 1] if number + 1 < len(places) else 1.0
    return round(min(max(wanted, low), high), 4)


def _share(part: object) -> float:
    if isinstance(part, bool) or not isinstance(part, int | float):
        return 0.0
    return round(min(max(float(part), 0.0), 1.0), 4)
