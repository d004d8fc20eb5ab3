"""What every runner of jobs can do, whichever machines it has."""

from collections.abc import Mapping
from typing import Protocol

from luma.analysis.contract import Job


class Runner(Protocol):
    """Takes jobs, reports what comes of them, and leaves nothing behind when it is closed."""

    def submit(self, job: Job, priority: int = 0) -> None:
        """Queue a job; a higher priority goes first; twins never run at once."""

    def rank(self, priorities: Mapping[str, int]) -> None:
        """Give jobs other priorities; one that runs goes on."""

    def cancel(self, job_id: str) -> None:
        """Call a job off, running or not; it is gone within a second."""

    def close(self) -> None:
        """Drop what waits, stop what runs, and leave no process behind."""

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of its processes on this machine that stand now."""
