"""The control that goes with a setting."""

from collections.abc import Callable, Mapping

from luma.domain.nodetype import Setting, SettingKind
from luma.ui.controls.choices import Choice, Swatch, Switch, TextField
from luma.ui.controls.control import Control
from luma.ui.controls.drawn import DrawnLine
from luma.ui.controls.steps import Steps
from luma.ui.controls.stops import Stops
from luma.ui.controls.turned import Turned
from luma.ui.controls.written import Written
from luma.ui.wording import choice_words

_MAKERS: Mapping[SettingKind, Callable[[Setting], Control]] = {
    "switch": lambda _: Switch(),
    "choice": lambda setting: Choice(
        setting.choices, tuple(map(choice_words, setting.choices))
    ),
    "colour": lambda _: Swatch(),
    "text": lambda s: Written(s.language) if s.language else TextField(mono=True),
    "steps": lambda _: Steps(),
    "drawn": lambda _: DrawnLine(),
    "stops": lambda _: Stops(),
}


def control_for(setting: Setting) -> Control:
    """A control that takes what a setting takes."""
    return _MAKERS.get(setting.kind, Turned)(setting)
