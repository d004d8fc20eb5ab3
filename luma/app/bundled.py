"""The folders that travel with Luma: at the top of a checkout, inside a wheel."""

from pathlib import Path

from luma.domain.errors import Damaged

PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = ("workers", "migrations", "assets")


def bundled(name: str, *, package: Path = PACKAGE) -> Path:
    """The folder of that name which belongs to this very Luma, whatever `sys.path` holds."""
    if name not in FOLDERS:
        raise ValueError(f"{name!r} is not one of {', '.join(FOLDERS)}")
    wheel = package / "_bundled"
    found = (wheel if wheel.is_dir() else package.parent) / name
    if not found.is_dir():
        raise Damaged(
            f'This installation of Luma has no "{name}" folder at {found}.',
            hint="Install luma-workstation again.",
        )
    return found
