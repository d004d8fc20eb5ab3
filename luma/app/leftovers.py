"""Files that programs left behind when they were killed; each carries its program's number."""

import os
import re
from pathlib import Path

_OWNER = re.compile(r"(?<!\w)(\d+)-")


def own_name(words: str = "") -> str:
    """The beginning of a name for a file that only lives as long as this program."""
    return f"{words}{os.getpid()}-"


def sweep(folder: Path, pattern: str) -> None:
    """Clear away what programs that are gone have left in a folder."""
    for path in leftovers(folder, pattern):
        path.unlink(missing_ok=True)


def leftovers(folder: Path, pattern: str) -> tuple[Path, ...]:
    """What programs that are gone have left in a folder."""
    owned = ((path, _OWNER.search(path.name)) for path in folder.glob(pattern))
    return tuple(path for path, owner in owned if owner and not _is_alive(int(owner[1])))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
