"""Looks by name: a style is a few words such as `tag cyan`, and a theme says what each word looks like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

__all__ = ["PLAIN", "THEMES", "Look", "Theme", "look_of", "sgr"]

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


@attrs.frozen(kw_only=True)
class Theme:
    """What the words of a style mean; words that it does not know change nothing."""

    name: str
    words: Mapping[str, str]
    """Word → other words: attributes, colour names, or `#rrggbb`."""
    has_colour: bool = True

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
        words={
            **_ROLES,
            "muted": "",
            "frame": "",
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
        words={
            **_ROLES,
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
    colour: str | None = None
    for word in _resolved(style, theme):
        if word in _ATTRIBUTES:
            attributes.add(word)
        elif word in COLOURS or word.startswith("#"):
            colour = word
    return Look(attributes=frozenset(attributes), colour=colour if theme.has_colour else None)


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
        red, green, blue = (int(look.colour[n : n + 2], 16) for n in (1, 3, 5))
        codes.append(f"38;2;{red};{green};{blue}")
    elif look.colour is not None:
        codes.append(str(30 + COLOURS.index(look.colour)))
    return f"\x1b[{';'.join(codes)}m"
