"""Draws what flows on a wire as a lane over time, in the window's own colours."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from luma.app.samples import chord_name
from luma.domain.curve import Aim, Chroma, Colour, Curve, FrameTimes, Number, Point, Trigger
from luma.domain.harmony import ChordTrack
from luma.domain.light import AIM, ATTRIBUTES, COLOUR, INDEX, INTENSITY, LightBuffer, is_set
from luma.domain.picture import Picture
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.selection import Selection
from luma.domain.units import LIGHT_FPS
from luma.ui.nodes.pictures import image_of
from luma.ui.theme import MONO, PORT_COLOURS, THEME, colour, font

WIDTH, HEIGHT, LEFT, TOP, GAP = 760, 92, 96, 22, 8
RATIO = 1.5
AXES = ("x", "y", "z")
HUES = ("#E17177", "#7CBD89", "#67A5D9")
MOST_LINES = 12

LIGHT_LEVELS = ("intensity", "strobe", "zoom", "focus", "gobo", "prism", "hold")


class Lane(NamedTuple):
    """A value with the name of its port, and whether it goes in or comes out."""

    name: str
    way: str
    value: object


def drawn(
    lanes: Sequence[Lane], times: FrameTimes, bars: Sequence[tuple[float, int]]
) -> QImage:
    """Lanes one below the other, each with its name, over lines where bars begin."""
    height = TOP + len(lanes) * (HEIGHT + GAP)
    image = QImage(round(WIDTH * RATIO), round(height * RATIO), QImage.Format.Format_RGB32)
    image.fill(colour("base"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(RATIO, RATIO)
    for number, lane in enumerate(lanes):
        box = QRectF(LEFT, TOP + number * (HEIGHT + GAP), WIDTH - LEFT - GAP, HEIGHT)
        painter.fillRect(box, colour("void"))
        painter.save()
        painter.setClipRect(box)
        _paint(painter, box, lane.value, times)
        painter.restore()
        _paint_label(painter, QRectF(GAP, box.top(), LEFT - 2 * GAP, HEIGHT), lane)
    _paint_bars(painter, bars, height)
    painter.end()
    return image


def _paint_label(painter: QPainter, room: QRectF, lane: Lane) -> None:
    middle = room.center().y()
    painter.setPen(colour("text"))
    painter.setFont(font(11, 500))
    painter.drawText(QPointF(room.left(), middle - 1), lane.name.replace("_", " "))
    painter.setPen(colour("text_3"))
    painter.setFont(font(10))
    painter.drawText(QPointF(room.left(), middle + 13), lane.way)


def _paint_bars(painter: QPainter, bars: Sequence[tuple[float, int]], height: float) -> None:
    painter.setFont(font(10, face=MONO))
    for share, number in bars:
        x = LEFT + share * (WIDTH - LEFT - GAP)
        painter.setPen(QPen(colour("text_3", 0.35), 1))
        painter.drawLine(QPointF(x, TOP - 4), QPointF(x, height - GAP))
        painter.setPen(colour("text_3"))
        painter.drawText(QPointF(x + 3, TOP - 8), str(number))


def _paint(painter: QPainter, box: QRectF, value: object, times: FrameTimes) -> None:
    match value:
        case LightBuffer() as light:
            _paint_light(painter, box, light)
        case Colour() as shades:
            _paint_image(painter, box, _wide(shades, times)[:, :, :3])
        case Number() as number:
            _paint_numbers(painter, box, _wide(number, times)[:, :, 0])
        case Aim() | Point() as way:
            rows = _wide(way, times)[0].T
            _paint_lines(painter, box, rows, HUES)
        case Chroma() as tones:
            _paint_heat(painter, box, _wide(tones, times)[0].T[::-1])
        case Picture() as picture:
            _paint_picture(painter, box, picture)
        case _:
            _paint_moments(painter, box, value, times)


def _paint_light(painter: QPainter, box: QRectF, light: LightBuffer) -> None:
    """What a node set: the colour that leaves the heads, or else the way or the level."""
    told = {name for name in ATTRIBUTES if is_set(light.set, INDEX[name]).any()}
    if "red" in told:
        rows = light.values[:, :, COLOUR] * light.values[:, :, [INTENSITY]]
        _paint_image(painter, box, rows)
    elif "aim_x" in told:
        head = int(is_set(light.set, AIM.start).any(axis=1).argmax())
        _paint_lines(painter, box, light.values[head, :, AIM].T, HUES)
    else:
        level = next(name for name in LIGHT_LEVELS if name in told)
        _paint_heat(painter, box, light.values[:, :, INDEX[level]])


def _wide(curve: Curve, times: FrameTimes) -> npt.NDArray[np.float32]:
    heads, _, channels = curve.values.shape
    return np.broadcast_to(curve.values, (heads, times.count, channels))


def _paint_numbers(painter: QPainter, box: QRectF, rows: npt.NDArray[np.float32]) -> None:
    if rows.shape[0] == 1:
        _paint_lines(painter, box, rows, (PORT_COLOURS["Number"],))
    else:
        _paint_heat(painter, box, rows)


def _paint_heat(painter: QPainter, box: QRectF, rows: npt.NDArray[np.float32]) -> None:
    low, high = min(float(rows.min()), 0.0), max(float(rows.max()), 1e-6)
    level = np.clip((rows - low) / max(high - low, 1e-9), 0.0, 1.0)[..., None]
    _paint_image(painter, box, np.repeat(level, 3, axis=2).astype(np.float32))


def _paint_image(painter: QPainter, box: QRectF, rows: npt.NDArray[np.float32]) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    heads = rows.shape[0]
    each = box.height() / heads
    image = image_of(np.ascontiguousarray(rows))
    for head in range(heads):
        room = QRectF(box.left(), box.top() + head * each, box.width(), each)
        gap = 1.0 if each > 4 else 0.0
        painter.drawImage(
            room.adjusted(0, 0, 0, -gap), image, QRectF(0, head, image.width(), 1)
        )


def _paint_lines(
    painter: QPainter,
    box: QRectF,
    rows: npt.NDArray[np.float32],
    shades: Sequence[str],
) -> None:
    low, high = min(float(rows.min()), 0.0), max(float(rows.max()), 0.0)
    high = high if high > low else low + 1.0
    xs = box.left() + np.linspace(0.0, box.width(), rows.shape[1])
    for number, row in enumerate(rows[:MOST_LINES]):
        ys = box.bottom() - 4 - (box.height() - 8) * (row - low) / (high - low)
        line = QPolygonF([QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)])
        painter.setPen(QPen(QColor(shades[number % len(shades)]), 1.4))
        painter.drawPolyline(line)
    painter.setPen(colour("text_3"))
    painter.setFont(font(9, face=MONO))
    inner = box.adjusted(4, 2, -4, -2)
    painter.drawText(inner, Qt.AlignmentFlag.AlignTop, f"{high:.3g}")
    painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, f"{low:.3g}")


def _paint_picture(painter: QPainter, box: QRectF, picture: Picture) -> None:
    span = max(picture.high - picture.low, 1e-9)
    level = np.clip((picture.values - picture.low) / span, 0.0, 1.0).astype(np.float32)
    match picture.kind:
        case "strip":
            _paint_image(painter, box, picture.values)
        case "scope":
            _paint_lines(painter, box, picture.values, HUES)
        case "spectrogram":
            _paint_heat(painter, box, level[::-1])
        case "heat_map":
            _paint_heat(painter, box, level)
        case "xy":
            side = box.height() - 8
            painter.setPen(QPen(QColor(PORT_COLOURS["Number"]), 1.4))
            for head in level[:MOST_LINES]:
                points = [
                    QPointF(
                        box.left() + 4 + float(x) * side, box.bottom() - 4 - float(y) * side
                    )
                    for x, y in head
                ]
                painter.drawPolyline(QPolygonF(points))


def _paint_moments(painter: QPainter, box: QRectF, value: object, times: FrameTimes) -> None:
    start, stop = times.seconds[0], times.seconds[-1] + 1 / LIGHT_FPS

    def x_of(seconds: float) -> float:
        return float(box.left() + box.width() * (seconds - start) / (stop - start))

    match value:
        case Trigger(frames, strength):
            blows = [
                (x_of(frame / LIGHT_FPS), power)
                for frame, power in zip(frames, strength, strict=True)
            ]
            _paint_blows(painter, box, blows)
        case BeatGrid() as grid:
            _paint_beats(painter, box, grid, [x_of(float(beat)) for beat in grid.beats])
        case ChordTrack() as chords:
            edges = [x_of(float(edge)) for edge in chords.edges]
            _paint_spans(painter, box, edges, [chord_name(c) for c in chords.chords])
        case SectionTrack() as parts:
            edges = [*(x_of(s.start) for s in parts.sections), x_of(parts.sections[-1].stop)]
            _paint_spans(painter, box, edges, [section.label for section in parts.sections])
        case Audio(samples, first):
            _paint_wave(painter, box, samples, times.first - first)
        case Selection(heads):
            said = ", ".join(str(head + 1) for head in heads)
            _paint_spans(painter, box, [box.left(), box.right()], [f"heads {said}"])


def _paint_blows(painter: QPainter, box: QRectF, blows: Sequence[tuple[float, float]]) -> None:
    painter.setPen(QPen(QColor(PORT_COLOURS["Trigger"]), 2))
    for x, power in blows:
        top = box.bottom() - 4 - (box.height() - 12) * float(np.clip(power, 0.05, 1))
        painter.drawLine(QPointF(x, box.bottom() - 4), QPointF(x, top))


def _paint_beats(
    painter: QPainter, box: QRectF, grid: BeatGrid, places: Sequence[float]
) -> None:
    downbeats = set(grid.downbeats.tolist())
    for number, x in enumerate(places):
        is_down = number in downbeats
        shade = PORT_COLOURS["Beats"] if is_down else THEME.text_3
        painter.setPen(QPen(QColor(shade), 2 if is_down else 1))
        top = 8 if is_down else box.height() * 0.45
        painter.drawLine(QPointF(x, box.top() + top), QPointF(x, box.bottom() - 8))


def _paint_spans(
    painter: QPainter, box: QRectF, edges: Sequence[float], names: Sequence[str]
) -> None:
    painter.setFont(font(12, 500))
    for left, right, name in zip(edges[:-1], edges[1:], names, strict=False):
        room = QRectF(max(left, box.left()), box.top() + 14, 0, box.height() - 28)
        room.setRight(min(right, box.right()))
        if room.width() <= 0:
            continue
        painter.fillRect(room.adjusted(1, 0, -1, 0), colour("lift"))
        painter.setPen(QColor(PORT_COLOURS["Chords"]))
        painter.drawText(room.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)


def _paint_wave(
    painter: QPainter, box: QRectF, samples: npt.NDArray[np.float32], skipped: int
) -> None:
    heard = samples[max(skipped, 0) * SAMPLES_PER_FRAME :]
    columns = int(box.width() * RATIO)
    parts = np.array_split(heard, columns)
    painter.setPen(QPen(QColor(PORT_COLOURS["Audio"]), 0.5))
    middle, reach = box.center().y(), box.height() / 2 - 4
    for number, part in enumerate(parts):
        if part.size:
            x = box.left() + number / RATIO
            painter.drawLine(
                QPointF(x, middle - reach * float(part.max())),
                QPointF(x, middle - reach * float(part.min())),
            )
