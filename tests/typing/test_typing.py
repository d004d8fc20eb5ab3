"""What should type-check does, and each line marked as refused is refused for its reason."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MARK = re.compile(r"# refused: (.+)")
COMPLAINT = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+): error: .*\[(?P<code>[\w-]+)\]$", re.M)


def _marked() -> Counter[tuple[str, int, str]]:
    return Counter(
        (path.name, number, code)
        for path in HERE.glob("*.py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for found in MARK.findall(line)
        for code in found.split(", ")
    )


def test_exactly_the_marked_lines_are_refused() -> None:
    programs = sorted(
        str(path) for kind in ("ok", "fail") for path in HERE.glob(f"{kind}_*.py")
    )
    assert len(programs) >= 5
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context", *programs],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    refused = Counter(
        (Path(found["file"]).name, int(found["line"]), found["code"])
        for found in COMPLAINT.finditer(told.stdout)
    )
    assert refused == _marked(), told.stdout
    assert {file for file, _, _ in refused} == {path.name for path in HERE.glob("fail_*.py")}
