"""The folders that travel with Luma are found from a checkout and from a wheel."""

from pathlib import Path

import pytest

import luma
from luma.app.bundled import FOLDERS, bundled
from luma.domain.errors import Damaged

TOP = Path(luma.__file__).resolve().parent.parent


@pytest.mark.parametrize("name", FOLDERS)
def test_a_checkout_has_them_at_its_top(name: str) -> None:
    assert bundled(name) == TOP / name


@pytest.mark.parametrize("name", FOLDERS)
def test_a_wheel_has_them_inside_whatever_lies_beside_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    inside = tmp_path / "luma" / "_bundled" / name
    inside.mkdir(parents=True)
    assert bundled(name, package=tmp_path / "luma") == inside


def test_a_missing_folder_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "luma" / "_bundled").mkdir(parents=True)
    with pytest.raises(Damaged, match=r'no "migrations" folder at .*_bundled/migrations'):
        bundled("migrations", package=tmp_path / "luma")


def test_only_known_folders_are_asked_for() -> None:
    with pytest.raises(ValueError, match="'tests' is not one of"):
        bundled("tests")
