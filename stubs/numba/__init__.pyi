"""What Luma uses of numba, with types: a compiled function has the type of the Python one."""

from collections.abc import Callable
from typing import Any, overload

from numba.core import types as types

class Compiled[**P, R]:
    """A function compiled on its first call."""

    py_func: Callable[P, R]
    signatures: list[Any]
    stats: Any
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...
    def compile(self, signature: Any) -> Any: ...
    def inspect_llvm(self, signature: Any = ...) -> Any: ...
    def inspect_asm(self, signature: Any = ...) -> Any: ...

class CFunc:
    """A function with a C address."""

    address: int
    ctypes: Any
    native_name: str
    def inspect_llvm(self) -> str: ...

@overload
def njit[**P, R](function: Callable[P, R], /) -> Compiled[P, R]: ...
@overload
def njit[**P, R](
    signature: Any = ..., /, **options: Any
) -> Callable[[Callable[P, R]], Compiled[P, R]]: ...
def cfunc(signature: Any, /, **options: Any) -> Callable[[Callable[..., Any]], CFunc]: ...
def carray(pointer: Any, shape: Any, dtype: Any = ...) -> Any: ...
def farray(pointer: Any, shape: Any, dtype: Any = ...) -> Any: ...
def literal_unroll[T](container: T) -> T: ...
def prange(*bounds: int) -> range: ...
def typeof(value: Any) -> Any: ...
def from_dtype(dtype: Any) -> Any: ...
def get_num_threads() -> int: ...

config: Any
boolean: Any
int8: Any
int16: Any
int32: Any
int64: Any
uint8: Any
uint16: Any
uint32: Any
uint64: Any
intp: Any
uintp: Any
float32: Any
float64: Any
void: Any
__version__: str
