"""The rows of what other articles know, and the book of their names: made once for as long as nothing new is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import attrs

from annotate_kit.core.counting import counted
from annotate_kit.keys.captions import title_of
from annotate_kit.keys.overlays import ListRow, TakeEntity
from annotate_kit.keys.row_search import prepare
from annotate_kit.keys.view import Known, View
from annotate_kit.schema import Catalog
from annotate_kit.suggest import NameBook, person_type

__all__ = ["KnownRows", "known_rows", "prepare_known", "reason_of"]


@attrs.frozen(eq=False)
class KnownRows:
    """The entities of some types that other articles know."""

    entities: tuple[Known, ...]
    rows: tuple[ListRow, ...]
    """One for each entity, in the same order."""
    catalog: Catalog

    @cached_property
    def book(self) -> NameBook:
        """Their names."""
        return NameBook([entity.names for entity in self.entities])

    def near(self, words: str, taken: Collection[str], most: int) -> tuple[ListRow, ...]:
        """The rows that words come near to, each with its reason, without entities that are taken."""
        found = self.book.find(words, most + len(taken))
        left = [match for match in found if self.entities[match.thing].entity not in taken][:most]
        return tuple(
            _because(self.rows[match.thing], reason_of(self.catalog, self.entities[match.thing].type, match.reason))
            for match in left
        )

    def rest(self, taken: Collection[str]) -> list[ListRow]:
        """All rows without entities that are taken."""
        return [row for entity, row in zip(self.entities, self.rows, strict=True) if entity.entity not in taken]


def reason_of(catalog: Catalog, type_name: str, reason: str) -> str:
    """Why a name comes near, in words: none but people have a family name."""
    return "part of the name" if reason == "family name" and type_name != person_type(catalog) else reason


def _because(row: ListRow, reason: str) -> ListRow:
    return attrs.evolve(row, note=f"{reason}, {row.note}")


_memo: list[tuple[tuple[Known, ...], tuple[str, ...], KnownRows]] = []
_MOST = 12


def known_rows(view: View, types: Sequence[str]) -> KnownRows:
    """The rows of these types; made anew only where something else is known than before."""
    wanted = tuple(types)
    for known, kinds, made in _memo:
        # Comparing, or hashing, twenty thousand entities would cost more than a key may take.
        if known is view.known and kinds == wanted and made.catalog is view.catalog:
            return made
    entities = tuple(entity for entity in view.known if entity.type in wanted)
    made = KnownRows(entities, tuple(_row(view, entity) for entity in entities), view.catalog)
    del _memo[: len(_memo) - _MOST + 1]
    _memo.append((view.known, wanted, made))
    return made


def _row(view: View, entity: Known) -> ListRow:
    count = len(entity.articles)
    return ListRow(
        label=entity.caption,
        detail=title_of(view.catalog, entity.type).lower(),
        note=entity.articles[0] if count == 1 else counted(count, "article"),
        choice=TakeEntity(entity=entity.entity, type=entity.type),
        names=entity.names,
    )


def prepare_known(view: View) -> None:
    """Make ready what pickers need, type by type, before a key asks for it."""
    for name in view.catalog.types:
        made = known_rows(view, (name,))
        prepare(made.rows)
        made.book.prepare()
