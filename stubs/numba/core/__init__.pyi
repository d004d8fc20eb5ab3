"""The parts of numba that speak of compiled types."""

from typing import Any

from numba.core import types as types

cgutils: Any
errors: Any
