"""A large room is patched beside the lane, and what is wanted last is what is sent to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.events import ProblemRaised, ShowChanged, ShowReady
from luma.app.litroom import AT_ONCE, RoomFiles
from luma.app.services import Desk
from luma.domain.ids import FixtureId
from luma.domain.roomedits import RenameVenue
from luma.domain.score import Clip
from luma.domain.venue import Fixture, Venue
from luma.domain.venueedits import Readdress, RemoveFixture
from luma.light import messages
from luma.light.patch import Patch, compile_patch, load_patch
from tests.app.desks import ROOM, SCORE, Facts, a_clip, a_desk, a_track, furnish, until

LAMPS = AT_ONCE + 8


class Gate:
    """Holds every patch that is being made until it is opened."""

    def __init__(self) -> None:
        self.opened, self.made = threading.Event(), 0

    def compile(self, *parts: object) -> Patch:
        self.made += 1
        assert self.opened.wait(20)
        return compile_patch(*parts)  # type: ignore[arg-type]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate()
    monkeypatch.setattr("luma.app.litroom.compile_patch", made.compile)
    return made


def a_room() -> Venue:
    lamps = (
        Fixture(FixtureId(f"f{n}"), f"Par {n}", "generic/rgb_par", "3 channels", 1, 1 + 3 * n)
        for n in range(LAMPS)
    )
    return Venue(ROOM, "Large", tuple(lamps))


@contextmanager
def opened(folder: Path, *clips: Clip) -> Iterator[tuple[Desk, Facts, list[messages.Wish]]]:
    """A desk that turns to a show in the large room, and what its light process is told."""
    with a_desk() as desk:
        furnish(desk, a_track(desk, folder).id, *clips)
        desk.ground.keeper.save(lambda shelf: shelf.venues.save(a_room())).result()
        told: list[messages.Wish] = []
        facts = Facts(desk, (ShowReady, ShowChanged, ProblemRaised))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(desk.lights, "_send", told.append)
            patched.setattr(desk.lights, "_process", _Deaf())
            desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
            yield desk, facts, told


class _Deaf:
    """A light process that only has a number."""

    pid = 0

    def close(self) -> None:
        """Nothing ends."""


def kinds(told: list[messages.Wish]) -> list[type]:
    return [type(wish) for wish in told if not isinstance(wish, messages.UseOutputs)]


def test_the_lane_goes_on_while_a_large_room_is_patched(tmp_path: Path, gate: Gate) -> None:
    with opened(tmp_path, a_clip("a", 0, 4)) as (desk, facts, told):
        assert desk.lane.call(lambda: desk.lights.plan.heads) == LAMPS
        assert not desk.lane.call(lambda: desk.shows.is_settled)
        assert (kinds(told), desk.lights.patch) == ([], None)
        gate.opened.set()
        facts.wait(ShowReady)
        assert kinds(told) == [messages.UsePatch, messages.UsePlan]
        first = told[0]
        assert isinstance(first, messages.UsePatch)
        assert load_patch(first.path) == desk.lights.patch
        assert len(load_patch(first.path).heads) == LAMPS


def test_a_show_without_a_clip_is_ready_once_its_room_is_patched(
    tmp_path: Path, gate: Gate
) -> None:
    with opened(tmp_path) as (desk, facts, _):
        desk.lane.call(lambda: None)
        assert facts.so_far() == []
        gate.opened.set()
        facts.wait(ShowReady)
        assert desk.lights.patch is not None


def test_of_edits_that_come_fast_the_latest_is_sent_to(tmp_path: Path, gate: Gate) -> None:
    with opened(tmp_path, a_clip("a", 0, 4)) as (desk, facts, told):
        gate.opened.set()
        facts.wait(ShowReady)
        told.clear()
        gate.opened.clear()
        before, plan = desk.lights.patch, desk.lights.plan
        for address in range(300, 310):
            desk.documents.edit("venue", ROOM, Readdress(FixtureId("f0"), 2, address))
        assert desk.lane.call(lambda: desk.lights.patch) is before
        gate.opened.set()
        facts.wait(ShowChanged)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        wanted = compile_patch(desk.documents.get("venue", ROOM), desk.fixtures.definitions)
        assert desk.lights.patch == wanted != before
        assert desk.lights.plan is plan
        assert kinds(told) == [messages.UsePatch]
        assert gate.made < 10
        assert [fact for fact in facts.so_far() if isinstance(fact, ShowChanged)] == []


def test_a_patch_and_the_plan_for_its_heads_come_together(tmp_path: Path, gate: Gate) -> None:
    with opened(tmp_path, a_clip("a", 0, 4)) as (desk, facts, told):
        gate.opened.set()
        facts.wait(ShowReady)
        told.clear()
        gate.opened.clear()
        desk.documents.edit("venue", ROOM, RemoveFixture(FixtureId("f3")))
        assert desk.lane.call(lambda: desk.lights.plan.heads) == LAMPS
        assert told == []
        gate.opened.set()
        facts.wait(ShowChanged)
        show = desk.shows.show
        assert show is not None
        assert len(show.heads) == desk.lights.plan.heads == LAMPS - 1
        assert kinds(told) == [messages.UsePatch, messages.UsePlan]


def test_an_edit_before_the_first_patch_brings_the_plan_along(
    tmp_path: Path, gate: Gate
) -> None:
    with opened(tmp_path, a_clip("a", 0, 4)) as (desk, facts, told):
        desk.documents.edit("venue", ROOM, RenameVenue("Larger"))
        desk.lane.call(lambda: None)
        gate.opened.set()
        facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        assert kinds(told) == [messages.UsePatch, messages.UsePlan]


def test_another_show_forgets_the_room_of_the_one_before(tmp_path: Path, gate: Gate) -> None:
    with opened(tmp_path) as (desk, facts, _):
        small = replace(a_room(), fixtures=a_room().fixtures[:4])
        desk.ground.keeper.save(
            lambda shelf: shelf.venues.save(replace(small, id="small"))  # type: ignore[arg-type]
        ).result()
        gate.opened.set()
        desk.lane.call(lambda: desk.shows.open(SCORE, "small"))  # type: ignore[arg-type]
        facts.wait(ShowReady)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        assert desk.lights.patch is not None
        assert len(desk.lights.patch.heads) == desk.lights.plan.heads == 4


def test_files_that_never_came_into_use_are_cleared_away(tmp_path: Path) -> None:
    with a_desk() as desk:
        files = RoomFiles(tmp_path / "1-2.patch", desk.fixtures.definitions)
        venue = a_room()
        first, second, third = (files.lay_out(venue) for _ in range(3))
        assert len(list(tmp_path.glob("1-2-*.patch"))) == 3
        files.use(second)
        assert {path.name for path in tmp_path.glob("1-2*")} == {
            "1-2.patch", f"1-2-{third.turn}.patch",
        }  # fmt: skip
        assert first.turn < second.turn
        files.close()
        assert list(tmp_path.glob("1-2*")) == []
