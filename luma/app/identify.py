"""Shows lamps, so that they are found in the room."""

from collections.abc import Collection
from dataclasses import replace

from luma.app.lights import Lights
from luma.app.shows import Shows
from luma.domain.errors import Refused
from luma.domain.ids import FixtureId
from luma.light.overlay import Runs, runs_of


def identify(lights: Lights, shows: Shows, fixtures: Collection[FixtureId]) -> None:
    """Let fixtures shine full and white above all else, or none any more; on the lane."""
    shown: Runs = _heads_of(shows, fixtures) if fixtures else ()
    lights.set_overlay(replace(lights.overlay, shown=shown))


def _heads_of(shows: Shows, fixtures: Collection[FixtureId]) -> Runs:
    show = shows.show
    if show is None:
        raise Refused("No light is sent yet.", hint="Open a track; then lamps can be shown.")
    wanted = set(fixtures)
    runs = runs_of(n for n, head in enumerate(show.heads) if head.fixture in wanted)
    if not runs:
        names = ", ".join(sorted(wanted))
        raise Refused(f"The lit room has no fixture {names}.")
    return runs
