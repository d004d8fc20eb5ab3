"""Play, pause, seek and loop as a pure machine: which frames of the song come next."""

from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import (
    ENDS,
    FADE,
    FADE_FRAMES,
    FRAMES,
    GENERATION,
    LOOP_START,
    LOOP_STOP,
    LOOPING,
    NEXT_FRAMES,
    NEXT_GENERATION,
    NEXT_SOURCE,
    NO_SOURCE,
    PLACE,
    PLAYING,
    SEEKING,
    SOURCE,
    TARGET,
    Words,
)


@compiled
def coming_frames(transport: Words) -> int:
    """The length of the source that plays once all that is wished has been done."""
    if transport[NEXT_SOURCE] == NO_SOURCE:
        return int(transport[FRAMES])
    return int(transport[NEXT_FRAMES])


@compiled
def seek(transport: Words, frame: int) -> None:
    """Fade out, go to a frame of the song, fade in."""
    transport[TARGET] = min(max(frame, 0), coming_frames(transport))
    transport[SEEKING] = 1


@compiled
def play(transport: Words) -> None:
    """Play on, or from the start where the song has ended."""
    place = transport[TARGET] if transport[SEEKING] else transport[PLACE]
    if place >= coming_frames(transport):
        seek(transport, 0)
    transport[PLAYING] = 1 if coming_frames(transport) > 0 else 0


@compiled
def set_loop(transport: Words, start: int, stop: int) -> None:
    """Loop `[start, stop)`; a play head that is already past it comes back into it."""
    stop = min(stop, coming_frames(transport))
    if start < 0 or stop <= start:
        return
    transport[LOOPING] = 1
    transport[LOOP_START] = start
    transport[LOOP_STOP] = stop
    place = transport[TARGET] if transport[SEEKING] else transport[PLACE]
    if place >= stop:
        seek(transport, start)


@compiled
def use_source(transport: Words, slot: int, frames: int, generation: int) -> None:
    """Fade out, then hold at the start of another source, its loop not yet set."""
    transport[NEXT_SOURCE] = slot
    transport[NEXT_FRAMES] = frames
    transport[NEXT_GENERATION] = generation
    transport[PLAYING] = 0
    transport[LOOPING] = 0
    seek(transport, 0)


@compiled
def _arrive(transport: Words) -> None:
    if transport[NEXT_SOURCE] != NO_SOURCE:
        transport[SOURCE] = transport[NEXT_SOURCE]
        transport[FRAMES] = transport[NEXT_FRAMES]
        transport[GENERATION] = transport[NEXT_GENERATION]
        transport[NEXT_SOURCE] = NO_SOURCE
    transport[PLACE] = transport[TARGET]
    transport[SEEKING] = 0


@compiled
def _edge(transport: Words) -> int:
    if transport[LOOPING] and transport[PLACE] < transport[LOOP_STOP]:
        return int(transport[LOOP_STOP])
    return int(transport[FRAMES])


@compiled
def _pass_edge(transport: Words) -> None:
    if transport[LOOPING] and transport[PLACE] == transport[LOOP_STOP]:
        transport[PLACE] = transport[LOOP_START]
    elif transport[PLACE] >= transport[FRAMES]:
        transport[FADE] = 0
        if transport[PLAYING] and not transport[SEEKING]:
            transport[PLAYING] = 0
            transport[ENDS] += 1


@compiled
def advance(transport: Words, limit: int) -> tuple[int, int, int, int]:
    """Move on by at most `limit` frames without crossing a seam.

    Gives the song frame where this run begins, its frames, and the level of the fade at its
    first frame with its step per frame; level and step zero mean that the head stands still.
    """
    if transport[FADE] == 0 and transport[SEEKING]:
        _arrive(transport)
    if transport[FADE] == 0 and not transport[PLAYING]:
        return int(transport[PLACE]), limit, 0, 0
    start, level, edge = int(transport[PLACE]), int(transport[FADE]), _edge(transport)
    count, step = min(limit, edge - start), 0
    if not transport[PLAYING] or transport[SEEKING]:
        count, step = min(count, level), -1
    elif level < FADE_FRAMES:
        count, step = min(count, FADE_FRAMES - level), 1
    transport[FADE] = level + step * count
    transport[PLACE] = start + count
    if transport[PLACE] == edge:
        _pass_edge(transport)
    return start, count, level, step
