"""The steps of the database lead to the tables that the store has in mind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from luma.domain.score import Anchor, Blend
from luma.store._engine import WRITES, open_engine
from luma.store._tables import Base
from luma.store.store import Store
from tests.library import MIGRATIONS, a_clip, a_score, furnish

TABLES = [
    "tracks", "track_sources", "trash", "artifacts", "corrections", "failures", "playlists",
    "playlist_tracks", "plays", "patterns", "implementations", "scores", "track_scores",
    "venues", "fixtures", "groups", "group_fixtures", "audio_graphs", "journal", "snapshots",
    "presets", "marks", "cues", "watched", "seen_files",
    "track_words",
]  # fmt: skip
VIEWS = ["track_beats", "track_roots", "track_stems", "track_waveforms"]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("a")))
    store.close()
    engine = open_engine(tmp_path / "luma.db")
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        yield connection
    engine.dispose()


def test_every_table_and_view_is_there(connection: Connection) -> None:
    found = connection.exec_driver_sql("SELECT name, type FROM sqlite_schema").all()
    names = {(name, kind) for name, kind in found}
    assert names >= {(table, "table") for table in TABLES}
    assert names >= {(view, "view") for view in VIEWS}


@pytest.mark.parametrize("table", Base.metadata.tables.values(), ids=lambda table: table.name)
def test_the_mapped_tables_are_those_of_the_schema(
    connection: Connection, table: Table
) -> None:
    columns = connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
    assert {(name, kind, bool(full or key)) for _, name, kind, full, _, key in columns} == {
        (column.name, str(column.type), not column.nullable) for column in table.columns
    }
    keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").all()
    assert {
        (start, f"{target}.{end}", gone) for _, _, target, start, end, _, gone, _ in keys
    } == {
        (key.parent.name, key.target_fullname, key.ondelete or "NO ACTION")
        for key in table.foreign_keys
    }


def test_the_newest_step_is_the_only_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    newest = max(
        int(step.stem.partition("_")[2]) for step in (MIGRATIONS / "versions").glob("*.py")
    )
    assert script.get_heads() == [f"schema_{newest}"]


def test_every_foreign_key_leads_to_an_index(connection: Connection) -> None:
    """A removal looks for what refers to the removed row; it should not read whole tables."""
    for table in TABLES:
        keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").all()
        starts = _beginnings_of_indexes(connection, table)
        for key in {row[0] for row in keys}:
            columns = tuple(row[3] for row in keys if row[0] == key)
            if "default_implementation_id" not in columns:  # there are few patterns
                assert any(start[: len(columns)] == columns for start in starts), (
                    table,
                    columns,
                )


def _beginnings_of_indexes(connection: Connection, table: str) -> list[tuple[str, ...]]:
    indexes = connection.exec_driver_sql(f"PRAGMA index_list({table})").all()
    return [
        tuple(r[2] for r in connection.exec_driver_sql(f"PRAGMA index_info({index[1]})"))
        for index in indexes
    ]


@pytest.mark.parametrize("blend", Blend)
@pytest.mark.parametrize("anchor", Anchor)
def test_the_schema_takes_every_blend_and_anchor(
    connection: Connection, blend: Blend, anchor: Anchor
) -> None:
    change = "UPDATE track_scores SET blend = ?, anchor = ?"
    connection.exec_driver_sql(change, (blend.value, anchor.value))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE track_scores SET stop_beat = start_beat",
        "UPDATE track_scores SET opacity = 1.1",
        "UPDATE track_scores SET blend = 'dissolve'",
        "UPDATE track_scores SET anchor = 'bars'",
        "UPDATE track_scores SET arguments = '{'",
        "UPDATE track_scores SET pattern = 'lost'",
        "UPDATE implementations SET graph = 'no json'",
        "UPDATE tracks SET bpm = -1",
        "UPDATE track_sources SET track = 'lost'",
        "DELETE FROM patterns WHERE id = 'glow'",
        "INSERT INTO tracks (id, added) VALUES ('one', 'now')",
        "INSERT INTO group_fixtures VALUES ('hall', 'front', 0, 'lamp')",
    ],
)
def test_the_schema_refuses_what_cannot_be(connection: Connection, change: str) -> None:
    with pytest.raises(IntegrityError):
        connection.exec_driver_sql(change)
