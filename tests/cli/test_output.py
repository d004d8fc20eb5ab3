"""Outputs are listed with both numberings, tried by a pattern, and left dark."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.light.walk import ramp
from tests.cli.commands import Luma, start
from tests.light.rig import Node


@pytest.fixture
def node() -> Iterator[Node]:
    there = Node()
    yield there
    there.close()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node: Node) -> Path:
    monkeypatch.setenv("LUMA_HOME", str(tmp_path))
    monkeypatch.delenv("LUMA_LIBRARY", raising=False)
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text(
        f"[[light.outputs]]\nname = 'truss'\nkind = 'artnet'\nhost = '127.0.0.1'\n"
        f"port = {node.settings['port']}\nuniverses = [1, 18]\nlatency_ms = 12.5\n"
        "[[light.outputs]]\nkind = 'sacn'\nhost = '127.0.0.1'\nuniverses = [3]\nfirst = 101\n"
    )
    return tmp_path


def test_outputs_are_listed_with_both_numberings(luma: Luma, node: Node, home: Path) -> None:
    answer = luma("output", "list")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        f"truss: artnet to 127.0.0.1:{node.settings['port']}, universes 1, 18, 12.5 ms ahead",
        "  universe 1 (Art-Net 0:0:0, port address 0)",
        "  universe 18 (Art-Net 0:1:1, port address 17)",
        "sacn: sacn to 127.0.0.1:5568, universe 3",
        "  universe 3 (sACN 103)",
    ]
    (first, second) = luma("output", "list", "--json").lines
    assert first["universes"] == [1, 18]
    assert second["settings"] == {"host": "127.0.0.1", "first": 101}
    (home / "config" / "settings.toml").unlink()
    none = luma("output", "list")
    assert (none.code, none.out) == (0, "")
    assert "nowhere" in none.err
    assert none.err.splitlines()[1:3] == ["[[light.outputs]]", 'kind = "artnet"']


def test_a_test_walks_and_leaves_the_universes_dark(luma: Luma, node: Node) -> None:
    answer = luma("output", "test", "truss", "--universe", "2-3", "--for", 1.3)
    assert answer.code == 0
    assert "2 (Art-Net 0:0:1, port address 1), 3 (Art-Net 0:0:2, port address 2)" in answer.err
    assert "1 s, " in answer.out
    packets = node.drain()
    for port_address in (1, 2):
        mine = [p for p in packets if p.port_address == port_address]
        walked, last = mine[:-3], mine[-3:]
        universe = port_address + 1
        assert [p.levels for p in walked] == [ramp(universe, n) for n in range(len(walked))]
        assert [p.levels for p in last] == [bytes(512)] * 3
        assert 10 < len(walked) <= 1.3 * 44 + 1


def test_ctrl_c_ends_a_test_cleanly(node: Node) -> None:
    with start("output", "test", "truss") as program:
        node.wait_for(ramp(1, 5))
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert b"Traceback" not in err
    assert [packet.levels for packet in node.drain()][-1] == bytes(512)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["test"], "Which output?"),
        (["test", "trus"], "truss, sacn"),
        (["test", "truss", "--universe", "0"], "from 1"),
        (["test", "truss", "--universe", "3-1"], "from 1"),
        (["test", "truss", "--universe", "a"], "no universe"),
        (["test", "truss", "--for", "-1"], "longer than nothing"),
        (["test", "truss", "--for", "nan"], "longer than nothing"),
        (["find", "127.0.0.1", "--for", "0"], "longer than nothing"),
        (["find"], "--broadcast"),
        (["find", "node.example"], "in numbers"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_words(
    luma: Luma, words: list[str], says: str
) -> None:
    answer = luma("output", *words)
    assert answer.code in {1, 2}
    assert says in answer.err


def test_an_output_that_cannot_be_opened_is_told(luma: Luma, home: Path) -> None:
    settings = home / "config" / "settings.toml"
    settings.write_text(
        "[[light.outputs]]\nkind = 'enttec_pro'\ndevice = '/dev/no such line'\n"
    )
    answer = luma("output", "test", "enttec_pro", "--for", 0.2)
    assert answer.code == 0
    assert "cannot be opened" in answer.err
