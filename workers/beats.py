"""Beats and downbeats."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Models, Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.rhythm import BeatGrid

if TYPE_CHECKING:
    from workers._beatnet import Heard

_CLEAR, _FEWEST, _LEAST_SHARE = 0.35, 8, 0.1
_EARLY_S = 0.03
_MODEL = "beat_this"


@analyzer("beats", engine="luma", version=2)
def beats(sound: Pcm, progress: Progress) -> BeatGrid:
    """Beats and bars by a small network; an assumed grid where no beats are heard."""
    from workers import _beatears, _beatnet

    said = "listening for beats"
    loud = _beatears.loudness(sound.samples, lambda done: progress(0.4 * done, said))
    heard = _beatnet.listen(
        loud, _beatnet.weights_of(), lambda done: progress(0.4 + 0.4 * done, said)
    )
    return _counted(heard, sound.seconds, progress)


@analyzer("beats", engine="beat_this", version=1, cost="gpu", model=_MODEL)
def beats_by_transformer(sound: Pcm, models: Models, progress: Progress) -> BeatGrid:
    """Beats and bars by the transformer of Beat This!, once its checkpoint is there."""
    from workers import _beatthis

    model = _beatthis.model_of(models.folder / _MODEL)
    heard = _beatthis.listen(
        model, sound.samples, lambda done: progress(0.8 * done, "listening for beats")
    )
    return _counted(heard, sound.seconds, progress)


def _counted(heard: "Heard", seconds: float, progress: Progress) -> BeatGrid:
    """The grid for what a network said of each frame, with the second best."""
    from workers import _beatdecode

    progress(0.8, "finding the pulse")
    steps = _beatdecode.walk(heard).steps
    grid = _grid_of(heard, steps, seconds)
    if grid is None:
        return BeatGrid.assume(seconds)
    progress(0.9, "looking for a second way to count")
    others = _beatdecode.other(heard, steps)
    second = None if others is None else _grid_of(heard, others, seconds)
    return BeatGrid(
        grid.beats, grid.downbeats, grid.confidence, certainty=grid.certainty, second=second
    )


def _grid_of(heard: "Heard", steps: npt.NDArray[np.int64], seconds: float) -> BeatGrid | None:
    """Beats in half frames as a grid in seconds, or nothing where they are hardly heard."""
    from workers import _beatdecode, _grid

    moments, certainty = _grid.placed(heard, steps)
    clear = int((certainty > _CLEAR).sum())
    if clear < max(_FEWEST, _LEAST_SHARE * len(steps)):
        return None
    bars = _beatdecode.bars(heard, steps)
    moments = _grid.settled(moments, certainty)
    kept = (moments >= -_EARLY_S) & (moments < seconds)
    place = np.cumsum(kept) - 1
    downbeats = place[bars.first[kept[bars.first]]]
    if kept.sum() < _FEWEST or not len(downbeats):
        return None
    return BeatGrid(
        moments[kept], downbeats, float(certainty[kept].mean()), certainty=certainty[kept]
    )
