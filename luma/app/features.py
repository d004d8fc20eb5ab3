"""What is known of a track, gathered from its artifacts for patterns to run on."""

from luma.app.analyses import Analyses
from luma.domain.drums import DrumTrack
from luma.domain.energy import Energy, Loudness
from luma.domain.harmony import ChordTrack
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.stems import StemSet
from luma.graph.context import Features


def features_of(
    analyses: Analyses,
    track: TrackId,
    seconds: float,
    beats: BeatGrid | None = None,
    told: tuple[ChordTrack | None, SectionTrack | None] = (None, None),
) -> Features:
    """Whatever is heard of a track, on a person's own beats; assumed where there are none.

    A person's own chords and sections, `told`, count before the heard ones.
    """
    from luma.app.recordings import recordings_of
    from luma.audio.pcm import Pcm

    return Features(
        beats or analyses.load(track, BeatGrid) or BeatGrid.assume(seconds),
        told[0] or analyses.load(track, ChordTrack),
        analyses.load(track, Energy),
        told[1] or analyses.load(track, SectionTrack),
        analyses.load(track, DrumTrack),
        recordings_of(analyses.load(track, Pcm), analyses.load(track, StemSet)),
        analyses.load(track, Loudness),
    )


def seconds_of(analyses: Analyses, track: TrackId, tagged: float) -> float:
    """How long a track lasts: as decoded, or as its tags say until then."""
    from luma.audio.pcm import Pcm

    decoded = analyses.load(track, Pcm)
    return decoded.seconds if decoded is not None else tagged
