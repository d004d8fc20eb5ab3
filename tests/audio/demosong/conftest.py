import pytest

from luma.audio.demosong import DemoSong, demo_song


@pytest.fixture(scope="session")
def song() -> DemoSong:
    return demo_song()
