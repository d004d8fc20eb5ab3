"""What can be done with the chosen clips, each as one step of undo."""

from dataclasses import replace

from luma.app.placing import BARS_OF_NEW_CLIP, copies, free_layer, new_clip
from luma.domain.ids import ClipId, PatternId, new_id
from luma.domain.score import Blend, Clip
from luma.domain.scoreedits import LockClips, MoveClips, MuteClips, PutClips, RemoveClips
from luma.ui.session import Session
from luma.ui.timeline.marks import Marks

OPACITIES = (1.0, 0.75, 0.5, 0.25)


class Commands:
    """Acts on the clips that are chosen; what was copied stays until something else is."""

    def __init__(self, session: Session) -> None:
        """Have nothing copied."""
        self._session = session
        self._copied: tuple[Clip, ...] = ()

    @property
    def chosen(self) -> tuple[Clip, ...]:
        """The chosen clips, in the order of the score."""
        score, names = self._session.score, frozenset(self._session.clips)
        return () if score is None else tuple(c for c in score.clips if c.id in names)

    @property
    def has_copied(self) -> bool:
        """Whether there is something to paste."""
        return bool(self._copied)

    def can_split(self, beat: float) -> bool:
        """Whether a beat lies inside of a clip that would be split there."""
        return bool(self._split_at(beat))

    def split(self, beat: float) -> None:
        """Cut what is chosen in two at a beat, or all that plays there if nothing is."""
        halves = []
        for clip in self._split_at(beat):
            halves.append(replace(clip, stop_beat=beat, fade_out=0.0))
            second = ClipId(new_id())
            halves.append(replace(clip, id=second, start_beat=beat, fade_in=0.0))
        if halves:
            self._session.edit_score(PutClips(tuple(halves)))

    def duplicate(self) -> None:
        """Put copies right after what is chosen."""
        chosen = self.chosen
        if chosen:
            start = min(clip.start_beat for clip in chosen)
            self._put(copies(chosen, max(clip.stop_beat for clip in chosen) - start))

    def delete(self) -> None:
        """Take what is chosen away."""
        if self.chosen:
            self._session.edit_score(RemoveClips(tuple(clip.id for clip in self.chosen)))

    def copy(self) -> None:
        """Keep what is chosen, to paste it."""
        self._copied = self.chosen or self._copied

    def cut(self) -> None:
        """Keep what is chosen, and take it away."""
        self.copy()
        self.delete()

    def paste(self, beat: float) -> None:
        """Put copies of what is kept at a beat."""
        if self._copied:
            first = min(clip.start_beat for clip in self._copied)
            self._put(copies(self._copied, beat - first))

    def select_all(self) -> None:
        """Choose every clip."""
        if self._session.score is not None:
            self._session.select_clips(clip.id for clip in self._session.score.clips)

    def select_next(self, step: int) -> None:
        """Choose the clip after or before the one that is followed, in time."""
        score, followed = self._session.score, self._session.clip
        if score is None or not score.clips:
            return
        ordered = sorted(score.clips, key=lambda c: (c.start_beat, -c.layer, c.id))
        at = ordered.index(followed) + step if followed is not None else min(0, step)
        if -1 <= at < len(ordered):
            self._session.select_clips([ordered[max(0, at) if step > 0 else at].id])

    def nudge(self, beats: float, layers: int = 0) -> None:
        """Move what is chosen by a step."""
        chosen = self.chosen
        if chosen:
            self._session.edit_score(MoveClips(tuple(c.id for c in chosen), beats, layers))

    def set_blend(self, blend: Blend) -> None:
        """Choose how what is chosen lies on what is below it."""
        self._change(tuple(replace(clip, blend=blend) for clip in self.chosen))

    def set_opacity(self, opacity: float) -> None:
        """Choose how much light what is chosen gives."""
        self._change(tuple(replace(clip, opacity=opacity) for clip in self.chosen))

    def toggle_mute(self) -> None:
        """Take the light of what is chosen away, or give it back where all of it is muted."""
        chosen = self.chosen
        if chosen:
            muted = not all(clip.muted for clip in chosen)
            self._session.edit_score(MuteClips(tuple(c.id for c in chosen), muted))

    def toggle_lock(self) -> None:
        """Keep what is chosen as it is, or no longer where all of it is locked."""
        chosen = self.chosen
        if chosen:
            locked = not all(clip.locked for clip in chosen)
            self._session.edit_score(LockClips(tuple(c.id for c in chosen), locked))

    def clear_fades(self) -> None:
        """Let what is chosen begin and end at once."""
        self._change(tuple(replace(clip, fade_in=0.0, fade_out=0.0) for clip in self.chosen))

    def place(self, pattern: PatternId, beat: float, marks: Marks) -> None:
        """Place a pattern at a beat, on the first layer that is free there."""
        score, beats = self._session.score, float(BARS_OF_NEW_CLIP * marks.grid.metre)
        if score is not None:
            layer = free_layer(score, beat, beat + beats)
            self._put((new_clip(pattern, beat, beats, layer),))

    def put(self, clip: Clip) -> None:
        """Place a clip, and choose it."""
        self._put((clip,))

    def _split_at(self, beat: float) -> tuple[Clip, ...]:
        score = self._session.score
        clips = self.chosen or (() if score is None else score.clips)
        return tuple(c for c in clips if c.start_beat + 1e-3 < beat < c.stop_beat - 1e-3)

    def _change(self, clips: tuple[Clip, ...]) -> None:
        if clips:
            self._session.edit_score(PutClips(clips))

    def _put(self, clips: tuple[Clip, ...]) -> None:
        self._session.edit_score(PutClips(clips))
        self._session.select_clips(clip.id for clip in clips)
