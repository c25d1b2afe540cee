"""Where spans and records stand in their file, and problems that know of which of them they speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Catalog
from annotate_kit.validate.records import caption_of

__all__ = ["Places", "places_in", "places_of"]


@attrs.frozen(kw_only=True)
class Places:
    """JSON Pointers into one annotation file, and the ids that it holds."""

    catalog: Catalog
    file: str
    spans: Mapping[str, str]
    """Span id → pointer; also of spans that could not be read."""
    records: Mapping[str, str]
    """Record id → pointer; also of records that could not be read."""
    is_whole: bool = True
    """Whether every span and record of the file could be read; else nothing can be said of what is not used."""
    has_all_ids: bool = True
    """Whether every span and record of the file says its id; else nothing can be said of an id that is not there."""
    captions: dict[str, str] = attrs.field(factory=dict)

    def of_span(self, span: Span, code: str, message: str, hint: str, below: str = "", **more: Any) -> Problem:
        """A problem with a span, or with something at a pointer below it."""
        pointer = self.spans.get(span.id, "") + below
        return Problem(code=code, message=message, hint=hint, file=self.file, pointer=pointer, span=span.id, **more)

    def of_record(self, record: Record, code: str, message: str, hint: str, below: str = "", **more: Any) -> Problem:
        """A problem with a record, or with something at a pointer below it."""
        return Problem(
            code=code,
            message=message,
            hint=hint,
            file=self.file,
            pointer=self.records.get(record.id, "") + below,
            record=record.id,
            caption=self.caption(record),
            **more,
        )

    def placed(self, record: Record, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems whose pointers count from a record, counted from the file."""
        base = self.records.get(record.id, "")
        return tuple(attrs.evolve(problem, file=self.file, pointer=base + problem.pointer) for problem in problems)

    def caption(self, record: Record) -> str:
        """A record for people, made once."""
        if record.id not in self.captions:
            self.captions[record.id] = caption_of(self.catalog, record)
        return self.captions[record.id]

    def name(self, record: Record) -> str:
        """What a record is called, without its type."""
        return self.caption(record).partition(" ")[2].strip('"')


def places_of(catalog: Catalog, annotation: Annotation, file: str) -> Places:
    """Where everything will stand once the annotation is written."""
    return Places(
        catalog=catalog,
        file=file,
        spans={span.id: child("/spans", n) for n, span in enumerate(annotation.ordered_spans)},
        records={record.id: child("/records", n) for n, record in enumerate(annotation.ordered_records)},
    )


def places_in(catalog: Catalog, annotation: Annotation, value: Json, file: str) -> Places:
    """Where everything stands in a file that was read; of an id that stands twice, the first place."""
    spans, records = _items(value, "spans"), _items(value, "records")
    has_lists = isinstance(value, Mapping) and all(is_array(value.get(name)) for name in ("spans", "records"))
    return Places(
        catalog=catalog,
        file=file,
        spans=_ids(spans, "/spans"),
        records=_ids(records, "/records"),
        is_whole=has_lists and len(spans) == len(annotation.spans) and len(records) == len(annotation.records),
        has_all_ids=has_lists and all(map(_has_id, (*spans, *records))),
    )


def _items(value: Json, name: str) -> Sequence[Json]:
    items = value.get(name) if isinstance(value, Mapping) else None
    return cast("Sequence[Json]", items) if is_array(items) else ()


def _has_id(item: Json) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("id"), str)


def _ids(items: Sequence[Json], pointer: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for position, item in enumerate(items):
        id_ = item.get("id") if isinstance(item, Mapping) else None
        if isinstance(id_, str):
            found.setdefault(id_, f"{pointer}/{position}")
    return found
