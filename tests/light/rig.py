"""A small rig for the light tests: plans, positions and a node, all made by hand."""

import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from luma.domain.blocks import POSITION, Position, PositionBlock, Record, block_path
from luma.domain.ids import FixtureId, VenueId
from luma.domain.light import AIM, ATTRIBUTES, COLOUR, DOWN, INTENSITY, TINT, Floats, Mask, bits
from luma.domain.planfile import PlanLayout
from luma.domain.venue import Fixture, Group, Venue
from luma.light.fixtures import Definitions, read_definitions
from luma.light.messages import OutputChoice, UseOutputs
from luma.light.patch import compile_patch, save_patch

ASSETS = Path(__file__).parents[2] / "assets" / "fixtures"
SAMPLES = 800
LIT = bits("intensity", "red", "green", "blue", "tint")

Row = tuple[float, tuple[float, float, float]]


def definitions() -> Definitions:
    return read_definitions(ASSETS)


def fixture(name: str, profile: str, mode: str, address: int = 1, universe: int = 1) -> Fixture:
    return Fixture(FixtureId(name), name, f"generic/{profile}", mode, universe, address)


def venue(*fixtures: Fixture, groups: tuple[Group, ...] = ()) -> Venue:
    return Venue(VenueId("v"), "room", fixtures, groups)


def pars(count: int) -> Venue:
    return venue(
        *(fixture(f"par {i}", "rgb_par", "3 channels", 1 + 3 * i) for i in range(count))
    )


def write_patch(path: Path, room: Venue) -> Path:
    save_patch(compile_patch(room, definitions()), path)
    return path


def frame(rows: Iterable[Row]) -> tuple[Floats, Mask]:
    """One light frame: an intensity and a covering colour for each head."""
    listed = list(rows)
    values = np.zeros((len(listed), len(ATTRIBUTES)), np.float32)
    values[:, AIM], values[:, TINT] = DOWN, 1.0
    for head, (intensity, colour) in enumerate(listed):
        values[head, INTENSITY], values[head, COLOUR] = intensity, colour
    return values, np.full(len(listed), LIT, np.uint16)


def write_plan(path: Path, frames: list[tuple[Floats, Mask]], first_frame: int = 0) -> Path:
    layout = PlanLayout(len(frames[0][0]), len(frames), first_frame)
    values = np.stack([values for values, _ in frames]).astype("<f4")
    mask = np.stack([mask for _, mask in frames]).astype("<u2")
    aside = path.with_suffix(".new")
    body = bytes(8 * layout.tiles) + values.tobytes() + mask.tobytes()
    aside.write_bytes(layout.header() + body)
    aside.replace(path)
    return path


def record(
    segments: list[tuple[int, float, float]], *, made: int, heard: int = 0, at_ns: int = 0
) -> Record:
    told = np.zeros((), POSITION)
    told["segments"], told["stream_frame"] = len(segments), made
    told["heard_frame"], told["heard_ns"] = heard, at_ns
    for at, (stream, song, rate) in enumerate(segments):
        told["segment_stream"][at] = stream
        told["segment_song"][at] = song
        told["segment_rate"][at] = rate
    return told


def position(
    segments: list[tuple[int, float, float]], *, made: int, heard: int = 0
) -> Position:
    return Position.of(record(segments, made=made, heard=heard))


def held_at(light_frame: float) -> Record:
    """A pause in the middle of a light frame."""
    return record([(0, light_frame * SAMPLES, 0.0)], made=0)


class Stage(NamedTuple):
    """A position block made by hand."""

    path: Path
    tell: Callable[[Record], None]


@contextmanager
def stage(folder: Path, kind: str = "position") -> Iterator[Stage]:
    path = block_path(folder, kind)
    block = PositionBlock(path, create=True)
    try:
        yield Stage(path, block.block.write)
    finally:
        block.close()
        path.unlink(missing_ok=True)


def through(kind: str, settings: dict[str, object], **more: Any) -> UseOutputs:
    """The wish to send through one output."""
    return UseOutputs((OutputChoice("there", kind, settings, **more),))


class Packet(NamedTuple):
    """What a node makes of an ArtDmx packet."""

    sequence: int
    port_address: int
    levels: bytes


class Node:
    """An Art-Net node on this machine."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(10.0)

    @property
    def settings(self) -> dict[str, object]:
        return {"host": "127.0.0.1", "port": self._socket.getsockname()[1]}

    def receive(self) -> Packet:
        data = self._socket.recv(2048)
        assert data[:12] == b"Art-Net\0\x00\x50\x00\x0e"
        sequence, _, sub_uni, net, length = struct.unpack(">BBBBH", data[12:18])
        assert len(data) == 18 + length
        return Packet(sequence, net << 8 | sub_uni, data[18:])

    def wait_for(self, wanted: bytes, most: int = 500) -> Packet:
        """The first packet whose levels begin so."""
        seen = b""
        for _ in range(most):
            packet = self.receive()
            seen = packet.levels[: len(wanted)]
            if seen == wanted:
                return packet
        raise AssertionError(f"never saw {wanted!r}, at last {seen!r}")

    def drain(self) -> list[Packet]:
        """All that has arrived by now."""
        self._socket.settimeout(0.0)
        packets = []
        with suppress(BlockingIOError):
            while True:
                packets.append(self.receive())
        return packets

    def close(self) -> None:
        self._socket.close()
