"""Light that leaves a graph: clean, and of several outputs one."""

from collections.abc import Mapping, Sequence

import numpy as np

from luma.domain.light import ATTRIBUTES, Floats, LightBuffer, Mask, SparseLight, is_set


def cleaned(light: LightBuffer) -> LightBuffer:
    """The same light, of which only what is set is held; what is no number is nothing."""
    planes = _planes(light)
    bad = {
        index: np.where(np.isfinite(plane), plane, np.float32(0.0))
        for index, plane in planes.items()
        if not np.isfinite(plane).all()
    }
    if isinstance(light, SparseLight) and not bad:
        return light
    size = (light.heads, light.frames)
    return SparseLight(light.first_frame, size, {**planes, **bad}, _mask(light))


def together(lights: Sequence[LightBuffer]) -> LightBuffer:
    """What some lights over the same frames set; of two that set the same, the later wins."""
    if len(lights) == 1:
        return lights[0]
    planes: dict[int, Floats] = {}
    mask: Mask = np.zeros((1, 1), np.uint16)
    for light in lights:
        above = _mask(light)
        everywhere = int(np.bitwise_and.reduce(above, axis=None))
        for index, plane in _planes(light).items():
            hidden = index not in planes or everywhere >> index & 1
            planes[index] = (
                plane if hidden else np.where(is_set(above, index), plane, planes[index])
            )
        mask = mask | above
    size = (lights[0].heads, lights[0].frames)
    return SparseLight(lights[0].first_frame, size, planes, mask)


def _mask(light: LightBuffer) -> Mask:
    return light.mask if isinstance(light, SparseLight) else light.set


def _planes(light: LightBuffer) -> Mapping[int, Floats]:
    """The attributes that are set anywhere, each with its values."""
    found = int(np.bitwise_or.reduce(_mask(light), axis=None))
    numbers = [index for index in range(len(ATTRIBUTES)) if found >> index & 1]
    if isinstance(light, SparseLight):
        return {index: light.planes[index] for index in numbers}
    return {index: light.values[:, :, index] for index in numbers}
