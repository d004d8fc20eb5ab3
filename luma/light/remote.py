"""The desk's end of the light process: start it, speak to it, notice when it falls."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from luma.domain.blocks import block_path, sweep
from luma.domain.errors import StageError
from luma.domain.lines import line_of, understood
from luma.light.messages import FramePublished, Told, Wish, told_of
from luma.light.overlay import Overlay, OverlayBlock
from luma.light.sent import SentBlock, SentFrame

log = logging.getLogger(__name__)

GOODBYE_SECONDS = 3.0


class RemoteLights:
    """One life of the light process; when it is lost, its owner closes this and makes another.

    `on_told` and `on_lost` are called on a thread of this object and should only post. All
    else is called from the owner's thread.
    """

    def __init__(
        self,
        folder: Path,
        on_told: Callable[[Told], None],
        on_lost: Callable[[StageError], None],
    ) -> None:
        """Start the process, with its blocks in a folder that exists."""
        self._folder, self._on_told, self._on_lost = folder, on_told, on_lost
        self._overlay_path = block_path(folder, "overlay")
        self._overlay = OverlayBlock(self._overlay_path, create=True)
        self._published: FramePublished | None = None
        self._open: tuple[FramePublished, SentBlock] | None = None
        self._is_closing = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "luma.light", str(folder), str(self._overlay_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._listener = threading.Thread(  # noqa: TID251  (waits for what the process tells)
            target=self._listen, name="lights", daemon=True
        )
        self._listener.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, wish: Wish) -> None:
        """Pass on a wish: the patch before the plan that was composed for it."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line_of(wish))
        except (OSError, ValueError) as error:
            raise StageError(
                "The light process is gone.", hint="It has to be started again."
            ) from error

    def set_overlay(self, overlay: Overlay) -> None:
        """Set the last hand, for the very next packet."""
        self._overlay.write(overlay)

    def frame(self) -> SentFrame | None:
        """The frame last sent, if there is one."""
        told = self._published
        if told is None:
            return None
        try:
            if self._open is None or self._open[0] is not told:
                self._let_go()
                self._open = told, SentBlock(told.path, told.heads)
        except StageError:
            return None  # a newer block is on its way
        return self._open[1].read()

    def close(self) -> None:
        """Let the process say its last word and end; nothing stays behind."""
        self._is_closing = True
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        self._process.stdout.close()
        self._let_go()
        self._overlay.close()
        self._overlay_path.unlink(missing_ok=True)

    def _let_go(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for told in understood(self._process.stdout, told_of, _complain):
            if isinstance(told, FramePublished):
                self._published = told
            self._on_told(told)
        ended = self._process.wait()
        sweep(self._folder)
        if not self._is_closing:
            how = f"killed by signal {-ended}" if ended < 0 else f"code {ended}"
            self._on_lost(
                StageError(
                    f"The light process ended ({how}).",
                    hint="The lamps keep their last light until it is started again.",
                )
            )


def _complain(words: str) -> None:
    log.warning("The light process said what is no message: %s", words)
