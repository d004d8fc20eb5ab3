"""A song made by Luma itself, with everything about it known."""

from luma.audio.demosong.song import DemoSong, demo_song, write_demo
from luma.audio.demosong.truth import DemoTruth, demo_truth

__all__ = ["DemoSong", "DemoTruth", "demo_song", "demo_truth", "write_demo"]
