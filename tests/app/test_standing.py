"""Which voices count when others listen again."""

from pathlib import Path

from luma.app.analyses import Wish
from tests.app.desks import a_desk, a_track


def test_voices_from_weights_make_tones_again_and_those_of_our_own_do_not(
    tmp_path: Path,
) -> None:
    with a_desk() as desk:
        track, stock, blobs = (
            a_track(desk, tmp_path, 1.0),
            desk.analyses._stock,
            desk.paths.blobs,
        )
        both = Wish(("stems", "tones", "chords"))
        alone = stock.plan(track, both)
        assert alone["stems"].engine == "luma"
        (blobs / alone["stems"].file).mkdir(parents=True)
        assert stock.plan(track, both) == alone
        (desk.paths.models / "htdemucs").mkdir(parents=True)
        waiting = stock.plan(track, both)
        assert waiting["stems"].engine == "demucs"
        assert waiting["chords"] == alone["chords"], "nothing waits for voices"
        (blobs / waiting["stems"].file).mkdir(parents=True)
        arrived = stock.plan(track, both)
        assert arrived["tones"].inputs["stems"] == waiting["stems"].recipe
        assert arrived["chords"].recipe != alone["chords"].recipe
        assert "stems" not in alone["tones"].inputs
