"""Light that leaves a graph: clean, and of several outputs one."""

from collections.abc import Iterator, Sequence

import numpy as np

from luma.domain.light import ATTRIBUTES, Floats, LightBuffer, Mask, is_set


def cleaned(light: LightBuffer) -> LightBuffer:
    """The same light; what is no number in it is nothing."""
    bad = [
        index
        for index in _any_set(light.set)
        if not np.isfinite(light.values[:, :, index]).all()
    ]
    if not bad:
        return light
    values = light.values.copy(order="K")
    for index in bad:
        values[:, :, index] = np.nan_to_num(
            values[:, :, index], nan=0.0, posinf=0.0, neginf=0.0
        )
    return LightBuffer(light.first_frame, values, light.set)


def together(lights: Sequence[LightBuffer]) -> LightBuffer:
    """What some lights over the same frames set; of two that set the same, the later wins."""
    if len(lights) == 1:
        return lights[0]
    whole = LightBuffer.dark(lights[0].heads, lights[0].first_frame, lights[0].frames)
    for light in lights:
        _lay(whole.values, light)
        np.bitwise_or(whole.set, light.set, out=whole.set)
    return whole


def _lay(values: Floats, light: LightBuffer) -> None:
    everywhere = int(np.bitwise_and.reduce(light.set, axis=None))
    for index in _any_set(light.set):
        where = True if everywhere >> index & 1 else is_set(light.set, index)
        np.copyto(values[:, :, index], light.values[:, :, index], where=where)


def _any_set(mask: Mask) -> Iterator[int]:
    """The attributes that are set anywhere."""
    found = int(np.bitwise_or.reduce(mask, axis=None))
    return (index for index in range(len(ATTRIBUTES)) if found >> index & 1)
