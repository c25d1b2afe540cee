"""The evidence table: a row for each span that names a record or says one of its values."""

from __future__ import annotations

from collections.abc import Container, Iterator

from annotate_kit.core import ABSENT, CLAIM_KINDS, Absent, Claim, Json, Record, Span
from annotate_kit.schema import Choice, RecordType, label
from annotate_kit.tables.cells import MISSING, Cell, Code, Id, JsonText, Link, Marked, Number, Text, compact
from annotate_kit.tables.links import passage_url
from annotate_kit.tables.model import Annotated, Column, ColumnKind, Row, Table, TableKind
from annotate_kit.tables.planning import ENTITY
from annotate_kit.tables.subjects import Subjects
from annotate_kit.text import TextIndex, index_text

__all__ = ["CLAIM_CHOICES", "claim_cell", "evidence_table"]

_MENTION = Text("Mention")
"""The field of a span that names the record as a whole."""

_AROUND = 300
"""Code points kept on either side of the words, where a sentence is longer."""

CLAIM_CHOICES = tuple(Choice(value=kind, title=kind.capitalize()) for kind in CLAIM_KINDS)
_CLAIM_CELLS = {str(choice.value): Code(choice.value, choice.title) for choice in CLAIM_CHOICES}

_COLUMNS = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description, choices=choices)
    for key, title, kind, description, choices in (
        ("record", "Record ID", ColumnKind.ID, "The record that the words speak of.", ()),
        ("caption", "Record", ColumnKind.TEXT, "The name of the record.", ()),
        ("type", "Type", ColumnKind.TEXT, "The record type.", ()),
        ("field", "Field", ColumnKind.TEXT, "The value that the words say, or “Mention”.", ()),
        ("quote", "Quote", ColumnKind.TEXT, "The exact words.", ()),
        ("sentence", "Sentence", ColumnKind.SENTENCE, "The words in their sentence, bold and red.", ()),
        ("article", "Article", ColumnKind.LINK, "The article; leads to the words on its page, where one is known.", ()),
        ("start", "Start", ColumnKind.NUMBER, "Code points of the text before the words.", ()),
        ("end", "End", ColumnKind.NUMBER, "Code points of the text up to and with the words.", ()),
        ("claim", "Claim", ColumnKind.CODE, "How the words say it.", CLAIM_CHOICES),
        ("by", "Said by", ColumnKind.TEXT, "Who says so, where the words report it.", ()),
        ("other", "Other value", ColumnKind.TEXT, "What this source says instead of the value taken.", ()),
        ("origin", "Origin", ColumnKind.TEXT, "Who found it: a person, a workbook, or a suggester.", ()),
        ("note", "Note", ColumnKind.LONG_TEXT, "What the annotator remarked.", ()),
        ("annotator", "Annotator", ColumnKind.ID, "Who annotated the article.", ()),
        ("pointer", "Path", ColumnKind.ID, "The value's place in the record's data, as a JSON Pointer.", ()),
        ("span", "Span ID", ColumnKind.ID, "The id of the words in the annotation file.", ()),
    )
)


_ENTITY = Column(key="@entity", title=ENTITY, kind=ColumnKind.ID, description="The row that the words speak of.")
_OF_ENTITIES = (_ENTITY, *_COLUMNS[1:], _COLUMNS[0])


def evidence_table(subjects: Subjects, types: Container[str]) -> Table:
    """All evidence of records of these types, in the order of articles and records."""

    def read() -> Iterator[Row]:
        labels: dict[tuple[str, str], Text] = {}
        for one in subjects.source.articles:
            yield from _Reader(subjects, one, types, labels).rows()

    columns = _OF_ENTITIES if subjects.is_entities else _COLUMNS
    return Table(name="@evidence", title="Evidence", kind=TableKind.EVIDENCE, columns=columns, frozen=2, read=read)


class _Reader:
    """Reads the evidence of one article."""

    def __init__(
        self,
        subjects: Subjects,
        one: Annotated,
        types: Container[str],
        labels: dict[tuple[str, str], Text],
    ) -> None:
        self.catalog = subjects.source.catalog
        self.subjects = subjects
        self.one = one
        self.types = types
        self.labels = labels
        self.index = index_text(one.text)
        self.article = Id(one.article.id)
        self.annotator = Id(one.annotation.annotator)

    def rows(self) -> Iterator[Row]:
        for record in self.subjects.ordered(self.one):
            if record.type not in self.types:
                continue
            record_type = self.catalog.types.get(record.type)
            id_ = self.subjects.id_of(record)
            last = (Id(record.id),) if self.subjects.is_entities else ()
            before = (
                Id(id_),
                Text(self.subjects.name_of(record, self.one.article.id)),
                Text(record_type.title if record_type else record.type),
            )
            for pointer, claim, span in _spans(record):
                field = _MENTION if pointer is None else self.label(record.type, record_type, pointer)
                cells = (
                    *before,
                    field,
                    *self.words(span),
                    *_claim(claim),
                    self.annotator,
                    MISSING if pointer is None else Id(pointer),
                    Id(span) if span else MISSING,
                    *last,
                )
                yield Row(id=id_, cells=cells)

    def label(self, name: str, record_type: RecordType | None, pointer: str) -> Text:
        """The value's place in the words of the schema."""
        key = (name, pointer)
        if key not in self.labels:
            self.labels[key] = Text(label(record_type, pointer) if record_type else pointer)
        return self.labels[key]

    def words(self, id_: str) -> tuple[Cell, ...]:
        """Quote, sentence, article, start and end of a span."""
        span = self.one.annotation.spans.get(id_)
        if span is None:
            return (MISSING, MISSING, self.article, MISSING, MISSING)
        ends = (Number(span.start), Number(span.end))
        if not self.one.has_words:
            return (MISSING, MISSING, self.article, *ends)
        url = passage_url(self.one.article.url, span)
        article: Cell = Link(self.one.article.id, url) if url else self.article
        return (Text(span.quote), _sentence(self.index, span), article, *ends)


def _spans(record: Record) -> Iterator[tuple[str | None, Claim | None, str]]:
    """Pointer (None for a mention), claim and span id (empty for a claim without words) of each row."""
    for span in record.mentions:
        yield None, None, span
    for pointer, claims in sorted(record.evidence.items(), key=_by_place):
        for claim in claims:
            for span in claim.spans or ("",):
                yield pointer, claim, span


def _by_place(entry: tuple[str, object]) -> list[tuple[bool, int, str]]:
    """The order of pointers: item 2 before item 10."""
    tokens = entry[0].split("/")
    return [(token.isdecimal(), int(token) if token.isdecimal() else 0, token) for token in tokens]


def claim_cell(kind: str) -> Cell:
    """How the words say it."""
    return _CLAIM_CELLS.get(kind) or Text(kind)


def _claim(claim: Claim | None) -> tuple[Cell, ...]:
    if claim is None:
        return (MISSING,) * 5
    return (
        claim_cell(claim.claim),
        Text(claim.by) if claim.by else MISSING,
        _other(claim.value),
        Text(claim.origin),
        Text(claim.note) if claim.note else MISSING,
    )


def _other(value: Json | Absent) -> Cell:
    if value is ABSENT:
        return MISSING
    return Text(value) if isinstance(value, str) else JsonText(compact(value))


def _sentence(index: TextIndex, span: Span) -> Cell:
    """The words in their sentence; nothing where the text has no such words."""
    if not span.fragments or span.end > len(index.text):
        return MISSING
    start = max(min(index.sentence_at(span.start).start, span.start), span.start - _AROUND)
    end = min(max(index.sentence_at(span.end - 1).end, span.end), span.end + _AROUND)
    opening = "… " if start > 0 and index.sentence_at(span.start).start < start else ""
    closing = " …" if index.sentence_at(span.end - 1).end > end else ""
    shift = len(opening) - start
    return Marked(
        f"{opening}{index.text[start:end]}{closing}",
        tuple((fragment.start + shift, fragment.end + shift) for fragment in span.fragments),
    )
