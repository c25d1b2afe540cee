"""Problems as a table in GitHub's Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate_kit.core import Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.problems import sentences, summary_line
from annotate_kit.text import display

__all__ = ["escaped", "markdown"]

_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+!|~$])")


def markdown(findings: Findings, problems: Sequence[Problem] | None = None, *, limit: int | None = None) -> str:
    """A heading, the summary, a table, and how many rows did not fit.

    Args:
        findings: what is reported.
        problems: in which order, where it is not that of the files.
        limit: bytes of UTF-8 that it may have.
    """
    problems = findings.problems if problems is None else problems
    summary = summary_line(findings.problems, files=len(findings.files), more=findings.more)
    head = f"### annotate-kit\n\n{summary}\n"
    if not problems:
        return head
    head += "\n| where | code | what is wrong | what to do |\n|---|---|---|---|\n"
    rows = [_row(problem, findings) for problem in problems]
    kept = len(rows) if limit is None else _fitting(rows, limit - len(head.encode()))
    left = f"\n{len(rows) - kept:,} more are in the log.\n" if kept < len(rows) else ""
    return head + "".join(rows[:kept]) + left


def _fitting(rows: Sequence[str], limit: int) -> int:
    used = 0
    for number, row in enumerate(rows):
        used += len(row.encode(errors="replace"))
        if used > limit:
            return number
    return len(rows)


def _row(problem: Problem, findings: Findings) -> str:
    place = f":{problem.place.line}:{problem.place.column}" if problem.place else ""
    what = sentences(problem, with_hint=False) + (f" [{problem.caption}]" if problem.caption else "")
    kind = "" if problem.is_error else " (warning)"
    cells = (
        escaped(findings.path(problem.file) + place),
        f"{problem.code} {problem.rule.name}{kind}",
        escaped(what),
        escaped(problem.hint),
    )
    return f"| {' | '.join(cells)} |\n"


def escaped(text: str) -> str:
    """Text from outside as Markdown that shows it and does nothing: no link, no mention, no picture, no HTML."""
    shown = _ACTIVE.sub(r"\\\1", display(text))
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return shown.replace("://", "&#58;//").replace("www.", "www&#46;")
