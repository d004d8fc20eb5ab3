"""A workshop whose answers a test chooses: what it hears changes with its version."""

from pathlib import Path

HEARING = '''"""What is heard, as a test has it."""

import numpy as np

from luma.analysis.contract import Source, analyzer
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid


@analyzer("beats", engine="luma", version={version})
def beats(sound: Source) -> BeatGrid:
    """Beats of one tempo."""
    return BeatGrid.steady({bpm}, first={first}, count=33)


@analyzer("chords", engine="luma", version={version})
def chords(sound: Source) -> ChordTrack:
    """A chord for every two seconds."""
    named = tuple(Chord.parse(label) for label in {labels!r})
    return ChordTrack(np.arange(len(named) + 1) * 2.0, named)
'''


def make_workshop(
    folder: Path, version: int, bpm: float, first: float, labels: tuple[str, ...]
) -> Path:
    """A folder of workers that hear these beats and chords, whatever is played to them."""
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    text = HEARING.format(version=version, bpm=bpm, first=first, labels=labels)
    (folder / "hearing.py").write_text(text, encoding="utf-8")
    return folder
