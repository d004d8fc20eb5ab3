"""The real light process: real packets, real blocks, real death."""

import os
import queue
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from luma.domain.blocks import block_path
from luma.domain.errors import BadValue, StageError
from luma.domain.light import COLOUR, INTENSITY, bits
from luma.domain.lines import line_of
from luma.domain.units import Hz
from luma.light.messages import (
    FlashesSeen,
    FramePublished,
    OutputChoice,
    OutputFailed,
    OutputReady,
    ProblemTold,
    Ready,
    Told,
    UseOutputs,
    UsePatch,
    UsePlan,
    UsePosition,
)
from luma.light.overlay import Overlay
from luma.light.remote import RemoteLights
from luma.light.sent import SentFrame
from tests.light.rig import (
    SAMPLES,
    Node,
    Stage,
    fixture,
    frame,
    held_at,
    pars,
    record,
    stage,
    through,
    venue,
    write_patch,
    write_plan,
)

T = TypeVar("T")
COLOURS = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
FIRST, SECOND = bytes([255, 0, 0, 0, 255, 0]), bytes([0, 255, 0, 0, 0, 255])


class Lights:
    """A light process, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.told: queue.Queue[Told] = queue.Queue()
        self.lost: queue.Queue[StageError] = queue.Queue()
        self.remote = RemoteLights(folder, self.told.put, self.lost.put)

    def hear(self, kind: type[T]) -> T:
        """The next thing of one kind that it tells."""
        while True:
            told = self.told.get(timeout=20)
            if isinstance(told, kind):
                return told

    def see(self, fits: Callable[[SentFrame], bool]) -> SentFrame:
        """The first published frame that fits."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            found = self.remote.frame()
            if found is not None and fits(found):
                return found
            time.sleep(0.005)
        raise AssertionError("no such frame was published")


@pytest.fixture
def lights(tmp_path: Path) -> Iterator[Lights]:
    here = Lights(tmp_path)
    here.hear(Ready)
    yield here
    here.remote.close()
    assert not list(tmp_path.glob("*.block"))


@pytest.fixture
def position(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as shared:
        yield shared


def show_colours(tmp_path: Path, lights: Lights, position: Stage) -> None:
    """Two pars that take red, green and blue in turn, a second each."""
    frames = [
        frame([(1.0, COLOURS[s % 3]), (1.0, COLOURS[(s + 1) % 3])])
        for s in range(6)
        for _ in range(60)
    ]
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", pars(2))))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", frames)))
    lights.remote.send(UsePosition(position.path))


def test_from_a_plan_and_a_position_to_bytes_on_the_wire(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    packet = node.wait_for(FIRST)
    assert packet.port_address == 0
    assert packet.levels[6:] == bytes(506)
    position.tell(held_at(90))
    node.wait_for(SECOND)
    sent = lights.see(lambda f: f.song_frame == 90 * SAMPLES)
    assert sent.levels[:, INTENSITY].tolist() == [1.0, 1.0]
    assert sent.levels[:, COLOUR].tolist() == [list(COLOURS[1]), list(COLOURS[2])]
    assert (sent.set == (1 << 14) - 1).all()


def test_light_follows_the_running_song_and_each_packet_comes_in_its_turn(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    frames = [frame([((n % 256) / 255, COLOURS[0])]) for n in range(600)]
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", pars(1))))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", frames)))
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(b"\0")
    begun = time.monotonic_ns()
    position.tell(record([(0, 0.0, 1.0)], made=600 * SAMPLES, at_ns=begun))
    lights.remote.send(UsePosition(position.path))
    packets = [node.receive() for _ in range(90)]
    took = (time.monotonic_ns() - begun) / 1e9
    assert took >= 89 / 44 * 0.95
    levels = [packet.levels[0] for packet in packets]
    assert levels[1:] == sorted(levels[1:])
    assert 115 <= levels[-1] <= 60 * took + 1
    steps = np.diff([packet.sequence for packet in packets]) % 255
    assert (steps == 1).all()


def test_a_standing_light_is_sent_again_within_each_second(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    assert [node.receive().levels[:6] for _ in range(2)] == [FIRST] * 2
    begun = lights.see(lambda f: f.song_frame == 30 * SAMPLES).count
    assert [node.receive().levels[:6] for _ in range(2)] == [FIRST] * 2
    after = lights.see(lambda f: f.count > begun).count
    assert after - begun > 4


def test_master_and_blackout_rule_the_next_packet(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    lights.remote.set_overlay(Overlay(master=0.5))
    node.wait_for(bytes([128, 0, 0, 0, 128, 0]))
    lights.see(lambda f: bool(f.levels[0, INTENSITY] == 0.5))
    lights.remote.set_overlay(Overlay(master=0.5, blackout=True))
    assert node.wait_for(bytes(6)).levels == bytes(512)
    lights.remote.set_overlay(Overlay())
    node.wait_for(FIRST)


def test_scattered_heads_shine_on_the_wire_and_those_between_stay_dark(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    dark = [frame([(0.0, COLOURS[0])] * 4)] * 60
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", pars(4))))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", dark)))
    position.tell(held_at(30))
    lights.remote.send(UsePosition(position.path))
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(bytes(12))
    lights.remote.set_overlay(Overlay(shown=((0, 1), (2, 4))))
    node.wait_for(bytes([255] * 3 + [0] * 3 + [255] * 6))
    lights.remote.set_overlay(Overlay())
    assert node.wait_for(bytes(12)).levels == bytes(512)


def test_an_output_that_is_left_hears_its_last_word(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    other = Node()
    lights.remote.send(through("artnet", other.settings))
    other.wait_for(FIRST)
    other.close()
    node.wait_for(bytes(512))
    assert [node.receive().levels for _ in range(2)] == [bytes(512)] * 2


def test_the_same_output_again_is_not_interrupted(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings, latency_ms=5.0))
    position.tell(held_at(90))
    seen: list[bytes] = []
    while not seen or seen[-1] != SECOND:
        seen.append(node.receive().levels[:6])
    assert bytes(6) not in seen


@pytest.mark.parametrize(("word", "left"), [("dark", bytes(6)), ("hold", FIRST)])
def test_the_last_word_is_dark_or_hold_as_set(
    tmp_path: Path, position: Stage, node: Node, word: str, left: bytes
) -> None:
    lights = Lights(tmp_path)
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings, at_close=word))
    node.wait_for(FIRST)
    lights.remote.close()
    assert lights.lost.empty()
    heard = [FIRST, *(packet.levels[:6] for packet in node.drain())]
    assert heard[-1] == left


def test_a_killed_process_is_noticed_and_another_takes_over(
    tmp_path: Path, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    first = Lights(tmp_path)
    show_colours(tmp_path, first, position)
    first.see(lambda f: f.song_frame is not None)
    os.kill(first.remote.pid, signal.SIGKILL)
    lost = first.lost.get(timeout=20)
    assert lost.sentence().startswith("The light process ended (killed by signal 9).")
    with pytest.raises(StageError, match="gone"):
        first.remote.send(UsePlan())
    first.remote.close()
    assert list(tmp_path.glob("*.block")) == [position.path]
    second = Lights(tmp_path)
    show_colours(tmp_path, second, position)
    second.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    second.remote.close()
    assert second.lost.empty()


def test_an_output_out_of_reach_is_told_once_and_the_light_goes_on(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", {"host": "127.255.255.255"}))
    failed = lights.hear(OutputFailed)
    assert "does not reach 127.255.255.255:6454" in failed.sentence
    seen = lights.see(lambda f: f.song_frame == 30 * SAMPLES).count
    lights.see(lambda f: f.count > seen + 44)
    assert lights.told.empty()
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    lights.hear(OutputReady)


def test_wishes_that_cannot_be_are_told_and_change_nothing(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    (tmp_path / "rubbish").write_bytes(b"rubbish")
    for wish, says in (
        (UsePlan(tmp_path / "none"), "cannot be opened"),
        (UsePlan(tmp_path / "rubbish"), "not a plan"),
        (UsePatch(tmp_path / "rubbish"), "not JSON"),
        (UsePatch(tmp_path / "none"), "cannot be read"),
        (UseOutputs(rate=Hz(45.0)), "1 to 44"),
    ):
        lights.remote.send(wish)
        assert says in lights.hear(ProblemTold).sentence
    assert node.receive().levels[:6] == FIRST
    with pytest.raises(BadValue, match="too long"):
        line_of(UsePlan(Path("x" * 20_000)))


def test_light_stays_while_the_stage_is_away_and_follows_the_next_one(
    tmp_path: Path, lights: Lights, node: Node
) -> None:
    with stage(tmp_path) as first:
        first.tell(held_at(30))
        show_colours(tmp_path, lights, first)
        lights.remote.send(through("artnet", node.settings))
        node.wait_for(FIRST)
    later = block_path(tmp_path, "later")
    lights.remote.send(UsePosition(later))
    assert "cannot be mapped" in lights.hear(ProblemTold).sentence
    assert node.receive().levels[:6] == FIRST
    with stage(tmp_path, "later") as second:
        second.tell(held_at(90))
        node.wait_for(SECOND)


def test_a_new_patch_publishes_a_new_frame_and_darkens_what_it_left(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    position.tell(held_at(30))
    show_colours(tmp_path, lights, position)
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(FIRST)
    room = venue(*(fixture(f"p{i}", "dimmer", "8 bit", 1 + i, universe=2) for i in range(3)))
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch2", room)))
    seen = {(packet := node.receive()).port_address: packet.levels for _ in range(2)}
    assert seen == {0: bytes(512), 1: bytes(512)}
    while lights.hear(FramePublished).heads != 3:
        pass
    assert lights.see(lambda f: len(f.levels) == 3).levels[:, INTENSITY].tolist() == [0, 0, 0]
    values, mask = frame([(1.0, COLOURS[0]), (0.5, COLOURS[0]), (1.0, COLOURS[0])])
    mask[2] = bits("red")
    plan = write_plan(tmp_path / "plan3", [(values, mask)] * 40)
    lights.remote.send(UsePlan(plan))
    assert node.wait_for(bytes([255, 128, 0])).port_address == 1
    lights.remote.send(UsePlan(tmp_path / "plan"))
    assert "speaks of 2 heads, but the patch has 3" in lights.hear(ProblemTold).sentence
    node.wait_for(bytes(3))


def test_a_line_that_is_no_message_is_logged_once_and_the_rest_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    babbler = tmp_path / "babbler"
    babbler.write_text(
        '#!/bin/sh\necho rubbish\necho more\necho \'{"is": "Ready"}\'\ncat > /dev/null\n'
    )
    babbler.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(babbler))
    here = Lights(tmp_path)
    here.hear(Ready)
    here.remote.close()
    assert here.lost.empty()
    assert [one.message for one in caplog.records] == [
        "The light process said what is no message: "
        "A message is not JSON: Expecting value: line 1 column 1 (char 0)."
    ]


def test_every_flash_of_one_frame_is_in_two_packets_on_the_wire(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    count = 180
    white = (1.0, 1.0, 1.0)
    plan = [frame([(float(head == n), white) for head in range(count)]) for n in range(count)]
    room = venue(*(fixture(f"d{i}", "dimmer", "8 bit", 1 + i) for i in range(count)))
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", room)))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", plan)))
    lights.remote.send(through("artnet", node.settings))
    node.wait_for(bytes(count))
    begun = time.monotonic_ns() + 500_000_000
    position.tell(record([(0, 0.0, 1.0)], made=count * SAMPLES, at_ns=begun))
    lights.remote.send(UsePosition(position.path))
    seen: list[list[int]] = [[] for _ in range(count)]
    sequence: list[int] = []
    lit: list[int] = []
    while (not seen[-1] or lit) and len(sequence) < count:
        packet = node.receive()
        sequence.append(packet.sequence)
        lit = [head for head in range(count) if packet.levels[head]]
        assert all(packet.levels[head] == 255 for head in lit)
        assert lit == [*range(lit[0], lit[-1] + 1)] if lit else True
        for head in lit:
            seen[head].append(len(sequence))
    assert (np.diff(sequence) % 255 == 1).all(), "packets were lost on the way"
    for packets in seen:
        assert 2 <= len(packets) <= 3
        assert packets == [*range(packets[0], packets[-1] + 1)], "a flash shone twice"
    assert [packets[0] for packets in seen] == sorted(packets[0] for packets in seen)


def test_several_outputs_carry_their_own_universes_each_in_its_time(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    other = Node()
    rows = [(1.0, COLOURS[0]), (1.0, COLOURS[1])]
    room = venue(
        fixture("a", "rgb_par", "3 channels", 1, universe=1),
        fixture("b", "rgb_par", "3 channels", 1, universe=2),
    )
    position.tell(held_at(5))
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", room)))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", [frame(rows)] * 20)))
    lights.remote.send(UsePosition(position.path))
    both = (
        OutputChoice("one", "artnet", node.settings, (2,)),
        OutputChoice("two", "artnet", {**other.settings, "first": 16}, (), 40.0),
        OutputChoice("bad", "artnet", {"host": "nowhere"}),
    )
    lights.remote.send(UseOutputs(both))
    failed = lights.hear(OutputFailed)
    assert failed.name == "bad"
    assert "in numbers" in failed.sentence
    assert node.wait_for(bytes([0, 255, 0])).port_address == 1
    assert {packet.port_address for packet in node.drain()} <= {1}
    assert other.wait_for(bytes([255, 0, 0])).port_address == 16
    assert other.wait_for(bytes([0, 255, 0])).port_address == 17
    lights.remote.send(UseOutputs(both[:1]))
    other.wait_for(bytes(512))
    other.close()
    node._socket.settimeout(10)
    assert node.receive().levels[:3] == bytes([0, 255, 0])


def test_light_for_a_late_output_is_ahead_of_what_is_seen(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    levels = [frame([(number / 255, (1.0, 1.0, 1.0))]) for number in range(256)]
    room = venue(fixture("a", "dimmer", "8 bit", 1))
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", room)))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", levels)))
    lights.remote.send(UsePosition(position.path))
    lights.remote.send(through("artnet", node.settings, latency_ms=500.0))
    begun = time.monotonic_ns()
    position.tell(record([(0, 0.0, 1.0)], made=1 << 40, at_ns=begun))
    ahead: list[float] = []
    while len(ahead) < 30:
        sent = node.receive().levels[0]
        seen = lights.remote.frame()
        if seen is not None and seen.song_frame is not None and 0 < sent < 250:
            ahead.append(sent - seen.song_frame / SAMPLES)
    assert 25 < np.median(ahead) < 33


def test_flashes_are_told_once_and_held_where_it_should_be_safe(
    tmp_path: Path, lights: Lights, position: Stage, node: Node
) -> None:
    strobe = [frame([(float(n % 12 < 6), (1.0, 1.0, 1.0))] * 4) for n in range(60)]
    room = venue(*(fixture(f"d{i}", "dimmer", "8 bit", 1 + i) for i in range(4)))
    lights.remote.send(UsePatch(write_patch(tmp_path / "patch", room)))
    lights.remote.send(UsePlan(write_plan(tmp_path / "plan", strobe)))
    rounds = [(n * 60 * SAMPLES, 0.0, 1.0) for n in range(60)]
    position.tell(record(rounds, made=1 << 40, at_ns=time.monotonic_ns()))
    lights.remote.send(UsePosition(position.path))
    lights.hear(FlashesSeen)
    lights.remote.send(through("artnet", node.settings))
    lights.remote.set_overlay(Overlay(safe=True))
    until, rises, before = time.monotonic() + 4.0, list[float](), 0
    while time.monotonic() < until:
        level = node.receive().levels[0]
        if level and not before:
            rises.append(time.monotonic())
        before = level
    late = [at for at in rises if at > until - 2.9]  # the first second may hold older ones
    assert len(late) >= 3
    # what arrives late may stand a packet nearer to the next
    assert all(later - sooner > 0.95 for sooner, later in zip(late, late[3:], strict=False))
    told = [lights.told.get() for _ in range(lights.told.qsize())]
    assert not any(isinstance(one, FlashesSeen) for one in told)
