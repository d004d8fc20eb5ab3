"""No two slots share compiled code, and a crash throws it away."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from luma.analysis.child import Folders
from luma.analysis.codefolder import CodeFolder
from luma.analysis.slot import Slot


def test_each_takes_a_folder_of_its_own_and_leaves_it_to_the_next(tmp_path: Path) -> None:
    first, second = CodeFolder(tmp_path), CodeFolder(tmp_path)
    assert (first.path.name, second.path.name) == ("slot-0", "slot-1")
    (first.path / "code.nbc").touch()
    first.release()
    third = CodeFolder(tmp_path)
    assert third.path == first.path
    assert (third.path / "code.nbc").exists(), "what was compiled is kept"
    third.clear()
    assert not (tmp_path / "slot-0" / "code.nbc").exists()
    for folder in (second, third):
        folder.release()


def test_a_slot_that_crashed_begins_with_no_code(
    tmp_path: Path, workshop: Path, folders: Folders
) -> None:
    for ending, kept in ((signal.SIGTERM, True), (signal.SIGSEGV, False)):
        root = tmp_path / ending.name
        slot = Slot(workshop, replace(folders, code=root))
        code = root / "slot-0" / "code.nbc"
        code.touch()
        os.kill(slot.pid, ending)
        os.waitid(os.P_PID, slot.pid, os.WEXITED | os.WNOWAIT)
        slot.end()
        assert code.exists() is kept
