"""A stage whose device has gone comes back to the same one."""

from pathlib import Path

import pytest

from luma.audio.kernel.engine import Engine
from luma.domain.blocks import PositionBlock
from luma.stage.messages import Failed, Options, Ready, Told
from luma.stage.stage import Stage


class Card:
    """A device that can be pulled out."""

    latency_ms = 1.0

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_alive = True

    def close(self) -> None:
        """Nothing is held."""


def test_the_device_that_was_chosen_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards: list[Card] = []

    def plug_in(kind: str, engine: Engine, *, device: str = "") -> Card:
        cards.append(Card(f"{kind} {device}"))
        return cards[-1]

    monkeypatch.setattr("luma.stage.stage.open_sink", plug_in)
    monkeypatch.setattr("luma.stage.stage.look_again", lambda: None)
    told: list[Told] = []
    block = PositionBlock(tmp_path / "position.1.block", create=True)
    stage = Stage(block, told.append, Options("device", "Club"))
    cards[0].is_alive = False
    stage.tick()
    stage.close()
    block.close()
    assert [type(one) for one in told] == [Ready, Failed, Ready]
    assert [card.name for card in cards] == ["device Club", "device Club"]
