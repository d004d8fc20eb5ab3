"""Play, loop, position and levels."""
