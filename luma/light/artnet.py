"""Art-Net 4 as bytes: levels, sync, and the question who is there with its answer."""

import socket
import struct
from dataclasses import dataclass

from luma.domain.errors import BadValue

ARTNET_PORT = 6454
PORT_ADDRESSES = 1 << 15
_ID = b"Art-Net\0"
_PROTOCOL = 14
_OP_POLL, _OP_REPLY, _OP_DMX, _OP_SYNC = 0x2000, 0x2100, 0x5000, 0x5200
_DMX = struct.Struct(">BBBBH")
# address, port, version, net and sub-net, OEM, UBEA, status, maker, names, report, ports, their
# kinds, their states, universes in and out, priority, macro, remote, spare, style, MAC,
# binding, status, the rest
_REPLY = struct.Struct("<4sHHBBHBBH18s64s64sBB4s4s4s4s4sBBB3sB6s4sBB")
_REPLY_SIZE, _SHORTEST_REPLY = 239, 207
_UNKNOWN_MAKER = 0xFF00
_CONTROLLER = 1
_GIVES_LIGHT = 0x80


def _start(operation: int) -> bytes:
    return _ID + operation.to_bytes(2, "little")


def _head(operation: int) -> bytes:
    return _start(operation) + _PROTOCOL.to_bytes(2, "big")


def art_dmx(port_address: int, sequence: int, levels: bytes) -> bytes:
    """The packet that carries the levels of one universe; an odd length is filled up."""
    data = levels + bytes(len(levels) % 2)
    sub_uni, net = port_address & 0xFF, port_address >> 8
    return _head(_OP_DMX) + _DMX.pack(sequence, 0, sub_uni, net, len(data)) + data


def art_sync() -> bytes:
    """The packet that lets nodes show all that they were sent since the last one."""
    return _head(_OP_SYNC) + bytes(2)


def art_poll() -> bytes:
    """The packet that asks who is there."""
    return _head(_OP_POLL) + bytes(2)


def is_poll(packet: bytes) -> bool:
    """Whether a packet asks who is there."""
    return packet[:10] == _start(_OP_POLL) and len(packet) >= 14


def art_poll_reply(address: str, name: str, version: int) -> bytes:
    """The packet in which a controller at an address says that it is there."""
    short, long = name.encode()[:17], f"{name} light desk".encode()[:63]
    reply = _REPLY.pack(
        socket.inet_aton(address), ARTNET_PORT, socket.htons(version), 0, 0,
        _UNKNOWN_MAKER, 0, 0, 0, short, long, b"#0001 [0000] sends", 0, 0,
        b"", b"", b"", b"", b"", 0, 0, 0, b"", _CONTROLLER, b"", b"", 0, 0,
    )  # fmt: skip
    return (_start(_OP_REPLY) + reply).ljust(_REPLY_SIZE, b"\0")


@dataclass(frozen=True, slots=True)
class ArtNetNode:
    """A node that has answered: where it is, how it is called, the port addresses it plays."""

    address: str
    name: str
    about: str
    port_addresses: tuple[int, ...]


def node_of(packet: bytes) -> ArtNetNode | None:
    """The node that a packet tells of, if it is such an answer."""
    if packet[:10] != _start(_OP_REPLY) or len(packet) < _SHORTEST_REPLY:
        return None
    fields = _REPLY.unpack(packet[10:].ljust(_REPLY.size, b"\0")[: _REPLY.size])
    address, net, sub = socket.inet_ntoa(fields[0]), fields[3] & 0x7F, fields[4] & 0xF
    kinds, plays = fields[14], fields[18]
    count = min(4, fields[13])
    return ArtNetNode(
        address,
        _text(fields[9]),
        _text(fields[10]),
        tuple(
            net << 8 | sub << 4 | plays[port] & 0xF
            for port in range(count)
            if kinds[port] & _GIVES_LIGHT
        ),
    )


def _text(field: bytes) -> str:
    """A text that a stranger wrote, on one line and without control characters."""
    text = field.split(b"\0", 1)[0].decode(errors="replace")
    return "".join(letter for letter in text if letter.isprintable())


def port_address_of(universe: int, first: int = 0) -> int:
    """The port address of a universe counted from one; `first` is that of universe one."""
    port_address = universe - 1 + first
    if not 0 <= port_address < PORT_ADDRESSES:
        raise BadValue(
            f"Art-Net has no port address {port_address} for universe {universe}.",
            hint="Give the fixtures a lower universe.",
        )
    return port_address


def numbering(universe: int, first: int = 0) -> str:
    """A universe in both numberings: from one, and Art-Net's net, sub-net and universe."""
    return f"{universe} (Art-Net {port_address_in_words(port_address_of(universe, first))})"


def port_address_in_words(port_address: int) -> str:
    """A port address as net, sub-net and universe, and as one number from zero."""
    net, sub, uni = port_address >> 8, port_address >> 4 & 15, port_address & 15
    return f"{net}:{sub}:{uni}, port address {port_address}"
