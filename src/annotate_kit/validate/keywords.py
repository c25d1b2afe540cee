"""Keywords for jsonschema that report exactly, count exactly, and run patterns in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend, validates

from annotate_kit.core.values import is_array, is_object
from annotate_kit.schema.keywords import is_whole
from annotate_kit.validate.equality import first_repeated
from annotate_kit.validate.findings import FORMATS
from annotate_kit.validate.patterns import found

__all__ = ["CLASSES", "NEVER", "OURS", "STOCK", "Details"]

STOCK: Mapping[str, Any] = {
    "2020-12": jsonschema.Draft202012Validator,
    "2019-09": jsonschema.Draft201909Validator,
    "7": jsonschema.Draft7Validator,
    "6": jsonschema.Draft6Validator,
}

OURS = "https://annotate-kit.invalid/dialects/"
"""Stands before a draft's name in the `$schema` of prepared documents.

jsonschema changes to the class that is registered for a document's `$schema` whenever it meets one. Under the real
names that would be the stock classes, and changing those would change them for the whole process.
"""

NEVER: Mapping[str, Any] = {"not": {}}
"""What `false` is written as in prepared documents; jsonschema forgets where it met a `false`."""

_Errors = Iterator[ValidationError]


@attrs.frozen
class Details:
    """What the stock errors say only in words."""

    branches: Sequence[Sequence[ValidationError]] = ()
    unexpected: Sequence[str] = ()
    name: str | None = None
    """The property's name, where the name itself is at fault."""


def _error(details: Details) -> ValidationError:
    error = ValidationError("")
    error.details = details  # type: ignore[attr-defined]  # it carries them to where findings are made
    return error


def _ref(validator: Any, ref: Any, instance: Any, schema: Any) -> _Errors:
    for error in STOCK["2020-12"].VALIDATORS["$ref"](validator, ref, instance, schema):
        error.schema_path.appendleft("$ref")
        yield error


def _matches(pattern: str, text: str) -> bool:
    """Whether a pattern is found; one that linear time does not suffice for is taken to be."""
    return found(pattern, text) is not False


def _pattern(validator: Any, pattern: Any, instance: Any, _schema: Any) -> _Errors:
    if validator.is_type(instance, "string") and not _matches(pattern, instance):
        yield ValidationError("")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _schema: Any) -> _Errors:
    if validator.is_type(instance, "object"):
        for pattern, inner in patterns.items():
            for name, value in instance.items():
                if _matches(pattern, name):
                    yield from validator.descend(value, inner, path=name, schema_path=pattern)


def _additional_properties(validator: Any, inner: Any, instance: Any, schema: Any) -> _Errors:
    if not validator.is_type(instance, "object"):
        return
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    others = [
        name for name in instance if name not in named and not any(_matches(pattern, name) for pattern in patterns)
    ]
    if inner is False and others:
        yield _error(Details(unexpected=others))
    elif inner is not False:
        for name in others:
            yield from validator.descend(instance[name], inner, path=name)


class _Recorder:
    """A validator that notes below which names errors were found."""

    def __init__(self, validator: Any) -> None:
        self._validator = validator
        self.names: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._validator, name)

    def descend(self, instance: Any, schema: Any, path: Any = None, **others: Any) -> _Errors:
        for error in self._validator.descend(instance, schema, path=path, **others):
            if isinstance(path, str):  # else it only looks for what other keywords have evaluated
                self.names[path] = None
            yield error


def _unevaluated_properties(validator: Any, inner: Any, instance: Any, schema: Any) -> _Errors:
    recorder = _Recorder(validator)
    stock = STOCK["2020-12"].VALIDATORS["unevaluatedProperties"]
    if any(True for _ in stock(recorder, inner, instance, schema)):
        yield _error(Details(unexpected=tuple(recorder.names)))


def _property_names(validator: Any, inner: Any, instance: Any, _schema: Any) -> _Errors:
    if not validator.is_type(instance, "object"):
        return
    if inner == NEVER and instance:
        yield from validator.descend(instance, inner)
        return
    for name in instance:
        for error in validator.descend(name, inner):
            error.details = attrs.evolve(getattr(error, "details", Details()), name=name)
            yield error


def _unique_items(validator: Any, wanted: Any, instance: Any, _schema: Any) -> _Errors:
    if wanted and validator.is_type(instance, "array") and first_repeated(instance):
        yield ValidationError("")


def _branches(validator: Any, alternatives: Any, instance: Any) -> tuple[tuple[ValidationError, ...], ...]:
    return tuple(
        tuple(validator.descend(instance, inner, schema_path=index)) for index, inner in enumerate(alternatives)
    )


def _any_of(validator: Any, alternatives: Any, instance: Any, _schema: Any) -> _Errors:
    branches = _branches(validator, alternatives, instance)
    if all(branches):
        yield _error(Details(branches=branches))


def _one_of(validator: Any, alternatives: Any, instance: Any, _schema: Any) -> _Errors:
    branches = _branches(validator, alternatives, instance)
    if sum(not branch for branch in branches) != 1:
        yield _error(Details(branches=branches))


def _multiple_of(validator: Any, divisor: Any, instance: Any, _schema: Any) -> _Errors:
    if validator.is_type(instance, "number") and not _is_multiple(instance, divisor):
        yield ValidationError("")


def _scaled(number: float | Decimal) -> tuple[int, int]:
    """A finite number as whole number and power of ten."""
    sign, digits, exponent = Decimal(str(number)).as_tuple()
    assert isinstance(exponent, int)
    return int("".join(map(str, digits))) * (-1 if sign else 1), exponent


def _is_multiple(number: float | Decimal, divisor: float | Decimal) -> bool:
    """Exact, and without ever writing out the zeros of a number such as 1E+999999."""
    (whole, power), (by, by_power) = _scaled(number), _scaled(divisor)
    shift = power - by_power
    if shift >= 0:
        return bool(whole * pow(10, shift, by) % by == 0)
    if -shift >= len(str(abs(whole))):
        return whole == 0
    return bool(whole % (by * 10**-shift) == 0)


def _is_integer(_checker: Any, instance: Any) -> bool:
    if isinstance(instance, float | Decimal):
        return is_whole(instance)
    return isinstance(instance, int) and not isinstance(instance, bool)


_KEYWORDS: Mapping[str, Callable[..., _Errors]] = {
    "$ref": _ref,
    "additionalProperties": _additional_properties,
    "anyOf": _any_of,
    "multipleOf": _multiple_of,
    "oneOf": _one_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "propertyNames": _property_names,
    "unevaluatedProperties": _unevaluated_properties,
    "uniqueItems": _unique_items,
}


def _class(dialect: str, stock: Any) -> Any:
    formats = jsonschema.FormatChecker(formats=())
    formats.checkers = {**stock.FORMAT_CHECKER.checkers, **{name: (check, ()) for name, check in FORMATS.items()}}
    types = stock.TYPE_CHECKER.redefine("array", lambda _, value: is_array(value))
    types = types.redefine("object", lambda _, value: is_object(value))
    keywords = {name: check for name, check in _KEYWORDS.items() if name in stock.VALIDATORS}
    # Newer drafts allow the old keyword still, and jsonschema-rs reads it.
    keywords["dependencies"] = STOCK["7"].VALIDATORS["dependencies"]
    class_ = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
        stock,
        validators=keywords,
        type_checker=types.redefine("integer", _is_integer),
        format_checker=formats,
    )
    class_.META_SCHEMA = {"$id": OURS + dialect}
    return validates(f"annotate-kit {dialect}")(class_)


CLASSES: Mapping[str, Any] = {dialect: _class(dialect, stock) for dialect, stock in STOCK.items()}
"""Draft → the class with our keywords."""
