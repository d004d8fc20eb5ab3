"""Chores answer on the lane; of one key only the latest does."""

import threading
from collections.abc import Iterator

import pytest

from luma.app.chores import Chores
from luma.app.lane import Lane


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


@pytest.fixture
def chores(lane: Lane) -> Iterator[Chores]:
    chores = Chores(lane)
    yield chores
    chores.close()


def test_the_answer_arrives_on_the_lane(lane: Lane, chores: Chores) -> None:
    done = threading.Event()
    seen: list[tuple[int, bool]] = []

    def take(answer: int) -> None:
        seen.append((answer, lane.is_here))
        done.set()

    lane.call(lambda: chores.run(lambda: 42, take, lambda _: None))
    assert done.wait(5)
    assert seen == [(42, True)]


def test_trouble_arrives_on_the_lane_too(lane: Lane, chores: Chores) -> None:
    done = threading.Event()
    seen: list[Exception] = []

    def take(trouble: Exception) -> None:
        seen.append(trouble)
        done.set()

    def divide() -> int:
        return 1 // 0

    lane.call(lambda: chores.run(divide, lambda _: None, take))
    assert done.wait(5)
    assert isinstance(seen[0], ZeroDivisionError)


def test_of_one_key_only_the_latest_answers(lane: Lane, chores: Chores) -> None:
    gate, done = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow() -> str:
        gate.wait(5)
        return "old"

    def take(answer: str) -> None:
        seen.append(answer)
        if answer == "last":
            done.set()

    def fail(trouble: Exception) -> None:
        raise trouble

    def start() -> None:
        chores.run(slow, take, fail, key="clip")
        chores.run(lambda: "new", take, fail, key="clip")
        chores.run(lambda: "other", take, fail, key="another")

    lane.call(start)
    gate.set()
    lane.call(lambda: chores.run(lambda: "last", take, fail))
    assert done.wait(5)
    chores.close()
    assert lane.call(lambda: sorted(seen)) == ["last", "new", "other"]
