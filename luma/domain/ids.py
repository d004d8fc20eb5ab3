"""Names of things that live for ever, and how new ones are made."""

import secrets
from typing import NewType

TrackId = NewType("TrackId", str)
PatternId = NewType("PatternId", str)
GraphId = NewType("GraphId", str)
NodeId = NewType("NodeId", str)
ScoreId = NewType("ScoreId", str)
ClipId = NewType("ClipId", str)
VenueId = NewType("VenueId", str)
PlaylistId = NewType("PlaylistId", str)
FixtureId = NewType("FixtureId", str)
Recipe = NewType("Recipe", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(length: int = 16) -> str:
    """A random name that is easy to read aloud and never met before."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
