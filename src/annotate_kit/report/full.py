"""Problems for people at a terminal: the message, the line with a caret, and the words in their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core import Problem
from annotate_kit.report.excerpts import line_excerpt, word_excerpt
from annotate_kit.report.findings import Findings
from annotate_kit.report.styles import Style
from annotate_kit.text import display

__all__ = ["full"]


def full(findings: Findings, style: Style) -> str:
    """A block a problem, with an empty line between two."""
    return "\n".join("".join(f"{line}\n" for line in _block(problem, findings, style)) for problem in findings.problems)


def _block(problem: Problem, findings: Findings, style: Style) -> Iterator[str]:
    words = findings.sources.words(problem) if problem.span else None
    numbers = [problem.place.line] if problem.place else []
    gutter = max((len(str(number)) for number in [*numbers, *([words.line] if words else [])]), default=1)
    kind = problem.severity.value
    yield _head(problem, style)
    yield from line_excerpt(problem, findings, style, gutter)
    if words:
        yield f" {' ' * gutter} {style.paint('>', 'dim')} {style.link(display(words.file), words.file)}"
        yield from word_excerpt(words, kind, style, gutter)
    if problem.hint:
        yield f" {' ' * gutter} {style.paint('=', 'dim')} {style.paint(display(problem.hint), 'help')}"


def _head(problem: Problem, style: Style) -> str:
    place = f":{problem.place.line}:{problem.place.column}" if problem.place else ""
    where = style.link(style.paint(display(problem.file + place), "bold"), problem.file)
    code = style.paint(f"{problem.code}{'' if problem.is_error else ' warning:'}", problem.severity.value)
    caption = f"  {style.paint(display(f'[{problem.caption}]'), 'dim')}" if problem.caption else ""
    return f"{where}{': ' if problem.file else ''}{code} {display(problem.message)}{caption}"
