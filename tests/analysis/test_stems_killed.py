"""A separation whose process is killed midway leaves nothing half done; a new try ends well."""

import contextlib
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from luma.analysis import formats
from luma.app.analyses import Wish
from luma.app.events import JobFailed, JobMoved
from luma.audio.pcm import Pcm
from luma.domain.stems import Stem, StemSet
from tests import sounds
from tests.app.desks import PATIENCE, Facts, a_desk, hear
from tests.workers.conftest import make_tiny_model

pytest.importorskip("demucs", reason="the extra `stems` is not installed")
SECONDS = 60.0


@pytest.mark.slow
@pytest.mark.models
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_killed_separation_leaves_nothing_half_done(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "song.wav", sounds.drums(120, SECONDS))
    with a_desk() as desk:
        make_tiny_model(desk.paths.models)
        track = desk.library.add([file]).result(PATIENCE)[0].track
        assert track is not None
        hear(desk, track.id, "pcm")
        facts = Facts(desk, (JobMoved, JobFailed))
        desk.lane.call(lambda: desk.analyses.complete(track.id, Wish(("stems",))))
        for _ in range(2):
            while not 0.1 < facts.wait(JobMoved).share < 0.8:
                pass
            for pid in desk.analyses.processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        assert "SIGKILL" in facts.wait(JobFailed).trouble.sentence()
        assert desk.analyses.load(track.id, StemSet) is None
        assert desk.analyses.find_file(track.id, "stems") is None
        assert not list(desk.paths.blobs.rglob("*.flac"))
        assert not list((desk.paths.blobs / "tmp").glob("*"))
        assert not list((desk.paths.runtime / "claims").glob("*"))
        desk.analyses.pardon(track.id, Wish(("stems",)))
        assert hear(desk, track.id, "stems").failed == ()
        made = desk.analyses.load(track.id, StemSet)
        assert made is not None
        assert made.engine == "demucs"
        mix = desk.analyses.load(track.id, Pcm)
        assert mix is not None
        total = sum(formats.read_stem(made, stem) for stem in Stem)
        assert np.abs(total - mix.samples).max() < 1e-5
