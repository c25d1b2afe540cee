"""Exporting: refuse what is not valid, write all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Literal, cast

import attrs

from annotate_kit.codec import encode
from annotate_kit.core import Ids, Problem
from annotate_kit.core.values import Json
from annotate_kit.errors import AnnotateKitError, UsageError
from annotate_kit.exporters import Exporter, Options, get_exporter
from annotate_kit.store import Writer, pending_journals, revision_of, write_file_atomically
from annotate_kit.store.paths import ANNOTATIONS, SCHEMAS
from annotate_kit.store.writing import ensure_folder
from annotate_kit.tables import Annotated, Receipt, Source, receipt_json
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.exporting_source import Wanted, gather
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Clock, open_session

__all__ = [
    "Exported",
    "Wanted",
    "default_path",
    "export_project",
    "export_split",
    "fold_first",
    "gather",
    "write_receipt",
]

Split = Literal["article", "annotator"]


@attrs.frozen(kw_only=True)
class Exported:
    """What an export made."""

    path: str
    """Of the file or folder: relative to the project and POSIX, or as asked for; empty where a stream took it."""
    receipt: Receipt


def default_path(exporter: Exporter) -> str:
    """Where an exporter writes when nothing is said, relative to the project."""
    return f"exports/annotations-{exporter.name}" if exporter.is_folder else f"exports/annotations.{exporter.ending}"


def export_project(
    project: Project,
    name: str,
    wanted: Wanted | None = None,
    *,
    stream: BinaryIO | None = None,
    output: str | None = None,
    options: Options | None = None,
    progress: Callable[[], None] = lambda: None,
    cache: CheckedCache | None = None,
) -> Exported:
    """Export the records of a project; a file is written whole or not at all.

    Args:
        project: whose records they are.
        name: of the exporter: csv, json, jsonl, parquet, sqlite, xlsx, or another package's.
        wanted: which of them.
        stream: takes the bytes, instead of a file.
        output: an absolute POSIX path, instead of the one under exports/.
        options: how to write.
        progress: called after each article read, and after each checked.
        cache: what is known of files that have not changed, so that they are not checked again.

    Raises:
        UsageError: where an option cannot be meant, or nothing says whose annotations of several count.
        HasProblemsError: where what is to be exported is not valid, and that is not allowed.
        NothingChosenError: where nothing of what there is is wanted.
        AccessError: where something cannot be read or written.
    """
    exporter = get_exporter(name)
    options = _of_project(project, exporter, options or Options())
    if stream is not None and exporter.is_folder:
        raise UsageError(f"{name} writes a file for each table", "Name a folder with --output.")
    source = gather(project, wanted, progress=progress, cache=cache)
    if stream is not None:
        return Exported(path="", receipt=exporter.write(source, lambda _name: nullcontext(stream), options))
    return _export(project, exporter, source, output, default_path(exporter), options)


def export_split(
    project: Project,
    name: str,
    by: Split,
    wanted: Wanted | None = None,
    *,
    output: str | None = None,
    options: Options | None = None,
    progress: Callable[[], None] = lambda: None,
    cache: CheckedCache | None = None,
) -> tuple[Exported, ...]:
    """Export a file, or a folder, for each article or each annotator. Arguments and errors as in `export_project`.

    For each annotator, what all of them say about an article is exported, each in a file of its own.
    """
    exporter = get_exporter(name)
    options = _of_project(project, exporter, options or Options())
    wanted = attrs.evolve(wanted or Wanted(), all_annotators=by == "annotator")
    source = gather(project, wanted, progress=progress, cache=cache)
    ending = "" if exporter.is_folder else f".{exporter.ending}"
    if output is not None:
        ensure_folder(project.store.fs, output)
    made: list[Exported] = []
    for key, articles in _groups(source.articles, by):
        one = attrs.evolve(source, articles=articles, problems=_problems_of(source, articles))
        place = None if output is None else f"{output}/{key}{ending}"
        default = f"exports/annotations-by-{by}/{key}{ending}"
        made.append(_export(project, exporter, one, place, default, options))
    return tuple(made)


def _of_project(project: Project, exporter: Exporter, options: Options) -> Options:
    """The options within the project's limits.

    They get the last commit of what is exported, where the file says one and nobody named another.
    """
    options = attrs.evolve(options, limits=project.store.limits)
    if options.revision or not exporter.names_revision:
        return options
    return attrs.evolve(options, revision=revision_of(project.store.root, (ANNOTATIONS, SCHEMAS)))


def _groups(articles: Iterable[Annotated], by: Split) -> list[tuple[str, tuple[Annotated, ...]]]:
    groups: dict[str, list[Annotated]] = {}
    for one in articles:
        groups.setdefault(one.article.id if by == "article" else one.annotation.annotator, []).append(one)
    return [(key, tuple(group)) for key, group in sorted(groups.items())]


def _problems_of(source: Source, articles: Iterable[Annotated]) -> tuple[Problem, ...]:
    """The problems of these articles, and those that are about none."""
    files = {f"annotations/{one.article.id}/{one.annotation.annotator}.json" for one in articles}
    return tuple(one for one in source.problems if not one.file.startswith("annotations/") or one.file in files)


def _export(
    project: Project, exporter: Exporter, source: Source, output: str | None, default: str, options: Options
) -> Exported:
    """Write to a place outside the project, or to the default one inside."""

    def put(path: str, write: Writer) -> None:
        if output is None:
            project.store.write(path, write)
        else:
            write_file_atomically(project.store.fs, path, write)

    path = default if output is None else output
    if exporter.is_folder:
        if output is not None:
            ensure_folder(project.store.fs, output)
        receipt, names = _write_folder(exporter, source, path, options, put)
        if output is None:
            _clear(project, path, exporter.ending, names)
        return Exported(path=path, receipt=receipt)
    receipts: list[Receipt] = []

    def write(file: IO[bytes]) -> None:
        receipts.append(exporter.write(source, lambda _name: nullcontext(cast("BinaryIO", file)), options))

    put(path, write)
    return Exported(path=path, receipt=receipts[-1])


def _write_folder(
    exporter: Exporter, source: Source, path: str, options: Options, put: Callable[[str, Writer], None]
) -> tuple[Receipt, frozenset[str]]:
    """Write the files of a folder, none before all are complete; returns their names too."""
    waiting: dict[str, IO[bytes]] = {}
    with ExitStack() as files:

        @contextmanager
        def output(name: str) -> Iterator[BinaryIO]:
            file = cast("IO[bytes]", files.enter_context(tempfile.TemporaryFile()))
            waiting[name] = file
            yield cast("BinaryIO", file)

        receipt = exporter.write(source, output, options)
        for name, file in waiting.items():
            put(f"{path}/{PurePosixPath(name).name}", _copy(file))
    return receipt, frozenset(waiting)


def _clear(project: Project, folder: str, ending: str, kept: Container[str]) -> None:
    """Take away what an earlier export left in a folder of ours, such as a table of which nothing is left."""
    for name in project.store.list_folder(folder):
        if name.endswith(f".{ending}") and name not in kept:
            project.store.fs.remove(project.store.find(f"{folder}/{name}"))


def _copy(file: IO[bytes]) -> Writer:
    def write(target: IO[bytes]) -> None:
        file.seek(0)
        shutil.copyfileobj(file, target)

    return write


def fold_first(project: Project, *, clock: Clock, ids: Ids) -> None:
    """Put into the annotation files what earlier sessions left in journals, so that an export has it.

    What cannot be folded, as a newer version wrote it or the disk refuses, stays; `gather` tells of it.

    Raises:
        UnreadableError: where the journals cannot be listed.
    """
    for pending in pending_journals(project.store):
        with suppress(AnnotateKitError):
            open_session(project, pending.article, pending.annotator, clock=clock, ids=ids).close()


def write_receipt(project: Project, receipts: Sequence[Receipt], path: str) -> None:
    """Write a receipt as JSON to an absolute path, of several a list.

    Raises:
        UnwritableError: where the file system refuses.
    """
    said = list(map(receipt_json, receipts))
    value: Json = said[0] if len(said) == 1 else said

    def write(file: IO[bytes]) -> None:
        file.write(encode(value))

    write_file_atomically(project.store.fs, path, write)
