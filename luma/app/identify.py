"""Shows one lamp, so that it is found in the room."""

from dataclasses import replace

from luma.app.lights import Lights
from luma.app.shows import Shows
from luma.domain.errors import Refused
from luma.domain.ids import FixtureId

NOBODY = (0, 0)


def identify(lights: Lights, shows: Shows, fixture: FixtureId | None) -> None:
    """Let one fixture shine full and white above all else, or none any more; on the lane."""
    shown = NOBODY if fixture is None else _heads_of(shows, fixture)
    lights.set_overlay(replace(lights.overlay, shown=shown))


def _heads_of(shows: Shows, fixture: FixtureId) -> tuple[int, int]:
    show = shows.show
    if show is None:
        raise Refused("No light is sent yet.", hint="Open a track; then lamps can be shown.")
    numbers = [n for n, head in enumerate(show.heads) if head.fixture == fixture]
    if not numbers:
        raise Refused(f"The lit room has no fixture {fixture}.")
    return numbers[0], numbers[-1] + 1
