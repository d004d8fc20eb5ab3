"""Art-Net 4 over UDP, to one address."""

import contextlib
import ipaddress
from dataclasses import dataclass

from luma import __version__
from luma.domain.errors import BadValue, OutputError
from luma.light.artnet import (
    ARTNET_PORT,
    PORT_ADDRESSES,
    art_dmx,
    art_poll_reply,
    art_sync,
    is_poll,
    port_address_of,
)
from luma.light.network import Datagrams, check_address, check_port, own_address
from luma.light.register import output


@output("artnet")
@dataclass
class ArtNetOutput:
    """Sends Art-Net 4 to one node on the network, and answers whoever asks who is there.

    `first` is the port address of universe one. With `broadcast` the address may be that of a
    whole network. With `sync` nodes show all universes of a moment at once.
    """

    host: str = "127.0.0.1"
    port: int = ARTNET_PORT
    first: int = 0
    broadcast: bool = False
    sync: bool = False

    def __post_init__(self) -> None:
        """Check the place, and begin closed."""
        check_port(self.port)
        if not 0 <= self.first < PORT_ADDRESSES:
            raise BadValue(f"{self.first} is no port address.", hint="They go from 0 to 32767.")
        check_address(self.host, one=not self.broadcast)
        self._line = Datagrams("Art-Net")
        self._sequence: dict[int, int] = {}
        self._to = (self.host, self.port)
        self._own = ""

    def open(self) -> None:
        """Get a socket; it listens for questions unless the node is on this machine."""
        self._own = own_address(self._to)
        is_here = self._own == self.host or ipaddress.IPv4Address(self._own).is_loopback
        self._line.open(port=0 if is_here else ARTNET_PORT, broadcast=self.broadcast)

    def send(self, universe: int, levels: bytes) -> None:
        """Send the levels of a universe."""
        port_address = port_address_of(universe, self.first)
        sequence = self._sequence.get(universe, 0) % 255 + 1
        self._sequence[universe] = sequence
        self._line.send(art_dmx(port_address, sequence, levels), self._to)

    def _answer(self) -> None:
        for packet, asker in self._line.received():
            if not is_poll(packet):
                continue
            with contextlib.suppress(OutputError):  # whoever asks may be out of reach
                self._line.send(art_poll_reply(self._own, "Luma", _version()), asker)

    def together(self) -> None:
        """Let the node show what it was sent, and answer who has asked meanwhile."""
        if self.sync:
            self._line.send(art_sync(), self._to)
        self._answer()

    def close(self) -> None:
        """Give the socket back."""
        self._line.close()


def _version() -> int:
    """The version in two bytes."""
    major, minor, *_ = __version__.split(".")
    return int(major) << 8 | int(minor)
