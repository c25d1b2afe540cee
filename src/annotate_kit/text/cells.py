"""How many terminal cells a text takes when it is shown, in agreement with Rich."""

import re
from itertools import accumulate
from typing import Final

from wcwidth import iter_graphemes, wcwidth
from wcwidth.table_vs16 import VS16_NARROW_TO_WIDE

from annotate_kit.text.showing import display

_PLAIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x300)))) | frozenset(
    "‘’“”–—…•"
)
"""Code points of one cell that are a grapheme by themselves when no other kind is near."""

_WIDENED: Final = frozenset(
    chr(code) for ranges in VS16_NARROW_TO_WIDE.values() for first, last in ranges for code in range(first, last + 1)
)
_LONGEST_KEPT: Final = 16
_MOST_KEPT: Final = 50_000
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")


def is_plain(text: str) -> bool:
    """Whether every code point is one cell and one grapheme."""
    return _PLAIN.issuperset(text)


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


def cell_width(text: str) -> int:
    """The cells that a text takes as ``display()`` shows it."""
    return len(text) if is_plain(text) else sum(map(widths.__getitem__, iter_graphemes(text)))


def fit(text: str, cells: int) -> str:
    """The text, cut between graphemes and closed with "…" if it is wider than a number of cells."""
    if cell_width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    clusters = list(iter_graphemes(text))
    filled = accumulate(map(widths.__getitem__, clusters))
    kept = (cluster for cluster, end in zip(clusters, filled, strict=True) if end < cells)
    return "".join(kept).rstrip(" ") + "…"


def safe_line(text: str, limit: int = 80) -> str:
    """The text as one line for a message: shown safely, white space folded, cut to a number of cells with "…"."""
    return fit(display(_SPACES.sub(" ", text).strip(" ")), limit)
