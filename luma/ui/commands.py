"""The window's own commands, as a table; views bring theirs beside it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from luma.ui.actions import Action, always
from luma.ui.session import Session
from luma.ui.transport.control import Transport

PANIC_KEYS = "Esc Esc"
RATE_STEP = 0.05
ON_BAR = (
    "start", "play", "loop", "metronome", "loop in", "loop out", "loop half", "loop double",
    "loop back", "loop on", "loop beat back", "loop beat on", "count in", "pitch", "switch",
)  # fmt: skip
"""The commands that the status bar offers by the pointer."""


def transport_commands(session: Session, transport: Transport) -> tuple[Action, ...]:
    """Commands on the play head, the loop and all light."""

    def sounds() -> bool:
        return session.has_sound

    def loops() -> bool:
        return session.has_sound and transport.loop is not None

    def command(
        name: str, title: str, keys: str, run: Callable[[], object], sign: str = ""
    ) -> Action:
        return Action(name, title, keys, sounds, run, "Track", sign)

    def loop_command(name: str, title: str, keys: str, times: float) -> Action:
        return Action(name, title, keys, loops, lambda: transport.scale_loop(times), "Track")

    def looping(name: str, title: str, keys: str, run: Callable[[], object]) -> Action:
        return Action(name, title, keys, loops, run, "Track")

    return (
        command("play", "Play or pause", "Space", session.play_or_pause, "play"),
        command("start", "Go to the start", "Home", transport.to_start, "skip-back"),
        command("end", "Go to the end", "End", transport.to_end, "skip-forward"),
        command("beat back", "Back a beat", "Left", lambda: transport.step(-1)),
        command("beat on", "On a beat", "Right", lambda: transport.step(1)),
        command("bar back", "Back a bar", "Shift+Left", lambda: transport.step_bar(-1)),
        command("bar on", "On a bar", "Shift+Right", lambda: transport.step_bar(1)),
        command("loop", "Loop the selection", "L", transport.toggle_loop, "repeat"),
        command("loop in", "Start the loop here", "I", transport.loop_from_here, "brackets"),
        command("loop out", "End the loop here", "O", transport.loop_to_here, "brackets"),
        Action("metronome", "Metronome", "C", always, transport.toggle_click, "Track", "drum"),
        loop_command("loop half", "Halve the loop", "[", 0.5),
        loop_command("loop double", "Double the loop", "]", 2.0),
        looping("loop back", "Move the loop back by its length", "Ctrl+[",
                lambda: transport.step_loop(-1)),
        looping("loop on", "Move the loop on by its length", "Ctrl+]",
                lambda: transport.step_loop(1)),
        looping("loop beat back", "Move the loop back a beat", "Shift+[",
                lambda: transport.move_loop(-1)),
        looping("loop beat on", "Move the loop on a beat", "Shift+]",
                lambda: transport.move_loop(1)),
        command("count in", "Count a bar in, then play", "Shift+Space", transport.count_in,
                "drum"),
        command("slower", "Play slower", "Alt+,",
                lambda: transport.set_rate(transport.rate - RATE_STEP)),
        command("faster", "Play faster", "Alt+.",
                lambda: transport.set_rate(transport.rate + RATE_STEP)),
        command("plain rate", "Play at the speed of the song", "",
                lambda: transport.set_rate(1.0)),
        command("pitch", "Keep the pitch at another speed", "Shift+P",
                transport.toggle_pitch, "music"),
        Action("switch", "Hear the other sound (A/B)", "X", lambda: bool(transport.other),
               transport.switch, "Track", "headphones"),
        Action(
            "blackout", "Blackout", "B", always, transport.toggle_blackout, "Show",
            "lightbulb-off",
        ),
        Action("panic", "Panic: all dark, all still", "", always, transport.panic, "Show",
               "octagon-x"),
        Action("master full", "Open the grand master", "", always,
               lambda: transport.set_master(1.0), "Show"),
    )  # fmt: skip


def page_commands(
    signs: Mapping[str, str], turn: Callable[[str], object]
) -> tuple[Action, ...]:
    """Commands that turn to the pages of the window, each with its sign."""
    return tuple(
        Action(f"page {page}", f"{page} page", f"Ctrl+{number}", always,
               partial(turn, page), "View", sign)
        for number, (page, sign) in enumerate(signs.items(), 1)
    )  # fmt: skip


def round_commands(step: Callable[[int], object]) -> tuple[Action, ...]:
    """Commands that go around the panels."""
    return (
        Action("next panel", "Next panel", "F6", always, partial(step, 1), "View"),
        Action("panel before", "Panel before", "Shift+F6", always, partial(step, -1), "View"),
    )


def window_commands(
    session: Session, window: QWidget, find: Callable[[], object]
) -> tuple[Action, ...]:
    """Commands on documents and on the window itself."""

    def full_screen() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def has_documents() -> bool:
        return session.has_documents

    return (
        Action("undo", "Undo", "Ctrl+Z", has_documents, session.undo, "Edit", "undo-2"),
        Action("redo", "Redo", "Ctrl+Y", has_documents, session.redo, "Edit", "redo-2",
               ("Ctrl+Shift+Z",)),
        Action("full screen", "Full screen", "F11", always, full_screen, "View", "maximize"),
        Action("find", "Find or run", "Ctrl+K", always, find, "Help", "search", ("F1",)),
        Action("quit", "Quit", "Ctrl+Q", always, window.close, "File"),
    )  # fmt: skip
