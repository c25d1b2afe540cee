"""`annotate-kit keys`: what every key does, and what each field of a record type costs in keys."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from annotate_kit.cli import console

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit keys

    annotate-kit keys --for official

    annotate-kit keys --for official --format json
"""


class Format(StrEnum):
    """How it is printed."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("keys", epilog=EPILOG)(keys)


def keys(
    type_: Annotated[
        str | None,
        typer.Option("--for", metavar="TYPE", help="A record type: what its fields cost."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="text, or json for programs.")] = Format.text,
) -> None:
    """Print the keys of the app, or what each field of a record type costs and what would make it cheaper."""
    if type_ is None:
        _keymap(format_)
    else:
        _costs(type_, format_)


def _keymap(format_: Format) -> None:
    from annotate_kit.codec import encode
    from annotate_kit.keys import KEYMAP
    from annotate_kit.report import text_table

    bindings = [binding for binding in KEYMAP if binding.keys]
    if format_ is Format.json:
        rows = [
            {"where": row.when, "keys": list(row.keys), "shown": row.shown, "name": row.name, "does": row.doc}
            for row in bindings
        ]
        console.raw(encode({"keys": rows}))
    else:
        console.data(text_table(("where", "keys", "does"), [(row.when, row.shown, row.doc) for row in bindings]))


def _costs(type_name: str, format_: Format) -> None:
    from annotate_kit.codec import encode
    from annotate_kit.core import Json
    from annotate_kit.errors import NotFoundError
    from annotate_kit.keys import shown_key
    from annotate_kit.keys.planning_costs import field_costs
    from annotate_kit.report import text_table
    from annotate_kit.text import display

    types = console.project().catalog.types
    if type_name not in types:
        raise NotFoundError("record type", type_name, tuple(types))
    record_type = types[type_name]
    costs = field_costs(record_type)
    if format_ is Format.json:
        fields: list[Json] = [
            {
                "pointer": cost.pointer,
                "title": cost.title,
                "kind": cost.kind,
                "keys": list(cost.keys),
                "least": cost.least,
                "most": cost.most,
                "advice": list(cost.advice),
            }
            for cost in costs
        ]
        console.raw(encode({"type": type_name, "key": record_type.shortcut, "fields": fields}))
        return
    rows = [
        (cost.pointer, " ".join(map(shown_key, cost.keys)), _span(cost.least, cost.most), cost.kind) for cost in costs
    ]
    console.data(text_table(("field", "keys", "how many", "kind"), rows))
    console.data(
        "\nWith the words selected and the record in hand; the larger number where they do not say the value.\n"
    )
    for cost in costs:
        for words in cost.advice:
            console.data(f"{display(cost.pointer)}: {display(words)}\n")


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"
