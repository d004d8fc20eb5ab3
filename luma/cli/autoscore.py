"""`luma score auto`: sketch a first score of a track, and tell why each clip is there."""

from argparse import Namespace

from luma.app.analyses import Wish
from luma.app.autoscore import DEFAULT_NAME, Sketch
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.named import find_venue
from luma.cli.working import finish_tracks
from luma.domain.score import Score
from luma.domain.venue import Venue

LISTENS_TO = ("pcm", "beats", "chords", "energy", "sections")


def sketch_score(desk: Desk, args: Namespace, answers: Answers) -> None:
    """Hear what is missing of the track, and shelve a new score for it."""
    track = desk.library.track(args.of)
    venue = _venue(desk, args.venue)
    finish_tracks(desk, {track.id}, Wish(LISTENS_TO))
    sketch = desk.auto_scores.sketch(track.id, venue, args.seed)
    score = desk.auto_scores.keep(sketch, args.name or DEFAULT_NAME).result()
    answers.tell(_record(score, sketch, venue, args.seed))
    rows = [
        (f"{clip.start_beat:g}", f"{clip.stop_beat:g}", str(clip.layer), clip.reason)
        for clip in sketch.clips
    ]
    answers.table(rows, ("from beat", "to", "layer", "why"))
    if not answers.as_json:
        say(f'"{on_one_line(score.name)}" is {score.id}: `luma show play {score.id}` plays it.')


def _venue(desk: Desk, name: str | None) -> Venue | None:
    """The venue of that name, or the one that is lit, if there is any."""
    with desk.ground.store.read() as shelf:
        has_one = bool(shelf.venues.list())
    return find_venue(desk, name) if has_one or name is not None else None


def _record(score: Score, sketch: Sketch, venue: Venue | None, seed: int) -> dict[str, object]:
    return {
        "id": score.id,
        "track": score.track,
        "name": score.name,
        "venue": None if venue is None else venue.id,
        "seed": seed,
        "parts": [
            {
                "role": part.role,
                "first_bar": part.start + 1,
                "bars": part.bars,
                "look": f"{part.role}-{part.group}",
                "energy": round(part.energy, 3),
                "label": part.label,
            }
            for part in sketch.parts
        ],
        "clips": [
            {
                "id": clip.id,
                "pattern": clip.pattern,
                "start_beat": clip.start_beat,
                "stop_beat": clip.stop_beat,
                "layer": clip.layer,
                "blend": clip.blend,
                "opacity": clip.opacity,
                "arguments": clip.arguments,
                "seed": clip.seed,
                "reason": clip.reason,
            }
            for clip in sketch.clips
        ],
    }
