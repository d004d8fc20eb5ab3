"""Art-Net asks who is there, and answers."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from luma.domain.errors import BadValue, OutputError, Unavailable
from luma.light.artnet import (
    ArtNetNode,
    art_poll,
    art_poll_reply,
    art_sync,
    is_poll,
    node_of,
    numbering,
    port_address_of,
)
from luma.light.discovery import nodes_at
from luma.light.outputs.artnet import ArtNetOutput
from tests.light.rig import Node


def a_reply(address: str = "10.0.0.9", ports: int = 2) -> bytes:
    """An answer, laid out by hand after the table of the specification."""
    reply = bytearray(239)
    reply[0:10] = b"Art-Net\0\x00\x21"
    reply[10:14] = socket.inet_aton(address)
    reply[14:16] = b"\x36\x19"
    reply[18], reply[19] = 1, 2
    reply[26:44] = b"four ports".ljust(18, b"\0")
    reply[44:108] = b"a node \x07with\nfour ports".ljust(64, b"\0")
    reply[172:174] = struct.pack(">H", ports)
    reply[174:178] = b"\x80\xc0\x40\x80"
    reply[190:194] = b"\x03\x04\x05\x06"
    return bytes(reply)


def test_an_answer_is_read_after_the_table_of_the_specification() -> None:
    assert node_of(a_reply()) == ArtNetNode(
        "10.0.0.9", "four ports", "a node withfour ports", (0x123, 0x124)
    )
    four = node_of(a_reply(ports=4))
    assert four is not None
    assert four.port_addresses == (0x123, 0x124, 0x126)
    assert node_of(a_reply()[:206]) is None
    assert node_of(art_poll()) is None
    assert node_of(a_reply()[:207]) is not None


def test_our_answer_lies_where_the_specification_says() -> None:
    reply = art_poll_reply("10.0.0.2", "Luma", 0x0102)
    assert len(reply) == 239
    assert reply[:16] == b"Art-Net\0\x00\x21" + bytes([10, 0, 0, 2]) + b"\x36\x19"
    assert reply[16:18] == b"\x01\x02"
    assert reply[26:31] == b"Luma\0"
    assert reply[172:174] == bytes(2)
    assert reply[200] == 1
    assert node_of(reply) == ArtNetNode("10.0.0.2", "Luma", "Luma light desk", ())


def test_polls_and_syncs_are_what_the_specification_says() -> None:
    assert art_poll() == b"Art-Net\0\x00\x20\x00\x0e\x00\x00"
    assert art_sync() == b"Art-Net\0\x00\x52\x00\x0e\x00\x00"
    assert is_poll(art_poll())
    assert not is_poll(art_sync())
    assert not is_poll(art_poll()[:13])


def test_port_addresses_end_where_the_specification_says() -> None:
    assert port_address_of(1) == 0
    assert port_address_of(32768) == 32767
    assert numbering(18) == "18 (Art-Net 0:1:1, port address 17)"
    for universe, first in ((32769, 0), (1, 32768), (0, 0)):
        with pytest.raises(BadValue):
            port_address_of(universe, first)


@pytest.fixture
def asker() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(10)
        yield there


def test_an_output_answers_who_asks_and_takes_no_notice_of_the_rest(
    node: Node, asker: socket.socket
) -> None:
    out = ArtNetOutput(**node.settings)  # type: ignore[arg-type]  # what a test node says
    out.open()
    assert out._line.port == 0  # a node on this machine has the port itself
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    out._line.open(port=free)
    asker.sendto(b"rubbish", ("127.0.0.1", free))
    asker.sendto(art_poll(), ("127.0.0.1", free))
    out.send(1, bytes(512))
    out.together()
    answer = node_of(asker.recv(2048))
    assert answer is not None
    assert (answer.address, answer.name) == ("127.0.0.1", "Luma")
    assert node.receive().levels == bytes(512)
    out.close()


def test_a_stranger_who_cannot_be_answered_does_not_stop_the_light(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ArtNetOutput(**node.settings)  # type: ignore[arg-type]  # what a test node says
    out.open()
    # sending to everybody is refused by a socket that was not opened for it
    asked = [(art_poll(), ("255.255.255.255", 6454))]
    monkeypatch.setattr(out._line, "received", lambda: iter(asked))
    out.send(1, bytes(512))
    out.together()
    out.close()


def test_a_place_that_cannot_be_asked_does_not_end_the_search() -> None:
    told: list[OutputError] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(10)

        def answer() -> None:
            _, asker = there.recvfrom(2048)
            there.sendto(a_reply(), asker)

        answering = threading.Thread(target=answer)
        answering.start()
        # nothing can be sent to port 0
        places = [("127.0.0.1", 0), ("127.0.0.1", int(there.getsockname()[1]))]
        nodes = nodes_at(places, seconds=1.0, listen=0, tell=told.append)
        found = [node.address for node in nodes]
        answering.join()
    assert found == ["10.0.0.9"]
    assert ["127.0.0.1:0" in trouble.message for trouble in told] == [True]


def test_nodes_that_answer_are_found_once_each() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(10)

        def answer() -> None:
            question, asker = there.recvfrom(2048)
            assert is_poll(question)
            for reply in (b"rubbish", a_reply(), a_reply(), a_reply("10.0.0.10")):
                there.sendto(reply, asker)

        answering = threading.Thread(target=answer)
        answering.start()
        place = ("127.0.0.1", int(there.getsockname()[1]))
        found = [node.address for node in nodes_at([place], seconds=1.0, listen=0)]
        answering.join()
    assert found == ["10.0.0.9", "10.0.0.10"]


def test_a_port_that_is_taken_is_told(asker: socket.socket) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("", 0))
        port = int(taken.getsockname()[1])
        with pytest.raises(Unavailable, match=f"port {port}"):
            next(nodes_at([asker.getsockname()], seconds=0.1, listen=port))


def test_sync_is_sent_when_it_is_asked_for(node: Node) -> None:
    for sync in (False, True):
        out = ArtNetOutput(**node.settings, sync=sync)  # type: ignore[arg-type]
        out.open()
        out.send(1, bytes(512))
        out.together()
        node.receive()
        if sync:
            assert node._socket.recv(2048) == art_sync()
        assert node.drain() == []
        out.close()
