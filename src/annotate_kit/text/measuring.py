"""How many terminal cells a grapheme takes; apart from `cells`, because most texts are plain and need no tables."""

from typing import Final

from wcwidth import iter_graphemes, wcwidth
from wcwidth.table_vs16 import VS16_NARROW_TO_WIDE

from annotate_kit.text.showing import display

__all__ = ["iter_graphemes", "widths"]

_WIDENED: Final = frozenset(
    chr(code) for ranges in VS16_NARROW_TO_WIDE.values() for first, last in ranges for code in range(first, last + 1)
)
_LONGEST_KEPT: Final = 16
_MOST_KEPT: Final = 50_000


def _code_point_width(char: str) -> int:
    # wcwidth counts half a flag and a skin tone as two cells each; Rich, tmux and it agree on the whole.
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return 1
    return 0 if "\U0001f3fb" <= char <= "\U0001f3ff" else max(wcwidth(char), 0)


def _shown_width(cluster: str) -> int:
    width = 0
    measured = ""
    joined = False
    for char in display(cluster):
        if char == "\ufe0f":
            width += measured in _WIDENED
            measured = ""
        elif char == "\u200d":
            joined = True
        elif joined:
            joined = False
        elif own := _code_point_width(char):
            width += own
            measured = char
    return width


class _Widths(dict[str, int]):
    """Widths of graphemes, each measured once; a bounded memory, whatever a text holds."""

    def __missing__(self, cluster: str) -> int:
        width = _shown_width(cluster)
        if len(cluster) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[cluster] = width
        return width


widths: Final = _Widths()
"""The cells of a grapheme as ``display()`` shows it."""
