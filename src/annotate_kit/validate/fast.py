"""The engine that is always asked first: jsonschema-rs, some hundred times as fast as any other from Python.

Its import takes 25 ms, jsonschema's over 900 (measured); and it reports facts (paths, branches, names), so that it
explains as well as it decides.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, cast

import attrs
import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import find_value, join
from annotate_kit.core.values import Absent, Json, is_array, is_object, same
from annotate_kit.schema.hints import KEYWORD
from annotate_kit.validate.findings import FORMATS, GIVEN_UP, Documents, Finding, dialect_of, in_order

__all__ = ["Compiler", "FastEngine", "find_fast_engine", "patterns_run"]

# Chosen by hand: `validator_for` takes a custom `$schema` for a reason to ignore `contains`.
_CLASSES: Mapping[str, type[jsonschema_rs.Validator]] = {
    "2020-12": jsonschema_rs.Draft202012Validator,
    "2019-09": jsonschema_rs.Draft201909Validator,
    "7": jsonschema_rs.Draft7Validator,
    "6": jsonschema_rs.Draft6Validator,
}


@attrs.frozen
class FastEngine:
    """A schema compiled by jsonschema-rs; see `find_fast_engine`."""

    _validator: jsonschema_rs.Validator

    def is_valid(self, data: Json) -> bool:
        """Whether the data meets the schema."""
        try:
            return self._validator.is_valid(data)
        except ValueError:  # it takes only dict and list, and no lone surrogate
            return self._validator.is_valid(_plain(data))

    def findings(self, data: Json) -> Iterator[Finding]:
        """What it does not meet; nothing exactly where it is valid."""
        try:
            errors = self._validator.iter_errors(data)
        except ValueError:  # as above
            data = _plain(data)
            errors = self._validator.iter_errors(data)
        return map(partial(_finding, data, _has_empty_name(data)), errors)

    def hints(self, data: Json) -> Mapping[str, Mapping[str, Any]] | None:
        """JSON Pointer → the hints that apply there, the use before the definition; None where it cannot tell."""
        evaluation = self._validator.evaluate(data)
        if not evaluation.valid:  # a schema that is not met says nothing of what stands there
            return None
        found: dict[str, dict[str, Any]] = {}
        for unit in evaluation.annotations():
            said = unit["annotations"]
            hints = said.get(KEYWORD) if isinstance(said, Mapping) else None
            if isinstance(hints, Mapping):
                place = found.setdefault(unit["instanceLocation"], {})
                for name, value in hints.items():
                    place.setdefault(name, value)
        return found


class Compiler:
    """Compiles the schemas of some documents, which are read once for all of them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        # No method of this object: what the library holds, Python does not look through for circles.
        self._serve = partial(_served, documents)

    def find(self, uri: str) -> FastEngine | None:
        """The engine for the schema at an address, or None where the schema cannot be compiled."""
        compile_ = partial(
            _CLASSES[dialect_of(self._documents.get(uri))],
            {"$ref": uri},
            formats=dict(FORMATS),
            validate_formats=True,
            retriever=self._serve,
        )
        # A registry knows the schemas inside schemas too, but refuses all documents where one refers to nothing.
        # Patterns run in linear time; only where one of them cannot, all are run under a budget.
        for registry in (self._registry, None) if self._registry else (None,):
            for options in (
                jsonschema_rs.RegexOptions(),
                jsonschema_rs.FancyRegexOptions(backtrack_limit=FIXED.pattern_steps),
            ):
                with contextlib.suppress(ValueError):
                    return FastEngine(compile_(registry=registry, pattern_options=options))
        return None

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry | None:
        with contextlib.suppress(ValueError):
            return jsonschema_rs.Registry(list(self._documents.items()), retriever=self._serve)
        return None


def _served(documents: Documents, wanted: str) -> Any:
    if wanted not in documents:
        raise ValueError(wanted)  # never a file, never the network
    return documents[wanted]


def find_fast_engine(uri: str, documents: Documents) -> FastEngine | None:
    """The engine for the schema at an address, or None where the schema cannot be compiled."""
    return Compiler(documents).find(uri)


def patterns_run(pattern: str, *, backtracking: bool) -> bool:
    """Whether a pattern can be run at all, or without backtracking in linear time."""
    options = jsonschema_rs.FancyRegexOptions() if backtracking else jsonschema_rs.RegexOptions()
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=options)
    except ValueError:
        return False
    return True


def _plain(data: object) -> Any:
    if isinstance(data, Mapping):
        return {_plain(str(key)): _plain(value) for key, value in data.items()}
    if is_array(data):
        return [_plain(value) for value in cast("Sequence[object]", data)]
    return data.encode(errors="replace").decode() if isinstance(data, str) else data


def _has_empty_name(data: object) -> bool:
    """Whether a member somewhere has the empty name; nearly never, and places are then easily told."""
    pending = [data]
    while pending:
        value = pending.pop()
        if is_object(value):
            members = cast("Mapping[str, object]", value)
            if "" in members:
                return True
            pending.extend(members.values())
        elif is_array(value):
            pending.extend(cast("Sequence[object]", value))
    return False


def _finding(data: Json, has_empty_name: bool, error: jsonschema_rs.ValidationError) -> Finding:  # noqa: FBT001 - see `findings`
    # The first step is the `$ref`.
    path, kind = error.evaluation_path[1:], error.kind
    place = _place(data, error) if has_empty_name else error.instance_path
    pointer = join(place)
    path = list(_with_empty_names(path, place)) if "" in place else path
    keyword, unexpected, name, inner = kind.name, _unexpected(kind), None, kind
    if isinstance(kind, Kind.PropertyNames):
        name, inner = str(kind.error.instance), kind.error.kind
    if isinstance(inner, Kind.FalseSchema):
        keyword, value = "", find_value(data, pointer)
        is_member = path[-2:-1] == ["properties"] and pointer.endswith("/additionalProperties")
        is_closed = path[-1:] == ["additionalProperties"] and not is_member
        if is_closed and isinstance(value, Mapping):
            # Where there are no `properties` at all, it does not say which names there are.
            keyword, unexpected = "additionalProperties", tuple(sorted(value))
    elif isinstance(inner, Kind.Contains):
        keyword, path = "contains", [*path[:-1], "contains"]
    elif isinstance(inner, Kind.BacktrackLimitExceeded):
        keyword = GIVEN_UP
    else:
        keyword = str(path[-1])
    return Finding(
        keyword=keyword,
        pointer=pointer,
        path=tuple(path),
        branches=_branches(data, has_empty_name, inner),
        unexpected=unexpected,
        name=name,
    )


def _place(data: Json, error: jsonschema_rs.ValidationError) -> list[str | int]:
    """Where the finding is; the library leaves empty names of members out of its paths."""
    tokens: list[str | int] = []
    value: Json | Absent = data
    for token in error.instance_path:
        while isinstance(value, Mapping) and token not in value and "" in value:
            tokens, value = [*tokens, ""], value[""]
        tokens = [*tokens, token]
        value = find_value(data, join(tokens))
    while isinstance(value, Mapping) and "" in value and not same(value, error.instance):
        tokens, value = [*tokens, ""], value[""]
    return tokens


def _with_empty_names(path: Sequence[str | int], tokens: Sequence[str | int]) -> Iterator[str | int]:
    """The steps through the schema, with the empty names that lead to the place."""
    steps, names = list(path), list(tokens)
    while steps:
        step = steps.pop(0)
        yield step
        if step == "properties" and names:
            name = names.pop(0)
            yield name if name == "" else steps.pop(0)
        elif step in _INTO and names:
            names.pop(0)


_INTO = frozenset({"additionalProperties", "patternProperties", "unevaluatedProperties", "items", "prefixItems"})
"""Steps that lead to a member or an item, besides `properties`."""


def _branches(data: Json, has_empty_name: bool, kind: Kind) -> tuple[tuple[Finding, ...], ...]:  # noqa: FBT001 - as above
    if isinstance(kind, Kind.AnyOf | Kind.OneOfNotValid | Kind.OneOfMultipleValid):
        return tuple(in_order(map(partial(_finding, data, has_empty_name), branch)) for branch in kind.context)
    return ()


def _unexpected(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, Kind.AdditionalProperties | Kind.UnevaluatedProperties):
        return tuple(sorted(kind.unexpected))
    return ()
