from pathlib import Path

import pytest

from luma.app.library import Outcome
from luma.domain.errors import UnreadableFile
from luma.ui.library.drops import news_of, trouble_with
from tests.library import a_track

NEW = Outcome(Path("a.wav"), "imported", a_track("a"))
KNOWN = Outcome(Path("b.wav"), "duplicate", a_track("b"))
SKIPPED = Outcome(Path("notes.txt"), "skipped")
FAILED = Outcome(
    Path("/far/c.wav"), "failed", trouble=UnreadableFile(Path("/far/c.wav"), ["too short"])
)


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([NEW], "1 track added"),
        ([NEW, NEW, KNOWN], "2 tracks added, 1 here already"),
        ([KNOWN], "1 track was here already"),
        ([SKIPPED, FAILED], ""),
    ],
)
def test_news_are_few_words(outcomes: list[Outcome], words: str) -> None:
    assert news_of(outcomes) == words


def test_a_drop_without_music_is_told() -> None:
    trouble = trouble_with([SKIPPED], [Path("/home/me/texts")])
    assert trouble is not None
    assert trouble.message == 'There is no music in "texts".'
    assert "WAV" in trouble.hint
    assert trouble_with([], [Path("a"), Path("b")]) is not None


def test_one_failure_is_told_by_its_name_and_many_by_their_number() -> None:
    one = trouble_with([NEW, FAILED], [Path("/far")])
    assert one is not None
    assert one.message.startswith('"c.wav" could not be read')
    many = trouble_with([FAILED] * 5, [Path("/far")])
    assert many is not None
    assert many.message.startswith("5 files")
    assert "and 2 more" in many.message


def test_skipped_files_beside_music_are_no_trouble() -> None:
    assert trouble_with([NEW, SKIPPED], [Path("/far")]) is None
