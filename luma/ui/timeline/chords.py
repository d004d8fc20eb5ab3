"""The chords of a track in their lane."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from luma.domain.harmony import TONES, Chord
from luma.ui.timeline import shades
from luma.ui.timeline.lanes import CHORDS
from luma.ui.timeline.scene import Scene

WRITTEN = {"maj": "", "min": "m", "min7": "m7", "hdim7": "m7♭5"}
NARROWEST_LABEL = 14


def chord_name(chord: Chord) -> str:
    """A chord as musicians write it, such as Am7 or C/E."""
    if chord.root is None:
        return ""
    over = "" if chord.bass is None else f"/{TONES[chord.bass]}"
    return f"{TONES[chord.root]}{WRITTEN.get(chord.quality, chord.quality)}{over}"


def draw_chords(painter: QPainter, scene: Scene) -> None:
    """Paint the chords in view, in the colours of their roots' major keys; none if unheard."""
    chords, top = scene.chords, scene.lanes.chords_top
    if chords is None:
        return
    first, stop = np.searchsorted(chords.edges, [scene.view.start, scene.view.stop])
    first = max(0, int(first) - 1)
    places = ((chords.edges[first : stop + 1] - scene.view.start) * scene.view.scale).tolist()
    for chord, at, end in zip(chords.chords[first:stop], places, places[1:], strict=False):
        if chord.root is not None:
            left, right = scene.lanes.header + at, scene.lanes.header + end
            _draw_chord(painter, scene, chord, QRectF(left, top, right - left, CHORDS))


def _draw_chord(painter: QPainter, scene: Scene, chord: Chord, at: QRectF) -> None:
    assert chord.root is not None
    inside = at.adjusted(0, 1, -1, -1)
    painter.fillRect(inside, shades.chord_ground(chord.root))
    if inside.width() >= NARROWEST_LABEL:
        edge = QRectF(inside.left(), inside.top(), 2, inside.height())
        painter.fillRect(edge, shades.chord_shade(chord.root))
    left = max(inside.left(), float(scene.lanes.header)) + 5
    room, name = int(inside.right() - left), chord_name(chord)
    if room >= NARROWEST_LABEL and shades.width_of(name, 11) <= room:
        ink, middle = shades.chord_shade(chord.root), at.center().y()
        shades.write(painter, (left, middle), name, ink, shades.SMALL)
