"""What a person does with the tracks of a list, told to the desk."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices

from luma.app.library import Adding, Outcome
from luma.app.shelves import Row
from luma.domain.errors import LumaError
from luma.domain.ids import TrackId
from luma.ui.library.comereport import Report
from luma.ui.library.comingline import ComingLine
from luma.ui.library.drops import news_of, trouble_with
from luma.ui.library.words import counted
from luma.ui.mistakes import owned_up
from luma.ui.problems import ProblemBar
from luma.ui.session import Session
from luma.ui.toast import Toast

Coming = Future[tuple[Outcome, ...]]


class Doing:
    """Adds, removes, restores, paints and retries, and says what came of it."""

    def __init__(self, session: Session, problems: ProblemBar) -> None:
        """Tell problems in the bar of a panel."""
        self._session, self._shelves = session, session.desk.shelves
        self._problems = problems
        self.toast: Toast | None = None
        self.coming = ComingLine()

    def add(self, paths: Sequence[Path]) -> None:
        """Bring files and folders in."""
        if not paths:
            return
        try:
            coming = self._session.desk.library.add(paths)
        except LumaError as trouble:
            self.tell_trouble(trouble)
            return
        self.coming.watch(coming, self._session.later)
        coming.add_done_callback(
            lambda done: self._session.later(lambda: self._tell_outcomes(done, paths))
        )

    def remove(self, rows: Sequence[Row]) -> None:
        """Put tracks into the trash, with a way back."""
        names = names_of(rows)
        if not names:
            return
        self._shelves.remove(names)
        what = (
            f'"{rows[0].listed.track.title}"' if len(rows) == 1 else counted(len(rows), "track")
        )
        words = f"{what} moved to the trash"
        self.tell(words, "Undo", lambda: self._shelves.restore(names))

    def restore(self, rows: Sequence[Row]) -> None:
        """Take tracks out of the trash."""
        if rows:
            self._shelves.restore(names_of(rows))
            self.tell(f"{counted(len(rows), 'track')} restored")

    def paint(self, rows: Sequence[Row], number: int) -> None:
        """Give tracks a colour."""
        if rows:
            self._shelves.paint(names_of(rows), number)

    def rate(self, rows: Sequence[Row], stars: int) -> None:
        """Give tracks stars, with a way back; none are taken away."""
        if not rows:
            return
        before = {row.listed.track.id: row.listed.stars for row in rows}
        self._think(tuple(before), stars=stars)
        if len(rows) == 1:
            return

        def take_back() -> None:
            for name, old in before.items():
                self._think((name,), stars=old)

        what = counted(stars, "star") if stars else "no stars"
        self.tell(f"{counted(len(rows), 'track')} with {what} now", "Undo", take_back)

    def note(self, row: Row, words: str) -> None:
        """Keep a note of a track."""
        self._think((row.listed.track.id,), note=words)

    def hear_again(self, rows: Iterable[Row]) -> None:
        """Hear all of some tracks anew."""
        self._shelves.hear_again({row.listed.track.id: None for row in rows})

    def retry(self, rows: Iterable[Row]) -> None:
        """Try again what failed."""
        self._shelves.hear_again(
            {
                row.listed.track.id: tuple(kind for kind, _ in row.listed.failures)
                for row in rows
                if row.listed.failures
            }
        )

    def reveal(self, row: Row) -> None:
        """Show the file that a track came from, or the library's copy where that is gone."""
        original = Path(row.listed.track.source.original)
        file = original if original.exists() else row.listed.track.source.path
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def tell(self, words: str, action: str = "", act: object = None) -> None:
        """Say what was done, at the foot of the window."""
        window = self._problems.window()
        if self.toast is None or self.toast.parent() is not window:
            self.toast = Toast(window)
        self.toast.tell(words, action, act if callable(act) else None)

    def _think(
        self, names: Sequence[TrackId], *, stars: int | None = None, note: str | None = None
    ) -> None:
        later = self._session.later
        self._session.desk.playlists.think(names, stars=stars, note=note).then(
            lambda _: None, lambda trouble: later(lambda: self.tell_trouble(trouble))
        )

    def tell_trouble(self, trouble: BaseException) -> None:
        """Tell what stood against a wish; a mistake of Luma's own is owned up to."""
        self._problems.tell(trouble if isinstance(trouble, LumaError) else owned_up(trouble))

    def _tell_outcomes(self, done: Coming, paths: Sequence[Path]) -> None:
        trouble = done.exception()
        if trouble is not None:
            self.tell_trouble(trouble)
            return
        outcomes = done.result()
        failed = [one for one in outcomes if one.trouble is not None]
        stopped = isinstance(done, Adding) and done.is_stopping
        refused = None if stopped and not failed else trouble_with(outcomes, paths)
        if refused is not None:
            many = len(failed) > 1
            self._problems.tell(
                refused, "List them" if many else "",
                (lambda: self.report(failed)) if many else None,
            )  # fmt: skip
        news = news_of(outcomes)
        if stopped:
            news = f"Stopped: {news}" if news else "Stopped before any file came in"
        if news:
            self.tell(news)

    def report(self, refused: Sequence[Outcome]) -> Report:
        """List every file that did not come in, with its reason."""
        card = Report(self._problems, refused)
        card.open_at(self._problems.mapToGlobal(QPoint(8, 4)))
        return card


def names_of(rows: Iterable[Row]) -> tuple[TrackId, ...]:
    """The tracks of some rows."""
    return tuple(row.listed.track.id for row in rows)
