"""Streaming ACN: the bytes of the standard, sequences, sync, and a stream that ends."""

import socket
import uuid
from collections.abc import Iterator

import pytest

from luma.domain.errors import BadValue
from luma.light.outputs.sacn import SacnOutput, Source, data_packet, group_of, sync_packet
from luma.light.wire import Wire

ID = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
LIT = bytes(range(256)) * 2
TICK = 1_000_000_000 // 44


@pytest.fixture
def receiver() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(10)
        yield there


def sending(receiver: socket.socket, **settings: object) -> SacnOutput:
    port = int(receiver.getsockname()[1])
    out = SacnOutput(port=port, source_id=str(ID), **settings)  # type: ignore[arg-type]
    out.open()
    return out


def test_a_data_packet_is_what_the_standard_says() -> None:
    packet = data_packet(Source(ID, "Luma", 100, 0x0102), 0x1234, 7, LIT)
    assert packet == (
        b"\x00\x10\x00\x00ASC-E1.17\x00\x00\x00"  # preamble, postamble, name
        b"\x72\x6e\x00\x00\x00\x04" + ID.bytes +  # root: length 622, data
        b"\x72\x58\x00\x00\x00\x02"  # framing: length 600, data
        + b"Luma".ljust(64, b"\0")
        + b"\x64\x01\x02\x07\x00\x12\x34"  # priority, sync, sequence, options, universe
        b"\x72\x0b\x02\xa1\x00\x00\x00\x01\x02\x01\x00" + LIT  # properties
    )  # fmt: skip
    assert len(packet) == 638
    ended = data_packet(Source(ID, "Luma", 100, 0x0102), 0x1234, 7, LIT, ends=True)
    assert [at for at in range(638) if packet[at] != ended[at]] == [112]
    assert ended[112] == 0x40


def test_a_sync_packet_is_what_the_standard_says() -> None:
    packet = sync_packet(Source(ID, "Luma", 100, 0x0102), 9)
    assert packet == (
        b"\x00\x10\x00\x00ASC-E1.17\x00\x00\x00"
        b"\x70\x21\x00\x00\x00\x08" + ID.bytes + b"\x70\x0b\x00\x00\x00\x01\x09\x01\x02\x00\x00"
    )
    assert len(packet) == 49


def test_a_long_name_is_cut_between_letters() -> None:
    packet = data_packet(Source(ID, "ü" * 60, 100, 0), 1, 0, LIT)
    assert packet[44:108].decode() == "ü" * 31 + "\0\0"


def test_groups_are_those_of_the_standard() -> None:
    assert group_of(1) == "239.255.0.1"
    assert group_of(63999) == "239.255.249.255"


def test_each_universe_counts_for_itself_and_goes_round(receiver: socket.socket) -> None:
    out = sending(receiver, first=5, priority=150, source_name="front")
    for turn in range(300):
        out.send(1, LIT)
        packet = receiver.recv(2048)
        assert packet[111] == turn % 256
        assert packet[113:115] == b"\x00\x05"
        assert packet[108] == 150
        assert packet[44:50] == b"front\0"
        assert packet[22:38] == ID.bytes
    out.send(2, LIT)
    second = receiver.recv(2048)
    assert (second[111], second[114]) == (0, 6)
    with pytest.raises(BadValue, match="no universe 64000"):
        out.send(63996, LIT)
    out.close()


def test_a_stream_ends_by_three_packets_each_in_its_turn(receiver: socket.socket) -> None:
    wire = Wire("s", sending(receiver), lambda _: None)
    wire.show({1: LIT, 2: LIT}, 0)
    wire.leave({1: bytes(512), 2: bytes(512)})
    ticks = [2]
    for number in range(1, 20):
        if wire.finish(number * TICK):
            break
        ticks.append(2)
    packets = [receiver.recv(2048) for _ in range(sum(ticks))]
    for universe in (1, 2):
        mine = [p for p in packets if p[114] == universe]
        assert [bool(p[112] & 0x40) for p in mine] == [False] * 4 + [True] * 3
        assert [p[126:] == bytes(512) for p in mine] == [False] + [True] * 6
        assert [p[111] for p in mine] == list(range(7))


def test_sync_follows_the_universes_of_a_moment(receiver: socket.socket) -> None:
    out = sending(receiver, sync=900)
    wire = Wire("s", out, lambda _: None)
    for tick in range(2):
        wire.show({1: LIT, 2: LIT}, tick * TICK)
    packets = [receiver.recv(2048) for _ in range(6)]
    out.close()
    assert [len(packet) for packet in packets] == [638, 638, 49] * 2
    assert [packet[44] for packet in packets if len(packet) == 49] == [0, 1]
    assert {packet[109:111] for packet in packets if len(packet) == 638} == {b"\x03\x84"}


def test_multicast_is_only_for_those_who_ask() -> None:
    assert SacnOutput()._place(7) == ("127.0.0.1", 5568)
    assert SacnOutput(multicast=True)._place(7) == ("239.255.0.7", 5568)
