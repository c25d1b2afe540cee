"""What dates contradict: the day of the article, a lifetime, each other; hints of the schema say which dates do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.dates import EdtfDate, parse_edtf
from annotate_kit.core.pointers import child, find_value, parent
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT, Absent, Json
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places
from annotate_kit.validate.plans import instances
from annotate_kit.validate.records import DATA, Checker

__all__ = ["day_of", "time_problems"]

_GRACE = dt.timedelta(days=1)
"""It is tomorrow already elsewhere: a news item from New York tells of the next morning in Seoul."""


def day_of(article: Article | None) -> dt.date | None:
    """The last day on which an article may have been published, as far as it is known."""
    date = parse_edtf(article.published) if article is not None and article.published else None
    return date.latest if date else None


def time_problems(
    annotation: Annotation, article: Article | None, places: Places, checker: Checker
) -> Iterator[Problem]:
    """Future events stated as past, roles outside a lifetime, dates in the wrong order."""
    times = _Times(annotation=annotation, day=day_of(article), places=places, checker=checker)
    for record in annotation.ordered_records:
        if record.type in places.catalog.types:
            yield from times.of(record)


@attrs.frozen(kw_only=True)
class _Life:
    """When something begins and ends, and where that is written."""

    begin: EdtfDate | None = None
    begin_at: str = ""
    end: EdtfDate | None = None
    end_at: str = ""


@attrs.frozen(kw_only=True, slots=False)
class _Times:
    annotation: Annotation
    day: dt.date | None
    places: Places
    checker: Checker

    def of(self, record: Record) -> Iterator[Problem]:
        plan = self.checker.plan(record.type)
        if self.day is not None:
            yield from self._ahead(record)
        if plan.begins or plan.ends:
            yield from self._reversed(record)
        for template in plan.within:
            for pointer, value in instances(record.data, template):
                yield from self._outside(record, pointer, value)
        for template, names in plan.sequences:
            for pointer, _ in instances(record.data, template):
                yield from self._out_of_order(record, pointer, names)
        if self.day is not None:
            for template, tenses in plan.tenses:
                for pointer, value in instances(record.data, template):
                    tense = tenses.get(value) if isinstance(value, str) else None
                    yield from self._untimely(record, pointer, tense) if tense else ()

    def _problem(self, record: Record, code: str, pointer: str, message: str, hint: str) -> Problem:
        return self.places.of_record(record, code, message, hint, DATA + pointer, data_pointer=pointer)

    def _place(self, record: Record, pointer: str) -> str:
        return wording.place(self.places.catalog.types[record.type], pointer)

    # AK402

    def _ahead(self, record: Record) -> Iterator[Problem]:
        assert self.day is not None
        for pointer, claims in record.evidence.items():
            field = self.checker.field(record.type, pointer) if pointer.startswith("/") else None
            if field is None or field.kind != "date" or field.hints.get("tense") == "any":
                continue
            yield from self._others_ahead(record, pointer, claims)
            taken = [claim.claim for claim in claims if claim.value is ABSENT]
            date = _date(find_value(record.data, pointer))
            if not taken or set(taken) != {"stated"} or date is None or not _is_after(date, self.day):
                continue
            what = f'{self._place(record, pointer)} "{date.text}" lies after the article of {self.day.isoformat()}'
            hint = "Mark the claim as planned, or compare the date with its words."
            yield self._problem(record, "AK402", pointer, f"{what}, but is stated as if it had happened", hint)

    def _others_ahead(self, record: Record, pointer: str, claims: Sequence[Claim]) -> Iterator[Problem]:
        """The same of what other sources say."""
        assert self.day is not None
        for number, claim in enumerate(claims):
            date = _date(claim.value) if claim.claim == "stated" else None
            if date is not None and _is_after(date, self.day):
                what = f'another source\'s {self._place(record, pointer)} "{date.text}" lies after the article'
                message = f"{what} of {self.day.isoformat()}, but is stated as if it had happened"
                at = child(child(child("/evidence", pointer), number), "value")
                hint = "Mark the claim as planned, or compare the date with its words."
                yield self.places.of_record(record, "AK402", message, hint, at, data_pointer=pointer)

    # AK401 and AK403

    @cached_property
    def _lives(self) -> dict[str, _Life]:
        return {}

    def _life(self, record: Record) -> _Life:
        if record.id not in self._lives:
            plan = self.checker.plan(record.type) if record.type in self.places.catalog.types else None
            begins = _dates(record, plan.begins) if plan else []
            ends = _dates(record, plan.ends) if plan else []
            begin = min(begins, key=lambda at: at[1].earliest or dt.date.min, default=("", None))
            end = max(ends, key=lambda at: at[1].latest or dt.date.max, default=("", None))
            self._lives[record.id] = _Life(begin=begin[1], begin_at=begin[0], end=end[1], end_at=end[0])
        return self._lives[record.id]

    def _reversed(self, record: Record) -> Iterator[Problem]:
        life = self._life(record)
        if life.begin and life.end and _before(life.end.latest, life.begin.earliest):
            began, ended = (self._place(record, at) for at in (life.begin_at, life.end_at))
            what = f'{ended} "{life.end.text}" comes before {began} "{life.begin.text}"'
            hint = "Swap the two dates, or correct the one that is wrong."
            yield self._problem(record, "AK401", life.end_at, what, hint)

    def _outside(self, record: Record, pointer: str, value: Json) -> Iterator[Problem]:
        ends = _ends(value)
        if ends is None:
            return
        first, last = ends
        beside = parent(pointer)
        referred = (ref.id for ref in self.checker.check(record).references if parent(ref.pointer) == beside)
        for id_ in dict.fromkeys((record.id, *referred)):
            other = self.annotation.records.get(id_)
            life = self._life(other) if other else None
            if other is None or life is None:
                continue
            if life.begin and first and _before(first.latest, life.begin.earliest):
                how, at, date = "begins before", life.begin_at, life.begin
            elif life.end and last and _before(life.end.latest, last.earliest):
                how, at, date = "ends after", life.end_at, life.end
            else:
                continue
            whose = "" if other is record else f" of {self.places.caption(other)}"
            what = f"{self._place(record, pointer)} {wording.as_json(value)} {how} {self._place(other, at)}{whose}"
            hint = "Compare both dates with the words that they were taken from."
            yield self._problem(record, "AK403", pointer, f'{what}, "{date.text}"', hint)

    def _untimely(self, record: Record, pointer: str, tense: str) -> Iterator[Problem]:
        """A code such as "current" beside a date that is over on the day of the article."""
        assert self.day is not None
        beside = parent(pointer)
        for template in self.checker.plan(record.type).within:
            for at, value in instances(record.data, template):
                date = _date(value) if parent(at) == beside else None
                is_over = date is not None and _before(date.latest, self.day)
                is_ahead = date is not None and _is_after(date, self.day)
                if date is None or not ((is_over and tense != "past") or (is_ahead and tense != "future")):
                    continue
                when = "is over" if is_over else "has not begun"
                code = wording.as_json(find_value(record.data, pointer))  # type: ignore[arg-type]  # it was found there
                what = f'{self._place(record, pointer)} is {code}, but {self._place(record, at)} "{date.text}" {when}'
                hint = "Correct the one that is wrong."
                message = f"{what} on the day of the article, {self.day.isoformat()}"
                yield self._problem(record, "AK403", pointer, message, hint)

    # AK407

    def _out_of_order(self, record: Record, pointer: str, names: tuple[str, ...]) -> Iterator[Problem]:
        latest: tuple[str, EdtfDate] | None = None
        for name in names:
            at = child(pointer, name)
            date = _date(find_value(record.data, at))
            if date is None:
                continue
            if latest and _before(date.latest, latest[1].earliest):
                earlier = f'{self._place(record, latest[0])} "{latest[1].text}"'
                what = f'{self._place(record, at)} "{date.text}" comes before {earlier}'
                hint = "Compare the two dates with the words that they were taken from."
                yield self._problem(record, "AK407", at, what, hint)
            if date.earliest and (latest is None or latest[1].earliest is None or date.earliest > latest[1].earliest):
                latest = (at, date)


def _date(value: Json | Absent) -> EdtfDate | None:
    return parse_edtf(value) if isinstance(value, str) else None


def _ends(value: Json) -> tuple[EdtfDate | None, EdtfDate | None] | None:
    """The two ends of an interval, each None where it is open; a single date is both; None where it is no date."""
    if _date(value) is None:
        return None
    first, slash, last = str(value).partition("/")
    return _date(first), _date(last if slash else first)


def _dates(record: Record, templates: tuple[str, ...]) -> list[tuple[str, EdtfDate]]:
    found = ((at, _date(value)) for template in templates for at, value in instances(record.data, template))
    return [(at, date) for at, date in found if date is not None]


def _before(one: dt.date | None, other: dt.date | None) -> bool:
    """Whether both days are known, and the one is over when the other comes."""
    return one is not None and other is not None and one < other


def _is_after(date: EdtfDate, day: dt.date) -> bool:
    # The difference, for a day after the last one that there is cannot be spelt.
    return date.earliest is not None and date.earliest - day > _GRACE
