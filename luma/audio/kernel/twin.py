"""The twin of the play head, which fades in before a seam or out after it."""

from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import (
    CROSSFADE,
    FADE_FRAMES,
    LOOP_START,
    LOOP_STOP,
    ONE,
    PART,
    PLACE,
    RATE,
    SHARE,
    SHARE_CURVE,
    SHARE_FRAMES,
    SHARE_WAY,
    TWIN,
    Words,
)

EVEN_SUM, EVEN_POWER = 0, 1


@compiled
def frames_to(here: int, edge: int, rate: int) -> int:
    """How many frames are made from a place, in parts, before an edge of the song."""
    return int(max(0, (edge * ONE - here + rate - 1) // rate))


@compiled
def _half(transport: Words) -> int:
    """How many frames before the seam its crossfade begins: a quarter of the loop at most."""
    length = transport[LOOP_STOP] - transport[LOOP_START]
    return int(min(transport[CROSSFADE] // 2, length // 4))


@compiled
def approach(transport: Words, here: int, count: int) -> int:
    """Begin the crossfade where the seam is near; how many frames pass until then."""
    half = _half(transport)
    if half == 0 or transport[SHARE_WAY] != 0:
        return count
    left = frames_to(here, transport[LOOP_STOP], transport[RATE])
    if left > half:
        return int(min(count, left - half))
    transport[TWIN] = here - (transport[LOOP_STOP] - transport[LOOP_START]) * ONE
    transport[SHARE], transport[SHARE_WAY] = 0, 1
    transport[SHARE_FRAMES], transport[SHARE_CURVE] = 2 * half, EVEN_POWER
    return count


@compiled
def limit(transport: Words, count: int) -> int:
    """How many frames pass before the twin is silent, or all that is heard."""
    if transport[SHARE_WAY] > 0 and transport[SHARE] < transport[SHARE_FRAMES]:
        return int(min(count, transport[SHARE_FRAMES] - transport[SHARE]))
    if transport[SHARE_WAY] < 0:
        return int(min(count, transport[SHARE]))
    return count


@compiled
def step(transport: Words) -> int:
    """How the twin's share moves with every frame."""
    if transport[SHARE_WAY] > 0 and transport[SHARE] == transport[SHARE_FRAMES]:
        return 0
    return int(transport[SHARE_WAY])


@compiled
def move(transport: Words, frames: int) -> None:
    """Let some frames pass."""
    if transport[SHARE_WAY] == 0:
        return
    transport[SHARE] += step(transport) * frames
    transport[TWIN] += transport[RATE] * frames
    if transport[SHARE_WAY] < 0 and transport[SHARE] == 0:
        transport[SHARE_WAY] = 0


@compiled
def cross(transport: Words, here: int) -> None:
    """At the seam head and twin change places; the old one fades out after the end."""
    if transport[SHARE_WAY] <= 0:
        return
    transport[TWIN] = here
    transport[SHARE] = transport[SHARE_FRAMES] - transport[SHARE]
    transport[SHARE_WAY] = -1 if transport[SHARE] > 0 else 0


@compiled
def turn_back(transport: Words) -> None:
    """Let a twin that was fading in fade out, since its seam has moved."""
    if transport[SHARE_WAY] > 0:
        transport[SHARE_WAY] = -1 if transport[SHARE] > 0 else 0


@compiled
def slip(transport: Words) -> bool:
    """Blend over to the whole frame at hand; whether the twin is free to do so."""
    if transport[SHARE_WAY] != 0:
        return False
    transport[TWIN] = transport[PLACE] * ONE + transport[PART]
    transport[SHARE] = transport[SHARE_FRAMES] = FADE_FRAMES
    transport[SHARE_WAY], transport[SHARE_CURVE] = -1, EVEN_SUM
    return True
