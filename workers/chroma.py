"""How strongly each of the twelve tones sounds, on the light grid."""

import numpy as np

from luma.analysis.contract import analyzer
from luma.audio.pcm import Pcm
from luma.domain.tones import Chromagram, ToneTrack
from luma.domain.units import LIGHT_FPS, SAMPLES_PER_LIGHT_FRAME


@analyzer("chroma", engine="luma", version=2)
def chroma(sound: Pcm, heard: ToneTrack) -> Chromagram:
    """The twelve tones and the likelihood that no chord sounds, for every light frame."""
    count = max(1, -(-sound.frames // SAMPLES_PER_LIGHT_FRAME))
    places = np.arange(count) * (heard.fps / LIGHT_FPS)
    before = np.minimum(places.astype(np.int64), heard.frames - 1)
    after = np.minimum(before + 1, heard.frames - 1)
    share = (places - before).clip(0, 1).astype(np.float32)[:, None]
    rows = np.column_stack([heard.tones, np.exp(heard.chords[:, -1].astype(np.float32))])
    between = rows[before] * (1 - share) + rows[after] * share
    return Chromagram(between[:, :12].astype(np.float32), between[:, 12].astype(np.float32))
