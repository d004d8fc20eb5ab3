"""What of a search does not read, told in a few words, and not before it is written."""

from luma.domain.searching import read_search

SHAPES = {
    "bpm": "bpm:124 or bpm:120-128",
    "stars": "stars:4 or stars:>3",
    "length": "length:<4:00",
    "colour": "colour:1 to colour:9",
    "plays": "plays:>10",
    "energy": "energy:>0.5",
    "added": "added:<7d or added:2026",
    "played": "played:<7d or played:never",
    "key": "key:8A or key:~8A",
}
GRAMMAR = (
    "Words are looked for everywhere; these narrow it down:\n"
    "artist:kite, and title: album: genre: note: list:\n"
    "bpm:120-128, key:8A, key:~8A (what mixes with it)\n"
    "stars:>=4, length:<4:00, energy:>0.5, colour:3\n"
    "added:<7d, played:never, has:stems\n"
    '"as it stands", -without'
)
"""What can be searched for, as the field's tooltip tells it."""


def told_of(text: str, *, is_typing: bool) -> str:
    """What does not read in a search; while it is typed, its last term is let be."""
    finished = text if not is_typing else text[: max(text.rfind(" "), 0)]
    faults = read_search(finished).faults
    if not faults:
        return ""
    field = faults[0].partition(":")[0]
    return f"“{faults[0]}”: write {SHAPES.get(field, 'bpm:120-128')}"
