"""A project, the workbook that it gives, and what somebody does to that workbook."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import attrs
from tests.fakes.edited_books import edited
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import counted
from tests.fakes.sources import MEETING, ORGANIZATION, meetings

from annotate_kit.codec import encode_annotation, encode_article, encode_decisions
from annotate_kit.core import Annotation, Json
from annotate_kit.core.entities import Decisions
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.tables import Annotated, RecordAt, build_model
from annotate_kit.workbook import write_workbook
from annotate_kit.workbook.handing_back import Exported
from annotate_kit.workbook.manifest import Manifest, ManifestRow
from annotate_kit.workflow.exporting_source import chosen_files
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.workbook import Applied, Asked, Comparison, apply_workbook, compare_workbook
from annotate_kit.workflow.workbook_changes import Change
from annotate_kit.workflow.workbook_now import read_now

ROOT = "/work/corpus"


def disk_of(
    articles: Sequence[Annotated] | None = None,
    schemas: Mapping[str, Mapping[str, Json]] | None = None,
    decisions: Sequence[Decisions] = (),
) -> MemoryFs:
    """The meetings of `sources`, or other articles and schemas, as a project's files."""
    fs = MemoryFs()
    for name, schema in (schemas or {"meeting": MEETING, "organization": ORGANIZATION}).items():
        fs.put(f"{ROOT}/schemas/{name}.schema.json", json.dumps(schema).encode())
    for one in meetings().articles if articles is None else articles:
        folder = f"{ROOT}/annotations/{one.article.id}"
        fs.put(f"{folder}/text.txt", one.text.encode())
        fs.put(f"{folder}/article.json", encode_article(one.article))
        fs.put(f"{folder}/{one.annotation.annotator}.json", encode_annotation(one.annotation))
    for decided in decisions:
        fs.put(f"{ROOT}/annotations/_register/{decided.entity}.json", encode_decisions(decided))
    return fs


@cache
def _catalog(schemas: str) -> Catalog:
    return load_catalog(json.loads(schemas))


def a_project(fs: MemoryFs | None = None) -> Project:
    project = open_project(fs or disk_of(), ROOT)
    # Reading the schemas takes longer than everything else, and many tests have the same.
    files = {name: json.loads(raw) for name, raw in project.store.schema_files().items()}
    vars(project)["catalog"] = _catalog(json.dumps(files))
    return project


_exported: dict[tuple[str, str], bytes] = {}


def exported(
    project: Project, rows: Literal["records", "entities"] = "records", columns: tuple[str, ...] | None = None
) -> bytes:
    """The workbook of a project, whether it is valid or not; made once for each state of it."""
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)
    key = (f"{rows} {columns}", hashlib.sha256(repr(fs.snapshot()).encode()).hexdigest())
    if key not in _exported:
        # Pages for people are read by nobody here, and each edit would load and save them.
        _exported[key] = edited(whole(project, rows, columns), _without_pages)
    return _exported[key]


def _without_pages(book: Any) -> None:
    for name in ("Read me", "Summary", "Evidence", "Articles", "Data dictionary", "Codes", "Lists"):
        if name in book.sheetnames:
            del book[name]


def whole(
    project: Project, rows: Literal["records", "entities"] = "records", columns: tuple[str, ...] | None = None
) -> bytes:
    """The workbook as it is exported, with all its pages."""
    files = chosen_files(project)
    said = Exported(
        manifest=Manifest(facts={"Rows": rows}),
        rows=(ManifestRow(sheet="", id="", base="", records=tuple(RecordAt(*file, "") for file in files)),),
    )
    now = read_now(project, said)
    articles = [
        attrs.evolve(one, text=project.text(one.article.id), has_words=True) for one in now.model.source.articles
    ]
    stream = io.BytesIO()
    write_workbook(build_model(attrs.evolve(now.model.source, articles=articles, columns=columns)), stream)
    return stream.getvalue()


def asked(raw: bytes, **more: Any) -> Asked:
    return Asked(raw=raw, file="back.xlsx", by="anna", **more)


def compared(project: Project, raw: bytes, **more: Any) -> Comparison:
    return compare_workbook(project, asked(raw, **more))


def applied(project: Project, raw: bytes, **more: Any) -> Applied:
    return apply_workbook(project, asked(raw, **more), clock=lambda: 1_700_000_000.0, ids=counted(10_000))


def said(changes: Sequence[Change]) -> list[tuple[str, ...]]:
    """What a table of changes shows."""
    return [(one.cell, one.field, one.base, one.theirs, one.ours, one.outcome.value) for one in changes]


def annotation_of(project: Project, article: str, annotator: str = "kim") -> Annotation:
    found = project.annotation(article, annotator)
    assert found is not None
    return found
