"""`annotate-kit rule`: what a code means, why it matters, and how to put it right."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console

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
    """Explain a rule: what it finds, why, an example of wrong and right, and what to do."""
    from annotate_kit.core import RULES
    from annotate_kit.report import text_table
    from annotate_kit.report.rules import find_code, rule_page

    if all_:
        console.data("\n".join(map(rule_page, RULES)))
    elif code is not None:
        console.data(rule_page(find_code(code)))
    else:
        rows = [(known, one.name, one.severity.value) for known, one in RULES.items()]
        console.data(text_table(("code", "name", "severity"), rows))
