"""Random things that people do to a workbook while others edit the store, and a plain model of what must come of it.

The model knows nothing of how the kit works: it keeps rows as dictionaries, and says what the rules say. A value is
wrong where the store has another one afterwards, and lost where a change neither arrived nor was reported.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
from tests.fakes.handed_back import a_project, annotation_of, applied, compared, disk_of, whole
from tests.fakes.memory_fs import MemoryFs, chance
from tests.fakes.projects import counted
from tests.fakes.raw_books import book_parts, packed
from tests.fakes.sources import FORUM, SUMMIT, an_article, annotated

from annotate_kit.core import ABSENT, Json, Record, changes
from annotate_kit.tables import Annotated
from annotate_kit.workbook.cells import Book, Figure, Moment, Sheet
from annotate_kit.workbook.meaning import normal
from annotate_kit.workbook.names import column_letters
from annotate_kit.workbook.reading import read_workbook
from annotate_kit.workbook.sanitise import escape
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import open_session

__all__ = ["Script", "Wrong", "judge", "make_script"]

Cell = str | int | dt.date | None


class Row(list[Cell]):
    """The cells of a row, and the key that it keeps wherever it goes."""

    key: int = -1


_FIELDS: Mapping[str, str] = {
    "Title": "title",
    "Kind": "kind",
    "Day": "when",
    "Open to the public": "public",
    "Length [hours]": "length",
    "Minutes": "minutes",
    "Phone": "phone",
}
"""Header → field."""
_KINDS = {"Bilateral": "bilateral", "Summit": "summit", "Other": "other"}
_ABOVE = "Please look at this"
_WORDS = ("a", "=1+1", "부산", "two\nlines", " spaced ", "007", "x" * 40, "_x0041_", "0", "yes")
_DAY = dt.date(2023, 1, 1)
_EPOCH = dt.date(1899, 12, 30)


def _value(luck: random.Random, header: str) -> Cell:
    if header == "Kind":
        return luck.choice(list(_KINDS))
    if header == "Day":
        day: Cell = _DAY + dt.timedelta(days=luck.randint(0, 400))
        return luck.choice([day, "2023-05", "2024?"])
    if header == "Open to the public":
        return luck.choice(["yes", "no"])
    if header == "Length [hours]":
        return luck.randint(0, 30)
    return luck.choice(_WORDS)


def _data(header: str, cell: Cell) -> Json:
    """What the data holds for what a cell shows."""
    if header == "Kind":
        return _KINDS[str(cell)]
    if header == "Open to the public":
        return cell == "yes"
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _record(luck: random.Random, number: int) -> Record:
    wanted = ["Title", "Kind", *(header for header in _FIELDS if luck.random() < 0.5)]
    data = {_FIELDS[header]: _data(header, _value(luck, header)) for header in wanted}
    return Record(id=f"meeting-{number:010}", type="meeting", data=data)


_PROJECTS = 50
"""Different ones; to export takes longer than all the rest."""


@cache
def _articles(number: int) -> tuple[Annotated, ...]:
    luck = chance(number)
    records = [_record(luck, number) for number in range(luck.randint(3, 8))]
    half = len(records) // 2
    return (
        annotated(an_article("forum", FORUM), FORUM, records[:half]),
        annotated(an_article("summit", SUMMIT), SUMMIT, records[half:]),
    )


@cache
def _whole(number: int) -> bytes:
    return whole(a_project(disk_of(_articles(number))))


@cache
def _book(number: int) -> Book:
    return read_workbook(_whole(number), file="book.xlsx")


@attrs.define(kw_only=True, eq=False)
class Script:
    """A project, the sheet that somebody worked on, and what was done."""

    project: Project
    base: Mapping[str, Mapping[str, Json]]
    """Id → data at the export."""
    book: Book
    header: list[str]
    rows: list[Row]
    steps: list[str] = attrs.field(factory=list)
    hidden: set[int] = attrs.field(factory=set)
    """Keys of rows that a filter hides."""
    titles: int = 0
    """Rows that stand above the header."""
    touched: list[tuple[str, str]] = attrs.field(factory=list)
    """Ids and headers of cells that were typed anew."""
    exported: bytes
    """The workbook as it was handed out, with all its pages."""
    hands: list[list[Any]] = attrs.field(factory=list)
    """The same steps for LibreOffice, as `libreoffice_hands` takes them."""
    keys: int = 0
    """How many rows there ever were."""

    def at(self, header: str) -> int:
        """The position of a column."""
        return self.header.index(header)

    def new_row(self, cells: Sequence[Cell], place: int) -> Row:
        """A row that was not there before."""
        row = Row(cells)
        row.key = self.keys
        self.keys += 1
        self.rows.insert(place, row)
        return row

    def by_hand(self, step: str, *arguments: object) -> None:
        """Note a step for LibreOffice."""
        self.hands.append([step, *arguments])

    @property
    def job(self) -> dict[str, Any]:
        """What LibreOffice is to do with the workbook that was handed out."""
        sheet = self.book.find("Meetings")
        assert sheet is not None
        return {
            "sheet": "Meetings",
            "rows": len(sheet.rows) - 1,
            "columns": max(sheet.rows[0].cells) + 1,
            "steps": self.hands,
        }

    @property
    def bytes(self) -> bytes:
        """The workbook as it is handed back."""
        sheets = [
            _sheet_xml(self) if sheet.name == "Meetings" else _copied(sheet)
            for sheet in self.book.sheets
            if sheet.name == "Meetings" or sheet.name.startswith("_annotate_kit")
        ]
        names = [s.name for s in self.book.sheets if s.name == "Meetings" or s.name.startswith("_annotate_kit")]
        parts = book_parts(*sheets)
        for number, name in enumerate(names, 1):
            parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(f'name="Sheet{number}"', f'name="{name}"')
        return packed(parts)


def make_script(seed: int) -> Script:
    """A project and what somebody did to its workbook, and somebody else to the store; the same for the same seed."""
    luck = chance(seed)
    number = luck.randrange(_PROJECTS)
    project = a_project(disk_of(_articles(number)))
    book = _book(number)
    sheet = book.find("Meetings")
    assert sheet is not None
    width = max(sheet.rows[0].cells) + 1
    grid = [[_cell(row.cells[n].value) if n in row.cells else None for n in range(width)] for row in sheet.rows]
    base = {
        record.id: dict(record.data)
        for id_ in ("forum", "summit")
        for record in annotation_of(project, id_).records.values()
    }
    made = Script(
        project=project,
        base=base,
        book=book,
        header=[str(cell) for cell in grid[0]],
        rows=[],
        exported=_whole(number),
    )
    for place, cells in enumerate(grid[1:]):
        made.new_row(cells, place)
    for _ in range(luck.randint(1, 8)):
        step = luck.choice(_STEPS)
        made.steps.append(step.__name__)
        step(luck, made)
    for _ in range(luck.choice([0, 0, 1, 2, 3])):
        _edit_store(luck, made)
    return made


def _cell(value: Any) -> Cell:
    match value:
        case Moment():
            return value.value.date()
        case Figure():
            return int(value.value)
        case _:
            return normal(value) or None


# What people do.


def sort(luck: random.Random, made: Script) -> None:
    at = luck.randrange(len(made.header))
    is_descending = luck.random() < 0.5
    made.rows.sort(key=lambda row: str(row[at]), reverse=is_descending)
    made.by_hand("sort", at, is_descending)


def filter_(luck: random.Random, made: Script) -> None:
    made.hidden |= {row.key for row in made.rows if luck.random() < 0.3}
    # What LibreOffice hides is all but the rows with this title: other rows, and it must not matter which.
    made.by_hand("filter", made.at("Title"), made.rows[0][made.at("Title")] or "" if made.rows else "")


def insert_blank(luck: random.Random, made: Script) -> None:
    place = luck.randint(0, len(made.rows))
    _insert(made, [None] * len(made.header), place)


def _insert(made: Script, cells: Sequence[Cell], place: int) -> None:
    row = made.new_row(cells, place)
    made.by_hand("insert", row.key, place, [_typed(cell) for cell in cells])


def _typed(cell: Cell) -> object:
    return {"date": cell.isoformat()} if isinstance(cell, dt.date) else cell


def insert_new(luck: random.Random, made: Script) -> None:
    row: list[Cell] = [None] * len(made.header)
    for header in {"Title", "Kind", *luck.sample(list(_FIELDS), 3)} & set(made.header):
        row[made.at(header)] = _value(luck, header)
    if "Article" in made.header:
        row[made.at("Article")] = luck.choice(["forum", "summit"])
    _insert(made, row, luck.randint(0, len(made.rows)))


def copy_row(luck: random.Random, made: Script) -> None:
    if made.rows:
        place, copied = luck.randint(0, len(made.rows)), luck.choice(made.rows)
        made.by_hand("copy", made.new_row(copied, place).key, copied.key, place)


def move_row(luck: random.Random, made: Script) -> None:
    if made.rows:
        row = made.rows.pop(luck.randrange(len(made.rows)))
        place = luck.randint(0, len(made.rows))
        made.rows.insert(place, row)
        made.by_hand("move", row.key, place)


def delete_row(luck: random.Random, made: Script) -> None:
    if made.rows:
        made.by_hand("delete", made.rows.pop(luck.randrange(len(made.rows))).key)


def retype(luck: random.Random, made: Script) -> None:
    known = [header for header in _FIELDS if header in made.header]
    filled = [row for row in made.rows if any(cell is not None for cell in row)]
    if known and filled:
        row, header = luck.choice(filled), luck.choice(known)
        is_emptied = header not in ("Title", "Kind") and luck.random() < 0.2
        row[made.at(header)] = None if is_emptied else _value(luck, header)
        made.by_hand("type", row.key, made.at(header), _typed(row[made.at(header)]))
        id_ = row[made.at("Record ID")]
        if id_ is not None:
            made.touched.append((str(id_), header))


def move_column(luck: random.Random, made: Script) -> None:
    before, after = luck.randrange(len(made.header)), luck.randrange(len(made.header))
    made.header.insert(after, made.header.pop(before))
    for row in made.rows:
        row.insert(after, row.pop(before))
    made.by_hand("move_column", before, after)


def rename_column(luck: random.Random, made: Script) -> None:
    header = luck.choice(list(_FIELDS))
    if header in made.header and header not in ("Title", "Kind"):
        made.by_hand("rename_column", made.at(header), f"My {header}")
        made.header[made.at(header)] = f"My {header}"


def add_column(luck: random.Random, made: Script) -> None:
    at = luck.randint(0, len(made.header))
    notes = {row.key: "note" for row in made.rows if any(cell is not None for cell in row)}
    made.by_hand("add_column", at, f"Notes {len(made.header)}", notes)
    made.header.insert(at, f"Notes {len(made.header)}")
    for row in made.rows:
        row.insert(at, notes.get(row.key))


def title_above(_luck: random.Random, made: Script) -> None:
    if made.titles < 3:
        made.titles += 1
        made.by_hand("title_above", _ABOVE)


_STEPS: Sequence[Callable[[random.Random, Script], None]] = (
    *(sort, filter_, insert_blank, insert_new, copy_row, move_row, delete_row),
    *[retype] * 8,
    *(move_column, rename_column, add_column, title_above),
)


def _edit_store(luck: random.Random, made: Script) -> None:
    """Somebody changes a record here, more often than not where the workbook was changed too."""
    record, header = luck.choice(list(made.base)), luck.choice(list(_FIELDS))
    if made.touched and luck.random() < 0.7:
        record, header = luck.choice(made.touched)
    article = next((id_ for id_ in ("forum", "summit") if record in annotation_of(made.project, id_).records), None)
    if article is None:
        return
    session = open_session(made.project, article, "kim", clock=lambda: 1.0, ids=counted(luck.randrange(1 << 40)))
    if luck.random() < 0.15:
        session.do(changes.remove_record(session.annotation, record))
    else:
        typed = [
            row[made.at(header)] for row in made.rows if header in made.header and row[made.at("Record ID")] == record
        ]
        is_alike = bool(typed) and typed[0] is not None and luck.random() < 0.3
        value = _data(header, typed[0] if is_alike else _value(luck, header))
        session.do(changes.set_value(session.annotation, record, f"/{_FIELDS[header]}", value))
    session.close()


# What must come of it.


@attrs.frozen(kw_only=True)
class Wrong:
    """What did not come out as it must."""

    seed: int
    steps: tuple[str, ...]
    wrong: tuple[str, ...]
    lost: tuple[str, ...]


def judge(seed: int, made: Script, raw: bytes) -> Wrong | None:
    """Merge what came back and compare with the plain model; None where all is right."""
    now = _state(made.project)
    expected, added, reported = _expect(made, now)
    comparison = compared(made.project, raw, deletes=True)
    told = {change.record for change in comparison.left}
    lost = [f"nothing is said of {id_}" for id_ in reported if id_ and id_ not in told]
    applied(made.project, raw, deletes=True)
    after = _state(made.project)
    wrong = [f"{id_}: {after.get(id_)} is not {data}" for id_, data in expected.items() if after.get(id_) != data]
    new = Counter(_plain(data) for id_, data in after.items() if id_ not in now)
    wrong += [f"too much: {data}" for data in (new - added).elements()]
    lost += [f"not added: {data}" for data in (added - new).elements()]
    if [change for change in compared(made.project, raw, deletes=True).changes if change.is_done]:
        wrong.append("a second time would change more")
    return Wrong(seed=seed, steps=tuple(made.steps), wrong=tuple(wrong), lost=tuple(lost)) if wrong or lost else None


def _state(project: Project) -> dict[str, dict[str, Json]]:
    return {
        record.id: dict(record.data)
        for id_ in ("forum", "summit")
        for record in annotation_of(project, id_).records.values()
    }


def _plain(data: Mapping[str, Json]) -> str:
    return repr(sorted(data.items()))


def _said(made: Script, row: Row) -> dict[str, Json]:
    """What a row says in the columns that still have their names."""
    return {
        field: _data(header, row[made.at(header)])
        for header, field in _FIELDS.items()
        if header in made.header and row[made.at(header)] is not None
    }


def _expect(
    made: Script, now: Mapping[str, dict[str, Json]]
) -> tuple[dict[str, dict[str, Json] | None], Counter[str], list[str]]:
    """The data of each record, the data of those that are new, and the ids of which something must be said."""
    kept = {field for header, field in _FIELDS.items() if header in made.header}
    by_id: dict[str, list[Row]] = {}
    added: Counter[str] = Counter()
    for row in made.rows:
        id_ = row[made.at("Record ID")]
        if id_ is not None:
            by_id.setdefault(str(id_), []).append(row)
        elif _said(made, row):
            added[_plain(_said(made, row))] += 1
    expected: dict[str, dict[str, Json] | None] = {id_: dict(data) for id_, data in now.items()}
    reported: list[str] = []
    for id_, base in made.base.items():
        then = {field: value for field, value in base.items() if field in kept}
        listed = by_id.get(id_, [])
        same = [row for row in listed if _said(made, row) == then]
        changed = [row for row in listed if _said(made, row) != then]
        if not listed:
            _gone(base, expected, id_, reported)
        elif len(listed) == 1 or not same:
            if len(listed) > 1:
                reported.append(id_)
            elif changed:
                _merge(_said(made, changed[0]), then, kept, expected, id_, reported)
        else:
            reported += [id_] * (len(same) > 1)
            added += Counter(_plain(_said(made, row)) for row in changed)
    return expected, added, reported


def _gone(base: Mapping[str, Json], expected: dict[str, dict[str, Json] | None], id_: str, reported: list[str]) -> None:
    if expected.get(id_) == base:
        expected[id_] = None
    elif id_ in expected:
        reported.append(id_)


def _merge(
    theirs: Mapping[str, Json],
    then: Mapping[str, Json],
    kept: set[str],
    expected: dict[str, dict[str, Json] | None],
    id_: str,
    reported: list[str],
) -> None:
    ours = expected.get(id_)
    if ours is None:
        reported.append(id_)
        return
    for field in sorted(kept):
        base, their, our = (side.get(field, ABSENT) for side in (then, theirs, ours))
        if their in (base, our):
            continue
        if our != base:
            reported.append(id_)
        elif their is ABSENT:
            del ours[field]
        else:
            ours[field] = their


# Back to a file.


def _sheet_xml(made: Script) -> str:
    lines: list[Row] = [Row([_ABOVE]), *[Row([None])] * (made.titles - 1)] if made.titles else []
    lines += [Row(made.header), *made.rows]
    pieces = [
        f'<row r="{n}"{_hidden(made, row)}>{"".join(_cell_xml(c, n, cell) for c, cell in enumerate(row))}</row>'
        for n, row in enumerate(lines, 1)
    ]
    return _worksheet("".join(pieces))


def _hidden(made: Script, row: Row) -> str:
    return ' hidden="1"' if row.key in made.hidden else ""


def _copied(sheet: Sheet) -> str:
    return _worksheet(
        "".join(
            f'<row r="{row.number}">'
            + "".join(_cell_xml(c, row.number, normal(cell.value)) for c, cell in sorted(row.cells.items()))
            + "</row>"
            for row in sheet.rows
        )
    )


def _worksheet(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def _cell_xml(column: int, row: int, cell: Cell) -> str:
    place = f'r="{column_letters(column)}{row}"'
    match cell:
        case None:
            return ""
        case dt.date():
            return f'<c {place} s="1"><v>{(cell - _EPOCH).days}</v></c>'
        case int():
            return f"<c {place}><v>{cell}</v></c>"
        case _:
            return f'<c {place} s="4" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def disk(made: Script) -> MemoryFs:
    """The files of a script's project."""
    fs = made.project.store.fs
    assert isinstance(fs, MemoryFs)
    return fs
