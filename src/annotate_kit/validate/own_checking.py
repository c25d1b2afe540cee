"""A project's own rules, asked of records: conditions out of files, and functions of other packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.own_rules import OwnFunction, OwnRule, OwnRules, Remark, is_own_code
from annotate_kit.core.pointers import find_value, is_under, join, split
from annotate_kit.core.problems import Problem, Rule
from annotate_kit.core.records import Record
from annotate_kit.core.values import ABSENT, same
from annotate_kit.validate.patterns import found as is_found
from annotate_kit.validate.places import Places
from annotate_kit.validate.plans import instances
from annotate_kit.validate.records import DATA

__all__ = ["own_problems"]


_Test = Mapping[str, Any]


def own_problems(annotation: Annotation, text: str | None, places: Places, own: OwnRules) -> Iterator[Problem]:
    """What a project's own rules find."""
    by_type: dict[str, list[OwnRule]] = {}
    for rule in own.rules:
        by_type.setdefault(rule.type, []).append(rule)
    for record in annotation.ordered_records if by_type else ():
        for rule in by_type.get(record.type, ()):
            yield from _of_rule(rule, record, places)
    for function in own.functions:
        yield from _of_function(function, annotation, text, places)


def _of_rule(rule: OwnRule, record: Record, places: Places) -> Iterator[Problem]:
    if not all(_applies(record, template, test) for template, test in rule.when.items()):
        return
    for template, test in rule.must.items():
        for pointer, value in _places(record, template):
            if not _holds(cast("_Test", test), _Spot(record=record, pointer=pointer, value=value), is_absent_good=True):
                yield places.of_record(
                    record,
                    rule.rule.code,
                    rule.message,
                    rule.hint,
                    DATA + pointer,
                    data_pointer=pointer,
                    own=rule.rule,
                )


@attrs.frozen(kw_only=True)
class _Spot:
    """A place that a rule looks at."""

    record: Record
    pointer: str
    value: Any
    """ABSENT where nothing stands there."""


def _places(record: Record, template: str) -> list[tuple[str, Any]]:
    """The places that a template means; one that is not there where it means a single one."""
    found: list[tuple[str, Any]] = list(instances(record.data, template))
    return found if found or "*" in split(template) else [(template, ABSENT)]


def _applies(record: Record, template: str, test: Any) -> bool:
    spots = [_Spot(record=record, pointer=pointer, value=value) for pointer, value in _places(record, template)]
    return any(_holds(test, spot, is_absent_good=False) for spot in spots)


def _holds(test: _Test, spot: _Spot, *, is_absent_good: bool) -> bool:
    """Whether everything in a test holds.

    Args:
        test: name → what it asks.
        spot: where.
        is_absent_good: what is said of a value that is not there, but for `present` and `not`.
    """
    if "present" in test and test["present"] != (spot.value is not ABSENT):
        return False
    if "not" in test and _holds(test["not"], spot, is_absent_good=False):
        return False
    others = {name: asked for name, asked in test.items() if name in _TESTS}
    if spot.value is ABSENT:
        return is_absent_good or not others
    return all(_TESTS[name](spot, asked) for name, asked in others.items())


def _has_evidence(spot: _Spot, asked: Any) -> bool:
    claims = (claim for at, listed in spot.record.evidence.items() if is_under(at, spot.pointer) for claim in listed)
    return any(claim.spans for claim in claims) is bool(asked)


def _other(spot: _Spot, template: str) -> Any:
    """What stands at another field; of the same item, where both are in items of a list."""
    own = split(spot.pointer)
    tokens = [own[n] if step == "*" and n < len(own) else step for n, step in enumerate(split(template))]
    return find_value(spot.record.data, join(tokens))


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _bounds(value: Any) -> tuple[Any, Any] | None:
    """The least and greatest that a number or a date may mean; None where it is neither, or open."""
    if _is_number(value):
        return value, value
    date = parse_edtf(value) if isinstance(value, str) else None
    return (date.earliest, date.latest) if date and date.earliest and date.latest else None


def _is_not_after(value: Any, other: Any) -> bool:
    """Whether the first may come before, or with, the second; what cannot be compared may."""
    one, two = _bounds(value), _bounds(other)
    if one is None or two is None or _is_number(value) != _is_number(other):
        return True
    return bool(one[0] <= two[1])


_TESTS: Mapping[str, Callable[[_Spot, Any], bool]] = {
    "is": lambda spot, asked: same(spot.value, asked),
    "in": lambda spot, asked: any(same(spot.value, one) for one in asked),
    "at-least": lambda spot, asked: not _is_number(spot.value) or spot.value >= asked,
    "at-most": lambda spot, asked: not _is_number(spot.value) or spot.value <= asked,
    "matches": lambda spot, asked: not isinstance(spot.value, str) or bool(is_found(asked, spot.value)),
    "contains": lambda spot, asked: not isinstance(spot.value, str) or asked.casefold() in spot.value.casefold(),
    "evidence": _has_evidence,
    "same-as": lambda spot, asked: same(spot.value, _other(spot, asked)),
    "not-after": lambda spot, asked: _is_not_after(spot.value, _other(spot, asked)),
    "not-before": lambda spot, asked: _is_not_after(_other(spot, asked), spot.value),
}


def _of_function(function: OwnFunction, annotation: Annotation, text: str | None, places: Places) -> Iterator[Problem]:
    try:
        remarks = list(function.check(annotation, text))
        made = [_of_remark(function.name, remark, annotation, places) for remark in remarks]
    except Exception as error:  # noqa: BLE001 - a function of another package may do anything
        what = f"the rules of {function.name} failed: {type(error).__name__}: {error}".split("\n", maxsplit=1)[0]
        hint = "Put the function right, or take it out of annotate-kit.toml; until then it says nothing of this file."
        yield Problem(code="AK504", message=what, hint=hint, file=places.file)
        return
    yield from made


def _of_remark(name: str, remark: Remark, annotation: Annotation, places: Places) -> Problem:
    if not is_own_code(remark.code):
        raise ValueError(f"{remark.code!a} is no code of a project, such as EXPO001")
    rule = Rule(code=remark.code, name=name, severity=remark.severity)
    record = annotation.records[remark.record] if remark.record is not None else None
    if record is not None:
        return places.of_record(
            record,
            remark.code,
            remark.message,
            remark.hint,
            DATA + remark.pointer if remark.pointer else "",
            data_pointer=remark.pointer or None,
            own=rule,
        )
    return Problem(
        code=remark.code, message=remark.message, hint=remark.hint, file=places.file, pointer=remark.pointer, own=rule
    )
