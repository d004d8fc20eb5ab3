"""`space/`: some of the heads, for good or for a while."""

import zlib
from typing import Annotated, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Floats, FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.domain.selection import Selection, resolve
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes._places import Indices, chosen, scattered
from luma.graph.register import Range, WrittenIn, node

What = Literal["movers", "colour", "strobe", "tag"]
_ABILITIES = {"movers": "movers", "colour": "colour", "strobe": "strobes"}
_HAIR = 1e-9
_BEFORE_ALL = -1


class Chosen(NamedTuple):
    """Some of the heads: who they are, and 1 for each of them."""

    heads: Selection
    mask: Number


@node("space/select")
def select(
    heads: tuple[Head, ...],
    chance: Chance,
    among: Selection | None = None,
    *,
    expression: Annotated[str, WrittenIn("selection")] = "all",
) -> Chosen:
    """The heads that an expression means, such as `front and not movers` or `all[::2]`.

    It speaks of groups of the venue, `all`, `and`, `or`, `not`, `else` (the first that is not
    empty), slices, `movers`, `colour`, `strobes` and `random(3)`. Mask is 1 for the heads meant
    and 0 for all others. Among leaves only heads that were selected before.
    """
    seed = zlib.crc32(f"{chance.seed}\0{chance.node}".encode())
    found = resolve(expression, heads, seed)
    if among is not None:
        allowed = set(among.heads)
        found = tuple(head for head in found if head in allowed)
    return _chosen(found, len(heads))


@node("space/having")
def having(
    heads: tuple[Head, ...],
    among: Selection | None = None,
    *,
    what: What = "movers",
    tag: str = "",
    without: bool = False,
) -> Chosen:
    """The heads that can do something, or that carry a tag.

    Movers turn, colour mixes colours, strobe flashes by itself; with tag it is the heads in the
    group of that name, and none where a venue has no such group. Without takes all the others.
    """
    if what == "tag":
        has = [tag in head.groups for head in heads]
    else:
        has = [_ABILITIES[what] in head.abilities for head in heads]
    meant = tuple(int(i) for i in chosen(heads, among) if has[i] is not without)
    return _chosen(meant, len(heads))


@node("space/every_nth")
def every_nth(
    heads: tuple[Head, ...],
    among: Selection | None = None,
    *,
    n: Annotated[int, Range(1, 256)] = 2,
    offset: Annotated[int, Range(-256, 256)] = 0,
) -> Chosen:
    """Every second, third or n-th head in order.

    Offset says with which to begin: 0 is the first, 1 the second.
    """
    order = chosen(heads, among)
    return _chosen(tuple(int(i) for i in order[offset % n :: n]), len(heads))


@node("space/random_mask", memory="all")
def random_mask(
    heads: tuple[Head, ...],
    beats: BeatGrid,
    at: FrameTimes,
    chance: Chance,
    trigger: Trigger | None = None,
    among: Selection | None = None,
    *,
    by: Literal["share", "count"] = "share",
    share: Annotated[float, Range(0, 1)] = 0.5,
    count: Annotated[int, Range(0, 4096)] = 1,
    every: Annotated[float, Range(0.125, 64, "beats")] = 1.0,
    repeats: bool = False,
    fade: Annotated[float, Range(0, 8, "s")] = 0.0,
) -> Number:
    """Some heads by chance, drawn anew on every trigger or every few beats.

    Share or count says how many are drawn; a share above 0 draws at least one. Without repeats
    no head is drawn twice running, as long as there are enough others. Fade is how long those
    drawn take to come up and the others to go. A wired trigger draws instead of the beats.
    """
    meant = chosen(heads, among)
    wanted = max(round(share * meant.size), int(share > 0.0)) if by == "share" else count
    first, steps = _by_beats(beats, at, every) if trigger is None else _by_trigger(trigger, at)
    throws = chance.table(tuple(heads[i] for i in meant), steps)
    drawn = _draws(throws, min(wanted, meant.size), repeats=repeats)
    level = _faded(drawn, np.append(first, at.count), fade * LIGHT_FPS)
    return Number(scattered(level[:, :, None], meant, len(heads)))


def _chosen(found: tuple[int, ...], heads: int) -> Chosen:
    mask = np.zeros((heads, 1, 1), np.float32)
    mask[list(found)] = 1.0
    return Chosen(Selection(found), Number(mask))


def _by_beats(beats: BeatGrid, at: FrameTimes, every: float) -> tuple[Indices, Indices]:
    """From which frames of the run on each draw holds, and its number."""
    place = np.floor(beats.position(at.seconds) / every + _HAIR)
    step = np.clip(place, -(2**60), 2**60).astype(np.int64)
    first = np.flatnonzero(np.diff(step, prepend=step[0] - 1))
    return first, step[first]


def _by_trigger(trigger: Trigger, at: FrameTimes) -> tuple[Indices, Indices]:
    inside = (trigger.frames >= at.first) & (trigger.frames < at.first + at.count)
    frames = np.unique(trigger.frames[inside & (trigger.strength > 0.0)])
    if frames.size and frames[0] == at.first:
        return frames - at.first, frames
    return np.append(0, frames - at.first), np.append(_BEFORE_ALL, frames)


def _draws(throws: npt.NDArray[np.float64], wanted: int, *, repeats: bool) -> Floats:
    """One for each head that is drawn at each step, else nought: the lowest throws win."""
    drawn = np.zeros(throws.shape, np.float32)
    last = np.zeros(throws.shape[0], np.float32)
    for step in range(throws.shape[1]):
        lots = throws[:, step] if repeats else throws[:, step] + last
        winners = np.argsort(lots, kind="stable")[:wanted]
        drawn[winners, step] = 1.0
        last = drawn[:, step]
    return drawn


def _faded(drawn: Floats, edges: Indices, fade: float) -> Floats:
    """Levels that go to each draw in so many frames, from wherever they were."""
    lengths = np.diff(edges)
    if fade < 1.0:
        return np.repeat(drawn, lengths, axis=1)
    found = np.empty((drawn.shape[0], edges[-1]), np.float32)
    level = drawn[:, 0]
    for step, length in enumerate(lengths):
        way = (np.arange(1, length + 1) / fade).astype(np.float32) * np.float32(2.0)
        towards = drawn[:, step, None] - np.float32(0.5)
        part = np.clip(level[:, None] + towards * way, 0.0, 1.0)
        found[:, edges[step] : edges[step + 1]] = part
        level = part[:, -1]
    return found
