"""The song's plan: its sections, and the chord of every bar."""

from dataclasses import dataclass
from itertools import accumulate

from luma.audio.demosong.grid import TAIL_FRAMES, frame_of

TITLE = "First Light"
ARTIST = "Luma"
KEY = "A minor"


@dataclass(frozen=True, slots=True)
class Voicing:
    """How a chord is laid out on the keyboard, in MIDI pitches."""

    bass: int
    tones: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of whole bars with a name and a chord for each bar, in Harte syntax."""

    label: str
    first_bar: int
    chords: tuple[str, ...]

    @property
    def end_bar(self) -> int:
        """The bar after its last one."""
        return self.first_bar + len(self.chords)

    @property
    def bars(self) -> range:
        """Its bars, counted from the song's first."""
        return range(self.first_bar, self.end_bar)


VOICINGS = {
    "A:min": Voicing(33, (57, 60, 64, 69)),
    "F:maj7": Voicing(29, (53, 57, 60, 64)),
    "F:maj": Voicing(29, (53, 57, 60, 65)),
    "C:maj": Voicing(36, (55, 60, 64, 67)),
    "G:maj": Voicing(31, (55, 59, 62, 67)),
    "G:sus4": Voicing(31, (55, 60, 62, 67)),
    "D:min7": Voicing(38, (57, 60, 62, 65)),
    "E:min": Voicing(28, (55, 59, 64, 71)),
    "E:sus4": Voicing(28, (52, 57, 59, 64)),
    "E:7": Voicing(28, (56, 59, 62, 64)),
}

_PLAN = (
    ("intro", "A:min F:maj7 C:maj G:maj"),
    ("verse", "A:min F:maj7 C:maj G:maj A:min F:maj7 D:min7 G:sus4"),
    ("build", "F:maj G:maj A:min C:maj F:maj G:maj E:sus4 E:7"),
    ("drop", "A:min F:maj C:maj G:maj A:min F:maj D:min7 E:7"),
    ("break", "F:maj7 G:maj E:min A:min F:maj7 G:maj E:sus4 E:7"),
    (
        "drop",
        "A:min F:maj C:maj G:maj A:min F:maj D:min7 E:7 "
        "A:min F:maj C:maj G:maj A:min F:maj D:min7 E:7",
    ),
    ("outro", "A:min F:maj7 G:sus4 A:min"),
)


def _laid_out() -> tuple[Section, ...]:
    chords = [tuple(text.split()) for _, text in _PLAN]
    starts = accumulate((len(bars) for bars in chords), initial=0)
    return tuple(
        Section(label, start, bars)
        for (label, _), start, bars in zip(_PLAN, starts, chords, strict=False)
    )


SECTIONS = _laid_out()
INTRO, VERSE, BUILD, DROP, BREAK, LAST_DROP, OUTRO = SECTIONS
BARS = OUTRO.end_bar
SONG_FRAMES = frame_of(BARS) + TAIL_FRAMES


def chord_of(bar: int) -> str:
    """The chord that sounds in a bar."""
    section = next(section for section in SECTIONS if bar in section.bars)
    return section.chords[bar - section.first_bar]


def voicing_of(bar: int) -> Voicing:
    """The pitches of the chord that sounds in a bar."""
    return VOICINGS[chord_of(bar)]
