"""One score in rooms that have nothing in common: four lamps, mixed heads, a wall of pixels."""

import numpy as np
import pytest

from luma.app.bundled import bundled
from luma.app.presets import PRESETS, presets_in
from luma.app.sketchroom import SketchRoom
from luma.domain.documents import SCORE, VENUE
from luma.domain.score import Score
from luma.light.fixtures import read_definitions
from luma.light.patch import compile_patch, heads_of
from tests.app.test_autoscore import the_demo

ASSETS = bundled("assets")
ROOMS = {"rooms/four-pars.json": 4, "demo/venue.json": 24, "rooms/pixel-wall.json": 256}


def demo_score() -> Score:
    score: Score = SCORE.read((ASSETS / "demo" / "score.json").read_text(encoding="utf-8"))
    return score


@pytest.mark.parametrize(("file", "count"), ROOMS.items())
def test_the_demo_score_lights_every_bar_in_every_room(file: str, count: int) -> None:
    venue = VENUE.read((ASSETS / file).read_text(encoding="utf-8"))
    definitions = read_definitions(ASSETS / "fixtures")
    heads = heads_of(venue, definitions)
    assert len(heads) == count
    assert not compile_patch(venue, definitions).problems
    heard, _ = the_demo()
    room = SketchRoom(heads, heard, {}).with_presets(presets_in(ASSETS / PRESETS))
    level = room.brightness(demo_score().clips, np.linspace(0.0, 224.0, 57))[:, 0]
    assert level[:54].min() >= 0.02
    assert level[54:].min() > 0.0  # the last clip fades until the end
    drop, start_of_build = level[20:28].mean(), level[12]
    assert drop >= 1.5 * start_of_build
