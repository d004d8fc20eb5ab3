"""Writes `dispatch.py` from the register: `python -m luma.audio.fx.generate`.

The dispatcher is a file, for numba keeps only code that has one.
"""

from pathlib import Path

from luma.audio import fx
from luma.audio.fx.effect import Effect, effects
from luma.domain.register import import_all

FILE = Path(__file__).with_name("dispatch.py")


def dispatcher() -> str:
    """The text of the dispatcher for all effects as they are registered."""
    import_all(fx)
    entries = list(effects)
    imports = sorted(f"from {e.declared_in} import {e.run.__name__}" for e in entries)
    cases = "\n".join(_case(op, entry) for op, entry in enumerate(entries, start=1))
    ops = ", ".join(f'"{entry.key}": {op}' for op, entry in enumerate(entries, start=1))
    return "\n".join(
        [
            '"""Which effect an op code stands for; written by `luma.audio.fx.generate`."""',
            "",
            "from luma.audio.fx.effect import Block, State",
            *imports,
            "from luma.audio.kernel.compiled import compiled",
            "",
            f"OPS = {{{ops}}}",
            "",
            "",
            "@compiled",
            "def dispatch(op: int, block: Block, state: State, params: State) -> None:",
            '    """Run the effect of an op code over a block."""',
            cases,
            "",
        ]
    )


def _case(op: int, entry: Effect) -> str:
    params = "".join(f", params[{i}]" for i in range(len(entry.settings)))
    call = f"{entry.run.__name__}(block, state{params})"
    return f"    {'if' if op == 1 else 'elif'} op == {op}:\n        {call}"


if __name__ == "__main__":
    FILE.write_text(dispatcher())
