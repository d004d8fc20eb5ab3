"""The titles of clips: name, what they give to their pattern, and how they blend."""

import functools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from luma.domain.score import Blend, Clip
from luma.ui.assets import pixmap
from luma.ui.theme import BLEND_CODES, THEME
from luma.ui.timeline import shades
from luma.ui.timeline.scene import Scene

BAR = 3.0
WITH_CHIPS, WITH_CODE, WITH_NAME = 120.0, 84.0, 40.0
CODE_WIDTH, CODE_HEIGHT = 28, 15
CHIP_HEIGHT = 14
MARK = 12


def draw_title(painter: QPainter, scene: Scene, clip: Clip, head: QRectF) -> None:
    """Paint as much of a title as there is room for, in the part that is seen."""
    ratio = painter.device().devicePixelRatio()
    left = max(head.left(), float(scene.lanes.header)) + BAR + 4
    right = min(head.right(), float(scene.lanes.header + scene.view.width)) - 4
    name, middle, ink = scene.label(clip).name, head.center().y(), shades.shade("text")
    if clip.id in scene.states.dark:
        ink = shades.shade("text_2")
    if right - left < WITH_NAME - BAR - 10:
        shades.write(painter, (left, middle), name[:1], ink, shades.SMALL_BOLD)
        return
    if head.width() >= WITH_CODE and right - left >= CODE_WIDTH:
        right -= CODE_WIDTH
        painter.drawPixmap(
            QPointF(right, round(middle - CODE_HEIGHT / 2)), code_of_blend(clip.blend, ratio)
        )
        right -= 4
    left = _draw_signs(painter, signs_of(scene, clip), (left, right, middle))
    text = shades.elided(name, max(0, int(right - left)), 11, 600)
    shades.write(painter, (left, middle), text, ink, shades.SMALL_BOLD)
    if head.width() < WITH_CHIPS:
        return
    left += int(shades.width_of(text, 11, 600)) + 6
    for words in chips_of(clip):
        chip = _chip(words, ratio)
        wide = chip.width() / ratio
        if left + wide > right:
            return
        painter.drawPixmap(QPointF(left, round(middle - CHIP_HEIGHT / 2)), chip)
        left += int(wide) + 4


def _draw_signs(
    painter: QPainter, signs: tuple[tuple[str, str], ...], room: tuple[float, float, float]
) -> float:
    """Paint icons from the left to the right end of a room around a height; gives its rest."""
    left, right, middle = room
    ratio = painter.device().devicePixelRatio()
    for sign, token in signs:
        if right - left >= MARK + 4:
            mark = pixmap(sign, token, MARK, ratio)
            painter.drawPixmap(QPointF(left, round(middle - MARK / 2)), mark)
            left += MARK + 4
    return left


def signs_of(scene: Scene, clip: Clip) -> tuple[tuple[str, str], ...]:
    """The icons before a clip's name: it is locked, it is muted, it has trouble."""
    told = (
        ("lock", "text", clip.locked),
        ("eye-off", "text_2", clip.muted),
        ("circle-alert", "error", clip.id in scene.troubles),
    )
    return tuple((sign, token) for sign, token, is_so in told if is_so)


def chips_of(clip: Clip) -> tuple[str, ...]:
    """A clip's own arguments in a word or two each, and its opacity if light comes through."""
    words = []
    for name, value in clip.arguments.items():
        match value:
            case str() if name == "selection":
                words.append(value)
            case bool() | str():
                words.append(f"{name} {value}")
            case int() | float():
                words.append(f"{name} {value:g}")
    if clip.opacity < 1.0:
        words.append(f"{round(clip.opacity * 100)} %")
    return tuple(words)


@functools.lru_cache(maxsize=1024)
def _chip(words: str, ratio: float) -> QPixmap:
    """An argument on its own ground."""
    wide = int(shades.width_of(words, 10)) + 9
    made = _blank(wide, CHIP_HEIGHT, ratio)
    painter = QPainter(made)
    _ground(painter, QRectF(0, 0, wide, CHIP_HEIGHT), shades.shade("void", 0.3), 3)
    painter.setFont(shades.face(10))
    painter.setPen(shades.shade("text"))
    painter.drawText(QRectF(0, 0, wide, CHIP_HEIGHT), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return made


@functools.lru_cache(maxsize=64)
def code_of_blend(blend: Blend | None, ratio: float) -> QPixmap:
    """The three letters of a blend mode; a dash where there is none, or several."""
    plain = ("–", THEME.text_3, THEME.lift)
    letters, ink, ground = plain if blend is None else BLEND_CODES[blend]
    made = _blank(CODE_WIDTH, CODE_HEIGHT, ratio)
    painter = QPainter(made)
    place = QRectF(0, 0, CODE_WIDTH, CODE_HEIGHT)
    _ground(painter, place, QColor(ground), 2)
    painter.setFont(shades.face(10, 600, mono=True))
    painter.setPen(QColor(ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letters)
    painter.end()
    return made


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _ground(painter: QPainter, place: QRectF, ink: QColor, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(place, radius, radius)
