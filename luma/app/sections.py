"""The sections that count: a person's own, or what was heard."""

from typing import Final

from luma.app.analyses import Analyses
from luma.app.corrected import Corrected, Matter
from luma.app.documents import Documents
from luma.app.ground import Ground
from luma.domain.sectiondoc import SectionDoc
from luma.domain.sectionedits import ForgetSections, UseSections, share_apart
from luma.domain.sections import Section, SectionTrack

KIND: Final = "sections"
"""How documents of sections are called among the others, and how what is heard is."""
_WHOLE = "track"


class Sections(Corrected[SectionTrack, SectionDoc]):
    """Knows every track's sections, and changes them; on the lane."""

    def __init__(self, ground: Ground, documents: Documents, analyses: Analyses) -> None:
        """Have looked at no track."""
        super().__init__(_MATTER, ground, documents, analyses)


def _one(seconds: float) -> SectionTrack:
    """One section over the whole track."""
    return SectionTrack((Section(0.0, seconds, _WHOLE),) if seconds else ())


def _told(own: SectionTrack, heard: SectionTrack, share: float) -> str:
    return (
        f"The sections were heard anew: {len(heard.sections)} of them where yours are "
        f"{len(own.sections)}, with other names in {share * 100.0:.0f} % of the time."
    )


_MATTER: Final = Matter(
    name="sections",
    document=KIND,
    kind=KIND,
    what=SectionTrack,
    own=lambda doc: doc.sections,
    use=UseSections,
    forget=ForgetSections(),
    settling=(UseSections, ForgetSections),
    begin=_one,
    told=_told,
    share_apart=share_apart,
    is_something=lambda heard: bool(heard.sections),
)
