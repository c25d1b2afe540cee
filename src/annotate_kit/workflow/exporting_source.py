"""What is to be exported: which articles, whose annotations, whether they are valid, and what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import attrs

from annotate_kit.core import STATUSES, Annotation, Article, Problem, has_errors
from annotate_kit.core.counting import counted
from annotate_kit.core.entities import Ruling
from annotate_kit.errors import AccessError, HasProblemsError, NotFoundError, NothingChosenError, UsageError
from annotate_kit.store import FINAL, Loaded, changed_since, pending_journals, revision_before
from annotate_kit.store.paths import ANNOTATIONS
from annotate_kit.tables import Annotated, Source
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register, read_register
from annotate_kit.workflow.validation import validate_project

__all__ = ["Wanted", "chosen_files", "gather", "leaders_of", "rulings_of"]

_NO_TEXT = "no-text"
_LISTED = 5


@attrs.frozen(kw_only=True)
class Wanted:
    """What a person wants to have exported."""

    status: str | None = None
    """Only articles whose annotation has it."""
    annotator: str | None = None
    """Whose annotations; else the adjudicated ones, else those of the only annotator."""
    all_annotators: bool = False
    """Of an article with several annotators what each of them says."""
    no_text: bool = False
    """Leave quotes and sentences out, whatever the licences say."""
    allow_problems: bool = False
    """Export what is not valid too, and say so in the file."""
    rows: Literal["records", "entities"] = "entities"
    """What a row of a table is."""
    types: tuple[str, ...] = ()
    """Only records of these types; all where there are none."""
    columns: tuple[str, ...] = ()
    """Only these fields, by title, name or JSON Pointer; all where there are none."""
    since: str | None = None
    """Only articles that changed since a revision of git, or since a day such as 2024-05-17."""


def gather(
    project: Project,
    wanted: Wanted | None = None,
    *,
    progress: Callable[[], None] = lambda: None,
    cache: CheckedCache | None = None,
) -> Source:
    """Everything that is to be exported, checked; `progress` is called after each article read, and after each checked.

    Files that have not changed since `cache` knew them to be right are not checked again.

    Raises:
        UsageError: where an option cannot be meant, or nothing says whose annotations of several count.
        HasProblemsError: where what is to be exported is not valid, and that is not allowed.
        NothingChosenError: where there are articles, and none of them is wanted.
        AccessError: where the project cannot be read.
    """
    wanted = wanted or Wanted()
    _check(project, wanted)
    left_out: list[str] = []
    chosen = _choose(project, wanted, left_out)
    articles: list[Annotated] = []
    problems: list[Problem] = []
    unreadable: list[str] = []
    others = 0
    for id_, who in chosen:
        loaded, one = _read(project, id_, who, wanted, unreadable)
        if loaded is not None and one is None:
            others += 1
        elif loaded is not None and one is not None:
            problems += loaded.problems
            articles.append(one)
        progress()
    if others:
        left_out.append(f"{counted(others, 'article')} of another status than {wanted.status}: not exported.")
    if not articles and not unreadable and project.article_ids:
        raise NothingChosenError(tuple(left_out))
    left_out += _without_words(articles, no_text=wanted.no_text)
    found = _problems(project, articles, problems, progress, cache)
    if has_errors(found) and not wanted.allow_problems:
        raise HasProblemsError(sum(problem.is_error for problem in found))
    register = read_register(project)
    return Source(
        catalog=project.catalog,
        articles=tuple(articles),
        problems=found if has_errors(found) else (),
        left_out=(*left_out, *_unfolded(project, articles)),
        unreadable=tuple(unreadable),
        rows=wanted.rows,
        leaders=leaders_of(register, articles),
        rulings=rulings_of(register),
        identifiers=_identifiers(register),
        types=frozenset(wanted.types) if wanted.types else None,
        columns=wanted.columns or None,
    )


def _check(project: Project, wanted: Wanted) -> None:
    if wanted.status is not None and wanted.status not in STATUSES:
        raise NotFoundError("status", wanted.status, STATUSES)
    for name in wanted.types:
        if name not in project.catalog.types:
            raise NotFoundError("record type", name, tuple(sorted(project.catalog.types)))


def _read(
    project: Project, id_: str, who: str, wanted: Wanted, unreadable: list[str]
) -> tuple[Loaded | None, Annotated | None]:
    """An annotation file as it was read, and what is exported of it: nothing where it has another status."""
    try:
        loaded = project.loaded(id_, who)
        if loaded.annotation is None:
            unreadable.append(f"{loaded.path} cannot be read: not exported.")
            return None, None
        if wanted.status not in (None, loaded.annotation.status):
            return loaded, None
        return loaded, _annotated(project, project.article(id_), loaded.annotation, no_text=wanted.no_text)
    except AccessError as error:  # the others are exported all the same
        unreadable.append(f"{ANNOTATIONS}/{id_} is not exported: {error}")
        return None, None


def leaders_of(register: Register, articles: Iterable[Annotated]) -> dict[str, str]:
    """Entity → the id under which it goes, where that is another one."""
    ids = {record.entity_id for one in articles for record in one.annotation.records.values()}
    leaders = ((id_, register.leader(id_)) for id_ in sorted(ids))
    return {id_: leader for id_, leader in leaders if leader != id_}


def rulings_of(register: Register) -> dict[str, dict[str, Ruling]]:
    """What is decided about values, under the id that an entity goes by; that of the id itself comes first."""
    rulings: dict[str, dict[str, Ruling]] = {}
    for id_ in _leading_first(register):
        for pointer, ruling in register.decisions[id_].values.items():
            rulings.setdefault(register.leader(id_), {}).setdefault(pointer, ruling)
    return rulings


def chosen_files(project: Project, annotator: str | None = None) -> list[tuple[str, str]]:
    """Article and annotator of each file that would be exported.

    Raises:
        UsageError: where nothing says whose annotations of several count, or there is no such annotator.
    """
    return _choose(project, Wanted(annotator=annotator), [])


def _identifiers(register: Register) -> dict[str, dict[str, str]]:
    """What other collections call an entity, under the id that it goes by; what the id itself has comes first."""
    found: dict[str, dict[str, str]] = {}
    for id_ in _leading_first(register):
        for name, value in register.decisions[id_].identifiers.items():
            found.setdefault(register.leader(id_), {}).setdefault(name, value)
    return found


def _leading_first(register: Register) -> list[str]:
    return sorted(register.decisions, key=lambda id_: (id_ != register.leader(id_), id_))


def _choose(project: Project, wanted: Wanted, left_out: list[str]) -> list[tuple[str, str]]:
    """Article and annotator of each file to export."""
    files = {id_: project.annotators(id_) for id_ in project.article_ids}
    everybody = sorted({who for names in files.values() for who in names})
    if wanted.annotator is not None and wanted.annotator not in everybody:
        raise NotFoundError("annotator", wanted.annotator, tuple(everybody))
    if wanted.since is not None:
        files = _changed(project, files, wanted.since, left_out)
    chosen: list[tuple[str, str]] = []
    doubtful: list[str] = []
    missing = 0
    for id_, names in files.items():
        if wanted.all_annotators and wanted.annotator is None and names:
            chosen += [(id_, name) for name in names]
            continue
        who = wanted.annotator or (FINAL if FINAL in names else names[0] if len(names) == 1 else None)
        if not names or (who and who not in names):
            missing += 1
        elif who is None:
            doubtful.append(f"{id_} ({', '.join(names)})")
        else:
            chosen.append((id_, who))
    if doubtful:
        listed = "; ".join(doubtful[:_LISTED]) + (" …" if len(doubtful) > _LISTED else "")
        raise UsageError(
            f"{counted(len(doubtful), 'article')} with several annotators and no final.json: {listed}",
            "Choose with --annotator NAME, or adjudicate into final.json.",
        )
    if missing:
        by = f" by {wanted.annotator}" if wanted.annotator else ""
        left_out.append(f"{counted(missing, 'article')} not annotated{by}: not exported.")
    return chosen


def _changed(
    project: Project, files: dict[str, tuple[str, ...]], since: str, left_out: list[str]
) -> dict[str, tuple[str, ...]]:
    """The articles that changed since a revision or a day; all where the history begins later."""
    revision: str | None = since
    if _is_day(since):
        revision = revision_before(project.store.root, since)
    if revision is None:
        return files
    changed = {path.split("/")[1] for path in changed_since(project.store.root, revision) if _is_of_article(path)}
    kept = {id_: names for id_, names in files.items() if id_ in changed}
    if len(kept) < len(files):
        left_out.append(f"{counted(len(files) - len(kept), 'article')} unchanged since {since}: not exported.")
    return kept


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_of_article(path: str) -> bool:
    return path.startswith(f"{ANNOTATIONS}/") and path.count("/") > 1


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
        how_many = counted(len(silent), "article")
        yield f"Quotes and sentences of {how_many} were left out, as the licence asks: {listed}."


def _problems(
    project: Project,
    articles: Iterable[Annotated],
    damage: Iterable[Problem],
    progress: Callable[[], None],
    cache: CheckedCache | None,
) -> tuple[Problem, ...]:
    """What is wrong with the schemas, and with what is to be exported."""
    paths = [f"schemas/{name}" for name in project.store.schema_files()]
    for one in articles:
        folder = f"annotations/{one.article.id}"
        paths += [f"{folder}/article.json", f"{folder}/text.txt", f"{folder}/{one.annotation.annotator}.json"]
    found = validate_project(project, paths, progress=progress, cache=cache).problems if paths else ()
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
