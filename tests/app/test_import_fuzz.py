"""Broken files of every format: each has an outcome, soon, and the program bears them all."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sounds
from tests.app.desks import ROOT

MOST_SECONDS = 10.0
MOST_BYTES = 1 << 30
PROGRAM = """
import json, sys, time
from pathlib import Path
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
with open_desk(Paths.find(), Settings(SoundSettings(sink="null"))) as desk:
    last = time.monotonic()
    def tell(one):
        global last
        now = time.monotonic()
        said = one.trouble.sentence() if one.trouble else ""
        status = Path("/proc/self/status").read_text()  # ru_maxrss knows the parent's too
        most = int(status.partition("VmHWM:")[2].split()[0]) * 1024
        print(json.dumps([str(one.path), one.status, now - last, most, said]), flush=True)
        last = now
    desk.library.add([Path(sys.argv[1])], tell).result()
"""


@pytest.mark.slow
def test_broken_files_have_an_outcome_each(tmp_path: Path) -> None:
    bring_broken(tmp_path, 60)


@pytest.mark.soak
def test_five_hundred_broken_files_have_an_outcome_each(tmp_path: Path) -> None:
    bring_broken(tmp_path, 500)


def bring_broken(tmp_path: Path, count: int) -> None:
    """Break files, and let a program of its own bring them in."""
    folder = tmp_path / "broken"
    folder.mkdir()
    dice = random.Random(count)
    tone = sounds.drums(120, 1.5)
    valid = {e: sounds.write(tmp_path / f"a{e}", tone).read_bytes() for e in sounds.FORMATS}
    names = set()
    for number in range(count):
        ending = sounds.FORMATS[number % len(sounds.FORMATS)]
        file = folder / f"{number:03d}{ending}"
        file.write_bytes(broken(bytearray(valid[ending]), dice))
        names.add(str(file))
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS * count,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    outcomes = [json.loads(line) for line in run.stdout.splitlines()]
    assert {path for path, *_ in outcomes} == names
    assert len(outcomes) == count
    for _, status, seconds, most, said in outcomes:
        assert status in {"imported", "duplicate", "failed"}
        assert seconds < MOST_SECONDS
        assert most < MOST_BYTES
        assert (status == "failed") == bool(said)
        assert "made a mistake" not in said


def broken(content: bytearray, dice: random.Random) -> bytes:
    """A file with some of its bytes turned, cut, doubled, or written as large numbers."""
    for _ in range(dice.randint(1, 6)):
        head = dice.random() < 0.7
        at = dice.randrange(min(len(content), 4096) if head else len(content))
        match dice.randrange(6):
            case 0:
                content[at] ^= 1 << dice.randrange(8)
            case 1:
                content[at : at + 4] = dice.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
            case 2:
                del content[at : at + dice.randrange(1, 400)]
            case 3:
                piece = content[at : at + dice.randrange(1, 400)]
                content[at:at] = piece
            case 4:
                content[at : at + 8] = dice.randbytes(8)
            case _:
                del content[max(at, 16) * 4 :]
        if len(content) < 16:
            break
    return bytes(content)
