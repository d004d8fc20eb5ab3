"""Keeps the light process running, and the plan and the patch that it follows true."""

import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from luma.app.events import (
    LightsLost,
    LightsReady,
    OutputFailed,
    OutputSends,
    PlanReady,
    ProblemRaised,
)
from luma.app.falls import Falls
from luma.app.ground import Ground
from luma.app.leftovers import own_name, sweep
from luma.app.litroom import AT_ONCE, LitRoom, RoomFiles
from luma.app.outputs import with_source
from luma.app.paths import Paths
from luma.app.settings import LightSettings
from luma.domain.errors import LumaError, OutputError, PatchConflict, Refused, StageError
from luma.domain.ids import ClipId, ScoreId
from luma.domain.planfile import TILE_FRAMES
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Score
from luma.domain.span import Span
from luma.domain.units import LIGHT_FPS, Hz
from luma.domain.venue import Head, Venue
from luma.light import messages
from luma.light.fixtures import Definitions
from luma.light.overlay import Overlay
from luma.light.patch import Patch, heads_of
from luma.light.remote import RemoteLights
from luma.light.sent import SentFrame
from luma.score.aiming import with_lead
from luma.score.compositor import ClipLight, refresh
from luma.score.showplan import ShowPlan
from luma.score.timeline import tiles_of

log = logging.getLogger(__name__)

TILES_AT_ONCE, HEADS_AT_ONCE = 4, 256  # so that what comes to be seen waits for a few ms
FLASHES = "This show flashes more than three times a second, which can make people ill."
WHAT_TO_DO = 'Warn them, or hold it: flashes = "safe" under [light] in the settings.'


class Lights:
    """The desk's hold on the lamps: a plan file, a patch file and the process that sends."""

    def __init__(
        self, ground: Ground, paths: Paths, settings: LightSettings, definitions: Definitions
    ) -> None:
        """Have no show and no process."""
        self._lane, self._bus, self._chores = ground.lane, ground.bus, ground.chores
        self._paths, self._settings, self._definitions = paths, settings, definitions
        self._own = f"{own_name()}{id(self)}"
        self._rooms = RoomFiles(self._patch_file, definitions)
        self._patch: Patch | None = None
        self._patching: Venue | None = None
        self._is_patched = False
        self._plan: ShowPlan | None = None
        self._grid: BeatGrid | None = None
        self._newest: tuple[Score, Mapping[ClipId, ClipLight]] | None = None
        self._dirty: set[int] = set()
        self._composing = False
        self._first_tile = 0
        self._opened = 0
        self._position: Path | None = None
        self._overlay = Overlay(safe=settings.flashes == "safe")
        self._process: RemoteLights | None = None
        self._falls = Falls()

    @property
    def plan(self) -> ShowPlan:
        """The plan of the open show."""
        if self._plan is None:
            raise Refused("No show is open, so there is no light to look at.")
        return self._plan

    @property
    def pid(self) -> int | None:
        """The number of the light process, while it runs."""
        return None if self._process is None else self._process.pid

    @property
    def patch(self) -> Patch | None:
        """The addresses of the room that is lit."""
        return self._patch

    @property
    def overlay(self) -> Overlay:
        """The last hand on every frame."""
        return self._overlay

    def heads_in(self, venue: Venue) -> tuple[Head, ...]:
        """The heads of a venue, in their one order."""
        return heads_of(venue, self._definitions)

    def open(
        self,
        venue: Venue,
        grid: BeatGrid,
        seconds: float,
        room: LitRoom | None = None,
        heads: tuple[Head, ...] | None = None,
    ) -> None:
        """Turn to a show: lay out a dark plan that long, and patch its venue unless it is.

        The light process hears of the plan together with the patch that it was made for.
        """
        self._close_plan()
        self._grid, self._newest = grid, None
        self._dirty.clear()
        if heads is None:
            heads = self.heads_in(venue) if room is None else room.heads
        frames = max(1, int(seconds * LIGHT_FPS) + 1)
        self._opened += 1
        self._is_patched = False
        self._patch_file.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("plan", "patch", "plan.*.new"):
            sweep(self._patch_file.parent, f"*.{ending}")
        path = self._patch_file.with_name(f"{self._own}-{self._opened}.plan")
        self._plan = ShowPlan.create(path, len(heads), frames)
        if room is None:
            self.lay_out(venue, self._begin_room)
        else:
            self._begin_room(room)

    def lay_out(self, venue: Venue, then: Callable[[LitRoom], object]) -> None:
        """Patch a venue, beside the lane where it is large; of several the latest answers."""
        self._patching = venue

        def take(room: LitRoom) -> None:
            if self._patching is not room.venue:
                self._rooms.clear(room.turn)
                return
            self._patching = None
            then(room)

        def hear(room: LitRoom) -> None:
            try:
                take(room)
            except LumaError as trouble:
                self._bus.announce(ProblemRaised(trouble))

        def refuse(trouble: Exception) -> None:
            self._patching = None
            log.error("Luma made a mistake with the patch", exc_info=trouble)

        if len(venue.fixtures) <= AT_ONCE:
            take(self._rooms.lay_out(venue))
        else:
            self._chores.run(
                lambda: self._rooms.lay_out(venue), hear, refuse, key=f"patch {self._own}"
            )

    def use_room(self, room: LitRoom) -> None:
        """Send to the changed addresses of the open show, whose heads are the same."""
        if not self._is_patched:
            self._begin_room(room)
        elif room.patch == self._patch:
            self._rooms.clear(room.turn)
        else:
            self._use_patch(room)
            self._send(messages.UsePatch(self._patch_file))

    def use_grid(self, grid: BeatGrid) -> None:
        """Compose on other beats from now on."""
        self._grid = grid

    @property
    def whole(self) -> Span[int]:
        """All the frames of the plan."""
        return Span(0, self.plan.frames)

    def replan(
        self,
        score: Score,
        light: Mapping[ClipId, ClipLight],
        spans: Iterable[Span[int]],
        head: int | None = None,
    ) -> None:
        """Compose again what touches some runs of frames; what is seen next comes first."""
        self._newest = (score, light)
        self._first_tile = (head or 0) // TILE_FRAMES
        self._dirty.update(tiles_of(with_lead(spans), self.plan.tiles))
        self._compose()

    @property
    def is_settled(self) -> bool:
        """Whether the plan holds everything that it was given, and its room is patched."""
        return not self._dirty and not self._composing and self._patching is None

    def start(self, position: Path) -> None:
        """Start the light process, which follows a position block from now on."""
        self._position = position
        if self._process is None:
            self._begin()
        else:
            self._send(messages.UsePosition(position))

    def restart(self) -> None:
        """Start the light process again, with the same plan, patch and overlay."""
        self._end()
        if self._position is None:
            return
        if self._falls.note():
            self._begin()
            return
        words = "The light process fell again and again, so it is not started any more."
        self._bus.announce(
            ProblemRaised(StageError(words, hint="Open Luma again; its log may tell why."))
        )

    def use_settings(self, settings: LightSettings) -> None:
        """Send through other outputs, and treat flashes otherwise, from now on."""
        self._settings = settings
        self._tell_outputs()
        self.set_overlay(replace(self._overlay, safe=settings.flashes == "safe"))

    def set_overlay(self, overlay: Overlay) -> None:
        """Set the last hand on every frame."""
        self._overlay = overlay
        if self._process is not None:
            self._process.set_overlay(overlay)

    def strike_lamps(self) -> None:
        """Tell lamps that are switched on by a level to be on, for a while."""
        self._send(messages.StrikeLamps())

    def frame(self) -> SentFrame | None:
        """The frame that the lamps were last sent; whoever draws it polls."""
        process = self._process
        return None if process is None else process.frame()

    def close(self) -> None:
        """Let the lamps hear the last word and end the process."""
        self._end()
        self._position = self._newest = None
        self._dirty.clear()
        self._patching = None
        self._close_plan()
        self._rooms.close()

    @property
    def _patch_file(self) -> Path:
        return self._paths.cache / "plans" / f"{self._own}.patch"

    def _begin(self) -> None:
        self._process = RemoteLights(
            self._paths.runtime,
            lambda told: self._lane.post(lambda: self._hear(told)),
            lambda trouble: self._lane.post(lambda: self._lose(trouble)),
        )
        self._process.set_overlay(self._overlay)
        self._tell_all()

    def _end(self) -> None:
        """End the process; those who poll its frame see it gone before it goes."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _tell_all(self) -> None:
        if self._process is None:
            return
        if self._patch is not None:
            self._send(messages.UsePatch(self._patch_file))
        if self._plan is not None and self._is_patched:  # else it is for other heads
            self._send(messages.UsePlan(self._plan.path))
        if self._position is not None:
            self._send(messages.UsePosition(self._position))
        self._tell_outputs()

    def _tell_outputs(self) -> None:
        chosen = tuple(with_source(c, self._paths.data) for c in self._settings.outputs)
        self._send(messages.UseOutputs(chosen, Hz(self._settings.rate)))

    def _send(self, wish: messages.Wish) -> None:
        """Pass on a wish; a process that has fallen hears all of them when it restarts."""
        if self._process is not None:
            with contextlib.suppress(StageError):
                self._process.send(wish)

    def _begin_room(self, room: LitRoom) -> None:
        self._use_patch(room)
        self._is_patched = True
        self._tell_all()
        if self.is_settled and self._newest is not None:
            self._bus.announce(PlanReady(self._newest[0].id))

    def _use_patch(self, room: LitRoom) -> None:
        told = () if self._patch is None else self._patch.problems
        self._rooms.use(room)
        self._patch = room.patch
        for problem in (p for p in room.patch.problems if p not in told):
            self._bus.announce(ProblemRaised(PatchConflict(problem)))

    def _compose(self) -> None:
        if self._composing or not self._dirty or self._newest is None or self._grid is None:
            return
        plan, (score, light), grid = self.plan, self._newest, self._grid
        some = min(TILES_AT_ONCE, HEADS_AT_ONCE // max(plan.heads, 1))
        tiles = sorted(self._dirty, key=self._urgency)[: max(some, 1)]
        if self._urgency(tiles[0]) == 0:  # what is seen now waits for no other
            del tiles[1:]
        self._dirty.difference_update(tiles)
        self._composing = True
        self._chores.run(
            lambda: refresh(plan, score, light, grid, tiles),
            lambda _: self._take_composed(plan, score.id),
            lambda trouble: self._take_trouble(plan, score.id, trouble),
        )

    def _urgency(self, tile: int) -> int:
        """How long it is until a tile is seen: what lies behind the play head comes last."""
        return (tile - self._first_tile) % self.plan.tiles

    def _take_composed(self, plan: ShowPlan, score: ScoreId) -> None:
        self._composing = False
        if plan is not self._plan:
            plan.close()
        self._compose()
        if self.is_settled:
            self._bus.announce(PlanReady(score))

    def _take_trouble(self, plan: ShowPlan, score: ScoreId, trouble: Exception) -> None:
        if isinstance(trouble, LumaError):
            self._bus.announce(ProblemRaised(trouble))
        else:
            log.error("Luma made a mistake in composing %s", score, exc_info=trouble)
        self._take_composed(plan, score)

    def _hear(self, told: messages.Told) -> None:
        match told:
            case messages.Ready():
                self._bus.announce(LightsReady())
            case messages.OutputFailed(name=name, sentence=sentence):
                trouble = OutputError(f'Output "{name}": {sentence}')
                self._bus.announce(OutputFailed(trouble, name))
            case messages.OutputReady(name=name):
                self._bus.announce(OutputSends(name))
            case messages.FlashesSeen():
                self._bus.announce(ProblemRaised(OutputError(FLASHES, hint=WHAT_TO_DO)))
            case messages.ProblemTold(sentence=sentence) if not self._is_past(sentence):
                self._bus.announce(ProblemRaised(StageError(sentence)))
            case _:
                pass

    def _is_past(self, sentence: str) -> bool:
        """Whether a sentence is about a plan that has been laid aside since."""
        newest = "" if self._plan is None else str(self._plan.path)
        return f"{self._own}-" in sentence and newest not in sentence

    def _lose(self, trouble: StageError) -> None:
        self._bus.announce(LightsLost(trouble.sentence()))

    def _close_plan(self) -> None:
        plan, self._plan = self._plan, None
        if plan is None:
            return
        plan.path.unlink(missing_ok=True)
        if not self._composing:
            plan.close()
