"""What shells are told to complete with, asked of a real bash."""

import shutil
import subprocess
from pathlib import Path

import pytest

from luma.cli.main import VERBS
from tests.cli.commands import Luma

ASK = """
source {script}
COMP_WORDS=({words})
COMP_CWORD={at}
_luma
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def script(luma: Luma, tmp_path: Path) -> Path:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash to ask")
    file = tmp_path / "luma.bash"
    file.write_text(luma("completion", "bash").out)
    return file


def offered(script: Path, *words: str) -> list[str]:
    line = " ".join(f"'{word}'" for word in ("luma", *words))
    ask = ASK.format(script=script, words=line, at=len(words))
    done = subprocess.run(
        ["bash", "--norc", "-c", ask],
        capture_output=True,
        text=True,
        check=True,
        cwd=script.parent,
    )
    return done.stdout.split()


def test_bash_offers_verbs_acts_and_options(script: Path) -> None:
    assert set(offered(script, "")) == set(VERBS)
    assert offered(script, "anal") == ["analyse"]
    assert "restore" in offered(script, "library", "res") + offered(script, "track", "res")
    assert "--music" in offered(script, "library", "import-from", "--m")
    assert "--loop" in offered(script, "play", "some-id", "--l")
    assert set(offered(script, "playlist", "")) >= {"add", "show", "--crate"}


def test_bash_offers_files_where_there_are_no_words(script: Path) -> None:
    assert offered(script, "import", "luma.b") == ["luma.bash"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_every_verb(luma: Luma, shell: str) -> None:
    said = luma("completion", shell).out
    assert all(verb in said for verb in VERBS)
    if shutil.which(shell) is not None:
        subprocess.run([shell, "-n"], input=said, text=True, check=True)
