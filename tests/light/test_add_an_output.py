"""The example on the page about outputs works as it stands there."""

import re
from pathlib import Path

import pytest

from luma.domain.errors import OutputError
from luma.light import register
from luma.light.messages import OutputReady
from luma.light.wire import Wire

PAGE = Path(__file__).parents[2] / "docs" / "add-an-output.md"


def test_the_example_sends_and_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    known = dict(register.outputs()._entries)
    monkeypatch.setattr(register.outputs(), "_entries", known)
    module = tmp_path / "text_file.py"
    module.write_text(example[1])
    exec(compile(example[1], module, "exec"), {"__name__": "text_file"})

    kind = register.outputs().get("text_file")
    assert kind.help == "Writes the first levels of every universe to a file."
    out = kind.make({"path": str(tmp_path / "out.txt"), "count": 2})
    told: list[object] = []
    wire = Wire("text_file", out, told.append)
    wire.show({1: bytes([7, 8, 9] + [0] * 509)}, 0)
    wire.leave({1: bytes(512)})
    while not wire.finish(1):
        pass
    assert (tmp_path / "out.txt").read_text().splitlines() == ["1: [7, 8]"] + ["1: [0, 0]"] * 3
    assert told == [OutputReady("text_file")]
    with pytest.raises(OutputError, match="cannot be written"):
        kind.make({"path": str(tmp_path / "none" / "out.txt")}).open()
