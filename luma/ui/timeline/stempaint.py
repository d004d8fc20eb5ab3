"""The lanes of the voices as they are painted."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from luma.domain.stems import Balance, Stem
from luma.ui.assets import pixmap
from luma.ui.timeline import shades
from luma.ui.timeline.lanes import STEM, STEMS, Lanes
from luma.ui.timeline.ruler import draw_lines
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.stems import (
    TITLES,
    StemKnob,
    StemScene,
    button_of,
    signs_of,
    top_of,
)

ICON = 14
ICONS = {Stem.DRUMS: "drum", Stem.BASS: "guitar", Stem.VOCALS: "mic", Stem.OTHER: "piano"}
PLAIN, SILENT = 0.42, 0.78
"""How far a voice is darkened beside others that are solo, and where it is not heard."""
ALL_HEARD = "Solo and mute are heard while it plays"


def draw_stems(painter: QPainter, scene: Scene) -> None:
    """Paint the waves of the voices, or why there are none."""
    lanes, stems = scene.lanes, scene.stems
    if stems is None or not lanes.stems:
        return
    title = QRectF(lanes.header, lanes.stems_top, scene.view.width, STEMS)
    painter.fillRect(QRectF(title.left(), title.top() - 1, title.width(), 1), _line())
    if not stems.are_there:
        painter.fillRect(title.adjusted(0, 1, 0, -1), shades.stripes())
        say(painter, title, stems.words, "text_2")
        return
    if lanes.stems == STEMS:
        _draw_waves(painter, scene, title.adjusted(0, 1, 0, -1), stems)
        return
    say(painter, title, _balance_words(stems.balance), "text_3")
    waves = QRectF(title.left(), title.bottom(), title.width(), lanes.stems - STEMS)
    _draw_waves(painter, scene, waves, stems)
    draw_lines(painter, scene, waves.top(), waves.bottom())
    for stem in Stem:
        line = QRectF(waves.left(), top_of(lanes, stem) - 1, waves.width(), 1)
        painter.fillRect(line, shades.shade("line_soft"))


def draw_stem_heads(painter: QPainter, scene: Scene) -> None:
    """Paint the names of the voices, with what makes each solo or mute."""
    lanes, stems = scene.lanes, scene.stems
    if stems is None or not lanes.stems:
        return
    middle = lanes.stems_top + STEMS / 2 - 0.5
    ink = shades.shade("text_2")
    shades.write(painter, (12, middle), "Stems", ink, shades.SMALL)
    if stems.offers:
        _draw_button(painter, button_of(lanes))
    elif stems.are_there:
        draw_fold(painter, lanes, middle, is_open=lanes.stems > STEMS)
        room = lanes.header - 12 - ICON - 6
        left = max(50.0, room - shades.width_of(stems.engine, 11))
        words = shades.elided(stems.engine, int(room - left) + 1, 11)
        shades.write(painter, (left, middle), words, shades.shade("text_3"), shades.SMALL)
    if lanes.stems > STEMS:
        for stem in Stem:
            _draw_head(painter, scene, stem, stems.balance)
    painter.fillRect(QRectF(0, lanes.stems_top - 1, lanes.header, 1), _line())


def draw_fold(painter: QPainter, lanes: Lanes, middle: float, *, is_open: bool) -> None:
    """Paint at the end of a name whether what it names is folded."""
    fold = "chevron-down" if is_open else "chevron-right"
    mark = pixmap(fold, "text_3", ICON, painter.device().devicePixelRatio())
    painter.drawPixmap(QPointF(lanes.header - 12 - ICON, round(middle - ICON / 2)), mark)


def _draw_head(painter: QPainter, scene: Scene, stem: Stem, balance: Balance) -> None:
    lanes, top = scene.lanes, top_of(scene.lanes, stem)
    middle, is_silent = top + STEM / 2 - 0.5, stem in balance.silent
    calm = "text_3" if is_silent else "text_2"
    ratio = painter.device().devicePixelRatio()
    sign = pixmap(ICONS[stem], calm, ICON, ratio)
    painter.drawPixmap(QPointF(11, round(middle - ICON / 2)), sign)
    name = "text" if stem in balance.solo and not is_silent else calm
    shades.write(painter, (31, middle), TITLES[stem], shades.shade(name), shades.SMALL)
    states = {
        StemKnob.SOLO: ("S", stem in balance.solo, "accent"),
        StemKnob.MUTE: ("M", stem in balance.muted, "warn"),
    }
    for knob, place in signs_of(lanes, stem).items():
        letter, is_on, ground = states[knob]
        if is_on:
            _draw_ground(painter, place, ground)
        ink = shades.shade("text_on" if is_on else "text_3")
        left = place.center().x() - shades.width_of(letter, 11, 600) / 2
        shades.write(painter, (left, place.center().y()), letter, ink, shades.SMALL_BOLD)
    painter.fillRect(QRectF(0, top - 1, lanes.header, 1), shades.shade("line_soft"))


def _draw_waves(painter: QPainter, scene: Scene, place: QRectF, stems: StemScene) -> None:
    stems.tiles.draw(painter, scene.view, place, painter.device().devicePixelRatio())
    each, balance = place.height() / len(Stem), stems.balance
    for index, stem in enumerate(Stem):
        row = QRectF(place.left(), place.top() + index * each, place.width(), each)
        dark = SILENT if stem in balance.silent else 0.0 if stem in balance.solo else PLAIN
        painter.fillRect(row, shades.shade("sunk", dark))


def _draw_button(painter: QPainter, place: QRectF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades.shade("lift"))
    painter.drawRoundedRect(place, 3, 3)
    painter.restore()
    left = place.center().x() - shades.width_of("Separate", 11) / 2
    ink = shades.shade("text")
    shades.write(painter, (left, place.center().y()), "Separate", ink, shades.SMALL)


def _draw_ground(painter: QPainter, place: QRectF, token: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades.shade(token))
    painter.drawRoundedRect(place, 3, 3)
    painter.restore()


def say(painter: QPainter, title: QRectF, words: str, ink: str) -> None:
    """Write why a lane has nothing to show, or what it shows, at its begin."""
    if words:
        said = shades.elided(words, int(title.width()) - 24, 11)
        ground = QRectF(title.left() + 4, title.top() + 2, shades.width_of(said, 11) + 8, 16)
        painter.fillRect(ground, shades.shade("sunk"))
        at = (title.left() + 8, title.center().y() - 0.5)
        shades.write(painter, at, said, shades.shade(ink), shades.SMALL)


def _balance_words(balance: Balance) -> str:
    heard = [TITLES[stem].lower() for stem in Stem if stem not in balance.silent]
    if len(heard) == len(Stem):
        return ALL_HEARD
    return f"Heard: {', '.join(heard)}" if heard else "Nothing is heard: all voices are mute"


def _line() -> QColor:
    return shades.shade("line")
