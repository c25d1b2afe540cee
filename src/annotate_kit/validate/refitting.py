"""Values that do not fit their schema, put so that they do and still say the same; on request what was probably meant.

What is put in a value's place is kept only where the schema then has nothing against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from annotate_kit.core.edits import SetValue
from annotate_kit.core.pointers import find_value, is_under, parent, rebase, with_value
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.values import ABSENT, Absent, Json, is_array
from annotate_kit.schema import Catalog, Field
from annotate_kit.validate.guessing import named_choice
from annotate_kit.validate.records import Checker, checker_of
from annotate_kit.validate.retyping import retyped

__all__ = ["CODES", "held_below", "refit"]

CODES = frozenset({"AK101", "AK104", "AK105", "AK106", "AK107", "AK401"})
"""What a value in another form may put right."""


@attrs.frozen(kw_only=True)
class _Offer:
    """What may stand in place of a value."""

    pointer: str
    """JSON Pointer into the data."""
    value: Json | Absent
    below: str = ""
    """Where the value that stood there is from now on: JSON Pointer from its old place."""
    above: str = ""
    """Where below the old value the new one stood."""


_Way = Callable[["_Place"], Iterator[_Offer]]


@attrs.frozen(kw_only=True)
class _Place:
    """A value that does not fit."""

    record: Record
    pointer: str
    value: Json
    field: Field | None
    suggestion: str | None

    def offer(self, value: Json | Absent, **more: str) -> _Offer:
        return _Offer(pointer=self.pointer, value=value, **more)


def refit(
    catalog: Catalog, record: Record, problems: Iterable[Problem], *, is_unsafe_too: bool
) -> tuple[tuple[SetValue, ...], tuple[Problem, ...]]:
    """The edits that put values of a record right, and the problems that this ends.

    Args:
        catalog: the record types.
        record: as it is.
        problems: with it; those of other codes, or about what is not there any more, are passed over.
        is_unsafe_too: whether a guess that is most often right is good enough.
    """
    checker = checker_of(catalog)
    now = _known(checker, record, record.data)
    wrong = {(pointer, code) for pointer, code, _ in now if pointer and code in CODES}
    about: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.data_pointer and (problem.data_pointer, problem.code) in wrong:
            about.setdefault(problem.data_pointer, []).append(problem)
    places = [_place(checker, record, pointer, found[0].suggestion) for pointer, found in about.items()]
    taken: dict[str, _Offer] = {}
    for way in (*_SAFE, *(_UNSAFE if is_unsafe_too else ())):
        offers = [offer for place in places if place.pointer not in taken for offer in way(place)]
        taken |= {offer.pointer: offer for offer in _that_help(checker, record, now, offers)}
    edits = tuple(_edit(record, offer) for offer in taken.values())
    return edits, tuple(problem for pointer in taken for problem in about[pointer])


def _place(checker: Checker, record: Record, pointer: str, suggestion: str | None) -> _Place:
    value = find_value(record.data, pointer)
    assert value is not ABSENT  # something is wrong with it
    field = checker.field(record.type, pointer)
    return _Place(record=record, pointer=pointer, value=value, field=field, suggestion=suggestion)


def _that_help(
    checker: Checker, record: Record, now: frozenset[tuple[str, str, str]], offers: Sequence[_Offer]
) -> Sequence[_Offer]:
    """The offers after which the schema has nothing against their places."""
    if not offers:
        return ()
    data: Any = record.data
    for offer in offers:
        data = with_value(data, offer.pointer, offer.value)
    then = _known(checker, record, data)
    left, new = {at for at, _, _ in then}, {at for at, _, _ in then - now}
    return [
        offer
        for offer in offers
        # What else is wrong within a list or an object comes to light only now.
        if left.isdisjoint((offer.pointer, offer.pointer + offer.below))
        # What is left out may be missed where it stood.
        and (offer.value is not ABSENT or parent(offer.pointer) not in new)
    ]


def _known(checker: Checker, record: Record, data: Mapping[str, Json]) -> frozenset[tuple[str, str, str]]:
    problems = checker.refused(record, data)
    return frozenset((problem.data_pointer or "", problem.code, problem.message) for problem in problems)


def _edit(record: Record, offer: _Offer) -> SetValue:
    held = held_below(record, offer.pointer)
    moved: dict[str, tuple[Claim, ...]] = {}
    for at, claims in held.items():
        place = _moved(at, offer)
        moved[place] = (*moved.get(place, ()), *claims)
    return SetValue(
        record=record.id,
        pointer=offer.pointer,
        before=find_value(record.data, offer.pointer),
        after=offer.value,
        evidence_before=held,
        evidence_after=moved,
    )


def _moved(at: str, offer: _Offer) -> str:
    """Where evidence belongs from now on; it follows its value."""
    old = offer.pointer + offer.above
    if offer.below and is_under(at, offer.pointer + offer.below):
        return at  # it stood right all along
    return rebase(at, old, offer.pointer + offer.below) if is_under(at, old) else at


def held_below(record: Record, pointer: str) -> dict[str, tuple[Claim, ...]]:
    """The evidence of a value and of what is in it."""
    return {at: claims for at, claims in record.evidence.items() if is_under(at, pointer)}


# What says the same.


def _without_edges(place: _Place) -> Iterator[_Offer]:
    """No white space at the ends."""
    if isinstance(place.value, str) and place.value.strip() not in ("", place.value):
        yield place.offer(place.value.strip())


def _on_one_line(place: _Place) -> Iterator[_Offer]:
    """Words that were broken over lines are one line."""
    if isinstance(place.value, str) and "\n" in place.value.strip():
        yield place.offer(" ".join(place.value.split()))


def _code_by_name(place: _Place) -> Iterator[_Offer]:
    """What is the name of one code alone is that code."""
    if isinstance(place.value, str) and place.field is not None:
        named = named_choice(place.field.choices, place.value)
        if named is not None:
            yield place.offer(named)


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")


def _number_or_truth(place: _Place) -> Iterator[_Offer]:
    """A number, or true or false, that was written as text."""
    if isinstance(place.value, str):
        text = place.value.strip()
        if _NUMBER.fullmatch(text):
            yield place.offer(Decimal(text) if "." in text else int(text))
        elif text.lower() in ("true", "false"):
            yield place.offer(text.lower() == "true")


def _number_as_text(place: _Place) -> Iterator[_Offer]:
    """A number where text is wanted, in just its digits."""
    is_number = isinstance(place.value, int | Decimal) and not isinstance(place.value, bool)
    if is_number and _NUMBER.fullmatch(str(place.value)):
        yield place.offer(str(place.value))


def _without_nothing(place: _Place) -> Iterator[_Offer]:
    """A property that says nothing is left out, unless somebody gave evidence that there is nothing."""
    value = place.value.strip() if isinstance(place.value, str) else place.value
    is_nothing = value is None or value == "" or (is_array(value) and not value)
    is_property = isinstance(find_value(place.record.data, parent(place.pointer)), Mapping)
    if is_nothing and is_property and not held_below(place.record, place.pointer):
        yield place.offer(ABSENT)


_SAFE: Sequence[_Way] = (
    _without_edges,
    _on_one_line,
    _code_by_name,
    _number_or_truth,
    _number_as_text,
    _without_nothing,
)


# What was probably meant.


def _suggested(place: _Place) -> Iterator[_Offer]:
    """What the message asks about."""
    if place.suggestion is not None and isinstance(place.value, str):
        choices = place.field.choices if place.field else ()
        named = (choice.value for choice in choices if not isinstance(choice.value, str))
        yield place.offer(next((value for value in named if str(value) == place.suggestion), place.suggestion))


def _retyped(place: _Place) -> Iterator[_Offer]:
    """What words give as the type that is wanted, one thing as the list of it, or the other way about."""
    meant = retyped(place.value, place.field)
    if meant is not None:
        yield place.offer(meant.value, below=meant.below, above=meant.above)


_UNSAFE: Sequence[_Way] = (_suggested, _retyped)
