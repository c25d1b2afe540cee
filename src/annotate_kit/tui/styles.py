"""Looks by name: a style is a few words such as `tag cyan`, and a theme says what each word looks like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

__all__ = ["COLOURS", "PLAIN", "THEMES", "Look", "Theme", "contrast", "look_of", "sgr"]

COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
"""The eight names that a schema's `color` hint may use, in the order of the terminal's palette."""

_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}


@attrs.frozen(kw_only=True)
class Look:
    """How a run of text is drawn; an attribute that nothing sets is off."""

    attributes: frozenset[str] = frozenset()
    """Of bold, dim, italic, underline, reverse."""
    colour: str | None = None
    """One of `COLOURS`, or `#rrggbb`; None is the terminal's own."""
    ground: str | None = None
    """What it is drawn on, `#rrggbb`; None is the terminal's own."""


@attrs.frozen(kw_only=True)
class Theme:
    """What the words of a style mean; words that it does not know change nothing."""

    name: str
    words: Mapping[str, str]
    """Word → other words: attributes, colour names, or `#rrggbb`."""
    has_colour: bool = True
    text: str | None = None
    """Of text without another colour, `#rrggbb`; None is the terminal's own."""
    ground: str | None = None
    """What everything is drawn on, `#rrggbb`; None is the terminal's own, of which nothing is known."""

    def __hash__(self) -> int:
        return hash(self.name)


_ROLES = {
    "tag": "underline",
    "selection": "reverse",
    "candidate": "italic",
    "place": "italic bold",
    "suggestion": "italic",
    "hit": "reverse dim",
    "hint": "reverse bold",
    "hand": "bold underline",
    "title": "bold",
    "muted": "dim",
    "frame": "dim",
    "key": "bold",
    "chosen": "reverse",
    "saved": "green",
    "saving": "yellow",
    "failed": "bold red",
    "error": "bold red",
    "warning": "yellow",
    "message": "bold",
}

THEMES: Mapping[str, Theme] = {
    "terminal": Theme(name="terminal", words=_ROLES),
    "contrast": Theme(
        name="contrast",
        text="#ffffff",
        ground="#000000",
        words={
            **_ROLES,
            "muted": "",
            "frame": "",
            "white": "#ffffff",
            "black": "#ffffff",
            "hit": "reverse",
            "tag": "underline bold",
            "red": "#ff8080",
            "green": "#7cff7c",
            "yellow": "#ffff66",
            "blue": "#9ecbff",
            "magenta": "#ffa6ff",
            "cyan": "#80ffff",
        },
    ),
    # Okabe and Ito's palette, told apart by people with any of the common colour blindnesses.
    "colour-blind": Theme(
        name="colour-blind",
        text="#e6e6e6",
        ground="#101010",
        words={
            **_ROLES,
            "muted": "#a8a8a8",
            "frame": "#a8a8a8",
            "hit": "reverse underline",
            "black": "#a8a8a8",
            "white": "#ffffff",
            "red": "#d55e00",
            "green": "#009e73",
            "yellow": "#f0e442",
            "blue": "#56b4e9",
            "magenta": "#cc79a7",
            "cyan": "#e69f00",
        },
    ),
}
"""By the name that the settings use."""

PLAIN = Theme(name="plain", words=_ROLES, has_colour=False)
"""Attributes without any colour, for `NO_COLOR`."""


@cache
def look_of(style: str, theme: Theme) -> Look:
    """What a style's words come to in a theme; a later word's colour wins."""
    attributes: set[str] = set()
    colour: str | None = theme.text
    for word in _resolved(style, theme):
        if word in _ATTRIBUTES:
            attributes.add(word)
        elif word in COLOURS or word.startswith("#"):
            colour = word
    colour = colour if theme.has_colour else None
    return Look(attributes=frozenset(attributes), colour=colour, ground=theme.ground)


def _resolved(style: str, theme: Theme) -> list[str]:
    words: list[str] = []
    for word in style.split():
        # A role may name a colour that the theme has its own shade of.
        meant = theme.words.get(word, word).split()
        words.extend(theme.words.get(one, one) if one in COLOURS else one for one in meant)
    return words


@cache
def sgr(style: str, theme: Theme) -> str:
    """The terminal's escape sequence that switches to a style, from whatever was on."""
    look = look_of(style, theme)
    codes = ["0", *(code for name, code in _ATTRIBUTES.items() if name in look.attributes)]
    if look.colour is not None and look.colour.startswith("#"):
        codes.append(f"38;2;{_numbers(look.colour)}")
    elif look.colour is not None:
        codes.append(str(30 + COLOURS.index(look.colour)))
    if look.ground is not None:
        codes.append(f"48;2;{_numbers(look.ground)}")
    return f"\x1b[{';'.join(codes)}m"


def _numbers(colour: str) -> str:
    return ";".join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))


def contrast(look: Look) -> float | None:
    """How much lighter one of text and ground is than the other, 1 to 21 (WCAG 2); None where one is the terminal's.

    Reversing does not change it, so a selection can be read as well as what is not selected.
    """
    if look.ground is None or look.colour is None or look.colour in COLOURS:
        return None
    lighter, darker = sorted((_luminance(look.colour), _luminance(look.ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # of the standard
