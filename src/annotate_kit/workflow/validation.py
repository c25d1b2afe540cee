"""Checking a project: its schemas, articles and annotation files, all of it or what lies at some paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

import attrs

from annotate_kit.codec import decode_article, locate, parse_json
from annotate_kit.core import LIMITS, RULES, Article, Place, Problem, is_annotator_name, is_article_id
from annotate_kit.errors import UsageError
from annotate_kit.schema import lint
from annotate_kit.store import FINAL, Pending, Store, pending_journals
from annotate_kit.validate import (
    CheckedFile,
    check_annotation,
    check_annotation_file,
    check_article_file,
    schema_problems,
)
from annotate_kit.workflow.project import Project

__all__ = ["Report", "check_annotation", "lint_schemas", "validate_project"]

_SCHEMAS, _ANNOTATIONS, _REGISTER = "schemas", "annotations", "_register"


@attrs.frozen(kw_only=True)
class Report:
    """What was checked, and what is wrong with it."""

    problems: tuple[Problem, ...]
    """By file and place."""
    files: tuple[str, ...]
    """What was checked: paths relative to the project, POSIX, in order."""
    more: int = 0
    """How many problems of files with very many are not listed."""
    pending: tuple[Pending, ...] = ()
    """Whose edits are still in journals, so that they were not looked at."""


def validate_project(
    project: Project,
    paths: Sequence[str] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    progress: Callable[[], None] = lambda: None,
) -> Report:
    """Check the files that lie at the paths, or all; reading never writes.

    Args:
        project: whose files they are.
        paths: files or folders, relative to the project, or ids of articles; all where there are none.
        select: codes, beginnings of codes or names of rules; all where there are none here and in the settings.
        ignore: the same, to be left out, besides those of the settings.
        progress: called after each folder.

    Raises:
        UsageError: where nothing lies at one of the paths, or a code is none.
        AccessError: where a file cannot be read.
    """
    is_wanted = _filter(select or project.settings.validate.select, (*ignore, *project.settings.validate.ignore))
    files = _Files(project.store)
    chosen = _chosen(files.all, paths)
    problems: list[Problem] = []
    read: dict[str, CheckedFile] = {}
    is_chosen = frozenset(chosen)
    if any(path.startswith(f"{_SCHEMAS}/") for path in chosen):
        problems += [problem for problem in lint_schemas(project) if problem.file in is_chosen]
    for folder in files.folders:
        inside = [path for path in files.in_folder(folder) if path in is_chosen]
        if inside:
            read.update(_checked_folder(project, folder, inside))
        progress()
    for checked in read.values():
        problems += checked.problems
    problems += _unknown_entities(project, read, files)
    kept = sorted((problem for problem in problems if is_wanted(problem)), key=lambda problem: problem.sort_key)
    return Report(
        problems=tuple(kept),
        files=chosen,
        more=sum(checked.more for checked in read.values()),
        pending=_pending(project.store, read),
    )


def _pending(store: Store, read: Mapping[str, object]) -> tuple[Pending, ...]:
    found = pending_journals(store)
    return tuple(one for one in found if f"{_ANNOTATIONS}/{one.article}/{one.annotator}.json" in read)


def lint_schemas(project: Project) -> tuple[Problem, ...]:
    """Everything wrong with the project's schemas, each with its place."""
    catalog = project.catalog
    found = dict.fromkeys((*catalog.problems, *lint(catalog.documents), *schema_problems(catalog)))
    raw = project.store.schema_files()
    located = [
        problem
        for name, content in raw.items()
        for problem in locate((p for p in found if p.file == f"{_SCHEMAS}/{name}"), content)
    ]
    return tuple(sorted(located, key=lambda problem: problem.sort_key))


class _Files:
    """What a project holds that can be checked, in the order of the paths."""

    def __init__(self, store: Store) -> None:
        self._store = store
        names = store.list_folder(_ANNOTATIONS)
        self.folders = tuple(name for name in names if self._is_article_folder(name))
        self._inside = {folder: tuple(self._checkable(folder)) for folder in self.folders}
        schemas = [f"{_SCHEMAS}/{name}" for name in store.list_folder(_SCHEMAS) if name.endswith(".schema.json")]
        articles = [path for paths in self._inside.values() for path in paths]
        self.all = (*articles, *schemas)

    def _is_article_folder(self, name: str) -> bool:
        stat = self._store.fs.stat(f"{self._store.root}/{_ANNOTATIONS}/{name}")
        return stat is not None and stat.kind == "folder" and not name.startswith((".", "_"))

    def _checkable(self, folder: str) -> Iterator[str]:
        for name in self._store.list_folder(f"{_ANNOTATIONS}/{folder}"):
            if (name.endswith(".json") and not name.startswith(".")) or name == "text.txt":
                yield f"{_ANNOTATIONS}/{folder}/{name}"

    def in_folder(self, folder: str) -> tuple[str, ...]:
        """The files of one article."""
        return self._inside[folder]


def _chosen(files: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    if not paths:
        if not files:
            raise UsageError("there is nothing to validate", "Import an article, or add a schema.")
        return tuple(files)
    known, wanted = frozenset(files), dict[str, None]()
    for path in paths:
        found = [path] if path in known else [file for file in files if _lies_at(file, path)]
        if not found:
            near = get_close_matches(path, [*files, *{file.split("/")[1] for file in files}], n=1)
            hint = f"Did you mean {near[0]}?" if near else "Name a file or folder of the project, or an article."
            raise UsageError(f"there is nothing to validate at {path!a}", hint)
        wanted.update(dict.fromkeys(found))
    return tuple(file for file in files if file in wanted)


def _lies_at(file: str, path: str) -> bool:
    path = path.rstrip("/")
    return path in ("", ".") or file.startswith((f"{path}/", f"{_ANNOTATIONS}/{path}/"))


def _filter(select: Sequence[str], ignore: Sequence[str]) -> Callable[[Problem], bool]:
    selected, ignored = _codes(select) if select else frozenset(RULES), _codes(ignore)
    return lambda problem: problem.code in selected and problem.code not in ignored


def _codes(named: Iterable[str]) -> frozenset[str]:
    codes: set[str] = set()
    for name in named:
        found = {code for code, rule in RULES.items() if code.startswith(name.upper()) or rule.name == name.lower()}
        if not found or not name:
            near = get_close_matches(name.lower(), [rule.name for rule in RULES.values()], n=1)
            hint = f"Did you mean {near[0]}?" if near else "Codes look like AK104, or AK1 for all that begin so."
            raise UsageError(f"there is no rule {name!a}", hint)
        codes |= found
    return frozenset(codes)


def _checked_folder(project: Project, folder: str, inside: Sequence[str]) -> Iterator[tuple[str, CheckedFile]]:
    """One article's folder: its text and metadata are read once for all annotation files."""
    base = f"{_ANNOTATIONS}/{folder}"
    text, text_problems = _text(project.store, base)
    if f"{base}/text.txt" in inside:
        yield f"{base}/text.txt", CheckedFile(problems=(*_name_problems(folder), *text_problems))
    article = _article(project.store, base, folder)
    for path in inside:
        name = path.rpartition("/")[2]
        if name == "text.txt":
            continue
        raw = project.store.read(path)
        if name == "article.json":
            yield path, check_article_file(raw, text=text, file=path, folder=folder)
        else:
            checked = check_annotation_file(raw, catalog=project.catalog, article=article, text=text, file=path)
            yield path, attrs.evolve(checked, problems=(*_stem_problems(path), *checked.problems))


def _text(store: Store, base: str) -> tuple[str | None, tuple[Problem, ...]]:
    path = f"{base}/text.txt"
    if not store.exists(path):
        return None, ()
    raw = store.read(path, LIMITS.article_bytes)
    try:
        return raw.decode(), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[: error.start].rpartition(b"\n")[2].decode()) + 1
        place = Place(line=line, column=column, end_line=line, end_column=column + 1)
        what = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        return None, (Problem(code="AK003", message=what, hint="Restore the text.", file=path, place=place),)


def _article(store: Store, base: str, folder: str) -> Article | None:
    path = f"{base}/article.json"
    if not store.exists(path):
        return None
    decoded = decode_article(parse_json(store.read(path), file=path).value, file=path)
    return attrs.evolve(decoded.article, id=folder) if decoded.article else None


def _name_problems(folder: str) -> tuple[Problem, ...]:
    if is_article_id(folder):
        return ()
    what = f"the folder {folder!a} has no name that an article can have"
    hint = "Rename it with small letters, digits and hyphens."
    return (Problem(code="AK605", message=what, hint=hint, file=f"{_ANNOTATIONS}/{folder}/text.txt"),)


def _stem_problems(path: str) -> tuple[Problem, ...]:
    stem = path.rpartition("/")[2].removesuffix(".json")
    if is_annotator_name(stem) or stem == FINAL:
        return ()
    hint = "Rename the file with small letters, digits and hyphens; until then nothing but validate reads it."
    return (Problem(code="AK605", message=f"{stem!a} cannot be an annotator's name", hint=hint, file=path),)


def _unknown_entities(project: Project, read: Mapping[str, CheckedFile], files: _Files) -> Iterator[Problem]:
    """Records that say they are the same as one that nobody has; other files are read only to look for it."""
    wanted = {entity for checked in read.values() for entity in checked.linked}
    for checked in read.values() if wanted else ():
        wanted -= checked.annotation.records.keys() if checked.annotation else set()
    register = project.store.list_folder(f"{_ANNOTATIONS}/{_REGISTER}") if wanted else ()
    wanted -= {name.removesuffix(".json") for name in register}
    for path in files.all if wanted else ():
        if path not in read and path.endswith(".json") and path.startswith(f"{_ANNOTATIONS}/"):
            raw = project.store.read(path)
            wanted = {id_ for id_ in wanted if f'"id": "{id_}"'.encode() not in raw}
    for path, checked in read.items() if wanted else ():
        lost = [problem for entity, problem in checked.linked.items() if entity in wanted]
        if lost:
            yield from locate(lost, project.store.read(path))
