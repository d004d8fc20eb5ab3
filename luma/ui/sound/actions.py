"""The commands of the sound page."""

from collections.abc import Callable

from luma.ui.actions import Action
from luma.ui.sound.card import Card
from luma.ui.sound.page import SoundPage


def sound_actions(page: SoundPage) -> tuple[Action, ...]:
    """Commands on effects, levels and devices; they need the page to be seen."""
    rack, devices = page.rack, page.devices

    def is_seen() -> bool:
        return page.isVisible()

    def has_card() -> bool:
        return is_seen() and rack.current is not None

    def can_move() -> bool:
        return has_card() and rack.cards.can_move

    def on_card(act: Callable[[Card], object]) -> Callable[[], object]:
        def run() -> None:
            card = rack.current
            if card is not None:
                act(card)

        return run

    return (
        _command("add", "Add an effect…", "Ins", is_seen, rack.find_effect, "plus"),
        _command("bypass", "Pass the effect by, or let it play", "Ctrl+B", has_card,
                 on_card(lambda card: card.toggle_use("bypassed")), "power"),
        _command("mute", "Mute the effect", "Ctrl+M", has_card,
                 on_card(lambda card: card.toggle_use("muted")), "volume-x"),
        _command("preset", "Presets of the effect", "Ctrl+P", has_card,
                 on_card(lambda card: card.open_presets()), "sliders-vertical"),
        _command("up", "Move the effect up", "Alt+Up", can_move, lambda: rack.step(-1),
                 "chevron-up"),
        _command("down", "Move the effect down", "Alt+Down", can_move, lambda: rack.step(1),
                 "chevron-down"),
        _command("remove", "Take the effect away", "Del", has_card,
                 on_card(lambda card: rack.remove(card.node.id)), "trash-2"),
        _command("reset", "Put the clip lamp out", "Ctrl+Shift+R", is_seen,
                 page.master.meter.reset, "rotate-ccw"),
        _command("look", "Look for sound devices", "F5", is_seen, devices.look, "refresh-cw"),
        _command("latency", "Turn between high and low latency", "", is_seen,
                 devices.turn_latency, "timer"),
        _command("test", "Play a short tone on the device", "", is_seen,
                 devices.test_chosen, "volume-2"),
    )  # fmt: skip


def _command(  # noqa: PLR0913, PLR0917  (the columns of the table)
    name: str,
    title: str,
    keys: str,
    enabled: Callable[[], bool],
    run: Callable[[], object],
    sign: str,
) -> Action:
    return Action(f"sound {name}", title, keys, enabled, run, "Sound", sign)
