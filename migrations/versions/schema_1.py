"""schema-1: the first rung, with every table of the library.

Each later rung is a file `schema_N.py` beside this one; its number is the database's
`user_version`. Nobody climbs down: a copy is kept before each climb.
"""

from alembic import op

revision = "schema_1"
down_revision = None

MUSIC = """
CREATE TABLE tracks (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    title TEXT NOT NULL DEFAULT '',
    artist TEXT NOT NULL DEFAULT '',
    album TEXT NOT NULL DEFAULT '',
    bpm REAL CHECK (bpm > 0),
    musical_key TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0 CHECK (seconds >= 0),
    added TEXT NOT NULL
);
CREATE TABLE track_sources (
    file_sha256 TEXT NOT NULL PRIMARY KEY CHECK (file_sha256 <> ''),
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    payload_sha256 TEXT NOT NULL CHECK (payload_sha256 <> ''),
    path TEXT NOT NULL,
    original TEXT NOT NULL,
    seen TEXT NOT NULL
);
CREATE INDEX track_sources_by_track ON track_sources (track);
CREATE INDEX track_sources_by_payload ON track_sources (payload_sha256);
CREATE TABLE trash (
    track TEXT NOT NULL PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
    at TEXT NOT NULL
);
CREATE TABLE artifacts (
    recipe TEXT NOT NULL PRIMARY KEY CHECK (recipe <> ''),
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind <> ''),
    engine TEXT NOT NULL,
    version INTEGER NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    used TEXT NOT NULL
);
CREATE INDEX artifacts_by_track ON artifacts (track, kind);
CREATE INDEX artifacts_by_use ON artifacts (used);
CREATE TABLE corrections (
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)),
    revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
    PRIMARY KEY (track, kind)
);
CREATE TABLE failures (
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (track, kind, version)
);
CREATE TABLE playlists (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE playlist_tracks (
    playlist TEXT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place >= 0),
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    PRIMARY KEY (playlist, place)
);
CREATE INDEX playlist_tracks_by_track ON playlist_tracks (track);
CREATE TABLE plays (
    number INTEGER PRIMARY KEY,
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0)
);
CREATE INDEX plays_by_track ON plays (track, at)
"""

LIGHT = """
CREATE TABLE patterns (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    default_implementation_id TEXT REFERENCES implementations (id) ON DELETE SET NULL
);
CREATE TABLE implementations (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    pattern TEXT NOT NULL REFERENCES patterns (id) ON DELETE CASCADE,
    graph TEXT NOT NULL CHECK (json_valid(graph)),
    revision INTEGER NOT NULL CHECK (revision >= 0)
);
CREATE INDEX implementations_by_pattern ON implementations (pattern);
CREATE TABLE scores (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0)
);
CREATE INDEX scores_by_track ON scores (track);
CREATE TABLE track_scores (
    score TEXT NOT NULL REFERENCES scores (id) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    pattern TEXT NOT NULL REFERENCES patterns (id),
    implementation TEXT REFERENCES implementations (id),
    start_beat REAL NOT NULL,
    stop_beat REAL NOT NULL,
    anchor TEXT NOT NULL CHECK (anchor IN ('beats', 'seconds')),
    start_s REAL NOT NULL,
    stop_s REAL NOT NULL,
    z_index INTEGER NOT NULL,
    blend TEXT NOT NULL
        CHECK (blend IN ('replace', 'add', 'multiply', 'screen', 'max', 'min', 'value')),
    opacity REAL NOT NULL CHECK (opacity BETWEEN 0 AND 1),
    fade_in REAL NOT NULL CHECK (fade_in >= 0),
    fade_out REAL NOT NULL CHECK (fade_out >= 0),
    arguments TEXT NOT NULL CHECK (json_valid(arguments)),
    seed INTEGER NOT NULL,
    PRIMARY KEY (score, id),
    CHECK (stop_beat > start_beat)
);
CREATE INDEX track_scores_by_pattern ON track_scores (pattern);
CREATE INDEX track_scores_by_implementation ON track_scores (implementation);
CREATE TABLE venues (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0)
);
CREATE TABLE fixtures (
    venue TEXT NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    place INTEGER NOT NULL CHECK (place >= 0),
    name TEXT NOT NULL,
    profile TEXT NOT NULL,
    mode TEXT NOT NULL,
    universe INTEGER NOT NULL,
    address INTEGER NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, z REAL NOT NULL,
    turn_x REAL NOT NULL, turn_y REAL NOT NULL, turn_z REAL NOT NULL,
    PRIMARY KEY (venue, id)
);
CREATE TABLE groups (
    venue TEXT NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place >= 0),
    PRIMARY KEY (venue, name)
);
CREATE TABLE group_fixtures (
    venue TEXT NOT NULL,
    group_name TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place >= 0),
    fixture TEXT NOT NULL,
    PRIMARY KEY (venue, group_name, place),
    FOREIGN KEY (venue, group_name) REFERENCES groups (venue, name) ON DELETE CASCADE,
    FOREIGN KEY (venue, fixture) REFERENCES fixtures (venue, id) ON DELETE CASCADE
);
CREATE INDEX group_fixtures_by_fixture ON group_fixtures (venue, fixture);
CREATE TABLE audio_graphs (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL,
    graph TEXT NOT NULL CHECK (json_valid(graph)),
    revision INTEGER NOT NULL CHECK (revision >= 0)
)
"""

PAST = """
CREATE TABLE journal (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    step INTEGER NOT NULL,
    edit TEXT NOT NULL CHECK (json_valid(edit)),
    at TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (kind, id, revision)
);
CREATE INDEX journal_by_step ON journal (step);
CREATE TABLE snapshots (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (kind, id, revision)
)
"""

VIEW = """
CREATE VIEW {view} AS
SELECT track AS track_id, recipe, engine, version, settings, file, bytes
FROM artifacts WHERE kind = '{kind}'
"""

VIEWS = {
    "track_beats": "beats",
    "track_roots": "chords",
    "track_stems": "stems",
    "track_waveforms": "peaks",
}

WORDS = (
    """
CREATE VIRTUAL TABLE track_words USING fts5 (
    title, artist, album, original, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)""",
    """
CREATE TRIGGER track_words_added AFTER INSERT ON tracks BEGIN
    INSERT INTO track_words (rowid, title, artist, album, original)
    VALUES (new.number, new.title, new.artist, new.album, '');
END""",
    """
CREATE TRIGGER track_words_changed AFTER UPDATE OF title, artist, album ON tracks BEGIN
    UPDATE track_words SET title = new.title, artist = new.artist, album = new.album
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
    """Make every table, view and index, and the words by which tracks are found."""
    for tables in (MUSIC, LIGHT, PAST):
        for statement in tables.split(";"):
            op.execute(statement)
    for view, kind in VIEWS.items():
        op.execute(VIEW.format(view=view, kind=kind))
    for statement in WORDS:
        op.execute(statement)
