"""The demo song as it was heard, and heads in the demo's room, for pictures of real runs."""

import os
import queue
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from luma.app.bundled import bundled
from luma.app.demo import shelve_demo
from luma.app.desk import open_desk
from luma.app.events import TrackComplete
from luma.app.features import features_of, seconds_of
from luma.app.paths import Paths
from luma.app.settings import Settings, SoundSettings
from luma.domain.curve import FrameTimes
from luma.domain.documents import VENUE
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.context import Features
from luma.light.fixtures import read_definitions
from luma.light.patch import heads_of

PATIENCE = 300.0


@contextmanager
def demo_features() -> Iterator[Features]:
    """What is heard in the demo song, by the analyzers themselves."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LUMA_HOME"] = home
        assets = bundled("assets") / "demo"
        with open_desk(Paths.find(), Settings(SoundSettings("null"))) as desk:
            track = shelve_demo(desk.ground, desk.library, desk.paths, assets).track
            heard: queue.SimpleQueue[TrackComplete] = queue.SimpleQueue()
            desk.bus.on(TrackComplete, heard.put)
            desk.lane.post(lambda: desk.analyses.complete(track.id))
            heard.get(timeout=PATIENCE)
            seconds = seconds_of(desk.analyses, track.id, track.tags.seconds)
            yield features_of(desk.analyses, track.id, seconds)


def demo_heads() -> tuple[Head, ...]:
    """The heads of the demo's room."""
    text = (bundled("assets") / "demo" / "venue.json").read_text(encoding="utf-8")
    return heads_of(VENUE.read(text), read_definitions(bundled("assets") / "fixtures"))


def bars(features: Features, first: int, count: int) -> FrameTimes:
    """Some bars of the song as light frames; the first bar is 1."""
    starts = features.beats.bar_starts
    start, stop = (round(float(starts[n]) * LIGHT_FPS) for n in (first - 1, first - 1 + count))
    return FrameTimes(start, stop - start)


def bar_lines(features: Features, times: FrameTimes) -> list[tuple[float, int]]:
    """Where in a span each bar begins, as a share of it, and the bar's number."""
    frames = np.round(features.beats.bar_starts * LIGHT_FPS) - times.first
    return [
        (float(at) / times.count, number)
        for number, at in enumerate(frames, start=1)
        if 0 <= at < times.count
    ]
