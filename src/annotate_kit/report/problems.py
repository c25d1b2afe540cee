"""Problems as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from annotate_kit.codec import encode, encode_line
from annotate_kit.core import Json, Problem
from annotate_kit.core.counting import counted
from annotate_kit.core.limits import option_of
from annotate_kit.text import display

__all__ = [
    "more_line",
    "problem_facts",
    "problem_line",
    "problems_json",
    "problems_jsonl",
    "problems_text",
    "sentences",
    "summary_line",
]


def problem_line(problem: Problem) -> str:
    """One problem: `file:line:column: CODE message. hint  [caption]`, safe to print, without a line feed."""
    place = f":{problem.place.line}:{problem.place.column}" if problem.place else ""
    file = f"{problem.file}{place}: " if problem.file else ""
    warning = "" if problem.is_error else " warning:"
    caption = f"  [{problem.caption}]" if problem.caption else ""
    return display(f"{file}{problem.code}{warning} {sentences(problem)}{caption}")


def sentences(problem: Problem, *, with_hint: bool = True) -> str:
    """The message, and with its full stop the hint; not yet safe to print."""
    if not problem.hint or not with_hint:
        return problem.message
    end = "" if problem.message.endswith(("?", "!", ".", "…")) else "."
    return f"{problem.message}{end} {problem.hint}"


def problems_text(problems: Iterable[Problem]) -> str:
    """One line a problem, each ended by a line feed."""
    return "".join(f"{problem_line(problem)}\n" for problem in problems)


def summary_line(problems: Sequence[Problem], *, files: int, more: int = 0) -> str:
    """What was found, as a sentence such as "3 errors and 1 warning in 2 of 14 files.".

    Args:
        problems: all of them.
        files: how many were checked.
        more: how many files have more problems than are listed.
    """
    of_files = counted(files, "file")
    if not problems:
        return f"No problems in {of_files}."
    errors = sum(problem.is_error for problem in problems)
    counts = [counted(errors, "error")] * bool(errors)
    counts += [counted(len(problems) - errors, "warning")] * bool(len(problems) - errors)
    touched = len({problem.file for problem in problems})
    listed = f" {more_line(more)}." if more else ""
    return f"{' and '.join(counts)} in {touched} of {of_files}.{listed}"


def more_line(files: int) -> str:
    """That problems are not listed, as words without a full stop."""
    have = f"{counted(files, 'file')} {'has' if files == 1 else 'have'}"
    return f"{have} more problems than {option_of('problems_per_file')} lists; the rest were not looked for"


def problems_json(problems: Sequence[Problem], *, files: Sequence[str], more: int = 0) -> bytes:
    """All that is known of the problems, canonical: the same problems give the same bytes.

    Args:
        problems: all of them, in their order.
        files: the paths that were checked.
        more: how many files have more problems than are listed.
    """
    errors = sum(problem.is_error for problem in problems)
    return encode(
        {
            "errors": errors,
            "files": list(files),
            "files_with_more": more,
            "problems": [problem_facts(problem) for problem in problems],
            "warnings": len(problems) - errors,
        }
    )


def problems_jsonl(problems: Iterable[Problem]) -> bytes:
    """One line of JSON a problem, canonical."""
    return b"".join(encode_line(problem_facts(problem)) + b"\n" for problem in problems)


def problem_facts(problem: Problem) -> Json:
    """All that is known of one problem, as a JSON object."""
    place = attrs.asdict(problem.place) if problem.place else {}
    known: dict[str, Json] = {
        "at_key": problem.at_key or None,
        "caption": problem.caption or None,
        "code": problem.code,
        "column": place.get("column"),
        "data_pointer": problem.data_pointer,
        "end_column": place.get("end_column"),
        "end_line": place.get("end_line"),
        "file": problem.file or None,
        "found": problem.found or None,
        "hint": problem.hint or None,
        "line": place.get("line"),
        "message": problem.message,
        "name": problem.rule.name,
        "pointer": problem.pointer,
        "record": problem.record,
        "severity": problem.severity.value,
        "span": problem.span,
        "suggestion": problem.suggestion,
    }
    return {name: value for name, value in known.items() if value is not None}
