"""What words mean for a field: its value, or why they could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import attrs

from annotate_kit.core import Json, parse_edtf
from annotate_kit.reading.amounts import find_amount
from annotate_kit.reading.dates import find_date
from annotate_kit.reading.numbers import find_figure
from annotate_kit.schema import Choice, Field, find_choice
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


@attrs.frozen(kw_only=True)
class NotUnderstood:
    """Why the words give no value, for the person who now types one."""

    reason: str


@attrs.frozen(kw_only=True)
class _Context:
    published: str | None
    language: str | None
    named: Sequence[Named]


_Reader = Callable[[Field, str, _Context], Understood | None]

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
        language: the article's language, for later.
        named: the records that a reference may mean.
    """
    words = " ".join(words.split())
    context = _Context(published=published, language=language, named=named)
    reader = _READERS.get(field.kind)
    found = reader(field, words, context) if reader and words else None
    return found or NotUnderstood(reason=_REASONS.get(field.kind, "the words give no value here"))


def _text(field: Field, words: str, context: _Context) -> Understood | None:
    if field.choices and (choice := find_choice(field, words)):
        return Understood(value=choice.value, note=choice.title if choice.title != words else "")
    # A text that holds a decimal number is a number in all but type.
    if field.pattern and not _fits(field.pattern, words):
        figure = find_figure(words)
        if figure is None or not _fits(field.pattern, f"{figure.value:f}"):
            return None
        return Understood(value=f"{figure.value:f}", note=f"{figure.value:,f}")
    del context
    return Understood(value=words, note="")


def _fits(pattern: str, words: str) -> bool:
    # Only the pattern of plain decimals is known here; validation judges all others.
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", words)) if pattern == _DECIMAL else True


_DECIMAL = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"


def _date(_field: Field, words: str, context: _Context) -> Understood | None:
    found = find_date(words, context.published)
    date = parse_edtf(found) if found else None
    return Understood(value=date.text, note=date.words()) if date else None


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


def _code(field: Field, words: str, _context: _Context) -> Understood | None:
    choice = find_choice(field, words) or _inside(field, words) or _near(field, words)
    return Understood(value=choice.value, note=choice.title) if choice else None


def _inside(field: Field, words: str) -> Choice | None:
    """The one code whose title or synonym stands in the words; None where there are several."""
    folded = f" {_bare(words)} "
    found: dict[int, Choice] = {}
    for number, choice in enumerate(field.choices):
        for name in (choice.title, *choice.synonyms):
            wanted = _bare(name)
            padded = f" {wanted} " if wanted.isascii() else wanted
            if wanted and padded in folded:
                found[number] = choice
    return next(iter(found.values())) if len(found) == 1 else None


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _near(field: Field, words: str) -> Choice | None:
    """The one code that is a slip of the pen away: a letter too many, too few, or another."""
    wanted = _bare(words)
    if len(wanted) < _LONG_ENOUGH:
        return None
    # Loaded only once words name no code. No looser measure will do: by that of "did you mean", Rome is Romania.
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # see above

    found = {
        number: choice
        for number, choice in enumerate(field.choices)
        if any(OSA.distance(wanted, _bare(name), score_cutoff=1) <= 1 for name in (choice.title, *choice.synonyms))
    }
    return next(iter(found.values())) if len(found) == 1 else None


_LONG_ENOUGH = 6
"""Letters: of shorter words, one letter makes another word."""


def _reference(field: Field, words: str, context: _Context) -> Understood | None:
    key = name_key(words)
    found = {
        record.id: record
        for record in context.named
        if record.type in field.ref and any(name_key(name) == key for name in record.names)
    }
    if len(found) != 1:
        return None
    ((id_, record),) = found.items()
    return Understood(value=id_, note=record.names[0])


def _object(field: Field, words: str, context: _Context) -> Understood | None:
    members = {member.name: member for member in field.fields}
    if {"amount", "currency"} <= members.keys():
        return _money(members, words)
    if {"value", "unit"} <= members.keys():
        return _quantity(members, words)
    required = [member for member in field.fields if member.is_required]
    if len(required) != 1:
        return None
    inner = read_value(required[0], words, published=context.published, language=context.language, named=context.named)
    if isinstance(inner, NotUnderstood):
        return None
    return Understood(value={required[0].name: inner.value}, note=inner.note)


def _money(members: Mapping[str, Field], words: str) -> Understood | None:
    codes = frozenset(choice.value for choice in members["currency"].choices if isinstance(choice.value, str))
    amount = find_amount(words, codes)
    if amount is None or (codes and amount.currency not in codes):
        return None
    plain = amount.value.normalize()
    shown: Json = f"{plain:f}" if members["amount"].kind == "text" else plain
    value: dict[str, Json] = {"amount": shown, "currency": amount.currency}
    if amount.approximate and "approximate" in members:
        value["approximate"] = True
    about = "about " if amount.approximate else ""
    return Understood(value=value, note=f"{about}{plain:,f} {amount.currency}")


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


def _item(field: Field, words: str, context: _Context) -> Understood | None:
    return _read_any((field.item,) if field.item else (), words, context)


def _alternative(field: Field, words: str, context: _Context) -> Understood | None:
    return _read_any(field.alternatives, words, context)


def _read_any(fields: Sequence[Field], words: str, context: _Context) -> Understood | None:
    for field in fields:
        inner = read_value(field, words, published=context.published, language=context.language, named=context.named)
        if isinstance(inner, Understood):
            return inner
    return None


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
    "code": "the words name none of its codes, or several",
    "date": "the words give no date for certain",
    "reference": "the words name no record, or several",
    "object": "the words give no such value",
}
