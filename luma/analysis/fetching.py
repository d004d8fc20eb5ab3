"""Fetches a file over HTTP, and goes on where an earlier try broke off."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from time import sleep as _wait
from typing import IO

from luma.domain.errors import Unavailable

Tell = Callable[[int, int], None]
TRIES = 5
_CHUNK = 1 << 18
_PATIENCE_S = 30.0
_PAUSE_S = 0.5
_CAME_PARTLY, _BEYOND_END = 206, 416


def fetch(url: str, path: Path, size: int, tell: Tell, pause: float = _PAUSE_S) -> None:
    """Fill a file up to its size; what it holds already is not fetched again.

    `tell` hears how many bytes are there, of how many. A connection that breaks off is
    taken up again a few times, and then the file stays as far as it came.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise Unavailable(f'"{url}" is no address on the web.')
    why: Exception | None = None
    for attempt in range(TRIES):
        if _length(path) >= size:
            return
        _wait(pause * attempt)
        try:
            _go_on(url, path, size, tell)
        except (OSError, http.client.HTTPException) as error:
            why = error
            if _is_final(error, path):
                break
    got = _length(path)
    if got < size:
        raise Unavailable(
            f'"{url}" broke off after {got:,} of {size:,} bytes{f" ({why})" if why else ""}.',
            hint="Try again, and it goes on from there; or use --from FILE.",
        )


def _is_final(error: Exception, path: Path) -> bool:
    """Whether asking again is of no use; what the server has less of than we begins anew."""
    if not isinstance(error, urllib.error.HTTPError):
        return False
    error.close()
    if error.code == _BEYOND_END:
        path.unlink(missing_ok=True)
        return False
    return error.code < http.client.INTERNAL_SERVER_ERROR


def _go_on(url: str, path: Path, size: int, tell: Tell) -> None:
    begin = _length(path)
    request = urllib.request.Request(url)  # noqa: S310  (the scheme was looked at)
    if begin:
        request.add_header("Range", f"bytes={begin}-")
    with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310
        goes_on = answer.status == _CAME_PARTLY and _first_byte(answer) == begin
        with path.open("ab" if goes_on else "wb") as file:
            _copy(answer, file, begin if goes_on else 0, size, tell)


def _copy(answer: IO[bytes], file: IO[bytes], got: int, size: int, tell: Tell) -> None:
    """Take what comes, and not a byte more than was agreed."""
    tell(got, size)
    while got < size and (chunk := answer.read(min(_CHUNK, size - got))):
        file.write(chunk)
        got += len(chunk)
        tell(got, size)


def _first_byte(answer: http.client.HTTPResponse) -> int:
    """Where a part begins, as "bytes 200-1023/1024" says."""
    given = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(given) if given.isdecimal() else -1


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
