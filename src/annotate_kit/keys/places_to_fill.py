"""The places of a record type that a few words can fill, and where in a record's data nothing stands there yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from annotate_kit.core import ABSENT, Absent, Json, same
from annotate_kit.core.pointers import child
from annotate_kit.core.values import is_array
from annotate_kit.keys.fill_choices import field_letters, is_measure, leads_on
from annotate_kit.schema import Field, RecordType

__all__ = ["ITEM", "EmptyPlace", "Leaf", "bare", "empty_place", "leaves_of"]

ITEM = "*"
"""Any item of a list."""
_DEEPEST = 4
"""Letters."""
_MOST = 200
"""Places of one record type."""


@attrs.frozen(kw_only=True, slots=False, eq=False)
class Leaf:
    """A place of a record type that words can fill, whatever its list items are."""

    path: tuple[str, ...]
    """Names of members and `ITEM`s."""
    letters: tuple[str, ...]
    """One for each name: what `Enter` waits for."""
    choosing: frozenset[int]
    """The positions in `path` that lead into alternatives: what holds one of them gets no other."""
    field: Field
    within: str = ""
    """The title of the object that it is a member of; "" for the record's own."""
    is_called_for: bool = True
    """Whether every record has to have the object that it is a member of."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Of a code: what words may call one of its choices, as `bare` has it."""
        found = (
            bare(str(name)) for choice in self.field.choices for name in (choice.value, choice.title, *choice.synonyms)
        )
        return frozenset(name for name in found if name)

    @cached_property
    def longest(self) -> int:
        """Code points of the longest of these names that is no run of Latin words; 0 where there is none."""
        return max((len(name) for name in self.names if not name.isascii()), default=0)


@attrs.frozen(kw_only=True)
class EmptyPlace:
    """A place in a record's data where nothing stands yet."""

    pointer: str
    keys: tuple[str, ...]
    """The letters after `Enter` that lead there; `at` before the letter of a list whose last item it is in."""
    is_further: bool = False
    """Whether it begins one more item of a list that has some."""


def bare(words: str) -> str:
    """Words in small letters, without whatever stands between them."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def leaves_of(record_type: RecordType) -> tuple[Leaf, ...]:
    """The places that words can fill, in the order of the schema."""
    found = _inside(record_type.root, (), (), frozenset())
    return tuple(leaf for leaf, _ in zip(found, range(_MOST), strict=False))


def _inside(
    parent: Field,
    path: tuple[str, ...],
    letters: tuple[str, ...],
    choosing: frozenset[int],
    within: Field | None = None,
    *,
    is_called_for: bool = True,
) -> Iterator[Leaf]:
    if parent.kind == "choice":
        choosing |= {len(path)}
    fields = [field for field in parent.fields if not field.is_read_only]
    for letter, field in zip(field_letters(fields), fields, strict=True):
        item, way = field, (*path, field.name)
        while item.kind == "list" and item.item is not None:
            item, way = item.item, (*way, ITEM)
        if not letter or item.is_cut or item.is_deprecated:
            continue
        if leads_on(item):
            if len(letters) + 1 < _DEEPEST:
                is_there = is_called_for and field.is_required
                yield from _inside(item, way, (*letters, letter), choosing, item, is_called_for=is_there)
        elif item.kind in _READABLE or is_measure(item):
            yield Leaf(
                path=way,
                letters=(*letters, letter),
                choosing=choosing,
                field=item,
                within=within.title if within is not None else "",
                is_called_for=is_called_for,
            )


_READABLE = frozenset({"text", "number", "integer", "code", "date", "reference"})


def empty_place(leaf: Leaf, data: Json, value: object = ABSENT) -> EmptyPlace | None:
    """Where the leaf has room in a record: in the last item of a list, and where that has it, in one more.

    Args:
        leaf: the place of the type.
        data: the record's.
        value: what is to go there; a list of plain values that has it already has no room.
    """
    found = _place(leaf, 0, data, value)
    if found is None:
        return None
    pointer = ""
    for token in found.tokens:
        pointer = child(pointer, token)
    return EmptyPlace(pointer=pointer, keys=found.keys, is_further=found.is_further)


@attrs.frozen(kw_only=True)
class _Rest:
    """What remains of a way from some position in a leaf's path on."""

    tokens: tuple[str | int, ...] = ()
    keys: tuple[str, ...] = ()
    is_last: bool = False
    """Whether it begins with the last item of a list."""
    is_further: bool = False


def _place(leaf: Leaf, at: int, data: Json | Absent, value: object) -> _Rest | None:
    if at == len(leaf.path):
        return _Rest() if data is ABSENT else None
    token = leaf.path[at]
    if token == ITEM:
        return _item(leaf, at, data, value)
    if data is not ABSENT and not isinstance(data, Mapping):
        return None
    present = data if isinstance(data, Mapping) else {}
    if at in leaf.choosing and present and token not in present:
        return None
    rest = _place(leaf, at + 1, present.get(token, ABSENT), value)
    if rest is None:
        return None
    letter = leaf.letters[sum(name != ITEM for name in leaf.path[:at])]
    keys = ("at", letter) if rest.is_last else (letter,)
    return _Rest(tokens=(token, *rest.tokens), keys=(*keys, *rest.keys), is_further=rest.is_further)


def _item(leaf: Leaf, at: int, data: Json | Absent, value: object) -> _Rest | None:
    if data is not ABSENT and not is_array(data):
        return None
    items = data if isinstance(data, Sequence) else ()
    if at + 1 == len(leaf.path) and any(same(item, value) for item in items):
        return None
    last = _place(leaf, at + 1, items[-1], value) if items else None
    if last is not None:
        return attrs.evolve(last, tokens=(len(items) - 1, *last.tokens), is_last=True)
    rest = _place(leaf, at + 1, ABSENT, value)
    assert rest is not None, "where nothing stands, there is room"
    return _Rest(tokens=(len(items), *rest.tokens), keys=rest.keys, is_further=bool(items))
