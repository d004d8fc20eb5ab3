"""How fast a large show is composed: 200 clips for 256 heads over six minutes.

`python -m benchmarks.compose` plays 200 clips of the presets on six full layers, with every
blend mode and with fades, on all heads, on halves, on every other one, on the movers and on
random ones. Cold, every clip's graph is run on two threads and the show is composed; cached,
the clips' light is there and only composed and written into the plan file. One clip is then
moved by a beat, and what that recomposes is timed to the first frame that is right, and in
all. The floor is the plain NumPy of the same six layers: four planes of 256 heads mixed by a
fade, and copied frames first into the same file. A figure is the median of five rounds.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from luma.app.exchange import read_pattern_file
from luma.app.patterns import Order, Scene, light_of
from luma.domain.ids import ClipId, FixtureId, PatternId, ScoreId, TrackId
from luma.domain.planfile import TILE_FRAMES
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Blend, Clip, Score
from luma.domain.scoreedits import MoveClips
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features
from luma.score.aiming import with_lead
from luma.score.compositor import ClipLight, refresh
from luma.score.showplan import ShowPlan
from luma.score.timeline import frames_of, spans_touched, tiles_of

ROUNDS, HEADS, SECONDS, CLIPS, LAYERS, MOVES = 5, 256, 360, 200, 6, 20
CACHED, COLD, FIRST_MS = 60.0, 10.0, 50.0
PRESETS = (
    "bar-pulse", "mover-circle", "bounce", "breathing", "colour-chase", "mover-fan-sweep",
    "centre-out", "marquee", "rainbow-across", "mover-figure-eight", "rolling-wave", "runner",
    "sparkle", "two-colour-drift", "candle", "aurora", "gated-strobe", "confetti",
)  # fmt: skip
WHO = ("all", "left", "all[::2]", "right", "random(64)")
FOLDER = Path(__file__).parent.parent / "assets" / "presets"
GRID = BeatGrid.steady(124.0, count=SECONDS * 124 // 60 + 1)


def room() -> tuple[Head, ...]:
    """Four rows of heads, one of them of movers."""
    heads = []
    for number in range(HEADS):
        row, column = divmod(number, 64)
        groups = ("left",) if column < 32 else ("right",)
        abilities = ("colour", "movers") if row == 3 else ("colour",)
        place = (column * 0.25 - 8.0, 1.0 + 2.0 * row, 5.0)
        heads.append(Head(FixtureId(f"lamp{number}"), 0, place, groups, abilities))
    return tuple(heads)


def show() -> tuple[Score, dict[ClipId, Order]]:
    """The clips, and what each of them is made from."""
    graphs = {name: read_pattern_file(FOLDER / f"{name}.yaml") for name in PRESETS}
    scene = Scene(room(), Features(GRID))
    beats, clips, orders = SECONDS * 124 / 60, [], {}
    per_layer = -(-CLIPS // LAYERS)
    for number in range(CLIPS):
        layer, place = divmod(number, per_layer)
        name = PRESETS[number % len(PRESETS)]
        who = "movers" if name.startswith("mover") else WHO[number % len(WHO)]
        length = beats / per_layer
        clip = Clip(
            ClipId(f"clip{number}"), PatternId(name), place * length, (place + 1) * length,
            layer, tuple(Blend)[number % len(Blend)], 0.8 if number % 3 else 1.0,
            2.0 * (number % 2), 2.0, {"selection": who}, number,
        )  # fmt: skip
        graph = graphs[name].implementations[0].graph
        clips.append(clip)
        orders[clip.id] = Order(clip, graph, scene, {})
    return Score(ScoreId("show"), TrackId("track"), clips=tuple(clips)), orders


def made(orders: dict[ClipId, Order]) -> dict[ClipId, ClipLight]:
    """Every clip's light, on two threads."""
    cache = Cache()
    with ThreadPoolExecutor(2) as pool:
        lights = pool.map(lambda order: light_of(order, cache).light, orders.values())
        return dict(zip(orders, lights, strict=True))


def timed(act: Callable[[], object]) -> float:
    """How many seconds something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def floor(plan: ShowPlan) -> None:
    """Six layers of four planes, mixed by a fade and written frames first."""
    tops = np.random.default_rng(1).random((LAYERS, 4, HEADS, TILE_FRAMES), np.float32)
    cover = np.linspace(0.1, 0.9, TILE_FRAMES, dtype=np.float32)
    out = np.empty((TILE_FRAMES, HEADS, 14), np.float32)
    for _ in range(plan.tiles):
        planes = np.zeros((14, HEADS, TILE_FRAMES), np.float32)
        for layer in tops:
            planes[:4] = planes[:4] * (1.0 - cover) + layer * cover
        out[:] = planes.transpose(2, 1, 0)


def move_ms(
    plan: ShowPlan, score: Score, orders: dict[ClipId, Order], light: dict[ClipId, ClipLight]
) -> tuple[list[float], list[float], list[int]]:
    """Moving one clip after another: to the first right frame, in all, and how many tiles."""
    first, whole, counts = [], [], []
    for number in range(MOVES):
        clip = score.clips[(number * 37) % CLIPS]
        after = MoveClips((clip.id,), 1.0).apply(score)
        began = time.perf_counter()
        moved = after.clip(clip.id)
        near = frames_of(moved, GRID).start
        part = light_of(replace(orders[clip.id], clip=moved), Cache(), near).light
        touched = tiles_of(with_lead(spans_touched(score, after, GRID)), plan.tiles)
        here = near // TILE_FRAMES
        refresh(plan, after, {**light, clip.id: part}, GRID, (here,))
        first.append((time.perf_counter() - began) * 1000.0)
        full = light_of(replace(orders[clip.id], clip=moved), Cache()).light
        light = {**light, clip.id: full}
        refresh(plan, after, light, GRID, touched)
        whole.append((time.perf_counter() - began) * 1000.0)
        counts.append(len(touched))
        score = after
        orders = {**orders, clip.id: replace(orders[clip.id], clip=moved)}
    return first, whole, counts


def main() -> int:
    """Measure, and tell whether the limits were kept."""
    score, orders = show()
    cold, cached, floors, firsts, wholes, tiles = [], [], [], [], [], []
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            plan = ShowPlan.create(Path(folder) / "show.plan", HEADS, SECONDS * LIGHT_FPS)
            began = time.perf_counter()
            light = made(orders)
            making = time.perf_counter() - began
            took = timed(partial(refresh, plan, score, light, GRID, range(plan.tiles)))
            cached.append(took)
            cold.append(making + took)
            floors.append(timed(partial(floor, plan)))
            first, whole, counts = move_ms(plan, score, orders, light)
            firsts += first if number else first[1:]
            wholes += whole
            tiles += counts
            plan.close()
    speed, raw = (SECONDS / statistics.median(times) for times in (cached, cold))
    ratio = statistics.median(cached) / statistics.median(floors)
    seen = float(np.percentile(firsts, 95))
    kept = "kept" if speed >= CACHED and raw >= COLD and seen <= FIRST_MS else "BROKEN"
    print(
        f"{CLIPS} clips, {HEADS} heads, {SECONDS} s, medians of {ROUNDS}\n"
        f"cached  {speed:6.1f} × real time ({statistics.median(cached):.2f} s), limit "
        f"{CACHED:g} ×; {ratio:.2f} × plain NumPy\n"
        f"cold    {raw:6.1f} × real time, limit {COLD:g} ×\n"
        f"moving one clip: first right frame p95 {seen:.1f} ms, limit {FIRST_MS:g} ms; all "
        f"{statistics.median(wholes):.0f} ms for {statistics.median(tiles):g} tiles of "
        f"{SECONDS}\nlimits: {kept}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 0 if kept == "kept" else 1


if __name__ == "__main__":
    raise SystemExit(main())
