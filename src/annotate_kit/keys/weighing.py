"""Which codes of a long list are likely meant: those that the article's records use, or its words near here name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import attrs

from annotate_kit.core.pointers import leaves
from annotate_kit.keys.overlays import ListRow, TakeValue
from annotate_kit.keys.view import View

__all__ = ["weighed"]

_AROUND = 4_000
"""Code points on each side of the selection in which names of codes are looked for."""
_RECORDS = 500
"""Records whose values are counted."""
_USED = 10_000
"""How much more a code that a record has weighs than one that is only named, and that than any other."""
_NAMED = 100
_SHORT = 3
"""Code points: a shorter name stands in too many other words."""


def weighed(view: View, rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """The rows of a list of codes, in the same order, each with its weight among those that typing leaves.

    What is spoken of much has many names, so of codes that nothing here uses the one with more of them weighs more.
    """
    used = Counter(_values(view))
    first = max(view.selection.start - _AROUND, 0)
    near = view.text[first : view.selection.end + _AROUND].casefold()
    return tuple(attrs.evolve(row, weight=_weight(row, used, near)) for row in rows)


def _values(view: View) -> Iterator[str]:
    for record in islice(view.annotation.records.values(), _RECORDS):
        yield from (value for _, value in leaves(record.data) if isinstance(value, str))


def _weight(row: ListRow, used: Counter[str], near: str) -> int:
    value = row.choice.value if isinstance(row.choice, TakeValue) else None
    count = used[value] if isinstance(value, str) else 0
    is_named = any(len(name) >= _SHORT and name.casefold() in near for name in (row.label, *row.names))
    return _USED * count + _NAMED * is_named + min(len(row.names), _NAMED - 1)
