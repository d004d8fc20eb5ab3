"""What is missing follows from what is there, and from nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.analysis import formats, order
from luma.analysis.catalogue import Catalogue, open_workshop
from luma.analysis.child import Folders, perform
from luma.analysis.contract import Receipt
from luma.analysis.recipe import recipe
from luma.domain.energy import Loudness
from luma.domain.ids import Recipe

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shop(workshop: Path) -> Catalogue:
    return open_workshop(workshop)


def kinds(works: tuple[order.Work, ...]) -> list[str]:
    return [work.kind for work in works]


def test_inputs_come_first_and_start_alone(shop: Catalogue) -> None:
    works = order.plan(shop, "sound")
    left = order.missing(works, have=())
    assert kinds(left) == ["beats", "energy"]
    assert kinds(order.startable(left, have=())) == ["beats"]
    have = {works["beats"].recipe}
    assert kinds(order.missing(works, have)) == ["energy"]
    assert kinds(order.startable(order.missing(works, have), have)) == ["energy"]
    assert order.missing(works, {work.recipe for work in works.values()}) == ()


def test_an_input_that_is_gone_is_made_again_only_for_what_needs_it(shop: Catalogue) -> None:
    works = order.plan(shop, "sound")
    energy = {works["energy"].recipe}
    assert order.missing(works, energy, wanted=["energy"]) == ()
    assert kinds(order.missing(works, (), wanted=["energy"])) == ["beats", "energy"]


def test_what_failed_bars_what_needs_it(shop: Catalogue) -> None:
    works = order.plan(shop, "sound")
    assert order.missing(works, (), barred=[works["beats"].recipe]) == ()
    assert kinds(order.missing(works, (), barred=[works["energy"].recipe])) == ["beats"]


def test_what_failed_bars_all_that_follows(workshop: Path) -> None:
    (workshop / "further.py").write_text(
        "from luma.analysis.contract import analyzer\n"
        "from luma.domain.energy import Energy, Loudness\n\n"
        "@analyzer('loudness', engine='luma', version=1)\n"
        "def loudness(strong: Energy) -> Loudness:\n"
        "    'Made of what is made of beats.'\n"
    )
    works = order.plan(open_workshop(workshop), "sound")
    assert order.missing(works, (), barred=[works["beats"].recipe]) == ()
    assert kinds(order.missing(works, (), barred=[works["energy"].recipe])) == ["beats"]


TONES = """
from luma.analysis.contract import analyzer
from luma.domain.energy import Energy, Loudness
from luma.domain.rhythm import BeatGrid

@analyzer('loudness', engine='luma', version=1)
def loudness(grid: BeatGrid, strong: Energy | None = None) -> Loudness:
    'Better with the energy than without.'
    return Loudness(-14.0 if strong is None else -7.0, -1.0)
"""


def test_what_may_be_lacking_counts_only_where_it_is_there(workshop: Path) -> None:
    (workshop / "further.py").write_text(TONES)
    shop = open_workshop(workshop)
    plain = order.plan(shop, "sound", ["loudness"])
    rich = order.plan(shop, "sound", ["loudness"], there=["energy"])
    assert list(plain) == ["beats", "loudness"]
    assert set(rich) == {"beats", "energy", "loudness"}
    assert plain["loudness"].inputs == {"grid": plain["beats"].recipe}
    assert rich["loudness"].inputs["strong"] == rich["energy"].recipe
    assert plain["loudness"].recipe != rich["loudness"].recipe


def test_an_analyzer_is_given_what_may_be_lacking_or_nothing(
    workshop: Path, tmp_path: Path
) -> None:
    (workshop / "further.py").write_text(TONES)
    shop = open_workshop(workshop)
    folders = Folders(tmp_path / "blobs", tmp_path / "claims", tmp_path / "models")
    heard = []
    for there in ((), ("energy",)):
        works = order.plan(shop, "sound", ["loudness"], there=there)
        for work in works.values():
            said = perform(work.job(tmp_path / "a.wav"), shop, folders, lambda _: None)
            assert isinstance(said, Receipt)
        heard.append(formats.load(Loudness, folders.blobs / works["loudness"].file).integrated)
    assert heard == [-14.0, -7.0]


def test_another_setting_is_another_result_all_the_way_down(shop: Catalogue) -> None:
    plain = order.plan(shop, "sound")
    quick = order.plan(shop, "sound", None, {"beats": order.Choice(settings={"bpm": 150.0})})
    other = order.plan(shop, "other sound")
    same = order.plan(shop, "sound", None, {"beats": order.Choice(settings={"bpm": 120})})
    for kind in plain:
        assert len({works[kind].recipe for works in (plain, quick, other)}) == 3
        assert plain[kind].recipe == same[kind].recipe


def test_a_job_carries_what_its_slot_needs(shop: Catalogue, tmp_path: Path) -> None:
    works = order.plan(shop, "sound")
    job = works["energy"].job(tmp_path / "a.wav", "Song")
    assert job.inputs == {"grid": works["beats"].recipe}
    assert job.recipe == works["energy"].recipe
    assert works["energy"].file == f"{job.recipe[:2]}/{job.recipe}.npz"


@given(
    st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False, allow_infinity=False)),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
)
def test_a_name_depends_on_content_and_not_on_order(
    settings: dict[str, float], inputs: dict[str, str]
) -> None:
    turned = dict(reversed(settings.items())), dict(reversed(inputs.items()))
    name = recipe("beats", "luma", 1, settings, inputs)
    assert name == recipe("beats", "luma", 1, *turned)
    assert name != recipe("beats", "luma", 2, settings, inputs)
    assert name != recipe("beats", "luma", 1, {**settings, "longer": 1.0}, inputs)
    assert name != recipe("beats", "luma", 1, settings, {**inputs, "longer": Recipe("x")})


def test_the_same_recipe_gives_the_same_name_in_another_process() -> None:
    call = "recipe('beats', 'luma', 1, {'b': 2.5, 'a': True}, {'y': 'é', 'x': 'z'})"
    script = f"from luma.analysis.recipe import recipe; print({call})"
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    ours = recipe("beats", "luma", 1, {"a": True, "b": 2.5}, {"x": "z", "y": "é"})
    assert said.stdout.strip() == ours
