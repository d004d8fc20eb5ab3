"""What a style of music is: what it leaves open, and the patterns that many share.

A drum pattern has one sign per step: X and x hard and plain, o soft, g a ghost, a dot nothing.
Bass and chord patterns: r the lowest tone, o its octave, f its fifth, x a chord, - held on.
"""

from dataclasses import dataclass

from workers.training.dance.plan import CLUB

Span = tuple[float, float]
Patterns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """What a style of music leaves open, as ranges and lists to draw from."""

    name: str
    bpm: Span
    drums: dict[str, Patterns]
    basslines: Patterns
    comping: Patterns
    basses: Patterns
    keys: Patterns
    kicks: Patterns
    form: tuple[str, ...] = CLUB
    per_bar: int = 4
    per_beat: int = 4
    swing: Span = (0.0, 0.0)
    swung: float = 0.0
    live: bool = False
    minor: float = 0.7
    colour: float = 0.3
    drone: float = 0.0
    pump: Span = (0.3, 0.9)
    chord_bars: tuple[float, ...] = (1, 1, 1, 2, 0.5)
    tempo_changes: float = 0.04


FOUR = ("X...X...X...X...", "X...X...X...X..o", "X...X...X...X...X...X...X...X.o.")
BACKBEAT = ("....X.......X...", "....X.......X..g", "....X..g....X.g.")
OFFBEATS = ("..x...x...x...x.", "..X...X...X...X.")
SIXTEENTHS = ("xoXoxoXoxoXoxoXo", "x.Xox.Xox.Xox.Xo", "xoxoxoxoxoxoxoxo")
EIGHTHS = ("x.o.x.o.x.o.x.o.", "x.x.x.x.x.x.x.x.", "X.o.x.o.X.o.x.oo")
PERC = (
    "...x..x...x..x..",
    "..x..x..x..x..x.",
    "......x..o....x.",
    "x..o..x..o..x.o.",
    ".x....x..x....xo",
    "...o....x..o..x.....x..o..x..o.x",
)
NONE = ("................",)
