"""Numbers that are parts of others: votes for one bid, and all votes that were cast."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import child, find_value, parent
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import ABSENT, Absent, Json
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places
from annotate_kit.validate.plans import instances
from annotate_kit.validate.records import DATA, Checker

__all__ = ["count_problems"]


def count_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """Parts that are greater than their whole."""
    for record in annotation.ordered_records:
        record_type = places.catalog.types.get(record.type)
        for template, name in checker.plan(record.type).parts if record_type else ():
            for pointer, value in instances(record.data, template):
                beside = child(parent(pointer), name)
                all_of_it = find_value(record.data, beside)
                part, whole = _number(value), _number(all_of_it)
                if record_type is None or all_of_it is ABSENT or part is None or whole is None or part <= whole:
                    continue
                place, other = (wording.place(record_type, at) for at in (pointer, beside))
                yield places.of_record(
                    record,
                    "AK406",
                    f"{place} is {wording.as_json(value)}, more than {other}, {wording.as_json(all_of_it)}",
                    "Compare both numbers with the article.",
                    DATA + pointer,
                    data_pointer=pointer,
                )


def _number(value: Json | Absent) -> Decimal | None:
    """A number, also one that stands in a text, as sums of money do."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
