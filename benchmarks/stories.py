"""A made-up corpus in English and Korean whose people and bodies come back from article to article, a few often."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
from corpus import ANNOTATOR, REPOSITORY, Made, add_article

from annotate_kit.core import Annotation, Article, Claim, Record, make_id, make_span

__all__ = ["make_stories"]

_SENTENCES = {
    "en": (
        "{person}, {role} of the {body}, said on Monday that talks would go on.",
        "{short} and the {other} signed a memorandum, {family} told reporters.",
        "Officials of the {body} met in {city} for two days.",
        "\u201cWe will keep our promise,\u201d {family} said, and thanked the {other}.",
        "The {body} has worked with {person} since the spring.",
        "Prices went up again last month, and few people were surprised.",
        "Nobody knew how long the meeting would last.",
    ),
    "ko": (
        "{body} {person} {role}은 월요일 협의를 계속하겠다고 말했다.",
        "{body}와 {other}는 양해각서를 체결했다.",
        "{person} {role}은 이날 {city}에서 기자들을 만났다.",
        "{body}는 지난해부터 {other}와 함께 일해 왔다.",
        "물가는 지난달에도 올랐고 놀란 사람은 드물었다.",
    ),
}
_GIVEN = {
    "en": "Min-jae Ji-woo Seo-yeon Haruto Sakura Daniel Maria Ahmed Fatima Luca Chiara Kenji Yuki Olga Ivan",
    "ko": "민재 지우 서연 도윤 하준 지훈 수빈 예은 현우 승현",
}
_FAMILY = {
    "en": "Kim Lee Park Choi Jung Tanaka Sato Suzuki Rossi Bianchi Haddad Nasser Ivanov Petrov Miller Weber",
    "ko": "김 이 박 최 정 강 조 윤 장 임",
}
_HEADS = {
    "en": "Korea Hanil Pacific Nordic Gulf Meiji Busan Asia Union Northern",
    "ko": "한일 대한 아시아 부산 동북아 남해",
}
_FIELDS = {"en": "Trade Energy Steel Shipping Hydrogen Tourism Culture Investment", "ko": "무역 수소 관광"}
_ENDS = {"en": "Association Institute Foundation Corporation Agency Council", "ko": "협회 연구원 재단 공사 협의회"}
_ROLES = {"en": "chairman president director", "ko": "회장 이사장 원장"}
_CITIES = {"en": "Busan Osaka Geneva Rome", "ko": "부산 오사카 제네바 로마"}
_PIECES = re.compile(r"(\{\w+\})")
_PARTICLES = {"는": "은", "와": "과"}
"""Behind a vowel → behind a consonant."""
_LENGTH = 14
"""Sentences of an article."""


@attrs.frozen(kw_only=True)
class _Thing:
    type: str
    entity: str
    full: str
    short: str
    """A body's initials, a person's family name; in Korean the whole name."""
    role: str
    """Of a person."""


@attrs.frozen(kw_only=True)
class _Cast:
    language: str
    people: Sequence[_Thing]
    bodies: Sequence[_Thing]


def make_stories(root: Path, articles: int, seed: int = 1) -> Path:
    """A project in a new folder, the same for the same seed; the folder."""
    root.mkdir()
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    (root / "annotations").mkdir()
    chance = random.Random(seed)  # noqa: S311  # nothing is kept secret
    casts = [_cast(chance, language) for language in ("en", "en", "ko")]
    for number in range(articles):
        add_article(root, _Story(chance, casts[number % 3]).told(number))
    return root


def _cast(chance: random.Random, language: str) -> _Cast:
    """People and bodies, no name twice."""

    def thing(kind: str, full: str, short: str, role: str = "") -> _Thing:
        return _Thing(type=kind, entity=make_id(kind, chance.getrandbits(50)), full=full, short=short, role=role)

    is_english = language == "en"
    bodies: dict[str, _Thing] = {}
    while len(bodies) < 60:
        parts = [chance.choice(words[language].split()) for words in (_HEADS, _FIELDS, _ENDS)]
        full = " ".join(parts) if is_english else "".join(parts)
        short = "".join(part[0] for part in parts) if is_english else full
        bodies.setdefault(short, thing("organization", full, short))
    people: dict[str, _Thing] = {}
    while len(people) < 80:
        given, family, role = (chance.choice(words[language].split()) for words in (_GIVEN, _FAMILY, _ROLES))
        full = f"{given} {family}" if is_english else family + given
        people.setdefault(full, thing("official", full, family if is_english else full, role))
    return _Cast(language=language, people=list(people.values()), bodies=list(bodies.values()))


class _Story:
    """One article while it is written."""

    def __init__(self, chance: random.Random, cast: _Cast) -> None:
        self.chance, self.language = chance, cast.language
        self.people, self.bodies = self._few(cast.people, 3), self._few(cast.bodies, 4)
        self.text = ""
        self.spans: list[tuple[str, int, int]] = []
        self.mentions: dict[str, list[str]] = {}
        """Entity → its spans."""

    def _few(self, things: Sequence[_Thing], number: int) -> list[_Thing]:
        """So many different ones, the first far more often than the last."""
        found: dict[str, _Thing] = {}
        while len(found) < number:
            # No two with one short name: nobody could tell them apart.
            thing = things[min(int(self.chance.paretovariate(0.6)) - 1, len(things) - 1)]
            found.setdefault(thing.short, thing)
        return list(found.values())

    def told(self, number: int) -> Made:
        """The article and what is said about it."""
        for sentence in range(_LENGTH):
            self._sentence(self.chance.choice(_SENTENCES[self.language]))
            self.text += "\n\n" if sentence == _LENGTH // 2 else " "
        text = self.text.rstrip() + "\n"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        id_ = f"story-{number + 1:04}"
        day = f"{2020 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        article = Article(
            id=id_, title=id_, text_sha256=sha256, length=len(text), language=self.language, published=day
        )
        spans = [make_span(id=span, text=text, fragments=[(start, end)]) for span, start, end in self.spans]
        records = [self._record(thing) for thing in (*self.people, *self.bodies) if thing.entity in self.mentions]
        annotation = Annotation(
            article=id_,
            annotator=ANNOTATOR,
            text_sha256=sha256,
            status="done",
            spans={span.id: span for span in spans},
            records={record.id: record for record in records},
        )
        return Made(article=article, text=text, annotation=annotation)

    def _record(self, thing: _Thing) -> Record:
        mentions = tuple(self.mentions[thing.entity])
        return Record(
            id=self._id(thing.type),
            type=thing.type,
            data={"name": thing.full},
            entity=thing.entity,
            mentions=mentions,
            evidence={"/name": (Claim(spans=mentions[:1]),)},
        )

    def _id(self, prefix: str) -> str:
        return make_id(prefix, self.chance.getrandbits(50))

    def _sentence(self, pattern: str) -> None:
        person, (body, other) = self.chance.choice(self.people), self.chance.sample(self.bodies, 2)
        named: Mapping[str, tuple[_Thing, bool]] = {
            "{person}": (person, False),
            "{family}": (person, person.entity in self.mentions),
            "{body}": (body, False),
            "{short}": (body, body.entity in self.mentions),
            "{other}": (other, False),
        }
        for piece in _PIECES.split(pattern):
            if piece in named:
                thing, is_short = named[piece]
                self.mentions.setdefault(thing.entity, []).append(self._mark(thing.short if is_short else thing.full))
            elif piece == "{role}":
                self.text += person.role
            elif piece == "{city}":
                self.text += self.chance.choice(_CITIES[self.language].split())
            else:
                self.text += _fitting(self.text, piece)

    def _mark(self, words: str) -> str:
        """Write words that become a span; its id."""
        self.spans.append((self._id("s"), len(self.text), len(self.text) + len(words)))
        self.text += words
        return self.spans[-1][0]


def _fitting(before: str, piece: str) -> str:
    """A piece of a sentence whose Korean particle fits the last syllable before it."""
    last = before[-1:]
    has_consonant = "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 != 0
    return _PARTICLES.get(piece[:1], piece[:1]) + piece[1:] if has_consonant else piece
