"""Outputs: exact bytes, one node, and clear words when it is not there."""

import json
from dataclasses import dataclass, fields

import pytest

from luma.domain.codec import decode, encode
from luma.domain.errors import BadValue, OutputError, UnknownType
from luma.light.artnet import art_dmx, numbering
from luma.light.messages import OutputChoice
from luma.light.outputs.artnet import ArtNetOutput
from luma.light.outputs.null import NullOutput
from luma.light.register import output, outputs
from tests.light.rig import Node


def test_an_art_dmx_packet_is_what_the_specification_says() -> None:
    packet = art_dmx(0x1234, 7, bytes([1, 2, 255]))
    assert packet == (
        b"Art-Net\x00"  # ID
        b"\x00\x50"  # OpDmx, low byte first
        b"\x00\x0e"  # protocol 14, high byte first
        b"\x07"  # sequence
        b"\x00"  # physical
        b"\x34\x12"  # sub-net and universe, then net
        b"\x00\x04"  # length, even
        b"\x01\x02\xff\x00"
    )
    assert len(art_dmx(0, 1, bytes(512))) == 530


def test_both_numberings_are_shown() -> None:
    assert numbering(1) == "1 (Art-Net 0:0:0, port address 0)"
    assert numbering(18) == "18 (Art-Net 0:1:1, port address 17)"
    assert numbering(257, first=1) == "257 (Art-Net 1:0:1, port address 257)"


def test_packets_reach_the_node_and_count_on_without_zero(node: Node) -> None:
    out = outputs().get("artnet").make({**node.settings, "first": 16})
    out.open()
    for turn in range(257):
        out.send(2, bytes([turn % 256]) * 512)
        packet = node.receive()
        assert packet.sequence == turn % 255 + 1
        assert packet.port_address == 17
        assert packet.levels == bytes([turn % 256]) * 512
    out.send(1, bytes(512))
    assert node.receive()[:2] == (1, 16)
    out.close()


@pytest.mark.parametrize(
    ("kind", "settings", "says"),
    [
        ("artnet", {"port": 0}, "0 is no port"),
        ("artnet", {"host": "node.local"}, "in numbers"),
        ("artnet", {"host": "255.255.255.255"}, "not the address of one"),
        ("artnet", {"host": "239.255.0.1"}, "not the address of one"),
        ("artnet", {"host": "0.0.0.0"}, "not the address of one"),
        ("artnet", {"host": "everyone", "broadcast": True}, "in numbers"),
        ("artnet", {"first": 32768}, "from 0 to 32767"),
        ("sacn", {"host": "239.255.0.1"}, "not the address of one"),
        ("sacn", {"priority": 201}, "from 0 to 200"),
        ("sacn", {"first": 0}, "from 1 to 63999"),
        ("sacn", {"sync": 64000}, "from 0 to 63999"),
        ("sacn", {"source_id": "me"}, "no id of a source"),
        ("sacn", {"multicast": True, "interface": "eth0"}, "in numbers"),
    ],
)
def test_a_place_that_cannot_be_is_refused_in_words(
    kind: str, settings: dict[str, object], says: str
) -> None:
    with pytest.raises(BadValue) as refused:
        outputs().get(kind).make(settings)
    assert says in refused.value.sentence()


def test_a_network_that_is_out_of_reach_is_told() -> None:
    # this machine's own broadcast address: the system refuses it to a socket for one node
    out = ArtNetOutput(host="127.255.255.255")
    out.open()
    with pytest.raises(OutputError, match=r"does not reach 127\.255\.255\.255"):
        out.send(1, bytes(512))
    with pytest.raises(BadValue, match="no port address 32768"):
        out.send(32769, bytes(512))
    out.close()
    with pytest.raises(OutputError, match="closed"):
        out.send(1, bytes(512))


def test_the_null_output_remembers_what_it_was_sent() -> None:
    out = NullOutput()
    out.open()
    out.send(3, b"\x01")
    out.close()
    assert out.levels == {3: b"\x01"}


def test_every_output_has_help_and_settings_that_survive_json() -> None:
    assert {entry.key for entry in outputs()} >= {"artnet", "null"}
    every_output_has = {field.name for field in fields(OutputChoice)} - {"settings"}
    for entry in outputs():
        assert entry.help.endswith(".")
        assert not every_output_has & {field.name for field in fields(entry.kind)}  # type: ignore[arg-type]
        settings = encode(entry.make({}))
        assert decode(entry.kind, json.loads(json.dumps(settings))) == entry.make({})


def test_wrong_settings_and_names_are_refused_in_words() -> None:
    with pytest.raises(BadValue, match="artnet output cannot be set so"):
        outputs().get("artnet").make({"hots": "x"})
    with pytest.raises(UnknownType, match="artnet"):
        outputs().get("artnett")


def test_an_output_without_help_or_defaults_is_refused_where_it_is_declared() -> None:
    @dataclass
    class Mute(NullOutput):
        volume: int

    with pytest.raises(TypeError, match=r"volume of the output mute in .*Mute has no default"):
        output("mute")(Mute)

    @dataclass
    class Silent(NullOutput):
        pass

    with pytest.raises(TypeError, match="has no help"):
        output("silent")(Silent)
