"""The commands on layers, and on whether clips light and may be changed."""

from collections.abc import Callable
from functools import partial

from luma.domain.score import Blend
from luma.ui.actions import Action
from luma.ui.timeline.view import TimelineView


def layer_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on layers."""
    layers, heads = view.layers, view.fingers.heads

    def there() -> bool:
        return layers.current is not None

    def is_open() -> bool:
        return view.session.score is not None

    def on_current(act: Callable[[int], object]) -> Callable[[], None]:
        def run() -> None:
            if (current := layers.current) is not None:
                act(current)

        return run

    return (
        Action("layer add", "Add a layer", "Shift+A", is_open, heads.add, "Clip", "layers"),
        Action("layer rename", "Rename the layer", "F2", there, heads.rename, "Clip"),
        Action(
            "layer mute", "Mute the layer", "Shift+M", there, on_current(layers.toggle_mute),
            "Clip", "eye-off", ("M",),
        ),
        Action(
            "layer solo", "Solo the layer", "Shift+S", there, on_current(layers.toggle_solo),
            "Clip", "headphones",
        ),
        Action(
            "layer lock", "Lock the layer", "Shift+K", there, on_current(layers.toggle_lock),
            "Clip", "lock", ("K",),
        ),
        Action(
            "layer up", "Move the layer up", "Alt+Shift+Up", there,
            on_current(lambda number: layers.step(number, 1)), "Clip",
        ),
        Action(
            "layer down", "Move the layer down", "Alt+Shift+Down", there,
            on_current(lambda number: layers.step(number, -1)), "Clip",
        ),
        Action(
            "layer next", "Attend to the layer above", "Ctrl+Alt+Up", is_open,
            lambda: _attend(view, 1), "Clip",
        ),
        Action(
            "layer previous", "Attend to the layer below", "Ctrl+Alt+Down", is_open,
            lambda: _attend(view, -1), "Clip",
        ),
        Action(
            "layer remove", "Remove the layer with its clips", "", there,
            on_current(layers.remove), "Clip", "trash-2",
        ),
    )  # fmt: skip


def state_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on what the chosen clips do."""
    commands = view.commands

    def chosen() -> bool:
        return bool(commands.chosen)

    return (
        Action("clip mute", "Mute clips", "M", chosen, commands.toggle_mute, "Clip", "eye-off"),
        Action("clip lock", "Lock clips", "K", chosen, commands.toggle_lock, "Clip", "lock"),
        *(
            Action(
                f"blend {blend.value}", f"Blend mode: {blend.value}", f"Alt+{number}", chosen,
                partial(commands.set_blend, blend), "Clip", "blend",
            )
            for number, blend in enumerate(Blend, start=1)
        ),
    )  # fmt: skip


def _attend(view: TimelineView, up: int) -> None:
    """Go to the next layer, from the lowest where none is attended to."""
    numbers, current = view.layers.numbers, view.layers.current
    if numbers:
        at = numbers.index(current) + up if current in numbers else 0
        view.fingers.heads.attend(numbers[min(max(at, 0), len(numbers) - 1)])
