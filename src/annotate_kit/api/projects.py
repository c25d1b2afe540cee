"""A project opened from Python: what the command line does, in a few lines."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

import attrs

from annotate_kit.api.records import RecordWithWords, records_of
from annotate_kit.core import Annotation, Article, Problem, make_id
from annotate_kit.exporters import Options
from annotate_kit.importers import Metadata
from annotate_kit.schema import RecordType
from annotate_kit.store import DiskFs, Store, shipped_files
from annotate_kit.workflow.entities import Difference, Entity, Pair, differences, gather_entities, propose_pairs
from annotate_kit.workflow.exporting import Exported, Wanted, export_project, fold_first
from annotate_kit.workflow.finding import Found, find_everywhere
from annotate_kit.workflow.importing import ImportReport, Source, import_articles
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.project import open_project as open_files
from annotate_kit.workflow.register import join, keep_apart, read_register
from annotate_kit.workflow.session import Session, open_session
from annotate_kit.workflow.starting import start_project
from annotate_kit.workflow.status import ProjectStatus, project_status
from annotate_kit.workflow.validation import check_annotation, lint_schemas, validate_project

__all__ = ["AnnotationFile", "ArticleFile", "OpenProject", "init_project", "open_project"]


@attrs.frozen(kw_only=True)
class AnnotationFile:
    """What one annotator says about one article."""

    annotation: Annotation
    """The values as they are on disk."""
    records: tuple[RecordWithWords, ...]
    problems: tuple[Problem, ...]

    @property
    def annotator(self) -> str:
        """Who says it; `final` for the adjudicated file."""
        return self.annotation.annotator

    @property
    def status(self) -> str:
        """in-work, needs-review or done."""
        return self.annotation.status


@attrs.frozen(kw_only=True)
class ArticleFile:
    """An article with its text and what was said about it."""

    info: Article
    text: str
    annotations: Mapping[str, AnnotationFile]
    """By annotator."""

    @property
    def id(self) -> str:
        """Its id, the name of its folder."""
        return self.info.id

    @property
    def title(self) -> str:
        """Its headline."""
        return self.info.title


@attrs.frozen(kw_only=True)
class OpenProject:
    """A project. Every question reads the disk anew, and no answer changes by itself."""

    project: Project = attrs.field(repr=False)
    """The same project as the workflow room knows it."""

    @property
    def root(self) -> Path:
        """Its folder."""
        return Path(self.project.store.root)

    @property
    def types(self) -> Mapping[str, RecordType]:
        """The record types by name."""
        return self.project.catalog.types

    @property
    def articles(self) -> Sequence[ArticleFile]:
        """All articles, by id."""
        return tuple(map(self.article, self.project.article_ids))

    def article(self, id_: str) -> ArticleFile:
        """One article.

        Raises:
            NotFoundError: where there is none of this id.
        """
        info, text = self.project.article(id_), self.project.text(id_)
        files: dict[str, AnnotationFile] = {}
        for annotator in self.project.annotators(id_):
            annotation = self.project.annotation(id_, annotator)
            if annotation is not None:
                files[annotator] = AnnotationFile(
                    annotation=annotation,
                    records=records_of(annotation, self.project.catalog),
                    problems=check_annotation(self.project.catalog, info, text, annotation),
                )
        return ArticleFile(info=info, text=text, annotations=files)

    def records(self, type_: str | None = None) -> Iterator[RecordWithWords]:
        """All records of all annotation files, or those of one type, article by article."""
        for article in self.articles:
            for file in article.annotations.values():
                yield from (record for record in file.records if type_ in {None, record.type})

    def problems(self, paths: Sequence[str] = (), *, select: Sequence[str] = ()) -> tuple[Problem, ...]:
        """What `annotate-kit validate` finds, with file, line and column.

        Args:
            paths: files or folders relative to the project, or ids of articles; all where there are none.
            select: codes, beginnings of codes or names of rules; all where there are none.

        Raises:
            UsageError: where nothing lies at a path, or a code is none.
        """
        return validate_project(self.project, paths, select=select).problems

    def lint(self) -> tuple[Problem, ...]:
        """What `annotate-kit schema lint` finds in the record types."""
        return lint_schemas(self.project)

    def entities(self) -> tuple[Entity, ...]:
        """The real things that the records of all articles speak of, as `annotate-kit entities` lists them."""
        return tuple(gather_entities(self.project, read_register(self.project)))

    def pairs(self) -> tuple[Pair, ...]:
        """Entities that may be one, the likeliest first, as `annotate-kit entities pairs` proposes them."""
        register = read_register(self.project)
        return propose_pairs(gather_entities(self.project, register), register)

    def differences(self, entity: Entity) -> tuple[Difference, ...]:
        """The values on which the articles differ about an entity, with what was decided."""
        return differences(entity, read_register(self.project))

    def join(self, one: str, other: str, *, by: str) -> None:
        """Decide that two entities are one, by their ids; `annotate-kit entities undo` takes it back.

        Raises:
            UsageError: where they are the same, or one is no id.
        """
        join(self.project, one, other, by=by, clock=time.time, ids=_new_id)

    def keep_apart(self, one: str, other: str, *, by: str) -> None:
        """Decide that two entities are two, so that they are not proposed again.

        Raises:
            UsageError: where they are the same, or one is no id.
        """
        keep_apart(self.project, one, other, by=by, clock=time.time, ids=_new_id)

    def find(self, words: str, *types: str) -> tuple[Found, ...]:
        """Records, spans and sentences of all articles, as `annotate-kit find` finds them.

        Args:
            words: a name in any script, or text.
            *types: record types; all where there are none.
        """
        return tuple(find_everywhere(self.project, words, self.entities(), types=types))

    def status(self) -> ProjectStatus:
        """What `annotate-kit status` shows."""
        return project_status(self.project)

    def import_article(self, raw: bytes, **metadata: str) -> ImportReport:
        """Add an article, as `annotate-kit import` does.

        Args:
            raw: its UTF-8 text, with or without a header block.
            **metadata: title, source, url, published, language, licence.
        """
        source = Source(name="(bytes)", read=lambda: raw)
        return import_articles(self.project.store, [source], given=Metadata(**metadata), ids=_new_id)

    @contextmanager
    def annotate(self, article: str, annotator: str) -> Iterator[Session]:
        """A session on one annotation file; every edit is on disk when `do` returns, and folded on leaving.

        Raises:
            NotFoundError: where there is no such article.
        """
        session = open_session(self.project, article, annotator, clock=time.time, ids=_new_id)
        try:
            yield session
        finally:
            session.close()

    def export(
        self,
        name: str,
        stream: BinaryIO | None = None,
        *,
        status: str | None = None,
        annotator: str | None = None,
        no_text: bool = False,
        allow_problems: bool = False,
        rows: Literal["records", "entities"] = "entities",
        types: Sequence[str] = (),
        columns: Sequence[str] = (),
        since: str | None = None,
        options: Options | None = None,
    ) -> Exported:
        """Write what `annotate-kit export NAME` writes: to `exports/`, or to a binary stream.

        Args:
            name: csv, json, jsonl, parquet, sqlite, xlsx, or another package's.
            stream: takes the bytes instead of a file.
            status: only articles whose annotation has it.
            annotator: whose annotations, where several are there.
            no_text: leave quotes and sentences out.
            allow_problems: export what is not valid too, and say so in the file.
            rows: whether a row of a table is a real thing, or a record of one article.
            types: only records of these types.
            columns: only these fields, by title, name or JSON Pointer.
            since: only articles that changed since a revision of git, or since a day.
            options: how to write: the day that a workbook says, a template, texts safe from being taken for formulas.

        Raises:
            HasProblemsError: where records are invalid and that is not allowed.
            NothingChosenError: where nothing of what there is is wanted.
        """
        wanted = Wanted(
            status=status,
            annotator=annotator,
            no_text=no_text,
            allow_problems=allow_problems,
            rows=rows,
            types=tuple(types),
            columns=tuple(columns),
            since=since,
        )
        fold_first(self.project, clock=time.time, ids=_new_id)
        return export_project(self.project, name, wanted, stream=stream, options=options)


def init_project(path: str | Path = ".", *, types: bool = True) -> OpenProject:
    """Start a project in a folder, as `annotate-kit init` does, and open it; nothing that is there is changed.

    Raises:
        UnwritableError: where the folder cannot be written.
    """
    root = Path(path).absolute()
    start_project(Store(DiskFs(), str(root)), shipped_files("schemas") if types else {})
    return open_project(root)


def open_project(path: str | Path = ".") -> OpenProject:
    """The project in a folder.

    Raises:
        NoProjectError: where the folder is none.
    """
    return OpenProject(project=open_files(DiskFs(), str(Path(path).absolute())))


def _new_id(prefix: str) -> str:
    return make_id(prefix, secrets.randbits(50))
