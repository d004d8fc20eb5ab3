"""Imports in programs of their own, and whether a library is whole after them."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from luma.audio.identity import file_sha256
from tests import sounds
from tests.app.desks import ROOT, a_desk

PROGRAM = """
import json, sys
from pathlib import Path
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
with open_desk(Paths.find(), Settings(SoundSettings(sink="null"))) as desk:
    print("open", flush=True)
    sys.stdin.readline()
    def tell(one):
        said = one.trouble.sentence() if one.trouble else ""
        print(json.dumps([str(one.path), one.status, said]), flush=True)
    desk.library.add([Path(word) for word in sys.argv[1:]], tell).result()
"""


def start_import(*paths: Path) -> subprocess.Popen[str]:
    """A program that waits for a line, then brings files in and tells what became of them."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(os.fspath, paths)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def go(process: subprocess.Popen[str]) -> None:
    """Let it begin, once its desk is open."""
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "open\n"
    process.stdin.write("\n")
    process.stdin.flush()


def told(process: subprocess.Popen[str]) -> list[tuple[str, str, str]]:
    """What it told until its end; nothing else may be said."""
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return [tuple(json.loads(line)) for line in out.splitlines()]


def many_files(folder: Path, count: int) -> list[Path]:
    """Short sounds, each another."""
    folder.mkdir()
    content = sounds.write(folder / "pattern.wav", sounds.sine(220, 0.5)).read_bytes()
    (folder / "pattern.wav").unlink()
    files = [folder / f"{number:03d}.wav" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(content[:-4] + number.to_bytes(4, "little"))
    return files


def assert_whole(home: Path) -> int:
    """Look at a library from outside: how many tracks it has, all of them whole."""
    database = home / "data" / "luma.db"
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = raw.execute("SELECT file_sha256, payload_sha256, path FROM track_sources")
        sources = rows.fetchall()
        tracks = raw.execute("SELECT count(*) FROM tracks").fetchone()[0]
    assert len({payload for _, payload, _ in sources}) == len(sources) == tracks
    for sha256, _, path in sources:
        assert file_sha256(home / "data" / path) == sha256
    return int(tracks)


def stray_files(home: Path) -> set[str]:
    """The files that the library keeps without a track, once a desk was opened and closed."""
    with a_desk() as desk, desk.ground.store.read() as shelf:
        named = shelf.sources.paths()
    files = (home / "data" / "files").rglob("*")
    return {str(path) for path in files if path.is_file() and path not in named}
