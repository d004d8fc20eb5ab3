"""Sound in blocks at another rate, without ever holding all of it."""

from collections.abc import Iterable, Iterator

import numpy as np
import soxr

from luma.domain.sound import Samples


def resampled(
    blocks: Iterable[Samples], rate: int, wanted: int, channels: int = 2
) -> Iterator[Samples]:
    """The same sound at the wanted rate; the first frame stays the first."""
    if rate == wanted:
        yield from blocks
        return
    stream = soxr.ResampleStream(rate, wanted, channels, dtype="float32")
    for block in blocks:
        made = stream.resample_chunk(np.ascontiguousarray(block, np.float32))
        if len(made):
            yield made
    yield stream.resample_chunk(np.zeros((0, channels), np.float32), last=True)
