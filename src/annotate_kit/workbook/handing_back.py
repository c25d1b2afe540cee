"""A workbook that came back: its sheets, columns and rows known by their names and ids, wherever they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from annotate_kit.tables import ENTITY, TableKind
from annotate_kit.tables.titles import folded
from annotate_kit.workbook.cells import Book, Figure, Sheet, SheetCell, SheetRow, Words
from annotate_kit.workbook.manifest import (
    MANIFEST,
    MANIFEST_ROWS,
    Manifest,
    ManifestColumn,
    ManifestRow,
    ManifestSheet,
    parse_manifest,
    parse_manifest_rows,
)
from annotate_kit.workbook.meaning import normal
from annotate_kit.workbook.names import column_letters

__all__ = ["BackRow", "BackTable", "Exported", "HandedBack", "find_exported", "hand_back", "is_of_entities"]

_LOOKED_AT = 10
"""Rows at the top among which the header is: somebody may have put a title above it."""
_NARROWEST = 6
"""Cells of a line of the hidden sheets, the empty ones at its end included."""
_ENOUGH = 0.6
"""The share of its headers by which a sheet that was renamed is known."""
_DATA = (TableKind.RECORDS.value, TableKind.ITEMS.value)


@attrs.frozen(kw_only=True)
class Exported:
    """What a workbook says of how it was exported."""

    manifest: Manifest
    rows: tuple[ManifestRow, ...]
    spoiled: int = 0
    """Lines of the hidden sheet that cannot be read any more."""


@attrs.frozen(kw_only=True, eq=False)
class BackRow:
    """A row of data that came back."""

    sheet: str
    number: int
    """From 1, the header included."""
    id: str = ""
    """Empty where it is gone."""
    base: str = ""
    """The hash of the row as it was exported; empty where it is gone."""
    order: tuple[int, ...] = ()
    """The numbers of an item in its lists, from 1; empty where one is gone, or where there is none."""
    numbers: tuple[int | None, ...] = ()
    """The same, with None for each that is gone."""
    cells: Mapping[str, SheetCell] = attrs.field(factory=dict)
    """Column key → what stands there; without empty cells."""
    places: Mapping[str, int] = attrs.field(factory=dict, repr=False)
    """Column key → position of the column from 0; without columns that are gone."""
    merged: frozenset[str] = frozenset()
    """Keys of cells that lie under a merged cell: those of another column say nothing, …"""
    unread: frozenset[str] = frozenset()
    """… and stand here, too."""

    def place(self, key: str = "") -> str:
        """Where a cell is, such as D17; without a key, or one whose column is gone, where the row begins."""
        return f"{column_letters(self.places.get(key, 0))}{self.number}"


@attrs.frozen(kw_only=True, eq=False)
class BackTable:
    """A table that came back, on one sheet or several."""

    name: str
    """The machine's name."""
    title: str
    """The name of its first sheet."""
    kind: TableKind
    columns: Mapping[str, ManifestColumn]
    """By key, those that were exported."""
    rows: tuple[BackRow, ...]
    has_ids: bool
    """Whether the column of ids is still there: else nothing can be said of rows that are gone."""


@attrs.frozen(kw_only=True, eq=False)
class HandedBack:
    """Everything that came back and was understood."""

    tables: tuple[BackTable, ...]
    notes: tuple[str, ...]
    """What is to be known about sheets and columns, one sentence each."""


def find_exported(book: Book) -> Exported | None:
    """What a workbook says of itself; None where its hidden sheets are gone."""
    sheet = book.find(MANIFEST)
    if sheet is None:
        return None
    manifest = parse_manifest(_lines(sheet))
    if not any(one.kind in _DATA for one in manifest.sheets):
        return None
    rows: list[ManifestRow] = []
    spoiled = 0
    for one in book.sheets:
        if one.name.startswith(MANIFEST_ROWS):
            for row in parse_manifest_rows(_lines(one, skip=1)):
                if row is None:
                    spoiled += 1
                else:
                    rows.append(row)
    return Exported(manifest=manifest, rows=tuple(rows), spoiled=spoiled) if rows else None


def is_of_entities(book: Book) -> bool:
    """Whether a row is one entity rather than one article's record, by what the sheets call its id."""
    return any(folded(ENTITY) in _titles(row) for sheet in book.sheets for row in sheet.rows[:_LOOKED_AT])


def _lines(sheet: Sheet, skip: int = 0) -> Iterator[list[str]]:
    for row in sheet.rows[skip:]:
        width = max(_NARROWEST, max(row.cells) + 1)
        yield [normal(row.cells[n].value) if n in row.cells else "" for n in range(width)]


def hand_back(book: Book, manifest: Manifest) -> HandedBack:
    """Read the sheets of data of a workbook by what the manifest says of them."""
    notes: list[str] = []
    tables: dict[str, list[BackRow]] = {}
    first: dict[str, ManifestSheet] = {}
    nameless: set[str] = set()
    expected = [one for one in manifest.sheets if one.kind in _DATA]
    found = {one.name: sheet for one in expected if (sheet := book.find(one.name)) is not None}
    claimed = {sheet.name for sheet in found.values()}
    for one in expected:
        titles = [column for column in manifest.columns if column.sheet == one.name]
        sheet = found.get(one.name) or _renamed(book, titles, claimed, one.name, notes)
        if sheet is None:
            notes.append(f"The sheet “{one.name}” is not there: nothing of it is changed.")
            continue
        first.setdefault(one.table, one)
        rows, has_ids = _rows(sheet, titles, notes)
        tables.setdefault(one.table, []).extend(rows)
        if not has_ids:
            nameless.add(one.table)
    return HandedBack(
        tables=tuple(
            BackTable(
                name=name,
                title=first[name].name,
                kind=TableKind(first[name].kind),
                columns={column.key: column for column in manifest.columns if column.sheet == first[name].name},
                rows=tuple(rows),
                has_ids=name not in nameless,
            )
            for name, rows in tables.items()
        ),
        notes=tuple(notes),
    )


def _renamed(
    book: Book, columns: Sequence[ManifestColumn], claimed: set[str], name: str, notes: list[str]
) -> Sheet | None:
    """A sheet under another name that has most of the headers, if there is one alone."""
    wanted = {folded(column.title) for column in columns}
    likely = [
        sheet
        for sheet in book.sheets
        if sheet.name not in claimed
        and any(len(wanted & set(_titles(row))) >= max(2, _ENOUGH * len(wanted)) for row in sheet.rows[:_LOOKED_AT])
    ]
    if len(likely) != 1:
        return None
    claimed.add(likely[0].name)
    notes.append(f"The sheet “{name}” is taken to be the one that is called “{likely[0].name}” now.")
    return likely[0]


def _titles(row: SheetRow) -> dict[str, list[int]]:
    """Header → the columns that have it."""
    found: dict[str, list[int]] = {}
    for position, cell in sorted(row.cells.items()):
        found.setdefault(folded(normal(cell.value)), []).append(position)
    return found


def _rows(sheet: Sheet, columns: Sequence[ManifestColumn], notes: list[str]) -> tuple[list[BackRow], bool]:
    """The rows of a sheet, and whether their ids can be told."""
    known = {folded(column.title): column for column in columns}
    tops = [(len(known.keys() & _titles(row).keys()), -n) for n, row in enumerate(sheet.rows[:_LOOKED_AT])]
    most, at = max(tops, default=(0, 0))
    if not most:
        notes.append(f"The sheet “{sheet.name}” has no header that was exported: nothing of it is read.")
        return [], False
    header = sheet.rows[-at]
    places = dict(_places(sheet, header, known, notes))
    reader = _Reader(sheet, places)
    read = [reader.row(row) for row in sheet.rows[1 - at :]]
    return [row for row in read if row is not None], "@id" in places


def _places(
    sheet: Sheet, header: SheetRow, known: Mapping[str, ManifestColumn], notes: list[str]
) -> Iterator[tuple[str, int]]:
    """The columns of the sheet, by key; what is doubtful about them is noted."""
    titles = _titles(header)
    strangers: list[str] = []
    for title, positions in titles.items():
        column = known.get(title)
        if column is None:
            cell = header.cells[positions[0]]
            strangers.append(f"“{normal(cell.value)}” ({column_letters(positions[0])}{header.number})")
        elif len(positions) > 1:
            letters = " and ".join(column_letters(position) for position in positions)
            notes.append(f"{sheet.name}: the header “{column.title}” stands twice ({letters}): neither is read.")
        else:
            yield column.key, positions[0]
    lost = [column.title for title, column in known.items() if column.is_editable and title not in titles]
    if lost:
        listed = ", ".join(f"“{title}”" for title in lost)
        was = "is not there" if len(lost) == 1 else "are not there"
        notes.append(f"{sheet.name}: {listed} {was}: nothing in that column is changed.")
    if strangers:
        also = " If one was renamed, give it its old header back." if lost else ""
        notes.append(f"{sheet.name}: headers that were not exported are passed over: {', '.join(strangers)}.{also}")


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: Sheet, places: Mapping[str, int]) -> None:
        self._sheet = sheet
        self._places = places
        self._orders = sorted(key for key in places if key.startswith("@order/"))
        self._by_number = {row.number: row for row in sheet.rows} if sheet.merged else {}

    def row(self, row: SheetRow) -> BackRow | None:
        """What a row says; None where it says nothing in any column that was exported."""
        cells: dict[str, SheetCell] = {}
        merged: set[str] = set()
        unread: set[str] = set()
        for key, position in self._places.items():
            cell = row.cells.get(position)
            cover = self._sheet.cover_of(row.number, position) if cell is None and self._by_number else None
            if cover is not None:
                merged.add(key)
                if cover[1] != position:
                    unread.add(key)
                else:
                    top = self._by_number.get(cover[0])
                    cell = top.cells.get(position) if top else None
            if cell is not None:
                cells[key] = cell
        if not cells.keys() - merged:
            return None
        numbers = tuple(_number(cells.get(key)) for key in self._orders)
        return BackRow(
            sheet=self._sheet.name,
            number=row.number,
            id="" if "@id" in merged else _text(cells.get("@id")).strip(),
            base="" if "@base" in merged else _text(cells.get("@base")).strip(),
            order=tuple(number for number in numbers if number is not None) if None not in numbers else (),
            numbers=numbers,
            cells=cells,
            places=self._places,
            merged=frozenset(merged),
            unread=frozenset(unread),
        )


def _text(cell: SheetCell | None) -> str:
    return "" if cell is None else normal(cell.value)


def _number(cell: SheetCell | None) -> int | None:
    match cell:
        case SheetCell(value=Figure() as figure) if figure.value == figure.value.to_integral_value():
            return int(figure.value)
        case SheetCell(value=Words(text=text)) if text.strip().isascii() and text.strip().isdecimal():
            return int(text)
        case _:
            return None
