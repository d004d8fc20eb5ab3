"""The sound page: effects on the left; voices, levels and devices on the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from luma.ui.session import Session
from luma.ui.sizes import SoundShares, class_of
from luma.ui.sound.devicepanel import DevicePanel
from luma.ui.sound.masterpanel import MasterPanel
from luma.ui.sound.rackpanel import RackPanel
from luma.ui.sound.voicepanel import VoicePanel
from luma.ui.timeline.stemtool import StemTool
from luma.ui.views import GAP, splitter

RACK_SHARE, UPPER = 0.6, 372
NARROW_RACK, NARROW_VOICES, NARROW_MASTER = 420, 252, 248


class SoundPage(QWidget):
    """All panels of the page, in splitters."""

    def __init__(
        self,
        session: Session,
        stems: StemTool,
        shares: Mapping[str, SoundShares] | None = None,
    ) -> None:
        """Show the sound of a session's desk, shared out as it was left."""
        super().__init__()
        self._kept = dict(shares or {})
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rack, self.voices = RackPanel(session), VoicePanel(session, stems)
        self.master, self.devices = MasterPanel(session), DevicePanel(session)
        self.rack.setMinimumWidth(NARROW_RACK)
        self.voices.setMinimumWidth(NARROW_VOICES)
        self.master.setMinimumWidth(NARROW_MASTER)
        self._upper = splitter(Qt.Orientation.Horizontal, self.voices, self.master)
        self._right = splitter(Qt.Orientation.Vertical, self._upper, self.devices)
        self._page = splitter(Qt.Orientation.Horizontal, self.rack, self._right)
        self._page.setStretchFactor(0, 1)
        self._shared_for = -1
        for each in self._splitters():
            each.splitterMoved.connect(lambda *_: self._keep_shares())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._page)

    @property
    def shares(self) -> dict[str, SoundShares]:
        """How a hand has shared the page out, by class of window size."""
        return dict(self._kept)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys to the first effect, or to what adds one."""
        cards = self.rack.cards.cards
        (cards[0] if cards else self.rack.empty_add).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the page out anew where it has become another size."""
        super().resizeEvent(event)
        bucket = self.width() // 200 * 100 + self.height() // 200
        if bucket != self._shared_for:
            self._shared_for = bucket
            self._share()

    def _splitters(self) -> tuple[QSplitter, ...]:
        return self._page, self._right, self._upper

    def _keep_shares(self) -> None:
        sizes = (tuple(each.sizes()) for each in self._splitters())
        self._kept[class_of(self.window().width())] = SoundShares(*sizes)

    def _share(self) -> None:
        kept = self._kept.get(class_of(self.window().width()))
        if kept is not None:
            for each, sizes in zip(
                self._splitters(), (kept.columns, kept.right, kept.upper), strict=True
            ):
                each.setSizes(list(sizes))
            return
        width, height = self.width(), self.height()
        left = round(width * RACK_SHARE)
        right = width - left - GAP
        self._page.setSizes([left, right])
        self._right.setSizes([UPPER, height - UPPER - GAP])
        voices = max(NARROW_VOICES, round(right / 2))
        self._upper.setSizes([voices, right - voices - GAP])
