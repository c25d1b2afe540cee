"""The records that a workbook is about, as they are now, in the tables that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import attrs

from annotate_kit.core import Annotation
from annotate_kit.errors import DamagedFileError
from annotate_kit.schema import Catalog
from annotate_kit.tables import (
    Annotated,
    Row,
    Source,
    Table,
    TableKind,
    TableModel,
    build_model,
    captions_of,
    shown,
)
from annotate_kit.workbook.handing_back import Exported
from annotate_kit.workbook.manifest import Manifest, ManifestColumn, ManifestRow, ManifestSheet
from annotate_kit.workbook.meaning import Referable
from annotate_kit.workbook.sanitise import clean
from annotate_kit.workflow.exporting_source import chosen_files, leaders_of, rulings_of
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register, read_register

__all__ = ["Now", "NowRow", "merged", "read_now"]

Rows = Literal["records", "entities"]
_DATA = (TableKind.RECORDS, TableKind.ITEMS)


@attrs.frozen(kw_only=True, eq=False)
class NowRow:
    """A row as it would be exported now."""

    row: Row
    values: Mapping[str, object]
    """Column key → value of each cell that can be corrected and holds something."""
    base: str


@attrs.define(kw_only=True, eq=False)
class Now:
    """What the project says now. Mutable: it remembers what was asked for."""

    catalog: Catalog
    annotations: Mapping[tuple[str, str], Annotation]
    """Article and annotator → the file."""
    register: Register
    model: TableModel
    rows: Rows
    _tables: dict[str, dict[str, list[NowRow]]] = attrs.field(factory=dict)

    def rows_of(self, table: str) -> Mapping[str, list[NowRow]]:
        """The rows of a table by id; several for the items of one record."""
        if table not in self._tables:
            found: dict[str, list[NowRow]] = {}
            held = next((one for one in self.model.tables if one.name == table), None)
            for row in held.rows() if held else ():
                assert held is not None
                made = NowRow(row=row, values=held.content(row), base=held.base(row))
                found.setdefault(row.id, []).append(made)
            self._tables[table] = found
        return self._tables[table]

    @cached_property
    def files_by_article(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Article in lower case → its files."""
        found: dict[str, list[tuple[str, str]]] = {}
        for file in self.annotations:
            found.setdefault(file[0].casefold(), []).append(file)
        return found

    def entity_of(self, id_: str, article: tuple[str, str]) -> str:
        """What a reference to a record of an annotation file shows as its id: the record's, or its entity's."""
        record = self.annotations[article].records.get(id_)
        return id_ if record is None or self.rows == "records" else self.register.leader(record.entity_id)

    def record_of(self, id_: str, article: tuple[str, str]) -> str | None:
        """The record of an annotation file that an id in a cell means; None where it has none such."""
        records = self.annotations[article].records
        if self.rows == "records":
            return id_ if id_ in records else None
        return next((record for record in records if self.entity_of(record, article) == id_), None)

    def named(self, article: tuple[str, str] | None) -> tuple[Referable, ...]:
        """What references may mean: the records of an annotation file; of all where none is given."""
        files = [article] if article is not None else list(self.annotations)
        return tuple(merged(one for key in files for one in self._referables(key)))

    def _referables(self, article: tuple[str, str]) -> Iterable[Referable]:
        records = self.annotations[article].records
        for id_, caption in captions_of(self.catalog, records).items():
            meant = self.entity_of(id_, article)
            yield Referable(id=meant, type=records[id_].type, names=(caption, f"{caption} [{meant}]"))

    def as_exported(self) -> Exported:
        """What a workbook made now would say of itself, for one that says nothing any more."""
        tables = [table for table in self.model.tables if table.kind in _DATA]
        return Exported(
            manifest=Manifest(
                facts={"Rows": self.rows},
                sheets=tuple(
                    ManifestSheet(name=table.title, table=table.name, kind=table.kind.value) for table in tables
                ),
                columns=tuple(column for table in tables for column in _columns(table)),
            ),
            rows=tuple(row for table in tables for row in self._manifest_rows(table)),
        )

    def _manifest_rows(self, table: Table) -> Iterable[ManifestRow]:
        for listed in self.rows_of(table.name).values():
            for one in listed:
                pairs = zip(table.columns, one.row.cells, strict=True)
                yield ManifestRow(
                    sheet=table.title,
                    id=one.row.id,
                    base=one.base,
                    values=table.content(one.row),  # type: ignore[arg-type]  # plain values
                    shown={column.key: clean(shown(cell)).text for column, cell in pairs if column.is_editable},
                    closed=one.row.closed,
                    records=one.row.records,
                    item=one.row.item,
                    order=one.row.order,
                )


def _columns(table: Table) -> Iterable[ManifestColumn]:
    for column in table.columns:
        yield ManifestColumn(
            sheet=table.title,
            title=clean(column.title).text,
            key=column.key,
            kind=column.kind.value,
            is_editable=column.is_editable,
            choices=tuple((choice.value, choice.title) for choice in column.choices),
        )
    yield ManifestColumn(sheet=table.title, title="_base", key="@base", kind="id", is_editable=False)


def merged(referables: Iterable[Referable]) -> Iterable[Referable]:
    """Each id once, with all its names."""
    by_id: dict[str, Referable] = {}
    for one in referables:
        known = by_id.get(one.id)
        names = one.names if known is None else tuple(dict.fromkeys((*known.names, *one.names)))
        by_id[one.id] = attrs.evolve(one, names=names)
    return by_id.values()


def read_now(
    project: Project, exported: Exported | None, *, annotator: str | None = None, is_of_entities: bool = False
) -> Now:
    """The records that a workbook is about; of one that does not say which, those that an export would choose.

    Args:
        project: Whose records.
        exported: What the workbook says of itself.
        annotator: Whose annotations, where an article has several and the workbook does not say.
        is_of_entities: Whether a row is one entity, where the workbook does not say.

    Raises:
        AnnotateKitError: where files cannot be read, or it cannot be told which are meant.
    """
    pairs: dict[tuple[str, str], None] = {}
    rows: Rows = "entities" if is_of_entities else "records"
    if exported is None:
        pairs = dict.fromkeys(chosen_files(project, annotator))
    else:
        known = set(project.article_ids)
        pairs = {
            (at.article, at.annotator): None
            for row in exported.rows
            for at in row.records
            if at.article in known and at.annotator in project.annotators(at.article)
        }
        rows = "entities" if exported.manifest.facts.get("Rows") == "entities" else "records"
    annotations: dict[tuple[str, str], Annotation] = {}
    articles: list[Annotated] = []
    for article, who in sorted(pairs):
        loaded = project.loaded(article, who)
        if loaded.annotation is None or loaded.is_damaged:
            raise DamagedFileError(loaded.path, "not all of it can be read")
        annotations[article, who] = loaded.annotation
        # Its words are of no matter here, and need not be read.
        found = project.article(article)
        articles.append(Annotated(article=found, text="", annotation=loaded.annotation, has_words=False))
    register = read_register(project)
    return Now(
        catalog=project.catalog,
        annotations=annotations,
        register=register,
        model=build_model(
            Source(
                catalog=project.catalog,
                articles=tuple(articles),
                rows=rows,
                leaders=leaders_of(register, articles),
                rulings=rulings_of(register),
            )
        ),
        rows=rows,
    )
