"""Every style by name, in the order in which seeds take turns."""

from workers.training.dance import clubstyles, songstyles
from workers.training.dance.style import Style

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        clubstyles.HOUSE,
        clubstyles.TECHNO,
        clubstyles.TRANCE,
        clubstyles.DRUM_AND_BASS,
        clubstyles.DUBSTEP,
        songstyles.HIP_HOP,
        clubstyles.GARAGE,
        songstyles.WALTZ,
        songstyles.POP_ROCK,
        songstyles.SIX_EIGHT,
    )
}
