"""Draws what every preset does over four bars of the demo song, into docs/images/presets.

Run it with Luma's own Python: `python docs/preset_strips.py [WORD]`. It needs no display.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from demo_room import bar_lines, bars, demo_features, demo_heads
from lanes import Lane, drawn

from luma.app.bundled import bundled
from luma.app.presets import PRESETS, presets_in
from luma.audio.demosong import demo_truth
from luma.domain.curve import ClipFrames
from luma.domain.drums import DrumTrack, Hits
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import PatternId
from luma.domain.light import ATTRIBUTES, COLOUR_BITS, LightBuffer, mask_of
from luma.domain.patterndoc import PatternDoc
from luma.domain.sections import Section, SectionTrack
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.playable import Playable
from luma.graph.run import run
from luma.ui.look import application

IMAGES = Path(__file__).resolve().parent / "images" / "presets"
FIRST_BAR, BARS, LEAD, SEED = 37, 4, 8, 1
BESIDES = {"aim": "aim_x aim_y aim_z", "strobe": "strobe", "zoom": "zoom"}
"""What is drawn in a lane of its own, where a preset sets it."""


def every_preset() -> dict[PatternId, PatternDoc]:
    """The presets by their ids."""
    return {preset.id: preset for preset in presets_in(bundled("assets") / PRESETS)}


def graph_of(preset: PatternDoc) -> GraphDoc:
    """The graph that a preset is played by."""
    chosen = preset.default or preset.implementations[0].id
    return next(each.graph for each in preset.implementations if each.id == chosen)


def filled(features: Features) -> Features:
    """The features, with the song's truth where no analyzer hears parts or drums yet."""
    truth = demo_truth()
    labels = [label for *_, label in truth.sections]
    parts = (
        Section(start, stop, label, labels.index(label))
        for start, stop, label in truth.sections
    )
    blows = (np.array(truth.drums[name]) for name in ("kick", "snare", "hat"))
    return replace(
        features,
        sections=features.sections or SectionTrack(tuple(parts)),
        drums=features.drums or DrumTrack(*(Hits(at, np.ones(at.size)) for at in blows)),
    )


def light_of(preset: PatternDoc, features: Features) -> LightBuffer:
    """The light of a preset over the bars, in a clip that began a while before."""
    known = {name: Playable(each.name, graph_of(each)) for name, each in every_preset().items()}
    times, lead = bars(features, FIRST_BAR, BARS), bars(features, FIRST_BAR - LEAD, LEAD)
    clip = ClipFrames(lead.first, lead.count + times.count)
    context = RunContext(times, demo_heads(), features, seed=SEED, clip=clip)
    result = run(compile_plan(graph_of(preset), patterns=known.get), context)
    for problem in result.problems:
        if problem.blocks:
            raise ValueError(f"{preset.id}: {problem.node}: {problem.words}")
    return result.light


def lanes_of(light: LightBuffer) -> Iterator[Lane]:
    """The light as it is seen on all heads, and what else is set."""
    is_lit = (light.set & _mask("intensity")) != 0
    has_colour = (light.set & np.uint16(COLOUR_BITS)) != 0
    values = light.values * (is_lit & has_colour)[:, :, None]
    seen = np.full_like(light.set, _mask("intensity") | np.uint16(COLOUR_BITS))
    yield Lane("light", f"{light.heads} heads", LightBuffer(light.first_frame, values, seen))
    for name, attributes in BESIDES.items():
        names = attributes.split()
        told = light.set & _mask(*names)
        places = [ATTRIBUTES.index(each) for each in names]
        if (light.values[:, :, places] * (told != 0)[:, :, None]).any():
            who = "first head" if name == "aim" else f"{light.heads} heads"
            yield Lane(name, who, LightBuffer(light.first_frame, light.values, told))


def _mask(*names: str) -> np.uint16:
    return mask_of(ATTRIBUTES.index(name) for name in names)


def draw_all(features: Features, word: str = "") -> None:
    """Draw every preset whose id holds a word."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    times = bars(features, FIRST_BAR, BARS)
    for preset in every_preset().values():
        if word in preset.id:
            lanes = list(lanes_of(light_of(preset, features)))
            image = drawn(lanes, times, bar_lines(features, times))
            image.save(str(IMAGES / f"{preset.id}.png"))


def main() -> None:
    """Hear the demo song, and draw."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(["luma"])
    with demo_features() as features:
        draw_all(filled(features), sys.argv[1] if len(sys.argv) > 1 else "")


if __name__ == "__main__":
    main()
