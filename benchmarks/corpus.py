"""A made-up project of any size: articles out of the sample articles' words, with valid records and their evidence.

    .venv/bin/python benchmarks/corpus.py FOLDER --articles 100 --records 1000 --words 400

The same seed gives the same bytes. The records are of the four types in turn, about five and a half spans each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs

from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.core import Annotation, Article, Claim, Json, Record, Span, make_id, make_span

__all__ = [
    "ANNOTATOR",
    "REPOSITORY",
    "Made",
    "Vocabulary",
    "add_article",
    "make_article",
    "make_project",
    "sample_copies",
]

REPOSITORY = Path(__file__).parents[1]
ANNOTATOR = "analyst"

_COUNTRIES = {
    ("South Korea", "KR"): ("Busan", "Seoul", "Daegu"),
    ("Japan", "JP"): ("Osaka", "Tokyo"),
    ("Saudi Arabia", "SA"): ("Riyadh",),
    ("Italy", "IT"): ("Rome",),
    ("France", "FR"): ("Paris",),
    ("Serbia", "RS"): ("Belgrade",),
    ("Switzerland", "CH"): ("Geneva",),
}
_CITIES = [(city, *country) for country, cities in _COUNTRIES.items() for city in cities]
_HEADS = [
    "Korea",
    "Japan",
    "Busan",
    "Osaka",
    "Asia",
    "Pacific",
    "Gulf",
    "Nordic",
    "Hanil",
    "Meiji",
    "Joint",
    "National",
]
_FIELDS = [
    "Trade",
    "Energy",
    "Steel",
    "Shipping",
    "Industry",
    "Culture",
    "Investment",
    "Digital",
    "Hydrogen",
    "Tourism",
]
_FORMS = {
    "Association": ("association", "association"),
    "Chamber of Commerce": ("chamber of commerce", "association"),
    "Corp.": ("corporation", "company"),
    "Bank": ("bank", "company"),
    "Holdings": ("holdings", "group"),
    "Ministry": ("ministry", "government"),
    "Agency": ("agency", "public-body"),
    "University": ("university", "academic"),
    "Foundation": ("foundation", "ngo"),
}
"""Last words of a name: what news call such a body, and its code."""
_TITLES = {"chairman": "chair", "president": "president", "vice chairman": "vice-chair", "mayor": "mayor"}
_INSTRUMENTS = {"Declaration": "declaration", "Memorandum": "memorandum", "Joint Statement": "joint-statement"}
_TOPICS = ["supply chains", "green growth", "start-ups", "cyber security", "carbon neutrality", "low birth rates"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"]
_OUTCOMES = [("won", "selected", "won"), ("lost", "not-selected", "lost")]


@attrs.frozen(kw_only=True)
class Vocabulary:
    """What the sample articles are made of."""

    follows: dict[str, list[str]]
    """Word → the words that stood behind it, as often as they did."""
    first: list[str]
    """Words that began a sentence."""
    given: list[str]
    family: list[str]

    @classmethod
    def of_samples(cls) -> Vocabulary:
        """The words of the samples in English, and the people in them."""
        follows: dict[str, list[str]] = defaultdict(list)
        first: list[str] = []
        people: set[str] = set()
        for folder in _samples():
            if json.loads((folder / "article.json").read_text("utf-8")).get("language") != "en":
                continue
            for sentence in re.split(r"(?<=[.!?])\s+", (folder / "text.txt").read_text("utf-8")):
                words = sentence.rstrip(".").split()
                first += words[:1]
                for word, after in pairwise([*words, ""]):
                    follows[word].append(after)
            people |= set(_people(folder))
        names = [name.split() for name in sorted(people) if name.isascii() and len(name.split()) > 1]
        return cls(follows=follows, first=first, given=[n[0] for n in names], family=[n[-1] for n in names])

    def sentence(self, chance: random.Random, longest: int = 24) -> str:
        """Words that could stand together, without the full stop; most often as long as a sentence of news."""
        words = [chance.choice(self.first)]
        while len(words) < longest and (after := chance.choice(self.follows.get(words[-1], [""]))):
            words.append(after)
        return " ".join(words)


def _samples() -> list[Path]:
    return sorted(path.parent for path in (REPOSITORY / "annotations").glob("*/article.json"))


def _people(folder: Path) -> Iterator[str]:
    path = folder / f"{ANNOTATOR}.json"
    records = json.loads(path.read_text("utf-8"))["records"] if path.exists() else ()
    return (record["data"]["name"] for record in records if record["type"] == "official")


@attrs.frozen(kw_only=True)
class Made:
    """A made-up article and what was said about it."""

    article: Article
    text: str
    annotation: Annotation


class _Draft:
    """An article while it is written."""

    def __init__(self, id_: str, vocabulary: Vocabulary, chance: random.Random) -> None:
        self.id = id_
        self.vocabulary = vocabulary
        self.chance = chance
        self.parts: list[str] = []
        self.length = self.words = 0
        self.places: list[tuple[str, int, int]] = []
        self.records: list[Record] = []
        self.names: dict[str, str] = {}
        """Name → the id of its record."""
        self.organizations: list[tuple[str, str]] = []
        """Name and record id of those that were written about."""

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.words += len(text.split())

    def mark(self, text: str) -> str:
        """Write words that become a span; its id."""
        id_ = self.make_id("s")
        self.places.append((id_, self.length, self.length + len(text)))
        self.write(text)
        return id_

    def make_id(self, prefix: str) -> str:
        return make_id(prefix, self.chance.getrandbits(50))

    def record(self, type_: str, name: str, data: dict[str, Json], spans: dict[str, str], mention: str) -> str:
        """Add a record whose every value has the span that says so; its id."""
        id_ = self.make_id(type_)
        evidence = {pointer: (Claim(spans=(span,)),) for pointer, span in spans.items()}
        self.records.append(Record(id=id_, type=type_, data=data, mentions=(mention,), evidence=evidence))
        self.names[name] = id_
        return id_

    def filler(self) -> None:
        self.write(self.vocabulary.sentence(self.chance) + ". ")

    def new_name(self, *parts: list[str]) -> str:
        """A name that nothing in this article has; beyond all combinations, with a letter in it."""
        chosen = [self.chance.choice(part) for part in parts]
        while " ".join(chosen) in self.names:
            chosen = [chosen[0], f"{self.chance.choice('ABCDEFGHIKLMNOPRSTVWY')}.", *chosen[1:]]
        return " ".join(chosen)

    def date(self) -> tuple[str, str]:
        """A day as news print it, and as EDTF."""
        year, month, day = self.chance.randint(2015, 2025), self.chance.randint(1, 11), self.chance.randint(1, 28)
        return f"{_MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02}-{day:02}"


def _organization(draft: _Draft) -> None:
    form, (words, kind) = draft.chance.choice([*_FORMS.items()])
    city, country, code = draft.chance.choice(_CITIES)
    name = draft.new_name(_HEADS, _FIELDS, [form])
    draft.write("The ")
    named = draft.mark(name)
    draft.write(", the ")
    spans = {"/name": named, "/kind": draft.mark(words)}
    draft.write(" that has its seat in ")
    spans["/headquarters"] = draft.mark(city)
    draft.write(", ")
    spans["/country"] = draft.mark(country)
    draft.write(", was among those that took part. ")
    data: dict[str, Json] = {"name": name, "kind": kind, "headquarters": city, "country": code}
    draft.organizations.append((name, draft.record("organization", name, data, spans, named)))


def _official(draft: _Draft) -> None:
    title, position = draft.chance.choice([*_TITLES.items()])
    name = draft.new_name(draft.vocabulary.given, draft.vocabulary.family)
    named = draft.mark(name)
    draft.write(", ")
    said = draft.mark(title)
    spans = {"/name": named, "/roles/0/title": said, "/roles/0/position": said}
    role: dict[str, Json] = {"title": title, "position": position}
    if draft.organizations:
        body, id_ = draft.chance.choice(draft.organizations)
        draft.write(" of the ")
        spans["/roles/0/organization"] = draft.mark(body)
        role["organization"] = id_
    draft.write(", expressed the hope that mutual understanding would grow. ")
    draft.record("official", name, {"name": name, "roles": [role]}, spans, named)


def _agreement(draft: _Draft) -> None:
    form, instrument = draft.chance.choice([*_INSTRUMENTS.items()])
    city, country, _ = draft.chance.choice(_CITIES)
    title = draft.new_name([city], _FIELDS, [form])
    printed, day = draft.date()
    first, second = draft.chance.sample(_TOPICS, 2)
    one, other = draft.chance.sample([*_COUNTRIES], 2)
    draft.write("In the ")
    named = draft.mark(title)
    spans = {"/title": named, "/instrument": named}
    draft.write(", which was ")
    spans["/status"] = draft.mark("adopted")
    draft.write(" on ")
    spans["/dates/adopted"] = draft.mark(printed)
    draft.write(f" in {country}, ")
    spans["/parties/0/country"] = draft.mark(one[0])
    draft.write(" and ")
    spans["/parties/1/country"] = draft.mark(other[0])
    draft.write(" promise to work together on ")
    spans["/topics/0"] = draft.mark(first)
    draft.write(" and ")
    spans["/topics/1"] = draft.mark(second)
    draft.write(". ")
    data: dict[str, Json] = {
        "title": title,
        "instrument": instrument,
        "status": "adopted",
        "parties": [{"country": one[1]}, {"country": other[1]}],
        "topics": [first, second],
        "dates": {"adopted": day},
    }
    draft.record("agreement", title, data, spans, named)


def _expo_bid(draft: _Draft) -> None:
    city, country, code = draft.chance.choice(_CITIES)
    year = str(draft.chance.randint(1900, 2024))
    words, stage, outcome = draft.chance.choice(_OUTCOMES)
    cast = draft.chance.randint(120, 182)
    got = draft.chance.randint(2, cast)
    named = draft.mark(city)
    draft.write(", the city that ")
    spans = {"/city": named, "/country": draft.mark(country)}
    draft.write(" put forward, ")
    spans["/stage"] = spans["/votes/0/outcome"] = draft.mark(words)
    draft.write(" the vote for the ")
    spans["/year"] = draft.mark(year)
    draft.write(" ")
    spans["/category"] = draft.mark("World Expo")
    draft.write(" with ")
    spans["/votes/0/votes_for"] = draft.mark(str(got))
    draft.write(" of ")
    spans["/votes/0/cast"] = draft.mark(str(cast))
    draft.write(" votes. ")
    data: dict[str, Json] = {
        "category": "world",
        "city": city,
        "country": code,
        "year": year,
        "stage": stage,
        "votes": [{"votes_for": got, "cast": cast, "outcome": outcome}],
    }
    draft.record("expo-bid", f"{city} {year}", data, spans, named)


_SENTENCES = (_organization, _official, _agreement, _expo_bid)
_PARAGRAPH = 60
"""Words after which a paragraph ends."""


def make_article(id_: str, *, words: int, records: int, seed: int, vocabulary: Vocabulary, first: int = 0) -> Made:
    """An article of about so many words with exactly so many records, the `first`-th type first, spread evenly."""
    draft = _Draft(id_, vocabulary, random.Random(f"{seed} {id_}"))  # noqa: S311  # nothing is kept secret
    title = vocabulary.sentence(draft.chance, 9).rstrip(",;:")
    draft.write(title + "\n\n")
    paragraph = draft.words
    while draft.words < words or len(draft.records) < records:
        if len(draft.records) < records and len(draft.records) * words <= draft.words * records:
            _SENTENCES[(first + len(draft.records)) % 4](draft)
        else:
            draft.filler()
        if draft.words - paragraph > _PARAGRAPH:
            draft.parts[-1] = draft.parts[-1].rstrip(" ")
            draft.parts.append("\n\n")
            draft.length += 1
            paragraph = draft.words
    text = "".join(draft.parts).rstrip() + "\n"
    return Made(article=_article(id_, title, text), text=text, annotation=_annotation(draft, text))


def _article(id_: str, title: str, text: str) -> Article:
    return Article(
        id=id_,
        title=title,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        language="en",
        source="annotate-kit benchmarks",
        published="2025-12-31",
        licence="MIT",
    )


def _annotation(draft: _Draft, text: str) -> Annotation:
    spans: list[Span] = [make_span(id=id_, text=text, fragments=[(start, end)]) for id_, start, end in draft.places]
    return Annotation(
        article=draft.id,
        annotator=ANNOTATOR,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        status="done",
        spans={span.id: span for span in spans},
        records={record.id: record for record in draft.records},
    )


def make_project(
    root: Path,
    *,
    articles: int,
    records: int,
    words: int = 400,
    seed: int = 1,
    vocabulary: Vocabulary | None = None,
) -> Path:
    """A whole project in a new folder, with `records` spread over its articles; the folder."""
    root.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    (root / "annotations").mkdir()
    vocabulary = vocabulary or Vocabulary.of_samples()
    done = 0
    for n in range(articles):
        more = records * (n + 1) // articles - done
        made = make_article(
            f"article-{n + 1:05}", words=words, records=more, seed=seed, vocabulary=vocabulary, first=done
        )
        add_article(root, made)
        done += more
    return root


def add_article(root: Path, made: Made) -> None:
    """Write an article and its annotation file into a project."""
    folder = root / "annotations" / made.article.id
    folder.mkdir()
    (folder / "text.txt").write_bytes(made.text.encode())
    (folder / "article.json").write_bytes(encode_article(made.article))
    if made.annotation.records:
        (folder / f"{ANNOTATOR}.json").write_bytes(encode_annotation(made.annotation))


def sample_copies(root: Path, rounds: int) -> Path:
    """A project with so many copies of each annotated sample article; ids of records and spans are one round's own."""
    root.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    for number in range(rounds):
        for source in _samples():
            if (source / f"{ANNOTATOR}.json").exists():
                _copy(source, root / "annotations" / f"{source.name}-{number:04}", f"{number:04}")
    return root


_ID = re.compile(r'"((?:organization|official|agreement|expo-bid|s)-[0-9a-z]{6})[0-9a-z]{4}"')


def _copy(source: Path, folder: Path, suffix: str) -> None:
    folder.mkdir(parents=True)
    shutil.copy(source / "text.txt", folder)
    for name in ("article.json", f"{ANNOTATOR}.json"):
        text = _ID.sub(rf'"\g<1>{suffix}"', (source / name).read_text("utf-8"))
        (folder / name).write_text(text.replace(f'"{source.name}"', f'"{folder.name}"'), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a project to try things on.")
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--words", type=int, default=400, help="in an article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, help="instead: so many copies of each annotated sample article")
    asked: Any = parser.parse_args()
    if asked.copies:
        sample_copies(asked.folder, asked.copies)
        return
    make_project(asked.folder, articles=asked.articles, records=asked.records, words=asked.words, seed=asked.seed)


if __name__ == "__main__":
    main()
