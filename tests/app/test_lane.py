"""The lane runs one thing after the other, and outlives mistakes."""

import threading
from collections.abc import Iterator

import pytest

from luma.app.bus import Bus
from luma.app.lane import Lane


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


def test_acts_run_in_the_order_of_their_posting(lane: Lane) -> None:
    seen: list[int] = []
    for number in range(50):
        lane.post(lambda number=number: seen.append(number))  # type: ignore[misc]  # default binds
    assert lane.call(lambda: list(seen)) == list(range(50))


def test_a_call_gives_the_answer_or_raises_the_trouble(lane: Lane) -> None:
    assert lane.call(lambda: threading.current_thread().name) == "lane"
    with pytest.raises(ZeroDivisionError):
        lane.call(lambda: 1 // 0)


def test_a_call_from_the_lane_itself_does_not_wait_for_itself(lane: Lane) -> None:
    assert lane.call(lambda: lane.call(lambda: 7)) == 7


def test_a_mistake_does_not_end_the_lane(lane: Lane) -> None:
    lane.post(lambda: 1 // 0)
    assert lane.call(lambda: "still here") == "still here"


def test_facts_reach_only_those_who_asked_and_in_order(lane: Lane) -> None:
    bus = Bus(lane)
    heard: list[object] = []
    bus.on(int, heard.append)
    leave = bus.on(str, heard.append)
    for fact in (1, "one", 2.0, 2):
        bus.announce(fact)
    lane.call(lambda: None)
    leave()
    bus.announce("gone")
    assert lane.call(lambda: list(heard)) == [1, "one", 2]


def test_a_fact_told_while_hearing_one_waits_for_its_turn(lane: Lane) -> None:
    bus = Bus(lane)
    heard: list[str] = []

    def answer(fact: str) -> None:
        heard.append(f"first {fact}")
        if fact == "a":
            bus.announce("b")

    bus.on(str, answer)
    bus.on(str, lambda fact: heard.append(f"second {fact}"))
    bus.announce("a")
    assert lane.call(lambda: list(heard)) == ["first a", "second a", "first b", "second b"]


def test_a_hearer_that_fails_does_not_silence_the_next(lane: Lane) -> None:
    bus = Bus(lane)
    heard: list[int] = []
    bus.on(int, lambda fact: fact // 0)
    bus.on(int, heard.append)
    bus.announce(5)
    assert lane.call(lambda: list(heard)) == [5]
