import pytest

from luma.domain.ids import TrackId
from luma.ui.library.hearing import Hearing

ONE, TWO = TrackId("one"), TrackId("two")


@pytest.fixture
def hearing() -> Hearing:
    return Hearing(("pcm", "beats", "chords", "energy"))


def test_a_track_waits_until_one_of_its_jobs_moves(hearing: Hearing) -> None:
    hearing.queue(ONE, "pcm")
    assert hearing.share(ONE) is None
    assert "Waits" in hearing.words(ONE)
    hearing.move(ONE, "pcm", 0.5, "decoding")
    assert hearing.share(ONE) == pytest.approx(0.125)
    assert "decoding, 13 %" in hearing.words(ONE) or "decoding, 12 %" in hearing.words(ONE)


def test_what_a_track_had_before_is_not_counted(hearing: Hearing) -> None:
    hearing.queue(ONE, "chords", before=("pcm", "beats", "energy"))
    hearing.move(ONE, "chords", 0.5, "")
    assert hearing.share(ONE) == pytest.approx(0.5)


def test_the_share_never_falls_while_jobs_end_and_others_begin(hearing: Hearing) -> None:
    shares = []
    for kind in ("pcm", "beats", "chords", "energy"):
        hearing.queue(ONE, kind)
        hearing.move(ONE, kind, 0.7, "")
        shares.append(hearing.share(ONE) or 0.0)
        hearing.finish(ONE, kind)
        shares.append(hearing.share(ONE) or 0.0)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_tracks_are_counted_until_they_leave(hearing: Hearing) -> None:
    hearing.queue(ONE, "pcm")
    hearing.queue(TWO, "pcm")
    hearing.finish(ONE, "pcm")
    assert len(hearing) == 2
    assert hearing.leave(ONE)
    assert not hearing.leave(ONE)
    assert ONE not in hearing
    assert TWO in hearing
