"""How soon the lamps follow a clip that is moved, in a show of 200 clips for 256 heads.

`python -m benchmarks.moving`: a desk without a sound card plays two seconds of a show of six
minutes over and over, and a clip of sixteen seconds is moved there and away again. Measured is
the time from the edit to the frame with the right light among those that the light process
sent, and until all light of the show is made. The floor is the same wait after an overlay is
set, which nothing computes.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.compose import CLIPS, HEADS, PRESETS, SECONDS, show
from luma.app.desk import open_desk
from luma.app.exchange import read_pattern_file
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.ids import ClipId, FixtureId, GraphId, PatternId, ScoreId, TrackId, VenueId
from luma.domain.light import INTENSITY
from luma.domain.pattern import Implementation, Pattern
from luma.domain.score import Clip, Score
from luma.domain.scoreedits import MoveClips
from luma.domain.units import HOUSE_RATE, Seconds
from luma.domain.venue import Fixture, Group, Venue
from luma.light.overlay import Overlay
from luma.store.store import Shelf
from tests.app.desks import glow, hear, until

FOLDER = Path(__file__).parent.parent / "assets" / "presets"
PROBE, GLOW, SHOW, ROOM = ClipId("probe"), PatternId("glow"), ScoreId("show"), VenueId("hall")
MOVES, ROUNDS, AWAY, LEVEL = 20, 5, 256.0, 0.937
LIMIT_MS = 50.0


def hall() -> Venue:
    """Three rows of 64 plain lamps and one of moving heads."""
    lamps = []
    for number in range(HEADS):
        row, column = divmod(number, 64)
        moves = row == 3
        mode = ("moving_head", "11 channels") if moves else ("rgb_par", "3 channels")
        per_universe = 40
        universe, place = divmod(number, per_universe)
        lamps.append(
            Fixture(
                FixtureId(f"lamp{number}"), f"Lamp {number}", f"generic/{mode[0]}", mode[1],
                universe + 1, 1 + place * 12, (column * 0.25 - 8.0, 1.0 + 2.0 * row, 5.0),
            )
        )  # fmt: skip
    halves = (tuple(x.id for i, x in enumerate(lamps) if (i % 64 < 32) is left)
              for left in (True, False))  # fmt: skip
    groups = (Group(name, ids) for name, ids in zip(("left", "right"), halves, strict=True))
    return Venue(ROOM, "Hall", tuple(lamps), tuple(groups))


def furnish(shelf: Shelf, track: TrackId) -> None:
    """Shelve the hall, the patterns and the score with one clip more on top."""
    shelf.venues.save(hall())
    for name in PRESETS:
        document = read_pattern_file(FOLDER / f"{name}.yaml")
        graph = document.implementations[0].graph
        made = Implementation(GraphId(f"{name} graph"), PatternId(name), graph)
        shelf.patterns.save(Pattern(PatternId(name), name, default=made.id), made)
    level = Implementation(GraphId("glow"), GLOW, glow(LEVEL))
    shelf.patterns.save(Pattern(GLOW, "Glow", default=level.id), level)
    clips, _ = show()
    probe = Clip(PROBE, GLOW, 196.0, 228.0, 9)
    shelf.scores.save(Score(SHOW, track, "Show", (*clips.clips, probe)))


def is_there(desk: Desk, share: float = 1.0) -> bool:
    """Whether every head that was sent stands at the probe's level."""
    frame = desk.lights.frame()
    if frame is None:
        return False
    return bool(np.all(np.abs(frame.levels[:, INTENSITY] - LEVEL * share) < 0.004))


def wait_ms(act: Callable[[], object], seen: Callable[[], bool]) -> float:
    """How long it takes from an act until something is seen."""
    began = time.perf_counter()
    act()
    while not seen():
        time.sleep(0.0005)
        assert time.perf_counter() - began < 20, "it was never seen"
    return (time.perf_counter() - began) * 1000.0


def settled(desk: Desk) -> bool:
    """Whether all light is made."""
    return desk.lane.call(lambda: desk.shows.is_settled)


def a_round(desk: Desk) -> tuple[list[float], list[float], list[float]]:
    """The waits for moves, for all light after them, and those of the floor."""
    first, whole, floor = [], [], []
    for turn in range(MOVES):
        away = bool(turn % 2 == 0)
        edit = MoveClips((PROBE,), AWAY if away else -AWAY)
        began = time.perf_counter()
        first.append(
            wait_ms(
                lambda edit=edit: desk.documents.edit("score", SHOW, edit),  # type: ignore[misc]
                lambda away=away: is_there(desk) is not away,  # type: ignore[misc]
            )
        )
        until(lambda: settled(desk))
        whole.append((time.perf_counter() - began) * 1000.0)
        time.sleep(0.1)
        if not away:
            dim = lambda: desk.lane.call(lambda: desk.lights.set_overlay(Overlay(0.5)))  # noqa: E731
            floor.append(wait_ms(dim, lambda: is_there(desk, 0.5)))
            desk.lane.call(lambda: desk.lights.set_overlay(Overlay()))
            until(lambda: is_there(desk))
    return first, whole, floor


def p95(values: list[float]) -> float:
    """What nineteen of twenty stay under."""
    return float(np.percentile(values, 95))


def main() -> int:
    """Measure, and tell whether the limit was kept."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUMA_HOME"] = folder
        file = Path(folder) / "silence.wav"
        soundfile.write(file, np.zeros((SECONDS * HOUSE_RATE, 2), np.float32), HOUSE_RATE)
        settings = Settings(SoundSettings(sink="null"), LightSettings())
        with open_desk(Paths.find(), settings) as desk:
            track = desk.library.add([file]).result()[0].track
            assert track is not None
            hear(desk, track.id, "pcm")
            desk.ground.keeper.save(lambda shelf: furnish(shelf, track.id)).result()
            desk.lane.call(lambda: desk.shows.open(SHOW, ROOM))
            until(lambda: settled(desk))
            desk.lane.call(lambda: desk.player.load(track.id))
            desk.lane.call(lambda: desk.lights.start(desk.player.start()))
            desk.lane.call(lambda: desk.player.loop(Seconds(104.0), Seconds(106.0)))
            desk.lane.call(lambda: desk.player.seek(Seconds(104.0)))
            desk.lane.call(desk.player.play)
            until(lambda: is_there(desk))
            a_round(desk)
            rounds = [a_round(desk) for _ in range(ROUNDS)]
    figure, floor = (statistics.median(p95(each[i]) for each in rounds) for i in (0, 2))
    whole = statistics.median(wait for each in rounds for wait in each[1])
    typical = statistics.median(wait for each in rounds for wait in each[0])
    kept = "kept" if figure <= LIMIT_MS else "BROKEN"
    print(
        f"{CLIPS} clips, {HEADS} heads: from a moved clip to the lamps: median {typical:.1f} "
        f"ms, p95 {figure:.1f} ms; all light {whole:.0f} ms; overlay alone p95 {floor:.1f} ms, "
        f"ratio {figure / floor:.2f}; limit {LIMIT_MS:g} ms: {kept}; load "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 0 if kept == "kept" else 1


if __name__ == "__main__":
    raise SystemExit(main())
