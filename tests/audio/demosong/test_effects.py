import numpy as np

from luma.audio.demosong.effects import canvas, ducking, echoed, placed, room, swept
from luma.audio.demosong.grid import STEP_FRAMES
from luma.audio.demosong.oscillators import clock, noise

RATE = 48_000


def test_placed_drops_what_hangs_over_the_edges() -> None:
    onto = canvas(10, 1)
    placed(onto, np.ones((1, 6), np.float32), -2)
    placed(onto, np.ones((1, 6), np.float32), 8, gain=2.0)
    placed(onto, np.ones((1, 6), np.float32), 30)
    assert onto[0].tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 2, 2]


def test_swept_passes_what_is_below_its_cutoff_and_stops_what_is_above() -> None:
    time = clock(2 * RATE)
    low = np.sin(2 * np.pi * 200 * time)[None, :]
    high = np.sin(2 * np.pi * 6000 * time)[None, :]
    cutoff = np.full(2 * RATE, 1500.0, np.float32)
    inside = slice(5000, -5000)
    assert np.allclose(swept(low, cutoff, resonance=0.0)[0, inside], low[0, inside], atol=0.01)
    assert np.abs(swept(high, cutoff, resonance=0.0)[0, inside]).max() < 0.03


def test_swept_follows_its_cutoff() -> None:
    time = clock(4 * RATE)
    tone = np.sin(2 * np.pi * 2000 * time)[None].astype(np.float32)
    opened = swept(tone, np.geomspace(200, 16000, 4 * RATE).astype(np.float32))
    assert np.abs(opened[0, RATE // 2 : RATE]).max() < 0.05
    assert np.abs(opened[0, 3 * RATE : -5000]).max() > 0.9


def test_echoes_change_sides_and_fade() -> None:
    sound = canvas(10 * STEP_FRAMES)
    sound[0, :2000] = noise(2000, 5)[0]
    echo = np.square(echoed(sound, 0.5))
    first, second = 3 * STEP_FRAMES, 6 * STEP_FRAMES
    assert echo[:, : first - 1].sum() == 0.0
    assert echo[0, first : first + 2000].sum() == 0.0
    assert echo[1, second : second + 2000].sum() < 1e-6 * echo[1, first : first + 2000].sum()
    early, late = echo[1, first : first + 2000].sum(), echo[0, second : second + 2000].sum()
    assert 0.2 < late / early < 0.3


def test_ducking_pushes_after_a_kick_and_lets_go_before_the_next() -> None:
    push = ducking((1000, 30_000), 60_000)
    assert push[:1001].max() == 0.0
    assert push[1000:2000].max() > 0.9
    assert push[29_990] == 0.0
    assert 0.0 <= push.min() <= push.max() <= 1.0


def test_a_room_answers_evenly_on_both_sides_and_falls_silent() -> None:
    answer = room(1.0, 9)
    assert np.allclose(np.linalg.norm(answer, axis=1), 1.0, atol=1e-3)
    assert np.linalg.norm(answer[:, RATE // 2 :]) < 0.25
    assert abs(np.dot(*answer)) < 0.1
