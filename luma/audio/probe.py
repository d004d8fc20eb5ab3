"""What a sound file is, from its beginning alone."""

from dataclasses import dataclass
from pathlib import Path

from luma.audio.decode import Decoding
from luma.audio.identity import is_locked
from luma.domain.errors import UnreadableFile
from luma.domain.units import Seconds

LONGEST_HOURS = 6
MOST_CHANNELS = 8
SLOWEST, FASTEST = 8_000, 192_000


@dataclass(frozen=True, slots=True)
class Probe:
    """The rate and channels of a file, and how long it says that it lasts; 0 if it does not."""

    rate: int
    channels: int
    seconds: Seconds


def probe(path: Path) -> Probe:
    """Look whether a file is sound that can be taken in, or raise why not."""
    if is_locked(path):
        raise UnreadableFile(path, ["it is encrypted, so only its seller's player opens it"])
    found = Decoding(path)
    rate, channels = found.rate_inside, found.channels
    seconds = found.frames / found.rate
    if not SLOWEST <= rate <= FASTEST:
        limits = f"{SLOWEST // 1000} to {FASTEST // 1000} kHz"
        raise UnreadableFile(path, [f"it has {rate:,} samples a second; {limits} are taken"])
    if channels > MOST_CHANNELS:
        raise UnreadableFile(path, [f"it has {channels} channels; 1 to 8 are taken"])
    if seconds > LONGEST_HOURS * 3600:
        raise UnreadableFile(
            path, [f"it lasts {seconds / 3600:.1f} hours; up to {LONGEST_HOURS} are taken"]
        )
    return Probe(rate, channels, Seconds(seconds))
