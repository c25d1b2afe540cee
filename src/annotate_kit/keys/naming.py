"""Names of keys: the terminal library's, and the character itself where it has one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import attrs

__all__ = ["KeyRow", "is_text", "key_of", "plain_key", "shown_key"]

_OTHERWISE = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Unicode's name → Textual's."""

_SHOWN = {
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Delete",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "shift+left": "Shift+←",
    "shift+right": "Shift+→",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
    "ctrl+c": "Ctrl+C",
    "ctrl+z": "Ctrl+Z",
}
"""How help and footers spell a key."""


def _name(character: str) -> str:
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return _OTHERWISE.get(name, name)


_CHARACTERS = {_name(chr(code)): chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""Textual's name → the character, for ASCII punctuation."""


def key_of(name: str, character: str | None) -> str:
    """The key that a terminal event means: its character where it prints, else its name; a space is `space`."""
    if character is not None and character != " " and character.isprintable() and "+" not in name[:-1]:
        return character
    return plain_key(name)


def plain_key(name: str) -> str:
    """One spelling for each key: `*` for `asterisk`, `space` for a space."""
    return "space" if name == " " else _CHARACTERS.get(name, name)


def is_text(key: str) -> str | None:
    """The text that a key types, or None: a name such as `enter` types nothing."""
    if key == "space":
        return " "
    return key if key and (len(key) == 1 or not key.isascii()) and key.isprintable() else None


def shown_key(key: str) -> str:
    """How help and footers spell the key."""
    return _SHOWN.get(key, key)


@attrs.frozen(kw_only=True)
class KeyRow:
    """A row of a table of keys, as help and the palette tell of it."""

    keys: tuple[str, ...] = ()
    """Keys, or classes of keys such as `<type>`; empty for a command that has a name alone."""
    name: str
    """What the palette calls it, unique in its place."""
    act: Callable[..., object]
    """What the keys do."""
    spelt: str = ""
    """How help spells keys that are a class."""

    @property
    def doc(self) -> str:
        """What it does, one sentence: the first line of the function that does it."""
        return (self.act.__doc__ or self.name).partition("\n")[0]

    @property
    def shown(self) -> str:
        """The keys as help spells them."""
        return self.spelt or " ".join(map(shown_key, self.keys))
