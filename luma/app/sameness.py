"""Tracks that are the same music in other packing: noticed by their samples, joined by hand."""

import hashlib
import logging

from luma.app.events import ArtifactReady, SameSoundFound
from luma.app.ground import Ground
from luma.app.paths import Paths
from luma.audio.pcm import Pcm
from luma.domain.errors import Refused
from luma.domain.ids import TrackId
from luma.domain.track import Artifact, Track
from luma.store.merging import Work
from luma.store.store import Shelf, Store

_BLOCK = 1 << 19
log = logging.getLogger(__name__)


class Sameness:
    """Writes down the hash of decoded samples, and says where two tracks share one."""

    def __init__(self, ground: Ground, paths: Paths) -> None:
        """Read and write here."""
        self._bus, self._chores = ground.bus, ground.chores
        self._keeper, self._store = ground.keeper, ground.store
        self._paths = paths

    def note(self, fact: ArtifactReady) -> None:
        """Name the samples that were decoded just now; called on the lane."""
        if fact.artifact.kind != "pcm":
            return
        made = fact.artifact
        self._chores.run(
            lambda: self._noted(made),
            lambda others: self._propose(made.track, others),
            lambda cause: log.warning("samples could not be named: %s", cause),
        )

    def _noted(self, made: Artifact) -> tuple[TrackId, ...]:
        sha256 = pcm_sha256(Pcm.open(self._paths.blobs / made.file))
        with self._store.read() as shelf:
            payload = shelf.tracks.get(made.track).source.payload_sha256
        return self._keeper.save(lambda shelf: shelf.sources.note_pcm(payload, sha256)).result()

    def _propose(self, track: TrackId, others: tuple[TrackId, ...]) -> None:
        if others:
            self._bus.announce(SameSoundFound(track, others))


def pcm_sha256(sound: Pcm) -> str:
    """The name of decoded samples, whatever they were packed in."""
    digest = hashlib.sha256()
    for start in range(0, sound.frames, _BLOCK):
        digest.update(sound.samples[start : start + _BLOCK].tobytes())
    return digest.hexdigest()


def pairs(store: Store) -> tuple[tuple[Track, Track], ...]:
    """Pairs of tracks whose samples are the same, the older one first."""
    with store.read() as shelf:
        return tuple(
            (shelf.tracks.get(one), shelf.tracks.get(other))
            for one, other in shelf.sources.twins()
        )


def join(ground: Ground, kept: TrackId, gone: TrackId) -> Track:
    """Make one track of two, with the work of both; refused where their work collides."""
    if kept == gone:
        raise Refused("A track is the same as itself already.", hint="Name two tracks.")

    def change(shelf: Shelf) -> Track:
        track, other = shelf.tracks.get(kept), shelf.tracks.get(gone)
        _refuse_collision(
            (track, shelf.merging.work_of(kept)), (other, shelf.merging.work_of(gone))
        )
        shelf.merging.join(kept, gone)
        shelf.tracks.restore(kept)
        return shelf.tracks.get(kept)

    return ground.keeper.save(change).result()


def _refuse_collision(one: tuple[Track, Work], other: tuple[Track, Work]) -> None:
    titles = f'"{one[0].title}" and "{other[0].title}"'
    both = one[1].corrected & other[1].corrected
    if both:
        words = " and ".join(sorted(both))
        raise Refused(
            f"The {words} of {titles} were both put right by hand, so one would be lost.",
            hint="Take the corrections of one of them back first.",
        )
    for (track, work), (stranger, theirs) in ((one, other), (other, one)):
        if "beats" in work.corrected and theirs.scores:
            raise Refused(
                f'The beats of "{track.title}" were put right, and "{stranger.title}" has a '
                "score that stands on other beats.",
                hint="Put its beats right likewise, or export its score, first.",
            )
