"""Tells where the music is, for as long as it plays."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from luma.app.events import (
    LightsLost,
    OutputFailed,
    ProblemRaised,
    StageLost,
    StageReady,
    TransportChanged,
)
from luma.app.services import Desk
from luma.cli.answers import Answers, clock, say
from luma.cli.desks import facts_of
from luma.cli.playing import PlayingMeter
from luma.cli.starting import Starting
from luma.stage.snapshot import Snapshot

LOOK_EVERY = 1 / 15
TELL_EVERY = 1.0
HEARD = (TransportChanged, ProblemRaised, OutputFailed, StageLost, StageReady, LightsLost)


def play_on(
    desk: Desk,
    answers: Answers,
    stop: float | None,
    most: float | None,
    begin: Callable[[], object] | None = None,
) -> int:
    """Play, and tell where the music is until it ends, reaches a second, or was long enough.

    With `begin`, that is what makes it play; called on the lane.
    """
    meter = PlayingMeter(desk)
    with facts_of(desk, *HEARD) as facts:
        desk.lane.call(begin or desk.player.play)
        if not _has_begun(desk, facts):
            return int(desk.player.is_given_up)
        try:
            _follow(desk, answers, meter, _Until(facts, stop, most))
        finally:
            meter.clear()
    return int(desk.player.is_given_up)


@dataclass(frozen=True, slots=True, eq=False)
class _Until:
    """When to stop: at an end that is told, at a second of the song, or after a while."""

    facts: queue.SimpleQueue[Any]
    stop: float | None
    most: float | None


def _follow(desk: Desk, answers: Answers, meter: PlayingMeter, until: _Until) -> None:
    began, told = time.monotonic(), -TELL_EVERY
    while not _has_ended(until.facts, meter):
        time.sleep(LOOK_EVERY)
        now, snapshot = time.monotonic() - began, desk.player.snapshot()
        if snapshot is None or (until.most is not None and now >= until.most):
            break
        if until.stop is not None and snapshot.seconds >= until.stop:
            break
        if answers.as_json or not meter.is_shown:
            if now - told >= TELL_EVERY:
                told = now
                _tell(answers, snapshot)
        else:
            meter.show(snapshot)


def _has_begun(desk: Desk, facts: queue.SimpleQueue[Any]) -> bool:
    """Wait for the first sound, which takes longer when the engine has yet to be compiled."""
    starting = Starting(desk.paths.compiled)
    while not _has_ended(facts, None):
        snapshot = desk.player.snapshot()
        if snapshot is not None and (snapshot.playing or snapshot.counting):
            return True
        starting.tell()
        time.sleep(LOOK_EVERY)
    return False


def _has_ended(facts: queue.SimpleQueue[Any], meter: PlayingMeter | None) -> bool:
    while not facts.empty():
        if meter is not None:
            meter.clear()
        match facts.get():
            case TransportChanged(playing=playing):
                if not playing:
                    return True
            case ProblemRaised(trouble=trouble) | OutputFailed(trouble=trouble):
                say(f"luma: {trouble.sentence()}")
            case StageLost(said=said) | LightsLost(said=said):
                say(f"luma: {said}")
            case StageReady(sink=sink):
                say(f"Playing on {sink}.")
    return False


def _tell(answers: Answers, snapshot: Snapshot) -> None:
    answers.tell(
        {
            "seconds": round(snapshot.seconds, 3),
            "playing": snapshot.playing,
            "looping": snapshot.looping,
            "peak": [round(level, 4) for level in snapshot.peak],
            "underruns": snapshot.underruns,
        },
        f"{clock(snapshot.seconds)}  peak {max(snapshot.peak):.2f}  gaps {snapshot.underruns}",
    )
