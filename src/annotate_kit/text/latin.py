"""Names and roles in scripts with capitals: runs of capitalised words with their lower-case joints.

"Bank of Korea", "Bureau International des Expositions" and "Ministry of Economy, Trade and Industry" are one name
each, "South Korea and Japan" are two. A role inside a run parts it: "CJ Group | Chairman | Sohn Kyung-Shik". A
corporate ending or an abbreviation keeps its period ("Samyang Holdings Corp."), also at the end of a sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.tokens import Found, Token
from annotate_kit.text.vocabulary import (
    CORPORATE,
    FIELDS,
    HONORIFICS,
    JOINTS,
    LIST_HEADS,
    OF_HEADS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    STOP_WORDS,
    TITLE_ABBREVIATIONS,
)

_DOTTED: Final = CORPORATE | TITLE_ABBREVIATIONS | {"jr", "sr", "bros", "assn", "univ", "dept"}
"""Abbreviations that keep their period at the end of a name or role."""

_BEFORE_INNER: Final = JOINTS | {"the", "and"}
"""Words behind which a role belongs to the name: "Office of the President"."""
_SMALL_ROLES: Final = ROLE_HEADS | {"executive"}
_IN_SMALL_ROLE: Final = ROLE_MODIFIERS | _SMALL_ROLES
_NO_LAST_WORD: Final = STOP_WORDS | JOINTS | HONORIFICS
_IN_DOMAIN: Final = FIELDS | {"and", "the"}

_FIRST_WORD_OF_NO_NAME: Final = re.compile(
    r"(?:(?<![je])ing|[^r]ed|ly|tion|sion|ment|ers|ors|eurs|ists|cials|ness|ities|ies|ants|perts|lysts)\Z"
)
"""How common words end; a single capitalised word at the start of a sentence that ends so is no name."""

_AFTER_NAME: Final = re.compile(r"(?:[’']s?)?\s\Z|,\s(?:(?:an?|the|its|who\sis|currently)\s){0,2}\Z")
_TAKES_OFFICE: Final = re.compile(
    r"\b(?:as|named|appointed|elected|re-elected|chosen|picked|new|become|became|becomes|remains)\s(?:(?:an?|the|its)\s)?\Z"
)
_BEFORE_BODY: Final = re.compile(r"\s(?:of|at|for)\s")
_BEFORE_OF: Final = LIST_HEADS | OF_HEADS | ROLE_HEADS
_PAIRS: Final = frozenset(
    {("chief", "executive"), ("secretary", "general"), ("director", "general"), ("consul", "general")}
)
"""Roles of two words whose second is none by itself."""
_LONGEST_LIST: Final = 10
_LONGEST_ROLE: Final = 6
"""Words."""
_NEAR: Final = 16
"""Code points looked at before a small-letter role for the name it belongs to."""

_INITIALS: Final = re.compile(r"(?:[A-Z]\.){0,3}[^\W\d_a-z]")
"""What stands before a period in "J.P. Morgan"."""

_OPENING: Final = frozenset("“\"‘'(—–:-•*")


@attrs.frozen(kw_only=True)
class _Words:
    """What the finder knows about all Latin words of a text."""

    text: str
    tokens: Sequence[Token]
    openers: frozenset[int]
    """Starts of the words that open a sentence or a quotation."""
    inner: frozenset[str]
    """Capitalised words that stand inside a sentence somewhere."""
    small: frozenset[str]
    """Words that stand in small letters somewhere."""

    def gap(self, position: int) -> str:
        """What stands between a word and the next, if it is short."""
        if position + 1 >= len(self.tokens):
            return "\n\n"
        return self.text[self.tokens[position][1] : min(self.tokens[position + 1][0], self.tokens[position][1] + 4)]

    def lower(self, position: int) -> str:
        """A word in small letters; nothing behind the last."""
        return self.tokens[position][2].lower() if position < len(self.tokens) else ""

    def is_name_like(self, position: int) -> bool:
        """Whether there is such a word and it holds a capital."""
        return position < len(self.tokens) and _has_capital(self.tokens[position][2])


def find_latin(index: TextIndex, tokens: Sequence[Token]) -> list[Found]:
    """The names and roles among the words of Latin and other scripts with capitals, in order."""
    words = _known(index, tokens)
    found = [item for first, last in _runs(words) for item in _parts(words, first, last)]
    roles = _small_roles(words, found)
    return sorted(found + roles) if roles else found


def _has_capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isalpha() and word != word.lower())


def _known(index: TextIndex, tokens: Sequence[Token]) -> _Words:
    text, starts = index.text, index.word_edges[0]
    positions = (bisect_left(starts, sentence.start) for sentence in index.sentences)
    openers = {starts[position] for position in positions if position < len(starts)}
    openers.update(start for start, _, _ in tokens if start and text[start - 1] in _OPENING)
    openers.update(
        start for start, _, _ in tokens if start > 1 and text[start - 2 : start] in {": ", "* ", "• ", "— ", "– "}
    )
    return _Words(
        text=text,
        tokens=tokens,
        openers=frozenset(openers),
        inner=frozenset(word for start, _, word in tokens if word[0].isupper() and start not in openers),
        small=frozenset(word for _, _, word in tokens if word.islower()),
    )


def _runs(words: _Words) -> Iterator[tuple[int, int]]:
    """First and last token of each run that may be a name, inclusive."""
    position = 0
    while position < len(words.tokens):
        if not words.is_name_like(position) or _is_dropped(words, position):
            position += 1
            continue
        last = _list_end(words, position) or position
        following = _extension(words, position, last)
        while following is not None:
            last = following
            following = _extension(words, position, last)
        yield position, last
        position = last + 1


def _extension(words: _Words, first: int, last: int) -> int | None:
    """The last token of the run when it takes in what follows, or nothing."""
    gap = words.gap(last)
    if gap == " & " or (gap.isspace() and gap.count("\n") < 2):  # noqa: PLR2004 (two line feeds end a paragraph)
        if words.is_name_like(last + 1):
            return last + 1 if _same_line(words, last + 1, gap) else None
        return _over_joints(words, last, is_one_word=first == last)
    if gap == ". " and words.is_name_like(last + 1) and _takes_period(words, last):
        return last + 1
    if gap == "., " and words.lower(last) in CORPORATE and last + 1 < len(words.tokens):
        return last + 1 if words.lower(last + 1) in CORPORATE else None
    return None


def _same_line(words: _Words, position: int, gap: str) -> bool:
    # A line feed inside a paragraph wrapped by hand joins; where a sentence starts it parts.
    return "\n" not in gap or words.tokens[position][0] not in words.openers


def _takes_period(words: _Words, position: int) -> bool:
    word = words.tokens[position][2]
    return _INITIALS.fullmatch(word) is not None or word.lower() in TITLE_ABBREVIATIONS


def _over_joints(words: _Words, last: int, *, is_one_word: bool) -> int | None:
    """The capitalised word behind one or two joints: "of Korea", "of the President", "von der Leyen"."""
    for position in (last + 1, last + 2):
        if words.gap(position) != " " or not _is_joint(words, last, position, is_one_word=is_one_word):
            return None
        if words.is_name_like(position + 1):
            return _list_end(words, position + 1) or position + 1
    return None


def _is_joint(words: _Words, last: int, position: int, *, is_one_word: bool) -> bool:
    before, joint = words.lower(last), words.lower(position)
    if joint == "of":
        # "Bank of Korea" and "Supreme Court of Korea" are one name, "Lee In-yong of Samsung" is two.
        return is_one_word or before in _BEFORE_OF
    if joint == "the":
        # "Office of the President" is one name, "Kim of the KJE" is two.
        return position > last + 1 and before in LIST_HEADS
    return before in LIST_HEADS if joint in {"for", "on"} else joint in JOINTS


def _list_end(words: _Words, position: int) -> int | None:
    """The last word of a list of fields that starts at a word: "Economy, Trade and Industry"."""
    for at in range(position, position + _LONGEST_LIST):
        if words.lower(at) not in FIELDS or words.tokens[at][2].islower() or words.gap(at) not in {" ", ", "}:
            return None
        if words.lower(at + 1) == "and":
            end = at + 2
            while words.lower(end) in FIELDS and not words.tokens[end][2].islower():
                if words.gap(end) != " ":
                    return end
                end += 1
            return end - 1 if end > at + 2 else None
    return None


def _parts(words: _Words, first: int, last: int) -> Iterator[Found]:
    """A run as names and roles."""
    at = position = first
    while position <= last:
        end = (
            _role_end(words, position, last)
            if position == at or words.lower(position - 1) not in _BEFORE_INNER
            else None
        )
        if end is None:
            position += 1
            continue
        yield from _name(words, at, position - 1)
        yield words.tokens[position][0], _closed(words, end), "role"
        at = position = end + 1
    yield from _name(words, at, last)


def _role_end(words: _Words, position: int, last: int) -> int | None:
    """The last token of the role that starts at a token, or nothing."""
    fields = _list_end(words, position)
    if fields is not None and fields < last and words.lower(fields + 1) == "minister":
        return fields + 1
    end = None
    for at in range(position, min(last + 1, position + _LONGEST_ROLE)):
        word = words.lower(at)
        if (word in ROLE_HEADS or (words.lower(at - 1), word) in _PAIRS) and not words.tokens[at][2].islower():
            end = at
        elif word not in ROLE_MODIFIERS:
            break
    if end is None:
        return None
    if end + 2 <= last and words.lower(end + 1) == "of":
        domain = end + 2
        while domain <= last and words.lower(domain) in _IN_DOMAIN:
            domain += 1
        if domain > end + 2:
            return domain - 1
    return end


def _name(words: _Words, first: int, last: int) -> Iterator[Found]:
    while first <= last and _is_dropped(words, first):
        first += 1
    while first <= last and words.lower(last) in _NO_LAST_WORD and not words.tokens[last][2].isupper():
        last -= 1
    if first > last or (first == last and not _stands_alone(words, first)):
        return
    yield words.tokens[first][0], _closed(words, last), "name"


def _is_dropped(words: _Words, position: int) -> bool:
    word, lower = words.tokens[position][2], words.lower(position)
    if lower in HONORIFICS or (lower in JOINTS and word.islower()):
        return True
    return lower in STOP_WORDS and (len(word) == 1 or not word.isupper())


def _stands_alone(words: _Words, position: int) -> bool:
    """Whether a single word is worth offering."""
    start, _end, word = words.tokens[position]
    if len(word) == 1:
        return False
    if start not in words.openers or word in words.inner or not word.istitle():
        return True
    return word.lower() not in words.small and _FIRST_WORD_OF_NO_NAME.search(word) is None


def _closed(words: _Words, position: int) -> int:
    """The end of a name, behind the period of an abbreviation."""
    _start, end, word = words.tokens[position]
    is_abbreviation = word.lower() in _DOTTED or (len(word) > 2 and word[-2] == ".")  # noqa: PLR2004 ("U.S")
    return end + 1 if is_abbreviation and words.text[end : end + 1] == "." else end


def _small_roles(words: _Words, found: list[Found]) -> list[Found]:
    """Roles in small letters beside a name, before "of" or behind "named": "KJE chief Kim Yoon", "became president"."""
    starts = {start for start, _, _ in found}
    ends = {end for _, end, _ in found}
    roles: list[Found] = []
    for position, (_start, end, word) in enumerate(words.tokens):
        if word not in _SMALL_ROLES:
            continue
        first = position
        while (
            first > max(position - _LONGEST_ROLE, 0)
            and words.tokens[first - 1][2] in _IN_SMALL_ROLE
            and words.gap(first - 1) == " "
        ):
            first -= 1
        at = words.tokens[first][0]
        before = _AFTER_NAME.search(words.text, max(at - _NEAR, 0), at)
        is_beside_name = end + 1 in starts or (before is not None and before.start() in ends)
        takes_office = _TAKES_OFFICE.search(words.text, max(at - _NEAR, 0), at) or _BEFORE_BODY.match(words.text, end)
        if is_beside_name or takes_office:
            if roles and roles[-1][1] > at:
                roles.pop()
            roles.append((at, end, "role"))
    return roles
