"""Whether the words that are evidence for a value say it: the date, number, code or name has to be in them.

A warning that explains, not a judgement: what follows from the words is marked as inferred, and nothing is said where
the words are in a language or form that cannot be read. Most values are found at a glance; only the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.pointers import child, find_value, leaves
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Json
from annotate_kit.schema import Field
from annotate_kit.validate import wording
from annotate_kit.validate.backing import entered
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker
from annotate_kit.validate.said_codes import code_objection
from annotate_kit.validate.said_dates import date_objection
from annotate_kit.validate.said_names import name_objection, text_objection
from annotate_kit.validate.said_numbers import DECIMAL, number_objection
from annotate_kit.validate.saying_words import Words, words_of

__all__ = ["saying_problems"]

_HINT = "Mark the words that say it; where it follows from them, mark the claim as inferred."


def saying_problems(
    annotation: Annotation, article: Article | None, places: Places, checker: Checker
) -> Iterator[Problem]:
    """Values whose words say something else, or nothing of the kind."""
    known = _Known(annotation=annotation, article=article, places=places, checker=checker)
    for record in annotation.ordered_records:
        if record.type in places.catalog.types:
            yield from known.of(record)


@attrs.frozen(kw_only=True)
class _Known:
    annotation: Annotation
    article: Article | None
    places: Places
    checker: Checker

    def of(self, record: Record) -> Iterator[Problem]:
        bare = frozenset(entered(self.annotation, record, self.checker))
        for pointer, claims in record.evidence.items():
            field = self.checker.field(record.type, pointer) if pointer.startswith("/") else None
            if field is None:
                continue
            taken = find_value(record.data, pointer)
            if taken is not ABSENT and pointer in bare:
                yield self._unsaid(record, pointer, taken)
            for number, claim in enumerate(claims):
                value = taken if claim.value is ABSENT else claim.value
                spans = self._spans(claim)
                if value is ABSENT or not spans or claim.claim == "inferred":
                    continue
                words = words_of(spans, self.article)
                objection = self._objection(field, value, words)
                if objection:
                    yield self._problem(record, pointer, number, claim, value, f"{words.shown} {objection}")

    def _spans(self, claim: Claim) -> tuple[Span, ...]:
        spans = self.annotation.spans
        return tuple(spans[id_] for id_ in claim.spans) if all(id_ in spans for id_ in claim.spans) else ()

    def _objection(self, field: Field, value: Json, words: Words) -> str | None:
        """What the words say instead, as the rest of a sentence; None where they say it, or it cannot be told."""
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, str) and field.kind == "code":
            return code_objection(field, value, words)
        if isinstance(value, str):
            return self._of_text(field, value, words)
        return number_objection(value, words) if isinstance(value, int | float | Decimal) else None

    def _of_text(self, field: Field, value: str, words: Words) -> str | None:
        if field.kind == "date":
            return date_objection(value, words)
        if field.ref:
            return self._of_reference(value, words)
        if field.pattern and DECIMAL.fullmatch(value) and field.kind == "text" and "." in field.pattern:
            return number_objection(Decimal(value), words)
        return text_objection(value, words, is_name=field.prefill == "mention")

    def _of_reference(self, id_: str, words: Words) -> str | None:
        target = self.annotation.records.get(id_)
        if target is None or self._is_mentioned(target, words):
            return None
        own = {text for _, text in leaves(target.data) if isinstance(text, str)}
        names = own | {self.annotation.spans[span].quote for span in target.mentions if span in self.annotation.spans}
        return name_objection(names, words)

    def _is_mentioned(self, target: Record, words: Words) -> bool:
        mentions = (self.annotation.spans[id_] for id_ in target.mentions if id_ in self.annotation.spans)
        return any(
            any(span.overlaps(fragment.start, fragment.end) for fragment in mention.fragments)
            for mention in mentions
            for span in words.spans
        )

    def _shown(self, value: Json) -> str:
        target = self.annotation.records.get(value) if isinstance(value, str) else None
        return f"the {self.places.caption(target)}" if target else wording.as_json(value)

    def _unsaid(self, record: Record, pointer: str, value: Json) -> Problem:
        place = wording.place(self.places.catalog.types[record.type], pointer)
        what = f"{place} is {self._shown(value)}, which was entered in a workbook, and no words say it"
        return self.places.of_record(
            record, "AK408", what, _HINT, DATA + pointer, data_pointer=pointer, found=wording.as_json(value)
        )

    def _problem(self, record: Record, pointer: str, number: int, claim: Claim, value: Json, what: str) -> Problem:
        place = wording.place(self.places.catalog.types[record.type], pointer)
        is_taken = claim.value is ABSENT
        below = DATA + pointer if is_taken else child(child(child("/evidence", pointer), number), "value")
        shown = self._shown(value)
        whose = "" if is_taken else "another source's "
        return self.places.of_record(
            record,
            "AK408",
            f"{whose}{place} is {shown}, but the words {what}",
            _HINT,
            below,
            data_pointer=pointer,
            span=claim.spans[0],
            found=wording.as_json(value),
        )
