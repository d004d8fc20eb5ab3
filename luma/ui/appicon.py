"""The icon of the program: a lamp that points into the room."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPolygonF

from luma.ui.theme import colour

SIZES = (16, 24, 32, 48, 64, 128, 256)
LAMP = (0.30, 0.30, 0.145)
WEDGES = (
    (0.22, ((0.36, 0.20), (1.0, 0.56), (1.0, 1.0), (0.56, 1.0), (0.20, 0.36))),
    (0.55, ((0.38, 0.26), (0.92, 0.68), (0.92, 0.92), (0.68, 0.92), (0.26, 0.38))),
)


def app_icon() -> QIcon:
    """The icon in every size that desktops ask for."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(app_pixmap(size))
    return made


def app_pixmap(size: int, *, tile: bool = True, ratio: float = 1.0) -> QPixmap:
    """A disc that throws two nested wedges to the lower right; one alone where it is small."""
    pixels = round(size * ratio)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if tile:
        painter.setBrush(colour("void"))
        painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), 0.22 * pixels, 0.22 * pixels)
    inner, offset = (0.86, 0.07) if tile else (1.0, 0.0)
    painter.translate(offset * pixels, offset * pixels)
    painter.scale(inner * pixels, inner * pixels)
    for alpha, corners in WEDGES[-1:] if size <= 20 else WEDGES:
        painter.setBrush(colour("accent", alpha))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    x, y, radius = LAMP
    painter.setBrush(colour("accent"))
    painter.drawEllipse(QPointF(x, y), radius * 1.15, radius * 1.15)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
