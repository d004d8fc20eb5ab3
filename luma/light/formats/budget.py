"""A bound on the work that a file of a stranger may ask for."""

from luma.domain.errors import BadDocument


class Budget:
    """So many steps for one file, and not one more."""

    def __init__(self, what: str, steps: int = 1_000_000) -> None:
        """Begin with all of them."""
        self._what, self._left = what, steps

    def spend(self, steps: int = 1) -> None:
        """Use some steps up, or refuse the file."""
        self._left -= steps
        if self._left < 0:
            raise BadDocument(f"{self._what} asks for more work than any honest one.")
