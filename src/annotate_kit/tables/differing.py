"""Three versions of a table: as it was exported, as it came back, and as it is now. What differs, and who is right."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

import attrs

from annotate_kit.core.values import Absent, Json, same

__all__ = ["Identity", "Matched", "Verdict", "compare", "match_rows", "pair_items"]

_Key = TypeVar("_Key", bound=Hashable)
_Row = TypeVar("_Row")


class Verdict(enum.Enum):
    """What becomes of one value."""

    NOTHING = "nothing"
    """They left it, or it is as they want it already."""
    APPLY = "apply"
    """Only they changed it."""
    CONFLICT = "conflict"
    """Both changed it, and differently: ours stays."""


def compare(base: Json | Absent, theirs: Json | Absent, ours: Json | Absent) -> Verdict:
    """What becomes of a value; ABSENT is an empty cell."""
    if same(theirs, base) or same(theirs, ours):
        return Verdict.NOTHING
    return Verdict.APPLY if same(ours, base) else Verdict.CONFLICT


@attrs.frozen(kw_only=True)
class Identity(Generic[_Key]):
    """What a row that came back says of who it is."""

    key: _Key | None
    """None where its id is gone."""
    base: str
    """The hash of the row as it was exported; empty where it is gone."""
    is_unchanged: bool
    """Whether its cells say what was exported under its key."""


@attrs.define(kw_only=True, eq=False)
class Matched(Generic[_Key, _Row]):
    """Which row that came back is which row of the export."""

    pairs: dict[_Key, _Row] = attrs.field(factory=dict)
    found_by_base: list[_Key] = attrs.field(factory=list)
    """Keys of pairs whose id was gone or another, and whose hash told them."""
    new: list[_Row] = attrs.field(factory=list)
    copies: list[tuple[_Key, _Row]] = attrs.field(factory=list)
    """Changed copies of rows that came back as they were: new ones, too."""
    idle: list[tuple[_Key, _Row]] = attrs.field(factory=list)
    """Copies that say nothing new."""
    doubtful: list[tuple[_Key, _Row]] = attrs.field(factory=list)
    """Rows of which it cannot be told whether they are the row of their id."""
    unknown: list[tuple[_Key, _Row]] = attrs.field(factory=list)
    """Rows whose id was not exported."""
    missing: list[_Key] = attrs.field(factory=list)
    """Exported rows that did not come back."""


def match_rows(exported: Mapping[_Key, str], rows: Sequence[tuple[Identity[_Key], _Row]]) -> Matched[_Key, _Row]:
    """Match the rows that came back with those exported (key → hash), wherever they stand now.

    A row is the one of its id. Where an id stands several times, the row that says what was exported is that row, and
    the others are new; where none does, all are doubtful. Where an id is gone, the hash tells the row if only one
    exported row has it and that row is not there otherwise. A row whose hash is that of another exported row alone
    has got a wrong id.
    """
    found: Matched[_Key, _Row] = Matched()
    often = Counter(exported.values())
    by_base = {base: key for key, base in exported.items() if base and often[base] == 1}
    by_key: dict[_Key, list[tuple[Identity[_Key], _Row]]] = {}
    for one, row in rows:
        if one.key is not None:
            by_key.setdefault(one.key, []).append((one, row))
    for key, listed in by_key.items():
        if key not in exported:
            found.unknown += [(key, row) for _, row in listed]
        elif len(listed) == 1:
            ((one, row),) = listed
            stranger = by_base.get(one.base, key)
            if stranger == key or one.is_unchanged:
                found.pairs[key] = row
            else:
                found.doubtful.append((key, row))
        else:
            _several(found, key, listed)
    for one, row in rows:
        if one.key is None:
            owner = by_base.get(one.base)
            if owner is None or owner in by_key or owner in found.pairs:
                found.new.append(row)
            else:
                found.pairs[owner] = row
                found.found_by_base.append(owner)
    found.missing = [key for key in exported if key not in by_key and key not in found.pairs]
    return found


def _several(found: Matched[_Key, _Row], key: _Key, listed: Sequence[tuple[Identity[_Key], _Row]]) -> None:
    originals = [row for one, row in listed if one.is_unchanged]
    if not originals:
        found.doubtful += [(key, row) for _, row in listed]
        return
    found.pairs[key] = originals[0]
    found.idle += [(key, row) for row in originals[1:]]
    found.copies += [(key, row) for one, row in listed if not one.is_unchanged]


def pair_items(
    exported: Mapping[tuple[int, ...], str], now: Mapping[tuple[int, ...], str]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Which item of a record's lists is which by now: by its number and what it says, by either alone otherwise.

    Args:
        exported: Numbers of the items → what they said.
        now: The same of the record as it is.

    Returns:
        Number then → number now, without items that are gone.
    """
    pairs = {numbers: numbers for numbers, said in exported.items() if now.get(numbers) == said}
    left = {numbers: said for numbers, said in now.items() if numbers not in pairs}
    by_content: dict[str, list[tuple[int, ...]]] = {}
    for numbers, said in left.items():
        by_content.setdefault(said, []).append(numbers)
    for numbers, said in exported.items():
        if numbers not in pairs and by_content.get(said):
            pairs[numbers] = by_content[said].pop(0)
    taken = set(pairs.values())
    for numbers in exported:
        if numbers not in pairs and numbers in now and numbers not in taken:
            pairs[numbers] = numbers
    return pairs
