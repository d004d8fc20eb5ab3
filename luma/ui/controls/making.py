"""The control that goes with a setting."""

from luma.domain.nodetype import Setting
from luma.ui.controls.choices import Choice, Swatch, Switch, TextField
from luma.ui.controls.control import Control
from luma.ui.controls.turned import Turned


def control_for(setting: Setting) -> Control:
    """A control that takes what a setting takes."""
    match setting.kind:
        case "switch":
            return Switch()
        case "choice":
            return Choice(setting.choices)
        case "colour":
            return Swatch()
        case "text":
            return TextField(mono=True)
        case _:
            return Turned(setting)
