"""What stands behind a value: words, a mention that is its name, a conclusion, or an entry in a workbook alone."""

from __future__ import annotations

from collections.abc import Iterable

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import around, find_value
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT
from annotate_kit.validate.records import Checker

__all__ = ["entered", "lacking"]


def lacking(annotation: Annotation, record: Record, checker: Checker) -> list[str]:
    """JSON Pointers of the values that need evidence and have none, not even somebody who entered them."""
    unbacked = _unbacked(annotation, record, checker)
    return _apart(unbacked, entered(annotation, record, checker)) if unbacked else []


def entered(annotation: Annotation, record: Record, checker: Checker) -> list[str]:
    """JSON Pointers of the values that somebody entered in a workbook and that nothing else stands for."""
    if not any(claim.is_bare_entry for claims in record.evidence.values() for claim in claims):
        return []
    named = checker.check(record).named
    return [
        pointer
        for pointer, claims in record.evidence.items()
        if _is_bare(claims)
        and pointer.startswith("/")
        and checker.field(record.type, pointer) is not None
        and find_value(record.data, pointer) is not ABSENT
        and not (pointer in named and _is_mentioned(annotation, record, pointer))
    ]


def _unbacked(annotation: Annotation, record: Record, checker: Checker) -> list[str]:
    checked = checker.check(record)
    backed = (pointer for pointer, claims in record.evidence.items() if any(map(_backs, claims)))
    return [
        pointer
        for pointer in _apart(checked.required, backed)
        if not (pointer in checked.named and _is_mentioned(annotation, record, pointer))
    ]


def _apart(pointers: Iterable[str], others: Iterable[str]) -> list[str]:
    """The pointers of places that are none of the others, within none and around none."""
    held = set(others)
    outer = {place for other in held for place in around(other)}
    return [
        pointer
        for pointer in pointers
        if pointer not in held and pointer not in outer and held.isdisjoint(around(pointer))
    ]


def _backs(claim: Claim) -> bool:
    """Whether a claim stands for the value taken: by words, or as somebody's conclusion."""
    return claim.value is ABSENT and (bool(claim.spans) or claim.claim == "inferred")


def _is_bare(claims: tuple[Claim, ...]) -> bool:
    own = [claim for claim in claims if claim.value is ABSENT]
    return bool(own) and all(claim.is_bare_entry for claim in own)


def _is_mentioned(annotation: Annotation, record: Record, pointer: str) -> bool:
    value = find_value(record.data, pointer)
    return any(span in annotation.spans and annotation.spans[span].quote == value for span in record.mentions)
