"""The ruler, the beat lines, the loop and the play head."""

import functools

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.uncertain import Stretch, unclear_stretches
from luma.ui.timeline import shades
from luma.ui.timeline.lanes import RULER
from luma.ui.timeline.marks import labels_of, lines_of
from luma.ui.timeline.scene import Scene

BRACE = 9
HOUSE = 11.0
MINOR, BAND = 5, 32
SPOT_FROM, LABEL = 12, 64


def clock(seconds: float) -> str:
    """A moment as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def draw_ruler(painter: QPainter, scene: Scene) -> None:
    """Paint bar numbers and times, and the brace of the loop above them."""
    left, wide = scene.lanes.header, scene.view.width
    painter.fillRect(QRectF(left, 0, wide, RULER), shades.shade("base"))
    if scene.marks is None:
        return
    if scene.loop is not None:
        _draw_brace(painter, scene, scene.loop)
    _draw_ticks(painter, scene)
    _draw_unclear(painter, scene)
    middle = BRACE - 1 + (RULER - BRACE) / 2
    for x, number, seconds in labels_of(scene.marks, scene.view):
        name, at = str(number), left + x + 4
        shades.write(painter, (at, middle), name, shades.shade("text"), shades.SMALL_BOLD)
        at += shades.width_of(name, 11, 600) + 6
        shades.write(
            painter, (at, middle), clock(seconds), shades.shade("text_3"), shades.FIGURES
        )
    painter.fillRect(QRectF(left, RULER - 1, wide, 1), shades.shade("line"))


def _draw_ticks(painter: QPainter, scene: Scene) -> None:
    assert scene.marks is not None
    left = scene.lanes.header
    labelled = {round(x) for x, _, _ in labels_of(scene.marks, scene.view)}
    ticks: list[QLineF] = [
        QLineF(left + x + 0.5, BRACE, left + x + 0.5, RULER) for x in labelled
    ]
    painter.setPen(shades.plain_pen("line_control"))
    painter.drawLines(ticks)
    minor: list[QLineF] = []
    for places, strength in lines_of(scene.marks, scene.view):
        if strength > 0.04:
            minor += [QLineF(x, RULER - MINOR, x, RULER) for x in (left + places).round() + 0.5]
    painter.setPen(shades.plain_pen("line_strong"))
    painter.drawLines(minor)


def _draw_unclear(painter: QPainter, scene: Scene) -> None:
    """Paint a line under what was heard unclearly, with a question mark where there is room."""
    assert scene.marks is not None
    low, high = scene.view.start, scene.view.stop
    named = [scene.lanes.header + x for x, _, _ in labels_of(scene.marks, scene.view)]
    for start, stop in spots_of(scene.marks.grid, scene.chords):
        if stop < low or start > high:
            continue
        left, right = round(scene.x(start)), round(scene.x(stop))
        wide = max(right - left - 1, 3)
        painter.fillRect(QRectF(left, RULER - 3, wide, 2), shades.shade("warn"))
        sign = right - 3 - shades.width_of("?", 10, 400, mono=True)
        if wide >= SPOT_FROM and not any(x - SPOT_FROM < sign < x + LABEL for x in named):
            at = (sign, RULER - 9)
            shades.write(painter, at, "?", shades.shade("warn"), shades.FIGURES)


def unclear_at(scene: Scene, x: float) -> bool:
    """Whether something was heard unclearly at a place."""
    if scene.marks is None:
        return False
    seconds = scene.seconds(x)
    spots = spots_of(scene.marks.grid, scene.chords)
    return any(start <= seconds < stop for start, stop in spots)


@functools.lru_cache(maxsize=4)
def spots_of(grid: BeatGrid, chords: ChordTrack | None) -> tuple[Stretch, ...]:
    """The stretches that were heard unclearly."""
    return unclear_stretches(grid, chords)


def _draw_brace(painter: QPainter, scene: Scene, loop: tuple[float, float]) -> None:
    left, right = (scene.x(at) for at in loop)
    painter.fillRect(QRectF(left, 0, right - left, BRACE), shades.shade("accent", 0.3))
    for x in (left, right - 2):
        painter.fillRect(QRectF(x, 0, 2, BRACE), shades.shade("accent"))


def draw_lines(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """Paint bar and beat lines over a lane."""
    if scene.marks is None:
        return
    for places, strength in lines_of(scene.marks, scene.view):
        painter.setPen(shades.plain_pen("text", strength))
        xs = (places + scene.lanes.header).round() + 0.5
        painter.drawLines([QLineF(x, top, x, bottom) for x in xs.tolist()])


def draw_ground(painter: QPainter, scene: Scene, top: int, bottom: int) -> None:
    """Paint plain ground with bar and beat lines: a low band of it, over and over."""
    ratio, left = painter.device().devicePixelRatio(), scene.lanes.header
    band = QPixmap(round(scene.view.width * ratio), round(BAND * ratio))
    band.setDevicePixelRatio(ratio)
    band.fill(shades.shade("sunk"))
    inner = QPainter(band)
    inner.translate(-left, 0)
    draw_lines(inner, scene, 0, BAND)
    inner.end()
    painter.drawTiledPixmap(QRect(left, top, scene.view.width, bottom - top), band)


def draw_loop(painter: QPainter, scene: Scene, bottom: float) -> None:
    """Paint the stretch that is played over and over."""
    if scene.loop is None:
        return
    left, right = (scene.x(at) for at in scene.loop)
    painter.fillRect(QRectF(left, RULER, right - left, bottom), shades.shade("accent", 0.045))
    for x in (left, right - 1):
        painter.fillRect(QRectF(round(x), RULER, 1, bottom), shades.shade("accent", 0.55))


def draw_play_head(painter: QPainter, x: float, bottom: float) -> None:
    """Paint where playing is: a line with a house on the ruler."""
    painter.fillRect(QRectF(round(x), RULER - 2, 1, bottom), shades.shade("accent"))
    half, middle = HOUSE / 2, round(x) + 0.5
    top = RULER - HOUSE - 2
    outline = [(-half, 0), (half, 0), (half, HOUSE * 0.55), (0, HOUSE), (-half, HOUSE * 0.55)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades.shade("accent"))
    painter.drawPolygon(QPolygonF([QPointF(middle + dx, top + dy) for dx, dy in outline]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
