"""Writes `kernel/entrances.py` and `catalogue.py`: `python -m luma.audio.fx.generate`.

The entrances are a file, for numba keeps only code that has one. The catalogue is one, so that
who only wants to know of effects need not load numba.
"""

from collections.abc import Iterator
from pathlib import Path

from luma.audio import fx
from luma.audio.fx.effect import Effect, effects
from luma.domain.nodetype import NodeType, Port, Setting
from luma.domain.register import import_all

FILE = Path(__file__).parents[1] / "kernel" / "entrances.py"
CATALOGUE = Path(__file__).with_name("catalogue.py")


def entrances() -> str:
    """The text of the entrances to all effects as they are registered."""
    found = _entries()
    imports = [f"from {e.declared_in} import {e.run.__name__}" for e in found]
    table = "".join(f'    "{e.key}": _{e.key},\n' for e in found)
    return "\n".join(
        [
            '"""How the kernel calls each effect; written by `luma.audio.fx.generate`."""',
            "",
            "# fmt: off",
            "# ruff: noqa: ARG001, PLR0913, PLR0917  (as the kernel calls them all)",
            "from collections.abc import Callable",
            "",
            "from numba.core import types",
            "",
            *sorted(imports),
            "from luma.audio.kernel.atomic import array_at",
            "",
            "I64, F32, F64 = types.int64, types.float32, types.float64",
            "",
            "",
            *("\n".join(_entrance(entry)) for entry in found),
            f"ENTRANCES: dict[str, Callable[..., None]] = {{\n{table}}}",
            '"""The entrance to each effect, by its key."""',
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


def _entrance(entry: Effect) -> Iterator[str]:
    yield f"def _{entry.key}("
    yield "    block: int, side: int, frames: int, state: int,"
    yield "    room: int, size: int, beat: float, params: int,"
    yield ") -> None:"
    count = len(entry.settings)
    if count:
        yield f"    numbers = array_at(params, ({count},), F64)"
    yield f"    {entry.run.__name__}("
    for word in entry.takes:
        yield f"        {_HANDED[word].format(state=entry.state)},"
    for index, setting in enumerate(entry.settings):
        yield f"        {_param(index, setting)},"
    yield "    )"
    yield ""
    yield ""


_HANDED = {
    "block": "array_at(block, (frames, 2), F32)",
    "side": "array_at(side, (frames, 2), F32)",
    "state": "array_at(state, ({state},), F64)",
    "room": "array_at(room, (size,), F32)",
    "beat": "beat",
}
"""What an effect takes, from what the kernel hands over."""


def _param(index: int, setting: Setting) -> str:
    at = f"numbers[{index}]"
    if setting.kind == "switch":
        return f"{at} != 0.0"
    return f"I64({at})" if setting.kind == "choice" else at


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
    FILE.write_text(entrances())
    CATALOGUE.write_text(catalogue())
