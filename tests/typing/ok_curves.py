"""Curves as they are meant to be used."""

import numpy as np

from luma.domain.curve import Colour, Curve, FrameTimes, Number, as_colour, common_shape
from luma.domain.rhythm import BeatGrid

at = FrameTimes(0, 60)
beats = BeatGrid.steady(120.0, count=16)
phase = beats.position(at.seconds) % 1.0
level = Number((1.0 - phase).astype(np.float32))
grey: Colour = as_colour(level)
heads, frames = common_shape(level, grey)
anything: Curve = grey
