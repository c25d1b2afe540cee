"""Causes before consequences: one mistake is one message, and what only follows from it waits until it is put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import attrs

from annotate_kit.core.counting import counted
from annotate_kit.core.problems import Problem
from annotate_kit.workflow.checkable import SCHEMAS
from annotate_kit.workflow.outcomes import Outcome

__all__ = ["by_cause", "references_by_cause"]

_UNREADABLE = "AK00"
"""How the codes begin of what keeps a file from being read."""
_PARTS = ("text.txt", "article.json")


def references_by_cause(problems: Iterable[Problem], *, names: Collection[str]) -> list[Problem]:
    """Problems of schemas, where references to a file that cannot be read wait, and those to none are one problem.

    Args:
        problems: of all schemas.
        names: the files in the folder of schemas.
    """
    found = list(problems)
    unread = {_name(problem.file) for problem in found if problem.code.startswith(_UNREADABLE)}
    wanted = Counter(map(_document, found))
    kept: list[Problem] = []
    seen: set[str] = set()
    for problem in found:
        document = _document(problem)
        if not document or (document in names and document not in unread) or wanted[document] == 1:
            kept.append(problem)
        elif document not in unread and document not in seen:
            seen.add(document)
            others = counted(wanted[document] - 1, "other place")
            what = f"there is no {document} in {SCHEMAS}/, to which this and {others} refer"
            hint = f"Restore {document}, or name the file that is meant."
            kept.append(attrs.evolve(problem, message=what, hint=hint))
    return kept


def _document(problem: Problem) -> str:
    """The schema file to which a reference that leads nowhere refers; empty where that is its own, and for the rest."""
    if problem.code != "AK607" or problem.suggestion is not None:
        return ""
    if _HINT in problem.pointer:
        return f"{problem.found}.schema.json"
    return _name(problem.found.partition("#")[0]) if _name(problem.pointer) in _REFERENCES else ""


_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
_HINT = "/x-annotate/ref/"


def by_cause(
    problems: Iterable[Problem], read: Mapping[str, Outcome], schemas: Callable[[], Sequence[Problem]]
) -> list[Problem]:
    """Problems by file and place, without those that follow from others; what others wait for comes first.

    Args:
        problems: of all files that were checked.
        read: file → what checking it came to.
        schemas: all problems of the project's schemas; asked for only where records wait for one.
    """
    found = _types_once(_texts_once(_parts_once(list(problems))))
    waiting: dict[str, list[int]] = {}
    for outcome in read.values():
        for name, count in outcome.unchecked.items():
            waiting.setdefault(name, []).append(count)
    causes = _causes([problem for problem in schemas() if problem.is_error], waiting) if waiting else []
    places = {_place(problem) for problem in causes}
    found = [*causes, *(problem for problem in found if _place(problem) not in places)]
    return sorted(found, key=lambda problem: (_place(problem) not in places, problem.sort_key))


def _parts_once(problems: Sequence[Problem]) -> list[Problem]:
    """A part of an article that is not there is told once in its folder, and not at all where it cannot be read."""
    said = {problem.file for problem in problems if problem.code.startswith(_UNREADABLE)}
    # Whoever has no text.txt is told in article.json, which speaks of it.
    told: dict[str, str] = {}
    for problem in problems:
        part = _missing_part(problem)
        if part and (part not in told or _name(problem.file) == _PARTS[1]):
            told[part] = problem.file
    return [p for p in problems if not (part := _missing_part(p)) or (part not in said and told[part] == p.file)]


def _missing_part(problem: Problem) -> str:
    """The path of the part of an article that a file misses; empty for other problems."""
    if problem.code != "AK207" or problem.pointer:
        return ""
    folder = problem.file.rpartition("/")[0]
    return next(f"{folder}/{name}" for name in _PARTS if name in problem.message)


def _texts_once(problems: Sequence[Problem]) -> list[Problem]:
    """A text that changed is told at the article, which says there what that did to each annotator's spans."""
    articles: set[str] = set()
    spans: dict[str, list[str]] = {}
    for problem in filter(_is_changed_text, problems):
        name = _name(problem.file)
        if name == _PARTS[1]:
            articles.add(_folder(problem.file))
        else:
            spans.setdefault(_folder(problem.file), []).append(f"{problem.message.partition(': ')[2]} in {name}")
    kept: list[Problem] = []
    for problem in problems:
        folder = _folder(problem.file)
        if not _is_changed_text(problem) or folder not in articles or folder not in spans:
            kept.append(problem)
        elif _name(problem.file) == _PARTS[1]:
            kept.append(attrs.evolve(problem, message=f"{problem.message}; {', '.join(spans[folder])}"))
    return kept


def _is_changed_text(problem: Problem) -> bool:
    return problem.code == "AK201" and problem.pointer == "/text_sha256"


def _types_once(problems: Sequence[Problem]) -> list[Problem]:
    """A record type that there is not, and that resembles none, is told where a schema speaks of it, else once."""
    files: dict[str, list[str]] = {}
    for problem in filter(_is_strange_type, problems):
        files.setdefault(problem.found, []).append(problem.file)
    kept: list[Problem] = []
    seen: set[str] = set()
    for problem in sorted(problems, key=lambda problem: _HINT not in problem.pointer):
        type_ = f'"{problem.found}"' if _HINT in problem.pointer else problem.found
        if type_ not in files or not (_HINT in problem.pointer or _is_strange_type(problem)):
            kept.append(problem)
        elif type_ not in seen:
            seen.add(type_)
            kept.append(_counted(problem, files[type_]))
    return kept


def _counted(problem: Problem, files: Sequence[str]) -> Problem:
    """A problem with how many records, each named by its file, wait for it."""
    if problem.code == "AK607":
        return attrs.evolve(problem, hint=_until(problem.hint, len(files)))
    where = f"{len(files)} records in {counted(len(set(files)), 'file')}"
    return attrs.evolve(problem, message=f"{problem.message}, which {where} have") if len(files) > 1 else problem


def _is_strange_type(problem: Problem) -> bool:
    is_type = problem.code == "AK104" and problem.record is not None and problem.data_pointer is None
    return is_type and problem.pointer.endswith("/type") and problem.suggestion is None


def _causes(errors: Sequence[Problem], waiting: Mapping[str, Sequence[int]]) -> list[Problem]:
    """The errors of schemas for which records wait, each saying how many."""
    counts: dict[Problem, list[int]] = {}
    for name, numbers in waiting.items():
        own = [problem for problem in errors if _name(problem.file).partition(".")[0] == name]
        for problem in (own or errors)[:1]:
            counts.setdefault(problem, []).extend(numbers)
    return [attrs.evolve(problem, hint=_until(problem.hint, sum(numbers))) for problem, numbers in counts.items()]


def _until(hint: str, records: int) -> str:
    return f"{hint} Until then {counted(records, 'record')} cannot be checked."


def _place(problem: Problem) -> tuple[str, str, str, str]:
    return (problem.file, problem.pointer, problem.code, problem.message)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
