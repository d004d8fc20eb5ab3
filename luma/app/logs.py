"""One format and one file for each process."""

import logging
import logging.handlers
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)-7s %(process)d %(name)s: %(message)s"
MOST_BYTES = 2_000_000


def start_log(folder: Path, process: str) -> logging.Handler:
    """The log file of a process, which turns over before it grows large."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{process}.log", maxBytes=MOST_BYTES, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    logger = logging.getLogger("luma")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close a log file."""
    logging.getLogger("luma").removeHandler(handler)
    handler.close()
