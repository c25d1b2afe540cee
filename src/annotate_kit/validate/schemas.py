"""Schemas as the engines see them: whether they can be used at all, whether their patterns are safe, their examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from annotate_kit.core.pointers import child, join
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
from annotate_kit.schema.resources import Resources, walk
from annotate_kit.validate.explaining import explain
from annotate_kit.validate.patterns import found
from annotate_kit.validate.records import checker_of
from annotate_kit.validate.wording import quoted

__all__ = ["schema_problems"]

_FOLDER = "schemas/"


def schema_problems(catalog: Catalog) -> Iterator[Problem]:
    """What only an engine can tell about the schemas of a catalog."""
    resources = Resources(catalog.registry)
    patterns: list[Problem] = []
    for name, uri in catalog.uris.items():
        for tokens, layer in walk(resources.document(uri, catalog.registry[uri].contents)):
            patterns += _pattern_problems(layer.schema, join(tokens), _FOLDER + name)
    yield from patterns
    broken = {problem.file for problem in (*catalog.problems, *patterns) if problem.is_error}
    for type_name, name in catalog.files.items():
        yield from _type_problems(catalog, type_name, _FOLDER + name, is_known_broken=bool(broken))


def _pattern_problems(schema: Mapping[str, object], pointer: str, file: str) -> Iterator[Problem]:
    named = schema.get("patternProperties")
    patterns: list[tuple[str, object, bool]] = [(child(pointer, "pattern"), schema.get("pattern"), False)]
    if isinstance(named, Mapping):
        patterns += [(child(child(pointer, "patternProperties"), name), name, True) for name in named]
    for place, pattern, at_key in patterns:
        if isinstance(pattern, str) and found(pattern, "") is None:
            yield _bad_pattern(pattern, Problem(code="AK610", message="", file=file, pointer=place, at_key=at_key))


def _bad_pattern(pattern: str, problem: Problem) -> Problem:
    try:
        re.compile(pattern)
    except re.error as error:
        what = f"the pattern {quoted(pattern)} is no regular expression: {error.msg} at position {error.pos}"
        return attrs.evolve(problem, code="AK601", message=what, hint="Put it right.")
    what = f"the pattern {quoted(pattern)} cannot be matched in linear time"
    return attrs.evolve(problem, message=what, hint="Write it without looking ahead or back, and without \\1.")


def _type_problems(catalog: Catalog, type_name: str, file: str, *, is_known_broken: bool) -> Iterator[Problem]:
    engine = checker_of(catalog).engine(type_name)
    if engine is None:
        if not is_known_broken:
            what = "the schema cannot be used for validation"
            yield Problem(code="AK601", message=what, hint="Compare it with the JSON Schema specification.", file=file)
        return
    record_type = catalog.types[type_name]
    for number, example in enumerate(record_type.examples):
        for problem in explain(record_type, example, engine.findings(example)):
            pointer = f"/examples/{number}{problem.pointer}"
            message = f"the example does not meet its own schema: {problem.message}"
            yield attrs.evolve(problem, code="AK606", message=message, file=file, pointer=pointer, data_pointer=None)
