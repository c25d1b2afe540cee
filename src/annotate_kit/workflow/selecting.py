"""Which problems are wanted: by code, by beginning of a code, by the name of a rule, and by where a file lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from annotate_kit.core.problems import RULES, Problem
from annotate_kit.errors import UsageError
from annotate_kit.workflow.own_rules import has_own_rules
from annotate_kit.workflow.project import Project

__all__ = ["families_of", "selection"]

_Wanted = Callable[[Problem], bool]


def selection(project: Project, *, select: Sequence[str], ignore: Sequence[str]) -> _Wanted:
    """Whether a problem is wanted, by options and settings.

    Args:
        project: whose settings they are.
        select: of the command line; the settings say it where there is none.
        ignore: of the command line, besides those of the settings.

    Raises:
        UsageError: where a code is none.
    """
    settings = project.settings.validate
    in_all = _within(project, select or settings.select, (*ignore, *settings.ignore))
    by_path = [(pattern, _within(project, said.select, said.ignore)) for pattern, said in settings.paths.items()]

    def is_wanted(problem: Problem) -> bool:
        return in_all(problem) and all(
            within(problem) for pattern, within in by_path if _lies_in(problem.file, pattern)
        )

    return is_wanted


def _lies_in(file: str, pattern: str) -> bool:
    """Whether a path matches a pattern, or lies in a folder that does."""
    return fnmatchcase(file, pattern) or fnmatchcase(file, f"{pattern.rstrip('/')}/*")


def families_of(project: Project, select: Sequence[str]) -> frozenset[str] | None:
    """The beginnings of the codes that are asked for, such as AK2; None for all, and where rules are the project's."""
    found: set[str] = set()
    for name in select or project.settings.validate.select:
        codes = _codes(name)
        if not codes:
            return None
        found |= {code[:3] for code in codes}
    return frozenset(found) or None


def _codes(name: str) -> set[str]:
    """The codes of annotate-kit's rules that a code, its beginning or a name means."""
    return {
        code for code, rule in RULES.items() if (name and code.startswith(name.upper())) or rule.name == name.lower()
    }


def _within(project: Project, select: Sequence[str], ignore: Sequence[str]) -> _Wanted:
    selected, ignored = _named(project, select), _named(project, ignore)
    return lambda problem: (not select or selected(problem)) and not ignored(problem)


def _named(project: Project, names: Iterable[str]) -> _Wanted:
    codes: set[str] = set()
    beginnings: list[str] = []
    for name in names:
        found = _codes(name)
        if not found and has_own_rules(project.store, project.settings):
            known = project.catalog.own.names.values()
            found = {rule.code for rule in known if name and (rule.code.startswith(name) or rule.name == name)}
            if not found and _is_own_beginning(name) and project.settings.validate.plugins:
                beginnings.append(name)  # what functions say is not known before they say it
                continue
        if not found:
            from difflib import get_close_matches  # noqa: PLC0415 - only for what is not there

            near = get_close_matches(name.lower(), [rule.name for rule in RULES.values()], n=1)
            hint = f"Did you mean {near[0]}?" if near else "Codes look like AK104, or AK1 for all that begin so."
            raise UsageError(f"there is no rule {name!a}", hint)
        codes |= found
    return lambda problem: problem.code in codes or problem.code.startswith(tuple(beginnings))


def _is_own_beginning(name: str) -> bool:
    return name.isascii() and name[:2].isalpha() and name.isalnum() and name.isupper() and not name.startswith("AK")
