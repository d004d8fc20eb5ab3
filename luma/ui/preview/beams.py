"""Light in haze: soft beams, pools on the floor, glowing lenses, in a buffer of its own."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QRadialGradient, QTransform

from luma.domain.light import AIM, ATTRIBUTES, COLOUR, INTENSITY, TINT, ZOOM, is_set
from luma.domain.venue import Head
from luma.ui.preview.camera import Camera, Floats, Room

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint16]
REACH = 8.0
NARROW, WIDE = 11.0, 24.0
EXPOSURE = 2.6
DARKEST = 0.004
LENS = 0.09
TEXTURE = (64, 256)


def visible_colour(values: Values, mask: Mask) -> Values:
    """The light that leaves each head, in linear red, green and blue; unset colour is white."""
    tint = np.where(is_set(mask, TINT), values[:, TINT], 0.0)[:, None]
    colour = 1.0 - tint + values[:, COLOUR] * tint
    level = np.where(is_set(mask, INTENSITY), values[:, INTENSITY], 0.0)[:, None]
    return np.asarray(np.clip(colour * level, 0.0, 1.0), dtype=np.float32)


def aims(values: Values, mask: Mask, heads: Sequence[Head]) -> Floats:
    """The direction of each head; one that nobody aimed leans towards the crowd."""
    resting = np.array([_resting(head) for head in heads], dtype=np.float64).reshape(-1, 3)
    aimed = is_set(mask, ATTRIBUTES.index("aim_x"))[:, None]
    aim = np.where(aimed, values[:, AIM].astype(np.float64), resting)
    length = np.linalg.norm(aim, axis=1, keepdims=True)
    return np.where(length > 1e-6, aim / np.maximum(length, 1e-6), resting)


def _resting(head: Head) -> Floats:
    x, _, z = head.position
    lean = np.array([-0.10 * x, -0.42, -1.0] if z > 1.0 else [0.04 * x, -0.16, 1.0])
    return np.asarray(lean / np.linalg.norm(lean), dtype=np.float64)


class Beams:
    """Draws the light of heads into a picture's own light buffer."""

    def __init__(self, room: Room, camera: Camera) -> None:
        """Make the one texture that all beams are tinted from."""
        self._room, self._camera = room, camera
        self._texture = _beam_texture()

    def draw(
        self, heads: Sequence[Head], values: Values, mask: Mask, size: tuple[int, int]
    ) -> QImage:
        """The sum of all light, tone-mapped, on black."""
        buffer = QImage(*size, QImage.Format.Format_RGB32)
        buffer.fill(Qt.GlobalColor.black)
        painter = QPainter(buffer)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        colours = visible_colour(values, mask)
        directions = aims(values, mask, heads)
        for index, head in enumerate(heads):
            if colours[index].max() > DARKEST:
                zoom = _zoom(head, values[index], mask[index])
                self._draw_head(painter, head, colours[index], directions[index], zoom)
        painter.end()
        return _tone_mapped(_with_bloom(buffer))

    def _draw_head(
        self, painter: QPainter, head: Head, colour: Values, aim: Floats, zoom: float
    ) -> None:
        size = (painter.device().width(), painter.device().height())
        start = np.asarray(head.position, dtype=np.float64)
        length, on_floor = self._room.hit(start, aim, REACH)
        end = start + aim * length
        ends = self._camera.project([start, end], *size)
        spread = np.tan(np.radians(zoom) / 2.0)
        near = LENS * self._camera.pixels_per_metre(ends[0, 2], size[1])
        far = (LENS + spread * length) * self._camera.pixels_per_metre(ends[1, 2], size[1])
        self._draw_beam(painter, ends, (near, far), colour)
        if on_floor:
            self._draw_pool(painter, end, LENS + spread * length, colour)
        _draw_lens(painter, QPointF(ends[0, 0], ends[0, 1]), near, colour)

    def _draw_beam(
        self, painter: QPainter, ends: Floats, halves: tuple[float, float], colour: Values
    ) -> None:
        along = ends[1, :2] - ends[0, :2]
        length = float(np.hypot(*along))
        if length < 2.0:
            return
        side = np.array([-along[1], along[0]]) / length
        corners = (
            ends[0, :2] - side * halves[0],
            ends[0, :2] + side * halves[0],
            ends[1, :2] + side * halves[1],
            ends[1, :2] - side * halves[1],
        )
        width, height = TEXTURE
        source = QPolygonF(
            [QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)]
        )
        target = QPolygonF([QPointF(float(x), float(y)) for x, y in corners])
        way = QTransform()
        if not QTransform.quadToQuad(source, target, way):
            return
        painter.save()
        painter.setTransform(way)
        painter.drawImage(0, 0, _tinted(self._texture, colour))
        painter.restore()

    def _draw_pool(
        self, painter: QPainter, centre: Floats, radius: float, colour: Values
    ) -> None:
        size = (painter.device().width(), painter.device().height())
        rim = centre + radius * np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 0]])
        across, deep, middle = self._camera.project(rim, *size)
        half_x = abs(across[0] - middle[0])
        half_y = max(1.0, abs(deep[1] - middle[1]))
        painter.save()
        painter.translate(middle[0], middle[1])
        painter.scale(half_x, half_y)
        glow = QRadialGradient(QPointF(0, 0), 1.0)
        for at, share in ((0.0, 0.42), (0.55, 0.30), (0.85, 0.10), (1.0, 0.0)):
            glow.setColorAt(at, _shade(colour, share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(QPointF(0, 0), 1.0, 1.0)
        painter.restore()


def _zoom(head: Head, values: Values, mask: np.uint16) -> float:
    if is_set(np.asarray(mask), ZOOM):
        return float(np.clip(values[ZOOM], 2.0, 80.0))
    return NARROW if "movers" in head.abilities else WIDE


def _draw_lens(painter: QPainter, at: QPointF, radius: float, colour: Values) -> None:
    halo = QRadialGradient(at, radius * 4.2)
    for place, share in ((0.0, 0.85), (0.22, 0.55), (0.5, 0.14), (1.0, 0.0)):
        halo.setColorAt(place, _shade(colour, share))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawEllipse(at, radius * 4.2, radius * 4.2)
    core = _shade(0.5 * colour + 0.5 * float(colour.max()), 0.9)
    painter.setBrush(core)
    painter.drawEllipse(at, radius * 0.8, radius * 0.8)


def _shade(colour: Values, share: float) -> QColor:
    red, green, blue = (int(np.clip(part * share, 0.0, 1.0) * 255) for part in colour)
    return QColor(red, green, blue)


def _beam_texture() -> Values:
    """How bright a beam is across its width and along its length."""
    width, height = TEXTURE
    across = np.abs(np.linspace(-1.0, 1.0, width))
    soft = np.cos(np.minimum(across, 1.0) * np.pi / 2.0) ** 2
    core = np.where(across < 0.2, 0.35 * (1.0 - across / 0.2), 0.0)
    along = np.linspace(0.0, 1.0, height)
    fall = np.interp(along, [0.0, 0.5, 1.0], [1.0, 0.5, 0.12])
    return np.asarray((soft + core)[None, :] * fall[:, None] * 0.36, dtype=np.float32)


def _tinted(texture: Values, colour: Values) -> QImage:
    pixels = np.zeros((*texture.shape, 4), np.uint8)
    pixels[..., 2::-1] = np.minimum(texture[..., None] * colour * 255.0, 255.0)
    pixels[..., 3] = 255
    height, width = texture.shape
    return QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()


def _with_bloom(buffer: QImage) -> QImage:
    size = buffer.size()
    smooth = Qt.TransformationMode.SmoothTransformation
    small = buffer.scaled(max(1, size.width() // 10), max(1, size.height() // 10), mode=smooth)
    painter = QPainter(buffer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.setOpacity(0.5)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), small)
    painter.end()
    return buffer


def _tone_mapped(buffer: QImage) -> QImage:
    """Sums that bend towards white instead of clipping."""
    linear = np.arange(256) / 255.0
    curve = (1.0 - np.exp(-EXPOSURE * linear)) / (1.0 - np.exp(-EXPOSURE))
    table = np.round(255.0 * curve ** (1.0 / 1.25)).astype(np.uint8)
    pixels = np.frombuffer(buffer.constBits(), np.uint8).reshape(
        buffer.height(), buffer.bytesPerLine() // 4, 4
    )
    mapped = table[pixels]
    mapped[..., 3] = 255
    return QImage(
        mapped.tobytes(), buffer.width(), buffer.height(), buffer.bytesPerLine(),
        QImage.Format.Format_RGB32,
    ).copy()  # fmt: skip
