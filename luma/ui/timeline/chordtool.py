"""Putting chords right: which one is meant, and wishes that become edits."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from luma.app.chords import KIND, Chords
from luma.domain.chordedits import (
    ChordEdit,
    ForgetChords,
    JoinChord,
    MoveChordEdge,
    RenameChord,
    SplitChord,
)
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import TrackId
from luma.ui.session import Session


@dataclass(frozen=True, slots=True)
class ChordStanding:
    """Whether a person has put the chords right, and what was heard anew beside them."""

    corrected: bool = False
    offer: str = ""


class ChordTool(QObject):
    """Holds the chosen chord of the open track, and edits its chords."""

    changed = Signal()
    """Another chord is chosen, or the chords stand otherwise."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Choose none."""
        super().__init__(parent)
        self._session = session
        self._at: float | None = None
        self.standing = ChordStanding()
        session.track_changed.connect(lambda _: self._begin())
        session.show_changed.connect(lambda _: self._ask())
        session.clip_selected.connect(lambda clip: self.choose(None) if clip else None)

    @property
    def chords(self) -> ChordTrack | None:
        """The chords that count, if there are any."""
        show = self._session.show
        return None if show is None else show.features.chords

    @property
    def chosen(self) -> int | None:
        """Which chord is chosen; it stays by its second when the chords change."""
        if self._at is None or self.chords is None:
            return None
        index = int(self.chords.index_at(self._at))
        return index if index >= 0 else None

    def choose(self, index: int | None) -> None:
        """Choose a chord, and no clip; or none."""
        chords, at = self.chords, None
        if index is not None and chords is not None and 0 <= index < len(chords.chords):
            at = float(chords.edges[index] + chords.edges[index + 1]) / 2.0
            self._session.select_clips(())
        if at != self._at:
            self._at = at
            self.changed.emit()

    def step(self, by: int) -> float | None:
        """Choose the next chord, or the one before; gives the second that it begins at."""
        chords, chosen = self.chords, self.chosen
        if chords is None or chosen is None:
            return None
        index = min(max(chosen + by, 0), len(chords.chords) - 1)
        self.choose(index)
        return float(chords.edges[index])

    def rename(self, index: int, chord: Chord) -> None:
        """Let a chord be another."""
        if self.chords is not None:
            self._edit(RenameChord(self._middle(index), chord))

    def move_edge(self, edge: int, seconds: float) -> None:
        """Let a chord begin elsewhere."""
        self._edit(MoveChordEdge(edge, seconds))

    def split(self, seconds: float) -> None:
        """Split the chosen chord at a second, or in its middle where that lies beside it."""
        chords, index = self.chords, self.chosen
        if chords is None or index is None:
            return
        start, stop = float(chords.edges[index]), float(chords.edges[index + 1])
        at = seconds if start < seconds < stop else (start + stop) / 2.0
        self._at = (at + stop) / 2.0
        self._edit(SplitChord(at))

    def join(self) -> None:
        """Take the chosen chord away; the one before it goes on."""
        if self.chosen is not None:
            self._edit(JoinChord(self._middle(self.chosen)))

    def forget(self) -> None:
        """Let what was heard count again."""
        self._edit(ForgetChords())

    def _middle(self, index: int) -> float:
        assert self.chords is not None
        return float(self.chords.edges[index] + self.chords.edges[index + 1]) / 2.0

    def _edit(self, edit: ChordEdit) -> None:
        track, session = self._session.track, self._session
        if track is not None:
            session.ask(
                lambda: session.desk.chords.edit(track.id, edit), lambda _: session.attend(KIND)
            )

    def _begin(self) -> None:
        self._at = None
        self._take(ChordStanding())

    def _ask(self) -> None:
        track, chords = self._session.track, self._session.desk.chords
        if track is not None:
            self._session.ask(lambda: _standing(chords, track.id), self._take)

    def _take(self, standing: ChordStanding) -> None:
        self.standing = standing
        self.changed.emit()


def _standing(chords: Chords, track: TrackId) -> ChordStanding:
    offer = chords.find_offer(track)
    return ChordStanding(chords.is_own(track), "" if offer is None else offer.words)
