"""Who saves must have seen what is there."""

from luma.domain.errors import StaleRevision


def check_revision(what: str, has: int, seen: int | None) -> None:
    """Refuse a save that was made of an older revision than the one that is there."""
    if seen is not None and seen != has:
        raise StaleRevision(
            f"{what} is at revision {has} by now, and the change was made on {seen}.",
            hint="Open it again and repeat the change.",
        )
