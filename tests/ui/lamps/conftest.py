"""The page of kinds of lamps on a real desk with a room of eight fixtures."""

import pytest

from luma.ui.lamps.page import LampsPage
from luma.ui.venue.page import VenuePage
from tests.ui.venue.conftest import Wait, page, session, wait

__all__ = ["page", "session", "wait"]
PAR = "generic/rgb_par"


@pytest.fixture
def lamps(page: VenuePage, wait: Wait) -> LampsPage:
    """The page, seen, with the RGB par open."""
    page.show_lamps()
    wait(lambda: any(kind.key == PAR for kind in page.lamps.bench.kinds))
    page.lamps.list.choose(PAR)
    wait(lambda: page.lamps.bench.key == PAR)
    return page.lamps
