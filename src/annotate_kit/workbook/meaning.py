"""What a cell that came back means: the same as was exported, another value, or something to ask about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT, edtf_problem, parse_edtf
from annotate_kit.core.values import Absent, Json, same
from annotate_kit.reading import find_date
from annotate_kit.schema import Field, close_choices, find_choice
from annotate_kit.tables import ColumnKind, compact
from annotate_kit.tables.titles import folded
from annotate_kit.workbook.cells import Bool, Fault, Figure, Moment, SheetCell, Value, Words
from annotate_kit.workbook.manifest import ManifestColumn
from annotate_kit.workbook.sheet_reading import find_moment

__all__ = ["Given", "Meaning", "Referable", "Unclear", "is_as_exported", "normal", "read_cell"]


@attrs.frozen
class Given:
    """The value that a cell gives."""

    value: Json | Absent
    flags: tuple[str, ...] = ()
    """What a person should know about how it was read, a clause each."""


@attrs.frozen
class Unclear:
    """Why a cell gives no value, and what to write instead: sentences without the last full stop."""

    why: str


Meaning = Given | Unclear


@attrs.frozen(kw_only=True)
class Referable:
    """A record, or an entity, that a cell may refer to."""

    id: str
    type: str
    names: tuple[str, ...]
    """What cells show of it."""


def normal(value: Value | None) -> str:
    """A value as text that does not depend on who saved the workbook; empty where there is none."""
    match value:
        case None:
            return ""
        case Words():
            return value.text
        case Figure():
            number = value.value
            return f"{number:f}" if number else "0"
        case Moment():
            return value.value.date().isoformat() if value.is_day else value.value.isoformat(" ")
        case Bool():
            return "yes" if value.value else "no"
        case _:
            return value.code


def is_as_exported(
    column: ManifestColumn, cell: SheetCell | None, value: Json | Absent, shown: str | None = None
) -> bool:
    """Whether a cell says what was exported: `value`, shown as `shown` where that is another text."""
    if cell is not None and cell.value is None:
        return False  # a formula that nobody calculated is no empty cell
    text = "" if cell is None else normal(cell.value)
    expected = _expected(column, value) if shown is None else shown
    if text == expected:
        return True
    if column.kind in _NUMBERS and _decimal(text) is not None:
        return _decimal(text) == _decimal(expected)
    return cell is not None and isinstance(cell.value, Words) and cell.value.raw == expected != ""


def _expected(column: ManifestColumn, value: Json | Absent) -> str:
    if value is ABSENT or value is None:
        return ""
    for code, title in column.choices:
        if same(code, value):
            return title
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return normal(Figure(str(value)))
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else compact(value)


_NUMBERS = frozenset({ColumnKind.NUMBER.value, ColumnKind.DECIMAL.value, ColumnKind.MIXED.value})


def _decimal(text: str) -> Decimal | None:
    try:
        return Figure(text).value
    except InvalidOperation:
        return None


def read_cell(
    column: ManifestColumn,
    field: Field | None,
    cell: SheetCell | None,
    *,
    before: Json | Absent = ABSENT,
    named: Sequence[Referable] = (),
) -> Meaning:
    """What a cell says that is not what was exported.

    Args:
        column: Its column, as it was exported.
        field: The field that the column stands for, where the schemas still have it.
        cell: What stands there; None is an empty cell.
        before: What was exported in its place.
        named: The records that a reference may mean.
    """
    if cell is None:
        return Given(ABSENT)
    value = cell.value
    if value is None:
        return Unclear("the formula has no value with it. Open the workbook in a spreadsheet program and save it")
    if isinstance(value, Fault):
        return Unclear(f"the cell shows the error {value.code}. Write the value, or empty the cell")
    asked = _Asked(column=column, field=field, before=before, named=named)
    read: Callable[[_Asked, Value], Meaning] = _READERS.get(column.kind, _text)
    meaning = read(asked, value)
    if cell.is_formula and isinstance(meaning, Given):
        flag = f"a formula stands there; its value “{normal(value)}” is taken"
        return attrs.evolve(meaning, flags=(*meaning.flags, flag))
    return meaning


@attrs.frozen(kw_only=True)
class _Asked:
    column: ManifestColumn
    field: Field | None
    before: Json | Absent
    named: Sequence[Referable]


# Words.


def _text(asked: _Asked, value: Value) -> Meaning:
    text = normal(value)
    match value:
        case Words():
            return Given(text)
        case Figure():
            return _number_as_text(asked, text)
        case Bool():
            return Unclear(
                f"“{text}” is a truth value in a column of text. Write the word with an apostrophe before it"
            )
        case _:
            made = "a spreadsheet makes one of texts such as 1-2"
            return Unclear(
                f"the date {text} stands in a column of text: {made}. Write the text with an apostrophe before it"
            )


def _number_as_text(asked: _Asked, text: str) -> Meaning:
    before = asked.before
    if isinstance(before, str) and _decimal(before) is not None and _decimal(before) == _decimal(text):
        return Unclear(f"the text “{before}” has become the number {text}. Write it with an apostrophe before it")
    if len(text) >= _LOST:
        return Unclear(f"{text} is a number, of which only 15 digits are kept. Write it with an apostrophe before it")
    return Given(text, (f"a number in a column of text, taken as “{text}”",))


_LOST = 15
"""Digits of a number from which on the last ones may be lost."""


def _mixed(asked: _Asked, value: Value) -> Meaning:
    match value:
        case Figure():
            return Given(_as_number(value.value))
        case Bool():
            return Given(value.value)
        case _:
            return _text(asked, value)


# Codes, yes and no.


def _code(asked: _Asked, value: Value) -> Meaning:
    text = " ".join(normal(value).split())
    choices = asked.column.choices
    meant = text.casefold()
    for code, title in choices:
        if text == title or (isinstance(value, Figure) and same(code, _as_number(value.value))):
            return Given(code)
    likely = [code for code, title in choices if meant in (title.casefold(), _word(code).casefold())]
    if len(likely) == 1:
        return Given(likely[0])
    chosen = find_choice(asked.field, text) if asked.field else None
    if chosen is not None:
        return Given(chosen.value, (f"“{text}” is taken as “{chosen.title}”",))
    near = [choice.title for choice in close_choices(asked.field, text, 3)] if asked.field else []
    advice = f"Did you mean {_listed(near)}" + "?" if near else "Choose one from the list"
    return Unclear(f"“{text}” is none of the values of “{asked.column.title}”. {advice}")


def _word(code: Json) -> str:
    return code if isinstance(code, str) else compact(code)


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


_YES_NO: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


def _yes_no(_asked: _Asked, value: Value) -> Meaning:
    text = normal(value)
    said = _YES_NO.get(text.strip().casefold())
    return Unclear(f"“{text}” is neither yes nor no") if said is None else Given(said)


# Numbers.


def _as_number(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number


_PLAIN = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def _number(_asked: _Asked, value: Value) -> Meaning:
    match value:
        case Figure():
            return Given(_as_number(value.value))
        case Words() if _PLAIN.fullmatch(value.text.strip()):
            return Given(_as_number(Decimal(value.text.strip())))
        case Words():
            return Unclear(f"“{value.text}” is no plain number. Write it with digits and a point alone, such as 1250.5")
        case Moment():
            return Unclear(f"the date {normal(value)} stands in a column of numbers. Write the number again")
        case _:
            return Unclear(f"“{normal(value)}” is no number")


def _exact(asked: _Asked, value: Value) -> Meaning:
    """A number that the data holds as text."""
    if isinstance(value, Words) and _PLAIN.fullmatch(value.text.strip()):
        return Given(value.text.strip().lstrip("+"))
    meaning = _number(asked, value)
    if isinstance(meaning, Given) and isinstance(value, Figure):
        return Given(normal(value))
    return meaning


# Dates.

_PARTS = re.compile(r"([0-9]{1,4})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{1,4})\.?")
_CENTURY = 70
"""Two digits from here on are a year of the last century."""


def _date(asked: _Asked, value: Value) -> Meaning:
    match value:
        case Moment():
            return _day(value)
        case Figure():
            return _year(value)
        case Words():
            return _date_words(asked, value.text.strip())
        case _:
            return Unclear(f"“{normal(value)}” is no date. Write one such as 2023-05-17, 2023-05 or 2023")


def _day(moment: Moment) -> Meaning:
    if moment.is_day:
        return Given(normal(moment))
    return Unclear(f"{normal(moment)} has a time of day. Write the day alone, {moment.value.date().isoformat()}")


def _year(figure: Figure) -> Meaning:
    text = normal(figure)
    if text.isdecimal() and len(text) == len("2023"):
        return Given(text)
    moment = find_moment(figure.value, is_1904=False)
    meant = f". If it is the day {moment.date().isoformat()}, write that" if moment else ""
    return Unclear(f"{text} is a number, not a date{meant}")


def _date_words(asked: _Asked, text: str) -> Meaning:
    if parse_edtf(text):
        return Given(text)
    parts = _PARTS.fullmatch(text)
    if parts:
        days = sorted(set(_readings(*parts.groups())))
        if len(days) > 1:
            could = " or ".join(f"{day.day} {day:%B %Y}" for day in days)
            return Unclear(f"“{text}” could be {could}. Write {' or '.join(day.isoformat() for day in days)}")
        if days:
            return Given(days[0].isoformat(), (f"“{text}” is taken as {days[0].isoformat()}",))
    found = find_date(text) if any(map(str.isalpha, text)) else None
    if found:
        return Given(found, (f"“{text}” is taken as {found}",))
    del asked
    return Unclear(f"“{text}” is no date. {edtf_problem(text) or 'Write one such as 2023-05-17, 2023-05 or 2023'}")


def _readings(first: str, second: str, third: str) -> Sequence[dt.date]:
    """The days that three numbers may mean, whoever wrote them: year, month and day in any usual order."""
    orders = [(third, second, first), (third, first, second), (first, second, third)]
    days = []
    for year, month, day in orders:
        if len(day) <= len("31") and len(year) in (2, 4):
            number = int(year) if len(year) == len("2023") else int(year) + (1900 if int(year) >= _CENTURY else 2000)
            try:
                days.append(dt.date(number, int(month), int(day)))
            except ValueError:
                continue
    return days


# References, and what has no column of its own kind.


def _reference(asked: _Asked, value: Value) -> Meaning:
    text = normal(value).strip()
    types = asked.field.ref if asked.field else ()
    known = [one for one in asked.named if not types or one.type in types]
    if any(one.id == text for one in known):
        return Given(text)
    meant = folded(text)
    found = [one for one in known if meant in (name.casefold() for name in one.names)]
    if len(found) == 1:
        return Given(found[0].id)
    kind = " or ".join(types) or "record"
    if found:
        listed = " or ".join(one.id for one in found)
        return Unclear(f"“{text}” is the name of several. Write the id instead: {listed}")
    return Unclear(f"there is no {kind} “{text}” here. Write the name or the id of one that is there")


def _json(_asked: _Asked, value: Value) -> Meaning:
    parsed = parse_json(normal(value).encode(errors="replace"), file="")
    if parsed.value is ABSENT or parsed.problems:
        what = parsed.problems[0].message if parsed.problems else "it cannot be read"
        return Unclear(f"this is no JSON: {what}")
    return Given(compact(parsed.value))


_READERS: Mapping[str, Callable[[_Asked, Value], Meaning]] = {
    ColumnKind.CODE.value: _code,
    ColumnKind.YES_NO.value: _yes_no,
    ColumnKind.NUMBER.value: _number,
    ColumnKind.DECIMAL.value: _exact,
    ColumnKind.DATE.value: _date,
    ColumnKind.REFERENCE.value: _reference,
    ColumnKind.JSON.value: _json,
    ColumnKind.MIXED.value: _mixed,
}
