"""The outputs as a person has them: which there are, how they fare, changed and tried out."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import Literal

from luma.app.events import LightsLost, OutputFailed, OutputsChanged, OutputSends
from luma.app.ground import Ground
from luma.app.lights import Lights
from luma.app.outputs import place_of, read_outputs, with_source
from luma.app.paths import Paths
from luma.app.settings import LightSettings
from luma.app.settingsfile import TABLE, write_outputs
from luma.domain.errors import BadValue, LumaError, NotFound, Refused
from luma.light.artnet import port_address_of
from luma.light.messages import OutputChoice
from luma.light.register import outputs
from luma.light.walk import walk
from luma.light.wire import Wire

Choice = OutputChoice
"""An output as the settings hold it, for whoever describes one."""

State = Literal["waiting", "sending", "failed", "testing"]
TEST_SECONDS, MOST_UNIVERSES = 5.0, 512
WAITS = "Nothing is sent before a track is open."


@dataclass(frozen=True, slots=True)
class OutputRow:
    """An output in a list: where it leads, what it carries, and how it fares."""

    choice: OutputChoice
    place: str
    carries: str
    state: State = "waiting"
    words: str = WAITS


class Outputs:
    """Keeps the outputs of the settings; used on the lane."""

    def __init__(
        self, ground: Ground, paths: Paths, lights: Lights, settings: LightSettings
    ) -> None:
        """Have those of the settings."""
        self._bus, self._chores = ground.bus, ground.chores
        self._paths, self._lights, self._settings = paths, lights, settings
        self._states: dict[str, tuple[State, str]] = {}
        self._tested: set[str] = set()
        self._bus.on(OutputSends, lambda fact: self._hear(fact.name, "sending", "Sends."))
        self._bus.on(OutputFailed, lambda f: self._hear(f.name, "failed", f.trouble.message))
        self._bus.on(LightsLost, lambda _: self._forget())

    @property
    def chosen(self) -> tuple[OutputChoice, ...]:
        """The outputs of the settings."""
        return self._settings.outputs

    def rows(self) -> tuple[OutputRow, ...]:
        """Every output as it fares now."""
        return tuple(
            OutputRow(each, place_of(each), carries(each), *self._states.get(each.name, _NONE))
            for each in self.chosen
        )

    def put(self, choice: OutputChoice, instead: str = "") -> None:
        """Add an output, or put it in the place of another, and keep that.

        One without a name is called after its kind.
        """
        names = [each.name for each in self.chosen]
        others = list(self.chosen)
        if instead in names:
            others[names.index(instead)] = choice
        else:
            others.append(choice)
        self._use(tuple(others))

    def remove(self, name: str) -> None:
        """Send through an output no more; its lamps hear a last word."""
        self._find(name)
        self._use(tuple(each for each in self.chosen if each.name != name))

    def test(self, name: str, seconds: float = TEST_SECONDS) -> None:
        """Send a ramp that walks through one output for a while, in place of the show."""
        if name in self._tested:
            raise Refused(f'"{name}" is being tried out.', hint="Wait for its ramp to end.")
        choice = with_source(self._find(name), self._paths.data)
        universes = choice.universes or (1,)
        made = outputs().get(choice.kind).make(choice.settings)
        troubles: list[str] = []

        def tell(told: object) -> None:
            if sentence := getattr(told, "sentence", ""):
                troubles.append(sentence)

        def send() -> None:
            until = time.monotonic() + seconds
            with closing(walk(Wire(name, made, tell), universes)) as steps:
                for _ in steps:
                    if time.monotonic() >= until:
                        break

        self._tested.add(name)
        self._tell_lights()
        numbers = ", ".join(map(str, universes))
        self._hear(name, "testing", f"A ramp walks through universe {numbers}.")
        self._chores.run(send, lambda _: self._end_test(name, troubles), self._end_badly(name))

    def _end_test(self, name: str, troubles: list[str]) -> None:
        words = troubles[0] if troubles else f"The ramp was sent. {WAITS}"
        self._tested.discard(name)
        if any(each.name == name for each in self.chosen):
            self._states[name] = ("failed" if troubles else "waiting", words)
        self._tell_lights()
        self._bus.announce(OutputsChanged())

    def _end_badly(self, name: str) -> Callable[[Exception], object]:
        return lambda trouble: self._end_test(
            name, [trouble.sentence() if isinstance(trouble, LumaError) else repr(trouble)]
        )

    def _use(self, chosen: tuple[OutputChoice, ...]) -> None:
        checked = read_outputs(TABLE, [in_table(each) for each in chosen])
        write_outputs(self._paths.settings, checked)
        same = {each.name for each in checked if each in self.chosen}
        self._states = {n: state for n, state in self._states.items() if n in same}
        self._settings = replace(self._settings, outputs=checked)
        self._tell_lights()
        self._bus.announce(OutputsChanged())

    def _tell_lights(self) -> None:
        """Let the show go through all outputs but those through which a ramp walks."""
        others = tuple(each for each in self.chosen if each.name not in self._tested)
        self._lights.use_settings(replace(self._settings, outputs=others))

    def _find(self, name: str) -> OutputChoice:
        found = next((each for each in self.chosen if each.name == name), None)
        if found is None:
            raise NotFound(f'No output is called "{name}".')
        return found

    def _hear(self, name: str, state: State, words: str) -> None:
        if name:
            self._states[name] = (state, words.removeprefix(f'Output "{name}": '))
            self._bus.announce(OutputsChanged())

    def _forget(self) -> None:
        self._states.clear()
        self._bus.announce(OutputsChanged())


_NONE: tuple[State, str] = ("waiting", WAITS)


def in_table(choice: OutputChoice) -> dict[str, object]:
    """An output as the settings write it; one without a name is left to be given one."""
    return {
        **({"name": choice.name} if choice.name else {}),
        "kind": choice.kind,
        **choice.settings,
        "universes": list(choice.universes),
        "latency_ms": choice.latency_ms,
        "at_close": choice.at_close,
    }


def carries(choice: OutputChoice) -> str:
    """The universes that an output carries, as Luma and as its listeners count them."""
    first = choice.settings.get("first")
    if not choice.universes:
        begins = _listened(choice.kind, 1, first)
        return f"All universes{f', 1 is {begins}' if begins else ''}"
    told = [
        f"{number}{f' is {there}' if (there := _listened(choice.kind, number, first)) else ''}"
        for number in choice.universes
    ]
    return f"Universe{'s' * (len(told) > 1)} {', '.join(told)}"


def _listened(kind: str, universe: int, first: object) -> str:
    if kind == "artnet":
        begin = first if isinstance(first, int) else 0
        try:
            return f"Art-Net {port_address_of(universe, begin)}"
        except LumaError as trouble:
            return trouble.message
    if kind == "sacn":
        return f"sACN {universe - 1 + (first if isinstance(first, int) else 1)}"
    return ""


def settings_of(kind: str) -> dict[str, object]:
    """The settings of a kind of output with their defaults, but for the id of this desk."""
    made = fields(outputs().get(kind).kind)  # type: ignore[arg-type]
    return {field.name: field.default for field in made if field.name != "source_id"}


def carries_one(kind: str) -> bool:
    """Whether a kind of output carries a single universe, which its own settings name."""
    return "universe" in settings_of(kind)


def kinds_of_output() -> tuple[tuple[str, str], ...]:
    """The kinds of outputs, each with its help."""
    return tuple((entry.key, entry.help) for entry in outputs())


def universes_of(words: str) -> tuple[int, ...]:
    """Universes as they are typed, such as `1-4, 7`; none means all."""
    found: list[int] = []
    for part in words.replace("–", "-").replace(";", ",").split(","):
        first, dash, last = (bit.strip() for bit in part.partition("-"))
        if not part.strip() or part.strip().casefold() == "all":
            continue
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise BadValue(f'"{part.strip()}" is no universe.', hint="Write them as 1-4, 7.")
        run = range(int(first), int(last or first) + 1)
        if not run or run[0] < 1 or len(run) > MOST_UNIVERSES:
            raise BadValue(f'"{part.strip()}" is no run of universes from 1 up.')
        found.extend(run)
    return tuple(dict.fromkeys(found))


def as_typed(universes: tuple[int, ...]) -> str:
    """Universes as they would be typed."""
    runs: list[list[int]] = []
    for number in universes:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
