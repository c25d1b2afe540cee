"""Records that are new in a workbook: which file each goes to, its id, and by which names its other rows call it.

All of them are found before any reference is read, so that a row may name one that stands below it or on another
sheet, and two may name one another. The id of a new record follows from what its row says, references as they are
written there: the same workbook, applied again, makes the same record, also where the names mean it by then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property
from typing import cast

import attrs

from annotate_kit.core import Json, Record, make_id
from annotate_kit.schema import Catalog
from annotate_kit.tables import ColumnKind, RecordAt, captions_of, compact
from annotate_kit.tables.titles import folded
from annotate_kit.workbook.handing_back import BackRow
from annotate_kit.workbook.meaning import Given, Referable, normal, read_cell
from annotate_kit.workflow.workbook_drafting import built
from annotate_kit.workflow.workbook_now import Now, merged
from annotate_kit.workflow.workbook_outcomes import said_in
from annotate_kit.workflow.workbook_tables import Compared

__all__ = ["File", "Newcomer", "Newcomers", "file_of_row", "names_of", "newcomers_of"]

File = tuple[str, str]
"""Article and annotator."""


@attrs.frozen(kw_only=True, eq=False)
class Newcomer:
    """A record that a new row makes, or has made already."""

    at: RecordAt
    type: str
    names: tuple[str, ...]
    """What its values make, and what somebody typed where names stand."""


@attrs.define(kw_only=True, eq=False)
class Newcomers:
    """The new records of a workbook. Mutable: it remembers what was asked for."""

    now: Now
    by_row: Mapping[BackRow, Newcomer]
    _named: dict[File | None, tuple[Referable, ...]] = attrs.field(factory=dict)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[RecordAt]]:
        found: dict[tuple[str, str], list[RecordAt]] = {}
        for one in self.by_row.values():
            for name in set(map(folded, one.names)):
                found.setdefault((one.type, name), []).append(one.at)
        return found

    @cached_property
    def _places(self) -> frozenset[RecordAt]:
        return frozenset(one.at for one in self.by_row.values())

    def find(self, type_: str, name: str) -> Sequence[RecordAt]:
        """The new records of a type that have a name."""
        return self._by_name.get((type_, folded(name)), ())

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], AbstractSet[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for one in self.now.named(None):
            for name in one.names:
                found.setdefault((one.type, name.casefold()), set()).add(one.id)
        return found

    def has_namesake(self, at: RecordAt, type_: str, name: str) -> bool:
        """Whether another record that there is has the name of a new one."""
        own = self.now.entity_of(at.record, (at.article, at.annotator))
        return bool(self._known.get((type_, name.casefold()), frozenset()) - {own})

    def named(self, file: File | None) -> tuple[Referable, ...]:
        """What references may mean: the records of an annotation file, old and new; of all where none is given."""
        if file not in self._named:
            new = (
                Referable(id=self.now.entity_of(one.at.record, _file(one)), type=one.type, names=one.names)
                for one in self.by_row.values()
                if file in (None, _file(one))
            )
            self._named[file] = tuple(merged((*self.now.named(file), *new)))
        return self._named[file]

    def record_of(self, id_: str, file: File) -> str | None:
        """The record of an annotation file that an id in a cell means, old or new; None where it has none such."""
        found = self.now.record_of(id_, file)
        return id_ if found is None and RecordAt(*file, id_) in self._places else found


def _file(one: Newcomer) -> File:
    return one.at.article, one.at.annotator


def newcomers_of(tables: Iterable[Compared], now: Now, seed: str) -> Newcomers:
    """The records that new rows make; `seed` is what their ids are made of, besides what the rows say."""
    return Newcomers(now=now, by_row={row: one for table in tables for row, one in _new_in(table, seed)})


def _new_in(table: Compared, seed: str) -> Iterator[tuple[BackRow, Newcomer]]:
    often: Counter[str] = Counter()
    for row in () if table.is_items else table.new_rows:
        file = file_of_row(table, row)
        if isinstance(file, str):
            continue
        said, values = _read(table, row)
        about = f"{seed}\n{file[0]}\n{table.type}\n{compact(said)}"
        often[about] += 1
        digest = hashlib.sha256(f"{about}\n{often[about]}".encode(errors="surrogatepass")).digest()
        id_ = make_id(table.type, int.from_bytes(digest[:8], "big") >> 14)
        names = names_of(table.now.catalog, table.type, id_, values, said_in(row, "@caption"))
        yield row, Newcomer(at=RecordAt(*file, id_), type=table.type, names=names)


def _read(table: Compared, row: BackRow) -> tuple[dict[str, Json], dict[str, Json]]:
    """What a new row says, and the values among it that name no record."""
    said: dict[str, Json] = {}
    values: dict[str, Json] = {}
    for key in table.filled(row):
        column = table.columns[key]
        if column.kind == ColumnKind.REFERENCE.value:
            said[key] = folded(said_in(row, key))
            continue
        meaning = read_cell(column, table.fields[key], row.cells.get(key))
        if isinstance(meaning, Given):
            said[key] = values[key] = cast("Json", meaning.value)
        else:
            said[key] = normal(row.cells[key].value)  # it is refused, but others may name it
    return said, values


def names_of(catalog: Catalog, type_: str, id_: str, values: Mapping[str, Json], typed: str) -> tuple[str, ...]:
    """The names of a record with these values, and the one that was typed."""
    names: tuple[str, ...] = ()
    with suppress(KeyError):  # values that make no record together are refused later, with the reason
        record = Record(
            id=id_, type=type_, data=cast("Mapping[str, Json]", built(catalog.types.get(type_), values, ""))
        )
        names = tuple(captions_of(catalog, {id_: record}).values())
    return tuple(dict.fromkeys(name for name in (*names, typed) if name))


def file_of_row(table: Compared, row: BackRow) -> File | str:
    """Article and annotator of the file that a new row goes to, or why it goes nowhere."""
    column = table.back.columns.get("@article")
    said, title = said_in(row, "@article"), column.title if column else "Article"
    if not said and len(table.now.annotations) == 1:
        return next(iter(table.now.annotations))
    found = table.now.files_by_article.get(said.casefold(), ())
    if len(found) == 1:
        return found[0]
    if not said:
        return f"A new record needs its article: write the article's id into the column “{title}”."
    return f"“{said}” is the id of no article here, or of several: write one into the column “{title}”."
