"""Light in haze: soft beams, pools on the floor, glowing lenses, in a buffer of its own."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF, QTransform

from luma.domain.light import AIM, ATTRIBUTES, COLOUR, INTENSITY, TINT, ZOOM, is_set
from luma.domain.venue import Head
from luma.ui.preview.camera import Eye, Floats, Room

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint16]
REACH = 8.0
MOVES = "movers"
NARROW, WIDE = 11.0, 24.0
EXPOSURE = 2.6
DARKEST = 0.004
LENS = 0.09
TEXTURE = (32, 128)
ROUND = 48
HUES = 24
Hue = tuple[int, ...]
_TEXTURE_CORNERS = QPolygonF(
    [QPointF(0, 0), QPointF(TEXTURE[0], 0), QPointF(*TEXTURE), QPointF(0, TEXTURE[1])]
)


def visible_colour(values: Values, mask: Mask) -> Values:
    """The light that leaves each head, in linear red, green and blue; unset colour is white."""
    tint = np.where(is_set(mask, TINT), values[:, TINT], 0.0)[:, None]
    colour = 1.0 - tint + values[:, COLOUR] * tint
    level = np.where(is_set(mask, INTENSITY), values[:, INTENSITY], 0.0)[:, None]
    return np.asarray(np.clip(colour * level, 0.0, 1.0), dtype=np.float32)


def aims(values: Values, mask: Mask, heads: Sequence[Head]) -> Floats:
    """The direction of each head; one that cannot move, or is not aimed, leans to the crowd."""
    resting = np.array([_resting(head) for head in heads], dtype=np.float64).reshape(-1, 3)
    moves = np.array([MOVES in head.abilities or not head.abilities for head in heads], bool)
    aimed = (is_set(mask, ATTRIBUTES.index("aim_x")) & moves)[:, None]
    aim = np.where(aimed, values[:, AIM].astype(np.float64), resting)
    length = np.linalg.norm(aim, axis=1, keepdims=True)
    return np.where(length > 1e-6, aim / np.maximum(length, 1e-6), resting)


def _resting(head: Head) -> Floats:
    x, _, z = head.position
    lean = np.array([-0.10 * x, -0.42, -1.0] if z > 1.0 else [0.04 * x, -0.16, 1.0])
    return np.asarray(lean / np.linalg.norm(lean), dtype=np.float64)


class Beams:
    """Draws the light of heads into a picture's own light buffer."""

    def __init__(self, room: Room, camera: Eye) -> None:
        """Stand in a room, behind a camera."""
        self._room, self._camera = room, camera

    def draw(
        self, heads: Sequence[Head], values: Values, mask: Mask, size: tuple[int, int]
    ) -> QImage:
        """The sum of all light, tone-mapped, on black."""
        buffer = QImage(*size, QImage.Format.Format_RGBX64)  # dim light needs fine steps
        buffer.fill(Qt.GlobalColor.black)
        painter = QPainter(buffer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        colours = visible_colour(values, mask)
        lit = np.flatnonzero(colours.max(axis=1, initial=0.0) > DARKEST)
        if lit.size:
            chosen = [heads[index] for index in lit.tolist()]
            zooms = [
                _zoom(h, values[i], mask[i]) for h, i in zip(chosen, lit.tolist(), strict=True)
            ]
            directions = aims(values[lit], mask[lit], chosen)
            for ray, colour in zip(
                self._rays(chosen, directions, zooms, size), colours[lit], strict=True
            ):
                _draw_ray(painter, ray, colour)
        painter.end()
        return _tone_mapped(_with_bloom(buffer))

    def _rays(
        self, heads: Sequence[Head], aim: Floats, zooms: Sequence[float], size: tuple[int, int]
    ) -> list["Ray"]:
        """Where the light of each head lies on the picture."""
        starts = np.array([head.position for head in heads], dtype=np.float64)
        hits = [
            self._room.hit(start, way, REACH) for start, way in zip(starts, aim, strict=True)
        ]
        lengths = np.array([length for length, _ in hits])
        spread = LENS + np.tan(np.radians(zooms) / 2.0) * lengths
        ends = starts + aim * lengths[:, None]
        rims = np.concatenate(
            [ends + spread[:, None] * (1.0, 0.0, 0.0), ends + spread[:, None] * (0.0, 1.0, 0.0)]
        )
        near, far, across, deep = np.split(
            self._camera.project(np.concatenate([starts, ends, rims]), *size), 4
        )
        scale = self._camera.pixels_per_metre(1.0, size[1])
        return [
            Ray(
                near[i, :2],
                far[i, :2],
                LENS * scale / near[i, 2],
                spread[i] * scale / far[i, 2],
                (
                    float(np.hypot(*(across[i, :2] - far[i, :2]))),
                    max(1.0, float(np.hypot(*(deep[i, :2] - far[i, :2])))),
                )
                if hits[i][1]
                else None,
            )
            for i in range(len(heads))
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Ray:
    """The light of one head on a picture: its ends, how wide they are, its pool if any."""

    near: Floats
    far: Floats
    near_half: float
    far_half: float
    pool: tuple[float, float] | None


def _draw_ray(painter: QPainter, ray: Ray, colour: Values) -> None:
    level = float(colour.max())
    hue = tuple(round(float(part) / level * HUES) for part in colour)
    painter.setOpacity(min(1.0, level))
    _draw_beam(painter, ray, hue)
    if ray.pool is not None:
        half_x, half_y = ray.pool
        x, y = (float(at) for at in ray.far)
        painter.drawImage(
            QRectF(x - half_x, y - half_y, 2 * half_x, 2 * half_y), _sprite("pool", hue)
        )
    x, y = (float(at) for at in ray.near)
    for kind, times in (("halo", 4.2), ("core", 0.9)):
        half = max(ray.near_half, 0.6) * times
        painter.drawImage(QRectF(x - half, y - half, 2 * half, 2 * half), _sprite(kind, hue))


def _draw_beam(painter: QPainter, ray: Ray, hue: Hue) -> None:
    along = ray.far - ray.near
    length = float(np.hypot(*along))
    if length < 2.0:
        return
    side = np.array([-along[1], along[0]]) / length
    corners = (
        ray.near - side * ray.near_half,
        ray.near + side * ray.near_half,
        ray.far + side * ray.far_half,
        ray.far - side * ray.far_half,
    )
    target = QPolygonF([QPointF(float(x), float(y)) for x, y in corners])
    way = QTransform()
    if QTransform.quadToQuad(_TEXTURE_CORNERS, target, way):
        painter.setTransform(way)
        painter.drawImage(0, 0, _sprite("beam", hue))
        painter.resetTransform()


def _zoom(head: Head, values: Values, mask: np.uint16) -> float:
    if is_set(np.asarray(mask), ZOOM) and values[ZOOM] > 0.0:
        return float(np.clip(values[ZOOM], 2.0, 80.0))
    return NARROW if MOVES in head.abilities else WIDE


def _beam_texture() -> Values:
    """How bright a beam is across its width and along its length."""
    width, height = TEXTURE
    across = np.abs(np.linspace(-1.0, 1.0, width))
    soft = np.cos(np.minimum(across, 1.0) * np.pi / 2.0) ** 2
    core = np.where(across < 0.2, 0.35 * (1.0 - across / 0.2), 0.0)
    along = np.linspace(0.0, 1.0, height)
    fall = np.interp(along, [0.0, 0.5, 1.0], [1.0, 0.5, 0.12])
    return np.asarray((soft + core)[None, :] * fall[:, None] * 0.36, dtype=np.float32)


def _round_texture(stops: Sequence[tuple[float, float]]) -> Values:
    """How bright a round glow is, from its middle outwards."""
    at = np.linspace(-1.0, 1.0, ROUND)
    places, shares = zip(*stops, strict=True)
    away = np.hypot(at[:, None], at[None, :])
    return np.asarray(np.interp(away, places, shares, right=0.0), dtype=np.float32)


@functools.cache
def _texture(kind: str) -> Values:
    match kind:
        case "beam":
            return _beam_texture()
        case "pool":
            return _round_texture(((0.0, 0.42), (0.55, 0.30), (0.85, 0.10), (1.0, 0.0)))
        case "halo":
            return _round_texture(((0.0, 0.85), (0.22, 0.55), (0.5, 0.14), (1.0, 0.0)))
        case _:
            return _round_texture(((0.0, 0.9), (0.7, 0.9), (1.0, 0.0)))


@functools.lru_cache(maxsize=512)
def _sprite(kind: str, hue: Hue) -> QImage:
    """A texture in a colour; colours are few enough for them all to be kept."""
    colour = np.array(hue, np.float32) / HUES
    if kind == "core":
        colour = 0.5 * colour + 0.5
    texture = _texture(kind)
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


@functools.cache
def _tones() -> npt.NDArray[np.uint8]:
    """What the eye gets of each sum: sums bend towards white instead of clipping."""
    linear = np.arange(65536) / 65535.0
    curve = (1.0 - np.exp(-EXPOSURE * linear)) / (1.0 - np.exp(-EXPOSURE))
    return np.asarray(np.round(255.0 * curve ** (1.0 / 1.25)), dtype=np.uint8)


def _tone_mapped(buffer: QImage) -> QImage:
    width, height = buffer.width(), buffer.height()
    sums = np.frombuffer(buffer.constBits(), np.uint16)
    sums = sums.reshape(height, buffer.bytesPerLine() // 8, 4)[:, :width]
    seen = np.full((height, width, 4), 255, np.uint8)
    for part in range(3):
        seen[..., 2 - part] = _tones()[sums[..., part]]
    return QImage(seen.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
