"""Checking a project: its schemas, articles and annotation files, all of it or what lies at some paths.

What needs engines and schemas is imported when the first file is checked: a project that has not changed since its last
check needs neither.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core.problems import Problem
from annotate_kit.store import Store
from annotate_kit.workflow.checkable import ANNOTATIONS, REGISTER, RULES, SCHEMAS, Files, chosen_files
from annotate_kit.workflow.checked_cache import CheckedCache, key_of
from annotate_kit.workflow.outcomes import Outcome, outcome_from_json, outcome_to_json
from annotate_kit.workflow.own_rules import rule_files
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.selecting import families_of, selection

if TYPE_CHECKING:
    from annotate_kit.core.annotation import Annotation, Article
    from annotate_kit.schema import Catalog
    from annotate_kit.store import Pending

__all__ = ["Narrow", "Report", "check_annotation", "everything", "lint_schemas", "validate_project"]


@attrs.frozen(kw_only=True)
class Report:
    """What was checked, and what is wrong with it."""

    problems: tuple[Problem, ...]
    """By file and place, after those for which others wait."""
    files: tuple[str, ...]
    """What was checked: paths relative to the project, POSIX, in order."""
    more: int = 0
    """How many files have more problems than are listed, after which nobody looked for more."""
    pending: tuple[Pending, ...] = ()
    """Whose edits are still in journals, so that they were not looked at."""


Narrow = Callable[[Files, tuple[str, ...]], tuple[str, ...]]
"""The files of a project, and those at the paths → those to check."""


def everything(_files: Files, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """All that lies at the paths."""
    return chosen


def validate_project(
    project: Project,
    paths: Sequence[str] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    progress: Callable[[], None] = lambda: None,
    cache: CheckedCache | None = None,
    narrow: Narrow = everything,
    processes: int = 1,
) -> Report:
    """Check the files that lie at the paths, or all; reading never writes.

    Args:
        project: whose files they are.
        paths: files or folders, relative to the project, or ids of articles; all where there are none.
        select: codes, beginnings of codes or names of rules; all where there are none here and in the settings.
        ignore: the same, to be left out, besides those of the settings.
        progress: called after each folder.
        cache: what is known of files that have not changed; what is new is saved in it.
        narrow: which of the files at the paths are checked after all.
        processes: how many may be forked from this one, where there is much work; with more than one this process
            must have no other threads.

    Raises:
        UsageError: where nothing lies at one of the paths, or a code is none.
        AccessError: where a file cannot be read.
    """
    is_wanted = selection(project, select=select, ignore=ignore)
    if project.settings.validate.plugins:
        cache = None  # nobody knows what their functions look at
    files = Files(project.store)
    chosen = narrow(files, chosen_files(files.all, paths))
    families = families_of(project, select)
    run = _Run(project=project, files=files, chosen=frozenset(chosen), cache=cache, families=families)
    read: dict[str, Outcome] = {}
    with closing(run.folders(processes)) as folders:
        for found in folders:
            for path, key, outcome in found:
                read[path] = outcome
                if cache and key:
                    cache.keep(path, key, outcome)
            progress()
    problems = [
        *run.schemas(),
        *run.own_rules(),
        *(problem for outcome in read.values() for problem in outcome.problems),
    ]
    problems += _unknown_entities(project, read, files)
    problems += _remembered_beyond(project, read, files, cache) if cache else _beyond_files(project, read, files)
    if cache:
        cache.drop_all_but((*files.all, SCHEMAS, _BEYOND))
        cache.save()
    if problems or any(outcome.unchecked for outcome in read.values()):
        from annotate_kit.workflow.causes import by_cause  # noqa: PLC0415 - most projects have no problems

        problems = by_cause(problems, read, run.schema_problems)
    return Report(
        problems=tuple(filter(is_wanted, problems)),
        files=chosen,
        more=sum(outcome.has_more for outcome in read.values()),
        pending=_pending(project.store, read),
    )


def lint_schemas(project: Project) -> tuple[Problem, ...]:
    """Everything wrong with the project's schemas, each with its place."""
    from annotate_kit.workflow.checking import lint_schemas as lint  # noqa: PLC0415 - see the module's docstring

    return lint(project)


def check_annotation(
    catalog: Catalog, article: Article | None, text: str | None, annotation: Annotation
) -> tuple[Problem, ...]:
    """Everything wrong with an annotation in memory, by pointer into the file that would be written."""
    from annotate_kit.validate import check_annotation as check  # noqa: PLC0415 - see the module's docstring

    return check(catalog, article, text, annotation)


class _Run:
    """One run over the files of a project."""

    def __init__(
        self,
        *,
        project: Project,
        files: Files,
        chosen: frozenset[str],
        cache: CheckedCache | None,
        families: frozenset[str] | None,
    ) -> None:
        self._families = families
        self._project = project
        self._files = files
        self._chosen = chosen
        self._cache = cache
        self._schemas = (
            key_of(part for name, raw in _rulings(project, families).items() for part in (name.encode(), raw))
            if cache
            else ""
        )

    def folders(self, processes: int) -> Generator[Iterable[tuple[str, str, Outcome]]]:
        """The outcomes of each folder in turn: the path of each chosen file, and its outcome.

        In between stands the key of an outcome that is new, to be remembered under; empty where there is none.
        """
        names = self._files.folders
        known = sum(self._cache.has(path) for path in self._chosen) if self._cache else 0
        is_much = len(self._chosen) - known >= MUCH
        if processes <= 1 or not is_much or self._project.settings.validate.plugins:
            yield from map(self._folder, names)
            return
        from annotate_kit.workflow import checking  # noqa: F401, PLC0415 - imported once, not in every process
        from annotate_kit.workflow.sharing import shared_out  # noqa: PLC0415 - most runs are small

        _ = self._project.catalog  # as above
        for line in shared_out(lambda number: _to_line(self._folder(names[number])), len(names), processes):
            yield [(path, key, outcome_from_json(said)) for path, key, said in json.loads(line)]

    def _folder(self, name: str) -> Iterator[tuple[str, str, Outcome]]:
        inside = self._files.in_folder(name)
        if self._chosen.isdisjoint(inside):
            return
        base = f"{ANNOTATIONS}/{name}"
        text_path, article_path = f"{base}/text.txt", f"{base}/article.json"
        text = self._files.read(text_path, "article_bytes") if text_path in inside else None
        article = self._files.read(article_path) if article_path in inside else None
        parts = {text_path: text, article_path: article}
        around = key_of((self._schemas.encode(), text, article)) if self._cache else ""
        check: Callable[[str, bytes], Outcome] | None = None
        for path in inside:
            if path not in self._chosen:
                continue
            raw = parts[path] if path in parts else self._files.read(path)
            assert raw is not None
            # All that text and metadata depend on is in what is around them.
            key = around if path in parts or not self._cache else key_of((around.encode(), raw))
            known = self._cache.find(path, key) if self._cache else None
            if known is not None:
                yield path, "", known
            else:
                check = check or _folder_check(self._project, base, text, article, self._families)
                yield path, key, check(path, raw)

    def schemas(self) -> Iterator[Problem]:
        """What is wrong with the chosen schemas; they are always looked at together."""
        is_asked = self._families is None or not self._families.isdisjoint(("AK0", "AK6"))
        if is_asked and any(path.startswith(f"{SCHEMAS}/") for path in self._chosen):
            yield from (problem for problem in self.schema_problems() if problem.file in self._chosen)

    def own_rules(self) -> Iterator[Problem]:
        """What is wrong with the chosen files of the project's own rules."""
        if any(path.startswith(f"{RULES}/") for path in self._chosen):
            found = self._project.catalog.own.problems
            yield from (problem for problem in found if problem.file in self._chosen)

    def schema_problems(self) -> tuple[Problem, ...]:
        """What is wrong with all schemas."""
        outcome = self._cache.find(SCHEMAS, self._schemas) if self._cache else None
        if outcome is None:
            outcome = Outcome(problems=lint_schemas(self._project))
            if self._cache:
                self._cache.keep(SCHEMAS, self._schemas, outcome)
        return outcome.problems


MUCH = 500
"""Files of which nothing is known: from so many on, several processes are worth being started."""


def _to_line(found: Iterable[tuple[str, str, Outcome]]) -> bytes:
    return json.dumps([(path, key, outcome_to_json(outcome)) for path, key, outcome in found]).encode()


def _rulings(project: Project, families: frozenset[str] | None) -> Mapping[str, bytes]:
    """All that says what a file has to be like, and how much of it is asked."""
    asked = " ".join(sorted(families)).encode() if families else b""
    limits = repr(project.store.limits).encode()
    return {**project.store.schema_files(), **rule_files(project.store), "families": asked, "limits": limits}


def _folder_check(
    project: Project, base: str, text: bytes | None, article: bytes | None, families: frozenset[str] | None
) -> Callable[[str, bytes], Outcome]:
    from annotate_kit.workflow.checking import FolderCheck  # noqa: PLC0415 - see the module's docstring

    return FolderCheck(project=project, base=base, text_raw=text, article_raw=article, families=families).check


def _pending(store: Store, read: Mapping[str, object]) -> tuple[Pending, ...]:
    if not store.list_folder(".annotate-kit/journal"):
        return ()
    from annotate_kit.store import pending_journals  # noqa: PLC0415 - most projects have no journals

    found = pending_journals(store)
    return tuple(one for one in found if f"{ANNOTATIONS}/{one.article}/{one.annotator}.json" in read)


def _unknown_entities(project: Project, read: Mapping[str, Outcome], files: Files) -> Iterator[Problem]:
    """Records that say they are the same as one that nobody has; other files are read only to look for it."""
    if any(outcome.is_unread for outcome in read.values()):
        return  # nobody knows which records are in that file
    wanted = {entity for outcome in read.values() for entity in outcome.linked}
    for outcome in read.values() if wanted else ():
        wanted.difference_update(outcome.records)
    register = project.store.list_folder(f"{ANNOTATIONS}/{REGISTER}") if wanted else ()
    wanted -= {name.removesuffix(".json") for name in register}
    for path in files.all if wanted else ():
        if path not in read and path.endswith(".json") and path.startswith(f"{ANNOTATIONS}/"):
            raw = files.read(path)
            wanted = {id_ for id_ in wanted if f'"id": "{id_}"'.encode() not in raw}
    for path, outcome in read.items() if wanted else ():
        lost = [problem for entity, problem in outcome.linked.items() if entity in wanted]
        if lost:
            from annotate_kit.codec import locate  # noqa: PLC0415 - only where something is lost

            yield from locate(lost, files.read(path))


def _remembered_beyond(
    project: Project, read: Mapping[str, Outcome], files: Files, cache: CheckedCache
) -> tuple[Problem, ...]:
    """The same as `_beyond_files`, for a project of which no file has changed from what is remembered."""
    folder = f"{ANNOTATIONS}/{REGISTER}"
    names = [name for name in project.store.list_folder(folder) if name.endswith(".json")]
    register = [part for name in names for part in (name.encode(), project.store.read(f"{folder}/{name}"))]
    key = key_of((cache.key_of_all(read).encode(), *register))
    outcome = cache.find(_BEYOND, key)
    if outcome is None:
        outcome = Outcome(problems=tuple(_beyond_files(project, read, files)))
        cache.keep(_BEYOND, key, outcome)
    return outcome.problems


_BEYOND = "*"
"""Under what the problems that several files together have are remembered; no file is called so."""


def _beyond_files(project: Project, read: Mapping[str, Outcome], files: Files) -> Iterator[Problem]:
    """What several files together tell; most projects have nothing that could, and pay for nothing."""
    has_register = bool(project.store.list_folder(f"{ANNOTATIONS}/{REGISTER}"))
    has_several = any(len(files.in_folder(folder)) > _ONE_ANNOTATOR for folder in files.folders)
    # A part of the files cannot tell what none of them has, and what another one has too.
    is_all = all(path in read for path in files.all if path.startswith(f"{ANNOTATIONS}/"))
    has_twins = is_all and _has_twins(read)
    if not (has_register or has_several or has_twins):
        return
    from annotate_kit.workflow.beyond_files import (  # noqa: PLC0415 - see above
        disagreements,
        likely_twins,
        register_conflicts,
    )

    if has_twins:
        yield from likely_twins(project, read)
    if has_several:
        yield from disagreements(project, files, read)
    is_known = not any(outcome.is_unread for outcome in read.values())
    if has_register and is_known and is_all:
        yield from register_conflicts(project, files, read)


def _has_twins(read: Mapping[str, Outcome]) -> bool:
    """Whether two entities are the same by all that tells one from others."""
    entities: dict[str, str] = {}
    for outcome in read.values():
        for digest, entity in outcome.identities.values():
            if entities.setdefault(digest, entity) != entity:
                return True
    return False


_ONE_ANNOTATOR = 3
"""Files of an article with one annotator: text, metadata, annotation."""
