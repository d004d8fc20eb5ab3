"""The pyramid for the waveform."""

from luma.analysis.contract import analyzer
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks


@analyzer("peaks", engine="luma", version=2)
def peaks(sound: Pcm) -> Peaks:
    """Lowest, highest, RMS and band values at every zoom, for drawing the waveform."""
    return Peaks.of(sound.samples)
