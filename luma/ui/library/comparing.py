"""Hearing another track at the same place as the open one, to compare the two."""

from luma.domain.ids import TrackId
from luma.ui.actions import Action
from luma.ui.library.view import LibraryView
from luma.ui.session import Session


def compare_actions(session: Session, library: LibraryView) -> tuple[Action, ...]:
    """The commands that choose what is compared with the open track."""
    player = session.desk.player

    def chosen() -> list[TrackId]:
        open_one = session.track
        return [
            row.listed.track.id
            for row in library.view.chosen()
            if open_one is not None and row.listed.track.id != open_one.id
        ]

    def can_compare() -> bool:
        return session.has_sound and len(chosen()) == 1

    def compare() -> None:
        other = chosen()[0]
        session.ask(lambda: player.use_other(other), lambda _: session.ask(player.switch))

    def has_other() -> bool:
        return player.wanted.other is not None

    def end() -> None:
        session.ask(lambda: player.use_other(None))

    return (
        Action("compare", "Compare the open track with the chosen one (A/B)", "", can_compare,
               compare, "Library", "headphones"),
        Action("compare end", "End the comparison", "", has_other, end, "Track"),
    )  # fmt: skip
