"""What somebody changed in a workbook: each cell compared with what was exported and with what the project says now."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import cast

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT, Json, make_id
from annotate_kit.core.pointers import find_value, parent
from annotate_kit.core.values import Absent, same
from annotate_kit.schema import Field, field_at
from annotate_kit.tables import ColumnKind, RecordAt, TableKind, compact
from annotate_kit.tables.differing import Identity, Matched, Verdict, compare, match_rows, pair_items
from annotate_kit.workbook.handing_back import BackRow, BackTable, Exported, HandedBack
from annotate_kit.workbook.manifest import ManifestColumn, ManifestRow
from annotate_kit.workbook.meaning import Given, Meaning, Unclear, is_as_exported, normal, read_cell
from annotate_kit.workflow.workbook_newcomers import Newcomers
from annotate_kit.workflow.workbook_now import Now, NowRow
from annotate_kit.workflow.workbook_targets import (
    AddItem,
    AddNew,
    Decide,
    RemoveItemAt,
    RemoveRecordAt,
    SetField,
    Target,
    ended,
    is_numbered,
    list_pointer,
    pointer_of,
)

__all__ = ["Change", "Outcome", "changes_of"]


class Outcome(enum.Enum):
    """What will happen with a change."""

    APPLY = "apply"
    ADD = "add"
    DELETE = "delete"
    CONFLICT = "conflict"
    MISSING = "missing"
    """A row is gone, and nothing is deleted without being asked for."""
    REFUSED = "refused"


@attrs.frozen(kw_only=True)
class Change:
    """One thing that somebody changed, and what will happen."""

    sheet: str
    cell: str
    record: str
    """The id that stands in the row; of a new record, the one that it gets."""
    field: str
    """The header of the column; empty where a whole row is meant."""
    key: str = ""
    """Of the column."""
    base: str = ""
    """What was exported, as cells show it; "" is an empty cell."""
    theirs: str = ""
    """What stands there."""
    ours: str = ""
    """What the project says now."""
    outcome: Outcome
    why: str = ""
    """Of what is not done, what to do about it; else what a person should know."""
    targets: tuple[Target, ...] = ()
    """What is done."""

    @property
    def is_done(self) -> bool:
        """Whether it is something that will be done."""
        return self.outcome in (Outcome.APPLY, Outcome.ADD, Outcome.DELETE)


_Key = tuple[str, tuple[int, ...]]
"""The id of a row, and the numbers of an item as the row shows them."""


def changes_of(
    back: HandedBack, exported: Exported, now: Now, *, is_two_way: bool, deletes: bool, seed: str
) -> tuple[Change, ...]:
    """Everything that was changed, in the order of sheets and rows.

    Args:
        back: What came back.
        exported: What was exported.
        now: What the project says now.
        is_two_way: Whether `exported` is only what is there now, because the workbook does not say.
        deletes: Whether rows that are gone are to be deleted.
        seed: What ids of new records are made of, besides what the rows say: the same gives the same ids.
    """
    by_sheet = {sheet.name: sheet.table for sheet in exported.manifest.sheets}
    rows: dict[str, list[ManifestRow]] = {}
    for row in exported.rows:
        rows.setdefault(by_sheet.get(row.sheet, ""), []).append(row)
    newcomers = Newcomers(catalog=now.catalog)
    by_table: dict[str, list[Change]] = {}
    # Records first: rows of their lists may belong to new ones.
    for table in sorted(back.tables, key=lambda table: table.kind is TableKind.ITEMS):
        base = rows.get(table.name, [])
        one = _Comparison(table, base, now, newcomers, is_two_way=is_two_way, deletes=deletes, seed=seed)
        by_table[table.name] = [*one.changes()]
    found = [change for table in back.tables for change in by_table[table.name]]
    gone = {target.at for change in found for target in change.targets if isinstance(target, RemoveRecordAt)}
    return tuple(change for change in found if not _goes_with_its_record(change, gone))


def _goes_with_its_record(change: Change, gone: set[RecordAt]) -> bool:
    return any(isinstance(target, RemoveItemAt) and target.at in gone for target in change.targets)


class _Comparison:
    """One table, three times."""

    def __init__(
        self,
        table: BackTable,
        base: Iterable[ManifestRow],
        now: Now,
        newcomers: Newcomers,
        *,
        is_two_way: bool,
        deletes: bool,
        seed: str,
    ) -> None:
        self.newcomers = newcomers
        self.table = table
        self.base: dict[_Key, ManifestRow] = {(row.id, row.order): row for row in base}
        self.now = now
        self.is_two_way = is_two_way
        self.deletes = deletes
        self.seed = seed
        self.is_items = table.kind is TableKind.ITEMS
        self.type = table.name.partition("/")[0]
        self.columns = {key: column for key, column in table.columns.items() if column.is_editable}
        record_type = now.catalog.types.get(self.type)
        self.fields: dict[str, Field | None] = {
            key: field_at(record_type, key) if record_type else None for key in self.columns
        }
        self._lists = {key: parent(key) for key in self.columns if is_numbered(record_type, key)}
        """Column of an item of a short list → that list."""
        self._rows = now.rows_of(table.name)
        self._exported_items: dict[str, list[ManifestRow]] = {}
        for row in self.base.values():
            self._exported_items.setdefault(row.id, []).append(row)
        self._pairs: dict[tuple[RecordAt, ...], dict[tuple[int, ...], tuple[int, ...]]] = {}
        self._new: Counter[str] = Counter()
        self._then: dict[RecordAt, Counter[str]] = {}

    def changes(self) -> Iterator[Change]:
        """What was changed, in the order of the rows, and what is gone at the end."""
        matched = self._match()
        found: dict[int, Callable[[], Iterable[Change]]] = {
            id(row): partial(self._pair, key, row) for key, row in matched.pairs.items()
        }
        for row in (*matched.new, *(row for _, row in matched.copies)):
            found[id(row)] = partial(self._added, row)
        for why, listed in ((_IDLE, matched.idle), (_DOUBTFUL, matched.doubtful), (_UNKNOWN, matched.unknown)):
            for _, row in listed:
                found[id(row)] = partial(self._refusing, row, why)
        for row in self.table.rows:
            yield from found[id(row)]() if id(row) in found else ()
        if not self.is_two_way and self.table.has_ids:
            for key in matched.missing:
                yield from self._gone(key)

    # Which row is which.

    def _match(self) -> Matched[_Key, BackRow]:
        hashes = {key: row.base for key, row in self.base.items()}
        ids = {id_ for id_, _ in self.base}
        by_base: dict[tuple[str, str], list[_Key]] = {}
        if self.is_items:
            for key, row in self.base.items():
                by_base.setdefault((row.id, row.base), []).append(key)
        identities = [(self._identity(row, ids, by_base), row) for row in self.table.rows]
        return match_rows(hashes, [(one, row) for one, row in identities if one is not None])

    def _identity(
        self, row: BackRow, ids: set[str], by_base: Mapping[tuple[str, str], list[_Key]]
    ) -> Identity[_Key] | None:
        """Who a row says it is; None where it says nothing at all that can be corrected."""
        key: _Key | None = (row.id, row.order if self.is_items else ()) if row.id else None
        if key is not None and self.is_items and row.id in ids:
            own = by_base.get((row.id, row.base), [])
            if key not in own and len(own) == 1:
                key = own[0]  # somebody changed its number
            elif key not in self.base:
                key = None  # a new item of a record that there is
        if key not in self.base and not any(self._is_filled(row, name) for name in self.columns):
            return None
        is_unchanged = key in self.base and not any(self._changed(self.base[key], row))
        return Identity(key=key, base=row.base, is_unchanged=is_unchanged)

    def _is_filled(self, row: BackRow, key: str) -> bool:
        return key in row.cells and key not in row.unread

    def _changed(self, base: ManifestRow, row: BackRow) -> Iterator[str]:
        """The keys of cells that say something else than what was exported."""
        for key, column in self.columns.items():
            if key in row.places and key not in row.unread:
                value = base.values.get(key, ABSENT)
                if not is_as_exported(column, row.cells.get(key), value, base.shown.get(key)):
                    yield key

    # Rows that were exported.

    def _pair(self, key: _Key, row: BackRow) -> Iterator[Change]:
        base = self.base[key]
        for name in row.unread & self.columns.keys():
            yield self._cell(row, base, name, Outcome.REFUSED, why=_MERGED)
        changed = tuple(self._changed(base, row))
        if not changed:
            return
        now = self._find_now(base)
        for name in changed:
            above = self._lists.get(name)
            is_settled = above is not None and now is not None and self._is_list_settled(row, base, now, above)
            change = None if is_settled else self._field(row, base, now, name)
            if change is not None:
                yield change

    def _is_list_settled(self, row: BackRow, base: ManifestRow, now: NowRow, above: str) -> bool:
        """Whether a short list says already what its cells say, whichever of them are empty."""
        theirs: list[Json] = []
        ours: list[Json] = []
        for key in (key for key, parent_key in self._lists.items() if parent_key == above):
            meaning = self._meaning(row, key, base.values.get(key, ABSENT), now)
            if isinstance(meaning, Given) and meaning.value is not ABSENT:
                theirs.append(meaning.value)
            if key in now.values:
                ours.append(cast("Json", now.values[key]))
        return same(theirs, ours)

    def _find_now(self, base: ManifestRow) -> NowRow | None:
        """The row as it is now; None where it is gone."""
        listed = self._rows.get(base.id, [])
        if not self.is_items:
            return next(iter(listed), None)
        own = {one.row.item: one for one in listed if one.row.records == base.records}
        if base.records not in self._pairs:
            listed_then = (row for row in self._exported_items[base.id] if row.records == base.records)
            self._pairs[base.records] = pair_items(
                {row.item: self._content(row.values) for row in listed_then},
                {item: self._content(one.values) for item, one in own.items()},
            )
        return own.get(self._pairs[base.records].get(base.item, (-1,)))

    def _content(self, values: Mapping[str, object]) -> str:
        """What a row says in the columns that were exported: an export may have been of a few alone."""
        return compact({key: cast("Json", values[key]) for key in self.columns if key in values})

    def _field(self, row: BackRow, base: ManifestRow, now: NowRow | None, key: str) -> Change | None:
        """One changed cell; None where nothing is to be done."""
        if now is None:
            return self._cell(row, base, key, Outcome.CONFLICT, why=_GONE)
        before = base.values.get(key, ABSENT)
        ours = cast("Json | Absent", now.values.get(key, ABSENT))
        cell = partial(self._cell, row, base, key, ours=ours)
        if key in base.closed:
            return cell(Outcome.REFUSED, why=_CLOSED)
        meaning = self._meaning(row, key, before, now)
        if isinstance(meaning, Unclear):
            return cell(Outcome.REFUSED, why=ended(meaning.why))
        verdict = compare(before, meaning.value, ours)
        is_changed_since = self.is_two_way and row.base not in ("", now.base)
        if verdict is Verdict.NOTHING:
            return None
        if verdict is Verdict.CONFLICT or is_changed_since:
            return cell(Outcome.CONFLICT, why=_SINCE if is_changed_since else _BOTH)
        return self._to_apply(row, base, now, key, meaning, ours)

    def _to_apply(
        self, row: BackRow, base: ManifestRow, now: NowRow, key: str, meaning: Given, ours: Json | Absent
    ) -> Change:
        target = self._target(now, key, meaning.value)
        if isinstance(target, str):
            return self._cell(row, base, key, Outcome.REFUSED, ours=ours, why=target)
        flags = (*meaning.flags, *(("the cell is merged with the one above",) if key in row.merged else ()))
        why = "; ".join(flags)
        return self._cell(row, base, key, Outcome.APPLY, ours=ours, why=_sentence(why), targets=(target,))

    def _meaning(self, row: BackRow, key: str, before: Json | Absent, now: NowRow | None) -> Meaning:
        column = self.columns[key]
        at = now.row.records[0] if now is not None and len(now.row.records) == 1 else None
        named = self.now.named((at.article, at.annotator) if at else None) if column.kind == _REFERENCE else ()
        return read_cell(column, self.fields[key], row.cells.get(key), before=before, named=named)

    def _target(self, now: NowRow, key: str, value: Json | Absent) -> Target | str:
        """What is to be done for a changed cell, or why it cannot be."""
        column = self.columns[key]
        held = self._held(now, key)
        if held is None:
            return Decide(entity=now.row.id, pointer=key, value=None if value is ABSENT else _parsed(column, value))
        plain = self._plain(column, value, (held.article, held.annotator))
        if plain is _NO_REFERENCE:
            return _ELSEWHERE
        pointer = pointer_of(key, now.row.item)
        return SetField(at=held, pointer=pointer, value=cast("Json | Absent", plain), is_numbered=key in self._lists)

    def _held(self, now: NowRow, key: str) -> RecordAt | None:
        """The one record that says the value; None where several do, or the register decides it."""
        if key in now.row.decided:
            return None
        if len(now.row.records) == 1:
            return now.row.records[0]
        saying = [at for at in now.row.records if self._says(at, key)]
        return saying[0] if len(saying) == 1 else None

    def _says(self, at: RecordAt, key: str) -> bool:
        value = find_value(self.now.annotations[at.article, at.annotator].records[at.record].data, key)
        return value is not ABSENT and value is not None

    def _plain(self, column: ManifestColumn, value: Json | Absent, article: tuple[str, str]) -> object:
        """A value as a record's data has it."""
        if value is ABSENT:
            return ABSENT
        if column.kind == _REFERENCE and isinstance(value, str):
            record = self.now.record_of(value, article)
            return _NO_REFERENCE if record is None else record
        return _parsed(column, value)

    # Rows that were not.

    def _added(self, row: BackRow) -> Iterator[Change]:
        owner = self._owner(row) if self.is_items else None
        article = self._article(row) if owner is None else owner
        if isinstance(article, str):
            yield self._refused(row, article)
            return
        if isinstance(article, RecordAt):
            article = article.article, article.annotator
        said: dict[str, Json] = {}
        values: dict[str, Json] = {}
        flags: list[str] = []
        for key, column in self.columns.items():
            if not self._is_filled(row, key):
                continue
            named = self.now.named(article) if column.kind == _REFERENCE else ()
            meaning = read_cell(column, self.fields[key], row.cells.get(key), named=named)
            if isinstance(meaning, Unclear):
                yield self._refused(row, f"{ended(meaning.why)} The whole new row waits for it.", key)
                return
            flags += meaning.flags
            said[key] = cast("Json", meaning.value)
            values[key] = cast("Json", self._plain(column, meaning.value, article))
        if isinstance(owner, RecordAt):
            yield from self._new_item(row, compact(said), values, flags, owner)
        else:
            yield from self._new_record(row, compact(said), values, flags, article)

    def _article(self, row: BackRow) -> tuple[str, str] | str:
        """Article and annotator of the file that a new row goes to, or why it goes nowhere."""
        column = self.table.columns.get("@article")
        said, title = _said(row, "@article"), column.title if column else "Article"
        files = list(self.now.annotations)
        if not said and len(files) == 1:
            return files[0]
        found = [file for file in files if said.casefold() == file[0].casefold()]
        if len(found) == 1:
            return found[0]
        if not said:
            return f"A new record needs its article: write the article's id into the column “{title}”."
        return f"“{said}” is the id of no article here, or of several: write one into the column “{title}”."

    def _owner(self, row: BackRow) -> RecordAt | str:
        """The record that a new item belongs to, or why it belongs to none."""
        records = self._records_of(row.id) if row.id else self.newcomers.find(self.type, _said(row, "@caption"))
        if not records:
            return f"There is no record {row.id} any more." if row.id else _OWNERLESS
        if len(records) > 1 and _said(row, "@article"):
            records = [at for at in records if at.article == _said(row, "@article")]
        if len(records) != 1:
            return _SEVERAL if row.id else _NAMESAKES
        at = records[0]
        if not row.id and self._has_namesake(at, _said(row, "@caption").casefold()):
            return _NAMESAKES
        return at

    def _has_namesake(self, at: RecordAt, name: str) -> bool:
        """Whether a record that there is has the name of a new one."""
        id_ = self.now.entity_of(at.record, (at.article, at.annotator))
        return any(
            one.type == self.type and one.id != id_ and name in map(str.casefold, one.names)
            for one in self.now.named(None)
        )

    def _records_of(self, id_: str) -> list[RecordAt]:
        top = self.now.rows_of(self.type).get(id_, [])
        return list(top[0].row.records) if top else []

    def _new_record(
        self, row: BackRow, said: str, values: Mapping[str, Json], flags: list[str], article: tuple[str, str]
    ) -> Iterator[Change]:
        about = f"{self.seed}\n{article[0]}\n{self.type}\n{said}"
        self._new[about] += 1
        digest = hashlib.sha256(f"{about}\n{self._new[about]}".encode(errors="surrogatepass")).digest()
        id_ = make_id(self.type, int.from_bytes(digest[:8], "big") >> 14)
        target = AddNew(article=article[0], annotator=article[1], id=id_, type=self.type, values=values)
        self.newcomers.add(target, _said(row, "@caption"))
        if id_ in self.now.annotations[article].records:
            return  # it was added already
        yield self._row_change(row, id_, Outcome.ADD, flags, target)

    def _new_item(
        self, row: BackRow, said: str, values: Mapping[str, Json], flags: list[str], at: RecordAt
    ) -> Iterator[Change]:
        id_ = row.id or self.now.entity_of(at.record, (at.article, at.annotator))
        own = [one for one in self._rows.get(id_, []) if at in one.row.records]
        about = f"{at.record}\n{said}"
        self._new[about] += 1
        have = sum(compact(dict(one.values)) == said for one in own)  # type: ignore[arg-type]  # plain values
        if have >= self._said_then(id_, at)[said] + self._new[about]:
            return  # it was added already
        pointer = list_pointer(self.table.name, row.numbers, own[0].row if own else None)
        if pointer is None:
            yield self._refused(row, "It is not said which item it belongs to: write that one's number.")
            return
        target = AddItem(at=at, pointer=pointer, key=self.table.name.partition("/")[2], values=values)
        yield self._row_change(row, id_, Outcome.ADD, flags, target)

    def _said_then(self, id_: str, at: RecordAt) -> Counter[str]:
        """How often the items of a record said what, when they were exported."""
        if at not in self._then:
            own = (one for one in self._exported_items.get(id_, ()) if one.records == (at,))
            self._then[at] = Counter(compact(dict(one.values)) for one in own)
        return self._then[at]

    def _row_change(self, row: BackRow, id_: str, outcome: Outcome, flags: list[str], target: Target) -> Change:
        said = "; ".join(normal(row.cells[key].value) for key in self.columns if self._is_filled(row, key))
        return Change(
            sheet=row.sheet,
            cell=row.place(),
            record=id_,
            field="",
            theirs=said,
            outcome=outcome,
            why=_sentence("; ".join(flags)),
            targets=(target,),
        )

    # Rows that are gone.

    def _gone(self, row: _Key) -> Iterator[Change]:
        base = self.base[row]
        now = self._find_now(base)
        if now is None:
            return
        said = "; ".join(
            base.shown.get(key) or _shown(self.columns[key], value)
            for key, value in base.values.items()
            if key in self.columns
        )
        change = Change(
            sheet=self.table.title, cell="", record=base.id, field="", base=said, ours=said, outcome=Outcome.MISSING
        )
        if self._content(now.values) != self._content(base.values):
            yield attrs.evolve(change, outcome=Outcome.CONFLICT, why=_GONE_THERE)
        elif not self.deletes:
            yield attrs.evolve(change, why="The row is gone. Nothing is deleted without --deletes.")
        elif self.is_items:
            item = RemoveItemAt(
                at=now.row.records[0], pointer=pointer_of("/" + self.table.name.partition("/")[2], now.row.item)
            )
            yield attrs.evolve(change, outcome=Outcome.DELETE, targets=(item,))
        else:
            targets = tuple(RemoveRecordAt(at=at) for at in now.row.records)
            yield attrs.evolve(change, outcome=Outcome.DELETE, targets=targets)

    # Changes.

    def _cell(
        self,
        row: BackRow,
        base: ManifestRow,
        key: str,
        outcome: Outcome,
        *,
        ours: Json | Absent = ABSENT,
        why: str = "",
        targets: tuple[Target, ...] = (),
    ) -> Change:
        column = self.columns[key]
        before = base.values.get(key, ABSENT)
        cell = row.cells.get(key)
        return Change(
            sheet=row.sheet,
            cell=row.place(key),
            record=base.id,
            field=column.title,
            key=key,
            base=base.shown.get(key) or _shown(column, before),
            theirs="" if cell is None or key in row.unread else normal(cell.value),
            ours=base.shown.get(key, "") if same(before, ours) and key in base.shown else _shown(column, ours),
            outcome=outcome,
            why=why,
            targets=targets,
        )

    def _refusing(self, row: BackRow, why: str) -> Iterator[Change]:
        yield self._refused(row, why)

    def _refused(self, row: BackRow, why: str, key: str = "") -> Change:
        column = self.columns.get(key)
        said = row.cells.get(key)
        return Change(
            sheet=row.sheet,
            cell=row.place(key),
            record=row.id,
            field=column.title if column else "",
            key=key,
            theirs=normal(said.value) if said else "",
            outcome=Outcome.REFUSED,
            why=why,
        )


_REFERENCE = ColumnKind.REFERENCE.value
_NO_REFERENCE = object()

_CLOSED = "The cell shows only a part of the value, so it cannot be corrected here."
_MERGED = "The cell is merged with one beside it, so it is not read. Take the cells apart."
_GONE = "The row is not there any more: it was deleted since the export."
_GONE_THERE = "The row is gone from the workbook, but was changed here since the export. It stays."
_BOTH = "Both were changed since the export. Ours stays; change it in the annotation if theirs is right."
_SINCE = "The value here was changed since the export, and the workbook does not say what was exported. Ours stays."
_IDLE = "The row stands twice and says the same: nothing is added."
_DOUBTFUL = "It cannot be told which row this was: its id stands twice, or belongs to another row. Nothing is changed."
_UNKNOWN = "The id is of no row that was exported. Empty the cell for a new row, or put the id right."
_SEVERAL = "Several articles speak of it: change it in the article that is meant."
_OWNERLESS = "A new item needs the id of its record in the first column, or beside it the name of a new record."
_NAMESAKES = "Several records have that name: add the item in the annotation, or give the new record another name."
_ELSEWHERE = "The article of this row has no record of that: make one there first."


def _said(row: BackRow, key: str) -> str:
    """What stands in a cell, its white space made even."""
    return " ".join(normal(row.cells[key].value).split()) if key in row.cells else ""


def _shown(column: ManifestColumn, value: Json | Absent) -> str:
    if value is ABSENT or value is None:
        return ""
    title = next((title for code, title in column.choices if same(code, value)), None)
    if title is not None:
        return title
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else compact(value)


def _parsed(column: ManifestColumn, value: Json) -> Json:
    """A value as data has it: a cell of JSON holds it as text."""
    if column.kind == ColumnKind.JSON.value and isinstance(value, str):
        return cast("Json", parse_json(value.encode(errors="replace"), file="").value)
    return value


def _sentence(words: str) -> str:
    return ended(f"{words[0].upper()}{words[1:]}") if words else ""
