"""How numbers are turned: their steps and bounds; no Qt here."""

import math

from luma.domain.nodetype import Json, Setting

STEPS = 200
WIDEST = 10_000.0
PLAIN_STEP = 0.05


def is_turnable(setting: Setting) -> bool:
    """Whether a setting's range is one that a slider can show."""
    if setting.low is None or setting.high is None:
        return False
    return 0 < setting.high - setting.low <= WIDEST


def step_of(setting: Setting) -> float:
    """What one pixel or one key changes: a round part of the range."""
    if setting.kind == "whole":
        return 1.0
    if not is_turnable(setting):
        return PLAIN_STEP
    assert setting.low is not None  # a turnable range has both ends
    assert setting.high is not None
    rough = (setting.high - setting.low) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next(n for n in (1.0, 2.0, 5.0, 10.0) if rough <= n * power * 1.001) * power)


def bounded(setting: Setting, value: float) -> Json:
    """A number as its setting takes it: within its range, and no finer than it is shown."""
    low = -math.inf if setting.low is None else setting.low
    high = math.inf if setting.high is None else setting.high
    kept = min(max(value, low), high)
    return round(kept) if setting.kind == "whole" else round(kept, 4)


def read_number(text: str) -> float | None:
    """The number that a text begins with, if it does; a unit may follow."""
    cleaned = text.strip().replace("−", "-").replace(",", ".").replace("\u2009", " ")
    word = cleaned.split(" ", 1)[0].rstrip("%abcdefghijklmnopqrstuvwxyzµ")
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
