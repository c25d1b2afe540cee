"""Claims: other values that the schema refuses, reports that name no source, values that all their words deny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import child, find_value, is_under, with_value
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT, Json, same
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import Checker

__all__ = ["claim_problems"]


def claim_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """What is wrong with how records say that their words make a claim."""
    asked = _Asked(annotation=annotation, places=places, checker=checker)
    for record in annotation.ordered_records:
        if record.type in places.catalog.types:
            for pointer, claims in record.evidence.items():
                taken = find_value(record.data, pointer) if pointer.startswith("/") else ABSENT
                if taken is not ABSENT:
                    yield from asked.of(record, pointer, taken, claims)


_PLACE = "\0"
"""Stands in a sentence for the place in the words of the schema."""


@attrs.frozen(kw_only=True)
class _Asked:
    annotation: Annotation
    places: Places
    checker: Checker

    def of(self, record: Record, pointer: str, taken: Json, claims: Sequence[Claim]) -> Iterator[Problem]:
        own = [claim.claim for claim in claims if claim.value is ABSENT]
        if own and set(own) == {"denied"}:
            yield self._denied(record, pointer, taken)
        for number, claim in enumerate(claims):
            if claim.claim == "reported" and not claim.by:
                yield self._sourceless(record, pointer, number)
            elif claim.value is not ABSENT and not (claim.spans or claim.by or claim.note):
                yield self._sourceless(record, pointer, number, of="another value")
            if claim.value is not ABSENT:
                yield from self._competing(record, pointer, taken, number, claim.value)

    def _problem(
        self, record: Record, code: str, pointer: str, number: int | None, what: str, hint: str, member: str = ""
    ) -> Problem:
        at = child("/evidence", pointer)
        at = at if number is None else child(at, number)
        place = wording.place(self.places.catalog.types[record.type], pointer)
        below = child(at, member) if member else at
        return self.places.of_record(record, code, what.replace(_PLACE, place, 1), hint, below, data_pointer=pointer)

    # AK409 and AK412

    def _competing(self, record: Record, pointer: str, taken: Json, number: int, value: Json) -> Iterator[Problem]:
        shown = wording.as_json(value)
        if same(value, taken):
            what = f"another source's {_PLACE} is {shown}, which is the value taken"
            hint = "Take the value out of the claim: it is further evidence, no other value."
            yield self._problem(record, "AK412", pointer, number, what, hint, "value")
            return
        refused = self._refused(record, pointer, value)
        if refused:
            what = f"another source's {_PLACE} is {shown}, which the schema refuses: {refused}"
            hint = "Write it as the field wants it, or keep the words in the claim's note."
            yield self._problem(record, "AK409", pointer, number, what, hint, "value")

    def _refused(self, record: Record, pointer: str, value: Json) -> str | None:
        """What the schema says against a value in this place that it does not say of the one taken."""
        field = self.checker.field(record.type, pointer)
        if field is not None and field.ref and value not in self.annotation.records:
            return "there is no such record in this file"
        known = {problem.message for problem in self.checker.check(record).problems}
        data = with_value(record.data, pointer, value)
        found = self.checker.refused(record, cast("Mapping[str, Json]", data))
        new = (problem for problem in found if problem.message not in known)
        return next((one.message for one in new if is_under(one.data_pointer or "", pointer)), None)

    # AK410

    def _sourceless(self, record: Record, pointer: str, number: int, of: str = "") -> Problem:
        what = f"{of} for {_PLACE} has no words and no source" if of else f"{_PLACE} is reported, but not by whom"
        hint = "Mark the words that say it, or write who says so." if of else "Write who says so, or mark it as stated."
        return self._problem(record, "AK410", pointer, number, what, hint)

    # AK411

    def _denied(self, record: Record, pointer: str, taken: Json) -> Problem:
        shown = wording.as_json(taken)
        what = f"{_PLACE} is {shown}, but all its words deny it"
        hint = "Take the value out, or mark the words that state it; a denied value of another source is a claim."
        return self._problem(record, "AK411", pointer, None, what, hint)
