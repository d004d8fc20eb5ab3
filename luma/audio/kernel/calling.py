"""Calls by address: machine code that was compiled apart from the kernel."""

from typing import Any

from numba.core import cgutils, types
from numba.extending import intrinsic

WORDS = (types.int64,) * 6
EFFECT = types.void(*WORDS, types.float64, types.int64)
"""Addresses of a block and of a side, frames, address of a state, address and size of a room,
the seconds of a beat, and the address of the settings."""

DECK = types.void(types.int64, types.int64, types.int64, types.int64)
"""The address of the directory, the address of a block, its frames, and its stream frame."""


@intrinsic
def address_of(_typing: Any, array: Any) -> Any:
    """Where the first element of an array lies."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        made = context.make_array(signature.args[0])(context, builder, args[0])
        return builder.ptrtoint(made.data, cgutils.ir.IntType(64))

    return types.int64(array), code


@intrinsic
def call_effect(
    _typing: Any,
    _code: Any,
    _block: Any,
    _side: Any,
    _frames: Any,
    _state: Any,
    _room: Any,
    _size: Any,
    _beat: Any,
    _params: Any,
) -> Any:
    """Run the machine code of an effect that lies at an address."""
    return _call(EFFECT)


@intrinsic
def call_deck(
    _typing: Any, _code: Any, _directory: Any, _block: Any, _frames: Any, _frame: Any
) -> Any:
    """Run the machine code of the deck that lies at an address."""
    return _call(DECK)


def _call(wanted: Any) -> Any:
    """How code of a signature is called that lies at the address that comes first."""

    def code(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        kinds = [context.get_value_type(kind) for kind in wanted.args]
        pointer = cgutils.ir.FunctionType(cgutils.ir.VoidType(), kinds).as_pointer()
        builder.call(builder.inttoptr(args[0], pointer), args[1:])
        return cgutils.get_null_value(context.get_value_type(types.none))

    return types.none(types.int64, *wanted.args), code
