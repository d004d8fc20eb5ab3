"""Takes the pictures of the window in docs/images, on the demo and on an empty library.

Run it with Luma's own Python: `python docs/screenshots.py`. It needs no display.
"""

import os
import queue
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

IMAGES = Path(__file__).resolve().parent / "images"
SMALL, MIDDLE, LARGE = (1280, 800), (1600, 1000), (1920, 1080)
SMALLEST = (1024, 640)
CLIP, AT_SECONDS = 8, 76.86
PRESET = "Confetti"
PATIENCE = 180.0


def take_all() -> None:
    """Take every picture, each kind in a process of its own, for its own scale."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for kind, scale in (("demo", 1), ("twice", 2)):
            _run(kind, scale, home)
    with tempfile.TemporaryDirectory() as home:
        _run("empty", 1, home)


def _run(kind: str, scale: int, home: str) -> None:
    chosen = {"LUMA_HOME": home, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    words = [sys.executable, __file__, kind]
    subprocess.run(words, env={**os.environ, **chosen}, check=True)


def take(kind: str) -> None:
    """Take the pictures of one kind in this process."""
    from luma.app.bundled import bundled
    from luma.app.demo import furnish, shelve_demo
    from luma.app.desk import open_desk
    from luma.app.events import TrackComplete
    from luma.app.paths import Paths
    from luma.app.settings import Settings, SoundSettings
    from luma.ui.look import application
    from luma.ui.main import opened_window

    app = application(["luma"])
    assets = bundled("assets") / "demo"
    with open_desk(Paths.find(), Settings(SoundSettings("null"))) as desk:
        furnish(desk.ground, assets)
        track = None
        if kind != "empty":
            track = shelve_demo(desk.ground, desk.library, desk.paths, assets).track.id
            heard: queue.SimpleQueue[TrackComplete] = queue.SimpleQueue()
            desk.bus.on(TrackComplete, heard.put)
            desk.lane.post(lambda: desk.analyses.complete(track))
            heard.get(timeout=PATIENCE)
        with opened_window(desk, track) as window:
            window.show()
            _show_sizes(app.processEvents, window, kind)
            if kind == "demo":
                _show_patterns(app.processEvents, window)
                _show_sound(app.processEvents, window)


def _show_sizes(turn: Callable[[], object], window: object, kind: str) -> None:
    """Take the first page at its sizes."""
    from luma.ui.window import MainWindow

    assert isinstance(window, MainWindow)
    window.turn_to("Show")
    for width, height in (SMALL, LARGE) if kind != "twice" else (SMALLEST,):
        window.resize(width, height)
        if kind != "empty":
            _light(turn, window)
        _settle(turn, 2.5)
        name = f"window-{kind}" if kind != "demo" else "window"
        window.grab().save(str(IMAGES / f"{name}-{width}x{height}.png"), quality=0)


def _light(turn: Callable[[], object], window: object) -> None:
    """Hold the show in the middle of its drop, with a clip chosen."""
    from luma.ui.window import MainWindow

    assert isinstance(window, MainWindow)
    session = window.session
    _until(turn, lambda: session.has_sound and session.score is not None)
    assert session.score is not None
    session.select_clips([session.score.clips[CLIP].id])
    _settle(turn, 0.3)
    session.seek(AT_SECONDS)
    _until(turn, lambda: abs(window.transport.seconds - AT_SECONDS) < 0.1)
    _until(turn, lambda: session.desk.shows.is_settled)


def _show_patterns(turn: Callable[[], object], window: object) -> None:
    """Take the list with a preset's arguments, and the editor with its graph."""
    from luma.ui.inspector.inspector import Inspector
    from luma.ui.nodes.view import NodeView
    from luma.ui.window import MainWindow

    assert isinstance(window, MainWindow)
    session = window.session
    listed = {pattern.name: pattern for pattern in session.desk.repertoire.patterns()}
    inspector = window.panels["inspector"]
    assert isinstance(inspector, Inspector)
    window.resize(*LARGE)
    session.select_clips([])
    session.open_graph(listed[PRESET].graph)
    inspector.show_tab(1)
    _settle(turn, 2.5)
    window.grab().save(str(IMAGES / "patterns-1920x1080.png"), quality=0)
    window.resize(*MIDDLE)
    window.fill_with("nodes")
    _settle(turn, 1.0)
    nodes = window.panels["nodes"]
    assert isinstance(nodes, NodeView)
    nodes.canvas.frame_all()
    nodes.toggle_costs()
    _settle(turn, 2.5)
    window.grab().save(str(IMAGES / "graph-1600x1000.png"), quality=0)


def _show_sound(turn: Callable[[], object], window: object) -> None:
    """Take the sound page while the drop plays through four effects."""
    from luma.ui.window import MainWindow

    assert isinstance(window, MainWindow)
    session, desk = window.session, window.session.desk

    def furnish_rack() -> None:
        for effect in ("eq", "compressor", "limiter", "meter"):
            desk.rack.add(effect)
        desk.rack.set("eq", "low_gain", 3.0)
        desk.rack.set("eq", "second_gain", -4.0)
        desk.rack.finish()

    desk.lane.call(furnish_rack)
    window.resize(*LARGE)
    window.fill_with("nodes")
    window.turn_to("Sound")
    session.seek(AT_SECONDS)
    session.play_or_pause()
    _settle(turn, 4.0)
    window.grab().save(str(IMAGES / "window-sound-1920x1080.png"), quality=0)
    session.play_or_pause()


def _until(turn: Callable[[], object], is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get ready")
        turn()
        time.sleep(0.01)


def _settle(turn: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        turn()
        time.sleep(0.01)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(sys.argv[1])
    else:
        take_all()
