from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Article, Problem, Record, make_span
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import check_annotation, check_record, digest_of

ROOT = Path(__file__).parents[2]
TEXT = "Seoul backs Busan for the World Expo 2030.\nKim Yoon leads Samyang Holdings and the KJE. 김윤 회장.\n"
ARTICLE = Article(id="expo", title="Expo", text_sha256=digest_of(TEXT), length=len(TEXT))


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The record types that are shipped."""
    return load_catalog({path.name: load(path) for path in sorted((ROOT / "schemas").glob("*.json"))})


Problems = Callable[..., tuple[Problem, ...]]


@pytest.fixture(scope="session")
def problems_of(catalog: Catalog) -> Problems:
    """What a shipped record type has against some data."""

    def ask(type_: str, data: Any) -> tuple[Problem, ...]:
        return check_record(catalog, Record(id=f"{type_}-0000000000", type=type_, data=data))

    return ask


@pytest.fixture(scope="session")
def problems_under() -> Problems:
    """What a schema has against some data; keyword arguments are further files."""

    def ask(schema: Any, data: Any, **others: Any) -> tuple[Problem, ...]:
        documents = {"thing.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}}
        found = load_catalog(documents)
        assert not [problem for problem in found.problems if problem.is_error]
        return check_record(found, Record(id="thing-0000000000", type="thing", data=data))

    return ask


@attrs.frozen(kw_only=True)
class Draft:
    """An annotation of `TEXT` in the making."""

    catalog: Catalog
    annotation: Annotation

    def span(self, id_: str, words: str) -> Draft:
        start = TEXT.index(words)
        span = make_span(id=id_, text=TEXT, fragments=[(start, start + len(words))])
        return self.with_spans({**self.annotation.spans, id_: span})

    def with_spans(self, spans: Mapping[str, Any]) -> Draft:
        return attrs.evolve(self, annotation=attrs.evolve(self.annotation, spans=spans))

    def record(self, id_: str, type_: str, data: Any, mentions: tuple[str, ...] = (), **more: Any) -> Draft:
        record = Record(id=id_, type=type_, data=data, mentions=mentions, **more)
        return attrs.evolve(
            self, annotation=attrs.evolve(self.annotation, records={**self.annotation.records, id_: record})
        )

    def problems(self, *codes: str, text: str | None = TEXT, article: Article | None = ARTICLE) -> list[Problem]:
        """The problems with these codes, or all."""
        found = check_annotation(self.catalog, article, text, self.annotation, file="expo/kim.json")
        return [problem for problem in found if not codes or problem.code in codes]


@pytest.fixture
def draft(catalog: Catalog) -> Draft:
    """An empty annotation."""
    annotation = Annotation(article="expo", annotator="kim", text_sha256=digest_of(TEXT))
    return Draft(catalog=catalog, annotation=annotation)
