"""Files come in once, whatever they are called, and the odd ones do not stop the others."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from luma.app.events import FileSkipped, TrackAdded, TrackAlreadyHere, TrackRefused
from luma.app.library import Outcome
from luma.app.services import Desk
from luma.audio.identity import digest_and_copy
from luma.domain.errors import NotFound, Refused
from tests import sounds
from tests.app.desks import PATIENCE, Facts, a_desk

FACTS = (TrackAdded, TrackAlreadyHere, TrackRefused, FileSkipped)


def bring(desk: Desk, *paths: Path) -> tuple[Outcome, ...]:
    return desk.library.add(paths).result(PATIENCE)


def retagged(source: Path, copy: Path, title: str) -> Path:
    """The same sound in another file, which calls itself something else."""
    samples, rate = soundfile.read(source, dtype="int16")
    with soundfile.SoundFile(copy, "w", rate, samples.shape[1], "PCM_16", format="WAV") as file:
        file.title = title
        file.write(samples)
    return copy


def test_a_folder_comes_in_and_each_file_has_its_own_fate(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    one = sounds.write(folder / "1.wav", sounds.sine(220, 0.4))
    shutil.copy(one, folder / "2.wav")
    retagged(one, folder / "3.wav", "Another name")
    (folder / "4.txt").write_text("words")
    (folder / "5.wav").write_bytes(b"RIFF and no more")
    (folder / "6.flac").touch()
    (folder / ".hidden.wav").write_bytes(one.read_bytes())
    with a_desk() as desk:
        facts = Facts(desk, FACTS)
        outcomes = bring(desk, folder)
        told = facts.so_far()
        tracks = desk.library.tracks()
    assert [outcome.status for outcome in outcomes] == [
        "imported", "duplicate", "duplicate", "skipped", "failed", "failed",
    ]  # fmt: skip
    assert [type(fact) for fact in told] == [
        TrackAdded, TrackAlreadyHere, TrackAlreadyHere, FileSkipped, TrackRefused, TrackRefused,
    ]  # fmt: skip
    assert len(tracks) == 1
    assert {o.track.id for o in outcomes if o.track} == {tracks[0].id}
    refused = outcomes[4].trouble
    assert refused is not None
    assert str(folder / "5.wav") in refused.sentence()


def test_the_library_keeps_its_own_copy(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    content = file.read_bytes()
    with a_desk() as desk:
        outcome = bring(desk, file)[0]
        file.unlink()
        assert outcome.track is not None
        assert outcome.track.source.path.read_bytes() == content
        assert {path.name for path in desk.paths.files.rglob("*.*")} == {
            f"{outcome.sha256}.wav"
        }


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.wav",
        "שלום עולם.wav",
        "x" * 196 + ".wav",
        os.fsdecode(b"caf\xe9 \xff.wav"),
        "-rf '\"$(x).WAV",
        "🎛️ drop 💥.wav",
    ],
    ids=["newline", "rtl", "long", "bytes", "shell", "emoji"],
)
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    file = sounds.write(tmp_path / "plain.wav", sounds.sine(330, 0.2))
    odd = file.rename(tmp_path / name)
    with a_desk() as desk:
        outcome = bring(desk, odd)[0]
        assert outcome.status == "imported"
        assert outcome.path == odd
        (track,) = desk.library.tracks()
        assert track.title
        assert bring(desk, odd)[0].status == "duplicate"


def test_a_folder_that_vanishes_on_the_way_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gone", "here"):
        (tmp_path / "music" / name).mkdir(parents=True)
    sounds.write(tmp_path / "music" / "here" / "1.wav", sounds.sine(220, 0.2))
    look = os.scandir

    def late(path: str) -> object:
        if Path(path).name == "gone":
            raise FileNotFoundError(path)
        return look(path)

    monkeypatch.setattr("os.scandir", late)
    with a_desk() as desk:
        outcomes = bring(desk, tmp_path / "music")
    assert [outcome.status for outcome in outcomes] == ["imported"]


def test_what_is_no_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    (tmp_path / "dangling.wav").symlink_to(tmp_path / "nothing")
    (tmp_path / "circle.wav").symlink_to(tmp_path / "circle.wav")
    with a_desk() as desk:
        outcomes = bring(
            desk, tmp_path / "nowhere", Path("/dev/zero"), tmp_path, Path("y" * 300)
        )
    said = [outcome.trouble.sentence() for outcome in outcomes if outcome.trouble]
    assert [outcome.status for outcome in outcomes] == ["failed"] * 6 == ["failed"] * len(said)
    assert said[0] == f'There is no file "{tmp_path / "nowhere"}". Check its name.'
    assert "no file that can be copied" in said[1]
    assert said[2] == f'"{tmp_path / "circle.wav"}" is a link that leads in a circle.'
    assert said[3] == f'"{tmp_path / "dangling.wav"}" is a link to a file that is gone.'
    assert said[4] == f'"{pipe}" is no file that can be copied.'


def test_folders_that_lead_in_a_circle_are_entered_once(tmp_path: Path) -> None:
    music, other = tmp_path / "music", tmp_path / "other"
    (music / "in").mkdir(parents=True)
    other.mkdir()
    (music / "in" / "back").symlink_to(music)
    (music / "beside").symlink_to(other)
    sounds.write(music / "in" / "1.wav", sounds.sine(220, 0.2))
    sounds.write(other / "2.wav", sounds.sine(330, 0.2))
    with a_desk() as desk:
        outcomes = bring(desk, music)
    assert [outcome.path.name for outcome in outcomes] == ["2.wav", "1.wav"]


def test_a_folder_that_nobody_may_enter_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed", "open"):
        (tmp_path / "music" / name).mkdir(parents=True)
    sounds.write(tmp_path / "music" / "open" / "1.wav", sounds.sine(220, 0.2))
    look = os.scandir

    def closed(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr("os.scandir", closed)
    with a_desk() as desk:
        outcomes = bring(desk, tmp_path / "music")
    assert [outcome.status for outcome in outcomes] == ["failed", "imported"]
    assert outcomes[0].trouble is not None
    assert outcomes[0].trouble.sentence() == (
        f'You may not look into the folder "{tmp_path / "music" / "closed"}". Check its rights.'
    )


def test_a_mistake_with_one_file_does_not_stop_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sounds.write(tmp_path / "1.wav", sounds.sine(220, 0.2))
    second = sounds.write(tmp_path / "2.wav", sounds.sine(330, 0.2))

    def odd(source: Path, target: Path, stop: Callable[[], bool]) -> str:
        if source == first:
            raise LookupError("nobody thought of this")
        return digest_and_copy(source, target, stop)

    monkeypatch.setattr("luma.app.intake.digest_and_copy", odd)
    with a_desk() as desk:
        outcomes = bring(desk, first, second)
    assert [outcome.status for outcome in outcomes] == ["failed", "imported"]
    assert outcomes[0].trouble is not None
    assert "mistake" in outcomes[0].trouble.sentence()


def test_tracks_are_found_by_words_and_by_the_beginning_of_their_names(tmp_path: Path) -> None:
    one = sounds.write(tmp_path / "Blue Monday.wav", sounds.sine(220, 0.2))
    two = sounds.write(tmp_path / "Other.wav", sounds.sine(330, 0.2))
    with a_desk() as desk:
        blue, other = (outcome.track for outcome in bring(desk, one, two))
        assert blue is not None
        assert other is not None
        tagged = desk.library.tag(other.id, blue.tags.__class__(title="Red", artist="Blueish"))
        assert tagged.result(PATIENCE).title == "Red"
        assert desk.library.tracks("red") == (desk.library.track(other.id),)
        assert desk.library.tracks("nothing such") == ()
        assert desk.library.track(blue.source.file_sha256[:12]).id == blue.id
        with pytest.raises(NotFound):
            desk.library.track("zzz")
        with pytest.raises(NotFound):
            desk.library.track("")


def test_a_removed_track_comes_back_from_the_trash(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        track = bring(desk, file)[0].track
        assert track is not None
        desk.library.remove(track.id).result(PATIENCE)
        assert desk.library.tracks() == ()
        assert track.source.path.exists()
        desk.library.restore(track.id[:6]).result(PATIENCE)
        assert desk.library.tracks() == (track,)
        with pytest.raises(NotFound):
            desk.library.restore(track.id)


def test_two_desks_that_bring_in_one_folder_make_no_doubles(tmp_path: Path) -> None:
    for number in range(8):
        sounds.write(tmp_path / f"{number}.wav", sounds.sine(200 + 40 * number, 0.2))
    with a_desk() as one, a_desk() as other:
        both = [desk.library.add([tmp_path]) for desk in (one, other)]
        outcomes = [outcome for answer in both for outcome in answer.result(PATIENCE)]
        assert len(one.library.tracks()) == len(other.library.tracks()) == 8
        assert one.library.problems() == ()
    assert (
        sorted(outcome.status for outcome in outcomes) == ["duplicate"] * 8 + ["imported"] * 8
    )


@pytest.mark.parametrize("ends", ["desk", "import"])
def test_an_import_that_is_ended_tells_exactly_what_came_in(tmp_path: Path, ends: str) -> None:
    for number in range(80):
        sounds.write(tmp_path / f"{number:02d}.wav", sounds.sine(200 + 10 * number, 0.1))
    begun, gate = threading.Event(), threading.Event()

    def hold(_: Outcome) -> None:
        begun.set()
        gate.wait(PATIENCE)

    with a_desk() as desk:
        adding = desk.library.add([tmp_path], hold)
        assert begun.wait(PATIENCE)
        (desk.library.close if ends == "desk" else adding.stop)()
        gate.set()
        told = adding.result(PATIENCE)
        assert 1 <= len(told) < 60
        assert [o.path.name for o in told] == [f"{n:02d}.wav" for n in range(len(told))]
        assert {o.track for o in told} == set(desk.library.tracks())
        assert [path.name for path in desk.paths.files.iterdir() if path.is_file()] == []


def test_the_librarys_own_folder_is_not_brought_into_itself(luma_home: Path) -> None:
    sounds.write(luma_home / "a.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        bring(desk, luma_home)
        again = bring(desk, luma_home)
    assert [o.path.name for o in again if o.status != "skipped"] == ["a.wav"]


def test_what_a_killed_import_left_is_cleared_away(luma_home: Path) -> None:
    files = luma_home / "data" / "files"
    files.mkdir(parents=True)
    dead = files / "incoming-999999999-abc.wav"
    mine = files / f"incoming-{os.getpid()}-abc.wav"
    for file in (dead, mine):
        file.touch()
    with a_desk():
        assert not dead.exists()
        assert mine.exists()


def test_a_name_that_begins_several_tracks_is_refused(tmp_path: Path) -> None:
    for number in range(40):
        sounds.write(tmp_path / f"{number}.wav", sounds.sine(200 + number, 0.05))
    with a_desk() as desk:
        bring(desk, tmp_path)
        first = [track.source.file_sha256[0] for track in desk.library.tracks()]
        often = max(first, key=first.count)
        with pytest.raises(Refused, match="begins the names of"):
            desk.library.track(often)


def test_a_lost_file_is_a_problem(tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2))
    with a_desk() as desk:
        track = bring(desk, file)[0].track
        assert track is not None
        assert desk.library.problems() == ()
        track.source.path.unlink()
        assert desk.library.problems() == (f'The file of "a" is gone: {track.source.path}.',)
