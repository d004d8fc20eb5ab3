"""What a screen or a client shows of playing, from one whole copy of the position block."""

from dataclasses import dataclass

from luma.domain.blocks import Position, heard
from luma.domain.units import HOUSE_RATE, Frames, Gain, Seconds
from luma.stage.load import Load


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where playing is at one moment, as it is heard.

    `ready` says up to where the sound is there; `missed` counts frames that were due and not in
    memory, and `broken` samples that were no numbers, both heard as silence. `counting` is how
    many frames of a count-in are left.
    """

    generation: int
    frames: Frames
    playing: bool
    looping: bool
    loop_start: Frames
    loop_stop: Frames
    frame: float
    peak: tuple[Gain, Gain]
    rms: tuple[Gain, Gain]
    underruns: int
    callbacks: int
    worst_ns: int
    last_ns: int
    stream_frame: int
    rate: float
    ready: Frames
    missed: int
    broken: int
    counting: Frames
    load: Load

    @classmethod
    def of(cls, position: Position, now_ns: int) -> "Snapshot":
        """The moment that is heard at a monotonic time, with the levels of the master."""
        frame = heard(position, now_ns)
        (left, right), (mean_left, mean_right) = position.peak[0], position.rms[0]
        return cls(
            generation=position.generation,
            frames=Frames(position.source_frames),
            playing=position.playing,
            looping=position.looping,
            loop_start=Frames(position.loop_start),
            loop_stop=Frames(position.loop_stop),
            frame=position.song_frame if frame is None else frame,
            peak=(Gain(float(left)), Gain(float(right))),
            rms=(Gain(float(mean_left)), Gain(float(mean_right))),
            underruns=position.underruns,
            callbacks=position.callbacks,
            worst_ns=position.worst_ns,
            last_ns=position.last_ns,
            stream_frame=position.stream_frame,
            rate=round(position.rate, 6),
            ready=Frames(min(position.ready, position.source_frames)),
            missed=position.missed,
            broken=position.broken,
            counting=Frames(position.counting),
            load=Load.of(position),
        )

    @property
    def seconds(self) -> Seconds:
        """The heard place in the song."""
        return Seconds(self.frame / HOUSE_RATE)
