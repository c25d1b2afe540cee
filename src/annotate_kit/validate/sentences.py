"""The message of each keyword: what is wrong in the words of the schema, what to do, what was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from annotate_kit.codec import encode_line
from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import ABSENT, Json, is_array, same
from annotate_kit.schema import Choice
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.cases import Case
from annotate_kit.validate.equality import first_repeated
from annotate_kit.validate.findings import GIVEN_UP
from annotate_kit.validate.format_sentences import say_format
from annotate_kit.validate.guessing import guess_choice, named_choice
from annotate_kit.validate.repairs import repaired
from annotate_kit.validate.retyping import retyped

__all__ = ["missing", "of_another_type", "say", "unlisted"]

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
    if case.says_unknown and named_choice(choices, str(value)) is None:
        return case.say("AK104", what, case.how_to_fill)
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
        return case.say("AK101", f"{case.place} is null", case.how_to_fill)
    must = wording.kinds(wanted) if wanted is not ABSENT else "something else"
    what = f"{case.place} is {wording.described(value)}, but must be {must}"
    return of_another_type(case, what, wanted)


def of_another_type(case: Case, what: str, wanted: Any = None) -> Problem:
    """A value of another type than its schema wants, with what was meant where that can be told."""
    found = retyped(case.value, case.field, wanted) if case.finding.name is None else None
    if found is None or (written := wording.as_json(found.value, _WRITTEN)).endswith(("…", '…"')):
        return case.say("AK101", what, _one_of_several(case) or case.how or _whole(case))
    is_several = isinstance(case.value, str) and "," in case.value and is_array(found.value)
    hint = f"Write {written}{', or each in quotes of its own where they are several' * is_several}."
    return case.say("AK101", what, hint, suggestion=encode_line(found.value).decode())


def _one_of_several(case: Case) -> str:
    """What to do with a list of texts where one text is wanted."""
    first = next(iter(case.value), None) if is_array(case.value) else None  # type: ignore[arg-type]  # a list
    is_one = case.field is not None and case.field.kind in ("text", "code", "date", "reference")
    return f"Write just one of them, such as {wording.as_json(first)}." if is_one and isinstance(first, str) else ""


def _whole(case: Case) -> str:
    """What the data of a record is; nothing of a place within it."""
    if case.pointer:
        return ""
    named = [wording.quoted(field.name) for field in case.record_type.fields if field.is_required]
    return f"Write one object, in braces{f', with {wording.several(named)}' if named else ''}."


_WRITTEN = 100
"""Cells of a value that is written out to be copied."""


def _pattern(case: Case) -> Problem:
    assert isinstance(case.value, str)
    if case.says_unknown:
        return case.say("AK105", f"{case.subject} does not have the right form", case.how_to_fill)
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


def _bound(what: Callable[[Case, str], str]) -> Callable[[Case], Problem]:
    def sentence(case: Case) -> Problem:
        limit = wording.as_json(case.wanted) if case.wanted is not ABSENT else "what is allowed"
        is_empty = isinstance(case.value, str | Mapping | list) and not case.value
        hint = case.advice or (case.how_to_fill if is_empty else _how_to_bound(case))
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
    "format": say_format,
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
