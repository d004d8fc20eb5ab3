"""The score shelf: scores and their clips, saved as the difference of two documents."""

from typing import Any

from sqlalchemy import Row, delete, select, text, update
from sqlalchemy.orm import Session

from luma.domain.codec import encode
from luma.domain.errors import NotFound
from luma.domain.ids import ClipId, GraphId, PatternId, ScoreId, TrackId
from luma.domain.score import Anchor, Blend, Clip, Layer, Score
from luma.store._revision import check_revision
from luma.store._tables import (
    ClipRow,
    ImplementationRow,
    LayerRow,
    PatternRow,
    ScoreRow,
    TrackRow,
)

_DEFAULT_FIRST = ScoreRow.chosen.desc(), text("rowid")


class Scores:
    """The scores of the library."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session
        self._known: dict[ScoreId, Score] = {}

    def forget(self) -> None:
        """Read scores anew: a part of the transaction was taken back."""
        self._known.clear()

    def save(self, score: Score, revision: int | None = None) -> int:
        """Write what is new in a score and give its revision; `revision` was seen."""
        row = self._session.get(ScoreRow, score.id)
        check_revision(f'The score "{score.name}"', row.revision if row else 0, revision)
        before = None if row is None else self._load(row)
        if row is not None and before == score:
            return row.revision
        clips = {clip.id: clip for clip in before.clips} if before is not None else {}
        changed = tuple(clip for clip in score.clips if clips.get(clip.id) != clip)
        self._check(score, changed)
        if row is None:
            row = ScoreRow(id=score.id, revision=0, chosen=False)
            self._session.add(row)
        row.track, row.name, row.revision = score.track, score.name, row.revision + 1
        self._session.flush()
        for name in clips.keys() - {clip.id for clip in score.clips}:
            self._session.delete(self._session.get_one(ClipRow, (score.id, name)))
        for clip in changed:
            self._session.merge(_row(score.id, clip))
        if before is None or before.layers != score.layers:
            self._session.execute(delete(LayerRow).where(LayerRow.score == score.id))
            self._session.add_all(_layer_row(score.id, layer) for layer in score.layers)
        self._session.flush()
        self._known[score.id] = score
        return row.revision

    def find(self, name: ScoreId) -> Score | None:
        """The score of that id."""
        row = self._session.get(ScoreRow, name)
        return None if row is None else self._load(row)

    def load(self, name: ScoreId) -> Score:
        """The score of that id."""
        return self._load(self._row(name))

    def revision(self, name: ScoreId) -> int:
        """How often a score was changed."""
        return self._row(name).revision

    def list(self) -> tuple[Score, ...]:
        """Every score, the oldest first."""
        rows = self._session.scalars(select(ScoreRow).order_by(text("rowid"))).all()
        return tuple(self._load(row) for row in rows)

    def names(self, track: TrackId) -> tuple[ScoreId, ...]:
        """The ids of a track's scores: its default, then the oldest first."""
        wanted = select(ScoreRow.id).where(ScoreRow.track == track).order_by(*_DEFAULT_FIRST)
        return tuple(ScoreId(name) for name in self._session.scalars(wanted))

    def of_track(self, track: TrackId) -> tuple[Score, ...]:
        """The scores of a track: its default, then the oldest first."""
        wanted = select(ScoreRow).where(ScoreRow.track == track)
        rows = self._session.scalars(wanted.order_by(*_DEFAULT_FIRST)).all()
        return tuple(self._load(row) for row in rows)

    def find_default(self, track: TrackId) -> Score | None:
        """The score that plays with a track when none is named: the chosen or the oldest."""
        wanted = select(ScoreRow).where(ScoreRow.track == track).order_by(*_DEFAULT_FIRST)
        row = self._session.scalar(wanted.limit(1))
        return None if row is None else self._load(row)

    def defaults(self) -> frozenset[ScoreId]:
        """The default score of every track that has one."""
        rows = self._session.execute(
            select(ScoreRow.track, ScoreRow.id).order_by(*_DEFAULT_FIRST)
        ).all()
        first = {row.track: row.id for row in reversed(rows)}
        return frozenset(ScoreId(name) for name in first.values())

    def choose_default(self, name: ScoreId) -> Score:
        """Let a score be the one that plays with its track when none is named."""
        row = self._row(name)
        others = update(ScoreRow).where(ScoreRow.track == row.track, ScoreRow.chosen)
        self._session.execute(others.values(chosen=False))
        row.chosen = True
        self._session.flush()
        return self._load(row)

    def remove(self, name: ScoreId) -> None:
        """Take a score away with its clips."""
        self._session.delete(self._row(name))
        self._known.pop(name, None)
        self._session.flush()
        self._session.expire_all()

    def _row(self, name: ScoreId) -> ScoreRow:
        row = self._session.get(ScoreRow, name)
        if row is None:
            raise NotFound(f"The library has no score {name}.")
        return row

    def _load(self, row: ScoreRow) -> Score:
        """A score as it is in this transaction, read once."""
        known = self._known.get(ScoreId(row.id))
        if known is None:
            known = self._read(row)
            self._known[known.id] = known
        return known

    def _read(self, row: ScoreRow) -> Score:
        rows = self._session.execute(select(ClipRow.__table__).where(ClipRow.score == row.id))
        clips = tuple(_clip(clip) for clip in rows)
        wanted = select(LayerRow).where(LayerRow.score == row.id)
        layers = tuple(_layer(each) for each in self._session.scalars(wanted))
        return Score(ScoreId(row.id), TrackId(row.track), row.name, clips, layers)

    def _check(self, score: Score, changed: tuple[Clip, ...]) -> None:
        """Name what a score refers to and the library does not have."""
        if self._session.scalar(select(TrackRow.id).where(TrackRow.id == score.track)) is None:
            raise NotFound(f'The library has no track {score.track} for "{score.name}".')
        patterns = {clip.pattern for clip in changed}
        patterns -= set(self._session.scalars(select(PatternRow.id)))
        graphs = {clip.implementation for clip in changed} - {None}
        graphs -= set(self._session.scalars(select(ImplementationRow.id)))
        for what, lost in (("pattern", patterns), ("graph", graphs)):
            if lost:
                names = ", ".join(sorted(map(str, lost)))
                raise NotFound(
                    f'Clips of "{score.name}" play no {what} of the library: {names}.'
                )


def _row(score: ScoreId, clip: Clip) -> ClipRow:
    return ClipRow(
        score=score,
        id=clip.id,
        pattern=clip.pattern,
        implementation=clip.implementation,
        start_beat=clip.start_beat,
        stop_beat=clip.stop_beat,
        anchor=clip.anchor.value,
        start_s=clip.start_s,
        stop_s=clip.stop_s,
        z_index=clip.layer,
        blend=clip.blend.value,
        opacity=clip.opacity,
        fade_in=clip.fade_in,
        fade_out=clip.fade_out,
        arguments=encode(clip.arguments),
        seed=clip.seed,
        locked=clip.locked,
        muted=clip.muted,
        reason=clip.reason,
    )


def _layer_row(score: ScoreId, layer: Layer) -> LayerRow:
    return LayerRow(
        score=score,
        number=layer.number,
        name=layer.name,
        locked=layer.locked,
        muted=layer.muted,
        solo=layer.solo,
    )


def _layer(row: LayerRow) -> Layer:
    return Layer(row.number, row.name, row.locked, row.muted, row.solo)


def _clip(row: Row[Any]) -> Clip:
    return Clip(
        id=ClipId(row.id),
        pattern=PatternId(row.pattern),
        start_beat=row.start_beat,
        stop_beat=row.stop_beat,
        layer=row.z_index,
        blend=Blend(row.blend),
        opacity=row.opacity,
        fade_in=row.fade_in,
        fade_out=row.fade_out,
        arguments=row.arguments,
        seed=row.seed,
        implementation=None if row.implementation is None else GraphId(row.implementation),
        anchor=Anchor(row.anchor),
        start_s=row.start_s,
        stop_s=row.stop_s,
        locked=row.locked,
        muted=row.muted,
        reason=row.reason,
    )
