"""Writes `dispatch.py` and `catalogue.py`: `python -m luma.audio.fx.generate`.

The dispatcher is a file, for numba keeps only code that has one. The catalogue is one, so that
who only wants to know of effects need not load numba.
"""

from pathlib import Path

from luma.audio import fx
from luma.audio.fx.effect import Effect, effects
from luma.domain.nodetype import NodeType, Port, Setting
from luma.domain.register import import_all

FILE = Path(__file__).with_name("dispatch.py")
CATALOGUE = Path(__file__).with_name("catalogue.py")


def dispatcher() -> str:
    """The text of the dispatcher for all effects as they are registered."""
    entries = _entries()
    imports = [f"from {e.declared_in} import {e.run.__name__}" for e in entries]
    imports.append("from luma.audio.fx.effect import Block, Room, State")
    cases = "\n".join(_case(op, entry) for op, entry in enumerate(entries, start=1))
    ops = "".join(f'    "{e.key}": {op},\n' for op, e in enumerate(entries, start=1))
    return "\n".join(
        [
            '"""Which effect an op code stands for; written by `luma.audio.fx.generate`."""',
            "",
            "# fmt: off",
            *sorted(imports),
            "from luma.audio.kernel.compiled import compiled",
            "",
            f"OPS = {{\n{ops}}}",
            "",
            "",
            "@compiled",
            "def dispatch(  # noqa: PLR0912, PLR0915  (one case for each effect)",
            "    op: int,",
            "    block: Block,",
            "    side: Block,",
            "    state: State,",
            "    room: Room,",
            "    beat: float,",
            "    params: State,",
            ") -> None:",
            '    """Run the effect of an op code over a block."""',
            cases,
            "",
        ]
    )


def catalogue() -> str:
    """The text of the catalogue of all effects as they are registered."""
    types = "".join(f"    {_written(_type(entry))},\n" for entry in _entries())
    return "\n".join(
        [
            '"""All effects as kinds of nodes; written by `luma.audio.fx.generate`."""',
            "",
            "# fmt: off",
            "# ruff: noqa: E501",
            "from luma.domain.nodetype import NodeType, Port, Setting",
            "",
            f"EFFECTS = (\n{types})",
            '"""Every effect, by its key."""',
            "",
        ]
    )


def _entries() -> list[Effect]:
    import_all(fx)
    return [entry for entry in effects if entry.declared_in.startswith(fx.__name__ + ".")]


def _case(op: int, entry: Effect) -> str:
    words = [*entry.takes, *(_param(i, s) for i, s in enumerate(entry.settings))]
    lines = [f"        {entry.run.__name__}("]
    lines += [f"            {word}," for word in words]
    return "\n".join([f"    {'if' if op == 1 else 'elif'} op == {op}:", *lines, "        )"])


def _param(index: int, setting: Setting) -> str:
    at = f"params[{index}]"
    if setting.kind == "switch":
        return f"{at} != 0.0"
    return f"int({at})" if setting.kind == "choice" else at


def _type(entry: Effect) -> NodeType:
    inputs: tuple[Port, ...] = ()
    if not entry.is_source:
        inputs = (Port("in", "Audio", optional=True, many=entry.sums),)
    if entry.has_side:
        inputs += (Port("side", "Audio", optional=True),)
    outputs = (Port("out", "Audio"),)
    return NodeType(entry.key, 1, entry.title, entry.help, inputs, outputs, entry.settings)


def _written(kind: NodeType) -> str:
    """A kind of node as Python, without what goes without saying."""
    ports = {"inputs": kind.inputs, "outputs": kind.outputs}
    lines = [f"NodeType({kind.key!r}, {kind.version}, {kind.title!r}, {kind.help!r},"]
    lines += [f"        {name}=({_rows(each)})," for name, each in ports.items()]
    lines += [f"        settings=({_rows(kind.settings)}))"]
    return "\n".join(lines)


def _rows(values: tuple[Port, ...] | tuple[Setting, ...]) -> str:
    return "".join(f"{value!r}, " for value in values).rstrip(" ")


if __name__ == "__main__":
    FILE.write_text(dispatcher())
    CATALOGUE.write_text(catalogue())
