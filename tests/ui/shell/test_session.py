"""What a view wishes either comes about, or is answered in words."""

from typing import NoReturn

import pytest

from luma.domain.errors import LumaError, Refused
from luma.ui.session import Session
from tests.ui.shell.conftest import Wait


@pytest.mark.parametrize(
    ("cause", "words"),
    [(Refused("No."), "No."), (ZeroDivisionError("odd"), "Luma made a mistake")],
)
def test_a_wish_that_breaks_is_told_and_the_lane_goes_on(
    session: Session, wait: Wait, cause: Exception, words: str
) -> None:
    told: list[LumaError] = []
    session.problem.connect(told.append)

    def breaks() -> NoReturn:
        raise cause

    session.ask(breaks)
    session.ask_aside(breaks)
    answers: list[int] = []
    session.ask(lambda: 1, answers.append)
    wait(lambda: len(told) == 2 and answers == [1])
    assert all(trouble.message.startswith(words) for trouble in told)
