"""The dice of a node: what they throw hangs only on seed, node, head and step."""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.ids import NodeId
from luma.domain.venue import Head

Steps = npt.NDArray[np.int64]
Throws = npt.NDArray[np.float64]

_STRIDE = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Chance:
    """The dice of one node: the same seed and node always throw the same."""

    seed: int
    node: NodeId

    def throws(self, heads: tuple[Head, ...], step: int = 0) -> Throws:
        """One number in [0, 1) per head, by what the head is and not by where it stands."""
        return self.table(heads, np.array([step], np.int64))[:, 0]

    def table(self, heads: tuple[Head, ...], steps: Steps) -> Throws:
        """The throws `(heads, steps)` of every head at every step, each in [0, 1)."""
        names = [f"{head.fixture}\0{head.index}" for head in heads]
        bases = np.array([self._base(f"head\0{name}") for name in names], np.uint64)
        return _thrown(bases[:, None], steps)

    def stream(self, steps: Steps) -> Throws:
        """One number in [0, 1) per step, for what is the same for all heads."""
        return _thrown(np.array(self._base("all"), np.uint64), steps)

    def _base(self, name: str) -> int:
        recipe = f"{self.seed}\0{self.node}\0{name}".encode()
        return int.from_bytes(hashlib.blake2b(recipe, digest_size=8).digest(), "big")


def _thrown(bases: npt.NDArray[np.uint64], steps: Steps) -> Throws:
    """The numbers that splitmix64 gives from each base at each step."""
    at = np.asarray(steps, np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = bases + (at + np.uint64(1)) * _STRIDE
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)) / float(1 << 53), np.float64)
