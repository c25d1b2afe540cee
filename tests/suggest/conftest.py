from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Article, Edit, Json, Record, apply, invert, make_span
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.suggest import FieldValue, Known, New, Question, Source, Suggestion, Told
from annotate_kit.text import index_text

SCHEMAS = Path(__file__).parents[2] / "schemas"
SOURCE = Source(name="test", version="7")

NEWS = (
    "SEOUL, May 17, 2023 — Kim Yoon, chairman of the Korea-Japan Economic Association (KJE), met Mikio Sasaki.\n"
    "\n"
    "The KJE was founded in 1981. Kim told reporters that Samyang Holdings Corp. signed a contract worth $3.4 billion "
    "on Wednesday. Mr. Sasaki said Korea’s economy is well.\n"
)


@cache
def shipped() -> Catalog:
    return catalog_of({path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")})


def catalog_of(documents: Mapping[str, Any]) -> Catalog:
    return load_catalog(json.loads(json.dumps(documents), parse_float=Decimal))


@attrs.frozen(kw_only=True)
class Thing:
    """An entity that other articles speak of."""

    entity: str
    type: str
    caption: str
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ("one",)
    told: tuple[Told, ...] = ()


def article_of(text: str, **more: Any) -> Article:
    return Article(
        id="news",
        title="News",
        text_sha256=sha256(text.encode()).hexdigest(),
        length=len(text),
        **{"language": "en", **more},
    )


def blank(text: str) -> Annotation:
    return Annotation(article="news", annotator="analyst", text_sha256=sha256(text.encode()).hexdigest())


def with_record(annotation: Annotation, text: str, record_id: str, data: Mapping[str, Json], *words: str) -> Annotation:
    """The annotation with one more record that the first places of some words mention."""
    spans = dict(annotation.spans)
    mentions: list[str] = []
    for word in words:
        at = text.index(word)
        span = make_span(id=f"s-{record_id}-{len(mentions)}", text=text, fragments=((at, at + len(word)),))
        spans[span.id] = span
        mentions.append(span.id)
    kind = record_id.rpartition("-")[0]
    record = Record(id=record_id, type=kind, data=data, mentions=tuple(mentions))
    return attrs.evolve(annotation, spans=spans, records={**annotation.records, record_id: record})


def question_of(
    text: str, annotation: Annotation | None = None, *known: Known, catalog: Catalog | None = None, **article: Any
) -> Question:
    return Question(
        article=article_of(text, **article),
        index=index_text(text),
        catalog=catalog or shipped(),
        annotation=annotation or blank(text),
        known=known,
    )


def at(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def suggest(text: str, words: str, type_name: str = "official", *, nth: int = 0, **more: Any) -> Suggestion:
    """A suggestion of these words."""
    start, end = at(text, words, nth)
    given = {"target": New(), "score": 0.8, "reason": "a test", "source": SOURCE, **more}
    return Suggestion(start=start, end=end, type=type_name, **given)


def value(text: str, pointer: str, words: str, plain: Any, *, nth: int = 0) -> FieldValue:
    start, end = at(text, words, nth)
    return FieldValue(pointer=pointer, value=plain, start=start, end=end)


def words_of(text: str, suggestions: Any) -> list[str]:
    return [text[s.start : s.end] for s in suggestions]


@pytest.fixture
def ids() -> Callable[[str], str]:
    numbers = count(1)
    return lambda prefix: f"{prefix}-{next(numbers):04}"


def done(edit: Edit, annotation: Annotation) -> Annotation:
    """The annotation after an edit that can be taken back."""
    after = apply(edit, annotation)
    assert apply(invert(edit), after) == annotation
    return after
