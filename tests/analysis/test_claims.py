"""A claim is held by one, waits for the other, and dies with its owner."""

import subprocess
import sys
from pathlib import Path

from luma.analysis import claims
from luma.domain.ids import Recipe

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from luma.analysis import claims
with claims.claimed(Path(sys.argv[1]), sys.argv[2], lambda: print("waiting", flush=True)):
    print("held", flush=True)
    sys.stdin.readline()
"""
RECIPE = Recipe("ab12")


def holder(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), RECIPE],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def heard(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_second_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        assert heard(first) == "held"
        with holder(tmp_path) as second:
            assert heard(second) == "waiting"
            first.communicate("go\n")
            assert heard(second) == "held"
            with holder(tmp_path) as third:
                assert heard(third) == "waiting"
                second.communicate("go\n")
                assert heard(third) == "held"
                third.communicate("go\n")
    assert list(tmp_path.iterdir()) == []


def test_a_claim_dies_with_its_owner(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        assert heard(first) == "held"
        claims.forget(tmp_path, RECIPE)
        assert len(list(tmp_path.iterdir())) == 1
        first.kill()
        first.wait()
        waited: list[bool] = []
        with claims.claimed(tmp_path, RECIPE, lambda: waited.append(True)):
            assert not waited
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_owner_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / f"{RECIPE}.claim").touch()
    claims.forget(tmp_path, RECIPE)
    claims.forget(tmp_path, RECIPE)
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_clears_the_dead_and_spares_the_living(tmp_path: Path) -> None:
    (tmp_path / "dead.claim").touch()
    with holder(tmp_path) as living:
        assert heard(living) == "held"
        claims.sweep(tmp_path)
        assert [path.stem for path in tmp_path.iterdir()] == [RECIPE]
        living.communicate("go\n")
    claims.sweep(tmp_path / "not there")
