"""Waivers: problems that a person accepts, with the reason, in the annotation file itself.

A waiver says which rule, where, why and who: `{"code": "AK408", "record": "city-1", "pointer": "/votes", "reason": "…",
"by": "kim"}`. With a record the pointer counts in its data, else in the file. One that is not needed is a problem too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.limits import FIXED
from annotate_kit.core.own_rules import NO_RULES, OwnRules, is_own_code
from annotate_kit.core.pointers import child, is_under
from annotate_kit.core.problems import RULES, Problem, Rule
from annotate_kit.core.values import Json
from annotate_kit.validate import wording

__all__ = ["Sieve", "Waiver", "read_waivers", "waiver_problems", "without_waived"]

_PLACES = ("record", "span", "pointer")
_MEMBERS = ("code", "reason", "by", *_PLACES)
_ELSEWHERE = frozenset({"AK309", "AK501", "AK502", "AK503"})
"""What is found only by looking at other files, so that one file cannot tell whether its waiver is needed."""
_NEVER = frozenset({"AK001", "AK002", "AK003", "AK004", "AK005"})
"""What keeps a file from being read as its author meant it."""


@attrs.frozen(kw_only=True)
class Waiver:
    """One problem, or several of a kind below one place, that a person accepts."""

    code: str
    record: str | None = None
    span: str | None = None
    pointer: str | None = None
    """JSON Pointer: into the record's data, where there is a record, else into the file."""

    def covers(self, problem: Problem) -> bool:
        """Whether a problem with its code, of its record and span, stands where the waiver says."""
        if self.code in _NEVER:
            return False
        if self.pointer is None:
            return True
        at = problem.pointer if self.record is None else problem.data_pointer
        return at is not None and is_under(at, self.pointer)


def read_waivers(waivers: Sequence[Json]) -> tuple[tuple[int, Waiver], ...]:
    """The waivers that say all they have to, each with its index."""
    return tuple((number, waiver) for number, value in enumerate(waivers) if (waiver := _read(value)) is not None)


def _read(value: Json) -> Waiver | None:
    if not isinstance(value, Mapping) or any(_text(value, name) is None for name in ("code", "reason", "by")):
        return None
    code = _code(_text(value, "code") or "")
    places = {name: _text(value, name, least=0) for name in _PLACES}
    if code is None or not any(place is not None for place in places.values()):
        return None
    return Waiver(code=code, **places)


def _text(value: Mapping[str, Json], name: str, least: int = 1) -> str | None:
    text = value.get(name)
    return text if isinstance(text, str) and len(text.strip()) >= least else None


def _code(name: str) -> str | None:
    """The code that a waiver names, by code or name of the rule; a project's own rules by code alone."""
    if is_own_code(name):
        return name
    return next((code for code, rule in RULES.items() if name in (code, rule.name)), None)


class Sieve:
    """Keeps the problems that people accept from passing, and remembers which waivers did so."""

    def __init__(self, waivers: Sequence[Json]) -> None:
        self.used: set[int] = set()
        """The indices of the waivers that cover a problem."""
        self.is_spent = False
        """Whether there were more problems than waivers are asked about."""
        self._by_place: dict[tuple[str, str | None, str | None], list[tuple[int, Waiver]]] = {}
        for number, waiver in read_waivers(waivers):
            self._by_place.setdefault((waiver.code, waiver.record, waiver.span), []).append((number, waiver))

    def passed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that no waiver covers."""
        if not self._by_place:
            yield from problems
            return
        passing = iter(problems)
        for problem in islice(passing, FIXED.waived_problems):
            # A waiver may name the record, the span, both or neither; each is looked up, not looked for.
            places = {(record, span) for record in {problem.record, None} for span in {problem.span, None}}
            named = [waiver for place in places for waiver in self._by_place.get((problem.code, *place), ())]
            covering = [number for number, waiver in named if waiver.covers(problem)]
            self.used.update(covering)
            if not covering:
                yield problem
        for problem in passing:
            self.is_spent = True
            yield problem


def without_waived(problems: Iterable[Problem], annotation: Annotation) -> tuple[Problem, ...]:
    """The problems of an annotation that nobody has accepted."""
    return tuple(Sieve(annotation.waivers).passed(problems))


def waiver_problems(
    annotation: Annotation, used: frozenset[int], file: str, own: OwnRules = NO_RULES
) -> Iterator[Problem]:
    """Waivers that lack something, and those that waive nothing."""
    rules = {**RULES, **own.names}
    good = dict(read_waivers(annotation.waivers))
    for number, value in enumerate(annotation.waivers):
        pointer = f"/waivers/{number}"
        slips = _slips(value)
        yield from (_no_member(name, meant, file, pointer) for name, meant in slips.items())
        if number not in good:
            yield from _unfit(value, file, pointer, rules, frozenset(slips.values()))
        elif number not in used and good[number].code not in _ELSEWHERE:
            code = good[number].code
            if code not in rules:
                # Where a file of rules is broken, or functions add some, nobody knows them all.
                yield from [_no_rule(code, file, pointer, rules)] * own.is_whole
                continue
            yield Problem(
                code="AK310",
                message=f"the waiver of {code} {rules[code].name} is about no problem: there is none at its place",
                hint="Take the waiver out.",
                file=file,
                pointer=pointer,
                record=good[number].record,
                found=code,
            )


def _slips(value: Json) -> dict[str, str]:
    """Names that are nearly those of a waiver, and which: without its place it would waive more than was meant."""
    strange = [name for name in value if name not in _MEMBERS] if isinstance(value, Mapping) else []
    if not strange:
        return {}
    from annotate_kit.validate.guessing import guess  # noqa: PLC0415 - only where something is wrong

    absent = [name for name in _MEMBERS if name not in value]  # type: ignore[operator]  # a mapping, or nothing is strange
    return {name: meant for name in strange if (meant := guess(name, absent)) is not None}


def _no_member(name: str, meant: str, file: str, pointer: str) -> Problem:
    return Problem(
        code="AK103",
        message=f'a waiver has no property {wording.quoted(name)}; did you mean "{meant}"?',
        file=file,
        pointer=child(pointer, name),
        at_key=True,
        found=wording.quoted(name),
        suggestion=meant,
    )


def _unfit(
    value: Json, file: str, pointer: str, rules: Mapping[str, Rule], misspelt: frozenset[str]
) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        return  # the frame of the file has a problem of its own
    missing = [name for name in ("code", "reason", "by") if _text(value, name) is None and name not in misspelt]
    if misspelt.isdisjoint(_PLACES) and not any(_text(value, name, least=0) is not None for name in _PLACES):
        missing.append("record, span or pointer")
    if missing:
        what = f"the waiver lacks {wording.several(missing)}"
        hint = "Say which rule is waived, where, why and by whom; until then it waives nothing."
        yield Problem(code="AK102", message=what, hint=hint, file=file, pointer=pointer)
    elif not misspelt:
        yield _no_rule(str(value["code"]), file, pointer, rules)


def _no_rule(name: str, file: str, pointer: str, rules: Mapping[str, Rule]) -> Problem:
    from annotate_kit.validate.guessing import guess  # noqa: PLC0415 - only where something is wrong

    meant = guess(name, [*rules, *(rule.name for rule in RULES.values())])
    return Problem(
        code="AK104",
        message=f"the waiver names no rule: {wording.quoted(name)}" + (f'; did you mean "{meant}"?' if meant else ""),
        hint="" if meant else "Write a code such as AK408; `annotate-kit rule` lists them.",
        file=file,
        pointer=f"{pointer}/code",
        found=wording.quoted(name),
        suggestion=meant,
    )
