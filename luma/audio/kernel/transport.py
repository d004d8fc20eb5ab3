"""Play, pause, seek, loop and rate as a pure machine: which frames of the song come next."""

from typing import NamedTuple

from luma.audio.kernel import slots, twin
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import (
    CUT,
    ENDS,
    FADE,
    FADE_FRAMES,
    FIRST,
    FRAMES,
    GENERATION,
    LOOP_START,
    LOOP_STOP,
    LOOPING,
    NEXT_FIRST,
    NEXT_FRAMES,
    NEXT_GENERATION,
    NEXT_SOURCE,
    NO_SOURCE,
    ONE,
    PART,
    PLACE,
    PLAYING,
    RATE,
    SEEKING,
    SOURCE,
    TARGET,
    Words,
)


class Run(NamedTuple):
    """Frames of the stream in which nothing of the deck turns: all moves in straight lines.

    Places are in parts of a frame, the rate in parts a frame; rate zero means that the head
    stands. Levels are in frames of a fade, with their step per frame.
    """

    place: int
    frames: int
    rate: int
    level: int
    step: int
    cut: int
    twin: int
    share: int
    way: int
    switch: int
    counted: int


@compiled
def coming_frames(transport: Words) -> int:
    """Where the source ends that plays once all that is wished has been done."""
    if transport[NEXT_SOURCE] == NO_SOURCE:
        return int(transport[FRAMES])
    return int(transport[NEXT_FRAMES])


@compiled
def coming_first(transport: Words) -> int:
    """Where the source begins that plays once all that is wished has been done."""
    if transport[NEXT_SOURCE] == NO_SOURCE:
        return int(transport[FIRST])
    return int(transport[NEXT_FIRST])


@compiled
def seek(transport: Words, frame: int) -> None:
    """Fade out, go to a frame of the song, fade in."""
    transport[TARGET] = min(max(frame, coming_first(transport)), coming_frames(transport))
    transport[SEEKING] = 1
    if transport[slots.SCRUBBING]:
        transport[slots.GRAIN_PLACE] = transport[TARGET]


@compiled
def _is_over(transport: Words) -> bool:
    """Whether the head is, or will be, at the end of the song."""
    place = transport[TARGET] if transport[SEEKING] else transport[PLACE]
    return bool(place >= coming_frames(transport))


@compiled
def play(transport: Words) -> None:
    """Play on, or from the start where the song has ended; a count-in is cut short."""
    if transport[slots.COUNT_LEFT] > 0:
        end_count(transport, 1)
        return
    if _is_over(transport):
        seek(transport, coming_first(transport))
    has_sound = coming_frames(transport) > coming_first(transport)
    transport[PLAYING] = 1 if has_sound else 0


@compiled
def pause(transport: Words) -> None:
    """Fade out and hold; a count-in is called off."""
    transport[PLAYING] = 0
    if transport[slots.COUNT_LEFT] > 0:
        end_count(transport, 0)


@compiled
def end_count(transport: Words, then: int) -> None:
    """Let the clicks of a count-in fade out now, and then play or not."""
    transport[slots.COUNT_LEFT] = min(transport[slots.COUNT_LEFT], FADE_FRAMES)
    transport[slots.COUNT_ENDING] = 1
    transport[slots.COUNT_THEN] = then


@compiled
def count_in(transport: Words, clicks: int, frames: int) -> None:
    """Hold for some frames while clicks are heard, then play."""
    if transport[PLAYING] or transport[slots.SCRUBBING]:
        return
    if _is_over(transport):
        seek(transport, coming_first(transport))
    transport[slots.COUNT_CLICKS], transport[slots.COUNT_AT] = clicks, 0
    transport[slots.COUNT_LEFT] = frames
    transport[slots.COUNT_ENDING], transport[slots.COUNT_THEN] = 0, 1


@compiled
def set_loop(transport: Words, start: int, stop: int) -> None:
    """Loop `[start, stop)`; a play head that is already past it comes back into it."""
    start, stop = max(start, coming_first(transport)), min(stop, coming_frames(transport))
    if stop <= start:
        return
    is_same = transport[LOOP_START] == start and transport[LOOP_STOP] == stop
    if transport[LOOPING] and is_same:
        return
    transport[LOOPING] = 1
    transport[LOOP_START] = start
    transport[LOOP_STOP] = stop
    twin.turn_back(transport)
    place = transport[TARGET] if transport[SEEKING] else transport[PLACE]
    if place >= stop:
        seek(transport, start)


@compiled
def unloop(transport: Words) -> None:
    """Play on past the end of the loop."""
    transport[LOOPING] = 0
    twin.turn_back(transport)


@compiled
def set_rate(transport: Words, rate: int) -> None:
    """Go on at another rate; back at one, the head is on whole frames again."""
    transport[RATE] = rate
    if rate != ONE or transport[PART] == 0:
        return
    if transport[FADE] == 0 or twin.slip(transport):
        transport[PART] = 0


@compiled
def use_source(transport: Words, slot: int, span: tuple[int, int], generation: int) -> None:
    """Fade out, then hold at the start of another source, its loop not yet set."""
    transport[NEXT_SOURCE] = slot
    transport[NEXT_FIRST] = span[0]
    transport[NEXT_FRAMES] = span[1]
    transport[NEXT_GENERATION] = generation
    transport[slots.HEARD_NEXT] = NO_SOURCE
    transport[slots.SCRUBBING] = 0
    pause(transport)
    unloop(transport)
    seek(transport, span[0])


@compiled
def set_frames(transport: Words, slot: int, frames: int) -> None:
    """A source turns out to end here."""
    if transport[NEXT_SOURCE] == slot:
        transport[NEXT_FRAMES] = frames
    if transport[SOURCE] != slot:
        return
    transport[FRAMES] = frames
    transport[LOOP_STOP] = min(transport[LOOP_STOP], frames)
    if transport[LOOPING] and transport[LOOP_STOP] <= transport[LOOP_START]:
        unloop(transport)


@compiled
def hear(transport: Words, slot: int) -> None:
    """Hear another source at the same place, blended over within a fade."""
    if transport[NEXT_SOURCE] != NO_SOURCE or transport[slots.HEARD] != slot:
        transport[slots.HEARD_NEXT] = slot
    else:
        transport[slots.HEARD_NEXT] = NO_SOURCE
    if transport[slots.SWITCH] > 0 and transport[slots.HEARD_BEFORE] == slot:
        transport[slots.HEARD_BEFORE], transport[slots.HEARD] = transport[slots.HEARD], slot
        transport[slots.SWITCH] = FADE_FRAMES - transport[slots.SWITCH]
        transport[slots.HEARD_NEXT] = NO_SOURCE


@compiled
def _switch(transport: Words) -> None:
    """Begin to hear what was wished, once nothing else is blended."""
    if transport[slots.SWITCH] > 0 or transport[NEXT_SOURCE] != NO_SOURCE:
        return
    transport[slots.HEARD_BEFORE] = NO_SOURCE
    if transport[slots.HEARD_NEXT] == NO_SOURCE:
        return
    transport[slots.HEARD_BEFORE] = transport[slots.HEARD]
    transport[slots.HEARD] = transport[slots.HEARD_NEXT]
    transport[slots.HEARD_NEXT] = NO_SOURCE
    transport[slots.SWITCH] = 0 if transport[FADE] == 0 else FADE_FRAMES


@compiled
def scrub(transport: Words, frame: int) -> None:
    """Hear a grain at a place; the newest place is next once the one before is over."""
    place = min(max(frame, coming_first(transport)), coming_frames(transport))
    transport[slots.GRAIN_PLACE] = place
    transport[slots.GRAIN] = 1
    if not transport[slots.SCRUBBING]:
        transport[slots.SCRUBBING], transport[slots.GRAIN_LEFT] = 1, 0
        if transport[slots.COUNT_LEFT] > 0:
            end_count(transport, 0)


@compiled
def release(transport: Words) -> None:
    """Go on from where the last grain began: play, or hold, as before."""
    if transport[slots.SCRUBBING]:
        transport[slots.SCRUBBING] = 0
        seek(transport, transport[slots.GRAIN_PLACE])


@compiled
def _arrive(transport: Words) -> None:
    if transport[NEXT_SOURCE] != NO_SOURCE:
        transport[SOURCE] = transport[NEXT_SOURCE]
        transport[FIRST] = transport[NEXT_FIRST]
        transport[FRAMES] = transport[NEXT_FRAMES]
        transport[GENERATION] = transport[NEXT_GENERATION]
        transport[NEXT_SOURCE] = NO_SOURCE
        transport[slots.HEARD] = transport[SOURCE]
        transport[slots.HIGH] = transport[FRAMES]
    transport[PLACE], transport[PART] = min(transport[TARGET], transport[FRAMES]), 0
    transport[SEEKING] = 0


@compiled
def _settle(transport: Words) -> None:
    """Where nothing sounds, be where was wished."""
    if transport[SEEKING]:
        _arrive(transport)
    if transport[slots.SCRUBBING]:
        transport[PLACE], transport[PART] = transport[slots.GRAIN_PLACE], 0
        if transport[slots.GRAIN]:
            transport[slots.GRAIN] = 0
            transport[slots.GRAIN_LEFT] = slots.GRAIN_FRAMES


@compiled
def _watch_store(transport: Words) -> None:
    """Note whether the head has come too near to the end of what is there so far."""
    if transport[slots.HIGH] >= transport[FRAMES]:
        transport[slots.STARVED] = 0
    elif transport[slots.STARVED]:
        if transport[slots.HIGH] - transport[PLACE] >= slots.AHEAD:
            transport[slots.STARVED] = 0
    elif transport[PLACE] + slots.MARGIN >= transport[slots.HIGH]:
        transport[slots.STARVED] = 1


@compiled
def _is_wanted(transport: Words) -> bool:
    """Whether sound is wished here and now."""
    if transport[slots.STARVED] or transport[SEEKING]:
        return False
    if transport[slots.SCRUBBING]:
        return bool(transport[slots.GRAIN_LEFT] > 0)
    return bool(transport[PLAYING])


@compiled
def _loops(transport: Words) -> bool:
    is_inside = transport[PLACE] < transport[LOOP_STOP]
    return bool(transport[LOOPING] and is_inside and not transport[slots.SCRUBBING])


@compiled
def _edge(transport: Words) -> int:
    if _loops(transport):
        return int(transport[LOOP_STOP])
    return int(transport[FRAMES])


@compiled
def _wrap(transport: Words, here: int) -> None:
    """Pass the seam of the loop with what the head has run over it."""
    start, stop = transport[LOOP_START] * ONE, transport[LOOP_STOP] * ONE
    if transport[slots.CROSSFADE] > 0 and transport[slots.SHARE_WAY] < 0:
        seek(transport, transport[LOOP_START])  # the seam was moved into an older one
        return
    twin.cross(transport, here)
    wrapped = start + (here - stop) % (stop - start)
    transport[PLACE], transport[PART] = wrapped // ONE, wrapped % ONE


@compiled
def _end(transport: Words) -> None:
    transport[PLACE], transport[PART] = transport[FRAMES], 0
    transport[FADE] = transport[slots.GRAIN_LEFT] = 0
    plays = transport[PLAYING] and not transport[SEEKING]
    if plays and not transport[slots.SCRUBBING]:
        transport[PLAYING] = 0
        transport[ENDS] += 1


@compiled
def _stand(transport: Words, limit: int) -> Run:
    """Hold, or count in; what blends is done, since nothing sounds."""
    transport[slots.SHARE] = transport[slots.SHARE_WAY] = transport[slots.SWITCH] = 0
    transport[CUT] = transport[RATE]
    place = transport[PLACE] * ONE + transport[PART]
    left = transport[slots.COUNT_LEFT]
    if left == 0:
        if transport[slots.STARVED] and transport[PLAYING]:
            transport[slots.MISSED] += limit
        return Run(place, limit, 0, 0, 0, ONE, 0, 0, 0, 0, -1)
    count, counted = min(limit, left), transport[slots.COUNT_AT]
    level = left if transport[slots.COUNT_ENDING] else FADE_FRAMES
    step = -1 if transport[slots.COUNT_ENDING] else 0
    transport[slots.COUNT_LEFT] = left - count
    transport[slots.COUNT_AT] = counted + count
    if transport[slots.COUNT_LEFT] == 0 and transport[slots.COUNT_THEN]:
        transport[PLAYING] = 1
    return Run(place, count, 0, level, step, ONE, 0, 0, 0, 0, counted)


@compiled
def _limit(transport: Words, limit: int, here: int, level: int) -> int:
    """How many frames pass before something turns, fades aside."""
    rate = transport[RATE]
    count = min(limit, twin.frames_to(here, _edge(transport), rate))
    if transport[slots.HIGH] < transport[FRAMES] and not transport[slots.STARVED]:
        shore = transport[slots.HIGH] - slots.MARGIN
        count = min(count, max(1, twin.frames_to(here, shore, rate)))
    if transport[slots.SCRUBBING] and transport[slots.GRAIN_LEFT] > 0:
        count = min(count, transport[slots.GRAIN_LEFT])
    if transport[slots.SWITCH] > 0:
        count = min(count, transport[slots.SWITCH])
    if _loops(transport) and level > 0:
        count = twin.approach(transport, here, count)
    return int(twin.limit(transport, count))


@compiled
def _move(transport: Words, run: Run) -> None:
    """Let a run pass."""
    transport[FADE] = run.level + run.step * run.frames
    here = run.place + run.rate * run.frames
    transport[PLACE], transport[PART] = here // ONE, here % ONE
    if transport[slots.SCRUBBING] and transport[slots.GRAIN_LEFT] > 0:
        transport[slots.GRAIN_LEFT] -= run.frames
    transport[slots.SWITCH] = max(0, transport[slots.SWITCH] - run.frames)
    transport[CUT] = cut_at(run.cut, run.rate, run.frames)
    twin.move(transport, run.frames)


@compiled
def cut_at(cut: int, rate: int, frames: int) -> int:
    """How far what is too high is cut, some frames on: it follows the rate within a fade."""
    most = frames * (ONE // FADE_FRAMES)
    return int(cut + min(max(rate - cut, -most), most))


@compiled
def advance(transport: Words, limit: int) -> Run:
    """Move on by at most `limit` frames, as far as nothing turns."""
    _watch_store(transport)
    if transport[FADE] == 0:
        _settle(transport)
    _switch(transport)
    wanted = _is_wanted(transport)
    if transport[FADE] == 0 and not wanted:
        return _stand(transport, limit)
    here, level, step = transport[PLACE] * ONE + transport[PART], int(transport[FADE]), 0
    loops, edge = _loops(transport), _edge(transport)
    count = _limit(transport, limit, here, level)
    if not wanted:
        count, step = min(count, level), -1
    elif level < FADE_FRAMES:
        count, step = min(count, FADE_FRAMES - level), 1
    run = Run(
        here,
        count,
        int(transport[RATE]),
        level,
        step,
        int(transport[CUT]),
        int(transport[slots.TWIN]),
        int(transport[slots.SHARE]),
        int(twin.step(transport)),
        int(transport[slots.SWITCH]),
        -1,
    )
    _move(transport, run)
    if transport[PLACE] >= edge:
        if loops:
            _wrap(transport, transport[PLACE] * ONE + transport[PART])
        else:
            _end(transport)
    return run
