"""The command line as tests ask it."""

import pytest

from tests.cli.commands import Luma


@pytest.fixture
def luma(capsys: pytest.CaptureFixture[str]) -> Luma:
    """The command line, inside this process."""
    return Luma(capsys)
