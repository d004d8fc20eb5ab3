"""Luma: light shows that belong to the music."""

__version__ = "0.1.0"
