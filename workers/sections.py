"""The large shape of a track."""

from itertools import pairwise

from luma.analysis.contract import Progress, analyzer
from luma.audio.mel import MelTiles
from luma.domain.drums import DrumTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack, joined
from luma.domain.tones import ToneTrack


@analyzer("sections", engine="luma", version=1)
def sections(
    picture: MelTiles,
    grid: BeatGrid,
    strokes: DrumTrack,
    heard: ToneTrack,
    progress: Progress,
) -> SectionTrack:
    """Intro, verse, build, drop or chorus, break and outro, and which of them sound alike.

    Sections begin on bars, where colour, loudness, drums or harmony change for long.
    """
    from workers import _sectionbars, _sectioncuts, _sectionnames

    bars = _sectionbars.hear(picture, grid, strokes, heard)
    progress(0.5, "looking for sections")
    fresh = _sectioncuts.novelty(bars.sound)
    edges = _sectioncuts.trimmed(_sectioncuts.find_edges(bars.sound, fresh))
    edges, groups = joined(edges, _sectioncuts.find_groups(bars.sound, edges))
    names = _sectionnames.named(bars, edges, groups)
    return SectionTrack(
        tuple(
            Section(float(bars.edges[first]), float(bars.edges[stop]), name, group)
            for (first, stop), name, group in zip(pairwise(edges), names, groups, strict=True)
        )
    )
