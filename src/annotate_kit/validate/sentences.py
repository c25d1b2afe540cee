"""The message of each keyword: what is wrong in the words of the schema, what to do, what was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from annotate_kit.core.dates import edtf_problem, parse_edtf
from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import ABSENT, Absent, Json, is_array, same
from annotate_kit.schema import Choice
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.cases import Case
from annotate_kit.validate.equality import first_repeated
from annotate_kit.validate.findings import GIVEN_UP
from annotate_kit.validate.guessing import guess, guess_choice
from annotate_kit.validate.repairs import repaired, retyped

__all__ = ["how_to_fill", "missing", "say", "unknown", "unlisted"]

_MOST_CODES = 12
"""Codes that a hint lists; of more, only the first two are shown."""
_SHORT_CODE = 3
"""Code points; a code up to this length is shown with its title."""


def say(case: Case) -> Problem:
    """The problem that a finding is, for keywords that need no other finding to be understood."""
    sentence = _SENTENCES.get(case.finding.keyword, _otherwise)
    return sentence(case)


def missing(case: Case, names: Sequence[str], code: str = "AK102") -> Problem:
    """Properties that are not there."""
    titles = [case.title(name) for name in names]
    where = f"{case.place}: " if case.pointer else ""
    are, they = ("is", "it is") if len(names) == 1 else ("are", "they are")
    why = f"; {they} needed {case.reason}" if case.reason else ""
    return case.say(code, f"{where}{wording.several(titles)} {are} missing{why}", _how_to_add(case, names))


def _how_to_add(case: Case, names: Sequence[str]) -> str:
    if len(names) > 1:
        return f"Add {wording.several(map(wording.quoted, names))}."
    field = next((inner for inner in case.field.fields if inner.name == names[0]), None) if case.field else None
    name = wording.quoted(names[0])
    if field and field.choices:
        one_of = "" if len(field.choices) > _MOST_CODES else "one of "
        how = f'Add {name}: "…", {one_of}{_some_codes(field.choices, field.examples)}.'
    else:
        example = wording.example(field.examples) if field else ""
        how = f"Add {name}{example.replace('Write it like ', ', for example ') or '.'}"
    return f"{how} {case.advice}".rstrip()


def unknown(case: Case, name: str, known: Sequence[str]) -> Problem:
    """A property that may not stand here."""
    present = case.value if isinstance(case.value, Mapping) else {}
    meant = guess(name, [other for other in known if other not in present])
    what = f"{case.place} has no property {wording.quoted(name)}"
    if meant is not None:
        what = f"{what}; did you mean {wording.quoted(meant)}?"
        hint = ""
    else:
        hint = f"Take it out; the properties are {wording.listed(map(safe_line, known))}." if known else "Take it out."
    pointer = child(case.pointer, name)
    return case.say("AK103", what, hint, suggestion=meant, pointer=pointer, at_key=True)


def unlisted(case: Case, choices: Sequence[Choice]) -> Problem:
    """A value that is none of a closed list."""
    value = case.value
    what = f"{case.subject} is not in the list"
    if isinstance(value, Mapping) or is_array(value):
        what = f"{case.place} is {_shown(value)}, which is not in the list"
    if len(choices) == 1:
        only = choices[0].value
        instead = "" if case.finding.name is not None else f", not {_shown(value)}"
        return case.say("AK104", f"{case.place} must be {wording.as_json(only)}{instead}", suggestion=only)
    meant = guess_choice(choices, value if isinstance(value, str) else wording.as_json(value))
    if meant is None:
        return case.say("AK104", what, f"Use {_some_codes(choices, case.examples)}.")
    title = next(choice.title for choice in choices if choice.value == meant)
    is_plain = isinstance(meant, str) and (len(meant) > _SHORT_CODE or title == meant)
    shown = wording.as_json(meant) + ("" if is_plain else f" ({safe_line(title)})")
    return case.say("AK104", f"{what}; did you mean {shown}?", suggestion=meant)


def _shown(value: Json) -> str:
    return wording.described(value) if isinstance(value, Mapping) or is_array(value) else wording.as_json(value)


def _some_codes(choices: Sequence[Choice], examples: Sequence[Json] = ()) -> str:
    if len(choices) <= _MOST_CODES:
        return wording.several([wording.code(choice.value) for choice in choices], "or")
    named = [choice for example in examples for choice in choices if same(choice.value, example)]
    shown = [f"{wording.code(choice.value)} ({safe_line(choice.title)})" for choice in [*named, *choices][:2]]
    return f"one of its {len(choices)} codes, such as {' or '.join(shown)}"


def _type(case: Case) -> Problem:
    value, wanted = case.value, case.wanted
    if value is None:
        return case.say("AK101", f"{case.place} is null", how_to_fill(case))
    must = wording.kinds(wanted) if wanted is not ABSENT else "something else"
    what = f"{case.place} is {wording.described(value)}, but must be {must}"
    meant = retyped(value, wanted)
    if meant is ABSENT and case.finding.name is None:
        meant = _wrapped(case)
    if meant is not ABSENT and not (written := wording.as_json(meant)).endswith(("…", '…"')):
        return case.say("AK101", what, f"Write {written}.", suggestion=written)
    return case.say("AK101", what, case.how)


def _wrapped(case: Case) -> Json | Absent:
    """A text where an object is wanted that only has to have one text: that object. ABSENT where there is doubt."""
    required = [inner for inner in case.field.fields if inner.is_required] if case.field else []
    is_text = isinstance(case.value, str) and case.value.strip() and case.wanted == "object"
    if is_text and len(required) == 1 and required[0].kind == "text":
        return {required[0].name: case.value}
    return ABSENT


def how_to_fill(case: Case) -> str:
    """What to do where nothing stands."""
    if case.field and not case.field.is_required and case.field.name:
        return "Leave it out where it is not known."
    return case.how


def _pattern(case: Case) -> Problem:
    assert isinstance(case.value, str)
    fix = repaired(case.value, case.wanted) if isinstance(case.wanted, str) else None
    if fix is not None:
        what, meant = fix
        return case.say(
            "AK105",
            f"{case.subject} {what}; did you mean {wording.quoted(meant)}?",
            suggestion=meant,
        )
    shown = [words for example in case.examples[:2] if not (words := wording.as_json(example)).endswith("…")]
    how = f"Write it like {' or '.join(shown)}." if shown else f"It must match {safe_line(str(case.wanted))}."
    what = f"{case.subject} does not have the right form" if case.value else f"{case.place} is empty"
    return case.say("AK105", what, how)


def _given_up(case: Case) -> Problem:
    what = f"{case.subject} could not be compared with its pattern, which takes too many steps"
    return case.say("AK105", what, "Shorten it, or write the pattern without looking ahead or back.")


_FORMATS: Mapping[str, tuple[str, str]] = {
    "date": ("a day", "Write it like 2023-05-17."),
    "time": ("a time of day", "Write it like 09:30:00Z."),
    "date-time": ("a day and time", "Write it like 2023-05-17T09:30:00Z."),
    "duration": ("a duration", "Write it like P3D or PT2H."),
    "email": ("an e-mail address", "Write it like name@example.org."),
    "idn-email": ("an e-mail address", "Write it like name@example.org."),
    "hostname": ("a host name", "Write it like www.example.org."),
    "idn-hostname": ("a host name", "Write it like www.example.org."),
    "ipv4": ("an IPv4 address", "Write it like 192.0.2.1."),
    "ipv6": ("an IPv6 address", "Write it like 2001:db8::1."),
    "uri": ("a full web address", "Write it like https://www.example.org/page."),
    "iri": ("a full web address", "Write it like https://www.example.org/page."),
    "uuid": ("a UUID", "Write it like 123e4567-e89b-12d3-a456-426614174000."),
    "regex": ("a regular expression", "Look for a bracket that is not closed."),
}


def _format(case: Case) -> Problem:
    assert isinstance(case.value, str)
    shown = case.subject if case.value else f"{case.place} is empty and"
    if case.wanted == "edtf":
        return _date(case, shown)
    what, how = _FORMATS.get(str(case.wanted), (f"of the format {wording.quoted(str(case.wanted))}", ""))
    if case.wanted in ("uri", "iri") and "://" not in case.value and "." in case.value and " " not in case.value:
        meant = f"https://{case.value}"
        return case.say("AK106", f"{shown} is not {what}; did you mean {wording.quoted(meant)}?", suggestion=meant)
    return case.say("AK106", f"{shown} is not {what}", how)


_NO_DATE = "This is no date; w"
"""How the advice begins where nothing better is known; the message says so already."""


def _date(case: Case, shown: str) -> Problem:
    assert isinstance(case.value, str)
    start, _, end = case.value.partition("/")
    advice = f"{edtf_problem(case.value)}.".replace(_NO_DATE, "W")
    if parse_edtf(start) and parse_edtf(end) and parse_edtf(f"{end}/{start}"):
        return case.say("AK401", f"{shown} ends before it begins", f"Write {end}/{start}.", suggestion=f"{end}/{start}")
    meant = _day_in(case.value)
    if meant:
        return case.say("AK106", f"{shown} is not a date; did you mean {wording.quoted(meant)}?", suggestion=meant)
    return case.say("AK106", f"{shown} is not a date", advice)


def _day_in(text: str) -> str | None:
    """The date that is certainly meant by words, or by a day with a time; None where none is, or it is no date."""
    from annotate_kit.reading import find_date  # noqa: PLC0415 - only where something is wrong

    day, _, time = text.strip().partition("T")
    if time[:1].isdigit() and parse_edtf(day):
        return day
    # Of digits alone edtf_problem knows better what is wrong; a thirteenth month is no other day.
    return find_date(text) if any(map(str.isalpha, text)) else None


def _bound(what: Callable[[Case, str], str]) -> Callable[[Case], Problem]:
    def sentence(case: Case) -> Problem:
        limit = wording.as_json(case.wanted) if case.wanted is not ABSENT else "what is allowed"
        is_empty = isinstance(case.value, str | Mapping | list) and not case.value
        hint = case.advice or (how_to_fill(case) if is_empty else _how_to_bound(case))
        return case.say("AK107", f"{case.place} {what(case, limit)}", hint)

    return sentence


def _how_to_bound(case: Case) -> str:
    """What to do with a number out of bounds, or with a list that has too few or too many entries."""
    if not is_array(case.value):
        return case.how if isinstance(case.value, int | float | Decimal) else ""
    if case.finding.keyword == "maxItems":
        return "Take the others out."
    item = case.field.item if case.field else None
    example = wording.example(item.examples) if item else ""
    return f"Add another{example.replace('Write it like', ', such as') or '.'}"


def _count(number: str, one: str, many: str) -> str:
    return f"{number} {one if number.rsplit(maxsplit=1)[-1] == '1' else many}"


def _size(one: str, many: str, side: str) -> Callable[[Case], Problem]:
    def what(case: Case, limit: str) -> str:
        length = len(case.value) if isinstance(case.value, str | Mapping) or is_array(case.value) else 0  # type: ignore[arg-type]
        why = f" {case.reason}" if case.reason else ""
        if not length:
            return f"is empty{why}" if limit == "1" else f"is empty, but needs {_count(limit, one, many)} at least{why}"
        return f"has {_count(str(length), one, many)}, but {side} {limit}{why}"

    return _bound(what)


def _number(words: str) -> Callable[[Case], Problem]:
    return _bound(lambda case, limit: f"is {wording.as_json(case.value)}, but must be {words.format(limit)}")


def _repeated(case: Case) -> Problem:
    assert is_array(case.value)
    items: Sequence[Any] = case.value  # type: ignore[assignment]  # is_array says so
    second, first = first_repeated(items) or (0, 0)
    item = items[second]
    shown = "" if isinstance(item, Mapping) or is_array(item) else f" {wording.as_json(item)}"
    what = f"{case.place} has the same entry{shown} twice, as number {first + 1} and number {second + 1}"
    return case.say("AK111", what, "Take one of them out.", pointer=child(case.pointer, second))


def _contains(case: Case) -> Problem:
    schema = case.trail.holder.schema
    least, most = schema.get("minContains", 1), schema.get("maxContains")
    inner = schema.get("contains")
    title = inner.get("title") if isinstance(inner, Mapping) else None
    what = f"of the kind {wording.quoted(title)}" if isinstance(title, str) else "of the right kind"
    number = _count(f"at least {least}" if most is None else f"{least} to {most}", "entry", "entries")
    why = f", {case.reason}" if case.reason else ""
    return case.say("AK110", f"{case.place} needs {number} {what}{why}", case.advice)


def _not(case: Case) -> Problem:
    inner = case.wanted if isinstance(case.wanted, Mapping) else {}
    why = f" {case.reason}" if case.reason else ""
    named = inner.get("required")
    present = case.value if isinstance(case.value, Mapping) else {}
    if is_array(named) and named and all(name in present for name in named):
        titles = wording.several([case.title(str(name)) for name in named])
        where = f"{case.place}: " if case.pointer else ""
        all_of = "may not stand here" if len(named) == 1 else "may not stand together"
        return case.say("AK109", f"{where}{titles} {all_of}{why}", _said(inner))
    return case.say("AK109", f"{case.subject} is what may not stand here{why}", _said(inner))


def _said(schema: Mapping[str, Any]) -> str:
    said = schema.get("description", schema.get("title"))
    return wording.sentence(said) if isinstance(said, str) else ""


def _never(case: Case) -> Problem:
    why = f" {case.reason}" if case.reason else ""
    return case.say(
        "AK109", f"{case.place} may not stand here{why}", case.advice or "Take it out.", at_key=bool(case.pointer)
    )


def _too_many(case: Case) -> Problem:
    return case.say("AK109", f"{case.place} has more entries than its schema describes", "Take the last ones out.")


def _codes(case: Case) -> Problem:
    values = [case.wanted] if case.finding.keyword == "const" else case.wanted if is_array(case.wanted) else []
    named = {str(choice.value): choice for choice in case.field.choices} if case.field else {}
    return unlisted(case, [named.get(str(value), Choice(value=value, title=str(value))) for value in values])


def _broken(case: Case) -> Problem:
    return case.say(
        "AK607",
        f"{case.place} cannot be checked: its schema refers to something that is not there",
        "Run `annotate-kit schema lint`.",
    )


def _otherwise(case: Case) -> Problem:
    what = f"{case.place} does not meet the schema's {wording.quoted(case.finding.keyword)}"
    return case.say("AK109", what, _said(case.trail.holder.schema))


_SENTENCES: Mapping[str, Callable[[Case], Problem]] = {
    "": _never,
    "$ref": _broken,
    "additionalItems": _too_many,
    "const": _codes,
    "contains": _contains,
    "enum": _codes,
    "exclusiveMaximum": _number("less than {}"),
    "exclusiveMinimum": _number("more than {}"),
    "format": _format,
    GIVEN_UP: _given_up,
    "maxItems": _size("entry", "entries", "may have at most"),
    "maxLength": _size("character", "characters", "may have at most"),
    "maxProperties": _size("property", "properties", "may have at most"),
    "maximum": _number("{} or less"),
    "minItems": _size("entry", "entries", "needs at least"),
    "minLength": _size("character", "characters", "needs at least"),
    "minProperties": _size("property", "properties", "needs at least"),
    "minimum": _number("{} or more"),
    "multipleOf": _number("a multiple of {}"),
    "not": _not,
    "pattern": _pattern,
    "type": _type,
    "unevaluatedItems": _too_many,
    "uniqueItems": _repeated,
}
