"""Putting sections right: which one is meant, and wishes that become edits."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from luma.app.sections import KIND, Sections
from luma.domain.ids import TrackId
from luma.domain.sectionedits import (
    ForgetSections,
    JoinSection,
    MoveSectionEdge,
    RenameSection,
    SectionEdit,
    SplitSection,
    on_bar,
)
from luma.domain.sections import Section, SectionTrack
from luma.ui.session import Session


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """Whether a person has put the sections right, and what was heard anew beside them."""

    corrected: bool = False
    offer: str = ""


class SectionTool(QObject):
    """Holds the chosen section of the open track, and edits its sections."""

    changed = Signal()
    """Another section is chosen, or the sections stand otherwise."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Choose none."""
        super().__init__(parent)
        self._session = session
        self._at: float | None = None
        self.standing = SectionStanding()
        session.track_changed.connect(lambda _: self._begin())
        session.show_changed.connect(lambda _: self._ask())
        session.clip_selected.connect(lambda clip: self.choose(None) if clip else None)

    @property
    def sections(self) -> SectionTrack | None:
        """The sections that count, if there are any."""
        show = self._session.show
        return None if show is None else show.features.sections

    @property
    def has_any(self) -> bool:
        """Whether there are sections to show."""
        return self.sections is not None and bool(self.sections.sections)

    @property
    def chosen(self) -> int | None:
        """Which section is chosen; it stays by its second when the sections change."""
        if self._at is None or self.sections is None:
            return None
        at, parts = self._at, enumerate(self.sections.sections)
        return next((n for n, part in parts if part.start <= at < part.stop), None)

    def part(self, index: int) -> Section:
        """One of the sections."""
        assert self.sections is not None
        return self.sections.sections[index]

    def choose(self, index: int | None) -> None:
        """Choose a section, and no clip; or none."""
        at = None
        if index is not None and self.sections is not None:
            at = _middle(self.part(index))
            self._session.select_clips(())
        if at != self._at:
            self._at = at
            self.changed.emit()

    def step(self, by: int) -> float | None:
        """Choose the next section, or the one before; gives the second it begins at."""
        if self.chosen is None or self.sections is None:
            return None
        index = min(max(self.chosen + by, 0), len(self.sections.sections) - 1)
        self.choose(index)
        return self.part(index).start

    def rename(self, index: int, label: str) -> None:
        """Give a section another name."""
        self._edit(RenameSection(_middle(self.part(index)), label))

    def move_edge(self, edge: int, seconds: float) -> None:
        """Let a section begin at another bar."""
        self._edit(MoveSectionEdge(edge, seconds))

    def split(self, seconds: float) -> None:
        """Split the chosen section at a bar, or at the one in its middle."""
        show, index = self._session.show, self.chosen
        if show is None or index is None:
            return
        part, grid = self.part(index), show.features.beats
        at = on_bar(grid, seconds)
        if not part.start < at < part.stop:
            at = on_bar(grid, _middle(part))
        self._at = (at + part.stop) / 2.0
        self._edit(SplitSection(at))

    def join(self) -> None:
        """Take the chosen section away; the one before it goes on."""
        if self.chosen is not None:
            self._edit(JoinSection(_middle(self.part(self.chosen))))

    def forget(self) -> None:
        """Let what was heard count again."""
        self._edit(ForgetSections())

    def _edit(self, edit: SectionEdit) -> None:
        track, session = self._session.track, self._session
        if track is not None:
            session.ask(
                lambda: session.desk.sections.edit(track.id, edit),
                lambda _: session.attend(KIND),
            )

    def _begin(self) -> None:
        self._at = None
        self._take(SectionStanding())

    def _ask(self) -> None:
        track, sections = self._session.track, self._session.desk.sections
        if track is not None:
            self._session.ask(lambda: _standing(sections, track.id), self._take)

    def _take(self, standing: SectionStanding) -> None:
        self.standing = standing
        self.changed.emit()


def _middle(part: Section) -> float:
    return (part.start + part.stop) / 2.0


def _standing(sections: Sections, track: TrackId) -> SectionStanding:
    offer = sections.find_offer(track)
    return SectionStanding(sections.is_own(track), "" if offer is None else offer.words)
