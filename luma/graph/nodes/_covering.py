"""Parts of a colour as a colour on a wire."""

import numpy as np

from luma.domain.curve import Colour, Floats


def covering(light: Floats, cover: Floats | float = 1.0) -> Colour:
    """Red, green and blue, which lie along the first axis, as a colour that covers so far."""
    shape = np.broadcast_shapes(light.shape[1:], np.shape(cover))
    found = np.empty((*shape, 4), np.float32)
    for part in range(3):
        np.clip(light[part], 0.0, 1.0, out=found[:, :, part])
    found[:, :, 3] = cover
    return Colour(found)
