"""Colours, faces and measures by name; nothing else in the interface holds one."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of the look."""

    void: str = "#08090A"
    sunk: str = "#0F1012"
    base: str = "#16181B"
    raised: str = "#1D2023"
    lift: str = "#272A2E"
    lift2: str = "#31353A"
    float: str = "#22252A"
    line_soft: str = "#1F2225"
    line: str = "#2B2F34"
    line_strong: str = "#3F444B"
    line_control: str = "#737A84"
    node_line: str = "#34383E"
    text: str = "#ECEEF0"
    text_2: str = "#B3B9C1"
    text_3: str = "#8A919B"
    text_off: str = "#5C636C"
    accent: str = "#C9E265"
    accent_hi: str = "#DDF286"
    accent_press: str = "#B4CC52"
    accent_fill: str = "#333827"
    accent_line: str = "#67733C"
    text_on: str = "#14170A"
    error: str = "#FF6F6B"
    error_fill: str = "#372426"
    warn: str = "#FFB340"
    warn_fill: str = "#372E20"
    ok: str = "#4CC79B"
    ok_fill: str = "#1E302D"
    info: str = "#74B4FF"
    info_fill: str = "#232E3B"
    live: str = "#FF4A4F"
    on_live: str = "#1A0304"
    stage_void: str = "#050506"
    stage_floor: str = "#0A0B0D"
    stage_wall: str = "#070809"
    stage_grid: str = "#1A1D21"
    stage_steel: str = "#363B42"
    fixture: str = "#2B3036"
    axis_x: str = "#FF6F6B"
    axis_y: str = "#7BD88F"
    axis_z: str = "#74B4FF"
    cell_free: str = "#121417"
    grid_dot: str = "#25282C"
    grid_cross: str = "#363B41"
    wave_low: str = "#3F63DB"
    wave_mid: str = "#38ABD0"
    wave_high: str = "#E8F4FC"
    wave_stem: str = "#A9B0BA"


THEME = Theme()

CLIP_COLOURS = (
    "#DA8184", "#DC9A6C", "#D5BC70", "#7CBD89", "#69BBBA",
    "#67A5D9", "#918ED9", "#C585BF", "#9FA5AE",
)  # fmt: skip
CAMELOT_COLOURS = (
    "#F8A4A3", "#F2AB83", "#E0B771", "#C1C476", "#9BCE90", "#76D3B4",
    "#64D1D7", "#75CAF2", "#98BFFE", "#BCB3FA", "#DBA9E6", "#EFA3C7",
)  # fmt: skip
SECTION_COLOURS = {
    "intro": "#74889E",
    "verse": "#5B9CBA",
    "chorus": "#6FB07D",
    "build": "#CFA354",
    "drop": "#E17177",
    "break": "#9B86C1",
    "outro": "#738292",
}
BLEND_CODES = {
    "replace": ("RPL", "#C9CED5", "#2C3035"),
    "add": ("ADD", "#F0CE86", "#3A3222"),
    "multiply": ("MUL", "#8FC1F5", "#22303F"),
    "screen": ("SCR", "#F0CE86", "#3A3222"),
    "max": ("MAX", "#F0CE86", "#3A3222"),
    "min": ("MIN", "#8FC1F5", "#22303F"),
    "value": ("VAL", "#C9CED5", "#2C3035"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """How nodes of one family look."""

    colour: str
    header: str
    icon: str


FAMILIES = {
    "in": Family("#7FAFE2", "#313D49", "log-in"),
    "listen": Family("#6FC1C3", "#2D4043", "ear"),
    "time": Family("#D9BA75", "#433F33", "timer"),
    "math": Family("#A6ABB3", "#383C40", "sigma"),
    "space": Family("#85C295", "#32403A", "waypoints"),
    "colour": Family("#DF8DB5", "#443640", "palette"),
    "motion": Family("#AE96DA", "#3A3848", "move-3d"),
    "out": Family("#EB9B74", "#463933", "lightbulb"),
    "view": Family("#95A5C2", "#353B43", "chart-spline"),
}
PORT_COLOURS = {
    "Number": "#C7CBD0",
    "Colour": "#F07EC2",
    "Audio": "#47C7C7",
    "Beats": "#E9C85E",
    "Chords": "#EF7D83",
    "Aim": "#B191EA",
    "Point": "#6AA7F4",
    "Selection": "#76CF8A",
    "Trigger": "#F99F55",
    "Chroma": "#EF7D83",
    "Sections": "#E9C85E",
    "Light": "#EB9B74",
}

SANS, MONO = "Inter", "JetBrains Mono"


def font(pixels: int, weight: int = 400, face: str = SANS) -> QFont:
    """A face of the interface in a size and weight, its digits all of one width."""
    made = QFont(face)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def colour(name: str, alpha: float = 1.0) -> QColor:
    """A token as a colour, with some of what lies below let through."""
    made = QColor(getattr(THEME, name))
    made.setAlphaF(alpha)
    return made


def mixed(over: str, under: str, share: float) -> QColor:
    """One colour laid over another, by a share."""
    top, bottom = QColor(over), QColor(under)
    pairs = (
        (top.red(), bottom.red()),
        (top.green(), bottom.green()),
        (top.blue(), bottom.blue()),
    )
    red, green, blue = (round(low + (high - low) * share) for high, low in pairs)
    return QColor(red, green, blue)


def palette() -> QPalette:
    """Qt's own palette, from the tokens."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: THEME.void,
        QPalette.ColorRole.WindowText: THEME.text,
        QPalette.ColorRole.Base: THEME.sunk,
        QPalette.ColorRole.AlternateBase: THEME.base,
        QPalette.ColorRole.Text: THEME.text,
        QPalette.ColorRole.Button: THEME.lift,
        QPalette.ColorRole.ButtonText: THEME.text,
        QPalette.ColorRole.ToolTipBase: THEME.float,
        QPalette.ColorRole.ToolTipText: THEME.text,
        QPalette.ColorRole.Highlight: THEME.accent_fill,
        QPalette.ColorRole.HighlightedText: THEME.text,
        QPalette.ColorRole.PlaceholderText: THEME.text_3,
        QPalette.ColorRole.Accent: THEME.accent,
    }
    for role, token in roles.items():
        made.setColor(role, QColor(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(THEME.text_off))
    return made


def style_sheet() -> str:
    """The one style sheet of the program."""
    tokens = {field.name: getattr(THEME, field.name) for field in fields(THEME)}
    return Template(_SHEET).substitute(tokens)


_SHEET = """
* { font-family: "Inter"; font-size: 12px; color: $text; }
QMainWindow, QDialog { background: $void; }
QToolTip { background: $float; color: $text; border: 1px solid $line_strong; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
  background: $sunk; border: 1px solid $line; border-radius: 4px; padding: 0 6px;
  min-height: 22px; selection-background-color: $accent_line; }
QLineEdit[mono="true"] { font-family: "JetBrains Mono"; font-size: 11px; padding: 0 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 1px solid $accent; }
QAbstractSpinBox { padding: 0; font-family: "JetBrains Mono"; font-size: 11px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  width: 0px; height: 0px; border: none; subcontrol-position: right; }
QAbstractSpinBox QLineEdit[mono="true"] {
  border: none; background: transparent; padding: 0 5px; }
QComboBox { background: $lift; border: none; }
QComboBox::drop-down { border: none; width: 18px; }
QAbstractItemView { background: $sunk; border: none; outline: none;
  selection-background-color: $accent_fill; selection-color: $text; }
QPushButton, QToolButton { background: $lift; border: none; border-radius: 4px;
  padding: 0 8px; min-height: 24px; font-weight: 500; }
QPushButton:hover, QToolButton:hover { background: $lift2; }
QPushButton:pressed, QToolButton:pressed { background: $raised; }
QPushButton:disabled, QToolButton:disabled { color: $text_off; background: $raised; }
QPushButton:focus { border: 2px solid $accent; padding: 0 6px; min-height: 20px; }
QPushButton[primary="true"] { background: $accent; color: $text_on; }
QPushButton[primary="true"]:hover { background: $accent_hi; }
QPushButton[primary="true"]:disabled { color: $text_off; background: $raised; }
QToolButton[primary="true"] { background: $accent; padding: 0; }
QToolButton[primary="true"]:hover { background: $accent_hi; }
QToolButton[primary="true"]:pressed { background: $accent_press; }
QToolButton[primary="true"]:disabled { background: $raised; }
QToolButton[primary="true"]:focus, QToolButton[flat="true"]:focus {
  border: 2px solid $accent; }
QToolButton#menu { padding: 0 8px; }
QToolButton::menu-indicator { image: none; width: 0; }
QLabel#divider { background: $line; }
QToolButton[flat="true"] { background: transparent; padding: 0; min-width: 24px; }
QToolButton[flat="true"]:hover { background: $lift; }
QToolButton[flat="narrow"] { background: transparent; padding: 0; min-width: 14px; }
QToolButton[flat="narrow"]:hover { background: $lift; }
QToolButton[flat="narrow"]:focus { border: 2px solid $accent; }
QToolButton[flat="true"]:checked, QToolButton[flat="true"]:checked:hover {
  background: $accent_fill; }
QMenuBar { background: $void; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $float; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $lift2; }
QMenu::item:disabled { color: $text_off; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QHeaderView::section { background: $raised; color: $text_3; border: none; padding: 0 4px;
  height: 24px; font-size: 11px; }
QSplitter::handle { background: $void; }
QSplitter::handle:hover { background: $line_strong; }
QScrollBar { background: transparent; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $line_strong; border-radius: 2px; }
QScrollBar::handle:vertical { margin: 3px; min-height: 24px; }
QScrollBar::handle:horizontal { margin: 3px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLabel { background: transparent; }
QLabel[level="2"] { color: $text_2; }
QLabel[level="empty"] { font-size: 15px; font-weight: 600; }
QToolButton[flat="word"] { background: transparent; color: $accent; }
QToolButton[flat="word"]:hover { background: $lift; }
QLineEdit[face="search"] { min-height: 24px; padding: 0 4px; }
QTableView QLineEdit { min-height: 0; padding: 0 5px; border-radius: 3px; }
QTableView, QListView { background: $sunk; }
QListView[ground="none"] { background: transparent; }
QLabel[level="3"] { color: $text_3; font-size: 11px; }
QLabel[level="error"] { color: $error; }
QScrollArea { border: none; background: $base; }
"""
