"""The sound page: effects, voices, levels and devices."""
