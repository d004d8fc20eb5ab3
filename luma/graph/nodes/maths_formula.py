"""`math/formula`: arithmetic that a person writes."""

from typing import Annotated

import numpy as np

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.formula import NAMES, read_formula
from luma.graph.register import WrittenIn, node


@node("math/formula")
def formula(
    beats: BeatGrid,
    heads: tuple[Head, ...],
    at: FrameTimes,
    a: Number | None = None,
    b: Number | None = None,
    c: Number | None = None,
    d: Number | None = None,
    *,
    formula: Annotated[str, WrittenIn("formula")] = "a",
) -> Number:
    """A number worked out by a formula of your own, such as `a * (i % 2)`.

    The formula may use the inputs a, b, c and d (0 where nothing is wired), t (seconds of the
    track), beat (beats of the track, with fractions), i (the head's number from 0), n (how many
    heads there are), pi and tau; + - * / % and ** (power); < <= > >= == != and, or, not, which
    give 1 or 0; a choice `x ? y : z`; and abs, ceil, clamp(x, least, most), cos, exp, floor,
    fract, log, max, min, mix(x, y, share), mod, pow, round, sign, sin, smooth(from, to, x),
    sqrt and step(edge, x). What has no answer, such as 1 / 0, is 0.
    """
    read = read_formula(formula, NAMES)
    wired = {"a": a, "b": b, "c": c, "d": d}
    values = {
        name: np.zeros((1, 1, 1), np.float32) if curve is None else curve.values
        for name, curve in wired.items()
    }
    values["i"] = np.arange(len(heads), dtype=np.float32)[:, None, None]
    values["n"] = np.full((1, 1, 1), len(heads), np.float32)
    timed = {"t": at.seconds, "beat": beats.position(at.seconds)}
    moments = {name: row[None, :, None] for name, row in timed.items() if name in read.names}
    found = read.of({**values, **moments})
    return Number(found.astype(np.float32).reshape((1,) * (3 - found.ndim) + found.shape))
