"""JSON values → spans, records, claims and edits, by cattrs: strict about kinds, and precise about what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast, get_args, get_origin

import attrs
from cattrs import AttributeValidationNote, BaseValidationError, Converter
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from annotate_kit.core import edits
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Fragment, Span
from annotate_kit.core.values import ABSENT, Json, is_array, is_object

__all__ = ["EDIT_NAMES", "Mismatch", "mismatches", "read", "structure"]

_T = TypeVar("_T")

EDIT_NAMES: dict[str, type[Any]] = {
    "add-span": edits.AddSpan,
    "remove-span": edits.RemoveSpan,
    "change-span": edits.ChangeSpan,
    "add-record": edits.AddRecord,
    "remove-record": edits.RemoveRecord,
    "set-value": edits.SetValue,
    "insert-item": edits.InsertItem,
    "remove-item": edits.RemoveItem,
    "move-item": edits.MoveItem,
    "set-evidence": edits.SetEvidence,
    "set-mentions": edits.SetMentions,
    "set-entity": edits.SetEntity,
    "set-property": edits.SetProperty,
    "batch": edits.Batch,
}
"""The `edit` of a journal line → the kind of edit; never changed, because old journals are read for ever."""


@attrs.frozen(kw_only=True)
class Mismatch:
    """A place in a JSON value that is not what it has to be."""

    tokens: tuple[str | int, ...]
    """Of the pointer to it."""
    code: str
    message: str


class _WrongError(ValueError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def structure(value: Json, kind: type[_T]) -> _T:
    """The value as one of our own.

    Raises:
        BaseValidationError: which `mismatches` takes apart.
    """
    return _converter.structure(value, kind)


def read(value: Json, kind: type[_T]) -> _T | tuple[Mismatch, ...]:
    """The value as one of our own, or why it is none."""
    try:
        return structure(value, kind)
    except (BaseValidationError, ValueError) as error:
        return tuple(mismatches(error))


def mismatches(error: BaseException, tokens: tuple[str | int, ...] = ()) -> Iterator[Mismatch]:
    """What an error of `structure` says, place by place."""
    for note in getattr(error, "__notes__", ()):
        # cattrs says in notes where in a value it was.
        tokens = (*tokens, note.name if isinstance(note, AttributeValidationNote) else note.index)
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from mismatches(inner, tokens)
    elif isinstance(error, KeyError):
        yield Mismatch(tokens=tokens[:-1], code="AK102", message=f"{error.args[0]} is missing")
    elif isinstance(error, _WrongError):
        yield Mismatch(tokens=tokens, code=error.code, message=error.message)
    else:
        yield Mismatch(tokens=tokens, code="AK104", message="this value means nothing here")


def _plain(holds: Callable[[object], bool], name: str) -> Callable[[object, object], Any]:
    def check(value: object, _kind: object) -> object:
        if not holds(value):
            raise _WrongError("AK101", f"{name} belongs here")
        return value

    return check


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_text = _plain(lambda value: isinstance(value, str), "a text")
_object = _plain(is_object, "an object")
_list = _plain(is_array, "a list")


def _fragments(value: object, kind: object) -> tuple[Fragment, ...]:
    made: list[Fragment] = []
    last = 0
    for pair in _list(value, kind):
        if not (is_array(pair) and len(pair) == 2 and all(map(_is_whole, pair))):  # noqa: PLR2004  # start and end
            raise _WrongError("AK101", "fragments are pairs of whole numbers")
        if not last <= pair[0] < pair[1]:
            raise _WrongError("AK202", "fragments stand in text order and hold at least one code point")
        last = pair[1]
        made.append(Fragment(*pair))
    if not made:
        raise _WrongError("AK107", "a span has at least one fragment")
    return tuple(made)


def _evidence(value: object, kind: object) -> Mapping[str, tuple[Claim, ...]]:
    by_pointer = _object(value, kind)
    for pointer in by_pointer:
        if pointer and not pointer.startswith("/"):
            raise _WrongError("AK305", "evidence goes by JSON Pointers, which begin with a slash")
    claims: Mapping[str, tuple[Claim, ...]] = _claims_by_pointer(by_pointer, kind)
    return claims


def _keeping_extra(kind: type[Any]) -> Callable[[Any, object], Any]:
    """Read a class with an `extra` field, which takes the keys that it does not know."""
    known = {field.name for field in attrs.fields(kind)} - {"extra"}
    read = make_dict_structure_fn(kind, _converter, extra=override(omit=True))

    def structured(value: Any, target: Any) -> Any:
        _object(value, target)
        made = read(value, target)
        extra = {key: inner for key, inner in value.items() if key not in known}
        return attrs.evolve(made, extra=extra) if extra else made

    return structured


def _span(read: Callable[[Any, object], Any]) -> Callable[[Any, object], Span]:
    def structured(value: Any, kind: object) -> Span:
        span: Span = read(value, kind)
        if len(span.quotes) != len(span.fragments):
            raise _WrongError("AK203", "quotes and fragments are not equally many")
        return span

    return structured


def _edit(value: Any, _kind: object) -> Any:
    name = _object(value, None).get("edit")
    kind = EDIT_NAMES.get(name) if isinstance(name, str) else None
    if kind is None:
        raise _WrongError("AK104", f"there is no edit {name!r}")
    if kind is edits.SetValue:
        value = {"before": ABSENT, "after": ABSENT, **value}
    return _converter.structure(value, kind)


def _tuple(kind: Any) -> Callable[[object, object], Any]:
    read = homogenous_tuple_structure_factory(kind, _converter)

    def structured(value: object, target: Any) -> Any:
        return read(_list(value, target), target)

    return structured


def _edit_of(kind: type[Any]) -> Callable[[object, object], Any]:
    read = make_dict_structure_fn(kind, _converter)

    def structured(value: object, target: Any) -> Any:
        return read(_object(value, target), target)

    return structured


def _origin(kind: Any) -> Any:
    return get_origin(kind)


_converter = Converter()
_converter.register_structure_hook(str, _text)
_converter.register_structure_hook(int, _plain(_is_whole, "a whole number"))
# `Json`, alone or with ABSENT: whatever the strict reader returned.
_converter.register_structure_hook_func(lambda kind: Decimal in get_args(kind), lambda value, _kind: value)
_converter.register_structure_hook_func(lambda kind: _origin(kind) is Mapping, _object)
_converter.register_structure_hook_factory(lambda kind: _origin(kind) is tuple, _tuple)
_converter.register_structure_hook_func(lambda kind: kind == tuple[Fragment, ...], _fragments)
_converter.register_structure_hook(Claim, _keeping_extra(Claim))
_claims_by_pointer: Any = mapping_structure_factory(cast("Any", edits.Evidence), _converter)
_converter.register_structure_hook_func(lambda kind: kind == edits.Evidence, _evidence)
_converter.register_structure_hook(Span, _span(_keeping_extra(Span)))
_converter.register_structure_hook(Record, _keeping_extra(Record))
_converter.register_structure_hook_func(lambda kind: kind == edits.Edit, _edit)
for _kind in EDIT_NAMES.values():
    _converter.register_structure_hook(_kind, _edit_of(_kind))
