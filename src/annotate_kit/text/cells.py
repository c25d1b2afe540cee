"""How many terminal cells a text takes when it is shown, in agreement with Rich."""

import re
from itertools import accumulate
from typing import Final

from annotate_kit.text.showing import display

_PLAIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x300)))) | frozenset(
    "‘’“”–—…•"
)
"""Code points of one cell that are a grapheme by themselves when no other kind is near."""

_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")


def is_plain(text: str) -> bool:
    """Whether every code point is one cell and one grapheme."""
    return _PLAIN.issuperset(text)


def cell_width(text: str) -> int:
    """The cells that a text takes as ``display()`` shows it."""
    if is_plain(text):
        return len(text)
    from annotate_kit.text.measuring import iter_graphemes, widths  # noqa: PLC0415 - costs a start-up

    return sum(map(widths.__getitem__, iter_graphemes(text)))


def fit(text: str, cells: int) -> str:
    """The text, cut between graphemes and closed with "…" if it is wider than a number of cells."""
    if cell_width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    from annotate_kit.text.measuring import iter_graphemes, widths  # noqa: PLC0415 - costs a start-up

    clusters = list(iter_graphemes(text))
    filled = accumulate(map(widths.__getitem__, clusters))
    kept = (cluster for cluster, end in zip(clusters, filled, strict=True) if end < cells)
    return "".join(kept).rstrip(" ") + "…"


def safe_line(text: str, limit: int = 80) -> str:
    """The text as one line for a message: shown safely, white space folded, cut to a number of cells with "…"."""
    return fit(display(_SPACES.sub(" ", text).strip(" ")), limit)
