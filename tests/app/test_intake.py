"""Files that were read before are not read again; those by reference stay where they lie."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.library import Outcome
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LibrarySettings, Settings, SoundSettings
from luma.audio.identity import digest_and_copy
from luma.domain.errors import Refused
from luma.domain.track import Tags
from tests import sounds
from tests.app.desks import PATIENCE, a_desk
from tests.audio.test_payload import remux


def bring(desk: Desk, *paths: Path) -> tuple[Outcome, ...]:
    return desk.library.add(paths).result(PATIENCE)


@pytest.fixture(autouse=True)
def soon_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as settled at once, so that no test has to wait."""
    monkeypatch.setattr("luma.app.intake.SETTLED_SECONDS", 0.0)


@contextmanager
def by_reference() -> Iterator[Desk]:
    settings = Settings(SoundSettings(sink="null"), library=LibrarySettings(copy="reference"))
    with open_desk(Paths.find(), settings) as desk:
        yield desk


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are really read, as they are."""
    read: list[Path] = []

    def noting(source: Path, target: Path, *more: object) -> str:
        read.append(source)
        return digest_and_copy(source, target)

    monkeypatch.setattr("luma.app.intake.digest_and_copy", noting)
    return read


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, reads: list[Path]) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    time.sleep(0.05)
    with a_desk() as desk:
        first = bring(desk, file)[0]
        again = bring(desk, file)[0]
        assert (again.status, again.same, again.track) == (
            "duplicate",
            "unchanged",
            first.track,
        )
        assert again.sha256 == first.sha256
    assert reads == [file]


def test_a_change_that_hides_its_time_and_size_is_seen(
    tmp_path: Path, reads: list[Path]
) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    other = sounds.write(tmp_path / "b.wav", sounds.sine(330, 0.2)).read_bytes()
    time.sleep(0.05)
    with a_desk() as desk:
        bring(desk, file)
        before = file.stat()
        with file.open("r+b") as handle:
            handle.write(other)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert file.stat().st_size == before.st_size
        assert bring(desk, file)[0].status == "imported"
        assert len(desk.library.tracks()) == 2


def test_a_file_that_was_touched_just_now_is_read_again(
    tmp_path: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.app.intake.SETTLED_SECONDS", 60.0)
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        assert [bring(desk, file)[0].same for _ in range(2)] == ["", "file"]
    assert reads == [file, file]


def test_an_unchanged_file_whose_copy_is_gone_gives_it_back(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    time.sleep(0.05)
    with a_desk() as desk:
        track = bring(desk, file)[0].track
        assert track is not None
        track.source.path.unlink()
        assert bring(desk, file)[0].status == "duplicate"
        assert track.source.path.read_bytes() == file.read_bytes()
        assert desk.library.problems() == ()


@pytest.mark.parametrize("again", ["same place", "other place", "other tags"])
def test_what_lies_in_the_trash_comes_back(tmp_path: Path, again: str) -> None:
    file = sounds.write(tmp_path / "a.mp3", sounds.sine(220, 0.5))
    time.sleep(0.05)
    with a_desk() as desk:
        track = bring(desk, file)[0].track
        assert track is not None
        desk.library.remove(track.id).result(PATIENCE)
        if again == "other place":
            file = file.rename(tmp_path / "b.mp3")
        if again == "other tags":
            file.write_bytes(file.read_bytes() + b"TAG".ljust(128, b"x"))
        outcome = bring(desk, file)[0]
        assert (outcome.status, outcome.restored) == ("duplicate", True)
        assert [one.id for one in desk.library.tracks()] == [track.id]


def test_renamed_moved_and_retagged_copies_are_the_same_track(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.mp3", sounds.sine(220, 0.5))
    (tmp_path / "elsewhere").mkdir()
    moved = Path(shutil.copy(file, tmp_path / "elsewhere" / "other name.mp3"))
    tagged = tmp_path / "tagged.mp3"
    tagged.write_bytes(file.read_bytes() + b"TAG".ljust(128, b"x"))
    with a_desk() as desk:
        first, *others = bring(desk, file, moved, tagged)
        assert [o.same for o in others] == ["file", "sound"]
        assert {o.track.id for o in (first, *others) if o.track} == {
            track.id for track in desk.library.tracks()
        }
        assert first.track is not None
        with desk.ground.store.read() as shelf:
            sources = shelf.sources.of(first.track.id)
        assert [source.original for source in sources] == [str(file), str(tagged)]
        assert all(source.path.is_file() for source in sources)


def test_by_reference_nothing_is_copied(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    odd = file.with_name(os.fsdecode(b"caf\xe9.wav"))
    sounds.write(tmp_path / "b.wav", sounds.sine(330, 0.2)).rename(odd)
    with by_reference() as desk:
        one, other = (outcome.track for outcome in bring(desk, file, odd))
        assert one is not None
        assert other is not None
        assert one.source.path == file
        assert other.source.path.is_relative_to(desk.paths.files)
        assert len([*desk.paths.files.rglob("*.wav")]) == 1
        assert bring(desk, file)[0].status == "duplicate"
        moved = file.rename(tmp_path / "moved.wav")
        assert desk.library.problems() == (f'The file of "a" is gone: {file}.',)
        assert bring(desk, moved)[0].track == desk.library.tracks()[0]
        assert desk.library.tracks()[0].source.path == moved
        assert desk.library.problems() == ()


def test_the_librarys_copy_is_no_link_to_the_file(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        track = bring(desk, file)[0].track
        assert track is not None
        content = file.read_bytes()
        with file.open("r+b") as handle:
            handle.write(b"XXXX")
        assert track.source.path.read_bytes() == content


def test_progress_is_told(tmp_path: Path) -> None:
    for number in range(5):
        sounds.write(tmp_path / f"{number}.wav", sounds.sine(200 + number, 0.1))
    with a_desk() as desk:
        adding = desk.library.add([tmp_path])
        adding.result(PATIENCE)
        assert (adding.done_files, adding.found_files) == (5, 5)


def test_what_a_kill_left_between_file_and_row_is_cleared_away(luma_home: Path) -> None:
    files = luma_home / "data" / "files"
    names = [f"{head}{'0' * 62}.wav" for head in ("aa", "bb")]
    for name in names:
        (files / name[:2]).mkdir(parents=True)
        (files / name[:2] / name).touch()
    (files / "importing-999999999-x").write_text(f"{names[0]}\n../../../passwd\n")
    with a_desk():
        left = {path.name for path in files.rglob("*") if path.is_file()}
    assert left == {names[1]}


def test_a_file_from_the_future_is_read_again(tmp_path: Path, reads: list[Path]) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    later = time.time() + 9_000
    os.utime(file, (later, later))
    with a_desk() as desk:
        assert [bring(desk, file)[0].same for _ in range(2)] == ["", "file"]
    assert reads == [file, file]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Make room on the disk of the library, then bring it in again."),
        (errno.EROFS, "The library lies where nothing can be written."),
        (errno.EIO, "Its disk or the library's is failing, or went away."),
    ],
)
def test_what_a_disk_says_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    files = [sounds.write(tmp_path / f"{n}.wav", sounds.sine(220 + n, 0.2)) for n in range(2)]

    def failing(source: Path, target: Path, *_: object) -> str:
        if source == files[0]:
            raise OSError(number, os.strerror(number), str(target))
        return digest_and_copy(source, target)

    monkeypatch.setattr("luma.app.intake.digest_and_copy", failing)
    with a_desk() as desk:
        outcomes = bring(desk, *files)
    assert [outcome.status for outcome in outcomes] == ["failed", "imported"]
    assert outcomes[0].trouble is not None
    assert outcomes[0].trouble.sentence() == (
        f'The file "{files[0]}" could not be brought in: {os.strerror(number)}. {words}'
    )


@pytest.mark.parametrize("ending", sounds.FORMATS)
def test_in_every_format_tags_names_and_places_may_change(tmp_path: Path, ending: str) -> None:
    tone = sounds.sine(440, 1.0)
    with a_desk() as desk:
        track = bring(desk, sounds.write(tmp_path / f"a{ending}", tone))[0].track
        assert track is not None
        desk.library.tag(track.id, Tags(title="My own name")).result(PATIENCE)
        (tmp_path / "other").mkdir()
        moved = (tmp_path / f"a{ending}").rename(tmp_path / "other" / f"renamed{ending}")
        tagged = remux(moved, tmp_path / "other" / f"tagged{ending}", "Another name")
        if ending == ".aac":  # FFmpeg writes no tags there; others put them behind
            tagged.write_bytes(tagged.read_bytes() + b"TAG".ljust(128, b"x"))
        outcomes = bring(desk, tmp_path / "other")
        assert [outcome.same for outcome in outcomes] == ["file", "sound"]
        assert {outcome.track.id for outcome in outcomes if outcome.track} == {track.id}
        assert [one.tags.title for one in desk.library.tracks()] == ["My own name"]


def test_a_library_that_takes_nothing_says_so_once(tmp_path: Path) -> None:
    files = [sounds.write(tmp_path / f"{n}.wav", sounds.sine(220 + n, 0.2)) for n in range(2)]
    with a_desk() as desk:
        desk.paths.files.write_text("in the way")
        with pytest.raises(Refused, match="Nothing can be written into"):
            bring(desk, *files)
        desk.paths.files.unlink()
        assert [outcome.status for outcome in bring(desk, *files)] == ["imported"] * 2
