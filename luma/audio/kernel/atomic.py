"""Fences and atomic access to words, without which LLVM merges counters and hoists flags."""

from typing import Any

from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from luma.audio.kernel.compiled import compiled


def _word(context: Any, builder: Any, array_type: Any, array: Any, index: Any) -> Any:
    made = context.make_array(array_type)(context, builder, array)
    return cgutils.get_item_pointer(
        context, builder, array_type, made, [index], wraparound=False, boundscheck=False
    )


@intrinsic
def fence(_typing: Any) -> Any:
    """Keep every read and write on its side of this point."""

    def code(_context: Any, builder: Any, _signature: Any, _args: Any) -> Any:
        builder.fence("seq_cst")
        return cgutils.get_null_value(_context.get_value_type(types.none))

    return types.none(), code


@intrinsic
def atomic_load(_typing: Any, array: Any, index: Any) -> Any:
    """The value of a word as it is now, and of everything published before it."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = context.cast(builder, args[1], signature.args[1], types.intp)
        pointer = _word(context, builder, signature.args[0], args[0], at)
        return builder.load_atomic(pointer, "seq_cst", 8)

    return types.int64(array, index), code


@intrinsic
def atomic_store(_typing: Any, array: Any, index: Any, value: Any) -> Any:
    """Set a word, after everything written before is there to be seen."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = context.cast(builder, args[1], signature.args[1], types.intp)
        number = context.cast(builder, args[2], signature.args[2], types.int64)
        pointer = _word(context, builder, signature.args[0], args[0], at)
        builder.store_atomic(number, pointer, "seq_cst", 8)
        return cgutils.get_null_value(context.get_value_type(types.none))

    return types.none(array, index, value), code


@intrinsic
def array_at(_typing: Any, _address: Any, shape: Any, kind: Any) -> Any:
    """The array of a shape and kind that lies at an address and is nobody's to free."""
    array = types.Array(kind.instance_type, len(shape), "C")

    def code(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        made = context.make_array(array)(context, builder)
        lengths = cgutils.unpack_tuple(builder, args[1], len(shape))
        width = context.get_abi_sizeof(context.get_data_type(array.dtype))
        strides = [context.get_constant(types.intp, width)]
        for length in reversed(lengths[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        arrayobj.populate_array(  # type: ignore[no-untyped-call]  # numba's own
            made,
            data=builder.inttoptr(args[0], made.data.type),
            shape=lengths,
            strides=strides,
            itemsize=context.get_constant(types.intp, width),
            meminfo=None,
        )
        return made._getvalue()  # noqa: SLF001  (numba's own way to hand a struct on)

    return array(types.int64, types.UniTuple(types.int64, len(shape)), kind), code


@compiled
def load_word(words: Any, index: int) -> int:
    """The atomic load for Python's side."""
    return atomic_load(words, index)  # type: ignore[no-any-return]


@compiled
def store_word(words: Any, index: int, value: int) -> None:
    """The atomic store for Python's side."""
    atomic_store(words, index, value)
