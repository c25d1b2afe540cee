"""Findings → problems: one mistake, one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from annotate_kit.core.pointers import parent, split
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Choice, RecordType
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.cases import Case
from annotate_kit.validate.findings import Finding
from annotate_kit.validate.guessing import guess
from annotate_kit.validate.sentences import missing, of_another_type, say, unlisted
from annotate_kit.validate.unknown_names import unknown

__all__ = ["explain"]

_ABSENCES = frozenset({"required", "dependentRequired", "dependencies"})
_ALTERNATIVES = frozenset({"oneOf", "anyOf"})
_EXTRAS = frozenset({"additionalProperties", "unevaluatedProperties"})
_FIRST = ("type", "const", "enum", "oneOf", "anyOf", "minLength", "format", "pattern")
"""Of several findings about one plain value the first of these says best what is wrong."""


def explain(record_type: RecordType, data: Json, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The problems that findings about one record's data mean, each with its `data_pointer`."""
    said: dict[tuple[str, str, bool], Problem] = {}
    for problem in _Explanation(record_type=record_type, data=data).problems(findings):
        said.setdefault((problem.code, problem.pointer, problem.at_key), problem)
    return tuple(said.values())


@attrs.frozen(kw_only=True)
class _Explanation:
    record_type: RecordType
    data: Json

    def case(self, finding: Finding) -> Case:
        return Case(record_type=self.record_type, data=self.data, finding=finding)

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Place by place, in the order of the places."""
        listed = tuple(findings)
        # A list lacks what it should contain, because what stands there is of another type.
        spoilt = {parent(finding.pointer) for finding in listed if finding.keyword in ("type", *_ALTERNATIVES)}
        told = (finding for finding in listed if finding.keyword != "contains" or finding.pointer not in spoilt)
        ordered = sorted(told, key=lambda finding: split(finding.pointer))
        for _, group in groupby(ordered, key=lambda finding: (finding.pointer, finding.name)):
            yield from self._at_one_place([self.case(finding) for finding in group])

    def _at_one_place(self, cases: Sequence[Case]) -> Iterator[Problem]:
        value = cases[0].value
        retyped = [case for case in cases if case.finding.keyword == "type"]
        if retyped:
            # What else the schema wants of it, it wants of a value of that type.
            yield say(retyped[0])
        elif isinstance(value, Mapping):
            yield from self._members(cases)
        elif is_array(value):
            for case in cases:
                yield from self._one(case)
        else:
            yield from self._one(min(cases, key=_rank))

    def _members(self, cases: Sequence[Case]) -> Iterator[Problem]:
        """Of an object: names that are missing and names that are unknown belong together."""
        absences = [case for case in cases if case.finding.keyword in _ABSENCES]
        extras = [case for case in cases if case.finding.keyword in _EXTRAS]
        absent = {name for case in absences for name in _absent(case)}
        named: set[str] = set()
        strange = {name for case in extras for name in case.finding.unexpected}
        for case in extras:
            known = _known(case, absent)
            for name in case.finding.unexpected:
                if name not in named:
                    problem = unknown(case, name, known, sorted(absent) if len(strange) == len(absent) == 1 else ())
                    named |= {name, problem.suggestion or name}
                    yield problem
        yield from self._missing(absences, named)
        for case in cases:
            if case.finding.keyword not in _ABSENCES | _EXTRAS:
                yield from self._one(case)

    def _missing(self, cases: Sequence[Case], named: set[str]) -> Iterator[Problem]:
        by_reason: dict[tuple[str, str], tuple[Case, list[str]]] = {}
        done = set(named)
        for case in sorted(cases, key=lambda case: (case.finding.keyword != "required", bool(case.reason))):
            for name in _absent(case):
                if name not in done:
                    code = "AK102" if case.finding.keyword == "required" else "AK112"
                    by_reason.setdefault((code, case.reason), (case, []))[1].append(name)
                    done.add(name)
        for (code, _), (case, names) in by_reason.items():
            yield _dependent(case, names) if code == "AK112" else missing(case, names)

    def _one(self, case: Case) -> Iterator[Problem]:
        if case.finding.keyword in _ALTERNATIVES:
            yield from self._alternatives(case)
        else:
            yield say(case)

    def _alternatives(self, case: Case) -> Iterator[Problem]:
        branches = case.finding.branches
        if not all(branches):
            yield _several_fit(case)
            return
        choices = case.field.choices if case.field and case.finding.name is None else ()
        if all(_is_about_codes(branch) for branch in branches):
            yield unlisted(case, choices or tuple(_codes_of(case)))
            return
        shallow = [branch for branch in branches if len(branches) == 1 or not _is_wrong_kind(branch, case.pointer)]
        meant = _meant(shallow, case) if shallow else None
        if meant is not None:
            yield from self.problems(meant)
        elif shallow:
            yield self._no_branch(case, shallow)
        else:
            yield self._wrong_kind(case)

    def _wrong_kind(self, case: Case) -> Problem:
        """None of the branches takes a value of this type."""
        types: list[str] = []
        for finding in (finding for branch in case.finding.branches for finding in branch if finding.keyword == "type"):
            wanted = self.case(finding).wanted
            types += [wanted] if isinstance(wanted, str) else list(wanted) if is_array(wanted) else []
        if not types:
            return self._no_branch(case, case.finding.branches)
        titles = _branch_titles(case)
        must = (
            wording.several(titles, "or")
            if titles and set(types) == {"object"}
            else wording.kinds(list(dict.fromkeys(types)))
        )
        if case.value is None:
            return case.say("AK101", f"{case.place} is null", case.how_to_fill)
        return of_another_type(case, f"{case.place} is {wording.described(case.value)}, but must be {must}")

    def _no_branch(self, case: Case, branches: Sequence[Sequence[Finding]]) -> Problem:
        """Two branches come equally near, so the message names what would decide."""
        hint = case.how
        lacking = [[name for finding in branch for name in _absent(self.case(finding))] for branch in branches]
        extra = [{name for finding in branch for name in finding.unexpected} for branch in branches]
        if all(lacking) and not any(extra):
            names = dict.fromkeys(case.title(name) for names in lacking for name in names)
            return case.say("AK108", f"{case.place}: {wording.several(names, 'or')} is missing", hint)
        rivals = sorted(set().union(*extra)) if all(extra) and set.intersection(*extra) == set() else []
        if len(rivals) > 1:
            present = [case.title(name) for name in rivals]
            both = "both " if len(present) == 2 else ""  # noqa: PLR2004 - "both" is for two
            return case.say(
                "AK108",
                f"{case.place} has {both}{wording.several(present)}, of which only one may stand",
                "Keep one of them.",
            )
        titles = _branch_titles(case)
        among = f": it must be {wording.several(titles, 'or')}" if titles else ""
        return case.say(
            "AK108", f"{case.place} fits none of the {len(case.finding.branches)} alternatives{among}", hint
        )


def _rank(case: Case) -> tuple[int, str]:
    keyword = case.finding.keyword
    return (_FIRST.index(keyword) if keyword in _FIRST else len(_FIRST), keyword)


def _absent(case: Case) -> tuple[str, ...]:
    """The names that a finding misses."""
    value, wanted = case.value, case.wanted
    if case.finding.keyword not in _ABSENCES or not isinstance(value, Mapping):
        return ()
    if isinstance(wanted, Mapping):
        lists: Iterable[Any] = (names for name, names in wanted.items() if name in value and is_array(names))
    else:
        lists = [wanted] if is_array(wanted) else []
    return tuple(dict.fromkeys(str(name) for names in lists for name in names if name not in value))


def _dependent(case: Case, names: Sequence[str]) -> Problem:
    assert isinstance(case.value, Mapping)
    triggers = [
        name
        for name, wanted in case.wanted.items()
        if name in case.value and is_array(wanted) and set(names) & set(wanted)
    ]
    problem = missing(case, names, "AK112")
    they = "it is" if len(names) == 1 else "they are"
    present = wording.several([case.title(name) for name in triggers])
    return attrs.evolve(problem, message=f"{problem.message}; {they} needed where there is {present}")


def _known(case: Case, absent: Iterable[str]) -> list[str]:
    """The names that may stand in an object, those that are missing first."""
    properties = case.trail.holder.schema.get("properties")
    own = list(properties) if isinstance(properties, Mapping) and case.finding.keyword == "additionalProperties" else []
    fields = [field.name for field in case.field.fields] if case.field and not own else []
    return list(dict.fromkeys([*sorted(absent), *own, *fields]))


def _several_fit(case: Case) -> Problem:
    titles = _branch_titles(case)
    fitting = [title for title, branch in zip(titles, case.finding.branches, strict=False) if not branch]
    among = f": {wording.several(fitting)}" if fitting else ""
    return case.say(
        "AK108",
        f"{case.place} fits more than one alternative, but may fit only one{among}",
        "Take out what belongs to only one.",
    )


def _branch_titles(case: Case) -> list[str]:
    """The titles of all branches, or none."""
    schemas = [layer.schema for layer in case.trail.holder.subs(case.finding.keyword)]
    titles = [schema.get("title") for schema in schemas]
    return [wording.lowered(safe_line(title)) for title in titles if isinstance(title, str)] if all(titles) else []


def _is_about_codes(branch: Sequence[Finding]) -> bool:
    return all(finding.keyword in ("const", "enum") for finding in branch)


def _codes_of(case: Case) -> Iterator[Choice]:
    for layer in case.trail.holder.subs(case.finding.keyword):
        for value in [layer.schema["const"]] if "const" in layer.schema else layer.schema.get("enum", ()):  # type: ignore[attr-defined]
            yield Choice(value=value, title=str(layer.schema.get("title", value)))


def _is_wrong_kind(branch: Sequence[Finding], pointer: str) -> bool:
    return any(finding.pointer == pointer and finding.keyword in ("type", "") for finding in branch)


def _meant(branches: Sequence[Sequence[Finding]], case: Case) -> Sequence[Finding] | None:
    """The branch that was meant, or None where two come equally near."""
    if len(branches) == 1:
        return branches[0]
    scores = [_score(branch, case) for branch in branches]
    best = min(scores)
    return branches[scores.index(best)] if scores.count(best) == 1 else None


def _score(branch: Sequence[Finding], case: Case) -> tuple[int, ...]:
    """How far a branch is from what stands there: its discriminator, its names, then the deepest and fewest."""
    level = len(split(case.pointer))
    here = [finding for finding in branch if finding.pointer == case.pointer]
    other_code = sum(
        finding.keyword in ("const", "enum") and len(split(finding.pointer)) == level + 1 for finding in branch
    )
    strange = [name for finding in here for name in finding.unexpected]
    absent = {name for finding in here for name in _absent(attrs.evolve(case, finding=finding))}
    slips = sum(guess(name, absent) is not None for name in strange)
    depth = max(len(split(finding.pointer)) for finding in branch)
    return (other_code, len(strange) + len(absent) - 2 * slips, len(here), -depth, len(branch))
