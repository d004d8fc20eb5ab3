"""The hands on the faders: how loud and how bright things are as the song goes on."""

import numpy as np

from luma.audio.demosong.arrangement import (
    BREAK,
    BUILD,
    DROP,
    INTRO,
    LAST_DROP,
    OUTRO,
    SONG_FRAMES,
    VERSE,
    Section,
)
from luma.audio.demosong.grid import frame_of
from luma.audio.demosong.oscillators import Wave

_Points = tuple[tuple[Section, float, float], ...]

_BAND: _Points = (
    (INTRO, -0.125, 0.0),
    (INTRO, -0.02, 0.84),
    (VERSE, 0, 0.8),
    (BUILD, 0, 0.78),
    (DROP, -0.26, 0.9),
    (DROP, -0.24, 0.6),
    (DROP, -0.01, 0.6),
    (DROP, 0, 1.0),
    (BREAK, -0.01, 1.0),
    (BREAK, 0, 0.85),
    (BREAK, 6, 0.85),
    (LAST_DROP, -0.26, 0.95),
    (LAST_DROP, -0.24, 0.6),
    (LAST_DROP, -0.01, 0.6),
    (LAST_DROP, 0, 1.0),
    (OUTRO, 0, 0.95),
    (OUTRO, 4.5, 0.85),
    (OUTRO, 5, 0.0),
)
_PADS: _Points = (
    (INTRO, 0, 0.9),
    (VERSE, 0, 0.8),
    (DROP, -0.25, 0.9),
    (DROP, 0, 0.5),
    (BREAK, 0, 0.6),
    (LAST_DROP, -0.25, 0.75),
    (LAST_DROP, 0, 0.5),
    (OUTRO, 0, 0.7),
    (OUTRO, 4, 0.8),
)
_PAD_OCTAVES: _Points = (
    (INTRO, 0, 9.6),
    (VERSE, 0, 11.4),
    (VERSE, 0.1, 10.7),
    (BUILD, 0, 10.8),
    (BUILD, 0.1, 9.6),
    (DROP, -0.3, 13.2),
    (DROP, 0, 13.4),
    (BREAK, -0.2, 13.4),
    (BREAK, 0.2, 9.4),
    (BREAK, 4, 10.2),
    (LAST_DROP, -0.3, 13.0),
    (LAST_DROP, 0, 13.5),
    (OUTRO, 0, 13.2),
    (OUTRO, 4, 9.0),
)
_RISER: _Points = (
    (BUILD, 2, 0.0),
    (DROP, -0.27, 0.25),
    (DROP, -0.25, 0.0),
    (DROP, 0, 0.0),
    (DROP, 0.01, 0.09),
    (DROP, 2, 0.0),
    (BREAK, 0, 0.0),
    (BREAK, 0.01, 0.05),
    (BREAK, 2, 0.0),
    (BREAK, 4, 0.0),
    (LAST_DROP, -0.27, 0.25),
    (LAST_DROP, -0.25, 0.0),
    (LAST_DROP, 0, 0.0),
    (LAST_DROP, 0.01, 0.09),
    (LAST_DROP, 2, 0.0),
)
_RISER_OCTAVES: _Points = (
    (BUILD, 2, 9.0),
    (DROP, 0, 13.2),
    (DROP, 2, 8.5),
    (BREAK, 0, 12.5),
    (BREAK, 2, 8.5),
    (BREAK, 4, 9.0),
    (LAST_DROP, 0, 13.2),
    (LAST_DROP, 2, 8.5),
)


def band_level() -> Wave:
    """How loud everybody plays: held back until the drops, soft in the break."""
    return _drawn(_BAND)


def pad_level() -> Wave:
    """How loud the pads are."""
    return _drawn(_PADS)


def pad_cutoff() -> Wave:
    """Up to which frequency the pads are heard."""
    return np.exp2(_drawn(_PAD_OCTAVES))


def riser_level() -> Wave:
    """How loud the noise is that climbs into the drops and falls out of them."""
    swell = _drawn(_RISER)
    return swell * np.sqrt(swell)


def riser_cutoff() -> Wave:
    """How high that noise has climbed."""
    return np.exp2(_drawn(_RISER_OCTAVES))


def _drawn(points: _Points) -> Wave:
    """A line through values at a section's bars, frame by frame."""
    frames = [frame_of(section.first_bar + bar) for section, bar, _ in points]
    values = [value for _, _, value in points]
    line = np.interp(np.arange(SONG_FRAMES, dtype=np.float32), frames, values)
    return line.astype(np.float32)
