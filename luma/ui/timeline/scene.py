"""Everything that one picture of the timeline is painted from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from luma.app.placing import Label, colour_of
from luma.domain.harmony import ChordTrack
from luma.domain.ids import ClipId, PatternId
from luma.domain.score import Blend, Clip, Score
from luma.domain.sections import SectionTrack
from luma.ui.timeline.dynamics import DynamicsScene
from luma.ui.timeline.lanes import GAP, Lanes, lay_out
from luma.ui.timeline.marks import Marks
from luma.ui.timeline.stems import StemScene
from luma.ui.timeline.strips import StripPictures
from luma.ui.timeline.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds from and to which a clip plays, and at which its fades end and begin."""

    start: float
    stop: float
    fade_in: float
    fade_out: float


@dataclass(frozen=True, slots=True)
class Drag:
    """What a drag shows beside the clips: a place that it rests at, a box, an offered clip.

    `layer_edge` is the row above which a carried layer would lie, `beat` the number and the
    second of a beat that is being put right, `chord_edge` those of an edge between chords,
    `section_edge` those of one between sections.
    """

    flag_beat: float | None = None
    box: QRectF | None = None
    offer: Clip | None = None
    layer_edge: int | None = None
    beat: tuple[int, float] | None = None
    chord_edge: tuple[int, float] | None = None
    section_edge: tuple[int, float] | None = None


Shared = tuple[Blend | None, float | None]
"""The blend mode and the opacity of some clips; none where they differ."""


@dataclass(frozen=True, slots=True)
class States:
    """Which clips give no light, which stay as they are, and what those of a layer share."""

    dark: frozenset[ClipId] = frozenset()
    fixed: frozenset[ClipId] = frozenset()
    shared: Mapping[int, Shared] = field(default_factory=dict)

    @classmethod
    def of(cls, score: Score | None) -> "States":
        """The states of a score's clips, by themselves or by their layers."""
        if score is None:
            return cls()
        lit = {clip.id for clip in score.lit()}
        locked = {layer.number for layer in score.layers if layer.locked}
        return cls(
            frozenset(clip.id for clip in score.clips if clip.id not in lit),
            frozenset(c.id for c in score.clips if c.locked or c.layer in locked),
            _shared(score),
        )


def _shared(score: Score) -> dict[int, Shared]:
    found: dict[int, Shared] = {}
    for clip in score.clips:
        blend, opacity = found.get(clip.layer, (clip.blend, clip.opacity))
        found[clip.layer] = (
            blend if blend is clip.blend else None,
            opacity if opacity == clip.opacity else None,
        )
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A view of an open score; places are pixels of the canvas."""

    view: Viewport
    lanes: Lanes
    marks: Marks | None = None
    times: Mapping[ClipId, Times] = field(default_factory=dict)
    chords: ChordTrack | None = None
    score: Score | None = None
    scroll: int = 0
    chosen: frozenset[ClipId] = frozenset()
    hovered: ClipId | None = None
    labels: Mapping[PatternId, Label] = field(default_factory=dict)
    strips: StripPictures = field(default_factory=dict)
    troubles: Mapping[ClipId, str] = field(default_factory=dict)
    loop: tuple[float, float] | None = None
    drag: Drag = field(default_factory=Drag)
    states: States = field(default_factory=States)
    layer: int | None = None
    corrects: bool = False
    corrected: bool = False
    chord: int | None = None
    chords_corrected: bool = False
    sections: SectionTrack | None = None
    section: int | None = None
    sections_corrected: bool = False
    stems: StemScene | None = None
    dynamics: DynamicsScene | None = None

    def x(self, seconds: float) -> float:
        """Where a second lies."""
        return self.lanes.header + self.view.x(seconds)

    def x_of_beat(self, beat: float) -> float:
        """Where a beat lies."""
        assert self.marks is not None
        return self.x(float(self.marks.grid.seconds(beat)))

    def beat(self, x: float) -> float:
        """The beat at a place."""
        assert self.marks is not None
        return self.marks.beat(self.view, x - self.lanes.header)

    def seconds(self, x: float) -> float:
        """The second at a place."""
        return self.view.seconds(x - self.lanes.header)

    def row_y(self, y: float) -> float:
        """A height of the canvas as a height in the layers."""
        return y - self.lanes.layers_top + self.scroll

    def place(self, clip: Clip) -> QRectF:
        """Where a clip lies."""
        times, view, lanes = self.times[clip.id], self.view, self.lanes
        left = lanes.header + round((times.start - view.start) * view.scale)
        width = max(1, round((times.stop - times.start) * view.scale))
        row = lanes.rows[lanes.row_of[clip.id]]
        return QRectF(
            left, lanes.layers_top + row.top - self.scroll + 2, width, row.height - GAP
        )

    def fade_points(self, clip: Clip) -> tuple[float, float]:
        """Where a clip's fade in ends and its fade out begins."""
        times = self.times[clip.id]
        return self.x(times.fade_in), self.x(times.fade_out)

    def clip_at(self, x: float, y: float) -> Clip | None:
        """The clip at a place of the canvas."""
        if self.score is None or self.marks is None or y < self.lanes.layers_top:
            return None
        if x < self.lanes.header:
            return None
        row, beat = self.lanes.row_at(self.row_y(y)), self.beat(x)
        return next(
            (
                clip
                for clip in self.score.clips
                if self.lanes.row_of.get(clip.id) == row
                and clip.start_beat <= beat < clip.stop_beat
            ),
            None,
        )

    def clips_in_view(self) -> list[Clip]:
        """The clips that can be seen, bottom layer first."""
        if self.score is None:
            return []
        low, high, times = self.view.start, self.view.stop, self.times
        top, bottom = self.scroll, self.scroll + self.lanes.height - self.lanes.layers_top
        seen = {
            i for i, row in enumerate(self.lanes.rows) if row.bottom > top and row.top < bottom
        }
        return [
            clip
            for clip in self.score.clips
            if (at := times[clip.id]).start < high
            and at.stop > low
            and self.lanes.row_of[clip.id] in seen
        ]

    def label(self, clip: Clip) -> Label:
        """How a clip's pattern is called and coloured."""
        known = self.labels.get(clip.pattern)
        return known or Label(str(clip.pattern), colour_of(clip.pattern))


def times_of(score: Score | None, marks: Marks | None) -> dict[ClipId, Times]:
    """The seconds over which each clip of a score plays."""
    if score is None or marks is None or not score.clips:
        return {}
    beats = [
        (
            clip.start_beat,
            clip.stop_beat,
            min(clip.start_beat + clip.fade_in, clip.stop_beat),
            max(clip.stop_beat - clip.fade_out, clip.start_beat),
        )
        for clip in score.clips
    ]
    rows = zip(score.clips, marks.grid.seconds(beats).tolist(), strict=True)
    return {clip.id: Times(*seconds) for clip, seconds in rows}


class Arranged:
    """The lanes and seconds of a score, worked out anew only when they would be others."""

    def __init__(self) -> None:
        """Have arranged nothing."""
        self._score: Score | None = None
        self._marks: Marks | None = None
        self._size: tuple[int, int, int, int, bool, bool, bool] | None = None
        self._lanes: Lanes | None = None
        self._times: dict[ClipId, Times] = {}
        self._states: tuple[Score | None, States] = (None, States())

    @property
    def states(self) -> States:
        """Which of the score's clips are dark, and which are locked."""
        if self._states[0] is not self._score:
            self._states = (self._score, States.of(self._score))
        return self._states[1]

    def lanes(  # noqa: PLR0913  (each lane may be there or not)
        self,
        score: Score | None,
        width: int,
        height: int,
        *,
        has_chords: bool,
        has_tones: bool = False,
        has_sections: bool = False,
        stems: int = 0,
        dynamics: int = 0,
    ) -> Lanes:
        """The lanes of a score in a size."""
        size = (width, height, stems, dynamics, has_chords, has_tones, has_sections)
        if self._lanes is None or score is not self._score or size != self._size:
            self._lanes = lay_out(
                width,
                height,
                score,
                has_chords=has_chords,
                has_tones=has_tones,
                has_sections=has_sections,
                stems=stems,
                dynamics=dynamics,
            )
            self._times = {}
        self._score, self._size = score, size
        return self._lanes

    def times(self, marks: Marks | None) -> Mapping[ClipId, Times]:
        """The seconds of the score's clips."""
        if not self._times or marks is not self._marks:
            self._times = times_of(self._score, marks)
        self._marks = marks
        return self._times
