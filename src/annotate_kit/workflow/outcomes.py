"""What checking one file came to: small enough to be remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from annotate_kit.core.problems import RULES, Place, Problem, Rule, Severity

__all__ = ["Outcome", "outcome_from_json", "outcome_to_json"]


@attrs.frozen(kw_only=True)
class Outcome:
    """What is wrong with a file, and what others may want to know of it."""

    problems: tuple[Problem, ...] = ()
    has_more: bool = False
    """Whether there are more problems, which nobody looked for."""
    records: tuple[str, ...] = ()
    """The ids of its records."""
    linked: Mapping[str, Problem] = attrs.field(factory=dict)
    """Entity → the problem that it is, if nobody in the project is that; without its place."""
    unchecked: Mapping[str, int] = attrs.field(factory=dict)
    """Record type → how many of its records wait for their schema to be put right."""
    identities: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)
    """Record id → a digest of what it is, and its entity: records of several files with one digest are probably one."""
    is_unread: bool = False
    """Whether it is an annotation file that could not be read, so that nobody knows which records it holds."""


_TEXTS = (
    "code",
    "message",
    "hint",
    "file",
    "pointer",
    "record",
    "caption",
    "data_pointer",
    "span",
    "found",
    "suggestion",
)
_DEFAULTS: Mapping[str, object] = {field.name: field.default for field in attrs.fields(Problem)}


def outcome_to_json(outcome: Outcome) -> list[Any]:
    """An outcome as what JSON holds; what is empty at the end is left out."""
    made: list[Any] = [
        [_problem_to_json(problem) for problem in outcome.problems],
        int(outcome.has_more),
        list(outcome.records),
        {entity: _problem_to_json(problem) for entity, problem in outcome.linked.items()},
        dict(outcome.unchecked),
        int(outcome.is_unread),
        {id_: list(identity) for id_, identity in outcome.identities.items()},
    ]
    while made and not made[-1]:
        made.pop()
    return made


def outcome_from_json(value: Iterable[Any]) -> Outcome:
    """The outcome again.

    Raises:
        ValueError: where it is none; so do LookupError, TypeError and AttributeError.
    """
    listed = list(value)
    problems, has_more, records, linked, unchecked, is_unread, identities = (
        listed + [[], 0, [], {}, {}, 0, {}][len(listed) :]
    )
    return Outcome(
        problems=tuple(map(_problem_from_json, problems)),
        has_more=bool(int(has_more)),
        records=tuple(map(str, records)),
        linked={entity: _problem_from_json(problem) for entity, problem in linked.items()},
        unchecked={name: int(count) for name, count in unchecked.items()},
        is_unread=bool(int(is_unread)),
        identities={id_: (str(digest), str(entity)) for id_, (digest, entity) in identities.items()},
    )


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    made: dict[str, Any] = {name: value for name in _TEXTS if (value := getattr(problem, name)) != _DEFAULTS[name]}
    if problem.at_key:
        made["at_key"] = True
    if problem.place:
        made["place"] = attrs.astuple(problem.place)
    if problem.own:
        made["own"] = [problem.own.name, problem.own.severity.value]
    return made


def _problem_from_json(value: Mapping[str, Any]) -> Problem:
    known = dict(value)
    place = known.pop("place", None)
    if place is not None:
        line, column, end_line, end_column = map(int, place)
        known["place"] = Place(line=line, column=column, end_line=end_line, end_column=end_column)
    own = known.pop("own", None)
    if own is not None:
        name, severity = own
        known["own"] = Rule(code=known["code"], name=str(name), severity=Severity(severity))
    problem = Problem(**known)
    if problem.own is None and problem.code not in RULES:
        raise ValueError(problem.code)
    return problem
