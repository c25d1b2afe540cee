"""What stands behind values: evidence where the schema wants it, and words for every record."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.problems import Problem
from annotate_kit.validate import wording
from annotate_kit.validate.backing import entered, lacking
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker

__all__ = ["meaning_problems"]


def meaning_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """Values whose schema wants evidence and that have none, and records of which no word speaks.

    What somebody entered in a workbook is told elsewhere (AK408), as a warning.
    """
    for record in annotation.ordered_records:
        without = lacking(annotation, record, checker)
        for pointer in without:
            place = wording.place(places.catalog.types[record.type], pointer)
            yield places.of_record(
                record,
                "AK404",
                f"{place} has no evidence",
                "Mark the words that say so, or mark the value as inferred.",
                DATA + pointer,
                data_pointer=pointer,
            )
        if not without and not any(True for _ in record.span_ids()) and not entered(annotation, record, checker):
            yield places.of_record(
                record, "AK306", "nothing in the text is marked for this record", "Mark the words that name it."
            )
