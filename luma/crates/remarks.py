"""What readers say of entries that they left out."""

_MOST_TOLD = 200


class Remarks:
    """A line for each thing that could not be taken; past many of them only their number."""

    def __init__(self) -> None:
        """Have nothing to say."""
        self._told: list[str] = []
        self._more = 0

    def add(self, where: str, what: str) -> None:
        """Say of something that it was left out, and why."""
        if len(self._told) < _MOST_TOLD:
            self._told.append(f"{where}: {what}.")
        else:
            self._more += 1

    def all(self) -> tuple[str, ...]:
        """Every line."""
        more = f"{self._more} more entries were left out for such reasons."
        return (*self._told, more) if self._more else tuple(self._told)
