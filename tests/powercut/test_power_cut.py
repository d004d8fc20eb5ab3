"""The power goes at some moment: the library is whole, and all that was promised is in it."""

import hashlib
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from luma.domain.ids import TrackId
from luma.store.store import Store
from tests.library import MIGRATIONS, ROOT
from tests.powercut.disk import Act, Disk, acts_of, build_shim, recorded_in
from tests.sounds import sine, write

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None or not sys.platform.startswith("linux"),
    reason="a compiler is needed to record what a program does to its files",
)
SONGS = 4


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Act]]:
    """The folder of a library, and all that a day of work did to the files below."""
    room = tmp_path_factory.mktemp("power")
    root, songs = room / "root", room / "songs"
    for folder in (root, songs):
        folder.mkdir()
    for number in range(SONGS):
        write(songs / f"{number}.wav", sine(220.0 + 30 * number, 0.4))
    surroundings = recorded_in(build_shim(room), root, room / "record")
    surroundings["LUMA_HOME"] = str(root)
    words = [root / "data", songs, root / "marks"]
    subprocess.run(
        [sys.executable, "-m", "tests.powercut.work", *words],
        cwd=ROOT,
        env=surroundings,
        check=True,
    )
    return root, acts_of(room / "record")


def promises(acts: list[Act], marks: str) -> list[list[str]]:
    told = b"".join(act.data for act in acts if act.path == marks and act.op == "w")
    return [line.split() for line in told.decode().splitlines()]


def laid_out(left: dict[str, bytes], root: Path, target: Path) -> Path:
    for path, content in left.items():
        place = target / Path(path).relative_to(root)
        if not place.name.endswith("-shm"):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return target / "data"


def check(library: Path, promised: list[list[str]]) -> None:
    store = Store.open(library / "luma.db", MIGRATIONS)
    assert store.problems() == ()
    with store.read() as shelf:
        tracks = {track.id: track for track in (*shelf.tracks.list(), *shelf.tracks.trash())}
        for act, name in promised:
            assert TrackId(name) in tracks, f"{act} {name} was promised"
            if act == "title":
                assert tracks[TrackId(name)].tags.title == "promised"
        for track in tracks.values():
            content = track.source.path.read_bytes()
            assert hashlib.sha256(content).hexdigest() == track.source.file_sha256
        last = [act for act, _ in promised if act in {"thrown", "back"}][-1:]
        if last == ["back"]:
            assert not shelf.tracks.trash()
    store.close()
    for copy in library.glob("backups/luma-*.db"):
        kept = Store.open(copy, MIGRATIONS)
        assert kept.problems() == ()
        kept.close()


def cut(day: tuple[Path, list[Act]], moments: int, room: Path, seed: int) -> None:
    root, acts = day
    chance = random.Random(seed)
    chosen = sorted(chance.sample(range(1, len(acts)), min(moments, len(acts) - 1)))
    disk, done = Disk(), 0
    for number in chosen:
        for act in acts[done:number]:
            disk.take(act)
        done = number
        target = room / str(number)
        library = laid_out(disk.left(chance), root, target)
        check(library, promises(acts[:number], str(root / "marks")))
        shutil.rmtree(target)


def test_the_record_tells_all_that_the_library_is(day: tuple[Path, list[Act]]) -> None:
    _, acts = day
    disk = Disk()
    for act in acts:
        disk.take(act)
    made = {path: bytes(f.safe) for path, f in disk.names.items() if "/data/files/" in path}
    assert len(made) == SONGS
    for path, content in made.items():
        assert Path(path).read_bytes() == content


def test_the_power_goes_while_a_library_is_at_work(
    day: tuple[Path, list[Act]], tmp_path: Path
) -> None:
    cut(day, 60, tmp_path, seed=1)


@pytest.mark.soak
def test_the_power_goes_a_thousand_times(day: tuple[Path, list[Act]], tmp_path: Path) -> None:
    for seed in range(8):
        cut(day, 150, tmp_path / str(seed), seed=seed)
