"""How loud each voice of the loaded track is heard, remembered while Luma is open."""

from collections.abc import Callable

from luma.app.analyses import Analyses
from luma.app.bus import Bus
from luma.app.events import VoicesChanged
from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.domain.stems import EVEN, Balance, Stem, StemSet
from luma.domain.units import Decibels
from luma.stage.messages import BalanceVoices, UseVoices, Wish


class Voices:
    """The stage's voices as a person wants them; used on the lane."""

    def __init__(self, bus: Bus, analyses: Analyses, send: Callable[[Wish], None]) -> None:
        """Hear all of every track."""
        self._bus, self._analyses, self._send = bus, analyses, send
        self._balances: dict[TrackId, Balance] = {}
        self._track: TrackId | None = None
        self._generation = 0
        self._are_asked = False

    def balance(self, track: TrackId) -> Balance:
        """Which voices of a track are muted or solo, and how loud each is."""
        return self._balances.get(track, EVEN)

    def begin(self, track: TrackId, generation: int) -> None:
        """The stage was given the sound of a track anew, and holds no voices of it yet."""
        self._track, self._generation, self._are_asked = track, generation, False
        self._balance()

    def mute(self, stem: Stem) -> None:
        """Mute a voice of the loaded track, or let it be heard again."""
        self._change(lambda balance: balance.with_mute(stem))

    def solo(self, stem: Stem) -> None:
        """Hear a voice alone, with others that are solo, or no longer."""
        self._change(lambda balance: balance.with_solo(stem))

    def set_level(self, stem: Stem, level: Decibels) -> None:
        """Hear a voice louder or softer than in the mix: −120 dB, which is silence, to 6 dB."""
        self._change(lambda balance: balance.with_level(stem, level))

    def hear_all(self) -> None:
        """Hear the mix again."""
        self._change(lambda _: EVEN)

    def hear_artifact(self, track: TrackId, kind: str) -> None:
        """Use voices that came last, where voices are in use."""
        if kind == "stems" and track == self._track and self._are_asked:
            self._are_asked = False
            self._balance()

    def _change(self, change: Callable[[Balance], Balance]) -> None:
        track = self._track
        if track is None or self._analyses.find_file(track, "stems") is None:
            raise NotFound(
                "The voices of the track are not taken apart yet.",
                hint="Let it be separated first.",
            )
        self._balances[track] = change(self.balance(track))
        self._balance()
        self._bus.announce(VoicesChanged(track, self.balance(track)))

    def _balance(self) -> None:
        """Tell the stage how loud all are, and where the voices lie once that matters."""
        assert self._track is not None
        gains = self.balance(self._track).gains
        is_even = all(gain == 1.0 for gain in gains)
        if not is_even and not self._are_asked:
            stems = self._analyses.load(self._track, StemSet)
            if stems is not None:
                files = tuple(stems.files[stem] for stem in Stem)
                self._send(UseVoices(self._generation, files, stems.gain))
                self._are_asked = True
        self._send(BalanceVoices(gains))
