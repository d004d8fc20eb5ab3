"""How far a knob is turned for a value, and the value for how far it is turned; pure."""

import math

from luma.domain.nodetype import Setting
from luma.ui.wording import THIN, label_of

FINE, PLACES = 0.1, 4
STEP, LEAP = 0.01, 0.1
LABELS = {
    ("eq", "low_frequency"): "Low shelf",
    ("eq", "low_gain"): "Low gain",
    ("eq", "first_frequency"): "Bell 1",
    ("eq", "first_gain"): "Gain 1",
    ("eq", "first_q"): "Q 1",
    ("eq", "second_frequency"): "Bell 2",
    ("eq", "second_gain"): "Gain 2",
    ("eq", "second_q"): "Q 2",
    ("eq", "third_frequency"): "Bell 3",
    ("eq", "third_gain"): "Gain 3",
    ("eq", "third_q"): "Q 3",
    ("eq", "high_frequency"): "High shelf",
    ("eq", "high_gain"): "High gain",
    ("reverb", "before"): "Pre-delay",
}


def label(effect: str, setting: Setting) -> str:
    """A setting's name as it stands above its knob."""
    return LABELS.get((effect, setting.name), label_of(setting.name))


def ends(setting: Setting) -> tuple[float, float]:
    """The least and the most that a setting takes."""
    low = 0.0 if setting.low is None else float(setting.low)
    return low, 1.0 if setting.high is None else float(setting.high)


def share_of(setting: Setting, value: float) -> float:
    """How far a knob is turned, from 0 to 1."""
    low, high = ends(setting)
    kept = min(max(value, low), high)
    if setting.curve == "log" and low > 0:
        return math.log(kept / low) / math.log(high / low)
    return (kept - low) / (high - low)


def value_at(setting: Setting, share: float) -> float:
    """The value of a knob that is turned so far, no finer than a hand can mean it."""
    low, high = ends(setting)
    kept = min(max(share, 0.0), 1.0)
    if setting.curve == "log" and low > 0:
        value = float(f"{low * (high / low) ** kept:.{PLACES}g}")
    else:
        value = round(low + kept * (high - low), places_of(setting))
    return min(max(value, low), high)


def places_of(setting: Setting) -> int:
    """How many places a plain number of a setting has: some thousand steps."""
    low, high = ends(setting)
    return max(0, 4 - math.ceil(math.log10(high - low)))


def origin_of(setting: Setting) -> float:
    """Where the arc of a knob begins: at nothing, where both sides of it are there."""
    low, high = ends(setting)
    return share_of(setting, 0.0) if low < 0 < high else 0.0


def figure(setting: Setting, value: float) -> str:
    """A value as it stands below its knob, in a unit that keeps it short."""
    number, unit = value, setting.unit
    if unit == "Hz" and abs(value) >= 1000:
        number, unit = value / 1000, "kHz"
    if unit == "s" and abs(value) < 1:
        number, unit = value * 1000, "ms"
    size = abs(number)
    places = 0 if size >= 100 else 1 if size >= 10 or unit in {"dB", "ms"} else 2
    if unit == "Hz":
        places = 0 if size >= 100 else 1
    words = f"{number:.{places}f}".replace("-", "−")
    if float(words.replace("−", "-")) == 0:
        words = words.replace("−", "")
    return f"{words}{THIN}{unit}" if unit else words
