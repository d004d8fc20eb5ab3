"""A datagram socket that never waits, and addresses that are checked in words."""

import contextlib
import ipaddress
import socket
from collections.abc import Iterator

from luma.domain.errors import BadValue, OutputError

Place = tuple[str, int]
LARGEST = 2048
EVERYBODY = "255.255.255.255"
MOST_AT_ONCE = 16


def check_port(port: int) -> None:
    """Refuse what is no port."""
    if not 0 < port < 65536:
        raise BadValue(f"{port} is no port.", hint="A port is a number from 1 to 65535.")


def check_address(host: str, *, one: bool = True) -> None:
    """Refuse what is no address, or not that of one listener.

    Names are refused too: to look one up may take seconds, and nothing waits here.
    """
    try:
        place = ipaddress.IPv4Address(host)
    except ValueError as error:
        raise BadValue(
            f'"{host}" is no address.', hint="Give it in numbers, as in 10.0.0.5."
        ) from error
    if one and (place.is_multicast or place.is_unspecified or host == EVERYBODY):
        raise BadValue(
            f'"{host}" is not the address of one listener.',
            hint="Give its own address; Luma speaks to nobody else unless it is asked to.",
        )


def own_address(towards: Place) -> str:
    """The address from which this machine would speak to a place; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(towards)
        except OSError:
            return "0.0.0.0"  # noqa: S104  (no way leads there; nothing is bound)
        return str(probe.getsockname()[0])


class Datagrams:
    """A socket for one protocol."""

    def __init__(self, protocol: str) -> None:
        """Begin closed."""
        self._protocol = protocol
        self._socket: socket.socket | None = None

    def open(self, *, port: int = 0, broadcast: bool = False, multicast_from: str = "") -> None:
        """Get a socket, on a port of its own where that is free."""
        self.close()
        try:
            made = self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            made.settimeout(0)
            if broadcast:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            if multicast_from:
                own = socket.inet_aton(multicast_from)
                made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
            if port:
                with contextlib.suppress(OSError):  # whoever has it answers in our place
                    made.bind(("", port))
        except OSError as error:
            self.close()
            raise OutputError(
                f"There is no network socket for {self._protocol}: {error.strerror or error}.",
                hint="Check the network.",
            ) from error

    @property
    def port(self) -> int:
        """The port that it listens on, or 0."""
        return 0 if self._socket is None else int(self._socket.getsockname()[1])

    def send(self, packet: bytes, to: Place) -> None:
        """Send a packet; a full socket loses it, for the next one carries newer light."""
        if self._socket is None:
            raise OutputError(f"The {self._protocol} output is closed.", hint="Open it first.")
        try:
            with contextlib.suppress(BlockingIOError):
                self._socket.sendto(packet, to)
        except OSError as error:
            raise OutputError(
                f"{self._protocol} does not reach {to[0]}:{to[1]}: {error.strerror or error}.",
                hint="Check the network and the address.",
            ) from error

    def received(self) -> Iterator[tuple[bytes, Place]]:
        """Some of the packets that have arrived by now, and where they came from."""
        with contextlib.suppress(OSError):
            for _ in range(MOST_AT_ONCE):
                if self._socket is None:
                    return
                packet, (host, port, *_) = self._socket.recvfrom(LARGEST)
                yield packet, (str(host), int(port))

    def close(self) -> None:
        """Give the socket back."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
