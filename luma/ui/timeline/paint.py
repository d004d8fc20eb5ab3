"""The whole picture of the timeline, but for the play head."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from luma.ui.assets import pixmap
from luma.ui.timeline import shades
from luma.ui.timeline.chords import draw_chords
from luma.ui.timeline.clippictures import ClipPictures
from luma.ui.timeline.dynamicspaint import draw_dynamics, draw_dynamics_heads
from luma.ui.timeline.gridpaint import draw_beats
from luma.ui.timeline.headerpaint import draw_layer_heads
from luma.ui.timeline.lanes import CHORDS, RULER, SECTIONS, Row
from luma.ui.timeline.ruler import draw_ground, draw_lines, draw_loop, draw_ruler
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.sections import draw_sections
from luma.ui.timeline.stempaint import draw_stem_heads, draw_stems
from luma.ui.timeline.tones import ToneTiles
from luma.ui.timeline.wave import WaveTiles

FOLD = 14
LEGEND = (("Low", "wave_low"), ("Mid", "wave_mid"), ("High", "wave_high"))


@dataclass(frozen=True, slots=True)
class Said:
    """What the lanes' heads say beside their names, and what is said where nothing is."""

    wave: str = ""
    empty_title: str = ""
    empty_words: str = ""
    empty_sign: str = "layers"


@dataclass(frozen=True, slots=True, eq=False)
class Pictured:
    """What was painted before and can be painted from."""

    tiles: WaveTiles
    clips: ClipPictures
    tones: ToneTiles


def paint_scene(painter: QPainter, scene: Scene, said: Said, from_: Pictured) -> None:
    """Paint all of it."""
    lanes, ratio = scene.lanes, painter.device().devicePixelRatio()
    body = QRectF(lanes.header, 0, scene.view.width, lanes.height)
    if scene.marks is None:
        whole = QRectF(0, 0, lanes.header + scene.view.width, lanes.height)
        painter.fillRect(whole, shades.shade("sunk"))
        _draw_empty(painter, whole, said)
        return
    painter.save()
    painter.setClipRect(body)
    draw_ruler(painter, scene)
    upper = QRectF(body.left(), RULER, body.width(), lanes.layers_top - RULER)
    painter.fillRect(upper, shades.shade("sunk"))
    draw_sections(painter, scene)
    _draw_mix(painter, scene, from_, said.wave)
    _draw_tones(painter, scene, from_.tones)
    draw_lines(painter, scene, lanes.mix_top, lanes.chords_top)
    draw_chords(painter, scene)
    draw_stems(painter, scene)
    draw_dynamics(painter, scene)
    draw_beats(painter, scene)
    painter.setClipRect(QRectF(body.left(), lanes.layers_top, body.width(), body.height()))
    _draw_layers(painter, scene, from_.clips, ratio)
    painter.setClipRect(body)
    draw_loop(painter, scene, lanes.height)
    _draw_drag(painter, scene)
    painter.restore()
    if not lanes.rows and said.empty_title:
        top = lanes.layers_top
        _draw_empty(painter, QRectF(body.left(), top, body.width(), lanes.height - top), said)
    draw_headers(painter, scene)


def _draw_mix(painter: QPainter, scene: Scene, from_: Pictured, words: str) -> None:
    lanes, ratio = scene.lanes, painter.device().devicePixelRatio()
    mix = QRectF(lanes.header, lanes.mix_top, scene.view.width, lanes.mix)
    if from_.tiles.sketch is None:
        _draw_waiting(painter, mix, words)
    else:
        from_.tiles.draw(painter, scene.view, mix, ratio)


def _draw_tones(painter: QPainter, scene: Scene, tones: ToneTiles) -> None:
    lanes, ratio = scene.lanes, painter.device().devicePixelRatio()
    if not lanes.tones:
        return
    place = QRectF(lanes.header, lanes.tones_top, scene.view.width, lanes.tones)
    if tones.sketch is None:
        _draw_waiting(painter, place, "The tones have yet to be heard")
    else:
        tones.draw(painter, scene.view, place.adjusted(0, 1, 0, 0), ratio)


def _draw_waiting(painter: QPainter, place: QRectF, words: str) -> None:
    painter.fillRect(place.adjusted(0, 1, 0, -1), shades.stripes())
    if words:
        ground = QRectF(0, 0, shades.width_of(words, 11) + 16, 20)
        ground.moveCenter(place.center())
        painter.fillRect(ground, shades.shade("sunk"))
        painter.setFont(shades.face(11))
        painter.setPen(shades.shade("text_2"))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)


def _draw_layers(painter: QPainter, scene: Scene, clips: ClipPictures, ratio: float) -> None:
    lanes = scene.lanes
    draw_ground(painter, scene, lanes.layers_top, lanes.height)
    for row in lanes.rows:
        bottom = lanes.layers_top + row.bottom - scene.scroll
        _draw_state(painter, scene, row, bottom)
        painter.fillRect(
            QRectF(lanes.header, bottom - 1, scene.view.width, 1), _edge_of(scene, row)
        )
    if scene.marks is None:
        return
    clips.draw(painter, scene, ratio)


def _draw_state(painter: QPainter, scene: Scene, row: Row, bottom: int) -> None:
    """Shade the lane of a layer that is muted, and hatch one that is locked."""
    if scene.score is None:
        return
    layer, lanes = scene.score.layer(row.layer), scene.lanes
    place = QRectF(lanes.header, bottom - row.height, scene.view.width, row.height)
    if layer.muted:
        painter.fillRect(place, shades.shade("void", 0.55))
    if layer.locked:
        pattern = Qt.BrushStyle.BDiagPattern
        painter.fillRect(place, QBrush(shades.shade("line_strong", 0.3), pattern))


def _edge_of(scene: Scene, row: Row) -> QColor:
    index = scene.lanes.rows.index(row)
    following = scene.lanes.rows[index + 1 : index + 2]
    ends = not following or following[0].is_first
    return shades.shade("line" if ends else "line_soft")


def _draw_drag(painter: QPainter, scene: Scene) -> None:
    drag = scene.drag
    if drag.box is not None:
        painter.setPen(shades.plain_pen("accent"))
        painter.setBrush(shades.shade("accent", 0.1))
        painter.drawRect(drag.box)
    if drag.layer_edge is not None:
        rows = scene.lanes.rows
        under = rows[drag.layer_edge].top if drag.layer_edge < len(rows) else rows[-1].bottom
        y = scene.lanes.layers_top + under - scene.scroll
        painter.fillRect(QRectF(0, y - 1, painter.device().width(), 2), shades.shade("accent"))
    if drag.flag_beat is not None and scene.marks is not None:
        x = round(scene.x_of_beat(drag.flag_beat))
        painter.fillRect(QRectF(x, RULER, 1, scene.lanes.height), shades.shade("accent"))
        words = scene.marks.name(drag.flag_beat)
        wide = shades.width_of(words, 11, 600, mono=True) + 8
        flag = QRectF(x, scene.lanes.layers_top - 18, wide, 16)
        painter.fillRect(flag, shades.shade("accent"))
        painter.setFont(shades.face(11, 600, mono=True))
        painter.setPen(shades.shade("text_on"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)


def _draw_empty(painter: QPainter, room: QRectF, said: Said) -> None:
    middle = room.center()
    tall = room.height() >= 96
    if tall:
        sign = QRectF(middle.x() - 16, middle.y() - 46, 32, 32)
        painter.fillRect(sign.adjusted(-8, -8, 8, 8), shades.shade("sunk"))
        painter.drawPixmap(sign.topLeft(), pixmap(said.empty_sign, "line_control", 32))
    words = shades.elided(said.empty_words, int(room.width()) - 24, 12)
    title = QRectF(room.left(), middle.y() - (6 if tall else 22), room.width(), 22)
    wide = max(shades.width_of(words, 12), shades.width_of(said.empty_title, 15, 600)) + 24
    ground = QRectF(middle.x() - wide / 2, title.top() - 4, wide, 52)
    painter.fillRect(ground, shades.shade("sunk"))
    painter.setFont(shades.face(15, 600))
    painter.setPen(shades.shade("text"))
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, said.empty_title)
    painter.setFont(shades.face(12))
    painter.setPen(shades.shade("text_2"))
    painter.drawText(title.translated(0, 22), Qt.AlignmentFlag.AlignCenter, words)


def draw_headers(painter: QPainter, scene: Scene) -> None:
    """Paint the column that names the lanes."""
    lanes = scene.lanes
    painter.fillRect(QRectF(0, 0, lanes.header, lanes.height), shades.shade("base"))
    is_assumed = scene.marks is not None and scene.marks.grid.assumed
    told = "assumed" if is_assumed else "corrected" if scene.corrected else ""
    names = (f"Bars, {told}", "") if told else ("Bars", "Time")
    _name(painter, QRectF(12, 0, lanes.header - 24, RULER), *names, "text_3")
    mix = QRectF(12, lanes.mix_top, lanes.header - 24, lanes.mix)
    _draw_legend(painter, mix)
    if scene.marks is not None:
        sign = "chevron-down" if lanes.tones else "chevron-right"
        mark = pixmap(sign, "text_3", FOLD, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(mix.right() - FOLD, round(mix.center().y()) - 19), mark)
    _draw_names(painter, scene)
    painter.save()
    painter.setClipRect(QRectF(0, lanes.layers_top, lanes.header, lanes.height))
    _draw_layer_edges(painter, scene)
    draw_layer_heads(painter, scene)
    painter.restore()
    edges = [RULER, lanes.mix_top, lanes.tones_top, lanes.chords_top, lanes.layers_top]
    for edge in edges:
        painter.fillRect(QRectF(0, edge - 1, lanes.header, 1), shades.shade("line"))
    painter.fillRect(QRectF(lanes.header - 1, 0, 1, lanes.height), shades.shade("line"))


def _draw_names(painter: QPainter, scene: Scene) -> None:
    lanes = scene.lanes
    if lanes.sections:
        at = QRectF(12, RULER, lanes.header - 24, SECTIONS)
        sections = "Sections, corrected" if scene.sections_corrected else "Sections"
        _name(painter, at, sections, "", "text_2")
    if lanes.tones:
        at = QRectF(12, lanes.tones_top, lanes.header - 24, lanes.tones)
        _name(painter, at, "Tones", "", "text_2")
    if lanes.has_chords:
        at = QRectF(12, lanes.chords_top, lanes.header - 24, CHORDS)
        chords = "Chords, corrected" if scene.chords_corrected else "Chords"
        _name(painter, at, chords, "", "text_2")
    draw_stem_heads(painter, scene)
    draw_dynamics_heads(painter, scene)


def _name(painter: QPainter, at: QRectF, left: str, right: str, ink: str) -> None:
    middle = at.center().y()
    shades.write(painter, (at.left(), middle), left, shades.shade(ink), shades.SMALL)
    if right:
        x = at.right() - shades.width_of(right, 11)
        shades.write(painter, (x, middle), right, shades.shade(ink), shades.SMALL)


def _draw_legend(painter: QPainter, mix: QRectF) -> None:
    middle = mix.center().y()
    shades.write(painter, (mix.left(), middle - 12), "Mix", shades.shade("text"), shades.BOLD)
    left, short = mix.left(), mix.width() < 110
    for name, token in LEGEND:
        painter.fillRect(QRectF(left, middle + 6, 7, 7), shades.shade(token))
        words = name[0] if short else name
        shades.write(
            painter, (left + 11, middle + 9), words, shades.shade("text_2"), shades.SMALL
        )
        left += 11 + shades.width_of(words, 11) + 8


def _draw_layer_edges(painter: QPainter, scene: Scene) -> None:
    lanes = scene.lanes
    for row in lanes.rows:
        top = lanes.layers_top + row.top - scene.scroll
        painter.fillRect(QRectF(0, top + row.height - 1, lanes.header, 1), _edge_of(scene, row))
