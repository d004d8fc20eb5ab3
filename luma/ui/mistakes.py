"""What is told when the program itself is wrong."""

import logging

from luma.domain.errors import LumaError

log = logging.getLogger(__name__)


def owned_up(cause: BaseException) -> LumaError:
    """A mistake of Luma's own as it is told in the window; the log gets all of it."""
    log.error("Luma made a mistake in the window", exc_info=cause)
    return LumaError(
        f"Luma made a mistake: {cause!r}.",
        hint="Its log tells the whole of it; nothing that you made is lost.",
    )
