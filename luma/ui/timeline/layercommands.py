"""What can be done with layers, each as one step of undo."""

from collections.abc import Callable
from dataclasses import replace

from luma.domain.layeredits import MoveLayer, PutLayer, RemoveLayer
from luma.domain.score import Blend, Clip, Layer, Score
from luma.domain.scoreedits import PutClips, ScoreEdit
from luma.ui.session import Session
from luma.ui.timeline.headers import clips_of, title_of


class LayerCommands:
    """Acts on layers: on the one that a person attends to, where none is named."""

    def __init__(self, session: Session) -> None:
        """Attend to none."""
        self._session = session
        self._attended: int | None = None
        session.track_changed.connect(lambda _: self.attend(None))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The layers of the score, the lowest first."""
        score = self._session.score
        if score is None:
            return ()
        told = {layer.number for layer in score.layers}
        return tuple(sorted({clip.layer for clip in score.clips} | told))

    @property
    def shown(self) -> int | None:
        """The layer whose head was pressed last, while no clip is chosen."""
        return None if self._session.clips else self._there(self._attended)

    @property
    def current(self) -> int | None:
        """The layer that commands without a name mean: that of the clip, or the pressed one."""
        clip = self._session.clip
        return clip.layer if clip is not None else self.shown

    def attend(self, layer: int | None) -> None:
        """Let commands mean a layer, and no clip."""
        self._attended = layer
        if layer is not None:
            self._session.select_clips(())

    def title(self, layer: int) -> str:
        """How a layer is called."""
        score = self._session.score
        return "" if score is None else title_of(score, layer)

    def is_open(self, layer: int) -> bool:
        """Whether clips of a layer may be edited."""
        score = self._session.score
        return score is None or not score.layer(layer).locked

    def add(self) -> int | None:
        """Put a layer on top of all, and attend to it."""
        score = self._session.score
        if score is None:
            return None
        number = max((*self.numbers, -1)) + 1
        self._edit(PutLayer(Layer(number, f"Layer {number + 1}")))
        self.attend(number)
        return number

    def rename(self, layer: int, name: str) -> None:
        """Call a layer otherwise; without a name it is called by its number."""
        cleaned = " ".join(name.split())
        self._put(layer, lambda told: replace(told, name=cleaned))

    def toggle_lock(self, layer: int) -> None:
        """Keep a layer's clips as they are, or no longer."""
        self._put(layer, lambda told: replace(told, locked=not told.locked))

    def toggle_mute(self, layer: int) -> None:
        """Take a layer's light away, or give it back."""
        self._put(layer, lambda told: replace(told, muted=not told.muted))

    def toggle_solo(self, layer: int) -> None:
        """Let a layer light alone with others that are solo, or no longer."""
        self._put(layer, lambda told: replace(told, solo=not told.solo))

    def remove(self, layer: int) -> None:
        """Take a layer away with its clips."""
        self._edit(RemoveLayer(layer))

    def move(self, layer: int, to: int) -> None:
        """Put a layer where another one is; those on the way make room."""
        if to != layer:
            self._edit(MoveLayer(layer, to))
            self._attended = to if self._attended == layer else self._attended

    def step(self, layer: int, up: int) -> None:
        """Put a layer past the next one above or below."""
        numbers = self.numbers
        at = numbers.index(layer) + up if layer in numbers else -1
        if 0 <= at < len(numbers):
            self.move(layer, numbers[at])

    def set_blend(self, layer: int, blend: Blend) -> None:
        """Choose how all clips of a layer lie on what is below them."""
        self._change(layer, lambda clip: replace(clip, blend=blend))

    def set_opacity(self, layer: int, opacity: float, gesture: str | None = None) -> None:
        """Choose how strongly all clips of a layer show."""
        self._change(layer, lambda clip: replace(clip, opacity=opacity), gesture)

    def _there(self, layer: int | None) -> int | None:
        return layer if layer in self.numbers else None

    def _put(self, layer: int, change: Callable[[Layer], Layer]) -> None:
        score: Score | None = self._session.score
        if score is not None:
            self._edit(PutLayer(change(score.layer(layer))))

    def _change(
        self, layer: int, change: Callable[[Clip], Clip], gesture: str | None = None
    ) -> None:
        clips = clips_of(self._session.score, layer)
        changed = tuple(change(clip) for clip in clips)
        if changed != clips:
            self._session.edit_score(PutClips(changed), gesture)

    def _edit(self, edit: ScoreEdit) -> None:
        self._session.edit_score(edit)
