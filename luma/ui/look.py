"""The look on the application object: faces, palette, style and sheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from luma.ui.assets import load_fonts
from luma.ui.theme import font, palette, style_sheet


def application(words: list[str]) -> QApplication:
    """The one application object, dressed; sizes follow the screen without rounding."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        dress(there)
        return there
    policy = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(policy)
    made = QApplication(words)
    made.setApplicationName("Luma")
    made.setDesktopFileName("luma")
    dress(made)
    return made


def dress(made: QApplication) -> None:
    """Give an application Luma's look."""
    made.setStyle("Fusion")
    load_fonts()
    made.setFont(font(12))
    made.setPalette(palette())
    made.setStyleSheet(style_sheet())
