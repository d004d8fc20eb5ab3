"""Decode once, for everyone."""

from collections.abc import Iterator

from luma.analysis.contract import Progress, Scratch, Source, analyzer
from luma.audio.pcm import Pcm
from luma.domain.sound import Samples


@analyzer("pcm", engine="luma", version=1)
def pcm(source: Source, scratch: Scratch, progress: Progress) -> Pcm:
    """The sound at the house rate, decoded once and mapped by everyone."""
    from luma.audio.decode import Decoding

    decoding = Decoding(source.path)

    def told() -> Iterator[Samples]:
        done = 0
        for block in decoding:
            done += len(block)
            progress(done / max(decoding.frames, done), "decoding")
            yield block

    decoded = Pcm.gather(told(), scratch.folder / "sound.npy")
    progress.remark = decoding.remark
    return decoded
