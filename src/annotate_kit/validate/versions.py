"""Which version of its schema a file was made under: a warning where the schema has taken a great step since."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import join
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
from annotate_kit.validate import wording

__all__ = ["version_problems"]


def version_problems(catalog: Catalog, annotation: Annotation, file: str) -> Iterator[Problem]:
    """Record types whose schema has another first number in its version than the file has noted."""
    used = {record.type for record in annotation.records.values()}
    for name, made in annotation.schemas.items():
        record_type = catalog.types.get(name)
        now = record_type.version if record_type else ""
        if not now or name not in used or _first(made) == _first(now):
            continue
        what = f"the records were made under {name} {wording.quoted(made)}, and the schema is {wording.quoted(now)} now"
        is_older = _order(made) < _order(now)
        hint = "Run `annotate-kit schema migrate`." if is_older else "Get the schema that they were made under."
        yield Problem(code="AK505", message=what, hint=hint, file=file, pointer=join(("schemas", name)))


def _first(version: str) -> str:
    return version.partition(".")[0]


def _order(version: str) -> tuple[int, str]:
    first = _first(version)
    return (int(first[:18]) if first.isascii() and first.isdigit() else 0, first)
