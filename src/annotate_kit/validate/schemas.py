"""Schemas as the engines see them: whether they can be used, whether their patterns are safe, what can be met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from annotate_kit.core.limits import Limits, option_of, raised
from annotate_kit.core.pointers import child, join
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
from annotate_kit.schema.resources import Resources, walk
from annotate_kit.validate.engines import find_engine
from annotate_kit.validate.examples import example_problems
from annotate_kit.validate.explaining import explain
from annotate_kit.validate.findings import DIALECTS, Finding, dialect_of
from annotate_kit.validate.patterns import found, is_linear, is_runnable
from annotate_kit.validate.records import checker_of
from annotate_kit.validate.wording import quoted

__all__ = ["bounded", "schema_problems"]

_FOLDER = "schemas/"
_REGEX = "https://annotate-kit.invalid/regex.json"


def schema_problems(catalog: Catalog) -> Iterator[Problem]:
    """What only an engine can tell about the schemas of a catalog."""
    resources = Resources(catalog.registry)
    patterns: list[Problem] = []
    for name, uri in catalog.uris.items():
        for tokens, layer in walk(resources.document(uri, catalog.registry[uri].contents)):
            patterns += _pattern_problems(layer.schema, join(tokens), _FOLDER + name)
        patterns += _meta_problems(catalog.registry[uri].contents, _FOLDER + name)
    yield from patterns
    broken = {problem.file for problem in (*catalog.problems, *patterns) if problem.is_error}
    for type_name, name in catalog.files.items():
        yield from _type_problems(catalog, type_name, _FOLDER + name, is_known_broken=bool(broken))
    if not broken:
        yield from example_problems(catalog, _FOLDER)
        yield from _unmet(catalog)


def bounded(problems: Iterable[Problem], limits: Limits) -> tuple[Problem, ...]:
    """The problems of one file, no more than the limits allow; the last one says how many there are besides."""
    found = sorted(problems, key=lambda problem: (not problem.is_error, problem.sort_key))
    kept, left = found[: limits.problems_per_file], len(found) - limits.problems_per_file
    if left > 0:
        hint = (
            f"There are {left:,} more in this file: {option_of('problems_per_file')} is {limits.problems_per_file:,}."
        )
        kept[-1] = attrs.evolve(kept[-1], hint=f"{kept[-1].hint} {hint}")
    return tuple(kept)


def _unmet(catalog: Catalog) -> Iterator[Problem]:
    try:
        # It needs the fast engine, without which everything else still works.
        from annotate_kit.validate.unmet import unmet_problems  # noqa: PLC0415 - see the line above
    except ImportError:
        return
    yield from unmet_problems(catalog, _FOLDER)


def _meta_problems(document: Any, file: str) -> Iterator[Problem]:
    """What the meta-schema refuses of a document whose keywords have been looked at one by one already."""
    dialect = dialect_of(document)
    engine = find_engine(next(uri for uri, name in DIALECTS.items() if name == dialect), {})
    for finding in engine.findings(document) if engine else ():
        if finding.keyword == "format":  # of patterns, which are looked at by themselves
            continue
        yield Problem(
            code="AK601", message=_said_by_meta(finding), hint="Put it right.", file=file, pointer=finding.pointer
        )


def _said_by_meta(finding: Finding) -> str:
    if finding.keyword == "uniqueItems":
        return "an entry of this list stands twice"
    return f"JSON Schema does not allow this here: its meta-schema's {quoted(finding.keyword)} is not met"


def _pattern_problems(schema: Mapping[str, object], pointer: str, file: str) -> Iterator[Problem]:
    named = schema.get("patternProperties")
    patterns: list[tuple[str, object, bool]] = [(child(pointer, "pattern"), schema.get("pattern"), False)]
    if isinstance(named, Mapping):
        patterns += [(child(child(pointer, "patternProperties"), name), name, True) for name in named]
    for place, pattern, at_key in patterns:
        if isinstance(pattern, str) and (found(pattern, "") is None or not is_linear(pattern)):
            yield from _bad_pattern(pattern, Problem(code="AK610", message="", file=file, pointer=place, at_key=at_key))


def _bad_pattern(pattern: str, problem: Problem) -> Iterator[Problem]:
    regex = find_engine(_REGEX, {_REGEX: {"format": "regex"}})
    if regex and not regex.is_valid(pattern):
        what = f"the pattern {quoted(pattern)} is no regular expression{_where(pattern)}"
        yield attrs.evolve(problem, code="AK601", message=what, hint="Put it right.")
    elif not is_runnable(pattern):
        what = f"the pattern {quoted(pattern)} cannot be run: it is too large, or has what no engine here knows"
        how = "Repeat fewer times and bound the length by maxLength; write classes like \\p{L}, and name no groups."
        yield attrs.evolve(problem, code="AK601", message=what, hint=how)
    elif not is_linear(pattern):
        what = f"the pattern {quoted(pattern)} cannot be matched in linear time, so it is given up after too many steps"
        how = "Write it without looking ahead or back, and without \\1."
        yield attrs.evolve(problem, message=what, hint=how)


def _where(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return f": {error.msg} at position {error.pos}"
    except (RecursionError, OverflowError):  # thousands of brackets; a number of repetitions beyond all bounds
        return ""
    return ""


def _type_problems(catalog: Catalog, type_name: str, file: str, *, is_known_broken: bool) -> Iterator[Problem]:
    engine = checker_of(catalog).engine(type_name)
    if engine is None:
        if checker_of(catalog).is_too_heavy(type_name):
            most = catalog.limits.schema_steps
            what = f"checking one record could take more than {most:,} steps, for references double again and again"
            hint = f"Refer to each part once, or {raised('schema_steps')}."
            yield Problem(code="AK601", message=what, hint=hint, file=file)
        elif not is_known_broken:
            what = "the schema cannot be used for validation"
            yield Problem(code="AK601", message=what, hint="Compare it with the JSON Schema specification.", file=file)
        return
    record_type = catalog.types[type_name]
    for number, example in enumerate(record_type.examples):
        problems = explain(record_type, example, engine.findings(example))
        if any(problem.code == "AK607" for problem in problems):
            continue  # the reference that leads nowhere has a problem of its own
        for problem in problems:
            pointer = f"/examples/{number}{problem.pointer}"
            message = f"the example does not meet its own schema: {problem.message}"
            yield attrs.evolve(problem, code="AK606", message=message, file=file, pointer=pointer, data_pointer=None)
