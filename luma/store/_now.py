"""The moment of writing, as the library writes it down."""

import datetime as dt


def now(*, days_ago: float = 0.0) -> str:
    """The present, or some days before it, in UTC to the microsecond; later sorts later."""
    moment = dt.datetime.now(dt.UTC) - dt.timedelta(days=days_ago)
    return moment.isoformat(timespec="microseconds")
