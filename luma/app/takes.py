"""A track into a sound file, through the very same render as it is played with.

How loud the room is set has no part in it.
"""

import queue
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from luma.app.services import Desk
from luma.audio.clicks import click_frames
from luma.audio.sinks.file import Depth, sound_file
from luma.domain.audiograph import PLAIN
from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId
from luma.domain.stems import ALL_STEMS, Balance, Stem, StemSet
from luma.domain.units import Decibels, Seconds, frames_at
from luma.stage.offline import Take, VoiceFiles, blocks

MOST_RATE = 2.0
STRETCH_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Bounce:
    """What of a track is written: a stretch, at a rate, through the rack or not.

    Only the named stems sound; without any the whole mix does.
    """

    start: Seconds = Seconds(0.0)
    stop: Seconds | None = None
    rate: float = 1.0
    stretched: Path | None = None
    stems: frozenset[Stem] = frozenset()
    has_effects: bool = True
    has_clicks: bool = False


@dataclass(frozen=True, slots=True)
class Bounced:
    """What was written: how much, and how many samples were too loud for the file."""

    file: Path
    seconds: float
    clipped: int


def take_of(desk: Desk, track: TrackId, wish: Bounce) -> Take:
    """The sound of a track as it would be played now; called on the lane."""
    sound = desk.analyses.find_file(track, "pcm")
    if sound is None:
        raise NotFound(
            f"The sound of the track {track} is not decoded yet.", hint="Let it be analysed."
        )
    seconds = desk.grids.seconds(track)
    stop = seconds if wish.stop is None else min(wish.stop, seconds)
    if not 0.0 <= wish.start < stop:
        raise BadValue(
            f"There is nothing from second {wish.start:g} to {stop:g}: the track lasts "
            f"{seconds:.1f} s."
        )
    if not 1.0 / MOST_RATE <= wish.rate <= MOST_RATE:
        raise BadValue(f"A rate of {wish.rate:g} cannot be played.", hint="It is 0.5 to 2.")
    grid = desk.grids.of(track)
    settings = desk.settings.sound
    take = Take(
        sound,
        frames_at(wish.start),
        frames_at(Seconds(stop)),
        rate=wish.rate,
        stretched=wish.stretched,
        graph=desk.rack.doc() if wish.has_effects else PLAIN,
        beat=Seconds(60.0 / grid.bpm),
        voices=_voices(desk, track, wish.stems),
    )
    if not wish.has_clicks:
        return take
    clicks = click_frames(grid, seconds)
    return replace(take, clicks=clicks, click_level=Decibels(settings.click_db))


def stretched(desk: Desk, track: TrackId, rate: float) -> Path:
    """A track's sound at a rate with its pitch kept, made now if it was not before."""
    sound = desk.analyses.find_file(track, "pcm")
    assert sound is not None
    made: queue.SimpleQueue[Path | Exception] = queue.SimpleQueue()
    find = desk.player.stretching.find
    desk.lane.call(lambda: find(sound, rate, made.put, made.put))
    answer = made.get(timeout=STRETCH_SECONDS)
    if isinstance(answer, Exception):
        raise answer
    return answer


def write_bounce(
    take: Take,
    path: Path,
    depth: Depth = "float",
    so_far: Callable[[float], object] = lambda _: None,
) -> Bounced:
    """Make it sound into a file, whole or not at all; `so_far` hears the share that is done."""
    with sound_file(path, take.frames, depth=depth) as file:
        for block in blocks(take):
            file.write(block)
            so_far(file.frames / take.frames)
    return Bounced(path, take.seconds, file.clipped)


def _voices(desk: Desk, track: TrackId, wanted: Collection[Stem]) -> VoiceFiles | None:
    """The voices of a track where not all are wanted, or where they are balanced anew."""
    balance = desk.player.voices.balance(track)
    if wanted:
        balance = Balance(muted=ALL_STEMS - frozenset(wanted), levels=balance.levels)
    if all(gain == 1.0 for gain in balance.gains):
        return None
    stems = desk.analyses.load(track, StemSet)
    if stems is None:
        raise NotFound(
            "The voices of the track are not taken apart yet.",
            hint="`luma stems` does that.",
        )
    return VoiceFiles(tuple(stems.files[stem] for stem in Stem), stems.gain, balance.gains)
