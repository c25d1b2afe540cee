"""How a report looks on a stream: colours, links and width, as the terminal and the person want them."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

__all__ = ["PLAIN", "Style", "find_style"]

_SGR = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "help": "36"}
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"})
_LINKING_TERMINALS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour", "wezterm")
_LINKING_SIGNS = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM")
_VTE = 5000
"""The first `VTE_VERSION` that knows links."""


@attrs.frozen(kw_only=True)
class Style:
    """What a stream can show."""

    has_color: bool = False
    has_links: bool = False
    width: int = 100
    """In cells."""
    root: str = ""
    """The project's folder, absolute, POSIX: where links lead."""

    def paint(self, text: str, kind: str) -> str:
        """The text in the colour of a kind, where there are colours; the text is safe already."""
        return f"\x1b[{_SGR[kind]}m{text}\x1b[0m" if self.has_color and text else text

    def link(self, text: str, file: str) -> str:
        """The text as a link to a file of the project, where links are known to work."""
        if not self.has_links or not self.root:
            return text
        from urllib.parse import quote  # noqa: PLC0415 - half the cost of this module, and few terminals need it

        target = "file://" + quote(f"{self.root}/{file}", errors="surrogateescape")
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\"


PLAIN = Style()
"""For pipes and files."""


def find_style(environment: Mapping[str, str], *, is_terminal: bool, width: int, root: str = "") -> Style:
    """The style of a stream.

    Args:
        environment: `TERM` and others name the terminal. `NO_COLOR` takes the colours away, whatever it says;
            `FORCE_COLOR` gives them to a pipe too, as a log wants that shows them, and `FORCE_HYPERLINK` links. `0`
            takes either away.
        is_terminal: whether a person looks at it.
        width: of the terminal, in cells.
        root: the project's folder, absolute.
    """
    terminal = environment.get("TERM", "")
    is_able = is_terminal and terminal != "dumb"
    return Style(
        has_color=not environment.get("NO_COLOR") and _is_forced(environment, "FORCE_COLOR", otherwise=is_able),
        has_links=_is_forced(environment, "FORCE_HYPERLINK", otherwise=is_able and _knows_links(environment, terminal)),
        width=width if is_terminal else PLAIN.width,
        root=root,
    )


def _is_forced(environment: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    said = environment.get(name)
    return said not in ("0", "false") if said else otherwise


def _knows_links(environment: Mapping[str, str], terminal: str) -> bool:
    # tmux and screen swallow or print what they do not know, and say nothing of the terminal around them.
    if terminal.startswith(("tmux", "screen")) or "TMUX" in environment or "CI" in environment:
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM", "") in _LINKING_PROGRAMS
        or terminal.startswith(_LINKING_TERMINALS)
        or any(sign in environment for sign in _LINKING_SIGNS)
        or (vte.isdecimal() and int(vte) >= _VTE)
    )
