"""The walk's own rooms: the demo song, a sound server, and an Art-Net node that listens."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import alone
from tests.pipewire import PipeWire, headless_pipewire


@pytest.fixture(scope="module", autouse=True)
def luma_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of all tests of a module, which share one desk."""
    home = tmp_path_factory.mktemp("home")
    with alone(home):
        yield home


@pytest.fixture(scope="module")
def pipewire() -> Iterator[PipeWire]:
    """A sound server that every process started in the meantime plays on."""
    with headless_pipewire() as server, pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"):
            patch.setenv(name, server.env[name])
        yield server


@dataclass
class Node:
    """An Art-Net node on this machine alone: every packet that it got, and when."""

    socket: socket.socket
    packets: list[tuple[int, bytes]] = field(default_factory=list)
    open: bool = True

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def listen(self) -> None:
        while self.open:
            try:
                packet = self.socket.recv(2048)
            except TimeoutError:
                continue
            self.packets.append((time.monotonic_ns(), packet))

    def latest_after(self, moment_ns: int) -> bytes:
        """The newest packet, once one has come after a moment."""
        until = time.monotonic() + 10
        while not self.packets or self.packets[-1][0] <= moment_ns:
            assert time.monotonic() < until, "no packet came"
            time.sleep(0.02)
        return self.packets[-1][1]


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(0.1)
        node = Node(listening)
        thread = threading.Thread(target=node.listen)
        thread.start()
        yield node
        node.open = False
        thread.join()
