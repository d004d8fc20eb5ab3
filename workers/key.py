"""The keys of a track, and where they change."""

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.harmony import Key, KeyTrack
from luma.domain.tones import ToneTrack

_STRETCH_S = 2.0
_WEIGHT = 0.25
_CHANGE = 1e-5
_SILENT = 0.02

Floats = npt.NDArray[np.float64]


@analyzer("key", engine="luma", version=1)
def key(sound: Pcm, heard: ToneTrack, progress: Progress) -> KeyTrack:
    """The key that the chords of each part of a track belong to, with how sure it is."""
    from workers import _chorddecode, _chordnet

    progress(0.1, "weighing keys")
    seconds = max(sound.seconds, 1e-3)
    count = max(1, round(seconds / _STRETCH_S))
    edges = np.linspace(0.0, seconds, count + 1)
    shares = np.exp(heard.chords.astype(np.float32)) * (heard.level[:, None] > _SILENT)
    shares[:, -1] = 0
    sounding = _chorddecode.per_stretch(shares, edges, heard.fps)
    net = _chordnet.chord_net(_chordnet.WEIGHTS)
    said = sounding @ net.keys.T * _WEIGHT
    turns = np.full((24, 24), -np.log(24.0))
    path = _chorddecode.likeliest(said, turns, np.full(count, _CHANGE))
    starts = np.flatnonzero(np.diff(path.states, prepend=-1))
    sure = np.add.reduceat(path.shares, starts) / np.diff(np.append(starts, count))[:, None]
    tonal = np.add.reduceat(sounding.sum(axis=1), starts)
    frames = np.diff(np.append(edges[starts], seconds)) * heard.fps
    states = path.states[starts]
    certainty = sure[np.arange(len(states)), states] * np.clip(tonal / frames, 0, 1)
    keys = tuple(Key(int(state) % 12, minor=bool(state >= 12)) for state in states)
    return KeyTrack(np.append(edges[starts], seconds), keys, np.clip(certainty, 0, 1))
