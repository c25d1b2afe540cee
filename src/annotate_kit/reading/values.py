"""What words mean for a field: its value, or why they could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from annotate_kit.core import Json, parse_edtf
from annotate_kit.reading.amounts import Amount, find_amounts
from annotate_kit.reading.codes import named_choices
from annotate_kit.reading.dates import read_dates
from annotate_kit.reading.numbers import find_figure
from annotate_kit.reading.people import PersonName, find_names
from annotate_kit.schema import Field, find_choice
from annotate_kit.text import name_key

__all__ = ["Named", "NotUnderstood", "Understood", "read_value"]


@attrs.frozen(kw_only=True)
class Named:
    """A record that words may refer to."""

    id: str
    type: str
    names: tuple[str, ...]
    """Its caption, its aliases, and the words that mention it."""


@attrs.frozen(kw_only=True)
class Understood:
    """The value that the words give."""

    value: Json
    note: str
    """What was understood, in a few words; "" where the value is the words."""
    why: str = ""
    """What had to be concluded: "reckoned from the article's day"; "" where the words say all of it."""
    others: tuple[Understood, ...] = ()
    """What the words may mean as well, the likeliest first."""


@attrs.frozen(kw_only=True)
class NotUnderstood:
    """Why the words give no value, for the person who now types one."""

    reason: str
    readings: tuple[Understood, ...] = ()
    """What they may mean, the likeliest first, where a person has to choose."""


@attrs.frozen(kw_only=True)
class _Context:
    published: str | None
    language: str | None
    named: Sequence[Named]


_Reader = Callable[[Field, str, _Context], Understood | NotUnderstood | None]

_YES = frozenset({"yes", "true", "y", "예", "네", "はい"})
_NO = frozenset({"no", "false", "n", "not", "아니요", "아니오", "いいえ"})


def read_value(
    field: Field,
    words: str,
    *,
    published: str | None = None,
    language: str | None = None,
    named: Sequence[Named] = (),
) -> Understood | NotUnderstood:
    """Read the value of a field out of words.

    A list is read as its next item; an object by its one required member, an amount of money or a quantity whole;
    alternatives by the first that understands the words.

    Args:
        field: what the value is for.
        words: the selected words, as printed.
        published: the article's day as EDTF, for dates such as "last month".
        language: the article's, which tells day and month in digits apart.
        named: the records that a reference may mean.
    """
    context = _Context(published=published, language=language, named=named)
    return _read(field, " ".join(words.split()), context)


def _read(field: Field, words: str, context: _Context) -> Understood | NotUnderstood:
    reader = _READERS.get(field.kind)
    found = reader(field, words, context) if reader and words else None
    return found or NotUnderstood(reason=_REASONS.get(field.kind, "the words give no value here"))


def _text(field: Field, words: str, _context: _Context) -> Understood | None:
    if field.choices and (choice := find_choice(field, words)):
        return Understood(value=choice.value, note=choice.title if choice.title != words else "")
    # A text that holds a decimal number is a number in all but type.
    if field.pattern and not _fits(field.pattern, words):
        figure = find_figure(words)
        if figure is None or not _fits(field.pattern, f"{figure.value:f}"):
            return None
        return Understood(value=f"{figure.value:f}", note=f"{figure.value:,f}")
    part = _PARTS_OF_NAMES.get(_letters(field.name))
    found = _in_order(_name_part(name, part) for name in find_names(words)) if part else None
    return found or Understood(value=words, note="")


def _in_order(readings: Iterable[Understood | None]) -> Understood | None:
    """The likeliest with the others behind it, each value once."""
    first, *others = {_value_key(one.value): one for one in readings if one is not None}.values() or (None,)
    return attrs.evolve(first, others=tuple(others)) if first is not None and others else first


def _value_key(value: Json) -> str:
    return repr(value)


_PARTS_OF_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("family", "familyname", "lastname", "surname"), "family"),
    **dict.fromkeys(("given", "givenname", "firstname", "forename", "givennames"), "given"),
}
"""Names of properties, letters alone."""


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _name_part(name: PersonName, part: str) -> Understood | None:
    words = name.family if part == "family" else name.given
    return Understood(value=words, note=words, why=name.why) if words else None


def _fits(pattern: str, words: str) -> bool:
    # Only the pattern of plain decimals is known here; validation judges all others.
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", words)) if pattern == _DECIMAL else True


_DECIMAL = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"


def _date(_field: Field, words: str, context: _Context) -> Understood | NotUnderstood:
    read = read_dates(words, context.published, context.language)
    dates = ((one, parse_edtf(one.edtf)) for one in read.readings)
    found = [Understood(value=one.edtf, note=date.words(), why=one.why) for one, date in dates if date]
    if not read.is_sure:
        return NotUnderstood(reason=read.reason, readings=tuple(found))
    return attrs.evolve(found[0], others=tuple(found[1:]))


def _number(field: Field, words: str, _context: _Context) -> Understood | None:
    figure = find_figure(words)
    if figure is None:
        return None
    whole = figure.value == figure.value.to_integral_value()
    if field.kind == "integer" and not whole:
        return None
    value: int | Decimal = int(figure.value) if whole else figure.value
    return Understood(value=value, note=f"{'about ' if figure.approximate else ''}{value:,}")


def _yes_or_no(_field: Field, words: str, _context: _Context) -> Understood | None:
    word = words.casefold()
    if word in _YES | _NO:
        return Understood(value=word in _YES, note="yes" if word in _YES else "no")
    return None


def _code(field: Field, words: str, _context: _Context) -> Understood | NotUnderstood | None:
    named = named_choices(field, words)
    found = tuple(Understood(value=choice.value, note=choice.title, why=why) for choice, why in named)
    if len(found) > 1:
        return NotUnderstood(reason="the words name several of its codes", readings=found)
    return found[0] if found else None


def _reference(field: Field, words: str, context: _Context) -> Understood | NotUnderstood | None:
    key = name_key(words)
    found = {
        record.id: record
        for record in context.named
        if record.type in field.ref and any(name_key(name) == key for name in record.names)
    }
    readings = tuple(Understood(value=id_, note=record.names[0]) for id_, record in found.items())
    if len(readings) > 1:
        return NotUnderstood(reason="the words name several records", readings=readings)
    return readings[0] if readings else None


def _object(field: Field, words: str, context: _Context) -> Understood | NotUnderstood | None:
    members = {member.name: member for member in field.fields}
    if {"amount", "currency"} <= members.keys():
        return _money(members, words)
    if {"value", "unit"} <= members.keys():
        return _quantity(members, words)
    parts = {part: name for name in members if (part := _PARTS_OF_NAMES.get(_letters(name)))}
    if len(parts) == 2:  # noqa: PLR2004  # family and given
        return _in_order(_whole_name(name, parts) for name in find_names(words))
    required = [member for member in field.fields if member.is_required]
    if len(required) != 1:
        return None
    return _within(required[0].name, _read(required[0], words, context))


def _within(name: str, read: Understood | NotUnderstood) -> Understood | NotUnderstood:
    """What was read for the one member, as the object."""
    if isinstance(read, NotUnderstood):
        return attrs.evolve(read, readings=tuple(attrs.evolve(one, value={name: one.value}) for one in read.readings))
    others = tuple(attrs.evolve(one, value={name: one.value}) for one in read.others)
    return attrs.evolve(read, value={name: read.value}, others=others)


def _whole_name(name: PersonName, members: Mapping[str, str]) -> Understood:
    value = {members["family"]: name.family} | ({members["given"]: name.given} if name.given else {})
    return Understood(value=value, note=f"{name.family} · {name.given}" if name.given else name.family, why=name.why)


def _money(members: Mapping[str, Field], words: str) -> Understood | None:
    codes = frozenset(choice.value for choice in members["currency"].choices if isinstance(choice.value, str))
    amounts = (one for one in find_amounts(words, codes) if not codes or one.currency in codes)
    return _in_order(_sum(members, amount) for amount in amounts)


def _sum(members: Mapping[str, Field], amount: Amount) -> Understood:
    plain = amount.value.normalize()
    shown: Json = f"{plain:f}" if members["amount"].kind == "text" else plain
    value: dict[str, Json] = {"amount": shown, "currency": amount.currency}
    if amount.approximate and "approximate" in members:
        value["approximate"] = True
    about = "about " if amount.approximate else ""
    return Understood(value=value, note=f"{about}{plain:,f} {amount.currency}", why=amount.why)


def _quantity(members: Mapping[str, Field], words: str) -> Understood | None:
    figure = find_figure(words)
    if figure is None:
        return None
    whole = figure.value == figure.value.to_integral_value()
    number: Json = int(figure.value) if whole else figure.value
    value: dict[str, Json] = {"value": f"{figure.value:f}" if members["value"].kind == "text" else number}
    if figure.unit:
        value["unit"] = figure.unit
    if figure.approximate and "approximate" in members:
        value["approximate"] = True
    about = "about " if figure.approximate else ""
    return Understood(value=value, note=f"{about}{number:,} {figure.unit or ''}".rstrip())


def _item(field: Field, words: str, context: _Context) -> Understood | NotUnderstood | None:
    return _read_any((field.item,) if field.item else (), words, context)


def _alternative(field: Field, words: str, context: _Context) -> Understood | NotUnderstood | None:
    return _read_any(field.alternatives, words, context)


def _read_any(fields: Sequence[Field], words: str, context: _Context) -> Understood | NotUnderstood | None:
    """What the first that understands the words makes of them; else what may be meant by the first that asks."""
    asked: NotUnderstood | None = None
    for field in fields:
        inner = _read(field, words, context)
        if isinstance(inner, Understood):
            return inner
        asked = asked or (inner if inner.readings else None)
    return asked


_READERS: Mapping[str, _Reader] = {
    "text": _text,
    "number": _number,
    "integer": _number,
    "boolean": _yes_or_no,
    "code": _code,
    "date": _date,
    "reference": _reference,
    "object": _object,
    "list": _item,
    "choice": _alternative,
}

_REASONS: Mapping[str, str] = {
    "text": "the words do not fit its pattern",
    "number": "the words give no number",
    "integer": "the words give no whole number",
    "boolean": "the words say neither yes nor no",
    "code": "the words name none of its codes",
    "date": "the words give no date",
    "reference": "the words name no record",
    "object": "the words give no such value",
}
