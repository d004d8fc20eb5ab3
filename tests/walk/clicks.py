"""A song of clicks with a show of flashes: recorded at a sink, and captured on a wire.

Every beat is one click, exact to the sample, and one light frame of light. Both carry the
number of the beat: the click as the share of its right channel, the flash as lit heads.
"""

import contextlib
import fcntl
import itertools
import os
import queue
import random
import socket
import struct
import subprocess
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from luma.app.analyses import Wish
from luma.app.desk import open_desk
from luma.app.events import TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings, sent_by_artnet
from luma.domain.ids import ClipId, PatternId, ScoreId
from luma.domain.light import INTENSITY, LightBuffer, bits
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.units import HOUSE_RATE, Seconds
from luma.light.messages import DMX_RATE
from luma.light.wire import period_ns
from luma.score.compositor import ClipLight
from tests.light.rig import SAMPLES, fixture, venue
from tests.pipewire import RATE, SINK, PipeWire

BEATS, BEAT_FRAMES, BEAT_SECONDS = 256, 30, 0.5
NUMBER_HEADS = 8
HEADS = NUMBER_HEADS + 1
CLICK_SAMPLES, CLICK_LEVEL, QUIET = 32, 0.5, 1e-3
APART = HOUSE_RATE // 20
BAR, LOOP_BARS = 4, 4
BROKEN_NS = 5_000_000
CLEAR_NS = 1_000_000_000
STALL_NS, NEAR_STALL_NS = 5_000_000, 100_000_000
TIMER = Path(__file__).parents[1] / "light" / "timer.c"
TOLD_NS = 35  # SO_TIMESTAMPNS, which Python does not name
NEAR_NS = 250_000_000
AROUND_NS = 400_000_000
PIPE_BYTES = 1 << 20
RECORDER_PRIORITY = 5
ARTNET_HEADER = 18
PATIENCE = 120.0

Times = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Beat:
    """A click or a flash: which beat, and at which monotonic time."""

    number: int
    at_ns: int


@dataclass(frozen=True, slots=True)
class Flash:
    """A flash on the wire, and in how many packets."""

    beat: Beat
    packets: int


@dataclass(frozen=True, slots=True)
class InStep:
    """How far flashes leave after their clicks, in milliseconds, and what had no partner.

    A click is `clear` where the sound did not break off within a second of it, and a bare timer
    in C beside it was on time: there the machine did what was asked of it.
    """

    seconds: float
    clicks: int
    dark: tuple[int, ...]
    silent: tuple[int, ...]
    short: int
    offsets: tuple[float, ...]
    times: tuple[float, ...]
    clear: tuple[bool, ...]
    breaks: int
    stalls: int
    underruns: int
    load: float

    @property
    def median(self) -> float:
        """The offset in the middle."""
        return float(np.median(self.offsets))

    @property
    def strays(self) -> tuple[float, ...]:
        """How far each offset lies from the median."""
        return tuple(abs(offset - self.median) for offset in self.offsets)

    @property
    def worst_clear(self) -> float:
        """How far an offset lies from the median at most, of clicks that are clear."""
        pairs = zip(self.strays, self.clear, strict=True)
        return max(stray for stray, is_clear in pairs if is_clear)

    @property
    def slope(self) -> float:
        """By how much the offset grows in a minute."""
        return float(np.polyfit(np.array(self.times) / 60.0, self.offsets, 1)[0])

    def words(self) -> str:
        """The figures in one sentence."""
        return (
            f"{self.seconds:.0f} s, {self.clicks} clicks: offset median {self.median:.1f} ms, "
            f"{min(self.offsets) - self.median:+.1f} to {max(self.offsets) - self.median:+.1f} "
            f"(p99 {np.percentile(self.strays, 99):.1f}, worst {max(self.strays):.1f}, "
            f"{self.worst_clear:.1f} for the {sum(self.clear)} away from {self.breaks} breaks "
            f"of the sound and {self.stalls} stalls of a bare timer), "
            f"drift {self.slope:+.2f} ms a minute; {len(self.dark)} clicks without a flash, "
            f"{len(self.silent)} flashes without a click, {self.short} in one packet alone; "
            f"{self.underruns} underruns told; "
            f"load {self.load:.1f} on {os.cpu_count()} cores"
        )


class Recorder:
    """Listens to a sink: where clicks begin, and which frame arrived when.

    A recorder hands on what it has in lumps that may come late and never early; the earliest of
    many tells the time of a frame, up to a delay that stays.
    """

    def __init__(self, server: PipeWire) -> None:
        """Begin to record, and wait for the first frames."""
        command = ["parec", "-d", f"{SINK}.monitor", "--format=float32le", f"--rate={RATE}"]
        command += ["--channels=2", "--raw", "--latency-msec=20"]
        self._process = subprocess.Popen(command, env=server.env, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        with contextlib.suppress(OSError):  # a favour, not a right
            priority = os.sched_param(RECORDER_PRIORITY)
            os.sched_setscheduler(self._process.pid, os.SCHED_RR, priority)
        self._arrivals: list[tuple[int, int]] = []
        self._clicks: list[tuple[int, int]] = []
        self._last = -APART
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        _wait_for(lambda: bool(self._arrivals), "the recorder")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        frames, rest = 0, b""
        while data := os.read(self._process.stdout.fileno(), 1 << 16):
            now_ns = time.monotonic_ns()
            whole = (len(rest) + len(data)) // 8 * 8
            sound = np.frombuffer((rest + data)[:whole], np.float32).reshape(-1, 2)
            rest = (rest + data)[whole:]
            for at in np.flatnonzero(np.abs(sound[:, 0]) > QUIET).tolist():
                if frames + at - self._last > APART:
                    share = float(sound[at, 1]) / float(sound[at, 0])
                    self._clicks.append((round(share * BEATS) - 1, frames + at))
                self._last = frames + at
            frames += len(sound)
            self._arrivals.append((frames, now_ns))

    def close(self) -> list[Beat]:
        """Stop, and give every click with its time."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        frames, arrived = np.array(self._arrivals).T
        began = arrived - np.round(frames * (1e9 / RATE)).astype(np.int64)
        return [
            Beat(
                number,
                _base(arrived, began, bisect_left(frames, at + 1)) + round(at * 1e9 / RATE),
            )
            for number, at in self._clicks
        ]


def _base(arrived: Times, began: Times, lump: int) -> int:
    """When the recording of a lump began: the earliest told by its neighbours.

    Where frames were lost it begins later from then on; so one side of it counts, not both.
    """
    first, last = np.searchsorted(arrived, arrived[lump] + np.array([-AROUND_NS, AROUND_NS]))
    return int(max(began[first : lump + 1].min(), began[lump:last].min()))


class Capture:
    """A node on this machine: every packet's first levels, and when the kernel had it."""

    def __init__(self) -> None:
        """Begin to listen."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setsockopt(socket.SOL_SOCKET, TOLD_NS, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._socket.settimeout(0.1)
        self.port = int(self._socket.getsockname()[1])
        self._packets: list[tuple[int, bytes]] = []
        self._is_open = True
        self._began = _clocks_apart()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while self._is_open:
            try:
                data, told, _, _ = self._socket.recvmsg(2048, 64)
            except TimeoutError:
                continue
            seconds, nanos = struct.unpack("qq", told[0][2][:16])
            levels = data[ARTNET_HEADER : ARTNET_HEADER + HEADS]
            self._packets.append((seconds * 1_000_000_000 + nanos, levels))

    def close(self) -> list[Flash]:
        """Stop, and give every flash with its time."""
        self._is_open = False
        self._thread.join()
        self._socket.close()
        apart = _between([at for at, _ in self._packets], self._began, _clocks_apart())
        packets = zip(apart, self._packets, strict=True)
        flashes = []
        for lit, group in itertools.groupby(packets, lambda packet: packet[1][1]):
            if any(lit):
                (shift, (at, _)), *more = group
                number = sum(1 << n for n in range(NUMBER_HEADS) if lit[1 + n])
                flashes.append(Flash(Beat(number, at - shift), 1 + len(more)))
        return flashes


def _clocks_apart() -> tuple[int, int]:
    """The time of day, and how far it is from monotonic time: of some looks, the closest."""
    looks = []
    for _ in range(50):
        before, day, after = time.monotonic_ns(), time.time_ns(), time.monotonic_ns()
        looks.append((after - before, day, day - (before + after) // 2))
    return min(looks)[1:]


def _between(at: list[int], first: tuple[int, int], last: tuple[int, int]) -> list[int]:
    """How far the clocks are apart at some times of day, on a line between two looks."""
    days, shifts = zip(first, last, strict=True)
    return [
        first[1] + round(float(s)) for s in np.interp(at, days, np.array(shifts) - first[1])
    ]


def _wait_for(is_so: Any, what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)


def write_clicks(path: Path) -> None:
    """The song: silence, and a click on every beat."""
    sound = np.zeros((BEATS * BEAT_FRAMES * SAMPLES, 2), np.float32)
    for number in range(BEATS):
        at = number * BEAT_FRAMES * SAMPLES
        sound[at : at + CLICK_SAMPLES] = CLICK_LEVEL, CLICK_LEVEL * (number + 1) / BEATS
    soundfile.write(path, sound, HOUSE_RATE, subtype="FLOAT")


def flashes() -> ClipLight:
    """The show: one frame of light on every beat, dark in between."""
    light = LightBuffer.dark(HEADS, 0, BEATS * BEAT_FRAMES)
    light.set[:] = bits("intensity")
    for number in range(BEATS):
        lit = [True, *(bool(number >> n & 1) for n in range(NUMBER_HEADS))]
        light.values[lit, number * BEAT_FRAMES, INTENSITY] = 1.0
    return ClipLight(light, tuple(range(HEADS)))


@contextmanager
def clicking(folder: Path, port: int) -> Iterator[Desk]:
    """A desk with the song of clicks loaded and its flashes composed, sent to a port."""
    write_clicks(folder / "clicks.wav")
    grid = BeatGrid(np.arange(BEATS, dtype=np.float64) * BEAT_SECONDS, np.arange(0, BEATS, BAR))
    room = venue(*(fixture(f"d{n}", "dimmer", "8 bit", 1 + n) for n in range(HEADS)))
    settings = Settings(SoundSettings(), sent_by_artnet("127.0.0.1", port))
    with open_desk(Paths.find(), settings) as desk:
        outcome = desk.library.add([folder / "clicks.wav"]).result()[0]
        assert outcome.track is not None, outcome.trouble
        track = outcome.track.id
        done: queue.SimpleQueue[TrackComplete] = queue.SimpleQueue()
        desk.bus.on(TrackComplete, done.put)
        desk.lane.call(lambda: desk.analyses.complete(track, Wish(("pcm",))))
        done.get(timeout=PATIENCE)
        desk.lane.call(lambda: desk.player.load(track))
        desk.lane.call(lambda: desk.player.seek(Seconds(BEAT_SECONDS / 2)))
        clip = Clip(ClipId("flash"), PatternId("flash"), 0.0, float(BEATS))
        score = Score(ScoreId("clicks"), track, "Clicks", (clip,))
        desk.lane.call(lambda: desk.lights.open(room, grid, BEATS * BEAT_SECONDS))
        shows = {clip.id: flashes()}
        desk.lane.call(lambda: desk.lights.replan(score, shows, [desk.lights.whole]))
        _wait_for(lambda: desk.lane.call(lambda: desk.lights.is_settled), "the light")
        _wait_for(lambda: _rests(desk), "the sound")
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        time.sleep(2.0)  # the new processes have settled
        yield desk


def _rests(desk: Desk) -> bool:
    """Whether the play head is where it was sent, which is in the dark."""
    snapshot = desk.player.snapshot()
    return snapshot is not None and abs(snapshot.seconds - BEAT_SECONDS / 2) < QUIET


def play_about(desk: Desk, seconds: float) -> None:
    """Play for so long: stretches of seeks to anywhere take turns with a loop of four bars."""
    chance = random.Random(4)
    stretch = min(60.0, seconds / 2)
    player, now = desk.player, desk.lane.call
    until = time.monotonic() + seconds
    now(player.play)
    for turn in itertools.count():
        ends = min(until, time.monotonic() + stretch)
        if turn % 2:
            bar = chance.randrange(40) * BAR * BEAT_SECONDS
            stop = bar + LOOP_BARS * BAR * BEAT_SECONDS
            now(partial(player.loop, Seconds(bar), Seconds(stop)))
            now(partial(player.seek, Seconds(bar + 0.6 * BEAT_SECONDS)))
            time.sleep(max(0.0, ends - time.monotonic()))
            now(player.unloop)
        while time.monotonic() < ends:
            beat = chance.randrange(180) + chance.uniform(0.25, 0.75)
            now(partial(player.seek, Seconds(beat * BEAT_SECONDS)))
            time.sleep(max(0.0, min(10.0, ends - time.monotonic())))
        if time.monotonic() >= until:
            break
    now(player.pause)
    time.sleep(1.0)


class BareTimer:
    """A timer in C of the light's period and priority: when it came late."""

    def __init__(self, folder: Path, seconds: float) -> None:
        """Let it run for so long."""
        program = folder / "timer"
        subprocess.run(["cc", "-O2", "-o", program, TIMER], check=True)
        self._period = period_ns(DMX_RATE)
        ticks = round(seconds * 1e9 / self._period)
        self._began = time.monotonic_ns()
        command = [str(program), str(self._period), str(ticks), "-10"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def stalls(self) -> list[int]:
        """Every time at which it was late by more than a few milliseconds, once it is done."""
        said, _ = self._process.communicate()
        late = np.array(said.split(), np.int64)
        times = self._began + np.cumsum(late + self._period)
        stalled: list[int] = times[late > STALL_NS].tolist()
        return stalled


def measure(server: PipeWire, folder: Path, seconds: float) -> InStep:
    """Play the clicks for so long with their flashes, and say how they keep step."""
    capture = Capture()
    try:
        recorder = Recorder(server)
        try:
            with clicking(folder, capture.port) as desk:
                timer = BareTimer(folder, seconds)
                play_about(desk, seconds)
                stalls = timer.stalls()
                position = desk.player.snapshot()
                assert position is not None
        finally:
            clicks = recorder.close()
    finally:
        flashed = capture.close()
    return compare(clicks, flashed, seconds, position.underruns, stalls)


def compare(
    clicks: list[Beat],
    flashed: list[Flash],
    seconds: float,
    underruns: int = 0,
    stalls: Sequence[int] = (),
) -> InStep:
    """Each click beside the flash of its beat that lies nearest."""
    left = list(flashed)
    pairs: list[tuple[Beat, Flash]] = []
    dark = []
    for click in clicks:
        mates = [f for f in left if f.beat.number == click.number]
        near = min(mates, key=lambda f: abs(f.beat.at_ns - click.at_ns), default=None)
        if near is None or abs(near.beat.at_ns - click.at_ns) > NEAR_NS:
            dark.append(click.number)
        else:
            left.remove(near)
            pairs.append((click, near))
    began, broken = clicks[0].at_ns, breaks(clicks)
    away = [(first - CLEAR_NS, last + CLEAR_NS) for first, last in broken]
    away += [(at_ns - NEAR_STALL_NS, at_ns + NEAR_STALL_NS) for at_ns in stalls]
    return InStep(
        seconds=seconds,
        clicks=len(clicks),
        dark=tuple(dark),
        silent=tuple(flash.beat.number for flash in left),
        short=sum(flash.packets < 2 for flash in flashed),
        offsets=tuple((flash.beat.at_ns - click.at_ns) / 1e6 for click, flash in pairs),
        times=tuple((click.at_ns - began) / 1e9 for click, _ in pairs),
        clear=tuple(
            not any(first < click.at_ns < last for first, last in away) for click, _ in pairs
        ),
        breaks=len(broken),
        stalls=len(stalls),
        underruns=underruns,
        load=os.getloadavg()[0],
    )


def breaks(clicks: list[Beat]) -> list[tuple[int, int]]:
    """Between which times the sound broke off: neighbours of a song that lie too far apart."""
    return [
        (one.at_ns, two.at_ns)
        for one, two in pairwise(clicks)
        if two.number == one.number + 1
        and abs(two.at_ns - one.at_ns - BEAT_SECONDS * 1e9) > BROKEN_NS
    ]
