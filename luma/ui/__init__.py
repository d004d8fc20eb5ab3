"""Screens: they look and ask, and decide nothing."""
