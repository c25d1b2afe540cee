"""What a workbook says about itself, so that it can be read back without the files it was made from.

Two hidden sheets hold it, in cells of plain text that no spreadsheet program changes.

`_annotate_kit` has lines of three kinds, told apart by their first cell:

- `fact`, name, value: `Export id`, `Date`, `Project revision`, `Schemas` (a hash), `Format`, and `Rows`, which are
  `records` or `entities`.
- `sheet`, the sheet's name, the table's machine name (`official`, `official/roles/*`, `@evidence`), the table's kind.
- `column`, the sheet's name, the header, the key (a JSON Pointer template such as `/roles/*/title`, with `*` for an
  item's number; else a word with `@`), the kind, `editable` or nothing, then the codes as a JSON list of
  `[value, title]`.

`_annotate_kit_rows`, and `_annotate_kit_rows (2)` and so on where one does not hold all, has a line for each row of
records or of items: the sheet's name, the id that stands in the row, the hash that stands in it (`_base`), and a JSON
object in one cell, or in several whose texts follow one another:

- `values`: key → value as the data has it, for each editable cell that is not empty. A cell of JSON has its text. In
  rows of entities a reference is the id of the entity.
- `shown`: key → text, where the cell shows another text than the value: the name of what a reference means, and what
  had to be replaced. Codes show the title of their column's list, yes and no are words, whole days are days.
- `closed`: keys of cells that say less than the data, such as a long text that was cut: they are not read back.
- `decided`: keys of cells whose value the register decides, so that an edit of them is another decision.
- `records`: a list of `[article, annotator, record id]`. An edit of a row of one record is an edit of that record;
  where several say it, it is a decision for the register, under the key as the pointer.
- `item`: in tables of lists, the numbers of the item in its lists, from 0: they stand for the `*` of the keys in
  order. `order` has the numbers that stand in the row, which are others in rows of entities of several records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT
from annotate_kit.core.values import Json
from annotate_kit.tables import Column, RecordAt, Row, compact

__all__ = [
    "MANIFEST",
    "MANIFEST_ROWS",
    "Manifest",
    "ManifestColumn",
    "ManifestRow",
    "ManifestSheet",
    "column_line",
    "parse_manifest",
    "parse_manifest_rows",
    "row_json",
    "row_line",
]

MANIFEST, MANIFEST_ROWS = "_annotate_kit", "_annotate_kit_rows"

_CHUNK = 16_000
"""Code points of a cell: no more than 32,767 UTF-16 units, whatever they are."""


@attrs.frozen(kw_only=True)
class ManifestSheet:
    """One sheet as it was written."""

    name: str
    table: str
    """The machine's name of the table."""
    kind: str
    """Of the table: `records`, `evidence` and so on."""


@attrs.frozen(kw_only=True)
class ManifestColumn:
    """One column as it was written."""

    sheet: str
    title: str
    key: str
    kind: str
    is_editable: bool
    choices: tuple[tuple[Json, str], ...] = ()
    """Each code with the title that cells show."""


@attrs.frozen(kw_only=True)
class ManifestRow:
    """One row of records or items as it was written."""

    sheet: str
    id: str
    base: str
    values: Mapping[str, Json] = attrs.field(factory=dict)
    shown: Mapping[str, str] = attrs.field(factory=dict)
    closed: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    records: tuple[RecordAt, ...] = ()
    item: tuple[int, ...] = ()
    order: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Manifest:
    """What a workbook says about itself."""

    facts: Mapping[str, str] = attrs.field(factory=dict)
    sheets: tuple[ManifestSheet, ...] = ()
    columns: tuple[ManifestColumn, ...] = ()

    @property
    def export_id(self) -> str:
        """The hash of the content, empty where the workbook does not say it."""
        return self.facts.get("Export id", "")

    @property
    def revision(self) -> str:
        """The revision of the project, empty where the workbook does not say it."""
        return self.facts.get("Project revision", "")


def column_line(sheet: str, title: str, column: Column) -> tuple[str, ...]:
    """The line of a column; `title` is the header as it was written."""
    choices: Json = [[choice.value, choice.title] for choice in column.choices]
    editable = "editable" if column.is_editable else ""
    return (
        "column",
        sheet,
        title,
        column.key,
        column.kind.value,
        editable,
        *(_chunks(_ascii(compact(choices))) if choices else ()),
    )


def row_json(row: Row, canonical: str, shown: Mapping[str, str], closed: Iterable[str]) -> str:
    """What a row was, as JSON of characters that no spreadsheet program changes; `canonical` are its values as JSON."""
    said: dict[str, Json] = {
        "closed": sorted({*row.closed, *closed}),
        "decided": sorted(row.decided),
        "item": list(row.item),
        "order": list(row.order),
        "records": [[one.article, one.annotator, one.record] for one in row.records],
        "shown": dict(shown),
    }
    rest = compact({name: value for name, value in said.items() if value})
    opening = rest[:-1] + "," if len(rest) > len("{}") else "{"
    return _ascii(f'{opening}"values":{canonical}}}')


def row_line(sheet: str, id_: str, base: str, json: str) -> tuple[str, ...]:
    """The cells of a row's line."""
    return (sheet, id_, base, *_chunks(json))


def parse_manifest(lines: Iterable[Sequence[str]]) -> Manifest:
    """What the lines of the manifest's sheet say; lines of another kind, or too short, are passed over."""
    facts: dict[str, str] = {}
    sheets: list[ManifestSheet] = []
    columns: list[ManifestColumn] = []
    for line in lines:
        match list(line):
            case ["fact", name, value, *_]:
                facts[name] = value
            case ["sheet", name, table, kind, *_]:
                sheets.append(ManifestSheet(name=name, table=table, kind=kind))
            case ["column", sheet, title, key, kind, editable, *rest]:
                columns.append(
                    ManifestColumn(
                        sheet=sheet,
                        title=title,
                        key=key,
                        kind=kind,
                        is_editable=editable == "editable",
                        choices=_choices("".join(rest)),
                    )
                )
            case _:
                pass
    return Manifest(facts=facts, sheets=tuple(sheets), columns=tuple(columns))


def parse_manifest_rows(lines: Iterable[Sequence[str]]) -> Iterator[ManifestRow | None]:
    """The rows that the lines of the other sheet tell, without its header; None for a line that cannot be read."""
    for line in lines:
        sheet, id_, base, *chunks = [*line, "", "", ""] if len(line) < len(("sheet", "id", "base")) else line
        value = parse_json("".join(chunks).encode(errors="replace"), file="").value
        yield _row(sheet, id_, base, value) if isinstance(value, Mapping) else None


def _row(sheet: str, id_: str, base: str, said: Mapping[str, Json]) -> ManifestRow | None:
    try:
        return ManifestRow(
            sheet=sheet,
            id=id_,
            base=base,
            values=dict(cast("Mapping[str, Json]", said["values"])),
            shown={key: str(text) for key, text in cast("Mapping[str, Json]", said.get("shown", {})).items()},
            closed=frozenset(map(str, cast("Sequence[Json]", said.get("closed", ())))),
            decided=frozenset(map(str, cast("Sequence[Json]", said.get("decided", ())))),
            records=tuple(
                RecordAt(*map(str, cast("Sequence[Json]", one)))
                for one in cast("Sequence[Json]", said.get("records", ()))
            ),
            item=_numbers(said.get("item", ())),
            order=_numbers(said.get("order", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError):  # somebody wrote in the hidden sheet
        return None


def _numbers(value: Json) -> tuple[int, ...]:
    return tuple(int(cast("int", number)) for number in cast("Sequence[Json]", value))


def _choices(text: str) -> tuple[tuple[Json, str], ...]:
    value = parse_json(text.encode(errors="replace"), file="").value if text else ABSENT
    pairs = cast("Sequence[Json]", value) if isinstance(value, list | tuple) else ()
    return tuple(
        (pair[0], str(pair[1]))
        for pair in pairs
        if isinstance(pair, list | tuple) and len(pair) == len(("code", "title"))
    )


def _ascii(json: str) -> str:
    """The same JSON without what spreadsheet programs take for something else: `_x0041_` is an escape of theirs."""
    return json.replace("_x", "\\u005fx").replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _chunks(text: str) -> tuple[str, ...]:
    return tuple(text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))
