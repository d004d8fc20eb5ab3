"""Dance music made by rule, with everything about it known."""

from workers.training.dance.song import Song, make_song
from workers.training.dance.styles import STYLES

__all__ = ["STYLES", "Song", "make_song"]
