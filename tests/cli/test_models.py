"""The model store on the command line."""

import hashlib
from pathlib import Path

import pytest

from luma.analysis.knownmodels import KNOWN
from tests.cli.commands import Luma


def test_known_models_are_listed_with_what_they_are_for(luma: Luma) -> None:
    answer = luma("models", "list", "--json")
    assert answer.code == 0
    listed = {line["name"]: line for line in answer.lines}
    assert set(listed) == set(KNOWN)
    assert listed["htdemucs"]["state"] == "absent"
    assert listed["htdemucs"]["licence"] == "MIT"
    assert "stems" in listed["htdemucs"]["purpose"]
    assert "not installed" in luma("models", "list").out


def test_a_file_comes_in_is_verified_and_removed(luma: Luma, tmp_path: Path) -> None:
    file = tmp_path / "mine.onnx"
    file.write_bytes(b"weights")
    total = hashlib.sha256(b"weights").hexdigest()
    made = luma("models", "install", "mine", "--from", file, "--sha256", total, "--json")
    assert made.code == 0
    folder = Path(made.lines[0]["folder"])
    assert (folder / "mine.onnx").read_bytes() == b"weights"
    assert luma("models", "verify", "--json").lines == [
        {"name": "mine", "status": "whole", "error": None}
    ]
    (folder / "mine.onnx").write_bytes(b"weighty")
    broken = luma("models", "verify", "mine", "--json")
    assert broken.code == 1
    assert broken.lines[0]["status"] == "damaged"
    assert "is not what it was" in broken.err
    assert luma("models", "remove", "mine").code == 0
    assert not folder.exists()


def test_a_file_that_is_not_the_known_one_is_refused(luma: Luma, tmp_path: Path) -> None:
    file = tmp_path / "final0.ckpt"
    file.write_bytes(b"not it")
    answer = luma("models", "install", "beat_this", "--from", file)
    assert answer.code == 1
    assert "SHA-256" in answer.err
    assert luma("models", "list", "--json").lines[0]["state"] == "absent"


@pytest.mark.parametrize(
    "words",
    [
        ["install"],
        ["install", "nobody"],
        ["install", "nobody", "--sha256", "0" * 64],
        ["install", "nobody", "--from", "/etc/hostname"],
        ["install", "nobody", "--from", "/etc/hostname", "--sha256", "12"],
        ["remove"],
    ],
)
def test_a_mistake_in_use_says_so(luma: Luma, words: list[str]) -> None:
    answer = luma("models", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("luma: ")
