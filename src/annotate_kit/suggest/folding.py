r"""A text in the form in which names are looked for, with the way back: every folded code point knows where it stood.

Small letters, NFKC, no accents, no periods and apostrophes; hyphens and white space are one space. What else stands
between words ("," and "(") stays, so that no name reaches over it unless it holds the same; a blank line is "\n".
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import attrs

from annotate_kit.text.folding import fold

__all__ = ["Folded", "fold_name", "fold_text"]

_SILENT: Final = "'’‘.·・"
_SPACES: Final = r"\s_\-‐‑–"
_PIECE: Final = re.compile(
    # Half-width voicing marks are no combining marks, but NFKC joins them to the kana before.
    rf"(?P<plain>[a-z0-9가-힣一-鿿ぁ-ゖァ-ヺー]+)|(?P<capital>[A-Z]+)|(?P<space>[{_SPACES}]+)|(?P<silent>[{_SILENT}]+)"
    r"|(?P<other>.[\u0300-\u036f\u3099\u309aﾞﾟ]*)",
    re.DOTALL,
)


@attrs.frozen(kw_only=True, eq=False)
class Folded:
    """A folded text and where each of its code points stood."""

    text: str
    starts: Sequence[int]
    """For each folded code point, the offset of the first code point it comes from."""
    ends: Sequence[int]
    """For each folded code point, one past the last code point it comes from."""


def fold_text(text: str) -> Folded:
    """The folded text with its way back, in one pass."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    for match in _PIECE.finditer(text):
        start, end = match.span()
        kind, piece = match.lastgroup, match[0]
        if kind in {"plain", "capital"}:
            # These fold code point for code point.
            pieces.append(piece if kind == "plain" else piece.lower())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif kind != "silent":
            folded = ("\n" if piece.count("\n") > 1 else " ") if kind == "space" else fold(piece)
            pieces.append(folded)
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
    return Folded(text="".join(pieces), starts=starts, ends=ends)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name as it stands in a folded text."""
    return fold_text(" ".join(name.split())).text.strip()
