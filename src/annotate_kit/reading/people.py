"""Names of people, split into family and given name in the order that the language has; titles are left out."""

from __future__ import annotations

import re
import unicodedata

import attrs

from annotate_kit.reading.name_words import (
    ASIAN_ROMANIZED,
    ASIAN_TITLES,
    ENGLISH_TITLES,
    JAPANESE_LONG,
    JAPANESE_SHORT,
    KOREAN_DOUBLE,
    PARTICLES,
    SUFFIXES,
    TITLE_HEADS,
    WESTERN_ENDINGS,
)
from annotate_kit.text.vocabulary import KOREAN_FAMILY_NAMES

__all__ = ["PersonName", "find_names"]

_LONGEST = 80
"""Code points of words that may be somebody's name."""


@attrs.frozen(kw_only=True)
class PersonName:
    """A name in its two parts."""

    family: str
    given: str
    """"" where the words give the family name alone."""
    why: str
    """By what the parts were told apart."""


def find_names(words: str) -> tuple[PersonName, ...]:
    """How words may be split into family and given name, the likeliest first; none where they are no such name.

    Args:
        words: as printed, with titles or without: "Kim Yoon", "윤석열 대통령", "Ursula von der Leyen".
    """
    if len(words) > _LONGEST:
        return ()
    text = " ".join(unicodedata.normalize("NFC", words).split()).strip("\"'“”‘’.,;:()")
    if any(char.isdigit() for char in text):
        return ()
    if re.search("[\uac00-\ud7a3]", text):
        return _korean(text)
    if re.search("[\u3040-\u30ff\u3400-\u9fff]", text):
        return _japanese(text)
    return _latin(text)


# Hangul.

_SYLLABLES = re.compile("[\uac00-\ud7a3]+")


def _korean(text: str) -> tuple[PersonName, ...]:
    parts = text.split()
    has_title = False
    while len(parts) > 1 and (parts[-1] in ASIAN_TITLES or (has_title and _is_body(parts))):
        has_title = True
        parts.pop()
    if len(parts) == 1 and has_title and len(parts[0]) == 1 and parts[0] in KOREAN_FAMILY_NAMES:
        return (PersonName(family=parts[0], given="", why="the family name before a title"),)
    if not all(map(_SYLLABLES.fullmatch, parts)):
        return ()
    if len(parts) == 1:
        return _one_korean(parts[0])
    return _two_korean(parts) if len(parts) == 2 else ()  # noqa: PLR2004  # family and given


def _is_body(parts: list[str]) -> bool:
    """Whether the last word says of what somebody is the head: 풍산그룹 in 류진 풍산그룹 회장."""
    return len(parts) > 1 and not _one_korean(parts[-1]) and (len(parts) > 2 or bool(_one_korean(parts[0])))  # noqa: PLR2004


def _one_korean(name: str) -> tuple[PersonName, ...]:
    family = name[:2] if name[:2] in KOREAN_DOUBLE and len(name) > 2 else name[:1]  # noqa: PLR2004  # syllables
    given = name[len(family) :]
    if (family not in KOREAN_DOUBLE and family not in KOREAN_FAMILY_NAMES) or not 1 <= len(given) <= 2:  # noqa: PLR2004
        return ()
    return (PersonName(family=family, given=given, why="Korean names begin with the family name"),)


def _two_korean(parts: list[str]) -> tuple[PersonName, ...]:
    first, second = parts
    if (first in KOREAN_FAMILY_NAMES or first in KOREAN_DOUBLE) and len(second) <= 2:  # noqa: PLR2004  # syllables
        return (PersonName(family=first, given=second, why="Korean names begin with the family name"),)
    ordered = PersonName(family=first, given=second, why="as names of Japan and China are written")
    turned = PersonName(family=second, given=first, why="as names of the West are written")
    is_western = len(first) == 1 or _ends_western(second) or _ends_western(first)
    return (turned, ordered) if is_western else (ordered, turned)


def _ends_western(name: str) -> bool:
    return name.endswith(WESTERN_ENDINGS)


# Kanji and kana.

_KANJI = re.compile("[\u3400-\u9fff々ヶ]+")
_KATAKANA = re.compile("[\u30a0-\u30ff]+")


def _japanese(text: str) -> tuple[PersonName, ...]:
    text, has_title = _without_asian_title(text)
    if "・" in text:
        given, _, family = text.rpartition("・")
        why = "as names of the West are written"
        return (PersonName(family=family, given=given, why=why),) if family and given else ()
    parts = text.split()
    if len(parts) == 2:  # noqa: PLR2004  # family and given
        return (PersonName(family=parts[0], given=parts[1], why="Japanese names begin with the family name"),)
    if len(parts) != 1 or not _KANJI.fullmatch(text):
        return ()
    return _kanji(text, has_title=has_title)


def _without_asian_title(text: str) -> tuple[str, bool]:
    for title in ASIAN_TITLES:
        if text.endswith(title) and len(text) > len(title):
            return text[: -len(title)].strip(), True
    return text, False


def _kanji(name: str, *, has_title: bool) -> tuple[PersonName, ...]:
    why = "Japanese names begin with the family name"
    if has_title and len(name) <= 2:  # noqa: PLR2004  # a family name alone
        return (PersonName(family=name, given="", why="the family name before a title"),)
    if name[:3] in JAPANESE_LONG and len(name) in (4, 5):
        return (PersonName(family=name[:3], given=name[3:], why=why),)
    if len(name) == 4:  # noqa: PLR2004  # two and two
        return (PersonName(family=name[:2], given=name[2:], why=why),)
    if len(name) == 3:  # noqa: PLR2004  # one and two, or two and one
        splits = [PersonName(family=name[:n], given=name[n:], why=why) for n in (2, 1)]
        return (splits[1], splits[0]) if name[0] in JAPANESE_SHORT else tuple(splits)
    return ()


# Latin letters.

_SYLLABLE = "(?:[bcdfghjklmnprstvwyzx]{0,2}[wy]?[aeiou]{1,3}(?:ng|ck|rk|n|k|l|m|p|t|h|b|g|r)?)"
_ASIAN_GIVEN = re.compile(rf"{_SYLLABLE}{{1,2}}(?:-{_SYLLABLE}{{1,2}})?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]|[^\W\d_][\w.'’-]*[\w.]")


def _latin(text: str) -> tuple[PersonName, ...]:
    if text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        if given.lower() not in SUFFIXES:
            is_name = family and given and all(map(_LETTERS.fullmatch, (*family.split(), *given.split())))
            return (PersonName(family=family, given=given, why="the family name before a comma"),) if is_name else ()
        text = family
    parts, has_title = _without_title(text.split())
    parts = [part for part in parts if part.lower().strip(",") not in SUFFIXES]
    if not parts or not all(map(_LETTERS.fullmatch, parts)) or not _is_capital(parts):
        return ()
    if len(parts) == 1:
        return (PersonName(family=parts[0], given="", why="the family name behind a title"),) if has_title else ()
    return _ordered(parts) if len(parts) <= _MOST_PARTS else ()


_MOST_PARTS = 6


def _is_capital(parts: list[str]) -> bool:
    return all(part[0].isupper() or part.lower() in PARTICLES or part.startswith(("al-", "el-")) for part in parts)


def _without_title(parts: list[str]) -> tuple[list[str], bool]:
    """The words behind the last title, where nothing but titles and what belongs to them stands before it."""
    last = 0
    for number, part in enumerate(parts[:-1], start=1):
        word = part.lower().rstrip(".")
        if word not in ENGLISH_TITLES:
            break
        last = number if word in TITLE_HEADS else last
    return parts[last:], last > 0


def _ordered(parts: list[str]) -> tuple[PersonName, ...]:
    capitals = [part for part in parts if part.isupper() and len(part) > 2]  # noqa: PLR2004  # no initials
    if len(capitals) == 1 and capitals[0] in (parts[0], parts[-1]):
        rest = [part for part in parts if part != capitals[0]]
        return (PersonName(family=capitals[0].capitalize(), given=" ".join(rest), why="the family name in capitals"),)
    western = _western(parts)
    if parts[0].lower() not in ASIAN_ROMANIZED or not all(map(_ASIAN_GIVEN.fullmatch, parts[1:])):
        return (
            western,
            PersonName(family=parts[0], given=" ".join(parts[1:]), why="where the family name comes first"),
        )
    asian = PersonName(family=parts[0], given=" ".join(parts[1:]), why="the family name first, as in the East of Asia")
    return (asian,) if any("-" in part for part in parts) else (asian, western)


def _western(parts: list[str]) -> PersonName:
    """The family name last, with the small words before it."""
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return PersonName(
        family=" ".join(parts[at:]), given=" ".join(parts[:at]), why="the family name last, as in the West"
    )
