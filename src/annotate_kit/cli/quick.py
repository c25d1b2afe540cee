"""The plain ways of writing `annotate-kit validate`, understood without Typer.

Hooks and editors run it for one file at a time, and Typer would cost more than the check. Whatever is not plain, such
as a help, a wrong option or a project named elsewhere, is left to Typer, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.cli import console, validating
from annotate_kit.cli.validating import FailOn, Format, Question, question_of

__all__ = ["find_question", "run"]

_LISTS = {"--format": "formats", "--output": "outputs", "--select": "select", "--ignore": "ignore"}
_TEXTS = {"--fail-on": "fail_on", "--changed-since": "changed_since"}
_SWITCHES = {
    "--cache": ("cache", True),
    "--no-cache": ("cache", False),
    "--statistics": ("statistics", True),
    "--watch": ("watch", True),
}
_CHOICES = {"--format": frozenset(map(str, Format)), "--fail-on": frozenset(map(str, FailOn))}


def run(arguments: Sequence[str]) -> int | None:
    """The exit code of a plain command line; None where it is no such line, and nothing was done."""
    questions: list[Question] = []

    def action() -> int:
        questions.extend(filter(None, [find_question(arguments)]))
        return validating.answer(questions[0]) if questions else console.OK

    code = console.guarded(action)
    return code if questions or code else None


def find_question(arguments: Sequence[str]) -> Question | None:
    """The question that a command line asks, or None where it is no plain one.

    Raises:
        UsageError: where two reports would go to one place.
    """
    if arguments[:1] != ["validate"]:
        return None
    left = list(reversed(arguments[1:]))
    lists: dict[str, list[str]] = {"paths": [], **{name: [] for name in _LISTS.values()}}
    others: dict[str, str | bool] = {}
    while left:
        argument = left.pop()
        if argument == "--":
            lists["paths"] += reversed(left)
            break
        if not argument.startswith("-"):
            lists["paths"].append(argument)
            continue
        option, sign, value = argument.partition("=")
        if option in _SWITCHES and not sign:
            name, is_on = _SWITCHES[option]
            others[name] = is_on
            continue
        if not sign and left:
            value = left.pop()
        elif not sign:
            return None
        if option not in _LISTS | _TEXTS or value not in _CHOICES.get(option, (value,)) or value[:2] == "--":
            return None
        if option in _LISTS:
            lists[_LISTS[option]].append(value)
        else:
            others[_TEXTS[option]] = value
    return question_of(**lists, **others)  # type: ignore[arg-type]  # the tables say which is which
