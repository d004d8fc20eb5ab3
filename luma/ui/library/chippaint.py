"""How the chips of the library's lists are measured and painted."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from luma.ui.assets import pixmap
from luma.ui.library.kept import face, metrics, shade, shortened

CHIP, GAP, PAD, RADIUS = 20, 4, 8, 3
SIGN, LEAD, LONGEST = 12, 4, 148


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: by what it is known, its words, a sign before them, and what it tells."""

    key: str
    words: str
    sign: str = ""
    tip: str = ""
    takes: bool = False
    closes: bool = False


def width_of(chip: Chip) -> float:
    """How wide a chip is; long words end in dots."""
    wide = min(metrics(11, 500).horizontalAdvance(chip.words), LONGEST)
    more = (SIGN + LEAD) * (bool(chip.sign) + chip.closes)
    return float(wide + 2 * PAD + more)


@dataclass(frozen=True, slots=True)
class Look:
    """How a chip is at the moment; `edge` is a token, or empty for none."""

    on: bool = False
    hovered: bool = False
    edge: str = ""


def paint_chip(painter: QPainter, box: QRectF, chip: Chip, look: Look) -> None:
    """Paint a chip: sign, words, and a cross where it can be closed."""
    sign, edge, on, hovered = chip.sign, look.edge, look.on, look.hovered
    rest = "lift2" if hovered else "lift"
    painter.setPen(QPen(shade(edge), 1.5) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(shade("accent_fill" if on else rest))
    painter.drawRoundedRect(
        box.adjusted(0.75, 0.75, -0.75, -0.75) if edge else box, RADIUS, RADIUS
    )
    ink = "accent" if on else "text" if hovered else "text_2"
    ratio, top = painter.device().devicePixelRatioF(), round(box.top()) + (CHIP - SIGN) // 2
    left = box.left() + PAD
    if sign:
        painter.drawPixmap(round(left), top, pixmap(sign, ink, SIGN, ratio))
        left += SIGN + LEAD
    right = box.right() - PAD
    if chip.closes:
        right -= SIGN
        painter.drawPixmap(round(right) + 2, top, pixmap("x", ink, SIGN, ratio))
        right -= LEAD
    painter.setFont(face(11, 500))
    painter.setPen(shade(ink))
    room = QRectF(left, box.top(), right - left + 1, box.height())
    where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(
        room,
        where | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextDontClip,
        shortened(chip.words, 11, 500, round(room.width())),
    )


def paint_plus(painter: QPainter, box: QRectF, *, hovered: bool, ringed: bool) -> None:
    """Paint the plus behind the chips."""
    painter.setPen(QPen(shade("accent"), 1.5) if ringed else Qt.PenStyle.NoPen)
    painter.setBrush(shade("lift2") if hovered else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    sign = pixmap(
        "plus", "text" if hovered else "text_2", 14, painter.device().devicePixelRatioF()
    )
    painter.drawPixmap(round(box.left()) + 3, round(box.top()) + 3, sign)
