"""numba's names for machine types."""

from typing import Any

def __getattr__(name: str) -> Any: ...
