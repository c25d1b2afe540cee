"""Matching names that are written differently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, Literal

import attrs

from annotate_kit.text.folding import fold
from annotate_kit.text.vocabulary import (
    BODY_ENDINGS,
    HONORIFICS,
    JAPANESE_ROLES,
    JOINTS,
    KOREAN_ROLES,
    ROLE_HEADS,
    ROLE_MODIFIERS,
)

Reason = Literal["same name", "abbreviation", "family name", "close"]

_SILENT: Final = re.compile(r"['’‘.]")
_PUNCTUATION: Final = re.compile(r"[^\w\s]|_")
_ASIAN_BODIES: Final = "|".join(
    [
        *(r"\(주\)", r"\(유\)", r"\(사\)", "주식회사", "유한회사", "재단법인", "사단법인"),
        *(r"\(株\)", "株式会社", "有限会社", "合同会社", "一般社団法人", "公益財団法人"),
    ]
)
_CJK: Final = "[㐀-鿿가-힣]"
_INITIAL_SOUNDS: Final = str.maketrans("련령률론력량림류", "연영율논역양임유")
"""Korean syllables that are spelt otherwise at the start of a word: 연합회 is 련 in 전경련."""
_COUNTRIES: Final = ("대한", "한국", "일본", "日本", "韓国", "全国", "전국")
"""What a short name leaves out in front: 経団連 of 日本経済団体連合会."""
_FEWEST_LETTERS: Final = 2
_LEAST_CLOSE: Final = 72.0
_WITHIN: Final = 78.0
_MOST_SHARED: Final = 200
"""Names that share a word and are compared by it; a word that more have tells nothing."""
_MOST_CLOSE: Final = 97.0
_LONGEST_KOREAN_NAME: Final = 4


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The key under which spellings of one name meet.

    NFKC, small letters, no accents, no punctuation, single spaces, no corporate ending or leading "the".
    """
    folded = fold(text)
    if not folded.isascii():
        folded = re.sub(_ASIAN_BODIES, " ", folded) or folded
    words = _PUNCTUATION.sub(" ", _SILENT.sub("", folded)).split()
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    while len(words) > 1 and words[-1] in BODY_ENDINGS:
        words.pop()
    return " ".join(words)


@attrs.frozen(kw_only=True)
class NameTable:
    """Names prepared for looking up."""

    keys: tuple[str, ...]
    by_key: Mapping[str, tuple[int, ...]]
    by_initials: Mapping[str, tuple[int, ...]]
    by_family: Mapping[str, tuple[int, ...]]
    by_word: Mapping[str, tuple[int, ...]]
    asian: tuple[int, ...]
    """The names with Korean or Japanese syllables long enough to be abbreviated."""


def name_table(names: Sequence[str]) -> NameTable:
    """Names prepared for `similar_names`, which would else prepare them at each question."""
    keys = tuple(map(name_key, names))
    by: tuple[defaultdict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(4))
    by_key, by_initials, by_family, by_word = by
    for number, key in enumerate(keys):
        by_key[key].append(number)
        for initials in _initials(key):
            by_initials[initials].append(number)
        for family in _families(key):
            by_family[family].append(number)
        for word in set(key.split()):
            by_word[word].append(number)
    asian = tuple(n for n, key in enumerate(keys) if len(key) > _LONGEST_KOREAN_NAME and re.search(_CJK, key))
    frozen = [{word: tuple(numbers) for word, numbers in table.items()} for table in by]
    return NameTable(
        keys=keys, by_key=frozen[0], by_initials=frozen[1], by_family=frozen[2], by_word=frozen[3], asian=asian
    )


def _initials(key: str) -> set[str]:
    """What may abbreviate a name: KJEA and KJE, also of words that an abbreviation leaves out."""
    words = key.split()
    full = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in JOINTS and word not in {"for", "and", "the"})
    made = {full, short, short[:-1]}
    return {letters for letters in made if len(letters) >= _FEWEST_LETTERS and len(words) > 1}


def _families(key: str) -> set[str]:
    """What may be the family name in a name of a person, first or last as languages have it."""
    words = key.split()
    if len(words) > 1:
        return {words[0], words[-1]}
    if re.match(_CJK, key) and len(key) <= _LONGEST_KOREAN_NAME:
        return {key[:1], key[:2]} - {key}
    return set()


def similar_names(
    query: str, names: Sequence[str] | NameTable, limit: int = 10
) -> tuple[tuple[int, float, Reason], ...]:
    """The names most like a query as (index, score up to 100, reason), best first, then in the names' order."""
    book = names if isinstance(names, NameTable) else name_table(names)
    key = name_key(query)
    # A name that holds a role is itself before it is somebody's: the King Faisal Foundation.
    key = key if key in book.by_key else without_role(key)
    if not key or limit <= 0:
        return ()
    best: dict[int, tuple[float, Reason]] = {}
    for number, score, reason in _matches(key, book, limit):
        if number not in best or best[number][0] < score:
            best[number] = (score, reason)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    return tuple((number, score, reason) for number, (score, reason) in ranked)


def _phrases(words: Iterable[str]) -> str:
    return "|".join(sorted({" ".join(_PUNCTUATION.sub(" ", word).split()) for word in words}, key=len, reverse=True))


# Both are long, and keys of names alone need neither.
@cache
def _before() -> re.Pattern[str]:
    roles = _phrases(ROLE_HEADS | HONORIFICS | KOREAN_ROLES)
    return re.compile(rf"\A(?:(?:former|then|{_phrases(ROLE_MODIFIERS)}) )*(?:(?:{roles}) )+(?=.)")


@cache
def _behind() -> re.Pattern[str]:
    heads = _phrases(ROLE_HEADS | KOREAN_ROLES)
    return re.compile(rf"(?<=.)(?: (?:{heads}))+\Z|(?<=[㐀-鿿ァ-ヺー])(?:{'|'.join(JAPANESE_ROLES)})\Z")


def without_role(key: str) -> str:
    """A key without "prime minister", "mr" or 회장 at its edges, unless nothing else is in it."""
    return _behind().sub("", _before().sub("", key, count=1), count=1)


def _matches(key: str, book: NameTable, limit: int) -> Iterator[tuple[int, float, Reason]]:
    for number in book.by_key.get(key, ()):
        yield number, 100.0, "same name"
    for number in _abbreviations(key, book):
        yield number, 95.0, "abbreviation"
    for number in book.by_family.get(key, ()):
        yield number, 85.0, "family name"
    words = set(key.split())
    for number in book.by_word.get(min(words), ()):
        other = set(book.keys[number].split())
        if words <= other:
            yield number, 98.0 if words == other else 80.0, "close"
    yield from ((number, _WITHIN, "close") for number in _within(words, book))
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs a start-up, and keys of names alone need none

    for _other, score, number in process.extract(
        key, book.keys, scorer=fuzz.ratio, limit=limit, score_cutoff=_LEAST_CLOSE
    ):
        yield number, round(min(score, _MOST_CLOSE), 1), "close"


def _within(words: set[str], book: NameTable) -> Iterator[int]:
    """The names of several words that all stand among these: Riyadh 2030 in "Expo 2030 Riyadh"."""
    for word in words if len(words) > _FEWEST_LETTERS else ():
        numbers = book.by_word.get(word, ())
        for number in numbers if len(numbers) <= _MOST_SHARED else ():
            other = set(book.keys[number].split())
            if len(other) > 1 and other < words:
                yield number


def _abbreviations(key: str, book: NameTable) -> Iterator[int]:
    """The names that a key abbreviates, and those that abbreviate it."""
    yield from book.by_initials.get(key.replace(" ", ""), ())
    for letters in _initials(key):
        # Two letters are the initials of too much: South Korea is no SK Group.
        if len(letters) > _FEWEST_LETTERS:
            yield from book.by_key.get(letters, ())
    if re.match(_CJK, key):
        yield from (number for number in book.asian if _abbreviates(key, book.keys[number]))


def _abbreviates(short: str, name: str) -> bool:
    """Whether Korean or Japanese syllables are a name's end, or some of it in order: 한경협 of 한국경제인협회."""
    full, short = (words.replace(" ", "").translate(_INITIAL_SOUNDS) for words in (name, short))
    if not _FEWEST_LETTERS <= len(short) < len(full) - 1 or len(full) <= _LONGEST_KOREAN_NAME:
        return False
    if full.endswith(short):
        return True
    starts = {full[0], *(full[len(country)] for country in _COUNTRIES if full.startswith(country))}
    rest = iter(full)
    return short[0] in starts and all(char in rest for char in short)
