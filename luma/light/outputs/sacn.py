"""Streaming ACN (E1.31) over UDP: to one address, or to all who listen where that is asked."""

import struct
import uuid
from dataclasses import dataclass

from luma.domain.errors import BadValue
from luma.light.network import Datagrams, check_address, check_port
from luma.light.register import output

SACN_PORT = 5568
LAST_UNIVERSE = 63999
_PREAMBLE = struct.Struct(">HH12s")
_ROOT = struct.Struct(">HI16s")
_DATA = struct.Struct(">HI64sBHBBH")
_LAYER = struct.Struct(">HBBHHH")
_SYNC = struct.Struct(">HIBHH")
_FLAGS = 0x7000
_ROOT_DATA, _ROOT_EXTENDED = 4, 8
_FRAME_DATA, _FRAME_SYNC = 2, 1
_SET_PROPERTY = 2
_ENDS = 0x40


@dataclass(frozen=True, slots=True)
class Source:
    """Who sends: an id that is kept, a name to show, a priority, and where sync is heard."""

    id: uuid.UUID
    name: str
    priority: int
    sync: int


def _root(vector: int, source: Source, body: bytes) -> bytes:
    root = _ROOT.pack(_FLAGS | _ROOT.size + len(body), vector, source.id.bytes)
    return _PREAMBLE.pack(0x0010, 0, b"ASC-E1.17") + root + body


def data_packet(
    source: Source, universe: int, sequence: int, levels: bytes, *, ends: bool = False
) -> bytes:
    """The packet that carries the levels of a universe, or tells that its stream ends."""
    slots = b"\0" + levels
    layer = _LAYER.pack(
        _FLAGS | _LAYER.size + len(slots), _SET_PROPERTY, 0xA1, 0, 1, len(slots)
    )
    body = layer + slots
    name = source.name.encode()[:63].decode(errors="ignore").encode()
    frame = _DATA.pack(
        _FLAGS | _DATA.size + len(body), _FRAME_DATA, name, source.priority, source.sync,
        sequence, _ENDS if ends else 0, universe,
    )  # fmt: skip
    return _root(_ROOT_DATA, source, frame + body)


def sync_packet(source: Source, sequence: int) -> bytes:
    """The packet that lets receivers show all that they were sent since the last one."""
    frame = _SYNC.pack(_FLAGS | _SYNC.size, _FRAME_SYNC, sequence, source.sync, 0)
    return _root(_ROOT_EXTENDED, source, frame)


def group_of(universe: int) -> str:
    """The multicast address of a universe."""
    return f"239.255.{universe >> 8}.{universe & 255}"


def _id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text) if text else uuid.uuid4()
    except ValueError as error:
        raise BadValue(f'"{text}" is no id of a source.', hint="Leave it out.") from error


@output("sacn")
@dataclass
class SacnOutput:
    """Sends streaming ACN (E1.31) to one receiver, or by multicast where that is asked.

    `first` is the universe of the network on which universe one goes out. A `sync` other than
    0 is the universe on which receivers hear when to show. `source_id` is this desk's own.
    """

    host: str = "127.0.0.1"
    multicast: bool = False
    interface: str = ""
    port: int = SACN_PORT
    first: int = 1
    priority: int = 100
    sync: int = 0
    source_name: str = "Luma"
    source_id: str = ""

    def __post_init__(self) -> None:
        """Check the place, and begin closed."""
        self._check()
        self._line = Datagrams("sACN")
        self._sequence: dict[int, int] = {}
        self._last: dict[int, bytes] = {}
        self._source = Source(
            _id_of(self.source_id), self.source_name, self.priority, self.sync
        )

    def _check(self) -> None:
        check_port(self.port)
        if not self.multicast:
            check_address(self.host)
        if self.interface:
            check_address(self.interface)
        for what, number, low, high in (
            ("priority", self.priority, 0, 200),
            ("first universe", self.first, 1, LAST_UNIVERSE),
            ("sync universe", self.sync, 0, LAST_UNIVERSE),
        ):
            if not low <= number <= high:
                raise BadValue(f"{number} is no sACN {what}; it goes from {low} to {high}.")

    def open(self) -> None:
        """Get a socket."""
        own = self.interface if self.multicast else ""
        self._line.open(multicast_from=own)

    def send(self, universe: int, levels: bytes) -> None:
        """Send the levels of a universe."""
        self._send(universe, levels, ends=False)

    def end(self, universe: int) -> None:
        """Tell that the stream of a universe ends."""
        self._send(universe, self._last[universe], ends=True)

    def _send(self, universe: int, levels: bytes, *, ends: bool) -> None:
        number = universe - 1 + self.first
        if not 1 <= number <= LAST_UNIVERSE:
            raise BadValue(
                f"sACN has no universe {number}.", hint="Give the fixtures a lower universe."
            )
        self._last[universe] = levels
        packet = data_packet(self._source, number, self._next(number), levels, ends=ends)
        self._line.send(packet, self._place(number))

    def together(self) -> None:
        """Let receivers show what they were sent."""
        if self.sync:
            packet = sync_packet(self._source, self._next(0))
            self._line.send(packet, self._place(self.sync))

    def _next(self, number: int) -> int:
        sequence = self._sequence.get(number, 255)
        self._sequence[number] = (sequence + 1) % 256
        return self._sequence[number]

    def _place(self, number: int) -> tuple[str, int]:
        return (group_of(number) if self.multicast else self.host), self.port

    def close(self) -> None:
        """Give the socket back."""
        self._line.close()
