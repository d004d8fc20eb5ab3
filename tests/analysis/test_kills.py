"""Thirty jobs while a random slot is killed again and again: all arrive, or say why not."""

import contextlib
import itertools
import json
import os
import random
import signal
import sqlite3
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from luma.analysis.catalogue import catalogue
from luma.app.analyses import Wish
from luma.app.events import ArtifactReady, JobFailed, TrackComplete
from luma.app.services import Desk
from luma.domain.ids import TrackId
from tests import sounds
from tests.app.desks import PATIENCE, Facts, a_desk, hear

TRACKS, KINDS = 15, ("pcm", "peaks")
SHOP = '''
"""The real decoding and the real pyramid, which take their time and write down what they do."""

import json
import os
import time
from pathlib import Path

from luma.analysis.contract import Progress, Scratch, Source, analyzer
from luma.audio.decode import Decoding
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks

LOG, PAUSE = Path({log!r}), {pause}


def note(what: str, where: str) -> None:
    """Write a line whole."""
    line = json.dumps([what, where, os.getpid()]) + "\\n"
    handle = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, line.encode())
    os.close(handle)


@analyzer("pcm", engine="luma", version=1)
def pcm(source: Source, scratch: Scratch, progress: Progress) -> Pcm:
    """The sound."""
    note("begin", f"pcm {{source.path.name}}")
    time.sleep(PAUSE)
    made = Pcm.gather(Decoding(source.path), scratch.folder / "sound.npy")
    note("end", f"pcm {{source.path.name}}")
    return made


@analyzer("peaks", engine="luma", version=1)
def peaks(sound: Pcm, progress: Progress) -> Peaks:
    """The pyramid."""
    note("begin", f"peaks {{sound.path.name}}")
    time.sleep(PAUSE)
    made = Peaks.of(sound.samples)
    note("end", f"peaks {{sound.path.name}}")
    return made
'''


@dataclass
class Siege:
    """A desk whose slots are killed while it works, and what it told."""

    desk: Desk
    every: float
    killed: set[int] = field(default_factory=set)
    arrived: set[tuple[str, str]] = field(default_factory=set)
    failed: dict[tuple[str, str], str] = field(default_factory=dict)

    def last(self, names: list[TrackId]) -> None:
        """Begin all work, and kill a random process at every turn until nothing is left."""
        facts = Facts(self.desk, (ArtifactReady, JobFailed, TrackComplete))

        def begin() -> None:
            for name in names:
                self.desk.analyses.complete(name, Wish(KINDS))

        self.desk.lane.call(begin)
        dice, left = random.Random(7), set(names)
        turn, end = time.monotonic() + self.every, time.monotonic() + 4 * PATIENCE
        while left:
            assert time.monotonic() < end, "it did not come to an end"
            while not facts.heard.empty():
                self._note(facts.heard.get(), left)
            slots = self.desk.analyses.processes
            if slots and time.monotonic() >= turn:
                turn = time.monotonic() + self.every
                self._kill(dice.choice(slots))
            time.sleep(0.01)

    def _note(self, fact: object, left: set[TrackId]) -> None:
        match fact:
            case ArtifactReady(artifact=made):
                assert (made.track, made.kind) not in self.arrived
                self.arrived.add((made.track, made.kind))
            case JobFailed(track=track, kind=kind, trouble=trouble):
                self.failed[track, kind] = trouble.sentence()
            case TrackComplete(track=track):
                left.discard(track)

    def _kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.killed.add(pid)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pause", "every"),
    [
        pytest.param(0.2, 0.5, id="short"),
        pytest.param(1.5, 2.0, id="long", marks=pytest.mark.soak),
    ],
)
def test_killed_slots_cost_no_result_and_nothing_is_done_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: float, every: float
) -> None:
    log = tmp_path / "log.jsonl"
    shop = catalogue(_workshop(tmp_path / "shop", log, pause))
    monkeypatch.setattr("luma.app.desk.catalogue", lambda _: shop)
    files = [
        sounds.write(tmp_path / f"{n}.wav", sounds.sine(100.0 + n, 1.0)) for n in range(TRACKS)
    ]
    with a_desk() as desk:
        outcomes = desk.library.add(files).result(PATIENCE)
        names = [outcome.track.id for outcome in outcomes if outcome.track]
        siege = Siege(desk, every)
        siege.last(names)
        for name, kind in itertools.product(names, KINDS):
            made = desk.analyses.find_file(name, kind) is not None
            assert made == ((name, kind) in siege.arrived)
            told = siege.failed.get((name, kind), "")
            assert made or "SIGKILL" in told or (name, "pcm") in siege.failed
        assert desk.library.problems() == ()
        assert not list((desk.paths.blobs / "tmp").glob("*"))
        database = desk.paths.database
    assert siege.killed, "somebody was killed, or this tests nothing"
    _nothing_twice(log, siege)
    _is_sound(database)
    with a_desk() as desk:
        for name in names:
            desk.analyses.pardon(name, Wish(KINDS))
            assert hear(desk, name, *KINDS).failed == ()


def _workshop(folder: Path, log: Path, pause: float) -> Path:
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A workshop."""\n')
    (folder / "real.py").write_text(SHOP.format(log=str(log), pause=pause))
    return folder


def _nothing_twice(log: Path, siege: Siege) -> None:
    """Only what a killed process had begun was begun again, and no more than once."""
    begun: dict[str, list[int]] = defaultdict(list)
    for line in log.read_text().splitlines():
        what, where, pid = json.loads(line)
        if what == "begin":
            begun[where].append(pid)
    assert len(begun) >= TRACKS
    for where, pids in begun.items():
        assert set(pids[:-1]) <= siege.killed, where
        assert len(pids) <= 2, where


def _is_sound(database: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
