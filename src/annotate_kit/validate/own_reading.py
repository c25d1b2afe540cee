"""Files of a project's own rules: bytes → rules, and what is wrong with the files, on its line."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from annotate_kit.codec import locate, parse_json
from annotate_kit.core.own_rules import OwnRule, OwnRules
from annotate_kit.core.pointers import child, join, split
from annotate_kit.core.problems import Problem, Rule, Severity
from annotate_kit.core.values import ABSENT, is_array
from annotate_kit.schema import Catalog, RecordType, field_at, load_catalog
from annotate_kit.validate import wording
from annotate_kit.validate.engines import find_engine
from annotate_kit.validate.explaining import explain
from annotate_kit.validate.findings import Engine
from annotate_kit.validate.guessing import guess
from annotate_kit.validate.own_rules_schema import OWN_RULES_SCHEMA
from annotate_kit.validate.patterns import found as is_found

__all__ = ["pointer_of", "read_own_rules"]

_NAME = "own-rules"
_OTHER_FIELDS = ("same-as", "not-after", "not-before")


def read_own_rules(files: Mapping[str, bytes], catalog: Catalog) -> OwnRules:
    """The rules in files by path; a rule with a mistake in it is left out, and told.

    Args:
        files: path relative to the project → content.
        catalog: the record types that the rules are about.
    """
    rules: dict[str, OwnRule] = {}
    problems: list[Problem] = []
    for file, raw in files.items():
        parsed = parse_json(raw, file=file)
        problems += parsed.problems
        if parsed.value is ABSENT:
            continue
        found = [*_by_schema(parsed.value, file)]
        found += _by_meaning(parsed.value, file, catalog, rules) if not found else ()
        problems += locate(found, raw)
        broken = {split(problem.pointer)[1] for problem in found if len(split(problem.pointer)) > 1}
        if not any(len(split(problem.pointer)) < _IN_A_RULE for problem in found):
            rules.update(_rules(parsed.value, file, broken))
    return OwnRules(rules=tuple(rules.values()), problems=tuple(problems))


_IN_A_RULE = 2
"""Reference tokens at least of a pointer to something in one rule."""


def pointer_of(field: str) -> str:
    """The pointer template that a rule's field means: a property's name, or a pointer with `*` for every item."""
    return field if field.startswith("/") else join((field,))


@functools.cache
def _engine() -> Engine:
    uri = str(OWN_RULES_SCHEMA["$id"])
    engine = find_engine(uri, {uri: OWN_RULES_SCHEMA})
    assert engine is not None
    return engine


@functools.cache
def _words() -> RecordType:
    """The file as a record type, for the words of messages."""
    return load_catalog({f"{_NAME}.schema.json": OWN_RULES_SCHEMA}).types[_NAME]


def _by_schema(value: Any, file: str) -> Iterator[Problem]:
    for problem in explain(_words(), value, _engine().findings(value)):
        yield attrs.evolve(problem, file=file, data_pointer=None)


def _by_meaning(value: Any, file: str, catalog: Catalog, known: Mapping[str, OwnRule]) -> Iterator[Problem]:
    """What the schema of rules cannot say: codes that are taken, types and fields that there are not, patterns."""
    taken = {code: own.file for code, own in known.items()}
    for number, rule in enumerate(value["rules"]):
        base = f"/rules/{number}"
        code, name = rule["code"], rule["type"]
        if code in taken:
            yield _unfit(file, f"{base}/code", f"{code} is a rule of {taken[code]} already", "Choose another code.")
        taken.setdefault(code, file)
        if name not in catalog.types:
            yield _no_type(file, f"{base}/type", name, catalog)
            continue
        for part in ("when", "must"):
            for field, test in rule.get(part, {}).items():
                yield from _of_test(file, child(f"{base}/{part}", field), field, test, catalog.types[name])


def _of_test(file: str, pointer: str, field: str, test: Any, record_type: RecordType) -> Iterator[Problem]:
    yield from _no_field(file, pointer, field, record_type, at_key=True)
    if isinstance(test, Mapping):
        for name in _OTHER_FIELDS:
            if name in test:
                yield from _no_field(file, f"{pointer}/{name}", test[name], record_type, at_key=False)
        if "matches" in test and is_found(test["matches"], "") is None:
            what = f"the pattern {wording.quoted(test['matches'])} cannot be used"
            hint = "Write a regular expression without looking ahead or back, and without \\1."
            yield _unfit(file, f"{pointer}/matches", what, hint)
        if "not" in test:
            yield from _of_test(file, f"{pointer}/not", field, test["not"], record_type)


def _no_type(file: str, pointer: str, name: str, catalog: Catalog) -> Problem:
    meant = guess(name, catalog.types)
    what = f"there is no record type {wording.quoted(name)}" + (f'; did you mean "{meant}"?' if meant else "")
    hint = "" if meant else f"The record types are {wording.listed(catalog.types)}."
    return attrs.evolve(_unfit(file, pointer, what, hint), suggestion=meant)


def _no_field(file: str, pointer: str, field: str, record_type: RecordType, *, at_key: bool) -> Iterator[Problem]:
    template = pointer_of(field)
    place = join(["0" if step == "*" else step for step in split(template)])
    if field_at(record_type, place) is not None:
        return
    names = [one.name for one in record_type.fields]
    meant = guess(field, names)
    title = wording.lowered(record_type.title)
    what = f"{title} has no property {wording.quoted(field)}" + (f'; did you mean "{meant}"?' if meant else "")
    hint = (
        "" if meant else f"The properties are {wording.listed(names)}; deeper ones are pointers, such as /dates/signed."
    )
    yield attrs.evolve(_unfit(file, pointer, what, hint), at_key=at_key, suggestion=meant)


def _unfit(file: str, pointer: str, message: str, hint: str) -> Problem:
    return Problem(code="AK504", file=file, pointer=pointer, message=message, hint=hint)


def _rules(value: Any, file: str, broken: set[str]) -> Iterator[tuple[str, OwnRule]]:
    for number, rule in enumerate(value["rules"]):
        if str(number) not in broken:
            severity = Severity(rule.get("severity", "warning"))
            yield (
                rule["code"],
                OwnRule(
                    rule=Rule(code=rule["code"], name=rule["name"], severity=severity),
                    type=rule["type"],
                    message=rule["message"].rstrip("."),
                    hint=rule.get("hint", ""),
                    when={pointer_of(field): _test(test) for field, test in rule.get("when", {}).items()},
                    must={pointer_of(field): _test(test) for field, test in rule["must"].items()},
                    file=file,
                ),
            )


def _test(test: Any) -> Mapping[str, Any]:
    """A test as an object: a plain value is what has to be there, a list holds what may."""
    if isinstance(test, Mapping):
        inner: dict[str, Any] = {name: pointer_of(test[name]) for name in _OTHER_FIELDS if name in test}
        inner |= {"not": _test(test["not"])} if "not" in test else {}
        return {**test, **inner}
    return {"in": list(test) if is_array(test) and isinstance(test, Sequence) else [test]}
