"""What the lanes of the voices are drawn from."""

import functools

from luma.analysis import formats
from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.audio.stempeaks import StemPeaks
from luma.domain.stems import StemSet


@analyzer("stempeaks", engine="luma", version=1)
def stempeaks(sound: Pcm, voices: StemSet, progress: Progress) -> StemPeaks:
    """A pyramid of the lowest and highest values of drums, bass, vocals and the rest."""
    read = functools.partial(formats.read_stem, voices)
    return StemPeaks.of(sound.frames, read, lambda share: progress(share, "drawing the voices"))
