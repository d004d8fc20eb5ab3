"""Commands, run here or as a program of their own, and what they answered."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from luma.cli.main import main

Program = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """The JSON objects of standard output, which holds nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]


class Luma:
    """The command line, inside this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> Answer:
        self._capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)


def start(*words: object, **more: Any) -> Program:
    """A command as a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "luma", *(os.fspath(str(word)) for word in words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )
