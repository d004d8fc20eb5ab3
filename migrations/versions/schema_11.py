"""schema-11: what lists sort by, and words of genres and notes among those that are found."""

from alembic import op

revision = "schema_11"
down_revision = "schema_10"

STATEMENTS = (
    """
CREATE TABLE track_order (
    number INTEGER PRIMARY KEY REFERENCES tracks (number) ON DELETE CASCADE,
    title TEXT,
    artist TEXT,
    album TEXT,
    wheel INTEGER
)""",
    "CREATE TABLE track_stale (number INTEGER PRIMARY KEY)",
    "CREATE INDEX track_order_by_title ON track_order (title)",
    "CREATE INDEX track_order_by_artist ON track_order (artist)",
    "CREATE INDEX track_order_by_album ON track_order (album)",
    "CREATE INDEX track_order_by_wheel ON track_order (wheel)",
    "CREATE INDEX tracks_by_tempo ON tracks (coalesce(heard_bpm, bpm))",
    "CREATE INDEX tracks_by_length ON tracks (seconds)",
    "CREATE INDEX tracks_by_arrival ON tracks (added)",
    "INSERT INTO track_stale (number) SELECT number FROM tracks",
    """
CREATE TRIGGER track_stale_added AFTER INSERT ON tracks BEGIN
    INSERT OR IGNORE INTO track_stale (number) VALUES (new.number);
END""",
    """
CREATE TRIGGER track_stale_changed
AFTER UPDATE OF title, artist, album, musical_key, heard_key ON tracks BEGIN
    INSERT OR IGNORE INTO track_stale (number) VALUES (new.number);
END""",
    """
CREATE TRIGGER track_stale_found AFTER INSERT ON track_sources BEGIN
    INSERT OR IGNORE INTO track_stale (number) SELECT number FROM tracks WHERE id = new.track;
END""",
    """
CREATE TRIGGER track_stale_moved AFTER UPDATE OF original, track ON track_sources BEGIN
    INSERT OR IGNORE INTO track_stale (number) SELECT number FROM tracks WHERE id = new.track;
END""",
    "CREATE TEMP TABLE known_words AS SELECT rowid AS number, original FROM track_words",
    "DROP TRIGGER track_words_added",
    "DROP TRIGGER track_words_changed",
    "DROP TRIGGER track_words_removed",
    "DROP TRIGGER track_words_found",
    "DROP TABLE track_words",
    """
CREATE VIRTUAL TABLE track_words USING fts5 (
    title, artist, album, original, genre, note,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
)""",
    """
INSERT INTO track_words (rowid, title, artist, album, original, genre, note)
SELECT tracks.number, title, artist, album, coalesce(original, ''), genre, note
FROM tracks LEFT JOIN known_words ON known_words.number = tracks.number""",
    "DROP TABLE known_words",
    """
CREATE TRIGGER track_words_added AFTER INSERT ON tracks BEGIN
    INSERT INTO track_words (rowid, title, artist, album, original, genre, note)
    VALUES (new.number, new.title, new.artist, new.album, '', new.genre, new.note);
END""",
    """
CREATE TRIGGER track_words_changed
AFTER UPDATE OF title, artist, album, genre, note ON tracks BEGIN
    UPDATE track_words SET title = new.title, artist = new.artist, album = new.album,
        genre = new.genre, note = new.note
    WHERE rowid = new.number;
END""",
    """
CREATE TRIGGER track_words_removed AFTER DELETE ON tracks BEGIN
    DELETE FROM track_words WHERE rowid = old.number;
END""",
    """
CREATE TRIGGER track_words_found AFTER INSERT ON track_sources BEGIN
    UPDATE track_words SET original = trim(original || ' ' ||
        replace(new.original, rtrim(new.original, replace(new.original, '/', '')), ''))
    WHERE rowid = (SELECT number FROM tracks WHERE id = new.track);
END""",
)


def upgrade() -> None:
    """Note that every track has yet to be put in order; the next change does it."""
    for statement in STATEMENTS:
        op.execute(statement)
