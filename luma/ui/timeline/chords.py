"""The chords of a track in their lane."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from luma.domain.chordnames import chord_name
from luma.domain.harmony import Chord
from luma.domain.uncertain import unclear_chords
from luma.ui.timeline import shades
from luma.ui.timeline.lanes import CHORDS
from luma.ui.timeline.scene import Scene

NARROWEST_LABEL = 14
REACH = 5.0
UNCLEAR = 0.45
MARK = "?"


def chord_at(scene: Scene, at: QPointF) -> int | None:
    """The chord at a place of the canvas."""
    top = scene.lanes.chords_top
    if scene.chords is None or not scene.lanes.has_chords:
        return None
    if not top <= at.y() < top + CHORDS or at.x() < scene.lanes.header:
        return None
    index = int(scene.chords.index_at(scene.seconds(at.x())))
    return index if index >= 0 else None


def edge_at(scene: Scene, at: QPointF) -> int | None:
    """The edge between two chords that can be taken hold of at a place, if they are wide."""
    chord = chord_at(scene, at)
    if chord is None or scene.chords is None:
        return None
    edges = scene.chords.edges
    for edge in (chord, chord + 1):
        if 0 < edge < edges.size - 1 and abs(scene.x(float(edges[edge])) - at.x()) <= REACH:
            around = edges[edge - 1 : edge + 2]
            if float(np.diff(around).min()) * scene.view.scale >= 2 * REACH:
                return edge
    return None


def draw_chords(painter: QPainter, scene: Scene) -> None:
    """Paint the chords in view, in the colours of their roots' major keys; none if unheard.

    What was heard unclearly is pale, with a question mark.
    """
    chords, top = scene.chords, scene.lanes.chords_top
    if chords is None:
        return
    first, stop = np.searchsorted(chords.edges, [scene.view.start, scene.view.stop])
    first = max(0, int(first) - 1)
    places = ((chords.edges[first : stop + 1] - scene.view.start) * scene.view.scale).tolist()
    unclear = frozenset(unclear_chords(chords))
    rows = zip(chords.chords[first:stop], places, places[1:], strict=False)
    for index, (chord, at, end) in enumerate(rows, start=first):
        left, right = scene.lanes.header + at, scene.lanes.header + end
        place = QRectF(left, top, right - left, CHORDS)
        if chord.root is not None:
            _draw_chord(painter, scene, chord, place, is_clear=index not in unclear)
        if index == scene.chord:
            _draw_chosen(painter, place)
    if scene.drag.chord_edge is not None:
        _draw_edge(painter, scene, scene.drag.chord_edge[1])


def _draw_chord(
    painter: QPainter, scene: Scene, chord: Chord, at: QRectF, *, is_clear: bool
) -> None:
    assert chord.root is not None
    inside = at.adjusted(0, 1, -1, -1)
    painter.setOpacity(1.0 if is_clear else UNCLEAR)
    painter.fillRect(inside, shades.chord_ground(chord.root))
    painter.setOpacity(1.0)
    shade = shades.chord_shade(chord.root)
    if inside.width() >= NARROWEST_LABEL and is_clear:
        painter.fillRect(QRectF(inside.left(), inside.top(), 2, inside.height()), shade)
    elif inside.width() >= NARROWEST_LABEL:
        painter.setPen(QPen(shade, 2, Qt.PenStyle.DotLine))
        painter.drawLine(
            QLineF(inside.left() + 1, at.top() + 2, inside.left() + 1, at.bottom())
        )
    left = max(inside.left(), float(scene.lanes.header)) + 5
    room, name = int(inside.right() - left), chord_name(chord)
    middle = at.center().y()
    marked = name if is_clear else f"{name} {MARK}"
    if room < NARROWEST_LABEL:
        return
    if shades.width_of(marked, 11) <= room:
        shades.write(painter, (left, middle), marked, shade, shades.SMALL)
    elif shades.width_of(name, 11) <= room:
        shades.write(painter, (left, middle), name, shade, shades.SMALL)
    elif not is_clear:
        shades.write(painter, (left, middle), MARK, shade, shades.SMALL)


def _draw_chosen(painter: QPainter, at: QRectF) -> None:
    painter.setPen(shades.plain_pen("accent"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(at.adjusted(0.5, 1.5, -1.5, -1.5))


def _draw_edge(painter: QPainter, scene: Scene, seconds: float) -> None:
    """Paint where a carried edge would lie, with its place."""
    if scene.marks is None:
        return
    x, top = round(scene.x(seconds)) + 0.5, scene.lanes.chords_top
    painter.setPen(shades.plain_pen("accent"))
    painter.drawLine(QPointF(x, top - 18), QPointF(x, top + CHORDS))
    words = scene.marks.name(round(float(scene.marks.grid.position(seconds)), 3))
    wide = shades.width_of(words, 11, 600, mono=True) + 8
    flag = QRectF(x + 4, top - 18, wide, 16)
    if flag.right() > scene.lanes.header + scene.view.width:
        flag.moveRight(x - 4)
    painter.fillRect(flag, shades.shade("accent"))
    painter.setFont(shades.face(11, 600, mono=True))
    painter.setPen(shades.shade("text_on"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)
