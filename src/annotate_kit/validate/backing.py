"""What stands behind a value: words, a mention that is its name, a conclusion, or an entry in a workbook alone."""

from __future__ import annotations

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT
from annotate_kit.validate.records import Checker

__all__ = ["entered", "lacking"]


def lacking(annotation: Annotation, record: Record, checker: Checker) -> list[str]:
    """JSON Pointers of the values that need evidence and have none, not even somebody who entered them."""
    unbacked = _unbacked(annotation, record, checker)
    told = entered(annotation, record, checker) if unbacked else []
    return [pointer for pointer in unbacked if not _is_near(pointer, told)]


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
    backed = {pointer for pointer, claims in record.evidence.items() if any(map(_backs, claims))}
    return [
        pointer
        for pointer in checked.required
        if not _is_near(pointer, backed)
        and not (pointer in checked.named and _is_mentioned(annotation, record, pointer))
    ]


def _is_near(pointer: str, others: set[str] | list[str]) -> bool:
    """Whether one of the others is the same place, the whole of it or a part."""
    return pointer in others or any(is_under(pointer, other) or is_under(other, pointer) for other in others)


def _backs(claim: Claim) -> bool:
    """Whether a claim stands for the value taken: by words, or as somebody's conclusion."""
    return claim.value is ABSENT and (bool(claim.spans) or claim.claim == "inferred")


def _is_bare(claims: tuple[Claim, ...]) -> bool:
    own = [claim for claim in claims if claim.value is ABSENT]
    return bool(own) and all(claim.is_bare_entry for claim in own)


def _is_mentioned(annotation: Annotation, record: Record, pointer: str) -> bool:
    value = find_value(record.data, pointer)
    return any(span in annotation.spans and annotation.spans[span].quote == value for span in record.mentions)
