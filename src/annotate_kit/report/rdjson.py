"""Problems as reviewdog's diagnostic format, whose columns count bytes of UTF-8."""

from __future__ import annotations

import json

from annotate_kit.codec import encode
from annotate_kit.core import Json, Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.problems import sentences
from annotate_kit.text import display

__all__ = ["rdjson"]

_REPLACING = ("AK1", "AK3")
"""Families whose suggestion stands for the value, or the name, that is there."""
_RETYPED = "AK101"


def rdjson(findings: Findings) -> bytes:
    """One `DiagnosticResult`."""
    errors = any(problem.is_error for problem in findings.problems)
    return encode(
        {
            "diagnostics": [_diagnostic(problem, findings) for problem in findings.problems],
            "severity": "ERROR" if errors else "WARNING",
            "source": {"name": "annotate-kit"},
        }
    )


def _diagnostic(problem: Problem, findings: Findings) -> Json:
    location: dict[str, Json] = {"path": display(findings.path(problem.file))}
    span = _range(problem, findings)
    made: dict[str, Json] = {
        "code": {"value": f"{problem.code} {problem.rule.name}"},
        "location": location,
        "message": display(sentences(problem) + (f" [{problem.caption}]" if problem.caption else "")),
        "severity": problem.severity.name,
    }
    if span is not None:
        location["range"] = span
        if problem.suggestion is not None and problem.code.startswith(_REPLACING):
            made["suggestions"] = [{"range": span, "text": _replacement(problem, problem.suggestion)}]
    return made


def _replacement(problem: Problem, suggestion: str) -> str:
    """The suggestion as it stands in a file; of a value of another type it is written so already."""
    return suggestion if problem.code == _RETYPED else json.dumps(suggestion, ensure_ascii=False)


def _range(problem: Problem, findings: Findings) -> Json | None:
    place = problem.place
    if place is None:
        return None
    return {
        "end": {
            "column": _byte_column(findings, problem.file, place.end_line, place.end_column),
            "line": place.end_line,
        },
        "start": {"column": _byte_column(findings, problem.file, place.line, place.column), "line": place.line},
    }


def _byte_column(findings: Findings, file: str, number: int, column: int) -> int:
    """The 1-based column in bytes; that in code points where the line is not known."""
    line = findings.sources.line(file, number)
    return column if line is None else len(line[: column - 1].encode(errors="surrogatepass")) + 1
