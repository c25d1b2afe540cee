"""What exports are made from, by hand: a record type that nobody foresaw, two articles, and their words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from annotate_kit.core import Annotation, Article, Claim, Json, Problem, Record, Span, make_span
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.tables import Annotated, Source

SCHEMAS = Path(__file__).parents[2] / "schemas"

MEETING: Mapping[str, Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Meeting",
    "description": "People who came together.",
    "x-annotate": {"plural": "Meetings", "caption": ["title"], "version": "0.3.0"},
    "type": "object",
    "required": ["title", "kind"],
    "properties": {
        "title": {"title": "Title", "description": "What it is called.", "type": "string"},
        "kind": {
            "title": "Kind",
            "type": "string",
            "oneOf": [
                {"const": "bilateral", "title": "Bilateral", "description": "Between two sides."},
                {"const": "summit", "title": "Summit"},
                {"const": "other", "title": "Other"},
            ],
            "x-annotate": {"group": "Basics"},
        },
        "room": {"title": "Room", "enum": [1, 2, "Hall"]},
        "when": {"title": "When", "type": "string", "format": "edtf", "x-annotate": {"column": {"title": "Day"}}},
        "public": {"title": "Open to the public", "type": "boolean"},
        "length": {"title": "Length", "type": "number", "minimum": 0, "x-annotate": {"unit": "hours"}},
        "cost": {
            "title": "Cost",
            "type": "object",
            "required": ["cost", "currency"],
            "properties": {
                "cost": {"title": "Cost", "type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"},
                "currency": {"title": "Currency", "enum": ["EUR", "KRW", "USD"]},
            },
            "x-annotate": {"group": "Money"},
        },
        "minutes": {"title": "Minutes", "type": "string", "x-annotate": {"widget": "text-area"}},
        "host": {"title": "Host", "type": "string", "x-annotate": {"ref": ["organization"]}},
        "languages": {
            "title": "Languages",
            "type": "array",
            "maxItems": 2,
            "items": {"title": "Language", "enum": ["en", "ko", "ja"]},
        },
        "place": {
            "title": "Place",
            "type": "array",
            "prefixItems": [
                {"title": "Latitude", "type": "number"},
                {"title": "Longitude", "type": "number"},
            ],
            "minItems": 2,
            "maxItems": 2,
        },
        "phone": {"title": "Phone", "type": ["string", "null"]},
        "budget": {"title": "Budget", "type": ["string", "number"]},
        "topics": {"title": "Topics", "type": "array", "items": {"title": "Topic", "type": "string"}},
        "people": {
            "title": "People",
            "type": "array",
            "items": {
                "title": "Person",
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"title": "Name", "type": "string"},
                    "came": {"title": "Came", "type": "string", "format": "edtf"},
                    "roles": {"title": "Roles", "type": "array", "items": {"title": "Role", "type": "string"}},
                },
            },
        },
        "follows": {"title": "Follows", "$ref": "#"},
        "labels": {"title": "Labels", "type": "object", "additionalProperties": {"type": "string"}},
        "internal": {"title": "Internal", "type": "string", "x-annotate": {"column": False}},
    },
}

ORGANIZATION: Mapping[str, Json] = {
    "title": "Organization",
    "type": "object",
    "properties": {"name": {"title": "Name", "type": "string"}},
    "required": ["name"],
    "additionalProperties": False,
}

FORUM = (
    "The Busan forum met on 17 May 2023. Kim Yoon & Sasaki (co-chairs) spoke; 'about 240' came.\n\n부산 포럼은 끝났다."
)
SUMMIT = "A summit in Tokyo was held in May 2023."


@cache
def meeting_catalog() -> Catalog:
    return load_catalog({"meeting.schema.json": MEETING, "organization.schema.json": ORGANIZATION})


@cache
def shipped_catalog() -> Catalog:
    return load_catalog({path.name: json.loads(path.read_bytes()) for path in SCHEMAS.glob("*.schema.json")})


def a_span(text: str, *words: str, id_: str = "") -> Span:
    """The span of these words, the first time that each stands there."""
    fragments = [(start := text.index(word), start + len(word)) for word in words]
    return make_span(id=id_ or f"s-{'-'.join(str(start) for start, _ in fragments)}", text=text, fragments=fragments)


def an_article(id_: str, text: str, *, title: str = "", **known: Any) -> Article:
    sha256 = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return Article(id=id_, title=title or id_.capitalize(), text_sha256=sha256, length=len(text), **known)


def annotated(
    article: Article,
    text: str,
    records: Sequence[Record],
    spans: Sequence[Span] = (),
    *,
    status: str = "done",
    annotator: str = "kim",
    has_words: bool = True,
) -> Annotated:
    annotation = Annotation(
        article=article.id,
        annotator=annotator,
        text_sha256=article.text_sha256,
        status=status,
        spans={span.id: span for span in spans},
        records={record.id: record for record in records},
    )
    return Annotated(article=article, text=text, annotation=annotation, has_words=has_words)


def only(data: Mapping[str, Json], *, type_: str = "meeting", catalog: Catalog | None = None) -> Source:
    """A source of one record and no words."""
    record = Record(id=f"{type_}-0000000001", type=type_, data=data)
    one = annotated(an_article("forum", FORUM), FORUM, [record])
    return Source(catalog=catalog or meeting_catalog(), articles=(one,))


def meetings(*, has_words: bool = True, problems: Sequence[Problem] = (), left_out: Sequence[str] = ()) -> Source:
    """Two articles, three meetings, one organization; every kind of evidence."""
    busan, date = a_span(FORUM, "Busan"), a_span(FORUM, "17 May 2023")
    people, forum = a_span(FORUM, "Kim Yoon", "Sasaki"), a_span(FORUM, "부산 포럼")
    host = Record(
        id="organization-0000000001",
        type="organization",
        data={"name": "Busan Chamber <of> Commerce & Industry"},
        mentions=(busan.id,),
    )
    first = Record(
        id="meeting-0000000001",
        type="meeting",
        data={
            "title": "Busan forum",
            "kind": "bilateral",
            "room": 2,
            "when": "2023-05-17",
            "public": True,
            "length": 3.5,
            "cost": {"cost": "1250.50", "currency": "EUR"},
            "minutes": "One line.\nAnother line.",
            "host": "organization-0000000001",
            "languages": ["en", "ko"],
            "place": [35.18, 129.08],
            "phone": "+82 51 1234",
            "budget": 12,
            "topics": ["trade", "=1+1"],
            "people": [
                {"name": "Kim Yoon", "came": "2023-05-17", "roles": ["co-chair", "speaker"]},
                {"name": "Sasaki", "came": "2023-05", "roles": ["co-chair"]},
            ],
            "follows": {"title": "An earlier forum", "kind": "other"},
            "labels": {"color": "red"},
            "internal": "hidden words",
        },
        mentions=(busan.id, forum.id),
        evidence={
            "/when": (Claim(spans=(date.id,)), Claim(spans=(), claim="inferred", note="from the year")),
            "/people/0/name": (Claim(spans=(people.id,), claim="reported", by="the organizer"),),
            "/length": (Claim(spans=(date.id,), value=3, origin="workbook"),),
        },
    )
    second = Record(
        id="meeting-0000000002",
        type="meeting",
        data={"title": "Tokyo summit", "kind": "summit", "when": "2023-05", "phone": None, "topics": [], "extra": [1]},
        mentions=("s-summit",),
    )
    third = Record(id="meeting-0000000003", type="meeting", data={"title": "Tokyo summit", "kind": "other"})
    forum_article = an_article(
        "forum",
        FORUM,
        title="Busan forum ends",
        url="https://example.org/forum?a=1&b=2",
        published="2023-05",
        language="en",
        source="The Example",
        licence="CC-BY-4.0",
    )
    return Source(
        catalog=meeting_catalog(),
        articles=(
            annotated(
                forum_article, FORUM, [first, host], [busan, date, people, forum], has_words=has_words, status="in-work"
            ),
            annotated(
                an_article("summit", SUMMIT), SUMMIT, [second, third], [a_span(SUMMIT, "summit", id_="s-summit")]
            ),
        ),
        problems=tuple(problems),
        left_out=tuple(left_out),
    )
