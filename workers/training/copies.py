"""The songs that a trainer hears: dealt by the one split, as they are and made other.

What is learnt from is heard once as it is and some times altered; what judges only as it is.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.sound import Samples
from workers.training import augment
from workers.training.corpus import Item, Split, Truth, items

SPLIT = Split()
"""How all trainers deal."""
ALTERED = 1
"""How often a song is heard altered, where nobody says otherwise."""

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """A song as it is, number 0, or as another listener might meet it.

    Chance is fixed by the item's name and the number: a copy is the same on every run.
    """

    item: Item
    number: int = 0
    is_kept_back: bool = False

    @property
    def name(self) -> str:
        """A name that no other copy has."""
        way = f"altered{self.number}" if self.number else "plain"
        return f"{self.item.folder.parent.name}-{self.item.name}-{way}"

    def truth(self, known: Truth | None = None) -> Truth:
        """What is true of the copy, from what is known of the song."""
        known = known or self.item.truth
        return augment.following(known, self._dice()) if self.number else known

    def mix(self) -> tuple[Samples, int]:
        """The whole sound and its rate."""
        return self._heard(*self.item.mix(), is_part=False)

    def stem(self, name: str, *, is_part: bool = False) -> tuple[Samples, int]:
        """One voice and its rate; as a part it stays in step with the other voices."""
        return self._heard(*self.item.stem(name), is_part=is_part)

    def _heard(self, samples: Samples, rate: int, *, is_part: bool) -> tuple[Samples, int]:
        if not self.number:
            return samples, rate
        truth, dice = self.item.truth, self._dice()
        return augment.augmented(samples, rate, truth, dice, is_part=is_part)[0], rate

    def _dice(self) -> np.random.Generator:
        return np.random.default_rng([self.number, zlib.crc32(self.item.name.encode())])


def copies(corpora: Sequence[Path], altered: int = ALTERED) -> Iterator[Copy]:
    """All that a trainer hears of some folders; songs of neither side are passed over."""
    for folder in corpora:
        for item in items(folder):
            side = SPLIT.side(item)
            if side == "test":
                yield Copy(item, is_kept_back=True)
            elif side == "train":
                yield from (Copy(item, number) for number in range(1 + altered))


def kept(file: Path, hear: Callable[[], Halves], *, mapped: bool = False) -> Halves:
    """What was heard once and lies in a file; it is worked out where there is none yet."""
    if not file.exists():
        aside = file.with_suffix(".part.npy")
        np.save(aside, hear())
        aside.replace(file)
    found: Halves = np.load(file, mmap_mode="r" if mapped else None)
    return found
