"""Sources: where files lie and were seen, which is played, and whose samples are the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.domain.track import Source
from luma.store.sources import Seen
from luma.store.store import Store
from tests.library import a_track, sha


def another(name: str, sound: str) -> Source:
    return replace(a_track(name).source, payload_sha256=sha(sound))


def test_the_first_source_is_played_until_another_is_chosen(store: Store) -> None:
    with store.begin() as shelf:
        track = shelf.tracks.add(a_track("one", sound="s"))
        for name in ("two", "three"):
            shelf.sources.add(track.id, another(name, "s"))
        shelf.sources.add(track.id, another("two", "s"))
        assert [s.file_sha256 for s in shelf.sources.of(track.id)] == [
            sha("one"), sha("two"), sha("three"),
        ]  # fmt: skip
        shelf.sources.choose(sha("three"))
        shelf.sources.choose(sha("two"))
        assert shelf.tracks.get(track.id).source.file_sha256 == sha("two")
        assert [s.file_sha256 for s in shelf.sources.of(track.id)] == [
            sha("two"), sha("three"), sha("one"),
        ]  # fmt: skip
        assert shelf.sources.place(sha("four")) is None
        assert not shelf.sources.is_known(sha("four"))
        with pytest.raises(NotFound):
            shelf.sources.choose(sha("four"))


def test_files_are_remembered_as_they_lay_last(store: Store, tmp_path: Path) -> None:
    path = b"/music/\xff\xe9.wav"
    with store.begin() as shelf:
        shelf.tracks.add(a_track("one"))
        shelf.sources.remember([Seen(path, sha("one"), 10, "old")])
        shelf.sources.remember([Seen(path, sha("one"), 12, "new")])
        shelf.sources.remember([])
    with store.read() as shelf:
        assert shelf.sources.seen([path, b"/other"]) == {
            path: Seen(path, sha("one"), 12, "new")
        }
        assert shelf.sources.sizes() == {sha("one"): 12}
    with store.begin() as shelf:
        shelf.sources.forget([path])
        assert shelf.sources.seen([path]) == {}
    assert tmp_path.is_dir()


def test_a_moved_file_is_kept_relative_to_the_library(store: Store) -> None:
    with store.begin() as shelf:
        track = shelf.tracks.add(a_track("one"))
        inside = store.path.parent / "files" / "ab" / "x.wav"
        for path in (Path("/elsewhere/x.wav"), inside):
            shelf.sources.move(sha("one"), path)
            assert shelf.tracks.get(track.id).source.path == path
            assert shelf.sources.paths() == {path}
        assert shelf.sources.held({sha("one")})[sha("one")].source.path == inside


def test_the_same_samples_are_noticed_but_not_in_the_trash(store: Store) -> None:
    with store.begin() as shelf:
        names = [shelf.tracks.add(a_track(name)).id for name in ("one", "two", "three")]
        payloads = [sha(f"sound of {name}") for name in ("one", "two", "three")]
        assert shelf.sources.note_pcm(payloads[0], "pcm") == ()
        assert shelf.sources.note_pcm(payloads[1], "pcm") == (TrackId("one"),)
        assert shelf.sources.note_pcm(payloads[1], "pcm") == (TrackId("one"),)
        assert shelf.sources.note_pcm(payloads[2], "other") == ()
        assert shelf.sources.twins() == ((names[0], names[1]),)
        shelf.tracks.remove(names[0])
        assert shelf.sources.note_pcm(payloads[1], "pcm") == ()
        assert shelf.sources.twins() == ()


def test_a_file_belongs_to_whom_it_is_before_whose_sound_it_has(store: Store) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track("one", sound="s"))
        shelf.tracks.add(a_track("two", sound="t"))
        assert shelf.sources.owner(sha("two"), sha("s")) == "two"
        assert shelf.sources.owner(sha("new"), sha("s")) == "one"
        assert shelf.sources.owner(sha("t")) == "two"
        assert shelf.sources.owner(sha("new"), sha("newer")) is None


def test_folders_are_watched_once(store: Store) -> None:
    with store.begin() as shelf:
        assert shelf.watched.add(Path("/b"))
        assert shelf.watched.add(Path("/a"))
        assert not shelf.watched.add(Path("/a"))
        assert [one.folder for one in shelf.watched.list()] == [Path("/a"), Path("/b")]
        assert shelf.watched.remove(Path("/a"))
        assert not shelf.watched.remove(Path("/a"))
