"""A record's data with the claims for each value on the value itself, so that what moves takes its evidence along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

import attrs

from annotate_kit.core.pointers import child
from annotate_kit.core.records import Claim
from annotate_kit.core.values import ABSENT, Absent, Json, is_array, is_object, same

__all__ = ["Report", "Tree", "claims_of", "data_of", "grow", "is_same_tree", "merge_trees", "merge_unordered"]

_T = TypeVar("_T")

Report = Callable[[str, "Json | Absent", "Json | Absent", "Json | Absent"], None]
"""Told of every place that both changed: the pointer, and what stands there in base, ours and theirs."""


@attrs.frozen(kw_only=True)
class Tree:
    """A value with its claims."""

    claims: tuple[Claim, ...] = ()
    leaf: Json = None
    """The value, where it is neither object nor array."""
    members: Mapping[str, Tree] | None = None
    """Of an object."""
    items: tuple[Tree, ...] | None = None
    """Of an array."""


def grow(data: Json, evidence: Mapping[str, tuple[Claim, ...]], pointer: str = "") -> Tree:
    """The tree of `data`, which stands at `pointer`. Claims for places that are not there are in no tree."""
    claims = evidence.get(pointer, ())
    if is_object(data):
        members = cast("Mapping[str, Json]", data)
        grown = {key: grow(value, evidence, child(pointer, key)) for key, value in members.items()}
        return Tree(claims=claims, members=grown)
    if is_array(data):
        items = enumerate(cast("Sequence[Json]", data))
        return Tree(claims=claims, items=tuple(grow(value, evidence, child(pointer, n)) for n, value in items))
    return Tree(claims=claims, leaf=data)


def data_of(tree: Tree) -> Json:
    """The tree's value without its claims."""
    if tree.members is not None:
        return {key: data_of(inner) for key, inner in tree.members.items()}
    if tree.items is not None:
        return [data_of(inner) for inner in tree.items]
    return tree.leaf


def claims_of(tree: Tree, pointer: str = "") -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The tree's claims by pointer, where there are some."""
    if tree.claims:
        yield pointer, tree.claims
    for key, inner in (tree.members or {}).items():
        yield from claims_of(inner, child(pointer, key))
    for n, inner in enumerate(tree.items or ()):
        yield from claims_of(inner, child(pointer, n))


def is_same_tree(one: Tree | None, other: Tree | None) -> bool:
    """Whether the two hold the same values and claims."""
    if one is None or other is None:
        return one is other
    return (
        dict(claims_of(one)) == dict(claims_of(other))
        # Equality alone would take true for 1.
        and same(data_of(one), data_of(other))
    )


def merge_trees(base: Tree | None, ours: Tree | None, theirs: Tree | None, pointer: str, report: Report) -> Tree | None:
    """What both say; None is no value. In a conflict `theirs`, or what is left where one side took it away."""
    if is_same_tree(ours, base) or is_same_tree(ours, theirs):
        return theirs
    if is_same_tree(theirs, base):
        return ours
    if ours is None or theirs is None:
        report(pointer, _plain(base), _plain(ours), _plain(theirs))
        return ours or theirs
    return _merge_inside(base, ours, theirs, pointer, report) or _side_by_side(base, ours, theirs, pointer, report)


def _merge_inside(base: Tree | None, ours: Tree, theirs: Tree, pointer: str, report: Report) -> Tree | None:
    """The two put together place by place; None where they are not alike enough for that."""
    claims = merge_unordered(base.claims if base else (), ours.claims, theirs.claims)
    if ours.members is not None and theirs.members is not None:
        members = _merge_members(base, ours.members, theirs.members, pointer, report)
        return Tree(claims=claims, members=members)
    if ours.items is not None and theirs.items is not None:
        before = base.items if base and base.items is not None else ()
        items = _merge_items(before, ours.items, theirs.items, pointer, report)
        return None if items is None else Tree(claims=claims, items=items)
    return attrs.evolve(theirs, claims=claims) if same(data_of(ours), data_of(theirs)) else None


def _side_by_side(base: Tree | None, ours: Tree, theirs: Tree, pointer: str, report: Report) -> Tree:
    report(pointer, _plain(base), _plain(ours), _plain(theirs))
    # Our words stay with their value, as another source's.
    rivals = [
        attrs.evolve(claim, value=data_of(ours))
        for claim in ours.claims
        if claim.value is ABSENT and claim not in theirs.claims
    ]
    return attrs.evolve(theirs, claims=merge_unordered((), rivals, theirs.claims))


def merge_unordered(base: Sequence[_T], ours: Sequence[_T], theirs: Sequence[_T]) -> tuple[_T, ...]:
    """What either adds stays, what either takes away goes. For short lists, such as claims."""
    kept = [item for item in theirs if item in ours or item not in base]
    return (*kept, *(item for item in ours if item not in base and item not in theirs))


def _plain(tree: Tree | None) -> Json | Absent:
    return ABSENT if tree is None else data_of(tree)


def _merge_members(
    base: Tree | None, ours: Mapping[str, Tree], theirs: Mapping[str, Tree], pointer: str, report: Report
) -> dict[str, Tree]:
    before = (base.members if base else None) or {}
    made: dict[str, Tree] = {}
    for key in dict.fromkeys((*theirs, *ours)):
        merged = merge_trees(before.get(key), ours.get(key), theirs.get(key), child(pointer, key), report)
        if merged is not None:
            made[key] = merged
    return made


_Items = Sequence[Tree]


def _merge_items(base: _Items, ours: _Items, theirs: _Items, pointer: str, report: Report) -> tuple[Tree, ...] | None:
    """The items of both; None where it cannot be told which is which."""
    if _keeps_places(base, ours) and _keeps_places(base, theirs):
        merged = (
            merge_trees(*three, child(pointer, n), report)
            for n, three in enumerate(zip(base, ours[: len(base)], theirs[: len(base)], strict=True))
        )
        tail = theirs[len(base) :]
        more = tuple(item for item in ours[len(base) :] if not _holds(tail, item))
        return (*(item for item in merged if item is not None), *tail, *more)
    if any(_has_twins(items) for items in (base, ours, theirs)):
        return None
    gone = [item for item in base if not _holds(ours, item)]
    new = [item for item in ours if not _holds(base, item) and not _holds(theirs, item)]
    both_gone = any(not _holds(theirs, item) for item in gone)
    if both_gone and new and any(not _holds(base, item) for item in theirs):
        # The same item may have become another one on each side.
        return None
    return (*(item for item in theirs if not _holds(gone, item)), *new)


def _keeps_places(base: _Items, changed: _Items) -> bool:
    """Whether the items of `base` are still where they were, changed or not, and new ones stand behind them."""
    if len(changed) < len(base):
        return False
    return not any(
        not is_same_tree(item, before) and (_holds(base, item) or _holds(changed, before))
        for before, item in zip(base, changed[: len(base)], strict=True)
    )


def _holds(items: _Items, wanted: Tree) -> bool:
    return any(is_same_tree(item, wanted) for item in items)


def _has_twins(items: _Items) -> bool:
    return any(_holds(items[n + 1 :], item) for n, item in enumerate(items))
