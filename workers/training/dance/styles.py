"""The styles: tempi, feels, and which patterns and sounds each may draw on.

A drum pattern has one sign per step: X and x hard and plain, o soft, g a ghost, a dot nothing.
Bass and chord patterns: r the lowest tone, o its octave, f its fifth, x a chord, - held on.
"""

from dataclasses import dataclass, field

from workers.training.dance.plan import CLUB, SONG

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
    levels: dict[str, float] = field(default_factory=dict)


_FOUR = ("X...X...X...X...", "X...X...X...X..o", "X...X...X...X...X...X...X...X.o.")
_BACKBEAT = ("....X.......X...", "....X.......X..g", "....X..g....X.g.")
_OFFBEATS = ("..x...x...x...x.", "..X...X...X...X.")
_SIXTEENTHS = ("xoXoxoXoxoXoxoXo", "x.Xox.Xox.Xox.Xo", "xoxoxoxoxoxoxoxo")
_EIGHTHS = ("x.o.x.o.x.o.x.o.", "x.x.x.x.x.x.x.x.", "X.o.x.o.X.o.x.oo")
_PERC = (
    "...x..x...x..x..",
    "..x..x..x..x..x.",
    "......x..o....x.",
    "x..o..x..o..x.o.",
    ".x....x..x....xo",
    "...o....x..o..x.....x..o..x..o.x",
)
_NONE = ("................",)

HOUSE = Style(
    "house",
    (118, 128),
    drums={
        "kick": _FOUR,
        "clap": (*_BACKBEAT[:1], "....X.......X...", "....X.......X.....o.X.......X..o"),
        "snare": (*_NONE, "......g..g....g.", "...g......g..g.."),
        "hat": (*_SIXTEENTHS, *_NONE, "..x...x...x..xx."),
        "open": _OFFBEATS,
        "shaker": (*_NONE, *_SIXTEENTHS[:1]),
        "perc": _PERC,
        "perc2": (*_NONE, *_PERC),
    },
    basslines=(
        "..r-..r-..r-..r-",
        "..r...r...r...r.",
        "r-.r..r-..r-.ro.",
        "r--r--r-..r-..o-",
        "..r-.rr-..r-.ro-",
        "r...r..r..r.f.r.",
    ),
    comping=(
        "x-.x-.x-..x-.x-.",
        "..x...x...x...x.",
        "x--x--x---x--x--",
        "x...............",
        "x-.x-.....x-....",
        "...x..x....x..x.",
    ),
    basses=("sub", "saw", "fm", "square", "electric"),
    keys=("stab", "piano", "electric", "organ", "saws"),
    kicks=("round", "hard", "short"),
    swing=(0.08, 0.22),
    swung=0.5,
    colour=0.55,
)
TECHNO = Style(
    "techno",
    (125, 145),
    drums={
        "kick": (*_FOUR[:1], "X...X...X...X...", "X...X...X.o.X..."),
        "clap": (*_NONE, *_BACKBEAT[:1], "............X..."),
        "snare": (*_NONE, "...g..g....g..g.", "....o.......o..g"),
        "hat": (*_SIXTEENTHS, "..X...X...X...X."),
        "open": (*_OFFBEATS, *_NONE),
        "ride": (*_NONE, "x.x.x.x.x.x.x.x.", "..x...x...x...x."),
        "perc": _PERC,
        "perc2": _PERC,
    },
    basslines=(
        "..rr..rr..rr..rr",
        ".rrr.rrr.rrr.rrr",
        "..r...r...r...r.",
        "r.rr.r.rr.r.rror",
        "r..r..r..r..r.r.",
        ".r.r..rr.r.r..ro",
    ),
    comping=(
        "x..x..x..x..x...",
        "...x..x....x..x.",
        "x...............",
        "..x.....x..x....",
        "....x.......x...",
        "x--.............",
    ),
    basses=("sub", "acid", "saw", "fm", "rumble"),
    keys=("stab", "fm", "saws", "organ"),
    kicks=("hard", "round", "deep"),
    minor=0.95,
    colour=0.25,
    drone=0.6,
)
TRANCE = Style(
    "trance",
    (132, 142),
    drums={
        "kick": _FOUR[:1],
        "clap": (*_BACKBEAT[:1], *_NONE),
        "snare": (*_NONE, *_BACKBEAT[:1]),
        "hat": (*_SIXTEENTHS, *_NONE),
        "open": _OFFBEATS,
        "ride": (*_NONE, "..x...x...x...x."),
        "perc": (*_PERC, *_NONE),
    },
    basslines=(".rrr.rrr.rrr.rrr", "..r-..r-..r-..r-", ".rro.rro.rro.rro", "..rr..rr..rr..rr"),
    comping=("x-x-x-x-x-x-x-x-", "x--x--x--x--x-x-", "..x-..x-..x-..x-", "x---------------"),
    basses=("saw", "square", "sub"),
    keys=("saws", "pluck", "piano", "stab"),
    kicks=("hard", "round", "short"),
    colour=0.2,
)
DRUM_AND_BASS = Style(
    "drum-and-bass",
    (168, 178),
    drums={
        "kick": (
            "X.........X.....",
            "X.....x...X.....",
            "X.........X...x.",
            "X.x.......X.....X.x....x..X.....",
            "X...............",
        ),
        "snare": (
            "....X.......X...",
            "....X..g.g..X..g",
            "....X..g....X.......X..g.g..X.g.",
            "........X.......",
        ),
        "clap": (*_NONE, *_NONE, "....o.......o..."),
        "hat": (*_EIGHTHS, *_SIXTEENTHS, "x.xxx.xox.xxx.xo"),
        "open": (*_NONE, "..............x.", "..x...x...x...x."),
        "ride": (*_NONE, *_EIGHTHS[:2]),
        "perc": (*_PERC, *_NONE),
        "shaker": (*_NONE, *_SIXTEENTHS),
    },
    basslines=(
        "r-----r-----r---",
        "r---------r-----",
        "r-------f-------r-----o---r-----",
        "r--r--r---r--r--",
        "r---------------",
        "..r-..rr....r-r-",
    ),
    comping=(
        "x---------------",
        "x-....x-........",
        "x-----x---------",
        "....x-..........",
        "x..x..x.........",
    ),
    basses=("reese", "sub", "wobble", "saw", "fm"),
    keys=("electric", "piano", "saws", "strings", "stab"),
    kicks=("short", "round", "dusty"),
    minor=0.85,
    colour=0.45,
    pump=(0.0, 0.6),
    chord_bars=(2, 2, 1, 4),
)
DUBSTEP = Style(
    "dubstep",
    (138, 142),
    drums={
        "kick": (
            "X.........x.....",
            "X.....x.........",
            "X.............x.X..x............",
            "X...............X.....x...x.....",
        ),
        "snare": ("........X.......", "........X......g"),
        "clap": (*_NONE, "........x......."),
        "hat": (*_EIGHTHS, "x..x..x.x..x..x.", "x...o...x...o..."),
        "open": (*_NONE, "............x..."),
        "perc": (*_PERC, *_NONE),
    },
    basslines=(
        "r-------r-r-r---",
        "r---r-..r-----r-",
        "r-r-r---....r-o-",
        "r---------------",
        "r-..r-r-..r-r---",
    ),
    comping=("x---------------", "x-....x-........", "x-----x-----x---", "..........x-x-.."),
    basses=("wobble", "reese", "sub", "fm"),
    keys=("saws", "stab", "strings", "fm", "piano"),
    kicks=("hard", "deep", "short"),
    minor=0.9,
    chord_bars=(2, 1, 2, 4),
)
HIP_HOP = Style(
    "hip-hop",
    (85, 95),
    drums={
        "kick": (
            "X.....x...X.....",
            "X..x......x.....",
            "X.......x.X.....",
            "X..x..x...x....o",
            "X.x.......X..x..X..x......X.....",
        ),
        "snare": (*_BACKBEAT, "....X..g.g..X..."),
        "clap": (*_NONE, "....o.......o..."),
        "hat": (*_EIGHTHS, "x.xox.x.x.xox.xo", "xoxoxoxoxoxoxoxo", "x.x.x.xxx.x.x.x."),
        "open": (*_NONE, "......x.........", "..............x."),
        "shaker": (*_NONE, *_SIXTEENTHS[2:]),
        "perc": (*_NONE, *_PERC),
    },
    basslines=(
        "r--...r-..r-..f-",
        "r-----..r-r-....",
        "r--r......r-.r..",
        "r-......r-..r-o-",
        "r-----------r---",
    ),
    comping=(
        "x---------------",
        "x-......x-......",
        "..x...x...x...x.",
        "x--x--......x---",
        "x..x....x..x....",
    ),
    basses=("electric", "sub", "808", "square"),
    keys=("electric", "piano", "strings", "guitar", "organ", "pluck"),
    kicks=("dusty", "deep", "short", "skin"),
    form=SONG,
    swing=(0.1, 0.34),
    swung=0.8,
    live=True,
    colour=0.7,
    pump=(0.0, 0.3),
    chord_bars=(1, 1, 0.5, 2),
    tempo_changes=0.1,
)
GARAGE = Style(
    "garage",
    (128, 136),
    drums={
        "kick": (
            "X.........X.....",
            "X.....x...X....o",
            "X.........X..x..X..x......X.....",
            "X...X...X...X...",
        ),
        "snare": ("....X.......X...", "....X..g.g..X..g"),
        "clap": (*_NONE, "....x.......x..."),
        "rim": (*_NONE, ".......x.......x", "...o..o....o..o."),
        "hat": (*_EIGHTHS, "..xo..xo..xo..xo", "xoxoxoxoxoxoxoxo"),
        "open": (*_OFFBEATS, *_NONE),
        "shaker": (*_NONE, *_SIXTEENTHS),
        "perc": _PERC,
    },
    basslines=("r--r..r-..rr-.o-", "..r-..r-.r..r-..", "r-..r..r..r-..ro", "r-----r-....r-r-"),
    comping=("x-.x..x-..x..x..", "..x..x....x..x..", "x--x--x-..x--x--", "...x..x....x...."),
    basses=("sub", "fm", "square", "reese", "wobble"),
    keys=("organ", "electric", "stab", "piano", "pluck"),
    kicks=("short", "round", "dusty"),
    swing=(0.18, 0.34),
    swung=1.0,
    colour=0.6,
)
WALTZ = Style(
    "waltz",
    (150, 190),
    drums={
        "kick": ("X...........", "X.....o.....", "X...........X.......x...", "X..........."),
        "snare": ("....x...x...", "....o...X...", "........x...", "....o...o.g."),
        "hat": ("x...x...x...", "x.o.x.o.x.o.", "....x...x...", "............"),
        "ride": ("............", "x...x.x.x...", "x...x...x..."),
        "perc": ("............", "....x...x...", "..x...x...x."),
    },
    basslines=("r---........", "r---f---f---", "r-----......", "r-----------", "r---....f---"),
    comping=("....x---x---", "....x.....x.", "x-----------", "....x..x....", "x-x-x-x-x-x-"),
    basses=("electric", "sub", "saw", "square"),
    keys=("piano", "strings", "guitar", "organ", "electric", "saws"),
    kicks=("skin", "round", "short", "dusty"),
    form=SONG,
    per_bar=3,
    swing=(0.2, 0.34),
    swung=0.2,
    live=True,
    minor=0.5,
    colour=0.4,
    pump=(0.0, 0.3),
    chord_bars=(1, 2, 1, 2, 4),
    tempo_changes=0.1,
)
POP_ROCK = Style(
    "pop-rock",
    (76, 152),
    drums={
        "kick": (
            "X.......X.......",
            "X.....x.X.......",
            "X.x.....X.x.....",
            "X.......X.x.....X.....x.X.......",
            "X...X...X...X...",
        ),
        "snare": (*_BACKBEAT, "....X.......X...", "....X..g.g..X..."),
        "hat": (*_EIGHTHS, "x...x...x...x...", "X.o.X.o.X.o.X.o.", *_NONE),
        "ride": (*_NONE, *_NONE, "x.x.x.x.x.x.x.x."),
        "open": (*_NONE, *_NONE, "..............x."),
        "perc": (*_NONE, "x.x.x.x.x.x.x.x.", "....o.......o..."),
    },
    basslines=(
        "r-r-r-r-r-r-r-r-",
        "r-----r-r-------",
        "r---r---r---f---",
        "r-----o-f---r---",
        "r-----r-........",
    ),
    comping=(
        "x-x-x-x-x-x-x-x-",
        "x---------------",
        "x---x---x---x---",
        "x---x-xx-xx-x-x-",
        "x-------x-------",
    ),
    basses=("electric", "saw", "square"),
    keys=("guitar", "piano", "organ", "strings", "electric", "saws"),
    kicks=("skin", "dusty", "round"),
    form=SONG,
    swing=(0.1, 0.3),
    swung=0.2,
    live=True,
    minor=0.35,
    pump=(0.0, 0.2),
    tempo_changes=0.45,
)
SIX_EIGHT = Style(
    "six-eight",
    (50, 84),
    drums={
        "kick": ("X...........", "X.........x.", "X.......x...", "X...x......."),
        "snare": ("......X.....", "......X...g.", "......X....."),
        "hat": ("x.o.o.x.o.o.", "x.x.x.x.x.x.", "x.o.oox.o.o.", "............"),
        "ride": ("............", "x.x.x.x.x.x."),
        "perc": ("............", "....x.....x."),
    },
    basslines=("r-----f-----", "r-----r-----", "r---r-f---f-", "r-----------"),
    comping=("x-x-x-x-x-x-", "x-----------", "x-----x-----", "..x-x-..x-x-"),
    basses=("electric", "sub", "saw"),
    keys=("piano", "guitar", "organ", "strings", "electric"),
    kicks=("skin", "dusty", "round"),
    form=SONG,
    per_bar=2,
    per_beat=6,
    live=True,
    minor=0.4,
    pump=(0.0, 0.2),
    chord_bars=(1, 1, 2, 0.5),
    tempo_changes=0.3,
)
STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        HOUSE,
        TECHNO,
        TRANCE,
        DRUM_AND_BASS,
        DUBSTEP,
        HIP_HOP,
        GARAGE,
        WALTZ,
        POP_ROCK,
        SIX_EIGHT,
    )
}
