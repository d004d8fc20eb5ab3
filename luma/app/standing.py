"""What a track has of what is wished of it, what can be made, and what failed before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from luma.analysis.catalogue import BUILT_IN, AnalyzerType, Catalogue
from luma.analysis.order import Choice, Work, plan
from luma.app.paths import Paths
from luma.domain.ids import Recipe, TrackId
from luma.domain.track import Artifact, Track
from luma.store.failures import KnownFailure
from luma.store.store import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a track: some kinds or all, and by which engines."""

    kinds: tuple[str, ...] | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def joined(self, other: "Wish | None") -> "Wish":
        """Both wishes in one; where they choose differently, this one's choice stands."""
        if other is None:
            return self
        both = self.kinds is not None and other.kinds is not None
        kinds = tuple(dict.fromkeys((*(other.kinds or ()), *(self.kinds or ()))))
        return Wish(kinds if both else None, {**other.choices, **self.choices})


@dataclass(frozen=True, slots=True)
class Standing:
    """A track's possible results, which of them it has, and which failed before."""

    track: Track
    works: Mapping[str, Work]
    have: Collection[Recipe]
    barred: Collection[Recipe]


class Stocktaking:
    """Looks what tracks have."""

    def __init__(self, store: Store, paths: Paths, catalogue: Catalogue) -> None:
        """Look into this library, with this workshop in mind."""
        self._store, self._paths, self._catalogue = store, paths, catalogue

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that can be made here and now: those whose weights are there."""
        models = self._paths.models
        offers = (
            (kind, self._catalogue.pick(kind, "", models)) for kind in self._catalogue.kinds
        )
        return tuple(kind for kind, entry in offers if entry.is_ready(models))

    def of(self, name: TrackId, wish: Wish) -> Standing:
        """What a track has of a wish.

        Where the preferred engine failed and nobody chose it, the built-in one counts.
        """
        with self._store.read() as shelf:
            track = shelf.tracks.get(name)
            shelved = shelf.artifacts.have(name)
            failed = shelf.failures.known(name)
        works = self.plan(track, wish)
        if others := self._instead(works, wish, failed):
            works = self.plan(track, replace(wish, choices={**wish.choices, **others}))
        have = {
            work.recipe
            for work in works.values()
            if work.recipe in shelved and (self._paths.blobs / work.file).exists()
        }
        return Standing(track, works, have, _failed(works, failed))

    def plan(self, track: Track, wish: Wish) -> Mapping[str, Work]:
        """All results that a wish means for a track, with what they are made from."""
        sound = track.source.payload_sha256 or track.source.file_sha256
        kinds = wish.kinds or self.kinds
        asked = self._catalogue, sound, kinds, wish.choices, self._paths.models
        extras = {kind for entry in self._catalogue for kind in self._extras(entry)}
        return plan(*asked, there=self._there(sound, extras, wish))

    def improved_by(self, made: Artifact) -> tuple[str, ...]:
        """Which kinds a track has that may be heard better now that a result came.

        What a built-in engine made improves nothing.
        """
        extras = {kind for entry in self._catalogue for kind in self._extras(entry)}
        if made.engine == BUILT_IN or made.kind not in extras:
            return ()
        with self._store.read() as shelf:
            return tuple(dict.fromkeys(each.kind for each in shelf.artifacts.of(made.track)))

    def _extras(self, entry: AnalyzerType) -> Collection[str]:
        return self._catalogue.extras_of(entry).values()

    def _there(self, sound: str, kinds: Collection[str], wish: Wish) -> frozenset[str]:
        """Which of some kinds a sound has already, as somebody wishes and not by ourselves.

        Others hear no better with what a built-in engine took apart than without it.
        """
        works = plan(self._catalogue, sound, kinds, wish.choices, self._paths.models)
        others = (works[kind] for kind in kinds if works[kind].engine != BUILT_IN)
        return frozenset(w.kind for w in others if (self._paths.blobs / w.file).exists())

    def _instead(
        self, works: Mapping[str, Work], wish: Wish, failed: Collection[KnownFailure]
    ) -> dict[str, Choice]:
        hopeless = _failed(works, failed)
        return {
            kind: Choice(BUILT_IN)
            for kind, work in works.items()
            if work.recipe in hopeless
            and work.engine != BUILT_IN
            and kind not in wish.choices
            and f"{kind}/{BUILT_IN}" in self._catalogue.register
        }


def _failed(works: Mapping[str, Work], failures: Collection[KnownFailure]) -> frozenset[Recipe]:
    """The works whose analyzer, in its version of now, did not finish for the track."""
    failed = {(known.analyzer, known.version) for known in failures}
    return frozenset(w.recipe for w in works.values() if (w.key, w.version) in failed)
