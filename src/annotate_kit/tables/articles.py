"""The table of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate_kit.core import parse_edtf
from annotate_kit.tables.cells import MISSING, Cell, Date, EdtfText, Id, Link, Number, Text, YesNo
from annotate_kit.tables.columns import find_day
from annotate_kit.tables.links import page_url
from annotate_kit.tables.model import Annotated, Column, ColumnKind, Row, Table, TableKind
from annotate_kit.tables.records import status_cell

__all__ = ["articles_table"]

_COLUMNS = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description)
    for key, title, kind, description in (
        ("article", "Article", ColumnKind.ID, "The article's id: its folder under annotations/."),
        ("title", "Title", ColumnKind.TEXT, "The headline."),
        ("source", "Source", ColumnKind.TEXT, "Who published it."),
        ("url", "Address", ColumnKind.LINK, "Where it was found."),
        ("published", "Published", ColumnKind.DATE, "When it was published."),
        ("published-earliest", "Published (earliest)", ColumnKind.EARLIEST, "The first day that this may mean."),
        ("language", "Language", ColumnKind.ID, "The language, as a BCP 47 tag."),
        ("licence", "Licence", ColumnKind.TEXT, "Under which its text may be passed on."),
        ("length", "Length", ColumnKind.NUMBER, "Code points of the text."),
        ("annotator", "Annotator", ColumnKind.ID, "Who annotated it."),
        ("status", "Annotation status", ColumnKind.CODE, "How far the annotation is."),
        ("records", "Records", ColumnKind.NUMBER, "How many records it has."),
        ("spans", "Spans", ColumnKind.NUMBER, "How many spans are tagged in it."),
        ("words", "Words passed on", ColumnKind.YES_NO, "Whether quotes and sentences are in this export."),
    )
)


def articles_table(articles: Iterable[Annotated]) -> Table:
    """All articles of an export, in its order."""

    def read() -> Iterator[Row]:
        for one in articles:
            yield Row(cells=_cells(one))

    return Table(name="@articles", title="Articles", kind=TableKind.ARTICLES, columns=_COLUMNS, frozen=1, read=read)


def _cells(one: Annotated) -> tuple[Cell, ...]:
    article, annotation = one.article, one.annotation
    url = page_url(article.url)
    published, earliest = _published(article.published)
    return (
        Id(article.id),
        Text(article.title),
        _text(article.source),
        Link(url, url) if url else _text(article.url),
        published,
        earliest,
        Id(article.language) if article.language else MISSING,
        _text(article.licence),
        Number(article.length),
        Id(annotation.annotator),
        status_cell(annotation),
        Number(len(annotation.records)),
        Number(len(annotation.spans)),
        YesNo(one.has_words),
    )


def _text(words: str | None) -> Cell:
    return Text(words) if words else MISSING


def _published(text: str | None) -> tuple[Cell, Cell]:
    if not text:
        return MISSING, MISSING
    day = find_day(text)
    if day:
        return Date(day), Date(day)
    date = parse_edtf(text)
    return EdtfText(text), Date(date.earliest) if date and date.earliest else MISSING
