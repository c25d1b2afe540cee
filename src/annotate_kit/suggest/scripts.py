"""One name in two scripts: 윤석열, Yoon Suk Yeol and Yun Sŏk-yŏl; キシダ フミオ and Kishida Fumio; 기시다 후미오.

A Korean name is a pattern of everything its syllables are spelt as; Latin and kana names are plain letters. Whether
two names are one is a match of the pattern; which names to try among many is told by `script_keys`, the consonants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any, Final

import re2
from anyascii import anyascii
from rapidfuzz import fuzz

from annotate_kit.suggest.spellings import (
    CODAS,
    FAMILY_SPELLINGS,
    GIVEN_SPELLINGS,
    KANA,
    ONSETS,
    ROMAN_CODAS,
    ROMAN_ONSETS,
    ROMAN_VOWELS,
    VOWELS,
)
from annotate_kit.text.folding import fold

__all__ = ["family_spellings", "romanize", "same_name_across_scripts", "script_keys", "sounds_alike"]

_HANGUL: Final = re.compile(r"[가-힣]+(?: [가-힣]+)*")
_LONGEST_KOREAN: Final = 4
"""Syllables of a Korean name; a longer one is foreign, and its spellings are tried without family names."""
_MOST_SYLLABLES: Final = 16
_MARKS: Final = re.compile(r"[\s'’‘`.\-‐‑–・·]+")
_KANA_TOKEN: Final = re.compile("|".join(sorted(KANA, key=len, reverse=True)) + "|.")
_HIRAGANA: Final = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_VOWELLESS: Final = re.compile("[\u0590-\u06ff]")
"""Hebrew and Arabic."""
_ALIKE: Final = 66.0
"""Of 100: how near the letters of two romanized names have to come."""
_TELLING: Final = 3
"""Consonants that are enough where no vowels are written."""
_ARTICLE: Final = re.compile(r"\b(?:ال|[ae]l-)(?=\w{2})")
"""The article of Arabic names, which other languages leave out as they like."""
_OTHER: Final = re.compile("[\u0370-\u07ff\u0900-\u0fff]")
"""Greek, Cyrillic, Armenian, Hebrew, Arabic and the scripts of India: letters that have Latin ones."""


def romanize(name: str) -> str:
    """A name in Latin letters: Korean by the Revised Romanization, kana by Hepburn; what is in neither stays.

    A Korean family name has its usual spelling and stands apart, as newspapers print it: "Kim Yun".
    """
    if _HANGUL.fullmatch(name):
        return _roman_korean(name)
    kana = _kana_letters(name)
    return name if kana is None else " ".join(word.capitalize() for word in kana.split())


def same_name_across_scripts(one: str, other: str) -> bool:
    """Whether two names in different scripts, or two spellings of a name of which one is Korean, can be the same.

    Both orders of family and given name count. Two names in Latin letters are the same where some Korean name has
    both as usual spellings is not asked: they are compared letter for letter, without marks and long vowels.
    """
    for korean, spelt in ((one, other), (other, one)):
        if _HANGUL.fullmatch(korean.strip()) and not _HANGUL.fullmatch(spelt.strip()):
            return any(_pattern(korean.strip()).fullmatch(form) is not None for form in _orders(spelt))
    return any(_plain(first) == _plain(second) for first in _orders(one) for second in _orders(other) if first)


@lru_cache(maxsize=1 << 14)
def script_keys(name: str) -> frozenset[str]:
    """The keys under which names that may be the same meet: their consonants, in each order of the names.

    Two names that `same_name_across_scripts` holds for share a key, where the name is a person's; most that share one
    are the same.
    """
    name = name.strip()
    if _HANGUL.fullmatch(name):
        return frozenset(_skeleton(form) for form in _korean_forms(name)) - {""}
    return frozenset(_skeleton(form) for form in _orders(name)) - {""}


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names in different scripts that share a key are spelt near enough to ask a person: 로마 and Rome.

    Scripts that write no vowels are compared by the consonants alone.
    """
    is_vowelless = any(_VOWELLESS.search(name) for name in (one, other))
    if is_vowelless and any(len(key) >= _TELLING for key in script_keys(one) & script_keys(other)):
        return True
    ways = (_orders(romanize(name)) for name in (one, other))
    return any(fuzz.ratio(first, second) >= _ALIKE for first, second in product(*ways))


def _syllable(char: str) -> tuple[int, int, int]:
    number = ord(char) - 0xAC00
    return number // 588, number % 588 // 28, number % 28


def _roman(char: str) -> str:
    onset, vowel, coda = _syllable(char)
    return (ROMAN_ONSETS[onset] + ROMAN_VOWELS[vowel] + ROMAN_CODAS[coda]).replace("-", "")


def _roman_korean(name: str) -> str:
    words = name.split()
    if len(words) == 1 and 2 <= len(name) <= _LONGEST_KOREAN:  # noqa: PLR2004  # a name has at least two syllables
        family = name[:2] if name[:2] in FAMILY_SPELLINGS and len(name) > 2 else name[:1]  # noqa: PLR2004  # as above
        given = "-".join(map(_roman, name[len(family) :]))
        usual = FAMILY_SPELLINGS.get(family, "".join(map(_roman, family))).split()[0]
        return f"{usual.capitalize()} {given.capitalize()}"
    return " ".join("".join(map(_roman, word)).capitalize() for word in words)


def _options(spellings: str) -> str:
    options = sorted(set(spellings.split()), key=lambda option: (-len(option), option))
    return f"(?:{'|'.join(options)})" if options else ""


_SOUNDS: Final = tuple(tuple(_options(spellings) for spellings in table) for table in (ONSETS, VOWELS, CODAS))


def _syllable_pattern(char: str) -> str:
    parts = "".join(table[number] for table, number in zip(_SOUNDS, _syllable(char), strict=True))
    extra = GIVEN_SPELLINGS.get(char)
    return f"(?:{parts}|{_options(extra)})" if extra else parts


@lru_cache(maxsize=4096)
def _pattern(name: str) -> Any:
    """Everything that a Korean name is spelt as, words joined; the family name first or last."""
    joined = name.replace(" ", "")[:_MOST_SYLLABLES]
    whole = "".join(map(_syllable_pattern, joined))
    ways = [whole]
    for family, given in _family_splits(joined):
        spelt, rest = _options(FAMILY_SPELLINGS[family]), "".join(map(_syllable_pattern, given))
        ways += [spelt + rest, rest + spelt]
    words = name.split()
    if len(words) == 2:  # noqa: PLR2004  # a foreign name in the other order
        ways.append("".join(map(_syllable_pattern, words[1] + words[0])))
    # Spellings overlap ("o", "oh", "ou"), so only a linear engine may try them on text from outside.
    return re2.compile("|".join(ways))


def _family_splits(joined: str) -> Iterator[tuple[str, str]]:
    if len(joined) > _LONGEST_KOREAN:
        return
    for length in (1, 2):
        if joined[:length] in FAMILY_SPELLINGS and len(joined) > length:
            yield joined[:length], joined[length:]


def _orders(name: str) -> tuple[str, ...]:
    """A spelt name as letters alone, its words in their order, the first one last, and the last one first."""
    kana = _kana_letters(name)
    latin = kana or fold(anyascii(name) if _OTHER.search(name) else name)
    plain = fold(anyascii(_ARTICLE.sub("", name))) if _OTHER.search(name) else _ARTICLE.sub("", latin)
    return tuple(dict.fromkeys(way for letters in (latin, plain) for way in _ways(letters)))


def _ways(latin: str) -> Iterator[str]:
    words = [letters for word in re.split(r"[\s・]+", latin) if (letters := _MARKS.sub("", word))]
    ways = (words, [*words[1:], *words[:1]], [*words[-1:], *words[:-1]])
    yield from ("".join(way) for way in ways if way)


def _kana_letters(name: str) -> str | None:
    """Kana in Hepburn letters; None for what is not kana."""
    katakana = name.translate(_HIRAGANA)
    if not re.fullmatch(r"[ァ-ヺー・\s]*[ァ-ヺ][ァ-ヺー・\s]*", katakana):
        return None
    letters = ""
    doubles = False
    for kana in _KANA_TOKEN.findall(katakana.replace("・", " ")):
        if kana == "ッ":
            doubles = True
            continue
        sound = letters[-1:] if kana == "ー" else KANA.get(kana, " ")
        letters += ("t" if sound.startswith("ch") else sound[:1]) * doubles + sound
        doubles = False
    return letters


_LONG: Final = re.compile(r"(?<=[aeiou])h(?![aeiouy])|ou|oo|uu|aa|ii|ee")
_LONG_AS: Final = {"ou": "o", "oo": "o", "uu": "u", "aa": "a", "ii": "i", "ee": "e"}


def _plain(letters: str) -> str:
    """Letters without long vowels, and n for m before b, m and p: Ōsaka, Ohsaka and Osaka are one."""
    short = _LONG.sub(lambda match: _LONG_AS.get(match[0], ""), letters)
    return re.sub("m(?=[bmp])", "n", short)


# The sounds of one class are spelt alike in one romanization or another. Neither h nor f has one: 후 is "fu" and "hu".
_CLASSES: Final = {
    **dict.fromkeys("gkcq", "k"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("bpv", "p"),
    **dict.fromkeys("jz", "c"),
    **dict.fromkeys("rl", "l"),
    "s": "s",
    "m": "n",
    "n": "n",
}
_CLUSTERS: Final = (("tch", "j"), ("tsu", "j"), ("ts", "j"), ("ch", "j"), ("ph", "p"), ("ng", "n"), ("sh", "s"))


def _skeleton(letters: str) -> str:
    """The classes of the consonants in order, each once where it stands twice."""
    for cluster, letter in _CLUSTERS:
        letters = letters.replace(cluster, letter)
    classes = [_CLASSES[char] for char in letters if char in _CLASSES]
    # "ng" and "n" before "g" cannot be told apart in "Hangyeol".
    plain = re.sub("nk", "n", "".join(classes))
    return re.sub(r"(.)\1+", r"\1", plain)


def _korean_forms(name: str) -> Iterator[str]:
    """Latin letters for a Korean name, one for each order and each family name spelt in its own way."""
    joined = name.replace(" ", "")
    roman = "".join(map(_roman, joined))
    yield roman
    words = name.split()
    if len(words) == 2:  # noqa: PLR2004  # a foreign name in the other order
        yield "".join(map(_roman, words[1] + words[0]))
    for family, given in _family_splits(joined):
        rest = "".join(map(_roman, given))
        for spelt in FAMILY_SPELLINGS[family].split():
            yield spelt + rest
            yield rest + spelt


_FAMILIES: Final[dict[str, set[str]]] = {}
for _family, _spellings in FAMILY_SPELLINGS.items():
    for _spelling in _spellings.split():
        _FAMILIES.setdefault(_spelling, set()).add(_family)


def family_spellings(family: str) -> tuple[str, ...]:
    """How a Korean family name is spelt in Latin letters, small ones, or which Korean ones are spelt so; else none."""
    spelt = FAMILY_SPELLINGS.get(family)
    return tuple(spelt.split()) if spelt is not None else tuple(sorted(_FAMILIES.get(family, ())))
