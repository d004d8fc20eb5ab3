"""Colours by name; nothing else in the interface holds one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of the look."""

    void: str = "#08090A"
    accent: str = "#C9E265"
    text: str = "#ECEEF0"
    text_2: str = "#B3B9C1"
    text_3: str = "#8A919B"
    stage_void: str = "#050506"
    stage_floor: str = "#0A0B0D"
    stage_wall: str = "#070809"
    stage_grid: str = "#1A1D21"
    stage_steel: str = "#363B42"
    fixture: str = "#2B3036"


THEME = Theme()
