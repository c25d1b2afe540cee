"""What stands behind values: evidence where the schema wants it, and words for every record."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker

__all__ = ["meaning_problems"]


def meaning_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """Values whose schema wants evidence and that have none."""
    for record in annotation.ordered_records:
        lacking = list(_lacking(annotation, record, checker))
        for pointer in lacking:
            place = wording.place(places.catalog.types[record.type], pointer)
            yield places.of_record(
                record,
                "AK404",
                f"{place} has no evidence",
                "Mark the words that say so, or mark the value as inferred.",
                DATA + pointer,
                data_pointer=pointer,
            )
        if not lacking and not any(True for _ in record.span_ids()):
            yield places.of_record(
                record, "AK306", "nothing in the text is marked for this record", "Mark the words that name it."
            )


def _lacking(annotation: Annotation, record: Record, checker: Checker) -> Iterator[str]:
    """JSON Pointers of the values that need evidence and have none."""
    checked = checker.check(record)
    backed = {pointer for pointer, claims in record.evidence.items() if any(map(_backs, claims))}
    for pointer in checked.required:
        if pointer in backed or any(is_under(pointer, other) or is_under(other, pointer) for other in backed):
            continue
        if not (pointer in checked.named and _is_mentioned(annotation, record, pointer)):
            yield pointer


def _backs(claim: Claim) -> bool:
    """Whether a claim stands for the value taken: by words, or as somebody's conclusion."""
    return claim.value is ABSENT and (bool(claim.spans) or claim.claim == "inferred")


def _is_mentioned(annotation: Annotation, record: Record, pointer: str) -> bool:
    value = find_value(record.data, pointer)
    return any(span in annotation.spans and annotation.spans[span].quote == value for span in record.mentions)
