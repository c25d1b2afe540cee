"""Finding words again: the same words elsewhere, and what a person types into the search line."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

import attrs
import re2

from annotate_kit.core.limits import FIXED
from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.korean import has_hangul, is_particle
from annotate_kit.text.offering import candidates
from annotate_kit.text.ranges import Range
from annotate_kit.text.segmenting import HAN, KATAKANA

_CJK: Final = re.compile(f"[{HAN}{KATAKANA}]")
_SPACE: Final = r"[^\S\n]*(?:[^\S\n]|\n)[^\S\n]*"
"""White space with at most one line feed: a text wrapped by hand parts the same words differently."""

_TYPED: Final = {"'": "['’‘]", '"': '["“”]', "-": "[-‐‑–—]"}
"""What a plain key on a keyboard also finds."""

_TELLING: Final = 4
"""Code points from which on a word is rare enough to be looked for alone."""


@attrs.frozen(kw_only=True)
class BadPattern:
    """Why a regular expression cannot be used, in the engine's words."""

    reason: str


def occurrences(index: TextIndex, words: str, *, ignore_case: bool = False) -> tuple[Range, ...]:
    """Every place with the same words, whole words only, in order and without overlaps.

    A Korean particle, a form of address or an English possessive may follow; a Japanese name may adjoin a role. One
    line feed between two words counts as a space.
    """
    return tuple(find_occurrences(index, words, ignore_case=ignore_case))


def find_occurrences(
    index: TextIndex, words: str, *, ignore_case: bool = False, start: int = 0, end: int | None = None
) -> Iterator[Range]:
    """The same places one by one: the text is looked through only as far as somebody asks.

    Args:
        index: of the text.
        words: what to look for.
        ignore_case: whether capitals and small letters are alike.
        start: where to begin, in code points.
        end: the first code point at which no place begins any more; None for the text's end.
    """
    pieces = words.split()
    if not pieces:
        return
    pattern = re.compile(_SPACE.join(map(re.escape, pieces)), re.IGNORECASE if ignore_case else 0)
    starts, ends = index.word_edges
    more_starts, more_ends = _candidate_edges(index) if _CJK.search(words) else (frozenset[int](), frozenset[int]())
    # A short word before others, such as "the", stands everywhere: there the pattern is the quicker way.
    is_common = len(pieces) > 1 and len(pieces[0]) < _TELLING
    found = _matches(pattern, index.text, "" if ignore_case or is_common else pieces[0], start)
    for first, last in found:
        if end is not None and first >= end:
            return
        if (_is_edge(starts, ends, first, at_start=True) or first in more_starts) and (
            _is_edge(starts, ends, last, at_start=False) or last in more_ends or _tail_is_particle(index, last)
        ):
            yield Range(start=first, end=last)


def _matches(pattern: re.Pattern[str], text: str, first: str, start: int) -> Iterator[tuple[int, int]]:
    """The matches of a pattern that begins with these very letters, or with any where they are "".

    Looking for letters is ten times as fast as looking for a pattern.
    """
    if not first:
        yield from (match.span() for match in pattern.finditer(text, start))
        return
    at = text.find(first, start)
    while at >= 0:
        match = pattern.match(text, at)
        if match is not None:
            yield match.span()
        at = text.find(first, match.end() if match is not None else at + 1)


@lru_cache(maxsize=8)
def _candidate_edges(index: TextIndex) -> tuple[frozenset[int], frozenset[int]]:
    """Where candidates begin and end."""
    offered = candidates(index)
    return frozenset(one.start for one in offered), frozenset(one.end for one in offered)


def _is_edge(starts: Sequence[int], ends: Sequence[int], offset: int, *, at_start: bool) -> bool:
    """Whether an offset is no place inside a word."""
    position = bisect_left(ends, offset + at_start)
    return position == len(starts) or starts[position] >= offset or (not at_start and ends[position] == offset)


def _tail_is_particle(index: TextIndex, offset: int) -> bool:
    word = index.word_at(offset)
    assert word is not None  # an offset that is no edge lies inside a word
    tail = index.text[offset : word.end]
    return has_hangul(tail) and is_particle(tail, index.text[offset - 1])


Where = Literal["anywhere", "starts", "words"]
"""Where a typed text is found: also inside words, where a word begins, or only as whole words."""


def search(
    index: TextIndex, pattern: str, *, regex: bool = False, ignore_case: bool = True, at: Where = "anywhere"
) -> tuple[Range, ...] | BadPattern:
    r"""Every place that a typed text or regular expression fits, in order and without overlaps, up to the limit.

    A typed quotation mark or hyphen also finds the typographic ones. A regular expression is RE2's: linear in the
    text's length, with ``\w``, ``\d`` and ``\s`` widened to all scripts; "^" and "$" belong to lines, and a dot is
    never a line feed; what is said about words is said by it alone.
    """
    if not regex:
        found = islice(find_typed(index, pattern, ignore_case=ignore_case, at=at), FIXED.search_hits)
        return tuple(Range(start=first, end=last) for first, last in found)
    wanted = unicodedata.normalize("NFC", pattern)
    options = re2.Options()
    options.log_errors = False  # it would print on the screen
    options.case_sensitive = not ignore_case
    try:
        compiled = re2.compile(f"(?m){_widened(wanted)}", options)
        hits = (match.span() for match in compiled.finditer(_encodable(index.text)))
        return tuple(Range(start=start, end=end) for start, end in islice(hits, FIXED.search_hits) if start < end)
    except (re2.error, UnicodeEncodeError) as error:
        return BadPattern(reason=_reason(error))


def find_typed(
    index: TextIndex,
    typed: str,
    *,
    ignore_case: bool = True,
    at: Where = "anywhere",
    start: int = 0,
    end: int | None = None,
    among: Iterable[int] | None = None,
) -> Iterator[tuple[int, int]]:
    """The places of a typed text one by one: the text is looked through only as far as somebody asks.

    Args:
        index: of the text.
        typed: what to look for, as in `search`.
        ignore_case: whether capitals and small letters are alike.
        at: where in words it may lie.
        start: where to begin, in code points.
        end: the first code point at which no place begins any more; None for the text's end.
        among: the only offsets at which a place may begin, where that is known; then `start` means nothing.
    """
    wanted = unicodedata.normalize("NFC", typed)
    if not wanted:
        return
    fits, pattern, text = _FITS[at], _typed_pattern(wanted, ignore_case=ignore_case), index.text
    matches = pattern.finditer(text, start) if among is None else (pattern.match(text, place) for place in among)
    for match in filter(None, matches):
        first, last = match.span()
        if end is not None and first >= end:
            return
        if fits(index, first, last):
            yield first, last


def _reason(error: Exception) -> str:
    detail = error.args[0] if error.args else ""
    said = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(error)
    return said.replace("(?m)", "", 1)


def _begins_word(index: TextIndex, first: int, _last: int) -> bool:
    """Whether a word begins at an offset, or what is no word."""
    text = index.text
    if first == 0 or not text[first - 1].isalnum():
        return True
    # Between two ASCII letters no word begins; of the others the index tells.
    if text[first - 1].isascii() and text[first].isascii():
        return not text[first].isalnum()
    return _is_edge(*index.word_edges, first, at_start=True) or first in _candidate_edges(index)[0]


def _is_whole(index: TextIndex, first: int, last: int) -> bool:
    """Whether words begin and end at these offsets; a particle may follow."""
    if not _begins_word(index, first, last):
        return False
    starts, ends = index.word_edges
    return (
        _is_edge(starts, ends, last, at_start=False)
        or last in _candidate_edges(index)[1]
        or _tail_is_particle(index, last)
    )


_FITS: Final[Mapping[Where, Callable[[TextIndex, int, int], bool]]] = {
    "anywhere": lambda _index, _first, _last: True,
    "starts": _begins_word,
    "words": _is_whole,
}


def _typed_pattern(typed: str, *, ignore_case: bool) -> re.Pattern[str]:
    pieces = [_TYPED.get(char) or (_SPACE if char.isspace() else re.escape(char)) for char in typed]
    first = typed[0]
    if ignore_case and first.isalpha() and first.isascii() and first not in "iIkKsS":
        # A choice of two letters is looked for many times as fast as one letter whatever its case; i, k and s have
        # relatives outside ASCII.
        return re.compile(f"[{first.lower()}{first.upper()}](?i:{''.join(pieces[1:])})")
    return re.compile("".join(pieces), re.IGNORECASE if ignore_case else 0)


_WIDE: Final = {"w": r"\p{L}\p{M}\p{N}_", "d": r"\p{Nd}", "s": r"\s\p{Z}"}


def _widened(pattern: str) -> str:
    r"""The pattern with \w, \d and \s for all scripts; RE2's own are ASCII."""
    return "".join(_widened_pieces(pattern))


def _widened_pieces(pattern: str) -> Iterator[str]:
    inside = False
    for piece in re.findall(r"\\Q(?:[^\\]|\\(?!E))*(?:\\E)?|\\.|\[:\w+:\]|\[\^?\]?|.", pattern, re.DOTALL):
        wide = _WIDE.get(piece[1:]) if piece[0] == "\\" else None
        if wide:
            yield wide if inside else f"[{wide}]"
            continue
        if piece[0] == "[" and not piece.startswith("[:"):
            inside = True
        elif piece == "]":
            inside = False
        yield piece


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced, each by one code point, so that offsets stay."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
