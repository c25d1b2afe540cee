"""The table model: named tables of typed columns, whose rows are read anew each time they are asked for."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import attrs

from annotate_kit.core import Annotation, Article, Problem, Record
from annotate_kit.core.entities import Ruling
from annotate_kit.schema import Catalog, Choice, Field, RecordType
from annotate_kit.tables.cells import Cell, compact, plain

__all__ = [
    "Annotated",
    "Column",
    "ColumnKind",
    "Note",
    "RecordAt",
    "Row",
    "Source",
    "Table",
    "TableKind",
    "TableModel",
    "TypeCount",
    "base_of",
]


@attrs.frozen(kw_only=True)
class Annotated:
    """One article, and what one annotator says about it."""

    article: Article
    text: str
    annotation: Annotation
    has_words: bool = True
    """Whether its words may be passed on; else quotes and sentences are left out."""


@attrs.frozen(kw_only=True)
class Source:
    """Everything that an export is made from."""

    catalog: Catalog
    articles: Iterable[Annotated]
    """Read more than once, in the order of the export."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the records and is exported in spite of it."""
    left_out: tuple[str, ...] = ()
    """What was left out on purpose, one sentence each."""
    unreadable: tuple[str, ...] = ()
    """What was left out because it could not be read, one sentence each."""
    rows: Literal["records", "entities"] = "records"
    """What a row is: a record, or all records of one real thing together."""
    leaders: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    """Entity id → the one under which an entity goes, where the register says that several are one."""
    rulings: Mapping[str, Mapping[str, Ruling]] = attrs.field(factory=dict, repr=False)
    """By that id: JSON Pointer into the data → what the register decides."""
    identifiers: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, repr=False)
    """By that id: what other collections call it, such as `wikidata` → Q884."""
    types: frozenset[str] | None = None
    """The record types whose records have tables; None for all."""
    columns: tuple[str, ...] | None = None
    """The fields that have columns, by title, name or JSON Pointer; None for all."""

    def entity_of(self, record: Record) -> str:
        """The id of the entity that a record belongs to, as the register has it."""
        return self.leaders.get(record.entity_id, record.entity_id)

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.is_error for problem in self.problems)


class ColumnKind(enum.Enum):
    """What the cells of a column hold, besides missing values and values of a wrong type."""

    TEXT = "text"
    LONG_TEXT = "text of several lines"
    ID = "id"
    CODE = "code"
    NUMBER = "number"
    DECIMAL = "decimal number"
    DATE = "date"
    EARLIEST = "first day of a date"
    YES_NO = "yes or no"
    REFERENCE = "reference"
    JSON = "JSON"
    MIXED = "text or number"
    SENTENCE = "sentence"
    LINK = "link"
    JUMP = "evidence"


class TableKind(enum.Enum):
    """What the rows of a table are."""

    RECORDS = "records"
    ITEMS = "items of a list in a record"
    DIFFERENCES = "differences between sources"
    EVIDENCE = "evidence"
    ARTICLES = "articles"
    DICTIONARY = "columns"
    CODES = "codes"
    PROBLEMS = "problems"


@attrs.frozen(kw_only=True)
class Column:
    """One column of a table."""

    key: str
    """The machine's name: a JSON Pointer template into the data such as `/amount/currency`, else a word with `@`."""
    title: str
    """One line, unlike that of every other column of the table."""
    kind: ColumnKind
    description: str = ""
    group: str = ""
    """The heading that the field stands under in a form."""
    choices: tuple[Choice, ...] = ()
    """Of a code, in the order of the schema, with titles unlike one another."""
    is_open: bool = False
    """Whether other values than the choices may stand here."""
    is_required: bool = False
    is_editable: bool = False
    """Whether a change of the cell means a change of the data."""
    is_hidden: bool = False
    width: float | None = None
    """In characters, where the schema says so."""
    field: Field | None = attrs.field(default=None, repr=False)
    """Where the column comes from a schema."""


@attrs.frozen
class Note:
    """What a row could not carry."""

    field: str
    """The title of the column, or the JSON Pointer of a value that has none."""
    what: str


@attrs.frozen
class RecordAt:
    """Where a record is: in which annotation file, under which id."""

    article: str
    annotator: str
    record: str


@attrs.frozen(kw_only=True)
class Row:
    """One row: cells parallel to the columns."""

    id: str = ""
    """Of what it is about, a record or an entity; empty where there is none."""
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    records: tuple[RecordAt, ...] = ()
    """The records that say what stands in it; an edit of a row of one record is an edit of that record."""
    item: tuple[int, ...] = ()
    """Of an item of a list: its number in each list on the way to it, from 0, in the record's data."""
    order: tuple[int, ...] = ()
    """The same as the row shows it: from 1, and going on from one record of an entity to the next."""
    closed: frozenset[str] = frozenset()
    """Keys of columns whose cells here say less than the data, so that they cannot be corrected."""
    decided: frozenset[str] = frozenset()
    """Keys of columns whose values here are decisions of the register, whatever the records say."""


def base_of(canonical: str) -> str:
    """The hash of a row's canonical JSON: 16 hexadecimal digits."""
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()[:16]


@attrs.frozen(kw_only=True)
class Table:
    """A table, whose rows are read anew each time."""

    name: str
    """The machine's name: a record type, with a JSON Pointer template behind it for a list; else a word with `@`."""
    title: str
    kind: TableKind
    columns: tuple[Column, ...]
    frozen: int = 1
    """How many columns at the left stay in view, at least one."""
    record_type: RecordType | None = attrs.field(default=None, repr=False)
    read: Callable[[], Iterator[Row]] = attrs.field(repr=False)

    def rows(self) -> Iterator[Row]:
        """The rows, from the first one on."""
        return self.read()

    def content(self, row: Row) -> dict[str, object]:
        """The values of a row that can be corrected, by column key."""
        pairs = zip(self.columns, row.cells, strict=True)
        values = ((column.key, plain(cell)) for column, cell in pairs if column.is_editable)
        return {key: value for key, value in values if value is not None}

    def canonical(self, row: Row) -> str:
        """The same as canonical JSON on one line."""
        content: Mapping[str, object] = self.content(row)
        return compact(content)  # type: ignore[arg-type]  # plain values

    def base(self, row: Row) -> str:
        """A hash of what can be corrected in a row: 16 hexadecimal digits."""
        return base_of(self.canonical(row))


@attrs.frozen(kw_only=True)
class TypeCount:
    """How many records of one type there are."""

    title: str
    """The plural."""
    records: int
    entities: int
    """Rows of its table, where a row is an entity; else as many as records."""
    articles: int
    """Articles that have such records."""
    spans: int
    """Spans that speak of them, counted for each record."""
    unsupported: int
    """Records without a span."""
    invalid: int
    """Records with errors."""
    by_status: Mapping[str, int]
    """Status of the annotation file → records."""


@attrs.frozen(kw_only=True)
class TableModel:
    """All tables of an export, in the order in which they are shown."""

    tables: tuple[Table, ...]
    articles: int
    records: int
    counts: tuple[TypeCount, ...]
    """In the order of the tables."""
    articles_by_status: Mapping[str, int]
    empty_lists: tuple[str, ...] = ()
    """Titles of lists that have no table, as no record has an item of them."""
    source: Source = attrs.field(repr=False)

    def get(self, name: str) -> Table:
        """The table of a machine's name.

        Raises:
            KeyError: where there is none.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def of_kind(self, kind: TableKind) -> tuple[Table, ...]:
        """The tables of one kind."""
        return tuple(table for table in self.tables if table.kind is kind)
