"""Chords are heard again in bass and harmony once weights from elsewhere took the mix apart."""

from pathlib import Path

import numpy as np
import pytest

from luma.app.services import Desk
from luma.domain.ids import Recipe, TrackId
from luma.domain.stems import StemSet
from luma.domain.tones import ToneTrack
from tests import sounds
from tests.app.desks import PATIENCE, a_desk, hear
from tests.workers.conftest import make_tiny_model

pytest.importorskip("demucs", reason="the extra `stems` is not installed")
pytestmark = [
    pytest.mark.models,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
HEARD = ("chords", "drums", "loudness")


def a_song(desk: Desk, folder: Path) -> TrackId:
    """A track whose chords, drums and loudness were heard in the mix."""
    mix = sounds.drums(120, 8) + sounds.progression(["C:maj", "A:min"], 4)
    file = sounds.write(folder / "song.wav", np.asarray(mix * 0.5, np.float32))
    track = desk.library.add([file]).result(PATIENCE)[0].track
    assert track is not None
    assert hear(desk, track.id, *HEARD).failed == ()
    return track.id


def recipes(desk: Desk, track: TrackId) -> dict[str, set[Recipe]]:
    """What is shelved of each kind."""
    with desk.ground.store.read() as shelf:
        found = shelf.artifacts.of(track)
    return {each.kind: {a.recipe for a in found if a.kind == each.kind} for each in found}


def test_better_voices_make_chords_and_drums_again_and_nothing_else(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_song(desk, tmp_path)
        before, mixed = recipes(desk, track), desk.analyses.load(track, ToneTrack)
        assert hear(desk, track, "stems").failed == ()
        built_in = desk.analyses.load(track, StemSet)
        assert built_in is not None
        assert built_in.engine == "luma"
        assert recipes(desk, track) == before | {"stems": recipes(desk, track)["stems"]}
        make_tiny_model(desk.paths.models)
        assert hear(desk, track, "stems").failed == ()
        after = recipes(desk, track)
        better = desk.analyses.load(track, StemSet)
        assert better is not None
        assert better.engine == "demucs"
        made_again = {kind for kind in after if len(after[kind]) > 1}
        assert made_again == {"chords", "drums", "stems", "tones"}
        tones = desk.analyses.load(track, ToneTrack)
        assert tones is not None
        assert mixed is not None
        assert not np.array_equal(tones.chords, mixed.chords)
        assert desk.lane.call(lambda: desk.chords.of(track)) is not None


def test_what_was_never_heard_is_not_begun_by_better_voices(tmp_path: Path) -> None:
    with a_desk() as desk:
        make_tiny_model(desk.paths.models)
        file = sounds.write(tmp_path / "drums.wav", sounds.drums(120, 4))
        track = desk.library.add([file]).result(PATIENCE)[0].track
        assert track is not None
        assert hear(desk, track.id, "stems").failed == ()
        assert recipes(desk, track.id).keys() == {"pcm", "stems"}
