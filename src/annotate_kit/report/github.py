"""Problems as GitHub's workflow commands, and the summary of a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate_kit.core import Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.markdown import markdown
from annotate_kit.report.problems import problem_line, sentences
from annotate_kit.text import display

__all__ = ["SHOWN", "github", "github_summary", "worst_first"]

SHOWN = 10
"""How many annotations of a kind GitHub shows for a step."""
_SUMMARY_BYTES = 900_000
"""GitHub refuses the summary of a step from 1 MiB on."""
_FAMILIES = "06231457"
"""Families of codes, what breaks most first: files, schemas, texts, references, structure, meaning, project."""


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, and what makes other problems before what stands alone."""
    return tuple(sorted(problems, key=lambda p: (not p.is_error, _family(p.code), *p.sort_key)))


def _family(code: str) -> int:
    found = _FAMILIES.find(code[2])
    return found if found >= 0 else len(_FAMILIES)


def github(findings: Findings) -> str:
    """Ten commands of a kind, the worst, then the others as plain lines of the log."""
    ordered = worst_first(findings.problems)
    shown = [problem for kind in (True, False) for problem in _first(ordered, is_error=kind)]
    rest = [problem for problem in ordered if not any(problem is other for other in shown)]
    lines = [_command(problem, findings) for problem in shown]
    # The runner also takes "##[" anywhere in a line for a command.
    lines += [problem_line(problem).replace("##[", "## [").lstrip(": ") for problem in rest]
    return "".join(f"{line}\n" for line in lines)


def _first(problems: Sequence[Problem], *, is_error: bool) -> list[Problem]:
    return [problem for problem in problems if problem.is_error is is_error][:SHOWN]


def github_summary(findings: Findings) -> str:
    """All problems as a table for `GITHUB_STEP_SUMMARY`, the worst first, as long as GitHub takes it."""
    return markdown(findings, worst_first(findings.problems), limit=_SUMMARY_BYTES)


def _command(problem: Problem, findings: Findings) -> str:
    place = problem.place
    properties = {"title": f"{problem.code} {problem.rule.name}"}
    if problem.file:
        properties["file"] = findings.path(problem.file)
    if place:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        # Columns are refused for what goes over several lines.
        if place.line == place.end_line:
            properties |= {"col": str(place.column), "endColumn": str(max(place.end_column - 1, place.column))}
    listed = ",".join(f"{name}={_property(display(value))}" for name, value in properties.items())
    caption = f" [{problem.caption}]" if problem.caption else ""
    return f"::{problem.severity.value} {listed}::{_data(display(sentences(problem) + caption))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
