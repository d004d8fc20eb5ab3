"""What is known about a song, in seconds."""

from dataclasses import dataclass, replace

from workers.training.dance.score import Score


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat's moment, and its place in the bar from 1."""

    second: float
    position: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name over a stretch of seconds."""

    start: float
    end: float
    label: str


def beats(score: Score) -> tuple[Beat, ...]:
    """Every beat from the first bar to the end, whether or not it is struck."""
    grid = score.sheet.grid
    return tuple(
        Beat(float(second), n % grid.per_bar + 1)
        for n, second in enumerate(grid.beats)
        if 0 <= second < score.end - 1e-6
    )


def chords(score: Score) -> tuple[Labelled, ...]:
    """One chord after another from the first sample to the last, equal ones as one."""
    clock = score.sheet.grid.second_of_beat
    spans = [Labelled(clock(s.start), clock(s.end), s.chord.label) for s in score.sheet.chords]
    spans = [Labelled(-60.0, spans[0].start, "N"), *spans]
    spans.append(Labelled(spans[-1].end, score.seconds, "N"))
    out: list[Labelled] = []
    for span in _within(spans, score.seconds):
        if out and out[-1].label == span.label:
            out[-1] = replace(out[-1], end=span.end)
        else:
            out.append(span)
    return tuple(out)


def sections(score: Score) -> tuple[Labelled, ...]:
    """The large shape, from the first bar to the end."""
    second = score.sheet.grid.second
    spans = [
        Labelled(second(part.first_bar), second(part.end_bar), part.label)
        for part in score.sheet.sections
    ]
    return _within(spans, score.seconds)


def _within(spans: list[Labelled], seconds: float) -> tuple[Labelled, ...]:
    cut = (Labelled(max(0.0, s.start), min(seconds, s.end), s.label) for s in spans)
    return tuple(span for span in cut if span.start < span.end)
