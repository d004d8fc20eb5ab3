"""What is locked in a score stays as it is."""

from luma.domain.errors import Refused
from luma.domain.score import Clip, Score


def kept(before: Score, after: Score) -> Score:
    """The score after an edit, unless that touches what is locked."""
    old = {clip.id: clip for clip in before.clips}
    new = {clip.id: clip for clip in after.clips}
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            for clip in (old.get(name), new.get(name)):
                _refuse_locked(before, clip)
    return after


def _refuse_locked(doc: Score, clip: Clip | None) -> None:
    if clip is None:
        return
    layer = doc.layer(clip.layer)
    if layer.locked:
        raise Refused(
            f"Layer {layer.title} is locked, so its clips stay as they are.",
            hint="Unlock the layer first.",
        )
    if clip.locked and any(clip.id == other.id for other in doc.clips):
        raise Refused("The clip is locked, so it stays as it is.", hint="Unlock it first.")
