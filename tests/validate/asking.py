"""Asking what is wrong with records of a type made up for one test, in an article made up of the words they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from annotate_kit.core import Annotation, Article, Claim, Problem, Record, Span, make_span
from annotate_kit.schema import load_catalog
from annotate_kit.validate import check_annotation, digest_of

FILE = "annotations/a/kim.json"


def problems_of(
    schemas: Mapping[str, Any],
    records: Mapping[str, tuple[str, Any]],
    *codes: str,
    evidence: Mapping[str, Mapping[str, Any]] | None = None,
    mentions: Mapping[str, tuple[str, ...]] | None = None,
    published: str | None = None,
    language: str | None = "en",
) -> list[Problem]:
    """The problems with these codes.

    Args:
        schemas: type → schema.
        records: id → (type, data).
        codes: of problems; of another kind is not looked at.
        evidence: record id → pointer → words, several words as a tuple, a claim whose spans are words, or
            a list of these.
        mentions: record id → words.
        published: the article's day.
        language: the article's.
    """
    words: dict[str, str] = {}

    def named(word: str) -> str:
        return words.setdefault(word, f"s-{len(words)}")

    made = {
        id_: Record(
            id=id_,
            type=type_,
            data=data,
            mentions=tuple(map(named, (mentions or {}).get(id_, ()))),
            evidence={at: _claims(said, named) for at, said in (evidence or {}).get(id_, {}).items()},
        )
        for id_, (type_, data) in records.items()
    }
    text = "\n".join(words) + "\n"
    spans: dict[str, Span] = {}
    start = 0
    for word, id_ in words.items():
        spans[id_] = make_span(id=id_, text=text, fragments=[(start, start + len(word))])
        start += len(word) + 1
    article = Article(
        id="a", title="A", text_sha256=digest_of(text), length=len(text), published=published, language=language
    )
    annotation = Annotation(article="a", annotator="kim", text_sha256=digest_of(text), spans=spans, records=made)
    catalog = load_catalog({f"{name}.schema.json": schema for name, schema in schemas.items()})
    assert not [problem for problem in catalog.problems if problem.is_error]
    found = check_annotation(catalog, article, text, annotation, file=FILE)
    return [problem for problem in found if problem.code in codes]


def _claims(said: Any, named: Any) -> tuple[Claim, ...]:
    if isinstance(said, list):
        return tuple(claim for one in said for claim in _claims(one, named))

    if isinstance(said, Claim):
        return (attrs.evolve(said, spans=tuple(map(named, said.spans))),)
    return (Claim(spans=tuple(map(named, (said,) if isinstance(said, str) else said))),)
