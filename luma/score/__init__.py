"""Composing ahead of time: clips to light, layer by layer, into one plan."""
