import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from luma.domain.errors import StoreError
from luma.domain.ids import Recipe
from luma.store.blobs import Blobs
from tests.library import ROOT

RECIPE = Recipe("abcdef")


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def test_a_result_lies_under_its_recipe(blobs: Blobs) -> None:
    path = blobs.put(RECIPE, ".json", b"{}")
    assert path == blobs.root / "ab" / "abcdef.json" == blobs.path(RECIPE, ".json")
    assert path.read_bytes() == b"{}"
    assert blobs.put(RECIPE, ".json", b"[]").read_bytes() == b"[]"
    assert [entry.name for entry in path.parent.iterdir()] == ["abcdef.json"]


def test_a_finished_file_is_moved_in(blobs: Blobs, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_bytes(b"sound")
    assert blobs.put(RECIPE, ".npy", made).read_bytes() == b"sound"
    assert not made.exists()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no second disk")
def test_a_file_from_another_disk_is_moved_in(blobs: Blobs) -> None:
    made = Path("/dev/shm") / f"luma-test-{os.getpid()}"
    made.write_bytes(b"sound")
    assert blobs.put(RECIPE, ".npy", made).read_bytes() == b"sound"
    assert not made.exists()


def test_what_lies_there_is_measured(blobs: Blobs) -> None:
    assert blobs.measure() == 0
    blobs.put(RECIPE, ".json", b"12345")
    folder = blobs.path(Recipe("cdef"), "")
    folder.mkdir(parents=True)
    (folder / "drums.flac").write_bytes(b"123")
    assert blobs.measure() == 8
    assert blobs.recipes() == {"abcdef", "cdef"}


def test_a_sweep_takes_orphans_and_drafts_but_not_the_young(blobs: Blobs) -> None:
    kept = blobs.put(RECIPE, ".json", b"12345")
    orphan = blobs.put(Recipe("abandoned"), ".json", b"123")
    folder = blobs.path(Recipe("cdef"), "")
    folder.mkdir(parents=True)
    (folder / "drums.flac").write_bytes(b"1234")
    draft = kept.with_name(".abcdef.json.0123")
    draft.write_bytes(b"12")
    assert blobs.sweep({RECIPE}) == 0
    assert blobs.sweep({RECIPE}, young=0) == 9
    assert kept.exists()
    assert not any(path.exists() for path in (orphan, folder, draft))


def test_one_recipe_is_removed_with_all_its_files(blobs: Blobs) -> None:
    blobs.put(RECIPE, ".json", b"12345")
    blobs.put(RECIPE, ".npy", b"123")
    other = blobs.put(Recipe("abcd"), ".npy", b"1")
    assert blobs.remove(RECIPE) == 8
    assert blobs.remove(RECIPE) == 0
    assert other.exists()


def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from luma.domain.errors import StoreError
from luma.store.blobs import Blobs
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Blobs(Path(sys.argv[1])).put("abcdef", ".npy", b"x" * 2000)
except StoreError as told:
    print(told.sentence())
"""
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert '"abcdef.npy" could not be kept' in said
    assert list((tmp_path / "ab").iterdir()) == []


def test_a_result_is_whole_or_not_there_after_a_kill(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from luma.store.blobs import Blobs
blobs = Blobs(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10**9):
    blobs.put(f"ab{number:06}", ".npy", b"x" * 3_000_000)
"""
    for wait in range(3):
        root = tmp_path / str(wait)
        writer = subprocess.Popen(
            [sys.executable, "-c", script, str(root)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        while len(Blobs(root).recipes()) <= wait:
            assert writer.poll() is None
        writer.send_signal(signal.SIGKILL)
        writer.communicate(timeout=60)
        sizes = {path.stat().st_size for path in root.glob("ab/ab*.npy")}
        assert sizes == {3_000_000}


def test_a_folder_in_the_way_is_told(blobs: Blobs) -> None:
    blobs.path(RECIPE, ".json").mkdir(parents=True)
    with pytest.raises(StoreError, match="could not be kept"):
        blobs.put(RECIPE, ".json", b"{}")
