"""`annotate-kit rule`: what a code means, why it matters, and how to put it right."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.core.own_rules import OwnRule

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit rule AK104

    annotate-kit rule unknown-value

    annotate-kit rule --all > rules.md
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rule", epilog=EPILOG)(rule)


def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code or name, such as AK104; all are listed without.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Print the pages of all rules.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Explain a rule, also one of the project's own: what it finds, why, wrong and right, and what to do."""
    from annotate_kit.core import RULES
    from annotate_kit.report import text_table
    from annotate_kit.report.rules import find_code, own_rule_page, rule_page
    from annotate_kit.text import display

    own = {one.rule.code: one for one in _own_rules()}
    if all_:
        console.data("\n".join(map(rule_page, RULES)))
    elif code is not None:
        found = next((one for one in own.values() if code in (one.rule.code, one.rule.name)), None)
        console.data(display(own_rule_page(found), newline="\n") if found else rule_page(find_code(code)))
    else:
        rules = [*RULES.values(), *(one.rule for one in own.values())]
        rows = [(rule.code, rule.name, rule.severity.value) for rule in rules]
        console.data(text_table(("code", "name", "severity"), rows))


def _own_rules() -> tuple[OwnRule, ...]:
    """The rules of the project that the person stands in, if it is one that can be read."""
    from annotate_kit.errors import AnnotateKitError

    with contextlib.suppress(AnnotateKitError):
        return console.project().catalog.own.rules
    return ()
