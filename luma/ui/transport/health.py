"""How the machine copes: the sound thread, what came too late, and the light that is sent."""

import time

from luma.app.player import Heard
from luma.ui.session import Session
from luma.ui.theme import font
from luma.ui.transport.position import UNKNOWN
from luma.ui.transport.rates import Rate
from luma.ui.transport.reading import Reading

NO_OUTPUT = "No output"
BUSY = 0.7
ON_SOUND = "How much of the time of a block of sound its thread needs, in 999 of 1000 blocks."
ON_DROPOUTS = "How often sound was too late since Luma was opened."
HELP = (
    "If it grows, choose the latency High on the sound page (Ctrl+3), or another device there."
)


class Health:
    """Three readings of the status bar, told at screen rate."""

    def __init__(self, session: Session) -> None:
        """Know nothing yet."""
        self._session, self._rate = session, Rate()
        self.sound = Reading("100 %", ON_SOUND, name="Sound")
        self.dropouts = Reading("999", f"{ON_DROPOUTS} {HELP}", name="Dropouts")
        self.light = Reading("DMX 44 Hz", "How often light is sent, if it is", face=font(12))
        self._told: tuple[str, str, str] | None = None

    @property
    def parts(self) -> tuple[Reading, Reading, Reading]:
        """The readings from left to right."""
        return self.sound, self.dropouts, self.light

    def tell(self, heard: Heard | None) -> None:
        """Show what a moment tells."""
        if heard is None or heard.callbacks == 0:
            self.sound.tell(UNKNOWN, "text_3")
            self.dropouts.tell(UNKNOWN, "text_3")
        else:
            load = heard.load
            shade = "error" if load.late >= 1.0 else "warn" if load.late > BUSY else "text"
            self.sound.tell(_percent(load.late), shade)
            count = heard.underruns
            self.dropouts.tell(str(min(count, 999)), "warn" if count else "text")
            self._tell_all(_percent(load.median), _percent(load.late), _percent(load.worst))
        self._tell_light(time.monotonic())

    def _tell_all(self, *shares: str) -> None:
        """Say more to whoever points at it."""
        if shares != self._told:
            self._told = shares[0], shares[1], shares[2]
            half, nearly, worst = shares
            self.sound.setToolTip(
                f"{ON_SOUND} Half of them needed {half}, 99.9 % {nearly}, the slowest {worst}. "
                f"{HELP}"
            )

    def _tell_light(self, now: float) -> None:
        if not self._session.desk.outputs.chosen:
            self.light.tell(NO_OUTPUT, "text_3")
            return
        frame = self._session.desk.lights.frame()
        rate = None if frame is None else self._rate.tell(now, frame.count)
        self.light.tell(f"DMX {UNKNOWN if rate is None else f'{rate:.0f} Hz'}")


def _percent(share: float) -> str:
    return f"{min(share, 9.99):.0%}".replace("%", " %")
