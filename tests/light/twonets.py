"""Two networks of their own joined by a wire, a listener on it, and OLA's daemon at its end."""

import ctypes
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

HERE, THERE = "10.77.0.1", "10.77.0.2"
ARTNET, SACN = 6454, 5568
SO_TIMESTAMPNS = 35
ALL_PACKETS, OUTGOING = 3, 4
RECORDED_FROM = 101
_LIBC = ctypes.CDLL(None, use_errno=True)
_OTHER_PLUGINS = (
    "dummy", "espnet", "ftdidmx", "gpio", "karate", "kinet", "milinst", "nanoleaf", "opendmx",
    "openpixelcontrol", "osc", "pathport", "renard", "sandnet", "shownet", "spi", "stageprofi",
    "uartdmx", "usbdmx", "usbpro", "usbserial",
)  # fmt: skip


class Nets:
    """Two network namespaces, `here` and `there`, with a wire between them."""

    def __init__(self) -> None:
        self.here, self.there = (f"luma-{os.getpid()}-{end}" for end in "ab")
        for name in (self.here, self.there):
            _ip("netns", "add", name)
        pair = ("link", "add", "wire", "netns", self.here)
        _ip(*pair, "type", "veth", "peer", "name", "wire", "netns", self.there)
        for name, address in ((self.here, HERE), (self.there, THERE)):
            _ip("-n", name, "addr", "add", f"{address}/24", "dev", "wire")
            for device in ("lo", "wire"):
                _ip("-n", name, "link", "set", device, "up")

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """Sockets and programs that this thread makes belong to a network."""
        outside = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        inside = os.open(f"/run/netns/{name}", os.O_RDONLY)
        try:
            assert _LIBC.setns(inside, 0) == 0
            yield
        finally:
            assert _LIBC.setns(outside, 0) == 0
            os.close(inside)
            os.close(outside)

    def pull(self, *, out: bool) -> None:
        """Pull the wire out, or plug it in again."""
        _ip("-n", self.here, "link", "set", "wire", "down" if out else "up")

    def close(self) -> None:
        for name in (self.here, self.there):
            subprocess.run(["ip", "netns", "del", name], check=False)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def two_nets() -> Iterator[Nets]:
    """Both networks, or a test that is skipped in words."""
    if shutil.which("ip") is None or os.geteuid() != 0:
        pytest.skip("networks of one's own need root and iproute2")
    try:
        nets = Nets()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"networks of one's own are not allowed here: {error.stderr!r}")
    try:
        yield nets
    finally:
        nets.close()


class Heard(NamedTuple):
    """A packet on the wire: when the system saw it, its protocol, universe and levels."""

    at_ns: int
    port: int
    universe: int
    levels: bytes
    ends: bool


class Sniffer:
    """Hears every packet that one end gives to the wire or takes from it, and when."""

    def __init__(self, nets: Nets, end: str) -> None:
        self.heard: list[Heard] = []
        self._kind = OUTGOING if end == nets.here else 0
        with nets.inside(end):
            self._socket = socket.socket(
                socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PACKETS)
            )
        self._socket.setsockopt(socket.SOL_SOCKET, 33, 1 << 26)  # SO_RCVBUFFORCE
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._is_open = True
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()

    def _listen(self) -> None:
        while self._is_open:
            if not select.select([self._socket], [], [], 0.1)[0]:
                continue
            packet, told, _, place = self._socket.recvmsg(2048, 128)
            if place[2] != self._kind or place[0] != "wire":
                continue
            (seconds, more) = struct.unpack("qq", told[0][2])
            found = _read(packet, seconds * 1_000_000_000 + more)
            if found is not None:
                self.heard.append(found)

    def of(self, universe: int) -> list[Heard]:
        return [one for one in self.heard if one.universe == universe]

    def close(self) -> None:
        self._is_open = False
        self._listening.join()
        self._socket.close()


def _read(packet: bytes, at_ns: int) -> Heard | None:
    """A packet that carries levels, read by hand: version 4, UDP, one of both protocols."""
    if packet[0] != 0x45 or packet[9] != 17:
        return None
    port = int.from_bytes(packet[22:24], "big")
    body = packet[28:]
    if port == ARTNET and body[:10] == b"Art-Net\0\x00\x50":
        universe = 1 + int.from_bytes(body[14:16], "little")
        return Heard(at_ns, port, universe, body[18:], ends=False)
    if port == SACN and len(body) == 638:
        universe = int.from_bytes(body[113:115], "big")
        return Heard(at_ns, port, universe, body[126:], ends=bool(body[112] & 0x40))
    return None


class Ola:
    """OLA's daemon as a user without rights: four Art-Net inputs and 32 of sACN."""

    def __init__(self, nets: Nets, folder: Path) -> None:
        self._enter = ["ip", "netns", "exec", nets.there]
        config = folder / "ola"
        config.mkdir()
        for name in _OTHER_PLUGINS:
            (config / f"ola-{name}.conf").write_text("enabled = false\n")
        (config / "ola-artnet.conf").write_text(f"ip = {THERE}\nnet = 0\nsubnet = 0\n")
        (config / "ola-e131.conf").write_text(f"ip = {THERE}\ninput_ports = 32\n")
        for path in (config, *config.iterdir()):
            shutil.chown(path, "olad")
        for parent in config.parents:
            if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o111)
        # it joins a group for each universe
        self._run("sysctl", "-qw", "net.ipv4.igmp_max_memberships=64")
        user = [
            "nice",
            "-n",
            "-10",
            "setpriv",
            "--reuid",
            "olad",
            "--regid",
            "olad",
            "--clear-groups",
        ]
        self._daemon = subprocess.Popen(
            [*self._enter, *user, "olad", "-c", str(config), "--no-http", "-l", "1",
             "--no-register-with-dns-sd"],
        )  # fmt: skip
        self._wait()
        self.artnet, self.sacn = [*range(4)], [*range(RECORDED_FROM, RECORDED_FROM + 32)]
        for device, universes in ((1, self.artnet), (2, self.sacn)):
            for port, universe in enumerate(universes):
                words = ("-d", str(device), "-p", str(port), "-i", "-u", str(universe))
                self._run("ola_patch", *words)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._enter, *words], check=True, capture_output=True, text=True
        )
        return done.stdout

    def _wait(self) -> None:
        for _ in range(100):
            time.sleep(0.1)
            told = subprocess.run(
                [*self._enter, "ola_dev_info"], capture_output=True, text=True, check=False
            )
            if "Device 2" in told.stdout:
                return
        raise AssertionError("olad does not answer")

    @contextmanager
    def recording(self, universes: list[int], path: Path) -> Iterator[None]:
        """Record what it receives while the block lasts."""
        numbers = ",".join(map(str, universes))
        recorder = subprocess.Popen(
            [*self._enter, "ola_recorder", "-r", str(path), "-u", numbers],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(1.0)
        try:
            yield
        finally:
            time.sleep(1.0)
            recorder.send_signal(signal.SIGINT)
            recorder.wait(30)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(30)


def overflowed(nets: Nets) -> int:
    """How many packets the far end lost because their listener was too slow to take them."""
    with nets.inside(nets.there):
        rows = Path("/proc/thread-self/net/snmp").read_text().splitlines()
    names, values = (row.split()[1:] for row in rows if row.startswith("Udp:"))
    return int(dict(zip(names, values, strict=True))["RcvbufErrors"])


def recorded(path: Path) -> dict[int, list[bytes]]:
    """What was recorded of each universe, in order."""
    found: dict[int, list[bytes]] = {}
    with path.open() as file:
        assert next(file) == "OLA Show\n"
        for line in file:
            universe, _, levels = line.partition(" ")
            if levels:
                found.setdefault(int(universe), []).append(bytes(map(int, levels.split(","))))
    return found
