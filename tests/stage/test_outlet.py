"""Sound comes out where it was wished, else where it can, else nowhere; time goes on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from luma.audio.kernel.engine import Engine
from luma.audio.sinks import DeviceChoice
from luma.domain.errors import DeviceError, LumaError
from luma.stage import outlet as outlet_module
from luma.stage.messages import Ready
from luma.stage.outlet import HOLD_NS, SELDOM_NS, Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

CLUB, DEFAULT = DeviceChoice("Club"), DeviceChoice()


@dataclass
class Card:
    """A sink that does nothing but be there."""

    name: str
    latency_ms: float = 100.0
    is_alive: bool = True
    is_open: bool = True

    def close(self) -> None:
        self.is_open = False


@dataclass
class Machine:
    """Cards that are plugged in by name, and a clock that is pushed."""

    plugged: set[str] = field(default_factory=set)
    opened: list[Card] = field(default_factory=list)
    told: list[Ready] = field(default_factory=list)
    complaints: list[LumaError] = field(default_factory=list)
    looks: int = 0
    now_ns: int = 10**12

    def open(self, kind: str, engine: Engine, choice: DeviceChoice | None = None) -> Card:
        name = "time" if kind == "null" else self._card(choice or DEFAULT)
        self.opened.append(Card(name))
        return self.opened[-1]

    def _card(self, choice: DeviceChoice) -> str:
        if not self.plugged or (choice.name and choice.name not in self.plugged):
            raise DeviceError(f'There is no "{choice.name}".')
        return choice.name or min(self.plugged)

    def look(self) -> None:
        assert not any(card.is_open and card.name != "time" for card in self.opened)
        self.looks += 1

    @property
    def playing(self) -> list[str]:
        return [card.name for card in self.opened if card.is_open]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(outlet_module, "open_sink", made.open)
    monkeypatch.setattr(outlet_module, "look_again", made.look)
    monkeypatch.setattr(outlet_module, "is_any_device", lambda: bool(made.plugged))
    monkeypatch.setattr("luma.stage.outlet.time.monotonic_ns", lambda: made.now_ns)
    return made


@pytest.fixture
def outlet(machine: Machine) -> Outlet:
    return Outlet(Engine(), machine.told.append, machine.complaints.append)


def test_the_chosen_device_plays(machine: Machine, outlet: Outlet) -> None:
    machine.plugged = {"Club", "Built-in"}
    outlet.use("device", CLUB)
    assert machine.playing == ["Club"]
    assert machine.told == [Ready("Club", is_device=True, latency_ms=100.0)]
    assert not machine.complaints


def test_the_default_one_stands_in_for_one_that_is_not_there(
    machine: Machine, outlet: Outlet
) -> None:
    machine.plugged = {"Built-in"}
    outlet.use("device", CLUB)
    assert machine.told == [
        Ready("Built-in", is_device=True, latency_ms=100.0, is_chosen=False)
    ]
    assert [one.sentence() for one in machine.complaints] == ['There is no "Club".']


def test_a_lost_device_gives_way_at_once_with_one_message(
    machine: Machine, outlet: Outlet
) -> None:
    machine.plugged = {"Club", "Built-in"}
    outlet.use("device", CLUB)
    machine.plugged = {"Built-in"}
    machine.opened[0].is_alive = False
    outlet.tick()
    assert machine.playing == ["Built-in"]
    (complaint,) = machine.complaints
    assert (
        complaint.sentence()
        == 'The sound device "Club" has gone. Playing goes on on "Built-in".'
    )
    outlet.tick()
    assert len(machine.complaints) == 1


def test_a_device_that_is_back_when_it_is_wished_again_is_taken(
    machine: Machine, outlet: Outlet
) -> None:
    machine.plugged = {"Built-in"}
    outlet.use("device", CLUB)
    machine.plugged.add("Club")
    outlet.use("device", CLUB)
    assert machine.playing == ["Club"]
    assert machine.told[-1].is_chosen
    assert machine.looks == 1


def test_without_any_device_the_head_holds_for_a_while_and_then_time_goes_on(
    machine: Machine, outlet: Outlet
) -> None:
    machine.plugged = {"Club"}
    outlet.use("device", CLUB)
    machine.plugged.clear()
    machine.opened[0].is_alive = False
    outlet.tick()
    assert machine.playing == []
    machine.now_ns += HOLD_NS - 1
    outlet.tick()
    assert machine.playing == []
    machine.now_ns += 2
    outlet.tick()
    assert machine.playing == ["time"]
    assert machine.told[-1] == Ready("time", is_device=False, latency_ms=0.0)
    assert len(machine.complaints) == 1


@pytest.mark.parametrize("back", ["Club", "Other"])
def test_time_alone_gives_way_to_the_first_device_that_comes(
    machine: Machine, outlet: Outlet, back: str
) -> None:
    outlet.use("device", CLUB)
    assert machine.playing == ["time"]
    machine.now_ns += SELDOM_NS + 1
    outlet.tick()
    assert machine.playing == ["time"]
    machine.plugged = {back}
    outlet.tick()
    assert machine.playing == ["time"], "it is not looked for in every tick"
    machine.now_ns += SELDOM_NS + 1
    outlet.tick()
    assert machine.playing == [back]
    assert machine.told[-1].is_chosen == (back == "Club")
    assert len(machine.complaints) == 1


def test_time_that_was_wished_is_left_alone(machine: Machine, outlet: Outlet) -> None:
    machine.plugged = {"Club"}
    outlet.use("null", DEFAULT)
    machine.now_ns += SELDOM_NS + 1
    outlet.tick()
    assert machine.playing == ["time"]
    assert machine.looks == 0


def test_closing_lets_go(machine: Machine, outlet: Outlet) -> None:
    machine.plugged = {"Club"}
    outlet.use("device", CLUB)
    outlet.close()
    assert machine.playing == []


def test_a_device_that_cannot_be_let_go_of_ends_the_process(
    machine: Machine, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck() -> None:
        raise DeviceError("stuck")

    machine.plugged = {"Club"}
    outlet.use("device", CLUB)
    monkeypatch.setattr(machine.opened[0], "close", stuck)
    machine.opened[0].is_alive = False
    ticking: Callable[[], None] = outlet.tick
    with pytest.raises(DeviceError, match="stuck"):
        ticking()
    assert not machine.complaints
