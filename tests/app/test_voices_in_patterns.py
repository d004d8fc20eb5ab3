"""Patterns that listen to a voice run again when it comes."""

from pathlib import Path

import numpy as np

from luma.app.events import ShowReady
from luma.app.services import Desk
from luma.domain.graphdoc import NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect
from luma.domain.ids import NodeId
from luma.domain.stems import Stem
from tests import sounds
from tests.app.desks import GLOW, LAMP, a_clip, a_show, until
from tests.app.test_recordings import arrive, shelve

SECONDS = 8


def lit(desk: Desk) -> float:
    return float(desk.lane.call(lambda: desk.lights.plan.frame(60)[0][0, 0]))


def test_light_comes_with_the_voice_that_it_listens_to(tmp_path: Path) -> None:
    it, loud = NodeId("it"), NodeId("loud")
    at = np.arange(SECONDS * 48_000) / 48_000
    wave = np.repeat(np.sin(2 * np.pi * 220 * at)[:, None] * 0.5, 2, 1).astype(np.float32)
    voices = {stem: wave if stem is Stem.VOCALS else wave * 0 for stem in Stem}
    with a_show(tmp_path, a_clip("a", 0.0, 8.0), seconds=SECONDS) as (desk, facts):
        for edit in (
            AddNode(it, NodeDoc("in/stem", settings={"voice": "vocals"})),
            AddNode(loud, NodeDoc("listen/follow")),
            Connect(Wire(it, "out", loud, "audio")),
            Connect(Wire(loud, "out", LAMP, "intensity")),
        ):
            desk.documents.edit("graph", GLOW, edit)
            facts.wait(ShowReady)
        until(lambda: lit(desk) < 0.01)
        show = desk.shows.show
        assert show is not None
        folder = tmp_path / "stems"
        folder.mkdir()
        stems = sounds.write_stems(folder, voices, "luma")
        arrive(desk, facts, shelve(desk, show.track, "stems", stems))
        until(lambda: lit(desk) > 0.3)
