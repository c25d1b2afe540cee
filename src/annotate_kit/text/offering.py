"""What in a text looks worth tagging: names, roles, dates, sums, numbers and quotations."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Final, Literal, cast

import attrs

from annotate_kit.text.amounts import find_amounts
from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.japanese import find_japanese, is_cjk, is_hiragana
from annotate_kit.text.korean import find_korean, has_hangul
from annotate_kit.text.latin import find_latin
from annotate_kit.text.numbered import with_numbers
from annotate_kit.text.tokens import Found, Token, free_tokens
from annotate_kit.text.uncased import find_uncased, is_uncased

Kind = Literal["name", "role", "date", "money", "number", "quotation"]

_QUOTED: Final = re.compile(
    r"“([^“”\n]{1,2000})”|(?<!\w)\"([^\"\n]{1,2000})\"(?!\w)|「([^「」\n]{1,2000})」|『([^『』\n]{1,2000})』"
)


@attrs.frozen(kw_only=True)
class Candidate:
    """A run of words that may be worth tagging, half-open in code points."""

    start: int
    end: int
    """One past the last code point."""
    kind: Kind


def candidates(index: TextIndex, language: str | None = None) -> tuple[Candidate, ...]:
    """The candidates of a text by (start, -end); only a quotation may hold others.

    A name ends before a possessive 's and a Korean or Japanese particle, and keeps the period of a corporate ending or
    an abbreviation in it ("Samyang Holdings Corp.", "U.S."); a quotation is offered without its marks. In Chinese
    (language "zh") runs of Han characters are clauses, so none of them is offered as a name.
    """
    with _one_at_a_time:
        return _candidates(index, (language or "").split("-")[0].lower() != "zh")


_one_at_a_time = Lock()
"""Two threads that want the same candidates: the second waits for the first, and has them at once."""


@lru_cache(maxsize=8)
def _candidates(index: TextIndex, with_han: bool) -> tuple[Candidate, ...]:  # noqa: FBT001 (lru_cache keys)
    text = index.text
    amounts = find_amounts(index)
    tokens = tuple(free_tokens(index, amounts))
    latin, korean, japanese, uncased = _by_script(tokens)
    names = find_uncased(text, uncased, len(tokens))
    found = with_numbers(text, _outside(amounts, names), find_latin(index, latin))
    found += [*names, *find_korean(text, korean)]
    if with_han:
        found += find_japanese(text, japanese)
    taken = {(start, end) for start, end, _ in found}
    found += [quote for quote in _quotations(text) if quote[:2] not in taken]
    found.sort(key=lambda item: (item[0], -item[1]))
    return tuple(Candidate(start=start, end=end, kind=cast("Kind", kind)) for start, end, kind in found)


def _outside(amounts: Sequence[Found], names: Sequence[Found]) -> list[Found]:
    """The amounts that no name holds; both in order."""
    starts = [start for start, _, _ in names]
    within = ((amount, bisect_right(starts, amount[0]) - 1) for amount in amounts)
    return [amount for amount, n in within if n < 0 or names[n][1] <= amount[0]]


def _quotations(text: str) -> list[Found]:
    return [(*match.span(match.lastindex or 0), "quotation") for match in _QUOTED.finditer(text)]


def _by_script(tokens: Sequence[Token]) -> tuple[list[Token], list[Token], list[Token], list[Token]]:
    """The words for the finder of each script: with capitals, Korean, Japanese, any other without capitals."""
    latin: list[Token] = []
    korean: list[Token] = []
    japanese: list[Token] = []
    uncased: list[Token] = []
    for token in tokens:
        start, _end, word = token
        if is_cjk(word):
            # CJグループ is one name: Latin words that touch kanji or katakana go with them.
            if latin and latin[-1][1] == start and not is_hiragana(word):
                japanese.append(latin.pop())
            japanese.append(token)
        elif has_hangul(word):
            korean.append(token)
        elif japanese and japanese[-1][1] == start and not is_hiragana(japanese[-1][2]):
            japanese.append(token)
        elif is_uncased(word):
            uncased.append(token)
        else:
            latin.append(token)
    return latin, korean, japanese, uncased
