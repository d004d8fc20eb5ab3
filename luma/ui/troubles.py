"""Which panel tells which problem."""

from luma.app.events import LightsLost, OutputFailed, ProblemRaised, StageLost, StageReady
from luma.domain.errors import LumaError, OutputError, StageError, Unavailable
from luma.ui.panel import Panel
from luma.ui.session import Session


def tell_troubles(session: Session, panel: Panel) -> None:
    """Tell what befalls sound, light and wishes in a panel's bar."""
    bridge = session.bridge

    def tell(trouble: LumaError) -> None:
        panel.problems.tell(trouble)

    lacking: set[str] = set()

    def sound_ready(fact: StageReady) -> None:
        if fact.trouble and fact.trouble not in lacking:
            lacking.add(fact.trouble)
            tell(Unavailable(fact.trouble, hint="Plug one in and open Luma again."))

    bridge.on(StageLost, lambda fact: tell(_lost_sound(fact.said)), panel)
    bridge.on(LightsLost, lambda fact: tell(_lost_lights(fact.said)), panel)
    bridge.on(OutputFailed, lambda fact: tell(fact.trouble), panel)
    bridge.on(ProblemRaised, lambda fact: tell(fact.trouble), panel)
    bridge.on(StageReady, sound_ready, panel)
    session.problem.connect(tell)


def _lost_sound(said: str) -> LumaError:
    return StageError("Sound stopped, and is started again where it was.", hint=said)


def _lost_lights(said: str) -> LumaError:
    return OutputError("The lights stopped, and are started again.", hint=said)
