"""Names and roles in Korean: a word without the particle that follows it."""

import re
from collections.abc import Sequence
from typing import Final

from annotate_kit.text.segmenting import HANGUL
from annotate_kit.text.tokens import Found, Token
from annotate_kit.text.vocabulary import (
    KOREAN_BODY_ENDINGS,
    KOREAN_FAMILY_NAMES,
    KOREAN_HONORIFICS,
    KOREAN_PARTICLES,
    KOREAN_PLAIN_NOUNS,
    KOREAN_ROLE_ENDINGS,
    KOREAN_ROLES,
    KOREAN_STOP_WORDS,
)

_LONGEST_PARTICLE: Final = max(map(len, KOREAN_PARTICLES))
_HANGUL: Final = re.compile(f"[{HANGUL}]")
# Endings of verbs and adjectives; a word that ends so is offered only if it is a plain noun of the vocabulary.
_FINAL_VERB: Final = re.compile(r"[다요까](?=[.!?\"”’'」…]|\Z)")
_VERB: Final = re.compile(
    r"(?:[했됐였었았겠]\w|하[는여고며게기지면]|하기로|하기\w|되[는어고며게기지면]|시키\w|시킨|시킬|[가-힣][한할함된될됨해돼]"
    r"|위해서?|대해서?|통해서?|따라서?|따른|있[는고던을어기]|없[는고이]|않[는고은]|같은|많은|높은|낮은|좋은|큰|려는|하려|면서|지만|도록"
    r"|하자|던|열린|밝힌|받은|맺은|가진|올린|만든|나선|이끄는|이끌|오른|보인|열리는|돌아오는|바꾸는|물러난|태어난|쓰게|이기로|[이태나]어나?|끌어|뀌어|맡아|남아|올라|밝혀|만들기|[^이]며|고|는데|려고|라고|다고|다며|다는)\Z"
)


def has_hangul(word: str) -> bool:
    """Whether a word holds a Korean syllable."""
    return _HANGUL.search(word) is not None


def ends_in_consonant(char: str) -> bool | None:
    """Whether a Korean syllable has a final consonant; nothing for what is no Korean syllable."""
    return (ord(char) - 0xAC00) % 28 != 0 if "가" <= char <= "힣" else None


def is_particle(tail: str, after: str) -> bool:
    """Whether the end of a word can be a particle (or a form of address with one) behind the code point before it."""
    for honorific in KOREAN_HONORIFICS:
        if tail.startswith(honorific):
            rest = tail.removeprefix(honorific)
            return not rest or is_particle(rest, honorific)
    wanted = KOREAN_PARTICLES.get(tail)
    closed = ends_in_consonant(after)
    if wanted is None or wanted == "any" or closed is None:
        return wanted is not None
    # ㄹ takes 로 like an open syllable: 서울로.
    if tail.startswith("로") and (ord(after) - 0xAC00) % 28 == 8:  # noqa: PLR2004 (ㄹ is the eighth final)
        return True
    return closed == (wanted == "consonant")


def stem(word: str) -> str:
    """A word without its particle; the word itself where it has none."""
    if word in KOREAN_PLAIN_NOUNS or word in KOREAN_ROLES:
        return word
    for length in range(min(_LONGEST_PARTICLE, len(word) - 1), 0, -1):
        if is_particle(word[-length:], word[-length - 1]):
            return word[:-length]
    return word


def is_role(word: str) -> bool:
    """Whether a word without particle says what somebody is: 회장, 외교장관."""
    return word in KOREAN_ROLES or (word.endswith(KOREAN_ROLE_ENDINGS) and not word.endswith("협의회장"))


def find_korean(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The names and roles among Korean words, in order."""
    found: list[Found] = []
    for position, (start, end, word) in enumerate(tokens):
        body = stem(word)
        if _FINAL_VERB.match(text, end - 1):
            continue
        if is_role(body):
            found.append((start, start + len(body), "role"))
        elif _is_offered(word, body) or (len(body) == 1 and _role_follows(text, tokens, position, body)):
            found.append((start, start + len(body), "name"))
    return _joined(text, found)


def _is_offered(word: str, body: str) -> bool:
    if word in KOREAN_PLAIN_NOUNS or body in KOREAN_PLAIN_NOUNS:
        return True
    return len(body) > 1 and not {word, body} & KOREAN_STOP_WORDS and not _VERB.search(word)


def _role_follows(text: str, tokens: Sequence[Token], position: int, word: str) -> bool:
    """Whether a family name stands right before a role: 윤 대통령."""
    if word not in KOREAN_FAMILY_NAMES or position + 1 >= len(tokens):
        return False
    start, _end, following = tokens[position + 1]
    return text[tokens[position][1] : start] == " " and is_role(stem(following))


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """The finds with a foreign name's two words as one, where a role shows that they are one: 기시다 후미오 총리.

    A body may stand between (사사키 미키오 일한경제협회 회장). What ends like a body or looks like a Korean name
    joins nothing.
    """
    joined: list[Found] = []
    bare = 0
    for start, end, kind in found:
        follows = bool(joined) and start == joined[-1][1] + 1 and text[start - 1] == " "
        if kind == "role" and follows and bare in {2, 3}:
            first, second = joined[-bare], joined[1 - bare]
            if _is_foreign_name(text[first[0] : first[1]], text[second[0] : second[1]]):
                joined[-bare : len(joined) - bare + 2] = [(first[0], second[1], "name")]
        bare = 0 if kind == "role" else bare + 1 if follows else 1
        joined.append((start, end, kind))
    return joined


def _is_foreign_name(first: str, second: str) -> bool:
    is_korean_name = len(first) in {2, 3} and first[0] in KOREAN_FAMILY_NAMES
    has_body = first.endswith(KOREAN_BODY_ENDINGS) or second.endswith(KOREAN_BODY_ENDINGS)
    return not is_korean_name and not has_body and second[0] not in KOREAN_FAMILY_NAMES
