"""The scores of the open track, in the header: choose one, add, rename, remove and exchange."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from luma.app.events import DefaultScoreChosen, DocumentChanged, ScoreAdded, ScoreRemoved
from luma.app.keeper import Saved
from luma.app.scoreexchange import TakenScore
from luma.domain.ids import ScoreId, TrackId
from luma.domain.score import Score
from luma.ui.assets import icon
from luma.ui.elided import as_written
from luma.ui.nodes.inline import InlineField
from luma.ui.session import Session
from luma.ui.timeline.menus import add
from luma.ui.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

T = TypeVar("T")
WIDEST, FIELD = 110, 180
FILES = "Scores (*.json *.yaml *.yml)"
TIP = "The scores of this track: each lights it in its own way"
OPEN_FIRST = "Open this score with the track"
ONLY = "A track keeps one score. Add another one first."
FIRST = "It opens and plays with the track when no other score is named"
ALREADY = "It opens with the track already"


class ScoreChooser(QObject):
    """A button that names the open score among those of its track."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        """Know of no score."""
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._shelf = session.desk.score_shelf
        self._toast: Toast | None = None
        self.scores: tuple[Score, ...] = ()
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIcon(icon("file-music"))
        self.button.setFixedHeight(24)
        self.button.setAccessibleName("Scores of the track")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.button.hide()
        session.track_changed.connect(lambda _: self._ask())
        session.score_changed.connect(lambda _: self._name())
        session.bridge.on(ScoreAdded, lambda fact: self._hear(fact.score), self)
        session.bridge.on(ScoreRemoved, lambda fact: self._hear(fact.score), self)
        session.bridge.on(DefaultScoreChosen, lambda fact: self._hear_track(fact.track), self)
        session.bridge.on(DocumentChanged, self._hear_document, self)
        self._ask()

    @property
    def can_remove(self) -> bool:
        """Whether another score would be left."""
        return len(self.scores) > 1

    def open_menu(self) -> None:
        """Open what can be chosen."""
        if self.button.isVisible():
            self.button.showMenu()

    def choose(self, name: ScoreId) -> None:
        """Turn to a score."""
        if self._session.score is None or self._session.score.id != name:
            self._session.open_score(name)

    def add(self) -> None:
        """Begin an empty score, and turn to it."""
        track = self._session.track
        if track is not None:
            self._ask_shelf(lambda: self._shelf.add(track.id, "Score"), self._turn)

    def copy(self) -> None:
        """Copy the open score, and turn to the copy."""
        score = self._session.score
        if score is not None:
            self._ask_shelf(lambda: self._shelf.copy(score.id), self._turn)

    @property
    def is_default(self) -> bool:
        """Whether the open score is the one that opens with its track."""
        here = self._session.score
        return here is None or not self.scores or self.scores[0].id == here.id

    def make_default(self) -> None:
        """Let the open score be the one that opens with its track."""
        score = self._session.score
        if score is not None:
            words = f'"{score.name}" opens with the track from now on'
            self._ask_shelf(
                lambda: self._shelf.make_default(score.id), lambda _: self._tell(words)
            )

    def rename(self) -> None:
        """Let the name of the open score be typed over the button."""
        score, host = self._session.score, self.button.parentWidget()
        if score is None or host is None:
            return
        at = self.button.geometry()
        left = max(0, min(at.x(), host.width() - FIELD - 8))
        box = QRect(left, at.y(), FIELD, at.height())

        def take(words: str) -> None:
            if words.strip() and words.strip() != score.name:
                self._session.attend("score")
                self._session.ask(lambda: self._shelf.rename(score.id, words))

        InlineField(host, box, score.name, take).setAccessibleName("Name of the score")

    def remove(self) -> None:
        """Take the open score away, with a way back; another one opens instead."""
        score = self._session.score
        if score is None or not self.can_remove:
            return
        left = next(each for each in self.scores if each.id != score.id)
        self._session.open_score(left.id)
        self._ask_shelf(lambda: self._shelf.remove(score.id), self._offer_back)

    def write(self, *, bundle: bool = False) -> None:
        """Choose a file for the open score, alone or with the patterns that it plays."""
        score = self._session.score
        if score is None:
            return
        begun = f"{score.name}.json".replace("/", "-")
        file, _ = QFileDialog.getSaveFileName(self._owner, "Export the score", begun, FILES)
        if file:
            self.write_to(Path(file), bundle=bundle)

    def write_to(self, file: Path, *, bundle: bool = False) -> None:
        """Write the open score into a file."""
        score = self._session.score
        if score is not None:
            chosen = file if file.suffix else file.with_suffix(".json")
            self._session.ask_aside(
                lambda: self._shelf.write(score.id, chosen, bundle=bundle),
                lambda _: self._tell(f'"{score.name}" is written to {chosen.name}'),
            )

    def bring(self) -> None:
        """Choose a file with a score."""
        file, _ = QFileDialog.getOpenFileName(self._owner, "Import a score", "", FILES)
        if file:
            self.bring_from(Path(file))

    def bring_from(self, file: Path) -> None:
        """Take in the score of a file for the open track, and turn to it."""
        track = self._session.track
        if track is not None:
            self._ask_shelf(lambda: self._shelf.import_file(file, track.id), self._take_in)

    def _ask_shelf(self, wish: Callable[[], Saved[T]], then: Callable[[T], object]) -> None:
        """Wish on the lane; the answer comes to Qt's thread, what goes wrong is announced."""
        later = self._session.later
        self._session.ask(
            lambda: wish().then(lambda made: later(partial(then, made)), lambda _: None)
        )

    def _turn(self, score: Score) -> None:
        self._session.open_score(score.id)

    def _take_in(self, taken: TakenScore) -> None:
        self._turn(taken.score)
        lost = len(taken.stand_ins)
        if lost:
            plural = "patterns are" if lost > 1 else "pattern is"
            self._tell(f"{lost} {plural} not here, so their clips are dark")

    def _offer_back(self, gone: Score) -> None:
        def back() -> None:
            self._ask_shelf(lambda: self._shelf.restore(gone), self._turn)

        self._tell(f'The score "{gone.name}" is removed', back)

    def _tell(self, words: str, back: Callable[[], object] | None = None) -> None:
        window = self._owner.window()
        if self._toast is None or self._toast.parent() is not window:
            self._toast = Toast(window)
        if back is None:
            self._toast.tell(words)
        else:
            self._toast.tell(words, "Undo", back)

    def _hear(self, score: Score) -> None:
        self._hear_track(score.track)

    def _hear_track(self, track: TrackId) -> None:
        if self._session.track is not None and track == self._session.track.id:
            self._ask()

    def _hear_document(self, fact: DocumentChanged) -> None:
        before, after = fact.before, fact.after
        if isinstance(before, Score) and isinstance(after, Score):
            self._hear_name(before, after)

    def _hear_name(self, before: Score, after: Score) -> None:
        if before.name != after.name:
            self._hear(after)

    def _ask(self) -> None:
        track = self._session.track
        if track is None:
            self._take(())
            return
        self._session.ask_aside(
            lambda: self._shelf.scores(track.id), self._take, key="scores of the track"
        )

    def _take(self, scores: tuple[Score, ...]) -> None:
        self.scores = scores
        self._name()

    def _name(self) -> None:
        score = self._session.score
        self.button.setVisible(score is not None)
        if score is None:
            return
        metrics = self.button.fontMetrics()
        words = metrics.elidedText(score.name, Qt.TextElideMode.ElideRight, WIDEST)
        self.button.setText("\u2009" + words.replace("&", "&&"))
        self.button.setToolTip(as_written(f"{score.name}\n{TIP}"))

    def _fill(self) -> None:
        self.menu.clear()
        here = self._session.score
        for number, score in enumerate(self.scores):
            name = score.name if here is None or score.id != here.id else here.name
            told = "\tOpens with the track" if number == 0 and self.can_remove else ""
            entry = self.menu.addAction(f"{name.replace('&', '&&')}{told}")
            entry.setCheckable(True)
            entry.setChecked(here is not None and score.id == here.id)
            entry.triggered.connect(lambda _=False, s=score.id: self.choose(s))
        self.menu.addSeparator()
        add(self.menu, "plus", "New score", self.add)
        add(self.menu, "copy", "Duplicate this score", self.copy)
        add(self.menu, "", "Rename this score…", self.rename)
        first: QAction = add(
            self.menu, "pin", "Open this score with the track", self.make_default
        )
        first.setEnabled(not self.is_default)
        first.setToolTip(ALREADY if self.is_default else FIRST)
        self.menu.addSeparator()
        add(self.menu, "upload", "Export…", self.write)
        add(self.menu, "", "Export with its patterns…", partial(self.write, bundle=True))
        add(self.menu, "download", "Import…", self.bring)
        self.menu.addSeparator()
        gone: QAction = add(self.menu, "trash-2", "Remove this score", self.remove)
        gone.setEnabled(self.can_remove)
        gone.setToolTip("" if self.can_remove else ONLY)
