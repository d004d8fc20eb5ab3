"""Addresses that nothing drives."""

from dataclasses import replace

from luma.domain.profile import Slot


def resting(slot: Slot) -> Slot:
    """A slot that stays where nothing is in the beam and nothing breaks the light."""
    opened = slot.first_range("open")
    rest = opened.start if opened is not None else slot.default
    return replace(slot, does="fixed", head=None, fine=False, default=rest, ranges=())
