"""A private PipeWire without a sound card: one null sink, and what was really played on it."""

import functools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

SINK = "ci"
RATE = 48_000
PROGRAMS = (
    "dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pactl", "parec", "pw-cat",
)  # fmt: skip
PATIENCE_SECONDS = 20.0

Recording = npt.NDArray[np.float32]


class PipeWire:
    """A running sound server: its environment for clients, and recordings of its sink."""

    def __init__(self, env: Mapping[str, str], folder: Path, stop: Callable[[], None]) -> None:
        """Speak for a server that is up, and that `stop` takes away."""
        self.env = dict(env)
        self.stop = stop
        self._folder = folder
        self._modules: dict[str, str] = {}

    def run(self, *command: str) -> str:
        """What a client program of this server prints."""
        done = subprocess.run(command, env=self.env, check=True, capture_output=True, text=True)
        return done.stdout

    def add_sink(self, name: str, *more: str, rate: int = RATE) -> None:
        """Bring up one more null sink, at the house's rate or another."""
        settings = (f"sink_name={name}", f"rate={rate}", *more)
        module = self.run("pactl", "load-module", "module-null-sink", *settings)
        self._modules[name] = module.strip()

    def remove_sink(self, name: str) -> None:
        """Take a null sink away, as if it were unplugged."""
        self.run("pactl", "unload-module", self._modules.pop(name))

    @contextmanager
    def recording(self, sink: str = SINK) -> Iterator[Callable[[], Recording]]:
        """Record a sink's monitor; the yielded function stops and gives all frames so far."""
        path = self._folder / f"recording-{time.monotonic_ns()}.raw"
        command = ["parec", "-d", f"{sink}.monitor", "--format=float32le"]
        command += [f"--rate={RATE}", "--channels=2", "--raw", "--latency-msec=100"]
        with path.open("wb") as file:
            recorder = subprocess.Popen(command, env=self.env, stdout=file)
            try:
                _wait(lambda: path.stat().st_size > 0, "the recorder")
                yield lambda: _finish(recorder, path)
            finally:
                _stop(recorder)


def _finish(recorder: subprocess.Popen[bytes], path: Path) -> Recording:
    _stop(recorder)
    whole = path.stat().st_size // 8 * 2
    return np.fromfile(path, np.float32, whole).reshape(-1, 2)


def missing_programs() -> list[str]:
    """The programs of PipeWire that this machine lacks."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


@contextmanager
def headless_pipewire() -> Iterator[PipeWire]:
    """A sound server of one's own, up when the block begins and gone when it ends."""
    missing = missing_programs()
    assert not missing, f"install PipeWire's packages: {', '.join(missing)} not found"
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="pw-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        env = _environment(folder)
        log = stack.enter_context((folder / "log").open("wb"))

        def start(*command: str) -> Callable[[], None]:
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
            stack.callback(_stop, process)
            return functools.partial(_stop, process)

        bus = env["DBUS_SESSION_BUS_ADDRESS"]
        start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}")
        _wait((folder / "bus").exists, "the message bus")
        stop = start("pipewire")
        _wait((folder / "pipewire-0").exists, "PipeWire")
        start("wireplumber")
        start("pipewire-pulse")
        _wait(lambda: _answers(env, "pactl", "info"), "PipeWire's PulseAudio side")
        server = PipeWire(env, folder, stop)
        server.add_sink(SINK)
        _wait(lambda: _answers(env, "pactl", "set-default-sink", SINK), "the null sink")
        _wait(lambda: SINK in server.run("pactl", "get-default-sink"), "the default sink")
        yield server


def _environment(folder: Path) -> dict[str, str]:
    folder.chmod(0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE_", "PIPEWIRE_"))}
    own = {
        "XDG_RUNTIME_DIR": folder,
        "XDG_STATE_HOME": folder / "state",
        "XDG_CONFIG_HOME": folder / "config",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
    }
    return kept | {name: str(value) for name, value in own.items()}


def _answers(env: Mapping[str, str], *command: str) -> bool:
    done = subprocess.run(command, env=dict(env), check=False, capture_output=True)
    return done.returncode == 0


def _wait(is_there: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_there():
        assert time.monotonic() < until, f"{what} did not come up"
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def gaps(sound: Recording, hertz: float) -> int:
    """How often a recorded sine of one pitch breaks off; one lost sample shows.

    Of a sine, `y[n+1] - 2 cos(w) y[n] + y[n-1]` is nothing. Breaks within 50 ms are one gap;
    the seams of a loop that holds whole periods are none.
    """
    tone = sound[:, 0].astype(np.float64)
    sounding = np.flatnonzero(np.abs(tone) > 1e-3)
    assert len(sounding), "nothing was recorded"
    body = tone[sounding[0] + RATE // 20 : sounding[-1] - RATE // 20]
    turn = 2 * np.cos(2 * np.pi * hertz / RATE)
    broken = np.flatnonzero(np.abs(body[2:] - turn * body[1:-1] + body[:-2]) > 1e-5)
    return int(np.count_nonzero(np.diff(broken, prepend=-RATE) > RATE // 20))
