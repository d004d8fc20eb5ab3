"""What hands do with the play head: steps, loops, and all dark at once."""

from collections.abc import Callable
from dataclasses import replace

from luma.domain.units import HOUSE_RATE, Seconds
from luma.ui.session import Session
from luma.ui.transport.position import bar_around, stepped, stepped_bar
from luma.ui.transport.ratefield import bounded

SHORTEST_BEATS = 1 / 16


class Transport:
    """Steps and loops of the open track, reckoned from where it is heard now."""

    def __init__(self, session: Session) -> None:
        """Act for a window."""
        self._session = session

    @property
    def seconds(self) -> float:
        """Where the open track is heard; the start until its sound is there."""
        snapshot = self._session.desk.player.snapshot()
        if snapshot is None or not self._session.has_sound:
            return 0.0
        return float(snapshot.seconds)

    @property
    def loop(self) -> tuple[float, float] | None:
        """The stretch that is played over and over."""
        wanted = self._session.desk.player.wanted.loop
        return None if wanted is None else (float(wanted[0]), float(wanted[1]))

    @property
    def end(self) -> float:
        """The last moment of the open track."""
        snapshot = self._session.desk.player.snapshot()
        return 0.0 if snapshot is None else snapshot.frames / HOUSE_RATE

    def to_start(self) -> None:
        """Go to the start."""
        self._session.seek(0.0)

    def to_end(self) -> None:
        """Go to the end."""
        self._session.seek(self.end)

    def toggle_click(self) -> None:
        """Let the metronome click along, or no longer."""
        self._session.ask(self._session.desk.metronome.toggle)

    def step(self, beats: int) -> None:
        """Go some beats on, or back."""
        grid = self._session.grid
        if grid is not None:
            self._session.seek(stepped(grid, self.seconds, beats))

    def step_bar(self, bars: int) -> None:
        """Go some bars on, or back."""
        grid = self._session.grid
        if grid is not None:
            self._session.seek(stepped_bar(grid, self.seconds, bars))

    def toggle_loop(self) -> None:
        """Loop the selected clip, or four bars here; end a loop that is on."""
        grid, clip = self._session.grid, self._session.clip
        if self.loop is not None:
            self._session.unloop()
        elif grid is not None and clip is not None:
            self._session.loop(
                *(float(at) for at in grid.seconds([clip.start_beat, clip.stop_beat]))
            )
        elif grid is not None:
            self._session.loop(*bar_around(grid, self.seconds))

    def loop_from_here(self) -> None:
        """Let the loop begin at the play head."""
        here, loop, grid = self.seconds, self.loop, self._session.grid
        if loop is not None and here < loop[1]:
            self._session.loop(here, loop[1])
        elif grid is not None:
            self._session.loop(here, stepped_bar(grid, here, 4))

    def loop_to_here(self) -> None:
        """Let the loop end at the play head."""
        here, loop, grid = self.seconds, self.loop, self._session.grid
        if loop is not None and here > loop[0]:
            self._session.loop(loop[0], here)
        elif grid is not None:
            self._session.loop(stepped_bar(grid, here, -4), here)

    def scale_loop(self, times: float) -> None:
        """Make the loop longer or shorter from its start."""
        loop, grid = self.loop, self._session.grid
        if loop is None or grid is None:
            return
        start, stop = (float(at) for at in grid.position(loop))
        beats = (stop - start) * times
        if beats >= SHORTEST_BEATS:
            self._session.loop(loop[0], min(self.end, float(grid.seconds(start + beats))))

    def move_loop(self, beats: float) -> None:
        """Take the loop some beats on, or back, as long as it is."""
        loop, grid = self.loop, self._session.grid
        if loop is None or grid is None:
            return
        start, stop = (float(at) for at in grid.position(loop))
        first, last = (float(at) for at in grid.seconds([start + beats, stop + beats]))
        if first >= 0.0 and last <= self.end + 1e-6:
            self._session.loop(first, last)

    def step_loop(self, way: int) -> None:
        """Take the loop on, or back, by its own length."""
        loop, grid = self.loop, self._session.grid
        if loop is not None and grid is not None:
            start, stop = (float(at) for at in grid.position(loop))
            self.move_loop(way * (stop - start))

    @property
    def crossfade(self) -> float:
        """How long the end of a loop fades into its start, in seconds."""
        return float(self._session.desk.player.wanted.crossfade)

    def set_crossfade(self, seconds: float) -> None:
        """Let the end of a loop fade into its start."""
        player = self._session.desk.player
        self._session.ask(lambda: player.set_crossfade(Seconds(seconds)))

    @property
    def rate(self) -> float:
        """How many times as fast as it is the song is to play."""
        return self._session.desk.player.wanted.rate

    @property
    def keeps_pitch(self) -> bool:
        """Whether the pitch stays at another rate."""
        return self._session.desk.player.wanted.keeps_pitch

    def set_rate(self, rate: float) -> None:
        """Play faster or slower."""
        player = self._session.desk.player
        self._session.ask(
            lambda: player.set_rate(bounded(rate), keep_pitch=player.wanted.keeps_pitch)
        )

    def toggle_pitch(self) -> None:
        """Keep the pitch at another rate, or let it follow."""
        player = self._session.desk.player
        self._session.ask(
            lambda: player.set_rate(
                player.wanted.rate, keep_pitch=not player.wanted.keeps_pitch
            )
        )

    def count_in(self) -> None:
        """Click a bar at the tempo of the play head, then play."""
        grid, metronome = self._session.grid, self._session.desk.metronome
        if grid is not None:
            self._session.ask(lambda: metronome.count_in(grid.metre))

    @property
    def other(self) -> str:
        """Which of two sounds is heard, A or B; nothing where there is no other."""
        wanted = self._session.desk.player.wanted
        return "" if wanted.other is None else "B" if wanted.is_other else "A"

    def switch(self) -> None:
        """Hear the other sound at the same place, or the loaded one again."""
        self._session.ask(self._session.desk.player.switch)

    def after_next(self, then: Callable[[], object]) -> None:
        """Do something once all that was wished so far is done."""
        self._session.ask(lambda: None, lambda _: then())

    def toggle_blackout(self) -> None:
        """Make all dark, or end that."""
        self.set_blackout(dark=not self._session.desk.lights.overlay.blackout)

    def set_blackout(self, *, dark: bool) -> None:
        """Choose whether all is dark."""
        lights = self._session.desk.lights
        self._session.ask(lambda: lights.set_overlay(replace(lights.overlay, blackout=dark)))

    def set_master(self, level: float) -> None:
        """Set the grand master."""
        lights = self._session.desk.lights
        self._session.ask(lambda: lights.set_overlay(replace(lights.overlay, master=level)))

    def panic(self) -> None:
        """Hold the sound and make all dark."""
        self.set_blackout(dark=True)
        if self._session.desk.player.wanted.playing:
            self._session.ask(self._session.desk.player.pause)
