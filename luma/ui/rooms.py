"""Puts the views into the window, with their commands."""

from luma.ui.actions import KEEPS_ARROWS
from luma.ui.inspector.inspector import Inspector
from luma.ui.library.commands import library_actions
from luma.ui.library.comparing import compare_actions
from luma.ui.library.patterns import PatternList
from luma.ui.library.view import LibraryView
from luma.ui.nodes.actions import node_actions
from luma.ui.nodes.view import NodeView
from luma.ui.panel import Panel
from luma.ui.preview.stage_view import StageView
from luma.ui.session import Session
from luma.ui.sizes import Kept
from luma.ui.sound.actions import sound_actions
from luma.ui.sound.page import SoundPage
from luma.ui.timeline.sketching import sketch_actions
from luma.ui.timeline.tools import TimelinePanel, timeline_actions
from luma.ui.venue.actions import venue_actions
from luma.ui.venue.page import VenuePage
from luma.ui.views import Views
from luma.ui.window import MainWindow


def main_window(session: Session, kept: Kept) -> MainWindow:
    """The main window with every view that there is."""
    timeline, nodes = TimelinePanel(session), NodeView(session)
    library, patterns = LibraryView(session), PatternList(session)
    inspector, venue = Inspector(session), VenuePage(session, kept.venue)
    sound = SoundPage(session, timeline.view.stems, kept.sound)
    for widget in (nodes.canvas, inspector.tabs):
        widget.setProperty(KEEPS_ARROWS, "true")
    views = Views(
        library=library,
        patterns=patterns,
        timeline=timeline,
        nodes=nodes,
        stage=Panel("Stage", StageView(session)),
        inspector=inspector,
        pages={"Venue": venue, "Sound": sound},
    )
    actions = (
        *timeline_actions(timeline.view),
        *sketch_actions(session),
        *node_actions(nodes),
        *library_actions(library, patterns),
        *compare_actions(session, library),
        *venue_actions(venue),
        *sound_actions(sound),
    )
    return MainWindow(session, views, kept, actions)
