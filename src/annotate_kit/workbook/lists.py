"""The hidden sheets: lists for the drop-downs, and the manifest that says what each column is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import attrs
from openpyxl.cell import WriteOnlyCell
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from annotate_kit.tables import ColumnKind, TableModel, Titles, code_lists
from annotate_kit.workbook.manifest import MANIFEST, column_line
from annotate_kit.workbook.names import column_letters, defined_name
from annotate_kit.workbook.sanitise import clean, escape_attribute
from annotate_kit.workbook.spooling import Spooled
from annotate_kit.workbook.unwritten import new_sheet

__all__ = ["LISTS", "NamedList", "add_lists", "add_manifest", "add_manifest_rows", "named_lists"]

LISTS = "Lists"


@attrs.frozen(kw_only=True)
class NamedList:
    """Words that drop-downs offer, and the name of their range."""

    name: str
    title: str
    words: tuple[str, ...]


def named_lists(model: TableModel, names: Iterable[str] = ()) -> dict[object, NamedList]:
    """The lists of a workbook that has these names already, by `list_key` or by the kind of column they serve."""
    taken = Titles(names)
    listed: dict[object, tuple[str, tuple[str, ...]]] = {ColumnKind.YES_NO: ("yes no", ("yes", "no"))}
    for key, one in code_lists(model.tables).items():
        listed[key] = (one.title, tuple(choice.title for choice in one.choices))
    return {
        key: NamedList(name=defined_name(title, taken), title=title, words=words)
        for key, (title, words) in listed.items()
    }


def add_lists(book: Workbook, lists: Sequence[NamedList]) -> None:
    """Add the hidden sheet of lists, a column each, and name their ranges."""
    sheet = new_sheet(book, LISTS)
    sheet.sheet_state = "hidden"
    for position, one in enumerate(lists):
        letters = column_letters(position)
        place = f"{LISTS}!${letters}$2:${letters}${len(one.words) + 1}"
        book.defined_names[one.name] = DefinedName(one.name, attr_text=place)
    sheet.append([_text_cell(sheet, one.title) for one in lists])
    for row in zip_longest(*(one.words for one in lists)):
        sheet.append([None if words is None else _text_cell(sheet, words) for words in row])


def add_manifest(book: Workbook, facts: Mapping[str, str], sheets: Sequence[Spooled]) -> None:
    """Add the hidden sheet by which a workbook can be read back: facts, sheets, and the place of each column."""
    sheet = new_sheet(book, MANIFEST)
    sheet.sheet_state = "veryHidden"
    lines: list[tuple[str, ...]] = [("fact", name, said) for name, said in facts.items()]
    lines += [("sheet", one.name, one.table.name, one.table.kind.value) for one in sheets]
    lines += [column_line(one.name, clean(column.title).text, column) for one in sheets for column in one.columns]
    for line in lines:
        sheet.append([_text_cell(sheet, words) for words in line])


def add_manifest_rows(book: Workbook, names: Iterable[str]) -> None:
    """Add the hidden sheets of rows as they were written; the rows are spliced in on saving."""
    for name in names:
        sheet = new_sheet(book, name)
        sheet.sheet_state = "veryHidden"
        sheet.append([_text_cell(sheet, words) for words in ("sheet", "id", "base", "row")])


def _text_cell(sheet: Any, words: str) -> Any:
    """A cell of words that openpyxl takes for nothing else."""
    cell = WriteOnlyCell(sheet)
    cell.value = escape_attribute(clean(words).text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
