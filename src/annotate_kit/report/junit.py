"""Problems as JUnit's XML: a suite a file, a test case a problem; a file without problems is a test that passed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from annotate_kit.core import Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.problems import problem_line
from annotate_kit.text import display

__all__ = ["junit"]


def junit(findings: Findings) -> str:
    """The XML; errors are failures, warnings are what a test wrote that passed."""
    by_file = {file: tuple(group) for file, group in groupby(findings.problems, key=lambda problem: problem.file)}
    files = dict.fromkeys((*findings.files, *by_file))
    errors = sum(problem.is_error for problem in findings.problems)
    tests = sum(len(by_file.get(file, ())) or 1 for file in files)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="annotate-kit" tests="{tests}" failures="{errors}" errors="0">')
    for file in files:
        lines += _suite(findings.path(file), by_file.get(file, ()))
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(file: str, problems: tuple[Problem, ...]) -> Iterator[str]:
    name = quoteattr(display(file) or "annotate-kit")
    failures = sum(problem.is_error for problem in problems)
    yield f'  <testsuite name={name} tests="{len(problems) or 1}" failures="{failures}" errors="0" skipped="0">'
    if not problems:
        yield f'    <testcase classname={name} name="valid" file={name}/>'
    for problem in problems:
        yield from _case(name, problem)
    yield "  </testsuite>"


def _case(file: str, problem: Problem) -> Iterator[str]:
    line = f' line="{problem.place.line}"' if problem.place else ""
    where = f" {problem.pointer}" if problem.pointer else ""
    title = quoteattr(display(f"{problem.code} {problem.rule.name}{where}"))
    yield f"    <testcase classname={file} name={title} file={file}{line}>"
    said = escape(problem_line(problem))
    if problem.is_error:
        message = quoteattr(display(problem.message))
        yield f'      <failure type="{problem.code}" message={message}>{said}</failure>'
    else:
        yield f"      <system-out>{said}</system-out>"
    yield "    </testcase>"
