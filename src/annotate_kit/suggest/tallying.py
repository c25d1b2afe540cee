"""What became of suggestions: how many of each suggester people accepted and refused, by type and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from annotate_kit.core import Annotation

__all__ = ["Tally", "Tallying", "tally"]

_PEOPLE: Final = frozenset({"person", "workbook"})


@attrs.frozen(kw_only=True, order=True)
class Tally:
    """How one suggester fared with one type or field."""

    origin: str
    """The suggester with its version: `names/1`."""
    type: str
    pointer: str
    """The field with `*` for the items of lists; empty for mentions."""
    accepted: int
    rejected: int


class Tallying:
    """Counts annotation after annotation, so that none has to be kept."""

    def __init__(self) -> None:
        self._accepted: Counter[tuple[str, str, str]] = Counter()
        self._rejected: Counter[tuple[str, str, str]] = Counter()

    def add(self, annotation: Annotation) -> None:
        """Count one annotation file."""
        self._accepted.update(_accepted(annotation))
        self._rejected.update(_rejected(annotation))

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The counts so far, in order."""
        return tuple(
            Tally(
                origin=key[0], type=key[1], pointer=key[2], accepted=self._accepted[key], rejected=self._rejected[key]
            )
            for key in sorted(self._accepted | self._rejected)
        )


def tally(annotations: Iterable[Annotation]) -> tuple[Tally, ...]:
    """The counts over annotation files, in order."""
    counting = Tallying()
    for annotation in annotations:
        counting.add(annotation)
    return counting.tallies


def _accepted(annotation: Annotation) -> Iterator[tuple[str, str, str]]:
    for record in annotation.records.values():
        for id_ in record.mentions:
            span = annotation.spans.get(id_)
            origin = span.extra.get("origin") if span is not None else None
            if isinstance(origin, str):
                yield origin, record.type, ""
        for pointer, claims in record.evidence.items():
            yield from (
                (claim.origin, record.type, _template(pointer)) for claim in claims if claim.origin not in _PEOPLE
            )


def _rejected(annotation: Annotation) -> Iterator[tuple[str, str, str]]:
    for entry in annotation.rejected:
        if isinstance(entry, Mapping):
            origin, type_name, pointer = entry.get("origin"), entry.get("type"), entry.get("pointer", "")
            if isinstance(origin, str) and isinstance(type_name, str) and isinstance(pointer, str):
                yield origin, type_name, _template(pointer)


def _template(pointer: str) -> str:
    return "/".join("*" if step.isdecimal() else step for step in pointer.split("/"))
