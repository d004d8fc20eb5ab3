"""Fixtures and rigs as other programs write them."""
