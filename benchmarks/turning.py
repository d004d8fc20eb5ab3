"""How soon the lamps follow a setting that is turned while the music loops.

`python -m benchmarks.turning`: a desk loops a tone on a headless PipeWire, and its show, which
is one clip of five minutes for 24 heads, has a setting of its graph changed every quarter of a
second. Measured is the time from the edit to the frame with the new level among those that the
light process sent; the floor is the same wait after an overlay is set, which nothing computes.
The recording tells whether the sound broke off meanwhile.
"""

import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.graphedits import SetParam
from luma.domain.light import INTENSITY
from luma.domain.units import Seconds
from luma.light.overlay import Overlay
from tests.app.desks import GLOW, LAMP, ROOM, SCORE, a_clip, furnish, hear, until
from tests.pipewire import RATE, gaps, headless_pipewire

HERTZ, SECONDS, TURNS, ROUNDS = 1000.0, 300.0, 60, 5
LIMIT_MS = 50.0


@contextlib.contextmanager
def looping_desk(home: Path) -> Iterator[Desk]:
    """A desk with a long show, playing two seconds of a tone over and over."""
    at = np.arange(round(SECONDS * RATE)) / RATE
    tone = np.repeat(0.5 * np.sin(2 * np.pi * HERTZ * at)[:, None], 2, 1)
    soundfile.write(home / "tone.wav", tone, RATE, subtype="FLOAT")
    paths = Paths.find()
    with open_desk(paths, Settings(SoundSettings(), LightSettings())) as desk:
        track = desk.library.add([home / "tone.wav"]).result()[0].track
        assert track is not None
        hear(desk, track.id, "pcm")
        furnish(desk, track.id, a_clip("long", 0.0, SECONDS * 2))
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        desk.lane.call(lambda: desk.player.load(track.id))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        desk.lane.call(lambda: desk.player.loop(Seconds(100.0), Seconds(102.0)))
        desk.lane.call(lambda: desk.player.seek(Seconds(100.0)))
        desk.lane.call(desk.player.play)
        until(lambda: shown(desk) > 0.0)
        yield desk


def shown(desk: Desk) -> float:
    """The level of the first head in the frame last sent."""
    frame = desk.lights.frame()
    return 0.0 if frame is None else float(frame.levels[0, INTENSITY])


def wait_ms(desk: Desk, act: Callable[[], object], level: float) -> float:
    """How long it takes from an act to a level at the lamps."""
    began = time.perf_counter()
    act()
    while abs(shown(desk) - level) > 0.004:
        time.sleep(0.0005)
        assert time.perf_counter() - began < 10, f"{shown(desk)} is not {level}"
    return (time.perf_counter() - began) * 1000.0


def a_round(desk: Desk) -> tuple[list[float], list[float]]:
    """The waits after edits, and those of the floor."""
    edits, floor = [], []
    for turn in range(TURNS):
        level = 0.2 + 0.7 * ((turn * 7) % TURNS) / TURNS
        edit = SetParam(LAMP, "intensity", level)
        change = lambda edit=edit: desk.documents.edit("graph", GLOW, edit, "turn")  # noqa: E731
        edits.append(wait_ms(desk, change, level))
        time.sleep(0.2)
        dim = lambda: desk.lane.call(lambda: desk.lights.set_overlay(Overlay(0.5)))  # noqa: E731
        floor.append(wait_ms(desk, dim, level / 2))
        desk.lane.call(lambda: desk.lights.set_overlay(Overlay()))
        until(lambda level=level: abs(shown(desk) - level) < 0.004)  # type: ignore[misc]
        time.sleep(0.05)
    desk.documents.finish("graph", GLOW)
    return edits, floor


def p95(values: list[float]) -> float:
    """What nineteen of twenty stay under."""
    return float(np.percentile(values, 95))


def main() -> int:
    """Measure, and tell whether the limit was kept."""
    with headless_pipewire() as server, tempfile.TemporaryDirectory() as folder:
        names = ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS")
        os.environ.update({name: server.env[name] for name in names})
        os.environ["LUMA_HOME"] = folder
        with looping_desk(Path(folder)) as desk, server.recording() as finish:
            rounds = [a_round(desk) for _ in range(ROUNDS)]
            recorded = finish()
    edits, floors = ([p95(waits[i]) for waits in rounds] for i in (0, 1))
    typical = statistics.median(wait for waits, _ in rounds for wait in waits)
    figure, floor = statistics.median(edits), statistics.median(floors)
    kept = "kept" if figure <= LIMIT_MS else "BROKEN"
    spread = ", ".join(f"{value:.0f}" for value in edits)
    print(
        f"from edit to lamps: median {typical:.1f} ms, p95 {figure:.1f} ms (runs {spread}); "
        f"overlay alone p95 {floor:.1f} ms, ratio {figure / floor:.2f}; limit {LIMIT_MS:g} ms: "
        f"{kept}; {gaps(recorded, HERTZ)} gaps in {len(recorded) / RATE:.0f} s of sound; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 0 if kept == "kept" else 1


if __name__ == "__main__":
    raise SystemExit(main())
