"""Exporting: gather what is to be exported, refuse what is not valid, write all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, BinaryIO, cast

import attrs

from annotate_kit.codec import encode
from annotate_kit.core import STATUSES, Annotation, Article, Problem, has_errors
from annotate_kit.errors import HasProblemsError, NotFoundError, UsageError
from annotate_kit.exporters import EXPORTERS
from annotate_kit.store import FINAL, pending_journals, write_file_atomically
from annotate_kit.tables import Annotated, Receipt, Source, receipt_json
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.validation import validate_project

__all__ = ["Exported", "default_path", "export_project", "gather", "write_receipt"]

_NO_TEXT = "no-text"
_LISTED = 5


@attrs.frozen(kw_only=True)
class Exported:
    """What an export made."""

    path: str
    """Of the file: relative to the project and POSIX, or as it was asked for; empty where a stream took it."""
    receipt: Receipt


def default_path(name: str) -> str:
    """Where an exporter writes when nothing is said, relative to the project."""
    return f"exports/annotations.{name}"


def export_project(
    project: Project,
    name: str,
    *,
    stream: BinaryIO | None = None,
    output: str | None = None,
    status: str | None = None,
    annotator: str | None = None,
    no_text: bool = False,
    allow_problems: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Exported:
    """Export the records of a project; a file is written whole or not at all.

    Args:
        project: whose records they are.
        name: of the exporter: json, jsonl or xlsx.
        stream: takes the bytes, instead of a file.
        output: an absolute POSIX path, instead of the one under exports/.
        status: only articles whose annotation has it.
        annotator: whose annotations; else the adjudicated ones, else those of the only annotator.
        no_text: leave quotes and sentences out, whatever the licences say.
        allow_problems: export what is not valid too, and say so in the file.
        progress: called after each article.

    Raises:
        UsageError: where an option cannot be meant, or nothing says whose annotations of several count.
        HasProblemsError: where what is to be exported is not valid, and that is not allowed.
        AccessError: where something cannot be read or written.
    """
    if name not in EXPORTERS:
        raise NotFoundError("exporter", name, tuple(EXPORTERS))
    source = gather(
        project,
        status=status,
        annotator=annotator,
        no_text=no_text,
        allow_problems=allow_problems,
        progress=progress,
    )
    if stream is not None:
        return Exported(path="", receipt=EXPORTERS[name](source, stream))
    receipts: list[Receipt] = []

    def write(file: IO[bytes]) -> None:
        receipts.append(EXPORTERS[name](source, cast("BinaryIO", file)))

    path = output or default_path(name)
    if output is None:
        project.store.write(path, write)
    else:
        write_file_atomically(project.store.fs, output, write)
    return Exported(path=path, receipt=receipts[-1])


def write_receipt(project: Project, receipt: Receipt, path: str) -> None:
    """Write a receipt as JSON to an absolute path.

    Raises:
        UnwritableError: where the file system refuses.
    """

    def write(file: IO[bytes]) -> None:
        file.write(encode(receipt_json(receipt)))

    write_file_atomically(project.store.fs, path, write)


def gather(
    project: Project,
    *,
    status: str | None = None,
    annotator: str | None = None,
    no_text: bool = False,
    allow_problems: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Source:
    """Everything that is to be exported, checked. The arguments are those of `export_project`."""
    if status is not None and status not in STATUSES:
        raise NotFoundError("status", status, STATUSES)
    left_out: list[str] = []
    chosen = _choose(project, annotator, left_out)
    articles: list[Annotated] = []
    problems: list[Problem] = []
    others = 0
    for id_, who in chosen:
        loaded = project.loaded(id_, who)
        problems += loaded.problems
        if loaded.annotation is None:
            left_out.append(f"{loaded.path} cannot be read: not exported.")
        elif status not in (None, loaded.annotation.status):
            others += 1
        else:
            articles.append(_annotated(project, project.article(id_), loaded.annotation, no_text=no_text))
        progress()
    if others:
        left_out.append(f"{_count(others, 'article')} of another status than {status}: not exported.")
    left_out += _without_words(articles, no_text=no_text)
    found = _problems(project, articles, problems)
    if has_errors(found) and not allow_problems:
        raise HasProblemsError(sum(problem.is_error for problem in found))
    return Source(
        catalog=project.catalog,
        articles=tuple(articles),
        problems=found if has_errors(found) else (),
        left_out=(*left_out, *_unfolded(project, articles)),
    )


def _choose(project: Project, annotator: str | None, left_out: list[str]) -> list[tuple[str, str]]:
    """Article and annotator of each file to export."""
    files = {id_: project.annotators(id_) for id_ in project.article_ids}
    everybody = sorted({who for names in files.values() for who in names})
    if annotator is not None and annotator not in everybody:
        raise NotFoundError("annotator", annotator, tuple(everybody))
    chosen: list[tuple[str, str]] = []
    doubtful: list[str] = []
    missing = 0
    for id_, names in files.items():
        who = annotator or (FINAL if FINAL in names else names[0] if len(names) == 1 else None)
        if not names or (who and who not in names):
            missing += 1
        elif who is None:
            doubtful.append(f"{id_} ({', '.join(names)})")
        else:
            chosen.append((id_, who))
    if doubtful:
        listed = "; ".join(doubtful[:_LISTED]) + (" …" if len(doubtful) > _LISTED else "")
        raise UsageError(
            f"{_count(len(doubtful), 'article')} with several annotators and no final.json: {listed}",
            "Choose with --annotator NAME, or adjudicate into final.json.",
        )
    if missing:
        by = f" by {annotator}" if annotator else ""
        left_out.append(f"{_count(missing, 'article')} not annotated{by}: not exported.")
    return chosen


def _annotated(project: Project, article: Article, annotation: Annotation, *, no_text: bool) -> Annotated:
    has_words = not no_text and not _forbids_text(article)
    return Annotated(article=article, text=project.text(article.id), annotation=annotation, has_words=has_words)


def _forbids_text(article: Article) -> bool:
    return _NO_TEXT in (article.licence or "").casefold().replace("_", "-").split()


def _without_words(articles: Sequence[Annotated], *, no_text: bool) -> Iterator[str]:
    silent = [one.article.id for one in articles if not one.has_words]
    if no_text:
        yield "Quotes and sentences were left out, as was asked for."
    elif silent:
        listed = ", ".join(silent[:_LISTED]) + (" …" if len(silent) > _LISTED else "")
        counted = _count(len(silent), "article")
        yield f"Quotes and sentences of {counted} were left out, as the licence asks: {listed}."


def _problems(project: Project, articles: Iterable[Annotated], damage: Iterable[Problem]) -> tuple[Problem, ...]:
    """What is wrong with the schemas, and with what is to be exported."""
    paths = [f"schemas/{name}" for name in project.store.schema_files()]
    for one in articles:
        folder = f"annotations/{one.article.id}"
        paths += [f"{folder}/article.json", f"{folder}/text.txt", f"{folder}/{one.annotation.annotator}.json"]
    found = validate_project(project, paths).problems if paths else ()
    known = {(problem.file, problem.code, problem.pointer, problem.message) for problem in found}
    # Damage counts even where the settings ignore its code: the records are not whole.
    lost = [one for one in damage if (one.file, one.code, one.pointer, one.message) not in known]
    return tuple(sorted((*found, *lost), key=lambda problem: problem.sort_key))


def _unfolded(project: Project, articles: Iterable[Annotated]) -> Iterator[str]:
    exported = {(one.article.id, one.annotation.annotator) for one in articles}
    for pending in pending_journals(project.store):
        if (pending.article, pending.annotator) in exported:
            whose = f"Edits of {pending.annotator} on {pending.article}"
            yield f"{whose} are in a journal, not yet in the file: not exported. Open the article once to fold them in."


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
