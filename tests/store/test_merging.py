"""Two tracks become one, and nothing that hung on either is lost."""

from luma.domain.documents import SCORE
from luma.domain.griddoc import GridDoc
from luma.domain.ids import ScoreId, TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Score
from luma.domain.scoreedits import AddClip
from luma.store._engine import WRITES, open_engine
from luma.store.history import Change
from luma.store.store import Store
from tests.library import a_clip, a_track, furnish, sha

GRID = BeatGrid.steady(128.0, count=8)
KEPT, GONE = TrackId("kept-track-id"), TrackId("gone-track-id")


def furnished(store: Store) -> None:
    """Two tracks: lists, plays, cues, a note, a score with a past and a grid on the second."""
    with store.begin() as shelf:
        furnish(shelf)
        for name in (KEPT, GONE):
            shelf.tracks.add(a_track(name, title="T" if name == GONE else ""))
        before = Score(ScoreId("s"), GONE, "Show", ())
        after = Score(ScoreId("s"), GONE, "Show", (a_clip("a"),))
        shelf.scores.save(before)
        shelf.scores.save(after)
        change = Change(SCORE, "s", 1, before, after, (AddClip(a_clip("a")),))
        shelf.history.append(change)
        shelf.corrections.save_grid(GridDoc(GONE, GRID))
    engine = open_engine(store.path)
    with engine.connect().execution_options(**{WRITES: True}) as raw, raw.begin():
        for statement in (
            "INSERT INTO playlists (id, name, made) VALUES ('both', 'B', ''), ('one', 'O', '')",
            f"INSERT INTO playlist_tracks VALUES ('both', 0, '{KEPT}'), ('both', 1, '{GONE}'),"
            f" ('one', 0, '{GONE}')",
            f"INSERT INTO plays (track, at, seconds) VALUES ('{GONE}', 'now', 3)",
            f"INSERT INTO cues (track, at_s) VALUES ('{GONE}', 1.5)",
            f"UPDATE tracks SET note = 'mine', stars = 3 WHERE id = '{KEPT}'",
            f"UPDATE tracks SET note = 'theirs', stars = 5 WHERE id = '{GONE}'",
        ):
            raw.exec_driver_sql(statement)
    engine.dispose()


def test_everything_moves_to_the_track_that_stays(store: Store) -> None:
    furnished(store)
    with store.begin() as shelf:
        shelf.merging.join(KEPT, GONE)
    with store.read() as shelf:
        track = shelf.tracks.get(KEPT)
        assert track.title == "T"
        assert track.source.file_sha256 == sha(KEPT)
        assert shelf.tracks.find(GONE) is None
        assert shelf.tracks.find_owner(sha(GONE)) == track
        assert shelf.corrections.grid(KEPT) == GridDoc(KEPT, GRID)
        assert [score.track for score in shelf.scores.of_track(KEPT)] == [KEPT]
        score = shelf.scores.load(ScoreId("s"))
        past = shelf.history.load(SCORE, "s", AddClip, score)
        assert past.undo().now == Score(ScoreId("s"), KEPT, "Show", ())
    assert store.problems() == ()
    engine = open_engine(store.path)
    with engine.connect() as raw:
        ask = raw.exec_driver_sql
        assert ask("SELECT playlist, track FROM playlist_tracks ORDER BY playlist").all() == [
            ("both", KEPT), ("one", KEPT),
        ]  # fmt: skip
        assert ask("SELECT track FROM plays UNION SELECT track FROM cues").all() == [(KEPT,)]
        marks = ask(f"SELECT note, stars FROM tracks WHERE id = '{KEPT}'").one()
        assert marks == ("mine\ntheirs", 3)
    engine.dispose()


def test_what_collides_can_be_asked_for(store: Store) -> None:
    furnished(store)
    with store.read() as shelf:
        work = shelf.merging.work_of(GONE)
        assert work.corrected == frozenset({"beats"})
        assert work.scores == 1
        assert shelf.merging.work_of(KEPT).corrected == frozenset()
