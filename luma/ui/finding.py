"""Finding among many by a few letters; pure."""

from dataclasses import dataclass

NEVER = -1


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text holds the letters, and where they stand in it."""

    rank: int
    letters: tuple[int, ...]


def match(words: str, text: str) -> Match | None:
    """Where words stand in a text: at its start, at a word's, anywhere, or letter by letter.

    A lower rank is a better match; every word must be somewhere.
    """
    low, found, rank = text.lower(), set[int](), 0
    for word in words.lower().split():
        at = low.find(word)
        if at == NEVER:
            return _scattered(words, text)
        starts = at == 0 or not low[at - 1].isalnum()
        rank += 0 if at == 0 else 1 if starts else 2
        found.update(range(at, at + len(word)))
    return Match(rank, tuple(sorted(found)))


def _scattered(words: str, text: str) -> Match | None:
    """The letters in their order, each anywhere after the one before."""
    low, letters, at = text.lower(), [], 0
    for letter in words.lower().replace(" ", ""):
        at = low.find(letter, at)
        if at == NEVER:
            return None
        letters.append(at)
        at += 1
    spread = letters[-1] - letters[0] if letters else 0
    return Match(10 + spread, tuple(letters))
