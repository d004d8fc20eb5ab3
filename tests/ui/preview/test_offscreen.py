"""Pictures get their names when they are whole."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from luma.domain.errors import OutputError
from luma.ui.preview.offscreen import save_picture


def test_a_picture_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    class Half(QImage):
        """A picture on a disk that is full after some bytes."""

        def save(self, name: str, *_: object) -> bool:  # type: ignore[override]
            Path(name).write_bytes(b"half")
            return False

    place = tmp_path / "room.png"
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(0)
    save_picture(picture, place)
    before = place.read_bytes()
    with pytest.raises(OutputError, match="could not be written"):
        save_picture(Half(8, 8, QImage.Format.Format_RGB32), place)
    assert place.read_bytes() == before
    assert list(tmp_path.iterdir()) == [place]
