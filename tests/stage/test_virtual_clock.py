"""Light leaves in step with the sound that is heard, by a clock that is made up.

The real kernel makes blocks of a song and tells their times; the real light loop sends. What is
heard at a moment is read from the samples themselves: their channels stand to one another as
the place in the song, whatever the fades do.
"""

import itertools
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.clock import heard_at
from luma.audio.kernel.callback import publish
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.render import render
from luma.domain.blocks import PositionBlock, block_path
from luma.domain.units import HOUSE_RATE
from luma.light.loop import LightLoop
from luma.light.messages import (
    FramePublished,
    OutputChoice,
    Told,
    UseOutputs,
    UsePatch,
    UsePlan,
    UsePosition,
)
from luma.light.outputs.null import NullOutput
from luma.light.overlay import OverlayBlock
from tests.light.rig import (
    SAMPLES,
    fixture,
    frame,
    record,
    stage,
    venue,
    write_patch,
    write_plan,
)

FRAMES = 84
SONG = FRAMES * SAMPLES
PLAYED = 28_800
SCALE = 1 << 17
BEGAN_NS = 1_000_000_000_000
DELAYS_MS = (0.0, 12.5, 40.0)
MOST_DELAY = 1920
if TYPE_CHECKING:
    from luma.domain.light import Floats, Mask

EXACT = 2
"""Frames of the stream by which rounding may be off."""
WHITE = (1.0, 1.0, 1.0)

Places = npt.NDArray[np.int64]
Kind = Literal["play", "pause", "seek", "loop", "unloop"]


@dataclass(frozen=True)
class Move:
    """What is wished at a frame of the stream: of a loop, its ends and a place in it."""

    at: int
    kind: Kind
    place: int = 0
    stop: int = 0
    into: int = 0


@dataclass(frozen=True)
class Rig:
    """A patch with a lamp for every light frame of the song, and the plan that lights it."""

    patch: Path
    plan: Path


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Rig:
    folder = tmp_path_factory.mktemp("rig")
    room = venue(*(fixture(f"d{n}", "dimmer", "8 bit", 1 + n) for n in range(FRAMES)))
    frames: list[tuple[Floats, Mask]] = [
        frame([(float(head == number), WHITE) for head in range(FRAMES)])
        for number in range(FRAMES)
    ]
    return Rig(write_patch(folder / "patch", room), write_plan(folder / "plan", frames))


class Lamps:
    """The light loop with an output for each delay, ticked by hand."""

    def __init__(self, folder: Path, rig: Rig, position: Path) -> None:
        self._overlay = OverlayBlock(block_path(folder, "overlay"), create=True)
        told: list[Told] = []
        self.loop = LightLoop(folder, self._overlay, told.append)
        self.loop.obey(UsePatch(rig.patch))
        self.loop.obey(UsePlan(rig.plan))
        self.loop.obey(UsePosition(position))
        choices = (OutputChoice(f"{ms}", "null", latency_ms=ms) for ms in DELAYS_MS)
        self.loop.obey(UseOutputs(tuple(choices)))
        assert [type(one) for one in told] == [FramePublished] * 2

    def lit(self) -> list[set[int]]:
        """Which light frames shine at each output."""
        found = []
        for _, wire in self.loop._wires.values():
            assert isinstance(wire._output, NullOutput)
            levels = wire._output.levels[1][:FRAMES]
            assert set(levels) <= {0, 255}
            found.append({number for number, level in enumerate(levels) if level})
        return found

    def close(self, now_ns: int) -> None:
        self.loop.obey(UseOutputs())
        for tick in range(1, 9):
            self.loop.tick(now_ns + tick * self.loop.period_ns)
        self.loop.close()
        self._overlay.close()


@contextmanager
def lamps(folder: Path, rig: Rig, position: Path) -> Iterator[Lamps]:
    made = Lamps(folder, rig, position)
    try:
        yield made
    finally:
        made.close(BEGAN_NS + 10_000_000_000)


def song() -> npt.NDArray[np.float32]:
    """Sound whose left channel is its place as a share of the right."""
    right = np.full(SONG, 0.5)
    return np.stack([right * (np.arange(SONG) + 1) / SCALE, right], axis=1).astype(np.float32)


def post(engine: Engine, moves: Iterable[Move]) -> None:
    for move in moves:
        match move.kind:
            case "play":
                engine.play(at=move.at)
            case "pause":
                engine.pause(at=move.at)
            case "seek":
                engine.seek(move.place, at=move.at)
            case "loop":
                engine.loop(move.place, move.stop, at=move.at)
                engine.seek(move.into, at=move.at)
            case "unloop":
                engine.unloop(at=move.at)


def places(sound: npt.NDArray[np.float32], moves: list[Move]) -> Places:
    """The place in the song at every frame of the stream; in silence, where the head holds."""
    left, right = sound.astype(np.float64).T
    is_heard = right != 0
    told: Places = np.zeros(len(sound), np.int64)
    told[is_heard] = np.rint(left[is_heard] / right[is_heard] * SCALE).astype(np.int64) - 1
    edges = np.flatnonzero(np.diff(~is_heard, prepend=False, append=False)).tolist()
    before = 0
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        told[start:stop] = _next_place(told[start - 1] + 1, start, moves) if start else 0
        for move in moves:
            if before <= move.at < stop and move.kind in {"seek", "loop"}:
                goal = move.place if move.kind == "seek" else move.into
                told[max(start, move.at) : stop] = goal
        before = stop
    return told


def _next_place(place: int, at: int, moves: list[Move]) -> int:
    loops = [m for m in moves if m.kind in {"loop", "unloop"} and m.at < at]
    if loops and loops[-1].kind == "loop" and loops[-1].stop == place:
        return loops[-1].place
    return place


def shown(loop_lit: list[set[int]], told: Places, ears: list[int], slack: int) -> None:
    """Every packet has the frames heard since the packet before the last, and no others.

    So a frame leaves at the first packet at or after the moment when it is heard, never sooner,
    and stays for two. `ears` is the frame of the stream that is heard with each packet; within
    `slack` frames of a packet both answers are right.
    """
    must: list[set[int]] = []
    may: list[set[int]] = []
    for sooner, later in itertools.pairwise([ears[0] - 1, *ears]):
        sure = told[max(0, sooner + 1 + slack) : max(0, later + 1 - slack)] // SAMPLES
        near = told[max(0, sooner + 1 - slack) : max(0, later + 1 + slack)] // SAMPLES
        must.append(set(sure.tolist()))
        may.append(set(near.tolist()))
    for n, lit in enumerate(loop_lit):
        if n == 0 or ears[n - 1] < slack:
            assert lit <= may[n]
            continue
        assert must[n - 1] | must[n] <= lit, f"packet {n} lacks a frame that was heard"
        assert lit <= may[n - 1] | may[n], f"packet {n} has a frame that was not heard"


@dataclass(frozen=True)
class Device:
    """A made-up sound card: its blocks, how early it asks for them, what it tells of it."""

    block: int
    early: int
    tremble_ns: int = 0
    gap: tuple[int, int] = (PLAYED, 0)

    def heard_ns(self, stream: float) -> int:
        """When a frame of the stream is truly heard."""
        late = self.gap[1] if stream >= self.gap[0] else 0
        return BEGAN_NS + round((stream + late) * 1e9 / HOUSE_RATE)

    def ear(self, at_ns: int) -> int:
        """The frame of the stream that is truly heard at a moment."""
        frame = (at_ns - BEGAN_NS) * HOUSE_RATE / 1e9
        first, length = self.gap
        if frame >= first:
            frame = max(float(first), frame - length)
        return int(np.floor(frame))


def in_step(
    folder: Path, rig: Rig, moves: list[Move], device: Device, *, seed: int, slack: int = EXACT
) -> None:
    """Play the moves on a device beside the light loop, and hold every packet to the sound."""
    chance = random.Random(seed)
    block = PositionBlock(block_path(folder, "position"), create=True)
    engine = Engine(block.block.words)
    engine.use_source(song(), 1)
    post(engine, moves)
    sound = np.zeros((PLAYED, 2), np.float32)
    packets: list[int] = []
    lit: list[list[set[int]]] = []
    with lamps(folder, rig, block.block.path) as light:
        now_ns = BEGAN_NS - chance.randrange(light.loop.period_ns)
        for start in range(0, PLAYED, device.block):
            asked_ns = device.heard_ns(start) - round(device.early * 1e9 / HOUSE_RATE)
            while now_ns < asked_ns:
                packets.append(now_ns)
                light.loop.tick(now_ns)
                lit.append(light.lit())
                now_ns += light.loop.period_ns + chance.randrange(1_000_000)
            render(sound[start : start + device.block], engine.memory)
            trembles = chance.randint(-device.tremble_ns, device.tremble_ns)
            told_ns = device.heard_ns(start) + trembles
            heard_ns = heard_at(engine.memory.control, start, told_ns)
            publish(engine.memory, start, heard_ns)
    told = places(sound, moves)
    for output, delay_ms in enumerate(DELAYS_MS):
        ears = [device.ear(at_ns + round(delay_ms * 1e6)) for at_ns in packets]
        shown([each[output] for each in lit], told, ears, slack)
    block.close()


ABOUT = [
    Move(4_000, "play"),
    Move(7_000, "loop", 12_000, 14_500, 13_000),
    Move(15_000, "pause"),
    Move(17_000, "seek", 30_123),
    Move(19_000, "unloop"),
    Move(19_500, "play"),
    Move(26_000, "seek", 800),
]
PLACE = st.integers(0, 36_000)


@st.composite
def devices(draw: st.DrawFn) -> Device:
    """Sound cards that ask for sound before the slowest output has to know of it."""
    block = draw(st.integers(64, 1024))
    return Device(block, MOST_DELAY + block + draw(st.integers(0, 8_000)))


@st.composite
def a_move(draw: st.DrawFn, at: int) -> Move:
    kinds: tuple[Kind, ...] = ("play", "pause", "seek", "seek", "loop", "unloop")
    kind = draw(st.sampled_from(kinds))
    if kind != "loop":
        return Move(at, kind, draw(PLACE))
    start, length = draw(PLACE), draw(st.integers(480, 2_400))
    return Move(at, "loop", start, start + length, start + draw(st.integers(0, length - 1)))


@st.composite
def some_moves(draw: st.DrawFn) -> list[Move]:
    at, moves = draw(st.integers(3_400, 6_000)), []
    moves.append(Move(at, "play"))
    for gap in draw(st.lists(st.integers(1, 6_000), max_size=12)):
        at += gap
        moves.append(draw(a_move(at)))
    return moves


@settings(max_examples=20)
@given(some_moves(), devices(), st.integers(0, 1 << 30))
def test_every_packet_is_in_step_through_pauses_seeks_and_loops_on_any_device(
    tmp_path_factory: pytest.TempPathFactory,
    rig: Rig,
    moves: list[Move],
    device: Device,
    seed: int,
) -> None:
    in_step(tmp_path_factory.mktemp("step"), rig, moves, device, seed=seed)


def test_a_device_that_trembles_moves_no_light_by_more_than_it_trembles(
    tmp_path: Path, rig: Rig
) -> None:
    device = Device(256, 6000, tremble_ns=1_500_000)
    in_step(tmp_path, rig, ABOUT, device, seed=5, slack=EXACT + 72)


@pytest.mark.parametrize("block", [256, 512])
def test_after_a_gap_light_waits_for_the_sound_and_repeats_nothing(
    tmp_path: Path, rig: Rig, block: int
) -> None:
    device = Device(block, 3000, gap=(10_240, 4800))
    in_step(tmp_path, rig, ABOUT, device, seed=6)


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.integers(1, 6_000), st.integers(0, SONG // 2), st.floats(0.5, 2.0)),
        min_size=1,
        max_size=10,
    ),
    st.integers(0, 1 << 30),
)
def test_at_any_rate_a_frame_leaves_when_it_is_heard(
    tmp_path_factory: pytest.TempPathFactory,
    rig: Rig,
    runs: list[tuple[int, int, float]],
    seed: int,
) -> None:
    folder, chance = tmp_path_factory.mktemp("rate"), random.Random(seed)
    runs = [(4_000, 0, 0.0), *runs]
    told = np.concatenate([song + np.arange(length) * rate for length, song, rate in runs])
    starts = np.cumsum([0, *(length for length, _, _ in runs)])[:-1].tolist()
    segments = [
        (start, float(song), rate) for start, (_, song, rate) in zip(starts, runs, strict=True)
    ]
    with stage(folder) as shared:
        shared.tell(record(segments, made=len(told), at_ns=BEGAN_NS))
        packets: list[int] = []
        lit: list[list[set[int]]] = []
        with lamps(folder, rig, shared.path) as light:
            at_ns = BEGAN_NS - chance.randrange(light.loop.period_ns)
            while at_ns < BEGAN_NS + round((len(told) - MOST_DELAY) * 1e9 / HOUSE_RATE):
                light.loop.tick(at_ns)
                packets.append(at_ns)
                lit.append(light.lit())
                at_ns += light.loop.period_ns + chance.randrange(1_000_000)
    for output, delay_ms in enumerate(DELAYS_MS):
        ears = [Device(1, 1).ear(at_ns + round(delay_ms * 1e6)) for at_ns in packets]
        shown([each[output] for each in lit], told.astype(np.int64), ears, EXACT)
