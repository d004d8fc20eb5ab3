"""Write a new node, its test and its golden answer: `make new-node NAME=family/name`."""

import re
import subprocess
import sys
from pathlib import Path

NODE = '''"""`{key}`: a value, scaled."""

from typing import Annotated

import numpy as np

from luma.domain.curve import Number
from luma.graph.register import Range, node


@node("{key}")
def {name}(value: Number, *, amount: Annotated[float, Range(0, 1)] = 1.0) -> Number:
    """The value, scaled by an amount."""
    return Number((value.values * amount).astype(np.float32))
'''
TEST = '''"""`{key}`: what it gives."""

import numpy as np

from luma.domain.curve import Number
from luma.graph.nodes.{stem} import {name}
from tests.golden import Golden


def test_it_gives_its_golden_answer(golden: Golden) -> None:
    ramp = Number(np.linspace(0.0, 1.0, 60, dtype=np.float32))
    golden("{stem}", value={name}(ramp, amount=0.5).values)
'''


def main() -> int:
    """Fill in the two files, and let the test write its golden answer."""
    key = sys.argv[1] if len(sys.argv) == 2 else ""
    if not re.fullmatch(r"[a-z]+/[a-z][a-z0-9_]*", key):
        print(
            "Name the node as family/snake_case: make new-node NAME=math/scale", file=sys.stderr
        )
        return 2
    family, name = key.split("/")
    words = {"key": key, "name": name, "stem": f"{family}_{name}"}
    source = Path("luma/graph/nodes/{stem}.py".format(**words))
    test = Path("tests/graph/nodes/test_{stem}.py".format(**words))
    if taken := [path for path in (source, test) if path.exists()]:
        print(f"{taken[0]} is already there.", file=sys.stderr)
        return 1
    source.write_text(NODE.format(**words))
    test.write_text(TEST.format(**words))
    made = subprocess.run([sys.executable, "-m", "pytest", "-q", "--golden", test], check=False)
    print(f"{source}\n{test}\ntests/golden/{words['stem']}.npz")
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
