"""The library's panels: the tracks and the patterns."""
