"""From which frame on each node has to run, so that a part of a clip is that part of it."""

from luma.domain.curve import Curve, FrameTimes, Trigger
from luma.domain.ids import NodeId
from luma.domain.light import LightBuffer
from luma.domain.nodetype import Memory
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.units import LIGHT_FPS
from luma.graph.context import RunContext
from luma.graph.plan import Plan


def spans_of(plan: Plan, context: RunContext) -> dict[NodeId, FrameTimes]:
    """The frames that each node runs over, so that what is asked for comes out whole.

    A node begins as much earlier than those that it feeds as it remembers, and never before
    the clip: there it would begin in any case.
    """
    first, stop = context.times.first, context.times.first + context.times.count
    start = min(context.whole.first, first)
    wanted = {step.node: first for step in plan.steps}
    for step in reversed(plan.steps):
        begins = max(start, wanted[step.node] - _frames(step.entry.type.memory, first - start))
        wanted[step.node] = begins
        for feed in (feed for port in step.feeds.values() for feed in port):
            wanted[feed.source] = min(wanted[feed.source], begins)
    return {node: FrameTimes(begins, stop - begins) for node, begins in wanted.items()}


def share_of_whole(plan: Plan, context: RunContext) -> float:
    """How much of the work over a whole clip a run over its part is, by frames."""
    most = len(plan.steps) * context.whole.count
    return sum(span.count for span in spans_of(plan, context).values()) / max(most, 1)


def _frames(memory: Memory, most: int) -> int:
    """How many frames of the past are enough."""
    if memory == "none":
        return 0
    return most if memory == "all" else min(int(memory * LIGHT_FPS) + 2, most)


def part_of(value: object, over: FrameTimes, at: FrameTimes) -> object:
    """What a value that was made over some frames is at the last of them."""
    begin, end = at.first - over.first, at.first - over.first + at.count
    part = value
    match value:
        case _ if over == at:
            pass
        case Curve() if value.frames == over.count and value.frames > 1:
            part = type(value)(value.values[:, begin:end])
        case LightBuffer():
            part = value.between(at.first, at.first + at.count)
        case Audio() if value.first == over.first:
            heard = value.samples[begin * SAMPLES_PER_FRAME : end * SAMPLES_PER_FRAME]
            part = Audio(heard, at.first)
        case Trigger():
            kept = (value.frames >= at.first) & (value.frames < at.first + at.count)
            part = Trigger(value.frames[kept], value.strength[kept])
    return part
