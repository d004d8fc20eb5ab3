"""Art-Net 4 over UDP, to one address."""

import contextlib
import ipaddress
import socket
import struct
from dataclasses import dataclass

from luma.domain.errors import OutputError
from luma.light.register import output

ARTNET_PORT = 6454
PORT_ADDRESSES = 1 << 15
_OP_DMX = 0x5000
_PROTOCOL = 14
_HEADER = struct.Struct("<8sH")
_REST = struct.Struct(">HBBBBH")


def art_dmx(port_address: int, sequence: int, levels: bytes) -> bytes:
    """The packet that carries the levels of one universe; an odd length is filled up."""
    data = levels + bytes(len(levels) % 2)
    sub_uni, net = port_address & 0xFF, port_address >> 8
    head = _HEADER.pack(b"Art-Net\0", _OP_DMX)
    return head + _REST.pack(_PROTOCOL, sequence, 0, sub_uni, net, len(data)) + data


def numbering(universe: int, first: int = 0) -> str:
    """A universe in both numberings: from one, and Art-Net's net, sub-net and universe."""
    port_address = universe - 1 + first
    net, sub, uni = port_address >> 8, port_address >> 4 & 15, port_address & 15
    return f"{universe} (Art-Net {net}:{sub}:{uni}, port address {port_address})"


@output("artnet")
@dataclass
class ArtNetOutput:
    """Sends Art-Net 4 to one node on the network.

    `first` is the port address of universe one.
    """

    host: str = "127.0.0.1"
    port: int = ARTNET_PORT
    first: int = 0

    def __post_init__(self) -> None:
        """Begin closed."""
        self._socket: socket.socket | None = None
        self._sequence: dict[int, int] = {}
        self._to = (self.host, self.port)

    def open(self) -> None:
        """Find the node's address and get a socket."""
        self.close()
        self._to = (self._address(), self.port)
        try:
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        except OSError as error:
            raise OutputError(f"There is no network socket for Art-Net: {error}.") from error
        self._socket.settimeout(0)

    def _address(self) -> str:
        if not 0 < self.port < 65536:
            raise OutputError(f"Art-Net port {self.port} is none.", hint="Use 6454.")
        try:
            found = socket.getaddrinfo(self.host, self.port, socket.AF_INET, socket.SOCK_DGRAM)
        except (OSError, UnicodeError) as error:
            raise OutputError(
                f'The Art-Net node "{self.host}" has no address: {error}.',
                hint="Check the name, or give the address in numbers.",
            ) from error
        address = str(found[0][4][0])
        place = ipaddress.ip_address(address)
        if place.is_multicast or place.is_unspecified or address == "255.255.255.255":
            raise OutputError(
                f'"{self.host}" is not the address of one Art-Net node.',
                hint="Give the node's own address; Luma sends to nobody else.",
            )
        return address

    def send(self, universe: int, levels: bytes) -> None:
        """Send the levels of a universe."""
        if self._socket is None:
            raise OutputError("The Art-Net output is closed.", hint="Open it first.")
        port_address = universe - 1 + self.first
        if not 0 <= port_address < PORT_ADDRESSES:
            raise OutputError(
                f"Art-Net has no port address {port_address} for universe {universe}.",
                hint="Give the fixtures a lower universe.",
            )
        sequence = self._sequence.get(universe, 0) % 255 + 1
        self._sequence[universe] = sequence
        packet = art_dmx(port_address, sequence, levels)
        try:
            # a full socket loses this packet, and the next one carries the newer light
            with contextlib.suppress(BlockingIOError):
                self._socket.sendto(packet, self._to)
        except OSError as error:
            raise OutputError(
                f"Art-Net does not reach {self.host}:{self.port}: {error.strerror or error}.",
                hint="Check the network and the node's address.",
            ) from error

    def close(self) -> None:
        """Give the socket back."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
