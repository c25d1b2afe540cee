"""References that lead back to where they started: a parent that is its own grandparent.

A single reference from a type to itself must not go in a circle, a list of them may (rivals are each other's); a hint
says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import join, split
from annotate_kit.core.problems import Problem
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker

__all__ = ["circle_problems"]

_Steps = Mapping[str, Mapping[str, str]]
"""Record id → the records it refers to, each with the pointer of the reference."""


def circle_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """Each circle once; of several that share a record, one."""
    kinds: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for record in annotation.ordered_records:
        for reference in checker.check(record).references:
            target = annotation.records.get(reference.id)
            if target is None or target.type != record.type or target is record:
                continue
            template, is_listed = _template(reference.pointer)
            if checker.plan(record.type).acyclic.get(template, not is_listed):
                steps = kinds.setdefault((record.type, template), {})
                steps.setdefault(record.id, {}).setdefault(target.id, reference.pointer)
    for following in kinds.values():
        for circle in _circles(following):
            yield _told(annotation, places, circle, following)


def _told(annotation: Annotation, places: Places, circle: tuple[str, ...], following: _Steps) -> Problem:
    record = annotation.records[circle[0]]
    pointer = following[circle[0]][circle[1]]
    names = " → ".join(wording.quoted(places.name(annotation.records[id_])) for id_ in (*circle[:_SHOWN], circle[0]))
    place = wording.place(places.catalog.types[record.type], pointer)
    more = f" ({len(circle) - _SHOWN} more between the last two)" if len(circle) > _SHOWN else ""
    return places.of_record(
        record,
        "AK308",
        f"{place} goes in a circle: {names}{more}",
        "Take one of these references out.",
        DATA + pointer,
        data_pointer=pointer,
    )


_SHOWN = 8
"""Records of a circle that a message names."""


def _template(pointer: str) -> tuple[str, bool]:
    tokens = ["*" if token.isdecimal() else token for token in split(pointer)]
    return join(tokens), "*" in tokens


def _circles(following: _Steps) -> Iterator[tuple[str, ...]]:
    """The circles, from the first id of each on; every reference is followed once."""
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        way: dict[str, None] = {start: None}
        pending = [iter(following[start])]
        while pending:
            at = next(pending[-1], None)
            if at is None:
                pending.pop()
                done.add(way.popitem()[0])
            elif at in way:
                ids = list(way)
                circle = ids[ids.index(at) :]
                first = circle.index(min(circle))
                yield (*circle[first:], *circle[:first])
                done.update(circle)
                way = dict.fromkeys(ids[: ids.index(at)])
                del pending[len(way) :]
            elif at not in done:
                way[at] = None
                pending.append(iter(following.get(at, ())))
