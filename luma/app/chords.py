"""The chords that count: a person's own, or what was heard."""

from typing import Final

import numpy as np

from luma.app.analyses import Analyses
from luma.app.corrected import Corrected, Matter
from luma.app.documents import Documents
from luma.app.ground import Ground
from luma.domain.chorddoc import ChordDoc
from luma.domain.chordedits import ForgetChords, UseChords, share_apart
from luma.domain.harmony import NO_CHORD, ChordTrack

KIND: Final = "harmony"
"""How documents of chords are called among the others."""


class Chords(Corrected[ChordTrack, ChordDoc]):
    """Knows every track's chords, and changes them; on the lane."""

    def __init__(self, ground: Ground, documents: Documents, analyses: Analyses) -> None:
        """Have looked at no track."""
        super().__init__(_MATTER, ground, documents, analyses)


def _silence(seconds: float) -> ChordTrack:
    """One long silence that chords can be put into."""
    edges = np.array([0.0, seconds] if seconds else [0.0])
    return ChordTrack(edges, (NO_CHORD,) if seconds else ())


def _names_the_same(one: ChordTrack, other: ChordTrack) -> bool:
    return one.chords == other.chords and np.array_equal(one.edges, other.edges)


def _told(own: ChordTrack, heard: ChordTrack, share: float) -> str:
    return (
        f"The chords were heard anew: {len(heard.chords)} chords where yours have "
        f"{len(own.chords)}, and others than yours in {share * 100.0:.0f} % of the time."
    )


_MATTER: Final = Matter(
    name="chords",
    document=KIND,
    kind="chords",
    what=ChordTrack,
    own=lambda doc: doc.chords,
    use=UseChords,
    forget=ForgetChords(),
    settling=(UseChords, ForgetChords),
    begin=_silence,
    told=_told,
    share_apart=share_apart,
    is_same=_names_the_same,
)
