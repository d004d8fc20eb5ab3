"""An offer as a quiet bar under the header: taken by its button, or left by its cross."""

from collections.abc import Callable

from luma.ui.assets import pixmap
from luma.ui.elided import as_written
from luma.ui.problems import ProblemBar


class OfferBar(ProblemBar):
    """Offers one thing at a time that would do good, and that nobody has to take."""

    def offer(self, words: str, why: str, action: str, act: Callable[[], object]) -> None:
        """Offer something, and say why."""
        self._shade, self._act = "info", act
        self._sign.setPixmap(pixmap("info", "info"))
        self._happened.setText(words)
        self._hint.setText(why)
        self._hint.setVisible(bool(why))
        self._action.setText(action)
        self._action.setToolTip(why)
        self._action.setVisible(True)
        self.setToolTip(as_written(f"{words}\n{why}"))
        self.setVisible(True)
        self.update()
