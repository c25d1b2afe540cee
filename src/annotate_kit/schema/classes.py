"""Classes → schemas: attrs classes and dataclasses by their annotations, others by their own `model_json_schema`."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import enum
import inspect
import types
import typing
import uuid
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

import attrs

from annotate_kit.core.values import is_array
from annotate_kit.schema.keywords import DIALECTS
from annotate_kit.schema.members import humanize

__all__ = ["UnknownTypeError", "schema_of_class"]


class UnknownTypeError(ValueError):
    """A class, or the type of one of its fields, has no JSON Schema."""


def schema_of_class(class_: type) -> dict[str, Any]:
    """The JSON Schema of a class; whatever has `model_json_schema`, as pydantic's models do, says it itself.

    Raises:
        UnknownTypeError: where the class is none of these, or a field's type has no JSON.
    """
    own = getattr(class_, "model_json_schema", None)
    if callable(own):
        schema = dict(own())
    elif _is_known(class_):
        mapping = _Mapping()
        schema = mapping.object_of(class_)
        if mapping.definitions:
            schema["$defs"] = mapping.definitions
    else:
        raise UnknownTypeError(f"{class_.__name__} is no attrs class, dataclass or model with model_json_schema")
    return {"$schema": DIALECTS[0], "title": humanize(class_.__name__), **schema}


def _is_known(class_: object) -> bool:
    return isinstance(class_, type) and (attrs.has(class_) or dataclasses.is_dataclass(class_))


@attrs.frozen
class _Member:
    name: str
    is_required: bool
    default: object
    metadata: Mapping[Any, Any]


def _members(class_: Any) -> Iterator[_Member]:
    if attrs.has(class_):
        for one in attrs.fields(class_):
            if one.init:
                is_given = one.default is attrs.NOTHING
                plain = None if is_given or isinstance(one.default, attrs.Factory) else one.default  # type: ignore[arg-type]  # a class in truth
                yield _Member(one.alias or one.name, is_given, plain, one.metadata)
        return
    for field in dataclasses.fields(class_):
        if field.init:
            is_given = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            plain = None if field.default is dataclasses.MISSING else field.default
            yield _Member(field.name, is_given, plain, field.metadata)


class _Mapping:
    """Collects the definitions of the classes that a class refers to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}
        self._names: dict[type, str] = {}

    def object_of(self, class_: Any) -> dict[str, Any]:
        hints = typing.get_type_hints(class_, include_extras=False)
        members = list(_members(class_))
        # attrs leaves the underscore of a private name out of its argument.
        hint_of = {name.lstrip("_"): hint for name, hint in hints.items()} | hints
        properties = {one.name: self._property(one, hint_of.get(one.name, Any)) for one in members}
        required = [one.name for one in members if one.is_required]
        return {
            "title": humanize(class_.__name__),
            **_described(class_),
            "type": "object",
            **({"required": required} if required else {}),
            "properties": properties,
            "additionalProperties": False,
        }

    def _property(self, member: _Member, hint: Any) -> dict[str, Any]:
        schema = self.of(hint)
        said = {key: member.metadata[key] for key in ("title", "description") if key in member.metadata}
        default = _plain(member.default)
        shown = {} if default is None else {"default": default}
        return {"title": humanize(member.name), **said, **schema, **shown}

    def of(self, hint: Any) -> dict[str, Any]:
        """The schema of a type."""
        if hint is Any or hint is object:
            return {}
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Literal:
            return {"enum": list(arguments)}
        if origin in (typing.Union, types.UnionType):
            return self._union(arguments)
        if origin is not None:
            return self._container(origin, arguments, hint)
        return self._class(hint)

    def _union(self, arguments: tuple[Any, ...]) -> dict[str, Any]:
        found = [self.of(argument) for argument in arguments]
        kinds = [one.get("type") for one in found]
        # A plain type that may be null reads best so.
        if all(set(one) == {"type"} for one in found):
            return {"type": kinds}
        return {"anyOf": found}

    def _container(self, origin: Any, arguments: tuple[Any, ...], hint: Any) -> dict[str, Any]:
        if issubclass(origin, collections.abc.Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin is tuple and arguments[1:] != (...,):
            items = [self.of(argument) for argument in arguments]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
        if issubclass(origin, collections.abc.Collection):
            unique = {"uniqueItems": True} if issubclass(origin, collections.abc.Set) else {}
            return {"type": "array", "items": self.of(arguments[0]), **unique}
        raise UnknownTypeError(f"{hint} has no JSON Schema")

    def _class(self, hint: Any) -> dict[str, Any]:
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            return {"oneOf": [{"const": one.value, "title": humanize(one.name.lower())} for one in hint]}
        if not _is_known(hint):
            raise UnknownTypeError(f"{getattr(hint, '__name__', hint)} has no JSON Schema")
        if hint not in self._names:
            name = hint.__name__
            # Two classes of one name in two modules.
            self._names[hint] = name if name not in self.definitions else f"{name}{len(self.definitions)}"
            self.definitions[self._names[hint]] = {}
            self.definitions[self._names[hint]] = self.object_of(hint)
        return {"$ref": f"#/$defs/{self._names[hint]}"}


_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dt.datetime: {"type": "string", "format": "date-time"},
    dt.date: {"type": "string", "format": "date"},
    dt.time: {"type": "string", "format": "time"},
    dt.timedelta: {"type": "string", "format": "duration"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    PurePath: {"type": "string"},
    list: {"type": "array"},
    tuple: {"type": "array"},
    dict: {"type": "object"},
}


def _described(class_: type) -> dict[str, str]:
    text = inspect.getdoc(class_) or ""
    first = text.split("\n\n")[0].replace("\n", " ")
    # What attrs and dataclasses write themselves says nothing.
    is_own = bool(first) and not first.startswith(f"{class_.__name__}(") and "Method generated by attrs" not in first
    return {"description": first} if is_own else {}


def _plain(value: object) -> Any:
    """A default as JSON; None where it is none."""
    if isinstance(value, enum.Enum):
        return _plain(value.value)
    if isinstance(value, bool | int | float | str):
        return value
    if is_array(value):
        assert isinstance(value, collections.abc.Sequence)
        items = [_plain(item) for item in value]
        return None if None in items else items
    convert = next((make for kind, make in _DEFAULTS.items() if isinstance(value, kind)), None)
    return convert(value) if convert else None


_DEFAULTS: Mapping[type, Callable[[Any], Any]] = {
    Decimal: lambda value: int(value) if value == value.to_integral_value() else float(value),
    dt.date: lambda value: value.isoformat(),
    uuid.UUID: str,
}
