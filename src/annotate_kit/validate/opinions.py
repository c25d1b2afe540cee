"""Annotators of one article who say different things of the same words, where nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import cast

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.values import Json, is_array, same
from annotate_kit.schema import Catalog
from annotate_kit.validate import wording
from annotate_kit.validate.duplicates import identity_of
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker, checker_of

__all__ = ["opinion_problems"]


def opinion_problems(catalog: Catalog, opinions: Sequence[tuple[Annotation, Places]]) -> Iterator[Problem]:
    """Values that differ between two annotators' records of the same thing, told in the later of the two files."""
    for (one, _), (other, places) in combinations(opinions, 2):
        for record, rival in _pairs(catalog, one, other):
            yield from _differences(one.annotator, record, rival, places, checker_of(catalog))


def _pairs(catalog: Catalog, one: Annotation, other: Annotation) -> Iterator[tuple[Record, Record]]:
    """Records of one type that are the same thing: with a mention of the same words, else with the same identity."""
    by_words = {key: record for record in one.ordered_records for key in _mentions(one, record)}
    by_identity = {
        (record.type, identity_of(catalog.types[record.type], record)): record
        for record in one.ordered_records
        if record.type in catalog.types
    }
    for rival in other.ordered_records:
        if rival.type in catalog.types:
            found = [by_words[key] for key in _mentions(other, rival) if key in by_words]
            identity = identity_of(catalog.types[rival.type], rival)
            record = found[0] if found else by_identity.get((rival.type, identity)) if identity else None
            if record is not None:
                yield record, rival


def _mentions(annotation: Annotation, record: Record) -> Iterator[tuple[object, ...]]:
    for id_ in record.mentions:
        if id_ in annotation.spans:
            yield (record.type, *annotation.spans[id_].fragments)


def _differences(annotator: str, record: Record, rival: Record, places: Places, checker: Checker) -> Iterator[Problem]:
    references = {reference.pointer for reference in checker.check(rival).references}
    for pointer, theirs, value in _differing(record.data, rival.data, ""):
        if pointer in references:
            continue  # ids are each file's own
        place = wording.place(places.catalog.types[rival.type], pointer)
        yield places.of_record(
            rival,
            "AK503",
            f"{place} is {wording.as_json(value)} here, but {wording.as_json(theirs)} in {annotator}'s file",
            "Compare the two files, and decide in final.json.",
            DATA + pointer,
            data_pointer=pointer,
        )


def _differing(one: Json, other: Json, pointer: str) -> Iterator[tuple[str, Json, Json]]:
    """Plain values that both have, and that differ; of lists only such as have the same number of objects."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name, value in other.items():
            if name in one:
                yield from _differing(one[name], value, child(pointer, name))
    elif is_array(one) and is_array(other):
        items, others = cast("Sequence[Json]", one), cast("Sequence[Json]", other)
        if len(items) == len(others) and all(isinstance(item, Mapping) for item in (*items, *others)):
            for number, (item, rival) in enumerate(zip(items, others, strict=True)):
                yield from _differing(item, rival, child(pointer, number))
    elif not same(one, other):
        yield pointer, one, other
