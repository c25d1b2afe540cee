"""The names of records, prepared for asking, and which records have changed since they were."""

from __future__ import annotations

import attrs

from annotate_kit.suggest import NameBook

__all__ = ["Book", "Trace"]


@attrs.frozen(kw_only=True, eq=False)
class Trace:
    """One step of how an annotation came to be what it is."""

    records: frozenset[str]
    """Ids of the records that the step added, changed or removed."""
    before: Trace | None = attrs.field(default=None, repr=False)
    """The step before it."""

    def since(self, earlier: Trace, most: int) -> frozenset[str] | None:
        """The records that changed after an earlier step; None where it is not among the last `most`."""
        changed: set[str] = set()
        step: Trace | None = self
        for _ in range(most):
            if step is earlier or step is None:
                break
            changed |= step.records
            step = step.before
        return frozenset(changed) if step is earlier else None


@attrs.frozen(kw_only=True, eq=False)
class Book:
    """The names of the records of some types, prepared, as they were at some time."""

    names: NameBook
    ids: tuple[str, ...]
    """Of the records, in the order of the book."""
    trace: Trace
    """When that was."""
