"""Files and folders that are dropped, and what is said of what became of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from luma.app.library import Outcome
from luma.domain.errors import LumaError, Refused
from luma.ui.library.words import counted
from luma.ui.theme import colour

TAKES = "Drop WAV, FLAC, MP3, M4A, OGG, OPUS, AIFF or WMA, or a folder of them."
NAMED = 3


def paths_of(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders on this machine that are being dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def news_of(outcomes: Sequence[Outcome]) -> str:
    """What came in, in a few words; nothing where nothing did."""
    new = sum(outcome.status == "imported" for outcome in outcomes)
    back = sum(outcome.restored for outcome in outcomes)
    known = sum(outcome.status == "duplicate" for outcome in outcomes) - back
    failed = sum(outcome.trouble is not None for outcome in outcomes)
    parts = [f"{counted(new, 'track')} added"] if new else []
    if back:
        parts.append(f"{back if parts else counted(back, 'track')} back from the trash")
    if known and parts:
        parts.append(f"{known} here already")
    elif known:
        parts.append(
            f"{counted(known, 'track')} {'was' if known == 1 else 'were'} here already"
        )
    if failed and parts:
        parts.append(f"{failed} refused")
    return ", ".join(parts)


def trouble_with(outcomes: Sequence[Outcome], dropped: Sequence[Path]) -> LumaError | None:
    """What a person should know of what did not come in."""
    failed = [outcome for outcome in outcomes if outcome.trouble is not None]
    if len(failed) == 1 and failed[0].trouble is not None:
        return _by_name(failed[0].trouble, failed[0].path)
    if failed:
        names = ", ".join(f'"{outcome.path.name}"' for outcome in failed[:NAMED])
        more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
        return Refused(f"{len(failed)} files did not come in: {names}{more}.", hint=TAKES)
    if any(outcome.track is not None for outcome in outcomes):
        return None
    what = f'"{dropped[0].name}"' if len(dropped) == 1 else "what you dropped"
    return Refused(f"There is no music in {what}.", hint=TAKES)


def _by_name(trouble: LumaError, path: Path) -> LumaError:
    """The same trouble, its file called by its name alone: a panel has no room for folders."""
    return Refused(trouble.message.replace(str(path), path.name), hint=trouble.hint)


class DropSign(QWidget):
    """Shows that a panel takes what is held over it."""

    def __init__(self, over: QWidget) -> None:
        """Lie over a widget, unseen."""
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what lies below."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def appear(self) -> None:
        """Be seen, above everything."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.setVisible(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a thin edge and a tint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(colour("accent", 0.1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5.5, 5.5)
