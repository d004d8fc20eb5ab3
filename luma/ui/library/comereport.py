"""A card that lists every file that did not come in, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from luma.app.library import Outcome
from luma.ui.library.wordcard import Card
from luma.ui.library.words import counted

WIDTH, HEIGHT, MOST = 460, 220, 2000


class Report(Card):
    """Can be read, and copied to somewhere else."""

    def __init__(self, parent: QWidget, refused: Sequence[Outcome]) -> None:
        """List what was refused."""
        super().__init__(parent, f"{counted(len(refused), 'file')} did not come in", WIDTH)
        self.lines = QPlainTextEdit(lines_of(refused))
        self.lines.setReadOnly(True)
        self.lines.setFixedHeight(HEIGHT)
        self.lines.setToolTip("Every file with its reason; it can be copied")
        self.column.addWidget(self.lines)


def lines_of(refused: Sequence[Outcome]) -> str:
    """Each file in a line, its reason in the next."""
    told = [
        f"{one.path}\n    {one.trouble.sentence()}"
        for one in refused[:MOST]
        if one.trouble is not None
    ]
    if len(refused) > MOST:
        told.append(f"and {len(refused) - MOST} more")
    return "\n".join(told)
