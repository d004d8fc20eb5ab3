"""Copies that share their blocks with the original until one of them changes."""

import sys

_CLONE = 0x40049409


def reflink(source: int, target: int) -> bool:
    """Give an open file the content of another at once; no where the file system cannot."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(target, _CLONE, source)
    except OSError:
        return False
    return True
